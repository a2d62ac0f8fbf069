//! Floats as text. The shortest digits that read back as the same float come from Ryū (Adams 2018).

use std::sync::atomic::{AtomicU64, Ordering};

use dashu_int::UBig;

use crate::object::Failure;
use crate::object::int::{Source, from_scaled};
use crate::object::unicode::{number_text, trim_ascii};

/// Decimal digits of a finite float, its sign left out: `0.digits * 10**point`. Zero has the digit `0` and point 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Digits {
    pub digits: String,
    pub point: i32,
}

/// The fewest digits that read back as the same float.
pub fn shortest(value: f64) -> Digits {
    let mut buffer = ryu::Buffer::new();
    let (mantissa, exponent) = split_exponent(buffer.format_finite(value.abs()));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let all = [whole, fraction].concat();
    let digits = all.trim_start_matches('0');
    let zeros = all.len() - digits.len();
    let digits = digits.trim_end_matches('0');
    if digits.is_empty() {
        return Digits { digits: "0".into(), point: 1 };
    }
    Digits { digits: digits.into(), point: whole.len() as i32 + exponent - zeros as i32 }
}

/// Takes scientific notation apart.
pub fn split_exponent(text: &str) -> (&str, i32) {
    match text.split_once('e') {
        Some((mantissa, exponent)) => (mantissa, exponent.parse().expect("exponents of floats are small")),
        None => (text, 0),
    }
}

/// `inf`, `-inf` or `nan`, if the value is one.
pub fn special(value: f64) -> Option<&'static str> {
    if value.is_nan() {
        Some("nan")
    } else if value == f64::INFINITY {
        Some("inf")
    } else if value == f64::NEG_INFINITY {
        Some("-inf")
    } else {
        None
    }
}

/// `repr(value)`
pub fn repr(value: f64) -> String {
    shown(value, ".0")
}

/// As `repr`, but whole numbers end in `suffix` instead of `.0`; complex numbers show their parts so.
pub fn shown(value: f64, suffix: &str) -> String {
    if let Some(text) = special(value) {
        return text.into();
    }
    let Digits { digits, point } = shortest(value);
    let mut out = String::with_capacity(24);
    if value.is_sign_negative() {
        out.push('-');
    }
    if -4 < point && point <= 16 {
        push_fixed(&mut out, &digits, point);
        if point >= digits.len() as i32 {
            out.push_str(suffix);
        }
    } else {
        let (first, rest) = digits.split_at(1);
        out.push_str(first);
        if !rest.is_empty() {
            out.push('.');
            out.push_str(rest);
        }
        push_exponent(&mut out, point - 1);
    }
    out
}

/// Appends the digits with the point in its place, which is left out behind the last one.
fn push_fixed(out: &mut String, digits: &str, point: i32) {
    let count = digits.len() as i32;
    if point <= 0 {
        out.push_str("0.");
        (point..0).for_each(|_| out.push('0'));
        out.push_str(digits);
    } else if point >= count {
        out.push_str(digits);
        (count..point).for_each(|_| out.push('0'));
    } else {
        let (whole, fraction) = digits.split_at(point as usize);
        out.push_str(whole);
        out.push('.');
        out.push_str(fraction);
    }
}

/// Appends `e+16`: the sign always, at least two digits.
pub fn push_exponent(out: &mut String, exponent: i32) {
    out.push_str(&format!("e{}{:02}", if exponent < 0 { '-' } else { '+' }, exponent.unsigned_abs()));
}

/// `float(source)`
pub fn parse(source: Source) -> Result<f64, Failure> {
    let text = match source {
        Source::Str(wtf8) => number_text(wtf8),
        Source::Bytes(bytes) => bytes.into(),
    };
    parse_ascii(trim_ascii(&text))
        .map(|value| if value.is_nan() { distinct(value) } else { value })
        .ok_or_else(|| Failure::value_error(format!("could not convert string to float: {}", source.repr())))
}

/// A NaN that is no other NaN's identical twin: `float("nan")` makes an object in CPython, and containers find what they
/// hold by identity first. Floats have none here but their bits, of which a NaN has 51 to spare.
fn distinct(nan: f64) -> f64 {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    let payload = NEXT.fetch_add(1, Ordering::Relaxed) & ((1 << 51) - 1);
    f64::from_bits(nan.to_bits() | payload)
}

/// A float in text without spaces around it. Underscores may stand between two digits.
pub fn parse_ascii(text: &[u8]) -> Option<f64> {
    let text = std::str::from_utf8(text).ok()?;
    if !text.contains('_') {
        return text.parse().ok();
    }
    let bytes = text.as_bytes();
    let between_digits =
        |at: usize| at > 0 && bytes[at - 1].is_ascii_digit() && bytes.get(at + 1).is_some_and(u8::is_ascii_digit);
    let misplaced = text.match_indices('_').any(|(at, _)| !between_digits(at));
    if misplaced { None } else { text.replace('_', "").parse().ok() }
}

/// `value.hex()`
pub fn to_hex(value: f64) -> String {
    if let Some(text) = special(value) {
        return text.into();
    }
    let sign = if value.is_sign_negative() { "-" } else { "" };
    let bits = value.to_bits();
    let (fraction, biased) = (bits & ((1 << 52) - 1), (bits >> 52 & 0x7FF) as i32);
    match (biased, fraction) {
        (0, 0) => format!("{sign}0x0.0p+0"),
        (0, _) => format!("{sign}0x0.{fraction:013x}p-1022"),
        _ => format!("{sign}0x1.{fraction:013x}p{:+}", biased - 1023),
    }
}

/// `float.fromhex(text)`
pub fn from_hex(wtf8: &[u8]) -> Result<f64, Failure> {
    let invalid = || Failure::value_error("invalid hexadecimal floating-point string");
    let text = std::str::from_utf8(trim_ascii(wtf8)).map_err(|_| invalid())?.to_ascii_lowercase();
    let (negative, text) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(&text)),
    };
    let sign = |value: f64| if negative { -value } else { value };
    match text {
        "inf" | "infinity" => return Ok(sign(f64::INFINITY)),
        "nan" => return Ok(sign(f64::NAN)),
        _ => {}
    }
    let text = text.strip_prefix("0x").unwrap_or(text);
    let (mantissa, exponent) = match text.split_once('p') {
        Some((mantissa, exponent)) => (mantissa, binary_exponent(exponent).ok_or_else(invalid)?),
        None => (text, 0),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = [whole, fraction].concat();
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Err(invalid());
    }
    let magnitude = UBig::from_str_radix(&digits, 16).map_err(|_| invalid())?;
    let exponent = exponent - 4 * fraction.len() as i64;
    from_scaled(magnitude, exponent, negative)
        .ok_or_else(|| Failure::overflow_error("hexadecimal value too large to represent as a float"))
}

/// The number behind `p`; how far a huge one is off does not matter.
fn binary_exponent(text: &str) -> Option<i64> {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let magnitude = digits.parse::<i64>().unwrap_or(i64::MAX).min(1 << 40);
    Some(if text.starts_with('-') { -magnitude } else { magnitude })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repr_is_the_shortest() {
        for (value, expected) in [
            (1e16, "1e+16"),
            (1e15, "1000000000000000.0"),
            (1e22, "1e+22"),
            (123456789012345678.0, "1.2345678901234568e+17"),
            (1e-5, "1e-05"),
            (0.0001, "0.0001"),
            (-0.0, "-0.0"),
            (0.1, "0.1"),
            (100.0, "100.0"),
            (5e-324, "5e-324"),
            (f64::MAX, "1.7976931348623157e+308"),
            (f64::NEG_INFINITY, "-inf"),
            (9007199254740993.0, "9007199254740992.0"),
            (1234.5678, "1234.5678"),
        ] {
            assert_eq!(repr(value), expected);
        }
    }

    #[test]
    fn text_is_read_as_in_cpython() {
        let read = |text: &str| parse(Source::Str(text.as_bytes())).map_err(|failure| failure.message);
        assert_eq!(read(" ١.5 "), Ok(1.5));
        assert_eq!(read("1_0.5"), Ok(10.5));
        assert_eq!(read("-Infinity"), Ok(f64::NEG_INFINITY));
        assert_eq!(read(".5"), Ok(0.5));
        assert_eq!(read("1e400"), Ok(f64::INFINITY));
        assert!(read("-nan").unwrap().is_nan());
        for wrong in ["", ".", "1e", "1__0", "1_e5", "0x10", "_1", "1_", "infin", "1 2"] {
            assert_eq!(read(wrong), Err(format!("could not convert string to float: '{wrong}'")));
        }
    }

    #[test]
    fn hexadecimal_goes_both_ways() {
        for value in [1.5, -0.0, 5e-324, 1e300, -123.456, f64::MAX, f64::MIN_POSITIVE] {
            assert_eq!(from_hex(to_hex(value).as_bytes()), Ok(value));
        }
        assert_eq!(to_hex(5e-324), "0x0.0000000000001p-1022");
        assert_eq!(to_hex(1.5), "0x1.8000000000000p+0");
        assert_eq!(from_hex(b" -0x.8p0 "), Ok(-0.5));
        assert_eq!(from_hex(b"1.8"), Ok(1.5));
        assert_eq!(from_hex(b"0x1p-99999999999999999999"), Ok(0.0));
        assert!(from_hex(b"0x1p99999").is_err() && from_hex(b"zz").is_err() && from_hex(b"0x").is_err());
        assert_eq!(from_hex(b"0x1.00000000000008p0"), Ok(1.0));
    }
}
