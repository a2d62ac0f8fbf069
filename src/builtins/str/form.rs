//! Case, padding and stripping, and what kind of characters a string has.

use super::{new_text, this};
use crate::builtins::receiver::exact_index;
use crate::heap::{Gc, Value};
use crate::object::Str;
use crate::object::split::{Units, expand_tabs};
use crate::object::string::{code_points, push_code_point};
use crate::object::unicode;
use crate::vm::Context;
use crate::vm::native::{Args, Result};

macro_rules! mappings {
    ($($name:ident $map:path;)*) => {
        $(pub fn $name(ctx: &mut Context, args: Args) -> Result {
            let text = this(ctx, args)?;
            let source = ctx.heap.str_bytes(text);
            let length = source.len();
            ctx.reserve(length)?;
            ctx.charge(length as u64 / 16)?;
            let mapped = $map(ctx.heap.str_bytes(text));
            Ok(new_text(ctx, mapped))
        })*
    };
}

mappings! {
    lower unicode::to_lower;
    upper unicode::to_upper;
    casefold unicode::to_folded;
    swapcase unicode::swap_case;
    title unicode::to_title;
    capitalize unicode::capitalize;
}

macro_rules! questions {
    ($($name:ident $test:expr;)*) => {
        $(pub fn $name(ctx: &mut Context, args: Args) -> Result {
            let text = this(ctx, args)?;
            let test: fn(&[u8]) -> bool = $test;
            ctx.charge(ctx.heap.str_bytes(text).len() as u64 / 16)?;
            Ok(Value::bool(test(ctx.heap.str_bytes(text))))
        })*
    };
}

/// Whether there are characters and all pass a test.
fn all(wtf8: &[u8], test: fn(u32) -> bool) -> bool {
    !wtf8.is_empty() && code_points(wtf8).all(test)
}

questions! {
    isalpha |text| all(text, unicode::is_alpha);
    isdecimal |text| all(text, unicode::is_decimal);
    isdigit |text| all(text, unicode::is_digit);
    isnumeric |text| all(text, unicode::is_numeric);
    isalnum |text| all(text, |c| unicode::is_alpha(c) || unicode::is_numeric(c));
    isspace |text| all(text, unicode::is_space);
    isprintable |text| code_points(text).all(unicode::is_printable);
    isascii |text| text.is_ascii();
    isidentifier unicode::is_identifier;
    isupper unicode::is_upper_text;
    islower unicode::is_lower_text;
    istitle unicode::is_title_text;
}

fn strip_sides(ctx: &mut Context, args: Args, name: &str, left: bool, right: bool) -> Result {
    let text = this(ctx, args)?;
    let characters = match args.optional(ctx, 1).filter(|characters| !characters.is_none()) {
        None => None,
        Some(value) => match ctx.as_str(value) {
            Some(characters) => Some(characters),
            None => return Err(ctx.type_error(format!("{name} arg must be None or str"))),
        },
    };
    let set = characters.map_or(0, |characters| ctx.heap.str_bytes(characters).len());
    ctx.charge((ctx.heap.str_bytes(text).len() + set) as u64 / 4)?;
    let source = ctx.heap.str_bytes(text);
    let strips = Units::Text.strips(characters.map(|characters| ctx.heap.str_bytes(characters)));
    let trimmed = Units::Text.trim(source, left, right, strips);
    if trimmed.len() == source.len() {
        return Ok(Value::object(text));
    }
    let trimmed = trimmed.to_vec();
    Ok(new_text(ctx, trimmed))
}

pub fn strip(ctx: &mut Context, args: Args) -> Result {
    strip_sides(ctx, args, "strip", true, true)
}

pub fn lstrip(ctx: &mut Context, args: Args) -> Result {
    strip_sides(ctx, args, "lstrip", true, false)
}

pub fn rstrip(ctx: &mut Context, args: Args) -> Result {
    strip_sides(ctx, args, "rstrip", false, true)
}

/// The fill character of `center` and its like, which is a blank if not given.
fn fill_character(ctx: &mut Context, args: Args) -> Result<u32> {
    let Some(value) = args.optional(ctx, 2) else { return Ok(' '.into()) };
    let Some(fill) = ctx.as_str(value) else {
        let message = format!("The fill character must be a unicode character, not {}", ctx.type_name(value));
        return Err(ctx.type_error(message));
    };
    if ctx.heap.str_length(fill) != 1 {
        return Err(ctx.type_error("The fill character must be exactly one character long"));
    }
    Ok(ctx.heap.str_at(fill, 0))
}

/// Pads a text; `left` tells how much of the padding goes there.
fn pad(ctx: &mut Context, args: Args, left: fn(padding: usize, width: usize) -> usize) -> Result {
    let text = this(ctx, args)?;
    let width = args.get(ctx, 1);
    let width = exact_index(ctx, width)?;
    let fill = fill_character(ctx, args)?;
    let padding = padding_to(ctx, text, width)?;
    if padding == 0 {
        return Ok(Value::object(text));
    }
    let left = left(padding, width as usize);
    let mut out = Vec::with_capacity(ctx.heap.str_bytes(text).len() + padding);
    (0..left).for_each(|_| push_code_point(&mut out, fill));
    out.extend_from_slice(ctx.heap.str_bytes(text));
    (left..padding).for_each(|_| push_code_point(&mut out, fill));
    Ok(new_text(ctx, out))
}

/// How many characters are missing to a width, paid for in advance.
fn padding_to(ctx: &mut Context, text: Gc<Str>, width: i64) -> Result<usize> {
    let width = usize::try_from(width).unwrap_or(0);
    let padding = width.saturating_sub(ctx.heap.str_length(text));
    ctx.reserve(padding.saturating_mul(4))?;
    ctx.charge(padding as u64 / 16)?;
    Ok(padding)
}

pub fn center(ctx: &mut Context, args: Args) -> Result {
    // Of an odd padding the larger half goes to the left if the width is odd.
    pad(ctx, args, |padding, width| padding / 2 + (padding & width & 1))
}

pub fn ljust(ctx: &mut Context, args: Args) -> Result {
    pad(ctx, args, |_, _| 0)
}

pub fn rjust(ctx: &mut Context, args: Args) -> Result {
    pad(ctx, args, |padding, _| padding)
}

pub fn zfill(ctx: &mut Context, args: Args) -> Result {
    let text = this(ctx, args)?;
    let width = args.get(ctx, 1);
    let width = exact_index(ctx, width)?;
    let padding = padding_to(ctx, text, width)?;
    if padding == 0 {
        return Ok(Value::object(text));
    }
    let filled = zero_filled(ctx.heap.str_bytes(text), padding);
    Ok(new_text(ctx, filled))
}

/// With zeros in front, but behind a sign.
pub fn zero_filled(text: &[u8], zeros: usize) -> Vec<u8> {
    let (sign, digits) = text.split_at(usize::from(matches!(text.first(), Some(b'+' | b'-'))));
    let mut out = Vec::with_capacity(text.len() + zeros);
    out.extend_from_slice(sign);
    out.resize(out.len() + zeros, b'0');
    out.extend_from_slice(digits);
    out
}

/// The tab size of `expandtabs`, once the result was paid for.
pub fn tab_size(ctx: &mut Context, args: Args, tabs: usize) -> Result<usize> {
    let size = match args.optional(ctx, 1) {
        Some(size) => exact_index(ctx, size)?,
        None => 8,
    };
    if size > i64::from(i32::MAX) {
        return Err(ctx.overflow_error("Python int too large to convert to C int"));
    }
    let size = usize::try_from(size).unwrap_or(0);
    ctx.reserve(tabs.saturating_mul(size))?;
    ctx.charge(tabs.saturating_mul(size) as u64 / 64)?;
    Ok(size)
}

pub fn expandtabs(ctx: &mut Context, args: Args) -> Result {
    let text = this(ctx, args)?;
    let tabs = memchr::memchr_iter(b'\t', ctx.heap.str_bytes(text)).count();
    let size = tab_size(ctx, args, tabs)?;
    let expanded = expand_tabs(ctx.heap.str_bytes(text), size, Units::Text);
    Ok(new_text(ctx, expanded))
}
