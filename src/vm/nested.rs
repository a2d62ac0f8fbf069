//! Calling back into the machine from Rust: for the few natives that cannot be put aside (a lookup asking a script's
//! `__eq__`, a sort asking `__lt__`, host functions), and for whoever starts a script.

use super::frame::{Action, Frame, FrameBody, ReturnTo};
use super::interpret::interpret;
use super::native::{Raised, Result};
use super::outcome::Outcome;
use super::Context;
use crate::heap::Value;
use crate::object::ExceptionKind;

/// Where the result of nested code goes.
const BACK: ReturnTo = ReturnTo { action: Action::ExitValue, dst: 0 };

/// Native stack a nested call, or any other recursion in Rust, must leave.
pub const RESERVE: usize = 256 * 1024;

impl Context {
    /// Runs what `begin` calls until it has answered. The stack cannot be parked meanwhile.
    pub fn nested(&mut self, begin: impl FnOnce(&mut Context, ReturnTo) -> Result) -> Result {
        self.check_native_stack("nested call")?;
        let base = self.stack.end_of_frames(&self.heap);
        let live = self.native_top.saturating_sub(base);
        let depth = self.stack.frames.len();
        self.stack.frames.push(Frame { body: FrameBody::Host, pc: 0, base, live, dst: 0, action: Action::Exit });
        self.stack.pinned += 1;
        let (to, callee, top) = (self.return_to, self.callee, self.native_top);
        let result = begin(self, BACK);
        let result = match result {
            Ok(value) if value.is_unbound() => self.run_nested(),
            other => other,
        };
        self.stack.pinned -= 1;
        self.stack.frames.truncate(depth);
        (self.return_to, self.callee, self.native_top) = (to, callee, top);
        result
    }

    fn run_nested(&mut self) -> Result {
        loop {
            if let Some(request) = self.request.take() {
                self.serve_nested(request)?;
                continue;
            }
            match interpret(self) {
                Outcome::Returned(value) | Outcome::Suspended(value) => return Ok(value),
                Outcome::Raised => return Err(Raised),
                Outcome::Requested(request) => {
                    self.request = Some(request);
                }
                Outcome::Preempted => {}
            }
        }
    }

    /// What a native below Rust code asked of the driver is done on the spot, if it can be.
    fn serve_nested(&mut self, request: super::Request) -> Result<()> {
        let Some(serve) = self.extensions.serve_nested else {
            return Err(self.runtime_error("cannot wait here: the caller is native code"));
        };
        let value = serve(self, request)?;
        let top = *self.top_frame();
        debug_assert!(!matches!(top.body, FrameBody::Host));
        self.answer_request(value)
    }

    /// Calls a method found on a class, and waits for its result.
    pub fn call_nested_method(&mut self, method: Value, receiver: Value, args: &[Value]) -> Result {
        self.nested(|ctx, to| ctx.call_method_value(method, receiver, args, to))
    }

    /// Calls anything, and waits for its result.
    pub fn call_nested(&mut self, callee: Value, args: &[Value]) -> Result {
        self.nested(|ctx, to| ctx.tail_call_to(callee, args, to))
    }

    /// Raises RecursionError if the native stack is nearly used up.
    pub fn check_native_stack(&mut self, what: &str) -> Result<()> {
        let here = 0u8;
        let address = std::ptr::from_ref(&here) as usize;
        if address > self.native_stack_limit {
            return Ok(());
        }
        let message = match what {
            "nested call" => "maximum recursion depth exceeded".to_owned(),
            _ => format!("maximum recursion depth exceeded in {what}"),
        };
        Err(self.raise(ExceptionKind::RecursionError, message))
    }
}
