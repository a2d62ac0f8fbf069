//! `object`: what every value can do.

use crate::heap::{Kind, Value};
use crate::object::{Class, Dict, Instance, Str};
use crate::vm::Context;
use crate::vm::builtin_class::{AttributeDef, Builtin, ClassDef};
use crate::vm::compare::same_object;
use crate::vm::native::{Args, NativeDef, Result};

fn new_object(ctx: &mut Context, args: Args) -> Result {
    let has_keywords = args.get(ctx, 0).cast::<Dict>().is_some_and(|dict| !ctx.heap.get(dict).is_empty());
    if has_keywords || args.count > 1 {
        return Err(ctx.type_error("object() takes no arguments"));
    }
    let class = ctx.class(Builtin::Object);
    Ok(Value::object(ctx.allocate_instance(class)))
}

/// `object.__new__(cls, …)`.
fn new(ctx: &mut Context, args: Args) -> Result {
    let Some(&class) = args.rest(ctx, 1).first() else {
        return Err(ctx.type_error("object.__new__(): not enough arguments"));
    };
    let Some(class) = class.cast::<Class>() else {
        let found = ctx.type_name(class);
        return Err(ctx.type_error(format!("object.__new__(X): X is not a type object ({found})")));
    };
    if let Some(native) = ctx.heap.get(class).native
        && class != ctx.class(Builtin::Object)
    {
        let name = Builtin::ALL[usize::from(native)].name();
        return Err(ctx.type_error(format!("object.__new__({name}) is not safe, use {name}.__new__()")));
    }
    if ctx.heap.get(class).native.is_some() {
        let class = ctx.class(Builtin::Object);
        return Ok(Value::object(ctx.allocate_instance(class)));
    }
    let keywords = args.get(ctx, 0).cast().is_some_and(|dict| !ctx.heap.get::<crate::object::Dict>(dict).is_empty());
    let rest = args.rest(ctx, 2).to_vec();
    ctx.new_of_class(class, &rest, keywords)
}

/// `object.__init__`: arguments too many are complained of by whoever of `__new__` and `__init__` is `object`'s own.
fn init(ctx: &mut Context, args: Args) -> Result {
    let receiver = args.get(ctx, 0);
    let has_keywords = args.get(ctx, 1).cast::<Dict>().is_some_and(|dict| !ctx.heap.get(dict).is_empty());
    if args.count <= 2 && !has_keywords {
        return Ok(Value::NONE);
    }
    let class = ctx.class_of(receiver);
    let own_init = ctx.lookup(class, ctx.names.init);
    let name = if !ctx.is_object_method(own_init) {
        "object".to_owned()
    } else if ctx.heap.get(class).flags.custom_new || ctx.native_base(class) != Some(Builtin::Object) {
        return Ok(Value::NONE);
    } else {
        ctx.type_name(receiver)
    };
    Err(ctx.type_error(format!("{name}.__init__() takes exactly one argument (the instance to initialize)")))
}

fn repr(ctx: &mut Context, args: Args) -> Result {
    let value = args.get(ctx, 0);
    if let Some(text) = ctx.plain_repr(value)? {
        return Ok(text);
    }
    let text = ctx.default_repr(value);
    Ok(ctx.new_str(&text))
}

fn str(ctx: &mut Context, args: Args) -> Result {
    let value = args.get(ctx, 0);
    ctx.repr(value).map(Value::object)
}

fn format(ctx: &mut Context, args: Args) -> Result {
    let (value, spec) = (args.get(ctx, 0), args.get(ctx, 1));
    match ctx.as_str(spec) {
        None => {
            let message = format!("__format__() argument must be str, not {}", ctx.given_name(spec));
            Err(ctx.type_error(message))
        }
        Some(spec) if ctx.heap.str_bytes(spec).is_empty() => ctx.str_nested(value).map(Value::object),
        Some(_) => {
            let message = format!("unsupported format string passed to {}.__format__", ctx.type_name(value));
            Err(ctx.type_error(message))
        }
    }
}

fn eq(ctx: &mut Context, args: Args) -> Result {
    let same = same_object(args.get(ctx, 0), args.get(ctx, 1));
    Ok(if same { Value::TRUE } else { Value::NOT_IMPLEMENTED })
}

fn ne(ctx: &mut Context, args: Args) -> Result {
    let (left, right) = (args.get(ctx, 0), args.get(ctx, 1));
    let equal = ctx.special(left, ctx.names.eq);
    let answer = ctx.call_nested_method(equal, left, &[right])?;
    if answer == Value::NOT_IMPLEMENTED {
        return Ok(answer);
    }
    let truth = ctx.truth(answer)?;
    Ok(Value::bool(!truth))
}

fn not_implemented(_: &mut Context, _: Args) -> Result {
    Ok(Value::NOT_IMPLEMENTED)
}

fn hash(ctx: &mut Context, args: Args) -> Result {
    let value = args.get(ctx, 0);
    ctx.native_hash(value).map(Value::int)
}

fn getattribute(ctx: &mut Context, args: Args) -> Result {
    let (object, name) = (args.get(ctx, 0), args.get(ctx, 1));
    let name = ctx.attribute_name(name)?;
    let class = ctx.class_of(object);
    match ctx.find_attribute(object, class, name, ctx.return_to)? {
        Some(value) => Ok(value),
        None => Err(ctx.no_attribute(object, name)),
    }
}

fn setattr(ctx: &mut Context, args: Args) -> Result {
    let [object, name, value] = [0, 1, 2].map(|index| args.get(ctx, index));
    let name = ctx.attribute_name(name)?;
    let to = ctx.return_to;
    let answer = ctx.store_attribute_generic(object, name, value, to)?;
    Ok(if answer.is_unbound() { answer } else { Value::NONE })
}

fn delattr(ctx: &mut Context, args: Args) -> Result {
    let (object, name) = (args.get(ctx, 0), args.get(ctx, 1));
    let name = ctx.attribute_name(name)?;
    let to = ctx.return_to;
    let answer = ctx.delete_attribute_generic(object, name, to)?;
    Ok(if answer.is_unbound() { answer } else { Value::NONE })
}

fn dir(ctx: &mut Context, args: Args) -> Result {
    let object = args.get(ctx, 0);
    let names = ctx.attribute_names(object);
    let names = names.iter().map(|name| ctx.new_str(name)).collect();
    Ok(ctx.new_list(names))
}

fn init_subclass(ctx: &mut Context, args: Args) -> Result {
    let keywords = args.get(ctx, 1).cast::<crate::object::Dict>();
    if keywords.is_some_and(|dict| !ctx.heap.get(dict).is_empty()) {
        let class = args.get(ctx, 0);
        let name = class.cast::<Class>().map_or(String::new(), |class| ctx.qualified_name_of(class));
        return Err(ctx.type_error(format!("{name}.__init_subclass__() takes no keyword arguments")));
    }
    Ok(Value::NONE)
}

fn class(ctx: &mut Context, value: Value) -> Result {
    Ok(ctx.class_value_of(value))
}

/// `object.__class__ = class`: between classes of scripts whose instances are laid out alike.
fn set_class(ctx: &mut Context, object: Value, class: Value) -> Result<()> {
    let Some(new) = class.cast::<Class>() else {
        let message = format!("__class__ must be set to a class, not '{}' object", ctx.type_name(class));
        return Err(ctx.type_error(message));
    };
    let old = ctx.class_of(object);
    if object.kind() != Some(Kind::Instance) && object.kind() != Some(Kind::Exception)
        || ctx.heap.get(new).flags.immutable
    {
        return Err(ctx.type_error("__class__ assignment only supported for mutable types or ModuleType subclasses"));
    }
    let alike = ctx.heap.get(old).layout == ctx.heap.get(new).layout
        && ctx.heap.get(old).slot_names == ctx.heap.get(new).slot_names
        && !ctx.heap.get(old).flags.immutable
        && !ctx.heap.get(new).flags.immutable;
    if !alike {
        let (new, old) = (ctx.text(ctx.heap.get(new).name).into_owned(), ctx.type_name(object));
        return Err(ctx.type_error(format!("__class__ assignment: '{new}' object layout differs from '{old}'")));
    }
    if let Some(exception) = object.cast::<crate::object::Exception>() {
        ctx.heap.get_mut(exception).class = new;
    }
    if let Some(instance) = object.cast::<Instance>() {
        ctx.change_class(instance, new);
    }
    Ok(())
}

/// `object.__dict__`.
fn dict(ctx: &mut Context, object: Value) -> Result {
    if let Some(instance) = object.cast::<Instance>() {
        let class = ctx.shape_class(instance);
        if !ctx.heap.get(class).flags.slots_only && class != ctx.class(Builtin::Object) {
            return Ok(Value::object(ctx.instance_dict(instance)));
        }
    } else if object.kind() != Some(Kind::Class)
        && let Some(dict) = ctx.ensure_attribute_dict(object)
    {
        return Ok(Value::object(dict));
    }
    let name = ctx.names.dunder_dict;
    Err(ctx.no_attribute(object, name))
}

fn set_dict(ctx: &mut Context, object: Value, value: Value) -> Result<()> {
    let Some(dict) = value.cast() else {
        let message = format!("__dict__ must be set to a dictionary, not a '{}'", ctx.type_name(value));
        return Err(ctx.type_error(message));
    };
    match object.cast::<Instance>() {
        Some(instance) => {
            ctx.set_instance_dict(instance, dict);
            Ok(())
        }
        None => Err(ctx.type_error("this object's __dict__ cannot be set")),
    }
}

impl Context {
    /// The name argument of `getattr` and its siblings, interned.
    pub fn attribute_name(&mut self, name: Value) -> Result<crate::heap::Gc<Str>> {
        match self.as_str(name) {
            Some(name) => {
                let bytes = self.heap.str_bytes(name).to_vec();
                Ok(self.interner.intern_wtf8(&mut self.heap, &bytes))
            }
            None => {
                let message = format!("attribute name must be string, not '{}'", self.type_name(name));
                Err(self.type_error(message))
            }
        }
    }
}

static CONSTRUCTOR: NativeDef = NativeDef::function("object", "(*args, **kwargs)", new_object, "");

pub static OBJECT: ClassDef = ClassDef {
    doc: "The base class of the class hierarchy.\n\nWhen called, it accepts no arguments and returns a new featureless\ninstance that has no instance attributes and cannot be given any.\n",
    constructor: Some(&CONSTRUCTOR),
    static_methods: &[NativeDef::function("__new__", "(*args, **kwargs)", new, "Create and return a new object.")],
    class_methods: &[
        NativeDef::method(
            "__subclasshook__",
            "(subclass, /)",
            not_implemented,
            "Whether a class counts as a subclass.",
        ),
        NativeDef::method("__init_subclass__", "(**kwargs)", init_subclass, "Called when a class is subclassed."),
    ],
    methods: &[
        NativeDef::method("__init__", "(*args, **kwargs)", init, "Initialize self."),
        NativeDef::method("__repr__", "()", repr, "Return repr(self)."),
        NativeDef::method("__str__", "()", str, "Return str(self)."),
        NativeDef::method("__format__", "(format_spec, /)", format, "Default object formatter."),
        NativeDef::method("__eq__", "(value, /)", eq, "Return self==value."),
        NativeDef::method("__ne__", "(value, /)", ne, "Return self!=value."),
        NativeDef::method("__lt__", "(value, /)", not_implemented, "Return self<value."),
        NativeDef::method("__le__", "(value, /)", not_implemented, "Return self<=value."),
        NativeDef::method("__gt__", "(value, /)", not_implemented, "Return self>value."),
        NativeDef::method("__ge__", "(value, /)", not_implemented, "Return self>=value."),
        NativeDef::method("__hash__", "()", hash, "Return hash(self)."),
        NativeDef::method("__getattribute__", "(name, /)", getattribute, "Return getattr(self, name)."),
        NativeDef::method("__setattr__", "(name, value, /)", setattr, "Implement setattr(self, name, value)."),
        NativeDef::method("__delattr__", "(name, /)", delattr, "Implement delattr(self, name)."),
        NativeDef::method("__dir__", "()", dir, "Default dir() implementation."),
    ],
    attributes: &[
        AttributeDef { name: "__class__", get: class, set: Some(set_class), doc: "the object's class" },
        AttributeDef { name: "__dict__", get: dict, set: Some(set_dict), doc: "the object's attributes" },
    ],
    ..ClassDef::new(Builtin::Object)
};
