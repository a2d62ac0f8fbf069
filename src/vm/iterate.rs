//! Iteration: getting iterators and their items, and unpacking.

use super::Context;
use super::builtin_class::Builtin;
use super::coroutine::{Coroutine, CoroutineKind, Resume};
use super::frame::{Action, ReturnTo};
use super::native::{Args, Input, Result};
use crate::heap::{Gc, Kind, Value};
use crate::object::iterator::{Iterator, State, Step, strict_failure};
use crate::object::set::{Table, table_of};
use crate::object::view::{DictView, Part};
use crate::object::{Class, Dict, List, Tuple};

/// What asking an iterator came to.
#[derive(Clone, Copy, Debug)]
pub enum Next {
    Item(Value),
    Done,
    /// A frame was pushed that will answer.
    Pending,
}

/// The class of an iterator of `itertools`.
pub fn tool_class(ctx: &Context, value: Value) -> Option<Gc<Class>> {
    match *ctx.heap.get(value.cast::<Iterator>()?).state() {
        State::Tool { class, .. } => Some(class),
        _ => None,
    }
}

/// The class of a native iterator.
pub fn class_of(ctx: &Context, value: Value) -> Builtin {
    let Some(iterator) = value.cast::<Iterator>() else { return Builtin::NativeIterator };
    let name = ctx.heap.get(iterator).type_name(&ctx.heap);
    Builtin::ALL.iter().copied().find(|class| class.name() == name).unwrap_or(Builtin::NativeIterator)
}

pub fn class_of_view(ctx: &Context, value: Value) -> Builtin {
    match value.cast::<DictView>().map(|view| ctx.heap.get(view).part) {
        Some(Part::Values) => Builtin::DictValues,
        Some(Part::Items) => Builtin::DictItems,
        _ => Builtin::DictKeys,
    }
}

impl Context {
    /// `iter(value)`.
    #[inline(never)]
    pub fn get_iterator(&mut self, value: Value, to: ReturnTo) -> Result {
        if let Some(iterator) = Iterator::over(&mut self.heap, value) {
            return Ok(Value::object(iterator));
        }
        match value.kind() {
            Some(Kind::Iterator) => return Ok(value),
            Some(Kind::Coroutine) => {
                let coroutine = value.cast::<Coroutine>().expect("of this kind");
                if self.heap.get(coroutine).kind == CoroutineKind::Generator {
                    return Ok(value);
                }
            }
            _ => {}
        }
        let method = self.special(value, self.names.iter);
        if method.is_unbound() || method.is_none() {
            if method.is_unbound() && !self.special(value, self.names.getitem).is_unbound() {
                let state = State::Sequence { object: value, next: 0 };
                return Ok(Value::object(Iterator::create(&mut self.heap, state)));
            }
            self.drop_temporary(value)?;
            let message = format!("'{}' object is not iterable", self.type_name(value));
            return Err(self.type_error(message));
        }
        let to = if to.action == Action::Store { ReturnTo { action: Action::Iterator, dst: to.dst } } else { to };
        let iterator = self.call_method_value(method, value, &[], to)?;
        if !iterator.is_unbound() {
            self.check_iterator(iterator)?;
        }
        Ok(iterator)
    }

    /// Asks an iterator for its next item. `to` says where the answer of a frame goes; its action takes items.
    #[inline]
    pub fn next_item(&mut self, iterator: Value, to: ReturnTo) -> Result<Next> {
        match iterator.kind() {
            Some(Kind::Iterator) => {
                let native = iterator.cast::<Iterator>().expect("of this kind");
                match Iterator::advance(&mut self.heap, &self.interner, native) {
                    Step::Item(item) => Ok(Next::Item(item)),
                    Step::Done => Ok(Next::Done),
                    Step::Failed(failure) => Err(self.fail(failure)),
                    Step::Call => self.advance_calling(native, to),
                }
            }
            Some(Kind::Coroutine) => {
                let generator = iterator.cast::<Coroutine>().expect("of this kind");
                if self.heap.get(generator).kind != CoroutineKind::Generator {
                    return Err(self.not_an_iterator(iterator));
                }
                let answer = self.resume(generator, Resume::Send(Value::NONE), to);
                self.answer_to_next(answer)
            }
            _ => {
                let method = self.special(iterator, self.names.next);
                if method.is_unbound() {
                    return Err(self.not_an_iterator(iterator));
                }
                let answer = self.call_method_value(method, iterator, &[], to);
                self.answer_to_next(answer)
            }
        }
    }

    #[cold]
    fn not_an_iterator(&mut self, value: Value) -> super::native::Raised {
        let message = format!("'{}' object is not an iterator", self.type_name(value));
        self.type_error(message)
    }

    fn answer_to_next(&mut self, answer: Result) -> Result<Next> {
        match answer {
            Ok(value) if value.is_unbound() => Ok(Next::Pending),
            Ok(value) => Ok(Next::Item(value)),
            Err(_) if self.limits.stopped.is_none() && self.is_exhausted() => {
                self.take_pending();
                Ok(Next::Done)
            }
            Err(raised) => Err(raised),
        }
    }

    /// For native frames: the next item of an iterator. After `Pending`, the step comes with `Input::Value` or
    /// `Input::Exhausted`.
    pub fn next_for_step(&mut self, iterator: Value) -> Result<Next> {
        self.charge(1)?;
        self.next_item(iterator, ReturnTo { action: Action::StepItem, dst: 0 })
    }

    /// Native iterators over others, or that call something.
    fn advance_calling(&mut self, iterator: Gc<Iterator>, to: ReturnTo) -> Result<Next> {
        if let State::Tool { .. } = self.heap.get(iterator).state() {
            let Some(step) = self.extensions.step_tool else {
                return Err(self.runtime_error("itertools is not there"));
            };
            let answer = self.push_steps(step, &[Value::object(iterator), Value::int(0), Value::NONE], false, to);
            return self.answer_to_next(answer);
        }
        let width = match self.heap.get(iterator).state() {
            State::Zip { inner, .. } | State::Map { inner, .. } => self.heap.tail(*inner).len(),
            _ => 1,
        };
        let mut state = vec![Value::object(iterator), Value::int(0)];
        state.resize(2 + width, Value::NONE);
        let answer = self.push_steps(advance_steps, &state, false, to);
        self.answer_to_next(answer)
    }
}

/// One item of a native iterator that asks others for theirs. Registers: the iterator, how many inner items are there,
/// the items.
fn advance_steps(ctx: &mut Context, window: Args, input: Input) -> Result {
    let iterator = window.get(ctx, 0).cast::<Iterator>().expect("register 0 holds the iterator");
    let state = *ctx.heap.get(iterator).state();
    let have = window.get(ctx, 1).as_int().expect("register 1 counts") as u32;
    match state {
        State::Enumerate { inner, .. } => match next_of(ctx, inner, input)? {
            Next::Item(item) => {
                let count = Iterator::take_count(&mut ctx.heap, iterator);
                Ok(ctx.new_tuple(&[count, item]))
            }
            Next::Done => Err(ctx.exhausted()),
            Next::Pending => Ok(Value::UNBOUND),
        },
        State::Zip { inner, strict } => gather_items(ctx, window, input, inner, strict, "zip", None),
        State::Map { function, inner, strict } => {
            if have == ctx.heap.tail(inner).len() as u32 {
                let Input::Value(result) = input else { unreachable!("the function was called") };
                return Ok(result);
            }
            gather_items(ctx, window, input, inner, strict, "map", Some(function))
        }
        State::Filter { function, inner } => filter_step(ctx, window, input, function, inner),
        State::Sequence { object, next } => sequence_step(ctx, iterator, object, next, next + 1),
        State::Reversed { next: 0, .. } => {
            Iterator::finish(&mut ctx.heap, iterator);
            Err(ctx.exhausted())
        }
        State::Reversed { sequence, next } => sequence_step(ctx, iterator, sequence, next - 1, next - 1),
        State::Callable { function, sentinel } => {
            let value = match input {
                Input::Value(value) => value,
                _ => ctx.tail_call(function, &[])?,
            };
            if value.is_unbound() {
                return Ok(value);
            }
            if ctx.equal(value, sentinel)? {
                Iterator::finish(&mut ctx.heap, iterator);
                return Err(ctx.exhausted());
            }
            Ok(value)
        }
        _ => unreachable!("all others advance by themselves"),
    }
}

/// The item of an inner iterator: the one that just arrived, or the next one asked for.
fn next_of(ctx: &mut Context, inner: Value, input: Input) -> Result<Next> {
    match input {
        Input::Value(value) => Ok(Next::Item(value)),
        Input::Exhausted => Ok(Next::Done),
        Input::Start | Input::Raised(_) => ctx.next_for_step(inner),
    }
}

/// Collects an item of each inner iterator into the registers from 2 on, then calls the function with them or makes a
/// tuple.
fn gather_items(
    ctx: &mut Context,
    window: Args,
    input: Input,
    inner: Gc<Tuple>,
    strict: bool,
    name: &str,
    function: Option<Value>,
) -> Result {
    let width = ctx.heap.tail(inner).len();
    let mut input = input;
    loop {
        let have = window.get(ctx, 1).as_int().expect("register 1 counts") as usize;
        if have == width {
            let items = window.rest(ctx, 2).to_vec();
            return match function {
                Some(function) => ctx.tail_call(function, &items),
                None => Ok(ctx.new_tuple(&items)),
            };
        }
        let iterator = ctx.heap.tail(inner)[have];
        match next_of(ctx, iterator, std::mem::replace(&mut input, Input::Start))? {
            Next::Item(item) => {
                window.set(ctx, 2 + have as u32, item);
                window.set(ctx, 1, Value::int(have as i64 + 1));
            }
            Next::Pending => return Ok(Value::UNBOUND),
            Next::Done if strict && have > 0 => {
                let failure = strict_failure(name, have, "shorter");
                return Err(ctx.fail(failure));
            }
            Next::Done if strict => return check_all_exhausted(ctx, inner, name),
            Next::Done => return Err(ctx.exhausted()),
        }
    }
}

/// The first iterator of a strict `zip` or `map` is exhausted: so must the others be.
fn check_all_exhausted(ctx: &mut Context, inner: Gc<Tuple>, name: &str) -> Result {
    for index in 1..ctx.heap.tail(inner).len() {
        let iterator = ctx.heap.tail(inner)[index];
        if ctx.next_nested(iterator)?.is_some() {
            let failure = strict_failure(name, index, "longer");
            return Err(ctx.fail(failure));
        }
    }
    Err(ctx.exhausted())
}

/// Register 1: 0 while asking the inner iterator, 1 while the predicate is called on the item in register 2.
fn filter_step(ctx: &mut Context, window: Args, input: Input, function: Value, inner: Value) -> Result {
    let mut input = input;
    loop {
        let asking = window.get(ctx, 1) == Value::int(0);
        if !asking {
            let Input::Value(answer) = std::mem::replace(&mut input, Input::Start) else {
                unreachable!("the predicate was called")
            };
            window.set(ctx, 1, Value::int(0));
            if ctx.truth(answer)? {
                return Ok(window.get(ctx, 2));
            }
            continue;
        }
        match next_of(ctx, inner, std::mem::replace(&mut input, Input::Start))? {
            Next::Item(item) if function.is_none() => {
                if ctx.truth(item)? {
                    return Ok(item);
                }
            }
            Next::Item(item) => {
                window.set(ctx, 2, item);
                window.set(ctx, 1, Value::int(1));
                let answer = ctx.tail_call(function, &[item])?;
                if answer.is_unbound() {
                    return Ok(answer);
                }
                input = Input::Value(answer);
            }
            Next::Pending => return Ok(Value::UNBOUND),
            Next::Done => return Err(ctx.exhausted()),
        }
    }
}

/// An object with `__getitem__` only, or one that is reversed: its item number `index`, which is followed by `next`.
/// IndexError is the end.
fn sequence_step(ctx: &mut Context, iterator: Gc<Iterator>, object: Value, index: usize, next: usize) -> Result {
    use crate::object::ExceptionKind;
    let method = ctx.special(object, ctx.names.getitem);
    match ctx.call_nested_method(method, object, &[Value::int(index as i64)]) {
        Ok(item) => {
            Iterator::set_next(&mut ctx.heap, iterator, next);
            Ok(item)
        }
        Err(raised) => {
            let ended = ctx.is_exception(ctx.pending, ExceptionKind::IndexError) || ctx.is_exhausted();
            if ended && ctx.limits.stopped.is_none() {
                ctx.take_pending();
                Iterator::finish(&mut ctx.heap, iterator);
                return Err(ctx.exhausted());
            }
            Err(raised)
        }
    }
}

/// What becomes of the items of an iterable once they are all there.
pub type CollectedFn = fn(&mut Context, Vec<Value>) -> Result;

impl Context {
    /// For natives: collects an iterable into a list, then answers with it.
    pub fn collect_list(&mut self, iterable: Value, to: ReturnTo) -> Result {
        if let Some(items) = self.items_within_limits(iterable)? {
            return Ok(self.new_list(items));
        }
        let list = self.new_list(Vec::new());
        self.push_steps(collect_steps, &[list, iterable, Value::UNBOUND], false, to)
    }

    /// As [`Context::quick_items`], for as many items as a limit allows.
    pub fn items_within_limits(&mut self, iterable: Value) -> Result<Option<Vec<Value>>> {
        let count = match iterable.kind() {
            Some(Kind::List) => iterable.cast::<List>().map_or(0, |list| self.items(list).len()),
            Some(Kind::Tuple) => iterable.cast::<Tuple>().map_or(0, |tuple| self.heap.tail(tuple).len()),
            Some(Kind::Dict) => iterable.cast::<Dict>().map_or(0, |dict| self.heap.get(dict).len()),
            Some(Kind::Set | Kind::FrozenSet) => table_of(&self.heap, iterable).map_or(0, Table::len),
            _ => return Ok(None),
        };
        self.reserve_items(count)?;
        Ok(self.quick_items(iterable))
    }

    /// The items of a builtin container, copied; None for what must be iterated.
    pub fn quick_items(&mut self, iterable: Value) -> Option<Vec<Value>> {
        match iterable.kind()? {
            Kind::List => Some(self.items(iterable.cast::<List>()?).to_vec()),
            Kind::Tuple => Some(self.heap.tail(iterable.cast::<Tuple>()?).to_vec()),
            Kind::Dict => Some(self.heap.get(iterable.cast::<Dict>()?).iter().map(|entry| entry.key).collect()),
            Kind::Set | Kind::FrozenSet => Some(self.set_items(iterable)),
            _ => None,
        }
    }

    /// `list.extend(iterable)`, answering with `answer`.
    pub fn extend_list(&mut self, list: Gc<List>, iterable: Value, answer: Value) -> Result {
        if let Some(items) = self.items_within_limits(iterable)? {
            List::extend(&mut self.heap, list, &items);
            return Ok(answer);
        }
        let state = [Value::object(list), iterable, Value::UNBOUND, answer];
        self.push_steps(collect_steps, &state, false, self.return_to)
    }

    /// The items of an iterable, calling back into the machine: for natives that cannot wait.
    pub fn collect_nested(&mut self, iterable: Value) -> Result<Vec<Value>> {
        if let Some(items) = self.items_within_limits(iterable)? {
            return Ok(items);
        }
        let list = self.nested(|ctx, to| ctx.collect_list(iterable, to))?;
        let list = list.cast::<List>().expect("a list was collected");
        Ok(self.items(list).to_vec())
    }

    /// The next item of an iterator, calling back into the machine.
    pub fn next_nested(&mut self, iterator: Value) -> Result<Option<Value>> {
        let answer = self.nested(|ctx, to| match ctx.next_item(iterator, to)? {
            Next::Item(item) => Ok(item),
            Next::Done => Err(ctx.exhausted()),
            Next::Pending => Ok(Value::UNBOUND),
        });
        match self.answer_to_next(answer)? {
            Next::Item(item) => Ok(Some(item)),
            _ => Ok(None),
        }
    }

    /// Exactly two values.
    pub fn unpack_pair(&mut self, value: Value) -> Result<[Value; 2]> {
        let items = self.unpack_exact(value, 2)?;
        Ok([items[0], items[1]])
    }

    /// Exactly `count` values, with CPython's words if there are more or fewer.
    pub fn unpack_exact(&mut self, value: Value, count: usize) -> Result<Vec<Value>> {
        let (items, counted) = match self.quick_items(value) {
            Some(items) => (items, matches!(value.kind(), Some(Kind::List | Kind::Tuple | Kind::Dict))),
            None => (self.items_up_to(value, count + 1)?, false),
        };
        if items.len() < count {
            let got = items.len();
            return Err(self.value_error(format!("not enough values to unpack (expected {count}, got {got})")));
        }
        if items.len() > count {
            let got = if counted { format!(", got {}", items.len()) } else { String::new() };
            return Err(self.value_error(format!("too many values to unpack (expected {count}{got})")));
        }
        Ok(items)
    }

    /// The first items of an iterable, no more than `most`.
    fn items_up_to(&mut self, value: Value, most: usize) -> Result<Vec<Value>> {
        if value.kind().is_none() || self.class_of(value) == self.class(Builtin::Function) {
            let message = format!("cannot unpack non-iterable {} object", self.type_name(value));
            return Err(self.type_error(message));
        }
        let has_iter = Iterator::over(&mut self.heap, value).is_some()
            || matches!(value.kind(), Some(Kind::Iterator | Kind::Coroutine))
            || !self.special(value, self.names.iter).is_unbound()
            || !self.special(value, self.names.getitem).is_unbound();
        if !has_iter {
            let message = format!("cannot unpack non-iterable {} object", self.type_name(value));
            return Err(self.type_error(message));
        }
        let mark = self.roots.len();
        self.roots.push(value);
        let result = self.take_items(value, most, mark);
        self.roots.truncate(mark);
        result
    }

    fn take_items(&mut self, value: Value, most: usize, mark: usize) -> Result<Vec<Value>> {
        let iterator = self.nested(|ctx, to| ctx.get_iterator(value, to))?;
        self.roots.push(iterator);
        let first = self.roots.len();
        while self.roots.len() - first < most {
            match self.next_nested(iterator)? {
                Some(item) => self.roots.push(item),
                None => break,
            }
        }
        debug_assert!(mark < first);
        Ok(self.roots[first..].to_vec())
    }
}

/// Appends the items of an iterable to a list. Registers: the list, the iterable and then its iterator, whether that is
/// the iterator, and the answer if it is not the list.
fn collect_steps(ctx: &mut Context, window: Args, input: Input) -> Result {
    let list = window.get(ctx, 0).cast::<List>().expect("register 0 holds the list");
    let mut input = input;
    loop {
        if window.get(ctx, 2).is_unbound() {
            let iterator = match std::mem::replace(&mut input, Input::Start) {
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
        }
        let iterator = window.get(ctx, 1);
        match next_of(ctx, iterator, std::mem::replace(&mut input, Input::Start))? {
            Next::Item(item) => List::push(&mut ctx.heap, list, item),
            Next::Pending => return Ok(Value::UNBOUND),
            Next::Done => {
                let answer = window.get(ctx, 3);
                return Ok(if answer.is_unbound() { Value::object(list) } else { answer });
            }
        }
    }
}
