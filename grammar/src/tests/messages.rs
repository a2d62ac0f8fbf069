//! `messages.txt` holds wrong texts and what CPython 3.14.10 prints last for them (`OK`: its parser takes them, whether
//! or not its compiler does), recorded by running it.

use crate::{ErrorKind, Parsed, parse};

fn last_line(parsed: &Parsed) -> String {
    match parsed.errors.get(parsed.reported) {
        Some(error) => format!("{}: {}", error.kind.name(), error.message),
        None => "OK".to_owned(),
    }
}

#[test]
fn the_reported_error_is_that_of_cpython() {
    let mut wrong = Vec::new();
    for case in include_str!("messages.txt").split("\n---\n") {
        let (text, expected) = case.rsplit_once("\n>>> ").expect("each case ends with what CPython says");
        let found = last_line(&parse(&format!("{text}\n")));
        if found != expected.trim_end() {
            wrong.push(format!("{text}\n    CPython: {expected}\n    Taipan:  {found}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn every_independent_error_is_found() {
    let text = "x = (1 2)\nif y\n    a\nfor 1 in x: pass\ndef f(a=1, b): pass\nprint 'x'\nclass C:\npass\nz = = 1\n";
    let parsed = parse(text);
    let messages: Vec<&str> = parsed.errors.iter().map(|error| error.message.as_str()).collect();
    assert_eq!(
        messages,
        [
            "invalid syntax. Perhaps you forgot a comma?",
            "expected ':'",
            "cannot assign to literal",
            "parameter without a default follows parameter with a default",
            "Missing parentheses in call to 'print'. Did you mean print(...)?",
            "expected an indented block after class definition on line 7",
            "invalid syntax",
        ]
    );
    assert_eq!(parsed.reported, 0);
}

#[test]
fn a_wrong_block_does_not_make_its_clauses_wrong() {
    let text = "if x\n    a\nelif y:\n    b\nelse:\n    c\ntry:\n    d = = 1\nexcept E:\n    pass\n";
    assert_eq!(parse(text).errors.len(), 2);
}

#[test]
fn an_open_bracket_does_not_swallow_the_file() {
    let parsed = parse("x = (1,\ndef f():\n    return 2\ny = = 3\n");
    let messages: Vec<&str> = parsed.errors.iter().map(|error| error.message.as_str()).collect();
    assert_eq!(messages, ["'(' was never closed", "invalid syntax"]);
}

#[test]
fn errors_come_in_source_order_and_at_most_twenty() {
    let parsed = parse(&"x = = 1\n".repeat(1000));
    assert_eq!(parsed.errors.len(), crate::MAX_ERRORS);
    assert!(parsed.errors.is_sorted_by_key(|error| error.span.start));
}

#[test]
fn a_wrong_token_outranks_an_earlier_mistake() {
    let parsed = parse("x = = 1\ny = 'abc\n");
    assert_eq!(parsed.errors.len(), 2);
    assert_eq!(last_line(&parsed), "SyntaxError: unterminated string literal (detected at line 2)");
    // Wrong indentation does not.
    let parsed = parse("x = = 1\nif y:\n        a\n    b\n");
    assert_eq!(last_line(&parsed), "SyntaxError: invalid syntax");
}

#[test]
fn unfinished_is_told_from_wrong() {
    let unfinished = [
        "if x:\n",
        "def f(a,\n",
        "x = [1,\n",
        "'''abc\n",
        "f'''a{b}\n",
        "x = 1 + \\\n",
        "try:\n    x\n",
        "@d\n",
        "class C:\n    def f(self):\n",
        "if x:\n    pass\nelse:\n",
        "match x:\n",
        "while x:\n    # later\n",
        "with a:",
    ];
    for text in unfinished {
        let parsed = parse(text);
        assert!(parsed.incomplete && !parsed.errors.is_empty(), "{text:?} is unfinished: {:?}", parsed.errors);
    }
    let wrong = ["x = \n", "if x\n", "x = (1 +* 2\n", "'abc\n", ")\n", "f(a b\n", "def f(:\n", "x = = '''a\n", "1 +\n"];
    for text in wrong {
        assert!(!parse(text).incomplete, "{text:?} is wrong");
    }
    for text in ["", "\n", "# only a comment", "x", "if x: y", "def f():\n  pass"] {
        let parsed = parse(text);
        assert!(parsed.errors.is_empty() && !parsed.incomplete, "{text:?} is right: {:?}", parsed.errors);
    }
}

#[test]
fn errors_have_help_and_labels() {
    let parsed = parse("if a:\n    pass\nelse if b:\n    pass\n");
    assert_eq!(parsed.errors[0].help.as_deref(), Some("did you mean 'elif'?"));
    let parsed = parse("x = foo(1, 2\ny = 3\n");
    let (span, label) = parsed.errors[0].label.as_ref().expect("a second place is shown");
    assert_eq!((span.end, label.as_str()), (14, "parsing failed here"));
}

#[test]
fn indentation_and_tabs_have_kinds_of_their_own() {
    assert_eq!(parse("if x:\n\ta\n        b\n").errors[0].kind, ErrorKind::TabError);
    assert_eq!(parse("  x\n").errors[0].kind, ErrorKind::IndentationError);
}

#[test]
fn warnings_are_those_of_cpython() {
    let message = |text: &str| parse(text).warnings.into_iter().map(|warning| warning.message).collect::<Vec<_>>();
    let escape = |sequence: &str| {
        format!(
            "\"{sequence}\" is an invalid escape sequence. Such sequences will not work in the future. \
             Did you mean \"\\{sequence}\"? A raw string is also an option."
        )
    };
    assert_eq!(message(r#""\d \q""#), [escape(r"\d")]);
    assert_eq!(message(r#"b"\d""#), [escape(r"\d")]);
    assert_eq!(message(r#"f"\{1}""#), [escape(r"\{")]);
    assert_eq!(message(r#"r"\d" "\é""#), [""; 0]);
    assert_eq!(message("1if 2else 3"), ["invalid decimal literal"; 2]);
}
