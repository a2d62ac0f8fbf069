//! `%` of strings and bytes.

use std::borrow::Cow;

use super::Context;
use super::native::{Raised, Result};
use crate::heap::{Gc, Kind, Value};
use crate::object::format::percent::{self, Amount, Field, Piece};
use crate::object::string::push_code_point;
use crate::object::{ExceptionKind, Str, Tuple, repr};

/// The values on the right of `%`.
struct Arguments {
    value: Value,
    tuple: Option<Gc<Tuple>>,
    /// How many were taken; of a value that is no tuple there is one.
    taken: usize,
    is_mapping: bool,
}

impl Arguments {
    fn next(&mut self, ctx: &mut Context) -> Result {
        let next = match self.tuple {
            Some(tuple) => ctx.heap.tail(tuple).get(self.taken).copied(),
            None => (self.taken == 0).then_some(self.value),
        };
        self.taken += 1;
        next.ok_or_else(|| ctx.type_error("not enough arguments for format string"))
    }

    fn has_more(&self, ctx: &Context) -> bool {
        self.taken < self.tuple.map_or(1, |tuple| ctx.heap.tail(tuple).len())
    }
}

impl Context {
    /// `format % arguments`
    pub fn percent_format(&mut self, format: Gc<Str>, arguments: Value) -> Result {
        let format = self.heap.str_bytes(format).to_vec();
        let text = self.percent::<false>(&format, arguments)?;
        Ok(Value::object(self.heap.new_str_owned(text)))
    }

    /// `format % arguments` of bytes.
    pub fn percent_format_bytes(&mut self, format: &[u8], arguments: Value) -> Result<Vec<u8>> {
        self.percent::<true>(format, arguments)
    }

    fn percent<const IS_BYTES: bool>(&mut self, format: &[u8], arguments: Value) -> Result<Vec<u8>> {
        let depth = self.roots.len();
        self.roots.push(arguments);
        let result = self.percent_pieces::<IS_BYTES>(format, arguments);
        self.roots.truncate(depth);
        result
    }

    fn percent_pieces<const IS_BYTES: bool>(&mut self, format: &[u8], arguments: Value) -> Result<Vec<u8>> {
        let tuple = self.as_tuple(arguments);
        let is_mapping = tuple.is_none() && self.is_format_mapping::<IS_BYTES>(arguments);
        let mut arguments = Arguments { value: arguments, tuple, taken: 0, is_mapping };
        let mut out = Vec::with_capacity(format.len() + 16);
        for piece in percent::pieces::<IS_BYTES>(format) {
            match self.check(piece)? {
                Piece::Literal(text) => out.extend_from_slice(text),
                Piece::Field(field) => self.percent_field::<IS_BYTES>(&mut out, field, &mut arguments)?,
            }
            self.charge(1)?;
        }
        if arguments.has_more(self) && !arguments.is_mapping {
            let what = if IS_BYTES { "bytes" } else { "string" };
            return Err(self.type_error(format!("not all arguments converted during {what} formatting")));
        }
        Ok(out)
    }

    /// Whether `%(name)s` may be looked up in a value. A str counts as one value, though it has items too.
    fn is_format_mapping<const IS_BYTES: bool>(&mut self, value: Value) -> bool {
        match self.payload(value).kind() {
            Some(Kind::Str) => false,
            Some(Kind::Bytes | Kind::ByteArray) => !IS_BYTES,
            Some(Kind::Dict | Kind::List | Kind::Range | Kind::MappingProxy | Kind::MemoryView) => true,
            None => false,
            _ => !self.special(value, self.names.getitem).is_unbound(),
        }
    }

    fn percent_field<const IS_BYTES: bool>(
        &mut self,
        out: &mut Vec<u8>,
        mut field: Field,
        arguments: &mut Arguments,
    ) -> Result<()> {
        let mut keyed = None;
        if let Some(key) = field.key {
            if !arguments.is_mapping {
                return Err(self.type_error("format requires a mapping"));
            }
            let key = if IS_BYTES {
                Value::object(self.heap.new_bytes(key))
            } else {
                Value::object(self.heap.new_str_wtf8(key))
            };
            let mapping = arguments.value;
            keyed = Some(self.nested(|ctx, to| ctx.load_item(mapping, key, to))?);
            arguments.taken = 1;
        }
        if field.width == Amount::Argument {
            let width = self.star_argument(arguments, "ssize_t", i64::MAX)?;
            field.set_width(width);
        }
        if field.precision == Amount::Argument {
            let precision = self.star_argument(arguments, "int", i64::from(i32::MAX))?;
            field.set_precision(precision);
        }
        let value = match keyed {
            Some(value) => value,
            None => arguments.next(self)?,
        };
        self.reserve(field.padding_bytes().saturating_add(out.len()))?;
        self.charge(field.padding_bytes() as u64 / 64)?;
        let depth = self.roots.len();
        self.roots.push(value);
        let result = self.percent_value::<IS_BYTES>(out, &field, value);
        self.roots.truncate(depth);
        result
    }

    /// A width or precision that is the next argument.
    fn star_argument(&mut self, arguments: &mut Arguments, c_type: &str, limit: i64) -> Result<i64> {
        let value = arguments.next(self)?;
        let Some(int) = self.plain_int(value) else {
            return Err(self.type_error("* wants int"));
        };
        match int.as_int().filter(|amount| amount.abs() <= limit) {
            Some(amount) => Ok(amount),
            None => Err(self.overflow_error(format!("Python int too large to convert to C {c_type}"))),
        }
    }

    fn percent_value<const IS_BYTES: bool>(&mut self, out: &mut Vec<u8>, field: &Field, value: Value) -> Result<()> {
        match (field.letter().unwrap_or('\0'), IS_BYTES) {
            ('d' | 'i' | 'u' | 'o' | 'x' | 'X', _) => self.percent_int(out, field, value),
            ('e' | 'E' | 'f' | 'F' | 'g' | 'G', _) => {
                let number = match self.to_float(value)? {
                    Some(number) => number,
                    None => return Err(self.no_float::<IS_BYTES>(value)),
                };
                field.float(out, number);
                Ok(())
            }
            ('c', _) => self.percent_character::<IS_BYTES>(out, field, value),
            ('s', false) => {
                let text = self.str_nested(value)?;
                field.text(out, self.heap.str_bytes(text), true, false);
                Ok(())
            }
            ('s' | 'b', true) => {
                let bytes = self.percent_bytes(value)?;
                field.text(out, &bytes, true, true);
                Ok(())
            }
            ('r', false) => {
                let text = self.repr(value)?;
                field.text(out, self.heap.str_bytes(text), true, false);
                Ok(())
            }
            ('a', _) | ('r', true) => {
                let text = self.repr(value)?;
                let text = repr::ascii(self.heap.str_bytes(text));
                field.text(out, &text, true, IS_BYTES);
                Ok(())
            }
            (letter, true) if !letter.is_ascii() => {
                Err(self.overflow_error("character argument not in range(0x110000)"))
            }
            _ => Err(self.fail(field.unsupported())),
        }
    }

    fn no_float<const IS_BYTES: bool>(&mut self, value: Value) -> Raised {
        let found = self.type_name(value);
        let what = if IS_BYTES { "float argument required" } else { "must be real number" };
        self.type_error(format!("{what}, not {found}"))
    }

    fn percent_int(&mut self, out: &mut Vec<u8>, field: &Field, value: Value) -> Result<()> {
        let letter = field.letter().unwrap_or('d');
        let is_decimal = matches!(letter, 'd' | 'i' | 'u');
        let int = match self.plain_int(value) {
            Some(int) => Some(int),
            None if is_decimal => self.to_int(value)?,
            None if self.has_index(value) => Some(self.to_index(value)?),
            None => None,
        };
        let Some(int) = int else {
            let (what, found) = (if is_decimal { "a real number" } else { "an integer" }, self.type_name(value));
            return Err(self.type_error(format!("%{letter} format: {what} is required, not {found}")));
        };
        let limit = self.int_digits_limit;
        let result = field.int(out, self.int_of(int), limit);
        self.check(result)
    }

    fn percent_character<const IS_BYTES: bool>(
        &mut self,
        out: &mut Vec<u8>,
        field: &Field,
        value: Value,
    ) -> Result<()> {
        let mut character = Vec::new();
        if let (Some(text), false) = (self.as_str(value), IS_BYTES) {
            let length = self.heap.str_length(text);
            if length != 1 {
                let message = format!("%c requires an int or a unicode character, not a string of length {length}");
                return Err(self.type_error(message));
            }
            character.extend_from_slice(self.heap.str_bytes(text));
        } else if let (Some(bytes), true) = (self.bytes_like(value).map(Cow::into_owned), IS_BYTES) {
            if bytes.len() != 1 {
                let (length, found) = (bytes.len(), self.type_name(value));
                let what = "%c requires an integer in range(256) or a single byte";
                return Err(self.type_error(format!("{what}, not a {found} object of length {length}")));
            }
            character.extend_from_slice(&bytes);
        } else if self.has_index(value) {
            let limit = if IS_BYTES { 0x100 } else { 0x11_0000 };
            let int = self.to_index(value)?;
            match int.as_int().filter(|code| (0..limit).contains(code)) {
                Some(byte) if IS_BYTES => character.push(byte as u8),
                Some(code_point) => push_code_point(&mut character, code_point as u32),
                None if IS_BYTES => return Err(self.overflow_error("%c arg not in range(256)")),
                None => return Err(self.overflow_error("%c arg not in range(0x110000)")),
            }
        } else {
            let found = self.type_name(value);
            let what =
                if IS_BYTES { "an integer in range(256) or a single byte" } else { "an int or a unicode character" };
            return Err(self.type_error(format!("%c requires {what}, not {found}")));
        }
        field.text(out, &character, false, IS_BYTES);
        Ok(())
    }

    /// What `%s` of bytes puts in.
    fn percent_bytes(&mut self, value: Value) -> Result<Vec<u8>> {
        if let Some(bytes) = self.bytes_like(value) {
            return Ok(bytes.to_vec());
        }
        let method = self.special(value, self.names.bytes);
        if method.is_unbound() {
            let found = self.type_name(value);
            let what = "%b requires a bytes-like object, or an object that implements __bytes__";
            return Err(self.raise(ExceptionKind::TypeError, format!("{what}, not '{found}'")));
        }
        let answer = self.call_nested_method(method, value, &[])?;
        match self.bytes_like(answer) {
            Some(bytes) => Ok(bytes.to_vec()),
            None => {
                let message = format!("__bytes__ returned non-bytes (type {})", self.type_name(answer));
                Err(self.type_error(message))
            }
        }
    }
}
