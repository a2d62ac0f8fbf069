//! The prompt: reads statements, runs them, shows their values. The only file that knows rustyline.
//!
//! A block goes on until a blank line. `await` may stand at top level: one event loop serves all inputs, and what was
//! begun in one goes on in the next. Errors never end the session. On a pipe there are no prompts.

use std::path::PathBuf;
use std::sync::Arc;

use rustyline::error::ReadlineError;
use rustyline::history::FileHistory;
use rustyline::{Config, Editor};

use super::end::{self, End};
use super::run::{Session, with_colour};
use crate::builtins::output::Which;
use crate::bytecode::CodeKind;
use crate::compile::{Mode, Options};
use crate::embed::diagnostic;
use crate::event::driver;
use crate::heap::{Handle, Value};
use crate::object::{Exception, ExceptionKind};
use crate::syntax::{self, Source, ast};
use crate::vm::native::Result;
use crate::vm::{Context, Outcome};

/// What one line gave.
enum Line {
    Text(String),
    /// Ctrl-C at the prompt: what was typed so far is dropped.
    Interrupted,
    End,
}

/// Where lines come from.
enum Reader {
    Terminal { editor: Box<Editor<(), FileHistory>>, history: Option<PathBuf> },
    Pipe,
}

/// Reads and runs statements until there are no more, or one ends the session.
pub fn run(session: &mut Session, quiet: bool) -> End {
    let terminal = session.ctx.streams().input_is_terminal;
    let mut reader = if terminal { Reader::terminal() } else { Reader::Pipe };
    if terminal && !quiet {
        println!("Taipan {} (Python 3.14). Leave with exit or Ctrl-D.", env!("CARGO_PKG_VERSION"));
    }
    driver::driver(&mut session.ctx).signals.at_prompt = true;
    let mut repl = Repl { session, runner: None, inputs: 0 };
    let end = repl.serve(&mut reader);
    repl.close();
    end
}

struct Repl<'a> {
    session: &'a mut Session,
    /// The `asyncio.Runner` that keeps the event loop, once something was awaited.
    runner: Option<Handle>,
    inputs: u32,
}

impl Repl<'_> {
    fn serve(&mut self, reader: &mut Reader) -> End {
        let mut text = String::new();
        loop {
            match reader.line(&mut self.session.ctx, !text.is_empty()) {
                Line::End if text.is_empty() => return End::SUCCESS,
                Line::End => {
                    return self.evaluate(&std::mem::take(&mut text)).unwrap_or(End::SUCCESS);
                }
                Line::Interrupted => {
                    text.clear();
                    end::say(&mut self.session.ctx, "KeyboardInterrupt\n");
                }
                Line::Text(line) => {
                    text.push_str(&line);
                    text.push('\n');
                    if goes_on(&text, line.trim().is_empty()) {
                        continue;
                    }
                    let input = std::mem::take(&mut text);
                    reader.remember(&input);
                    if let Some(end) = self.evaluate(&input) {
                        return end;
                    }
                }
            }
        }
    }

    /// Runs one input. How the session ends, if it does.
    fn evaluate(&mut self, text: &str) -> Option<End> {
        if matches!(text.trim(), "exit" | "quit") {
            return Some(End::SUCCESS);
        }
        self.inputs += 1;
        let name = format!("<input-{}>", self.inputs);
        self.session.loader.remember(&name, Arc::from(text));
        let source = Source::new(name.as_str(), text);
        let options = Options {
            file: Arc::from(name.as_str()),
            source: &source,
            mode: Mode::Interactive,
            top_level_await: true,
            hidden: false,
            with_namespace: false,
        };
        let compiled = match diagnostic::compile(text, &source, &options) {
            Ok(compiled) => {
                super::run::warn(&mut self.session.ctx, &compiled, text, &name);
                compiled
            }
            Err(diagnosis) => {
                let ctx = &mut self.session.ctx;
                let colour = with_colour(ctx.streams().error.is_terminal);
                end::say(ctx, &diagnosis.render(colour));
                return None;
            }
        };
        let globals = self.session.globals;
        // With asyncio at hand an input may want to create tasks, which needs a running loop; `asyncio.run` must have none.
        let has_loop = self.session.ctx.get_text(self.session.ctx.modules, "asyncio").is_some();
        let awaits = compiled.code.kind == CodeKind::Coroutine;
        let in_loop = awaits || (has_loop && !text.contains("asyncio.run("));
        let function = Value::object(self.session.ctx.module_function(&compiled.code, globals));
        let outcome = if in_loop {
            self.run_in_loop(function)
        } else {
            driver::run(&mut self.session.ctx, |ctx, to| ctx.tail_call_to(function, &[], to))
        };
        let ctx = &mut self.session.ctx;
        let ended = match outcome {
            Outcome::Raised => failed(ctx),
            _ => None,
        };
        // A closed pipe is noticed when the session ends.
        let _ = ctx.streams().output.flush();
        ended
    }

    /// Runs code inside the loop of all inputs.
    fn run_in_loop(&mut self, function: Value) -> Outcome {
        let ctx = &mut self.session.ctx;
        let mark = ctx.roots.len();
        ctx.roots.push(function);
        let outcome = match begin_in_loop(ctx, &mut self.runner, function) {
            Ok((run, coroutine)) => driver::run(ctx, |ctx, to| ctx.tail_call_to(run, &[coroutine], to)),
            Err(_) => Outcome::Raised,
        };
        ctx.roots.truncate(mark);
        outcome
    }

    /// Cancels what still runs on the loop, and closes it.
    fn close(&mut self) {
        let ctx = &mut self.session.ctx;
        let Some(runner) = self.runner.take().and_then(|runner| ctx.heap.handles.value(&runner)) else { return };
        let closed = ctx.attribute(runner, "close").is_ok_and(|close| {
            matches!(driver::run(ctx, |ctx, to| ctx.tail_call_to(close, &[], to)), Outcome::Returned(_))
        });
        if !closed {
            let _ = failed(ctx);
        }
    }
}

/// The runner's `run`, and the coroutine it is to run.
fn begin_in_loop(ctx: &mut Context, kept: &mut Option<Handle>, function: Value) -> Result<(Value, Value)> {
    let runner = runner(ctx, kept)?;
    let module = ctx.import_module("_repl")?;
    let evaluate = ctx.attribute(module, "evaluate")?;
    let coroutine = ctx.call_nested(evaluate, &[function])?;
    ctx.roots.push(coroutine);
    Ok((ctx.attribute(runner, "run")?, coroutine))
}

/// The runner that keeps the loop, made when first needed.
fn runner(ctx: &mut Context, kept: &mut Option<Handle>) -> Result {
    if let Some(runner) = kept.as_ref().and_then(|runner| ctx.heap.handles.value(runner)) {
        return Ok(runner);
    }
    let asyncio = ctx.import_module("asyncio")?;
    let class = ctx.attribute(asyncio, "Runner")?;
    let runner = ctx.call_nested(class, &[])?;
    *kept = Some(ctx.heap.handles.create(runner));
    Ok(runner)
}

/// Reports the pending exception; only SystemExit ends the session.
fn failed(ctx: &mut Context) -> Option<End> {
    let exception = ctx.take_pending();
    if ctx.is_exception(exception, ExceptionKind::SystemExit) {
        return Some(end::of_exception(ctx, exception));
    }
    if ctx.is_exception(exception, ExceptionKind::KeyboardInterrupt) {
        // What was cancelled is of no interest.
        if ctx.streams().input_is_terminal {
            // Behind its `^C`.
            end::say(ctx, "\n");
        }
        if let Some(interrupt) = exception.cast::<Exception>() {
            ctx.heap.get_mut(interrupt).suppress_context = true;
        }
    }
    end::report(ctx, exception);
    None
}

/// Whether more lines belong to the input: it is unfinished, or a block that no blank line has ended yet.
fn goes_on(text: &str, is_blank: bool) -> bool {
    let parsed = syntax::parse(text);
    if parsed.incomplete {
        let wants_block =
            parsed.errors.get(parsed.reported).is_some_and(|error| error.message.starts_with("expected an indented"));
        return !(is_blank && wants_block);
    }
    let is_block = parsed.module.body.last().is_some_and(|statement| is_compound(&statement.kind));
    parsed.errors.is_empty() && is_block && !is_blank
}

fn is_compound(kind: &ast::StmtKind) -> bool {
    use ast::StmtKind::{ClassDef, For, FunctionDef, If, Match, Try, While, With};
    matches!(
        kind,
        ClassDef(_) | For(_) | FunctionDef(_) | If { .. } | Match { .. } | Try { .. } | While { .. } | With { .. }
    )
}

impl Reader {
    fn terminal() -> Reader {
        let config = Config::builder().auto_add_history(false).build();
        let Ok(mut editor) = Editor::with_config(config) else { return Reader::Pipe };
        let history = history_file();
        if let Some(file) = &history {
            // The first session has none yet.
            let _ = editor.load_history(file);
        }
        Reader::Terminal { editor: Box::new(editor), history }
    }

    fn line(&mut self, ctx: &mut Context, goes_on: bool) -> Line {
        match self {
            Reader::Terminal { editor, .. } => match editor.readline(if goes_on { "... " } else { ">>> " }) {
                Ok(line) => Line::Text(line),
                Err(ReadlineError::Interrupted) => Line::Interrupted,
                Err(_) => Line::End,
            },
            Reader::Pipe => {
                let _ = ctx.flush_standard(Which::Output);
                match ctx.read_standard(true, None) {
                    Ok(line) if line.is_empty() => Line::End,
                    Ok(line) => {
                        let line = String::from_utf8_lossy(&line);
                        Line::Text(line.strip_suffix('\n').unwrap_or(&line).to_owned())
                    }
                    Err(_) => Line::End,
                }
            }
        }
    }

    fn remember(&mut self, input: &str) {
        let Reader::Terminal { editor, history } = self else { return };
        let _ = editor.add_history_entry(input.trim_end());
        if let Some(file) = history {
            // At once: a session may end in any way.
            let _ = editor.append_history(file);
        }
    }
}

/// `$TAIPAN_HISTORY`, or a file in the home folder.
fn history_file() -> Option<PathBuf> {
    if let Some(file) = std::env::var_os("TAIPAN_HISTORY") {
        return Some(file.into());
    }
    std::env::var_os("HOME").map(|home| PathBuf::from(home).join(".taipan_history"))
}
