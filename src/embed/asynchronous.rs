//! Asynchronous functions of the host: a Rust future that a script awaits beside its other tasks. The machine's own
//! loop polls it, woken by the future's waker from whatever thread; no particular runtime is needed.

use std::any::Any;
use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Poll, Wake, Waker};

use super::convert::{FromValue, IntoValue, Maker, Outgoing};
use super::native::{Erased, Failure, Raise, argument, panic_text};
use crate::event::EventLoop;
use crate::event::blocking::Remote;
use crate::event::driver::driver;
use crate::event::future::{Progress, new_future, promise, settle};
use crate::heap::{Tracer, Value};
use crate::vm::{Context, Extension};

/// What a future of the host leaves: its output, still to be converted.
type Output = Box<dyn FnOnce(&mut Maker<'_>) -> Result<Outgoing, Raise> + Send>;
type HostFuture = Pin<Box<dyn Future<Output = Output> + Send>>;

/// An asynchronous function or closure that can be registered: called with converted arguments, it gives a future.
pub trait AsyncFunction<Parameters>: Send + 'static {
    #[doc(hidden)]
    const COUNT: usize;

    #[doc(hidden)]
    fn begin(&mut self, ctx: &mut Context, values: &[Value]) -> Result<HostFuture, Failure>;
}

macro_rules! functions {
    ($($count:literal ($($index:tt $type:ident $name:ident),*))*) => {
        $(impl<Code, Running, $($type),*> AsyncFunction<($($type,)*)> for Code
        where
            Code: FnMut($($type),*) -> Running + Send + 'static,
            Running: Future<Output: IntoValue + Send + 'static> + Send + 'static,
            $($type: FromValue,)*
        {
            const COUNT: usize = $count;

            #[allow(unused_variables)]
            fn begin(&mut self, ctx: &mut Context, values: &[Value]) -> Result<HostFuture, Failure> {
                $(let $name: $type = argument(ctx, values, $index)?;)*
                let future = self($($name),*);
                Ok(Box::pin(async move {
                    let output = future.await;
                    Box::new(move |maker: &mut Maker<'_>| output.into_value(maker)) as Output
                }))
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

/// Futures of the host that are not done.
#[derive(Default)]
pub(super) struct HostFutures {
    running: Vec<Option<Running>>,
    /// How many there were so far.
    made: u64,
}

struct Running {
    /// None while it is being polled.
    future: Option<HostFuture>,
    waker: Waker,
    /// The script's future that stands for it.
    promise: Value,
    /// Tells it from others that had the same place.
    number: u64,
}

impl Extension for HostFutures {
    fn trace(&self, tracer: &mut Tracer) {
        self.running.iter().flatten().for_each(|running| tracer.value(running.promise));
    }

    fn as_any(&mut self) -> &mut dyn Any {
        self
    }
}

/// Wakes one future: has the machine's thread poll it.
struct HostWaker {
    remote: Remote,
    slot: usize,
    number: u64,
}

impl Wake for HostWaker {
    fn wake(self: Arc<HostWaker>) {
        let (slot, number) = (self.slot, self.number);
        self.remote.post(Box::new(move |ctx| {
            poll(ctx, slot, number);
            Ok(Value::NONE)
        }));
    }
}

/// An asynchronous function as scripts call it: begins the future, and answers with one of the script's.
pub(super) fn erase<Parameters, F: AsyncFunction<Parameters>>(mut function: F) -> Erased {
    Box::new(move |ctx, values| {
        let Some(event_loop) = ctx.stack.running_loop.cast::<EventLoop>() else {
            return Err(Raise::new("RuntimeError", "no running event loop").into());
        };
        let future = function.begin(ctx, values)?;
        let promise = Value::object(new_future(ctx, event_loop));
        let (slot, number) = keep(ctx, future, promise);
        poll(ctx, slot, number);
        Ok(Outgoing(promise))
    })
}

fn host_futures(ctx: &mut Context) -> &mut HostFutures {
    ctx.extensions.state().expect("every embedded machine has them")
}

fn keep(ctx: &mut Context, future: HostFuture, promise: Value) -> (usize, u64) {
    let driver = driver(ctx);
    let waker = driver.reactor.waker();
    let remote = driver.jobs.remote(waker);
    let futures = host_futures(ctx);
    futures.made += 1;
    let number = futures.made;
    let slot = futures.running.iter().position(Option::is_none).unwrap_or(futures.running.len());
    let waker = Waker::from(Arc::new(HostWaker { remote, slot, number }));
    let running = Some(Running { future: Some(future), waker, promise, number });
    match futures.running.get_mut(slot) {
        Some(place) => *place = running,
        None => futures.running.push(running),
    }
    (slot, number)
}

/// Polls a future that was woken; if it is done, so is the script's.
fn poll(ctx: &mut Context, slot: usize, number: u64) {
    let place = host_futures(ctx).running.get_mut(slot).and_then(Option::as_mut);
    let Some(running) = place.filter(|running| running.number == number) else { return };
    let Some(mut future) = running.future.take() else { return };
    let (waker, script_future) = (running.waker.clone(), running.promise);
    if promise(&ctx.heap, script_future).is_none_or(|promise| promise.is_done()) {
        // The script has cancelled it.
        host_futures(ctx).running[slot] = None;
        return;
    }
    let answer = catch_unwind(AssertUnwindSafe(|| future.as_mut().poll(&mut std::task::Context::from_waker(&waker))));
    let output = match answer {
        Ok(Poll::Pending) => {
            if let Some(running) = &mut host_futures(ctx).running[slot] {
                running.future = Some(future);
            }
            return;
        }
        Ok(Poll::Ready(output)) => output(&mut Maker::new(ctx)),
        Err(panic) => {
            let text = format!("asynchronous host function panicked: {}", panic_text(&*panic));
            Err(Raise::new("RuntimeError", text))
        }
    };
    host_futures(ctx).running[slot] = None;
    match output {
        Ok(value) => settle(ctx, script_future, Progress::Done, value.0),
        Err(raise) => {
            raise.raise(ctx);
            let exception = ctx.take_pending();
            settle(ctx, script_future, Progress::Failed, exception);
        }
    }
}
