//! What productions do when it takes more than a line. Here is what the actions share; the rest is below, an area of
//! the grammar a file.
//!
//! Actions never fail. What is wrong is pushed onto `errors`, and the tree goes on with something of the same span.

use lalrpop_util::{ErrorRecovery, ParseError};
use std::convert::Infallible;

use crate::ast::*;
use crate::error::{ErrorKind, SyntaxError, Warning};
use crate::literal;
use crate::token::Token;

mod expression;
mod height;
mod pattern;
mod signature;
mod statement;
mod string;
pub(crate) mod target;

pub(crate) use expression::Operation;
pub(crate) use pattern::{MappingItem, name_pattern, not_wildcard, pattern};
pub(crate) use signature::{CallItem, ParameterItem};
pub(crate) use statement::{Caught, Handler, compound, decorate, dotted, end_of, star_alias, stmt};
pub(crate) use string::StringPart;

/// What the actions know and collect.
pub struct Actions<'s> {
    pub(crate) source: &'s str,
    pub(crate) errors: Vec<SyntaxError>,
    pub(crate) warnings: Vec<Warning>,
    /// Tokens the parser could not go on with; put into words when parsing is over.
    pub(crate) unexpected: Vec<Unexpected>,
    /// Colons after which no block came, and where the next token stands.
    pub(crate) missing_blocks: Vec<(u32, u32)>,
    /// Targets after `as` inside parentheses still open.
    as_targets: Vec<(Span, u32, Expr)>,
    /// Parenthesised elements with such targets, until `with` takes them; elsewhere they are wrong.
    pub(crate) with_items: Vec<(Span, u32, Vec<WithItem>)>,
    /// For the f-strings and t-strings being parsed whether they are raw, and which of the two they are.
    formatted: Vec<(bool, char)>,
    too_deep: bool,
    /// Shared with the token stream, which ends early when there are too many errors.
    pub(crate) error_count: &'s std::cell::Cell<usize>,
}

/// A token no production could go on with.
pub(crate) struct Unexpected {
    pub(crate) at: u32,
    /// `None` at the end of the text.
    pub(crate) token: Option<Token>,
    /// What could have stood there, as spelled in the grammar, quotes included.
    pub(crate) expected: Vec<String>,
}

/// A line, which may hold several statements, or none when it is wrong.
pub enum Line {
    One(Stmt),
    Many(Vec<Stmt>),
    Wrong,
}

impl Line {
    pub(crate) fn into_body(self) -> Vec<Stmt> {
        match self {
            Line::One(stmt) => vec![stmt],
            Line::Many(body) => body,
            Line::Wrong => Vec::new(),
        }
    }

    pub(crate) fn append_to(self, lines: &mut Vec<Stmt>) {
        match self {
            Line::One(stmt) => lines.push(stmt),
            Line::Many(body) => lines.extend(body),
            Line::Wrong => {}
        }
    }
}

impl<'s> Actions<'s> {
    pub(crate) fn new(source: &'s str, error_count: &'s std::cell::Cell<usize>) -> Actions<'s> {
        Actions {
            source,
            errors: Vec::new(),
            warnings: Vec::new(),
            unexpected: Vec::new(),
            missing_blocks: Vec::new(),
            as_targets: Vec::new(),
            with_items: Vec::new(),
            formatted: Vec::new(),
            too_deep: false,
            error_count,
        }
    }

    /// Whether nothing wrong was met.
    pub(crate) fn is_right(&self) -> bool {
        self.error_count.get() == 0 && self.with_items.is_empty()
    }

    pub(crate) fn error(&mut self, span: Span, message: impl Into<String>) {
        self.errors.push(SyntaxError::new(ErrorKind::SyntaxError, span, message));
        self.error_count.set(self.error_count.get() + 1);
    }

    /// Notes what lalrpop could not go on with.
    pub(crate) fn unexpected(&mut self, error: ErrorRecovery<u32, Token, Infallible>) {
        self.note(error.error);
    }

    pub(crate) fn note(&mut self, error: ParseError<u32, Token, Infallible>) {
        let (at, token, expected) = match error {
            ParseError::UnrecognizedToken { token: (at, token, _), expected } => (at, Some(token), expected),
            ParseError::UnrecognizedEof { location, expected } => (location, None, expected),
            ParseError::ExtraToken { token: (at, token, _) } => (at, Some(token), Vec::new()),
            ParseError::InvalidToken { location } => (location, None, Vec::new()),
            ParseError::User { error } => match error {},
        };
        self.unexpected.push(Unexpected { at, token, expected });
        self.error_count.set(self.error_count.get() + 1);
    }

    pub(crate) fn missing_block(&mut self, colon: u32, next: u32) {
        self.missing_blocks.push((colon, next));
        self.error_count.set(self.error_count.get() + 1);
    }

    /// A node, unless it would make the tree too high: then only its place is kept.
    pub(crate) fn expr(&mut self, l: u32, kind: ExprKind, r: u32) -> Expr {
        let span = Span::new(l, r);
        let (height, nesting) = height::of(&kind);
        if height <= MAX_HEIGHT && nesting <= MAX_NESTING {
            return Expr { span, height, nesting, parenthesised: false, kind: Box::new(kind) };
        }
        if !self.too_deep {
            self.too_deep = true;
            let message = if nesting > MAX_NESTING {
                format!("expression is nested too deeply: more than {MAX_NESTING} levels")
            } else {
                format!("expression is too long: a chain of more than {MAX_HEIGHT} operations")
            };
            self.error(span, message);
        }
        let kind = Box::new(ExprKind::Constant(Constant::Ellipsis));
        Expr { span, height: 0, nesting: 0, parenthesised: false, kind }
    }

    pub(crate) fn text(&self, l: u32, r: u32) -> &'s str {
        Span::new(l, r).text(self.source)
    }

    pub(crate) fn identifier(&mut self, l: u32, r: u32) -> Identifier {
        Identifier { text: literal::identifier(self.text(l, r)), span: Span::new(l, r) }
    }
}
