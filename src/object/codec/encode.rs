//! Text to bytes.

use super::{CodecError, CodecFailure, Encoding, Endian, Handler, WINDOWS_1252, is_surrogate};
use crate::object::string::{code_points, push_code_point};

/// `text.encode(encoding, errors)`, of WTF-8.
pub fn encode(wtf8: &[u8], encoding: Encoding, errors: &str) -> Result<Vec<u8>, CodecFailure> {
    let mut out = Vec::with_capacity(wtf8.len() + 4);
    match encoding {
        Encoding::Utf8Signed => out.extend_from_slice(b"\xEF\xBB\xBF"),
        Encoding::Utf16(Endian::Marked) => out.extend_from_slice(b"\xFF\xFE"),
        Encoding::Utf32(Endian::Marked) => out.extend_from_slice(b"\xFF\xFE\0\0"),
        _ => {}
    }
    let as_it_is = match encoding {
        Encoding::UnicodeEscape => return Ok(super::escape::encode(wtf8)),
        Encoding::Utf8 | Encoding::Utf8Signed => std::str::from_utf8(wtf8).is_ok(),
        Encoding::Ascii | Encoding::Latin1 | Encoding::Windows1252 => wtf8.is_ascii(),
        Encoding::Utf16(_) | Encoding::Utf32(_) => false,
    };
    if as_it_is {
        out.extend_from_slice(wtf8);
        return Ok(out);
    }
    let mut characters = code_points(wtf8);
    let mut position = 0;
    loop {
        let rest = characters.rest();
        let Some(code_point) = characters.next() else { return Ok(out) };
        if push(&mut out, encoding, code_point) {
            position += 1;
            continue;
        }
        let run = unencodable(rest, encoding);
        let (start, end) = (position, position + run.len());
        position = end;
        let error = CodecError { encoding: encoding.name(), start, end, reason: reason(encoding) };
        for _ in 1..run.len() {
            characters.next();
        }
        handle(&mut out, encoding, &run, error, Handler::find(errors)?)?;
    }
}

fn reason(encoding: Encoding) -> &'static str {
    match encoding {
        Encoding::Ascii => "ordinal not in range(128)",
        Encoding::Latin1 => "ordinal not in range(256)",
        Encoding::Windows1252 => "character maps to <undefined>",
        _ => "surrogates not allowed",
    }
}

/// The characters at the beginning that cannot be encoded; errors in wide encodings are told one by one.
fn unencodable(wtf8: &[u8], encoding: Encoding) -> Vec<u32> {
    let limit = if matches!(encoding, Encoding::Utf16(_) | Encoding::Utf32(_)) { 1 } else { usize::MAX };
    let mut scratch = Vec::new();
    code_points(wtf8).take_while(|&code_point| !push(&mut scratch, encoding, code_point)).take(limit).collect()
}

/// Appends a character; false if the encoding has none for it.
fn push(out: &mut Vec<u8>, encoding: Encoding, code_point: u32) -> bool {
    if encoding.is_utf() {
        if is_surrogate(code_point) {
            return false;
        }
        push_utf(out, encoding, code_point);
        return true;
    }
    let byte = match (encoding, u8::try_from(code_point)) {
        (Encoding::Ascii, Ok(byte)) if byte < 0x80 => byte,
        (Encoding::Latin1, Ok(byte)) => byte,
        (Encoding::Windows1252, Ok(byte)) if !(0x80..0xA0).contains(&byte) => byte,
        (Encoding::Windows1252, Err(_)) => {
            match WINDOWS_1252.iter().position(|&other| u32::from(other) == code_point) {
                Some(index) => 0x80 + index as u8,
                None => return false,
            }
        }
        _ => return false,
    };
    out.push(byte);
    true
}

fn push_utf(out: &mut Vec<u8>, encoding: Encoding, code_point: u32) {
    match encoding {
        Encoding::Utf16(endian) => {
            let mut push = |unit: u16| {
                out.extend_from_slice(&if endian == Endian::Big { unit.to_be_bytes() } else { unit.to_le_bytes() });
            };
            match code_point.checked_sub(0x1_0000) {
                Some(rest) => {
                    push(0xD800 | (rest >> 10) as u16);
                    push(0xDC00 | (rest & 0x3FF) as u16);
                }
                None => push(code_point as u16),
            }
        }
        Encoding::Utf32(Endian::Big) => out.extend_from_slice(&code_point.to_be_bytes()),
        Encoding::Utf32(_) => out.extend_from_slice(&code_point.to_le_bytes()),
        _ => push_code_point(out, code_point),
    }
}

fn handle(
    out: &mut Vec<u8>,
    encoding: Encoding,
    run: &[u32],
    error: CodecError,
    handler: Handler,
) -> Result<(), CodecFailure> {
    let replacement = |code_point: u32| match handler {
        Handler::Replace => "?".into(),
        Handler::CharacterReference => format!("&#{code_point};"),
        Handler::CharacterName => super::escape::named_escape(code_point),
        _ => match code_point {
            0..0x100 => format!("\\x{code_point:02x}"),
            0x100..0x1_0000 => format!("\\u{code_point:04x}"),
            _ => format!("\\U{code_point:08x}"),
        },
    };
    match handler {
        Handler::Strict => return Err(error.into()),
        Handler::Ignore => {}
        Handler::Replace | Handler::CharacterReference | Handler::CharacterName | Handler::BackslashReplace => {
            let text: String = run.iter().map(|&code_point| replacement(code_point)).collect();
            for byte in text.bytes() {
                push(out, encoding, byte.into());
            }
        }
        Handler::SurrogateEscape => {
            if !run.iter().all(|code_point| (0xDC80..0xDD00).contains(code_point)) {
                return Err(error.into());
            }
            out.extend(run.iter().map(|&code_point| code_point as u8));
        }
        Handler::SurrogatePass => {
            if !encoding.is_utf() {
                return Err(error.into());
            }
            run.iter().for_each(|&code_point| push_utf(out, encoding, code_point));
        }
    }
    Ok(())
}
