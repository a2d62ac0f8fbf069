//! Stopping scripts that would run for ever. Run it with sources of your own as arguments.

use std::time::Duration;

use taipan::Vm;

fn main() {
    let mut sources: Vec<String> = std::env::args().skip(1).collect();
    if sources.is_empty() {
        sources = ["while True: pass", "xs = []\nwhile True: xs.append('x' * 100)", "print('in time')"]
            .map(String::from)
            .into();
    }
    let mut vm = Vm::builder().fuel(20_000_000).timeout(Duration::from_millis(200)).memory(32 << 20).build();
    for source in sources {
        match vm.run(&source) {
            Ok(()) => println!("{source:?} has ended"),
            Err(error) => println!("{source:?} was stopped: {error}"),
        }
    }
}
