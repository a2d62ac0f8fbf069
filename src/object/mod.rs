//! What each type is in memory, and what can be done with it without running a script. What may need one (`__eq__`,
//! `__hash__`, `__next__` …) is answered with "ask the machine", and offered in steps between which that can run it.
//!
//! Whatever can go wrong is told as a [`Failure`], which the machine turns into an exception.

pub mod cell;
pub mod deque;
pub mod dict;
pub mod failure;
mod index;
pub mod list;
pub mod set;
pub mod slice;
pub mod tuple;
pub mod view;

pub use failure::{Failure, FailureKind};
