//! Locks of green threads. A lock that is released while others wait is handed to the first of them.

use std::collections::VecDeque;

use super::driver::{self, Ticket};
use super::timer::Nanoseconds;
use crate::heap::{Gc, Kind, NoTail, Object, Tracer, Value};
use crate::vm::native::Result;
use crate::vm::{Context, Request};

/// A lock. A reentrant one knows who holds it, and how often.
pub struct Lock {
    pub reentrant: bool,
    /// How often it is held; 0 if it is free.
    pub held: u32,
    /// The thread that holds it.
    pub owner: usize,
    waiters: VecDeque<Ticket>,
}

impl Object for Lock {
    const KIND: Kind = Kind::Thread;
    type Tail = NoTail;

    fn trace(&self, _: &mut Tracer) {}
}

impl Lock {
    pub fn new(reentrant: bool) -> Lock {
        Lock { reentrant, held: 0, owner: 0, waiters: VecDeque::new() }
    }
}

/// For natives: takes the lock, waiting for it until the deadline; answers whether it was had.
pub fn acquire(ctx: &mut Context, lock: Gc<Lock>, until: Nanoseconds) -> Result {
    let me = driver::current_thread(ctx);
    let this = ctx.heap.get_mut(lock);
    if this.held == 0 || (this.reentrant && this.owner == me) {
        this.held += 1;
        this.owner = me;
        return Ok(Value::TRUE);
    }
    if until == 0 {
        return Ok(Value::FALSE);
    }
    let ticket = driver::ticket(ctx);
    ctx.heap.get_mut(lock).waiters.push_back(ticket);
    ctx.ask(Request::Park { until, otherwise: Value::FALSE })
}

/// Gives the lock up once. False if it was not held, or not by this thread if that matters.
pub fn release(ctx: &mut Context, lock: Gc<Lock>) -> bool {
    let me = driver::current_thread(ctx);
    let this = ctx.heap.get_mut(lock);
    if this.held == 0 || (this.reentrant && this.owner != me) {
        return false;
    }
    this.held -= 1;
    if this.held > 0 {
        return true;
    }
    while let Some(next) = ctx.heap.get_mut(lock).waiters.pop_front() {
        if driver::wake(ctx, next, Ok(Value::TRUE)) {
            let this = ctx.heap.get_mut(lock);
            this.held = 1;
            this.owner = next.thread;
            break;
        }
    }
    true
}
