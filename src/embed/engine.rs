//! The machine as a host sees it: built with limits, then asked to run sources, call functions, and exchange values.

use std::io::{self, Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::asynchronous::{self, AsyncFunction, HostFutures};
use super::convert::{Arguments, FromValue, Handle, Incoming, IntoValue, Maker, Outgoing};
use super::diagnostic;
use super::error::{Error, Result};
use super::native::{self, Function, HostFunctions};
use crate::builtins::{
    self,
    output::{Channel, StandardStreams},
};
use crate::compile::{Mode, Options};
use crate::event::driver;
use crate::event::reactor::Waker;
use crate::heap::{Gc, Kind, Value};
use crate::modules::sys::RecursionCeiling;
use crate::modules::{Invocation, loader::StandardLoader};
use crate::object::Dict;
use crate::syntax::{Source, decode};
use crate::vm::builtin_class::Builtin;
use crate::vm::frame::ReturnTo;
use crate::vm::{Context, Outcome, native::Result as Answer};

/// A machine with its own memory, modules and global names.
///
/// It may move between threads, and is used by one at a time. Dropping it runs no script.
///
/// ```
/// use taipan::Vm;
///
/// let mut vm = Vm::new();
/// vm.register("shout", |text: String| text.to_uppercase());
/// vm.run("def greet(name): return shout('hello ') + name")?;
/// let greeting: String = vm.call("greet", ("Taipan",))?;
/// assert_eq!(greeting, "HELLO Taipan");
/// # Ok::<(), taipan::Error>(())
/// ```
pub struct Vm {
    ctx: Box<Context>,
    loader: Arc<StandardLoader>,
    globals: Gc<Dict>,
    fuel: Option<u64>,
    timeout: Option<Duration>,
    captured: Option<[Captured; 2]>,
    /// Sources run so far, for their names.
    sources: u32,
    /// Global names the host asked for last, by their length.
    known_names: [Option<KnownName>; KNOWN_NAMES],
    poisoned: bool,
}

const KNOWN_NAMES: usize = 16;

/// Where a name was found among the globals.
struct KnownName {
    text: Box<str>,
    /// Of the globals: the entry is where it was for as long as they have it.
    version: u64,
    index: usize,
}

const _: () = {
    const fn is_send<T: Send>() {}
    is_send::<Vm>();
    const fn is_sync<T: Send + Sync>() {}
    is_sync::<Interrupt>();
};

/// Bytes a script wrote.
#[derive(Clone, Default)]
struct Captured(Arc<Mutex<Vec<u8>>>);

impl Write for Captured {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Stops a script from any thread: see [`Vm::interrupt_handle`].
#[derive(Clone)]
pub struct Interrupt {
    flag: Arc<AtomicBool>,
    waker: Option<Waker>,
}

impl Interrupt {
    /// Stops the script that is running, or the next one if none is. The script cannot catch it.
    pub fn interrupt(&self) {
        self.flag.store(true, Ordering::Relaxed);
        if let Some(waker) = &self.waker {
            waker.wake();
        }
    }
}

/// How a [`Vm`] is to be. All limits are off at first, files may be imported, and the standard streams are the
/// process's.
///
/// ```
/// use std::time::Duration;
/// use taipan::Vm;
///
/// let mut vm = Vm::builder().fuel(100_000).timeout(Duration::from_secs(1)).memory(64 << 20).build();
/// assert!(vm.run("while True: pass").unwrap_err().is_out_of_fuel());
/// assert_eq!(vm.eval::<i64>("1 + 1")?, 2);
/// # Ok::<(), taipan::Error>(())
/// ```
#[derive(Default)]
#[must_use]
pub struct Builder {
    fuel: Option<u64>,
    timeout: Option<Duration>,
    memory: Option<usize>,
    recursion: Option<u32>,
    capture: bool,
    output: Option<Box<dyn Write + Send>>,
    error: Option<Box<dyn Write + Send>>,
    input: Option<Box<dyn Read + Send>>,
    deny_files: bool,
    arguments: Vec<String>,
    path: Vec<String>,
    stress: bool,
}

impl Builder {
    /// Fuel for each call of the host: about one unit for a turn of a loop, a call, or an item a builtin handles.
    pub fn fuel(mut self, units: u64) -> Builder {
        self.fuel = Some(units);
        self
    }

    /// The longest that each call of the host may take.
    pub fn timeout(mut self, most: Duration) -> Builder {
        self.timeout = Some(most);
        self
    }

    /// Bytes that all objects together may take.
    pub fn memory(mut self, bytes: usize) -> Builder {
        self.memory = Some(bytes);
        self
    }

    /// The deepest that calls may nest, 1,000 by default. Scripts may lower it, and raise it no further than this.
    pub fn recursion(mut self, depth: u32) -> Builder {
        self.recursion = Some(depth);
        self
    }

    /// Keeps what scripts write for [`Vm::take_output`] and [`Vm::take_error_output`], and gives them no input.
    pub fn capture(mut self) -> Builder {
        self.capture = true;
        self
    }

    /// Where scripts write.
    pub fn output(mut self, writer: impl Write + Send + 'static) -> Builder {
        self.output = Some(Box::new(writer));
        self
    }

    /// Where scripts write errors and warnings.
    pub fn error_output(mut self, writer: impl Write + Send + 'static) -> Builder {
        self.error = Some(Box::new(writer));
        self
    }

    /// What scripts read.
    pub fn input(mut self, reader: impl Read + Send + 'static) -> Builder {
        self.input = Some(Box::new(reader));
        self
    }

    /// Whether modules may be imported from files; those of the library always may.
    pub fn allow_files(mut self, allow: bool) -> Builder {
        self.deny_files = !allow;
        self
    }

    /// `sys.argv`.
    pub fn arguments(mut self, arguments: impl IntoIterator<Item = impl Into<String>>) -> Builder {
        self.arguments = arguments.into_iter().map(Into::into).collect();
        self
    }

    /// The folders modules are imported from: `sys.path`.
    pub fn path(mut self, folders: impl IntoIterator<Item = impl Into<String>>) -> Builder {
        self.path = folders.into_iter().map(Into::into).collect();
        self
    }

    /// Collects wherever a collection is allowed: slow, for finding bugs.
    pub fn stress(mut self, stress: bool) -> Builder {
        self.stress = stress;
        self
    }

    /// Makes the machine.
    pub fn build(mut self) -> Vm {
        let mut ctx = Box::new(builtins::new_context());
        crate::modules::install(&mut ctx);
        crate::modules::warnings::install(&mut ctx);
        crate::modules::sys::install(&mut ctx);
        let captured = self.capture.then(<[Captured; 2]>::default);
        ctx.extensions.states.insert(0, Box::new(HostFunctions::default()));
        ctx.extensions.states.push(Box::new(HostFutures::default()));
        if self.capture || self.output.is_some() || self.error.is_some() || self.input.is_some() {
            let streams = self.streams(captured.as_ref());
            ctx.extensions.states.push(Box::new(streams));
        }
        let loader = Arc::new(StandardLoader::new(!self.deny_files));
        ctx.loader = Some(loader.clone());
        if let Some(depth) = self.recursion {
            ctx.set_recursion_limit(depth);
            ctx.extensions.states.push(Box::new(RecursionCeiling(depth)));
        }
        if let Some(bytes) = self.memory {
            ctx.heap.limit = bytes;
        }
        ctx.heap.set_stress(self.stress);
        let arguments = if self.arguments.is_empty() { vec![String::new()] } else { self.arguments };
        ctx.extensions.states.push(Box::new(Invocation { arguments, path: self.path, ..Invocation::default() }));
        let module = ctx.new_module("__main__");
        ctx.set_text(ctx.modules, "__main__", Value::object(module));
        let globals = ctx.heap.get(module).namespace;
        let (fuel, timeout) = (self.fuel, self.timeout);
        Vm {
            ctx,
            loader,
            globals,
            fuel,
            timeout,
            captured,
            sources: 0,
            known_names: Default::default(),
            poisoned: false,
        }
    }

    fn streams(&mut self, captured: Option<&[Captured; 2]>) -> StandardStreams {
        let mut streams = StandardStreams::inherited();
        if let Some([output, error]) = captured {
            streams.output = Channel::new(Box::new(output.clone()), false, false);
            streams.error = Channel::new(Box::new(error.clone()), false, false);
            streams.input = Box::new(io::empty());
            streams.input_is_inherited = false;
            streams.input_is_terminal = false;
        }
        if let Some(writer) = self.output.take() {
            streams.output = Channel::new(writer, false, false);
        }
        if let Some(writer) = self.error.take() {
            streams.error = Channel::new(writer, true, false);
        }
        if let Some(reader) = self.input.take() {
            streams.input = Box::new(io::BufReader::new(reader));
            streams.input_is_inherited = false;
            streams.input_is_terminal = false;
        }
        streams
    }
}

impl Default for Vm {
    fn default() -> Vm {
        Vm::new()
    }
}

impl Vm {
    /// A machine without limits.
    pub fn new() -> Vm {
        Builder::default().build()
    }

    /// A machine built to order.
    pub fn builder() -> Builder {
        Builder::default()
    }

    /// Runs a source in the module `__main__`, whose names stay from one run to the next.
    ///
    /// # Errors
    /// If the source is wrong, an exception is not caught, or a limit is met.
    pub fn run(&mut self, source: &str) -> Result<()> {
        let name = self.source_name();
        self.run_named(source, &name)
    }

    /// Runs a file.
    ///
    /// # Errors
    /// As [`Vm::run`], and if the file cannot be read.
    pub fn run_file(&mut self, path: impl AsRef<std::path::Path>) -> Result<()> {
        let file = path.as_ref().to_string_lossy().into_owned();
        let bytes = std::fs::read(path.as_ref()).map_err(|error| Error::read(&file, error))?;
        match decode(&bytes) {
            Ok(text) => self.run_named(text, &file),
            Err(error) => Err(Error::read(&file, io::Error::new(io::ErrorKind::InvalidData, error.message))),
        }
    }

    /// The value of an expression.
    ///
    /// # Errors
    /// As [`Vm::run`], and if the value is of another type.
    pub fn eval<T: FromValue>(&mut self, expression: &str) -> Result<T> {
        let name = self.source_name();
        self.enter(|vm| {
            let value = vm.execute(expression, &name, Mode::Expression)?;
            vm.convert(value)
        })
    }

    fn source_name(&mut self) -> String {
        self.sources += 1;
        format!("<source {}>", self.sources)
    }

    fn run_named(&mut self, source: &str, name: &str) -> Result<()> {
        self.enter(|vm| vm.execute(source, name, Mode::Module).map(|_| ()))
    }

    fn execute(&mut self, text: &str, name: &str, mode: Mode) -> Result<Value> {
        let source = Source::new(name, text);
        let options = Options {
            file: Arc::from(name),
            source: &source,
            mode,
            top_level_await: false,
            hidden: false,
            with_namespace: false,
        };
        let compiled = diagnostic::compile(text, &source, &options).map_err(Error::source)?;
        self.loader.remember(name, Arc::from(text));
        let globals = self.globals;
        self.drive(|ctx, to| {
            let function = ctx.module_function(&compiled.code, globals);
            ctx.tail_call_to(Value::object(function), &[], to)
        })
    }

    /// Calls a function, or anything else that can be called, by its global name. If that is an `async def`, the
    /// coroutine is run to its end by an event loop.
    ///
    /// # Errors
    /// As [`Vm::eval`]; a missing name is a `NameError`.
    pub fn call<T: FromValue>(&mut self, name: &str, arguments: impl Arguments) -> Result<T> {
        self.enter(|vm| {
            let callee = vm.find(name)?;
            vm.call_and_convert(callee, arguments)
        })
    }

    /// Calls what a handle holds.
    ///
    /// # Errors
    /// As [`Vm::eval`].
    pub fn call_value<T: FromValue>(&mut self, callee: &Handle, arguments: impl Arguments) -> Result<T> {
        self.enter(|vm| {
            let callee = vm.ctx.heap.handles.value(&callee.0).ok_or_else(Error::foreign_handle)?;
            vm.call_and_convert(callee, arguments)
        })
    }

    fn call_and_convert<T: FromValue, A: Arguments>(&mut self, callee: Value, arguments: A) -> Result<T> {
        let mut values = [Outgoing(Value::UNBOUND); 6];
        if let Err(raise) = arguments.into_values(&mut Maker::new(&mut self.ctx), &mut values) {
            raise.raise(&mut self.ctx);
            return Err(Error::pending(&mut self.ctx));
        }
        let values = values.map(|value| value.0);
        let mut value = self.drive(|ctx, to| ctx.tail_call_to(callee, &values[..A::COUNT], to))?;
        if value.kind() == Some(Kind::Coroutine) {
            value = self.finish_coroutine(value)?;
        }
        self.convert(value)
    }

    /// A coroutine is run by an event loop; anything else is the value itself.
    fn finish_coroutine(&mut self, value: Value) -> Result<Value> {
        if self.ctx.class_of(value) != self.ctx.class(Builtin::Coroutine) {
            return Ok(value);
        }
        self.ctx.roots.push(value);
        let run = self.ctx.import_module("asyncio").and_then(|asyncio| self.ctx.attribute(asyncio, "run"));
        self.ctx.roots.pop();
        match run {
            Ok(run) => self.drive(|ctx, to| ctx.tail_call_to(run, &[value], to)),
            Err(_) => Err(Error::pending(&mut self.ctx)),
        }
    }

    fn find(&mut self, name: &str) -> Result<Value> {
        let globals = self.ctx.heap.get(self.globals);
        if let Some(known) = &self.known_names[name.len() % KNOWN_NAMES]
            && known.version == globals.version()
            && *known.text == *name
        {
            return Ok(globals.entry_value(known.index));
        }
        let interned = self.ctx.intern(name);
        let found = self.ctx.find_name(self.globals, interned).map(|index| self.remember_name(name, index));
        match found.or_else(|| self.ctx.get_name(self.ctx.builtins, interned)) {
            Some(value) => Ok(value),
            None => {
                self.ctx.raise(crate::object::ExceptionKind::NameError, format!("name '{name}' is not defined"));
                Err(Error::pending(&mut self.ctx))
            }
        }
    }

    /// Notes where a global name is, and reads it.
    fn remember_name(&mut self, name: &str, index: usize) -> Value {
        let globals = self.ctx.heap.get_mut(self.globals);
        let known = KnownName { text: name.into(), version: globals.ensure_version(), index };
        self.known_names[name.len() % KNOWN_NAMES] = Some(known);
        globals.entry_value(index)
    }

    /// Reads a global name.
    ///
    /// # Errors
    /// If there is no such name, or its value is of another type.
    pub fn get<T: FromValue>(&mut self, name: &str) -> Result<T> {
        self.enter(|vm| {
            let value = vm.find(name)?;
            vm.convert(value)
        })
    }

    /// Sets a global name.
    ///
    /// # Errors
    /// If the value is a handle of another machine.
    pub fn set(&mut self, name: &str, value: impl IntoValue) -> Result<()> {
        self.enter(|vm| match value.into_value(&mut Maker::new(&mut vm.ctx)) {
            Ok(value) => {
                let globals = vm.globals;
                vm.ctx.set_text(globals, name, value.0);
                Ok(())
            }
            Err(raise) => {
                raise.raise(&mut vm.ctx);
                Err(Error::pending(&mut vm.ctx))
            }
        })
    }

    /// Reads what a handle holds.
    ///
    /// # Errors
    /// If it belongs to another machine, or its value is of another type.
    pub fn read<T: FromValue>(&mut self, handle: &Handle) -> Result<T> {
        self.enter(|vm| {
            let value = vm.ctx.heap.handles.value(&handle.0).ok_or_else(Error::foreign_handle)?;
            vm.convert(value)
        })
    }

    fn convert<T: FromValue>(&mut self, value: Value) -> Result<T> {
        Ok(T::from_value(Incoming::new(&mut self.ctx, value))?)
    }

    /// Gives scripts a function of the host, under a global name of `__main__`.
    ///
    /// A panic in it becomes a `RuntimeError` in the script.
    pub fn register<Parameters, F: Function<Parameters>>(&mut self, name: &str, mut function: F) {
        let erased: native::Erased = Box::new(move |ctx, values| function.call(ctx, values));
        let value = native::new_function(&mut self.ctx, name, F::COUNT, erased);
        self.ctx.set_text(self.globals, name, value);
    }

    /// Gives scripts an asynchronous function of the host: they await it beside their other tasks. Its future may be
    /// woken from any thread, and is polled by the machine; it needs no particular runtime.
    ///
    /// Called where no event loop runs, it raises `RuntimeError`. A panic becomes one too.
    pub fn register_async<Parameters, F: AsyncFunction<Parameters>>(&mut self, name: &str, function: F) {
        let erased = asynchronous::erase(function);
        let value = native::new_function(&mut self.ctx, name, F::COUNT, erased);
        self.ctx.set_text(self.globals, name, value);
    }

    /// The fuel for each call from now on: see [`Builder::fuel`]. None for no limit.
    pub fn set_fuel(&mut self, units: Option<u64>) {
        self.fuel = units;
    }

    /// The longest that each call may take from now on: see [`Builder::timeout`]. None for no limit.
    pub fn set_timeout(&mut self, most: Option<Duration>) {
        self.timeout = most;
    }

    /// What stops a running script from another thread, even one that sleeps.
    pub fn interrupt_handle(&mut self) -> Interrupt {
        let waker = driver::driver(&mut self.ctx).reactor.waker();
        Interrupt { flag: self.ctx.limits.interrupt.clone(), waker }
    }

    /// What scripts wrote since the last call, if the machine was built to [`capture`](Builder::capture) it.
    pub fn take_output(&mut self) -> String {
        // A writer into memory does not fail.
        let _ = self.ctx.streams().output.flush();
        self.take_captured(0)
    }

    /// What scripts wrote to standard error since the last call.
    pub fn take_error_output(&mut self) -> String {
        let _ = self.ctx.streams().error.flush();
        self.take_captured(1)
    }

    fn take_captured(&mut self, which: usize) -> String {
        let Some(captured) = &self.captured else { return String::new() };
        let bytes = std::mem::take(&mut *captured[which].0.lock().unwrap_or_else(PoisonError::into_inner));
        String::from_utf8_lossy(&bytes).into_owned()
    }

    /// Does what a host asks for: with fresh limits, and guarded against our own bugs.
    fn enter<T>(&mut self, act: impl FnOnce(&mut Vm) -> Result<T>) -> Result<T> {
        if self.poisoned {
            return Err(Error::poisoned());
        }
        let deadline = self.timeout.map(|timeout| Instant::now() + timeout);
        self.ctx.begin_limits(self.fuel, deadline);
        let result = catch_unwind(AssertUnwindSafe(|| act(self)));
        match result {
            Ok(result) => {
                if self.ctx.limits.stopped.is_some() {
                    self.ctx.reset_after_stop();
                }
                if std::mem::take(&mut self.ctx.extensions.has_written) {
                    // What nobody reads any more is no error of the script's.
                    let _ = self.ctx.streams().output.flush();
                }
                result
            }
            Err(_) => {
                self.poisoned = true;
                Err(Error::poisoned())
            }
        }
    }

    /// Runs what `begin` calls until it has answered.
    fn drive(&mut self, begin: impl FnOnce(&mut Context, ReturnTo) -> Answer) -> Result<Value> {
        match driver::run(&mut self.ctx, begin) {
            Outcome::Returned(value) => Ok(value),
            Outcome::Raised => Err(Error::pending(&mut self.ctx)),
            outcome => unreachable!("the driver answers {outcome:?}"),
        }
    }
}
