//! `__repr__` of containers. One that is inside itself shows as dots.

use super::receiver::receiver;
use crate::heap::{Gc, Value};
use crate::object::deque::Deque;
use crate::object::int::to_decimal;
use crate::object::set::table_of;
use crate::object::view::{DictView, MappingProxy, Part};
use crate::object::{Dict, List, Range, Slice, Tuple};
use crate::vm::Context;
use crate::vm::builtin_class::Builtin;
use crate::vm::native::{Args, Result};

/// Text under construction, in WTF-8.
type Text = Vec<u8>;

/// Writes the text of a container, or `dots` if that is what is being written.
fn guarded(
    ctx: &mut Context,
    container: Value,
    dots: &str,
    write: impl FnOnce(&mut Context, &mut Text) -> Result<()>,
) -> Result {
    if ctx.repr_guard.contains(&container) {
        return Ok(ctx.new_str(dots));
    }
    let mut text = Text::new();
    ctx.repr_guard.push(container);
    let written = write(ctx, &mut text);
    ctx.repr_guard.pop();
    written?;
    Ok(Value::object(ctx.heap.new_str_owned(text)))
}

fn write_item(ctx: &mut Context, text: &mut Text, item: Value) -> Result<()> {
    let shown = ctx.repr(item)?;
    text.extend_from_slice(ctx.heap.str_bytes(shown));
    ctx.charge(1)
}

/// Writes the items `at` gives for 0, 1, 2 … with commas between.
fn write_items(
    ctx: &mut Context,
    text: &mut Text,
    mut at: impl FnMut(&mut Context, usize) -> Option<Value>,
) -> Result<usize> {
    let mut index = 0;
    while let Some(item) = at(ctx, index) {
        if index > 0 {
            text.extend_from_slice(b", ");
        }
        write_item(ctx, text, item)?;
        index += 1;
    }
    Ok(index)
}

pub fn list(ctx: &mut Context, args: Args) -> Result {
    let list: Gc<List> = receiver(ctx, args, Builtin::List)?;
    guarded(ctx, args.get(ctx, 0), "[...]", |ctx, text| {
        text.push(b'[');
        write_items(ctx, text, |ctx, index| ctx.items(list).get(index).copied())?;
        text.push(b']');
        Ok(())
    })
}

pub fn tuple(ctx: &mut Context, args: Args) -> Result {
    let tuple: Gc<Tuple> = receiver(ctx, args, Builtin::Tuple)?;
    guarded(ctx, args.get(ctx, 0), "(...)", |ctx, text| {
        text.push(b'(');
        let count = write_items(ctx, text, |ctx, index| ctx.heap.tail(tuple).get(index).copied())?;
        text.extend_from_slice(if count == 1 { b",)" } else { b")" });
        Ok(())
    })
}

pub fn dict(ctx: &mut Context, args: Args) -> Result {
    let dict: Gc<Dict> = receiver(ctx, args, Builtin::Dict)?;
    guarded(ctx, args.get(ctx, 0), "{...}", |ctx, text| {
        text.push(b'{');
        let mut position = 0;
        while let Some(index) = ctx.heap.get(dict).next_index(position) {
            if position > 0 {
                text.extend_from_slice(b", ");
            }
            position = index + 1;
            let entry = *ctx.heap.get(dict).entry(index);
            ctx.roots.push(entry.value);
            let key = write_item(ctx, text, entry.key);
            text.extend_from_slice(b": ");
            let value = key.and_then(|()| write_item(ctx, text, entry.value));
            ctx.roots.pop();
            value?;
        }
        text.push(b'}');
        Ok(())
    })
}

/// Of sets and frozensets: plain sets have braces only, others their class's name around them.
pub fn set(ctx: &mut Context, args: Args) -> Result {
    let receiver = args.get(ctx, 0);
    let set = ctx.payload(receiver);
    let name = ctx.type_name(receiver);
    guarded(ctx, receiver, &format!("{name}(...)"), |ctx, text| {
        let is_plain = ctx.class_of(receiver) == ctx.class(Builtin::Set);
        let is_empty = table_of(&ctx.heap, set).is_none_or(|table| table.is_empty());
        let (open, close) = match (is_plain, is_empty) {
            (true, false) => ("{".to_owned(), "}"),
            (false, false) => (format!("{name}({{"), "})"),
            (_, true) => (format!("{name}("), ")"),
        };
        text.extend_from_slice(open.as_bytes());
        let items = ctx.set_items(set);
        let kept = ctx.roots.len();
        ctx.roots.extend_from_slice(&items);
        let written = write_items(ctx, text, |_, index| items.get(index).copied());
        ctx.roots.truncate(kept);
        written?;
        text.extend_from_slice(close.as_bytes());
        Ok(())
    })
}

pub fn view(ctx: &mut Context, args: Args) -> Result {
    let view: Gc<DictView> = receiver(ctx, args, Builtin::DictKeys)?;
    let &DictView { dict, part } = ctx.heap.get(view);
    let name = ctx.heap.get(view).type_name();
    guarded(ctx, args.get(ctx, 0), "...", |ctx, text| {
        text.extend_from_slice(format!("{name}([").as_bytes());
        let mut position = 0;
        write_items(ctx, text, |ctx, _| {
            let index = ctx.heap.get(dict).next_index(position)?;
            position = index + 1;
            let entry = *ctx.heap.get(dict).entry(index);
            Some(match part {
                Part::Keys => entry.key,
                Part::Values => entry.value,
                Part::Items => ctx.new_tuple(&[entry.key, entry.value]),
            })
        })?;
        text.extend_from_slice(b"])");
        Ok(())
    })
}

pub fn mapping_proxy(ctx: &mut Context, args: Args) -> Result {
    let proxy: Gc<MappingProxy> = receiver(ctx, args, Builtin::MappingProxy)?;
    let mapping = ctx.heap.get(proxy).mapping;
    guarded(ctx, args.get(ctx, 0), "...", |ctx, text| {
        text.extend_from_slice(b"mappingproxy(");
        write_item(ctx, text, mapping)?;
        text.push(b')');
        Ok(())
    })
}

/// `str(proxy)` is that of the mapping.
pub fn mapping_proxy_str(ctx: &mut Context, args: Args) -> Result {
    let proxy: Gc<MappingProxy> = receiver(ctx, args, Builtin::MappingProxy)?;
    let mapping = ctx.heap.get(proxy).mapping;
    ctx.str_nested(mapping).map(Value::object)
}

pub fn range(ctx: &mut Context, args: Args) -> Result {
    let range: Gc<Range> = receiver(ctx, args, Builtin::Range)?;
    let range = ctx.heap.get(range);
    let [start, stop, step] =
        [range.start(), range.stop(), range.step()].map(|part| to_decimal(part.borrow(), 0).unwrap_or_default());
    let text = if step == "1" { format!("range({start}, {stop})") } else { format!("range({start}, {stop}, {step})") };
    Ok(ctx.new_str(&text))
}

pub fn slice(ctx: &mut Context, args: Args) -> Result {
    let slice: Gc<Slice> = receiver(ctx, args, Builtin::Slice)?;
    guarded(ctx, args.get(ctx, 0), "...", |ctx, text| {
        let Slice { start, stop, step } = *ctx.heap.get(slice);
        text.extend_from_slice(b"slice(");
        write_items(ctx, text, |_, index| [start, stop, step].get(index).copied())?;
        text.push(b')');
        Ok(())
    })
}

pub fn deque(ctx: &mut Context, args: Args) -> Result {
    let deque: Gc<Deque> = receiver(ctx, args, Builtin::Deque)?;
    let receiver = args.get(ctx, 0);
    let name = ctx.type_name(receiver);
    guarded(ctx, receiver, "[...]", |ctx, text| {
        text.extend_from_slice(format!("{name}([").as_bytes());
        write_items(ctx, text, |ctx, index| ctx.heap.get(deque).items().get(index).copied())?;
        text.push(b']');
        if let Some(limit) = ctx.heap.get(deque).limit() {
            text.extend_from_slice(format!(", maxlen={limit}").as_bytes());
        }
        text.push(b')');
        Ok(())
    })
}
