//! Memory in 64 KiB blocks, each cut into cells of one size class; objects too large for a class get a block of their
//! own. Blocks are aligned to their size, so the block of an object is found by masking its address.

use std::alloc::{GlobalAlloc, Layout, System};
use std::ptr::NonNull;
use std::sync::{Mutex, PoisonError};

use super::header::{Header, Kind};

pub(super) const BLOCK_BYTES: usize = 64 * 1024;
/// Cells start on multiples of this.
pub(super) const GRAIN: usize = 16;
const MARK_WORDS: usize = BLOCK_BYTES / GRAIN / 64;
/// Larger objects get a block of their own.
pub(super) const LARGEST_CLASS: usize = 8192;
const LARGE: u16 = u16::MAX;
/// Memory turned into free cells at once: a page, so that small programs touch little.
const CARVED_BYTES: u32 = 4096;

/// Cell sizes in bytes: steps of 16 up to 128, then about an eighth of the size.
pub(super) const SIZE_CLASSES: [usize; 32] = [
    16, 32, 48, 64, 80, 96, 112, 128, 144, 160, 192, 224, 256, 288, 320, 384, 448, 512, 576, 640, 768, 896, 1024, 1280,
    1536, 2048, 2560, 3072, 4096, 5120, 6144, 8192,
];

/// The class for each size in grains.
static CLASS_OF_GRAINS: [u8; LARGEST_CLASS / GRAIN + 1] = {
    let mut table = [0; LARGEST_CLASS / GRAIN + 1];
    let mut class = 0;
    let mut grains = 0;
    while grains < table.len() {
        if grains * GRAIN > SIZE_CLASSES[class] {
            class += 1;
        }
        table[grains] = class as u8;
        grains += 1;
    }
    table
};

/// The class of cells that hold `bytes`, or None if there is none that large.
#[inline(always)]
pub(super) fn class_of(bytes: usize) -> Option<usize> {
    CLASS_OF_GRAINS.get(bytes.div_ceil(GRAIN)).map(|&class| usize::from(class))
}

/// Stands at the start of every block; cells follow.
#[repr(C, align(16))]
pub(super) struct Block {
    /// A bit for each grain: set if the object that starts there was reached.
    marks: [u64; MARK_WORDS],
    /// Bytes of the whole allocation.
    bytes: usize,
    cell_bytes: u32,
    /// Cells in use or free: those that have a header. The memory behind them was never touched.
    cells: u32,
    /// Cells there is room for.
    capacity: u32,
    class: u16,
    /// Whether marks still tell live cells from dead ones that nobody has freed.
    pub unswept: bool,
}

pub(super) const FIRST_CELL: usize = size_of::<Block>().next_multiple_of(GRAIN);

/// A block the heap owns. Freed by [`BlockRef::free`], not by dropping this.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct BlockRef(NonNull<Block>);

// SAFETY: a block is memory; who may look at it is decided by whoever lists it.
unsafe impl Send for BlockRef {}

/// Blocks no heap uses: hosts that make machines and drop them need not ask the system for memory each time.
static SPARE: Mutex<Vec<BlockRef>> = Mutex::new(Vec::new());
/// No more are kept: a megabyte.
const MOST_SPARE: usize = 16;

impl Block {
    fn new(bytes: usize, class: u16, cell_bytes: usize, cells: usize, capacity: usize) -> Block {
        Block {
            marks: [0; MARK_WORDS],
            bytes,
            cell_bytes: cell_bytes.min(u32::MAX as usize) as u32,
            cells: cells as u32,
            capacity: capacity as u32,
            class,
            unswept: false,
        }
    }
}

/// A free cell: its header says `Free`, and the next free one follows.
#[repr(C)]
pub(super) struct FreeCell {
    pub header: Header,
    pub next: *mut FreeCell,
}

impl BlockRef {
    /// A block for cells of `class`, none of which exists yet.
    pub fn of_class(class: usize) -> BlockRef {
        let cell_bytes = SIZE_CLASSES[class];
        let capacity = (BLOCK_BYTES - FIRST_CELL) / cell_bytes;
        let spare = SPARE.lock().unwrap_or_else(PoisonError::into_inner).pop();
        match spare {
            Some(mut block) => {
                *block.get_mut() = Block::new(BLOCK_BYTES, class as u16, cell_bytes, 0, capacity);
                block
            }
            None => BlockRef::allocate(BLOCK_BYTES, class as u16, cell_bytes, 0, capacity),
        }
    }

    /// Makes the next cells of the block, about a page of them, and puts them in front of a free list in address order;
    /// None if the block is used up.
    pub fn carve(mut self, list: *mut FreeCell) -> Option<*mut FreeCell> {
        let block = self.get_mut();
        let (first, cell_bytes) = (block.cells, block.cell_bytes.max(1));
        let count = (CARVED_BYTES / cell_bytes).max(1).min(block.capacity - first);
        if count == 0 {
            return None;
        }
        block.cells += count;
        let cells = first as usize..(first + count) as usize;
        Some(cells.rev().fold(list, |list, index| release(self.cell(index), list)))
    }

    /// A block for one object of `bytes`, header included.
    pub fn large(bytes: usize) -> BlockRef {
        let total = FIRST_CELL + bytes.next_multiple_of(GRAIN);
        BlockRef::allocate(total, LARGE, bytes.next_multiple_of(GRAIN), 1, 1)
    }

    /// A block whose objects are never freed, and count as marked.
    pub fn immortal() -> BlockRef {
        let mut block = BlockRef::allocate(BLOCK_BYTES, LARGE, 0, 0, 0);
        block.get_mut().marks = [u64::MAX; MARK_WORDS];
        block
    }

    fn allocate(bytes: usize, class: u16, cell_bytes: usize, cells: usize, capacity: usize) -> BlockRef {
        let layout = Layout::from_size_align(bytes, BLOCK_BYTES).expect("block sizes fit isize");
        // SAFETY: the layout is not empty.
        let memory = unsafe { System.alloc(layout) };
        let Some(block) = NonNull::new(memory.cast::<Block>()) else { std::alloc::handle_alloc_error(layout) };
        // SAFETY: freshly allocated, aligned, and large enough.
        unsafe { block.write(Block::new(bytes, class, cell_bytes, cells, capacity)) };
        BlockRef(block)
    }

    /// The block an object lies in.
    #[inline(always)]
    pub fn containing(object: *mut Header) -> BlockRef {
        let address = object as usize & !(BLOCK_BYTES - 1);
        // SAFETY: objects lie in blocks, which are aligned to their size (invariant 1); a large object starts in the
        // first 64 KiB of its block.
        BlockRef(unsafe { NonNull::new_unchecked(address as *mut Block) })
    }

    #[inline(always)]
    fn get(&self) -> &Block {
        // SAFETY: blocks live until `free`, which takes them out of the heap's lists.
        unsafe { self.0.as_ref() }
    }

    #[inline(always)]
    pub fn get_mut(&mut self) -> &mut Block {
        // SAFETY: as for `get`; the heap is borrowed mutably by whoever marks or sweeps (invariant 5).
        unsafe { self.0.as_mut() }
    }

    pub fn is_large(&self) -> bool {
        self.get().class == LARGE
    }

    pub fn class(&self) -> usize {
        usize::from(self.get().class)
    }

    /// Bytes of memory the block takes.
    pub fn bytes(&self) -> usize {
        self.get().bytes
    }

    /// Bytes of an object's cell.
    #[inline(always)]
    pub fn cell_bytes(&self) -> usize {
        self.get().cell_bytes as usize
    }

    /// Sets the mark of an object; returns whether it was set before.
    #[inline(always)]
    pub fn mark(&mut self, object: *mut Header) -> bool {
        let grain = (object as usize & (BLOCK_BYTES - 1)) / GRAIN;
        let bit = 1 << (grain % 64);
        // Immortal blocks are shared by threads, and are only ever read.
        if self.get().marks[grain / 64] & bit != 0 {
            return true;
        }
        self.get_mut().marks[grain / 64] |= bit;
        false
    }

    #[inline(always)]
    pub fn is_marked(&self, object: *mut Header) -> bool {
        let grain = (object as usize & (BLOCK_BYTES - 1)) / GRAIN;
        self.get().marks[grain / 64] & (1 << (grain % 64)) != 0
    }

    pub fn clear_marks(&mut self) {
        self.get_mut().marks = [0; MARK_WORDS];
    }

    /// The headers of all cells, free ones included.
    pub fn cells(self) -> impl Iterator<Item = *mut Header> {
        (0..self.get().cells as usize).map(move |index| self.cell(index))
    }

    /// Visits the headers of the cells without a mark, the last first.
    #[inline(always)]
    pub fn each_unmarked(self, mut visit: impl FnMut(*mut Header)) {
        let block = self.get();
        let cell_bytes = block.cell_bytes as usize;
        let mut offset = FIRST_CELL + block.cells as usize * cell_bytes;
        while offset > FIRST_CELL {
            offset -= cell_bytes;
            let grain = offset / GRAIN;
            if block.marks[grain / 64 % MARK_WORDS] & (1 << (grain % 64)) == 0 {
                // SAFETY: a cell of the block.
                visit(unsafe { self.0.as_ptr().cast::<u8>().add(offset).cast() });
            }
        }
    }

    #[inline(always)]
    fn cell(self, index: usize) -> *mut Header {
        self.at(FIRST_CELL + index * self.get().cell_bytes as usize)
    }

    /// The address so many bytes into the block, which are fewer than it has.
    #[inline(always)]
    pub fn at(self, offset: usize) -> *mut Header {
        debug_assert!(offset < self.get().bytes);
        // SAFETY: the offset lies inside the block.
        unsafe { self.0.as_ptr().cast::<u8>().add(offset).cast() }
    }

    /// Gives the memory back, or keeps it for the next machine.
    ///
    /// # Safety
    /// No object in the block is live, and the heap no longer lists it.
    pub unsafe fn free(self) {
        if self.bytes() == BLOCK_BYTES {
            let mut spare = SPARE.lock().unwrap_or_else(PoisonError::into_inner);
            if spare.len() < MOST_SPARE {
                return spare.push(self);
            }
        }
        let layout = Layout::from_size_align(self.bytes(), BLOCK_BYTES).expect("as allocated");
        // SAFETY: allocated with this layout; the caller vouches that nothing points here.
        unsafe { System.dealloc(self.0.as_ptr().cast(), layout) };
    }
}

/// Makes a cell free, in front of `next`.
#[inline(always)]
pub(super) fn release(cell: *mut Header, next: *mut FreeCell) -> *mut FreeCell {
    let cell = cell.cast::<FreeCell>();
    // SAFETY: cells are at least 16 bytes, and this one holds no object any more.
    unsafe {
        (*cell).header.kind = Kind::Free;
        (*cell).next = next;
    }
    cell
}
