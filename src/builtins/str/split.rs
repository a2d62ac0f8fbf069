//! Taking strings apart and putting them together.

use super::{expect_str, list_of, new_text, this};
use crate::heap::{Gc, Value};
use crate::object::split::{self, Units};
use crate::object::string::Side;
use crate::object::{Instance, List, Str};
use crate::vm::Context;
use crate::vm::native::{Args, Input, Result};
use crate::vm::operator::BinaryOperator;

/// How many splits or replacements an argument allows: a negative number allows all.
pub fn limit(ctx: &mut Context, args: Args, index: u32) -> Result<usize> {
    match args.optional(ctx, index) {
        Some(value) => {
            let limit = ctx.clamped_index(value)?;
            Ok(usize::try_from(limit).unwrap_or(usize::MAX))
        }
        None => Ok(usize::MAX),
    }
}

type Splitter = for<'a> fn(&'a [u8], &[u8], usize) -> Vec<&'a [u8]>;
type SpaceSplitter = for<'a> fn(Units, &'a [u8], usize) -> Vec<&'a [u8]>;

fn split_with(ctx: &mut Context, args: Args, by_separator: Splitter, by_spaces: SpaceSplitter) -> Result {
    let text = this(ctx, args)?;
    let limit = limit(ctx, args, 2)?;
    let source = ctx.heap.str_bytes(text).to_vec();
    ctx.charge(source.len() as u64 / 32)?;
    let parts = match args.optional(ctx, 1).filter(|separator| !separator.is_none()) {
        None => by_spaces(Units::Text, &source, limit),
        Some(separator) => {
            let Some(separator) = ctx.as_str(separator) else {
                let message = format!("must be str or None, not {}", ctx.type_name(separator));
                return Err(ctx.type_error(message));
            };
            if ctx.heap.str_bytes(separator).is_empty() {
                return Err(ctx.value_error("empty separator"));
            }
            by_separator(&source, ctx.heap.str_bytes(separator), limit)
        }
    };
    list_of(ctx, parts)
}

pub fn split(ctx: &mut Context, args: Args) -> Result {
    split_with(ctx, args, split::split, Units::split_spaces)
}

pub fn rsplit(ctx: &mut Context, args: Args) -> Result {
    split_with(ctx, args, split::rsplit, Units::rsplit_spaces)
}

pub fn splitlines(ctx: &mut Context, args: Args) -> Result {
    let text = this(ctx, args)?;
    let keeps_ends = match args.optional(ctx, 1) {
        Some(flag) => ctx.truth(flag)?,
        None => false,
    };
    let source = ctx.heap.str_bytes(text).to_vec();
    ctx.charge(source.len() as u64 / 16)?;
    let lines = Units::Text.split_lines(&source, keeps_ends);
    list_of(ctx, lines)
}

fn partition_from(ctx: &mut Context, args: Args, side: Side) -> Result {
    let text = this(ctx, args)?;
    let separator = args.get(ctx, 1);
    let separator = expect_str(ctx, separator, "")?;
    if ctx.heap.str_bytes(separator).is_empty() {
        return Err(ctx.value_error("empty separator"));
    }
    // Looking for it takes preparation.
    ctx.charge(ctx.heap.str_bytes(separator).len() as u64 / 4)?;
    let source = ctx.heap.str_bytes(text);
    let parts = split::partition(source, ctx.heap.str_bytes(separator), side);
    let Some((before, after)) = parts.map(|(before, after)| (before.to_vec(), after.to_vec())) else {
        let empty = Value::object(ctx.interner.empty());
        let whole = Value::object(text);
        let parts = if side == Side::Left { [whole, empty, empty] } else { [empty, empty, whole] };
        return Ok(ctx.new_tuple(&parts));
    };
    let parts = [new_text(ctx, before), Value::object(separator), new_text(ctx, after)];
    Ok(ctx.new_tuple(&parts))
}

pub fn partition(ctx: &mut Context, args: Args) -> Result {
    partition_from(ctx, args, Side::Left)
}

pub fn rpartition(ctx: &mut Context, args: Args) -> Result {
    partition_from(ctx, args, Side::Right)
}

pub fn replace(ctx: &mut Context, args: Args) -> Result {
    let text = this(ctx, args)?;
    let (old, new) = (args.get(ctx, 1), args.get(ctx, 2));
    let old = expect_str(ctx, old, "replace() argument 1")?;
    let new = expect_str(ctx, new, "replace() argument 2")?;
    let limit = limit(ctx, args, 3)?;
    let [source, old, new] = [text, old, new].map(|text| ctx.heap.str_bytes(text));
    let count = split::count_replacements(source, old, limit, Units::Text);
    if count == 0 {
        return Ok(Value::object(text));
    }
    let total = source.len().saturating_add(count.saturating_mul(new.len()));
    ctx.reserve(total)?;
    ctx.charge(total as u64 / 64)?;
    let [source, old, new] = [text, this_or(ctx, args, 1), this_or(ctx, args, 2)].map(|text| ctx.heap.str_bytes(text));
    let replaced = split::replace(source, old, new, limit, Units::Text);
    Ok(new_text(ctx, replaced))
}

/// An argument known to be a str.
fn this_or(ctx: &Context, args: Args, index: u32) -> Gc<Str> {
    ctx.as_str(args.get(ctx, index)).unwrap_or(ctx.interner.empty())
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
    ctx.start_steps(join_steps, &[Value::object(separator), iterable])
}

/// Collects the items, then joins them. Registers: the separator, the iterable.
fn join_steps(ctx: &mut Context, window: Args, input: Input) -> Result {
    let items = match input {
        Input::Value(items) => items,
        _ => {
            let (iterable, to) = (window.get(ctx, 1), ctx.return_to);
            ctx.collect_list(iterable, to)?
        }
    };
    match (items.cast::<List>(), ctx.as_str(window.get(ctx, 0))) {
        (Some(items), Some(separator)) => {
            let items = ctx.items(items).to_vec();
            joined(ctx, separator, &items)
        }
        _ => Ok(items),
    }
}

fn joined(ctx: &mut Context, separator: Gc<Str>, items: &[Value]) -> Result {
    if let [item] = items
        && item.is::<Str>()
    {
        return Ok(*item);
    }
    let mut total = ctx.heap.str_bytes(separator).len().saturating_mul(items.len().saturating_sub(1));
    for (index, &item) in items.iter().enumerate() {
        match ctx.as_str(item) {
            Some(text) => total = total.saturating_add(ctx.heap.str_bytes(text).len()),
            None => {
                let found = ctx.type_name(item);
                return Err(ctx.type_error(format!("sequence item {index}: expected str instance, {found} found")));
            }
        }
    }
    ctx.reserve(total)?;
    ctx.charge(total as u64 / 64 + items.len() as u64 / 4)?;
    let mut out = Vec::with_capacity(total);
    for (index, text) in items.iter().filter_map(|&item| ctx.as_str(item)).enumerate() {
        if index > 0 {
            out.extend_from_slice(ctx.heap.str_bytes(separator));
        }
        out.extend_from_slice(ctx.heap.str_bytes(text));
    }
    Ok(new_text(ctx, out))
}

/// `self + value`
pub fn add(ctx: &mut Context, args: Args) -> Result {
    let (text, other) = (this(ctx, args)?, args.get(ctx, 1));
    let Some(right) = ctx.as_str(other) else {
        // A script's `__radd__` comes before the complaint.
        if other.is::<Instance>() {
            return Ok(Value::NOT_IMPLEMENTED);
        }
        let found = ctx.type_name(other);
        return Err(ctx.type_error(format!("can only concatenate str (not \"{found}\") to str")));
    };
    ctx.charge(ctx.heap.str_bytes(right).len() as u64 / 64)?;
    Ok(Value::object(ctx.heap.str_concat(text, right)))
}

/// `self * value`
pub fn multiply(ctx: &mut Context, args: Args) -> Result {
    let (text, count) = (this(ctx, args)?, args.get(ctx, 1));
    // A script's `__rmul__` comes before its `__index__`.
    if count.is::<Instance>() && (!ctx.has_index(count) || !ctx.special(count, ctx.names.rmul).is_unbound()) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    if !ctx.has_index(count) {
        return Err(ctx.unsupported_operands(BinaryOperator::Multiply, false, Value::object(text), count));
    }
    let count = ctx.to_index(count)?;
    let answer = ctx.native_binary(BinaryOperator::Multiply, false, Value::object(text), count)?;
    Ok(answer.unwrap_or(Value::NOT_IMPLEMENTED))
}
