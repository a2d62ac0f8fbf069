//! Objects that died: what their class or kind wants done.

use super::Context;
use super::coroutine::{Coroutine, CoroutineKind, State, Temporary};
use super::native::Result;
use crate::heap::{Gc, Kind, Value, WeakReference};
use crate::object::{Exception, ExceptionKind, Instance};

impl Context {
    /// Deals with what the last collections found dead. Called at safepoints of a stack that is not pinned.
    pub fn run_finalisers(&mut self) -> Result<()> {
        // A finaliser must not disturb what is going on: the pending exception, what is sent, what is handled.
        let (pending, sent) = (self.pending, self.sent);
        let mark = self.roots.len();
        self.roots.extend([pending, sent]);
        let callbacks = self.heap.finaliser.take_callbacks();
        let dead = self.heap.finaliser.take_dead();
        self.roots.extend_from_slice(&callbacks);
        self.roots.extend_from_slice(&dead);
        let result = callbacks
            .into_iter()
            .try_for_each(|weak| self.call_weak_callback(weak))
            .and_then(|()| dead.into_iter().try_for_each(|object| self.finalise(object)));
        self.roots.truncate(mark);
        if result.is_ok() {
            (self.pending, self.sent) = (pending, sent);
        }
        result
    }

    /// The program is over: deals with what it still holds as though that had died, oldest first.
    pub fn finalise_the_rest(&mut self) -> Result<()> {
        let rest = self.heap.finaliser.take_registered();
        let mark = self.roots.len();
        self.roots.extend_from_slice(&rest);
        let result = rest.into_iter().try_for_each(|object| self.finalise(object));
        self.roots.truncate(mark);
        result
    }

    fn call_weak_callback(&mut self, weak: Value) -> Result<()> {
        let Some(reference) = weak.cast::<WeakReference>() else { return Ok(()) };
        let callback = self.heap.get(reference).callback;
        let result = self.call_nested(callback, &[weak]);
        self.report_unraisable(result, "weakref callback", callback)
    }

    /// Does what an object's death asks for.
    pub fn finalise(&mut self, object: Value) -> Result<()> {
        match object.kind() {
            Some(Kind::Coroutine) => self.finalise_coroutine(object.cast().expect("of this kind")),
            Some(Kind::Instance) => {
                let instance = object.cast::<Instance>().expect("of this kind");
                let class = self.shape_class(instance);
                let method = self.lookup(class, self.names.del);
                if method.is_unbound() {
                    return Ok(());
                }
                let result = self.call_nested_method(method, object, &[]);
                self.report_unraisable(result, "calling deallocator", method)
            }
            Some(Kind::Sleep) => self.discard(object),
            _ => self.finalise_elsewhere(object),
        }
    }

    fn finalise_elsewhere(&mut self, object: Value) -> Result<()> {
        (0..self.extensions.finalise.len()).try_for_each(|index| self.extensions.finalise[index](self, object))
    }

    fn finalise_coroutine(&mut self, coroutine: Gc<Coroutine>) -> Result<()> {
        let this = self.heap.get(coroutine);
        match (this.kind, this.state) {
            (CoroutineKind::Coroutine, State::Created) if !this.was_awaited => self.warn_never_awaited(coroutine),
            (CoroutineKind::Generator | CoroutineKind::Coroutine, State::Suspended) if this.awaiter().is_none() => {
                let result = self.close(coroutine);
                self.report_unraisable(result, "generator", Value::object(coroutine))
            }
            (CoroutineKind::AsyncGenerator, State::Suspended) => self.finalise_elsewhere(Value::object(coroutine)),
            _ => Ok(()),
        }
    }

    /// A loop over a generator that its head made is left early.
    #[inline(never)]
    pub fn end_iteration(&mut self, generator: Gc<Coroutine>) -> Result<()> {
        let this = self.heap.get(generator);
        if this.temporary != Temporary::OfLoop || this.state != State::Suspended {
            return Ok(());
        }
        match this.kind {
            CoroutineKind::Generator => {}
            CoroutineKind::AsyncGenerator => return self.finalise_elsewhere(Value::object(generator)),
            CoroutineKind::Coroutine => return Ok(()),
        }
        let result = self.close(generator);
        self.report_unraisable(result, "generator", Value::object(generator))
    }

    /// `generator.close()`: its pending `finally` blocks run.
    pub fn close(&mut self, coroutine: Gc<Coroutine>) -> Result {
        let this = self.heap.get_mut(coroutine);
        match this.state {
            State::Finished => return Ok(Value::NONE),
            State::Created => {
                this.state = State::Finished;
                this.was_awaited = true;
                this.live = 0;
                return Ok(Value::NONE);
            }
            State::Suspended | State::Running => {}
        }
        let class = self.exception_class(ExceptionKind::GeneratorExit);
        let exit = Value::object(self.new_exception(class, &[]));
        let mark = self.roots.len();
        self.roots.extend([Value::object(coroutine), exit]);
        let answer = self.nested(|ctx, to| ctx.resume(coroutine, super::coroutine::Resume::Throw(exit), to));
        self.roots.truncate(mark);
        match answer {
            Ok(_) => {
                let noun = match self.heap.get(coroutine).kind {
                    CoroutineKind::Generator => "generator",
                    CoroutineKind::Coroutine => "coroutine",
                    CoroutineKind::AsyncGenerator => "async generator",
                };
                Err(self.runtime_error(format!("{noun} ignored GeneratorExit")))
            }
            Err(raised) if self.limits.stopped.is_some() => Err(raised),
            Err(raised) => {
                if self.is_exception(self.pending, ExceptionKind::GeneratorExit) {
                    self.take_pending();
                    return Ok(Value::NONE);
                }
                if self.is_exhausted() {
                    let stop = self.take_pending();
                    return Ok(self.stop_value(stop));
                }
                Err(raised)
            }
        }
    }

    /// The RuntimeWarning for a coroutine nobody awaited.
    pub fn warn_never_awaited(&mut self, coroutine: Gc<Coroutine>) -> Result<()> {
        let function = self.heap.get(coroutine).function;
        let name = self.function_name(function);
        self.warn(ExceptionKind::RuntimeWarning, &format!("coroutine '{name}' was never awaited"))
    }

    /// Issues a warning for the line that is running.
    pub fn warn(&mut self, category: ExceptionKind, message: &str) -> Result<()> {
        match self.extensions.warn {
            Some(warn) => warn(self, category, message),
            None => Ok(()),
        }
    }

    /// An exception that nobody can catch is reported, not raised; limits go on stopping the script.
    pub fn report_unraisable(&mut self, result: Result, what: &str, object: Value) -> Result<()> {
        match result {
            Ok(_) => Ok(()),
            Err(raised) if self.limits.stopped.is_some() => Err(raised),
            Err(_) => {
                let exception = self.take_pending();
                debug_assert!(exception.is::<Exception>());
                match self.extensions.unraisable {
                    Some(report) => report(self, exception, what, object),
                    None => Ok(()),
                }
            }
        }
    }
}
