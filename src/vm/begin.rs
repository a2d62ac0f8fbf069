//! How calls begin that the dispatch loop does not enter by itself, and how awaited coroutines end.
#![allow(unsafe_code)]

use super::Context;
use super::cache::{Method, method_of};
use super::code::{Entry, Site};
use super::frame::{Action, Frame, FrameBody, Function};
use super::native::{Native, Result};
use super::running::{Running, enter, load, store};
use crate::bytecode::{Op, Register};
use crate::heap::{Gc, Value};
use crate::object::Tuple;

/// Registers in a row, as a slice that must not be kept.
#[inline(always)]
pub(super) fn window<'a>(registers: *const Value, base: Register, count: u16) -> &'a [Value] {
    // SAFETY: the verifier has checked that these registers are the frame's; callers copy before anything else runs.
    unsafe { std::slice::from_raw_parts(registers.add(base.index()), usize::from(count)) }
}

/// A call: the arguments follow the base register, the last of them go by names.
#[derive(Clone, Copy)]
pub(super) struct Call {
    pub base: Register,
    pub count: u32,
    pub names: Option<Gc<Tuple>>,
    pub dst: Register,
}

/// Whether a coroutine that a call makes can begin on the register stack, like any function, and move to the heap when it
/// first waits for something: if the two instructions behind the call await its result. Where that goes.
#[inline(always)]
pub(super) fn awaited_at_once(ctx: &Context, pc: *const Op, base: Register, dst: Register) -> Option<Register> {
    // SAFETY: a call is never the last instruction, and `get_awaitable` never is either.
    let Op::GetAwaitable { dst: awaitable, src } = (unsafe { *pc }) else { return None };
    // SAFETY: see above.
    let Op::Delegate { dst: result, src: awaited } = (unsafe { *pc.add(1) }) else { return None };
    // What is awaited must not stand among the arguments, which are the callee's then. And the stack has one word for
    // the exception being handled, so no two coroutines on it can handle one.
    let stays = src == dst && awaitable == dst && awaited == dst && dst.0 <= base.0;
    (stays && ctx.stack.handled.is_none()).then_some(result)
}

/// Begins a function on the register stack. If it is awaited, that is where its result goes. The frame on top is saved.
#[inline(always)]
pub(super) fn begin_function(
    ctx: &mut Context,
    registers: *mut Value,
    function: Gc<Function>,
    call: Call,
    awaited: Option<Register>,
) -> Result {
    let Call { base, count, names, dst } = call;
    let code = ctx.heap.get(function).code;
    let entry: *const Entry = &ctx.heap.get(code).entry;
    // SAFETY: the function keeps its code alive.
    let entry = unsafe { &*entry };
    let frame: *mut Frame = ctx.top_frame();
    // SAFETY: the record of the running frame.
    let (body, place) = unsafe { ((*frame).body, (*frame).base) };
    let (start, above) = match body {
        FrameBody::Chain { innermost, .. } => (place, ctx.heap.get(innermost).depth as usize),
        _ => (place + u32::from(base.0) + 1, 0),
    };
    let end = (start + u32::from(entry.registers) + 2) as usize;
    let stack = &mut *ctx.stack;
    let depth = stack.frames.len();
    let fits = u32::from(entry.arity) == count && names.is_none();
    if !fits || end > stack.registers.len() || depth + above >= stack.frame_room {
        return begin_function_slowly(ctx, registers, function, call, awaited);
    }
    // SAFETY: the running frame is the last one, and the frames have room for one more; `end` was checked against the
    // registers; `dst` is one of the caller's.
    unsafe {
        let callee = stack.registers.as_mut_ptr().add(start as usize);
        let (parameters, locals) = (usize::from(entry.parameters), usize::from(entry.locals));
        if let FrameBody::Chain { .. } = body {
            (*frame).live = 0;
            for index in 0..parameters {
                *callee.add(index) = Value::read_halves(registers.add(base.index() + 1 + index));
            }
        }
        for local in parameters..locals {
            *callee.add(local) = Value::UNBOUND;
        }
        if awaited.is_some() {
            *registers.add(dst.index()) = Value::NONE;
            (*frame).pc += 2;
        }
        let body = FrameBody::Script { function, code };
        let dst = awaited.unwrap_or(dst).0;
        frame.add(1).write(Frame { body, pc: 0, base: start, live: 0, dst, action: Action::Store });
        stack.frames.set_len(depth + 1);
    }
    Ok(Value::UNBOUND)
}

/// The same where arguments must be bound, room must be made or a limit is reached.
#[cold]
#[inline(never)]
fn begin_function_slowly(
    ctx: &mut Context,
    registers: *mut Value,
    function: Gc<Function>,
    call: Call,
    awaited: Option<Register>,
) -> Result {
    let Call { base, count, names, dst } = call;
    if let FrameBody::Chain { innermost, .. } = ctx.top_frame().body
        && ctx.heap.get(innermost).depth + ctx.stack.frames.len() as u32 >= ctx.recursion_limit
    {
        return Err(ctx.recursion_error());
    }
    let start = call_window(ctx, registers, base, count);
    let code = ctx.heap.get(function).code;
    if u32::from(ctx.heap.get(code).entry.arity) != count || names.is_some() {
        ctx.bind_arguments(function, start, count, names)?;
    }
    if awaited.is_some() {
        ctx.store_in_top(dst, Value::NONE);
        ctx.top_frame().pc += 2;
    }
    ctx.push_frame(function, code, start, store(awaited.unwrap_or(dst)))?;
    Ok(Value::UNBOUND)
}

/// The common end of a coroutine: its result goes to the frame that awaits it, which runs on.
#[inline(always)]
pub(super) fn finish_awaited(
    ctx: &mut Context,
    frame: *mut Frame,
    innermost: Gc<super::coroutine::Coroutine>,
    root: Gc<super::coroutine::Coroutine>,
    value: Value,
) -> Option<Running> {
    use super::coroutine::{CoroutineKind, State, Temporary};
    let this = ctx.heap.get_mut(innermost);
    if this.kind != CoroutineKind::Coroutine {
        return None;
    }
    let awaiter = this.take_awaiter()?;
    this.state = State::Finished;
    this.live = 0;
    if this.temporary == Temporary::OfAwait {
        ctx.keep_spare(innermost);
    }
    let this = ctx.heap.get_mut(awaiter);
    this.state = State::Running;
    let (pc, function) = (this.pc, this.function);
    let code = ctx.heap.get(function).code;
    let registers = ctx.heap.tail_pointer(awaiter);
    if let Op::Delegate { dst, .. } = ctx.heap.get(code).op(pc - 1) {
        // SAFETY: the verifier has checked that the instruction's registers are the frame's.
        unsafe { *registers.add(dst.index()) = value };
    }
    // SAFETY: the record of the running frame, the last one.
    unsafe {
        (*frame).body = FrameBody::Chain { innermost: awaiter, code, root };
        (*frame).pc = pc;
    }
    Some(enter(&ctx.heap.get(code).entry, pc, registers, frame))
}

/// Where the arguments of a call by the frame on top begin on the register stack. A function's are there already; a
/// chain's are copied.
pub(super) fn call_window(ctx: &mut Context, registers: *const Value, base: Register, count: u32) -> u32 {
    let frame = ctx.top_frame();
    if matches!(frame.body, FrameBody::Script { .. }) {
        return frame.base + u32::from(base.0) + 1;
    }
    copy_window(ctx, window(registers, base, count as u16 + 1))
}

/// Calls a native with the arguments at `start`.
#[inline(never)]
pub(super) fn call_native(ctx: &mut Context, native: Gc<Native>, start: u32, count: u32, dst: Register) -> Result {
    ctx.call_native(native, start, count, None, store(dst))
}

/// Calls of every kind, for the instruction before `pc`.
#[inline(never)]
pub(super) fn call_slowly(
    ctx: &mut Context,
    pc: *const Op,
    registers: *mut Value,
    callee: Value,
    call: Call,
) -> Result {
    let Call { base, count, names, dst } = call;
    if let Some(function) = callee.cast::<Function>() {
        let entry = &ctx.heap.get(ctx.heap.get(function).code).entry;
        let awaited = if entry.is_coroutine { awaited_at_once(ctx, pc, base, dst) } else { None };
        if awaited.is_some() || (u32::from(entry.plain_arity) == count && names.is_none()) {
            return begin_function(ctx, registers, function, call, awaited);
        }
    }
    let start = call_window(ctx, registers, base, count);
    ctx.call(callee, start, count, names, store(dst))
}

/// The same for a method, with the receiver among the `count` arguments.
#[inline(never)]
pub(super) fn call_method_slowly(
    ctx: &mut Context,
    pc: *const Op,
    site: &mut Site,
    base: Register,
    count: u32,
    dst: Register,
) -> Result {
    let receiver = ctx.load_from_top(base.offset(1));
    let method = method_of(ctx, receiver, site, Some(count)).inspect_err(|_| ctx.callee_is_missing = true)?;
    // What was called to find the method may have moved the registers.
    let registers = load(ctx).registers;
    match method {
        Method::Bound(method) => call_slowly(ctx, pc, registers, method, Call { base, count, names: None, dst }),
        Method::Free(value) => {
            let start = call_window(ctx, registers, base, count);
            ctx.call(value, start + 1, count - 1, None, store(dst))
        }
    }
}

/// Looks up what `load_method` loads.
#[inline(never)]
pub(super) fn load_method_slowly(ctx: &mut Context, receiver: Value, site: &mut Site, base: Register) -> Result<()> {
    match method_of(ctx, receiver, site, None)? {
        Method::Bound(method) => ctx.store_in_top(base, method),
        Method::Free(value) => {
            ctx.store_in_top(base, value);
            ctx.store_in_top(base.offset(1), Value::UNBOUND);
        }
    }
    Ok(())
}

#[inline(never)]
fn copy_window(ctx: &mut Context, values: &[Value]) -> u32 {
    let frame = ctx.top_frame();
    let base = frame.base;
    frame.live = values.len() as u32 + 1;
    ctx.stack.ensure(base + values.len() as u32 + 3);
    let place = &mut ctx.stack.registers[base as usize..base as usize + values.len() + 1];
    place[0] = Value::UNBOUND;
    for (to, from) in place[1..].iter_mut().zip(values) {
        // SAFETY: a value of the slice.
        *to = unsafe { Value::read_halves(from) };
    }
    base + 2
}
