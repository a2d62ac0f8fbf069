//! Worker threads for calls that block the system's thread; their results come back through the reactor's waker.

use std::collections::{HashMap, VecDeque};
use std::os::fd::{AsFd, AsRawFd};
use std::sync::{Arc, Condvar, Mutex, PoisonError};

use rustix::event::{PollFd, PollFlags};

use super::driver;
use super::reactor::Waker;
use super::timer::Nanoseconds;
use crate::heap::Value;
use crate::vm::native::Result;
use crate::vm::{Context, Request};

/// Turns what was done into a value, back on the machine's thread.
pub type Complete = Box<dyn FnOnce(&mut Context) -> Result + Send>;
type Work = Box<dyn FnOnce() -> Complete + Send>;

/// More than this many calls at once wait for each other.
const MOST_WORKERS: usize = 32;

/// What workers and machine share.
#[derive(Default)]
struct Shared {
    queue: Mutex<Queue>,
    work_came: Condvar,
    finished: Mutex<Vec<(u64, Complete)>>,
}

#[derive(Default)]
struct Queue {
    waiting: VecDeque<(u64, Work, Option<Waker>)>,
    idle: usize,
    closed: bool,
}

/// Blocking calls under way.
#[derive(Default)]
pub struct Jobs {
    shared: Arc<Shared>,
    submitted: HashMap<u64, Work>,
    workers: usize,
    /// Somebody else may have something done on the machine's thread.
    has_remotes: bool,
}

/// Has things done on the machine's thread, from any thread.
#[derive(Clone)]
pub struct Remote {
    shared: Arc<Shared>,
    waker: Option<Waker>,
}

/// No thread of the script waits for what is posted.
const NOBODY: u64 = u64::MAX;

impl Remote {
    /// Has `act` done when the machine next looks for events. What it answers is of no interest.
    pub fn post(&self, act: Complete) {
        lock(&self.shared.finished).push((NOBODY, act));
        if let Some(waker) = &self.waker {
            waker.wake();
        }
    }
}

impl Drop for Jobs {
    fn drop(&mut self) {
        lock(&self.shared.queue).closed = true;
        if self.workers > 0 {
            self.shared.work_came.notify_all();
        }
    }
}

impl Jobs {
    /// Hands a job that a native submitted to a worker.
    pub fn start(&mut self, number: u64, waker: Option<Waker>) {
        let Some(work) = self.submitted.remove(&number) else { return };
        let mut queue = lock(&self.shared.queue);
        queue.waiting.push_back((number, work, waker));
        if queue.idle == 0 && self.workers < MOST_WORKERS {
            let shared = self.shared.clone();
            let spawned = std::thread::Builder::new().name("taipan-worker".to_owned()).spawn(move || serve(&shared));
            self.workers += usize::from(spawned.is_ok());
        }
        drop(queue);
        self.shared.work_came.notify_one();
    }

    /// What has things done on the machine's thread.
    pub fn remote(&mut self, waker: Option<Waker>) -> Remote {
        self.has_remotes = true;
        Remote { shared: self.shared.clone(), waker }
    }

    /// What was finished since the last call.
    pub fn take_finished(&mut self) -> Vec<(u64, Complete)> {
        if self.workers == 0 && !self.has_remotes {
            return Vec::new();
        }
        std::mem::take(&mut *lock(&self.shared.finished))
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn serve(shared: &Shared) {
    loop {
        let mut queue = lock(&shared.queue);
        let (number, work, waker) = loop {
            if queue.closed {
                return;
            }
            if let Some(next) = queue.waiting.pop_front() {
                break next;
            }
            queue.idle += 1;
            queue = shared.work_came.wait(queue).unwrap_or_else(PoisonError::into_inner);
            queue.idle -= 1;
        };
        drop(queue);
        let complete = work();
        lock(&shared.finished).push((number, complete));
        if let Some(waker) = waker {
            waker.wake();
        }
    }
}

/// For natives: waits on the spot until there is something to read, while other stacks run and signals are handled.
pub fn wait_until_readable(ctx: &mut Context, source: impl AsFd) -> Result<()> {
    let descriptor = source.as_fd().as_raw_fd();
    let mut ready = [PollFd::new(&source, PollFlags::IN)];
    let now = rustix::event::Timespec { tv_sec: 0, tv_nsec: 0 };
    // A file is always ready, and cannot be waited for.
    if rustix::event::poll(&mut ready, Some(&now)) != Ok(0) || driver::driver(ctx).reactor.arm(descriptor).is_err() {
        return Ok(());
    }
    let ticket = driver::ticket(ctx);
    driver::driver(ctx).reactor.park(descriptor, false, ticket);
    driver::serve_nested(ctx, Request::Park { until: Nanoseconds::MAX, otherwise: Value::NONE }).map(drop)
}

/// For natives: does something that blocks, without stopping other stacks, and answers with what `finish` makes of it.
pub fn block<T: Send + 'static>(
    ctx: &mut Context,
    work: impl FnOnce() -> T + Send + 'static,
    finish: impl FnOnce(&mut Context, T) -> Result + Send + 'static,
) -> Result {
    if !driver::has_others(ctx) {
        let done = work();
        return finish(ctx, done);
    }
    let job = driver::ticket(ctx).number;
    let work: Work = Box::new(move || {
        let done = work();
        Box::new(move |ctx| finish(ctx, done))
    });
    driver::driver(ctx).jobs.submitted.insert(job, work);
    ctx.ask(Request::Block { job })
}
