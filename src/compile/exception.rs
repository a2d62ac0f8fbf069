//! `try` in all its forms, `raise` and `assert`.
//!
//! A handler finds its exception in a register above the temporaries of the `try`; the register after it keeps the
//! exception that was being handled before, and gets it back on every way out.

use super::Compiler;
use super::control::Exit;
use super::emit::{FAR, NEAR};
use super::register::State;
use crate::bytecode::{Intrinsic, Label, Op, Register};
use crate::syntax::Span;
use crate::syntax::ast::{self, ExceptHandler, Expr, ExprKind};

impl<'a> Compiler<'a> {
    pub fn try_statement(&mut self, statement: &'a ast::Try, span: Span) {
        if statement.finalbody.is_empty() {
            return self.try_except(statement, span);
        }
        let state = self.unit.flow.state();
        let handler = (self.label(), self.unit.registers.next());
        let end = self.label();
        let exit = Exit::Finally(&statement.finalbody);
        let is_used = self.guarded(exit, handler, span, |compiler| match statement.handlers.is_empty() {
            true => compiler.body(&statement.body),
            false => compiler.try_except(statement, span),
        });
        self.finally_body(&statement.finalbody, span);
        self.jump(end, span);
        self.handle(handler, &state, is_used, span, |compiler, exception| {
            compiler.finally_body(&statement.finalbody, span);
            compiler.leave_and_reraise(exception, span);
        });
        self.place(end);
    }

    /// A handler's frame: what `body` raises, or leaves early, gives back the exception handled before. `body` is
    /// handed the register of the exception, and leaves the block by itself.
    pub fn handle(
        &mut self,
        handler: (Label, Register),
        state: &State,
        is_used: bool,
        span: Span,
        body: impl FnOnce(&mut Self, Register),
    ) {
        let mark = self.unit.registers.mark();
        self.start_handler(handler, state, is_used);
        let exception = handler.1;
        let saved = self.unit.registers.next();
        self.emit(Op::EnterHandler { saved, exception }, span);
        self.unit.registers.allocate();
        let state = self.unit.flow.state();
        let cleanup = (self.label(), self.unit.registers.next());
        let is_used = self.guarded(Exit::LeaveHandler(saved), cleanup, span, |compiler| {
            body(compiler, exception);
        });
        self.start_handler(cleanup, &state, is_used);
        self.emit(Op::LeaveHandler { saved }, span);
        self.emit_last(Op::Reraise { exception: cleanup.1 }, span);
        self.unit.registers.release(mark);
    }

    /// Leaves the handler we are in with its exception.
    pub fn leave_and_reraise(&mut self, exception: Register, span: Span) {
        self.leave_innermost(span, |compiler| {
            compiler.emit_last(Op::Reraise { exception }, span);
        });
    }

    fn try_except(&mut self, statement: &'a ast::Try, span: Span) {
        let state = self.unit.flow.state();
        let handler = (self.label(), self.unit.registers.next());
        let end = self.label();
        let is_used = self.guarded(Exit::Try, handler, span, |compiler| {
            compiler.body(&statement.body);
        });
        self.body(&statement.orelse);
        self.jump(end, span);
        self.handle(handler, &state, is_used, span, |compiler, exception| match statement.is_star {
            true => compiler.star_handlers(&statement.handlers, exception, end),
            false => compiler.handlers(&statement.handlers, exception, end),
        });
        self.place(end);
    }

    fn handlers(&mut self, handlers: &'a [ExceptHandler], exception: Register, end: Label) {
        for (index, handler) in handlers.iter().enumerate() {
            let next = self.label();
            match &handler.exception {
                Some(class) => self.scoped(|compiler| {
                    let class = compiler.operand(class);
                    let op = Op::JumpUnlessMatches { exception, class, offset: NEAR };
                    compiler.branch(op, next, handler.span);
                }),
                None if index + 1 < handlers.len() => {
                    let message = "default 'except:' must be last";
                    self.complaints.syntax(head(handler), message);
                }
                None => {}
            }
            self.handler_body(handler, exception, |compiler| {
                compiler.leave_innermost(handler.span, |compiler| compiler.jump(end, handler.span));
            });
            self.place(next);
        }
        let span = handlers.last().map_or(Span::default(), head);
        self.leave_and_reraise(exception, span);
    }

    /// Binds the name, runs the body, unbinds the name and leaves by `leave`.
    fn handler_body(&mut self, handler: &'a ExceptHandler, exception: Register, leave: impl FnOnce(&mut Self)) {
        let Some(name) = &handler.name else {
            self.body(&handler.body);
            return leave(self);
        };
        self.store_name(&name.text, exception, name.span);
        let state = self.unit.flow.state();
        let mark = self.unit.registers.mark();
        let cleanup = (self.label(), self.unit.registers.next());
        let exit = Exit::UnbindName(name);
        let is_used = self.guarded(exit, cleanup, handler.span, |compiler| {
            compiler.body(&handler.body);
        });
        self.unbind_name(name);
        leave(self);
        self.start_handler(cleanup, &state, is_used);
        self.unbind_name(name);
        let op = Op::Reraise { exception: cleanup.1 };
        self.emit_last(op, handler.span);
        self.unit.registers.release(mark);
    }

    // ---- except*

    /// Each handler takes its part of what is left of the group; what they raise and what is left is raised in the
    /// end.
    fn star_handlers(&mut self, handlers: &'a [ExceptHandler], exception: Register, end: Label) {
        let span = handlers.last().map_or(Span::default(), head);
        // Original and list stand side by side for the intrinsic at the end.
        let original = self.push_copy(exception, span);
        let raised = self.unit.registers.next();
        let (base, count) = (raised, 0);
        let dst = raised;
        self.emit(Op::BuildList { dst, base, count }, span);
        self.unit.registers.allocate();
        let rest = self.push_copy(exception, span);
        for handler in handlers {
            self.star_handler(handler, raised, rest);
        }
        let nothing_left = self.label();
        let op = Op::JumpIfNone { src: rest, offset: FAR };
        self.branch(op, nothing_left, span);
        let op = Op::ListAppend { list: raised, value: rest };
        self.emit(op, span);
        self.place(nothing_left);
        let op = Op::CallIntrinsic { which: Intrinsic::CombineGroup, dst: rest, base: original };
        self.emit(op, span);
        self.leave_innermost(span, |compiler| {
            let op = Op::JumpIfNone { src: rest, offset: FAR };
            compiler.branch(op, end, span);
            compiler.emit_last(Op::Reraise { exception: rest }, span);
        });
    }

    fn star_handler(&mut self, handler: &'a ExceptHandler, raised: Register, rest: Register) {
        let mark = self.unit.registers.mark();
        let next = self.label();
        let span = head(handler);
        let base = self.push_copy(rest, span);
        if let Some(class) = &handler.exception {
            self.push(class);
        }
        let which = Intrinsic::SplitGroup;
        self.emit(Op::CallIntrinsic { which, dst: base, base }, span);
        self.unit.registers.release(u32::from(base.0) + 1);
        let (src, count) = (base, 2);
        self.emit(Op::Unpack { base, src, count }, span);
        self.unit.registers.allocate();
        let (dst, src) = (rest, base.offset(1));
        self.emit(Op::Move { dst, src }, span);
        self.unit.registers.release(u32::from(base.0) + 1);
        let op = Op::JumpIfNone { src: base, offset: FAR };
        self.branch(op, next, span);
        // The part taken is what is being handled meanwhile; what the body raises is kept for the end.
        let saved = self.unit.registers.next();
        let exception = base;
        self.emit(Op::EnterHandler { saved, exception }, span);
        self.unit.registers.allocate();
        let state = self.unit.flow.state();
        let caught = (self.label(), self.unit.registers.next());
        let done = self.label();
        let is_used = self.guarded(Exit::LeaveHandler(saved), caught, span, |compiler| {
            compiler.in_block(Exit::InExceptStar, span, |compiler| {
                compiler.handler_body(handler, base, |compiler| compiler.jump(done, handler.span));
            });
        });
        self.place(done);
        self.emit(Op::LeaveHandler { saved }, handler.span);
        self.jump(next, handler.span);
        self.start_handler(caught, &state, is_used);
        self.emit(Op::LeaveHandler { saved }, handler.span);
        let op = Op::ListAppend { list: raised, value: caught.1 };
        self.emit(op, handler.span);
        self.unit.registers.release(mark);
        self.place(next);
    }

    // ---- raise and assert

    pub fn raise_statement(&mut self, exception: &'a Option<Expr>, cause: &'a Option<Expr>, span: Span) {
        self.scoped(|compiler| {
            let op = match (exception, cause) {
                (None, _) => Op::RaiseHandled {},
                (Some(exception), None) => Op::Raise { src: compiler.operand(exception) },
                (Some(exception), Some(cause)) => {
                    Op::RaiseFrom { src: compiler.operand_before(exception, &[cause]), cause: compiler.operand(cause) }
                }
            };
            compiler.emit_last(op, span);
        });
    }

    pub fn assert_statement(&mut self, test: &'a Expr, message: &'a Option<Expr>, span: Span) {
        if let ExprKind::Tuple(items) = &*test.kind
            && !items.is_empty()
        {
            let message = "assertion is always true, perhaps remove parentheses?";
            self.complaints.warn(span, message);
        }
        let end = self.label();
        self.jump_if(test, true, end);
        self.scoped(|compiler| {
            let which = Intrinsic::AssertionError;
            let base = compiler.unit.registers.next();
            let dst = base;
            compiler.emit(Op::CallIntrinsic { which, dst, base }, span);
            compiler.unit.registers.allocate();
            if let Some(message) = message {
                compiler.push(message);
                let count = 1;
                compiler.emit(Op::Call { count, dst, base }, span);
                compiler.unit.registers.release(u32::from(base.0) + 1);
            }
            compiler.emit_last(Op::Raise { src: base }, compiler.at(test));
        });
        self.place(end);
    }
}

/// Where matching is shown to happen: at the class, else the handler.
fn head(handler: &ExceptHandler) -> Span {
    handler.exception.as_ref().map_or(handler.span, |class| class.span)
}
