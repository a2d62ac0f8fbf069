//! Displays, unpacking, functions and the arguments of spread calls.

use super::Context;
use super::code::Code;
use super::frame::{Function, ReturnTo};
use super::native::Result;
use crate::bytecode::Register;
use crate::heap::{Gc, Kind, Value};
use crate::object::dict::Entry;
use crate::object::set::Set;
use crate::object::{Dict, FunctionDetails, List, Str, Tuple};

impl Context {
    /// Unpacks into registers of the frame on top.
    #[inline(never)]
    pub fn unpack_into(&mut self, value: Value, base: Register, count: usize) -> Result<()> {
        let items = self.unpack_exact(value, count)?;
        for (index, item) in items.into_iter().enumerate() {
            self.store_in_top(base.offset(index as u16), item);
        }
        Ok(())
    }

    /// Unpacks with a starred target in the middle.
    #[inline(never)]
    pub fn unpack_star(&mut self, value: Value, base: Register, before: usize, after: usize) -> Result<()> {
        if !self.is_iterable(value) {
            let message = format!("cannot unpack non-iterable {} object", self.type_name(value));
            return Err(self.type_error(message));
        }
        let items = self.collect_nested(value)?;
        if items.len() < before + after {
            let message =
                format!("not enough values to unpack (expected at least {}, got {})", before + after, items.len());
            return Err(self.value_error(message));
        }
        let rest = items.len() - after;
        let starred = self.new_list(items[before..rest].to_vec());
        for (index, &item) in items[..before].iter().enumerate() {
            self.store_in_top(base.offset(index as u16), item);
        }
        self.store_in_top(base.offset(before as u16), starred);
        for (index, &item) in items[rest..].iter().enumerate() {
            self.store_in_top(base.offset((before + 1 + index) as u16), item);
        }
        Ok(())
    }

    #[inline(never)]
    pub fn build_set(&mut self, items: &[Value]) -> Result {
        let set = Value::object(Set::create(&mut self.heap, Default::default()));
        let mark = self.roots.len();
        self.roots.push(set);
        let result = items.iter().try_for_each(|&item| self.set_add(set, item));
        self.roots.truncate(mark);
        result.map(|()| set)
    }

    /// A dict of keys and values in turn.
    #[inline(never)]
    pub fn build_dict(&mut self, items: &[Value]) -> Result {
        let dict = Dict::with_room(&mut self.heap, items.len() / 2);
        let mark = self.roots.len();
        self.roots.push(Value::object(dict));
        let result =
            items.chunks_exact(2).try_for_each(|pair| self.display_insert(Value::object(dict), pair[0], pair[1]));
        self.roots.truncate(mark);
        result.map(|()| Value::object(dict))
    }

    /// Joined pieces of an f-string.
    #[inline(never)]
    pub fn build_string(&mut self, pieces: &[Value]) -> Value {
        let mut text = Vec::new();
        for piece in pieces {
            if let Some(piece) = piece.cast::<Str>() {
                text.extend_from_slice(self.heap.str_bytes(piece));
            }
        }
        Value::object(self.heap.new_str_owned(text))
    }

    /// `[*iterable]`: as `list.extend`, with the words of a display.
    #[inline(never)]
    pub fn extend_display(&mut self, list: Gc<List>, iterable: Value) -> Result {
        if !self.is_iterable(iterable) {
            let message = format!("Value after * must be an iterable, not {}", self.type_name(iterable));
            return Err(self.type_error(message));
        }
        self.extend_list(list, iterable, Value::NONE)
    }

    #[inline(never)]
    pub fn set_update(&mut self, set: Value, iterable: Value) -> Result<()> {
        let (source, target) = (self.payload(iterable), set.cast::<Set>().expect("the compiler's own set"));
        if let Some(dict) = iterable.cast::<Dict>() {
            return self.set_merge_keys(target, dict);
        }
        if matches!(source.kind(), Some(Kind::Set | Kind::FrozenSet)) {
            return self.set_merge(target, source);
        }
        let items = self.collect_nested(iterable)?;
        let mark = self.roots.len();
        self.roots.extend_from_slice(&items);
        let result = items.iter().try_for_each(|&item| self.set_add(set, item));
        self.roots.truncate(mark);
        result
    }

    /// `{key: value}`.
    #[inline(never)]
    pub fn display_insert(&mut self, dict: Value, key: Value, value: Value) -> Result<()> {
        let dict = dict.cast::<Dict>().expect("the compiler's own dict");
        self.dict_set(dict, key, value)
    }

    /// `{**mapping}`.
    #[inline(never)]
    pub fn display_update(&mut self, dict: Value, mapping: Value) -> Result<()> {
        let dict = dict.cast::<Dict>().expect("the compiler's own dict");
        match self.mapping_entries(mapping)? {
            Some(entries) => entries.into_iter().try_for_each(|[key, value]| self.dict_set(dict, key, value)),
            None => {
                let message = format!("'{}' object is not a mapping", self.type_name(mapping));
                Err(self.type_error(message))
            }
        }
    }

    /// `callee(**mapping)`.
    #[inline(never)]
    pub fn merge_keywords(&mut self, dict: Value, mapping: Value, callee: Value) -> Result<()> {
        let dict = dict.cast::<Dict>().expect("the compiler's own dict");
        let Some(entries) = self.mapping_entries(mapping)? else {
            let name = self.callee_name(callee);
            let message = format!("{name} argument after ** must be a mapping, not {}", self.type_name(mapping));
            return Err(self.type_error(message));
        };
        for [key, value] in entries {
            let Some(name) = self.as_str(key) else {
                return Err(self.type_error("keywords must be strings"));
            };
            if self.find_name(dict, name).is_some() {
                let callee = self.callee_name(callee);
                let message = format!("{callee} got multiple values for keyword argument '{}'", self.text(name));
                return Err(self.type_error(message));
            }
            self.set_name(dict, name, value);
        }
        Ok(())
    }

    /// A callable as messages about its arguments show it.
    fn callee_name(&mut self, callee: Value) -> String {
        let (qualified, module) = (self.names.dunder_qualname, self.names.dunder_module);
        let [qualified, module] = [qualified, module].map(|name| match self.attribute_or_none(callee, name) {
            Ok(Some(text)) => text.cast::<Str>().map(|text| self.text(text).into_owned()),
            Ok(None) => None,
            Err(_) => {
                self.take_pending();
                None
            }
        });
        match (qualified, module.as_deref()) {
            (Some(name), None | Some("builtins")) => format!("{name}()"),
            (Some(name), Some(module)) => format!("{module}.{name}()"),
            (None, _) => format!("{} object", self.type_name(callee)),
        }
    }

    /// Keys and values of a mapping; None if it is none.
    pub fn mapping_entries(&mut self, mapping: Value) -> Result<Option<Vec<[Value; 2]>>> {
        if let Some(dict) = self.copied_dict(mapping) {
            let entry = |entry: &Entry| [entry.key, entry.value];
            return Ok(Some(self.heap.get(dict).iter().map(entry).collect()));
        }
        let keys = self.special(mapping, self.names.keys);
        if keys.is_unbound() {
            return Ok(None);
        }
        let mark = self.roots.len();
        self.roots.push(mapping);
        let result = self.entries_by_keys(mapping, keys);
        self.roots.truncate(mark);
        result.map(Some)
    }

    /// A dict that is copied as it is: also one of a class derived from dict, unless that iterates in its own way.
    pub fn copied_dict(&mut self, mapping: Value) -> Option<Gc<Dict>> {
        if let Some(dict) = mapping.cast::<Dict>() {
            return Some(dict);
        }
        let dict = self.as_dict(mapping)?;
        let class = self.class_of(mapping);
        let iter = self.lookup(class, self.names.iter);
        self.is_native_method(iter).then_some(dict)
    }

    fn entries_by_keys(&mut self, mapping: Value, keys: Value) -> Result<Vec<[Value; 2]>> {
        let keys = self.call_nested_method(keys, mapping, &[])?;
        let keys = self.collect_nested(keys)?;
        self.roots.extend_from_slice(&keys);
        let mut entries = Vec::with_capacity(keys.len());
        for key in keys {
            let value = self.nested(|ctx, to| ctx.load_item(mapping, key, to))?;
            self.roots.push(value);
            entries.push([key, value]);
        }
        Ok(entries)
    }

    /// Calls with positional arguments from a list or tuple and keyword arguments from a dict (or unbound).
    #[inline(never)]
    pub fn call_spread(&mut self, callee: Value, args: Value, keywords: Value, to: ReturnTo) -> Result {
        let mut values = match self.quick_items(args) {
            Some(values) => values,
            None if self.is_iterable(args) => self.collect_nested(args)?,
            None => {
                let name = self.callee_name(callee);
                let message = format!("{name} argument after * must be an iterable, not {}", self.type_name(args));
                return Err(self.type_error(message));
            }
        };
        let names = match keywords.cast::<Dict>() {
            Some(dict) if !self.heap.get(dict).is_empty() => {
                let entries: Vec<Entry> = self.heap.get(dict).iter().copied().collect();
                values.extend(entries.iter().map(|entry| entry.value));
                let names: Vec<Value> = entries.iter().map(|entry| entry.key).collect();
                Some(Tuple::create(&mut self.heap, &names))
            }
            _ => None,
        };
        self.tail_call_keywords(callee, &values, names, to)
    }

    /// A function of loaded code. See `MakeFunction` for the parts.
    #[inline(never)]
    pub fn make_function(&mut self, code: Value, parts: u8, pieces: &[Value]) -> Value {
        let code = code.cast::<Code>().expect("the constant is code");
        let mut pieces = pieces.iter().copied();
        let mut part = |bit: u8| if parts & bit != 0 { pieces.next() } else { None };
        let defaults = part(1).and_then(|value| value.cast());
        let keyword_defaults = part(2).and_then(|value| value.cast());
        let annotate = part(4).unwrap_or(Value::NONE);
        let closure = part(8).and_then(|value| value.cast());
        let type_parameters = part(16).unwrap_or(Value::UNBOUND);
        let this = self.heap.get(code);
        let (object, globals) = (this.object.clone(), this.globals);
        let doc = if object.has_docstring { this.constants[0] } else { Value::NONE };
        let name = Value::object(self.intern(&object.name));
        let qualified_name = Value::object(self.intern(&object.qualified_name));
        let module = self.get_name(globals, self.names.dunder_name).unwrap_or(Value::NONE);
        let details = FunctionDetails {
            name,
            qualified_name,
            module,
            doc,
            annotate,
            annotations: Value::UNBOUND,
            type_parameters,
            dict: None,
        };
        let function = Function { code, closure, defaults, keyword_defaults, details: Box::new(details) };
        Value::object(self.heap.allocate(function))
    }

    /// The unboxed range that `callee(*args)` comes to, if that is the builtin range of ints that are no objects: the next
    /// value, how many are left (64 bits without a sign), and the step.
    #[inline(never)]
    pub fn plain_range(&self, callee: Value, args: &[Value]) -> Option<[Value; 3]> {
        if callee != self.class_value(super::builtin_class::Builtin::Range) || args.iter().any(|arg| !arg.is_int()) {
            return None;
        }
        let (start, stop, step) = match *args {
            [stop] => (0, stop.int_payload(), 1),
            [start, stop] => (start.int_payload(), stop.int_payload(), 1),
            [start, stop, step] => (start.int_payload(), stop.int_payload(), step.int_payload()),
            _ => return None,
        };
        let count = match step {
            0 => return None,
            1.. if start < stop => (stop.abs_diff(start) - 1) / step.unsigned_abs() + 1,
            ..0 if start > stop => (start.abs_diff(stop) - 1) / step.unsigned_abs() + 1,
            _ => 0,
        };
        Some([Value::int(start), Value::int(count as i64), Value::int(step)])
    }
}

impl crate::heap::Object for Function {
    const KIND: Kind = Kind::Function;
    type Tail = crate::heap::NoTail;

    fn trace(&self, tracer: &mut crate::heap::Tracer) {
        tracer.object(self.code);
        tracer.optional(self.closure);
        tracer.optional(self.defaults);
        tracer.optional(self.keyword_defaults);
        self.details.trace(tracer);
    }

    fn external_bytes(&self) -> usize {
        size_of::<FunctionDetails>()
    }
}
