//! Warnings of the machine itself: text on standard error, or the library's `warnings` where a script uses that.

use std::any::Any;
use std::collections::HashSet;

use crate::builtins::output::Which;
use crate::heap::{Tracer, Value};
use crate::object::ExceptionKind;
use crate::vm::frame::executing;
use crate::vm::native::Result;
use crate::vm::{Context, Extension};

/// What was said already, by place and text.
#[derive(Default)]
struct Said(HashSet<(String, u32, String)>);

impl Extension for Said {
    fn trace(&self, _: &mut Tracer) {}

    fn as_any(&mut self) -> &mut dyn Any {
        self
    }
}

/// Has the machine's warnings shown.
pub fn install(ctx: &mut Context) {
    ctx.extensions.states.push(Box::new(Said::default()));
    ctx.extensions.warn = Some(warn);
}

/// Warns about the line of the script that is running.
fn warn(ctx: &mut Context, category: ExceptionKind, message: &str) -> Result<()> {
    if let Some(warnings) = ctx.get_text(ctx.modules, "warnings") {
        let warn = ctx.attribute(warnings, "warn")?;
        let args = [ctx.new_str(message), Value::object(ctx.exception_class(category))];
        return ctx.call_nested(warn, &args).map(drop);
    }
    let (file, line) = place(ctx);
    show(ctx, category, message, file, line)
}

/// Issues a warning about a line that need not be the running one.
pub fn warn_at(ctx: &mut Context, category: ExceptionKind, message: &str, file: &str, line: u32) -> Result<()> {
    let Some(warnings) = ctx.get_text(ctx.modules, "warnings") else {
        return show(ctx, category, message, file.to_owned(), line);
    };
    let warn = ctx.attribute(warnings, "warn_explicit")?;
    let (message, file) = (ctx.new_str(message), ctx.new_str(file));
    let args = [message, Value::object(ctx.exception_class(category)), file, Value::int(i64::from(line))];
    ctx.call_nested(warn, &args).map(drop)
}

/// Shows a warning, unless it was shown already.
fn show(ctx: &mut Context, category: ExceptionKind, message: &str, file: String, line: u32) -> Result<()> {
    let new = ctx.extensions.state::<Said>().is_none_or(|said| said.0.insert((file.clone(), line, message.to_owned())));
    if !new {
        return Ok(());
    }
    let mut text = format!("{file}:{line}: {}: {message}\n", category.name());
    let source = ctx.loader.as_ref().and_then(|loader| loader.source(&file));
    if let Some(code) = source.as_ref().and_then(|source| source.lines().nth((line as usize).wrapping_sub(1))) {
        text.push_str(&format!("  {}\n", code.trim()));
    }
    super::sys::write_to(ctx, "stderr", Which::Error, text.as_bytes())
}

/// File and line of the innermost frame that is the script's own.
fn place(ctx: &Context) -> (String, u32) {
    for frame in ctx.stack.frames.iter().rev() {
        let Some(code) = frame.code() else { continue };
        let object = &ctx.heap.get(code).object;
        if !object.hidden {
            let line = object.positions.get(executing(frame.pc) as usize).map_or(0, |position| position.line);
            return (object.file.to_string(), line);
        }
    }
    ("<sys>".to_owned(), 0)
}
