//! The native half of `io`, and `open`.

mod open;
mod text;

use std::io::SeekFrom;
use std::sync::{Mutex, Weak};

use super::ModuleDef;
use super::class::NativeClass;
use crate::heap::{Gc, Tracer, Value};
use crate::object::codec::Encoding;
use crate::object::file::{Disk, File, Newline, Stream, TextMode};
use crate::object::{Class, Dict, ExceptionKind, List};
use crate::vm::native::{Args, NativeDef, Raised, Result};
use crate::vm::{Context, Extension};

pub use open::{OPEN, path_text};

/// The open writers: whatever looks at the disk flushes them first.
#[derive(Default)]
pub struct Writers(Vec<Weak<Mutex<Disk>>>);

impl Extension for Writers {
    fn trace(&self, _: &mut Tracer) {}

    fn as_any(&mut self) -> &mut dyn std::any::Any {
        self
    }
}

/// Flushes all open writers. Before anything looks at the disk, and at the end of the program.
pub fn flush_writers(ctx: &mut Context) {
    let Some(Writers(writers)) = ctx.extensions.state::<Writers>() else { return };
    writers.retain(|writer| match writer.upgrade() {
        Some(disk) => {
            // A failure shows when the script itself writes or closes.
            let _ = disk.lock().map(|mut disk| disk.flush());
            true
        }
        None => false,
    });
}

/// A file's name as an error has it: the text of a path object.
fn named(ctx: &mut Context, name: Value) -> Value {
    if ctx.has_index(name) || ctx.as_str(name).is_some() || ctx.bytes_like(name).is_some() {
        return name;
    }
    match path_text(ctx, name) {
        Ok(text) => ctx.new_str(&text),
        Err(_) => {
            ctx.take_pending();
            name
        }
    }
}

/// Raises an OSError for a failure of the system's.
#[cold]
pub fn os_error(ctx: &mut Context, error: &std::io::Error, names: &[Value]) -> Raised {
    let text = error.to_string();
    let text = text.split(" (os error").next().unwrap_or_default();
    let class = Value::object(ctx.exception_class(ExceptionKind::OSError));
    let mut args = match error.raw_os_error() {
        Some(errno) => vec![Value::int(i64::from(errno)), ctx.new_str(text)],
        None => vec![ctx.new_str(text)],
    };
    let names: Vec<Value> = names.iter().map(|&name| named(ctx, name)).collect();
    match names[..] {
        [name] => args.push(name),
        [first, second] => args.extend([first, Value::NONE, second]),
        _ => {}
    }
    match ctx.call_nested(class, &args) {
        Ok(exception) => ctx.raise_value(exception),
        Err(raised) => raised,
    }
}

fn checked<T>(ctx: &mut Context, result: std::io::Result<T>) -> Result<T> {
    result.map_err(|error| os_error(ctx, &error, &[]))
}

/// Raises `io.UnsupportedOperation`.
fn unsupported(ctx: &mut Context, message: &str) -> Raised {
    let message = ctx.new_str(message);
    let raised =
        ctx.runtime_function("io", "UnsupportedOperation").and_then(|class| ctx.call_nested(class, &[message]));
    match raised {
        Ok(exception) => ctx.raise_value(exception),
        Err(raised) => raised,
    }
}

/// The receiver, which must be open.
fn this(ctx: &mut Context, args: Args) -> Result<Gc<File>> {
    let Some(file) = args.get(ctx, 0).cast::<File>() else {
        return Err(ctx.type_error("a file object is required"));
    };
    if ctx.heap.get(file).stream.is_none() {
        let disk = !ctx.heap.get(file).mode.is_empty();
        return Err(ctx.value_error(format!("I/O operation on closed file{}", if disk { "." } else { "" })));
    }
    Ok(file)
}

fn to_read(ctx: &mut Context, args: Args) -> Result<Gc<File>> {
    let file = this(ctx, args)?;
    if ctx.heap.get(file).readable {
        return Ok(file);
    }
    let message = if ctx.heap.get(file).text.is_some() { "not readable" } else { "read" };
    Err(unsupported(ctx, message))
}

fn to_write(ctx: &mut Context, args: Args) -> Result<Gc<File>> {
    let file = this(ctx, args)?;
    if ctx.heap.get(file).writable {
        return Ok(file);
    }
    let message = if ctx.heap.get(file).text.is_some() { "not writable" } else { "write" };
    Err(unsupported(ctx, message))
}

/// Does something with the stream of an open file.
fn with_stream<T>(ctx: &mut Context, file: Gc<File>, act: impl FnOnce(&mut Stream) -> std::io::Result<T>) -> Result<T> {
    let result = match &mut ctx.heap.get_mut(file).stream {
        Some(stream) => act(stream),
        None => return Err(ctx.value_error("I/O operation on closed file.")),
    };
    checked(ctx, result)
}

/// A size argument: negative or None is everything.
fn size(ctx: &mut Context, args: Args, index: u32) -> Result<Option<usize>> {
    match args.optional(ctx, index) {
        None | Some(Value::NONE) => Ok(None),
        Some(value) => Ok(usize::try_from(ctx.clamped_index(value)?).ok()),
    }
}

fn is_text(ctx: &Context, file: Gc<File>) -> bool {
    ctx.heap.get(file).text.is_some()
}

fn read(ctx: &mut Context, args: Args) -> Result {
    let file = to_read(ctx, args)?;
    let size = size(ctx, args, 1)?;
    if is_text(ctx, file) {
        return text::read(ctx, file, size);
    }
    let bytes = with_stream(ctx, file, |stream| stream.read(size.unwrap_or(usize::MAX)))?;
    ctx.charge(bytes.len() as u64 / 64)?;
    Ok(ctx.new_bytes(&bytes))
}

/// The next line; empty at the end.
fn line(ctx: &mut Context, file: Gc<File>, size: Option<usize>) -> Result {
    if is_text(ctx, file) {
        return text::read_line(ctx, file, size);
    }
    let bytes = with_stream(ctx, file, |stream| stream.read_until(size.unwrap_or(usize::MAX), |byte| byte == b'\n'))?;
    Ok(ctx.new_bytes(&bytes))
}

fn is_empty(ctx: &Context, value: Value) -> bool {
    match value.cast() {
        Some(text) => ctx.heap.str_bytes(text).is_empty(),
        None => ctx.bytes_like(value).is_none_or(|bytes| bytes.is_empty()),
    }
}

fn readline(ctx: &mut Context, args: Args) -> Result {
    let file = to_read(ctx, args)?;
    let size = size(ctx, args, 1)?;
    line(ctx, file, size)
}

fn readlines(ctx: &mut Context, args: Args) -> Result {
    let file = to_read(ctx, args)?;
    let hint = size(ctx, args, 1)?.filter(|&hint| hint > 0);
    let lines = List::create(&mut ctx.heap, Vec::new());
    let mut total = 0;
    loop {
        let line = line(ctx, file, None)?;
        ctx.charge(1)?;
        if is_empty(ctx, line) {
            return Ok(Value::object(lines));
        }
        total += line.cast().map_or(1, |text| ctx.heap.str_length(text));
        List::push(&mut ctx.heap, lines, line);
        if hint.is_some_and(|hint| total >= hint) {
            return Ok(Value::object(lines));
        }
    }
}

fn next(ctx: &mut Context, args: Args) -> Result {
    let file = to_read(ctx, args)?;
    let line = line(ctx, file, None)?;
    ctx.charge(1)?;
    if is_empty(ctx, line) { Err(ctx.exhausted()) } else { Ok(line) }
}

fn readinto(ctx: &mut Context, args: Args) -> Result {
    let file = to_read(ctx, args)?;
    let target = args.get(ctx, 1);
    let Some(array) = ctx.payload(target).cast::<crate::object::ByteArray>() else {
        let name = ctx.type_name(target);
        return Err(ctx.type_error(format!("readinto() argument must be read-write bytes-like object, not {name}")));
    };
    let length = ctx.heap.get(array).len();
    let bytes = with_stream(ctx, file, |stream| stream.read(length))?;
    ctx.heap.get_mut(array).bytes_mut()[..bytes.len()].copy_from_slice(&bytes);
    Ok(Value::int(bytes.len() as i64))
}

fn write_value(ctx: &mut Context, file: Gc<File>, value: Value) -> Result {
    if is_text(ctx, file) {
        return text::write(ctx, file, value);
    }
    let bytes = ctx.expect_bytes(value)?;
    ctx.charge(bytes.len() as u64 / 64)?;
    ctx.reserve(bytes.len())?;
    with_stream(ctx, file, |stream| stream.write(&bytes))?;
    Ok(Value::int(bytes.len() as i64))
}

fn write(ctx: &mut Context, args: Args) -> Result {
    let file = to_write(ctx, args)?;
    let value = args.get(ctx, 1);
    write_value(ctx, file, value)
}

fn writelines(ctx: &mut Context, args: Args) -> Result {
    let file = to_write(ctx, args)?;
    let lines = args.get(ctx, 1);
    for line in ctx.collect_nested(lines)? {
        write_value(ctx, file, line)?;
    }
    Ok(Value::NONE)
}

fn is_string_io(ctx: &Context, file: Gc<File>) -> bool {
    let this = ctx.heap.get(file);
    this.text.is_some() && matches!(this.stream, Some(Stream::Memory { .. }))
}

fn seek(ctx: &mut Context, args: Args) -> Result {
    let file = this(ctx, args)?;
    let offset = args.get(ctx, 1);
    let offset = ctx.clamped_index(offset)?;
    let whence = match args.optional(ctx, 2) {
        Some(whence) => ctx.clamped_index(whence)?,
        None => 0,
    };
    if whence == 0 && offset < 0 {
        let message = if is_text(ctx, file) && !is_string_io(ctx, file) {
            "negative seek position"
        } else {
            "negative seek value"
        };
        return Err(ctx.value_error(format!("{message} {offset}")));
    }
    if is_text(ctx, file) && whence != 0 && offset != 0 {
        let from = if whence == 1 { "cur" } else { "end" };
        if is_string_io(ctx, file) {
            return Err(ctx.raise(ExceptionKind::OSError, "Can't do nonzero cur-relative seeks"));
        }
        return Err(unsupported(ctx, &format!("can't do nonzero {from}-relative seeks")));
    }
    if is_string_io(ctx, file) {
        return text::seek(ctx, file, offset as usize, whence);
    }
    let to = match whence {
        0 => SeekFrom::Start(offset as u64),
        1 if offset == 0 => {
            let position = with_stream(ctx, file, Stream::position)?;
            return Ok(Value::int(position as i64));
        }
        1 => SeekFrom::Start((with_stream(ctx, file, Stream::position)? as i64 + offset).max(0) as u64),
        2 => SeekFrom::End(offset),
        _ => return Err(ctx.value_error(format!("invalid whence ({whence}, should be 0, 1 or 2)"))),
    };
    let position = with_stream(ctx, file, |stream| stream.seek(to))?;
    Ok(Value::int(position as i64))
}

fn tell(ctx: &mut Context, args: Args) -> Result {
    let file = this(ctx, args)?;
    if is_string_io(ctx, file) {
        return Ok(Value::int(text::position(ctx, file) as i64));
    }
    let position = with_stream(ctx, file, Stream::position)?;
    Ok(Value::int(position as i64))
}

fn truncate(ctx: &mut Context, args: Args) -> Result {
    let file = to_write(ctx, args)?;
    let to = match size(ctx, args, 1)? {
        Some(to) => to,
        None if is_string_io(ctx, file) => text::position(ctx, file),
        None => with_stream(ctx, file, Stream::position)? as usize,
    };
    let bytes = if is_string_io(ctx, file) { text::byte_offset(ctx, file, to) } else { to };
    with_stream(ctx, file, |stream| stream.truncate(bytes as u64))?;
    Ok(Value::int(to as i64))
}

fn flush(ctx: &mut Context, args: Args) -> Result {
    let file = this(ctx, args)?;
    with_stream(ctx, file, Stream::flush)?;
    Ok(Value::NONE)
}

fn close(ctx: &mut Context, args: Args) -> Result {
    let Some(file) = args.get(ctx, 0).cast::<File>() else { return Ok(Value::NONE) };
    let flushed = match ctx.heap.get_mut(file).stream.take() {
        Some(mut stream) => stream.flush(),
        None => Ok(()),
    };
    checked(ctx, flushed)?;
    Ok(Value::NONE)
}

fn enter(ctx: &mut Context, args: Args) -> Result {
    this(ctx, args).map(Value::object)
}

fn exit(ctx: &mut Context, args: Args) -> Result {
    close(ctx, args)
}

fn readable(ctx: &mut Context, args: Args) -> Result {
    let file = this(ctx, args)?;
    Ok(Value::bool(ctx.heap.get(file).readable))
}

fn writable(ctx: &mut Context, args: Args) -> Result {
    let file = this(ctx, args)?;
    Ok(Value::bool(ctx.heap.get(file).writable))
}

fn seekable(ctx: &mut Context, args: Args) -> Result {
    let file = this(ctx, args)?;
    let can = match &mut ctx.heap.get_mut(file).stream {
        Some(stream) => stream.position().is_ok(),
        None => false,
    };
    Ok(Value::bool(can))
}

fn fileno(ctx: &mut Context, args: Args) -> Result {
    use std::os::fd::AsRawFd;
    let file = this(ctx, args)?;
    let number = match &ctx.heap.get(file).stream {
        Some(Stream::Disk(disk)) => disk.lock().ok().map(|disk| disk.file().as_raw_fd()),
        _ => None,
    };
    match number {
        Some(number) => Ok(Value::int(i64::from(number))),
        None => Err(unsupported(ctx, "fileno")),
    }
}

fn isatty(ctx: &mut Context, args: Args) -> Result {
    use std::io::IsTerminal;
    let file = this(ctx, args)?;
    let terminal = match &ctx.heap.get(file).stream {
        Some(Stream::Disk(disk)) => disk.lock().is_ok_and(|disk| disk.file().is_terminal()),
        _ => false,
    };
    Ok(Value::bool(terminal))
}

fn getvalue(ctx: &mut Context, args: Args) -> Result {
    let file = this(ctx, args)?;
    let this = ctx.heap.get(file);
    let Some(Stream::Memory { bytes, .. }) = &this.stream else { return Err(unsupported(ctx, "getvalue")) };
    let bytes = bytes.clone();
    if this.text.is_some() {
        return Ok(Value::object(ctx.heap.new_str_wtf8(&bytes)));
    }
    Ok(ctx.new_bytes(&bytes))
}

fn itself(ctx: &mut Context, args: Args) -> Result {
    this(ctx, args).map(Value::object)
}

fn getattr(ctx: &mut Context, args: Args) -> Result {
    let (value, name) = (args.get(ctx, 0), args.get(ctx, 1));
    let name = ctx.attribute_name(name)?;
    let Some(file) = value.cast::<File>() else { return Err(ctx.no_attribute(value, name)) };
    let (text, this) = (ctx.text(name).into_owned(), ctx.heap.get(file));
    let on_disk = !this.mode.is_empty();
    match (&text[..], &this.text) {
        ("closed", _) => Ok(Value::bool(this.stream.is_none())),
        ("name", _) if on_disk => Ok(this.name),
        ("mode", _) if on_disk => {
            let mode = this.mode.clone();
            Ok(ctx.new_str(&mode))
        }
        ("encoding", Some(_)) if !on_disk => Ok(Value::NONE),
        ("encoding", Some(mode)) => {
            let name = mode.encoding_name.clone();
            Ok(ctx.new_str(&name))
        }
        ("errors", Some(_)) if !on_disk => Ok(Value::NONE),
        ("errors", Some(mode)) => {
            let errors = mode.errors.clone();
            Ok(ctx.new_str(&errors))
        }
        ("newlines", Some(_)) => Ok(Value::NONE),
        ("line_buffering", Some(_)) => Ok(Value::FALSE),
        ("buffer", Some(_)) if on_disk => binary_view(ctx, file),
        _ => Err(ctx.no_attribute(value, name)),
    }
}

/// The bytes under a text file, as a file of their own on the same stream.
fn binary_view(ctx: &mut Context, file: Gc<File>) -> Result {
    let this = ctx.heap.get(file);
    let Some(Stream::Disk(disk)) = &this.stream else {
        return Err(ctx.value_error("I/O operation on closed file."));
    };
    let stream = Some(Stream::Disk(disk.clone()));
    let (name, mode, readable, writable) = (this.name, this.mode.clone(), this.readable, this.writable);
    let class = class(ctx, if writable { "BufferedWriter" } else { "BufferedReader" })?;
    let view = File { class, stream, text: None, name, mode, readable, writable };
    Ok(Value::object(ctx.heap.allocate(view)))
}

/// A class of this module.
fn class(ctx: &mut Context, name: &str) -> Result<Gc<Class>> {
    let class = ctx.runtime_function("_io", name)?;
    match class.cast() {
        Some(class) => Ok(class),
        None => Err(ctx.runtime_error("io was changed")),
    }
}

fn repr(ctx: &mut Context, args: Args) -> Result {
    let value = args.get(ctx, 0);
    let Some(file) = value.cast::<File>() else { return Err(ctx.type_error("a file object is required")) };
    let this = ctx.heap.get(file);
    if this.mode.is_empty() {
        let text = ctx.default_repr(value);
        return Ok(ctx.new_str(&text));
    }
    let (name, mode) = (this.name, this.mode.clone());
    let encoding = this.text.as_ref().map(|text| text.encoding_name.clone());
    let class = ctx.type_name(value);
    let name = ctx.repr_text(name)?;
    let text = match encoding {
        Some(encoding) => format!("<_io.{class} name={name} mode='{mode}' encoding='{encoding}'>"),
        None => format!("<_io.{class} name={name}>"),
    };
    Ok(ctx.new_str(&text))
}

fn memory_file(ctx: &mut Context, class: Value, bytes: Vec<u8>, text: Option<TextMode>) -> Result {
    let class = class.cast::<Class>().expect("`__new__` is given its class");
    let stream = Some(Stream::Memory { bytes, position: 0 });
    let file = File { class, stream, text, name: Value::NONE, mode: String::new(), readable: true, writable: true };
    Ok(Value::object(ctx.heap.allocate(file)))
}

fn new_string_io(ctx: &mut Context, args: Args) -> Result {
    let initial = match args.optional(ctx, 1) {
        None | Some(Value::NONE) => Vec::new(),
        Some(value) => match ctx.as_str(value) {
            Some(text) => ctx.heap.str_bytes(text).to_vec(),
            None => {
                let name = ctx.type_name(value);
                return Err(ctx.type_error(format!("initial_value must be str or None, not {name}")));
            }
        },
    };
    let newline = match args.optional(ctx, 2) {
        None => Newline::Feed,
        Some(value) => open::newline(ctx, value)?,
    };
    let mode = TextMode {
        encoding: Encoding::Utf8,
        encoding_name: String::new(),
        errors: "surrogatepass".to_owned(),
        newline,
    };
    let initial = if newline == Newline::Universal { text::universal(&initial) } else { initial };
    memory_file(ctx, args.get(ctx, 0), initial, Some(mode))
}

fn new_bytes_io(ctx: &mut Context, args: Args) -> Result {
    let initial = match args.optional(ctx, 1) {
        None | Some(Value::NONE) => Vec::new(),
        Some(value) => ctx.expect_bytes(value)?,
    };
    memory_file(ctx, args.get(ctx, 0), initial, None)
}

fn not_made(ctx: &mut Context, _: Args) -> Result {
    Err(ctx.type_error("files are made by open()"))
}

const METHODS: &[NativeDef] = &[
    NativeDef::method(
        "read",
        "(size=-1, /)",
        read,
        "Read at most size bytes or characters; all if it is negative or None.",
    ),
    NativeDef::method("read1", "(size=-1, /)", read, "Read bytes."),
    NativeDef::method("readline", "(size=-1, /)", readline, "Read until newline or end of file."),
    NativeDef::method("readlines", "(hint=-1, /)", readlines, "Return a list of lines."),
    NativeDef::method("readinto", "(buffer, /)", readinto, "Read bytes into a buffer."),
    NativeDef::method("write", "(data, /)", write, "Write to the file, and return how much was written."),
    NativeDef::method("writelines", "(lines, /)", writelines, "Write a list of lines."),
    NativeDef::method("seek", "(offset, whence=0, /)", seek, "Change the position."),
    NativeDef::method("tell", "()", tell, "Return the position."),
    NativeDef::method("truncate", "(size=None, /)", truncate, "Cut the file off."),
    NativeDef::method("flush", "()", flush, "Write out what is buffered."),
    NativeDef::method("close", "()", close, "Flush and close the file."),
    NativeDef::method("readable", "()", readable, "Whether the file can be read."),
    NativeDef::method("writable", "()", writable, "Whether the file can be written."),
    NativeDef::method("seekable", "()", seekable, "Whether the position can be changed."),
    NativeDef::method("fileno", "()", fileno, "Return the file descriptor."),
    NativeDef::method("isatty", "()", isatty, "Whether this is a terminal."),
    NativeDef::method("getvalue", "()", getvalue, "Retrieve the entire contents."),
    NativeDef::method("getbuffer", "()", getvalue, "Get the contents as bytes."),
    NativeDef::method("__enter__", "()", enter, ""),
    NativeDef::method("__exit__", "(*args)", exit, ""),
    NativeDef::method("__iter__", "()", itself, "Implement iter(self)."),
    NativeDef::method("__next__", "()", next, "Implement next(self)."),
    NativeDef::method("__repr__", "()", repr, "Return repr(self)."),
    NativeDef::method("__getattr__", "(name, /)", getattr, ""),
];

macro_rules! classes {
    ($($name:literal $signature:literal $new:path;)*) => {
        static CLASSES: &[NativeClass] = &[$(NativeClass {
            module: "_io",
            name: $name,
            doc: "",
            new: &NativeDef::method($name, $signature, $new, ""),
            methods: METHODS,
        }),*];
    };
}

classes! {
    "StringIO" "(initial_value='', newline='\\n')" new_string_io;
    "BytesIO" "(initial_bytes=b'')" new_bytes_io;
    "TextIOWrapper" "(*args, **kwargs)" not_made;
    "BufferedReader" "(*args, **kwargs)" not_made;
    "BufferedWriter" "(*args, **kwargs)" not_made;
    "BufferedRandom" "(*args, **kwargs)" not_made;
    "FileIO" "(*args, **kwargs)" not_made;
}

fn init(ctx: &mut Context, namespace: Gc<Dict>) -> Result<()> {
    for class in CLASSES {
        class.install(ctx, namespace)?;
    }
    let open = ctx.new_native(&OPEN, false, Value::NONE);
    ctx.set_text(namespace, OPEN.name, open);
    Ok(())
}

pub static MODULE: ModuleDef = ModuleDef { name: "_io", doc: "Files.", functions: &[], init: Some(init) };
