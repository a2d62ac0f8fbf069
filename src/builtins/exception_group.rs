//! Exception groups: what they are made of, and how they are taken apart.

use super::exception::{ExceptionDef, argument, field, row, set_field};
use super::receiver::is_callable;
use crate::heap::{Gc, Value};
use crate::object::{Class, Exception, ExceptionKind, List, Tuple};
use crate::vm::Context;
use crate::vm::native::{Args, NativeDef, Result};

/// `BaseExceptionGroup.__new__(cls, message, exceptions)`: checks them, and chooses the class.
fn group_new(ctx: &mut Context, args: Args) -> Result {
    let base = ctx.exception_class(ExceptionKind::BaseExceptionGroup);
    let class = args.rest(ctx, 1).first().and_then(|class| class.cast::<Class>());
    let Some(class) = class.filter(|&class| ctx.is_subclass(class, base)) else {
        return Err(ctx.type_error("BaseExceptionGroup.__new__(X): X is not a subtype of BaseExceptionGroup"));
    };
    let given = args.rest(ctx, 2).to_vec();
    let [message, members] = *given else {
        let message = format!("BaseExceptionGroup.__new__() takes exactly 2 arguments ({} given)", args.count - 2);
        return Err(ctx.type_error(message));
    };
    if ctx.as_str(message).is_none() {
        let message = format!("BaseExceptionGroup.__new__() argument 1 must be str, not {}", ctx.given_name(message));
        return Err(ctx.type_error(message));
    }
    if !ctx.matches_sequence(members) && ctx.as_str(members).is_none() {
        return Err(ctx.type_error("second argument (exceptions) must be a sequence"));
    }
    let items = ctx.collect_nested(members)?;
    if items.is_empty() {
        return Err(ctx.value_error("second argument (exceptions) must be a non-empty sequence"));
    }
    if let Some(index) = items.iter().position(|item| !item.is::<Exception>()) {
        return Err(ctx.value_error(format!("Item {index} of second argument (exceptions) is not an exception")));
    }
    let all_plain = items.iter().all(|&item| ctx.is_exception(item, ExceptionKind::Exception));
    let class = group_class(ctx, class, all_plain)?;
    let members = ctx.new_tuple(&items);
    let group = Value::object(ctx.new_exception(class, &given));
    set_field(ctx, group, "message", message);
    set_field(ctx, group, "exceptions", members);
    Ok(group)
}

/// A group of plain exceptions is an `ExceptionGroup`, and only such a group can be.
fn group_class(ctx: &mut Context, class: Gc<Class>, all_plain: bool) -> Result<Gc<Class>> {
    let plain = ctx.exception_class(ExceptionKind::ExceptionGroup);
    if all_plain && class == ctx.exception_class(ExceptionKind::BaseExceptionGroup) {
        return Ok(plain);
    }
    if all_plain || !ctx.is_subclass(class, ctx.exception_class(ExceptionKind::Exception)) {
        return Ok(class);
    }
    let name = ctx.text(ctx.heap.get(class).name).into_owned();
    Err(ctx.type_error(match class == plain {
        true => "Cannot nest BaseExceptions in an ExceptionGroup".to_owned(),
        false => format!("Cannot nest BaseExceptions in '{name}'"),
    }))
}

fn group_message(ctx: &mut Context, value: Value) -> Result {
    Ok(field(ctx, value, "message").unwrap_or(Value::NONE))
}

fn group_exceptions(ctx: &mut Context, value: Value) -> Result {
    let members = ctx.group_members(value);
    Ok(ctx.new_tuple(&members))
}

fn group_str(ctx: &mut Context, args: Args) -> Result {
    let value = args.get(ctx, 0);
    let message = group_message(ctx, value)?;
    let message = ctx.str_nested(message)?;
    let count = ctx.group_members(value).len();
    let text = format!("{} ({count} sub-exception{})", ctx.text(message), if count == 1 { "" } else { "s" });
    Ok(ctx.new_str(&text))
}

fn group_repr(ctx: &mut Context, args: Args) -> Result {
    let value = args.get(ctx, 0);
    let name = ctx.type_name(value);
    let message = group_message(ctx, value)?;
    let members = ctx.group_members(value);
    // Shown as a list if it was given as one.
    let members = match argument(ctx, value, 1)?.is::<List>() {
        true => ctx.new_list(members),
        false => ctx.new_tuple(&members),
    };
    let text = format!("{name}({}, {})", ctx.repr_text(message)?, ctx.repr_text(members)?);
    Ok(ctx.new_str(&text))
}

fn group_derive(ctx: &mut Context, args: Args) -> Result {
    let (value, members) = (args.get(ctx, 0), args.get(ctx, 1));
    let message = group_message(ctx, value)?;
    let class = ctx.exception_class(ExceptionKind::BaseExceptionGroup);
    ctx.tail_call(Value::object(class), &[message, members])
}

/// `__new__` of groups.
pub(super) static NEW: NativeDef =
    NativeDef::function("__new__", "(*args, **kwargs)", group_new, "Create and return a new object.");

/// The condition of `split` and `subgroup`: a class, a tuple of classes, or a callable.
fn split_by(ctx: &mut Context, group: Value, condition: Value) -> Result<(Value, Value)> {
    let base = ctx.exception_class(ExceptionKind::BaseException);
    let is_kind = |ctx: &Context, value: Value| value.cast::<Class>().is_some_and(|class| ctx.is_subclass(class, base));
    let is_class = match condition.cast::<Tuple>() {
        Some(kinds) => ctx.heap.tail(kinds).to_vec().into_iter().all(|kind| is_kind(ctx, kind)),
        None => is_kind(ctx, condition),
    };
    if !is_class && (condition.is::<Class>() || !is_callable(ctx, condition)) {
        return Err(ctx
            .type_error("expected an exception type, a tuple of exception types, or a callable (other than a class)"));
    }
    if is_class { ctx.split_exceptions(group, condition) } else { split_by_call(ctx, group, condition) }
}

fn split_by_call(ctx: &mut Context, group: Value, condition: Value) -> Result<(Value, Value)> {
    ctx.check_native_stack("exception group")?;
    let answer = ctx.call_nested(condition, &[group])?;
    if ctx.truth(answer)? {
        return Ok((group, Value::NONE));
    }
    let base = ctx.exception_class(ExceptionKind::BaseExceptionGroup);
    if !ctx.is_instance(group, base) {
        return Ok((Value::NONE, group));
    }
    let (mut matched, mut rest) = (Vec::new(), Vec::new());
    let mark = ctx.roots.len();
    for member in ctx.group_members(group) {
        let (inner, outer) = split_by_call(ctx, member, condition)?;
        ctx.roots.extend([inner, outer]);
        matched.extend(Some(inner).filter(|value| !value.is_none()));
        rest.extend(Some(outer).filter(|value| !value.is_none()));
    }
    let matched = ctx.derive_group(group, &matched)?;
    ctx.roots.push(matched);
    let rest = ctx.derive_group(group, &rest)?;
    ctx.roots.truncate(mark);
    Ok((matched, rest))
}

fn group_split(ctx: &mut Context, args: Args) -> Result {
    let (group, condition) = (args.get(ctx, 0), args.get(ctx, 1));
    let (matched, rest) = split_by(ctx, group, condition)?;
    Ok(ctx.new_tuple(&[matched, rest]))
}

fn group_subgroup(ctx: &mut Context, args: Args) -> Result {
    let (group, condition) = (args.get(ctx, 0), args.get(ctx, 1));
    split_by(ctx, group, condition).map(|(matched, _)| matched)
}

pub(super) static GROUP: ExceptionDef = ExceptionDef {
    kind: ExceptionKind::BaseExceptionGroup,
    methods: &[
        NativeDef::method("__str__", "()", group_str, "Return str(self)."),
        NativeDef::method("__repr__", "()", group_repr, "Return repr(self)."),
        NativeDef::method("derive", "(excs, /)", group_derive, "A group like this one with other exceptions."),
        NativeDef::method("split", "(condition, /)", group_split, "Split by a condition into (match, rest)."),
        NativeDef::method("subgroup", "(condition, /)", group_subgroup, "The part that matches a condition."),
    ],
    attributes: &[row("message", group_message, None), row("exceptions", group_exceptions, None)],
};
