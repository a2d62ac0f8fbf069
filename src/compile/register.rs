//! Registers of the frame being compiled, and which locals are certainly bound at this point of the code.

use std::collections::HashMap;

use crate::bytecode::{Label, Register};

/// Locals first, then temporaries by stack discipline: a temporary is allocated right when it has been written, so
/// that everything below `top` may be looked at by the collector.
#[derive(Default)]
pub(super) struct Registers {
    locals: u32,
    top: u32,
    most: u32,
    /// Allocated registers that only the coming call will write. What lies above one of them is hidden from the
    /// collector, so nothing may run there that collects.
    holes: Vec<u32>,
}

impl Registers {
    pub fn new(locals: usize) -> Registers {
        let locals = locals as u32;
        Registers { locals, top: locals, most: locals, holes: Vec::new() }
    }

    /// The next free register, to be written by the coming instruction.
    pub fn next(&mut self) -> Register {
        self.reach(self.top + 1);
        Register(self.top as u16)
    }

    /// Takes the next free register, which has been written or is a hole.
    pub fn allocate(&mut self) -> Register {
        let register = self.next();
        self.top += 1;
        register
    }

    /// Takes registers up to and including this one, if they are not taken.
    pub fn hold(&mut self, register: Register) {
        self.top = self.top.max(u32::from(register.0) + 1);
        self.reach(self.top);
    }

    /// Makes room for a window that ends before `end`.
    pub fn reach(&mut self, end: u32) {
        self.most = self.most.max(end);
    }

    /// The level to go back to with [`Registers::release`].
    pub fn mark(&self) -> u32 {
        self.top
    }

    pub fn release(&mut self, mark: u32) {
        self.top = mark;
    }

    pub fn open_hole(&mut self) -> Register {
        self.holes.push(self.top);
        self.allocate()
    }

    pub fn is_hole(&self, register: Register) -> bool {
        self.holes.last() == Some(&u32::from(register.0))
    }

    pub fn close_hole(&mut self) {
        self.holes.pop();
    }

    /// What the collector may look at.
    pub fn live(&self) -> u16 {
        self.holes.first().map_or(self.top, |&hole| hole.min(self.top)) as u16
    }

    pub fn is_local(&self, register: Register) -> bool {
        u32::from(register.0) < self.locals
    }

    /// How many the frame needs, unless that is too many.
    pub fn most(&self) -> Option<u16> {
        u16::try_from(self.most).ok()
    }
}

/// A set of locals.
#[derive(Clone, Default, Debug)]
struct Set(Vec<u64>);

impl Set {
    fn add(&mut self, register: Register) {
        let word = register.index() / 64;
        if word >= self.0.len() {
            self.0.resize(word + 1, 0);
        }
        self.0[word] |= 1 << (register.index() % 64);
    }

    fn remove(&mut self, register: Register) {
        if let Some(word) = self.0.get_mut(register.index() / 64) {
            *word &= !(1 << (register.index() % 64));
        }
    }

    fn has(&self, register: Register) -> bool {
        let word = self.0.get(register.index() / 64);
        word.is_some_and(|word| word & 1 << (register.index() % 64) != 0)
    }

    fn meet(&mut self, other: &Set) {
        self.0.truncate(other.0.len());
        for (word, other) in self.0.iter_mut().zip(&other.0) {
            *word &= other;
        }
    }

    fn without(mut self, other: &Set) -> Set {
        for (word, other) in self.0.iter_mut().zip(&other.0) {
            *word &= !other;
        }
        self
    }
}

/// The locals that are certainly bound; `None` where the code cannot be reached.
#[derive(Clone, Debug)]
pub(super) struct State(Option<Set>);

/// Follows which locals are certainly bound, along with whether the code is reached at all.
pub(super) struct Flow {
    state: State,
    at_labels: HashMap<Label, Set>,
    /// Locals that some statement unbinds. Where code is met before all paths to it are known, they count as unbound.
    deletable: Set,
}

impl Flow {
    pub fn new(bound: impl IntoIterator<Item = Register>, deletable: impl IntoIterator<Item = Register>) -> Flow {
        let set = |registers: &mut dyn Iterator<Item = Register>| {
            let mut set = Set::default();
            registers.for_each(|register| set.add(register));
            set
        };
        Flow {
            state: State(Some(set(&mut bound.into_iter()))),
            at_labels: HashMap::new(),
            deletable: set(&mut deletable.into_iter()),
        }
    }

    pub fn is_reached(&self) -> bool {
        self.state.0.is_some()
    }

    pub fn stop(&mut self) {
        self.state = State(None);
    }

    pub fn state(&self) -> State {
        self.state.clone()
    }

    pub fn is_bound(&self, register: Register) -> bool {
        self.state.0.as_ref().is_none_or(|set| set.has(register))
    }

    pub fn bind(&mut self, register: Register) {
        if let Some(set) = &mut self.state.0 {
            set.add(register);
        }
    }

    pub fn unbind(&mut self, register: Register) {
        if let Some(set) = &mut self.state.0 {
            set.remove(register);
        }
    }

    /// A jump to the label starts here.
    pub fn leave_for(&mut self, label: Label) {
        let Some(set) = &self.state.0 else {
            return;
        };
        match self.at_labels.get_mut(&label) {
            Some(known) => known.meet(set),
            None => {
                self.at_labels.insert(label, set.clone());
            }
        }
    }

    /// Forward jumps to the label end here.
    pub fn arrive_at(&mut self, label: Label) {
        let Some(there) = self.at_labels.remove(&label) else {
            return;
        };
        match &mut self.state.0 {
            Some(set) => set.meet(&there),
            unreached => *unreached = Some(there),
        }
    }

    /// Jumps back to here will follow.
    pub fn enter_loop(&mut self) {
        self.state = self.anywhere_after(&self.state);
    }

    /// What is certain somewhere in code that began with the state, such as where it raises.
    pub fn anywhere_after(&self, state: &State) -> State {
        State(state.0.clone().map(|set| set.without(&self.deletable)))
    }

    pub fn restore(&mut self, state: State) {
        self.state = state;
    }
}
