//! Runs every script test through the built binary and compares with what CPython 3.14 printed.
//!
//! A test is `name.py` with its record `name.out` beside it (made by `tests/record.py`), and where
//! needed `name.err` (the whole of standard error), `name.args` and `name.in`. The records of
//! `examples/name.py` are in `tests/examples`. A script runs in an empty folder of its own.
//!
//! `tests/pending.txt` lists the scripts that do not pass yet: one that passes must leave the list.
//! `TAIPAN_UPDATE_PENDING=1 cargo test --test it scripts` rewrites it; `TAIPAN_STRESS=1` is passed
//! on to the binary, which then collects wherever a collection is allowed (a script with a big heap
//! may be too slow for that: it is named, and does not fail); `TAIPAN_ONLY=text` runs only the
//! scripts whose path contains the text, pending or not.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

const TIMEOUT: Duration = Duration::from_secs(20);
const STRESS_TIMEOUT: Duration = Duration::from_secs(60);
const WORKERS: usize = 3;
/// What these say of coroutines nobody awaited tells when the first collection after their death came: in CPython, and
/// without stress, that is the end of the program.
const TELLING_COLLECTIONS: [&str; 3] = [
    "tests/traceback/async_missing_await_use.py",
    "tests/traceback/async_nested_run.py",
    "tests/traceback/async_wait_coros.py",
];
/// The most lines of one failure that are shown.
const SHOWN_LINES: usize = 30;

macro_rules! folders {
    ($($folder:ident)*) => {
        $(#[test] fn $folder() { check_folder(stringify!($folder)); })*

        #[test]
        fn every_folder_is_run() {
            let run = [$(stringify!($folder)),*];
            let other = ["it", "bench", "fuzz", "syntax", "bytecode", "diagnostics"];
            for entry in fs::read_dir(tests()).expect("tests") {
                let entry = entry.expect("a readable entry");
                let name = entry.file_name().into_string().expect("a UTF-8 name");
                if entry.path().is_dir() && !name.starts_with('_') {
                    assert!(run.contains(&&*name) || other.contains(&&*name), "nobody runs tests/{name}");
                }
            }
        }
    };
}

folders! { language builtins stdlib asyncio traceback proof limit examples regression }

struct Case {
    /// Path below the project, with `/`: how the case is called in the list and in messages.
    name: String,
    script: PathBuf,
    /// The records' path without suffix.
    stem: PathBuf,
}

struct Finished {
    stdout: String,
    stderr: String,
    status: Option<ExitStatus>,
}

fn project() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn tests() -> PathBuf {
    project().join("tests")
}

fn check_folder(folder: &str) {
    let only = std::env::var("TAIPAN_ONLY").unwrap_or_default();
    let runs = |case: &Case| case.name.contains(&only) && !(stressed() && TELLING_COLLECTIONS.contains(&&*case.name));
    let cases: Vec<Case> = cases(folder).into_iter().filter(runs).collect();
    let failures = run_all(&cases);
    if std::env::var_os("TAIPAN_UPDATE_PENDING").is_some() {
        return update_pending(&cases, &failures);
    }
    let pending = if only.is_empty() { read_pending() } else { BTreeSet::new() };
    let mut report = String::new();
    let mut wrong = 0;
    for (case, failure) in cases.iter().zip(&failures) {
        match (failure, pending.contains(&case.name)) {
            (Some(failure), false) => {
                wrong += 1;
                let _ = write!(report, "\n=== {}\n{failure}", case.name);
            }
            (None, true) if !stressed() => {
                wrong += 1;
                let _ = write!(report, "\n=== {} passes: take it off tests/pending.txt\n", case.name);
            }
            _ => {}
        }
    }
    let passed = failures.iter().filter(|failure| failure.is_none()).count();
    let summary = format!("{folder}: {passed} of {} scripts pass", cases.len());
    println!("{summary}");
    assert!(wrong == 0, "{report}\n{summary}, {wrong} not as expected");
}

/// The cases of a folder: every record, with the script it belongs to.
fn cases(folder: &str) -> Vec<Case> {
    let mut stems = Vec::new();
    let root = tests().join(folder);
    if root.is_dir() {
        find_records(&root, &mut stems);
    }
    stems.sort();
    stems
        .into_iter()
        .map(|stem| {
            let script = match folder {
                "examples" => project().join("examples").join(stem.file_name().expect("a name")),
                _ => stem.clone(),
            };
            let script = script.with_extension("py");
            let below = script.strip_prefix(project()).expect("a script of the project");
            let name = below.to_str().expect("a UTF-8 path").replace('\\', "/");
            Case { name, script, stem }
        })
        .collect()
}

fn find_records(folder: &Path, stems: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a readable folder") {
        let path = entry.expect("a readable entry").path();
        if path.is_dir() {
            find_records(&path, stems);
        } else if path.extension().is_some_and(|suffix| suffix == "out") {
            stems.push(path.with_extension(""));
        }
    }
}

/// What is wrong with each case, `None` where nothing is.
fn run_all(cases: &[Case]) -> Vec<Option<String>> {
    let next = AtomicUsize::new(0);
    let failures = Mutex::new(vec![None; cases.len()]);
    thread::scope(|scope| {
        for _ in 0..WORKERS {
            scope.spawn(|| {
                while let Some((at, case)) = {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    cases.get(at).map(|case| (at, case))
                } {
                    let failure = check(case);
                    failures.lock().expect("no worker panics holding it")[at] = failure;
                }
            });
        }
    });
    let mut failures = failures.into_inner().expect("no worker panics holding it");
    // Timers a few milliseconds apart fall due together on a busy machine, here as in CPython: what fails is given two
    // more tries, one case at a time.
    for (case, failure) in cases.iter().zip(&mut failures) {
        let mut tries = 2;
        while failure.is_some() && tries > 0 {
            *failure = check(case);
            tries -= 1;
        }
    }
    failures
}

fn check(case: &Case) -> Option<String> {
    let finished = run(case);
    let Some(status) = finished.status else {
        if stressed() {
            println!("{} is too slow under stress", case.name);
            return None;
        }
        return Some(format!("did not end in time; standard error so far:\n{}", finished.stderr));
    };
    let folder = format!("{}/", case.script.parent().expect("a folder").display());
    let stderr = without_addresses(&finished.stderr.replace(&folder, ""));
    let mut actual = without_addresses(&finished.stdout.replace(&folder, ""));
    if !actual.is_empty() && !actual.ends_with('\n') {
        actual.push('\n');
    }
    let _ = writeln!(actual, "--- exit {}", exit_code(status));
    if let Some(last) = stderr.lines().last() {
        let _ = writeln!(actual, "{last}");
    }
    let expected = read_record(case, "out").unwrap_or_default();
    let mut failure = difference(&expected, &actual);
    if let Some(expected) = read_record(case, "err") {
        failure.push_str(&difference(&expected, &stderr));
    } else if !failure.is_empty() && stderr.lines().count() > 1 {
        let _ = write!(failure, "standard error:\n{}", shortened(&stderr));
    }
    (!failure.is_empty()).then_some(failure)
}

/// Text with each ` at 0x7f12…` cut to ` at 0x…`.
fn without_addresses(text: &str) -> String {
    let mut pieces = text.split(" at 0x");
    let mut kept = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        kept.push_str(" at 0x");
        let rest = piece.trim_start_matches(|c: char| c.is_ascii_digit() || ('a'..='f').contains(&c));
        kept.push_str(if rest.len() < piece.len() { "…" } else { "" });
        kept.push_str(rest);
    }
    kept
}

fn read_record(case: &Case, suffix: &str) -> Option<String> {
    fs::read_to_string(case.stem.with_extension(suffix)).ok()
}

fn run(case: &Case) -> Finished {
    static RUNS: AtomicUsize = AtomicUsize::new(0);
    let number = RUNS.fetch_add(1, Ordering::Relaxed);
    let folder = std::env::temp_dir().join(format!("taipan-it-{}-{number}", std::process::id()));
    fs::create_dir_all(&folder).expect("a folder to run in");
    let mut command = limited(env!("CARGO_BIN_EXE_taipan"));
    command.arg(&case.script).current_dir(&folder);
    command.args(read_record(case, "args").unwrap_or_default().split_whitespace());
    command.env("LC_ALL", "C.UTF-8").env("NO_COLOR", "1").env("HOME", "/nonexistent");
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the built binary starts");
    let typed = read_record(case, "in").unwrap_or_default();
    let stdin = child.stdin.take();
    // A script need not read what it is given.
    let _ = stdin.map(|mut pipe| std::io::Write::write_all(&mut pipe, typed.as_bytes()));
    let stdout = drain(child.stdout.take().expect("piped"));
    let stderr = drain(child.stderr.take().expect("piped"));
    let status = wait(&mut child);
    let finished = Finished {
        stdout: stdout.join().expect("the reader ends"),
        stderr: stderr.join().expect("the reader ends"),
        status,
    };
    let _ = fs::remove_dir_all(&folder);
    finished
}

/// The binary under a limit of address space, so that a runaway script cannot take the machine along.
fn limited(binary: &str) -> Command {
    if cfg!(target_os = "linux") {
        let mut command = Command::new("/bin/sh");
        command.args(["-c", "ulimit -v 8000000; exec \"$0\" \"$@\"", binary]);
        command
    } else {
        Command::new(binary)
    }
}

fn drain(mut pipe: impl Read + Send + 'static) -> thread::JoinHandle<String> {
    thread::spawn(move || {
        let mut bytes = Vec::new();
        let _ = pipe.read_to_end(&mut bytes);
        String::from_utf8_lossy(&bytes).into_owned()
    })
}

/// The status of a child, or `None` after ending one that takes too long.
fn wait(child: &mut Child) -> Option<ExitStatus> {
    let deadline = Instant::now() + if stressed() { STRESS_TIMEOUT } else { TIMEOUT };
    loop {
        if let Some(status) = child.try_wait().expect("our own child") {
            return Some(status);
        }
        if Instant::now() > deadline {
            let _ = child.kill();
            let _ = child.wait();
            return None;
        }
        thread::sleep(Duration::from_millis(2));
    }
}

fn stressed() -> bool {
    std::env::var_os("TAIPAN_STRESS").is_some()
}

#[cfg(unix)]
fn exit_code(status: ExitStatus) -> i32 {
    use std::os::unix::process::ExitStatusExt;
    status.code().or(status.signal().map(|signal| 128 + signal)).unwrap_or(-1)
}

#[cfg(not(unix))]
fn exit_code(status: ExitStatus) -> i32 {
    status.code().unwrap_or(-1)
}

/// The lines from the first that differs, marked `-` (expected) and `+` (printed); empty if none does.
fn difference(expected: &str, actual: &str) -> String {
    if expected == actual {
        return String::new();
    }
    let expected: Vec<&str> = expected.lines().collect();
    let actual: Vec<&str> = actual.lines().collect();
    let same = expected.iter().zip(&actual).take_while(|(e, a)| e == a).count();
    let after = expected[same..].iter().rev().zip(actual[same..].iter().rev()).take_while(|(e, a)| e == a).count();
    let mut text = String::new();
    for line in expected[..same].iter().skip(same.saturating_sub(2)) {
        let _ = writeln!(text, "  {line}");
    }
    for line in &expected[same..expected.len() - after] {
        let _ = writeln!(text, "- {line}");
    }
    for line in &actual[same..actual.len() - after] {
        let _ = writeln!(text, "+ {line}");
    }
    shortened(&text)
}

fn shortened(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let mut shown = lines[..lines.len().min(SHOWN_LINES)].join("\n");
    shown.push('\n');
    if lines.len() > SHOWN_LINES {
        let _ = writeln!(shown, "  … {} more lines", lines.len() - SHOWN_LINES);
    }
    shown
}

fn pending_file() -> PathBuf {
    tests().join("pending.txt")
}

fn read_pending() -> BTreeSet<String> {
    let text = fs::read_to_string(pending_file()).unwrap_or_default();
    text.lines().filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

/// Makes the list say of these cases what has just been seen of them, and drops what is gone.
fn update_pending(cases: &[Case], failures: &[Option<String>]) {
    static LIST: Mutex<()> = Mutex::new(());
    let _guard = LIST.lock().expect("no test panics holding it");
    let mut pending = read_pending();
    pending.retain(|name| project().join(name).exists());
    for (case, failure) in cases.iter().zip(failures) {
        if failure.is_some() {
            pending.insert(case.name.clone());
        } else {
            pending.remove(&case.name);
        }
    }
    let text: String = pending.iter().flat_map(|name| [name.as_str(), "\n"]).collect();
    fs::write(pending_file(), text).expect("a writable list");
}
