//! Where things stand in a source: byte ranges, and their translation to lines and columns.
//! Spans travel as numbers through every room and become text once, in diagnostics and tracebacks.

use std::fmt;

/// A half-open range of bytes in the text that was parsed.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    pub start: u32,
    pub end: u32,
}

impl Span {
    /// The span from `start` up to but not including `end`.
    pub const fn new(start: u32, end: u32) -> Span {
        Span { start, end }
    }

    /// The smallest span that holds both.
    pub fn to(self, other: Span) -> Span {
        Span::new(self.start.min(other.start), self.end.max(other.end))
    }

    /// The text under the span; empty when it does not lie inside `text`.
    pub fn text(self, text: &str) -> &str {
        text.get(self.start as usize..self.end as usize).unwrap_or("")
    }

    /// The number of bytes under the span.
    pub fn len(self) -> usize {
        self.end.saturating_sub(self.start) as usize
    }

    /// Whether no byte lies under the span.
    pub fn is_empty(self) -> bool {
        self.end <= self.start
    }
}

impl fmt::Debug for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

/// A line and a column, both counted from 1; the column in characters, as CPython shows it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Position {
    pub line: u32,
    pub column: u32,
}

/// A named text with its line starts, so that offsets can be looked up in O(log lines).
/// Lines end at `\n`, `\r\n` or a lone `\r`, as they do for the lexer.
#[derive(Clone, Debug)]
pub struct Source {
    name: Box<str>,
    text: Box<str>,
    line_starts: Vec<u32>,
}

impl Source {
    /// Takes a text and the name tracebacks show for it, such as a path or `<stdin>`.
    pub fn new(name: impl Into<Box<str>>, text: impl Into<Box<str>>) -> Source {
        let text = text.into();
        let bytes = text.as_bytes();
        let mut line_starts = vec![0];
        for (at, &byte) in bytes.iter().enumerate() {
            if byte == b'\n' || byte == b'\r' && bytes.get(at + 1) != Some(&b'\n') {
                line_starts.push(at as u32 + 1);
            }
        }
        Source { name: name.into(), text, line_starts }
    }

    /// The name given to the source.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The whole text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The number of lines, at least 1; a final newline opens one more, empty line.
    pub fn line_count(&self) -> u32 {
        self.line_starts.len() as u32
    }

    /// The line, counted from 1, in which the byte lies.
    pub fn line_of(&self, offset: u32) -> u32 {
        self.line_starts.partition_point(|&start| start <= offset) as u32
    }

    /// Line and column of a byte offset; an offset past the end stands for the end.
    pub fn position(&self, offset: u32) -> Position {
        let line = self.line_of(offset);
        let start = self.line_starts[line as usize - 1] as usize;
        let end = (offset as usize).clamp(start, self.text.len());
        let before = &self.text.as_bytes()[start..end];
        let column = before.iter().filter(|&&byte| byte & 0xC0 != 0x80).count() as u32 + 1;
        Position { line, column }
    }

    /// The bytes of a line, counted from 1, without its line end; empty when there is no such line.
    pub fn line_span(&self, line: u32) -> Span {
        let Some(&start) = (line as usize).checked_sub(1).and_then(|i| self.line_starts.get(i)) else {
            return Span::default();
        };
        let end = self.line_starts.get(line as usize).map_or(self.text.len(), |&end| end as usize);
        let line = &self.text[start as usize..end];
        let kept = line.trim_end_matches(['\n', '\r']).len();
        Span::new(start, start + kept as u32)
    }

    /// The text of a line, counted from 1, without its line end.
    pub fn line(&self, line: u32) -> &str {
        self.line_span(line).text(&self.text)
    }
}
