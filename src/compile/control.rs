//! Blocks and the ways out of them; loops. A block that has to be left properly keeps what to do on the way: `return`,
//! `break` and `continue` do it inline, exceptions find it through the exception table.

use super::Compiler;
use super::emit::{At, FAR, NEAR};
use super::fold;
use super::register::State;
use crate::bytecode::{Label, Op, Register};
use crate::syntax::Span;
use crate::syntax::ast::{self, Expr, ExprKind, Identifier, Stmt};

/// How deep CPython lets blocks nest.
const MAX_BLOCKS: usize = 21;

pub(super) struct Block<'a> {
    pub exit: Exit<'a>,
    region: Option<Region>,
}

/// What leaving a block takes.
#[derive(Clone, Copy)]
pub(super) enum Exit<'a> {
    Loop {
        end: Label,
        next: Label,
        /// An iterator that may be the loop's own.
        iterator: Option<Register>,
    },
    /// Nothing: exceptions alone are caught.
    Try,
    Finally(&'a [Stmt]),
    /// The exception being handled becomes the one in the register again.
    LeaveHandler(Register),
    /// The name of `except … as name` is unbound.
    UnbindName(&'a Identifier),
    With {
        exit: Register,
        is_async: bool,
        at: At,
    },
    /// A body that is `finally`'s own: leaving it loses the exception, so that is warned about.
    InFinally,
    /// A body of `except*`, which must not be left.
    InExceptStar,
}

/// Instructions whose exceptions go to a handler. Code that leaves the block early is taken out of it.
struct Region {
    start: u32,
    handler: Label,
    exception: Register,
    is_used: bool,
}

impl<'a> Compiler<'a> {
    /// Compiles `body` inside a block; returns whether its handler can be reached.
    pub fn guarded(
        &mut self,
        exit: Exit<'a>,
        handler: (Label, Register),
        span: Span,
        body: impl FnOnce(&mut Self),
    ) -> bool {
        let region =
            Region { start: self.unit.assembler.here(), handler: handler.0, exception: handler.1, is_used: false };
        if !self.push_block(exit, Some(region), span) {
            return false;
        }
        body(self);
        let mut block = self.unit.blocks.pop().expect("pushed above");
        self.close_region(&mut block);
        block.region.is_some_and(|region| region.is_used)
    }

    /// Compiles `body` inside a block that exceptions pass through.
    pub fn in_block(&mut self, exit: Exit<'a>, span: Span, body: impl FnOnce(&mut Self)) {
        if self.push_block(exit, None, span) {
            body(self);
            self.unit.blocks.pop();
        }
    }

    /// Unless blocks nest too deep.
    fn push_block(&mut self, exit: Exit<'a>, region: Option<Region>, span: Span) -> bool {
        let counts = |block: &&Block| !matches!(block.exit, Exit::InFinally | Exit::InExceptStar);
        let fits = self.unit.blocks.iter().filter(counts).count() < MAX_BLOCKS;
        match fits {
            true => self.unit.blocks.push(Block { exit, region }),
            false => self.complaints.syntax(span, "too many statically nested blocks"),
        }
        fits
    }

    fn close_region(&mut self, block: &mut Block<'a>) {
        if let Some(region) = &mut block.region {
            let (start, handler) = (region.start, region.handler);
            let protects = self.unit.assembler.protect(start, handler, region.exception);
            region.is_used |= protects;
        }
    }

    /// Starts a handler: exceptions raised in code that began with `state` lead here.
    pub fn start_handler(&mut self, handler: (Label, Register), state: &State, is_used: bool) {
        self.unit.assembler.place(handler.0);
        match is_used {
            true => {
                let state = self.unit.flow.anywhere_after(state);
                self.unit.flow.restore(state);
            }
            false => self.unit.flow.stop(),
        }
        self.unit.registers.release(u32::from(handler.1.0));
        self.unit.registers.allocate();
    }

    /// Leaves the blocks from the innermost down to the one with this index, runs `go` and takes the blocks up again.
    fn leave(&mut self, down_to: usize, span: Span, go: impl FnOnce(&mut Self)) {
        let mut left = Vec::new();
        while self.unit.blocks.len() > down_to {
            let mut block = self.unit.blocks.pop().expect("more than that");
            self.close_region(&mut block);
            self.leave_block(block.exit, span);
            left.push(block);
        }
        go(self);
        let here = self.unit.assembler.here();
        while let Some(mut block) = left.pop() {
            if let Some(region) = &mut block.region {
                region.start = here;
            }
            self.unit.blocks.push(block);
        }
    }

    /// Leaves the innermost block early and runs `go` outside it.
    pub fn leave_innermost(&mut self, span: Span, go: impl FnOnce(&mut Self)) {
        self.leave(self.unit.blocks.len() - 1, span, go);
    }

    fn leave_block(&mut self, exit: Exit<'a>, at: Span) {
        match exit {
            Exit::Loop { iterator: Some(iterator), .. } => self.emit(Op::EndIteration { iterator }, at),
            Exit::Loop { iterator: None, .. } | Exit::Try | Exit::InFinally | Exit::InExceptStar => {}
            Exit::Finally(body) => self.scoped(|compiler| compiler.finally_body(body, at)),
            Exit::LeaveHandler(saved) => self.emit(Op::LeaveHandler { saved }, at),
            Exit::UnbindName(name) => self.unbind_name(name),
            Exit::With { exit, is_async, at } => self.exit_normally(exit, is_async, at),
        }
    }

    /// The body of `finally`, on one of the ways through it.
    pub fn finally_body(&mut self, body: &'a [Stmt], span: Span) {
        self.in_block(Exit::InFinally, span, |compiler| compiler.body(body));
    }

    /// The name of a handled exception ends with its handler; it need not be bound any more.
    pub fn unbind_name(&mut self, name: &'a Identifier) {
        if let Some(dst) = self.local_target(&name.text) {
            self.emit(Op::Unbind { dst }, name.span);
            return self.unit.flow.unbind(dst);
        }
        self.scoped(|compiler| {
            let none = compiler.push_none(name.span);
            compiler.store_name(&name.text, none, name.span);
            compiler.delete_name(&name.text, name.span);
        });
    }

    // ---- ways out

    pub fn return_statement(&mut self, value: &'a Option<Expr>, span: Span) {
        self.check_return(value, span);
        if self.unit.blocks.iter().any(|block| block.exit.is_finally()) {
            self.complaints.warn(span, "'return' in a 'finally' block");
        }
        let value = match value {
            Some(value) if self.fold(value) != Some(crate::bytecode::Constant::None) => value,
            _ => {
                return self.leave(0, span, |compiler| {
                    compiler.emit_last(Op::ReturnNone {}, span);
                });
            }
        };
        let is_loop = |block: &Block| matches!(block.exit, Exit::Loop { .. });
        self.scoped(|compiler| {
            let src = match compiler.unit.blocks.iter().all(is_loop) {
                true => compiler.operand(value),
                false => compiler.push(value),
            };
            compiler.leave(0, span, |compiler| {
                compiler.emit_last(Op::Return { src }, span);
            });
        });
    }

    fn check_return(&mut self, value: &Option<Expr>, span: Span) {
        let scope = &self.scopes[self.unit.frame];
        if !scope.is_function() {
            let message = "'return' outside function";
            return self.complaints.syntax(span, message);
        }
        if scope.is_async && scope.has_yield && value.is_some() {
            let message = "'return' with value in async generator";
            self.complaints.syntax(span, message);
        }
        let in_star = |block: &Block| matches!(block.exit, Exit::InExceptStar);
        if self.unit.blocks.iter().any(in_star) {
            self.forbid_leaving_star(value.as_ref().map_or(span, |value| value.span));
        }
    }

    fn forbid_leaving_star(&mut self, span: Span) {
        let message = "'break', 'continue' and 'return' cannot appear in an except* block";
        self.complaints.syntax(span, message);
    }

    pub fn break_statement(&mut self, span: Span) {
        self.leave_loop(span, "'break' outside loop", "'break' in a 'finally' block", true);
    }

    pub fn continue_statement(&mut self, span: Span) {
        let outside = "'continue' not properly in loop";
        self.leave_loop(span, outside, "'continue' in a 'finally' block", false);
    }

    fn leave_loop(&mut self, span: Span, outside: &str, in_finally: &str, ends: bool) {
        let is_loop = |block: &Block| matches!(block.exit, Exit::Loop { .. });
        let around = self.unit.blocks.iter().rposition(is_loop);
        let inner = &self.unit.blocks[around.map_or(0, |index| index + 1)..];
        if inner.iter().any(|block| block.exit.is_finally()) {
            self.complaints.warn(span, in_finally);
        }
        let in_star = |block: &Block| matches!(block.exit, Exit::InExceptStar);
        if inner.iter().any(in_star) {
            return self.forbid_leaving_star(span);
        }
        let Some(index) = around else {
            return self.complaints.syntax(span, outside);
        };
        if let Exit::Loop { end, next, .. } = self.unit.blocks[index].exit {
            match ends {
                true => self.leave(index, span, |compiler| compiler.jump(end, span)),
                false => self.leave(index + 1, span, |compiler| compiler.jump(next, span)),
            }
        }
    }

    // ---- loops

    pub fn while_loop(&mut self, test: &'a Expr, body: &'a [Stmt], orelse: &'a [Stmt], span: Span) {
        let (top, next) = (self.label(), self.label());
        let (otherwise, end) = (self.label(), self.label());
        let exit = Exit::Loop { end, next, iterator: None };
        let always = self.fold(test).map(|constant| fold::truth(&constant));
        let state = self.unit.flow.state();
        match always {
            Some(false) => self.unit.flow.stop(),
            Some(true) => {}
            None => self.jump_if(test, false, otherwise),
        }
        self.place_loop(top);
        self.in_block(exit, span, |compiler| compiler.body(body));
        self.place(next);
        match always {
            Some(_) => self.jump(top, test.span),
            None => self.jump_if(test, true, top),
        }
        self.place(otherwise);
        if always == Some(false) {
            self.unit.flow.restore(state);
        }
        self.body(orelse);
        self.place(end);
    }

    pub fn for_loop(&mut self, statement: &'a ast::For, span: Span) {
        let mark = self.unit.registers.mark();
        let (top, next, end) = (self.label(), self.label(), self.label());
        let iterator = self.unit.registers.next();
        let is_range = self.start_iteration(&statement.iter);
        let state = self.unit.flow.state();
        // Where a pair that cannot be unpacked is blamed.
        self.jump(next, statement.target.span);
        self.unit.flow.restore(state.clone());
        self.place_loop(top);
        let owned = self.may_own_iterator(&statement.iter, is_range).then_some(iterator);
        let handler = (self.label(), self.unit.registers.next());
        let (mut dst, mut is_pair) = (iterator, false);
        let exit = Exit::Loop { end, next, iterator: owned };
        let body = |compiler: &mut Self| {
            (dst, is_pair) = compiler.bind_item(&statement.target);
            compiler.body(&statement.body);
        };
        let is_used = match owned {
            Some(_) => self.guarded(exit, handler, span, body),
            None => {
                self.in_block(exit, span, body);
                false
            }
        };
        self.place(next);
        let op = Self::iteration(dst, iterator, is_range, is_pair);
        self.branch(op, top, self.at(&statement.iter));
        self.body(&statement.orelse);
        if is_used {
            self.jump(end, span);
            self.start_handler(handler, &state, is_used);
            self.emit(Op::EndIteration { iterator }, span);
            self.emit_last(Op::Reraise { exception: handler.1 }, span);
        }
        self.place(end);
        self.unit.registers.release(mark);
    }

    /// Whether the head of a loop makes what is iterated over: a generator is then closed when the loop is left early.
    fn may_own_iterator(&self, iterable: &Expr, is_range: bool) -> bool {
        !is_range && matches!(&*iterable.kind, ExprKind::Call { .. } | ExprKind::GeneratorExp { .. })
    }

    /// The instruction at the bottom of a loop.
    pub fn iteration(dst: Register, iterator: Register, is_range: bool, is_pair: bool) -> Op {
        let offset = NEAR;
        match (is_range, is_pair) {
            (true, _) => Op::ForRange { dst, iterator, offset },
            (false, true) => Op::ForPair { dst, iterator, offset },
            (false, false) => Op::ForIterator { dst, iterator, offset },
        }
    }

    /// Puts an iterator over the value into the next register; for a call of `range`, the two after it are taken too.
    /// Whether it is such a call.
    pub fn start_iteration(&mut self, iterable: &'a Expr) -> bool {
        let mark = self.unit.registers.mark();
        let dst = self.unit.registers.next();
        if let ExprKind::Call { func, arguments } = &*iterable.kind
            && self.is_range(func, arguments)
        {
            self.start_range(func, arguments, iterable);
            return true;
        }
        let src = self.operand(iterable);
        self.emit(Op::GetIterator { dst, src }, self.at(iterable));
        self.unit.registers.release(mark);
        self.unit.registers.allocate();
        false
    }

    fn is_range(&self, func: &Expr, arguments: &[ast::Argument]) -> bool {
        let plain = |it: &ast::Argument| matches!(it.kind, ast::ArgumentKind::Positional);
        matches!(&*func.kind, ExprKind::Name(name) if &**name == "range" && self.is_global(name))
            && (1..=3).contains(&arguments.len())
            && arguments.iter().all(plain)
    }

    /// Two ways to the loop: a range of small ints kept in three registers, or an iterator in the first of them.
    fn start_range(&mut self, func: &'a Expr, arguments: &'a [ast::Argument], call: &'a Expr) {
        let base = self.push(func);
        for argument in arguments {
            self.push(&argument.value);
        }
        let (count, offset) = (arguments.len() as u8, NEAR);
        let ready = self.label();
        self.unit.registers.reach(u32::from(base.0) + 3);
        let prepare = Op::PrepareRange { count, base, offset };
        self.branch(prepare, ready, call.span);
        let dst = base;
        let at = self.at(call);
        self.emit(Op::Call { count, dst, base }, at);
        self.unit.registers.release(u32::from(base.0));
        self.unit.registers.allocate();
        self.emit(Op::GetIterator { dst, src: base }, at);
        // The collector looks at all three.
        self.push_none(call.span);
        self.push_none(call.span);
        self.place(ready);
    }

    /// Takes an item at the top of a loop: the register the instruction at the bottom writes it to, and whether it
    /// is a pair unpacked into two.
    pub fn bind_item(&mut self, target: &'a Expr) -> (Register, bool) {
        if let Some(local) = self.local(target) {
            self.unit.flow.bind(local);
            return (local, false);
        }
        let pair = match &*target.kind {
            ExprKind::Tuple(targets) | ExprKind::List(targets) if targets.len() == 2 => {
                let is_starred = |it: &Expr| matches!(&*it.kind, ExprKind::Starred(_));
                (!targets.iter().any(is_starred)).then_some(targets)
            }
            _ => None,
        };
        let mark = self.unit.registers.mark();
        let dst = match pair {
            Some(targets) => {
                if let Some(base) = self.locals_in_a_row(targets) {
                    self.unit.flow.bind(base);
                    self.unit.flow.bind(base.offset(1));
                    return (base, true);
                }
                let first = self.unit.registers.allocate();
                let second = self.unit.registers.allocate();
                self.store(&targets[0], first);
                self.store(&targets[1], second);
                first
            }
            None => {
                let item = self.unit.registers.allocate();
                self.store(target, item);
                item
            }
        };
        self.unit.registers.release(mark);
        (dst, pair.is_some())
    }

    /// `async for`: the next item is awaited at the top; StopAsyncIteration leads to the end.
    pub fn async_for_loop(&mut self, statement: &'a ast::For, span: Span) {
        let mark = self.unit.registers.mark();
        let (top, otherwise, end) = (self.label(), self.label(), self.label());
        let iterator = self.start_async_iteration(&statement.iter);
        self.place_loop(top);
        self.next_async(iterator, &statement.target, otherwise, span.into());
        let iterator = self.may_own_iterator(&statement.iter, false).then_some(iterator);
        let exit = Exit::Loop { end, next: top, iterator };
        self.in_block(exit, span, |compiler| compiler.body(&statement.body));
        self.jump(top, statement.iter.span);
        self.place(otherwise);
        self.body(&statement.orelse);
        self.place(end);
        self.unit.registers.release(mark);
    }

    pub fn start_async_iteration(&mut self, iterable: &'a Expr) -> Register {
        let mark = self.unit.registers.mark();
        let dst = self.unit.registers.next();
        let src = self.operand(iterable);
        self.emit(Op::GetAsyncIterator { dst, src }, self.at(iterable));
        self.unit.registers.release(mark);
        self.unit.registers.allocate()
    }

    /// Awaits the next item and stores it; at the end of the iterator jumps to `end`.
    pub fn next_async(&mut self, iterator: Register, target: &'a Expr, end: Label, at: At) {
        let span = at.span;
        let local = self.local(target);
        let item = self.unit.registers.next();
        let handler = (self.label(), item);
        let got = self.label();
        let state = self.unit.flow.state();
        let dst = local.unwrap_or(item);
        let is_used = self.guarded(Exit::Try, handler, span, |compiler| {
            let src = iterator;
            compiler.emit(Op::GetAsyncNext { dst: item, src }, at);
            compiler.await_value(item, dst, at);
        });
        self.scoped(|compiler| {
            if local.is_none() {
                compiler.unit.registers.hold(item);
            }
            compiler.jump(got, span);
        });
        self.scoped(|compiler| {
            compiler.start_handler(handler, &state, is_used);
            let exception = item;
            let op = Op::EndAsyncFor { exception, offset: FAR };
            compiler.branch(op, end, at);
            compiler.unit.flow.stop();
        });
        self.place(got);
        match local {
            Some(local) => self.unit.flow.bind(local),
            None => self.scoped(|compiler| {
                compiler.unit.registers.hold(item);
                compiler.store(target, item);
            }),
        }
    }
}

impl Block<'_> {
    /// Whether an exception can be caught here and the code of the frame go on.
    pub fn catches(&self) -> bool {
        self.region.is_some()
    }

    pub fn starts_at(&self, index: u32) -> bool {
        self.region.as_ref().is_some_and(|region| region.start == index)
    }
}

impl Exit<'_> {
    fn is_finally(&self) -> bool {
        matches!(self, Exit::InFinally)
    }
}
