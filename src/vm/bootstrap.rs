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
use super::native::Native;
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
/// CPython's default for `sys.set_int_max_str_digits`.
const INT_DIGITS_LIMIT: usize = 4300;

impl Context {
    /// A machine whose builtin classes have the methods `definitions` declare.
    pub fn new(definitions: impl IntoIterator<Item = &'static ClassDef>) -> Context {
        let mut heap = Heap::new();
        register(&mut heap);
        let mut interner = Interner::new(&mut heap);
        let names = Names::new(&mut heap, &mut interner);
        let classes = builtin_classes(&mut heap, &mut interner);
        let exception_classes = exception_classes(&mut heap, &mut interner, &classes);
        let mut class_definitions = vec![None; Builtin::ALL.len()].into_boxed_slice();
        for definition in definitions {
            class_definitions[definition.class as usize] = Some(definition);
        }
        let modules = Dict::create(&mut heap);
        let builtins = Dict::create(&mut heap);
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
        ctx.bind_builtin_names();
        ctx
    }

    /// Puts classes and singletons under their names.
    fn bind_builtin_names(&mut self) {
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
            self.set_text(self.builtins, class.name(), value);
        }
        for &kind in ExceptionKind::ALL {
            if kind.module() == "builtins" {
                let value = Value::object(self.exception_class(kind));
                self.set_text(self.builtins, kind.name(), value);
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

/// A class of the machine's own, with its bases' order behind it.
fn new_class(heap: &mut Heap, name: Gc<Str>, bases: &[Gc<Class>], layout: Layout, native: Option<u8>) -> Gc<Class> {
    let namespace = Dict::create(heap);
    let base_values: Vec<Value> = bases.iter().map(|&base| Value::object(base)).collect();
    let bases_tuple = Tuple::create(heap, &base_values);
    let mut order: Vec<Value> = Vec::new();
    for &base in bases {
        let more = heap.tail(heap.get(base).order).to_vec();
        // With several bases, what they share comes once, after all that derives from it.
        order.retain(|class| !more.contains(class));
        order.extend(more);
    }
    let order_tuple = Tuple::create(heap, &[]);
    let class = heap.allocate(Class {
        name,
        qualified_name: Value::object(name),
        metaclass: None,
        bases: bases_tuple,
        order: order_tuple,
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
    order.insert(0, Value::object(class));
    let order = Tuple::create(heap, &order);
    heap.get_mut(class).order = order;
    for &base in bases {
        heap.get_mut(base).subclasses.push(class);
    }
    class
}

fn builtin_classes(heap: &mut Heap, interner: &mut Interner) -> Box<[Gc<Class>]> {
    let mut classes: Vec<Gc<Class>> = Vec::with_capacity(Builtin::ALL.len());
    for &builtin in Builtin::ALL {
        let name = interner.intern(heap, builtin.name());
        let bases: &[Gc<Class>] = match builtin {
            Builtin::Object => &[],
            _ => &[classes[builtin.base() as usize]],
        };
        classes.push(new_class(heap, name, bases, builtin.layout(), Some(builtin as u8)));
    }
    classes.into_boxed_slice()
}

fn exception_classes(heap: &mut Heap, interner: &mut Interner, classes: &[Gc<Class>]) -> Box<[Gc<Class>]> {
    let object = classes[Builtin::Object as usize];
    let module_name = interner.intern(heap, "__module__");
    let mut made: Vec<Gc<Class>> = Vec::with_capacity(ExceptionKind::ALL.len());
    for &kind in ExceptionKind::ALL {
        let name = interner.intern(heap, kind.name());
        let class = match kind {
            ExceptionKind::BaseException => new_class(heap, name, &[object], Layout::Exception, None),
            ExceptionKind::ExceptionGroup => {
                let bases = [made[ExceptionKind::BaseExceptionGroup as usize], made[ExceptionKind::Exception as usize]];
                new_class(heap, name, &bases, Layout::Exception, None)
            }
            _ => new_class(heap, name, &[made[kind.base() as usize]], Layout::Exception, None),
        };
        if kind.module() != "builtins" {
            let namespace = heap.get(class).namespace;
            let module = Value::object(interner.intern(heap, kind.module()));
            let hash = heap.str_hash(module_name);
            Dict::insert_new(heap, namespace, hash, Value::object(module_name), module);
        }
        made.push(class);
    }
    made.into_boxed_slice()
}
