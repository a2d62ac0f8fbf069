//! What `__await__` of coroutines and futures gives: an iterator to await through, or to step by hand.

use super::Context;
use super::builtin_class::Builtin;
use crate::heap::{Heap, Kind, NoTail, Object, Tracer, Value};

/// Steps a coroutine, sleep or future.
pub struct AwaitIterator {
    pub target: Value,
    pub state: Stepping,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stepping {
    Fresh,
    /// A future has been given to whoever steps, and must be done when this is stepped again.
    Given,
    Over,
}

impl Object for AwaitIterator {
    const KIND: Kind = Kind::AwaitIterator;
    type Tail = NoTail;

    fn trace(&self, tracer: &mut Tracer) {
        tracer.value(self.target);
    }
}

impl AwaitIterator {
    pub fn create(heap: &mut Heap, target: Value) -> Value {
        Value::object(heap.allocate(AwaitIterator { target, state: Stepping::Fresh }))
    }
}

/// The class of such an iterator.
pub fn class_of(heap: &Heap, value: Value) -> Builtin {
    let target = value.cast::<AwaitIterator>().and_then(|iterator| heap.get(iterator).target.kind());
    match target {
        Some(Kind::Future | Kind::Task) => Builtin::FutureIterator,
        _ => Builtin::CoroutineWrapper,
    }
}

impl Context {
    /// What `await` and `yield from` drive in the place of such an iterator: its coroutine or future itself.
    pub fn unwrap_awaited(&self, value: Value) -> Value {
        match value.cast::<AwaitIterator>().map(|iterator| self.heap.get(iterator)) {
            Some(iterator) if iterator.state == Stepping::Fresh => iterator.target,
            _ => value,
        }
    }
}
