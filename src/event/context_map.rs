//! Context variables: contexts share their values until one of them sets a variable.

use crate::heap::{Gc, Kind, NoTail, Object, Tracer, Value};
use crate::object::Dict;
use crate::vm::Context;
use crate::vm::native::Result;

/// A variable: `contextvars.ContextVar`.
pub struct ContextVariable {
    pub name: Value,
    /// Unbound if there is none.
    pub default: Value,
}

impl Object for ContextVariable {
    const KIND: Kind = Kind::ContextVariable;
    type Tail = NoTail;

    fn trace(&self, tracer: &mut Tracer) {
        tracer.values(&[self.name, self.default]);
    }
}

/// The values of variables: `contextvars.Context`.
pub struct ContextMap {
    pub values: Option<Gc<Dict>>,
    /// Another context may hold the same dict.
    pub shared: bool,
    /// `run` is inside of it.
    pub entered: bool,
}

impl Object for ContextMap {
    const KIND: Kind = Kind::ContextMap;
    type Tail = NoTail;

    fn trace(&self, tracer: &mut Tracer) {
        tracer.optional(self.values);
    }
}

/// What `ContextVar.set` answers.
pub struct ContextToken {
    pub variable: Gc<ContextVariable>,
    /// Unbound if the variable had no value.
    pub old: Value,
    /// The context object it was set in.
    pub context: Value,
    pub used: bool,
}

impl Object for ContextToken {
    const KIND: Kind = Kind::ContextToken;
    type Tail = NoTail;

    fn trace(&self, tracer: &mut Tracer) {
        tracer.object(self.variable);
        tracer.values(&[self.old, self.context]);
    }
}

/// A copy of the current context; None as long as that is empty and nobody has asked for it.
pub fn copy_current(ctx: &mut Context) -> Value {
    match ctx.stack.context.cast::<ContextMap>() {
        Some(current) if ctx.heap.get(current).values.is_some() => Value::object(copy(ctx, current)),
        _ => Value::NONE,
    }
}

/// A copy of a context: the values are copied only when one of the two changes.
pub fn copy(ctx: &mut Context, context: Gc<ContextMap>) -> Gc<ContextMap> {
    let this = ctx.heap.get_mut(context);
    this.shared = true;
    let values = this.values;
    ctx.heap.allocate(ContextMap { values, shared: true, entered: false })
}

/// The current context as an object.
pub fn current(ctx: &mut Context) -> Gc<ContextMap> {
    if let Some(current) = ctx.stack.context.cast() {
        return current;
    }
    let new = ctx.heap.allocate(ContextMap { values: None, shared: false, entered: false });
    ctx.stack.context = Value::object(new);
    new
}

/// A variable's value in the current context.
pub fn lookup(ctx: &mut Context, variable: Gc<ContextVariable>) -> Result<Option<Value>> {
    let Some(values) = ctx.stack.context.cast::<ContextMap>().and_then(|map| ctx.heap.get(map).values) else {
        return Ok(None);
    };
    ctx.dict_get(values, Value::object(variable))
}

/// Sets a variable in the current context, or removes it.
pub fn assign(ctx: &mut Context, variable: Gc<ContextVariable>, value: Option<Value>) -> Result<()> {
    let map = current(ctx);
    let ContextMap { values, shared, .. } = *ctx.heap.get(map);
    let values = match values {
        None => Dict::create(&mut ctx.heap),
        Some(values) if shared => Dict::copy(&mut ctx.heap, values),
        Some(values) => values,
    };
    let this = ctx.heap.get_mut(map);
    this.values = Some(values);
    this.shared = false;
    match value {
        Some(value) => ctx.dict_set(values, Value::object(variable), value),
        None => ctx.dict_remove(values, Value::object(variable)).map(drop),
    }
}
