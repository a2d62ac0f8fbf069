//! Type parameters (PEP 695): a hidden function around a generic function, class or alias makes the parameters and
//! what is defined with them; bounds, defaults and values of aliases are evaluated when asked for.

use super::function::{DEFAULTS, KEYWORD_DEFAULTS, TYPE_PARAMETERS};
use super::scope::{Defaults, Role};
use super::{Compiler, ScopeId, UnitHead};
use crate::bytecode::{Constant, Intrinsic, Op, Register};
use crate::syntax::Span;
use crate::syntax::ast::{ClassDef, Expr, ExprKind, FunctionDef, TypeAlias, TypeParam, TypeParamKind};

/// The format an evaluator answers for when it is not told.
const VALUE_FORMAT: i64 = 1;

impl<'a> Compiler<'a> {
    pub fn generic_function(&mut self, function: &'a FunctionDef, span: Span, dst: Register) {
        let scope = self.scope_of(function, Role::TypeParameters);
        let defaults = Defaults::of(&function.parameters);
        let count = u16::from(defaults.positional) + u16::from(defaults.keyword);
        let head = self.hidden_head(&function.name.text, count, scope, span);
        self.in_hidden(
            scope,
            head,
            span,
            dst,
            |compiler| {
                compiler.push_defaults(&function.parameters);
                compiler.push_keyword_defaults(&function.parameters);
            },
            |compiler, dst| {
                compiler.type_parameters(&function.type_params, span);
                let base = compiler.unit.registers.next();
                let mut parts = TYPE_PARAMETERS;
                for (is_there, name, bit) in
                    [(defaults.positional, ".defaults", DEFAULTS), (defaults.keyword, ".kwdefaults", KEYWORD_DEFAULTS)]
                {
                    if is_there {
                        let dst = compiler.unit.registers.next();
                        compiler.load_name(name, dst, span);
                        compiler.unit.registers.allocate();
                        parts |= bit;
                    }
                }
                compiler.finish_function(function, span, parts, base, dst);
            },
        );
    }

    pub fn generic_class(&mut self, class: &'a ClassDef, span: Span, dst: Register) {
        let scope = self.scope_of(class, Role::TypeParameters);
        let head = self.hidden_head(&class.name.text, 0, scope, span);
        self.in_hidden(
            scope,
            head,
            span,
            dst,
            |_| {},
            |compiler, dst| {
                compiler.type_parameters(&class.type_params, span);
                let base = compiler.unit.registers.next();
                compiler.load_name(".type_params", base, span);
                let generic_base = compiler.unit.registers.allocate();
                let (which, base) = (Intrinsic::GenericBase, generic_base);
                compiler.emit(Op::CallIntrinsic { which, dst: base, base }, span);
                compiler.class(class, span, Some(generic_base), dst);
            },
        );
    }

    pub fn type_alias(&mut self, alias: &'a TypeAlias, span: Span) {
        let dst = self.unit.registers.next();
        if alias.type_params.is_empty() {
            self.alias(alias, span, dst);
        } else {
            let scope = self.scope_of(alias, Role::TypeParameters);
            let head = self.hidden_head(&alias.name.text, 0, scope, span);
            self.in_hidden(
                scope,
                head,
                span,
                dst,
                |_| {},
                |compiler, dst| {
                    compiler.type_parameters(&alias.type_params, span);
                    compiler.alias(alias, span, dst);
                },
            );
        }
        self.unit.registers.hold(dst);
        self.store_name(&alias.name.text, dst, span);
    }

    fn alias(&mut self, alias: &'a TypeAlias, span: Span, dst: Register) {
        self.scoped(|compiler| {
            let base = compiler.push_text(&alias.name.text, span);
            if alias.type_params.is_empty() {
                compiler.push_none(span);
            } else {
                let dst = compiler.unit.registers.next();
                compiler.load_name(".type_params", dst, span);
                compiler.unit.registers.allocate();
            }
            let scope = compiler.scope_of(alias, Role::Value);
            compiler.push_evaluator(scope, &alias.name.text, &alias.value);
            let which = Intrinsic::TypeAlias;
            compiler.emit(Op::CallIntrinsic { which, dst, base }, span);
        });
    }

    /// Names defined inside are qualified as if the hidden function were not there.
    fn hidden_head(&self, name: &str, arguments: u16, scope: ScopeId, span: Span) -> UnitHead {
        let name = format!("<generic parameters of {name}>");
        let mut head = self.head(&name, self.line(span.start));
        head.prefix = self.unit.head.prefix.clone();
        let namespace = u16::from(self.scopes[scope].reads_namespace);
        head.parameters.positional = arguments + namespace;
        head.parameters.positional_only = arguments + namespace;
        head
    }

    /// Defines and calls a hidden function: `arguments` pushes what it is handed, `body` leaves what it returns in a
    /// register.
    fn in_hidden(
        &mut self,
        scope: ScopeId,
        head: UnitHead,
        span: Span,
        dst: Register,
        arguments: impl FnOnce(&mut Self),
        body: impl FnOnce(&mut Self, Register),
    ) {
        let count = head.parameters.positional as u8;
        let code = self.code(scope, head, span, |compiler| {
            let dst = compiler.unit.registers.next();
            body(compiler, dst);
            compiler.unit.registers.hold(dst);
            compiler.emit_last(Op::Return { src: dst }, span);
        });
        self.scoped(|compiler| {
            let base = compiler.unit.registers.next();
            compiler.make_function(code, 0, base, span, base);
            compiler.unit.registers.release(u32::from(base.0));
            compiler.unit.registers.allocate();
            if compiler.scopes[scope].reads_namespace {
                compiler.push_copy(Register(0), span);
            }
            arguments(compiler);
            compiler.emit(Op::Call { count, dst, base }, span);
        });
    }

    /// Makes the parameters, binds each to its name and all of them to `.type_params`.
    fn type_parameters(&mut self, params: &'a [TypeParam], span: Span) {
        self.scoped(|compiler| {
            let base = compiler.unit.registers.next();
            for param in params {
                compiler.push_type_parameter(param);
            }
            let (dst, count) = (base, params.len() as u16);
            compiler.emit(Op::BuildTuple { dst, base, count }, span);
            compiler.unit.registers.release(u32::from(base.0));
            compiler.unit.registers.allocate();
            compiler.store_name(".type_params", base, span);
        });
    }

    fn push_type_parameter(&mut self, param: &'a TypeParam) {
        let span = param.span;
        let name = self.mangled(&param.name.text);
        let base = self.push_text(&name, span);
        let mut which = match param.kind {
            TypeParamKind::TypeVar { .. } => Intrinsic::TypeVar,
            TypeParamKind::TypeVarTuple => Intrinsic::TypeVarTuple,
            TypeParamKind::ParamSpec => Intrinsic::ParamSpec,
        };
        match &param.kind {
            TypeParamKind::TypeVar { bound: Some(bound) } => {
                if matches!(&*bound.kind, ExprKind::Tuple(_)) {
                    which = Intrinsic::ConstrainedTypeVar;
                }
                let scope = self.scope_of(param, Role::Value);
                self.push_evaluator(scope, &param.name.text, bound);
            }
            TypeParamKind::TypeVar { bound: None } => {
                self.push_none(span);
            }
            _ => {}
        }
        match &param.default {
            Some(default) => {
                let scope = self.scope_of(param, Role::Default);
                self.push_evaluator(scope, &param.name.text, default);
            }
            None => {
                self.push_none(span);
            }
        }
        let dst = base;
        self.emit(Op::CallIntrinsic { which, dst, base }, span);
        self.unit.registers.release(u32::from(base.0));
        self.unit.registers.allocate();
        self.store_name(&param.name.text, base, span);
    }

    /// The function that gives the value of the expression, in a fresh temporary.
    fn push_evaluator(&mut self, scope: ScopeId, name: &str, expr: &'a Expr) {
        let span = expr.span;
        let head = self.head(name, self.line(span.start));
        let code = self.evaluator(scope, head, span, |compiler| {
            let src = compiler.unit.registers.next();
            compiler.evaluated(expr, src);
            compiler.unit.registers.hold(src);
            compiler.emit_last(Op::Return { src }, span);
        });
        let format = Constant::Tuple(vec![Constant::Int(VALUE_FORMAT)]);
        let base = self.push_constant(format, span);
        self.make_function(code, DEFAULTS, base, span, base);
        self.unit.registers.release(u32::from(base.0));
        self.unit.registers.allocate();
    }
}
