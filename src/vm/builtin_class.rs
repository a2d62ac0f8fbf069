//! The builtin classes: one row each, with its base and what its instances are in memory. Their methods stand in tables
//! in `builtins`, and are put into the namespaces when those are first looked at.

use super::Context;
use super::native::{NativeDef, Result};
use crate::heap::{Kind, Value};
use crate::object::Layout;

macro_rules! builtin_classes {
    ($($name:ident $text:literal $base:ident $layout:expr;)*) => {
        /// A builtin class.
        #[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
        #[repr(u8)]
        pub enum Builtin { $($name),* }

        impl Builtin {
            pub const ALL: &[Builtin] = &[$(Builtin::$name),*];

            pub fn name(self) -> &'static str {
                match self { $(Builtin::$name => $text),* }
            }

            pub fn base(self) -> Builtin {
                match self { $(Builtin::$name => Builtin::$base),* }
            }

            pub fn layout(self) -> Layout {
                match self { $(Builtin::$name => $layout),* }
            }
        }
    };
}

use Layout::{Native, Payload, Plain};

builtin_classes! {
    Object "object" Object Plain;
    Type "type" Object Layout::Class;
    Int "int" Object Payload(Kind::BigInt);
    Bool "bool" Int Native;
    Float "float" Object Payload(Kind::Free);
    Complex "complex" Object Payload(Kind::Complex);
    Str "str" Object Payload(Kind::Str);
    Bytes "bytes" Object Payload(Kind::Bytes);
    ByteArray "bytearray" Object Payload(Kind::ByteArray);
    List "list" Object Payload(Kind::List);
    Tuple "tuple" Object Payload(Kind::Tuple);
    Dict "dict" Object Payload(Kind::Dict);
    Set "set" Object Payload(Kind::Set);
    FrozenSet "frozenset" Object Payload(Kind::FrozenSet);
    Range "range" Object Native;
    Slice "slice" Object Native;
    NoneType "NoneType" Object Native;
    Ellipsis "ellipsis" Object Native;
    NotImplementedType "NotImplementedType" Object Native;
    Function "function" Object Native;
    BuiltinFunction "builtin_function_or_method" Object Native;
    MethodDescriptor "method_descriptor" Object Native;
    Method "method" Object Native;
    Module "module" Object Native;
    Property "property" Object Payload(Kind::Property);
    StaticMethod "staticmethod" Object Payload(Kind::StaticMethod);
    ClassMethod "classmethod" Object Payload(Kind::ClassMethod);
    MemberDescriptor "member_descriptor" Object Native;
    Super "super" Object Native;
    Generator "generator" Object Native;
    Coroutine "coroutine" Object Native;
    AsyncGenerator "async_generator" Object Native;
    AsyncGeneratorStep "async_generator_asend" Object Native;
    CoroutineWrapper "coroutine_wrapper" Object Native;
    FutureIterator "FutureIter" Object Native;
    Cell "cell" Object Native;
    Code "code" Object Native;
    Frame "frame" Object Native;
    Traceback "traceback" Object Native;
    MappingProxy "mappingproxy" Object Native;
    DictKeys "dict_keys" Object Native;
    DictValues "dict_values" Object Native;
    DictItems "dict_items" Object Native;
    ListIterator "list_iterator" Object Native;
    ListReverseIterator "list_reverseiterator" Object Native;
    TupleIterator "tuple_iterator" Object Native;
    StrIterator "str_iterator" Object Native;
    StrAsciiIterator "str_ascii_iterator" Object Native;
    BytesIterator "bytes_iterator" Object Native;
    ByteArrayIterator "bytearray_iterator" Object Native;
    RangeIterator "range_iterator" Object Native;
    LongRangeIterator "longrange_iterator" Object Native;
    DictKeyIterator "dict_keyiterator" Object Native;
    DictValueIterator "dict_valueiterator" Object Native;
    DictItemIterator "dict_itemiterator" Object Native;
    DictReverseKeyIterator "dict_reversekeyiterator" Object Native;
    DictReverseValueIterator "dict_reversevalueiterator" Object Native;
    DictReverseItemIterator "dict_reverseitemiterator" Object Native;
    SetIterator "set_iterator" Object Native;
    SequenceIterator "iterator" Object Native;
    CallableIterator "callable_iterator" Object Native;
    Enumerate "enumerate" Object Native;
    Zip "zip" Object Native;
    Map "map" Object Native;
    Filter "filter" Object Native;
    Reversed "reversed" Object Native;
    NativeIterator "iterator" Object Native;
    WeakReference "ReferenceType" Object Native;
    MemoryView "memoryview" Object Native;
    GenericAlias "GenericAlias" Object Native;
    Union "Union" Object Native;
    Deque "deque" Object Payload(Kind::Deque);
    File "TextIOWrapper" Object Native;
    Socket "socket" Object Native;
    Future "Future" Object Native;
    Task "Task" Future Native;
    GatheringFuture "_GatheringFuture" Future Native;
    Handle "Handle" Object Native;
    TimerHandle "TimerHandle" Handle Native;
    EventLoop "EventLoop" Object Native;
    ContextVariable "ContextVar" Object Native;
    Context "Context" Object Native;
    ContextToken "Token" Object Native;
    Thread "_thread" Object Native;
    Host "host object" Object Native;
    StandardStream "TextIOWrapper" Object Native;
    Template "Template" Object Native;
    Interpolation "Interpolation" Object Native;
    Pattern "Pattern" Object Native;
    Match "Match" Object Native;
    Hasher "HASH" Object Native;
}

/// What `builtins` declares of a class.
pub struct ClassDef {
    pub class: Builtin,
    /// The module it says it is of.
    pub module: &'static str,
    pub doc: &'static str,
    /// Makes an instance of exactly this class from the arguments of the call; None if scripts cannot.
    pub constructor: Option<&'static NativeDef>,
    pub methods: &'static [NativeDef],
    pub class_methods: &'static [NativeDef],
    pub static_methods: &'static [NativeDef],
    pub attributes: &'static [AttributeDef],
}

/// Reads an attribute of a value.
pub type GetFn = fn(&mut Context, Value) -> Result;
/// Sets an attribute of a value.
pub type SetFn = fn(&mut Context, Value, Value) -> Result<()>;

/// An attribute of instances that is computed by native code.
pub struct AttributeDef {
    pub name: &'static str,
    pub get: GetFn,
    pub set: Option<SetFn>,
    pub doc: &'static str,
}

impl ClassDef {
    /// A class without anything; fields that differ are given with struct update syntax.
    pub const fn new(class: Builtin) -> ClassDef {
        ClassDef {
            class,
            module: "builtins",
            doc: "",
            constructor: None,
            methods: &[],
            class_methods: &[],
            static_methods: &[],
            attributes: &[],
        }
    }
}
