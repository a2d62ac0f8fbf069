//! Frame records: what the machine keeps of a call while something else runs on top of it.

use super::code::Code;
use super::coroutine::Coroutine;
use super::native::StepFn;
use crate::heap::Gc;

/// A function of a script.
pub type Function = crate::object::Function<Code>;

/// Set in a frame's pc if the instruction there has not begun: the frame waits at a safepoint, not in a call.
pub const FRESH: u32 = 1 << 31;

/// The instruction a frame with this pc is at: the one before it, which called something, or a fresh one.
pub fn executing(pc: u32) -> u32 {
    if pc & FRESH != 0 { pc & !FRESH } else { pc.saturating_sub(1) }
}

/// A call in progress.
#[derive(Clone, Copy)]
pub struct Frame {
    pub body: FrameBody,
    /// The instruction to go on with; up to date while the frame is not the running one, and at safepoints.
    pub pc: u32,
    /// Where on the register stack the frame's window begins. For a coroutine, whose registers are its own, where the
    /// windows of what it calls begin.
    pub base: u32,
    /// Registers from base that the collector scans. For a function brought up to date by the collector itself; for a
    /// chain, what is in use by the window of its current call.
    pub live: u32,
    /// What happens with the result.
    pub dst: u16,
    pub action: Action,
}

/// What runs in a frame.
#[derive(Clone, Copy)]
pub enum FrameBody {
    /// A function; its registers lie on the stack.
    Script { function: Gc<Function>, code: Gc<Code> },
    /// A generator or coroutine, the innermost of a chain of frames that await each other; `root` is the one that was
    /// resumed. Everything between hangs on `awaiter` links.
    Chain { innermost: Gc<Coroutine>, code: Gc<Code>, root: Gc<Coroutine> },
    /// A native that is called again with each answer. Its window is the `live` registers from base.
    Steps { step: StepFn, catches: bool },
    /// Rust code that called back into the machine; below it lies another `interpret`. Its `live` registers are those
    /// of the native that did.
    Host,
}

/// What is done with a frame's result. Where more is needed, it is read off the caller's instruction before its pc.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum Action {
    /// The caller's register dst is set.
    Store,
    /// Nothing.
    Discard,
    /// `__init__` returned: must be None; the caller's dst becomes the instance, which lies below the frame's window.
    Initialise,
    /// The same of an `__init__` that leaves its first parameter alone: that still is the instance.
    InitialiseFirst,
    /// The truth of the result decides the caller's branch, or is what its `not`, `contains` … stores.
    Test,
    /// `__bool__` returned: must be a bool.
    Truth,
    /// `__len__` asked for a truth value: must be an int from 0.
    LengthTruth,
    /// An iterator's next item, for a loop; StopIteration ends the loop.
    Item,
    /// An item for `Unpack` of two in a `for_pair` loop.
    Pair,
    /// `__iter__` returned: must be an iterator.
    Iterator,
    /// `__await__` returned: must be an iterator that is no coroutine.
    Awaitable,
    /// Attribute lookup was left to a script's function: AttributeError goes on to `__getattr__`.
    Attribute,
    /// The caller is a native frame.
    Step,
    /// The caller is a native frame that asked an iterator for its next item.
    StepItem,
    /// The caller is Rust code that drives a chain, and is to know whether it suspended or returned.
    Exit,
    /// The caller is Rust code that wants a value.
    ExitValue,
    /// What a delegating frame asked its iterator for: the item is yielded on, StopIteration is the result.
    Delegated,
}

impl Action {
    /// Whether the caller is Rust code, to which `interpret` returns.
    pub fn leaves(self) -> bool {
        matches!(self, Action::Exit | Action::ExitValue)
    }

    /// Whether what was called is an iterator's `__next__`, so that StopIteration is an answer.
    pub fn takes_items(self) -> bool {
        matches!(self, Action::Item | Action::Pair | Action::StepItem | Action::Delegated)
    }
}

/// Where a result goes: kept in the frame that will have it.
#[derive(Clone, Copy)]
pub struct ReturnTo {
    pub action: Action,
    pub dst: u16,
}

impl Frame {
    /// The code, if this is a script's.
    pub fn code(&self) -> Option<Gc<Code>> {
        match self.body {
            FrameBody::Script { code, .. } | FrameBody::Chain { code, .. } => Some(code),
            FrameBody::Steps { .. } | FrameBody::Host => None,
        }
    }
}
