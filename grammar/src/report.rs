//! Brings the errors of lexer, actions and parser together: in source order, with the one CPython reports found.

use crate::actions::Actions;
use crate::diagnose::{describe, missing_block};
use crate::error::{EXPECTED_EXCEPT, ErrorKind, SyntaxError};
use crate::lexer::{Lexed, Unclosed, line_of};
use crate::span::Span;
use crate::surroundings::Surroundings;
use crate::token::Token;

/// The errors in source order, the index of CPython's, and whether more text could have mended it.
pub(crate) struct Report {
    pub(crate) errors: Vec<SyntaxError>,
    pub(crate) reported: usize,
    pub(crate) incomplete: bool,
}

/// An error the parser or an action found.
struct Noticed {
    error: SyntaxError,
    /// Where the parser stood.
    at: u32,
    /// How far CPython would have read until it reports this.
    read: u32,
    /// Whether it could be mended by what follows: a block or clause is missing.
    wants_more: bool,
}

/// `typos` says whether to look for misspelled keywords, which means to parse again.
pub(crate) fn report(source: &str, lexed: Lexed, mut actions: Actions<'_>, typos: bool) -> Report {
    if lexed.is_right() && actions.is_right() {
        return Report { errors: Vec::new(), reported: 0, incomplete: false };
    }
    let around = Surroundings::new(source, &lexed.tokens);
    let mut found = parse_errors(&around, &lexed, &mut actions);
    let text_end = lexed.tokens.iter().rev().find(|lexeme| !is_layout(lexeme.1)).map_or(0, |lexeme| lexeme.2);
    let at_end = |noticed: &Noticed| noticed.wants_more && noticed.at >= text_end;
    let first = Reported::choose(source, &lexed, &found);
    let incomplete = match first {
        Reported::Lexer => {
            lexed.incomplete && lexed.errors.len() == 1 && found.iter().all(|noticed| noticed.at >= text_end)
        }
        Reported::Unclosed => lexed.incomplete && found.is_empty(),
        Reported::Parser => found.first().is_some_and(at_end),
    };
    let unclosed = lexed.unclosed.map(|unclosed| never_closed(unclosed, first, &mut found));
    if !lexed.errors.is_empty() {
        let lines: Vec<usize> = lexed.errors.iter().map(|error| line_of(source, error.span.start)).collect();
        let keep = if first == Reported::Parser { 1 } else { 0 };
        let mut seen = 0;
        found.retain(|noticed| {
            seen += 1;
            seen <= keep || !lines.contains(&line_of(source, noticed.error.span.start))
        });
    }
    if typos {
        found.iter_mut().for_each(|noticed| mend_keyword(&around, &mut noticed.error));
    }
    let reported = match first {
        Reported::Lexer => lexed.errors.first().cloned(),
        Reported::Unclosed => unclosed.clone(),
        Reported::Parser => found.first().map(|noticed| noticed.error.clone()),
    };
    let mut errors = lexed.errors;
    errors.extend(unclosed);
    errors.extend(found.into_iter().map(|noticed| noticed.error));
    errors.sort_by_key(|error| error.span.start);
    let mut reported = reported.and_then(|first| errors.iter().position(|error| *error == first)).unwrap_or(0);
    if reported >= crate::MAX_ERRORS {
        errors.swap(reported, crate::MAX_ERRORS - 1);
        reported = crate::MAX_ERRORS - 1;
    }
    errors.truncate(crate::MAX_ERRORS);
    Report { errors, reported, incomplete }
}

/// Whose error CPython reports.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reported {
    Lexer,
    Unclosed,
    Parser,
}

impl Reported {
    /// The parser stops at its first mistake; then CPython reads on to the end of the text, and prefers a wrong token
    /// or a bracket of an earlier line that was never closed. Wrong indentation it no longer minds then.
    fn choose(source: &str, lexed: &Lexed, found: &[Noticed]) -> Reported {
        let parser = found.first();
        let lexer = lexed.errors.first();
        if let (Some(noticed), Some(error)) = (parser, lexer)
            && noticed.read < error.span.start
        {
            let final_word = noticed.error.message.starts_with("unexpected ");
            return match error.kind {
                ErrorKind::SyntaxError if !final_word => Reported::Lexer,
                _ => Reported::Parser,
            };
        }
        if lexer.is_some() {
            return Reported::Lexer;
        }
        match (lexed.unclosed, parser) {
            (Some(unclosed), Some(noticed)) => {
                let same_line = line_of(source, noticed.read) <= line_of(source, unclosed.at);
                let stumbled = noticed.read < unclosed.given_up_at && same_line;
                let final_word = noticed.error.message.starts_with("unexpected ");
                if stumbled || final_word { Reported::Parser } else { Reported::Unclosed }
            }
            (Some(_), None) => Reported::Unclosed,
            _ => Reported::Parser,
        }
    }
}

fn is_layout(token: Token) -> bool {
    matches!(token, Token::Newline | Token::Indent | Token::Dedent)
}

/// What actions and parser found, in the order of its places.
fn parse_errors(around: &Surroundings<'_>, lexed: &Lexed, actions: &mut Actions<'_>) -> Vec<Noticed> {
    let mut found: Vec<Noticed> = Vec::new();
    for &(colon, next) in &actions.missing_blocks {
        let error = missing_block(around, colon, next);
        found.push(Noticed { at: next, read: next, wants_more: true, error });
    }
    for error in std::mem::take(&mut actions.errors) {
        let at = error.span.start;
        found.push(Noticed { at, read: at, wants_more: error.message == EXPECTED_EXCEPT, error });
    }
    for &(span, as_at, _) in &actions.with_items {
        let error = SyntaxError::new(ErrorKind::SyntaxError, Span::new(as_at, as_at + 2), "invalid syntax");
        found.push(Noticed { at: span.start, read: as_at, wants_more: false, error });
    }
    for &span in &lexed.unexpected_indents {
        let error = SyntaxError::new(ErrorKind::IndentationError, span, "unexpected indent");
        found.push(Noticed { at: span.end, read: span.end, wants_more: false, error });
    }
    for unexpected in &actions.unexpected {
        let given_up = |unclosed: Unclosed| {
            unexpected.token == Some(Token::Newline) && {
                let line_end = around.span(around.find(unexpected.at, unexpected.token));
                line_end.end == unclosed.given_up_at
            }
        };
        if !lexed.unclosed.is_some_and(given_up) {
            let read = how_far_read(around, around.find(unexpected.at, unexpected.token));
            let wants_more = matches!(unexpected.token, None | Some(Token::Dedent));
            found.push(Noticed { at: unexpected.at, read, wants_more, error: describe(around, unexpected) });
        }
    }
    found.sort_by_key(|noticed| noticed.error.span.start);
    found
}

/// CPython tries what stands at a mistake as an expression, outside of brackets one after the other.
fn how_far_read(around: &Surroundings<'_>, at: usize) -> u32 {
    let mut reach = at;
    let names_only =
        matches!(around.token(around.line_start(at)), Token::Import | Token::From | Token::Global | Token::Nonlocal);
    let operand_before = at > 0 && around.token(at - 1).ends_operand() && !names_only;
    if around.token(at) == Token::Equal && operand_before {
        reach = around.reach(at + 1);
    } else if operand_before && around.token(at).starts_expression() {
        let outside = around.innermost(at).is_none();
        reach = around.reach(at);
        while outside && around.token(reach).starts_expression() {
            reach = around.reach(reach);
        }
    }
    let given_up = around.token(reach) == Token::Newline && reach > at;
    if given_up { around.span(reach).end } else { around.span(reach).start }
}

/// The error for a bracket left open; what the parser found inside it is then no more than a label.
fn never_closed(unclosed: Unclosed, first: Reported, found: &mut Vec<Noticed>) -> SyntaxError {
    let span = Span::new(unclosed.at, unclosed.at + 1);
    let message = format!("'{}' was never closed", unclosed.open as char);
    let mut error = SyntaxError::new(ErrorKind::SyntaxError, span, message);
    let inside = |noticed: &Noticed| noticed.at > unclosed.at && noticed.at < unclosed.given_up_at;
    if first != Reported::Parser {
        let stumbled = found.iter().find(|noticed| inside(noticed));
        error.label = stumbled.map(|noticed| (noticed.error.span, "parsing failed here".to_owned()));
        found.retain(|noticed| !inside(noticed));
    }
    error
}

fn mend_keyword(around: &Surroundings<'_>, error: &mut SyntaxError) {
    let vague = error.message == "invalid syntax" || error.message.contains("Perhaps you forgot a comma");
    if let Some((span, keyword)) = vague.then(|| crate::typo::find(around, error.span)).flatten() {
        error.span = span;
        error.message = format!("invalid syntax. Did you mean '{keyword}'?");
    }
}
