//! The tokens, each beside its spelling. Tokens carry no text: actions slice the source by their place.
//!
//! What logos cannot see is scanned by hand in `lexer`: string bodies, names beyond ASCII, and everything that
//! depends on the line (`layout`) or on the f-string around it.

use logos::Logos;

/// A token and the bytes it covers.
pub(crate) type Lexeme = (u32, Token, u32);

#[derive(Logos, Clone, Copy, PartialEq, Eq, Debug)]
#[logos(skip r"[ \t\x0C]+")]
#[logos(skip(r"#[^\r\n]*", allow_greedy = true))]
pub enum Token {
    // Layout. A physical line end is a `LineEnd`; `layout` decides which of them are a `Newline`.
    #[regex(r"\r\n|\r|\n")]
    LineEnd,
    #[regex(r"\\(\r\n|\r|\n)")]
    Continuation,
    Newline,
    Indent,
    Dedent,

    #[regex(r"[A-Za-z_][A-Za-z0-9_]*")]
    Name,
    #[regex(r"[0-9](_?[0-9])*")]
    #[regex(r"0[xX](_?[0-9a-fA-F])+")]
    #[regex(r"0[oO](_?[0-7])+")]
    #[regex(r"0[bB](_?[01])+")]
    #[regex(r"[0-9](_?[0-9])*[jJ]")]
    #[regex(r"([0-9](_?[0-9])*\.([0-9](_?[0-9])*)?|\.[0-9](_?[0-9])*)([eE][+-]?[0-9](_?[0-9])*)?[jJ]?")]
    #[regex(r"[0-9](_?[0-9])*[eE][+-]?[0-9](_?[0-9])*[jJ]?")]
    Number,
    /// Logos sees prefix and first quote; the lexer goes on to the end of the literal.
    #[regex(r#"([rR]|[uU]|[bB]|[bB][rR]|[rR][bB])?["']"#)]
    String,
    #[regex(r#"([fF]|[fF][rR]|[rR][fF])["']"#)]
    FStringStart,
    #[regex(r#"([tT]|[tT][rR]|[rR][tT])["']"#)]
    TStringStart,
    /// Text of an f-string or t-string between its fields.
    StringMiddle,
    /// The closing quotes of an f-string or t-string.
    StringEnd,
    /// The braces, colon and exclamation mark of a replacement field.
    FieldOpen,
    FieldClose,
    FieldColon,
    #[token("!")]
    Bang,

    #[token("False")]
    False,
    #[token("None")]
    None,
    #[token("True")]
    True,
    #[token("and")]
    And,
    #[token("as")]
    As,
    #[token("assert")]
    Assert,
    #[token("async")]
    Async,
    #[token("await")]
    Await,
    #[token("break")]
    Break,
    #[token("class")]
    Class,
    #[token("continue")]
    Continue,
    #[token("def")]
    Def,
    #[token("del")]
    Del,
    #[token("elif")]
    Elif,
    #[token("else")]
    Else,
    #[token("except")]
    Except,
    #[token("finally")]
    Finally,
    #[token("for")]
    For,
    #[token("from")]
    From,
    #[token("global")]
    Global,
    #[token("if")]
    If,
    #[token("import")]
    Import,
    #[token("in")]
    In,
    #[token("is")]
    Is,
    #[token("lambda")]
    Lambda,
    #[token("nonlocal")]
    Nonlocal,
    #[token("not")]
    Not,
    #[token("or")]
    Or,
    #[token("pass")]
    Pass,
    #[token("raise")]
    Raise,
    #[token("return")]
    Return,
    #[token("try")]
    Try,
    #[token("while")]
    While,
    #[token("with")]
    With,
    #[token("yield")]
    Yield,
    // Soft keywords: logos sees names, `soft` makes them keywords where a statement of theirs begins.
    Match,
    Case,
    Type,

    #[token("(")]
    ParenOpen,
    #[token(")")]
    ParenClose,
    #[token("[")]
    SquareOpen,
    #[token("]")]
    SquareClose,
    #[token("{")]
    BraceOpen,
    #[token("}")]
    BraceClose,
    #[token(",")]
    Comma,
    #[token(":")]
    Colon,
    #[token(":=")]
    ColonEqual,
    #[token(";")]
    Semicolon,
    #[token(".")]
    Dot,
    #[token("...")]
    Ellipsis,
    #[token("->")]
    Arrow,
    #[token("=")]
    Equal,
    #[token("+")]
    Plus,
    #[token("-")]
    Minus,
    #[token("*")]
    Star,
    #[token("**")]
    DoubleStar,
    #[token("/")]
    Slash,
    #[token("//")]
    DoubleSlash,
    #[token("%")]
    Percent,
    #[token("@")]
    At,
    #[token("&")]
    Ampersand,
    #[token("|")]
    Bar,
    #[token("^")]
    Caret,
    #[token("~")]
    Tilde,
    #[token("<<")]
    LeftShift,
    #[token(">>")]
    RightShift,
    #[token("==")]
    EqualEqual,
    #[token("!=")]
    NotEqual,
    #[token("<")]
    Less,
    #[token("<=")]
    LessEqual,
    #[token(">")]
    Greater,
    #[token(">=")]
    GreaterEqual,
    #[token("+=")]
    PlusEqual,
    #[token("-=")]
    MinusEqual,
    #[token("*=")]
    StarEqual,
    #[token("@=")]
    AtEqual,
    #[token("/=")]
    SlashEqual,
    #[token("%=")]
    PercentEqual,
    #[token("&=")]
    AmpersandEqual,
    #[token("|=")]
    BarEqual,
    #[token("^=")]
    CaretEqual,
    #[token("<<=")]
    LeftShiftEqual,
    #[token(">>=")]
    RightShiftEqual,
    #[token("**=")]
    DoubleStarEqual,
    #[token("//=")]
    DoubleSlashEqual,

    /// A character that begins no token, such as `$` or `?`.
    Unknown,
}

/// The keywords, in the order of Python's `keyword.kwlist`.
pub(crate) const KEYWORDS: [&str; 35] = [
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del",
    "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal",
    "not", "or", "pass", "raise", "return", "try", "while", "with", "yield",
];

impl Token {
    /// Whether it is spelled like a name but reserved.
    pub fn is_keyword(self) -> bool {
        (Token::False as u8..=Token::Yield as u8).contains(&(self as u8))
    }

    /// Whether an expression may begin with it.
    pub(crate) fn starts_expression(self) -> bool {
        use Token::*;
        matches!(
            self,
            Name | Number
                | String
                | FStringStart
                | TStringStart
                | False
                | None
                | True
                | Await
                | Lambda
                | Not
                | ParenOpen
                | SquareOpen
                | BraceOpen
                | Ellipsis
                | Plus
                | Minus
                | Tilde
                | Match
                | Case
                | Type
        )
    }

    /// Whether an operand may end with it.
    pub(crate) fn ends_operand(self) -> bool {
        use Token::*;
        matches!(
            self,
            Name | Number | String | StringEnd | False | None | True | ParenClose | SquareClose | BraceClose | Ellipsis
        )
    }

    /// Whether a line that begins with it has a block below.
    pub(crate) fn heads_block(self) -> bool {
        use Token::*;
        matches!(self, If | Elif | Else | While | For | Try | Except | Finally | With | Def | Class | Async)
    }

    /// Whether it can only begin a statement, so that an open bracket before it was forgotten.
    pub(crate) fn opens_statement(self) -> bool {
        use Token::*;
        matches!(
            self,
            Def | Class
                | Return
                | Import
                | Assert
                | Break
                | Continue
                | Del
                | Global
                | Nonlocal
                | Pass
                | Raise
                | Try
                | While
                | With
        )
    }
}
