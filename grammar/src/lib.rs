//! Python 3.14: text to tokens to tree. [`parse`] is the door.

mod actions;
pub mod ast;
mod diagnose;
mod error;
mod height;
mod layout;
mod lexer;
mod literal;
mod pattern;
mod quoted;
mod signature;
mod soft;
pub mod span;
mod target;
pub mod token;

#[allow(clippy::all, unused, missing_docs)]
mod python {
    include!(concat!(env!("OUT_DIR"), "/python.rs"));
}

pub use error::{ErrorKind, SyntaxError, Warning};
pub use span::{Position, Source, Span};

/// As many errors are reported for one text.
pub const MAX_ERRORS: usize = 20;

/// What became of a text.
#[derive(Debug)]
pub struct Parsed {
    /// The tree; only to be used when there are no errors.
    pub module: ast::Module,
    /// At most 20, in source order.
    pub errors: Vec<SyntaxError>,
    /// The index in `errors` of the one CPython reports; 0 when there are none.
    pub reported: usize,
    /// Whether the text is merely unfinished: more lines could make it right. The REPL then goes on asking.
    pub incomplete: bool,
    /// In source order.
    pub warnings: Vec<Warning>,
}

/// Parses the text of a module.
pub fn parse(source: &str) -> Parsed {
    let mut module = ast::Module { span: Span::new(0, source.len() as u32), body: Vec::new() };
    let lexed = lexer::lex(source);
    let error_count = std::cell::Cell::new(lexed.errors.len());
    let mut actions = actions::Actions::new(source, &error_count);
    let tokens = lexed.tokens.iter().map(|&lexeme| Ok(lexeme));
    let tokens = tokens.take_while(|_| error_count.get() < MAX_ERRORS);
    match python::ModuleParser::new().parse(&mut actions, tokens) {
        Ok(body) => module.body = body,
        Err(error) => actions.note(error),
    }
    let mut errors = lexed.errors.clone();
    errors.append(&mut actions.errors);
    errors.extend(actions.unexpected.iter().map(diagnose::describe));
    errors.sort_by_key(|error| error.span.start);
    errors.truncate(MAX_ERRORS);
    Parsed { module, errors, reported: 0, incomplete: lexed.incomplete, warnings: actions.warnings }
}

/// Turns the bytes of a file into text for [`parse`].
pub fn decode(bytes: &[u8]) -> Result<&str, SyntaxError> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    std::str::from_utf8(bytes).map_err(|error| {
        let at = error.valid_up_to();
        let span = Span::new(at as u32, at as u32);
        SyntaxError::new(
            ErrorKind::SyntaxError,
            span,
            format!(
                "(unicode error) 'utf-8' codec can't decode byte 0x{:02x} in position {at}: invalid start byte",
                bytes[at]
            ),
        )
    })
}
