//! Comparison, equality and hashes. Inside containers, methods of scripts are called back into the machine: a lookup or
//! a sort cannot be put aside.

use super::Context;
use super::frame::ReturnTo;
use super::native::{Args, Input, Raised, Result};
use crate::heap::{Gc, Kind, Value};
use crate::object::{Class, Dict, Exception, ExceptionKind, List, Str, Tuple, equal};

macro_rules! comparisons {
    ($($name:ident $symbol:literal $method:ident $reflected:ident $swapped:ident;)*) => {
        /// The comparison operators.
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        #[repr(u8)]
        pub enum Comparison { $($name),* }

        impl Comparison {
            pub const ALL: &[Comparison] = &[$(Comparison::$name),*];

            pub fn symbol(self) -> &'static str {
                match self { $(Comparison::$name => $symbol),* }
            }

            /// Names of the method and of the one the right operand is asked.
            pub fn methods(self, ctx: &Context) -> [Gc<Str>; 2] {
                match self { $(Comparison::$name => [ctx.names.$method, ctx.names.$reflected]),* }
            }

            /// The same comparison with the operands swapped.
            pub fn swapped(self) -> Comparison {
                match self { $(Comparison::$name => Comparison::$swapped),* }
            }
        }
    };
}

comparisons! {
    Less "<" lt gt Greater;
    LessEqual "<=" le ge GreaterEqual;
    Greater ">" gt lt Less;
    GreaterEqual ">=" ge le LessEqual;
    Equal "==" eq eq Equal;
    NotEqual "!=" ne ne NotEqual;
}

impl Comparison {
    /// Whether it holds of operands in this order; of unordered ones only `!=` does.
    pub fn holds(self, ordering: Option<std::cmp::Ordering>) -> bool {
        use std::cmp::Ordering::{Equal, Greater, Less};
        match self {
            Comparison::Less => ordering == Some(Less),
            Comparison::LessEqual => matches!(ordering, Some(Less | Equal)),
            Comparison::Greater => ordering == Some(Greater),
            Comparison::GreaterEqual => matches!(ordering, Some(Greater | Equal)),
            Comparison::Equal => ordering == Some(Equal),
            Comparison::NotEqual => ordering != Some(Equal),
        }
    }
}

impl Context {
    /// `left op right`; the result need not be a bool where a script's method decides.
    #[cold]
    #[inline(never)]
    pub fn compare(&mut self, operator: Comparison, left: Value, right: Value, to: ReturnTo) -> Result {
        if let Some(answer) = self.native_compare(operator, left, right)? {
            return Ok(Value::bool(answer));
        }
        let state = [Value::int(operator as i64), left, right, Value::int(0)];
        self.push_steps(compare_steps, &state, false, to)
    }

    /// What builtin types answer; None if methods are to be asked.
    pub fn native_compare(&mut self, operator: Comparison, left: Value, right: Value) -> Result<Option<bool>> {
        if let Some(text) = left.cast::<Str>() {
            self.charge(self.heap.str_bytes(text).len() as u64 / 256)?;
        }
        match operator {
            Comparison::Equal | Comparison::NotEqual => {
                if let Some(equal) = equal::plain_equal(&self.heap, left, right) {
                    return Ok(Some(equal == (operator == Comparison::Equal)));
                }
            }
            _ => {
                if let Some(ordering) = equal::plain_compare(&self.heap, left, right) {
                    return Ok(Some(operator.holds(ordering)));
                }
            }
        }
        match (left.kind(), right.kind()) {
            (Some(Kind::List), Some(Kind::List)) => {
                let (a, b) = (left.cast::<List>().expect("seen"), right.cast::<List>().expect("seen"));
                self.compare_sequences(
                    operator,
                    &|ctx, index| [ctx.items(a).get(index).copied(), ctx.items(b).get(index).copied()],
                    [self.items(a).len(), self.items(b).len()],
                )
                .map(Some)
            }
            (Some(Kind::Tuple), Some(Kind::Tuple)) => {
                let (a, b) = (left.cast::<Tuple>().expect("seen"), right.cast::<Tuple>().expect("seen"));
                self.compare_sequences(
                    operator,
                    &|ctx, index| [ctx.heap.tail(a).get(index).copied(), ctx.heap.tail(b).get(index).copied()],
                    [self.heap.tail(a).len(), self.heap.tail(b).len()],
                )
                .map(Some)
            }
            (Some(Kind::Dict), Some(Kind::Dict)) if matches!(operator, Comparison::Equal | Comparison::NotEqual) => {
                let (a, b) = (left.cast::<Dict>().expect("seen"), right.cast::<Dict>().expect("seen"));
                let equal = self.dicts_equal(a, b)?;
                Ok(Some(equal == (operator == Comparison::Equal)))
            }
            _ => self.other_compare(operator, left, right),
        }
    }

    /// Compares element by element: the first that differ decide, then the lengths.
    fn compare_sequences(
        &mut self,
        operator: Comparison,
        at: &dyn Fn(&Context, usize) -> [Option<Value>; 2],
        lengths: [usize; 2],
    ) -> Result<bool> {
        let same = operator == Comparison::Equal;
        if lengths[0] != lengths[1] && (same || operator == Comparison::NotEqual) {
            return Ok(!same);
        }
        self.check_native_stack("comparison")?;
        let mut index = 0;
        loop {
            self.charge(1)?;
            let [Some(a), Some(b)] = at(self, index) else {
                let [a, b] = at(self, index);
                // Lengths may have changed under a script's `__eq__`: what is left decides.
                return Ok(operator.holds(Some(a.is_some().cmp(&b.is_some()))));
            };
            if !self.equal(a, b)? {
                return match operator {
                    Comparison::Equal => Ok(false),
                    Comparison::NotEqual => Ok(true),
                    _ => self.compare_nested(operator, a, b),
                };
            }
            index += 1;
        }
    }

    fn dicts_equal(&mut self, left: Gc<Dict>, right: Gc<Dict>) -> Result<bool> {
        if self.heap.get(left).len() != self.heap.get(right).len() {
            return Ok(false);
        }
        self.check_native_stack("comparison")?;
        let mut position = 0;
        while let Some(index) = self.heap.get(left).next_index(position) {
            position = index + 1;
            self.charge(1)?;
            let entry = *self.heap.get(left).entry(index);
            let Some(other) = self.dict_find_hashed(right, entry.hash, entry.key)? else { return Ok(false) };
            let other = self.heap.get(right).entry_value(other);
            if !self.equal(entry.value, other)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// `left is right or left == right`, as containers compare.
    pub fn equal(&mut self, left: Value, right: Value) -> Result<bool> {
        if same_object(left, right) {
            return Ok(true);
        }
        if let Some(answer) = equal::plain_equal(&self.heap, left, right) {
            return Ok(answer);
        }
        self.compare_nested(Comparison::Equal, left, right)
    }

    /// `left < right`, for sorting.
    pub fn less(&mut self, left: Value, right: Value) -> Result<bool> {
        if let Some(answer) = equal::plain_less(&self.heap, left, right) {
            return Ok(answer);
        }
        self.compare_nested(Comparison::Less, left, right)
    }

    /// A comparison whose truth is needed at once, calling back into the machine for methods of scripts.
    pub fn compare_nested(&mut self, operator: Comparison, left: Value, right: Value) -> Result<bool> {
        if let Some(answer) = self.native_compare(operator, left, right)? {
            return Ok(answer);
        }
        let mark = self.roots.len();
        self.roots.extend([left, right]);
        let answer = self.nested(|ctx, to| ctx.compare(operator, left, right, to));
        self.roots.truncate(mark);
        self.truth(answer?)
    }

    #[cold]
    fn unordered(&mut self, operator: Comparison, left: Value, right: Value) -> Raised {
        let message = format!(
            "'{}' not supported between instances of '{}' and '{}'",
            operator.symbol(),
            self.type_name(left),
            self.type_name(right)
        );
        self.type_error(message)
    }

    /// The hash of a value, calling back into the machine for a script's `__hash__`.
    pub fn hash(&mut self, value: Value) -> Result<i64> {
        if let Some(hash) = equal::plain_hash(&self.heap, value) {
            return Ok(hash);
        }
        if let Some(tuple) = value.cast::<Tuple>() {
            self.check_native_stack("hash")?;
            let mut hashes = Vec::new();
            for index in 0..self.heap.tail(tuple).len() {
                let item = self.heap.tail(tuple)[index];
                hashes.push(self.hash(item)?);
                self.charge(1)?;
            }
            return Ok(crate::object::hash::of_tuple(hashes.into_iter()));
        }
        let method = self.special(value, self.names.hash);
        if method.is_none() {
            return Err(self.unhashable(value));
        }
        if method.is_unbound() || self.is_object_method(method) {
            return self.native_hash(value);
        }
        let mark = self.roots.len();
        self.roots.push(value);
        let answer = self.call_nested_method(method, value, &[]);
        self.roots.truncate(mark);
        let answer = self.payload(answer?);
        match self.heap.int(answer) {
            Some(int) => Ok(match int.to_i64() {
                Some(-1) => -2,
                Some(hash) => hash,
                None => crate::object::hash::of_int(int),
            }),
            None => Err(self.type_error("__hash__ method should return an integer")),
        }
    }

    /// The hash of what is to be a key of a dict.
    pub fn hash_key(&mut self, key: Value) -> Result<i64> {
        self.hash(key).map_err(|raised| self.explain_unhashable(key, "a dict key", raised))
    }

    /// The hash of what is to be an element of a set.
    pub fn hash_element(&mut self, element: Value) -> Result<i64> {
        self.hash(element).map_err(|raised| self.explain_unhashable(element, "a set element", raised))
    }

    /// Says of a value without a hash what it was to be.
    #[cold]
    fn explain_unhashable(&mut self, value: Value, what: &str, raised: Raised) -> Raised {
        if self.limits.stopped.is_some()
            || !self.pending.is::<Exception>()
            || self.class_of(self.pending) != self.exception_class(ExceptionKind::TypeError)
        {
            return raised;
        }
        let reason = self.take_pending();
        let (class, reason) = (self.qualified_type_name(value), self.exception_text(reason));
        self.type_error(format!("cannot use '{class}' as {what} ({reason})"))
    }

    #[cold]
    fn unhashable(&mut self, value: Value) -> Raised {
        let is_native = self.heap.get(self.class_of(value)).native.is_some();
        let name = if is_native { self.qualified_type_name(value) } else { self.type_name(value) };
        self.type_error(format!("unhashable type: '{name}'"))
    }

    /// The index of a key's entry, running a script's `__eq__` where it must: the lookup begins again if that changed
    /// the dict.
    pub fn dict_find(&mut self, dict: Gc<Dict>, key: Value) -> Result<Option<usize>> {
        let hash = self.hash_key(key)?;
        self.dict_find_hashed(dict, hash, key)
    }

    pub fn dict_find_hashed(&mut self, dict: Gc<Dict>, hash: i64, key: Value) -> Result<Option<usize>> {
        use crate::object::dict::{Candidate, Lookup};
        match self.heap.get(dict).find(&self.heap, hash, key) {
            Lookup::Found(index) => return Ok(Some(index)),
            Lookup::Missing => return Ok(None),
            Lookup::Undecided => {}
        }
        let mark = self.roots.len();
        self.roots.extend([Value::object(dict), key]);
        let result = (|| 'restart: loop {
            let mut probe = self.heap.get(dict).probe(hash);
            loop {
                match self.heap.get(dict).next_candidate(&mut probe) {
                    Candidate::Vacant => return Ok(None),
                    Candidate::Entry(index) => {
                        let other = self.heap.get(dict).entry(index).key;
                        let same = self.equal(other, key)?;
                        if self.heap.get(dict).is_stale(&probe) {
                            continue 'restart;
                        }
                        if same {
                            return Ok(Some(index));
                        }
                    }
                }
            }
        })();
        self.roots.truncate(mark);
        result
    }

    /// `dict[key]`, if it is there.
    pub fn dict_get(&mut self, dict: Gc<Dict>, key: Value) -> Result<Option<Value>> {
        let index = self.dict_find(dict, key)?;
        Ok(index.map(|index| self.heap.get(dict).entry_value(index)))
    }

    /// `dict[key] = value`.
    pub fn dict_set(&mut self, dict: Gc<Dict>, key: Value, value: Value) -> Result<()> {
        let mark = self.roots.len();
        self.roots.extend([key, value]);
        let hash = self.hash_key(key);
        let found = hash.and_then(|hash| Ok((hash, self.dict_find_hashed(dict, hash, key)?)));
        self.roots.truncate(mark);
        match found? {
            (_, Some(index)) => self.heap.get_mut(dict).set_entry_value(index, value),
            (hash, None) => {
                Dict::insert_new(&mut self.heap, dict, hash, key, value);
            }
        }
        Ok(())
    }

    /// `del dict[key]`: the value that was there.
    pub fn dict_remove(&mut self, dict: Gc<Dict>, key: Value) -> Result<Option<Value>> {
        let index = self.dict_find(dict, key)?;
        Ok(index.map(|index| self.heap.get_mut(dict).remove(index).value))
    }

    /// `target.update(source)`.
    pub fn merge_dict(&mut self, target: Gc<Dict>, source: Gc<Dict>) -> Result<()> {
        let mut position = 0;
        while let Some(index) = self.heap.get(source).next_index(position) {
            position = index + 1;
            let entry = *self.heap.get(source).entry(index);
            match self.dict_find_hashed(target, entry.hash, entry.key)? {
                Some(found) => self.heap.get_mut(target).set_entry_value(found, entry.value),
                None => {
                    Dict::insert_new(&mut self.heap, target, entry.hash, entry.key, entry.value);
                }
            }
            self.charge(1)?;
        }
        Ok(())
    }
}

/// Identity as `is` has it: numbers of equal type and value count as one object.
#[inline(always)]
pub fn same_object(left: Value, right: Value) -> bool {
    left == right
}

/// Tries the methods of a comparison: the left operand's, then the right operand's swapped one; the latter first if its
/// class derives from the left's. Registers: operator, left, right, stage.
fn compare_steps(ctx: &mut Context, window: Args, input: Input) -> Result {
    let operator = window.get(ctx, 0).as_int().expect("register 0 holds the operator");
    let operator = Comparison::ALL[operator as usize];
    let (left, right) = (window.get(ctx, 1), window.get(ctx, 2));
    let [method, reflected] = operator.methods(ctx);
    let mut answer = if let Input::Value(value) = input { value } else { Value::NOT_IMPLEMENTED };
    loop {
        if answer.is_unbound() || answer != Value::NOT_IMPLEMENTED {
            return Ok(answer);
        }
        let stage = window.get(ctx, 3).as_int().expect("register 3 holds the stage");
        window.set(ctx, 3, Value::int(stage + 1));
        let (left_class, right_class) = (ctx.class_of(left), ctx.class_of(right));
        let right_first = left_class != right_class && ctx.is_subclass(right_class, left_class) && {
            let own = ctx.lookup(right_class, reflected);
            !own.is_unbound() && own != ctx.lookup(left_class, reflected)
        };
        let (class, name, receiver, argument) = match (stage, right_first) {
            (0, false) | (1, true) => (left_class, method, left, right),
            (0, true) | (1, false) => (right_class, reflected, right, left),
            _ => {
                return match operator {
                    Comparison::Equal => Ok(Value::bool(same_object(left, right))),
                    Comparison::NotEqual => Ok(Value::bool(!same_object(left, right))),
                    _ => Err(ctx.unordered(operator, left, right)),
                };
            }
        };
        answer = ctx.ask_comparison(operator, class, name, receiver, argument)?;
    }
}

impl Context {
    /// Asks one operand. `!=` falls back to the opposite of `==` where a class defines only that.
    fn ask_comparison(
        &mut self,
        operator: Comparison,
        class: Gc<Class>,
        name: Gc<Str>,
        receiver: Value,
        argument: Value,
    ) -> Result {
        let function = self.lookup(class, name);
        let to = self.return_to;
        if operator == Comparison::NotEqual && (function.is_unbound() || self.is_object_method(function)) {
            let equal = self.lookup(class, self.names.eq);
            if equal.is_unbound() || self.is_object_method(equal) {
                return Ok(Value::NOT_IMPLEMENTED);
            }
            return self.push_steps(negated_equal, &[equal, receiver, argument], false, to);
        }
        if function.is_unbound() || function.is_none() || self.is_object_method(function) {
            return Ok(Value::NOT_IMPLEMENTED);
        }
        self.call_method_value(function, receiver, &[argument], to)
    }
}

/// `not (receiver == argument)` through a class's own `__eq__`. Registers: method, receiver, argument.
fn negated_equal(ctx: &mut Context, window: Args, input: Input) -> Result {
    let answer = match input {
        Input::Value(answer) => answer,
        _ => {
            let [method, receiver, argument] = [0, 1, 2].map(|index| window.get(ctx, index));
            let to = ctx.return_to;
            ctx.call_method_value(method, receiver, &[argument], to)?
        }
    };
    if answer.is_unbound() || answer == Value::NOT_IMPLEMENTED {
        return Ok(answer);
    }
    let truth = ctx.truth(answer)?;
    Ok(Value::bool(!truth))
}
