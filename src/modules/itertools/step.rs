//! One item of each iterator that asks others. A step is a native frame: register 0 holds the iterator, 1 the stage, 2 an
//! item kept while something is called.

use super::{choose, tuple_part};
use crate::heap::{Gc, Value};
use crate::object::iterator::{Iterator, State, Tool};
use crate::object::{List, Tuple};
use crate::vm::Context;
use crate::vm::iterate::Next;
use crate::vm::native::{Args, Input, Result};
use crate::vm::operator::BinaryOperator;

/// Stages of `accumulate`, in its last part.
pub const NO_TOTAL: i64 = 0;
pub const INITIAL: i64 = 1;
const TOTAL: i64 = 2;

pub fn step(ctx: &mut Context, window: Args, input: Input) -> Result {
    let iterator = window.get(ctx, 0).cast::<Iterator>().expect("register 0 holds the iterator");
    let &State::Tool { tool, parts, .. } = ctx.heap.get(iterator).state() else {
        unreachable!("only iterators of this module come here")
    };
    if ctx.items(parts).is_empty() {
        return Err(ctx.exhausted());
    }
    match tool {
        Tool::Count => count(ctx, parts),
        Tool::Repeat => repeat(ctx, parts),
        Tool::Cycle => cycle(ctx, input, parts),
        Tool::Chain => chain(ctx, window, input, parts),
        Tool::Slice => slice(ctx, input, parts),
        Tool::TakeWhile => take_while(ctx, window, input, parts),
        Tool::DropWhile => drop_while(ctx, window, input, parts),
        Tool::FilterFalse => filter_false(ctx, window, input, parts),
        Tool::StarMap => star_map(ctx, window, input, parts),
        Tool::Accumulate => accumulate(ctx, window, input, parts),
        Tool::Compress => compress(ctx, window, input, parts),
        Tool::Pairwise => pairwise(ctx, input, parts),
        Tool::Batched => batched(ctx, input, parts),
        Tool::ZipLongest => zip_longest(ctx, input, parts),
        Tool::GroupBy => group_by(ctx, window, input, parts),
        Tool::Group => group(ctx, window, input, parts),
        Tool::Tee => tee(ctx, input, parts),
        Tool::Product => choose::next_product(ctx, parts),
        Tool::Permutations => choose::next_permutation(ctx, parts),
        Tool::Combinations => choose::next_combination(ctx, parts, false),
        Tool::CombinationsWithReplacement => choose::next_combination(ctx, parts, true),
    }
}

fn part(ctx: &Context, parts: Gc<List>, index: usize) -> Value {
    ctx.items(parts)[index]
}

fn number(ctx: &Context, parts: Gc<List>, index: usize) -> i64 {
    part(ctx, parts, index).as_int().unwrap_or(0)
}

fn set(ctx: &mut Context, parts: Gc<List>, index: usize, value: Value) {
    ctx.heap.get_mut(parts).items[index] = value;
}

/// Ends an iterator for good.
pub fn finish(ctx: &mut Context, parts: Gc<List>) -> Result {
    List::clear(&mut ctx.heap, parts);
    Err(ctx.exhausted())
}

fn take(input: &mut Input) -> Input {
    std::mem::replace(input, Input::Start)
}

/// The item of an inner iterator: the one that just arrived, or the next one asked for.
fn next_of(ctx: &mut Context, inner: Value, input: &mut Input) -> Result<Next> {
    match take(input) {
        Input::Value(value) => Ok(Next::Item(value)),
        Input::Exhausted => Ok(Next::Done),
        Input::Start | Input::Raised(_) => ctx.next_for_step(inner),
    }
}

/// An item and what was called with it.
enum Called {
    Item(Value, Value),
    Done,
    Pending,
}

/// The next item of `inner`, and the result of `call` with it.
fn item_and_call(
    ctx: &mut Context,
    window: Args,
    input: &mut Input,
    inner: Value,
    call: impl FnOnce(&mut Context, Value) -> Result,
) -> Result<Called> {
    if window.get(ctx, 1) != Value::int(0) {
        let Input::Value(answer) = take(input) else { unreachable!("something was called") };
        window.set(ctx, 1, Value::int(0));
        return Ok(Called::Item(window.get(ctx, 2), answer));
    }
    match next_of(ctx, inner, input)? {
        Next::Item(item) => {
            window.set(ctx, 2, item);
            window.set(ctx, 1, Value::int(1));
            let answer = call(ctx, item)?;
            if answer.is_unbound() {
                return Ok(Called::Pending);
            }
            window.set(ctx, 1, Value::int(0));
            Ok(Called::Item(item, answer))
        }
        Next::Done => Ok(Called::Done),
        Next::Pending => Ok(Called::Pending),
    }
}

fn count(ctx: &mut Context, parts: Gc<List>) -> Result {
    let (current, step) = (part(ctx, parts, 0), part(ctx, parts, 1));
    ctx.charge(1)?;
    let next = ctx.nested(|ctx, to| ctx.binary(BinaryOperator::Add, false, current, step, to))?;
    set(ctx, parts, 0, next);
    Ok(current)
}

fn repeat(ctx: &mut Context, parts: Gc<List>) -> Result {
    ctx.charge(1)?;
    if let Some(left) = part(ctx, parts, 1).as_int() {
        if left == 0 {
            return Err(ctx.exhausted());
        }
        set(ctx, parts, 1, Value::int(left - 1));
    }
    Ok(part(ctx, parts, 0))
}

/// Parts: the iterator or None once it has ended, the saved items, the index of the next.
fn cycle(ctx: &mut Context, mut input: Input, parts: Gc<List>) -> Result {
    let saved = part(ctx, parts, 1).cast::<List>().expect("this part is a list");
    let inner = part(ctx, parts, 0);
    if !inner.is_none() {
        match next_of(ctx, inner, &mut input)? {
            Next::Item(item) => {
                List::push(&mut ctx.heap, saved, item);
                return Ok(item);
            }
            Next::Pending => return Ok(Value::UNBOUND),
            Next::Done => set(ctx, parts, 0, Value::NONE),
        }
    }
    ctx.charge(1)?;
    let (index, length) = (number(ctx, parts, 2), ctx.items(saved).len() as i64);
    if length == 0 {
        return Err(ctx.exhausted());
    }
    set(ctx, parts, 2, Value::int((index + 1) % length));
    Ok(ctx.items(saved)[index as usize])
}

/// Parts: the iterator over sources, that over the current one or None. Stages: 0 asks the current one, 1 asks for a
/// source, 2 makes an iterator of it.
fn chain(ctx: &mut Context, window: Args, mut input: Input, parts: Gc<List>) -> Result {
    loop {
        match window.get(ctx, 1).as_int() {
            Some(0) => {
                let current = part(ctx, parts, 1);
                if current.is_none() {
                    window.set(ctx, 1, Value::int(1));
                    continue;
                }
                match next_of(ctx, current, &mut input)? {
                    Next::Item(item) => return Ok(item),
                    Next::Pending => return Ok(Value::UNBOUND),
                    Next::Done => set(ctx, parts, 1, Value::NONE),
                }
            }
            Some(1) => {
                let sources = part(ctx, parts, 0);
                match next_of(ctx, sources, &mut input)? {
                    Next::Item(source) => {
                        window.set(ctx, 2, source);
                        window.set(ctx, 1, Value::int(2));
                    }
                    Next::Pending => return Ok(Value::UNBOUND),
                    Next::Done => return finish(ctx, parts),
                }
            }
            _ => {
                let iterator = match take(&mut input) {
                    Input::Value(iterator) => {
                        ctx.check_iterator(iterator)?;
                        iterator
                    }
                    _ => {
                        let (source, to) = (window.get(ctx, 2), ctx.return_to);
                        ctx.get_iterator(source, to)?
                    }
                };
                if iterator.is_unbound() {
                    return Ok(iterator);
                }
                set(ctx, parts, 1, iterator);
                window.set(ctx, 1, Value::int(0));
            }
        }
    }
}

/// Parts: the iterator, the index of the next item to give, where to stop (-1: nowhere), the step, how many items were
/// taken.
fn slice(ctx: &mut Context, mut input: Input, parts: Gc<List>) -> Result {
    let inner = part(ctx, parts, 0);
    let (stop, step) = (number(ctx, parts, 2), number(ctx, parts, 3));
    loop {
        let (next, taken) = (number(ctx, parts, 1), number(ctx, parts, 4));
        if taken >= next && stop != -1 && taken >= stop {
            return finish(ctx, parts);
        }
        match next_of(ctx, inner, &mut input)? {
            Next::Pending => return Ok(Value::UNBOUND),
            Next::Done => return finish(ctx, parts),
            Next::Item(item) => {
                set(ctx, parts, 4, Value::int(taken + 1));
                if taken < next {
                    continue;
                }
                let following = next.saturating_add(step);
                let following = if stop != -1 { following.min(stop) } else { following };
                set(ctx, parts, 1, Value::int(following));
                return Ok(item);
            }
        }
    }
}

fn take_while(ctx: &mut Context, window: Args, mut input: Input, parts: Gc<List>) -> Result {
    let (inner, predicate) = (part(ctx, parts, 0), part(ctx, parts, 1));
    match item_and_call(ctx, window, &mut input, inner, |ctx, item| ctx.tail_call(predicate, &[item]))? {
        Called::Pending => Ok(Value::UNBOUND),
        Called::Item(item, answer) if ctx.truth(answer)? => Ok(item),
        Called::Item(..) | Called::Done => finish(ctx, parts),
    }
}

/// Parts: the iterator, the predicate, whether the dropping is over.
fn drop_while(ctx: &mut Context, window: Args, mut input: Input, parts: Gc<List>) -> Result {
    let (inner, predicate) = (part(ctx, parts, 0), part(ctx, parts, 1));
    loop {
        if part(ctx, parts, 2) == Value::TRUE {
            return match next_of(ctx, inner, &mut input)? {
                Next::Item(item) => Ok(item),
                Next::Pending => Ok(Value::UNBOUND),
                Next::Done => finish(ctx, parts),
            };
        }
        match item_and_call(ctx, window, &mut input, inner, |ctx, item| ctx.tail_call(predicate, &[item]))? {
            Called::Pending => return Ok(Value::UNBOUND),
            Called::Done => return finish(ctx, parts),
            Called::Item(item, answer) => {
                if !ctx.truth(answer)? {
                    set(ctx, parts, 2, Value::TRUE);
                    return Ok(item);
                }
            }
        }
    }
}

fn filter_false(ctx: &mut Context, window: Args, mut input: Input, parts: Gc<List>) -> Result {
    let (inner, function) = (part(ctx, parts, 0), part(ctx, parts, 1));
    loop {
        let called = item_and_call(ctx, window, &mut input, inner, |ctx, item| {
            if function.is_none() { Ok(item) } else { ctx.tail_call(function, &[item]) }
        })?;
        match called {
            Called::Pending => return Ok(Value::UNBOUND),
            Called::Done => return finish(ctx, parts),
            Called::Item(item, answer) => {
                if !ctx.truth(answer)? {
                    return Ok(item);
                }
            }
        }
    }
}

fn star_map(ctx: &mut Context, window: Args, mut input: Input, parts: Gc<List>) -> Result {
    let (inner, function) = (part(ctx, parts, 0), part(ctx, parts, 1));
    let called = item_and_call(ctx, window, &mut input, inner, |ctx, item| {
        let args = ctx.collect_nested(item)?;
        ctx.tail_call(function, &args)
    })?;
    match called {
        Called::Pending => Ok(Value::UNBOUND),
        Called::Done => finish(ctx, parts),
        Called::Item(_, answer) => Ok(answer),
    }
}

/// Parts: the iterator, the function or None, the total, the stage.
fn accumulate(ctx: &mut Context, window: Args, mut input: Input, parts: Gc<List>) -> Result {
    let [inner, function, total] = [0, 1, 2].map(|index| part(ctx, parts, index));
    let stage = number(ctx, parts, 3);
    if stage == INITIAL {
        set(ctx, parts, 3, Value::int(TOTAL));
        return Ok(total);
    }
    let called = item_and_call(ctx, window, &mut input, inner, |ctx, item| match stage {
        NO_TOTAL => Ok(item),
        _ if function.is_none() => {
            let to = ctx.return_to;
            ctx.binary(BinaryOperator::Add, false, total, item, to)
        }
        _ => ctx.tail_call(function, &[total, item]),
    })?;
    match called {
        Called::Pending => Ok(Value::UNBOUND),
        Called::Done => finish(ctx, parts),
        Called::Item(_, total) => {
            set(ctx, parts, 2, total);
            set(ctx, parts, 3, Value::int(TOTAL));
            Ok(total)
        }
    }
}

/// Stages: 0 asks for a datum, 1 for its selector.
fn compress(ctx: &mut Context, window: Args, mut input: Input, parts: Gc<List>) -> Result {
    loop {
        let stage = window.get(ctx, 1).as_int().unwrap_or(0);
        let inner = part(ctx, parts, stage as usize);
        match next_of(ctx, inner, &mut input)? {
            Next::Pending => return Ok(Value::UNBOUND),
            Next::Done => return finish(ctx, parts),
            Next::Item(datum) if stage == 0 => {
                window.set(ctx, 2, datum);
                window.set(ctx, 1, Value::int(1));
            }
            Next::Item(selector) => {
                window.set(ctx, 1, Value::int(0));
                if ctx.truth(selector)? {
                    return Ok(window.get(ctx, 2));
                }
            }
        }
    }
}

/// Parts: the iterator, the item before, whether there is one.
fn pairwise(ctx: &mut Context, mut input: Input, parts: Gc<List>) -> Result {
    let inner = part(ctx, parts, 0);
    loop {
        match next_of(ctx, inner, &mut input)? {
            Next::Pending => return Ok(Value::UNBOUND),
            Next::Done => return finish(ctx, parts),
            Next::Item(item) => {
                let (before, any) = (part(ctx, parts, 1), part(ctx, parts, 2) == Value::TRUE);
                set(ctx, parts, 1, item);
                set(ctx, parts, 2, Value::TRUE);
                if any {
                    return Ok(ctx.new_tuple(&[before, item]));
                }
            }
        }
    }
}

/// Parts: the iterator, the size, whether it is strict, the items so far.
fn batched(ctx: &mut Context, mut input: Input, parts: Gc<List>) -> Result {
    let (inner, size, strict) = (part(ctx, parts, 0), number(ctx, parts, 1), part(ctx, parts, 2) == Value::TRUE);
    let gathered = part(ctx, parts, 3).cast::<List>().expect("this part is a list");
    loop {
        let done = match next_of(ctx, inner, &mut input)? {
            Next::Pending => return Ok(Value::UNBOUND),
            Next::Done => true,
            Next::Item(item) => {
                List::push(&mut ctx.heap, gathered, item);
                false
            }
        };
        let items = ctx.items(gathered).to_vec();
        if done && items.is_empty() {
            return finish(ctx, parts);
        }
        if done && strict {
            List::clear(&mut ctx.heap, parts);
            return Err(ctx.value_error("batched(): incomplete batch"));
        }
        if done || items.len() as i64 == size {
            List::clear(&mut ctx.heap, gathered);
            let batch = ctx.new_tuple(&items);
            if done {
                List::clear(&mut ctx.heap, parts);
            }
            return Ok(batch);
        }
    }
}

/// Parts: the iterators, with None for those that have ended; what fills; how many go on; the items so far.
fn zip_longest(ctx: &mut Context, mut input: Input, parts: Gc<List>) -> Result {
    let iterators = part(ctx, parts, 0).cast::<List>().expect("this part is a list");
    let gathered = part(ctx, parts, 3).cast::<List>().expect("this part is a list");
    let fill = part(ctx, parts, 1);
    loop {
        let have = ctx.items(gathered).len();
        if have == ctx.items(iterators).len() {
            if number(ctx, parts, 2) == 0 {
                return finish(ctx, parts);
            }
            let items = ctx.items(gathered).to_vec();
            List::clear(&mut ctx.heap, gathered);
            return Ok(ctx.new_tuple(&items));
        }
        let inner = ctx.items(iterators)[have];
        if inner.is_none() {
            List::push(&mut ctx.heap, gathered, fill);
            continue;
        }
        match next_of(ctx, inner, &mut input)? {
            Next::Pending => return Ok(Value::UNBOUND),
            Next::Item(item) => List::push(&mut ctx.heap, gathered, item),
            Next::Done => {
                let active = number(ctx, parts, 2) - 1;
                set(ctx, parts, 2, Value::int(active));
                if active == 0 {
                    return finish(ctx, parts);
                }
                ctx.heap.get_mut(iterators).items[have] = Value::NONE;
            }
        }
    }
}

/// Parts of `groupby`: the iterator, the key function or None, the current key and item, how far the item is (0: none was
/// read, 1: it is there, 2: a group gave it away), the number of the newest group, the class of groups, its key.
const KEY: usize = 2;
const ITEM: usize = 3;
const STATUS: usize = 4;
const NEWEST: usize = 5;
const GROUP_CLASS: usize = 6;
const TARGET: usize = 7;

/// Reads the next item and its key into the parts of a `groupby`. None: pending. False: there is none.
fn advance_group(ctx: &mut Context, window: Args, input: &mut Input, parts: Gc<List>) -> Result<Option<bool>> {
    let (inner, function) = (part(ctx, parts, 0), part(ctx, parts, 1));
    let called = item_and_call(ctx, window, input, inner, |ctx, item| {
        if function.is_none() { Ok(item) } else { ctx.tail_call(function, &[item]) }
    })?;
    match called {
        Called::Pending => Ok(None),
        Called::Done => Ok(Some(false)),
        Called::Item(item, key) => {
            set(ctx, parts, ITEM, item);
            set(ctx, parts, KEY, key);
            set(ctx, parts, STATUS, Value::int(1));
            Ok(Some(true))
        }
    }
}

fn group_by(ctx: &mut Context, window: Args, mut input: Input, parts: Gc<List>) -> Result {
    // Groups that are still about end here.
    let newest = Value::int(number(ctx, parts, NEWEST) + i64::from(matches!(input, Input::Start)));
    set(ctx, parts, NEWEST, newest);
    loop {
        let resuming = !matches!(input, Input::Start);
        let is_new = !resuming
            && number(ctx, parts, STATUS) != 0
            && (newest == Value::int(1) || {
                let (key, target) = (part(ctx, parts, KEY), part(ctx, parts, TARGET));
                !ctx.equal(key, target)?
            });
        if is_new {
            break;
        }
        match advance_group(ctx, window, &mut input, parts)? {
            None => return Ok(Value::UNBOUND),
            Some(false) => return finish(ctx, parts),
            Some(true) => {}
        }
    }
    let key = part(ctx, parts, KEY);
    set(ctx, parts, TARGET, key);
    let class = part(ctx, parts, GROUP_CLASS).cast().expect("this part is a class");
    let group_parts = List::create(&mut ctx.heap, vec![Value::object(parts), newest, key]);
    let state = State::Tool { class, tool: Tool::Group, parts: group_parts };
    let group = Value::object(Iterator::create(&mut ctx.heap, state));
    Ok(ctx.new_tuple(&[key, group]))
}

/// Parts: those of the `groupby`, the group's number, its key.
fn group(ctx: &mut Context, window: Args, mut input: Input, parts: Gc<List>) -> Result {
    let parent = part(ctx, parts, 0).cast::<List>().expect("this part is a list");
    if ctx.items(parent).is_empty() || part(ctx, parent, NEWEST) != part(ctx, parts, 1) {
        return finish(ctx, parts);
    }
    if number(ctx, parent, STATUS) != 1 {
        match advance_group(ctx, window, &mut input, parent)? {
            None => return Ok(Value::UNBOUND),
            Some(false) => {
                return finish(ctx, parts);
            }
            Some(true) => {}
        }
    }
    let (key, target) = (part(ctx, parent, KEY), part(ctx, parts, 2));
    if !ctx.equal(key, target)? {
        return finish(ctx, parts);
    }
    set(ctx, parent, STATUS, Value::int(2));
    Ok(part(ctx, parent, ITEM))
}

/// Parts: the iterator all copies share, and the node this one stands at.
fn tee(ctx: &mut Context, mut input: Input, parts: Gc<List>) -> Result {
    let (inner, node) = (part(ctx, parts, 0), part(ctx, parts, 1));
    let node = node.cast::<List>().expect("this part is a list");
    if ctx.items(node).is_empty() {
        match next_of(ctx, inner, &mut input)? {
            Next::Pending => return Ok(Value::UNBOUND),
            Next::Done => return Err(ctx.exhausted()),
            Next::Item(item) => {
                let next = ctx.new_list(Vec::new());
                List::push(&mut ctx.heap, node, item);
                List::push(&mut ctx.heap, node, next);
            }
        }
    }
    let (item, next) = (part(ctx, node, 0), part(ctx, node, 1));
    set(ctx, parts, 1, next);
    Ok(item)
}

/// A tuple of the items of `pool` at the places in `indices`.
pub fn selection(ctx: &mut Context, pool: Gc<Tuple>, indices: &[usize]) -> Value {
    let items: Vec<Value> = indices.iter().map(|&index| ctx.heap.tail(pool)[index]).collect();
    ctx.new_tuple(&items)
}

/// The pool of an iterator that chooses from one.
pub fn pool_of(ctx: &Context, parts: Gc<List>) -> Gc<Tuple> {
    tuple_part(ctx, parts, 0)
}
