//! Functions written in Rust: how they are declared, what they are given, and how they ask for what only the machine
//! can do.
//!
//! A native gets its arguments in a window of registers and answers with a value or [`Raised`]. It may not run script
//! code itself, but it may have it run in its place: it returns what [`Context::tail_call`] returns, and if that is
//! `Ok(Value::UNBOUND)` a frame was pushed whose result becomes the native's. A native that must go on afterwards
//! becomes a *native frame* ([`Context::start_steps`]): a step function called again with each answer, its state in
//! registers that the collector sees.

use super::Context;
use super::builtin_class::{AttributeDef, Builtin};
use crate::heap::{Kind, NoTail, Object, Tracer, Value};

/// The pending exception lies in the context.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Raised;

/// What natives and most of the machine answer. `Ok(Value::UNBOUND)` says that a frame was pushed which will answer.
pub type Result<T = Value> = std::result::Result<T, Raised>;

const _: () = assert!(size_of::<Result<Value>>() == 16);

/// A native function.
pub type NativeFn = fn(&mut Context, Args) -> Result;

/// The arguments of a native, in registers from `start`: one for each parameter of its signature (positional, then
/// keyword-only; unbound where left out), then the dict of `**kwargs` if it has one, then those of `*args`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Args {
    pub start: u32,
    pub count: u32,
}

impl Args {
    /// The argument for parameter `index`; unbound if it was left out.
    #[inline(always)]
    pub fn get(self, ctx: &Context, index: u32) -> Value {
        if index < self.count { ctx.stack.registers[(self.start + index) as usize] } else { Value::UNBOUND }
    }

    /// The argument for parameter `index`, if it was given.
    pub fn optional(self, ctx: &Context, index: u32) -> Option<Value> {
        let value = self.get(ctx, index);
        (!value.is_unbound()).then_some(value)
    }

    /// All arguments.
    pub fn all(self, ctx: &Context) -> &[Value] {
        &ctx.stack.registers[self.start as usize..(self.start + self.count) as usize]
    }

    /// The arguments from `index` on: those of `*args`, if `index` counts the other parameters.
    pub fn rest(self, ctx: &Context, index: u32) -> &[Value] {
        &self.all(ctx)[index.min(self.count) as usize..]
    }

    /// Overwrites an argument: arguments are registers of the native's own and keep what they hold alive.
    pub fn set(self, ctx: &mut Context, index: u32, value: Value) {
        debug_assert!(index < self.count);
        ctx.stack.registers[(self.start + index) as usize] = value;
    }
}

/// One declaration of a native function or method: its name, how it is called, what it does. The row of a table.
pub struct NativeDef {
    pub name: &'static str,
    /// As `help` shows it: `(iterable, /, *, key=None)`. For methods `self` is left out, and the receiver comes as
    /// argument 0.
    pub signature: &'static str,
    pub function: NativeFn,
    pub doc: &'static str,
    pub shape: Signature,
    /// An iterator that is its argument is done with when it returns: `next`, `any` … A generator made for it is closed.
    pub releases_iterator: bool,
}

/// What a call must know of a signature; read off its text when the program is compiled.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Signature {
    /// Positional parameters that must be given.
    pub required: u8,
    pub positional: u8,
    pub keyword_only: u8,
    pub star: bool,
    pub double_star: bool,
    /// Whether any parameter can be given by keyword.
    pub named: bool,
}

impl NativeDef {
    /// A function.
    pub const fn function(
        name: &'static str,
        signature: &'static str,
        function: NativeFn,
        doc: &'static str,
    ) -> NativeDef {
        NativeDef { name, signature, function, doc, shape: Signature::parse(signature, 0), releases_iterator: false }
    }

    /// A method: argument 0 is the receiver.
    pub const fn method(
        name: &'static str,
        signature: &'static str,
        function: NativeFn,
        doc: &'static str,
    ) -> NativeDef {
        NativeDef { name, signature, function, doc, shape: Signature::parse(signature, 1), releases_iterator: false }
    }

    /// How many arguments come before those the signature names: the receiver of a method, or the class.
    pub fn receivers(&self) -> usize {
        usize::from(self.shape.positional) + usize::from(self.shape.keyword_only) - self.parameters().count()
    }

    /// The same, done with its iterator when it returns.
    pub const fn releasing(self) -> NativeDef {
        NativeDef { releases_iterator: true, ..self }
    }

    /// Names of the parameters that have a place of their own, in order, with whether they can be given by keyword.
    pub fn parameters(&self) -> impl Iterator<Item = (&'static str, bool)> {
        let inner = self.signature.trim_start_matches('(').trim_end_matches(')');
        let positional_only_until = inner.find('/');
        let mut offset = 0;
        inner.split(',').filter_map(move |part| {
            let at = offset;
            offset += part.len() + 1;
            let name = part.split('=').next().unwrap_or("").trim();
            let by_keyword = positional_only_until.is_none_or(|slash| at > slash);
            (!name.is_empty() && name != "/" && !name.starts_with('*')).then_some((name, by_keyword))
        })
    }
}

impl Signature {
    const fn parse(text: &str, receiver: u8) -> Signature {
        let bytes = text.as_bytes();
        let mut shape = Signature {
            required: receiver,
            positional: receiver,
            keyword_only: 0,
            star: false,
            double_star: false,
            named: false,
        };
        let mut index = 1;
        let mut after_star = false;
        let mut since_slash = false;
        while index < bytes.len() {
            // One parameter: from here to the comma or closing parenthesis outside brackets and quotes.
            while bytes[index] == b' ' {
                index += 1;
            }
            let start = index;
            let mut has_default = false;
            let mut depth = 0;
            while index < bytes.len() && !(depth == 0 && (bytes[index] == b',' || bytes[index] == b')')) {
                match bytes[index] {
                    b'=' => has_default = true,
                    b'(' => depth += 1,
                    b')' => depth -= 1,
                    _ => {}
                }
                index += 1;
            }
            let length = index - start;
            if length == 0 {
            } else if bytes[start] == b'/' {
                since_slash = false;
            } else if bytes[start] == b'*' && length == 1 {
                after_star = true;
            } else if bytes[start] == b'*' && bytes[start + 1] == b'*' {
                shape.double_star = true;
            } else if bytes[start] == b'*' {
                shape.star = true;
                after_star = true;
            } else if after_star {
                shape.keyword_only += 1;
                shape.named = true;
            } else {
                shape.positional += 1;
                since_slash = true;
                if !has_default {
                    shape.required += 1;
                }
            }
            index += 1;
        }
        shape.named = shape.named || since_slash;
        shape
    }

    /// Whether a call with `count` positional arguments and no keywords needs no binding.
    #[inline(always)]
    pub fn accepts_plainly(&self, count: u32) -> bool {
        count >= self.required as u32
            && count <= self.positional as u32
            && self.keyword_only == 0
            && !self.star
            && !self.double_star
    }

    /// Registers taken by parameters that have a place of their own.
    pub fn fixed(&self) -> u32 {
        u32::from(self.positional) + u32::from(self.keyword_only) + u32::from(self.double_star)
    }
}

/// A native function as a value. A method of a class binds like a function of a script if `is_method`.
pub struct Native {
    pub definition: &'static NativeDef,
    pub function: NativeFn,
    pub is_method: bool,
    /// The class it is a method of, or the module it belongs to (a str), or None.
    pub owner: Value,
    /// Value the function was made with, for host functions and the like.
    pub data: Value,
    /// The attribute this is the getter or setter of.
    pub attribute: Option<&'static AttributeDef>,
}

impl Native {
    pub fn new(definition: &'static NativeDef) -> Native {
        let function = definition.function;
        Native { definition, function, is_method: false, owner: Value::NONE, data: Value::NONE, attribute: None }
    }
}

impl Object for Native {
    const KIND: Kind = Kind::Native;
    type Tail = NoTail;

    fn trace(&self, tracer: &mut Tracer) {
        tracer.values(&[self.owner, self.data]);
    }
}

/// The builtin class of a native as a value.
pub fn class_of(ctx: &Context, value: Value) -> Builtin {
    match value.cast::<Native>() {
        Some(native) if ctx.heap.get(native).is_method => Builtin::MethodDescriptor,
        _ => Builtin::BuiltinFunction,
    }
}

/// What a native frame is told when it is stepped.
#[derive(Clone, Copy, Debug)]
pub enum Input {
    /// The first step.
    Start,
    /// What was called has returned this.
    Value(Value),
    /// The iterator asked for its next item has none.
    Exhausted,
    /// What was called raised; only frames that said they catch are told. The exception is pending no more.
    Raised(Value),
}

/// A step of a native frame, whose window is traced. It answers with the frame's result; or it has called something
/// that answered `Ok(Value::UNBOUND)`, answers the same, and is stepped again when that has its result.
pub type StepFn = fn(&mut Context, Args, Input) -> Result;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signatures_are_read_off_their_text() {
        let shape = Signature::parse("(iterable, /, *, key=None, reverse=False)", 0);
        assert_eq!((shape.required, shape.positional, shape.keyword_only), (1, 1, 2));
        assert!(shape.named && !shape.star);
        let shape = Signature::parse("(*args, sep=' ', end='\\n')", 0);
        assert_eq!((shape.required, shape.positional, shape.keyword_only, shape.star), (0, 0, 2, true));
        let shape = Signature::parse("()", 1);
        assert!(shape.accepts_plainly(1) && !shape.accepts_plainly(2) && !shape.named);
        let shape = Signature::parse("(x, n=(), **kw)", 0);
        assert_eq!((shape.required, shape.positional, shape.double_star, shape.named), (1, 2, true, true));
    }
}
