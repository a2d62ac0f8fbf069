//! Finding strings in strings.

use super::{expect_str, new_text, this};
use crate::heap::{Gc, Value};
use crate::object::Str;
use crate::object::string::Side;
use crate::vm::Context;
use crate::vm::native::{Args, Result};

/// The range that two optional arguments from `first` on select of `length` elements. It is empty if the start lies
/// behind the end.
pub fn range(ctx: &mut Context, args: Args, first: u32, length: usize) -> Result<(usize, usize)> {
    let bound = |ctx: &mut Context, index: u32| match args.optional(ctx, index) {
        Some(value) => ctx.slice_bound(value),
        None => Ok(None),
    };
    let (start, end) = (bound(ctx, first)?, bound(ctx, first + 1)?);
    let length = length as i64;
    let from_end = |bound: i64| if bound < 0 { bound.saturating_add(length).max(0) } else { bound };
    let (start, end) = (from_end(start.unwrap_or(0)), from_end(end.unwrap_or(length)).min(length));
    Ok((start as usize, end as usize))
}

fn search(ctx: &mut Context, args: Args, name: &str, side: Side) -> Result<Option<usize>> {
    let text = this(ctx, args)?;
    let needle = args.get(ctx, 1);
    let needle = expect_str(ctx, needle, &format!("{name}() argument 1"))?;
    let (start, end) = range(ctx, args, 2, ctx.heap.str_length(text))?;
    ctx.charge(end.saturating_sub(start) as u64 / 64)?;
    Ok(ctx.heap.str_find(text, ctx.heap.str_bytes(needle), start, end, side))
}

fn position(ctx: &mut Context, found: Option<usize>) -> Result {
    match found {
        Some(position) => Ok(Value::int(position as i64)),
        None => Err(ctx.value_error("substring not found")),
    }
}

pub fn find(ctx: &mut Context, args: Args) -> Result {
    let found = search(ctx, args, "find", Side::Left)?;
    Ok(Value::int(found.map_or(-1, |position| position as i64)))
}

pub fn rfind(ctx: &mut Context, args: Args) -> Result {
    let found = search(ctx, args, "rfind", Side::Right)?;
    Ok(Value::int(found.map_or(-1, |position| position as i64)))
}

pub fn index(ctx: &mut Context, args: Args) -> Result {
    let found = search(ctx, args, "index", Side::Left)?;
    position(ctx, found)
}

pub fn rindex(ctx: &mut Context, args: Args) -> Result {
    let found = search(ctx, args, "rindex", Side::Right)?;
    position(ctx, found)
}

pub fn count(ctx: &mut Context, args: Args) -> Result {
    let text = this(ctx, args)?;
    let needle = args.get(ctx, 1);
    let needle = expect_str(ctx, needle, "count() argument 1")?;
    let (start, end) = range(ctx, args, 2, ctx.heap.str_length(text))?;
    ctx.charge(end.saturating_sub(start) as u64 / 64)?;
    let count = ctx.heap.str_count(text, ctx.heap.str_bytes(needle), start, end);
    Ok(Value::int(count as i64))
}

/// Whether the text, or a part of it, begins or ends with a str or with one of a tuple of them.
fn matches_end(ctx: &mut Context, args: Args, name: &str, test: fn(&[u8], &[u8]) -> bool) -> Result {
    let text = this(ctx, args)?;
    let wanted = args.get(ctx, 1);
    let (start, end) = range(ctx, args, 2, ctx.heap.str_length(text))?;
    let matches = |ctx: &Context, wanted: Gc<Str>| {
        start <= end && test(ctx.heap.str_range(text, start, end), ctx.heap.str_bytes(wanted))
    };
    if let Some(wanted) = ctx.as_str(wanted) {
        return Ok(Value::bool(matches(ctx, wanted)));
    }
    let Some(tuple) = ctx.as_tuple(wanted) else {
        let found = ctx.type_name(wanted);
        return Err(ctx.type_error(format!("{name} first arg must be str or a tuple of str, not {found}")));
    };
    for index in 0..ctx.heap.tail(tuple).len() {
        let item = ctx.heap.tail(tuple)[index];
        let Some(wanted) = ctx.as_str(item) else {
            let found = ctx.type_name(item);
            return Err(ctx.type_error(format!("tuple for {name} must only contain str, not {found}")));
        };
        if matches(ctx, wanted) {
            return Ok(Value::TRUE);
        }
    }
    Ok(Value::FALSE)
}

pub fn startswith(ctx: &mut Context, args: Args) -> Result {
    matches_end(ctx, args, "startswith", |text, wanted| text.starts_with(wanted))
}

pub fn endswith(ctx: &mut Context, args: Args) -> Result {
    matches_end(ctx, args, "endswith", |text, wanted| text.ends_with(wanted))
}

pub fn removeprefix(ctx: &mut Context, args: Args) -> Result {
    let text = this(ctx, args)?;
    let prefix = args.get(ctx, 1);
    let prefix = expect_str(ctx, prefix, "removeprefix() argument")?;
    match ctx.heap.str_bytes(text).strip_prefix(ctx.heap.str_bytes(prefix)) {
        Some(rest) => {
            let rest = rest.to_vec();
            Ok(new_text(ctx, rest))
        }
        None => Ok(Value::object(text)),
    }
}

pub fn removesuffix(ctx: &mut Context, args: Args) -> Result {
    let text = this(ctx, args)?;
    let suffix = args.get(ctx, 1);
    let suffix = expect_str(ctx, suffix, "removesuffix() argument")?;
    match ctx.heap.str_bytes(text).strip_suffix(ctx.heap.str_bytes(suffix)) {
        Some(rest) => {
            let rest = rest.to_vec();
            Ok(new_text(ctx, rest))
        }
        None => Ok(Value::object(text)),
    }
}
