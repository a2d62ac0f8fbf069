//! What a match is replaced with: text, and groups.

use super::source::{Result, Source, Token, quoted};
use super::syntax::PatternError;
use crate::object::string::push_code_point;

/// A part of a replacement.
#[derive(Debug, PartialEq)]
pub enum Piece {
    Text(Vec<u8>),
    Group(usize),
}

/// Why a template is refused.
#[derive(Debug)]
pub enum Refusal {
    Pattern(PatternError),
    /// A group of this name does not exist.
    UnknownGroup(String),
}

impl From<PatternError> for Refusal {
    fn from(error: PatternError) -> Refusal {
        Refusal::Pattern(error)
    }
}

struct Template {
    source: Source,
    groups: usize,
    pieces: Vec<Piece>,
    literal: Vec<u8>,
}

/// Parses a template for a pattern with so many groups; `names` finds those that have one.
pub fn parse(
    chars: Vec<u32>,
    is_text: bool,
    groups: usize,
    names: impl Fn(&str) -> Option<usize>,
) -> std::result::Result<Vec<Piece>, Refusal> {
    let source = Source::new(chars, is_text)?;
    let mut this = Template { source, groups, pieces: Vec::new(), literal: Vec::new() };
    while let Some(token) = this.source.get()? {
        match token {
            Token::Plain(code_point) => this.literal(code_point),
            Token::Escaped(escaped) => match char::from_u32(escaped).unwrap_or('\u{fffd}') {
                'g' => this.named(&names)?,
                letter @ '0'..='9' => this.number(letter)?,
                letter => this.escape(escaped, letter)?,
            },
        }
    }
    this.flush();
    Ok(this.pieces)
}

impl Template {
    fn literal(&mut self, code_point: u32) {
        match self.source.is_text {
            true => push_code_point(&mut self.literal, code_point),
            false => self.literal.push(code_point as u8),
        }
    }

    fn flush(&mut self) {
        if !self.literal.is_empty() {
            self.pieces.push(Piece::Text(std::mem::take(&mut self.literal)));
        }
    }

    fn group(&mut self, group: usize, before: usize) -> Result<()> {
        if group > self.groups {
            return Err(self.source.error(format!("invalid group reference {group}"), before));
        }
        self.flush();
        self.pieces.push(Piece::Group(group));
        Ok(())
    }

    /// `\g<name>`
    fn named(&mut self, names: &impl Fn(&str) -> Option<usize>) -> std::result::Result<(), Refusal> {
        if !self.source.accept('<')? {
            return Err(self.source.error("missing <", 0).into());
        }
        let name = self.source.take_until('>', "group name")?;
        let before = name.chars().count() + 1;
        if name.bytes().all(|byte| byte.is_ascii_digit()) {
            return match name.parse::<usize>() {
                Ok(group) => Ok(self.group(group, before)?),
                Err(_) => Err(self.source.error(format!("invalid group reference {name}"), before).into()),
            };
        }
        self.source.check_group_name(&name)?;
        match names(&name) {
            Some(group) => Ok(self.group(group, before)?),
            None => Err(Refusal::UnknownGroup(format!("unknown group name {}", quoted(&name)))),
        }
    }

    /// An octal number or the number of a group.
    fn number(&mut self, letter: char) -> Result<()> {
        let octal = |letter: char| ('0'..='7').contains(&letter);
        let mut text = String::from(letter);
        if letter == '0' {
            text += &self.source.take_while(2, octal)?;
            self.literal(u32::from_str_radix(&text, 8).unwrap_or(0) & 0xff);
            return Ok(());
        }
        text += &self.source.take_while(1, |letter| letter.is_ascii_digit())?;
        if text.len() == 2 && text.chars().all(octal) && self.source.peek().is_some_and(octal) {
            text += &self.source.take_while(1, octal)?;
            let value = u32::from_str_radix(&text, 8).unwrap_or(u32::MAX);
            if value > 0o377 {
                let message = format!("octal escape value \\{text} outside of range 0-0o377");
                return Err(self.source.error(message, text.len() + 1));
            }
            self.literal(value);
            return Ok(());
        }
        self.group(text.parse().unwrap_or(usize::MAX), text.len())
    }

    fn escape(&mut self, escaped: u32, letter: char) -> Result<()> {
        let code_point = match letter {
            'a' => 7,
            'b' => 8,
            'f' => 12,
            'n' => 10,
            'r' => 13,
            't' => 9,
            'v' => 11,
            '\\' => escaped,
            _ if letter.is_ascii_alphabetic() => {
                return Err(self.source.error(format!("bad escape \\{letter}"), 2));
            }
            _ => {
                // Other escapes stay as they are.
                self.literal(u32::from(b'\\'));
                escaped
            }
        };
        self.literal(code_point);
        Ok(())
    }
}
