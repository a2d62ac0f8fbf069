//! Tasks: coroutines being driven by a loop, and their cancellation.

use super::context_map::{self, ContextMap};
use super::driver;
use super::future::{self, Progress, Promise, cancelled_error, promise_mut, settle};
use super::sleep::Sleep;
use super::timer::nanoseconds;
use super::{EventLoop, schedule};
use crate::heap::{CompactValue, Gc, Kind, NoTail, Object, Tracer, Value};
use crate::object::{Exception, ExceptionKind, Str};
use crate::vm::coroutine::{Coroutine, CoroutineKind, Resume};
use crate::vm::native::{Args, Input, Raised, Result};
use crate::vm::{Context, FutureResult, Outcome};

/// A task.
pub struct Task {
    pub promise: Promise,
    /// A coroutine or a sleep; None once it is done, if it never suspended.
    pub coroutine: CompactValue,
    /// The future or sleep it waits for; an exception to be thrown at its next step; or None.
    pub awaiting: CompactValue,
    /// The context it runs in; None for an empty one.
    pub context: Option<Gc<ContextMap>>,
    /// Its name, once it has one.
    pub name: Option<Gc<Str>>,
    /// What a name is made from when somebody asks. Of a named task, that of the last one that was not.
    pub number: u32,
    /// Where it stands among the loop's tasks.
    pub index: u32,
}

impl Object for Task {
    const KIND: Kind = Kind::Task;
    type Tail = NoTail;

    fn trace(&self, tracer: &mut Tracer) {
        self.promise.trace(tracer);
        tracer.compact(self.coroutine);
        tracer.compact(self.awaiting);
        tracer.optional(self.context);
        tracer.optional(self.name);
    }

    fn needs_finalising(&self) -> bool {
        self.promise.unread || !self.promise.is_done()
    }
}

/// Whether a task can drive a value.
pub fn is_coroutine(ctx: &Context, value: Value) -> bool {
    match value.cast::<Coroutine>() {
        Some(coroutine) => ctx.heap.get(coroutine).kind == CoroutineKind::Coroutine,
        None => value.is::<Sleep>(),
    }
}

/// A task on a loop, not yet scheduled; `context` is UNBOUND for a copy of the current one.
pub fn new_task(
    ctx: &mut Context,
    event_loop: Gc<EventLoop>,
    coroutine: Value,
    name: Option<Gc<Str>>,
    context: Value,
) -> Gc<Task> {
    let context = if context.is_unbound() { context_map::copy_current(ctx) } else { context };
    let number = driver::task_number(ctx, name.is_none());
    let index = ctx.heap.get(event_loop).tasks.len() as u32;
    let task = ctx.heap.allocate(Task {
        promise: Promise::new(event_loop),
        coroutine: coroutine.into(),
        awaiting: CompactValue::NONE,
        context: context.cast(),
        name,
        number,
        index,
    });
    ctx.heap.get_mut(event_loop).tasks.push(task);
    task
}

/// `task.get_name()`.
pub fn name(ctx: &mut Context, task: Gc<Task>) -> Value {
    let this = ctx.heap.get(task);
    if let Some(name) = this.name {
        return Value::object(name);
    }
    let text = format!("Task-{}", this.number);
    let name = ctx.heap.new_str(&text);
    ctx.heap.get_mut(task).name = Some(name);
    Value::object(name)
}

/// `task.cancel(msg)`.
pub fn cancel(ctx: &mut Context, task: Gc<Task>, message: Value) -> bool {
    let this = ctx.heap.get_mut(task);
    if this.promise.is_done() {
        return false;
    }
    this.promise.cancelling = this.promise.cancelling.saturating_add(1);
    let awaiting = this.awaiting.value();
    if future::cancel(ctx, awaiting, message) {
        return true;
    }
    let this = ctx.heap.get_mut(task);
    this.promise.must_cancel = true;
    this.promise.result = message;
    true
}

/// What a task is resumed with now: nothing, or the exception that is due.
fn input(ctx: &mut Context, task: Gc<Task>) -> Resume {
    let this = ctx.heap.get_mut(task);
    let awaiting = std::mem::replace(&mut this.awaiting, CompactValue::NONE).value();
    let thrown = awaiting.is::<Exception>().then_some(awaiting);
    if this.promise.must_cancel {
        this.promise.must_cancel = false;
        let message = std::mem::replace(&mut this.promise.result, Value::NONE);
        // What was waited for is looked at, though the cancellation goes before it.
        if matches!(awaiting.kind(), Some(Kind::Future | Kind::Task)) {
            promise_mut(&mut ctx.heap, awaiting).unread = false;
        }
        return match thrown {
            Some(thrown) if ctx.is_exception(thrown, ExceptionKind::CancelledError) => Resume::Throw(thrown),
            _ => Resume::Throw(cancelled_error(ctx, message)),
        };
    }
    thrown.map_or(Resume::Send(Value::NONE), Resume::Throw)
}

/// Runs a task until it suspends or ends.
pub fn step(ctx: &mut Context, task: Gc<Task>) -> Outcome {
    let input = input(ctx, task);
    let this = ctx.heap.get(task);
    let coroutine = this.coroutine.value();
    ctx.stack.context = this.context.map_or(Value::NONE, Value::object);
    ctx.stack.current_task = Value::object(task);
    match coroutine.cast::<Coroutine>() {
        Some(coroutine) => ctx.start_here(|ctx, to| ctx.resume(coroutine, input, to)),
        None => step_sleep(ctx, coroutine, input),
    }
}

fn step_sleep(ctx: &mut Context, sleep: Value, input: Resume) -> Outcome {
    let result = match input {
        Resume::Throw(exception) => FutureResult::Failed(exception),
        Resume::Send(_) => future::await_result(ctx, sleep),
    };
    match result {
        FutureResult::Suspend(value) => Outcome::Suspended(value),
        FutureResult::Done(value) => Outcome::Returned(value),
        FutureResult::Failed(exception) => {
            ctx.raise_value(exception);
            Outcome::Raised
        }
    }
}

/// Deals with how a step ended. An exception that must leave the loop stays pending.
pub fn after_step(ctx: &mut Context, task: Gc<Task>, outcome: Outcome) -> Result<()> {
    let context = ctx.stack.context.cast();
    ctx.stack.current_task = Value::NONE;
    ctx.heap.get_mut(task).context = context;
    match outcome {
        Outcome::Suspended(value) => {
            suspended(ctx, task, value);
            Ok(())
        }
        Outcome::Returned(value) => {
            returned(ctx, task, value);
            Ok(())
        }
        _ => raised(ctx, task),
    }
}

/// The task waits for what it suspended with.
#[inline]
fn suspended(ctx: &mut Context, task: Gc<Task>, value: Value) {
    let event_loop = ctx.heap.get(task).promise.event_loop;
    if value.is_none() {
        schedule(ctx, event_loop, Value::object(task));
        return;
    }
    match value.kind() {
        Some(Kind::Sleep) => {
            let sleep = value.cast::<Sleep>().expect("of this kind");
            let deadline = driver::now(ctx).saturating_add(nanoseconds(ctx.heap.get(sleep).delay));
            ctx.heap.get_mut(sleep).task = Some(task);
            ctx.heap.get_mut(event_loop).timers.push(deadline, value);
        }
        Some(Kind::Future | Kind::Task) => {
            let promise = promise_mut(&mut ctx.heap, value);
            if promise.event_loop != event_loop {
                let text =
                    format!("Task {} got Future {} attached to a different loop", show(ctx, task), text(ctx, value));
                return throw_later(ctx, task, &text);
            }
            if value == Value::object(task) {
                let text = format!("Task cannot await on itself: {}", show(ctx, task));
                return throw_later(ctx, task, &text);
            }
            if promise.is_done() {
                schedule(ctx, event_loop, Value::object(task));
                return;
            }
            future::add_waiter(&mut ctx.heap, value, Value::object(task));
        }
        _ => {
            let text = format!("Task got bad yield: {}", text(ctx, value));
            return throw_later(ctx, task, &text);
        }
    }
    let this = ctx.heap.get_mut(task);
    this.awaiting = value.into();
    if this.promise.must_cancel {
        let message = this.promise.result;
        if future::cancel(ctx, value, message) {
            let this = ctx.heap.get_mut(task);
            this.promise.must_cancel = false;
            this.promise.result = Value::NONE;
        }
    }
}

fn text(ctx: &mut Context, value: Value) -> String {
    match ctx.repr_text(value) {
        Ok(text) => text,
        Err(Raised) => {
            ctx.take_pending();
            ctx.default_repr(value)
        }
    }
}

fn show(ctx: &mut Context, task: Gc<Task>) -> String {
    text(ctx, Value::object(task))
}

/// Has a RuntimeError thrown into the task at its next step.
fn throw_later(ctx: &mut Context, task: Gc<Task>, message: &str) {
    let message = ctx.new_str(message);
    let class = ctx.exception_class(ExceptionKind::RuntimeError);
    let exception = Value::object(ctx.new_exception(class, &[message]));
    let this = ctx.heap.get_mut(task);
    this.awaiting = exception.into();
    let event_loop = this.promise.event_loop;
    schedule(ctx, event_loop, Value::object(task));
}

fn returned(ctx: &mut Context, task: Gc<Task>, value: Value) {
    leave_loop(ctx, task);
    let this = ctx.heap.get_mut(task);
    if std::mem::take(&mut this.promise.must_cancel) {
        let message = this.promise.result;
        settle(ctx, Value::object(task), Progress::Cancelled, message);
    } else {
        settle(ctx, Value::object(task), Progress::Done, value);
    }
}

fn raised(ctx: &mut Context, task: Gc<Task>) -> Result<()> {
    if ctx.limits.stopped.is_some() {
        return Err(Raised);
    }
    leave_loop(ctx, task);
    let exception = ctx.take_pending();
    if ctx.is_exception(exception, ExceptionKind::CancelledError) {
        settle(ctx, Value::object(task), Progress::Cancelled, exception);
        return Ok(());
    }
    driver::driver(ctx).failures += 1;
    settle(ctx, Value::object(task), Progress::Failed, exception);
    if leaves_loop(ctx, exception) {
        ctx.pending = exception;
        return Err(Raised);
    }
    Ok(())
}

/// Whether an exception ends the loop it is raised in.
pub fn leaves_loop(ctx: &Context, exception: Value) -> bool {
    ctx.is_exception(exception, ExceptionKind::SystemExit)
        || ctx.is_exception(exception, ExceptionKind::KeyboardInterrupt)
}

/// Takes a task that ends off its loop's list.
fn leave_loop(ctx: &mut Context, task: Gc<Task>) {
    let this = ctx.heap.get(task);
    let (event_loop, index) = (this.promise.event_loop, this.index as usize);
    let tasks = &mut ctx.heap.get_mut(event_loop).tasks;
    if tasks.get(index) != Some(&task) {
        return;
    }
    tasks.swap_remove(index);
    if let Some(&moved) = tasks.get(index) {
        ctx.heap.get_mut(moved).index = index as u32;
    }
}

/// Takes a task's first step at once, in place of the native that is running; answers with the task.
pub fn start_eagerly(ctx: &mut Context, task: Gc<Task>) -> Result {
    let (outer_task, outer_context) = (ctx.stack.current_task, ctx.stack.context);
    ctx.start_catching_steps(eager_steps, &[Value::object(task), outer_task, outer_context])
}

/// Registers: the task; the task and the context that were current before.
fn eager_steps(ctx: &mut Context, window: Args, state: Input) -> Result {
    let task = window.get(ctx, 0).cast::<Task>().expect("the register holds the task");
    let outcome = match state {
        Input::Start => {
            ctx.stack.current_task = Value::object(task);
            let this = ctx.heap.get(task);
            ctx.stack.context = this.context.map_or(Value::NONE, Value::object);
            let (coroutine, to) = (this.coroutine.value(), ctx.return_to);
            match coroutine.cast::<Coroutine>() {
                Some(coroutine) => match ctx.resume(coroutine, Resume::Send(Value::NONE), to) {
                    Ok(value) if value.is_unbound() => return Ok(value),
                    Ok(value) => Outcome::Suspended(value),
                    Err(Raised) => Outcome::Raised,
                },
                None => step_sleep(ctx, coroutine, Resume::Send(Value::NONE)),
            }
        }
        Input::Value(value) => Outcome::Suspended(value),
        Input::Exhausted => Outcome::Returned(Value::NONE),
        // A coroutine cannot raise StopIteration: this is how it returns to a native frame.
        Input::Raised(exception) if ctx.is_exception(exception, ExceptionKind::StopIteration) => {
            Outcome::Returned(ctx.stop_value(exception))
        }
        Input::Raised(exception) => {
            ctx.pending = exception;
            Outcome::Raised
        }
    };
    let ended = after_step(ctx, task, outcome);
    ctx.stack.current_task = window.get(ctx, 1);
    ctx.stack.context = window.get(ctx, 2);
    if ctx.heap.get(task).promise.is_done() {
        ctx.heap.get_mut(task).coroutine = CompactValue::NONE;
    }
    ended.map(|()| Value::object(task))
}
