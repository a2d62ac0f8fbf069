//! f-strings and t-strings.

use super::Compiler;
use crate::bytecode::{Constant, Intrinsic, Op, Register};
use crate::syntax::Span;
use crate::syntax::ast::{Conversion, FormattedValue, StringPiece};

/// Parts joined by one instruction.
const WINDOW: usize = 64;

/// A piece with the text around it drawn together.
enum Part<'a> {
    Text(Vec<u8>),
    Field(&'a FormattedValue),
}

impl<'a> Compiler<'a> {
    pub fn joined_string(&mut self, span: Span, pieces: &'a [StringPiece], dst: Register) {
        let parts = parts(pieces);
        match &parts[..] {
            [] => self.load_constant(Constant::Str([].into()), dst, span),
            [part] => self.part(part, span, dst),
            _ => self.scoped(|compiler| {
                let base = compiler.unit.registers.next();
                let mut count = 0;
                for part in &parts {
                    let next = compiler.unit.registers.next();
                    compiler.part(part, span, next);
                    compiler.unit.registers.allocate();
                    count += 1;
                    if usize::from(count) == WINDOW {
                        let dst = base;
                        compiler.emit(Op::BuildString { dst, base, count }, span);
                        compiler.unit.registers.release(u32::from(base.0) + 1);
                        count = 1;
                    }
                }
                compiler.emit(Op::BuildString { dst, base, count }, span);
            }),
        }
    }

    fn part(&mut self, part: &Part<'a>, span: Span, dst: Register) {
        match part {
            Part::Text(text) => {
                self.load_constant(Constant::Str(text.as_slice().into()), dst, span);
            }
            Part::Field(field) => self.field(field, dst),
        }
    }

    fn field(&mut self, field: &'a FormattedValue, dst: Register) {
        let spec = field.format_spec.as_ref().filter(|spec| !spec.is_empty());
        let conversion = match conversion(field) {
            None => 0,
            Some(Conversion::Str) => 1,
            Some(Conversion::Repr) => 2,
            Some(Conversion::Ascii) => 3,
        };
        self.scoped(|compiler| {
            let src = compiler.operand(&field.value);
            let op = match spec {
                None => Op::Format { conversion, dst, src },
                Some(pieces) => {
                    let spec = compiler.unit.registers.next();
                    compiler.joined_string(field.span, pieces, spec);
                    compiler.unit.registers.allocate();
                    Op::FormatSpec { conversion, dst, src, spec }
                }
            };
            compiler.emit(op, field.span);
        });
    }

    pub fn template(&mut self, span: Span, pieces: &'a [StringPiece], dst: Register) {
        let parts = parts(pieces);
        let mut strings = vec![Vec::new()];
        let mut fields = Vec::new();
        for part in parts {
            match part {
                Part::Text(text) => strings.last_mut().expect("never empty").extend(text),
                Part::Field(field) => {
                    fields.push(field);
                    strings.push(Vec::new());
                }
            }
        }
        let strings = strings.into_iter().map(|text| Constant::Str(text.into()));
        let strings = Constant::Tuple(strings.collect());
        self.scoped(|compiler| {
            let base = compiler.push_constant(strings, span);
            let first = compiler.unit.registers.next();
            let count = fields.len() as u16;
            for field in fields {
                compiler.interpolation(field);
            }
            let op = Op::BuildTuple { dst: first, base: first, count };
            compiler.emit(op, span);
            compiler.unit.registers.release(u32::from(first.0));
            compiler.unit.registers.allocate();
            let which = Intrinsic::Template;
            compiler.emit(Op::CallIntrinsic { which, dst, base }, span);
        });
    }

    fn interpolation(&mut self, field: &'a FormattedValue) {
        let mark = self.unit.registers.mark();
        let base = self.push(&field.value);
        self.push_text(field.expression.as_deref().unwrap_or(""), field.span);
        match conversion(field) {
            None => self.push_none(field.span),
            Some(Conversion::Str) => self.push_text("s", field.span),
            Some(Conversion::Repr) => self.push_text("r", field.span),
            Some(Conversion::Ascii) => self.push_text("a", field.span),
        };
        let spec = self.unit.registers.next();
        let pieces = field.format_spec.as_deref().unwrap_or(&[]);
        self.joined_string(field.span, pieces, spec);
        self.unit.registers.allocate();
        let which = Intrinsic::Interpolation;
        let dst = base;
        self.emit(Op::CallIntrinsic { which, dst, base }, field.span);
        self.unit.registers.release(mark);
        self.unit.registers.allocate();
    }
}

/// `{x=}` shows the representation, unless it says otherwise.
fn conversion(field: &FormattedValue) -> Option<Conversion> {
    match field.conversion {
        None if field.debug.is_some() && field.format_spec.is_none() => Some(Conversion::Repr),
        conversion => conversion,
    }
}

fn parts(pieces: &[StringPiece]) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut text = Vec::new();
    for piece in pieces {
        match piece {
            StringPiece::Literal { value, .. } => text.extend_from_slice(value.as_bytes()),
            StringPiece::Field(field) => {
                if let Some(debug) = &field.debug {
                    text.extend_from_slice(debug.as_bytes());
                }
                if !text.is_empty() {
                    parts.push(Part::Text(std::mem::take(&mut text)));
                }
                parts.push(Part::Field(field));
            }
        }
    }
    if !text.is_empty() {
        parts.push(Part::Text(text));
    }
    parts
}
