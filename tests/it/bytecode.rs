//! Listings of compiled code, or all the errors of a file: `tests/bytecode/*.py`, each beside its snapshot.

use std::fmt::Write;
use std::path::Path;

use taipan::bytecode::disassemble;
use taipan::compile::{CompileError, Compiled, Mode, Options, compile};
use taipan::syntax::{self, Source};

#[test]
fn listings() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    insta::glob!(folder, "bytecode/*.py", |path| {
        let text = std::fs::read_to_string(path).expect("the glob found it");
        insta::with_settings!({ snapshot_path => path.parent().expect("a file is in a folder"), prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!("bytecode", listing(&text));
        });
    });
}

fn compile_text(text: &str, adjust: impl FnOnce(&mut Options)) -> Result<Compiled, Vec<CompileError>> {
    let source = Source::new("script.py", text);
    let parsed = syntax::parse(text);
    assert_eq!(parsed.errors, [], "{text}");
    let mut options = Options {
        file: "script.py".into(),
        source: &source,
        mode: Mode::Module,
        top_level_await: false,
        hidden: false,
        with_namespace: false,
    };
    adjust(&mut options);
    compile(&parsed.module, &options)
}

fn listing(text: &str) -> String {
    let source = Source::new("script.py", text);
    match compile_text(text, |_| {}) {
        Ok(compiled) => disassemble(&compiled.code, Some(text)),
        Err(errors) => {
            let mut out = String::new();
            for error in errors {
                let place = source.position(error.span.start);
                let found = error.span.text(text);
                let _ = writeln!(out, "{}:{} {} {found:?}", place.line, place.column, error.message);
                if let Some(help) = &error.help {
                    let _ = writeln!(out, "    help: {help}");
                }
            }
            out
        }
    }
}

fn only_listing(text: &str, adjust: impl FnOnce(&mut Options)) -> String {
    let compiled = compile_text(text, adjust).expect("it compiles");
    disassemble(&compiled.code, None)
}

#[test]
fn an_expression_is_returned() {
    let listing = only_listing("x + 1\n", |options| options.mode = Mode::Expression);
    assert!(listing.contains("return  "), "{listing}");
}

#[test]
fn the_prompt_displays_values() {
    let listing = only_listing("x\ny = 1\n", |options| options.mode = Mode::Interactive);
    assert_eq!(listing.matches("Display").count(), 1, "{listing}");
}

#[test]
fn a_namespace_is_asked_before_the_globals() {
    let text = "x = [y for _ in z]\ndef f(): return x\n";
    let listing = only_listing(text, |options| options.with_namespace = true);
    assert!(listing.contains("store_name") && listing.contains("load_name"), "{listing}");
    assert_eq!(listing.matches("_global").count(), 1, "functions see the globals only: {listing}");
}

#[test]
fn a_module_that_awaits_is_a_coroutine() {
    let errors = compile_text("await x\n", |_| {}).expect_err("not outside functions");
    assert_eq!(errors[0].message, "'await' outside function");
    let listing = only_listing("await x\n", |options| options.top_level_await = true);
    assert!(listing.starts_with("coroutine"), "{listing}");
    let listing = only_listing("x\n", |options| options.top_level_await = true);
    assert!(listing.starts_with("module"), "{listing}");
}

/// What the tree may be at most must fit a thread of 2 MB, this test's own.
#[test]
fn high_trees_compile() {
    let indent: String = (0..98).map(|depth| format!("{}if x:\n", " ".repeat(depth))).collect();
    for (open, core, close, times) in [
        ("[", "x", "]", 190),
        ("f(a, ", "x", ")", 190),
        ("(lambda: ", "x", ")", 190),
        ("(y for y in ", "x", ")", 190),
        ("[", "x", " for y in z]", 190),
        ("{a: ", "x", "}", 190),
        ("(a < b < ", "x", ")", 190),
        ("(a if b else ", "x", ")", 190),
        ("", "x", ".a(1)[b] + c", 240),
    ] {
        let value = format!("{}{core}{}", open.repeat(times), close.repeat(times));
        let text = format!("{indent}{}z = {value}\n", " ".repeat(98));
        assert!(compile_text(&text, |_| {}).is_ok(), "{open}…{close}");
    }
}

#[test]
fn limits_are_named() {
    let locals: String = (0..70_000).map(|index| format!(" x{index} = 1\n")).collect();
    let errors = compile_text(&format!("def f():\n{locals}"), |_| {}).expect_err("too many");
    assert_eq!(errors[0].message, "function needs more than 65535 registers");
    let sites: String = (0..70_000).map(|index| format!("a.x{index}\n")).collect();
    let errors = compile_text(&sites, |_| {}).expect_err("too many");
    assert_eq!(errors[0].message, "function needs more than 65535 names and attributes");
}

#[test]
fn branches_that_do_not_reach_take_a_detour() {
    let text = format!("def f(a, b):\n while a < b:\n{}", "  a = a + b\n".repeat(40_000));
    assert!(compile_text(&text, |_| {}).is_ok());
}
