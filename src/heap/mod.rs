//! Memory: where objects lie, who may look at them, and when they go. The room of `unsafe`.
//!
//! # Invariants
//! 1. A [`Gc`] or an object [`Value`] is the address of a cell in a block of the heap that made it, or of an immortal
//!    object. Objects never move.
//! 2. Neither roots its object. It may be used until the next *safepoint* (a call of [`Heap::collect`]), and beyond it
//!    only if a root reached it then. Allocation never collects.
//! 3. Whatever [`Roots`] and `trace` functions show is alive.
//! 4. Each [`Kind`] has one type, registered before its first object is made, so a header's kind tells the type.
//! 5. Looking at an object borrows the heap: `&Heap` to read, `&mut Heap` to write or to collect. So no Rust reference
//!    to an object outlives a collection, and none is aliased. A heap is used by one thread at a time.
//! 6. Dropping an object's data frees memory and does nothing else.
//!
//! A reference cannot be held across what may collect:
//! ```compile_fail
//! # use taipan::heap::{Gc, Heap, NoTail, Object, Kind, Tracer, Roots};
//! # struct Thing(u8);
//! # impl Object for Thing {
//! #     const KIND: Kind = Kind::Host; type Tail = NoTail;
//! #     fn trace(&self, _: &mut Tracer) {}
//! # }
//! # fn roots() -> Box<dyn Roots> { unimplemented!() }
//! let mut heap = Heap::new();
//! heap.register::<Thing>();
//! let thing = heap.allocate(Thing(1));
//! let reference: &Thing = heap.get(thing);
//! heap.collect(&*roots());
//! println!("{}", reference.0);
//! ```
#![allow(unsafe_code)]

mod block;
mod collect;
pub mod finalise;
mod header;
mod immortal;
pub mod root;
mod value;

pub use collect::{Roots, Tracer};
pub use finalise::WeakReference;
pub use header::{Bytes, Gc, Kind, NoTail, Object, Tail, Values};
pub use immortal::Immortals;
pub use root::{Handle, Handles};
pub use value::{CompactValue, Unpacked, Value};

use std::hash::{BuildHasher, RandomState};
use std::sync::LazyLock;

use block::{BlockRef, FreeCell};
use finalise::Finaliser;
use header::{Cell, Header, Untyped};

/// What the heap knows of a kind's type.
#[derive(Clone, Copy)]
struct VTable {
    trace: unsafe fn(*mut Header, &mut Tracer),
    /// Drops the data; returns the bytes it owned outside the cell.
    drop: unsafe fn(*mut Header) -> usize,
    /// Whether there is anything to drop.
    owns: bool,
    needs_finalising: unsafe fn(*mut Header) -> bool,
}

/// The blocks of one size class.
#[derive(Default)]
struct ClassBlocks {
    all: Vec<BlockRef>,
    next_unswept: usize,
}

/// A heap of objects.
pub struct Heap {
    /// Free cells by size class.
    free: [*mut FreeCell; block::SIZE_CLASSES.len()],
    blocks: [ClassBlocks; block::SIZE_CLASSES.len()],
    large: Vec<BlockRef>,
    vtables: Box<[VTable; 256]>,
    /// The marking stack, kept between collections.
    grey: Vec<Untyped>,
    pub finaliser: Finaliser,
    pub handles: Handles,
    /// Bytes in cells that hold objects (or wait to be swept).
    bytes: usize,
    /// Bytes objects said they own outside their cells.
    external: usize,
    /// Bytes allocated since the last collection began.
    allocated_since: usize,
    live_estimate: usize,
    collections: u64,
    /// What hashes of strings and bytes are keyed with: the same in all heaps, since they share immortal strings.
    pub hash_key: [u64; 2],
    stress: bool,
    /// Counts down at safepoints; below zero the slow path of a safepoint looks around. Here, because allocation sets
    /// it to zero when a collection is due.
    pub countdown: i64,
    /// A collection is wanted at the next safepoint.
    pub wants_collection: bool,
    /// Above this many bytes in all the memory limit is exceeded.
    pub limit: usize,
}

// SAFETY: all data in the heap is `Send` (a bound of `Object`), and the pointers lead into blocks this heap owns.
unsafe impl Send for Heap {}

/// Tails up to this length are filled in place.
const SHORT_TAIL: usize = 8;

/// Collections start no earlier than after this many bytes.
const MINIMUM_THRESHOLD: usize = 8 << 20;

impl Default for Heap {
    fn default() -> Heap {
        Heap::new()
    }
}

impl Heap {
    /// The key of all heaps.
    pub fn hash_key() -> [u64; 2] {
        *HASH_KEY
    }

    pub fn new() -> Heap {
        unsafe fn trace_nothing(_: *mut Header, _: &mut Tracer) {}
        unsafe fn drop_nothing(_: *mut Header) -> usize {
            0
        }
        unsafe fn needs_nothing(_: *mut Header) -> bool {
            false
        }
        let nothing = VTable { trace: trace_nothing, drop: drop_nothing, owns: false, needs_finalising: needs_nothing };
        Heap {
            free: [std::ptr::null_mut(); block::SIZE_CLASSES.len()],
            blocks: std::array::from_fn(|_| ClassBlocks::default()),
            large: Vec::new(),
            vtables: Box::new([nothing; 256]),
            grey: Vec::new(),
            finaliser: Finaliser::default(),
            handles: Handles::default(),
            bytes: 0,
            external: 0,
            allocated_since: 0,
            live_estimate: 0,
            collections: 0,
            hash_key: *HASH_KEY,
            stress: false,
            countdown: 0,
            wants_collection: false,
            limit: usize::MAX,
        }
    }

    /// Makes the heap ready for objects of a type.
    pub fn register<T: Object>(&mut self) {
        unsafe fn trace<T: Object>(object: *mut Header, tracer: &mut Tracer) {
            let gc = Gc::<T>::from_address(object as usize);
            // SAFETY: called through the vtable of the object's kind, while the heap is borrowed by `collect`.
            unsafe {
                (*gc.cell()).data.trace(tracer);
                if T::Tail::TRACED {
                    let tail = tail_of(gc).cast::<Value>();
                    let length = (*gc.cell()).data.traced_tail((*object).length as usize);
                    tracer.values(std::slice::from_raw_parts(tail, length));
                }
            }
        }
        unsafe fn drop<T: Object>(object: *mut Header) -> usize {
            let gc = Gc::<T>::from_address(object as usize);
            // SAFETY: called once, for a dead object of this type.
            unsafe {
                let external = (*gc.cell()).data.external_bytes();
                std::ptr::drop_in_place(&raw mut (*gc.cell()).data);
                external
            }
        }
        unsafe fn needs_finalising<T: Object>(object: *mut Header) -> bool {
            let gc = Gc::<T>::from_address(object as usize);
            // SAFETY: called for an object of this type that is not swept yet, while the heap is borrowed by `collect`.
            unsafe { (*gc.cell()).data.needs_finalising() }
        }
        self.vtables[T::KIND as usize] = VTable {
            trace: trace::<T>,
            drop: drop::<T>,
            owns: std::mem::needs_drop::<T>(),
            needs_finalising: needs_finalising::<T>,
        };
    }

    /// Makes an object without a tail. Never collects.
    #[inline(always)]
    pub fn allocate<T: Object<Tail = NoTail>>(&mut self, data: T) -> Gc<T> {
        self.allocate_cell(data, 0, 0)
    }

    /// Makes an object with `tail` behind it.
    #[inline]
    pub fn allocate_with<T: Object>(&mut self, data: T, tail: &[<T::Tail as Tail>::Element]) -> Gc<T> {
        let length = u32::try_from(tail.len()).expect("tails are shorter than 4 G elements");
        let object = self.allocate_cell(data, size_of_val(tail), length);
        // SAFETY: the cell was made with room for the tail.
        unsafe { std::ptr::copy_nonoverlapping(tail.as_ptr(), tail_of(object), tail.len()) };
        object
    }

    /// Makes an object with a tail of `length` times `fill`.
    #[inline(always)]
    pub fn allocate_filled<T: Object>(&mut self, data: T, length: usize, fill: <T::Tail as Tail>::Element) -> Gc<T> {
        let bytes = length * size_of::<<T::Tail as Tail>::Element>();
        let count = u32::try_from(length).expect("tails are shorter than 4 G elements");
        let object = self.allocate_cell(data, bytes, count);
        let tail = tail_of(object);
        if length <= SHORT_TAIL {
            for index in 0..length {
                // SAFETY: the cell was made with room for the tail. Volatile only so that no call of a library's fill
                // comes of it, which costs more than a short tail is worth.
                unsafe { tail.add(index).write_volatile(fill) };
            }
            return object;
        }
        for index in 0..length {
            // SAFETY: the cell was made with room for the tail.
            unsafe { tail.add(index).write(fill) };
        }
        object
    }

    #[inline(always)]
    fn allocate_cell<T: Object>(&mut self, data: T, tail_bytes: usize, length: u32) -> Gc<T> {
        let bytes = size_of::<Cell<T>>() + tail_bytes;
        let cell = match block::class_of(bytes) {
            Some(class) => {
                let cell = self.free[class];
                let cell = if cell.is_null() { self.refill(class) } else { cell };
                // SAFETY: cells on the free list are free cells of this class.
                self.free[class] = unsafe { (*cell).next };
                self.count(block::SIZE_CLASSES[class]);
                cell.cast::<Header>()
            }
            None => self.large_cell(bytes),
        };
        debug_assert!(self.vtables[T::KIND as usize].trace as usize != self.vtables[0].trace as usize, "unregistered");
        let gc = Gc::<T>::from_address(cell as usize);
        // SAFETY: a free cell with room for a `Cell<T>` and the tail; nothing else refers to it.
        unsafe {
            let header = Header { kind: T::KIND, flags: 0, size_class: 0, length };
            gc.cell().write(Cell { header, data });
        }
        gc
    }

    #[inline(always)]
    fn count(&mut self, bytes: usize) {
        self.bytes += bytes;
        self.allocated_since += bytes;
    }

    /// More free cells of a class: from a block that waits to be swept, else from the newest one or a new one. Here,
    /// and not at every allocation, it is decided whether a collection is due.
    #[cold]
    #[inline(never)]
    fn refill(&mut self, class: usize) -> *mut FreeCell {
        self.check_pace();
        while self.sweep_next(class) {
            if !self.free[class].is_null() {
                return self.free[class];
            }
        }
        let newest = self.blocks[class].all.last().and_then(|block| block.carve(std::ptr::null_mut()));
        self.free[class] = newest.unwrap_or_else(|| {
            let block = BlockRef::of_class(class);
            let blocks = &mut self.blocks[class];
            blocks.all.push(block);
            blocks.next_unswept = blocks.all.len();
            block.carve(std::ptr::null_mut()).expect("a new block has room for a cell")
        });
        self.free[class]
    }

    #[cold]
    #[inline(never)]
    fn large_cell(&mut self, bytes: usize) -> *mut Header {
        let block = BlockRef::large(bytes);
        self.large.push(block);
        self.count(block.bytes());
        self.check_pace();
        block.cells().next().expect("a large block has one cell")
    }

    fn check_pace(&mut self) {
        let threshold = MINIMUM_THRESHOLD.max(self.live_estimate);
        if self.allocated_since > threshold || self.total_bytes() > self.limit {
            self.request_collection();
        }
    }

    /// Has the next safepoint collect.
    pub fn request_collection(&mut self) {
        self.wants_collection = true;
        self.countdown = 0;
    }

    /// Counts memory that an object took outside its cell.
    pub fn grew(&mut self, bytes: usize) {
        self.external += bytes;
        self.allocated_since += bytes;
        self.check_pace();
    }

    /// Counts that the memory an object owns outside its cell changed its size.
    #[inline]
    pub fn resized(&mut self, before: usize, after: usize) {
        if after > before {
            self.grew(after - before);
        } else {
            self.external = self.external.saturating_sub(before - after);
        }
    }

    /// Bytes in use, outside memory included.
    pub fn total_bytes(&self) -> usize {
        self.bytes + self.external
    }

    /// How many collections there were.
    pub fn collections(&self) -> u64 {
        self.collections
    }

    /// In stress mode every safepoint collects and freed memory is poisoned.
    pub fn set_stress(&mut self, stress: bool) {
        self.stress = stress;
    }

    pub fn is_stressed(&self) -> bool {
        self.stress
    }

    /// An object's data.
    #[inline(always)]
    pub fn get<T: Object>(&self, object: Gc<T>) -> &T {
        self.check(object);
        // SAFETY: alive (invariant 2), of this type (invariant 4), and shared for the borrow (invariant 5).
        unsafe { &(*object.cell()).data }
    }

    /// An object's data, to change. All changes of objects pass here or through `tail_mut`, which is where incremental
    /// marking would take note of them.
    #[inline(always)]
    pub fn get_mut<T: Object>(&mut self, object: Gc<T>) -> &mut T {
        self.check(object);
        // SAFETY: as for `get`, and the heap is borrowed mutably.
        unsafe { &mut (*object.cell()).data }
    }

    /// An object's tail.
    #[inline(always)]
    pub fn tail<T: Object>(&self, object: Gc<T>) -> &[<T::Tail as Tail>::Element] {
        self.check(object);
        // SAFETY: as for `get`; the tail has as many elements as the header says.
        unsafe { std::slice::from_raw_parts(tail_of(object), (*object.cell()).header.length as usize) }
    }

    #[inline(always)]
    pub fn tail_mut<T: Object>(&mut self, object: Gc<T>) -> &mut [<T::Tail as Tail>::Element] {
        self.check(object);
        // SAFETY: as for `get_mut`.
        unsafe { std::slice::from_raw_parts_mut(tail_of(object), (*object.cell()).header.length as usize) }
    }

    /// Where an object's tail begins, for the interpreter, whose frames may be tails.
    #[inline(always)]
    pub(crate) fn tail_pointer<T: Object>(&mut self, object: Gc<T>) -> *mut <T::Tail as Tail>::Element {
        self.check(object);
        tail_of(object)
    }

    /// Visits all objects of a type without a tail, dead ones that are not swept yet aside.
    pub fn each_mut<T: Object<Tail = NoTail>>(&mut self, mut visit: impl FnMut(&mut T)) {
        let Some(class) = block::class_of(size_of::<Cell<T>>()) else { return };
        while self.sweep_next(class) {}
        for block in &self.blocks[class].all {
            for cell in block.cells() {
                // SAFETY: cells of swept blocks are free or alive; the kind tells the type (invariant 4), and the heap
                // is borrowed mutably.
                unsafe {
                    if (*cell).kind == T::KIND {
                        visit(&mut (*Gc::<T>::from_address(cell as usize).cell()).data);
                    }
                }
            }
        }
    }

    #[inline(always)]
    fn check<T: Object>(&self, object: Gc<T>) {
        // SAFETY: a cell in any case (invariant 1).
        debug_assert!(unsafe { (*object.cell().cast::<Header>()).kind } == T::KIND, "a dead {:?} was used", T::KIND);
        let _ = object;
    }
}

/// Differs from process to process.
static HASH_KEY: LazyLock<[u64; 2]> = LazyLock::new(|| {
    let seed = RandomState::new();
    [seed.hash_one(0), seed.hash_one(1)]
});

impl Drop for Heap {
    fn drop(&mut self) {
        let blocks = self.blocks.iter_mut().flat_map(|blocks| std::mem::take(&mut blocks.all));
        let all: Vec<BlockRef> = blocks.chain(std::mem::take(&mut self.large)).collect();
        for block in &all {
            for cell in block.cells() {
                // SAFETY: every cell's header is initialised; objects are dropped once, here, with the heap.
                unsafe {
                    if (*cell).kind != Kind::Free {
                        (self.vtables[(*cell).kind as usize].drop)(cell);
                    }
                }
            }
        }
        for block in all {
            // SAFETY: all its objects were dropped above.
            unsafe { block.free() };
        }
    }
}

/// Where an object's tail begins.
#[inline(always)]
fn tail_of<T: Object>(object: Gc<T>) -> *mut <T::Tail as Tail>::Element {
    // SAFETY: the tail follows the cell's fixed part, which is a multiple of 16 bytes.
    unsafe { object.cell().add(1).cast() }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Node {
        next: Option<Gc<Node>>,
        payload: Vec<u8>,
    }

    impl Object for Node {
        const KIND: Kind = Kind::Host;
        type Tail = Values;

        fn trace(&self, tracer: &mut Tracer) {
            tracer.optional(self.next);
        }

        fn external_bytes(&self) -> usize {
            self.payload.capacity()
        }
    }

    struct Root(Vec<Value>);

    impl Roots for Root {
        fn trace(&self, tracer: &mut Tracer) {
            tracer.values(&self.0);
        }
    }

    fn heap() -> Heap {
        let mut heap = Heap::new();
        heap.register::<Node>();
        heap
    }

    fn node(next: Option<Gc<Node>>) -> Node {
        Node { next, payload: vec![1; 10] }
    }

    #[test]
    fn reachable_objects_survive_and_others_are_swept() {
        let mut heap = heap();
        let mut list = None;
        for _ in 0..10_000 {
            list = Some(heap.allocate_with(node(list), &[Value::int(7), Value::NONE]));
            heap.allocate_with(node(None), &[]);
        }
        let before = heap.total_bytes();
        let root = Root(vec![Value::object(list.unwrap())]);
        heap.collect(&root);
        heap.finish_sweep();
        assert!(heap.total_bytes() < before);
        let mut length = 0;
        let mut at = list;
        while let Some(node) = at {
            assert_eq!(heap.tail(node), [Value::int(7), Value::NONE]);
            assert_eq!(heap.get(node).payload, [1; 10]);
            at = heap.get(node).next;
            length += 1;
        }
        assert_eq!(length, 10_000);
    }

    #[test]
    fn cells_are_used_again() {
        let mut heap = heap();
        for _ in 0..50 {
            for _ in 0..1000 {
                heap.allocate_with(node(None), &[]);
            }
            heap.collect(&Root(Vec::new()));
        }
        heap.finish_sweep();
        assert_eq!(heap.bytes, 0);
    }

    #[test]
    fn large_objects_are_kept_and_freed() {
        let mut heap = heap();
        let large = heap.allocate_filled(node(None), 100_000, Value::int(1));
        let inner = heap.allocate_with(node(None), &[]);
        heap.tail_mut(large)[99_999] = Value::object(inner);
        heap.collect(&Root(vec![Value::object(large)]));
        heap.finish_sweep();
        assert_eq!(heap.tail(large)[99_999], Value::object(inner));
        assert_eq!(heap.get(inner).payload.len(), 10);
        heap.collect(&Root(Vec::new()));
        heap.finish_sweep();
        assert_eq!(heap.bytes, 0);
    }

    #[test]
    fn weak_references_are_cleared_when_their_target_dies() {
        let mut heap = heap();
        heap.register::<WeakReference>();
        let target = Value::object(heap.allocate_with(node(None), &[]));
        let weak = WeakReference::create(&mut heap, target, Value::NONE);
        heap.collect(&Root(vec![Value::object(weak), target]));
        assert_eq!(heap.get(weak).target(), Some(target));
        heap.collect(&Root(vec![Value::object(weak)]));
        assert_eq!(heap.get(weak).target(), None);
    }

    #[test]
    fn finalisable_objects_are_queued_once_and_kept_for_it() {
        let mut heap = heap();
        let object = heap.allocate_with(node(None), &[]);
        heap.finaliser.register(Value::object(object));
        heap.collect(&Root(Vec::new()));
        assert_eq!(heap.finaliser.take_dead(), [Value::object(object)]);
        heap.collect(&Root(Vec::new()));
        heap.finish_sweep();
        assert!(heap.finaliser.take_dead().is_empty());
        assert_eq!(heap.bytes, 0);
    }

    #[test]
    fn handles_root_until_dropped() {
        let mut heap = heap();
        let object = Value::object(heap.allocate_with(node(None), &[]));
        let handle = heap.handles.create(object);
        heap.collect(&Root(Vec::new()));
        assert_eq!(heap.handles.value(&handle), Some(object));
        drop(handle);
        heap.collect(&Root(Vec::new()));
        heap.finish_sweep();
        assert_eq!(heap.bytes, 0);
    }
}
