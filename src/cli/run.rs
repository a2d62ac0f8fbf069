//! Running a program, listing its code, checking it.

use std::io::{IsTerminal, Read};
use std::process::ExitCode;
use std::sync::Arc;

use super::arguments::{Program, Source};
use super::end::{self, End};
use super::repl;
use crate::builtins;
use crate::compile::{Compiled, Mode, Options};
use crate::embed::diagnostic::{self, Diagnosis};
use crate::event::{driver, report, signal};
use crate::heap::{Gc, Value};
use crate::modules::{Invocation, loader::StandardLoader, warnings};
use crate::object::Dict;
use crate::syntax;
use crate::vm::{Context, Outcome};

/// A machine set up for the command line, with its module `__main__`.
pub struct Session {
    pub ctx: Context,
    pub loader: Arc<StandardLoader>,
    pub globals: Gc<Dict>,
}

impl Session {
    pub fn new(program: &Program) -> Session {
        let mut ctx = builtins::new_context();
        crate::modules::install(&mut ctx);
        let loader = Arc::new(StandardLoader::new(true));
        ctx.loader = Some(loader.clone());
        ctx.heap.set_stress(std::env::var_os("TAIPAN_STRESS").is_some());
        ctx.extensions.states.push(Box::new(invocation(program)));
        let module = ctx.new_module("__main__");
        ctx.set_text(ctx.modules, "__main__", Value::object(module));
        let globals = ctx.heap.get(module).namespace;
        let builtins = ctx.get_text(ctx.modules, "builtins").unwrap_or(Value::NONE);
        ctx.set_name(globals, ctx.names.dunder_builtins, builtins);
        let none = Value::NONE;
        for name in ["__package__", "__spec__", "__loader__"] {
            ctx.set_text(globals, name, none);
        }
        // Without the handler Ctrl-C ends the process, which is not worth a failure.
        let _ = signal::install(&mut ctx);
        warnings::install(&mut ctx);
        crate::modules::sys::install(&mut ctx);
        Session { ctx, loader, globals }
    }

    /// Compiles and runs a text in `__main__`.
    fn run_text(&mut self, text: &str, file: &str) -> End {
        self.loader.remember(file, Arc::from(text));
        let globals = self.globals;
        let ctx = &mut self.ctx;
        let outcome = match examine(text, file) {
            Ok(compiled) => {
                warn(ctx, &compiled, text, file);
                let function = ctx.module_function(&compiled.code, globals);
                let outcome = driver::run(ctx, |ctx, to| ctx.tail_call_to(Value::object(function), &[], to));
                report::finish(ctx, outcome)
            }
            Err(diagnosis) => {
                let colour = with_colour(ctx.streams().error.is_terminal);
                end::say(ctx, &diagnosis.render(colour));
                return End::FAILURE;
            }
        };
        match outcome {
            Outcome::Raised => {
                let exception = ctx.take_pending();
                end::of_exception(ctx, exception)
            }
            _ => End::SUCCESS,
        }
    }
}

/// Prints the compiler's warnings.
pub fn warn(ctx: &mut Context, compiled: &Compiled, text: &str, file: &str) {
    for warning in &compiled.warnings {
        let mut out = format!("{file}:{}: SyntaxWarning: {}\n", warning.line, warning.message);
        if let Some(line) = text.lines().nth((warning.line as usize).wrapping_sub(1)) {
            out.push_str(&format!("  {}\n", line.trim()));
        }
        end::say(ctx, &out);
    }
}

fn invocation(program: &Program) -> Invocation {
    let first = match &program.source {
        Source::File(file) => {
            let folder = std::path::Path::new(file).parent().map(std::path::absolute);
            let current = || std::env::current_dir().unwrap_or_default();
            match folder {
                Some(Ok(folder)) => folder.to_string_lossy().into_owned(),
                _ => current().to_string_lossy().into_owned(),
            }
        }
        Source::Text(_) | Source::Input => String::new(),
    };
    let executable = std::env::current_exe().map(|path| path.to_string_lossy().into_owned()).unwrap_or_default();
    Invocation {
        arguments: program.arguments.clone(),
        path: vec![first],
        executable,
        interactive: program.interactive,
        quiet: program.quiet,
    }
}

/// Runs a program; its end is the process's.
pub fn run(program: &Program) -> ExitCode {
    let mut session = Session::new(program);
    let prompt = matches!(program.source, Source::Input)
        && program.arguments == [""]
        && (program.interactive || std::io::stdin().is_terminal());
    if prompt {
        let end = repl::run(&mut session, program.quiet);
        return end::flush(&mut session.ctx, end).leave();
    }
    let mut end = match read(&program.source) {
        Ok((text, file)) => {
            if matches!(program.source, Source::File(_)) {
                let name = session.ctx.new_str(&file);
                let (globals, key) = (session.globals, session.ctx.names.dunder_file);
                session.ctx.set_name(globals, key, name);
            }
            session.run_text(&text, &file)
        }
        Err(end) => end,
    };
    if program.interactive {
        // As after a crash: whatever became of the program, its names can be looked at.
        end = repl::run(&mut session, true);
    }
    end::flush(&mut session.ctx, end).leave()
}

/// A program's text, and what tracebacks call it.
fn read(source: &Source) -> Result<(String, String), End> {
    match source {
        Source::Text(text) => Ok((text.clone(), "<string>".to_owned())),
        Source::File(file) => match std::fs::read(file) {
            Ok(bytes) => decode(&bytes, file),
            Err(error) => {
                let errno = error.raw_os_error().unwrap_or(0);
                let what = builtins::output::system_message(errno);
                eprintln!("taipan: can't open file '{}': [Errno {errno}] {what}", absolute(file));
                Err(End::Status(2))
            }
        },
        Source::Input => {
            let mut bytes = Vec::new();
            match std::io::stdin().lock().read_to_end(&mut bytes) {
                Ok(_) => decode(&bytes, "<stdin>"),
                Err(error) => {
                    eprintln!("taipan: can't read standard input: {error}");
                    Err(End::FAILURE)
                }
            }
        }
    }
}

fn absolute(file: &str) -> String {
    std::path::absolute(file).map_or_else(|_| file.to_owned(), |path| path.to_string_lossy().into_owned())
}

fn decode(bytes: &[u8], file: &str) -> Result<(String, String), End> {
    match syntax::decode(bytes) {
        Ok(text) => Ok((text.into(), file.to_owned())),
        Err(error) => {
            eprintln!("  File \"{file}\"\nSyntaxError: {}", error.message);
            Err(End::FAILURE)
        }
    }
}

/// Whether to colour what goes to a stream.
pub fn with_colour(is_terminal: bool) -> bool {
    let is_set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    if is_set("NO_COLOR") {
        return false;
    }
    is_set("FORCE_COLOR") || (is_terminal && std::env::var_os("TERM").is_none_or(|term| term != "dumb"))
}

/// Lists the compiled code of a file.
pub fn disassemble(file: &str) -> ExitCode {
    let (text, file) = match read(&Source::File(file.to_owned())) {
        Ok(read) => read,
        Err(end) => return end.leave(),
    };
    match examine(&text, &file) {
        Ok(compiled) => {
            let listing = crate::bytecode::disassemble(&compiled.code, Some(&text));
            // A reader that has seen enough may close the pipe.
            let _ = std::io::Write::write_all(&mut std::io::stdout(), listing.as_bytes());
            ExitCode::SUCCESS
        }
        Err(diagnosis) => {
            eprint!("{}", diagnosis.render(with_colour(std::io::stderr().is_terminal())));
            ExitCode::FAILURE
        }
    }
}

/// Names everything that is wrong with files, or not supported.
pub fn check(files: &[String]) -> ExitCode {
    let mut end = End::SUCCESS;
    for file in files {
        let (text, file) = match read(&Source::File(file.clone())) {
            Ok(read) => read,
            Err(failure) => {
                end = failure;
                continue;
            }
        };
        match examine(&text, &file) {
            Ok(compiled) => {
                for warning in compiled.warnings {
                    eprintln!("{file}:{}: SyntaxWarning: {}", warning.line, warning.message);
                }
            }
            Err(diagnosis) => {
                eprint!("{}", diagnosis.render(with_colour(std::io::stderr().is_terminal())));
                end = End::FAILURE;
            }
        }
    }
    end.leave()
}

fn examine(text: &str, file: &str) -> Result<Compiled, Diagnosis> {
    let source = syntax::Source::new(file, text);
    let options = Options {
        file: Arc::from(file),
        source: &source,
        mode: Mode::Module,
        top_level_await: false,
        hidden: false,
        with_namespace: false,
    };
    diagnostic::compile(text, &source, &options)
}
