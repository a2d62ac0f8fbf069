//! Classes that native modules make when they are first imported.

use crate::heap::{Gc, Value};
use crate::object::{Class, Dict, StaticMethod};
use crate::vm::Context;
use crate::vm::builtin_class::Builtin;
use crate::vm::native::{NativeDef, Result};

/// What a native module declares of a class. `new` gets the class as its receiver.
pub struct NativeClass {
    pub module: &'static str,
    pub name: &'static str,
    pub doc: &'static str,
    pub new: &'static NativeDef,
    pub methods: &'static [NativeDef],
}

impl NativeClass {
    /// Makes the class and binds it in the module's namespace.
    pub fn install(&'static self, ctx: &mut Context, namespace: Gc<Dict>) -> Result<Gc<Class>> {
        let own = ctx.new_dict();
        let module = Value::object(ctx.intern(self.module));
        ctx.set_name(own, ctx.names.dunder_module, module);
        let doc = ctx.new_str(self.doc);
        ctx.set_name(own, ctx.names.dunder_doc, doc);
        let name = ctx.intern(self.name);
        let class = ctx.make_class(ctx.class(Builtin::Type), name, &[], own)?;
        let owner = Value::object(class);
        for method in self.methods {
            let function = ctx.new_native(method, true, owner);
            ctx.set_text(own, method.name, function);
        }
        let function = ctx.new_native(self.new, false, Value::NONE);
        let new = Value::object(ctx.heap.allocate(StaticMethod { function, dict: None }));
        ctx.set_name(own, ctx.names.new, new);
        ctx.lookup_cache.clear();
        ctx.update_flags(class);
        let flags = &mut ctx.heap.get_mut(class).flags;
        flags.immutable = true;
        flags.is_final = true;
        ctx.set_name(namespace, name, owner);
        Ok(class)
    }
}
