//! Methods of dict views, and of the read-only views of namespaces.
//!
//! Operators of key and item views make sets as CPython's do: of the left operand's items in order, changed by the right
//! operand's items in order; `&` walks whichever operand it is cheaper to.

use super::container_repr;
use super::receiver::{self as shared, receiver};
use super::walk::{self, STATE};
use crate::heap::{Gc, Kind, Value};
use crate::object::set::{Set, Table, table_of};
use crate::object::view::{DictView, MappingProxy, Part};
use crate::object::{Dict, Tuple};
use crate::vm::Context;
use crate::vm::builtin_class::{AttributeDef, Builtin, ClassDef};
use crate::vm::compare::Comparison;
use crate::vm::native::{Args, Input, NativeDef, Result};

fn this(ctx: &mut Context, args: Args) -> Result<Gc<DictView>> {
    receiver(ctx, args, Builtin::DictKeys)
}

/// The view a value is, if it is like a set.
fn set_like(ctx: &Context, value: Value) -> Option<Gc<DictView>> {
    let view = value.cast::<DictView>()?;
    (ctx.heap.get(view).part != Part::Values).then_some(view)
}

fn length_of(ctx: &Context, view: Gc<DictView>) -> usize {
    ctx.heap.get(ctx.heap.get(view).dict).len()
}

fn length(ctx: &mut Context, args: Args) -> Result {
    let view = this(ctx, args)?;
    Ok(Value::int(length_of(ctx, view) as i64))
}

/// Whether a view like a set has an item.
fn has(ctx: &mut Context, view: Gc<DictView>, item: Value) -> Result<bool> {
    let &DictView { dict, part } = ctx.heap.get(view);
    if part == Part::Keys {
        return Ok(ctx.dict_find(dict, item)?.is_some());
    }
    let Some(pair) = ctx.as_tuple(item) else {
        return Ok(false);
    };
    let &[key, value] = ctx.heap.tail(pair) else {
        return Ok(false);
    };
    match ctx.dict_get(dict, key)? {
        Some(found) => ctx.equal(found, value),
        None => Ok(false),
    }
}

fn contains(ctx: &mut Context, args: Args) -> Result {
    let view = this(ctx, args)?;
    let item = args.get(ctx, 1);
    has(ctx, view, item).map(Value::bool)
}

fn mapping(ctx: &mut Context, view: Value) -> Result {
    let dict = view.cast::<DictView>().map_or(Value::NONE, |view| Value::object(ctx.heap.get(view).dict));
    Ok(Value::object(MappingProxy::create(&mut ctx.heap, dict)))
}

/// What an operator does with the right operand's items.
#[derive(Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
enum Operation {
    Add,
    Remove,
    Toggle,
}

const OPERATIONS: [Operation; 3] = [Operation::Add, Operation::Remove, Operation::Toggle];

/// Registers of an operator: the operation; the result; the right operand, unbound once it is walked; for `Toggle`, the
/// set of what the right operand has.
const OPERATION: u32 = STATE;
const RESULT: u32 = STATE + 1;
const RIGHT: u32 = STATE + 2;
const OTHER: u32 = STATE + 3;

fn operate(ctx: &mut Context, left: Value, right: Value, operation: Operation) -> Result {
    let result = Value::object(Set::create(&mut ctx.heap, Table::new()));
    let other = Value::object(Set::create(&mut ctx.heap, Table::new()));
    walk::start(ctx, operate_steps, left, &[Value::int(operation as i64), result, right, other])
}

fn operate_steps(ctx: &mut Context, window: Args, mut input: Input) -> Result {
    let operation = OPERATIONS[window.get(ctx, OPERATION).int_payload() as usize];
    let result = window.get(ctx, RESULT);
    loop {
        let on_right = window.get(ctx, RIGHT).is_unbound();
        let target = if on_right && operation == Operation::Toggle { window.get(ctx, OTHER) } else { result };
        let each = |ctx: &mut Context, _, item| {
            if on_right && operation == Operation::Remove {
                discard(ctx, result, item)?;
            } else {
                ctx.set_add(target, item)?;
            }
            Ok(None)
        };
        let answer =
            walk::walk(ctx, window, std::mem::replace(&mut input, Input::Start), each, |_, _| Ok(Value::NONE))?;
        if answer.is_unbound() {
            return Ok(answer);
        }
        if on_right {
            return finish(ctx, window, operation);
        }
        let right = window.get(ctx, RIGHT);
        window.set(ctx, RIGHT, Value::UNBOUND);
        walk::restart(ctx, window, right);
    }
}

fn discard(ctx: &mut Context, set: Value, item: Value) -> Result<bool> {
    let hash = ctx.hash_element(item)?;
    let found = ctx.set_find(set, hash, item)?;
    if let (Some(slot), Some(set)) = (found, set.cast::<Set>()) {
        ctx.heap.get_mut(set).table.remove(slot);
    }
    Ok(found.is_some())
}

fn finish(ctx: &mut Context, window: Args, operation: Operation) -> Result {
    let result = window.get(ctx, RESULT);
    match operation {
        Operation::Add => {}
        Operation::Remove => {
            if let Some(set) = result.cast::<Set>() {
                Set::edit(&mut ctx.heap, set, Table::purge);
            }
        }
        Operation::Toggle => {
            for item in ctx.set_items(window.get(ctx, OTHER)) {
                if !discard(ctx, result, item)? {
                    ctx.set_add(result, item)?;
                }
            }
        }
    }
    Ok(result)
}

/// `left & right`, one of which is a view: walks the other operand, or what is shorter.
fn intersect(ctx: &mut Context, view: Value, other: Value) -> Result {
    let Some(this) = set_like(ctx, view) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    let length = length_of(ctx, this);
    let is_short_set = other.is::<Set>() && table_of(&ctx.heap, other).is_some_and(|table| table.len() <= length);
    let is_longer_view = set_like(ctx, other).is_some_and(|other| length_of(ctx, other) > length);
    let swapped = is_longer_view || (is_short_set && ctx.heap.get(this).part == Part::Keys);
    let (asked, walked) = if swapped { (other, view) } else { (view, other) };
    let result = Value::object(Set::create(&mut ctx.heap, Table::new()));
    walk::start(ctx, intersect_steps, walked, &[asked, result])
}

/// Registers: what is asked, a view or a set; the result.
fn intersect_steps(ctx: &mut Context, window: Args, input: Input) -> Result {
    let (asked, result) = (window.get(ctx, STATE), window.get(ctx, STATE + 1));
    let each = |ctx: &mut Context, _, item| {
        let found = match set_like(ctx, asked) {
            Some(view) => has(ctx, view, item)?,
            None => ctx.set_contains(asked, item)?,
        };
        if found {
            ctx.set_add(result, item)?;
        }
        Ok(None)
    };
    walk::walk(ctx, window, input, each, |_, _| Ok(result))
}

fn and(ctx: &mut Context, args: Args) -> Result {
    intersect(ctx, args.get(ctx, 0), args.get(ctx, 1))
}

fn or(ctx: &mut Context, args: Args) -> Result {
    operate(ctx, args.get(ctx, 0), args.get(ctx, 1), Operation::Add)
}

fn ror(ctx: &mut Context, args: Args) -> Result {
    operate(ctx, args.get(ctx, 1), args.get(ctx, 0), Operation::Add)
}

fn sub(ctx: &mut Context, args: Args) -> Result {
    operate(ctx, args.get(ctx, 0), args.get(ctx, 1), Operation::Remove)
}

fn rsub(ctx: &mut Context, args: Args) -> Result {
    operate(ctx, args.get(ctx, 1), args.get(ctx, 0), Operation::Remove)
}

fn xor(ctx: &mut Context, args: Args) -> Result {
    operate(ctx, args.get(ctx, 0), args.get(ctx, 1), Operation::Toggle)
}

fn rxor(ctx: &mut Context, args: Args) -> Result {
    operate(ctx, args.get(ctx, 1), args.get(ctx, 0), Operation::Toggle)
}

/// The items of a set-like operand of a comparison.
fn operand_items(ctx: &mut Context, value: Value) -> Option<Vec<Value>> {
    let value = ctx.payload(value);
    if let Some(view) = set_like(ctx, value) {
        let &DictView { dict, part } = ctx.heap.get(view);
        let pairs: Vec<[Value; 2]> = ctx.heap.get(dict).iter().map(|entry| [entry.key, entry.value]).collect();
        let item = |[key, value]: [Value; 2]| match part {
            Part::Items => Value::object(Tuple::create(&mut ctx.heap, &[key, value])),
            _ => key,
        };
        return Some(pairs.into_iter().map(item).collect());
    }
    table_of(&ctx.heap, value).map(|table| table.iter().map(|(_, item)| item).collect())
}

fn has_all(ctx: &mut Context, container: Value, items: &[Value]) -> Result<bool> {
    let mark = ctx.roots.len();
    ctx.roots.extend_from_slice(items);
    let container = ctx.payload(container);
    let mut all = Ok(true);
    for &item in items {
        all = match set_like(ctx, container) {
            Some(view) => has(ctx, view, item),
            None => ctx.set_contains(container, item),
        };
        if !matches!(all, Ok(true)) {
            break;
        }
    }
    ctx.roots.truncate(mark);
    all
}

fn compare(ctx: &mut Context, args: Args, comparison: Comparison) -> Result {
    let (left, right) = (args.get(ctx, 0), args.get(ctx, 1));
    if set_like(ctx, left).is_none() {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let (Some(a), Some(b)) = (operand_items(ctx, left), operand_items(ctx, right)) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    Ok(Value::bool(match comparison {
        Comparison::Equal => a.len() == b.len() && has_all(ctx, right, &a)?,
        Comparison::NotEqual => a.len() != b.len() || !has_all(ctx, right, &a)?,
        Comparison::Less => a.len() < b.len() && has_all(ctx, right, &a)?,
        Comparison::LessEqual => a.len() <= b.len() && has_all(ctx, right, &a)?,
        Comparison::Greater => a.len() > b.len() && has_all(ctx, left, &b)?,
        Comparison::GreaterEqual => a.len() >= b.len() && has_all(ctx, left, &b)?,
    }))
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

fn isdisjoint(ctx: &mut Context, args: Args) -> Result {
    let view = this(ctx, args)?;
    let (value, other) = (args.get(ctx, 0), args.get(ctx, 1));
    if value == other {
        return Ok(Value::bool(length_of(ctx, view) == 0));
    }
    let count = match set_like(ctx, other) {
        Some(other) => Some(length_of(ctx, other)),
        None => table_of(&ctx.heap, ctx.payload(other)).map(Table::len),
    };
    let swapped = count.is_some_and(|count| count > length_of(ctx, view));
    let (asked, walked) = if swapped { (ctx.payload(other), value) } else { (value, other) };
    walk::start(ctx, isdisjoint_steps, walked, &[asked])
}

fn isdisjoint_steps(ctx: &mut Context, window: Args, input: Input) -> Result {
    let asked = window.get(ctx, STATE);
    let each = |ctx: &mut Context, _, item| {
        let found = match set_like(ctx, asked) {
            Some(view) => has(ctx, view, item)?,
            None => ctx.set_contains(asked, item)?,
        };
        Ok(found.then_some(Value::FALSE))
    };
    walk::walk(ctx, window, input, each, |_, _| Ok(Value::TRUE))
}

const MAPPING: &[AttributeDef] =
    &[AttributeDef { name: "mapping", get: mapping, set: None, doc: "dictionary that this view refers to" }];

const SET_LIKE: &[NativeDef] = &[
    NativeDef::method(
        "isdisjoint",
        "(other, /)",
        isdisjoint,
        "Return True if the view and the given iterable have a null intersection.",
    ),
    NativeDef::method("__contains__", "(key, /)", contains, "Return bool(key in self)."),
    NativeDef::method("__len__", "()", length, "Return len(self)."),
    NativeDef::method("__repr__", "()", container_repr::view, "Return repr(self)."),
    NativeDef::method("__iter__", "()", shared::iterate, "Implement iter(self)."),
    NativeDef::method("__reversed__", "()", shared::iterate_reversed, "Return a reverse iterator over the view."),
    NativeDef::method("__and__", "(value, /)", and, "Return self&value."),
    NativeDef::method("__rand__", "(value, /)", and, "Return value&self."),
    NativeDef::method("__or__", "(value, /)", or, "Return self|value."),
    NativeDef::method("__ror__", "(value, /)", ror, "Return value|self."),
    NativeDef::method("__sub__", "(value, /)", sub, "Return self-value."),
    NativeDef::method("__rsub__", "(value, /)", rsub, "Return value-self."),
    NativeDef::method("__xor__", "(value, /)", xor, "Return self^value."),
    NativeDef::method("__rxor__", "(value, /)", rxor, "Return value^self."),
    NativeDef::method("__eq__", "(value, /)", eq, "Return self==value."),
    NativeDef::method("__ne__", "(value, /)", ne, "Return self!=value."),
    NativeDef::method("__lt__", "(value, /)", lt, "Return self<value."),
    NativeDef::method("__le__", "(value, /)", le, "Return self<=value."),
    NativeDef::method("__gt__", "(value, /)", gt, "Return self>value."),
    NativeDef::method("__ge__", "(value, /)", ge, "Return self>=value."),
];

pub static KEYS: ClassDef = ClassDef { methods: SET_LIKE, attributes: MAPPING, ..ClassDef::new(Builtin::DictKeys) };
pub static ITEMS: ClassDef = ClassDef { methods: SET_LIKE, attributes: MAPPING, ..ClassDef::new(Builtin::DictItems) };
pub static VALUES: ClassDef = ClassDef {
    methods: &[
        NativeDef::method("__len__", "()", length, "Return len(self)."),
        NativeDef::method("__repr__", "()", container_repr::view, "Return repr(self)."),
        NativeDef::method("__iter__", "()", shared::iterate, "Implement iter(self)."),
        NativeDef::method("__reversed__", "()", shared::iterate_reversed, "Return a reverse iterator over the view."),
    ],
    attributes: MAPPING,
    ..ClassDef::new(Builtin::DictValues)
};

// ---- mappingproxy: everything is passed on to the mapping

fn proxied(ctx: &mut Context, args: Args) -> Result {
    let proxy: Gc<MappingProxy> = receiver(ctx, args, Builtin::MappingProxy)?;
    Ok(ctx.heap.get(proxy).mapping)
}

/// Passes a call on, with the mapping in the place of the proxy.
fn pass_on(ctx: &mut Context, args: Args, name: &str) -> Result {
    let mapping = proxied(ctx, args)?;
    let rest = args.rest(ctx, 1).iter().copied().filter(|arg| !arg.is_unbound()).collect::<Vec<_>>();
    shared::call_method(ctx, mapping, name, &rest)
}

macro_rules! passed_on {
    ($($function:ident $name:literal $signature:literal;)*) => {
        $(fn $function(ctx: &mut Context, args: Args) -> Result {
            pass_on(ctx, args, $name)
        })*

        pub static PROXY: ClassDef = ClassDef {
            doc: "Read-only proxy of a mapping.",
            constructor: Some(&NativeDef::function("mappingproxy", "(mapping, /)", new_proxy, "")),
            methods: &[
                NativeDef::method("__repr__", "()", container_repr::mapping_proxy, "Return repr(self)."),
                NativeDef::method("__str__", "()", container_repr::mapping_proxy_str, "Return str(self)."),
                $(NativeDef::method($name, $signature, $function, "")),*
            ],
            ..ClassDef::new(Builtin::MappingProxy)
        };
    };
}

passed_on! {
    proxy_get "get" "(key, default=None, /)";
    proxy_keys "keys" "()";
    proxy_values "values" "()";
    proxy_items "items" "()";
    proxy_copy "copy" "()";
    proxy_item "__getitem__" "(key, /)";
    proxy_contains "__contains__" "(key, /)";
    proxy_length "__len__" "()";
    proxy_iterator "__iter__" "()";
    proxy_reversed "__reversed__" "()";
    proxy_equal "__eq__" "(value, /)";
    proxy_or "__or__" "(value, /)";
    proxy_ror "__ror__" "(value, /)";
    proxy_text "__str__" "()";
}

fn new_proxy(ctx: &mut Context, args: Args) -> Result {
    let mapping = args.get(ctx, 0);
    let is_sequence = matches!(mapping.kind(), Some(Kind::List | Kind::Tuple | Kind::Str));
    if is_sequence || ctx.special(mapping, ctx.names.getitem).is_unbound() && !mapping.is::<Dict>() {
        let name = ctx.type_name(mapping);
        return Err(ctx.type_error(format!("mappingproxy() argument must be a mapping, not {name}")));
    }
    Ok(Value::object(MappingProxy::create(&mut ctx.heap, mapping)))
}
