//! `repr` and `ascii` of strings and bytes.

use super::string::{code_points, push_code_point};
use super::unicode::is_printable;

/// Single quotes, unless double ones spare escapes.
fn quote_for(bytes: &[u8]) -> u8 {
    if bytes.contains(&b'\'') && !bytes.contains(&b'"') { b'"' } else { b'\'' }
}

/// Writes `\x41`, `\u0041` or `\U00000041`, whichever is the shortest that fits.
fn push_hex(out: &mut Vec<u8>, code_point: u32) {
    let text = match code_point {
        0..0x100 => format!("\\x{code_point:02x}"),
        0x100..0x1_0000 => format!("\\u{code_point:04x}"),
        _ => format!("\\U{code_point:08x}"),
    };
    out.extend_from_slice(text.as_bytes());
}

fn push_escaped(out: &mut Vec<u8>, quote: u8, code_point: u32, is_plain: impl Fn(u32) -> bool) {
    match code_point {
        0x09 => out.extend_from_slice(b"\\t"),
        0x0A => out.extend_from_slice(b"\\n"),
        0x0D => out.extend_from_slice(b"\\r"),
        0x5C => out.extend_from_slice(b"\\\\"),
        _ if code_point == u32::from(quote) => out.extend_from_slice(&[b'\\', quote]),
        _ if is_plain(code_point) => push_code_point(out, code_point),
        _ => push_hex(out, code_point),
    }
}

/// `repr` of a string, in valid UTF-8: surrogates are not printable.
pub fn of_str(wtf8: &[u8]) -> String {
    quoted(wtf8, is_printable)
}

/// `ascii` of a string.
pub fn ascii_of_str(wtf8: &[u8]) -> String {
    quoted(wtf8, is_ascii_printable)
}

fn is_ascii_printable(code_point: u32) -> bool {
    (0x20..0x7F).contains(&code_point)
}

fn quoted(wtf8: &[u8], is_plain: fn(u32) -> bool) -> String {
    let quote = quote_for(wtf8);
    let mut out = Vec::with_capacity(wtf8.len() + 2);
    out.push(quote);
    let is_simple = |byte: &u8| is_ascii_printable(u32::from(*byte)) && *byte != b'\\' && *byte != quote;
    if wtf8.iter().all(is_simple) {
        out.extend_from_slice(wtf8);
    } else {
        code_points(wtf8).for_each(|code_point| push_escaped(&mut out, quote, code_point, is_plain));
    }
    out.push(quote);
    into_text(out)
}

/// `repr` of bytes, its `b` included.
pub fn of_bytes(bytes: &[u8]) -> String {
    escaped_bytes(bytes, "b", "", |byte, quote| byte == quote)
}

/// `repr` of a bytearray of a class of that name. Single quotes are escaped even between double ones.
pub fn of_byte_array(bytes: &[u8], class_name: &str) -> String {
    escaped_bytes(bytes, &format!("{class_name}(b"), ")", |byte, _| byte == b'\'')
}

fn escaped_bytes(bytes: &[u8], start: &str, end: &str, is_escaped_quote: fn(u8, u8) -> bool) -> String {
    let quote = quote_for(bytes);
    let mut out = Vec::with_capacity(bytes.len() + start.len() + end.len() + 2);
    out.extend_from_slice(start.as_bytes());
    out.push(quote);
    for &byte in bytes {
        if is_escaped_quote(byte, quote) {
            out.extend_from_slice(&[b'\\', byte]);
        } else {
            push_escaped(&mut out, b'\\', u32::from(byte), is_ascii_printable);
        }
    }
    out.push(quote);
    out.extend_from_slice(end.as_bytes());
    into_text(out)
}

/// The `ascii` of an object with this `repr`: what is not ASCII is escaped.
pub fn ascii(repr: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(repr.len());
    for code_point in code_points(repr) {
        if code_point < 0x80 { out.push(code_point as u8) } else { push_hex(&mut out, code_point) }
    }
    out
}

fn into_text(utf8: Vec<u8>) -> String {
    String::from_utf8(utf8).expect("only printable characters were copied")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_and_escapes() {
        assert_eq!(of_str(b"it's"), r#""it's""#);
        assert_eq!(of_str(br#"it's "x""#), r#"'it\'s "x"'"#);
        assert_eq!(of_str("a\n\x7f\u{a0}é\u{200b}😀".as_bytes()), r"'a\n\x7f\xa0é\u200b😀'");
        assert_eq!(of_str(b"\xED\xA0\x80"), r"'\ud800'");
        assert_eq!(ascii_of_str("é😀\\".as_bytes()), r"'\xe9\U0001f600\\'");
        assert_eq!(of_bytes(b"\0a'\xff"), r#"b"\x00a'\xff""#);
    }
}
