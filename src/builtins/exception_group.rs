//! Exception groups: what they are made of, and how they are taken apart.

use super::exception::{ExceptionDef, argument, as_exception, row};
use crate::heap::Value;
use crate::object::{Class, Exception, ExceptionKind, Tuple};
use crate::vm::Context;
use crate::vm::native::{Args, NativeDef, Result};

/// Checks the arguments of a group and chooses its class.
fn group_init(ctx: &mut Context, args: Args) -> Result {
    let value = args.get(ctx, 0);
    let exception = as_exception(ctx, value)?;
    let [message, members] = *args.rest(ctx, 1) else {
        let message = format!("BaseExceptionGroup.__new__() takes exactly 2 arguments ({} given)", args.count - 1);
        return Err(ctx.type_error(message));
    };
    if ctx.as_str(message).is_none() {
        let message = format!("BaseExceptionGroup.__new__() argument 1 must be str, not {}", ctx.given_name(message));
        return Err(ctx.type_error(message));
    }
    if !ctx.matches_sequence(members) {
        return Err(ctx.type_error("second argument (exceptions) must be a sequence"));
    }
    let items = ctx.collect_nested(members)?;
    if items.is_empty() {
        return Err(ctx.value_error("second argument (exceptions) must be a non-empty sequence"));
    }
    let mut all_plain = true;
    for (index, &item) in items.iter().enumerate() {
        if !item.is::<Exception>() {
            return Err(ctx.value_error(format!("Item {index} of second argument (exceptions) is not an exception")));
        }
        all_plain &= ctx.is_exception(item, ExceptionKind::Exception);
    }
    let class = ctx.heap.get(exception).class;
    if class == ctx.exception_class(ExceptionKind::BaseExceptionGroup) && all_plain {
        let plain = ctx.exception_class(ExceptionKind::ExceptionGroup);
        ctx.heap.get_mut(exception).class = plain;
    } else if !all_plain && ctx.is_subclass(class, ctx.exception_class(ExceptionKind::Exception)) {
        let name = ctx.text(ctx.heap.get(class).name).into_owned();
        return Err(ctx.type_error(match class == ctx.exception_class(ExceptionKind::ExceptionGroup) {
            true => "Cannot nest BaseExceptions in an ExceptionGroup".to_owned(),
            false => format!("Cannot nest BaseExceptions in '{name}'"),
        }));
    }
    let tuple = Tuple::create(&mut ctx.heap, &[message, members]);
    ctx.heap.get_mut(exception).args = tuple;
    Ok(Value::NONE)
}

fn group_message(ctx: &mut Context, value: Value) -> Result {
    argument(ctx, value, 0)
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
    let members = argument(ctx, value, 1)?;
    let text = format!("{name}({}, {})", ctx.repr_text(message)?, ctx.repr_text(members)?);
    Ok(ctx.new_str(&text))
}

fn group_derive(ctx: &mut Context, args: Args) -> Result {
    let (value, members) = (args.get(ctx, 0), args.get(ctx, 1));
    let message = group_message(ctx, value)?;
    let class = ctx.exception_class(ExceptionKind::BaseExceptionGroup);
    ctx.tail_call(Value::object(class), &[message, members])
}

/// The condition of `split` and `subgroup`: a class, a tuple of classes, or a callable.
fn split_by(ctx: &mut Context, group: Value, condition: Value) -> Result<(Value, Value)> {
    let is_class = condition.is::<Class>() || condition.is::<Tuple>();
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
        NativeDef::method("__init__", "(*args)", group_init, "Initialize self."),
        NativeDef::method("__str__", "()", group_str, "Return str(self)."),
        NativeDef::method("__repr__", "()", group_repr, "Return repr(self)."),
        NativeDef::method("derive", "(excs, /)", group_derive, "A group like this one with other exceptions."),
        NativeDef::method("split", "(condition, /)", group_split, "Split by a condition into (match, rest)."),
        NativeDef::method("subgroup", "(condition, /)", group_subgroup, "The part that matches a condition."),
    ],
    attributes: &[row("message", group_message, None), row("exceptions", group_exceptions, None)],
};
