//! Methods of `collections.deque`.

use super::container_repr;
use super::receiver::{self as shared, exact_index, receiver};
use super::walk::{self, STATE};
use crate::heap::{Gc, Value};
use crate::object::deque::Deque;
use crate::object::slice::position;
use crate::vm::Context;
use crate::vm::builtin_class::{AttributeDef, Builtin, ClassDef};
use crate::vm::compare::Comparison;
use crate::vm::native::{Args, Input, NativeDef, Result};

fn this(ctx: &mut Context, args: Args) -> Result<Gc<Deque>> {
    receiver(ctx, args, Builtin::Deque)
}

fn item_at(ctx: &Context, deque: Gc<Deque>, index: usize) -> Option<Value> {
    ctx.heap.get(deque).items().get(index).copied()
}

/// `deque(iterable=(), maxlen=None)`
fn new(ctx: &mut Context, args: Args) -> Result {
    let limit = limit(ctx, args, 1)?;
    let deque = Deque::create(&mut ctx.heap, limit);
    fill(ctx, deque, args.optional(ctx, 0), Value::object(deque))
}

fn init(ctx: &mut Context, args: Args) -> Result {
    let deque = this(ctx, args)?;
    let limit = limit(ctx, args, 2)?;
    Deque::reset(&mut ctx.heap, deque, limit);
    fill(ctx, deque, args.optional(ctx, 1), Value::NONE)
}

fn limit(ctx: &mut Context, args: Args, index: u32) -> Result<Option<usize>> {
    let limit = match args.optional(ctx, index) {
        None | Some(Value::NONE) => return Ok(None),
        Some(limit) => limit,
    };
    if !ctx.has_index(limit) {
        return Err(ctx.type_error("an integer is required"));
    }
    let limit = exact_index(ctx, limit)?;
    match usize::try_from(limit) {
        Ok(limit) => Ok(Some(limit)),
        Err(_) => Err(ctx.value_error("maxlen must be non-negative")),
    }
}

fn fill(ctx: &mut Context, deque: Gc<Deque>, iterable: Option<Value>, answer: Value) -> Result {
    match iterable {
        Some(iterable) => walk::start(ctx, extend_steps, iterable, &[Value::object(deque), answer, Value::FALSE]),
        None => Ok(answer),
    }
}

/// Registers: the deque, the answer, whether items go to the left end.
fn extend_steps(ctx: &mut Context, window: Args, input: Input) -> Result {
    let deque = window.get(ctx, STATE).cast::<Deque>().expect("the register holds the deque");
    let to_left = window.get(ctx, STATE + 2) == Value::TRUE;
    let each = |ctx: &mut Context, _, item| {
        match to_left {
            true => Deque::push_front(&mut ctx.heap, deque, item),
            false => Deque::push_back(&mut ctx.heap, deque, item),
        }
        Ok(None)
    };
    walk::walk(ctx, window, input, each, |ctx, window| Ok(window.get(ctx, STATE + 1)))
}

/// Appends all of an iterable; a deque's own items are copied first.
fn extend_from(ctx: &mut Context, deque: Gc<Deque>, iterable: Value, answer: Value, to_left: bool) -> Result {
    let iterable = match ctx.payload(iterable) == Value::object(deque) {
        true => {
            let items = ctx.heap.get(deque).items().iter().copied().collect();
            ctx.new_list(items)
        }
        false => iterable,
    };
    walk::start(ctx, extend_steps, iterable, &[Value::object(deque), answer, Value::bool(to_left)])
}

fn append(ctx: &mut Context, args: Args) -> Result {
    let deque = this(ctx, args)?;
    let item = args.get(ctx, 1);
    Deque::push_back(&mut ctx.heap, deque, item);
    Ok(Value::NONE)
}

fn appendleft(ctx: &mut Context, args: Args) -> Result {
    let deque = this(ctx, args)?;
    let item = args.get(ctx, 1);
    Deque::push_front(&mut ctx.heap, deque, item);
    Ok(Value::NONE)
}

fn clear(ctx: &mut Context, args: Args) -> Result {
    let deque = this(ctx, args)?;
    Deque::edit(&mut ctx.heap, deque, std::mem::take);
    Ok(Value::NONE)
}

fn copy(ctx: &mut Context, args: Args) -> Result {
    let deque = this(ctx, args)?;
    Ok(Value::object(Deque::copy(&mut ctx.heap, deque)))
}

/// The index of the first item from `start` to `stop` that equals `wanted`; the deque may not change meanwhile.
fn find(ctx: &mut Context, deque: Gc<Deque>, wanted: Value, start: usize, stop: usize) -> Result<Option<usize>> {
    let changes = ctx.heap.get(deque).changes();
    for index in start..stop {
        let Some(item) = item_at(ctx, deque, index) else { break };
        let same = ctx.equal(item, wanted)?;
        if ctx.heap.get(deque).changes() != changes {
            return Err(ctx.runtime_error("deque mutated during iteration"));
        }
        if same {
            return Ok(Some(index));
        }
        ctx.charge(1)?;
    }
    Ok(None)
}

fn count(ctx: &mut Context, args: Args) -> Result {
    let deque = this(ctx, args)?;
    let (wanted, mut found, mut from) = (args.get(ctx, 1), 0, 0);
    while let Some(index) = find(ctx, deque, wanted, from, usize::MAX)? {
        found += 1;
        from = index + 1;
    }
    Ok(Value::int(found))
}

fn contains(ctx: &mut Context, args: Args) -> Result {
    let deque = this(ctx, args)?;
    let wanted = args.get(ctx, 1);
    Ok(Value::bool(find(ctx, deque, wanted, 0, usize::MAX)?.is_some()))
}

fn extend(ctx: &mut Context, args: Args) -> Result {
    let deque = this(ctx, args)?;
    let iterable = args.get(ctx, 1);
    extend_from(ctx, deque, iterable, Value::NONE, false)
}

fn extendleft(ctx: &mut Context, args: Args) -> Result {
    let deque = this(ctx, args)?;
    let iterable = args.get(ctx, 1);
    extend_from(ctx, deque, iterable, Value::NONE, true)
}

fn index(ctx: &mut Context, args: Args) -> Result {
    let deque = this(ctx, args)?;
    let wanted = args.get(ctx, 1);
    let (start, stop) = shared::clamped_range(ctx, args, 2, ctx.heap.get(deque).items().len())?;
    match find(ctx, deque, wanted, start, stop)? {
        Some(index) => Ok(Value::int(index as i64)),
        None => Err(ctx.value_error("deque.index(x): x not in deque")),
    }
}

fn insert(ctx: &mut Context, args: Args) -> Result {
    let deque = this(ctx, args)?;
    let index = args.get(ctx, 1);
    let (index, item) = (exact_index(ctx, index)?, args.get(ctx, 2));
    if ctx.heap.get(deque).is_full() {
        return Err(ctx.index_error("deque already at its maximum size"));
    }
    Deque::edit(&mut ctx.heap, deque, |items| {
        let length = items.len() as i64;
        let index = if index < 0 { index.saturating_add(length).max(0) } else { index.min(length) };
        items.insert(index as usize, item);
    });
    Ok(Value::NONE)
}

fn popped(ctx: &mut Context, item: Option<Value>) -> Result {
    item.ok_or(()).map_err(|()| ctx.index_error("pop from an empty deque"))
}

fn pop(ctx: &mut Context, args: Args) -> Result {
    let deque = this(ctx, args)?;
    let item = Deque::edit(&mut ctx.heap, deque, |items| items.pop_back());
    popped(ctx, item)
}

fn popleft(ctx: &mut Context, args: Args) -> Result {
    let deque = this(ctx, args)?;
    let item = Deque::edit(&mut ctx.heap, deque, |items| items.pop_front());
    popped(ctx, item)
}

fn remove(ctx: &mut Context, args: Args) -> Result {
    let deque = this(ctx, args)?;
    let wanted = args.get(ctx, 1);
    match find(ctx, deque, wanted, 0, usize::MAX)? {
        Some(index) => {
            Deque::edit(&mut ctx.heap, deque, |items| items.remove(index));
            Ok(Value::NONE)
        }
        None => Err(ctx.value_error("deque.remove(x): x not in deque")),
    }
}

fn reverse(ctx: &mut Context, args: Args) -> Result {
    let deque = this(ctx, args)?;
    ctx.charge(ctx.heap.get(deque).items().len() as u64 / 16)?;
    Deque::edit(&mut ctx.heap, deque, |items| items.make_contiguous().reverse());
    Ok(Value::NONE)
}

fn rotate(ctx: &mut Context, args: Args) -> Result {
    let deque = this(ctx, args)?;
    let count = match args.optional(ctx, 1) {
        Some(count) => exact_index(ctx, count)?,
        None => 1,
    };
    Deque::rotate(&mut ctx.heap, deque, count);
    Ok(Value::NONE)
}

fn place(ctx: &mut Context, deque: Gc<Deque>, index: Value) -> Result<usize> {
    if !ctx.has_index(index) {
        let name = ctx.type_name(index);
        return Err(ctx.type_error(format!("sequence index must be integer, not '{name}'")));
    }
    let index = exact_index(ctx, index)?;
    match position(index, ctx.heap.get(deque).items().len()) {
        Some(position) => Ok(position),
        None => Err(ctx.index_error("deque index out of range")),
    }
}

fn item(ctx: &mut Context, args: Args) -> Result {
    let deque = this(ctx, args)?;
    let index = args.get(ctx, 1);
    let index = place(ctx, deque, index)?;
    Ok(ctx.heap.get(deque).items()[index])
}

fn set_item(ctx: &mut Context, args: Args) -> Result {
    let deque = this(ctx, args)?;
    let index = args.get(ctx, 1);
    let index = place(ctx, deque, index)?;
    let value = args.get(ctx, 2);
    ctx.heap.get_mut(deque).set(index, value);
    Ok(Value::NONE)
}

fn delete_item(ctx: &mut Context, args: Args) -> Result {
    let deque = this(ctx, args)?;
    let index = args.get(ctx, 1);
    let index = place(ctx, deque, index)?;
    Deque::edit(&mut ctx.heap, deque, |items| items.remove(index));
    Ok(Value::NONE)
}

fn length(ctx: &mut Context, args: Args) -> Result {
    let deque = this(ctx, args)?;
    Ok(Value::int(ctx.heap.get(deque).items().len() as i64))
}

fn add(ctx: &mut Context, args: Args) -> Result {
    let deque = this(ctx, args)?;
    let other = args.get(ctx, 1);
    let Some(other) = ctx.payload(other).cast::<Deque>() else {
        let name = ctx.type_name(other);
        return Err(ctx.type_error(format!("can only concatenate deque (not \"{name}\") to deque")));
    };
    let result = Deque::copy(&mut ctx.heap, deque);
    for item in ctx.heap.get(other).items().clone() {
        Deque::push_back(&mut ctx.heap, result, item);
    }
    Ok(Value::object(result))
}

fn iadd(ctx: &mut Context, args: Args) -> Result {
    let deque = this(ctx, args)?;
    let (answer, iterable) = (args.get(ctx, 0), args.get(ctx, 1));
    extend_from(ctx, deque, iterable, answer, false)
}

/// A deque's items so many times over in another, which may drop the first of them.
fn repeat_into(ctx: &mut Context, deque: Gc<Deque>, target: Gc<Deque>, count: Value) -> Result<()> {
    let count = exact_index(ctx, count)?;
    let items: Vec<Value> = ctx.heap.get(deque).items().iter().copied().collect();
    ctx.reserve_repeated(items.len() * size_of::<Value>(), count)?;
    Deque::edit(&mut ctx.heap, target, std::mem::take);
    for _ in 0..if items.is_empty() { 0 } else { count } {
        items.iter().for_each(|&item| Deque::push_back(&mut ctx.heap, target, item));
    }
    Ok(())
}

fn multiply(ctx: &mut Context, args: Args) -> Result {
    let deque = this(ctx, args)?;
    let count = args.get(ctx, 1);
    if !ctx.has_index(count) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let result = Deque::copy(&mut ctx.heap, deque);
    ctx.roots.push(Value::object(result));
    let repeated = repeat_into(ctx, deque, result, count);
    ctx.roots.pop();
    repeated?;
    Ok(Value::object(result))
}

fn imul(ctx: &mut Context, args: Args) -> Result {
    let deque = this(ctx, args)?;
    let count = args.get(ctx, 1);
    if !ctx.has_index(count) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    repeat_into(ctx, deque, deque, count)?;
    Ok(args.get(ctx, 0))
}

/// Compares as lists of the same items do.
fn compare(ctx: &mut Context, args: Args, comparison: Comparison) -> Result {
    let deque = this(ctx, args)?;
    let other = args.get(ctx, 1);
    let Some(other) = ctx.payload(other).cast::<Deque>() else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    let [left, right] = [deque, other].map(|deque| {
        let items = ctx.heap.get(deque).items().iter().copied().collect();
        ctx.new_list(items)
    });
    ctx.compare_nested(comparison, left, right).map(Value::bool)
}

macro_rules! comparisons {
    ($($name:ident $comparison:ident;)*) => {
        $(fn $name(ctx: &mut Context, args: Args) -> Result {
            compare(ctx, args, Comparison::$comparison)
        })*
    };
}

comparisons! {
    eq Equal;
    ne NotEqual;
    lt Less;
    le LessEqual;
    gt Greater;
    ge GreaterEqual;
}

fn maxlen(ctx: &mut Context, deque: Value) -> Result {
    let limit = ctx.payload(deque).cast::<Deque>().and_then(|deque| ctx.heap.get(deque).limit());
    Ok(limit.map_or(Value::NONE, |limit| Value::int(limit as i64)))
}

pub static CLASS: ClassDef = ClassDef {
    doc: "A list-like sequence optimized for data accesses near its endpoints.",
    constructor: Some(&NativeDef::function("deque", "(iterable=(), maxlen=None)", new, "")),
    methods: METHODS,
    attributes: &[AttributeDef {
        name: "maxlen",
        get: maxlen,
        set: None,
        doc: "maximum size of a deque or None if unbounded",
    }],
    ..ClassDef::new(Builtin::Deque)
};

const METHODS: &[NativeDef] = &[
    NativeDef::method("append", "(item, /)", append, "Add an element to the right side of the deque."),
    NativeDef::method("appendleft", "(item, /)", appendleft, "Add an element to the left side of the deque."),
    NativeDef::method("clear", "()", clear, "Remove all elements from the deque."),
    NativeDef::method("copy", "()", copy, "Return a shallow copy of a deque."),
    NativeDef::method("count", "(value, /)", count, "Return number of occurrences of value."),
    NativeDef::method(
        "extend",
        "(iterable, /)",
        extend,
        "Extend the right side of the deque with elements from the iterable.",
    ),
    NativeDef::method(
        "extendleft",
        "(iterable, /)",
        extendleft,
        "Extend the left side of the deque with elements from the iterable.",
    ),
    NativeDef::method(
        "index",
        "(value, start=0, stop=sys.maxsize, /)",
        index,
        "Return first index of value.\n\nRaises ValueError if the value is not present.",
    ),
    NativeDef::method("insert", "(index, value, /)", insert, "Insert value before index."),
    NativeDef::method("pop", "()", pop, "Remove and return the rightmost element."),
    NativeDef::method("popleft", "()", popleft, "Remove and return the leftmost element."),
    NativeDef::method("remove", "(value, /)", remove, "Remove first occurrence of value."),
    NativeDef::method("reverse", "()", reverse, "Reverse *IN PLACE*."),
    NativeDef::method(
        "rotate",
        "(n=1, /)",
        rotate,
        "Rotate the deque n steps to the right.  If n is negative, rotates left.",
    ),
    NativeDef::method("__init__", "(iterable=(), maxlen=None)", init, "Initialize self."),
    NativeDef::method("__copy__", "()", copy, "Return a shallow copy of a deque."),
    NativeDef::method("__len__", "()", length, "Return len(self)."),
    NativeDef::method("__getitem__", "(key, /)", item, "Return self[key]."),
    NativeDef::method("__setitem__", "(key, value, /)", set_item, "Set self[key] to value."),
    NativeDef::method("__delitem__", "(key, /)", delete_item, "Delete self[key]."),
    NativeDef::method("__contains__", "(key, /)", contains, "Return bool(key in self)."),
    NativeDef::method("__iter__", "()", shared::iterate, "Implement iter(self)."),
    NativeDef::method("__reversed__", "()", shared::iterate_reversed, "Return a reverse iterator over the deque."),
    NativeDef::method("__repr__", "()", container_repr::deque, "Return repr(self)."),
    NativeDef::method("__add__", "(value, /)", add, "Return self+value."),
    NativeDef::method("__iadd__", "(value, /)", iadd, "Implement self+=value."),
    NativeDef::method("__mul__", "(value, /)", multiply, "Return self*value."),
    NativeDef::method("__rmul__", "(value, /)", multiply, "Return value*self."),
    NativeDef::method("__imul__", "(value, /)", imul, "Implement self*=value."),
    NativeDef::method("__eq__", "(value, /)", eq, "Return self==value."),
    NativeDef::method("__ne__", "(value, /)", ne, "Return self!=value."),
    NativeDef::method("__lt__", "(value, /)", lt, "Return self<value."),
    NativeDef::method("__le__", "(value, /)", le, "Return self<=value."),
    NativeDef::method("__gt__", "(value, /)", gt, "Return self>value."),
    NativeDef::method("__ge__", "(value, /)", ge, "Return self>=value."),
];
