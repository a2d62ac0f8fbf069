//! Frame objects for scripts that ask for them: where each frame of the stack was when it was asked.

use super::Context;
use super::code::Code;
use super::coroutine::Coroutine;
use super::frame::{FrameBody, executing};
use crate::heap::{Gc, Kind, NoTail, Object, Tracer, Value};

/// A frame as it was when a script asked for it.
pub struct FrameObject {
    pub code: Gc<Code>,
    /// The instruction it was at.
    pub pc: u32,
    /// The caller's frame object, or None.
    pub back: Value,
}

impl Object for FrameObject {
    const KIND: Kind = Kind::Frame;
    type Tail = NoTail;

    fn trace(&self, tracer: &mut Tracer) {
        tracer.object(self.code);
        tracer.value(self.back);
    }
}

impl Context {
    /// The frame object of the frame `depth` calls up from the running one, or None if there are not so many.
    pub fn frame_object(&mut self, depth: usize) -> Option<Value> {
        let mut places: Vec<(Gc<Code>, u32)> = Vec::new();
        for frame in &self.stack.frames {
            match frame.body {
                FrameBody::Script { code, .. } => places.push((code, executing(frame.pc))),
                FrameBody::Chain { innermost, .. } => {
                    let first = places.len();
                    places.push((self.heap.get(innermost).code, executing(frame.pc)));
                    let mut awaiter = self.heap.get(innermost).awaiter;
                    while let Some(outer) = awaiter {
                        let this = self.heap.get(outer);
                        places.push((this.code, executing(this.pc)));
                        awaiter = this.awaiter;
                    }
                    // Outermost first, like the stack.
                    places[first..].reverse();
                }
                FrameBody::Steps { .. } | FrameBody::Host => {}
            }
        }
        let wanted = places.len().checked_sub(depth)?;
        let mut back = None;
        for &(code, pc) in &places[..wanted] {
            let object = FrameObject { code, pc, back: back.unwrap_or(Value::NONE) };
            back = Some(Value::object(self.heap.allocate(object)));
        }
        back
    }

    /// The frame object of a generator or coroutine that has not ended.
    pub fn frame_of_coroutine(&mut self, coroutine: Gc<Coroutine>) -> Value {
        let this = self.heap.get(coroutine);
        if this.state == super::coroutine::State::Finished {
            return Value::NONE;
        }
        let object = FrameObject { code: this.code, pc: executing(this.pc), back: Value::NONE };
        Value::object(self.heap.allocate(object))
    }
}
