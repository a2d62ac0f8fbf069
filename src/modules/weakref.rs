//! The native half of `weakref`.

use super::ModuleDef;
use crate::heap::{Gc, Kind, Value, WeakReference};
use crate::object::Dict;
use crate::vm::Context;
use crate::vm::builtin_class::Builtin;
use crate::vm::native::{Args, NativeDef, Result};

/// Makes a weak reference; `callback` is called with it when the target died.
fn new_reference(ctx: &mut Context, args: Args) -> Result {
    let target = args.get(ctx, 0);
    let callback = args.optional(ctx, 1).unwrap_or(Value::NONE);
    let can = matches!(
        target.kind(),
        Some(
            Kind::Instance
                | Kind::Function
                | Kind::Class
                | Kind::Module
                | Kind::Set
                | Kind::FrozenSet
                | Kind::Coroutine
                | Kind::BoundMethod
                | Kind::Exception
                | Kind::Deque
                | Kind::Task
                | Kind::Future
                | Kind::EventLoop
                | Kind::File
                | Kind::Code
        )
    );
    if !can {
        let message = format!("cannot create weak reference to '{}' object", ctx.type_name(target));
        return Err(ctx.type_error(message));
    }
    Ok(Value::object(WeakReference::create(&mut ctx.heap, target, callback)))
}

/// The target of a weak reference; None once it is dead.
fn target(ctx: &mut Context, args: Args) -> Result {
    let reference = args.get(ctx, 0).cast::<WeakReference>();
    Ok(reference.and_then(|reference| ctx.heap.get(reference).target()).unwrap_or(Value::NONE))
}

fn init(ctx: &mut Context, namespace: Gc<Dict>) -> Result<()> {
    let class = ctx.class_value(Builtin::WeakReference);
    ctx.set_text(namespace, "ReferenceType", class);
    Ok(())
}

pub static MODULE: ModuleDef = ModuleDef {
    name: "_weakref",
    doc: "Weak references.",
    functions: &[
        NativeDef::function("new_reference", "(target, callback=None, /)", new_reference, ""),
        NativeDef::function("target", "(reference, /)", target, ""),
    ],
    init: Some(init),
};
