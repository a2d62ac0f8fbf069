//! `repr`, `str`, `format` and `isinstance`, as instructions and natives ask for them.

use super::Context;
use super::frame::ReturnTo;
use super::native::Result;
use crate::heap::{Gc, Kind, Unpacked, Value};
use crate::object::{Class, Str, Tuple, float, repr};

impl Context {
    /// `str(value)` where no script is needed.
    fn plain_str(&mut self, value: Value) -> Result<Option<Value>> {
        if value.is::<Str>() {
            return Ok(Some(value));
        }
        if value.kind() == Some(Kind::Exception) || value.kind() == Some(Kind::Instance) {
            return Ok(None);
        }
        self.plain_repr(value)
    }

    /// `repr` of numbers, strings and singletons.
    pub fn plain_repr(&mut self, value: Value) -> Result<Option<Value>> {
        let text = match value.unpack() {
            Unpacked::None => "None".to_owned(),
            Unpacked::Bool(true) => "True".to_owned(),
            Unpacked::Bool(false) => "False".to_owned(),
            Unpacked::Int(int) => int.to_string(),
            Unpacked::Float(value) => float::repr(value),
            Unpacked::Ellipsis => "Ellipsis".to_owned(),
            Unpacked::NotImplemented => "NotImplemented".to_owned(),
            Unpacked::Object(Kind::BigInt) => return self.decimal(value).map(|text| Some(self.new_str(&text))),
            Unpacked::Object(Kind::Str) => {
                let bytes = self.heap.str_bytes(value.cast().expect("of this kind"));
                let shown = repr::of_str(bytes);
                return Ok(Some(Value::object(self.heap.new_str_owned(shown))));
            }
            _ => return Ok(None),
        };
        Ok(Some(self.new_str(&text)))
    }

    /// An int in decimal, if it is not too long for that.
    pub fn decimal(&mut self, value: Value) -> Result<String> {
        use crate::object::int;
        let limit = self.int_digits_limit;
        let digits = int::cost::decimal_digits(self.heap.int(value).expect("an int"));
        let cost = int::cost::decimal(if limit > 0 { digits.min(limit) } else { digits });
        if cost.work > int::long::AT_ONCE && limit == 0 {
            let value = self.heap.int(value).expect("an int").to_owned();
            self.reserve(digits)?;
            return int::long::to_decimal(value.borrow(), &mut |work| self.charge_work(work));
        }
        self.charge_work(cost.work)?;
        let text = int::to_decimal(self.heap.int(value).expect("an int"), limit);
        self.check(text)
    }

    /// The text of `repr(value)`.
    pub fn repr_text(&mut self, value: Value) -> Result<String> {
        let text = self.repr(value)?;
        Ok(self.text(text).into_owned())
    }

    /// `repr(value)`, calling back into the machine for a script's `__repr__`.
    pub fn repr(&mut self, value: Value) -> Result<Gc<Str>> {
        if let Some(text) = self.plain_repr(value)? {
            return Ok(text.cast().expect("a str"));
        }
        self.check_native_stack("repr")?;
        let method = self.special(value, self.names.repr);
        if method.is_unbound() {
            let text = self.default_repr(value);
            return Ok(self.heap.new_str(&text));
        }
        let text = self.call_nested_method(method, value, &[])?;
        self.expect_str(text, "__repr__")
    }

    fn expect_str(&mut self, text: Value, method: &str) -> Result<Gc<Str>> {
        match self.as_str(text) {
            Some(text) => Ok(text),
            None => {
                let message = format!("{method} returned non-string (type {})", self.type_name(text));
                Err(self.type_error(message))
            }
        }
    }

    /// `<module.Class object at 0x…>`.
    pub fn default_repr(&mut self, value: Value) -> String {
        let class = self.class_of(value);
        format!("<{} object at {:#x}>", self.module_and_name(class), value.identity())
    }

    /// A class's qualified name, with its module unless that is `builtins`.
    pub fn module_and_name(&mut self, class: Gc<Class>) -> String {
        let name = self.qualified_name_of(class);
        let namespace = self.namespace_of(class);
        match self.get_name(namespace, self.names.dunder_module).and_then(|module| module.cast::<Str>()) {
            Some(module) if self.heap.str_bytes(module) != b"builtins" => format!("{}.{name}", self.text(module)),
            _ => name,
        }
    }

    /// `__qualname__` of a class.
    pub fn qualified_name_of(&self, class: Gc<Class>) -> String {
        let this = self.heap.get(class);
        match this.qualified_name.cast::<Str>() {
            Some(name) => self.text(name).into_owned(),
            None => self.text(this.name).into_owned(),
        }
    }

    /// The class of a value, with its module where it has one.
    pub fn qualified_type_name(&mut self, value: Value) -> String {
        let class = self.class_of(value);
        let name = self.module_and_name(class);
        name.strip_prefix("__main__.").map(str::to_owned).unwrap_or(name)
    }

    /// `str(value)`, at once or by a frame.
    pub fn str_value(&mut self, value: Value, to: ReturnTo) -> Result {
        if let Some(text) = self.plain_str(value)? {
            return Ok(text);
        }
        let _ = to;
        let text = self.str_nested(value)?;
        Ok(Value::object(text))
    }

    /// `str(value)`, calling back into the machine.
    pub fn str_nested(&mut self, value: Value) -> Result<Gc<Str>> {
        if let Some(text) = self.plain_str(value)? {
            return Ok(text.cast().expect("a str"));
        }
        self.check_native_stack("str")?;
        let method = self.special(value, self.names.str);
        if method.is_unbound() || self.is_object_method(method) {
            return self.repr(value);
        }
        let text = self.call_nested_method(method, value, &[])?;
        self.expect_str(text, "__str__")
    }

    /// `format(value after conversion, spec)`: no spec if it is unbound.
    #[inline(never)]
    pub fn format_value(&mut self, conversion: u8, value: Value, spec: Value, to: ReturnTo) -> Result {
        let value = match conversion {
            1 => Value::object(self.str_nested(value)?),
            2 => Value::object(self.repr(value)?),
            3 => {
                let text = self.repr(value)?;
                let shown = repr::ascii(self.heap.str_bytes(text));
                Value::object(self.heap.new_str_owned(shown))
            }
            _ => value,
        };
        let empty = match spec.cast::<Str>() {
            Some(spec) => self.heap.str_bytes(spec).is_empty(),
            None => true,
        };
        if empty && (!matches!(value.kind(), Some(Kind::Instance | Kind::Exception))) {
            return self.str_value(value, to);
        }
        self.format_with_spec(value, if spec.is_unbound() { Value::object(self.interner.empty()) } else { spec })
    }

    /// `format(value, spec)`, calling back into the machine for a script's `__format__`.
    pub fn format_with_spec(&mut self, value: Value, spec: Value) -> Result {
        if let Some(text) = self.native_format(value, spec)? {
            return Ok(text);
        }
        let method = self.special(value, self.names.format);
        if method.is_unbound() || self.is_object_method(method) {
            let empty = spec.cast::<Str>().is_none_or(|spec| self.heap.str_bytes(spec).is_empty());
            if empty {
                return self.str_nested(value).map(Value::object);
            }
            let message = format!("unsupported format string passed to {}.__format__", self.type_name(value));
            return Err(self.type_error(message));
        }
        let text = self.call_nested_method(method, value, &[spec])?;
        if self.as_str(text).is_none() {
            let message = format!("__format__ must return a str, not {}", self.type_name(text));
            return Err(self.type_error(message));
        }
        Ok(text)
    }

    /// `isinstance(value, class)` with a class, a tuple of them, a union, or anything with `__instancecheck__`.
    pub fn is_instance_checked(&mut self, value: Value, class: Value) -> Result<bool> {
        self.class_check(
            value,
            class,
            self.names.instancecheck,
            "isinstance() arg 2 must be a type, a tuple of types, or a union",
        )
    }

    pub fn is_subclass_checked(&mut self, value: Value, class: Value) -> Result<bool> {
        self.class_check(
            value,
            class,
            self.names.subclasscheck,
            "issubclass() arg 2 must be a class, a tuple of classes, or a union",
        )
    }

    fn class_check(&mut self, value: Value, class: Value, hook: Gc<Str>, refusal: &str) -> Result<bool> {
        if let Some(tuple) = class.cast::<Tuple>() {
            self.check_native_stack("__instancecheck__")?;
            for index in 0..self.heap.tail(tuple).len() {
                let class = self.heap.tail(tuple)[index];
                if self.class_check(value, class, hook, refusal)? {
                    return Ok(true);
                }
            }
            return Ok(false);
        }
        let is_instance = hook == self.names.instancecheck;
        let Some(this) = class.cast::<Class>() else {
            if let Some(members) = self.union_members(class) {
                return self.class_check(value, members, hook, refusal);
            }
            let method = self.special(class, hook);
            if method.is_unbound() {
                return Err(self.type_error(refusal));
            }
            let answer = self.call_nested_method(method, class, &[value])?;
            return self.truth(answer);
        };
        let of = if is_instance { Some(self.class_of(value)) } else { value.cast::<Class>() };
        if of == Some(this) {
            return Ok(true);
        }
        let metaclass = self.class_of(class);
        let method = self.lookup(metaclass, hook);
        if !method.is_unbound() && !method.is::<super::native::Native>() {
            let answer = self.call_nested_method(method, class, &[value])?;
            return self.truth(answer);
        }
        match of {
            Some(of) if self.is_subclass(of, this) => Ok(true),
            Some(of) if is_instance && value.is::<crate::object::Instance>() => self.pretends_to_be(value, of, this),
            Some(_) => Ok(false),
            None => Err(self.type_error("issubclass() arg 1 must be a class")),
        }
    }

    /// Whether the `__class__` of a proxy is a class, or derived from it.
    fn pretends_to_be(&mut self, value: Value, of: Gc<Class>, class: Gc<Class>) -> Result<bool> {
        let name = self.intern("__class__");
        let found = self.lookup(of, name);
        if found == self.lookup(self.class(super::builtin_class::Builtin::Object), name)
            && !self.heap.get(of).flags.custom_getattribute
        {
            return Ok(false);
        }
        let claimed = self.attribute_or_none(value, name)?.and_then(|claimed| claimed.cast::<Class>());
        Ok(claimed.is_some_and(|claimed| self.is_subclass(claimed, class)))
    }

    /// The message of an exception: `str(exception)` of the builtin kinds, best effort.
    pub fn exception_text(&self, exception: Value) -> String {
        let Some(exception) = exception.cast::<crate::object::Exception>() else { return String::new() };
        let args = self.heap.get(exception).args;
        match self.heap.tail(args).first().and_then(|arg| arg.cast::<Str>()) {
            Some(text) => self.text(text).into_owned(),
            None => String::new(),
        }
    }

    /// `value.__await__`-like attribute access that only natives need: by text, calling back.
    pub fn attribute(&mut self, object: Value, name: &str) -> Result {
        let name = self.intern(name);
        self.nested(|ctx, to| ctx.load_attribute(object, name, to))
    }

    /// Whether a method found on a class is `object`'s own.
    pub fn is_object_method(&self, method: Value) -> bool {
        method.cast::<super::native::Native>().is_some_and(|native| {
            self.heap.get(native).owner == self.class_value(super::builtin_class::Builtin::Object)
        })
    }
}
