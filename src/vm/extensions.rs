//! What the rooms above hang into the machine: their roots, and answers to the few questions the machine asks them.

use super::native::Result;
use super::{Context, Request};
use crate::heap::{Gc, Heap, Tracer, Value};
use crate::object::{Class, ExceptionKind};

/// State of other rooms that holds values.
pub trait Extension: Send {
    fn trace(&self, tracer: &mut Tracer);

    /// For whoever put it there.
    fn as_any(&mut self) -> &mut dyn std::any::Any;
}

/// What has become of a future.
#[derive(Clone, Copy, Debug)]
pub enum FutureResult {
    Pending,
    Done(Value),
    Failed(Value),
}

/// The hooks of the rooms above.
#[derive(Default)]
pub struct Extensions {
    pub states: Vec<Box<dyn Extension>>,
    /// Of a future or task; the machine asks when one is awaited.
    pub future: Option<fn(&Heap, Value) -> FutureResult>,
    /// Serves a request on the spot for code that cannot be parked.
    pub serve_nested: Option<fn(&mut Context, Request) -> Result>,
    /// Classes of host objects, by their type's number.
    pub host_class: Option<fn(&Context, Value) -> Gc<Class>>,
    /// Issues a warning for the running line.
    pub warn: Option<fn(&mut Context, ExceptionKind, &str) -> Result<()>>,
    /// Reports an exception that nobody can catch: what was being done, and to which object.
    pub unraisable: Option<fn(&mut Context, Value, &str, Value) -> Result<()>>,
    /// Finalises an object of another room: a file, a task.
    pub finalise: Option<fn(&mut Context, Value) -> Result<()>>,
    /// Steps an iterator of `itertools`; its window is the iterator, 0, and a register to spare.
    pub step_tool: Option<super::native::StepFn>,
}

impl Extensions {
    pub fn trace(&self, tracer: &mut Tracer) {
        self.states.iter().for_each(|state| state.trace(tracer));
    }

    pub fn future_result(&self, heap: &Heap, future: Value) -> FutureResult {
        self.future.map_or(FutureResult::Pending, |ask| ask(heap, future))
    }

    /// The class of a host object.
    pub fn class_of(&self, ctx: &Context, value: Value) -> Gc<Class> {
        match self.host_class {
            Some(ask) => ask(ctx, value),
            None => ctx.class(super::builtin_class::Builtin::Host),
        }
    }

    /// The state of a type, put there by its room.
    pub fn state<T: 'static>(&mut self) -> Option<&mut T> {
        self.states.iter_mut().find_map(|state| state.as_any().downcast_mut())
    }
}
