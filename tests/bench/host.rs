//! What a Rust host sees, in one process: the price of a call either way, of a new machine, the longest pauses of the
//! collector, and by how much scripts overrun their limits. Wall time, the least of several rounds; overruns and pauses
//! are the longest.

use std::hint::black_box;
use std::time::{Duration, Instant};

use taipan::{Error, Vm};

/// What can be measured, by the name a filter looks for.
const FIGURES: [(&str, fn()); 6] = [
    ("host_calls_script", calls_of_a_script),
    ("host_called_by_script", calls_of_the_host),
    ("host_new_vm", new_machines),
    ("host_pause_tasks", pause_among_tasks),
    ("host_pause_heap", pause_on_a_large_heap),
    ("host_limits", overruns),
];

/// Measures everything whose name contains a filter, or everything if there is none.
pub fn measure(filters: &[String]) {
    for (name, figure) in FIGURES {
        if filters.is_empty() || filters.iter().any(|filter| name.contains(filter.as_str())) {
            figure();
        }
    }
}

fn print(label: &str, figure: f64, unit: &str) {
    println!("{label:<44}{figure:>12.1} {unit}");
}

/// Nanoseconds of one turn, in the best of many short rounds.
fn least(turns: u32, mut round: impl FnMut()) -> f64 {
    let mut least = Duration::MAX;
    for _ in 0..50 {
        let begun = Instant::now();
        round();
        least = least.min(begun.elapsed());
    }
    least.as_nanos() as f64 / f64::from(turns)
}

fn calls_of_a_script() {
    const TURNS: u32 = 20_000;
    let mut vm = Vm::new();
    vm.run("def add(a, b): return a + b").expect("it runs");
    let by_name = least(TURNS, || {
        for turn in 0..i64::from(TURNS) {
            let sum: i64 = vm.call("add", (turn, 1)).expect("a sum");
            black_box(sum);
        }
    });
    print("call a script's add(a, b) by its name", by_name, "ns");
    let add: taipan::Handle = vm.get("add").expect("a function");
    let by_handle = least(TURNS, || {
        for turn in 0..i64::from(TURNS) {
            let sum: i64 = vm.call_value(&add, (turn, 1)).expect("a sum");
            black_box(sum);
        }
    });
    print("call a script's add(a, b) by a handle", by_handle, "ns");
}

fn calls_of_the_host() {
    const TURNS: u32 = 100_000;
    let mut vm = Vm::new();
    vm.register("add", |a: i64, b: i64| a + b);
    let loops = "def calls(n):\n    for i in range(n): add(i, 1)\n\ndef nothing(n):\n    for i in range(n): pass\n";
    vm.run(loops).expect("it runs");
    let mut turn = |name: &str| least(TURNS, || vm.call::<()>(name, (TURNS,)).expect("it runs"));
    let (calls, nothing) = (turn("calls"), turn("nothing"));
    print("a script calls the host's add(a, b)", calls - nothing, "ns");
}

fn new_machines() {
    let alive = least(20, || {
        let machines: Vec<Vm> = (0..20).map(|_| Vm::new()).collect();
        std::mem::forget(black_box(machines));
    });
    print("a new machine", alive / 1e3, "µs");
    let dropped = least(20, || (0..20).for_each(|_| drop(black_box(Vm::new()))));
    print("a new machine, and dropping it", dropped / 1e3, "µs");
    let used = least(20, || {
        for _ in 0..20 {
            let mut vm = Vm::new();
            black_box(vm.eval::<i64>("20 + 22").expect("an int"));
        }
    });
    print("a new machine that evaluates 20 + 22", used / 1e3, "µs");
}

/// The longest of some collections, in milliseconds, measured by the script.
const LONGEST: &str = "
import gc, time
def longest():
    pauses = []
    for _ in range(5):
        begun = time.perf_counter()
        gc.collect()
        pauses.append(time.perf_counter() - begun)
    return max(pauses) * 1000
";

fn pause_among_tasks() {
    let mut vm = Vm::new();
    let source = "
import asyncio
async def sleeper():
    await asyncio.sleep(3600)
async def main():
    tasks = [asyncio.ensure_future(sleeper()) for _ in range(1_000_000)]
    await asyncio.sleep(0)
    pause = longest()
    asyncio.get_running_loop().stop()
    return pause
";
    vm.run(&format!("{LONGEST}{source}")).expect("it runs");
    let ended = "
loop = asyncio.new_event_loop()
task = loop.create_task(main())
loop.run_forever()
pause = task.result()
";
    vm.run(ended).expect("it runs");
    print("longest collection, a million sleeping tasks", vm.get("pause").expect("a float"), "ms");
    // Dropping a million tasks is no part of the figure.
    std::mem::forget(vm);
}

fn pause_on_a_large_heap() {
    let mut vm = Vm::new();
    let source = "
class Node:
    def __init__(self, left, right):
        self.left = left
        self.right = right
        self.name = 'node'

kept = []
def fill(count):
    for i in range(count):
        kept.append(Node([i, i + 0.5], {'key': i}))
";
    vm.run(&format!("{LONGEST}{source}")).expect("it runs");
    let before = resident_bytes("VmRSS:");
    vm.call::<()>("fill", (3_600_000,)).expect("there is room");
    let grown = resident_bytes("VmRSS:").saturating_sub(before);
    let pause: f64 = vm.call("longest", ()).expect("a time");
    print(&format!("longest collection, plain objects of {} MB", grown >> 20), pause, "ms");
    std::mem::forget(vm);
}

/// Each runs for ever, or for much longer than it may.
const ENDLESS: &[&str] = &[
    "while True: pass",
    "sum(itertools.repeat(1))",
    "sorted([3, 1, 2], key=lambda x: sum(itertools.repeat(1)))",
    "10 ** 10 ** 8",
    "def f(n): return f(n + 1)\nwhile True:\n    try: f(0)\n    except RecursionError: pass",
    "xs = []\nwhile True: xs.append(len(xs))",
    "list(range(10 ** 9))",
    "tuple(range(10 ** 9))",
    "set(range(10 ** 9))",
    "dict(zip(range(10 ** 9), itertools.repeat(1)))",
    "dict.fromkeys(range(10 ** 9))",
    "[0] * 10 ** 9",
    "(0,) * 10 ** 9",
    "'x' * 10 ** 10",
    "'xyz' * 10 ** 10",
    "b'x' * 10 ** 10",
    "bytes(10 ** 10)",
    "bytearray(10 ** 10)",
    "'x'.ljust(10 ** 10)",
    "f'{1:1000000000}'",
    "'%01000000000d' % 1",
    "1 << 10 ** 9",
    "1 << 3 * 10 ** 9",
    "'a' in itertools.repeat('b')",
    "10 ** 18 in itertools.count()",
    "max(itertools.count())",
    "any(itertools.repeat(0))",
    "''.join(itertools.repeat('x'))",
    "for x in itertools.combinations(range(100), 50): pass",
    "list(itertools.permutations(range(12)))",
    "list(itertools.product(range(100), repeat=6))",
    "collections.deque(itertools.repeat(1), maxlen=3)",
    "list(map(abs, itertools.repeat(1)))",
    "for _ in filter(None, itertools.repeat(0)): pass",
    "x, *y = itertools.repeat(1)",
    "print(*itertools.repeat(1))",
    "[*itertools.repeat(1)]",
    "next(x for x in itertools.repeat(1) if x == 2)",
    "functools.reduce(lambda a, b: a, itertools.repeat(1))",
    "json.dumps([list(range(1000))] * 10 ** 5)",
    "json.loads('[' + '1,' * 10 ** 7 + '1]')",
    "repr([list(range(1000))] * 10 ** 5)",
    "x = [list(range(1000))] * 10 ** 5\nx == [list(range(1000))] * 10 ** 5",
    "hash(tuple([tuple(range(1000))] * 10 ** 5))",
    "x = 'ab' * 10 ** 7\nwhile True: x.replace('a', 'bcd')",
    "x = 'ab' * 10 ** 7\nwhile True: x.split('a')",
    "x = 'ab' * 10 ** 7\nwhile True: x.upper()",
    "x = 'é' * 10 ** 7\nwhile True: x.upper()",
    "x = 'ab' * 10 ** 7\nwhile True: x.find('ba' * 100 + 'c')",
    "x = 'ab' * 10 ** 7\nwhile True: x.encode()",
    "x = 'ab' * 10 ** 7\nwhile True: x[::-1]",
    "x = 'ab' * 10 ** 7\nwhile True: x == 'ab' * 10 ** 7",
    "x = 'ab' * 10 ** 7\nwhile True: x.translate({97: 'x'})",
    "x = 'a ' * 10 ** 7\nwhile True: x.title()",
    "x = b'ab' * 10 ** 7\nwhile True: x.hex()",
    "x = b'ab' * 10 ** 7\nwhile True: x.replace(b'a', b'bcd')",
    "x = b'ab' * 10 ** 7\nwhile True: x.decode('latin-1')",
    "x = list(range(3 * 10 ** 6))\nwhile True: -1 in x",
    "x = list(range(3 * 10 ** 6))\nwhile True: x.count(-1)",
    "x = list(range(3 * 10 ** 6))\nwhile True: x[::-1]",
    "x = list(range(3 * 10 ** 6))\nwhile True: x + x",
    "x = list(range(3 * 10 ** 6))\nwhile True: x.copy()",
    "x = list(range(3 * 10 ** 6))\nwhile True: x.insert(0, 1)",
    "x = list(range(3 * 10 ** 6))\nwhile True: x.reverse()",
    "x = list(range(3 * 10 ** 6))\nwhile True: sum(x)",
    "x = list(range(3 * 10 ** 6))\nwhile True: max(x)",
    "x = list(range(3 * 10 ** 6))\nwhile True: tuple(x)",
    "x = list(range(3 * 10 ** 6))\nwhile True: set(x)",
    "x = list(range(3 * 10 ** 6))\nwhile True: bytes(x)",
    "x = list(range(3 * 10 ** 6))\ny = {}\nwhile True: y = dict(zip(x, x))",
    "x = dict.fromkeys(range(2 * 10 ** 6))\nwhile True: x.copy()",
    "x = dict.fromkeys(range(2 * 10 ** 6))\nwhile True: x | x",
    "x = dict.fromkeys(range(2 * 10 ** 6))\nwhile True: list(x.items())",
    "x = dict.fromkeys(range(2 * 10 ** 6))\nwhile True: x == dict(x)",
    "x = set(range(2 * 10 ** 6))\nwhile True: x | x",
    "x = set(range(2 * 10 ** 6))\nwhile True: x & x",
    "x = set(range(2 * 10 ** 6))\nwhile True: x - {1}",
    "x = set(range(2 * 10 ** 6))\nwhile True: frozenset(x)",
    "x = set(range(2 * 10 ** 6))\nwhile True: x.clear(); x.update(range(2 * 10 ** 6))",
    "import random\nx = [random.random() for _ in range(2 * 10 ** 6)]\nwhile True: sorted(x)",
    "import random\nx = [random.randrange(10 ** 9) for _ in range(2 * 10 ** 6)]\nwhile True: sorted(x)",
    "import random\nx = [str(random.random()) for _ in range(10 ** 6)]\nwhile True: sorted(x)",
    "import random\nx = [random.random() for _ in range(10 ** 6)]\nwhile True: sorted(x, key=float)",
    "x = ['abc'] * 3 * 10 ** 6\nwhile True: ','.join(x)",
    "x = [[i] for i in range(3 * 10 ** 6)]\nwhile True: y = x",
    "while True: '%s' % ('x' * 10 ** 7)",
    "while True: f'{'x' * 10 ** 7}{'y' * 10 ** 7}'",
    "class A:\n    def __eq__(self, other): return sum(itertools.repeat(1))\n    def __hash__(self): return 1\n{A(), A()}",
    "class A:\n    def __lt__(self, other): return sum(itertools.repeat(1))\nsorted([A(), A()])",
    "asyncio.run(asyncio.sleep(1000))",
    "import time\ntime.sleep(1000)",
    "async def f():\n    while True: await asyncio.sleep(0)\nasyncio.run(f())",
    "async def f():\n    while True: asyncio.create_task(f())\nasyncio.run(f())",
    "compile('x = 1\\n' * 10 ** 6, 'x', 'exec')",
    "exec('1 + ' * 10 ** 6 + '1')",
    "x = 3 ** 10 ** 6\nwhile True: x = x * x",
    "x = 3 ** 10 ** 6\nwhile True: x * x",
    "x = 3 ** 10 ** 7",
    "x = (1 << 10 ** 7) + 1\ny = (1 << 5 * 10 ** 6) - 1\nwhile True: x // y",
    "x = 1 << 10 ** 7\nimport sys\nsys.set_int_max_str_digits(0)\nwhile True: str(x)",
    "import sys\nsys.set_int_max_str_digits(0)\nx = '1' * 10 ** 6\nwhile True: int(x)",
    "x = (1 << 10 ** 6) + 1\npow(3, x, x)",
    "import math\nmath.factorial(10 ** 6)",
    "import math\nmath.comb(10 ** 6, 5 * 10 ** 5)",
    "import math\nwhile True: math.isqrt(3 ** 10 ** 5)",
    "import math\nx = 3 ** 10 ** 5\ny = 5 ** 10 ** 5\nwhile True: math.gcd(x, y)",
];

const IMPORTS: &str = "import itertools, functools, collections, json, asyncio\n";

/// The time a script may take before it is stopped.
const ALLOWED: Duration = Duration::from_millis(200);

fn overruns() {
    println!("{:<60}{:>10}{:>10}{:>10}{:>10}", "overrun, ms", "deadline", "interrupt", "fuel", "grown MB");
    let mut worst = [0.0f64; 4];
    for source in ENDLESS {
        let figures = [
            overrun_of_a_deadline(source),
            overrun_of_an_interrupt(source),
            overrun_of_fuel(source),
            growth_beyond_memory(source),
        ];
        let short: String = source.replace('\n', "; ").chars().take(58).collect();
        print!("{short:<60}");
        for (figure, worst) in figures.iter().zip(&mut worst) {
            match figure {
                Ok(figure) => {
                    *worst = worst.max(*figure);
                    print!("{figure:>10.2}");
                }
                Err(why) => print!("{why:>10}"),
            }
        }
        println!();
    }
    print!("{:<60}", "worst");
    worst.iter().for_each(|worst| print!("{worst:>10.2}"));
    println!();
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

/// The name of what a script ended with, if that is no stop.
fn other(result: Result<(), Error>) -> String {
    match result {
        Ok(()) => "ends".to_owned(),
        Err(error) => error
            .exception()
            .map_or_else(|| error.to_string(), |e| e.type_name().replace("Error", ""))
            .chars()
            .take(9)
            .collect(),
    }
}

/// The machine must be of use after it was stopped.
fn still_usable(vm: &mut Vm) {
    assert_eq!(vm.eval::<i64>("20 + 22").expect("a usable machine"), 42);
}

fn overrun_of_a_deadline(source: &str) -> Result<f64, String> {
    let mut vm = Vm::builder().capture().memory(256 << 20).timeout(ALLOWED).build();
    vm.run(IMPORTS).expect("modules");
    let begun = Instant::now();
    let result = vm.run(source);
    let over = begun.elapsed().saturating_sub(ALLOWED);
    match result {
        Err(error) if error.is_deadline() => {
            still_usable(&mut vm);
            Ok(milliseconds(over))
        }
        result => Err(other(result)),
    }
}

fn overrun_of_an_interrupt(source: &str) -> Result<f64, String> {
    let mut vm = Vm::builder().capture().memory(256 << 20).build();
    vm.run(IMPORTS).expect("modules");
    let handle = vm.interrupt_handle();
    let waiting = std::thread::spawn(move || {
        std::thread::sleep(ALLOWED);
        let now = Instant::now();
        handle.interrupt();
        now
    });
    let result = vm.run(source);
    let ended = Instant::now();
    let interrupted = waiting.join().expect("it sleeps and interrupts");
    match result {
        Err(error) if error.is_interrupted() => {
            still_usable(&mut vm);
            Ok(milliseconds(ended.saturating_duration_since(interrupted)))
        }
        result => Err(other(result)),
    }
}

/// All the time it takes with hardly any fuel.
fn overrun_of_fuel(source: &str) -> Result<f64, String> {
    let mut vm = Vm::builder().capture().memory(256 << 20).build();
    vm.run(IMPORTS).expect("modules");
    let (prepare, last) = source.rsplit_once('\n').unwrap_or(("", source));
    let (prepare, last) = if last.starts_with(' ') { ("", source) } else { (prepare, last) };
    vm.run(prepare).map_err(|error| error.to_string().chars().take(9).collect::<String>())?;
    vm.set_fuel(Some(2_000));
    let begun = Instant::now();
    let result = vm.run(last);
    let elapsed = begun.elapsed();
    match result {
        Err(error) if error.is_out_of_fuel() => Ok(milliseconds(elapsed)),
        result => Err(other(result)),
    }
}

/// Megabytes the process grew by, at most, in a machine that may use eight.
fn growth_beyond_memory(source: &str) -> Result<f64, String> {
    let mut vm = Vm::builder().capture().memory(8 << 20).timeout(Duration::from_millis(500)).build();
    vm.run(IMPORTS).expect("modules");
    let before = resident_bytes("VmRSS:");
    // Has the kernel forget the highest so far.
    std::fs::write("/proc/self/clear_refs", "5").map_err(|_| "unknown")?;
    let result = vm.run(source);
    let grown = resident_bytes("VmHWM:").saturating_sub(before);
    match result {
        Err(error) if error.is_memory() => {
            still_usable(&mut vm);
            Ok(grown as f64 / f64::from(1 << 20))
        }
        result => Err(other(result)),
    }
}

/// A line of what the kernel knows about this process, given there in KiB.
fn resident_bytes(key: &str) -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with(key)).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|number| number.parse().ok()).map_or(0, |kibibytes: usize| kibibytes * 1024)
}
