//! Statements that take more than a line.

use super::Actions;
use super::signature::{CallItem, ParameterItem};
use crate::ast::*;

pub struct Handler {
    star: bool,
    keyword: Span,
    handler: ExceptHandler,
}

pub struct Caught {
    pub(crate) types: Expr,
    pub(crate) target: Option<Expr>,
}

pub(crate) fn stmt(l: u32, kind: StmtKind, r: u32) -> Stmt {
    Stmt { span: Span::new(l, r), kind: Box::new(kind) }
}

/// The end of a block, or `otherwise` when nothing of it could be parsed.
pub(crate) fn end_of(body: &[Stmt], otherwise: u32) -> u32 {
    body.last().map_or(otherwise, |last| last.span.end)
}

/// A compound statement ends with its last block, not with the line end behind that.
pub(crate) fn compound(l: u32, kind: StmtKind, r: u32) -> Stmt {
    let blocks: [&[Stmt]; 3] = match &kind {
        StmtKind::FunctionDef(def) => [&def.body, &[], &[]],
        StmtKind::ClassDef(def) => [&def.body, &[], &[]],
        StmtKind::If(node) => {
            let last = node.elifs.last().map_or(&node.body, |elif| &elif.body);
            [last, &node.orelse, &[]]
        }
        StmtKind::While { body, orelse, .. } => [body, orelse, &[]],
        StmtKind::For(node) => [&node.body, &node.orelse, &[]],
        StmtKind::With { body, .. } => [body, &[], &[]],
        StmtKind::Match { cases, .. } => [cases.last().map_or(&[], |case| &case.body), &[], &[]],
        StmtKind::Try(node) => {
            let last = node.handlers.last().map_or(&node.body, |handler| &handler.body);
            [last, &node.orelse, &node.finalbody]
        }
        _ => [&[], &[], &[]],
    };
    let end = blocks.iter().rev().find_map(|block| block.last()).map_or(r, |last| last.span.end);
    stmt(l, kind, end)
}

pub(crate) fn decorate(mut kind: StmtKind, decorators: Vec<Expr>) -> StmtKind {
    match &mut kind {
        StmtKind::FunctionDef(def) => def.decorators = decorators,
        StmtKind::ClassDef(def) => def.decorators = decorators,
        _ => unreachable!("the grammar decorates only definitions"),
    }
    kind
}

/// `a.b.c` as one name, white space left out.
pub(crate) fn dotted(name: Identifier, next: Identifier) -> Identifier {
    let text = format!("{}.{}", name.text, next.text).into();
    Identifier { text, span: name.span.to(next.span) }
}

pub(crate) fn star_alias(l: u32, r: u32) -> Alias {
    let span = Span::new(l, r);
    Alias { span, name: Identifier { text: "*".into(), span }, asname: None }
}

impl Actions<'_> {
    pub(crate) fn alias(&mut self, l: u32, name: Identifier, target: Option<Expr>, r: u32) -> Alias {
        let asname = target.and_then(|target| self.bound_name(target, "cannot use", "as import target"));
        Alias { span: Span::new(l, r), name, asname }
    }

    /// The name after `as`, or an error `<before> <kind of expression> <after>`.
    pub(crate) fn bound_name(&mut self, mut target: Expr, before: &str, after: &str) -> Option<Identifier> {
        let span = target.span;
        match target.take_kind() {
            ExprKind::Name(text) if !target.parenthesised => Some(Identifier { text, span }),
            kind => {
                let name = super::target::kind_name(&kind);
                let after = if after.is_empty() { String::new() } else { format!(" {after}") };
                self.error(span, format!("{before} {name}{after}"));
                None
            }
        }
    }

    pub(crate) fn import_from(&mut self, (level, module): (u32, Option<Identifier>), names: Vec<Alias>) -> StmtKind {
        if level == 0 && module.as_ref().is_some_and(|module| &*module.text == "__future__") {
            self.check_future(&names);
        }
        StmtKind::ImportFrom(ImportFrom { level, module, names })
    }

    fn check_future(&mut self, names: &[Alias]) {
        for alias in names {
            match &*alias.name.text {
                "braces" => self.error(alias.span, "not a chance"),
                name if !FUTURES.contains(&name) => {
                    self.error(alias.span, format!("future feature {name} is not defined"));
                }
                _ => {}
            }
        }
    }

    pub(crate) fn trailing_import_comma(&mut self, l: u32, r: u32) {
        self.error(Span::new(l, r), "trailing comma not allowed without surrounding parentheses");
    }

    pub(crate) fn with_item(&mut self, l: u32, context_expr: Expr, target: Expr, r: u32) -> WithItem {
        self.check_assigned(&target);
        WithItem { span: Span::new(l, r), context_expr, optional_vars: Some(target) }
    }

    pub(crate) fn with(&mut self, is_async: bool, mut items: Vec<WithItem>, body: Vec<Stmt>) -> StmtKind {
        if let [item] = items.as_slice()
            && item.optional_vars.is_none()
            && item.context_expr.parenthesised
            && matches!(*item.context_expr.kind, ExprKind::Tuple(_))
        {
            items = self.unwrap_with_items(items);
        }
        StmtKind::With { is_async, items, body }
    }

    /// `with (a as b, c):` and `with (a, b):` have as many items as stand in the parentheses.
    fn unwrap_with_items(&mut self, mut items: Vec<WithItem>) -> Vec<WithItem> {
        let span = items[0].context_expr.span;
        // The statement's block may have left entries of its own behind.
        if let Some(at) = self.with_items.iter().position(|(of, ..)| *of == span) {
            return self.with_items.remove(at).2;
        }
        let ExprKind::Tuple(elements) = &mut *items[0].context_expr.kind else {
            return items;
        };
        let is_item =
            |e: &Expr| e.parenthesised || !matches!(*e.kind, ExprKind::Starred(_) | ExprKind::NamedExpr { .. });
        if elements.is_empty() || !elements.iter().all(is_item) {
            return items;
        }
        let item = |context_expr: Expr| WithItem { span: context_expr.span, context_expr, optional_vars: None };
        std::mem::take(elements).into_iter().map(item).collect()
    }

    pub(crate) fn bare_try(&mut self, body: Vec<Stmt>, at: u32) -> StmtKind {
        self.error(Span::new(at, at), crate::error::EXPECTED_EXCEPT);
        let (handlers, orelse, finalbody) = (Vec::new(), Vec::new(), Vec::new());
        StmtKind::Try(Try { is_star: false, body, handlers, orelse, finalbody })
    }

    pub(crate) fn handler(&mut self, l: u32, star: bool, caught: Option<Caught>, body: Vec<Stmt>, r: u32) -> Handler {
        let mut name = None;
        let mut exception = None;
        if let Some(Caught { types, target }) = caught {
            if let Some(target) = target {
                let keyword = if star { "except*" } else { "except" };
                let end = target.span.end;
                name = self.bound_name(target, &format!("cannot use {keyword} statement with"), "");
                if matches!(*types.kind, ExprKind::Tuple(_)) && !types.parenthesised {
                    let message = "multiple exception types must be parenthesized when using 'as'";
                    self.error(Span::new(types.span.start, end), message);
                }
            }
            exception = Some(types);
        } else if star {
            self.error(Span::new(l, l + 6), "expected one or more exception types");
        }
        let span = Span::new(l, end_of(&body, r));
        let handler = ExceptHandler { span, exception, name, body };
        Handler { star, keyword: Span::new(l, l + 6), handler }
    }

    pub(crate) fn try_except(
        &mut self,
        body: Vec<Stmt>,
        handlers: Vec<Handler>,
        orelse: Option<Vec<Stmt>>,
        finalbody: Option<Vec<Stmt>>,
    ) -> StmtKind {
        let is_star = handlers[0].star;
        if let Some(other) = handlers.iter().find(|handler| handler.star != is_star) {
            self.error(other.keyword, "cannot have both 'except' and 'except*' on the same 'try'");
        }
        StmtKind::Try(Try {
            is_star,
            body,
            handlers: handlers.into_iter().map(|handler| handler.handler).collect(),
            orelse: orelse.unwrap_or_default(),
            finalbody: finalbody.unwrap_or_default(),
        })
    }

    pub(crate) fn function(
        &mut self,
        is_async: bool,
        name: Identifier,
        type_params: Option<Vec<TypeParam>>,
        parameters: Option<Vec<ParameterItem>>,
        returns: Option<Expr>,
        body: Vec<Stmt>,
    ) -> StmtKind {
        StmtKind::FunctionDef(FunctionDef {
            is_async,
            decorators: Vec::new(),
            name,
            type_params: type_params.unwrap_or_default(),
            parameters: Box::new(self.parameters(parameters.unwrap_or_default())),
            returns,
            body,
        })
    }

    pub(crate) fn class(
        &mut self,
        name: Identifier,
        type_params: Option<Vec<TypeParam>>,
        arguments: Option<Vec<CallItem>>,
        body: Vec<Stmt>,
    ) -> StmtKind {
        StmtKind::ClassDef(ClassDef {
            decorators: Vec::new(),
            name,
            type_params: type_params.unwrap_or_default(),
            arguments: self.class_arguments(arguments.unwrap_or_default()),
            body,
        })
    }
}

/// What may be imported from `__future__`.
const FUTURES: [&str; 10] = [
    "nested_scopes",
    "generators",
    "division",
    "absolute_import",
    "with_statement",
    "print_function",
    "unicode_literals",
    "barry_as_FLUFL",
    "generator_stop",
    "annotations",
];
