//! The public API.
#![deny(missing_docs)]

pub mod diagnostic;
