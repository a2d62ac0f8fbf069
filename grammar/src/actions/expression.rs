//! Atoms, groups, comprehensions and operators.

use super::Actions;
use super::signature::ParameterItem;
use crate::ast::*;
use crate::literal;

/// An operator and what stands right of it.
pub struct Operation {
    pub(crate) op: Operator,
    pub(crate) op_span: Span,
    pub(crate) right: Expr,
    pub(crate) start: u32,
    pub(crate) end: u32,
}

impl Actions<'_> {
    pub(crate) fn name(&mut self, l: u32, r: u32) -> Expr {
        let name = literal::identifier(self.text(l, r));
        self.expr(l, ExprKind::Name(name), r)
    }

    pub(crate) fn number(&mut self, l: u32, r: u32) -> Expr {
        let value = literal::number(self.text(l, r));
        if let Constant::Int(Int::Big { radix: 10, digits }) = &value
            && digits.len() > 4300
        {
            let message = format!(
                "Exceeds the limit (4300 digits) for integer string conversion: value has {} digits; \
                 use sys.set_int_max_str_digits() to increase the limit - Consider hexadecimal for huge \
                 integer literals to avoid decimal conversion limits.",
                digits.len()
            );
            self.error(Span::new(l, r), message);
        }
        self.expr(l, ExprKind::Constant(value), r)
    }

    pub(crate) fn parenthesised(&mut self, mut value: Expr) -> Expr {
        value.parenthesised = true;
        value
    }

    /// `expr as target` inside parentheses, which only `with` may have.
    pub(crate) fn as_target(&mut self, value: Expr, at: u32, target: Expr) -> Expr {
        self.as_targets.push((value.span, at, target));
        value
    }

    /// Puts the elements of parentheses aside when there are targets among them.
    fn take_with_items(&mut self, l: u32, items: Vec<Expr>, r: u32) -> Result<Expr, Vec<Expr>> {
        let first = self.as_targets.partition_point(|(span, ..)| span.start < l);
        if first == self.as_targets.len() {
            return Err(items);
        }
        let mut targets = self.as_targets.split_off(first).into_iter().peekable();
        let as_at = targets.peek().map_or(l, |(_, at, _)| *at);
        let mut with_items = Vec::with_capacity(items.len());
        for context_expr in items {
            let target = targets.next_if(|(span, ..)| *span == context_expr.span);
            let end = target.as_ref().map_or(context_expr.span.end, |(.., target)| target.span.end);
            let optional_vars = target.map(|(_, _, target)| target);
            let span = Span::new(context_expr.span.start, end);
            if let Some(target) = &optional_vars {
                self.check_assigned(target);
            }
            with_items.push(WithItem { span, context_expr, optional_vars });
        }
        let span = Span::new(l, r);
        self.with_items.push((span, as_at, with_items));
        let tuple = self.expr(l, ExprKind::Tuple(Vec::new()), r);
        Ok(self.parenthesised(tuple))
    }

    pub(crate) fn group(&mut self, l: u32, item: Expr, r: u32) -> Expr {
        let mut item = if self.as_targets.is_empty() {
            item
        } else {
            match self.take_with_items(l, vec![item], r) {
                Ok(placeholder) => return placeholder,
                Err(mut items) => items.remove(0),
            }
        };
        if matches!(*item.kind, ExprKind::Starred(_)) {
            self.error(item.span, "cannot use starred expression here");
        }
        item.parenthesised = true;
        item
    }

    pub(crate) fn tuple(&mut self, l: u32, items: Vec<Expr>, r: u32) -> Expr {
        let items = if self.as_targets.is_empty() {
            items
        } else {
            match self.take_with_items(l, items, r) {
                Ok(placeholder) => return placeholder,
                Err(items) => items,
            }
        };
        let tuple = self.expr(l, ExprKind::Tuple(items), r);
        self.parenthesised(tuple)
    }

    fn check_element(&mut self, elt: &Expr) {
        if matches!(*elt.kind, ExprKind::Starred(_)) {
            self.error(elt.span, "iterable unpacking cannot be used in comprehension");
        }
    }

    pub(crate) fn generator(&mut self, l: u32, elt: Expr, generators: Vec<Comprehension>, r: u32) -> Expr {
        self.check_element(&elt);
        self.expr(l, ExprKind::GeneratorExp { elt, generators }, r)
    }

    pub(crate) fn list_comp(&mut self, l: u32, elt: Expr, generators: Vec<Comprehension>, r: u32) -> Expr {
        self.check_element(&elt);
        self.expr(l, ExprKind::ListComp { elt, generators }, r)
    }

    pub(crate) fn set_comp(&mut self, l: u32, elt: Expr, generators: Vec<Comprehension>, r: u32) -> Expr {
        self.check_element(&elt);
        self.expr(l, ExprKind::SetComp { elt, generators }, r)
    }

    pub(crate) fn dict_comp(&mut self, l: u32, item: DictItem, generators: Vec<Comprehension>, r: u32) -> Expr {
        let value = item.value;
        let Some(key) = item.key else {
            self.error(Span::new(l + 1, value.span.end), "dict unpacking cannot be used in dict comprehension");
            return value;
        };
        self.expr(l, ExprKind::DictComp { key, value, generators }, r)
    }

    /// `[a, b for …]`.
    pub(crate) fn bare_comp_target(&mut self, l: u32, items: Vec<Expr>, r: u32) -> Expr {
        let first = items.first().map_or(Span::new(l, r), |first| first.span);
        let last = items.last().map_or(first, |last| last.span);
        self.error(first.to(last), "did you forget parentheses around the comprehension target?");
        self.expr(l, ExprKind::List(items), r)
    }

    pub(crate) fn starred_dict_value(&mut self, l: u32, key: Expr, value: Expr) -> DictItem {
        self.error(Span::new(l, value.span.end), "cannot use a starred expression in a dictionary value");
        DictItem { key: Some(key), value }
    }

    pub(crate) fn missing_dict_value(&mut self, key: Expr, colon: u32) -> DictItem {
        self.error(Span::new(colon, colon + 1), "expression expected after dictionary key and ':'");
        let value = self.expr(colon, ExprKind::Constant(Constant::None), colon);
        DictItem { key: Some(key), value }
    }

    pub(crate) fn one_slice(&mut self, l: u32, item: Expr, r: u32) -> Expr {
        if matches!(*item.kind, ExprKind::Starred(_)) {
            return self.expr(l, ExprKind::Tuple(vec![item]), r);
        }
        item
    }

    pub(crate) fn binary_operation(
        &mut self,
        l: u32,
        left: Expr,
        op: Operator,
        op_span: Span,
        right: Expr,
        r: u32,
    ) -> Expr {
        self.expr(l, ExprKind::BinOp { left, op, op_span, right }, r)
    }

    /// Builds the tree of a flat list of operations (Dijkstra's shunting yard; all are left-associative).
    pub(crate) fn operations(&mut self, l: u32, first: Expr, r: u32, rest: Vec<Operation>) -> Expr {
        let mut operands = vec![(l, first, r)];
        let mut operators: Vec<(Operator, Span)> = Vec::new();
        for operation in rest {
            while let Some(&(above, _)) = operators.last()
                && precedence(above) >= precedence(operation.op)
            {
                self.reduce(&mut operands, &mut operators);
            }
            operators.push((operation.op, operation.op_span));
            operands.push((operation.start, operation.right, operation.end));
        }
        while !operators.is_empty() {
            self.reduce(&mut operands, &mut operators);
        }
        operands.pop().expect("there is an operand more than operators").1
    }

    fn reduce(&mut self, operands: &mut Vec<(u32, Expr, u32)>, operators: &mut Vec<(Operator, Span)>) {
        if let (Some((op, op_span)), Some((_, right, r)), Some((l, left, _))) =
            (operators.pop(), operands.pop(), operands.pop())
        {
            let node = self.binary_operation(l, left, op, op_span, right, r);
            operands.push((l, node, r));
        }
    }

    pub(crate) fn named(&mut self, l: u32, mut target: Expr, value: Expr, r: u32) -> Expr {
        let span = target.span;
        let text = match target.take_kind() {
            ExprKind::Name(text) if !target.parenthesised => text,
            kind => {
                let name = super::target::kind_name(&kind);
                self.error(span, format!("cannot use assignment expressions with {name}"));
                return value;
            }
        };
        self.expr(l, ExprKind::NamedExpr { target: Identifier { text, span }, value }, r)
    }

    pub(crate) fn lambda(&mut self, l: u32, items: Option<Vec<ParameterItem>>, body: Expr, r: u32) -> Expr {
        let parameters = Box::new(self.parameters(items.unwrap_or_default()));
        self.expr(l, ExprKind::Lambda { parameters, body }, r)
    }
}

/// How tightly an operator binds.
fn precedence(op: Operator) -> u8 {
    match op {
        Operator::BitOr => 0,
        Operator::BitXor => 1,
        Operator::BitAnd => 2,
        Operator::LShift | Operator::RShift => 3,
        Operator::Add | Operator::Sub => 4,
        Operator::Mult | Operator::MatMult | Operator::Div | Operator::Mod | Operator::FloorDiv => 5,
        Operator::Pow => 6,
    }
}
