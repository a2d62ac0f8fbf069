//! Code objects: what the compiler makes of a module, function, class body or comprehension.

use std::sync::Arc;

use super::{Op, Register};

/// A unit of code, with everything needed to run, list and report on it.
#[derive(Clone, PartialEq, Debug)]
pub struct CodeObject {
    pub name: Arc<str>,
    pub qualified_name: Arc<str>,
    /// The file as it is shown in tracebacks.
    pub file: Arc<str>,
    pub first_line: u32,
    pub kind: CodeKind,
    pub parameters: Parameters,
    /// Names of parameters and locals, by register from r0; parameters come in the order positional, keyword-only,
    /// `*args`, `**kwargs`. A captured local stands here too: its register holds the cell.
    pub locals: Vec<Arc<str>>,
    /// Free variables, in the order of the closure tuple.
    pub free: Vec<Arc<str>>,
    /// Registers the frame needs in all: locals, then temporaries.
    pub registers: u16,
    pub instructions: Vec<Op>,
    pub constants: Vec<Constant>,
    pub sites: Vec<Site>,
    /// Innermost first: the first entry that covers a pc handles the exception.
    pub exceptions: Vec<ExceptionEntry>,
    /// One per instruction.
    pub positions: Vec<Position>,
    /// One per instruction: how many registers hold values the frame may still read, operands of the instruction
    /// included. All of them are written on every path that leads here: what the collector scans.
    pub live: Vec<u16>,
    /// The docstring is `constants[0]`.
    pub has_docstring: bool,
    /// Frames of this code are left out of tracebacks: the runtime's own.
    pub hidden: bool,
}

/// What calling the code gives.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CodeKind {
    Function,
    Generator,
    Coroutine,
    AsyncGenerator,
    /// r0 holds nothing; names are globals.
    Module,
    /// r0 holds the namespace. If a method needs `__class__`, its cell is left there as `__classcell__`.
    ClassBody,
}

/// How arguments are laid into the first registers: positional (of which the first are positional-only), keyword-only,
/// then the tuple of `*args`, then the dict of `**kwargs`.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Parameters {
    pub positional_only: u16,
    /// Positional-only ones included.
    pub positional: u16,
    pub keyword_only: u16,
    pub star: bool,
    pub double_star: bool,
}

impl Parameters {
    /// Registers taken by parameters of all kinds.
    pub fn registers(&self) -> u16 {
        self.positional + self.keyword_only + u16::from(self.star) + u16::from(self.double_star)
    }

    /// Only plain positional parameters: the call needs no binding beyond a count.
    pub fn is_simple(&self) -> bool {
        self.keyword_only == 0 && !self.star && !self.double_star
    }
}

/// A constant as plain data; it becomes a value when the code is loaded.
#[derive(Clone, PartialEq, Debug)]
pub enum Constant {
    None,
    Bool(bool),
    Ellipsis,
    Int(i64),
    /// Decimal digits with an optional sign, of an int that does not fit 64 bits.
    BigInt(Box<str>),
    Float(f64),
    /// Real and imaginary part.
    Complex(f64, f64),
    /// WTF-8: UTF-8 in which lone surrogates may stand.
    Str(Box<[u8]>),
    Bytes(Box<[u8]>),
    Tuple(Vec<Constant>),
    FrozenSet(Vec<Constant>),
    Code(Arc<CodeObject>),
}

/// A name and what is done with it; its inline cache lives in the loaded code.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Site {
    pub name: Arc<str>,
    pub used_as: SiteUse,
}

/// Which cache a site needs.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum SiteUse {
    Global,
    /// A call with this many arguments.
    GlobalCall(u8),
    Name,
    Attribute,
    Method,
    Import,
}

/// Instructions `start..end` are covered by `handler`, which finds the exception in `exception`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ExceptionEntry {
    pub start: u32,
    pub end: u32,
    pub handler: u32,
    pub exception: Register,
}

/// Where an instruction comes from: lines from 1, columns in UTF-8 bytes from 0.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Position {
    pub line: u32,
    pub end_line: u32,
    pub column: u32,
    pub end_column: u32,
    /// What the carets of a traceback set apart inside the range.
    pub anchor: Anchor,
}

/// The part of an expression that did the deed: `~~~~^^^^` instead of `^^^^^^^`.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum Anchor {
    /// The whole range is underlined alike.
    #[default]
    None,
    /// A binary operator, a call's parentheses or a subscript's brackets: from line and column up to line and column.
    /// What lies before the parentheses is the callee: where `call_global` and `call_method` fail to find it, CPython
    /// shows that part alone.
    Range { line: u32, column: u32, end_line: u32, end_column: u32 },
}
