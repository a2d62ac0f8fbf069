//! Generators, coroutines and async generators: frames in the heap that can be put aside.
//!
//! A frame that awaits another (or `yield from`s it) is linked from it as its *awaiter*. Only the innermost frame of
//! such a chain is ever on a stack: entering an inner frame replaces it there, returning from it puts its awaiter back.
//! So suspending and resuming cost the same at any depth.

use super::code::Code;
use super::frame::Function;
use crate::heap::{Gc, Kind, Object, Tracer, Value, Values};

/// A suspended or running frame; its registers are its tail.
pub struct Coroutine {
    pub function: Gc<Function>,
    pub code: Gc<Code>,
    /// Who is waiting for this frame's result, if it was awaited.
    pub awaiter: Option<Gc<Coroutine>>,
    /// Of a root that is suspended: where to go on.
    pub innermost: Option<Gc<Coroutine>>,
    /// The exception this frame is handling, or None.
    pub handled: Value,
    /// Of a running root: what the stack below it was handling.
    pub outer_handled: Value,
    pub pc: u32,
    /// Registers that are live while it is suspended.
    pub live: u16,
    pub state: State,
    pub kind: CoroutineKind,
    /// Links to the outermost frame of the chain.
    pub depth: u32,
    /// Somebody awaited or iterated it at least once.
    pub was_awaited: bool,
    /// Of an async generator: `aclose` or `athrow` is under way, or it is finished for good.
    pub closing: bool,
    /// Name and qualified name where a script changed them, else unbound.
    pub name: Value,
}

/// What a frame does now.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum State {
    /// No instruction has run.
    Created,
    Suspended,
    /// On a stack, or awaiting something that is.
    Running,
    Finished,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CoroutineKind {
    Generator,
    Coroutine,
    AsyncGenerator,
}

impl Object for Coroutine {
    const KIND: Kind = Kind::Coroutine;
    type Tail = Values;

    fn trace(&self, tracer: &mut Tracer) {
        tracer.object(self.function);
        tracer.object(self.code);
        tracer.optional(self.awaiter);
        tracer.optional(self.innermost);
        tracer.values(&[self.handled, self.outer_handled, self.name]);
    }

    fn traced_tail(&self, length: usize) -> usize {
        length.min(usize::from(self.live))
    }
}
