//! Deques: `collections.deque`.

use std::collections::VecDeque;

use crate::heap::{Gc, Heap, Kind, NoTail, Object, Tracer, Value};

/// A deque. With a `limit` it drops items at the other end when it is full.
pub struct Deque {
    items: VecDeque<Value>,
    limit: Option<usize>,
    /// Counts changes of which items there are, for iterators.
    changes: u64,
}

impl Deque {
    pub fn create(heap: &mut Heap, limit: Option<usize>) -> Gc<Deque> {
        heap.allocate(Deque { items: VecDeque::new(), limit, changes: 0 })
    }

    /// A copy with the same limit.
    pub fn copy(heap: &mut Heap, deque: Gc<Deque>) -> Gc<Deque> {
        let Deque { items, limit, .. } = heap.get(deque);
        let copy = Deque { items: items.clone(), limit: *limit, changes: 0 };
        heap.grew(copy.external_bytes());
        heap.allocate(copy)
    }

    /// Makes a deque empty and gives it another limit.
    pub fn reset(heap: &mut Heap, deque: Gc<Deque>, limit: Option<usize>) {
        Deque::edit(heap, deque, std::mem::take);
        heap.get_mut(deque).limit = limit;
    }

    pub fn items(&self) -> &VecDeque<Value> {
        &self.items
    }

    pub fn limit(&self) -> Option<usize> {
        self.limit
    }

    pub fn changes(&self) -> u64 {
        self.changes
    }

    pub fn is_full(&self) -> bool {
        self.limit == Some(self.items.len())
    }

    /// Replaces an item; iterators do not mind.
    pub fn set(&mut self, index: usize, value: Value) {
        self.items[index] = value;
    }

    /// Makes a change to the items.
    pub fn edit<R>(heap: &mut Heap, deque: Gc<Deque>, change: impl FnOnce(&mut VecDeque<Value>) -> R) -> R {
        let data = heap.get_mut(deque);
        data.changes += 1;
        let before = data.external_bytes();
        let result = change(&mut data.items);
        let after = data.external_bytes();
        if before != after {
            heap.resized(before, after);
        }
        result
    }

    pub fn push_back(heap: &mut Heap, deque: Gc<Deque>, value: Value) {
        let limit = heap.get(deque).limit;
        Deque::edit(heap, deque, |items| {
            items.push_back(value);
            if limit.is_some_and(|limit| items.len() > limit) {
                items.pop_front();
            }
        });
    }

    pub fn push_front(heap: &mut Heap, deque: Gc<Deque>, value: Value) {
        let limit = heap.get(deque).limit;
        Deque::edit(heap, deque, |items| {
            items.push_front(value);
            if limit.is_some_and(|limit| items.len() > limit) {
                items.pop_back();
            }
        });
    }

    /// Moves `count` items from the right end to the left, or the other way if it is negative.
    pub fn rotate(heap: &mut Heap, deque: Gc<Deque>, count: i64) {
        Deque::edit(heap, deque, |items| {
            if !items.is_empty() {
                items.rotate_right(count.rem_euclid(items.len() as i64) as usize);
            }
        });
    }
}

impl Object for Deque {
    const KIND: Kind = Kind::Deque;
    type Tail = NoTail;

    fn trace(&self, tracer: &mut Tracer) {
        let (front, back) = self.items.as_slices();
        tracer.values(front);
        tracer.values(back);
    }

    fn external_bytes(&self) -> usize {
        self.items.capacity() * size_of::<Value>()
    }
}
