//! Ctrl-C: the signal sets a flag that safepoints and the driver look at; then main is interrupted, or the task that a
//! runner named is cancelled.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use super::driver::driver;
use super::future::promise;
use super::task::{self, Task};
use crate::heap::{Gc, Tracer, Value};
use crate::object::ExceptionKind;
use crate::vm::Context;
use crate::vm::native::Result;

/// Who is interrupted.
#[derive(Default)]
pub struct Interrupts {
    /// The main task of the runner on the main stack.
    pub task: Option<Gc<Task>>,
    /// Interrupts since that began.
    pub count: u32,
}

impl Interrupts {
    pub fn trace(&self, tracer: &mut Tracer) {
        tracer.optional(self.task);
    }
}

/// Has SIGINT set the machine's flag.
pub fn install(ctx: &Context) -> std::io::Result<()> {
    let flag: Arc<AtomicBool> = ctx.limits.keyboard_interrupt.clone();
    signal_hook::flag::register(signal_hook::consts::SIGINT, flag).map(drop)
}

/// The main stack was interrupted: the first time a runner's task is cancelled, else KeyboardInterrupt is raised.
pub fn interrupted(ctx: &mut Context) -> Result<()> {
    let interrupts = &mut driver(ctx).interrupts;
    interrupts.count += 1;
    if let (Some(task), 1) = (interrupts.task, interrupts.count)
        && promise(&ctx.heap, Value::object(task)).is_some_and(|promise| !promise.is_done())
    {
        task::cancel(ctx, task, Value::NONE);
        return Ok(());
    }
    Err(ctx.raise_with(ExceptionKind::KeyboardInterrupt, &[]))
}
