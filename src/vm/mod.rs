//! Runs code objects until they end, wait, or use up what they may. It does no I/O and does not know the event loop:
//! whatever needs either is answered with an [`Outcome`] or asked of a hook in [`Extensions`].

pub mod interpret;
pub mod context;
pub mod stack;
pub mod frame;
pub mod code;
pub mod call;
pub mod bind;
pub mod instantiate;
pub mod native;
pub mod nested;
pub mod coroutine;
pub mod asynchronous;
pub mod deliver;
pub mod raise;
pub mod traceback;
pub mod operator;
pub mod compare;
pub mod other;
pub mod percent;
pub mod attribute;
pub mod lookup;
pub mod class;
pub mod builtin_class;
pub mod item;
pub mod iterate;
pub mod sets;
pub mod build;
pub mod protocol;
pub mod matching;
pub mod scope;
pub mod import;
pub mod intrinsic;
pub mod suggest;
pub mod names;
pub mod finalise;
pub mod safepoint;
pub mod outcome;
pub mod extensions;
pub mod bootstrap;

pub use context::Context;
pub use extensions::{Extension, Extensions, FutureResult};
pub use import::Loader;
pub use outcome::{Outcome, Request};
