//! Taipan.

pub mod bytecode;
pub mod heap;
pub use taipan_grammar as syntax;
