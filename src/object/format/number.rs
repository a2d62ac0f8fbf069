//! Numbers in the format mini-language: signs, prefixes, groups of digits, and zeros that fill the width.

use super::float::{FloatStyle, float_text};
use super::{Align, Separator, Sign, Spec, push_repeated, unknown_code};
use crate::object::Failure;
use crate::object::int::{self, IntRef};
use crate::object::string::push_code_point;

/// A number in parts, from left to right.
struct Parts<'a> {
    negative: bool,
    prefix: &'a str,
    digits: &'a str,
    /// Without the point; None if there is no point.
    fraction: Option<&'a str>,
    /// An exponent, a percent sign, or all of `inf` and `nan`.
    remainder: &'a str,
}

/// Splits what a float looks like.
fn split(text: &str) -> Parts<'_> {
    let (negative, text) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
    let digit_end = |text: &str| text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let end = digit_end(text);
    let (digits, rest) = text.split_at(end);
    match rest.strip_prefix('.') {
        Some(rest) => {
            let (fraction, remainder) = rest.split_at(digit_end(rest));
            Parts { negative, prefix: "", digits, fraction: Some(fraction), remainder }
        }
        None => Parts { negative, prefix: "", digits, fraction: None, remainder: rest },
    }
}

/// Digits in groups counted from the right, led by zeros up to a width.
fn group(digits: &str, separator: Option<char>, size: usize, width: usize) -> String {
    let Some(separator) = separator else {
        return "0".repeat(width.saturating_sub(digits.len())) + digits;
    };
    let mut reversed = String::new();
    let mut left = digits.bytes().rev().map(char::from).peekable();
    let mut width = width;
    let mut in_group = 0;
    // A separator never comes first, so the width may be exceeded by one.
    while left.peek().is_some() || width > 0 {
        if in_group == size {
            reversed.push(separator);
            width = width.saturating_sub(1);
            in_group = 0;
        }
        reversed.push(left.next().unwrap_or('0'));
        width = width.saturating_sub(1);
        in_group += 1;
    }
    reversed.chars().rev().collect()
}

/// The digits behind the point in groups of three from the left.
fn group_fraction(digits: &str, separator: Option<char>) -> String {
    let Some(separator) = separator else { return digits.into() };
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && index % 3 == 0 {
            out.push(separator);
        }
        out.push(digit);
    }
    out
}

impl Spec {
    fn sign_text(&self, negative: bool) -> &'static str {
        match self.sign {
            _ if negative => "-",
            Some(Sign::Plus) => "+",
            Some(Sign::Space) => " ",
            _ => "",
        }
    }

    /// Everything put together, without padding except zeros among the digits. `group_size` is 4 for bits.
    fn assemble(&self, parts: &Parts, group_size: usize) -> (&'static str, String) {
        let sign = self.sign_text(parts.negative);
        let fraction = parts.fraction.map(|digits| group_fraction(digits, self.fraction_grouping.map(Separator::char)));
        let around = sign.len()
            + parts.prefix.len()
            + fraction.as_ref().map_or(0, |digits| digits.len() + 1)
            + parts.remainder.len();
        let fills_with_zeros = self.fill == u32::from('0') && self.align == Some(Align::AfterSign);
        let width = if fills_with_zeros { self.width.saturating_sub(around) } else { 0 };
        let digits = match parts.digits {
            "" => String::new(),
            digits => group(digits, self.grouping.map(Separator::char), group_size, width),
        };
        let mut body = digits;
        if let Some(fraction) = fraction {
            body.push('.');
            body.push_str(&fraction);
        }
        body.push_str(parts.remainder);
        (sign, body)
    }

    fn number(&self, parts: &Parts, group_size: usize) -> Vec<u8> {
        let (sign, body) = self.assemble(parts, group_size);
        let length = sign.len() + parts.prefix.len() + body.len();
        if self.align == Some(Align::AfterSign) {
            let mut out = Vec::with_capacity(length.max(self.width));
            out.extend_from_slice(sign.as_bytes());
            out.extend_from_slice(parts.prefix.as_bytes());
            push_repeated(&mut out, self.fill, self.width.saturating_sub(length));
            out.extend_from_slice(body.as_bytes());
            return out;
        }
        let text = [sign, parts.prefix, &body].concat();
        self.pad(text.as_bytes(), length, self.align.unwrap_or(Align::Right))
    }
}

/// `format(value, spec)` of an int. `max_digits` is the limit of conversions to decimal.
pub fn format_int(value: IntRef, spec: &Spec, type_name: &str, max_digits: usize) -> Result<Vec<u8>, Failure> {
    let code = spec.code_char();
    match code {
        None | Some('b' | 'c' | 'd' | 'o' | 'x' | 'X' | 'n') => {}
        Some('e' | 'E' | 'f' | 'F' | 'g' | 'G' | '%') => return format_float(int::float(value)?, spec, type_name),
        Some(_) => return Err(unknown_code(spec.code.unwrap_or_default(), type_name)),
    }
    if spec.precision.is_some() {
        return Err(Failure::value_error("Precision not allowed in integer format specifier"));
    }
    if spec.no_negative_zero {
        return Err(Failure::value_error("Negative zero coercion (z) not allowed in integer format specifier"));
    }
    let (base, prefix) = match code {
        Some('c') => return format_character(value, spec),
        Some('b') => (2, "0b"),
        Some('o') => (8, "0o"),
        Some('x') => (16, "0x"),
        Some('X') => (16, "0X"),
        _ => (10, ""),
    };
    let mut text = if base == 10 { int::to_decimal(value, max_digits)? } else { int::in_base(value, base) };
    if code == Some('X') {
        text.make_ascii_uppercase();
    }
    let digits = text.strip_prefix('-').unwrap_or(&text);
    let prefix = if spec.alternate { prefix } else { "" };
    let parts = Parts { negative: value.is_negative(), prefix, digits, fraction: None, remainder: "" };
    Ok(spec.number(&parts, if base == 10 { 3 } else { 4 }))
}

fn format_character(value: IntRef, spec: &Spec) -> Result<Vec<u8>, Failure> {
    if spec.sign.is_some() {
        return Err(Failure::value_error("Sign not allowed with integer format specifier 'c'"));
    }
    if spec.alternate {
        return Err(Failure::value_error("Alternate form (#) not allowed with integer format specifier 'c'"));
    }
    let small = value.to_i64().ok_or_else(|| Failure::overflow_error("Python int too large to convert to C long"))?;
    let code_point = u32::try_from(small).ok().filter(|code_point| *code_point < 0x11_0000);
    let code_point = code_point.ok_or_else(|| Failure::overflow_error("%c arg not in range(0x110000)"))?;
    let mut text = Vec::new();
    push_code_point(&mut text, code_point);
    Ok(spec.pad(&text, 1, spec.align.unwrap_or(Align::Right)))
}

/// How a code has a float written: its style, and the precision if none is given.
fn style_of(spec: &Spec, type_name: &str) -> Result<(FloatStyle, usize), Failure> {
    Ok(match (spec.code_char(), spec.precision) {
        (None, None) => (FloatStyle::Shortest, 0),
        (None, Some(_)) | (Some('g' | 'G' | 'n'), _) => (FloatStyle::General, 6),
        (Some('e' | 'E'), _) => (FloatStyle::Exponent, 6),
        (Some('f' | 'F' | '%'), _) => (FloatStyle::Fixed, 6),
        (Some(_), _) => return Err(unknown_code(spec.code.unwrap_or_default(), type_name)),
    })
}

/// The digits of a float as its specification has them, with sign but without grouping and padding.
fn digits_of(value: f64, spec: &Spec, style: (FloatStyle, usize), point_zero: bool) -> Result<String, Failure> {
    let (style, default_precision) = style;
    let precision = spec.precision.unwrap_or(default_precision);
    if precision > i32::MAX as usize {
        return Err(Failure::value_error("precision too big"));
    }
    let mut text = float_text(value, style, precision, spec.alternate, point_zero);
    let is_zero = || !text.contains(|c: char| matches!(c, '1'..='9' | 'i' | 'n'));
    // An exponent of zero has digits of its own, but a mantissa of zeros has no other exponent.
    if spec.no_negative_zero && text.starts_with('-') && is_zero() {
        text.remove(0);
    }
    if matches!(spec.code_char(), Some('E' | 'F' | 'G')) {
        text.make_ascii_uppercase();
    }
    Ok(text)
}

/// `format(value, spec)` of a float.
pub fn format_float(value: f64, spec: &Spec, type_name: &str) -> Result<Vec<u8>, Failure> {
    let style = style_of(spec, type_name)?;
    let percent = spec.code_char() == Some('%');
    let value = if percent { value * 100.0 } else { value };
    let mut text = digits_of(value, spec, style, spec.code.is_none())?;
    if percent {
        text.push('%');
    }
    Ok(spec.number(&split(&text), 3))
}

/// `format(value, spec)` of a complex number.
pub fn format_complex(real: f64, imaginary: f64, spec: &Spec, type_name: &str) -> Result<Vec<u8>, Failure> {
    if spec.fill == u32::from('0') {
        return Err(Failure::value_error("Zero padding is not allowed in complex format specifier"));
    }
    if spec.align == Some(Align::AfterSign) {
        return Err(Failure::value_error("'=' alignment flag is not allowed in complex format specifier"));
    }
    if spec.code_char() == Some('%') {
        return Err(unknown_code('%'.into(), type_name));
    }
    let style = style_of(spec, type_name)?;
    let bare = spec.code.is_none();
    // As repr does: without a real part that is zero, else in parentheses.
    let skips_real = bare && real == 0.0 && real.is_sign_positive();
    let part = |value: f64, spec: &Spec| -> Result<String, Failure> {
        let text = digits_of(value, spec, style, false)?;
        let (sign, body) = spec.assemble(&split(&text), 3);
        Ok(format!("{sign}{body}"))
    };
    let unpadded = Spec { width: 0, ..*spec };
    let text = if skips_real {
        format!("{}j", part(imaginary, &unpadded)?)
    } else {
        let signed = Spec { sign: Some(Sign::Plus), ..unpadded };
        let both = format!("{}{}j", part(real, &unpadded)?, part(imaginary, &signed)?);
        if bare { format!("({both})") } else { both }
    };
    Ok(spec.pad(text.as_bytes(), text.len(), spec.align.unwrap_or(Align::Right)))
}
