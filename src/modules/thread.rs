//! `_thread`: green threads and their locks.

use super::ModuleDef;
use crate::event::driver::{self, driver};
use crate::event::lock::Lock;
use crate::event::timer::{Nanoseconds, nanoseconds};
use crate::heap::{Gc, Value};
use crate::object::{Dict, Tuple};
use crate::vm::builtin_class::Builtin;
use crate::vm::native::{Args, NativeDef, Result};
use crate::vm::{Context, Request};

/// `start(function, args, thread)`: calls the function on a stack of its own; the number of that.
fn start(ctx: &mut Context, args: Args) -> Result {
    let (function, arguments, thread) = (args.get(ctx, 0), args.get(ctx, 1), args.get(ctx, 2));
    if !arguments.is::<Tuple>() {
        return Err(ctx.type_error("2nd arg must be a tuple"));
    }
    Ok(Value::int(driver::spawn(ctx, function, arguments, thread) as i64))
}

/// The object given to `start` for the running thread; None in main.
fn current(ctx: &mut Context, _: Args) -> Result {
    Ok(ctx.stack.thread)
}

fn get_ident(ctx: &mut Context, _: Args) -> Result {
    Ok(Value::int(driver::current_thread(ctx) as i64 + 1))
}

fn yield_turn(ctx: &mut Context, _: Args) -> Result {
    match driver(ctx).has_runnable() {
        true => ctx.ask(Request::Yield),
        false => Ok(Value::NONE),
    }
}

/// How many processors there are.
fn cpu_count(_: &mut Context, _: Args) -> Result {
    Ok(Value::int(std::thread::available_parallelism().map_or(1, |count| count.get() as i64)))
}

fn new_lock(ctx: &mut Context, _: Args) -> Result {
    Ok(Value::object(ctx.heap.allocate(Lock::new(false))))
}

fn new_reentrant_lock(ctx: &mut Context, _: Args) -> Result {
    Ok(Value::object(ctx.heap.allocate(Lock::new(true))))
}

fn init(ctx: &mut Context, namespace: Gc<Dict>) -> Result<()> {
    let class = ctx.class_value(Builtin::Thread);
    ctx.set_text(namespace, "LockType", class);
    let error = Value::object(ctx.exception_class(crate::object::ExceptionKind::RuntimeError));
    ctx.set_text(namespace, "error", error);
    ctx.set_text(namespace, "TIMEOUT_MAX", Value::float(lock_timeout_max()));
    Ok(())
}

fn lock_timeout_max() -> f64 {
    9_223_372_036.0
}

pub static MODULE: ModuleDef = ModuleDef {
    name: "_thread",
    doc: "Threads and locks.",
    functions: &[
        NativeDef::function("_start", "(function, args, thread, /)", start, ""),
        NativeDef::function("_current", "()", current, ""),
        NativeDef::function("get_ident", "()", get_ident, "Return a number that identifies the thread."),
        NativeDef::function("_cpu_count", "()", cpu_count, ""),
        NativeDef::function("_yield", "()", yield_turn, ""),
        NativeDef::function("allocate_lock", "()", new_lock, "Return a new lock."),
        NativeDef::function("RLock", "()", new_reentrant_lock, "Return a new reentrant lock."),
    ],
    init: Some(init),
};

/// The deadline for a timeout in seconds; negative ones and None never pass.
pub fn deadline(ctx: &mut Context, timeout: Option<f64>) -> Nanoseconds {
    match timeout {
        Some(timeout) if timeout >= 0.0 => driver::now(ctx).saturating_add(nanoseconds(timeout)).max(1),
        _ => Nanoseconds::MAX,
    }
}

/// For `time.sleep`: parks the stack.
pub fn sleep(ctx: &mut Context, seconds: f64) -> Result {
    let until = deadline(ctx, Some(seconds));
    driver::ticket(ctx);
    ctx.ask(Request::Park { until, otherwise: Value::NONE })
}
