//! Equality, order and hashes of values that no script has a say in: None, numbers, strings, bytes, ranges, and tuples of
//! such. Where a script might (instances, containers that hold them …), the answer is None: ask the machine.

use std::cmp::Ordering;

use super::bytes::{ByteArray, Bytes};
use super::dict::{Dict, Lookup};
use super::hash;
use super::int::{self, IntRef};
use super::range::Range;
use super::set::FrozenSet;
use super::string::Str;
use super::tuple::Tuple;
use crate::heap::{Gc, Heap, Kind, Unpacked, Value};

/// Tuples nested deeper, or with more items in all, are left to the machine, which looks at limits as it goes.
const MAX_DEPTH: u32 = 16;
const MAX_ITEMS: usize = 10_000;

/// How much further tuples are looked into.
struct Room {
    depth: u32,
    items: usize,
}

impl Room {
    fn new() -> Room {
        Room { depth: MAX_DEPTH, items: MAX_ITEMS }
    }

    /// Goes into a tuple of so many items, if there is room; to be left by [`Room::leave`].
    fn enter(&mut self, items: usize) -> Option<()> {
        self.depth = self.depth.checked_sub(1)?;
        self.items = self.items.checked_sub(items)?;
        Some(())
    }

    fn leave(&mut self) {
        self.depth += 1;
    }
}

/// `left is right or left == right`, as containers compare what they hold.
#[inline]
pub fn plain_same(heap: &Heap, left: Value, right: Value) -> Option<bool> {
    if left == right { Some(true) } else { plain_equal(heap, left, right) }
}

/// `left == right`
#[inline]
pub fn plain_equal(heap: &Heap, left: Value, right: Value) -> Option<bool> {
    if left.both_int(right) {
        return Some(left == right);
    }
    if let (Some(left), Some(right)) = (left.cast::<Str>(), right.cast::<Str>()) {
        return Some(heap.str_equal(left, right));
    }
    equal(heap, left, right, &mut Room::new())
}

/// `left < right`
pub fn plain_less(heap: &Heap, left: Value, right: Value) -> Option<bool> {
    plain_compare(heap, left, right).map(|order| order == Some(Ordering::Less))
}

/// How two values are ordered; `Some(None)` if they are and neither is before the other, as with NaN.
pub fn plain_compare(heap: &Heap, left: Value, right: Value) -> Option<Option<Ordering>> {
    if left.both_int(right) {
        return Some(Some(left.int_payload().cmp(&right.int_payload())));
    }
    compare(heap, left, right, &mut Room::new())
}

/// The hash, if the value has one that needs no script.
#[inline]
pub fn plain_hash(heap: &Heap, value: Value) -> Option<i64> {
    if let Some(string) = value.cast::<Str>() {
        return Some(heap.str_hash(string));
    }
    hash_within(heap, value, &mut Room::new())
}

/// What `==` can find out about a value here.
enum Class<'a> {
    /// Equal only to itself.
    Singleton,
    Int(IntRef<'a>),
    Float(f64),
    Str(Gc<Str>),
    Tuple(Gc<Tuple>),
    Bytes(&'a [u8]),
    Range(&'a Range),
    /// A container, unequal to all of the above.
    Container,
    Unknown,
}

fn classify(heap: &Heap, value: Value) -> Class<'_> {
    match value.unpack() {
        Unpacked::None | Unpacked::Ellipsis | Unpacked::NotImplemented | Unpacked::Unbound => Class::Singleton,
        Unpacked::Bool(bool) => Class::Int(IntRef::Small(i64::from(bool))),
        Unpacked::Int(int) => Class::Int(IntRef::Small(int)),
        Unpacked::Float(float) => Class::Float(float),
        Unpacked::Object(kind) => match kind {
            Kind::BigInt => heap.int(value).map_or(Class::Unknown, Class::Int),
            Kind::Str => value.cast().map_or(Class::Unknown, Class::Str),
            Kind::Tuple => value.cast().map_or(Class::Unknown, Class::Tuple),
            Kind::Bytes => value.cast::<Bytes>().map_or(Class::Unknown, |bytes| Class::Bytes(heap.bytes(bytes))),
            Kind::ByteArray => {
                value.cast::<ByteArray>().map_or(Class::Unknown, |array| Class::Bytes(heap.get(array).bytes()))
            }
            Kind::Range => value.cast().map_or(Class::Unknown, |range| Class::Range(heap.get(range))),
            Kind::List | Kind::Dict | Kind::Set | Kind::FrozenSet | Kind::Slice | Kind::Deque => Class::Container,
            // These are equal only to themselves, and no script can make it otherwise.
            Kind::Function | Kind::Native | Kind::Module | Kind::Coroutine | Kind::Iterator | Kind::File => {
                Class::Singleton
            }
            _ => Class::Unknown,
        },
    }
}

fn equal(heap: &Heap, left: Value, right: Value, room: &mut Room) -> Option<bool> {
    Some(match (classify(heap, left), classify(heap, right)) {
        (Class::Unknown, _) | (_, Class::Unknown) | (Class::Container, Class::Container) => return None,
        (Class::Singleton, Class::Singleton) => left == right,
        (Class::Int(a), Class::Int(b)) => a == b,
        (Class::Float(a), Class::Float(b)) => a == b,
        (Class::Int(a), Class::Float(b)) | (Class::Float(b), Class::Int(a)) => {
            int::compare_float(a, b) == Some(Ordering::Equal)
        }
        (Class::Str(a), Class::Str(b)) => heap.str_equal(a, b),
        (Class::Bytes(a), Class::Bytes(b)) => a == b,
        (Class::Range(a), Class::Range(b)) => a.is_equal(b),
        (Class::Tuple(a), Class::Tuple(b)) => {
            let (a, b) = (heap.tail(a), heap.tail(b));
            first_difference(heap, a, b, room)?.is_none() && a.len() == b.len()
        }
        _ => false,
    })
}

/// The first index at which two sequences hold different values, looked for in the shorter one's length.
fn first_difference(heap: &Heap, left: &[Value], right: &[Value], room: &mut Room) -> Option<Option<usize>> {
    room.enter(left.len().min(right.len()))?;
    for (index, (&a, &b)) in left.iter().zip(right).enumerate() {
        if a != b && !equal(heap, a, b, room)? {
            room.leave();
            return Some(Some(index));
        }
    }
    room.leave();
    Some(None)
}

fn compare(heap: &Heap, left: Value, right: Value, room: &mut Room) -> Option<Option<Ordering>> {
    Some(match (classify(heap, left), classify(heap, right)) {
        (Class::Int(a), Class::Int(b)) => Some(a.cmp(&b)),
        (Class::Float(a), Class::Float(b)) => a.partial_cmp(&b),
        (Class::Int(a), Class::Float(b)) => int::compare_float(a, b),
        (Class::Float(a), Class::Int(b)) => int::compare_float(b, a).map(Ordering::reverse),
        (Class::Str(a), Class::Str(b)) => Some(heap.str_compare(a, b)),
        (Class::Bytes(a), Class::Bytes(b)) => Some(a.cmp(b)),
        (Class::Tuple(a), Class::Tuple(b)) => {
            let (a, b) = (heap.tail(a), heap.tail(b));
            match first_difference(heap, a, b, room)? {
                Some(index) => {
                    room.enter(0)?;
                    let order = compare(heap, a[index], b[index], room)?;
                    room.leave();
                    order
                }
                None => Some(a.len().cmp(&b.len())),
            }
        }
        _ => return None,
    })
}

fn hash_within(heap: &Heap, value: Value, room: &mut Room) -> Option<i64> {
    Some(match value.unpack() {
        Unpacked::None => hash::NONE,
        Unpacked::Bool(bool) => i64::from(bool),
        Unpacked::Int(int) => hash::of_i64(int),
        Unpacked::Float(float) => hash::of_float(float),
        Unpacked::Ellipsis => hash::ELLIPSIS,
        Unpacked::NotImplemented => hash::NOT_IMPLEMENTED,
        Unpacked::Unbound => return None,
        Unpacked::Object(kind) => match kind {
            Kind::Str => heap.str_hash(value.cast()?),
            Kind::BigInt => hash::of_int(heap.int(value)?),
            Kind::Bytes => heap.bytes_hash(value.cast()?),
            Kind::Range => heap.get(value.cast::<Range>()?).hash(),
            Kind::FrozenSet => heap.get(value.cast::<FrozenSet>()?).hash(),
            Kind::Tuple => hash_tuple(heap, value.cast()?, room)?,
            Kind::Function | Kind::Native | Kind::Module | Kind::Coroutine | Kind::Iterator | Kind::File => {
                hash::of_identity(value.identity())
            }
            _ => return None,
        },
    })
}

fn hash_tuple(heap: &Heap, tuple: Gc<Tuple>, room: &mut Room) -> Option<i64> {
    let items = heap.tail(tuple);
    room.enter(items.len())?;
    let mut short = [0; 8];
    if let Some(hashes) = short.get_mut(..items.len()) {
        for (hash, &item) in hashes.iter_mut().zip(items) {
            *hash = hash_within(heap, item, room)?;
        }
        room.leave();
        return Some(hash::of_tuple(hashes.iter().copied()));
    }
    let hashes: Option<Vec<i64>> = items.iter().map(|&item| hash_within(heap, item, room)).collect();
    room.leave();
    Some(hash::of_tuple(hashes?.into_iter()))
}

impl Dict {
    /// Looks up a string.
    #[inline]
    pub fn find_str(&self, heap: &Heap, key: Gc<Str>) -> Lookup {
        self.search(heap.str_hash(key), |other| match other.cast::<Str>() {
            Some(other) => Some(other == key || heap.str_equal(other, key)),
            None => plain_equal(heap, other, Value::object(key)),
        })
    }

    /// Looks up an int.
    #[inline]
    pub fn find_int(&self, heap: &Heap, key: i64) -> Lookup {
        self.search(hash::of_i64(key), |other| match other.as_int() {
            Some(other) => Some(other == key),
            None => plain_equal(heap, other, Value::int(key)),
        })
    }

    /// Looks up any key, given its hash.
    #[inline]
    pub fn find(&self, heap: &Heap, hash: i64, key: Value) -> Lookup {
        self.search(hash, |other| plain_same(heap, other, key))
    }

    /// The value of a string in a namespace.
    pub fn get_str(&self, heap: &Heap, key: Gc<Str>) -> Option<Value> {
        self.find_str(heap, key).found().map(|index| self.entry_value(index))
    }

    /// Sets the value of a string in a namespace.
    pub fn set_str(heap: &mut Heap, dict: Gc<Dict>, key: Gc<Str>, value: Value) {
        match heap.get(dict).find_str(heap, key).found() {
            Some(index) => heap.get_mut(dict).set_entry_value(index, value),
            None => {
                let hash = heap.str_hash(key);
                Dict::insert_new(heap, dict, hash, Value::object(key), value);
            }
        }
    }

    /// Removes a string from a namespace; returns the value it had.
    pub fn remove_str(heap: &mut Heap, dict: Gc<Dict>, key: Gc<Str>) -> Option<Value> {
        let index = heap.get(dict).find_str(heap, key).found()?;
        Some(heap.get_mut(dict).remove(index).value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::object::list::List;

    #[test]
    fn plain_values_compare_as_in_python() {
        let mut heap = Heap::new();
        crate::object::register(&mut heap);
        let [one, two] = ["one", "one"].map(|text| Value::object(heap.new_str(text)));
        let big = heap.new_int(1i128 << 70);
        let float = Value::float((1u128 << 70) as f64);
        let list = Value::object(List::create(&mut heap, Vec::new()));
        let nan = Value::float(f64::NAN);
        let pair = |heap: &mut Heap, a, b| Value::object(Tuple::create(heap, &[a, b]));
        let (p, q) = (pair(&mut heap, one, Value::TRUE), pair(&mut heap, two, Value::float(1.0)));
        let (r, s) = (pair(&mut heap, one, list), pair(&mut heap, Value::NONE, list));
        let equal = |a, b| plain_equal(&heap, a, b);
        assert_eq!(equal(one, two), Some(true));
        assert_eq!(equal(Value::int(1), Value::TRUE), Some(true));
        assert_eq!(equal(Value::int(1), one), Some(false));
        assert_eq!(equal(big, float), Some(true));
        assert_eq!(equal(nan, nan), Some(false));
        assert_eq!(plain_same(&heap, nan, nan), Some(true));
        assert_eq!(equal(p, q), Some(true));
        assert_eq!(equal(r, s), Some(false));
        assert_eq!(equal(r, r), Some(true));
        assert_eq!(equal(list, Value::int(1)), Some(false));
        assert_eq!(plain_less(&heap, p, q), Some(false));
        assert_eq!(plain_less(&heap, Value::int(1), Value::float(1.5)), Some(true));
        assert_eq!(plain_less(&heap, nan, Value::int(1)), Some(false));
        assert_eq!(plain_less(&heap, one, Value::int(1)), None);
        assert_eq!(plain_hash(&heap, p), plain_hash(&heap, q));
        assert_eq!(plain_hash(&heap, big), plain_hash(&heap, float));
        assert_eq!(plain_hash(&heap, r), None);
    }

    #[test]
    fn lookups_see_through_types() {
        let mut heap = Heap::new();
        crate::object::register(&mut heap);
        let dict = Dict::create(&mut heap);
        let name = heap.new_str("name");
        Dict::set_str(&mut heap, dict, name, Value::int(1));
        Dict::set_str(&mut heap, dict, name, Value::int(2));
        Dict::insert_new(&mut heap, dict, 1, Value::float(1.0), Value::NONE);
        let other = heap.new_str("name");
        assert_eq!(heap.get(dict).get_str(&heap, other), Some(Value::int(2)));
        assert_eq!(heap.get(dict).find_int(&heap, 1), Lookup::Found(1));
        assert_eq!(heap.get(dict).find(&heap, 1, Value::TRUE), Lookup::Found(1));
        assert_eq!(heap.get(dict).find_int(&heap, 2), Lookup::Missing);
        assert_eq!(Dict::remove_str(&mut heap, dict, other), Some(Value::int(2)));
        assert_eq!(heap.get(dict).find_str(&heap, name), Lookup::Missing);
    }
}
