//! Generators, coroutines and async generators, and what their frames show.

use crate::event::sleep::Sleep;
use crate::heap::{Gc, Value};
use crate::object::{Class, Exception, ExceptionKind, Str, Tuple};
use crate::vm::Context;
use crate::vm::await_iterator::AwaitIterator;
use crate::vm::builtin_class::{AttributeDef, Builtin, ClassDef};
use crate::vm::coroutine::{AsyncMode, AsyncStep, Coroutine, Resume, State};
use crate::vm::iterate::Next;
use crate::vm::native::{Args, NativeDef, Result};
use crate::vm::traceback::Traceback;

fn receiver(ctx: &mut Context, args: Args) -> Result<Gc<Coroutine>> {
    as_coroutine(ctx, args.get(ctx, 0))
}

fn as_coroutine(ctx: &mut Context, value: Value) -> Result<Gc<Coroutine>> {
    match value.cast() {
        Some(coroutine) => Ok(coroutine),
        None => Err(ctx.type_error("a generator or coroutine was expected")),
    }
}

fn iter(ctx: &mut Context, args: Args) -> Result {
    Ok(args.get(ctx, 0))
}

/// `__await__`: an iterator that steps the coroutine.
fn wrap(ctx: &mut Context, args: Args) -> Result {
    let target = args.get(ctx, 0);
    Ok(AwaitIterator::create(&mut ctx.heap, target))
}

/// Has a method of a wrapper work on its coroutine.
fn unwrap(ctx: &mut Context, args: Args, method: fn(&mut Context, Args) -> Result) -> Result {
    let target = match args.get(ctx, 0).cast::<AwaitIterator>() {
        Some(wrapper) => ctx.heap.get(wrapper).target,
        None => return Err(ctx.type_error("a coroutine_wrapper was expected")),
    };
    args.set(ctx, 0, target);
    method(ctx, args)
}

fn wrapper_send(ctx: &mut Context, args: Args) -> Result {
    unwrap(ctx, args, send)
}

fn wrapper_throw(ctx: &mut Context, args: Args) -> Result {
    unwrap(ctx, args, throw)
}

fn wrapper_close(ctx: &mut Context, args: Args) -> Result {
    unwrap(ctx, args, close)
}

fn next(ctx: &mut Context, args: Args) -> Result {
    let iterator = args.get(ctx, 0);
    let to = ctx.return_to;
    match ctx.next_item(iterator, to)? {
        Next::Item(item) => Ok(item),
        Next::Done => Err(ctx.exhausted()),
        Next::Pending => Ok(Value::UNBOUND),
    }
}

fn send(ctx: &mut Context, args: Args) -> Result {
    let sleep = args.get(ctx, 0);
    if sleep.is::<Sleep>() {
        return super::future::step_by_hand(ctx, sleep);
    }
    let coroutine = receiver(ctx, args)?;
    let value = args.optional(ctx, 1).unwrap_or(Value::NONE);
    let to = ctx.return_to;
    ctx.resume(coroutine, Resume::Send(value), to)
}

/// `throw(exception)`, or the older `throw(type, value, traceback)`.
fn throw(ctx: &mut Context, args: Args) -> Result {
    let coroutine = receiver(ctx, args)?;
    let exception = thrown(ctx, args)?;
    let to = ctx.return_to;
    ctx.resume(coroutine, Resume::Throw(exception), to)
}

/// The exception that arguments of `throw` name.
pub fn thrown(ctx: &mut Context, args: Args) -> Result {
    let given = args.get(ctx, 1);
    if args.optional(ctx, 2).is_some() {
        ctx.warn(
            ExceptionKind::DeprecationWarning,
            "the (type, exc, tb) signature of throw() is deprecated, use the single-arg signature instead.",
        )?;
    }
    let traceback = args.optional(ctx, 3).filter(|traceback| !traceback.is_none());
    if traceback.is_some_and(|traceback| !traceback.is::<Traceback>()) {
        return Err(ctx.type_error("throw() third argument must be a traceback object"));
    }
    let base = ctx.exception_class(ExceptionKind::BaseException);
    let is_class = given.cast::<Class>().is_some_and(|class| ctx.is_subclass(class, base));
    if !is_class && !given.is::<Exception>() {
        let found = ctx.type_name(given);
        let message = format!("exceptions must be classes or instances deriving from BaseException, not {found}");
        return Err(ctx.type_error(message));
    }
    let value = args.optional(ctx, 2).filter(|value| !value.is_none());
    let exception = match value {
        Some(_) if !is_class => {
            return Err(ctx.type_error("instance exception may not have a separate value"));
        }
        Some(value) if value.is::<Exception>() => value,
        Some(value) => match value.cast::<Tuple>() {
            Some(values) => {
                let values = ctx.heap.tail(values).to_vec();
                ctx.call_nested(given, &values)?
            }
            None => ctx.call_nested(given, &[value])?,
        },
        None => ctx.to_exception(given, "")?,
    };
    if let Some(traceback) = traceback {
        super::exception::set_traceback(ctx, exception, traceback)?;
    }
    Ok(exception)
}

fn close(ctx: &mut Context, args: Args) -> Result {
    if let Some(sleep) = args.get(ctx, 0).cast::<Sleep>() {
        super::future::close_sleep(ctx, sleep);
        return Ok(Value::NONE);
    }
    let coroutine = receiver(ctx, args)?;
    ctx.close(coroutine)
}

fn repr(ctx: &mut Context, args: Args) -> Result {
    let value = args.get(ctx, 0);
    let name = qualified_name(ctx, value)?;
    let name = name.cast::<Str>().map_or(String::new(), |name| ctx.text(name).into_owned());
    let text = format!("<{} object {name} at {:#x}>", ctx.type_name(value), value.identity());
    Ok(ctx.new_str(&text))
}

fn name(ctx: &mut Context, value: Value) -> Result {
    names(ctx, value).map(|[name, _]| name)
}

fn qualified_name(ctx: &mut Context, value: Value) -> Result {
    names(ctx, value).map(|[_, qualified]| qualified)
}

/// Name and qualified name: those of its function, unless a script set one.
fn names(ctx: &mut Context, value: Value) -> Result<[Value; 2]> {
    if value.is::<Sleep>() {
        return Ok([ctx.new_str("sleep"); 2]);
    }
    let coroutine = as_coroutine(ctx, value)?;
    let this = ctx.heap.get(coroutine);
    if let Some(names) = this.names {
        let names = ctx.heap.tail(names);
        return Ok([names[0], names[1]]);
    }
    let details = &ctx.heap.get(this.function).details;
    Ok([details.name, details.qualified_name])
}

fn set_name(ctx: &mut Context, value: Value, name: Value) -> Result<()> {
    if ctx.as_str(name).is_none() {
        return Err(ctx.type_error("__name__ must be set to a string object"));
    }
    let [_, qualified] = names(ctx, value)?;
    set_names(ctx, value, [name, qualified])
}

fn set_qualified_name(ctx: &mut Context, value: Value, qualified: Value) -> Result<()> {
    if ctx.as_str(qualified).is_none() {
        return Err(ctx.type_error("__qualname__ must be set to a string object"));
    }
    let [name, _] = names(ctx, value)?;
    set_names(ctx, value, [name, qualified])
}

fn set_names(ctx: &mut Context, value: Value, names: [Value; 2]) -> Result<()> {
    let coroutine = as_coroutine(ctx, value)?;
    ctx.heap.get_mut(coroutine).names = Some(Tuple::create(&mut ctx.heap, &names));
    Ok(())
}

fn is_running(ctx: &mut Context, value: Value) -> Result {
    let coroutine = as_coroutine(ctx, value)?;
    Ok(Value::bool(ctx.heap.get(coroutine).state == State::Running))
}

fn is_suspended(ctx: &mut Context, value: Value) -> Result {
    let coroutine = as_coroutine(ctx, value)?;
    Ok(Value::bool(ctx.heap.get(coroutine).state == State::Suspended))
}

fn code(ctx: &mut Context, value: Value) -> Result {
    let coroutine = as_coroutine(ctx, value)?;
    Ok(Value::object(ctx.coroutine_code(coroutine)))
}

fn frame(ctx: &mut Context, value: Value) -> Result {
    let coroutine = as_coroutine(ctx, value)?;
    Ok(ctx.frame_of_coroutine(coroutine))
}

/// What the frame delegates to: the awaited object, or None.
fn awaited(ctx: &mut Context, value: Value) -> Result {
    let coroutine = as_coroutine(ctx, value)?;
    let this = ctx.heap.get(coroutine);
    if this.state != State::Suspended || this.pc == 0 {
        return Ok(Value::NONE);
    }
    match ctx.heap.get(ctx.coroutine_code(coroutine)).op(this.pc - 1) {
        crate::bytecode::Op::Delegate { src, .. } => Ok(ctx.heap.tail(coroutine)[src.index()]),
        _ => Ok(Value::NONE),
    }
}

fn async_step(ctx: &mut Context, args: Args, mode: AsyncMode) -> Result {
    let generator = receiver(ctx, args)?;
    if ctx.heap.get(generator).state == State::Created && mode != AsyncMode::Close {
        ctx.note_async_generator(generator);
    }
    Ok(Value::object(ctx.heap.allocate(AsyncStep { generator, mode, started: false, driver: None })))
}

/// Steps driven by hand are awaited by a coroutine of the runtime, made when the first is asked for.
fn step_driver(ctx: &mut Context, args: Args) -> Result<Gc<Coroutine>> {
    let value = args.get(ctx, 0);
    let Some(step) = value.cast::<AsyncStep>() else {
        return Err(ctx.type_error("a step of an async generator was expected"));
    };
    if let Some(driver) = ctx.heap.get(step).driver {
        if ctx.heap.get(driver).state == State::Finished {
            let message = ctx.heap.get(step).mode.reuse();
            return Err(ctx.runtime_error(message));
        }
        return Ok(driver);
    }
    let function = ctx.runtime_function("_builtins", "drive")?;
    let driver = ctx.call_nested(function, &[value])?;
    let driver = as_coroutine(ctx, driver)?;
    ctx.heap.get_mut(step).driver = Some(driver);
    Ok(driver)
}

fn step_send(ctx: &mut Context, args: Args) -> Result {
    let driver = step_driver(ctx, args)?;
    let value = args.optional(ctx, 1).unwrap_or(Value::NONE);
    let to = ctx.return_to;
    ctx.resume(driver, Resume::Send(value), to)
}

fn step_throw(ctx: &mut Context, args: Args) -> Result {
    let driver = step_driver(ctx, args)?;
    let exception = thrown(ctx, args)?;
    let to = ctx.return_to;
    ctx.resume(driver, Resume::Throw(exception), to)
}

fn step_close(ctx: &mut Context, args: Args) -> Result {
    let driver = step_driver(ctx, args)?;
    ctx.close(driver)
}

fn anext(ctx: &mut Context, args: Args) -> Result {
    async_step(ctx, args, AsyncMode::Send(Value::NONE))
}

fn asend(ctx: &mut Context, args: Args) -> Result {
    let value = args.get(ctx, 1);
    async_step(ctx, args, AsyncMode::Send(value))
}

fn athrow(ctx: &mut Context, args: Args) -> Result {
    let exception = thrown(ctx, args)?;
    async_step(ctx, args, AsyncMode::Throw(exception))
}

fn aclose(ctx: &mut Context, args: Args) -> Result {
    async_step(ctx, args, AsyncMode::Close)
}

/// `anext(iterator, default)` and `aiter(iterable)` as functions.
fn anext_of(ctx: &mut Context, args: Args) -> Result {
    let iterator = args.get(ctx, 0);
    if let Some(default) = args.optional(ctx, 1) {
        let function = ctx.runtime_function("_builtins", "anext_or_default")?;
        return ctx.tail_call(function, &[iterator, default]);
    }
    let method = ctx.special(iterator, ctx.names.anext);
    if method.is_unbound() {
        let message = format!("'{}' object is not an async iterator", ctx.type_name(iterator));
        return Err(ctx.type_error(message));
    }
    let to = ctx.return_to;
    ctx.call_method_value(method, iterator, &[], to)
}

fn aiter_of(ctx: &mut Context, args: Args) -> Result {
    let iterable = args.get(ctx, 0);
    let method = ctx.special(iterable, ctx.names.aiter);
    if method.is_unbound() {
        let message = format!("'{}' object is not an async iterable", ctx.type_name(iterable));
        return Err(ctx.type_error(message));
    }
    let to = ctx.return_to;
    ctx.call_method_value(method, iterable, &[], to)
}

const fn attribute(name: &'static str, get: fn(&mut Context, Value) -> Result) -> AttributeDef {
    AttributeDef { name, get, set: None, doc: "" }
}

const NAME: AttributeDef = AttributeDef { name: "__name__", get: name, set: Some(set_name), doc: "" };

const QUALIFIED_NAME: AttributeDef =
    AttributeDef { name: "__qualname__", get: qualified_name, set: Some(set_qualified_name), doc: "" };

const SEND: NativeDef = NativeDef::method("send", "(value, /)", send, "Resume with a value.");
const THROW: NativeDef =
    NativeDef::method("throw", "(type, value=None, traceback=None, /)", throw, "Raise an exception where it waits.");
const CLOSE: NativeDef = NativeDef::method("close", "()", close, "Raise GeneratorExit where it waits.");
const REPR: NativeDef = NativeDef::method("__repr__", "()", repr, "Return repr(self).");

pub static GENERATOR: ClassDef = ClassDef {
    methods: &[
        NativeDef::method("__iter__", "()", iter, "Implement iter(self)."),
        NativeDef::method("__next__", "()", next, "Implement next(self)."),
        SEND,
        THROW,
        CLOSE,
        REPR,
    ],
    attributes: &[
        NAME,
        QUALIFIED_NAME,
        attribute("gi_running", is_running),
        attribute("gi_suspended", is_suspended),
        attribute("gi_code", code),
        attribute("gi_frame", frame),
        attribute("gi_yieldfrom", awaited),
    ],
    ..ClassDef::new(Builtin::Generator)
};

pub static COROUTINE: ClassDef = ClassDef {
    methods: &[
        NativeDef::method("__await__", "()", wrap, "Return an iterator to be used in await expression."),
        SEND,
        THROW,
        CLOSE,
        REPR,
    ],
    attributes: &[
        NAME,
        QUALIFIED_NAME,
        attribute("cr_running", is_running),
        attribute("cr_suspended", is_suspended),
        attribute("cr_code", code),
        attribute("cr_frame", frame),
        attribute("cr_await", awaited),
    ],
    ..ClassDef::new(Builtin::Coroutine)
};

pub static COROUTINE_WRAPPER: ClassDef = ClassDef {
    methods: &[
        NativeDef::method("__iter__", "()", iter, "Implement iter(self)."),
        NativeDef::method("__next__", "()", wrapper_send, "Implement next(self)."),
        NativeDef::method("send", "(value, /)", wrapper_send, "Resume with a value."),
        NativeDef::method("throw", "(type, value=None, traceback=None, /)", wrapper_throw, THROW.doc),
        NativeDef::method("close", "()", wrapper_close, CLOSE.doc),
    ],
    ..ClassDef::new(Builtin::CoroutineWrapper)
};

pub static ASYNC_GENERATOR: ClassDef = ClassDef {
    methods: &[
        NativeDef::method("__aiter__", "()", iter, "Return an awaitable, that resolves in asynchronous iterator."),
        NativeDef::method("__anext__", "()", anext, "Return a value or raise StopAsyncIteration."),
        NativeDef::method("asend", "(value, /)", asend, "Send a value into the generator."),
        NativeDef::method(
            "athrow",
            "(type, value=None, traceback=None, /)",
            athrow,
            "Raise an exception in the generator.",
        ),
        NativeDef::method("aclose", "()", aclose, "Raise GeneratorExit inside the generator."),
        REPR,
    ],
    attributes: &[
        NAME,
        QUALIFIED_NAME,
        attribute("ag_running", is_running),
        attribute("ag_suspended", is_suspended),
        attribute("ag_code", code),
        attribute("ag_frame", frame),
        attribute("ag_await", awaited),
    ],
    ..ClassDef::new(Builtin::AsyncGenerator)
};

pub static ASYNC_STEP: ClassDef = ClassDef {
    methods: &[
        NativeDef::method("__await__", "()", iter, "Return an iterator to be used in await expression."),
        NativeDef::method("__iter__", "()", iter, "Implement iter(self)."),
        NativeDef::method("__next__", "()", step_send, "Implement next(self)."),
        NativeDef::method("send", "(value, /)", step_send, "Resume with a value."),
        NativeDef::method(
            "throw",
            "(type, value=None, traceback=None, /)",
            step_throw,
            "Raise an exception where it waits.",
        ),
        NativeDef::method("close", "()", step_close, "Raise GeneratorExit where it waits."),
    ],
    ..ClassDef::new(Builtin::AsyncGeneratorStep)
};

pub static FUNCTIONS: &[NativeDef] = &[
    NativeDef::function(
        "aiter",
        "(async_iterable, /)",
        aiter_of,
        "Return an AsyncIterator for an AsyncIterable object.",
    ),
    NativeDef::function(
        "anext",
        "(aiterator, default=None, /)",
        anext_of,
        "Return the next item from the async iterator.",
    ),
];
