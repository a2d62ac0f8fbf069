//! `%`-formatting of strings and bytes: the format is read into pieces here, and numbers are written. Fetching the
//! arguments and converting them is the caller's, since it may run script.

use super::float::{FloatStyle, float_text};
use super::push_repeated;
use crate::object::Failure;
use crate::object::int::{self, IntRef};
use crate::object::string::{code_points, count_code_points};

/// What a format consists of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    Literal(&'a [u8]),
    Field(Field<'a>),
}

/// A width or precision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Amount {
    None,
    Given(usize),
    /// `*`: the next argument tells it.
    Argument,
}

impl Amount {
    /// The amount, once arguments were fetched.
    pub fn given(self) -> Option<usize> {
        if let Amount::Given(amount) = self { Some(amount) } else { None }
    }
}

/// `%`, and what follows up to the letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field<'a> {
    /// The name in parentheses.
    pub key: Option<&'a [u8]>,
    pub left: bool,
    pub plus: bool,
    pub space: bool,
    pub alternate: bool,
    pub zero: bool,
    pub width: Amount,
    pub precision: Amount,
    /// The letter, as a code point or byte.
    pub conversion: u32,
    /// Where the letter stands, in code points or bytes.
    pub index: usize,
}

/// Reads a format. `IS_BYTES` tells that it is of bytes, not WTF-8.
pub struct Pieces<'a, const IS_BYTES: bool> {
    format: &'a [u8],
    at: usize,
}

pub fn pieces<const IS_BYTES: bool>(format: &[u8]) -> Pieces<'_, IS_BYTES> {
    Pieces { format, at: 0 }
}

impl<'a, const IS_BYTES: bool> Iterator for Pieces<'a, IS_BYTES> {
    type Item = Result<Piece<'a>, Failure>;

    fn next(&mut self) -> Option<Self::Item> {
        let rest = &self.format[self.at..];
        if rest.is_empty() {
            return None;
        }
        match memchr::memchr(b'%', rest) {
            Some(0) if rest.get(1) == Some(&b'%') => {
                self.at += 2;
                Some(Ok(Piece::Literal(b"%")))
            }
            Some(0) => {
                self.at += 1;
                Some(self.field().map(Piece::Field))
            }
            found => {
                let literal = &rest[..found.unwrap_or(rest.len())];
                self.at += literal.len();
                Some(Ok(Piece::Literal(literal)))
            }
        }
    }
}

impl<'a, const IS_BYTES: bool> Pieces<'a, IS_BYTES> {
    fn peek(&self) -> Result<u8, Failure> {
        self.format.get(self.at).copied().ok_or_else(|| Failure::value_error("incomplete format"))
    }

    fn field(&mut self) -> Result<Field<'a>, Failure> {
        let key = if self.format.get(self.at) == Some(&b'(') { Some(self.key()?) } else { None };
        let mut field = Field {
            key,
            left: false,
            plus: false,
            space: false,
            alternate: false,
            zero: false,
            width: Amount::None,
            precision: Amount::None,
            conversion: 0,
            index: 0,
        };
        loop {
            match self.peek()? {
                b'-' => field.left = true,
                b'+' => field.plus = true,
                b' ' => field.space = true,
                b'#' => field.alternate = true,
                b'0' => field.zero = true,
                _ => break,
            }
            self.at += 1;
        }
        field.width = self.amount("width too big", isize::MAX as usize)?;
        if self.peek()? == b'.' {
            self.at += 1;
            field.precision = match self.amount("precision too big", i32::MAX as usize)? {
                Amount::None => Amount::Given(0),
                amount => amount,
            };
        }
        if matches!(self.peek()?, b'h' | b'l' | b'L') {
            self.at += 1;
        }
        self.peek()?;
        (field.conversion, field.index) = self.conversion();
        Ok(field)
    }

    /// What stands between parentheses, which may nest.
    fn key(&mut self) -> Result<&'a [u8], Failure> {
        let start = self.at + 1;
        let mut depth = 0;
        for (at, byte) in self.format.iter().enumerate().skip(self.at) {
            match byte {
                b'(' => depth += 1,
                b')' => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                self.at = at + 1;
                return Ok(&self.format[start..at]);
            }
        }
        self.at = self.format.len();
        Err(Failure::value_error("incomplete format key"))
    }

    fn amount(&mut self, too_big: &str, limit: usize) -> Result<Amount, Failure> {
        if self.peek()? == b'*' {
            self.at += 1;
            return Ok(Amount::Argument);
        }
        let mut amount = Amount::None;
        while let digit @ b'0'..=b'9' = self.peek()? {
            let value = amount.given().unwrap_or(0).checked_mul(10);
            let value = value.and_then(|value| value.checked_add(usize::from(digit - b'0')));
            let value = value.filter(|value| *value <= limit);
            amount = Amount::Given(value.ok_or_else(|| Failure::value_error(too_big))?);
            self.at += 1;
        }
        Ok(amount)
    }

    /// The letter and where it stands.
    fn conversion(&mut self) -> (u32, usize) {
        let (before, rest) = self.format.split_at(self.at);
        if IS_BYTES {
            self.at += 1;
            return (u32::from(rest[0]), before.len());
        }
        let mut characters = code_points(rest);
        let letter = characters.next().unwrap_or_default();
        self.at = self.format.len() - characters.rest().len();
        (letter, count_code_points(before))
    }
}

impl Field<'_> {
    pub fn letter(&self) -> Option<char> {
        char::from_u32(self.conversion)
    }

    /// The letter is none that is known.
    pub fn unsupported(&self) -> Failure {
        let shown = match self.conversion {
            code @ 0x20..0x7F => char::from(code as u8),
            _ => '?',
        };
        let (code, index) = (self.conversion, self.index);
        Failure::value_error(format!("unsupported format character '{shown}' ({code:#x}) at index {index}"))
    }

    /// Sets a width that an argument told: a negative one puts the padding behind.
    pub fn set_width(&mut self, width: i64) {
        self.left |= width < 0;
        self.width = Amount::Given(width.unsigned_abs() as usize);
    }

    /// Sets a precision that an argument told.
    pub fn set_precision(&mut self, precision: i64) {
        self.precision = Amount::Given(precision.max(0) as usize);
    }

    /// About how many bytes the result has beside those of the value: what a script could make huge.
    pub fn padding_bytes(&self) -> usize {
        self.width.given().unwrap_or(0).saturating_add(self.precision.given().unwrap_or(0))
    }

    /// Text in its width, after `precision` cut it off, if `cut`. Of bytes if `is_bytes`, else WTF-8.
    pub fn text(&self, out: &mut Vec<u8>, text: &[u8], cut: bool, is_bytes: bool) {
        let mut length = if is_bytes { text.len() } else { count_code_points(text) };
        let mut text = text;
        if let (true, Some(precision)) = (cut, self.precision.given())
            && precision < length
        {
            text = if is_bytes { &text[..precision] } else { super::prefix(text, precision) };
            length = precision;
        }
        let padding = self.width.given().unwrap_or(0).saturating_sub(length);
        self.push_padded(out, "", text, padding, false);
    }

    fn push_padded(&self, out: &mut Vec<u8>, start: &str, body: &[u8], padding: usize, numeric: bool) {
        let (before, zeros, after) = match (self.left, self.zero && numeric) {
            (true, _) => (0, 0, padding),
            (false, true) => (0, padding, 0),
            (false, false) => (padding, 0, 0),
        };
        push_repeated(out, ' '.into(), before);
        out.extend_from_slice(start.as_bytes());
        push_repeated(out, '0'.into(), zeros);
        out.extend_from_slice(body);
        push_repeated(out, ' '.into(), after);
    }

    fn push_number(&self, out: &mut Vec<u8>, negative: bool, prefix: &str, body: &str) {
        let sign = match () {
            () if negative => "-",
            () if self.plus => "+",
            () if self.space => " ",
            () => "",
        };
        let start = [sign, prefix].concat();
        let padding = self.width.given().unwrap_or(0).saturating_sub(start.len() + body.len());
        self.push_padded(out, &start, body.as_bytes(), padding, true);
    }

    /// An int for `d`, `i`, `u`, `x`, `X` or `o`.
    pub fn int(&self, out: &mut Vec<u8>, value: IntRef, max_digits: usize) -> Result<(), Failure> {
        let (base, prefix) = match self.letter() {
            Some('x') => (16, "0x"),
            Some('X') => (16, "0X"),
            Some('o') => (8, "0o"),
            _ => (10, ""),
        };
        let mut text = if base == 10 { int::to_decimal(value, max_digits)? } else { int::in_base(value, base) };
        if prefix == "0X" {
            text.make_ascii_uppercase();
        }
        let digits = text.strip_prefix('-').unwrap_or(&text);
        let zeros = self.precision.given().unwrap_or(0).saturating_sub(digits.len());
        let body = "0".repeat(zeros) + digits;
        self.push_number(out, value.is_negative(), if self.alternate { prefix } else { "" }, &body);
        Ok(())
    }

    /// A float for `e`, `f`, `g` and their capitals.
    pub fn float(&self, out: &mut Vec<u8>, value: f64) {
        let letter = self.letter().unwrap_or('g');
        let style = match letter.to_ascii_lowercase() {
            'e' => FloatStyle::Exponent,
            'f' => FloatStyle::Fixed,
            _ => FloatStyle::General,
        };
        let precision = self.precision.given().unwrap_or(6);
        let mut text = float_text(value, style, precision, self.alternate, false);
        if letter.is_ascii_uppercase() {
            text.make_ascii_uppercase();
        }
        let body = text.strip_prefix('-');
        self.push_number(out, body.is_some(), "", body.unwrap_or(&text));
    }
}
