//! Ints of any size. Those that fit 64 bits are the value itself; larger ones are [`BigInt`] objects. The two ranges
//! do not overlap, so equal ints have equal representations.
//!
//! Operations take [`IntRef`]s and give [`Int`]s, and know no heap. Those whose result may be huge have an estimate in
//! `cost`, to be asked first.

pub mod arithmetic;
mod bytes;
pub mod cost;
pub mod long;
mod real;
mod text;

use std::borrow::Cow;
use std::cmp::Ordering;

use dashu_int::IBig;
use dashu_int::ops::BitTest;

pub use arithmetic::*;
pub use bytes::{ByteOrder, from_bytes, to_bytes};
pub use real::*;
pub use text::{DEFAULT_MAX_DIGITS, Digits, Source, in_base, parse, parse_digits, to_decimal};

use crate::heap::{Gc, Heap, Kind, NoTail, Object, Tracer, Value};

/// An int object: one that does not fit 64 bits.
pub struct BigInt(IBig);

impl BigInt {
    pub fn value(&self) -> &IBig {
        &self.0
    }
}

impl Object for BigInt {
    const KIND: Kind = Kind::BigInt;
    type Tail = NoTail;

    fn trace(&self, _: &mut Tracer) {}

    fn external_bytes(&self) -> usize {
        words_of(&self.0) * 8
    }
}

fn words_of(big: &IBig) -> usize {
    big.as_sign_words().1.len()
}

/// An int, owned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Int {
    Small(i64),
    /// Does not fit 64 bits.
    Big(IBig),
}

/// An int, borrowed from the heap or from an [`Int`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IntRef<'a> {
    Small(i64),
    Big(&'a IBig),
}

impl From<IBig> for Int {
    fn from(big: IBig) -> Int {
        match i64::try_from(&big) {
            Ok(small) => Int::Small(small),
            Err(_) => Int::Big(big),
        }
    }
}

macro_rules! from_primitive {
    ($($type:ty),*) => {
        $(impl From<$type> for Int {
            fn from(value: $type) -> Int {
                i64::try_from(value).map_or_else(|_| Int::Big(value.into()), Int::Small)
            }
        })*
    };
}

from_primitive!(u64, usize, i128, u128);

impl From<i64> for Int {
    fn from(value: i64) -> Int {
        Int::Small(value)
    }
}

impl From<i64> for IntRef<'_> {
    fn from(value: i64) -> Self {
        IntRef::Small(value)
    }
}

impl<'a> From<&'a Int> for IntRef<'a> {
    fn from(int: &'a Int) -> IntRef<'a> {
        int.borrow()
    }
}

impl Int {
    pub fn borrow(&self) -> IntRef<'_> {
        match self {
            Int::Small(small) => IntRef::Small(*small),
            Int::Big(big) => IntRef::Big(big),
        }
    }
}

impl<'a> IntRef<'a> {
    fn big(self) -> Cow<'a, IBig> {
        match self {
            IntRef::Small(small) => Cow::Owned(IBig::from(small)),
            IntRef::Big(big) => Cow::Borrowed(big),
        }
    }

    pub fn to_owned(self) -> Int {
        match self {
            IntRef::Small(small) => Int::Small(small),
            IntRef::Big(big) => Int::Big(big.clone()),
        }
    }

    /// The int, if it fits 64 bits.
    pub fn to_i64(self) -> Option<i64> {
        if let IntRef::Small(small) = self { Some(small) } else { None }
    }

    pub fn to_usize(self) -> Option<usize> {
        self.to_i64().and_then(|small| usize::try_from(small).ok())
    }

    pub fn to_u64(self) -> Option<u64> {
        match self {
            IntRef::Small(small) => u64::try_from(small).ok(),
            IntRef::Big(big) => u64::try_from(big).ok(),
        }
    }

    /// The nearest of the ints that fit 64 bits; slice bounds are taken so.
    pub fn saturating(self) -> i64 {
        match self {
            IntRef::Small(small) => small,
            _ if self.is_negative() => i64::MIN,
            _ => i64::MAX,
        }
    }

    pub fn is_zero(self) -> bool {
        self == IntRef::Small(0)
    }

    pub fn is_negative(self) -> bool {
        match self {
            IntRef::Small(small) => small < 0,
            IntRef::Big(big) => big.as_sign_words().0 == dashu_int::Sign::Negative,
        }
    }

    pub fn is_odd(self) -> bool {
        match self {
            IntRef::Small(small) => small & 1 != 0,
            IntRef::Big(big) => big.bit(0),
        }
    }

    /// Bits of the magnitude, without leading zeros.
    pub fn bit_length(self) -> usize {
        match self {
            IntRef::Small(small) => (u64::BITS - small.unsigned_abs().leading_zeros()) as usize,
            IntRef::Big(big) => {
                words_of(big) * 64 - big.as_sign_words().1.last().map_or(0, |w| w.leading_zeros()) as usize
            }
        }
    }

    /// Ones in the magnitude.
    pub fn bit_count(self) -> usize {
        match self {
            IntRef::Small(small) => small.unsigned_abs().count_ones() as usize,
            IntRef::Big(big) => big.as_sign_words().1.iter().map(|word| word.count_ones() as usize).sum(),
        }
    }
}

impl Ord for IntRef<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        match (*self, *other) {
            (IntRef::Small(a), IntRef::Small(b)) => a.cmp(&b),
            (IntRef::Big(a), IntRef::Big(b)) => a.cmp(b),
            (IntRef::Small(_), big) if big.is_negative() => Ordering::Greater,
            (IntRef::Small(_), _) => Ordering::Less,
            (big, _) if big.is_negative() => Ordering::Less,
            _ => Ordering::Greater,
        }
    }
}

impl PartialOrd for IntRef<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Heap {
    /// The value of an int.
    #[inline]
    pub fn new_int(&mut self, int: impl Into<Int>) -> Value {
        match int.into() {
            Int::Small(small) => Value::int(small),
            Int::Big(big) => {
                self.grew(words_of(&big) * 8);
                Value::object(self.allocate(BigInt(big)))
            }
        }
    }

    /// The int a value is; a bool is one too.
    #[inline]
    pub fn int(&self, value: Value) -> Option<IntRef<'_>> {
        if value.is_int() || value.is_bool() {
            return Some(IntRef::Small(value.int_payload()));
        }
        value.cast::<BigInt>().map(|big: Gc<BigInt>| IntRef::Big(&self.get(big).0))
    }
}

#[cfg(test)]
mod tests;
