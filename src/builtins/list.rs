//! Methods of `list`.

use super::receiver::{clamped_range, exact_index, receiver};
use super::{container_repr, receiver as shared};
use crate::heap::{Gc, Value};
use crate::object::List;
use crate::object::slice::position;
use crate::object::sort::{self, Uniform};
use crate::vm::Context;
use crate::vm::builtin_class::{Builtin, ClassDef};
use crate::vm::native::{Args, Input, NativeDef, Raised, Result};

fn this(ctx: &mut Context, args: Args) -> Result<Gc<List>> {
    receiver(ctx, args, Builtin::List)
}

/// `list(iterable=())`
fn new(ctx: &mut Context, args: Args) -> Result {
    let to = ctx.return_to;
    match args.optional(ctx, 0) {
        Some(iterable) => ctx.collect_list(iterable, to),
        None => Ok(ctx.new_list(Vec::new())),
    }
}

fn init(ctx: &mut Context, args: Args) -> Result {
    let list = this(ctx, args)?;
    List::clear(&mut ctx.heap, list);
    match args.optional(ctx, 1) {
        Some(iterable) => ctx.extend_list(list, iterable, Value::NONE),
        None => Ok(Value::NONE),
    }
}

fn append(ctx: &mut Context, args: Args) -> Result {
    let list = this(ctx, args)?;
    let item = args.get(ctx, 1);
    List::push(&mut ctx.heap, list, item);
    Ok(Value::NONE)
}

fn clear(ctx: &mut Context, args: Args) -> Result {
    let list = this(ctx, args)?;
    List::clear(&mut ctx.heap, list);
    Ok(Value::NONE)
}

fn copy(ctx: &mut Context, args: Args) -> Result {
    let list = this(ctx, args)?;
    let items = ctx.items(list).to_vec();
    ctx.charge(items.len() as u64 / 16)?;
    Ok(ctx.new_list(items))
}

fn count(ctx: &mut Context, args: Args) -> Result {
    let list = this(ctx, args)?;
    let (wanted, mut index, mut found) = (args.get(ctx, 1), 0, 0);
    while let Some(&item) = ctx.items(list).get(index) {
        found += i64::from(ctx.equal(item, wanted)?);
        ctx.charge(1)?;
        index += 1;
    }
    Ok(Value::int(found))
}

fn extend(ctx: &mut Context, args: Args) -> Result {
    let list = this(ctx, args)?;
    let iterable = args.get(ctx, 1);
    ctx.extend_list(list, iterable, Value::NONE)
}

/// The first index from `start` to `stop` whose item equals `wanted`.
fn find(ctx: &mut Context, list: Gc<List>, wanted: Value, start: usize, stop: usize) -> Result<Option<usize>> {
    for index in start..stop {
        let Some(&item) = ctx.items(list).get(index) else { break };
        if ctx.equal(item, wanted)? {
            return Ok(Some(index));
        }
        ctx.charge(1)?;
    }
    Ok(None)
}

fn index(ctx: &mut Context, args: Args) -> Result {
    let list = this(ctx, args)?;
    let wanted = args.get(ctx, 1);
    let (start, stop) = clamped_range(ctx, args, 2, ctx.items(list).len())?;
    match find(ctx, list, wanted, start, stop)? {
        Some(index) => Ok(Value::int(index as i64)),
        None => Err(ctx.value_error("list.index(x): x not in list")),
    }
}

fn insert(ctx: &mut Context, args: Args) -> Result {
    let list = this(ctx, args)?;
    let index = args.get(ctx, 1);
    let index = exact_index(ctx, index)?;
    let item = args.get(ctx, 2);
    ctx.charge(ctx.items(list).len() as u64 / 64)?;
    List::insert(&mut ctx.heap, list, index, item);
    Ok(Value::NONE)
}

fn pop(ctx: &mut Context, args: Args) -> Result {
    let list = this(ctx, args)?;
    let index = match args.optional(ctx, 1) {
        Some(index) => exact_index(ctx, index)?,
        None => -1,
    };
    let items = &mut ctx.heap.get_mut(list).items;
    if items.is_empty() {
        return Err(ctx.index_error("pop from empty list"));
    }
    match position(index, items.len()) {
        Some(index) => {
            let item = items.remove(index);
            let moved = ctx.items(list).len() - index;
            ctx.charge(moved as u64 / 64)?;
            Ok(item)
        }
        None => Err(ctx.index_error("pop index out of range")),
    }
}

fn remove(ctx: &mut Context, args: Args) -> Result {
    let list = this(ctx, args)?;
    let wanted = args.get(ctx, 1);
    match find(ctx, list, wanted, 0, usize::MAX)? {
        Some(index) => {
            let items = &mut ctx.heap.get_mut(list).items;
            if index < items.len() {
                items.remove(index);
            }
            Ok(Value::NONE)
        }
        None => Err(ctx.value_error("list.remove(x): x not in list")),
    }
}

fn reverse(ctx: &mut Context, args: Args) -> Result {
    let list = this(ctx, args)?;
    ctx.charge(ctx.items(list).len() as u64 / 16)?;
    ctx.heap.get_mut(list).items.reverse();
    Ok(Value::NONE)
}

fn sort(ctx: &mut Context, args: Args) -> Result {
    let list = this(ctx, args)?;
    let key = args.optional(ctx, 1).unwrap_or(Value::NONE);
    let reverse = match args.optional(ctx, 2) {
        Some(reverse) => ctx.truth(reverse)?,
        None => false,
    };
    sort_in_place(ctx, list, key, reverse)
}

/// Sorts a list; answers None when it is done. While it is sorted it is empty, as the functions it calls can see.
pub fn sort_in_place(ctx: &mut Context, list: Gc<List>, key: Value, reverse: bool) -> Result {
    let items = List::replace(&mut ctx.heap, list, Vec::new());
    if key.is_none() {
        let kept = ctx.new_tuple(&items);
        let mut sorted = items;
        let result = sort_keyed(ctx, kept, &mut sorted, |&item| item, reverse);
        return put_back(ctx, list, sorted, result);
    }
    let (items, keys) = (ctx.new_list(items), ctx.new_list(Vec::new()));
    let state = [Value::object(list), key, Value::bool(reverse), items, keys];
    ctx.start_catching_steps(sort_steps, &state)
}

/// Calls the key function of each item, then sorts. Registers: the list, the key function, whether to reverse, the
/// items, the keys.
fn sort_steps(ctx: &mut Context, window: Args, mut input: Input) -> Result {
    let [list, items, keys] =
        [0, 3, 4].map(|index| window.get(ctx, index).cast::<List>().expect("the register holds a list"));
    loop {
        let answer = match std::mem::replace(&mut input, Input::Start) {
            Input::Value(answer) => answer,
            Input::Raised(exception) => {
                restore(ctx, list, items);
                ctx.pending = exception;
                return Err(Raised);
            }
            _ => {
                let Some(&item) = ctx.items(items).get(ctx.items(keys).len()) else { break };
                let key = window.get(ctx, 1);
                match ctx.tail_call(key, &[item]) {
                    Ok(answer) => answer,
                    Err(raised) => {
                        restore(ctx, list, items);
                        return Err(raised);
                    }
                }
            }
        };
        if answer.is_unbound() {
            return Ok(answer);
        }
        List::push(&mut ctx.heap, keys, answer);
    }
    let reverse = window.get(ctx, 2) == Value::TRUE;
    let mut pairs: Vec<(Value, Value)> =
        ctx.items(keys).iter().copied().zip(ctx.items(items).iter().copied()).collect();
    let kept = Value::object(keys);
    let result = sort_keyed(ctx, kept, &mut pairs, |&(key, _)| key, reverse);
    let sorted = pairs.into_iter().map(|(_, item)| item).collect();
    put_back(ctx, list, sorted, result)
}

/// Gives a list back the items that were to be sorted.
fn restore(ctx: &mut Context, list: Gc<List>, items: Gc<List>) {
    let unsorted = ctx.items(items).to_vec();
    List::replace(&mut ctx.heap, list, unsorted);
}

/// Sorts what `kept` keeps alive.
fn sort_keyed<T: Copy>(
    ctx: &mut Context,
    kept: Value,
    items: &mut [T],
    key: impl Fn(&T) -> Value,
    reverse: bool,
) -> Result<()> {
    // Equal items keep their order when the order is reversed too.
    if reverse {
        items.reverse();
    }
    ctx.charge(items.len() as u64)?;
    let result = match sort::sort_uniform(&ctx.heap, items, &key, || ctx.limits.is_due()) {
        Uniform::Sorted => Ok(()),
        Uniform::Mixed => sort_with_methods(ctx, kept, items, &key),
        Uniform::Interrupted => ctx.check_limits(),
    };
    if reverse {
        items.reverse();
    }
    result
}

/// Sorts by comparisons that may run a script.
fn sort_with_methods<T: Copy>(
    ctx: &mut Context,
    kept: Value,
    items: &mut [T],
    key: impl Fn(&T) -> Value,
) -> Result<()> {
    ctx.roots.push(kept);
    let depth = ctx.roots.len();
    let result = sort::sort(items, |left, right| {
        ctx.charge(1)?;
        ctx.less(key(left), key(right))
    });
    ctx.roots.truncate(depth - 1);
    result
}

fn put_back(ctx: &mut Context, list: Gc<List>, sorted: Vec<Value>, result: Result<()>) -> Result {
    let interim = List::replace(&mut ctx.heap, list, sorted);
    result?;
    if interim.capacity() > 0 {
        return Err(ctx.value_error("list modified during sort"));
    }
    Ok(Value::NONE)
}

fn iadd(ctx: &mut Context, args: Args) -> Result {
    let list = this(ctx, args)?;
    let (answer, iterable) = (args.get(ctx, 0), args.get(ctx, 1));
    ctx.extend_list(list, iterable, answer)
}

fn imul(ctx: &mut Context, args: Args) -> Result {
    let list = this(ctx, args)?;
    let count = args.get(ctx, 1);
    if !ctx.has_index(count) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let count = exact_index(ctx, count)?;
    ctx.reserve_repeated(size_of_val(ctx.items(list)), count)?;
    let result = List::repeat_in_place(&mut ctx.heap, list, count);
    ctx.check(result)?;
    Ok(args.get(ctx, 0))
}

pub static CLASS: ClassDef = ClassDef {
    doc: "Built-in mutable sequence.\n\nIf no argument is given, the constructor creates a new empty list.\nThe argument must be an iterable if specified.",
    constructor: Some(&NativeDef::function("list", "(iterable=(), /)", new, "")),
    methods: METHODS,
    ..ClassDef::new(Builtin::List)
};

const METHODS: &[NativeDef] = &[
    NativeDef::method("append", "(object, /)", append, "Append object to the end of the list."),
    NativeDef::method("clear", "()", clear, "Remove all items from list."),
    NativeDef::method("copy", "()", copy, "Return a shallow copy of the list."),
    NativeDef::method("count", "(value, /)", count, "Return number of occurrences of value."),
    NativeDef::method("extend", "(iterable, /)", extend, "Extend list by appending elements from the iterable."),
    NativeDef::method(
        "index",
        "(value, start=0, stop=sys.maxsize, /)",
        index,
        "Return first index of value.\n\nRaises ValueError if the value is not present.",
    ),
    NativeDef::method("insert", "(index, object, /)", insert, "Insert object before index."),
    NativeDef::method(
        "pop",
        "(index=-1, /)",
        pop,
        "Remove and return item at index (default last).\n\nRaises IndexError if list is empty or index is out of range.",
    ),
    NativeDef::method(
        "remove",
        "(value, /)",
        remove,
        "Remove first occurrence of value.\n\nRaises ValueError if the value is not present.",
    ),
    NativeDef::method("reverse", "()", reverse, "Reverse *IN PLACE*."),
    NativeDef::method(
        "sort",
        "(*, key=None, reverse=False)",
        sort,
        "Sort the list in ascending order and return None.\n\nThe sort is in-place (i.e. the list itself is modified) and stable (i.e. the\norder of two equal elements is maintained).",
    ),
    NativeDef::method("__init__", "(iterable=(), /)", init, "Initialize self."),
    NativeDef::method("__len__", "()", shared::length, "Return len(self)."),
    NativeDef::method("__getitem__", "(index, /)", shared::item, "Return self[index]."),
    NativeDef::method("__setitem__", "(key, value, /)", shared::set_item, "Set self[key] to value."),
    NativeDef::method("__delitem__", "(key, /)", shared::delete_item, "Delete self[key]."),
    NativeDef::method("__contains__", "(key, /)", shared::contains, "Return bool(key in self)."),
    NativeDef::method("__add__", "(value, /)", shared::add, "Return self+value."),
    NativeDef::method("__mul__", "(value, /)", shared::multiply, "Return self*value."),
    NativeDef::method("__rmul__", "(value, /)", shared::multiply, "Return value*self."),
    NativeDef::method("__iadd__", "(value, /)", iadd, "Implement self+=value."),
    NativeDef::method("__imul__", "(value, /)", imul, "Implement self*=value."),
    NativeDef::method("__repr__", "()", container_repr::list, "Return repr(self)."),
    NativeDef::method("__iter__", "()", shared::iterate, "Implement iter(self)."),
    NativeDef::method("__reversed__", "()", shared::iterate_reversed, "Return a reverse iterator over the list."),
    NativeDef::method("__eq__", "(value, /)", shared::equal::<List>, "Return self==value."),
    NativeDef::method("__ne__", "(value, /)", shared::not_equal::<List>, "Return self!=value."),
    NativeDef::method("__lt__", "(value, /)", shared::less::<List>, "Return self<value."),
    NativeDef::method("__le__", "(value, /)", shared::less_equal::<List>, "Return self<=value."),
    NativeDef::method("__gt__", "(value, /)", shared::greater::<List>, "Return self>value."),
    NativeDef::method("__ge__", "(value, /)", shared::greater_equal::<List>, "Return self>=value."),
];
