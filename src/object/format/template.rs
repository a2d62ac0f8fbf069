//! The templates of `str.format`: literal text and replacement fields, whose names and specifications the caller
//! resolves, since that may run script.

use crate::object::Failure;
use crate::object::string::code_points;
use crate::object::unicode::decimal_value;

/// What a template consists of; all text is WTF-8.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    Literal(&'a [u8]),
    Field(Field<'a>),
}

/// `{name!conversion:spec}`
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field<'a> {
    pub name: &'a [u8],
    pub conversion: Option<u32>,
    pub spec: &'a [u8],
    /// The specification is a template itself.
    pub nested: bool,
}

/// Reads a template from left to right.
pub struct Pieces<'a> {
    rest: &'a [u8],
    field_follows: bool,
}

pub fn pieces(template: &[u8]) -> Pieces<'_> {
    Pieces { rest: template, field_follows: false }
}

fn wrong<T>(message: &str) -> Result<T, Failure> {
    Err(Failure::value_error(message))
}

impl<'a> Iterator for Pieces<'a> {
    type Item = Result<Piece<'a>, Failure>;

    fn next(&mut self) -> Option<Self::Item> {
        if std::mem::take(&mut self.field_follows) {
            return Some(self.field().map(Piece::Field));
        }
        if self.rest.is_empty() {
            return None;
        }
        Some(self.literal().map(Piece::Literal))
    }
}

impl<'a> Pieces<'a> {
    /// Text up to a field, which may be empty, or up to a doubled brace and with one of the two.
    fn literal(&mut self) -> Result<&'a [u8], Failure> {
        let Some(at) = memchr::memchr2(b'{', b'}', self.rest) else {
            return Ok(std::mem::take(&mut self.rest));
        };
        let (brace, next) = (self.rest[at], self.rest.get(at + 1));
        if next == Some(&brace) {
            let literal = &self.rest[..=at];
            self.rest = &self.rest[at + 2..];
            return Ok(literal);
        }
        if brace == b'}' {
            return wrong("Single '}' encountered in format string");
        } else if next.is_none() {
            return wrong("Single '{' encountered in format string");
        }
        let literal = &self.rest[..at];
        self.rest = &self.rest[at + 1..];
        self.field_follows = true;
        Ok(literal)
    }

    fn take(&mut self) -> Option<u8> {
        let (&first, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(first)
    }

    fn field(&mut self) -> Result<Field<'a>, Failure> {
        let (name, end) = self.name()?;
        let mut field = Field { name, conversion: None, spec: b"", nested: false };
        if end == b'}' {
            return Ok(field);
        }
        if end == b'!' {
            let mut characters = code_points(self.rest);
            let Some(conversion) = characters.next() else {
                return wrong("end of string while looking for conversion specifier");
            };
            field.conversion = Some(conversion);
            self.rest = characters.rest();
            match self.take() {
                Some(b'}') => return Ok(field),
                Some(b':') | None => {}
                Some(_) => return wrong("expected ':' after conversion specifier"),
            }
        }
        let start = self.rest;
        let mut depth = 1;
        while let Some(byte) = self.take() {
            match byte {
                b'{' => {
                    field.nested = true;
                    depth += 1;
                }
                b'}' => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                field.spec = &start[..start.len() - self.rest.len() - 1];
                return Ok(field);
            }
        }
        wrong("unmatched '{' in format spec")
    }

    /// The name of a field, and the character that ended it.
    fn name(&mut self) -> Result<(&'a [u8], u8), Failure> {
        let start = self.rest;
        while let Some(byte) = self.take() {
            match byte {
                b'{' => return wrong("unexpected '{' in field name"),
                // A key in brackets may contain anything else.
                b'[' => {
                    let skipped = memchr::memchr(b']', self.rest).unwrap_or(self.rest.len());
                    self.rest = &self.rest[skipped..];
                }
                b'}' | b':' | b'!' => return Ok((&start[..start.len() - self.rest.len() - 1], byte)),
                _ => {}
            }
        }
        wrong("expected '}' before end of string")
    }
}

/// Where a field's value comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum First<'a> {
    /// The next positional argument.
    Next,
    Index(usize),
    Name(&'a [u8]),
}

/// What is then looked up in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Accessor<'a> {
    Attribute(&'a [u8]),
    Index(usize),
    Key(&'a [u8]),
}

/// The accessors in a name, from left to right.
pub struct Accessors<'a> {
    rest: &'a [u8],
}

/// Takes a field's name apart.
pub fn split_name(name: &[u8]) -> Result<(First<'_>, Accessors<'_>), Failure> {
    let end = memchr::memchr2(b'.', b'[', name).unwrap_or(name.len());
    let (first, rest) = name.split_at(end);
    let first = match index(first)? {
        _ if first.is_empty() => First::Next,
        Some(index) => First::Index(index),
        None => First::Name(first),
    };
    Ok((first, Accessors { rest }))
}

/// The number that a text of decimal digits is.
fn index(text: &[u8]) -> Result<Option<usize>, Failure> {
    let mut index = 0usize;
    for code_point in code_points(text) {
        let Some(digit) = decimal_value(code_point) else { return Ok(None) };
        let next = index.checked_mul(10).and_then(|index| index.checked_add(usize::from(digit)));
        index = match next.filter(|index| *index <= isize::MAX as usize) {
            Some(index) => index,
            None => return wrong("Too many decimal digits in format string"),
        };
    }
    Ok((!text.is_empty()).then_some(index))
}

impl<'a> Iterator for Accessors<'a> {
    type Item = Result<Accessor<'a>, Failure>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.rest.is_empty() { None } else { Some(self.accessor()) }
    }
}

impl<'a> Accessors<'a> {
    fn accessor(&mut self) -> Result<Accessor<'a>, Failure> {
        let rest = std::mem::take(&mut self.rest);
        let (text, after, is_attribute) = match rest {
            [b'.', text @ ..] => {
                let (text, after) = text.split_at(memchr::memchr2(b'.', b'[', text).unwrap_or(text.len()));
                (text, after, true)
            }
            [b'[', text @ ..] => {
                let Some(end) = memchr::memchr(b']', text) else { return wrong("Missing ']' in format string") };
                (&text[..end], &text[end + 1..], false)
            }
            _ => return wrong("Only '.' or '[' may follow ']' in format field specifier"),
        };
        self.rest = after;
        if text.is_empty() {
            return wrong("Empty attribute in format string");
        }
        if is_attribute {
            return Ok(Accessor::Attribute(text));
        }
        Ok(index(text)?.map_or(Accessor::Key(text), Accessor::Index))
    }
}

/// Counts the fields without a name. They cannot be mixed with numbered ones.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Numbering {
    #[default]
    Undecided,
    /// The next field's number.
    Automatic(usize),
    Manual,
}

impl Numbering {
    /// The positional argument that a field means; None if it is a named one.
    pub fn resolve(&mut self, first: First) -> Result<Option<usize>, Failure> {
        match (first, *self) {
            (First::Name(_), _) => Ok(None),
            (First::Next, Numbering::Manual) => {
                wrong("cannot switch from manual field specification to automatic field numbering")
            }
            (First::Index(_), Numbering::Automatic(_)) => {
                wrong("cannot switch from automatic field numbering to manual field specification")
            }
            (First::Next, numbering) => {
                let next = if let Numbering::Automatic(next) = numbering { next } else { 0 };
                *self = Numbering::Automatic(next + 1);
                Ok(Some(next))
            }
            (First::Index(index), _) => {
                *self = Numbering::Manual;
                Ok(Some(index))
            }
        }
    }
}
