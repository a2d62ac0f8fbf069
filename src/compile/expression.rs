//! Expressions: values into registers. Chains that lean to the left (operators, attributes, items, calls) are in
//! `spine`, conditions in `condition`.

use super::Compiler;
use super::condition::{Comparison, comparison};
use super::emit::{At, FAR};
use super::scope::Place;
use super::walk::contains_walrus;
use crate::bytecode::{Constant, Op, Register};
use crate::syntax::Span;
use crate::syntax::ast::{self, BoolOperator, Expr, ExprKind, UnaryOperator};

impl<'a> Compiler<'a> {
    /// The value into `dst`: a local, the next free register, or a taken one the expression does not read.
    pub fn into(&mut self, expr: &'a Expr, dst: Register) {
        if let Some(constant) = self.fold(expr) {
            return self.load_constant(constant, dst, expr.span);
        }
        match &*expr.kind {
            ExprKind::BinOp { .. }
            | ExprKind::Attribute { .. }
            | ExprKind::Subscript { .. }
            | ExprKind::Call { .. } => self.spine(expr, dst),
            ExprKind::Name(name) => self.load_name(name, dst, expr.span),
            ExprKind::BoolOp { op, values } => {
                self.build_up(dst, expr.span, |compiler, dst| {
                    compiler.bool_operation(*op, values, dst);
                });
            }
            ExprKind::UnaryOp { op, operand } => self.unary(expr.span, *op, operand, dst),
            ExprKind::Compare { left, comparisons } => {
                self.compare(expr.span, left, comparisons, dst);
            }
            ExprKind::IfExp { test, body, orelse } => {
                self.conditional(expr.span, test, body, orelse, dst);
            }
            ExprKind::NamedExpr { target, value } => self.scoped(|compiler| {
                let src = compiler.named(expr.span, target, value);
                compiler.copy(dst, src, expr.span);
            }),
            ExprKind::List(_) | ExprKind::Tuple(_) | ExprKind::Set(_) | ExprKind::Dict(_) => {
                self.display(expr, dst);
            }
            ExprKind::ListComp { .. } | ExprKind::SetComp { .. } | ExprKind::DictComp { .. } => {
                self.comprehension(expr, dst);
            }
            ExprKind::GeneratorExp { elt, generators } => {
                self.generator_expression(expr, elt, generators, dst);
            }
            ExprKind::Lambda { parameters, body } => self.lambda(expr, parameters, body, dst),
            ExprKind::JoinedStr(pieces) => self.joined_string(expr.span, pieces, dst),
            ExprKind::TemplateStr(pieces) => self.template(expr.span, pieces, dst),
            ExprKind::Slice { lower, upper, step } => {
                self.slice(expr.span, [lower, upper, step], dst);
            }
            ExprKind::Await(_) | ExprKind::Yield(_) | ExprKind::YieldFrom(_) => {
                self.suspension(expr, dst);
            }
            ExprKind::Starred(_) => {
                // Displays, calls and targets take theirs before they come here.
                let message = "can't use starred expression here";
                self.complaints.syntax(expr.span, message);
            }
            ExprKind::Constant(_) => unreachable!("a literal is a constant"),
        }
    }

    /// The value in some register: a local in place, else a fresh temporary.
    pub fn operand(&mut self, expr: &'a Expr) -> Register {
        match &*expr.kind {
            ExprKind::Name(name) => match self.local_in_place(name, expr.span) {
                Some(register) => register,
                None => self.push(expr),
            },
            ExprKind::NamedExpr { target, value } => self.named(expr.span, target, value),
            _ => self.push(expr),
        }
    }

    /// The value in a fresh temporary.
    pub fn push(&mut self, expr: &'a Expr) -> Register {
        let dst = self.unit.registers.next();
        self.into(expr, dst);
        self.unit.registers.allocate()
    }

    /// As `operand`, for a value that is used after `later` has been evaluated: a local that is bound again there is
    /// copied.
    pub fn operand_before(&mut self, expr: &'a Expr, later: &[&'a Expr]) -> Register {
        let name = match &*expr.kind {
            ExprKind::Name(name) => name,
            ExprKind::NamedExpr { target, .. } => &target.text,
            _ => return self.push(expr),
        };
        let changes = self.has_walrus(name) && later.iter().any(|later| contains_walrus(later));
        let register = self.operand(expr);
        match changes && self.unit.registers.is_local(register) {
            true => self.push_copy(register, expr.span),
            false => register,
        }
    }

    /// Whether some `:=` of this frame binds the local.
    fn has_walrus(&self, name: &str) -> bool {
        let name = self.mangled(name);
        let symbol = self.scopes[self.unit.scope].symbol(&name);
        let outer = self.scopes[self.unit.frame].symbol(&name);
        [symbol, outer].into_iter().flatten().any(|symbol| symbol.uses.walrus)
    }

    /// Evaluates an expression for its effect alone.
    pub fn effect(&mut self, expr: &'a Expr) {
        if self.fold(expr).is_none() {
            self.scoped(|compiler| compiler.operand(expr));
        }
    }

    // ---- operators

    fn bool_operation(&mut self, op: BoolOperator, values: &'a [Expr], dst: Register) {
        let end = self.label();
        let mark = self.unit.registers.mark();
        let (last, first) = values.split_last().expect("two values at least");
        for value in first {
            self.into(value, dst);
            self.unit.registers.hold(dst);
            let branch = match op {
                BoolOperator::And => Op::JumpIfFalse { src: dst, offset: FAR },
                BoolOperator::Or => Op::JumpIfTrue { src: dst, offset: FAR },
            };
            self.branch(branch, end, self.at(value));
            self.unit.registers.release(mark);
        }
        self.into(last, dst);
        self.place(end);
    }

    fn unary(&mut self, span: Span, op: UnaryOperator, operand: &'a Expr, dst: Register) {
        let mark = self.unit.registers.mark();
        let src = match (op, &*operand.kind) {
            // CPython shows a comparison that is negated with its `not`.
            (UnaryOperator::Not, ExprKind::Compare { left, comparisons }) => {
                let src = self.unit.registers.next();
                self.compare(span, left, comparisons, src);
                self.unit.registers.allocate()
            }
            _ => self.operand(operand),
        };
        let op = match op {
            UnaryOperator::Invert => Op::Invert { dst, src },
            UnaryOperator::Not => Op::Not { dst, src },
            UnaryOperator::UAdd => Op::Positive { dst, src },
            UnaryOperator::USub => Op::Negate { dst, src },
        };
        self.emit(op, span);
        self.unit.registers.release(mark);
    }

    fn compare(&mut self, span: Span, left: &'a Expr, comparisons: &'a [(ast::CompareOperator, Expr)], dst: Register) {
        let ((op, right), rest) = comparisons.split_first().expect("one comparison at least");
        self.warn_about_identity(span, left, comparisons);
        if rest.is_empty() {
            return self.scoped(|compiler| {
                let left = compiler.operand_before(left, &[right]);
                let right = compiler.container_operand(*op, right);
                compiler.emit(comparison(*op, dst, left, right), span);
            });
        }
        self.build_up(dst, span, |compiler, dst| {
            let end = compiler.label();
            let links = Comparison { span, left, first: (*op, right), rest };
            compiler.compare_chain(links, dst, end);
            compiler.place(end);
        });
    }

    /// `a < b < c` as a value: jumps to `end` with the first result that is false.
    fn compare_chain(&mut self, links: Comparison<'a>, dst: Register, end: crate::bytecode::Label) {
        let mark = self.unit.registers.mark();
        self.emit(Op::LoadNone { dst }, links.span);
        self.unit.registers.hold(dst);
        let later: Vec<&Expr> =
            std::iter::once(links.first.1).chain(links.rest.iter().map(|(_, right)| right)).collect();
        let mut left = self.operand_before(links.left, &later);
        let all = std::iter::once(links.first).chain(links.rest.iter().map(|(op, it)| (*op, it)));
        for (index, (op, right)) in all.enumerate() {
            let right = self.operand_before(right, &later[index + 1..]);
            self.emit(comparison(op, dst, left, right), links.span);
            if index < links.rest.len() {
                let branch = Op::JumpIfFalse { src: dst, offset: FAR };
                self.branch(branch, end, links.span);
            }
            left = right;
        }
        self.unit.registers.release(mark);
    }

    fn conditional(&mut self, span: Span, test: &'a Expr, body: &'a Expr, orelse: &'a Expr, dst: Register) {
        let (otherwise, end) = (self.label(), self.label());
        self.jump_if(test, false, otherwise);
        self.into(body, dst);
        self.scoped(|compiler| {
            compiler.unit.registers.hold(dst);
            compiler.jump(end, span);
        });
        self.place(otherwise);
        self.into(orelse, dst);
        self.place(end);
    }

    /// `target := value`; the register with the value.
    fn named(&mut self, span: Span, target: &'a ast::Identifier, value: &'a Expr) -> Register {
        if let Some(local) = self.local_target(&target.text) {
            self.into(value, local);
            self.unit.flow.bind(local);
            return local;
        }
        let src = self.push(value);
        self.store_name(&target.text, src, span);
        src
    }

    fn slice(&mut self, span: Span, parts: [&'a Option<Expr>; 3], dst: Register) {
        self.scoped(|compiler| {
            let base = compiler.unit.registers.next();
            for part in parts {
                match part {
                    Some(part) => compiler.push(part),
                    None => compiler.push_none(span),
                };
            }
            compiler.emit(Op::BuildSlice { dst, base }, span);
        });
    }

    // ---- suspension

    fn suspension(&mut self, expr: &'a Expr, dst: Register) {
        let mark = self.unit.registers.mark();
        match &*expr.kind {
            ExprKind::Await(value) => {
                let src = self.operand(value);
                self.unit.registers.release(mark);
                self.await_value(src, dst, expr.span);
            }
            ExprKind::YieldFrom(value) => {
                let src = self.operand(value);
                self.unit.registers.release(mark);
                let inner = self.unit.registers.next();
                self.unit.registers.hold(src);
                self.emit(Op::GetYieldFrom { dst: inner, src }, expr.span);
                self.unit.registers.release(mark);
                self.delegate(inner, dst, expr.span);
            }
            ExprKind::Yield(value) => {
                let src = match value {
                    Some(value) => self.operand(value),
                    None => self.push_none(expr.span),
                };
                let op = match self.scopes[self.unit.frame].is_async {
                    true => Op::YieldAsync { dst, src },
                    false => Op::Yield { dst, src },
                };
                self.emit(op, expr.span);
                self.unit.registers.release(mark);
            }
            _ => unreachable!("called for suspensions only"),
        }
    }

    /// `dst = await src`, where `src` is a local or the next free register.
    pub fn await_value(&mut self, src: Register, dst: Register, at: impl Into<At>) {
        let at = at.into();
        let mark = self.unit.registers.mark();
        let inner = self.unit.registers.next();
        self.unit.registers.hold(src);
        self.emit(Op::GetAwaitable { dst: inner, src }, at);
        self.unit.registers.release(mark);
        self.delegate(inner, dst, at);
    }

    fn delegate(&mut self, inner: Register, dst: Register, at: impl Into<At>) {
        self.scoped(|compiler| {
            compiler.unit.registers.hold(inner);
            compiler.emit(Op::Delegate { dst, src: inner }, at);
        });
    }

    /// Whether evaluating takes but loads that can neither call nor collect.
    pub fn is_trivial(&self, expr: &Expr) -> bool {
        match &*expr.kind {
            ExprKind::Constant(_) => true,
            ExprKind::Name(name) => !matches!(self.place_of(&self.mangled(name)), Place::Name | Place::NameOrFree(_)),
            ExprKind::UnaryOp { op, operand } => {
                *op == UnaryOperator::USub && matches!(&*operand.kind, ExprKind::Constant(ast::Constant::Int(_)))
            }
            _ => false,
        }
    }

    /// A small int, as an immediate operand.
    pub fn immediate(&self, expr: &Expr) -> Option<i16> {
        match &*expr.kind {
            ExprKind::Constant(_) | ExprKind::UnaryOp { .. } => match self.fold(expr) {
                Some(Constant::Int(value)) => i16::try_from(value).ok(),
                _ => None,
            },
            _ => None,
        }
    }
}
