//! Pictures of trees and of all the errors of a file: `tests/syntax/*.py`, each beside its snapshot.

use std::fmt::Write;
use std::path::Path;

use taipan_grammar::{Parsed, Source};

#[test]
fn trees_and_errors() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    insta::glob!(folder, "syntax/*.py", |path| {
        let text = std::fs::read_to_string(path).expect("the glob found it");
        insta::with_settings!({ snapshot_path => path.parent().expect("a file is in a folder"), prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!("syntax", picture(&text));
        });
    });
}

fn picture(text: &str) -> String {
    let parsed = taipan_grammar::parse(text);
    if parsed.errors.is_empty() { taipan_grammar::dump::module(&parsed.module) } else { errors(text, &parsed) }
}

/// An error a line; the star marks the one CPython reports.
fn errors(text: &str, parsed: &Parsed) -> String {
    let source = Source::new("errors.py", text);
    let mut out = String::new();
    for (index, error) in parsed.errors.iter().enumerate() {
        let place = source.position(error.span.start);
        let mark = if index == parsed.reported { '*' } else { ' ' };
        let (kind, message, found) = (error.kind.name(), &error.message, error.span.text(text));
        let _ = writeln!(out, "{mark} {}:{} {kind}: {message} {found:?}", place.line, place.column);
        if let Some(help) = &error.help {
            let _ = writeln!(out, "    help: {help}");
        }
    }
    out
}
