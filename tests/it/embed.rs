//! The public API, and the limits a host sets.

use std::time::{Duration, Instant};

use taipan::{Error, Raise, Vm};

/// Runs something that never ends in a machine with a limit; the machine must be usable afterwards. By how much a limit
/// is overrun is measured by `cargo bench -- host_limits`; here it only must not take for ever.
fn stopped(vm: &mut Vm, source: &str) -> Error {
    let before = Instant::now();
    let error = vm.run(source).expect_err(source);
    assert!(before.elapsed() < Duration::from_secs(10), "{source}: {:?}", before.elapsed());
    assert_eq!(vm.eval::<i64>("20 + 22").expect("usable"), 42, "{source}");
    assert_eq!(vm.get::<i64>("caught").expect("a name"), 0, "{source}");
    error
}

/// A script that would catch whatever it can.
fn catching(body: &str) -> String {
    format!(
        "import itertools\ncaught = 0\nwhile True:\n    try:\n        {body}\n    except BaseException:\n        \
         caught += 1\n    finally:\n        caught += 1\n"
    )
}

/// What never ends by itself, or not within anyone's patience.
const ENDLESS: [&str; 13] = [
    "while True: pass",
    "sum(itertools.repeat(1))",
    "sorted([3, 1, 2], key=lambda x: sum(itertools.repeat(1)))",
    "[x for x in itertools.repeat(0) if x]",
    "max(itertools.repeat(1))",
    "1 in itertools.repeat(0)",
    "next(x for x in itertools.repeat(0) if x)",
    "10 ** 10 ** 8",
    "pow(3, 10 ** 10 ** 5, 10 ** 10 ** 5 + 1)",
    "xs = []\n        while True: xs.append(0); xs.pop()",
    "xs = list(range(10 ** 5))\n        while True: xs.reverse(); xs.sort(reverse=True)",
    "import _re; _re.compile('(a+)+$', 0).match('a' * 40 + 'b')",
    // Each is caught, and the next call recurses again.
    "def f(): f()\n        while True:\n            try: f()\n            except RecursionError: pass",
];

#[test]
fn fuel_stops_everything_endless() {
    for body in ENDLESS {
        let mut vm = Vm::builder().fuel(50_000).recursion(100).memory(64 << 20).build();
        let error = stopped(&mut vm, &catching(body));
        assert!(error.is_out_of_fuel(), "{body}: {error}");
    }
}

#[test]
fn fuel_is_counted_alike_each_time() {
    let turns = |fuel: u64| {
        let mut vm = Vm::builder().fuel(fuel).build();
        let error = vm.run("turns = 0\nwhile True: turns += 1").expect_err("it is endless");
        assert!(error.is_out_of_fuel(), "{error}");
        vm.get::<u64>("turns").expect("a number")
    };
    assert_eq!(turns(10_000), turns(10_000));
    // About a unit a turn.
    assert!((90_000..=100_010).contains(&turns(100_000)), "{}", turns(100_000));
}

#[test]
fn deadlines_stop_everything_endless() {
    for body in ENDLESS {
        let mut vm = Vm::builder().timeout(Duration::from_millis(50)).memory(64 << 20).build();
        let error = stopped(&mut vm, &catching(body));
        assert!(error.is_deadline(), "{body}: {error}");
    }
}

#[test]
fn an_interrupt_from_another_thread_stops_everything_endless() {
    for body in ENDLESS {
        let mut vm = Vm::builder().memory(64 << 20).build();
        let handle = vm.interrupt_handle();
        let other = std::thread::spawn(move || {
            std::thread::sleep(Duration::from_millis(50));
            handle.interrupt();
        });
        let error = stopped(&mut vm, &catching(body));
        assert!(error.is_interrupted(), "{body}: {error}");
        other.join().expect("the other thread ends");
    }
}

/// What waits for ever for what never comes.
const WAITING: [&str; 4] = [
    "import time; time.sleep(1000)",
    "import threading; threading.Event().wait()",
    "import _socket; a, b = _socket.pair(1, 1, 0); a._receive(1)",
    "import asyncio; asyncio.run(asyncio.sleep(1000))",
];

#[test]
fn waits_end_with_the_deadline_and_by_interrupts() {
    for body in WAITING {
        let mut vm = Vm::builder().timeout(Duration::from_millis(300)).build();
        let error = stopped(&mut vm, &catching(body));
        assert!(error.is_deadline(), "{body}: {error}");
        let mut vm = Vm::new();
        let handle = vm.interrupt_handle();
        let other = std::thread::spawn(move || {
            std::thread::sleep(Duration::from_millis(300));
            handle.interrupt();
        });
        let error = stopped(&mut vm, &catching(body));
        assert!(error.is_interrupted(), "{body}: {error}");
        other.join().expect("the other thread ends");
    }
}

#[test]
fn memory_is_limited() {
    let growing = [
        "xs = []\n        while True: xs.append('x' * 1000)",
        "xs = [0]\n        while True: xs = xs + xs",
        "xs = [0]\n        while True: xs += xs",
        "xs = (0,)\n        while True: xs = xs + xs",
        "s = 'x'\n        while True: s += s",
        "d = {}\n        while True: d[len(d)] = [0] * 10",
        "s = set()\n        while True: s.add(len(s))",
        "x = 1\n        while True: x <<= 10**6",
        "def f(x): return f([x])\n        f(0)",
        "errors = None\n        while True: errors = ValueError(errors)",
        "'x' * 10**12",
        "b'x' * 10**12",
        "[0] * 10**12",
        "(0,) * 10**12",
        "bytes(10**12)",
        "bytearray(10**12)",
        "'x'.ljust(10**12)",
        "f'{1:1000000000}'",
        "'%01000000000d' % 1",
        "list(range(10**12))",
        "list(itertools.repeat(0))",
        "''.join(itertools.repeat('x'))",
        "dict.fromkeys(range(10**12))",
        "10 ** 10 ** 8",
        "1 << 10**9",
        "('ab' * 10**6).split('a')",
    ];
    for body in growing {
        let mut vm = Vm::builder().memory(24 << 20).recursion(10_000_000).build();
        vm.run("import sys\nsys.setrecursionlimit(10_000_000)").expect("it may");
        let error = stopped(&mut vm, &catching(body));
        assert!(error.is_memory(), "{body}: {error}");
    }
}

/// What would be too large for any machine is an exception, as in CPython.
#[test]
fn impossible_sizes_are_refused() {
    for (source, expected) in [("1 << 10**12", "OverflowError"), ("'x' * 10**18", "MemoryError")] {
        let mut vm = Vm::new();
        let error = vm.run(source).expect_err(source);
        assert_eq!(error.exception().expect(source).type_name(), expected, "{source}");
    }
}

#[test]
fn endless_recursion_is_an_exception() {
    let mut vm = Vm::builder().recursion(500).build();
    let error = vm.run("def f(): return f()\nf()").expect_err("it recurses");
    assert_eq!(error.exception().expect("an exception").type_name(), "RecursionError");
    vm.run("import sys\nsys.setrecursionlimit(10**6)\ndepth = sys.getrecursionlimit()").expect("it may ask");
    assert_eq!(vm.get::<i64>("depth").expect("a name"), 500);
}

/// Recursions of every kind, each in a machine of its own, on a thread with a small stack.
#[test]
fn deep_recursion_of_every_kind_on_a_small_stack() {
    let sources = [
        "def f(n): return f(n + 1)\nf(0)",
        "class A:\n    def __repr__(self): return repr(self)\nrepr(A())",
        "class A:\n    def __eq__(self, other): return self == other\nA() == A()",
        "class A:\n    def __hash__(self): return hash(self)\n{A(): 1}",
        "class A:\n    def __lt__(self, other): return sorted([self, other])\nsorted([A(), A()])",
        "def g(n):\n    yield from g(n + 1)\nnext(g(0))",
        "class A:\n    def __getattr__(self, name): return getattr(self, name)\nA().x",
        "x = []\nfor _ in range(100000): x = [x]\nrepr(x)",
        "x = []\ny = []\nfor _ in range(100000): x, y = [x], [y]\nx == y",
        "x = ()\nfor _ in range(100000): x = (x,)\nhash(x)",
    ];
    let run = move || {
        for source in sources {
            let mut vm = Vm::builder().recursion(1_000_000).build();
            let error = vm.run(&format!("import sys\nsys.setrecursionlimit(1000000)\n{source}"));
            let error = error.expect_err(source);
            let name = error.exception().expect(source).type_name().to_owned();
            assert!(name == "RecursionError" || name == "MemoryError", "{source}: {error}");
            assert_eq!(vm.eval::<i64>("1 + 1").expect("usable"), 2, "{source}");
        }
        let mut vm = Vm::new();
        vm.run("x = []\nfor _ in range(1000000): x = [x]\nx = None").expect("deep data is dropped");
        for source in ["(".repeat(10_000), "[".repeat(10_000) + &"]".repeat(10_000), "-".repeat(100_000) + "1"] {
            let _ = vm.run(&source).expect_err("too deep");
        }
        vm.run(&("x = 1".to_owned() + &" + 1".repeat(900))).expect("long chains are fine");
        assert_eq!(vm.get::<i64>("x").expect("a name"), 901);
    };
    std::thread::Builder::new().stack_size(2 << 20).spawn(run).expect("a thread").join().expect("no overflow");
}

#[test]
fn values_cross_both_ways() {
    let mut vm = Vm::new();
    vm.set("numbers", vec![1, 2, 3]).expect("a list");
    vm.run("total = sum(numbers)\npair = ('a', 1.5)\nnested = {'x': [1, None]}\nbig = 2**64 - 1").expect("it runs");
    assert_eq!(vm.get::<u8>("total").expect("an int"), 6);
    assert_eq!(vm.get::<(String, f64)>("pair").expect("a pair"), ("a".to_owned(), 1.5));
    assert_eq!(vm.get::<u64>("big").expect("an int"), u64::MAX);
    assert!(vm.get::<i64>("big").expect_err("too big").is_conversion());
    let nested: std::collections::HashMap<String, Vec<Option<i64>>> = vm.get("nested").expect("a dict");
    assert_eq!(nested["x"], [Some(1), None]);
    assert!(vm.get::<i64>("pair").expect_err("no int").is_conversion());
    assert_eq!(vm.get::<i64>("absent").expect_err("no name").exception().expect("raised").type_name(), "NameError");
    let other: taipan::Handle = Vm::new().eval("[]").expect("a list");
    assert!(vm.set("stolen", &other).is_err());
}

#[test]
fn host_functions_convert_raise_and_may_panic() {
    let mut vm = Vm::new();
    vm.register("add", |a: i64, b: i64| a + b);
    vm.register("fails", || -> Result<(), Raise> { Err(Raise::new("KeyError", "k")) });
    vm.register("parse", |text: String| text.parse::<i64>());
    vm.register("panics", || -> i64 { panic!("on purpose") });
    let mut calls = 0;
    vm.register("count", move || {
        calls += 1;
        calls
    });
    assert_eq!(vm.eval::<i64>("add(40, add(1, 1))").expect("a sum"), 42);
    assert_eq!(vm.eval::<i64>("count() + count()").expect("a sum"), 3);
    let name = |error: Error| error.exception().expect("an exception").type_name().to_owned();
    assert_eq!(name(vm.run("fails()").expect_err("raises")), "KeyError");
    assert_eq!(name(vm.run("parse('x')").expect_err("raises")), "RuntimeError");
    assert_eq!(name(vm.run("add('x', 1)").expect_err("raises")), "TypeError");
    assert_eq!(name(vm.run("add(1)").expect_err("raises")), "TypeError");
    let error = vm.run("panics()").expect_err("raises");
    assert_eq!(error.to_string(), "RuntimeError: host function panics() panicked: on purpose");
    assert_eq!(vm.eval::<String>("add.__name__").expect("a name"), "add");
    vm.run("try:\n    panics()\nexcept RuntimeError:\n    survived = True").expect("caught");
    assert!(vm.get::<bool>("survived").expect("a bool"));
}

#[test]
fn errors_tell_all() {
    let mut vm = Vm::new();
    let error = vm.run("def f(x):\n    return 1 / x\n\nf(0)\n").expect_err("divides");
    let exception = error.exception().expect("an exception");
    assert_eq!((exception.type_name(), exception.message()), ("ZeroDivisionError", "division by zero"));
    let inner = exception.frames().last().expect("a frame");
    assert_eq!((inner.line, inner.function.as_str(), inner.column), (2, "f", 11));
    assert!(exception.traceback().ends_with("ZeroDivisionError: division by zero\n"));
    let error = vm.run("x = = 1\ny = (\n").expect_err("wrong");
    assert!(error.is_syntax() && !error.problems().is_empty());
    assert_eq!(error.problems()[0].line, 1);
}

#[test]
fn output_is_captured() {
    let mut vm = Vm::builder().capture().build();
    vm.run("import sys\nprint('out')\nprint('err', file=sys.stderr)").expect("it runs");
    assert_eq!(vm.take_output(), "out\n");
    assert_eq!(vm.take_error_output(), "err\n");
    assert_eq!(vm.take_output(), "");
    let error = vm.run("input()").expect_err("there is no input");
    assert_eq!(error.exception().expect("raised").type_name(), "EOFError");
}

#[test]
fn files_can_be_denied() {
    let mut vm = Vm::builder().allow_files(false).path(["tests/it"]).build();
    let error = vm.run("import anything").expect_err("no file");
    assert_eq!(error.exception().expect("raised").type_name(), "ModuleNotFoundError");
}

/// Is ready after it was woken from another thread.
async fn woken_later() {
    let mut begun = false;
    std::future::poll_fn(move |context| {
        if begun {
            return std::task::Poll::Ready(());
        }
        begun = true;
        let waker = context.waker().clone();
        std::thread::spawn(move || {
            std::thread::sleep(Duration::from_millis(20));
            waker.wake();
        });
        std::task::Poll::Pending
    })
    .await;
}

#[test]
fn rust_futures_are_awaited_beside_other_tasks() {
    let mut vm = Vm::builder().capture().timeout(Duration::from_secs(10)).build();
    vm.register_async("later", |n: i64| async move {
        woken_later().await;
        n + 1
    });
    vm.register_async("at_once", || async { Err::<(), _>(Raise::new("ValueError", "no")) });
    fn panics() {
        panic!("on purpose")
    }
    vm.register_async("panics", || async { panics() });
    let source = "
import asyncio

async def quick():
    await asyncio.sleep(0)
    print('quick')

async def main():
    print(await asyncio.gather(later(1), quick(), later(2)))
    for function in at_once, panics:
        try:
            await function()
        except Exception as error:
            print(repr(error))
    task = asyncio.ensure_future(later(3))
    await asyncio.sleep(0)
    task.cancel()
    try:
        await task
    except asyncio.CancelledError:
        print('cancelled')
    return await later(41)
";
    vm.run(source).expect("it runs");
    assert_eq!(vm.call::<i64>("main", ()).expect("a result"), 42);
    let expected = "quick\n[2, None, 3]\nValueError('no')\n\
                    RuntimeError('asynchronous host function panicked: on purpose')\ncancelled\n";
    assert_eq!(vm.take_output(), expected);
    let error = vm.run("later(1)").expect_err("no loop runs");
    assert_eq!(error.exception().expect("raised").message(), "no running event loop");
}

#[test]
fn a_sleeping_script_is_interrupted_and_meets_its_deadline() {
    let mut vm = Vm::builder().timeout(Duration::from_secs(5)).build();
    let handle = vm.interrupt_handle();
    let other = std::thread::spawn(move || {
        std::thread::sleep(Duration::from_millis(50));
        handle.interrupt();
    });
    let source = "import asyncio\ncaught = 0\nasync def main(): await asyncio.sleep(100)\nasyncio.run(main())";
    assert!(stopped(&mut vm, source).is_interrupted());
    other.join().expect("the other thread ends");
    let mut vm = Vm::builder().timeout(Duration::from_millis(50)).build();
    assert!(stopped(&mut vm, source).is_deadline());
}
