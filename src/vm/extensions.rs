//! What the rooms above hang into the machine: their roots, and answers to the few questions the machine asks them.

use super::builtin_class::Builtin;
use super::native::Result;
use super::{Context, Request};
use crate::heap::{Gc, Heap, Tracer, Value};
use crate::object::{Class, Dict, ExceptionKind};

/// State of other rooms that holds values.
pub trait Extension: Send {
    fn trace(&self, tracer: &mut Tracer);

    /// For whoever put it there.
    fn as_any(&mut self) -> &mut dyn std::any::Any;
}

/// What has become of a future.
#[derive(Clone, Copy, Debug)]
pub enum FutureResult {
    /// Not known yet: the chain suspends with this.
    Suspend(Value),
    Done(Value),
    Failed(Value),
}

/// Issues a warning of a category.
pub type WarnFn = fn(&mut Context, ExceptionKind, &str) -> Result<()>;
/// Reports an exception, given what was being done to which object.
pub type UnraisableFn = fn(&mut Context, Value, &str, Value) -> Result<()>;

/// The hooks of the rooms above.
#[derive(Default)]
pub struct Extensions {
    pub states: Vec<Box<dyn Extension>>,
    /// Something was written to the standard streams since this was last cleared.
    pub has_written: bool,
    /// Of a future, task or sleep; the machine asks when one is awaited, and again when that is resumed.
    pub future: Option<fn(&mut Context, Value) -> FutureResult>,
    /// The class of a handle or future, which come in two each.
    pub scheduled_class: Option<fn(&Heap, Value) -> Builtin>,
    /// Signals have arrived, and the main stack runs; scripts may be called if the flag is set.
    pub signalled: Option<fn(&mut Context, bool) -> Result<()>>,
    /// Serves a request on the spot for code that cannot be parked.
    pub serve_nested: Option<fn(&mut Context, Request) -> Result>,
    /// Classes of host objects, by their type's number.
    pub host_class: Option<fn(&Context, Value) -> Gc<Class>>,
    /// Fills the namespace of a builtin exception class when it is first looked at.
    pub fill_exception: Option<fn(&mut Context, ExceptionKind, Gc<Dict>)>,
    /// Issues a warning for the running line.
    pub warn: Option<WarnFn>,
    /// Reports an exception that nobody can catch: what was being done, and to which object.
    pub unraisable: Option<UnraisableFn>,
    /// Finalise objects of other rooms (files, tasks, async generators), each its own.
    pub finalise: Vec<fn(&mut Context, Value) -> Result<()>>,
    /// An expression statement dropped a sleep.
    pub dropped_sleep: Option<fn(&mut Context, Value) -> Result<()>>,
    /// An async generator begins to run.
    pub async_generator: Option<fn(&mut Context, Value)>,
    /// Steps an iterator of `itertools`; its window is the iterator, 0, and a register to spare.
    pub step_tool: Option<super::native::StepFn>,
}

impl Extensions {
    pub fn trace(&self, tracer: &mut Tracer) {
        self.states.iter().for_each(|state| state.trace(tracer));
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
