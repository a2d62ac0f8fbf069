//! `_contextvars`: the classes of `contextvars`.

use super::ModuleDef;
use crate::event::context_map;
use crate::heap::{Gc, Value};
use crate::object::Dict;
use crate::vm::Context;
use crate::vm::builtin_class::Builtin;
use crate::vm::native::{Args, NativeDef, Result};

fn copy_context(ctx: &mut Context, _: Args) -> Result {
    let current = context_map::current(ctx);
    Ok(Value::object(context_map::copy(ctx, current)))
}

fn init(ctx: &mut Context, namespace: Gc<Dict>) -> Result<()> {
    for class in [Builtin::ContextVariable, Builtin::Context, Builtin::ContextToken] {
        let value = ctx.class_value(class);
        ctx.set_text(namespace, class.name(), value);
    }
    let object = ctx.class(Builtin::Object);
    let missing = Value::object(ctx.allocate_instance(object));
    let token = ctx.class(Builtin::ContextToken);
    let token = ctx.namespace_of(token);
    ctx.set_text(token, "MISSING", missing);
    Ok(())
}

pub static MODULE: ModuleDef = ModuleDef {
    name: "contextvars",
    doc: "Context variables.",
    functions: &[NativeDef::function("copy_context", "()", copy_context, "Return a copy of the current context.")],
    init: Some(init),
};
