//! Functions of the host that a script calls: typed, with state, raising, and even panicking.

use taipan::{Raise, Vm};

fn main() -> Result<(), taipan::Error> {
    let mut vm = Vm::new();
    vm.register("add", |a: i64, b: i64| a + b);
    vm.register("parse", |text: String| text.parse::<f64>());
    vm.register("divide", |a: f64, b: f64| match b {
        0.0 => Err(Raise::new("ZeroDivisionError", "not by zero")),
        _ => Ok(a / b),
    });
    let mut log = Vec::new();
    vm.register("log", move |line: String| {
        log.push(line);
        log.len()
    });

    vm.run(
        "print(add(40, 2), parse('2.5'), log('first'), log('second'))\n\
         try:\n    divide(1.0, 0.0)\n\
         except ZeroDivisionError as error:\n    print('caught:', error)\n\
         try:\n    add('1', 2)\n\
         except TypeError as error:\n    print('caught:', error)\n",
    )
}
