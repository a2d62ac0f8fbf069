//! Taipan.

pub mod bytecode;
pub use taipan_grammar as syntax;
