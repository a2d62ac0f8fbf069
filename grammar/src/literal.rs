//! What literals mean: escapes, numbers, identifiers.
//!
//! The lexer has made sure of the outer form (quotes, digits); what is wrong inside a literal is reported here.

use unicode_normalization::{UnicodeNormalization, is_nfkc_quick};

use crate::ast::{Constant, Int, Wtf8};
use crate::error::Warning;
use crate::span::Span;

/// The value of a number token.
pub(crate) fn number(text: &str) -> Constant {
    if let Ok(value) = text.parse() {
        return Constant::Int(Int::Small(value));
    }
    let digits: String = text.chars().filter(|&c| c != '_').collect();
    let radix = match digits.as_bytes() {
        [b'0', b'x' | b'X', ..] => 16,
        [b'0', b'o' | b'O', ..] => 8,
        [b'0', b'b' | b'B', ..] => 2,
        _ => 10,
    };
    if radix != 10 {
        return integer(&digits[2..], radix);
    }
    match digits.strip_suffix(['j', 'J']) {
        Some(imaginary) => Constant::Complex(imaginary.parse().unwrap_or(0.0)),
        None if digits.contains(['.', 'e', 'E']) => Constant::Float(digits.parse().unwrap_or(0.0)),
        None => integer(&digits, 10),
    }
}

fn integer(digits: &str, radix: u32) -> Constant {
    Constant::Int(match i64::from_str_radix(digits, radix) {
        Ok(value) => Int::Small(value),
        Err(_) => {
            let digits = digits.trim_start_matches('0').into();
            Int::Big { radix, digits }
        }
    })
}

/// A name as the language sees it: NFKC.
pub(crate) fn identifier(text: &str) -> Box<str> {
    if text.is_ascii() || is_nfkc_quick(text.chars()) == unicode_normalization::IsNormalized::Yes {
        return text.into();
    }
    text.nfkc().collect::<String>().into()
}

/// A plain string token, taken apart.
#[derive(Clone, Copy)]
pub(crate) struct Quoted<'s> {
    pub(crate) body: &'s str,
    /// Where the body begins.
    pub(crate) at: u32,
    pub(crate) raw: bool,
    pub(crate) bytes: bool,
}

/// Takes prefix and quotes off a string token.
pub(crate) fn unquote(text: &str, at: u32) -> Quoted<'_> {
    let prefix = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let has = |letter: u8| text.bytes().take(prefix).any(|b| b | 0x20 == letter);
    let quoted = &text[prefix..];
    let quote = &quoted[..1.min(quoted.len())];
    let triple = quoted.len() >= 6 && quoted.as_bytes()[..3].iter().all(|&b| b == quoted.as_bytes()[0]);
    let width = if triple { 3 } else { 1 };
    let body = quoted.get(width..).unwrap_or("");
    // The end quotes are missing when the lexer has reported the string as unterminated.
    let closed = body.len() >= width && body.ends_with(quote);
    Quoted {
        body: if closed { &body[..body.len() - width] } else { body },
        at: at + (prefix + width) as u32,
        raw: has(b'r'),
        bytes: has(b'b'),
    }
}

/// Something wrong inside a literal: CPython's message.
pub(crate) struct Malformed(pub(crate) String);

/// The text of a literal's body, escapes replaced, line ends as `\n`. With `braces`, doubled braces become one.
pub(crate) fn text(
    quoted: Quoted<'_>,
    braces: bool,
    out: &mut Vec<u8>,
    warnings: &mut Vec<Warning>,
) -> Result<(), Malformed> {
    let body = quoted.body.as_bytes();
    let mut at = 0;
    while at < body.len() {
        let plain = body[at..]
            .iter()
            .position(|b| matches!(b, b'\\' | b'\r') || braces && matches!(b, b'{' | b'}'))
            .unwrap_or(body.len() - at);
        out.extend_from_slice(&body[at..at + plain]);
        at += plain;
        match body.get(at) {
            None => break,
            Some(b'\r') => {
                out.push(b'\n');
                at += 1 + usize::from(body.get(at + 1) == Some(&b'\n'));
            }
            Some(b'\\') if !quoted.raw => at = escape(quoted, at, out, warnings)?,
            Some(brace @ (b'{' | b'}')) => {
                out.push(*brace);
                at += 1 + usize::from(body.get(at + 1) == Some(brace));
            }
            Some(&byte) => {
                out.push(byte);
                at += 1;
            }
        }
    }
    Ok(())
}

/// The escapes that bytes and text share. Returns where to go on, or `None` when it is not one of them.
fn simple_escape(body: &[u8], at: usize, out: &mut Vec<u8>) -> Option<usize> {
    let value = match body.get(at + 1)? {
        b'\n' => return Some(at + 2),
        b'\r' => return Some(at + 2 + usize::from(body.get(at + 2) == Some(&b'\n'))),
        byte @ (b'\\' | b'\'' | b'"') => *byte,
        b'a' => 7,
        b'b' => 8,
        b'f' => 12,
        b'n' => 10,
        b'r' => 13,
        b't' => 9,
        b'v' => 11,
        _ => return None,
    };
    out.push(value);
    Some(at + 2)
}

fn octal(body: &[u8], at: usize) -> (u32, usize) {
    let digits = body[at..].iter().take(3).take_while(|b| (b'0'..=b'7').contains(b));
    let digits = digits.count();
    let value = body[at..at + digits].iter().fold(0, |value, b| value * 8 + u32::from(b - b'0'));
    (value, at + digits)
}

fn hex(body: &[u8], at: usize, width: usize) -> (u32, usize) {
    let digits = body[at.min(body.len())..].iter().take(width).take_while(|b| b.is_ascii_hexdigit());
    let mut value: u32 = 0;
    let mut count = 0;
    for digit in digits {
        value = value.wrapping_mul(16) + (*digit as char).to_digit(16).unwrap_or(0);
        count += 1;
    }
    (value, count)
}

fn escape(quoted: Quoted<'_>, at: usize, out: &mut Vec<u8>, warnings: &mut Vec<Warning>) -> Result<usize, Malformed> {
    let body = quoted.body.as_bytes();
    if let Some(next) = simple_escape(body, at, out) {
        return Ok(next);
    }
    let kind = body.get(at + 1).copied().unwrap_or(0);
    match kind {
        b'0'..=b'7' => {
            let (value, next) = octal(body, at + 1);
            if value > 0xFF {
                doubtful_escape(quoted, at, next, "octal ", warnings);
            }
            push_code(value, out);
            Ok(next)
        }
        b'x' | b'u' | b'U' => {
            let (width, name) = match kind {
                b'x' => (2, "\\xXX"),
                b'u' => (4, "\\uXXXX"),
                _ => (8, "\\UXXXXXXXX"),
            };
            let (value, count) = hex(body, at + 2, width);
            let end = at + 1 + count;
            if count < width {
                return Err(unicode_error(quoted, at, end, &format!("truncated {name} escape")));
            }
            if value > 0x10FFFF {
                return Err(unicode_error(quoted, at, end, "illegal Unicode character"));
            }
            push_code(value, out);
            Ok(at + 2 + width)
        }
        b'N' => named(quoted, at, out),
        _ => {
            let width = quoted.body[at + 1..].chars().next().map_or(0, char::len_utf8);
            doubtful_escape(quoted, at, at + 1 + width, "", warnings);
            out.push(b'\\');
            Ok(at + 1)
        }
    }
}

/// `\N{name}`.
fn named(quoted: Quoted<'_>, at: usize, out: &mut Vec<u8>) -> Result<usize, Malformed> {
    let rest = &quoted.body[at + 2..];
    let name = rest.strip_prefix('{').and_then(|rest| rest.split_once('}')).map(|(name, _)| name);
    let Some(name) = name.filter(|name| !name.is_empty()) else {
        let end = at + 1 + usize::from(rest.starts_with('{')) + usize::from(rest.starts_with("{}"));
        return Err(unicode_error(quoted, at, end, "malformed \\N character escape"));
    };
    let next = at + 4 + name.len();
    match unicode_names2::character(name) {
        Some(c) => {
            push_code(c as u32, out);
            Ok(next)
        }
        None => Err(unicode_error(quoted, at, next - 1, "unknown Unicode character name")),
    }
}

fn unicode_error(quoted: Quoted<'_>, start: usize, end: usize, what: &str) -> Malformed {
    // CPython counts positions in the bytes of the body, in which it has written what is not ASCII as `\UXXXXXXXX`.
    let wide = |at: usize| -> usize {
        let before = &quoted.body[..at.min(quoted.body.len())];
        before.chars().map(|c| if c.is_ascii() { 1 } else { 10 }).sum()
    };
    let (start, end) = (wide(start), wide(end));
    let place = if start == end {
        format!("byte 0x5c in position {start}")
    } else {
        format!("bytes in position {start}-{end}")
    };
    Malformed(format!("(unicode error) 'unicodeescape' codec can't decode {place}: {what}"))
}

fn doubtful_escape(quoted: Quoted<'_>, start: usize, end: usize, kind: &str, warnings: &mut Vec<Warning>) {
    // CPython warns of the first one in a literal, and not at all before a character beyond ASCII.
    let warned = warnings.last().is_some_and(|warning| warning.span.start >= quoted.at);
    if warned {
        return;
    }
    // Only in an f-string can the text end here: a field begins.
    let sequence = if end == quoted.body.len() && end == start + 1 { "\\{" } else { &quoted.body[start..end] };
    if !sequence.is_ascii() {
        return;
    }
    warnings.push(Warning {
        message: format!(
            "\"{sequence}\" is an invalid {kind}escape sequence. Such sequences will not work in the future. \
             Did you mean \"\\{sequence}\"? A raw string is also an option."
        ),
        span: Span::new(quoted.at + start as u32, quoted.at + end as u32),
    });
}

/// Appends a code point, a lone surrogate included; a pair of surrogates stays a pair, as in Python.
fn push_code(code: u32, out: &mut Vec<u8>) {
    match char::from_u32(code) {
        Some(c) => out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes()),
        None => out.extend([0xE0 | (code >> 12) as u8, 0x80 | (code >> 6 & 0x3F) as u8, 0x80 | (code & 0x3F) as u8]),
    }
}

/// The value of a bytes literal's body.
pub(crate) fn bytes(quoted: Quoted<'_>, out: &mut Vec<u8>, warnings: &mut Vec<Warning>) -> Result<(), Malformed> {
    if !quoted.body.is_ascii() {
        return Err(Malformed("bytes can only contain ASCII literal characters".to_owned()));
    }
    let body = quoted.body.as_bytes();
    let mut at = 0;
    while at < body.len() {
        match body[at] {
            b'\\' if !quoted.raw => at = bytes_escape(quoted, at, out, warnings)?,
            b'\r' => {
                out.push(b'\n');
                at += 1 + usize::from(body.get(at + 1) == Some(&b'\n'));
            }
            byte => {
                out.push(byte);
                at += 1;
            }
        }
    }
    Ok(())
}

fn bytes_escape(
    quoted: Quoted<'_>,
    at: usize,
    out: &mut Vec<u8>,
    warnings: &mut Vec<Warning>,
) -> Result<usize, Malformed> {
    let body = quoted.body.as_bytes();
    if let Some(next) = simple_escape(body, at, out) {
        return Ok(next);
    }
    match body.get(at + 1) {
        Some(b'0'..=b'7') => {
            let (value, next) = octal(body, at + 1);
            if value > 0xFF {
                doubtful_escape(quoted, at, next, "octal ", warnings);
            }
            out.push(value as u8);
            Ok(next)
        }
        Some(b'x') => {
            let (value, count) = hex(body, at + 2, 2);
            if count < 2 {
                return Err(Malformed(format!("(value error) invalid \\x escape at position {at}")));
            }
            out.push(value as u8);
            Ok(at + 4)
        }
        _ => {
            doubtful_escape(quoted, at, (at + 2).min(body.len()), "", warnings);
            out.push(b'\\');
            Ok(at + 1)
        }
    }
}

impl From<Vec<u8>> for Wtf8 {
    fn from(bytes: Vec<u8>) -> Wtf8 {
        Wtf8(bytes.into())
    }
}
