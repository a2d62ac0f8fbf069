//! Methods of `dict`.

use super::container_repr;
use super::receiver as shared;
use super::receiver::receiver;
use super::walk::{self, STATE};
use crate::heap::{Gc, Value};
use crate::object::view::{DictView, Part};
use crate::object::{Dict, ExceptionKind};
use crate::vm::Context;
use crate::vm::builtin_class::{Builtin, ClassDef};
use crate::vm::native::{Args, Input, NativeDef, Result};

fn this(ctx: &mut Context, args: Args) -> Result<Gc<Dict>> {
    receiver(ctx, args, Builtin::Dict)
}

/// `dict(mapping_or_pairs=(), **items)`
fn new(ctx: &mut Context, args: Args) -> Result {
    let dict = ctx.new_dict();
    fill(ctx, args, 0, dict, Value::object(dict))
}

fn init(ctx: &mut Context, args: Args) -> Result {
    let dict = this(ctx, args)?;
    fill(ctx, args, 1, dict, Value::NONE)
}

fn update(ctx: &mut Context, args: Args) -> Result {
    let dict = this(ctx, args)?;
    fill(ctx, args, 1, dict, Value::NONE)
}

/// Updates a dict from argument `first` and the keywords behind it, then answers.
fn fill(ctx: &mut Context, args: Args, first: u32, dict: Gc<Dict>, answer: Value) -> Result {
    let keywords = args.get(ctx, first + 1);
    let Some(source) = args.optional(ctx, first) else {
        merge_keywords(ctx, dict, keywords)?;
        return Ok(answer);
    };
    if let Some(source) = ctx.copied_dict(source) {
        ctx.roots.push(Value::object(dict));
        let merged = merge(ctx, dict, source).and_then(|()| merge_keywords(ctx, dict, keywords));
        ctx.roots.pop();
        merged?;
        return Ok(answer);
    }
    let state = [Value::object(dict), answer, keywords, Value::int(0)];
    if !ctx.special(source, ctx.names.keys).is_unbound() {
        let registers = [&[source, Value::UNBOUND][..], &state[..3]].concat();
        return ctx.start_steps(update_from_mapping, &registers);
    }
    walk::start(ctx, update_from_pairs, source, &state)
}

fn merge(ctx: &mut Context, dict: Gc<Dict>, source: Gc<Dict>) -> Result<()> {
    if ctx.heap.get(dict).is_empty() && dict != source {
        ctx.charge(ctx.heap.get(source).len() as u64 / 8)?;
        Dict::assign(&mut ctx.heap, dict, source);
        return Ok(());
    }
    ctx.merge_dict(dict, source)
}

fn merge_keywords(ctx: &mut Context, dict: Gc<Dict>, keywords: Value) -> Result<()> {
    match keywords.cast::<Dict>() {
        Some(keywords) => merge(ctx, dict, keywords),
        None => Ok(()),
    }
}

/// Registers: the dict, the answer, the keywords, how many pairs there were.
fn update_from_pairs(ctx: &mut Context, window: Args, input: Input) -> Result {
    let dict = window.get(ctx, STATE).cast::<Dict>().expect("the register holds the dict");
    let each = |ctx: &mut Context, window: Args, pair| {
        let count = window.get(ctx, STATE + 3).int_payload();
        let items = match ctx.quick_items(pair) {
            Some(items) => items,
            None if ctx.is_iterable(pair) => ctx.collect_nested(pair)?,
            None => return Err(ctx.type_error("object is not iterable")),
        };
        let &[key, value] = &items[..] else {
            let length = items.len();
            let message = format!("dictionary update sequence element #{count} has length {length}; 2 is required");
            return Err(ctx.value_error(message));
        };
        ctx.dict_set(dict, key, value)?;
        window.set(ctx, STATE + 3, Value::int(count + 1));
        Ok(None)
    };
    walk::walk(ctx, window, input, each, |ctx, window| {
        let (answer, keywords) = (window.get(ctx, STATE + 1), window.get(ctx, STATE + 2));
        merge_keywords(ctx, dict, keywords)?;
        Ok(answer)
    })
}

/// Registers: the mapping, its keys once they are there, the dict, the answer, the keywords.
fn update_from_mapping(ctx: &mut Context, window: Args, input: Input) -> Result {
    let (mapping, keys, dict) = (window.get(ctx, 0), window.get(ctx, 1), window.get(ctx, 2));
    if !keys.is_unbound() {
        let dict = dict.cast::<Dict>().expect("the register holds the dict");
        let keywords = window.get(ctx, 4);
        merge_keywords(ctx, dict, keywords)?;
        return Ok(window.get(ctx, 3));
    }
    let keys = match input {
        Input::Value(keys) => keys,
        _ => shared::call_method(ctx, mapping, "keys", &[])?,
    };
    if keys.is_unbound() {
        return Ok(keys);
    }
    window.set(ctx, 1, keys);
    let answer = walk::start(ctx, copy_items, keys, &[mapping, dict])?;
    if answer.is_unbound() { Ok(answer) } else { update_from_mapping(ctx, window, Input::Value(answer)) }
}

/// Walks keys and sets `dict[key] = mapping[key]`. Registers: the mapping, the dict.
fn copy_items(ctx: &mut Context, window: Args, input: Input) -> Result {
    let (mapping, dict) = (window.get(ctx, STATE), window.get(ctx, STATE + 1));
    let dict = dict.cast::<Dict>().expect("the register holds the dict");
    let each = |ctx: &mut Context, _, key| {
        let to = ctx.return_to;
        Ok(walk::Turn::Called(ctx.load_item(mapping, key, to)?))
    };
    let set = |ctx: &mut Context, _, key, value| {
        ctx.dict_set(dict, key, value)?;
        Ok(None)
    };
    walk::walk_calling(ctx, window, input, each, set, |_, _| Ok(Value::NONE))
}

fn clear(ctx: &mut Context, args: Args) -> Result {
    let dict = this(ctx, args)?;
    Dict::clear(&mut ctx.heap, dict);
    Ok(Value::NONE)
}

fn copy(ctx: &mut Context, args: Args) -> Result {
    let dict = this(ctx, args)?;
    ctx.charge(ctx.heap.get(dict).len() as u64 / 8)?;
    Ok(Value::object(Dict::copy(&mut ctx.heap, dict)))
}

fn get(ctx: &mut Context, args: Args) -> Result {
    let dict = this(ctx, args)?;
    let key = args.get(ctx, 1);
    Ok(match ctx.dict_get(dict, key)? {
        Some(value) => value,
        None => args.optional(ctx, 2).unwrap_or(Value::NONE),
    })
}

fn pop(ctx: &mut Context, args: Args) -> Result {
    let dict = this(ctx, args)?;
    let key = args.get(ctx, 1);
    if ctx.heap.get(dict).is_empty() {
        return args.optional(ctx, 2).ok_or(()).map_err(|()| ctx.key_error(key));
    }
    match (ctx.dict_remove(dict, key)?, args.optional(ctx, 2)) {
        (Some(value), _) | (None, Some(value)) => Ok(value),
        (None, None) => Err(ctx.key_error(key)),
    }
}

fn popitem(ctx: &mut Context, args: Args) -> Result {
    let dict = this(ctx, args)?;
    match ctx.heap.get_mut(dict).pop_last() {
        Some(entry) => Ok(ctx.new_tuple(&[entry.key, entry.value])),
        None => Err(ctx.raise(ExceptionKind::KeyError, "popitem(): dictionary is empty")),
    }
}

fn setdefault(ctx: &mut Context, args: Args) -> Result {
    let dict = this(ctx, args)?;
    let key = args.get(ctx, 1);
    let hash = ctx.hash_key(key)?;
    if let Some(index) = ctx.dict_find_hashed(dict, hash, key)? {
        return Ok(ctx.heap.get(dict).entry_value(index));
    }
    let value = args.optional(ctx, 2).unwrap_or(Value::NONE);
    Dict::insert_new(&mut ctx.heap, dict, hash, key, value);
    Ok(value)
}

fn view(ctx: &mut Context, args: Args, part: Part) -> Result {
    let dict = this(ctx, args)?;
    Ok(Value::object(DictView::create(&mut ctx.heap, dict, part)))
}

fn keys(ctx: &mut Context, args: Args) -> Result {
    view(ctx, args, Part::Keys)
}

fn values(ctx: &mut Context, args: Args) -> Result {
    view(ctx, args, Part::Values)
}

fn items(ctx: &mut Context, args: Args) -> Result {
    view(ctx, args, Part::Items)
}

/// `dict.fromkeys(iterable, value=None)`; argument 0 is the class.
fn fromkeys(ctx: &mut Context, args: Args) -> Result {
    let (class, iterable) = (args.get(ctx, 0), args.get(ctx, 1));
    let value = args.optional(ctx, 2).unwrap_or(Value::NONE);
    if class == ctx.class_value(Builtin::Dict) {
        let dict = Value::object(ctx.new_dict());
        return walk::start(ctx, fromkeys_steps, iterable, &[dict, value]);
    }
    ctx.start_steps(fromkeys_of_class, &[class, iterable, value, Value::UNBOUND])
}

/// Registers: the dict, the value.
fn fromkeys_steps(ctx: &mut Context, window: Args, input: Input) -> Result {
    let (target, value) = (window.get(ctx, STATE), window.get(ctx, STATE + 1));
    let dict = target.cast::<Dict>().expect("the register holds the dict");
    let each = |ctx: &mut Context, _, key| {
        ctx.dict_set(dict, key, value)?;
        Ok(None)
    };
    walk::walk(ctx, window, input, each, |_, _| Ok(target))
}

/// Of a derived class: makes an instance, then sets its items as the instance would. Registers: the class, the iterable,
/// the value, the instance.
fn fromkeys_of_class(ctx: &mut Context, window: Args, input: Input) -> Result {
    if !window.get(ctx, 3).is_unbound() {
        return Ok(window.get(ctx, 3));
    }
    let instance = match input {
        Input::Value(instance) => instance,
        _ => ctx.tail_call(window.get(ctx, 0), &[])?,
    };
    if instance.is_unbound() {
        return Ok(instance);
    }
    window.set(ctx, 3, instance);
    let (iterable, value) = (window.get(ctx, 1), window.get(ctx, 2));
    let answer = walk::start(ctx, set_items, iterable, &[instance, value])?;
    Ok(if answer.is_unbound() { answer } else { instance })
}

/// Walks keys and sets `instance[key] = value`. Registers: the instance, the value.
fn set_items(ctx: &mut Context, window: Args, input: Input) -> Result {
    let (instance, value) = (window.get(ctx, STATE), window.get(ctx, STATE + 1));
    let each = |ctx: &mut Context, _, key| {
        Ok(walk::Turn::Called(shared::call_method(ctx, instance, "__setitem__", &[key, value])?))
    };
    walk::walk_calling(ctx, window, input, each, |_, _, _, _| Ok(None), |_, _| Ok(Value::NONE))
}

/// `dict[key]`: of a derived class, `__missing__` is asked for what is not there.
fn item(ctx: &mut Context, args: Args) -> Result {
    let dict = this(ctx, args)?;
    let key = args.get(ctx, 1);
    if let Some(value) = ctx.dict_get(dict, key)? {
        return Ok(value);
    }
    let receiver = args.get(ctx, 0);
    let missing = ctx.special(receiver, ctx.names.missing);
    if receiver.is::<Dict>() || missing.is_unbound() {
        return Err(ctx.key_error(key));
    }
    let to = ctx.return_to;
    ctx.call_method_value(missing, receiver, &[key], to)
}

/// `dict | other`
fn or(ctx: &mut Context, args: Args) -> Result {
    joined(ctx, args.get(ctx, 0), args.get(ctx, 1))
}

fn ror(ctx: &mut Context, args: Args) -> Result {
    joined(ctx, args.get(ctx, 1), args.get(ctx, 0))
}

fn joined(ctx: &mut Context, left: Value, right: Value) -> Result {
    let (Some(left), Some(right)) = (ctx.as_dict(left), ctx.as_dict(right)) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    let result = Dict::copy(&mut ctx.heap, left);
    ctx.roots.push(Value::object(result));
    let merged = ctx.merge_dict(result, right);
    ctx.roots.pop();
    merged?;
    Ok(Value::object(result))
}

fn ior(ctx: &mut Context, args: Args) -> Result {
    let dict = this(ctx, args)?;
    let answer = args.get(ctx, 0);
    let source = args.get(ctx, 1);
    let other = ctx.payload(source);
    if let Some(other) = other.cast::<Dict>() {
        merge(ctx, dict, other)?;
        return Ok(answer);
    }
    walk::start(ctx, update_from_pairs, source, &[Value::object(dict), answer, Value::NONE, Value::int(0)])
}

pub static CLASS: ClassDef = ClassDef {
    doc: "dict() -> new empty dictionary\ndict(mapping) -> new dictionary initialized from a mapping object's\n    (key, value) pairs\ndict(iterable) -> new dictionary initialized as if via:\n    d = {}\n    for k, v in iterable:\n        d[k] = v\ndict(**kwargs) -> new dictionary initialized with the name=value pairs\n    in the keyword argument list.  For example:  dict(one=1, two=2)",
    constructor: Some(&NativeDef::function("dict", "(mapping_or_iterable=(), /, **kwargs)", new, "")),
    methods: METHODS,
    class_methods: &[NativeDef::method(
        "fromkeys",
        "(iterable, value=None, /)",
        fromkeys,
        "Create a new dictionary with keys from iterable and values set to value.",
    )],
    ..ClassDef::new(Builtin::Dict)
};

const METHODS: &[NativeDef] = &[
    NativeDef::method("clear", "()", clear, "Remove all items from the dict."),
    NativeDef::method("copy", "()", copy, "Return a shallow copy of the dict."),
    NativeDef::method(
        "get",
        "(key, default=None, /)",
        get,
        "Return the value for key if key is in the dictionary, else default.",
    ),
    NativeDef::method("items", "()", items, "Return a set-like object providing a view on the dict's items."),
    NativeDef::method("keys", "()", keys, "Return a set-like object providing a view on the dict's keys."),
    NativeDef::method(
        "pop",
        "(key, default=, /)",
        pop,
        "Remove specified key and return the corresponding value.\n\nIf the key is not found, return the default if given; otherwise,\nraise a KeyError.",
    ),
    NativeDef::method(
        "popitem",
        "()",
        popitem,
        "Remove and return a (key, value) pair as a 2-tuple.\n\nPairs are returned in LIFO (last-in, first-out) order.\nRaises KeyError if the dict is empty.",
    ),
    NativeDef::method(
        "setdefault",
        "(key, default=None, /)",
        setdefault,
        "Insert key with a value of default if key is not in the dictionary.\n\nReturn the value for key if key is in the dictionary, else default.",
    ),
    NativeDef::method(
        "update",
        "(mapping_or_iterable=(), /, **kwargs)",
        update,
        "Update the dict from a mapping or an iterable of pairs, and from keyword arguments.",
    ),
    NativeDef::method("values", "()", values, "Return an object providing a view on the dict's values."),
    NativeDef::method("__init__", "(mapping_or_iterable=(), /, **kwargs)", init, "Initialize self."),
    NativeDef::method("__len__", "()", shared::length, "Return len(self)."),
    NativeDef::method("__getitem__", "(key, /)", item, "Return self[key]."),
    NativeDef::method("__setitem__", "(key, value, /)", shared::set_item, "Set self[key] to value."),
    NativeDef::method("__delitem__", "(key, /)", shared::delete_item, "Delete self[key]."),
    NativeDef::method(
        "__contains__",
        "(key, /)",
        shared::contains,
        "True if the dictionary has the specified key, else False.",
    ),
    NativeDef::method("__repr__", "()", container_repr::dict, "Return repr(self)."),
    NativeDef::method("__iter__", "()", shared::iterate, "Implement iter(self)."),
    NativeDef::method("__reversed__", "()", shared::iterate_reversed, "Return a reverse iterator over the dict keys."),
    NativeDef::method("__or__", "(value, /)", or, "Return self|value."),
    NativeDef::method("__ror__", "(value, /)", ror, "Return value|self."),
    NativeDef::method("__ior__", "(value, /)", ior, "Return self|=value."),
    NativeDef::method("__eq__", "(value, /)", shared::equal::<Dict>, "Return self==value."),
    NativeDef::method("__ne__", "(value, /)", shared::not_equal::<Dict>, "Return self!=value."),
];
