//! Sets, as the machine uses them: lookups that may ask a script's `__eq__`.

use super::Context;
use super::native::Result;
use crate::heap::Value;
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
        let hash = self.hash(item)?;
        self.set_find(set, hash, item).map(|slot| slot.is_some())
    }

    /// `set.add(item)`;
    pub fn set_insert(&mut self, set: Value, item: Value) -> Result<()> {
        let mark = self.roots.len();
        self.roots.push(item);
        let hash = self.hash(item);
        self.roots.truncate(mark);
        let hash = hash?;
        if self.set_find(set, hash, item)?.is_none() {
            let set = set.cast::<Set>().expect("only sets are added to");
            Set::edit(&mut self.heap, set, |table| table.insert_new(hash, item));
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
