//! Methods of `set` and `frozenset`. The order of what they make is CPython's; `object/set.rs` tells how it comes about.
//!
//! Whole sets are first tried without a script. Where a key can only be compared by one, the same is done again element
//! by element, and sets may change under it.

use super::walk::{self, STATE};
use super::{container_repr, receiver as shared};
use crate::heap::{Gc, Kind, Value};
use crate::object::equal::plain_same;
use crate::object::set::{FrozenSet, Set, Table, table_of};
use crate::object::{Dict, ExceptionKind};
use crate::vm::Context;
use crate::vm::builtin_class::{Builtin, ClassDef};
use crate::vm::compare::Comparison;
use crate::vm::native::{Args, Input, NativeDef, Result};

/// The receiver: a set or frozenset.
fn this(ctx: &mut Context, args: Args) -> Result {
    let value = args.get(ctx, 0);
    let set = ctx.payload(value);
    if is_set(set) {
        return Ok(set);
    }
    Err(shared::wrong_receiver(ctx, value, Builtin::Set))
}

fn mutable(ctx: &mut Context, args: Args) -> Result<Gc<Set>> {
    shared::receiver(ctx, args, Builtin::Set)
}

fn is_set(value: Value) -> bool {
    matches!(value.kind(), Some(Kind::Set | Kind::FrozenSet))
}

fn table(ctx: &Context, set: Value) -> &Table {
    table_of(&ctx.heap, set).expect("a set")
}

/// A set of the receiver's builtin type.
fn finished(ctx: &mut Context, like: Value, table: Table) -> Value {
    match like.kind() {
        Some(Kind::FrozenSet) => Value::object(FrozenSet::create(&mut ctx.heap, table)),
        _ => Value::object(Set::create(&mut ctx.heap, table)),
    }
}

/// A set under construction becomes what is answered.
fn freeze(ctx: &mut Context, like: Value, set: Gc<Set>) -> Value {
    if like.is::<Set>() {
        return Value::object(set);
    }
    let table = Set::edit(&mut ctx.heap, set, std::mem::take);
    finished(ctx, like, table)
}

fn discard_hashed(ctx: &mut Context, set: Gc<Set>, hash: i64, key: Value) -> Result<bool> {
    let found = ctx.set_find(Value::object(set), hash, key)?;
    if let Some(slot) = found {
        ctx.heap.get_mut(set).table.remove(slot);
    }
    Ok(found.is_some())
}

/// A new set, kept alive while it is filled.
fn build(ctx: &mut Context, fill: impl FnOnce(&mut Context, Gc<Set>) -> Result<()>) -> Result<Gc<Set>> {
    let set = Set::create(&mut ctx.heap, Table::new());
    ctx.keeping(Value::object(set), |ctx| fill(ctx, set))?;
    Ok(set)
}

fn copy_of(ctx: &mut Context, set: Value) -> Result<Gc<Set>> {
    ctx.reserve(table(ctx, set).bytes())?;
    ctx.charge(table(ctx, set).len() as u64 / 8)?;
    let copy = table(ctx, set).copy();
    Ok(Set::create(&mut ctx.heap, copy))
}

fn union_of(ctx: &mut Context, left: Value, right: Value) -> Result<Gc<Set>> {
    let result = copy_of(ctx, left)?;
    ctx.keeping(Value::object(result), |ctx| ctx.set_merge(result, right))?;
    Ok(result)
}

fn intersection_of(ctx: &mut Context, left: Value, right: Value) -> Result<Gc<Set>> {
    if left == right {
        return copy_of(ctx, left);
    }
    let same = |a, b| plain_same(&ctx.heap, a, b);
    if let Some(result) = table(ctx, left).intersection(table(ctx, right), same) {
        ctx.charge(table(ctx, left).len().min(table(ctx, right).len()) as u64)?;
        return Ok(Set::create(&mut ctx.heap, result));
    }
    let (walked, asked) = if table(ctx, right).len() > table(ctx, left).len() { (left, right) } else { (right, left) };
    build(ctx, |ctx, result| {
        ctx.each_element(walked, 0, |ctx, hash, key| {
            if ctx.set_find(asked, hash, key)?.is_some() {
                ctx.set_insert_hashed(result, hash, key)?;
            }
            Ok(true)
        })?;
        Ok(())
    })
}

/// `left - right`, `right` being a set or a dict.
fn difference_of(ctx: &mut Context, left: Value, right: Value) -> Result<Gc<Set>> {
    let count = match right.cast::<Dict>() {
        Some(dict) => ctx.heap.get(dict).len(),
        None => table(ctx, right).len(),
    };
    if table(ctx, left).much_larger(count) {
        let result = copy_of(ctx, left)?;
        ctx.keeping(Value::object(result), |ctx| take_out(ctx, result, right))?;
        return Ok(result);
    }
    if is_set(right) {
        let same = |a, b| plain_same(&ctx.heap, a, b);
        if let Some(result) = table(ctx, left).difference(table(ctx, right), same) {
            ctx.charge(table(ctx, left).len() as u64)?;
            return Ok(Set::create(&mut ctx.heap, result));
        }
    }
    build(ctx, |ctx, result| {
        ctx.each_element(left, 0, |ctx, hash, key| {
            let found = match right.cast::<Dict>() {
                Some(dict) => ctx.dict_find_hashed(dict, hash, key)?,
                None => ctx.set_find(right, hash, key)?,
            };
            if found.is_none() {
                ctx.set_insert_hashed(result, hash, key)?;
            }
            Ok(true)
        })?;
        Ok(())
    })
}

/// `set -= other`, `other` being a set or a dict.
fn take_out(ctx: &mut Context, set: Gc<Set>, other: Value) -> Result<()> {
    if Value::object(set) == other {
        Set::edit(&mut ctx.heap, set, Table::clear);
        return Ok(());
    }
    if let Some(dict) = other.cast::<Dict>() {
        ctx.each_key(dict, |ctx, hash, key| discard_hashed(ctx, set, hash, key).map(drop))?;
    } else {
        let done =
            ctx.with_table(set, |ctx, this| this.take_out(table(ctx, other), |a, b| plain_same(&ctx.heap, a, b)));
        if done {
            return ctx.charge(table(ctx, other).len() as u64);
        }
        let much_smaller = table(ctx, other).len() / 8 > ctx.heap.get(set).table.len();
        let doomed = if much_smaller { Value::object(intersection_of(ctx, Value::object(set), other)?) } else { other };
        ctx.keeping(doomed, |ctx| {
            ctx.each_element(doomed, 0, |ctx, hash, key| discard_hashed(ctx, set, hash, key).map(|_| true))
        })?;
    }
    Set::edit(&mut ctx.heap, set, Table::purge);
    Ok(())
}

/// `set ^= other`, `other` being a set or a dict.
fn toggle(ctx: &mut Context, set: Gc<Set>, other: Value) -> Result<()> {
    if Value::object(set) == other {
        Set::edit(&mut ctx.heap, set, Table::clear);
        return Ok(());
    }
    let mut from = 0;
    if is_set(other) {
        let stopped =
            ctx.with_table(set, |ctx, this| this.toggle(table(ctx, other), 0, |a, b| plain_same(&ctx.heap, a, b)));
        match stopped {
            Some(slot) => from = slot,
            None => return ctx.charge(table(ctx, other).len() as u64),
        }
    }
    let toggle_one = |ctx: &mut Context, hash, key| {
        if !discard_hashed(ctx, set, hash, key)? {
            ctx.set_insert_hashed(set, hash, key)?;
        }
        Ok(())
    };
    match other.cast::<Dict>() {
        Some(dict) => ctx.each_key(dict, toggle_one),
        None => ctx.each_element(other, from, |ctx, hash, key| toggle_one(ctx, hash, key).map(|()| true)).map(drop),
    }
}

fn symmetric_difference_of(ctx: &mut Context, left: Value, right: Value) -> Result<Gc<Set>> {
    let result = copy_of(ctx, right)?;
    // `a ^ a` walks `a` too: nothing of the copy is left.
    ctx.keeping(Value::object(result), |ctx| toggle(ctx, result, left))?;
    Ok(result)
}

fn is_subset(ctx: &mut Context, left: Value, right: Value) -> Result<bool> {
    if let Some(answer) = table(ctx, left).is_subset(table(ctx, right), |a, b| plain_same(&ctx.heap, a, b)) {
        ctx.charge(table(ctx, left).len() as u64)?;
        return Ok(answer);
    }
    ctx.each_element(left, 0, |ctx, hash, key| Ok(ctx.set_find(right, hash, key)?.is_some()))
}

// ---- operators

/// The two operands of a binary operator, if both are sets.
fn operands(ctx: &Context, args: Args) -> Option<(Value, Value)> {
    let (left, right) = (ctx.payload(args.get(ctx, 0)), ctx.payload(args.get(ctx, 1)));
    (is_set(left) && is_set(right)).then_some((left, right))
}

type Operation = fn(&mut Context, Value, Value) -> Result<Gc<Set>>;

fn binary(ctx: &mut Context, args: Args, operation: Operation) -> Result {
    match operands(ctx, args) {
        Some((left, right)) => {
            let result = operation(ctx, left, right)?;
            Ok(freeze(ctx, left, result))
        }
        None => Ok(Value::NOT_IMPLEMENTED),
    }
}

fn reflected(ctx: &mut Context, args: Args, operation: Operation) -> Result {
    match operands(ctx, args) {
        Some((right, left)) => {
            let result = operation(ctx, left, right)?;
            Ok(freeze(ctx, left, result))
        }
        None => Ok(Value::NOT_IMPLEMENTED),
    }
}

type Update = fn(&mut Context, Gc<Set>, Value) -> Result<()>;

fn in_place(ctx: &mut Context, args: Args, update: Update) -> Result {
    let Some((left, right)) = operands(ctx, args) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    let Some(set) = left.cast::<Set>() else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    update(ctx, set, right)?;
    Ok(args.get(ctx, 0))
}

fn keep_common(ctx: &mut Context, set: Gc<Set>, other: Value) -> Result<()> {
    let common = intersection_of(ctx, Value::object(set), other)?;
    move_into(ctx, set, common);
    Ok(())
}

/// A set takes over the elements of another, which is not used any more.
fn move_into(ctx: &mut Context, set: Gc<Set>, from: Gc<Set>) {
    let elements = Set::edit(&mut ctx.heap, from, std::mem::take);
    Set::edit(&mut ctx.heap, set, |table| table.replace(elements));
}

macro_rules! operators {
    ($($name:ident $how:ident $operation:expr;)*) => {
        $(fn $name(ctx: &mut Context, args: Args) -> Result {
            $how(ctx, args, $operation)
        })*
    };
}

operators! {
    or binary union_of;
    and binary intersection_of;
    sub binary difference_of;
    xor binary symmetric_difference_of;
    ror reflected union_of;
    rand reflected intersection_of;
    rsub reflected difference_of;
    rxor reflected symmetric_difference_of;
    ior in_place Context::set_merge;
    iand in_place keep_common;
    isub in_place take_out;
    ixor in_place toggle;
}

fn compare(ctx: &mut Context, args: Args, comparison: Comparison) -> Result {
    let Some((left, right)) = operands(ctx, args) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    let (a, b) = (table(ctx, left).len(), table(ctx, right).len());
    Ok(Value::bool(match comparison {
        Comparison::Equal => a == b && is_subset(ctx, left, right)?,
        Comparison::NotEqual => a != b || !is_subset(ctx, left, right)?,
        Comparison::LessEqual => is_subset(ctx, left, right)?,
        Comparison::GreaterEqual => is_subset(ctx, right, left)?,
        Comparison::Less => a < b && is_subset(ctx, left, right)?,
        Comparison::Greater => a > b && is_subset(ctx, right, left)?,
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

// ---- single elements

fn add(ctx: &mut Context, args: Args) -> Result {
    let set = mutable(ctx, args)?;
    let key = args.get(ctx, 1);
    ctx.set_add(Value::object(set), key)?;
    Ok(Value::NONE)
}

fn contains(ctx: &mut Context, args: Args) -> Result {
    let set = this(ctx, args)?;
    let key = args.get(ctx, 1);
    let hash = ctx.hash_of_wanted(key)?;
    Ok(Value::bool(ctx.set_find(set, hash, key)?.is_some()))
}

fn discard(ctx: &mut Context, args: Args) -> Result {
    let set = mutable(ctx, args)?;
    let key = args.get(ctx, 1);
    let hash = ctx.hash_of_wanted(key)?;
    discard_hashed(ctx, set, hash, key)?;
    Ok(Value::NONE)
}

fn remove(ctx: &mut Context, args: Args) -> Result {
    let set = mutable(ctx, args)?;
    let key = args.get(ctx, 1);
    let hash = ctx.hash_of_wanted(key)?;
    if discard_hashed(ctx, set, hash, key)? { Ok(Value::NONE) } else { Err(ctx.key_error(key)) }
}

fn pop(ctx: &mut Context, args: Args) -> Result {
    let set = mutable(ctx, args)?;
    match ctx.heap.get_mut(set).table.pop() {
        Some(key) => Ok(key),
        None => Err(ctx.raise(ExceptionKind::KeyError, "pop from an empty set")),
    }
}

fn clear(ctx: &mut Context, args: Args) -> Result {
    let set = mutable(ctx, args)?;
    Set::edit(&mut ctx.heap, set, Table::clear);
    Ok(Value::NONE)
}

fn copy(ctx: &mut Context, args: Args) -> Result {
    let set = this(ctx, args)?;
    if args.get(ctx, 0).is::<FrozenSet>() {
        return Ok(set);
    }
    let copy = table(ctx, set).copy();
    ctx.charge(copy.len() as u64 / 8)?;
    Ok(finished(ctx, set, copy))
}

fn length(ctx: &mut Context, args: Args) -> Result {
    let set = this(ctx, args)?;
    Ok(Value::int(table(ctx, set).len() as i64))
}

fn hash(ctx: &mut Context, args: Args) -> Result {
    let set = shared::receiver::<FrozenSet>(ctx, args, Builtin::FrozenSet)?;
    Ok(Value::int(ctx.heap.get(set).hash()))
}

// ---- methods that take any iterables

/// What is done with each of the others.
#[derive(Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
enum Fold {
    Union,
    Intersection,
    Difference,
}

const FOLDS: [Fold; 3] = [Fold::Union, Fold::Intersection, Fold::Difference];

/// Registers of a fold: the operation; the set that is made; what an intersection takes from; the set that is to become
/// the result (in place), or one of the type to answer with; whether it is in place; the number of the other at hand;
/// the others.
const OPERATION: u32 = STATE;
const RESULT: u32 = STATE + 1;
const SOURCE: u32 = STATE + 2;
const TARGET: u32 = STATE + 3;
const IN_PLACE: u32 = STATE + 4;
const TURN: u32 = STATE + 5;
const OTHERS: u32 = STATE + 6;

/// Starts a fold of the arguments behind the receiver.
fn fold(ctx: &mut Context, args: Args, operation: Fold, target: Value, in_place: bool) -> Result {
    let others = args.rest(ctx, 1).to_vec();
    let first_is_whole = others.first().is_some_and(|&first| is_set(first) || first.is::<Dict>());
    let needs_no_copy = match operation {
        Fold::Union => in_place,
        // Without a copy to change, the difference begins with walking the receiver.
        Fold::Difference => in_place || first_is_whole,
        Fold::Intersection => false,
    };
    let result = if needs_no_copy { target } else { Value::object(copy_of(ctx, target)?) };
    let mut state = vec![Value::int(operation as i64), result, result, target, Value::bool(in_place), Value::int(0)];
    state.extend(others);
    walk::start(ctx, fold_steps, Value::NONE, &state)
}

fn fold_steps(ctx: &mut Context, window: Args, mut input: Input) -> Result {
    let operation = FOLDS[window.get(ctx, OPERATION).int_payload() as usize];
    loop {
        let turn = window.get(ctx, TURN).int_payload() as u32;
        if OTHERS + turn == window.count {
            return end_of_fold(ctx, window, operation);
        }
        let other = window.get(ctx, OTHERS + turn);
        if is_set(ctx.payload(other)) || other.is::<Dict>() {
            let other = ctx.payload(other);
            fold_container(ctx, window, operation, turn, other)?;
        } else {
            if matches!(input, Input::Start) {
                begin_iterable(ctx, window, operation, other);
            }
            let each = |ctx: &mut Context, window, item| fold_item(ctx, window, operation, item);
            let answer =
                walk::walk(ctx, window, std::mem::replace(&mut input, Input::Start), each, |_, _| Ok(Value::NONE))?;
            if answer.is_unbound() {
                return Ok(answer);
            }
            end_iterable(ctx, window, operation);
        }
        window.set(ctx, TURN, Value::int(i64::from(turn) + 1));
    }
}

fn set_in(ctx: &Context, window: Args, register: u32) -> Gc<Set> {
    window.get(ctx, register).cast().expect("the register holds a set")
}

/// Folds in a set or a dict as a whole.
fn fold_container(ctx: &mut Context, window: Args, operation: Fold, turn: u32, other: Value) -> Result<()> {
    match (operation, other.cast::<Dict>()) {
        (Fold::Union, None) => ctx.set_merge(set_in(ctx, window, RESULT), other),
        (Fold::Union, Some(dict)) => ctx.set_merge_keys(set_in(ctx, window, RESULT), dict),
        (Fold::Difference, _) if turn == 0 && window.get(ctx, IN_PLACE) == Value::FALSE => {
            let result = difference_of(ctx, window.get(ctx, TARGET), other)?;
            window.set(ctx, RESULT, Value::object(result));
            Ok(())
        }
        (Fold::Difference, _) => take_out(ctx, set_in(ctx, window, RESULT), other),
        (Fold::Intersection, None) => {
            // The receiver itself is not what an earlier turn made, but the same elements in the same order.
            let source = if turn == 0 { window.get(ctx, TARGET) } else { window.get(ctx, RESULT) };
            let result = intersection_of(ctx, source, other)?;
            window.set(ctx, RESULT, Value::object(result));
            Ok(())
        }
        (Fold::Intersection, Some(dict)) => {
            begin_iterable(ctx, window, operation, other);
            ctx.each_key(dict, |ctx, _, key| fold_item(ctx, window, operation, key).map(drop))
        }
    }
}

/// Before the items of an iterable: the walk begins anew, and an intersection a new set.
fn begin_iterable(ctx: &mut Context, window: Args, operation: Fold, other: Value) {
    walk::restart(ctx, window, other);
    if operation == Fold::Intersection {
        let result = window.get(ctx, RESULT);
        window.set(ctx, SOURCE, result);
        let empty = Set::create(&mut ctx.heap, Table::new());
        window.set(ctx, RESULT, Value::object(empty));
    }
}

fn fold_item(ctx: &mut Context, window: Args, operation: Fold, item: Value) -> Result<Option<Value>> {
    let result = set_in(ctx, window, RESULT);
    match operation {
        Fold::Union => ctx.set_add(Value::object(result), item)?,
        Fold::Difference => {
            let hash = ctx.hash_element(item)?;
            discard_hashed(ctx, result, hash, item)?;
        }
        Fold::Intersection => {
            let hash = ctx.hash(item)?;
            let source = window.get(ctx, SOURCE);
            if ctx.set_find(source, hash, item)?.is_some() {
                ctx.set_insert_hashed(result, hash, item)?;
                if ctx.heap.get(result).table.len() >= table(ctx, source).len() {
                    return Ok(Some(Value::NONE));
                }
            }
        }
    }
    Ok(None)
}

fn end_iterable(ctx: &mut Context, window: Args, operation: Fold) {
    if operation == Fold::Difference {
        let result = set_in(ctx, window, RESULT);
        Set::edit(&mut ctx.heap, result, Table::purge);
    }
}

fn end_of_fold(ctx: &mut Context, window: Args, operation: Fold) -> Result {
    let (result, target) = (set_in(ctx, window, RESULT), window.get(ctx, TARGET));
    if window.get(ctx, IN_PLACE) == Value::FALSE {
        return Ok(freeze(ctx, target, result));
    }
    if operation == Fold::Intersection {
        let target = set_in(ctx, window, TARGET);
        move_into(ctx, target, result);
    }
    Ok(Value::NONE)
}

fn union(ctx: &mut Context, args: Args) -> Result {
    let set = this(ctx, args)?;
    fold(ctx, args, Fold::Union, set, false)
}

fn intersection(ctx: &mut Context, args: Args) -> Result {
    let set = this(ctx, args)?;
    fold(ctx, args, Fold::Intersection, set, false)
}

fn difference(ctx: &mut Context, args: Args) -> Result {
    let set = this(ctx, args)?;
    fold(ctx, args, Fold::Difference, set, false)
}

fn update(ctx: &mut Context, args: Args) -> Result {
    let set = mutable(ctx, args)?;
    fold(ctx, args, Fold::Union, Value::object(set), true)
}

fn intersection_update(ctx: &mut Context, args: Args) -> Result {
    let set = mutable(ctx, args)?;
    fold(ctx, args, Fold::Intersection, Value::object(set), true)
}

fn difference_update(ctx: &mut Context, args: Args) -> Result {
    let set = mutable(ctx, args)?;
    fold(ctx, args, Fold::Difference, Value::object(set), true)
}

/// Has a set made of the iterable in argument 1, unless it is a set, and goes on with a step of this kind: registers are
/// those of a walk, the receiver, and the set being made.
fn with_set(ctx: &mut Context, args: Args, set: Value, step: crate::vm::native::StepFn) -> Result {
    let other = args.get(ctx, 1);
    let made = Value::object(Set::create(&mut ctx.heap, Table::new()));
    walk::start(ctx, step, other, &[set, made])
}

fn collect_set(
    ctx: &mut Context,
    window: Args,
    input: Input,
    then: fn(&mut Context, Value, Value) -> Result,
) -> Result {
    let (set, made) = (window.get(ctx, STATE), window.get(ctx, STATE + 1));
    let each = |ctx: &mut Context, _, item| {
        ctx.set_add(made, item)?;
        Ok(None)
    };
    walk::walk(ctx, window, input, each, |ctx, _| then(ctx, set, made))
}

fn symmetric_difference(ctx: &mut Context, args: Args) -> Result {
    let set = this(ctx, args)?;
    let other = args.get(ctx, 1);
    let other = ctx.payload(other);
    if is_set(other) {
        let result = symmetric_difference_of(ctx, set, other)?;
        return Ok(freeze(ctx, set, result));
    }
    if let Some(dict) = other.cast::<Dict>() {
        let keys = build(ctx, |ctx, keys| ctx.set_merge_keys(keys, dict))?;
        return toggled(ctx, set, Value::object(keys));
    }
    with_set(ctx, args, set, symmetric_difference_steps)
}

fn symmetric_difference_steps(ctx: &mut Context, window: Args, input: Input) -> Result {
    collect_set(ctx, window, input, toggled)
}

/// The symmetric difference, made of a set that nobody else has.
fn toggled(ctx: &mut Context, set: Value, own: Value) -> Result {
    let result = own.cast::<Set>().expect("a new set");
    ctx.keeping(own, |ctx| toggle(ctx, result, set))?;
    Ok(freeze(ctx, set, result))
}

fn symmetric_difference_update(ctx: &mut Context, args: Args) -> Result {
    let set = mutable(ctx, args)?;
    let other = args.get(ctx, 1);
    let other = ctx.payload(other);
    if is_set(other) || other.is::<Dict>() {
        toggle(ctx, set, other)?;
        return Ok(Value::NONE);
    }
    with_set(ctx, args, Value::object(set), symmetric_difference_update_steps)
}

fn symmetric_difference_update_steps(ctx: &mut Context, window: Args, input: Input) -> Result {
    collect_set(ctx, window, input, |ctx, set, other| {
        let set = set.cast::<Set>().expect("the receiver");
        toggle(ctx, set, other)?;
        Ok(Value::NONE)
    })
}

fn isdisjoint(ctx: &mut Context, args: Args) -> Result {
    let set = this(ctx, args)?;
    let other = args.get(ctx, 1);
    let other = ctx.payload(other);
    if !is_set(other) {
        return walk::start(ctx, isdisjoint_steps, other, &[set]);
    }
    if set == other {
        return Ok(Value::bool(table(ctx, set).is_empty()));
    }
    if let Some(answer) = table(ctx, set).is_disjoint(table(ctx, other), |a, b| plain_same(&ctx.heap, a, b)) {
        ctx.charge(table(ctx, set).len().min(table(ctx, other).len()) as u64)?;
        return Ok(Value::bool(answer));
    }
    let (walked, asked) = if table(ctx, other).len() > table(ctx, set).len() { (set, other) } else { (other, set) };
    ctx.each_element(walked, 0, |ctx, hash, key| Ok(ctx.set_find(asked, hash, key)?.is_none())).map(Value::bool)
}

fn isdisjoint_steps(ctx: &mut Context, window: Args, input: Input) -> Result {
    let set = window.get(ctx, STATE);
    let each = |ctx: &mut Context, _, item| {
        let hash = ctx.hash_element(item)?;
        Ok(ctx.set_find(set, hash, item)?.map(|_| Value::FALSE))
    };
    walk::walk(ctx, window, input, each, |_, _| Ok(Value::TRUE))
}

fn issubset(ctx: &mut Context, args: Args) -> Result {
    let set = this(ctx, args)?;
    let other = args.get(ctx, 1);
    let other = ctx.payload(other);
    if is_set(other) {
        return is_subset(ctx, set, other).map(Value::bool);
    }
    with_set(ctx, args, set, issubset_steps)
}

/// Gathers what both have, until that is all of the receiver.
fn issubset_steps(ctx: &mut Context, window: Args, input: Input) -> Result {
    let (set, common) = (window.get(ctx, STATE), window.get(ctx, STATE + 1));
    let common = common.cast::<Set>().expect("the register holds a set");
    let is_all = move |ctx: &Context| ctx.heap.get(common).table.len() >= table(ctx, set).len();
    let each = |ctx: &mut Context, _, item| {
        let hash = ctx.hash(item)?;
        if ctx.set_find(set, hash, item)?.is_some() {
            ctx.set_insert_hashed(common, hash, item)?;
            return Ok(is_all(ctx).then_some(Value::TRUE));
        }
        Ok(None)
    };
    walk::walk(ctx, window, input, each, |ctx, _| Ok(Value::bool(is_all(ctx))))
}

fn issuperset(ctx: &mut Context, args: Args) -> Result {
    let set = this(ctx, args)?;
    let other = args.get(ctx, 1);
    let other = ctx.payload(other);
    if is_set(other) {
        return is_subset(ctx, other, set).map(Value::bool);
    }
    walk::start(ctx, issuperset_steps, other, &[set])
}

fn issuperset_steps(ctx: &mut Context, window: Args, input: Input) -> Result {
    let set = window.get(ctx, STATE);
    let each = |ctx: &mut Context, _, item| {
        let hash = ctx.hash_element(item)?;
        Ok(ctx.set_find(set, hash, item)?.is_none().then_some(Value::FALSE))
    };
    walk::walk(ctx, window, input, each, |_, _| Ok(Value::TRUE))
}

// ---- constructors

fn new_set(ctx: &mut Context, args: Args) -> Result {
    let set = Set::create(&mut ctx.heap, Table::new());
    match args.optional(ctx, 0) {
        Some(iterable) => fill(ctx, set, iterable, Value::object(set), Value::object(set)),
        None => Ok(Value::object(set)),
    }
}

fn new_frozenset(ctx: &mut Context, args: Args) -> Result {
    let Some(iterable) = args.optional(ctx, 0) else {
        return Ok(Value::object(FrozenSet::create(&mut ctx.heap, Table::new())));
    };
    if iterable.is::<FrozenSet>() {
        return Ok(iterable);
    }
    let set = Set::create(&mut ctx.heap, Table::new());
    fill(ctx, set, iterable, Value::object(set), Value::NONE)
}

fn init(ctx: &mut Context, args: Args) -> Result {
    let set = mutable(ctx, args)?;
    Set::edit(&mut ctx.heap, set, Table::clear);
    match args.optional(ctx, 1) {
        Some(iterable) => fill(ctx, set, iterable, Value::object(set), Value::TRUE),
        None => Ok(Value::NONE),
    }
}

/// Fills a set from an iterable and answers with `answer`; with a frozenset if that is None, with None if it is True.
fn fill(ctx: &mut Context, set: Gc<Set>, iterable: Value, kept: Value, answer: Value) -> Result {
    let source = ctx.payload(iterable);
    if is_set(source) || source.is::<Dict>() {
        ctx.keeping(kept, |ctx| match source.cast::<Dict>() {
            Some(dict) => ctx.set_merge_keys(set, dict),
            None => ctx.set_merge(set, source),
        })?;
        return Ok(filled(ctx, set, answer));
    }
    walk::start(ctx, fill_steps, iterable, &[kept, answer])
}

fn fill_steps(ctx: &mut Context, window: Args, input: Input) -> Result {
    let set = set_in(ctx, window, STATE);
    let each = |ctx: &mut Context, _, item| {
        ctx.set_add(Value::object(set), item)?;
        Ok(None)
    };
    walk::walk(ctx, window, input, each, |ctx, window| {
        let answer = window.get(ctx, STATE + 1);
        Ok(filled(ctx, set, answer))
    })
}

fn filled(ctx: &mut Context, set: Gc<Set>, answer: Value) -> Value {
    match answer {
        Value::NONE => {
            let table = Set::edit(&mut ctx.heap, set, std::mem::take);
            Value::object(FrozenSet::create(&mut ctx.heap, table))
        }
        Value::TRUE => Value::NONE,
        other => other,
    }
}

pub static SET: ClassDef = ClassDef {
    doc: "Build an unordered collection of unique elements.",
    constructor: Some(&NativeDef::function("set", "(iterable=(), /)", new_set, "")),
    methods: SET_METHODS,
    ..ClassDef::new(Builtin::Set)
};

pub static FROZENSET: ClassDef = ClassDef {
    doc: "Build an immutable unordered collection of unique elements.",
    constructor: Some(&NativeDef::function("frozenset", "(iterable=(), /)", new_frozenset, "")),
    methods: FROZENSET_METHODS,
    ..ClassDef::new(Builtin::FrozenSet)
};

/// Methods of both, then those of `set` alone.
macro_rules! method_tables {
    (both { $($both:tt)* } set { $($set:tt)* } frozenset { $($frozen:tt)* }) => {
        const SET_METHODS: &[NativeDef] = &[$($both)* $($set)*];
        const FROZENSET_METHODS: &[NativeDef] = &[$($both)* $($frozen)*];
    };
}

method_tables! {
    both {
        NativeDef::method("copy", "()", copy, "Return a shallow copy of a set."),
        NativeDef::method("difference", "(*others)", difference, "Return a new set with elements in the set that are not in the others."),
        NativeDef::method("intersection", "(*others)", intersection, "Return a new set with elements common to the set and all others."),
        NativeDef::method("isdisjoint", "(other, /)", isdisjoint, "Return True if two sets have a null intersection."),
        NativeDef::method("issubset", "(other, /)", issubset, "Report whether another set contains this set."),
        NativeDef::method("issuperset", "(other, /)", issuperset, "Report whether this set contains another set."),
        NativeDef::method("symmetric_difference", "(other, /)", symmetric_difference, "Return a new set with elements in either the set or other but not both."),
        NativeDef::method("union", "(*others)", union, "Return a new set with elements from the set and all others."),
        NativeDef::method("__contains__", "(object, /)", contains, "x.__contains__(y) <==> y in x."),
        NativeDef::method("__len__", "()", length, "Return len(self)."),
        NativeDef::method("__repr__", "()", container_repr::set, "Return repr(self)."),
        NativeDef::method("__iter__", "()", shared::iterate, "Implement iter(self)."),
        NativeDef::method("__or__", "(value, /)", or, "Return self|value."),
        NativeDef::method("__and__", "(value, /)", and, "Return self&value."),
        NativeDef::method("__sub__", "(value, /)", sub, "Return self-value."),
        NativeDef::method("__xor__", "(value, /)", xor, "Return self^value."),
        NativeDef::method("__ror__", "(value, /)", ror, "Return value|self."),
        NativeDef::method("__rand__", "(value, /)", rand, "Return value&self."),
        NativeDef::method("__rsub__", "(value, /)", rsub, "Return value-self."),
        NativeDef::method("__rxor__", "(value, /)", rxor, "Return value^self."),
        NativeDef::method("__eq__", "(value, /)", eq, "Return self==value."),
        NativeDef::method("__ne__", "(value, /)", ne, "Return self!=value."),
        NativeDef::method("__lt__", "(value, /)", lt, "Return self<value."),
        NativeDef::method("__le__", "(value, /)", le, "Return self<=value."),
        NativeDef::method("__gt__", "(value, /)", gt, "Return self>value."),
        NativeDef::method("__ge__", "(value, /)", ge, "Return self>=value."),
    }
    set {
        NativeDef::method("add", "(object, /)", add, "Add an element to a set.\n\nThis has no effect if the element is already present."),
        NativeDef::method("clear", "()", clear, "Remove all elements from this set."),
        NativeDef::method("difference_update", "(*others)", difference_update, "Update the set, removing elements found in others."),
        NativeDef::method("discard", "(object, /)", discard, "Remove an element from a set if it is a member.\n\nUnlike set.remove(), the discard() method does not raise\nan exception when an element is missing from the set."),
        NativeDef::method("intersection_update", "(*others)", intersection_update, "Update the set, keeping only elements found in it and all others."),
        NativeDef::method("pop", "()", pop, "Remove and return an arbitrary set element.\n\nRaises KeyError if the set is empty."),
        NativeDef::method("remove", "(object, /)", remove, "Remove an element from a set; it must be a member.\n\nIf the element is not a member, raise a KeyError."),
        NativeDef::method("symmetric_difference_update", "(other, /)", symmetric_difference_update, "Update the set, keeping only elements found in either set, but not in both."),
        NativeDef::method("update", "(*others)", update, "Update the set, adding elements from all others."),
        NativeDef::method("__init__", "(iterable=(), /)", init, "Initialize self."),
        NativeDef::method("__ior__", "(value, /)", ior, "Return self|=value."),
        NativeDef::method("__iand__", "(value, /)", iand, "Return self&=value."),
        NativeDef::method("__isub__", "(value, /)", isub, "Return self-=value."),
        NativeDef::method("__ixor__", "(value, /)", ixor, "Return self^=value."),
    }
    frozenset {
        NativeDef::method("__hash__", "()", hash, "Return hash(self)."),
    }
}
