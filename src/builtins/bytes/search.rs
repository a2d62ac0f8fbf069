//! Finding bytes in bytes.

use super::{BYTE_RANGE, byte_of, contents, like, this};
use crate::builtins::str::search_range;
use crate::heap::Value;
use crate::object::string::{Side, count as occurrences, find as find_bytes};
use crate::vm::Context;
use crate::vm::native::{Args, Result};

/// What is looked for: bytes, or a single one as an int.
fn needle(ctx: &mut Context, value: Value) -> Result<Vec<u8>> {
    if let Some(bytes) = ctx.bytes_like(value) {
        return Ok(bytes.to_vec());
    }
    if !ctx.has_index(value) {
        let message = format!("argument should be integer or bytes-like object, not '{}'", ctx.type_name(value));
        return Err(ctx.type_error(message));
    }
    byte_of(ctx, value, BYTE_RANGE).map(|byte| vec![byte])
}

fn search(ctx: &mut Context, args: Args, side: Side) -> Result<Option<usize>> {
    let value = this(ctx, args)?;
    let needle = args.get(ctx, 1);
    let needle = self::needle(ctx, needle)?;
    // Looking for it takes preparation.
    ctx.charge(needle.len() as u64 / 2)?;
    let (start, end) = search_range(ctx, args, 2, contents(ctx, value).len())?;
    ctx.charge(end.saturating_sub(start) as u64 / 64)?;
    let range = contents(ctx, value).get(start..end);
    Ok(range.and_then(|range| find_bytes(range, &needle, side)).map(|at| start + at))
}

pub fn find(ctx: &mut Context, args: Args) -> Result {
    let found = search(ctx, args, Side::Left)?;
    Ok(Value::int(found.map_or(-1, |at| at as i64)))
}

pub fn rfind(ctx: &mut Context, args: Args) -> Result {
    let found = search(ctx, args, Side::Right)?;
    Ok(Value::int(found.map_or(-1, |at| at as i64)))
}

fn found(ctx: &mut Context, args: Args, side: Side) -> Result {
    match search(ctx, args, side)? {
        Some(at) => Ok(Value::int(at as i64)),
        None => Err(ctx.value_error("subsection not found")),
    }
}

pub fn index(ctx: &mut Context, args: Args) -> Result {
    found(ctx, args, Side::Left)
}

pub fn rindex(ctx: &mut Context, args: Args) -> Result {
    found(ctx, args, Side::Right)
}

pub fn count(ctx: &mut Context, args: Args) -> Result {
    let value = this(ctx, args)?;
    let needle = args.get(ctx, 1);
    let needle = self::needle(ctx, needle)?;
    // Looking for it takes preparation.
    ctx.charge(needle.len() as u64 / 2)?;
    let (start, end) = search_range(ctx, args, 2, contents(ctx, value).len())?;
    ctx.charge(end.saturating_sub(start) as u64 / 64)?;
    let count = match contents(ctx, value).get(start..end) {
        None => 0,
        Some(range) if needle.is_empty() => range.len() + 1,
        Some(range) => occurrences(range, &needle),
    };
    Ok(Value::int(count as i64))
}

pub fn contains(ctx: &mut Context, args: Args) -> Result {
    let value = this(ctx, args)?;
    let item = args.get(ctx, 1);
    let needle = match ctx.has_index(item) {
        true => vec![byte_of(ctx, item, BYTE_RANGE)?],
        false => ctx.expect_bytes(item)?,
    };
    ctx.charge(contents(ctx, value).len() as u64 / 64)?;
    Ok(Value::bool(find_bytes(contents(ctx, value), &needle, Side::Left).is_some()))
}

fn matches_end(ctx: &mut Context, args: Args, name: &str, test: fn(&[u8], &[u8]) -> bool) -> Result {
    let value = this(ctx, args)?;
    let wanted = args.get(ctx, 1);
    let (start, end) = search_range(ctx, args, 2, contents(ctx, value).len())?;
    let candidates = match ctx.as_tuple(wanted) {
        Some(tuple) => ctx.heap.tail(tuple).to_vec(),
        None if ctx.bytes_like(wanted).is_some() => vec![wanted],
        None => {
            let found = ctx.type_name(wanted);
            return Err(ctx.type_error(format!("{name} first arg must be bytes or a tuple of bytes, not {found}")));
        }
    };
    for candidate in candidates {
        let candidate = ctx.expect_bytes(candidate)?;
        if contents(ctx, value).get(start..end).is_some_and(|range| test(range, &candidate)) {
            return Ok(Value::TRUE);
        }
    }
    Ok(Value::FALSE)
}

pub fn startswith(ctx: &mut Context, args: Args) -> Result {
    matches_end(ctx, args, "startswith", |bytes, wanted| bytes.starts_with(wanted))
}

pub fn endswith(ctx: &mut Context, args: Args) -> Result {
    matches_end(ctx, args, "endswith", |bytes, wanted| bytes.ends_with(wanted))
}

pub fn removeprefix(ctx: &mut Context, args: Args) -> Result {
    let value = this(ctx, args)?;
    let prefix = args.get(ctx, 1);
    let prefix = ctx.expect_bytes(prefix)?;
    let bytes = contents(ctx, value);
    let rest = bytes.strip_prefix(&prefix[..]).unwrap_or(bytes).to_vec();
    Ok(like(ctx, value, rest))
}

pub fn removesuffix(ctx: &mut Context, args: Args) -> Result {
    let value = this(ctx, args)?;
    let suffix = args.get(ctx, 1);
    let suffix = ctx.expect_bytes(suffix)?;
    let bytes = contents(ctx, value);
    let rest = bytes.strip_suffix(&suffix[..]).unwrap_or(bytes).to_vec();
    Ok(like(ctx, value, rest))
}
