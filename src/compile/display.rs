//! Displays: lists, tuples, sets and dicts. Short ones are built from a window in one go, long ones and those with
//! stars step by step.

use super::Compiler;
use crate::bytecode::{Constant, Op, Register};
use crate::syntax::Span;
use crate::syntax::ast::{DictItem, Expr, ExprKind};

/// Values that are gathered in registers before they go into a display.
const WINDOW: usize = 64;

/// Constants from which on a list or set is filled from a constant.
const FROM_CONSTANT: usize = 3;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    List,
    Tuple,
    Set,
}

impl<'a> Compiler<'a> {
    pub fn display(&mut self, expr: &'a Expr, dst: Register) {
        match &*expr.kind {
            ExprKind::List(items) => self.sequence(Kind::List, items, expr, dst),
            ExprKind::Tuple(items) => self.sequence(Kind::Tuple, items, expr, dst),
            ExprKind::Set(items) => self.sequence(Kind::Set, items, expr, dst),
            ExprKind::Dict(items) => self.dict(items, expr.span, dst),
            _ => unreachable!("called for displays only"),
        }
    }

    fn sequence(&mut self, kind: Kind, items: &'a [Expr], expr: &'a Expr, dst: Register) {
        let span = expr.span;
        let is_starred = |item: &Expr| matches!(&*item.kind, ExprKind::Starred(_));
        if items.len() >= FROM_CONSTANT
            && let Some(constant) = self.fold_container(expr)
        {
            return self.build_up(dst, span, |compiler, dst| {
                compiler.filled(kind, constant, span, dst);
            });
        }
        if items.len() <= WINDOW && !items.iter().any(is_starred) {
            return self.window(kind, items, span, dst);
        }
        let prefix = items.iter().take(WINDOW);
        let prefix = prefix.take_while(|item| !is_starred(item)).count();
        self.build_up(dst, span, |compiler, dst| {
            // A tuple grows as a list.
            let growing = if kind == Kind::Set { kind } else { Kind::List };
            compiler.window(growing, &items[..prefix], span, dst);
            let mark = compiler.unit.registers.mark();
            compiler.unit.registers.hold(dst);
            for item in &items[prefix..] {
                compiler.grow(growing, item, span, dst);
            }
            if kind == Kind::Tuple {
                let op = Op::CallIntrinsic { which: crate::bytecode::Intrinsic::ListToTuple, dst, base: dst };
                compiler.emit(op, span);
            }
            compiler.unit.registers.release(mark);
        });
    }

    fn window(&mut self, kind: Kind, items: &'a [Expr], span: Span, dst: Register) {
        self.scoped(|compiler| {
            let base = compiler.unit.registers.next();
            for item in items {
                compiler.push(item);
            }
            let count = items.len() as u16;
            let op = match kind {
                Kind::List => Op::BuildList { dst, base, count },
                Kind::Tuple => Op::BuildTuple { dst, base, count },
                Kind::Set => Op::BuildSet { dst, base, count },
            };
            compiler.emit(op, span);
        });
    }

    /// An empty list or set, then all of a constant.
    fn filled(&mut self, kind: Kind, constant: Constant, span: Span, dst: Register) {
        self.window(kind, &[], span, dst);
        self.scoped(|compiler| {
            compiler.unit.registers.hold(dst);
            let iterable = compiler.push_constant(constant, span);
            let op = match kind {
                Kind::Set => Op::SetUpdate { set: dst, iterable },
                _ => Op::ListExtend { list: dst, iterable },
            };
            compiler.emit(op, span);
        });
    }

    fn grow(&mut self, kind: Kind, item: &'a Expr, span: Span, to: Register) {
        self.scoped(|compiler| {
            let (list, set) = (to, to);
            let op = match &*item.kind {
                ExprKind::Starred(inner) => {
                    let iterable = compiler.operand(inner);
                    match kind {
                        Kind::Set => Op::SetUpdate { set, iterable },
                        _ => Op::ListExtend { list, iterable },
                    }
                }
                _ => {
                    let value = compiler.operand(item);
                    match kind {
                        Kind::Set => Op::SetAdd { set, value },
                        _ => Op::ListAppend { list, value },
                    }
                }
            };
            compiler.emit(op, span);
        });
    }

    fn dict(&mut self, items: &'a [DictItem], span: Span, dst: Register) {
        let prefix = items.iter().take(WINDOW / 2);
        let prefix = prefix.take_while(|item| item.key.is_some()).count();
        if prefix == items.len() {
            return self.dict_window(items, span, dst);
        }
        self.build_up(dst, span, |compiler, dst| {
            compiler.dict_window(&items[..prefix], span, dst);
            let mark = compiler.unit.registers.mark();
            compiler.unit.registers.hold(dst);
            for item in &items[prefix..] {
                compiler.scoped(|compiler| compiler.dict_item(item, span, dst));
            }
            compiler.unit.registers.release(mark);
        });
    }

    fn dict_window(&mut self, items: &'a [DictItem], span: Span, dst: Register) {
        self.scoped(|compiler| {
            let base = compiler.unit.registers.next();
            for item in items {
                item.key.iter().for_each(|key| {
                    compiler.push(key);
                });
                compiler.push(&item.value);
            }
            let count = items.len() as u16;
            compiler.emit(Op::BuildDict { dst, base, count }, span);
        });
    }

    fn dict_item(&mut self, item: &'a DictItem, span: Span, dict: Register) {
        let op = match &item.key {
            Some(key) => {
                let key = self.operand_before(key, &[&item.value]);
                let value = self.operand(&item.value);
                Op::DictInsert { dict, key, value }
            }
            None => {
                let mapping = self.operand(&item.value);
                Op::DictUpdate { dict, mapping }
            }
        };
        self.emit(op, span);
    }
}
