//! Deadlines, a heap of them; and the clock as a value, so that tests own time.

use std::cmp::Ordering;
use std::collections::BinaryHeap;
use std::time::{Duration, Instant};

use crate::heap::{CompactValue, Tracer, Value};

/// Nanoseconds on a [`Clock`].
pub type Nanoseconds = u64;

/// What time it is, from an arbitrary beginning.
#[derive(Clone, Copy, Debug)]
pub enum Clock {
    Real(Instant),
    /// Moves only when told: `wait` jumps to the deadline.
    Virtual(Nanoseconds),
}

impl Clock {
    /// The system's monotonic clock. Begins well above zero, so that times before the start can be told.
    pub fn real() -> Clock {
        let now = Instant::now();
        Clock::Real(now.checked_sub(Duration::from_secs(1000)).unwrap_or(now))
    }

    #[inline]
    pub fn now(&self) -> Nanoseconds {
        match self {
            Clock::Real(start) => start.elapsed().as_nanos() as u64,
            Clock::Virtual(now) => *now,
        }
    }

    /// Passes the time until the deadline without waiting, if this clock can.
    pub fn jump_to(&mut self, deadline: Nanoseconds) -> bool {
        match self {
            Clock::Real(_) => false,
            Clock::Virtual(now) => {
                *now = deadline.max(*now);
                true
            }
        }
    }
}

/// Seconds, as scripts give them, on a clock; past and endless times are clamped.
pub fn nanoseconds(seconds: f64) -> Nanoseconds {
    (seconds.max(0.0) * 1e9).ceil() as u64
}

/// The same in seconds.
pub fn seconds(nanoseconds: Nanoseconds) -> f64 {
    nanoseconds as f64 / 1e9
}

/// Something that is due at a time.
struct Timer {
    deadline: Nanoseconds,
    sequence: u64,
    /// A timer handle, or a sleep.
    target: CompactValue,
}

impl Ord for Timer {
    fn cmp(&self, other: &Timer) -> Ordering {
        (other.deadline, other.sequence).cmp(&(self.deadline, self.sequence))
    }
}

impl PartialOrd for Timer {
    fn partial_cmp(&self, other: &Timer) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Timer {
    fn eq(&self, other: &Timer) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Timer {}

/// Timers by deadline; equal ones in the order they were set.
#[derive(Default)]
pub struct Timers {
    heap: BinaryHeap<Timer>,
    sequence: u64,
    /// How many entries are known to be of no use any more.
    cancelled: usize,
}

/// Dead entries are tolerated up to this many.
const COMPACT_FROM: usize = 64;

impl Timers {
    pub fn push(&mut self, deadline: Nanoseconds, target: Value) {
        self.sequence += 1;
        self.heap.push(Timer { deadline, sequence: self.sequence, target: target.into() });
    }

    pub fn is_empty(&self) -> bool {
        self.heap.is_empty()
    }

    /// When the next one is due.
    pub fn next_deadline(&self) -> Option<Nanoseconds> {
        self.heap.peek().map(|timer| timer.deadline)
    }

    /// The next target, if it is due.
    pub fn pop_due(&mut self, now: Nanoseconds) -> Option<Value> {
        if self.next_deadline()? > now {
            return None;
        }
        self.heap.pop().map(|timer| timer.target.value())
    }

    /// The next target, due or not.
    pub fn peek(&self) -> Option<Value> {
        self.heap.peek().map(|timer| timer.target.value())
    }

    /// Drops the next target: it turned out to be dead.
    pub fn drop_next(&mut self) {
        self.heap.pop();
        self.cancelled = self.cancelled.saturating_sub(1);
    }

    /// Notes that a target is of no use any more. True if it is time to `compact`.
    pub fn note_cancelled(&mut self) -> bool {
        self.cancelled += 1;
        self.cancelled > COMPACT_FROM && self.cancelled * 2 > self.heap.len()
    }

    /// Removes the entries whose targets are dead.
    pub fn compact(&mut self, is_alive: impl Fn(Value) -> bool) {
        self.heap.retain(|timer| is_alive(timer.target.value()));
        self.cancelled = 0;
    }

    pub fn clear(&mut self) {
        self.heap.clear();
        self.cancelled = 0;
    }

    pub fn trace(&self, tracer: &mut Tracer) {
        self.heap.iter().for_each(|timer| tracer.compact(timer.target));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::heap::Heap;
    use crate::object::List;

    /// Objects to wait for.
    fn targets(count: usize) -> (Heap, Vec<Value>) {
        let mut heap = Heap::new();
        heap.register::<List>();
        let targets = (0..count).map(|_| Value::object(List::create(&mut heap, Vec::new()))).collect();
        (heap, targets)
    }

    #[test]
    fn equal_deadlines_keep_their_order() {
        let (_heap, targets) = targets(4);
        let mut timers = Timers::default();
        for (deadline, &target) in [5, 3, 5, 3].into_iter().zip(&targets) {
            timers.push(deadline, target);
        }
        let order: Vec<_> = std::iter::from_fn(|| timers.pop_due(10)).collect();
        assert_eq!(order, [1, 3, 0, 2].map(|index| targets[index]));
    }

    #[test]
    fn dead_entries_are_dropped_when_they_are_half() {
        let (_heap, targets) = targets(200);
        let mut timers = Timers::default();
        for (deadline, &target) in (0..).zip(&targets) {
            timers.push(deadline, target);
        }
        let due = (0..101).filter(|_| timers.note_cancelled()).count();
        assert_eq!(due, 1);
        timers.compact(|target| targets.iter().step_by(2).any(|&kept| kept == target));
        assert_eq!(timers.heap.len(), 100);
        assert_eq!(timers.next_deadline(), Some(0));
    }

    #[test]
    fn a_virtual_clock_jumps() {
        let mut clock = Clock::Virtual(7);
        assert!(clock.jump_to(nanoseconds(1.5)));
        assert_eq!(clock.now(), 1_500_000_000);
    }
}
