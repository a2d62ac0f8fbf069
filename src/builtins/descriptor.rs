//! What stands in a class for something of its instances: properties, members of `__slots__`, the two method wrappers.

use crate::heap::{Gc, Value};
use crate::object::{ClassMethod, Descriptor, Property, StaticMethod};
use crate::vm::Context;
use crate::vm::builtin_class::{AttributeDef, Builtin, ClassDef};
use crate::vm::native::{Args, NativeDef, Result};

fn new_property(ctx: &mut Context, args: Args) -> Result {
    let part = |index| args.optional(ctx, index).unwrap_or(Value::NONE);
    let property = Property { get: part(0), set: part(1), delete: part(2), doc: part(3), name: Value::NONE };
    let mut property = property;
    if property.doc.is_none() && !property.get.is_none() {
        property.doc = ctx.attribute(property.get, "__doc__").unwrap_or_else(|_| ctx.take_pending_as_none());
    }
    Ok(Value::object(ctx.heap.allocate(property)))
}

impl Context {
    /// Drops the pending exception where a missing value is as good.
    pub fn take_pending_as_none(&mut self) -> Value {
        self.take_pending();
        Value::NONE
    }
}

fn as_property(ctx: &mut Context, value: Value) -> Result<Gc<Property>> {
    match ctx.payload(value).cast() {
        Some(property) => Ok(property),
        None => Err(ctx.type_error("a property was expected")),
    }
}

/// `property.getter`, `.setter` and `.deleter`: a property with one function replaced.
fn with_function(ctx: &mut Context, args: Args, replace: fn(&mut Property, Value)) -> Result {
    let (value, function) = (args.get(ctx, 0), args.get(ctx, 1));
    let property = as_property(ctx, value)?;
    let &Property { get, set, delete, doc, name } = ctx.heap.get(property);
    let mut new = Property { get, set, delete, doc, name };
    replace(&mut new, function);
    Ok(Value::object(ctx.heap.allocate(new)))
}

/// A docstring taken from the old getter is replaced by the new one's.
fn getter(ctx: &mut Context, args: Args) -> Result {
    let (value, function) = (args.get(ctx, 0), args.get(ctx, 1));
    let property = as_property(ctx, value)?;
    let Property { get, doc, .. } = *ctx.heap.get(property);
    let [old, new] = [get, function].map(|getter| match getter.is_none() {
        true => Value::NONE,
        false => ctx.attribute(getter, "__doc__").unwrap_or_else(|_| ctx.take_pending_as_none()),
    });
    let made = with_function(ctx, args, |property, function| property.get = function)?;
    if doc == old
        && let Some(property) = made.cast::<Property>()
    {
        ctx.heap.get_mut(property).doc = new;
    }
    Ok(made)
}

fn setter(ctx: &mut Context, args: Args) -> Result {
    with_function(ctx, args, |property, function| property.set = function)
}

fn deleter(ctx: &mut Context, args: Args) -> Result {
    with_function(ctx, args, |property, function| property.delete = function)
}

fn property_set_name(ctx: &mut Context, args: Args) -> Result {
    let (value, name) = (args.get(ctx, 0), args.get(ctx, 2));
    let property = as_property(ctx, value)?;
    ctx.heap.get_mut(property).name = name;
    Ok(Value::NONE)
}

fn property_name(ctx: &mut Context, value: Value) -> Result {
    let property = as_property(ctx, value)?;
    let Property { get, name, .. } = *ctx.heap.get(property);
    if name.is_unbound() || (name.is_none() && get.is_none()) {
        let name = ctx.names.dunder_name;
        return Err(ctx.no_attribute(value, name));
    }
    if name.is_none() { ctx.attribute(get, "__name__") } else { Ok(name) }
}

fn set_property_name(ctx: &mut Context, value: Value, name: Value) -> Result<()> {
    let property = as_property(ctx, value)?;
    ctx.heap.get_mut(property).name = name;
    Ok(())
}

fn property_fget(ctx: &mut Context, value: Value) -> Result {
    let property = as_property(ctx, value)?;
    Ok(ctx.heap.get(property).get)
}

fn property_fset(ctx: &mut Context, value: Value) -> Result {
    let property = as_property(ctx, value)?;
    Ok(ctx.heap.get(property).set)
}

fn property_fdel(ctx: &mut Context, value: Value) -> Result {
    let property = as_property(ctx, value)?;
    Ok(ctx.heap.get(property).delete)
}

fn property_doc(ctx: &mut Context, value: Value) -> Result {
    let property = as_property(ctx, value)?;
    Ok(ctx.heap.get(property).doc)
}

fn set_property_doc(ctx: &mut Context, value: Value, doc: Value) -> Result<()> {
    let property = as_property(ctx, value)?;
    ctx.heap.get_mut(property).doc = doc;
    Ok(())
}

fn property_is_abstract(ctx: &mut Context, value: Value) -> Result {
    let property = as_property(ctx, value)?;
    let &Property { get, set, delete, .. } = ctx.heap.get(property);
    for function in [get, set, delete] {
        if !function.is_none() && is_abstract(ctx, function)? {
            return Ok(Value::TRUE);
        }
    }
    Ok(Value::FALSE)
}

fn is_abstract(ctx: &mut Context, function: Value) -> Result<bool> {
    let name = ctx.names.dunder_isabstractmethod;
    match ctx.attribute_or_none(function, name)? {
        Some(answer) => ctx.truth(answer),
        None => Ok(false),
    }
}

/// The one argument of a wrapper's constructor.
fn wrapped_argument(ctx: &mut Context, args: Args, name: &str) -> Result {
    match *args.all(ctx) {
        [function] => Ok(function),
        _ => Err(ctx.type_error(format!("{name} expected 1 argument, got {}", args.count))),
    }
}

fn new_static_method(ctx: &mut Context, args: Args) -> Result {
    let function = wrapped_argument(ctx, args, "staticmethod")?;
    Ok(Value::object(ctx.heap.allocate(StaticMethod { function, dict: None })))
}

fn new_class_method(ctx: &mut Context, args: Args) -> Result {
    let function = wrapped_argument(ctx, args, "classmethod")?;
    Ok(Value::object(ctx.heap.allocate(ClassMethod { function, dict: None })))
}

fn wrapped(ctx: &mut Context, value: Value) -> Result {
    let value = ctx.payload(value);
    if let Some(method) = value.cast::<StaticMethod>() {
        return Ok(ctx.heap.get(method).function);
    }
    match value.cast::<ClassMethod>() {
        Some(method) => Ok(ctx.heap.get(method).function),
        None => Err(ctx.type_error("a method wrapper was expected")),
    }
}

fn wrapped_is_abstract(ctx: &mut Context, value: Value) -> Result {
    let function = wrapped(ctx, value)?;
    is_abstract(ctx, function).map(Value::bool)
}

fn wrapped_name(ctx: &mut Context, value: Value) -> Result {
    let function = wrapped(ctx, value)?;
    ctx.attribute(function, "__name__")
}

fn wrapped_doc(ctx: &mut Context, value: Value) -> Result {
    let function = wrapped(ctx, value)?;
    ctx.attribute(function, "__doc__")
}

fn wrapper_repr(ctx: &mut Context, args: Args) -> Result {
    let value = args.get(ctx, 0);
    let function = wrapped(ctx, value)?;
    let text = format!("<{}({})>", ctx.type_name(value), ctx.repr_text(function)?);
    Ok(ctx.new_str(&text))
}

/// Calls what a static method wraps.
fn call(ctx: &mut Context, args: Args) -> Result {
    let [value, keywords] = [0, 1].map(|index| args.get(ctx, index));
    let values = args.rest(ctx, 2).to_vec();
    let function = wrapped(ctx, value)?;
    let values = ctx.new_tuple(&values);
    let to = ctx.return_to;
    ctx.call_spread(function, values, keywords, to)
}

/// `__set__` of what stands in a class for an attribute of its instances.
fn set(ctx: &mut Context, args: Args) -> Result {
    let [descriptor, instance, value] = [0, 1, 2].map(|index| args.get(ctx, index));
    write(ctx, descriptor, instance, value)
}

/// `__delete__` of the same.
fn delete(ctx: &mut Context, args: Args) -> Result {
    let [descriptor, instance] = [0, 1].map(|index| args.get(ctx, index));
    write(ctx, descriptor, instance, Value::UNBOUND)
}

fn write(ctx: &mut Context, descriptor: Value, instance: Value, value: Value) -> Result {
    let to = ctx.return_to;
    let answer = ctx.write_descriptor(descriptor, instance, value, to)?;
    Ok(if answer.is_unbound() { answer } else { Value::NONE })
}

fn as_member(ctx: &mut Context, value: Value) -> Result<Gc<Descriptor>> {
    match value.cast() {
        Some(member) => Ok(member),
        None => Err(ctx.type_error("a member descriptor was expected")),
    }
}

fn member_name(ctx: &mut Context, value: Value) -> Result {
    let member = as_member(ctx, value)?;
    Ok(Value::object(ctx.heap.get(member).name))
}

fn member_owner(ctx: &mut Context, value: Value) -> Result {
    let member = as_member(ctx, value)?;
    Ok(Value::object(ctx.heap.get(member).owner))
}

fn member_doc(_: &mut Context, _: Value) -> Result {
    Ok(Value::NONE)
}

fn member_repr(ctx: &mut Context, args: Args) -> Result {
    let value = args.get(ctx, 0);
    let member = as_member(ctx, value)?;
    let Descriptor { owner, name, .. } = *ctx.heap.get(member);
    let text = format!("<member '{}' of '{}' objects>", ctx.text(name), ctx.text(ctx.heap.get(owner).name));
    Ok(ctx.new_str(&text))
}

const fn attribute(name: &'static str, get: fn(&mut Context, Value) -> Result) -> AttributeDef {
    AttributeDef { name, get, set: None, doc: "" }
}

const GET: NativeDef =
    NativeDef::method("__get__", "(instance, owner=None, /)", super::function::get, "Return an attribute of instance.");
const SET: NativeDef =
    NativeDef::method("__set__", "(instance, value, /)", set, "Set an attribute of instance to value.");
const DELETE: NativeDef = NativeDef::method("__delete__", "(instance, /)", delete, "Delete an attribute of instance.");
const WRAPPER_REPR: NativeDef = NativeDef::method("__repr__", "()", wrapper_repr, "Return repr(self).");

pub static MEMBER: ClassDef = ClassDef {
    methods: &[GET, SET, DELETE, NativeDef::method("__repr__", "()", member_repr, "Return repr(self).")],
    attributes: &[
        attribute("__name__", member_name),
        attribute("__objclass__", member_owner),
        attribute("__doc__", member_doc),
    ],
    ..ClassDef::new(Builtin::MemberDescriptor)
};

static PROPERTY_CONSTRUCTOR: NativeDef =
    NativeDef::function("property", "(fget=None, fset=None, fdel=None, doc=None)", new_property, "");

pub static PROPERTY: ClassDef = ClassDef {
    doc: "Property attribute.",
    constructor: Some(&PROPERTY_CONSTRUCTOR),
    methods: &[
        NativeDef::method(
            "getter",
            "(fget, /)",
            getter,
            "Descriptor to obtain a copy of the property with a different getter.",
        ),
        NativeDef::method(
            "setter",
            "(fset, /)",
            setter,
            "Descriptor to obtain a copy of the property with a different setter.",
        ),
        NativeDef::method(
            "deleter",
            "(fdel, /)",
            deleter,
            "Descriptor to obtain a copy of the property with a different deleter.",
        ),
        GET,
        SET,
        DELETE,
        NativeDef::method("__set_name__", "(owner, name, /)", property_set_name, "Method to set name of a property."),
    ],
    attributes: &[
        attribute("fget", property_fget),
        attribute("fset", property_fset),
        attribute("fdel", property_fdel),
        AttributeDef { name: "__doc__", get: property_doc, set: Some(set_property_doc), doc: "" },
        AttributeDef { name: "__name__", get: property_name, set: Some(set_property_name), doc: "" },
        attribute("__isabstractmethod__", property_is_abstract),
    ],
    ..ClassDef::new(Builtin::Property)
};

static STATIC_METHOD_CONSTRUCTOR: NativeDef = NativeDef::function("staticmethod", "(*args)", new_static_method, "");
static CLASS_METHOD_CONSTRUCTOR: NativeDef = NativeDef::function("classmethod", "(*args)", new_class_method, "");

const WRAPPER_ATTRIBUTES: &[AttributeDef] = &[
    attribute("__func__", wrapped),
    attribute("__wrapped__", wrapped),
    attribute("__isabstractmethod__", wrapped_is_abstract),
    attribute("__name__", wrapped_name),
    attribute("__doc__", wrapped_doc),
];

pub static STATIC_METHOD: ClassDef = ClassDef {
    doc: "Convert a function to be a static method.",
    constructor: Some(&STATIC_METHOD_CONSTRUCTOR),
    methods: &[GET, WRAPPER_REPR, NativeDef::method("__call__", "(*args, **kwargs)", call, "Call self as a function.")],
    attributes: WRAPPER_ATTRIBUTES,
    ..ClassDef::new(Builtin::StaticMethod)
};

pub static CLASS_METHOD: ClassDef = ClassDef {
    doc: "Convert a function to be a class method.",
    constructor: Some(&CLASS_METHOD_CONSTRUCTOR),
    methods: &[GET, WRAPPER_REPR],
    attributes: WRAPPER_ATTRIBUTES,
    ..ClassDef::new(Builtin::ClassMethod)
};
