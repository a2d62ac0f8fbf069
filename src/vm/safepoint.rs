//! Safepoints: at calls and backward jumps a countdown is decremented; below zero, this file looks around: collection,
//! fuel, deadline, memory, interrupts, finalisers, and whose turn it is.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use super::Context;
use super::native::{Raised, Result};
use crate::heap::Value;
use crate::object::ExceptionKind;

/// What a script may use. All limits are off at first.
#[derive(Clone, Debug, Default)]
pub struct Limits {
    /// Units left: about one for each backward jump, call, or item a native handles.
    pub fuel: Option<u64>,
    pub deadline: Option<Instant>,
    /// Set by the host, from any thread, to stop the script.
    pub interrupt: Arc<AtomicBool>,
    /// Set by signals: handlers of the script are to run on the main stack.
    pub signalled: Arc<AtomicBool>,
    /// Why the script was stopped. Once set, no frame of the script runs any more until the host clears it.
    pub stopped: Option<Stop>,
    /// When the running stack's turn began, if stacks share the machine.
    pub preempt_at: Option<Instant>,
    /// What the countdown was last set to.
    granted: i64,
}

/// Why the machine refused to go on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stop {
    Fuel,
    Deadline,
    Memory,
    Interrupt,
}

impl Stop {
    pub fn text(self) -> &'static str {
        match self {
            Stop::Fuel => "out of fuel",
            Stop::Deadline => "deadline exceeded",
            Stop::Memory => "memory limit exceeded",
            Stop::Interrupt => "interrupted by the host",
        }
    }
}

/// How far the countdown is set: some microseconds of loops and calls, so that clocks and flags are looked at in time
/// though natives that charge too little take their part of it.
const QUANTUM: i64 = 2_000;

/// What a safepoint found.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Safepoint {
    GoOn,
    /// Another stack's turn.
    Preempt,
}

impl Limits {
    /// Whether the script is to stop now: for work that borrows objects and can be abandoned. Fuel is charged before such
    /// work; afterwards [`Context::check_limits`] errs.
    pub fn is_due(&self) -> bool {
        self.interrupt.load(Ordering::Relaxed) || self.deadline.is_some_and(|deadline| Instant::now() >= deadline)
    }
}

impl Context {
    /// Charges work done in native code; errs if the script is to stop or be interrupted.
    pub fn charge(&mut self, units: u64) -> Result<()> {
        self.heap.countdown = self.heap.countdown.saturating_sub_unsigned(units);
        if self.heap.countdown >= 0 {
            return Ok(());
        }
        self.settle_fuel();
        if self.is_safepoint_due() {
            // The next one must not pass because native code used up the countdown before it.
            self.limits.granted = 0;
            self.heap.countdown = 0;
        }
        self.check_limits()
    }

    /// Whether a safepoint has more to do than to look at limits.
    fn is_safepoint_due(&self) -> bool {
        self.heap.wants_collection
            || !self.heap.finaliser.is_idle()
            || self.limits.preempt_at.is_some_and(|at| Instant::now() >= at)
    }

    /// The slow path of a safepoint. Frames' pcs are up to date, and every live value is reachable.
    #[cold]
    #[inline(never)]
    pub fn safepoint(&mut self) -> Result<Safepoint> {
        self.settle_fuel();
        if self.heap.wants_collection || self.heap.is_stressed() {
            self.collect();
        }
        self.check_limits()?;
        self.handle_signals(true)?;
        if !self.heap.finaliser.is_idle() && self.stack.pinned == 0 {
            self.run_finalisers()?;
        }
        let now_due = self.limits.preempt_at.is_some_and(|at| Instant::now() >= at);
        Ok(if now_due && self.stack.pinned == 0 { Safepoint::Preempt } else { Safepoint::GoOn })
    }

    /// Begins anew, for a call of the host: nothing is stopped, and the limits are these.
    pub fn begin_limits(&mut self, fuel: Option<u64>, deadline: Option<Instant>) {
        self.limits.stopped = None;
        self.limits.fuel = fuel;
        self.limits.deadline = deadline;
        self.limits.granted = 0;
        self.heap.countdown = 0;
    }

    /// Puts away what a script left behind that was stopped for good: nothing of it runs any more.
    pub fn reset_after_stop(&mut self) {
        self.limits.stopped = None;
        self.limits.interrupt.store(false, Ordering::Relaxed);
        self.take_pending();
        self.stack.frames.clear();
        self.stack.handled = Value::NONE;
        self.stack.pinned = 0;
        self.roots.clear();
        self.repr_guard.clear();
        self.request = None;
        self.native_top = 0;
    }

    /// Takes what was used since the countdown was set off the fuel, and sets it again.
    fn settle_fuel(&mut self) {
        let used = (self.limits.granted - self.heap.countdown).max(0) as u64;
        let grant = match &mut self.limits.fuel {
            Some(fuel) => {
                *fuel = fuel.saturating_sub(used);
                QUANTUM.min(i64::try_from(*fuel).unwrap_or(QUANTUM))
            }
            None => QUANTUM,
        };
        let grant = if self.heap.is_stressed() { 0 } else { grant };
        self.limits.granted = grant;
        self.heap.countdown = grant;
    }

    /// Errs if the script is to stop or be interrupted. Interrupts are for the main stack.
    pub fn check_limits(&mut self) -> Result<()> {
        if self.limits.stopped.is_some() {
            return Err(self.stop(self.limits.stopped.expect("just seen")));
        }
        if self.limits.fuel == Some(0) {
            return Err(self.stop(Stop::Fuel));
        }
        if self.limits.interrupt.load(Ordering::Relaxed) {
            return Err(self.stop(Stop::Interrupt));
        }
        if self.limits.deadline.is_some_and(|deadline| Instant::now() >= deadline) {
            return Err(self.stop(Stop::Deadline));
        }
        if self.heap.total_bytes() > self.heap.limit {
            self.heap.finish_sweep();
            if self.heap.total_bytes() > self.heap.limit {
                return Err(self.stop(Stop::Memory));
            }
        }
        self.handle_signals(false)
    }

    /// Does what is to be done about signals that have arrived, on the main stack. Scripts are called only if they
    /// may be.
    pub fn handle_signals(&mut self, may_call: bool) -> Result<()> {
        match self.extensions.signalled {
            Some(arrived) if self.limits.signalled.load(Ordering::Relaxed) && self.stack.thread.is_none() => {
                arrived(self, may_call)
            }
            _ => Ok(()),
        }
    }

    /// Stops the script for good: an exception no handler sees is pending.
    #[cold]
    pub fn stop(&mut self, reason: Stop) -> Raised {
        self.limits.stopped = Some(reason);
        self.raise(ExceptionKind::SystemError, reason.text())
    }

    /// Refuses an allocation of about `bytes` before it is made, if it would break the memory limit or cannot be had.
    pub fn reserve(&mut self, bytes: usize) -> Result<()> {
        if bytes > self.heap.limit.saturating_sub(self.heap.total_bytes()) && self.heap.limit != usize::MAX {
            return Err(self.stop(Stop::Memory));
        }
        if bytes > isize::MAX as usize / 2 || (bytes > 1 << 32 && bytes > available_memory()) {
            return Err(self.raise_with(ExceptionKind::MemoryError, &[]));
        }
        Ok(())
    }
}

/// A size no single object may have: refused like an allocation that fails.
fn available_memory() -> usize {
    1 << 36
}
