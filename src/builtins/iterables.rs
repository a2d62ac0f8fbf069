//! Functions over iterables: `iter`, `next`, `sum`, `min`, `max`, `any`, `all`, `sorted`.

use super::list::sort_in_place;
use super::receiver::is_callable;
use super::walk::{self, STATE, Turn};
use crate::heap::{Kind, Value};
use crate::object::List;
use crate::object::iterator::{Iterator, State};
use crate::vm::Context;
use crate::vm::await_iterator::AwaitIterator;
use crate::vm::compare::Comparison;
use crate::vm::iterate::Next;
use crate::vm::native::{Args, Input, NativeDef, Result};
use crate::vm::operator::BinaryOperator;

/// `iter(iterable)`, `iter(callable, sentinel)`
fn iter(ctx: &mut Context, args: Args) -> Result {
    let object = args.get(ctx, 0);
    let Some(sentinel) = args.optional(ctx, 1) else {
        let to = ctx.return_to;
        return ctx.get_iterator(object, to);
    };
    if !is_callable(ctx, object) {
        return Err(ctx.type_error("iter(v, w): v must be callable"));
    }
    let state = State::Callable { function: object, sentinel };
    Ok(Value::object(Iterator::create(&mut ctx.heap, state)))
}

/// `next(iterator)`, `next(iterator, default)`
fn next(ctx: &mut Context, args: Args) -> Result {
    let iterator = args.get(ctx, 0);
    if let Some(default) = args.optional(ctx, 1) {
        return ctx.start_steps(next_or_default, &[iterator, default]);
    }
    if iterator.is::<AwaitIterator>() {
        // Its end has a value.
        let method = ctx.attribute(iterator, "__next__")?;
        return ctx.tail_call(method, &[]);
    }
    let to = ctx.return_to;
    match ctx.next_item(iterator, to)? {
        Next::Item(item) => Ok(item),
        Next::Done => Err(ctx.exhausted()),
        Next::Pending => Ok(Value::UNBOUND),
    }
}

/// Registers: the iterator, the default.
fn next_or_default(ctx: &mut Context, window: Args, input: Input) -> Result {
    match input {
        Input::Value(item) => Ok(item),
        Input::Exhausted => Ok(window.get(ctx, 1)),
        Input::Start | Input::Raised(_) => match ctx.next_for_step(window.get(ctx, 0))? {
            Next::Item(item) => Ok(item),
            Next::Done => Ok(window.get(ctx, 1)),
            Next::Pending => Ok(Value::UNBOUND),
        },
    }
}

fn any(ctx: &mut Context, args: Args) -> Result {
    walk::start(ctx, any_steps, args.get(ctx, 0), &[])
}

fn any_steps(ctx: &mut Context, window: Args, input: Input) -> Result {
    let each = |ctx: &mut Context, _, item| Ok(ctx.truth(item)?.then_some(Value::TRUE));
    walk::walk(ctx, window, input, each, |_, _| Ok(Value::FALSE))
}

fn all(ctx: &mut Context, args: Args) -> Result {
    walk::start(ctx, all_steps, args.get(ctx, 0), &[])
}

fn all_steps(ctx: &mut Context, window: Args, input: Input) -> Result {
    let each = |ctx: &mut Context, _, item| Ok((!ctx.truth(item)?).then_some(Value::FALSE));
    walk::walk(ctx, window, input, each, |_, _| Ok(Value::TRUE))
}

/// Registers of `sum`: the total so far, and what rounding lost of it so long as it is a float summed exactly (Neumaier's
/// variant of Kahan's algorithm, as in CPython), else None. Ints may turn to floats once; what follows anything else is
/// added as `+` does.
const TOTAL: u32 = STATE;
const LOST: u32 = STATE + 1;

fn sum(ctx: &mut Context, args: Args) -> Result {
    let start = args.optional(ctx, 1).unwrap_or(Value::int(0));
    let advice = match start.kind() {
        Some(Kind::Str) => Some("strings [use ''.join(seq) instead]"),
        Some(Kind::Bytes) => Some("bytes [use b''.join(seq) instead]"),
        Some(Kind::ByteArray) => Some("bytearray [use b''.join(seq) instead]"),
        _ => None,
    };
    if let Some(advice) = advice {
        return Err(ctx.type_error(format!("sum() can't sum {advice}")));
    }
    let lost = if start.is_float() { Value::float(0.0) } else { Value::NONE };
    walk::start(ctx, sum_steps, args.get(ctx, 0), &[start, lost])
}

fn sum_steps(ctx: &mut Context, window: Args, input: Input) -> Result {
    walk::walk_calling(ctx, window, input, add_to_sum, sum_was_added, end_of_sum)
}

fn add_to_sum(ctx: &mut Context, window: Args, item: Value) -> Result<Turn> {
    let total = window.get(ctx, TOTAL);
    if total.both_int(item)
        && let Some(sum) = total.int_payload().checked_add(item.int_payload())
    {
        window.set(ctx, TOTAL, Value::int(sum));
        return Ok(Turn::Next);
    }
    if let Some(lost) = window.get(ctx, LOST).as_float() {
        let addend = match item.as_float() {
            Some(float) => Some(float),
            None if ctx.heap.int(item).is_some() => Some(ctx.int_to_float(item)?),
            None => None,
        };
        if let Some(addend) = addend {
            let total = total.float_payload();
            let sum = total + addend;
            let error = if total.abs() >= addend.abs() { (total - sum) + addend } else { (addend - sum) + total };
            window.set(ctx, TOTAL, Value::float(sum));
            window.set(ctx, LOST, Value::float(lost + error));
            return Ok(Turn::Next);
        }
        let rounded = rounded_sum(total.float_payload(), lost);
        window.set(ctx, TOTAL, Value::float(rounded));
        window.set(ctx, LOST, Value::NONE);
    }
    let (total, to) = (window.get(ctx, TOTAL), ctx.return_to);
    Ok(Turn::Called(ctx.binary(BinaryOperator::Add, false, total, item, to)?))
}

fn sum_was_added(ctx: &mut Context, window: Args, item: Value, sum: Value) -> Result<Option<Value>> {
    let was_int = window.get(ctx, TOTAL).is_int();
    window.set(ctx, TOTAL, sum);
    if was_int && item.is_float() && sum.is_float() {
        window.set(ctx, LOST, Value::float(0.0));
    }
    Ok(None)
}

fn end_of_sum(ctx: &mut Context, window: Args) -> Result {
    let total = window.get(ctx, TOTAL);
    Ok(match window.get(ctx, LOST).as_float() {
        Some(lost) => Value::float(rounded_sum(total.float_payload(), lost)),
        None => total,
    })
}

fn rounded_sum(total: f64, lost: f64) -> f64 {
    if lost.is_finite() { total + lost } else { total }
}

/// Registers of `min` and `max`: the best item, its key, the key function, the default, and the comparison that makes
/// an item better.
const BEST: u32 = STATE;
const BEST_KEY: u32 = STATE + 1;
const KEY: u32 = STATE + 2;
const DEFAULT: u32 = STATE + 3;
const BETTER: u32 = STATE + 4;

fn min(ctx: &mut Context, args: Args) -> Result {
    extreme(ctx, args, Comparison::Less)
}

fn max(ctx: &mut Context, args: Args) -> Result {
    extreme(ctx, args, Comparison::Greater)
}

fn extreme(ctx: &mut Context, args: Args, better: Comparison) -> Result {
    let name = extreme_name(better);
    let (key, default) = (args.get(ctx, 0), args.get(ctx, 1));
    let iterable = match args.rest(ctx, 2) {
        [] => return Err(ctx.type_error(format!("{name} expected at least 1 argument, got 0"))),
        &[iterable] => iterable,
        _ if !default.is_unbound() => {
            let message = format!("Cannot specify a default for {name}() with multiple positional arguments");
            return Err(ctx.type_error(message));
        }
        several => {
            let several = several.to_vec();
            ctx.new_tuple(&several)
        }
    };
    let key = if key.is_none() { Value::UNBOUND } else { key };
    let state = [Value::UNBOUND, Value::UNBOUND, key, default, Value::int(better as i64)];
    walk::start(ctx, extreme_steps, iterable, &state)
}

fn extreme_name(better: Comparison) -> &'static str {
    if better == Comparison::Less { "min" } else { "max" }
}

fn extreme_steps(ctx: &mut Context, window: Args, input: Input) -> Result {
    let each = |ctx: &mut Context, window: Args, item| {
        let key = window.get(ctx, KEY);
        Ok(Turn::Called(if key.is_unbound() { item } else { ctx.tail_call(key, &[item])? }))
    };
    walk::walk_calling(ctx, window, input, each, keep_the_better, |ctx, window| {
        let (best, default) = (window.get(ctx, BEST), window.get(ctx, DEFAULT));
        if !best.is_unbound() {
            Ok(best)
        } else if !default.is_unbound() {
            Ok(default)
        } else {
            let name = extreme_name(comparison_of(ctx, window));
            Err(ctx.value_error(format!("{name}() iterable argument is empty")))
        }
    })
}

fn comparison_of(ctx: &Context, window: Args) -> Comparison {
    let better = window.get(ctx, BETTER).as_int().expect("the register holds a comparison");
    Comparison::ALL[better as usize]
}

fn keep_the_better(ctx: &mut Context, window: Args, item: Value, key: Value) -> Result<Option<Value>> {
    let best_key = window.get(ctx, BEST_KEY);
    let mark = ctx.roots.len();
    ctx.roots.push(key);
    let better = if best_key.is_unbound() {
        Ok(true)
    } else {
        let comparison = comparison_of(ctx, window);
        ctx.compare_nested(comparison, key, best_key)
    };
    ctx.roots.truncate(mark);
    if better? {
        window.set(ctx, BEST, item);
        window.set(ctx, BEST_KEY, key);
    }
    Ok(None)
}

fn sorted(ctx: &mut Context, args: Args) -> Result {
    let (iterable, key) = (args.get(ctx, 0), args.optional(ctx, 1).unwrap_or(Value::NONE));
    let reverse = match args.optional(ctx, 2) {
        Some(reverse) => Value::bool(ctx.truth(reverse)?),
        None => Value::FALSE,
    };
    ctx.start_steps(sorted_steps, &[iterable, key, reverse, Value::UNBOUND])
}

/// Registers: the iterable, the key function or None, whether to reverse, and the list once it is collected.
fn sorted_steps(ctx: &mut Context, window: Args, input: Input) -> Result {
    let list = window.get(ctx, 3);
    if !list.is_unbound() {
        return Ok(list);
    }
    let list = match input {
        Input::Value(list) => list,
        _ => {
            let (iterable, to) = (window.get(ctx, 0), ctx.return_to);
            ctx.collect_list(iterable, to)?
        }
    };
    let Some(collected) = list.cast::<List>() else {
        return Ok(list);
    };
    window.set(ctx, 3, list);
    let (key, reverse) = (window.get(ctx, 1), window.get(ctx, 2) == Value::TRUE);
    let answer = sort_in_place(ctx, collected, key, reverse)?;
    Ok(if answer.is_unbound() { answer } else { list })
}

pub const FUNCTIONS: &[NativeDef] = &[
    NativeDef::function("iter", "(object, sentinel=, /)", iter, "Get an iterator from an object."),
    NativeDef::function("next", "(iterator, default=, /)", next, "Return the next item from the iterator.").releasing(),
    NativeDef::function("any", "(iterable, /)", any, "Return True if bool(x) is True for any x in the iterable.")
        .releasing(),
    NativeDef::function(
        "all",
        "(iterable, /)",
        all,
        "Return True if bool(x) is True for all values x in the iterable.",
    )
    .releasing(),
    NativeDef::function(
        "sum",
        "(iterable, /, start=0)",
        sum,
        "Return the sum of a 'start' value plus an iterable of numbers.",
    )
    .releasing(),
    NativeDef::function(
        "min",
        "(*args, key=None, default=)",
        min,
        "With a single iterable argument, return its smallest item; else the smallest argument.",
    )
    .releasing(),
    NativeDef::function(
        "max",
        "(*args, key=None, default=)",
        max,
        "With a single iterable argument, return its biggest item; else the largest argument.",
    )
    .releasing(),
    NativeDef::function(
        "sorted",
        "(iterable, /, *, key=None, reverse=False)",
        sorted,
        "Return a new list containing all items from the iterable in ascending order.",
    ),
];
