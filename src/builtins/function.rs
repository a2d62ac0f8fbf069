//! Functions, methods and natives.

use crate::heap::{Gc, Value};
use crate::object::{BoundMethod, Str};
use crate::vm::Context;
use crate::vm::builtin_class::{AttributeDef, Builtin, ClassDef};
use crate::vm::frame::Function;
use crate::vm::native::{Args, Native, NativeDef, Result};

fn as_function(ctx: &mut Context, value: Value) -> Result<Gc<Function>> {
    match value.cast() {
        Some(function) => Ok(function),
        None => Err(ctx.type_error("a function was expected")),
    }
}

macro_rules! detail {
    ($get:ident $set:ident $field:ident) => {
        fn $get(ctx: &mut Context, value: Value) -> Result {
            let function = as_function(ctx, value)?;
            let value = ctx.heap.get(function).details.$field;
            Ok(if value.is_unbound() { Value::NONE } else { value })
        }

        fn $set(ctx: &mut Context, value: Value, new: Value) -> Result<()> {
            let function = as_function(ctx, value)?;
            ctx.heap.get_mut(function).details.$field = new;
            Ok(())
        }
    };
}

macro_rules! text_detail {
    ($get:ident $set:ident $field:ident $name:literal) => {
        fn $get(ctx: &mut Context, value: Value) -> Result {
            let function = as_function(ctx, value)?;
            Ok(ctx.heap.get(function).details.$field)
        }

        fn $set(ctx: &mut Context, value: Value, new: Value) -> Result<()> {
            let function = as_function(ctx, value)?;
            if ctx.as_str(new).is_none() {
                return Err(ctx.type_error(concat!($name, " must be set to a string object")));
            }
            ctx.heap.get_mut(function).details.$field = new;
            Ok(())
        }
    };
}

text_detail!(name set_name name "__name__");
text_detail!(qualified_name set_qualified_name qualified_name "__qualname__");
detail!(module set_module module);
detail!(doc set_doc doc);
detail!(annotate set_annotate annotate);

fn defaults(ctx: &mut Context, value: Value) -> Result {
    let function = as_function(ctx, value)?;
    Ok(ctx.heap.get(function).defaults.map_or(Value::NONE, Value::object))
}

fn set_defaults(ctx: &mut Context, value: Value, new: Value) -> Result<()> {
    let function = as_function(ctx, value)?;
    if !new.is_none() && new.cast::<crate::object::Tuple>().is_none() {
        return Err(ctx.type_error("__defaults__ must be set to a tuple object"));
    }
    ctx.heap.get_mut(function).defaults = new.cast();
    Ok(())
}

fn keyword_defaults(ctx: &mut Context, value: Value) -> Result {
    let function = as_function(ctx, value)?;
    Ok(ctx.heap.get(function).keyword_defaults.map_or(Value::NONE, Value::object))
}

fn set_keyword_defaults(ctx: &mut Context, value: Value, new: Value) -> Result<()> {
    let function = as_function(ctx, value)?;
    if !new.is_none() && new.cast::<crate::object::Dict>().is_none() {
        return Err(ctx.type_error("__kwdefaults__ must be set to a dict object"));
    }
    ctx.heap.get_mut(function).keyword_defaults = new.cast();
    Ok(())
}

/// Computed by `__annotate__` when first asked for.
fn annotations(ctx: &mut Context, value: Value) -> Result {
    let function = as_function(ctx, value)?;
    let details = &ctx.heap.get(function).details;
    let (known, annotate) = (details.annotations, details.annotate);
    if !known.is_unbound() {
        return Ok(known);
    }
    let annotations = if annotate.is_none() || annotate.is_unbound() {
        Value::object(ctx.new_dict())
    } else {
        ctx.call_nested(annotate, &[Value::int(1)])?
    };
    ctx.heap.get_mut(function).details.annotations = annotations;
    Ok(annotations)
}

fn set_annotations(ctx: &mut Context, value: Value, new: Value) -> Result<()> {
    let function = as_function(ctx, value)?;
    ctx.heap.get_mut(function).details.annotations = new;
    Ok(())
}

fn code(ctx: &mut Context, value: Value) -> Result {
    let function = as_function(ctx, value)?;
    Ok(Value::object(ctx.heap.get(function).code))
}

fn globals(ctx: &mut Context, value: Value) -> Result {
    let function = as_function(ctx, value)?;
    let code = ctx.heap.get(function).code;
    Ok(Value::object(ctx.heap.get(code).globals))
}

fn closure(ctx: &mut Context, value: Value) -> Result {
    let function = as_function(ctx, value)?;
    Ok(ctx.heap.get(function).closure.map_or(Value::NONE, Value::object))
}

fn type_parameters(ctx: &mut Context, value: Value) -> Result {
    let function = as_function(ctx, value)?;
    let parameters = ctx.heap.get(function).details.type_parameters;
    Ok(if parameters.is_unbound() { ctx.new_tuple(&[]) } else { parameters })
}

fn set_type_parameters(ctx: &mut Context, value: Value, new: Value) -> Result<()> {
    let function = as_function(ctx, value)?;
    ctx.heap.get_mut(function).details.type_parameters = new;
    Ok(())
}

fn function_repr(ctx: &mut Context, args: Args) -> Result {
    let value = args.get(ctx, 0);
    let function = as_function(ctx, value)?;
    let text = format!("<function {} at {:#x}>", ctx.function_name(function), value.identity());
    Ok(ctx.new_str(&text))
}

/// `__get__` of functions and natives: binds, unless read through a class.
pub(super) fn get(ctx: &mut Context, args: Args) -> Result {
    let [function, instance, owner] = [0, 1, 2].map(|index| args.get(ctx, index));
    let class = match owner.cast() {
        Some(class) => class,
        None => ctx.class_of(instance),
    };
    let instance = (!instance.is_none()).then_some(instance);
    let to = ctx.return_to;
    ctx.bind(function, instance, class, to)
}

fn call(ctx: &mut Context, args: Args) -> Result {
    let [callee, keywords] = [0, 1].map(|index| args.get(ctx, index));
    let values = args.rest(ctx, 2).to_vec();
    let values = ctx.new_tuple(&values);
    let to = ctx.return_to;
    ctx.call_spread(callee, values, keywords, to)
}

fn as_method(ctx: &mut Context, value: Value) -> Result<Gc<BoundMethod>> {
    match value.cast() {
        Some(method) => Ok(method),
        None => Err(ctx.type_error("a method was expected")),
    }
}

fn method_self(ctx: &mut Context, value: Value) -> Result {
    let method = as_method(ctx, value)?;
    Ok(ctx.heap.get(method).receiver)
}

fn method_doc(ctx: &mut Context, value: Value) -> Result {
    let function = method_function(ctx, value)?;
    ctx.attribute(function, "__doc__")
}

fn method_function(ctx: &mut Context, value: Value) -> Result {
    let method = as_method(ctx, value)?;
    Ok(ctx.heap.get(method).function)
}

fn method_repr(ctx: &mut Context, args: Args) -> Result {
    let value = args.get(ctx, 0);
    let method = as_method(ctx, value)?;
    let &BoundMethod { function, receiver } = ctx.heap.get(method);
    let text = match function.cast::<Native>() {
        Some(native) => {
            let name = ctx.heap.get(native).definition.name;
            format!("<built-in method {name} of {} object at {:#x}>", ctx.type_name(receiver), receiver.identity())
        }
        None => {
            let name = ctx.attribute(function, "__qualname__").ok().and_then(|name| name.cast::<Str>());
            let name = name.map_or("?".to_owned(), |name| ctx.text(name).into_owned());
            format!("<bound method {name} of {}>", ctx.repr_text(receiver)?)
        }
    };
    Ok(ctx.new_str(&text))
}

fn method_eq(ctx: &mut Context, args: Args) -> Result {
    let (left, right) = (args.get(ctx, 0), args.get(ctx, 1));
    match (left.cast::<BoundMethod>(), right.cast::<BoundMethod>()) {
        (Some(left), Some(right)) => {
            let (left, right) = (ctx.heap.get(left), ctx.heap.get(right));
            Ok(Value::bool(left.receiver == right.receiver && left.function == right.function))
        }
        _ => Ok(Value::NOT_IMPLEMENTED),
    }
}

fn method_hash(ctx: &mut Context, args: Args) -> Result {
    let value = args.get(ctx, 0);
    let method = as_method(ctx, value)?;
    let &BoundMethod { function, receiver } = ctx.heap.get(method);
    Ok(Value::int((function.identity() ^ receiver.identity().rotate_left(17)) as i64 >> 4))
}

fn new_method(ctx: &mut Context, args: Args) -> Result {
    let (function, receiver) = (args.get(ctx, 0), args.get(ctx, 1));
    if receiver.is_none() {
        return Err(ctx.type_error("instance must not be None"));
    }
    Ok(ctx.bound_method(function, receiver))
}

fn as_native(ctx: &mut Context, value: Value) -> Result<Gc<Native>> {
    match value.cast() {
        Some(native) => Ok(native),
        None => Err(ctx.type_error("a builtin function was expected")),
    }
}

fn native_name(ctx: &mut Context, value: Value) -> Result {
    let native = as_native(ctx, value)?;
    let name = ctx.heap.get(native).definition.name;
    Ok(Value::object(ctx.intern(name)))
}

fn native_qualified_name(ctx: &mut Context, value: Value) -> Result {
    let native = as_native(ctx, value)?;
    let name = ctx.native_name(ctx.heap.get(native).definition, Some(native));
    Ok(ctx.new_str(&name))
}

fn native_doc(ctx: &mut Context, value: Value) -> Result {
    let native = as_native(ctx, value)?;
    let definition = ctx.heap.get(native).definition;
    Ok(ctx.new_str(definition.doc))
}

fn native_module(ctx: &mut Context, value: Value) -> Result {
    let native = as_native(ctx, value)?;
    let owner = ctx.heap.get(native).owner;
    if owner.is::<Str>() {
        return Ok(owner);
    }
    Ok(ctx.new_str("builtins"))
}

fn native_text_signature(ctx: &mut Context, value: Value) -> Result {
    let native = as_native(ctx, value)?;
    let definition = ctx.heap.get(native).definition;
    Ok(ctx.new_str(definition.signature))
}

fn native_repr(ctx: &mut Context, args: Args) -> Result {
    let value = args.get(ctx, 0);
    let native = as_native(ctx, value)?;
    let this = ctx.heap.get(native);
    let name = this.definition.name;
    let text = match this.owner.cast::<crate::object::Class>() {
        Some(class) if this.is_method => {
            format!("<method '{name}' of '{}' objects>", ctx.text(ctx.heap.get(class).name))
        }
        _ => format!("<built-in function {name}>"),
    };
    Ok(ctx.new_str(&text))
}

const fn attribute(name: &'static str, get: fn(&mut Context, Value) -> Result) -> AttributeDef {
    AttributeDef { name, get, set: None, doc: "" }
}

const fn settable(
    name: &'static str,
    get: fn(&mut Context, Value) -> Result,
    set: fn(&mut Context, Value, Value) -> Result<()>,
) -> AttributeDef {
    AttributeDef { name, get, set: Some(set), doc: "" }
}

pub static FUNCTION: ClassDef = ClassDef {
    doc: "Create a function object.",
    methods: &[
        NativeDef::method("__repr__", "()", function_repr, "Return repr(self)."),
        NativeDef::method("__get__", "(instance, owner=None, /)", get, "Return an attribute of instance."),
        NativeDef::method("__call__", "(*args, **kwargs)", call, "Call self as a function."),
    ],
    attributes: &[
        settable("__name__", name, set_name),
        settable("__qualname__", qualified_name, set_qualified_name),
        settable("__module__", module, set_module),
        settable("__doc__", doc, set_doc),
        settable("__defaults__", defaults, set_defaults),
        settable("__kwdefaults__", keyword_defaults, set_keyword_defaults),
        settable("__annotations__", annotations, set_annotations),
        settable("__annotate__", annotate, set_annotate),
        settable("__type_params__", type_parameters, set_type_parameters),
        attribute("__code__", code),
        attribute("__globals__", globals),
        attribute("__closure__", closure),
    ],
    ..ClassDef::new(Builtin::Function)
};

static METHOD_CONSTRUCTOR: NativeDef = NativeDef::function("method", "(function, instance, /)", new_method, "");

pub static METHOD: ClassDef = ClassDef {
    doc: "Create a bound instance method object.",
    constructor: Some(&METHOD_CONSTRUCTOR),
    methods: &[
        NativeDef::method("__repr__", "()", method_repr, "Return repr(self)."),
        NativeDef::method("__eq__", "(value, /)", method_eq, "Return self==value."),
        NativeDef::method("__hash__", "()", method_hash, "Return hash(self)."),
        NativeDef::method("__call__", "(*args, **kwargs)", call, "Call self as a function."),
    ],
    attributes: &[
        attribute("__self__", method_self),
        attribute("__func__", method_function),
        attribute("__doc__", method_doc),
    ],
    ..ClassDef::new(Builtin::Method)
};

pub static BUILTIN_FUNCTION: ClassDef = ClassDef {
    methods: &[
        NativeDef::method("__repr__", "()", native_repr, "Return repr(self)."),
        NativeDef::method("__call__", "(*args, **kwargs)", call, "Call self as a function."),
    ],
    attributes: NATIVE_ATTRIBUTES,
    ..ClassDef::new(Builtin::BuiltinFunction)
};

pub static METHOD_DESCRIPTOR: ClassDef = ClassDef {
    methods: &[
        NativeDef::method("__repr__", "()", native_repr, "Return repr(self)."),
        NativeDef::method("__get__", "(instance, owner=None, /)", get, "Return an attribute of instance."),
        NativeDef::method("__call__", "(*args, **kwargs)", call, "Call self as a function."),
    ],
    attributes: NATIVE_ATTRIBUTES,
    ..ClassDef::new(Builtin::MethodDescriptor)
};

const NATIVE_ATTRIBUTES: &[AttributeDef] = &[
    attribute("__name__", native_name),
    attribute("__qualname__", native_qualified_name),
    attribute("__module__", native_module),
    attribute("__doc__", native_doc),
    attribute("__text_signature__", native_text_signature),
];
