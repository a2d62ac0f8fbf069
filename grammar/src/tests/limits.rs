//! Too deep, too long, not text at all: an error that says so, or success, on a small stack and in good time.

use crate::{Parsed, Source, decode, parse};

/// Parses, and drops the tree, on a thread with two megabytes of stack.
fn reported(text: String) -> String {
    let parse_and_drop = move || {
        let parsed: Parsed = parse(&text);
        parsed.errors.get(parsed.reported).map_or("OK".to_owned(), |error| error.message.clone())
    };
    let thread = std::thread::Builder::new().stack_size(2 << 20).spawn(parse_and_drop);
    thread.expect("a thread starts").join().expect("parsing does not panic")
}

/// As many terms as a debug build parses in a second; a release build takes a million.
const MANY: usize = if cfg!(debug_assertions) { 100_000 } else { 1_000_000 };

#[test]
fn deep_brackets() {
    for (open, close) in [("(", ")"), ("[", "]"), ("f(", ")"), ("{1:", "}"), ("x[", "]")] {
        let nested = |depth: usize| format!("{}1{}\n", open.repeat(depth), close.repeat(depth));
        assert_eq!(reported(nested(199)), "OK", "{open}");
        assert_eq!(reported(nested(10_000)), "too many nested parentheses", "{open}");
    }
    assert_eq!(reported("(".repeat(10_000)), "too many nested parentheses");
    assert_eq!(reported(")".repeat(10_000)), "unmatched ')'");
}

#[test]
fn deep_blocks() {
    let nested = |depth: usize| {
        let heads: String = (0..depth).map(|i| format!("{}if x:\n", " ".repeat(i))).collect();
        format!("{heads}{}pass\n", " ".repeat(depth))
    };
    assert_eq!(reported(nested(98)), "OK");
    assert_eq!(reported(nested(1000)), "too many levels of indentation");
}

#[test]
fn long_chains() {
    let too_long = "expression is too long: a chain of more than 20000 operations";
    for link in ["+1", ".b", "()", "[0]"] {
        assert_eq!(reported(format!("a{}\n", link.repeat(MANY))), too_long, "{link}");
        assert_eq!(reported(format!("a{}\n", link.repeat(19_000))), "OK", "{link}");
    }
    let too_deep = "expression is nested too deeply: more than 200 levels";
    for link in ["-", "not ", "2**", "lambda: ", "a if b else "] {
        assert_eq!(reported(format!("{}a\n", link.repeat(MANY))), too_deep, "{link}");
    }
    for link in ["a and ", "a < ", "a, ", "a = ", "'a' "] {
        assert_eq!(reported(format!("{}'a'\n", link.repeat(MANY))), "OK", "{link}");
    }
}

#[test]
fn long_lists_of_clauses() {
    assert_eq!(reported(format!("if x: pass\n{}", "elif x: pass\n".repeat(MANY / 10))), "OK");
    let alternatives = format!("match a:\n  case {}1: pass\n", "1 | ".repeat(MANY / 10));
    assert_eq!(reported(alternatives), "OK");
    assert_eq!(reported("@a\n".repeat(MANY / 10)), "invalid syntax");
}

#[test]
fn mistakes_in_quantity() {
    assert_eq!(reported("\"\n".repeat(MANY)), "unterminated string literal (detected at line 1)");
    assert_eq!(reported("$".repeat(MANY)), "invalid syntax");
    assert_eq!(reported("€".repeat(MANY)), "invalid character '€' (U+20AC)");
    assert_eq!(reported(format!("[{}b c]", "a, ".repeat(MANY / 10))), "invalid syntax. Perhaps you forgot a comma?");
    assert_eq!(
        reported("print ".repeat(MANY / 10)),
        "Missing parentheses in call to 'print'. Did you mean print(...)?"
    );
    assert_eq!(reported("f\"{".repeat(10_000)), "too many nested f-strings or t-strings");
}

#[test]
fn a_text_beyond_sixteen_megabytes() {
    let message = reported("x = f(a, b)\n".repeat((50 << 20) / 12));
    assert_eq!(message, "source is too long for Taipan: 49 MiB, at most 16 MiB are read");
}

#[test]
fn huge_numbers() {
    assert_eq!(reported("9".repeat(4300)), "OK");
    assert!(reported("9".repeat(4301)).starts_with("Exceeds the limit (4300 digits) for integer string conversion"));
    assert_eq!(reported(format!("0x{}", "f".repeat(100_000))), "OK");
}

#[test]
fn bytes_that_are_no_text() {
    let refused = |bytes: &[u8]| decode(bytes).expect_err("these bytes are refused").message;
    let tail = "but no encoding declared; see https://peps.python.org/pep-0263/ for details";
    assert_eq!(refused(b"x = 1\n# \xff\n"), format!("Non-UTF-8 code starting with '\\xff' on line 2, {tail}"));
    assert_eq!(refused(b"x = '\xe2\x82"), format!("Non-UTF-8 code starting with '\\xe2' on line 1, {tail}"));
    assert_eq!(refused(b"x = 1\0"), "source code cannot contain null bytes");
    assert_eq!(parse("x = 1\0").errors[0].message, "source code string cannot contain null bytes");
    let latin = "encoding 'latin-1' is not supported by Taipan: source files are UTF-8";
    assert_eq!(refused(b"#!/bin/x\n# -*- coding: latin-1 -*-\nx = '\xe9'\n"), latin);
    assert_eq!(refused(b"# coding: foo\n"), "unknown encoding: foo");
    assert_eq!(refused(b"\xEF\xBB\xBF# coding: latin-1\n"), "encoding problem: latin-1 with BOM");
    assert_eq!(decode(b"\xEF\xBB\xBFx").expect("a byte order mark is taken off"), "x");
    assert_eq!(decode(b"# vim: set fileencoding=utf-8 :\nx").map(str::len), Ok(33));
}

#[test]
fn every_line_end_counts() {
    for end in ["\n", "\r\n", "\r"] {
        let text = format!("if x:{end}    a{end}{end}# c{end}    '''b{end}'''{end}c = (1,{end}2){end}");
        let parsed = parse(&text);
        assert!(parsed.errors.is_empty(), "{end:?}: {:?}", parsed.errors);
        assert_eq!(parsed.module.body.len(), 2);
        assert_eq!(Source::new("x", text.as_str()).line_count(), 9);
    }
    assert_eq!(reported("if x:\n    a\n\x0Cb\n".to_owned()), "OK");
}
