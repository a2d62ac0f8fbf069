//! The encoding `unicode_escape`: text as it would stand in a string literal in Latin-1.

use super::decode::Undecodable;
use crate::object::string::code_points;

/// Appends a character, escaped unless it is printable ASCII.
pub fn push(out: &mut Vec<u8>, code_point: u32) {
    match code_point {
        0x09 => out.extend_from_slice(b"\\t"),
        0x0A => out.extend_from_slice(b"\\n"),
        0x0D => out.extend_from_slice(b"\\r"),
        0x5C => out.extend_from_slice(b"\\\\"),
        0x20..0x7F => out.push(code_point as u8),
        0..0x100 => out.extend_from_slice(format!("\\x{code_point:02x}").as_bytes()),
        0x100..0x1_0000 => out.extend_from_slice(format!("\\u{code_point:04x}").as_bytes()),
        _ => out.extend_from_slice(format!("\\U{code_point:08x}").as_bytes()),
    }
}

/// The character at the beginning of `bytes`, which are not empty, and its length; None for an escaped line end, which
/// stands for nothing.
pub fn step(bytes: &[u8]) -> Result<(Option<u32>, usize), Undecodable> {
    if bytes[0] != b'\\' {
        return Ok((Some(bytes[0].into()), 1));
    }
    let Some(&letter) = bytes.get(1) else {
        return Err(Undecodable { length: 1, reason: "\\ at end of string" });
    };
    let simple = |code_point: u32| Ok((Some(code_point), 2));
    match letter {
        b'\n' => Ok((None, 2)),
        b'\\' | b'\'' | b'"' => simple(letter.into()),
        b'a' => simple(7),
        b'b' => simple(8),
        b't' => simple(9),
        b'n' => simple(10),
        b'v' => simple(11),
        b'f' => simple(12),
        b'r' => simple(13),
        b'0'..=b'7' => {
            let digits = bytes[1..].iter().take(3).take_while(|byte| (b'0'..=b'7').contains(byte)).count();
            let value = bytes[1..=digits].iter().fold(0, |value, byte| value * 8 + u32::from(byte - b'0'));
            Ok((Some(value), 1 + digits))
        }
        b'x' => hexadecimal(bytes, 2, "truncated \\xXX escape"),
        b'u' => hexadecimal(bytes, 4, "truncated \\uXXXX escape"),
        b'U' => hexadecimal(bytes, 8, "truncated \\UXXXXXXXX escape"),
        b'N' => named(bytes),
        // An escape that is none stands for itself.
        _ => Ok((Some('\\'.into()), 1)),
    }
}

fn hexadecimal(bytes: &[u8], wanted: usize, reason: &'static str) -> Result<(Option<u32>, usize), Undecodable> {
    let digits = bytes[2..].iter().take(wanted).take_while(|byte| byte.is_ascii_hexdigit()).count();
    if digits < wanted {
        return Err(Undecodable { length: 2 + digits, reason });
    }
    let digit = |byte: &u8| char::from(*byte).to_digit(16).unwrap_or(0);
    let value = bytes[2..2 + wanted].iter().fold(0u32, |value, byte| value << 4 | digit(byte));
    if value >= 0x11_0000 {
        return Err(Undecodable { length: 2 + wanted, reason: "illegal Unicode character" });
    }
    Ok((Some(value), 2 + wanted))
}

/// `\N{name}`
fn named(bytes: &[u8]) -> Result<(Option<u32>, usize), Undecodable> {
    let end = memchr::memchr(b'}', bytes).filter(|end| bytes[2] == b'{' && *end > 3);
    let Some(end) = end else {
        let length = if bytes.get(2) == Some(&b'{') { 3 } else { 2 };
        return Err(Undecodable { length, reason: "malformed \\N character escape" });
    };
    let name = std::str::from_utf8(&bytes[3..end]).ok();
    match name.and_then(unicode_names2::character) {
        Some(character) => Ok((Some(character.into()), end + 1)),
        None => Err(Undecodable { length: end + 1, reason: "unknown Unicode character name" }),
    }
}

/// A character by its name, as `namereplace` writes it, or by its number if it has none.
pub fn named_escape(code_point: u32) -> String {
    let name = char::from_u32(code_point).and_then(unicode_names2::name);
    match (name, code_point) {
        (Some(name), _) => format!("\\N{{{name}}}"),
        (None, 0..0x100) => format!("\\x{code_point:02x}"),
        (None, 0x100..0x1_0000) => format!("\\u{code_point:04x}"),
        (None, _) => format!("\\U{code_point:08x}"),
    }
}

/// Everything escaped.
pub fn encode(wtf8: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(wtf8.len() + 8);
    code_points(wtf8).for_each(|code_point| push(&mut out, code_point));
    out
}
