//! Strings instructions together: labels, jumps that are patched at the end, exception ranges.
//! A jump that leads to a `Jump` is sent on to where that leads; a short one that does not reach becomes a branch over
//! a `Jump`.

use super::{ExceptionEntry, Offset, Op, Position, Register};

/// A place in the code that jumps can lead to before it is known.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Label(u32);

/// How many `Jump`s in a row a jump is led through.
const MAX_THREADED: usize = 8;

/// Instructions a short jump grows by when it does not reach.
const DETOUR: u32 = 2;

#[derive(Default)]
pub struct Assembler {
    instructions: Vec<Op>,
    positions: Vec<Position>,
    live: Vec<u16>,
    /// Where each label was placed.
    labels: Vec<Option<u32>>,
    /// Jumps by increasing index, with where they lead.
    jumps: Vec<(u32, Label)>,
    exceptions: Vec<(u32, u32, Label, Register)>,
}

/// What an assembler leaves: the parts of a code object that speak of instructions by number.
pub struct Assembled {
    pub instructions: Vec<Op>,
    pub positions: Vec<Position>,
    pub live: Vec<u16>,
    pub exceptions: Vec<ExceptionEntry>,
}

impl Assembler {
    /// Appends an instruction of which `live` registers must be kept.
    pub fn emit(&mut self, op: Op, position: Position, live: u16) {
        self.instructions.push(op);
        self.positions.push(position);
        self.live.push(live);
    }

    /// Appends a jump; its offset, whatever it is, will lead to the label.
    pub fn emit_jump(&mut self, op: Op, target: Label, position: Position, live: u16) {
        self.jumps.push((self.here(), target));
        self.emit(op, position, live);
    }

    pub fn label(&mut self) -> Label {
        self.labels.push(None);
        Label(self.labels.len() as u32 - 1)
    }

    /// Lets the label stand for the next instruction.
    pub fn place(&mut self, label: Label) {
        debug_assert!(self.labels[label.0 as usize].is_none(), "a label is placed once");
        self.labels[label.0 as usize] = Some(self.here());
    }

    /// Takes back the last instruction if it is a `Jump` to the label, which is about to be placed after it.
    pub fn drop_jump_to(&mut self, label: Label) {
        let Some(last) = self.here().checked_sub(1) else { return };
        let is_jump = matches!(self.instructions[last as usize], Op::Jump { .. });
        if !is_jump || self.jumps.last() != Some(&(last, label)) {
            return;
        }
        self.jumps.pop();
        self.instructions.pop();
        self.positions.pop();
        self.live.pop();
        for place in self.labels.iter_mut().flatten() {
            *place = (*place).min(last);
        }
        for (_, end, _, _) in &mut self.exceptions {
            *end = (*end).min(last);
        }
        self.exceptions.retain(|(start, end, _, _)| start < end);
    }

    /// The index of the next instruction.
    pub fn here(&self) -> u32 {
        self.instructions.len() as u32
    }

    /// Lets the handler catch what instructions from `start` up to here raise, unless an earlier range does.
    /// Returns whether there are any.
    pub fn protect(&mut self, start: u32, handler: Label, exception: Register) -> bool {
        let end = self.here();
        if start < end {
            self.exceptions.push((start, end, handler, exception));
        }
        start < end
    }

    /// Settles all jumps. Labels that are jumped to must have been placed.
    pub fn finish(self) -> Assembled {
        let targets: Vec<u32> = self.jumps.iter().map(|&(_, label)| self.thread(label)).collect();
        let moved = self.relax(&targets);
        let mut assembled = Assembled {
            instructions: Vec::with_capacity(moved.place(self.here()) as usize),
            positions: Vec::new(),
            live: Vec::new(),
            exceptions: Vec::new(),
        };
        let mut jumps = self.jumps.iter().zip(&targets).enumerate().peekable();
        for (index, &op) in self.instructions.iter().enumerate() {
            let ops = match jumps.next_if(|(_, ((at, _), _))| *at as usize == index) {
                None => [Some(op), None, None],
                Some((number, (&(at, _), &target))) => {
                    let distance = moved.distance(at, target);
                    match moved.detours[number] {
                        false => [op.retarget(distance), None, None],
                        true => [op.retarget(1), Some(jump(1)), Some(jump(distance - DETOUR as i32))],
                    }
                }
            };
            for op in ops.into_iter().flatten() {
                assembled.instructions.push(op);
                assembled.positions.push(self.positions[index]);
                assembled.live.push(self.live[index]);
            }
        }
        for &(start, end, handler, exception) in &self.exceptions {
            assembled.exceptions.push(ExceptionEntry {
                start: moved.place(start),
                end: moved.place(end),
                handler: moved.place(self.target(handler)),
                exception,
            });
        }
        assembled
    }

    fn target(&self, label: Label) -> u32 {
        self.labels[label.0 as usize].expect("a label that is used has been placed")
    }

    /// Where a jump to the label ends up, `Jump`s on the way followed.
    fn thread(&self, label: Label) -> u32 {
        let mut target = self.target(label);
        for _ in 0..MAX_THREADED {
            let Some(Op::Jump { .. }) = self.instructions.get(target as usize) else {
                break;
            };
            let Ok(jump) = self.jumps.binary_search_by_key(&target, |jump| jump.0) else {
                break;
            };
            target = self.target(self.jumps[jump].1);
        }
        target
    }

    /// Decides which jumps need a detour. Each detour moves what follows, so this repeats until nothing changes.
    fn relax(&self, targets: &[u32]) -> Moved {
        let mut moved = Moved { at: Vec::new(), detours: vec![false; targets.len()] };
        loop {
            let mut changed = false;
            for (number, (&(at, _), &target)) in self.jumps.iter().zip(targets).enumerate() {
                let op = self.instructions[at as usize];
                if !moved.detours[number] && op.retarget(moved.distance(at, target)).is_none() {
                    moved.detours[number] = true;
                    changed = true;
                }
            }
            if !changed {
                return moved;
            }
            moved.at =
                self.jumps.iter().zip(&moved.detours).filter(|(_, detour)| **detour).map(|((at, _), _)| *at).collect();
        }
    }
}

/// How detours push instructions down.
struct Moved {
    /// Old indices of the jumps with a detour, increasing.
    at: Vec<u32>,
    /// By number of jump.
    detours: Vec<bool>,
}

impl Moved {
    /// The new index of the instruction at an old one.
    fn place(&self, old: u32) -> u32 {
        old + DETOUR * self.at.partition_point(|&at| at < old) as u32
    }

    /// From the instruction after a jump (before its detour, if it has one) to its target.
    fn distance(&self, jump: u32, target: u32) -> i32 {
        self.place(target) as i32 - self.place(jump) as i32 - 1
    }
}

fn jump(distance: i32) -> Op {
    Op::Jump { offset: Offset(distance) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bytecode::ShortOffset;

    fn less() -> Op {
        let (left, right) = (Register(0), Register(1));
        Op::JumpIfLess { left, right, offset: ShortOffset(0) }
    }

    fn assemble(between: usize) -> Assembled {
        let mut assembler = Assembler::default();
        let (top, bottom) = (assembler.label(), assembler.label());
        let at = Position::default();
        assembler.place(top);
        assembler.emit_jump(less(), bottom, at, 2);
        for _ in 0..between {
            assembler.emit(Op::LoadNone { dst: Register(0) }, at, 2);
        }
        assembler.emit_jump(less(), top, at, 2);
        assembler.place(bottom);
        assembler.emit(Op::ReturnNone {}, at, 2);
        assembler.finish()
    }

    #[test]
    fn short_jumps_stay_short() {
        let code = assemble(3);
        assert_eq!(code.instructions.len(), 6);
        assert_eq!(code.instructions[0], less().retarget(4).unwrap());
        assert_eq!(code.instructions[4], less().retarget(-5).unwrap());
    }

    #[test]
    fn long_jumps_take_a_detour() {
        let code = assemble(40_000);
        assert_eq!(code.instructions.len(), 40_007);
        assert_eq!(code.instructions[..3], [less().retarget(1).unwrap(), jump(1), jump(40_003)]);
        assert_eq!(code.instructions[40_003..40_006], [less().retarget(1).unwrap(), jump(1), jump(-40_006)]);
    }

    #[test]
    fn jumps_to_jumps_are_led_on() {
        let mut assembler = Assembler::default();
        let (first, second) = (assembler.label(), assembler.label());
        let at = Position::default();
        assembler.emit_jump(less(), first, at, 2);
        assembler.emit(Op::ReturnNone {}, at, 2);
        assembler.place(first);
        assembler.emit_jump(jump(0), second, at, 2);
        assembler.emit(Op::ReturnNone {}, at, 2);
        assembler.place(second);
        assembler.emit(Op::ReturnNone {}, at, 2);
        assert_eq!(assembler.finish().instructions[0], less().retarget(3).unwrap());
    }
}
