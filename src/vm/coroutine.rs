//! Generators, coroutines and async generators: frames in the heap that can be put aside.
//!
//! A frame that awaits another (or `yield from`s it) is linked from it as its *awaiter*. Only the innermost frame of
//! such a chain is ever on a stack: entering an inner frame replaces it there, returning from it puts its awaiter back.
//! So suspending and resuming cost the same at any depth.
//!
//! A coroutine that is awaited where it is called begins on the register stack, a frame like any function's, and moves to
//! the heap when it first waits for something (`move_to_heap`). Nothing but its awaiter has such a frame, so it is used
//! again when it ends.

use super::Context;
use super::await_iterator::AwaitIterator;
use super::builtin_class::Builtin;
use super::code::Code;
use super::deliver::Flow;
use super::extensions::FutureResult;
use super::frame::{Action, Frame, FrameBody, Function, ReturnTo};
use super::iterate::Next;
use super::native::{Raised, Result};
use super::outcome::Outcome;
use crate::bytecode::{Op, Register};
use crate::heap::{CompactValue, Gc, Kind, NoTail, Object, Tracer, Value, Values};
use crate::object::ExceptionKind;

/// A suspended or running frame; its registers are its tail.
pub struct Coroutine {
    pub function: Gc<Function>,
    /// Of a frame that was awaited: who waits for its result. Of a root that is suspended: where to go on.
    link: Option<Gc<Coroutine>>,
    /// The exception this frame is handling, or None.
    pub handled: CompactValue,
    /// Of a running root: what the stack below it was handling.
    pub outer_handled: CompactValue,
    pub pc: u32,
    /// Registers that are live while it is suspended.
    pub live: u16,
    pub state: State,
    pub kind: CoroutineKind,
    /// Links to the outermost frame of the chain.
    pub depth: u32,
    /// Somebody awaited or iterated it at least once.
    pub was_awaited: bool,
    /// Of an async generator: `aclose` or `athrow` is under way, or it is finished for good.
    pub closing: bool,
    /// A loop's head made it: when the loop is left early, nothing else can hold it.
    pub temporary: Temporary,
    /// Name and qualified name, where a script changed one.
    pub names: Option<Gc<crate::object::Tuple>>,
    /// The link leads to the awaiter.
    is_awaited: bool,
}

const _: () = assert!(size_of::<Coroutine>() <= 56);

/// What else can hold a generator beside the instruction it was made for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Temporary {
    /// Anything.
    No,
    /// Nothing: it went straight into the head of a loop.
    OfLoop,
    /// Nothing: it is the lone argument of the call behind it, or the right side of an `in`.
    OfCall,
    /// Nothing but its awaiter: its function was called to be awaited at once.
    OfAwait,
}

/// What a frame does now.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum State {
    /// No instruction has run.
    Created,
    Suspended,
    /// On a stack, or awaiting something that is.
    Running,
    Finished,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CoroutineKind {
    Generator,
    Coroutine,
    AsyncGenerator,
}

impl Object for Coroutine {
    const KIND: Kind = Kind::Coroutine;
    type Tail = Values;

    fn trace(&self, tracer: &mut Tracer) {
        tracer.object(self.function);
        tracer.optional(self.link);
        tracer.compact(self.handled);
        tracer.compact(self.outer_handled);
        tracer.optional(self.names);
    }

    fn traced_tail(&self, length: usize) -> usize {
        length.min(usize::from(self.live))
    }

    fn needs_finalising(&self) -> bool {
        self.state != State::Finished
    }
}

/// Frames of one code object that ended unseen. Nothing refers to them, so they are good until the next collection.
#[derive(Default)]
pub struct SpareFrames {
    /// The next one hangs on its link.
    first: Option<Gc<Coroutine>>,
    /// How many collections there had been.
    since: u64,
}

impl Coroutine {
    /// A frame that has not begun.
    pub fn new(function: Gc<Function>, kind: CoroutineKind, parameters: u16) -> Coroutine {
        Coroutine {
            function,
            link: None,
            handled: CompactValue::NONE,
            outer_handled: CompactValue::NONE,
            pc: 0,
            live: parameters,
            state: State::Created,
            kind,
            depth: 0,
            was_awaited: false,
            closing: false,
            temporary: Temporary::No,
            is_awaited: false,
            names: None,
        }
    }

    /// Who is waiting for this frame's result, if it was awaited.
    #[inline(always)]
    pub fn awaiter(&self) -> Option<Gc<Coroutine>> {
        if self.is_awaited { self.link } else { None }
    }

    /// The same, which does not wait any more.
    #[inline(always)]
    pub fn take_awaiter(&mut self) -> Option<Gc<Coroutine>> {
        if std::mem::take(&mut self.is_awaited) { self.link.take() } else { None }
    }

    /// Something has the frame now that may outlast it.
    pub fn show(&mut self) {
        if self.temporary == Temporary::OfAwait {
            self.temporary = Temporary::No;
        }
    }
}

impl Context {
    /// The code of a coroutine's function.
    #[inline(always)]
    pub fn coroutine_code(&self, coroutine: Gc<Coroutine>) -> Gc<Code> {
        self.heap.get(self.heap.get(coroutine).function).code
    }
}

/// What a suspended frame is resumed with.
#[derive(Clone, Copy, Debug)]
pub enum Resume {
    Send(Value),
    Throw(Value),
}

/// What `__anext__`, `asend`, `athrow` and `aclose` of an async generator return: one step of it, to be awaited.
pub struct AsyncStep {
    pub generator: Gc<Coroutine>,
    pub mode: AsyncMode,
    pub started: bool,
    /// The coroutine that awaits this step, where a script drives it by hand.
    pub driver: Option<Gc<Coroutine>>,
}

#[derive(Clone, Copy, PartialEq, Debug)]
pub enum AsyncMode {
    Send(Value),
    Throw(Value),
    Close,
}

impl AsyncMode {
    /// What awaiting a step again says.
    pub fn reuse(self) -> &'static str {
        match self {
            AsyncMode::Send(_) => "cannot reuse already awaited __anext__()/asend()",
            AsyncMode::Throw(_) | AsyncMode::Close => "cannot reuse already awaited aclose()/athrow()",
        }
    }
}

impl Object for AsyncStep {
    const KIND: Kind = Kind::AsyncStep;
    type Tail = NoTail;

    fn trace(&self, tracer: &mut Tracer) {
        tracer.object(self.generator);
        tracer.optional(self.driver);
        if let AsyncMode::Send(value) | AsyncMode::Throw(value) = self.mode {
            tracer.value(value);
        }
    }
}

/// The builtin class of a generator, coroutine or async generator.
pub fn class_of(ctx: &Context, value: Value) -> Builtin {
    match value.cast::<Coroutine>().map(|coroutine| ctx.heap.get(coroutine).kind) {
        Some(CoroutineKind::Coroutine) => Builtin::Coroutine,
        Some(CoroutineKind::AsyncGenerator) => Builtin::AsyncGenerator,
        _ => Builtin::Generator,
    }
}

impl CoroutineKind {
    fn noun(self) -> &'static str {
        match self {
            CoroutineKind::Generator => "generator",
            CoroutineKind::Coroutine => "coroutine",
            CoroutineKind::AsyncGenerator => "async generator",
        }
    }
}

impl Context {
    /// Resumes a generator or coroutine from its innermost frame. What it yields or returns goes to `to`; a return ends
    /// an iteration (`Action::Item`), leaves `interpret` (`Action::Exit`), or raises StopIteration.
    pub fn resume(&mut self, root: Gc<Coroutine>, input: Resume, to: ReturnTo) -> Result {
        let this = self.heap.get(root);
        let (kind, state) = (this.kind, this.state);
        match (state, input) {
            (State::Running, _) => {
                return Err(self.value_error(format!("{} already executing", kind.noun())));
            }
            (State::Finished, _) if kind == CoroutineKind::Coroutine => {
                return Err(self.runtime_error("cannot reuse already awaited coroutine"));
            }
            (State::Finished, Resume::Throw(exception)) => return Err(self.raise_value(exception)),
            (State::Finished, Resume::Send(_)) => return Err(self.exhausted()),
            (State::Created, Resume::Send(value)) if !value.is_none() => {
                return Err(self.type_error(format!("can't send non-None value to a just-started {}", kind.noun())));
            }
            _ => {}
        }
        if self.heap.get(root).awaiter().is_some() {
            return Err(self.runtime_error("coroutine is being awaited already"));
        }
        if let (State::Created, Resume::Throw(exception)) = (state, input) {
            return Err(self.throw_into_unstarted(root, exception));
        }
        let innermost = self.heap.get(root).link.unwrap_or(root);
        self.push_chain(root, innermost, to)?;
        self.continue_innermost(innermost, input)
    }

    /// An exception thrown into a frame that never ran ends it: no handler of its is entered yet.
    fn throw_into_unstarted(&mut self, coroutine: Gc<Coroutine>, exception: Value) -> Raised {
        let this = self.heap.get_mut(coroutine);
        this.state = State::Finished;
        this.was_awaited = true;
        this.live = 0;
        self.raise_thrown(coroutine, exception)
    }

    fn push_chain(&mut self, root: Gc<Coroutine>, innermost: Gc<Coroutine>, to: ReturnTo) -> Result<()> {
        if self.stack.frames.len() as u32 >= self.recursion_limit {
            return Err(self.recursion_error());
        }
        let handled = std::mem::replace(&mut self.stack.handled, Value::NONE);
        let this = self.heap.get_mut(root);
        this.outer_handled = handled.into();
        this.was_awaited = true;
        this.state = State::Running;
        this.link = None;
        let base = self.stack.end_of_frames(&self.heap).max(self.native_top);
        let frame = self.heap.get(innermost);
        let (pc, code) = (frame.pc, self.heap.get(frame.function).code);
        self.stack.ensure(base + 2);
        let body = FrameBody::Chain { innermost, code, root };
        self.stack.frames.push(Frame { body, pc, base, live: 0, dst: to.dst, action: to.action });
        Ok(())
    }

    /// Hands a chain's innermost frame, now on top, what it is resumed with.
    fn continue_innermost(&mut self, innermost: Gc<Coroutine>, input: Resume) -> Result {
        let this = self.heap.get_mut(innermost);
        this.state = State::Running;
        if this.pc == 0 {
            return match input {
                Resume::Send(_) => Ok(Value::UNBOUND),
                Resume::Throw(exception) => Err(self.raise_thrown(innermost, exception)),
            };
        }
        let (pc, function) = (this.pc, this.function);
        let code = self.heap.get(function).code;
        match (self.heap.get(code).op(pc - 1), input) {
            (Op::Yield { dst, .. } | Op::YieldAsync { dst, .. }, Resume::Send(value)) => {
                self.heap.tail_mut(innermost)[dst.index()] = value;
                Ok(Value::UNBOUND)
            }
            (Op::Delegate { dst, src }, Resume::Send(value)) => {
                let source = self.heap.tail(innermost)[src.index()];
                match self.answer_of_future(source) {
                    FutureResult::Suspend(_) => {
                        self.sent = value;
                        self.top_frame().pc = pc - 1;
                    }
                    FutureResult::Done(value) => self.heap.tail_mut(innermost)[dst.index()] = value,
                    FutureResult::Failed(exception) => return Err(self.raise_value(exception)),
                }
                Ok(Value::UNBOUND)
            }
            (Op::Delegate { src, .. }, Resume::Throw(exception)) => self.throw_through(innermost, src, exception),
            (_, Resume::Throw(exception)) => Err(self.raise_thrown(innermost, exception)),
            (_, Resume::Send(_)) => Ok(Value::UNBOUND),
        }
    }

    /// What awaiting a future gives now; that it waits, if this is no future.
    #[inline(always)]
    fn answer_of_future(&mut self, source: Value) -> FutureResult {
        match (source.kind(), self.extensions.future) {
            (Some(Kind::Future | Kind::Task | Kind::Sleep), Some(ask)) => ask(self, source),
            _ => FutureResult::Suspend(source),
        }
    }

    /// Makes an exception thrown into a frame pending. Its context is what that frame is handling, never what the thrower
    /// does.
    fn raise_thrown(&mut self, frame: Gc<Coroutine>, exception: Value) -> Raised {
        let handled = self.heap.get(frame).handled.value();
        self.chain_to(exception, handled);
        self.pending = exception;
        Raised
    }

    /// Throws into a frame that delegates to something that is no frame: its `throw` is asked, if it has one.
    fn throw_through(&mut self, innermost: Gc<Coroutine>, src: Register, exception: Value) -> Result {
        let delegate = self.heap.tail(innermost)[src.index()];
        if !matches!(delegate.kind(), Some(Kind::Instance)) {
            return Err(self.raise_thrown(innermost, exception));
        }
        let close = self.is_exception(exception, ExceptionKind::GeneratorExit);
        let name = if close { self.names.close } else { self.names.throw };
        let class = self.class_of(delegate);
        let method = self.lookup(class, name);
        if method.is_unbound() {
            return Err(self.raise_thrown(innermost, exception));
        }
        if close {
            self.call_nested_method(method, delegate, &[])?;
            return Err(self.raise_thrown(innermost, exception));
        }
        let answer = self.call_method_value(method, delegate, &[exception], DELEGATED)?;
        if answer.is_unbound() { Ok(answer) } else { self.suspend(answer).map(|_| Value::UNBOUND) }
    }

    /// The frame on top of the current stack.
    pub fn top_frame(&mut self) -> &mut Frame {
        self.stack.frames.last_mut().expect("something is running")
    }

    /// Suspends the chain on top, whose innermost frame's pc is up to date, with a value; delivers that.
    #[inline(never)]
    pub fn suspend(&mut self, value: Value) -> Result<Flow> {
        let frame = self.stack.frames.pop().expect("a chain is on top");
        let FrameBody::Chain { innermost, code, root } = frame.body else { unreachable!("a chain is on top") };
        let live = self.heap.get(code).live_at(frame.pc);
        let this = self.heap.get_mut(innermost);
        this.pc = frame.pc;
        this.live = live;
        this.state = State::Suspended;
        let this = self.heap.get_mut(root);
        this.link = Some(innermost);
        this.state = State::Suspended;
        self.stack.handled = std::mem::replace(&mut this.outer_handled, CompactValue::NONE).value();
        let to = ReturnTo { action: frame.action, dst: frame.dst };
        match to.action {
            Action::Exit => return Ok(Flow::Leave(Outcome::Suspended(value))),
            Action::ExitValue => return Ok(Flow::Leave(Outcome::Returned(value))),
            _ => {}
        }
        self.deliver_value(value, to)
    }

    /// Makes `inner` the innermost frame of the chain on top, whose current frame awaits it at its pc.
    pub fn enter_inner(&mut self, inner: Gc<Coroutine>) -> Result<()> {
        let FrameBody::Chain { innermost: outer, code, root } = self.top_frame().body else {
            unreachable!("only frames of chains delegate")
        };
        let pc = self.top_frame().pc;
        let live = self.heap.get(code).live_at(pc);
        let depth = self.heap.get(outer).depth + 1;
        if depth + self.stack.frames.len() as u32 >= self.recursion_limit {
            return Err(self.recursion_error());
        }
        let this = self.heap.get_mut(outer);
        this.pc = pc;
        this.live = live;
        // A root runs as long as anything of its chain does.
        this.state = if outer == root { State::Running } else { State::Suspended };
        let this = self.heap.get_mut(inner);
        let innermost = this.link.replace(outer).unwrap_or(inner);
        this.is_awaited = true;
        this.was_awaited = true;
        this.depth = depth;
        let this = self.heap.get(innermost);
        let (pc, function) = (this.pc, this.function);
        let code = self.heap.get(function).code;
        let frame = self.top_frame();
        frame.body = FrameBody::Chain { innermost, code, root };
        frame.pc = pc;
        Ok(())
    }

    /// Makes sure that what is on top is a chain, before it waits for something.
    #[inline(always)]
    fn leave_stack(&mut self) {
        if let FrameBody::Script { .. } = self.top_frame().body {
            self.move_to_heap();
        }
    }

    /// Moves the coroutines that run on the register stack to the heap: those on top that await each other, down to the
    /// chain whose innermost frame awaits the first of them.
    #[inline(never)]
    fn move_to_heap(&mut self) {
        let frames = &self.stack.frames;
        let chain = frames.iter().rposition(|frame| matches!(frame.body, FrameBody::Chain { .. }));
        let chain = chain.expect("coroutines on the stack are awaited by one in the heap");
        for index in chain + 1..self.stack.frames.len() {
            let frame = self.stack.frames[index];
            let FrameBody::Script { function, code } = frame.body else { unreachable!("only coroutines await") };
            let inner = self.spare_frame(function, code);
            let registers = &self.stack.registers[frame.base as usize..];
            let live = usize::from(self.heap.get(code).live_at(frame.pc));
            self.heap.tail_mut(inner)[..live].copy_from_slice(&registers[..live]);
            let FrameBody::Chain { innermost: outer, code: outer_code, root } = self.stack.frames[chain].body else {
                unreachable!("found above")
            };
            let pc = self.stack.frames[chain].pc;
            let live = self.heap.get(outer_code).live_at(pc);
            let this = self.heap.get_mut(outer);
            (this.pc, this.live) = (pc, live);
            this.state = if outer == root { State::Running } else { State::Suspended };
            let depth = this.depth + 1;
            let this = self.heap.get_mut(inner);
            (this.link, this.is_awaited, this.depth) = (Some(outer), true, depth);
            (this.state, this.was_awaited, this.temporary) = (State::Running, true, Temporary::OfAwait);
            let record = &mut self.stack.frames[chain];
            record.body = FrameBody::Chain { innermost: inner, code, root };
            record.pc = frame.pc;
        }
        self.stack.frames.truncate(chain + 1);
        let handled = std::mem::replace(&mut self.stack.handled, Value::NONE);
        self.enter_handler(handled);
    }

    /// A frame in the heap: one that ended, if there is one.
    fn spare_frame(&mut self, function: Gc<Function>, code: Gc<Code>) -> Gc<Coroutine> {
        let collections = self.heap.collections();
        let spare = &self.heap.get(code).spare;
        match spare.first {
            Some(frame) if spare.since == collections => {
                let next = self.heap.get(frame).link;
                self.heap.get_mut(code).spare.first = next;
                self.heap.get_mut(frame).function = function;
                frame
            }
            _ => self.coroutine_with(function, &[]),
        }
    }

    /// Keeps a frame that ended unseen, to be used again.
    #[inline(always)]
    pub fn keep_spare(&mut self, frame: Gc<Coroutine>) {
        let since = self.heap.collections();
        let code = self.coroutine_code(frame);
        let spare = &mut self.heap.get_mut(code).spare;
        let next = if spare.since == since { spare.first } else { None };
        *spare = SpareFrames { first: Some(frame), since };
        let this = self.heap.get_mut(frame);
        this.link = next;
        this.handled = CompactValue::NONE;
    }

    /// Ends the innermost frame of the chain on top with a result: its awaiter goes on, or the chain is done.
    #[inline(never)]
    pub fn finish_innermost(&mut self, value: Value) -> Result<Flow> {
        let FrameBody::Chain { innermost, root, .. } = self.top_frame().body else { unreachable!("a chain is on top") };
        let this = self.heap.get_mut(innermost);
        this.state = State::Finished;
        this.live = 0;
        let (kind, awaiter) = (this.kind, this.take_awaiter());
        match awaiter {
            Some(awaiter) => {
                self.return_to_awaiter(awaiter, root);
                if kind == CoroutineKind::AsyncGenerator {
                    return Err(self.raise_with(ExceptionKind::StopAsyncIteration, &[]));
                }
                self.store_awaited(awaiter, value);
                Ok(Flow::Reload)
            }
            None => self.finish_root(innermost, value),
        }
    }

    /// Puts the awaiter of an inner frame back on top.
    pub fn return_to_awaiter(&mut self, awaiter: Gc<Coroutine>, root: Gc<Coroutine>) {
        let this = self.heap.get_mut(awaiter);
        this.state = State::Running;
        let (pc, function) = (this.pc, this.function);
        let code = self.heap.get(function).code;
        let frame = self.top_frame();
        frame.body = FrameBody::Chain { innermost: awaiter, code, root };
        frame.pc = pc;
    }

    /// Gives the frame on top, which stands behind a `delegate`, its result.
    pub fn store_awaited(&mut self, awaiter: Gc<Coroutine>, value: Value) {
        let this = self.heap.get(awaiter);
        if let Op::Delegate { dst, .. } = self.heap.get(self.coroutine_code(awaiter)).op(this.pc - 1) {
            self.heap.tail_mut(awaiter)[dst.index()] = value;
        }
    }

    fn finish_root(&mut self, root: Gc<Coroutine>, value: Value) -> Result<Flow> {
        let frame = self.stack.frames.pop().expect("a chain is on top");
        self.restore_handled(root);
        match frame.action {
            Action::Exit => Ok(Flow::Leave(Outcome::Returned(value))),
            action if value.is_none() && action.takes_items() => self.end_of_items(action),
            _ => {
                let args = [value];
                let raised = self.raise_with(ExceptionKind::StopIteration, &args[usize::from(value.is_none())..]);
                if frame.action == Action::ExitValue {
                    return Ok(Flow::Leave(Outcome::Raised));
                }
                self.raised_from(frame.action, raised)
            }
        }
    }

    /// Restores what the stack below a root was handling.
    pub fn restore_handled(&mut self, root: Gc<Coroutine>) {
        let outer = std::mem::replace(&mut self.heap.get_mut(root).outer_handled, CompactValue::NONE);
        self.stack.handled = outer.value();
    }

    /// A `delegate` instruction of the chain on top: drives `source` one step. The frame's pc is behind it.
    #[inline(never)]
    pub fn delegate(&mut self, source: Value, dst: Register) -> Result<Flow> {
        let sent = std::mem::replace(&mut self.sent, Value::NONE);
        let waits = !matches!(source.kind(), Some(Kind::Future | Kind::Task | Kind::Sleep));
        if waits {
            self.leave_stack();
        }
        match source.kind() {
            Some(Kind::Coroutine) => {
                let inner = source.cast::<Coroutine>().expect("of this kind");
                self.delegate_to_frame(inner, sent)
            }
            Some(Kind::AwaitIterator) => {
                let iterator = source.cast::<AwaitIterator>().expect("of this kind");
                self.sent = sent;
                self.delegate(self.heap.get(iterator).target, dst)
            }
            Some(Kind::AsyncStep) => self.delegate_to_step(source.cast().expect("of this kind"), sent),
            Some(Kind::Future | Kind::Task | Kind::Sleep) => match self.answer_of_future(source) {
                FutureResult::Suspend(value) => {
                    self.leave_stack();
                    self.suspend(value)
                }
                FutureResult::Done(value) => {
                    self.store_in_top(dst, value);
                    Ok(Flow::Reload)
                }
                FutureResult::Failed(exception) => Err(self.raise_value(exception)),
            },
            _ if sent.is_none() => {
                let item = self.next_item(source, DELEGATED)?;
                match item {
                    Next::Item(value) => self.suspend(value),
                    Next::Done => {
                        self.store_in_top(dst, Value::NONE);
                        Ok(Flow::Reload)
                    }
                    Next::Pending => Ok(Flow::Reload),
                }
            }
            _ => {
                let class = self.class_of(source);
                let method = self.lookup(class, self.names.send);
                if method.is_unbound() {
                    let name = self.names.send;
                    return Err(self.no_attribute(source, name));
                }
                let answer = self.call_method_value(method, source, &[sent], DELEGATED)?;
                if answer.is_unbound() { Ok(Flow::Reload) } else { self.suspend(answer) }
            }
        }
    }

    fn delegate_to_frame(&mut self, inner: Gc<Coroutine>, sent: Value) -> Result<Flow> {
        let this = self.heap.get(inner);
        match this.state {
            State::Finished if this.kind == CoroutineKind::Coroutine => {
                return Err(self.runtime_error("cannot reuse already awaited coroutine"));
            }
            State::Finished => {
                let FrameBody::Chain { innermost, .. } = self.top_frame().body else { unreachable!("chains delegate") };
                let pc = self.top_frame().pc;
                self.heap.get_mut(innermost).pc = pc;
                self.store_awaited(innermost, Value::NONE);
                return Ok(Flow::Reload);
            }
            State::Running if this.kind == CoroutineKind::Generator => {
                return Err(self.value_error("generator already executing"));
            }
            State::Running => return Err(self.runtime_error("coroutine is being awaited already")),
            State::Created | State::Suspended if this.awaiter().is_some() => {
                return Err(self.runtime_error("coroutine is being awaited already"));
            }
            State::Created | State::Suspended => {}
        }
        self.enter_inner(inner)?;
        let FrameBody::Chain { innermost, .. } = self.top_frame().body else { unreachable!("just entered") };
        self.continue_innermost(innermost, Resume::Send(sent))?;
        Ok(Flow::Reload)
    }

    fn delegate_to_step(&mut self, step: Gc<AsyncStep>, sent: Value) -> Result<Flow> {
        let AsyncStep { generator, mode, started, .. } = *self.heap.get(step);
        if started {
            return Err(self.runtime_error(mode.reuse()));
        }
        let _ = sent;
        self.heap.get_mut(step).started = true;
        let this = self.heap.get(generator);
        let name = match mode {
            AsyncMode::Send(_) => "anext",
            AsyncMode::Throw(_) => "athrow",
            AsyncMode::Close => "aclose",
        };
        if this.state == State::Running || this.awaiter().is_some() {
            return Err(self.runtime_error(format!("{name}(): asynchronous generator is already running")));
        }
        let (finished, created) = (this.state == State::Finished, this.state == State::Created);
        let input = match mode {
            AsyncMode::Send(_) if finished => return Err(self.raise_with(ExceptionKind::StopAsyncIteration, &[])),
            AsyncMode::Send(value) if created && !value.is_none() => {
                return Err(self.type_error("can't send non-None value to a just-started async generator"));
            }
            AsyncMode::Send(value) => Resume::Send(value),
            AsyncMode::Throw(exception) if finished => return Err(self.raise_value(exception)),
            AsyncMode::Throw(exception) if created => return Err(self.throw_into_unstarted(generator, exception)),
            AsyncMode::Throw(exception) => Resume::Throw(exception),
            AsyncMode::Close if finished || created => {
                self.heap.get_mut(generator).state = State::Finished;
                let FrameBody::Chain { innermost, .. } = self.top_frame().body else { unreachable!("chains delegate") };
                let pc = self.top_frame().pc;
                self.heap.get_mut(innermost).pc = pc;
                self.store_awaited(innermost, Value::NONE);
                return Ok(Flow::Reload);
            }
            AsyncMode::Close => {
                let class = self.exception_class(ExceptionKind::GeneratorExit);
                Resume::Throw(Value::object(self.new_exception(class, &[])))
            }
        };
        self.heap.get_mut(generator).closing = mode == AsyncMode::Close;
        self.enter_inner(generator)?;
        let FrameBody::Chain { innermost, .. } = self.top_frame().body else { unreachable!("just entered") };
        self.continue_innermost(innermost, input)?;
        Ok(Flow::Reload)
    }

    /// A `yield` of an async generator on top: its awaiter has the item. The frame's pc is behind it.
    #[inline(never)]
    pub fn yield_to_awaiter(&mut self, value: Value) -> Result<Flow> {
        let frame = *self.top_frame();
        let FrameBody::Chain { innermost, code, root } = frame.body else { unreachable!("a chain is on top") };
        let live = self.heap.get(code).live_at(frame.pc);
        let this = self.heap.get_mut(innermost);
        this.pc = frame.pc;
        this.live = live;
        this.state = State::Suspended;
        let closing = std::mem::take(&mut this.closing);
        let Some(awaiter) = this.take_awaiter() else {
            return self.suspend(value);
        };
        self.return_to_awaiter(awaiter, root);
        if closing {
            return Err(self.runtime_error("async generator ignored GeneratorExit"));
        }
        self.store_awaited(awaiter, value);
        Ok(Flow::Reload)
    }

    /// Sets a register of the frame on top.
    pub fn store_in_top(&mut self, dst: Register, value: Value) {
        let frame = *self.top_frame();
        match frame.body {
            FrameBody::Chain { innermost, .. } => self.heap.tail_mut(innermost)[dst.index()] = value,
            _ => self.stack.registers[frame.base as usize + dst.index()] = value,
        }
    }

    /// Reads a register of the frame on top.
    pub fn load_from_top(&mut self, register: Register) -> Value {
        let frame = *self.top_frame();
        match frame.body {
            FrameBody::Chain { innermost, .. } => self.heap.tail(innermost)[register.index()],
            _ => self.stack.registers[frame.base as usize + register.index()],
        }
    }
}

/// The way back of what a `delegate` asked for.
const DELEGATED: ReturnTo = ReturnTo { action: Action::Delegated, dst: 0 };
