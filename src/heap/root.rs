//! Handles: how code outside the machine holds a value for as long as it likes.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use super::Value;
use super::collect::Tracer;

/// Keeps a value alive until dropped, anywhere and at any time. `Send`, `Sync`, and cheap to clone.
#[derive(Clone)]
pub struct Handle {
    slot: Arc<Slot>,
}

struct Slot {
    index: usize,
    released: Arc<Released>,
}

/// Slots given up by handles, shared by all handles of one heap.
struct Released {
    heap: u64,
    slots: Mutex<Vec<usize>>,
}

impl Drop for Slot {
    fn drop(&mut self) {
        // Dropping anywhere only enqueues; the heap takes the slot back at its next collection.
        self.released.slots.lock().unwrap_or_else(PoisonError::into_inner).push(self.index);
    }
}

/// The values held by handles of one heap.
pub struct Handles {
    slots: Vec<Value>,
    free: Vec<usize>,
    released: Arc<Released>,
}

impl Default for Handles {
    fn default() -> Handles {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        let heap = NEXT.fetch_add(1, Ordering::Relaxed);
        Handles { slots: Vec::new(), free: Vec::new(), released: Arc::new(Released { heap, slots: Mutex::default() }) }
    }
}

impl Handles {
    /// A handle that holds `value`.
    pub fn create(&mut self, value: Value) -> Handle {
        self.take_back();
        let index = self.free.pop().unwrap_or_else(|| {
            self.slots.push(Value::UNBOUND);
            self.slots.len() - 1
        });
        self.slots[index] = value;
        Handle { slot: Arc::new(Slot { index, released: self.released.clone() }) }
    }

    /// The value a handle holds, or None if it belongs to another heap.
    pub fn value(&self, handle: &Handle) -> Option<Value> {
        (handle.slot.released.heap == self.released.heap).then(|| self.slots[handle.slot.index])
    }

    fn take_back(&mut self) {
        let mut released = self.released.slots.lock().unwrap_or_else(PoisonError::into_inner);
        for index in released.drain(..) {
            self.slots[index] = Value::UNBOUND;
            self.free.push(index);
        }
    }

    pub(super) fn trace(&mut self, tracer: &mut Tracer) {
        self.take_back();
        tracer.values(&self.slots);
    }
}
