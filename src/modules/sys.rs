//! `sys`: what a script can ask of the machine that runs it. The structures (`version_info`, `flags` …) are tuples with
//! names, made by `stdlib/_sys.py`.

use std::any::Any;

use super::{MODULES, ModuleDef};
use crate::builtins::output::{StandardStream, Which};
use crate::heap::{Gc, Tracer, Value};
use crate::object::{Class, Dict, Exception, ExceptionKind, Module};
use crate::vm::native::{Args, NativeDef, Raised, Result};
use crate::vm::{Context, Extension};

/// The release of Python that scripts are told of.
const HEX_VERSION: i64 = 0x030E_00F0;
/// What `sys.set_int_max_str_digits` takes at least, 0 for none apart.
const LEAST_DIGITS_LIMIT: i64 = 640;

/// How the program was started: what `sys` tells of it. Kept as an extension, and read when `sys` is first imported.
#[derive(Clone, Debug, Default)]
pub struct Invocation {
    /// `sys.argv`.
    pub arguments: Vec<String>,
    /// `sys.path`.
    pub path: Vec<String>,
    /// `sys.executable`; empty if there is none.
    pub executable: String,
    pub interactive: bool,
    pub quiet: bool,
}

impl Extension for Invocation {
    fn trace(&self, _: &mut Tracer) {}

    fn as_any(&mut self) -> &mut dyn Any {
        self
    }
}

fn exit(ctx: &mut Context, args: Args) -> Result {
    let status = args.optional(ctx, 0);
    Err(ctx.raise_with(ExceptionKind::SystemExit, status.as_slice()))
}

fn exception(ctx: &mut Context, _: Args) -> Result {
    Ok(ctx.handled_exception())
}

fn exc_info(ctx: &mut Context, _: Args) -> Result {
    let handled = ctx.handled_exception();
    let info = if handled.is_none() { [Value::NONE; 3] } else { ctx.exception_info(handled) };
    Ok(ctx.new_tuple(&info))
}

fn intern(ctx: &mut Context, args: Args) -> Result {
    let value = args.get(ctx, 0);
    match ctx.as_str(value) {
        Some(text) => Ok(Value::object(ctx.interner.intern_str(&ctx.heap, text))),
        None => {
            let message = format!("intern() argument must be str, not {}", ctx.given_name(value));
            Err(ctx.type_error(message))
        }
    }
}

fn getrecursionlimit(ctx: &mut Context, _: Args) -> Result {
    Ok(Value::int(i64::from(ctx.recursion_limit)))
}

fn setrecursionlimit(ctx: &mut Context, args: Args) -> Result {
    let value = args.get(ctx, 0);
    let limit = ctx.to_index(value)?.as_int();
    let Some(limit) = limit.and_then(|limit| i32::try_from(limit).ok()) else {
        return Err(ctx.overflow_error("Python int too large to convert to C int"));
    };
    if limit < 1 {
        return Err(ctx.value_error("recursion limit must be greater or equal than 1"));
    }
    let depth = ctx.stack.frames.len() as i32;
    if limit <= depth {
        let message =
            format!("cannot set the recursion limit to {limit} at the recursion depth {depth}: the limit is too low");
        return Err(ctx.raise(ExceptionKind::RecursionError, message));
    }
    // What the host allows is the most.
    let most = ctx.extensions.state::<RecursionCeiling>().map_or(i32::MAX as u32, |ceiling| ceiling.0);
    ctx.set_recursion_limit((limit as u32).min(most));
    Ok(Value::NONE)
}

/// The recursion limit scripts cannot raise theirs above.
pub struct RecursionCeiling(pub u32);

impl Extension for RecursionCeiling {
    fn trace(&self, _: &mut Tracer) {}

    fn as_any(&mut self) -> &mut dyn Any {
        self
    }
}

fn get_int_max_str_digits(ctx: &mut Context, _: Args) -> Result {
    Ok(Value::int(ctx.int_digits_limit as i64))
}

fn set_int_max_str_digits(ctx: &mut Context, args: Args) -> Result {
    let value = args.get(ctx, 0);
    let digits = ctx.to_index(value)?.as_int().unwrap_or(i64::MAX);
    if digits != 0 && digits < LEAST_DIGITS_LIMIT {
        return Err(ctx.value_error(format!("maxdigits must be >= {LEAST_DIGITS_LIMIT} or 0 for unlimited")));
    }
    ctx.int_digits_limit = digits as usize;
    Ok(Value::NONE)
}

/// The bytes of the object itself as CPython counts them where its layout is a matter of length, else of our own.
fn getsizeof(ctx: &mut Context, args: Args) -> Result {
    let value = args.get(ctx, 0);
    let length = ctx.native_length(value).unwrap_or(0);
    let bytes = match value.kind() {
        None => 28,
        Some(crate::heap::Kind::Str) => 41 + ctx.as_str(value).map_or(0, |text| ctx.heap.str_bytes(text).len()),
        Some(crate::heap::Kind::Bytes) => 33 + length,
        Some(crate::heap::Kind::Tuple) => 48 + 8 * length,
        Some(crate::heap::Kind::List) => 56 + 8 * length,
        Some(crate::heap::Kind::Dict) => 64 + 24 * length,
        Some(crate::heap::Kind::Set | crate::heap::Kind::FrozenSet) => 216 + 16 * length,
        Some(_) => 48,
    };
    Ok(Value::int(bytes as i64))
}

fn getdefaultencoding(ctx: &mut Context, _: Args) -> Result {
    Ok(ctx.new_str("utf-8"))
}

fn getfilesystemencodeerrors(ctx: &mut Context, _: Args) -> Result {
    Ok(ctx.new_str("surrogateescape"))
}

fn is_finalizing(_: &mut Context, _: Args) -> Result {
    Ok(Value::FALSE)
}

fn displayhook(ctx: &mut Context, args: Args) -> Result {
    let value = args.get(ctx, 0);
    if value.is_none() {
        return Ok(Value::NONE);
    }
    ctx.set_text(ctx.builtins, "_", Value::NONE);
    let text = ctx.repr(value)?;
    let mut line = ctx.heap.str_bytes(text).to_vec();
    line.push(b'\n');
    write_to(ctx, "stdout", Which::Output, &line)?;
    ctx.set_text(ctx.builtins, "_", value);
    Ok(Value::NONE)
}

fn excepthook(ctx: &mut Context, args: Args) -> Result {
    let exception = args.get(ctx, 1);
    if !exception.is::<Exception>() {
        let message = format!("print_exception(): Exception expected for value, {} found", ctx.type_name(exception));
        return Err(ctx.type_error(message));
    }
    let text = ctx.format_exception(exception)?;
    write_to(ctx, "stderr", Which::Error, text.as_bytes())?;
    Ok(Value::NONE)
}

/// Writes to what `sys.stdout` or `sys.stderr` is at the moment.
pub fn write_to(ctx: &mut Context, name: &str, otherwise: Which, bytes: &[u8]) -> Result<()> {
    let sys = ctx.get_text(ctx.modules, "sys").and_then(|sys| sys.cast::<Module>());
    let stream = sys.and_then(|sys| {
        let namespace = ctx.heap.get(sys).namespace;
        ctx.get_text(namespace, name)
    });
    match stream {
        Some(stream) if stream.is_none() => Ok(()),
        Some(stream) if ctx.as_standard_stream(stream).is_none() => {
            let write = ctx.attribute(stream, "write")?;
            let text = Value::object(ctx.heap.new_str_wtf8(bytes));
            ctx.call_nested(write, &[text]).map(|_| ())
        }
        Some(stream) => {
            let which = ctx.as_standard_stream(stream).unwrap_or(otherwise);
            ctx.write_standard(which, bytes)
        }
        None => ctx.write_standard(otherwise, bytes),
    }
}

/// Has exceptions that nobody can catch reported.
pub fn install(ctx: &mut Context) {
    ctx.extensions.unraisable = Some(report_unraisable);
}

/// `sys.unraisablehook` as the machine does it: reports what nobody can catch.
fn report_unraisable(ctx: &mut Context, exception: Value, what: &str, object: Value) -> Result<()> {
    let mark = ctx.roots.len();
    ctx.roots.extend([exception, object]);
    let report = describe_unraisable(ctx, exception, what, object);
    ctx.roots.truncate(mark);
    let report = report?;
    write_to(ctx, "stderr", Which::Error, report.as_bytes())
}

fn describe_unraisable(ctx: &mut Context, exception: Value, what: &str, object: Value) -> Result<String> {
    let object = match ctx.repr_text(object) {
        Ok(text) => text,
        Err(Raised) if ctx.limits.stopped.is_some() => return Err(Raised),
        Err(Raised) => {
            ctx.take_pending();
            "<object repr() failed>".to_owned()
        }
    };
    let trace = ctx.format_exception(exception)?;
    Ok(format!("Exception ignored while {what} {object}:\n{trace}"))
}

fn stream(ctx: &mut Context, which: Which) -> Value {
    Value::object(ctx.heap.allocate(StandardStream { which }))
}

fn strings(ctx: &mut Context, texts: &[String]) -> Value {
    let items = texts.iter().map(|text| ctx.new_str(text)).collect();
    ctx.new_list(items)
}

fn init(ctx: &mut Context, namespace: Gc<Dict>) -> Result<()> {
    let invocation = ctx.extensions.state::<Invocation>().cloned().unwrap_or_default();
    for (name, which) in [("stdin", Which::Input), ("stdout", Which::Output), ("stderr", Which::Error)] {
        let stream = stream(ctx, which);
        ctx.set_text(namespace, name, stream);
        ctx.set_text(namespace, &format!("__{name}__"), stream);
    }
    let arguments = strings(ctx, &invocation.arguments);
    let original = strings(ctx, &invocation.arguments);
    let path = strings(ctx, &invocation.path);
    let mut native: Vec<&str> = MODULES.iter().map(|module| module.name).collect();
    native.sort_unstable();
    let native: Vec<Value> = native.into_iter().map(|name| ctx.new_str(name)).collect();
    let warn_options = ctx.new_list(Vec::new());
    let texts = [
        ("version", concat!("3.14.0 (Taipan ", env!("CARGO_PKG_VERSION"), ")")),
        ("platform", std::env::consts::OS),
        ("byteorder", if cfg!(target_endian = "little") { "little" } else { "big" }),
        ("executable", &invocation.executable),
        ("prefix", ""),
        ("exec_prefix", ""),
        ("base_prefix", ""),
        ("float_repr_style", "short"),
    ];
    for (name, text) in texts {
        let text = ctx.new_str(if text == "macos" { "darwin" } else { text });
        ctx.set_text(namespace, name, text);
    }
    let values = [
        ("argv", arguments),
        ("orig_argv", original),
        ("path", path),
        ("warnoptions", warn_options),
        ("modules", Value::object(ctx.modules)),
        ("builtin_module_names", ctx.new_tuple(&native)),
        ("maxsize", Value::int(i64::MAX)),
        ("maxunicode", Value::int(0x10_FFFF)),
        ("hexversion", Value::int(HEX_VERSION)),
        ("api_version", Value::int(1013)),
        ("dont_write_bytecode", Value::TRUE),
    ];
    for (name, value) in values {
        ctx.set_text(namespace, name, value);
    }
    add_structures(ctx, namespace, &invocation)
}

/// What is written in Python: tuples with names.
fn add_structures(ctx: &mut Context, namespace: Gc<Dict>, invocation: &Invocation) -> Result<()> {
    let module = ctx.import_module("_sys")?;
    for name in ["version_info", "float_info", "int_info", "hash_info", "implementation", "thread_info"] {
        let value = ctx.attribute(module, name)?;
        ctx.set_text(namespace, name, value);
    }
    let make_flags = ctx.attribute(module, "make_flags")?;
    let flags = [invocation.interactive, invocation.quiet].map(|flag| Value::int(i64::from(flag)));
    let flags = ctx.call_nested(make_flags, &flags)?;
    ctx.set_text(namespace, "flags", flags);
    Ok(())
}

/// The exit status a SystemExit asks for, and what is to be said on standard error.
pub fn exit_status(ctx: &mut Context, exception: Value) -> Result<(u8, Option<String>)> {
    let code = match ctx.attribute(exception, "code") {
        Ok(code) => code,
        Err(Raised) => {
            ctx.take_pending();
            Value::NONE
        }
    };
    if code.is_none() {
        return Ok((0, None));
    }
    let class: Gc<Class> = ctx.class(crate::vm::builtin_class::Builtin::Int);
    if ctx.is_instance(code, class) {
        let code = match ctx.payload(code).unpack() {
            crate::heap::Unpacked::Int(code) => code,
            crate::heap::Unpacked::Bool(code) => i64::from(code),
            _ => -1,
        };
        return Ok(((code & 0xFF) as u8, None));
    }
    let text = ctx.str_nested(code)?;
    Ok((1, Some(ctx.text(text).into_owned())))
}

fn getframe(ctx: &mut Context, args: Args) -> Result {
    let depth = args.optional(ctx, 0).and_then(|depth| depth.as_int()).unwrap_or(0);
    match ctx.frame_object(usize::try_from(depth).unwrap_or(0)) {
        Some(frame) => Ok(frame),
        None => Err(ctx.value_error("call stack is not deep enough")),
    }
}

pub static MODULE: ModuleDef = ModuleDef {
    name: "sys",
    doc: "This module provides access to some objects used or maintained by the\ninterpreter and to functions that interact strongly with the interpreter.",
    functions: &[
        NativeDef::function("exit", "(status=None, /)", exit, "Exit the interpreter by raising SystemExit(status)."),
        NativeDef::function("_getframe", "(depth=0, /)", getframe, "Return a frame object from the call stack."),
        NativeDef::function("exception", "()", exception, "Return the current exception."),
        NativeDef::function(
            "exc_info",
            "()",
            exc_info,
            "Return current exception information: (type, value, traceback).",
        ),
        NativeDef::function("intern", "(string, /)", intern, "``Intern'' the given string."),
        NativeDef::function(
            "getrecursionlimit",
            "()",
            getrecursionlimit,
            "Return the current value of the recursion limit.",
        ),
        NativeDef::function("setrecursionlimit", "(limit, /)", setrecursionlimit, "Set the maximum depth of calls."),
        NativeDef::function(
            "get_int_max_str_digits",
            "()",
            get_int_max_str_digits,
            "Return the maximum string digits limit for non-binary int<->str conversions.",
        ),
        NativeDef::function(
            "set_int_max_str_digits",
            "(maxdigits)",
            set_int_max_str_digits,
            "Set the maximum string digits limit for non-binary int<->str conversions.",
        ),
        NativeDef::function("getsizeof", "(object, default=None)", getsizeof, "Return the size of object in bytes."),
        NativeDef::function("getdefaultencoding", "()", getdefaultencoding, "Return the current default encoding."),
        NativeDef::function("getfilesystemencoding", "()", getdefaultencoding, "Return the encoding of file names."),
        NativeDef::function(
            "getfilesystemencodeerrors",
            "()",
            getfilesystemencodeerrors,
            "Return the error mode for file names.",
        ),
        NativeDef::function("is_finalizing", "()", is_finalizing, "Return True if Python is exiting."),
        NativeDef::function(
            "displayhook",
            "(object, /)",
            displayhook,
            "Print an object to sys.stdout and also save it in builtins._",
        ),
        NativeDef::function(
            "excepthook",
            "(exctype, value, traceback, /)",
            excepthook,
            "Handle an exception by displaying it with a traceback on sys.stderr.",
        ),
    ],
    init: Some(init),
};
