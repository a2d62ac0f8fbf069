//! `print` and `input`, and what scripts can do with the standard streams.

use super::output::{StandardStream, Which};
use crate::heap::{Gc, Value};
use crate::object::{ExceptionKind, List, Module, Str};
use crate::vm::Context;
use crate::vm::builtin_class::{AttributeDef, Builtin, ClassDef};
use crate::vm::native::{Args, NativeDef, Result};

/// `sys.stdout` and the like as it is now: scripts may replace it.
fn current_stream(ctx: &mut Context, name: &str) -> Option<Value> {
    let sys = ctx.get_text(ctx.modules, "sys").and_then(|sys| sys.cast::<Module>())?;
    let namespace = ctx.heap.get(sys).namespace;
    ctx.get_text(namespace, name)
}

/// Where `print` writes.
enum Target {
    Standard(Which),
    /// Anything with a `write` method.
    Object(Value),
    Nowhere,
}

fn target(ctx: &mut Context, file: Option<Value>) -> Target {
    let given = file.filter(|file| !file.is_none());
    match given.or_else(|| current_stream(ctx, "stdout")) {
        None => Target::Standard(Which::Output),
        Some(stream) if stream.is_none() => Target::Nowhere,
        Some(stream) => match ctx.as_standard_stream(stream) {
            Some(which) => Target::Standard(which),
            None => Target::Object(stream),
        },
    }
}

/// `sep` or `end`: a string, or None for the usual one.
fn separator(ctx: &mut Context, value: Option<Value>, name: &str, usual: &[u8]) -> Result<Vec<u8>> {
    match value {
        None => Ok(usual.to_vec()),
        Some(value) if value.is_none() => Ok(usual.to_vec()),
        Some(value) => match ctx.as_str(value) {
            Some(text) => Ok(ctx.heap.str_bytes(text).to_vec()),
            None => {
                let message = format!("{name} must be None or a string, not {}", ctx.type_name(value));
                Err(ctx.type_error(message))
            }
        },
    }
}

fn print(ctx: &mut Context, args: Args) -> Result {
    let [sep, end, file, flush] = [0, 1, 2, 3].map(|index| args.optional(ctx, index));
    let target = target(ctx, file);
    let sep = separator(ctx, sep, "sep", b" ")?;
    let end = separator(ctx, end, "end", b"\n")?;
    let flush = match flush {
        Some(flush) => ctx.truth(flush)?,
        None => false,
    };
    match target {
        Target::Nowhere => {}
        Target::Standard(which) => {
            print_standard(ctx, args, which, &sep, &end)?;
            if flush {
                ctx.flush_standard(which)?;
            }
        }
        Target::Object(object) => {
            print_object(ctx, args, object, &sep, &end)?;
            if flush {
                call_method(ctx, object, "flush", &[])?;
            }
        }
    }
    Ok(Value::NONE)
}

/// Arguments before those to be printed.
const FIRST: u32 = 4;

fn print_standard(ctx: &mut Context, args: Args, which: Which, sep: &[u8], end: &[u8]) -> Result<()> {
    let mut line = Vec::with_capacity(64);
    for index in FIRST..args.count {
        if index > FIRST {
            line.extend_from_slice(sep);
        }
        let value = args.get(ctx, index);
        let text = ctx.str_nested(value)?;
        line.extend_from_slice(ctx.heap.str_bytes(text));
    }
    line.extend_from_slice(end);
    ctx.charge(line.len() as u64 / 16)?;
    ctx.write_standard(which, &line)
}

/// Each piece by itself, as a `write` method can see.
fn print_object(ctx: &mut Context, args: Args, object: Value, sep: &[u8], end: &[u8]) -> Result<()> {
    for index in FIRST..args.count {
        if index > FIRST && !sep.is_empty() {
            write_piece(ctx, object, sep)?;
        }
        let value = args.get(ctx, index);
        let text = ctx.str_nested(value)?;
        call_method(ctx, object, "write", &[Value::object(text)])?;
    }
    if end.is_empty() { Ok(()) } else { write_piece(ctx, object, end) }
}

fn write_piece(ctx: &mut Context, object: Value, piece: &[u8]) -> Result<()> {
    let piece = Value::object(ctx.heap.new_str_wtf8(piece));
    call_method(ctx, object, "write", &[piece]).map(|_| ())
}

fn call_method(ctx: &mut Context, object: Value, name: &str, args: &[Value]) -> Result {
    let mark = ctx.roots.len();
    ctx.roots.push(object);
    ctx.roots.extend_from_slice(args);
    let result = ctx.attribute(object, name).and_then(|method| ctx.call_nested(method, args));
    ctx.roots.truncate(mark);
    result
}

fn input(ctx: &mut Context, args: Args) -> Result {
    if let Some(prompt) = args.optional(ctx, 0) {
        let text = ctx.str_nested(prompt)?;
        match target(ctx, None) {
            Target::Standard(which) => {
                let bytes = ctx.heap.str_bytes(text).to_vec();
                ctx.write_standard(which, &bytes)?;
            }
            Target::Object(object) => call_method(ctx, object, "write", &[Value::object(text)]).map(|_| ())?,
            Target::Nowhere => {}
        }
    }
    ctx.flush_standard(Which::Output)?;
    ctx.flush_standard(Which::Error)?;
    let mut line = match current_stream(ctx, "stdin") {
        Some(stream) if ctx.as_standard_stream(stream).is_none() => {
            let line = call_method(ctx, stream, "readline", &[])?;
            match ctx.as_str(line) {
                Some(line) => ctx.heap.str_bytes(line).to_vec(),
                None => return Err(ctx.type_error("object.readline() returned non-string")),
            }
        }
        _ => ctx.read_standard(true, None)?,
    };
    if line.is_empty() {
        return Err(ctx.raise(ExceptionKind::EOFError, "EOF when reading a line"));
    }
    if line.ends_with(b"\n") {
        line.pop();
    }
    ctx.decode_input(&line)
}

fn exit(ctx: &mut Context, args: Args) -> Result {
    let status = args.optional(ctx, 0);
    Err(ctx.raise_with(ExceptionKind::SystemExit, status.as_slice()))
}

pub static FUNCTIONS: &[NativeDef] = &[
    NativeDef::function("exit", "(code=None)", exit, "Exit the program by raising SystemExit(code)."),
    NativeDef::function("quit", "(code=None)", exit, "Exit the program by raising SystemExit(code)."),
    NativeDef::function(
        "print",
        "(*args, sep=' ', end='\\n', file=None, flush=False)",
        print,
        "Prints the values to a stream, or to sys.stdout by default.\n\n  sep\n    string inserted between values, default a space.\n  end\n    string appended after the last value, default a newline.\n  file\n    a file-like object (stream); defaults to the current sys.stdout.\n  flush\n    whether to forcibly flush the stream.",
    ),
    NativeDef::function(
        "input",
        "(prompt='', /)",
        input,
        "Read a string from standard input.  The trailing newline is stripped.",
    ),
];

fn which(ctx: &mut Context, args: Args) -> Result<Which> {
    let value = args.get(ctx, 0);
    which_of(ctx, value)
}

fn which_of(ctx: &mut Context, value: Value) -> Result<Which> {
    match ctx.as_standard_stream(value) {
        Some(which) => Ok(which),
        None => Err(ctx.type_error("a standard stream was expected")),
    }
}

fn text_argument(ctx: &mut Context, value: Value) -> Result<Gc<Str>> {
    match ctx.as_str(value) {
        Some(text) => Ok(text),
        None => {
            let message = format!("write() argument must be str, not {}", ctx.given_name(value));
            Err(ctx.type_error(message))
        }
    }
}

fn write(ctx: &mut Context, args: Args) -> Result {
    let which = which(ctx, args)?;
    let value = args.get(ctx, 1);
    let text = text_argument(ctx, value)?;
    let bytes = ctx.heap.str_bytes(text).to_vec();
    ctx.write_standard(which, &bytes)?;
    Ok(Value::int(ctx.heap.str_length(text) as i64))
}

fn writelines(ctx: &mut Context, args: Args) -> Result {
    let which = which(ctx, args)?;
    let lines = args.get(ctx, 1);
    for line in ctx.collect_nested(lines)? {
        let text = text_argument(ctx, line)?;
        let bytes = ctx.heap.str_bytes(text).to_vec();
        ctx.write_standard(which, &bytes)?;
    }
    Ok(Value::NONE)
}

fn flush(ctx: &mut Context, args: Args) -> Result {
    let which = which(ctx, args)?;
    ctx.flush_standard(which)?;
    Ok(Value::NONE)
}

fn isatty(ctx: &mut Context, args: Args) -> Result {
    let which = which(ctx, args)?;
    let streams = ctx.streams();
    let answer = match which {
        Which::Input => streams.input_is_terminal,
        Which::Output => streams.output.is_terminal,
        Which::Error => streams.error.is_terminal,
    };
    Ok(Value::bool(answer))
}

fn fileno(ctx: &mut Context, args: Args) -> Result {
    Ok(Value::int(which(ctx, args)? as i64))
}

/// The most code points to read: argument 1, where -1 and None say all.
fn limit(ctx: &mut Context, args: Args) -> Result<Option<usize>> {
    match args.optional(ctx, 1) {
        None => Ok(None),
        Some(value) if value.is_none() => Ok(None),
        Some(value) => {
            let size = ctx.to_index(value)?.as_int().unwrap_or(-1);
            Ok(usize::try_from(size).ok())
        }
    }
}

fn readline(ctx: &mut Context, args: Args) -> Result {
    require_input(ctx, args)?;
    let limit = limit(ctx, args)?;
    let line = ctx.read_standard(true, limit)?;
    ctx.decode_input(&line)
}

fn read(ctx: &mut Context, args: Args) -> Result {
    require_input(ctx, args)?;
    let limit = limit(ctx, args)?;
    let text = ctx.read_standard(false, limit)?;
    ctx.decode_input(&text)
}

fn readlines(ctx: &mut Context, args: Args) -> Result {
    require_input(ctx, args)?;
    let list = ctx.new_list(Vec::new());
    let this = ctx.as_list(list).expect("made above");
    ctx.roots.push(list);
    let result = read_lines(ctx, this);
    ctx.roots.pop();
    result.map(|()| list)
}

fn read_lines(ctx: &mut Context, list: Gc<List>) -> Result<()> {
    loop {
        let line = ctx.read_standard(true, None)?;
        if line.is_empty() {
            return Ok(());
        }
        let line = ctx.decode_input(&line)?;
        ctx.heap.get_mut(list).items.push(line);
    }
}

fn require_input(ctx: &mut Context, args: Args) -> Result<()> {
    if which(ctx, args)? == Which::Input { Ok(()) } else { Err(ctx.not_supported("not readable")) }
}

fn next(ctx: &mut Context, args: Args) -> Result {
    require_input(ctx, args)?;
    let line = ctx.read_standard(true, None)?;
    if line.is_empty() { Err(ctx.exhausted()) } else { ctx.decode_input(&line) }
}

fn itself(ctx: &mut Context, args: Args) -> Result {
    Ok(args.get(ctx, 0))
}

fn readable(ctx: &mut Context, args: Args) -> Result {
    Ok(Value::bool(which(ctx, args)? == Which::Input))
}

fn writable(ctx: &mut Context, args: Args) -> Result {
    Ok(Value::bool(which(ctx, args)? != Which::Input))
}

fn seekable(_: &mut Context, _: Args) -> Result {
    Ok(Value::FALSE)
}

fn stream_name(which: Which) -> &'static str {
    match which {
        Which::Input => "<stdin>",
        Which::Output => "<stdout>",
        Which::Error => "<stderr>",
    }
}

fn repr(ctx: &mut Context, args: Args) -> Result {
    let which = which(ctx, args)?;
    let mode = if which == Which::Input { 'r' } else { 'w' };
    let text = format!("<_io.TextIOWrapper name='{}' mode='{mode}' encoding='utf-8'>", stream_name(which));
    Ok(ctx.new_str(&text))
}

fn name(ctx: &mut Context, stream: Value) -> Result {
    let which = which_of(ctx, stream)?;
    Ok(ctx.new_str(stream_name(which)))
}

fn mode(ctx: &mut Context, stream: Value) -> Result {
    let which = which_of(ctx, stream)?;
    Ok(ctx.new_str(if which == Which::Input { "r" } else { "w" }))
}

fn encoding(ctx: &mut Context, _: Value) -> Result {
    Ok(ctx.new_str("utf-8"))
}

fn errors(ctx: &mut Context, stream: Value) -> Result {
    let which = which_of(ctx, stream)?;
    Ok(ctx.new_str(if which == Which::Error { "backslashreplace" } else { "strict" }))
}

fn closed(_: &mut Context, _: Value) -> Result {
    Ok(Value::FALSE)
}

pub static STREAM: ClassDef = ClassDef {
    doc: "A standard stream.",
    methods: &[
        NativeDef::method("write", "(text, /)", write, "Write string to stream; return the number of characters."),
        NativeDef::method("writelines", "(lines, /)", writelines, "Write a list of lines to stream."),
        NativeDef::method("flush", "()", flush, "Flush write buffers, if applicable."),
        NativeDef::method("isatty", "()", isatty, "Return whether this is an interactive stream."),
        NativeDef::method("fileno", "()", fileno, "Return underlying file descriptor."),
        NativeDef::method("readline", "(size=-1, /)", readline, "Read until newline or end of input."),
        NativeDef::method("readlines", "()", readlines, "Return a list of lines from the stream."),
        NativeDef::method("read", "(size=-1, /)", read, "Read text; all of it by default."),
        NativeDef::method("readable", "()", readable, "Return whether object was opened for reading."),
        NativeDef::method("writable", "()", writable, "Return whether object was opened for writing."),
        NativeDef::method("seekable", "()", seekable, "Return whether object supports random access."),
        NativeDef::method("__iter__", "()", itself, "Implement iter(self)."),
        NativeDef::method("__next__", "()", next, "Implement next(self)."),
        NativeDef::method("__enter__", "()", itself, "Enter the stream's context."),
        NativeDef::method("__exit__", "(*args)", flush, "Leave the stream's context: what was written is flushed."),
        NativeDef::method("__repr__", "()", repr, "Return repr(self)."),
    ],
    attributes: &[
        AttributeDef { name: "name", get: name, set: None, doc: "the stream's name" },
        AttributeDef { name: "mode", get: mode, set: None, doc: "the stream's mode" },
        AttributeDef { name: "encoding", get: encoding, set: None, doc: "always utf-8" },
        AttributeDef { name: "errors", get: errors, set: None, doc: "what happens with text that cannot be encoded" },
        AttributeDef { name: "closed", get: closed, set: None, doc: "whether the stream is closed" },
    ],
    ..ClassDef::new(Builtin::StandardStream)
};

/// Makes a context ready for standard streams.
pub fn install(ctx: &mut Context) {
    ctx.heap.register::<StandardStream>();
    ctx.extensions.host_class = Some(|ctx, _| ctx.class(Builtin::StandardStream));
}
