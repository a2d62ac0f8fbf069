//! A cell: the box in which a variable lives that an inner function captures.

use crate::heap::{Gc, Heap, Kind, NoTail, Object, Tracer, Value};

/// Holds one value; unbound while its variable is unassigned.
pub struct Cell {
    pub value: Value,
}

impl Cell {
    pub fn create(heap: &mut Heap, value: Value) -> Gc<Cell> {
        heap.allocate(Cell { value })
    }
}

impl Object for Cell {
    const KIND: Kind = Kind::Cell;
    type Tail = NoTail;

    fn trace(&self, tracer: &mut Tracer) {
        tracer.value(self.value);
    }
}
