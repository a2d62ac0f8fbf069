//! A machine in ten lines: run a source, call a function, read a value.

use taipan::Vm;

fn main() -> Result<(), taipan::Error> {
    let mut vm = Vm::new();
    vm.run("def area(w, h): return w * h")?;
    let area: i64 = vm.call("area", (6, 7))?;
    let names: Vec<String> = vm.eval("sorted(['b', 'a'])")?;
    println!("{area} {names:?}");
    Ok(())
}
