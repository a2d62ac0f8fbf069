//! Sets, as the machine uses them: lookups that may ask a script's `__eq__`.

use super::Context;
use super::native::Result;
use crate::heap::{Gc, Value};
use crate::object::Dict;
use crate::object::dict::{Candidate, Lookup};
use crate::object::equal::plain_same;
use crate::object::set::{FrozenSet, Set, Table, table_of};

impl Context {
    /// The elements of a set or frozenset, in its order.
    pub fn set_items(&self, set: Value) -> Vec<Value> {
        table_of(&self.heap, self.payload(set)).map_or(Vec::new(), |table| table.iter().map(|(_, item)| item).collect())
    }

    /// The slot of an element, if it is there.
    pub fn set_find(&mut self, set: Value, hash: i64, item: Value) -> Result<Option<usize>> {
        let heap = &self.heap;
        let Some(table) = table_of(heap, set) else { return Ok(None) };
        match table.search(hash, |other| plain_same(heap, other, item)) {
            Lookup::Found(slot) => return Ok(Some(slot)),
            Lookup::Missing => return Ok(None),
            Lookup::Undecided => {}
        }
        let mark = self.roots.len();
        self.roots.extend([set, item]);
        let result = self.set_find_asking(set, hash, item);
        self.roots.truncate(mark);
        result
    }

    fn set_find_asking(&mut self, set: Value, hash: i64, item: Value) -> Result<Option<usize>> {
        'restart: loop {
            let table = table_of(&self.heap, set).expect("a set");
            let mut probe = table.probe(hash);
            loop {
                let table = table_of(&self.heap, set).expect("a set");
                match table.next_candidate(&mut probe) {
                    Candidate::Vacant => return Ok(None),
                    Candidate::Entry(slot) => {
                        let (_, other) = table.element(slot);
                        let same = self.equal(other, item)?;
                        if table_of(&self.heap, set).expect("a set").is_stale(&probe) {
                            continue 'restart;
                        }
                        if same {
                            return Ok(Some(slot));
                        }
                    }
                }
            }
        }
    }

    /// `item in set`.
    pub fn set_contains(&mut self, set: Value, item: Value) -> Result<bool> {
        let hash = self.hash_of_wanted(item)?;
        self.set_find(set, hash, item).map(|slot| slot.is_some())
    }

    /// The hash of what is looked for in a set: a set stands for the frozenset of its elements.
    pub fn hash_of_wanted(&mut self, item: Value) -> Result<i64> {
        match self.payload(item).cast::<Set>() {
            Some(set) => {
                self.charge(self.heap.get(set).table.len() as u64)?;
                let hashes: Vec<i64> = self.heap.get(set).table.iter().map(|(hash, _)| hash).collect();
                Ok(crate::object::hash::of_frozenset(hashes.into_iter()))
            }
            None => self.hash_element(item),
        }
    }

    /// `set.add(item)`
    #[inline(never)]
    pub fn set_add(&mut self, set: Value, item: Value) -> Result<()> {
        let mark = self.roots.len();
        self.roots.push(item);
        let hash = self.hash_element(item);
        self.roots.truncate(mark);
        let hash = hash?;
        let set = set.cast::<Set>().expect("only sets are added to");
        self.set_insert_hashed(set, hash, item)
    }

    /// Adds an element of known hash.
    pub fn set_insert_hashed(&mut self, set: Gc<Set>, hash: i64, item: Value) -> Result<()> {
        if self.set_find(Value::object(set), hash, item)?.is_none() {
            Set::edit(&mut self.heap, set, |table| table.insert_new(hash, item));
        }
        Ok(())
    }

    /// `set |= other`, `other` being a set or frozenset.
    pub fn set_merge(&mut self, set: Gc<Set>, other: Value) -> Result<()> {
        if Value::object(set) == other {
            return Ok(());
        }
        let count = table_of(&self.heap, other).map_or(0, Table::len);
        self.charge(count as u64 / 8)?;
        let stopped = self.with_table(set, |ctx, this| {
            let other = table_of(&ctx.heap, other)?;
            this.merge(other, 0, |a, b| plain_same(&ctx.heap, a, b))
        });
        if let Some(slot) = stopped {
            self.each_element(other, slot, |ctx, hash, item| ctx.set_insert_hashed(set, hash, item).map(|()| true))?;
        }
        Ok(())
    }

    /// `set |= dict.keys()`, as `set.update(dict)` has it.
    pub fn set_merge_keys(&mut self, set: Gc<Set>, dict: Gc<Dict>) -> Result<()> {
        let count = self.heap.get(dict).len();
        Set::edit(&mut self.heap, set, |table| table.begin_merge(count));
        self.each_key(dict, |ctx, hash, key| ctx.set_insert_hashed(set, hash, key))
    }

    /// Works on a set's table while other objects can be looked at.
    pub fn with_table<T>(&mut self, set: Gc<Set>, work: impl FnOnce(&Context, &mut Table) -> T) -> T {
        let mut table = std::mem::take(&mut self.heap.get_mut(set).table);
        let before = table.bytes();
        let result = work(self, &mut table);
        let after = table.bytes();
        self.heap.get_mut(set).table = table;
        self.heap.resized(before, after);
        result
    }

    /// Does something that may run scripts while `value` is kept alive.
    pub fn keeping<T>(&mut self, value: Value, act: impl FnOnce(&mut Context) -> Result<T>) -> Result<T> {
        let mark = self.roots.len();
        self.roots.push(value);
        let result = act(self);
        self.roots.truncate(mark);
        result
    }

    /// Shows each element of a set from a slot on, with its hash, until told to stop, which is answered; the set may
    /// change meanwhile.
    pub fn each_element(
        &mut self,
        set: Value,
        from: usize,
        mut act: impl FnMut(&mut Context, i64, Value) -> Result<bool>,
    ) -> Result<bool> {
        let mut position = from;
        while let Some(table) = table_of(&self.heap, set)
            && let Some(slot) = table.next_slot(position)
        {
            position = slot + 1;
            let (hash, item) = table.element(slot);
            self.charge(1)?;
            if !self.keeping(item, |ctx| act(ctx, hash, item))? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Shows each key of a dict with its hash; the dict may change meanwhile.
    pub fn each_key(
        &mut self,
        dict: Gc<Dict>,
        mut act: impl FnMut(&mut Context, i64, Value) -> Result<()>,
    ) -> Result<()> {
        let mut position = 0;
        while let Some(index) = self.heap.get(dict).next_index(position) {
            position = index + 1;
            let entry = *self.heap.get(dict).entry(index);
            self.charge(1)?;
            self.keeping(entry.key, |ctx| act(ctx, entry.hash, entry.key))?;
        }
        Ok(())
    }

    /// A frozenset of constants, which need no script to compare.
    pub fn frozen_set_constant(&mut self, items: &[Value]) -> Value {
        let mut table = Table::default();
        for &item in items {
            let hash = crate::object::equal::plain_hash(&self.heap, item).unwrap_or(0);
            table.add(hash, item, |a, b| plain_same(&self.heap, a, b));
        }
        Value::object(FrozenSet::create(&mut self.heap, table))
    }
}
