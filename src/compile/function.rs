//! Functions, lambdas and generator expressions: their code, and what is evaluated where they are defined.

use super::scope::{Defaults, Role, ScopeId, has_annotations};
use super::{Compiler, UnitHead};
use crate::bytecode::{CodeKind, CodeObject, Constant, Op, Parameters, Register};
use crate::syntax::Span;
use crate::syntax::ast::{self, Comprehension, Expr, FunctionDef, Identifier, Parameter};
use std::sync::Arc;

/// Bits of `make_function`, in the order of the registers.
pub(super) const DEFAULTS: u8 = 1;
pub(super) const KEYWORD_DEFAULTS: u8 = 2;
pub(super) const ANNOTATE: u8 = 4;
pub(super) const CLOSURE: u8 = 8;
pub(super) const TYPE_PARAMETERS: u8 = 16;

impl<'a> Compiler<'a> {
    pub fn function_statement(&mut self, function: &'a FunctionDef, span: Span) {
        self.definition(&function.decorators, &function.name, span, |compiler, dst| {
            match function.type_params.is_empty() {
                true => compiler.function(function, span, dst),
                false => compiler.generic_function(function, span, dst),
            }
        });
    }

    /// Decorators, then what `define` leaves in its register, then the decorators' calls from the innermost on; the
    /// result is bound to the name.
    pub fn definition(
        &mut self,
        decorators: &'a [Expr],
        name: &'a Identifier,
        span: Span,
        define: impl FnOnce(&mut Self, Register),
    ) {
        if let (Some(local), []) = (self.local_target(&name.text), decorators) {
            define(self, local);
            return self.unit.flow.bind(local);
        }
        for decorator in decorators {
            self.push(decorator);
        }
        let dst = self.unit.registers.next();
        define(self, dst);
        let mut value = self.unit.registers.allocate();
        for decorator in decorators.iter().rev() {
            let base = Register(value.0 - 1);
            let (count, dst) = (1, base);
            self.emit(Op::Call { count, dst, base }, self.at(decorator));
            self.unit.registers.release(u32::from(value.0));
            value = base;
        }
        self.store_name(&name.text, value, span);
    }

    fn function(&mut self, function: &'a FunctionDef, span: Span, dst: Register) {
        self.scoped(|compiler| {
            let base = compiler.unit.registers.next();
            let mut parts = 0;
            if compiler.push_defaults(&function.parameters) {
                parts |= DEFAULTS;
            }
            if compiler.push_keyword_defaults(&function.parameters) {
                parts |= KEYWORD_DEFAULTS;
            }
            compiler.finish_function(function, span, parts, base, dst);
        });
    }

    /// The rest of a definition, defaults being in their registers.
    pub fn finish_function(
        &mut self,
        function: &'a FunctionDef,
        span: Span,
        mut parts: u8,
        base: Register,
        dst: Register,
    ) {
        if has_annotations(function) {
            self.push_function_annotations(function, span);
            parts |= ANNOTATE;
        }
        let scope = self.scope_of(function, Role::Body);
        let start = match function.decorators.first() {
            Some(decorator) => decorator.span.start,
            None => span.start,
        };
        let head = self.function_head(&function.name.text, scope, &function.parameters, self.line(start));
        let code = self.code(scope, head, span, |compiler| {
            compiler.docstring(&function.body);
            compiler.body(&function.body);
        });
        self.make_function(code, parts, base, span, dst);
    }

    pub fn lambda(&mut self, expr: &'a Expr, parameters: &'a ast::Parameters, body: &'a Expr, dst: Register) {
        self.scoped(|compiler| {
            let base = compiler.unit.registers.next();
            let mut parts = 0;
            if compiler.push_defaults(parameters) {
                parts |= DEFAULTS;
            }
            if compiler.push_keyword_defaults(parameters) {
                parts |= KEYWORD_DEFAULTS;
            }
            let scope = compiler.scope_of(&*expr.kind, Role::Body);
            let line = compiler.line(expr.span.start);
            let head = compiler.function_head("<lambda>", scope, parameters, line);
            let code = compiler.code(scope, head, expr.span, |compiler| {
                let src = compiler.operand(body);
                compiler.emit_last(Op::Return { src }, body.span);
            });
            compiler.make_function(code, parts, base, expr.span, dst);
        });
    }

    /// A function called at once with the iterator over the outermost iterable.
    pub fn generator_expression(
        &mut self,
        expr: &'a Expr,
        elt: &'a Expr,
        generators: &'a [Comprehension],
        dst: Register,
    ) {
        let span = expr.span;
        let first = &generators[0];
        self.scoped(|compiler| {
            let scope = compiler.scope_of(&*expr.kind, Role::Body);
            let mut head = compiler.head("<genexpr>", compiler.line(span.start));
            head.kind = match compiler.scopes[scope].has_await {
                true => CodeKind::AsyncGenerator,
                false => CodeKind::Generator,
            };
            head.parameters.positional = 1;
            head.parameters.positional_only = 1;
            let code = compiler.code(scope, head, span, |compiler| {
                compiler.generator_body(elt, generators, span);
            });
            let base = compiler.unit.registers.next();
            compiler.make_function(code, 0, base, span, base);
            compiler.unit.registers.allocate();
            let iterator = compiler.unit.registers.next();
            compiler.scoped(|compiler| {
                let src = compiler.operand(&first.iter);
                let op = match first.is_async {
                    true => Op::GetAsyncIterator { dst: iterator, src },
                    false => Op::GetIterator { dst: iterator, src },
                };
                compiler.emit(op, compiler.at(&first.iter));
            });
            compiler.unit.registers.hold(iterator);
            compiler.emit(Op::Call { count: 1, dst, base }, span);
        });
    }

    // ---- defaults

    /// The tuple of defaults of positional parameters in a fresh temporary, if there are any.
    pub fn push_defaults(&mut self, parameters: &'a ast::Parameters) -> bool {
        if !Defaults::of(parameters).positional {
            return false;
        }
        let positional = parameters.posonly.iter().chain(&parameters.args);
        let values: Vec<&Expr> = positional.filter_map(|it| it.default.as_ref()).collect();
        let constants = values.iter().map(|value| self.fold(value));
        let span = values[0].span;
        if let Some(constants) = constants.collect::<Option<Vec<_>>>() {
            self.push_constant(Constant::Tuple(constants), span);
            return true;
        }
        let base = self.unit.registers.next();
        for value in &values {
            self.push(value);
        }
        let (dst, count) = (base, values.len() as u16);
        self.emit(Op::BuildTuple { dst, base, count }, span);
        self.unit.registers.release(u32::from(base.0));
        self.unit.registers.allocate();
        true
    }

    /// The dict of defaults of keyword-only parameters in a fresh temporary, if there are any.
    pub fn push_keyword_defaults(&mut self, parameters: &'a ast::Parameters) -> bool {
        if !Defaults::of(parameters).keyword {
            return false;
        }
        let base = self.unit.registers.next();
        let mut count = 0;
        for parameter in &parameters.kwonly {
            if let Some(default) = &parameter.default {
                let name = self.mangled(&parameter.name.text);
                self.push_text(&name, parameter.span);
                self.push(default);
                count += 1;
            }
        }
        let (dst, span) = (base, parameters.kwonly[0].span);
        self.emit(Op::BuildDict { dst, base, count }, span);
        self.unit.registers.release(u32::from(base.0));
        self.unit.registers.allocate();
        true
    }

    // ---- code objects

    /// A head for a function-like code object defined here.
    pub fn head(&self, name: &str, first_line: u32) -> UnitHead {
        UnitHead {
            name: name.into(),
            qualified_name: format!("{}{name}", self.unit.head.prefix).into(),
            prefix: format!("{}{name}.<locals>.", self.unit.head.prefix).into(),
            kind: CodeKind::Function,
            parameters: Parameters::default(),
            first_line,
        }
    }

    fn function_head(&self, name: &str, scope: ScopeId, parameters: &ast::Parameters, line: u32) -> UnitHead {
        let mut head = self.head(name, line);
        if self.is_declared_global(name) {
            head.qualified_name = name.into();
            head.prefix = format!("{name}.<locals>.").into();
        }
        let scope = &self.scopes[scope];
        head.kind = match (scope.is_async, scope.has_yield) {
            (false, false) => CodeKind::Function,
            (false, true) => CodeKind::Generator,
            (true, false) => CodeKind::Coroutine,
            (true, true) => CodeKind::AsyncGenerator,
        };
        let count = |parameters: &[Parameter]| parameters.len() as u16;
        head.parameters = Parameters {
            positional_only: count(&parameters.posonly),
            positional: count(&parameters.posonly) + count(&parameters.args),
            keyword_only: count(&parameters.kwonly),
            star: parameters.vararg.is_some(),
            double_star: parameters.kwarg.is_some(),
        };
        head
    }

    /// Whether a `global` statement in this scope names it.
    pub fn is_declared_global(&self, name: &str) -> bool {
        let name = self.mangled(name);
        let symbol = self.scopes[self.unit.scope].symbol(&name);
        symbol.is_some_and(|symbol| symbol.uses.global)
    }

    /// The code object of a frame, with the instructions that `body` emits.
    pub fn code(
        &mut self,
        frame: ScopeId,
        head: UnitHead,
        span: Span,
        body: impl FnOnce(&mut Self),
    ) -> Arc<CodeObject> {
        let outer = self.start_unit(frame, head);
        self.make_cells(span);
        body(self);
        let code = self.finish_unit(span);
        self.unit = outer;
        code
    }

    /// The function of the code in `dst`. What `parts` names before the closure stands from `base` on; type parameters
    /// are those of the hidden function we are in.
    pub fn make_function(&mut self, code: Arc<CodeObject>, mut parts: u8, base: Register, span: Span, dst: Register) {
        let mark = self.unit.registers.mark();
        if self.push_closure(&code, span) {
            parts |= CLOSURE;
        }
        if parts & TYPE_PARAMETERS != 0 {
            let dst = self.unit.registers.next();
            self.load_name(".type_params", dst, span);
            self.unit.registers.allocate();
        }
        if !self.is_reached() {
            return self.unit.registers.release(mark);
        }
        let op = Op::MakeFunction { parts, dst, code: self.unit.constants.add_near(Constant::Code(code)), base };
        self.emit(op, span);
        self.unit.registers.release(mark);
    }

    /// The tuple of cells for the code's free variables in a fresh temporary, if there are any.
    pub fn push_closure(&mut self, code: &CodeObject, span: Span) -> bool {
        if code.free.is_empty() {
            return false;
        }
        let base = self.unit.registers.next();
        for name in &code.free {
            self.push_cell(name, span);
        }
        let (dst, count) = (base, code.free.len() as u16);
        self.emit(Op::BuildTuple { dst, base, count }, span);
        self.unit.registers.release(u32::from(base.0));
        self.unit.registers.allocate();
        true
    }
}
