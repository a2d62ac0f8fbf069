//! The half of the walk that goes through expressions.

use super::collect::Collector;
use super::{Role, ScopeKind, mangle};
use std::collections::HashSet;

use crate::compile::error::CompileError;
use crate::compile::walk;
use crate::syntax::Span;
use crate::syntax::ast::{self, Comprehension, Expr, ExprKind, StringPiece};

impl<'a> Collector<'a, '_> {
    pub fn optional(&mut self, expr: &'a Option<Expr>) {
        expr.iter().for_each(|expr| self.expression(expr));
    }

    pub fn expressions(&mut self, exprs: &'a [Expr]) {
        exprs.iter().for_each(|expr| self.expression(expr));
    }

    pub fn arguments(&mut self, arguments: &'a [ast::Argument]) {
        let mut keywords = HashSet::new();
        for argument in arguments {
            if let ast::ArgumentKind::Keyword(name) = &argument.kind {
                self.forbid_debug(&name.text, argument.span, "assign to");
                if !keywords.insert(&*name.text) {
                    let message = format!("keyword argument repeated: {}", name.text);
                    self.complaints.syntax(argument.span, message);
                }
            }
            self.expression(&argument.value);
        }
    }

    /// Left spines can be long, so they are walked down by a loop.
    pub fn expression(&mut self, expr: &'a Expr) {
        let mut expr = expr;
        loop {
            expr = match &*expr.kind {
                ExprKind::BinOp { left, right, .. } => {
                    self.expression(right);
                    left
                }
                ExprKind::Attribute { value, .. } => value,
                ExprKind::Subscript { value, slice } => {
                    self.expression(slice);
                    value
                }
                ExprKind::Call { func, arguments } => {
                    self.arguments(arguments);
                    func
                }
                ExprKind::UnaryOp { operand: value, .. } | ExprKind::Starred(value) => value,
                _ => return self.other_expression(expr),
            };
        }
    }

    fn other_expression(&mut self, expr: &'a Expr) {
        match &*expr.kind {
            ExprKind::Name(name) => self.name(name, expr.span),
            ExprKind::BoolOp { values, .. }
            | ExprKind::Set(values)
            | ExprKind::List(values)
            | ExprKind::Tuple(values) => self.expressions(values),
            ExprKind::Compare { left, comparisons } => {
                self.expression(left);
                comparisons.iter().for_each(|(_, right)| self.expression(right));
            }
            ExprKind::IfExp { test, body, orelse } => {
                self.expression(test);
                self.expression(body);
                self.expression(orelse);
            }
            ExprKind::Dict(items) => {
                for item in items {
                    self.optional(&item.key);
                    self.expression(&item.value);
                }
            }
            ExprKind::Slice { lower, upper, step } => {
                self.optional(lower);
                self.optional(upper);
                self.optional(step);
            }
            ExprKind::NamedExpr { target, value } => self.named(expr, target, value),
            ExprKind::Lambda { parameters, body } => {
                self.defaults(parameters);
                let back = self.open(ScopeKind::Lambda, &*expr.kind, Role::Body);
                self.parameters(parameters);
                self.expression(body);
                self.at = back;
            }
            ExprKind::JoinedStr(pieces) | ExprKind::TemplateStr(pieces) => self.pieces(pieces),
            ExprKind::Await(value) => {
                if !self.forbid_in_annotation(expr.span, "await expression") {
                    self.suspends(expr.span, "await");
                }
                self.expression(value);
            }
            ExprKind::Yield(value) => {
                self.yields(expr.span, "yield");
                self.optional(value);
            }
            ExprKind::YieldFrom(value) => {
                self.yields(expr.span, "yield from");
                self.expression(value);
            }
            ExprKind::ListComp { elt, generators } => {
                self.comprehension(expr, generators, [Some(elt), None]);
            }
            ExprKind::SetComp { elt, generators } => {
                self.comprehension(expr, generators, [Some(elt), None]);
            }
            ExprKind::DictComp { key, value, generators } => {
                self.comprehension(expr, generators, [Some(key), Some(value)])
            }
            ExprKind::GeneratorExp { elt, generators } => {
                self.comprehension(expr, generators, [Some(elt), None]);
            }
            _ => {}
        }
    }

    fn pieces(&mut self, pieces: &'a [StringPiece]) {
        for piece in pieces {
            if let StringPiece::Field(field) = piece {
                self.expression(&field.value);
                field.format_spec.iter().for_each(|spec| self.pieces(spec));
            }
        }
    }

    fn name(&mut self, name: &'a str, span: Span) {
        self.uses(name, span).used = true;
        let frame = self.scopes[self.at].frame;
        if name == "super" && self.scopes[frame].is_function() {
            self.uses("__class__", span).used = true;
        }
    }

    // ---- targets

    pub fn target(&mut self, target: &'a Expr) {
        match &*target.kind {
            ExprKind::Name(name) => self.bind_target(name, target.span),
            ExprKind::Starred(inner) => self.target(inner),
            ExprKind::List(targets) | ExprKind::Tuple(targets) => {
                targets.iter().for_each(|target| self.target(target));
            }
            ExprKind::Attribute { value, attr } => {
                self.forbid_debug(&attr.text, target.span, "assign to");
                self.expression(value);
            }
            _ => self.expression(target),
        }
    }

    /// A target outside comprehensions, or the target of a comprehension's `for`.
    fn bind_target(&mut self, name: &'a str, span: Span) {
        if self.scope().iterating() {
            let uses = self.uses(name, span);
            if uses.walrus {
                let message = format!("comprehension inner loop cannot rebind assignment expression target '{name}'");
                self.complaints.syntax(span, message);
            }
            self.uses(name, span).iteration = true;
        }
        self.bind(name, span);
    }

    pub fn augmented(&mut self, target: &'a Expr) {
        match &*target.kind {
            ExprKind::Name(name) => self.bind(name, target.span),
            _ => self.target(target),
        }
    }

    pub fn delete(&mut self, target: &'a Expr) {
        match &*target.kind {
            ExprKind::Name(name) => {
                self.forbid_debug(name, target.span, "delete");
                let uses = self.uses(name, target.span);
                uses.bound = true;
                uses.deleted = true;
            }
            ExprKind::List(targets) | ExprKind::Tuple(targets) => {
                targets.iter().for_each(|target| self.delete(target));
            }
            ExprKind::Attribute { value, attr } => {
                self.forbid_debug(&attr.text, target.span, "delete");
                self.expression(value);
            }
            _ => self.expression(target),
        }
    }

    /// `target := value`. In a comprehension the target belongs to the function or module around it.
    fn named(&mut self, expr: &'a Expr, target: &'a ast::Identifier, value: &'a Expr) {
        self.forbid_in_annotation(expr.span, "named expression");
        if self.scope().in_iterable() {
            let message = "assignment expression cannot be used in a comprehension iterable expression";
            self.complaints.syntax(expr.span, message);
        }
        if self.scope().iterating() {
            self.named_in_comprehension(target);
        }
        self.expression(value);
        if !self.scope().iterating() {
            self.bind_identifier(target);
            self.uses(&target.text, target.span).walrus = true;
        }
    }

    fn named_in_comprehension(&mut self, target: &'a ast::Identifier) {
        let (name, span) = (&target.text, target.span);
        self.forbid_debug(name, target.span, "assign to");
        let mut home = self.at;
        while self.scopes[home].iterating() {
            if self.uses_in(home, name, span).iteration {
                let message = format!("assignment expression cannot rebind comprehension iteration variable '{name}'");
                return self.complaints.syntax(span, message);
            }
            home = self.scopes[home].parent.expect("a module lies around it");
        }
        let place = match self.scopes[home].kind {
            ScopeKind::Class => Some("in a class body"),
            ScopeKind::TypeParameters => Some("within the definition of a generic"),
            ScopeKind::Annotation => Some("within an annotation"),
            _ => None,
        };
        if let Some(place) = place {
            let message = format!("assignment expression within a comprehension cannot be used {place}");
            return self.complaints.syntax(span, message);
        }
        let at_module = self.scopes[home].kind == ScopeKind::Module;
        let outer = self.uses_in(home, name, target.span);
        outer.bound = true;
        outer.walrus = true;
        let is_global = at_module || outer.global;
        let uses = self.uses(name, target.span);
        uses.walrus = true;
        match is_global {
            true => uses.global = true,
            false => uses.nonlocal = true,
        }
    }

    // ---- comprehensions

    fn comprehension(&mut self, expr: &'a Expr, generators: &'a [Comprehension], results: [Option<&'a Expr>; 2]) {
        let Some(first) = generators.first() else {
            return;
        };
        self.scope().iterables += 1;
        self.expression(&first.iter);
        self.scope().iterables -= 1;
        let (kind, described_as) = match &*expr.kind {
            ExprKind::GeneratorExp { .. } => (ScopeKind::Generator, "generator expression"),
            ExprKind::ListComp { .. } => (ScopeKind::Comprehension, "list comprehension"),
            ExprKind::SetComp { .. } => (ScopeKind::Comprehension, "set comprehension"),
            _ => (ScopeKind::Comprehension, "dict comprehension"),
        };
        let is_generator = kind == ScopeKind::Generator;
        let outer = self.open(kind, &*expr.kind, Role::Body);
        self.scope().described_as = described_as;
        if is_generator {
            self.uses(".0", expr.span).parameter = true;
        }
        self.scope().has_await = generators.iter().any(|generator| generator.is_async);
        for (index, generator) in generators.iter().enumerate() {
            if index > 0 {
                self.scope().iterables += 1;
                self.expression(&generator.iter);
                self.scope().iterables -= 1;
            }
            self.target(&generator.target);
            self.expressions(&generator.ifs);
        }
        results.into_iter().flatten().for_each(|result| self.expression(result));
        let is_async = self.scope().has_await;
        self.at = outer;
        if is_async && !is_generator {
            self.asynchronous_comprehension(expr.span);
        }
    }

    /// An inlined comprehension that awaits makes the scope around it await.
    fn asynchronous_comprehension(&mut self, span: Span) {
        let allowed = match self.scope().kind {
            ScopeKind::Comprehension | ScopeKind::Generator => true,
            ScopeKind::Module => self.rules.top_level_await,
            _ => self.scope().is_async,
        };
        self.scope().has_await = true;
        if !allowed {
            let message = "asynchronous comprehension outside of an asynchronous function";
            self.complaints.syntax(span, message);
        }
    }

    // ---- suspension

    /// `await`, `async for` and `async with` statements.
    pub fn suspends(&mut self, span: Span, word: &str) {
        let scope = &self.scopes[self.at];
        let problem = match scope.kind {
            ScopeKind::Comprehension | ScopeKind::Generator => None,
            ScopeKind::Module if self.rules.top_level_await => None,
            _ if scope.is_async => None,
            ScopeKind::Module | ScopeKind::Class if word == "await" => Some("'await' outside function".to_owned()),
            _ => Some(format!("'{word}' outside async function")),
        };
        let help = match scope.kind {
            ScopeKind::Module => "wrap the code in 'async def main():' and call 'asyncio.run(main())'",
            _ => "make the function around it an 'async def'",
        };
        self.scope().has_await = true;
        if let Some(problem) = problem {
            self.complaints.error(CompileError::syntax(span, problem).with_help(help));
        }
    }

    fn yields(&mut self, span: Span, word: &str) {
        self.forbid_in_annotation(span, "yield expression");
        let scope = &self.scopes[self.at];
        match scope.kind {
            ScopeKind::Comprehension | ScopeKind::Generator => {
                self.complaints.syntax(span, format!("'yield' inside {}", scope.described_as));
            }
            ScopeKind::Module | ScopeKind::Class => {
                self.complaints.syntax(span, format!("'{word}' outside function"));
            }
            _ if scope.is_async && word == "yield from" => {
                self.complaints.syntax(span, "'yield from' inside async function");
            }
            _ => {}
        }
        self.scope().has_yield = true;
    }

    /// Complains if this is an annotation scope; whether it is one.
    fn forbid_in_annotation(&mut self, span: Span, what: &str) -> bool {
        let scope = &self.scopes[self.at];
        let is_forbidden = matches!(scope.kind, ScopeKind::Annotation | ScopeKind::TypeParameters);
        if is_forbidden {
            let message = format!("{what} cannot be used within {}", scope.described_as);
            self.complaints.syntax(span, message);
        }
        is_forbidden
    }

    /// An annotation of a function's local is never evaluated, only looked at.
    pub fn unused_annotation(&mut self, annotation: &Expr) {
        for expr in walk::parts(annotation) {
            let what = match &*expr.kind {
                ExprKind::Await(_) => "await expression",
                ExprKind::Yield(_) | ExprKind::YieldFrom(_) => "yield expression",
                ExprKind::NamedExpr { .. } => "named expression",
                _ => continue,
            };
            let message = format!("{what} cannot be used within an annotation");
            self.complaints.syntax(expr.span, message);
        }
    }
}

impl super::Scope<'_> {
    /// A comprehension or generator expression.
    fn iterating(&self) -> bool {
        matches!(self.kind, ScopeKind::Comprehension | ScopeKind::Generator)
    }

    fn in_iterable(&self) -> bool {
        self.iterables > 0
    }

    /// The name as it is known in this scope.
    pub fn mangled(&self, name: &str) -> super::Name {
        match mangle(self.class_name, name) {
            Some(mangled) => mangled.into(),
            None => name.into(),
        }
    }
}
