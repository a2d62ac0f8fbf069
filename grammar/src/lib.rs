#![doc = include_str!("../README.md")]

mod actions;
pub mod ast;
mod decode;
mod diagnose;
pub mod dump;
mod error;
mod layout;
mod lexer;
mod literal;
mod quoted;
mod report;
mod soft;
pub mod span;
mod surroundings;
#[cfg(test)]
mod tests;
pub mod token;
mod typo;

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
    parse_text(source, true)
}

/// Turns the bytes of a file into text for [`parse`]: takes off a byte order mark, refuses what is not UTF-8, be it by
/// its bytes or by a coding declaration.
///
/// # Errors
/// The error's span counts bytes behind the byte order mark.
pub fn decode(bytes: &[u8]) -> Result<&str, SyntaxError> {
    decode::decode(bytes)
}

fn parse_text(source: &str, typos: bool) -> Parsed {
    let mut module = ast::Module { span: Span::new(0, source.len() as u32), body: Vec::new() };
    if let Some(error) = decode::refuse(source) {
        return Parsed { module, errors: vec![error], reported: 0, incomplete: false, warnings: Vec::new() };
    }
    let mut lexed = lexer::lex(source);
    let error_count = std::cell::Cell::new(0);
    let mut actions = actions::Actions::new(source, &error_count);
    let tokens = lexed.tokens.iter().map(|&lexeme| Ok(lexeme));
    let tokens = tokens.take_while(|_| error_count.get() < MAX_ERRORS);
    match python::ModuleParser::new().parse(&mut actions, tokens) {
        Ok(body) => module.body = body,
        Err(error) => actions.note(error),
    }
    let mut warnings = std::mem::take(&mut lexed.warnings);
    warnings.append(&mut actions.warnings);
    warnings.sort_by_key(|warning| warning.span.start);
    let report::Report { errors, reported, incomplete } = report::report(source, lexed, actions, typos);
    Parsed { module, errors, reported, incomplete, warnings }
}

/// The statements of a text that is right; `None` for one that is not, without asking why.
fn expressions(source: &str) -> Option<Vec<ast::Stmt>> {
    let lexed = lexer::lex(source);
    let error_count = std::cell::Cell::new(0);
    let mut actions = actions::Actions::new(source, &error_count);
    let body = python::ModuleParser::new().parse(&mut actions, lexed.tokens.iter().map(|&lexeme| Ok(lexeme))).ok()?;
    (lexed.errors.is_empty() && error_count.get() == 0).then_some(body)
}
