//! Methods of `range`.

use super::container_repr;
use super::receiver::{self as shared, receiver};
use crate::heap::{Gc, Kind, Value};
use crate::object::int::{Int, IntRef};
use crate::object::{Range, Slice};
use crate::vm::Context;
use crate::vm::builtin_class::{AttributeDef, Builtin, ClassDef};
use crate::vm::native::{Args, NativeDef, Result};

fn this(ctx: &mut Context, args: Args) -> Result<Gc<Range>> {
    receiver(ctx, args, Builtin::Range)
}

/// `range(stop)`, `range(start, stop, step=1)`
fn new(ctx: &mut Context, args: Args) -> Result {
    let mut parts = [args.get(ctx, 0), args.get(ctx, 1), args.get(ctx, 2)];
    if parts[1].is_unbound() {
        parts = [Value::int(0), parts[0], Value::int(1)];
    } else if parts[2].is_unbound() {
        parts[2] = Value::int(1);
    }
    for (number, part) in parts.iter_mut().enumerate() {
        *part = ctx.to_index(*part)?;
        // Kept while the others are asked what int they are.
        if (number as u32) < args.count {
            args.set(ctx, number as u32, *part);
        }
    }
    let [start, stop, step] = parts.map(|part| ctx.heap.int(part).map_or(Int::Small(0), IntRef::to_owned));
    let range = Range::new(start, stop, step);
    let range = ctx.check(range)?;
    Ok(Value::object(Range::create(&mut ctx.heap, range)))
}

fn item(ctx: &mut Context, args: Args) -> Result {
    let range = this(ctx, args)?;
    let index = args.get(ctx, 1);
    if let Some(slice) = index.cast::<Slice>() {
        return slice_of(ctx, range, slice);
    }
    if !ctx.has_index(index) {
        let name = ctx.type_name(index);
        return Err(ctx.type_error(format!("range indices must be integers or slices, not {name}")));
    }
    let index = ctx.to_index(index)?;
    let item = ctx.heap.get(range).item(ctx.heap.int(index).unwrap_or(IntRef::Small(0)));
    let item = ctx.check(item)?;
    Ok(ctx.heap.new_int(item))
}

fn slice_of(ctx: &mut Context, range: Gc<Range>, slice: Gc<Slice>) -> Result {
    let Slice { start, stop, step } = *ctx.heap.get(slice);
    let mut parts = [start, stop, step];
    for part in &mut parts {
        if !part.is_none() {
            if !ctx.has_index(*part) {
                return Err(ctx.type_error("slice indices must be integers or None or have an __index__ method"));
            }
            *part = ctx.to_index(*part)?;
            ctx.roots.push(*part);
        }
    }
    let [start, stop, step] = parts.map(|part| ctx.heap.int(part));
    let result = ctx.heap.get(range).slice(start, stop, step);
    let kept = ctx.roots.len() - parts.iter().filter(|part| !part.is_none()).count();
    ctx.roots.truncate(kept);
    let result = ctx.check(result)?;
    Ok(Value::object(Range::create(&mut ctx.heap, result)))
}

/// The index of a value among the elements, compared one by one if it is no int.
fn find(ctx: &mut Context, range: Gc<Range>, wanted: Value) -> Result<Option<Int>> {
    let int = if wanted.is_bool() || matches!(wanted.kind(), Some(Kind::BigInt)) || wanted.is_int() {
        ctx.heap.int(wanted)
    } else {
        None
    };
    if let Some(int) = int {
        return Ok(ctx.heap.get(range).index_of(int));
    }
    let mut index = 0u64;
    loop {
        let Ok(item) = ctx.heap.get(range).item(IntRef::from(&Int::from(index))) else {
            return Ok(None);
        };
        let item = ctx.heap.new_int(item);
        if ctx.equal(item, wanted)? {
            return Ok(Some(Int::from(index)));
        }
        ctx.charge(1)?;
        index += 1;
    }
}

fn index(ctx: &mut Context, args: Args) -> Result {
    let range = this(ctx, args)?;
    let wanted = args.get(ctx, 1);
    let is_int = ctx.heap.int(wanted).is_some();
    match find(ctx, range, wanted)? {
        Some(index) => Ok(ctx.heap.new_int(index)),
        None if is_int => Err(ctx.value_error("range.index(x): x not in range")),
        None => Err(ctx.value_error("sequence.index(x): x not in sequence")),
    }
}

fn count(ctx: &mut Context, args: Args) -> Result {
    let range = this(ctx, args)?;
    let wanted = args.get(ctx, 1);
    Ok(Value::int(i64::from(find(ctx, range, wanted)?.is_some())))
}

fn contains(ctx: &mut Context, args: Args) -> Result {
    let range = this(ctx, args)?;
    let wanted = args.get(ctx, 1);
    Ok(Value::bool(find(ctx, range, wanted)?.is_some()))
}

fn hash(ctx: &mut Context, args: Args) -> Result {
    let range = this(ctx, args)?;
    Ok(Value::int(ctx.heap.get(range).hash()))
}

fn truth(ctx: &mut Context, args: Args) -> Result {
    let range = this(ctx, args)?;
    Ok(Value::bool(!ctx.heap.get(range).is_empty()))
}

fn part(ctx: &mut Context, range: Value, part: fn(&Range) -> Int) -> Result {
    let part = range.cast::<Range>().map_or(Int::Small(0), |range| part(ctx.heap.get(range)));
    Ok(ctx.heap.new_int(part))
}

pub static CLASS: ClassDef = ClassDef {
    doc: "range(stop) -> range object\nrange(start, stop[, step]) -> range object\n\nReturn an object that produces a sequence of integers from start (inclusive)\nto stop (exclusive) by step.",
    constructor: Some(&NativeDef::function("range", "(start, stop=, step=1, /)", new, "")),
    methods: &[
        NativeDef::method("count", "(value, /)", count, "Return number of occurrences of value."),
        NativeDef::method(
            "index",
            "(value, /)",
            index,
            "Return index of value.\n\nRaises ValueError if the value is not present.",
        ),
        NativeDef::method("__getitem__", "(key, /)", item, "Return self[key]."),
        NativeDef::method("__contains__", "(key, /)", contains, "Return bool(key in self)."),
        NativeDef::method("__len__", "()", shared::length, "Return len(self)."),
        NativeDef::method("__bool__", "()", truth, "True if self else False"),
        NativeDef::method("__hash__", "()", hash, "Return hash(self)."),
        NativeDef::method("__repr__", "()", container_repr::range, "Return repr(self)."),
        NativeDef::method("__iter__", "()", shared::iterate, "Implement iter(self)."),
        NativeDef::method("__reversed__", "()", shared::iterate_reversed, "Return a reverse iterator."),
        NativeDef::method("__eq__", "(value, /)", shared::equal::<Range>, "Return self==value."),
        NativeDef::method("__ne__", "(value, /)", shared::not_equal::<Range>, "Return self!=value."),
    ],
    attributes: &[
        AttributeDef { name: "start", get: |ctx, range| part(ctx, range, Range::start), set: None, doc: "" },
        AttributeDef { name: "stop", get: |ctx, range| part(ctx, range, Range::stop), set: None, doc: "" },
        AttributeDef { name: "step", get: |ctx, range| part(ctx, range, Range::step), set: None, doc: "" },
    ],
    ..ClassDef::new(Builtin::Range)
};
