//! What may stand left of `=`, after `for`, `del` and `as`: targets are parsed as expressions and checked here.

use super::Actions;
use crate::ast::*;

/// What CPython calls a kind of expression in its messages.
pub(crate) fn kind_name(kind: &ExprKind) -> &'static str {
    match kind {
        ExprKind::Constant(Constant::None) => "None",
        ExprKind::Constant(Constant::True) => "True",
        ExprKind::Constant(Constant::False) => "False",
        ExprKind::Constant(Constant::Ellipsis) => "ellipsis",
        ExprKind::Constant(_) => "literal",
        ExprKind::Name(_) => "name",
        ExprKind::BoolOp { .. } | ExprKind::BinOp { .. } | ExprKind::UnaryOp { .. } => "expression",
        ExprKind::NamedExpr { .. } => "named expression",
        ExprKind::Lambda { .. } => "lambda",
        ExprKind::IfExp { .. } => "conditional expression",
        ExprKind::Dict(_) => "dict literal",
        ExprKind::Set(_) => "set display",
        ExprKind::ListComp { .. } => "list comprehension",
        ExprKind::SetComp { .. } => "set comprehension",
        ExprKind::DictComp { .. } => "dict comprehension",
        ExprKind::GeneratorExp { .. } => "generator expression",
        ExprKind::Await(_) => "await expression",
        ExprKind::Yield(_) | ExprKind::YieldFrom(_) => "yield expression",
        ExprKind::Compare { .. } => "comparison",
        ExprKind::Call { .. } => "function call",
        ExprKind::JoinedStr(_) => "f-string expression",
        ExprKind::TemplateStr(_) => "t-string expression",
        ExprKind::Attribute { .. } => "attribute",
        ExprKind::Subscript { .. } => "subscript",
        ExprKind::Starred(_) => "starred",
        ExprKind::List(_) => "list",
        ExprKind::Tuple(_) => "tuple",
        ExprKind::Slice { .. } => "slice",
    }
}

/// The first part of `target` that cannot be assigned to, or deleted.
fn wrong_part(target: &Expr, delete: bool) -> Option<&Expr> {
    match &*target.kind {
        ExprKind::Name(_) | ExprKind::Attribute { .. } | ExprKind::Subscript { .. } => None,
        ExprKind::List(items) | ExprKind::Tuple(items) => items.iter().find_map(|item| wrong_part(item, delete)),
        ExprKind::Starred(value) if !delete => wrong_part(value, delete),
        _ => Some(target),
    }
}

/// Whether the parser sees `target = …` as a mistaken comparison: anything below a comparison, but no display.
fn could_be_compared(target: &Expr) -> bool {
    match &*target.kind {
        ExprKind::List(_) | ExprKind::Tuple(_) | ExprKind::GeneratorExp { .. } => false,
        ExprKind::Constant(Constant::True | Constant::None | Constant::False) => false,
        _ => is_operand(target),
    }
}

/// Whether it binds more tightly than a comparison.
fn is_operand(value: &Expr) -> bool {
    value.parenthesised
        || !matches!(
            &*value.kind,
            ExprKind::BoolOp { .. }
                | ExprKind::Compare { .. }
                | ExprKind::UnaryOp { op: UnaryOperator::Not, .. }
                | ExprKind::IfExp { .. }
                | ExprKind::Lambda { .. }
                | ExprKind::NamedExpr { .. }
                | ExprKind::Yield(_)
                | ExprKind::YieldFrom(_)
                | ExprKind::Starred(_)
        )
}

impl Actions<'_> {
    /// Reports what cannot be assigned to; `true` when all can.
    pub(crate) fn check_assigned(&mut self, target: &Expr) -> bool {
        let Some(wrong) = wrong_part(target, false) else {
            return true;
        };
        let (span, name) = (wrong.span, kind_name(&wrong.kind));
        self.error(span, format!("cannot assign to {name}"));
        false
    }

    pub(crate) fn for_target(&mut self, target: Expr) -> Expr {
        self.check_assigned(&target);
        target
    }

    pub(crate) fn delete(&mut self, mut targets: Expr) -> StmtKind {
        if let Some(wrong) = wrong_part(&targets, true) {
            let (span, name) = (wrong.span, kind_name(&wrong.kind));
            self.error(span, format!("cannot delete {name}"));
        }
        if targets.parenthesised {
            return StmtKind::Delete(vec![targets]);
        }
        match &mut *targets.kind {
            ExprKind::Tuple(items) => StmtKind::Delete(std::mem::take(items)),
            _ => StmtKind::Delete(vec![targets]),
        }
    }

    /// `first = … = value`; `rest` holds what stands behind each `=`.
    pub(crate) fn assign(&mut self, first: Expr, rest: Vec<Expr>) -> StmtKind {
        let mut values = rest.into_iter();
        let mut targets = vec![first];
        let mut value = values.next().expect("the grammar has one value at least");
        for next in values {
            targets.push(std::mem::replace(&mut value, next));
        }
        let wrong = targets.iter().position(|target| !self.is_assignable(target));
        if let Some(at) = wrong {
            let last = at + 1 == targets.len();
            self.wrong_assignment(&targets[at], at == 0, last.then_some(&value));
        }
        StmtKind::Assign { targets, value }
    }

    fn is_assignable(&self, target: &Expr) -> bool {
        wrong_part(target, false).is_none()
    }

    /// CPython asks whether `==` was meant when one operand is assigned to the other; of a bare tuple it looks at
    /// the last element so.
    fn wrong_assignment(&mut self, target: &Expr, first: bool, value: Option<&Expr>) {
        if matches!(*target.kind, ExprKind::Yield(_) | ExprKind::YieldFrom(_)) && !target.parenthesised {
            return self.error(target.span, "assignment to yield expression not possible");
        }
        if let ExprKind::Tuple(items) = &*target.kind
            && let [_, .., last] = items.as_slice()
            && !target.parenthesised
            && first
            && matches!(*last.kind, ExprKind::Name(_))
            && value.is_some_and(is_operand)
        {
            let message = "invalid syntax. Maybe you meant '==' or ':=' instead of '='?";
            return self.error(last.span, message);
        }
        let last = match &*target.kind {
            ExprKind::Tuple(items) if !target.parenthesised => items.last().unwrap_or(target),
            _ => target,
        };
        let value = value.map(|value| match &*value.kind {
            ExprKind::Tuple(items) if !value.parenthesised => items.first().unwrap_or(value),
            _ => value,
        });
        let compared = first && could_be_compared(last) && value.is_some_and(is_operand);
        if compared && !self.is_assignable(last) {
            let (span, name) = (last.span, kind_name(&last.kind));
            let message = format!("cannot assign to {name} here. Maybe you meant '==' instead of '='?");
            return self.error(span, message);
        }
        self.check_assigned(target);
    }

    pub(crate) fn aug_assign(&mut self, target: Expr, op: Operator, op_span: Span, value: Expr) -> StmtKind {
        let single =
            matches!(*target.kind, ExprKind::Name(_) | ExprKind::Attribute { .. } | ExprKind::Subscript { .. });
        if !single {
            let name = kind_name(&target.kind);
            let message = format!("'{name}' is an illegal expression for augmented assignment");
            self.error(target.span, message);
        }
        StmtKind::AugAssign { target, op, op_span, value }
    }

    pub(crate) fn ann_assign(&mut self, target: Expr, annotation: Expr, value: Option<Expr>) -> StmtKind {
        match &*target.kind {
            ExprKind::Name(_) | ExprKind::Attribute { .. } | ExprKind::Subscript { .. } => {}
            ExprKind::List(_) | ExprKind::Tuple(_) => {
                let (name, span) = match &*target.kind {
                    ExprKind::Tuple(items) if !target.parenthesised => {
                        ("tuple", items.first().map_or(target.span, |first| first.span))
                    }
                    kind => (kind_name(kind), target.span),
                };
                self.error(span, format!("only single target (not {name}) can be annotated"));
            }
            _ => self.error(target.span, "illegal target for annotation"),
        }
        let simple = matches!(*target.kind, ExprKind::Name(_)) && !target.parenthesised;
        StmtKind::AnnAssign { target, annotation, value, simple }
    }
}
