//! What each type is in memory, and what can be done with it without running a script. What may need one (`__eq__`,
//! `__hash__`, `__next__` …) is answered with "ask the machine", and offered in steps between which that can run it.
//!
//! Whatever can go wrong is told as a [`Failure`], which the machine turns into an exception.

pub mod bytes;
pub mod cell;
pub mod class;
pub mod codec;
pub mod complex;
pub mod deque;
pub mod dict;
pub mod equal;
pub mod exception;
pub mod failure;
pub mod file;
pub mod float;
pub mod format;
pub mod function;
pub mod hash;
mod index;
pub mod int;
pub mod iterator;
pub mod list;
pub mod memory_view;
pub mod range;
pub mod repr;
pub mod set;
pub mod slice;
pub mod sort;
pub mod split;
pub mod string;
pub mod tuple;
pub mod unicode;
pub mod view;

pub use bytes::{ByteArray, Bytes};
pub use cell::Cell;
pub use class::{Class, ClassFlags, Descriptor, Instance, Layout, Module, Overflow, Shape, Super};
pub use dict::{Dict, Lookup};
pub use exception::{Exception, ExceptionKind, TracebackEntry};
pub use failure::{Failure, FailureKind};
pub use function::{BoundMethod, ClassMethod, Function, FunctionDetails, Property, StaticMethod};
pub use list::List;
pub use range::Range;
pub use set::{FrozenSet, Set};
pub use slice::Slice;
pub use string::{Interner, Str};
pub use tuple::Tuple;

use crate::heap::Heap;

/// Makes a heap ready for the objects of this room.
pub fn register(heap: &mut Heap) {
    heap.register::<bytes::ByteArray>();
    heap.register::<bytes::Bytes>();
    heap.register::<cell::Cell>();
    heap.register::<complex::Complex>();
    heap.register::<deque::Deque>();
    heap.register::<dict::Dict>();
    heap.register::<file::File>();
    heap.register::<int::BigInt>();
    heap.register::<iterator::Iterator>();
    heap.register::<list::List>();
    heap.register::<memory_view::MemoryView>();
    heap.register::<range::Range>();
    heap.register::<set::FrozenSet>();
    heap.register::<set::Set>();
    heap.register::<slice::Slice>();
    heap.register::<string::Str>();
    heap.register::<string::TextBuffer>();
    heap.register::<tuple::Tuple>();
    heap.register::<view::DictView>();
    heap.register::<view::MappingProxy>();
}
