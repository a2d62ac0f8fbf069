//! What a script can ask of a value, and the names it finds without import. A file per type, its tables at the end: the
//! `ClassDef` of the type names its constructor, methods and computed attributes. Adding a method is a row and its
//! function.

pub mod exception;
pub mod function;
pub mod functions;
pub mod object;
pub mod types;

use crate::heap::Value;
use crate::vm::Context;
use crate::vm::builtin_class::ClassDef;

/// What the builtin classes can do.
pub static CLASSES: &[&ClassDef] = &[
    &object::OBJECT,
    &types::TYPE,
    &types::SUPER,
    &types::MODULE,
    &function::FUNCTION,
    &function::METHOD,
    &function::BUILTIN_FUNCTION,
    &function::METHOD_DESCRIPTOR,
    &function::PROPERTY,
    &function::STATIC_METHOD,
    &function::CLASS_METHOD,
];

/// Makes a machine with all builtin classes and functions.
pub fn new_context() -> Context {
    let mut ctx = Context::new(CLASSES);
    for definition in functions::FUNCTIONS {
        let function = ctx.new_native(definition, false, Value::NONE);
        ctx.set_text(ctx.builtins, definition.name, function);
    }
    exception::install(&mut ctx);
    ctx
}
