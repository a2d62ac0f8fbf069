//! What `asyncio.sleep` returns: a coroutine without a frame. It begins when first awaited.

use super::task::Task;
use crate::heap::{Gc, Kind, Object, Tracer, Values};

/// A sleep. Scripts see a coroutine. What awaiting it gives is the tail, unless that is None.
pub struct Sleep {
    /// In seconds; not above zero yields once.
    pub delay: f64,
    /// The task that waits for it; it has the message of a cancellation.
    pub task: Option<Gc<Task>>,
    pub state: SleepState,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SleepState {
    Created,
    /// Suspended, until the task is woken.
    Asleep,
    Woken,
    Cancelled,
    Finished,
}

impl Object for Sleep {
    const KIND: Kind = Kind::Sleep;
    type Tail = Values;

    fn trace(&self, tracer: &mut Tracer) {
        tracer.optional(self.task);
    }
}
