//! Attribute access: through shapes, classes and descriptors. What is found quickly again stands in inline caches.

use super::Context;
use super::builtin_class::{AttributeDef, Builtin};
use super::code::Cache;
use super::frame::{Action, Function, ReturnTo};
use super::import::Advice;
use super::native::{Args, Input, Native, NativeDef, Raised, Result};
use crate::heap::{Gc, Kind, Value};
use crate::object::{
    BoundMethod, Class, ClassMethod, Descriptor, Dict, Exception, ExceptionKind, Instance, Module, Property, Shape,
    StaticMethod, Str, Super,
};

/// How a class attribute takes part in attribute access of instances.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Category {
    /// No descriptor: the value itself.
    Plain,
    /// A function or native that binds to the instance.
    Method,
    /// A descriptor that an instance's own attribute hides.
    NonData,
    /// A descriptor that hides an instance's own attribute.
    Data,
}

impl Context {
    /// What kind of descriptor a class attribute is.
    pub fn category(&mut self, value: Value) -> Category {
        match value.kind() {
            Some(Kind::Function) => Category::Method,
            Some(Kind::Native) => {
                let native = value.cast::<Native>().expect("of this kind");
                if self.heap.get(native).is_method { Category::Method } else { Category::Plain }
            }
            Some(Kind::Property | Kind::Descriptor) => Category::Data,
            Some(Kind::StaticMethod | Kind::ClassMethod) => Category::NonData,
            Some(Kind::Instance) => {
                let class = self.class_of(value);
                if !self.lookup(class, self.names.set).is_unbound()
                    || !self.lookup(class, self.names.delete).is_unbound()
                    || matches!(self.payload(value).kind(), Some(Kind::Property))
                {
                    Category::Data
                } else if !self.lookup(class, self.names.get).is_unbound()
                    || matches!(self.payload(value).kind(), Some(Kind::StaticMethod | Kind::ClassMethod))
                {
                    Category::NonData
                } else {
                    Category::Plain
                }
            }
            _ => Category::Plain,
        }
    }

    /// `object.name`. The result may come later, by a frame that returns to `to`.
    pub fn load_attribute(&mut self, object: Value, name: Gc<Str>, to: ReturnTo) -> Result {
        if let Some(instance) = object.cast::<Instance>() {
            let class = self.shape_class(instance);
            let flags = self.heap.get(class).flags;
            if flags.custom_getattribute {
                let method = self.lookup(class, self.names.getattribute);
                if flags.getattr && to.action != Action::Store {
                    return self.push_steps(attribute_steps, &[object, Value::object(name), Value::FALSE], true, to);
                }
                let to = if flags.getattr { ReturnTo { action: Action::Attribute, dst: to.dst } } else { to };
                return self.call_method_value(method, object, &[Value::object(name)], to);
            }
        }
        self.load_attribute_generic(object, name, to)
    }

    /// What `object.__getattribute__` and its siblings of other builtin classes do, then `__getattr__`.
    pub fn load_attribute_generic(&mut self, object: Value, name: Gc<Str>, to: ReturnTo) -> Result {
        let class = self.class_of(object);
        let has_getattr = self.heap.get(class).flags.getattr;
        if has_getattr && to.action != Action::Store {
            return self.push_steps(attribute_steps, &[object, Value::object(name), Value::TRUE], true, to);
        }
        let inner = if has_getattr { ReturnTo { action: Action::Attribute, dst: to.dst } } else { to };
        match self.find_attribute(object, class, name, inner)? {
            Some(value) => Ok(value),
            None if has_getattr => self.call_getattr(object, class, name, to),
            None => Err(self.no_attribute(object, name)),
        }
    }

    /// Calls the class's `__getattr__`.
    pub fn call_getattr(&mut self, object: Value, class: Gc<Class>, name: Gc<Str>, to: ReturnTo) -> Result {
        let method = self.lookup(class, self.names.getattr);
        self.call_method_value(method, object, &[Value::object(name)], to)
    }

    /// The attribute if there is one: `Some(UNBOUND)` says that a frame will answer.
    pub fn find_attribute(
        &mut self,
        object: Value,
        class: Gc<Class>,
        name: Gc<Str>,
        to: ReturnTo,
    ) -> Result<Option<Value>> {
        match object.kind() {
            Some(Kind::Class) => {
                let this = object.cast::<Class>().expect("of this kind");
                return self.find_class_attribute(this, class, name, to);
            }
            Some(Kind::Super) => {
                let this = object.cast::<Super>().expect("of this kind");
                return self.find_super_attribute(object, this, name, to);
            }
            _ => {}
        }
        let on_class = self.lookup(class, name);
        let category = if on_class.is_unbound() { Category::Plain } else { self.category(on_class) };
        if category == Category::Data && !self.only_sets(on_class) {
            return self.bind(on_class, Some(object), class, to).map(Some);
        }
        if let Some(value) = self.own_attribute(object, name) {
            return Ok(Some(value));
        }
        if !on_class.is_unbound() {
            return self.bind(on_class, Some(object), class, to).map(Some);
        }
        match object.kind() {
            Some(Kind::Module) => self.find_module_attribute(object, name, to),
            Some(Kind::BoundMethod) => {
                let method = object.cast::<BoundMethod>().expect("of this kind");
                let function = self.heap.get(method).function;
                let class = self.class_of(function);
                self.find_attribute(function, class, name, to)
            }
            _ => Ok(None),
        }
    }

    /// Whether a data descriptor has no `__get__`: what the instance has is read past it.
    fn only_sets(&mut self, descriptor: Value) -> bool {
        let class = self.class_of(descriptor);
        descriptor.is::<Instance>()
            && self.payload(descriptor) == descriptor
            && self.lookup(class, self.names.get).is_unbound()
    }

    /// An attribute that the object itself has, in its slots or dict.
    pub fn own_attribute(&mut self, object: Value, name: Gc<Str>) -> Option<Value> {
        if let Some(instance) = object.cast::<Instance>() {
            let shape = self.current_shape(instance);
            let this = self.heap.get(shape);
            if this.dictionary {
                let dict = Instance::dict(&self.heap, instance)?;
                return self.get_name(dict, name);
            }
            let slot = this.slot_of(name)?;
            let value = Instance::slot(&self.heap, instance, slot);
            return (!value.is_unbound()).then_some(value);
        }
        let dict = self.attribute_dict(object)?;
        self.get_name(dict, name)
    }

    /// The dict in which an object that is no instance keeps its attributes, if it has one already.
    pub fn attribute_dict(&self, object: Value) -> Option<Gc<Dict>> {
        match object.kind()? {
            Kind::Module => Some(self.heap.get(object.cast::<Module>()?).namespace),
            Kind::Exception => self.heap.get(object.cast::<Exception>()?).dict,
            Kind::Function => self.heap.get(object.cast::<Function>()?).details.dict,
            Kind::StaticMethod => self.heap.get(object.cast::<StaticMethod>()?).dict,
            Kind::ClassMethod => self.heap.get(object.cast::<ClassMethod>()?).dict,
            _ => None,
        }
    }

    /// A field of a builtin exception class.
    pub fn exception_field(&self, exception: Value, name: &str) -> Option<Value> {
        let fields = self.heap.get(exception.cast::<Exception>()?).fields?;
        self.get_text(fields, name)
    }

    /// Sets a field of a builtin exception class; nothing if the value is no exception.
    pub fn set_exception_field(&mut self, exception: Value, name: Gc<Str>, value: Value) {
        let Some(exception) = exception.cast::<Exception>() else { return };
        let fields = match self.heap.get(exception).fields {
            Some(fields) => fields,
            None => {
                let fields = self.new_dict();
                self.heap.get_mut(exception).fields = Some(fields);
                fields
            }
        };
        self.set_name(fields, name, value);
    }

    /// The same, made if need be; None for objects that cannot have attributes.
    pub fn ensure_attribute_dict(&mut self, object: Value) -> Option<Gc<Dict>> {
        if let Some(dict) = self.attribute_dict(object) {
            return Some(dict);
        }
        let dict = self.new_dict();
        match object.kind()? {
            Kind::Exception => self.heap.get_mut(object.cast::<Exception>()?).dict = Some(dict),
            Kind::Function => self.heap.get_mut(object.cast::<Function>()?).details.dict = Some(dict),
            Kind::StaticMethod => self.heap.get_mut(object.cast::<StaticMethod>()?).dict = Some(dict),
            Kind::ClassMethod => self.heap.get_mut(object.cast::<ClassMethod>()?).dict = Some(dict),
            _ => return None,
        }
        Some(dict)
    }

    fn find_class_attribute(
        &mut self,
        class: Gc<Class>,
        metaclass: Gc<Class>,
        name: Gc<Str>,
        to: ReturnTo,
    ) -> Result<Option<Value>> {
        let on_meta = self.lookup(metaclass, name);
        let category = if on_meta.is_unbound() { Category::Plain } else { self.category(on_meta) };
        if category == Category::Data {
            return self.bind(on_meta, Some(Value::object(class)), metaclass, to).map(Some);
        }
        let own = self.lookup(class, name);
        if !own.is_unbound() {
            return self.bind(own, None, class, to).map(Some);
        }
        if !on_meta.is_unbound() {
            return self.bind(on_meta, Some(Value::object(class)), metaclass, to).map(Some);
        }
        Ok(None)
    }

    fn find_super_attribute(
        &mut self,
        object: Value,
        this: Gc<Super>,
        name: Gc<Str>,
        to: ReturnTo,
    ) -> Result<Option<Value>> {
        let Super { class, receiver, receiver_class } = *self.heap.get(this);
        if name != self.names.dunder_class {
            let order = self.heap.get(receiver_class).order;
            let start = self.heap.tail(order).iter().position(|&other| other == Value::object(class));
            let start = start.map_or(usize::MAX, |index| index + 1);
            if let Some((namespace, index)) = self.lookup_from(order, start, name) {
                let value = self.heap.get(namespace).entry_value(index);
                // A class as the receiver stands for itself, so that functions stay unbound and class methods bind.
                let instance = (receiver != Value::object(receiver_class)).then_some(receiver);
                return self.bind(value, instance, receiver_class, to).map(Some);
            }
        }
        let super_class = self.class(Builtin::Super);
        let value = self.lookup(super_class, name);
        if value.is_unbound() { Ok(None) } else { self.bind(value, Some(object), super_class, to).map(Some) }
    }

    /// A module's `__getattr__`.
    fn find_module_attribute(&mut self, object: Value, name: Gc<Str>, to: ReturnTo) -> Result<Option<Value>> {
        let module = object.cast::<Module>().expect("of this kind");
        let namespace = self.heap.get(module).namespace;
        match self.get_name(namespace, self.names.getattr) {
            Some(function) => self.tail_call_to(function, &[Value::object(name)], to).map(Some),
            None => Ok(None),
        }
    }

    /// What a class attribute gives when read through an instance (or, with None, through the class).
    pub fn bind(&mut self, value: Value, instance: Option<Value>, owner: Gc<Class>, to: ReturnTo) -> Result {
        match value.kind() {
            Some(Kind::Function) => Ok(match instance {
                Some(instance) => self.bound_method(value, instance),
                None => value,
            }),
            Some(Kind::Native) => {
                let is_method = self.heap.get(value.cast::<Native>().expect("of this kind")).is_method;
                Ok(match instance {
                    Some(instance) if is_method => self.bound_method(value, instance),
                    _ => value,
                })
            }
            Some(Kind::Property) => {
                let property = value.cast::<Property>().expect("of this kind");
                self.read_property(property, value, instance, to)
            }
            Some(Kind::StaticMethod) => Ok(self.heap.get(value.cast::<StaticMethod>().expect("of this kind")).function),
            Some(Kind::ClassMethod) => {
                let function = self.heap.get(value.cast::<ClassMethod>().expect("of this kind")).function;
                Ok(self.bound_method(function, Value::object(owner)))
            }
            Some(Kind::Descriptor) => match instance {
                Some(instance) => self.read_member(value.cast().expect("of this kind"), instance),
                None => Ok(value),
            },
            Some(Kind::Instance) => self.bind_instance(value, instance, owner, to),
            _ => Ok(value),
        }
    }

    /// What a method found on a class becomes for its receiver, waiting for a script's descriptor. `kept` is kept alive.
    pub fn bind_now(&mut self, value: Value, instance: Option<Value>, owner: Gc<Class>, kept: &[Value]) -> Result {
        if !matches!(value.kind(), Some(Kind::Property | Kind::Instance)) {
            return self.bind(value, instance, owner, Context::DISCARD);
        }
        let mark = self.roots.len();
        self.roots.extend([value, Value::object(owner)]);
        self.roots.extend(instance);
        self.roots.extend_from_slice(kept);
        let bound = self.nested(|ctx, to| ctx.bind(value, instance, owner, to));
        self.roots.truncate(mark);
        bound
    }

    fn bind_instance(&mut self, value: Value, instance: Option<Value>, owner: Gc<Class>, to: ReturnTo) -> Result {
        let class = self.class_of(value);
        let get = self.lookup(class, self.names.get);
        if get.is_unbound() || get.is::<Native>() {
            let payload = self.payload(value);
            return match payload.kind() {
                Some(Kind::Property | Kind::StaticMethod | Kind::ClassMethod) => {
                    self.bind(payload, instance, owner, to)
                }
                _ if !get.is_unbound() => {
                    let receiver = instance.unwrap_or(Value::NONE);
                    self.call_method_value(get, value, &[receiver, Value::object(owner)], to)
                }
                _ => Ok(value),
            };
        }
        let receiver = instance.unwrap_or(Value::NONE);
        self.call_method_value(get, value, &[receiver, Value::object(owner)], to)
    }

    fn read_property(&mut self, property: Gc<Property>, value: Value, instance: Option<Value>, to: ReturnTo) -> Result {
        let Some(instance) = instance else { return Ok(value) };
        let get = self.heap.get(property).get;
        if get.is_none() {
            return Err(self.property_error(property, instance, "getter"));
        }
        match get.cast::<Native>().and_then(|native| self.heap.get(native).attribute) {
            Some(attribute) => (attribute.get)(self, instance),
            None => self.tail_call_to(get, &[instance], to),
        }
    }

    #[cold]
    fn property_error(&mut self, property: Gc<Property>, instance: Value, what: &str) -> Raised {
        let name = self.heap.get(property).name;
        let class = self.qualified_name_of(self.class_of(instance));
        let message = match name.cast::<Str>() {
            Some(name) => format!("property '{}' of '{class}' object has no {what}", self.text(name)),
            None => format!("property of '{class}' object has no {what}"),
        };
        self.raise(ExceptionKind::AttributeError, message)
    }

    fn read_member(&mut self, member: Gc<Descriptor>, object: Value) -> Result {
        let Descriptor { owner, name, slot } = *self.heap.get(member);
        let value = match object.cast::<Instance>() {
            Some(instance) if self.is_instance(object, owner) => {
                Instance::slot(&self.heap, instance, usize::from(slot))
            }
            _ => return Err(self.wrong_member(member, object)),
        };
        if value.is_unbound() { Err(self.no_attribute(object, name)) } else { Ok(value) }
    }

    #[cold]
    fn wrong_member(&mut self, member: Gc<Descriptor>, object: Value) -> Raised {
        let Descriptor { owner, name, .. } = *self.heap.get(member);
        let (name, owner) = (self.text(name).into_owned(), self.heap.get(owner).name);
        let message = format!(
            "descriptor '{name}' for '{}' objects doesn't apply to a '{}' object",
            self.text(owner),
            self.type_name(object)
        );
        self.type_error(message)
    }

    /// Raises AttributeError for a missing attribute, with `name` and `obj` for the traceback's suggestions.
    #[cold]
    pub fn no_attribute(&mut self, object: Value, name: Gc<Str>) -> Raised {
        let text = self.text(name).into_owned();
        let message = match object.kind() {
            Some(Kind::Class) => {
                let class = self.heap.get(object.cast::<Class>().expect("of this kind")).name;
                format!("type object '{}' has no attribute '{text}'", self.text(class))
            }
            Some(Kind::Module) => {
                let module = object.cast::<Module>().expect("of this kind");
                let advice = self.advice_on_module(module);
                let name = self.text(self.heap.get(module).name).into_owned();
                match advice {
                    Some(Advice::Rename(advice)) => format!("module '{name}' has no attribute '{text}' ({advice})"),
                    Some(Advice::Circle { file }) => format!(
                        "partially initialized module '{name}' from '{file}' has no attribute '{text}' (most likely due to a \
                         circular import)"
                    ),
                    None => format!("module '{name}' has no attribute '{text}'"),
                }
            }
            _ => format!("'{}' object has no attribute '{text}'", self.type_name(object)),
        };
        self.attribute_error(message, object, name)
    }

    #[cold]
    pub fn attribute_error(&mut self, message: String, object: Value, name: Gc<Str>) -> Raised {
        let raised = self.raise(ExceptionKind::AttributeError, message);
        let exception = self.pending;
        self.set_exception_field(exception, self.names.name, Value::object(name));
        self.set_exception_field(exception, self.names.obj, object);
        raised
    }

    /// `object.name = value`. A script's `__setattr__` or setter is called by a frame that returns to `to`.
    #[inline(never)]
    pub fn store_attribute(&mut self, object: Value, name: Gc<Str>, value: Value, to: ReturnTo) -> Result {
        let class = self.class_of(object);
        if self.heap.get(class).flags.custom_setattr {
            let method = self.lookup(class, self.names.setattr);
            if !method.is::<Native>() {
                return self.call_method_value(method, object, &[Value::object(name), value], to);
            }
        }
        self.store_attribute_generic(object, name, value, to)
    }

    /// What `object.__setattr__` and `type.__setattr__` do.
    pub fn store_attribute_generic(&mut self, object: Value, name: Gc<Str>, value: Value, to: ReturnTo) -> Result {
        let class = self.class_of(object);
        let on_class = self.lookup(class, name);
        if !on_class.is_unbound() && self.category(on_class) == Category::Data {
            return self.write_descriptor(on_class, object, value, to);
        }
        if let Some(instance) = object.cast::<Instance>() {
            return self.store_own(instance, name, value);
        }
        if let Some(class) = object.cast::<Class>() {
            return self.store_class_attribute(class, name, value);
        }
        match self.ensure_attribute_dict(object) {
            Some(dict) => {
                self.set_name(dict, name, value);
                Ok(Value::NONE)
            }
            None => Err(self.cannot_store(object, name, !on_class.is_unbound())),
        }
    }

    #[cold]
    fn cannot_store(&mut self, object: Value, name: Gc<Str>, exists: bool) -> Raised {
        let (class, text) = (self.type_name(object), self.text(name).into_owned());
        let message = if exists {
            format!("'{class}' object attribute '{text}' is read-only")
        } else {
            format!("'{class}' object has no attribute '{text}' and no __dict__ for setting new attributes")
        };
        self.attribute_error(message, object, name)
    }

    /// `descriptor.__set__(object, value)`, or `__delete__` if the value is unbound.
    pub fn write_descriptor(&mut self, descriptor: Value, object: Value, value: Value, to: ReturnTo) -> Result {
        let inner = self.payload(descriptor);
        match inner.kind() {
            Some(Kind::Property) => {
                let property = inner.cast::<Property>().expect("of this kind");
                let (set, what) = if value.is_unbound() {
                    (self.heap.get(property).delete, "deleter")
                } else {
                    (self.heap.get(property).set, "setter")
                };
                if set.is_none() {
                    return Err(self.property_error(property, object, what));
                }
                let args = [object, value];
                let count = if value.is_unbound() { 1 } else { 2 };
                self.tail_call_to(set, &args[..count], to)
            }
            Some(Kind::Descriptor) => self.write_member(descriptor.cast().expect("of this kind"), object, value),
            _ => {
                let class = self.class_of(descriptor);
                let name = if value.is_unbound() { self.names.delete } else { self.names.set };
                let method = self.lookup(class, name);
                if method.is_unbound() {
                    let name = self.text(name).into_owned();
                    return Err(self.raise(ExceptionKind::AttributeError, name));
                }
                let args = [object, value];
                let count = if value.is_unbound() { 1 } else { 2 };
                self.call_method_value(method, descriptor, &args[..count], to)
            }
        }
    }

    fn write_member(&mut self, member: Gc<Descriptor>, object: Value, value: Value) -> Result {
        let Descriptor { owner, name, slot } = *self.heap.get(member);
        let Some(instance) = object.cast::<Instance>().filter(|_| self.is_instance(object, owner)) else {
            return Err(self.wrong_member(member, object));
        };
        if value.is_unbound() && Instance::slot(&self.heap, instance, usize::from(slot)).is_unbound() {
            return Err(self.no_attribute(object, name));
        }
        Instance::set_slot(&mut self.heap, instance, usize::from(slot), value);
        Ok(Value::NONE)
    }

    /// Stores an instance's own attribute.
    fn store_own(&mut self, instance: Gc<Instance>, name: Gc<Str>, value: Value) -> Result {
        let shape = self.current_shape(instance);
        let this = self.heap.get(shape);
        if this.dictionary {
            let dict = Instance::dict(&self.heap, instance);
            let dict = dict.expect("an instance in dictionary mode has a dict");
            self.set_name(dict, name, value);
            return Ok(Value::NONE);
        }
        if let Some(slot) = this.slot_of(name) {
            Instance::set_slot(&mut self.heap, instance, slot, value);
            return Ok(Value::NONE);
        }
        let class = this.class;
        if self.heap.get(class).flags.slots_only {
            let exists = !self.lookup(class, name).is_unbound();
            return Err(self.cannot_store(Value::object(instance), name, exists));
        }
        if this.names.len() >= MOST_NAMES {
            let dict = self.instance_dict(instance);
            self.set_name(dict, name, value);
            return Ok(Value::NONE);
        }
        let slot = this.slots();
        let next = Shape::with_name(&mut self.heap, shape, name);
        self.move_to_shape(instance, next, slot, value);
        Ok(Value::NONE)
    }

    /// Adds a slot to an instance.
    pub fn move_to_shape(&mut self, instance: Gc<Instance>, next: Gc<Shape>, slot: usize, value: Value) {
        if slot >= self.heap.tail(instance).len() {
            let class = self.heap.get(next).class;
            let class = self.heap.get_mut(class);
            class.instance_slots = class.instance_slots.max((slot + 1).min(64) as u16);
        }
        Instance::set_slot(&mut self.heap, instance, slot, value);
        self.heap.get_mut(instance).shape = next;
    }

    /// `del object.name`.
    #[inline(never)]
    pub fn delete_attribute(&mut self, object: Value, name: Gc<Str>, to: ReturnTo) -> Result {
        let class = self.class_of(object);
        if self.heap.get(class).flags.custom_setattr {
            let method = self.lookup(class, self.names.delattr);
            if !method.is::<Native>() {
                return self.call_method_value(method, object, &[Value::object(name)], to);
            }
        }
        self.delete_attribute_generic(object, name, to)
    }

    pub fn delete_attribute_generic(&mut self, object: Value, name: Gc<Str>, to: ReturnTo) -> Result {
        let class = self.class_of(object);
        let on_class = self.lookup(class, name);
        if !on_class.is_unbound() && self.category(on_class) == Category::Data {
            return self.write_descriptor(on_class, object, Value::UNBOUND, to);
        }
        if let Some(class) = object.cast::<Class>() {
            return self.delete_class_attribute(class, name);
        }
        let dict = match object.cast::<Instance>() {
            Some(instance) => {
                let shape = self.current_shape(instance);
                if !self.heap.get(shape).dictionary {
                    return self.delete_slot(instance, shape, name);
                }
                Some(self.instance_dict(instance))
            }
            None => self.attribute_dict(object),
        };
        match dict.and_then(|dict| self.find_name(dict, name).map(|index| (dict, index))) {
            Some((dict, index)) => {
                self.heap.get_mut(dict).remove(index);
                Ok(Value::NONE)
            }
            None => Err(self.no_attribute(object, name)),
        }
    }

    /// Deletes an attribute that stands in a slot. Deleting the one added last goes back along the transition; any
    /// other puts the instance into dictionary mode, which keeps order without a shape for every history.
    fn delete_slot(&mut self, instance: Gc<Instance>, shape: Gc<Shape>, name: Gc<Str>) -> Result {
        match self.heap.get(shape).slot_of(name) {
            None => Err(self.no_attribute(Value::object(instance), name)),
            Some(_) => {
                let dict = self.instance_dict(instance);
                let index = self.find_name(dict, name).expect("it stood in a slot");
                self.heap.get_mut(dict).remove(index);
                Ok(Value::NONE)
            }
        }
    }

    /// The class an instance has.
    #[inline(always)]
    pub fn shape_class(&self, instance: Gc<Instance>) -> Gc<Class> {
        self.heap.get(self.heap.get(instance).shape).class
    }

    /// The shape of an instance, brought up to date if its class has changed.
    #[inline(always)]
    pub fn current_shape(&mut self, instance: Gc<Instance>) -> Gc<Shape> {
        let shape = self.heap.get(instance).shape;
        if self.heap.get(shape).retired { self.migrate(instance, shape) } else { shape }
    }

    #[cold]
    fn migrate(&mut self, instance: Gc<Instance>, old: Gc<Shape>) -> Gc<Shape> {
        let class = self.heap.get(old).class;
        let new = if self.heap.get(old).dictionary {
            self.dictionary_shape(class)
        } else {
            let mut shape = self.root_shape(class);
            for name in self.heap.get(old).names.clone() {
                shape = Shape::with_name(&mut self.heap, shape, name);
            }
            shape
        };
        self.heap.get_mut(instance).shape = new;
        new
    }

    /// The shape of new instances of a class.
    pub fn root_shape(&mut self, class: Gc<Class>) -> Gc<Shape> {
        if let Some(shape) = self.heap.get(class).root_shape {
            return shape;
        }
        let this = self.heap.get(class);
        let payload = matches!(this.layout, crate::object::Layout::Payload(_));
        let reserved = u16::from(payload) + this.slot_names.len() as u16;
        let shape = self.heap.allocate(Shape::root(class, reserved));
        self.heap.get_mut(class).root_shape = Some(shape);
        shape
    }

    /// Gives an instance another class, whose instances are laid out alike: its attributes move along.
    pub fn change_class(&mut self, instance: Gc<Instance>, class: Gc<Class>) {
        let old = self.current_shape(instance);
        let this = self.heap.get(old);
        let (names, dictionary) = (this.names.clone(), this.dictionary);
        let shape = if dictionary {
            self.dictionary_shape(class)
        } else {
            let root = self.root_shape(class);
            names.into_iter().fold(root, |shape, name| Shape::with_name(&mut self.heap, shape, name))
        };
        self.heap.get_mut(instance).shape = shape;
    }

    fn dictionary_shape(&mut self, class: Gc<Class>) -> Gc<Shape> {
        let root = self.root_shape(class);
        // The dict's shape hangs on the root as a transition by a name no attribute can have.
        let name = self.interner.empty();
        let shape = Shape::with_name(&mut self.heap, root, name);
        let this = self.heap.get_mut(shape);
        this.dictionary = true;
        this.names.clear();
        shape
    }

    /// An instance's `__dict__`: puts it into dictionary mode, where the dict is what holds its attributes.
    pub fn instance_dict(&mut self, instance: Gc<Instance>) -> Gc<Dict> {
        let shape = self.current_shape(instance);
        if self.heap.get(shape).dictionary {
            return Instance::dict(&self.heap, instance).expect("an instance in dictionary mode has a dict");
        }
        let dict = self.new_dict();
        let this = self.heap.get(shape);
        let (class, reserved, names) = (this.class, usize::from(this.reserved), this.names.clone());
        for (index, name) in names.into_iter().enumerate() {
            let slot = reserved + index;
            let value = Instance::slot(&self.heap, instance, slot);
            if !value.is_unbound() {
                self.set_name(dict, name, value);
            }
            Instance::set_slot(&mut self.heap, instance, slot, Value::UNBOUND);
        }
        let shape = self.dictionary_shape(class);
        Instance::set_dict(&mut self.heap, instance, dict);
        self.heap.get_mut(instance).shape = shape;
        dict
    }

    /// Replaces what holds an instance's attributes: `instance.__dict__ = dict`.
    pub fn set_instance_dict(&mut self, instance: Gc<Instance>, dict: Gc<Dict>) {
        self.instance_dict(instance);
        Instance::set_dict(&mut self.heap, instance, dict);
    }

    fn store_class_attribute(&mut self, class: Gc<Class>, name: Gc<Str>, value: Value) -> Result {
        if self.heap.get(class).flags.immutable {
            let (name, class) = (self.text(name).into_owned(), self.heap.get(class).name);
            let message = format!("cannot set '{name}' attribute of immutable type '{}'", self.text(class));
            return Err(self.type_error(message));
        }
        let namespace = self.namespace_of(class);
        match self.find_name(namespace, name) {
            Some(index) => {
                let old = self.heap.get(namespace).entry_value(index);
                let categories = (self.category(old), self.category(value));
                self.heap.get_mut(namespace).set_entry_value(index, value);
                self.lookup_cache.clear();
                // Plain to plain is read through the caches; all else may be bound differently by them.
                if categories != (Category::Plain, Category::Plain) {
                    self.class_changed(class);
                }
            }
            None => {
                self.set_name(namespace, name, value);
                self.class_changed(class);
            }
        }
        if self.heap.str_bytes(name).starts_with(b"__") {
            self.update_flags(class);
        }
        Ok(Value::NONE)
    }

    fn delete_class_attribute(&mut self, class: Gc<Class>, name: Gc<Str>) -> Result {
        if self.heap.get(class).flags.immutable {
            let (name, class) = (self.text(name).into_owned(), self.heap.get(class).name);
            let message = format!("cannot set '{name}' attribute of immutable type '{}'", self.text(class));
            return Err(self.type_error(message));
        }
        let namespace = self.namespace_of(class);
        let Some(index) = self.find_name(namespace, name) else {
            return Err(self.no_attribute(Value::object(class), name));
        };
        self.heap.get_mut(namespace).remove(index);
        self.class_changed(class);
        self.update_flags(class);
        Ok(Value::NONE)
    }

    /// Retires the shapes of a class and its subclasses, and empties the caches that rely on them.
    pub fn class_changed(&mut self, class: Gc<Class>) {
        self.lookup_cache.clear();
        let mut any_cached = false;
        let mut pending = vec![class];
        while let Some(class) = pending.pop() {
            let this = self.heap.get_mut(class);
            any_cached |= std::mem::take(&mut this.cached);
            let root = this.root_shape.take();
            this.plain_init = Value::UNBOUND;
            pending.extend(this.subclasses.iter().copied());
            if let Some(root) = root {
                Shape::retire(&mut self.heap, root);
            }
        }
        if any_cached {
            self.heap.each_mut::<super::code::Code>(|code| {
                for site in &mut code.sites {
                    if !matches!(
                        site.cache,
                        Cache::Global { .. }
                            | Cache::GlobalFunction { .. }
                            | Cache::GlobalClass { .. }
                            | Cache::Builtin { .. }
                    ) {
                        site.cache = Cache::Empty;
                    }
                }
            });
        }
    }

    /// Finds out anew what the machine asks of a class, and of its subclasses.
    pub fn update_flags(&mut self, class: Gc<Class>) {
        let is_script = |value: Value| !value.is_unbound() && !value.is::<Native>();
        let getattribute = self.lookup(class, self.names.getattribute);
        let getattr = self.lookup(class, self.names.getattr);
        let setattr = self.lookup(class, self.names.setattr);
        let delattr = self.lookup(class, self.names.delattr);
        let new = self.lookup(class, self.names.new);
        let new = new.cast::<StaticMethod>().map_or(new, |method| self.heap.get(method).function);
        let plain_new = new.is_unbound() || self.is_object_method(new);
        let del = self.lookup(class, self.names.del);
        let metaclass = self.class_of(Value::object(class));
        let call = self.lookup(metaclass, self.names.call);
        let has_truth =
            !self.lookup(class, self.names.bool).is_unbound() || !self.lookup(class, self.names.len).is_unbound();
        let flags = &mut self.heap.get_mut(class).flags;
        flags.custom_getattribute = is_script(getattribute);
        flags.getattr = !getattr.is_unbound();
        flags.custom_setattr = is_script(setattr) || is_script(delattr);
        flags.custom_new = !plain_new;
        flags.has_truth = has_truth;
        flags.del = !del.is_unbound();
        flags.custom_call = is_script(call);
        self.heap.get_mut(class).plain_init = Value::UNBOUND;
        for subclass in self.heap.get(class).subclasses.clone() {
            self.update_flags(subclass);
        }
    }
}

/// Instances with more attributes keep them in a dict: shapes are for the many that are alike.
pub(super) const MOST_NAMES: usize = 128;

/// An attribute of a class with `__getattr__`, for callers that are no instruction. Registers: object, name, whether a
/// script's `__getattribute__` is passed over (None once `__getattr__` was asked).
fn attribute_steps(ctx: &mut Context, window: Args, input: Input) -> Result {
    let object = window.get(ctx, 0);
    let name = window.get(ctx, 1).cast::<Str>().expect("register 1 holds the name");
    let class = ctx.class_of(object);
    let to = ctx.return_to;
    let found = match input {
        Input::Value(value) => return Ok(value),
        Input::Raised(exception) => {
            let asked = window.get(ctx, 2).is_none();
            if asked || !ctx.is_exception(exception, ExceptionKind::AttributeError) {
                ctx.pending = exception;
                return Err(Raised);
            }
            None
        }
        Input::Start | Input::Exhausted if window.get(ctx, 2) == Value::TRUE => {
            ctx.find_attribute(object, class, name, to).or_else(|raised| ctx.none_if_attribute_error(raised))?
        }
        Input::Start | Input::Exhausted => {
            let method = ctx.lookup(class, ctx.names.getattribute);
            let answer = ctx.call_method_value(method, object, &[Value::object(name)], to).map(Some);
            answer.or_else(|raised| ctx.none_if_attribute_error(raised))?
        }
    };
    match found {
        Some(value) => Ok(value),
        None => {
            window.set(ctx, 2, Value::NONE);
            ctx.call_getattr(object, class, name, to)
        }
    }
}

impl Context {
    /// Takes a pending AttributeError for a missing attribute.
    fn none_if_attribute_error(&mut self, raised: Raised) -> Result<Option<Value>> {
        if self.limits.stopped.is_none() && self.is_exception(self.pending, ExceptionKind::AttributeError) {
            self.take_pending();
            return Ok(None);
        }
        Err(raised)
    }
}

/// The getter of a native attribute as a function value.
pub fn native_getter(ctx: &mut Context, attribute: &'static AttributeDef) -> Value {
    native_accessor(ctx, attribute, &GETTER)
}

pub fn native_setter(ctx: &mut Context, attribute: &'static AttributeDef) -> Value {
    if attribute.set.is_none() { Value::NONE } else { native_accessor(ctx, attribute, &SETTER) }
}

fn native_accessor(ctx: &mut Context, attribute: &'static AttributeDef, definition: &'static NativeDef) -> Value {
    let native = Native { attribute: Some(attribute), ..Native::new(definition) };
    Value::object(ctx.heap.allocate(native))
}

static GETTER: NativeDef = NativeDef::function("__get__", "(instance, /)", get_attribute, "");
static SETTER: NativeDef = NativeDef::function("__set__", "(instance, value, /)", set_attribute, "");

/// The attribute whose accessor is running.
fn running_attribute(ctx: &Context) -> Option<&'static AttributeDef> {
    ctx.callee.and_then(|native| ctx.heap.get(native).attribute)
}

fn get_attribute(ctx: &mut Context, args: Args) -> Result {
    match running_attribute(ctx) {
        Some(attribute) => (attribute.get)(ctx, args.get(ctx, 0)),
        None => Ok(Value::NONE),
    }
}

fn set_attribute(ctx: &mut Context, args: Args) -> Result {
    if let Some(set) = running_attribute(ctx).and_then(|attribute| attribute.set) {
        set(ctx, args.get(ctx, 0), args.get(ctx, 1))?;
    }
    Ok(Value::NONE)
}
