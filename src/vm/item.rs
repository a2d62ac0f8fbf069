//! Subscripts, membership and length.

use super::Context;
use super::coroutine::{Coroutine, State, Temporary};
use super::deliver::Flow;
use super::frame::{Action, ReturnTo};
use super::iterate::Next;
use super::native::{Args, Input, Result};
use crate::heap::{Gc, Kind, Value};
use crate::object::slice::{Span, position};
use crate::object::{Class, Dict, List, Range, Slice, Str, Tuple};

impl Context {
    /// `object[index]`.
    #[inline(never)]
    pub fn load_item(&mut self, object: Value, index: Value, to: ReturnTo) -> Result {
        match object.kind() {
            Some(Kind::List) => self.list_item(object.cast().expect("of this kind"), index),
            Some(Kind::Tuple) => self.tuple_item(object.cast().expect("of this kind"), index),
            Some(Kind::Dict) => {
                let dict = object.cast::<Dict>().expect("of this kind");
                match self.dict_get(dict, index)? {
                    Some(value) => Ok(value),
                    None => Err(self.key_error(index)),
                }
            }
            Some(Kind::Str) => self.str_item(object.cast().expect("of this kind"), index),
            Some(Kind::Class) => self.class_item(object.cast().expect("of this kind"), index, to),
            _ => {
                let method = self.special(object, self.names.getitem);
                if method.is_unbound() {
                    let message = format!("'{}' object is not subscriptable", self.type_name(object));
                    return Err(self.type_error(message));
                }
                self.call_method_value(method, object, &[index], to)
            }
        }
    }

    fn class_item(&mut self, class: Gc<Class>, index: Value, to: ReturnTo) -> Result {
        let metaclass = self.class_of(Value::object(class));
        let method = self.lookup(metaclass, self.names.getitem);
        if !method.is_unbound() {
            return self.call_method_value(method, Value::object(class), &[index], to);
        }
        let method = self.lookup(class, self.names.class_getitem);
        if method.is_unbound() && self.is_generic(class) {
            let alias = self.runtime_function("_typing", "_generic_alias")?;
            return self.tail_call_to(alias, &[Value::object(class), index], to);
        }
        if method.is_unbound() {
            let message = format!("type '{}' is not subscriptable", self.text(self.heap.get(class).name));
            return Err(self.type_error(message));
        }
        let bound = self.bind_now(method, None, class, &[index])?;
        self.tail_call_to(bound, &[index], to)
    }

    /// Whether a class is a builtin one that takes type arguments, or derived from one.
    fn is_generic(&self, class: Gc<Class>) -> bool {
        use super::builtin_class::Builtin;
        const GENERIC: [Builtin; 14] = [
            Builtin::List,
            Builtin::Dict,
            Builtin::Tuple,
            Builtin::Set,
            Builtin::FrozenSet,
            Builtin::Type,
            Builtin::Deque,
            Builtin::Enumerate,
            Builtin::Slice,
            Builtin::Generator,
            Builtin::Coroutine,
            Builtin::AsyncGenerator,
            Builtin::Future,
            Builtin::Task,
        ];
        GENERIC.iter().any(|&generic| self.is_subclass(class, self.class(generic)))
    }

    /// A subscript as a position in a sequence of this length; None if it lies outside.
    pub fn sequence_position(&mut self, index: Value, length: usize, what: &str) -> Result<Option<usize>> {
        if let Some(index) = index.as_int() {
            return Ok(position(index, length));
        }
        if !self.has_index(index) {
            let message = format!("{what} indices must be integers or slices, not {}", self.type_name(index));
            return Err(self.type_error(message));
        }
        let index = self.to_index(index)?;
        match index.as_int() {
            Some(index) => Ok(position(index, length)),
            None => Err(self.raise(
                crate::object::ExceptionKind::IndexError,
                format!("cannot fit '{}' into an index-sized integer", self.type_name(index)),
            )),
        }
    }

    /// A slice object as positions in a sequence of this length.
    pub fn slice_span(&mut self, slice: Gc<Slice>, length: usize) -> Result<Span> {
        let this = self.heap.get(slice);
        let parts = [this.start, this.stop, this.step];
        let mut bounds = [None; 3];
        for (bound, part) in bounds.iter_mut().zip(parts) {
            *bound = self.slice_bound(part)?;
        }
        let span = Span::resolve(bounds[0], bounds[1], bounds[2], length);
        self.check(span)
    }

    /// A part of a slice: None, or an int, clamped to 64 bits.
    pub fn slice_bound(&mut self, part: Value) -> Result<Option<i64>> {
        if part.is_none() {
            return Ok(None);
        }
        if !self.has_index(part) {
            return Err(self.type_error("slice indices must be integers or None or have an __index__ method"));
        }
        let index = self.to_index(part)?;
        Ok(self.heap.int(index).map(|int| int.saturating()))
    }

    fn list_item(&mut self, list: Gc<List>, index: Value) -> Result {
        if let Some(slice) = index.cast::<Slice>() {
            let span = self.slice_span(slice, self.items(list).len())?;
            self.reserve_items(span.count)?;
            return Ok(Value::object(List::slice(&mut self.heap, list, &span)));
        }
        match self.sequence_position(index, self.items(list).len(), "list")? {
            Some(position) => match self.items(list).get(position) {
                Some(&item) => Ok(item),
                None => Err(self.index_error("list index out of range")),
            },
            None => Err(self.index_error("list index out of range")),
        }
    }

    fn tuple_item(&mut self, tuple: Gc<Tuple>, index: Value) -> Result {
        let length = self.heap.tail(tuple).len();
        if let Some(slice) = index.cast::<Slice>() {
            let span = self.slice_span(slice, length)?;
            self.reserve_items(span.count)?;
            return Ok(Value::object(Tuple::slice(&mut self.heap, tuple, &span)));
        }
        match self.sequence_position(index, length, "tuple")? {
            Some(position) => Ok(self.heap.tail(tuple)[position]),
            None => Err(self.index_error("tuple index out of range")),
        }
    }

    fn str_item(&mut self, string: Gc<Str>, index: Value) -> Result {
        let length = self.heap.str_length(string);
        if let Some(slice) = index.cast::<Slice>() {
            let span = self.slice_span(slice, length)?;
            self.charge(span.count as u64 / 16)?;
            let part = self.heap.str_slice(string, span.start.max(0) as usize, span.step as isize, span.count);
            return Ok(Value::object(part));
        }
        let place = match index.as_int() {
            Some(index) => position(index, length),
            None if self.has_index(index) => self.sequence_position(index, length, "string")?,
            None => {
                let message = format!("string indices must be integers, not '{}'", self.type_name(index));
                return Err(self.type_error(message));
            }
        };
        match place {
            Some(position) => {
                let code_point = self.heap.str_at(string, position);
                Ok(Value::object(self.interner.char(&mut self.heap, code_point)))
            }
            None => Err(self.index_error("string index out of range")),
        }
    }

    /// `object[index] = value`.
    #[inline(never)]
    pub fn store_item(&mut self, object: Value, index: Value, value: Value, to: ReturnTo) -> Result {
        match object.kind() {
            Some(Kind::Dict) => {
                let dict = object.cast::<Dict>().expect("of this kind");
                self.dict_set(dict, index, value).map(|()| Value::NONE)
            }
            Some(Kind::List) => self.store_list_item(object.cast().expect("of this kind"), index, value),
            _ => {
                let method = self.special(object, self.names.setitem);
                if method.is_unbound() {
                    let message = format!("'{}' object does not support item assignment", self.type_name(object));
                    return Err(self.type_error(message));
                }
                self.call_method_value(method, object, &[index, value], to)
            }
        }
    }

    fn store_list_item(&mut self, list: Gc<List>, index: Value, value: Value) -> Result {
        if let Some(slice) = index.cast::<Slice>() {
            let items = match self.items_within_limits(value)? {
                Some(items) => items,
                None if self.is_iterable(value) => self.collect_nested(value)?,
                None => return Err(self.type_error("must assign iterable to extended slice")),
            };
            let span = self.slice_span(slice, self.items(list).len())?;
            let result = List::assign_slice(&mut self.heap, list, &span, &items);
            self.check(result)?;
            return Ok(Value::NONE);
        }
        match self.sequence_position(index, self.items(list).len(), "list")? {
            Some(position) if position < self.items(list).len() => {
                self.heap.get_mut(list).items[position] = value;
                Ok(Value::NONE)
            }
            _ => Err(self.index_error("list assignment index out of range")),
        }
    }

    /// `del object[index]`.
    #[inline(never)]
    pub fn delete_item(&mut self, object: Value, index: Value, to: ReturnTo) -> Result {
        match object.kind() {
            Some(Kind::Dict) => {
                let dict = object.cast::<Dict>().expect("of this kind");
                match self.dict_remove(dict, index)? {
                    Some(_) => Ok(Value::NONE),
                    None => Err(self.key_error(index)),
                }
            }
            Some(Kind::List) => {
                let list = object.cast::<List>().expect("of this kind");
                if let Some(slice) = index.cast::<Slice>() {
                    let span = self.slice_span(slice, self.items(list).len())?;
                    self.heap.get_mut(list).remove_slice(&span);
                    return Ok(Value::NONE);
                }
                match self.sequence_position(index, self.items(list).len(), "list")? {
                    Some(position) if position < self.items(list).len() => {
                        self.heap.get_mut(list).items.remove(position);
                        Ok(Value::NONE)
                    }
                    _ => Err(self.index_error("list assignment index out of range")),
                }
            }
            _ => {
                let method = self.special(object, self.names.delitem);
                if method.is_unbound() {
                    let is_sequence =
                        matches!(object.kind(), Some(Kind::Str | Kind::Tuple | Kind::Bytes | Kind::Range));
                    let refusal = if is_sequence { "doesn't" } else { "does not" };
                    let message = format!("'{}' object {refusal} support item deletion", self.type_name(object));
                    return Err(self.type_error(message));
                }
                self.call_method_value(method, object, &[index], to)
            }
        }
    }

    /// `item in container`, for the instruction the frame on top stands behind.
    #[inline(never)]
    pub fn contains(&mut self, item: Value, container: Value) -> Result<Flow> {
        let to = ReturnTo { action: Action::Test, dst: 0 };
        let answer = self.contains_value(item, container, to)?;
        if answer.is_unbound() { Ok(Flow::Reload) } else { self.branch_on(answer) }
    }

    /// `item in container`, as a value whose truth counts.
    pub fn contains_value(&mut self, item: Value, container: Value, to: ReturnTo) -> Result {
        match container.kind() {
            Some(Kind::List) => {
                let list = container.cast::<List>().expect("of this kind");
                let mut index = 0;
                while let Some(&other) = self.items(list).get(index) {
                    index += 1;
                    if self.equal(other, item)? {
                        return Ok(Value::TRUE);
                    }
                    self.charge(1)?;
                }
                Ok(Value::FALSE)
            }
            Some(Kind::Tuple) => {
                let tuple = container.cast::<Tuple>().expect("of this kind");
                for index in 0..self.heap.tail(tuple).len() {
                    let other = self.heap.tail(tuple)[index];
                    if self.equal(other, item)? {
                        return Ok(Value::TRUE);
                    }
                    self.charge(1)?;
                }
                Ok(Value::FALSE)
            }
            Some(Kind::Dict) => {
                let dict = container.cast::<Dict>().expect("of this kind");
                self.dict_find(dict, item).map(|found| Value::bool(found.is_some()))
            }
            Some(Kind::Set | Kind::FrozenSet) => self.set_contains(container, item).map(Value::bool),
            Some(Kind::Str) => match self.as_str(item) {
                Some(needle) => {
                    let string = container.cast::<Str>().expect("of this kind");
                    let found = memchr::memmem::find(self.heap.str_bytes(string), self.heap.str_bytes(needle));
                    Ok(Value::bool(found.is_some()))
                }
                None => {
                    let message =
                        format!("'in <string>' requires string as left operand, not {}", self.type_name(item));
                    Err(self.type_error(message))
                }
            },
            _ => self.contains_by_method(item, container, to),
        }
    }

    fn contains_by_method(&mut self, item: Value, container: Value, to: ReturnTo) -> Result {
        let method = self.special(container, self.names.contains);
        if method.is_none() {
            let message = format!("'{}' object is not a container", self.type_name(container));
            return Err(self.type_error(message));
        }
        if !method.is_unbound() {
            return self.call_method_value(method, container, &[item], to);
        }
        if !self.is_iterable(container) {
            let message = format!("argument of type '{}' is not a container or iterable", self.type_name(container));
            return Err(self.type_error(message));
        }
        let temporary = container.cast::<Coroutine>().is_some_and(|generator| {
            let this = self.heap.get_mut(generator);
            std::mem::replace(&mut this.temporary, Temporary::No) == Temporary::OfCall && this.state == State::Created
        });
        let generator = if temporary { container } else { Value::NONE };
        self.push_steps(search_steps, &[item, container, Value::UNBOUND, generator], false, to)
    }

    /// Whether `iter(value)` would not be refused.
    pub fn is_iterable(&mut self, value: Value) -> bool {
        if matches!(value.kind(), Some(Kind::Iterator)) {
            return true;
        }
        if let Some(coroutine) = value.cast::<Coroutine>() {
            return self.heap.get(coroutine).kind == super::coroutine::CoroutineKind::Generator;
        }
        let iter = self.special(value, self.names.iter);
        !iter.is_none() && (!iter.is_unbound() || !self.special(value, self.names.getitem).is_unbound())
            || crate::object::iterator::Iterator::over(&mut self.heap, value).is_some()
    }

    /// `len(value)`, at once or by a frame.
    #[inline(never)]
    pub fn length_value(&mut self, value: Value, to: ReturnTo) -> Result {
        if let Some(length) = self.native_length(value) {
            return Ok(Value::int(length as i64));
        }
        let method = self.special(value, self.names.len);
        if method.is_unbound() {
            let message = format!("object of type '{}' has no len()", self.type_name(value));
            return Err(self.type_error(message));
        }
        let _ = to;
        let answer = self.call_nested_method(method, value, &[])?;
        self.check_length(answer).map(|length| Value::int(length as i64))
    }

    /// The length of a builtin container.
    pub fn native_length(&self, value: Value) -> Option<usize> {
        let heap = &self.heap;
        Some(match value.kind()? {
            Kind::List => heap.get(value.cast::<List>()?).items.len(),
            Kind::Tuple => heap.tail(value.cast::<Tuple>()?).len(),
            Kind::Dict => heap.get(value.cast::<Dict>()?).len(),
            Kind::Str => heap.str_length(value.cast::<Str>()?),
            Kind::Bytes | Kind::ByteArray => self.bytes_like(value)?.len(),
            Kind::Set | Kind::FrozenSet => crate::object::set::table_of(heap, value)?.len(),
            Kind::Range => heap.get(value.cast::<Range>()?).length().borrow().to_usize()?,
            _ => return None,
        })
    }

    /// The int that `__index__` makes of a value.
    pub fn to_index(&mut self, value: Value) -> Result {
        let plain = self.payload(value);
        if plain.is_int() || plain.kind() == Some(Kind::BigInt) {
            return Ok(plain);
        }
        if let Some(flag) = plain.as_bool() {
            return Ok(Value::int(i64::from(flag)));
        }
        let method = self.special(value, self.names.index);
        if method.is_unbound() {
            let message = format!("'{}' object cannot be interpreted as an integer", self.type_name(value));
            return Err(self.type_error(message));
        }
        let answer = self.call_nested_method(method, value, &[])?;
        let plain = self.payload(answer);
        if plain.is_int() || plain.kind() == Some(Kind::BigInt) {
            return Ok(plain);
        }
        let message = format!("__index__ returned non-int (type {})", self.type_name(answer));
        Err(self.type_error(message))
    }

    /// Whether a value is an int or has `__index__`.
    pub fn has_index(&mut self, value: Value) -> bool {
        let plain = self.payload(value);
        plain.is_int()
            || plain.is_bool()
            || plain.kind() == Some(Kind::BigInt)
            || !self.special(value, self.names.index).is_unbound()
    }
}

/// `in` by iteration. Registers: item, container and then its iterator, whether that is the iterator, a generator that
/// nothing else can hold and is closed when its item is found.
fn search_steps(ctx: &mut Context, window: Args, input: Input) -> Result {
    let mut input = input;
    if window.get(ctx, 2).is_unbound() {
        let iterator = match input {
            Input::Value(iterator) => {
                ctx.check_iterator(iterator)?;
                iterator
            }
            _ => {
                let to = ctx.return_to;
                ctx.get_iterator(window.get(ctx, 1), to)?
            }
        };
        if iterator.is_unbound() {
            return Ok(iterator);
        }
        window.set(ctx, 1, iterator);
        window.set(ctx, 2, Value::TRUE);
        input = Input::Start;
    }
    loop {
        let next = match std::mem::replace(&mut input, Input::Start) {
            Input::Value(value) => Next::Item(value),
            Input::Exhausted => Next::Done,
            _ => ctx.next_for_step(window.get(ctx, 1))?,
        };
        match next {
            Next::Item(other) => {
                if ctx.equal(other, window.get(ctx, 0))? {
                    if let Some(generator) = window.get(ctx, 3).cast() {
                        let closed = ctx.close(generator);
                        ctx.report_unraisable(closed, "generator", Value::object(generator))?;
                    }
                    return Ok(Value::TRUE);
                }
            }
            Next::Done => return Ok(Value::FALSE),
            Next::Pending => return Ok(Value::UNBOUND),
        }
    }
}
