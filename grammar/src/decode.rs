//! From the bytes of a file to text, and the texts that are refused as a whole.

use crate::error::{ErrorKind, SyntaxError};
use crate::span::Span;

/// A longer text is refused: its tree would take gigabytes.
const MAX_SOURCE: usize = 16 << 20;

pub(crate) fn decode(bytes: &[u8]) -> Result<&str, SyntaxError> {
    let (bytes, marked) = match bytes.strip_prefix(b"\xEF\xBB\xBF") {
        Some(bytes) => (bytes, true),
        None => (bytes, false),
    };
    if let Some((name, span)) = coding(bytes).filter(|(name, _)| !is_utf8(name)) {
        let message = if marked {
            format!("encoding problem: {name} with BOM")
        } else if is_other_encoding(name) {
            format!("encoding '{name}' is not supported by Taipan: source files are UTF-8")
        } else {
            format!("unknown encoding: {name}")
        };
        return Err(SyntaxError::new(ErrorKind::SyntaxError, span, message));
    }
    if let Some(at) = bytes.iter().position(|&b| b == 0) {
        let span = Span::new(at as u32, at as u32 + 1);
        return Err(SyntaxError::new(ErrorKind::SyntaxError, span, "source code cannot contain null bytes"));
    }
    std::str::from_utf8(bytes).map_err(|error| {
        let at = error.valid_up_to();
        let line = bytes[..at].iter().filter(|&&b| b == b'\n').count() + 1;
        let message = format!(
            "Non-UTF-8 code starting with '\\x{:02x}' on line {line}, but no encoding declared; \
             see https://peps.python.org/pep-0263/ for details",
            bytes[at]
        );
        SyntaxError::new(ErrorKind::SyntaxError, Span::new(at as u32, at as u32 + 1), message)
    })
}

/// The name in a comment like `# -*- coding: name -*-` of the first two lines.
fn coding(bytes: &[u8]) -> Option<(&str, Span)> {
    let mut start = 0;
    for line in bytes.split_inclusive(|&b| b == b'\n').take(2) {
        let text = std::str::from_utf8(line.trim_ascii_end()).ok()?;
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

/// Whether Python knows the encoding, at a guess by its family.
fn is_other_encoding(name: &str) -> bool {
    let name = name.to_ascii_lowercase().replace('_', "-");
    let families =
        ["latin", "iso-8859", "iso8859", "cp", "windows-", "koi8", "mac", "utf", "gb", "big5", "euc", "shift"];
    families.iter().any(|family| name.starts_with(family))
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
