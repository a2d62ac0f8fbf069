//! The part of the walk for statements that bind names in ways of their own: annotated assignments, `global` and
//! `nonlocal`, imports, patterns.

use super::collect::Collector;
use super::{Annotation, Role, ScopeKind};
use crate::syntax::ast::{self, Expr, ExprKind, PatternKind, Stmt, StmtKind};

impl<'a> Collector<'a, '_> {
    pub fn annotated(
        &mut self,
        stmt: &'a Stmt,
        target: &'a Expr,
        annotation: &'a Expr,
        value: &'a Option<Expr>,
        simple: bool,
    ) {
        if let ExprKind::Name(name) = &*target.kind {
            let at_module = self.scope().kind == ScopeKind::Module;
            let uses = *self.uses(name, target.span);
            for (is_so, word) in [(uses.global, "global"), (uses.nonlocal, "nonlocal")] {
                if is_so && !at_module && simple {
                    let message = format!("annotated name '{name}' can't be {word}");
                    self.complaints.syntax(stmt.span, message);
                }
            }
            if simple {
                self.bind(name, target.span);
                self.uses(name, target.span).annotated = true;
            } else if value.is_some() {
                self.bind(name, target.span);
            }
        } else {
            self.target(target);
        }
        let kind = self.scope().kind;
        if matches!(kind, ScopeKind::Module | ScopeKind::Class) {
            match &*target.kind {
                ExprKind::Name(name) if simple => self.annotation(name, annotation),
                _ if !self.scopes.future_annotations => self.expression(annotation),
                _ => {}
            }
        } else if !self.scopes.future_annotations {
            self.unused_annotation(annotation);
        }
        self.optional(value);
    }

    /// An annotation for the annotate function of the module or class.
    fn annotation(&mut self, target: &'a str, expr: &'a Expr) {
        let conditional = match self.scope().kind {
            ScopeKind::Module => true,
            _ => self.scope().conditional > 0,
        };
        self.scope().annotations.push(Annotation { target, expr, conditional });
        let (owner, span) = (self.at, expr.span);
        match self.scope().annotate {
            Some(known) => self.at = known,
            None => {
                self.open_annotation(expr, Role::Annotations, "an annotation");
                self.scopes[owner].annotate = Some(self.at);
            }
        }
        if conditional {
            self.uses("__conditional_annotations__", span).used = true;
        }
        if !self.scopes.future_annotations {
            self.expression(expr);
        }
        self.at = owner;
    }

    pub fn directive(&mut self, stmt: &'a Stmt, names: &'a [ast::Identifier], word: &str) {
        if word == "nonlocal" && self.scope().kind == ScopeKind::Module {
            let message = "nonlocal declaration not allowed at module level";
            return self.complaints.syntax(stmt.span, message);
        }
        for name in names {
            let text = &name.text;
            let uses = *self.uses(text, stmt.span);
            let problem = if uses.parameter {
                Some(format!("name '{text}' is parameter and {word}"))
            } else if uses.used {
                Some(format!("name '{text}' is used prior to {word} declaration"))
            } else if uses.annotated {
                Some(format!("annotated name '{text}' can't be {word}"))
            } else if uses.bound {
                Some(format!("name '{text}' is assigned to before {word} declaration"))
            } else {
                None
            };
            if let Some(problem) = problem {
                self.complaints.syntax(stmt.span, problem);
            }
            let uses = self.uses(text, stmt.span);
            match word {
                "global" => uses.global = true,
                _ => uses.nonlocal = true,
            }
        }
    }

    pub fn import(&mut self, alias: &'a ast::Alias) {
        let name = match &alias.asname {
            Some(asname) => &asname.text,
            None => alias.name.text.split('.').next().unwrap_or_default(),
        };
        self.bind(name, alias.span);
    }

    pub fn import_from(&mut self, import: &'a ast::ImportFrom) {
        for alias in &import.names {
            if &*alias.name.text == "*" {
                if self.scope().kind != ScopeKind::Module {
                    let message = "import * only allowed at module level";
                    self.complaints.syntax(alias.span, message);
                }
                continue;
            }
            let name = alias.asname.as_ref().unwrap_or(&alias.name);
            self.bind(&name.text, alias.span);
        }
    }

    pub fn pattern(&mut self, pattern: &'a ast::Pattern) {
        match &*pattern.kind {
            PatternKind::MatchValue(value) => self.expression(value),
            PatternKind::MatchSingleton(_) => {}
            PatternKind::MatchSequence(patterns) | PatternKind::MatchOr(patterns) => {
                patterns.iter().for_each(|pattern| self.pattern(pattern));
            }
            PatternKind::MatchMapping { items, rest } => {
                for (key, pattern) in items {
                    self.expression(key);
                    self.pattern(pattern);
                }
                rest.iter().for_each(|name| self.bind_identifier(name));
            }
            PatternKind::MatchClass { cls, patterns, keywords } => {
                self.expression(cls);
                patterns.iter().for_each(|pattern| self.pattern(pattern));
                for (name, pattern) in keywords {
                    self.forbid_debug(&name.text, pattern.span, "assign to");
                    self.pattern(pattern);
                }
            }
            PatternKind::MatchStar(name) => {
                name.iter().for_each(|name| self.bind_identifier(name));
            }
            PatternKind::MatchAs { pattern, name } => {
                pattern.iter().for_each(|pattern| self.pattern(pattern));
                name.iter().for_each(|name| self.bind_identifier(name));
            }
        }
    }

    // ---- from __future__

    pub fn watch_future(&mut self, stmt: &'a Stmt) {
        if let StmtKind::ImportFrom(import) = &*stmt.kind {
            let module = import.module.as_ref().map(|module| &*module.text);
            if import.level == 0 && module == Some("__future__") {
                return self.future_import(stmt, import);
            }
        }
        let is_docstring = matches!(&*stmt.kind, StmtKind::Expr(value)
            if matches!(&*value.kind, ExprKind::Constant(ast::Constant::Str(_))));
        if !is_docstring {
            self.future_allowed = false;
        }
    }

    fn future_import(&mut self, stmt: &'a Stmt, import: &'a ast::ImportFrom) {
        if !self.future_allowed {
            let message = "from __future__ imports must occur at the beginning of the file";
            self.complaints.syntax(stmt.span, message);
        }
        for alias in &import.names {
            match &*alias.name.text {
                "annotations" => self.scopes.future_annotations = true,
                "nested_scopes" | "generators" | "division" | "absolute_import" | "with_statement"
                | "print_function" | "unicode_literals" | "barry_as_FLUFL" | "generator_stop" => {}
                "braces" => self.complaints.syntax(alias.span, "not a chance"),
                name => {
                    let message = format!("future feature {name} is not defined");
                    self.complaints.syntax(alias.span, message);
                }
            }
        }
    }
}
