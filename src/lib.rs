#![doc = include_str!("README.md")]

pub mod embed;

#[doc(inline)]
pub use embed::*;

// The rooms behind the door, in reading order. Open to the project's own tests and benchmarks, and to nobody else.
#[doc(hidden)]
pub use taipan_grammar as syntax;
#[doc(hidden)]
pub mod builtins;
#[doc(hidden)]
pub mod bytecode;
#[doc(hidden)]
pub mod cli;
#[doc(hidden)]
pub mod compile;
#[doc(hidden)]
pub mod event;
#[doc(hidden)]
pub mod heap;
#[doc(hidden)]
pub mod modules;
#[doc(hidden)]
pub mod object;
#[doc(hidden)]
pub mod vm;
