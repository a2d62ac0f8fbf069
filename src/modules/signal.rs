//! `_signal`: what a script wants done when signals arrive, and the alarm clock.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::ModuleDef;
use crate::event::driver;
use crate::event::signal::{Action, COUNT, ignored_signals};
use crate::event::timer::Nanoseconds;
use crate::heap::{Gc, Tracer, Value};
use crate::object::{Dict, ExceptionKind};
use crate::vm::native::{Args, Native, NativeDef, Result};
use crate::vm::{Context, Extension, Request};

const DEFAULT: i64 = libc::SIG_DFL as i64;
const IGNORE: i64 = libc::SIG_IGN as i64;

/// Signals the system or this process needs for itself.
const REFUSED: &[i32] = &[libc::SIGSEGV, libc::SIGILL, libc::SIGFPE];

/// Signals that programs ignore unless they say otherwise, as CPython does.
const IGNORED_AT_FIRST: &[i32] = &[libc::SIGPIPE, libc::SIGXFSZ];

fn number(ctx: &mut Context, args: Args, index: u32) -> Result<i32> {
    let value = args.get(ctx, index);
    let number = ctx.clamped_index(value)?;
    match i32::try_from(number) {
        Ok(number) if (1..COUNT as i32).contains(&number) => Ok(number),
        _ => Err(ctx.value_error("signal number out of range")),
    }
}

fn default_int_handler(ctx: &mut Context, _: Args) -> Result {
    Err(ctx.raise_with(ExceptionKind::KeyboardInterrupt, &[]))
}

fn is_default_int_handler(ctx: &Context, value: Value) -> bool {
    value.cast::<Native>().is_some_and(|native| {
        std::ptr::fn_addr_eq(ctx.heap.get(native).function, default_int_handler as crate::vm::native::NativeFn)
    })
}

/// What is done about a signal now, as a script sees it.
fn handler(ctx: &mut Context, number: i32) -> Result {
    Ok(match driver::driver(ctx).signals.action(number) {
        Some(Action::Call(handler)) => handler,
        Some(Action::Interrupt) => {
            let module = ctx.import_module("_signal")?;
            ctx.attribute(module, "default_int_handler")?
        }
        Some(Action::Default) => Value::int(DEFAULT),
        Some(Action::Ignore) => Value::int(IGNORE),
        None if IGNORED_AT_FIRST.contains(&number) => Value::int(IGNORE),
        None => Value::int(if ignored_signals() & (1 << (number - 1)) != 0 { IGNORE } else { DEFAULT }),
    })
}

fn getsignal(ctx: &mut Context, args: Args) -> Result {
    let number = number(ctx, args, 0)?;
    handler(ctx, number)
}

/// `signal(number, handler)`: sets what is done; what was done before.
fn signal(ctx: &mut Context, args: Args) -> Result {
    let value = args.get(ctx, 0);
    ctx.clamped_index(value)?;
    let wanted = args.get(ctx, 1);
    let action = match ctx.payload(wanted).as_int() {
        Some(DEFAULT) => Action::Default,
        Some(IGNORE) => Action::Ignore,
        _ if is_default_int_handler(ctx, wanted) => Action::Interrupt,
        _ if crate::builtins::is_callable(ctx, wanted) => Action::Call(wanted),
        _ => {
            let message = "signal handler must be signal.SIG_IGN, signal.SIG_DFL, or a callable object";
            return Err(ctx.type_error(message));
        }
    };
    if !driver::driver(ctx).signals.is_enabled() || driver::current_thread(ctx) != 0 {
        return Err(ctx.value_error("signal only works in main thread of the main interpreter"));
    }
    let number = number(ctx, args, 0)?;
    if REFUSED.contains(&number) || number > libc::SIGSYS {
        let message = format!("handlers of signal {number} are not supported by Taipan");
        return Err(ctx.raise(ExceptionKind::NotImplementedError, message));
    }
    if number == libc::SIGKILL || number == libc::SIGSTOP {
        return Err(ctx.io_error(&std::io::Error::from_raw_os_error(libc::EINVAL)));
    }
    let before = handler(ctx, number)?;
    let flag = ctx.limits.signalled.clone();
    match driver::driver(ctx).signals.set_action(number, action, &flag) {
        Ok(()) => Ok(before),
        Err(error) => Err(ctx.io_error(&error)),
    }
}

fn raise_signal(ctx: &mut Context, args: Args) -> Result {
    let value = args.get(ctx, 0);
    let number = i32::try_from(ctx.clamped_index(value)?).unwrap_or(-1);
    match signal_hook::low_level::raise(number) {
        Ok(()) => ctx.handle_signals(true).map(|()| Value::NONE),
        Err(error) => Err(ctx.io_error(&error)),
    }
}

/// Waits until a signal was handled.
fn pause(ctx: &mut Context, _: Args) -> Result {
    let ticket = driver::ticket(ctx);
    driver::driver(ctx).pausing = ticket.number;
    ctx.ask(Request::Park { until: Nanoseconds::MAX, otherwise: Value::NONE })
}

/// The alarm clock: a thread that sends SIGALRM.
struct Alarm(Arc<Clock>);

#[derive(Default)]
struct Clock {
    setting: Mutex<Setting>,
    changed: Condvar,
}

#[derive(Default)]
struct Setting {
    due: Option<Instant>,
    interval: Duration,
    closed: bool,
}

impl Extension for Alarm {
    fn trace(&self, _: &mut Tracer) {}

    fn as_any(&mut self) -> &mut dyn std::any::Any {
        self
    }
}

impl Drop for Alarm {
    fn drop(&mut self) {
        self.0.setting().closed = true;
        self.0.changed.notify_all();
    }
}

impl Clock {
    fn setting(&self) -> MutexGuard<'_, Setting> {
        self.setting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn run(&self) {
        let mut setting = self.setting();
        while !setting.closed {
            let now = Instant::now();
            setting = match setting.due {
                None => self.changed.wait(setting).unwrap_or_else(PoisonError::into_inner),
                Some(due) if due <= now => {
                    setting.due = (!setting.interval.is_zero()).then(|| due + setting.interval);
                    // The process exists: nothing can fail.
                    let _ = rustix::process::kill_process(rustix::process::getpid(), rustix::process::Signal::ALARM);
                    setting
                }
                Some(due) => match self.changed.wait_timeout(setting, due - now) {
                    Ok((setting, _)) => setting,
                    Err(poisoned) => poisoned.into_inner().0,
                },
            };
        }
    }
}

/// The alarm clock, started when first used.
fn clock(ctx: &mut Context) -> Result<Arc<Clock>> {
    if let Some(Alarm(clock)) = ctx.extensions.state::<Alarm>() {
        return Ok(clock.clone());
    }
    if !driver::driver(ctx).signals.is_enabled() {
        return Err(ctx.value_error("signal only works in main thread of the main interpreter"));
    }
    let clock = Arc::new(Clock::default());
    let shared = clock.clone();
    match std::thread::Builder::new().name("taipan-alarm".to_owned()).spawn(move || shared.run()) {
        Ok(_) => {
            ctx.extensions.states.push(Box::new(Alarm(clock.clone())));
            Ok(clock)
        }
        Err(error) => Err(ctx.io_error(&error)),
    }
}

/// Seconds until the alarm, and between alarms.
fn setting_value(ctx: &mut Context, setting: &Setting) -> Value {
    let left = setting.due.map_or(0.0, |due| due.saturating_duration_since(Instant::now()).as_secs_f64());
    ctx.new_tuple(&[Value::float(left), Value::float(setting.interval.as_secs_f64())])
}

/// `_set_alarm(seconds, interval)`: sets the alarm clock, 0 for never; its setting before.
fn set_alarm(ctx: &mut Context, args: Args) -> Result {
    let [seconds, interval] = [0, 1].map(|index| args.get(ctx, index).as_float().unwrap_or(-1.0));
    let durations = [seconds, interval].map(Duration::try_from_secs_f64);
    let [Ok(seconds), Ok(interval)] = durations else {
        return Err(ctx.io_error(&std::io::Error::from_raw_os_error(libc::EINVAL)));
    };
    let clock = clock(ctx)?;
    let mut setting = clock.setting();
    let before = setting_value(ctx, &setting);
    setting.due = if seconds.is_zero() { None } else { Instant::now().checked_add(seconds) };
    setting.interval = interval;
    clock.changed.notify_all();
    Ok(before)
}

fn alarm_left(ctx: &mut Context, _: Args) -> Result {
    let clock = clock(ctx)?;
    let setting = clock.setting();
    Ok(setting_value(ctx, &setting))
}

fn init(ctx: &mut Context, namespace: Gc<Dict>) -> Result<()> {
    ctx.set_text(namespace, "NSIG", Value::int(COUNT as i64));
    Ok(())
}

pub static MODULE: ModuleDef = ModuleDef {
    name: "_signal",
    doc: "Signals of the process.",
    functions: &[
        NativeDef::function("getsignal", "(signalnum, /)", getsignal, "Return the current action for a signal."),
        NativeDef::function("signal", "(signalnum, handler, /)", signal, "Set the action for a signal."),
        NativeDef::function(
            "default_int_handler",
            "(signalnum, frame, /)",
            default_int_handler,
            "The default handler for SIGINT installed by Python.",
        ),
        NativeDef::function("raise_signal", "(signalnum, /)", raise_signal, "Send a signal to the executing process."),
        NativeDef::function("pause", "()", pause, "Wait until a signal arrives."),
        NativeDef::function("_set_alarm", "(seconds, interval, /)", set_alarm, ""),
        NativeDef::function("_alarm_left", "()", alarm_left, ""),
    ],
    init: Some(init),
};
