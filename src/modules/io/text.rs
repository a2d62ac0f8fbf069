//! Files as text: lines end where the newline mode says, and bytes are decoded line by line, so that positions are exact.

use super::{unsupported, with_stream};
use crate::heap::{Gc, Value};
use crate::object::codec::{self, Encoding};
use crate::object::file::{File, Newline, Stream, TextMode};
use crate::object::string::{code_points, count_code_points, sequence_length};
use crate::vm::Context;
use crate::vm::native::Result;

fn mode(ctx: &Context, file: Gc<File>) -> TextMode {
    ctx.heap.get(file).text.clone().expect("only text files come here")
}

/// Text with all kinds of newlines turned to `\n`.
pub fn universal(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut bytes = text.iter().copied().peekable();
    while let Some(byte) = bytes.next() {
        if byte == b'\r' {
            bytes.next_if_eq(&b'\n');
            out.push(b'\n');
        } else {
            out.push(byte);
        }
    }
    out
}

/// Bytes that were read as a string.
fn decode(ctx: &mut Context, mode: &TextMode, bytes: Vec<u8>, in_memory: bool) -> Result {
    ctx.charge(bytes.len() as u64 / 64)?;
    let wtf8 = if in_memory {
        bytes
    } else {
        match codec::decode(&bytes, mode.encoding, &mode.errors) {
            Ok(wtf8) => wtf8,
            Err(failure) => {
                let object = ctx.new_bytes(&bytes);
                return Err(ctx.fail_decoding(failure, object));
            }
        }
    };
    let wtf8 = if mode.newline == Newline::Universal && wtf8.contains(&b'\r') { universal(&wtf8) } else { wtf8 };
    Ok(Value::object(ctx.heap.new_str_owned(wtf8)))
}

fn is_memory(ctx: &Context, file: Gc<File>) -> bool {
    matches!(ctx.heap.get(file).stream, Some(Stream::Memory { .. }))
}

pub fn read(ctx: &mut Context, file: Gc<File>, size: Option<usize>) -> Result {
    let (mode, in_memory) = (mode(ctx, file), is_memory(ctx, file));
    let Some(size) = size else {
        let bytes = with_stream(ctx, file, |stream| stream.read(usize::MAX))?;
        return decode(ctx, &mode, bytes, in_memory);
    };
    let bytes = with_stream(ctx, file, |stream| characters(stream, &mode, size))?;
    decode(ctx, &mode, bytes, in_memory)
}

/// The bytes of so many characters.
fn characters(stream: &mut Stream, mode: &TextMode, count: usize) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    for _ in 0..count {
        let first = stream.read(1)?;
        let Some(&byte) = first.first() else { break };
        bytes.push(byte);
        if mode.newline == Newline::Universal && byte == b'\r' {
            if stream.take_if(b'\n')? {
                bytes.push(b'\n');
            }
        } else if matches!(mode.encoding, Encoding::Utf8 | Encoding::Utf8Signed) && byte >= 0xC0 {
            bytes.extend(stream.read(sequence_length(byte) - 1)?);
        }
    }
    Ok(bytes)
}

pub fn read_line(ctx: &mut Context, file: Gc<File>, size: Option<usize>) -> Result {
    let (mode, in_memory) = (mode(ctx, file), is_memory(ctx, file));
    let bytes = match size {
        None => with_stream(ctx, file, |stream| line_bytes(stream, mode.newline))?,
        Some(size) => with_stream(ctx, file, |stream| {
            let mut line = Vec::new();
            for _ in 0..size {
                let character = characters(stream, &mode, 1)?;
                line.extend_from_slice(&character);
                let ended = match mode.newline {
                    Newline::Universal | Newline::Kept => matches!(character.first(), Some(b'\n' | b'\r')),
                    Newline::Feed => character == b"\n",
                    Newline::Return => character == b"\r",
                    Newline::ReturnFeed => line.ends_with(b"\r\n"),
                };
                if character.is_empty() || ended {
                    break;
                }
            }
            Ok(line)
        })?,
    };
    decode(ctx, &mode, bytes, in_memory)
}

/// The bytes of a line with what ends it.
fn line_bytes(stream: &mut Stream, newline: Newline) -> std::io::Result<Vec<u8>> {
    match newline {
        Newline::Feed => stream.read_until(usize::MAX, |byte| byte == b'\n'),
        Newline::Return => stream.read_until(usize::MAX, |byte| byte == b'\r'),
        Newline::Universal | Newline::Kept => {
            let mut line = stream.read_until(usize::MAX, |byte| matches!(byte, b'\n' | b'\r'))?;
            if line.last() == Some(&b'\r') && stream.take_if(b'\n')? {
                line.push(b'\n');
            }
            Ok(line)
        }
        Newline::ReturnFeed => {
            let mut line = Vec::new();
            loop {
                let piece = stream.read_until(usize::MAX, |byte| byte == b'\n')?;
                let at_end = piece.is_empty();
                line.extend(piece);
                if at_end || line.ends_with(b"\r\n") {
                    return Ok(line);
                }
            }
        }
    }
}

pub fn write(ctx: &mut Context, file: Gc<File>, value: Value) -> Result {
    let Some(text) = ctx.as_str(value) else {
        let name = ctx.type_name(value);
        let what =
            if is_memory(ctx, file) { "string argument expected, got" } else { "write() argument must be str, not" };
        let name = if is_memory(ctx, file) { format!("'{name}'") } else { name };
        return Err(ctx.type_error(format!("{what} {name}")));
    };
    let (mode, in_memory) = (mode(ctx, file), is_memory(ctx, file));
    let length = ctx.heap.str_length(text);
    ctx.charge(length as u64 / 64)?;
    ctx.reserve(length)?;
    let wtf8 = ctx.heap.str_bytes(text);
    let wtf8 = match mode.newline {
        Newline::ReturnFeed => replace_feeds(wtf8, b"\r\n"),
        Newline::Return => replace_feeds(wtf8, b"\r"),
        Newline::Universal if in_memory => universal(wtf8),
        _ => wtf8.to_vec(),
    };
    if in_memory {
        return write_memory(ctx, file, &wtf8, length);
    }
    let bytes = match codec::encode(&wtf8, mode.encoding, &mode.errors) {
        Ok(bytes) => bytes,
        Err(failure) => return Err(ctx.fail_encoding(failure, Value::object(text))),
    };
    with_stream(ctx, file, |stream| stream.write(&bytes))?;
    Ok(Value::int(length as i64))
}

fn replace_feeds(text: &[u8], newline: &[u8]) -> Vec<u8> {
    let lines: Vec<&[u8]> = text.split(|&byte| byte == b'\n').collect();
    lines.join(newline)
}

/// Overwrites as many characters as are written.
fn write_memory(ctx: &mut Context, file: Gc<File>, wtf8: &[u8], length: usize) -> Result {
    if let Some(Stream::Memory { bytes, position }) = &mut ctx.heap.get_mut(file).stream {
        if *position >= bytes.len() {
            bytes.resize(*position, 0);
            bytes.extend_from_slice(wtf8);
        } else {
            let replaced = offset_of(&bytes[*position..], count_code_points(wtf8));
            bytes.splice(*position..*position + replaced, wtf8.iter().copied());
        }
        *position += wtf8.len();
        let grown = wtf8.len();
        ctx.heap.grew(grown);
    }
    Ok(Value::int(length as i64))
}

/// Where so many code points end.
fn offset_of(wtf8: &[u8], count: usize) -> usize {
    let mut characters = code_points(wtf8);
    for _ in 0..count {
        if characters.next().is_none() {
            break;
        }
    }
    wtf8.len() - characters.rest().len()
}

/// The position of a `StringIO` in code points.
pub fn position(ctx: &Context, file: Gc<File>) -> usize {
    match &ctx.heap.get(file).stream {
        Some(Stream::Memory { bytes, position }) => {
            let inside = (*position).min(bytes.len());
            count_code_points(&bytes[..inside]) + (*position - inside)
        }
        _ => 0,
    }
}

/// The offset in bytes of a position in code points.
pub fn byte_offset(ctx: &Context, file: Gc<File>, target: usize) -> usize {
    match &ctx.heap.get(file).stream {
        Some(Stream::Memory { bytes, .. }) => {
            let length = count_code_points(bytes);
            if target <= length { offset_of(bytes, target) } else { bytes.len() + (target - length) }
        }
        _ => target,
    }
}

pub fn seek(ctx: &mut Context, file: Gc<File>, offset: usize, whence: i64) -> Result {
    let target = match whence {
        0 => byte_offset(ctx, file, offset),
        1 => return Ok(Value::int(position(ctx, file) as i64)),
        2 => match &ctx.heap.get(file).stream {
            Some(Stream::Memory { bytes, .. }) => bytes.len(),
            _ => 0,
        },
        _ => return Err(unsupported(ctx, &format!("Invalid whence ({whence}, should be 0, 1 or 2)"))),
    };
    if let Some(Stream::Memory { position, .. }) = &mut ctx.heap.get_mut(file).stream {
        *position = target;
    }
    Ok(Value::int(position(ctx, file) as i64))
}
