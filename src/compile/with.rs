//! `with` and `async with`.

use super::Compiler;
use super::control::Exit;
use super::emit::At;
use crate::bytecode::{Op, Register, SpecialMethod};
use crate::syntax::ast::{Stmt, WithItem};

impl<'a> Compiler<'a> {
    /// Several items nest, the first outermost.
    pub fn with_statement(&mut self, is_async: bool, items: &'a [WithItem], body: &'a [Stmt]) {
        let Some((item, rest)) = items.split_first() else {
            return self.body(body);
        };
        let at = self.at(&item.context_expr);
        let mark = self.unit.registers.mark();
        let local = item.optional_vars.as_ref().and_then(|target| self.local(target));
        let (exit, entered) = self.enter_context(is_async, item, local);
        let state = self.unit.flow.state();
        let handler = (self.label(), self.unit.registers.next());
        let end = self.label();
        let way_out = Exit::With { exit, is_async, at };
        let is_used = self.guarded(way_out, handler, at.span, |compiler| {
            if let Some(local) = local {
                compiler.unit.flow.bind(local);
            } else if let Some(target) = &item.optional_vars {
                compiler.scoped(|compiler| {
                    compiler.unit.registers.hold(entered);
                    compiler.store(target, entered);
                });
            }
            compiler.with_statement(is_async, rest, body);
        });
        self.exit_normally(exit, is_async, at);
        self.jump(end, at);
        self.handle(handler, &state, is_used, at.span, |compiler, exception| {
            let keep = compiler.label();
            compiler.scoped(|compiler| {
                let base = compiler.push_copy(exit, at);
                let info = base.offset(1);
                compiler.unit.registers.reach(u32::from(base.0) + 4);
                let op = Op::ExceptionInfo { base: info, exception };
                compiler.emit(op, at);
                compiler.unit.registers.hold(base.offset(3));
                compiler.call_exit(base, is_async, at);
                compiler.unit.registers.hold(base);
                compiler.jump_if_register(base, false, keep, at);
            });
            compiler.leave_innermost(at.span, |compiler| compiler.jump(end, at));
            compiler.place(keep);
            compiler.leave_and_reraise(exception, at.span);
        });
        self.place(end);
        self.unit.registers.release(mark);
    }

    /// Looks up the methods as CPython does, exit first, and enters. The bound `__exit__` is taken; the value of
    /// `__enter__` is in the local, else in the next register.
    fn enter_context(&mut self, is_async: bool, item: &'a WithItem, local: Option<Register>) -> (Register, Register) {
        let at = self.at(&item.context_expr);
        let (enter, leave) = match is_async {
            false => (SpecialMethod::Enter, SpecialMethod::Exit),
            true => (SpecialMethod::AsyncEnter, SpecialMethod::AsyncExit),
        };
        let object = self.operand(&item.context_expr);
        let exit = self.unit.registers.next();
        let op = Op::LoadSpecial { method: leave, dst: exit, object };
        self.emit(op, at);
        self.unit.registers.allocate();
        let base = self.unit.registers.next();
        let entered = local.unwrap_or(base);
        let op = Op::LoadSpecial { method: enter, dst: base, object };
        self.emit(op, at);
        let dst = if is_async { base } else { entered };
        self.scoped(|compiler| {
            compiler.unit.registers.hold(base);
            compiler.emit(Op::Call { count: 0, dst, base }, at);
        });
        if is_async {
            self.await_value(base, entered, at);
        }
        (exit, entered)
    }

    /// `exit(None, None, None)` when the body is left without an exception.
    pub fn exit_normally(&mut self, exit: Register, is_async: bool, at: At) {
        self.scoped(|compiler| {
            let base = compiler.push_copy(exit, at);
            for _ in 0..3 {
                compiler.push_none(at);
            }
            compiler.call_exit(base, is_async, at);
        });
    }

    /// Calls what stands in `base` with three arguments; the result replaces it.
    fn call_exit(&mut self, base: Register, is_async: bool, at: At) {
        let (count, dst) = (3, base);
        self.emit(Op::Call { count, dst, base }, at);
        self.unit.registers.release(u32::from(base.0));
        if is_async {
            self.await_value(base, base, at);
        }
    }
}
