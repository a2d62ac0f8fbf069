//! Methods of futures and tasks.

use crate::event::context_map::{self, ContextMap};
use crate::event::future::{self, Future, Progress, promise, promise_mut};
use crate::event::handle::Handle;
use crate::event::sleep::{Sleep, SleepState};
use crate::event::task::{self, Task};
use crate::event::{EventLoop, call_soon, driver};
use crate::heap::{Gc, Value};
use crate::object::{BoundMethod, Class, Exception, ExceptionKind};
use crate::vm::Context;
use crate::vm::await_iterator::{AwaitIterator, Stepping};
use crate::vm::builtin_class::{AttributeDef, Builtin, ClassDef};
use crate::vm::code::Code;
use crate::vm::coroutine::{AsyncStep, Coroutine, State};
use crate::vm::frame::{Function, executing};
use crate::vm::native::{Args, Native, NativeDef, Result};

use super::receiver::wrong_receiver;

/// A receiver that is a future or task.
fn receiver(ctx: &mut Context, args: Args) -> Result {
    let value = args.get(ctx, 0);
    if value.is::<Task>() || value.is::<Future>() {
        Ok(value)
    } else {
        Err(wrong_receiver(ctx, value, Builtin::Future))
    }
}

fn task_receiver(ctx: &mut Context, args: Args) -> Result<Gc<Task>> {
    let value = args.get(ctx, 0);
    match value.cast() {
        Some(task) => Ok(task),
        None => Err(wrong_receiver(ctx, value, Builtin::Task)),
    }
}

/// The loop given as an argument; the running one if none is.
pub fn loop_argument(ctx: &mut Context, value: Option<Value>) -> Result<Gc<EventLoop>> {
    let value = match value {
        None | Some(Value::NONE) => {
            let running = ctx.stack.running_loop;
            if running.is_none() { driver::thread_loop(ctx) } else { running }
        }
        Some(value) => value,
    };
    match value.cast() {
        Some(event_loop) => Ok(event_loop),
        None if value.is_none() => {
            let thread = if ctx.stack.thread.is_none() { "MainThread" } else { "Thread" };
            Err(ctx.runtime_error(format!("There is no current event loop in thread '{thread}'.")))
        }
        None => Err(ctx.type_error("an event loop was expected")),
    }
}

fn new_future(ctx: &mut Context, args: Args) -> Result {
    let event_loop = args.optional(ctx, 0);
    let event_loop = loop_argument(ctx, event_loop)?;
    Ok(Value::object(future::new_future(ctx, event_loop)))
}

fn done(ctx: &mut Context, args: Args) -> Result {
    let this = receiver(ctx, args)?;
    Ok(Value::bool(promise_mut(&mut ctx.heap, this).is_done()))
}

fn cancelled(ctx: &mut Context, args: Args) -> Result {
    let this = receiver(ctx, args)?;
    Ok(Value::bool(promise_mut(&mut ctx.heap, this).progress == Progress::Cancelled))
}

fn result(ctx: &mut Context, args: Args) -> Result {
    let this = receiver(ctx, args)?;
    future::result(ctx, this)
}

fn exception(ctx: &mut Context, args: Args) -> Result {
    let this = receiver(ctx, args)?;
    future::exception(ctx, this)
}

fn cancel(ctx: &mut Context, args: Args) -> Result {
    let this = receiver(ctx, args)?;
    let message = args.optional(ctx, 1).unwrap_or(Value::NONE);
    promise_mut(&mut ctx.heap, this).unread = false;
    Ok(Value::bool(future::cancel(ctx, this, message)))
}

fn set_result(ctx: &mut Context, args: Args) -> Result {
    let this = receiver(ctx, args)?;
    let value = args.get(ctx, 1);
    check_settable(ctx, this, "set_result")?;
    future::settle(ctx, this, Progress::Done, value);
    Ok(Value::NONE)
}

fn check_settable(ctx: &mut Context, this: Value, operation: &str) -> Result<()> {
    if this.is::<Task>() {
        return Err(ctx.runtime_error(format!("Task does not support {operation} operation")));
    }
    if promise_mut(&mut ctx.heap, this).is_done() {
        let _ = operation;
        return Err(future::invalid_state(ctx, "invalid state"));
    }
    Ok(())
}

fn set_exception(ctx: &mut Context, args: Args) -> Result {
    let this = receiver(ctx, args)?;
    let given = args.get(ctx, 1);
    check_settable(ctx, this, "set_exception")?;
    let exception = match given.is::<Class>() {
        true => ctx.call_nested(given, &[])?,
        false => given,
    };
    if !exception.is::<Exception>() {
        return Err(ctx.type_error("invalid exception object"));
    }
    let exception = match ctx.is_exception(exception, ExceptionKind::StopIteration) {
        true => {
            let class = ctx.exception_class(ExceptionKind::RuntimeError);
            let text = "StopIteration interacts badly with generators and cannot be raised into a Future";
            let text = ctx.new_str(text);
            let error = ctx.new_exception(class, &[text]);
            let this = ctx.heap.get_mut(error);
            this.cause = exception;
            this.context = exception;
            this.suppress_context = true;
            Value::object(error)
        }
        false => exception,
    };
    driver::driver(ctx).failures += 1;
    future::settle(ctx, this, Progress::Failed, exception);
    Ok(Value::NONE)
}

fn add_done_callback(ctx: &mut Context, args: Args) -> Result {
    let this = receiver(ctx, args)?;
    let callback = args.get(ctx, 1);
    let context = match args.optional(ctx, 2) {
        None | Some(Value::NONE) => context_map::copy_current(ctx),
        Some(context) => context,
    };
    let arguments = ctx.new_tuple(&[this]);
    let promise = promise_mut(&mut ctx.heap, this);
    let (event_loop, is_done) = (promise.event_loop, promise.is_done());
    if is_done {
        call_soon(ctx, event_loop, callback, arguments, context);
    } else {
        let handle = ctx.heap.allocate(Handle::new(event_loop, callback, arguments, context));
        future::add_waiter(&mut ctx.heap, this, Value::object(handle));
    }
    Ok(Value::NONE)
}

fn remove_done_callback(ctx: &mut Context, args: Args) -> Result {
    let this = receiver(ctx, args)?;
    let callback = args.get(ctx, 1);
    let waiters = future::waiters(&ctx.heap, this);
    let mut kept = Vec::with_capacity(waiters.len());
    let count = waiters.len();
    for waiter in waiters {
        let same = match waiter.cast::<Handle>().map(|handle| ctx.heap.get(handle).callback) {
            Some(other) => other == callback || ctx.equal(other, callback)?,
            None => false,
        };
        if !same {
            kept.push(waiter);
        }
    }
    let removed = count - kept.len();
    future::set_waiters(&mut ctx.heap, this, kept);
    Ok(Value::int(removed as i64))
}

fn get_loop(ctx: &mut Context, args: Args) -> Result {
    let this = receiver(ctx, args)?;
    Ok(Value::object(promise_mut(&mut ctx.heap, this).event_loop))
}

/// `__await__` and `__iter__`: the machine awaits futures themselves, scripts may step by hand.
fn iterate(ctx: &mut Context, args: Args) -> Result {
    let this = receiver(ctx, args)?;
    Ok(AwaitIterator::create(&mut ctx.heap, this))
}

/// The iterator that a method was called on.
fn stepped(ctx: &mut Context, args: Args) -> Result<Gc<AwaitIterator>> {
    args.get(ctx, 0).cast().ok_or_else(|| ctx.type_error("a FutureIter was expected"))
}

fn itself(ctx: &mut Context, args: Args) -> Result {
    Ok(args.get(ctx, 0))
}

/// `next(iterator)`: the future, and when that is done the end.
fn step(ctx: &mut Context, args: Args) -> Result {
    let iterator = stepped(ctx, args)?;
    let AwaitIterator { target, state } = *ctx.heap.get(iterator);
    if state == Stepping::Over {
        return Err(ctx.exhausted());
    }
    if state == Stepping::Given && promise(&ctx.heap, target).is_some_and(|promise| !promise.is_done()) {
        return Err(ctx.runtime_error("await wasn't used with future"));
    }
    ctx.heap.get_mut(iterator).state = Stepping::Given;
    step_by_hand(ctx, target)
}

fn throw_into(ctx: &mut Context, args: Args) -> Result {
    let exception = super::coroutine::thrown(ctx, args)?;
    stop_stepping(ctx, args)?;
    Err(ctx.raise_value(exception))
}

fn stop_stepping(ctx: &mut Context, args: Args) -> Result {
    let iterator = stepped(ctx, args)?;
    ctx.heap.get_mut(iterator).state = Stepping::Over;
    Ok(Value::NONE)
}

/// What a step by hand of a future or sleep gives.
pub fn step_by_hand(ctx: &mut Context, this: Value) -> Result {
    match future::await_result(ctx, this) {
        crate::vm::FutureResult::Suspend(value) => Ok(value),
        crate::vm::FutureResult::Done(value) => Err(ctx.raise_with(ExceptionKind::StopIteration, &[value])),
        crate::vm::FutureResult::Failed(exception) => Err(ctx.raise_value(exception)),
    }
}

fn get_item(ctx: &mut Context, args: Args) -> Result {
    Ok(args.get(ctx, 0))
}

fn state(ctx: &mut Context, value: Value) -> Result {
    let progress = promise(&ctx.heap, value).map(|promise| promise.progress);
    Ok(ctx.new_str(match progress {
        Some(Progress::Pending) | None => "PENDING",
        Some(Progress::Cancelled) => "CANCELLED",
        Some(Progress::Done | Progress::Failed) => "FINISHED",
    }))
}

fn cancel_message(ctx: &mut Context, value: Value) -> Result {
    let Some(promise) = promise(&ctx.heap, value) else { return Ok(Value::NONE) };
    let message = match promise.progress {
        Progress::Pending | Progress::Cancelled => promise.result,
        Progress::Done | Progress::Failed => Value::NONE,
    };
    Ok(if message.is::<Exception>() { Value::NONE } else { message })
}

fn cancel_requested(ctx: &mut Context, value: Value) -> Result {
    let requested = value.cast::<Future>().is_some_and(|future| ctx.heap.get(future).cancel_requested);
    Ok(Value::bool(requested))
}

fn log_traceback(ctx: &mut Context, value: Value) -> Result {
    Ok(Value::bool(promise(&ctx.heap, value).is_some_and(|promise| promise.unread)))
}

fn set_log_traceback(ctx: &mut Context, value: Value, flag: Value) -> Result<()> {
    if flag == Value::TRUE {
        return Err(ctx.value_error("_log_traceback can only be set to False"));
    }
    promise_mut(&mut ctx.heap, value).unread = false;
    Ok(())
}

fn event_loop(ctx: &mut Context, value: Value) -> Result {
    Ok(promise(&ctx.heap, value).map_or(Value::NONE, |promise| Value::object(promise.event_loop)))
}

fn blocking(_: &mut Context, _: Value) -> Result {
    Ok(Value::FALSE)
}

fn callbacks(ctx: &mut Context, value: Value) -> Result {
    let waiters = future::waiters(&ctx.heap, value);
    Ok(if waiters.is_empty() { Value::NONE } else { ctx.new_list(waiters) })
}

/// `Task(coro, *, loop=None, name=None, context=None, eager_start=False)`
fn new_task(ctx: &mut Context, args: Args) -> Result {
    let event_loop = args.optional(ctx, 1);
    let event_loop = loop_argument(ctx, event_loop)?;
    let options = [2, 3, 4].map(|index| args.optional(ctx, index));
    let coroutine = args.get(ctx, 0);
    create_task(ctx, event_loop, coroutine, options)
}

/// Makes a task of a coroutine; `options` are name, context, and whether to start it at once.
pub fn create_task(
    ctx: &mut Context,
    event_loop: Gc<EventLoop>,
    coroutine: Value,
    [name, context, eager]: [Option<Value>; 3],
) -> Result {
    let coroutine = match coroutine.is::<AsyncStep>() {
        true => {
            let module = ctx.import_runtime("asyncio.tasks")?;
            let wrap = ctx.attribute(module, "_await")?;
            ctx.call_nested(wrap, &[coroutine])?
        }
        false => coroutine,
    };
    if !task::is_coroutine(ctx, coroutine) {
        let text = ctx.repr_text(coroutine)?;
        return Err(ctx.type_error(format!("a coroutine was expected, got {text}")));
    }
    if let Some(coroutine) = coroutine.cast::<Coroutine>() {
        ctx.heap.get_mut(coroutine).was_awaited = true;
    }
    let name = match name {
        None | Some(Value::NONE) => None,
        Some(name) => Some(ctx.str_nested(name)?),
    };
    let context = match context {
        None | Some(Value::NONE) => Value::UNBOUND,
        Some(context) => context,
    };
    let task = task::new_task(ctx, event_loop, coroutine, name, context);
    let is_running = ctx.stack.running_loop == Value::object(event_loop);
    if let Some(eager) = eager
        && ctx.truth(eager)?
        && is_running
    {
        return task::start_eagerly(ctx, task);
    }
    crate::event::schedule(ctx, event_loop, Value::object(task));
    Ok(Value::object(task))
}

fn get_name(ctx: &mut Context, args: Args) -> Result {
    let task = task_receiver(ctx, args)?;
    Ok(task::name(ctx, task))
}

fn set_name(ctx: &mut Context, args: Args) -> Result {
    let task = task_receiver(ctx, args)?;
    let name = args.get(ctx, 1);
    let name = ctx.str_nested(name)?;
    ctx.heap.get_mut(task).name = Some(name);
    Ok(Value::NONE)
}

fn get_coro(ctx: &mut Context, args: Args) -> Result {
    let task = task_receiver(ctx, args)?;
    Ok(ctx.heap.get(task).coroutine.value())
}

fn get_context(ctx: &mut Context, args: Args) -> Result {
    let task = task_receiver(ctx, args)?;
    if let Some(context) = ctx.heap.get(task).context {
        return Ok(Value::object(context));
    }
    let context = ctx.heap.allocate(ContextMap { values: None, shared: false, entered: false });
    ctx.heap.get_mut(task).context = Some(context);
    if ctx.stack.current_task == Value::object(task) {
        ctx.stack.context = Value::object(context);
    }
    Ok(Value::object(context))
}

fn cancelling(ctx: &mut Context, args: Args) -> Result {
    let task = task_receiver(ctx, args)?;
    Ok(Value::int(i64::from(ctx.heap.get(task).promise.cancelling)))
}

fn uncancel(ctx: &mut Context, args: Args) -> Result {
    let task = task_receiver(ctx, args)?;
    let this = &mut ctx.heap.get_mut(task).promise;
    this.cancelling = this.cancelling.saturating_sub(1);
    if this.cancelling == 0 {
        this.must_cancel = false;
    }
    Ok(Value::int(i64::from(this.cancelling)))
}

fn must_cancel(ctx: &mut Context, value: Value) -> Result {
    Ok(Value::bool(value.cast::<Task>().is_some_and(|task| ctx.heap.get(task).promise.must_cancel)))
}

fn fut_waiter(ctx: &mut Context, value: Value) -> Result {
    Ok(value.cast::<Task>().map_or(Value::NONE, |task| ctx.heap.get(task).awaiting.value()))
}

fn get_stack(ctx: &mut Context, args: Args) -> Result {
    task_receiver(ctx, args)?;
    let all = args.all(ctx).to_vec();
    let module = ctx.import_runtime("asyncio._report")?;
    let name = ctx.callee.map_or("", |callee| ctx.heap.get(callee).definition.name);
    let function = ctx.attribute(module, name)?;
    let all: Vec<Value> = all.into_iter().map(|value| if value.is_unbound() { Value::NONE } else { value }).collect();
    ctx.tail_call(function, &all)
}

/// `<Task pending name='Task-1' coro=<main() running at t.py:3>>`
fn repr(ctx: &mut Context, args: Args) -> Result {
    let this = receiver(ctx, args)?;
    let Some(promise) = promise(&ctx.heap, this) else { return Ok(Value::NONE) };
    let (progress, result) = (promise.progress, promise.result);
    let waiters = future::waiters(&ctx.heap, this);
    let mut parts = vec![match progress {
        Progress::Pending => "pending".to_owned(),
        Progress::Done | Progress::Failed => "finished".to_owned(),
        Progress::Cancelled => "cancelled".to_owned(),
    }];
    if let Some(task) = this.cast::<Task>() {
        describe_task(ctx, task, progress, &mut parts)?;
    }
    match progress {
        Progress::Failed => parts.push(format!("exception={}", ctx.repr_text(result)?)),
        Progress::Done => parts.push(format!("result={}", short_repr(ctx, result)?)),
        Progress::Pending | Progress::Cancelled => {}
    }
    if !waiters.is_empty() {
        parts.push(describe_waiters(ctx, &waiters)?);
    }
    let name = ctx.type_name(this);
    let text = format!("<{name} {}>", parts.join(" "));
    Ok(ctx.new_str(&text))
}

fn describe_task(ctx: &mut Context, task: Gc<Task>, progress: Progress, parts: &mut Vec<String>) -> Result<()> {
    let this = ctx.heap.get(task);
    let (coroutine, awaiting, cancelling) = (this.coroutine.value(), this.awaiting.value(), this.promise.cancelling);
    if cancelling > 0 && progress == Progress::Pending {
        parts[0] = "cancelling".to_owned();
    }
    let name = task::name(ctx, task);
    parts.push(format!("name={}", ctx.repr_text(name)?));
    if !coroutine.is_none() {
        parts.push(format!("coro=<{}>", describe_coroutine(ctx, coroutine)));
    }
    if promise(&ctx.heap, awaiting).is_some() {
        parts.push(format!("wait_for={}", ctx.repr_text(awaiting)?));
    }
    Ok(())
}

/// `main() running at t.py:3`
fn describe_coroutine(ctx: &Context, value: Value) -> String {
    let Some(coroutine) = value.cast::<Coroutine>() else { return "sleep() running".to_owned() };
    let this = ctx.heap.get(coroutine);
    let object = &ctx.heap.get(ctx.heap.get(this.function).code).object;
    let (name, file) = (&object.qualified_name, &object.file);
    if this.state == State::Finished {
        return format!("{name}() done, defined at {file}:{}", object.first_line);
    }
    let line = match this.state {
        State::Created => object.first_line,
        _ => object.positions.get(executing(this.pc) as usize).map_or(object.first_line, |position| position.line),
    };
    format!("{name}() running at {file}:{line}")
}

fn short_repr(ctx: &mut Context, value: Value) -> Result<String> {
    let text = ctx.repr_text(value)?;
    if text.chars().count() <= 30 || !value.is::<crate::object::Str>() {
        return Ok(text);
    }
    let chars: Vec<char> = text.chars().collect();
    let (head, tail): (String, String) = (chars[..12].iter().collect(), chars[chars.len() - 13..].iter().collect());
    Ok(format!("{head}...{tail}"))
}

fn describe_waiters(ctx: &mut Context, waiters: &[Value]) -> Result<String> {
    let first = describe_waiter(ctx, waiters[0])?;
    Ok(match waiters {
        [_] => format!("cb=[{first}]"),
        [_, second] => format!("cb=[{first}, {}]", describe_waiter(ctx, *second)?),
        [_, between @ .., last] => {
            format!("cb=[{first}, <{} more>, {}]", between.len(), describe_waiter(ctx, *last)?)
        }
        [] => String::new(),
    })
}

fn describe_waiter(ctx: &mut Context, waiter: Value) -> Result<String> {
    match waiter.cast::<Handle>() {
        None => Ok("Task.task_wakeup()".to_owned()),
        Some(handle) => {
            let callback = ctx.heap.get(handle).callback;
            if callback.is::<Future>() {
                return Ok("gather.<locals>._done_callback()".to_owned());
            }
            describe_callback(ctx, callback, &[])
        }
    }
}

/// `main.<locals>.callback() at t.py:7`
pub fn describe_callback(ctx: &mut Context, callback: Value, args: &[Value]) -> Result<String> {
    let mut shown = Vec::with_capacity(args.len());
    for &arg in args {
        shown.push(short_repr(ctx, arg)?);
    }
    let shown = shown.join(", ");
    let inner = callback.cast::<BoundMethod>().map_or(callback, |method| ctx.heap.get(method).function);
    if let Some(function) = inner.cast::<Function>() {
        let this = ctx.heap.get(function);
        let (name, code): (Value, Gc<Code>) = (this.details.qualified_name, this.code);
        let name = ctx.as_str(name).map_or(String::new(), |name| ctx.text(name).into_owned());
        let object = &ctx.heap.get(code).object;
        return Ok(format!("{name}({shown}) at {}:{}", object.file, object.first_line));
    }
    if let Some(native) = inner.cast::<Native>() {
        let Native { definition, owner, .. } = ctx.heap.get(native);
        let (name, owner) = (definition.name, owner.cast::<Class>());
        return Ok(match owner {
            Some(class) => format!("{}.{name}({shown})", ctx.qualified_name_of(class)),
            None => format!("{name}({shown})"),
        });
    }
    Ok(format!("{}({shown})", ctx.repr_text(callback)?))
}

/// A sleep's own answers to what scripts ask of coroutines.
pub fn close_sleep(ctx: &mut Context, sleep: Gc<Sleep>) {
    let this = ctx.heap.get_mut(sleep);
    this.state = SleepState::Finished;
    this.task = None;
}

static NEW_FUTURE: NativeDef = NativeDef::function("Future", "(*, loop=None)", new_future, "");
static NEW_TASK: NativeDef =
    NativeDef::function("Task", "(coro, *, loop=None, name=None, context=None, eager_start=False)", new_task, "");

const fn computed(name: &'static str, get: fn(&mut Context, Value) -> Result) -> AttributeDef {
    AttributeDef { name, get, set: None, doc: "" }
}

pub static FUTURE: ClassDef = ClassDef {
    module: "_asyncio",
    doc: "A result that will be there later.",
    constructor: Some(&NEW_FUTURE),
    methods: &[
        NativeDef::method("done", "()", done, "Return True if the future is done."),
        NativeDef::method("cancelled", "()", cancelled, "Return True if the future was cancelled."),
        NativeDef::method("result", "()", result, "Return the result, or raise the exception."),
        NativeDef::method("exception", "()", exception, "Return the exception that was set, or None."),
        NativeDef::method("cancel", "(msg=None)", cancel, "Cancel the future and schedule its callbacks."),
        NativeDef::method("set_result", "(result, /)", set_result, "Mark the future done and set its result."),
        NativeDef::method("set_exception", "(exception, /)", set_exception, "Mark the future done with an exception."),
        NativeDef::method("add_done_callback", "(fn, /, *, context=None)", add_done_callback, "Add a callback."),
        NativeDef::method("remove_done_callback", "(fn, /)", remove_done_callback, "Remove a callback."),
        NativeDef::method("get_loop", "()", get_loop, "Return the loop the future is bound to."),
        NativeDef::method("__await__", "()", iterate, ""),
        NativeDef::method("__iter__", "()", iterate, ""),
        NativeDef::method("__repr__", "()", repr, ""),
    ],
    class_methods: &[NativeDef::method("__class_getitem__", "(item, /)", get_item, "")],
    attributes: &[
        computed("_state", state),
        computed("_loop", event_loop),
        computed("_cancel_message", cancel_message),
        computed("_cancel_requested", cancel_requested),
        computed("_asyncio_future_blocking", blocking),
        computed("_callbacks", callbacks),
        AttributeDef { name: "_log_traceback", get: log_traceback, set: Some(set_log_traceback), doc: "" },
    ],
    ..ClassDef::new(Builtin::Future)
};

pub static ITERATOR: ClassDef = ClassDef {
    module: "_asyncio",
    methods: &[
        NativeDef::method("__iter__", "()", itself, "Implement iter(self)."),
        NativeDef::method("__next__", "()", step, "Implement next(self)."),
        NativeDef::method("send", "(value, /)", step, ""),
        NativeDef::method("throw", "(type, value=None, traceback=None, /)", throw_into, ""),
        NativeDef::method("close", "()", stop_stepping, ""),
    ],
    ..ClassDef::new(Builtin::FutureIterator)
};

pub static TASK: ClassDef = ClassDef {
    module: "_asyncio",
    doc: "A coroutine wrapped in a Future.",
    constructor: Some(&NEW_TASK),
    methods: &[
        NativeDef::method("get_name", "()", get_name, "Return the task's name."),
        NativeDef::method("set_name", "(value, /)", set_name, "Set the task's name."),
        NativeDef::method("get_coro", "()", get_coro, "Return the coroutine."),
        NativeDef::method("get_context", "()", get_context, "Return the context the task runs in."),
        NativeDef::method("get_stack", "(*, limit=None)", get_stack, "Return the list of suspended frames."),
        NativeDef::method("print_stack", "(*, limit=None, file=None)", get_stack, "Print the suspended frames."),
        NativeDef::method("cancelling", "()", cancelling, "Return the number of requests to cancel."),
        NativeDef::method("uncancel", "()", uncancel, "Take back a request to cancel."),
    ],
    attributes: &[computed("_must_cancel", must_cancel), computed("_fut_waiter", fut_waiter)],
    ..ClassDef::new(Builtin::Task)
};
