//! `exec`, `eval` and `compile`: running source that a script has. Bound into the builtins, which know no compiler.

use super::ModuleDef;
use crate::bytecode::{CodeKind, CodeObject};
use crate::compile::Mode;
use crate::heap::{Gc, Value};
use crate::object::{Cell, Class, Dict, Exception, Tuple};
use crate::vm::Context;
use crate::vm::code::Code;
use crate::vm::frame::executing;
use crate::vm::native::{Args, NativeDef, Raised, Result};
use crate::vm::traceback::Traceback;

/// The text of source given as str or bytes, without the blanks before an expression.
fn source_text(ctx: &mut Context, value: Value, function: &str, expression: bool) -> Result<String> {
    let text = match ctx.as_str(value) {
        Some(text) => match ctx.heap.str_text(text) {
            Some(text) => text.to_owned(),
            None => return Err(ctx.value_error("source code string cannot contain surrogates")),
        },
        None => {
            let Some(bytes) = ctx.bytes_like(value).map(|bytes| bytes.into_owned()) else {
                let message = format!("{function}() arg 1 must be a string, bytes or code object");
                return Err(ctx.type_error(message));
            };
            match crate::syntax::decode(&bytes) {
                Ok(text) => text.to_string(),
                Err(error) => return Err(ctx.raise(crate::object::ExceptionKind::SyntaxError, error.message)),
            }
        }
    };
    Ok(if expression { text.trim_start_matches([' ', '\t']).to_owned() } else { text })
}

/// The namespaces of a call: globals and, if they are not the same, locals.
fn namespaces(ctx: &mut Context, args: Args, function: &str) -> Result<(Gc<Dict>, Option<Value>)> {
    let given = |ctx: &Context, index| args.optional(ctx, index).filter(|value| !value.is_none());
    let globals = match given(ctx, 1) {
        None => ctx.current_globals(),
        Some(value) => match ctx.as_dict(value) {
            Some(dict) => dict,
            None => return Err(wrong_globals(ctx, function, value)),
        },
    };
    let locals = match given(ctx, 2) {
        None if given(ctx, 1).is_none() => Some(ctx.running_locals()),
        locals => locals,
    };
    let locals = locals.filter(|locals| locals.cast() != Some(globals));
    let builtins = ctx.intern("__builtins__");
    if ctx.get_name(globals, builtins).is_none() {
        let name = ctx.names.builtins;
        if let Some(module) = ctx.get_name(ctx.modules, name) {
            ctx.set_name(globals, builtins, module);
        }
    }
    Ok((globals, locals))
}

fn wrong_globals(ctx: &mut Context, function: &str, value: Value) -> Raised {
    let message = format!("{function}() globals must be a dict, not {}", ctx.type_name(value));
    ctx.type_error(message)
}

/// Runs source or a code object in place of the native.
fn run(ctx: &mut Context, args: Args, function: &str, mode: Mode) -> Result {
    let (globals, locals) = namespaces(ctx, args, function)?;
    let source = args.get(ctx, 0);
    let object = match source.cast::<Code>() {
        Some(code) => ctx.heap.get(code).object.clone(),
        None => {
            let text = source_text(ctx, source, function, mode == Mode::Expression)?;
            ctx.compile_for(&text, "<string>", mode, locals.is_some())?
        }
    };
    let closure = match mode {
        Mode::Expression if !object.free.is_empty() => {
            return Err(ctx.type_error("code object passed to eval() may not contain free variables"));
        }
        Mode::Expression => None,
        _ => closure_for(ctx, args, &object)?,
    };
    let function = ctx.module_function(&object, globals);
    ctx.heap.get_mut(function).closure = closure;
    match object.kind {
        CodeKind::ClassBody => ctx.tail_call(Value::object(function), &[locals.unwrap_or(Value::object(globals))]),
        _ => ctx.tail_call(Value::object(function), &[]),
    }
}

/// The cells `exec` is given for the free variables of its code.
fn closure_for(ctx: &mut Context, args: Args, object: &CodeObject) -> Result<Option<Gc<Tuple>>> {
    let given = args.optional(ctx, 3).filter(|closure| !closure.is_none());
    let wanted = object.free.len();
    match given {
        None if wanted == 0 => return Ok(None),
        Some(_) if !args.get(ctx, 0).is::<Code>() => {
            return Err(ctx.type_error("closure can only be used when source is a code object"));
        }
        Some(_) if wanted == 0 => return Err(ctx.type_error("cannot use a closure with this code object")),
        _ => {}
    }
    let cells = given.and_then(|cells| cells.cast::<Tuple>());
    match cells {
        Some(tuple)
            if ctx.heap.tail(tuple).len() == wanted && ctx.heap.tail(tuple).iter().all(|cell| cell.is::<Cell>()) =>
        {
            Ok(cells)
        }
        _ => Err(ctx.type_error(format!("code object requires a closure of exactly length {wanted}"))),
    }
}

fn exec(ctx: &mut Context, args: Args) -> Result {
    run(ctx, args, "exec", Mode::Module)
}

fn eval(ctx: &mut Context, args: Args) -> Result {
    run(ctx, args, "eval", Mode::Expression)
}

fn compile(ctx: &mut Context, args: Args) -> Result {
    let [source, file, mode] = [0, 1, 2].map(|index| args.get(ctx, index));
    let mode = ctx.as_str(mode).map(|mode| ctx.text(mode).into_owned());
    let mode = match mode.as_deref() {
        Some("exec") => Mode::Module,
        Some("eval") => Mode::Expression,
        Some("single") => Mode::Interactive,
        Some(_) => return Err(ctx.value_error("compile() mode must be 'exec', 'eval' or 'single'")),
        None => return Err(ctx.type_error("compile() argument 'mode' must be str")),
    };
    let file = match ctx.as_str(file) {
        Some(file) => ctx.text(file).into_owned(),
        None => return Err(ctx.type_error("expected str, bytes or os.PathLike object")),
    };
    if source.is::<Code>() {
        return Ok(source);
    }
    let text = source_text(ctx, source, "compile", mode == Mode::Expression)?;
    // What it will be run in is not known yet: names are looked up in a namespace that may not be the globals.
    let object = ctx.compile_for(&text, &file, mode, true)?;
    let globals = ctx.current_globals();
    Ok(Value::object(Code::load(ctx, &object, globals)))
}

/// The globals of the innermost function that is no part of the library.
fn script_globals(ctx: &mut Context, _: Args) -> Result {
    let codes = ctx.stack.frames.iter().rev().filter_map(|frame| frame.code());
    let script = codes.map(|code| ctx.heap.get(code)).find(|code| !code.object.hidden);
    Ok(Value::object(script.map_or(ctx.builtins, |code| code.globals)))
}

/// The frames of the script, innermost first: file, line, function and module of each.
fn script_frames(ctx: &mut Context, _: Args) -> Result {
    let mut places = Vec::new();
    for frame in ctx.stack.frames.iter().rev() {
        let Some(code) = frame.code().map(|code| ctx.heap.get(code)).filter(|code| !code.object.hidden) else {
            continue;
        };
        let position = code.object.positions.get(executing(frame.pc) as usize).copied().unwrap_or_default();
        places.push((code.object.file.clone(), position.line, code.object.name.clone(), code.globals));
    }
    let mut frames = Vec::new();
    for (file, line, name, globals) in places {
        let module = ctx.get_name(globals, ctx.names.dunder_name).unwrap_or(Value::NONE);
        let (file, name) = (ctx.new_str(&file), ctx.new_str(&name));
        frames.push(ctx.new_tuple(&[file, Value::int(i64::from(line)), name, module]));
    }
    Ok(ctx.new_list(frames))
}

/// An exception as text: with its traceback and what led to it, or its own lines only.
fn describe_exception(ctx: &mut Context, args: Args) -> Result {
    let (exception, full) = (args.get(ctx, 0), args.get(ctx, 1));
    if !exception.is::<Exception>() {
        let message = format!("Exception expected for value, {} found", ctx.type_name(exception));
        return Err(ctx.type_error(message));
    }
    let text = if ctx.truth(full)? {
        ctx.format_exception(exception)?
    } else {
        let lines = ctx.exception_lines(exception, false)?;
        lines.iter().map(|line| format!("{line}\n")).collect()
    };
    Ok(ctx.new_str(&text))
}

/// The lines of a traceback for one place of it.
fn describe_place(ctx: &mut Context, args: Args) -> Result {
    let Some(place) = args.get(ctx, 0).cast::<Traceback>() else {
        return Err(ctx.type_error("a traceback was expected"));
    };
    let mut text = String::new();
    ctx.format_entries(&[ctx.heap.get(place).entry], "", &mut text);
    Ok(ctx.new_str(&text))
}

/// Has a registered class match the patterns its abstract class does.
fn match_like(ctx: &mut Context, args: Args) -> Result {
    let [class, model] = [0, 1].map(|index| args.get(ctx, index).cast::<Class>());
    if let (Some(class), Some(model)) = (class, model) {
        ctx.match_like(class, model);
    }
    Ok(Value::NONE)
}

/// The text of a source file that is known, or None.
fn source_of(ctx: &mut Context, args: Args) -> Result {
    let file = args.get(ctx, 0);
    let Some(file) = ctx.as_str(file).map(|file| ctx.text(file).into_owned()) else { return Ok(Value::NONE) };
    match ctx.loader.clone().and_then(|loader| loader.source(&file)) {
        Some(text) => Ok(ctx.new_str(&text)),
        None => Ok(Value::NONE),
    }
}

/// What the builtins get from here.
pub const FUNCTIONS: &[NativeDef] = &[
    NativeDef::function(
        "exec",
        "(source, /, globals=None, locals=None, *, closure=None)",
        exec,
        "Execute the given source in the context of globals and locals.",
    ),
    NativeDef::function(
        "eval",
        "(source, /, globals=None, locals=None)",
        eval,
        "Evaluate the given source in the context of globals and locals.",
    ),
    NativeDef::function(
        "compile",
        "(source, filename, mode, flags=0, dont_inherit=False, optimize=-1, *, _feature_version=-1)",
        compile,
        "Compile source into a code object that can be executed by exec() or eval().",
    ),
];

pub static MODULE: ModuleDef = ModuleDef {
    name: "_compile",
    doc: "Evaluates expressions for the library.",
    functions: &[
        NativeDef::function("evaluate", "(source, /, globals=None, locals=None)", eval, ""),
        NativeDef::function("script_globals", "()", script_globals, ""),
        NativeDef::function("script_frames", "()", script_frames, ""),
        NativeDef::function("match_like", "(cls, model, /)", match_like, ""),
        NativeDef::function("describe_place", "(traceback, /)", describe_place, ""),
        NativeDef::function("describe_exception", "(exception, full, chain=True, /)", describe_exception, ""),
        NativeDef::function("source_of", "(file, /)", source_of, ""),
    ],
    init: None,
};
