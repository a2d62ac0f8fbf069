//! The digits of a float in the styles of C's printf, before signs, grouping and padding.

use crate::object::float::{Digits, push_exponent, shortest, special, split_exponent};

/// More digits than any float has behind its point; further ones are zeros.
const EXACT_DIGITS: usize = 1100;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FloatStyle {
    /// As few digits as tell the float from others.
    Shortest,
    /// `e`: always with an exponent.
    Exponent,
    /// `f`: never with one.
    Fixed,
    /// `g`: whichever is shorter, with `precision` digits in all.
    General,
}

/// `value` in a style. `alternate` keeps point and zeros where they would be dropped; `point_zero` has whole numbers
/// end in `.0` as `str` does. A negative sign is kept, of zero too.
pub fn float_text(value: f64, style: FloatStyle, precision: usize, alternate: bool, point_zero: bool) -> String {
    if let Some(text) = special(value) {
        return text.into();
    }
    let mut out = String::new();
    if value.is_sign_negative() {
        out.push('-');
    }
    let value = value.abs();
    match style {
        FloatStyle::Fixed => {
            out.push_str(&format!("{value:.*}", precision.min(EXACT_DIGITS)));
            push_zeros(&mut out, precision.saturating_sub(EXACT_DIGITS));
            if precision == 0 && alternate {
                out.push('.');
            }
        }
        FloatStyle::Exponent => {
            let text = format!("{value:.*e}", precision.min(EXACT_DIGITS));
            let (mantissa, exponent) = split_exponent(&text);
            out.push_str(mantissa);
            push_zeros(&mut out, precision.saturating_sub(EXACT_DIGITS));
            if precision == 0 && alternate {
                out.push('.');
            }
            push_exponent(&mut out, exponent);
        }
        FloatStyle::General => {
            let precision = precision.max(1);
            let text = format!("{value:.*e}", (precision - 1).min(EXACT_DIGITS));
            let (mantissa, exponent) = split_exponent(&text);
            let mut digits = mantissa.replace('.', "");
            let point = exponent + 1;
            if alternate {
                let missing = precision - digits.len();
                push_zeros(&mut digits, missing);
            } else {
                digits.truncate(digits.trim_end_matches('0').len().max(1));
            }
            let largest = precision as i64 - i64::from(point_zero);
            let with_exponent = point <= -4 || i64::from(point) > largest;
            push_digits(&mut out, &Digits { digits, point }, with_exponent, alternate, point_zero);
        }
        FloatStyle::Shortest => {
            let digits = shortest(value);
            let with_exponent = digits.point <= -4 || digits.point > 16;
            push_digits(&mut out, &digits, with_exponent, alternate, point_zero);
        }
    }
    out
}

fn push_zeros(out: &mut String, count: usize) {
    out.extend(std::iter::repeat_n('0', count));
}

fn push_digits(out: &mut String, digits: &Digits, with_exponent: bool, alternate: bool, point_zero: bool) {
    let count = digits.digits.len();
    let point = if with_exponent { 1 } else { digits.point };
    let (whole, fraction) = if point <= 0 {
        out.push_str("0.");
        push_zeros(out, point.unsigned_abs() as usize);
        ("", &digits.digits[..])
    } else {
        digits.digits.split_at(count.min(point as usize))
    };
    out.push_str(whole);
    if point > 0 {
        push_zeros(out, (point as usize).saturating_sub(count));
        if !fraction.is_empty() || alternate || point_zero && !with_exponent {
            out.push('.');
        }
    }
    out.push_str(fraction);
    if fraction.is_empty() && point > 0 && point_zero && !with_exponent {
        out.push('0');
    }
    if with_exponent {
        push_exponent(out, digits.point - 1);
    }
}
