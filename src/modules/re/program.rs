//! From a tree to a program: what the matcher does, step by step.

use super::letters::{Alphabet, Charset, fold};
use super::syntax::{At, Expression, Item, Node, PatternError, RepeatKind, Set, flags, width};
use crate::object::string::push_code_point;

/// What one character is compared with.
#[derive(Debug)]
pub enum One {
    Literal(u32),
    /// A folded letter.
    Folded(u32, Alphabet),
    NotNewline,
    Anything,
    Set(Charset),
}

/// A step. Numbers of steps are places in the program.
#[derive(Debug)]
pub enum Step {
    One(One),
    /// One character, again and again.
    Repeat {
        one: One,
        least: u32,
        most: u32,
        kind: RepeatKind,
    },
    /// A group begins, or ends.
    Open(usize),
    Close(usize),
    /// Goes on here; if that fails, at the place.
    Try {
        otherwise: usize,
    },
    Jump(usize),
    /// A loop begins to count.
    Enter(usize),
    /// Goes on behind this with the body, or leaves to the place.
    Loop {
        counter: usize,
        least: u32,
        most: u32,
        lazy: bool,
        leave: usize,
    },
    At(Place),
    Reference {
        group: usize,
        ignore_case: Option<Alphabet>,
    },
    /// What follows up to `Looked` is matched aside, so many characters back; then goes on at the place.
    Look {
        back: usize,
        negative: bool,
        then: usize,
    },
    Looked,
    /// What follows up to `Settled` is never tried another way.
    Settle,
    Settled,
    /// Goes on if the group has matched, else at the place.
    IfGroup {
        group: usize,
        otherwise: usize,
    },
    Fail,
    Done,
}

/// A place in the text, with what the flags make of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Place {
    Start,
    AfterNewline,
    End,
    BeforeNewline,
    BeforeLastNewline,
    Boundary(Alphabet),
    NoBoundary(Alphabet),
}

#[derive(Debug)]
pub struct Program {
    pub steps: Vec<Step>,
    pub groups: usize,
    pub counters: usize,
    /// Bytes that every match begins with, as the text has them.
    pub prefix: Vec<u8>,
    /// ASCII letters a match may begin with, if it must begin with a letter that is known; others always may.
    pub first: Option<u128>,
    /// A match begins at the text's start.
    pub anchored: bool,
}

struct Compiler<'a> {
    steps: Vec<Step>,
    counters: usize,
    is_text: bool,
    expression: &'a Expression,
}

/// Compiles an expression for text or bytes.
pub fn compile(expression: &Expression, is_text: bool) -> Result<Program, PatternError> {
    let mut compiler = Compiler { steps: Vec::new(), counters: 0, is_text, expression };
    compiler.sequence(&expression.body, expression.flags)?;
    compiler.steps.push(Step::Done);
    let Compiler { steps, counters, .. } = compiler;
    let mut prefix = Vec::new();
    for step in steps.iter().filter(|step| !matches!(step, Step::Open(_) | Step::Close(_))) {
        match step {
            Step::One(One::Literal(code_point)) if is_text => push_code_point(&mut prefix, *code_point),
            Step::One(One::Literal(byte)) => prefix.push(*byte as u8),
            _ => break,
        }
    }
    let anchored = matches!(steps.first(), Some(Step::At(Place::Start)));
    let first = first(&steps, 0, 0).filter(|&first| first != u128::MAX);
    Ok(Program { steps, groups: expression.groups, counters, prefix, first, anchored })
}

/// The ASCII letters with which a match may begin that goes on at a step; None if it may be empty or begin with any.
fn first(steps: &[Step], mut at: usize, depth: u32) -> Option<u128> {
    if depth > 8 {
        return None;
    }
    loop {
        match &steps[at] {
            Step::One(one) => return Some(ascii(one)),
            Step::Repeat { one, least, .. } => {
                let here = ascii(one);
                return match least {
                    0 => first(steps, at + 1, depth + 1).map(|rest| here | rest),
                    _ => Some(here),
                };
            }
            Step::Open(_) | Step::Close(_) | Step::Enter(_) | Step::At(_) | Step::Settle | Step::Settled => at += 1,
            Step::Try { otherwise } => {
                let here = first(steps, at + 1, depth + 1)?;
                return first(steps, *otherwise, depth + 1).map(|other| here | other);
            }
            Step::Jump(to) => at = *to,
            Step::Loop { least, leave, .. } => {
                let here = first(steps, at + 1, depth + 1)?;
                return match least {
                    0 => first(steps, *leave, depth + 1).map(|rest| here | rest),
                    _ => Some(here),
                };
            }
            Step::Look { then, .. } => at = *then,
            Step::Fail => return Some(0),
            Step::Reference { .. } | Step::IfGroup { .. } | Step::Looked | Step::Done => return None,
        }
    }
}

fn ascii(one: &One) -> u128 {
    (0..128).filter(|&letter| one.accepts(letter)).fold(0, |set, letter| set | 1 << letter)
}

impl One {
    #[inline]
    pub fn accepts(&self, code_point: u32) -> bool {
        match self {
            One::Literal(literal) => *literal == code_point,
            One::Folded(folded, alphabet) => fold(code_point, *alphabet) == *folded,
            One::NotNewline => code_point != u32::from(b'\n'),
            One::Anything => true,
            One::Set(set) => set.contains(code_point),
        }
    }
}

impl Compiler<'_> {
    fn alphabet(&self, flags: u32) -> Alphabet {
        if self.is_text && flags & flags::ASCII == 0 { Alphabet::Unicode } else { Alphabet::Ascii }
    }

    /// What a node that matches one character compares it with.
    fn one(&self, node: &Node, flags: u32) -> Option<One> {
        let ignore_case = flags & flags::IGNORE_CASE != 0;
        let alphabet = self.alphabet(flags);
        Some(match node {
            Node::Literal(code_point) if ignore_case && has_case(*code_point, alphabet) => {
                One::Folded(fold(*code_point, alphabet), alphabet)
            }
            Node::Literal(code_point) => One::Literal(*code_point),
            Node::Any if flags & flags::DOT_ALL != 0 => One::Anything,
            Node::Any => One::NotNewline,
            Node::Set(set) => match (&set.items[..], ignore_case) {
                ([Item::Range(low, high)], false) if low == high && !set.negated => One::Literal(*low),
                _ => One::Set(Charset::new(Set::clone(set), alphabet, ignore_case)),
            },
            _ => return None,
        })
    }

    fn sequence(&mut self, body: &[Node], flags: u32) -> Result<(), PatternError> {
        body.iter().try_for_each(|node| self.node(node, flags))
    }

    fn node(&mut self, node: &Node, flags: u32) -> Result<(), PatternError> {
        if let Some(one) = self.one(node, flags) {
            self.steps.push(Step::One(one));
            return Ok(());
        }
        match node {
            Node::Literal(_) | Node::Any | Node::Set(_) => {}
            Node::Branch(branches) => self.branch(branches, flags)?,
            Node::Repeat { least, most, kind, body } => self.repeat(*least, *most, *kind, body, flags)?,
            Node::Group { index, added, removed, body } => {
                let kept = if added & flags::ALPHABETS != 0 { flags & !flags::ALPHABETS } else { flags };
                let inner = (kept | added) & !removed;
                self.steps.extend(index.map(Step::Open));
                self.sequence(body, inner)?;
                self.steps.extend(index.map(Step::Close));
            }
            Node::Atomic(body) => {
                self.steps.push(Step::Settle);
                self.sequence(body, flags)?;
                self.steps.push(Step::Settled);
            }
            Node::Look { behind, negative, body } => {
                let back = if *behind { self.fixed_width(body)? } else { 0 };
                let at = self.placeholder();
                self.sequence(body, flags)?;
                self.steps.push(Step::Looked);
                self.steps[at] = Step::Look { back, negative: *negative, then: self.steps.len() };
            }
            Node::Reference(group) => {
                let ignore_case = (flags & flags::IGNORE_CASE != 0).then(|| self.alphabet(flags));
                self.steps.push(Step::Reference { group: *group, ignore_case });
            }
            Node::Conditional { group, yes, no } => {
                let at = self.placeholder();
                self.sequence(yes, flags)?;
                let mut otherwise = self.steps.len();
                if let Some(no) = no {
                    let jump = self.placeholder();
                    otherwise = self.steps.len();
                    self.sequence(no, flags)?;
                    self.steps[jump] = Step::Jump(self.steps.len());
                }
                self.steps[at] = Step::IfGroup { group: *group, otherwise };
            }
            Node::At(at) => {
                let place = self.place(*at, flags);
                self.steps.push(Step::At(place));
            }
            Node::Failure => self.steps.push(Step::Fail),
        }
        Ok(())
    }

    /// A step to be filled in.
    fn placeholder(&mut self) -> usize {
        self.steps.push(Step::Fail);
        self.steps.len() - 1
    }

    fn fixed_width(&self, body: &[Node]) -> Result<usize, PatternError> {
        let error = |message: &str| PatternError { message: message.to_owned(), position: None, overflow: false };
        match width(body, &self.expression.widths) {
            (least, most) if least != most => Err(error("look-behind requires fixed-width pattern")),
            (least, _) => usize::try_from(least)
                .ok()
                .filter(|&back| back < u32::MAX as usize)
                .ok_or_else(|| error("looks too much behind")),
        }
    }

    fn place(&self, at: At, flags: u32) -> Place {
        let multiline = flags & flags::MULTILINE != 0;
        match at {
            At::LineStart if multiline => Place::AfterNewline,
            At::LineStart | At::Start => Place::Start,
            At::LineEnd if multiline => Place::BeforeNewline,
            At::LineEnd => Place::BeforeLastNewline,
            At::End => Place::End,
            At::Boundary => Place::Boundary(self.alphabet(flags)),
            At::NoBoundary => Place::NoBoundary(self.alphabet(flags)),
        }
    }

    fn branch(&mut self, branches: &[Vec<Node>], flags: u32) -> Result<(), PatternError> {
        let mut jumps = Vec::new();
        for (index, branch) in branches.iter().enumerate() {
            if index + 1 == branches.len() {
                self.sequence(branch, flags)?;
                break;
            }
            let at = self.placeholder();
            self.sequence(branch, flags)?;
            jumps.push(self.placeholder());
            self.steps[at] = Step::Try { otherwise: self.steps.len() };
        }
        for jump in jumps {
            self.steps[jump] = Step::Jump(self.steps.len());
        }
        Ok(())
    }

    fn repeat(
        &mut self,
        least: u32,
        most: u32,
        kind: RepeatKind,
        body: &[Node],
        flags: u32,
    ) -> Result<(), PatternError> {
        if let [node] = body
            && let Some(one) = self.one(node, flags)
        {
            self.steps.push(Step::Repeat { one, least, most, kind });
            return Ok(());
        }
        if (least, most) == (1, 1) {
            return self.sequence(body, flags);
        }
        let settled = kind == RepeatKind::Possessive;
        if settled {
            self.steps.push(Step::Settle);
        }
        let counter = self.counters;
        self.counters += 1;
        self.steps.push(Step::Enter(counter));
        let at = self.placeholder();
        self.sequence(body, flags)?;
        self.steps.push(Step::Jump(at));
        let leave = self.steps.len();
        self.steps[at] = Step::Loop { counter, least, most, lazy: kind == RepeatKind::Lazy, leave };
        if settled {
            self.steps.push(Step::Settled);
        }
        Ok(())
    }
}

/// Whether other letters are the same but for their case.
fn has_case(code_point: u32, alphabet: Alphabet) -> bool {
    match alphabet {
        Alphabet::Ascii => u8::try_from(code_point).is_ok_and(|letter| letter.is_ascii_alphabetic()),
        Alphabet::Unicode => {
            fold(code_point, alphabet) != code_point
                || char::from_u32(code_point).is_none_or(|letter| !letter.to_uppercase().eq([letter]))
        }
    }
}
