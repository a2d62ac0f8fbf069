//! Iterators in one kind of object with a state each. Those over containers advance here without a script; those that
//! call something (`map`, `filter`, what `__getitem__` drives …) only keep their state here, and the machine steps them.
//!
//! An iterator that has ended stays so: its position is then [`ENDED`]. It keeps its container, which CPython lets go.

use super::bytes::{ByteArray, Bytes};
use super::class::Class;
use super::deque::Deque;
use super::dict::Dict;
use super::failure::Failure;
use super::int::{self, IntRef};
use super::list::List;
use super::range::{Range, SmallRange};
use super::set::table_of;
use super::string::{Interner, Str, code_points, count_code_points};
use super::tuple::Tuple;
use super::view::{DictView, Part};
use crate::heap::{Gc, Heap, Kind, NoTail, Object, Tracer, Value};

/// The position of an iterator that has ended.
pub const ENDED: usize = usize::MAX;
/// Iterators nested deeper than this are left to the machine, whose stack is not Rust's.
const MAX_NESTING: u8 = 32;

/// An iterator.
pub struct Iterator {
    state: State,
    /// How many levels of iterators advance without a script, counting this one; 0 if the machine must step it.
    nesting: u8,
}

/// What an iterator walks, and how far it has come. Iterators it takes from are values of any type.
#[derive(Clone, Copy, Debug)]
pub enum State {
    List {
        list: Gc<List>,
        next: usize,
    },
    /// `next` counts the items before the one just given.
    ListReversed {
        list: Gc<List>,
        next: usize,
    },
    Tuple {
        tuple: Gc<Tuple>,
        next: usize,
    },
    /// `offset` is in bytes.
    Str {
        string: Gc<Str>,
        offset: usize,
    },
    Bytes {
        bytes: Gc<Bytes>,
        next: usize,
    },
    ByteArray {
        array: Gc<ByteArray>,
        next: usize,
    },
    Range {
        next: i64,
        step: i64,
        remaining: u64,
    },
    BigRange {
        range: Gc<Range>,
        next: u64,
    },
    Dict(DictState),
    Set {
        set: Value,
        position: usize,
        expected: usize,
        remaining: usize,
    },
    Deque {
        deque: Gc<Deque>,
        next: usize,
        changes: u64,
        reversed: bool,
    },
    /// `reversed` of a tuple, string or bytes; of anything else with `__getitem__`, the machine steps it.
    Reversed {
        sequence: Value,
        next: usize,
    },
    Enumerate {
        inner: Value,
        count: Value,
    },
    /// `inner` is a tuple of iterators, here and below.
    Zip {
        inner: Gc<Tuple>,
        strict: bool,
    },
    Map {
        function: Value,
        inner: Gc<Tuple>,
        strict: bool,
    },
    /// Without a function (None) the items themselves are tested.
    Filter {
        function: Value,
        inner: Value,
    },
    /// What has `__getitem__` but no `__iter__`.
    Sequence {
        object: Value,
        next: usize,
    },
    /// `iter(function, sentinel)`; the function is unbound once it has ended.
    Callable {
        function: Value,
        sentinel: Value,
    },
    /// One of `itertools`, stepped by that module, which knows what the parts are.
    Tool {
        class: Gc<Class>,
        tool: Tool,
        parts: Gc<List>,
    },
}

/// The iterators of `itertools`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Tool {
    Count,
    Repeat,
    Cycle,
    Chain,
    Slice,
    TakeWhile,
    DropWhile,
    FilterFalse,
    StarMap,
    Accumulate,
    Compress,
    Pairwise,
    Batched,
    ZipLongest,
    GroupBy,
    Group,
    Tee,
    Product,
    Permutations,
    Combinations,
    CombinationsWithReplacement,
}

/// An iterator over a dict, forwards or backwards.
#[derive(Clone, Copy, Debug)]
pub struct DictState {
    dict: Gc<Dict>,
    part: Part,
    reversed: bool,
    position: usize,
    /// The length the dict had, and must keep.
    expected: usize,
    remaining: usize,
}

/// What advancing an iterator gave.
#[derive(Debug)]
pub enum Step {
    Item(Value),
    Done,
    Failed(Failure),
    /// The machine must step this one; nothing happened.
    Call,
}

/// What advancing an iterator gave, for a loop over pairs.
#[derive(Debug)]
pub enum PairStep {
    Pair(Value, Value),
    Done,
    Failed(Failure),
    /// This iterator does not make pairs: advance and unpack; nothing happened.
    Other,
}

impl Iterator {
    pub fn create(heap: &mut Heap, state: State) -> Gc<Iterator> {
        let nesting = state.nesting(heap);
        heap.allocate(Iterator { state, nesting })
    }

    /// `iter(value)` for builtin containers and iterators of this kind.
    pub fn over(heap: &mut Heap, value: Value) -> Option<Gc<Iterator>> {
        let state = match value.kind()? {
            Kind::Iterator => return value.cast(),
            Kind::List => State::List { list: value.cast()?, next: 0 },
            Kind::Tuple => State::Tuple { tuple: value.cast()?, next: 0 },
            Kind::Str => State::Str { string: value.cast()?, offset: 0 },
            Kind::Bytes => State::Bytes { bytes: value.cast()?, next: 0 },
            Kind::ByteArray => State::ByteArray { array: value.cast()?, next: 0 },
            Kind::Range => State::over_range(heap, value.cast()?),
            Kind::Dict => State::over_dict(heap, value.cast()?, Part::Keys, false),
            Kind::DictView => {
                let &DictView { dict, part } = heap.get(value.cast()?);
                State::over_dict(heap, dict, part, false)
            }
            Kind::Set | Kind::FrozenSet => {
                let length = table_of(heap, value)?.len();
                State::Set { set: value, position: 0, expected: length, remaining: length }
            }
            Kind::Deque => State::over_deque(heap, value.cast()?, false),
            _ => return None,
        };
        Some(Iterator::create(heap, state))
    }

    /// `reversed(value)` for builtin containers.
    pub fn reversed(heap: &mut Heap, value: Value) -> Option<Gc<Iterator>> {
        let state = match value.kind()? {
            Kind::List => {
                let list = value.cast()?;
                State::ListReversed { list, next: heap.get(list).items.len() }
            }
            Kind::Tuple => State::Reversed { sequence: value, next: heap.tail(value.cast::<Tuple>()?).len() },
            Kind::Str => State::Reversed { sequence: value, next: heap.str_length(value.cast()?) },
            Kind::Bytes => State::Reversed { sequence: value, next: heap.bytes(value.cast()?).len() },
            Kind::ByteArray => State::Reversed { sequence: value, next: heap.get(value.cast::<ByteArray>()?).len() },
            Kind::Range => {
                let range = heap.get(value.cast::<Range>()?).reversed();
                let range = Range::create(heap, range);
                State::over_range(heap, range)
            }
            Kind::Dict => State::over_dict(heap, value.cast()?, Part::Keys, true),
            Kind::DictView => {
                let &DictView { dict, part } = heap.get(value.cast()?);
                State::over_dict(heap, dict, part, true)
            }
            Kind::Deque => State::over_deque(heap, value.cast()?, true),
            _ => return None,
        };
        Some(Iterator::create(heap, state))
    }

    pub fn state(&self) -> &State {
        &self.state
    }

    /// Ends an iterator that the machine steps.
    pub fn finish(heap: &mut Heap, iterator: Gc<Iterator>) {
        match &mut heap.get_mut(iterator).state {
            State::Sequence { next, .. } | State::Reversed { next, .. } => *next = ENDED,
            State::Callable { function, .. } => *function = Value::UNBOUND,
            _ => {}
        }
    }

    /// Sets where an iterator over a sequence goes on.
    pub fn set_next(heap: &mut Heap, iterator: Gc<Iterator>, index: usize) {
        if let State::Sequence { next, .. } | State::Reversed { next, .. } = &mut heap.get_mut(iterator).state {
            *next = index;
        }
    }

    /// The count of an `enumerate`, which then goes up.
    pub fn take_count(heap: &mut Heap, iterator: Gc<Iterator>) -> Value {
        let State::Enumerate { inner, count } = heap.get(iterator).state else {
            return Value::NONE;
        };
        let next = successor(heap, count);
        heap.get_mut(iterator).state = State::Enumerate { inner, count: next };
        count
    }

    /// Whether this iterator never needs the machine.
    #[inline(always)]
    pub fn is_native(&self) -> bool {
        self.nesting > 0
    }

    /// The next item of an iterator over a list that has one: the most common case, for the loop's head.
    #[inline(always)]
    pub fn advance_list(heap: &mut Heap, iterator: Gc<Iterator>) -> Option<Value> {
        let State::List { list, next } = heap.get(iterator).state else { return None };
        let item = *heap.get(list).items.get(next)?;
        if let State::List { next, .. } = &mut heap.get_mut(iterator).state {
            *next += 1;
        }
        Some(item)
    }

    /// Gives the next item; `strings` has those of one character.
    #[inline(never)]
    pub fn advance(heap: &mut Heap, strings: &Interner, iterator: Gc<Iterator>) -> Step {
        match heap.get(iterator).state {
            State::List { list, next } => match heap.get(list).items.get(next) {
                Some(&item) => {
                    heap.get_mut(iterator).state = State::List { list, next: next + 1 };
                    Step::Item(item)
                }
                None => end(heap, iterator, State::List { list, next: ENDED }),
            },
            State::Range { next, step, remaining } => {
                if remaining == 0 {
                    return Step::Done;
                }
                let state = State::Range { next: next.wrapping_add(step), step, remaining: remaining - 1 };
                heap.get_mut(iterator).state = state;
                Step::Item(Value::int(next))
            }
            State::Tuple { tuple, next } => match heap.tail(tuple).get(next) {
                Some(&item) => {
                    heap.get_mut(iterator).state = State::Tuple { tuple, next: next + 1 };
                    Step::Item(item)
                }
                None => end(heap, iterator, State::Tuple { tuple, next: ENDED }),
            },
            State::Dict(state) => advance_dict(heap, iterator, state),
            state => advance_other(heap, strings, iterator, state),
        }
    }

    /// Gives the next item of an iterator that makes pairs, without the tuple.
    pub fn advance_pair(heap: &mut Heap, strings: &Interner, iterator: Gc<Iterator>) -> PairStep {
        let Iterator { state, nesting: 1.. } = *heap.get(iterator) else {
            return PairStep::Other;
        };
        match state {
            State::Enumerate { inner, .. } => match advance_value(heap, strings, inner) {
                Step::Item(item) => PairStep::Pair(Iterator::take_count(heap, iterator), item),
                step => step.into(),
            },
            State::Zip { inner, strict } if heap.tail(inner).len() == 2 => {
                match advance_all(heap, strings, inner, strict) {
                    Ok(Some(items)) => PairStep::Pair(items[0], items[1]),
                    Ok(None) => PairStep::Done,
                    Err(failure) => PairStep::Failed(failure),
                }
            }
            State::Dict(mut state @ DictState { part: Part::Items, dict, .. }) => match state.advance(heap) {
                Ok(found) => {
                    heap.get_mut(iterator).state = State::Dict(state);
                    let Some(index) = found else {
                        return PairStep::Done;
                    };
                    let entry = heap.get(dict).entry(index);
                    PairStep::Pair(entry.key, entry.value)
                }
                Err(failure) => PairStep::Failed(failure),
            },
            _ => PairStep::Other,
        }
    }

    /// How many items are still to come, where that is known: `__length_hint__`.
    pub fn length_hint(&self, heap: &Heap) -> Option<usize> {
        Some(match self.state {
            State::List { list, next } => heap.get(list).items.len().saturating_sub(next),
            State::ListReversed { list, next } => {
                if next == ENDED || next > heap.get(list).items.len() {
                    0
                } else {
                    next
                }
            }
            State::Tuple { tuple, next } => heap.tail(tuple).len().saturating_sub(next),
            State::Str { string, offset } => match heap.str_bytes(string).get(offset..) {
                Some(rest) => count_code_points(rest),
                None => 0,
            },
            State::Bytes { bytes, next } => heap.bytes(bytes).len().saturating_sub(next),
            State::ByteArray { array, next } => heap.get(array).len().saturating_sub(next),
            State::Range { remaining, .. } => remaining as usize,
            State::Dict(state) => {
                if heap.get(state.dict).len() == state.expected {
                    state.remaining
                } else {
                    0
                }
            }
            State::Set { set, expected, remaining, .. } => {
                if table_of(heap, set)?.len() == expected {
                    remaining
                } else {
                    0
                }
            }
            State::Deque { deque, next, .. } => heap.get(deque).items().len().saturating_sub(next),
            State::Reversed { next, .. } if self.is_native() => {
                if next == ENDED {
                    0
                } else {
                    next
                }
            }
            _ => return None,
        })
    }

    pub fn type_name(&self, heap: &Heap) -> &'static str {
        match self.state {
            State::List { .. } => "list_iterator",
            State::ListReversed { .. } => "list_reverseiterator",
            State::Tuple { .. } => "tuple_iterator",
            State::Str { string, .. } if heap.str_is_ascii(string) => "str_ascii_iterator",
            State::Str { .. } => "str_iterator",
            State::Bytes { .. } => "bytes_iterator",
            State::ByteArray { .. } => "bytearray_iterator",
            State::Range { .. } => "range_iterator",
            State::BigRange { .. } => "longrange_iterator",
            State::Dict(DictState { part, reversed, .. }) => match (part, reversed) {
                (Part::Keys, false) => "dict_keyiterator",
                (Part::Keys, true) => "dict_reversekeyiterator",
                (Part::Values, false) => "dict_valueiterator",
                (Part::Values, true) => "dict_reversevalueiterator",
                (Part::Items, false) => "dict_itemiterator",
                (Part::Items, true) => "dict_reverseitemiterator",
            },
            State::Set { .. } => "set_iterator",
            State::Deque { reversed: false, .. } => "_deque_iterator",
            State::Deque { reversed: true, .. } => "_deque_reverse_iterator",
            State::Reversed { .. } => "reversed",
            State::Enumerate { .. } => "enumerate",
            State::Zip { .. } => "zip",
            State::Map { .. } => "map",
            State::Filter { .. } => "filter",
            State::Sequence { .. } => "iterator",
            State::Callable { .. } => "callable_iterator",
            State::Tool { .. } => "iterator",
        }
    }
}

/// What `zip` or `map` with `strict` says if its argument number `index` (from 0) ends before the others, or goes on when
/// they have ended. `index` is not 0.
pub fn strict_failure(function: &str, index: usize, what: &str) -> Failure {
    let others = if index == 1 { "argument 1".to_string() } else { format!("arguments 1-{index}") };
    Failure::value_error(format!("{function}() argument {} is {what} than {others}", index + 1))
}

/// `count + 1`, of an int.
pub fn successor(heap: &mut Heap, count: Value) -> Value {
    if let Some(next) = count.as_int().and_then(|count| count.checked_add(1)) {
        return Value::int(next);
    }
    let next = heap.int(count).map(|count| int::add(count, IntRef::Small(1)));
    next.map_or(count, |next| heap.new_int(next))
}

impl From<Step> for PairStep {
    fn from(step: Step) -> PairStep {
        match step {
            Step::Done => PairStep::Done,
            Step::Failed(failure) => PairStep::Failed(failure),
            Step::Item(_) | Step::Call => PairStep::Other,
        }
    }
}

impl State {
    pub fn over_range(heap: &Heap, range: Gc<Range>) -> State {
        match *heap.get(range) {
            Range::Small(SmallRange { start, step, length, .. }) => {
                State::Range { next: start, step, remaining: length }
            }
            Range::Big(_) => State::BigRange { range, next: 0 },
        }
    }

    pub fn over_dict(heap: &Heap, dict: Gc<Dict>, part: Part, reversed: bool) -> State {
        let data = heap.get(dict);
        let position = if reversed { data.end() } else { 0 };
        State::Dict(DictState { dict, part, reversed, position, expected: data.len(), remaining: data.len() })
    }

    fn over_deque(heap: &Heap, deque: Gc<Deque>, reversed: bool) -> State {
        State::Deque { deque, next: 0, changes: heap.get(deque).changes(), reversed }
    }

    /// Whether an iterator that the machine steps was finished.
    fn has_ended(&self) -> bool {
        match *self {
            State::Sequence { next, .. } | State::Reversed { next, .. } => next == ENDED,
            State::Callable { function, .. } => function.is_unbound(),
            _ => false,
        }
    }

    fn nesting(&self, heap: &Heap) -> u8 {
        let inner = |value: Value| value.cast::<Iterator>().map_or(0, |inner| heap.get(inner).nesting);
        let around = |depth: u8| if depth == 0 || depth >= MAX_NESTING { 0 } else { depth + 1 };
        match *self {
            State::Map { .. }
            | State::Filter { .. }
            | State::Sequence { .. }
            | State::Callable { .. }
            | State::Tool { .. } => 0,
            State::Reversed { sequence, .. } => {
                u8::from(matches!(sequence.kind(), Some(Kind::Tuple | Kind::Str | Kind::Bytes | Kind::ByteArray)))
            }
            State::Enumerate { inner: value, .. } => around(inner(value)),
            State::Zip { inner: values, .. } => {
                let depths = heap.tail(values).iter().map(|&value| inner(value));
                match depths.clone().min() {
                    Some(0) => 0,
                    _ => around(depths.max().unwrap_or(1)),
                }
            }
            _ => 1,
        }
    }
}

impl DictState {
    /// The index of the next entry.
    #[inline]
    fn advance(&mut self, heap: &Heap) -> Result<Option<usize>, Failure> {
        let dict = heap.get(self.dict);
        if self.position == ENDED && self.remaining == 0 {
            return Ok(None);
        }
        if dict.len() != self.expected {
            // The failure is lasting, whatever the dict becomes.
            self.expected = ENDED;
            return Err(Failure::runtime_error("dictionary changed size during iteration"));
        }
        let found = if self.reversed { dict.previous_index(self.position) } else { dict.next_index(self.position) };
        match found {
            None => (self.position, self.remaining) = (ENDED, 0),
            Some(_) if self.remaining == 0 => {
                self.position = ENDED;
                return Err(Failure::runtime_error("dictionary keys changed during iteration"));
            }
            Some(index) => {
                self.position = if self.reversed { index } else { index + 1 };
                self.remaining -= 1;
            }
        }
        Ok(found)
    }
}

fn end(heap: &mut Heap, iterator: Gc<Iterator>, state: State) -> Step {
    heap.get_mut(iterator).state = state;
    Step::Done
}

fn advance_value(heap: &mut Heap, strings: &Interner, iterator: Value) -> Step {
    match iterator.cast::<Iterator>() {
        Some(inner) => Iterator::advance(heap, strings, inner),
        None => Step::Call,
    }
}

fn advance_dict(heap: &mut Heap, iterator: Gc<Iterator>, mut state: DictState) -> Step {
    let step = state.advance(heap);
    heap.get_mut(iterator).state = State::Dict(state);
    match step {
        Ok(None) => Step::Done,
        Err(failure) => Step::Failed(failure),
        Ok(Some(index)) => {
            let entry = *heap.get(state.dict).entry(index);
            Step::Item(match state.part {
                Part::Keys => entry.key,
                Part::Values => entry.value,
                Part::Items => Value::object(Tuple::create(heap, &[entry.key, entry.value])),
            })
        }
    }
}

/// Advances those that are not worth a place in the loop.
fn advance_other(heap: &mut Heap, strings: &Interner, iterator: Gc<Iterator>, state: State) -> Step {
    if !heap.get(iterator).is_native() {
        return if state.has_ended() { Step::Done } else { Step::Call };
    }
    match state {
        State::ListReversed { list, next } => {
            let items = &heap.get(list).items;
            let Some(index) = next.checked_sub(1).filter(|&index| index < items.len()) else {
                return end(heap, iterator, State::ListReversed { list, next: ENDED });
            };
            let item = items[index];
            heap.get_mut(iterator).state = State::ListReversed { list, next: index };
            Step::Item(item)
        }
        State::Str { string, offset } => advance_str(heap, strings, iterator, string, offset),
        State::BigRange { range, next } => match heap.get(range).item(IntRef::from(&next.into())) {
            Ok(item) => {
                heap.get_mut(iterator).state = State::BigRange { range, next: next + 1 };
                Step::Item(heap.new_int(item))
            }
            Err(_) => Step::Done,
        },
        State::Set { .. } => advance_set(heap, iterator, state),
        State::Deque { .. } => advance_deque(heap, iterator, state),
        State::Reversed { sequence, next } => {
            let Some(index) = next.checked_sub(1).filter(|_| next != ENDED) else {
                return end(heap, iterator, State::Reversed { sequence, next: ENDED });
            };
            heap.get_mut(iterator).state = State::Reversed { sequence, next: index };
            match item_at(heap, strings, sequence, index) {
                Some(item) => Step::Item(item),
                // A bytearray that became shorter.
                None => end(heap, iterator, State::Reversed { sequence, next: ENDED }),
            }
        }
        State::Bytes { bytes, next } => match heap.bytes(bytes).get(next) {
            Some(&byte) => {
                heap.get_mut(iterator).state = State::Bytes { bytes, next: next + 1 };
                Step::Item(Value::int(i64::from(byte)))
            }
            None => end(heap, iterator, State::Bytes { bytes, next: ENDED }),
        },
        State::ByteArray { array, next } => match heap.get(array).bytes().get(next) {
            Some(&byte) => {
                heap.get_mut(iterator).state = State::ByteArray { array, next: next + 1 };
                Step::Item(Value::int(i64::from(byte)))
            }
            None => end(heap, iterator, State::ByteArray { array, next: ENDED }),
        },
        State::Enumerate { inner, .. } => match advance_value(heap, strings, inner) {
            Step::Item(item) => {
                let count = Iterator::take_count(heap, iterator);
                Step::Item(Value::object(Tuple::create(heap, &[count, item])))
            }
            step => step,
        },
        State::Zip { inner, strict } => match advance_all(heap, strings, inner, strict) {
            Ok(Some(items)) => Step::Item(Value::object(Tuple::create(heap, &items))),
            Ok(None) => Step::Done,
            Err(failure) => Step::Failed(failure),
        },
        _ => Step::Call,
    }
}

/// An item of a sequence that `reversed` walks without a script.
fn item_at(heap: &mut Heap, strings: &Interner, sequence: Value, index: usize) -> Option<Value> {
    let byte = |&byte: &u8| Value::int(i64::from(byte));
    match sequence.kind()? {
        Kind::Tuple => heap.tail(sequence.cast::<Tuple>()?).get(index).copied(),
        Kind::Bytes => heap.bytes(sequence.cast()?).get(index).map(byte),
        Kind::ByteArray => heap.get(sequence.cast::<ByteArray>()?).bytes().get(index).map(byte),
        _ => {
            let code_point = heap.str_at(sequence.cast()?, index);
            Some(Value::object(strings.char(heap, code_point)))
        }
    }
}

fn advance_str(heap: &mut Heap, strings: &Interner, iterator: Gc<Iterator>, string: Gc<Str>, offset: usize) -> Step {
    let rest = heap.str_bytes(string).get(offset..).unwrap_or_default();
    let mut characters = code_points(rest);
    let Some(character) = characters.next() else {
        return end(heap, iterator, State::Str { string, offset: ENDED });
    };
    let length = rest.len() - characters.rest().len();
    heap.get_mut(iterator).state = State::Str { string, offset: offset + length };
    Step::Item(Value::object(strings.char(heap, character)))
}

fn advance_set(heap: &mut Heap, iterator: Gc<Iterator>, state: State) -> Step {
    let State::Set { set, position, expected, remaining } = state else {
        return Step::Call;
    };
    let Some(table) = table_of(heap, set) else {
        return Step::Call;
    };
    if position == ENDED {
        return Step::Done;
    }
    if table.len() != expected {
        heap.get_mut(iterator).state = State::Set { set, position, expected: ENDED, remaining };
        return Step::Failed(Failure::runtime_error("Set changed size during iteration"));
    }
    let Some(slot) = table.next_slot(position) else {
        return end(heap, iterator, State::Set { set, position: ENDED, expected, remaining: 0 });
    };
    let (_, item) = table.element(slot);
    let remaining = remaining.saturating_sub(1);
    heap.get_mut(iterator).state = State::Set { set, position: slot + 1, expected, remaining };
    Step::Item(item)
}

fn advance_deque(heap: &mut Heap, iterator: Gc<Iterator>, state: State) -> Step {
    let State::Deque { deque, next, changes, reversed } = state else {
        return Step::Call;
    };
    let data = heap.get(deque);
    if next >= data.items().len() && data.changes() == changes || next == ENDED {
        return end(heap, iterator, State::Deque { deque, next: ENDED, changes, reversed });
    }
    if data.changes() != changes {
        // The failure is lasting: a loop may ask twice.
        return Step::Failed(Failure::runtime_error("deque mutated during iteration"));
    }
    let index = if reversed { data.items().len() - 1 - next } else { next };
    let item = data.items()[index];
    heap.get_mut(iterator).state = State::Deque { deque, next: next + 1, changes, reversed };
    Step::Item(item)
}

/// Advances the native iterators of a `zip`, in order, until one has ended.
fn advance_all(
    heap: &mut Heap,
    strings: &Interner,
    inner: Gc<Tuple>,
    strict: bool,
) -> Result<Option<Vec<Value>>, Failure> {
    let count = heap.tail(inner).len();
    let mut items = Vec::with_capacity(count);
    for index in 0..count {
        let iterator = heap.tail(inner)[index];
        match advance_value(heap, strings, iterator) {
            Step::Item(item) => items.push(item),
            Step::Failed(failure) => return Err(failure),
            Step::Done | Step::Call if !strict => return Ok(None),
            Step::Done | Step::Call if index > 0 => return Err(strict_failure("zip", index, "shorter")),
            Step::Done | Step::Call => return all_ended(heap, strings, inner).map(|()| None),
        }
    }
    Ok(if count == 0 { None } else { Some(items) })
}

/// Whether the others have ended too, after the first did.
fn all_ended(heap: &mut Heap, strings: &Interner, inner: Gc<Tuple>) -> Result<(), Failure> {
    for index in 1..heap.tail(inner).len() {
        let iterator = heap.tail(inner)[index];
        match advance_value(heap, strings, iterator) {
            Step::Item(_) => return Err(strict_failure("zip", index, "longer")),
            Step::Failed(failure) => return Err(failure),
            Step::Done | Step::Call => {}
        }
    }
    Ok(())
}

impl Object for Iterator {
    const KIND: Kind = Kind::Iterator;
    type Tail = NoTail;

    fn trace(&self, tracer: &mut Tracer) {
        match self.state {
            State::List { list, .. } | State::ListReversed { list, .. } => tracer.object(list),
            State::Tuple { tuple, .. } => tracer.object(tuple),
            State::Str { string, .. } => tracer.object(string),
            State::Bytes { bytes, .. } => tracer.object(bytes),
            State::ByteArray { array, .. } => tracer.object(array),
            State::Range { .. } => {}
            State::BigRange { range, .. } => tracer.object(range),
            State::Dict(DictState { dict, .. }) => tracer.object(dict),
            State::Set { set: value, .. } | State::Reversed { sequence: value, .. } => tracer.value(value),
            State::Deque { deque, .. } => tracer.object(deque),
            State::Enumerate { inner, count } => tracer.values(&[inner, count]),
            State::Zip { inner, .. } => tracer.object(inner),
            State::Map { function, inner, .. } => {
                tracer.value(function);
                tracer.object(inner);
            }
            State::Filter { function, inner } => tracer.values(&[function, inner]),
            State::Sequence { object, .. } => tracer.value(object),
            State::Callable { function, sentinel } => tracer.values(&[function, sentinel]),
            State::Tool { class, parts, .. } => {
                tracer.object(class);
                tracer.object(parts);
            }
        }
    }
}

#[cfg(test)]
mod tests;
