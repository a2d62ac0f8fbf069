//! Finding names in namespaces and along the method resolution order of classes.

use super::Context;
use super::builtin_class::ClassDef;
use super::native::{Native, NativeDef};
use crate::heap::{Gc, Value};
use crate::object::{Class, ClassMethod, Dict, ExceptionKind, Layout, Lookup, Property, StaticMethod, Str};

/// Remembers what was found on which class, for names that no inline cache covers. Emptied when any class changes.
#[derive(Default)]
pub struct LookupCache {
    /// None at all before the first one is kept.
    entries: Vec<CacheEntry>,
    /// Entries of earlier epochs are forgotten.
    epoch: u64,
}

#[derive(Clone, Copy)]
struct CacheEntry {
    /// The entry holds in this epoch of the cache.
    epoch: u64,
    class: usize,
    name: usize,
    /// Unbound: the class has no such attribute.
    value: Value,
}

const CACHE_SIZE: usize = 1024;
const NOTHING: CacheEntry = CacheEntry { epoch: 0, class: 0, name: 0, value: Value::UNBOUND };

impl LookupCache {
    fn slot(class: Gc<Class>, name: Gc<Str>) -> usize {
        ((class.address() >> 4) ^ (name.address() >> 4).wrapping_mul(31)) % CACHE_SIZE
    }

    /// Forgets everything: a class changed, or objects may have died whose addresses are compared here.
    pub fn clear(&mut self) {
        self.epoch += 1;
    }
}

impl Context {
    /// A name in a namespace: a dict whose keys are strings, for the most part interned.
    #[inline]
    pub fn find_name(&self, namespace: Gc<Dict>, name: Gc<Str>) -> Option<usize> {
        let heap = &self.heap;
        let hash = heap.str_hash(name);
        let found = heap.get(namespace).search(hash, |key| match key.cast::<Str>() {
            Some(key) => Some(key == name || heap.str_equal(key, name)),
            None => Some(false),
        });
        match found {
            Lookup::Found(index) => Some(index),
            Lookup::Missing | Lookup::Undecided => None,
        }
    }

    /// The value of a name in a namespace.
    #[inline]
    pub fn get_name(&self, namespace: Gc<Dict>, name: Gc<Str>) -> Option<Value> {
        self.find_name(namespace, name).map(|index| self.heap.get(namespace).entry_value(index))
    }

    /// Binds a name in a namespace.
    #[inline(never)]
    pub fn set_name(&mut self, namespace: Gc<Dict>, name: Gc<Str>, value: Value) {
        match self.find_name(namespace, name) {
            Some(index) => self.heap.get_mut(namespace).set_entry_value(index, value),
            None => {
                let hash = self.heap.str_hash(name);
                Dict::insert_new(&mut self.heap, namespace, hash, Value::object(name), value);
            }
        }
    }

    /// Binds a name given as text.
    pub fn set_text(&mut self, namespace: Gc<Dict>, name: &str, value: Value) {
        let name = self.intern(name);
        self.set_name(namespace, name, value);
    }

    /// The value of a name given as text.
    pub fn get_text(&self, namespace: Gc<Dict>, name: &str) -> Option<Value> {
        let name = self.interner.find(&self.heap, name.as_bytes())?;
        self.get_name(namespace, name)
    }

    /// A class's own namespace, filled if it is a builtin class nobody has looked at.
    pub fn namespace_of(&mut self, class: Gc<Class>) -> Gc<Dict> {
        let this = self.heap.get(class);
        let namespace = this.namespace;
        if !this.filled {
            self.fill(class, namespace);
        }
        namespace
    }

    #[cold]
    fn fill(&mut self, class: Gc<Class>, namespace: Gc<Dict>) {
        let this = self.heap.get_mut(class);
        this.filled = true;
        match this.native {
            Some(native) => {
                if let Some(definition) = self.class_definitions[usize::from(native)] {
                    self.fill_namespace(class, namespace, definition);
                }
            }
            None => {
                let kind = self.exception_classes.iter().position(|&other| other == class);
                if let (Some(kind), Some(fill)) = (kind, self.extensions.fill_exception) {
                    fill(self, ExceptionKind::ALL[kind], namespace);
                }
            }
        }
    }

    fn fill_namespace(&mut self, class: Gc<Class>, namespace: Gc<Dict>, definition: &'static ClassDef) {
        let owner = Value::object(class);
        if definition.module != "builtins" {
            let module = Value::object(self.intern(definition.module));
            self.set_name(namespace, self.names.dunder_module, module);
        }
        for method in definition.methods {
            let native = self.new_native(method, true, owner);
            self.set_text(namespace, method.name, native);
        }
        let names = [self.names.eq, self.names.hash].map(|name| self.get_name(namespace, name));
        if let [Some(_), None] = names {
            self.set_name(namespace, self.names.hash, Value::NONE);
        }
        for method in definition.class_methods {
            let function = self.new_native(method, false, owner);
            let method_value = Value::object(self.heap.allocate(ClassMethod { function, dict: None }));
            self.set_text(namespace, method.name, method_value);
        }
        let payload = matches!(definition.class.layout(), Layout::Payload(_)) && definition.constructor.is_some();
        let new = payload.then_some(&super::instantiate::PAYLOAD_NEW);
        for method in definition.static_methods.iter().chain(new) {
            let function = self.new_native(method, false, owner);
            let method_value = Value::object(self.heap.allocate(StaticMethod { function, dict: None }));
            self.set_text(namespace, method.name, method_value);
        }
        for attribute in definition.attributes {
            let get = super::attribute::native_getter(self, attribute);
            let set = super::attribute::native_setter(self, attribute);
            let doc = self.new_str(attribute.doc);
            let name = Value::object(self.intern(attribute.name));
            let property = Property { get, set, delete: Value::NONE, doc, name };
            let property = Value::object(self.heap.allocate(property));
            self.set_text(namespace, attribute.name, property);
        }
        let doc = if definition.doc.is_empty() { Value::NONE } else { self.new_str(definition.doc) };
        if self.get_name(namespace, self.names.dunder_doc).is_none() {
            self.set_name(namespace, self.names.dunder_doc, doc);
        }
    }

    /// A native function as a value.
    pub fn new_native(&mut self, definition: &'static NativeDef, is_method: bool, owner: Value) -> Value {
        Value::object(self.heap.allocate(Native { is_method, owner, ..Native::new(definition) }))
    }

    /// Looks a name up along a class's method resolution order: unbound if it is nowhere.
    pub fn lookup(&mut self, class: Gc<Class>, name: Gc<Str>) -> Value {
        let slot = LookupCache::slot(class, name);
        if let Some(entry) = self.lookup_cache.entries.get(slot)
            && entry.epoch == self.lookup_cache.epoch
            && entry.class == class.address()
            && entry.name == name.address()
        {
            return entry.value;
        }
        let value = self
            .lookup_place(class, name)
            .map_or(Value::UNBOUND, |(namespace, index)| self.heap.get(namespace).entry_value(index));
        if self.lookup_cache.entries.is_empty() {
            self.lookup_cache.entries.resize(CACHE_SIZE, NOTHING);
        }
        let epoch = self.lookup_cache.epoch;
        self.lookup_cache.entries[slot] = CacheEntry { epoch, class: class.address(), name: name.address(), value };
        value
    }

    /// Where along the order a name is: the namespace and the index of its entry.
    pub fn lookup_place(&mut self, class: Gc<Class>, name: Gc<Str>) -> Option<(Gc<Dict>, usize)> {
        let order = self.heap.get(class).order;
        self.lookup_from(order, 0, name)
    }

    /// As [`Context::lookup_place`], in the classes of `order` from a position on.
    pub fn lookup_from(
        &mut self,
        order: Gc<crate::object::Tuple>,
        start: usize,
        name: Gc<Str>,
    ) -> Option<(Gc<Dict>, usize)> {
        let mut position = start;
        while let Some(&class) = self.heap.tail(order).get(position) {
            let class = class.cast::<Class>().expect("orders hold classes");
            let namespace = self.namespace_of(class);
            if let Some(index) = self.find_name(namespace, name) {
                return Some((namespace, index));
            }
            position += 1;
        }
        None
    }

    /// A special method of a value, looked up on its class; unbound if there is none.
    pub fn special(&mut self, value: Value, name: Gc<Str>) -> Value {
        let class = self.class_of(value);
        self.lookup(class, name)
    }
}
