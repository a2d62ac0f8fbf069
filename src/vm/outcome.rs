//! The closed list of ways in which running code can pause or end, and what natives can ask of whoever drives the
//! machine.

use crate::heap::{Tracer, Value};

/// Why `interpret` returned.
#[derive(Clone, Copy, Debug)]
pub enum Outcome {
    /// The frame it was to run returned this.
    Returned(Value),
    /// An exception left that frame; it is pending in the context.
    Raised,
    /// The chain that was resumed is suspended with this: a future it waits for, or None from a bare yield.
    Suspended(Value),
    /// A native asks for something only the driver can do. The stack waits for the answer.
    Requested(Request),
    /// Another stack should have a turn.
    Preempted,
}

/// What a native asks of the driver.
#[derive(Clone, Copy, Debug)]
pub enum Request {
    /// Run this event loop on the current stack until it stops.
    RunLoop { event_loop: Value },
    /// Do something that blocks, elsewhere; park this stack until it is done. The number names it in the extension that
    /// handles it.
    Block { job: u64 },
    /// Park this stack until someone wakes it with an answer, or until the deadline (ns on the driver's clock;
    /// `u64::MAX`: none) with this one.
    Park { until: u64, otherwise: Value },
    /// Give other stacks a turn.
    Yield,
}

impl Request {
    pub fn trace(&self, tracer: &mut Tracer) {
        if let Request::RunLoop { event_loop: value } | Request::Park { otherwise: value, .. } = self {
            tracer.value(*value);
        }
    }
}
