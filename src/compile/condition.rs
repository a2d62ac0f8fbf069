//! Conditions: compiled to branches, without making a bool of them where none is asked for.

use super::Compiler;
use super::emit::{At, FAR, NEAR};
use super::fold;
use crate::bytecode::{Constant, Label, Op, Register};
use crate::syntax::Span;
use crate::syntax::ast::{BoolOperator, CompareOperator, Expr, ExprKind, UnaryOperator};

/// A comparison with at least one more link: `left < first < rest…`.
pub(super) struct Comparison<'a> {
    pub span: Span,
    pub left: &'a Expr,
    pub first: (CompareOperator, &'a Expr),
    pub rest: &'a [(CompareOperator, Expr)],
}

impl<'a> Compiler<'a> {
    /// Jumps to the label if the truth of the expression is `when`, else goes on.
    pub fn jump_if(&mut self, expr: &'a Expr, when: bool, label: Label) {
        if let Some(constant) = self.fold(expr) {
            if fold::truth(&constant) == when {
                self.jump(label, expr.span);
            }
            return;
        }
        match &*expr.kind {
            ExprKind::UnaryOp { op: UnaryOperator::Not, operand } => self.jump_if(operand, !when, label),
            ExprKind::BoolOp { op, values } => {
                let decisive = *op == BoolOperator::Or;
                self.jump_if_operation(values, decisive, when, label);
            }
            ExprKind::IfExp { test, body, orelse } => {
                let (otherwise, end) = (self.label(), self.label());
                self.jump_if(test, false, otherwise);
                self.jump_if(body, when, label);
                self.jump(end, expr.span);
                self.place(otherwise);
                self.jump_if(orelse, when, label);
                self.place(end);
            }
            ExprKind::Compare { left, comparisons } => {
                self.warn_about_identity(expr.span, left, comparisons);
                let ((op, right), rest) = comparisons.split_first().expect("one comparison");
                match rest.is_empty() {
                    true => self.jump_if_comparison(expr.span, left, *op, right, when, label),
                    false => {
                        let links = Comparison { span: expr.span, left, first: (*op, right), rest };
                        self.jump_if_chain(links, when, label);
                    }
                }
            }
            _ => self.scoped(|compiler| {
                let src = compiler.operand(expr);
                compiler.jump_if_register(src, when, label, compiler.at(expr));
            }),
        }
    }

    pub fn jump_if_register(&mut self, src: Register, when: bool, label: Label, at: impl Into<At>) {
        let op = match when {
            true => Op::JumpIfTrue { src, offset: FAR },
            false => Op::JumpIfFalse { src, offset: FAR },
        };
        self.branch(op, label, at);
    }

    /// `and` and `or`: one value that is `decisive` decides, else the last does.
    fn jump_if_operation(&mut self, values: &'a [Expr], decisive: bool, when: bool, label: Label) {
        let (last, first) = values.split_last().expect("two values at least");
        if decisive == when {
            for value in values {
                self.jump_if(value, when, label);
            }
            return;
        }
        let skip = self.label();
        for value in first {
            self.jump_if(value, decisive, skip);
        }
        self.jump_if(last, when, label);
        self.place(skip);
    }

    fn jump_if_comparison(
        &mut self,
        span: Span,
        left: &'a Expr,
        op: CompareOperator,
        right: &'a Expr,
        when: bool,
        label: Label,
    ) {
        self.scoped(|compiler| {
            let is_none = compiler.fold(right) == Some(Constant::None);
            if is_none && matches!(op, CompareOperator::Is | CompareOperator::IsNot) {
                let src = compiler.operand(left);
                let op = match (op == CompareOperator::Is) == when {
                    true => Op::JumpIfNone { src, offset: FAR },
                    false => Op::JumpIfNotNone { src, offset: FAR },
                };
                return compiler.branch(op, label, span);
            }
            let left = compiler.operand_before(left, &[right]);
            compiler.jump_if_operands(span, left, op, right, when, label);
        });
    }

    /// The comparison of a left operand that is evaluated already.
    fn jump_if_operands(
        &mut self,
        span: Span,
        left: Register,
        op: CompareOperator,
        right: &'a Expr,
        when: bool,
        label: Label,
    ) {
        if let Some(immediate) = self.immediate(right)
            && let Some(op) = branch_immediate(op, left, immediate, when)
        {
            return self.branch(op, label, span);
        }
        let right = self.container_operand(op, right);
        self.branch_comparison(op, left, right, when, label, span);
    }

    fn branch_comparison(
        &mut self,
        op: CompareOperator,
        left: Register,
        right: Register,
        when: bool,
        label: Label,
        span: Span,
    ) {
        if let Some(op) = branch_op(op, left, right, when) {
            return self.branch(op, label, span);
        }
        self.scoped(|compiler| {
            let dst = compiler.unit.registers.next();
            compiler.emit(comparison(op, dst, left, right), span);
            compiler.unit.registers.allocate();
            compiler.jump_if_register(dst, when, label, span);
        });
    }

    fn jump_if_chain(&mut self, links: Comparison<'a>, when: bool, label: Label) {
        let mark = self.unit.registers.mark();
        let skip = self.label();
        let no = if when { skip } else { label };
        let later: Vec<&Expr> =
            std::iter::once(links.first.1).chain(links.rest.iter().map(|(_, right)| right)).collect();
        let mut left = self.operand_before(links.left, &later);
        let all = std::iter::once(links.first).chain(links.rest.iter().map(|(op, it)| (*op, it)));
        for (index, (op, right)) in all.enumerate() {
            if index == links.rest.len() {
                self.jump_if_operands(links.span, left, op, right, when, label);
                break;
            }
            let right = self.operand_before(right, &later[index + 1..]);
            self.branch_comparison(op, left, right, false, no, links.span);
            left = right;
        }
        self.place(skip);
        self.unit.registers.release(mark);
    }

    /// The right side of a comparison. A display of constants to look something up in is a constant itself.
    pub fn container_operand(&mut self, op: CompareOperator, right: &'a Expr) -> Register {
        let is_membership = matches!(op, CompareOperator::In | CompareOperator::NotIn);
        if is_membership && let Some(constant) = self.fold_container(right) {
            return self.push_constant(constant, right.span);
        }
        self.operand(right)
    }

    /// A list or set display of constants, as a tuple or frozenset.
    pub fn fold_container(&self, expr: &Expr) -> Option<Constant> {
        let fold_all = |items: &[Expr]| items.iter().map(|item| self.fold(item)).collect::<Option<Vec<_>>>();
        match &*expr.kind {
            ExprKind::List(items) => fold_all(items).map(Constant::Tuple),
            ExprKind::Set(items) => fold_all(items).map(Constant::FrozenSet),
            _ => None,
        }
    }

    /// `x is 1` works by accident.
    pub fn warn_about_identity(&mut self, span: Span, left: &Expr, comparisons: &[(CompareOperator, Expr)]) {
        let mut left = left;
        for (op, right) in comparisons {
            if matches!(op, CompareOperator::Is | CompareOperator::IsNot) {
                let literal = [left, right].into_iter().find_map(literal_type);
                if let Some(kind) = literal {
                    let (is, equals) = match op {
                        CompareOperator::Is => ("is", "=="),
                        _ => ("is not", "!="),
                    };
                    let message = format!("\"{is}\" with '{kind}' literal. Did you mean \"{equals}\"?");
                    self.complaints.warn(span, message);
                }
            }
            left = right;
        }
    }
}

/// The type of a literal that is no singleton.
pub(super) fn literal_type(expr: &Expr) -> Option<&'static str> {
    use crate::syntax::ast::Constant;
    match &*expr.kind {
        ExprKind::Constant(constant) => match constant {
            Constant::Int(_) => Some("int"),
            Constant::Float(_) => Some("float"),
            Constant::Complex(_) => Some("complex"),
            Constant::Str(_) => Some("str"),
            Constant::Bytes(_) => Some("bytes"),
            Constant::None | Constant::True | Constant::False | Constant::Ellipsis => None,
        },
        ExprKind::Tuple(items) => {
            items.iter().all(|item| matches!(&*item.kind, ExprKind::Constant(_))).then_some("tuple")
        }
        _ => None,
    }
}

pub(super) fn comparison(op: CompareOperator, dst: Register, left: Register, right: Register) -> Op {
    let (item, container) = (left, right);
    match op {
        CompareOperator::Eq => Op::Equal { dst, left, right },
        CompareOperator::NotEq => Op::NotEqual { dst, left, right },
        CompareOperator::Lt => Op::Less { dst, left, right },
        CompareOperator::LtE => Op::LessEqual { dst, left, right },
        CompareOperator::Gt => Op::Greater { dst, left, right },
        CompareOperator::GtE => Op::GreaterEqual { dst, left, right },
        CompareOperator::Is => Op::Is { dst, left, right },
        CompareOperator::IsNot => Op::IsNot { dst, left, right },
        CompareOperator::In => Op::Contains { dst, item, container },
        CompareOperator::NotIn => Op::NotContains { dst, item, container },
    }
}

/// Compare and branch in one, for comparisons that have it.
fn branch_op(op: CompareOperator, left: Register, right: Register, when: bool) -> Option<Op> {
    use CompareOperator::*;
    let offset = NEAR;
    Some(match (op, when) {
        (Lt, true) => Op::JumpIfLess { left, right, offset },
        (LtE, true) => Op::JumpIfLessEqual { left, right, offset },
        (Gt, true) => Op::JumpIfGreater { left, right, offset },
        (GtE, true) => Op::JumpIfGreaterEqual { left, right, offset },
        (Eq, true) => Op::JumpIfEqual { left, right, offset },
        (NotEq, true) => Op::JumpIfNotEqual { left, right, offset },
        (Lt, false) => Op::JumpUnlessLess { left, right, offset },
        (LtE, false) => Op::JumpUnlessLessEqual { left, right, offset },
        (Gt, false) => Op::JumpUnlessGreater { left, right, offset },
        (GtE, false) => Op::JumpUnlessGreaterEqual { left, right, offset },
        (Eq, false) => Op::JumpUnlessEqual { left, right, offset },
        (NotEq, false) => Op::JumpUnlessNotEqual { left, right, offset },
        (Is | IsNot | In | NotIn, _) => return None,
    })
}

#[rustfmt::skip]
fn branch_immediate(op: CompareOperator, left: Register, immediate: i16, when: bool) -> Option<Op> {
    use CompareOperator::*;
    let offset = NEAR;
    Some(match (op, when) {
        (Lt, true) => Op::JumpIfLessImmediate { left, immediate, offset },
        (LtE, true) => Op::JumpIfLessEqualImmediate { left, immediate, offset },
        (Gt, true) => Op::JumpIfGreaterImmediate { left, immediate, offset },
        (GtE, true) => Op::JumpIfGreaterEqualImmediate { left, immediate, offset },
        (Eq, true) => Op::JumpIfEqualImmediate { left, immediate, offset },
        (NotEq, true) => Op::JumpIfNotEqualImmediate { left, immediate, offset },
        (Lt, false) => Op::JumpUnlessLessImmediate { left, immediate, offset },
        (LtE, false) => Op::JumpUnlessLessEqualImmediate { left, immediate, offset },
        (Gt, false) => Op::JumpUnlessGreaterImmediate { left, immediate, offset },
        (GtE, false) => Op::JumpUnlessGreaterEqualImmediate { left, immediate, offset },
        (Eq, false) => Op::JumpUnlessEqualImmediate { left, immediate, offset },
        (NotEq, false) => Op::JumpUnlessNotEqualImmediate { left, immediate, offset },
        (Is | IsNot | In | NotIn, _) => return None,
    })
}
