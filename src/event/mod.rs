//! The event loop, which the VM does not know exists. A loop is an object of the script with its own ready queue, run by
//! the stack that is parked in it; what loops and stacks share is the [`Driver`]'s.

pub mod blocking;
pub mod context_map;
pub mod driver;
pub mod future;
pub mod gather;
pub mod handle;
pub mod lock;
pub mod reactor;
pub mod report;
pub mod signal;
pub mod sleep;
pub mod socket;
pub mod task;
pub mod timer;

use std::collections::VecDeque;

pub use driver::Driver;
use future::{Future, Promise};
use handle::Handle;
use sleep::{Sleep, SleepState};
use task::Task;
use timer::{Nanoseconds, Timers};

use crate::heap::{CompactValue, Gc, Heap, Kind, NoTail, Object, Tracer, Value, WeakReference};
use crate::object::Dict;
use crate::vm::builtin_class::Builtin;
use crate::vm::coroutine::{Coroutine, State};
use crate::vm::native::Result;
use crate::vm::{Context, Outcome};

/// A script's loop.
pub struct EventLoop {
    /// Tasks and handles whose turn it is, in order.
    pub ready: VecDeque<CompactValue>,
    pub timers: Timers,
    /// Tasks that are not done.
    pub tasks: Vec<Gc<Task>>,
    /// How many of the ready ones the current pass has still to run.
    pub left: usize,
    /// What is running now, or None.
    pub current: Value,
    /// To end after this pass.
    pub stopping: bool,
    pub closed: bool,
    pub debug: bool,
    /// The number of the thread whose stack runs it.
    pub running_on: Option<usize>,
    /// That thread waits for something to become ready.
    pub idle: bool,
    pub exception_handler: Value,
    pub task_factory: Value,
    /// Async generators that began to run here.
    pub generators: Vec<Gc<WeakReference>>,
    /// What the library keeps for this loop.
    pub extras: Gc<Dict>,
}

impl Object for EventLoop {
    const KIND: Kind = Kind::EventLoop;
    type Tail = NoTail;

    fn trace(&self, tracer: &mut Tracer) {
        self.ready.iter().for_each(|&value| tracer.compact(value));
        self.timers.trace(tracer);
        self.tasks.iter().for_each(|&task| tracer.object(task));
        tracer.values(&[self.current, self.exception_handler, self.task_factory]);
        self.generators.iter().for_each(|&generator| tracer.object(generator));
        tracer.object(self.extras);
    }
}

impl EventLoop {
    pub fn create(ctx: &mut Context) -> Gc<EventLoop> {
        let extras = ctx.new_dict();
        ctx.heap.allocate(EventLoop {
            ready: VecDeque::new(),
            timers: Timers::default(),
            tasks: Vec::new(),
            left: 0,
            current: Value::NONE,
            stopping: false,
            closed: false,
            debug: false,
            running_on: None,
            idle: false,
            exception_handler: Value::NONE,
            task_factory: Value::NONE,
            generators: Vec::new(),
            extras,
        })
    }
}

/// Puts a task or handle at the end of a loop's ready queue.
#[inline]
pub fn schedule(ctx: &mut Context, event_loop: Gc<EventLoop>, what: Value) {
    let this = ctx.heap.get_mut(event_loop);
    this.ready.push_back(what.into());
    if this.idle {
        driver::wake_loop(ctx, event_loop);
    }
}

/// Schedules a callback with the arguments in a tuple (or None).
pub fn call_soon(
    ctx: &mut Context,
    event_loop: Gc<EventLoop>,
    callback: Value,
    args: Value,
    context: Value,
) -> Gc<Handle> {
    let handle = ctx.heap.allocate(Handle::new(event_loop, callback, args, context));
    schedule(ctx, event_loop, Value::object(handle));
    handle
}

/// Schedules a handle for a time.
pub fn call_at(ctx: &mut Context, handle: Gc<Handle>, deadline: Nanoseconds) {
    let this = ctx.heap.get_mut(handle);
    this.deadline = deadline;
    this.scheduled = true;
    let event_loop = this.event_loop;
    let this = ctx.heap.get_mut(event_loop);
    this.timers.push(deadline, Value::object(handle));
    if this.idle {
        driver::wake_loop(ctx, event_loop);
    }
}

/// `handle.cancel()`.
pub fn cancel_handle(ctx: &mut Context, handle: Gc<Handle>) {
    let this = ctx.heap.get_mut(handle);
    if this.cancelled {
        return;
    }
    this.cancelled = true;
    this.callback = Value::NONE;
    this.args = Value::NONE;
    let (event_loop, scheduled) = (this.event_loop, this.scheduled);
    if scheduled {
        note_cancelled_timer(ctx, event_loop);
    }
}

/// One of a loop's timers is dead: when half of them are, they are removed.
pub fn note_cancelled_timer(ctx: &mut Context, event_loop: Gc<EventLoop>) {
    if ctx.heap.get_mut(event_loop).timers.note_cancelled() {
        let mut timers = std::mem::take(&mut ctx.heap.get_mut(event_loop).timers);
        timers.compact(|target| is_alive(ctx, target));
        ctx.heap.get_mut(event_loop).timers = timers;
    }
}

/// Whether a timer's target still waits for it.
fn is_alive(ctx: &Context, target: Value) -> bool {
    match target.cast::<Sleep>() {
        Some(sleep) => {
            let this = ctx.heap.get(sleep);
            this.state == SleepState::Asleep && this.task.is_some()
        }
        None => target.cast::<Handle>().is_some_and(|handle| !ctx.heap.get(handle).cancelled),
    }
}

/// How a loop's pass goes on.
#[derive(Debug)]
pub enum Pass {
    /// What was run paused in a way that is the driver's to deal with.
    Paused(Outcome),
    /// All that was ready when the pass began has run.
    Over,
    /// An exception is pending that must leave the loop.
    Failed,
}

/// Moves timers that are due to the ready queue.
pub fn fire_timers(ctx: &mut Context, event_loop: Gc<EventLoop>) {
    if ctx.heap.get(event_loop).timers.is_empty() {
        return;
    }
    let now = driver::now(ctx);
    while let Some(target) = ctx.heap.get_mut(event_loop).timers.pop_due(now) {
        if let Some(sleep) = target.cast::<Sleep>() {
            let this = ctx.heap.get_mut(sleep);
            if this.state == SleepState::Asleep
                && let Some(task) = this.task.take()
            {
                this.state = SleepState::Woken;
                ctx.heap.get_mut(event_loop).ready.push_back(task.into());
            }
        } else if let Some(handle) = target.cast::<Handle>() {
            let this = ctx.heap.get_mut(handle);
            this.scheduled = false;
            if !this.cancelled {
                ctx.heap.get_mut(event_loop).ready.push_back(target.into());
            }
        }
    }
}

/// When the next timer that is alive is due.
pub fn next_deadline(ctx: &mut Context, event_loop: Gc<EventLoop>) -> Option<Nanoseconds> {
    while let Some(target) = ctx.heap.get(event_loop).timers.peek() {
        if is_alive(ctx, target) {
            break;
        }
        ctx.heap.get_mut(event_loop).timers.drop_next();
    }
    ctx.heap.get(event_loop).timers.next_deadline()
}

/// Runs what the pass has still to run.
pub fn run_ready(ctx: &mut Context, event_loop: Gc<EventLoop>) -> Pass {
    loop {
        let this = ctx.heap.get_mut(event_loop);
        if this.left == 0 {
            return Pass::Over;
        }
        this.left -= 1;
        let Some(next) = this.ready.pop_front() else {
            this.left = 0;
            return Pass::Over;
        };
        let next = next.value();
        this.current = next;
        let outcome = match next.cast::<Task>() {
            Some(task) if ctx.heap.get(task).promise.is_done() => continue,
            Some(task) => task::step(ctx, task),
            None => run_handle(ctx, next),
        };
        match outcome {
            Outcome::Requested(_) | Outcome::Preempted => return Pass::Paused(outcome),
            _ => {
                if after(ctx, event_loop, outcome).is_err() {
                    return Pass::Failed;
                }
            }
        }
    }
}

fn run_handle(ctx: &mut Context, handle: Value) -> Outcome {
    let Some(handle) = handle.cast::<Handle>() else { return Outcome::Returned(Value::NONE) };
    let Handle { callback, args, context, cancelled, .. } = *ctx.heap.get(handle);
    if cancelled {
        return Outcome::Returned(Value::NONE);
    }
    if let Some(outer) = callback.cast::<Future>() {
        gather::child_done(ctx, outer, args);
        return Outcome::Returned(Value::NONE);
    }
    ctx.stack.context = context;
    let args = args.cast::<crate::object::Tuple>().map_or(Vec::new(), |args| ctx.heap.tail(args).to_vec());
    ctx.start_here(|ctx, to| ctx.tail_call_to(callback, &args, to))
}

/// Deals with how the current task or handle of a loop paused or ended.
pub fn after(ctx: &mut Context, event_loop: Gc<EventLoop>, outcome: Outcome) -> Result<()> {
    let this = ctx.heap.get_mut(event_loop);
    let current = std::mem::replace(&mut this.current, Value::NONE);
    if let Some(task) = current.cast::<Task>() {
        return task::after_step(ctx, task, outcome);
    }
    let Some(handle) = current.cast::<Handle>() else { return Ok(()) };
    let context = ctx.stack.context;
    let this = ctx.heap.get_mut(handle);
    if this.context.is_none() {
        this.context = context;
    }
    match outcome {
        Outcome::Raised => report::callback_raised(ctx, event_loop, handle),
        _ => Ok(()),
    }
}

fn scheduled_class(heap: &Heap, value: Value) -> Builtin {
    match (value.cast::<Handle>(), value.cast::<Future>()) {
        (Some(handle), _) if heap.get(handle).when.is_some() => Builtin::TimerHandle,
        (Some(_), _) => Builtin::Handle,
        (_, Some(future)) if !heap.get(future).children.is_none() => Builtin::GatheringFuture,
        _ => Builtin::Future,
    }
}

/// The running loop is to close an async generator in the end, if nobody else does.
fn note_generator(ctx: &mut Context, generator: Value) {
    if let Some(event_loop) = ctx.stack.running_loop.cast::<EventLoop>() {
        let reference = WeakReference::create(&mut ctx.heap, generator, Value::NONE);
        let generators = &mut ctx.heap.get_mut(event_loop).generators;
        generators.push(reference);
        if generators.len().is_power_of_two() {
            live_generators(ctx, event_loop);
        }
    }
}

/// The async generators of a loop that are suspended; forgets the others.
pub fn live_generators(ctx: &mut Context, event_loop: Gc<EventLoop>) -> Vec<Value> {
    let mut generators = std::mem::take(&mut ctx.heap.get_mut(event_loop).generators);
    let mut live = Vec::new();
    generators.retain(|&reference| {
        let generator = ctx.heap.get(reference).target();
        let unfinished = generator
            .and_then(|generator| generator.cast::<Coroutine>())
            .is_some_and(|generator| ctx.heap.get(generator).state != State::Finished);
        if unfinished {
            live.extend(generator);
        }
        unfinished
    });
    ctx.heap.get_mut(event_loop).generators = generators;
    live
}

/// Makes a machine ready for loops.
pub fn install(ctx: &mut Context) {
    ctx.heap.register::<EventLoop>();
    ctx.heap.register::<Future>();
    ctx.heap.register::<Task>();
    ctx.heap.register::<Handle>();
    ctx.heap.register::<Sleep>();
    ctx.heap.register::<context_map::ContextVariable>();
    ctx.heap.register::<context_map::ContextMap>();
    ctx.heap.register::<context_map::ContextToken>();
    ctx.heap.register::<lock::Lock>();
    ctx.heap.register::<socket::Socket>();
    ctx.extensions.states.push(Box::new(Driver::new()));
    ctx.extensions.future = Some(future::await_result);
    ctx.extensions.scheduled_class = Some(scheduled_class);
    ctx.extensions.serve_nested = Some(driver::serve_nested);
    ctx.extensions.finalise.push(report::finalise);
    ctx.extensions.dropped_sleep = Some(report::dropped_sleep);
    ctx.extensions.async_generator = Some(note_generator);
    ctx.extensions.signalled = Some(signal::arrived);
    // The library completes what loops can do when it is first asked for.
    let class = ctx.class(Builtin::EventLoop);
    ctx.heap.get_mut(class).flags.getattr = true;
}

const _: () = assert!(size_of::<Promise>() <= 48);
const _: () = assert!(size_of::<Task>() <= 88);
const _: () = assert!(size_of::<Sleep>() <= 24);
