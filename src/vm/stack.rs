//! A stack: what one line of execution needs. Main is one, each green thread another.

use super::code::Code;
use super::frame::{Action, FRESH, Frame, FrameBody, ReturnTo, executing};
use crate::bytecode::Op;
use crate::heap::{Heap, Tracer, Value};

/// Registers, frame records, and what is current for the code on them.
pub struct Stack {
    /// All initialised. Natives address their windows by index, since growing moves the registers.
    pub registers: Vec<Value>,
    pub frames: Vec<Frame>,
    /// Calls push frames without further ado up to this many: there is room, and the recursion limit is kept.
    pub frame_room: usize,
    /// The exception being handled by frames on this stack above the innermost chain, or None.
    pub handled: Value,
    /// Where the answer to what a native asked of the driver goes.
    pub waiting_as: ReturnTo,
    /// The context of context variables, or None for an empty one.
    pub context: Value,
    /// The event loop running on this stack, and the task it is stepping; None where there is none.
    pub running_loop: Value,
    pub current_task: Value,
    /// The script's thread object, None for main.
    pub thread: Value,
    /// How many calls of `interpret` are on the Rust stack below this one, so that the stack cannot be parked.
    pub pinned: u32,
}

impl Stack {
    pub fn new() -> Stack {
        Stack {
            registers: vec![Value::UNBOUND; 256],
            frames: Vec::with_capacity(16),
            frame_room: 0,
            handled: Value::NONE,
            waiting_as: ReturnTo { action: Action::Discard, dst: 0 },
            context: Value::NONE,
            running_loop: Value::NONE,
            current_task: Value::NONE,
            thread: Value::NONE,
            pinned: 0,
        }
    }

    /// Makes sure that registers up to `end` exist.
    #[inline(always)]
    pub fn ensure(&mut self, end: u32) {
        if end as usize > self.registers.len() {
            self.grow(end as usize);
        }
    }

    #[cold]
    #[inline(never)]
    fn grow(&mut self, end: usize) {
        self.registers.resize((end * 2).max(1024), Value::UNBOUND);
    }

    /// Registers in use by the topmost frame end here: where a window can be built.
    pub fn end_of_frames(&self, heap: &Heap) -> u32 {
        match self.frames.last() {
            None => 0,
            Some(frame) => match frame.body {
                FrameBody::Script { code, .. } => frame.base + u32::from(heap.get(code).entry.registers),
                FrameBody::Chain { .. } | FrameBody::Steps { .. } | FrameBody::Host => frame.base + frame.live,
            },
        }
    }

    /// Finds out which registers of each frame are live. Frames' pcs must be up to date.
    pub fn update_live(&mut self, heap: &mut Heap) {
        for frame in &mut self.frames {
            match frame.body {
                FrameBody::Script { code, .. } => {
                    frame.live = u32::from(heap.get(code).live_at(frame.pc));
                    if let Some(slot) = unwritten_callee(heap.get(code), frame.pc) {
                        self.registers[frame.base as usize + slot] = Value::UNBOUND;
                    }
                }
                FrameBody::Chain { innermost, code, .. } => {
                    let live = heap.get(code).live_at(frame.pc);
                    heap.get_mut(innermost).live = live;
                    if let Some(slot) = unwritten_callee(heap.get(code), frame.pc) {
                        heap.tail_mut(innermost)[slot] = Value::UNBOUND;
                    }
                }
                FrameBody::Steps { .. } | FrameBody::Host => {}
            }
        }
    }

    /// Shows what lives on this stack, after `update_live`.
    pub fn trace(&self, tracer: &mut Tracer) {
        tracer.values(&[self.handled, self.context, self.running_loop, self.current_task, self.thread]);
        for frame in &self.frames {
            match frame.body {
                FrameBody::Script { function, code } => {
                    tracer.object(function);
                    tracer.object(code);
                }
                FrameBody::Chain { innermost, code, root } => {
                    tracer.object(innermost);
                    tracer.object(code);
                    tracer.object(root);
                }
                FrameBody::Steps { .. } | FrameBody::Host => {}
            }
            tracer.values(&self.registers[frame.base as usize..(frame.base + frame.live) as usize]);
        }
    }
}

/// The register for the callee of an instruction that is still to be executed and loads its callee itself: it counts as
/// live, and holds whatever was there before.
fn unwritten_callee(code: &Code, pc: u32) -> Option<usize> {
    if pc & FRESH == 0 {
        return None;
    }
    match code.op(executing(pc)) {
        Op::CallGlobal { base, .. } | Op::CallMethod { base, .. } | Op::LoadMethod { base, .. } => Some(base.index()),
        _ => None,
    }
}

impl Default for Stack {
    fn default() -> Stack {
        Stack::new()
    }
}
