//! Emitting instructions: positions, the live top, jumps and what is reached by them.

use super::Compiler;
use super::scope::Name;
use crate::bytecode::{Anchor, Constant, Label, Offset, Op, Position, Register, ShortOffset, SiteIndex, SiteUse};
use crate::syntax::Span;

/// Where an instruction comes from, and the part a traceback sets apart.
#[derive(Clone, Copy)]
pub(super) struct At {
    pub span: Span,
    pub anchor: Option<Span>,
}

impl From<Span> for At {
    fn from(span: Span) -> At {
        At { span, anchor: None }
    }
}

/// Instructions a code object may have.
const MAX_INSTRUCTIONS: u32 = 1 << 22;

/// An offset to be patched.
pub(super) const FAR: Offset = Offset(0);
pub(super) const NEAR: ShortOffset = ShortOffset(0);

impl<'a> Compiler<'a> {
    /// Appends an instruction, unless it would never be reached.
    pub fn emit(&mut self, op: Op, at: impl Into<At>) {
        if self.may_emit() {
            let position = self.position(at.into());
            let live = self.unit.registers.live();
            self.unit.assembler.emit(op, position, live);
        }
    }

    fn may_emit(&mut self) -> bool {
        if self.unit.assembler.here() >= MAX_INSTRUCTIONS {
            self.unit.is_too_long = true;
            self.unit.flow.stop();
        }
        self.unit.flow.is_reached()
    }

    /// Appends a branch to the label.
    pub fn branch(&mut self, op: Op, target: Label, at: impl Into<At>) {
        if self.may_emit() {
            let position = self.position(at.into());
            let live = self.unit.registers.live();
            self.unit.flow.leave_for(target);
            self.unit.assembler.emit_jump(op, target, position, live);
        }
    }

    pub fn jump(&mut self, target: Label, at: impl Into<At>) {
        self.branch(Op::Jump { offset: FAR }, target, at);
        self.unit.flow.stop();
    }

    /// Appends an instruction after which control does not come back.
    pub fn emit_last(&mut self, op: Op, at: impl Into<At>) {
        self.emit(op, at);
        self.unit.flow.stop();
    }

    pub fn label(&mut self) -> Label {
        self.unit.assembler.label()
    }

    /// Places a label that only earlier jumps lead to.
    pub fn place(&mut self, label: Label) {
        let here = self.unit.assembler.here();
        if !self.is_reached() && !self.unit.blocks.iter().any(|block| block.starts_at(here)) {
            self.unit.assembler.drop_jump_to(label);
        }
        self.unit.assembler.place(label);
        self.unit.flow.arrive_at(label);
    }

    /// Places a label that later jumps lead back to.
    pub fn place_loop(&mut self, label: Label) {
        self.unit.assembler.place(label);
        self.unit.flow.enter_loop();
    }

    pub fn is_reached(&self) -> bool {
        self.unit.flow.is_reached()
    }

    fn position(&self, at: At) -> Position {
        let (line, column) = self.line_and_column(at.span.start);
        let (end_line, end_column) = self.line_and_column(at.span.end);
        let anchor = at.anchor.map_or(Anchor::None, |anchor| {
            let (line, column) = self.line_and_column(anchor.start);
            let (end_line, end_column) = self.line_and_column(anchor.end);
            Anchor::Range { line, column, end_line, end_column }
        });
        Position { line, end_line, column, end_column, anchor }
    }

    /// The line from 1, the column in bytes from 0.
    fn line_and_column(&self, offset: u32) -> (u32, u32) {
        let line = self.options.source.line_of(offset);
        let start = self.options.source.line_span(line).start;
        (line, offset.saturating_sub(start))
    }

    // ---- operands

    pub fn site(&mut self, name: &Name, used_as: SiteUse) -> SiteIndex {
        self.unit.sites.add(name, used_as)
    }

    pub fn load_constant(&mut self, constant: Constant, dst: Register, at: impl Into<At>) {
        if !self.is_reached() {
            return;
        }
        let op = match constant {
            Constant::None => Op::LoadNone { dst },
            Constant::Bool(value) => Op::LoadBool { dst, value: u8::from(value) },
            Constant::Int(value) if i32::try_from(value).is_ok() => Op::LoadInt { dst, value: value as i32 },
            constant => Op::LoadConst { dst, index: self.unit.constants.add(self.sets.share(constant)) },
        };
        self.emit(op, at);
    }

    /// A fresh temporary holding the constant.
    pub fn push_constant(&mut self, constant: Constant, at: impl Into<At>) -> Register {
        let dst = self.unit.registers.next();
        self.load_constant(constant, dst, at);
        self.unit.registers.allocate()
    }

    pub fn push_none(&mut self, at: impl Into<At>) -> Register {
        self.push_constant(Constant::None, at)
    }

    pub fn push_text(&mut self, text: &str, at: impl Into<At>) -> Register {
        self.push_constant(Constant::Str(text.as_bytes().into()), at)
    }

    /// A fresh temporary with a copy.
    pub fn push_copy(&mut self, src: Register, at: impl Into<At>) -> Register {
        let dst = self.unit.registers.next();
        self.emit(Op::Move { dst, src }, at);
        self.unit.registers.allocate()
    }

    pub fn copy(&mut self, dst: Register, src: Register, at: impl Into<At>) {
        if dst != src {
            self.emit(Op::Move { dst, src }, at);
        }
    }

    /// Runs `compile` with a temporary to build a value in step by step, then moves it to `dst`. The temporary is
    /// `dst` itself when that is no local: a local must be written last.
    pub fn build_up(&mut self, dst: Register, at: impl Into<At>, compile: impl FnOnce(&mut Self, Register)) {
        if self.unit.registers.is_local(dst) {
            let mark = self.unit.registers.mark();
            let temporary = self.unit.registers.next();
            compile(self, temporary);
            self.unit.registers.hold(temporary);
            self.emit(Op::Move { dst, src: temporary }, at);
            self.unit.registers.release(mark);
        } else {
            compile(self, dst);
        }
    }

    /// Runs `compile` and frees the temporaries it has taken.
    pub fn scoped<T>(&mut self, compile: impl FnOnce(&mut Self) -> T) -> T {
        let mark = self.unit.registers.mark();
        let value = compile(self);
        self.unit.registers.release(mark);
        value
    }
}
