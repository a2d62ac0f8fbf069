//! The format mini-language (docs.python.org, "Format Specification Mini-Language") for strings and numbers, and in
//! `percent` and `template` what stands around it in `%` and `str.format`.
//!
//! Specifications and results are WTF-8, since a fill character may be a surrogate.

mod float;
mod number;
pub mod percent;
pub mod template;

pub use float::{FloatStyle, float_text};
pub use number::{format_complex, format_float, format_int};

use super::Failure;
use super::string::{CodePoints, code_points, count_code_points, lossy, push_code_point};
use super::unicode::decimal_value;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Align {
    Left,
    Right,
    Centre,
    /// The padding stands between sign and digits.
    AfterSign,
}

/// When positive numbers have a sign.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Sign {
    Minus,
    Plus,
    Space,
}

/// What separates groups of digits.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Separator {
    Comma,
    Underscore,
}

impl Separator {
    fn char(self) -> char {
        match self {
            Separator::Comma => ',',
            Separator::Underscore => '_',
        }
    }
}

/// A specification taken apart.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Spec {
    pub fill: u32,
    /// None is the type's own.
    pub align: Option<Align>,
    pub sign: Option<Sign>,
    /// `z`: no negative zero.
    pub no_negative_zero: bool,
    /// `#`
    pub alternate: bool,
    /// 0 if none is given.
    pub width: usize,
    pub grouping: Option<Separator>,
    pub precision: Option<usize>,
    pub fraction_grouping: Option<Separator>,
    /// The letter at the end.
    pub code: Option<u32>,
}

/// How numbers stand in their width by default, and how strings do.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Default {
    Number,
    Str,
}

/// What is left of a specification.
struct Cursor<'a> {
    rest: CodePoints<'a>,
}

impl Cursor<'_> {
    fn peek(&self) -> Option<u32> {
        self.rest.clone().next()
    }

    fn take(&mut self, wanted: char) -> bool {
        let found = self.peek() == Some(wanted.into());
        if found {
            self.rest.next();
        }
        found
    }

    fn align(code_point: Option<u32>) -> Option<Align> {
        Some(match char::from_u32(code_point?)? {
            '<' => Align::Left,
            '>' => Align::Right,
            '^' => Align::Centre,
            '=' => Align::AfterSign,
            _ => return None,
        })
    }

    /// The fill and the alignment before which it stands.
    fn fill_and_align(&mut self) -> (Option<u32>, Option<Align>) {
        let mut ahead = self.rest.clone();
        let (first, second) = (ahead.next(), ahead.next());
        if let Some(align) = Cursor::align(second) {
            self.rest = ahead;
            return (first, Some(align));
        }
        let align = Cursor::align(first);
        if align.is_some() {
            self.rest.next();
        }
        (None, align)
    }

    fn number(&mut self) -> Result<Option<usize>, Failure> {
        let mut number = None;
        while let Some(digit) = self.peek().and_then(decimal_value) {
            self.rest.next();
            let value: Option<usize> = number.unwrap_or(0usize).checked_mul(10);
            let value = value.and_then(|value| value.checked_add(usize::from(digit)));
            let value = value.filter(|value| *value <= isize::MAX as usize);
            number = Some(value.ok_or_else(|| Failure::value_error("Too many decimal digits in format string"))?);
        }
        Ok(number)
    }

    fn separator(&mut self) -> Result<Option<Separator>, Failure> {
        let both = || Err(Failure::value_error("Cannot specify both ',' and '_'."));
        if self.take(',') {
            return if self.take('_') { both() } else { Ok(Some(Separator::Comma)) };
        }
        if self.take('_') {
            return if self.take(',') { both() } else { Ok(Some(Separator::Underscore)) };
        }
        Ok(None)
    }
}

/// A format code as messages show it: characters beyond ASCII by number.
fn shown_code(code: u32) -> String {
    match u8::try_from(code) {
        Ok(byte @ 0x21..0x80) => char::from(byte).to_string(),
        _ => format!("\\x{code:x}"),
    }
}

fn unknown_code(code: u32, type_name: &str) -> Failure {
    let code = shown_code(code);
    Failure::value_error(format!("Unknown format code '{code}' for object of type '{type_name}'"))
}

impl Spec {
    /// Reads a specification for an object of the type named.
    pub fn parse(wtf8: &[u8], type_name: &str, default: Default) -> Result<Spec, Failure> {
        let mut cursor = Cursor { rest: code_points(wtf8) };
        let (fill, mut align) = cursor.fill_and_align();
        let sign = match cursor.peek().and_then(char::from_u32) {
            Some('+') => Some(Sign::Plus),
            Some('-') => Some(Sign::Minus),
            Some(' ') => Some(Sign::Space),
            _ => None,
        };
        if sign.is_some() {
            cursor.rest.next();
        }
        let no_negative_zero = cursor.take('z');
        let alternate = cursor.take('#');
        let zero = fill.is_none() && cursor.take('0');
        if zero && align.is_none() && default == Default::Number {
            align = Some(Align::AfterSign);
        }
        let width = cursor.number()?.unwrap_or(0);
        let grouping = cursor.separator()?;
        let (precision, fraction_grouping) = if cursor.take('.') {
            match (cursor.number()?, cursor.separator()?) {
                (None, None) => return Err(Failure::value_error("Format specifier missing precision")),
                found => found,
            }
        } else {
            (None, None)
        };
        let code = cursor.rest.next();
        if cursor.rest.next().is_some() {
            let spec = lossy(wtf8);
            let message = format!("Invalid format specifier '{spec}' for object of type '{type_name}'");
            return Err(Failure::value_error(message));
        }
        let fill = fill.unwrap_or(if zero { '0' } else { ' ' }.into());
        let spec = Spec {
            fill,
            align,
            sign,
            no_negative_zero,
            alternate,
            width,
            grouping,
            precision,
            fraction_grouping,
            code: code.or((default == Default::Str).then_some(u32::from('s'))),
        };
        spec.check_grouping()?;
        Ok(spec)
    }

    fn check_grouping(&self) -> Result<(), Failure> {
        let code = self.code.map(|code| char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER));
        let refused = match (self.grouping, code) {
            (None, _) | (Some(_), None | Some('d' | 'e' | 'f' | 'g' | 'E' | 'G' | '%' | 'F')) => None,
            (Some(Separator::Underscore), Some('b' | 'o' | 'x' | 'X')) => None,
            (separator, _) => separator,
        };
        let refused = refused.or(if code == Some('n') { self.fraction_grouping } else { None });
        match (refused, self.code) {
            (Some(separator), Some(code)) => {
                let (separator, code) = (separator.char(), shown_code(code));
                Err(Failure::value_error(format!("Cannot specify '{separator}' with '{code}'.")))
            }
            _ => Ok(()),
        }
    }

    fn code_char(&self) -> Option<char> {
        self.code.map(|code| char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER))
    }

    /// About how many bytes the result has beside those of the value: what a script could make huge.
    pub fn padding_bytes(&self) -> usize {
        self.width.saturating_add(self.precision.unwrap_or(0)).saturating_mul(4)
    }

    /// Text of so many code points in its width.
    fn pad(&self, text: &[u8], length: usize, align: Align) -> Vec<u8> {
        let padding = self.width.saturating_sub(length);
        let left = match align {
            Align::Left => 0,
            Align::Right | Align::AfterSign => padding,
            Align::Centre => padding / 2,
        };
        let mut out = Vec::with_capacity(text.len() + padding);
        push_repeated(&mut out, self.fill, left);
        out.extend_from_slice(text);
        push_repeated(&mut out, self.fill, padding - left);
        out
    }
}

pub(super) fn push_repeated(out: &mut Vec<u8>, code_point: u32, count: usize) {
    (0..count).for_each(|_| push_code_point(out, code_point));
}

/// `format(text, spec)` of a string.
pub fn format_str(text: &[u8], spec: &Spec, type_name: &str) -> Result<Vec<u8>, Failure> {
    let not_allowed = |what: &str| Err(Failure::value_error(format!("{what} not allowed in string format specifier")));
    match spec.code {
        Some(code) if code != u32::from('s') => return Err(unknown_code(code, type_name)),
        _ => {}
    }
    match spec.sign {
        Some(Sign::Space) => return not_allowed("Space"),
        Some(_) => return not_allowed("Sign"),
        None if spec.no_negative_zero => return not_allowed("Negative zero coercion (z)"),
        None if spec.alternate => return not_allowed("Alternate form (#)"),
        None if spec.align == Some(Align::AfterSign) => return not_allowed("'=' alignment"),
        None => {}
    }
    let length = count_code_points(text);
    let (text, length) = match spec.precision {
        Some(precision) if precision < length => (prefix(text, precision), precision),
        _ => (text, length),
    };
    Ok(spec.pad(text, length, spec.align.unwrap_or(Align::Left)))
}

/// The first `count` code points.
fn prefix(text: &[u8], count: usize) -> &[u8] {
    let mut rest = code_points(text);
    rest.by_ref().take(count).for_each(drop);
    &text[..text.len() - rest.rest().len()]
}

#[cfg(test)]
mod tests;
