//! Slices, and what they mean for a sequence of a given length.

use super::failure::Failure;
use crate::heap::{Gc, Heap, Kind, NoTail, Object, Tracer, Value};

/// `start:stop:step`, each any value.
pub struct Slice {
    pub start: Value,
    pub stop: Value,
    pub step: Value,
}

impl Slice {
    pub fn create(heap: &mut Heap, start: Value, stop: Value, step: Value) -> Gc<Slice> {
        heap.allocate(Slice { start, stop, step })
    }
}

impl Object for Slice {
    const KIND: Kind = Kind::Slice;
    type Tail = NoTail;

    fn trace(&self, tracer: &mut Tracer) {
        tracer.values(&[self.start, self.stop, self.step]);
    }
}

/// The indices a slice selects of a sequence: `start`, `start + step` … , `count` of them. `stop` is where it ends as
/// `slice.indices` tells it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Span {
    pub start: i64,
    pub stop: i64,
    pub step: i64,
    pub count: usize,
}

impl Span {
    /// Applies a slice to a sequence of `length` elements. The parts are the slice's, `None` where they are None; parts
    /// beyond 64 bits are clamped to them. Fails if the step is zero.
    pub fn resolve(start: Option<i64>, stop: Option<i64>, step: Option<i64>, length: usize) -> Result<Span, Failure> {
        // As in CPython, the step is kept negatable.
        let step = step.unwrap_or(1).max(-i64::MAX);
        if step == 0 {
            return Err(Failure::value_error("slice step cannot be zero"));
        }
        let length = length as i64;
        let (lowest, highest) = if step < 0 { (-1, length - 1) } else { (0, length) };
        let clamp = |bound: i64| {
            if bound < 0 { bound.saturating_add(length).max(lowest) } else { bound.min(highest) }
        };
        let start = start.map_or(if step < 0 { highest } else { lowest }, clamp);
        let stop = stop.map_or(if step < 0 { lowest } else { highest }, clamp);
        let distance = if step < 0 { start - stop } else { stop - start };
        let count = if distance > 0 { (distance - 1) / step.abs() + 1 } else { 0 };
        Ok(Span { start, stop, step, count: count as usize })
    }

    /// The selected indices, in the slice's order.
    pub fn indices(self) -> impl DoubleEndedIterator<Item = usize> + ExactSizeIterator {
        (0..self.count).map(move |turn| (self.start + turn as i64 * self.step) as usize)
    }

    /// The half-open range of a slice whose step is 1.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.start as usize + self.count
    }

    /// The same elements selected in ascending order.
    pub fn ascending(self) -> Span {
        if self.step > 0 || self.count == 0 {
            return self;
        }
        let last = self.start + (self.count as i64 - 1) * self.step;
        Span { start: last, stop: self.start + 1, step: -self.step, count: self.count }
    }

    /// The selected elements of a sequence.
    pub fn pick<T: Copy>(self, sequence: &[T]) -> Vec<T> {
        if self.step == 1 {
            return sequence[self.range()].to_vec();
        }
        self.indices().map(|index| sequence[index]).collect()
    }
}

/// The position an index means in a sequence of `length` elements, if it means one.
#[inline]
pub fn position(index: i64, length: usize) -> Option<usize> {
    let position = if index < 0 { index + length as i64 } else { index };
    if (0..length as i64).contains(&position) { Some(position as usize) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn indices(start: Option<i64>, stop: Option<i64>, step: Option<i64>, length: usize) -> Vec<usize> {
        Span::resolve(start, stop, step, length).unwrap().indices().collect()
    }

    #[test]
    fn slices_select_what_python_says() {
        assert_eq!(indices(None, None, None, 3), [0, 1, 2]);
        assert_eq!(indices(None, None, Some(-1), 3), [2, 1, 0]);
        assert_eq!(indices(Some(-2), None, None, 5), [3, 4]);
        assert_eq!(indices(Some(4), Some(1), Some(-2), 5), [4, 2]);
        assert_eq!(indices(Some(i64::MIN), Some(i64::MAX), Some(2), 5), [0, 2, 4]);
        assert_eq!(indices(None, None, Some(i64::MIN), 5), [4]);
        assert_eq!(indices(Some(3), Some(1), None, 5), []);
        assert_eq!(indices(None, None, Some(-1), 0), []);
        let span = Span::resolve(Some(10), Some(-10), Some(-1), 3).unwrap();
        assert_eq!((span.start, span.stop, span.count), (2, -1, 3));
        assert_eq!(span.ascending().indices().collect::<Vec<_>>(), [0, 1, 2]);
        assert!(Span::resolve(None, None, Some(0), 3).is_err());
    }

    #[test]
    fn negative_indices_count_from_the_end() {
        assert_eq!(position(-1, 3), Some(2));
        assert_eq!(position(3, 3), None);
        assert_eq!(position(-4, 3), None);
        assert_eq!(position(i64::MIN, 3), None);
    }
}
