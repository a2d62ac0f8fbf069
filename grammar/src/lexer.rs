//! From text to the whole list of lexemes: logos finds the tokens, `layout` sees to lines and brackets, `quoted` to
//! strings, `soft` to soft keywords. The list is made before parsing starts, because soft keywords look ahead over a
//! line, and because error messages look around.
//!
//! Nothing here recurses, and a wrong character or string never stops the lexer: it reports and goes on.

use logos::Logos;
use unicode_ident::{is_xid_continue, is_xid_start};

use crate::error::{ErrorKind, SyntaxError, Warning};
use crate::layout::{Bracket, Indent, LostBracket};
use crate::quoted::Formatted;
use crate::span::Span;
use crate::token::{Lexeme, Token};

/// What the lexer made of a text.
pub(crate) struct Lexed {
    pub(crate) tokens: Vec<Lexeme>,
    /// In the order they were met, which is CPython's.
    pub(crate) errors: Vec<SyntaxError>,
    pub(crate) warnings: Vec<Warning>,
    /// The bracket CPython calls never closed, and where parsing goes on without it.
    pub(crate) unclosed: Option<Unclosed>,
    /// Deeper lines where no block was opened.
    pub(crate) unexpected_indents: Vec<Span>,
    /// The text ended inside a bracket, a triple-quoted string or after a backslash.
    pub(crate) incomplete: bool,
}

#[derive(Clone, Copy)]
pub(crate) struct Unclosed {
    pub(crate) open: u8,
    pub(crate) at: u32,
    pub(crate) given_up_at: u32,
}

impl Lexed {
    pub(crate) fn is_right(&self) -> bool {
        self.errors.is_empty() && self.unexpected_indents.is_empty() && self.unclosed.is_none()
    }
}

pub(crate) struct Lexer<'s> {
    pub(crate) source: &'s str,
    logos: logos::Lexer<'s, Token>,
    pub(crate) tokens: Vec<Lexeme>,
    pub(crate) errors: Vec<SyntaxError>,
    pub(crate) warnings: Vec<Warning>,
    pub(crate) incomplete: bool,
    pub(crate) at_line_start: bool,
    pub(crate) indents: Vec<Indent>,
    pub(crate) unexpected_indents: Vec<Span>,
    pub(crate) brackets: Vec<Bracket>,
    /// Brackets given up because a statement began inside them.
    pub(crate) lost: Vec<LostBracket>,
    /// The f-strings and t-strings we are inside of.
    pub(crate) strings: Vec<Formatted>,
}

/// Reads all of `source`.
pub(crate) fn lex(source: &str) -> Lexed {
    let mut lexer = Lexer {
        source,
        logos: Token::lexer(source),
        tokens: Vec::with_capacity(source.len() / 4 + 16),
        errors: Vec::new(),
        warnings: Vec::new(),
        incomplete: false,
        at_line_start: true,
        indents: Vec::new(),
        unexpected_indents: Vec::new(),
        brackets: Vec::new(),
        lost: Vec::new(),
        strings: Vec::new(),
    };
    lexer.run();
    let unclosed = lexer.finish();
    crate::soft::find_soft_keywords(source, &mut lexer.tokens);
    Lexed {
        tokens: lexer.tokens,
        errors: lexer.errors,
        warnings: lexer.warnings,
        unclosed,
        unexpected_indents: lexer.unexpected_indents,
        incomplete: lexer.incomplete,
    }
}

impl<'s> Lexer<'s> {
    fn run(&mut self) {
        while self.errors.len() < crate::MAX_ERRORS {
            if self.at_line_start {
                self.line_start();
            }
            match self.logos.next() {
                Some(Ok(token)) => self.token(token),
                Some(Err(())) => self.strange_character(),
                None => break,
            }
        }
    }

    fn token(&mut self, token: Token) {
        let Span { start, end } = self.here();
        match token {
            Token::Name => self.name(start),
            Token::LineEnd => self.line_end(start),
            Token::Continuation => self.continuation(start),
            Token::Number => self.number(start, end),
            Token::String => self.string(start),
            Token::FStringStart | Token::TStringStart => self.formatted_string(token, start),
            Token::ParenOpen | Token::SquareOpen | Token::BraceOpen => self.open(token, start),
            Token::ParenClose | Token::SquareClose | Token::BraceClose => self.close(token, start),
            Token::Colon if self.in_field() => self.format_spec(start),
            Token::ColonEqual if self.in_field() => {
                self.move_to(start + 1);
                self.format_spec(start);
            }
            token if token.is_keyword() && self.byte(end) >= 0x80 => self.name(start),
            token => self.push(start, token, end),
        }
    }

    /// A name; logos has seen its ASCII beginning.
    fn name(&mut self, start: u32) {
        let end = self.here().end;
        match self.byte(end) {
            0x80.. => self.wide_name(start),
            b'"' | b'\'' => {
                self.string_prefix(Span::new(start, end));
                self.push(start, Token::Name, end);
            }
            _ => self.push(start, Token::Name, end),
        }
    }

    /// A name with characters beyond ASCII; the first one that cannot be in a name is reported and left out.
    fn wide_name(&mut self, start: u32) {
        let rest = &self.source[start as usize..];
        let mut end = start;
        for (at, c) in rest.char_indices() {
            let fits = c == '_' || if at == 0 { is_xid_start(c) } else { is_xid_continue(c) };
            if !fits {
                if !c.is_ascii() {
                    self.wrong_character(start + at as u32, c);
                    self.move_to(start + at as u32 + c.len_utf8() as u32);
                    if at == 0 {
                        return;
                    }
                    return self.push(start, Token::Name, end);
                }
                break;
            }
            end = start + (at + c.len_utf8()) as u32;
        }
        self.move_to(end);
        self.push(start, Token::Name, end);
    }

    fn strange_character(&mut self) {
        let start = self.here().start;
        let Some(c) = self.source[start as usize..].chars().next() else {
            return;
        };
        self.move_to(start + c.len_utf8() as u32);
        if c == '\\' {
            self.error(Span::new(start, start + 1), "unexpected character after line continuation character");
        } else if !c.is_ascii() {
            self.wide_name(start);
        } else if c.is_ascii_control() {
            self.wrong_character(start, c);
        } else {
            self.push(start, Token::Unknown, start + 1);
        }
    }

    fn wrong_character(&mut self, at: u32, c: char) {
        let code = c as u32;
        let message = if is_printable(c) {
            format!("invalid character '{c}' (U+{code:04X})")
        } else {
            format!("invalid non-printable character U+{code:04X}")
        };
        self.error(Span::new(at, at + c.len_utf8() as u32), message);
    }

    fn continuation(&mut self, start: u32) {
        let end = self.here().end;
        if end as usize == self.source.len() {
            self.incomplete = true;
            self.error(Span::new(start, end), "unexpected EOF while parsing");
        }
    }

    /// A number; logos matches what is right, so what is wrong shows in what follows.
    fn number(&mut self, start: u32, end: u32) {
        let text = &self.source[start as usize..end as usize];
        let bytes = text.as_bytes();
        let next = self.byte(end);
        let base = if text == "0" { next | 0x20 } else { bytes.get(1).map_or(0, |b| b | 0x20) };
        let kind = match base {
            b'x' if bytes[0] == b'0' => "hexadecimal",
            b'o' if bytes[0] == b'0' => "octal",
            b'b' if bytes[0] == b'0' => "binary",
            _ if text.ends_with(['j', 'J']) => "imaginary",
            _ => "decimal",
        };
        if kind == "decimal" && bytes[0] == b'0' && is_zero_led(bytes) && next != b'_' {
            let digits = bytes.iter().take_while(|b| matches!(b, b'0' | b'_')).count() as u32;
            self.error(
                Span::new(start, start + digits),
                "leading zeros in decimal integer literals are not permitted; \
                 use an 0o prefix for octal integers",
            );
        } else if next.is_ascii_alphanumeric() || next == b'_' || next >= 0x80 {
            self.number_tail(start, end, kind);
        }
        let end = self.here().end;
        self.push(start, Token::Number, end);
    }

    /// Something name-like stands right behind a number: CPython lets a keyword pass, with a warning.
    fn number_tail(&mut self, start: u32, end: u32, kind: &str) {
        let rest = &self.source[end as usize..];
        let word_len = rest.find(|c: char| !(c == '_' || is_xid_continue(c))).unwrap_or(rest.len());
        let word = &rest[..word_len];
        let Some(&first) = word.as_bytes().first() else {
            return;
        };
        let keywords = ["and", "else", "for", "if", "in", "is", "or", "not"];
        if keywords.iter().any(|keyword| word.starts_with(keyword)) {
            self.warnings.push(Warning { message: format!("invalid {kind} literal"), span: Span::new(start, end) });
            return;
        }
        // `0x`, `0b` and `0o` without digits: their letter is part of the number.
        let tail = match first | 0x20 {
            b'x' | b'o' | b'b' if kind != "decimal" && kind != "imaginary" => &word[1..],
            _ => word,
        };
        let digit = tail.trim_start_matches('_').bytes().next().unwrap_or(0);
        let out_of_range = digit.is_ascii_digit() && (kind == "octal" || kind == "binary") && !tail.starts_with("__");
        let message = if out_of_range {
            format!("invalid digit '{}' in {kind} literal", digit as char)
        } else {
            format!("invalid {kind} literal")
        };
        self.error(Span::new(start, end), message);
        self.move_to(end + word_len as u32);
    }

    // ------------------------------------------------------------------ what the other files need

    /// The place of the token logos has just found.
    pub(crate) fn here(&self) -> Span {
        let span = self.logos.span();
        Span::new(span.start as u32, span.end as u32)
    }

    /// Goes on reading at a byte, which must begin a character.
    pub(crate) fn move_to(&mut self, at: u32) {
        let end = self.logos.span().end;
        if at as usize >= end {
            self.logos.bump(at as usize - end);
        } else {
            self.logos = Token::lexer(self.source);
            self.logos.bump(at as usize);
        }
    }

    /// The byte at an offset, 0 behind the end.
    pub(crate) fn byte(&self, at: u32) -> u8 {
        self.source.as_bytes().get(at as usize).copied().unwrap_or(0)
    }

    pub(crate) fn push(&mut self, start: u32, token: Token, end: u32) {
        self.tokens.push((start, token, end));
    }

    pub(crate) fn error(&mut self, span: Span, message: impl Into<String>) {
        self.report(ErrorKind::SyntaxError, span, message);
    }

    pub(crate) fn report(&mut self, kind: ErrorKind, span: Span, message: impl Into<String>) {
        if self.errors.len() < crate::MAX_ERRORS {
            self.errors.push(SyntaxError::new(kind, span, message));
        }
    }

    /// The line, counted from 1, in which a byte lies.
    pub(crate) fn line_of(&self, at: u32) -> usize {
        line_of(self.source, at)
    }
}

/// The line, counted from 1, in which a byte lies. O(n): for messages only.
pub(crate) fn line_of(source: &str, at: u32) -> usize {
    let before = &source.as_bytes()[..(at as usize).min(source.len())];
    let mut lines = 1;
    for (i, &byte) in before.iter().enumerate() {
        if byte == b'\n' || byte == b'\r' && source.as_bytes().get(i + 1) != Some(&b'\n') {
            lines += 1;
        }
    }
    lines
}

/// `012`, but not `0`, `00`, `0.5`, `0e1` or `0j`.
fn is_zero_led(digits: &[u8]) -> bool {
    digits.iter().all(|b| b.is_ascii_digit() || *b == b'_') && digits.iter().any(|b| (b'1'..=b'9').contains(b))
}

/// An approximation of `str.isprintable` for characters that cannot be in a name.
fn is_printable(c: char) -> bool {
    !(c.is_control()
        || c.is_whitespace() && c != ' '
        || matches!(c,
            '\u{AD}' | '\u{600}'..='\u{605}' | '\u{61C}' | '\u{6DD}' | '\u{70F}' | '\u{180E}'
            | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
            | '\u{FEFF}' | '\u{FFF0}'..='\u{FFFB}' | '\u{FFFE}' | '\u{FFFF}'
            | '\u{E000}'..='\u{F8FF}' | '\u{E0000}'..='\u{E0FFF}' | '\u{F0000}'..='\u{10FFFF}'))
}
