//! Races Taipan's release build against other interpreters.
//!
//!     cargo bench -- [--against COMMAND]... [--rounds N] [FILTER]...
//!
//! Runs the programs of `tests/bench/programs` whose name contains a filter (all without one) in
//! rounds in which every interpreter has its turn, and prints the least CPU time (user and system)
//! of each, with the ratio Taipan / other. A peer gets the program on standard input, as
//! `COMMAND -`: so `--against 'chroot DIR lua5.4'` works too. A command that names lua runs the
//! program's `.lua` twin; `with_uvloop.py`, beside this file, runs one under uvloop. What the programs print are
//! checksums, and must agree.
//!
//! The figures of `host.rs` follow, under names that begin with `host_`.

mod host;

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::time::Duration;

use wait4::Wait4;

/// No further round of a program begins after this much CPU time, be there fewer than asked for.
const ENOUGH: Duration = Duration::from_secs(30);

struct Options {
    against: Vec<String>,
    rounds: usize,
    filters: Vec<String>,
}

/// What took part: a command line, whose program is given as `-` and on standard input.
struct Racer {
    name: String,
    command: Vec<String>,
}

/// What a program's first line says that its figures should be divided by.
enum Per {
    Nothing,
    Nanoseconds(f64, String),
    Bytes(f64, String),
}

#[derive(Clone)]
struct Figures {
    cpu: Duration,
    peak_bytes: u64,
    printed: String,
}

fn main() -> ExitCode {
    let options = match options(std::env::args().skip(1)) {
        Ok(options) => options,
        Err(message) => {
            eprintln!("{message}\nusage: cargo bench -- [--against COMMAND]... [--rounds N] [FILTER]...");
            return ExitCode::from(2);
        }
    };
    let racers = racers(&options.against);
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bench/programs");
    let mut wrong = 0;
    let programs = programs(&folder, &options.filters);
    if !programs.is_empty() {
        print_header(&racers);
        let idle: Vec<u64> = racers.iter().map(|racer| peak_of_an_idle(racer, &folder)).collect();
        for program in &programs {
            wrong += race(program, &racers, &idle, options.rounds);
        }
    }
    host::measure(&options.filters);
    if wrong == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn options(mut arguments: impl Iterator<Item = String>) -> Result<Options, String> {
    let mut options = Options { against: Vec::new(), rounds: 5, filters: Vec::new() };
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().ok_or(format!("{argument} wants a value"));
        match argument.as_str() {
            "--against" => options.against.push(value()?),
            "--rounds" => options.rounds = value()?.parse().map_err(|_| "--rounds wants a number")?,
            "--bench" => {} // cargo says so to every benchmark
            _ if argument.starts_with('-') => return Err(format!("unknown option {argument}")),
            _ => options.filters.push(argument),
        }
    }
    Ok(options)
}

fn racers(against: &[String]) -> Vec<Racer> {
    let taipan = Racer { name: "taipan".into(), command: vec![env!("CARGO_BIN_EXE_taipan").into()] };
    let peers = against.iter().map(|line| {
        let command: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
        let last = command.last().map_or("", String::as_str);
        Racer { name: last.rsplit('/').next().unwrap_or_default().to_owned(), command }
    });
    std::iter::once(taipan).chain(peers).collect()
}

fn programs(folder: &Path, filters: &[String]) -> Vec<PathBuf> {
    let mut programs: Vec<PathBuf> = fs::read_dir(folder)
        .expect("the programs")
        .map(|entry| entry.expect("a readable entry").path())
        .filter(|path| path.extension().is_some_and(|suffix| suffix == "py"))
        .filter(|path| {
            let name = path.file_stem().unwrap_or_default().to_string_lossy();
            filters.is_empty() || filters.iter().any(|filter| name.contains(filter.as_str()))
        })
        .collect();
    programs.sort();
    programs
}

fn print_header(racers: &[Racer]) {
    print!("{:<22}", "CPU, ms");
    for (at, racer) in racers.iter().enumerate() {
        print!("{:>12}", racer.name);
        if at > 0 {
            print!("{:>7}", "ratio");
        }
    }
    println!();
}

/// Races one program and prints its line; returns how many racers failed or printed something else.
fn race(program: &Path, racers: &[Racer], idle: &[u64], rounds: usize) -> usize {
    let name = program.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let source = fs::read_to_string(program).expect("a readable program");
    let mut best: Vec<Option<Result<Figures, String>>> = vec![None; racers.len()];
    let mut spent = Duration::ZERO;
    for _ in 0..rounds.max(1) {
        for (racer, best) in racers.iter().zip(&mut best) {
            let Some(run) = run(racer, program) else { continue };
            if let Ok(figures) = &run {
                spent += figures.cpu;
            }
            let better = match (&best, &run) {
                (None, _) => true,
                (Some(Ok(before)), Ok(now)) => now.cpu < before.cpu,
                (Some(before), now) => before.is_ok() && now.is_err(),
            };
            if better {
                *best = Some(run);
            }
        }
        if spent > ENOUGH {
            break;
        }
    }
    print_row(&name, &best);
    print_per_unit(&per(&source), &best, idle);
    print_problems(racers, &best)
}

fn print_row(name: &str, best: &[Option<Result<Figures, String>>]) {
    let ours = best[0].as_ref().and_then(|run| run.as_ref().ok());
    print!("{name:<22}");
    for (at, run) in best.iter().enumerate() {
        match run {
            None => print!("{:>12}", ""),
            Some(Err(_)) => print!("{:>12}", "fails"),
            Some(Ok(figures)) => print!("{:>12.1}", milliseconds(figures.cpu)),
        }
        if at > 0 {
            match (ours, run) {
                (Some(ours), Some(Ok(theirs))) => {
                    print!("{:>7.2}", ours.cpu.as_secs_f64() / theirs.cpu.as_secs_f64());
                }
                _ => print!("{:>7}", ""),
            }
        }
    }
    println!();
}

fn print_per_unit(per: &Per, best: &[Option<Result<Figures, String>>], idle: &[u64]) {
    let (count, label, bytes) = match per {
        Per::Nothing => return,
        Per::Nanoseconds(count, unit) => (count, format!("  ns of {unit}"), false),
        Per::Bytes(count, unit) => (count, format!("  bytes of {unit}"), true),
    };
    print!("{label:<22}");
    for (at, (run, idle)) in best.iter().zip(idle).enumerate() {
        match run {
            Some(Ok(figures)) if bytes => {
                print!("{:>12.0}", figures.peak_bytes.saturating_sub(*idle) as f64 / count);
            }
            Some(Ok(figures)) => print!("{:>12.1}", figures.cpu.as_nanos() as f64 / count),
            _ => print!("{:>12}", ""),
        }
        if at > 0 {
            print!("{:>7}", "");
        }
    }
    println!();
}

fn print_problems(racers: &[Racer], best: &[Option<Result<Figures, String>>]) -> usize {
    let mut problems = 0;
    let mut expected: Option<&str> = None;
    // The peers first: when Taipan differs from them, it is Taipan that is wrong.
    for (racer, run) in racers.iter().zip(best).rev() {
        match run {
            None => {}
            Some(Err(message)) => {
                println!("  {} fails: {message}", racer.name);
                problems += 1;
            }
            Some(Ok(figures)) => match expected {
                Some(expected) if expected != figures.printed => {
                    println!("  {} prints {:?}, not {expected:?}", racer.name, figures.printed);
                    problems += 1;
                }
                _ => expected = Some(&figures.printed),
            },
        }
    }
    problems
}

/// Reads `# nanoseconds per 500000 switches` or `# bytes per …` off a program's first line.
fn per(source: &str) -> Per {
    let words: Vec<&str> = source.lines().next().unwrap_or_default().splitn(5, ' ').collect();
    match words[..] {
        ["#", quantity, "per", count, unit] => match (quantity, count.parse()) {
            ("nanoseconds", Ok(count)) => Per::Nanoseconds(count, unit.to_owned()),
            ("bytes", Ok(count)) => Per::Bytes(count, unit.to_owned()),
            _ => Per::Nothing,
        },
        _ => Per::Nothing,
    }
}

fn peak_of_an_idle(racer: &Racer, folder: &Path) -> u64 {
    match run(racer, &folder.join("async_startup.py")) {
        Some(Ok(figures)) => figures.peak_bytes,
        _ => 0,
    }
}

/// Runs a program once; `None` if there is no version of it for this interpreter.
fn run(racer: &Racer, program: &Path) -> Option<Result<Figures, String>> {
    let lua = racer.command.iter().any(|word| word.contains("lua"));
    let program = if lua { program.with_extension("lua") } else { program.to_owned() };
    program.exists().then(|| execute(&racer.command, &program))
}

fn execute(command: &[String], program: &Path) -> Result<Figures, String> {
    let source = fs::File::open(program).map_err(|error| error.to_string())?;
    let (first, rest) = command.split_first().ok_or("an empty command")?;
    let mut child = Command::new(first)
        .args(rest)
        .arg("-")
        .stdin(source)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| format!("{first}: {error}"))?;
    let mut printed = String::new();
    let mut complaints = String::new();
    // One after the other is enough: a benchmark prints a line, and little more when it fails.
    let read = child.stdout.take().map(|mut pipe| pipe.read_to_string(&mut printed));
    let _ = child.stderr.take().map(|mut pipe| pipe.read_to_string(&mut complaints));
    let usage = child.wait4().map_err(|error| error.to_string())?;
    if !usage.status.success() || !matches!(read, Some(Ok(_))) {
        return Err(complaints.lines().last().unwrap_or("no message").to_owned());
    }
    Ok(Figures {
        cpu: usage.rusage.utime + usage.rusage.stime,
        peak_bytes: usage.rusage.maxrss,
        printed: printed.trim_end().to_owned(),
    })
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}
