//! Case, padding, stripping, translation and hexadecimal, and what kind of characters bytes are, as ASCII.

use super::{contents, like, this};
use crate::builtins::receiver::exact_index;
use crate::builtins::str::{tab_size, zero_filled};
use crate::heap::Value;
use crate::object::Failure;
use crate::object::split::{Units, expand_tabs};
use crate::vm::Context;
use crate::vm::native::{Args, Result};

macro_rules! mappings {
    ($($name:ident $map:expr;)*) => {
        $(pub fn $name(ctx: &mut Context, args: Args) -> Result {
            let value = this(ctx, args)?;
            let map: fn(&[u8]) -> Vec<u8> = $map;
            let mapped = map(contents(ctx, value));
            ctx.charge(mapped.len() as u64 / 64)?;
            Ok(like(ctx, value, mapped))
        })*
    };
}

mappings! {
    lower <[u8]>::to_ascii_lowercase;
    upper <[u8]>::to_ascii_uppercase;
    swapcase |bytes| bytes.iter().map(|&byte| if byte.is_ascii_alphabetic() { byte ^ 0x20 } else { byte }).collect();
    capitalize |bytes| {
        let mut bytes = bytes.to_ascii_lowercase();
        bytes.iter_mut().take(1).for_each(|first| first.make_ascii_uppercase());
        bytes
    };
    title |bytes| {
        let mut in_word = false;
        let map = |byte: &u8| {
            let mapped = if in_word { byte.to_ascii_lowercase() } else { byte.to_ascii_uppercase() };
            in_word = byte.is_ascii_alphabetic();
            mapped
        };
        bytes.iter().map(map).collect()
    };
}

macro_rules! questions {
    ($($name:ident $test:expr;)*) => {
        $(pub fn $name(ctx: &mut Context, args: Args) -> Result {
            let value = this(ctx, args)?;
            let test: fn(&[u8]) -> bool = $test;
            Ok(Value::bool(test(contents(ctx, value))))
        })*
    };
}

fn all(bytes: &[u8], test: fn(&u8) -> bool) -> bool {
    !bytes.is_empty() && bytes.iter().all(test)
}

questions! {
    isalpha |bytes| all(bytes, u8::is_ascii_alphabetic);
    isdigit |bytes| all(bytes, u8::is_ascii_digit);
    isalnum |bytes| all(bytes, u8::is_ascii_alphanumeric);
    isspace |bytes| all(bytes, |&byte| Units::Bytes.is_space(byte.into()));
    isascii |bytes| bytes.is_ascii();
    isupper |bytes| bytes.iter().any(u8::is_ascii_uppercase) && !bytes.iter().any(u8::is_ascii_lowercase);
    islower |bytes| bytes.iter().any(u8::is_ascii_lowercase) && !bytes.iter().any(u8::is_ascii_uppercase);
    istitle |bytes| {
        let fits = |(index, byte): (usize, &u8)| {
            let in_word = index > 0 && bytes[index - 1].is_ascii_alphabetic();
            !byte.is_ascii_alphabetic() || byte.is_ascii_uppercase() != in_word
        };
        bytes.iter().any(u8::is_ascii_alphabetic) && bytes.iter().enumerate().all(fits)
    };
}

fn strip_sides(ctx: &mut Context, args: Args, left: bool, right: bool) -> Result {
    let value = this(ctx, args)?;
    let set = match args.optional(ctx, 1).filter(|set| !set.is_none()) {
        Some(set) => Some(ctx.expect_bytes(set)?),
        None => None,
    };
    ctx.charge((contents(ctx, value).len() + set.as_ref().map_or(0, |set| set.len())) as u64 / 4)?;
    let source = contents(ctx, value);
    let trimmed = Units::Bytes.trim(source, left, right, Units::Bytes.strips(set.as_deref())).to_vec();
    if trimmed.len() == source.len() && !value.is::<crate::object::bytes::ByteArray>() {
        return Ok(value);
    }
    Ok(like(ctx, value, trimmed))
}

pub fn strip(ctx: &mut Context, args: Args) -> Result {
    strip_sides(ctx, args, true, true)
}

pub fn lstrip(ctx: &mut Context, args: Args) -> Result {
    strip_sides(ctx, args, true, false)
}

pub fn rstrip(ctx: &mut Context, args: Args) -> Result {
    strip_sides(ctx, args, false, true)
}

fn fill_byte(ctx: &mut Context, args: Args, name: &str) -> Result<u8> {
    let Some(fill) = args.optional(ctx, 2) else { return Ok(b' ') };
    let Some(bytes) = ctx.bytes_like(fill) else {
        let found = ctx.given_name(fill);
        return Err(ctx.type_error(format!("{name}() argument 2 must be a byte string of length 1, not {found}")));
    };
    if let [byte] = bytes[..] {
        return Ok(byte);
    }
    let (length, found) = (bytes.len(), ctx.type_name(fill));
    let what = "must be a byte string of length 1";
    Err(ctx.type_error(format!("{name}(): argument 2 {what}, not a {found} object of length {length}")))
}

/// How many bytes are missing to a width, paid for in advance.
fn padding_to(ctx: &mut Context, args: Args, value: Value) -> Result<usize> {
    let width = args.get(ctx, 1);
    let width = usize::try_from(exact_index(ctx, width)?).unwrap_or(0);
    let padding = width.saturating_sub(contents(ctx, value).len());
    ctx.reserve(padding)?;
    ctx.charge(padding as u64 / 64)?;
    Ok(padding)
}

fn pad(ctx: &mut Context, args: Args, name: &str, left: fn(padding: usize, width: usize) -> usize) -> Result {
    let value = this(ctx, args)?;
    let padding = padding_to(ctx, args, value)?;
    let fill = fill_byte(ctx, args, name)?;
    let source = contents(ctx, value);
    let mut out = vec![fill; left(padding, source.len() + padding)];
    out.extend_from_slice(source);
    out.resize(source.len() + padding, fill);
    Ok(like(ctx, value, out))
}

pub fn center(ctx: &mut Context, args: Args) -> Result {
    // Of an odd padding the larger half goes to the left if the width is odd.
    pad(ctx, args, "center", |padding, width| padding / 2 + (padding & width & 1))
}

pub fn ljust(ctx: &mut Context, args: Args) -> Result {
    pad(ctx, args, "ljust", |_, _| 0)
}

pub fn rjust(ctx: &mut Context, args: Args) -> Result {
    pad(ctx, args, "rjust", |padding, _| padding)
}

pub fn zfill(ctx: &mut Context, args: Args) -> Result {
    let value = this(ctx, args)?;
    let padding = padding_to(ctx, args, value)?;
    let filled = zero_filled(contents(ctx, value), padding);
    Ok(like(ctx, value, filled))
}

pub fn expandtabs(ctx: &mut Context, args: Args) -> Result {
    let value = this(ctx, args)?;
    let tabs = memchr::memchr_iter(b'\t', contents(ctx, value)).count();
    let size = tab_size(ctx, args, tabs)?;
    let expanded = expand_tabs(contents(ctx, value), size, Units::Bytes);
    Ok(like(ctx, value, expanded))
}

/// `translate(table, delete=b'')`; without a table bytes are deleted only.
pub fn translate(ctx: &mut Context, args: Args) -> Result {
    let value = this(ctx, args)?;
    let table = args.get(ctx, 1);
    let table = if table.is_none() { None } else { Some(ctx.expect_bytes(table)?) };
    let deleted = match args.optional(ctx, 2) {
        Some(deleted) => ctx.expect_bytes(deleted)?,
        None => Vec::new(),
    };
    if table.as_ref().is_some_and(|table| table.len() != 256) {
        return Err(ctx.value_error("translation table must be 256 characters long"));
    }
    let mut is_deleted = [false; 256];
    deleted.iter().for_each(|&byte| is_deleted[usize::from(byte)] = true);
    let kept = contents(ctx, value).iter().filter(|&&byte| !is_deleted[usize::from(byte)]);
    let map = |&byte: &u8| table.as_ref().map_or(byte, |table| table[usize::from(byte)]);
    let translated: Vec<u8> = kept.map(map).collect();
    ctx.charge(translated.len() as u64 / 16)?;
    Ok(like(ctx, value, translated))
}

/// `bytes.maketrans(from, to)`
pub fn maketrans(ctx: &mut Context, args: Args) -> Result {
    let (from, to) = (args.get(ctx, 0), args.get(ctx, 1));
    let (from, to) = (ctx.expect_bytes(from)?, ctx.expect_bytes(to)?);
    if from.len() != to.len() {
        return Err(ctx.value_error("maketrans arguments must have same length"));
    }
    let mut table: Vec<u8> = (0..=255).collect();
    from.iter().zip(to).for_each(|(&from, to)| table[usize::from(from)] = to);
    Ok(Value::object(ctx.heap.new_bytes(&table)))
}

/// `hex(sep, bytes_per_sep=1)`: groups are counted from the right, or from the left if the number is negative.
pub fn hex(ctx: &mut Context, args: Args) -> Result {
    let value = this(ctx, args)?;
    let bytes = contents(ctx, value).to_vec();
    hex_text_of(ctx, args, &bytes)
}

/// What `hex` with these arguments makes of bytes.
pub fn hex_text_of(ctx: &mut Context, args: Args, bytes: &[u8]) -> Result {
    let separator = match args.optional(ctx, 1).filter(|separator| !separator.is_none()) {
        Some(separator) => Some(hex_separator(ctx, separator)?),
        None => None,
    };
    let group = match args.optional(ctx, 2) {
        Some(group) => exact_index(ctx, group)?,
        None => 1,
    };
    let text = hex_text(bytes, separator, group);
    ctx.charge(text.len() as u64 / 16)?;
    Ok(Value::object(ctx.heap.new_str_owned(text)))
}

fn hex_separator(ctx: &mut Context, separator: Value) -> Result<u8> {
    let text = match (ctx.as_str(separator), ctx.bytes_like(separator)) {
        (Some(text), _) if ctx.heap.str_length(text) == 1 => ctx.heap.str_bytes(text).into(),
        (None, Some(bytes)) if bytes.len() == 1 => bytes,
        (None, None) => {
            let found = ctx.type_name(separator);
            return Err(ctx.type_error(format!("object of type '{found}' has no len()")));
        }
        _ => return Err(ctx.value_error("sep must be length 1.")),
    };
    match text[..] {
        [byte] if byte.is_ascii() => Ok(byte),
        _ => Err(ctx.value_error("sep must be ASCII.")),
    }
}

/// Bytes in hexadecimal, with a separator between groups of so many.
pub fn hex_text(bytes: &[u8], separator: Option<u8>, group: i64) -> Vec<u8> {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let size = usize::try_from(group.unsigned_abs()).unwrap_or(usize::MAX);
    let mut out = Vec::with_capacity(bytes.len() * 2);
    for (index, byte) in bytes.iter().enumerate() {
        let counted = if group < 0 { index } else { bytes.len() - index };
        if let Some(separator) = separator
            && index > 0
            && size > 0
            && counted % size == 0
        {
            out.push(separator);
        }
        out.extend_from_slice(&[DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]]);
    }
    out
}

/// The bytes that a text of hexadecimal digits tells; spaces may stand between them.
pub fn parse_hex(text: &[u8]) -> std::result::Result<Vec<u8>, Failure> {
    let digit = |at: usize| text.get(at).and_then(|&byte| char::from(byte).to_digit(16).filter(|_| byte.is_ascii()));
    let mut out = Vec::with_capacity(text.len() / 2);
    let mut at = 0;
    while at < text.len() {
        if Units::Bytes.is_space(text[at].into()) {
            at += 1;
            continue;
        }
        let position = if digit(at).is_none() { at } else { at + 1 };
        match (digit(at), digit(at + 1)) {
            (Some(high), Some(low)) => out.push((high << 4 | low) as u8),
            (Some(_), None) if at + 1 >= text.len() => {
                return Err(Failure::value_error("fromhex() arg must contain an even number of hexadecimal digits"));
            }
            _ => {
                let message = format!("non-hexadecimal number found in fromhex() arg at position {position}");
                return Err(Failure::value_error(message));
            }
        }
        at += 2;
    }
    Ok(out)
}

/// `self % arguments`
pub fn modulo(ctx: &mut Context, args: Args) -> Result {
    let value = this(ctx, args)?;
    let format = contents(ctx, value).to_vec();
    let arguments = args.get(ctx, 1);
    let bytes = ctx.percent_format_bytes(&format, arguments)?;
    Ok(like(ctx, value, bytes))
}
