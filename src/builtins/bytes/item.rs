//! Subscripts of bytes and bytearrays.

use super::{BYTE_RANGE, byte_of, contents, from_items, like, this};
use crate::heap::{Gc, Value};
use crate::object::Slice;
use crate::object::bytes::ByteArray;
use crate::object::slice::Span;
use crate::vm::Context;
use crate::vm::native::{Args, Result};

/// A subscript as a position; `what` is what messages call the receiver.
fn position(ctx: &mut Context, value: Value, index: Value) -> Result<usize> {
    let is_array = value.is::<ByteArray>();
    let length = contents(ctx, value).len();
    let what = if is_array { "bytearray" } else { "byte" };
    match ctx.sequence_position(index, length, what)? {
        Some(position) => Ok(position),
        None => Err(ctx.index_error(if is_array { "bytearray index out of range" } else { "index out of range" })),
    }
}

pub fn getitem(ctx: &mut Context, args: Args) -> Result {
    let value = this(ctx, args)?;
    let index = args.get(ctx, 1);
    if let Some(slice) = index.cast::<Slice>() {
        let span = ctx.slice_span(slice, contents(ctx, value).len())?;
        let part = span.pick(contents(ctx, value));
        return Ok(like(ctx, value, part));
    }
    let position = position(ctx, value, index)?;
    Ok(Value::int(contents(ctx, value)[position].into()))
}

fn this_array(ctx: &mut Context, args: Args) -> Result<Gc<ByteArray>> {
    super::receiver::receiver(ctx, args, crate::vm::builtin_class::Builtin::ByteArray)
}

pub fn setitem(ctx: &mut Context, args: Args) -> Result {
    let array = this_array(ctx, args)?;
    let (index, value) = (args.get(ctx, 1), args.get(ctx, 2));
    if let Some(slice) = index.cast::<Slice>() {
        let bytes = assigned_bytes(ctx, value)?;
        let span = ctx.slice_span(slice, ctx.heap.get(array).len())?;
        return assign(ctx, array, span, &bytes);
    }
    let position = position(ctx, Value::object(array), index)?;
    let byte = byte_of(ctx, value, BYTE_RANGE)?;
    match ctx.heap.get_mut(array).bytes_mut().get_mut(position) {
        Some(place) => *place = byte,
        None => return Err(ctx.index_error("bytearray index out of range")),
    }
    Ok(Value::NONE)
}

/// What is assigned to a slice.
fn assigned_bytes(ctx: &mut Context, value: Value) -> Result<Vec<u8>> {
    if let Some(bytes) = ctx.bytes_like(value) {
        return Ok(bytes.to_vec());
    }
    if ctx.as_str(value).is_some() || !ctx.is_iterable(value) {
        return Err(ctx.type_error("can assign only bytes, buffers, or iterables of ints in range(0, 256)"));
    }
    let items = ctx.collect_nested(value)?;
    let list = ctx.new_list(items.clone());
    ctx.roots.push(list);
    let result = from_items(ctx, &items, BYTE_RANGE);
    ctx.roots.pop();
    result
}

fn assign(ctx: &mut Context, array: Gc<ByteArray>, span: Span, bytes: &[u8]) -> Result {
    if span.step == 1 {
        let range = span.range();
        if range.len() == bytes.len() {
            ctx.heap.get_mut(array).bytes_mut()[range].copy_from_slice(bytes);
            return Ok(Value::NONE);
        }
        ctx.charge(ctx.heap.get(array).len() as u64 / 64)?;
        ByteArray::resize(&mut ctx.heap, array, |memory| {
            memory.splice(range, bytes.iter().copied());
        });
        return Ok(Value::NONE);
    }
    if span.count != bytes.len() {
        if bytes.is_empty() {
            return remove(ctx, array, span);
        }
        let (size, wanted) = (bytes.len(), span.count);
        let message = format!("attempt to assign bytes of size {size} to extended slice of size {wanted}");
        return Err(ctx.value_error(message));
    }
    let contents = ctx.heap.get_mut(array).bytes_mut();
    span.indices().zip(bytes).for_each(|(position, &byte)| contents[position] = byte);
    Ok(Value::NONE)
}

fn remove(ctx: &mut Context, array: Gc<ByteArray>, span: Span) -> Result {
    if span.count == 0 {
        return Ok(Value::NONE);
    }
    if span.step == 1 && span.start == 0 {
        ByteArray::remove_front(&mut ctx.heap, array, span.count);
        return Ok(Value::NONE);
    }
    ctx.charge(ctx.heap.get(array).len() as u64 / 64)?;
    let span = span.ascending();
    ByteArray::resize(&mut ctx.heap, array, |memory| {
        if span.step == 1 {
            memory.drain(span.range());
            return;
        }
        let (start, step, last) = (span.start as usize, span.step as usize, span.count);
        let mut position = 0;
        memory.retain(|_| {
            let at = position;
            position += 1;
            at < start || (at - start) % step != 0 || (at - start) / step >= last
        });
    });
    Ok(Value::NONE)
}

pub fn delitem(ctx: &mut Context, args: Args) -> Result {
    let array = this_array(ctx, args)?;
    let index = args.get(ctx, 1);
    if let Some(slice) = index.cast::<Slice>() {
        let span = ctx.slice_span(slice, ctx.heap.get(array).len())?;
        return remove(ctx, array, span);
    }
    let position = position(ctx, Value::object(array), index)?;
    let span = Span { start: position as i64, stop: position as i64 + 1, step: 1, count: 1 };
    remove(ctx, array, span)
}
