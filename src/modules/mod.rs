//! The native halves of the standard library, one file per module, and the loader that finds modules.
//!
//! A module written in Rust is a `ModuleDef` at the end of its file and a row here. A module written in Python is a
//! file in `stdlib/`; one with native help imports the native half as `_name`.

pub mod asyncio;
mod class;
mod collections;
pub mod contextvars;
mod gc;
mod hashlib;
pub mod io;
mod itertools;
mod json;
pub mod loader;
mod math;
mod missing;
mod os;
mod random;
mod re;
mod signal;
mod socket;
mod source;
mod subprocess;
pub mod sys;
pub mod thread;
mod time;
pub mod warnings;
mod weakref;

use crate::heap::{Gc, Value};
use crate::object::Dict;
use crate::vm::Context;
use crate::vm::native::{NativeDef, Result};

/// Binds names in a module's namespace.
pub type InitFn = fn(&mut Context, Gc<Dict>) -> Result<()>;

/// A native module.
pub struct ModuleDef {
    pub name: &'static str,
    pub doc: &'static str,
    pub functions: &'static [NativeDef],
    /// Binds what is no function: constants, classes.
    pub init: Option<InitFn>,
}

/// All native modules.
pub static MODULES: &[&ModuleDef] = &[
    &asyncio::MODULE,
    &collections::MODULE,
    &contextvars::MODULE,
    &gc::MODULE,
    &hashlib::MODULE,
    &io::MODULE,
    &itertools::MODULE,
    &json::MODULE,
    &math::MODULE,
    &os::MODULE,
    &random::MODULE,
    &re::MODULE,
    &signal::MODULE,
    &socket::MODULE,
    &source::MODULE,
    &subprocess::MODULE,
    &sys::MODULE,
    &thread::MODULE,
    &time::MODULE,
    &weakref::MODULE,
];

pub use sys::Invocation;

/// Adds to the builtins what needs this room: what compiles, and what opens files.
pub fn install(ctx: &mut Context) {
    for definition in source::FUNCTIONS.iter().chain([&io::OPEN]) {
        let function = ctx.new_native(definition, false, Value::NONE);
        ctx.set_text(ctx.builtins, definition.name, function);
    }
}

impl ModuleDef {
    /// Makes the module's namespace.
    pub fn fill(&'static self, ctx: &mut Context, namespace: Gc<Dict>) -> Result<()> {
        let owner = Value::object(ctx.intern(self.name));
        for function in self.functions {
            let native = ctx.new_native(function, false, owner);
            ctx.set_text(namespace, function.name, native);
        }
        let doc = ctx.new_str(self.doc);
        ctx.set_name(namespace, ctx.names.dunder_doc, doc);
        match self.init {
            Some(init) => init(ctx, namespace),
            None => Ok(()),
        }
    }
}
