//! The extent of string literals, and the text between the fields of f-strings and t-strings.
//!
//! An f-string is read in one stream with the rest: its text here, its fields by the lexer, with a brace on the stack
//! of brackets that remembers whether the field is in its expression or in its format specification.

use crate::layout::{Bracket, Role};
use crate::lexer::Lexer;
use crate::span::Span;
use crate::token::Token;

/// How deep f-strings nest, as in CPython.
const MAX_NESTED_STRINGS: usize = 150;
/// How deep fields nest in format specifications, as in CPython.
const MAX_NESTED_FIELDS: usize = 3;

/// An f-string or t-string being read.
#[derive(Clone, Copy)]
pub(crate) struct Formatted {
    /// `f` or `t`.
    pub(crate) letter: char,
    raw: bool,
    quote: u8,
    triple: bool,
    start: u32,
    /// How many brackets were open where it began.
    depth: usize,
}

impl Lexer<'_> {
    /// A plain string; logos has seen prefix and first quote.
    pub(crate) fn string(&mut self, start: u32) {
        let (mut at, quote, triple) = self.opening_quotes();
        let mut escaped_quote = false;
        loop {
            match self.byte(at) {
                b'\\' => {
                    escaped_quote |= self.byte(at + 1) == quote;
                    at += 1 + u32::from(self.byte(at + 1) == b'\r' && self.byte(at + 2) == b'\n');
                }
                b'\n' | b'\r' if !triple => break,
                byte if byte == quote && (!triple || self.byte(at + 1) == quote && self.byte(at + 2) == quote) => {
                    let end = at + if triple { 3 } else { 1 };
                    self.move_to(end);
                    return self.push(start, Token::String, end);
                }
                0 if at as usize >= self.source.len() => break,
                _ => {}
            }
            at += 1;
        }
        let end = at.min(self.source.len() as u32);
        self.unterminated(start, end, quote, triple, escaped_quote);
        self.move_to(end);
        self.push(start, Token::String, end);
    }

    /// Moves behind the quotes of which logos has seen the first; returns where the text begins.
    fn opening_quotes(&mut self) -> (u32, u8, bool) {
        let mut at = self.here().end;
        let quote = self.byte(at - 1);
        let triple = self.byte(at) == quote && self.byte(at + 1) == quote;
        if triple {
            at += 2;
            self.move_to(at);
        }
        (at, quote, triple)
    }

    fn unterminated(&mut self, start: u32, end: u32, quote: u8, triple: bool, escaped_quote: bool) {
        let span = Span::new(start, end);
        let line = self.line_of(end);
        if let Some(outer) = self.strings.last()
            && (outer.quote, outer.triple) == (quote, triple)
        {
            return self.error(span, format!("{}-string: expecting '}}'", outer.letter));
        }
        if triple {
            self.incomplete = true;
            let line = self.last_line(line);
            let message = format!("unterminated triple-quoted string literal (detected at line {line})");
            return self.error(span, message);
        }
        let hint = if escaped_quote { "; perhaps you escaped the end quote?" } else { "" };
        let message = format!("unterminated string literal (detected at line {line}){hint}");
        self.error(span, message);
    }

    /// The number of the last line that has text: a final line end does not open another.
    fn last_line(&self, line: usize) -> usize {
        line - usize::from(line > 1 && self.source.ends_with(['\n', '\r']))
    }

    /// A name stands right before a quote: CPython reports prefixes that do not go together.
    pub(crate) fn string_prefix(&mut self, prefix: Span) {
        let letters = prefix.text(self.source).to_ascii_lowercase();
        let all = letters.bytes().all(|b| b"rbuft".contains(&b));
        let unique = letters.bytes().enumerate().all(|(i, b)| !letters.as_bytes()[..i].contains(&b));
        if !all || !unique {
            return;
        }
        let clashes = [("u", "b"), ("u", "r"), ("u", "f"), ("u", "t"), ("b", "f"), ("b", "t"), ("f", "t")];
        let clash = clashes.iter().find(|(one, other)| letters.contains(one) && letters.contains(other));
        if let Some((one, other)) = clash {
            self.error(prefix, format!("'{one}' and '{other}' prefixes are incompatible"));
        }
    }

    /// The beginning of an f-string or t-string; logos has seen prefix and first quote.
    pub(crate) fn formatted_string(&mut self, token: Token, start: u32) {
        let prefix_end = self.here().end - 1;
        let (at, quote, triple) = self.opening_quotes();
        let prefix = &self.source.as_bytes()[start as usize..prefix_end as usize];
        if self.strings.len() >= MAX_NESTED_STRINGS {
            self.error(Span::new(start, at), "too many nested f-strings or t-strings");
            let end = self.source.len() as u32;
            return self.move_to(end);
        }
        self.push(start, token, at);
        self.strings.push(Formatted {
            letter: if token == Token::FStringStart { 'f' } else { 't' },
            raw: prefix.iter().any(|b| matches!(b, b'r' | b'R')),
            quote,
            triple,
            start,
            depth: self.brackets.len(),
        });
        self.string_text(at);
    }

    /// Whether the innermost bracket is that of a field, in its expression.
    pub(crate) fn in_field(&self) -> bool {
        matches!(self.brackets.last(), Some(bracket) if bracket.role == Role::Field)
    }

    /// A field's expression is over, its format specification begins behind the colon.
    pub(crate) fn format_spec(&mut self, colon: u32) {
        if let Some(bracket) = self.brackets.last_mut() {
            bracket.role = Role::Spec;
        }
        self.push(colon, Token::FieldColon, colon + 1);
        self.string_text(colon + 1);
    }

    /// The text of the innermost f-string from `at` to its next field or its end.
    pub(crate) fn string_text(&mut self, mut at: u32) {
        let Some(&string) = self.strings.last() else {
            return;
        };
        let mut from = at;
        loop {
            let in_spec = matches!(self.brackets.last(), Some(bracket) if bracket.role == Role::Spec)
                && self.brackets.len() > string.depth;
            let byte = self.byte(at);
            match byte {
                b'\\' if !string.raw && self.byte(at + 1) == b'N' && self.byte(at + 2) == b'{' => {
                    let name = self.source.as_bytes()[at as usize..]
                        .iter()
                        .take_while(|b| !matches!(b, b'}' | b'\n' | b'\r' | b'"' | b'\''));
                    let behind = at + name.count() as u32;
                    at = behind + u32::from(self.byte(behind) == b'}');
                    continue;
                }
                // A backslash does not hide a brace.
                b'\\' if matches!(self.byte(at + 1), b'{' | b'}') => {}
                b'\\' => {
                    at += 1 + u32::from(self.byte(at + 1) == b'\r' && self.byte(at + 2) == b'\n');
                }
                b'{' if !in_spec && self.byte(at + 1) == b'{' => at += 1,
                b'{' => {
                    self.middle(from, at);
                    return self.field(at);
                }
                b'}' if in_spec => {
                    self.middle(from, at);
                    self.brackets.pop();
                    self.push(at, Token::FieldClose, at + 1);
                    from = at + 1;
                }
                b'}' if self.byte(at + 1) == b'}' => at += 1,
                b'}' => {
                    let message = format!("{}-string: single '}}' is not allowed", string.letter);
                    self.error(Span::new(at, at + 1), message);
                }
                b'\n' | b'\r' if !string.triple => return self.broken(string, from, at, in_spec),
                byte if byte == string.quote => {
                    let ends = !string.triple || self.byte(at + 1) == string.quote && self.byte(at + 2) == string.quote;
                    if ends {
                        return self.string_end(string, from, at);
                    }
                }
                0 if at as usize >= self.source.len() => {
                    let end = self.source.len() as u32;
                    return self.broken(string, from, end, in_spec);
                }
                _ => {}
            }
            at += 1;
        }
    }

    fn middle(&mut self, from: u32, to: u32) {
        if from < to {
            self.push(from, Token::StringMiddle, to);
        }
    }

    fn field(&mut self, at: u32) {
        let inside = self.strings.last().map_or(0, |string| string.depth);
        let fields = &self.brackets[inside.min(self.brackets.len())..];
        let open = fields.iter().filter(|bracket| bracket.role != Role::Plain).count();
        if open >= MAX_NESTED_FIELDS {
            let letter = self.strings.last().map_or('f', |string| string.letter);
            self.error(Span::new(at, at + 1), format!("{letter}-string: expressions nested too deeply"));
        }
        if self.brackets.len() == crate::ast::MAX_BRACKETS {
            self.error(Span::new(at, at + 1), "too many nested parentheses");
        }
        self.brackets.push(Bracket { open: b'{', at, role: Role::Field });
        self.push(at, Token::FieldOpen, at + 1);
        self.move_to(at + 1);
    }

    fn string_end(&mut self, string: Formatted, from: u32, at: u32) {
        self.middle(from, at);
        let end = at + if string.triple { 3 } else { 1 };
        self.push(at, Token::StringEnd, end);
        self.brackets.truncate(string.depth);
        self.strings.pop();
        self.move_to(end);
    }

    /// The text ends, or the line, before the f-string does.
    fn broken(&mut self, string: Formatted, from: u32, at: u32, in_spec: bool) {
        let letter = string.letter;
        let line = self.line_of(at);
        let span = Span::new(string.start, at);
        if string.triple {
            self.incomplete = true;
            let line = self.last_line(line);
            let message = format!("unterminated triple-quoted {letter}-string literal (detected at line {line})");
            self.error(span, message);
        } else if in_spec && (at as usize) < self.source.len() {
            let message = format!(
                "{letter}-string: newlines are not allowed in format specifiers for single quoted {letter}-strings"
            );
            self.error(span, message);
        } else {
            self.error(span, format!("unterminated {letter}-string literal (detected at line {line})"));
        }
        self.middle(from, at);
        self.brackets.truncate(string.depth);
        self.strings.pop();
        self.push(at, Token::StringEnd, at);
        self.move_to(at);
    }
}
