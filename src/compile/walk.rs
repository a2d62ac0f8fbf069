//! Looking through an expression without recursion.

use crate::syntax::ast::{Expr, ExprKind, StringPiece};

/// Whether a name may be bound while the expression is evaluated.
pub(super) fn contains_walrus(expr: &Expr) -> bool {
    parts(expr).any(|expr| matches!(&*expr.kind, ExprKind::NamedExpr { .. }))
}

/// The expression and all that are evaluated as parts of it.
pub(super) fn parts(expr: &Expr) -> impl Iterator<Item = &Expr> {
    let mut todo = vec![expr];
    std::iter::from_fn(move || {
        let expr = todo.pop()?;
        children(expr, &mut todo);
        Some(expr)
    })
}

/// Adds the expressions evaluated as parts of this one. Bodies of functions are not.
fn children<'a>(expr: &'a Expr, to: &mut Vec<&'a Expr>) {
    match &*expr.kind {
        ExprKind::Constant(_) | ExprKind::Name(_) | ExprKind::Lambda { .. } => {}
        ExprKind::BoolOp { values, .. } | ExprKind::Set(values) | ExprKind::List(values) | ExprKind::Tuple(values) => {
            to.extend(values)
        }
        ExprKind::NamedExpr { value, .. }
        | ExprKind::UnaryOp { operand: value, .. }
        | ExprKind::Await(value)
        | ExprKind::YieldFrom(value)
        | ExprKind::Attribute { value, .. }
        | ExprKind::Starred(value) => to.push(value),
        ExprKind::Yield(value) => to.extend(value),
        ExprKind::BinOp { left, right, .. } => to.extend([left, right]),
        ExprKind::IfExp { test, body, orelse } => to.extend([test, body, orelse]),
        ExprKind::Dict(items) => {
            to.extend(items.iter().filter_map(|item| item.key.as_ref()));
            to.extend(items.iter().map(|item| &item.value));
        }
        ExprKind::ListComp { elt, generators }
        | ExprKind::SetComp { elt, generators }
        | ExprKind::GeneratorExp { elt, generators } => {
            to.push(elt);
            to.extend(generators.iter().map(|generator| &generator.iter));
            to.extend(generators.iter().flat_map(|generator| &generator.ifs));
        }
        ExprKind::DictComp { key, value, generators } => {
            to.extend([key, value]);
            to.extend(generators.iter().map(|generator| &generator.iter));
            to.extend(generators.iter().flat_map(|generator| &generator.ifs));
        }
        ExprKind::Compare { left, comparisons } => {
            to.push(left);
            to.extend(comparisons.iter().map(|(_, right)| right));
        }
        ExprKind::Call { func, arguments } => {
            to.push(func);
            to.extend(arguments.iter().map(|argument| &argument.value));
        }
        ExprKind::JoinedStr(pieces) | ExprKind::TemplateStr(pieces) => fields(pieces, to),
        ExprKind::Subscript { value, slice } => to.extend([value, slice]),
        ExprKind::Slice { lower, upper, step } => {
            to.extend([lower, upper, step].into_iter().flatten());
        }
    }
}

fn fields<'a>(pieces: &'a [StringPiece], to: &mut Vec<&'a Expr>) {
    for piece in pieces {
        if let StringPiece::Field(field) = piece {
            to.push(&field.value);
            field.format_spec.iter().for_each(|spec| fields(spec, to));
        }
    }
}
