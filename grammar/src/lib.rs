//! Python 3.14: text to tokens to tree. `parse` is the door.

pub mod ast;
pub mod error;
pub mod span;

pub use error::{ErrorKind, SyntaxError, Warning};
pub use span::{Position, Source, Span};

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
    let span = Span::new(0, source.len() as u32);
    let mut module = ast::Module::default();
    module.span = span;
    let message = "the parser has not landed yet".to_owned();
    let kind = ErrorKind::SyntaxError;
    let error = SyntaxError { kind, message, span, help: None, label: None };
    Parsed { module, errors: vec![error], reported: 0, incomplete: false, warnings: Vec::new() }
}

/// Turns the bytes of a file into text for [`parse`]: takes off a byte order mark, refuses what is not UTF-8.
pub fn decode(bytes: &[u8]) -> Result<&str, SyntaxError> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    std::str::from_utf8(bytes).map_err(|error| {
        let at = error.valid_up_to();
        SyntaxError {
            kind: ErrorKind::SyntaxError,
            message: format!(
                "(unicode error) 'utf-8' codec can't decode byte 0x{:02x} in position {at}: invalid start byte",
                bytes[at]
            ),
            span: Span::new(at as u32, at as u32),
            help: None,
            label: None,
        }
    })
}
