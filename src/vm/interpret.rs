//! The dispatch loop: one short arm per opcode. What is longer has a name and lives in the file of its subject.
//!
//! Held in machine registers while a frame runs: the next instruction, the frame's registers, its entry and its record.
//! The pc is saved to the record (`save!`) before anything that may look at frames. An arm that may have changed which
//! frame is on top, or moved the register stack, leaves the block `'arm`, behind which the state is read again: one way
//! out for all, so that the loop's own few words never have to lie in memory.
#![allow(unsafe_code)]

use super::Context;
use super::begin::{
    Call, awaited_at_once, call_method_slowly, call_native, call_slowly, finish_awaited, load_method_slowly, window,
};
use super::cache::{cached_class_value, cached_global, load_attribute_cached, never_binds, remember_callee};
use super::code::{Cache, Code, Entry, Site};
use super::compare::Comparison;
use super::deliver::{Flow, comparison_branch};
use super::frame::{Action, FRESH, Frame, FrameBody, Function, ReturnTo};
use super::iterate::Next;
use super::native::Native;
use super::operator::{BinaryOperator, UnaryOperator};
use super::outcome::Outcome;
use super::running::{enter, load, store};
use super::safepoint::Safepoint;
use crate::bytecode::{Op, Register};
use crate::heap::{Gc, Kind, Value};
use crate::object::iterator::{Iterator, PairStep, Step};
use crate::object::{Cell, Class, Instance, List};

/// How an arm leaves that did not simply finish.
enum After {
    /// With a result for a register, at once or (unbound) later.
    Value(Register, super::native::Result),
    /// With whatever is on top now.
    Resume,
    /// With an exception pending.
    Raised,
    /// With a safepoint that is due; the frame is saved.
    Safepoint,
}

/// Runs the frame on top of the current stack, and what it calls, until something ends that was to end here.
pub fn interpret(ctx: &mut Context) -> Outcome {
    let mut at = load(ctx);

    'run: loop {
        // SAFETY: the verifier has checked that jumps stay within the code, and that it does not run off its end.
        let op = unsafe { &*at.pc };
        // SAFETY: as above.
        at.pc = unsafe { at.pc.add(1) };
        let after = 'arm: {
            // SAFETY, for all that follows: the verifier has checked that registers, constants and sites named by instructions
            // are those of the frame, that jumps stay within the code, and that it does not run off its end.
            macro_rules! get {
                ($register:expr) => {
                    // SAFETY: verified code names only what is there (see the head of `interpret`).
                    unsafe { *at.registers.add($register.index()) }
                };
            }
            macro_rules! set {
                ($register:expr, $value:expr) => {{
                    let value = $value;
                    // SAFETY: verified code names only what is there (see the head of `interpret`).
                    unsafe { *at.registers.add($register.index()) = value }
                }};
            }
            macro_rules! site {
                ($site:expr) => {
                    // SAFETY: verified code names only what is there (see the head of `interpret`).
                    unsafe { &mut *(at.entry().sites as *mut Site).add($site.index()) }
                };
            }
            macro_rules! save {
                () => {{
                    // SAFETY: both lie within the code's instructions.
                    unsafe { (*at.frame).pc = at.pc.offset_from(at.entry().instructions as *const Op) as u32 };
                }};
            }
            macro_rules! unwind {
                () => {
                    break 'arm After::Raised
                };
            }
            macro_rules! follow {
                ($flow:expr) => {{
                    save!();
                    match $flow {
                        Ok(Flow::Reload) => break 'arm After::Resume,
                        Ok(Flow::Leave(outcome)) => return outcome,
                        Err(_) => unwind!(),
                    }
                }};
            }
            // A result that goes into a register, at once or later.
            macro_rules! slow {
                ($dst:expr, $result:expr) => {{
                    save!();
                    break 'arm After::Value($dst, $result);
                }};
            }
            // Something that only fails or succeeds.
            macro_rules! attempt {
                ($result:expr) => {{
                    save!();
                    match $result {
                        Ok(_) => break 'arm After::Resume,
                        Err(_) => unwind!(),
                    }
                }};
            }
            macro_rules! jump {
                ($offset:expr) => {{
                    let offset = $offset as isize;
                    // SAFETY: verified code names only what is there (see the head of `interpret`).
                    at.pc = unsafe { at.pc.offset(offset) };
                    if offset < 0 {
                        safepoint!();
                    }
                }};
            }
            macro_rules! safepoint {
                () => {{
                    ctx.heap.countdown -= 1;
                    if ctx.heap.countdown < 0 {
                        save!();
                        // SAFETY: the record of the running frame.
                        unsafe { (*at.frame).pc |= FRESH };
                        break 'arm After::Safepoint;
                    }
                }};
            }
            // Enters a function's frame at `start`, where its parameters are laid out.
            macro_rules! enter_function {
                ($function:expr, $code:expr, $start:expr, $dst:expr, $action:expr) => {{
                    let (function, code, start, action) = ($function, $code, $start, $action);
                    let entry: *const Entry = &ctx.heap.get(code).entry;
                    // SAFETY: the function keeps its code alive.
                    let entry = unsafe { &*entry };
                    let end = (start + u32::from(entry.registers) + 2) as usize;
                    let stack = &mut *ctx.stack;
                    let depth = stack.frames.len();
                    if end <= stack.registers.len() && depth < stack.frame_room {
                        // SAFETY: the running frame is the last one, and the frames have room for one more; `end` was
                        // checked against the registers.
                        unsafe {
                            stack.frames.set_len(depth + 1);
                            let registers = stack.registers.as_mut_ptr().add(start as usize);
                            let frame = at.frame.add(1);
                            let body = FrameBody::Script { function, code };
                            frame.write(Frame { body, pc: 0, base: start, live: 0, dst: $dst.0, action });
                            for local in entry.parameters..entry.locals {
                                *registers.add(usize::from(local)) = Value::UNBOUND;
                            }
                            at = enter(entry, 0, registers, frame);
                        }
                        safepoint!();
                        continue 'run;
                    }
                    if ctx.push_frame(function, code, start, ReturnTo { action, dst: $dst.0 }).is_err() {
                        unwind!();
                    }
                    break 'arm After::Resume;
                }};
            }
            // Makes an instance and enters its `__init__`, if that is all there is to a call of the class.
            macro_rules! construct {
                ($class:expr, $base:expr, $count:expr, $dst:expr, $start:expr) => {{
                    let class = ctx.heap.get($class);
                    if class.plain_init.is::<Function>()
                        && let Some(shape) = class.root_shape
                    {
                        // SAFETY: just asked.
                        let init = unsafe { class.plain_init.known::<Function>() };
                        let code = ctx.heap.get(init).code;
                        if u32::from(ctx.heap.get(code).entry.plain_arity) == $count + 1 {
                            let slots = usize::from(class.instance_slots);
                            let instance = Instance { shape, overflow: None };
                            let instance = ctx.heap.allocate_filled(instance, slots, Value::UNBOUND);
                            set!($base, Value::object(instance));
                            enter_function!(init, code, $start - 1, $dst, Action::InitialiseFirst)
                        }
                    }
                }};
            }
            // Calls what stands in `base`; the frame is saved. A function's arguments are its frame's first registers,
            // and so is the callee's place below them if that is taken by a new instance.
            macro_rules! call_value {
                ($callee:expr, $base:expr, $count:expr, $dst:expr) => {{
                    let (callee, base, count, dst) = ($callee, $base, $count, $dst);
                    // SAFETY: the record of the running frame.
                    let frame = unsafe { &*at.frame };
                    if matches!(frame.body, FrameBody::Script { .. }) {
                        let start = frame.base + u32::from(base.0) + 1;
                        if let Some(function) = callee.cast::<Function>() {
                            let code = ctx.heap.get(function).code;
                            let entry = &ctx.heap.get(code).entry;
                            let plain = u32::from(entry.plain_arity) == count;
                            if plain || (u32::from(entry.arity) == count && entry.is_coroutine) {
                                let mut result = dst;
                                if !plain {
                                    let Some(awaited) = awaited_at_once(ctx, at.pc, base, dst) else {
                                        break 'arm After::Value(dst, ctx.call(callee, start, count, None, store(dst)));
                                    };
                                    result = awaited;
                                    // SAFETY: behind the two instructions that were looked at.
                                    at.pc = unsafe { at.pc.add(2) };
                                    save!();
                                    set!(dst, Value::NONE);
                                }
                                enter_function!(function, code, start, result, Action::Store)
                            }
                        } else if let Some(class) = callee.cast::<Class>() {
                            construct!(class, base, count, dst, start)
                        } else if let Some(native) = callee.cast::<Native>() {
                            break 'arm After::Value(dst, call_native(ctx, native, start, count, dst));
                        }
                    }
                    break 'arm After::Value(
                        dst,
                        call_slowly(ctx, at.pc, at.registers, callee, Call { base, count, names: None, dst }),
                    );
                }};
            }
            // Ends the running frame with a value.
            macro_rules! return_value {
                ($value:expr) => {{
                    let mut value = $value;
                    // SAFETY: the record of the running frame.
                    let frame = unsafe { &*at.frame };
                    if matches!(frame.body, FrameBody::Script { .. }) {
                        let stored = match frame.action {
                            Action::Store => true,
                            Action::InitialiseFirst if value.is_none() => {
                                // SAFETY: an `__init__` has a first parameter.
                                value = unsafe { Value::read_halves(at.registers) };
                                true
                            }
                            _ => false,
                        };
                        if stored {
                            let dst = usize::from(frame.dst);
                            // SAFETY: a frame whose result is stored was called by a script, whose frame lies below; its
                            // instruction named one of its registers.
                            unsafe {
                                let caller = at.frame.sub(1);
                                let stack = &mut *ctx.stack;
                                stack.frames.set_len(stack.frames.len() - 1);
                                match (*caller).body {
                                    FrameBody::Script { code, .. } => {
                                        let registers = stack.registers.as_mut_ptr().add((*caller).base as usize);
                                        at = enter(&ctx.heap.get(code).entry, (*caller).pc, registers, caller);
                                    }
                                    _ => at = load(ctx),
                                }
                                *at.registers.add(dst) = value;
                            }
                            continue 'run;
                        }
                        let frame = ctx.stack.frames.pop().expect("a frame is running");
                        follow!(ctx.return_from(frame, value))
                    }
                    if let FrameBody::Chain { innermost, root, .. } = frame.body
                        && let Some(awaiter) = finish_awaited(ctx, at.frame, innermost, root, value)
                    {
                        at = awaiter;
                        continue 'run;
                    }
                    follow!(ctx.finish_innermost(value))
                }};
            }

            macro_rules! arithmetic {
                ($operator:ident, $inplace:expr, $dst:expr, $left:expr, $right:expr, $int:ident, $float:tt) => {{
                    let (left, right) = ($left, $right);
                    if left.both_int(right) {
                        if let Some(value) = left.int_payload().$int(right.int_payload()) {
                            set!($dst, Value::int(value));
                            continue 'run;
                        }
                    } else if left.both_float(right) {
                        set!($dst, Value::float(left.float_payload() $float right.float_payload()));
                        continue 'run;
                    }
                    slow!($dst, ctx.binary(BinaryOperator::$operator, $inplace, left, right, store($dst)))
                }};
            }
            macro_rules! generic {
                ($operator:ident, $inplace:expr, $dst:expr, $left:expr, $right:expr) => {{
                    let (left, right) = (get!($left), get!($right));
                    slow!($dst, ctx.binary(BinaryOperator::$operator, $inplace, left, right, store($dst)))
                }};
            }
            // By a positive divisor, floor division is Euclidean division.
            macro_rules! euclidean {
                ($operator:ident, $dst:expr, $left:expr, $right:expr, $int:ident) => {{
                    let (left, right) = ($left, $right);
                    if left.both_int(right) && right.int_payload() > 0 {
                        set!($dst, Value::int(left.int_payload().$int(right.int_payload())));
                        continue 'run;
                    }
                    slow!($dst, ctx.binary(BinaryOperator::$operator, false, left, right, store($dst)))
                }};
            }
            macro_rules! bitwise {
                ($operator:ident, $inplace:expr, $dst:expr, $left:expr, $right:expr, $symbol:tt) => {{
                    let (left, right) = ($left, $right);
                    if left.both_int(right) {
                        set!($dst, Value::int(left.int_payload() $symbol right.int_payload()));
                        continue 'run;
                    }
                    slow!($dst, ctx.binary(BinaryOperator::$operator, $inplace, left, right, store($dst)))
                }};
            }
            macro_rules! compare {
                ($operator:ident, $dst:expr, $left:expr, $right:expr, $symbol:tt) => {{
                    let (left, right) = (get!($left), get!($right));
                    if left.both_int(right) {
                        set!($dst, Value::bool(left.int_payload() $symbol right.int_payload()));
                        continue 'run;
                    } else if left.both_float(right) {
                        set!($dst, Value::bool(left.float_payload() $symbol right.float_payload()));
                        continue 'run;
                    }
                    slow!($dst, ctx.compare(Comparison::$operator, left, right, store($dst)))
                }};
            }
            // A fused comparison and branch. The taken arm is a real branch, so that the pc does not depend on the data.
            macro_rules! branch {
                ($when:expr, $left:expr, $right:expr, $offset:expr, $symbol:tt) => {{
                    let (left, right) = ($left, $right);
                    if left.both_int(right) {
                        if (left.int_payload() $symbol right.int_payload()) == $when {
                            jump!($offset.0);
                        }
                        continue 'run;
                    }
                    if left.both_float(right) {
                        if (left.float_payload() $symbol right.float_payload()) == $when {
                            jump!($offset.0);
                        }
                        continue 'run;
                    }
                    follow!(compare_and_branch(ctx, left, right))
                }};
            }

            match *op {
                Op::Move { dst, src } => {
                    // SAFETY: verified code names only what is there (see the head of `interpret`).
                    set!(dst, unsafe { Value::read_halves(at.registers.add(src.index())) })
                }
                Op::LoadConst { dst, index } => {
                    // SAFETY: verified code names only what is there (see the head of `interpret`).
                    set!(dst, unsafe { *(at.entry().constants as *const Value).add(index.index()) })
                }
                Op::LoadInt { dst, value } => set!(dst, Value::int(i64::from(value))),
                Op::LoadNone { dst } => set!(dst, Value::NONE),
                Op::LoadBool { dst, value } => set!(dst, Value::bool(value != 0)),
                Op::Unbind { dst } => set!(dst, Value::UNBOUND),
                Op::CheckBound { src } => {
                    if get!(src).is_unbound() {
                        save!();
                        ctx.unbound_local(src);
                        unwind!()
                    }
                }

                Op::MakeCell { dst } => {
                    let cell = Cell::create(&mut ctx.heap, get!(dst));
                    set!(dst, Value::object(cell));
                }
                Op::LoadCell { dst, cell } => {
                    let value = cell_value(ctx, get!(cell));
                    if value.is_unbound() {
                        save!();
                        ctx.unbound_local(cell);
                        unwind!()
                    }
                    set!(dst, value);
                }
                Op::StoreCell { cell, src } => set_cell(ctx, get!(cell), get!(src)),
                Op::DeleteCell { cell } => {
                    if cell_value(ctx, get!(cell)).is_unbound() {
                        save!();
                        ctx.unbound_local(cell);
                        unwind!()
                    }
                    set_cell(ctx, get!(cell), Value::UNBOUND);
                }
                Op::LoadFree { dst, index } => {
                    let value = cell_value(ctx, ctx.free_cell(index));
                    if value.is_unbound() {
                        save!();
                        ctx.unbound_free(index);
                        unwind!()
                    }
                    set!(dst, value);
                }
                Op::StoreFree { index, src } => set_cell(ctx, ctx.free_cell(index), get!(src)),
                Op::DeleteFree { index } => {
                    let cell = ctx.free_cell(index);
                    if cell_value(ctx, cell).is_unbound() {
                        save!();
                        ctx.unbound_free(index);
                        unwind!()
                    }
                    set_cell(ctx, cell, Value::UNBOUND);
                }
                Op::LoadFreeCell { dst, index } => set!(dst, ctx.free_cell(index)),

                Op::LoadGlobal { dst, site } => match cached_global(ctx, at.globals(), site!(site)) {
                    Some(value) => set!(dst, value),
                    None => {
                        let (globals, site) = (at.globals(), site!(site));
                        attempt!(ctx.load_global(globals, site).map(|value| ctx.store_in_top(dst, value)))
                    }
                },
                Op::StoreGlobal { src, site } => {
                    let (value, name) = (get!(src), site!(site).name);
                    match site!(site).cache {
                        Cache::Global { version, index } if ctx.heap.get(at.globals()).version() == version => {
                            ctx.heap.get_mut(at.globals()).set_entry_value(index as usize, value);
                        }
                        _ => {
                            ctx.set_name(at.globals(), name, value);
                            let version = ctx.heap.get_mut(at.globals()).ensure_version();
                            let index = ctx.find_name(at.globals(), name).expect("just set") as u32;
                            site!(site).cache = Cache::Global { version, index };
                        }
                    }
                }
                Op::DeleteGlobal { site } => {
                    let (globals, name) = (at.globals(), site!(site).name);
                    attempt!(ctx.delete_global(globals, name))
                }
                Op::LoadName { dst, site } => {
                    let (namespace, name) = (get!(Register(0)), site!(site).name);
                    slow!(dst, ctx.load_name(namespace, name))
                }
                Op::LoadNameOrFree { dst, index, site } => {
                    let (namespace, name) = (get!(Register(0)), site!(site).name);
                    slow!(dst, ctx.load_name_or_free(namespace, name, index))
                }
                Op::StoreName { src, site } => {
                    let (namespace, value, name) = (get!(Register(0)), get!(src), site!(site).name);
                    attempt!(ctx.store_name(namespace, name, value))
                }
                Op::DeleteName { site } => {
                    let (namespace, name) = (get!(Register(0)), site!(site).name);
                    attempt!(ctx.delete_name(namespace, name))
                }

                Op::LoadAttribute { dst, object, site } => {
                    let object = get!(object);
                    let site = site!(site);
                    if object.is::<Instance>() {
                        // SAFETY: just asked.
                        let instance = unsafe { object.known::<Instance>() };
                        if let Cache::Slot { shape, slot } = site.cache
                            && ctx.heap.get(instance).shape == shape
                            && let Some(&value) = ctx.heap.tail(instance).get(slot as usize)
                            && !value.is_unbound()
                        {
                            set!(dst, value);
                            continue 'run;
                        }
                    }
                    if let Some(value) = cached_class_value(ctx, object, site.cache) {
                        set!(dst, value);
                        continue 'run;
                    }
                    slow!(dst, load_attribute_cached(ctx, object, site, dst))
                }
                Op::StoreAttribute { object, value, site } => {
                    let (object, value) = (get!(object), get!(value));
                    let site = site!(site);
                    if object.is::<Instance>() {
                        // SAFETY: just asked.
                        let instance = unsafe { object.known::<Instance>() };
                        if let Cache::Slot { shape, slot } = site.cache
                            && ctx.heap.get(instance).shape == shape
                            && let Some(place) = ctx.heap.tail_mut(instance).get_mut(slot as usize)
                        {
                            *place = value;
                            continue 'run;
                        }
                        if let Cache::Transition { from, to, slot } = site.cache
                            && ctx.heap.get(instance).shape == from
                            && let Some(place) = ctx.heap.tail_mut(instance).get_mut(slot as usize)
                        {
                            *place = value;
                            ctx.heap.get_mut(instance).shape = to;
                            continue 'run;
                        }
                    }
                    if let Cache::ClassAttribute { class, namespace, index } = site.cache
                        && object == Value::object(class)
                        && never_binds(value)
                        && never_binds(ctx.heap.get(namespace).entry_value(index as usize))
                    {
                        ctx.heap.get_mut(namespace).set_entry_value(index as usize, value);
                        ctx.lookup_cache.clear();
                        continue 'run;
                    }
                    site.cache = ctx.store_cache(object, site.name);
                    attempt!(ctx.store_attribute(object, site.name, value, Context::DISCARD))
                }
                Op::DeleteAttribute { object, site } => {
                    let (object, name) = (get!(object), site!(site).name);
                    attempt!(ctx.delete_attribute(object, name, Context::DISCARD))
                }
                Op::LoadSpecial { method, dst, object } => {
                    let object = get!(object);
                    slow!(dst, ctx.load_special(method, object, store(dst)))
                }
                Op::LoadItem { dst, object, index } => {
                    let (object, index) = (get!(object), get!(index));
                    if let Some(list) = object.cast::<List>()
                        && let Some(position) = index.as_int()
                        && let Some(&item) = ctx.heap.get(list).items.get(position as usize)
                    {
                        set!(dst, item);
                        continue 'run;
                    }
                    slow!(dst, ctx.load_item(object, index, store(dst)))
                }
                Op::StoreItem { object, index, value } => {
                    let (object, index, value) = (get!(object), get!(index), get!(value));
                    if let Some(list) = object.cast::<List>()
                        && let Some(position) = index.as_int()
                        && let Some(place) = ctx.heap.get_mut(list).items.get_mut(position as usize)
                    {
                        *place = value;
                        continue 'run;
                    }
                    attempt!(ctx.store_item(object, index, value, Context::DISCARD))
                }
                Op::DeleteItem { object, index } => {
                    let (object, index) = (get!(object), get!(index));
                    attempt!(ctx.delete_item(object, index, Context::DISCARD))
                }
                Op::BuildSlice { dst, base } => {
                    let [start, stop, step] = [0, 1, 2].map(|index| get!(base.offset(index)));
                    let slice = crate::object::Slice::create(&mut ctx.heap, start, stop, step);
                    set!(dst, Value::object(slice));
                }

                Op::Add { dst, left, right } => arithmetic!(Add, false, dst, get!(left), get!(right), checked_add, +),
                Op::Subtract { dst, left, right } => {
                    arithmetic!(Subtract, false, dst, get!(left), get!(right), checked_sub, -)
                }
                Op::Multiply { dst, left, right } => {
                    arithmetic!(Multiply, false, dst, get!(left), get!(right), checked_mul, *)
                }
                Op::Divide { dst, left, right } => {
                    let (left, right) = (get!(left), get!(right));
                    if left.both_float(right) && right.float_payload() != 0.0 {
                        set!(dst, Value::float(left.float_payload() / right.float_payload()));
                        continue 'run;
                    }
                    slow!(dst, ctx.binary(BinaryOperator::Divide, false, left, right, store(dst)))
                }
                Op::FloorDivide { dst, left, right } => {
                    euclidean!(FloorDivide, dst, get!(left), get!(right), div_euclid)
                }
                Op::Modulo { dst, left, right } => euclidean!(Modulo, dst, get!(left), get!(right), rem_euclid),
                Op::Power { dst, left, right } => {
                    let (left, right) = (get!(left), get!(right));
                    if left.both_float(right) && left.float_payload() > 0.0 {
                        let power = left.float_payload().powf(right.float_payload());
                        if power.is_finite() {
                            set!(dst, Value::float(power));
                            continue 'run;
                        }
                    }
                    slow!(dst, ctx.binary(BinaryOperator::Power, false, left, right, store(dst)))
                }
                Op::MatrixMultiply { dst, left, right } => generic!(MatrixMultiply, false, dst, left, right),
                Op::LeftShift { dst, left, right } => generic!(LeftShift, false, dst, left, right),
                Op::RightShift { dst, left, right } => {
                    let (left, right) = (get!(left), get!(right));
                    if left.both_int(right) && (0..64).contains(&right.int_payload()) {
                        set!(dst, Value::int(left.int_payload() >> right.int_payload()));
                        continue 'run;
                    }
                    slow!(dst, ctx.binary(BinaryOperator::RightShift, false, left, right, store(dst)))
                }
                Op::BitAnd { dst, left, right } => bitwise!(BitAnd, false, dst, get!(left), get!(right), &),
                Op::BitOr { dst, left, right } => bitwise!(BitOr, false, dst, get!(left), get!(right), |),
                Op::BitXor { dst, left, right } => bitwise!(BitXor, false, dst, get!(left), get!(right), ^),
                Op::AddImmediate { dst, left, immediate } => {
                    let (left, right) = (get!(left), Value::int(i64::from(immediate)));
                    arithmetic!(Add, false, dst, left, right, checked_add, +)
                }
                Op::MultiplyImmediate { dst, left, immediate } => {
                    let (left, right) = (get!(left), Value::int(i64::from(immediate)));
                    arithmetic!(Multiply, false, dst, left, right, checked_mul, *)
                }
                Op::FloorDivideImmediate { dst, left, immediate } => {
                    euclidean!(FloorDivide, dst, get!(left), Value::int(i64::from(immediate)), div_euclid)
                }
                Op::ModuloImmediate { dst, left, immediate } => {
                    euclidean!(Modulo, dst, get!(left), Value::int(i64::from(immediate)), rem_euclid)
                }
                Op::BitAndImmediate { dst, left, immediate } => {
                    bitwise!(BitAnd, false, dst, get!(left), Value::int(i64::from(immediate)), &)
                }
                Op::SubtractImmediate { dst, left, immediate } => {
                    let (left, right) = (get!(left), Value::int(i64::from(immediate)));
                    arithmetic!(Subtract, false, dst, left, right, checked_sub, -)
                }
                Op::InplaceAdd { dst, left, right } => {
                    arithmetic!(Add, true, dst, get!(left), get!(right), checked_add, +)
                }
                Op::InplaceSubtract { dst, left, right } => {
                    arithmetic!(Subtract, true, dst, get!(left), get!(right), checked_sub, -)
                }
                Op::InplaceMultiply { dst, left, right } => {
                    arithmetic!(Multiply, true, dst, get!(left), get!(right), checked_mul, *)
                }
                Op::InplaceAddImmediate { dst, left, immediate } => {
                    let (left, right) = (get!(left), Value::int(i64::from(immediate)));
                    arithmetic!(Add, true, dst, left, right, checked_add, +)
                }
                Op::InplaceSubtractImmediate { dst, left, immediate } => {
                    let (left, right) = (get!(left), Value::int(i64::from(immediate)));
                    arithmetic!(Subtract, true, dst, left, right, checked_sub, -)
                }
                Op::InplaceDivide { dst, left, right } => generic!(Divide, true, dst, left, right),
                Op::InplaceFloorDivide { dst, left, right } => generic!(FloorDivide, true, dst, left, right),
                Op::InplaceModulo { dst, left, right } => generic!(Modulo, true, dst, left, right),
                Op::InplacePower { dst, left, right } => generic!(Power, true, dst, left, right),
                Op::InplaceMatrixMultiply { dst, left, right } => generic!(MatrixMultiply, true, dst, left, right),
                Op::InplaceLeftShift { dst, left, right } => generic!(LeftShift, true, dst, left, right),
                Op::InplaceRightShift { dst, left, right } => generic!(RightShift, true, dst, left, right),
                Op::InplaceBitAnd { dst, left, right } => bitwise!(BitAnd, true, dst, get!(left), get!(right), &),
                Op::InplaceBitOr { dst, left, right } => bitwise!(BitOr, true, dst, get!(left), get!(right), |),
                Op::InplaceBitXor { dst, left, right } => bitwise!(BitXor, true, dst, get!(left), get!(right), ^),
                Op::Negate { dst, src } => {
                    let value = get!(src);
                    slow!(dst, ctx.unary(UnaryOperator::Negate, value, store(dst)))
                }
                Op::Positive { dst, src } => {
                    let value = get!(src);
                    slow!(dst, ctx.unary(UnaryOperator::Positive, value, store(dst)))
                }
                Op::Invert { dst, src } => {
                    let value = get!(src);
                    slow!(dst, ctx.unary(UnaryOperator::Invert, value, store(dst)))
                }
                Op::Not { dst, src } => match ctx.plain_truth(get!(src)) {
                    Some(truth) => set!(dst, Value::bool(!truth)),
                    None => {
                        let value = get!(src);
                        follow!(ctx.branch_on(value))
                    }
                },

                Op::Less { dst, left, right } => compare!(Less, dst, left, right, <),
                Op::LessEqual { dst, left, right } => compare!(LessEqual, dst, left, right, <=),
                Op::Greater { dst, left, right } => compare!(Greater, dst, left, right, >),
                Op::GreaterEqual { dst, left, right } => compare!(GreaterEqual, dst, left, right, >=),
                Op::Equal { dst, left, right } => compare!(Equal, dst, left, right, ==),
                Op::NotEqual { dst, left, right } => compare!(NotEqual, dst, left, right, !=),
                Op::Is { dst, left, right } => {
                    set!(dst, Value::bool(super::compare::same_object(get!(left), get!(right))))
                }
                Op::IsNot { dst, left, right } => {
                    set!(dst, Value::bool(!super::compare::same_object(get!(left), get!(right))))
                }
                Op::Contains { item, container, .. } | Op::NotContains { item, container, .. } => {
                    let (item, container) = (get!(item), get!(container));
                    follow!(ctx.contains(item, container))
                }

                Op::Jump { offset } => jump!(offset.0),
                Op::JumpIfTrue { src, offset } => match ctx.plain_truth(get!(src)) {
                    Some(true) => jump!(offset.0),
                    Some(false) => {}
                    None => {
                        let value = get!(src);
                        follow!(ctx.branch_on(value))
                    }
                },
                Op::JumpIfFalse { src, offset } => match ctx.plain_truth(get!(src)) {
                    Some(false) => jump!(offset.0),
                    Some(true) => {}
                    None => {
                        let value = get!(src);
                        follow!(ctx.branch_on(value))
                    }
                },
                Op::JumpIfNone { src, offset } => {
                    if get!(src).is_none() {
                        jump!(offset.0);
                    }
                }
                Op::JumpIfNotNone { src, offset } => {
                    if !get!(src).is_none() {
                        jump!(offset.0);
                    }
                }
                Op::JumpIfLess { left, right, offset } => branch!(true, get!(left), get!(right), offset, <),
                Op::JumpIfLessEqual { left, right, offset } => branch!(true, get!(left), get!(right), offset, <=),
                Op::JumpIfGreater { left, right, offset } => branch!(true, get!(left), get!(right), offset, >),
                Op::JumpIfGreaterEqual { left, right, offset } => branch!(true, get!(left), get!(right), offset, >=),
                Op::JumpIfEqual { left, right, offset } => branch!(true, get!(left), get!(right), offset, ==),
                Op::JumpIfNotEqual { left, right, offset } => branch!(true, get!(left), get!(right), offset, !=),
                Op::JumpUnlessLess { left, right, offset } => branch!(false, get!(left), get!(right), offset, <),
                Op::JumpUnlessLessEqual { left, right, offset } => branch!(false, get!(left), get!(right), offset, <=),
                Op::JumpUnlessGreater { left, right, offset } => branch!(false, get!(left), get!(right), offset, >),
                Op::JumpUnlessGreaterEqual { left, right, offset } => {
                    branch!(false, get!(left), get!(right), offset, >=)
                }
                Op::JumpUnlessEqual { left, right, offset } => branch!(false, get!(left), get!(right), offset, ==),
                Op::JumpUnlessNotEqual { left, right, offset } => branch!(false, get!(left), get!(right), offset, !=),
                Op::JumpIfLessImmediate { left, immediate, offset } => {
                    branch!(true, get!(left), Value::int(i64::from(immediate)), offset, <)
                }
                Op::JumpIfLessEqualImmediate { left, immediate, offset } => {
                    branch!(true, get!(left), Value::int(i64::from(immediate)), offset, <=)
                }
                Op::JumpIfGreaterImmediate { left, immediate, offset } => {
                    branch!(true, get!(left), Value::int(i64::from(immediate)), offset, >)
                }
                Op::JumpIfGreaterEqualImmediate { left, immediate, offset } => {
                    branch!(true, get!(left), Value::int(i64::from(immediate)), offset, >=)
                }
                Op::JumpIfEqualImmediate { left, immediate, offset } => {
                    branch!(true, get!(left), Value::int(i64::from(immediate)), offset, ==)
                }
                Op::JumpIfNotEqualImmediate { left, immediate, offset } => {
                    branch!(true, get!(left), Value::int(i64::from(immediate)), offset, !=)
                }
                Op::JumpUnlessLessImmediate { left, immediate, offset } => {
                    branch!(false, get!(left), Value::int(i64::from(immediate)), offset, <)
                }
                Op::JumpUnlessLessEqualImmediate { left, immediate, offset } => {
                    branch!(false, get!(left), Value::int(i64::from(immediate)), offset, <=)
                }
                Op::JumpUnlessGreaterImmediate { left, immediate, offset } => {
                    branch!(false, get!(left), Value::int(i64::from(immediate)), offset, >)
                }
                Op::JumpUnlessGreaterEqualImmediate { left, immediate, offset } => {
                    branch!(false, get!(left), Value::int(i64::from(immediate)), offset, >=)
                }
                Op::JumpUnlessEqualImmediate { left, immediate, offset } => {
                    branch!(false, get!(left), Value::int(i64::from(immediate)), offset, ==)
                }
                Op::JumpUnlessNotEqualImmediate { left, immediate, offset } => {
                    branch!(false, get!(left), Value::int(i64::from(immediate)), offset, !=)
                }

                Op::GetIterator { dst, src } => {
                    let value = get!(src);
                    slow!(dst, ctx.get_iterator(value, store(dst)))
                }
                Op::EndIteration { iterator } => {
                    if let Some(generator) = get!(iterator).cast::<super::coroutine::Coroutine>() {
                        attempt!(ctx.end_iteration(generator))
                    }
                }
                Op::PrepareRange { count, base, offset } => {
                    let args = [1, 2, 3]
                        .map(|index| if index <= u16::from(count) { get!(base.offset(index)) } else { Value::NONE });
                    if let Some([next, left, step]) = ctx.plain_range(get!(base), &args[..usize::from(count)]) {
                        set!(base, next);
                        set!(base.offset(1), left);
                        set!(base.offset(2), step);
                        jump!(offset.0);
                    }
                }
                Op::ForRange { dst, iterator, offset } => {
                    let next = get!(iterator);
                    if next.is_int() {
                        let left = get!(iterator.offset(1)).int_payload();
                        if left != 0 {
                            let step = get!(iterator.offset(2)).int_payload();
                            set!(dst, next);
                            // Wraps only behind the last item, which nobody looks at.
                            set!(iterator, Value::int(next.int_payload().wrapping_add(step)));
                            set!(iterator.offset(1), Value::int(left.wrapping_sub(1)));
                            jump!(offset.0);
                        }
                        continue 'run;
                    }
                    follow!(for_item(ctx, next, dst, offset.0, iterator))
                }
                Op::ForIterator { dst, iterator, offset } => {
                    let source = get!(iterator);
                    if let Some(native) = source.cast::<Iterator>() {
                        if let Some(item) = Iterator::advance_list(&mut ctx.heap, native) {
                            set!(dst, item);
                            jump!(offset.0);
                            continue 'run;
                        }
                        if let Step::Item(item) = Iterator::advance(&mut ctx.heap, &ctx.interner, native) {
                            set!(dst, item);
                            jump!(offset.0);
                            continue 'run;
                        }
                    }
                    follow!(for_item(ctx, source, dst, offset.0, iterator))
                }
                Op::ForPair { dst, iterator, offset } => {
                    let source = get!(iterator);
                    follow!(for_pair(ctx, source, dst, offset.0, iterator))
                }
                Op::Unpack { base, src, count } => {
                    let value = get!(src);
                    attempt!(ctx.unpack_into(value, base, usize::from(count)))
                }
                Op::UnpackStar { before, base, src, after } => {
                    let value = get!(src);
                    attempt!(ctx.unpack_star(value, base, usize::from(before), usize::from(after)))
                }

                Op::BuildList { dst, base, count } => {
                    let list = list_of(ctx, window(at.registers, base, count));
                    set!(dst, list);
                }
                Op::BuildTuple { dst, base, count } => {
                    let tuple = ctx.new_tuple(window(at.registers, base, count));
                    set!(dst, tuple);
                }
                Op::BuildSet { dst, base, count } => {
                    slow!(dst, set_of(ctx, window(at.registers, base, count)))
                }
                Op::BuildDict { dst, base, count } => {
                    slow!(dst, dict_of(ctx, window(at.registers, base, count * 2)))
                }
                Op::BuildString { dst, base, count } => {
                    let string = ctx.build_string(window(at.registers, base, count));
                    set!(dst, string);
                }
                Op::ListAppend { list, value } => {
                    let list = get!(list).cast::<List>().expect("the compiler's own list");
                    List::push(&mut ctx.heap, list, get!(value));
                }
                Op::ListExtend { list, iterable } => {
                    let (list, iterable) = (get!(list), get!(iterable));
                    let list = list.cast::<List>().expect("the compiler's own list");
                    ctx.return_to = Context::DISCARD;
                    attempt!(ctx.extend_display(list, iterable))
                }
                Op::SetAdd { set, value } => {
                    let (set, value) = (get!(set), get!(value));
                    attempt!(ctx.set_add(set, value))
                }
                Op::SetUpdate { set, iterable } => {
                    let (set, iterable) = (get!(set), get!(iterable));
                    attempt!(ctx.set_update(set, iterable))
                }
                Op::DictInsert { dict, key, value } => {
                    let (dict, key, value) = (get!(dict), get!(key), get!(value));
                    attempt!(ctx.display_insert(dict, key, value))
                }
                Op::DictUpdate { dict, mapping } => {
                    let (dict, mapping) = (get!(dict), get!(mapping));
                    attempt!(ctx.display_update(dict, mapping))
                }
                Op::DictMerge { dict, mapping, callee } => {
                    let (dict, mapping, callee) = (get!(dict), get!(mapping), get!(callee));
                    attempt!(ctx.merge_keywords(dict, mapping, callee))
                }
                Op::Format { conversion, dst, src } => {
                    let value = get!(src);
                    slow!(dst, ctx.format_value(conversion, value, Value::UNBOUND, store(dst)))
                }
                Op::FormatSpec { conversion, dst, src, spec } => {
                    let (value, spec) = (get!(src), get!(spec));
                    slow!(dst, ctx.format_value(conversion, value, spec, store(dst)))
                }

                Op::MakeFunction { parts, dst, code, base } => {
                    // SAFETY: verified code names only what is there (see the head of `interpret`).
                    let code = unsafe { *(at.entry().constants as *const Value).add(usize::from(code)) };
                    let function =
                        ctx.make_function(code, parts, window(at.registers, base, parts.count_ones() as u16));
                    set!(dst, function);
                }
                Op::Call { count, dst, base } => {
                    save!();
                    call_value!(get!(base), base, u32::from(count), dst)
                }
                Op::CallGlobal { count, dst, base, site } => {
                    // SAFETY: the record of the running frame.
                    let frame = unsafe { &*at.frame };
                    if let Cache::GlobalFunction { version, function } = site!(site).cache
                        && ctx.heap.get(at.globals()).version() == version
                        && matches!(frame.body, FrameBody::Script { .. })
                    {
                        set!(base, Value::NONE);
                        save!();
                        let start = frame.base + u32::from(base.0) + 1;
                        enter_function!(function, ctx.heap.get(function).code, start, dst, Action::Store)
                    }
                    if let Cache::GlobalClass { version, class } = site!(site).cache
                        && ctx.heap.get(at.globals()).version() == version
                        && matches!(frame.body, FrameBody::Script { .. })
                    {
                        save!();
                        construct!(class, base, u32::from(count), dst, frame.base + u32::from(base.0) + 1)
                    }
                    let callee = match cached_global(ctx, at.globals(), site!(site)) {
                        Some(callee) => callee,
                        None => {
                            set!(base, Value::NONE);
                            save!();
                            let (globals, site) = (at.globals(), site!(site));
                            match ctx.load_global(globals, site) {
                                Ok(callee) => callee,
                                Err(_) => {
                                    ctx.callee_is_missing = true;
                                    unwind!()
                                }
                            }
                        }
                    };
                    set!(base, callee);
                    save!();
                    remember_callee(ctx, site!(site), callee, u32::from(count));
                    call_value!(callee, base, u32::from(count), dst)
                }
                Op::CallMethod { count, dst, base, site } => {
                    let receiver = get!(base.offset(1));
                    set!(base, Value::NONE);
                    save!();
                    let site = site!(site);
                    // SAFETY: the record of the running frame.
                    let frame = unsafe { &*at.frame };
                    if receiver.is::<Instance>()
                        && let Cache::Method { shape, function } = site.cache
                        // SAFETY: just asked.
                        && ctx.heap.get(unsafe { receiver.known::<Instance>() }).shape == shape
                        && matches!(frame.body, FrameBody::Script { .. })
                    {
                        let start = frame.base + u32::from(base.0) + 1;
                        enter_function!(function, ctx.heap.get(function).code, start, dst, Action::Store)
                    }
                    let count = u32::from(count) + 1;
                    if let Cache::NativeMethod { kind, method } = site.cache
                        && receiver.is_kind(kind)
                        && matches!(frame.body, FrameBody::Script { .. })
                    {
                        let start = frame.base + u32::from(base.0) + 1;
                        break 'arm After::Value(dst, call_native(ctx, method, start, count, dst));
                    }
                    break 'arm After::Value(dst, call_method_slowly(ctx, at.pc, site, base, count, dst));
                }
                Op::LoadMethod { base, site } => {
                    let receiver = get!(base.offset(1));
                    let site = site!(site);
                    if receiver.is::<Instance>()
                        && let Cache::Method { shape, function } = site.cache
                        // SAFETY: just asked.
                        && ctx.heap.get(unsafe { receiver.known::<Instance>() }).shape == shape
                    {
                        set!(base, Value::object(function));
                        continue 'run;
                    }
                    if let Cache::NativeMethod { kind, method } = site.cache
                        && receiver.is_kind(kind)
                    {
                        set!(base, Value::object(method));
                        continue 'run;
                    }
                    set!(base, Value::NONE);
                    attempt!(load_method_slowly(ctx, receiver, site, base))
                }
                Op::CallLoaded { count, dst, base } => {
                    let callee = get!(base);
                    save!();
                    let (base, count) = match get!(base.offset(1)).is_unbound() {
                        true => (base.offset(1), u32::from(count)),
                        false => (base, u32::from(count) + 1),
                    };
                    call_value!(callee, base, count, dst)
                }
                Op::CallKeyword { count, dst, base, names } => {
                    let callee = get!(base);
                    // SAFETY: verified code names only what is there (see the head of `interpret`).
                    let names = unsafe { *(at.entry().constants as *const Value).add(usize::from(names)) }.cast();
                    save!();
                    let call = Call { base, count: u32::from(count), names, dst };
                    break 'arm After::Value(dst, call_slowly(ctx, at.pc, at.registers, callee, call));
                }
                Op::CallSpread { dst, base } => {
                    let [callee, args, keywords] = [0, 1, 2].map(|index| get!(base.offset(index)));
                    slow!(dst, ctx.call_spread(callee, args, keywords, store(dst)))
                }
                Op::Return { src } => return_value!(get!(src)),
                Op::ReturnNone {} => return_value!(Value::NONE),

                Op::Yield { src, .. } => {
                    let value = get!(src);
                    follow!(ctx.suspend(value))
                }
                Op::YieldAsync { src, .. } => {
                    let value = get!(src);
                    follow!(ctx.yield_to_awaiter(value))
                }
                Op::GetAwaitable { dst, src } => {
                    let value = get!(src);
                    if ctx.is_native_awaitable(value) {
                        set!(dst, value);
                        continue 'run;
                    }
                    slow!(dst, ctx.get_awaitable(value, store(dst)))
                }
                Op::GetYieldFrom { dst, src } => {
                    let value = get!(src);
                    slow!(dst, ctx.get_yield_from(value, store(dst)))
                }
                Op::Delegate { dst, src } => {
                    let source = get!(src);
                    follow!(ctx.delegate(source, dst))
                }
                Op::GetAsyncIterator { dst, src } => {
                    let value = get!(src);
                    slow!(dst, ctx.get_async_iterator(value, store(dst)))
                }
                Op::GetAsyncNext { dst, src } => {
                    let value = get!(src);
                    slow!(dst, ctx.get_async_next(value, store(dst)))
                }
                Op::EndAsyncFor { exception, offset } => {
                    let exception = get!(exception);
                    save!();
                    if !ctx.ends_async_for(exception) {
                        ctx.pending = exception;
                        unwind!()
                    }
                    jump!(offset.0);
                }

                Op::Raise { src } => {
                    let value = get!(src);
                    follow!(ctx.raise_statement(value, Value::UNBOUND))
                }
                Op::RaiseFrom { src, cause } => {
                    let (value, cause) = (get!(src), get!(cause));
                    follow!(ctx.raise_statement(value, cause))
                }
                Op::RaiseHandled {} => {
                    save!();
                    ctx.raise_handled();
                    unwind!()
                }
                Op::Reraise { exception } => {
                    save!();
                    ctx.pending = get!(exception);
                    unwind!()
                }
                Op::EnterHandler { saved, exception } => {
                    let before = ctx.enter_handler(get!(exception));
                    set!(saved, before);
                }
                Op::LeaveHandler { saved } => ctx.leave_handler(get!(saved)),
                Op::JumpUnlessMatches { exception, class, offset } => {
                    let (exception, class) = (get!(exception), get!(class));
                    save!();
                    match ctx.matches_exception(exception, class) {
                        Ok(true) => {}
                        Ok(false) => jump!(offset.0),
                        Err(_) => unwind!(),
                    }
                }
                Op::ExceptionInfo { base, exception } => {
                    let info = ctx.exception_info(get!(exception));
                    for (index, value) in info.into_iter().enumerate() {
                        set!(base.offset(index as u16), value);
                    }
                }

                Op::MatchSequence { dst, src } => set!(dst, Value::bool(ctx.matches_sequence(get!(src)))),
                Op::MatchMapping { dst, src } => set!(dst, Value::bool(ctx.matches_mapping(get!(src)))),
                Op::MatchKeys { dst, src, keys } => {
                    let (subject, keys) = (get!(src), get!(keys));
                    slow!(dst, ctx.match_keys(subject, keys))
                }
                Op::MatchClass { dst, base, count } => {
                    let [subject, class, names] = [0, 1, 2].map(|index| get!(base.offset(index)));
                    slow!(dst, ctx.match_class(subject, class, names, usize::from(count)))
                }
                Op::Length { dst, src } => {
                    let value = get!(src);
                    slow!(dst, ctx.length_value(value, store(dst)))
                }

                Op::Import { dst, base, site } => {
                    let (level, from_list, name) = (get!(base), get!(base.offset(1)), site!(site).name);
                    slow!(dst, ctx.import_statement(name, level, from_list, store(dst)))
                }
                Op::ImportFrom { dst, module, site } => {
                    let (module, name) = (get!(module), site!(site).name);
                    slow!(dst, ctx.import_from(module, name, store(dst)))
                }
                Op::CallIntrinsic { which, dst, base } => {
                    slow!(dst, call_intrinsic(ctx, which, window(at.registers, base, which.operand_count()), dst))
                }
                Op::Discard { src } => {
                    let value = get!(src);
                    if matches!(value.kind(), Some(Kind::Coroutine | Kind::Sleep)) {
                        attempt!(ctx.discard(value))
                    }
                }
            }
            continue 'run;
        };
        match after {
            After::Value(dst, Ok(value)) if !value.is_unbound() => {
                at = load(ctx);
                // SAFETY: the frame on top is the one whose instruction named the register.
                unsafe { *at.registers.add(dst.index()) = value };
                continue 'run;
            }
            After::Value(_, Ok(_)) | After::Resume => {}
            After::Value(_, Err(_)) | After::Raised => match ctx.unwind() {
                Flow::Reload => {}
                Flow::Leave(outcome) => return outcome,
            },
            After::Safepoint => match ctx.safepoint() {
                Ok(Safepoint::GoOn) => {}
                Ok(Safepoint::Preempt) => return Outcome::Preempted,
                Err(_) => match ctx.unwind() {
                    Flow::Reload => {}
                    Flow::Leave(outcome) => return outcome,
                },
            },
        }
        // Goes on with whatever is on top now, unless a native asked the driver for something.
        if let Some(request) = ctx.request.take() {
            return Outcome::Requested(request);
        }
        at = load(ctx);
    }
}

/// A list display.
#[inline(never)]
fn list_of(ctx: &mut Context, items: &[Value]) -> Value {
    ctx.new_list(items.to_vec())
}

/// A set display. The items are copied, since what compares them may move the registers.
#[inline(never)]
fn set_of(ctx: &mut Context, items: &[Value]) -> super::native::Result {
    let items = items.to_vec();
    ctx.build_set(&items)
}

/// A dict display, of keys and values in turn.
#[inline(never)]
fn dict_of(ctx: &mut Context, items: &[Value]) -> super::native::Result {
    let items = items.to_vec();
    ctx.build_dict(&items)
}

#[inline(never)]
fn call_intrinsic(
    ctx: &mut Context,
    which: crate::bytecode::Intrinsic,
    operands: &[Value],
    dst: Register,
) -> super::native::Result {
    let operands = operands.to_vec();
    ctx.intrinsic(which, &operands, store(dst))
}

#[inline(always)]
fn cell_value(ctx: &Context, cell: Value) -> Value {
    let cell = cell.cast::<Cell>().expect("the register of a captured local holds its cell");
    ctx.heap.get(cell).value
}

#[inline(always)]
fn set_cell(ctx: &mut Context, cell: Value, value: Value) {
    let cell = cell.cast::<Cell>().expect("the register of a captured local holds its cell");
    ctx.heap.get_mut(cell).value = value;
}

/// The slow path of a fused comparison and branch: the frame on top stands behind it.
#[cold]
#[inline(never)]
fn compare_and_branch(ctx: &mut Context, left: Value, right: Value) -> super::native::Result<Flow> {
    let frame = *ctx.top_frame();
    let code: Gc<Code> = frame.code().expect("only scripts branch");
    let op = ctx.heap.get(code).op(frame.pc - 1);
    let (comparison, _, _) = comparison_branch(op).expect("a fused comparison");
    let to = ReturnTo { action: Action::Test, dst: 0 };
    let answer = ctx.compare(comparison, left, right, to)?;
    if answer.is_unbound() { Ok(Flow::Reload) } else { ctx.branch_on(answer) }
}

/// The general head of a loop: the frame on top stands behind it.
#[inline(never)]
fn for_item(
    ctx: &mut Context,
    source: Value,
    dst: Register,
    offset: i16,
    iterator: Register,
) -> super::native::Result<Flow> {
    match ctx.next_item(source, ReturnTo { action: Action::Item, dst: 0 })? {
        Next::Item(item) => {
            ctx.store_in_top(dst, item);
            let frame = ctx.top_frame();
            frame.pc = frame.pc.wrapping_add_signed(i32::from(offset));
        }
        Next::Done => ctx.store_in_top(iterator, Value::NONE),
        Next::Pending => return Ok(Flow::Reload),
    }
    loop_safepoint(ctx)
}

#[inline(never)]
fn for_pair(
    ctx: &mut Context,
    source: Value,
    dst: Register,
    offset: i16,
    iterator: Register,
) -> super::native::Result<Flow> {
    let pair = match source.cast::<Iterator>() {
        Some(native) => Iterator::advance_pair(&mut ctx.heap, &ctx.interner, native),
        None => PairStep::Other,
    };
    let pair = match pair {
        PairStep::Pair(first, second) => [first, second],
        PairStep::Failed(failure) => return Err(ctx.fail(failure)),
        PairStep::Done => {
            ctx.store_in_top(iterator, Value::NONE);
            return Ok(Flow::Reload);
        }
        PairStep::Other => match ctx.next_item(source, ReturnTo { action: Action::Pair, dst: 0 })? {
            Next::Item(item) => ctx.unpack_pair(item).inspect_err(|_| {
                // The jump in front of the loop is to blame: its place is the target.
                let frame = ctx.top_frame();
                frame.pc = frame.pc.wrapping_add_signed(i32::from(offset));
            })?,
            Next::Done => {
                ctx.store_in_top(iterator, Value::NONE);
                return Ok(Flow::Reload);
            }
            Next::Pending => return Ok(Flow::Reload),
        },
    };
    ctx.store_in_top(dst, pair[0]);
    ctx.store_in_top(dst.offset(1), pair[1]);
    let frame = ctx.top_frame();
    frame.pc = frame.pc.wrapping_add_signed(i32::from(offset));
    loop_safepoint(ctx)
}

/// A safepoint between turns of a loop.
#[inline(always)]
fn loop_safepoint(ctx: &mut Context) -> super::native::Result<Flow> {
    ctx.heap.countdown -= 1;
    if ctx.heap.countdown >= 0 {
        return Ok(Flow::Reload);
    }
    ctx.top_frame().pc |= FRESH;
    match ctx.safepoint()? {
        Safepoint::GoOn => Ok(Flow::Reload),
        Safepoint::Preempt => Ok(Flow::Leave(Outcome::Preempted)),
    }
}
