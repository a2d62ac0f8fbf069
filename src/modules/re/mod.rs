//! `_re`: regular expressions. `parse` makes a tree of a pattern, `program` steps of the tree, and `machine` follows the
//! steps along a text, going back where it must, as CPython's does.

mod found;
mod letters;
mod machine;
mod parse;
mod pattern;
mod program;
mod source;
mod syntax;
mod template;

use pattern::Pattern;
use syntax::{PatternError, flags};

use super::ModuleDef;
use crate::heap::{Gc, Value};
use crate::object::string::code_points;
use crate::object::{Dict, ExceptionKind};
use crate::vm::Context;
use crate::vm::builtin_class::Builtin;
use crate::vm::native::{Args, NativeDef, Raised, Result};

/// The characters of a pattern or template, and whether it is text.
fn characters(ctx: &mut Context, value: Value, refusal: &str) -> Result<(Vec<u32>, bool)> {
    if let Some(text) = ctx.as_str(value) {
        return Ok((code_points(ctx.heap.str_bytes(text)).collect(), true));
    }
    match ctx.bytes_like(value) {
        Some(bytes) => Ok((bytes.iter().map(|&byte| u32::from(byte)).collect(), false)),
        None => Err(ctx.type_error(refusal)),
    }
}

/// Raises `re.PatternError`.
#[cold]
fn fail(ctx: &mut Context, error: &PatternError, pattern: Value) -> Raised {
    if error.overflow {
        return ctx.overflow_error(&error.message);
    }
    let message = ctx.new_str(&error.message);
    let position = error.position.map_or(Value::NONE, |position| Value::int(position as i64));
    let raised = ctx
        .import_module("re")
        .and_then(|module| ctx.attribute(module, "PatternError"))
        .and_then(|class| ctx.call_nested(class, &[message, pattern, position]));
    match raised {
        Ok(exception) => ctx.raise_value(exception),
        Err(raised) => raised,
    }
}

/// The flags of a pattern of text or bytes, what it says itself included.
fn fix_flags(ctx: &mut Context, given: u32, is_text: bool) -> Result<u32> {
    let wrong = if is_text {
        match given {
            _ if given & flags::LOCALE != 0 => Some("cannot use LOCALE flag with a str pattern"),
            _ if given & flags::ASCII == 0 => return Ok(given | flags::UNICODE),
            _ if given & flags::UNICODE != 0 => Some("ASCII and UNICODE flags are incompatible"),
            _ => None,
        }
    } else {
        match given {
            _ if given & flags::UNICODE != 0 => Some("cannot use UNICODE flag with a bytes pattern"),
            _ if given & flags::LOCALE != 0 && given & flags::ASCII != 0 => {
                Some("ASCII and LOCALE flags are incompatible")
            }
            _ => None,
        }
    };
    match wrong {
        Some(wrong) => Err(ctx.value_error(wrong)),
        None => Ok(given),
    }
}

/// `compile(pattern, flags)`
fn compile(ctx: &mut Context, args: Args) -> Result {
    let (text, given) = (args.get(ctx, 0), args.get(ctx, 1));
    let given = ctx.clamped_index(given)? as u32;
    let (chars, is_text) = characters(ctx, text, "first argument must be string or compiled pattern")?;
    ctx.charge(chars.len() as u64 / 4)?;
    let mut expression = match parse::parse(chars, is_text, given) {
        Ok(expression) => expression,
        Err(error) => return Err(fail(ctx, &error, text)),
    };
    for doubt in std::mem::take(&mut expression.doubts) {
        ctx.warn(ExceptionKind::FutureWarning, &doubt)?;
    }
    expression.flags = fix_flags(ctx, expression.flags, is_text)?;
    for (flag, name) in [(flags::LOCALE, "LOCALE"), (flags::DEBUG, "DEBUG")] {
        if expression.flags & flag != 0 {
            let message = format!("re.{name} is not supported by Taipan");
            return Err(ctx.raise(ExceptionKind::NotImplementedError, message));
        }
    }
    let program = match program::compile(&expression, is_text) {
        Ok(program) => program,
        Err(error) => return Err(fail(ctx, &error, text)),
    };
    let index = ctx.new_dict();
    for (name, group) in &expression.names {
        ctx.set_text(index, name, Value::int(*group as i64));
    }
    let pattern = Pattern { program, text, flags: expression.flags, index, is_text };
    Ok(Value::object(ctx.heap.allocate(pattern)))
}

fn init(ctx: &mut Context, namespace: Gc<Dict>) -> Result<()> {
    ctx.heap.register::<Pattern>();
    ctx.heap.register::<found::Match>();
    for definition in [&pattern::CLASS, &found::CLASS] {
        ctx.class_definitions[definition.class as usize] = Some(definition);
    }
    for class in [Builtin::Pattern, Builtin::Match] {
        let value = ctx.class_value(class);
        ctx.set_text(namespace, class.name(), value);
    }
    Ok(())
}

pub static MODULE: ModuleDef = ModuleDef {
    name: "_re",
    doc: "Regular expressions.",
    functions: &[
        NativeDef::function("compile", "(pattern, flags, /)", compile, ""),
        NativeDef::function("next", "(pattern, string, start, end, not_empty, /)", pattern::next_match, ""),
    ],
    init: Some(init),
};
