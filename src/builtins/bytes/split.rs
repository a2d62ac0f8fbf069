//! Taking bytes apart and putting them together.

use super::{contents, like, list_of, this};
use crate::builtins::str::limit;
use crate::heap::Value;
use crate::object::split::{self, Units};
use crate::object::string::Side;
use crate::object::{Instance, List};
use crate::vm::Context;
use crate::vm::native::{Args, Input, Result};

type Splitter = for<'a> fn(&'a [u8], &[u8], usize) -> Vec<&'a [u8]>;
type SpaceSplitter = for<'a> fn(Units, &'a [u8], usize) -> Vec<&'a [u8]>;

fn split_with(ctx: &mut Context, args: Args, by_separator: Splitter, by_spaces: SpaceSplitter) -> Result {
    let value = this(ctx, args)?;
    let limit = limit(ctx, args, 2)?;
    let source = contents(ctx, value).to_vec();
    ctx.charge(source.len() as u64 / 32)?;
    let parts = match args.optional(ctx, 1).filter(|separator| !separator.is_none()) {
        None => by_spaces(Units::Bytes, &source, limit),
        Some(separator) => {
            let separator = ctx.expect_bytes(separator)?;
            if separator.is_empty() {
                return Err(ctx.value_error("empty separator"));
            }
            by_separator(&source, &separator, limit)
        }
    };
    list_of(ctx, value, parts)
}

pub fn split(ctx: &mut Context, args: Args) -> Result {
    split_with(ctx, args, split::split, Units::split_spaces)
}

pub fn rsplit(ctx: &mut Context, args: Args) -> Result {
    split_with(ctx, args, split::rsplit, Units::rsplit_spaces)
}

pub fn splitlines(ctx: &mut Context, args: Args) -> Result {
    let value = this(ctx, args)?;
    let keeps_ends = match args.optional(ctx, 1) {
        Some(flag) => ctx.truth(flag)?,
        None => false,
    };
    let source = contents(ctx, value).to_vec();
    ctx.charge(source.len() as u64 / 16)?;
    let lines = Units::Bytes.split_lines(&source, keeps_ends);
    list_of(ctx, value, lines)
}

fn partition_from(ctx: &mut Context, args: Args, side: Side) -> Result {
    let value = this(ctx, args)?;
    let separator = args.get(ctx, 1);
    let separator = ctx.expect_bytes(separator)?;
    if separator.is_empty() {
        return Err(ctx.value_error("empty separator"));
    }
    let source = contents(ctx, value).to_vec();
    let parts: [&[u8]; 3] = match (split::partition(&source, &separator, side), side) {
        (Some((before, after)), _) => [before, &separator, after],
        (None, Side::Left) => [&source, b"", b""],
        (None, Side::Right) => [b"", b"", &source],
    };
    let parts = parts.map(|part| like(ctx, value, part.to_vec()));
    Ok(ctx.new_tuple(&parts))
}

pub fn partition(ctx: &mut Context, args: Args) -> Result {
    partition_from(ctx, args, Side::Left)
}

pub fn rpartition(ctx: &mut Context, args: Args) -> Result {
    partition_from(ctx, args, Side::Right)
}

pub fn replace(ctx: &mut Context, args: Args) -> Result {
    let value = this(ctx, args)?;
    let (old, new) = (args.get(ctx, 1), args.get(ctx, 2));
    let (old, new) = (ctx.expect_bytes(old)?, ctx.expect_bytes(new)?);
    let limit = limit(ctx, args, 3)?;
    let source = contents(ctx, value);
    let count = split::count_replacements(source, &old, limit, Units::Bytes);
    let total = source.len().saturating_add(count.saturating_mul(new.len()));
    ctx.reserve(total)?;
    ctx.charge(total as u64 / 64)?;
    let replaced = split::replace(contents(ctx, value), &old, &new, limit, Units::Bytes);
    Ok(like(ctx, value, replaced))
}

pub fn join(ctx: &mut Context, args: Args) -> Result {
    let separator = this(ctx, args)?;
    let iterable = args.get(ctx, 1);
    if let Some(items) = ctx.quick_items(iterable) {
        return joined(ctx, separator, &items);
    }
    if !ctx.is_iterable(iterable) {
        return Err(ctx.type_error("can only join an iterable"));
    }
    ctx.start_steps(join_steps, &[separator, iterable])
}

/// Collects the items, then joins them. Registers: the separator, the iterable.
fn join_steps(ctx: &mut Context, window: Args, input: Input) -> Result {
    let items = super::collected(ctx, window.get(ctx, 1), input)?;
    let Some(list) = items.cast::<List>() else { return Ok(items) };
    let (separator, items) = (window.get(ctx, 0), ctx.items(list).to_vec());
    joined(ctx, separator, &items)
}

fn joined(ctx: &mut Context, separator: Value, items: &[Value]) -> Result {
    let mut total = contents(ctx, separator).len().saturating_mul(items.len().saturating_sub(1));
    for (index, &item) in items.iter().enumerate() {
        match ctx.bytes_like(item) {
            Some(bytes) => total = total.saturating_add(bytes.len()),
            None => {
                let found = ctx.type_name(item);
                let what = "expected a bytes-like object";
                return Err(ctx.type_error(format!("sequence item {index}: {what}, {found} found")));
            }
        }
    }
    ctx.reserve(total)?;
    ctx.charge(total as u64 / 64 + items.len() as u64 / 4)?;
    let parts: Vec<_> = items.iter().filter_map(|&item| ctx.bytes_like(item)).collect();
    let bytes = parts.join(contents(ctx, separator));
    Ok(like(ctx, separator, bytes))
}

pub fn add(ctx: &mut Context, args: Args) -> Result {
    let value = this(ctx, args)?;
    let other = args.get(ctx, 1);
    let Some(right) = ctx.bytes_like(other) else {
        // A script's `__radd__` comes before the complaint.
        if other.is::<Instance>() {
            return Ok(Value::NOT_IMPLEMENTED);
        }
        let (found, own) = (ctx.type_name(other), ctx.type_name(value));
        return Err(ctx.type_error(format!("can't concat {found} to {own}")));
    };
    let total = contents(ctx, value).len().saturating_add(right.len());
    ctx.reserve(total)?;
    ctx.charge(total as u64 / 64)?;
    let joined = [contents(ctx, value), &ctx.bytes_like(other).unwrap_or_default()].concat();
    Ok(like(ctx, value, joined))
}

/// How often `*` repeats, once the result was paid for; None if the operand is no int.
pub fn repetitions(ctx: &mut Context, value: Value, count: Value) -> Result<Option<usize>> {
    if !ctx.has_index(count) {
        return Ok(None);
    }
    let count = ctx.to_index(count)?;
    let Some(count) = count.as_int() else {
        return Err(ctx.overflow_error("cannot fit 'int' into an index-sized integer"));
    };
    let length = contents(ctx, value).len();
    ctx.reserve_repeated(length, count)?;
    Ok(Some(usize::try_from(count).unwrap_or(0)))
}

pub fn multiply(ctx: &mut Context, args: Args) -> Result {
    let value = this(ctx, args)?;
    let count = args.get(ctx, 1);
    match repetitions(ctx, value, count)? {
        Some(count) => {
            let repeated = contents(ctx, value).repeat(count);
            Ok(like(ctx, value, repeated))
        }
        None => {
            let found = ctx.type_name(count);
            Err(ctx.type_error(format!("can't multiply sequence by non-int of type '{found}'")))
        }
    }
}
