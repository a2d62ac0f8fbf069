//! Sorting as CPython does it: Tim Peters' adaptive, stable merge sort with the merge order of Munro and Wild's powersort
//! (CPython's `Objects/listsort.txt` tells why). It asks the same questions in the same order as CPython, because a
//! script's `__lt__` can tell, and only ever "is this less than that?".
//!
//! A comparison may run a script, so what is sorted is not a list's own storage: the caller sorts a copy while something
//! reachable keeps the values alive, and puts it back afterwards. If a comparison fails, the order is some order.

use std::cmp::Ordering;

use crate::heap::{Heap, Value};
use crate::object::string::Str;

/// How often one run must win in a row before its wins are looked for by galloping.
const MIN_GALLOP: usize = 7;
/// Runs shorter than half of this to this are made longer by insertion.
const MAX_MINIMUM_RUN: usize = 64;

/// Sorts, given how to tell whether one item is less than another.
pub fn sort<T: Copy, E>(items: &mut [T], less: impl FnMut(&T, &T) -> Result<bool, E>) -> Result<(), E> {
    let total = items.len();
    if total < 2 {
        return Ok(());
    }
    let minimum = minimum_run(total);
    let mut sorter = Sorter { items, buffer: Vec::new(), less, min_gallop: MIN_GALLOP, runs: Vec::new() };
    let mut start = 0;
    while start < total {
        let mut length = sorter.count_run(start)?;
        if length < minimum {
            let wanted = minimum.min(total - start);
            sorter.insert_up_to(start, length, wanted)?;
            length = wanted;
        }
        sorter.merge_deeper_runs(length)?;
        sorter.runs.push(Run { start, length, power: 0 });
        start += length;
    }
    sorter.merge_all()
}

/// What [`sort_uniform`] did.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Uniform {
    Sorted,
    /// Nothing: the keys are of several types, or of another.
    Mixed,
    /// Left off because it was due to; the items are in some order.
    Interrupted,
}

/// Sorts items whose keys are all ints, all floats, or all strings. Equal to [`sort`] with their order, and faster.
/// Now and then it asks whether it is `due` to leave off.
pub fn sort_uniform<T: Copy>(
    heap: &Heap,
    items: &mut [T],
    key: impl Fn(&T) -> Value,
    due: impl Fn() -> bool,
) -> Uniform {
    let Some(first) = items.first().map(&key) else {
        return Uniform::Sorted;
    };
    if first.is_int() && items.iter().all(|item| key(item).is_int()) {
        sort_in_chunks(items, |a, b| key(a).int_payload().cmp(&key(b).int_payload()), due)
    } else if first.is_float() && items.iter().all(|item| key(item).is_float()) {
        let float = |item: &T| key(item).float_payload();
        if items.iter().any(|item| float(item).is_nan()) {
            let sorted = sort(items, |a, b| if due() { Err(()) } else { Ok(float(a) < float(b)) });
            return if sorted.is_ok() { Uniform::Sorted } else { Uniform::Interrupted };
        }
        sort_in_chunks(items, |a, b| float(a).partial_cmp(&float(b)).expect("numbers are ordered"), due)
    } else if first.is::<Str>() && items.iter().all(|item| key(item).is::<Str>()) {
        let text = |item: &T| key(item).cast::<Str>().map(|string| heap.str_bytes(string));
        sort_in_chunks(items, |a, b| text(a).cmp(&text(b)), due)
    } else {
        Uniform::Mixed
    }
}

/// So many items are sorted or merged without asking whether to leave off.
const CHUNK: usize = 1 << 15;

fn sort_in_chunks<T: Copy>(items: &mut [T], compare: impl Fn(&T, &T) -> Ordering, due: impl Fn() -> bool) -> Uniform {
    for chunk in items.chunks_mut(CHUNK) {
        chunk.sort_by(&compare);
        if due() {
            return Uniform::Interrupted;
        }
    }
    let mut buffer = Vec::new();
    let mut width = CHUNK;
    while width < items.len() {
        for pair in items.chunks_mut(2 * width) {
            if pair.len() > width && !merge_halves(pair, width, &mut buffer, &compare, &due) {
                return Uniform::Interrupted;
            }
        }
        width *= 2;
    }
    Uniform::Sorted
}

/// Merges what is sorted before and from `middle` on; false if it was due to leave off.
fn merge_halves<T: Copy>(
    items: &mut [T],
    middle: usize,
    buffer: &mut Vec<T>,
    compare: &impl Fn(&T, &T) -> Ordering,
    due: &impl Fn() -> bool,
) -> bool {
    if compare(&items[middle - 1], &items[middle]).is_le() {
        return true;
    }
    buffer.clear();
    buffer.extend_from_slice(&items[..middle]);
    let (mut left, mut right, mut to) = (0, middle, 0);
    let mut interrupted = false;
    while left < buffer.len() && !interrupted {
        if right < items.len() && compare(&items[right], &buffer[left]).is_lt() {
            items[to] = items[right];
            right += 1;
        } else {
            items[to] = buffer[left];
            left += 1;
        }
        to += 1;
        interrupted = to % CHUNK == 0 && due();
    }
    // The gap before `right` is as wide as what is left in the buffer.
    items[to..right].copy_from_slice(&buffer[left..]);
    !interrupted
}

/// A sorted part of the items.
struct Run {
    start: usize,
    length: usize,
    /// How deep in the tree of merges this run is merged with the one after it.
    power: u32,
}

struct Sorter<'a, T, F> {
    items: &'a mut [T],
    /// The shorter of two runs while they are merged.
    buffer: Vec<T>,
    less: F,
    /// Grows where galloping does not pay, and shrinks where it does.
    min_gallop: usize,
    /// Runs that wait to be merged; they adjoin each other.
    runs: Vec<Run>,
}

/// A merge under way: the next of either run, and where it goes. The gap between what was merged and what is left in
/// place is always as wide as what is left in the buffer.
struct Merge {
    left: usize,
    right: usize,
    to: usize,
}

/// A number of which the total divided by it is a power of two, or a little less.
fn minimum_run(total: usize) -> usize {
    let (mut rest, mut shifted_out) = (total, 0);
    while rest >= MAX_MINIMUM_RUN {
        shifted_out |= rest & 1;
        rest >>= 1;
    }
    rest + shifted_out
}

/// The first place where either midpoint of two adjoining runs, as a binary fraction of the total, differs.
fn power(start: usize, first: usize, second: usize, total: usize) -> u32 {
    let mut low = 2 * start + first;
    let mut high = low + first + second;
    let mut power = 0;
    loop {
        power += 1;
        if low >= total {
            low -= total;
            high -= total;
        } else if high >= total {
            return power;
        }
        low <<= 1;
        high <<= 1;
    }
}

/// The number of items of a sorted run that come `before` something, searched from `hint` in growing steps.
fn gallop<T, E>(run: &[T], hint: usize, mut before: impl FnMut(&T) -> Result<bool, E>) -> Result<usize, E> {
    let (mut last, mut offset) = (0, 1);
    let (mut low, mut high);
    if before(&run[hint])? {
        let limit = run.len() - hint;
        while offset < limit && before(&run[hint + offset])? {
            last = offset;
            offset = offset * 2 + 1;
        }
        (low, high) = (hint + last + 1, hint + offset.min(limit));
    } else {
        let limit = hint + 1;
        while offset < limit && !before(&run[hint - offset])? {
            last = offset;
            offset = offset * 2 + 1;
        }
        (low, high) = (limit - offset.min(limit), hint - last);
    }
    while low < high {
        let middle = low + (high - low) / 2;
        if before(&run[middle])? {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    Ok(high)
}

impl<T: Copy, E, F: FnMut(&T, &T) -> Result<bool, E>> Sorter<'_, T, F> {
    fn is_less(&mut self, left: usize, right: usize) -> Result<bool, E> {
        (self.less)(&self.items[left], &self.items[right])
    }

    /// The length of the run that begins at `start`; one that descends is reversed. Equal items in a descending run are
    /// reversed first, so that in the end they stand as they did.
    fn count_run(&mut self, start: usize) -> Result<usize, E> {
        let end = self.items.len();
        let mut next = self.ascend(start + 1)?;
        if next == end {
            return Ok(next - start);
        }
        if next - start > 1 {
            if self.is_less(start, next - 1)? {
                return Ok(next - start);
            }
            self.items[start..next].reverse();
        }
        next += 1;
        let mut equal = 0;
        while next < end {
            if self.is_less(next, next - 1)? {
                self.reverse_equal(next, &mut equal);
            } else if self.is_less(next - 1, next)? {
                break;
            } else {
                equal += 1;
            }
            next += 1;
        }
        self.reverse_equal(next, &mut equal);
        self.items[start..next].reverse();
        Ok(self.ascend(next)? - start)
    }

    /// The first index from `next` on whose item is less than the one before.
    fn ascend(&mut self, mut next: usize) -> Result<usize, E> {
        while next < self.items.len() && !self.is_less(next, next - 1)? {
            next += 1;
        }
        Ok(next)
    }

    fn reverse_equal(&mut self, end: usize, equal: &mut usize) {
        if *equal > 0 {
            self.items[end - *equal - 1..end].reverse();
            *equal = 0;
        }
    }

    /// Makes a run longer by binary insertion.
    fn insert_up_to(&mut self, start: usize, sorted: usize, wanted: usize) -> Result<(), E> {
        for next in start + sorted..start + wanted {
            let (mut low, mut high) = (start, next);
            while low < high {
                let middle = (low + high) / 2;
                if self.is_less(next, middle)? {
                    high = middle;
                } else {
                    low = middle + 1;
                }
            }
            self.items[low..=next].rotate_right(1);
        }
        Ok(())
    }

    /// Before a run of `length` is pushed: merges the runs that lie deeper in the tree than the last one and it.
    fn merge_deeper_runs(&mut self, length: usize) -> Result<(), E> {
        let Some(last) = self.runs.last() else {
            return Ok(());
        };
        let power = power(last.start, last.length, length, self.items.len());
        while self.runs.len() > 1 && self.runs[self.runs.len() - 2].power > power {
            self.merge_at(self.runs.len() - 2)?;
        }
        self.runs.last_mut().expect("merging leaves a run").power = power;
        Ok(())
    }

    fn merge_all(&mut self) -> Result<(), E> {
        while self.runs.len() > 1 {
            let mut at = self.runs.len() - 2;
            if at > 0 && self.runs[at - 1].length < self.runs[at + 1].length {
                at -= 1;
            }
            self.merge_at(at)?;
        }
        Ok(())
    }

    /// Merges a run with the one after it.
    fn merge_at(&mut self, at: usize) -> Result<(), E> {
        let second = self.runs.remove(at + 1);
        let first = &mut self.runs[at];
        let (start, middle, end) = (first.start, second.start, second.start + second.length);
        first.length += second.length;
        let Sorter { items, less, .. } = self;
        // What is in place already: the beginning of the first run, and the end of the second.
        let key = items[middle];
        let start = start + gallop(&items[start..middle], 0, |item| Ok(!less(&key, item)?))?;
        if start == middle {
            return Ok(());
        }
        let key = items[middle - 1];
        let end = middle + gallop(&items[middle..end], end - middle - 1, |item| less(item, &key))?;
        if end == middle {
            return Ok(());
        }
        if middle - start <= end - middle {
            self.merge_low(start, middle, end)
        } else {
            self.merge_high(start, middle, end)
        }
    }

    /// Merges from the left; the first run goes to the buffer.
    fn merge_low(&mut self, start: usize, middle: usize, end: usize) -> Result<(), E> {
        self.buffer.clear();
        self.buffer.extend_from_slice(&self.items[start..middle]);
        let mut merge = Merge { left: 0, right: middle, to: start };
        let result = self.run_low(&mut merge, end);
        let rest = &self.buffer[merge.left..];
        self.items[merge.to..merge.to + rest.len()].copy_from_slice(rest);
        result
    }

    fn run_low(&mut self, merge: &mut Merge, end: usize) -> Result<(), E> {
        let Sorter { items, buffer, less, min_gallop, .. } = self;
        let Merge { left, right, to } = merge;
        let count = buffer.len();
        macro_rules! take_left {
            ($n:expr) => {
                items[*to..*to + $n].copy_from_slice(&buffer[*left..*left + $n]);
                (*left, *to) = (*left + $n, *to + $n);
            };
        }
        macro_rules! take_right {
            ($n:expr) => {
                items.copy_within(*right..*right + $n, *to);
                (*right, *to) = (*right + $n, *to + $n);
            };
        }
        // The last of the left run is known to be the last of all.
        macro_rules! finish_if_one_is_left {
            () => {
                if *left + 1 >= count {
                    if *left < count {
                        take_right!(end - *right);
                    }
                    return Ok(());
                }
            };
        }
        take_right!(1);
        if *right == end {
            return Ok(());
        }
        finish_if_one_is_left!();
        loop {
            let (mut left_wins, mut right_wins) = (0, 0);
            while left_wins < *min_gallop && right_wins < *min_gallop {
                if less(&items[*right], &buffer[*left])? {
                    take_right!(1);
                    (left_wins, right_wins) = (0, right_wins + 1);
                    if *right == end {
                        return Ok(());
                    }
                } else {
                    take_left!(1);
                    (left_wins, right_wins) = (left_wins + 1, 0);
                    finish_if_one_is_left!();
                }
            }
            *min_gallop += 1;
            while {
                *min_gallop -= usize::from(*min_gallop > 1);
                let key = items[*right];
                left_wins = gallop(&buffer[*left..], 0, |item| Ok(!less(&key, item)?))?;
                take_left!(left_wins);
                if left_wins > 0 {
                    finish_if_one_is_left!();
                }
                take_right!(1);
                if *right == end {
                    return Ok(());
                }
                let key = buffer[*left];
                right_wins = gallop(&items[*right..end], 0, |item| less(item, &key))?;
                take_right!(right_wins);
                if *right == end {
                    return Ok(());
                }
                take_left!(1);
                finish_if_one_is_left!();
                left_wins >= MIN_GALLOP || right_wins >= MIN_GALLOP
            } {}
            *min_gallop += 1;
        }
    }

    /// Merges from the right; the second run goes to the buffer. `left` and `right` are behind what is next.
    fn merge_high(&mut self, start: usize, middle: usize, end: usize) -> Result<(), E> {
        self.buffer.clear();
        self.buffer.extend_from_slice(&self.items[middle..end]);
        let mut merge = Merge { left: middle, right: end - middle, to: end };
        let result = self.run_high(&mut merge, start);
        let rest = &self.buffer[..merge.right];
        self.items[merge.to - rest.len()..merge.to].copy_from_slice(rest);
        result
    }

    fn run_high(&mut self, merge: &mut Merge, start: usize) -> Result<(), E> {
        let Sorter { items, buffer, less, min_gallop, .. } = self;
        let Merge { left, right, to } = merge;
        macro_rules! take_left {
            ($n:expr) => {
                items.copy_within(*left - $n..*left, *to - $n);
                (*left, *to) = (*left - $n, *to - $n);
            };
        }
        macro_rules! take_right {
            ($n:expr) => {
                items[*to - $n..*to].copy_from_slice(&buffer[*right - $n..*right]);
                (*right, *to) = (*right - $n, *to - $n);
            };
        }
        // The first of the right run is known to be the first of all.
        macro_rules! finish_if_one_is_left {
            () => {
                if *right <= 1 {
                    if *right == 1 {
                        take_left!(*left - start);
                    }
                    return Ok(());
                }
            };
        }
        take_left!(1);
        if *left == start {
            return Ok(());
        }
        finish_if_one_is_left!();
        loop {
            let (mut left_wins, mut right_wins) = (0, 0);
            while left_wins < *min_gallop && right_wins < *min_gallop {
                if less(&buffer[*right - 1], &items[*left - 1])? {
                    take_left!(1);
                    (left_wins, right_wins) = (left_wins + 1, 0);
                    if *left == start {
                        return Ok(());
                    }
                } else {
                    take_right!(1);
                    (left_wins, right_wins) = (0, right_wins + 1);
                    finish_if_one_is_left!();
                }
            }
            *min_gallop += 1;
            while {
                *min_gallop -= usize::from(*min_gallop > 1);
                let (key, rest) = (buffer[*right - 1], *left - start);
                left_wins = rest - gallop(&items[start..*left], rest - 1, |item| Ok(!less(&key, item)?))?;
                take_left!(left_wins);
                if *left == start {
                    return Ok(());
                }
                take_right!(1);
                finish_if_one_is_left!();
                let key = items[*left - 1];
                right_wins = *right - gallop(&buffer[..*right], *right - 1, |item| less(item, &key))?;
                take_right!(right_wins);
                if right_wins > 0 {
                    finish_if_one_is_left!();
                }
                take_left!(1);
                if *left == start {
                    return Ok(());
                }
                left_wins >= MIN_GALLOP || right_wins >= MIN_GALLOP
            } {}
            *min_gallop += 1;
        }
    }
}

#[cfg(test)]
mod tests;
