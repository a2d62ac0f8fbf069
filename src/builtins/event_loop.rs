//! Methods of event loops and handles. What is not here the library adds: `asyncio._loop` holds a function for each
//! further method, looked up when a script first asks for it.

use super::future::{create_task as make_task, describe_callback};
use super::receiver::receiver;
use crate::event::context_map;
use crate::event::future::new_future;
use crate::event::handle::Handle;
use crate::event::timer::{nanoseconds, seconds};
use crate::event::{self, EventLoop, driver};
use crate::heap::{Gc, Value};
use crate::object::{Str, Tuple};
use crate::vm::builtin_class::{AttributeDef, Builtin, ClassDef};
use crate::vm::native::{Args, NativeDef, Result};
use crate::vm::{Context, Request};

fn this(ctx: &mut Context, args: Args) -> Result<Gc<EventLoop>> {
    receiver(ctx, args, Builtin::EventLoop)
}

fn open(ctx: &mut Context, args: Args) -> Result<Gc<EventLoop>> {
    let event_loop = this(ctx, args)?;
    match ctx.heap.get(event_loop).closed {
        true => Err(ctx.runtime_error("Event loop is closed")),
        false => Ok(event_loop),
    }
}

/// What is common to the ways of scheduling: arguments in a tuple, and a context of their own.
fn packed(ctx: &mut Context, args: Args, context: u32) -> (Value, Value) {
    let rest = args.rest(ctx, context + 1).to_vec();
    let packed = if rest.is_empty() { Value::NONE } else { ctx.new_tuple(&rest) };
    let context = match args.optional(ctx, context) {
        None | Some(Value::NONE) => context_map::copy_current(ctx),
        Some(context) => context,
    };
    (packed, context)
}

fn call_soon(ctx: &mut Context, args: Args) -> Result {
    let event_loop = open(ctx, args)?;
    let callback = args.get(ctx, 1);
    check_callback(ctx, callback, "call_soon")?;
    let (packed, context) = packed(ctx, args, 2);
    Ok(Value::object(event::call_soon(ctx, event_loop, callback, packed, context)))
}

fn check_callback(ctx: &mut Context, callback: Value, method: &str) -> Result<()> {
    if event::task::is_coroutine(ctx, callback) {
        return Err(ctx.type_error(format!("coroutines cannot be used with {method}()")));
    }
    if !super::receiver::is_callable(ctx, callback) {
        let text = ctx.repr_text(callback)?;
        return Err(ctx.type_error(format!("a callable object was expected by {method}(), got {text}")));
    }
    Ok(())
}

fn number(ctx: &mut Context, value: Value, what: &str) -> Result<f64> {
    match (value.as_float(), value.as_int()) {
        (Some(number), _) => Ok(number),
        (_, Some(number)) => Ok(number as f64),
        _ if value.is_none() => Err(ctx.type_error(format!("{what} must not be None"))),
        _ => {
            let method = ctx.attribute(value, "__float__")?;
            let number = ctx.call_nested(method, &[])?;
            number.as_float().ok_or_else(|| ctx.type_error(format!("{what} must be a number")))
        }
    }
}

fn call_later(ctx: &mut Context, args: Args) -> Result {
    let event_loop = open(ctx, args)?;
    let delay = args.get(ctx, 1);
    let delay = number(ctx, delay, "delay")?;
    let when = seconds(driver::now(ctx)) + delay;
    schedule_at(ctx, args, event_loop, when, "call_later")
}

fn call_at(ctx: &mut Context, args: Args) -> Result {
    let event_loop = open(ctx, args)?;
    let when = args.get(ctx, 1);
    let when = number(ctx, when, "when")?;
    schedule_at(ctx, args, event_loop, when, "call_at")
}

fn schedule_at(ctx: &mut Context, args: Args, event_loop: Gc<EventLoop>, when: f64, method: &str) -> Result {
    let callback = args.get(ctx, 2);
    check_callback(ctx, callback, method)?;
    let (packed, context) = packed(ctx, args, 3);
    let mut handle = Handle::new(event_loop, callback, packed, context);
    handle.when = Some(when);
    let handle = ctx.heap.allocate(handle);
    event::call_at(ctx, handle, nanoseconds(when));
    Ok(Value::object(handle))
}

fn time(ctx: &mut Context, _: Args) -> Result {
    Ok(Value::float(seconds(driver::now(ctx))))
}

fn run_forever(ctx: &mut Context, args: Args) -> Result {
    let event_loop = open(ctx, args)?;
    if ctx.heap.get(event_loop).running_on.is_some() {
        return Err(ctx.runtime_error("This event loop is already running"));
    }
    if !ctx.stack.running_loop.is_none() {
        return Err(ctx.runtime_error("Cannot run the event loop while another loop is running"));
    }
    ctx.ask(Request::RunLoop { event_loop: Value::object(event_loop) })
}

fn stop(ctx: &mut Context, args: Args) -> Result {
    let event_loop = this(ctx, args)?;
    ctx.heap.get_mut(event_loop).stopping = true;
    if ctx.heap.get(event_loop).idle {
        driver::wake_loop(ctx, event_loop);
    }
    Ok(Value::NONE)
}

fn is_running(ctx: &mut Context, args: Args) -> Result {
    let event_loop = this(ctx, args)?;
    Ok(Value::bool(ctx.heap.get(event_loop).running_on.is_some()))
}

fn is_closed(ctx: &mut Context, args: Args) -> Result {
    let event_loop = this(ctx, args)?;
    Ok(Value::bool(ctx.heap.get(event_loop).closed))
}

fn close(ctx: &mut Context, args: Args) -> Result {
    let event_loop = this(ctx, args)?;
    if ctx.heap.get(event_loop).running_on.is_some() {
        return Err(ctx.runtime_error("Cannot close a running event loop"));
    }
    let this = ctx.heap.get_mut(event_loop);
    if this.closed {
        return Ok(Value::NONE);
    }
    this.closed = true;
    this.ready.clear();
    this.timers.clear();
    // Whoever is still pending can never go on: its death is reported.
    for task in std::mem::take(&mut this.tasks) {
        ctx.heap.finaliser.register(Value::object(task));
    }
    let args = [Value::object(event_loop)];
    if !ctx.heap.get::<crate::object::Dict>(ctx.heap.get(event_loop).extras).is_empty() {
        let module = ctx.import_runtime("asyncio._loop")?;
        let function = ctx.attribute(module, "_close")?;
        return ctx.tail_call(function, &args);
    }
    Ok(Value::NONE)
}

fn create_future(ctx: &mut Context, args: Args) -> Result {
    let event_loop = this(ctx, args)?;
    Ok(Value::object(new_future(ctx, event_loop)))
}

/// `create_task(coro, *, name=None, context=None, eager_start=None)`, or what the task factory makes.
fn create_task_method(ctx: &mut Context, args: Args) -> Result {
    let event_loop = open(ctx, args)?;
    let coroutine = args.get(ctx, 1);
    let options = [2, 3, 4].map(|index| args.optional(ctx, index));
    create_task(ctx, event_loop, coroutine, options)
}

/// Has the loop make a task; `options` are name, context, and whether to start it at once.
pub fn create_task(
    ctx: &mut Context,
    event_loop: Gc<EventLoop>,
    coroutine: Value,
    options: [Option<Value>; 3],
) -> Result {
    let factory = ctx.heap.get(event_loop).task_factory;
    if factory.is_none() {
        return make_task(ctx, event_loop, coroutine, options);
    }
    let mut values = vec![Value::object(event_loop), coroutine];
    let mut names = Vec::new();
    for (name, value) in ["name", "context", "eager_start"].into_iter().zip(options) {
        if let Some(value) = value {
            names.push(Value::object(ctx.intern(name)));
            values.push(value);
        }
    }
    let names = (!names.is_empty()).then(|| Tuple::create(&mut ctx.heap, &names));
    let to = ctx.return_to;
    ctx.tail_call_keywords(factory, &values, names, to)
}

macro_rules! fields {
    ($($get:ident $set:ident $field:ident;)*) => {
        $(
            fn $get(ctx: &mut Context, args: Args) -> Result {
                let event_loop = this(ctx, args)?;
                Ok(ctx.heap.get(event_loop).$field)
            }

            fn $set(ctx: &mut Context, args: Args) -> Result {
                let event_loop = this(ctx, args)?;
                let value = args.get(ctx, 1);
                if !value.is_none() && !super::receiver::is_callable(ctx, value) {
                    let text = ctx.repr_text(value)?;
                    return Err(ctx.type_error(format!("A callable object or None is expected, got {text}")));
                }
                ctx.heap.get_mut(event_loop).$field = value;
                Ok(Value::NONE)
            }
        )*
    };
}

fields! {
    get_exception_handler set_exception_handler exception_handler;
    get_task_factory set_task_factory task_factory;
}

fn get_debug(ctx: &mut Context, args: Args) -> Result {
    let event_loop = this(ctx, args)?;
    Ok(Value::bool(ctx.heap.get(event_loop).debug))
}

fn set_debug(ctx: &mut Context, args: Args) -> Result {
    let event_loop = this(ctx, args)?;
    let debug = args.get(ctx, 1);
    let debug = ctx.truth(debug)?;
    ctx.heap.get_mut(event_loop).debug = debug;
    Ok(Value::NONE)
}

fn repr(ctx: &mut Context, args: Args) -> Result {
    let event_loop = this(ctx, args)?;
    let this = ctx.heap.get(event_loop);
    let (running, closed, debug) = (this.running_on.is_some(), this.closed, this.debug);
    let flag = |flag| if flag { "True" } else { "False" };
    let text =
        format!("<_UnixSelectorEventLoop running={} closed={} debug={}>", flag(running), flag(closed), flag(debug));
    Ok(ctx.new_str(&text))
}

/// A method the library adds.
fn getattr(ctx: &mut Context, args: Args) -> Result {
    let event_loop = this(ctx, args)?;
    let name = args.get(ctx, 1);
    let extras = ctx.heap.get(event_loop).extras;
    if let Some(value) = ctx.dict_get(extras, name)? {
        return Ok(value);
    }
    let text = ctx.as_str(name).map_or(String::new(), |name| ctx.text(name).into_owned());
    if !text.starts_with("__") {
        let module = ctx.import_runtime("asyncio._loop")?;
        let interned = ctx.intern(&text);
        if let Some(function) = ctx.attribute_or_none(module, interned)?
            && function.is::<crate::vm::frame::Function>()
        {
            return Ok(ctx.bound_method(function, Value::object(event_loop)));
        }
    }
    let name = name.cast::<Str>().expect("attribute names are strings");
    Err(ctx.no_attribute(Value::object(event_loop), name))
}

fn setattr(ctx: &mut Context, args: Args) -> Result {
    let event_loop = this(ctx, args)?;
    let (name, value) = (args.get(ctx, 1), args.get(ctx, 2));
    let extras = ctx.heap.get(event_loop).extras;
    ctx.dict_set(extras, name, value)?;
    Ok(Value::NONE)
}

fn extras(ctx: &mut Context, value: Value) -> Result {
    Ok(value.cast::<EventLoop>().map_or(Value::NONE, |event_loop| Value::object(ctx.heap.get(event_loop).extras)))
}

fn new_loop(ctx: &mut Context, _: Args) -> Result {
    Ok(Value::object(EventLoop::create(ctx)))
}

static NEW: NativeDef = NativeDef::function("EventLoop", "()", new_loop, "");

pub static EVENT_LOOP: ClassDef = ClassDef {
    module: "asyncio.unix_events",
    doc: "Runs tasks and callbacks.",
    constructor: Some(&NEW),
    methods: &[
        NativeDef::method("call_soon", "(callback, /, *args, context=None)", call_soon, "Call back in the next pass."),
        NativeDef::method(
            "call_soon_threadsafe",
            "(callback, /, *args, context=None)",
            call_soon,
            "As call_soon, from any thread.",
        ),
        NativeDef::method("call_later", "(delay, callback, /, *args, context=None)", call_later, "Call back later."),
        NativeDef::method("call_at", "(when, callback, /, *args, context=None)", call_at, "Call back at a time."),
        NativeDef::method("time", "()", time, "Return the loop's time in seconds."),
        NativeDef::method("run_forever", "()", run_forever, "Run until stop() is called."),
        NativeDef::method("stop", "()", stop, "Stop after the current pass."),
        NativeDef::method("is_running", "()", is_running, "Return True if the loop is running."),
        NativeDef::method("is_closed", "()", is_closed, "Return True if the loop was closed."),
        NativeDef::method("close", "()", close, "Close the loop."),
        NativeDef::method("create_future", "()", create_future, "Return a new future."),
        NativeDef::method(
            "create_task",
            "(coro, /, *, name=None, context=None, eager_start=None)",
            create_task_method,
            "Schedule a coroutine.",
        ),
        NativeDef::method("get_debug", "()", get_debug, ""),
        NativeDef::method("set_debug", "(enabled, /)", set_debug, ""),
        NativeDef::method("get_exception_handler", "()", get_exception_handler, ""),
        NativeDef::method("set_exception_handler", "(handler, /)", set_exception_handler, ""),
        NativeDef::method("get_task_factory", "()", get_task_factory, ""),
        NativeDef::method("set_task_factory", "(factory, /)", set_task_factory, ""),
        NativeDef::method("__repr__", "()", repr, ""),
        NativeDef::method("__getattr__", "(name, /)", getattr, ""),
        NativeDef::method("__setattr__", "(name, value, /)", setattr, ""),
    ],
    attributes: &[AttributeDef { name: "_extras", get: extras, set: None, doc: "" }],
    ..ClassDef::new(Builtin::EventLoop)
};

fn handle(ctx: &mut Context, args: Args) -> Result<Gc<Handle>> {
    receiver(ctx, args, Builtin::Handle)
}

fn cancel_handle(ctx: &mut Context, args: Args) -> Result {
    let handle = handle(ctx, args)?;
    event::cancel_handle(ctx, handle);
    Ok(Value::NONE)
}

fn handle_cancelled(ctx: &mut Context, args: Args) -> Result {
    let handle = handle(ctx, args)?;
    Ok(Value::bool(ctx.heap.get(handle).cancelled))
}

fn handle_context(ctx: &mut Context, args: Args) -> Result {
    let handle = handle(ctx, args)?;
    let context = ctx.heap.get(handle).context;
    if !context.is_none() {
        return Ok(context);
    }
    let context = context_map::ContextMap { values: None, shared: false, entered: false };
    let context = Value::object(ctx.heap.allocate(context));
    ctx.heap.get_mut(handle).context = context;
    Ok(context)
}

fn handle_when(ctx: &mut Context, args: Args) -> Result {
    let handle = handle(ctx, args)?;
    Ok(Value::float(ctx.heap.get(handle).when.unwrap_or(0.0)))
}

fn handle_repr(ctx: &mut Context, args: Args) -> Result {
    let value = args.get(ctx, 0);
    let handle = handle(ctx, args)?;
    let this = ctx.heap.get(handle);
    let (callback, arguments, when, cancelled) = (this.callback, this.args, this.when, this.cancelled);
    let mut parts = vec![ctx.type_name(value)];
    if cancelled {
        parts.push("cancelled".to_owned());
    }
    if let Some(when) = when {
        parts.push(format!("when={}", ctx.repr_text(Value::float(when))?));
    }
    if !callback.is_none() {
        let arguments = arguments.cast::<Tuple>().map_or(Vec::new(), |args| ctx.heap.tail(args).to_vec());
        parts.push(describe_callback(ctx, callback, &arguments)?);
    }
    Ok(ctx.new_str(&format!("<{}>", parts.join(" "))))
}

fn callback(ctx: &mut Context, value: Value) -> Result {
    Ok(value.cast::<Handle>().map_or(Value::NONE, |handle| ctx.heap.get(handle).callback))
}

pub static HANDLE: ClassDef = ClassDef {
    module: "asyncio.events",
    doc: "A scheduled callback.",
    methods: &[
        NativeDef::method("cancel", "()", cancel_handle, "Cancel the callback."),
        NativeDef::method("cancelled", "()", handle_cancelled, "Return True if the callback was cancelled."),
        NativeDef::method("get_context", "()", handle_context, "Return the context it runs in."),
        NativeDef::method("__repr__", "()", handle_repr, ""),
    ],
    attributes: &[AttributeDef { name: "_callback", get: callback, set: None, doc: "" }],
    ..ClassDef::new(Builtin::Handle)
};

pub static TIMER_HANDLE: ClassDef = ClassDef {
    module: "asyncio.events",
    doc: "A callback scheduled for a time.",
    methods: &[NativeDef::method("when", "()", handle_when, "Return the time it is scheduled for.")],
    ..ClassDef::new(Builtin::TimerHandle)
};
