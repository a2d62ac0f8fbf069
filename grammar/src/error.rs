//! Wrong text: what is reported for it, in CPython's words, and where.

use crate::span::Span;

/// The class of the exception a script sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ErrorKind {
    SyntaxError,
    IndentationError,
    TabError,
}

impl ErrorKind {
    /// The name of the exception class.
    pub fn name(self) -> &'static str {
        match self {
            ErrorKind::SyntaxError => "SyntaxError",
            ErrorKind::IndentationError => "IndentationError",
            ErrorKind::TabError => "TabError",
        }
    }
}

/// One thing wrong with the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyntaxError {
    pub kind: ErrorKind,
    /// In CPython's words.
    pub message: String,
    pub span: Span,
    /// What to try.
    pub help: Option<String>,
    /// A second place worth showing, such as where an open bracket made parsing fail.
    pub label: Option<(Span, String)>,
}

/// What CPython says as a `SyntaxWarning`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warning {
    pub message: String,
    pub span: Span,
}

/// What a `try` without handlers is told.
pub(crate) const EXPECTED_EXCEPT: &str = "expected 'except' or 'finally' block";

impl SyntaxError {
    pub(crate) fn new(kind: ErrorKind, span: Span, message: impl Into<String>) -> SyntaxError {
        SyntaxError { kind, message: message.into(), span, help: None, label: None }
    }
}
