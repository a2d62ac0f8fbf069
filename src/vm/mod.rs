//! Runs code objects until they end, wait, or use up what they may. It does no I/O and does not know the event loop:
//! whatever needs either is answered with an [`Outcome`] or asked of a hook in [`Extensions`].

pub mod asynchronous;
pub mod attribute;
pub mod bind;
pub mod bootstrap;
pub mod buffer;
pub mod build;
pub mod builtin_class;
pub mod call;
pub mod class;
pub mod code;
pub mod compare;
pub mod context;
pub mod coroutine;
pub mod deliver;
pub mod extensions;
pub mod finalise;
pub mod frame;
pub mod import;
pub mod instantiate;
pub mod interpret;
pub mod intrinsic;
pub mod item;
pub mod iterate;
pub mod lookup;
pub mod matching;
pub mod names;
pub mod native;
pub mod nested;
pub mod number;
pub mod operator;
pub mod other;
pub mod outcome;
pub mod percent;
pub mod protocol;
pub mod raise;
pub mod safepoint;
pub mod scope;
pub mod sets;
pub mod stack;
pub mod suggest;
pub mod traceback;

pub use context::Context;
pub use extensions::{Extension, Extensions, FutureResult};
pub use import::Loader;
pub use outcome::{Outcome, Request};
