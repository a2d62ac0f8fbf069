//! How a program ends: its exit status, what is said of an exception nobody caught, and the last flush.

use std::process::ExitCode;

use crate::builtins::output::Which;
use crate::heap::Value;
use crate::modules::sys;
use crate::object::ExceptionKind;
use crate::vm::Context;

/// The status of a program whose output nobody reads any more: as if by SIGPIPE.
const CLOSED_PIPE: u8 = 141;
/// The status when the last flush fails.
const FLUSH_FAILED: u8 = 120;

/// How to leave the process.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum End {
    Status(u8),
    /// Die of SIGINT, so that a shell sees that the user stopped the program.
    Interrupt,
}

impl End {
    pub const SUCCESS: End = End::Status(0);
    pub const FAILURE: End = End::Status(1);

    /// Leaves the way this says.
    pub fn leave(self) -> ExitCode {
        match self {
            End::Status(status) => ExitCode::from(status),
            End::Interrupt => {
                let _ = signal_hook::low_level::emulate_default_handler(libc::SIGINT);
                ExitCode::from(130)
            }
        }
    }
}

/// What an uncaught exception means: SystemExit is a status, anything else is reported.
pub fn of_exception(ctx: &mut Context, exception: Value) -> End {
    if ctx.is_exception(exception, ExceptionKind::SystemExit) {
        return match sys::exit_status(ctx, exception) {
            Ok((status, message)) => {
                if let Some(message) = message {
                    say(ctx, &format!("{message}\n"));
                }
                End::Status(status)
            }
            Err(_) => {
                ctx.take_pending();
                End::FAILURE
            }
        };
    }
    let unread = ctx.streams().output.closed_by_reader;
    if unread && ctx.is_exception(exception, ExceptionKind::BrokenPipeError) {
        return End::Status(CLOSED_PIPE);
    }
    report(ctx, exception);
    if ctx.is_exception(exception, ExceptionKind::KeyboardInterrupt) { End::Interrupt } else { End::FAILURE }
}

/// Prints the traceback: through the script's `sys.excepthook` if it has put its own there.
pub fn report(ctx: &mut Context, exception: Value) {
    let _ = ctx.flush_standard(Which::Output);
    ctx.take_pending();
    let text = match ctx.format_exception(exception) {
        Ok(text) => text,
        Err(_) => {
            ctx.take_pending();
            "the exception cannot be shown\n".to_owned()
        }
    };
    let coloured = super::run::with_colour(ctx.streams().error.is_terminal);
    say(ctx, &if coloured { colour_traceback(&text) } else { text });
}

pub fn say(ctx: &mut Context, text: &str) {
    // Nobody is left to tell if standard error fails.
    let _ = ctx.streams().error.write(text.as_bytes());
    let _ = ctx.streams().error.flush();
}

/// Deals with what the program leaves behind: coroutines nobody awaited, finalisers. As in CPython it is told of after
/// the traceback, and changes no status.
fn clean_up(ctx: &mut Context) {
    if ctx.limits.stopped.is_some() {
        return;
    }
    ctx.take_pending();
    ctx.collect();
    if ctx.run_finalisers().and_then(|()| ctx.finalise_the_rest()).is_err() {
        ctx.take_pending();
    }
}

/// Writes out what is still buffered.
pub fn flush(ctx: &mut Context, end: End) -> End {
    clean_up(ctx);
    let result = ctx.streams().output.flush();
    let _ = ctx.streams().error.flush();
    match result {
        Ok(()) => end,
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => {
            if end == End::SUCCESS {
                End::Status(CLOSED_PIPE)
            } else {
                end
            }
        }
        Err(error) => {
            let errno = error.raw_os_error().unwrap_or(0);
            let what = crate::builtins::output::system_message(errno);
            say(ctx, &format!("Exception ignored while flushing sys.stdout:\nOSError: [Errno {errno}] {what}\n"));
            End::Status(FLUSH_FAILED)
        }
    }
}

/// Colours as CPython's: file, line and function magenta, carets red, the exception's class bold magenta.
fn colour_traceback(text: &str) -> String {
    const RESET: &str = "\x1b[0m";
    let mut out = String::with_capacity(text.len() + 256);
    for line in text.split_inclusive('\n') {
        let body = line.trim_end_matches('\n');
        let ending = &line[body.len()..];
        let bare = body.trim_start();
        if let Some((head, rest)) = body.split_once("  File \"")
            && let Some((file, rest)) = rest.split_once("\", line ")
        {
            let (number, function) = rest.split_once(", in ").unwrap_or((rest, ""));
            out += &format!("{head}  File \x1b[35m\"{file}\"{RESET}, line \x1b[35m{number}{RESET}");
            if !function.is_empty() {
                out += &format!(", in \x1b[35m{function}{RESET}");
            }
        } else if !bare.is_empty() && bare.chars().all(|mark| matches!(mark, '^' | '~' | ' ')) {
            let indent = &body[..body.len() - bare.len()];
            out += &format!("{indent}\x1b[1;31m{bare}{RESET}");
        } else if is_exception_line(body) {
            let (class, message) = body.split_once(": ").unwrap_or((body, ""));
            out += &format!("\x1b[1;35m{class}{RESET}");
            if !message.is_empty() {
                out += &format!(": \x1b[35m{message}{RESET}");
            }
        } else {
            out += body;
        }
        out += ending;
    }
    out
}

/// Whether a line of a traceback names an exception: a dotted name, alone or before a colon.
fn is_exception_line(line: &str) -> bool {
    let class = line.split(": ").next().unwrap_or(line);
    let is_name = |part: &str| !part.is_empty() && part.chars().all(|letter| letter.is_alphanumeric() || letter == '_');
    class.split('.').all(is_name)
}
