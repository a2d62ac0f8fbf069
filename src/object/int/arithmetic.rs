//! Arithmetic on ints: division rounds down, and bits are those of two's complement without end.

use std::convert::Infallible;

use dashu_int::ops::{DivRem, ExtendedGcd, Gcd, SquareRoot};
use dashu_int::{IBig, UBig};

use super::cost::LARGEST_BITS;
use super::{Int, IntRef};
use crate::object::Failure;

fn zero_division() -> Failure {
    Failure::zero_division_error("division by zero")
}

macro_rules! checked {
    ($($(#[doc = $doc:literal])* $name:ident, $checked:ident, $operator:tt;)*) => {
        $($(#[doc = $doc])*
        pub fn $name(left: IntRef, right: IntRef) -> Int {
            if let (IntRef::Small(a), IntRef::Small(b)) = (left, right)
                && let Some(small) = a.$checked(b)
            {
                return Int::Small(small);
            }
            (&*left.big() $operator &*right.big()).into()
        })*
    };
}

checked! {
    add, checked_add, +;
    subtract, checked_sub, -;
    multiply, checked_mul, *;
}

macro_rules! bitwise {
    ($($name:ident, $operator:tt;)*) => {
        $(pub fn $name(left: IntRef, right: IntRef) -> Int {
            match (left, right) {
                (IntRef::Small(a), IntRef::Small(b)) => Int::Small(a $operator b),
                _ => (&*left.big() $operator &*right.big()).into(),
            }
        })*
    };
}

bitwise! {
    bit_and, &;
    bit_or, |;
    bit_xor, ^;
}

pub fn negate(value: IntRef) -> Int {
    match value {
        IntRef::Small(small) => small.checked_neg().map_or_else(|| (-IBig::from(small)).into(), Int::Small),
        IntRef::Big(big) => (-big).into(),
    }
}

pub fn absolute(value: IntRef) -> Int {
    if value.is_negative() { negate(value) } else { value.to_owned() }
}

/// `~value`
pub fn invert(value: IntRef) -> Int {
    match value {
        IntRef::Small(small) => Int::Small(!small),
        IntRef::Big(big) => (!big).into(),
    }
}

/// `(left // right, left % right)`: rounded down, the remainder has the divisor's sign.
pub fn divide_modulo(left: IntRef, right: IntRef) -> Result<(Int, Int), Failure> {
    match (left, right) {
        (_, IntRef::Small(0)) => Err(zero_division()),
        (IntRef::Small(a), IntRef::Small(b)) if b != -1 => {
            let (quotient, remainder) = (a / b, a % b);
            if remainder != 0 && (remainder < 0) != (b < 0) {
                Ok((Int::Small(quotient - 1), Int::Small(remainder + b)))
            } else {
                Ok((Int::Small(quotient), Int::Small(remainder)))
            }
        }
        _ => {
            let divisor = right.big();
            let (mut quotient, mut remainder) = (&*left.big()).div_rem(&*divisor);
            if remainder != IBig::ZERO && (remainder < IBig::ZERO) != right.is_negative() {
                quotient -= 1;
                remainder += &*divisor;
            }
            Ok((quotient.into(), remainder.into()))
        }
    }
}

pub fn floor_divide(left: IntRef, right: IntRef) -> Result<Int, Failure> {
    divide_modulo(left, right).map(|(quotient, _)| quotient)
}

pub fn modulo(left: IntRef, right: IntRef) -> Result<Int, Failure> {
    divide_modulo(left, right).map(|(_, remainder)| remainder)
}

/// `base ** exponent`, the exponent not being negative.
pub fn power(base: IntRef, exponent: IntRef) -> Result<Int, Failure> {
    match (base, exponent) {
        (_, IntRef::Small(0)) | (IntRef::Small(1), _) => return Ok(Int::Small(1)),
        (IntRef::Small(0), _) => return Ok(Int::Small(0)),
        (IntRef::Small(-1), _) => return Ok(Int::Small(if exponent.is_odd() { -1 } else { 1 })),
        (IntRef::Small(2), _) => return shift_left(IntRef::Small(1), exponent),
        _ => {}
    }
    let small = exponent.to_i64().and_then(|count| u32::try_from(count).ok());
    if let (IntRef::Small(base), Some(count)) = (base, small)
        && let Some(result) = base.checked_pow(count)
    {
        return Ok(Int::Small(result));
    }
    let bits = exponent.to_u64().and_then(|count| count.checked_mul(base.bit_length() as u64));
    let count = exponent.to_usize().filter(|_| bits.is_some_and(|bits| bits <= LARGEST_BITS));
    let count = count.ok_or_else(Failure::memory_error)?;
    Ok(base.big().pow(count).into())
}

/// `pow(base, exponent, modulus)`: the result has the modulus's sign.
pub fn power_modulo(base: IntRef, exponent: IntRef, modulus: IntRef) -> Result<Int, Failure> {
    let whole = |base: UBig, exponent: &UBig, modulus: &UBig| {
        let ring = dashu_int::fast_div::ConstDivisor::new(modulus.clone());
        Ok::<_, Infallible>(ring.reduce(base).pow(exponent).residue())
    };
    match power_modulo_by(base, exponent, modulus, whole) {
        Ok(result) => result,
    }
}

/// The same by a way to do it with numbers that are not negative.
pub(super) fn power_modulo_by<E>(
    base: IntRef,
    exponent: IntRef,
    modulus: IntRef,
    power: impl FnOnce(UBig, &UBig, &UBig) -> Result<UBig, E>,
) -> Result<Result<Int, Failure>, E> {
    if modulus.is_zero() {
        return Ok(Err(Failure::value_error("pow() 3rd argument cannot be 0")));
    }
    let divisor = modulus.big();
    let magnitude: UBig = divisor.clone().into_owned().into_parts().1;
    if magnitude == UBig::ONE {
        return Ok(Ok(Int::Small(0)));
    }
    let reduced = floor_remainder(&base.big(), &magnitude);
    let (base, count) = if exponent.is_negative() {
        match inverse(reduced, &magnitude) {
            Ok(inverse) => (inverse, negate(exponent)),
            Err(failure) => return Ok(Err(failure)),
        }
    } else {
        (reduced, exponent.to_owned())
    };
    let count = count.borrow().big().into_owned().into_parts().1;
    let result = IBig::from(power(base, &count, &magnitude)?);
    let shifted = if modulus.is_negative() && result != IBig::ZERO { result + &*divisor } else { result };
    Ok(Ok(shifted.into()))
}

fn floor_remainder(value: &IBig, magnitude: &UBig) -> UBig {
    let divisor = IBig::from(magnitude.clone());
    let remainder = value % &divisor;
    let remainder = if remainder < IBig::ZERO { remainder + divisor } else { remainder };
    remainder.into_parts().1
}

/// The multiplicative inverse of `value` in the integers modulo `magnitude`.
fn inverse(value: UBig, magnitude: &UBig) -> Result<UBig, Failure> {
    let not_invertible = || Failure::value_error("base is not invertible for the given modulus");
    if value == UBig::ZERO {
        return Err(not_invertible());
    }
    let (gcd, factor, _) = (&value).gcd_ext(magnitude);
    if gcd != UBig::ONE {
        return Err(not_invertible());
    }
    Ok(floor_remainder(&factor, magnitude))
}

pub fn shift_left(value: IntRef, count: IntRef) -> Result<Int, Failure> {
    if count.is_negative() {
        return Err(Failure::value_error("negative shift count"));
    }
    if value.is_zero() {
        return Ok(Int::Small(0));
    }
    if let (IntRef::Small(small), IntRef::Small(count @ 0..=62)) = (value, count)
        && small.unsigned_abs().leading_zeros() as i64 > count
    {
        return Ok(Int::Small(small << count));
    }
    let Some(count) = count.to_u64() else {
        return Err(Failure::overflow_error("too many digits in integer"));
    };
    if count.saturating_add(value.bit_length() as u64) > LARGEST_BITS {
        return Err(Failure::memory_error());
    }
    Ok((&*value.big() << count as usize).into())
}

pub fn shift_right(value: IntRef, count: IntRef) -> Result<Int, Failure> {
    if count.is_negative() {
        return Err(Failure::value_error("negative shift count"));
    }
    let emptied = Int::Small(if value.is_negative() { -1 } else { 0 });
    Ok(match (value, count.to_usize()) {
        (_, None) => emptied,
        (IntRef::Small(small), Some(count)) => Int::Small(small >> count.min(63)),
        (_, Some(count)) if count >= value.bit_length() => emptied,
        (IntRef::Big(big), Some(count)) => (big >> count).into(),
    })
}

/// The greatest common divisor, not negative.
pub fn greatest_common_divisor(left: IntRef, right: IntRef) -> Int {
    if left.is_zero() {
        return absolute(right);
    } else if right.is_zero() {
        return absolute(left);
    }
    IBig::from((&*left.big()).gcd(&*right.big())).into()
}

/// The least common multiple, not negative.
pub fn least_common_multiple(left: IntRef, right: IntRef) -> Int {
    if left.is_zero() || right.is_zero() {
        return Int::Small(0);
    }
    let divisor = greatest_common_divisor(left, right);
    let quotient = &*left.big() / &*divisor.borrow().big();
    absolute(Int::from(quotient * &*right.big()).borrow())
}

/// The square root, rounded down.
pub fn integer_square_root(value: IntRef) -> Result<Int, Failure> {
    if value.is_negative() {
        return Err(Failure::value_error("isqrt() argument must be nonnegative"));
    }
    Ok(match value {
        IntRef::Small(small) => Int::Small(small.isqrt()),
        IntRef::Big(big) => IBig::from(big.clone().into_parts().1.sqrt()).into(),
    })
}

/// `round(value, -digits)`: to a multiple of ten to the power of `digits`, ties to the even one.
pub fn round_to_power_of_ten(value: IntRef, digits: usize) -> Int {
    if digits > super::cost::decimal_digits(value) {
        return Int::Small(0);
    }
    let unit = IBig::from(10).pow(digits);
    let half = &unit / 2;
    let unit = Int::from(unit);
    let Ok((quotient, remainder)) = divide_modulo(value, unit.borrow()) else {
        unreachable!("powers of ten are not zero");
    };
    let up = match remainder.borrow().cmp(&Int::from(half).borrow()) {
        std::cmp::Ordering::Less => false,
        std::cmp::Ordering::Equal => quotient.borrow().is_odd() && digits > 0,
        std::cmp::Ordering::Greater => true,
    };
    let quotient = if up { add(quotient.borrow(), IntRef::Small(1)) } else { quotient };
    multiply(quotient.borrow(), unit.borrow())
}
