//! Calling functions of a script: typed arguments and results, handles, coroutines, exceptions.

use std::collections::HashMap;

use taipan::{Handle, Vm};

const SCRIPT: &str = "
import asyncio

def count(words):
    counts = {}
    for word in words:
        counts[word] = counts.get(word, 0) + 1
    return counts

def adder(n):
    return lambda x: x + n

async def slowly(text):
    await asyncio.sleep(0.01)
    return text + '!'
";

fn main() -> Result<(), taipan::Error> {
    let mut vm = Vm::new();
    vm.run(SCRIPT)?;

    let counts: HashMap<String, u32> = vm.call("count", (vec!["a", "b", "a"],))?;
    println!("a: {}, b: {}", counts["a"], counts["b"]);

    // A function is a value like any other: a handle keeps it.
    let add_five: Handle = vm.call("adder", (5,))?;
    println!("{}", vm.call_value::<i64>(&add_five, (37,))?);

    // An `async def` is run to its end.
    println!("{}", vm.call::<String>("slowly", ("done",))?);

    let error = vm.call::<i64>("count", (1,)).expect_err("an int has no words");
    print!("{}", error.report(false));
    Ok(())
}
