//! Options before the program; what follows it belongs to the program.

use std::ffi::OsString;

/// What the command line asks for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Command {
    Run(Program),
    Disassemble(String),
    Check(Vec<String>),
    Help,
    Version,
}

/// A program to run.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Program {
    pub source: Source,
    /// `sys.argv`.
    pub arguments: Vec<String>,
    /// Go on at a prompt afterwards.
    pub interactive: bool,
    pub quiet: bool,
}

/// Where a program's text is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Source {
    File(String),
    Text(String),
    /// Standard input: statement by statement if it is a terminal, or if told so.
    Input,
}

/// A command line that cannot be understood.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Failure(pub String);

pub fn parse(arguments: impl Iterator<Item = OsString>) -> Result<Command, Failure> {
    let mut arguments = arguments.map(|argument| argument.to_string_lossy().into_owned()).peekable();
    let (mut interactive, mut quiet) = (false, false);
    let program = |source, name: &str, interactive, quiet, rest: &mut dyn Iterator<Item = String>| {
        let arguments = std::iter::once(name.to_owned()).chain(rest).collect();
        Ok(Command::Run(Program { source, arguments, interactive, quiet }))
    };
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--help" => return Ok(Command::Help),
            "--version" => return Ok(Command::Version),
            "--" => {}
            "-" => return program(Source::Input, "-", interactive, quiet, &mut arguments),
            "dis" => {
                let file = arguments.next().ok_or_else(|| Failure("Argument expected for dis".to_owned()))?;
                return Ok(Command::Disassemble(file));
            }
            "check" => {
                let files: Vec<String> = arguments.collect();
                let missing = || Failure("Argument expected for check".to_owned());
                return if files.is_empty() { Err(missing()) } else { Ok(Command::Check(files)) };
            }
            option if option.starts_with("--") => return Err(Failure(format!("unknown option {option}"))),
            options if options.starts_with('-') => {
                for (at, letter) in options.char_indices().skip(1) {
                    match letter {
                        'i' => interactive = true,
                        'q' => quiet = true,
                        'h' => return Ok(Command::Help),
                        'V' => return Ok(Command::Version),
                        'c' => {
                            let attached = &options[at + 1..];
                            let text = if attached.is_empty() { arguments.next() } else { Some(attached.to_owned()) };
                            let text = text.ok_or_else(|| Failure("Argument expected for the -c option".to_owned()))?;
                            return program(Source::Text(text), "-c", interactive, quiet, &mut arguments);
                        }
                        _ => return Err(Failure(format!("Unknown option: -{letter}"))),
                    }
                }
            }
            file => {
                return program(Source::File(file.to_owned()), file, interactive, quiet, &mut arguments);
            }
        }
    }
    program(Source::Input, "", interactive, quiet, &mut std::iter::empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse_words(text: &str) -> Result<Command, Failure> {
        parse(text.split_whitespace().map(OsString::from))
    }

    #[test]
    fn options_after_the_program_are_its_own() {
        let Ok(Command::Run(program)) = parse_words("-iq a.py -V --help") else { panic!("a program") };
        assert_eq!(program.source, Source::File("a.py".to_owned()));
        assert_eq!(program.arguments, ["a.py", "-V", "--help"]);
        assert!(program.interactive && program.quiet);
    }

    #[test]
    fn code_may_be_attached() {
        let Ok(Command::Run(program)) = parse_words("-cpass x") else { panic!("a program") };
        assert_eq!((program.source, program.arguments), (Source::Text("pass".into()), vec!["-c".into(), "x".into()]));
        assert!(parse_words("-c").is_err());
        assert!(parse_words("-Z").is_err());
    }
}
