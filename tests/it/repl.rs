//! Sessions at the prompt, through a pipe: what was typed, and all that came of it.

use std::io::Write;
use std::process::{Command, Stdio};

/// Types lines; gives both streams, and the status.
fn session(typed: &str) -> String {
    let mut child = Command::new("/bin/sh")
        .args(["-c", "exec \"$0\" -i -q 2>&1", env!("CARGO_BIN_EXE_taipan")])
        .env("NO_COLOR", "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the binary starts");
    child.stdin.take().expect("piped").write_all(typed.as_bytes()).expect("it reads");
    let output = child.wait_with_output().expect("it ends");
    format!("{}--- exit {:?}\n", String::from_utf8_lossy(&output.stdout), output.status.code())
}

#[test]
fn values_are_shown_and_kept() {
    insta::assert_snapshot!(session("1 + 1\n_ * 21\nNone\n'a'\nx = 3\nx\n"), @r"
    2
    42
    'a'
    3
    --- exit Some(0)
    ");
}

#[test]
fn blocks_end_with_a_blank_line() {
    let typed = "def f(n):\n    if n:\n        return f(n - 1)\n    return 'end'\n\nf(3)\nfor i in range(2):\n    i\n\nx = (1,\n2)\nx\n";
    insta::assert_snapshot!(session(typed), @r"
    'end'
    0
    1
    (1, 2)
    --- exit Some(0)
    ");
}

#[test]
fn one_loop_serves_all_inputs() {
    let typed = "import asyncio\nasync def later():\n    await asyncio.sleep(0.01)\n    print('later')\n    return 7\n\nt = asyncio.create_task(later())\nprint('created')\nawait t\nawait asyncio.sleep(0, 'slept')\nasyncio.run(later())\n";
    insta::assert_snapshot!(session(typed), @r"
    created
    later
    7
    'slept'
    later
    7
    --- exit Some(0)
    ");
}

#[test]
fn errors_do_not_end_the_session() {
    insta::assert_snapshot!(session("1 / 0\ny = = 3\nnope\nraise KeyboardInterrupt\n'still here'\n"));
}

#[test]
fn exit_ends_it_with_a_status() {
    assert!(session("import sys\nsys.exit(4)\n1\n").ends_with("--- exit Some(4)\n"));
    assert_eq!(session("exit\n1\n"), "--- exit Some(0)\n");
    assert_eq!(session("exit(3)\n1\n"), "--- exit Some(3)\n");
}
