//! `enumerate`, `zip`, `map`, `filter`, `reversed`, and the methods that iterators of builtin types have.

use super::receiver::receiver;
use super::walk::gather_iterators;
use crate::heap::{Gc, Value};
use crate::object::Tuple;
use crate::object::iterator::{Iterator, State};
use crate::vm::Context;
use crate::vm::builtin_class::{Builtin, ClassDef};
use crate::vm::iterate::Next;
use crate::vm::native::{Args, Input, NativeDef, Result};

fn this(ctx: &mut Context, args: Args) -> Result<Gc<Iterator>> {
    receiver(ctx, args, Builtin::NativeIterator)
}

fn made(ctx: &mut Context, state: State) -> Result {
    Ok(Value::object(Iterator::create(&mut ctx.heap, state)))
}

/// The values in registers from `first` on, as a tuple.
fn kept_from(ctx: &mut Context, window: Args, first: u32) -> Gc<Tuple> {
    let values = window.rest(ctx, first).to_vec();
    Tuple::create(&mut ctx.heap, &values)
}

/// `enumerate(iterable, start=0)`
fn enumerate(ctx: &mut Context, args: Args) -> Result {
    let Some(iterable) = args.optional(ctx, 0) else {
        return Err(ctx.type_error("enumerate() missing required argument 'iterable'"));
    };
    let start = match args.optional(ctx, 1) {
        Some(start) => ctx.to_index(start)?,
        None => Value::int(0),
    };
    ctx.start_steps(enumerate_steps, &[Value::int(0), start, iterable])
}

fn enumerate_steps(ctx: &mut Context, window: Args, input: Input) -> Result {
    gather_iterators(ctx, window, input, 2, |ctx, window| {
        let (count, inner) = (window.get(ctx, 1), window.get(ctx, 2));
        made(ctx, State::Enumerate { inner, count })
    })
}

/// `zip(*iterables, strict=False)`
fn zip(ctx: &mut Context, args: Args) -> Result {
    let strict = match args.optional(ctx, 0) {
        Some(strict) => Value::bool(ctx.truth(strict)?),
        None => Value::FALSE,
    };
    let registers = [&[Value::int(0), strict], args.rest(ctx, 1)].concat();
    ctx.start_steps(zip_steps, &registers)
}

fn zip_steps(ctx: &mut Context, window: Args, input: Input) -> Result {
    gather_iterators(ctx, window, input, 2, |ctx, window| {
        let strict = window.get(ctx, 1) == Value::TRUE;
        let inner = kept_from(ctx, window, 2);
        made(ctx, State::Zip { inner, strict })
    })
}

/// `map(function, *iterables, strict=False)`
fn map(ctx: &mut Context, args: Args) -> Result {
    let (strict, all) = (args.optional(ctx, 0), args.rest(ctx, 1).to_vec());
    if all.len() < 2 {
        return Err(ctx.type_error("map() must have at least two arguments."));
    }
    let strict = match strict {
        Some(strict) => Value::bool(ctx.truth(strict)?),
        None => Value::FALSE,
    };
    let registers = [&[Value::int(0), strict], &all[..]].concat();
    ctx.start_steps(map_steps, &registers)
}

fn map_steps(ctx: &mut Context, window: Args, input: Input) -> Result {
    gather_iterators(ctx, window, input, 3, |ctx, window| {
        let (strict, function) = (window.get(ctx, 1) == Value::TRUE, window.get(ctx, 2));
        let inner = kept_from(ctx, window, 3);
        made(ctx, State::Map { function, inner, strict })
    })
}

/// `filter(function, iterable)`
fn filter(ctx: &mut Context, args: Args) -> Result {
    let (function, iterable) = (args.get(ctx, 0), args.get(ctx, 1));
    ctx.start_steps(filter_steps, &[Value::int(0), function, iterable])
}

fn filter_steps(ctx: &mut Context, window: Args, input: Input) -> Result {
    gather_iterators(ctx, window, input, 2, |ctx, window| {
        let (function, inner) = (window.get(ctx, 1), window.get(ctx, 2));
        made(ctx, State::Filter { function, inner })
    })
}

/// `reversed(sequence)`
fn reversed(ctx: &mut Context, args: Args) -> Result {
    let sequence = args.get(ctx, 0);
    if let Some(iterator) = Iterator::reversed(&mut ctx.heap, sequence) {
        return Ok(Value::object(iterator));
    }
    let method = ctx.special(sequence, ctx.names.reversed);
    if !method.is_unbound() && !method.is_none() {
        let to = ctx.return_to;
        return ctx.call_method_value(method, sequence, &[], to);
    }
    let (length, item) = (ctx.special(sequence, ctx.names.len), ctx.special(sequence, ctx.names.getitem));
    if method.is_none() || item.is_unbound() {
        let name = ctx.type_name(sequence);
        return Err(ctx.type_error(format!("'{name}' object is not reversible")));
    }
    if length.is_unbound() {
        let name = ctx.type_name(sequence);
        return Err(ctx.type_error(format!("object of type '{name}' has no len()")));
    }
    let length = ctx.length_value(sequence, Context::DISCARD)?;
    let next = ctx.check_length(length)?;
    made(ctx, State::Reversed { sequence, next })
}

fn itself(ctx: &mut Context, args: Args) -> Result {
    this(ctx, args).map(Value::object)
}

fn next(ctx: &mut Context, args: Args) -> Result {
    let iterator = Value::object(this(ctx, args)?);
    let to = ctx.return_to;
    match ctx.next_item(iterator, to)? {
        Next::Item(item) => Ok(item),
        Next::Done => Err(ctx.exhausted()),
        Next::Pending => Ok(Value::UNBOUND),
    }
}

fn length_hint(ctx: &mut Context, args: Args) -> Result {
    let iterator = this(ctx, args)?;
    let hint = ctx.heap.get(iterator).length_hint(&ctx.heap);
    Ok(hint.map_or(Value::NOT_IMPLEMENTED, |hint| Value::int(hint as i64)))
}

const METHODS: &[NativeDef] = &[
    NativeDef::method("__iter__", "()", itself, "Implement iter(self)."),
    NativeDef::method("__next__", "()", next, "Implement next(self)."),
];

const HINTED_METHODS: &[NativeDef] = &[
    NativeDef::method("__iter__", "()", itself, "Implement iter(self)."),
    NativeDef::method("__next__", "()", next, "Implement next(self)."),
    NativeDef::method("__length_hint__", "()", length_hint, "Private method returning an estimate of len(list(it))."),
];

const fn hinted(class: Builtin) -> ClassDef {
    ClassDef { methods: HINTED_METHODS, ..ClassDef::new(class) }
}

const fn plain(class: Builtin) -> ClassDef {
    ClassDef { methods: METHODS, ..ClassDef::new(class) }
}

const fn constructed(class: Builtin, constructor: &'static NativeDef, doc: &'static str) -> ClassDef {
    ClassDef { constructor: Some(constructor), doc, ..plain(class) }
}

pub static CLASSES: &[ClassDef] = &[
    constructed(
        Builtin::Enumerate,
        &NativeDef::function("enumerate", "(iterable=, start=0)", enumerate, ""),
        "Return an enumerate object.\n\n  iterable\n    an object supporting iteration\n\nThe enumerate object yields pairs containing a count (from start, which\ndefaults to zero) and a value yielded by the iterable argument.",
    ),
    constructed(
        Builtin::Zip,
        &NativeDef::function("zip", "(*iterables, strict=False)", zip, ""),
        "The zip object yields n-length tuples, where n is the number of iterables\npassed as positional arguments to zip().  The i-th element in every tuple\ncomes from the i-th iterable argument to zip().  This continues until the\nshortest argument is exhausted.\n\nIf strict is true and one of the arguments is exhausted before the others,\nraise a ValueError.",
    ),
    constructed(
        Builtin::Map,
        &NativeDef::function("map", "(*args, strict=False)", map, ""),
        "Make an iterator that computes the function using arguments from\neach of the iterables.  Stops when the shortest iterable is exhausted.\n\nIf strict is true and one of the arguments is exhausted before the others,\nraise a ValueError.",
    ),
    constructed(
        Builtin::Filter,
        &NativeDef::function("filter", "(function, iterable, /)", filter, ""),
        "Return an iterator yielding those items of iterable for which function(item)\nis true. If function is None, return the items that are true.",
    ),
    constructed(
        Builtin::Reversed,
        &NativeDef::function("reversed", "(sequence, /)", reversed, ""),
        "Return a reverse iterator over the values of the given sequence.",
    ),
    hinted(Builtin::ListIterator),
    hinted(Builtin::ListReverseIterator),
    hinted(Builtin::TupleIterator),
    hinted(Builtin::StrIterator),
    hinted(Builtin::StrAsciiIterator),
    hinted(Builtin::BytesIterator),
    hinted(Builtin::ByteArrayIterator),
    hinted(Builtin::RangeIterator),
    plain(Builtin::LongRangeIterator),
    hinted(Builtin::DictKeyIterator),
    hinted(Builtin::DictValueIterator),
    hinted(Builtin::DictItemIterator),
    hinted(Builtin::DictReverseKeyIterator),
    hinted(Builtin::DictReverseValueIterator),
    hinted(Builtin::DictReverseItemIterator),
    hinted(Builtin::SetIterator),
    plain(Builtin::SequenceIterator),
    plain(Builtin::CallableIterator),
    plain(Builtin::NativeIterator),
];
