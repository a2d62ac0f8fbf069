//! The matcher: follows a program along a text, and goes back to what it has not tried. It keeps no reference to the
//! text, so that it can be put aside whenever its budget is used up.

use super::letters::{Alphabet, fold, is_of};
use super::program::{One, Place, Program, Step};
use super::syntax::{Class, RepeatKind};
use crate::object::string::sequence_length;

/// Where nothing is.
pub const NOWHERE: usize = usize::MAX;

/// A text, seen as characters at offsets.
pub trait Text {
    fn bytes(&self) -> &[u8];
    /// The character at an offset, and the offset behind it.
    fn after(&self, at: usize) -> (u32, usize);
    /// The character before an offset, and where it begins.
    fn before(&self, at: usize) -> (u32, usize);
}

/// Bytes, or ASCII.
pub struct Bytes<'a>(pub &'a [u8]);

impl Text for Bytes<'_> {
    fn bytes(&self) -> &[u8] {
        self.0
    }

    #[inline]
    fn after(&self, at: usize) -> (u32, usize) {
        (u32::from(self.0[at]), at + 1)
    }

    #[inline]
    fn before(&self, at: usize) -> (u32, usize) {
        (u32::from(self.0[at - 1]), at - 1)
    }
}

/// A str that is not ASCII.
pub struct Wide<'a>(pub &'a [u8]);

impl Text for Wide<'_> {
    fn bytes(&self) -> &[u8] {
        self.0
    }

    #[inline]
    fn after(&self, at: usize) -> (u32, usize) {
        let first = self.0[at];
        let length = sequence_length(first);
        let rest = |index: usize| u32::from(self.0[at + index]) & 0x3F;
        let first = u32::from(first);
        let code_point = match length {
            1 => first,
            2 => (first & 0x1F) << 6 | rest(1),
            3 => (first & 0xF) << 12 | rest(1) << 6 | rest(2),
            _ => (first & 7) << 18 | rest(1) << 12 | rest(2) << 6 | rest(3),
        };
        (code_point, at + length)
    }

    #[inline]
    fn before(&self, at: usize) -> (u32, usize) {
        let mut start = at - 1;
        while self.0[start] & 0xC0 == 0x80 {
            start -= 1;
        }
        (self.after(start).0, start)
    }
}

/// What to undo or try next.
#[derive(Clone, Copy)]
enum Entry {
    /// Goes on at a step with the text at an offset.
    Try {
        step: usize,
        at: usize,
    },
    /// Takes another turn of a lazy loop.
    Again {
        step: usize,
        at: usize,
    },
    /// Takes one character back of a repetition that is at `at`, down to `least`; then goes on behind its step.
    Shorter {
        step: usize,
        at: usize,
        least: usize,
    },
    /// Takes one character more; so many are allowed yet.
    Longer {
        step: usize,
        at: usize,
        left: u32,
    },
    Slot {
        index: usize,
        old: usize,
    },
    LastGroup(usize),
    Counter {
        index: usize,
        old: (u32, usize),
    },
    /// What is matched aside began here.
    Look {
        negative: bool,
        at: usize,
        then: usize,
    },
    Settle,
}

/// How a run ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Run {
    Matched,
    Failed,
    /// The budget is used up; it can go on.
    Paused,
}

/// What kind of match is wanted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mode {
    Search,
    /// At the start only.
    Match,
    /// At the start, and to the end.
    Full,
}

/// The state of one search.
pub struct Machine {
    mode: Mode,
    /// Where the current attempt began.
    start: usize,
    /// The first attempt must not give an empty match.
    not_empty: bool,
    step: usize,
    at: usize,
    running: bool,
    /// The offsets of the groups: two each, the whole match first.
    pub slots: Vec<usize>,
    /// The group that was closed last, 0 for none.
    pub last_group: usize,
    counters: Vec<(u32, usize)>,
    stack: Vec<Entry>,
    /// Places in the stack where what is matched aside began.
    asides: Vec<usize>,
}

impl Machine {
    pub fn new(program: &Program, mode: Mode, start: usize, not_empty: bool) -> Machine {
        Machine {
            mode,
            start,
            not_empty,
            step: 0,
            at: start,
            running: false,
            slots: vec![NOWHERE; 2 * (program.groups + 1)],
            last_group: 0,
            counters: vec![(0, NOWHERE); program.counters],
            stack: Vec::new(),
            asides: Vec::new(),
        }
    }

    /// Roughly how much memory the state takes.
    pub fn size(&self) -> usize {
        self.stack.capacity() * size_of::<Entry>()
    }

    /// Looks for a match until the budget is used up.
    pub fn run(&mut self, program: &Program, text: &impl Text, budget: &mut i64) -> Run {
        loop {
            if !self.running {
                let from = self.start;
                if self.mode == Mode::Search && !self.find_start(program, text) {
                    return Run::Failed;
                }
                *budget -= (self.start - from) as i64 / 16;
                self.not_empty &= self.start == from;
                (self.step, self.at, self.running) = (0, self.start, true);
            }
            match self.attempt(program, text, budget) {
                Run::Failed if self.mode == Mode::Search && self.start < text.bytes().len() => {
                    self.running = false;
                    self.not_empty = false;
                    self.start = text.after(self.start).1;
                    if program.anchored {
                        return Run::Failed;
                    }
                }
                Run::Matched => {
                    (self.slots[0], self.slots[1]) = (self.start, self.at);
                    return Run::Matched;
                }
                other => return other,
            }
        }
    }

    /// Goes to the next offset at which a match may begin.
    fn find_start(&mut self, program: &Program, text: &impl Text) -> bool {
        let bytes = text.bytes();
        if program.anchored {
            return self.start == 0;
        }
        if !program.prefix.is_empty() {
            return match memchr::memmem::find(&bytes[self.start..], &program.prefix) {
                Some(found) => {
                    self.start += found;
                    true
                }
                None => false,
            };
        }
        if let Some(first) = program.first {
            let may_begin = |byte: &u8| *byte >= 128 || first >> *byte & 1 == 1;
            return match bytes[self.start..].iter().position(may_begin) {
                Some(found) => {
                    self.start += found;
                    true
                }
                None => false,
            };
        }
        true
    }

    /// Follows the program from where it is.
    fn attempt(&mut self, program: &Program, text: &impl Text, budget: &mut i64) -> Run {
        loop {
            *budget -= 1;
            if *budget < 0 {
                return Run::Paused;
            }
            if self.follow(program, text, budget) {
                if matches!(program.steps[self.step], Step::Done) {
                    let whole = self.mode != Mode::Full || self.at == text.bytes().len();
                    if whole && !(self.not_empty && self.at == self.start) {
                        return Run::Matched;
                    }
                } else {
                    continue;
                }
            }
            if !self.go_back(program, text, budget) {
                return Run::Failed;
            }
        }
    }

    /// Takes one step; false if it fails. At the end it stays.
    fn follow(&mut self, program: &Program, text: &impl Text, budget: &mut i64) -> bool {
        let end = text.bytes().len();
        match &program.steps[self.step] {
            Step::One(one) => {
                if self.at >= end {
                    return false;
                }
                let (letter, next) = text.after(self.at);
                if !one.accepts(letter) {
                    return false;
                }
                self.at = next;
            }
            Step::Repeat { one, least, most, kind } => {
                return self.repeat(program, text, (one, *least, *most, *kind), budget);
            }
            Step::Open(group) => self.set_slot(2 * group, self.at),
            Step::Close(group) => {
                self.set_slot(2 * group + 1, self.at);
                self.stack.push(Entry::LastGroup(self.last_group));
                self.last_group = *group;
            }
            Step::Try { otherwise } => self.stack.push(Entry::Try { step: *otherwise, at: self.at }),
            Step::Jump(to) => {
                self.step = *to;
                return true;
            }
            Step::Enter(counter) => self.set_counter(*counter, (0, NOWHERE)),
            Step::Loop { counter, least, most, lazy, leave } => {
                return self.turn(*counter, (*least, *most), *lazy, *leave);
            }
            Step::At(place) => {
                if !is_at(text, self.at, *place) {
                    return false;
                }
            }
            Step::Reference { group, ignore_case } => {
                return self.refer(text, *group, *ignore_case, budget);
            }
            Step::Look { back, negative, then } => {
                let (negative, then, from) = (*negative, *then, self.at);
                let mut left = *back;
                let mut at = from;
                while left > 0 && at > 0 {
                    at = text.before(at).1;
                    left -= 1;
                }
                if left > 0 {
                    // There is not so much before: what is looked for cannot be there.
                    self.step = then;
                    return negative;
                }
                self.asides.push(self.stack.len());
                self.stack.push(Entry::Look { negative, at: from, then });
                self.at = at;
            }
            Step::Looked => return self.looked(),
            Step::Settle => {
                self.asides.push(self.stack.len());
                self.stack.push(Entry::Settle);
            }
            Step::Settled => {
                let begin = self.asides.pop().expect("it began");
                self.forget_choices(begin);
            }
            Step::IfGroup { group, otherwise } => {
                let matched = self.slots.get(2 * group + 1).is_some_and(|&slot| slot != NOWHERE);
                if !matched {
                    self.step = *otherwise;
                    return true;
                }
            }
            Step::Fail => return false,
            Step::Done => return true,
        }
        self.step += 1;
        true
    }

    fn set_slot(&mut self, index: usize, value: usize) {
        let old = std::mem::replace(&mut self.slots[index], value);
        self.stack.push(Entry::Slot { index, old });
    }

    fn set_counter(&mut self, index: usize, value: (u32, usize)) {
        let old = std::mem::replace(&mut self.counters[index], value);
        self.stack.push(Entry::Counter { index, old });
    }

    /// A repetition of one character.
    fn repeat(
        &mut self,
        program: &Program,
        text: &impl Text,
        (one, least, most, kind): (&One, u32, u32, RepeatKind),
        budget: &mut i64,
    ) -> bool {
        let end = text.bytes().len();
        let wanted = if kind == RepeatKind::Lazy { least } else { most };
        let (mut count, mut at, mut lowest) = (0, self.at, self.at);
        while count < wanted && at < end {
            let (letter, next) = text.after(at);
            if !one.accepts(letter) {
                break;
            }
            at = next;
            count += 1;
            if count == least {
                lowest = at;
            }
        }
        *budget -= i64::from(count) / 8;
        if count < least {
            return false;
        }
        let step = self.step;
        match kind {
            RepeatKind::Possessive => {}
            RepeatKind::Lazy if most > least => self.stack.push(Entry::Longer { step, at, left: most - least }),
            RepeatKind::Lazy => {}
            RepeatKind::Greedy => return self.shorten(program, text, at, lowest),
        }
        self.at = at;
        self.step += 1;
        true
    }

    /// Goes on behind the repetition of the current step at the last offset, from `at` down to `least`, at which the
    /// next step may succeed; what is left is for later.
    fn shorten(&mut self, program: &Program, text: &impl Text, mut at: usize, least: usize) -> bool {
        let step = self.step;
        if let Some(Step::One(One::Literal(next))) = program.steps.get(step + 1) {
            let end = text.bytes().len();
            while at >= end || text.after(at).0 != *next {
                if at <= least {
                    return false;
                }
                at = text.before(at).1;
            }
        }
        if at > least {
            self.stack.push(Entry::Shorter { step, at, least });
        }
        self.at = at;
        self.step = step + 1;
        true
    }

    /// A loop decides whether to go on with its body.
    fn turn(&mut self, counter: usize, (least, most): (u32, u32), lazy: bool, leave: usize) -> bool {
        let (count, last) = self.counters[counter];
        let body = self.step + 1;
        if count < least {
            self.set_counter(counter, (count + 1, last));
            self.step = body;
            return true;
        }
        // A turn that matched nothing is the last.
        let again = count < most && last != self.at;
        if again && lazy {
            // The body follows if what is behind the loop fails.
            self.stack.push(Entry::Again { step: self.step, at: self.at });
            self.step = leave;
            return true;
        }
        if again {
            self.stack.push(Entry::Try { step: leave, at: self.at });
            self.set_counter(counter, (count.saturating_add(1), self.at));
            self.step = body;
            return true;
        }
        self.step = leave;
        true
    }

    fn refer(&mut self, text: &impl Text, group: usize, ignore_case: Option<Alphabet>, budget: &mut i64) -> bool {
        let (start, end) = (self.slots[2 * group], self.slots[2 * group + 1]);
        if start == NOWHERE || end == NOWHERE || end < start {
            return false;
        }
        let bytes = text.bytes();
        *budget -= (end - start) as i64 / 16;
        match ignore_case {
            None => {
                let Some(here) = bytes.get(self.at..self.at + (end - start)) else { return false };
                if *here != bytes[start..end] {
                    return false;
                }
                self.at += end - start;
            }
            Some(alphabet) => {
                let (mut there, mut here) = (start, self.at);
                while there < end {
                    if here >= bytes.len() {
                        return false;
                    }
                    let ((wanted, next_there), (found, next_here)) = (text.after(there), text.after(here));
                    if fold(wanted, alphabet) != fold(found, alphabet) {
                        return false;
                    }
                    (there, here) = (next_there, next_here);
                }
                self.at = here;
            }
        }
        self.step += 1;
        true
    }

    /// What was matched aside has matched.
    fn looked(&mut self) -> bool {
        let begin = self.asides.pop().expect("it began");
        let Entry::Look { negative, at, then } = self.stack[begin] else { unreachable!("a look began there") };
        if negative {
            while self.stack.len() > begin + 1 {
                let entry = self.stack.pop().expect("just counted");
                self.undo(entry);
            }
            self.stack.pop();
            return false;
        }
        self.forget_choices(begin);
        (self.at, self.step) = (at, then);
        true
    }

    /// Drops what could be tried since a place in the stack; what must be undone stays.
    fn forget_choices(&mut self, begin: usize) {
        let mut kept = begin;
        for index in begin..self.stack.len() {
            let entry = self.stack[index];
            if matches!(entry, Entry::Slot { .. } | Entry::LastGroup(_) | Entry::Counter { .. }) {
                self.stack[kept] = entry;
                kept += 1;
            }
        }
        self.stack.truncate(kept);
    }

    fn undo(&mut self, entry: Entry) {
        match entry {
            Entry::Slot { index, old } => self.slots[index] = old,
            Entry::LastGroup(old) => self.last_group = old,
            Entry::Counter { index, old } => self.counters[index] = old,
            _ => {}
        }
    }

    /// Goes back to what was not tried yet. False if there is nothing.
    fn go_back(&mut self, program: &Program, text: &impl Text, budget: &mut i64) -> bool {
        while let Some(entry) = self.stack.pop() {
            *budget -= 1;
            match entry {
                Entry::Try { step, at } => {
                    (self.at, self.step) = (at, step);
                    return true;
                }
                Entry::Again { step, at } => {
                    self.at = at;
                    self.again(step, program);
                    return true;
                }
                Entry::Shorter { step, at, least } => {
                    self.step = step;
                    if self.shorten(program, text, text.before(at).1, least) {
                        return true;
                    }
                }
                Entry::Longer { step, at, left } => {
                    let Step::Repeat { one, .. } = &program.steps[step] else { unreachable!("a repetition") };
                    if at < text.bytes().len() {
                        let (letter, next) = text.after(at);
                        if one.accepts(letter) {
                            if left > 1 {
                                self.stack.push(Entry::Longer { step, at: next, left: left - 1 });
                            }
                            (self.at, self.step) = (next, step + 1);
                            return true;
                        }
                    }
                }
                Entry::Look { negative, at, then } => {
                    self.asides.pop();
                    if negative {
                        (self.at, self.step) = (at, then);
                        return true;
                    }
                }
                Entry::Settle => {
                    self.asides.pop();
                }
                other => self.undo(other),
            }
        }
        false
    }

    /// A lazy loop takes another turn after all.
    fn again(&mut self, step: usize, program: &Program) {
        let Step::Loop { counter, .. } = program.steps[step] else { unreachable!("a loop") };
        let (count, _) = self.counters[counter];
        self.set_counter(counter, (count.saturating_add(1), self.at));
        self.step = step + 1;
    }
}

/// Whether an offset is a place.
fn is_at(text: &impl Text, at: usize, place: Place) -> bool {
    let bytes = text.bytes();
    let newline_at = |at: usize| bytes.get(at) == Some(&b'\n');
    match place {
        Place::Start => at == 0,
        Place::AfterNewline => at == 0 || newline_at(at - 1),
        Place::End => at == bytes.len(),
        Place::BeforeNewline => at == bytes.len() || newline_at(at),
        Place::BeforeLastNewline => at == bytes.len() || (at + 1 == bytes.len() && newline_at(at)),
        Place::Boundary(alphabet) => is_boundary(text, at, alphabet),
        Place::NoBoundary(alphabet) => !is_boundary(text, at, alphabet),
    }
}

fn is_boundary(text: &impl Text, at: usize, alphabet: Alphabet) -> bool {
    let before = at > 0 && is_of(Class::Word, text.before(at).0, alphabet);
    let after = at < text.bytes().len() && is_of(Class::Word, text.after(at).0, alphabet);
    before != after
}
