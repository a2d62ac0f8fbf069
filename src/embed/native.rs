//! Functions of the host that scripts call.

use std::any::Any;
use std::collections::HashMap;
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{LazyLock, Mutex, PoisonError};

use super::convert::{FromValue, Incoming, IntoValue, Maker, Outgoing};
use super::error::ConversionError;
use crate::heap::{Tracer, Value};
use crate::object::ExceptionKind;
use crate::vm::native::{Args, Native, NativeDef, Raised, Result};
use crate::vm::{Context, Extension};

/// An exception for the script, made by the host: of a builtin class, with a message.
///
/// Every type that can be displayed becomes a `RuntimeError`, so that `?` works in host functions.
///
/// ```
/// use taipan::{Raise, Vm};
///
/// let mut vm = Vm::new();
/// vm.register("half", |n: i64| if n % 2 == 0 { Ok(n / 2) } else { Err(Raise::new("ValueError", "odd")) });
/// vm.run("try:\n    half(3)\nexcept ValueError as e:\n    message = str(e)")?;
/// assert_eq!(vm.get::<String>("message")?, "odd");
/// # Ok::<(), taipan::Error>(())
/// ```
#[derive(Debug)]
pub struct Raise(Reason);

#[derive(Debug)]
enum Reason {
    New {
        class: String,
        message: String,
    },
    /// The machine has one pending already.
    Pending,
}

impl Raise {
    /// An exception of a builtin class; `RuntimeError` if there is none of that name.
    pub fn new(class: impl Into<String>, message: impl Into<String>) -> Raise {
        Raise(Reason::New { class: class.into(), message: message.into() })
    }

    pub(super) fn pending() -> Raise {
        Raise(Reason::Pending)
    }

    /// Raises it.
    pub(super) fn raise(self, ctx: &mut Context) -> Raised {
        match self.0 {
            Reason::Pending => Raised,
            Reason::New { class, message } => {
                let kind = ExceptionKind::ALL.iter().copied().find(|kind| kind.name() == class);
                ctx.raise(kind.unwrap_or(ExceptionKind::RuntimeError), message)
            }
        }
    }
}

impl<E: fmt::Display> From<E> for Raise {
    fn from(error: E) -> Raise {
        Raise::new("RuntimeError", error.to_string())
    }
}

/// A function or closure that can be registered: its parameters, a tuple of up to six, are converted from the script's
/// values and its result is converted back. A [`std::result::Result`] raises its error.
pub trait Function<Parameters>: Send + 'static {
    #[doc(hidden)]
    const COUNT: usize;

    #[doc(hidden)]
    fn call(&mut self, ctx: &mut Context, values: &[Value]) -> std::result::Result<Outgoing, Failure>;
}

/// Why a call came to nothing.
#[doc(hidden)]
pub enum Failure {
    Argument { index: usize, error: ConversionError },
    Raise(Raise),
}

impl From<Raise> for Failure {
    fn from(raise: Raise) -> Failure {
        Failure::Raise(raise)
    }
}

/// Converts one argument.
pub(super) fn argument<T: FromValue>(
    ctx: &mut Context,
    values: &[Value],
    index: usize,
) -> std::result::Result<T, Failure> {
    T::from_value(Incoming::new(ctx, values[index])).map_err(|error| Failure::Argument { index, error })
}

macro_rules! functions {
    ($($count:literal ($($index:tt $type:ident $name:ident),*))*) => {
        $(impl<Code, Output, $($type),*> Function<($($type,)*)> for Code
        where
            Code: FnMut($($type),*) -> Output + Send + 'static,
            Output: IntoValue,
            $($type: FromValue,)*
        {
            const COUNT: usize = $count;

            #[allow(unused_variables)]
            fn call(&mut self, ctx: &mut Context, values: &[Value]) -> std::result::Result<Outgoing, Failure> {
                $(let $name: $type = argument(ctx, values, $index)?;)*
                let output = self($($name),*);
                Ok(output.into_value(&mut Maker::new(ctx))?)
            }
        })*
    };
}

functions! {
    0 ()
    1 (0 A a)
    2 (0 A a, 1 B b)
    3 (0 A a, 1 B b, 2 C c)
    4 (0 A a, 1 B b, 2 C c, 3 D d)
    5 (0 A a, 1 B b, 2 C c, 3 D d, 4 E e)
    6 (0 A a, 1 B b, 2 C c, 3 D d, 4 E e, 5 F f)
}

/// A registered function with its types forgotten.
pub(super) type Erased = Box<dyn FnMut(&mut Context, &[Value]) -> std::result::Result<Outgoing, Failure> + Send>;

/// The host's functions of one machine.
#[derive(Default)]
pub(super) struct HostFunctions {
    /// None while the function runs.
    functions: Vec<Option<Erased>>,
}

impl Extension for HostFunctions {
    fn trace(&self, _: &mut Tracer) {}

    fn as_any(&mut self) -> &mut dyn Any {
        self
    }
}

/// Makes a function of the host a value.
pub(super) fn new_function(ctx: &mut Context, name: &str, count: usize, function: Erased) -> Value {
    let functions = host_functions(ctx);
    functions.functions.push(Some(function));
    let data = Value::int(functions.functions.len() as i64 - 1);
    let definition = definition(name, count);
    Value::object(ctx.heap.allocate(Native { data, ..Native::new(definition) }))
}

fn host_functions(ctx: &mut Context) -> &mut HostFunctions {
    ctx.extensions.state().expect("every embedded machine has them")
}

/// The declaration of a host function. They live as long as the process, one for each name and number of parameters.
fn definition(name: &str, count: usize) -> &'static NativeDef {
    type Known = Mutex<HashMap<(String, usize), &'static NativeDef>>;
    static KNOWN: LazyLock<Known> = LazyLock::new(Known::default);
    let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    known.entry((name.to_owned(), count)).or_insert_with(|| {
        let mut signature: String = (0..count).map(|index| format!("argument{}, ", index + 1)).collect();
        if count > 0 {
            signature.push('/');
        }
        let signature: &'static str = Box::leak(format!("({signature})").into_boxed_str());
        let name: &'static str = Box::leak(name.to_owned().into_boxed_str());
        Box::leak(Box::new(NativeDef::function(name, signature, call_host, "A function of the host.")))
    })
}

/// What a script calls: finds the function, runs it, and turns a panic into an exception.
fn call_host(ctx: &mut Context, args: Args) -> Result {
    let callee = ctx.callee.expect("a native is running");
    let data = ctx.heap.get(callee).data;
    let index = data.as_int().expect("host functions are numbered") as usize;
    let Some(mut function) = host_functions(ctx).functions[index].take() else {
        return Err(ctx.runtime_error("the host function is already running"));
    };
    let mut values = [Value::UNBOUND; 6];
    let count = args.count as usize;
    values[..count].copy_from_slice(args.all(ctx));
    let answer = catch_unwind(AssertUnwindSafe(|| function(ctx, &values[..count])));
    host_functions(ctx).functions[index] = Some(function);
    match answer {
        Ok(Ok(value)) => Ok(value.0),
        Ok(Err(failure)) => Err(raise_failure(ctx, failure)),
        Err(panic) => {
            let name = ctx.heap.get(callee).definition.name;
            Err(ctx.runtime_error(format!("host function {name}() panicked: {}", panic_text(&*panic))))
        }
    }
}

#[cold]
pub(super) fn raise_failure(ctx: &mut Context, failure: Failure) -> Raised {
    match failure {
        Failure::Raise(raise) => raise.raise(ctx),
        Failure::Argument { index, error } => {
            let name = ctx.callee.map_or("host function", |callee| ctx.heap.get(callee).definition.name);
            let message = format!("{name}() argument {}: {error}", index + 1);
            if error.is_range { ctx.overflow_error(message) } else { ctx.type_error(message) }
        }
    }
}

/// What a panic says.
pub(super) fn panic_text(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<&str>().copied();
    text.or_else(|| panic.downcast_ref::<String>().map(String::as_str)).unwrap_or("no message")
}
