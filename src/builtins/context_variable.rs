//! `contextvars.ContextVar`, `Context` and `Token`.

use super::receiver::receiver;
use crate::event::context_map::{self, ContextMap, ContextToken, ContextVariable, assign, current, lookup};
use crate::heap::{Gc, Value};
use crate::object::{Dict, ExceptionKind, Str};
use crate::vm::Context;
use crate::vm::builtin_class::{AttributeDef, Builtin, ClassDef};
use crate::vm::native::{Args, Input, NativeDef, Raised, Result};

fn new_variable(ctx: &mut Context, args: Args) -> Result {
    let (name, default) = (args.get(ctx, 0), args.get(ctx, 1));
    if !name.is::<Str>() {
        return Err(ctx.type_error("context variable name must be a str"));
    }
    Ok(Value::object(ctx.heap.allocate(ContextVariable { name, default })))
}

fn variable(ctx: &mut Context, args: Args) -> Result<Gc<ContextVariable>> {
    receiver(ctx, args, Builtin::ContextVariable)
}

fn get(ctx: &mut Context, args: Args) -> Result {
    let this = variable(ctx, args)?;
    if let Some(value) = lookup(ctx, this)? {
        return Ok(value);
    }
    if let Some(default) = args.optional(ctx, 1) {
        return Ok(default);
    }
    let default = ctx.heap.get(this).default;
    match default.is_unbound() {
        true => Err(ctx.raise_with(ExceptionKind::LookupError, &[Value::object(this)])),
        false => Ok(default),
    }
}

fn set(ctx: &mut Context, args: Args) -> Result {
    let this = variable(ctx, args)?;
    let value = args.get(ctx, 1);
    let old = lookup(ctx, this)?.unwrap_or(Value::UNBOUND);
    assign(ctx, this, Some(value))?;
    let context = Value::object(current(ctx));
    Ok(Value::object(ctx.heap.allocate(ContextToken { variable: this, old, context, used: false })))
}

fn reset(ctx: &mut Context, args: Args) -> Result {
    let this = variable(ctx, args)?;
    let token = args.get(ctx, 1);
    let Some(token) = token.cast::<ContextToken>() else {
        let message = format!("expected an instance of Token, got {}", ctx.repr_text(token)?);
        return Err(ctx.type_error(message));
    };
    reset_token(ctx, token, Some(this))
}

fn reset_token(ctx: &mut Context, token: Gc<ContextToken>, wanted: Option<Gc<ContextVariable>>) -> Result {
    let ContextToken { variable, old, context, used } = *ctx.heap.get(token);
    let text = ctx.repr_text(Value::object(token))?;
    if used {
        return Err(ctx.runtime_error(format!("{text} has already been used once")));
    }
    if wanted.is_some_and(|wanted| wanted != variable) {
        return Err(ctx.value_error(format!("{text} was created by a different ContextVar")));
    }
    if ctx.stack.context != context {
        return Err(ctx.value_error(format!("{text} was created in a different Context")));
    }
    ctx.heap.get_mut(token).used = true;
    assign(ctx, variable, (!old.is_unbound()).then_some(old))?;
    Ok(Value::NONE)
}

fn variable_name(ctx: &mut Context, value: Value) -> Result {
    Ok(value.cast::<ContextVariable>().map_or(Value::NONE, |variable| ctx.heap.get(variable).name))
}

fn variable_repr(ctx: &mut Context, args: Args) -> Result {
    let this = variable(ctx, args)?;
    let ContextVariable { name, default } = *ctx.heap.get(this);
    let name = ctx.repr_text(name)?;
    let default = match default.is_unbound() {
        true => String::new(),
        false => format!(" default={}", ctx.repr_text(default)?),
    };
    let text = format!("<ContextVar name={name}{default} at {:#x}>", Value::object(this).identity());
    Ok(ctx.new_str(&text))
}

fn item_of_class(ctx: &mut Context, args: Args) -> Result {
    Ok(args.get(ctx, 0))
}

static NEW_VARIABLE: NativeDef = NativeDef::function("ContextVar", "(name, /, *, default=None)", new_variable, "");

pub static CONTEXT_VARIABLE: ClassDef = ClassDef {
    doc: "A variable that each context has a value of its own for.",
    constructor: Some(&NEW_VARIABLE),
    methods: &[
        NativeDef::method("get", "(default=None, /)", get, "Return the value in the current context."),
        NativeDef::method("set", "(value, /)", set, "Set a new value in the current context; return a token."),
        NativeDef::method("reset", "(token, /)", reset, "Undo the set() that returned the token."),
        NativeDef::method("__repr__", "()", variable_repr, ""),
    ],
    class_methods: &[NativeDef::method("__class_getitem__", "(item, /)", item_of_class, "")],
    attributes: &[AttributeDef { name: "name", get: variable_name, set: None, doc: "" }],
    ..ClassDef::new(Builtin::ContextVariable)
};

fn new_context(ctx: &mut Context, _: Args) -> Result {
    Ok(Value::object(ctx.heap.allocate(ContextMap { values: None, shared: false, entered: false })))
}

fn context(ctx: &mut Context, args: Args) -> Result<Gc<ContextMap>> {
    receiver(ctx, args, Builtin::Context)
}

fn values(ctx: &mut Context, context: Gc<ContextMap>) -> Gc<Dict> {
    match ctx.heap.get(context).values {
        Some(values) => values,
        None => {
            let values = ctx.new_dict();
            ctx.heap.get_mut(context).values = Some(values);
            values
        }
    }
}

/// `context.run(callable, *args, **kwargs)`
fn run(ctx: &mut Context, args: Args) -> Result {
    let this = context(ctx, args)?;
    if ctx.heap.get(this).entered || ctx.stack.context == Value::object(this) {
        let text = ctx.repr_text(Value::object(this))?;
        return Err(ctx.runtime_error(format!("cannot enter context: {text} is already entered")));
    }
    let outer = ctx.stack.context;
    let mut state = vec![Value::object(this), outer];
    state.push(args.get(ctx, 1));
    state.push(args.get(ctx, 2));
    state.extend_from_slice(args.rest(ctx, 3));
    ctx.heap.get_mut(this).entered = true;
    ctx.start_catching_steps(run_steps, &state)
}

/// Registers: the context, the one outside, the callee, its keyword arguments, the others.
fn run_steps(ctx: &mut Context, window: Args, input: Input) -> Result {
    let this = window.get(ctx, 0).cast::<ContextMap>().expect("the register holds the context");
    let answer = match input {
        Input::Start => {
            ctx.stack.context = Value::object(this);
            start_run(ctx, window)
        }
        Input::Value(value) => Ok(value),
        Input::Exhausted => Ok(Value::NONE),
        Input::Raised(exception) => {
            ctx.pending = exception;
            Err(Raised)
        }
    };
    if !matches!(answer, Ok(value) if value.is_unbound()) {
        ctx.stack.context = window.get(ctx, 1);
        ctx.heap.get_mut(this).entered = false;
    }
    answer
}

fn start_run(ctx: &mut Context, window: Args) -> Result {
    let callee = window.get(ctx, 2);
    let mut values = window.rest(ctx, 4).to_vec();
    let mut names = Vec::new();
    if let Some(keywords) = window.get(ctx, 3).cast::<Dict>() {
        for entry in ctx.heap.get(keywords).iter() {
            names.push(entry.key);
            values.push(entry.value);
        }
    }
    let names = (!names.is_empty()).then(|| crate::object::Tuple::create(&mut ctx.heap, &names));
    let to = ctx.return_to;
    ctx.tail_call_keywords(callee, &values, names, to)
}

fn copy(ctx: &mut Context, args: Args) -> Result {
    let this = context(ctx, args)?;
    Ok(Value::object(context_map::copy(ctx, this)))
}

fn item(ctx: &mut Context, args: Args) -> Result {
    let this = context(ctx, args)?;
    let key = args.get(ctx, 1);
    let values = values(ctx, this);
    match ctx.dict_get(values, key)? {
        Some(value) => Ok(value),
        None => Err(ctx.key_error(key)),
    }
}

fn get_item(ctx: &mut Context, args: Args) -> Result {
    let this = context(ctx, args)?;
    let (key, default) = (args.get(ctx, 1), args.optional(ctx, 2).unwrap_or(Value::NONE));
    let values = values(ctx, this);
    Ok(ctx.dict_get(values, key)?.unwrap_or(default))
}

fn contains(ctx: &mut Context, args: Args) -> Result {
    let this = context(ctx, args)?;
    let key = args.get(ctx, 1);
    let values = values(ctx, this);
    Ok(Value::bool(ctx.dict_get(values, key)?.is_some()))
}

fn length(ctx: &mut Context, args: Args) -> Result {
    let this = context(ctx, args)?;
    let values = values(ctx, this);
    Ok(Value::int(ctx.heap.get(values).len() as i64))
}

/// The views of a context are those of its values.
fn view(ctx: &mut Context, args: Args) -> Result {
    let this = context(ctx, args)?;
    let name = ctx.callee.map_or("", |callee| ctx.heap.get(callee).definition.name);
    let values = values(ctx, this);
    let copy = Dict::copy(&mut ctx.heap, values);
    super::receiver::call_method(ctx, Value::object(copy), name, &[])
}

static NEW_CONTEXT: NativeDef = NativeDef::function("Context", "()", new_context, "");

pub static CONTEXT: ClassDef = ClassDef {
    doc: "The values of context variables.",
    constructor: Some(&NEW_CONTEXT),
    methods: &[
        NativeDef::method("run", "(callable, /, *args, **kwargs)", run, "Call in this context."),
        NativeDef::method("copy", "()", copy, "Return a copy."),
        NativeDef::method("get", "(key, default=None, /)", get_item, "Return a variable's value."),
        NativeDef::method("keys", "()", view, ""),
        NativeDef::method("values", "()", view, ""),
        NativeDef::method("items", "()", view, ""),
        NativeDef::method("__iter__", "()", view, ""),
        NativeDef::method("__getitem__", "(key, /)", item, ""),
        NativeDef::method("__contains__", "(key, /)", contains, ""),
        NativeDef::method("__len__", "()", length, ""),
    ],
    ..ClassDef::new(Builtin::Context)
};

fn token(ctx: &mut Context, args: Args) -> Result<Gc<ContextToken>> {
    receiver(ctx, args, Builtin::ContextToken)
}

fn token_variable(ctx: &mut Context, value: Value) -> Result {
    Ok(value.cast::<ContextToken>().map_or(Value::NONE, |token| Value::object(ctx.heap.get(token).variable)))
}

fn old_value(ctx: &mut Context, value: Value) -> Result {
    let old = value.cast::<ContextToken>().map_or(Value::NONE, |token| ctx.heap.get(token).old);
    match old.is_unbound() {
        false => Ok(old),
        true => {
            let class = ctx.class_value(Builtin::ContextToken);
            ctx.attribute(class, "MISSING")
        }
    }
}

fn enter(ctx: &mut Context, args: Args) -> Result {
    token(ctx, args).map(Value::object)
}

fn exit(ctx: &mut Context, args: Args) -> Result {
    let token = token(ctx, args)?;
    reset_token(ctx, token, None)
}

fn token_repr(ctx: &mut Context, args: Args) -> Result {
    let this = token(ctx, args)?;
    let ContextToken { variable, used, .. } = *ctx.heap.get(this);
    let variable = ctx.repr_text(Value::object(variable))?;
    let used = if used { " used" } else { "" };
    let text = format!("<Token{used} var={variable} at {:#x}>", Value::object(this).identity());
    Ok(ctx.new_str(&text))
}

pub static CONTEXT_TOKEN: ClassDef = ClassDef {
    doc: "Undoes the setting of a context variable.",
    methods: &[
        NativeDef::method("__enter__", "()", enter, ""),
        NativeDef::method("__exit__", "(type, value, traceback, /)", exit, ""),
        NativeDef::method("__repr__", "()", token_repr, ""),
    ],
    class_methods: &[NativeDef::method("__class_getitem__", "(item, /)", item_of_class, "")],
    attributes: &[
        AttributeDef { name: "var", get: token_variable, set: None, doc: "" },
        AttributeDef { name: "old_value", get: old_value, set: None, doc: "" },
    ],
    ..ClassDef::new(Builtin::ContextToken)
};
