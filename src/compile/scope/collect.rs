//! The walk over statements that opens scopes and notes the names in them. Reports what only scopes can tell: double
//! parameters, wrong `global` and `nonlocal`, `await` in the wrong place.

use super::{Binding, Name, Place, Role, Scope, ScopeId, ScopeKind, Scopes, Symbol};
use super::{Uses, address, mangle, resolve};
use crate::compile::error::Complaints;
use crate::syntax::ast::{self, ExprKind, StmtKind};
use crate::syntax::{Span, ast::Expr, ast::Stmt};

/// What of the options matters to scopes.
#[derive(Clone, Copy)]
pub(in crate::compile) struct Rules {
    pub top_level_await: bool,
    /// Names of the module live in r0.
    pub namespace: bool,
}

/// Finds the scopes of a module and settles all names in them.
pub(in crate::compile) fn collect<'a>(
    module: &'a ast::Module,
    rules: Rules,
    complaints: &mut Complaints,
) -> Scopes<'a> {
    let mut collector =
        Collector { scopes: Scopes::default(), at: ScopeId::MODULE, rules, complaints, future_allowed: true };
    collector.open(ScopeKind::Module, module, Role::Body);
    collector.body(&module.body);
    let mut scopes = collector.scopes;
    resolve::resolve(&mut scopes, rules.namespace, complaints);
    scopes
}

pub(super) struct Collector<'a, 'c> {
    pub scopes: Scopes<'a>,
    /// The scope we are in.
    pub at: ScopeId,
    pub rules: Rules,
    pub complaints: &'c mut Complaints,
    /// Nothing but a docstring and other future imports came before.
    pub future_allowed: bool,
}

impl<'a> Collector<'a, '_> {
    pub fn scope(&mut self) -> &mut Scope<'a> {
        &mut self.scopes[self.at]
    }

    /// Opens a scope for the node inside the present one and steps in; returns the present one, to step back to.
    pub fn open<T>(&mut self, kind: ScopeKind, node: &T, role: Role) -> ScopeId {
        let id = ScopeId(self.scopes.scopes.len() as u32);
        let parent = (kind != ScopeKind::Module).then_some(self.at);
        let frame = match parent {
            Some(parent) if kind == ScopeKind::Comprehension => self.scopes[parent].frame,
            _ => id,
        };
        let class_name = parent.and_then(|parent| self.scopes[parent].class_name);
        self.scopes.scopes.push(Scope {
            kind,
            parent,
            frame,
            symbols: Vec::new(),
            by_name: Default::default(),
            class_name,
            is_async: false,
            has_yield: false,
            has_await: false,
            annotations: Vec::new(),
            annotate: None,
            hidden: Vec::new(),
            reads_namespace: false,
            locals: Vec::new(),
            free: Vec::new(),
            iterables: 0,
            conditional: 0,
            described_as: "",
        });
        self.scopes.by_node.insert((address(node), role), id);
        std::mem::replace(&mut self.at, id)
    }

    fn index_of(&mut self, scope: ScopeId, name: &str, span: Span) -> usize {
        let scope = &mut self.scopes[scope];
        let mangled = mangle(scope.class_name, name);
        let name = mangled.as_deref().unwrap_or(name);
        if let Some(&index) = scope.by_name.get(name) {
            return index;
        }
        let name: Name = name.into();
        let index = scope.symbols.len();
        scope.by_name.insert(name.clone(), index);
        scope.symbols.push(Symbol {
            name,
            span,
            uses: Uses::default(),
            binding: Binding::Global,
            place: Place::Global,
        });
        index
    }

    pub fn uses_in(&mut self, scope: ScopeId, name: &str, span: Span) -> &mut Uses {
        let index = self.index_of(scope, name, span);
        &mut self.scopes[scope].symbols[index].uses
    }

    pub fn uses(&mut self, name: &str, span: Span) -> &mut Uses {
        self.uses_in(self.at, name, span)
    }

    pub fn bind(&mut self, name: &str, span: Span) {
        self.forbid_debug(name, span, "assign to");
        self.uses(name, span).bound = true;
    }

    pub fn bind_identifier(&mut self, name: &ast::Identifier) {
        self.bind(&name.text, name.span);
    }

    pub fn forbid_debug(&mut self, name: &str, span: Span, action: &str) {
        if name == "__debug__" {
            self.complaints.syntax(span, format!("cannot {action} __debug__"));
        }
    }

    pub fn body(&mut self, body: &'a [Stmt]) {
        for stmt in body {
            self.statement(stmt);
        }
    }

    /// A body that may not run.
    fn block(&mut self, body: &'a [Stmt]) {
        self.scope().conditional += 1;
        self.body(body);
        self.scope().conditional -= 1;
    }

    fn statement(&mut self, stmt: &'a Stmt) {
        self.watch_future(stmt);
        match &*stmt.kind {
            StmtKind::FunctionDef(function) => self.function(function, stmt.span),
            StmtKind::ClassDef(class) => self.class(class, stmt.span),
            StmtKind::TypeAlias(alias) => self.type_alias(alias),
            StmtKind::Return(value) => self.optional(value),
            StmtKind::Expr(value) => self.expression(value),
            StmtKind::Delete(targets) => targets.iter().for_each(|target| self.delete(target)),
            StmtKind::Assign { targets, value } => {
                self.expression(value);
                targets.iter().for_each(|target| self.target(target));
            }
            StmtKind::AugAssign { target, value, .. } => {
                self.augmented(target);
                self.expression(value);
            }
            StmtKind::AnnAssign { target, annotation, value, simple } => {
                self.annotated(stmt, target, annotation, value, *simple)
            }
            StmtKind::Global(names) => self.directive(stmt, names, "global"),
            StmtKind::Nonlocal(names) => self.directive(stmt, names, "nonlocal"),
            StmtKind::Import(names) => names.iter().for_each(|alias| self.import(alias)),
            StmtKind::ImportFrom(import) => self.import_from(import),
            StmtKind::Raise { exc, cause } => {
                self.optional(exc);
                self.optional(cause);
            }
            StmtKind::Assert { test, msg } => {
                self.expression(test);
                self.optional(msg);
            }
            StmtKind::Pass | StmtKind::Break | StmtKind::Continue => {}
            _ => self.compound(stmt),
        }
    }

    fn compound(&mut self, stmt: &'a Stmt) {
        match &*stmt.kind {
            StmtKind::For(statement) => {
                self.expression(&statement.iter);
                self.target(&statement.target);
                if statement.is_async {
                    self.suspends(stmt.span, "async for");
                }
                self.block(&statement.body);
                self.block(&statement.orelse);
            }
            StmtKind::While { test, body, orelse } => {
                self.expression(test);
                self.block(body);
                self.block(orelse);
            }
            StmtKind::If(statement) => {
                self.expression(&statement.test);
                self.block(&statement.body);
                for elif in &statement.elifs {
                    self.expression(&elif.test);
                    self.block(&elif.body);
                }
                self.block(&statement.orelse);
            }
            StmtKind::With { is_async, items, body } => {
                if *is_async {
                    self.suspends(stmt.span, "async with");
                }
                for item in items {
                    self.expression(&item.context_expr);
                    if let Some(target) = &item.optional_vars {
                        self.target(target);
                    }
                }
                self.block(body);
            }
            StmtKind::Match { subject, cases } => {
                self.expression(subject);
                for case in cases {
                    self.pattern(&case.pattern);
                    self.optional(&case.guard);
                    self.block(&case.body);
                }
            }
            StmtKind::Try(statement) => self.try_statement(statement),
            _ => unreachable!("simple statements are done above"),
        }
    }

    fn try_statement(&mut self, statement: &'a ast::Try) {
        self.block(&statement.body);
        for handler in &statement.handlers {
            self.optional(&handler.exception);
            if let Some(name) = &handler.name {
                self.bind(&name.text, handler.span);
                self.uses(&name.text, name.span).deleted = true;
            }
            self.block(&handler.body);
        }
        self.block(&statement.orelse);
        self.block(&statement.finalbody);
    }

    // ---- functions, classes, type parameters

    fn function(&mut self, function: &'a ast::FunctionDef, span: Span) {
        self.bind(&function.name.text, span);
        self.expressions(&function.decorators);
        self.defaults(&function.parameters);
        let outer = self.at;
        if self.type_parameters(&function.type_params, function) {
            // Evaluated outside, handed in.
            let defaults = Defaults::of(&function.parameters);
            for (is_there, name) in [(defaults.positional, ".defaults"), (defaults.keyword, ".kwdefaults")] {
                if is_there {
                    self.uses(name, function.name.span).parameter = true;
                }
            }
        }
        if has_annotations(function) {
            let back = self.open_annotation(function, Role::Annotations, "an annotation");
            if !self.scopes.future_annotations {
                for parameter in parameters_of(&function.parameters) {
                    self.optional(&parameter.annotation);
                }
                self.optional(&function.returns);
            }
            self.at = back;
        }
        self.open(ScopeKind::Function, function, Role::Body);
        self.scope().is_async = function.is_async;
        self.parameters(&function.parameters);
        self.body(&function.body);
        self.at = outer;
    }

    pub fn defaults(&mut self, parameters: &'a ast::Parameters) {
        for parameter in parameters_of(parameters) {
            self.optional(&parameter.default);
        }
    }

    /// Parameters in the order of their registers.
    pub fn parameters(&mut self, parameters: &'a ast::Parameters) {
        for parameter in parameters_of(parameters) {
            let (name, span) = (&parameter.name.text, parameter.span);
            self.forbid_debug(name, span, "assign to");
            if self.uses(name, span).parameter {
                let message = format!("duplicate argument '{name}' in function definition");
                self.complaints.syntax(span, message);
            }
            self.uses(name, span).parameter = true;
        }
    }

    fn class(&mut self, class: &'a ast::ClassDef, span: Span) {
        self.bind(&class.name.text, span);
        self.expressions(&class.decorators);
        let outer = self.at;
        let is_generic = self.type_parameters(&class.type_params, class);
        if is_generic {
            // The base that stands for the type parameters.
            self.bind(".generic_base", class.name.span);
        }
        self.arguments(&class.arguments);
        self.open(ScopeKind::Class, class, Role::Body);
        self.scope().class_name = Some(&class.name.text);
        if is_generic {
            self.uses(".type_params", class.name.span).used = true;
        }
        self.body(&class.body);
        self.at = outer;
    }

    fn type_alias(&mut self, alias: &'a ast::TypeAlias) {
        self.bind_identifier(&alias.name);
        let outer = self.at;
        self.type_parameters(&alias.type_params, alias);
        self.open_annotation(alias, Role::Value, "a type alias");
        self.expression(&alias.value);
        self.at = outer;
    }

    /// Steps into a scope for type parameters, if there are any.
    fn type_parameters<T>(&mut self, params: &'a [ast::TypeParam], node: &T) -> bool {
        if params.is_empty() {
            return false;
        }
        let span = params[0].span;
        self.open(ScopeKind::TypeParameters, node, Role::TypeParameters);
        self.scope().described_as = "the definition of a generic";
        self.bind(".type_params", span);
        let mut defaults = false;
        for param in params {
            let (name, span) = (&param.name.text, param.name.span);
            if defaults && param.default.is_none() {
                let message = format!("non-default type parameter '{name}' follows default type parameter");
                self.complaints.syntax(param.span, message);
            }
            defaults |= param.default.is_some();
            if self.uses(name, span).bound {
                self.complaints.syntax(param.span, format!("duplicate type parameter '{name}'"));
            }
            self.bind(name, span);
            self.uses(name, span).type_parameter = true;
            if let ast::TypeParamKind::TypeVar { bound: Some(bound) } = &param.kind {
                let kind = match &*bound.kind {
                    ExprKind::Tuple(_) => "a TypeVar constraint",
                    _ => "a TypeVar bound",
                };
                self.evaluator(param, Role::Value, bound, kind);
            }
            if let Some(default) = &param.default {
                let kind = match &param.kind {
                    ast::TypeParamKind::TypeVar { .. } => "a TypeVar default",
                    ast::TypeParamKind::TypeVarTuple => "a TypeVarTuple default",
                    ast::TypeParamKind::ParamSpec => "a ParamSpec default",
                };
                self.evaluator(param, Role::Default, default, kind);
            }
        }
        true
    }

    fn evaluator<T>(&mut self, node: &T, role: Role, expr: &'a Expr, kind: &'static str) {
        let back = self.open_annotation(node, role, kind);
        self.expression(expr);
        self.at = back;
    }

    pub fn open_annotation<T>(&mut self, node: &T, role: Role, described_as: &'static str) -> ScopeId {
        let back = self.open(ScopeKind::Annotation, node, role);
        self.uses(".format", Span::default()).parameter = true;
        self.scope().described_as = described_as;
        back
    }
}

/// Parameters of all kinds, in the order of their registers.
pub(in crate::compile) fn parameters_of(parameters: &ast::Parameters) -> impl Iterator<Item = &ast::Parameter> {
    parameters
        .posonly
        .iter()
        .chain(&parameters.args)
        .chain(&parameters.kwonly)
        .chain(&parameters.vararg)
        .chain(&parameters.kwarg)
}

/// Which kinds of parameters have defaults.
pub(in crate::compile) struct Defaults {
    pub positional: bool,
    pub keyword: bool,
}

impl Defaults {
    pub fn of(parameters: &ast::Parameters) -> Defaults {
        let any = |list: &[ast::Parameter]| list.iter().any(|it| it.default.is_some());
        Defaults { positional: any(&parameters.posonly) || any(&parameters.args), keyword: any(&parameters.kwonly) }
    }
}

pub(in crate::compile) fn has_annotations(function: &ast::FunctionDef) -> bool {
    function.returns.is_some() || parameters_of(&function.parameters).any(|parameter| parameter.annotation.is_some())
}
