//! Puts into words what the parser could not go on with, as CPython would, and finds the error CPython reports.

use crate::actions::Unexpected;
use crate::error::{ErrorKind, SyntaxError};
use crate::span::Span;

pub(crate) fn describe(unexpected: &Unexpected) -> SyntaxError {
    let message = match (unexpected.token, unexpected.expected.as_slice()) {
        (Some(_), [only]) if only == "\":\"" => "expected ':'",
        _ => "invalid syntax",
    };
    let span = Span::new(unexpected.at, unexpected.at);
    SyntaxError::new(ErrorKind::SyntaxError, span, message)
}
