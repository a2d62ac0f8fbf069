//! Marking and sweeping: precise, non-moving, with an explicit stack for marking and sweeping done lazily, block by
//! block, as allocation asks for cells.

use super::block::{self, BlockRef, FreeCell};
use super::header::{Gc, Header, Kind, Untyped};
use super::{CompactValue, Heap, Object, VTable, Value};

/// The marking stack keeps room for this many between collections.
const GREY_SPARE: usize = 16 << 10;

/// What lies outside the heap and keeps objects alive.
pub trait Roots {
    /// Shows every root.
    fn trace(&self, tracer: &mut Tracer);
}

/// Shown every reference an object or root holds; marks what it points to.
pub struct Tracer {
    grey: Vec<Untyped>,
    /// Bytes of the cells marked so far.
    marked: usize,
}

impl Tracer {
    #[inline(always)]
    pub fn value(&mut self, value: Value) {
        if let Some(object) = value.as_untyped() {
            self.reach(object);
        }
    }

    #[inline(always)]
    pub fn compact(&mut self, value: CompactValue) {
        self.value(value.value());
    }

    pub fn values(&mut self, values: &[Value]) {
        for &value in values {
            self.value(value);
        }
    }

    #[inline(always)]
    pub fn object<T: Object>(&mut self, object: Gc<T>) {
        self.reach(object.into());
    }

    #[inline(always)]
    pub fn optional<T: Object>(&mut self, object: Option<Gc<T>>) {
        if let Some(object) = object {
            self.reach(object.into());
        }
    }

    #[inline(always)]
    fn reach(&mut self, object: Untyped) {
        // SAFETY: reachable objects are live cells (invariant 3).
        debug_assert!(unsafe { (*object.header()).kind } != Kind::Free, "a dead object was reached");
        if !BlockRef::containing(object.header()).mark(object.header()) {
            self.grey.push(object);
        }
    }

    fn drain(&mut self, vtables: &[VTable]) {
        // Objects wait a moment between the stack and being traced, while the processor fetches them.
        let mut waiting = [None; AHEAD];
        let mut at = 0;
        let mut idle = 0;
        while idle < AHEAD {
            let next = self.grey.pop();
            if let Some(object) = next {
                prefetch(object.header());
            }
            let oldest = std::mem::replace(&mut waiting[at], next);
            at = (at + 1) % AHEAD;
            let Some(object) = oldest else {
                idle = if next.is_some() { 0 } else { idle + 1 };
                continue;
            };
            idle = 0;
            self.marked += BlockRef::containing(object.header()).cell_bytes();
            // SAFETY: marked objects are live (invariant 3), and each kind's vtable is of its one type (invariant 4).
            unsafe { (vtables[(*object.header()).kind as usize].trace)(object.header(), self) };
        }
    }
}

/// So many objects are fetched ahead.
const AHEAD: usize = 8;

/// Has the processor begin to fetch an object; a hint without effect on what happens.
#[inline(always)]
fn prefetch(object: *mut Header) {
    #[cfg(all(target_arch = "x86_64", not(miri)))]
    // SAFETY: prefetching reads nothing, whatever the address.
    unsafe {
        std::arch::x86_64::_mm_prefetch::<{ std::arch::x86_64::_MM_HINT_T0 }>(object.cast());
    }
    let _ = object;
}

impl Heap {
    /// Marks from `roots` and makes everything else available again. Finalisable objects that died are moved to the
    /// queue, see `finalise`.
    pub fn collect(&mut self, roots: &dyn Roots) {
        self.finish_sweep();
        let mut tracer = Tracer { grey: std::mem::take(&mut self.grey), marked: 0 };
        roots.trace(&mut tracer);
        self.handles.trace(&mut tracer);
        tracer.drain(&self.vtables[..]);
        self.finaliser.after_marking(&mut tracer, &self.vtables[..]);
        tracer.drain(&self.vtables[..]);
        self.grey = tracer.grey;
        // What live objects own outside their cells is not known before the others are swept: suppose their share of it
        // is that of the cells.
        let live_share = tracer.marked as f64 / self.bytes.max(1) as f64;
        self.live_estimate = tracer.marked + (self.external as f64 * live_share.min(1.0)) as usize;
        self.grey.shrink_to(GREY_SPARE);
        self.begin_sweep();
        self.collections += 1;
    }

    fn begin_sweep(&mut self) {
        self.free = [std::ptr::null_mut(); block::SIZE_CLASSES.len()];
        for blocks in &mut self.blocks {
            for block in &mut blocks.all {
                block.get_mut().unswept = true;
            }
            blocks.next_unswept = 0;
        }
        self.sweep_large();
        self.allocated_since = 0;
        if self.stress {
            self.finish_sweep();
        }
    }

    fn sweep_large(&mut self) {
        let mut large = std::mem::take(&mut self.large);
        large.retain_mut(|block| {
            let cell = block.cells().next().expect("a large block has one cell");
            let live = block.is_marked(cell);
            block.clear_marks();
            if !live {
                self.drop_object(cell);
                self.bytes -= block.bytes();
                // SAFETY: its one object is dead, and `retain_mut` takes it off the list.
                unsafe { block.free() };
            }
            live
        });
        self.large = large;
    }

    /// Sweeps all blocks that still wait for it.
    pub fn finish_sweep(&mut self) {
        for class in 0..self.blocks.len() {
            while self.sweep_next(class) {}
        }
    }

    /// Sweeps the next block of a class that waits for it, adding its dead cells to the free list; false if none does.
    pub(super) fn sweep_next(&mut self, class: usize) -> bool {
        let blocks = &mut self.blocks[class];
        let Some(&block) = blocks.all.get(blocks.next_unswept) else {
            return false;
        };
        blocks.next_unswept += 1;
        if block.clone().get_mut().unswept {
            self.sweep_block(class, block);
        }
        true
    }

    fn sweep_block(&mut self, class: usize, mut block: BlockRef) {
        let mut list: *mut FreeCell = self.free[class];
        let mut freed = 0;
        // From the end, so that cells are handed out in the order of their addresses.
        block.each_unmarked(|cell| {
            // SAFETY: a cell of a swept block, alive or free.
            if unsafe { (*cell).kind } != Kind::Free {
                self.drop_object(cell);
                freed += 1;
            }
            list = block::release(cell, list);
        });
        block.clear_marks();
        block.get_mut().unswept = false;
        self.free[class] = list;
        self.bytes -= freed * block::SIZE_CLASSES[class];
    }

    /// Drops the data of a dead object; in stress mode its memory is poisoned, so that a use of it is noticed.
    #[inline(always)]
    fn drop_object(&mut self, cell: *mut Header) {
        // SAFETY: the object is dead, unreachable from now on, and its kind's vtable is of its type (invariant 4).
        unsafe {
            let vtable = &self.vtables[(*cell).kind as usize];
            if vtable.owns {
                let external = (vtable.drop)(cell);
                self.external = self.external.saturating_sub(external);
            }
            if self.stress && !BlockRef::containing(cell).is_large() {
                let bytes = block::SIZE_CLASSES[BlockRef::containing(cell).class()];
                cell.cast::<u8>().write_bytes(0xDB, bytes);
            }
        }
    }
}
