//! The driver: whose turn it is among the stacks (green threads) of a machine, and what they share: reactor, clock and
//! worker threads. It answers every [`Outcome`] there is.
//!
//! Each stack has a list of *activities*, the innermost last: a call that somebody waits for, a loop that runs on it, or
//! a request served for Rust code that cannot be put aside. An outcome always belongs to the innermost.

use std::any::Any;
use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};
use std::os::fd::OwnedFd;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use super::blocking::Jobs;
use super::handle::Handle;
use super::reactor::{Reactor, Ready};
use super::signal::Signals;
use super::timer::{Clock, Nanoseconds};
use super::{EventLoop, Pass, after, call_soon, fire_timers, next_deadline, run_ready};
use crate::heap::{Gc, Tracer, Value};
use crate::object::Tuple;
use crate::vm::frame::ReturnTo;
use crate::vm::interpret::interpret;
use crate::vm::native::{Raised, Result};
use crate::vm::stack::Stack;
use crate::vm::{Context, Extension, Outcome, Request};

/// How long a stack may compute while others want to, as CPython's interpreter lock has it.
const SLICE: Duration = Duration::from_millis(5);
/// A busy loop looks for events after this many passes, or this long after it last did.
const POLL_PASSES: u32 = 64;
const POLL_AFTER: Nanoseconds = 50_000;
/// A ready queue keeps room for this many, though it was longer once.
const MOST_SPARE: usize = 4096;

/// Says which waiting of which thread is meant; stale ones wake nobody.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Ticket {
    pub thread: usize,
    pub number: u64,
}

/// What a stack is for.
struct Thread {
    activities: Vec<Activity>,
    resume: Resume,
    /// What it is parked under; 0 if it is not.
    ticket: u64,
    /// The loop `get_event_loop` answers where none is running.
    event_loop: Value,
}

enum Activity {
    /// Somebody waits for what a call answers.
    Call,
    /// Rust code waits on the spot for the answer to a request.
    Nested,
    Loop(Running),
}

/// A loop that runs on a stack, and what was current there before.
struct Running {
    event_loop: Gc<EventLoop>,
    waiting_as: ReturnTo,
    handled: Value,
    context: Value,
}

/// How a thread goes on when it is its turn.
enum Resume {
    Nothing,
    /// With its first call; the arguments are a tuple.
    Begin {
        callee: Value,
        args: Value,
    },
    Answer(Value),
    Raise(Value),
    /// With an exception that ends its loop, in which it was idle.
    Leave(Value),
    /// Where it was preempted.
    GoOn,
    /// With the next pass of its loop.
    Pass,
    /// Its innermost activity has ended, but who waits for that could not run.
    Ended(std::result::Result<Value, Value>),
}

impl Resume {
    fn trace(&self, tracer: &mut Tracer) {
        match *self {
            Resume::Begin { callee, args } => tracer.values(&[callee, args]),
            Resume::Answer(value)
            | Resume::Raise(value)
            | Resume::Leave(value)
            | Resume::Ended(Ok(value) | Err(value)) => tracer.value(value),
            Resume::Nothing | Resume::GoOn | Resume::Pass => {}
        }
    }
}

/// What a thread waits for, under a ticket that is 0 once it need not wait any more.
struct Parked {
    ticket: u64,
    resume: Resume,
}

/// What the driver does next.
enum Next {
    Outcome(Outcome),
    Pass,
    Switch,
    /// The innermost activity of the current thread is over.
    Ended(Outcome),
}

/// The driver of a machine.
pub struct Driver {
    /// By the index of their stacks in `ctx.parked`.
    threads: Vec<Option<Thread>>,
    current: usize,
    alive: usize,
    queue: VecDeque<usize>,
    /// Threads whose activity ended while Rust code of another was on top.
    deferred: Vec<usize>,
    sleepers: BinaryHeap<Reverse<(Nanoseconds, u64, usize)>>,
    last_ticket: u64,
    task_number: u32,
    pub clock: Clock,
    pub reactor: Reactor,
    pub jobs: Jobs,
    pub signals: Signals,
    /// What main was parked in when it left that to handle signals; outermost first.
    interrupted: Vec<Parked>,
    /// The ticket under which main waits for any signal.
    pub pausing: u64,
    passes: u32,
    polled_at: Nanoseconds,
    /// Futures failed since memory was last searched for those that nobody will look at.
    pub failures: u32,
    /// What sockets receive into.
    pub buffer: Vec<u8>,
    /// Descriptors that sockets of scripts gave away.
    pub detached: Vec<OwnedFd>,
}

impl Driver {
    #[allow(clippy::new_without_default)]
    pub fn new() -> Driver {
        Driver {
            threads: vec![Some(Thread::new())],
            current: 0,
            alive: 1,
            queue: VecDeque::new(),
            deferred: Vec::new(),
            sleepers: BinaryHeap::new(),
            last_ticket: 0,
            task_number: 0,
            clock: Clock::real(),
            reactor: Reactor::default(),
            jobs: Jobs::default(),
            signals: Signals::default(),
            interrupted: Vec::new(),
            pausing: 0,
            passes: 0,
            polled_at: 0,
            failures: 0,
            buffer: Vec::new(),
            detached: Vec::new(),
        }
    }

    fn thread(&mut self, index: usize) -> &mut Thread {
        self.threads[index].as_mut().expect("the thread is alive")
    }

    /// Whether another thread could run now.
    pub fn has_runnable(&self) -> bool {
        !self.queue.is_empty()
    }

    fn here(&mut self) -> &mut Thread {
        self.thread(self.current)
    }
}

impl Thread {
    fn new() -> Thread {
        Thread { activities: Vec::new(), resume: Resume::Nothing, ticket: 0, event_loop: Value::NONE }
    }
}

impl Extension for Driver {
    fn trace(&self, tracer: &mut Tracer) {
        for thread in self.threads.iter().flatten() {
            tracer.value(thread.event_loop);
            thread.resume.trace(tracer);
            for activity in &thread.activities {
                if let Activity::Loop(running) = activity {
                    tracer.object(running.event_loop);
                    tracer.values(&[running.handled, running.context]);
                }
            }
        }
        self.reactor.trace(tracer);
        self.signals.trace(tracer);
        self.interrupted.iter().for_each(|parked| parked.resume.trace(tracer));
    }

    fn as_any(&mut self) -> &mut dyn Any {
        self
    }
}

/// The driver of this machine.
pub fn driver(ctx: &mut Context) -> &mut Driver {
    ctx.extensions.state().expect("installed with the machine")
}

/// The time on the driver's clock.
pub fn now(ctx: &mut Context) -> Nanoseconds {
    driver(ctx).clock.now()
}

/// The number of a new task. Only those without a name count.
pub fn task_number(ctx: &mut Context, counts: bool) -> u32 {
    let driver = driver(ctx);
    driver.task_number = driver.task_number.wrapping_add(u32::from(counts));
    driver.task_number
}

/// The loop set for the current thread, None if there is none.
pub fn thread_loop(ctx: &mut Context) -> Value {
    driver(ctx).here().event_loop
}

pub fn set_thread_loop(ctx: &mut Context, event_loop: Value) {
    driver(ctx).here().event_loop = event_loop;
}

/// The number of the thread that is running; 0 is main.
pub fn current_thread(ctx: &mut Context) -> usize {
    driver(ctx).current
}

/// Whether other threads exist that would want to run while this one blocks.
pub fn has_others(ctx: &mut Context) -> bool {
    driver(ctx).alive > 1
}

/// Runs what `begin` calls on the current stack, and everything else that is to run meanwhile, until it has answered
/// or raised.
pub fn run(ctx: &mut Context, begin: impl FnOnce(&mut Context, ReturnTo) -> Result) -> Outcome {
    let mut outcome = ctx.start(begin);
    // The driver has nothing to do with what neither waits nor is preempted.
    if !matches!(outcome, Outcome::Returned(_) | Outcome::Raised) {
        let (me, depth) = enter(ctx, Activity::Call);
        outcome = drive(ctx, me, depth, Next::Outcome(outcome));
    }
    if ctx.limits.stopped.is_some() && driver(ctx).here().activities.is_empty() {
        abandon_others(ctx);
    }
    outcome
}

/// Serves a request for Rust code that waits for it.
pub fn serve_nested(ctx: &mut Context, request: Request) -> Result {
    let (me, depth) = enter(ctx, Activity::Nested);
    let next = serve(ctx, request);
    match drive(ctx, me, depth, next) {
        Outcome::Returned(value) => Ok(value),
        _ => Err(Raised),
    }
}

fn enter(ctx: &mut Context, activity: Activity) -> (usize, usize) {
    let driver = driver(ctx);
    let me = driver.current;
    let activities = &mut driver.here().activities;
    activities.push(activity);
    (me, activities.len() - 1)
}

/// Drives all stacks until thread `me` has ended the activity above `depth` others.
fn drive(ctx: &mut Context, me: usize, depth: usize, mut next: Next) -> Outcome {
    loop {
        next = match next {
            Next::Outcome(outcome) => take_outcome(ctx, outcome),
            Next::Pass => pass(ctx),
            Next::Switch => switch(ctx),
            Next::Ended(outcome) => {
                let driver = driver(ctx);
                let left = driver.here().activities.len();
                if driver.current == me && left == depth {
                    let deferred = std::mem::take(&mut driver.deferred);
                    driver.queue.extend(deferred);
                    return outcome;
                }
                if left == 0 && driver.current != 0 {
                    thread_ended(ctx, outcome);
                } else {
                    let result = match outcome {
                        Outcome::Returned(value) | Outcome::Suspended(value) => Ok(value),
                        _ => Err(ctx.take_pending()),
                    };
                    let driver = self::driver(ctx);
                    driver.here().resume = Resume::Ended(result);
                    let current = driver.current;
                    driver.deferred.push(current);
                }
                Next::Switch
            }
        };
    }
}

/// Deals with how the innermost activity of the current thread paused.
fn take_outcome(ctx: &mut Context, outcome: Outcome) -> Next {
    match outcome {
        Outcome::Requested(request) => serve(ctx, request),
        Outcome::Preempted => {
            requeue(ctx, Resume::GoOn);
            Next::Switch
        }
        Outcome::Returned(_) | Outcome::Suspended(_) | Outcome::Raised => match driver(ctx).here().activities.last() {
            Some(Activity::Loop(running)) => {
                let event_loop = running.event_loop;
                match after(ctx, event_loop, outcome) {
                    Ok(()) => Next::Pass,
                    Err(raised) => end_loop(ctx, Err(raised)),
                }
            }
            _ => {
                driver(ctx).here().activities.pop();
                Next::Ended(outcome)
            }
        },
    }
}

/// Puts the current thread at the end of the queue.
fn requeue(ctx: &mut Context, resume: Resume) {
    let driver = driver(ctx);
    driver.here().resume = resume;
    driver.queue.push_back(driver.current);
}

/// Does what a native asked for.
fn serve(ctx: &mut Context, request: Request) -> Next {
    match request {
        Request::RunLoop { event_loop } => match event_loop.cast() {
            Some(event_loop) => start_loop(ctx, event_loop),
            None => Next::Switch,
        },
        Request::Park { until, otherwise } => {
            if driver(ctx).here().ticket == 0 {
                ticket(ctx);
            }
            park(ctx, until, Resume::Answer(otherwise))
        }
        Request::Block { job } => {
            let driver = driver(ctx);
            driver.here().ticket = job;
            let waker = driver.reactor.waker();
            driver.jobs.start(job, waker);
            park(ctx, Nanoseconds::MAX, Resume::Nothing)
        }
        Request::Yield => {
            requeue(ctx, Resume::Answer(Value::NONE));
            Next::Switch
        }
    }
}

/// A ticket for the next parking of the current thread.
pub fn ticket(ctx: &mut Context) -> Ticket {
    let driver = driver(ctx);
    driver.last_ticket += 1;
    let (thread, number) = (driver.current, driver.last_ticket);
    driver.here().ticket = number;
    Ticket { thread, number }
}

/// Parks the current thread, which has a ticket; `resume` is for when the time is up.
fn park(ctx: &mut Context, until: Nanoseconds, resume: Resume) -> Next {
    let driver = driver(ctx);
    let current = driver.current;
    let here = driver.here();
    here.resume = resume;
    let ticket = here.ticket;
    if until != Nanoseconds::MAX {
        driver.sleepers.push(Reverse((until, ticket, current)));
    }
    Next::Switch
}

/// Wakes a thread with an answer. False if it no longer waits under this ticket.
pub fn wake(ctx: &mut Context, ticket: Ticket, answer: Result) -> bool {
    let resume = match answer {
        Ok(value) => Resume::Answer(value),
        Err(Raised) => Resume::Raise(ctx.take_pending()),
    };
    let driver = driver(ctx);
    match driver.threads.get_mut(ticket.thread) {
        Some(Some(thread)) if thread.ticket == ticket.number => {
            thread.ticket = 0;
            thread.resume = resume;
            driver.queue.push_back(ticket.thread);
            true
        }
        _ => match driver.interrupted.iter_mut().find(|parked| ticket.thread == 0 && parked.ticket == ticket.number) {
            Some(parked) => {
                *parked = Parked { ticket: 0, resume };
                true
            }
            None => false,
        },
    }
}

/// Whether somebody still waits under this ticket.
pub fn is_waiting(ctx: &mut Context, ticket: Ticket) -> bool {
    let driver = driver(ctx);
    matches!(driver.threads.get(ticket.thread), Some(Some(thread)) if thread.ticket == ticket.number)
        || (ticket.thread == 0 && driver.interrupted.iter().any(|parked| parked.ticket == ticket.number))
}

/// Wakes the thread of a loop that has something to do again.
#[cold]
pub fn wake_loop(ctx: &mut Context, event_loop: Gc<EventLoop>) {
    let this = ctx.heap.get_mut(event_loop);
    this.idle = false;
    let Some(thread) = this.running_on else { return };
    let driver = driver(ctx);
    // A thread whose time came is in the queue already.
    if std::mem::take(&mut driver.thread(thread).ticket) != 0 {
        driver.queue.push_back(thread);
    }
}

/// A new green thread that calls something with the arguments in a tuple; its number.
pub fn spawn(ctx: &mut Context, callee: Value, args: Value, thread_object: Value) -> usize {
    let mut stack = Stack::new();
    stack.thread = thread_object;
    let thread = Thread { activities: vec![Activity::Call], resume: Resume::Begin { callee, args }, ..Thread::new() };
    let driver = driver(ctx);
    let free = driver.threads.iter().position(Option::is_none);
    let index = free.unwrap_or(driver.threads.len());
    match free {
        Some(index) => driver.threads[index] = Some(thread),
        None => driver.threads.push(Some(thread)),
    }
    driver.alive += 1;
    driver.queue.push_back(index);
    let slots = ctx.parked.len().max(index + 1);
    ctx.parked.resize_with(slots, || None);
    ctx.parked[index] = Some(Box::new(stack));
    ctx.limits.preempt_at.get_or_insert_with(|| Instant::now() + SLICE);
    index
}

fn thread_ended(ctx: &mut Context, outcome: Outcome) {
    if let Outcome::Raised = outcome {
        let exception = Err(Raised);
        if ctx.report_unraisable(exception, "thread", Value::NONE).is_err() {
            // A limit was hit: main is told, and no thread runs any more.
            stop_main(ctx);
        }
    }
    let driver = driver(ctx);
    let current = driver.current;
    driver.threads[current] = None;
    driver.alive -= 1;
}

/// Has main raise why the machine stopped.
fn stop_main(ctx: &mut Context) {
    let exception = ctx.take_pending();
    let driver = driver(ctx);
    driver.queue.retain(|&thread| thread != 0);
    driver.queue.push_front(0);
    let main = driver.thread(0);
    main.ticket = 0;
    main.resume = match main.resume {
        Resume::Pass => Resume::Leave(exception),
        _ => Resume::Raise(exception),
    };
}

/// Drops all threads but main, and what main was waiting for.
fn abandon_others(ctx: &mut Context) {
    let driver = driver(ctx);
    driver.threads.truncate(1);
    driver.alive = 1;
    driver.queue.clear();
    driver.deferred.clear();
    driver.sleepers.clear();
    ctx.parked.clear();
    ctx.limits.preempt_at = None;
}

fn start_loop(ctx: &mut Context, event_loop: Gc<EventLoop>) -> Next {
    let running = Running {
        event_loop,
        waiting_as: ctx.stack.waiting_as,
        handled: std::mem::replace(&mut ctx.stack.handled, Value::NONE),
        context: ctx.stack.context,
    };
    ctx.stack.running_loop = Value::object(event_loop);
    let driver = driver(ctx);
    let current = driver.current;
    driver.here().activities.push(Activity::Loop(running));
    let this = ctx.heap.get_mut(event_loop);
    this.running_on = Some(current);
    this.left = 0;
    begin_pass(ctx, event_loop).unwrap_or(Next::Pass)
}

/// Ends the loop on the current stack: whoever asked for it has the answer.
fn end_loop(ctx: &mut Context, answer: Result) -> Next {
    let activities = &mut driver(ctx).here().activities;
    let Some(Activity::Loop(running)) = activities.pop() else { unreachable!("a loop is innermost") };
    let nested = matches!(activities.last(), Some(Activity::Nested));
    let this = ctx.heap.get_mut(running.event_loop);
    this.running_on = None;
    this.idle = false;
    this.stopping = false;
    this.left = 0;
    this.current = Value::NONE;
    ctx.stack.waiting_as = running.waiting_as;
    ctx.stack.handled = running.handled;
    ctx.stack.context = running.context;
    ctx.stack.running_loop = Value::NONE;
    ctx.stack.current_task = Value::NONE;
    answer_here(ctx, answer, nested)
}

/// Hands the current thread the answer to its request.
fn answer_here(ctx: &mut Context, answer: Result, nested: bool) -> Next {
    if !nested {
        return Next::Outcome(ctx.answer(answer));
    }
    driver(ctx).here().activities.pop();
    Next::Ended(match answer {
        Ok(value) => Outcome::Returned(value),
        Err(Raised) => Outcome::Raised,
    })
}

/// Runs the innermost loop of the current stack until it has nothing to do, ends, or another stack should run.
fn pass(ctx: &mut Context) -> Next {
    let Some(Activity::Loop(running)) = driver(ctx).here().activities.last() else {
        unreachable!("a loop is innermost")
    };
    let event_loop = running.event_loop;
    ctx.measure_native_stack();
    loop {
        match run_ready(ctx, event_loop) {
            Pass::Paused(outcome) => return Next::Outcome(outcome),
            Pass::Failed => return end_loop(ctx, Err(Raised)),
            Pass::Over => {}
        }
        if ctx.heap.get(event_loop).stopping {
            return end_loop(ctx, Ok(Value::NONE));
        }
        if let Some(next) = begin_pass(ctx, event_loop) {
            return next;
        }
    }
}

/// What happens between passes. Answers how to go on instead, if no pass can begin.
fn begin_pass(ctx: &mut Context, event_loop: Gc<EventLoop>) -> Option<Next> {
    if let Err(raised) = ctx.check_limits().and_then(|()| ctx.handle_signals(true)) {
        return Some(end_loop(ctx, Err(raised)));
    }
    fire_timers(ctx, event_loop);
    let this = ctx.heap.get(event_loop);
    if this.ready.is_empty() && !this.stopping {
        ctx.heap.get_mut(event_loop).idle = true;
        let until = next_deadline(ctx, event_loop).unwrap_or(Nanoseconds::MAX);
        ticket(ctx);
        return Some(park(ctx, until, Resume::Pass));
    }
    let driver = driver(ctx);
    driver.passes += 1;
    if driver.alive > 1 || driver.reactor.is_used() {
        if driver.passes >= POLL_PASSES || driver.clock.now() >= driver.polled_at + POLL_AFTER {
            poll(ctx, Some(Duration::ZERO));
        }
        let driver = self::driver(ctx);
        let over = !driver.queue.is_empty() && ctx.limits.preempt_at.is_none_or(|at| Instant::now() >= at);
        if over {
            requeue(ctx, Resume::Pass);
            return Some(Next::Switch);
        }
    }
    let this = ctx.heap.get_mut(event_loop);
    this.left = this.ready.len();
    if this.ready.capacity() > MOST_SPARE && this.ready.capacity() / 8 > this.left {
        this.ready.shrink_to(MOST_SPARE);
    }
    None
}

/// Lets the next thread that can run go on; waits until there is one.
fn switch(ctx: &mut Context) -> Next {
    let next = loop {
        let driver = driver(ctx);
        if driver.alive > 1 && driver.clock.now() >= driver.polled_at + POLL_AFTER {
            poll(ctx, Some(Duration::ZERO));
        }
        interrupt_main(ctx);
        match self::driver(ctx).queue.pop_front() {
            Some(next) => break next,
            None => wait(ctx),
        }
    };
    make_current(ctx, next);
    let driver = driver(ctx);
    let others = driver.alive > 1;
    let thread = driver.here();
    thread.ticket = 0;
    let resume = std::mem::replace(&mut thread.resume, Resume::Nothing);
    let nested = matches!(thread.activities.last(), Some(Activity::Nested));
    ctx.limits.preempt_at = others.then(|| Instant::now() + SLICE);
    go_on(ctx, resume, nested)
}

/// Puts a thread's stack in the place of the one that ran last.
fn make_current(ctx: &mut Context, next: usize) {
    let driver = driver(ctx);
    let current = std::mem::replace(&mut driver.current, next);
    if next == current {
        return;
    }
    let ended = driver.threads[current].is_none();
    let slots = ctx.parked.len().max(current + 1);
    ctx.parked.resize_with(slots, || None);
    let stack = ctx.parked[next].take().expect("a thread that does not run is parked");
    let left = std::mem::replace(&mut ctx.stack, stack);
    ctx.parked[current] = (!ended).then_some(left);
}

fn go_on(ctx: &mut Context, resume: Resume, nested: bool) -> Next {
    match resume {
        Resume::Begin { callee, args } => {
            let args = args.cast::<Tuple>().map_or(Vec::new(), |args| ctx.heap.tail(args).to_vec());
            Next::Outcome(ctx.start(|ctx, to| ctx.tail_call_to(callee, &args, to)))
        }
        Resume::Answer(value) => answer_here(ctx, Ok(value), nested),
        Resume::Raise(exception) => {
            ctx.pending = exception;
            answer_here(ctx, Err(Raised), nested)
        }
        Resume::Leave(exception) => {
            ctx.pending = exception;
            end_loop(ctx, Err(Raised))
        }
        Resume::GoOn => {
            ctx.measure_native_stack();
            Next::Outcome(interpret(ctx))
        }
        Resume::Pass => {
            let Some(Activity::Loop(running)) = driver(ctx).here().activities.last() else { return Next::Switch };
            let event_loop = running.event_loop;
            ctx.heap.get_mut(event_loop).idle = false;
            begin_pass(ctx, event_loop).unwrap_or(Next::Pass)
        }
        Resume::Ended(Ok(value)) => Next::Ended(Outcome::Returned(value)),
        Resume::Ended(Err(exception)) => {
            ctx.pending = exception;
            Next::Ended(Outcome::Raised)
        }
        Resume::Nothing => Next::Switch,
    }
}

/// Waits until something happens: no thread can run.
fn wait(ctx: &mut Context) {
    if report_lost_failures(ctx) || stop_waiting(ctx) {
        return;
    }
    let driver = driver(ctx);
    driver.signals.connect(&mut driver.reactor);
    while let Some(Reverse((_, ticket, thread))) = driver.sleepers.peek() {
        let waits = matches!(&driver.threads[*thread], Some(thread) if thread.ticket == *ticket)
            || driver.interrupted.iter().any(|parked| parked.ticket == *ticket);
        if waits {
            break;
        }
        driver.sleepers.pop();
    }
    let deadline = driver.sleepers.peek().map(|Reverse((deadline, ..))| *deadline);
    let mut timeout = None;
    if let Some(deadline) = deadline
        && !driver.clock.jump_to(deadline)
    {
        timeout = Some(Duration::from_nanos(deadline.saturating_sub(driver.clock.now())));
    } else if deadline.is_some() {
        timeout = Some(Duration::ZERO);
    }
    if let Some(limit) = ctx.limits.deadline {
        let left = limit.saturating_duration_since(Instant::now());
        timeout = Some(timeout.map_or(left, |timeout| timeout.min(left)));
    }
    poll(ctx, timeout);
    stop_waiting(ctx);
}

/// Has main deal with signals or an exceeded limit, if it waits for something.
fn stop_waiting(ctx: &mut Context) -> bool {
    let driver = driver(ctx);
    if driver.current != 0 && driver.thread(0).ticket == 0 {
        return false;
    }
    if interrupt_main(ctx) {
        return true;
    }
    if ctx.check_limits().is_ok() {
        return false;
    }
    stop_main(ctx);
    true
}

/// Has main, if it is parked, handle signals that have arrived; then it waits on, or raises what a handler raised.
fn interrupt_main(ctx: &mut Context) -> bool {
    if !ctx.limits.signalled.load(Ordering::Relaxed) || driver(ctx).thread(0).ticket == 0 {
        return false;
    }
    make_current(ctx, 0);
    ctx.measure_native_stack();
    let driver = driver(ctx);
    let main = driver.here();
    let parked = Parked {
        ticket: std::mem::take(&mut main.ticket),
        resume: std::mem::replace(&mut main.resume, Resume::Nothing),
    };
    if let Some(Activity::Loop(running)) = main.activities.last() {
        let event_loop = running.event_loop;
        ctx.heap.get_mut(event_loop).idle = false;
    }
    self::driver(ctx).interrupted.push(parked);
    let waiting_as = ctx.stack.waiting_as;
    let handled = ctx.handle_signals(true);
    ctx.stack.waiting_as = waiting_as;
    let driver = self::driver(ctx);
    let Some(Parked { ticket, resume }) = driver.interrupted.pop() else { return true };
    if handled.is_err() {
        driver.here().resume = resume;
        stop_main(ctx);
        return true;
    }
    let pauses = driver.pausing == ticket;
    let main = driver.here();
    // A loop looks for itself what there is to do.
    if ticket == 0 || pauses || matches!(resume, Resume::Pass) {
        driver.queue.push_back(0);
    } else {
        main.ticket = ticket;
    }
    driver.here().resume = resume;
    true
}

/// Futures failed, and perhaps nobody will ever ask why: finds those before the machine falls asleep.
fn report_lost_failures(ctx: &mut Context) -> bool {
    if std::mem::take(&mut driver(ctx).failures) == 0 {
        return false;
    }
    ctx.collect();
    if ctx.heap.finaliser.is_idle() {
        return false;
    }
    if ctx.run_finalisers().is_err() {
        stop_main(ctx);
    }
    true
}

/// Looks for events for up to `timeout` (None: until there are some), and wakes whom they concern.
fn poll(ctx: &mut Context, timeout: Option<Duration>) {
    let driver = driver(ctx);
    driver.passes = 0;
    let mut ready = Vec::new();
    if timeout != Some(Duration::ZERO) || driver.reactor.is_used() {
        driver.reactor.poll(timeout, &mut ready);
    }
    driver.polled_at = driver.clock.now();
    let finished = driver.jobs.take_finished();
    wake_sleepers(ctx);
    tell(ctx, ready);
    for (ticket, complete) in finished {
        let driver = self::driver(ctx);
        let interrupted = driver.interrupted.iter().any(|parked| parked.ticket == ticket);
        let waits = |thread: &Option<Thread>| matches!(thread, Some(thread) if thread.ticket == ticket);
        let thread = if interrupted { Some(0) } else { driver.threads.iter().position(waits) };
        let answer = complete(ctx);
        if let Some(thread) = thread {
            wake(ctx, Ticket { thread, number: ticket }, answer);
        }
    }
}

/// Tells those whom events concern.
pub fn tell(ctx: &mut Context, ready: Vec<Ready>) {
    for event in ready {
        match event {
            Ready::Call(handle) => fire(ctx, handle),
            Ready::Settle(future) => {
                if super::future::promise(&ctx.heap, future).is_some_and(|promise| !promise.is_done()) {
                    super::future::settle(ctx, future, super::future::Progress::Done, Value::NONE);
                }
            }
            Ready::Wake(ticket) => {
                wake(ctx, ticket, Ok(Value::TRUE));
            }
        }
    }
}

/// Schedules the callback of a reader or writer.
fn fire(ctx: &mut Context, handle: Value) {
    let Some(handle) = handle.cast::<Handle>() else { return };
    let Handle { event_loop, callback, args, context, cancelled, .. } = *ctx.heap.get(handle);
    // The last call may still be in the queue: it would find nothing left to read if it came twice.
    let mut queued = ctx.heap.get(event_loop).ready.iter().filter_map(|entry| entry.value().cast::<Handle>());
    let is_queued = queued.any(|queued| {
        let queued = ctx.heap.get(queued);
        queued.callback == callback && queued.args == args
    });
    if !cancelled && !is_queued {
        call_soon(ctx, event_loop, callback, args, context);
    }
}

fn wake_sleepers(ctx: &mut Context) {
    let driver = driver(ctx);
    if driver.sleepers.is_empty() {
        return;
    }
    let now = driver.clock.now();
    while let Some(&Reverse((deadline, ticket, thread))) = driver.sleepers.peek()
        && deadline <= now
    {
        driver.sleepers.pop();
        if let Some(Some(sleeper)) = driver.threads.get_mut(thread)
            && sleeper.ticket == ticket
        {
            sleeper.ticket = 0;
            driver.queue.push_back(thread);
        } else if let Some(parked) = driver.interrupted.iter_mut().find(|parked| parked.ticket == ticket) {
            parked.ticket = 0;
        }
    }
}
