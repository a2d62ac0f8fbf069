//! Tuples: their items are the tail of the object.

use super::failure::Failure;
use super::list::repeated;
use super::slice::Span;
use crate::heap::{Gc, Heap, Kind, Object, Tracer, Value, Values};

/// A tuple.
pub struct Tuple;

impl Tuple {
    pub fn create(heap: &mut Heap, items: &[Value]) -> Gc<Tuple> {
        heap.allocate_with(Tuple, items)
    }

    /// The tuple of `count` items that follow one another from `left`, then from `right`.
    pub fn concatenate(heap: &mut Heap, left: Gc<Tuple>, right: Gc<Tuple>) -> Gc<Tuple> {
        let items = [heap.tail(left), heap.tail(right)].concat();
        Tuple::create(heap, &items)
    }

    /// A tuple of the items `count` times over.
    pub fn repeat(heap: &mut Heap, tuple: Gc<Tuple>, count: i64) -> Result<Gc<Tuple>, Failure> {
        let items = repeated(heap, heap.tail(tuple), count)?;
        if u32::try_from(items.len()).is_err() {
            return Err(Failure::memory_error());
        }
        Ok(Tuple::create(heap, &items))
    }

    pub fn slice(heap: &mut Heap, tuple: Gc<Tuple>, span: &Span) -> Gc<Tuple> {
        let items = span.pick(heap.tail(tuple));
        Tuple::create(heap, &items)
    }
}

impl Object for Tuple {
    const KIND: Kind = Kind::Tuple;
    type Tail = Values;

    fn trace(&self, _: &mut Tracer) {}
}
