//! The one integration test binary: a harness per module, described in `tests/README.md`.

mod bytecode;
mod embed;
mod layers;
mod scripts;
mod syntax;
