//! Ints as bytes, in two's complement if signed.

use dashu_int::{IBig, UBig};

use super::{Int, IntRef};
use crate::object::Failure;

/// Which end of an int stands first.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ByteOrder {
    Big,
    Little,
}

impl ByteOrder {
    pub fn parse(name: &str) -> Result<ByteOrder, Failure> {
        match name {
            "big" => Ok(ByteOrder::Big),
            "little" => Ok(ByteOrder::Little),
            _ => Err(Failure::value_error("byteorder must be either 'little' or 'big'")),
        }
    }
}

/// `value.to_bytes(length, order, signed=signed)`
pub fn to_bytes(value: IntRef, length: usize, order: ByteOrder, signed: bool) -> Result<Vec<u8>, Failure> {
    if value.is_negative() && !signed {
        return Err(Failure::overflow_error("can't convert negative int to unsigned"));
    }
    let negative = value.is_negative();
    // Of a negative int the complement has the same bits after the sign, and is not negative.
    let magnitude = if negative { super::invert(value) } else { value.to_owned() };
    let bits = magnitude.borrow().bit_length() + usize::from(signed);
    if bits.div_ceil(8) > length && !(value.is_zero() && length == 0) {
        return Err(Failure::overflow_error("int too big to convert"));
    }
    let mut bytes = magnitude.borrow().big().into_owned().into_parts().1.to_le_bytes().into_vec();
    bytes.resize(length, 0);
    if negative {
        bytes.iter_mut().for_each(|byte| *byte = !*byte);
    }
    if order == ByteOrder::Big {
        bytes.reverse();
    }
    Ok(bytes)
}

/// `int.from_bytes(bytes, order, signed=signed)`
pub fn from_bytes(bytes: &[u8], order: ByteOrder, signed: bool) -> Int {
    let magnitude = match order {
        ByteOrder::Big => UBig::from_be_bytes(bytes),
        ByteOrder::Little => UBig::from_le_bytes(bytes),
    };
    let highest = match order {
        ByteOrder::Big => bytes.first(),
        ByteOrder::Little => bytes.last(),
    };
    let value = IBig::from(magnitude);
    if signed && highest.is_some_and(|&byte| byte >= 0x80) {
        (value - (IBig::ONE << (bytes.len() * 8))).into()
    } else {
        value.into()
    }
}
