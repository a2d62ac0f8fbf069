//! The command line.

use std::process::ExitCode;
use std::sync::Arc;

use crate::builtins;
use crate::compile::Mode;
use crate::heap::Value;
use crate::modules::loader::StandardLoader;
use crate::vm::Outcome;

/// Runs the command line's arguments.
pub fn main() -> ExitCode {
    let Some(file) = std::env::args().nth(1) else { return ExitCode::from(2) };
    let text = match std::fs::read_to_string(&file) {
        Ok(text) => text,
        Err(error) => {
            eprintln!("taipan: can't open file '{file}': {error}");
            return ExitCode::from(2);
        }
    };
    let mut ctx = builtins::new_context();
    let loader = Arc::new(StandardLoader::new(true));
    loader.remember(&file, Arc::from(text.as_str()));
    ctx.loader = Some(loader);
    ctx.heap.set_stress(std::env::var_os("TAIPAN_STRESS").is_some());
    let module = ctx.new_module("__main__");
    ctx.set_text(ctx.modules, "__main__", Value::object(module));
    let globals = ctx.heap.get(module).namespace;
    let outcome = match ctx.compile_source(&text, &file, Mode::Module, false, false) {
        Ok(object) => {
            let function = ctx.module_function(&object, globals);
            ctx.start(|ctx, to| ctx.tail_call_to(Value::object(function), &[], to))
        }
        Err(_) => Outcome::Raised,
    };
    match outcome {
        Outcome::Raised => {
            let exception = ctx.take_pending();
            match ctx.format_exception(exception) {
                Ok(text) => eprint!("{text}"),
                Err(_) => eprintln!("the script was stopped"),
            }
            ExitCode::from(1)
        }
        _ => ExitCode::SUCCESS,
    }
}
