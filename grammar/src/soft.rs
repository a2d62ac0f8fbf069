//! Soft keywords: `match`, `case` and `type` are names except where a statement of theirs begins.
//! The parser has one token of lookahead, so this is decided beforehand, on whole lines.

use crate::span::Span;
use crate::token::{Lexeme, Token};

/// Turns the names that are keywords where they stand into keywords.
pub(crate) fn find_soft_keywords(source: &str, tokens: &mut [Lexeme]) {
    // For each open block whether it is the block of a `match`.
    let mut blocks: Vec<bool> = Vec::new();
    let mut match_opens = false;
    let mut statement_begins = true;
    let mut line_begins = true;
    for at in 0..tokens.len() {
        let (start, token, end) = tokens[at];
        match token {
            Token::Indent => blocks.push(std::mem::take(&mut match_opens)),
            Token::Dedent => {
                blocks.pop();
            }
            Token::Newline => (statement_begins, line_begins) = (true, true),
            Token::Semicolon | Token::Colon => (statement_begins, line_begins) = (true, false),
            Token::Name if statement_begins => {
                let keyword = match Span::new(start, end).text(source) {
                    "match" if line_begins && is_match(source, &tokens[at + 1..]) => Token::Match,
                    "case" if line_begins && blocks.last() == Some(&true) => Token::Case,
                    "type" if is_type(&tokens[at + 1..]) => Token::Type,
                    _ => Token::Name,
                };
                if line_begins {
                    match_opens = keyword == Token::Match;
                }
                tokens[at].1 = keyword;
                (statement_begins, line_begins) = (false, false);
            }
            _ => {
                if line_begins {
                    match_opens = false;
                }
                (statement_begins, line_begins) = (false, false);
            }
        }
    }
}

/// Whether a line that begins with `match` and goes on like this is the head of a match statement: it ends with a
/// colon that has something before it, or `case` follows, or no expression could go on like this.
fn is_match(source: &str, rest: &[Lexeme]) -> bool {
    let subject_follows = match rest {
        [(_, Token::Not, _), (_, Token::In, _), ..] => false,
        [(_, token, _), ..] => {
            token.starts_expression()
                && !matches!(token, Token::ParenOpen | Token::SquareOpen | Token::Plus | Token::Minus)
        }
        [] => false,
    };
    if subject_follows {
        return true;
    }
    let Some(end) = rest.iter().position(|lexeme| lexeme.1 == Token::Newline) else {
        return false;
    };
    let ends_with_colon = end > 1 && rest[end - 1].1 == Token::Colon;
    let is_case = |lexeme: &Lexeme| Span::new(lexeme.0, lexeme.2).text(source) == "case";
    let starts = rest[0].1.starts_expression() || rest[0].1 == Token::Star;
    starts && (ends_with_colon || matches!(&rest[end..], [_, (_, Token::Indent, _), next, ..] if is_case(next)))
}

/// `type Name = …` or `type Name[…`.
fn is_type(rest: &[Lexeme]) -> bool {
    matches!(rest, [(_, Token::Name, _), (_, Token::Equal | Token::SquareOpen, _), ..])
}
