//! Statements: who compiles which, and the small ones.

use super::Compiler;
use super::Mode;
use crate::bytecode::{Constant, Intrinsic, Op, Register};
use crate::syntax::Span;
use crate::syntax::ast::{self, Expr, ExprKind, Stmt, StmtKind};

impl<'a> Compiler<'a> {
    pub fn body(&mut self, body: &'a [Stmt]) {
        for stmt in body {
            let mark = self.unit.registers.mark();
            self.statement(stmt);
            self.unit.registers.release(mark);
        }
    }

    fn statement(&mut self, stmt: &'a Stmt) {
        let span = stmt.span;
        match &*stmt.kind {
            StmtKind::Expr(value) => self.expression_statement(value, span),
            StmtKind::Assign { targets, value } => self.assign(targets, value),
            StmtKind::AugAssign { target, op, value, .. } => self.augmented_assign(target, *op, value, span),
            StmtKind::AnnAssign { target, annotation, value, simple } => {
                self.annotated_assign(target, annotation, value, *simple)
            }
            StmtKind::Return(value) => self.return_statement(value, span),
            StmtKind::Raise { exc, cause } => self.raise_statement(exc, cause, span),
            StmtKind::Assert { test, msg } => self.assert_statement(test, msg, span),
            StmtKind::Delete(targets) => targets.iter().for_each(|target| self.delete(target)),
            StmtKind::Import(names) => self.import_statement(names, span),
            StmtKind::ImportFrom(import) => self.import_from(import, span),
            StmtKind::FunctionDef(function) => self.function_statement(function, span),
            StmtKind::ClassDef(class) => self.class_statement(class, span),
            StmtKind::TypeAlias(alias) => self.type_alias(alias, span),
            StmtKind::Break => self.break_statement(span),
            StmtKind::Continue => self.continue_statement(span),
            StmtKind::Pass | StmtKind::Global(_) | StmtKind::Nonlocal(_) => {}
            _ => self.compound_statement(stmt),
        }
    }

    fn compound_statement(&mut self, stmt: &'a Stmt) {
        let span = stmt.span;
        match &*stmt.kind {
            StmtKind::If(statement) => self.if_statement(statement, span),
            StmtKind::For(statement) if statement.is_async => {
                self.async_for_loop(statement, span);
            }
            StmtKind::For(statement) => self.for_loop(statement, span),
            StmtKind::While { test, body, orelse } => self.while_loop(test, body, orelse, span),
            StmtKind::Try(statement) => self.try_statement(statement, span),
            StmtKind::With { is_async, items, body } => self.with_statement(*is_async, items, body),
            StmtKind::Match { subject, cases } => self.match_statement(subject, cases, span),
            _ => unreachable!("simple statements are done above"),
        }
    }

    /// A line for each test; the chain of `elif`s is a loop.
    fn if_statement(&mut self, statement: &'a ast::If, span: Span) {
        let end = self.label();
        let first = std::iter::once((&statement.test, &statement.body));
        let rest = statement.elifs.iter().map(|elif| (&elif.test, &elif.body));
        let last = statement.elifs.len();
        for (index, (test, body)) in first.chain(rest).enumerate() {
            let next = self.label();
            self.jump_if(test, false, next);
            self.body(body);
            if index < last || !statement.orelse.is_empty() {
                self.jump(end, body.last().map_or(span, |stmt| stmt.span));
            }
            self.place(next);
        }
        self.body(&statement.orelse);
        self.place(end);
    }

    fn expression_statement(&mut self, value: &'a Expr, span: Span) {
        let is_prompt = self.options.mode == Mode::Interactive
            && self.unit.frame == super::ScopeId::MODULE
            && !matches!(&*value.kind, ExprKind::Constant(ast::Constant::None));
        if is_prompt {
            return self.scoped(|compiler| {
                let base = compiler.push(value);
                let (which, dst) = (Intrinsic::Display, base);
                compiler.emit(Op::CallIntrinsic { which, dst, base }, span);
            });
        }
        match &*value.kind {
            ExprKind::Call { .. } => self.scoped(|compiler| {
                let src = compiler.push(value);
                compiler.emit(Op::Discard { src }, span);
            }),
            _ => self.effect(value),
        }
    }

    /// The one expression of an `eval`.
    pub fn lone_expression(&mut self, module: &'a ast::Module) {
        let [stmt] = &module.body[..] else {
            let message = "invalid syntax";
            return self.complaints.syntax(module.span, message);
        };
        match &*stmt.kind {
            StmtKind::Expr(value) => {
                let src = self.operand(value);
                self.emit_last(Op::Return { src }, stmt.span);
            }
            _ => self.complaints.syntax(stmt.span, "invalid syntax"),
        }
    }

    // ---- docstrings

    /// Takes the docstring of a body into the first constant.
    pub fn docstring(&mut self, body: &'a [Stmt]) {
        let Some(stmt) = body.first() else {
            return;
        };
        if let StmtKind::Expr(value) = &*stmt.kind
            && let ExprKind::Constant(ast::Constant::Str(text)) = &*value.kind
        {
            let text = clean_docstring(text.as_bytes());
            self.unit.constants.add(Constant::Str(text.into()));
            self.unit.has_docstring = true;
        }
    }

    pub fn load_docstring(&mut self, dst: Register, span: Span) {
        let index = crate::bytecode::ConstantIndex(0);
        self.emit(Op::LoadConst { dst, index }, span);
    }

    // ---- warnings about what cannot work

    pub fn warn_about_callee(&mut self, callee: &Expr, span: Span) {
        let kind = match &*callee.kind {
            ExprKind::Constant(ast::Constant::None) => Some("NoneType"),
            ExprKind::Constant(ast::Constant::True | ast::Constant::False) => Some("bool"),
            ExprKind::Constant(ast::Constant::Ellipsis) => Some("ellipsis"),
            ExprKind::Constant(_) => super::condition::literal_type(callee),
            ExprKind::Lambda { .. } => None,
            _ => display_type(callee),
        };
        if let Some(kind) = kind {
            let message = format!("'{kind}' object is not callable; perhaps you missed a comma?");
            self.complaints.warn(span, message);
        }
    }

    pub fn warn_about_subscript(&mut self, value: &Expr, index: &Expr, span: Span) {
        let literal = super::condition::literal_type(value);
        let unscriptable = match &*value.kind {
            ExprKind::Constant(ast::Constant::None) => Some("NoneType"),
            ExprKind::Constant(ast::Constant::True | ast::Constant::False) => Some("bool"),
            ExprKind::Constant(ast::Constant::Ellipsis) => Some("ellipsis"),
            ExprKind::Constant(ast::Constant::Int(_) | ast::Constant::Float(_) | ast::Constant::Complex(_)) => literal,
            ExprKind::Set(_) | ExprKind::SetComp { .. } => Some("set"),
            ExprKind::GeneratorExp { .. } => Some("generator"),
            ExprKind::Lambda { .. } => Some("function"),
            _ => None,
        };
        if let Some(kind) = unscriptable {
            let message = format!("'{kind}' object is not subscriptable; perhaps you missed a comma?");
            return self.complaints.warn(span, message);
        }
        let indexed = match &*value.kind {
            ExprKind::Constant(_) => literal,
            ExprKind::Tuple(_) | ExprKind::List(_) | ExprKind::ListComp { .. } => display_type(value),
            ExprKind::JoinedStr(_) => Some("str"),
            _ => None,
        };
        let wrong = match &*index.kind {
            ExprKind::Constant(ast::Constant::Int(_) | ast::Constant::True)
            | ExprKind::Constant(ast::Constant::False) => None,
            ExprKind::Constant(ast::Constant::None) => Some("NoneType"),
            ExprKind::Constant(ast::Constant::Ellipsis) => Some("ellipsis"),
            ExprKind::Constant(_) => super::condition::literal_type(index),
            _ => display_type(index),
        };
        if let (Some(kind), Some(wrong)) = (indexed, wrong) {
            let message =
                format!("{kind} indices must be integers or slices, not {wrong}; perhaps you missed a comma?");
            self.complaints.warn(span, message);
        }
    }
}

fn display_type(expr: &Expr) -> Option<&'static str> {
    match &*expr.kind {
        ExprKind::Tuple(_) => Some("tuple"),
        ExprKind::List(_) | ExprKind::ListComp { .. } => Some("list"),
        ExprKind::Dict(_) | ExprKind::DictComp { .. } => Some("dict"),
        ExprKind::Set(_) | ExprKind::SetComp { .. } => Some("set"),
        ExprKind::GeneratorExp { .. } => Some("generator"),
        ExprKind::JoinedStr(_) => Some("str"),
        ExprKind::Lambda { .. } => Some("function"),
        _ => None,
    }
}

/// Takes the indentation the lines after the first have in common off a docstring, as CPython does since 3.13.
fn clean_docstring(text: &[u8]) -> Vec<u8> {
    let expanded = expand_tabs(text);
    let lines: Vec<&[u8]> = expanded.split(|&byte| byte == b'\n').collect();
    let indent = |line: &[u8]| line.iter().take_while(|&&byte| byte == b' ').count();
    let margin = lines[1..].iter().filter(|line| indent(line) < line.len()).map(|line| indent(line)).min().unwrap_or(0);
    let mut cleaned = lines[0][indent(lines[0])..].to_vec();
    for line in &lines[1..] {
        cleaned.push(b'\n');
        cleaned.extend_from_slice(line.get(margin..).unwrap_or_default());
    }
    cleaned
}

fn expand_tabs(text: &[u8]) -> Vec<u8> {
    let mut expanded = Vec::with_capacity(text.len());
    let mut column = 0;
    for &byte in text {
        match byte {
            b'\t' => {
                let width = 8 - column % 8;
                expanded.extend(std::iter::repeat_n(b' ', width));
                column += width;
            }
            _ => {
                expanded.push(byte);
                column = if byte == b'\n' { 0 } else { column + 1 };
            }
        }
    }
    expanded
}
