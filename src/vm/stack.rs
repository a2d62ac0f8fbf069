//! A stack: what one line of execution needs. Main is one, each green thread another.

use super::frame::{Frame, FrameBody};
use crate::heap::{Heap, Tracer, Value};

/// Registers, frame records, and what is current for the code on them.
pub struct Stack {
    /// All initialised. Natives address their windows by index, since growing moves the registers.
    pub registers: Vec<Value>,
    pub frames: Vec<Frame>,
    /// First register above everything in use while a native runs.
    pub top: u32,
    /// The exception being handled by frames on this stack above the innermost chain, or None.
    pub handled: Value,
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
            registers: vec![Value::UNBOUND; 1024],
            frames: Vec::with_capacity(16),
            top: 0,
            handled: Value::NONE,
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
                FrameBody::Chain { .. } => frame.base,
                FrameBody::Steps { length, .. } | FrameBody::Host { length } => frame.base + length,
            },
        }
    }

    /// Shows what lives on this stack. Frames' pcs must be up to date.
    pub fn trace(&self, heap: &Heap, tracer: &mut Tracer) {
        tracer.values(&[self.handled, self.context, self.running_loop, self.current_task, self.thread]);
        for (index, frame) in self.frames.iter().enumerate() {
            let next = self.frames.get(index + 1).map_or(self.top, |next| next.base);
            let live = match frame.body {
                FrameBody::Script { function, code } => {
                    tracer.object(function);
                    tracer.object(code);
                    let object = &heap.get(code).object;
                    frame.base + u32::from(object.live.get(frame.pc.saturating_sub(1) as usize).copied().unwrap_or(0))
                }
                FrameBody::Chain { innermost, code, root } => {
                    tracer.object(innermost);
                    tracer.object(code);
                    tracer.object(root);
                    next.max(frame.base)
                }
                FrameBody::Steps { length, .. } | FrameBody::Host { length } => (frame.base + length).max(next),
            };
            tracer.values(&self.registers[frame.base as usize..live as usize]);
        }
        if let Some(last) = self.frames.last()
            && matches!(last.body, FrameBody::Script { .. })
        {
            let start = self.end_of_frames(heap).min(self.top);
            tracer.values(&self.registers[start as usize..self.top as usize]);
        }
    }
}

impl Default for Stack {
    fn default() -> Stack {
        Stack::new()
    }
}
