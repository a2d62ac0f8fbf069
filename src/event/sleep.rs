//! What `asyncio.sleep` returns: a coroutine without a frame. It begins when first awaited.

use super::task::Task;
use crate::heap::{Gc, Kind, NoTail, Object, Tracer, Value};

/// A sleep. Scripts see a coroutine.
pub struct Sleep {
    /// In seconds; not above zero yields once.
    pub delay: f64,
    /// What awaiting it gives; once cancelled, the message.
    pub result: Value,
    /// The task that waits for it.
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
    type Tail = NoTail;

    fn trace(&self, tracer: &mut Tracer) {
        tracer.value(self.result);
        tracer.optional(self.task);
    }
}
