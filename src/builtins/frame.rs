//! Code, frames, tracebacks and cells: what scripts see of how they run.

use crate::heap::{Gc, Value};
use crate::object::ExceptionKind;
use crate::vm::Context;
use crate::vm::builtin_class::{AttributeDef, Builtin, ClassDef};
use crate::vm::frame_object::FrameObject;
use crate::vm::native::{Args, NativeDef, Result};
use crate::vm::traceback::Traceback;

/// Code objects show what scripts commonly ask.
fn code_name(ctx: &mut Context, value: Value) -> Result {
    let object = code_object(ctx, value)?;
    Ok(ctx.new_str(&object.name))
}

fn code_qualified_name(ctx: &mut Context, value: Value) -> Result {
    let object = code_object(ctx, value)?;
    Ok(ctx.new_str(&object.qualified_name))
}

fn code_file(ctx: &mut Context, value: Value) -> Result {
    let object = code_object(ctx, value)?;
    Ok(ctx.new_str(&object.file))
}

fn code_first_line(ctx: &mut Context, value: Value) -> Result {
    let object = code_object(ctx, value)?;
    Ok(Value::int(i64::from(object.first_line)))
}

fn code_arg_count(ctx: &mut Context, value: Value) -> Result {
    let object = code_object(ctx, value)?;
    Ok(Value::int(i64::from(object.parameters.positional)))
}

fn code_keyword_only_count(ctx: &mut Context, value: Value) -> Result {
    let object = code_object(ctx, value)?;
    Ok(Value::int(i64::from(object.parameters.keyword_only)))
}

fn code_positional_only_count(ctx: &mut Context, value: Value) -> Result {
    let object = code_object(ctx, value)?;
    Ok(Value::int(i64::from(object.parameters.positional_only)))
}

fn code_names(ctx: &mut Context, value: Value) -> Result {
    let object = code_object(ctx, value)?;
    let names: Vec<Value> = object.locals.iter().map(|name| ctx.new_str(name)).collect();
    Ok(ctx.new_tuple(&names))
}

/// The bits `inspect` looks at.
fn code_flags(ctx: &mut Context, value: Value) -> Result {
    use crate::bytecode::CodeKind;
    let object = code_object(ctx, value)?;
    let kind = match object.kind {
        CodeKind::Generator => 0x20,
        CodeKind::Coroutine => 0x80,
        CodeKind::AsyncGenerator => 0x200,
        CodeKind::Function | CodeKind::Module | CodeKind::ClassBody => 0,
    };
    let star = if object.parameters.star { 0x04 } else { 0 };
    let double_star = if object.parameters.double_star { 0x08 } else { 0 };
    Ok(Value::int(0x03 | kind | star | double_star))
}

fn code_object(ctx: &mut Context, value: Value) -> Result<std::sync::Arc<crate::bytecode::CodeObject>> {
    match value.cast::<crate::vm::code::Code>() {
        Some(code) => Ok(ctx.heap.get(code).object.clone()),
        None => Err(ctx.type_error("a code object was expected")),
    }
}

fn code_repr(ctx: &mut Context, args: Args) -> Result {
    let value = args.get(ctx, 0);
    let object = code_object(ctx, value)?;
    let text = format!(
        "<code object {} at {:#x}, file \"{}\", line {}>",
        object.name,
        value.identity(),
        object.file,
        object.first_line
    );
    Ok(ctx.new_str(&text))
}

fn code_free_names(ctx: &mut Context, value: Value) -> Result {
    let object = code_object(ctx, value)?;
    let names: Vec<Value> = object.free.iter().map(|name| ctx.new_str(name)).collect();
    Ok(ctx.new_tuple(&names))
}

fn traceback_next(ctx: &mut Context, value: Value) -> Result {
    match value.cast::<Traceback>() {
        Some(traceback) => Ok(ctx.heap.get(traceback).next),
        None => Err(ctx.type_error("a traceback was expected")),
    }
}

fn traceback_line(ctx: &mut Context, value: Value) -> Result {
    let Some(traceback) = value.cast::<Traceback>() else {
        return Err(ctx.type_error("a traceback was expected"));
    };
    let entry = ctx.heap.get(traceback).entry;
    let object = code_object(ctx, entry.code)?;
    Ok(Value::int(object.positions.get(entry.pc as usize).map_or(0, |position| i64::from(position.line))))
}

fn cell_contents(ctx: &mut Context, value: Value) -> Result {
    let Some(cell) = value.cast::<crate::object::Cell>() else {
        return Err(ctx.type_error("a cell was expected"));
    };
    let contents = ctx.heap.get(cell).value;
    if contents.is_unbound() { Err(ctx.raise(ExceptionKind::ValueError, "cell is empty")) } else { Ok(contents) }
}

fn set_cell_contents(ctx: &mut Context, value: Value, contents: Value) -> Result<()> {
    if let Some(cell) = value.cast::<crate::object::Cell>() {
        ctx.heap.get_mut(cell).value = contents;
    }
    Ok(())
}

const fn attribute(name: &'static str, get: fn(&mut Context, Value) -> Result) -> AttributeDef {
    AttributeDef { name, get, set: None, doc: "" }
}

pub static CODE: ClassDef = ClassDef {
    methods: &[NativeDef::method("__repr__", "()", code_repr, "Return repr(self).")],
    attributes: &[
        attribute("co_name", code_name),
        attribute("co_qualname", code_qualified_name),
        attribute("co_filename", code_file),
        attribute("co_firstlineno", code_first_line),
        attribute("co_argcount", code_arg_count),
        attribute("co_kwonlyargcount", code_keyword_only_count),
        attribute("co_posonlyargcount", code_positional_only_count),
        attribute("co_varnames", code_names),
        attribute("co_freevars", code_free_names),
        attribute("co_flags", code_flags),
    ],
    ..ClassDef::new(Builtin::Code)
};

fn as_frame(ctx: &mut Context, value: Value) -> Result<Gc<FrameObject>> {
    match value.cast() {
        Some(frame) => Ok(frame),
        None => Err(ctx.type_error("a frame was expected")),
    }
}

fn frame_code(ctx: &mut Context, value: Value) -> Result {
    let frame = as_frame(ctx, value)?;
    Ok(Value::object(ctx.heap.get(frame).code))
}

fn frame_back(ctx: &mut Context, value: Value) -> Result {
    let frame = as_frame(ctx, value)?;
    Ok(ctx.heap.get(frame).back)
}

fn frame_globals(ctx: &mut Context, value: Value) -> Result {
    let frame = as_frame(ctx, value)?;
    let code = ctx.heap.get(frame).code;
    Ok(Value::object(ctx.heap.get(code).globals))
}

fn frame_line(ctx: &mut Context, value: Value) -> Result {
    let frame = as_frame(ctx, value)?;
    let FrameObject { code, pc, .. } = ctx.heap.get(frame);
    let (code, pc) = (*code, *pc);
    let positions = &ctx.heap.get(code).object.positions;
    Ok(Value::int(positions.get(pc as usize).map_or(0, |position| i64::from(position.line))))
}

fn frame_locals(ctx: &mut Context, value: Value) -> Result {
    let frame = as_frame(ctx, value)?;
    ctx.frame_locals(frame)
}

fn frame_builtins(ctx: &mut Context, value: Value) -> Result {
    let frame = as_frame(ctx, value)?;
    Ok(Value::object(ctx.heap.get(ctx.heap.get(frame).code).builtins))
}

fn frame_repr(ctx: &mut Context, args: Args) -> Result {
    let value = args.get(ctx, 0);
    let line = frame_line(ctx, value)?;
    let frame = as_frame(ctx, value)?;
    let object = ctx.heap.get(ctx.heap.get(frame).code).object.clone();
    let line = line.as_int().unwrap_or(0);
    let text = format!("<frame at {:#x}, file '{}', line {line}, code {}>", value.identity(), object.file, object.name);
    Ok(ctx.new_str(&text))
}

pub static FRAME: ClassDef = ClassDef {
    methods: &[NativeDef::method("__repr__", "()", frame_repr, "Return repr(self).")],
    attributes: &[
        attribute("f_code", frame_code),
        attribute("f_back", frame_back),
        attribute("f_globals", frame_globals),
        attribute("f_builtins", frame_builtins),
        attribute("f_locals", frame_locals),
        attribute("f_lineno", frame_line),
    ],
    ..ClassDef::new(Builtin::Frame)
};

fn traceback_frame(ctx: &mut Context, value: Value) -> Result {
    let Some(traceback) = value.cast::<Traceback>() else {
        return Err(ctx.type_error("a traceback was expected"));
    };
    let entry = ctx.heap.get(traceback).entry;
    match entry.code.cast() {
        Some(code) => Ok(ctx.frame_of_place(code, entry.pc)),
        None => Ok(Value::NONE),
    }
}

pub static TRACEBACK: ClassDef = ClassDef {
    attributes: &[
        attribute("tb_frame", traceback_frame),
        attribute("tb_next", traceback_next),
        attribute("tb_lineno", traceback_line),
    ],
    ..ClassDef::new(Builtin::Traceback)
};

pub static CELL: ClassDef = ClassDef {
    attributes: &[AttributeDef { name: "cell_contents", get: cell_contents, set: Some(set_cell_contents), doc: "" }],
    ..ClassDef::new(Builtin::Cell)
};
