//! Constants and sites of a code object, each kept once.

use std::collections::HashMap;

use crate::bytecode::{Constant, ConstantIndex, Site, SiteIndex, SiteUse};

use super::scope::Name;

/// A constant as a key: floats by their bits, since `0.0` and `-0.0` are different constants.
#[derive(PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Key {
    None,
    Bool(bool),
    Ellipsis,
    Int(i64),
    BigInt(Box<str>),
    Float(u64),
    Complex(u64, u64),
    Str(Box<[u8]>),
    Bytes(Box<[u8]>),
    Tuple(Vec<Key>),
    /// Sorted: in whatever order they are written, equal sets are one constant, made in the order of the first.
    FrozenSet(Vec<Key>),
}

impl Key {
    /// Code objects are not compared.
    fn of(constant: &Constant) -> Option<Key> {
        let keys = |items: &[Constant]| items.iter().map(Key::of).collect::<Option<Vec<_>>>();
        Some(match constant {
            Constant::None => Key::None,
            Constant::Bool(value) => Key::Bool(*value),
            Constant::Ellipsis => Key::Ellipsis,
            Constant::Int(value) => Key::Int(*value),
            Constant::BigInt(digits) => Key::BigInt(digits.clone()),
            Constant::Float(value) => Key::Float(value.to_bits()),
            Constant::Complex(real, imaginary) => Key::Complex(real.to_bits(), imaginary.to_bits()),
            Constant::Str(text) => Key::Str(text.clone()),
            Constant::Bytes(bytes) => Key::Bytes(bytes.clone()),
            Constant::Tuple(items) => Key::Tuple(keys(items)?),
            Constant::FrozenSet(items) => {
                let mut keys = keys(items)?;
                keys.sort();
                keys.dedup();
                Key::FrozenSet(keys)
            }
            Constant::Code(_) => return None,
        })
    }
}

/// Sets of constants in a whole module. As in CPython, equal ones are one, so that they are iterated in one order.
#[derive(Default)]
pub(super) struct Sets(HashMap<Key, Constant>);

impl Sets {
    pub fn share(&mut self, constant: Constant) -> Constant {
        match (&constant, Key::of(&constant)) {
            (Constant::FrozenSet(_), Some(key)) => self.0.entry(key).or_insert(constant).clone(),
            _ => constant,
        }
    }
}

#[derive(Default)]
pub(super) struct Constants {
    constants: Vec<Constant>,
    by_key: HashMap<Key, u32>,
    /// An instruction with a 16-bit index did not reach its constant.
    pub overflowed: bool,
}

impl Constants {
    pub fn add(&mut self, constant: Constant) -> ConstantIndex {
        let next = self.constants.len() as u32;
        if let Some(key) = Key::of(&constant) {
            let known = *self.by_key.entry(key).or_insert(next);
            if known != next {
                return ConstantIndex(known);
            }
        }
        self.constants.push(constant);
        ConstantIndex(next)
    }

    /// For instructions with a 16-bit index.
    pub fn add_near(&mut self, constant: Constant) -> u16 {
        let index = self.add(constant).0;
        u16::try_from(index).unwrap_or_else(|_| {
            self.overflowed = true;
            0
        })
    }

    pub fn take(&mut self) -> Vec<Constant> {
        std::mem::take(&mut self.constants)
    }
}

#[derive(Default)]
pub(super) struct Sites {
    sites: Vec<Site>,
    by_name: HashMap<(Name, SiteUse), u16>,
    pub overflowed: bool,
}

impl Sites {
    /// Uses of a global or module share a site; attributes have one each, since their caches differ.
    pub fn add(&mut self, name: &Name, used_as: SiteUse) -> SiteIndex {
        let is_shared = !matches!(used_as, SiteUse::Attribute | SiteUse::Method);
        if is_shared && let Some(&known) = self.by_name.get(&(name.clone(), used_as)) {
            return SiteIndex(known);
        }
        let Ok(index) = u16::try_from(self.sites.len()) else {
            self.overflowed = true;
            return SiteIndex(0);
        };
        self.sites.push(Site { name: name.clone(), used_as });
        if is_shared {
            self.by_name.insert((name.clone(), used_as), index);
        }
        SiteIndex(index)
    }

    pub fn take(&mut self) -> Vec<Site> {
        std::mem::take(&mut self.sites)
    }
}
