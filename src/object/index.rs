//! The hash table of a dict: slots that hold indices of entries, as narrow as their number allows. It never looks at
//! entries itself. Sizes and probing are CPython's.

use super::dict::Lookup;

/// Whether an entry is the one looked for.
pub(super) enum Match {
    Yes,
    No,
    Unknown,
}

/// The table. Without one, the entries themselves are the slots, in order.
#[derive(Clone)]
pub(super) enum Indices {
    None,
    Narrow(Box<[u8]>),
    Medium(Box<[u16]>),
    Wide(Box<[u32]>),
}

/// A slot of some width. The two highest values mean that it was never used, and that its entry was removed.
trait Slot: Copy + PartialEq {
    const EMPTY: Self;
    const REMOVED: Self;

    fn of(index: usize) -> Self;
    fn index(self) -> usize;
}

macro_rules! slot {
    ($($type:ty),*) => {$(
        impl Slot for $type {
            const EMPTY: $type = <$type>::MAX;
            const REMOVED: $type = <$type>::MAX - 1;

            #[inline(always)]
            fn of(index: usize) -> $type {
                index as $type
            }

            #[inline(always)]
            fn index(self) -> usize {
                self as usize
            }
        }
    )*};
}

slot!(u8, u16, u32);

/// Does the same for whichever width the table has.
macro_rules! each_width {
    ($table:expr, $slots:ident => $do:expr, $none:expr) => {
        match $table {
            Indices::None => $none,
            Indices::Narrow($slots) => $do,
            Indices::Medium($slots) => $do,
            Indices::Wide($slots) => $do,
        }
    };
}

#[inline(always)]
fn advance(slot: &mut usize, perturbation: &mut u64, mask: usize) {
    *perturbation >>= 5;
    *slot = slot.wrapping_mul(5).wrapping_add(*perturbation as usize).wrapping_add(1) & mask;
}

impl Indices {
    pub(super) const NONE: Indices = Indices::None;

    /// The entries a table of `size` slots serves.
    pub(super) fn capacity_of(size: usize) -> usize {
        size * 2 / 3
    }

    /// The size with at least `minimum` slots.
    pub(super) fn size_holding(minimum: usize) -> usize {
        minimum.next_power_of_two().max(8)
    }

    /// The size for `count` entries.
    pub(super) fn size_for(count: usize) -> usize {
        Indices::size_holding((count * 3).div_ceil(2))
    }

    /// A table of `size` slots, a power of two from 8.
    pub(super) fn with_size(size: usize) -> Indices {
        match size {
            0..=8 => Indices::None,
            9..=0x100 => Indices::Narrow(vec![u8::EMPTY; size].into()),
            0x101..=0x1_0000 => Indices::Medium(vec![u16::EMPTY; size].into()),
            _ => Indices::Wide(vec![u32::EMPTY; size].into()),
        }
    }

    pub(super) fn bytes(&self) -> usize {
        each_width!(self, slots => size_of_val(&slots[..]), 0)
    }

    /// Asks about one entry after the other that may have this hash.
    #[inline(always)]
    pub(super) fn search(&self, hash: i64, entries: usize, test: impl Fn(usize) -> Match) -> Lookup {
        each_width!(self, slots => search(slots, hash, test), {
            for index in 0..entries {
                match test(index) {
                    Match::Yes => return Lookup::Found(index),
                    Match::No => {}
                    Match::Unknown => return Lookup::Undecided,
                }
            }
            Lookup::Missing
        })
    }

    /// Where a probe for a hash begins.
    pub(super) fn first_slot(&self, hash: i64) -> usize {
        each_width!(self, slots => hash as usize & (slots.len() - 1), 0)
    }

    /// Looks into a slot and moves on: None at the end of the probe, `Some(None)` at a removed entry.
    pub(super) fn step(&self, slot: &mut usize, perturbation: &mut u64, entries: usize) -> Option<Option<usize>> {
        each_width!(self, slots => look(slots, slot, perturbation), {
            let index = *slot;
            *slot += 1;
            if index < entries { Some(Some(index)) } else { None }
        })
    }

    /// Enters the index of a new entry.
    #[inline]
    pub(super) fn insert(&mut self, hash: i64, index: usize) {
        each_width!(self, slots => insert(slots, hash, index), {});
    }

    /// Takes out the index of an entry that is there.
    pub(super) fn remove(&mut self, hash: i64, index: usize) {
        each_width!(self, slots => remove(slots, hash, index), {});
    }
}

#[inline(always)]
fn search<S: Slot>(slots: &[S], hash: i64, test: impl Fn(usize) -> Match) -> Lookup {
    let mask = slots.len() - 1;
    let (mut slot, mut perturbation) = (hash as usize & mask, hash as u64);
    loop {
        let content = slots[slot];
        if content == S::EMPTY {
            return Lookup::Missing;
        }
        if content != S::REMOVED {
            match test(content.index()) {
                Match::Yes => return Lookup::Found(content.index()),
                Match::No => {}
                Match::Unknown => return Lookup::Undecided,
            }
        }
        advance(&mut slot, &mut perturbation, mask);
    }
}

fn look<S: Slot>(slots: &[S], slot: &mut usize, perturbation: &mut u64) -> Option<Option<usize>> {
    let content = slots[*slot];
    if content == S::EMPTY {
        return None;
    }
    advance(slot, perturbation, slots.len() - 1);
    Some(if content == S::REMOVED { None } else { Some(content.index()) })
}

#[inline]
fn insert<S: Slot>(slots: &mut [S], hash: i64, index: usize) {
    let mask = slots.len() - 1;
    let (mut slot, mut perturbation) = (hash as usize & mask, hash as u64);
    while slots[slot] != S::EMPTY {
        advance(&mut slot, &mut perturbation, mask);
    }
    slots[slot] = S::of(index);
}

fn remove<S: Slot>(slots: &mut [S], hash: i64, index: usize) {
    let mask = slots.len() - 1;
    let (mut slot, mut perturbation) = (hash as usize & mask, hash as u64);
    while slots[slot] != S::of(index) {
        advance(&mut slot, &mut perturbation, mask);
    }
    slots[slot] = S::REMOVED;
}
