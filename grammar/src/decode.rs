//! From the bytes of a file to text, and the texts that are refused as a whole.

use crate::error::{ErrorKind, SyntaxError};
use crate::span::Span;

/// A longer text is refused: its tree would take gigabytes.
const MAX_SOURCE: usize = 16 << 20;

pub(crate) fn decode(bytes: &[u8]) -> Result<&str, SyntaxError> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|error| not_utf8(bytes, error))?;
    match coding(bytes) {
        Some((name, span)) if !is_utf8(name) => {
            let message = format!("encoding '{name}' is not supported by Taipan: source files are UTF-8");
            Err(SyntaxError::new(ErrorKind::SyntaxError, span, message))
        }
        _ => Ok(text),
    }
}

fn not_utf8(bytes: &[u8], error: std::str::Utf8Error) -> SyntaxError {
    let at = error.valid_up_to();
    let span = Span::new(at as u32, at as u32 + 1);
    if let Some((name, span)) = coding(&bytes[..at]).filter(|(name, _)| !is_utf8(name)) {
        let message = format!("encoding '{name}' is not supported by Taipan: source files are UTF-8");
        return SyntaxError::new(ErrorKind::SyntaxError, span, message);
    }
    let byte = bytes[at];
    let what = match error.error_len() {
        None => "unexpected end of data",
        Some(_) if matches!(byte, 0x80..=0xC1 | 0xF5..=0xFF) => "invalid start byte",
        Some(_) => "invalid continuation byte",
    };
    let message = format!("(unicode error) 'utf-8' codec can't decode byte 0x{byte:02x} in position {at}: {what}");
    SyntaxError::new(ErrorKind::SyntaxError, span, message)
}

/// The name in a comment like `# -*- coding: name -*-` of the first two lines.
fn coding(bytes: &[u8]) -> Option<(&str, Span)> {
    let mut start = 0;
    for line in bytes.split_inclusive(|&b| b == b'\n').take(2) {
        let text = std::str::from_utf8(line).ok()?;
        let comment = text.trim_start_matches([' ', '\t', '\x0C']);
        if !comment.starts_with('#') {
            if !comment.trim().is_empty() {
                return None;
            }
        } else if let Some(at) = text.find("coding") {
            let value = text[at + 6..].strip_prefix([':', '=']).map(|rest| rest.trim_start_matches([' ', '\t']));
            let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
            let name = value.map(|value| value.split(|c| !is_name(c)).next().unwrap_or(""));
            if let Some(name) = name.filter(|name| !name.is_empty()) {
                let from = start + (name.as_ptr() as usize - text.as_ptr() as usize);
                return Some((name, Span::new(from as u32, (from + name.len()) as u32)));
            }
        }
        start += line.len();
    }
    None
}

fn is_utf8(name: &str) -> bool {
    let name = name.to_ascii_lowercase().replace('_', "-");
    name == "utf-8" || name == "utf8" || name.starts_with("utf-8-") || name == "ascii" || name == "us-ascii"
}

/// The error for a text that is not read at all.
pub(crate) fn refuse(source: &str) -> Option<SyntaxError> {
    if source.len() > MAX_SOURCE {
        let message = format!(
            "source is too long for Taipan: {} MiB, at most {} MiB are read",
            source.len() >> 20,
            MAX_SOURCE >> 20
        );
        return Some(SyntaxError::new(ErrorKind::SyntaxError, Span::new(0, 0), message));
    }
    let at = source.find('\0')?;
    let span = Span::new(at as u32, at as u32 + 1);
    Some(SyntaxError::new(ErrorKind::SyntaxError, span, "source code string cannot contain null bytes"))
}
