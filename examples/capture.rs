//! Taking what a script prints, and giving it something to read.

use taipan::Vm;

fn main() -> Result<(), taipan::Error> {
    let mut vm = Vm::builder().capture().input(&b"Ada\n"[..]).build();
    vm.run("name = input('who? ')\nprint('hello', name)")?;
    println!("the script wrote {:?}", vm.take_output());
    Ok(())
}
