//! Assignments: targets of all kinds, several at once, in place, and `del`.

use super::Compiler;
use super::walk::contains_walrus;
use crate::bytecode::{Op, Register, SiteUse};
use crate::syntax::Span;
use crate::syntax::ast::{Expr, ExprKind, Operator};

/// Items before a star that an instruction can count.
const MAX_BEFORE_STAR: usize = 255;

impl<'a> Compiler<'a> {
    /// `target = … = value`
    pub fn assign(&mut self, targets: &'a [Expr], value: &'a Expr) {
        match targets {
            [target] => self.assign_one(target, value),
            [first, rest @ ..] => {
                let shared = match self.local(first) {
                    Some(local) if rest.iter().all(|it| self.leaves_alone(it, local)) => {
                        self.into(value, local);
                        self.unit.flow.bind(local);
                        local
                    }
                    _ => {
                        let src = self.push(value);
                        self.store(first, src);
                        src
                    }
                };
                rest.iter().for_each(|target| self.store(target, shared));
            }
            [] => unreachable!("an assignment has a target"),
        }
    }

    /// Whether storing to the target cannot change the local.
    fn leaves_alone(&self, target: &Expr, local: Register) -> bool {
        match &*target.kind {
            ExprKind::Name(_) => self.local(target) != Some(local),
            ExprKind::Attribute { .. } | ExprKind::Subscript { .. } => !contains_walrus(target),
            _ => false,
        }
    }

    fn assign_one(&mut self, target: &'a Expr, value: &'a Expr) {
        match (&*target.kind, &*value.kind) {
            (ExprKind::Name(name), _) => {
                if let Some(local) = self.local_target(name) {
                    self.into(value, local);
                    return self.unit.flow.bind(local);
                }
            }
            (ExprKind::Tuple(targets) | ExprKind::List(targets), ExprKind::Tuple(values) | ExprKind::List(values))
                if targets.len() == values.len() && !targets.is_empty() =>
            {
                let is_starred = |it: &Expr| matches!(&*it.kind, ExprKind::Starred(_));
                if !targets.iter().chain(values).any(is_starred) {
                    return self.assign_parallel(targets, values);
                }
            }
            _ => {}
        }
        let src = self.operand_before(value, &[target]);
        self.store(target, src);
    }

    /// `a, b = b, a`, without a tuple.
    fn assign_parallel(&mut self, targets: &'a [Expr], values: &'a [Expr]) {
        let locals: Option<Vec<Register>> = targets.iter().map(|it| self.local(it)).collect();
        let is_distinct =
            |locals: &Vec<Register>| (1..locals.len()).all(|index| !locals[..index].contains(&locals[index]));
        if let Some(locals) = locals.filter(is_distinct) {
            return self.assign_locals(&locals, targets, values);
        }
        let has_walrus = targets.iter().chain(values).any(contains_walrus);
        let is_simple = |it: &Expr| {
            matches!(&*it.kind, ExprKind::Name(_) | ExprKind::Attribute { .. } | ExprKind::Subscript { .. })
        };
        let in_place = !has_walrus && targets.iter().all(is_simple);
        let mut sources = Vec::new();
        for value in values {
            let is_kept = |local| targets.iter().all(|it| self.local(it) != Some(local));
            let stays = in_place && self.local(value).is_some_and(is_kept);
            sources.push(match stays {
                true => self.operand(value),
                false => self.push(value),
            });
        }
        for (target, src) in targets.iter().zip(sources) {
            self.store(target, src);
        }
    }

    /// The last value goes straight to its target: nothing is assigned before all values are there.
    fn assign_locals(&mut self, locals: &[Register], targets: &'a [Expr], values: &'a [Expr]) {
        let has_walrus = values.iter().any(contains_walrus);
        let (last, first) = values.split_last().expect("not empty");
        let mut pending = Vec::new();
        for (value, &target) in first.iter().zip(locals) {
            let source = self.local(value);
            if self.fold(value).is_some() {
                pending.push((target, None, value));
                continue;
            }
            let is_kept = |local| local == target || !locals.contains(&local);
            let src = match !has_walrus && source.is_some_and(is_kept) {
                true => self.operand(value),
                false => self.push(value),
            };
            pending.push((target, Some(src), value));
        }
        let target = locals[locals.len() - 1];
        self.into(last, target);
        for (dst, src, value) in pending {
            match src {
                Some(src) => self.copy(dst, src, value.span),
                None => self.into(value, dst),
            }
        }
        for (&local, _) in locals.iter().zip(targets) {
            self.unit.flow.bind(local);
        }
    }

    /// Stores what is in a register, a temporary taken or a local.
    pub fn store(&mut self, target: &'a Expr, src: Register) {
        let mark = self.unit.registers.mark();
        match &*target.kind {
            ExprKind::Name(name) => self.store_name(name, src, target.span),
            ExprKind::Attribute { value, attr } => {
                let object = self.operand(value);
                let name = self.mangled(&attr.text);
                let site = self.site(&name, SiteUse::Attribute);
                let op = Op::StoreAttribute { object, value: src, site };
                self.emit(op, self.attribute_span(target.span, attr));
            }
            ExprKind::Subscript { value, slice } => {
                let object = self.operand_before(value, &[slice]);
                let index = self.operand(slice);
                let op = Op::StoreItem { object, index, value: src };
                self.emit(op, self.at(target));
            }
            ExprKind::Tuple(targets) | ExprKind::List(targets) => {
                self.unpack(targets, src, target.span);
            }
            ExprKind::Starred(_) => {
                let message = "starred assignment target must be in a list or tuple";
                self.complaints.syntax(target.span, message);
            }
            _ => unreachable!("the parser lets no other targets pass"),
        }
        self.unit.registers.release(mark);
    }

    fn unpack(&mut self, targets: &'a [Expr], src: Register, span: Span) {
        let Some(count) = self.unpack_count(targets, span) else {
            return;
        };
        let in_a_row = self.locals_in_a_row(targets);
        let base = in_a_row.unwrap_or_else(|| self.unit.registers.next());
        let star = targets.iter().position(|it| matches!(&*it.kind, ExprKind::Starred(_)));
        let op = match star {
            None => Op::Unpack { base, src, count },
            Some(star) => Op::UnpackStar { before: star as u8, base, src, after: count - star as u16 - 1 },
        };
        if in_a_row.is_none() {
            self.unit.registers.reach(u32::from(base.0) + u32::from(count));
        }
        self.emit(op, span);
        if in_a_row.is_some() {
            for register in base.0..base.0 + count {
                self.unit.flow.bind(Register(register));
            }
            return;
        }
        if count > 0 {
            self.unit.registers.hold(base.offset(count - 1));
        }
        for (index, target) in targets.iter().enumerate() {
            let target = match &*target.kind {
                ExprKind::Starred(inner) => inner,
                _ => target,
            };
            self.store(target, base.offset(index as u16));
        }
    }

    fn unpack_count(&mut self, targets: &[Expr], span: Span) -> Option<u16> {
        let mut stars = targets.iter().enumerate().filter(|(_, it)| matches!(&*it.kind, ExprKind::Starred(_)));
        let first = stars.next();
        if stars.next().is_some() {
            let message = "multiple starred expressions in assignment";
            self.complaints.syntax(span, message);
            return None;
        }
        if first.is_some_and(|(index, _)| index > MAX_BEFORE_STAR) {
            let message = "too many expressions in star-unpacking assignment";
            self.complaints.syntax(span, message);
            return None;
        }
        let room = u32::from(u16::MAX) - self.unit.registers.mark().min(u32::from(u16::MAX));
        match u16::try_from(targets.len()) {
            Ok(count) if u32::from(count) < room => Some(count),
            _ => {
                self.unit.registers.reach(u32::from(u16::MAX) + 1);
                None
            }
        }
    }

    /// The first of the targets' registers, if they are all locals and follow each other.
    pub fn locals_in_a_row(&self, targets: &[Expr]) -> Option<Register> {
        let base = self.local(targets.first()?)?;
        let follows = |(index, target): (usize, &Expr)| {
            self.local(target).is_some_and(|local| local.index() == base.index() + index)
        };
        targets.iter().enumerate().all(follows).then_some(base)
    }

    // ---- in place

    pub fn augmented_assign(&mut self, target: &'a Expr, op: Operator, value: &'a Expr, span: Span) {
        match &*target.kind {
            ExprKind::Name(name) => self.augmented_name(name, target, op, value, span),
            ExprKind::Attribute { value: object, attr } => {
                let object = self.operand_before(object, &[value]);
                let name = self.mangled(&attr.text);
                let at = self.attribute_span(target.span, attr);
                let site = self.site(&name, SiteUse::Attribute);
                let dst = self.unit.registers.next();
                self.emit(Op::LoadAttribute { dst, object, site }, at);
                self.unit.registers.allocate();
                self.in_place(op, dst, dst, value, span);
                let site = self.site(&name, SiteUse::Attribute);
                let value = dst;
                self.emit(Op::StoreAttribute { object, value, site }, at);
            }
            ExprKind::Subscript { value: object, slice } => {
                let at = self.at(target);
                let object = self.operand_before(object, &[slice, value]);
                let index = self.operand_before(slice, &[value]);
                let dst = self.unit.registers.next();
                self.emit(Op::LoadItem { dst, object, index }, at);
                self.unit.registers.allocate();
                self.in_place(op, dst, dst, value, span);
                let value = dst;
                self.emit(Op::StoreItem { object, index, value }, at);
            }
            _ => unreachable!("the parser lets no other targets pass"),
        }
    }

    fn augmented_name(&mut self, name: &'a str, target: &'a Expr, op: Operator, value: &'a Expr, span: Span) {
        if let Some(local) = self.local(target) {
            let left = self.operand_before(target, &[value]);
            return self.in_place(op, local, left, value, span);
        }
        let dst = self.unit.registers.next();
        self.load_name(name, dst, target.span);
        self.unit.registers.allocate();
        self.in_place(op, dst, dst, value, span);
        self.store_name(name, dst, target.span);
    }

    fn in_place(&mut self, op: Operator, dst: Register, left: Register, value: &'a Expr, span: Span) {
        if let Some(immediate) = self.immediate(value) {
            let fused = match op {
                Operator::Add => Some(Op::InplaceAddImmediate { dst, left, immediate }),
                Operator::Sub => Some(Op::InplaceSubtractImmediate { dst, left, immediate }),
                _ => None,
            };
            if let Some(fused) = fused {
                return self.emit(fused, span);
            }
        }
        self.scoped(|compiler| {
            let right = compiler.operand(value);
            compiler.emit(in_place_op(op, dst, left, right), span);
        });
    }

    // ---- del

    pub fn delete(&mut self, target: &'a Expr) {
        let mark = self.unit.registers.mark();
        match &*target.kind {
            ExprKind::Name(name) => self.delete_name(name, target.span),
            ExprKind::Attribute { value, attr } => {
                let object = self.operand(value);
                let name = self.mangled(&attr.text);
                let site = self.site(&name, SiteUse::Attribute);
                let at = self.attribute_span(target.span, attr);
                self.emit(Op::DeleteAttribute { object, site }, at);
            }
            ExprKind::Subscript { value, slice } => {
                let object = self.operand_before(value, &[slice]);
                let index = self.operand(slice);
                let at = self.at(target);
                self.emit(Op::DeleteItem { object, index }, at);
            }
            ExprKind::Tuple(targets) | ExprKind::List(targets) => {
                targets.iter().for_each(|target| self.delete(target));
            }
            _ => unreachable!("the parser lets no other targets pass"),
        }
        self.unit.registers.release(mark);
    }
}

fn in_place_op(op: Operator, dst: Register, left: Register, right: Register) -> Op {
    match op {
        Operator::Add => Op::InplaceAdd { dst, left, right },
        Operator::Sub => Op::InplaceSubtract { dst, left, right },
        Operator::Mult => Op::InplaceMultiply { dst, left, right },
        Operator::MatMult => Op::InplaceMatrixMultiply { dst, left, right },
        Operator::Div => Op::InplaceDivide { dst, left, right },
        Operator::Mod => Op::InplaceModulo { dst, left, right },
        Operator::Pow => Op::InplacePower { dst, left, right },
        Operator::LShift => Op::InplaceLeftShift { dst, left, right },
        Operator::RShift => Op::InplaceRightShift { dst, left, right },
        Operator::BitOr => Op::InplaceBitOr { dst, left, right },
        Operator::BitXor => Op::InplaceBitXor { dst, left, right },
        Operator::BitAnd => Op::InplaceBitAnd { dst, left, right },
        Operator::FloorDiv => Op::InplaceFloorDivide { dst, left, right },
    }
}
