//! The tree. Nodes are named after CPython's `ast` module, own their children, are `Send`, and carry their span.
//! There is no `ctx`: whether an expression is loaded, stored or deleted follows from where it stands, and the
//! parser has checked that targets are targets.
//!
//! Depth: no path from a statement's root expression downwards is longer than [`MAX_HEIGHT`], and none takes more
//! than [`MAX_NESTING`] steps other than down a left spine (`BinOp::left`, `Attribute::value`, `Subscript::value`,
//! `Call::func`). Whoever walks the tree may recurse into everything but spines, which want a loop when frames are
//! large. Blocks nest at most [`MAX_INDENTS`] deep, `elif` chains are flat.

pub use crate::span::Span;

/// The longest path through an expression, left spines included.
pub const MAX_HEIGHT: u16 = 20_000;
/// The longest path through an expression, not counting the steps down left spines.
pub const MAX_NESTING: u16 = 200;
/// How deep blocks nest, as in CPython.
pub const MAX_INDENTS: usize = 100;
/// How deep brackets nest, as in CPython.
pub const MAX_BRACKETS: usize = 200;

/// A whole file, or one input of the REPL.
#[derive(Debug, Default)]
pub struct Module {
    pub span: Span,
    pub body: Vec<Stmt>,
}

/// A name where it is bound or spelled, normalised to NFKC.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identifier {
    pub text: Box<str>,
    pub span: Span,
}

// ---------------------------------------------------------------------------------------------- statements

/// A statement. The span of a compound statement reaches from its first keyword (`async` included, decorators
/// not) to the end of its last statement.
#[derive(Debug)]
pub struct Stmt {
    pub span: Span,
    pub kind: Box<StmtKind>,
}

#[derive(Debug)]
pub enum StmtKind {
    FunctionDef(FunctionDef),
    ClassDef(ClassDef),
    Return(Option<Expr>),
    Delete(Vec<Expr>),
    /// `a = b = value`: targets from left to right.
    Assign {
        targets: Vec<Expr>,
        value: Expr,
    },
    AugAssign {
        target: Expr,
        op: Operator,
        op_span: Span,
        value: Expr,
    },
    /// `simple` when the target is a name without parentheses.
    AnnAssign {
        target: Expr,
        annotation: Expr,
        value: Option<Expr>,
        simple: bool,
    },
    TypeAlias(TypeAlias),
    For(For),
    While {
        test: Expr,
        body: Vec<Stmt>,
        orelse: Vec<Stmt>,
    },
    If(If),
    With {
        is_async: bool,
        items: Vec<WithItem>,
        body: Vec<Stmt>,
    },
    Match {
        subject: Expr,
        cases: Vec<MatchCase>,
    },
    Raise {
        exc: Option<Expr>,
        cause: Option<Expr>,
    },
    Try(Try),
    Assert {
        test: Expr,
        msg: Option<Expr>,
    },
    Import(Vec<Alias>),
    ImportFrom(ImportFrom),
    Global(Vec<Identifier>),
    Nonlocal(Vec<Identifier>),
    Expr(Expr),
    Pass,
    Break,
    Continue,
}

#[derive(Debug)]
pub struct FunctionDef {
    pub is_async: bool,
    /// From the outermost (first in the source) to the innermost; each has the span of its expression.
    pub decorators: Vec<Expr>,
    pub name: Identifier,
    pub type_params: Vec<TypeParam>,
    pub parameters: Box<Parameters>,
    pub returns: Option<Expr>,
    pub body: Vec<Stmt>,
}

#[derive(Debug)]
pub struct ClassDef {
    /// From the outermost (first in the source) to the innermost; each has the span of its expression.
    pub decorators: Vec<Expr>,
    pub name: Identifier,
    pub type_params: Vec<TypeParam>,
    /// Bases and keywords in source order, as in a call.
    pub arguments: Vec<Argument>,
    pub body: Vec<Stmt>,
}

/// `type Name[params] = value`.
#[derive(Debug)]
pub struct TypeAlias {
    pub name: Identifier,
    pub type_params: Vec<TypeParam>,
    pub value: Expr,
}

#[derive(Debug)]
pub struct For {
    pub is_async: bool,
    pub target: Expr,
    pub iter: Expr,
    pub body: Vec<Stmt>,
    pub orelse: Vec<Stmt>,
}

/// `if` with its `elif`s side by side, so that a long chain is no deep tree.
#[derive(Debug)]
pub struct If {
    pub test: Expr,
    pub body: Vec<Stmt>,
    pub elifs: Vec<Elif>,
    pub orelse: Vec<Stmt>,
}

#[derive(Debug)]
pub struct Elif {
    pub span: Span,
    pub test: Expr,
    pub body: Vec<Stmt>,
}

#[derive(Debug)]
pub struct WithItem {
    pub span: Span,
    pub context_expr: Expr,
    pub optional_vars: Option<Expr>,
}

#[derive(Debug)]
pub struct Try {
    /// `except*` in place of `except`.
    pub is_star: bool,
    pub body: Vec<Stmt>,
    pub handlers: Vec<ExceptHandler>,
    pub orelse: Vec<Stmt>,
    pub finalbody: Vec<Stmt>,
}

#[derive(Debug)]
pub struct ExceptHandler {
    pub span: Span,
    /// A tuple for `except A, B:`.
    pub exception: Option<Expr>,
    pub name: Option<Identifier>,
    pub body: Vec<Stmt>,
}

/// `from ..module import names`; `level` counts the dots; a star is the one name `*`.
#[derive(Debug)]
pub struct ImportFrom {
    pub level: u32,
    /// Dotted as written.
    pub module: Option<Identifier>,
    pub names: Vec<Alias>,
}

/// `name as asname`; the name of an `import` may be dotted.
#[derive(Debug)]
pub struct Alias {
    pub span: Span,
    pub name: Identifier,
    pub asname: Option<Identifier>,
}

/// The parameters of a function or lambda, each kind in source order.
#[derive(Debug, Default)]
pub struct Parameters {
    pub posonly: Vec<Parameter>,
    pub args: Vec<Parameter>,
    pub vararg: Option<Parameter>,
    pub kwonly: Vec<Parameter>,
    pub kwarg: Option<Parameter>,
}

/// A parameter; the span covers annotation but not default, as CPython's `arg` does.
#[derive(Debug)]
pub struct Parameter {
    pub span: Span,
    pub name: Identifier,
    /// `Starred` is possible for `*args: *Ts`.
    pub annotation: Option<Expr>,
    pub default: Option<Expr>,
}

#[derive(Debug)]
pub struct TypeParam {
    pub span: Span,
    pub name: Identifier,
    pub kind: TypeParamKind,
    /// `Starred` is possible for `*Ts = *Default`.
    pub default: Option<Expr>,
}

#[derive(Debug)]
pub enum TypeParamKind {
    TypeVar { bound: Option<Expr> },
    TypeVarTuple,
    ParamSpec,
}

// ---------------------------------------------------------------------------------------------- expressions

/// An expression. As in CPython the span leaves out enclosing parentheses, except of tuples and generator
/// expressions, to which they belong.
#[derive(Debug)]
pub struct Expr {
    pub span: Span,
    pub(crate) height: u16,
    pub(crate) nesting: u16,
    /// Whether it stood in parentheses of its own.
    pub parenthesised: bool,
    pub kind: Box<ExprKind>,
}

#[derive(Debug)]
pub enum ExprKind {
    Constant(Constant),
    /// Normalised to NFKC.
    Name(Box<str>),
    /// At least two values.
    BoolOp {
        op: BoolOperator,
        values: Vec<Expr>,
    },
    NamedExpr {
        target: Identifier,
        value: Expr,
    },
    BinOp {
        left: Expr,
        op: Operator,
        op_span: Span,
        right: Expr,
    },
    UnaryOp {
        op: UnaryOperator,
        operand: Expr,
    },
    Lambda {
        parameters: Box<Parameters>,
        body: Expr,
    },
    IfExp {
        test: Expr,
        body: Expr,
        orelse: Expr,
    },
    Dict(Vec<DictItem>),
    Set(Vec<Expr>),
    ListComp {
        elt: Expr,
        generators: Vec<Comprehension>,
    },
    SetComp {
        elt: Expr,
        generators: Vec<Comprehension>,
    },
    DictComp {
        key: Expr,
        value: Expr,
        generators: Vec<Comprehension>,
    },
    GeneratorExp {
        elt: Expr,
        generators: Vec<Comprehension>,
    },
    Await(Expr),
    Yield(Option<Expr>),
    YieldFrom(Expr),
    /// `left < a <= b`: at least one comparison.
    Compare {
        left: Expr,
        comparisons: Vec<(CompareOperator, Expr)>,
    },
    /// Arguments in source order. CPython evaluates the positional ones (starred ones among them) first, from
    /// left to right, then keywords and `**`, from left to right; the parser has checked their order.
    Call {
        func: Expr,
        arguments: Vec<Argument>,
    },
    /// An f-string, or several strings side by side with an f-string among them.
    JoinedStr(Vec<StringPiece>),
    /// A t-string.
    TemplateStr(Vec<StringPiece>),
    Attribute {
        value: Expr,
        attr: Identifier,
    },
    Subscript {
        value: Expr,
        slice: Expr,
    },
    /// Only where CPython's grammar allows it: in displays, tuples, arguments' annotations, targets, subscripts.
    Starred(Expr),
    List(Vec<Expr>),
    Tuple(Vec<Expr>),
    /// Only inside a subscript.
    Slice {
        lower: Option<Expr>,
        upper: Option<Expr>,
        step: Option<Expr>,
    },
}

/// `key: value`, or `**value` without a key.
#[derive(Debug)]
pub struct DictItem {
    pub key: Option<Expr>,
    pub value: Expr,
}

#[derive(Debug)]
pub struct Comprehension {
    pub span: Span,
    pub is_async: bool,
    pub target: Expr,
    pub iter: Expr,
    pub ifs: Vec<Expr>,
}

/// An argument of a call or class definition; the span covers stars and keyword.
#[derive(Debug)]
pub struct Argument {
    pub span: Span,
    pub kind: ArgumentKind,
    pub value: Expr,
}

#[derive(Debug)]
pub enum ArgumentKind {
    Positional,
    /// `*value`
    Starred,
    /// `name=value`
    Keyword(Identifier),
    /// `**value`
    DoubleStarred,
}

/// A part of an f-string, t-string or format specification.
#[derive(Debug)]
pub enum StringPiece {
    Literal { span: Span, value: Wtf8 },
    Field(Box<FormattedValue>),
}

/// `{value=!conversion:format_spec}`; CPython's `FormattedValue` and `Interpolation`.
#[derive(Debug)]
pub struct FormattedValue {
    /// With its braces.
    pub span: Span,
    pub value: Expr,
    /// The source between `{` and `=`, `=` and the white space around it included, when there is a `=`: it comes
    /// before the value as literal text. Without a conversion and a format specification `!r` is then understood.
    pub debug: Option<Box<str>>,
    /// The expression as written, kept for t-strings only.
    pub expression: Option<Box<str>>,
    pub conversion: Option<Conversion>,
    pub format_spec: Option<Vec<StringPiece>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Conversion {
    Str,
    Repr,
    Ascii,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BoolOperator {
    And,
    Or,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operator {
    Add,
    Sub,
    Mult,
    MatMult,
    Div,
    Mod,
    Pow,
    LShift,
    RShift,
    BitOr,
    BitXor,
    BitAnd,
    FloorDiv,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnaryOperator {
    Invert,
    Not,
    UAdd,
    USub,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CompareOperator {
    Eq,
    NotEq,
    Lt,
    LtE,
    Gt,
    GtE,
    Is,
    IsNot,
    In,
    NotIn,
}

/// A literal. Adjacent string literals have been joined.
#[derive(Debug, Clone, PartialEq)]
pub enum Constant {
    None,
    True,
    False,
    Ellipsis,
    Int(Int),
    Float(f64),
    /// The imaginary part.
    Complex(f64),
    Str(Wtf8),
    Bytes(Box<[u8]>),
}

/// An integer literal, never negative.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Int {
    Small(i64),
    /// Too big for an `i64`: digits without prefix and underscores, in radix 2, 8, 10 or 16.
    Big {
        radix: u32,
        digits: Box<str>,
    },
}

/// Text that may hold lone surrogates, which `"\ud800"` makes: UTF-8 generalised as WTF-8 describes.
#[derive(Clone, PartialEq, Eq, Hash, Default)]
pub struct Wtf8(pub(crate) Box<[u8]>);

impl Wtf8 {
    /// The bytes: UTF-8, with each lone surrogate as three bytes `ED A0..BF xx`.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// The text, when there is no lone surrogate in it.
    pub fn as_str(&self) -> Option<&str> {
        std::str::from_utf8(&self.0).ok()
    }
}

impl std::fmt::Debug for Wtf8 {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.as_str() {
            Some(text) => text.fmt(f),
            None => write!(f, "wtf8\"{}\"", self.0.escape_ascii()),
        }
    }
}

// ---------------------------------------------------------------------------------------------- patterns

#[derive(Debug)]
pub struct MatchCase {
    pub span: Span,
    pub pattern: Pattern,
    pub guard: Option<Expr>,
    pub body: Vec<Stmt>,
}

#[derive(Debug)]
pub struct Pattern {
    pub span: Span,
    pub kind: Box<PatternKind>,
}

#[derive(Debug)]
pub enum PatternKind {
    /// Compared with `==`: a number (`-1`, `1+2j` as operations), a string or a dotted name.
    MatchValue(Expr),
    /// Compared with `is`: `None`, `True` or `False`.
    MatchSingleton(Constant),
    MatchSequence(Vec<Pattern>),
    MatchMapping {
        items: Vec<(Expr, Pattern)>,
        rest: Option<Identifier>,
    },
    MatchClass {
        cls: Expr,
        patterns: Vec<Pattern>,
        keywords: Vec<(Identifier, Pattern)>,
    },
    /// `*name`, or `*_` without a name; only inside a sequence.
    MatchStar(Option<Identifier>),
    /// `pattern as name`; a capture has no pattern, the wildcard `_` neither pattern nor name.
    MatchAs {
        pattern: Option<Pattern>,
        name: Option<Identifier>,
    },
    /// At least two alternatives.
    MatchOr(Vec<Pattern>),
}

/// Long chains are taken apart from the outside by a loop: dropping must not recurse down them.
impl Drop for Expr {
    fn drop(&mut self) {
        if self.height <= MAX_NESTING {
            return;
        }
        let mut rest = self.kind.take_spine();
        while let Some(mut expr) = rest {
            rest = expr.kind.take_spine();
            expr.height = 0;
        }
    }
}

impl Expr {
    /// The longest path downwards.
    pub fn height(&self) -> u16 {
        self.height
    }

    /// What is in the expression; it is left empty.
    pub(crate) fn take_kind(&mut self) -> ExprKind {
        std::mem::replace(&mut *self.kind, ExprKind::Constant(Constant::Ellipsis))
    }
}

impl ExprKind {
    /// Takes what this leans on to the left, if it does.
    fn take_spine(&mut self) -> Option<Expr> {
        let spine = match self {
            ExprKind::BinOp { left, .. } => left,
            ExprKind::Attribute { value, .. } | ExprKind::Subscript { value, .. } => value,
            ExprKind::Call { func, .. } => func,
            _ => return None,
        };
        let kind = Box::new(ExprKind::Constant(Constant::Ellipsis));
        let nothing = Expr { span: spine.span, height: 0, nesting: 0, parenthesised: false, kind };
        Some(std::mem::replace(spine, nothing))
    }
}
