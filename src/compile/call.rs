//! Calls: the callee in the window's first register, arguments after it.

use super::Compiler;
use super::emit::At;
use super::scope::Place;
use super::spine::with_immediate;
use crate::bytecode::{Constant, Op, Register, SiteUse};
use crate::syntax::ast::{Argument, ArgumentKind, Expr, ExprKind, Identifier};

/// Arguments a call instruction can count.
const MAX_COUNTED: usize = 255;

/// Keyword arguments gathered in registers before they go into a dict.
const WINDOW: usize = 32;

/// What the arguments of a call are made of.
#[derive(Clone, Copy)]
pub(super) struct Shape {
    keywords: usize,
    spreads: bool,
    count: usize,
}

impl Shape {
    pub fn of(arguments: &[Argument]) -> Shape {
        let is_keyword = |it: &&Argument| matches!(it.kind, ArgumentKind::Keyword(_));
        let is_spread = |it: &Argument| matches!(it.kind, ArgumentKind::Starred | ArgumentKind::DoubleStarred);
        Shape {
            keywords: arguments.iter().filter(is_keyword).count(),
            spreads: arguments.iter().any(is_spread),
            count: arguments.len(),
        }
    }

    fn is_counted(self, before: usize) -> bool {
        !self.spreads && self.count + before <= MAX_COUNTED
    }

    /// Positional arguments only, few enough to count.
    pub fn is_plain(self) -> bool {
        self.is_counted(0) && self.keywords == 0
    }
}

/// Arguments the compiler passes on its own account.
#[derive(Clone, Copy, Default)]
pub(super) struct Given {
    /// In the window already, before those of the script.
    pub before: usize,
    /// To be copied after the positional ones of the script.
    pub last: Option<Register>,
}

impl Given {
    fn count(self) -> usize {
        self.before + usize::from(self.last.is_some())
    }
}

fn positional(argument: &Argument) -> bool {
    matches!(argument.kind, ArgumentKind::Positional | ArgumentKind::Starred)
}

impl<'a> Compiler<'a> {
    /// A call whose callee is the innermost value of a chain.
    pub fn call_leaf(&mut self, func: &'a Expr, arguments: &'a [Argument], call: &'a Expr, dst: Register) {
        self.warn_about_callee(func, call.span);
        if let ExprKind::Name(name) = &*func.kind {
            if &**name == "super" && arguments.is_empty() && self.call_super(call, func, dst) {
                return;
            }
            let plain = self.is_global(name) && Shape::of(arguments).is_plain() && &**name != "__debug__";
            if plain && self.first_may_work(arguments) {
                return self.call_global(name, arguments, call, dst);
            }
        }
        let base = self.push(func);
        self.call_base(base, arguments, call, dst);
    }

    fn call_global(&mut self, name: &str, arguments: &'a [Argument], call: &'a Expr, dst: Register) {
        let base = self.unit.registers.open_hole();
        for argument in arguments {
            self.push(&argument.value);
        }
        self.unit.registers.close_hole();
        let name = self.mangled(name);
        let count = arguments.len() as u8;
        let site = self.site(&name, SiteUse::GlobalCall(count));
        self.emit(Op::CallGlobal { count, dst, base, site }, self.at(call));
    }

    /// The call of a method whose receiver stands in the last register taken, above the window's first. The method is
    /// looked up before the arguments are evaluated, or together with the call if nobody can tell the difference.
    pub fn call_method(&mut self, attr: &'a Identifier, arguments: &'a [Argument], call: &'a Expr, dst: Register) {
        let base = Register(self.unit.registers.mark() as u16 - 2);
        let name = self.mangled(&attr.text);
        let site = self.site(&name, SiteUse::Method);
        let count = arguments.len() as u8;
        let trivial = arguments.iter().all(|it| self.is_trivial(&it.value));
        if !trivial {
            if self.unit.registers.is_hole(base) {
                self.unit.registers.close_hole();
            }
            let func = if let ExprKind::Call { func, .. } = &*call.kind { func.span } else { call.span };
            self.emit(Op::LoadMethod { base, site }, self.attribute_span(func, attr));
        }
        for argument in arguments {
            self.push(&argument.value);
        }
        if self.unit.registers.is_hole(base) {
            self.unit.registers.close_hole();
        }
        let op = match trivial {
            true => Op::CallMethod { count, dst, base, site },
            false => Op::CallLoaded { count, dst, base },
        };
        let at = self.at(call);
        let span = self.attribute_span(at.span, attr);
        self.emit(op, At { span, ..at });
    }

    /// Whether the arguments can be evaluated while the window's first register is unwritten: nothing above it may
    /// be needed when something is called. So only the first may do some work, in one instruction on locals.
    fn first_may_work(&self, arguments: &[Argument]) -> bool {
        let Some((first, rest)) = arguments.split_first() else {
            return true;
        };
        let first = self.is_trivial(&first.value) || self.is_one_instruction(&first.value);
        first && rest.iter().all(|it| self.is_trivial(&it.value))
    }

    fn is_one_instruction(&self, expr: &Expr) -> bool {
        let is_local = |expr: &Expr| self.local(expr).is_some();
        match &*expr.kind {
            ExprKind::Attribute { value, .. } => is_local(value),
            ExprKind::Subscript { value, slice } => is_local(value) && is_local(slice),
            ExprKind::UnaryOp { operand, .. } => is_local(operand),
            ExprKind::BinOp { left, op, right, .. } => {
                let fused = |it| with_immediate(*op, Register(0), Register(0), it).is_some();
                is_local(left) && (is_local(right) || self.immediate(right).is_some_and(fused))
            }
            _ => false,
        }
    }

    /// A call whose callee is in `base`, the last register taken.
    pub fn call_base(&mut self, base: Register, arguments: &'a [Argument], call: &'a Expr, dst: Register) {
        let mut at = self.at(call);
        if let ExprKind::Call { func, .. } = &*call.kind
            && let ExprKind::Attribute { attr, .. } = &*func.kind
        {
            at.span = self.attribute_span(at.span, attr);
        }
        self.call(base, Given::default(), arguments, at, dst);
    }

    /// A call whose window holds the callee and perhaps arguments already.
    pub fn call(&mut self, base: Register, given: Given, arguments: &'a [Argument], at: At, dst: Register) {
        let shape = Shape::of(arguments);
        if !shape.is_counted(given.count()) {
            return self.call_spread(base, given, arguments, at, dst);
        }
        for argument in arguments.iter().filter(|it| positional(it)) {
            self.push(&argument.value);
        }
        if let Some(last) = given.last {
            self.push_copy(last, at);
        }
        let mut names = Vec::new();
        for argument in arguments {
            if let ArgumentKind::Keyword(name) = &argument.kind {
                self.push(&argument.value);
                names.push(self.keyword(name));
            }
        }
        let count = (given.count() + shape.count) as u8;
        let op = match shape.keywords {
            0 => Op::Call { count, dst, base },
            _ => Op::CallKeyword { count, dst, base, names: self.unit.constants.add_near(Constant::Tuple(names)) },
        };
        self.emit(op, at);
    }

    fn keyword(&self, name: &Identifier) -> Constant {
        Constant::Str(self.mangled(&name.text).as_bytes().into())
    }

    /// Arguments with stars, or too many to count: a list and a dict are passed.
    fn call_spread(&mut self, base: Register, given: Given, arguments: &'a [Argument], at: At, dst: Register) {
        let list = base.offset(1);
        let positionals: Vec<&Argument> = arguments.iter().filter(|it| positional(it)).collect();
        match positionals[..] {
            // A lone `*iterable` is passed as it is: the call makes the arguments of it, and says what it is no iterable for.
            [only] if given.count() == 0 && matches!(only.kind, ArgumentKind::Starred) => {
                self.push(&only.value);
            }
            _ => self.spread_positional(list, given, &positionals, at),
        }
        let keywords: Vec<&Argument> = arguments.iter().filter(|it| !positional(it)).collect();
        self.push_keywords(base, &keywords, at);
        self.emit(Op::CallSpread { dst, base }, at);
    }

    fn spread_positional(&mut self, list: Register, given: Given, arguments: &[&'a Argument], at: At) {
        let count = given.before as u16;
        self.unit.registers.reach(u32::from(list.0) + 1);
        self.emit(Op::BuildList { dst: list, base: list, count }, at);
        self.unit.registers.release(u32::from(list.0));
        self.unit.registers.allocate();
        for argument in arguments {
            self.scoped(|compiler| {
                let value = compiler.operand(&argument.value);
                let op = match argument.kind {
                    ArgumentKind::Starred => Op::ListExtend { list, iterable: value },
                    _ => Op::ListAppend { list, value },
                };
                compiler.emit(op, at);
            });
        }
        if let Some(value) = given.last {
            self.emit(Op::ListAppend { list, value }, at);
        }
    }

    /// The dict of keyword arguments in a fresh temporary, unbound if there are none.
    fn push_keywords(&mut self, callee: Register, keywords: &[&'a Argument], at: At) {
        let dict = self.unit.registers.next();
        if keywords.is_empty() {
            self.emit(Op::Unbind { dst: dict }, at);
            self.unit.registers.allocate();
            return;
        }
        let is_named = |it: &&&Argument| matches!(it.kind, ArgumentKind::Keyword(_));
        let first = keywords.iter().take(WINDOW).take_while(is_named).count();
        self.keyword_dict(&keywords[..first], dict, at);
        self.unit.registers.allocate();
        for argument in &keywords[first..] {
            self.scoped(|compiler| {
                let mapping = match argument.kind {
                    ArgumentKind::Keyword(_) => {
                        let mapping = compiler.unit.registers.next();
                        compiler.keyword_dict(&[argument], mapping, at);
                        compiler.unit.registers.allocate()
                    }
                    _ => compiler.operand(&argument.value),
                };
                compiler.emit(Op::DictMerge { dict, mapping, callee }, at);
            });
        }
    }

    fn keyword_dict(&mut self, keywords: &[&'a Argument], dst: Register, at: At) {
        self.scoped(|compiler| {
            let base = compiler.unit.registers.next();
            for argument in keywords {
                if let ArgumentKind::Keyword(name) = &argument.kind {
                    let name = compiler.keyword(name);
                    compiler.push_constant(name, argument.span);
                    compiler.push(&argument.value);
                }
            }
            let count = keywords.len() as u16;
            compiler.emit(Op::BuildDict { dst, base, count }, at);
        });
    }

    /// `super()` in a method: passes `__class__` and the first argument. Whether it is one.
    fn call_super(&mut self, call: &'a Expr, func: &'a Expr, dst: Register) -> bool {
        let class = self.place_of(&"__class__".into());
        let has_self = self.unit.head.parameters.positional > 0;
        let Place::Free(index) = class else {
            return false;
        };
        if !has_self || !self.scopes.is_builtin(self.unit.scope, "super") {
            return false;
        }
        let base = self.push(func);
        let class = self.unit.registers.next();
        self.emit(Op::LoadFree { dst: class, index }, call.span);
        self.unit.registers.allocate();
        let first = self.scopes[self.unit.frame].locals[0].clone();
        let src = Register(0);
        let receiver = self.unit.registers.next();
        match self.scopes.place(self.unit.frame, &first) {
            Place::Cell(cell) => self.emit(Op::LoadCell { dst: receiver, cell }, call.span),
            _ => {
                self.check_bound(src, call.span);
                self.emit(Op::Move { dst: receiver, src }, call.span);
            }
        }
        self.unit.registers.allocate();
        let op = Op::Call { count: 2, dst, base };
        self.emit(op, self.at(call));
        true
    }
}
