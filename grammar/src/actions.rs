//! What productions do when it takes more than a line: expressions, strings and statements.
//! Arguments and parameters are in `signature`, targets in `target`, patterns in `pattern`.
//!
//! Actions never fail. What is wrong is pushed onto `errors`, and the tree goes on with something of the same span.

use lalrpop_util::{ErrorRecovery, ParseError};
use std::convert::Infallible;

use crate::ast::*;
use crate::error::{ErrorKind, SyntaxError, Warning};
use crate::literal::{self, Malformed};
use crate::token::Token;

pub(crate) use crate::pattern::{MappingItem, name_pattern, not_wildcard, pattern};
pub(crate) use crate::signature::{CallItem, ParameterItem};

/// What the actions know and collect.
pub struct Actions<'s> {
    pub(crate) source: &'s str,
    pub(crate) errors: Vec<SyntaxError>,
    pub(crate) warnings: Vec<Warning>,
    /// Tokens the parser could not go on with; put into words when parsing is over.
    pub(crate) unexpected: Vec<Unexpected>,
    /// Colons after which no block came, and where the next token stands.
    pub(crate) missing_blocks: Vec<(u32, u32)>,
    /// Targets after `as` inside parentheses still open.
    as_targets: Vec<(Span, u32, Expr)>,
    /// Parenthesised elements with such targets, until `with` takes them; elsewhere they are wrong.
    pub(crate) with_items: Vec<(Span, u32, Vec<WithItem>)>,
    /// Whether the f-strings being parsed are raw.
    raw: Vec<bool>,
    too_deep: bool,
    /// Shared with the token stream, which ends early when there are too many errors.
    pub(crate) error_count: &'s std::cell::Cell<usize>,
}

/// A token no production could go on with.
pub(crate) struct Unexpected {
    pub(crate) at: u32,
    /// `None` at the end of the text.
    pub(crate) token: Option<Token>,
    /// What could have stood there, as spelled in the grammar, quotes included.
    pub(crate) expected: Vec<String>,
}

/// A line, which may hold several statements, or none when it is wrong.
pub enum Line {
    One(Stmt),
    Many(Vec<Stmt>),
    Wrong,
}

impl Line {
    pub(crate) fn into_body(self) -> Vec<Stmt> {
        match self {
            Line::One(stmt) => vec![stmt],
            Line::Many(body) => body,
            Line::Wrong => Vec::new(),
        }
    }

    pub(crate) fn append_to(self, lines: &mut Vec<Stmt>) {
        match self {
            Line::One(stmt) => lines.push(stmt),
            Line::Many(body) => lines.extend(body),
            Line::Wrong => {}
        }
    }
}

/// An operator and what stands right of it.
pub struct Operation {
    pub(crate) op: Operator,
    pub(crate) op_span: Span,
    pub(crate) right: Expr,
    pub(crate) start: u32,
    pub(crate) end: u32,
}

/// One literal among several side by side.
pub enum StringPart {
    Plain(Span),
    Formatted { template: bool, pieces: Vec<StringPiece> },
}

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

impl<'s> Actions<'s> {
    pub(crate) fn new(source: &'s str, error_count: &'s std::cell::Cell<usize>) -> Actions<'s> {
        Actions {
            source,
            errors: Vec::new(),
            warnings: Vec::new(),
            unexpected: Vec::new(),
            missing_blocks: Vec::new(),
            as_targets: Vec::new(),
            with_items: Vec::new(),
            raw: Vec::new(),
            too_deep: false,
            error_count,
        }
    }

    /// Whether nothing wrong was met.
    pub(crate) fn is_right(&self) -> bool {
        self.error_count.get() == 0 && self.with_items.is_empty()
    }

    pub(crate) fn error(&mut self, span: Span, message: impl Into<String>) {
        self.errors.push(SyntaxError::new(ErrorKind::SyntaxError, span, message));
        self.error_count.set(self.error_count.get() + 1);
    }

    /// Notes what lalrpop could not go on with.
    pub(crate) fn unexpected(&mut self, error: ErrorRecovery<u32, Token, Infallible>) {
        self.note(error.error);
    }

    pub(crate) fn note(&mut self, error: ParseError<u32, Token, Infallible>) {
        let (at, token, expected) = match error {
            ParseError::UnrecognizedToken { token: (at, token, _), expected } => (at, Some(token), expected),
            ParseError::UnrecognizedEof { location, expected } => (location, None, expected),
            ParseError::ExtraToken { token: (at, token, _) } => (at, Some(token), Vec::new()),
            ParseError::InvalidToken { location } => (location, None, Vec::new()),
            ParseError::User { error } => match error {},
        };
        self.unexpected.push(Unexpected { at, token, expected });
        self.error_count.set(self.error_count.get() + 1);
    }

    pub(crate) fn missing_block(&mut self, colon: u32, next: u32) {
        self.missing_blocks.push((colon, next));
        self.error_count.set(self.error_count.get() + 1);
    }

    // ------------------------------------------------------------------ expressions

    /// A node, unless it would make the tree too high: then only its place is kept.
    pub(crate) fn expr(&mut self, l: u32, kind: ExprKind, r: u32) -> Expr {
        let span = Span::new(l, r);
        let (height, nesting) = crate::height::of(&kind);
        if height <= MAX_HEIGHT && nesting <= MAX_NESTING {
            return Expr { span, height, nesting, parenthesised: false, kind: Box::new(kind) };
        }
        if !self.too_deep {
            self.too_deep = true;
            let message = if nesting > MAX_NESTING {
                format!("expression is nested too deeply: more than {MAX_NESTING} levels")
            } else {
                format!("expression is too long: a chain of more than {MAX_HEIGHT} operations")
            };
            self.error(span, message);
        }
        let kind = Box::new(ExprKind::Constant(Constant::Ellipsis));
        Expr { span, height: 0, nesting: 0, parenthesised: false, kind }
    }

    fn text(&self, l: u32, r: u32) -> &'s str {
        Span::new(l, r).text(self.source)
    }

    pub(crate) fn identifier(&mut self, l: u32, r: u32) -> Identifier {
        Identifier { text: literal::identifier(self.text(l, r)), span: Span::new(l, r) }
    }

    pub(crate) fn name(&mut self, l: u32, r: u32) -> Expr {
        let name = literal::identifier(self.text(l, r));
        self.expr(l, ExprKind::Name(name), r)
    }

    pub(crate) fn number(&mut self, l: u32, r: u32) -> Expr {
        let value = literal::number(self.text(l, r));
        if let Constant::Int(Int::Big { radix: 10, digits }) = &value
            && digits.len() > 4300
        {
            let message = format!(
                "Exceeds the limit (4300 digits) for integer string conversion: value has {} digits; \
                 use sys.set_int_max_str_digits() to increase the limit - Consider hexadecimal for huge \
                 integer literals to avoid decimal conversion limits.",
                digits.len()
            );
            self.error(Span::new(l, r), message);
        }
        self.expr(l, ExprKind::Constant(value), r)
    }

    pub(crate) fn parenthesised(&mut self, mut value: Expr) -> Expr {
        value.parenthesised = true;
        value
    }

    /// `expr as target` inside parentheses, which only `with` may have.
    pub(crate) fn as_target(&mut self, value: Expr, at: u32, target: Expr) -> Expr {
        self.as_targets.push((value.span, at, target));
        value
    }

    /// Puts the elements of parentheses aside when there are targets among them.
    fn take_with_items(&mut self, l: u32, items: Vec<Expr>, r: u32) -> Result<Expr, Vec<Expr>> {
        let first = self.as_targets.partition_point(|(span, ..)| span.start < l);
        if first == self.as_targets.len() {
            return Err(items);
        }
        let mut targets = self.as_targets.split_off(first).into_iter().peekable();
        let as_at = targets.peek().map_or(l, |(_, at, _)| *at);
        let mut with_items = Vec::with_capacity(items.len());
        for context_expr in items {
            let target = targets.next_if(|(span, ..)| *span == context_expr.span);
            let end = target.as_ref().map_or(context_expr.span.end, |(.., target)| target.span.end);
            let optional_vars = target.map(|(_, _, target)| target);
            let span = Span::new(context_expr.span.start, end);
            if let Some(target) = &optional_vars {
                self.check_assigned(target);
            }
            with_items.push(WithItem { span, context_expr, optional_vars });
        }
        let span = Span::new(l, r);
        self.with_items.push((span, as_at, with_items));
        let tuple = self.expr(l, ExprKind::Tuple(Vec::new()), r);
        Ok(self.parenthesised(tuple))
    }

    pub(crate) fn group(&mut self, l: u32, item: Expr, r: u32) -> Expr {
        let mut item = if self.as_targets.is_empty() {
            item
        } else {
            match self.take_with_items(l, vec![item], r) {
                Ok(placeholder) => return placeholder,
                Err(mut items) => items.remove(0),
            }
        };
        if matches!(*item.kind, ExprKind::Starred(_)) {
            self.error(item.span, "cannot use starred expression here");
        }
        item.parenthesised = true;
        item
    }

    pub(crate) fn tuple(&mut self, l: u32, items: Vec<Expr>, r: u32) -> Expr {
        let items = if self.as_targets.is_empty() {
            items
        } else {
            match self.take_with_items(l, items, r) {
                Ok(placeholder) => return placeholder,
                Err(items) => items,
            }
        };
        let tuple = self.expr(l, ExprKind::Tuple(items), r);
        self.parenthesised(tuple)
    }

    fn check_element(&mut self, elt: &Expr) {
        if matches!(*elt.kind, ExprKind::Starred(_)) {
            self.error(elt.span, "iterable unpacking cannot be used in comprehension");
        }
    }

    pub(crate) fn generator(&mut self, l: u32, elt: Expr, generators: Vec<Comprehension>, r: u32) -> Expr {
        self.check_element(&elt);
        self.expr(l, ExprKind::GeneratorExp { elt, generators }, r)
    }

    pub(crate) fn list_comp(&mut self, l: u32, elt: Expr, generators: Vec<Comprehension>, r: u32) -> Expr {
        self.check_element(&elt);
        self.expr(l, ExprKind::ListComp { elt, generators }, r)
    }

    pub(crate) fn set_comp(&mut self, l: u32, elt: Expr, generators: Vec<Comprehension>, r: u32) -> Expr {
        self.check_element(&elt);
        self.expr(l, ExprKind::SetComp { elt, generators }, r)
    }

    pub(crate) fn dict_comp(&mut self, l: u32, item: DictItem, generators: Vec<Comprehension>, r: u32) -> Expr {
        let value = item.value;
        let Some(key) = item.key else {
            self.error(Span::new(l + 1, value.span.end), "dict unpacking cannot be used in dict comprehension");
            return value;
        };
        self.expr(l, ExprKind::DictComp { key, value, generators }, r)
    }

    /// `[a, b for …]`.
    pub(crate) fn bare_comp_target(&mut self, l: u32, items: Vec<Expr>, r: u32) -> Expr {
        let first = items.first().map_or(Span::new(l, r), |first| first.span);
        let last = items.last().map_or(first, |last| last.span);
        self.error(first.to(last), "did you forget parentheses around the comprehension target?");
        self.expr(l, ExprKind::List(items), r)
    }

    pub(crate) fn starred_dict_value(&mut self, l: u32, key: Expr, value: Expr) -> DictItem {
        self.error(Span::new(l, value.span.end), "cannot use a starred expression in a dictionary value");
        DictItem { key: Some(key), value }
    }

    pub(crate) fn missing_dict_value(&mut self, key: Expr, colon: u32) -> DictItem {
        self.error(Span::new(colon, colon + 1), "expression expected after dictionary key and ':'");
        let value = self.expr(colon, ExprKind::Constant(Constant::None), colon);
        DictItem { key: Some(key), value }
    }

    pub(crate) fn one_slice(&mut self, l: u32, item: Expr, r: u32) -> Expr {
        if matches!(*item.kind, ExprKind::Starred(_)) {
            return self.expr(l, ExprKind::Tuple(vec![item]), r);
        }
        item
    }

    pub(crate) fn binary_operation(
        &mut self,
        l: u32,
        left: Expr,
        op: Operator,
        op_span: Span,
        right: Expr,
        r: u32,
    ) -> Expr {
        self.expr(l, ExprKind::BinOp { left, op, op_span, right }, r)
    }

    /// Builds the tree of a flat list of operations (Dijkstra's shunting yard; all are left-associative).
    pub(crate) fn operations(&mut self, l: u32, first: Expr, r: u32, rest: Vec<Operation>) -> Expr {
        let mut operands = vec![(l, first, r)];
        let mut operators: Vec<(Operator, Span)> = Vec::new();
        for operation in rest {
            while let Some(&(above, _)) = operators.last()
                && precedence(above) >= precedence(operation.op)
            {
                self.reduce(&mut operands, &mut operators);
            }
            operators.push((operation.op, operation.op_span));
            operands.push((operation.start, operation.right, operation.end));
        }
        while !operators.is_empty() {
            self.reduce(&mut operands, &mut operators);
        }
        operands.pop().expect("there is an operand more than operators").1
    }

    fn reduce(&mut self, operands: &mut Vec<(u32, Expr, u32)>, operators: &mut Vec<(Operator, Span)>) {
        if let (Some((op, op_span)), Some((_, right, r)), Some((l, left, _))) =
            (operators.pop(), operands.pop(), operands.pop())
        {
            let node = self.binary_operation(l, left, op, op_span, right, r);
            operands.push((l, node, r));
        }
    }

    pub(crate) fn named(&mut self, l: u32, target: Expr, value: Expr, r: u32) -> Expr {
        let span = target.span;
        let text = match *target.kind {
            ExprKind::Name(text) if !target.parenthesised => text,
            kind => {
                let name = crate::target::kind_name(&kind);
                self.error(span, format!("cannot use assignment expressions with {name}"));
                return value;
            }
        };
        self.expr(l, ExprKind::NamedExpr { target: Identifier { text, span }, value }, r)
    }

    pub(crate) fn lambda(&mut self, l: u32, items: Option<Vec<ParameterItem>>, body: Expr, r: u32) -> Expr {
        let parameters = Box::new(self.parameters(items.unwrap_or_default()));
        self.expr(l, ExprKind::Lambda { parameters, body }, r)
    }

    // ------------------------------------------------------------------ strings

    pub(crate) fn begin_formatted(&mut self, l: u32, r: u32) {
        let raw = self.text(l, r).bytes().any(|b| matches!(b, b'r' | b'R'));
        self.raw.push(raw);
    }

    pub(crate) fn formatted(&mut self, template: bool, pieces: Vec<StringPiece>) -> StringPart {
        self.raw.pop();
        StringPart::Formatted { template, pieces }
    }

    pub(crate) fn string_middle(&mut self, l: u32, r: u32, braces: bool) -> StringPiece {
        let raw = self.raw.last().copied().unwrap_or(false);
        let quoted = literal::Quoted { body: self.text(l, r), at: l, raw, bytes: false };
        let mut out = Vec::with_capacity(quoted.body.len());
        let result = literal::text(quoted, braces, &mut out, &mut self.warnings);
        self.check_literal(Span::new(l, r), result);
        StringPiece::Literal { span: Span::new(l, r), value: out.into() }
    }

    fn check_literal(&mut self, span: Span, result: Result<(), Malformed>) {
        if let Err(Malformed(message)) = result {
            self.error(span, message);
        }
    }

    #[allow(clippy::too_many_arguments, reason = "one argument for each part of a field")]
    pub(crate) fn field(
        &mut self,
        l: u32,
        value: Expr,
        value_end: u32,
        debug_end: Option<u32>,
        conversion: Option<Option<Conversion>>,
        format_spec: Option<Vec<StringPiece>>,
        r: u32,
    ) -> StringPiece {
        StringPiece::Field(Box::new(FormattedValue {
            span: Span::new(l, r),
            value,
            debug: debug_end.map(|end| self.text_with_space(l + 1, end)),
            expression: Some(self.text_with_space(l + 1, value_end)),
            conversion: conversion.flatten(),
            format_spec,
        }))
    }

    /// The text and the white space behind it.
    fn text_with_space(&self, l: u32, r: u32) -> Box<str> {
        let rest = &self.source[r as usize..];
        let space = (rest.len() - rest.trim_start().len()) as u32;
        self.text(l, r + space).into()
    }

    pub(crate) fn conversion(&mut self, l: u32, m: u32, r: u32) -> Option<Conversion> {
        let text = self.text(m, r);
        let span = Span::new(m, r);
        if m != l + 1 {
            self.error(span, "f-string: conversion type must come right after the exclamation mark");
            return None;
        }
        match text {
            "s" => Some(Conversion::Str),
            "r" => Some(Conversion::Repr),
            "a" => Some(Conversion::Ascii),
            _ => {
                let message = format!("f-string: invalid conversion character '{text}': expected 's', 'r', or 'a'");
                self.error(span, message);
                None
            }
        }
    }

    /// Joins literals side by side.
    pub(crate) fn strings(&mut self, l: u32, parts: Vec<StringPart>, r: u32) -> Expr {
        let is_template = |part: &StringPart| matches!(part, StringPart::Formatted { template: true, .. });
        let is_formatted = |part: &StringPart| matches!(part, StringPart::Formatted { .. });
        if parts.iter().any(is_template) {
            if !parts.iter().all(is_template) {
                let message = "cannot mix t-string literals with string or bytes literals";
                self.error(Span::new(l, r), message);
            }
            let mut pieces = self.pieces(parts);
            // Fields inside format specifications are those of an f-string.
            for piece in &mut pieces {
                if let StringPiece::Field(field) = piece {
                    field.format_spec.iter_mut().flatten().for_each(drop_expression_text);
                }
            }
            return self.expr(l, ExprKind::TemplateStr(pieces), r);
        }
        if parts.iter().any(is_formatted) {
            let mut pieces = self.pieces(parts);
            for piece in &mut pieces {
                drop_expression_text(piece);
            }
            return self.expr(l, ExprKind::JoinedStr(pieces), r);
        }
        let value = self.plain_string(l, &parts, r);
        self.expr(l, ExprKind::Constant(value), r)
    }

    fn plain_string(&mut self, l: u32, parts: &[StringPart], r: u32) -> Constant {
        let mut out = Vec::with_capacity((r - l) as usize);
        let (mut any_bytes, mut any_text) = (false, false);
        for part in parts {
            if let StringPart::Plain(span) = part {
                let quoted = literal::unquote(span.text(self.source), span.start);
                any_bytes |= quoted.bytes;
                any_text |= !quoted.bytes;
                let result = if quoted.bytes {
                    literal::bytes(quoted, &mut out, &mut self.warnings)
                } else {
                    literal::text(quoted, false, &mut out, &mut self.warnings)
                };
                self.check_literal(*span, result);
            }
        }
        if any_bytes && any_text {
            self.error(Span::new(l, r), "cannot mix bytes and nonbytes literals");
        }
        if any_bytes { Constant::Bytes(out.into()) } else { Constant::Str(out.into()) }
    }

    /// The pieces of all parts in one list, adjacent literal text joined.
    fn pieces(&mut self, parts: Vec<StringPart>) -> Vec<StringPiece> {
        let mut all: Vec<StringPiece> = Vec::new();
        for part in parts {
            match part {
                StringPart::Plain(span) => {
                    let quoted = literal::unquote(span.text(self.source), span.start);
                    if quoted.bytes {
                        self.error(span, "cannot mix bytes and nonbytes literals");
                        continue;
                    }
                    let mut out = Vec::with_capacity(quoted.body.len());
                    let result = literal::text(quoted, false, &mut out, &mut self.warnings);
                    self.check_literal(span, result);
                    push_piece(&mut all, StringPiece::Literal { span, value: out.into() });
                }
                StringPart::Formatted { pieces, .. } => {
                    pieces.into_iter().for_each(|piece| push_piece(&mut all, piece));
                }
            }
        }
        all
    }

    // ------------------------------------------------------------------ statements

    pub(crate) fn alias(&mut self, l: u32, name: Identifier, target: Option<Expr>, r: u32) -> Alias {
        let asname = target.and_then(|target| self.bound_name(target, "cannot use", "as import target"));
        Alias { span: Span::new(l, r), name, asname }
    }

    /// The name after `as`, or an error `<before> <kind of expression> <after>`.
    pub(crate) fn bound_name(&mut self, target: Expr, before: &str, after: &str) -> Option<Identifier> {
        let span = target.span;
        match *target.kind {
            ExprKind::Name(text) if !target.parenthesised => Some(Identifier { text, span }),
            kind => {
                let name = crate::target::kind_name(&kind);
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

/// How tightly an operator binds.
fn precedence(op: Operator) -> u8 {
    match op {
        Operator::BitOr => 0,
        Operator::BitXor => 1,
        Operator::BitAnd => 2,
        Operator::LShift | Operator::RShift => 3,
        Operator::Add | Operator::Sub => 4,
        Operator::Mult | Operator::MatMult | Operator::Div | Operator::Mod | Operator::FloorDiv => 5,
        Operator::Pow => 6,
    }
}

fn push_piece(all: &mut Vec<StringPiece>, piece: StringPiece) {
    if let StringPiece::Literal { span, value } = &piece {
        if value.as_bytes().is_empty() {
            return;
        }
        if let Some(StringPiece::Literal { span: before, value: text }) = all.last_mut() {
            *before = before.to(*span);
            let joined = [text.as_bytes(), value.as_bytes()].concat();
            *text = joined.into();
            return;
        }
    }
    all.push(piece);
}

fn drop_expression_text(piece: &mut StringPiece) {
    if let StringPiece::Field(field) = piece {
        field.expression = None;
        field.format_spec.iter_mut().flatten().for_each(drop_expression_text);
    }
}
