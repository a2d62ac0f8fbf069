//! Literals as `repr` shows them, f-strings and t-strings.

use std::fmt::Write;

use super::{Binding, Writer};
use crate::compile::fold;
use crate::syntax::ast::{Constant, Conversion, Int, StringPiece};

impl Writer {
    pub(super) fn constant(&mut self, value: &Constant) {
        match value {
            Constant::None => self.text("None"),
            Constant::True => self.text("True"),
            Constant::False => self.text("False"),
            Constant::Ellipsis => self.text("..."),
            Constant::Int(Int::Small(value)) => self.text(&value.to_string()),
            Constant::Int(Int::Big { .. }) => {
                if let crate::bytecode::Constant::BigInt(digits) = fold::literal(value) {
                    self.text(&digits);
                }
            }
            Constant::Float(value) => self.text(&float(*value)),
            Constant::Complex(value) => {
                let text = float(*value);
                self.text(text.strip_suffix(".0").unwrap_or(&text));
                self.text("j");
            }
            Constant::Str(text) => {
                let text = String::from_utf8_lossy(text.as_bytes()).into_owned();
                self.quoted(&text);
            }
            Constant::Bytes(bytes) => {
                self.text("b");
                let text: String = bytes.iter().map(|&byte| char::from(byte)).collect();
                let ascii = text.replace(|c: char| !c.is_ascii(), "?");
                match text == ascii {
                    true => self.quoted(&text),
                    false => {
                        let _ = write!(self.0, "'{}'", bytes.escape_ascii());
                    }
                }
            }
        }
    }

    /// The text as `repr` shows it.
    fn quoted(&mut self, text: &str) {
        let quote = match text.contains('\'') && !text.contains('"') {
            true => '"',
            false => '\'',
        };
        self.0.push(quote);
        self.escaped(text, quote);
        self.0.push(quote);
    }

    fn escaped(&mut self, text: &str, quote: char) {
        for c in text.chars() {
            match c {
                '\\' => self.text("\\\\"),
                '\n' => self.text("\\n"),
                '\r' => self.text("\\r"),
                '\t' => self.text("\\t"),
                c if c == quote => {
                    self.0.push('\\');
                    self.0.push(c);
                }
                c if c.is_control() => {
                    let _ = write!(self.0, "\\x{:02x}", u32::from(c));
                }
                c => self.0.push(c),
            }
        }
    }

    pub(super) fn string(&mut self, prefix: &str, pieces: &[StringPiece]) {
        let mut inner = Writer(String::new());
        inner.pieces(pieces);
        let quote = match inner.0.contains('\'') && !inner.0.contains('"') {
            true => "\"",
            false => "'",
        };
        let _ = write!(self.0, "{prefix}{quote}{}{quote}", inner.0);
    }

    fn pieces(&mut self, pieces: &[StringPiece]) {
        for piece in pieces {
            match piece {
                StringPiece::Literal { value, .. } => {
                    let text = String::from_utf8_lossy(value.as_bytes()).into_owned();
                    let doubled = text.replace('{', "{{").replace('}', "}}");
                    self.escaped(&doubled, '\0');
                }
                StringPiece::Field(field) => {
                    self.text(field.debug.as_deref().unwrap_or(""));
                    self.text("{");
                    self.expr(&field.value, Binding::Test.next());
                    match field.conversion {
                        None if field.debug.is_some() && field.format_spec.is_none() => {
                            self.text("!r");
                        }
                        None => {}
                        Some(Conversion::Str) => self.text("!s"),
                        Some(Conversion::Repr) => self.text("!r"),
                        Some(Conversion::Ascii) => self.text("!a"),
                    }
                    if let Some(spec) = &field.format_spec {
                        self.text(":");
                        self.pieces(spec);
                    }
                    self.text("}");
                }
            }
        }
    }
}

/// As `repr` shows it; infinity, which has no literal, as one that overflows.
fn float(value: f64) -> String {
    if value.is_infinite() {
        return "1e309".to_owned();
    }
    let text = format!("{value:?}");
    match text.split_once('e') {
        None => text,
        Some((digits, exponent)) => {
            let digits = digits.strip_suffix(".0").unwrap_or(digits);
            let exponent: i32 = exponent.parse().unwrap_or(0);
            let sign = if exponent < 0 { '-' } else { '+' };
            format!("{digits}e{sign}{:02}", exponent.abs())
        }
    }
}
