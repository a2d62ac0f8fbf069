//! Taipan.

pub mod bytecode;
pub mod compile;
pub mod heap;
pub mod object;
pub mod vm;
pub use taipan_grammar as syntax;
