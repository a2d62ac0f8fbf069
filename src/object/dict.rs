//! Dicts: entries in the order of insertion and a table of indices into them (the compact dict of Raymond Hettinger, as
//! CPython and PyPy have it; probing and growth are CPython's, so that entries also move when they do there).
//!
//! A lookup among keys whose equality needs no script is one call. Otherwise the machine walks a [`Probe`]: each step
//! names an entry of equal hash, the machine compares, and starts again if the dict changed meanwhile.

use std::sync::atomic::{AtomicU64, Ordering};

use super::index::{Indices, Match};
use crate::heap::{Gc, Heap, Kind, NoTail, Object, Tracer, Value};

/// A key with its value. Dead if the key is unbound.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    pub hash: i64,
    pub key: Value,
    pub value: Value,
}

const _: () = assert!(size_of::<Entry>() == 40);

impl Entry {
    pub fn is_dead(&self) -> bool {
        self.key.is_unbound()
    }
}

/// Outcome of a lookup that runs no script.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Lookup {
    /// The index of the entry.
    Found(usize),
    Missing,
    /// A key of equal hash can only be compared by the machine.
    Undecided,
}

impl Lookup {
    /// The entry's index, if it was found; for namespaces, where undecided counts as missing.
    pub fn found(self) -> Option<usize> {
        if let Lookup::Found(index) = self { Some(index) } else { None }
    }
}

/// A lookup that the machine steps through. It holds for as long as the dict's keys do not change.
#[derive(Clone, Copy, Debug)]
pub struct Probe {
    hash: i64,
    slot: usize,
    perturbation: u64,
    changes: u64,
}

/// What a step of a [`Probe`] came upon.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Candidate {
    /// The index of an entry whose hash is equal: compare its key.
    Entry(usize),
    /// There is no such key.
    Vacant,
}

/// A dict.
pub struct Dict {
    entries: Vec<Entry>,
    indices: Indices,
    /// Live entries.
    used: usize,
    /// How many entries may still be appended before the table is rebuilt.
    usable: usize,
    /// Names this dict with these keys among all that ever were; 0 until a cache asks for it.
    version: u64,
    /// Counts the changes of keys.
    changes: u64,
}

/// The smallest dict's entries are searched one by one, without a table.
const SMALL: usize = 5;

impl Default for Dict {
    fn default() -> Dict {
        Dict::new()
    }
}

impl Dict {
    pub const fn new() -> Dict {
        Dict { entries: Vec::new(), indices: Indices::NONE, used: 0, usable: SMALL, version: 0, changes: 0 }
    }

    pub fn create(heap: &mut Heap) -> Gc<Dict> {
        heap.allocate(Dict::new())
    }

    /// A dict with room for `count` entries.
    pub fn with_room(heap: &mut Heap, count: usize) -> Gc<Dict> {
        let mut dict = Dict::new();
        if count > SMALL {
            dict.rebuild(Indices::size_for(count));
        }
        dict.entries.reserve_exact(count);
        heap.grew(dict.external_bytes());
        heap.allocate(dict)
    }

    /// A copy, entries dead for the most part left out.
    pub fn copy(heap: &mut Heap, dict: Gc<Dict>) -> Gc<Dict> {
        let source = heap.get(dict);
        let mut copy = Dict { entries: source.entries.clone(), indices: source.indices.clone(), ..*source };
        copy.version = 0;
        if source.used < source.entries.len() * 2 / 3 {
            copy.rebuild(Indices::size_for(source.used));
        }
        heap.grew(copy.external_bytes());
        heap.allocate(copy)
    }

    /// The number of items.
    #[inline(always)]
    pub fn len(&self) -> usize {
        self.used
    }

    #[inline(always)]
    pub fn is_empty(&self) -> bool {
        self.used == 0
    }

    /// For caches: differs from the version of every other dict and from this one's before its keys last changed
    /// (by insertion, removal or clearing; replacing a value changes nothing). 0 compares unequal to all.
    #[inline(always)]
    pub fn version(&self) -> u64 {
        self.version
    }

    /// The version, made if there is none: what a cache that is being filled keeps.
    pub fn ensure_version(&mut self) -> u64 {
        static NEXT: AtomicU64 = AtomicU64::new(1);
        if self.version == 0 {
            self.version = NEXT.fetch_add(1, Ordering::Relaxed);
        }
        self.version
    }

    /// Counts the changes of keys, so that who ran a script can tell whether positions still hold.
    #[inline(always)]
    pub fn changes(&self) -> u64 {
        self.changes
    }

    fn keys_changed(&mut self) {
        self.version = 0;
        self.changes += 1;
    }

    /// An entry, dead ones included.
    #[inline(always)]
    pub fn entry(&self, index: usize) -> &Entry {
        &self.entries[index]
    }

    #[inline(always)]
    pub fn entry_value(&self, index: usize) -> Value {
        self.entries[index].value
    }

    /// Sets the value of an entry. Replacing a function or class counts as a change of version: calls of globals go by
    /// the version alone.
    #[inline(always)]
    pub fn set_entry_value(&mut self, index: usize, value: Value) {
        let place = &mut self.entries[index].value;
        if place.is_kind(Kind::Function) || place.is_kind(Kind::Class) {
            self.version = 0;
        }
        *place = value;
    }

    /// The live entries in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Entry> {
        self.entries.iter().filter(|entry| !entry.is_dead())
    }

    /// The first live entry at `position` or behind it: iteration continues at the index behind that. Positions hold
    /// while [`Dict::changes`] stays, and else point to some entry or none.
    #[inline]
    pub fn next_index(&self, position: usize) -> Option<usize> {
        let rest = self.entries.get(position..)?;
        rest.iter().position(|entry| !entry.is_dead()).map(|offset| position + offset)
    }

    /// The last live entry before `position`, for reversed iteration.
    #[inline]
    pub fn previous_index(&self, position: usize) -> Option<usize> {
        let rest = &self.entries[..position.min(self.entries.len())];
        rest.iter().rposition(|entry| !entry.is_dead())
    }

    /// The position behind all entries, where reversed iteration begins.
    pub fn end(&self) -> usize {
        self.entries.len()
    }

    /// Looks for the entry for which `same` says yes, among those of equal hash; gives up where `same` cannot tell.
    #[inline(always)]
    pub fn search(&self, hash: i64, same: impl Fn(Value) -> Option<bool>) -> Lookup {
        self.indices.search(hash, self.entries.len(), |index| {
            let entry = &self.entries[index];
            if entry.hash != hash || entry.is_dead() {
                return Match::No;
            }
            match same(entry.key) {
                Some(true) => Match::Yes,
                Some(false) => Match::No,
                None => Match::Unknown,
            }
        })
    }

    /// Starts a lookup that the machine steps through.
    pub fn probe(&self, hash: i64) -> Probe {
        Probe { hash, slot: self.indices.first_slot(hash), perturbation: hash as u64, changes: self.changes }
    }

    /// Whether keys changed since the probe began: then start a new one.
    pub fn is_stale(&self, probe: &Probe) -> bool {
        probe.changes != self.changes
    }

    /// The next entry of equal hash. The probe is not stale.
    pub fn next_candidate(&self, probe: &mut Probe) -> Candidate {
        debug_assert!(!self.is_stale(probe));
        loop {
            let Some(found) = self.indices.step(&mut probe.slot, &mut probe.perturbation, self.entries.len()) else {
                return Candidate::Vacant;
            };
            if let Some(index) = found
                && self.entries[index].hash == probe.hash
                && !self.entries[index].is_dead()
            {
                return Candidate::Entry(index);
            }
        }
    }

    /// Appends an item whose key is known not to be there; returns its entry's index.
    pub fn insert_new(heap: &mut Heap, dict: Gc<Dict>, hash: i64, key: Value, value: Value) -> usize {
        let data = heap.get_mut(dict);
        if data.entries.len() < data.entries.capacity() && data.usable > 0 {
            return data.append(hash, key, value);
        }
        let before = data.external_bytes();
        data.make_room();
        let index = data.append(hash, key, value);
        let after = data.external_bytes();
        heap.resized(before, after);
        index
    }

    #[inline]
    fn append(&mut self, hash: i64, key: Value, value: Value) -> usize {
        let index = self.entries.len();
        self.entries.push(Entry { hash, key, value });
        self.indices.insert(hash, index);
        self.usable -= 1;
        self.used += 1;
        self.keys_changed();
        index
    }

    #[cold]
    fn make_room(&mut self) {
        if self.usable == 0 {
            self.rebuild(Indices::size_holding(self.used * 3));
        }
        let length = self.entries.len();
        let target = (length * 2).max(4).min(length + self.usable);
        self.entries.reserve_exact(target - length);
    }

    /// Drops the dead entries and makes a new table of `size` slots.
    fn rebuild(&mut self, size: usize) {
        self.entries.retain(|entry| !entry.is_dead());
        self.indices = Indices::with_size(size);
        for (index, entry) in self.entries.iter().enumerate() {
            self.indices.insert(entry.hash, index);
        }
        self.usable = Indices::capacity_of(size) - self.used;
        self.keys_changed();
    }

    /// Makes room for `count` more items, as `update` and `**` do before they insert.
    pub fn reserve(heap: &mut Heap, dict: Gc<Dict>, count: usize) {
        let data = heap.get_mut(dict);
        if data.usable >= count {
            return;
        }
        let before = data.external_bytes();
        data.rebuild(Indices::size_for(data.used + count));
        data.entries.reserve_exact(count);
        let after = data.external_bytes();
        heap.resized(before, after);
    }

    /// Removes a live entry.
    pub fn remove(&mut self, index: usize) -> Entry {
        let entry = self.entries[index];
        debug_assert!(!entry.is_dead());
        self.indices.remove(entry.hash, index);
        self.entries[index] = Entry { hash: 0, key: Value::UNBOUND, value: Value::UNBOUND };
        self.used -= 1;
        self.keys_changed();
        entry
    }

    /// Removes the item inserted last.
    pub fn pop_last(&mut self) -> Option<Entry> {
        let index = self.previous_index(self.entries.len())?;
        let entry = self.remove(index);
        self.entries.truncate(index);
        Some(entry)
    }

    /// Removes the item inserted first.
    pub fn pop_first(&mut self) -> Option<Entry> {
        let index = self.next_index(0)?;
        Some(self.remove(index))
    }

    pub fn clear(heap: &mut Heap, dict: Gc<Dict>) {
        let data = heap.get_mut(dict);
        let before = data.external_bytes();
        let changes = data.changes + 1;
        *data = Dict { changes, ..Dict::new() };
        heap.resized(before, 0);
    }

    /// Makes the empty `dict` a copy of `source`.
    pub fn assign(heap: &mut Heap, dict: Gc<Dict>, source: Gc<Dict>) {
        let copy = Dict::copy(heap, source);
        let (left, right) = (std::mem::take(heap.get_mut(copy)), heap.get_mut(dict));
        let changes = right.changes + 1;
        let before = right.external_bytes();
        *right = Dict { changes, ..left };
        heap.resized(before, 0);
    }
}

impl Object for Dict {
    const KIND: Kind = Kind::Dict;
    type Tail = NoTail;

    fn trace(&self, tracer: &mut Tracer) {
        for entry in &self.entries {
            tracer.value(entry.key);
            tracer.value(entry.value);
        }
    }

    fn external_bytes(&self) -> usize {
        self.entries.capacity() * size_of::<Entry>() + self.indices.bytes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn setup() -> (Heap, Gc<Dict>) {
        let mut heap = Heap::new();
        crate::object::register(&mut heap);
        let dict = Dict::create(&mut heap);
        (heap, dict)
    }

    fn insert(heap: &mut Heap, dict: Gc<Dict>, key: i64) -> usize {
        Dict::insert_new(heap, dict, key, Value::int(key), Value::int(-key))
    }

    fn find(heap: &Heap, dict: Gc<Dict>, key: i64) -> Option<usize> {
        heap.get(dict).search(key, |other| Some(other == Value::int(key))).found()
    }

    fn keys(heap: &Heap, dict: Gc<Dict>) -> Vec<i64> {
        heap.get(dict).iter().map(|entry| entry.key.as_int().unwrap()).collect()
    }

    #[test]
    fn many_keys_are_found_in_order_of_insertion() {
        let (mut heap, dict) = setup();
        for count in [5, 10, 21, 170, 500, 50_000] {
            for key in heap.get(dict).len() as i64..count {
                assert_eq!(find(&heap, dict, key * 7919), None);
                insert(&mut heap, dict, key * 7919);
            }
            for key in 0..count {
                let index = find(&heap, dict, key * 7919).unwrap();
                assert_eq!(heap.get(dict).entry_value(index), Value::int(-key * 7919));
            }
        }
        for key in (0..50_000).filter(|key| key % 3 > 0) {
            let index = find(&heap, dict, key * 7919).unwrap();
            heap.get_mut(dict).remove(index);
        }
        assert_eq!(keys(&heap, dict), (0..50_000).step_by(3).map(|key| key * 7919).collect::<Vec<_>>());
        let copy = Dict::copy(&mut heap, dict);
        assert_eq!(keys(&heap, copy), keys(&heap, dict));
        assert!(heap.get(copy).end() < heap.get(dict).end());
        assert!((0..50_000).all(|key| find(&heap, copy, key * 7919).is_some() == (key % 3 == 0)));
    }

    #[test]
    fn removing_and_inserting_keeps_the_dict_small() {
        let (mut heap, dict) = setup();
        let before = heap.total_bytes();
        for key in 0..10_000 {
            insert(&mut heap, dict, key);
            let oldest = heap.get(dict).next_index(0).unwrap();
            if heap.get(dict).len() > 3 {
                heap.get_mut(dict).remove(oldest);
            }
        }
        assert_eq!(keys(&heap, dict), [9997, 9998, 9999]);
        assert!(heap.total_bytes() < before + 1000);
        assert_eq!(heap.get_mut(dict).pop_last().unwrap().key, Value::int(9999));
        assert_eq!(heap.get_mut(dict).pop_first().unwrap().key, Value::int(9997));
        insert(&mut heap, dict, 1);
        assert_eq!(keys(&heap, dict), [9998, 1]);
        Dict::clear(&mut heap, dict);
        assert_eq!((heap.get(dict).len(), heap.total_bytes()), (0, before));
        assert!(heap.get_mut(dict).pop_last().is_none());
    }

    #[test]
    fn versions_tell_changes_of_keys_and_dicts_apart() {
        let (mut heap, dict) = setup();
        let index = insert(&mut heap, dict, 1);
        let version = heap.get_mut(dict).ensure_version();
        heap.get_mut(dict).set_entry_value(index, Value::NONE);
        assert_eq!(heap.get(dict).version(), version);
        let copy = Dict::copy(&mut heap, dict);
        assert_ne!(heap.get_mut(copy).ensure_version(), version);
        insert(&mut heap, dict, 2);
        assert_ne!(heap.get(dict).version(), version);
        let version = heap.get_mut(dict).ensure_version();
        heap.get_mut(dict).remove(index);
        assert_ne!(heap.get_mut(dict).ensure_version(), version);
    }

    #[test]
    fn probes_meet_every_entry_of_equal_hash_and_notice_changes() {
        for count in [3, 50] {
            let (mut heap, dict) = setup();
            for key in 0..count {
                Dict::insert_new(&mut heap, dict, 1, Value::int(key), Value::NONE);
                insert(&mut heap, dict, 2 + key);
            }
            let mut probe = heap.get(dict).probe(1);
            let mut met = 0;
            while let Candidate::Entry(index) = heap.get(dict).next_candidate(&mut probe) {
                assert_eq!(heap.get(dict).entry(index).key, Value::int(met));
                met += 1;
            }
            assert_eq!(met, count);
            assert!(!heap.get(dict).is_stale(&probe));
            heap.get_mut(dict).remove(0);
            assert!(heap.get(dict).is_stale(&probe));
        }
    }
}
