//! `str.translate`, and `str.maketrans`, which makes tables for it.

use super::{expect_str, new_text, this};
use crate::heap::{Gc, Value};
use crate::object::string::{code_points, push_code_point};
use crate::object::{Dict, ExceptionKind, Str};
use crate::vm::Context;
use crate::vm::native::{Args, Result};

pub fn translate(ctx: &mut Context, args: Args) -> Result {
    let text = this(ctx, args)?;
    let table = args.get(ctx, 1);
    let source = ctx.heap.str_bytes(text).to_vec();
    let mut out = Vec::with_capacity(source.len());
    for code_point in code_points(&source) {
        match lookup(ctx, table, code_point)? {
            Some(replacement) => push_replacement(ctx, &mut out, replacement)?,
            None => push_code_point(&mut out, code_point),
        }
        ctx.charge(1)?;
    }
    Ok(new_text(ctx, out))
}

/// What the table has for a character, if it has something.
fn lookup(ctx: &mut Context, table: Value, code_point: u32) -> Result<Option<Value>> {
    let key = Value::int(code_point.into());
    if let Some(table) = table.cast::<Dict>() {
        return ctx.dict_get(table, key);
    }
    match ctx.nested(|ctx, to| ctx.load_item(table, key, to)) {
        Ok(replacement) => Ok(Some(replacement)),
        Err(_) if ctx.is_exception(ctx.pending, ExceptionKind::LookupError) => {
            ctx.take_pending();
            Ok(None)
        }
        Err(raised) => Err(raised),
    }
}

fn push_replacement(ctx: &mut Context, out: &mut Vec<u8>, replacement: Value) -> Result<()> {
    if replacement.is_none() {
        return Ok(());
    }
    if let Some(text) = ctx.as_str(replacement) {
        ctx.reserve(out.len() + ctx.heap.str_bytes(text).len())?;
        out.extend_from_slice(ctx.heap.str_bytes(text));
        return Ok(());
    }
    let Some(int) = ctx.plain_int(replacement) else {
        return Err(ctx.type_error("character mapping must return integer, None or str"));
    };
    match int.as_int().filter(|code_point| (0..0x11_0000).contains(code_point)) {
        Some(code_point) => {
            push_code_point(out, code_point as u32);
            Ok(())
        }
        None => Err(ctx.value_error("character mapping must be in range(0x110000)")),
    }
}

pub fn maketrans(ctx: &mut Context, args: Args) -> Result {
    let first = args.get(ctx, 0);
    let Some(second) = args.optional(ctx, 1) else { return from_dict(ctx, first) };
    let Some(first) = ctx.as_str(first) else {
        return Err(ctx.type_error("first maketrans argument must be a string if there is a second argument"));
    };
    let second = expect_str(ctx, second, "maketrans() argument 2")?;
    let third = match args.optional(ctx, 2) {
        Some(third) => Some(expect_str(ctx, third, "maketrans() argument 3")?),
        None => None,
    };
    if ctx.heap.str_length(first) != ctx.heap.str_length(second) {
        return Err(ctx.value_error("the first two maketrans arguments must have equal length"));
    }
    let characters = |ctx: &Context, text: Gc<Str>| -> Vec<u32> { code_points(ctx.heap.str_bytes(text)).collect() };
    let pairs = characters(ctx, first).into_iter().zip(characters(ctx, second));
    let mut pairs: Vec<(u32, Value)> = pairs.map(|(from, to)| (from, Value::int(to.into()))).collect();
    if let Some(third) = third {
        pairs.extend(characters(ctx, third).into_iter().map(|removed| (removed, Value::NONE)));
    }
    let table = ctx.new_dict();
    for (from, to) in pairs {
        ctx.dict_set(table, Value::int(from.into()), to)?;
    }
    Ok(Value::object(table))
}

/// The table a dict means, whose keys may be strings of one character.
fn from_dict(ctx: &mut Context, source: Value) -> Result {
    let Some(source) = ctx.as_dict(source) else {
        return Err(ctx.type_error("if you give only one argument to maketrans it must be a dict"));
    };
    let pairs: Vec<(Value, Value)> = ctx.heap.get(source).iter().map(|entry| (entry.key, entry.value)).collect();
    let table = ctx.new_dict();
    for (key, value) in pairs {
        let key = match (ctx.as_str(key), ctx.plain_int(key)) {
            (Some(text), _) if ctx.heap.str_length(text) == 1 => Value::int(ctx.heap.str_at(text, 0).into()),
            (Some(_), _) => {
                return Err(ctx.value_error("string keys in translatetable must be of length 1"));
            }
            (None, Some(int)) => int,
            (None, None) => {
                return Err(ctx.type_error("keys in translate table mustbe strings or integers"));
            }
        };
        ctx.dict_set(table, key, value)?;
    }
    Ok(Value::object(table))
}
