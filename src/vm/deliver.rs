//! What happens with results and exceptions that do not simply go into a register: the return actions.

use super::Context;
use super::compare::Comparison;
use super::coroutine::CoroutineKind;
use super::frame::{Action, Frame, FrameBody, ReturnTo, executing};
use super::native::{Input, Raised, Result};
use super::outcome::Outcome;
use crate::bytecode::{Op, Register};
use crate::heap::{Kind, Value};
use crate::object::{Exception, ExceptionKind};

/// How the dispatch loop goes on after something out of the ordinary.
#[derive(Clone, Copy, Debug)]
pub enum Flow {
    /// With the frame on top, at its pc.
    Reload,
    /// Not at all.
    Leave(Outcome),
}

/// What became of a chain whose innermost frame raised.
enum Unwound {
    /// All of it ended, and was popped.
    Whole,
    /// The frame's awaiter is on top, and has the exception now.
    Innermost,
    /// It was an async generator being closed: its awaiter is on top and goes on.
    Closed,
}

/// A conditional branch, as the return actions see it.
enum Branch {
    /// Jumps when the truth is this.
    Jump { when: bool, offset: i32 },
    /// Stores the truth, or its opposite.
    Store { dst: Register, negated: bool },
}

fn branch_of(op: Op) -> Option<Branch> {
    let jump = |when, offset| Some(Branch::Jump { when, offset });
    match op {
        Op::JumpIfTrue { offset, .. } => jump(true, offset.0),
        Op::JumpIfFalse { offset, .. } => jump(false, offset.0),
        Op::Not { dst, .. } | Op::NotContains { dst, .. } => Some(Branch::Store { dst, negated: true }),
        Op::Contains { dst, .. } => Some(Branch::Store { dst, negated: false }),
        _ => comparison_branch(op).map(|(_, when, offset)| Branch::Jump { when, offset }),
    }
}

/// A fused comparison: which, the truth on which it jumps, and how far.
pub fn comparison_branch(op: Op) -> Option<(Comparison, bool, i32)> {
    use Comparison::{Equal, Greater, GreaterEqual, Less, LessEqual, NotEqual};
    macro_rules! table {
        ($($comparison:ident $taken:ident $untaken:ident $taken_immediate:ident $untaken_immediate:ident;)*) => {
            match op {
                $(Op::$taken { offset, .. } | Op::$taken_immediate { offset, .. } => {
                    Some(($comparison, true, i32::from(offset.0)))
                }
                Op::$untaken { offset, .. } | Op::$untaken_immediate { offset, .. } => {
                    Some(($comparison, false, i32::from(offset.0)))
                })*
                _ => None,
            }
        };
    }
    table! {
        Less JumpIfLess JumpUnlessLess JumpIfLessImmediate JumpUnlessLessImmediate;
        LessEqual JumpIfLessEqual JumpUnlessLessEqual JumpIfLessEqualImmediate JumpUnlessLessEqualImmediate;
        Greater JumpIfGreater JumpUnlessGreater JumpIfGreaterImmediate JumpUnlessGreaterImmediate;
        GreaterEqual JumpIfGreaterEqual JumpUnlessGreaterEqual JumpIfGreaterEqualImmediate
            JumpUnlessGreaterEqualImmediate;
        Equal JumpIfEqual JumpUnlessEqual JumpIfEqualImmediate JumpUnlessEqualImmediate;
        NotEqual JumpIfNotEqual JumpUnlessNotEqual JumpIfNotEqualImmediate JumpUnlessNotEqualImmediate;
    }
}

impl Context {
    /// Hands a value to whoever the frame that is now on top was waiting as.
    pub fn deliver_value(&mut self, value: Value, to: ReturnTo) -> Result<Flow> {
        match to.action {
            Action::Store | Action::Attribute => self.store_in_top(Register(to.dst), value),
            Action::Discard => {}
            Action::Initialise | Action::InitialiseFirst => unreachable!("handled where the frame is popped"),
            Action::Test => return self.branch_on(value),
            Action::Truth => {
                let truth = self.check_bool(value)?;
                self.take_branch(truth);
            }
            Action::LengthTruth => {
                let truth = self.check_length(value)? != 0;
                self.take_branch(truth);
            }
            Action::Item => {
                self.pass_safepoint(value)?;
                self.take_item(value);
            }
            Action::Pair => {
                self.pass_safepoint(value)?;
                self.take_pair(value)?;
            }
            Action::Iterator => {
                self.check_iterator(value)?;
                self.store_in_top(Register(to.dst), value);
            }
            Action::Awaitable => {
                self.check_awaited_iterator(value)?;
                let value = self.unwrap_awaited(value);
                self.store_in_top(Register(to.dst), value);
            }
            Action::Step | Action::StepItem => return self.step_frame(Input::Value(value)),
            Action::Exit | Action::ExitValue => return Ok(Flow::Leave(Outcome::Returned(value))),
            Action::Delegated => return self.suspend(value),
        }
        Ok(Flow::Reload)
    }

    /// A function's frame has been popped by its return, and its result is not simply stored.
    #[inline(never)]
    pub fn return_from(&mut self, frame: Frame, value: Value) -> Result<Flow> {
        if matches!(frame.action, Action::Initialise | Action::InitialiseFirst) {
            if !value.is_none() {
                let message = format!("__init__() should return None, not '{}'", self.type_name(value));
                return Err(self.type_error(message));
            }
            let below = usize::from(frame.action == Action::Initialise);
            let instance = self.stack.registers[frame.base as usize - below];
            self.store_in_top(Register(frame.dst), instance);
            return Ok(Flow::Reload);
        }
        self.deliver_value(value, ReturnTo { action: frame.action, dst: frame.dst })
    }

    /// Steps the topmost frame, which is a native's. If it answers, it is popped and the answer delivered.
    pub fn step_frame(&mut self, input: Input) -> Result<Flow> {
        let frame = *self.top_frame();
        let answer = match self.run_step(input) {
            Ok(answer) => answer,
            Err(raised) => return self.popped_raising(frame.action, raised),
        };
        if answer.is_unbound() {
            return Ok(Flow::Reload);
        }
        self.deliver_value(answer, ReturnTo { action: frame.action, dst: frame.dst })
    }

    /// A frame with this action was popped by an exception.
    fn popped_raising(&mut self, action: Action, raised: Raised) -> Result<Flow> {
        if action.leaves() {
            self.materialise_pending();
            return Ok(Flow::Leave(Outcome::Raised));
        }
        self.raised_from(action, raised)
    }

    /// Branches on a value's truth, asking its methods if need be.
    #[inline(never)]
    pub fn branch_on(&mut self, value: Value) -> Result<Flow> {
        if let Some(truth) = self.plain_truth(value) {
            self.take_branch(truth);
            return Ok(Flow::Reload);
        }
        let method = self.special(value, self.names.bool);
        if !method.is_unbound() {
            let answer = self.call_method_value(method, value, &[], ReturnTo { action: Action::Truth, dst: 0 })?;
            return match answer.is_unbound() {
                true => Ok(Flow::Reload),
                false => self.deliver_value(answer, ReturnTo { action: Action::Truth, dst: 0 }),
            };
        }
        let method = self.special(value, self.names.len);
        if method.is_unbound() {
            self.take_branch(true);
            return Ok(Flow::Reload);
        }
        let to = ReturnTo { action: Action::LengthTruth, dst: 0 };
        let answer = self.call_method_value(method, value, &[], to)?;
        if answer.is_unbound() { Ok(Flow::Reload) } else { self.deliver_value(answer, to) }
    }

    /// Lets the frame on top, which stands behind a conditional instruction, know the truth it waits for.
    fn take_branch(&mut self, truth: bool) {
        let frame = *self.top_frame();
        let code = frame.code().expect("only scripts branch");
        match branch_of(self.heap.get(code).op(frame.pc - 1)) {
            Some(Branch::Jump { when, offset }) if when == truth => self.jump_top(offset),
            Some(Branch::Jump { .. }) | None => {}
            Some(Branch::Store { dst, negated }) => self.store_in_top(dst, Value::bool(truth != negated)),
        }
    }

    fn jump_top(&mut self, offset: i32) {
        let frame = self.top_frame();
        frame.pc = frame.pc.wrapping_add_signed(offset);
    }

    /// A safepoint of a loop whose iterator is a function of the script: no instruction of its own jumps back.
    fn pass_safepoint(&mut self, item: Value) -> Result<()> {
        self.heap.countdown -= 1;
        if self.heap.countdown >= 0 {
            return Ok(());
        }
        self.roots.push(item);
        let result = self.safepoint();
        self.roots.pop();
        // Another stack has its turn at the next safepoint.
        result.map(drop)
    }

    /// The next item of the loop the frame on top stands behind the head of.
    fn take_item(&mut self, item: Value) {
        let frame = *self.top_frame();
        let code = frame.code().expect("only scripts loop");
        if let Op::ForIterator { dst, offset, .. } | Op::ForRange { dst, offset, .. } =
            self.heap.get(code).op(frame.pc - 1)
        {
            self.store_in_top(dst, item);
            self.jump_top(i32::from(offset.0));
        }
    }

    fn take_pair(&mut self, item: Value) -> Result<()> {
        let frame = *self.top_frame();
        let code = frame.code().expect("only scripts loop");
        if let Op::ForPair { dst, offset, .. } = self.heap.get(code).op(frame.pc - 1) {
            let pair = self.unpack_pair(item);
            // If that fails, the jump in front of the loop is to blame: its place is the target.
            self.jump_top(i32::from(offset.0));
            let [first, second] = pair?;
            self.store_in_top(dst, first);
            self.store_in_top(dst.offset(1), second);
        }
        Ok(())
    }

    /// The iterator of the loop the frame on top stands behind the head of is exhausted.
    pub fn end_of_items(&mut self, action: Action) -> Result<Flow> {
        match action {
            Action::StepItem => return self.step_frame(Input::Exhausted),
            Action::Delegated => self.delegated_result(Value::NONE),
            _ => {
                let frame = *self.top_frame();
                let code = frame.code().expect("only scripts loop");
                if let Op::ForIterator { iterator, .. } | Op::ForRange { iterator, .. } | Op::ForPair { iterator, .. } =
                    self.heap.get(code).op(frame.pc - 1)
                {
                    self.store_in_top(iterator, Value::NONE);
                }
            }
        }
        Ok(Flow::Reload)
    }

    /// What a `delegate` got in the end.
    fn delegated_result(&mut self, value: Value) {
        let frame = *self.top_frame();
        let code = frame.code().expect("only scripts delegate");
        if let Op::Delegate { dst, .. } = self.heap.get(code).op(frame.pc - 1) {
            self.store_in_top(dst, value);
        }
    }

    /// Makes "no more items" pending, without an exception object until somebody wants to see one.
    pub fn exhausted(&mut self) -> Raised {
        self.pending = Value::UNBOUND;
        Raised
    }

    /// Whether StopIteration is pending.
    pub fn is_exhausted(&self) -> bool {
        self.pending.is_unbound() || self.is_exception(self.pending, ExceptionKind::StopIteration)
    }

    /// Makes sure that what is pending is an object.
    pub fn materialise_pending(&mut self) {
        if self.pending.is_unbound() {
            self.pending = Value::NONE;
            self.raise_with(ExceptionKind::StopIteration, &[]);
        }
    }

    /// A frame with this action was popped by an exception: its caller may take that as an answer.
    pub fn raised_from(&mut self, action: Action, raised: Raised) -> Result<Flow> {
        if self.limits.stopped.is_some() {
            return Err(raised);
        }
        if action.takes_items() && self.is_exhausted() {
            let pending = self.take_pending();
            if action == Action::Delegated {
                let value = self.stop_value(pending);
                self.delegated_result(value);
                return Ok(Flow::Reload);
            }
            return self.end_of_items(action);
        }
        if action == Action::Attribute && self.is_exception(self.pending, ExceptionKind::AttributeError) {
            return self.fall_back_to_getattr(raised);
        }
        Err(raised)
    }

    /// The value of a StopIteration.
    pub fn stop_value(&self, exception: Value) -> Value {
        match exception.cast::<Exception>() {
            Some(exception) => {
                let args = self.heap.get(exception).args;
                self.heap.tail(args).first().copied().unwrap_or(Value::NONE)
            }
            None => Value::NONE,
        }
    }

    /// A property or `__getattribute__` raised AttributeError, and the class has `__getattr__`.
    fn fall_back_to_getattr(&mut self, raised: Raised) -> Result<Flow> {
        let frame = *self.top_frame();
        let Some(code) = frame.code() else { return Err(raised) };
        let (object, dst, site) = match self.heap.get(code).op(frame.pc - 1) {
            Op::LoadAttribute { dst, object, site } => (object, dst, site),
            _ => return Err(raised),
        };
        self.take_pending();
        let object = self.load_from_top(object);
        let name = self.heap.get(code).sites[site.index()].name;
        let class = self.class_of(object);
        let to = ReturnTo { action: Action::Store, dst: dst.0 };
        let value = self.call_getattr(object, class, name, to)?;
        if !value.is_unbound() {
            self.store_in_top(dst, value);
        }
        Ok(Flow::Reload)
    }

    /// Finds who handles the pending exception, from the frame on top down.
    #[inline(never)]
    pub fn unwind(&mut self) -> Flow {
        loop {
            let frame = *self.stack.frames.last().expect("frames are left until somebody is to leave to");
            match frame.body {
                FrameBody::Script { code, .. } => {
                    if self.enter_handler_of_top() {
                        return Flow::Reload;
                    }
                    if self.heap.get(code).entry.is_coroutine {
                        self.convert_stop_iteration(CoroutineKind::Coroutine);
                    }
                    self.stack.frames.pop();
                }
                FrameBody::Chain { .. } => {
                    if self.enter_handler_of_top() {
                        return Flow::Reload;
                    }
                    match self.unwind_chain() {
                        Unwound::Whole => {}
                        Unwound::Innermost => continue,
                        Unwound::Closed => return Flow::Reload,
                    }
                }
                FrameBody::Steps { catches, .. } if catches && self.limits.stopped.is_none() => {
                    self.materialise_pending();
                    let exception = self.take_pending();
                    match self.step_frame(Input::Raised(exception)) {
                        Ok(flow) => return flow,
                        Err(Raised) => continue,
                    }
                }
                FrameBody::Steps { .. } => {
                    self.stack.frames.pop();
                }
                FrameBody::Host => unreachable!("frames above a host's leave by their action"),
            }
            if let Ok(flow) = self.popped_raising(frame.action, Raised) {
                return flow;
            }
        }
    }

    /// Notes in the traceback that the exception passed the frame on top, and moves that to its handler if it has one.
    fn enter_handler_of_top(&mut self) -> bool {
        self.materialise_pending();
        let frame = *self.top_frame();
        let code = frame.code().expect("scripts and chains have code");
        let pc = executing(frame.pc);
        self.add_traceback(code, pc);
        if self.limits.stopped.is_some() {
            return false;
        }
        let entries = &self.heap.get(code).object.exceptions;
        let Some(entry) = entries.iter().find(|entry| entry.start <= pc && pc < entry.end).copied() else {
            return false;
        };
        let exception = self.take_pending();
        self.store_in_top(entry.exception, exception);
        self.top_frame().pc = entry.handler;
        true
    }

    fn add_traceback(&mut self, code: crate::heap::Gc<super::code::Code>, pc: u32) {
        let of_callee = std::mem::take(&mut self.callee_is_missing);
        let this = self.heap.get(code);
        let again = matches!(this.op(pc), Op::Reraise { .. } | Op::RaiseHandled {} | Op::EndAsyncFor { .. });
        if this.object.hidden || again {
            return;
        }
        let entry = crate::object::TracebackEntry { code: Value::object(code), pc, of_callee };
        if let Some(exception) = self.pending.cast::<Exception>() {
            let traceback = &mut self.heap.get_mut(exception).traceback;
            let before = traceback.capacity();
            traceback.push(entry);
            let after = traceback.capacity();
            if after != before {
                let size = size_of::<crate::object::TracebackEntry>();
                self.heap.resized(before * size, after * size);
            }
        }
    }

    /// The innermost frame of the chain on top ends with the pending exception.
    fn unwind_chain(&mut self) -> Unwound {
        let FrameBody::Chain { innermost, root, .. } = self.top_frame().body else { unreachable!("a chain is on top") };
        self.convert_stop_iteration(self.heap.get(innermost).kind);
        let this = self.heap.get_mut(innermost);
        this.state = super::coroutine::State::Finished;
        this.live = 0;
        let closing = std::mem::take(&mut this.closing);
        match this.take_awaiter() {
            Some(awaiter) => {
                self.return_to_awaiter(awaiter, root);
                let ended = self.is_exception(self.pending, ExceptionKind::GeneratorExit)
                    || self.is_exception(self.pending, ExceptionKind::StopAsyncIteration);
                if closing && ended {
                    self.take_pending();
                    self.store_awaited(awaiter, Value::NONE);
                    return Unwound::Closed;
                }
                Unwound::Innermost
            }
            None => {
                self.stack.frames.pop();
                self.restore_handled(root);
                Unwound::Whole
            }
        }
    }

    /// StopIteration must not leak out of a generator or coroutine, nor StopAsyncIteration out of an async generator.
    fn convert_stop_iteration(&mut self, kind: CoroutineKind) {
        let what = if self.is_exception(self.pending, ExceptionKind::StopIteration) {
            "StopIteration"
        } else if kind == CoroutineKind::AsyncGenerator
            && self.is_exception(self.pending, ExceptionKind::StopAsyncIteration)
        {
            "StopAsyncIteration"
        } else {
            return;
        };
        let noun = match kind {
            CoroutineKind::Generator => "generator",
            CoroutineKind::Coroutine => "coroutine",
            CoroutineKind::AsyncGenerator => "async generator",
        };
        let cause = self.take_pending();
        self.runtime_error(format!("{noun} raised {what}"));
        let exception = self.pending.cast::<Exception>().expect("just raised");
        let this = self.heap.get_mut(exception);
        this.cause = cause;
        this.context = cause;
        this.suppress_context = true;
    }

    /// Whether a value is an iterator; raises what `iter()` says if not.
    pub fn check_iterator(&mut self, value: Value) -> Result<()> {
        if matches!(value.kind(), Some(Kind::Iterator | Kind::Coroutine)) {
            return Ok(());
        }
        if self.special(value, self.names.next).is_unbound() {
            let message = format!("iter() returned non-iterator of type '{}'", self.type_name(value));
            return Err(self.type_error(message));
        }
        Ok(())
    }

    fn check_awaited_iterator(&mut self, value: Value) -> Result<()> {
        if self.class_of(value) == self.class(super::builtin_class::Builtin::Coroutine) {
            return Err(self.type_error("__await__() returned a coroutine"));
        }
        if matches!(value.kind(), Some(Kind::Iterator | Kind::Coroutine | Kind::AwaitIterator)) {
            return Ok(());
        }
        if self.special(value, self.names.next).is_unbound() {
            let message = format!("__await__() returned non-iterator of type '{}'", self.type_name(value));
            return Err(self.type_error(message));
        }
        Ok(())
    }
}
