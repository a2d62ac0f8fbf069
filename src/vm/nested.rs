//! Calling back into the machine from Rust: for the few natives that cannot be put aside (a lookup asking a script's
//! `__eq__`, a sort asking `__lt__`, host functions), and for whoever starts a script.

use super::Context;
use super::deliver::Flow;
use super::frame::{Action, Frame, FrameBody, ReturnTo};
use super::interpret::interpret;
use super::native::{Raised, Result};
use super::outcome::{Outcome, Request};
use crate::heap::Value;
use crate::object::ExceptionKind;

/// Where the result of nested code goes.
const BACK: ReturnTo = ReturnTo { action: Action::ExitValue, dst: 0 };

/// Native stack a nested call, or any other recursion in Rust, must leave.
pub const RESERVE: usize = 256 * 1024;

/// What is taken for granted where the system does not tell.
const ASSUMED_STACK: usize = 1 << 20;

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
        let result = match begin(self, BACK) {
            Ok(value) if value.is_unbound() => self.run_nested(Ok(Flow::Reload)),
            Err(raised) if self.stack.frames.len() > depth + 1 => self.run_nested(Err(raised)),
            other => other,
        };
        self.stack.pinned -= 1;
        self.stack.frames.truncate(depth);
        (self.return_to, self.callee, self.native_top) = (to, callee, top);
        result
    }

    fn run_nested(&mut self, flow: Result<Flow>) -> Result {
        let mut outcome = self.go_on(flow);
        loop {
            outcome = match outcome {
                Outcome::Returned(value) | Outcome::Suspended(value) => return Ok(value),
                Outcome::Raised => return Err(Raised),
                Outcome::Requested(request) => {
                    let answer = self.serve_nested(request);
                    self.answer(answer)
                }
                Outcome::Preempted => interpret(self),
            };
        }
    }

    /// What a native below Rust code asked of the driver is done on the spot, if it can be.
    fn serve_nested(&mut self, request: Request) -> Result {
        match self.extensions.serve_nested {
            Some(serve) => serve(self, request),
            None => Err(self.runtime_error("cannot wait here: the caller is native code")),
        }
    }

    /// For natives: asks the driver for something, and answers with what it answers.
    pub fn ask(&mut self, request: Request) -> Result {
        self.stack.waiting_as = self.return_to;
        self.request = Some(request);
        Ok(Value::UNBOUND)
    }

    /// For the driver: hands the current stack what it asked for, or an exception that is pending, and goes on.
    pub fn answer(&mut self, answer: Result) -> Outcome {
        self.measure_native_stack();
        let flow = match answer {
            Ok(value) => {
                let to = self.stack.waiting_as;
                self.deliver_value(value, to)
            }
            Err(raised) => Err(raised),
        };
        self.go_on(flow)
    }

    /// For the driver: calls something on the current stack, on top of what is there, and runs it. Its outcome comes
    /// when it returns, or suspends if it is a coroutine being resumed.
    pub fn start(&mut self, begin: impl FnOnce(&mut Context, ReturnTo) -> Result) -> Outcome {
        self.measure_native_stack();
        self.start_here(begin)
    }

    /// The same, on a thread where the native stack was measured already.
    #[inline]
    pub fn start_here(&mut self, begin: impl FnOnce(&mut Context, ReturnTo) -> Result) -> Outcome {
        self.native_top = 0;
        let depth = self.stack.frames.len();
        match begin(self, ReturnTo { action: Action::Exit, dst: 0 }) {
            Ok(value) if value.is_unbound() => self.go_on(Ok(Flow::Reload)),
            Ok(value) => Outcome::Returned(value),
            Err(Raised) => {
                // A frame that was pushed for this, and is to leave, is still there.
                if self.stack.frames.len() > depth {
                    self.go_on(Err(Raised))
                } else {
                    self.materialise_pending();
                    Outcome::Raised
                }
            }
        }
    }

    fn go_on(&mut self, flow: Result<Flow>) -> Outcome {
        let flow = flow.unwrap_or_else(|Raised| self.unwind());
        match (flow, self.request.take()) {
            (Flow::Leave(outcome), _) => outcome,
            (Flow::Reload, Some(request)) => Outcome::Requested(request),
            (Flow::Reload, None) => interpret(self),
        }
    }

    /// Calls a method found on a class, and waits for its result.
    pub fn call_nested_method(&mut self, method: Value, receiver: Value, args: &[Value]) -> Result {
        self.nested(|ctx, to| ctx.call_method_value(method, receiver, args, to))
    }

    /// Calls anything, and waits for its result.
    pub fn call_nested(&mut self, callee: Value, args: &[Value]) -> Result {
        self.nested(|ctx, to| ctx.tail_call_to(callee, args, to))
    }

    /// Notes how far down the native stack of this thread may be used. The machine may be on another thread each time.
    pub fn measure_native_stack(&mut self) {
        let here = 0u8;
        let address = std::ptr::from_ref(&here) as usize;
        let remaining = stacker::remaining_stack().unwrap_or(ASSUMED_STACK);
        self.native_stack_limit = address.saturating_sub(remaining).saturating_add(RESERVE);
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
