//! What must happen when an object dies: weak references are cleared, and finalisable objects (with `__del__`, coroutines
//! never awaited, suspended generators, tasks, files …) are queued for the machine to deal with at a later safepoint.
//!
//! Both happen after marking and before any sweep. A queued object is alive again until its entry was taken.

use super::block::BlockRef;
use super::collect::Tracer;
use super::header::{Gc, Kind, NoTail, Object, Untyped};
use super::{CompactValue, Heap, VTable, Value};

/// The registry of finalisable objects and weak references.
#[derive(Default)]
pub struct Finaliser {
    registered: Vec<CompactValue>,
    dead: Vec<Value>,
    weak: Vec<Gc<WeakReference>>,
    /// Weak references that lost their target and have a callback to be called.
    callbacks: Vec<Value>,
}

impl Finaliser {
    /// Has `object` queued when it dies. It is queued once for each registration.
    pub fn register(&mut self, object: Value) {
        self.registered.push(object.into());
    }

    /// Takes the objects that died since the last call, oldest registration first. They are ordinary values again.
    pub fn take_dead(&mut self) -> Vec<Value> {
        std::mem::take(&mut self.dead)
    }

    /// Takes the weak references whose callbacks are due.
    pub fn take_callbacks(&mut self) -> Vec<Value> {
        std::mem::take(&mut self.callbacks)
    }

    /// Whether anything waits in the queues.
    pub fn is_idle(&self) -> bool {
        self.dead.is_empty() && self.callbacks.is_empty()
    }

    /// Everything registered: what the end of a program finalises in the end.
    pub fn take_registered(&mut self) -> Vec<Value> {
        std::mem::take(&mut self.registered).into_iter().map(CompactValue::value).collect()
    }

    pub(super) fn after_marking(&mut self, tracer: &mut Tracer, vtables: &[VTable]) {
        self.clear_dead_targets();
        tracer.values(&self.dead);
        tracer.values(&self.callbacks);
        let dead = self.registered.extract_if(.., |object| !is_marked(object.value())).map(CompactValue::value);
        let dead = dead.filter(|object| needs_finalising(*object, vtables));
        let first = self.dead.len();
        self.dead.extend(dead);
        tracer.values(&self.dead[first..]);
    }

    /// Forgets weak references that died, and clears those whose target did.
    fn clear_dead_targets(&mut self) {
        let callbacks = &mut self.callbacks;
        self.weak.retain(|&weak| {
            if !is_marked(Value::object(weak)) {
                return false;
            }
            // SAFETY: marked, so alive; `collect` has the heap to itself (invariant 5).
            let reference = unsafe { &mut (*weak.cell()).data };
            if is_marked(reference.target) {
                return true;
            }
            reference.target = Value::UNBOUND;
            if !reference.callback.is_none() {
                callbacks.push(Value::object(weak));
            }
            false
        });
    }
}

/// Whether something is to be done about the death of an object.
fn needs_finalising(object: Value, vtables: &[VTable]) -> bool {
    object.as_untyped().is_some_and(|object| {
        // SAFETY: registered objects were alive until now and are not swept yet; each kind's vtable is of its one type
        // (invariant 4).
        unsafe { (vtables[(*object.header()).kind as usize].needs_finalising)(object.header()) }
    })
}

fn is_marked(object: Value) -> bool {
    object.as_untyped().is_none_or(|object: Untyped| BlockRef::containing(object.header()).is_marked(object.header()))
}

/// A reference that does not keep its target alive.
pub struct WeakReference {
    /// Unbound once the target is dead. Not traced.
    target: Value,
    pub callback: Value,
}

impl WeakReference {
    /// Makes a weak reference; `callback` is called with it when the target died, unless it is None.
    pub fn create(heap: &mut Heap, target: Value, callback: Value) -> Gc<WeakReference> {
        let reference = heap.allocate(WeakReference { target, callback });
        heap.finaliser.weak.push(reference);
        reference
    }

    /// The target, if it is alive.
    pub fn target(&self) -> Option<Value> {
        if self.target.is_unbound() { None } else { Some(self.target) }
    }
}

impl Object for WeakReference {
    const KIND: Kind = Kind::WeakReference;
    type Tail = NoTail;

    fn trace(&self, tracer: &mut Tracer) {
        tracer.value(self.callback);
    }
}
