//! What only bytearrays can do: change.

use std::borrow::Cow;

use super::{BYTE_RANGE, Contents, byte_of, collected, constructor_contents, from_items, receiver};
use crate::builtins::receiver::exact_index;
use crate::heap::{Gc, Value};
use crate::object::List;
use crate::object::bytes::ByteArray;
use crate::object::slice::position;
use crate::vm::Context;
use crate::vm::builtin_class::Builtin;
use crate::vm::native::{Args, Input, Result};

fn this(ctx: &mut Context, args: Args) -> Result<Gc<ByteArray>> {
    receiver::receiver(ctx, args, Builtin::ByteArray)
}

/// `bytearray(source=b'', encoding, errors)`
pub fn new(ctx: &mut Context, args: Args) -> Result {
    match constructor_contents(ctx, args, 0, Builtin::ByteArray)? {
        Contents::Bytes(bytes) => Ok(Value::object(ByteArray::create(&mut ctx.heap, bytes))),
        Contents::Iterable(iterable) => {
            let array = Value::object(ByteArray::create(&mut ctx.heap, Vec::new()));
            ctx.start_steps(extend_steps, &[iterable, array, array])
        }
    }
}

pub fn init(ctx: &mut Context, args: Args) -> Result {
    let array = this(ctx, args)?;
    match constructor_contents(ctx, args, 1, Builtin::ByteArray)? {
        Contents::Bytes(bytes) => {
            ByteArray::resize(&mut ctx.heap, array, |memory| *memory = bytes);
            Ok(Value::NONE)
        }
        Contents::Iterable(iterable) => {
            ByteArray::resize(&mut ctx.heap, array, Vec::clear);
            ctx.start_steps(extend_steps, &[iterable, Value::object(array), Value::NONE])
        }
    }
}

/// Collects ints and appends them. Registers: the iterable, the array, the answer.
fn extend_steps(ctx: &mut Context, window: Args, input: Input) -> Result {
    let items = collected(ctx, window.get(ctx, 0), input)?;
    let (Some(list), Some(array)) = (items.cast::<List>(), window.get(ctx, 1).cast::<ByteArray>()) else {
        return Ok(items);
    };
    window.set(ctx, 0, items);
    let items = ctx.items(list).to_vec();
    let bytes = from_items(ctx, &items, BYTE_RANGE)?;
    ByteArray::extend(&mut ctx.heap, array, &bytes);
    Ok(window.get(ctx, 2))
}

pub fn append(ctx: &mut Context, args: Args) -> Result {
    let array = this(ctx, args)?;
    let item = args.get(ctx, 1);
    let byte = byte_of(ctx, item, BYTE_RANGE)?;
    ByteArray::extend(&mut ctx.heap, array, &[byte]);
    Ok(Value::NONE)
}

pub fn extend(ctx: &mut Context, args: Args) -> Result {
    let array = this(ctx, args)?;
    let source = args.get(ctx, 1);
    if let Some(bytes) = ctx.bytes_like(source).map(Cow::into_owned) {
        ctx.charge(bytes.len() as u64 / 64)?;
        ByteArray::extend(&mut ctx.heap, array, &bytes);
        return Ok(Value::NONE);
    }
    if ctx.as_str(source).is_some() {
        return Err(ctx.type_error("expected iterable of integers; got: 'str'"));
    }
    if !ctx.is_iterable(source) {
        let found = ctx.type_name(source);
        return Err(ctx.type_error(format!("can't extend bytearray with {found}")));
    }
    ctx.start_steps(extend_steps, &[source, Value::object(array), Value::NONE])
}

/// `self += value`
pub fn iadd(ctx: &mut Context, args: Args) -> Result {
    let array = this(ctx, args)?;
    let other = args.get(ctx, 1);
    let Some(bytes) = ctx.bytes_like(other).map(Cow::into_owned) else {
        let (found, own) = (ctx.type_name(other), ctx.type_name(Value::object(array)));
        return Err(ctx.type_error(format!("can't concat {found} to {own}")));
    };
    ctx.charge(bytes.len() as u64 / 64)?;
    ByteArray::extend(&mut ctx.heap, array, &bytes);
    Ok(args.get(ctx, 0))
}

/// `self *= value`
pub fn imul(ctx: &mut Context, args: Args) -> Result {
    let array = this(ctx, args)?;
    let count = args.get(ctx, 1);
    let Some(count) = super::split::repetitions(ctx, Value::object(array), count)? else {
        let found = ctx.type_name(count);
        return Err(ctx.type_error(format!("can't multiply sequence by non-int of type '{found}'")));
    };
    ByteArray::resize(&mut ctx.heap, array, |memory| *memory = memory.repeat(count));
    Ok(args.get(ctx, 0))
}

pub fn clear(ctx: &mut Context, args: Args) -> Result {
    let array = this(ctx, args)?;
    ByteArray::resize(&mut ctx.heap, array, |memory| *memory = Vec::new());
    Ok(Value::NONE)
}

pub fn copy(ctx: &mut Context, args: Args) -> Result {
    let array = this(ctx, args)?;
    let bytes = ctx.heap.get(array).bytes().to_vec();
    ctx.charge(bytes.len() as u64 / 64)?;
    Ok(Value::object(ByteArray::create(&mut ctx.heap, bytes)))
}

pub fn insert(ctx: &mut Context, args: Args) -> Result {
    let array = this(ctx, args)?;
    let (index, item) = (args.get(ctx, 1), args.get(ctx, 2));
    let index = ctx.clamped_index(index)?;
    let byte = byte_of(ctx, item, BYTE_RANGE)?;
    let length = ctx.heap.get(array).len() as i64;
    let index = if index < 0 { index.saturating_add(length).max(0) } else { index.min(length) };
    ctx.charge(length as u64 / 64)?;
    ByteArray::resize(&mut ctx.heap, array, |memory| memory.insert(index as usize, byte));
    Ok(Value::NONE)
}

pub fn pop(ctx: &mut Context, args: Args) -> Result {
    let array = this(ctx, args)?;
    let index = match args.optional(ctx, 1) {
        Some(index) => exact_index(ctx, index)?,
        None => -1,
    };
    let length = ctx.heap.get(array).len();
    if length == 0 {
        return Err(ctx.index_error("pop from empty bytearray"));
    }
    let Some(index) = position(index, length) else {
        return Err(ctx.index_error("pop index out of range"));
    };
    ctx.charge((length - index) as u64 / 64)?;
    let byte = ByteArray::resize(&mut ctx.heap, array, |memory| memory.remove(index));
    Ok(Value::int(byte.into()))
}

pub fn remove(ctx: &mut Context, args: Args) -> Result {
    let array = this(ctx, args)?;
    let value = args.get(ctx, 1);
    let byte = byte_of(ctx, value, BYTE_RANGE)?;
    match memchr::memchr(byte, ctx.heap.get(array).bytes()) {
        Some(index) => {
            ByteArray::resize(&mut ctx.heap, array, |memory| memory.remove(index));
            Ok(Value::NONE)
        }
        None => Err(ctx.value_error("value not found in bytearray")),
    }
}

pub fn resize(ctx: &mut Context, args: Args) -> Result {
    let array = this(ctx, args)?;
    let size = args.get(ctx, 1);
    let size = exact_index(ctx, size)?;
    let Ok(size) = usize::try_from(size) else {
        return Err(ctx.value_error(format!("Can only resize to positive sizes, got {size}")));
    };
    ctx.reserve(size.saturating_sub(ctx.heap.get(array).len()))?;
    ByteArray::resize(&mut ctx.heap, array, |memory| memory.resize(size, 0));
    Ok(Value::NONE)
}

pub fn reverse(ctx: &mut Context, args: Args) -> Result {
    let array = this(ctx, args)?;
    ctx.heap.get_mut(array).bytes_mut().reverse();
    Ok(Value::NONE)
}
