//! Classes: `__build_class__` called with the body as a function, the name, bases and keywords.

use super::call::Given;
use super::scope::{Name, Role};
use super::{Compiler, UnitHead};
use crate::bytecode::{CodeKind, CodeObject, Constant, Intrinsic, Op, Register, SiteUse};
use crate::syntax::Span;
use crate::syntax::ast::ClassDef;
use std::sync::Arc;

impl<'a> Compiler<'a> {
    pub fn class_statement(&mut self, class: &'a ClassDef, span: Span) {
        self.definition(&class.decorators, &class.name, span, |compiler, dst| match class.type_params.is_empty() {
            true => compiler.class(class, span, None, dst),
            false => compiler.generic_class(class, span, dst),
        });
    }

    /// The class in `dst`; a generic one has a hidden base after those of the script.
    pub fn class(&mut self, class: &'a ClassDef, span: Span, generic_base: Option<Register>, dst: Register) {
        self.scoped(|compiler| {
            let base = compiler.unit.registers.next();
            let which = Intrinsic::BuildClass;
            compiler.emit(Op::CallIntrinsic { which, dst: base, base }, span);
            compiler.unit.registers.allocate();
            let code = compiler.class_body(class, span);
            let function = compiler.unit.registers.next();
            compiler.make_function(code, 0, function, span, function);
            compiler.unit.registers.release(u32::from(function.0));
            compiler.unit.registers.allocate();
            compiler.push_text(&class.name.text, span);
            let given = Given { before: 2, last: generic_base };
            compiler.call(base, given, &class.arguments, span.into(), dst);
        });
    }

    fn class_body(&mut self, class: &'a ClassDef, span: Span) -> Arc<CodeObject> {
        let scope = self.scope_of(class, Role::Body);
        let name = &class.name.text;
        let start = match class.decorators.first() {
            Some(decorator) => decorator.span.start,
            None => span.start,
        };
        let prefix = match self.is_declared_global(name) {
            true => "",
            false => &self.unit.head.prefix,
        };
        let qualified_name = format!("{prefix}{name}");
        let head = UnitHead {
            name: (**name).into(),
            prefix: format!("{qualified_name}.").into(),
            qualified_name: qualified_name.into(),
            kind: CodeKind::ClassBody,
            parameters: Default::default(),
            first_line: self.line(start),
        };
        // Where the class begins, rather than all of it.
        let at = Span::new(span.start, class.name.span.end);
        self.code(scope, head, span, |compiler| {
            compiler.docstring(&class.body);
            compiler.class_prologue(class, at);
            compiler.body(&class.body);
            compiler.class_epilogue(at);
        })
    }

    fn class_prologue(&mut self, class: &'a ClassDef, at: Span) {
        let scope = &self.scopes[self.unit.frame];
        if let Some(cell) = scope.hidden_register("__classdict__") {
            let src = Register(0);
            self.emit(Op::StoreCell { cell, src }, at);
        }
        let scope = &self.scopes[self.unit.frame];
        if let Some(cell) = scope.hidden_register("__conditional_annotations__") {
            let src = self.unit.registers.next();
            let (dst, base, count) = (src, src, 0);
            self.emit(Op::BuildSet { dst, base, count }, at);
            self.scoped(|compiler| {
                compiler.unit.registers.allocate();
                compiler.emit(Op::StoreCell { cell, src }, at);
            });
        }
        self.define("__module__", at, |compiler, dst| {
            let site = compiler.site(&"__name__".into(), SiteUse::Name);
            compiler.emit(Op::LoadName { dst, site }, at);
        });
        let qualified_name = self.unit.head.qualified_name.clone();
        self.define("__qualname__", at, |compiler, dst| {
            let text = Constant::Str(qualified_name.as_bytes().into());
            compiler.load_constant(text, dst, at);
        });
        let line = i64::from(self.unit.head.first_line);
        self.define("__firstlineno__", at, |compiler, dst| {
            compiler.load_constant(Constant::Int(line), dst, at);
        });
        if !class.type_params.is_empty() {
            self.define("__type_params__", at, |compiler, dst| {
                compiler.load_name(".type_params", dst, at);
            });
        }
        if self.unit.has_docstring {
            self.define("__doc__", at, |compiler, dst| {
                compiler.load_docstring(dst, at);
            });
        }
    }

    fn class_epilogue(&mut self, at: Span) {
        if let Some(scope) = self.scopes[self.unit.frame].annotate {
            self.define("__annotate_func__", at, |compiler, dst| {
                compiler.own_annotations(scope, at, dst);
            });
        }
        // The cell itself, for `type` to fill.
        if let Some(src) = self.scopes[self.unit.frame].hidden_register("__class__") {
            let name: Name = "__classcell__".into();
            let site = self.site(&name, SiteUse::Name);
            self.emit(Op::StoreName { src, site }, at);
        }
    }

    /// Stores what `value` leaves in its register under a name of the implementation.
    pub fn define(&mut self, name: &str, at: Span, value: impl FnOnce(&mut Self, Register)) {
        self.scoped(|compiler| {
            let dst = compiler.unit.registers.next();
            value(compiler, dst);
            compiler.unit.registers.hold(dst);
            compiler.store_raw(name, dst, at);
        });
    }
}
