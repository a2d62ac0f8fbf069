//! The native half of `collections`.

use super::ModuleDef;
use crate::heap::{Gc, Value};
use crate::object::Dict;
use crate::vm::Context;
use crate::vm::builtin_class::Builtin;
use crate::vm::native::Result;

fn init(ctx: &mut Context, namespace: Gc<Dict>) -> Result<()> {
    let deque = ctx.class_value(Builtin::Deque);
    let own = ctx.namespace_of(ctx.class(Builtin::Deque));
    let module = Value::object(ctx.intern("collections"));
    ctx.set_name(own, ctx.names.dunder_module, module);
    ctx.set_text(namespace, "deque", deque);
    Ok(())
}

pub static MODULE: ModuleDef =
    ModuleDef { name: "_collections", doc: "High performance data structures.", functions: &[], init: Some(init) };
