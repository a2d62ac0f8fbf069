//! Ints as text: reading with any base, writing in decimal, hexadecimal, octal and binary.

use dashu_int::IBig;

use super::cost::{decimal, decimal_digits};
use super::{Int, IntRef, long};
use crate::object::unicode::{number_text, trim_ascii};
use crate::object::{Failure, repr};

/// How many digits may be converted unless the script raises the limit: the time is more than linear. 0 is no limit.
pub const DEFAULT_MAX_DIGITS: usize = 4300;

/// What an int is read from; messages show it.
#[derive(Clone, Copy, Debug)]
pub enum Source<'a> {
    /// WTF-8.
    Str(&'a [u8]),
    Bytes(&'a [u8]),
}

impl Source<'_> {
    pub fn repr(self) -> String {
        match self {
            Source::Str(wtf8) => repr::of_str(wtf8),
            Source::Bytes(bytes) => repr::of_bytes(bytes),
        }
    }
}

/// The digits of an int, found to be well formed.
pub struct Digits {
    text: String,
    radix: u32,
    negative: bool,
}

impl Digits {
    /// The int they tell.
    pub fn value(&self) -> Int {
        match i64::from_str_radix(&self.text, self.radix) {
            Ok(small) => Int::Small(if self.negative { -small } else { small }),
            Err(_) => self.signed(IBig::from_str_radix(&self.text, self.radix).unwrap_or_default()),
        }
    }

    /// The same, for so many of them that it takes long.
    pub fn value_in_pieces<E>(&self, tick: long::Tick<E>) -> Result<Int, E> {
        match self.radix {
            10 => Ok(self.signed(long::from_decimal(&self.text, tick)?.into())),
            _ => tick(decimal(self.text.len()).work).map(|()| self.value()),
        }
    }

    fn signed(&self, magnitude: IBig) -> Int {
        if self.negative { -magnitude } else { magnitude }.into()
    }
}

/// `int(source, base)`; base 0 goes by the prefix.
pub fn parse(source: Source, base: i64, max_digits: usize) -> Result<Int, Failure> {
    parse_digits(source, base, max_digits).map(|digits| digits.value())
}

/// Checks the form of a text that tells an int.
pub fn parse_digits(source: Source, base: i64, max_digits: usize) -> Result<Digits, Failure> {
    let base = match base {
        0 | 2..=36 => base as u32,
        _ => return Err(Failure::value_error("int() base must be >= 2 and <= 36, or 0")),
    };
    let invalid = || {
        let shown: String = source.repr().chars().take(200).collect();
        Failure::value_error(format!("invalid literal for int() with base {base}: {shown}"))
    };
    let text = match source {
        Source::Str(wtf8) => number_text(wtf8),
        Source::Bytes(bytes) => bytes.into(),
    };
    let text = trim_ascii(&text);
    let (negative, text) = match text {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        _ => (false, text),
    };
    let (radix, text) = strip_prefix(text, base);
    let text = digits(text, radix, max_digits).map_err(|failure| failure.unwrap_or_else(invalid))?;
    let only_zeros = || text.bytes().all(|digit| digit == b'0');
    if text.is_empty() || base == 0 && radix == 10 && text.starts_with('0') && !only_zeros() {
        return Err(invalid());
    }
    Ok(Digits { text, radix, negative })
}

/// The base to read in, and the text without its `0x`, `0o` or `0b`.
fn strip_prefix(text: &[u8], base: u32) -> (u32, &[u8]) {
    let prefixed = match text {
        [b'0', b'x' | b'X', rest @ ..] => Some((16, rest)),
        [b'0', b'o' | b'O', rest @ ..] => Some((8, rest)),
        [b'0', b'b' | b'B', rest @ ..] => Some((2, rest)),
        _ => None,
    };
    match prefixed {
        // One underscore may stand between prefix and digits.
        Some((radix, rest)) if base == 0 || base == radix => (radix, rest.strip_prefix(b"_").unwrap_or(rest)),
        _ => (if base == 0 { 10 } else { base }, text),
    }
}

/// The digits without underscores, which may stand between two digits only. The failure is of their number; None of
/// their form.
fn digits(text: &[u8], radix: u32, max_digits: usize) -> Result<String, Option<Failure>> {
    let is_digit = |byte: &u8| char::from(*byte).is_digit(radix);
    let count = text.iter().take_while(|byte| is_digit(byte) || **byte == b'_').filter(|byte| is_digit(byte)).count();
    if max_digits > 0 && count > max_digits && !radix.is_power_of_two() {
        return Err(Some(Failure::value_error(format!(
            "Exceeds the limit ({max_digits} digits) for integer string conversion: value has {count} digits; \
             use sys.set_int_max_str_digits() to increase the limit"
        ))));
    }
    let mut digits = String::with_capacity(count);
    let mut previous = b'_';
    for &byte in text {
        if is_digit(&byte) {
            digits.push(char::from(byte));
        } else if byte != b'_' || previous == b'_' {
            return Err(None);
        }
        previous = byte;
    }
    if previous == b'_' { Err(None) } else { Ok(digits) }
}

/// `str(value)`
pub fn to_decimal(value: IntRef, max_digits: usize) -> Result<String, Failure> {
    let big = match value {
        IntRef::Small(small) => return Ok(small.to_string()),
        IntRef::Big(big) => big,
    };
    let too_long = || {
        Failure::value_error(format!(
            "Exceeds the limit ({max_digits} digits) for integer string conversion; \
             use sys.set_int_max_str_digits() to increase the limit"
        ))
    };
    if max_digits > 0 && decimal_digits(value) > max_digits + 1 {
        return Err(too_long());
    }
    let text = big.to_string();
    if max_digits > 0 && text.len() - usize::from(value.is_negative()) > max_digits {
        return Err(too_long());
    }
    Ok(text)
}

/// The digits in base 2, 8 or 16, in lower case, with a minus sign if negative and no prefix.
pub fn in_base(value: IntRef, base: u32) -> String {
    match value {
        IntRef::Small(small) => {
            let (sign, magnitude) = (if small < 0 { "-" } else { "" }, small.unsigned_abs());
            match base {
                2 => format!("{sign}{magnitude:b}"),
                8 => format!("{sign}{magnitude:o}"),
                _ => format!("{sign}{magnitude:x}"),
            }
        }
        IntRef::Big(big) => big.in_radix(base).to_string(),
    }
}
