//! Bytes, which never change, and bytearrays, which do.

use std::cell::Cell;

use super::hash;
use crate::heap::{self, Gc, Heap, Kind, NoTail, Object, Tracer};

/// Bytes of at most this many lie in their cell.
const INLINE: usize = 512;

/// A bytes object.
pub struct Bytes {
    /// -1 until it was asked for; hashes are never -1.
    hash: Cell<i64>,
    /// Longer contents; shorter ones are the tail.
    outside: Option<Box<[u8]>>,
}

impl Object for Bytes {
    const KIND: Kind = Kind::Bytes;
    type Tail = heap::Bytes;

    fn trace(&self, _: &mut Tracer) {}

    fn external_bytes(&self) -> usize {
        self.outside.as_ref().map_or(0, |bytes| bytes.len())
    }
}

impl Heap {
    pub fn new_bytes(&mut self, bytes: &[u8]) -> Gc<Bytes> {
        if bytes.len() > INLINE {
            return self.new_bytes_owned(bytes.to_vec());
        }
        self.allocate_with(Bytes { hash: Cell::new(-1), outside: None }, bytes)
    }

    /// A bytes object that takes over the memory of `bytes`, if they are many.
    pub fn new_bytes_owned(&mut self, bytes: Vec<u8>) -> Gc<Bytes> {
        if bytes.len() <= INLINE {
            return self.new_bytes(&bytes);
        }
        self.grew(bytes.len());
        self.allocate_with(Bytes { hash: Cell::new(-1), outside: Some(bytes.into()) }, &[])
    }

    #[inline]
    pub fn bytes(&self, bytes: Gc<Bytes>) -> &[u8] {
        match &self.get(bytes).outside {
            Some(outside) => outside,
            None => self.tail(bytes),
        }
    }

    /// The hash, never -1.
    pub fn bytes_hash(&self, bytes: Gc<Bytes>) -> i64 {
        let cached = &self.get(bytes).hash;
        if cached.get() == -1 {
            cached.set(hash::of_bytes(self.hash_key, self.bytes(bytes)));
        }
        cached.get()
    }
}

/// A bytearray. What was taken off the front stays in memory for a while, so that `del buffer[:n]` need not move the
/// rest every time.
#[derive(Default)]
pub struct ByteArray {
    memory: Vec<u8>,
    /// Where the contents begin.
    start: usize,
}

impl Object for ByteArray {
    const KIND: Kind = Kind::ByteArray;
    type Tail = NoTail;

    fn trace(&self, _: &mut Tracer) {}

    fn external_bytes(&self) -> usize {
        self.memory.capacity()
    }
}

impl ByteArray {
    pub fn create(heap: &mut Heap, bytes: Vec<u8>) -> Gc<ByteArray> {
        heap.grew(bytes.capacity());
        heap.allocate(ByteArray { memory: bytes, start: 0 })
    }

    pub fn bytes(&self) -> &[u8] {
        &self.memory[self.start..]
    }

    /// The contents, to change but not to resize.
    pub fn bytes_mut(&mut self) -> &mut [u8] {
        &mut self.memory[self.start..]
    }

    pub fn len(&self) -> usize {
        self.memory.len() - self.start
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Changes contents and size.
    pub fn resize<R>(heap: &mut Heap, array: Gc<ByteArray>, edit: impl FnOnce(&mut Vec<u8>) -> R) -> R {
        let data = heap.get_mut(array);
        let before = data.memory.capacity();
        data.settle();
        let result = edit(&mut data.memory);
        let after = data.memory.capacity();
        heap.resized(before, after);
        result
    }

    /// Appends.
    pub fn extend(heap: &mut Heap, array: Gc<ByteArray>, bytes: &[u8]) {
        let data = heap.get_mut(array);
        if data.start > 0 && data.memory.len() + bytes.len() <= data.memory.capacity() {
            data.memory.extend_from_slice(bytes);
            return;
        }
        ByteArray::resize(heap, array, |memory| memory.extend_from_slice(bytes));
    }

    /// Removes the first `count` bytes, of which there are as many.
    pub fn remove_front(heap: &mut Heap, array: Gc<ByteArray>, count: usize) {
        let data = heap.get_mut(array);
        if data.start + count > data.memory.len() / 2 {
            return ByteArray::resize(heap, array, |memory| drop(memory.drain(..count)));
        }
        data.start += count;
    }

    /// Moves the contents to where the memory begins.
    fn settle(&mut self) {
        if self.start > 0 {
            self.memory.drain(..self.start);
            self.start = 0;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_buffer_is_consumed_from_the_front() {
        let mut heap = Heap::new();
        heap.register::<ByteArray>();
        let array = ByteArray::create(&mut heap, Vec::new());
        let mut expected = Vec::new();
        for round in 0..200u8 {
            ByteArray::extend(&mut heap, array, &[round; 7]);
            expected.extend_from_slice(&[round; 7]);
            ByteArray::remove_front(&mut heap, array, 5);
            expected.drain(..5);
            assert_eq!(heap.get(array).bytes(), expected);
        }
    }

    #[test]
    fn short_and_long_bytes_look_alike() {
        let mut heap = Heap::new();
        heap.register::<Bytes>();
        for length in [0, 1, INLINE, INLINE + 1, 10_000] {
            let (a, b) = (heap.new_bytes(&vec![7; length]), heap.new_bytes_owned(vec![7; length]));
            assert_eq!(heap.bytes(a), heap.bytes(b));
            assert_eq!(heap.bytes_hash(a), heap.bytes_hash(b));
        }
    }
}
