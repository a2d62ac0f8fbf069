//! Futures: pending, done, failed or cancelled, and who waits for them. Tasks have the same at their heart.

use super::handle::Handle;
use super::sleep::{Sleep, SleepState};
use super::task::{self, Task};
use super::{EventLoop, schedule};
use crate::heap::{CompactValue, Gc, Heap, Kind, NoTail, Object, Tracer, Value};
use crate::object::{Exception, ExceptionKind, List};
use crate::vm::native::{Raised, Result};
use crate::vm::{Context, FutureResult};

/// How far a future has come.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum Progress {
    Pending,
    Done,
    Failed,
    Cancelled,
}

/// What futures and tasks have in common.
pub struct Promise {
    pub event_loop: Gc<EventLoop>,
    /// The result or exception; once cancelled, the message or the exception that did it; of a task that is pending,
    /// the message of the cancellation to come.
    pub result: Value,
    /// A task or handle; several in the order they came in a list; or unbound.
    waiter: CompactValue,
    pub progress: Progress,
    /// It failed, and nobody has looked at the exception.
    pub unread: bool,
    /// Of a task: to be cancelled at its next step; `result` is the message meanwhile.
    pub must_cancel: bool,
    /// Of a task: requests to cancel that nobody has taken back.
    pub cancelling: u16,
    /// How long the exception's traceback was when it arrived.
    traceback: u16,
}

impl Promise {
    pub fn new(event_loop: Gc<EventLoop>) -> Promise {
        Promise {
            event_loop,
            result: Value::NONE,
            waiter: CompactValue::UNBOUND,
            progress: Progress::Pending,
            unread: false,
            must_cancel: false,
            cancelling: 0,
            traceback: 0,
        }
    }

    pub fn is_done(&self) -> bool {
        self.progress != Progress::Pending
    }

    pub fn trace(&self, tracer: &mut Tracer) {
        tracer.object(self.event_loop);
        tracer.value(self.result);
        tracer.compact(self.waiter);
    }
}

/// Has a task or handle wait for a future.
pub fn add_waiter(heap: &mut Heap, future: Value, waiter: Value) {
    let first = promise_mut(heap, future).waiter.value();
    let waiters = match first.cast::<List>() {
        _ if first.is_unbound() => waiter,
        Some(list) => return List::push(heap, list, waiter),
        None => Value::object(List::create(heap, vec![first, waiter])),
    };
    promise_mut(heap, future).waiter = waiters.into();
}

/// Who waits for a future, in order.
pub fn waiters(heap: &Heap, future: Value) -> Vec<Value> {
    let waiter = promise(heap, future).map_or(Value::UNBOUND, |promise| promise.waiter.value());
    match waiter.cast::<List>() {
        _ if waiter.is_unbound() => Vec::new(),
        Some(list) => heap.get(list).items.to_vec(),
        None => vec![waiter],
    }
}

pub fn set_waiters(heap: &mut Heap, future: Value, waiters: Vec<Value>) {
    let waiter = match waiters[..] {
        [] => CompactValue::UNBOUND,
        [waiter] => waiter.into(),
        _ => List::create(heap, waiters).into(),
    };
    promise_mut(heap, future).waiter = waiter;
}

/// A future that is no task.
pub struct Future {
    pub promise: Promise,
    /// Of a `gather`: the children that cancelling it cancels, a tuple. Else None.
    pub children: CompactValue,
    /// How many of them are not done.
    pub left: u32,
    /// A gather was asked to cancel.
    pub cancel_requested: bool,
    /// Exceptions of children are results.
    pub keeps_exceptions: bool,
}

impl Object for Future {
    const KIND: Kind = Kind::Future;
    type Tail = NoTail;

    fn trace(&self, tracer: &mut Tracer) {
        self.promise.trace(tracer);
        tracer.compact(self.children);
    }

    fn needs_finalising(&self) -> bool {
        self.promise.unread
    }
}

/// The heart of a future or task.
pub fn promise(heap: &Heap, value: Value) -> Option<&Promise> {
    match value.kind()? {
        Kind::Task => value.cast::<Task>().map(|task| &heap.get(task).promise),
        Kind::Future => value.cast::<Future>().map(|future| &heap.get(future).promise),
        _ => None,
    }
}

/// The same, to change. Only for values known to be futures.
pub fn promise_mut(heap: &mut Heap, value: Value) -> &mut Promise {
    match value.cast::<Task>() {
        Some(task) => &mut heap.get_mut(task).promise,
        None => &mut heap.get_mut(value.cast::<Future>().expect("a future or task")).promise,
    }
}

pub fn new_future(ctx: &mut Context, event_loop: Gc<EventLoop>) -> Gc<Future> {
    let promise = Promise::new(event_loop);
    let children = CompactValue::NONE;
    ctx.heap.allocate(Future { promise, children, left: 0, cancel_requested: false, keeps_exceptions: false })
}

/// Ends a future; whoever waits is scheduled.
pub fn settle(ctx: &mut Context, future: Value, progress: Progress, result: Value) {
    let traceback = result.cast::<Exception>().map_or(0, |exception| ctx.heap.get(exception).traceback.len());
    let promise = promise_mut(&mut ctx.heap, future);
    promise.progress = progress;
    promise.result = result;
    promise.traceback = u16::try_from(traceback).unwrap_or(u16::MAX);
    promise.unread = progress == Progress::Failed;
    let waiter = std::mem::replace(&mut promise.waiter, CompactValue::UNBOUND).value();
    if progress == Progress::Failed {
        ctx.heap.finaliser.register(future);
    }
    match waiter.cast::<List>() {
        None => wake(ctx, waiter),
        Some(list) => {
            for index in 0..ctx.heap.get(list).items.len() {
                let waiter = ctx.heap.get(list).items[index];
                wake(ctx, waiter);
            }
        }
    }
}

/// Schedules a task that waited, or a handle.
fn wake(ctx: &mut Context, waiter: Value) {
    let event_loop = match waiter.cast::<Task>() {
        Some(task) => ctx.heap.get(task).promise.event_loop,
        None => match waiter.cast::<Handle>() {
            Some(handle) => ctx.heap.get(handle).event_loop,
            None => return,
        },
    };
    schedule(ctx, event_loop, waiter);
}

/// `cancel(msg)` of a future, task, gather or sleep: whether it will be cancelled.
pub fn cancel(ctx: &mut Context, future: Value, message: Value) -> bool {
    if let Some(task) = future.cast::<Task>() {
        return task::cancel(ctx, task, message);
    }
    if let Some(sleep) = future.cast::<Sleep>() {
        return cancel_sleep(ctx, sleep, message);
    }
    let Some(this) = future.cast::<Future>() else { return false };
    let Future { promise, children, .. } = ctx.heap.get(this);
    if promise.is_done() {
        return false;
    }
    if let Some(children) = children.value().cast::<crate::object::Tuple>() {
        let mut any = false;
        for index in 0..ctx.heap.tail(children).len() {
            let child = ctx.heap.tail(children)[index];
            any |= cancel(ctx, child, message);
        }
        if any {
            let this = ctx.heap.get_mut(this);
            this.cancel_requested = true;
            this.promise.result = message;
        }
        return any;
    }
    settle(ctx, future, Progress::Cancelled, message);
    true
}

fn cancel_sleep(ctx: &mut Context, sleep: Gc<Sleep>, message: Value) -> bool {
    let this = ctx.heap.get_mut(sleep);
    let (SleepState::Asleep, Some(task)) = (this.state, this.task) else { return false };
    this.state = SleepState::Cancelled;
    // The task is pending, and so has no result yet.
    ctx.heap.get_mut(task).promise.result = message;
    let event_loop = ctx.heap.get(task).promise.event_loop;
    super::note_cancelled_timer(ctx, event_loop);
    schedule(ctx, event_loop, Value::object(task));
    true
}

/// A new CancelledError, with a message unless that is None.
pub fn cancelled_error(ctx: &mut Context, message: Value) -> Value {
    if message.is::<Exception>() {
        return message;
    }
    let class = ctx.exception_class(ExceptionKind::CancelledError);
    let args = [message];
    Value::object(ctx.new_exception(class, &args[usize::from(message.is_none())..]))
}

/// What awaiting a future gives now. Looking at an exception marks it as seen.
pub fn await_result(ctx: &mut Context, future: Value) -> FutureResult {
    if let Some(sleep) = future.cast::<Sleep>() {
        return await_sleep(ctx, sleep);
    }
    let promise = promise_mut(&mut ctx.heap, future);
    let result = promise.result;
    match promise.progress {
        Progress::Pending => FutureResult::Suspend(future),
        Progress::Done => FutureResult::Done(result),
        Progress::Failed => {
            promise.unread = false;
            let length = promise.traceback as usize;
            if let Some(exception) = result.cast::<Exception>() {
                let this = ctx.heap.get_mut(exception);
                this.traceback.truncate(length);
                // Objects made of what was cut off are forgotten.
                if this.traceback_shown > length {
                    (this.traceback_object, this.traceback_shown) = (crate::heap::Value::NONE, 0);
                }
            }
            FutureResult::Failed(result)
        }
        Progress::Cancelled => FutureResult::Failed(cancelled_error(ctx, result)),
    }
}

fn await_sleep(ctx: &mut Context, sleep: Gc<Sleep>) -> FutureResult {
    let result = ctx.heap.tail(sleep).first().copied().unwrap_or(Value::NONE);
    let this = ctx.heap.get_mut(sleep);
    match this.state {
        SleepState::Created if this.delay.is_nan() => {
            this.state = SleepState::Finished;
            let Raised = ctx.value_error("Invalid delay: NaN (not a number)");
            FutureResult::Failed(ctx.take_pending())
        }
        SleepState::Created if this.delay > 0.0 => {
            this.state = SleepState::Asleep;
            FutureResult::Suspend(Value::object(sleep))
        }
        SleepState::Created => {
            this.state = SleepState::Woken;
            FutureResult::Suspend(Value::NONE)
        }
        SleepState::Asleep if this.task.is_some() => FutureResult::Suspend(Value::object(sleep)),
        SleepState::Asleep | SleepState::Woken => {
            this.state = SleepState::Finished;
            FutureResult::Done(result)
        }
        SleepState::Cancelled => {
            this.state = SleepState::Finished;
            let message = match this.task.take() {
                Some(task) => std::mem::replace(&mut ctx.heap.get_mut(task).promise.result, Value::NONE),
                None => Value::NONE,
            };
            FutureResult::Failed(cancelled_error(ctx, message))
        }
        SleepState::Finished => {
            let Raised = ctx.runtime_error("cannot reuse already awaited coroutine");
            FutureResult::Failed(ctx.take_pending())
        }
    }
}

/// `future.result()`.
pub fn result(ctx: &mut Context, future: Value) -> Result {
    match await_result(ctx, future) {
        FutureResult::Suspend(_) => Err(invalid_state(ctx, "Result is not set.")),
        FutureResult::Done(value) => Ok(value),
        FutureResult::Failed(exception) => Err(ctx.raise_value(exception)),
    }
}

/// `future.exception()`.
pub fn exception(ctx: &mut Context, future: Value) -> Result {
    let promise = promise_mut(&mut ctx.heap, future);
    let result = promise.result;
    match promise.progress {
        Progress::Pending => Err(invalid_state(ctx, "Exception is not set.")),
        Progress::Done => Ok(Value::NONE),
        Progress::Failed => {
            promise.unread = false;
            Ok(result)
        }
        Progress::Cancelled => {
            let error = cancelled_error(ctx, result);
            Err(ctx.raise_value(error))
        }
    }
}

pub fn invalid_state(ctx: &mut Context, message: &str) -> Raised {
    ctx.raise(ExceptionKind::InvalidStateError, message)
}
