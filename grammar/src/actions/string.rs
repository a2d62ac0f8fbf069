//! Strings side by side, f-strings and t-strings.

use super::Actions;
use crate::ast::*;
use crate::literal::{self, Malformed};

/// One literal among several side by side.
pub enum StringPart {
    Plain(Span),
    Formatted { template: bool, pieces: Vec<StringPiece> },
}

impl Actions<'_> {
    pub(crate) fn begin_formatted(&mut self, l: u32, r: u32, letter: char) {
        let raw = self.text(l, r).bytes().any(|b| matches!(b, b'r' | b'R'));
        self.formatted.push((raw, letter));
    }

    pub(crate) fn formatted(&mut self, template: bool, pieces: Vec<StringPiece>) -> StringPart {
        self.formatted.pop();
        StringPart::Formatted { template, pieces }
    }

    pub(crate) fn string_middle(&mut self, l: u32, r: u32, braces: bool) -> StringPiece {
        let raw = self.formatted.last().is_some_and(|&(raw, _)| raw);
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
        let letter = self.formatted.last().map_or('f', |&(_, letter)| letter);
        if m != l + 1 {
            self.error(span, format!("{letter}-string: conversion type must come right after the exclamation mark"));
            return None;
        }
        match text {
            "s" => Some(Conversion::Str),
            "r" => Some(Conversion::Repr),
            "a" => Some(Conversion::Ascii),
            _ => {
                let message =
                    format!("{letter}-string: invalid conversion character '{text}': expected 's', 'r', or 'a'");
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
