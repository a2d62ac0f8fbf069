//! Comprehensions, inlined into the frame around them, and the loops of generator expressions.

use super::Compiler;
use super::error::CompileError;
use super::scope::{Place, Role, ScopeId};
use crate::bytecode::{Op, Register};
use crate::syntax::Span;
use crate::syntax::ast::{Comprehension, Expr, ExprKind};

/// How many `for` clauses a comprehension may have.
const MAX_CLAUSES: usize = 100;

/// What is done with each item, in which comprehension.
#[derive(Clone, Copy)]
struct Item<'a> {
    span: Span,
    what: What<'a>,
}

#[derive(Clone, Copy)]
enum What<'a> {
    List(Register, &'a Expr),
    Set(Register, &'a Expr),
    Dict(Register, &'a Expr, &'a Expr),
    Yield(&'a Expr),
}

impl<'a> Compiler<'a> {
    pub fn comprehension(&mut self, expr: &'a Expr, dst: Register) {
        let span = expr.span;
        self.build_up(dst, span, |compiler, dst| {
            let (base, count) = (dst, 0);
            let (op, item, generators) = match &*expr.kind {
                ExprKind::ListComp { elt, generators } => {
                    let op = Op::BuildList { dst, base, count };
                    (op, What::List(dst, elt), generators)
                }
                ExprKind::SetComp { elt, generators } => {
                    let op = Op::BuildSet { dst, base, count };
                    (op, What::Set(dst, elt), generators)
                }
                ExprKind::DictComp { key, value, generators } => {
                    let op = Op::BuildDict { dst, base, count };
                    (op, What::Dict(dst, key, value), generators)
                }
                _ => unreachable!("called for comprehensions only"),
            };
            compiler.emit(op, span);
            compiler.scoped(|compiler| {
                compiler.unit.registers.hold(dst);
                let scope = compiler.scope_of(&*expr.kind, Role::Body);
                let item = Item { span, what: item };
                compiler.inlined(scope, generators, item);
            });
        });
    }

    /// The outermost iterable belongs to the scope around, all else to the comprehension's own.
    fn inlined(&mut self, scope: ScopeId, generators: &'a [Comprehension], item: Item<'a>) {
        let span = item.span;
        if !self.check_clauses(generators, span) {
            return;
        }
        let iterator = self.unit.registers.next();
        let first = &generators[0];
        let is_range = match first.is_async {
            true => {
                self.start_async_iteration(&first.iter);
                false
            }
            false => self.start_iteration(&first.iter),
        };
        let around = std::mem::replace(&mut self.unit.scope, scope);
        let (locals, cells) = self.own_registers(scope);
        let all = || locals.iter().chain(&cells);
        if self.unit.blocks.iter().any(|block| block.catches()) {
            // An exception may have left another round half done.
            for &dst in all() {
                self.emit(Op::Unbind { dst }, span);
            }
        }
        for &dst in &cells {
            self.emit(Op::MakeCell { dst }, span);
        }
        for &local in &locals {
            self.unit.flow.unbind(local);
        }
        self.clauses(generators, item, iterator, is_range);
        for &dst in all() {
            self.emit(Op::Unbind { dst }, span);
        }
        self.unit.scope = around;
    }

    fn own_registers(&self, scope: ScopeId) -> (Vec<Register>, Vec<Register>) {
        let (mut locals, mut cells) = (Vec::new(), Vec::new());
        for symbol in &self.scopes[scope].symbols {
            if !symbol.uses.iteration {
                continue;
            }
            match symbol.place {
                Place::Local(register) => locals.push(register),
                Place::Cell(register) => cells.push(register),
                _ => {}
            }
        }
        (locals, cells)
    }

    /// Clauses nest in each other, and so does the work on them.
    fn check_clauses(&mut self, generators: &[Comprehension], span: Span) -> bool {
        let fits = generators.len() <= MAX_CLAUSES;
        if !fits {
            let message = format!("more than {MAX_CLAUSES} 'for' clauses are not supported by Taipan");
            self.complaints.error(CompileError::unsupported(span, message));
        }
        fits
    }

    /// The body of a generator expression, whose parameter is the outermost iterator.
    pub fn generator_body(&mut self, elt: &'a Expr, generators: &'a [Comprehension], span: Span) {
        if self.check_clauses(generators, elt.span) {
            let item = Item { span, what: What::Yield(elt) };
            self.clauses(generators, item, Register(0), false);
        }
    }

    /// One clause and, inside its loop, the others.
    fn clauses(&mut self, clauses: &'a [Comprehension], item: Item<'a>, iterator: Register, is_range: bool) {
        let Some((clause, rest)) = clauses.split_first() else {
            return;
        };
        let (top, next, end) = (self.label(), self.label(), self.label());
        let span = clause.iter.span;
        if clause.is_async {
            self.place_loop(top);
            self.next_async(iterator, &clause.target, end, item.span.into());
            self.clause_body(clause, rest, item, next);
            self.place(next);
            self.jump(top, span);
        } else {
            let state = self.unit.flow.state();
            // Where a pair that cannot be unpacked is blamed.
            self.jump(next, clause.target.span);
            self.unit.flow.restore(state);
            self.place_loop(top);
            let (dst, is_pair) = self.bind_item(&clause.target);
            self.clause_body(clause, rest, item, next);
            self.place(next);
            let op = Self::iteration(dst, iterator, is_range, is_pair);
            self.branch(op, top, self.at(&clause.iter));
        }
        self.place(end);
    }

    fn clause_body(
        &mut self,
        clause: &'a Comprehension,
        rest: &'a [Comprehension],
        item: Item<'a>,
        next: crate::bytecode::Label,
    ) {
        for test in &clause.ifs {
            self.jump_if(test, false, next);
        }
        self.scoped(|compiler| {
            let Some(inner) = rest.first() else {
                return compiler.item(item);
            };
            let iterator = compiler.unit.registers.next();
            let is_range = match inner.is_async {
                true => {
                    compiler.start_async_iteration(&inner.iter);
                    false
                }
                false => compiler.start_iteration(&inner.iter),
            };
            compiler.clauses(rest, item, iterator, is_range);
        });
    }

    fn item(&mut self, item: Item<'a>) {
        let (op, span) = match item.what {
            What::List(list, elt) => {
                let value = self.operand(elt);
                (Op::ListAppend { list, value }, elt.span)
            }
            What::Set(set, elt) => {
                let value = self.operand(elt);
                (Op::SetAdd { set, value }, elt.span)
            }
            What::Dict(dict, key, value) => {
                let span = key.span.to(value.span);
                let key = self.operand_before(key, &[value]);
                let value = self.operand(value);
                (Op::DictInsert { dict, key, value }, span)
            }
            What::Yield(elt) => {
                let src = self.operand(elt);
                let dst = self.unit.registers.next();
                let op = match self.scopes[self.unit.frame].has_await {
                    true => Op::YieldAsync { dst, src },
                    false => Op::Yield { dst, src },
                };
                (op, elt.span)
            }
        };
        self.emit(op, span);
    }
}
