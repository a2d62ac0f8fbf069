//! Taking text and bytes apart and putting them together: what `split`, `strip`, `replace` and their like do for both
//! `str` and `bytes`. They differ in what a character is, which [`Units`] tells.

use memchr::memmem;

use super::string::{Side, code_points, find};
use super::unicode;

/// What the characters of a byte sequence are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Units {
    /// Code points of WTF-8.
    Text,
    Bytes,
}

impl Units {
    /// The first character, and how many bytes it takes.
    fn first(self, bytes: &[u8]) -> Option<(u32, usize)> {
        match self {
            Units::Bytes => bytes.first().map(|&byte| (u32::from(byte), 1)),
            Units::Text => {
                let mut rest = code_points(bytes);
                rest.next().map(|code_point| (code_point, bytes.len() - rest.rest().len()))
            }
        }
    }

    /// The last character, and how many bytes it takes.
    fn last(self, bytes: &[u8]) -> Option<(u32, usize)> {
        match self {
            Units::Bytes => bytes.last().map(|&byte| (u32::from(byte), 1)),
            Units::Text => {
                let mut rest = code_points(bytes);
                rest.next_back().map(|code_point| (code_point, bytes.len() - rest.rest().len()))
            }
        }
    }

    pub fn is_space(self, character: u32) -> bool {
        match self {
            Units::Text => unicode::is_space(character),
            Units::Bytes => matches!(character, 0x09..=0x0D | 0x20),
        }
    }

    fn is_line_break(self, character: u32) -> bool {
        match self {
            Units::Text => matches!(character, 0x0A..=0x0D | 0x1C..=0x1E | 0x85 | 0x2028 | 0x2029),
            Units::Bytes => matches!(character, 0x0A | 0x0D),
        }
    }

    /// `bytes` without the characters at its ends that `strips` says.
    pub fn trim(self, bytes: &[u8], left: bool, right: bool, strips: impl Fn(u32) -> bool) -> &[u8] {
        let mut rest = bytes;
        while left
            && let Some((character, length)) = self.first(rest)
            && strips(character)
        {
            rest = &rest[length..];
        }
        while right
            && let Some((character, length)) = self.last(rest)
            && strips(character)
        {
            rest = &rest[..rest.len() - length];
        }
        rest
    }

    /// The predicate of `strip(characters)`; without any, spaces are stripped.
    pub fn strips(self, characters: Option<&[u8]>) -> impl Fn(u32) -> bool {
        let set: Option<Vec<u32>> = characters.map(|bytes| match self {
            Units::Text => code_points(bytes).collect(),
            Units::Bytes => bytes.iter().map(|&byte| u32::from(byte)).collect(),
        });
        move |character| match &set {
            Some(set) => set.contains(&character),
            None => self.is_space(character),
        }
    }

    /// Words between spaces; at most `limit` splits, after which the rest is kept.
    pub fn split_spaces(self, bytes: &[u8], limit: usize) -> Vec<&[u8]> {
        let mut words = Vec::new();
        let mut rest = self.trim(bytes, true, false, |c| self.is_space(c));
        while !rest.is_empty() {
            if words.len() == limit {
                words.push(rest);
                break;
            }
            let mut end = 0;
            while let Some((character, length)) = self.first(&rest[end..])
                && !self.is_space(character)
            {
                end += length;
            }
            words.push(&rest[..end]);
            rest = self.trim(&rest[end..], true, false, |c| self.is_space(c));
        }
        words
    }

    /// As [`Units::split_spaces`], splitting from the right.
    pub fn rsplit_spaces(self, bytes: &[u8], limit: usize) -> Vec<&[u8]> {
        let mut words = Vec::new();
        let mut rest = self.trim(bytes, false, true, |c| self.is_space(c));
        while !rest.is_empty() {
            if words.len() == limit {
                words.push(rest);
                break;
            }
            let mut start = rest.len();
            while let Some((character, length)) = self.last(&rest[..start])
                && !self.is_space(character)
            {
                start -= length;
            }
            words.push(&rest[start..]);
            rest = self.trim(&rest[..start], false, true, |c| self.is_space(c));
        }
        words.reverse();
        words
    }

    /// Lines, with their ends if `keeps_ends`. A carriage return and a line feed are one end.
    pub fn split_lines(self, bytes: &[u8], keeps_ends: bool) -> Vec<&[u8]> {
        let mut lines = Vec::new();
        let (mut start, mut at) = (0, 0);
        while let Some((character, length)) = self.first(&bytes[at..]) {
            let end = at;
            at += length;
            if !self.is_line_break(character) {
                continue;
            }
            if character == 0x0D && bytes.get(at) == Some(&b'\n') {
                at += 1;
            }
            lines.push(&bytes[start..if keeps_ends { at } else { end }]);
            start = at;
        }
        if start < bytes.len() {
            lines.push(&bytes[start..]);
        }
        lines
    }
}

/// The parts between occurrences of `separator`, which is not empty; at most `limit` splits.
pub fn split<'a>(bytes: &'a [u8], separator: &[u8], limit: usize) -> Vec<&'a [u8]> {
    let mut parts = Vec::new();
    let mut start = 0;
    if let [byte] = separator {
        for at in memchr::memchr_iter(*byte, bytes).take(limit) {
            parts.push(&bytes[start..at]);
            start = at + 1;
        }
    } else {
        for at in memmem::find_iter(bytes, separator).take(limit) {
            parts.push(&bytes[start..at]);
            start = at + separator.len();
        }
    }
    parts.push(&bytes[start..]);
    parts
}

/// As [`split`], from the right.
pub fn rsplit<'a>(bytes: &'a [u8], separator: &[u8], limit: usize) -> Vec<&'a [u8]> {
    let mut parts = Vec::new();
    let mut rest = bytes;
    let finder = memmem::FinderRev::new(separator);
    while parts.len() < limit
        && let Some(at) = finder.rfind(rest)
    {
        parts.push(&rest[at + separator.len()..]);
        rest = &rest[..at];
    }
    parts.push(rest);
    parts.reverse();
    parts
}

/// What stands before and behind the first or last `separator`.
pub fn partition<'a>(bytes: &'a [u8], separator: &[u8], side: Side) -> Option<(&'a [u8], &'a [u8])> {
    let at = find(bytes, separator, side)?;
    Some((&bytes[..at], &bytes[at + separator.len()..]))
}

/// How many replacements [`replace`] will make: with the lengths it tells the size of the result.
pub fn count_replacements(bytes: &[u8], old: &[u8], limit: usize, units: Units) -> usize {
    let occurrences = match (old, units) {
        ([], Units::Text) => super::string::count_code_points(bytes) + 1,
        ([], Units::Bytes) => bytes.len() + 1,
        _ => super::string::count(bytes, old),
    };
    occurrences.min(limit)
}

/// `bytes` with the first `limit` occurrences of `old` replaced. An empty `old` occurs before each character and at the
/// end.
pub fn replace(bytes: &[u8], old: &[u8], new: &[u8], limit: usize, units: Units) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    if old.is_empty() {
        let mut rest = bytes;
        for _ in 0..count_replacements(bytes, old, limit, units) {
            out.extend_from_slice(new);
            let length = units.first(rest).map_or(0, |(_, length)| length);
            out.extend_from_slice(&rest[..length]);
            rest = &rest[length..];
        }
        out.extend_from_slice(rest);
        return out;
    }
    let mut start = 0;
    for at in memmem::find_iter(bytes, old).take(limit) {
        out.extend_from_slice(&bytes[start..at]);
        out.extend_from_slice(new);
        start = at + old.len();
    }
    out.extend_from_slice(&bytes[start..]);
    out
}

/// With tabs replaced by spaces up to the next multiple of `size` columns.
pub fn expand_tabs(bytes: &[u8], size: usize, units: Units) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut column = 0;
    for &byte in bytes {
        match byte {
            b'\t' if size > 0 => {
                let spaces = size - column % size;
                out.resize(out.len() + spaces, b' ');
                column += spaces;
            }
            b'\t' => {}
            b'\n' | b'\r' => {
                out.push(byte);
                column = 0;
            }
            _ => {
                out.push(byte);
                column += usize::from(units == Units::Bytes || byte & 0xC0 != 0x80);
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(parts: Vec<&[u8]>) -> Vec<&str> {
        parts.into_iter().map(|part| std::str::from_utf8(part).unwrap()).collect()
    }

    #[test]
    fn splitting() {
        assert_eq!(texts(split(b"a,b,,c", b",", 2)), ["a", "b", ",c"]);
        assert_eq!(texts(rsplit(b"a::b::::c", b"::", 2)), ["a::b", "", "c"]);
        assert_eq!(texts(split(b"", b",", usize::MAX)), [""]);
        let spaced = " \u{2003}a  b\u{a0}c ";
        assert_eq!(texts(Units::Text.split_spaces(spaced.as_bytes(), usize::MAX)), ["a", "b", "c"]);
        assert_eq!(texts(Units::Text.split_spaces(spaced.as_bytes(), 1)), ["a", "b\u{a0}c "]);
        assert_eq!(texts(Units::Text.rsplit_spaces(spaced.as_bytes(), 1)), [" \u{2003}a  b", "c"]);
        assert_eq!(texts(Units::Bytes.split_spaces(b"a\x1cb c", 9)), ["a\x1cb", "c"]);
        assert!(Units::Text.split_spaces(b"  ", 5).is_empty());
        assert_eq!(
            texts(Units::Text.split_lines("a\r\n\nb\u{2028}c".as_bytes(), true)),
            ["a\r\n", "\n", "b\u{2028}", "c"]
        );
        assert_eq!(texts(Units::Bytes.split_lines(b"a\x0bb\r", false)), ["a\x0bb"]);
    }

    #[test]
    fn replacing_and_stripping() {
        assert_eq!(replace("aé".as_bytes(), b"", b"-", usize::MAX, Units::Text), "-a-é-".as_bytes());
        assert_eq!(replace(b"abc", b"", b"-", 2, Units::Bytes), b"-a-bc");
        assert_eq!(replace(b"aaa", b"a", b"bb", 2, Units::Text), b"bbbba");
        assert_eq!(Units::Text.trim("éxé".as_bytes(), true, true, Units::Text.strips(Some("é".as_bytes()))), b"x");
        assert_eq!(expand_tabs("é\tb\n\t".as_bytes(), 4, Units::Text), "é   b\n    ".as_bytes());
        assert_eq!(partition(b"a.b.c", b".", Side::Right), Some((&b"a.b"[..], &b"c"[..])));
    }
}
