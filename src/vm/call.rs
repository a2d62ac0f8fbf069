//! The calling convention: windows, binding of arguments, and what each kind of callable does.
//!
//! A window is a run of registers on the stack: the callee's slot, then the arguments. The callee's frame begins at the
//! first argument. The slot below it is free to use: a bound method puts its receiver there and begins the frame one
//! register earlier; a new instance waits there for its `__init__`.

use super::Context;
use super::code::Code;
use super::coroutine::{Coroutine, CoroutineKind, State, Temporary};
use super::frame::{Action, Frame, FrameBody, Function, ReturnTo};
use super::native::{Args, Input, Native, NativeFn, Raised, Result, StepFn};
use crate::bytecode::{CodeKind, Op};
use crate::heap::{Gc, Kind, Value};
use crate::object::{BoundMethod, Class, ExceptionKind, StaticMethod, Tuple};

impl Context {
    /// Calls `callee` with the `count` values from register `start` on, the last of which are keyword arguments if
    /// `keywords` names them. Natives answer at once; for a script's function a frame is pushed that returns to `to`.
    #[inline(never)]
    pub fn call(&mut self, callee: Value, start: u32, count: u32, keywords: Option<Gc<Tuple>>, to: ReturnTo) -> Result {
        let (mut callee, mut start, mut count) = (callee, start, count);
        let mut turns = 0;
        loop {
            match callee.kind() {
                Some(Kind::Function) => {
                    let function = callee.cast::<Function>().expect("of this kind");
                    return self.call_function(function, start, count, keywords, to);
                }
                Some(Kind::Native) => {
                    let native = callee.cast::<Native>().expect("of this kind");
                    return self.call_native(native, start, count, keywords, to);
                }
                Some(Kind::BoundMethod) => {
                    let method = callee.cast::<BoundMethod>().expect("of this kind");
                    let &BoundMethod { function, receiver } = self.heap.get(method);
                    // What is found next may want the place of the callee for itself.
                    if !function.is::<Function>() && !function.is::<Native>() {
                        start = self.shift_window(start, count);
                    }
                    start -= 1;
                    count += 1;
                    self.stack.registers[start as usize] = receiver;
                    callee = function;
                }
                Some(Kind::Class) => {
                    let class = callee.cast::<Class>().expect("of this kind");
                    return self.call_class(class, start, count, keywords, to);
                }
                Some(Kind::StaticMethod) => {
                    callee = self.heap.get(callee.cast::<StaticMethod>().expect("of this kind")).function;
                }
                _ => {
                    let method = self.special(callee, self.names.call);
                    if method.is_unbound() {
                        let message = format!("'{}' object is not callable", self.type_name(callee));
                        return Err(self.type_error(message));
                    }
                    if method.is::<Function>() || method.is::<Native>() {
                        start -= 1;
                        count += 1;
                        self.stack.registers[start as usize] = callee;
                        callee = method;
                    } else {
                        turns += 1;
                        if turns > self.recursion_limit {
                            return Err(self.recursion_error());
                        }
                        let class = self.class_of(callee);
                        let kept = self.stack.registers[start as usize..(start + count) as usize].to_vec();
                        let alive: Vec<Value> = kept.iter().copied().chain(keywords.map(Value::object)).collect();
                        callee = self.bind_now(method, Some(callee), class, &alive)?;
                        start = self.build_window(callee, &kept);
                    }
                }
            }
        }
    }

    /// Moves the arguments of a window up by one register, so that a slot is free below the callee's. Returns where
    /// they begin.
    pub(super) fn shift_window(&mut self, start: u32, count: u32) -> u32 {
        self.stack.ensure(start + count + 2);
        let start = start as usize;
        self.stack.registers.copy_within(start..start + count as usize, start + 1);
        start as u32 + 1
    }

    /// Builds a window above all frames and calls.
    pub fn tail_call_to(&mut self, callee: Value, args: &[Value], to: ReturnTo) -> Result {
        let start = self.build_window(callee, args);
        self.call(callee, start, args.len() as u32, None, to)
    }

    /// As [`Context::tail_call_to`], with keyword arguments: the last of `args`, named by `keywords`.
    pub fn tail_call_keywords(
        &mut self,
        callee: Value,
        args: &[Value],
        keywords: Option<Gc<Tuple>>,
        to: ReturnTo,
    ) -> Result {
        let start = self.build_window(callee, args);
        self.call(callee, start, args.len() as u32, keywords, to)
    }

    /// For natives: has `callee` called in place of the native that is running. To be returned at once.
    pub fn tail_call(&mut self, callee: Value, args: &[Value]) -> Result {
        self.tail_call_to(callee, args, self.return_to)
    }

    /// Calls a method found on a class with its receiver.
    pub fn call_method_value(&mut self, method: Value, receiver: Value, args: &[Value], to: ReturnTo) -> Result {
        let mut all = [Value::UNBOUND; 4];
        all[0] = receiver;
        all[1..=args.len()].copy_from_slice(args);
        match method.kind() {
            Some(Kind::Function) => self.tail_call_to(method, &all[..=args.len()], to),
            Some(Kind::Native) if self.heap.get(method.cast::<Native>().expect("of this kind")).is_method => {
                self.tail_call_to(method, &all[..=args.len()], to)
            }
            _ => {
                let class = self.class_of(receiver);
                let bound = self.bind_now(method, Some(receiver), class, args)?;
                self.tail_call_to(bound, args, to)
            }
        }
    }

    /// Puts a callee and its arguments into registers above all frames; returns where the arguments begin.
    pub(super) fn build_window(&mut self, callee: Value, args: &[Value]) -> u32 {
        let start = self.stack.end_of_frames(&self.heap).max(self.native_top) + 2;
        let end = start + args.len() as u32;
        self.stack.ensure(end + 2);
        let registers = &mut self.stack.registers;
        registers[start as usize - 2] = Value::UNBOUND;
        registers[start as usize - 1] = callee;
        registers[start as usize..end as usize].copy_from_slice(args);
        start
    }

    fn call_function(
        &mut self,
        function: Gc<Function>,
        start: u32,
        count: u32,
        keywords: Option<Gc<Tuple>>,
        to: ReturnTo,
    ) -> Result {
        let code = self.heap.get(function).code;
        let entry = self.heap.get(code).entry;
        if u32::from(entry.arity) != count || keywords.is_some() {
            self.bind_arguments(function, start, count, keywords)?;
        }
        if entry.suspends {
            let coroutine = self.new_coroutine(function, start);
            self.heap.get_mut(coroutine).temporary = self.temporary_use(to);
            // One that nobody awaits, or that is left suspended, is dealt with when it dies.
            if self.heap.get(coroutine).kind != CoroutineKind::AsyncGenerator {
                self.heap.finaliser.register(Value::object(coroutine));
            }
            return Ok(Value::object(coroutine));
        }
        self.push_frame(function, code, start, to)?;
        Ok(Value::UNBOUND)
    }

    /// Pushes the frame of a function whose parameters are laid out from `base` on.
    #[inline(never)]
    pub fn push_frame(&mut self, function: Gc<Function>, code: Gc<Code>, base: u32, to: ReturnTo) -> Result<()> {
        let entry = self.heap.get(code).entry;
        self.stack.ensure(base + u32::from(entry.registers) + 2);
        if self.stack.frames.len() as u32 >= self.recursion_limit {
            return Err(self.recursion_error());
        }
        for register in base + u32::from(entry.parameters)..base + u32::from(entry.locals) {
            self.stack.registers[register as usize] = Value::UNBOUND;
        }
        let body = FrameBody::Script { function, code };
        self.stack.frames.push(Frame { body, pc: 0, base, live: 0, dst: to.dst, action: to.action });
        self.stack.frame_room = self.stack.frames.capacity().min(self.recursion_limit as usize);
        Ok(())
    }

    /// Sets how many frames a stack may have.
    pub fn set_recursion_limit(&mut self, limit: u32) {
        self.recursion_limit = limit;
        self.stack.frame_room = 0;
        self.parked.iter_mut().flatten().for_each(|stack| stack.frame_room = 0);
    }

    #[cold]
    pub fn recursion_error(&mut self) -> Raised {
        self.raise(ExceptionKind::RecursionError, "maximum recursion depth exceeded")
    }

    /// Whether the value a call is about to give is seen only by the instruction behind it, which iterates over it: the
    /// head of a loop, a lone argument, the right side of `in`.
    fn temporary_use(&self, to: ReturnTo) -> Temporary {
        let Some(frame) = self.stack.frames.last() else { return Temporary::No };
        let (Action::Store, Some(code)) = (to.action, frame.code()) else { return Temporary::No };
        match self.heap.get(code).op(frame.pc) {
            Op::GetIterator { src, .. } | Op::GetAsyncIterator { src, .. } if src.0 == to.dst => Temporary::OfLoop,
            Op::Call { count: 1, base, .. } | Op::CallGlobal { count: 1, base, .. } if base.0 + 1 == to.dst => {
                Temporary::OfCall
            }
            Op::Contains { container, .. } | Op::NotContains { container, .. } if container.0 == to.dst => {
                Temporary::OfCall
            }
            _ => Temporary::No,
        }
    }

    /// The argument of a call, if it is a generator that nothing else can hold.
    fn temporary_argument(&self, start: u32, count: u32) -> Option<Gc<Coroutine>> {
        if count != 1 {
            return None;
        }
        let generator = self.stack.registers[start as usize].cast::<Coroutine>()?;
        // A function of a script may have passed it on: then it is not the call's own, made by the instruction before.
        let frame = self.stack.frames.last()?;
        let (made, called) = (frame.pc.checked_sub(2)?, frame.pc - 1);
        let code = self.heap.get(frame.code()?);
        let base = match code.op(called) {
            Op::Call { base, .. } | Op::CallGlobal { base, .. } => base,
            _ => return None,
        };
        let own = match code.op(made) {
            Op::Call { dst, .. }
            | Op::CallGlobal { dst, .. }
            | Op::CallMethod { dst, .. }
            | Op::CallLoaded { dst, .. } => dst.0 == base.0 + 1,
            _ => false,
        };
        let this = self.heap.get(generator);
        (own && this.temporary == Temporary::OfCall && this.state == State::Created).then_some(generator)
    }

    /// A generator, coroutine or async generator of a function whose parameters are laid out from `start` on.
    pub fn new_coroutine(&mut self, function: Gc<Function>, start: u32) -> Gc<Coroutine> {
        let coroutine = self.coroutine_with(function, &[]);
        let parameters = usize::from(self.heap.get(coroutine).live);
        let arguments = &self.stack.registers[start as usize..start as usize + parameters];
        self.heap.tail_mut(coroutine)[..parameters].copy_from_slice(arguments);
        coroutine
    }

    /// The same with its first parameters set to these values.
    pub fn coroutine_with(&mut self, function: Gc<Function>, arguments: &[Value]) -> Gc<Coroutine> {
        let code = self.heap.get(function).code;
        let this = self.heap.get(code);
        let kind = match this.object.kind {
            CodeKind::Generator => CoroutineKind::Generator,
            CodeKind::AsyncGenerator => CoroutineKind::AsyncGenerator,
            _ => CoroutineKind::Coroutine,
        };
        let parameters = usize::from(this.object.parameters.registers());
        let registers = usize::from(this.entry.registers);
        let coroutine = Coroutine::new(function, kind, parameters as u16);
        let coroutine = self.heap.allocate_filled(coroutine, registers, Value::UNBOUND);
        self.heap.tail_mut(coroutine)[..arguments.len()].copy_from_slice(arguments);
        coroutine
    }

    /// Calls a native: binds what does not fit its signature as it is, and runs it.
    #[inline]
    pub fn call_native(
        &mut self,
        native: Gc<Native>,
        start: u32,
        count: u32,
        keywords: Option<Gc<Tuple>>,
        to: ReturnTo,
    ) -> Result {
        let this = self.heap.get(native);
        let (definition, function) = (this.definition, this.function);
        if definition.releases_iterator
            && let Some(generator) = self.temporary_argument(start, count)
        {
            self.heap.get_mut(generator).temporary = Temporary::No;
            let state = [Value::object(native), Value::object(generator), Value::UNBOUND, Value::UNBOUND];
            return self.push_steps(call_and_close, &state, true, to);
        }
        let args = if keywords.is_none() && definition.shape.accepts_plainly(count) {
            Args { start, count }
        } else {
            self.bind_native(definition, Some(native), start, count, keywords)?
        };
        self.callee = Some(native);
        self.run_native(function, args, to)
    }

    /// Runs native code with arguments that fit.
    #[inline]
    pub fn run_native(&mut self, function: NativeFn, args: Args, to: ReturnTo) -> Result {
        self.return_to = to;
        let outer_top = std::mem::replace(&mut self.native_top, args.start + args.count);
        let result = function(self, args);
        self.native_top = outer_top;
        result
    }

    /// For natives: becomes a native frame with `state` in its window, and takes the first step.
    pub fn start_steps(&mut self, step: StepFn, state: &[Value]) -> Result {
        self.push_steps(step, state, false, self.return_to)
    }

    /// The same for a frame that is told of exceptions.
    pub fn start_catching_steps(&mut self, step: StepFn, state: &[Value]) -> Result {
        self.push_steps(step, state, true, self.return_to)
    }

    /// Pushes a native frame and takes its first step.
    pub fn push_steps(&mut self, step: StepFn, state: &[Value], catches: bool, to: ReturnTo) -> Result {
        if self.stack.frames.len() as u32 >= self.recursion_limit {
            return Err(self.recursion_error());
        }
        let base = self.build_window(Value::UNBOUND, state);
        let live = state.len() as u32;
        let body = FrameBody::Steps { step, catches };
        self.stack.frames.push(Frame { body, pc: 0, base, live, dst: to.dst, action: to.action });
        self.run_step(Input::Start)
    }

    /// Has the topmost frame, which is a native's, take a step. If it answers or raises, it is popped.
    pub fn run_step(&mut self, input: Input) -> Result {
        let frame = *self.top_frame();
        let FrameBody::Steps { step, .. } = frame.body else { unreachable!("a native frame is on top") };
        let depth = self.stack.frames.len();
        let to = std::mem::replace(&mut self.return_to, ReturnTo { action: Action::Step, dst: 0 });
        let outer_top = std::mem::replace(&mut self.native_top, frame.base + frame.live);
        let result = step(self, Args { start: frame.base, count: frame.live }, input);
        self.native_top = outer_top;
        self.return_to = to;
        match result {
            Ok(value) if value.is_unbound() => {}
            _ => self.stack.frames.truncate(depth - 1),
        }
        result
    }
}

/// Calls a native with a generator nothing else holds, and closes that when the call is over, as CPython does when it
/// drops the last reference. Registers: the native, the generator.
fn call_and_close(ctx: &mut Context, window: Args, input: Input) -> Result {
    let generator = window.get(ctx, 1);
    let answer = match input {
        Input::Start | Input::Exhausted => {
            let to = ctx.return_to;
            match ctx.tail_call_to(window.get(ctx, 0), &[generator], to) {
                Ok(value) if value.is_unbound() => return Ok(value),
                answer => answer,
            }
        }
        Input::Value(value) => Ok(value),
        Input::Raised(exception) => {
            ctx.pending = exception;
            Err(Raised)
        }
    };
    let pending = ctx.pending;
    window.set(ctx, 2, answer.unwrap_or(Value::UNBOUND));
    window.set(ctx, 3, pending);
    let generator = generator.cast().expect("register 1 holds the generator");
    let closed = ctx.close(generator);
    ctx.report_unraisable(closed, "generator", Value::object(generator))?;
    ctx.pending = pending;
    answer
}
