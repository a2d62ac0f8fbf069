//! Lists. What changes a list's capacity takes the heap, which is told; everything else is done on `items` directly.

use super::failure::Failure;
use super::slice::Span;
use crate::heap::{Gc, Heap, Kind, NoTail, Object, Tracer, Value};

/// A list.
pub struct List {
    pub items: Vec<Value>,
}

impl List {
    pub fn create(heap: &mut Heap, items: Vec<Value>) -> Gc<List> {
        heap.grew(bytes_of(&items));
        heap.allocate(List { items })
    }

    /// Appends a value.
    #[inline]
    pub fn push(heap: &mut Heap, list: Gc<List>, value: Value) {
        let items = &mut heap.get_mut(list).items;
        if items.len() < items.capacity() {
            items.push(value);
        } else {
            List::push_growing(heap, list, value);
        }
    }

    #[cold]
    #[inline(never)]
    fn push_growing(heap: &mut Heap, list: Gc<List>, value: Value) {
        List::edit(heap, list, |items| items.push(value));
    }

    /// Makes a change that may change the capacity.
    pub fn edit<R>(heap: &mut Heap, list: Gc<List>, change: impl FnOnce(&mut Vec<Value>) -> R) -> R {
        let items = &mut heap.get_mut(list).items;
        let before = bytes_of(items);
        let result = change(items);
        let after = bytes_of(items);
        heap.resized(before, after);
        result
    }

    /// Inserts before `index`, which is clamped as `list.insert` does.
    pub fn insert(heap: &mut Heap, list: Gc<List>, index: i64, value: Value) {
        List::edit(heap, list, |items| {
            let length = items.len() as i64;
            let index = if index < 0 { index.saturating_add(length).max(0) } else { index.min(length) };
            items.insert(index as usize, value);
        });
    }

    pub fn extend(heap: &mut Heap, list: Gc<List>, values: &[Value]) {
        List::edit(heap, list, |items| items.extend_from_slice(values));
    }

    /// Replaces the whole contents; returns the old.
    pub fn replace(heap: &mut Heap, list: Gc<List>, items: Vec<Value>) -> Vec<Value> {
        List::edit(heap, list, |old| std::mem::replace(old, items))
    }

    pub fn clear(heap: &mut Heap, list: Gc<List>) {
        List::replace(heap, list, Vec::new());
    }

    pub fn concatenate(heap: &mut Heap, left: Gc<List>, right: Gc<List>) -> Gc<List> {
        let items = [&heap.get(left).items[..], &heap.get(right).items].concat();
        List::create(heap, items)
    }

    /// A list of the items `count` times over.
    pub fn repeat(heap: &mut Heap, list: Gc<List>, count: i64) -> Result<Gc<List>, Failure> {
        let items = repeated(heap, &heap.get(list).items, count)?;
        Ok(List::create(heap, items))
    }

    /// `list *= count`
    pub fn repeat_in_place(heap: &mut Heap, list: Gc<List>, count: i64) -> Result<(), Failure> {
        let items = repeated(heap, &heap.get(list).items, count)?;
        List::replace(heap, list, items);
        Ok(())
    }

    pub fn slice(heap: &mut Heap, list: Gc<List>, span: &Span) -> Gc<List> {
        let items = span.pick(&heap.get(list).items);
        List::create(heap, items)
    }

    /// `list[span] = values`
    pub fn assign_slice(heap: &mut Heap, list: Gc<List>, span: &Span, values: &[Value]) -> Result<(), Failure> {
        if span.step == 1 {
            List::edit(heap, list, |items| {
                items.splice(span.range(), values.iter().copied());
            });
            return Ok(());
        }
        if values.len() != span.count {
            return Err(Failure::value_error(format!(
                "attempt to assign sequence of size {} to extended slice of size {}",
                values.len(),
                span.count
            )));
        }
        let items = &mut heap.get_mut(list).items;
        for (index, &value) in span.indices().zip(values) {
            items[index] = value;
        }
        Ok(())
    }

    /// `del list[span]`
    pub fn remove_slice(&mut self, span: &Span) {
        let span = span.ascending();
        if span.step == 1 {
            self.items.drain(span.range());
            return;
        }
        let mut doomed = span.indices().peekable();
        let mut index = 0;
        self.items.retain(|_| {
            let keep = doomed.next_if_eq(&index).is_none();
            index += 1;
            keep
        });
    }
}

impl Object for List {
    const KIND: Kind = Kind::List;
    type Tail = NoTail;

    fn trace(&self, tracer: &mut Tracer) {
        tracer.values(&self.items);
    }

    fn external_bytes(&self) -> usize {
        bytes_of(&self.items)
    }
}

fn bytes_of(items: &Vec<Value>) -> usize {
    items.capacity() * size_of::<Value>()
}

/// The values `count` times over (none if that is negative), if there is room for them.
pub(super) fn repeated(heap: &Heap, values: &[Value], count: i64) -> Result<Vec<Value>, Failure> {
    let count = usize::try_from(count).unwrap_or(0);
    let total = values.len().checked_mul(count).ok_or_else(Failure::memory_error)?;
    let mut items = reserved(heap, total)?;
    for _ in 0..if values.is_empty() { 0 } else { count } {
        items.extend_from_slice(values);
    }
    Ok(items)
}

/// An empty vector with room for `count` values, if memory and its limit allow.
pub fn reserved(heap: &Heap, count: usize) -> Result<Vec<Value>, Failure> {
    let bytes = count.checked_mul(size_of::<Value>()).ok_or_else(Failure::memory_error)?;
    if heap.total_bytes().saturating_add(bytes) > heap.limit {
        return Err(Failure::memory_error());
    }
    let mut items = Vec::new();
    items.try_reserve_exact(count).map_err(|_| Failure::memory_error())?;
    Ok(items)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn setup(count: i64) -> (Heap, Gc<List>) {
        let mut heap = Heap::new();
        heap.register::<List>();
        let list = List::create(&mut heap, (0..count).map(Value::int).collect());
        (heap, list)
    }

    fn contents(heap: &Heap, list: Gc<List>) -> Vec<i64> {
        heap.get(list).items.iter().map(|item| item.as_int().unwrap()).collect()
    }

    fn span(start: Option<i64>, stop: Option<i64>, step: Option<i64>, length: usize) -> Span {
        Span::resolve(start, stop, step, length).unwrap()
    }

    #[test]
    fn slices_are_assigned_and_removed() {
        let (mut heap, list) = setup(6);
        List::assign_slice(&mut heap, list, &span(Some(1), Some(3), None, 6), &[Value::int(9)]).unwrap();
        assert_eq!(contents(&heap, list), [0, 9, 3, 4, 5]);
        List::assign_slice(&mut heap, list, &span(Some(3), Some(1), None, 5), &[Value::int(7)]).unwrap();
        assert_eq!(contents(&heap, list), [0, 9, 3, 7, 4, 5]);
        let every_second = span(None, None, Some(-2), 6);
        assert!(List::assign_slice(&mut heap, list, &every_second, &[Value::NONE]).is_err());
        List::assign_slice(&mut heap, list, &every_second, &[1, 2, 3].map(Value::int)).unwrap();
        assert_eq!(contents(&heap, list), [0, 3, 3, 2, 4, 1]);
        heap.get_mut(list).remove_slice(&every_second);
        assert_eq!(contents(&heap, list), [0, 3, 4]);
        heap.get_mut(list).remove_slice(&span(Some(1), None, None, 3));
        assert_eq!(contents(&heap, list), [0]);
    }

    #[test]
    fn inserting_clamps_and_repeating_has_limits() {
        let (mut heap, list) = setup(2);
        List::insert(&mut heap, list, -100, Value::int(5));
        List::insert(&mut heap, list, 100, Value::int(6));
        List::insert(&mut heap, list, -1, Value::int(7));
        assert_eq!(contents(&heap, list), [5, 0, 1, 7, 6]);
        assert!(List::repeat(&mut heap, list, i64::MAX).is_err());
        heap.limit = 1 << 20;
        assert!(List::repeat(&mut heap, list, 1 << 18).is_err());
        List::repeat_in_place(&mut heap, list, 2).unwrap();
        assert_eq!(heap.get(list).items.len(), 10);
        List::repeat_in_place(&mut heap, list, -1).unwrap();
        assert!(heap.get(list).items.is_empty());
    }

    #[test]
    fn the_heap_knows_what_lists_own() {
        let (mut heap, list) = setup(0);
        let before = heap.total_bytes();
        (0..1000).for_each(|number| List::push(&mut heap, list, Value::int(number)));
        assert!(heap.total_bytes() >= before + 16_000);
        List::clear(&mut heap, list);
        assert_eq!(heap.total_bytes(), before);
    }
}
