//! Sessions at a terminal: keys are typed and what appears is waited for. `setsid` gives the program a terminal of its
//! own, so that Ctrl-C reaches it as it would a user's.

use std::fs::File;
use std::io::{Read, Write};
use std::os::fd::OwnedFd;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::{Mode, OFlags, open};
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};

const CTRL_C: &str = "\x03";
const CTRL_D: &str = "\x04";
const UP: &str = "\x1b[A";
const SLOW: &[&str] =
    &["async def slow():", "    try: await asyncio.sleep(100)", "    finally: print('cleaned', 'up')"];
const PATIENCE: Duration = Duration::from_secs(20);

struct Terminal {
    program: Child,
    screen: File,
    seen: String,
}

impl Terminal {
    fn start(home: &Path) -> Terminal {
        let master = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).expect("a terminal");
        grantpt(&master).expect("it is ours");
        unlockpt(&master).expect("it opens");
        let name = ptsname(&master, Vec::new()).expect("it has a name");
        let end: OwnedFd = open(name, OFlags::RDWR | OFlags::NOCTTY, Mode::empty()).expect("it opens");
        let copy = || Stdio::from(end.try_clone().expect("it can be shared"));
        let program = Command::new("setsid")
            .args(["--ctty", "--wait", env!("CARGO_BIN_EXE_taipan")])
            .env("NO_COLOR", "1")
            .env("TERM", "xterm")
            .env("TAIPAN_HISTORY", home.join("history"))
            .stdin(copy())
            .stdout(copy())
            .stderr(copy())
            .spawn()
            .expect("the binary starts");
        let mut this = Terminal { program, screen: master.into(), seen: String::new() };
        this.wait_for(">>> ");
        this
    }

    fn press(&mut self, keys: &str) {
        self.screen.write_all(keys.as_bytes()).expect("it reads");
    }

    /// Waits until a text appears, and forgets what came before its end.
    fn wait_for(&mut self, text: &str) {
        let end = Instant::now() + PATIENCE;
        while !self.seen.contains(text) {
            assert!(Instant::now() < end, "no {text:?} in {:?}", self.seen);
            let mut ready = [PollFd::new(&self.screen, PollFlags::IN)];
            let moment = Timespec { tv_sec: 0, tv_nsec: 50_000_000 };
            if poll(&mut ready, Some(&moment)).is_ok_and(|count| count > 0) {
                let mut buffer = [0; 4096];
                let count = self.screen.read(&mut buffer).unwrap_or(0);
                self.seen += &String::from_utf8_lossy(&buffer[..count]);
            }
        }
        let at = self.seen.find(text).expect("just seen") + text.len();
        self.seen.drain(..at);
    }

    /// Types a line, and waits until it has been taken.
    fn enter(&mut self, line: &str) {
        self.press(&format!("{line}\r"));
        self.wait_for("\n");
    }

    /// Types a line, and waits for what it brings and the next prompt.
    fn line(&mut self, line: &str, answer: &str) {
        self.enter(line);
        self.wait_for(answer);
        self.wait_for(">>> ");
    }

    /// Types a block and the blank line behind it.
    fn block(&mut self, lines: &[&str]) {
        for line in lines {
            self.enter(line);
            self.wait_for("... ");
        }
        self.line("", "");
    }

    /// Leaves with Ctrl-D.
    fn leave(mut self) {
        self.press(CTRL_D);
        let end = Instant::now() + PATIENCE;
        while Instant::now() < end {
            if let Some(status) = self.program.try_wait().expect("it runs") {
                assert!(status.success(), "{status}");
                return;
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        panic!("it does not leave: {:?}", self.seen);
    }
}

/// Lets what was just started begin to run.
fn pause() {
    std::thread::sleep(Duration::from_millis(300));
}

fn home(name: &str) -> std::path::PathBuf {
    let home = std::env::temp_dir().join(format!("taipan-terminal-{name}-{}", std::process::id()));
    std::fs::create_dir_all(&home).expect("a folder");
    home
}

#[test]
fn ctrl_c_at_the_prompt_drops_the_line() {
    let home = home("prompt");
    let mut terminal = Terminal::start(&home);
    terminal.press("1 +");
    terminal.wait_for("1 +");
    terminal.press(CTRL_C);
    terminal.wait_for("KeyboardInterrupt");
    terminal.wait_for(">>> ");
    terminal.line("'gone ' + 'on'", "'gone on'");
    terminal.leave();
}

#[test]
fn ctrl_c_interrupts_what_runs_or_waits() {
    let home = home("interrupt");
    let mut terminal = Terminal::start(&home);
    terminal.line("import asyncio, time", "");
    terminal.block(SLOW);
    for (busy, first) in [
        ("while True: pass", "KeyboardInterrupt"),
        ("await slow()", "cleaned up"),
        ("time.sleep(100)", "KeyboardInterrupt"),
        ("input('name? ')", "KeyboardInterrupt"),
    ] {
        terminal.enter(busy);
        if busy.starts_with("while") {
            terminal.wait_for("... ");
            terminal.enter("");
        }
        pause();
        terminal.press(CTRL_C);
        terminal.wait_for(first);
        terminal.wait_for(">>> ");
    }
    terminal.line("'still ' + 'here'", "'still here'");
    terminal.leave();
}

#[test]
fn history_outlives_the_session() {
    let home = home("history");
    let mut terminal = Terminal::start(&home);
    terminal.block(&["def twice(x):", "    return x * 2"]);
    terminal.leave();
    let mut terminal = Terminal::start(&home);
    terminal.press(UP);
    terminal.wait_for("return x * 2");
    terminal.enter("");
    terminal.wait_for("... ");
    terminal.line("", "");
    terminal.line("twice(21)", "42");
    terminal.leave();
}

#[test]
fn leaving_cancels_tasks() {
    let home = home("leaving");
    let mut terminal = Terminal::start(&home);
    terminal.line("import asyncio", "");
    terminal.block(SLOW);
    terminal.line("t = asyncio.create_task(slow())", "");
    terminal.line("await asyncio.sleep(0)", "");
    terminal.press(CTRL_D);
    terminal.wait_for("cleaned up");
}
