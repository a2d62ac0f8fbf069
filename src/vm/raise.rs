//! Raising and handling: the `raise` statement, handlers, and what is being handled now.

use super::Context;
use super::deliver::Flow;
use super::frame::FrameBody;
use super::native::{Raised, Result};
use crate::heap::{Gc, Value};
use crate::object::{Class, Exception, ExceptionKind, Tuple};

impl Context {
    /// `raise value from cause`; an unbound cause is no `from`.
    #[inline(never)]
    pub fn raise_statement(&mut self, value: Value, cause: Value) -> Result<Flow> {
        let exception = self.to_exception(value, "exceptions must derive from BaseException")?;
        if !cause.is_unbound() {
            let cause = if cause.is_none() {
                cause
            } else {
                self.roots.push(exception);
                let cause = self.to_exception(cause, "exception causes must derive from BaseException");
                self.roots.pop();
                cause?
            };
            let this = exception.cast::<Exception>().expect("made above");
            let this = self.heap.get_mut(this);
            this.cause = cause;
            this.suppress_context = true;
        }
        Err(self.raise_value(exception))
    }

    /// An exception, or a class that is called to make one.
    pub fn to_exception(&mut self, value: Value, otherwise: &str) -> Result {
        if value.is::<Exception>() {
            return Ok(value);
        }
        if let Some(class) = value.cast::<Class>()
            && self.is_subclass(class, self.exception_class(ExceptionKind::BaseException))
        {
            let made = self.call_nested(value, &[])?;
            if made.is::<Exception>() {
                return Ok(made);
            }
            let message = format!(
                "calling {} should have returned an instance of BaseException, not {}",
                self.repr_text(value)?,
                self.repr_text(self.class_value_of(made))?
            );
            return Err(self.type_error(message));
        }
        Err(self.type_error(otherwise))
    }

    /// The class of a value, as a value.
    pub fn class_value_of(&self, value: Value) -> Value {
        Value::object(self.class_of(value))
    }

    /// Bare `raise`.
    #[inline(never)]
    pub fn raise_handled(&mut self) -> Raised {
        let handled = self.handled_exception();
        if handled.is_none() {
            return self.runtime_error("No active exception to reraise");
        }
        self.pending = handled;
        Raised
    }

    /// The exception being handled: by the running frame, or by whoever called or resumed it.
    pub fn handled_exception(&self) -> Value {
        // Functions above the innermost chain share the stack's word; below it, each chain keeps what was there
        // before it was resumed.
        if !self.stack.handled.is_none() {
            return self.stack.handled;
        }
        for frame in self.stack.frames.iter().rev() {
            if let FrameBody::Chain { innermost, root, .. } = frame.body {
                let mut at = Some(innermost);
                while let Some(coroutine) = at {
                    let this = self.heap.get(coroutine);
                    if !this.handled.is_none() {
                        return this.handled.value();
                    }
                    at = this.awaiter();
                }
                let outer = self.heap.get(root).outer_handled;
                if !outer.is_none() {
                    return outer.value();
                }
            }
        }
        Value::NONE
    }

    /// Makes an exception the one being handled by the frame on top; gives what was before.
    #[inline(never)]
    pub fn enter_handler(&mut self, exception: Value) -> Value {
        match self.stack.frames.last().map(|frame| frame.body) {
            Some(FrameBody::Chain { innermost, .. }) => {
                std::mem::replace(&mut self.heap.get_mut(innermost).handled, exception.into()).value()
            }
            _ => std::mem::replace(&mut self.stack.handled, exception),
        }
    }

    #[inline(never)]
    pub fn leave_handler(&mut self, saved: Value) {
        self.enter_handler(saved);
    }

    /// Whether `except class` catches the exception.
    #[inline(never)]
    pub fn matches_exception(&mut self, exception: Value, class: Value) -> Result<bool> {
        if let Some(tuple) = class.cast::<Tuple>() {
            let mut matches = false;
            for index in 0..self.heap.tail(tuple).len() {
                let class = self.heap.tail(tuple)[index];
                matches |= self.matches_class_or_tuple(exception, class)?;
            }
            return Ok(matches);
        }
        self.matches_class_or_tuple(exception, class)
    }

    fn matches_class_or_tuple(&mut self, exception: Value, class: Value) -> Result<bool> {
        let base = self.exception_class(ExceptionKind::BaseException);
        match class.cast::<Class>() {
            Some(class) if self.is_subclass(class, base) => Ok(self.is_instance(exception, class)),
            _ => Err(self.type_error("catching classes that do not inherit from BaseException is not allowed")),
        }
    }

    /// What `__exit__` is called with.
    #[inline(never)]
    pub fn exception_info(&mut self, exception: Value) -> [Value; 3] {
        [self.class_value_of(exception), exception, self.traceback_of(exception)]
    }

    /// Whether an exception ends an `async for`.
    #[inline(never)]
    pub fn ends_async_for(&self, exception: Value) -> bool {
        self.is_exception(exception, ExceptionKind::StopAsyncIteration)
    }

    /// Sets an attribute of the pending exception.
    pub fn set_pending_field(&mut self, name: Gc<crate::object::Str>, value: Value) {
        let exception = self.pending;
        self.set_exception_field(exception, name, value);
    }
}
