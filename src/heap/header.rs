//! What precedes every object, and what the heap must know of a type to keep objects of it.

use std::marker::PhantomData;
use std::ptr::NonNull;

use super::Value;
use super::collect::Tracer;

macro_rules! kinds {
    ($($(#[doc = $doc:literal])* $name:ident),* $(,)?) => {
        /// What an object is in memory. Classes of scripts share `Instance`.
        #[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
        #[repr(u8)]
        pub enum Kind {
            /// A cell without an object.
            Free,
            $($(#[doc = $doc])* $name,)*
        }

        impl Kind {
            pub const ALL: &[Kind] = &[Kind::Free, $(Kind::$name),*];
        }
    };
}

kinds! {
    Str,
    /// What longer strings view.
    TextBuffer,
    Bytes,
    ByteArray,
    BigInt,
    Complex,
    List,
    Tuple,
    Dict,
    Set,
    FrozenSet,
    Range,
    Slice,
    Cell,
    Code,
    Function,
    /// A function written in Rust.
    Native,
    /// A function or native together with its first argument.
    BoundMethod,
    Class,
    Instance,
    /// Attributes of an instance that did not fit its own cell.
    Overflow,
    Module,
    Exception,
    Traceback,
    Property,
    StaticMethod,
    ClassMethod,
    /// A member slot of a class with `__slots__`, or a native attribute.
    Descriptor,
    Super,
    /// A generator, coroutine or async generator: a frame that can be put aside.
    Coroutine,
    /// What `__anext__`, `asend` … of an async generator return.
    AsyncStep,
    /// What `__await__` of coroutines and futures gives.
    AwaitIterator,
    /// Iterators over containers and ranges, `enumerate`, `zip`, `map` … in one kind with a variant each.
    Iterator,
    /// A view of a dict's keys, values or items.
    DictView,
    /// A read-only view of a namespace.
    MappingProxy,
    /// A pending result of the event loop; tasks are futures too.
    Future,
    Task,
    /// What waits for a time: awaitable, a coroutine to scripts.
    Sleep,
    /// A scheduled callback.
    Handle,
    EventLoop,
    WeakReference,
    File,
    Socket,
    /// A frame object asked for by a script.
    Frame,
    ContextVariable,
    /// An immutable mapping of context variables.
    ContextMap,
    /// What undoes the setting of a context variable.
    ContextToken,
    MemoryView,
    GenericAlias,
    UnionType,
    Deque,
    /// A Rust value of the embedding program, or of a native module, that scripts hold opaquely.
    Host,
    /// The shape of instances: which attribute stands in which slot.
    Shape,
    /// A lock, condition or thread handle of green threads.
    Thread,
    Template,
    Interpolation,
    /// A compiled regular expression.
    Pattern,
    /// What one has found.
    Match,
    /// A digest under way.
    Hasher,
}

impl Kind {
    #[inline(always)]
    pub fn from_index(index: u8) -> Kind {
        Kind::ALL[usize::from(index)]
    }
}

/// Precedes every object. `length` counts the values or bytes of the tail, if the type has one.
#[repr(C)]
pub(super) struct Header {
    pub kind: Kind,
    pub flags: u8,
    pub size_class: u16,
    pub length: u32,
}

const _: () = assert!(size_of::<Header>() == 8);

/// An object as it lies in a cell: header, data, and then the tail if there is one.
#[repr(C, align(16))]
pub(super) struct Cell<T> {
    pub header: Header,
    pub data: T,
}

/// A type the heap can hold.
///
/// Data is `Send`, because a whole VM may move between threads. Dropping the data frees memory and does nothing else:
/// no script, no I/O, no look at other objects, which may be gone.
pub trait Object: Sized + Send + 'static {
    /// Each kind has one type.
    const KIND: Kind;
    /// What follows the data in the same cell.
    type Tail: Tail;

    /// Shows every value and object this one refers to, except those in its tail.
    fn trace(&self, tracer: &mut Tracer);

    /// How much of a tail of values is traced: all of it, unless the object knows that the rest is dead.
    fn traced_tail(&self, length: usize) -> usize {
        length
    }

    /// Of a registered object that died: whether something must be done about that, as it is now.
    fn needs_finalising(&self) -> bool {
        true
    }

    /// Bytes of memory owned outside the cell, for limits and pacing.
    fn external_bytes(&self) -> usize {
        0
    }
}

/// What can follow an object's data in its cell: nothing, values, or bytes.
pub trait Tail: private::Sealed {
    /// An element of the tail.
    type Element: Copy + Send + 'static;
    /// Whether the collector looks into the tail.
    const TRACED: bool;
}

mod private {
    pub trait Sealed {}
    impl Sealed for super::NoTail {}
    impl Sealed for super::Values {}
    impl Sealed for super::Bytes {}
}

/// No tail.
pub struct NoTail;
/// A tail of values, traced by the heap.
pub struct Values;
/// A tail of plain bytes.
pub struct Bytes;

impl Tail for NoTail {
    type Element = u8;
    const TRACED: bool = false;
}
impl Tail for Values {
    type Element = Value;
    const TRACED: bool = true;
}
impl Tail for Bytes {
    type Element = u8;
    const TRACED: bool = false;
}

/// A typed reference to an object; as little a root as [`Value`].
#[repr(transparent)]
pub struct Gc<T> {
    cell: NonNull<Cell<T>>,
    marker: PhantomData<T>,
}

impl<T> Clone for Gc<T> {
    #[inline(always)]
    fn clone(&self) -> Gc<T> {
        *self
    }
}

impl<T> Copy for Gc<T> {}

impl<T> PartialEq for Gc<T> {
    #[inline(always)]
    fn eq(&self, other: &Gc<T>) -> bool {
        self.cell == other.cell
    }
}

impl<T> Eq for Gc<T> {}

impl<T> std::hash::Hash for Gc<T> {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.cell.hash(state);
    }
}

impl<T> std::fmt::Debug for Gc<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Gc@{:x}", self.address())
    }
}

// SAFETY: a `Gc` is an address; looking behind it takes a borrow of the heap it lies in, and heaps are not `Sync`
// (invariant 5).
#[allow(unsafe_code)]
unsafe impl<T: Send> Send for Gc<T> {}

impl<T> Gc<T> {
    #[inline(always)]
    pub fn address(self) -> usize {
        self.cell.as_ptr() as usize
    }

    #[inline(always)]
    #[allow(unsafe_code)]
    pub(super) fn from_address(address: usize) -> Gc<T> {
        // SAFETY: addresses come from `Gc::address` through a `Value`, so they are those of cells (invariant 1).
        let cell = unsafe { NonNull::new_unchecked(address as *mut Cell<T>) };
        Gc { cell, marker: PhantomData }
    }

    #[inline(always)]
    pub(super) fn cell(self) -> *mut Cell<T> {
        self.cell.as_ptr()
    }
}

/// A reference to an object whose type only its header knows.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Untyped(NonNull<Header>);

// SAFETY: as for `Gc`.
#[allow(unsafe_code)]
unsafe impl Send for Untyped {}

impl Untyped {
    #[inline(always)]
    #[allow(unsafe_code)]
    pub fn from_address(address: usize) -> Untyped {
        // SAFETY: as in `Gc::from_address`.
        Untyped(unsafe { NonNull::new_unchecked(address as *mut Header) })
    }

    #[inline(always)]
    pub fn header(self) -> *mut Header {
        self.0.as_ptr()
    }
}

impl<T> From<Gc<T>> for Untyped {
    fn from(object: Gc<T>) -> Untyped {
        Untyped(object.cell.cast())
    }
}
