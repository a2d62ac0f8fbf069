//! Ranges. Where all bounds and the length fit 64 bits they are plain numbers; the rest is done with ints of any size.

use super::failure::Failure;
use super::hash;
use super::int::{self, Int, IntRef};
use crate::heap::{Gc, Heap, Kind, NoTail, Object, Tracer};

/// `range(start, stop, step)`
#[derive(Clone, PartialEq, Debug)]
pub enum Range {
    Small(SmallRange),
    Big(Box<BigRange>),
}

/// A range of 64-bit ints.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct SmallRange {
    pub start: i64,
    pub stop: i64,
    pub step: i64,
    /// At most `i64::MAX`.
    pub length: u64,
}

/// A range of which some part does not fit.
#[derive(Clone, PartialEq, Debug)]
pub struct BigRange {
    pub start: Int,
    pub stop: Int,
    pub step: Int,
    pub length: Int,
}

impl SmallRange {
    /// The range, unless its length is out of bounds; the step is not zero.
    #[inline]
    pub fn new(start: i64, stop: i64, step: i64) -> Option<SmallRange> {
        let length = if step > 0 && start < stop {
            (stop.wrapping_sub(start) as u64 - 1) / step as u64 + 1
        } else if step < 0 && start > stop {
            (start.wrapping_sub(stop) as u64 - 1) / step.unsigned_abs() + 1
        } else {
            0
        };
        if length <= i64::MAX as u64 { Some(SmallRange { start, stop, step, length }) } else { None }
    }

    /// The element at an index below the length.
    #[inline]
    pub fn item(self, index: u64) -> i64 {
        self.start.wrapping_add((index as i64).wrapping_mul(self.step))
    }

    /// The index of an element.
    pub fn index_of(self, value: i64) -> Option<u64> {
        let inside = if self.step > 0 { self.start <= value } else { self.start >= value };
        let distance = i128::from(value) - i128::from(self.start);
        if !inside || distance % i128::from(self.step) != 0 {
            return None;
        }
        let index = (distance / i128::from(self.step)) as u64;
        if index < self.length { Some(index) } else { None }
    }
}

impl Range {
    pub fn new(start: Int, stop: Int, step: Int) -> Result<Range, Failure> {
        if step == Int::Small(0) {
            return Err(Failure::value_error("range() arg 3 must not be zero"));
        }
        if let (&Int::Small(start), &Int::Small(stop), &Int::Small(step)) = (&start, &stop, &step)
            && let Some(small) = SmallRange::new(start, stop, step)
        {
            return Ok(Range::Small(small));
        }
        let (from, to) = if step.borrow().is_negative() { (&stop, &start) } else { (&start, &stop) };
        let length = if from.borrow() < to.borrow() {
            let distance = int::subtract(to.borrow(), from.borrow());
            let whole = int::subtract(distance.borrow(), IntRef::Small(1));
            let steps = int::floor_divide(whole.borrow(), int::absolute(step.borrow()).borrow())?;
            int::add(steps.borrow(), IntRef::Small(1))
        } else {
            Int::Small(0)
        };
        Ok(Range::Big(Box::new(BigRange { start, stop, step, length })))
    }

    pub fn create(heap: &mut Heap, range: Range) -> Gc<Range> {
        heap.allocate(range)
    }

    pub fn start(&self) -> Int {
        match self {
            Range::Small(small) => Int::Small(small.start),
            Range::Big(big) => big.start.clone(),
        }
    }

    pub fn stop(&self) -> Int {
        match self {
            Range::Small(small) => Int::Small(small.stop),
            Range::Big(big) => big.stop.clone(),
        }
    }

    pub fn step(&self) -> Int {
        match self {
            Range::Small(small) => Int::Small(small.step),
            Range::Big(big) => big.step.clone(),
        }
    }

    pub fn length(&self) -> Int {
        match self {
            Range::Small(small) => Int::Small(small.length as i64),
            Range::Big(big) => big.length.clone(),
        }
    }

    pub fn is_empty(&self) -> bool {
        self.length() == Int::Small(0)
    }

    /// `start + index * step`, whatever the length.
    fn at(&self, index: IntRef) -> Int {
        let offset = int::multiply(index, self.step().borrow());
        int::add(self.start().borrow(), offset.borrow())
    }

    /// The element at an index, which may count from the end.
    pub fn item(&self, index: IntRef) -> Result<Int, Failure> {
        let length = self.length();
        let from_end = int::add(index, length.borrow());
        let position = if index.is_negative() { from_end.borrow() } else { index };
        if position.is_negative() || position >= length.borrow() {
            return Err(Failure::index_error("range object index out of range"));
        }
        Ok(self.at(position))
    }

    /// The index of an element.
    pub fn index_of(&self, value: IntRef) -> Option<Int> {
        if let (Range::Small(small), Some(value)) = (self, value.to_i64()) {
            return small.index_of(value).map(Int::from);
        }
        let distance = int::subtract(value, self.start().borrow());
        let (index, remainder) = int::divide_modulo(distance.borrow(), self.step().borrow()).ok()?;
        let found =
            remainder == Int::Small(0) && !index.borrow().is_negative() && index.borrow() < self.length().borrow();
        found.then_some(index)
    }

    /// `range[start:stop:step]`, the parts being None where they are left out.
    pub fn slice(&self, start: Option<IntRef>, stop: Option<IntRef>, step: Option<IntRef>) -> Result<Range, Failure> {
        let step = step.unwrap_or(IntRef::Small(1));
        if step.is_zero() {
            return Err(Failure::value_error("slice step cannot be zero"));
        }
        let length = self.length();
        let (one, backward) = (IntRef::Small(1), step.is_negative());
        let last = int::subtract(length.borrow(), one);
        let (lowest, highest) =
            if backward { (IntRef::Small(-1), last.borrow()) } else { (IntRef::Small(0), length.borrow()) };
        let clamp = |bound: IntRef| {
            let from_end = int::add(bound, length.borrow());
            let bound = if bound.is_negative() { from_end.borrow() } else { bound };
            bound.clamp(lowest, highest).to_owned()
        };
        let start = start.map_or_else(|| if backward { highest } else { lowest }.to_owned(), clamp);
        let stop = stop.map_or_else(|| if backward { lowest } else { highest }.to_owned(), clamp);
        Range::new(self.at(start.borrow()), self.at(stop.borrow()), int::multiply(step, self.step().borrow()))
    }

    /// The same elements from the end to the beginning.
    pub fn reversed(&self) -> Range {
        let last = int::subtract(self.length().borrow(), IntRef::Small(1));
        let step = int::negate(self.step().borrow());
        let before_first = int::subtract(self.start().borrow(), self.step().borrow());
        Range::new(self.at(last.borrow()), before_first, step).expect("a negated step is not zero")
    }

    /// Whether both have the same elements.
    pub fn is_equal(&self, other: &Range) -> bool {
        let length = self.length();
        length == other.length()
            && (length == Int::Small(0)
                || (self.start() == other.start() && (length == Int::Small(1) || self.step() == other.step())))
    }

    pub fn hash(&self) -> i64 {
        let length = self.length();
        let start = if length == Int::Small(0) { hash::NONE } else { hash::of_int(self.start().borrow()) };
        let single = length.borrow() <= IntRef::Small(1);
        let step = if single { hash::NONE } else { hash::of_int(self.step().borrow()) };
        hash::of_tuple([hash::of_int(length.borrow()), start, step].into_iter())
    }
}

impl Object for Range {
    const KIND: Kind = Kind::Range;
    type Tail = NoTail;

    fn trace(&self, _: &mut Tracer) {}
}

#[cfg(test)]
mod tests {
    use super::*;

    fn range(start: i64, stop: i64, step: i64) -> Range {
        Range::new(start.into(), stop.into(), step.into()).unwrap()
    }

    fn slice(range: &Range, parts: [Option<i64>; 3]) -> Range {
        let [start, stop, step] = parts.map(|part| part.map(IntRef::Small));
        range.slice(start, stop, step).unwrap()
    }

    #[test]
    fn ranges_have_elements() {
        assert_eq!(range(0, 10, 3).length(), Int::Small(4));
        assert_eq!(range(10, 0, -3).length(), Int::Small(4));
        assert!(range(0, -1, 1).is_empty());
        assert_eq!(range(0, 10, 3).item(IntRef::Small(-1)), Ok(Int::Small(9)));
        assert!(range(0, 10, 3).item(IntRef::Small(4)).is_err());
        assert_eq!(range(10, 0, -3).index_of(IntRef::Small(4)), Some(Int::Small(2)));
        assert_eq!(range(10, 0, -3).index_of(IntRef::Small(1)), Some(Int::Small(3)));
        assert_eq!(range(10, 0, -3).index_of(IntRef::Small(-2)), None);
        assert_eq!(range(i64::MIN, i64::MAX, i64::MAX).length(), Int::Small(3));
    }

    #[test]
    fn ranges_beyond_64_bits() {
        let all = range(i64::MIN, i64::MAX, 1);
        assert_eq!(all.length(), Int::from(u64::MAX));
        assert_eq!(all.item(IntRef::Small(-1)), Ok(Int::Small(i64::MAX - 1)));
        assert_eq!(all.index_of(IntRef::Small(0)), Some(Int::from(1u64 << 63)));
        let tail = slice(&range(0, i64::MAX, 1 << 62), [None, None, None]);
        assert_eq!(tail.stop(), Int::from(1u64 << 63));
        assert_eq!(tail.length(), Int::Small(2));
    }

    #[test]
    fn slices_of_ranges_are_ranges() {
        assert_eq!(slice(&range(0, 10, 3), [None, None, None]), range(0, 12, 3));
        assert_eq!(slice(&range(0, 10, 1), [Some(2), Some(-2), Some(2)]), range(2, 8, 2));
        assert_eq!(slice(&range(0, 10, 1), [None, None, Some(-1)]), range(9, -1, -1));
        assert_eq!(slice(&range(0, 10, 1), [Some(100), Some(-100), Some(-3)]), range(9, -1, -3));
        assert_eq!(range(0, 10, 3).reversed(), range(9, -3, -3));
    }

    #[test]
    fn ranges_are_equal_by_their_elements() {
        assert!(range(0, 3, 2).is_equal(&range(0, 4, 2)));
        assert!(range(5, 0, 1).is_equal(&range(1, 1, 7)));
        assert!(range(4, 5, 1).is_equal(&range(4, 6, 3)));
        assert!(!range(0, 3, 1).is_equal(&range(0, 3, 2)));
        assert_eq!(range(0, 3, 2).hash(), range(0, 4, 2).hash());
    }
}
