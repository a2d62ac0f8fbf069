//! An asynchronous function of the host: the script awaits a Rust future beside its other tasks.

use std::future::poll_fn;
use std::sync::{Arc, Mutex};
use std::task::{Poll, Waker};
use std::thread;
use std::time::Duration;

use taipan::Vm;

/// What a thread does, as a future. Any runtime's futures would do.
async fn in_a_thread<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    type Shared<T> = Arc<Mutex<(Option<T>, Option<Waker>)>>;
    let shared: Shared<T> = Arc::new(Mutex::new((None, None)));
    let theirs = shared.clone();
    thread::spawn(move || {
        let done = work();
        let mut shared = theirs.lock().expect("nobody panics holding it");
        shared.0 = Some(done);
        if let Some(waker) = shared.1.take() {
            waker.wake();
        }
    });
    poll_fn(move |context| {
        let mut shared = shared.lock().expect("nobody panics holding it");
        match shared.0.take() {
            Some(done) => Poll::Ready(done),
            None => {
                shared.1 = Some(context.waker().clone());
                Poll::Pending
            }
        }
    })
    .await
}

const SCRIPT: &str = "
import asyncio

async def tick():
    for n in range(3):
        print('tick', n)
        await asyncio.sleep(0.02)

async def main():
    slow, fast, _ = await asyncio.gather(square(12, 0.1), square(3, 0.01), tick())
    print(slow, fast)
    return slow + fast
";

fn main() -> Result<(), taipan::Error> {
    let mut vm = Vm::new();
    vm.register_async("square", |n: i64, seconds: f64| {
        in_a_thread(move || {
            thread::sleep(Duration::from_secs_f64(seconds));
            n * n
        })
    });
    vm.run(SCRIPT)?;
    let sum: i64 = vm.call("main", ())?;
    println!("{sum}");
    Ok(())
}
