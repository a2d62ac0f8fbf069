//! What a loop has to say: callbacks that raised, failures nobody looked at, async generators left behind; and the end of
//! a program.

use super::EventLoop;
use super::driver::{driver, run};
use super::future::{self};
use super::handle::Handle;
use super::sleep::{Sleep, SleepState};
use super::task::{self, Task};
use crate::heap::{Gc, Value};
use crate::object::ExceptionKind;
use crate::vm::coroutine::Coroutine;
use crate::vm::native::{Raised, Result};
use crate::vm::{Context, Outcome};

/// A callback of a loop raised: its loop reports that, or ends.
pub fn callback_raised(ctx: &mut Context, event_loop: Gc<EventLoop>, handle: Gc<Handle>) -> Result<()> {
    if ctx.limits.stopped.is_some() || task::leaves_loop(ctx, ctx.pending) {
        return Err(Raised);
    }
    let exception = ctx.take_pending();
    report(ctx, "callback_failed", &[Value::object(event_loop), Value::object(handle), exception])
}

/// A future, task or async generator died.
pub fn finalise(ctx: &mut Context, object: Value) -> Result<()> {
    if object.is::<Coroutine>() {
        return match ctx.stack.running_loop {
            Value::NONE => Ok(()),
            event_loop => report(ctx, "close_generator", &[event_loop, object]),
        };
    }
    let Some(promise) = future::promise(&ctx.heap, object) else { return Ok(()) };
    let (unread, exception) = (promise.unread, promise.result);
    if object.is::<Task>() && !promise.is_done() {
        return report(ctx, "destroyed", &[object]);
    }
    if !unread {
        return Ok(());
    }
    future::promise_mut(&mut ctx.heap, object).unread = false;
    let is_task = Value::bool(object.is::<Task>());
    report(ctx, "never_retrieved", &[object, exception, is_task])
}

/// The program is over: waits for its other threads, and reports failures nobody asked for.
pub fn finish(ctx: &mut Context, outcome: Outcome) -> Outcome {
    if ctx.limits.stopped.is_some() {
        return outcome;
    }
    let exception = matches!(outcome, Outcome::Raised).then(|| ctx.take_pending());
    let mark = ctx.roots.len();
    ctx.roots.extend(exception);
    if let Some(threading) = ctx.get_text(ctx.modules, "threading") {
        let ended = run(ctx, |ctx, to| {
            let function = ctx.attribute(threading, "_shutdown")?;
            ctx.tail_call_to(function, &[], to)
        });
        if let Outcome::Raised = ended {
            ctx.take_pending();
        }
    }
    report_all(ctx);
    ctx.roots.truncate(mark);
    match exception {
        Some(exception) => {
            ctx.pending = exception;
            Outcome::Raised
        }
        None => outcome,
    }
}

/// Calls a function of the library's that reports something.
pub fn report(ctx: &mut Context, function: &str, args: &[Value]) -> Result<()> {
    let mark = ctx.roots.len();
    ctx.roots.extend_from_slice(args);
    let result = ctx.import_runtime("asyncio._report").and_then(|module| {
        let function = ctx.attribute(module, function)?;
        ctx.call_nested(function, args)
    });
    ctx.roots.truncate(mark);
    result.map(drop)
}

/// Reports every failure nobody has looked at.
fn report_all(ctx: &mut Context) {
    driver(ctx).failures = 0;
    let lost = ctx.heap.finaliser.take_registered();
    let mark = ctx.roots.len();
    ctx.roots.extend_from_slice(&lost);
    for object in lost {
        if future::promise(&ctx.heap, object).is_none() {
            ctx.heap.finaliser.register(object);
        } else if finalise(ctx, object).is_err() {
            ctx.take_pending();
        }
    }
    ctx.roots.truncate(mark);
}

/// An expression statement dropped a sleep: it warns if nobody awaited it.
pub fn dropped_sleep(ctx: &mut Context, sleep: Value) -> Result<()> {
    let Some(sleep) = sleep.cast::<Sleep>() else { return Ok(()) };
    if ctx.heap.get(sleep).state != SleepState::Created {
        return Ok(());
    }
    ctx.heap.get_mut(sleep).state = SleepState::Finished;
    ctx.warn(ExceptionKind::RuntimeWarning, "coroutine 'sleep' was never awaited")
}
