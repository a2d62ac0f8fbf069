//! The one public error: what kind it is stays private, and is asked for.

use std::fmt;

use super::diagnostic::{Diagnosis, Problem};
use crate::heap::Value;
use crate::object::Exception as ExceptionObject;
use crate::vm::Context;
use crate::vm::code::Code;
use crate::vm::safepoint::Stop;

/// The result of what a [`Vm`](crate::Vm) does.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why the machine did not do what it was asked.
///
/// ```
/// let mut vm = taipan::Vm::new();
/// let error = vm.run("1 / 0").unwrap_err();
/// assert_eq!(error.exception().unwrap().type_name(), "ZeroDivisionError");
/// assert!(vm.run("for x in").unwrap_err().is_syntax());
/// ```
pub struct Error {
    kind: Box<Kind>,
}

enum Kind {
    /// The source is wrong, or asks for what is not supported.
    Source(Diagnosis),
    Exception(Exception),
    Stopped(Stop),
    Conversion(ConversionError),
    Read {
        file: String,
        error: std::io::Error,
    },
    ForeignHandle,
    Poisoned,
}

/// An exception that a script raised and nobody caught.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exception {
    type_name: String,
    message: String,
    traceback: String,
    frames: Vec<Frame>,
}

/// A place an exception passed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frame {
    /// The file, or the name given to a piece of source.
    pub file: String,
    /// The function, or `<module>`.
    pub function: String,
    /// First line, from 1.
    pub line: u32,
    /// Where on that line it begins: bytes, from 0.
    pub column: u32,
    /// Last line.
    pub end_line: u32,
    /// Where on that line it ends.
    pub end_column: u32,
}

/// A value is not of the type asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConversionError {
    pub(super) message: String,
    /// The type fits, the number does not.
    pub(super) is_range: bool,
}

impl ConversionError {
    /// Says what was expected and what was found instead, as in `expected an int, found str`.
    pub fn new(message: impl Into<String>) -> ConversionError {
        ConversionError { message: message.into(), is_range: false }
    }
}

impl fmt::Display for ConversionError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl std::error::Error for ConversionError {}

impl Exception {
    /// The class, with its module unless that is `builtins` or `__main__`.
    pub fn type_name(&self) -> &str {
        &self.type_name
    }

    /// `str(exception)`.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// What the command line would print: the chain of exceptions with their tracebacks. Ends with a line break.
    pub fn traceback(&self) -> &str {
        &self.traceback
    }

    /// The places the exception passed, the outermost call first.
    pub fn frames(&self) -> &[Frame] {
        &self.frames
    }
}

impl Error {
    fn new(kind: Kind) -> Error {
        Error { kind: Box::new(kind) }
    }

    pub(super) fn source(diagnosis: Diagnosis) -> Error {
        Error::new(Kind::Source(diagnosis))
    }

    pub(super) fn stopped(stop: Stop) -> Error {
        Error::new(Kind::Stopped(stop))
    }

    pub(super) fn poisoned() -> Error {
        Error::new(Kind::Poisoned)
    }

    pub(super) fn foreign_handle() -> Error {
        Error::new(Kind::ForeignHandle)
    }

    pub(super) fn read(file: &str, error: std::io::Error) -> Error {
        Error::new(Kind::Read { file: file.to_owned(), error })
    }

    /// The exception that is pending.
    pub(super) fn pending(ctx: &mut Context) -> Error {
        if let Some(stop) = ctx.limits.stopped {
            ctx.take_pending();
            return Error::stopped(stop);
        }
        ctx.materialise_pending();
        let value = ctx.take_pending();
        ctx.roots.push(value);
        let exception = describe(ctx, value);
        ctx.roots.pop();
        match ctx.limits.stopped {
            Some(stop) => Error::stopped(stop),
            None => Error::new(Kind::Exception(exception)),
        }
    }

    /// Whether the source is wrong or asks for what is not supported.
    pub fn is_syntax(&self) -> bool {
        matches!(*self.kind, Kind::Source(_))
    }

    /// What is wrong with the source, in its order; empty for other errors.
    pub fn problems(&self) -> &[Problem] {
        match &*self.kind {
            Kind::Source(diagnosis) => diagnosis.problems(),
            _ => &[],
        }
    }

    /// The exception of the script, if that is what it is.
    pub fn exception(&self) -> Option<&Exception> {
        match &*self.kind {
            Kind::Exception(exception) => Some(exception),
            _ => None,
        }
    }

    /// Whether the script used up its fuel.
    pub fn is_out_of_fuel(&self) -> bool {
        matches!(*self.kind, Kind::Stopped(Stop::Fuel))
    }

    /// Whether the script ran for longer than it may.
    pub fn is_deadline(&self) -> bool {
        matches!(*self.kind, Kind::Stopped(Stop::Deadline))
    }

    /// Whether the script needs more memory than it may use.
    pub fn is_memory(&self) -> bool {
        matches!(*self.kind, Kind::Stopped(Stop::Memory))
    }

    /// Whether the host interrupted the script.
    pub fn is_interrupted(&self) -> bool {
        matches!(*self.kind, Kind::Stopped(Stop::Interrupt))
    }

    /// Whether a value had another type than the host asked for.
    pub fn is_conversion(&self) -> bool {
        matches!(*self.kind, Kind::Conversion(_))
    }

    /// Whether the machine cannot be used any more, because an earlier call met a bug of its own.
    pub fn is_poisoned(&self) -> bool {
        matches!(*self.kind, Kind::Poisoned)
    }

    /// What the command line would print: reports with the source around each problem, or the traceback. Ends with a
    /// line break.
    pub fn report(&self, colour: bool) -> String {
        match &*self.kind {
            Kind::Source(diagnosis) => diagnosis.render(colour),
            Kind::Exception(exception) => exception.traceback.clone(),
            _ => format!("{self}\n"),
        }
    }
}

impl From<ConversionError> for Error {
    fn from(error: ConversionError) -> Error {
        Error::new(Kind::Conversion(error))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &*self.kind {
            Kind::Source(diagnosis) => formatter.write_str(&diagnosis.last_line()),
            Kind::Exception(Exception { type_name, message, .. }) if message.is_empty() => {
                formatter.write_str(type_name)
            }
            Kind::Exception(Exception { type_name, message, .. }) => write!(formatter, "{type_name}: {message}"),
            Kind::Stopped(stop) => formatter.write_str(stop.text()),
            Kind::Conversion(error) => error.fmt(formatter),
            Kind::Read { file, error } => write!(formatter, "cannot read '{file}': {error}"),
            Kind::ForeignHandle => formatter.write_str("the handle belongs to another machine"),
            Kind::Poisoned => formatter.write_str("the machine met a bug of its own and cannot be used any more"),
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &*self.kind {
            Kind::Source(diagnosis) => diagnosis.fmt(formatter),
            Kind::Exception(exception) => exception.fmt(formatter),
            _ => write!(formatter, "Error({self})"),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &*self.kind {
            Kind::Conversion(error) => Some(error),
            Kind::Read { error, .. } => Some(error),
            _ => None,
        }
    }
}

/// Turns an exception into plain data.
fn describe(ctx: &mut Context, value: Value) -> Exception {
    let class = ctx.class_of(value);
    let name = ctx.module_and_name(class);
    let type_name = name.strip_prefix("__main__.").unwrap_or(&name).to_owned();
    let message = match ctx.str_nested(value) {
        Ok(text) => ctx.text(text).into_owned(),
        Err(_) => {
            ctx.take_pending();
            "<exception str() failed>".to_owned()
        }
    };
    let traceback = ctx.format_exception(value).unwrap_or_else(|_| {
        ctx.take_pending();
        format!("{type_name}: {message}\n")
    });
    Exception { type_name, message, traceback, frames: frames(ctx, value) }
}

fn frames(ctx: &Context, value: Value) -> Vec<Frame> {
    let Some(exception) = value.cast::<ExceptionObject>() else { return Vec::new() };
    let entries = ctx.heap.get(exception).traceback.iter().rev();
    entries
        .filter_map(|entry| {
            let object = &ctx.heap.get(entry.code.cast::<Code>()?).object;
            let position = object.positions.get(entry.pc as usize).copied().unwrap_or_default();
            Some(Frame {
                file: object.file.to_string(),
                function: object.name.to_string(),
                line: position.line,
                column: position.column,
                end_line: position.end_line,
                end_column: position.end_column,
            })
        })
        .collect()
}
