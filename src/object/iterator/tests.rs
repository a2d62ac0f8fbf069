//! Iterators that need no script, walked to their end.

use super::*;
use crate::object::set::{Set, Table};

struct Machine {
    heap: Heap,
    strings: Interner,
}

fn machine() -> Machine {
    let mut heap = Heap::new();
    crate::object::register(&mut heap);
    let strings = Interner::new(|| []);
    Machine { heap, strings }
}

impl Machine {
    fn next(&mut self, iterator: Gc<Iterator>) -> Step {
        Iterator::advance(&mut self.heap, &self.strings, iterator)
    }

    fn list(&mut self, items: &[i64]) -> Value {
        let items = items.iter().copied().map(Value::int).collect();
        Value::object(List::create(&mut self.heap, items))
    }

    fn over(&mut self, value: Value) -> Gc<Iterator> {
        Iterator::over(&mut self.heap, value).unwrap()
    }

    fn reversed(&mut self, value: Value) -> Vec<String> {
        let iterator = Iterator::reversed(&mut self.heap, value).unwrap();
        self.rest(iterator)
    }

    fn all(&mut self, value: Value) -> Vec<String> {
        let iterator = self.over(value);
        self.rest(iterator)
    }

    fn rest(&mut self, iterator: Gc<Iterator>) -> Vec<String> {
        let mut shown = Vec::new();
        loop {
            match self.next(iterator) {
                Step::Item(item) => shown.push(self.show(item)),
                Step::Done => break,
                Step::Failed(failure) => {
                    shown.push(failure.message);
                    break;
                }
                Step::Call => panic!("needs the machine"),
            }
        }
        assert!(!matches!(self.next(iterator), Step::Item(_)));
        shown
    }

    fn show(&self, value: Value) -> String {
        if let Some(string) = value.cast::<Str>() {
            return self.heap.str_lossy(string).into_owned();
        }
        if let Some(tuple) = value.cast::<Tuple>() {
            let items: Vec<String> = self.heap.tail(tuple).iter().map(|&item| self.show(item)).collect();
            return format!("({})", items.join(","));
        }
        value.as_int().map_or_else(|| format!("{value:?}"), |int| int.to_string())
    }

    fn dict(&mut self, count: i64) -> Gc<Dict> {
        let dict = Dict::create(&mut self.heap);
        for key in 0..count {
            self.insert(dict, key);
        }
        dict
    }

    fn insert(&mut self, dict: Gc<Dict>, key: i64) -> usize {
        Dict::insert_new(&mut self.heap, dict, key, Value::int(key), Value::int(key * 10))
    }
}

#[test]
fn containers_are_walked_both_ways() {
    let mut m = machine();
    let list = m.list(&[1, 2, 3]);
    assert_eq!(m.all(list), ["1", "2", "3"]);
    assert_eq!(m.reversed(list), ["3", "2", "1"]);
    let text = Value::object(m.heap.new_str("aé😀"));
    assert_eq!(m.all(text), ["a", "é", "😀"]);
    assert_eq!(m.reversed(text), ["😀", "é", "a"]);
    let dict = Value::object(m.dict(3));
    assert_eq!(m.all(dict), ["0", "1", "2"]);
    assert_eq!(m.reversed(dict), ["2", "1", "0"]);
    let mut table = Table::new();
    [33, 8].iter().for_each(|&number| table.insert_new(number, Value::int(number)));
    let set = Value::object(Set::create(&mut m.heap, table));
    assert_eq!(m.all(set), ["8", "33"]);
    let range = Range::new(5i64.into(), (-1i64).into(), (-2i64).into()).unwrap();
    let range = Value::object(Range::create(&mut m.heap, range));
    assert_eq!(m.all(range), ["5", "3", "1"]);
    assert_eq!(m.reversed(range), ["1", "3", "5"]);
    let big = Range::new(i64::MAX.into(), i128::from(u64::MAX).into(), (1i128 << 62).into()).unwrap();
    let big = Value::object(Range::create(&mut m.heap, big));
    assert_eq!(m.all(big).len(), 2);
    assert_eq!(m.reversed(big)[1], i64::MAX.to_string());
}

#[test]
fn lists_may_grow_while_they_are_walked_but_an_end_is_final() {
    let mut m = machine();
    let list = m.list(&[1]);
    let iterator = m.over(list);
    assert!(matches!(m.next(iterator), Step::Item(_)));
    List::push(&mut m.heap, list.cast().unwrap(), Value::int(2));
    assert_eq!(m.rest(iterator), ["2"]);
    List::push(&mut m.heap, list.cast().unwrap(), Value::int(3));
    assert!(matches!(m.next(iterator), Step::Done));
    assert_eq!(m.heap.get(iterator).length_hint(&m.heap), Some(0));
}

#[test]
fn dicts_and_sets_may_not_change_their_size() {
    let mut m = machine();
    let dict = m.dict(2);
    let iterator = m.over(Value::object(dict));
    m.next(iterator);
    m.insert(dict, 7);
    assert_eq!(m.rest(iterator), ["dictionary changed size during iteration"]);
    let dict = m.dict(1);
    let iterator = m.over(Value::object(dict));
    m.next(iterator);
    m.heap.get_mut(dict).remove(0);
    m.insert(dict, 7);
    assert_eq!(m.rest(iterator), ["dictionary keys changed during iteration"]);
    let set = Set::create(&mut m.heap, Table::new());
    let iterator = m.over(Value::object(set));
    Set::edit(&mut m.heap, set, |table| table.insert_new(1, Value::int(1)));
    assert_eq!(m.rest(iterator), ["Set changed size during iteration"]);
}

#[test]
fn enumerate_and_zip_make_pairs() {
    let mut m = machine();
    let list = m.list(&[7, 8]);
    let inner = Value::object(m.over(list));
    let enumerate = Iterator::create(&mut m.heap, State::Enumerate { inner, count: Value::int(i64::MAX) });
    let PairStep::Pair(index, item) = Iterator::advance_pair(&mut m.heap, &m.strings, enumerate) else {
        panic!("a pair was expected");
    };
    assert_eq!((index, item), (Value::int(i64::MAX), Value::int(7)));
    assert!(m.rest(enumerate)[0].ends_with(",8)"));
    let zip = |m: &mut Machine, lengths: [i64; 2], strict| {
        let inner = lengths.map(|length| {
            let list = m.list(&(0..length).collect::<Vec<_>>());
            Value::object(m.over(list))
        });
        let inner = Tuple::create(&mut m.heap, &inner);
        let zip = Iterator::create(&mut m.heap, State::Zip { inner, strict });
        m.rest(zip)
    };
    assert_eq!(zip(&mut m, [2, 1], false), ["(0,0)"]);
    assert_eq!(zip(&mut m, [2, 2], true), ["(0,0)", "(1,1)"]);
    assert_eq!(zip(&mut m, [2, 1], true)[1], "zip() argument 2 is shorter than argument 1");
    assert_eq!(zip(&mut m, [1, 2], true)[1], "zip() argument 2 is longer than argument 1");
}

#[test]
fn deep_nests_and_scripts_are_left_to_the_machine() {
    let mut m = machine();
    let list = m.list(&[1]);
    let mut iterator = m.over(list);
    for depth in 1..100 {
        let state = State::Enumerate { inner: Value::object(iterator), count: Value::int(0) };
        iterator = Iterator::create(&mut m.heap, state);
        assert_eq!(m.heap.get(iterator).is_native(), depth < i32::from(MAX_NESTING));
    }
    assert!(matches!(m.next(iterator), Step::Call));
}
