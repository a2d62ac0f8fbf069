//! The public API: a machine, values in and out of it, functions of the host, errors.
#![deny(missing_docs)]

pub mod diagnostic;

mod asynchronous;
mod convert;
mod engine;
mod error;
mod native;

pub use asynchronous::AsyncFunction;
pub use convert::{Arguments, Bytes, FromValue, Handle, Incoming, IntoValue, Maker, Outgoing};
pub use diagnostic::Problem;
pub use engine::{Builder, Interrupt, Vm};
pub use error::{ConversionError, Error, Exception, Frame, Result};
pub use native::{Function, Raise};
