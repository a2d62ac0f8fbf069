//! Sets. Their table is CPython's (sizes, linear probes, perturbation, growth, what becomes of removed elements), because
//! the order of a set's elements can be seen, and programs print it.
//!
//! Lookups are as for dicts (see `dict.rs`): in one call where no script is needed, else in steps of a [`Probe`].
//!
//! Which operand an operation walks decides the order of its result too. For sets `a` and `b`:
//! - `a | b`: a copy of `a`, then [`Table::begin_merge`] and each of `b`.
//! - `a & b`: walks the smaller (`b` if they are equally large), adds what the other has. With another iterable: walks
//!   that, and stops when the result is as large as `a`.
//! - `a - b`: walks `a` and adds what `b` lacks, unless [`Table::much_larger`]: then it copies `a` and takes out `b`.
//!   In place, or with another iterable, it always takes out; if `b` is more than eight times as large, what it takes
//!   out is `b & a`. Taking out ends with [`Table::purge`].
//! - `a ^ b`: a copy of `b`, from which each of `a` is taken out if it is there, else added. In place, the other way
//!   round.
//! - `isdisjoint` walks the smaller, `issubset` and the comparisons walk the left one.

use std::cell::Cell;

use super::dict::{Candidate, Lookup};
use super::hash;
use crate::heap::{Gc, Heap, Kind, NoTail, Object, Tracer, Value};

/// A set.
#[derive(Default)]
pub struct Set {
    pub table: Table,
}

/// A frozenset.
pub struct FrozenSet {
    pub table: Table,
    /// -1 until it was asked for.
    hash: Cell<i64>,
}

/// A slot. Without a key it was never used (hash 0), or its element was removed (hash -1, which no key has).
#[derive(Clone, Copy, Debug)]
struct Slot {
    hash: i64,
    key: Value,
}

const UNUSED: Slot = Slot { hash: 0, key: Value::UNBOUND };
const REMOVED: Slot = Slot { hash: -1, key: Value::UNBOUND };
const SMALLEST: usize = 8;
const LINEAR_PROBES: usize = 9;

/// The elements of a set.
#[derive(Clone, Default)]
pub struct Table {
    /// A power of two of them, or none as long as nothing was ever added.
    slots: Box<[Slot]>,
    /// Slots that are in use or were.
    fill: usize,
    used: usize,
    /// Where `pop` looks next.
    finger: usize,
    /// Counts additions and removals.
    changes: u64,
}

/// A lookup that the machine steps through. It holds for as long as the set does not change.
#[derive(Clone, Copy, Debug)]
pub struct Probe {
    hash: i64,
    walk: Walk,
    changes: u64,
}

/// The slots in which an element may be: runs of ten, or single slots near the end, that jump by the hash.
#[derive(Clone, Copy, Debug)]
struct Walk {
    start: usize,
    offset: usize,
    perturbation: u64,
    mask: usize,
}

impl Walk {
    #[inline(always)]
    fn new(hash: i64, mask: usize) -> Walk {
        Walk { start: hash as usize & mask, offset: 0, perturbation: hash as u64, mask }
    }

    #[inline(always)]
    fn next(&mut self) -> usize {
        let slot = self.start + self.offset;
        if self.offset < LINEAR_PROBES && self.start + LINEAR_PROBES <= self.mask {
            self.offset += 1;
        } else {
            self.offset = 0;
            self.perturbation >>= 5;
            let jump = self.start.wrapping_mul(5).wrapping_add(1).wrapping_add(self.perturbation as usize);
            self.start = jump & self.mask;
        }
        slot
    }
}

impl Table {
    pub fn new() -> Table {
        Table::default()
    }

    /// The number of elements.
    #[inline(always)]
    pub fn len(&self) -> usize {
        self.used
    }

    #[inline(always)]
    pub fn is_empty(&self) -> bool {
        self.used == 0
    }

    /// Counts additions and removals, so that who ran a script can tell whether slots still hold.
    pub fn changes(&self) -> u64 {
        self.changes
    }

    pub fn bytes(&self) -> usize {
        size_of_val(&self.slots[..])
    }

    fn mask(&self) -> usize {
        self.slots.len().max(SMALLEST) - 1
    }

    /// The key in a slot that holds one, with its hash.
    #[inline(always)]
    pub fn element(&self, slot: usize) -> (i64, Value) {
        let Slot { hash, key } = self.slots[slot];
        (hash, key)
    }

    /// The first slot from `position` on that holds an element; iteration continues behind it.
    #[inline]
    pub fn next_slot(&self, position: usize) -> Option<usize> {
        let rest = self.slots.get(position..)?;
        rest.iter().position(|slot| !slot.key.is_unbound()).map(|offset| position + offset)
    }

    /// The elements in order, each with its hash.
    pub fn iter(&self) -> impl Iterator<Item = (i64, Value)> {
        self.slots.iter().filter(|slot| !slot.key.is_unbound()).map(|slot| (slot.hash, slot.key))
    }

    /// The elements from a slot on, each with its slot and hash.
    fn slots_from(&self, from: usize) -> impl Iterator<Item = (usize, i64, Value)> {
        let slots = self.slots.iter().enumerate().skip(from);
        slots.filter(|(_, slot)| !slot.key.is_unbound()).map(|(index, slot)| (index, slot.hash, slot.key))
    }

    /// Looks for the element for which `same` says yes, among those of equal hash; gives up where it cannot tell.
    #[inline]
    pub fn search(&self, hash: i64, same: impl Fn(Value) -> Option<bool>) -> Lookup {
        if self.slots.is_empty() {
            return Lookup::Missing;
        }
        let mut walk = Walk::new(hash, self.slots.len() - 1);
        loop {
            let index = walk.next();
            let slot = &self.slots[index];
            if slot.key.is_unbound() {
                if slot.hash == 0 {
                    return Lookup::Missing;
                }
            } else if slot.hash == hash {
                match same(slot.key) {
                    Some(true) => return Lookup::Found(index),
                    Some(false) => {}
                    None => return Lookup::Undecided,
                }
            }
        }
    }

    /// Starts a lookup that the machine steps through.
    pub fn probe(&self, hash: i64) -> Probe {
        Probe { hash, walk: Walk::new(hash, self.mask()), changes: self.changes }
    }

    /// Whether the set changed since the probe began: then start a new one.
    pub fn is_stale(&self, probe: &Probe) -> bool {
        probe.changes != self.changes
    }

    /// The slot of the next element of equal hash. The probe is not stale.
    pub fn next_candidate(&self, probe: &mut Probe) -> Candidate {
        if self.slots.is_empty() || self.is_stale(probe) {
            return Candidate::Vacant;
        }
        loop {
            let index = probe.walk.next();
            let slot = &self.slots[index];
            if slot.key.is_unbound() {
                if slot.hash == 0 {
                    return Candidate::Vacant;
                }
            } else if slot.hash == probe.hash {
                return Candidate::Entry(index);
            }
        }
    }

    /// Adds an element that is known not to be there.
    pub fn insert_new(&mut self, hash: i64, key: Value) {
        if self.slots.is_empty() {
            self.slots = vec![UNUSED; SMALLEST].into();
        }
        self.changes += 1;
        self.used += 1;
        let mut walk = Walk::new(hash, self.slots.len() - 1);
        let mut reusable = None;
        let unused = loop {
            let index = walk.next();
            let slot = &self.slots[index];
            if slot.key.is_unbound() {
                if slot.hash == 0 {
                    break index;
                }
                reusable = Some(index);
            }
        };
        if let Some(index) = reusable {
            self.slots[index] = Slot { hash, key };
            return;
        }
        self.slots[unused] = Slot { hash, key };
        self.fill += 1;
        if self.fill * 5 >= self.mask() * 3 {
            self.resize(self.growth());
        }
    }

    fn growth(&self) -> usize {
        if self.used > 50_000 { self.used * 2 } else { self.used * 4 }
    }

    /// Makes a new table with more than `minimum` slots.
    fn resize(&mut self, minimum: usize) {
        let size = (minimum + 1).next_power_of_two().max(SMALLEST);
        if size == SMALLEST && self.slots.len() <= SMALLEST && self.fill == self.used {
            return;
        }
        self.changes += 1;
        let old = std::mem::replace(&mut self.slots, vec![UNUSED; size].into());
        self.fill = self.used;
        for slot in old.iter().filter(|slot| !slot.key.is_unbound()) {
            self.insert_clean(*slot);
        }
    }

    /// Puts an element into a table where it is not and nothing was removed.
    fn insert_clean(&mut self, slot: Slot) {
        let mut walk = Walk::new(slot.hash, self.slots.len() - 1);
        let index = loop {
            let index = walk.next();
            if self.slots[index].key.is_unbound() {
                break index;
            }
        };
        self.slots[index] = slot;
    }

    /// Removes the element in a slot.
    pub fn remove(&mut self, slot: usize) -> Value {
        self.changes += 1;
        self.used -= 1;
        std::mem::replace(&mut self.slots[slot], REMOVED).key
    }

    /// Removes some element.
    pub fn pop(&mut self) -> Option<Value> {
        if self.used == 0 {
            return None;
        }
        let from = self.finger & self.mask();
        let slot = self.next_slot(from).or_else(|| self.next_slot(0))?;
        self.finger = slot + 1;
        Some(self.remove(slot))
    }

    pub fn clear(&mut self) {
        *self = Table { changes: self.changes + 1, finger: self.finger, ..Table::new() };
    }

    /// Takes over the elements of another table.
    pub fn replace(&mut self, other: Table) {
        *self = Table { changes: self.changes + 1, finger: self.finger, ..other };
    }

    /// A set of the same elements, in the order a copy has.
    pub fn copy(&self) -> Table {
        let mut copy = Table::new();
        copy.begin_merge(self.used);
        copy.copy_from(self);
        copy
    }

    /// What comes before the elements of a set or dict with `count` of them are added one by one.
    pub fn begin_merge(&mut self, count: usize) {
        if count > 0 && (self.fill + count) * 5 >= self.mask() * 3 {
            self.resize((self.used + count) * 2);
        }
    }

    /// Adds all of `other` to this empty table after [`Table::begin_merge`]; false if this one is not empty, or has a
    /// removed element.
    pub fn copy_from(&mut self, other: &Table) -> bool {
        if self.fill > 0 {
            return false;
        }
        if other.used == 0 {
            return true;
        }
        self.changes += 1;
        if self.mask() == other.mask() && other.fill == other.used {
            self.slots = other.slots.clone();
        } else {
            if self.slots.is_empty() {
                self.slots = vec![UNUSED; SMALLEST].into();
            }
            other.iter().for_each(|(hash, key)| self.insert_clean(Slot { hash, key }));
        }
        (self.fill, self.used) = (other.used, other.used);
        true
    }

    /// What comes after elements were taken out: if many slots are waste, a new table.
    pub fn purge(&mut self) {
        if self.fill - self.used > self.mask() / 4 {
            self.resize(self.growth());
        }
    }

    /// Whether `self - other` copies this and takes out the elements of the other.
    pub fn much_larger(&self, other: usize) -> bool {
        self.used / 4 > other
    }
}

/// Operations on whole sets whose elements can be compared without a script: `same` says whether two keys of equal hash
/// are the same. Where it cannot tell, those that make a new set answer None; those that work in place answer the slot
/// of the other set's element they stopped at, and go on from any slot: the machine deals with that element itself.
impl Table {
    /// Adds an element unless it is there; false if that cannot be told.
    #[inline]
    pub fn add(&mut self, hash: i64, key: Value, same: impl Fn(Value, Value) -> Option<bool>) -> bool {
        match self.search(hash, |other| same(other, key)) {
            Lookup::Found(_) => true,
            Lookup::Missing => {
                self.insert_new(hash, key);
                true
            }
            Lookup::Undecided => false,
        }
    }

    /// Whether an element is there.
    #[inline]
    pub fn contains(&self, hash: i64, key: Value, same: impl Fn(Value, Value) -> Option<bool>) -> Option<bool> {
        match self.search(hash, |other| same(other, key)) {
            Lookup::Found(_) => Some(true),
            Lookup::Missing => Some(false),
            Lookup::Undecided => None,
        }
    }

    /// `self |= other`
    pub fn merge(&mut self, other: &Table, from: usize, same: impl Fn(Value, Value) -> Option<bool>) -> Option<usize> {
        if from == 0 {
            self.begin_merge(other.used);
            if self.copy_from(other) {
                return None;
            }
        }
        other.slots_from(from).find(|&(_, hash, key)| !self.add(hash, key, &same)).map(|(slot, ..)| slot)
    }

    pub fn intersection(&self, other: &Table, same: impl Fn(Value, Value) -> Option<bool>) -> Option<Table> {
        let (walked, asked) = if other.used > self.used { (self, other) } else { (other, self) };
        let mut result = Table::new();
        for (hash, key) in walked.iter() {
            if asked.contains(hash, key, &same)? && !result.add(hash, key, &same) {
                return None;
            }
        }
        Some(result)
    }

    pub fn difference(&self, other: &Table, same: impl Fn(Value, Value) -> Option<bool>) -> Option<Table> {
        if self.much_larger(other.used) {
            let mut result = self.copy();
            return result.take_out(other, same).then_some(result);
        }
        let mut result = Table::new();
        for (hash, key) in self.iter() {
            if !other.contains(hash, key, &same)? && !result.add(hash, key, &same) {
                return None;
            }
        }
        Some(result)
    }

    /// `self -= other`; false, and nothing changed but the removal of some, if that cannot be told.
    pub fn take_out(&mut self, other: &Table, same: impl Fn(Value, Value) -> Option<bool>) -> bool {
        let shared;
        let mut doomed = other;
        if other.used / 8 > self.used {
            let Some(intersection) = self.intersection(other, &same) else {
                return false;
            };
            shared = intersection;
            doomed = &shared;
        }
        for (hash, key) in doomed.iter() {
            match self.search(hash, |other| same(other, key)) {
                Lookup::Found(slot) => drop(self.remove(slot)),
                Lookup::Missing => {}
                Lookup::Undecided => return false,
            }
        }
        self.purge();
        true
    }

    /// `self ^= other`
    pub fn toggle(&mut self, other: &Table, from: usize, same: impl Fn(Value, Value) -> Option<bool>) -> Option<usize> {
        for (slot, hash, key) in other.slots_from(from) {
            match self.search(hash, |other| same(other, key)) {
                Lookup::Found(slot) => drop(self.remove(slot)),
                Lookup::Missing => self.insert_new(hash, key),
                Lookup::Undecided => return Some(slot),
            }
        }
        None
    }

    /// Whether all elements are in the other.
    pub fn is_subset(&self, other: &Table, same: impl Fn(Value, Value) -> Option<bool>) -> Option<bool> {
        if self.used > other.used {
            return Some(false);
        }
        for (hash, key) in self.iter() {
            if !other.contains(hash, key, &same)? {
                return Some(false);
            }
        }
        Some(true)
    }

    pub fn is_disjoint(&self, other: &Table, same: impl Fn(Value, Value) -> Option<bool>) -> Option<bool> {
        let (walked, asked) = if other.used > self.used { (self, other) } else { (other, self) };
        for (hash, key) in walked.iter() {
            if asked.contains(hash, key, &same)? {
                return Some(false);
            }
        }
        Some(true)
    }
}

impl Set {
    pub fn create(heap: &mut Heap, table: Table) -> Gc<Set> {
        heap.grew(table.bytes());
        heap.allocate(Set { table })
    }

    /// Makes a change that may change the size of the table.
    pub fn edit<R>(heap: &mut Heap, set: Gc<Set>, change: impl FnOnce(&mut Table) -> R) -> R {
        let table = &mut heap.get_mut(set).table;
        let before = table.bytes();
        let result = change(table);
        let after = table.bytes();
        if before != after {
            heap.resized(before, after);
        }
        result
    }
}

impl FrozenSet {
    pub fn create(heap: &mut Heap, table: Table) -> Gc<FrozenSet> {
        heap.grew(table.bytes());
        heap.allocate(FrozenSet { table, hash: Cell::new(-1) })
    }

    pub fn hash(&self) -> i64 {
        if self.hash.get() == -1 {
            let hashes: Vec<i64> = self.table.iter().map(|(hash, _)| hash).collect();
            self.hash.set(hash::of_frozenset(hashes.into_iter()));
        }
        self.hash.get()
    }
}

/// The elements of a set or frozenset.
pub fn table_of(heap: &Heap, value: Value) -> Option<&Table> {
    if let Some(set) = value.cast::<Set>() {
        return Some(&heap.get(set).table);
    }
    value.cast::<FrozenSet>().map(|set| &heap.get(set).table)
}

impl Object for Set {
    const KIND: Kind = Kind::Set;
    type Tail = NoTail;

    fn trace(&self, tracer: &mut Tracer) {
        self.table.slots.iter().for_each(|slot| tracer.value(slot.key));
    }

    fn external_bytes(&self) -> usize {
        self.table.bytes()
    }
}

impl Object for FrozenSet {
    const KIND: Kind = Kind::FrozenSet;
    type Tail = NoTail;

    fn trace(&self, tracer: &mut Tracer) {
        self.table.slots.iter().for_each(|slot| tracer.value(slot.key));
    }

    fn external_bytes(&self) -> usize {
        self.table.bytes()
    }
}

#[cfg(test)]
mod tests;
