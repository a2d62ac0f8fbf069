//! What literals and names mean.

use crate::ast::{Constant, ExprKind, Int, StmtKind};
use crate::parse;

fn constant(text: &str) -> Constant {
    let mut parsed = parse(text);
    assert!(parsed.errors.is_empty(), "{text}: {:?}", parsed.errors);
    let stmt = parsed.module.body.pop().expect("there is a statement");
    match *stmt.kind {
        StmtKind::Expr(mut value) => match value.take_kind() {
            ExprKind::Constant(constant) => constant,
            other => panic!("{text}: {other:?}"),
        },
        other => panic!("{text}: {other:?}"),
    }
}

fn text(source: &str) -> String {
    match constant(source) {
        Constant::Str(text) => text.as_str().expect("no lone surrogates").to_owned(),
        other => panic!("{source}: {other:?}"),
    }
}

#[test]
fn numbers() {
    let small = |value| Constant::Int(Int::Small(value));
    assert_eq!(constant("1_000"), small(1000));
    assert_eq!(constant("0xFf"), small(255));
    assert_eq!(constant("0o17"), small(15));
    assert_eq!(constant("0B1_0"), small(2));
    assert_eq!(constant("000"), small(0));
    assert_eq!(constant("9223372036854775807"), small(i64::MAX));
    let big = Int::Big { radix: 10, digits: "9223372036854775808".into() };
    assert_eq!(constant("9_223372036854775808"), Constant::Int(big));
    let big = Int::Big { radix: 16, digits: "1ffffffffffffffff".into() };
    assert_eq!(constant("0x0_1ffffffffffffffff"), Constant::Int(big));
    assert_eq!(constant("1_0.5e-1"), Constant::Float(1.05));
    assert_eq!(constant(".5"), Constant::Float(0.5));
    assert_eq!(constant("1e999"), Constant::Float(f64::INFINITY));
    assert_eq!(constant("010.5"), Constant::Float(10.5));
    assert_eq!(constant("07j"), Constant::Complex(7.0));
}

#[test]
fn strings() {
    assert_eq!(text(r#""a\tb\x41\101\u00e9\U0001F600\N{LATIN SMALL LETTER A}\'\"""#), "a\tbAAé😀a'\"");
    assert_eq!(text("'a\\\nb' \"c\" r'\\d'"), "abc\\d");
    assert_eq!(text("'''a\r\nb\rc'''"), "a\nb\nc");
    assert_eq!(text("''"), "");
    assert_eq!(text("'' ''"), "");
    assert_eq!(text("\"\"\"\"a\"\"\""), "\"a");
    match constant(r"'\ud800'") {
        Constant::Str(lone) => {
            assert_eq!(lone.as_bytes(), b"\xED\xA0\x80");
            assert_eq!(lone.as_str(), None);
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn bytes() {
    assert_eq!(constant(r#"b"\x00\xff\'a\n" rb'\n'"#), Constant::Bytes((*b"\x00\xff'a\n\\n").into()));
}

#[test]
fn names_are_normalised() {
    let parsed = parse("ﬁ = 1\n");
    let StmtKind::Assign { targets, .. } = &*parsed.module.body[0].kind else { panic!("an assignment") };
    assert!(matches!(&*targets[0].kind, ExprKind::Name(name) if &**name == "fi"));
}

#[test]
fn the_tree_can_be_sent_to_another_thread() {
    fn is_send<T: Send>() {}
    is_send::<crate::Parsed>();
}
