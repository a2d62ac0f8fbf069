//! Signals of the process: the system's handlers only set flags; what a script wants done is done at safepoints of the
//! main stack, and by the driver while that stack waits.

use std::io::{self, Read};
use std::os::unix::net::UnixStream;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use signal_hook::low_level;

use super::driver::driver;
use super::future::promise;
use super::reactor::Reactor;
use super::task::{self, Task};
use crate::heap::{Gc, Tracer, Value};
use crate::object::ExceptionKind;
use crate::vm::Context;
use crate::vm::native::Result;

/// Signals are numbered below this.
pub const COUNT: usize = 65;

/// What is done when a signal arrives.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Action {
    /// What the system does by itself.
    Default,
    Ignore,
    /// KeyboardInterrupt is raised, or a runner's task cancelled.
    Interrupt,
    /// This is called with the signal's number and the frame that was running.
    Call(Value),
}

/// A signal that scripts have dealt with.
struct Watched {
    number: i32,
    action: Action,
    arrived: Arc<AtomicBool>,
    /// The system's own action is to follow.
    by_default: Arc<AtomicBool>,
}

/// What a machine does about signals.
#[derive(Default)]
pub struct Signals {
    watched: Vec<Watched>,
    /// Signals are this machine's concern: it belongs to the command line, not to a host.
    enabled: bool,
    /// Bytes come out of this when signals arrive, so that none slips in just before a wait.
    wakes: Option<(UnixStream, UnixStream)>,
    /// The main task of the runner on the main stack, which the first interrupt cancels.
    pub task: Option<Gc<Task>>,
    /// Interrupts since that began.
    pub count: u32,
    /// At a prompt an interrupt cancels that task only while it waits; running, it is interrupted at once.
    pub at_prompt: bool,
}

impl Signals {
    pub fn trace(&self, tracer: &mut Tracer) {
        tracer.optional(self.task);
        for watched in &self.watched {
            if let Action::Call(handler) = watched.action {
                tracer.value(handler);
            }
        }
    }

    pub fn is_enabled(&self) -> bool {
        self.enabled
    }

    /// What is done about a signal; None if no script has ever said.
    pub fn action(&self, number: i32) -> Option<Action> {
        self.watched.iter().find(|watched| watched.number == number).map(|watched| watched.action)
    }

    /// Sets what is done about a signal. `flag` tells the machine that some signal has arrived.
    pub fn set_action(&mut self, number: i32, action: Action, flag: &Arc<AtomicBool>) -> io::Result<()> {
        if number == libc::SIGINT {
            self.task = None;
        }
        let index = match self.watched.iter().position(|watched| watched.number == number) {
            Some(index) => index,
            None if action == Action::Default => return Ok(()),
            None => self.watch(number, flag)?,
        };
        let watched = &mut self.watched[index];
        watched.action = action;
        watched.by_default.store(action == Action::Default, Ordering::SeqCst);
        Ok(())
    }

    /// Has the system set flags when a signal arrives, instead of what it does by itself.
    fn watch(&mut self, number: i32, flag: &Arc<AtomicBool>) -> io::Result<usize> {
        let (arrived, by_default) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicBool::new(false)));
        signal_hook::flag::register_conditional_default(number, by_default.clone())?;
        signal_hook::flag::register(number, arrived.clone())?;
        signal_hook::flag::register(number, flag.clone())?;
        if let Some((_, end)) = &self.wakes {
            low_level::pipe::register(number, end.try_clone()?)?;
        }
        self.watched.push(Watched { number, action: Action::Default, arrived, by_default });
        self.watched.sort_by_key(|watched| watched.number);
        Ok(self.watched.iter().position(|watched| watched.number == number).expect("just put there"))
    }

    /// Has signals end the reactor's waits.
    pub fn connect(&mut self, reactor: &mut Reactor) {
        if self.wakes.is_some() || self.watched.is_empty() {
            return;
        }
        // Without it a signal in the wrong microsecond waits for the next event: no reason to fail.
        let Ok((receiver, sender)) = UnixStream::pair() else { return };
        let connected = receiver.set_nonblocking(true).and_then(|()| {
            for watched in &self.watched {
                low_level::pipe::register(watched.number, sender.try_clone()?)?;
            }
            reactor.wake_by(&receiver)
        });
        if connected.is_ok() {
            self.wakes = Some((receiver, sender));
        }
    }

    /// Takes one signal that has arrived, the lowest first. Those that would have to call a script stay unless
    /// `may_call`.
    fn take(&mut self, may_call: bool) -> Option<(i32, Action)> {
        if let Some((receiver, _)) = &mut self.wakes {
            let mut bytes = [0; 64];
            while receiver.read(&mut bytes).is_ok_and(|count| count == bytes.len()) {}
        }
        self.watched
            .iter()
            .filter(|watched| may_call || !matches!(watched.action, Action::Call(_)))
            .find(|watched| watched.arrived.swap(false, Ordering::SeqCst))
            .map(|watched| (watched.number, watched.action))
    }

    fn any_left(&self) -> bool {
        self.watched.iter().any(|watched| watched.arrived.load(Ordering::SeqCst))
    }
}

/// Makes signals this machine's concern, and has Ctrl-C interrupt scripts.
pub fn install(ctx: &mut Context) -> io::Result<()> {
    let flag = ctx.limits.signalled.clone();
    let signals = &mut driver(ctx).signals;
    signals.enabled = true;
    if ignored_signals() & (1 << (libc::SIGINT - 1)) != 0 {
        return Ok(());
    }
    signals.set_action(libc::SIGINT, Action::Interrupt, &flag)
}

/// A bit for each signal that the process was started to ignore.
pub fn ignored_signals() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    line.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).unwrap_or(0)
}

/// Some signal has arrived: does what is to be done on the main stack. What calls a script waits for a safepoint.
pub fn arrived(ctx: &mut Context, may_call: bool) -> Result<()> {
    ctx.limits.signalled.store(false, Ordering::SeqCst);
    while let Some((number, action)) = driver(ctx).signals.take(may_call) {
        let done = match action {
            Action::Default | Action::Ignore => Ok(()),
            Action::Interrupt => interrupt(ctx),
            Action::Call(handler) => call(ctx, handler, number),
        };
        if done.is_err() {
            break_off(ctx);
            return done;
        }
    }
    break_off(ctx);
    Ok(())
}

/// Sets the machine's flag again if signals are left for later.
fn break_off(ctx: &mut Context) {
    if driver(ctx).signals.any_left() {
        ctx.limits.signalled.store(true, Ordering::SeqCst);
    }
}

fn call(ctx: &mut Context, handler: Value, number: i32) -> Result<()> {
    let mark = ctx.roots.len();
    let (pending, sent) = (ctx.pending, ctx.sent);
    ctx.roots.extend([pending, sent, handler]);
    let frame = ctx.frame_object(0).unwrap_or(Value::NONE);
    let answer = ctx.call_nested(handler, &[Value::int(i64::from(number)), frame]);
    ctx.roots.truncate(mark);
    answer?;
    (ctx.pending, ctx.sent) = (pending, sent);
    Ok(())
}

/// Ctrl-C: the first time a runner's task is cancelled, else KeyboardInterrupt is raised.
fn interrupt(ctx: &mut Context) -> Result<()> {
    let running = ctx.stack.current_task;
    let signals = &mut driver(ctx).signals;
    signals.count += 1;
    if let (Some(task), 1) = (signals.task, signals.count)
        && !(signals.at_prompt && running == Value::object(task))
        && promise(&ctx.heap, Value::object(task)).is_some_and(|promise| !promise.is_done())
    {
        task::cancel(ctx, task, Value::NONE);
        return Ok(());
    }
    Err(ctx.raise_with(ExceptionKind::KeyboardInterrupt, &[]))
}
