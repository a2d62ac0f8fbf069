//! Objects of no heap: made once in a process and looked at from every heap, on any thread. They never change, refer to
//! nothing but each other, and are never freed.
//!
//! Their blocks are marked all over from the start, so a collection neither goes there nor writes to their marks.

use super::block::{self, BlockRef};
use super::header::{Cell, Header};
use super::{Bytes, Gc, Object, Tail, tail_of};

/// Where immortal objects are made.
#[derive(Default)]
pub struct Immortals {
    block: Option<BlockRef>,
    /// Bytes of the block in use.
    used: usize,
}

impl Immortals {
    /// Makes an object. The caller sees to it that its data does not change any more.
    pub fn allocate<T: Object<Tail = Bytes>>(&mut self, data: T, tail: &[u8]) -> Gc<T> {
        let bytes = (size_of::<Cell<T>>() + tail.len()).next_multiple_of(block::GRAIN);
        let cell = self.cell(bytes).cast::<Cell<T>>();
        let object = Gc::<T>::from_address(cell as usize);
        let length = u32::try_from(tail.len()).expect("immortal objects are small");
        let header = Header { kind: T::KIND, flags: 0, size_class: 0, length };
        // SAFETY: the cell is fresh memory with room for the object and its tail.
        unsafe {
            cell.write(Cell { header, data });
            std::ptr::copy_nonoverlapping(
                tail.as_ptr(),
                tail_of(object).cast::<<Bytes as Tail>::Element>(),
                tail.len(),
            );
        }
        object
    }

    /// Fresh memory in the block, or in a new one.
    fn cell(&mut self, bytes: usize) -> *mut Header {
        assert!(bytes <= block::LARGEST_CLASS, "immortal objects are small");
        let block = match self.block {
            Some(block) if self.used + bytes <= block::BLOCK_BYTES => block,
            _ => {
                self.used = block::FIRST_CELL;
                *self.block.insert(BlockRef::immortal())
            }
        };
        let cell = block.at(self.used);
        self.used += bytes;
        cell
    }
}
