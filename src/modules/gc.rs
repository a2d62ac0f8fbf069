//! `gc`: what scripts ask of the collector.

use super::ModuleDef;
use crate::heap::Value;
use crate::vm::Context;
use crate::vm::native::{Args, NativeDef, Result};

/// Collects now, and finalises what died.
fn collect(ctx: &mut Context, _: Args) -> Result {
    ctx.collect();
    ctx.run_finalisers()?;
    Ok(Value::int(0))
}

/// Collection cannot be switched off: its pace is the machine's own.
fn nothing(_: &mut Context, _: Args) -> Result {
    Ok(Value::NONE)
}

fn is_enabled(_: &mut Context, _: Args) -> Result {
    Ok(Value::TRUE)
}

fn get_count(ctx: &mut Context, _: Args) -> Result {
    let collections = Value::int(ctx.heap.collections() as i64);
    Ok(ctx.new_tuple(&[collections, Value::int(0), Value::int(0)]))
}

pub static MODULE: ModuleDef = ModuleDef {
    name: "gc",
    doc: "The garbage collector.",
    functions: &[
        NativeDef::function("collect", "(generation=2)", collect, "Run a full collection."),
        NativeDef::function("enable", "()", nothing, "Collection is always enabled."),
        NativeDef::function("disable", "()", nothing, "Collection is always enabled."),
        NativeDef::function("freeze", "()", nothing, ""),
        NativeDef::function("isenabled", "()", is_enabled, "Return True."),
        NativeDef::function("get_count", "()", get_count, "Return how many collections there were."),
    ],
    init: None,
};
