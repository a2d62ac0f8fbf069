//! The patterns of `case`.

use super::Actions;
use crate::ast::*;

/// What stands between the commas of a mapping pattern.
pub enum MappingItem {
    Pair(Expr, Pattern),
    /// `**name`, with the place of the stars.
    Rest(u32, Identifier),
}

pub(crate) fn pattern(l: u32, kind: PatternKind, r: u32) -> Pattern {
    Pattern { span: Span::new(l, r), kind: Box::new(kind) }
}

pub(crate) fn not_wildcard(name: Identifier) -> Option<Identifier> {
    (&*name.text != "_").then_some(name)
}

/// A bare name captures, a dotted one is compared with.
pub(crate) fn name_pattern(mut name: Expr) -> Pattern {
    let span = name.span;
    let kind = match &mut *name.kind {
        ExprKind::Name(text) => {
            let name = not_wildcard(Identifier { text: std::mem::take(text), span });
            PatternKind::MatchAs { pattern: None, name }
        }
        _ => PatternKind::MatchValue(name),
    };
    pattern(span.start, kind, span.end)
}

impl Actions<'_> {
    pub(crate) fn value_pattern(&mut self, l: u32, mut value: Expr, r: u32) -> Pattern {
        let kind = match *value.kind {
            ExprKind::Constant(Constant::None | Constant::True | Constant::False) => match value.take_kind() {
                ExprKind::Constant(constant) => PatternKind::MatchSingleton(constant),
                _ => unreachable!("seen to be a constant"),
            },
            _ => PatternKind::MatchValue(value),
        };
        pattern(l, kind, r)
    }

    /// `1 + 2j`: a real number and an imaginary one.
    pub(crate) fn complex_pattern(
        &mut self,
        l: u32,
        left: Expr,
        op: Operator,
        op_span: Span,
        right: Expr,
        r: u32,
    ) -> Expr {
        let number = match &*left.kind {
            ExprKind::UnaryOp { operand, .. } => operand,
            _ => &left,
        };
        if matches!(*number.kind, ExprKind::Constant(Constant::Complex(_))) {
            let span = number.span;
            self.error(span, "real number required in complex literal");
        } else if !matches!(*right.kind, ExprKind::Constant(Constant::Complex(_))) {
            self.error(right.span, "imaginary number required in complex literal");
        }
        self.binary_operation(l, left, op, op_span, right, r)
    }

    pub(crate) fn as_pattern(&mut self, l: u32, inner: Pattern, target: Expr, r: u32) -> Pattern {
        let span = target.span;
        let name = self.bound_name(target, "cannot use", "as pattern target");
        if name.as_ref().is_some_and(|name| &*name.text == "_") {
            self.error(span, "cannot use '_' as a target");
        }
        pattern(l, PatternKind::MatchAs { pattern: Some(inner), name }, r)
    }

    pub(crate) fn pattern_group(&mut self, l: u32, item: Pattern, r: u32) -> Pattern {
        if matches!(*item.kind, PatternKind::MatchStar(_)) {
            self.error(item.span, "invalid syntax");
            return pattern(l, PatternKind::MatchSequence(vec![item]), r);
        }
        item
    }

    pub(crate) fn class_pattern(
        &mut self,
        l: u32,
        cls: Expr,
        items: Option<Vec<(Option<Identifier>, Pattern)>>,
        r: u32,
    ) -> Pattern {
        let (mut patterns, mut keywords) = (Vec::new(), Vec::new());
        let mut reported = false;
        for (name, value) in items.unwrap_or_default() {
            match name {
                Some(name) => keywords.push((name, value)),
                None => {
                    if !keywords.is_empty() && !reported {
                        reported = true;
                        self.error(value.span, "positional patterns follow keyword patterns");
                    }
                    patterns.push(value);
                }
            }
        }
        pattern(l, PatternKind::MatchClass { cls, patterns, keywords }, r)
    }

    pub(crate) fn mapping_pattern(&mut self, l: u32, list: Option<Vec<MappingItem>>, r: u32) -> Pattern {
        let mut items = Vec::new();
        let mut rest: Option<Identifier> = None;
        let mut wrong = None;
        for item in list.unwrap_or_default() {
            if let Some(rest) = &rest {
                wrong = wrong.or(Some(rest.span));
            }
            match item {
                MappingItem::Pair(key, value) => {
                    if matches!(*key.kind, ExprKind::Name(_)) {
                        wrong = wrong.or(Some(key.span));
                    }
                    items.push((key, value));
                }
                MappingItem::Rest(at, name) => {
                    if &*name.text == "_" {
                        wrong = wrong.or(Some(Span::new(at, name.span.end)));
                    }
                    rest = Some(name);
                }
            }
        }
        if let Some(span) = wrong {
            self.error(span, "invalid syntax");
        }
        pattern(l, PatternKind::MatchMapping { items, rest }, r)
    }
}
