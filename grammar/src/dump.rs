//! A tree as text, to look at and to compare with CPython's own tree.

use crate::ast::*;

/// One S-expression a statement: `(Kind start..end field …)`, fields in the order of CPython's `ast`, lists in brackets,
/// `-` for what is absent.
pub fn module(module: &Module) -> String {
    let mut out = String::new();
    for stmt in &module.body {
        out.push_str(&self::stmt(stmt));
        out.push('\n');
    }
    out
}

fn list<T>(items: &[T], dump: impl Fn(&T) -> String) -> String {
    format!("[{}]", items.iter().map(dump).collect::<Vec<_>>().join(" "))
}

fn body(stmts: &[Stmt]) -> String {
    list(stmts, stmt)
}

fn option<T>(item: &Option<T>, dump: impl Fn(&T) -> String) -> String {
    item.as_ref().map_or("-".to_owned(), dump)
}

fn ident(name: &Identifier) -> String {
    name.text.to_string()
}

fn stmt(stmt: &Stmt) -> String {
    let fields = match &*stmt.kind {
        StmtKind::FunctionDef(def) => format!(
            "{} {} {} {} {} {} {}",
            if def.is_async { "AsyncFunctionDef" } else { "FunctionDef" },
            ident(&def.name),
            parameters(&def.parameters),
            body(&def.body),
            list(&def.decorators, expr),
            option(&def.returns, expr),
            list(&def.type_params, type_param)
        ),
        StmtKind::ClassDef(def) => format!(
            "ClassDef {} {} {} {} {}",
            ident(&def.name),
            list(&def.arguments, argument),
            body(&def.body),
            list(&def.decorators, expr),
            list(&def.type_params, type_param)
        ),
        StmtKind::Return(value) => format!("Return {}", option(value, expr)),
        StmtKind::Delete(targets) => format!("Delete {}", list(targets, expr)),
        StmtKind::Assign { targets, value } => format!("Assign {} {}", list(targets, expr), expr(value)),
        StmtKind::AugAssign { target, op, value, .. } => format!("AugAssign {} {op:?} {}", expr(target), expr(value)),
        StmtKind::AnnAssign { target, annotation, value, simple } => {
            format!("AnnAssign {} {} {} {}", expr(target), expr(annotation), option(value, expr), u8::from(*simple))
        }
        StmtKind::TypeAlias(alias) => {
            format!("TypeAlias {} {} {}", ident(&alias.name), list(&alias.type_params, type_param), expr(&alias.value))
        }
        StmtKind::For(node) => format!(
            "{} {} {} {} {}",
            if node.is_async { "AsyncFor" } else { "For" },
            expr(&node.target),
            expr(&node.iter),
            body(&node.body),
            body(&node.orelse)
        ),
        StmtKind::While { test, body: block, orelse } => {
            format!("While {} {} {}", expr(test), body(block), body(orelse))
        }
        StmtKind::If(node) => format!("If {} {} {}", expr(&node.test), body(&node.body), elifs(node, stmt.span.end)),
        StmtKind::With { is_async, items, body: block } => format!(
            "{} {} {}",
            if *is_async { "AsyncWith" } else { "With" },
            list(items, |item| format!("({} {})", expr(&item.context_expr), option(&item.optional_vars, expr))),
            body(block)
        ),
        StmtKind::Match { subject, cases } => {
            let case = |case: &MatchCase| {
                format!("({} {} {})", pattern(&case.pattern), option(&case.guard, expr), body(&case.body))
            };
            format!("Match {} {}", expr(subject), list(cases, case))
        }
        StmtKind::Raise { exc, cause } => format!("Raise {} {}", option(exc, expr), option(cause, expr)),
        StmtKind::Try(node) => {
            let handler = |handler: &ExceptHandler| {
                format!(
                    "(ExceptHandler {:?} {} {} {})",
                    handler.span,
                    option(&handler.exception, expr),
                    option(&handler.name, ident),
                    body(&handler.body)
                )
            };
            format!(
                "{} {} {} {} {}",
                if node.is_star { "TryStar" } else { "Try" },
                body(&node.body),
                list(&node.handlers, handler),
                body(&node.orelse),
                body(&node.finalbody)
            )
        }
        StmtKind::Assert { test, msg } => format!("Assert {} {}", expr(test), option(msg, expr)),
        StmtKind::Import(names) => format!("Import {}", list(names, alias)),
        StmtKind::ImportFrom(node) => {
            format!("ImportFrom {} {} {}", option(&node.module, ident), list(&node.names, alias), node.level)
        }
        StmtKind::Global(names) => format!("Global {}", list(names, ident)),
        StmtKind::Nonlocal(names) => format!("Nonlocal {}", list(names, ident)),
        StmtKind::Expr(value) => format!("Expr {}", expr(value)),
        StmtKind::Pass => "Pass".to_owned(),
        StmtKind::Break => "Break".to_owned(),
        StmtKind::Continue => "Continue".to_owned(),
    };
    node(stmt.span, &fields)
}

/// Puts the span behind the kind.
fn node(span: Span, fields: &str) -> String {
    match fields.split_once(' ') {
        Some((kind, rest)) => format!("({kind} {span:?} {rest})"),
        None => format!("({fields} {span:?})"),
    }
}

/// `elif`s as CPython has them: each an `if` in the `else` of the one before.
fn elifs(node: &If, end: u32) -> String {
    let mut orelse = body(&node.orelse);
    for elif in node.elifs.iter().rev() {
        orelse = format!("[(If {}..{end} {} {} {orelse})]", elif.span.start, expr(&elif.test), body(&elif.body));
    }
    orelse
}

fn alias(alias: &Alias) -> String {
    format!("(alias {:?} {} {})", alias.span, ident(&alias.name), option(&alias.asname, ident))
}

fn argument(argument: &Argument) -> String {
    match &argument.kind {
        ArgumentKind::Positional => expr(&argument.value),
        ArgumentKind::Starred => format!("(Starred {:?} {})", argument.span, expr(&argument.value)),
        ArgumentKind::Keyword(name) => {
            format!("(keyword {:?} {} {})", argument.span, ident(name), expr(&argument.value))
        }
        ArgumentKind::DoubleStarred => format!("(keyword {:?} - {})", argument.span, expr(&argument.value)),
    }
}

fn parameters(list: &Parameters) -> String {
    let arg = |p: &Parameter| {
        let default = option(&p.default, expr);
        format!("(arg {:?} {} {} {default})", p.span, ident(&p.name), option(&p.annotation, expr))
    };
    format!(
        "(arguments {} {} {} {} {})",
        self::list(&list.posonly, arg),
        self::list(&list.args, arg),
        option(&list.vararg, arg),
        self::list(&list.kwonly, arg),
        option(&list.kwarg, arg)
    )
}

fn type_param(param: &TypeParam) -> String {
    let (kind, bound) = match &param.kind {
        TypeParamKind::TypeVar { bound } => ("TypeVar", option(bound, expr)),
        TypeParamKind::TypeVarTuple => ("TypeVarTuple", "-".to_owned()),
        TypeParamKind::ParamSpec => ("ParamSpec", "-".to_owned()),
    };
    format!("({kind} {:?} {} {bound} {})", param.span, ident(&param.name), option(&param.default, expr))
}

fn expr(value: &Expr) -> String {
    let fields = match &*value.kind {
        ExprKind::Constant(value) => format!("Constant {}", constant(value)),
        ExprKind::Name(text) => format!("Name {text}"),
        ExprKind::BoolOp { op, values } => format!("BoolOp {op:?} {}", list(values, expr)),
        ExprKind::NamedExpr { target, value } => format!("NamedExpr {} {}", ident(target), expr(value)),
        ExprKind::BinOp { left, op, right, .. } => format!("BinOp {} {op:?} {}", expr(left), expr(right)),
        ExprKind::UnaryOp { op, operand } => format!("UnaryOp {op:?} {}", expr(operand)),
        ExprKind::Lambda { parameters: list, body } => format!("Lambda {} {}", parameters(list), expr(body)),
        ExprKind::IfExp { test, body, orelse } => format!("IfExp {} {} {}", expr(test), expr(body), expr(orelse)),
        ExprKind::Dict(items) => {
            format!("Dict {}", list(items, |item| format!("({} {})", option(&item.key, expr), expr(&item.value))))
        }
        ExprKind::Set(items) => format!("Set {}", list(items, expr)),
        ExprKind::ListComp { elt, generators } => format!("ListComp {} {}", expr(elt), list(generators, generator)),
        ExprKind::SetComp { elt, generators } => format!("SetComp {} {}", expr(elt), list(generators, generator)),
        ExprKind::DictComp { key, value, generators } => {
            format!("DictComp {} {} {}", expr(key), expr(value), list(generators, generator))
        }
        ExprKind::GeneratorExp { elt, generators } => {
            format!("GeneratorExp {} {}", expr(elt), list(generators, generator))
        }
        ExprKind::Await(value) => format!("Await {}", expr(value)),
        ExprKind::Yield(value) => format!("Yield {}", option(value, expr)),
        ExprKind::YieldFrom(value) => format!("YieldFrom {}", expr(value)),
        ExprKind::Compare { left, comparisons } => {
            format!("Compare {} {}", expr(left), list(comparisons, |(op, right)| format!("{op:?} {}", expr(right))))
        }
        ExprKind::Call { func, arguments } => format!("Call {} {}", expr(func), list(arguments, argument)),
        ExprKind::JoinedStr(items) => format!("JoinedStr {}", pieces(items)),
        ExprKind::TemplateStr(items) => format!("TemplateStr {}", pieces(items)),
        ExprKind::Attribute { value, attr } => format!("Attribute {} {}", expr(value), ident(attr)),
        ExprKind::Subscript { value, slice } => format!("Subscript {} {}", expr(value), expr(slice)),
        ExprKind::Starred(value) => format!("Starred {}", expr(value)),
        ExprKind::List(items) => format!("List {}", list(items, expr)),
        ExprKind::Tuple(items) => format!("Tuple {}", list(items, expr)),
        ExprKind::Slice { lower, upper, step } => {
            format!("Slice {} {} {}", option(lower, expr), option(upper, expr), option(step, expr))
        }
    };
    node(value.span, &fields)
}

fn generator(generator: &Comprehension) -> String {
    format!(
        "({} {} {} {})",
        if generator.is_async { "async" } else { "for" },
        expr(&generator.target),
        expr(&generator.iter),
        list(&generator.ifs, expr)
    )
}

/// The text before `=` is literal text to CPython, joined with what stands before it.
fn pieces(items: &[StringPiece]) -> String {
    let mut out: Vec<String> = Vec::new();
    let mut text = Vec::new();
    for item in items {
        match item {
            StringPiece::Literal { value, .. } => text.extend_from_slice(value.as_bytes()),
            StringPiece::Field(field) => {
                text.extend_from_slice(field.debug.as_deref().unwrap_or_default().as_bytes());
                if !text.is_empty() {
                    out.push(quoted(&std::mem::take(&mut text)));
                }
                let implied = field.debug.is_some() && field.format_spec.is_none();
                let conversion = field.conversion.or(implied.then_some(Conversion::Repr));
                out.push(format!(
                    "({} {} {} {})",
                    field.expression.as_deref().map_or("-".to_owned(), |text| quoted(text.as_bytes())),
                    expr(&field.value),
                    conversion.map_or("-".to_owned(), |conversion| format!("{conversion:?}")),
                    option(&field.format_spec, |spec| pieces(spec))
                ));
            }
        }
    }
    if !text.is_empty() {
        out.push(quoted(&text));
    }
    format!("[{}]", out.join(" "))
}

fn constant(value: &Constant) -> String {
    match value {
        Constant::Int(Int::Small(value)) => value.to_string(),
        Constant::Int(Int::Big { radix: 10, digits }) => digits.to_string(),
        Constant::Int(Int::Big { radix, digits }) => format!("radix {radix} {digits}"),
        Constant::Float(value) => format!("float {:016x}", value.to_bits()),
        Constant::Complex(value) => format!("complex {:016x}", value.to_bits()),
        Constant::Str(text) => quoted(text.as_bytes()),
        Constant::Bytes(bytes) => format!("b{}", quoted(bytes)),
        other => format!("{other:?}"),
    }
}

fn quoted(bytes: &[u8]) -> String {
    format!("\"{}\"", bytes.escape_ascii())
}

fn pattern(pattern: &Pattern) -> String {
    let fields = match &*pattern.kind {
        PatternKind::MatchValue(value) => format!("MatchValue {}", expr(value)),
        PatternKind::MatchSingleton(value) => format!("MatchSingleton {}", constant(value)),
        PatternKind::MatchSequence(items) => format!("MatchSequence {}", list(items, self::pattern)),
        PatternKind::MatchMapping { items, rest } => format!(
            "MatchMapping {} {}",
            list(items, |(key, value)| format!("{} {}", expr(key), self::pattern(value))),
            option(rest, ident)
        ),
        PatternKind::MatchClass { cls, patterns, keywords } => format!(
            "MatchClass {} {} {}",
            expr(cls),
            list(patterns, self::pattern),
            list(keywords, |(name, value)| format!("{}={}", ident(name), self::pattern(value)))
        ),
        PatternKind::MatchStar(name) => format!("MatchStar {}", option(name, ident)),
        PatternKind::MatchAs { pattern, name } => {
            format!("MatchAs {} {}", option(pattern, self::pattern), option(name, ident))
        }
        PatternKind::MatchOr(items) => format!("MatchOr {}", list(items, self::pattern)),
    };
    node(pattern.span, &fields)
}
