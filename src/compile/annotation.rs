//! Annotations: functions that give them as a dict when asked (PEP 649), or their text under
//! `from __future__ import annotations`.

use super::emit::{FAR, NEAR};
use super::error::CompileError;
use super::scope::{Role, ScopeId};
use super::{Compiler, UnitHead, unparse};
use crate::bytecode::{CodeObject, Constant, Op, Register, SiteUse};
use crate::syntax::Span;
use crate::syntax::ast::{Expr, ExprKind, FunctionDef, Parameter};
use std::sync::Arc;

/// The highest format an annotate function answers for: `VALUE_WITH_FAKE_GLOBALS`.
const HIGHEST_FORMAT: i16 = 2;

/// Annotations of which a dict is made in one go.
const WINDOW: usize = 32;

/// One entry of the dict.
struct Entry<'a> {
    name: String,
    expr: &'a Expr,
    /// Counts only if this number is in `__conditional_annotations__`.
    condition: Option<usize>,
}

impl<'a> Compiler<'a> {
    /// `target: annotation = value`
    pub fn annotated_assign(&mut self, target: &'a Expr, annotation: &'a Expr, value: &'a Option<Expr>, simple: bool) {
        use super::scope::ScopeKind;
        match value {
            Some(value) => self.scoped(|compiler| {
                compiler.assign(std::slice::from_ref(target), value);
            }),
            None => self.evaluate_parts(target),
        }
        let scope = &self.scopes[self.unit.frame];
        if !matches!(scope.kind, ScopeKind::Module | ScopeKind::Class) {
            return;
        }
        if simple {
            let found = scope.annotations.binary_search_by_key(&annotation.span, |it| it.expr.span);
            let number = found.expect("the collector has met this annotation");
            if scope.annotations[number].conditional {
                self.note_annotation(number, annotation.span);
            }
        } else if !self.scopes.future_annotations {
            self.effect(annotation);
        }
    }

    /// The parts of a target that is annotated but not assigned.
    fn evaluate_parts(&mut self, target: &'a Expr) {
        match &*target.kind {
            ExprKind::Attribute { value, .. } => self.effect(value),
            ExprKind::Subscript { value, slice } => {
                self.effect(value);
                self.effect(slice);
            }
            _ => {}
        }
    }

    fn note_annotation(&mut self, number: usize, span: Span) {
        self.scoped(|compiler| {
            let set = compiler.unit.registers.next();
            compiler.load_name("__conditional_annotations__", set, span);
            compiler.unit.registers.allocate();
            let value = compiler.push_constant(Constant::Int(number as i64), span);
            compiler.emit(Op::SetAdd { set, value }, span);
        });
    }

    /// At the start of a module with annotations: its `__annotate__`.
    pub fn module_annotations(&mut self) {
        let Some(scope) = self.scopes[self.unit.frame].annotate else {
            return;
        };
        let at = Span::default();
        self.define("__annotate__", at, |compiler, dst| {
            compiler.own_annotations(scope, at, dst);
        });
        self.define("__conditional_annotations__", at, |compiler, dst| {
            let (base, count) = (dst, 0);
            compiler.emit(Op::BuildSet { dst, base, count }, at);
        });
    }

    /// The annotate function of the module or class being compiled.
    pub fn own_annotations(&mut self, scope: ScopeId, at: Span, dst: Register) {
        let frame = &self.scopes[self.unit.frame];
        let entries = frame.annotations.iter().enumerate().map(|(number, annotation)| Entry {
            name: frame.mangled(annotation.target).to_string(),
            expr: annotation.expr,
            condition: annotation.conditional.then_some(number),
        });
        let entries: Vec<Entry<'a>> = entries.collect();
        let head = self.head("__annotate__", self.line(at.start));
        self.annotate_function(scope, entries, head, at, dst);
    }

    /// The annotate function of a function, in a fresh temporary.
    pub fn push_function_annotations(&mut self, function: &'a FunctionDef, span: Span) {
        let parameters = &function.parameters;
        // The order in which CPython's dict has them.
        let all = parameters
            .posonly
            .iter()
            .chain(&parameters.args)
            .chain(&parameters.vararg)
            .chain(&parameters.kwonly)
            .chain(&parameters.kwarg);
        let entry = |name: String, expr| Entry { name, expr, condition: None };
        let of_parameter = |parameter: &'a Parameter| {
            let name = self.mangled(&parameter.name.text).to_string();
            Some(entry(name, parameter.annotation.as_ref()?))
        };
        let mut entries: Vec<Entry<'a>> = all.filter_map(of_parameter).collect();
        entries.extend(function.returns.iter().map(|returns| entry("return".to_owned(), returns)));
        let scope = self.scope_of(function, Role::Annotations);
        let mut head = self.head("__annotate__", self.line(span.start));
        let name = &function.name.text;
        head.qualified_name = format!("{}{name}.__annotate__", self.unit.head.prefix).into();
        let dst = self.unit.registers.next();
        self.annotate_function(scope, entries, head, span, dst);
        self.unit.registers.allocate();
    }

    fn annotate_function(
        &mut self,
        scope: ScopeId,
        entries: Vec<Entry<'a>>,
        head: UnitHead,
        span: Span,
        dst: Register,
    ) {
        let code = self.evaluator(scope, head, span, |compiler| {
            compiler.annotation_dict(entries, span);
        });
        self.scoped(|compiler| {
            let base = compiler.unit.registers.next();
            compiler.make_function(code, 0, base, span, dst);
        });
    }

    /// Code of a function that is asked for a value in a format: its one parameter. `body` returns.
    pub fn evaluator(
        &mut self,
        scope: ScopeId,
        mut head: UnitHead,
        span: Span,
        body: impl FnOnce(&mut Self),
    ) -> Arc<CodeObject> {
        head.parameters.positional = 1;
        head.parameters.positional_only = 1;
        self.code(scope, head, span, |compiler| {
            compiler.check_format(span);
            if compiler.scopes[scope].reads_namespace {
                let dst = Register(0);
                let index = compiler.scopes[scope].free_index("__classdict__");
                let index = index.expect("captured with the need for it");
                compiler.emit(Op::LoadFree { dst, index }, span);
            }
            body(compiler);
        })
    }

    fn check_format(&mut self, span: Span) {
        let fine = self.label();
        let op = Op::JumpUnlessGreaterImmediate { left: Register(0), immediate: HIGHEST_FORMAT, offset: NEAR };
        self.branch(op, fine, span);
        self.scoped(|compiler| {
            let src = compiler.unit.registers.next();
            let site = compiler.site(&"NotImplementedError".into(), SiteUse::Global);
            compiler.emit(Op::LoadGlobal { dst: src, site }, span);
            compiler.unit.registers.allocate();
            compiler.emit_last(Op::Raise { src }, span);
        });
        self.place(fine);
    }

    fn annotation_dict(&mut self, entries: Vec<Entry<'a>>, span: Span) {
        let is_plain = |entry: &Entry| entry.condition.is_none();
        let prefix = entries.iter().take(WINDOW).take_while(|it| is_plain(it));
        let prefix = prefix.count();
        let base = self.unit.registers.next();
        for entry in &entries[..prefix] {
            self.push_text(&entry.name, entry.expr.span);
            let dst = self.unit.registers.next();
            self.annotation_value(entry.expr, dst);
            self.unit.registers.allocate();
        }
        let (dst, count) = (base, prefix as u16);
        self.emit(Op::BuildDict { dst, base, count }, span);
        self.unit.registers.release(u32::from(base.0));
        let dict = self.unit.registers.allocate();
        for entry in &entries[prefix..] {
            self.scoped(|compiler| compiler.conditional_entry(entry, dict));
        }
        self.emit_last(Op::Return { src: dict }, span);
    }

    fn conditional_entry(&mut self, entry: &Entry<'a>, dict: Register) {
        let span = entry.expr.span;
        let skip = self.label();
        if let Some(number) = entry.condition {
            self.scoped(|compiler| {
                let item = compiler.push_constant(Constant::Int(number as i64), span);
                let container = compiler.unit.registers.next();
                compiler.load_name("__conditional_annotations__", container, span);
                compiler.unit.registers.allocate();
                let dst = item;
                compiler.emit(Op::Contains { dst, item, container }, span);
                let src = item;
                compiler.branch(Op::JumpIfFalse { src, offset: FAR }, skip, span);
            });
        }
        let value = self.unit.registers.next();
        self.annotation_value(entry.expr, value);
        self.unit.registers.allocate();
        let key = self.push_text(&entry.name, span);
        self.emit(Op::DictInsert { dict, key, value }, span);
        self.place(skip);
    }

    fn annotation_value(&mut self, expr: &'a Expr, dst: Register) {
        if self.scopes.future_annotations {
            if expr.height() > unparse::MAX_HEIGHT {
                let message = format!("an annotation with a chain of more than {} operations", unparse::MAX_HEIGHT);
                self.complaints.error(CompileError::unsupported(expr.span, message));
                return;
            }
            let text = unparse::unparse(expr);
            return self.load_constant(Constant::Str(text.into_bytes().into()), dst, expr.span);
        }
        self.evaluated(expr, dst);
    }

    /// The value of an annotation or default; a starred one stands for the one item of what it unpacks to.
    pub fn evaluated(&mut self, expr: &'a Expr, dst: Register) {
        match &*expr.kind {
            ExprKind::Starred(inner) => self.scoped(|compiler| {
                let src = compiler.operand(inner);
                let (base, count) = (dst, 1);
                compiler.emit(Op::Unpack { base, src, count }, expr.span);
            }),
            _ => self.into(expr, dst),
        }
    }
}
