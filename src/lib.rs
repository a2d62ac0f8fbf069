//! Taipan.

pub mod bytecode;
pub mod compile;
pub mod heap;
pub mod object;
pub use taipan_grammar as syntax;
