//! What the compiler has to say about a tree: errors that refuse it, warnings that do not.

use crate::syntax::Span;

/// Why something is refused.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ErrorKind {
    /// CPython refuses it too, in these words.
    Syntax,
    /// Python that is beyond Taipan; the message names the feature or the limit.
    Unsupported,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CompileError {
    pub span: Span,
    pub message: String,
    pub kind: ErrorKind,
    /// What to try.
    pub help: Option<String>,
}

impl CompileError {
    pub fn syntax(span: Span, message: impl Into<String>) -> CompileError {
        let message = message.into();
        CompileError { span, message, kind: ErrorKind::Syntax, help: None }
    }

    pub fn unsupported(span: Span, message: impl Into<String>) -> CompileError {
        CompileError { kind: ErrorKind::Unsupported, ..CompileError::syntax(span, message) }
    }

    pub fn with_help(self, help: impl Into<String>) -> CompileError {
        CompileError { help: Some(help.into()), ..self }
    }
}

/// A `SyntaxWarning`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Warning {
    pub message: String,
    pub span: Span,
    pub line: u32,
}

/// Collects both. A `finally` body is compiled once per way out of it, and must complain but once.
#[derive(Default)]
pub(super) struct Complaints {
    pub errors: Vec<CompileError>,
    pub warnings: Vec<(Span, String)>,
}

impl Complaints {
    pub fn error(&mut self, error: CompileError) {
        if !self.errors.contains(&error) {
            self.errors.push(error);
        }
    }

    pub fn syntax(&mut self, span: Span, message: impl Into<String>) {
        self.error(CompileError::syntax(span, message));
    }

    pub fn warn(&mut self, span: Span, message: impl Into<String>) {
        let warning = (span, message.into());
        if !self.warnings.contains(&warning) {
            self.warnings.push(warning);
        }
    }
}
