//! How high a tree is, so that whoever walks it may recurse. Heights are kept in the nodes, so a new node looks only
//! at its children.

use crate::ast::*;

/// Height and nesting of a node with these contents; see [`MAX_HEIGHT`] and [`MAX_NESTING`].
pub(crate) fn of(kind: &ExprKind) -> (u16, u16) {
    let mut deepest = Deepest::default();
    match kind {
        ExprKind::Constant(_) | ExprKind::Name(_) => return (1, 1),
        ExprKind::BinOp { left, right, .. } => {
            deepest.spine(left);
            deepest.child(right);
        }
        ExprKind::Attribute { value, .. } => deepest.spine(value),
        ExprKind::Subscript { value, slice } => {
            deepest.spine(value);
            deepest.child(slice);
        }
        ExprKind::Call { func, arguments } => {
            deepest.spine(func);
            arguments.iter().for_each(|argument| deepest.child(&argument.value));
        }
        ExprKind::BoolOp { values, .. } => deepest.children(values),
        ExprKind::Set(items) | ExprKind::List(items) | ExprKind::Tuple(items) => deepest.children(items),
        ExprKind::NamedExpr { value, .. }
        | ExprKind::UnaryOp { operand: value, .. }
        | ExprKind::Await(value)
        | ExprKind::YieldFrom(value)
        | ExprKind::Starred(value) => deepest.child(value),
        ExprKind::Yield(value) => deepest.children(value),
        ExprKind::Lambda { parameters, body } => {
            deepest.parameters(parameters);
            deepest.child(body);
        }
        ExprKind::IfExp { test, body, orelse } => deepest.children([test, body, orelse]),
        ExprKind::Dict(items) => {
            for item in items {
                deepest.children(&item.key);
                deepest.child(&item.value);
            }
        }
        ExprKind::ListComp { elt, generators }
        | ExprKind::SetComp { elt, generators }
        | ExprKind::GeneratorExp { elt, generators } => {
            deepest.child(elt);
            deepest.generators(generators);
        }
        ExprKind::DictComp { key, value, generators } => {
            deepest.children([key, value]);
            deepest.generators(generators);
        }
        ExprKind::Compare { left, comparisons } => {
            deepest.child(left);
            comparisons.iter().for_each(|(_, right)| deepest.child(right));
        }
        ExprKind::JoinedStr(pieces) | ExprKind::TemplateStr(pieces) => deepest.pieces(pieces),
        ExprKind::Slice { lower, upper, step } => {
            deepest.children(lower);
            deepest.children(upper);
            deepest.children(step);
        }
    }
    (deepest.height + 1, deepest.nesting.max(1))
}

#[derive(Default)]
struct Deepest {
    height: u16,
    nesting: u16,
}

impl Deepest {
    fn child(&mut self, child: &Expr) {
        self.height = self.height.max(child.height);
        self.nesting = self.nesting.max(child.nesting + 1);
    }

    fn spine(&mut self, child: &Expr) {
        self.height = self.height.max(child.height);
        self.nesting = self.nesting.max(child.nesting);
    }

    fn children<'e>(&mut self, children: impl IntoIterator<Item = &'e Expr>) {
        children.into_iter().for_each(|child| self.child(child));
    }

    fn generators(&mut self, generators: &[Comprehension]) {
        for generator in generators {
            self.children([&generator.target, &generator.iter]);
            self.children(&generator.ifs);
        }
    }

    fn parameters(&mut self, parameters: &Parameters) {
        let lists = [&parameters.posonly, &parameters.args, &parameters.kwonly];
        for parameter in lists.into_iter().flatten() {
            self.children(&parameter.default);
        }
    }

    /// Fields nest in format specifications, but no deeper than the lexer lets them.
    fn pieces(&mut self, pieces: &[StringPiece]) {
        for piece in pieces {
            if let StringPiece::Field(field) = piece {
                self.child(&field.value);
                self.pieces(field.format_spec.as_deref().unwrap_or_default());
            }
        }
    }
}
