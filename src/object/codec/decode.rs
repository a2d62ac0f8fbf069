//! Bytes to text.

use super::{CodecError, CodecFailure, Encoding, Endian, Handler, WINDOWS_1252, is_surrogate};
use crate::object::Failure;
use crate::object::string::push_code_point;

/// What cannot be decoded at some place: how many bytes, and why.
pub struct Undecodable {
    pub length: usize,
    pub reason: &'static str,
}

/// `bytes.decode(encoding, errors)`, giving WTF-8.
pub fn decode(bytes: &[u8], encoding: Encoding, errors: &str) -> Result<Vec<u8>, CodecFailure> {
    let (encoding, mark) = resolve_mark(bytes, encoding);
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = mark;
    while at < bytes.len() {
        let rest = &bytes[at..];
        if encoding == Encoding::Utf8 {
            let valid = match std::str::from_utf8(rest) {
                Ok(_) => rest.len(),
                Err(error) => error.valid_up_to(),
            };
            out.extend_from_slice(&rest[..valid]);
            at += valid;
            if valid == rest.len() {
                break;
            }
        }
        match next(&bytes[at..], encoding) {
            Ok((code_point, length)) => {
                code_point.into_iter().for_each(|code_point| push_code_point(&mut out, code_point));
                at += length;
            }
            Err(Undecodable { length, reason }) => {
                let error = CodecError { encoding: encoding.name(), start: at, end: at + length, reason };
                at += handle(&mut out, &bytes[at..], encoding, error, Handler::find(errors)?)?;
            }
        }
    }
    Ok(out)
}

/// The encoding once the byte order mark was looked at, and the length of the mark.
fn resolve_mark(bytes: &[u8], encoding: Encoding) -> (Encoding, usize) {
    match encoding {
        Encoding::Utf8Signed => (Encoding::Utf8, if bytes.starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 }),
        Encoding::Utf16(Endian::Marked) => match bytes {
            [0xFE, 0xFF, ..] => (Encoding::Utf16(Endian::Big), 2),
            [0xFF, 0xFE, ..] => (Encoding::Utf16(Endian::Little), 2),
            _ => (Encoding::Utf16(Endian::Little), 0),
        },
        Encoding::Utf32(Endian::Marked) => match bytes {
            [0, 0, 0xFE, 0xFF, ..] => (Encoding::Utf32(Endian::Big), 4),
            [0xFF, 0xFE, 0, 0, ..] => (Encoding::Utf32(Endian::Little), 4),
            _ => (Encoding::Utf32(Endian::Little), 0),
        },
        _ => (encoding, 0),
    }
}

/// The character at the beginning, if it is one, and its length.
fn next(bytes: &[u8], encoding: Encoding) -> Result<(Option<u32>, usize), Undecodable> {
    if encoding == Encoding::UnicodeEscape {
        return super::escape::step(bytes);
    }
    step(bytes, encoding).map(|(code_point, length)| (Some(code_point), length))
}

/// The character at the beginning of `bytes`, which are not empty, and its length.
fn step(bytes: &[u8], encoding: Encoding) -> Result<(u32, usize), Undecodable> {
    let first = bytes[0];
    let undecodable = |length, reason| Err(Undecodable { length, reason });
    match encoding {
        Encoding::Utf8 | Encoding::Utf8Signed => step_utf8(bytes),
        Encoding::Ascii if first < 0x80 => Ok((first.into(), 1)),
        Encoding::Ascii => undecodable(1, "ordinal not in range(128)"),
        Encoding::Latin1 | Encoding::UnicodeEscape => Ok((first.into(), 1)),
        Encoding::Windows1252 => match first {
            0x80..0xA0 => match WINDOWS_1252[usize::from(first - 0x80)] {
                0 => undecodable(1, "character maps to <undefined>"),
                code_point => Ok((code_point.into(), 1)),
            },
            _ => Ok((first.into(), 1)),
        },
        Encoding::Utf16(endian) => step_utf16(bytes, endian),
        Encoding::Utf32(endian) => {
            let Some(&unit) = bytes.first_chunk::<4>() else { return undecodable(bytes.len(), "truncated data") };
            let code_point = if endian == Endian::Big { u32::from_be_bytes(unit) } else { u32::from_le_bytes(unit) };
            match code_point {
                0x11_0000.. => undecodable(4, "code point not in range(0x110000)"),
                0xD800..0xE000 => undecodable(4, "code point in surrogate code point range(0xd800, 0xe000)"),
                _ => Ok((code_point, 4)),
            }
        }
    }
}

/// Called where a sequence is invalid: says how far and why.
fn step_utf8(bytes: &[u8]) -> Result<(u32, usize), Undecodable> {
    let head = &bytes[..bytes.len().min(4)];
    match std::str::from_utf8(head) {
        Err(error) if error.valid_up_to() == 0 => {
            let (length, reason) = match error.error_len() {
                None => (head.len(), "unexpected end of data"),
                Some(_) if !(0xC2..0xF5).contains(&bytes[0]) => (1, "invalid start byte"),
                Some(length) => (length, "invalid continuation byte"),
            };
            Err(Undecodable { length, reason })
        }
        valid => {
            let end = valid.map_or_else(|error| error.valid_up_to(), str::len);
            let mut characters = crate::object::string::code_points(&head[..end]);
            let code_point = characters.next().unwrap_or_default();
            Ok((code_point, end - characters.rest().len()))
        }
    }
}

fn step_utf16(bytes: &[u8], endian: Endian) -> Result<(u32, usize), Undecodable> {
    let unit = |at: usize| -> Option<u32> {
        let unit = *bytes.get(at..)?.first_chunk::<2>()?;
        Some(u32::from(if endian == Endian::Big { u16::from_be_bytes(unit) } else { u16::from_le_bytes(unit) }))
    };
    let undecodable = |length, reason| Err(Undecodable { length, reason });
    match (unit(0), unit(2)) {
        (None, _) => undecodable(bytes.len(), "truncated data"),
        (Some(high @ 0xD800..0xDC00), Some(low @ 0xDC00..0xE000)) => {
            Ok((0x1_0000 + ((high - 0xD800) << 10 | (low - 0xDC00)), 4))
        }
        (Some(0xD800..0xDC00), None) => undecodable(bytes.len(), "unexpected end of data"),
        (Some(0xD800..0xDC00), Some(_)) => undecodable(2, "illegal UTF-16 surrogate"),
        (Some(0xDC00..0xE000), _) => undecodable(2, "illegal encoding"),
        (Some(code_point), _) => Ok((code_point, 2)),
    }
}

/// Deals with an error at the beginning of `bytes`; returns how many bytes are done with.
fn handle(
    out: &mut Vec<u8>,
    bytes: &[u8],
    encoding: Encoding,
    error: CodecError,
    handler: Handler,
) -> Result<usize, CodecFailure> {
    let bad = &bytes[..error.end - error.start];
    match handler {
        Handler::Strict => return Err(error.into()),
        Handler::Ignore => {}
        Handler::Replace => push_code_point(out, 0xFFFD),
        Handler::BackslashReplace => {
            bad.iter().for_each(|byte| out.extend_from_slice(format!("\\x{byte:02x}").as_bytes()));
        }
        Handler::CharacterReference | Handler::CharacterName => {
            let message = "don't know how to handle UnicodeDecodeError in error callback";
            return Err(CodecFailure::Other(Failure::type_error(message)));
        }
        Handler::SurrogateEscape => {
            let escaped: Vec<u8> = bad.iter().copied().take_while(|&byte| byte >= 0x80).collect();
            if escaped.is_empty() {
                return Err(error.into());
            }
            escaped.iter().for_each(|&byte| push_code_point(out, 0xDC00 + u32::from(byte)));
            return Ok(escaped.len());
        }
        Handler::SurrogatePass => {
            let (code_point, length) = surrogate(bytes, encoding).ok_or(error)?;
            push_code_point(out, code_point);
            return Ok(length);
        }
    }
    Ok(bad.len())
}

/// The lone surrogate that is encoded at the beginning, and its length.
fn surrogate(bytes: &[u8], encoding: Encoding) -> Option<(u32, usize)> {
    let (code_point, length) = match (encoding, bytes) {
        (Encoding::Utf8, &[0xED, second @ 0xA0..0xC0, third @ 0x80..0xC0, ..]) => {
            (0xD000 | u32::from(second & 0x3F) << 6 | u32::from(third & 0x3F), 3)
        }
        (Encoding::Utf16(endian), &[a, b, ..]) => {
            (u32::from(if endian == Endian::Big { u16::from_be_bytes([a, b]) } else { u16::from_le_bytes([a, b]) }), 2)
        }
        (Encoding::Utf32(endian), &[a, b, c, d, ..]) => {
            let unit = [a, b, c, d];
            (if endian == Endian::Big { u32::from_be_bytes(unit) } else { u32::from_le_bytes(unit) }, 4)
        }
        _ => return None,
    };
    is_surrogate(code_point).then_some((code_point, length))
}
