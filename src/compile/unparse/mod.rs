//! Expressions back to text, as CPython's `ast.unparse` writes them: what annotations are under
//! `from __future__ import annotations`.

mod literal;

use std::fmt::Write;

use crate::syntax::ast::{
    self, ArgumentKind, BoolOperator, CompareOperator, Comprehension, Constant, Expr, ExprKind, Operator, Parameter,
    UnaryOperator,
};

/// How tightly an expression binds; one that binds less tightly than its place asks for is put in parentheses.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Binding {
    Named,
    Tuple,
    Yield,
    Test,
    Or,
    And,
    Not,
    Compare,
    BitOr,
    BitXor,
    BitAnd,
    Shift,
    Arithmetic,
    Term,
    Factor,
    Power,
    Await,
    Atom,
}

impl Binding {
    fn next(self) -> Binding {
        use Binding::*;
        let order = [
            Named, Tuple, Yield, Test, Or, And, Not, Compare, BitOr, BitXor, BitAnd, Shift, Arithmetic, Term, Factor,
            Power, Await, Atom,
        ];
        order.into_iter().find(|&binding| binding > self).unwrap_or(Atom)
    }
}

/// The highest expression that is written: writing recurses.
pub(super) const MAX_HEIGHT: u16 = 1000;

pub(super) fn unparse(expr: &Expr) -> String {
    let mut writer = Writer(String::new());
    writer.expr(expr, Binding::Test);
    writer.0
}

struct Writer(String);

impl Writer {
    fn text(&mut self, text: &str) {
        self.0.push_str(text);
    }

    /// Writes the expression where at least `least` is asked for.
    fn expr(&mut self, expr: &Expr, least: Binding) {
        let is_bare = binding(expr) >= least;
        if !is_bare {
            self.text("(");
        }
        self.bare(expr);
        if !is_bare {
            self.text(")");
        }
    }

    fn list<'a, T: 'a>(&mut self, items: impl IntoIterator<Item = &'a T>, mut write: impl FnMut(&mut Writer, &'a T)) {
        for (index, item) in items.into_iter().enumerate() {
            if index > 0 {
                self.text(", ");
            }
            write(self, item);
        }
    }

    fn exprs(&mut self, items: &[Expr]) {
        self.list(items, |writer, item| writer.expr(item, Binding::Test));
    }

    fn bare(&mut self, expr: &Expr) {
        match &*expr.kind {
            ExprKind::Constant(value) => self.constant(value),
            ExprKind::Name(name) => self.text(name),
            ExprKind::Attribute { value, attr } => {
                self.expr(value, Binding::Atom);
                // `1 .real`, for `1.real` is no attribute.
                if let ExprKind::Constant(Constant::Int(_)) = &*value.kind {
                    self.text(" ");
                }
                self.text(".");
                self.text(&attr.text);
            }
            ExprKind::Subscript { value, slice } => {
                self.expr(value, Binding::Atom);
                self.text("[");
                self.subscript(slice);
                self.text("]");
            }
            ExprKind::Call { func, arguments } => {
                self.expr(func, Binding::Atom);
                self.text("(");
                self.list(arguments, Writer::argument);
                self.text(")");
            }
            ExprKind::List(items) => {
                self.text("[");
                self.exprs(items);
                self.text("]");
            }
            ExprKind::Tuple(items) => self.tuple(items),
            ExprKind::Set(items) => {
                self.text("{");
                self.exprs(items);
                self.text("}");
            }
            ExprKind::Starred(value) => {
                self.text("*");
                self.expr(value, Binding::BitOr);
            }
            ExprKind::Slice { lower, upper, step } => self.slice([lower, upper, step]),
            ExprKind::JoinedStr(pieces) => self.string("f", pieces),
            ExprKind::TemplateStr(pieces) => self.string("t", pieces),
            ExprKind::Dict(items) => {
                self.text("{");
                self.list(items, |writer, item| {
                    match &item.key {
                        Some(key) => {
                            writer.expr(key, Binding::Test);
                            writer.text(": ");
                            writer.expr(&item.value, Binding::Test);
                        }
                        None => {
                            writer.text("**");
                            writer.expr(&item.value, Binding::BitOr);
                        }
                    };
                });
                self.text("}");
            }
            _ => self.compound(expr),
        }
    }

    fn compound(&mut self, expr: &Expr) {
        match &*expr.kind {
            ExprKind::BinOp { left, op, right, .. } => self.binary(left, *op, right),
            ExprKind::UnaryOp { op, operand } => {
                let sign = match op {
                    UnaryOperator::Invert => "~",
                    UnaryOperator::Not => "not ",
                    UnaryOperator::UAdd => "+",
                    UnaryOperator::USub => "-",
                };
                self.text(sign);
                self.expr(operand, binding(expr));
            }
            ExprKind::BoolOp { op, values } => {
                let word = match op {
                    BoolOperator::And => " and ",
                    BoolOperator::Or => " or ",
                };
                let inner = binding(expr).next();
                for (index, value) in values.iter().enumerate() {
                    if index > 0 {
                        self.text(word);
                    }
                    self.expr(value, inner);
                }
            }
            ExprKind::Compare { left, comparisons } => {
                self.expr(left, Binding::BitOr);
                for (op, right) in comparisons {
                    self.text(compare_operator(*op));
                    self.expr(right, Binding::BitOr);
                }
            }
            ExprKind::IfExp { test, body, orelse } => {
                self.expr(body, Binding::Or);
                self.text(" if ");
                self.expr(test, Binding::Or);
                self.text(" else ");
                self.expr(orelse, Binding::Test);
            }
            ExprKind::NamedExpr { target, value } => {
                self.text(&target.text);
                self.text(" := ");
                self.expr(value, Binding::Atom);
            }
            ExprKind::Lambda { parameters, body } => {
                self.text("lambda");
                self.parameters(parameters);
                self.text(": ");
                self.expr(body, Binding::Test);
            }
            ExprKind::Await(value) => {
                self.text("await ");
                self.expr(value, Binding::Atom);
            }
            ExprKind::Yield(value) => {
                self.text("yield");
                if let Some(value) = value {
                    self.text(" ");
                    self.expr(value, Binding::Atom);
                }
            }
            ExprKind::YieldFrom(value) => {
                self.text("yield from ");
                self.expr(value, Binding::Atom);
            }
            _ => self.comprehension_of(expr),
        }
    }

    fn comprehension_of(&mut self, expr: &Expr) {
        match &*expr.kind {
            ExprKind::ListComp { elt, generators } => {
                self.comprehension(["[", "]"], elt, None, generators);
            }
            ExprKind::SetComp { elt, generators } => {
                self.comprehension(["{", "}"], elt, None, generators);
            }
            ExprKind::GeneratorExp { elt, generators } => {
                self.comprehension(["(", ")"], elt, None, generators);
            }
            ExprKind::DictComp { key, value, generators } => {
                self.comprehension(["{", "}"], key, Some(value), generators)
            }
            _ => unreachable!("all others are written above"),
        }
    }

    fn tuple(&mut self, items: &[Expr]) {
        self.text("(");
        self.exprs(items);
        if items.len() == 1 {
            self.text(",");
        }
        self.text(")");
    }

    /// A tuple needs no parentheses inside brackets.
    fn subscript(&mut self, slice: &Expr) {
        match &*slice.kind {
            ExprKind::Tuple(items) if !items.is_empty() => {
                self.exprs(items);
                if items.len() == 1 {
                    self.text(",");
                }
            }
            _ => self.expr(slice, Binding::Test),
        }
    }

    fn slice(&mut self, [lower, upper, step]: [&Option<Expr>; 3]) {
        lower.iter().for_each(|it| self.expr(it, Binding::Test));
        self.text(":");
        upper.iter().for_each(|it| self.expr(it, Binding::Test));
        if let Some(step) = step {
            self.text(":");
            self.expr(step, Binding::Test);
        }
    }

    fn binary(&mut self, left: &Expr, op: Operator, right: &Expr) {
        let (sign, own) = operator(op);
        // Operators lean to the left, `**` to the right.
        let (first, second) = match op {
            Operator::Pow => (own.next(), own),
            _ => (own, own.next()),
        };
        self.expr(left, first);
        let _ = write!(self.0, " {sign} ");
        self.expr(right, second);
    }

    fn argument(&mut self, argument: &ast::Argument) {
        match &argument.kind {
            ArgumentKind::Positional => {}
            ArgumentKind::Starred => self.text("*"),
            ArgumentKind::DoubleStarred => self.text("**"),
            ArgumentKind::Keyword(name) => {
                self.text(&name.text);
                self.text("=");
            }
        }
        let least = match &argument.kind {
            ArgumentKind::Starred => Binding::BitOr,
            _ => Binding::Test,
        };
        self.expr(&argument.value, least);
    }

    fn comprehension(
        &mut self,
        [open, close]: [&str; 2],
        elt: &Expr,
        value: Option<&Expr>,
        generators: &[Comprehension],
    ) {
        self.text(open);
        self.expr(elt, Binding::Test);
        if let Some(value) = value {
            self.text(": ");
            self.expr(value, Binding::Test);
        }
        for generator in generators {
            self.text(if generator.is_async { " async for " } else { " for " });
            match &*generator.target.kind {
                ExprKind::Tuple(items) if !items.is_empty() => {
                    self.exprs(items);
                    if items.len() == 1 {
                        self.text(",");
                    }
                }
                _ => self.expr(&generator.target, Binding::Tuple),
            }
            self.text(" in ");
            self.expr(&generator.iter, Binding::Or);
            for test in &generator.ifs {
                self.text(" if ");
                self.expr(test, Binding::Or);
            }
        }
        self.text(close);
    }

    fn parameters(&mut self, parameters: &ast::Parameters) {
        let mut parts: Vec<String> = Vec::new();
        let part = |stars: &str, parameter: &Parameter| {
            let mut writer = Writer(format!("{stars}{}", parameter.name.text));
            if let Some(default) = &parameter.default {
                writer.text("=");
                writer.expr(default, Binding::Test);
            }
            writer.0
        };
        parts.extend(parameters.posonly.iter().map(|it| part("", it)));
        if !parameters.posonly.is_empty() {
            parts.push("/".to_owned());
        }
        parts.extend(parameters.args.iter().map(|it| part("", it)));
        match &parameters.vararg {
            Some(vararg) => parts.push(part("*", vararg)),
            None if !parameters.kwonly.is_empty() => parts.push("*".to_owned()),
            None => {}
        }
        parts.extend(parameters.kwonly.iter().map(|it| part("", it)));
        parts.extend(parameters.kwarg.iter().map(|it| part("**", it)));
        if !parts.is_empty() {
            self.text(" ");
            self.text(&parts.join(", "));
        }
    }
}

fn binding(expr: &Expr) -> Binding {
    match &*expr.kind {
        ExprKind::NamedExpr { .. } => Binding::Named,
        ExprKind::Yield(_) | ExprKind::YieldFrom(_) => Binding::Yield,
        ExprKind::IfExp { .. } | ExprKind::Lambda { .. } => Binding::Test,
        ExprKind::BoolOp { op: BoolOperator::Or, .. } => Binding::Or,
        ExprKind::BoolOp { .. } => Binding::And,
        ExprKind::UnaryOp { op: UnaryOperator::Not, .. } => Binding::Not,
        ExprKind::UnaryOp { .. } => Binding::Factor,
        ExprKind::Compare { .. } => Binding::Compare,
        ExprKind::BinOp { op, .. } => operator(*op).1,
        ExprKind::Await(_) => Binding::Await,
        _ => Binding::Atom,
    }
}

fn operator(op: Operator) -> (&'static str, Binding) {
    match op {
        Operator::Add => ("+", Binding::Arithmetic),
        Operator::Sub => ("-", Binding::Arithmetic),
        Operator::Mult => ("*", Binding::Term),
        Operator::MatMult => ("@", Binding::Term),
        Operator::Div => ("/", Binding::Term),
        Operator::Mod => ("%", Binding::Term),
        Operator::FloorDiv => ("//", Binding::Term),
        Operator::Pow => ("**", Binding::Power),
        Operator::LShift => ("<<", Binding::Shift),
        Operator::RShift => (">>", Binding::Shift),
        Operator::BitOr => ("|", Binding::BitOr),
        Operator::BitXor => ("^", Binding::BitXor),
        Operator::BitAnd => ("&", Binding::BitAnd),
    }
}

fn compare_operator(op: CompareOperator) -> &'static str {
    match op {
        CompareOperator::Eq => " == ",
        CompareOperator::NotEq => " != ",
        CompareOperator::Lt => " < ",
        CompareOperator::LtE => " <= ",
        CompareOperator::Gt => " > ",
        CompareOperator::GtE => " >= ",
        CompareOperator::Is => " is ",
        CompareOperator::IsNot => " is not ",
        CompareOperator::In => " in ",
        CompareOperator::NotIn => " not in ",
    }
}
