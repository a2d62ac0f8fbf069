//! `match`: patterns are tested with jumps to the next case; names are bound once the whole pattern has matched.

use super::Compiler;
use super::emit::{At, FAR, NEAR};
use crate::bytecode::{Constant, Label, Op, Register};
use crate::syntax::Span;
use crate::syntax::ast::{self, Expr, ExprKind, Identifier, MatchCase, Pattern, PatternKind};

/// Items before a star that an instruction can count.
const MAX_BEFORE_STAR: usize = 255;

/// Names a pattern has captured so far, with the registers their values wait in.
type Captures<'a> = Vec<(&'a Identifier, Register)>;

impl<'a> Compiler<'a> {
    pub fn match_statement(&mut self, subject: &'a Expr, cases: &'a [MatchCase], span: Span) {
        let subject = self.push(subject);
        let end = self.label();
        for (index, case) in cases.iter().enumerate() {
            let is_last = index + 1 == cases.len();
            if case.guard.is_none() && !is_last {
                self.check_reachable(&case.pattern);
            }
            let next = self.label();
            self.scoped(|compiler| {
                let mut captures = Captures::new();
                compiler.pattern(&case.pattern, subject, next, &mut captures);
                for (name, src) in captures {
                    compiler.store_name(&name.text, src, name.span);
                }
            });
            if let Some(guard) = &case.guard {
                self.jump_if(guard, false, next);
            }
            self.body(&case.body);
            if !is_last {
                self.jump(end, span);
            }
            self.place(next);
        }
        self.place(end);
    }

    /// Complains about a pattern that always matches where another follows.
    fn check_reachable(&mut self, pattern: &Pattern) {
        match &*pattern.kind {
            PatternKind::MatchAs { pattern: None, name } => {
                let what = match name {
                    Some(name) => format!("name capture '{}'", name.text),
                    None => "wildcard".to_owned(),
                };
                let message = format!("{what} makes remaining patterns unreachable");
                self.complaints.syntax(pattern.span, message);
            }
            PatternKind::MatchAs { pattern: Some(inner), .. } => self.check_reachable(inner),
            PatternKind::MatchOr(patterns) => {
                patterns.last().into_iter().for_each(|last| self.check_reachable(last));
            }
            _ => {}
        }
    }

    /// Jumps to `fail` unless the subject matches. Temporaries of captures stay taken.
    fn pattern(&mut self, pattern: &'a Pattern, subject: Register, fail: Label, captures: &mut Captures<'a>) {
        let span = pattern.span;
        match &*pattern.kind {
            PatternKind::MatchValue(value)
                if matches!(&*value.kind, ExprKind::JoinedStr(_) | ExprKind::TemplateStr(_)) =>
            {
                self.complaints.syntax(value.span, "patterns may only match literals and attribute lookups");
            }
            PatternKind::MatchValue(value) => self.scoped(|compiler| {
                if let Some(immediate) = compiler.immediate(value) {
                    let op = Op::JumpUnlessEqualImmediate { left: subject, immediate, offset: NEAR };
                    return compiler.branch(op, fail, span);
                }
                let right = compiler.operand(value);
                let op = Op::JumpUnlessEqual { left: subject, right, offset: NEAR };
                compiler.branch(op, fail, span);
            }),
            PatternKind::MatchSingleton(constant) => {
                self.singleton_pattern(constant, subject, fail, span);
            }
            PatternKind::MatchSequence(patterns) => {
                self.sequence_pattern(patterns, subject, fail, span, captures);
            }
            PatternKind::MatchMapping { items, rest } => {
                self.mapping_pattern(items, rest, subject, fail, span, captures);
            }
            PatternKind::MatchClass { cls, patterns, keywords } => {
                self.class_pattern(cls, patterns, keywords, subject, fail, span, captures)
            }
            PatternKind::MatchStar(name) => {
                name.iter().for_each(|name| self.capture(name, subject, captures));
            }
            PatternKind::MatchAs { pattern, name } => {
                if let Some(pattern) = pattern {
                    self.pattern(pattern, subject, fail, captures);
                }
                name.iter().for_each(|name| self.capture(name, subject, captures));
            }
            PatternKind::MatchOr(patterns) => {
                self.or_pattern(patterns, subject, fail, span, captures);
            }
        }
    }

    fn capture(&mut self, name: &'a Identifier, value: Register, captures: &mut Captures<'a>) {
        if captures.iter().any(|(known, _)| known.text == name.text) {
            let message = format!("multiple assignments to name '{}' in pattern", name.text);
            self.complaints.syntax(name.span, message);
        }
        captures.push((name, value));
    }

    fn singleton_pattern(&mut self, constant: &ast::Constant, subject: Register, fail: Label, span: Span) {
        if *constant == ast::Constant::None {
            let op = Op::JumpIfNotNone { src: subject, offset: FAR };
            return self.branch(op, fail, span);
        }
        self.scoped(|compiler| {
            let right = compiler.push_constant(super::fold::literal(constant), span);
            let (dst, left) = (right, subject);
            compiler.emit(Op::Is { dst, left, right }, span);
            compiler.jump_if_register(right, false, fail, span);
        });
    }

    // ---- sequences

    fn sequence_pattern(
        &mut self,
        patterns: &'a [Pattern],
        subject: Register,
        fail: Label,
        span: Span,
        captures: &mut Captures<'a>,
    ) {
        let is_star = |it: &Pattern| matches!(&*it.kind, PatternKind::MatchStar(_));
        let star = patterns.iter().position(is_star);
        if patterns.iter().filter(|it| is_star(it)).count() > 1 {
            let message = "multiple starred names in sequence pattern";
            return self.complaints.syntax(span, message);
        }
        if star.is_some_and(|star| star > MAX_BEFORE_STAR) || patterns.len() >= i16::MAX as usize {
            let message = "too many expressions in star-unpacking sequence pattern";
            return self.complaints.syntax(span, message);
        }
        let count = patterns.len() as u16;
        self.scoped(|compiler| {
            let dst = compiler.unit.registers.next();
            let src = subject;
            compiler.emit(Op::MatchSequence { dst, src }, span);
            compiler.unit.registers.allocate();
            compiler.jump_if_register(dst, false, fail, span);
        });
        let least = count - u16::from(star.is_some());
        self.check_length(subject, least, star.is_none(), fail, span);
        let is_wildcard = |it: &Pattern| {
            matches!(&*it.kind, PatternKind::MatchAs { pattern: None, name: None } | PatternKind::MatchStar(None))
        };
        if patterns.iter().all(is_wildcard) {
            return;
        }
        if let Some(star) = star
            && is_wildcard(&patterns[star])
        {
            // Nobody wants what the star stands for: the other items are asked for one by one.
            for (index, pattern) in patterns.iter().enumerate().filter(|(_, pattern)| !is_wildcard(pattern)) {
                let dst = match index < star {
                    true => self.push_constant(Constant::Int(index as i64), span),
                    false => {
                        let (dst, src) = (self.unit.registers.next(), subject);
                        self.emit(Op::Length { dst, src }, span);
                        self.unit.registers.allocate();
                        let immediate = (patterns.len() - index) as i16;
                        self.emit(Op::SubtractImmediate { dst, left: dst, immediate }, span);
                        dst
                    }
                };
                self.emit(Op::LoadItem { dst, object: subject, index: dst }, span);
                self.pattern(pattern, dst, fail, captures);
            }
            return;
        }
        let (base, src) = (self.unit.registers.next(), subject);
        self.unit.registers.reach(u32::from(base.0) + u32::from(count));
        let op = match star {
            None => Op::Unpack { base, src, count },
            Some(star) => Op::UnpackStar { before: star as u8, base, src, after: count - star as u16 - 1 },
        };
        self.emit(op, span);
        self.unit.registers.hold(base.offset(count - 1));
        for (index, pattern) in patterns.iter().enumerate() {
            self.pattern(pattern, base.offset(index as u16), fail, captures);
        }
    }

    fn check_length(&mut self, subject: Register, length: u16, exactly: bool, fail: Label, span: Span) {
        if length == 0 && !exactly {
            return;
        }
        self.scoped(|compiler| {
            let left = compiler.unit.registers.next();
            let (dst, src) = (left, subject);
            compiler.emit(Op::Length { dst, src }, span);
            compiler.unit.registers.allocate();
            let (immediate, offset) = (length as i16, NEAR);
            let op = match exactly {
                true => Op::JumpUnlessEqualImmediate { left, immediate, offset },
                false => Op::JumpUnlessGreaterEqualImmediate { left, immediate, offset },
            };
            compiler.branch(op, fail, span);
        });
    }

    // ---- mappings

    fn mapping_pattern(
        &mut self,
        items: &'a [(Expr, Pattern)],
        rest: &'a Option<Identifier>,
        subject: Register,
        fail: Label,
        span: Span,
        captures: &mut Captures<'a>,
    ) {
        self.check_keys(items, span);
        self.scoped(|compiler| {
            let dst = compiler.unit.registers.next();
            let src = subject;
            compiler.emit(Op::MatchMapping { dst, src }, span);
            compiler.unit.registers.allocate();
            compiler.jump_if_register(dst, false, fail, span);
        });
        if items.is_empty() && rest.is_none() {
            return;
        }
        let count = items.len() as u16;
        self.check_length(subject, count, false, fail, span);
        let keys = self.unit.registers.next();
        for (key, _) in items {
            self.push(key);
        }
        let (dst, base) = (keys, keys);
        self.emit(Op::BuildTuple { dst, base, count }, span);
        self.unit.registers.release(u32::from(keys.0));
        self.unit.registers.allocate();
        self.unpack_matched(span, count, fail, |dst| Op::MatchKeys { dst, src: subject, keys });
        let first = keys.offset(1);
        for (index, (_, pattern)) in items.iter().enumerate() {
            self.pattern(pattern, first.offset(index as u16), fail, captures);
        }
        if let Some(rest) = rest {
            let others = self.mapping_rest(subject, keys, count, span);
            self.capture(rest, others, captures);
        }
    }

    /// A dict of what the mapping has besides the keys.
    fn mapping_rest(&mut self, subject: Register, keys: Register, count: u16, span: Span) -> Register {
        let dict = self.unit.registers.next();
        let (dst, base) = (dict, dict);
        self.emit(Op::BuildDict { dst, base, count: 0 }, span);
        self.unit.registers.allocate();
        let mapping = subject;
        self.emit(Op::DictUpdate { dict, mapping }, span);
        self.scoped(|compiler| {
            let (base, src) = (compiler.unit.registers.next(), keys);
            compiler.unit.registers.reach(u32::from(base.0) + u32::from(count));
            compiler.emit(Op::Unpack { base, src, count }, span);
            if count > 0 {
                compiler.unit.registers.hold(base.offset(count - 1));
            }
            for key in 0..count {
                let (object, index) = (dict, base.offset(key));
                compiler.emit(Op::DeleteItem { object, index }, span);
            }
        });
        dict
    }

    fn check_keys(&mut self, items: &[(Expr, Pattern)], span: Span) {
        let mut seen: Vec<Constant> = Vec::new();
        for (key, _) in items {
            if matches!(&*key.kind, ExprKind::JoinedStr(_) | ExprKind::TemplateStr(_)) {
                let message = "mapping pattern keys may only match literals and attribute lookups";
                self.complaints.syntax(key.span, message);
            }
            let Some(constant) = self.fold(key) else {
                continue;
            };
            if seen.iter().any(|other| are_equal_keys(other, &constant)) {
                let text = super::unparse::unparse(key);
                let message = format!("mapping pattern checks duplicate key ({text})");
                self.complaints.syntax(span, message);
            }
            seen.push(constant);
        }
    }

    // ---- classes

    #[allow(clippy::too_many_arguments)]
    fn class_pattern(
        &mut self,
        class: &'a Expr,
        patterns: &'a [Pattern],
        keywords: &'a [(Identifier, Pattern)],
        subject: Register,
        fail: Label,
        span: Span,
        captures: &mut Captures<'a>,
    ) {
        self.check_attributes(keywords);
        let base = self.push_copy(subject, span);
        self.push(class);
        let names = keywords.iter().map(|(name, _)| Constant::Str(name.text.as_bytes().into()));
        let names = Constant::Tuple(names.collect());
        self.push_constant(names, span);
        let count = patterns.len() as u16;
        let all = count + keywords.len() as u16;
        // Where the subject was, the result is.
        let text = &self.options.source.text()[class.span.end as usize..span.end as usize];
        let bracket = class.span.end + text.find('(').unwrap_or(0) as u32;
        let at = At { span, anchor: Some(Span::new(bracket, span.end)) };
        self.emit(Op::MatchClass { dst: base, base, count }, at);
        self.unit.registers.release(u32::from(base.0));
        self.unpack_matched_in(base, span, all, fail);
        let sub = patterns.iter().chain(keywords.iter().map(|(_, it)| it));
        for (index, pattern) in sub.enumerate() {
            self.pattern(pattern, base.offset(index as u16), fail, captures);
        }
    }

    fn check_attributes(&mut self, keywords: &[(Identifier, Pattern)]) {
        for (index, (name, pattern)) in keywords.iter().enumerate() {
            if keywords[..index].iter().any(|(it, _)| it.text == name.text) {
                let message = format!("attribute name repeated in class pattern: {}", name.text);
                self.complaints.syntax(pattern.span, message);
            }
        }
    }

    /// Runs a matching instruction into the next register and unpacks the tuple it gives, in its place.
    fn unpack_matched(&mut self, span: Span, count: u16, fail: Label, matching: impl FnOnce(Register) -> Op) {
        let dst = self.unit.registers.next();
        self.emit(matching(dst), span);
        self.unpack_matched_in(dst, span, count, fail);
    }

    /// Jumps to `fail` if the register holds None; else unpacks its tuple into it and those after it.
    fn unpack_matched_in(&mut self, base: Register, span: Span, count: u16, fail: Label) {
        self.unit.registers.hold(base);
        let src = base;
        self.branch(Op::JumpIfNone { src, offset: FAR }, fail, span);
        self.unit.registers.reach(u32::from(base.0) + u32::from(count));
        if count > 0 {
            self.emit(Op::Unpack { base, src, count }, span);
            self.unit.registers.hold(base.offset(count - 1));
        }
    }

    // ---- alternatives

    /// All alternatives leave the same captures in the same registers.
    fn or_pattern(
        &mut self,
        patterns: &'a [Pattern],
        subject: Register,
        fail: Label,
        span: Span,
        captures: &mut Captures<'a>,
    ) {
        let matched = self.label();
        let mut names: Vec<&'a Identifier> = Vec::new();
        bound_names(&patterns[0], &mut names);
        let first = self.unit.registers.next();
        for name in &names {
            self.push_none(name.span);
        }
        for (index, pattern) in patterns.iter().enumerate() {
            let is_last = index + 1 == patterns.len();
            if !is_last {
                self.check_reachable(pattern);
            }
            let next = self.label();
            let otherwise = if is_last { fail } else { next };
            self.scoped(|compiler| {
                let mut own = Captures::new();
                compiler.pattern(pattern, subject, otherwise, &mut own);
                compiler.settle_captures(&names, own, first, span);
            });
            if !is_last {
                self.jump(matched, span);
            }
            self.place(next);
        }
        self.place(matched);
        for (index, name) in names.into_iter().enumerate() {
            self.capture(name, first.offset(index as u16), captures);
        }
    }

    fn settle_captures(&mut self, names: &[&'a Identifier], own: Captures<'a>, first: Register, span: Span) {
        let is_same =
            own.len() == names.len() && own.iter().all(|(name, _)| names.iter().any(|it| it.text == name.text));
        if !is_same {
            let message = "alternative patterns bind different names";
            return self.complaints.syntax(span, message);
        }
        for (name, src) in own {
            let index = names.iter().position(|it| it.text == name.text);
            let dst = first.offset(index.unwrap_or_default() as u16);
            self.copy(dst, src, name.span);
        }
    }
}

/// Names the pattern binds, in order.
fn bound_names<'a>(pattern: &'a Pattern, names: &mut Vec<&'a Identifier>) {
    match &*pattern.kind {
        PatternKind::MatchValue(_) | PatternKind::MatchSingleton(_) => {}
        PatternKind::MatchSequence(patterns) => {
            patterns.iter().for_each(|it| bound_names(it, names));
        }
        PatternKind::MatchOr(patterns) => bound_names(&patterns[0], names),
        PatternKind::MatchMapping { items, rest } => {
            items.iter().for_each(|(_, it)| bound_names(it, names));
            names.extend(rest);
        }
        PatternKind::MatchClass { patterns, keywords, .. } => {
            patterns.iter().for_each(|it| bound_names(it, names));
            keywords.iter().for_each(|(_, it)| bound_names(it, names));
        }
        PatternKind::MatchStar(name) => names.extend(name),
        PatternKind::MatchAs { pattern, name } => {
            pattern.iter().for_each(|it| bound_names(it, names));
            names.extend(name);
        }
    }
}

/// Whether two constants are the same key of a dict.
fn are_equal_keys(left: &Constant, right: &Constant) -> bool {
    let number = |constant: &Constant| match *constant {
        Constant::Bool(value) => Some((f64::from(u8::from(value)), 0.0)),
        Constant::Int(value) => Some((value as f64, 0.0)),
        Constant::Float(value) => Some((value, 0.0)),
        Constant::Complex(real, imaginary) => Some((real, imaginary)),
        _ => None,
    };
    match (left, right) {
        (Constant::Int(left), Constant::Int(right)) => left == right,
        _ => match (number(left), number(right)) {
            (Some(left), Some(right)) => left == right,
            _ => left == right,
        },
    }
}
