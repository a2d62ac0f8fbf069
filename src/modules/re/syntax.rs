//! What a regular expression is, as its pattern says: the tree the parser makes.

/// Flags, as numbers of the module `re`.
pub mod flags {
    pub const IGNORE_CASE: u32 = 2;
    pub const LOCALE: u32 = 4;
    pub const MULTILINE: u32 = 8;
    pub const DOT_ALL: u32 = 16;
    pub const UNICODE: u32 = 32;
    pub const VERBOSE: u32 = 64;
    pub const DEBUG: u32 = 128;
    pub const ASCII: u32 = 256;
    /// Which alphabet classes of letters are about.
    pub const ALPHABETS: u32 = ASCII | LOCALE | UNICODE;
    /// Those that are of the whole expression only.
    pub const GLOBAL: u32 = DEBUG;
}

/// An error in a pattern or template: what, and where.
#[derive(Clone, Debug, PartialEq)]
pub struct PatternError {
    pub message: String,
    pub position: Option<usize>,
    /// Not an error of the pattern but a number that is too large.
    pub overflow: bool,
}

impl PatternError {
    pub fn at(message: impl Into<String>, position: usize) -> PatternError {
        PatternError { message: message.into(), position: Some(position), overflow: false }
    }
}

pub type Sequence = Vec<Node>;

#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    Literal(u32),
    /// `.`
    Any,
    Set(Set),
    Branch(Vec<Sequence>),
    Repeat {
        least: u32,
        most: u32,
        kind: RepeatKind,
        body: Sequence,
    },
    Group {
        /// None for one that captures nothing.
        index: Option<usize>,
        added: u32,
        removed: u32,
        body: Sequence,
    },
    Atomic(Sequence),
    Look {
        behind: bool,
        negative: bool,
        body: Sequence,
    },
    Reference(usize),
    Conditional {
        group: usize,
        yes: Sequence,
        no: Option<Sequence>,
    },
    At(At),
    Failure,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RepeatKind {
    Greedy,
    Lazy,
    Possessive,
}

/// As often as possible.
pub const NO_MOST: u32 = u32::MAX;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum At {
    /// `^` and `$`, which mean something else in a multiline expression.
    LineStart,
    LineEnd,
    /// `\A` and `\Z`.
    Start,
    End,
    Boundary,
    NoBoundary,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Set {
    pub negated: bool,
    pub items: Vec<Item>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Item {
    Range(u32, u32),
    Class { class: Class, negated: bool },
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Class {
    Digit,
    Space,
    Word,
}

/// A whole pattern.
#[derive(Debug)]
pub struct Expression {
    pub body: Sequence,
    pub flags: u32,
    /// How many groups capture, the whole match not counted.
    pub groups: usize,
    /// Names of groups in order of their first appearance.
    pub names: Vec<(String, usize)>,
    /// The least and the most that each group can match, for looking behind.
    pub widths: Vec<(u64, u64)>,
    /// What may mean something else one day: warnings.
    pub doubts: Vec<String>,
}

/// A width without end.
pub const WIDE: u64 = u64::MAX;

/// The least and the most code points that a sequence matches.
pub fn width(body: &[Node], groups: &[(u64, u64)]) -> (u64, u64) {
    let mut total = (0u64, 0u64);
    for node in body {
        let (least, most) = match node {
            Node::Literal(_) | Node::Any | Node::Set(_) => (1, 1),
            Node::Branch(branches) => {
                let each = branches.iter().map(|branch| width(branch, groups));
                each.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1))).unwrap_or((0, 0))
            }
            Node::Repeat { least, most, body, .. } => {
                let each = width(body, groups);
                let upper = if *most == NO_MOST && each.1 > 0 { WIDE } else { each.1.saturating_mul(u64::from(*most)) };
                (each.0.saturating_mul(u64::from(*least)), upper)
            }
            Node::Group { body, .. } | Node::Atomic(body) => width(body, groups),
            Node::Reference(group) => groups.get(*group).copied().unwrap_or((0, WIDE)),
            Node::Conditional { yes, no, .. } => {
                let yes = width(yes, groups);
                let no = no.as_ref().map_or((0, 0), |no| width(no, groups));
                (yes.0.min(no.0), yes.1.max(no.1))
            }
            Node::Look { .. } | Node::At(_) | Node::Failure => (0, 0),
        };
        total = (total.0.saturating_add(least), total.1.saturating_add(most));
    }
    total
}
