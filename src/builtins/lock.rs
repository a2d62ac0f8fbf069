//! Methods of thread locks.

use super::receiver::receiver;
use crate::event::driver;
use crate::event::lock::{self, Lock};
use crate::event::timer::{Nanoseconds, nanoseconds};
use crate::heap::{Gc, Value};
use crate::vm::Context;
use crate::vm::builtin_class::{Builtin, ClassDef};
use crate::vm::native::{Args, NativeDef, Result};

fn this(ctx: &mut Context, args: Args) -> Result<Gc<Lock>> {
    receiver(ctx, args, Builtin::Thread)
}

/// `acquire(blocking=True, timeout=-1)`
fn acquire(ctx: &mut Context, args: Args) -> Result {
    let lock = this(ctx, args)?;
    let blocking = match args.optional(ctx, 1) {
        Some(blocking) => ctx.truth(blocking)?,
        None => true,
    };
    let timeout = args.optional(ctx, 2).map_or(-1.0, |timeout| {
        timeout.as_float().or_else(|| timeout.as_int().map(|seconds| seconds as f64)).unwrap_or(-1.0)
    });
    if !blocking && timeout != -1.0 {
        return Err(ctx.value_error("can't specify a timeout for a non-blocking call"));
    }
    if timeout < 0.0 && timeout != -1.0 {
        return Err(ctx.value_error("timeout value must be a non-negative number"));
    }
    let until = match (blocking, timeout) {
        (false, _) => 0,
        (true, timeout) if timeout < 0.0 => Nanoseconds::MAX,
        (true, timeout) => driver::now(ctx).saturating_add(nanoseconds(timeout)),
    };
    lock::acquire(ctx, lock, until)
}

fn release(ctx: &mut Context, args: Args) -> Result {
    let lock = this(ctx, args)?;
    if lock::release(ctx, lock) {
        return Ok(Value::NONE);
    }
    let reentrant = ctx.heap.get(lock).reentrant;
    Err(ctx.runtime_error(if reentrant { "cannot release un-acquired lock" } else { "release unlocked lock" }))
}

fn locked(ctx: &mut Context, args: Args) -> Result {
    let lock = this(ctx, args)?;
    Ok(Value::bool(ctx.heap.get(lock).held > 0))
}

fn is_owned(ctx: &mut Context, args: Args) -> Result {
    let lock = this(ctx, args)?;
    let me = driver::current_thread(ctx);
    let this = ctx.heap.get(lock);
    Ok(Value::bool(this.held > 0 && this.owner == me))
}

/// Gives a reentrant lock up entirely; how often it was held.
fn release_save(ctx: &mut Context, args: Args) -> Result {
    let lock = this(ctx, args)?;
    let held = ctx.heap.get(lock).held;
    if held > 0 {
        ctx.heap.get_mut(lock).held = 1;
        lock::release(ctx, lock);
    }
    Ok(Value::int(i64::from(held)))
}

/// Undoes `_release_save` once the lock is held again.
fn restore(ctx: &mut Context, args: Args) -> Result {
    let lock = this(ctx, args)?;
    let held = args.get(ctx, 1).as_int().and_then(|held| u32::try_from(held).ok()).unwrap_or(1);
    ctx.heap.get_mut(lock).held = held.max(1);
    Ok(Value::NONE)
}

pub static CLASS: ClassDef = ClassDef {
    doc: "A lock of threads.",
    methods: &[
        NativeDef::method("acquire", "(blocking=True, timeout=-1)", acquire, "Lock the lock."),
        NativeDef::method("release", "()", release, "Release the lock."),
        NativeDef::method("locked", "()", locked, "Return whether the lock is locked."),
        NativeDef::method("_is_owned", "()", is_owned, ""),
        NativeDef::method("_release_all", "()", release_save, ""),
        NativeDef::method("_set_held", "(count, /)", restore, ""),
        NativeDef::method("__enter__", "()", acquire, ""),
        NativeDef::method("__exit__", "(type, value, traceback, /)", release, ""),
    ],
    ..ClassDef::new(Builtin::Thread)
};
