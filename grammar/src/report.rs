//! Brings the errors of lexer, actions and parser together: in source order, with the one CPython reports found.

use crate::actions::Actions;
use crate::diagnose::{describe, missing_block};
use crate::error::{ErrorKind, SyntaxError};
use crate::lexer::{Lexed, Unclosed, line_of};
use crate::span::Span;
use crate::surroundings::Surroundings;
use crate::token::Token;

/// The errors in source order, the index of CPython's, and whether more text could have mended it.
#[derive(Default)]
pub(crate) struct Report {
    pub(crate) errors: Vec<SyntaxError>,
    pub(crate) reported: usize,
    pub(crate) incomplete: bool,
}

/// An error and where the parser noticed it.
struct Noticed {
    error: SyntaxError,
    at: u32,
}

/// `typos` says whether to look for misspelled keywords, which means to parse again.
pub(crate) fn report(source: &str, lexed: Lexed, mut actions: Actions<'_>, typos: bool) -> Report {
    let around = Surroundings { source, tokens: &lexed.tokens };
    let mut found = parse_errors(&around, &lexed, &mut actions);
    let unclosed = lexed.unclosed.map(|unclosed| never_closed(source, unclosed, &mut found));
    let lexer_lines: Vec<usize> = lexed.errors.iter().map(|error| line_of(source, error.span.start)).collect();
    found.retain(|noticed| !lexer_lines.contains(&line_of(source, noticed.error.span.start)));
    if typos {
        found.iter_mut().for_each(|noticed| mend_keyword(&around, &mut noticed.error));
    }
    let text_end = lexed.tokens.iter().rev().find(|lexeme| !is_layout(lexeme.1)).map_or(0, |lexeme| lexeme.2);
    let at_end = |noticed: &Noticed| noticed.at >= text_end && !is_line_end(&around, noticed.at);

    // CPython reads on to the end after a mistake, and prefers what its tokenizer finds.
    let (first, incomplete) = match (lexed.errors.first(), &unclosed) {
        (Some(error), _) => (Some(error.clone()), lexed.incomplete && lexed.errors.len() == 1),
        (None, Some((error, true))) => (Some(error.clone()), lexed.incomplete),
        _ => (found.first().map(|noticed| noticed.error.clone()), found.first().is_some_and(at_end)),
    };
    let mut errors = lexed.errors;
    errors.extend(unclosed.map(|(error, _)| error));
    errors.extend(found.into_iter().map(|noticed| noticed.error));
    errors.sort_by_key(|error| error.span.start);
    let mut reported = first.and_then(|first| errors.iter().position(|error| *error == first)).unwrap_or(0);
    if reported >= crate::MAX_ERRORS {
        errors.swap(reported, crate::MAX_ERRORS - 1);
        reported = crate::MAX_ERRORS - 1;
    }
    errors.truncate(crate::MAX_ERRORS);
    Report { errors, reported, incomplete }
}

fn is_layout(token: Token) -> bool {
    matches!(token, Token::Newline | Token::Indent | Token::Dedent)
}

/// Whether the parser stopped at the end of a line, which more lines cannot mend.
fn is_line_end(around: &Surroundings<'_>, at: u32) -> bool {
    let first = around.tokens.partition_point(|lexeme| lexeme.0 < at);
    around.token(first) == Token::Newline && first < around.tokens.len()
}

/// What actions and parser found, in the order of its places.
fn parse_errors(around: &Surroundings<'_>, lexed: &Lexed, actions: &mut Actions<'_>) -> Vec<Noticed> {
    let mut found: Vec<Noticed> = Vec::new();
    for &(colon, next) in &actions.missing_blocks {
        found.push(Noticed { at: next, error: missing_block(around, colon, next) });
    }
    for error in std::mem::take(&mut actions.errors) {
        found.push(Noticed { at: error.span.start, error });
    }
    for &(span, as_at, _) in &actions.with_items {
        let error = SyntaxError::new(ErrorKind::SyntaxError, Span::new(as_at, as_at + 2), "invalid syntax");
        found.push(Noticed { at: span.start, error });
    }
    for &span in &lexed.unexpected_indents {
        let error = SyntaxError::new(ErrorKind::IndentationError, span, "unexpected indent");
        found.push(Noticed { at: span.end, error });
    }
    for unexpected in &actions.unexpected {
        let given_up = |unclosed: Unclosed| {
            unexpected.token == Some(Token::Newline) && {
                let line_end = around.span(around.find(unexpected.at, unexpected.token));
                line_end.end == unclosed.given_up_at
            }
        };
        if !lexed.unclosed.is_some_and(given_up) {
            found.push(Noticed { at: unexpected.at, error: describe(around, unexpected) });
        }
    }
    found.sort_by_key(|noticed| noticed.error.span.start);
    found
}

/// The error for a bracket left open, and whether CPython reports it rather than what the parser found: it does
/// unless the parser stumbled in the bracket's own line.
fn never_closed(source: &str, unclosed: Unclosed, found: &mut Vec<Noticed>) -> (SyntaxError, bool) {
    let span = Span::new(unclosed.at, unclosed.at + 1);
    let message = format!("'{}' was never closed", unclosed.open as char);
    let mut error = SyntaxError::new(ErrorKind::SyntaxError, span, message);
    let line = line_of(source, unclosed.at);
    let inside = |noticed: &Noticed| noticed.at > unclosed.at && noticed.at < unclosed.given_up_at;
    let stumbled_before = |noticed: &Noticed| noticed.at < unclosed.given_up_at && line_of(source, noticed.at) <= line;
    let reported = !found.iter().any(stumbled_before);
    if reported && let Some(at) = found.iter().position(inside) {
        error.label = Some((found[at].error.span, "parsing failed here".to_owned()));
        found.retain(|noticed| !inside(noticed));
    }
    (error, reported)
}

fn mend_keyword(around: &Surroundings<'_>, error: &mut SyntaxError) {
    let vague = error.message == "invalid syntax" || error.message.contains("Perhaps you forgot a comma");
    if let Some((span, keyword)) = vague.then(|| crate::typo::find(around, error.span)).flatten() {
        error.span = span;
        error.message = format!("invalid syntax. Did you mean '{keyword}'?");
    }
}
