//! Classes, and the shapes of their instances.
//!
//! A shape says which attribute stands in which slot of an instance; instances that got the same attributes in the same
//! order share one (hidden classes, after Self: Chambers, Ungar, Lee 1989). A shape is valid for one state of its
//! class: when a name comes to or leaves the class or a base, or becomes or ceases to be a data descriptor, the shapes
//! are retired, and instances move to new ones when they are next looked at.

use super::{Dict, Str, Tuple};
use crate::heap::{Gc, Heap, Kind, NoTail, Object, Tracer, Value};

/// A class, builtin or of a script.
pub struct Class {
    pub name: Gc<Str>,
    pub qualified_name: Value,
    /// The class of this class.
    pub metaclass: Option<Gc<Class>>,
    pub bases: Gc<Tuple>,
    /// Method resolution order, this class first.
    pub order: Gc<Tuple>,
    pub namespace: Gc<Dict>,
    /// The shape of a new instance; None after it was retired and before the next instance.
    pub root_shape: Option<Gc<Shape>>,
    /// Classes that have this one as a base.
    pub subclasses: Vec<Gc<Class>>,
    /// What instances are in memory.
    pub layout: Layout,
    /// Slots a new instance has room for; grows with what instances turned out to need.
    pub instance_slots: u16,
    pub flags: ClassFlags,
    /// Some inline cache depends on the namespace.
    pub cached: bool,
    /// The script's function that alone makes instances what they are, if a call of the class comes down to calling it:
    /// found out at a call, forgotten when the class changes. Else unbound.
    pub plain_init: Value,
    /// Names of `__slots__` in effect, own and inherited, in slot order.
    pub slot_names: Vec<Gc<Str>>,
    /// Which native type this is, if it is one: an index into the machine's table of builtin classes.
    pub native: Option<u8>,
    /// The namespace of a native class was filled from its declaration.
    pub filled: bool,
}

/// What an instance is in memory.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Layout {
    /// `Instance` with slots.
    Plain,
    /// `Instance` whose first slot holds a value of this builtin kind (a subclass of `list`, `int` …).
    Payload(Kind),
    /// An `Exception` of this class.
    Exception,
    /// A `Class`: this is a metaclass.
    Class,
    /// A builtin type without subclasses: made by its constructor only.
    Native,
}

/// What the machine asks of a class often; found out when the class is made and whenever it changes.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct ClassFlags {
    /// `__getattribute__` is the script's.
    pub custom_getattribute: bool,
    /// There is a `__getattr__`.
    pub getattr: bool,
    /// `__setattr__` or `__delattr__` is the script's.
    pub custom_setattr: bool,
    /// There is a `__del__`.
    pub del: bool,
    /// Instances have no `__dict__`.
    pub slots_only: bool,
    /// `__new__` is not `object`'s.
    pub custom_new: bool,
    /// Has abstract methods left.
    pub is_abstract: bool,
    /// May not be subclassed.
    pub is_final: bool,
    /// Namespace cannot be changed by scripts.
    pub immutable: bool,
    /// Patterns take instances for sequences or mappings.
    pub is_sequence: bool,
    pub is_mapping: bool,
    /// Instances have `__bool__` or `__len__`.
    pub has_truth: bool,
    /// `type.__call__` is not what calling this class does: its metaclass has another.
    pub custom_call: bool,
}

impl Object for Class {
    const KIND: Kind = Kind::Class;
    type Tail = NoTail;

    fn trace(&self, tracer: &mut Tracer) {
        tracer.object(self.name);
        tracer.value(self.qualified_name);
        tracer.optional(self.metaclass);
        tracer.object(self.bases);
        tracer.object(self.order);
        tracer.object(self.namespace);
        tracer.optional(self.root_shape);
        tracer.value(self.plain_init);
        for &subclass in &self.subclasses {
            tracer.object(subclass);
        }
        for &name in &self.slot_names {
            tracer.object(name);
        }
    }
}

/// Which attribute stands in which slot.
pub struct Shape {
    pub class: Gc<Class>,
    /// Attribute names by slot. Where the class has a payload, slot 0 belongs to no name and this starts at slot 1;
    /// likewise after the slots of `__slots__`.
    pub names: Vec<Gc<Str>>,
    /// Slots before the first name.
    pub reserved: u16,
    /// Shapes with one name more.
    transitions: Vec<(Gc<Str>, Gc<Shape>)>,
    /// Attributes stand in a dict instead.
    pub dictionary: bool,
    /// The class has changed: instances must move to another shape before they are looked at.
    pub retired: bool,
}

impl Shape {
    pub fn root(class: Gc<Class>, reserved: u16) -> Shape {
        Shape { class, names: Vec::new(), reserved, transitions: Vec::new(), dictionary: false, retired: false }
    }

    /// The slot of a name. Names are interned, so identity tells.
    pub fn slot_of(&self, name: Gc<Str>) -> Option<usize> {
        self.names.iter().position(|&other| other == name).map(|index| index + usize::from(self.reserved))
    }

    /// Slots in use, reserved ones included.
    pub fn slots(&self) -> usize {
        self.names.len() + usize::from(self.reserved)
    }

    /// The shape with `name` added at the end; made once.
    pub fn with_name(heap: &mut Heap, shape: Gc<Shape>, name: Gc<Str>) -> Gc<Shape> {
        let this = heap.get(shape);
        if let Some(&(_, next)) = this.transitions.iter().find(|(other, _)| *other == name) {
            return next;
        }
        let mut next = Shape::root(this.class, this.reserved);
        next.names = this.names.clone();
        next.names.push(name);
        let next = heap.allocate(next);
        heap.get_mut(shape).transitions.push((name, next));
        next
    }

    /// Marks this shape and all that grew from it as retired.
    pub fn retire(heap: &mut Heap, shape: Gc<Shape>) {
        let mut pending = vec![shape];
        while let Some(shape) = pending.pop() {
            let this = heap.get_mut(shape);
            this.retired = true;
            pending.extend(this.transitions.iter().map(|(_, next)| *next));
        }
    }
}

impl Object for Shape {
    const KIND: Kind = Kind::Shape;
    type Tail = NoTail;

    fn trace(&self, tracer: &mut Tracer) {
        tracer.object(self.class);
        for &name in &self.names {
            tracer.object(name);
        }
        for &(name, shape) in &self.transitions {
            tracer.object(name);
            tracer.object(shape);
        }
    }

    fn external_bytes(&self) -> usize {
        self.names.capacity() * 8 + self.transitions.capacity() * 16
    }
}

/// An instance of a script's class: its shape, then slots as its tail.
pub struct Instance {
    pub shape: Gc<Shape>,
    /// What did not fit the inline slots, or the dict of an instance in dictionary mode.
    pub overflow: Option<Gc<Overflow>>,
}

#[derive(Default)]
pub struct Overflow {
    /// Slots after the inline ones.
    pub slots: Vec<Value>,
    pub dict: Option<Gc<Dict>>,
}

impl Object for Instance {
    const KIND: Kind = Kind::Instance;
    type Tail = crate::heap::Values;

    fn trace(&self, tracer: &mut Tracer) {
        tracer.object(self.shape);
        tracer.optional(self.overflow);
    }
}

impl Object for Overflow {
    const KIND: Kind = Kind::Overflow;
    type Tail = NoTail;

    fn trace(&self, tracer: &mut Tracer) {
        tracer.values(&self.slots);
        tracer.optional(self.dict);
    }

    fn external_bytes(&self) -> usize {
        self.slots.capacity() * size_of::<Value>()
    }
}

impl Instance {
    /// The value in a slot; unbound if the attribute was deleted or never set.
    #[inline(always)]
    pub fn slot(heap: &Heap, instance: Gc<Instance>, slot: usize) -> Value {
        let inline = heap.tail(instance);
        match inline.get(slot) {
            Some(&value) => value,
            None => Instance::overflow_slot(heap, instance, slot - inline.len()),
        }
    }

    #[cold]
    fn overflow_slot(heap: &Heap, instance: Gc<Instance>, index: usize) -> Value {
        let overflow = heap.get(instance).overflow;
        overflow.and_then(|overflow| heap.get(overflow).slots.get(index)).copied().unwrap_or(Value::UNBOUND)
    }

    /// The dict of an instance in dictionary mode.
    pub fn dict(heap: &Heap, instance: Gc<Instance>) -> Option<Gc<Dict>> {
        heap.get(instance).overflow.and_then(|overflow| heap.get(overflow).dict)
    }

    /// Gives an instance in dictionary mode its dict.
    pub fn set_dict(heap: &mut Heap, instance: Gc<Instance>, dict: Gc<Dict>) {
        let overflow = Instance::ensure_overflow(heap, instance);
        heap.get_mut(overflow).dict = Some(dict);
    }

    fn ensure_overflow(heap: &mut Heap, instance: Gc<Instance>) -> Gc<Overflow> {
        if let Some(overflow) = heap.get(instance).overflow {
            return overflow;
        }
        let overflow = heap.allocate(Overflow::default());
        heap.get_mut(instance).overflow = Some(overflow);
        overflow
    }

    /// Puts a value into a slot, making room in the overflow if it lies beyond the inline ones.
    #[inline(always)]
    pub fn set_slot(heap: &mut Heap, instance: Gc<Instance>, slot: usize, value: Value) {
        let inline = heap.tail_mut(instance);
        match inline.get_mut(slot) {
            Some(place) => *place = value,
            None => {
                let index = slot - inline.len();
                Instance::set_overflow_slot(heap, instance, index, value);
            }
        }
    }

    #[cold]
    fn set_overflow_slot(heap: &mut Heap, instance: Gc<Instance>, index: usize, value: Value) {
        let overflow = Instance::ensure_overflow(heap, instance);
        let slots = &mut heap.get_mut(overflow).slots;
        let before = slots.capacity();
        if slots.len() <= index {
            slots.resize(index + 1, Value::UNBOUND);
        }
        slots[index] = value;
        let grown = (slots.capacity() - before) * size_of::<Value>();
        if grown > 0 {
            heap.grew(grown);
        }
    }

    /// Takes the value of a slot out and closes the gap, when an attribute is deleted.
    pub fn remove_slot(heap: &mut Heap, instance: Gc<Instance>, slot: usize, slots: usize) {
        for index in slot..slots - 1 {
            let next = Instance::slot(heap, instance, index + 1);
            Instance::set_slot(heap, instance, index, next);
        }
        Instance::set_slot(heap, instance, slots - 1, Value::UNBOUND);
    }
}

/// A member of `__slots__` in its class.
pub struct Descriptor {
    pub owner: Gc<Class>,
    pub name: Gc<Str>,
    pub slot: u16,
}

impl Object for Descriptor {
    const KIND: Kind = Kind::Descriptor;
    type Tail = NoTail;

    fn trace(&self, tracer: &mut Tracer) {
        tracer.object(self.owner);
        tracer.object(self.name);
    }
}

/// What `super(…)` gives: attribute lookup that starts behind a class.
pub struct Super {
    pub class: Gc<Class>,
    pub receiver: Value,
    /// Whose method resolution order is searched.
    pub receiver_class: Gc<Class>,
}

impl Object for Super {
    const KIND: Kind = Kind::Super;
    type Tail = NoTail;

    fn trace(&self, tracer: &mut Tracer) {
        tracer.object(self.class);
        tracer.value(self.receiver);
        tracer.object(self.receiver_class);
    }
}

/// A module: a name for a namespace.
pub struct Module {
    pub name: Gc<Str>,
    pub namespace: Gc<Dict>,
    /// Its code is running for the first time.
    pub loading: bool,
}

impl Object for Module {
    const KIND: Kind = Kind::Module;
    type Tail = NoTail;

    fn trace(&self, tracer: &mut Tracer) {
        tracer.object(self.name);
        tracer.object(self.namespace);
    }
}
