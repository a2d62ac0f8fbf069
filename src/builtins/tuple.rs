//! Methods of `tuple`.

use super::container_repr;
use super::receiver::{self as shared, clamped_range, receiver};
use crate::heap::{Gc, Value};
use crate::object::{List, Tuple};
use crate::vm::Context;
use crate::vm::builtin_class::{Builtin, ClassDef};
use crate::vm::native::{Args, Input, NativeDef, Result};

fn this(ctx: &mut Context, args: Args) -> Result<Gc<Tuple>> {
    receiver(ctx, args, Builtin::Tuple)
}

/// `tuple(iterable=())`
fn new(ctx: &mut Context, args: Args) -> Result {
    let Some(iterable) = args.optional(ctx, 0) else {
        return Ok(ctx.new_tuple(&[]));
    };
    if iterable.is::<Tuple>() {
        return Ok(iterable);
    }
    match ctx.quick_items(iterable) {
        Some(items) => Ok(ctx.new_tuple(&items)),
        None => ctx.start_steps(new_steps, &[iterable]),
    }
}

fn new_steps(ctx: &mut Context, window: Args, input: Input) -> Result {
    let list = match input {
        Input::Value(list) => list,
        _ => {
            let (iterable, to) = (window.get(ctx, 0), ctx.return_to);
            ctx.collect_list(iterable, to)?
        }
    };
    let Some(list) = list.cast::<List>() else {
        return Ok(list);
    };
    let items = ctx.items(list).to_vec();
    Ok(ctx.new_tuple(&items))
}

fn count(ctx: &mut Context, args: Args) -> Result {
    let tuple = this(ctx, args)?;
    let (wanted, mut found) = (args.get(ctx, 1), 0);
    for index in 0..ctx.heap.tail(tuple).len() {
        let item = ctx.heap.tail(tuple)[index];
        found += i64::from(ctx.equal(item, wanted)?);
        ctx.charge(1)?;
    }
    Ok(Value::int(found))
}

fn index(ctx: &mut Context, args: Args) -> Result {
    let tuple = this(ctx, args)?;
    let wanted = args.get(ctx, 1);
    let length = ctx.heap.tail(tuple).len();
    let (start, stop) = clamped_range(ctx, args, 2, length)?;
    for index in start..stop.min(length) {
        let item = ctx.heap.tail(tuple)[index];
        if ctx.equal(item, wanted)? {
            return Ok(Value::int(index as i64));
        }
        ctx.charge(1)?;
    }
    Err(ctx.value_error("tuple.index(x): x not in tuple"))
}

fn hash(ctx: &mut Context, args: Args) -> Result {
    let tuple = this(ctx, args)?;
    Ok(Value::int(ctx.hash(Value::object(tuple))?))
}

pub static CLASS: ClassDef = ClassDef {
    doc: "Built-in immutable sequence.\n\nIf no argument is given, the constructor returns an empty tuple.\nIf iterable is specified the tuple is initialized from iterable's items.\n\nIf the argument is a tuple, the return value is the same object.",
    constructor: Some(&NativeDef::function("tuple", "(iterable=(), /)", new, "")),
    methods: METHODS,
    ..ClassDef::new(Builtin::Tuple)
};

const METHODS: &[NativeDef] = &[
    NativeDef::method("count", "(value, /)", count, "Return number of occurrences of value."),
    NativeDef::method(
        "index",
        "(value, start=0, stop=sys.maxsize, /)",
        index,
        "Return first index of value.\n\nRaises ValueError if the value is not present.",
    ),
    NativeDef::method("__hash__", "()", hash, "Return hash(self)."),
    NativeDef::method("__len__", "()", shared::length, "Return len(self)."),
    NativeDef::method("__getitem__", "(key, /)", shared::item, "Return self[key]."),
    NativeDef::method("__contains__", "(key, /)", shared::contains, "Return bool(key in self)."),
    NativeDef::method("__add__", "(value, /)", shared::add, "Return self+value."),
    NativeDef::method("__mul__", "(value, /)", shared::multiply, "Return self*value."),
    NativeDef::method("__rmul__", "(value, /)", shared::multiply, "Return value*self."),
    NativeDef::method("__repr__", "()", container_repr::tuple, "Return repr(self)."),
    NativeDef::method("__iter__", "()", shared::iterate, "Implement iter(self)."),
    NativeDef::method("__eq__", "(value, /)", shared::equal::<Tuple>, "Return self==value."),
    NativeDef::method("__ne__", "(value, /)", shared::not_equal::<Tuple>, "Return self!=value."),
    NativeDef::method("__lt__", "(value, /)", shared::less::<Tuple>, "Return self<value."),
    NativeDef::method("__le__", "(value, /)", shared::less_equal::<Tuple>, "Return self<=value."),
    NativeDef::method("__gt__", "(value, /)", shared::greater::<Tuple>, "Return self>value."),
    NativeDef::method("__ge__", "(value, /)", shared::greater_equal::<Tuple>, "Return self>=value."),
];
