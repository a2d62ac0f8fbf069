//! Chains that lean to the left: operators, attributes, items and calls, such as `a.b[c](d) + e`. They can be as long
//! as the tree is high, so they are taken from the innermost value outwards by a loop.

use super::Compiler;
use super::call::Shape;
use super::emit::At;
use super::fold;
use crate::bytecode::{Constant, Op, Register, SiteUse};
use crate::syntax::Span;
use crate::syntax::ast::{Argument, Expr, ExprKind, Identifier, Operator};

/// One step outwards.
#[derive(Clone, Copy)]
enum Step<'a> {
    Binary {
        op: Operator,
        right: &'a Expr,
    },
    Attribute(&'a Identifier),
    Subscript(&'a Expr),
    Call(&'a [Argument]),
    /// An attribute that is called at once.
    Method(&'a Identifier, &'a [Argument]),
}

/// The value a chain has reached.
enum Value<'a> {
    /// The innermost expression, not evaluated yet.
    Leaf(&'a Expr),
    Constant(Constant, Span),
    /// A local, or the temporary the chain works in.
    Register(Register),
    /// Receiver of a method call, in the second register of the call's window.
    Receiver,
}

impl<'a> Compiler<'a> {
    pub fn spine(&mut self, expr: &'a Expr, dst: Register) {
        let (leaf, steps) = steps(expr);
        let mark = self.unit.registers.mark();
        let mut value = Value::Leaf(leaf);
        for index in 0..steps.len() {
            let (step, outer) = steps[index];
            let next = steps.get(index + 1).map(|(step, _)| *step);
            if let Some(folded) = self.fold_step(&value, step) {
                value = Value::Constant(folded, outer.span);
                continue;
            }
            let target = match next {
                None => dst,
                Some(Step::Method(..)) => {
                    self.unit.registers.reach(mark + 2);
                    Register(mark as u16 + 1)
                }
                Some(_) => self.next_at(mark),
            };
            if let (Value::Leaf(_) | Value::Constant(..), Step::Method(..)) = (&value, step) {
                self.leaf_receiver(&mut value, mark);
            }
            self.step(value, step, outer, target);
            let is_written = self.unit.registers.mark() > mark;
            self.unit.registers.release(mark);
            value = match next {
                Some(Step::Method(..)) => {
                    self.open_window(is_written);
                    Value::Receiver
                }
                Some(_) => {
                    self.unit.registers.hold(target);
                    Value::Register(target)
                }
                None => Value::Register(target),
            };
        }
        if let Value::Constant(constant, span) = value {
            self.load_constant(constant, dst, span);
        }
        self.unit.registers.release(mark);
    }

    fn next_at(&mut self, mark: u32) -> Register {
        self.unit.registers.reach(mark + 1);
        Register(mark as u16)
    }

    fn fold_step(&self, value: &Value<'a>, step: Step<'a>) -> Option<Constant> {
        let Step::Binary { op, right, .. } = step else {
            return None;
        };
        let left = match value {
            Value::Leaf(leaf) => self.fold(leaf)?,
            Value::Constant(constant, _) => constant.clone(),
            _ => return None,
        };
        fold::binary(op, &left, &self.fold(right)?)
    }

    /// The window of a method call whose receiver has been written to its second register.
    fn open_window(&mut self, base_is_written: bool) {
        match base_is_written {
            true => self.unit.registers.allocate(),
            false => self.unit.registers.open_hole(),
        };
        self.unit.registers.allocate();
    }

    /// Puts the innermost value where a method call wants its receiver.
    fn leaf_receiver(&mut self, value: &mut Value<'a>, mark: u32) {
        let receiver = Register(mark as u16 + 1);
        self.unit.registers.reach(mark + 2);
        match value {
            Value::Constant(constant, span) => {
                self.load_constant(constant.clone(), receiver, *span);
                self.open_window(false);
            }
            Value::Leaf(leaf) if self.is_trivial(leaf) => {
                self.into(leaf, receiver);
                self.open_window(false);
            }
            Value::Leaf(leaf) => {
                self.push_none(leaf.span);
                self.push(leaf);
            }
            Value::Register(_) | Value::Receiver => unreachable!("called for leaves only"),
        }
        *value = Value::Receiver;
    }

    fn step(&mut self, value: Value<'a>, step: Step<'a>, outer: &'a Expr, dst: Register) {
        match step {
            Step::Binary { op, right } => {
                let left = self.chain_operand(value, right);
                let at = self.at(outer);
                self.binary(op, left, right, at, dst);
            }
            Step::Attribute(attr) => {
                let object = self.chain_value(value);
                let name = self.mangled(&attr.text);
                let site = self.site(&name, SiteUse::Attribute);
                let op = Op::LoadAttribute { dst, object, site };
                self.emit(op, self.attribute_span(outer.span, attr));
            }
            Step::Subscript(slice) => {
                self.warn_about_index(&value, slice, outer);
                let object = self.chain_operand(value, slice);
                let index = self.operand(slice);
                let at = self.at(outer);
                self.emit(Op::LoadItem { dst, object, index }, at);
            }
            Step::Call(arguments) => match value {
                Value::Leaf(leaf) => self.call_leaf(leaf, arguments, outer, dst),
                value => {
                    let base = self.chain_value(value);
                    self.call_base(base, arguments, outer, dst);
                }
            },
            Step::Method(attr, arguments) => self.call_method(attr, arguments, outer, dst),
        }
    }

    fn chain_value(&mut self, value: Value<'a>) -> Register {
        match value {
            Value::Leaf(leaf) => self.operand(leaf),
            Value::Constant(constant, span) => self.push_constant(constant, span),
            Value::Register(register) => register,
            Value::Receiver => unreachable!("a receiver is followed by its call"),
        }
    }

    fn chain_operand(&mut self, value: Value<'a>, later: &'a Expr) -> Register {
        match value {
            Value::Leaf(leaf) => self.operand_before(leaf, &[later]),
            value => self.chain_value(value),
        }
    }

    /// The operation on a left operand that is evaluated already.
    fn binary(&mut self, op: Operator, left: Register, right: &'a Expr, at: At, dst: Register) {
        if let Some(immediate) = self.immediate(right)
            && let Some(fused) = with_immediate(op, dst, left, immediate)
        {
            return self.emit(fused, at);
        }
        let right = self.operand(right);
        self.emit(binary_op(op, dst, left, right), at);
    }

    /// An attribute on a later line than its object is shown from its own name on.
    pub fn attribute_span(&self, span: Span, attr: &Identifier) -> Span {
        match self.line(attr.span.start) > self.line(span.start) {
            true => Span::new(attr.span.start, span.end),
            false => span,
        }
    }

    /// Where an expression is, and what of it tracebacks set apart: its operator, brackets or parentheses.
    pub fn at(&self, expr: &Expr) -> At {
        let (before, bracket) = match &*expr.kind {
            ExprKind::BinOp { op_span, .. } => return At { span: expr.span, anchor: Some(*op_span) },
            ExprKind::Subscript { value, .. } => (value, b'['),
            ExprKind::Call { func, .. } => (func, b'('),
            _ => return expr.span.into(),
        };
        let text = self.options.source.text().as_bytes();
        let mut at = before.span.end as usize;
        // Closing parentheses, white space and comments may come first.
        while at < expr.span.end as usize && text.get(at) != Some(&bracket) {
            if text.get(at) == Some(&b'#') {
                at += text[at..].iter().take_while(|&&byte| byte != b'\n').count();
            } else {
                at += 1;
            }
        }
        At { span: expr.span, anchor: Some(Span::new(at as u32, expr.span.end)) }
    }

    fn warn_about_index(&mut self, value: &Value<'a>, slice: &'a Expr, outer: &'a Expr) {
        if let Value::Leaf(leaf) = value {
            self.warn_about_subscript(leaf, slice, outer.span);
        }
    }
}

/// The innermost value of a chain and the steps from it outwards, each with the expression it completes.
fn steps<'a>(expr: &'a Expr) -> (&'a Expr, Vec<(Step<'a>, &'a Expr)>) {
    let mut steps: Vec<(Step<'a>, &'a Expr)> = Vec::new();
    let mut at = expr;
    let leaf = loop {
        let (step, inner) = match &*at.kind {
            ExprKind::BinOp { left, op, right, .. } => (Step::Binary { op: *op, right }, left),
            ExprKind::Attribute { value, attr } => match steps.last() {
                Some(&(Step::Call(arguments), call)) if Shape::of(arguments).is_plain() => {
                    steps.pop();
                    steps.push((Step::Method(attr, arguments), call));
                    at = value;
                    continue;
                }
                _ => (Step::Attribute(attr), value),
            },
            ExprKind::Subscript { value, slice } => (Step::Subscript(slice), value),
            ExprKind::Call { func, arguments } => (Step::Call(arguments), func),
            _ => break at,
        };
        steps.push((step, at));
        at = inner;
    };
    steps.reverse();
    (leaf, steps)
}

pub(super) fn binary_op(op: Operator, dst: Register, left: Register, right: Register) -> Op {
    match op {
        Operator::Add => Op::Add { dst, left, right },
        Operator::Sub => Op::Subtract { dst, left, right },
        Operator::Mult => Op::Multiply { dst, left, right },
        Operator::MatMult => Op::MatrixMultiply { dst, left, right },
        Operator::Div => Op::Divide { dst, left, right },
        Operator::Mod => Op::Modulo { dst, left, right },
        Operator::Pow => Op::Power { dst, left, right },
        Operator::LShift => Op::LeftShift { dst, left, right },
        Operator::RShift => Op::RightShift { dst, left, right },
        Operator::BitOr => Op::BitOr { dst, left, right },
        Operator::BitXor => Op::BitXor { dst, left, right },
        Operator::BitAnd => Op::BitAnd { dst, left, right },
        Operator::FloorDiv => Op::FloorDivide { dst, left, right },
    }
}

/// The instruction for an operation on a small constant, if there is one.
pub fn with_immediate(op: Operator, dst: Register, left: Register, immediate: i16) -> Option<Op> {
    Some(match op {
        Operator::Add => Op::AddImmediate { dst, left, immediate },
        Operator::Sub => Op::SubtractImmediate { dst, left, immediate },
        Operator::Mult => Op::MultiplyImmediate { dst, left, immediate },
        Operator::FloorDiv => Op::FloorDivideImmediate { dst, left, immediate },
        Operator::Mod => Op::ModuloImmediate { dst, left, immediate },
        Operator::BitAnd => Op::BitAndImmediate { dst, left, immediate },
        _ => return None,
    })
}
