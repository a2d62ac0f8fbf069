//! What patterns ask of their subjects.

use super::Context;
use super::native::Result;
use crate::heap::{Kind, Value};
use crate::object::{Class, ExceptionKind, Str, Tuple};

impl Context {
    #[inline(never)]
    pub fn matches_sequence(&self, value: Value) -> bool {
        match value.kind() {
            Some(Kind::List | Kind::Tuple | Kind::Range | Kind::Deque | Kind::MemoryView) => true,
            Some(Kind::Instance) => {
                let class = self.class_of(value);
                let payload = self.payload(value).kind();
                self.heap.get(class).flags.is_sequence
                    || matches!(payload, Some(Kind::List | Kind::Tuple | Kind::Deque))
            }
            _ => false,
        }
    }

    #[inline(never)]
    pub fn matches_mapping(&self, value: Value) -> bool {
        match value.kind() {
            Some(Kind::Dict | Kind::MappingProxy) => true,
            Some(Kind::Instance) => {
                let class = self.class_of(value);
                self.heap.get(class).flags.is_mapping || self.payload(value).kind() == Some(Kind::Dict)
            }
            _ => false,
        }
    }

    /// The subject's values for all keys, or None if one is missing.
    #[inline(never)]
    pub fn match_keys(&mut self, subject: Value, keys: Value) -> Result {
        let keys: Vec<Value> = keys.cast::<Tuple>().map_or(Vec::new(), |keys| self.heap.tail(keys).to_vec());
        for (index, &key) in keys.iter().enumerate().skip(1) {
            for &other in &keys[..index] {
                if self.equal(other, key)? {
                    let message = format!("mapping pattern checks duplicate key ({})", self.repr_text(key)?);
                    return Err(self.value_error(message));
                }
            }
        }
        let mark = self.roots.len();
        self.roots.push(subject);
        let first = self.roots.len();
        let result = keys.into_iter().try_for_each(|key| self.match_key(subject, key));
        let values = self.roots[first..].to_vec();
        self.roots.truncate(mark);
        match result {
            Ok(()) => Ok(self.new_tuple(&values)),
            Err(super::native::Raised) if self.pending.is_none() => Ok(Value::NONE),
            Err(raised) => Err(raised),
        }
    }

    /// Keeps the value of one key; errs with nothing pending if there is none.
    fn match_key(&mut self, subject: Value, key: Value) -> Result<()> {
        let value = match self.as_dict(subject) {
            Some(dict) => self.dict_get(dict, key)?,
            None => {
                let name = self.intern("get");
                let get = self.special(subject, name);
                let missing = self.new_list(Vec::new());
                self.roots.push(missing);
                let value = self.call_nested_method(get, subject, &[key, missing]);
                self.roots.pop();
                Some(value?).filter(|&value| value != missing)
            }
        };
        match value {
            Some(value) => {
                self.roots.push(value);
                Ok(())
            }
            None => Err(super::native::Raised),
        }
    }

    /// The attributes of a class pattern, positional ones by `__match_args__`; None if the subject is no instance or
    /// lacks one.
    #[inline(never)]
    pub fn match_class(&mut self, subject: Value, class: Value, names: Value, positional: usize) -> Result {
        let Some(class) = class.cast::<Class>() else {
            return Err(self.type_error("called match pattern must be a class"));
        };
        if !self.is_instance_checked(subject, Value::object(class))? {
            return Ok(Value::NONE);
        }
        let mark = self.roots.len();
        self.roots.push(subject);
        let first = self.roots.len();
        let result = self.match_attributes(subject, class, names, positional);
        let values = self.roots[first..].to_vec();
        self.roots.truncate(mark);
        match result {
            Ok(true) => Ok(self.new_tuple(&values)),
            Ok(false) => Ok(Value::NONE),
            Err(raised) => Err(raised),
        }
    }

    fn match_attributes(
        &mut self,
        subject: Value,
        class: crate::heap::Gc<Class>,
        names: Value,
        positional: usize,
    ) -> Result<bool> {
        let mut wanted = Vec::new();
        if positional > 0 {
            let match_args = self.lookup(class, self.names.dunder_match_args);
            if match_args.is_unbound() {
                if self.matches_itself(class) {
                    if positional > 1 {
                        return Err(self.too_many_patterns(class, 1, positional));
                    }
                    self.roots.push(subject);
                } else {
                    return Err(self.too_many_patterns(class, 0, positional));
                }
            } else {
                let Some(match_args) = match_args.cast::<Tuple>() else {
                    let class = self.text(self.heap.get(class).name).into_owned();
                    let message =
                        format!("{class}.__match_args__ must be a tuple (got {})", self.type_name(match_args));
                    return Err(self.type_error(message));
                };
                let args = self.heap.tail(match_args).to_vec();
                if args.len() < positional {
                    return Err(self.too_many_patterns(class, args.len(), positional));
                }
                wanted.extend_from_slice(&args[..positional]);
            }
        }
        if let Some(names) = names.cast::<Tuple>() {
            wanted.extend_from_slice(self.heap.tail(names));
        }
        let mut seen: Vec<String> = Vec::with_capacity(wanted.len());
        for name in wanted {
            let Some(name) = name.cast::<Str>() else {
                let message = format!("__match_args__ elements must be strings (got {})", self.type_name(name));
                return Err(self.type_error(message));
            };
            let text = self.text(name).into_owned();
            if seen.contains(&text) {
                let class = self.text(self.heap.get(class).name).into_owned();
                let message = format!("{class}() got multiple sub-patterns for attribute '{text}'");
                return Err(self.type_error(message));
            }
            seen.push(text);
            match self.attribute_or_none(subject, name)? {
                Some(value) => self.roots.push(value),
                None => return Ok(false),
            }
        }
        Ok(true)
    }

    /// An attribute, calling back into the machine for properties; None if there is none.
    pub fn attribute_or_none(&mut self, object: Value, name: crate::heap::Gc<Str>) -> Result<Option<Value>> {
        let bytes = self.heap.str_bytes(name).to_vec();
        let name = self.interner.intern_wtf8(&mut self.heap, &bytes);
        match self.nested(|ctx, to| ctx.load_attribute(object, name, to)) {
            Ok(value) => Ok(Some(value)),
            Err(_)
                if self.limits.stopped.is_none() && self.is_exception(self.pending, ExceptionKind::AttributeError) =>
            {
                self.take_pending();
                Ok(None)
            }
            Err(raised) => Err(raised),
        }
    }

    /// Has instances of a class and those derived from it match the patterns another's do.
    pub fn match_like(&mut self, class: crate::heap::Gc<Class>, model: crate::heap::Gc<Class>) {
        let flags = self.heap.get(model).flags;
        let mut todo = vec![class];
        while let Some(class) = todo.pop() {
            let this = self.heap.get_mut(class);
            if this.flags.immutable || this.flags.is_sequence || this.flags.is_mapping {
                continue;
            }
            (this.flags.is_sequence, this.flags.is_mapping) = (flags.is_sequence, flags.is_mapping);
            todo.extend_from_slice(&self.heap.get(class).subclasses);
        }
    }

    /// Builtin types of which one positional pattern matches the value itself.
    fn matches_itself(&self, class: crate::heap::Gc<Class>) -> bool {
        use super::builtin_class::Builtin;
        matches!(
            self.native_base(class),
            Some(
                Builtin::Bool
                    | Builtin::ByteArray
                    | Builtin::Bytes
                    | Builtin::Dict
                    | Builtin::Float
                    | Builtin::FrozenSet
                    | Builtin::Int
                    | Builtin::List
                    | Builtin::Set
                    | Builtin::Str
                    | Builtin::Tuple
            )
        )
    }

    #[cold]
    fn too_many_patterns(
        &mut self,
        class: crate::heap::Gc<Class>,
        accepted: usize,
        given: usize,
    ) -> super::native::Raised {
        let class = self.text(self.heap.get(class).name).into_owned();
        let plural = if accepted == 1 { "" } else { "s" };
        self.type_error(format!("{class}() accepts {accepted} positional sub-pattern{plural} ({given} given)"))
    }
}
