//! Proves of a code object what the machine takes for granted: operands lie in range, jumps and handlers lead to
//! instructions, every register is written before it is read, and the collector finds only written registers below
//! the live top. An instruction that may call something is taken to overwrite all registers from its live top on.

use super::{CodeObject, Op, Operand, Register};

/// Checks the code object itself; nested ones are checked when they are made.
pub fn verify(code: &CodeObject) -> Result<(), String> {
    let count = code.instructions.len();
    if code.positions.len() != count || code.live.len() != count {
        return Err("positions and live tops are not one per instruction".to_owned());
    }
    for (pc, op) in code.instructions.iter().enumerate() {
        check_operands(code, pc, op).map_err(|problem| describe(code, pc, &problem))?;
    }
    for entry in &code.exceptions {
        let inside = |at: u32| (at as usize) < count;
        let lies_well = entry.start < entry.end && inside(entry.end - 1) && inside(entry.handler);
        if !lies_well || entry.exception.0 >= code.registers {
            return Err(format!("exception entry out of range: {entry:?}"));
        }
    }
    Flow::new(code).run()
}

fn describe(code: &CodeObject, pc: usize, problem: &str) -> String {
    format!("{} at {pc}, {}: {problem}", code.qualified_name, code.instructions[pc].mnemonic())
}

// ---- ranges

fn check_operands(code: &CodeObject, pc: usize, op: &Op) -> Result<(), String> {
    let mut problem = None;
    op.operands(&mut |name, operand| {
        let fits = match operand {
            Operand::Register(register) => register.0 < code.registers,
            Operand::Constant(index) => index.index() < code.constants.len(),
            Operand::Site(site) => site.index() < code.sites.len(),
            Operand::Offset(distance) => {
                let target = pc as i64 + 1 + i64::from(distance);
                (0..code.instructions.len() as i64).contains(&target)
            }
            Operand::Count(_) | Operand::Immediate(_) | Operand::Special(_) | Operand::Intrinsic(_) => true,
        };
        if !fits {
            problem = Some(format!("{name} out of range: {operand:?}"));
        }
    });
    let index_fits = match *op {
        Op::MakeFunction { code: index, .. } | Op::CallKeyword { names: index, .. } => {
            usize::from(index) < code.constants.len()
        }
        Op::LoadFree { index, .. }
        | Op::StoreFree { index, .. }
        | Op::DeleteFree { index }
        | Op::LoadFreeCell { index, .. }
        | Op::LoadNameOrFree { index, .. } => usize::from(index) < code.free.len(),
        _ => true,
    };
    let effects = Effects::of(op);
    let windows_fit = effects
        .reads
        .iter()
        .chain(&effects.writes)
        .chain(&effects.writes_on_jump)
        .all(|range| range.end() <= u32::from(code.registers));
    match problem {
        Some(problem) => Err(problem),
        None if !index_fits => Err("index out of range".to_owned()),
        None if !windows_fit => Err("its window reaches past the last register".to_owned()),
        None => Ok(()),
    }
}

// ---- what instructions read and write

/// Registers in a row.
#[derive(Clone, Copy, Debug)]
struct Range {
    first: Register,
    count: u16,
}

impl Range {
    fn end(self) -> u32 {
        u32::from(self.first.0) + u32::from(self.count)
    }

    fn registers(self) -> impl Iterator<Item = usize> {
        self.first.index()..self.end() as usize
    }
}

#[derive(Default)]
struct Effects {
    reads: Vec<Range>,
    /// Written when the next instruction is reached.
    writes: Vec<Range>,
    /// Written when the jump is taken.
    writes_on_jump: Vec<Range>,
    /// Free for the machine: need not be written before, is after.
    scratch: Option<Register>,
}

impl Effects {
    /// A single register called `dst` is written, others are read; then what the table's prose says.
    fn of(op: &Op) -> Effects {
        let mut effects = Effects::default();
        if effects.windows(op) {
            return effects;
        }
        op.operands(&mut |name, operand| {
            if let Operand::Register(register) = operand {
                match name {
                    "dst" => {
                        effects.write(register, 1);
                        effects.writes_on_jump.push(Range { first: register, count: 1 });
                    }
                    "base" => {}
                    _ => effects.read(register, 1),
                }
            }
        });
        effects.read_base(op);
        effects
    }

    fn read(&mut self, first: Register, count: u16) {
        self.reads.push(Range { first, count });
    }

    fn write(&mut self, first: Register, count: u16) {
        self.writes.push(Range { first, count });
    }

    /// Instructions with operands in a row from `base`.
    fn read_base(&mut self, op: &Op) {
        match *op {
            Op::BuildSlice { base, .. } | Op::CallSpread { base, .. } | Op::MatchClass { base, .. } => {
                self.read(base, 3)
            }
            Op::Import { base, .. } => self.read(base, 2),
            Op::BuildList { base, count, .. }
            | Op::BuildTuple { base, count, .. }
            | Op::BuildSet { base, count, .. }
            | Op::BuildString { base, count, .. } => self.read(base, count),
            Op::BuildDict { base, count, .. } => self.read(base, count.saturating_mul(2)),
            Op::MakeFunction { parts, base, .. } => self.read(base, parts.count_ones() as u16),
            Op::Call { base, count, .. } | Op::CallKeyword { base, count, .. } => {
                self.read(base, u16::from(count) + 1);
            }
            Op::CallIntrinsic { which, base, .. } => self.read(base, which.operand_count()),
            Op::CallGlobal { base, count, .. } => {
                self.read(base.offset(1), u16::from(count));
                self.scratch = Some(base);
            }
            Op::CallMethod { base, count, .. } => {
                self.read(base.offset(1), u16::from(count) + 1);
                self.scratch = Some(base);
            }
            Op::CallLoaded { base, count, .. } => self.read(base, u16::from(count) + 2),
            _ => {}
        }
    }

    /// Instructions whose operands follow no rule; whether this is one.
    fn windows(&mut self, op: &Op) -> bool {
        let jump = |first, count| Range { first, count };
        match *op {
            Op::LoadMethod { base, .. } => {
                self.read(base.offset(1), 1);
                self.scratch = Some(base);
                self.write(base, 2);
            }
            Op::MakeCell { dst } => {
                self.read(dst, 1);
                self.write(dst, 1);
            }
            Op::EnterHandler { saved, exception } => {
                self.read(exception, 1);
                self.write(saved, 1);
            }
            Op::ExceptionInfo { base, exception } => {
                self.read(exception, 1);
                self.write(base, 3);
            }
            Op::Unpack { base, src, count } => {
                self.read(src, 1);
                self.write(base, count);
            }
            Op::UnpackStar { before, base, src, after } => {
                self.read(src, 1);
                self.write(base, (u16::from(before) + 1).saturating_add(after));
            }
            Op::PrepareRange { count, base, .. } => {
                self.read(base, u16::from(count) + 1);
                self.writes_on_jump.push(jump(base, 3));
            }
            Op::ForIterator { dst, iterator, .. } => {
                self.read(iterator, 1);
                self.writes_on_jump.push(jump(dst, 1));
            }
            Op::ForRange { dst, iterator, .. } => {
                self.read(iterator, 3);
                self.writes_on_jump.push(jump(dst, 1));
            }
            Op::ForPair { dst, iterator, .. } => {
                self.read(iterator, 1);
                self.writes_on_jump.push(jump(dst, 2));
            }
            _ => return false,
        }
        true
    }
}

/// Instructions that neither call anything nor collect.
fn stays_put(op: &Op) -> bool {
    use Op::*;
    matches!(
        op,
        Move { .. }
            | LoadConst { .. }
            | LoadInt { .. }
            | LoadNone { .. }
            | LoadBool { .. }
            | Unbind { .. }
            | CheckBound { .. }
            | MakeCell { .. }
            | LoadCell { .. }
            | StoreCell { .. }
            | DeleteCell { .. }
            | LoadFree { .. }
            | StoreFree { .. }
            | DeleteFree { .. }
            | LoadFreeCell { .. }
            | LoadGlobal { .. }
    )
}

/// The first register an instruction may overwrite on its way: a call's window is its callee's frame; what else may
/// call leaves alone what is live.
fn clobbered_from(op: &Op, live: u16) -> usize {
    match *op {
        Op::Call { base, .. }
        | Op::CallGlobal { base, .. }
        | Op::CallMethod { base, .. }
        | Op::CallLoaded { base, .. }
        | Op::CallKeyword { base, .. }
        | Op::CallSpread { base, .. } => base.index() + 1,
        _ if stays_put(op) => usize::MAX,
        _ => usize::from(live),
    }
}

fn falls_through(op: &Op) -> bool {
    use Op::*;
    !matches!(
        op,
        Jump { .. }
            | EndAsyncFor { .. }
            | Return { .. }
            | ReturnNone {}
            | Raise { .. }
            | RaiseFrom { .. }
            | RaiseHandled {}
            | Reraise { .. }
    )
}

fn jump_target(pc: usize, op: &Op) -> Option<usize> {
    let mut target = None;
    op.operands(&mut |_, operand| {
        if let Operand::Offset(distance) = operand {
            target = Some((pc as i64 + 1 + i64::from(distance)) as usize);
        }
    });
    target
}

// ---- dataflow

/// Which registers have been written, a bit each.
#[derive(Clone, PartialEq)]
struct Written(Vec<u64>);

impl Written {
    fn below(count: usize, registers: usize) -> Written {
        let mut written = Written(vec![0; registers.div_ceil(64)]);
        (0..count).for_each(|register| written.add(register));
        written
    }

    fn add(&mut self, register: usize) {
        self.0[register / 64] |= 1 << (register % 64);
    }

    fn has(&self, register: usize) -> bool {
        self.0[register / 64] & 1 << (register % 64) != 0
    }

    /// Forgets the registers from `live` on.
    fn cut(&mut self, live: usize) {
        for (index, word) in self.0.iter_mut().enumerate() {
            let kept = live.saturating_sub(index * 64).min(64);
            *word &= if kept == 64 { u64::MAX } else { (1 << kept) - 1 };
        }
    }

    /// Keeps what both have; whether that changed anything.
    fn meet(&mut self, other: &Written) -> bool {
        let mut changed = false;
        for (word, other) in self.0.iter_mut().zip(&other.0) {
            changed |= *word & !other != 0;
            *word &= other;
        }
        changed
    }
}

struct Flow<'a> {
    code: &'a CodeObject,
    /// What is written before an instruction that jumps or handlers lead to.
    before: Vec<Option<Written>>,
    is_leader: Vec<bool>,
    work: Vec<usize>,
}

impl<'a> Flow<'a> {
    fn new(code: &'a CodeObject) -> Flow<'a> {
        let count = code.instructions.len();
        let mut is_leader = vec![false; count];
        for (pc, op) in code.instructions.iter().enumerate() {
            if let Some(target) = jump_target(pc, op) {
                is_leader[target] = true;
            }
        }
        for entry in &code.exceptions {
            is_leader[entry.handler as usize] = true;
        }
        Flow { code, before: vec![None; count], is_leader, work: Vec::new() }
    }

    fn run(mut self) -> Result<(), String> {
        let registers = usize::from(self.code.registers);
        if self.code.locals.len() > registers {
            return Err("fewer registers than locals".to_owned());
        }
        if self.code.instructions.is_empty() {
            return Err("no instructions".to_owned());
        }
        self.reach(0, &Written::below(self.code.locals.len(), registers));
        while let Some(leader) = self.work.pop() {
            self.run_block(leader)?;
        }
        Ok(())
    }

    fn reach(&mut self, pc: usize, written: &Written) {
        let changed = match &mut self.before[pc] {
            Some(before) => before.meet(written),
            unknown => {
                *unknown = Some(written.clone());
                true
            }
        };
        if changed {
            self.work.push(pc);
        }
    }

    /// From a leader up to the next leader or the end of the path.
    fn run_block(&mut self, leader: usize) -> Result<(), String> {
        let code = self.code;
        let mut pc = leader;
        let mut written = self.before[pc].clone().expect("a leader that was reached");
        loop {
            let op = &code.instructions[pc];
            let effects = Effects::of(op);
            self.check(pc, op, &effects, &written).map_err(|problem| describe(code, pc, &problem))?;
            if let Some(entry) = self.handler_of(pc) {
                let mut caught = written.clone();
                caught.cut(clobbered_from(op, code.live[pc]));
                caught.add(entry.exception.index());
                self.reach(entry.handler as usize, &caught);
            }
            written.cut(clobbered_from(op, code.live[pc]));
            if let Some(target) = jump_target(pc, op) {
                let mut there = written.clone();
                for range in &effects.writes_on_jump {
                    range.registers().for_each(|register| there.add(register));
                }
                self.reach(target, &there);
            }
            if !falls_through(op) {
                return Ok(());
            }
            for range in &effects.writes {
                range.registers().for_each(|register| written.add(register));
            }
            if let Some(base) = effects.scratch {
                written.add(base.index());
            }
            pc += 1;
            if pc == code.instructions.len() {
                return Err(describe(code, pc - 1, "runs past the end"));
            }
            if self.is_leader[pc] {
                self.reach(pc, &written);
                return Ok(());
            }
        }
    }

    fn handler_of(&self, pc: usize) -> Option<&'a super::ExceptionEntry> {
        let covers = |entry: &&super::ExceptionEntry| (entry.start..entry.end).contains(&(pc as u32));
        self.code.exceptions.iter().find(covers)
    }

    fn check(&self, pc: usize, op: &Op, effects: &Effects, written: &Written) -> Result<(), String> {
        let live = usize::from(self.code.live[pc]);
        if live > usize::from(self.code.registers) {
            return Err("live top above the last register".to_owned());
        }
        let is_scratch = |register: usize| effects.scratch.is_some_and(|base| base.index() == register);
        if let Some(register) = (0..live).find(|&register| !written.has(register) && !is_scratch(register)) {
            return Err(format!("r{register} is live but not written"));
        }
        for register in effects.reads.iter().flat_map(|range| range.registers()) {
            if !written.has(register) {
                return Err(format!("r{register} is read but not written"));
            }
            if register >= live && !stays_put(op) {
                return Err(format!("r{register} is read but not live"));
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bytecode::{CodeKind, Offset, Parameters, Position};

    fn code(instructions: Vec<(Op, u16)>, registers: u16) -> CodeObject {
        CodeObject {
            name: "f".into(),
            qualified_name: "f".into(),
            file: "f.py".into(),
            first_line: 1,
            kind: CodeKind::Function,
            parameters: Parameters::default(),
            locals: vec!["x".into()],
            free: Vec::new(),
            registers,
            constants: Vec::new(),
            sites: Vec::new(),
            exceptions: Vec::new(),
            positions: vec![Position::default(); instructions.len()],
            live: instructions.iter().map(|(_, live)| *live).collect(),
            instructions: instructions.into_iter().map(|(op, _)| op).collect(),
            has_docstring: false,
            hidden: false,
        }
    }

    const X: Register = Register(0);
    const T: Register = Register(1);

    fn refuses(instructions: Vec<(Op, u16)>, registers: u16, problem: &str) {
        let error = verify(&code(instructions, registers)).unwrap_err();
        assert!(error.contains(problem), "{error}");
    }

    #[test]
    fn accepts_what_is_written_first() {
        let load = Op::LoadNone { dst: T };
        let add = Op::Add { dst: X, left: X, right: T };
        let code = code(vec![(load, 1), (add, 2), (Op::Return { src: X }, 1)], 2);
        assert_eq!(verify(&code), Ok(()));
    }

    #[test]
    fn refuses_reading_the_unwritten() {
        refuses(vec![(Op::Return { src: T }, 1)], 2, "not written");
        refuses(vec![(Op::ReturnNone {}, 2)], 2, "live but not written");
    }

    #[test]
    fn a_call_overwrites_what_is_not_live() {
        let add = Op::Add { dst: X, left: X, right: X };
        let code = vec![(Op::LoadNone { dst: T }, 1), (add, 1), (Op::Return { src: T }, 2)];
        refuses(code, 2, "not written");
    }

    #[test]
    fn refuses_one_path_that_does_not_write() {
        let jump = Op::JumpIfTrue { src: X, offset: Offset(1) };
        let code = vec![(jump, 1), (Op::LoadNone { dst: T }, 1), (Op::Return { src: T }, 2)];
        refuses(code, 2, "not written");
    }

    #[test]
    fn refuses_operands_out_of_range() {
        refuses(vec![(Op::Return { src: T }, 1)], 1, "src out of range");
        refuses(vec![(Op::Jump { offset: Offset(1) }, 1)], 1, "offset out of range");
        refuses(vec![(Op::LoadNone { dst: X }, 1)], 1, "runs past the end");
    }
}
