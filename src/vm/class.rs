//! Making classes: method resolution order, layout, slots.

use super::Context;
use super::builtin_class::Builtin;
use super::frame::Function;
use super::native::{Native, Result};
use crate::heap::{Gc, Kind, Value};
use crate::object::{Class, ClassFlags, ClassMethod, Descriptor, Dict, Layout, StaticMethod, Str, Tuple, unicode};

/// Bits of `__abc_tpflags__`.
const SEQUENCE: i64 = 1 << 5;
const MAPPING: i64 = 1 << 6;

impl Context {
    /// What `type.__new__` does up to the calls of scripts' hooks: a class with this name, bases and namespace (which it
    /// keeps).
    pub fn make_class(
        &mut self,
        metaclass: Gc<Class>,
        name: Gc<Str>,
        bases: &[Value],
        namespace: Gc<Dict>,
    ) -> Result<Gc<Class>> {
        let object = self.class_value(Builtin::Object);
        let bases: Vec<Value> = if bases.is_empty() { vec![object] } else { bases.to_vec() };
        let base_classes = self.check_bases(&bases)?;
        let order = self.linearise(&base_classes)?;
        let (layout, owner) = self.combine_layouts(&base_classes)?;
        let slots = self.own_slots(name, namespace)?;
        if slots.as_ref().is_some_and(|slots| slots.iter().any(|&slot| slot != self.names.dunder_dict)) {
            self.check_slots_fit(layout)?;
        }
        let mut slot_names = owner.map_or(Vec::new(), |owner| self.heap.get(owner).slot_names.clone());
        let inherited = slot_names.len();
        let has_dict = slots.is_none()
            || slots.as_ref().is_some_and(|slots| slots.contains(&self.names.dunder_dict))
            || base_classes
                .iter()
                .any(|&base| base != self.class(Builtin::Object) && !self.heap.get(base).flags.slots_only);
        for slot in slots.iter().flatten() {
            if *slot != self.names.dunder_dict {
                slot_names.push(*slot);
            }
        }
        let bases_tuple = Tuple::create(&mut self.heap, &bases);
        let order_tuple = Tuple::create(&mut self.heap, &order);
        let qualified_name = match self.find_name(namespace, self.names.dunder_qualname) {
            Some(index) => self.heap.get_mut(namespace).remove(index).value,
            None => Value::object(name),
        };
        let patterns = self.pattern_flags(namespace, &base_classes);
        let flags = ClassFlags {
            slots_only: !has_dict && layout == Layout::Plain,
            is_sequence: patterns & SEQUENCE != 0,
            is_mapping: patterns & MAPPING != 0,
            ..ClassFlags::default()
        };
        let reserved = usize::from(matches!(layout, Layout::Payload(_))) + slot_names.len();
        let hint = base_classes.iter().map(|&base| self.heap.get(base).instance_slots).max().unwrap_or(0);
        let class = self.heap.allocate(Class {
            name,
            qualified_name,
            metaclass: Some(metaclass),
            bases: bases_tuple,
            order: order_tuple,
            namespace,
            root_shape: None,
            subclasses: Vec::new(),
            layout,
            instance_slots: hint.max(reserved as u16 + 2),
            flags,
            cached: false,
            plain_init: Value::UNBOUND,
            slot_names: slot_names.clone(),
            native: None,
            filled: true,
        });
        // An order begins with its class.
        let first = std::iter::once(Value::object(class)).chain(order).collect::<Vec<Value>>();
        let order = Tuple::create(&mut self.heap, &first);
        self.heap.get_mut(class).order = order;
        let payload = u16::from(matches!(layout, Layout::Payload(_)));
        for (index, &slot) in slot_names.iter().enumerate().skip(inherited) {
            if self.find_name(namespace, slot).is_some() {
                let slot = self.text(slot).into_owned();
                return Err(self.value_error(format!("'{slot}' in __slots__ conflicts with class variable")));
            }
            let descriptor = Descriptor { owner: class, name: slot, slot: payload + index as u16 };
            let descriptor = Value::object(self.heap.allocate(descriptor));
            self.set_name(namespace, slot, descriptor);
        }
        self.wrap_special_methods(namespace);
        for &base in &base_classes {
            self.heap.get_mut(base).subclasses.push(class);
        }
        if self.get_name(namespace, self.names.dunder_doc).is_none() {
            self.set_name(namespace, self.names.dunder_doc, Value::NONE);
        }
        self.lookup_cache.clear();
        self.refuse_hash_with_eq(namespace);
        self.update_flags(class);
        Ok(class)
    }

    /// What an abstract class says of the patterns its instances match, taken out of its namespace; else what the first
    /// base says that says anything.
    fn pattern_flags(&mut self, namespace: Gc<Dict>, bases: &[Gc<Class>]) -> i64 {
        let name = self.intern("__abc_tpflags__");
        if let Some(index) = self.find_name(namespace, name) {
            return self.heap.get_mut(namespace).remove(index).value.as_int().unwrap_or(0);
        }
        let flags = |&base: &Gc<Class>| {
            let flags = self.heap.get(base).flags;
            (if flags.is_sequence { SEQUENCE } else { 0 }) | (if flags.is_mapping { MAPPING } else { 0 })
        };
        bases.iter().map(flags).find(|&flags| flags != 0).unwrap_or(0)
    }

    /// Gives a class other bases, whose instances are laid out as its own: orders of it and its subclasses are made
    /// anew.
    pub fn set_class_bases(&mut self, class: Gc<Class>, bases: &[Value]) -> Result<()> {
        let new = self.check_bases(bases)?;
        if let Some(&base) = new.iter().find(|&&base| self.is_subclass(base, class)) {
            let name = self.text(self.heap.get(base).name).into_owned();
            return Err(self.type_error(format!("a __bases__ item causes an inheritance cycle: {name}")));
        }
        let (layout, owner) = self.combine_layouts(&new)?;
        let slots = owner.map_or(0, |owner| self.heap.get(owner).slot_names.len());
        let this = self.heap.get(class);
        if layout != this.layout || slots > this.slot_names.len() {
            return Err(self.type_error("__bases__ assignment: object layout differs"));
        }
        // An order that cannot be made changes nothing.
        self.linearise(&new)?;
        let old = self.heap.tail(self.heap.get(class).bases).to_vec();
        for base in old.into_iter().filter_map(|base| base.cast::<Class>()) {
            self.heap.get_mut(base).subclasses.retain(|&subclass| subclass != class);
        }
        for &base in &new {
            self.heap.get_mut(base).subclasses.push(class);
        }
        let tuple = Tuple::create(&mut self.heap, bases);
        self.heap.get_mut(class).bases = tuple;
        self.class_changed(class);
        self.remake_order(class)?;
        self.update_flags(class);
        Ok(())
    }

    fn remake_order(&mut self, class: Gc<Class>) -> Result<()> {
        self.check_native_stack("class hierarchy")?;
        let bases = self.heap.tail(self.heap.get(class).bases).to_vec();
        let bases: Vec<Gc<Class>> = bases.into_iter().filter_map(|base| base.cast()).collect();
        let order = self.linearise(&bases)?;
        let order: Vec<Value> = std::iter::once(Value::object(class)).chain(order).collect();
        let order = Tuple::create(&mut self.heap, &order);
        self.heap.get_mut(class).order = order;
        self.lookup_cache.clear();
        for subclass in self.heap.get(class).subclasses.clone() {
            self.remake_order(subclass)?;
        }
        Ok(())
    }

    /// A class with `__eq__` and no `__hash__` cannot be hashed.
    fn refuse_hash_with_eq(&mut self, namespace: Gc<Dict>) {
        if self.get_name(namespace, self.names.eq).is_some() && self.get_name(namespace, self.names.hash).is_none() {
            self.set_name(namespace, self.names.hash, Value::NONE);
        }
    }

    /// `__new__` is a static method; `__init_subclass__` and `__class_getitem__` are class methods, said or not.
    fn wrap_special_methods(&mut self, namespace: Gc<Dict>) {
        if let Some(function) = self.get_name(namespace, self.names.new)
            && function.is::<Function>()
        {
            let method = Value::object(self.heap.allocate(StaticMethod { function, dict: None }));
            self.set_name(namespace, self.names.new, method);
        }
        for name in [self.names.init_subclass, self.names.class_getitem] {
            if let Some(function) = self.get_name(namespace, name)
                && function.is::<Function>()
            {
                let method = Value::object(self.heap.allocate(ClassMethod { function, dict: None }));
                self.set_name(namespace, name, method);
            }
        }
    }

    fn check_bases(&mut self, bases: &[Value]) -> Result<Vec<Gc<Class>>> {
        let mut classes = Vec::with_capacity(bases.len());
        for (index, base) in bases.iter().enumerate() {
            let Some(class) = base.cast::<Class>() else {
                return Err(self.type_error("bases must be types"));
            };
            let this = self.heap.get(class);
            let sealed = this.flags.is_final || (this.layout == Layout::Native && this.native.is_some());
            if sealed {
                let name = self.text(this.name).into_owned();
                return Err(self.type_error(format!("type '{name}' is not an acceptable base type")));
            }
            if bases[..index].contains(base) {
                let name = self.text(this.name).into_owned();
                return Err(self.type_error(format!("duplicate base class {name}")));
            }
            classes.push(class);
        }
        Ok(classes)
    }

    /// C3 linearisation (Barrett et al. 1996) of the bases' orders; the class itself is not included.
    fn linearise(&mut self, bases: &[Gc<Class>]) -> Result<Vec<Value>> {
        let mut lists: Vec<Vec<Value>> =
            bases.iter().map(|&base| self.heap.tail(self.heap.get(base).order).to_vec()).collect();
        lists.push(bases.iter().map(|&base| Value::object(base)).collect());
        let mut order = Vec::new();
        loop {
            lists.retain(|list| !list.is_empty());
            if lists.is_empty() {
                return Ok(order);
            }
            let candidate = lists
                .iter()
                .map(|list| list[0])
                .find(|candidate| !lists.iter().any(|list| list[1..].contains(candidate)));
            let Some(candidate) = candidate else {
                let names: Vec<String> =
                    bases.iter().map(|&base| self.text(self.heap.get(base).name).into_owned()).collect();
                let message =
                    format!("Cannot create a consistent method resolution order (MRO) for bases {}", names.join(", "));
                return Err(self.type_error(message));
            };
            order.push(candidate);
            for list in &mut lists {
                if list[0] == candidate {
                    list.remove(0);
                }
            }
        }
    }

    /// The class that gave a class's instances the last of their slots.
    fn slots_origin(&self, class: Gc<Class>) -> Gc<Class> {
        let this = self.heap.get(class);
        let slots = this.slot_names.len();
        let mut order = self.heap.tail(this.order).iter().filter_map(|class| class.cast::<Class>());
        order.rfind(|&base| self.heap.get(base).slot_names.len() == slots).unwrap_or(class)
    }

    /// The layout of instances, and the base it comes from with its slots.
    fn combine_layouts(&mut self, bases: &[Gc<Class>]) -> Result<(Layout, Option<Gc<Class>>)> {
        let mut layout = Layout::Plain;
        let mut owner: Option<Gc<Class>> = None;
        for &base in bases {
            let this = self.heap.get(base);
            let (own, slots) = (this.layout, this.slot_names.len());
            if own != Layout::Plain {
                if layout != Layout::Plain && layout != own {
                    return Err(self.type_error("multiple bases have instance lay-out conflict"));
                }
                layout = own;
            }
            if slots > 0 {
                if let Some(other) = owner
                    && !self.is_subclass(base, self.slots_origin(other))
                {
                    if self.is_subclass(other, self.slots_origin(base)) {
                        continue;
                    }
                    return Err(self.type_error("multiple bases have instance lay-out conflict"));
                }
                owner = Some(base);
            }
        }
        Ok((layout, owner))
    }

    /// Refuses slots for classes whose instances are of no fixed size in CPython.
    fn check_slots_fit(&mut self, layout: Layout) -> Result<()> {
        let name = match layout {
            Layout::Payload(Kind::BigInt) => "int",
            Layout::Payload(Kind::Tuple) => "tuple",
            Layout::Payload(Kind::Bytes) => "bytes",
            Layout::Class => "type",
            _ => return Ok(()),
        };
        Err(self.type_error(format!("nonempty __slots__ not supported for subtype of '{name}'")))
    }

    /// The names in a class body's `__slots__`, private ones mangled.
    fn own_slots(&mut self, class: Gc<Str>, namespace: Gc<Dict>) -> Result<Option<Vec<Gc<Str>>>> {
        let Some(slots) = self.get_name(namespace, self.names.dunder_slots) else { return Ok(None) };
        let items = if slots.is::<Str>() { vec![slots] } else { self.collect_nested(slots)? };
        let mut names = Vec::new();
        for item in items {
            let Some(name) = item.cast::<Str>() else {
                let message = format!("__slots__ items must be strings, not '{}'", self.type_name(item));
                return Err(self.type_error(message));
            };
            let mut bytes = self.heap.str_bytes(name).to_vec();
            if bytes == b"__weakref__" {
                continue;
            }
            if !unicode::is_identifier(&bytes) {
                return Err(self.type_error("__slots__ must be identifiers"));
            }
            if bytes.starts_with(b"__") && !bytes.ends_with(b"__") {
                let class = self.text(class);
                let class = class.trim_start_matches('_');
                if !class.is_empty() {
                    bytes.splice(0..0, format!("_{class}").into_bytes());
                }
            }
            names.push(self.interner.intern_wtf8(&mut self.heap, &bytes));
        }
        Ok(Some(names))
    }

    /// The metaclass for a class: the most derived of those given and those of the bases.
    pub fn metaclass_for(&mut self, given: Gc<Class>, bases: &[Value]) -> Result<Gc<Class>> {
        let mut winner = given;
        for &base in bases {
            let metaclass = self.class_of(base);
            if self.is_subclass(winner, metaclass) {
                continue;
            }
            if self.is_subclass(metaclass, winner) {
                winner = metaclass;
                continue;
            }
            return Err(self.type_error(
                "metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of all its bases",
            ));
        }
        Ok(winner)
    }

    /// Whether a value is a native method of a builtin class.
    pub fn is_native_method(&self, value: Value) -> bool {
        value.cast::<Native>().is_some_and(|native| self.heap.get(native).is_method)
    }
}
