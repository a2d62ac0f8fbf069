//! What a script can ask of a value, and the names it finds without import. A file per type, its tables at the end: the
//! `ClassDef` of the type names its constructor, methods and computed attributes. Adding a method is a row and its
//! function.

pub mod functions;
pub mod io;
pub mod iterables;

pub mod bytes;
pub mod complex;
pub mod context_variable;
pub mod coroutine;
pub mod deque;
pub mod descriptor;
pub mod dict;
pub mod event_loop;
pub mod exception;
mod exception_group;
pub mod float;
pub mod frame;
pub mod function;
pub mod future;
pub mod int;
pub mod iterator;
pub mod list;
pub mod lock;
pub mod memory_view;
pub mod object;
pub mod output;
pub mod range;
pub mod set;
pub mod singleton;
pub mod slice;
pub mod socket;
pub mod str;
pub mod tuple;
pub mod types;
mod unicode_error;
pub mod view;

mod container_repr;
mod operators;
mod receiver;
pub use receiver::is_callable;
mod walk;

use crate::heap::Value;
use crate::object::Module;
use crate::vm::Context;
use crate::vm::builtin_class::ClassDef;

/// What the builtin classes can do.
pub static CLASSES: &[&ClassDef] = &[
    &object::OBJECT,
    &types::TYPE,
    &singleton::NONE,
    &singleton::NOT_IMPLEMENTED,
    &int::CLASS,
    &int::BOOL,
    &float::CLASS,
    &complex::CLASS,
    &str::CLASS,
    &bytes::CLASS,
    &bytes::ARRAY,
    &memory_view::CLASS,
    &types::SUPER,
    &types::MODULE,
    &function::FUNCTION,
    &function::METHOD,
    &function::BUILTIN_FUNCTION,
    &function::METHOD_DESCRIPTOR,
    &descriptor::MEMBER,
    &descriptor::PROPERTY,
    &descriptor::STATIC_METHOD,
    &descriptor::CLASS_METHOD,
    &list::CLASS,
    &tuple::CLASS,
    &dict::CLASS,
    &view::KEYS,
    &view::VALUES,
    &view::ITEMS,
    &view::PROXY,
    &set::SET,
    &set::FROZENSET,
    &range::CLASS,
    &slice::CLASS,
    &deque::CLASS,
    &coroutine::GENERATOR,
    &coroutine::COROUTINE,
    &coroutine::ASYNC_GENERATOR,
    &coroutine::ASYNC_STEP,
    &coroutine::COROUTINE_WRAPPER,
    &future::ITERATOR,
    &frame::CODE,
    &frame::FRAME,
    &frame::TRACEBACK,
    &frame::CELL,
    &future::FUTURE,
    &future::TASK,
    &event_loop::EVENT_LOOP,
    &event_loop::HANDLE,
    &event_loop::TIMER_HANDLE,
    &context_variable::CONTEXT_VARIABLE,
    &context_variable::CONTEXT,
    &context_variable::CONTEXT_TOKEN,
    &lock::CLASS,
    &socket::CLASS,
    &io::STREAM,
];

/// Makes a machine with all builtin classes and functions.
pub fn new_context() -> Context {
    let functions =
        functions::FUNCTIONS.iter().chain(iterables::FUNCTIONS).chain(coroutine::FUNCTIONS).chain(io::FUNCTIONS);
    let mut ctx = Context::new(CLASSES.iter().copied().chain(iterator::CLASSES), functions);
    ctx.extensions.fill_exception = Some(exception::fill);
    crate::event::install(&mut ctx);
    io::install(&mut ctx);
    let name = ctx.names.builtins;
    let module = Value::object(ctx.heap.allocate(Module { name, namespace: ctx.builtins, loading: false }));
    ctx.set_name(ctx.builtins, ctx.names.dunder_name, Value::object(name));
    ctx.set_name(ctx.modules, name, module);
    ctx
}
