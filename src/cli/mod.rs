//! The command line: what is asked for, and with which exit status it ends.

mod arguments;
mod end;
mod repl;
mod run;

use std::process::ExitCode;

use arguments::{Command, Failure};

const USAGE: &str = "usage: taipan [option] ... [-c cmd | file | -] [arg] ...";

const HELP: &str = "\
usage: taipan [option] ... [-c cmd | file | -] [arg] ...
       taipan dis file
       taipan check file ...

Runs a program in the language of Python 3.14. Without a program, reads from
the terminal, statement by statement.

  -c cmd     program passed in as string (ends the option list)
  file       program read from a script file
  -          program read from standard input
  arg ...    arguments passed to the program in sys.argv[1:]
  -i         go on at a prompt after the program has run
  -q         don't print the version on interactive start-up
  -V         print the version and exit (also --version)
  -h         print this help and exit (also --help)

  dis        list the compiled code of a file beside its source
  check      name everything in the files that is wrong or not supported

Environment: NO_COLOR switches colour off, FORCE_COLOR on; TAIPAN_HISTORY
names the file of past input.
";

/// Runs the command line's arguments.
pub fn main() -> ExitCode {
    match arguments::parse(std::env::args_os().skip(1)) {
        Ok(Command::Help) => {
            print!("{HELP}");
            ExitCode::SUCCESS
        }
        Ok(Command::Version) => {
            println!("Taipan {} (Python 3.14)", env!("CARGO_PKG_VERSION"));
            ExitCode::SUCCESS
        }
        Ok(Command::Run(program)) => run::run(&program),
        Ok(Command::Disassemble(file)) => run::disassemble(&file),
        Ok(Command::Check(files)) => run::check(&files),
        Err(Failure(message)) => {
            eprintln!("{message}\n{USAGE}\nTry `taipan -h' for more information.");
            ExitCode::from(2)
        }
    }
}
