//! Names: globals, builtins, class bodies, cells, and what is said when one is not there.

use super::Context;
use super::code::{Cache, Site};
use super::frame::{FrameBody, Function};
use super::native::{Raised, Result};
use crate::bytecode::Register;
use crate::heap::{Gc, Value};
use crate::object::{Cell, Dict, ExceptionKind, Str, Tuple};

impl Context {
    /// A global, else a builtin; fills the site's cache.
    #[inline(never)]
    pub fn load_global(&mut self, globals: Gc<Dict>, site: &mut Site) -> Result {
        let name = site.name;
        if let Some(index) = self.find_name(globals, name) {
            let dict = self.heap.get_mut(globals);
            site.cache = Cache::Global { version: dict.ensure_version(), index: index as u32 };
            return Ok(dict.entry_value(index));
        }
        if let Some(index) = self.find_name(self.builtins, name) {
            let version = self.heap.get_mut(globals).ensure_version();
            let dict = self.heap.get_mut(self.builtins);
            site.cache = Cache::Builtin { version, builtins: dict.ensure_version(), index: index as u32 };
            return Ok(dict.entry_value(index));
        }
        Err(self.name_error(name))
    }

    /// A global, else a builtin.
    fn find_global(&mut self, name: Gc<Str>) -> Result {
        let globals = self.current_globals();
        if let Some(value) = self.get_name(globals, name) {
            return Ok(value);
        }
        match self.get_name(self.builtins, name) {
            Some(value) => Ok(value),
            None => Err(self.name_error(name)),
        }
    }

    #[cold]
    fn name_error(&mut self, name: Gc<Str>) -> Raised {
        let message = format!("name '{}' is not defined", self.text(name));
        let raised = self.named_error(ExceptionKind::NameError, message, name);
        if let Some(receiver) = self.local_named("self") {
            let exception = self.pending;
            self.set_exception_field(exception, self.names.self_, receiver);
        }
        raised
    }

    /// The value of a local of the running frame, if it has one of that name and it is bound.
    fn local_named(&self, name: &str) -> Option<Value> {
        let frame = self.stack.frames.last()?;
        let locals = &self.heap.get(frame.code()?).object.locals;
        let index = locals.iter().position(|local| **local == *name)?;
        let value = match frame.body {
            FrameBody::Chain { innermost, .. } => self.heap.tail(innermost)[index],
            _ => self.stack.registers[frame.base as usize + index],
        };
        let value = value.cast::<Cell>().map_or(value, |cell| self.heap.get(cell).value);
        (!value.is_unbound()).then_some(value)
    }

    fn named_error(&mut self, kind: ExceptionKind, message: String, name: Gc<Str>) -> Raised {
        let raised = self.raise(kind, message);
        let exception = self.pending;
        self.set_exception_field(exception, self.names.name, Value::object(name));
        raised
    }

    #[inline(never)]
    pub fn delete_global(&mut self, globals: Gc<Dict>, name: Gc<Str>) -> Result {
        match self.find_name(globals, name) {
            Some(index) => {
                self.heap.get_mut(globals).remove(index);
                Ok(Value::NONE)
            }
            None => Err(self.name_error(name)),
        }
    }

    /// A name of a class body: in its namespace, else a global, else a builtin.
    #[inline(never)]
    pub fn load_name(&mut self, namespace: Value, name: Gc<Str>) -> Result {
        match self.name_in(namespace, name)? {
            Some(value) => Ok(value),
            None => self.find_global(name),
        }
    }

    #[inline(never)]
    pub fn load_name_or_free(&mut self, namespace: Value, name: Gc<Str>, index: u16) -> Result {
        if let Some(value) = self.name_in(namespace, name)? {
            return Ok(value);
        }
        let cell = self.free_cell(index).cast::<Cell>().expect("closures hold cells");
        let value = self.heap.get(cell).value;
        if value.is_unbound() { Err(self.unbound_free(index)) } else { Ok(value) }
    }

    /// A name in a namespace that is a dict, or whatever a metaclass's `__prepare__` gave.
    fn name_in(&mut self, namespace: Value, name: Gc<Str>) -> Result<Option<Value>> {
        if let Some(dict) = namespace.cast::<Dict>() {
            return Ok(self.get_name(dict, name));
        }
        match self.nested(|ctx, to| ctx.load_item(namespace, Value::object(name), to)) {
            Ok(value) => Ok(Some(value)),
            Err(_) if self.is_exception(self.pending, ExceptionKind::KeyError) && self.limits.stopped.is_none() => {
                self.take_pending();
                Ok(None)
            }
            Err(raised) => Err(raised),
        }
    }

    #[inline(never)]
    pub fn store_name(&mut self, namespace: Value, name: Gc<Str>, value: Value) -> Result {
        match namespace.cast::<Dict>() {
            Some(dict) => {
                self.set_name(dict, name, value);
                Ok(Value::NONE)
            }
            None => self.nested(|ctx, to| ctx.store_item(namespace, Value::object(name), value, to)),
        }
    }

    #[inline(never)]
    pub fn delete_name(&mut self, namespace: Value, name: Gc<Str>) -> Result {
        match namespace.cast::<Dict>() {
            Some(dict) => self.delete_global(dict, name),
            None => self.nested(|ctx, to| ctx.delete_item(namespace, Value::object(name), to)),
        }
    }

    /// The globals of the innermost frame that is a script's.
    pub fn current_globals(&self) -> Gc<Dict> {
        let code = self.stack.frames.iter().rev().find_map(|frame| frame.code());
        code.map_or(self.builtins, |code| self.heap.get(code).globals)
    }

    /// The function running in the frame on top.
    fn running_function(&self) -> Gc<Function> {
        let frame = self.stack.frames.last().expect("a frame is running");
        match frame.body {
            FrameBody::Script { function, .. } => function,
            FrameBody::Chain { innermost, .. } => self.heap.get(innermost).function,
            FrameBody::Steps { .. } | FrameBody::Host => unreachable!("only scripts have free variables"),
        }
    }

    /// The cell of a free variable of the running function.
    #[inline(always)]
    pub fn free_cell(&self, index: u16) -> Value {
        let closure = self.heap.get(self.running_function()).closure;
        let closure: Gc<Tuple> = closure.expect("functions with free variables have a closure");
        self.heap.tail(closure)[usize::from(index)]
    }

    /// Raises what reading an unassigned local says.
    #[cold]
    #[inline(never)]
    pub fn unbound_local(&mut self, register: Register) -> Raised {
        let code = self.heap.get(self.running_function()).code;
        let name = self.heap.get(code).object.locals.get(register.index()).cloned();
        let name = self.intern(name.as_deref().unwrap_or("?"));
        let message =
            format!("cannot access local variable '{}' where it is not associated with a value", self.text(name));
        self.named_error(ExceptionKind::UnboundLocalError, message, name)
    }

    /// Raises what reading an unassigned free variable says.
    #[cold]
    #[inline(never)]
    pub fn unbound_free(&mut self, index: u16) -> Raised {
        let code = self.heap.get(self.running_function()).code;
        let name = self.heap.get(code).object.free[usize::from(index)].clone();
        let name = self.intern(&name);
        let message = format!(
            "cannot access free variable '{}' where it is not associated with a value in enclosing scope",
            self.text(name)
        );
        self.named_error(ExceptionKind::NameError, message, name)
    }
}
