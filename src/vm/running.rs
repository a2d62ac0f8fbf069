//! The state of the running frame, as the dispatch loop holds it.
#![allow(unsafe_code)]

use super::Context;
use super::code::Entry;
use super::frame::{Action, FRESH, Frame, FrameBody, ReturnTo};
use crate::bytecode::{Op, Register};
use crate::heap::{Gc, Value};
use crate::object::Dict;

/// Where a plain result goes.
#[inline(always)]
pub(super) fn store(dst: Register) -> ReturnTo {
    ReturnTo { action: Action::Store, dst: dst.0 }
}

/// What the loop keeps of the running frame: few enough words to stay in machine registers across calls. All else is
/// read through them.
#[derive(Clone, Copy)]
pub(super) struct Running {
    pub pc: *const Op,
    pub registers: *mut Value,
    /// What calls and caches need of the code; lies in the code object, which does not move.
    pub entry: *const Entry,
    /// The frame's record; good until frames are pushed or popped, after which the state is read again.
    pub frame: *mut Frame,
}

impl Running {
    #[inline(always)]
    pub fn entry(&self) -> &Entry {
        // SAFETY: the code is kept alive by the frame, and only its caches are ever written.
        unsafe { &*self.entry }
    }

    #[inline(always)]
    pub fn globals(&self) -> Gc<Dict> {
        self.entry().globals
    }
}

/// Reads the state of the frame on top.
#[inline(always)]
pub(super) fn load(ctx: &mut Context) -> Running {
    let frame = ctx.stack.frames.last_mut().expect("a frame is running");
    let frame: *mut Frame = frame;
    // SAFETY: just taken from the frames, which nothing touches here.
    let (body, pc, base) = unsafe { ((*frame).body, (*frame).pc, (*frame).base) };
    let (code, registers) = match body {
        FrameBody::Script { code, .. } => {
            debug_assert!((base as usize) < ctx.stack.registers.len());
            // SAFETY: `push_frame` made sure that the frame's window lies within the registers.
            (code, unsafe { ctx.stack.registers.as_mut_ptr().add(base as usize) })
        }
        FrameBody::Chain { innermost, code, .. } => (code, ctx.heap.tail_pointer(innermost)),
        FrameBody::Steps { .. } | FrameBody::Host => unreachable!("natives are stepped, not interpreted"),
    };
    enter(&ctx.heap.get(code).entry, pc & !FRESH, registers, frame)
}

/// The state of a frame at an instruction.
#[inline(always)]
pub(super) fn enter(entry: &Entry, pc: u32, registers: *mut Value, frame: *mut Frame) -> Running {
    // SAFETY: pcs lie within the code's instructions, which live as long as the code, and that as long as the frame.
    let pc = unsafe { (entry.instructions as *const Op).add(pc as usize) };
    Running { pc, registers, entry, frame }
}
