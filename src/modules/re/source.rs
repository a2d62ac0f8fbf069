//! The characters of a pattern or template, one or an escaped pair at a time.

use super::syntax::PatternError;
use crate::object::string::push_code_point;
use crate::object::unicode::is_identifier;

/// A character, or a backslash and what follows it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Token {
    Plain(u32),
    Escaped(u32),
}

impl Token {
    fn length(self) -> usize {
        match self {
            Token::Plain(_) => 1,
            Token::Escaped(_) => 2,
        }
    }

    /// The character, if it is not escaped.
    pub fn plain(self) -> Option<char> {
        match self {
            Token::Plain(code_point) => char::from_u32(code_point),
            Token::Escaped(_) => None,
        }
    }

    pub fn text(self) -> String {
        match self {
            Token::Plain(code_point) => text_of(&[code_point]),
            Token::Escaped(code_point) => text_of(&[u32::from(b'\\'), code_point]),
        }
    }
}

/// Code points as text.
pub fn text_of(code_points: &[u32]) -> String {
    let mut wtf8 = Vec::new();
    code_points.iter().for_each(|&code_point| push_code_point(&mut wtf8, code_point));
    String::from_utf8_lossy(&wtf8).into_owned()
}

/// `repr` of a name in a message.
pub fn quoted(name: &str) -> String {
    let quote = if name.contains('\'') && !name.contains('"') { '"' } else { '\'' };
    let mut out = String::from(quote);
    for letter in name.chars() {
        match letter {
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            _ if letter == quote => out.extend(['\\', letter]),
            _ if (letter as u32) < 32 || letter as u32 == 127 => out.push_str(&format!("\\x{:02x}", letter as u32)),
            _ => out.push(letter),
        }
    }
    out.push(quote);
    out
}

pub struct Source {
    chars: Vec<u32>,
    /// Behind the next token.
    index: usize,
    pub next: Option<Token>,
    /// A str, not bytes.
    pub is_text: bool,
}

pub type Result<T> = std::result::Result<T, PatternError>;

impl Source {
    pub fn new(chars: Vec<u32>, is_text: bool) -> Result<Source> {
        let mut source = Source { chars, index: 0, next: None, is_text };
        source.advance()?;
        Ok(source)
    }

    fn advance(&mut self) -> Result<()> {
        self.next = match self.chars.get(self.index) {
            None => None,
            Some(&backslash) if backslash == u32::from(b'\\') => match self.chars.get(self.index + 1) {
                Some(&escaped) => Some(Token::Escaped(escaped)),
                None => return Err(PatternError::at("bad escape (end of pattern)", self.chars.len() - 1)),
            },
            Some(&plain) => Some(Token::Plain(plain)),
        };
        self.index += self.next.map_or(0, Token::length);
        Ok(())
    }

    /// Takes the next token.
    pub fn get(&mut self) -> Result<Option<Token>> {
        let token = self.next;
        self.advance()?;
        Ok(token)
    }

    /// The next token's character, if it is not escaped.
    pub fn peek(&self) -> Option<char> {
        self.next.and_then(Token::plain)
    }

    /// Takes a character if it is next.
    pub fn accept(&mut self, wanted: char) -> Result<bool> {
        let found = self.peek() == Some(wanted);
        if found {
            self.advance()?;
        }
        Ok(found)
    }

    /// Takes up to `most` characters that are of a kind.
    pub fn take_while(&mut self, most: usize, kind: fn(char) -> bool) -> Result<String> {
        let mut taken = String::new();
        while taken.len() < most
            && let Some(letter) = self.peek().filter(|&letter| kind(letter))
        {
            taken.push(letter);
            self.advance()?;
        }
        Ok(taken)
    }

    /// Takes a name up to its end.
    pub fn take_until(&mut self, terminator: char, what: &str) -> Result<String> {
        let mut name = String::new();
        let mut length = 0;
        loop {
            let Some(token) = self.get()? else {
                return Err(match length {
                    0 => self.error(format!("missing {what}"), 0),
                    _ => self.error(format!("missing {terminator}, unterminated name"), length),
                });
            };
            if token.plain() == Some(terminator) {
                return if length == 0 { Err(self.error(format!("missing {what}"), 1)) } else { Ok(name) };
            }
            name.push_str(&token.text());
            length += token.length();
        }
    }

    pub fn position(&self) -> usize {
        self.index - self.next.map_or(0, Token::length)
    }

    /// Goes back to where a token begins.
    pub fn seek(&mut self, position: usize) -> Result<()> {
        self.index = position;
        self.advance()
    }

    /// An error so many characters before the next token.
    #[cold]
    pub fn error(&self, message: impl Into<String>, before: usize) -> PatternError {
        PatternError::at(message, self.position().saturating_sub(before))
    }

    pub fn check_group_name(&self, name: &str) -> Result<()> {
        let fits = is_identifier(name.as_bytes()) && (self.is_text || name.is_ascii());
        let length = name.chars().count();
        if fits { Ok(()) } else { Err(self.error(format!("bad character in group name {}", quoted(name)), length + 1)) }
    }
}
