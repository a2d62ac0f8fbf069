//! A value of the language in 16 bytes: a tag and a payload. Nothing outside this file knows the representation.
//!
//! The tag tells the kind of an object too, so that a type check never loads memory. Values are plain numbers: copying
//! one neither roots nor borrows what it points to (invariant 2 in `heap/mod.rs`).

use std::num::NonZero;

use super::header::{Gc, Kind, Object, Untyped};

/// A value. `Copy`, and valid until the next safepoint unless reachable from a root.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
#[repr(C)]
pub struct Value {
    /// Never zero, so that an optional value or a result is no larger and comes back in two machine registers.
    tag: NonZero<u64>,
    payload: u64,
}

const UNBOUND: u64 = 1;
const NONE: u64 = 2;
const BOOL: u64 = 3;
const INT: u64 = 4;
const FLOAT: u64 = 5;
const ELLIPSIS: u64 = 6;
const NOT_IMPLEMENTED: u64 = 7;
/// Tags from here on are objects: this plus the kind.
const OBJECT: u64 = 16;

const fn tag(number: u64) -> NonZero<u64> {
    NonZero::new(number).expect("tags are not zero")
}

/// A value taken apart.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Unpacked {
    /// No value: an unassigned local, a missing argument, a dead dict entry. Never seen by scripts.
    Unbound,
    None,
    Bool(bool),
    Int(i64),
    Float(f64),
    Ellipsis,
    NotImplemented,
    Object(Kind),
}

impl Value {
    pub const UNBOUND: Value = Value { tag: const { tag(UNBOUND) }, payload: 0 };
    pub const NONE: Value = Value { tag: const { tag(NONE) }, payload: 0 };
    pub const TRUE: Value = Value { tag: const { tag(BOOL) }, payload: 1 };
    pub const FALSE: Value = Value { tag: const { tag(BOOL) }, payload: 0 };
    pub const ELLIPSIS: Value = Value { tag: const { tag(ELLIPSIS) }, payload: 0 };
    pub const NOT_IMPLEMENTED: Value = Value { tag: const { tag(NOT_IMPLEMENTED) }, payload: 0 };

    #[inline(always)]
    pub const fn bool(value: bool) -> Value {
        Value { tag: const { tag(BOOL) }, payload: value as u64 }
    }

    #[inline(always)]
    pub const fn int(value: i64) -> Value {
        Value { tag: const { tag(INT) }, payload: value as u64 }
    }

    #[inline(always)]
    pub const fn float(value: f64) -> Value {
        Value { tag: const { tag(FLOAT) }, payload: value.to_bits() }
    }

    #[inline(always)]
    pub fn object<T: Object>(object: Gc<T>) -> Value {
        Value { tag: const { tag(OBJECT + T::KIND as u64) }, payload: object.address() as u64 }
    }

    /// Reads a value as two halves. Values are written so, and one load of 16 bytes would wait until both writes have
    /// reached the cache, since nothing forwards them.
    ///
    /// # Safety
    /// `place` is valid for reads and holds a value.
    #[inline(always)]
    #[allow(unsafe_code)]
    pub(crate) unsafe fn read_halves(place: *const Value) -> Value {
        // SAFETY: the caller vouches for the place; volatile only so that the reads stay two.
        unsafe {
            let tag = (&raw const (*place).tag).read_volatile();
            let payload = (&raw const (*place).payload).read_volatile();
            Value { tag, payload }
        }
    }

    /// The value as an enum, for code off the hot path.
    pub fn unpack(self) -> Unpacked {
        match self.tag.get() {
            UNBOUND => Unpacked::Unbound,
            NONE => Unpacked::None,
            BOOL => Unpacked::Bool(self.payload != 0),
            INT => Unpacked::Int(self.payload as i64),
            FLOAT => Unpacked::Float(f64::from_bits(self.payload)),
            ELLIPSIS => Unpacked::Ellipsis,
            NOT_IMPLEMENTED => Unpacked::NotImplemented,
            tag => Unpacked::Object(Kind::from_index((tag - OBJECT) as u8)),
        }
    }

    #[inline(always)]
    pub fn is_unbound(self) -> bool {
        self.tag.get() == UNBOUND
    }

    #[inline(always)]
    pub fn is_none(self) -> bool {
        self.tag.get() == NONE
    }

    #[inline(always)]
    pub fn is_int(self) -> bool {
        self.tag.get() == INT
    }

    #[inline(always)]
    pub fn is_float(self) -> bool {
        self.tag.get() == FLOAT
    }

    #[inline(always)]
    pub fn is_bool(self) -> bool {
        self.tag.get() == BOOL
    }

    #[inline(always)]
    pub fn is_object(self) -> bool {
        self.tag.get() >= OBJECT
    }

    /// Whether both are ints that fit 64 bits: one test for the hot path.
    #[inline(always)]
    pub fn both_int(self, other: Value) -> bool {
        (self.tag.get() ^ INT) | (other.tag.get() ^ INT) == 0
    }

    #[inline(always)]
    pub fn both_float(self, other: Value) -> bool {
        (self.tag.get() ^ FLOAT) | (other.tag.get() ^ FLOAT) == 0
    }

    /// The payload as an int; meaningful if [`Value::is_int`] (or for a bool, 0 or 1).
    #[inline(always)]
    pub fn int_payload(self) -> i64 {
        self.payload as i64
    }

    /// The payload as a float; meaningful if [`Value::is_float`].
    #[inline(always)]
    pub fn float_payload(self) -> f64 {
        f64::from_bits(self.payload)
    }

    #[inline(always)]
    pub fn as_int(self) -> Option<i64> {
        if self.tag.get() == INT { Some(self.payload as i64) } else { None }
    }

    #[inline(always)]
    pub fn as_float(self) -> Option<f64> {
        if self.tag.get() == FLOAT { Some(f64::from_bits(self.payload)) } else { None }
    }

    #[inline(always)]
    pub fn as_bool(self) -> Option<bool> {
        if self.tag.get() == BOOL { Some(self.payload != 0) } else { None }
    }

    /// Whether this is an object of kind `T`.
    #[inline(always)]
    pub fn is<T: Object>(self) -> bool {
        self.tag.get() == OBJECT + T::KIND as u64
    }

    /// The object, if it is of kind `T`. An instance of a script's subclass of a builtin type is of kind `Instance`:
    /// see `Context` for the views that look through it.
    #[inline(always)]
    pub fn cast<T: Object>(self) -> Option<Gc<T>> {
        if self.is::<T>() { Some(Gc::from_address(self.payload as usize)) } else { None }
    }

    /// The object that [`Value::is`] was asked about, where the optimiser would test the address too.
    ///
    /// # Safety
    /// The value is an object of kind `T`.
    #[inline(always)]
    #[allow(unsafe_code)]
    pub(crate) unsafe fn known<T: Object>(self) -> Gc<T> {
        debug_assert!(self.is::<T>());
        Gc::from_address(self.payload as usize)
    }

    /// Whether this is an object of a kind.
    #[inline(always)]
    pub fn is_kind(self, kind: Kind) -> bool {
        self.tag.get() == OBJECT + kind as u64
    }

    /// The kind, if this is an object.
    #[inline(always)]
    pub fn kind(self) -> Option<Kind> {
        if self.is_object() { Some(Kind::from_index((self.tag.get() - OBJECT) as u8)) } else { None }
    }

    /// The object without its type, if this is one.
    #[inline(always)]
    pub(super) fn as_untyped(self) -> Option<Untyped> {
        if self.is_object() { Some(Untyped::from_address(self.payload as usize)) } else { None }
    }

    /// A number that is the same for the same object as long as it lives: what `id()` shows. Small values that are no
    /// objects give a number made of what they are.
    pub fn identity(self) -> u64 {
        if self.is_object() { self.payload } else { self.payload.rotate_left(8) ^ (self.tag.get() << 1) }
    }
}

/// An object, None or no value in 8 bytes, for what there may be millions of.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct CompactValue(u64);

/// Addresses fit below the tag.
const ADDRESS_BITS: u32 = 56;

impl CompactValue {
    pub const UNBOUND: CompactValue = CompactValue(UNBOUND << ADDRESS_BITS);
    pub const NONE: CompactValue = CompactValue(NONE << ADDRESS_BITS);

    #[inline(always)]
    pub fn value(self) -> Value {
        let tag = NonZero::new(self.0 >> ADDRESS_BITS).unwrap_or(const { tag(UNBOUND) });
        Value { tag, payload: self.0 & ((1 << ADDRESS_BITS) - 1) }
    }

    #[inline(always)]
    pub fn is_none(self) -> bool {
        self == CompactValue::NONE
    }
}

impl From<Value> for CompactValue {
    #[inline(always)]
    fn from(value: Value) -> CompactValue {
        debug_assert!(value.is_object() || value.is_none() || value.is_unbound());
        debug_assert!(value.payload < 1 << ADDRESS_BITS);
        CompactValue(value.tag.get() << ADDRESS_BITS | value.payload)
    }
}

impl<T: Object> From<Gc<T>> for CompactValue {
    #[inline(always)]
    fn from(object: Gc<T>) -> CompactValue {
        Value::object(object).into()
    }
}

const _: () = assert!(OBJECT + Kind::ALL.len() as u64 <= 1 << (64 - ADDRESS_BITS));

impl std::fmt::Debug for CompactValue {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.value().fmt(f)
    }
}

impl std::fmt::Debug for Value {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.unpack() {
            Unpacked::Object(kind) => write!(f, "{kind:?}@{:x}", self.payload),
            other => write!(f, "{other:?}"),
        }
    }
}

impl From<bool> for Value {
    fn from(value: bool) -> Value {
        Value::bool(value)
    }
}

impl From<f64> for Value {
    fn from(value: f64) -> Value {
        Value::float(value)
    }
}

const _: () = assert!(size_of::<Value>() == 16);
