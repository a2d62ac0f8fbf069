//! The machine's state, and the token through which natives borrow objects, call, raise and charge.
//!
//! A native holds `&mut Context`. Objects are borrowed from `ctx.heap`; whatever may run a script or collect takes the
//! context mutably, so no borrow of an object lives across it. Values may be kept across such a call only in registers,
//! in `ctx.roots`, or in other objects that are reachable.

use std::sync::Arc;

use super::builtin_class::{Builtin, ClassDef};
use super::frame::{Action, ReturnTo};
use super::lookup::LookupCache;
use super::names::Names;
use super::native::{Native, Raised, Result};
use super::outcome::Request;
use super::safepoint::Limits;
use super::stack::Stack;
use crate::heap::{Gc, Heap, Kind, Roots, Tracer, Unpacked, Value};
use crate::object::{
    BoundMethod, Class, Dict, Exception, ExceptionKind, Failure, FailureKind, Instance, Interner, List, Module, Str,
    Tuple,
};

/// One machine: heap, classes, modules, and the stack that is current.
pub struct Context {
    pub heap: Heap,
    pub interner: Interner,
    /// Names the machine itself looks up.
    pub names: Names,
    pub classes: Box<[Gc<Class>]>,
    pub exception_classes: Box<[Gc<Class>]>,
    /// What `builtins` declares of the classes, by [`Builtin`]; taken as their namespaces are filled.
    pub class_definitions: Box<[Option<&'static ClassDef>]>,
    pub lookup_cache: LookupCache,
    /// `sys.modules`.
    pub modules: Gc<Dict>,
    pub builtins: Gc<Dict>,
    /// The stack that is running; the others are the driver's.
    pub stack: Box<Stack>,
    /// Stacks that are not running, so that the collector sees them. Owned by the driver through their index.
    pub parked: Vec<Option<Box<Stack>>>,
    /// The exception being raised, while a function returns [`Raised`].
    pub pending: Value,
    /// Where the result of the native that is running goes, should it call something in its place.
    pub return_to: ReturnTo,
    /// The native that is running, or was last.
    pub callee: Option<Gc<Native>>,
    /// Where the window of that native ends.
    pub native_top: u32,
    /// The exception just raised says that a call instruction could not look its callee up.
    pub callee_is_missing: bool,
    /// What `send` passed to the frame being resumed; taken by the instruction that was suspended.
    pub sent: Value,
    /// Why `interpret` shall return as soon as the native that is running has.
    pub request: Option<Request>,
    /// Values natives keep across nested calls.
    pub roots: Vec<Value>,
    /// Why the script may not go on: set when a limit is exceeded or the host interrupts. No handler of the script
    /// runs.
    pub limits: Limits,
    pub recursion_limit: u32,
    /// `sys.set_int_max_str_digits`; 0 for none.
    pub int_digits_limit: usize,
    /// Address below which native recursion must not reach.
    pub native_stack_limit: usize,
    /// Objects `repr` is inside of, for `[...]`.
    pub repr_guard: Vec<Value>,
    /// Where modules and script sources come from.
    pub loader: Option<Arc<dyn super::Loader>>,
    /// Roots of the rooms above: loops, driver, host functions.
    pub extensions: super::Extensions,
}

/// Everything in the context that keeps objects alive, apart from the heap that is collected.
struct ContextRoots<'a> {
    interner: &'a Interner,
    classes: [&'a [Gc<Class>]; 2],
    namespaces: [Gc<Dict>; 2],
    stack: &'a Stack,
    parked: &'a [Option<Box<Stack>>],
    values: [&'a [Value]; 3],
    callee: Option<Gc<Native>>,
    request: Option<&'a Request>,
    extensions: &'a super::Extensions,
}

impl Roots for ContextRoots<'_> {
    fn trace(&self, tracer: &mut Tracer) {
        self.interner.trace(tracer);
        self.classes.iter().copied().flatten().for_each(|&class| tracer.object(class));
        self.namespaces.iter().for_each(|&namespace| tracer.object(namespace));
        self.stack.trace(tracer);
        self.parked.iter().flatten().for_each(|stack| stack.trace(tracer));
        self.values.iter().for_each(|values| tracer.values(values));
        tracer.optional(self.callee);
        if let Some(request) = self.request {
            request.trace(tracer);
        }
        self.extensions.trace(tracer);
    }
}

impl Context {
    /// Collects now. Only where every live value is reachable from a root.
    pub fn collect(&mut self) {
        self.heap.wants_collection = false;
        self.lookup_cache.clear();
        self.stack.update_live(&mut self.heap);
        for stack in self.parked.iter_mut().flatten() {
            stack.update_live(&mut self.heap);
        }
        let roots = ContextRoots {
            interner: &self.interner,
            classes: [&self.classes, &self.exception_classes],
            namespaces: [self.modules, self.builtins],
            stack: &self.stack,
            parked: &self.parked,
            values: [&[self.pending, self.sent], &self.roots, &self.repr_guard],
            callee: self.callee,
            request: self.request.as_ref(),
            extensions: &self.extensions,
        };
        self.heap.collect(&roots);
    }
}

/// Making values.
impl Context {
    pub fn new_str(&mut self, text: &str) -> Value {
        Value::object(self.heap.new_str(text))
    }

    #[inline(never)]
    pub fn new_list(&mut self, items: Vec<Value>) -> Value {
        Value::object(List::create(&mut self.heap, items))
    }

    #[inline(never)]
    pub fn new_tuple(&mut self, items: &[Value]) -> Value {
        Value::object(Tuple::create(&mut self.heap, items))
    }

    pub fn new_dict(&mut self) -> Gc<Dict> {
        Dict::create(&mut self.heap)
    }

    /// The interned string of a name.
    pub fn intern(&mut self, text: &str) -> Gc<Str> {
        self.interner.intern(&mut self.heap, text)
    }

    pub fn bound_method(&mut self, function: Value, receiver: Value) -> Value {
        Value::object(self.heap.allocate(BoundMethod { function, receiver }))
    }

    pub fn new_module(&mut self, name: &str) -> Gc<Module> {
        let name = self.intern(name);
        let namespace = self.new_dict();
        self.set_name(namespace, self.names.dunder_name, Value::object(name));
        self.set_name(namespace, self.names.dunder_doc, Value::NONE);
        self.heap.allocate(Module { name, namespace, loading: false })
    }
}

/// Looking at values. The views `as_…` look through instances of script classes derived from a builtin one.
impl Context {
    pub fn class(&self, class: Builtin) -> Gc<Class> {
        self.classes[class as usize]
    }

    pub fn class_value(&self, class: Builtin) -> Value {
        Value::object(self.class(class))
    }

    pub fn exception_class(&self, kind: ExceptionKind) -> Gc<Class> {
        self.exception_classes[kind as usize]
    }

    /// The value an instance of a class derived from a builtin one is about, or the value itself.
    #[inline(always)]
    pub fn payload(&self, value: Value) -> Value {
        match value.cast::<Instance>() {
            None => value,
            Some(instance) => self.instance_payload(instance).unwrap_or(value),
        }
    }

    fn instance_payload(&self, instance: Gc<Instance>) -> Option<Value> {
        let class = self.heap.get(self.heap.get(instance).shape).class;
        match self.heap.get(class).layout {
            crate::object::Layout::Payload(_) => Some(self.heap.tail(instance)[0]),
            _ => None,
        }
    }

    pub fn as_str(&self, value: Value) -> Option<Gc<Str>> {
        self.payload(value).cast()
    }

    pub fn as_list(&self, value: Value) -> Option<Gc<List>> {
        self.payload(value).cast()
    }

    pub fn as_tuple(&self, value: Value) -> Option<Gc<Tuple>> {
        self.payload(value).cast()
    }

    pub fn as_dict(&self, value: Value) -> Option<Gc<Dict>> {
        self.payload(value).cast()
    }

    /// The text of a string; lone surrogates appear as U+FFFD.
    pub fn text(&self, string: Gc<Str>) -> std::borrow::Cow<'_, str> {
        self.heap.str_lossy(string)
    }

    pub fn items(&self, list: Gc<List>) -> &[Value] {
        &self.heap.get(list).items
    }

    /// `type(value).__name__`.
    pub fn type_name(&self, value: Value) -> String {
        self.text(self.heap.get(self.class_of(value)).name).into_owned()
    }

    /// How messages about an argument name what was given: `None` by itself, anything else by its type.
    pub fn given_name(&self, value: Value) -> String {
        if value.is_none() { "None".to_owned() } else { self.type_name(value) }
    }

    /// The class of a value.
    #[inline]
    pub fn class_of(&self, value: Value) -> Gc<Class> {
        if let Some(instance) = value.cast::<Instance>() {
            return self.heap.get(self.heap.get(instance).shape).class;
        }
        let builtin = match value.unpack() {
            Unpacked::Unbound | Unpacked::None => Builtin::NoneType,
            Unpacked::Bool(_) => Builtin::Bool,
            Unpacked::Int(_) => Builtin::Int,
            Unpacked::Float(_) => Builtin::Float,
            Unpacked::Ellipsis => Builtin::Ellipsis,
            Unpacked::NotImplemented => Builtin::NotImplementedType,
            Unpacked::Object(kind) => return self.class_of_object(kind, value),
        };
        self.class(builtin)
    }

    /// Whether the value's class is `class` or derived from it.
    pub fn is_instance(&self, value: Value, class: Gc<Class>) -> bool {
        self.is_subclass(self.class_of(value), class)
    }

    pub fn is_subclass(&self, class: Gc<Class>, base: Gc<Class>) -> bool {
        class == base || self.heap.tail(self.heap.get(class).order).contains(&Value::object(base))
    }

    /// Whether the value is an exception derived from a builtin one.
    pub fn is_exception(&self, value: Value, kind: ExceptionKind) -> bool {
        value.is::<Exception>() && self.is_instance(value, self.exception_class(kind))
    }

    fn class_of_object(&self, kind: Kind, value: Value) -> Gc<Class> {
        let builtin = match kind {
            Kind::Exception => {
                let exception = value.cast::<Exception>().expect("of this kind");
                return self.heap.get(exception).class;
            }
            Kind::Class => {
                let class = value.cast::<Class>().expect("of this kind");
                return self.heap.get(class).metaclass.unwrap_or(self.class(Builtin::Type));
            }
            Kind::Coroutine => super::coroutine::class_of(self, value),
            Kind::Iterator => match super::iterate::tool_class(self, value) {
                Some(class) => return class,
                None => super::iterate::class_of(self, value),
            },
            Kind::File => {
                let file = value.cast::<crate::object::file::File>().expect("of this kind");
                return self.heap.get(file).class;
            }
            Kind::DictView => super::iterate::class_of_view(self, value),
            Kind::Native => super::native::class_of(self, value),
            Kind::AwaitIterator => super::await_iterator::class_of(&self.heap, value),
            Kind::Handle | Kind::Future => match self.extensions.scheduled_class {
                Some(ask) => ask(&self.heap, value),
                None => Builtin::of_kind(kind),
            },
            Kind::Host => return self.extensions.class_of(self, value),
            other => Builtin::of_kind(other),
        };
        self.class(builtin)
    }
}

impl Builtin {
    /// The class of objects of a kind that has just one.
    fn of_kind(kind: Kind) -> Builtin {
        match kind {
            Kind::Str => Builtin::Str,
            Kind::Bytes => Builtin::Bytes,
            Kind::ByteArray => Builtin::ByteArray,
            Kind::BigInt => Builtin::Int,
            Kind::Complex => Builtin::Complex,
            Kind::List => Builtin::List,
            Kind::Tuple => Builtin::Tuple,
            Kind::Dict => Builtin::Dict,
            Kind::Set => Builtin::Set,
            Kind::FrozenSet => Builtin::FrozenSet,
            Kind::Range => Builtin::Range,
            Kind::Slice => Builtin::Slice,
            Kind::Cell => Builtin::Cell,
            Kind::Code => Builtin::Code,
            Kind::Function => Builtin::Function,
            Kind::BoundMethod => Builtin::Method,
            Kind::Module => Builtin::Module,
            Kind::Traceback => Builtin::Traceback,
            Kind::Property => Builtin::Property,
            Kind::StaticMethod => Builtin::StaticMethod,
            Kind::ClassMethod => Builtin::ClassMethod,
            Kind::Descriptor => Builtin::MemberDescriptor,
            Kind::Super => Builtin::Super,
            Kind::AsyncStep => Builtin::AsyncGeneratorStep,
            Kind::MappingProxy => Builtin::MappingProxy,
            Kind::Future => Builtin::Future,
            Kind::Task => Builtin::Task,
            Kind::Handle => Builtin::Handle,
            Kind::EventLoop => Builtin::EventLoop,
            Kind::WeakReference => Builtin::WeakReference,
            Kind::Socket => Builtin::Socket,
            Kind::Frame => Builtin::Frame,
            Kind::ContextVariable => Builtin::ContextVariable,
            Kind::ContextMap => Builtin::Context,
            Kind::ContextToken => Builtin::ContextToken,
            Kind::Sleep => Builtin::Coroutine,
            Kind::MemoryView => Builtin::MemoryView,
            Kind::GenericAlias => Builtin::GenericAlias,
            Kind::UnionType => Builtin::Union,
            Kind::Deque => Builtin::Deque,
            Kind::Thread => Builtin::Thread,
            Kind::Template => Builtin::Template,
            Kind::Interpolation => Builtin::Interpolation,
            Kind::Pattern => Builtin::Pattern,
            Kind::Match => Builtin::Match,
            Kind::Hasher => Builtin::Hasher,
            Kind::Host => Builtin::Host,
            Kind::Free
            | Kind::Class
            | Kind::Instance
            | Kind::Exception
            | Kind::Coroutine
            | Kind::Iterator
            | Kind::DictView
            | Kind::File
            | Kind::Native
            | Kind::AwaitIterator
            | Kind::Shape
            | Kind::Overflow
            | Kind::TextBuffer => Builtin::Object,
        }
    }
}

/// Raising. Each of these makes an exception pending and gives the [`Raised`] to return.
impl Context {
    /// Raises a new exception of a builtin class with a message.
    #[cold]
    pub fn raise(&mut self, kind: ExceptionKind, message: impl AsRef<str>) -> Raised {
        let message = self.new_str(message.as_ref());
        self.raise_with(kind, &[message])
    }

    /// Raises a new exception of a builtin class with these arguments.
    #[cold]
    pub fn raise_with(&mut self, kind: ExceptionKind, args: &[Value]) -> Raised {
        let exception = self.new_exception(self.exception_class(kind), args);
        self.raise_value(Value::object(exception))
    }

    /// Raises an exception that exists. The one being handled becomes its context.
    #[cold]
    pub fn raise_value(&mut self, exception: Value) -> Raised {
        self.chain_context(exception);
        self.pending = exception;
        Raised
    }

    #[cold]
    pub fn type_error(&mut self, message: impl AsRef<str>) -> Raised {
        self.raise(ExceptionKind::TypeError, message)
    }

    #[cold]
    pub fn value_error(&mut self, message: impl AsRef<str>) -> Raised {
        self.raise(ExceptionKind::ValueError, message)
    }

    #[cold]
    pub fn index_error(&mut self, message: impl AsRef<str>) -> Raised {
        self.raise(ExceptionKind::IndexError, message)
    }

    #[cold]
    pub fn runtime_error(&mut self, message: impl AsRef<str>) -> Raised {
        self.raise(ExceptionKind::RuntimeError, message)
    }

    #[cold]
    pub fn overflow_error(&mut self, message: impl AsRef<str>) -> Raised {
        self.raise(ExceptionKind::OverflowError, message)
    }

    #[cold]
    pub fn key_error(&mut self, key: Value) -> Raised {
        self.raise_with(ExceptionKind::KeyError, &[key])
    }

    /// Raises what a failure of data says.
    #[cold]
    pub fn fail(&mut self, failure: Failure) -> Raised {
        let kind = match failure.kind {
            FailureKind::AttributeError => ExceptionKind::AttributeError,
            FailureKind::BufferError => ExceptionKind::BufferError,
            FailureKind::IndexError => ExceptionKind::IndexError,
            FailureKind::KeyError => ExceptionKind::KeyError,
            FailureKind::LookupError => ExceptionKind::LookupError,
            FailureKind::MemoryError => ExceptionKind::MemoryError,
            FailureKind::OverflowError => ExceptionKind::OverflowError,
            FailureKind::RecursionError => ExceptionKind::RecursionError,
            FailureKind::RuntimeError => ExceptionKind::RuntimeError,
            FailureKind::StopIteration => ExceptionKind::StopIteration,
            FailureKind::TypeError => ExceptionKind::TypeError,
            FailureKind::UnicodeDecodeError => ExceptionKind::UnicodeDecodeError,
            FailureKind::UnicodeEncodeError => ExceptionKind::UnicodeEncodeError,
            FailureKind::ValueError => ExceptionKind::ValueError,
            FailureKind::ZeroDivisionError => ExceptionKind::ZeroDivisionError,
        };
        if failure.message.is_empty() { self.raise_with(kind, &[]) } else { self.raise(kind, failure.message) }
    }

    /// Turns a result of data into one of the machine.
    pub fn check<T>(&mut self, result: std::result::Result<T, Failure>) -> Result<T> {
        result.map_err(|failure| self.fail(failure))
    }

    /// Takes the pending exception, when what raised it is dealt with in Rust.
    pub fn take_pending(&mut self) -> Value {
        std::mem::replace(&mut self.pending, Value::NONE)
    }

    /// A new exception of a class.
    pub fn new_exception(&mut self, class: Gc<Class>, args: &[Value]) -> Gc<Exception> {
        let args = Tuple::create(&mut self.heap, args);
        self.heap.allocate(Exception {
            class,
            args,
            cause: Value::NONE,
            context: Value::NONE,
            suppress_context: false,
            traceback: Vec::new(),
            traceback_object: Value::NONE,
            traceback_shown: 0,
            dict: None,
            fields: None,
        })
    }

    /// Makes the exception being handled the context of a new one, without making a circle.
    fn chain_context(&mut self, exception: Value) {
        let handled = self.handled_exception();
        self.chain_to(exception, handled);
    }

    /// Makes one exception the context of another, unless it is None or the same.
    pub fn chain_to(&mut self, exception: Value, handled: Value) {
        if handled.is_none() || handled == exception {
            return;
        }
        let Some(exception) = exception.cast::<Exception>() else { return };
        let mut at = handled;
        while let Some(link) = at.cast::<Exception>() {
            let next = self.heap.get(link).context;
            if next == Value::object(exception) {
                self.heap.get_mut(link).context = Value::NONE;
                break;
            }
            at = next;
        }
        self.heap.get_mut(exception).context = handled;
    }
}

impl Context {
    /// Where a native's result goes, for code that answers by pushing a frame.
    pub const DISCARD: ReturnTo = ReturnTo { action: Action::Discard, dst: 0 };
}
