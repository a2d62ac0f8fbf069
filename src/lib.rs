//! Taipan.

pub mod builtins;
pub mod bytecode;
pub mod cli;
pub mod compile;
pub mod embed;
pub mod event;
pub mod heap;
pub mod modules;
pub mod object;
pub mod vm;
pub use taipan_grammar as syntax;
