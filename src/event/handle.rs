//! Handles: scheduled callbacks.

use super::EventLoop;
use super::timer::Nanoseconds;
use crate::heap::{Gc, Kind, NoTail, Object, Tracer, Value};

/// A callback that waits for its turn, its time or an event.
pub struct Handle {
    pub event_loop: Gc<EventLoop>,
    /// None once cancelled. A gather is told of a child.
    pub callback: Value,
    /// A tuple, or None for no arguments. For a gather, the child.
    pub args: Value,
    /// The context it runs in; None for an empty one.
    pub context: Value,
    /// For a timer: when, in seconds as the script gave it.
    pub when: Option<f64>,
    pub deadline: Nanoseconds,
    pub cancelled: bool,
    /// It stands among the loop's timers.
    pub scheduled: bool,
}

impl Object for Handle {
    const KIND: Kind = Kind::Handle;
    type Tail = NoTail;

    fn trace(&self, tracer: &mut Tracer) {
        tracer.object(self.event_loop);
        tracer.values(&[self.callback, self.args, self.context]);
    }
}

impl Handle {
    pub fn new(event_loop: Gc<EventLoop>, callback: Value, args: Value, context: Value) -> Handle {
        Handle { event_loop, callback, args, context, when: None, deadline: 0, cancelled: false, scheduled: false }
    }
}
