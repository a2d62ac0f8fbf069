//! `open`.

use std::fs::OpenOptions;
use std::io::{Seek, SeekFrom};
use std::sync::{Arc, Mutex};

use super::{Writers, class, flush_writers, os_error};
use crate::heap::Value;
use crate::object::codec::Encoding;
use crate::object::file::{Disk, File, Newline, Stream, TextMode};
use crate::vm::Context;
use crate::vm::native::{Args, NativeDef, Raised, Result};

/// A mode, read.
#[derive(Clone, Copy, Default)]
struct Mode {
    create: bool,
    read: bool,
    write: bool,
    append: bool,
    update: bool,
    binary: bool,
    text: bool,
}

fn parse_mode(ctx: &mut Context, text: &str) -> Result<Mode> {
    let mut mode = Mode::default();
    for character in text.chars() {
        let flag = match character {
            'x' => &mut mode.create,
            'r' => &mut mode.read,
            'w' => &mut mode.write,
            'a' => &mut mode.append,
            '+' => &mut mode.update,
            'b' => &mut mode.binary,
            't' => &mut mode.text,
            _ => return Err(ctx.value_error(format!("invalid mode: '{text}'"))),
        };
        if std::mem::replace(flag, true) {
            return Err(ctx.value_error(format!("invalid mode: '{text}'")));
        }
    }
    if mode.text && mode.binary {
        return Err(ctx.value_error("can't have text and binary mode at once"));
    }
    let kinds = [mode.create, mode.read, mode.write, mode.append];
    match kinds.iter().filter(|&&kind| kind).count() {
        0 => Err(ctx.value_error("Must have exactly one of create/read/write/append mode and at most one plus")),
        1 => Ok(mode),
        _ => Err(ctx.value_error("must have exactly one of create/read/write/append mode")),
    }
}

/// The `newline` argument.
pub fn newline(ctx: &mut Context, value: Value) -> Result<Newline> {
    if value.is_none() {
        return Ok(Newline::Universal);
    }
    let Some(text) = ctx.as_str(value) else {
        let message = format!("open() argument 'newline' must be str or None, not {}", ctx.given_name(value));
        return Err(ctx.type_error(message));
    };
    match ctx.heap.str_bytes(text) {
        b"" => Ok(Newline::Kept),
        b"\n" => Ok(Newline::Feed),
        b"\r" => Ok(Newline::Return),
        b"\r\n" => Ok(Newline::ReturnFeed),
        _ => {
            let message = format!("illegal newline value: {}", ctx.repr_text(value)?);
            Err(ctx.value_error(message))
        }
    }
}

/// The text of a path: a str, bytes, or what `__fspath__` gives.
pub fn path_text(ctx: &mut Context, value: Value) -> Result<String> {
    if let Some(text) = ctx.as_str(value) {
        let text = ctx.text(text).into_owned();
        if text.contains('\0') {
            return Err(ctx.value_error("embedded null byte"));
        }
        return Ok(text);
    }
    if let Some(bytes) = ctx.bytes_like(value) {
        return Ok(String::from_utf8_lossy(&bytes).into_owned());
    }
    let name = ctx.intern("__fspath__");
    let method = ctx.special(value, name);
    if method.is_unbound() {
        let message = format!("expected str, bytes or os.PathLike object, not {}", ctx.type_name(value));
        return Err(ctx.type_error(message));
    }
    let path = ctx.call_nested_method(method, value, &[])?;
    match ctx.as_str(path) {
        Some(text) => Ok(ctx.text(text).into_owned()),
        None => {
            let (class, found) = (ctx.type_name(value), ctx.type_name(path));
            Err(ctx.type_error(format!("expected {class}.__fspath__() to return str or bytes, not {found}")))
        }
    }
}

fn optional_text(ctx: &mut Context, args: Args, index: u32, name: &str) -> Result<Option<String>> {
    match args.optional(ctx, index) {
        None | Some(Value::NONE) => Ok(None),
        Some(value) => match ctx.as_str(value) {
            Some(text) => Ok(Some(ctx.text(text).into_owned())),
            None => {
                let message = format!("open() argument '{name}' must be str or None, not {}", ctx.given_name(value));
                Err(ctx.type_error(message))
            }
        },
    }
}

/// How the file is text, if it is.
fn text_mode(ctx: &mut Context, args: Args, mode: Mode) -> Result<Option<TextMode>> {
    let encoding = optional_text(ctx, args, 3, "encoding")?;
    let errors = optional_text(ctx, args, 4, "errors")?;
    let given_newline = args.optional(ctx, 5).filter(|value| !value.is_none());
    if mode.binary {
        let refused =
            [(encoding.is_some(), "encoding"), (errors.is_some(), "errors"), (given_newline.is_some(), "newline")];
        return match refused.iter().find(|(given, _)| *given) {
            Some((_, what)) => {
                let article = if *what == "newline" { "a" } else { "an" };
                Err(ctx.value_error(format!("binary mode doesn't take {article} {what} argument")))
            }
            None => Ok(None),
        };
    }
    let newline = newline(ctx, given_newline.unwrap_or(Value::NONE))?;
    let encoding_name = match encoding {
        Some(name) if name != "locale" => name,
        _ => "UTF-8".to_owned(),
    };
    let found = Encoding::find(&encoding_name);
    let encoding = ctx.check(found)?;
    if matches!(encoding, Encoding::Utf16(_) | Encoding::Utf32(_) | Encoding::UnicodeEscape) {
        let message = format!("text files in {encoding_name} are not supported by Taipan; open in binary and decode");
        return Err(ctx.raise(crate::object::ExceptionKind::LookupError, message));
    }
    let errors = errors.unwrap_or_else(|| "strict".to_owned());
    Ok(Some(TextMode { encoding, encoding_name, errors, newline }))
}

fn open(ctx: &mut Context, args: Args) -> Result {
    let path = args.get(ctx, 0);
    let mode_text = optional_text(ctx, args, 1, "mode")?.unwrap_or_else(|| "r".to_owned());
    let mode = parse_mode(ctx, &mode_text)?;
    let text = text_mode(ctx, args, mode)?;
    let buffering = match args.optional(ctx, 2) {
        Some(buffering) => ctx.clamped_index(buffering)?,
        None => -1,
    };
    if buffering == 0 && !mode.binary {
        return Err(ctx.value_error("can't have unbuffered text I/O"));
    }
    flush_writers(ctx);
    let file = open_file(ctx, path, mode)?;
    let mut disk = Disk::new(file);
    disk.line_buffered = buffering == 1 && !mode.binary;
    if buffering == 0 {
        disk.most_behind = 0;
    }
    let (readable, writable) = (mode.read || mode.update, !mode.read || mode.update);
    let disk = Arc::new(Mutex::new(disk));
    if writable {
        if ctx.extensions.state::<Writers>().is_none() {
            ctx.extensions.states.push(Box::new(Writers::default()));
        }
        if let Some(Writers(writers)) = ctx.extensions.state::<Writers>() {
            writers.push(Arc::downgrade(&disk));
        }
    }
    let class_name = match (text.is_some(), readable, writable) {
        (true, ..) => "TextIOWrapper",
        _ if buffering == 0 => "FileIO",
        (_, true, true) => "BufferedRandom",
        (_, true, false) => "BufferedReader",
        _ => "BufferedWriter",
    };
    let class = class(ctx, class_name)?;
    let mode_text = if mode.binary && mode.update && mode.read { "rb+".to_owned() } else { mode_text };
    let file = File { class, stream: Some(Stream::Disk(disk)), text, name: path, mode: mode_text, readable, writable };
    Ok(Value::object(ctx.heap.allocate(file)))
}

/// Opens a path, or wraps a descriptor.
fn open_file(ctx: &mut Context, path: Value, mode: Mode) -> Result<std::fs::File> {
    if let Some(number) = path.as_int() {
        // A descriptor is opened anew: what it stands for is not ours to close.
        let result = OpenOptions::new()
            .read(mode.read || mode.update)
            .write(!mode.read || mode.update)
            .open(format!("/dev/fd/{number}"));
        return result.map_err(|error| os_error(ctx, &error, &[path]));
    }
    let text = path_text(ctx, path)?;
    let result = OpenOptions::new()
        .read(mode.read || mode.update)
        .write(mode.write || mode.create || (mode.read && mode.update))
        .append(mode.append)
        .create(mode.write || mode.append)
        .create_new(mode.create)
        .truncate(mode.write)
        .open(&text);
    let mut file = result.map_err(|error| os_error(ctx, &error, &[path]))?;
    refuse_folder(ctx, &file, path)?;
    if mode.append {
        let _ = file.seek(SeekFrom::End(0));
    }
    Ok(file)
}

fn refuse_folder(ctx: &mut Context, file: &std::fs::File, path: Value) -> std::result::Result<(), Raised> {
    if file.metadata().is_ok_and(|metadata| metadata.is_dir()) {
        let error = std::io::Error::from_raw_os_error(libc::EISDIR);
        return Err(os_error(ctx, &error, &[path]));
    }
    Ok(())
}

pub static OPEN: NativeDef = NativeDef::function(
    "open",
    "(file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None)",
    open,
    "Open file and return a stream.  Raise OSError upon failure.",
);
