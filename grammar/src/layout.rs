//! Lines, indentation and brackets: which line ends count, where blocks open and close.
//!
//! Columns are counted as CPython does, twice: once with tabs reaching to the next multiple of eight, once with tabs
//! as one column. Where the two disagree about what is deeper, tabs and spaces have been mixed.

use crate::ast::{MAX_BRACKETS, MAX_INDENTS};
use crate::error::ErrorKind;
use crate::lexer::{Lexer, Unclosed};
use crate::span::Span;
use crate::token::Token;

#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Indent {
    column: u32,
    /// The column with tabs counted as one.
    strict: u32,
    /// Nothing opened this block: it is reported, and the parser hears nothing of it.
    unexpected: bool,
}

#[derive(Clone, Copy)]
pub(crate) struct Bracket {
    pub(crate) open: u8,
    pub(crate) at: u32,
    pub(crate) role: Role,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    Plain,
    /// The brace of a replacement field, in its expression.
    Field,
    /// The brace of a replacement field, in its format specification.
    Spec,
}

/// A bracket given up because the line `at` began a statement inside it.
#[derive(Clone, Copy)]
pub(crate) struct LostBracket {
    bracket: Bracket,
    given_up_at: u32,
}

impl Lexer<'_> {
    /// Skips blank lines and comments, then compares the indentation with that of the block.
    pub(crate) fn line_start(&mut self) {
        self.at_line_start = false;
        let mut at = self.here().end;
        let line = at;
        let mut indent = Indent::default();
        let mut before_continuation = None;
        loop {
            match self.byte(at) {
                b' ' => {
                    indent.column += 1;
                    indent.strict += 1;
                }
                b'\t' => {
                    indent.column = (indent.column / 8 + 1) * 8;
                    indent.strict += 1;
                }
                b'\x0C' => indent = Indent::default(),
                b'\\' if matches!(self.byte(at + 1), b'\n' | b'\r') => {
                    before_continuation.get_or_insert(indent);
                    at += u32::from(self.byte(at + 1) == b'\r' && self.byte(at + 2) == b'\n') + 1;
                    if at as usize + 1 >= self.source.len() {
                        return; // Logos meets the backslash at the end of the text, and reports it.
                    }
                }
                b'#' => {
                    while !matches!(self.byte(at), b'\n' | b'\r') && (at as usize) < self.source.len() {
                        at += 1;
                    }
                    continue;
                }
                b'\n' | b'\r' => {
                    indent = Indent::default();
                    before_continuation = None;
                }
                _ => break,
            }
            at += 1;
        }
        self.move_to(at);
        if (at as usize) < self.source.len() {
            let text_start = at;
            self.indent_to(before_continuation.unwrap_or(indent), line.max(self.line_begin(at)), text_start);
        }
    }

    fn line_begin(&self, at: u32) -> u32 {
        let before = &self.source.as_bytes()[..at as usize];
        before.iter().rposition(|b| matches!(b, b'\n' | b'\r')).map_or(0, |i| i as u32 + 1)
    }

    fn indent_to(&mut self, indent: Indent, line: u32, text: u32) {
        let block = self.indents.last().copied().unwrap_or_default();
        let mixed = if indent.column == block.column {
            indent.strict != block.strict
        } else if indent.column > block.column {
            indent.strict <= block.strict
        } else {
            false
        };
        if mixed {
            return self.mixed_tabs(line, text);
        }
        if indent.column > block.column {
            if self.indents.len() + 1 >= MAX_INDENTS {
                let span = Span::new(line, text);
                return self.report(ErrorKind::IndentationError, span, "too many levels of indentation");
            }
            if !self.block_expected() {
                // A line given up inside a bracket stands where the bracket wanted it.
                if self.lost.is_empty() {
                    self.unexpected_indents.push(Span::new(line, text));
                }
                return self.indents.push(Indent { unexpected: true, ..indent });
            }
            self.indents.push(indent);
            return self.push(line, Token::Indent, text);
        }
        while let Some(block) = self.indents.pop_if(|block| indent.column < block.column) {
            if !block.unexpected {
                self.push(text, Token::Dedent, text);
            }
        }
        let block = self.indents.last().copied().unwrap_or_default();
        if indent.column != block.column && self.lost.is_empty() {
            let span = Span::new(text, self.line_finish(text));
            let message = "unindent does not match any outer indentation level";
            self.report(ErrorKind::IndentationError, span, message);
        } else if indent.column == block.column && indent.strict != block.strict {
            self.mixed_tabs(line, text);
        }
    }

    /// Whether the line before is the head of a compound statement, its colon forgotten perhaps.
    fn block_expected(&self) -> bool {
        let [lines @ .., (_, last, _), _] = self.tokens.as_slice() else {
            return false;
        };
        let is_layout = |token: Token| matches!(token, Token::Newline | Token::Indent | Token::Dedent);
        let head = lines.iter().rposition(|lexeme| is_layout(lexeme.1)).map_or(0, |i| i + 1);
        let Some(&(start, head, end)) = self.tokens.get(head) else {
            return false;
        };
        *last == Token::Colon
            || head.heads_block()
            || head == Token::Name && matches!(Span::new(start, end).text(self.source), "match" | "case")
    }

    fn mixed_tabs(&mut self, line: u32, text: u32) {
        let span = Span::new(line, text);
        let message = "inconsistent use of tabs and spaces in indentation";
        self.report(ErrorKind::TabError, span, message);
    }

    /// Where the line of a byte ends.
    pub(crate) fn line_finish(&self, at: u32) -> u32 {
        let rest = &self.source.as_bytes()[at as usize..];
        let len = rest.iter().position(|b| matches!(b, b'\n' | b'\r'));
        at + len.unwrap_or(rest.len()) as u32
    }

    pub(crate) fn line_end(&mut self, start: u32) {
        let end = self.here().end;
        if self.brackets.is_empty() {
            self.push(start, Token::Newline, end);
            self.at_line_start = true;
        } else if self.strings.is_empty() && self.statement_begins(end) {
            let given_up_at = end;
            let brackets = std::mem::take(&mut self.brackets);
            self.lost.extend(brackets.into_iter().map(|bracket| LostBracket { bracket, given_up_at }));
            self.push(start, Token::Newline, end);
            self.at_line_start = true;
        }
    }

    /// Whether the line begins with a keyword that cannot stand inside brackets.
    fn statement_begins(&self, at: u32) -> bool {
        let rest = self.source[at as usize..].trim_start_matches([' ', '\t', '\x0C']);
        if !rest.starts_with(|c: char| c.is_ascii_lowercase()) {
            return false;
        }
        let mut tokens = logos::Logos::lexer(rest);
        let Some(Ok(first)) = tokens.next() else {
            return false;
        };
        let first: Token = first;
        let follows = rest.as_bytes().get(tokens.span().end).copied().unwrap_or(b' ');
        first.opens_statement() && follows < 0x80 && follows != b'='
    }

    pub(crate) fn open(&mut self, token: Token, at: u32) {
        if self.brackets.len() >= MAX_BRACKETS {
            // Reported once; the bracket counts nonetheless, so that its partner finds it.
            if self.brackets.len() == MAX_BRACKETS {
                self.error(Span::new(at, at + 1), "too many nested parentheses");
            }
        }
        let open = self.byte(at);
        self.brackets.push(Bracket { open, at, role: Role::Plain });
        self.push(at, token, at + 1);
    }

    pub(crate) fn close(&mut self, token: Token, at: u32) {
        let close = self.byte(at);
        let span = Span::new(at, at + 1);
        let Some(&bracket) = self.brackets.last() else {
            return self.close_lost(token, span);
        };
        if bracket.role == Role::Field && close == b'}' {
            self.brackets.pop();
            self.push(at, Token::FieldClose, at + 1);
            return self.string_text(at + 1);
        }
        if bracket.role == Role::Field {
            let kind = self.strings.last().map_or('f', |string| string.letter);
            self.error(span, format!("{kind}-string: unmatched '{}'", close as char));
            return;
        }
        if close == partner(bracket.open) {
            self.brackets.pop();
            return self.push(at, token, at + 1);
        }
        let (line, open_line) = (self.line_of(at), self.line_of(bracket.at));
        let mut message = format!(
            "closing parenthesis '{}' does not match opening parenthesis '{}'",
            close as char, bracket.open as char
        );
        if line != open_line {
            message.push_str(&format!(" on line {open_line}"));
        }
        self.error(span, message);
        self.brackets.pop();
        let closer = match bracket.open {
            b'(' => Token::ParenClose,
            b'[' => Token::SquareClose,
            _ => Token::BraceClose,
        };
        self.push(at, closer, at + 1);
    }

    /// A bracket closes that was not open, or that was given up too early.
    fn close_lost(&mut self, token: Token, span: Span) {
        let close = self.byte(span.start);
        match self.lost.last() {
            Some(lost) if partner(lost.bracket.open) == close => {
                self.lost.pop();
                self.push(span.start, token, span.end);
            }
            _ => self.error(span, format!("unmatched '{}'", close as char)),
        }
    }

    /// Closes what the end of the text leaves open.
    pub(crate) fn finish(&mut self) -> Option<Unclosed> {
        let end = self.source.len() as u32;
        let innermost = self.brackets.last().map(|&bracket| LostBracket { bracket, given_up_at: end });
        self.incomplete |= innermost.is_some();
        let unclosed = innermost.or(self.lost.last().copied());
        if !matches!(self.tokens.last(), None | Some((_, Token::Newline | Token::Dedent, _))) {
            self.push(end, Token::Newline, end);
        }
        while let Some(block) = self.indents.pop() {
            if !block.unexpected {
                self.push(end, Token::Dedent, end);
            }
        }
        unclosed.map(|lost| Unclosed { open: lost.bracket.open, at: lost.bracket.at, given_up_at: lost.given_up_at })
    }
}

fn partner(open: u8) -> u8 {
    match open {
        b'(' => b')',
        b'[' => b']',
        _ => b'}',
    }
}
