//! `type`, `super` and modules.

use crate::heap::{Gc, Value};
use crate::object::view::MappingProxy;
use crate::object::{Class, Dict, Module, Str, Super, Tuple};
use crate::vm::Context;
use crate::vm::builtin_class::{AttributeDef, Builtin, ClassDef};
use crate::vm::native::{Args, Input, NativeDef, Raised, Result};

/// `type(object)`, or `type(name, bases, namespace)`.
fn call_type(ctx: &mut Context, args: Args) -> Result {
    if args.count == 2 && args.get(ctx, 0).cast::<Dict>().is_some_and(|dict| ctx.heap.get(dict).is_empty()) {
        let value = args.get(ctx, 1);
        return Ok(ctx.class_value_of(value));
    }
    let metaclass = ctx.class_value(Builtin::Type);
    let keywords = args.get(ctx, 0);
    match *args.rest(ctx, 1) {
        [name, bases, namespace] => {
            if let Some(classes) = ctx.as_tuple(bases) {
                let classes = ctx.heap.tail(classes).to_vec();
                let derived = ctx.metaclass_for(ctx.class(Builtin::Type), &classes)?;
                if Value::object(derived) != metaclass {
                    let state = [Value::object(derived), name, bases, namespace, keywords, Value::UNBOUND];
                    return ctx.start_steps(build_by_metaclass, &state);
                }
            }
            build(ctx, metaclass, name, bases, namespace, keywords)
        }
        _ => Err(ctx.type_error("type() takes 1 or 3 arguments")),
    }
}

/// `type(name, bases, namespace)` with bases of another metaclass: that one's `__new__`, then the new class's `__init__`.
/// Registers: the metaclass, the three arguments, the keyword arguments, the class once it is made.
fn build_by_metaclass(ctx: &mut Context, window: Args, input: Input) -> Result {
    let [metaclass, name, bases, namespace, keywords, made] = [0, 1, 2, 3, 4, 5].map(|index| window.get(ctx, index));
    let to = ctx.return_to;
    let made = match input {
        Input::Value(_) if !made.is_unbound() => return Ok(made),
        Input::Value(value) => value,
        _ => {
            let class = metaclass.cast::<Class>().expect("register 0 holds the metaclass");
            let new = ctx.lookup(class, ctx.names.new);
            let new = ctx.bind_now(new, None, class, &[])?;
            let args = ctx.new_tuple(&[metaclass, name, bases, namespace]);
            let answer = ctx.call_spread(new, args, keywords, to)?;
            if answer.is_unbound() {
                return Ok(answer);
            }
            answer
        }
    };
    window.set(ctx, 5, made);
    let base = ctx.class(Builtin::Type);
    if !ctx.is_instance(made, base) {
        return Ok(made);
    }
    let init = ctx.special(made, ctx.names.init);
    let class = ctx.class_of(made);
    let init = ctx.bind_now(init, Some(made), class, &[])?;
    let args = ctx.new_tuple(&[name, bases, namespace]);
    let answer = ctx.call_spread(init, args, keywords, to)?;
    if answer.is_unbound() { Ok(answer) } else { Ok(made) }
}

/// `type.__new__(metaclass, name, bases, namespace, **keywords)`.
fn new(ctx: &mut Context, args: Args) -> Result {
    let (metaclass, keywords) = (args.get(ctx, 0), args.get(ctx, 1));
    match *args.rest(ctx, 2) {
        [name, bases, namespace] => build(ctx, metaclass, name, bases, namespace, keywords),
        _ => {
            let message = format!("type.__new__() takes exactly 3 arguments ({} given)", args.count - 2);
            Err(ctx.type_error(message))
        }
    }
}

fn build(ctx: &mut Context, metaclass: Value, name: Value, bases: Value, namespace: Value, keywords: Value) -> Result {
    let Some(metaclass) = metaclass.cast::<Class>() else {
        return Err(ctx.type_error("type.__new__(X): X is not a type object"));
    };
    let Some(name) = ctx.as_str(name) else {
        let message = format!("type.__new__() argument 1 must be str, not {}", ctx.given_name(name));
        return Err(ctx.type_error(message));
    };
    let name = ctx.attribute_name(Value::object(name))?;
    let Some(bases) = ctx.as_tuple(bases) else {
        let message = format!("type.__new__() argument 2 must be tuple, not {}", ctx.given_name(bases));
        return Err(ctx.type_error(message));
    };
    let Some(source) = ctx.as_dict(namespace) else {
        let message = format!("type.__new__() argument 3 must be dict, not {}", ctx.given_name(namespace));
        return Err(ctx.type_error(message));
    };
    let bases = ctx.heap.tail(bases).to_vec();
    let metaclass = ctx.metaclass_for(metaclass, &bases)?;
    let namespace = Dict::copy(&mut ctx.heap, source);
    ctx.roots.push(Value::object(namespace));
    let result = finish_class(ctx, metaclass, name, &bases, namespace, keywords);
    ctx.roots.pop();
    result
}

fn finish_class(
    ctx: &mut Context,
    metaclass: Gc<Class>,
    name: Gc<Str>,
    bases: &[Value],
    namespace: Gc<Dict>,
    keywords: Value,
) -> Result {
    if ctx.get_name(namespace, ctx.names.dunder_module).is_none() {
        let globals = ctx.current_globals();
        if let Some(module) = ctx.get_name(globals, ctx.names.dunder_name) {
            let key = ctx.names.dunder_module;
            ctx.set_name(namespace, key, module);
        }
    }
    let class = ctx.make_class(metaclass, name, bases, namespace)?;
    let value = Value::object(class);
    if let Some(index) = ctx.find_name(namespace, ctx.names.dunder_classcell) {
        let cell = ctx.heap.get_mut(namespace).remove(index).value;
        if let Some(cell) = cell.cast::<crate::object::Cell>() {
            ctx.heap.get_mut(cell).value = value;
        }
    }
    ctx.start_steps(call_hooks, &[value, Value::int(0), keywords, Value::UNBOUND])
}

/// Calls `__set_name__` of the namespace's values, then `__init_subclass__` of the bases. Registers: the class, how many
/// entries of the namespace are done, the keyword arguments, whether the last hook was called.
fn call_hooks(ctx: &mut Context, window: Args, _: Input) -> Result {
    let class_value = window.get(ctx, 0);
    let class = class_value.cast::<Class>().expect("register 0 holds the class");
    let namespace = ctx.heap.get(class).namespace;
    loop {
        if !window.get(ctx, 3).is_unbound() {
            return Ok(class_value);
        }
        let position = window.get(ctx, 1).as_int().expect("register 1 counts") as usize;
        let Some(index) = ctx.heap.get(namespace).next_index(position) else { break };
        window.set(ctx, 1, Value::int(index as i64 + 1));
        let entry = *ctx.heap.get(namespace).entry(index);
        if !entry.value.is_object() {
            continue;
        }
        let hook = ctx.special(entry.value, ctx.names.set_name);
        if !hook.is_unbound() {
            let to = ctx.return_to;
            let answer = ctx.call_method_value(hook, entry.value, &[class_value, entry.key], to)?;
            if answer.is_unbound() {
                return Ok(answer);
            }
        }
    }
    window.set(ctx, 3, Value::TRUE);
    let order = ctx.heap.get(class).order;
    let Some((found, index)) = ctx.lookup_from(order, 1, ctx.names.init_subclass) else { return Ok(class_value) };
    let hook = ctx.heap.get(found).entry_value(index);
    let hook = ctx.bind_now(hook, None, class, &[])?;
    let keywords = window.get(ctx, 2);
    let to = ctx.return_to;
    let none = ctx.new_tuple(&[]);
    let answer = ctx.call_spread(hook, none, keywords, to)?;
    if answer.is_unbound() { Ok(answer) } else { Ok(class_value) }
}

fn init(_: &mut Context, _: Args) -> Result {
    Ok(Value::NONE)
}

/// `type.__call__(cls, …)`: makes an instance, whatever the metaclass says.
fn call(ctx: &mut Context, args: Args) -> Result {
    let Some(class) = args.get(ctx, 0).cast::<Class>() else {
        return Err(ctx.type_error("descriptor '__call__' requires a 'type' object"));
    };
    let keywords = args.get(ctx, 1);
    let values = args.rest(ctx, 2).to_vec();
    ctx.instantiate_class(class, &values, keywords)
}

fn repr(ctx: &mut Context, args: Args) -> Result {
    let Some(class) = args.get(ctx, 0).cast::<Class>() else {
        return Err(ctx.type_error("descriptor '__repr__' requires a 'type' object"));
    };
    let text = format!("<class '{}'>", ctx.module_and_name(class));
    Ok(ctx.new_str(&text))
}

fn getattribute(ctx: &mut Context, args: Args) -> Result {
    let (object, name) = (args.get(ctx, 0), args.get(ctx, 1));
    let name = ctx.attribute_name(name)?;
    let to = ctx.return_to;
    ctx.load_attribute_generic(object, name, to)
}

fn mro(ctx: &mut Context, args: Args) -> Result {
    let Some(class) = args.get(ctx, 0).cast::<Class>() else {
        return Err(ctx.type_error("unbound method type.mro() needs an argument"));
    };
    let order = ctx.heap.tail(ctx.heap.get(class).order).to_vec();
    Ok(ctx.new_list(order))
}

fn subclasses(ctx: &mut Context, args: Args) -> Result {
    let Some(class) = args.get(ctx, 0).cast::<Class>() else {
        return Err(ctx.type_error("unbound method type.__subclasses__() needs an argument"));
    };
    let subclasses = ctx.heap.get(class).subclasses.iter().map(|&class| Value::object(class)).collect();
    Ok(ctx.new_list(subclasses))
}

fn prepare(ctx: &mut Context, _: Args) -> Result {
    Ok(Value::object(ctx.new_dict()))
}

fn instancecheck(ctx: &mut Context, args: Args) -> Result {
    let (class, value) = (args.get(ctx, 0), args.get(ctx, 1));
    let class = class.cast::<Class>().expect("found on a class");
    Ok(Value::bool(ctx.is_instance(value, class)))
}

fn subclasscheck(ctx: &mut Context, args: Args) -> Result {
    let (class, value) = (args.get(ctx, 0), args.get(ctx, 1));
    let class = class.cast::<Class>().expect("found on a class");
    match value.cast::<Class>() {
        Some(value) => Ok(Value::bool(ctx.is_subclass(value, class))),
        None => Err(ctx.type_error("issubclass() arg 1 must be a class")),
    }
}

/// A class's attributes read the class, not its instances; the value is one, since `type` is the class asked.
fn as_class(ctx: &mut Context, value: Value) -> Result<Gc<Class>> {
    match value.cast::<Class>() {
        Some(class) => Ok(class),
        None => Err(ctx.type_error("a class was expected")),
    }
}

fn name(ctx: &mut Context, value: Value) -> Result {
    let class = as_class(ctx, value)?;
    Ok(Value::object(ctx.heap.get(class).name))
}

fn set_name(ctx: &mut Context, value: Value, name: Value) -> Result<()> {
    let class = as_class(ctx, value)?;
    let Some(name) = ctx.as_str(name) else {
        let message = format!(
            "can only assign string to {}.__name__, not '{}'",
            ctx.qualified_name_of(class),
            ctx.type_name(name)
        );
        return Err(ctx.type_error(message));
    };
    ctx.heap.get_mut(class).name = name;
    Ok(())
}

fn qualified_name(ctx: &mut Context, value: Value) -> Result {
    let class = as_class(ctx, value)?;
    Ok(ctx.heap.get(class).qualified_name)
}

fn set_qualified_name(ctx: &mut Context, value: Value, name: Value) -> Result<()> {
    let class = as_class(ctx, value)?;
    ctx.heap.get_mut(class).qualified_name = name;
    Ok(())
}

fn module(ctx: &mut Context, value: Value) -> Result {
    let class = as_class(ctx, value)?;
    let namespace = ctx.namespace_of(class);
    match ctx.get_name(namespace, ctx.names.dunder_module) {
        Some(module) if !module.is::<crate::object::Property>() => Ok(module),
        _ => Ok(ctx.new_str("builtins")),
    }
}

fn set_module(ctx: &mut Context, value: Value, module: Value) -> Result<()> {
    let class = as_class(ctx, value)?;
    let namespace = ctx.namespace_of(class);
    let key = ctx.names.dunder_module;
    ctx.set_name(namespace, key, module);
    Ok(())
}

fn doc(ctx: &mut Context, value: Value) -> Result {
    let class = as_class(ctx, value)?;
    let namespace = ctx.namespace_of(class);
    Ok(ctx.get_name(namespace, ctx.names.dunder_doc).unwrap_or(Value::NONE))
}

fn set_doc(ctx: &mut Context, value: Value, doc: Value) -> Result<()> {
    let class = as_class(ctx, value)?;
    let namespace = ctx.namespace_of(class);
    let key = ctx.names.dunder_doc;
    ctx.set_name(namespace, key, doc);
    Ok(())
}

fn bases(ctx: &mut Context, value: Value) -> Result {
    let class = as_class(ctx, value)?;
    if class == ctx.class(Builtin::Object) {
        return Ok(ctx.new_tuple(&[]));
    }
    Ok(Value::object(ctx.heap.get(class).bases))
}

fn set_bases(ctx: &mut Context, value: Value, bases: Value) -> Result<()> {
    let class = as_class(ctx, value)?;
    if ctx.heap.get(class).flags.immutable {
        let name = ctx.text(ctx.heap.get(class).name).into_owned();
        return Err(ctx.type_error(format!("cannot set '__bases__' attribute of immutable type '{name}'")));
    }
    let name = ctx.text(ctx.heap.get(class).name).into_owned();
    let Some(tuple) = bases.cast::<Tuple>() else {
        let message = format!("can only assign tuple to {name}.__bases__, not {}", ctx.type_name(bases));
        return Err(ctx.type_error(message));
    };
    let bases = ctx.heap.tail(tuple).to_vec();
    if bases.is_empty() {
        return Err(ctx.type_error(format!("can only assign non-empty tuple to {name}.__bases__, not ()")));
    }
    ctx.set_class_bases(class, &bases)
}

fn base(ctx: &mut Context, value: Value) -> Result {
    let class = as_class(ctx, value)?;
    let bases = ctx.heap.get(class).bases;
    Ok(ctx.heap.tail(bases).first().copied().unwrap_or(Value::NONE))
}

fn order(ctx: &mut Context, value: Value) -> Result {
    let class = as_class(ctx, value)?;
    Ok(Value::object(ctx.heap.get(class).order))
}

fn namespace(ctx: &mut Context, value: Value) -> Result {
    let class = as_class(ctx, value)?;
    let namespace = ctx.namespace_of(class);
    Ok(Value::object(MappingProxy::create(&mut ctx.heap, Value::object(namespace))))
}

/// `__annotations__`: computed by `__annotate__` when first asked for.
fn annotations(ctx: &mut Context, value: Value) -> Result {
    let class = as_class(ctx, value)?;
    let namespace = ctx.namespace_of(class);
    if let Some(annotations) = ctx.get_text(namespace, "__annotations_cache__") {
        return Ok(annotations);
    }
    let annotations = match ctx.get_name(namespace, ctx.names.dunder_annotate_func) {
        Some(annotate) if !annotate.is_none() => ctx.call_nested(annotate, &[Value::int(1)])?,
        _ => match ctx.get_name(namespace, ctx.names.dunder_annotations) {
            Some(annotations) => annotations,
            None => Value::object(ctx.new_dict()),
        },
    };
    ctx.set_text(namespace, "__annotations_cache__", annotations);
    Ok(annotations)
}

fn set_annotations(ctx: &mut Context, value: Value, annotations: Value) -> Result<()> {
    let class = as_class(ctx, value)?;
    let namespace = ctx.namespace_of(class);
    ctx.set_text(namespace, "__annotations_cache__", annotations);
    Ok(())
}

fn annotate(ctx: &mut Context, value: Value) -> Result {
    let class = as_class(ctx, value)?;
    let namespace = ctx.namespace_of(class);
    Ok(ctx.get_name(namespace, ctx.names.dunder_annotate_func).unwrap_or(Value::NONE))
}

fn abstract_methods(ctx: &mut Context, value: Value) -> Result {
    let class = as_class(ctx, value)?;
    let namespace = ctx.heap.get(class).namespace;
    match ctx.get_name(namespace, ctx.names.dunder_abstractmethods) {
        Some(methods) => Ok(methods),
        None => {
            let name = ctx.names.dunder_abstractmethods;
            Err(ctx.no_attribute(value, name))
        }
    }
}

fn set_abstract_methods(ctx: &mut Context, value: Value, methods: Value) -> Result<()> {
    let class = as_class(ctx, value)?;
    let is_abstract = ctx.truth(methods)?;
    let namespace = ctx.heap.get(class).namespace;
    let key = ctx.names.dunder_abstractmethods;
    ctx.set_name(namespace, key, methods);
    let this = ctx.heap.get_mut(class);
    this.flags.is_abstract = is_abstract;
    this.plain_init = Value::UNBOUND;
    Ok(())
}

fn type_parameters(ctx: &mut Context, value: Value) -> Result {
    let class = as_class(ctx, value)?;
    let namespace = ctx.heap.get(class).namespace;
    match ctx.get_name(namespace, ctx.names.dunder_type_params) {
        Some(parameters) => Ok(parameters),
        None => Ok(ctx.new_tuple(&[])),
    }
}

/// What `super()` says outside a method.
fn no_super(ctx: &mut Context) -> Raised {
    let code = ctx.stack.frames.iter().rev().find_map(|frame| frame.code());
    let has_arguments = code.is_some_and(|code| ctx.heap.get(code).object.parameters.positional > 0);
    ctx.runtime_error(match has_arguments {
        true => "super(): __class__ cell not found",
        false => "super(): no arguments",
    })
}

/// `super(class, object)`. The compiler gives a zero-argument `super()` in a method both.
fn new_super(ctx: &mut Context, args: Args) -> Result {
    let (class, receiver) = match (args.optional(ctx, 0), args.optional(ctx, 1)) {
        (Some(class), Some(receiver)) => (class, receiver),
        (Some(class), None) if class.is::<Class>() => {
            return Err(ctx.type_error("super() with one argument is not supported by Taipan"));
        }
        (Some(class), None) => (class, Value::NONE),
        _ => return Err(no_super(ctx)),
    };
    let Some(class) = class.cast::<Class>() else {
        let message = format!("super() argument 1 must be a type, not {}", ctx.type_name(class));
        return Err(ctx.type_error(message));
    };
    let receiver_class = match receiver.cast::<Class>() {
        Some(receiver) if ctx.is_subclass(receiver, class) => receiver,
        _ => ctx.class_of(receiver),
    };
    if !ctx.is_subclass(receiver_class, class) {
        return Err(ctx.type_error(
            "super(type, obj): obj (instance of ".to_owned()
                + &ctx.type_name(receiver)
                + ") is not an instance or subtype of type ("
                + &ctx.text(ctx.heap.get(class).name)
                + ").",
        ));
    }
    Ok(Value::object(ctx.heap.allocate(Super { class, receiver, receiver_class })))
}

fn super_repr(ctx: &mut Context, args: Args) -> Result {
    let Some(this) = args.get(ctx, 0).cast::<Super>() else { return Ok(Value::NONE) };
    let this = ctx.heap.get(this);
    let class = ctx.text(ctx.heap.get(this.class).name);
    let receiver = ctx.text(ctx.heap.get(this.receiver_class).name);
    let text = format!("<super: <class '{class}'>, <{receiver} object>>");
    Ok(ctx.new_str(&text))
}

fn is_builtin_module(ctx: &Context, name: &str) -> bool {
    matches!(name, "builtins" | "__main__") || ctx.loader.as_ref().is_some_and(|loader| loader.is_standard(name))
}

/// `types.ModuleType(name, doc=None)`
fn new_module(ctx: &mut Context, args: Args) -> Result {
    let name = args.get(ctx, 0);
    let Some(name) = ctx.as_str(name).map(|name| ctx.text(name).into_owned()) else {
        let message = format!("module() argument 'name' must be str, not {}", ctx.given_name(name));
        return Err(ctx.type_error(message));
    };
    let doc = args.optional(ctx, 1).unwrap_or(Value::NONE);
    let module = ctx.new_module(&name);
    let namespace = ctx.heap.get(module).namespace;
    ctx.set_name(namespace, ctx.names.dunder_doc, doc);
    for name in ["__package__", "__loader__", "__spec__"] {
        ctx.set_text(namespace, name, Value::NONE);
    }
    Ok(Value::object(module))
}

/// `dir(module)`: what its own `__dir__` says, if it has one.
fn module_dir(ctx: &mut Context, args: Args) -> Result {
    let value = args.get(ctx, 0);
    let own = value.cast::<Module>().and_then(|module| ctx.get_name(ctx.heap.get(module).namespace, ctx.names.dir));
    match own {
        Some(function) => ctx.tail_call(function, &[]),
        None => {
            let names = ctx.attribute_names(value);
            let names = names.iter().map(|name| ctx.new_str(name)).collect();
            Ok(ctx.new_list(names))
        }
    }
}

fn module_repr(ctx: &mut Context, args: Args) -> Result {
    let Some(module) = args.get(ctx, 0).cast::<Module>() else {
        return Err(ctx.type_error("a module was expected"));
    };
    let this = ctx.heap.get(module);
    let (name, namespace) = (ctx.text(this.name).into_owned(), this.namespace);
    let file = ctx.get_name(namespace, ctx.names.dunder_file).and_then(|file| file.cast::<Str>());
    let text = match file {
        Some(file) => format!("<module '{name}' from '{}'>", ctx.text(file)),
        None if is_builtin_module(ctx, &name) => format!("<module '{name}' (built-in)>"),
        None => format!("<module '{name}'>"),
    };
    Ok(ctx.new_str(&text))
}

static TYPE_CONSTRUCTOR: NativeDef = NativeDef::function("type", "(*args, **kwds)", call_type, "");
static SUPER_CONSTRUCTOR: NativeDef = NativeDef::function("super", "(type=None, object=None, /)", new_super, "");

/// `int | str`
fn union(ctx: &mut Context, args: Args) -> Result {
    let operands = [args.get(ctx, 0), args.get(ctx, 1)];
    let make = ctx.runtime_function("_typing", "_make_union")?;
    ctx.tail_call(make, &operands)
}

/// `None | str`
fn reflected_union(ctx: &mut Context, args: Args) -> Result {
    let operands = [args.get(ctx, 1), args.get(ctx, 0)];
    let make = ctx.runtime_function("_typing", "_make_union")?;
    ctx.tail_call(make, &operands)
}

pub static TYPE: ClassDef = ClassDef {
    doc: "type(object) -> the object's type\ntype(name, bases, dict, **kwds) -> a new type",
    constructor: Some(&TYPE_CONSTRUCTOR),
    static_methods: &[NativeDef::function("__new__", "(cls, /, *args, **kwargs)", new, "Create a class.")],
    class_methods: &[NativeDef::method(
        "__prepare__",
        "(*args, **kwargs)",
        prepare,
        "Create the namespace of a class.",
    )],
    methods: &[
        NativeDef::method("__init__", "(*args, **kwargs)", init, "Initialize self."),
        NativeDef::method("__call__", "(*args, **kwargs)", call, "Call self as a function."),
        NativeDef::method("__repr__", "()", repr, "Return repr(self)."),
        NativeDef::method("__getattribute__", "(name, /)", getattribute, "Return getattr(self, name)."),
        NativeDef::method("mro", "()", mro, "Return a type's method resolution order."),
        NativeDef::method("__subclasses__", "()", subclasses, "Return a list of immediate subclasses."),
        NativeDef::method("__instancecheck__", "(instance, /)", instancecheck, "Check if an object is an instance."),
        NativeDef::method("__subclasscheck__", "(subclass, /)", subclasscheck, "Check if a class is a subclass."),
        NativeDef::method("__or__", "(value, /)", union, "Return self|value."),
        NativeDef::method("__ror__", "(value, /)", reflected_union, "Return value|self."),
    ],
    attributes: &[
        AttributeDef { name: "__name__", get: name, set: Some(set_name), doc: "" },
        AttributeDef { name: "__qualname__", get: qualified_name, set: Some(set_qualified_name), doc: "" },
        AttributeDef { name: "__module__", get: module, set: Some(set_module), doc: "" },
        AttributeDef { name: "__doc__", get: doc, set: Some(set_doc), doc: "" },
        AttributeDef { name: "__bases__", get: bases, set: Some(set_bases), doc: "" },
        AttributeDef { name: "__base__", get: base, set: None, doc: "" },
        AttributeDef { name: "__mro__", get: order, set: None, doc: "" },
        AttributeDef { name: "__dict__", get: namespace, set: None, doc: "" },
        AttributeDef { name: "__annotations__", get: annotations, set: Some(set_annotations), doc: "" },
        AttributeDef { name: "__annotate__", get: annotate, set: None, doc: "" },
        AttributeDef { name: "__abstractmethods__", get: abstract_methods, set: Some(set_abstract_methods), doc: "" },
        AttributeDef { name: "__type_params__", get: type_parameters, set: None, doc: "" },
    ],
    ..ClassDef::new(Builtin::Type)
};

pub static SUPER: ClassDef = ClassDef {
    doc: "super() -> same as super(__class__, <first argument>)\nsuper(type, obj) -> bound super object; requires isinstance(obj, type)",
    constructor: Some(&SUPER_CONSTRUCTOR),
    methods: &[NativeDef::method("__repr__", "()", super_repr, "Return repr(self).")],
    ..ClassDef::new(Builtin::Super)
};

pub static MODULE: ClassDef = ClassDef {
    doc: "Create a module object.\n\nThe name must be a string; the optional docstring can have any type.",
    constructor: Some(&NativeDef::function("module", "(name, doc=None)", new_module, "")),
    methods: &[
        NativeDef::method("__repr__", "()", module_repr, "Return repr(self)."),
        NativeDef::method("__dir__", "()", module_dir, "Return a list of attributes."),
    ],
    ..ClassDef::new(Builtin::Module)
};

impl Context {
    /// `type.__call__`: an instance of a class from values and a dict of keyword arguments.
    pub fn instantiate_class(&mut self, class: Gc<Class>, values: &[Value], keywords: Value) -> Result {
        let mut values = values.to_vec();
        let names = match keywords.cast::<Dict>() {
            Some(dict) if !self.heap.get(dict).is_empty() => {
                let entries: Vec<_> = self.heap.get(dict).iter().copied().collect();
                values.extend(entries.iter().map(|entry| entry.value));
                let names: Vec<Value> = entries.iter().map(|entry| entry.key).collect();
                Some(Tuple::create(&mut self.heap, &names))
            }
            _ => None,
        };
        self.instantiate_values(class, &values, names)
    }
}
