//! What methods of builtin types begin with: their receiver, which may be an instance of a derived class, and arguments
//! that are indices; and the methods that are the same for many types.

use crate::heap::{Gc, Kind, Object, Value};
use crate::object::Class;
use crate::object::iterator::Iterator;
use crate::vm::Context;
use crate::vm::builtin_class::Builtin;
use crate::vm::compare::Comparison;
use crate::vm::native::{Args, Raised, Result};
use crate::vm::operator::BinaryOperator;

/// The receiver of a method of `class`.
#[inline]
pub fn receiver<T: Object>(ctx: &mut Context, args: Args, class: Builtin) -> Result<Gc<T>> {
    let value = args.get(ctx, 0);
    match ctx.payload(value).cast() {
        Some(object) => Ok(object),
        None => Err(wrong_receiver(ctx, value, class)),
    }
}

#[cold]
pub fn wrong_receiver(ctx: &mut Context, value: Value, class: Builtin) -> Raised {
    let (class, found) = (class.name(), ctx.type_name(value));
    let name = ctx.callee.map_or("", |callee| ctx.heap.get(callee).definition.name);
    ctx.type_error(if name.starts_with("__") {
        format!("descriptor '{name}' requires a '{class}' object but received a '{found}'")
    } else {
        format!("descriptor '{name}' for '{class}' objects doesn't apply to a '{found}' object")
    })
}

/// An argument that must be an index into memory.
pub fn exact_index(ctx: &mut Context, value: Value) -> Result<i64> {
    let index = ctx.to_index(value)?;
    match index.as_int() {
        Some(index) => Ok(index),
        None => Err(ctx.overflow_error("Python int too large to convert to C ssize_t")),
    }
}

/// A bound of a search, the nearest 64-bit int standing for those that are too large.
fn clamped_bound(ctx: &mut Context, value: Value) -> Result<i64> {
    if !ctx.has_index(value) {
        return Err(ctx.type_error("slice indices must be integers or have an __index__ method"));
    }
    let index = ctx.to_index(value)?;
    Ok(ctx.heap.int(index).map_or(0, |int| int.saturating()))
}

/// A range of positions as `index(value, start, stop)` takes it: negative bounds count from the end.
pub fn clamped_range(ctx: &mut Context, args: Args, first: u32, length: usize) -> Result<(usize, usize)> {
    let length = length as i64;
    let mut bounds = [0, i64::MAX];
    for (number, bound) in bounds.iter_mut().enumerate() {
        if let Some(value) = args.optional(ctx, first + number as u32) {
            *bound = clamped_bound(ctx, value)?;
        }
        if *bound < 0 {
            *bound = (*bound).saturating_add(length).max(0);
        }
    }
    Ok((bounds[0] as usize, bounds[1] as usize))
}

/// The receiver of a method that several types share, checked against the class it was found on.
fn own(ctx: &mut Context, args: Args) -> Result {
    let value = args.get(ctx, 0);
    let owner = ctx.callee.and_then(|callee| ctx.heap.get(callee).owner.cast::<Class>());
    if let Some(owner) = owner
        && !ctx.is_instance(value, owner)
        && let Some(native) = ctx.heap.get(owner).native
    {
        return Err(wrong_receiver(ctx, value, Builtin::ALL[usize::from(native)]));
    }
    Ok(ctx.payload(value))
}

/// Calls a method by name, in place of the native that is running.
pub fn call_method(ctx: &mut Context, object: Value, name: &str, args: &[Value]) -> Result {
    let name = ctx.intern(name);
    let (method, to) = (ctx.special(object, name), ctx.return_to);
    if method.is_unbound() {
        return Err(ctx.no_attribute(object, name));
    }
    ctx.call_method_value(method, object, args, to)
}

/// Whether a value can be called.
pub fn is_callable(ctx: &mut Context, value: Value) -> bool {
    matches!(value.kind(), Some(Kind::Function | Kind::Native | Kind::BoundMethod | Kind::Class | Kind::StaticMethod))
        || !ctx.special(value, ctx.names.call).is_unbound()
}

/// `__len__` of containers.
pub fn length(ctx: &mut Context, args: Args) -> Result {
    let value = own(ctx, args)?;
    match ctx.native_length(value) {
        Some(length) => Ok(Value::int(length as i64)),
        None => Err(ctx.overflow_error("Python int too large to convert to C ssize_t")),
    }
}

/// `__getitem__` of sequences.
pub fn item(ctx: &mut Context, args: Args) -> Result {
    let (value, index, to) = (own(ctx, args)?, args.get(ctx, 1), ctx.return_to);
    ctx.load_item(value, index, to)
}

/// `__setitem__`
pub fn set_item(ctx: &mut Context, args: Args) -> Result {
    let (container, index, value) = (own(ctx, args)?, args.get(ctx, 1), args.get(ctx, 2));
    let to = ctx.return_to;
    ctx.store_item(container, index, value, to)
}

/// `__delitem__`
pub fn delete_item(ctx: &mut Context, args: Args) -> Result {
    let (value, index, to) = (own(ctx, args)?, args.get(ctx, 1), ctx.return_to);
    ctx.delete_item(value, index, to)
}

/// `__contains__`
pub fn contains(ctx: &mut Context, args: Args) -> Result {
    let (container, item, to) = (own(ctx, args)?, args.get(ctx, 1), ctx.return_to);
    ctx.contains_value(item, container, to)
}

/// `__iter__` of containers.
pub fn iterate(ctx: &mut Context, args: Args) -> Result {
    let value = own(ctx, args)?;
    match Iterator::over(&mut ctx.heap, value) {
        Some(iterator) => Ok(Value::object(iterator)),
        None => {
            let name = ctx.type_name(value);
            Err(ctx.type_error(format!("'{name}' object is not iterable")))
        }
    }
}

/// `__reversed__` of containers.
pub fn iterate_reversed(ctx: &mut Context, args: Args) -> Result {
    let value = own(ctx, args)?;
    match Iterator::reversed(&mut ctx.heap, value) {
        Some(iterator) => Ok(Value::object(iterator)),
        None => {
            let name = ctx.type_name(value);
            Err(ctx.type_error(format!("'{name}' object is not reversible")))
        }
    }
}

/// A comparison method of a type that compares with its own kind only.
fn compare<T: Object>(ctx: &mut Context, args: Args, comparison: Comparison) -> Result {
    let (left, right) = (own(ctx, args)?, ctx.payload(args.get(ctx, 1)));
    if !left.is::<T>() || !right.is::<T>() {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let answer = ctx.native_compare(comparison, left, right)?;
    Ok(answer.map_or(Value::NOT_IMPLEMENTED, Value::bool))
}

macro_rules! comparison_methods {
    ($($function:ident $comparison:ident;)*) => {
        $(pub fn $function<T: Object>(ctx: &mut Context, args: Args) -> Result {
            compare::<T>(ctx, args, Comparison::$comparison)
        })*
    };
}

comparison_methods! {
    equal Equal;
    not_equal NotEqual;
    less Less;
    less_equal LessEqual;
    greater Greater;
    greater_equal GreaterEqual;
}

/// Operators of sequences: `+` and `*`, and in place.
fn operate(ctx: &mut Context, operator: BinaryOperator, in_place: bool, left: Value, right: Value) -> Result {
    let answer = ctx.native_binary(operator, in_place, left, right)?;
    Ok(answer.unwrap_or(Value::NOT_IMPLEMENTED))
}

/// `__add__`
pub fn add(ctx: &mut Context, args: Args) -> Result {
    let (left, right) = (own(ctx, args)?, ctx.payload(args.get(ctx, 1)));
    if left.kind() != right.kind() {
        // A script's `__radd__` comes before the complaint.
        if args.get(ctx, 1).is::<crate::object::Instance>() {
            return Ok(Value::NOT_IMPLEMENTED);
        }
        return Err(ctx.unsupported_operands(BinaryOperator::Add, false, left, right));
    }
    operate(ctx, BinaryOperator::Add, false, left, right)
}

/// `__mul__` and `__rmul__`
pub fn multiply(ctx: &mut Context, args: Args) -> Result {
    let (left, right) = (own(ctx, args)?, args.get(ctx, 1));
    if !ctx.has_index(right) {
        return Err(ctx.unsupported_operands(BinaryOperator::Multiply, false, left, right));
    }
    let right = ctx.to_index(right)?;
    operate(ctx, BinaryOperator::Multiply, false, left, right)
}
