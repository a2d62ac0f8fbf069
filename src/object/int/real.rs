//! Between ints and floats: conversions round to nearest, ties to even; comparisons are exact.

use std::cmp::Ordering;

use dashu_int::ops::DivRem;
use dashu_int::{IBig, UBig};

use super::{Int, IntRef};
use crate::object::Failure;
use crate::object::hash::decompose;

/// The nearest float, or None if it would be infinite.
pub fn to_float(value: IntRef) -> Option<f64> {
    match value {
        IntRef::Small(small) => Some(small as f64),
        IntRef::Big(big) => scale(big.clone().into_parts().1, 0, false, value.is_negative()),
    }
}

/// The nearest float.
pub fn float(value: IntRef) -> Result<f64, Failure> {
    to_float(value).ok_or_else(|| Failure::overflow_error("int too large to convert to float"))
}

/// The float nearest to `magnitude * 2**exponent`, where `sticky` tells that the exact value is a little larger.
fn scale(magnitude: UBig, exponent: i64, sticky: bool, negative: bool) -> Option<f64> {
    use dashu_int::ops::BitTest;
    let bits = magnitude.bit_len() as i64;
    // The lowest bit of the result: 53 bits below the highest one, unless the result is subnormal.
    let lowest = (bits + exponent - 53).max(-1074);
    let drop = lowest - exponent;
    let (mut kept, up) = if drop <= 0 {
        let shifted = magnitude << (-drop) as usize;
        (u64::try_from(&shifted).expect("53 bits"), false)
    } else {
        let drop = drop as usize;
        let half = drop > 0 && magnitude.bit(drop - 1);
        let below = sticky || drop > 1 && magnitude.trailing_zeros().is_some_and(|zeros| zeros < drop - 1);
        let kept = u64::try_from(&(magnitude >> drop)).expect("53 bits");
        (kept, half && (below || kept & 1 != 0))
    };
    kept += u64::from(up);
    let result = multiply_by_power_of_two(kept as f64, lowest);
    result.is_finite().then_some(if negative { -result } else { result })
}

/// `value * 2**exponent`, where the result is exact or infinite.
pub fn multiply_by_power_of_two(value: f64, exponent: i64) -> f64 {
    let mut result = value;
    let mut left = exponent.clamp(-2200, 2200);
    while left != 0 {
        let step = left.clamp(-1000, 1000);
        result *= f64::from_bits(((1023 + step) as u64) << 52);
        left -= step;
    }
    result
}

/// The int a float is when what follows the point is dropped.
pub fn from_float(value: f64) -> Result<Int, Failure> {
    if value.is_nan() {
        return Err(Failure::value_error("cannot convert float NaN to integer"));
    } else if value.is_infinite() {
        return Err(Failure::overflow_error("cannot convert float infinity to integer"));
    }
    Ok(from_finite(value))
}

/// As [`from_float`], of a finite float.
pub fn from_finite(value: f64) -> Int {
    if value.abs() < 9e18 {
        return Int::Small(value as i64);
    }
    let (mantissa, exponent) = decompose(value);
    let magnitude = IBig::from(mantissa) << exponent.max(0) as usize;
    if value < 0.0 { (-magnitude).into() } else { magnitude.into() }
}

/// How an int compares to a float; None if that is no number.
pub fn compare_float(left: IntRef, right: f64) -> Option<Ordering> {
    if right.is_nan() {
        return None;
    } else if right.is_infinite() {
        return Some(if right > 0.0 { Ordering::Less } else { Ordering::Greater });
    }
    if let IntRef::Small(small) = left
        && small.unsigned_abs() <= 1 << 53
    {
        return (small as f64).partial_cmp(&right);
    }
    let whole = from_finite(right);
    Some(left.cmp(&whole.borrow()).then_with(|| 0.0f64.total_cmp(&(right.fract() + 0.0))))
}

/// `left / right`, correctly rounded.
pub fn true_divide(left: IntRef, right: IntRef) -> Result<f64, Failure> {
    if right.is_zero() {
        return Err(Failure::zero_division_error("division by zero"));
    }
    if let (IntRef::Small(a), IntRef::Small(b)) = (left, right)
        && a.unsigned_abs() <= 1 << 53
        && b.unsigned_abs() <= 1 << 53
    {
        return Ok(a as f64 / b as f64);
    }
    let negative = left.is_negative() != right.is_negative();
    if left.is_zero() {
        return Ok(if negative { -0.0 } else { 0.0 });
    }
    // Enough bits in the quotient for a float and one to round by; what is cut off is sticky.
    let excess = left.bit_length() as i64 - right.bit_length() as i64;
    if excess < -1100 {
        return Ok(if negative { -0.0 } else { 0.0 });
    }
    let too_large = || Failure::overflow_error("integer division result too large for a float");
    if excess > 1025 {
        return Err(too_large());
    }
    let shift = 66 - excess;
    let (a, b) = (left.big().into_owned().into_parts().1, right.big().into_owned().into_parts().1);
    let (a, b) = if shift >= 0 { (a << shift as usize, b) } else { (a, b << (-shift) as usize) };
    let (quotient, remainder) = a.div_rem(b);
    scale(quotient, -shift, remainder != UBig::ZERO, negative).ok_or_else(too_large)
}

/// The float nearest to `magnitude * 2**exponent`, or None if it would be infinite.
pub fn from_scaled(magnitude: UBig, exponent: i64, negative: bool) -> Option<f64> {
    scale(magnitude, exponent, false, negative)
}
