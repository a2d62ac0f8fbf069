//! The command line: what it takes, and how programs end.

use std::io::Write;
use std::process::{Command, Output, Stdio};

fn taipan(arguments: &[&str], typed: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_taipan"))
        .args(arguments)
        .env("NO_COLOR", "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary starts");
    // A program need not read what it is given.
    let _ = child.stdin.take().expect("piped").write_all(typed.as_bytes());
    child.wait_with_output().expect("it ends")
}

/// Status, output, and the last line of the error output.
fn run(arguments: &[&str], typed: &str) -> (Option<i32>, String, String) {
    let output = taipan(arguments, typed);
    let error = String::from_utf8(output.stderr).expect("UTF-8");
    let last = error.lines().last().unwrap_or_default().to_owned();
    (output.status.code(), String::from_utf8(output.stdout).expect("UTF-8"), last)
}

fn code(source: &str) -> (Option<i32>, String, String) {
    run(&["-c", source], "")
}

#[test]
fn statuses_are_those_of_cpython() {
    let none = String::new;
    assert_eq!(code("pass"), (Some(0), none(), none()));
    assert_eq!(code("raise SystemExit"), (Some(0), none(), none()));
    assert_eq!(code("import sys; sys.exit(256)"), (Some(0), none(), none()));
    assert_eq!(code("import sys; sys.exit(3)"), (Some(3), none(), none()));
    assert_eq!(code("import sys; sys.exit(-1)"), (Some(255), none(), none()));
    assert_eq!(code("import sys; sys.exit('why')"), (Some(1), none(), "why".into()));
    assert_eq!(code("1 / 0"), (Some(1), none(), "ZeroDivisionError: division by zero".into()));
    assert_eq!(code("x ="), (Some(1), none(), "SyntaxError: invalid syntax".into()));
    assert_eq!(run(&["no/such/file.py"], "").0, Some(2));
    assert_eq!(run(&["-Z"], "").0, Some(2));
    assert_eq!(run(&["-c"], "").0, Some(2));
}

#[cfg(unix)]
#[test]
fn an_uncaught_keyboard_interrupt_dies_of_the_signal() {
    use std::os::unix::process::ExitStatusExt;
    let output = taipan(&["-c", "raise KeyboardInterrupt"], "");
    assert_eq!(output.status.signal(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).ends_with("KeyboardInterrupt\n"));
}

#[test]
fn programs_come_from_everywhere() {
    let arguments = ["-c", "import sys; print(sys.argv)", "-x", "y"];
    assert_eq!(run(&arguments, "").1, "['-c', '-x', 'y']\n");
    assert_eq!(run(&["-", "a"], "import sys\nprint(sys.argv)").1, "['-', 'a']\n");
    assert_eq!(run(&[], "print(1 + 1)").1, "2\n");
    assert!(run(&["-V"], "").1.starts_with("Taipan "));
    assert!(run(&["--help"], "").1.starts_with("usage: "));
}

#[test]
fn a_session_can_follow_a_program() {
    assert_eq!(run(&["-i", "-c", "x = 41"], "x + 1\n").1, "42\n");
}

#[test]
fn input_is_read_by_line() {
    assert_eq!(run(&["-c", "print(input('? '), input())"], "a\nb\n").1, "? a b\n");
    assert_eq!(code("input()").2, "EOFError: EOF when reading a line");
}

#[test]
fn a_closed_pipe_is_no_crash() {
    let script = "\"$0\" -c 'for i in range(100000): print(i)' | head -1";
    let output = Command::new("/bin/sh").args(["-c", script, env!("CARGO_BIN_EXE_taipan")]).output().expect("a shell");
    assert_eq!(String::from_utf8_lossy(&output.stdout), "0\n");
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}

#[test]
fn check_and_dis_tell_of_files() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/hello.py");
    assert_eq!(run(&["check", file], "").0, Some(0));
    assert!(run(&["dis", file], "").1.contains("return"));
    let wrong = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/diagnostics/several.py");
    assert_eq!(run(&["check", wrong], "").0, Some(1));
}
