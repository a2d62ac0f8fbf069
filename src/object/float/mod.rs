//! Floats: Python's division, powers and rounding.

mod text;

use super::Failure;
use super::hash::decompose;
use super::int::{self, Int};
pub use text::{
    Digits, from_hex, parse, parse_ascii, push_exponent, repr, shortest, shown, special, split_exponent, to_hex,
};

fn zero_division() -> Failure {
    Failure::zero_division_error("division by zero")
}

/// `left / right`
pub fn divide(left: f64, right: f64) -> Result<f64, Failure> {
    if right == 0.0 { Err(zero_division()) } else { Ok(left / right) }
}

/// `left % right`: it has the divisor's sign.
pub fn modulo(left: f64, right: f64) -> Result<f64, Failure> {
    if right == 0.0 {
        return Err(zero_division());
    }
    let remainder = left % right;
    if remainder == 0.0 {
        Ok(0.0f64.copysign(right))
    } else if (remainder < 0.0) != (right < 0.0) {
        Ok(remainder + right)
    } else {
        Ok(remainder)
    }
}

/// `(left // right, left % right)`
pub fn divide_modulo(left: f64, right: f64) -> Result<(f64, f64), Failure> {
    let remainder = modulo(left, right)?;
    let raw = left % right;
    let mut quotient = (left - raw) / right;
    if raw != 0.0 && (raw < 0.0) != (right < 0.0) {
        quotient -= 1.0;
    }
    if quotient == 0.0 {
        return Ok((0.0f64.copysign(left / right), remainder));
    }
    // The division above may have gone a little wrong; the result is a whole number all the same.
    let floor = quotient.floor();
    Ok((if quotient - floor > 0.5 { floor + 1.0 } else { floor }, remainder))
}

pub fn floor_divide(left: f64, right: f64) -> Result<f64, Failure> {
    divide_modulo(left, right).map(|(quotient, _)| quotient)
}

/// `base ** exponent`, or None if the result is complex.
pub fn power(base: f64, exponent: f64) -> Result<Option<f64>, Failure> {
    if base == 0.0 && exponent < 0.0 && exponent.is_finite() {
        return Err(Failure::zero_division_error("zero to a negative power"));
    }
    if base < 0.0 && base.is_finite() && exponent.is_finite() && exponent != exponent.floor() {
        return Ok(None);
    }
    let result = base.powf(exponent);
    if result.is_infinite() && base.is_finite() && exponent.is_finite() {
        return Err(Failure::overflow_error("(34, 'Numerical result out of range')"));
    }
    Ok(Some(result))
}

/// `round(value)`: ties go to the even int.
pub fn round_to_int(value: f64) -> Result<Int, Failure> {
    from_float(value.round_ties_even())
}

/// `int(value)`
pub fn from_float(value: f64) -> Result<Int, Failure> {
    int::from_float(value)
}

/// `round(value, digits)`: the exact value of the float is rounded in decimal, ties to even.
pub fn round(value: f64, digits: i64) -> Result<f64, Failure> {
    if !value.is_finite() || value == 0.0 || digits > 323 {
        return Ok(value);
    }
    if digits < -308 {
        return Ok(0.0 * value);
    }
    let rounded = if digits >= 0 {
        format!("{value:.*}", digits as usize).parse()
    } else {
        round_before_point(value, digits.unsigned_abs() as i32).parse()
    };
    let rounded: f64 = rounded.expect("formatted floats can be read");
    if rounded.is_infinite() {
        return Err(Failure::overflow_error("rounded value too large to represent"));
    }
    Ok(rounded)
}

/// `value` rounded to a multiple of ten to the power of `places`, as text.
fn round_before_point(value: f64, places: i32) -> String {
    let decimal_exponent = {
        let text = format!("{value:e}");
        let (_, exponent) = text.split_once('e').expect("scientific notation");
        exponent.parse::<i32>().expect("a small number")
    };
    let kept = decimal_exponent - places;
    if kept >= 0 {
        return format!("{value:.*e}", kept as usize);
    }
    let sign = if value < 0.0 { "-" } else { "" };
    // At most one digit can come from the carry: of more than half the unit.
    let half = format!("5e{}", places - 1).parse().expect("a float");
    let up = kept == -1 && value.abs() > half;
    if up { format!("{sign}1e{places}") } else { format!("{sign}0") }
}

pub fn is_integer(value: f64) -> bool {
    value.is_finite() && value == value.trunc()
}

/// `value.as_integer_ratio()`
pub fn as_integer_ratio(value: f64) -> Result<(Int, Int), Failure> {
    if value.is_nan() {
        return Err(Failure::value_error("cannot convert NaN to integer ratio"));
    } else if value.is_infinite() {
        return Err(Failure::overflow_error("cannot convert Infinity to integer ratio"));
    } else if is_integer(value) {
        return Ok((int::from_finite(value), Int::Small(1)));
    }
    let (mantissa, exponent) = decompose(value);
    let zeros = mantissa.trailing_zeros() as i32;
    let numerator = (mantissa >> zeros) as i64;
    let denominator = int::shift_left(1.into(), i64::from(-(exponent + zeros)).into())?;
    Ok((Int::Small(if value < 0.0 { -numerator } else { numerator }), denominator))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn division_rounds_down() {
        assert_eq!(divide_modulo(-7.5, 2.0), Ok((-4.0, 0.5)));
        assert_eq!(modulo(7.5, -2.0), Ok(-0.5));
        assert_eq!(modulo(5.0, f64::NEG_INFINITY), Ok(f64::NEG_INFINITY));
        assert_eq!(floor_divide(1.0, 0.1), Ok(9.0));
        assert!(modulo(-0.0, 5.0).unwrap().is_sign_positive());
        assert_eq!(modulo(1.0, 0.0).unwrap_err().message, "division by zero");
    }

    #[test]
    fn rounding_is_of_the_exact_value() {
        assert_eq!(round(2.675, 2), Ok(2.67));
        assert_eq!(round(0.5, 0), Ok(0.0));
        assert_eq!(round(2.5, 0), Ok(2.0));
        assert_eq!(round(0.125, 2), Ok(0.12));
        assert_eq!(round(1234567.891, -3), Ok(1235000.0));
        for (value, expected) in [(55.0, 100.0), (45.0, 0.0), (50.0, 0.0), (150.0, 200.0), (-50.1, -100.0), (4.0, 0.0)]
        {
            assert_eq!(round(value, -2), Ok(expected), "{value}");
        }
        assert_eq!(round(1e308, -308), Ok(1e308));
        assert!(round(1.7e308, -308).is_err());
        assert_eq!(round_to_int(2.5), Ok(Int::Small(2)));
    }

    #[test]
    fn powers() {
        assert_eq!(power(-8.0, 0.5), Ok(None));
        assert_eq!(power(f64::NEG_INFINITY, 0.5), Ok(Some(f64::INFINITY)));
        assert!(power(1e200, 2.0).is_err() && power(0.0, -1.0).is_err());
        assert_eq!(power(-0.0, f64::NEG_INFINITY), Ok(Some(f64::INFINITY)));
    }

    #[test]
    fn ratios() {
        let (numerator, denominator) = as_integer_ratio(0.1).unwrap();
        assert_eq!((numerator, denominator), (Int::Small(3602879701896397), Int::Small(36028797018963968)));
    }
}
