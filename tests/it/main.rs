//! The one integration test binary: a harness per module, described in `tests/README.md`.

mod bytecode;
mod cli;
mod diagnostics;
mod embed;
mod layers;
mod repl;
mod scripts;
mod syntax;
mod terminal;
