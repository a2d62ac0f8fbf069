//! A new machine: heap, builtin classes and the exception tree.

use super::Context;
use super::await_iterator::AwaitIterator;
use super::builtin_class::{Builtin, ClassDef};
use super::code::Code;
use super::coroutine::{AsyncStep, Coroutine};
use super::extensions::Extensions;
use super::frame::Function;
use super::lookup::LookupCache;
use super::names::Names;
use super::native::{Native, NativeDef};
use super::safepoint::Limits;
use super::stack::Stack;
use super::traceback::Traceback;
use crate::heap::{Gc, Heap, Value, WeakReference};
use crate::object::{
    BoundMethod, Class, ClassFlags, ClassMethod, Descriptor, Dict, Exception, ExceptionKind, Instance, Interner,
    Layout, Module, Overflow, Property, Shape, StaticMethod, Str, Super, Tuple,
};

/// CPython's default for `sys.setrecursionlimit`.
const RECURSION_LIMIT: u32 = 1000;
/// Room for the names that scripts find without import.
const BUILTIN_NAMES: usize = 200;
/// CPython's default for `sys.set_int_max_str_digits`.
const INT_DIGITS_LIMIT: usize = 4300;

impl Context {
    /// A machine whose builtin classes have the methods `definitions` declare, and where scripts find `functions`.
    pub fn new(
        definitions: impl IntoIterator<Item = &'static ClassDef>,
        functions: impl Iterator<Item = &'static NativeDef> + Clone,
    ) -> Context {
        let mut heap = Heap::new();
        register(&mut heap);
        let interner = Interner::new(|| declared_names(functions.clone()));
        let (machine_names, declared) = interner.declared().split_at(Names::TEXTS.len());
        let (class_names, declared) = declared.split_at(Builtin::ALL.len());
        let (exception_names, function_names) = declared.split_at(ExceptionKind::ALL.len());
        let names = Names::new(machine_names);
        let classes = builtin_classes(&mut heap, class_names);
        let exception_classes = exception_classes(&mut heap, exception_names, &classes);
        let mut class_definitions = vec![None; Builtin::ALL.len()].into_boxed_slice();
        for definition in definitions {
            class_definitions[definition.class as usize] = Some(definition);
        }
        let modules = Dict::create(&mut heap);
        let builtins = Dict::with_room(&mut heap, BUILTIN_NAMES);
        let mut ctx = Context {
            heap,
            interner,
            names,
            classes,
            exception_classes,
            class_definitions,
            lookup_cache: LookupCache::default(),
            modules,
            builtins,
            stack: Box::new(Stack::new()),
            parked: Vec::new(),
            pending: Value::NONE,
            return_to: Context::DISCARD,
            callee: None,
            native_top: 0,
            callee_is_missing: false,
            sent: Value::NONE,
            request: None,
            roots: Vec::new(),
            limits: Limits::default(),
            recursion_limit: RECURSION_LIMIT,
            int_digits_limit: INT_DIGITS_LIMIT,
            native_stack_limit: 0,
            repr_guard: Vec::new(),
            loader: None,
            extensions: Extensions::default(),
        };
        ctx.bind_builtin_names(class_names, exception_names);
        for (definition, &name) in functions.zip(function_names) {
            let function = ctx.new_native(definition, false, Value::NONE);
            ctx.set_name(ctx.builtins, name, function);
        }
        ctx
    }

    /// Puts classes and singletons under their names.
    fn bind_builtin_names(&mut self, class_names: &[Gc<Str>], exception_names: &[Gc<Str>]) {
        let visible = [
            Builtin::Object,
            Builtin::Type,
            Builtin::Int,
            Builtin::Bool,
            Builtin::Float,
            Builtin::Complex,
            Builtin::Str,
            Builtin::Bytes,
            Builtin::ByteArray,
            Builtin::List,
            Builtin::Tuple,
            Builtin::Dict,
            Builtin::Set,
            Builtin::FrozenSet,
            Builtin::Range,
            Builtin::Slice,
            Builtin::Property,
            Builtin::StaticMethod,
            Builtin::ClassMethod,
            Builtin::Super,
            Builtin::Enumerate,
            Builtin::Zip,
            Builtin::Map,
            Builtin::Filter,
            Builtin::Reversed,
            Builtin::MemoryView,
        ];
        for class in visible {
            let value = self.class_value(class);
            self.set_name(self.builtins, class_names[class as usize], value);
        }
        for &kind in ExceptionKind::ALL {
            if kind.module() == "builtins" {
                let value = Value::object(self.exception_class(kind));
                self.set_name(self.builtins, exception_names[kind as usize], value);
            }
        }
        let os_error = Value::object(self.exception_class(ExceptionKind::OSError));
        self.set_text(self.builtins, "EnvironmentError", os_error);
        self.set_text(self.builtins, "IOError", os_error);
        self.set_text(self.builtins, "Ellipsis", Value::ELLIPSIS);
        self.set_text(self.builtins, "NotImplemented", Value::NOT_IMPLEMENTED);
        self.set_text(self.builtins, "__debug__", Value::TRUE);
    }
}

fn register(heap: &mut Heap) {
    crate::object::register(heap);
    heap.register::<BoundMethod>();
    heap.register::<Property>();
    heap.register::<StaticMethod>();
    heap.register::<ClassMethod>();
    heap.register::<Class>();
    heap.register::<Shape>();
    heap.register::<Instance>();
    heap.register::<Overflow>();
    heap.register::<Descriptor>();
    heap.register::<Super>();
    heap.register::<Module>();
    heap.register::<Exception>();
    heap.register::<WeakReference>();
    heap.register::<Code>();
    heap.register::<Function>();
    heap.register::<Native>();
    heap.register::<Coroutine>();
    heap.register::<AsyncStep>();
    heap.register::<AwaitIterator>();
    heap.register::<Traceback>();
    heap.register::<super::frame_object::FrameObject>();
}

/// What is interned once for all machines: in groups, each in the order of its table.
fn declared_names(functions: impl Iterator<Item = &'static NativeDef>) -> impl Iterator<Item = &'static str> {
    let machine = Names::TEXTS.iter().copied();
    let classes = Builtin::ALL.iter().map(|class| class.name());
    let exceptions = ExceptionKind::ALL.iter().map(|kind| kind.name());
    machine.chain(classes).chain(exceptions).chain(functions.map(|definition| definition.name))
}

/// A class of the machine's own. What its first base derives from comes behind that, in its order.
fn new_class(heap: &mut Heap, name: Gc<Str>, bases: &[Gc<Class>], layout: Layout, native: Option<u8>) -> Gc<Class> {
    let namespace = Dict::create(heap);
    let none = heap.allocate_filled(Tuple, bases.len(), Value::NONE);
    for (index, &base) in bases.iter().enumerate() {
        heap.tail_mut(none)[index] = Value::object(base);
    }
    let class = heap.allocate(Class {
        name,
        qualified_name: Value::object(name),
        metaclass: None,
        bases: none,
        order: none,
        namespace,
        root_shape: None,
        subclasses: Vec::new(),
        layout,
        instance_slots: 0,
        // Instances of `object` itself have no attributes.
        flags: ClassFlags { immutable: true, slots_only: bases.is_empty(), ..ClassFlags::default() },
        cached: false,
        plain_init: Value::UNBOUND,
        slot_names: Vec::new(),
        native,
        filled: false,
    });
    let order = order_of(heap, class, bases);
    heap.get_mut(class).order = order;
    for &base in bases {
        heap.get_mut(base).subclasses.push(class);
    }
    class
}

/// The class and what it derives from. With several bases, what they share comes once, after all that derives from it.
fn order_of(heap: &mut Heap, class: Gc<Class>, bases: &[Gc<Class>]) -> Gc<Tuple> {
    if let &[base] = bases {
        let above = heap.get(base).order;
        let count = heap.tail(above).len();
        let order = heap.allocate_filled(Tuple, count + 1, Value::object(class));
        for index in 0..count {
            heap.tail_mut(order)[index + 1] = heap.tail(above)[index];
        }
        return order;
    }
    let mut order = vec![Value::object(class)];
    for &base in bases {
        let more = heap.tail(heap.get(base).order);
        order.retain(|class| !more.contains(class));
        order.extend(more);
    }
    Tuple::create(heap, &order)
}

fn builtin_classes(heap: &mut Heap, names: &[Gc<Str>]) -> Box<[Gc<Class>]> {
    let mut classes: Vec<Gc<Class>> = Vec::with_capacity(Builtin::ALL.len());
    for (&builtin, &name) in Builtin::ALL.iter().zip(names) {
        let bases: &[Gc<Class>] = match builtin {
            Builtin::Object => &[],
            _ => &[classes[builtin.base() as usize]],
        };
        classes.push(new_class(heap, name, bases, builtin.layout(), Some(builtin as u8)));
    }
    classes.into_boxed_slice()
}

fn exception_classes(heap: &mut Heap, names: &[Gc<Str>], classes: &[Gc<Class>]) -> Box<[Gc<Class>]> {
    let object = classes[Builtin::Object as usize];
    let mut made: Vec<Gc<Class>> = Vec::with_capacity(ExceptionKind::ALL.len());
    for (&kind, &name) in ExceptionKind::ALL.iter().zip(names) {
        let class = match kind {
            ExceptionKind::BaseException => new_class(heap, name, &[object], Layout::Exception, None),
            ExceptionKind::ExceptionGroup => {
                let bases = [made[ExceptionKind::BaseExceptionGroup as usize], made[ExceptionKind::Exception as usize]];
                new_class(heap, name, &bases, Layout::Exception, None)
            }
            _ => new_class(heap, name, &[made[kind.base() as usize]], Layout::Exception, None),
        };
        made.push(class);
    }
    made.into_boxed_slice()
}
