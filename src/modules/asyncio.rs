//! `_asyncio`: what the library's `asyncio` is built upon.

use super::ModuleDef;
use crate::builtins::event_loop::create_task as create_task_on;
use crate::builtins::future::{create_task as make_task, loop_argument};
use crate::event::driver;
use crate::event::future;
use crate::event::handle::Handle;
use crate::event::reactor::Watch;
use crate::event::signal::Action;
use crate::event::sleep::{Sleep, SleepState};
use crate::event::task::{self, Task};
use crate::event::{EventLoop, context_map, gather};
use crate::heap::{Gc, Value};
use crate::object::{Dict, ExceptionKind, Tuple};
use crate::vm::Context;
use crate::vm::builtin_class::Builtin;
use crate::vm::native::{Args, NativeDef, Result};

fn running(ctx: &mut Context) -> Result<Gc<EventLoop>> {
    match ctx.stack.running_loop.cast() {
        Some(event_loop) => Ok(event_loop),
        None => Err(ctx.runtime_error("no running event loop")),
    }
}

fn get_running_loop(ctx: &mut Context, _: Args) -> Result {
    running(ctx).map(Value::object)
}

fn running_loop_or_none(ctx: &mut Context, _: Args) -> Result {
    Ok(ctx.stack.running_loop)
}

fn get_event_loop(ctx: &mut Context, _: Args) -> Result {
    loop_argument(ctx, None).map(Value::object)
}

fn set_event_loop(ctx: &mut Context, args: Args) -> Result {
    let event_loop = args.get(ctx, 0);
    driver::set_thread_loop(ctx, event_loop);
    Ok(Value::NONE)
}

fn thread_loop(ctx: &mut Context, _: Args) -> Result {
    Ok(driver::thread_loop(ctx))
}

fn new_event_loop(ctx: &mut Context, _: Args) -> Result {
    Ok(Value::object(EventLoop::create(ctx)))
}

/// `sleep(delay, result=None)`
fn sleep(ctx: &mut Context, args: Args) -> Result {
    let delay = args.get(ctx, 0);
    let result = args.optional(ctx, 1).unwrap_or(Value::NONE);
    let seconds = match (delay.as_int(), delay.as_float(), delay.as_bool()) {
        (Some(seconds), ..) => seconds as f64,
        (_, Some(seconds), _) => seconds,
        (.., Some(flag)) => f64::from(u8::from(flag)),
        _ => match ctx.attribute(delay, "__float__") {
            Ok(method) => ctx.call_nested(method, &[])?.as_float().unwrap_or(0.0),
            Err(_) => {
                ctx.take_pending();
                let name = ctx.type_name(delay);
                return Err(ctx.type_error(format!("'<=' not supported between instances of '{name}' and 'int'")));
            }
        },
    };
    let sleep = Sleep { delay: seconds, task: None, state: SleepState::Created };
    let tail = [result];
    Ok(Value::object(ctx.heap.allocate_with(sleep, &tail[usize::from(result.is_none())..])))
}

/// The task of a loop that is running now; None in callbacks.
fn current_task(ctx: &mut Context, args: Args) -> Result {
    match args.optional(ctx, 0) {
        None | Some(Value::NONE) => {
            running(ctx)?;
            Ok(ctx.stack.current_task)
        }
        Some(event_loop) if event_loop == ctx.stack.running_loop => Ok(ctx.stack.current_task),
        Some(event_loop) => {
            let current = event_loop.cast::<EventLoop>().map_or(Value::NONE, |this| ctx.heap.get(this).current);
            Ok(if current.is::<Task>() { current } else { Value::NONE })
        }
    }
}

/// The tasks of a loop that are not done, oldest first.
fn task_list(ctx: &mut Context, args: Args) -> Result {
    let event_loop = match args.optional(ctx, 0) {
        None | Some(Value::NONE) => running(ctx)?,
        other => loop_argument(ctx, other)?,
    };
    let mut tasks: Vec<Value> = ctx.heap.get(event_loop).tasks.iter().map(|&task| Value::object(task)).collect();
    tasks.sort_by_key(|task| task.cast::<Task>().map_or(0, |task| ctx.heap.get(task).number));
    Ok(ctx.new_list(tasks))
}

fn is_future(ctx: &mut Context, args: Args) -> Result {
    let value = args.get(ctx, 0);
    Ok(Value::bool(future::promise(&ctx.heap, value).is_some()))
}

fn is_coroutine(ctx: &mut Context, args: Args) -> Result {
    let value = args.get(ctx, 0);
    Ok(Value::bool(task::is_coroutine(ctx, value)))
}

/// A coroutine was refused: if nobody awaits it after all, that is told of.
fn refused(ctx: &mut Context, args: Args) -> Result {
    let coroutine = args.get(ctx, 0);
    if coroutine.is::<Sleep>() {
        ctx.heap.finaliser.register(coroutine);
    }
    Ok(Value::NONE)
}

fn next_task_name(ctx: &mut Context, _: Args) -> Result {
    Ok(Value::int(i64::from(driver::task_number(ctx, true))))
}

/// `create_task(coro, *, name=None, context=None, eager_start=None)`
fn create_task(ctx: &mut Context, args: Args) -> Result {
    let event_loop = running(ctx)?;
    let coroutine = args.get(ctx, 0);
    let options = [1, 2, 3].map(|index| args.optional(ctx, index));
    create_task_on(ctx, event_loop, coroutine, options)
}

/// `_start_all(loop, items)`: the futures and tasks of coroutines and futures, in a tuple; None if that takes more than
/// making tasks.
fn start_all(ctx: &mut Context, args: Args) -> Result {
    let (event_loop, items) = (args.get(ctx, 0).cast::<EventLoop>(), args.get(ctx, 1).cast::<Tuple>());
    let (Some(event_loop), Some(items)) = (event_loop, items) else { return Ok(Value::NONE) };
    let items = ctx.heap.tail(items).to_vec();
    let here = |item| future::promise(&ctx.heap, item).is_some_and(|promise| promise.event_loop == event_loop);
    let simple =
        items.iter().all(|&item| task::is_coroutine(ctx, item) || here(item)) && !gather::has_duplicates(&items);
    let this = ctx.heap.get(event_loop);
    if !simple || this.closed || !this.task_factory.is_none() {
        return Ok(Value::NONE);
    }
    let mut children = Vec::with_capacity(items.len());
    for item in items {
        let is_future = future::promise(&ctx.heap, item).is_some();
        children.push(if is_future { item } else { make_task(ctx, event_loop, item, [None; 3])? });
    }
    Ok(ctx.new_tuple(&children))
}

/// `_gather(loop, children, return_exceptions)`: the future of the results of futures in a tuple.
fn gather_results(ctx: &mut Context, args: Args) -> Result {
    let event_loop = args.get(ctx, 0);
    let event_loop = loop_argument(ctx, Some(event_loop))?;
    let keeps_exceptions = args.get(ctx, 2);
    let keeps_exceptions = ctx.truth(keeps_exceptions)?;
    match args.get(ctx, 1).cast::<Tuple>() {
        Some(children) => Ok(gather::gather(ctx, event_loop, children, keeps_exceptions)),
        None => Err(ctx.type_error("a tuple of futures was expected")),
    }
}

/// A done future's exception, None if it has none; the CancelledError if it was cancelled. Marks it as seen.
fn outcome(ctx: &mut Context, args: Args) -> Result {
    let value = args.get(ctx, 0);
    match future::await_result(ctx, value) {
        crate::vm::FutureResult::Failed(exception) => Ok(exception),
        _ => Ok(Value::NONE),
    }
}

/// Names the task that an interrupt of the main stack cancels, or None; how many interrupts there were since the last
/// call. Scripts with a handler of their own for interrupts keep it.
fn interrupts_cancel(ctx: &mut Context, args: Args) -> Result {
    let task = args.get(ctx, 0).cast::<Task>();
    let signals = &mut driver::driver(ctx).signals;
    let count = std::mem::replace(&mut signals.count, 0);
    let by_default = signals.action(libc::SIGINT) == Some(Action::Interrupt);
    signals.task = task.filter(|_| by_default);
    Ok(Value::int(i64::from(count)))
}

/// The text of an exception's traceback.
fn format_exception(ctx: &mut Context, args: Args) -> Result {
    let exception = args.get(ctx, 0);
    let text = ctx.format_exception(exception)?;
    Ok(ctx.new_str(&text))
}

/// `_watch(loop, fd, writing, callback or None, args)`: whether somebody was called before.
fn watch(ctx: &mut Context, args: Args) -> Result {
    let [event_loop, descriptor, writing, callback, arguments] = [0, 1, 2, 3, 4].map(|index| args.get(ctx, index));
    let event_loop = loop_argument(ctx, Some(event_loop))?;
    let descriptor = descriptor.as_int().and_then(|number| i32::try_from(number).ok()).unwrap_or(-1);
    let watch = match callback.is_none() {
        true => Watch::Nobody,
        false => {
            let context = context_map::copy_current(ctx);
            Watch::Level(Value::object(ctx.heap.allocate(Handle::new(event_loop, callback, arguments, context))))
        }
    };
    let writing = writing == Value::TRUE;
    match driver::driver(ctx).reactor.watch_descriptor(descriptor, writing, watch) {
        Ok(before) => Ok(Value::bool(!matches!(before, Watch::Nobody))),
        Err(error) => Err(ctx.io_error(&error)),
    }
}

fn is_main_thread(ctx: &mut Context, _: Args) -> Result {
    Ok(Value::bool(driver::current_thread(ctx) == 0))
}

/// A module by its full name, imported if need be.
fn import(ctx: &mut Context, args: Args) -> Result {
    let name = args.get(ctx, 0);
    let name = ctx.as_str(name).map_or(String::new(), |name| ctx.text(name).into_owned());
    ctx.import_module(&name)
}

/// The async generators of a loop that are not finished.
fn generators(ctx: &mut Context, args: Args) -> Result {
    let event_loop = args.get(ctx, 0);
    let event_loop = loop_argument(ctx, Some(event_loop))?;
    let live = crate::event::live_generators(ctx, event_loop);
    Ok(ctx.new_list(live))
}

/// Reports what nobody asked for, now: failed tasks without a reader, coroutines never awaited.
fn report_lost(ctx: &mut Context, _: Args) -> Result {
    if std::mem::take(&mut driver::driver(ctx).failures) > 0 {
        ctx.heap.request_collection();
    }
    Ok(Value::NONE)
}

fn init(ctx: &mut Context, namespace: Gc<Dict>) -> Result<()> {
    for class in
        [Builtin::Future, Builtin::Task, Builtin::Handle, Builtin::TimerHandle, Builtin::EventLoop, Builtin::Deque]
    {
        let value = ctx.class_value(class);
        ctx.set_text(namespace, class.name(), value);
    }
    for kind in [ExceptionKind::CancelledError, ExceptionKind::InvalidStateError] {
        let class = Value::object(ctx.exception_class(kind));
        ctx.set_text(namespace, kind.name(), class);
    }
    Ok(())
}

pub static MODULE: ModuleDef = ModuleDef {
    name: "_asyncio",
    doc: "What asyncio is built upon.",
    functions: &[
        NativeDef::function("get_running_loop", "()", get_running_loop, "Return the running event loop."),
        NativeDef::function("_get_running_loop", "()", running_loop_or_none, "Return the running loop or None."),
        NativeDef::function("get_event_loop", "()", get_event_loop, "Return the current event loop."),
        NativeDef::function("set_event_loop", "(loop, /)", set_event_loop, "Set the current event loop."),
        NativeDef::function("_thread_loop", "()", thread_loop, ""),
        NativeDef::function("new_event_loop", "()", new_event_loop, "Return a new event loop."),
        NativeDef::function("sleep", "(delay, result=None)", sleep, "Coroutine that completes after a given time."),
        NativeDef::function("current_task", "(loop=None)", current_task, "Return the running task."),
        NativeDef::function("_task_list", "(loop=None)", task_list, ""),
        NativeDef::function("isfuture", "(obj, /)", is_future, "Return True if obj is a future."),
        NativeDef::function("iscoroutine", "(obj, /)", is_coroutine, "Return True if obj is a coroutine object."),
        NativeDef::function("_next_task_name", "()", next_task_name, ""),
        NativeDef::function("_refused", "(coroutine, /)", refused, ""),
        NativeDef::function(
            "create_task",
            "(coro, /, *, name=None, context=None, eager_start=None)",
            create_task,
            "Schedule a coroutine as a task of the running loop.",
        ),
        NativeDef::function("_start_all", "(loop, items, /)", start_all, ""),
        NativeDef::function("_gather", "(loop, children, return_exceptions, /)", gather_results, ""),
        NativeDef::function("_outcome", "(future, /)", outcome, ""),
        NativeDef::function("_interrupts_cancel", "(task, /)", interrupts_cancel, ""),
        NativeDef::function("_format_exception", "(exception, /)", format_exception, ""),
        NativeDef::function("_watch", "(loop, fd, writing, callback, args, /)", watch, ""),
        NativeDef::function("_is_main_thread", "()", is_main_thread, ""),
        NativeDef::function("_import", "(name, /)", import, ""),
        NativeDef::function("_generators", "(loop, /)", generators, ""),
        NativeDef::function("_report_lost", "()", report_lost, ""),
    ],
    init: Some(init),
};
