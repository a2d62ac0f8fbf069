//! `format % args`: fetching the arguments and converting them; numbers are written in `object/format`.

use super::Context;
use super::native::Result;
use crate::heap::{Gc, Kind, Value};
use crate::object::format::percent::{Amount, Field, Piece, pieces_of_str};
use crate::object::{Str, Tuple, float, repr};

/// Where a format's fields get their values.
struct Arguments {
    all: Value,
    items: Vec<Value>,
    next: usize,
    /// The single value is a mapping: fields may name keys, and it need not be used up.
    mapping: bool,
}

impl Context {
    /// `format % args` of strings.
    pub fn percent_format(&mut self, format: Gc<Str>, args: Value) -> Result {
        let text = self.heap.str_bytes(format).to_vec();
        let mapping = !args.is::<Tuple>() && !args.is::<Str>() && !self.special(args, self.names.getitem).is_unbound()
            || args.kind() == Some(Kind::Dict);
        let items = match args.cast::<Tuple>() {
            Some(tuple) => self.heap.tail(tuple).to_vec(),
            None => vec![args],
        };
        let mut arguments = Arguments { all: args, items, next: 0, mapping };
        let mark = self.roots.len();
        self.roots.push(args);
        let result = self.format_pieces(&text, &mut arguments);
        self.roots.truncate(mark);
        Ok(Value::object(self.heap.new_str_owned(result?)))
    }

    fn format_pieces(&mut self, text: &[u8], arguments: &mut Arguments) -> Result<Vec<u8>> {
        let mut out = Vec::new();
        for piece in pieces_of_str(text) {
            match self.check(piece)? {
                Piece::Literal(literal) => out.extend_from_slice(literal),
                Piece::Field(field) => self.format_field(field, arguments, &mut out)?,
            }
        }
        if arguments.next < arguments.items.len() && !arguments.mapping {
            return Err(self.type_error("not all arguments converted during string formatting"));
        }
        Ok(out)
    }

    fn next_argument(&mut self, arguments: &mut Arguments) -> Result {
        match arguments.items.get(arguments.next) {
            Some(&value) => {
                arguments.next += 1;
                Ok(value)
            }
            None => Err(self.type_error("not enough arguments for format string")),
        }
    }

    fn amount(&mut self, arguments: &mut Arguments) -> Result<i64> {
        let value = self.next_argument(arguments)?;
        match value.as_int() {
            Some(amount) => Ok(amount),
            None => Err(self.type_error("* wants int")),
        }
    }

    fn format_field(&mut self, mut field: Field<'_>, arguments: &mut Arguments, out: &mut Vec<u8>) -> Result<()> {
        let keyed = match field.key {
            Some(key) => {
                if !arguments.mapping {
                    return Err(self.type_error("format requires a mapping"));
                }
                let key = Value::object(self.heap.new_str_wtf8(key));
                let all = arguments.all;
                arguments.next = arguments.items.len();
                Some(self.nested(|ctx, to| ctx.load_item(all, key, to))?)
            }
            None => None,
        };
        if field.width == Amount::Argument {
            let width = self.amount(arguments)?;
            field.set_width(width);
        }
        if field.precision == Amount::Argument {
            let precision = self.amount(arguments)?;
            field.set_precision(precision);
        }
        self.reserve(field.padding_bytes())?;
        let value = match keyed {
            Some(value) => value,
            None => self.next_argument(arguments)?,
        };
        match field.letter() {
            Some('s') => {
                let text = self.str_nested(value)?;
                field.text(out, self.heap.str_bytes(text), true, false);
            }
            Some('r') => {
                let text = self.repr(value)?;
                field.text(out, self.heap.str_bytes(text), true, false);
            }
            Some('a') => {
                let text = self.repr(value)?;
                let shown = repr::ascii(self.heap.str_bytes(text));
                field.text(out, &shown, true, false);
            }
            Some('c') => {
                let text = self.percent_char(value)?;
                field.text(out, &text, false, false);
            }
            Some('d' | 'i' | 'u' | 'x' | 'X' | 'o') => self.percent_int(&field, value, out)?,
            Some('e' | 'E' | 'f' | 'F' | 'g' | 'G') => {
                let float = self.percent_float(value)?;
                field.float(out, float);
            }
            _ => {
                let failure = field.unsupported();
                return Err(self.fail(failure));
            }
        }
        Ok(())
    }

    fn percent_char(&mut self, value: Value) -> Result<Vec<u8>> {
        if let Some(text) = self.as_str(value)
            && self.heap.str_length(text) == 1
        {
            return Ok(self.heap.str_bytes(text).to_vec());
        }
        if self.has_index(value) {
            let code = self.to_index(value)?;
            return match code.as_int().and_then(|code| u32::try_from(code).ok()).filter(|&code| code < 0x11_0000) {
                Some(code) => {
                    let mut text = Vec::new();
                    crate::object::string::push_code_point(&mut text, code);
                    Ok(text)
                }
                None => Err(self.overflow_error("%c arg not in range(0x110000)")),
            };
        }
        let message = format!("%c requires an int or a unicode character, not {}", self.type_name(value));
        Err(self.type_error(message))
    }

    fn percent_int(&mut self, field: &Field<'_>, value: Value, out: &mut Vec<u8>) -> Result<()> {
        let letter = field.letter().unwrap_or('d');
        let plain = self.payload(value);
        let int = if let Some(value) = plain.as_float() {
            if matches!(letter, 'x' | 'X' | 'o') {
                return Err(self.type_error(format!("%{letter} format: an integer is required, not float")));
            }
            let int = float::from_float(value);
            let int = self.check(int)?;
            self.heap.new_int(int)
        } else if self.has_index(value) {
            self.to_index(value)?
        } else {
            let what = if matches!(letter, 'x' | 'X' | 'o') { "an integer" } else { "a real number" };
            let message = format!("%{letter} format: {what} is required, not {}", self.type_name(value));
            return Err(self.type_error(message));
        };
        let result = field.int(out, self.heap.int(int).expect("an int"), self.int_digits_limit);
        self.check(result)
    }

    fn percent_float(&mut self, value: Value) -> Result<f64> {
        let plain = self.payload(value);
        if let Some(value) = plain.as_float() {
            return Ok(value);
        }
        if self.heap.int(plain).is_some() {
            return self.int_to_float(plain);
        }
        let method = self.special(value, self.names.float);
        if method.is_unbound() {
            let message = format!("must be real number, not {}", self.type_name(value));
            return Err(self.type_error(message));
        }
        let answer = self.call_nested_method(method, value, &[])?;
        match answer.as_float() {
            Some(value) => Ok(value),
            None => Err(self.type_error("__float__ returned non-float")),
        }
    }
}
