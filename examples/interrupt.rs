//! Stopping a script from another thread, whether it computes or sleeps.

use std::thread;
use std::time::Duration;

use taipan::Vm;

fn main() -> Result<(), taipan::Error> {
    let mut vm = Vm::new();
    for source in ["while True: pass", "import time\ntime.sleep(1000)"] {
        let interrupt = vm.interrupt_handle();
        let other = thread::spawn(move || {
            thread::sleep(Duration::from_millis(50));
            interrupt.interrupt();
        });
        let error = vm.run(source).expect_err("nothing else ends it");
        println!("{error}: {}", error.is_interrupted());
        other.join().expect("it only sleeps");
    }
    println!("and goes on: {}", vm.eval::<i64>("1 + 1")?);
    Ok(())
}
