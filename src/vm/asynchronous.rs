//! What `await`, `async for`, `async with`, `with` and `yield from` ask of objects.

use super::Context;
use super::coroutine::{AsyncMode, AsyncStep, Coroutine, CoroutineKind, State, Temporary};
use super::frame::{Action, ReturnTo};
use super::native::{Raised, Result};
use crate::bytecode::{Op, SpecialMethod};
use crate::heap::{Kind, Value};
use crate::object::ExceptionKind;

impl Context {
    /// Whether `await` drives a value itself, without asking for its `__await__`.
    #[inline(always)]
    pub fn is_native_awaitable(&self, value: Value) -> bool {
        match value.kind() {
            Some(Kind::Coroutine) => {
                let coroutine = value.cast::<Coroutine>().expect("of this kind");
                self.heap.get(coroutine).kind == CoroutineKind::Coroutine
            }
            Some(Kind::AsyncStep | Kind::Future | Kind::Task | Kind::Sleep) => true,
            _ => false,
        }
    }

    /// What `await value` is to drive.
    #[inline(never)]
    pub fn get_awaitable(&mut self, value: Value, to: ReturnTo) -> Result {
        if self.is_native_awaitable(value) {
            return Ok(value);
        }
        let method = self.special(value, self.names.await_);
        if method.is_unbound() {
            let found = self.type_name(value);
            let message = match self.awaited_special() {
                Some(method) => {
                    format!("'async with' received an object from {method} that does not implement __await__: {found}")
                }
                None => format!("'{found}' object can't be awaited"),
            };
            return Err(self.type_error(message));
        }
        let to = if to.action == Action::Store { ReturnTo { action: Action::Awaitable, dst: to.dst } } else { to };
        self.call_method_value(method, value, &[], to)
    }

    #[inline(never)]
    pub fn get_yield_from(&mut self, value: Value, to: ReturnTo) -> Result {
        if value.kind() == Some(Kind::AwaitIterator) {
            return Ok(self.unwrap_awaited(value));
        }
        match value.cast::<Coroutine>().map(|coroutine| self.heap.get(coroutine).kind) {
            Some(CoroutineKind::Generator) => Ok(value),
            Some(CoroutineKind::Coroutine) => {
                Err(self.type_error("cannot 'yield from' a coroutine object in a non-coroutine generator"))
            }
            _ if matches!(value.kind(), Some(Kind::Sleep | Kind::Future | Kind::Task)) => Ok(value),
            _ => self.get_iterator(value, to),
        }
    }

    #[inline(never)]
    pub fn get_async_iterator(&mut self, value: Value, to: ReturnTo) -> Result {
        if let Some(coroutine) = value.cast::<Coroutine>()
            && self.heap.get(coroutine).kind == CoroutineKind::AsyncGenerator
        {
            return Ok(value);
        }
        let method = self.special(value, self.names.aiter);
        if method.is_unbound() {
            let message =
                format!("'async for' requires an object with __aiter__ method, got {}", self.type_name(value));
            return Err(self.type_error(message));
        }
        let iterator = self.call_nested_method(method, value, &[])?;
        let _ = to;
        let is_generator = iterator.cast::<Coroutine>().is_some();
        if !is_generator && self.special(iterator, self.names.anext).is_unbound() {
            let message = format!(
                "'async for' received an object from __aiter__ that does not implement __anext__: {}",
                self.type_name(iterator)
            );
            return Err(self.type_error(message));
        }
        Ok(iterator)
    }

    /// What to await for an async iterator's next item.
    #[inline(never)]
    pub fn get_async_next(&mut self, iterator: Value, to: ReturnTo) -> Result {
        if let Some(generator) = iterator.cast::<Coroutine>() {
            self.note_async_generator(generator);
            let step = AsyncStep { generator, mode: AsyncMode::Send(Value::NONE), started: false, driver: None };
            return Ok(Value::object(self.heap.allocate(step)));
        }
        let method = self.special(iterator, self.names.anext);
        let awaitable = self.call_nested_method(method, iterator, &[])?;
        match self.get_awaitable(awaitable, to) {
            Ok(awaitable) => Ok(awaitable),
            Err(raised) if self.is_exception(self.pending, ExceptionKind::TypeError) => {
                let _ = raised;
                self.take_pending();
                let message =
                    format!("'async for' received an invalid object from __anext__: {}", self.type_name(awaitable));
                Err(self.type_error(message))
            }
            Err(raised) => Err(raised),
        }
    }

    /// An async generator that began to run is finalised by its loop if it is dropped unfinished.
    pub fn note_async_generator(&mut self, generator: crate::heap::Gc<Coroutine>) {
        if self.heap.get(generator).state == State::Created && !self.heap.get(generator).was_awaited {
            self.heap.get_mut(generator).was_awaited = true;
            self.heap.finaliser.register(Value::object(generator));
            if let Some(note) = self.extensions.async_generator {
                note(self, Value::object(generator));
            }
        }
    }

    /// A special method of `with` and `async with`, bound.
    #[inline(never)]
    pub fn load_special(&mut self, method: SpecialMethod, object: Value, to: ReturnTo) -> Result {
        let name = match method {
            SpecialMethod::Enter => self.names.enter,
            SpecialMethod::Exit => self.names.exit,
            SpecialMethod::AsyncEnter => self.names.aenter,
            SpecialMethod::AsyncExit => self.names.aexit,
        };
        let found = self.special(object, name);
        if found.is_unbound() {
            return Err(self.no_context_manager(method, object));
        }
        let class = self.class_of(object);
        self.bind(found, Some(object), class, to)
    }

    #[cold]
    fn no_context_manager(&mut self, method: SpecialMethod, object: Value) -> Raised {
        let (is_async, name) = match method {
            SpecialMethod::Enter => (false, "__enter__"),
            SpecialMethod::Exit => (false, "__exit__"),
            SpecialMethod::AsyncEnter => (true, "__aenter__"),
            SpecialMethod::AsyncExit => (true, "__aexit__"),
        };
        let [enter, exit] =
            if is_async { [self.names.enter, self.names.exit] } else { [self.names.aenter, self.names.aexit] };
        let has_other = !self.special(object, enter).is_unbound() && !self.special(object, exit).is_unbound();
        let (this, other, hint) = if is_async {
            ("asynchronous context manager", "context manager", "with")
        } else {
            ("context manager", "asynchronous context manager", "async with")
        };
        let class = self.qualified_type_name(object);
        let hint = if has_other {
            format!(" but it supports the {other} protocol. Did you mean to use '{hint}'?")
        } else {
            String::new()
        };
        self.type_error(format!("'{class}' object does not support the {this} protocol (missed {name} method){hint}"))
    }

    /// A coroutine made for the instruction that refuses it is dropped there: it was never awaited.
    pub fn drop_temporary(&mut self, value: Value) -> Result<()> {
        match value.cast::<Coroutine>() {
            Some(coroutine) if self.heap.get(coroutine).temporary != Temporary::No => self.discard(value),
            _ => Ok(()),
        }
    }

    /// Which method of an `async with` gave the value that the running instruction awaits, if one did.
    fn awaited_special(&self) -> Option<&'static str> {
        let frame = self.stack.frames.last()?;
        let code = self.heap.get(frame.code()?);
        let at = (frame.pc as usize).checked_sub(2)?;
        let before = &code.object.instructions[..at];
        let Op::Call { count, base, .. } = *code.object.instructions.get(at)? else { return None };
        let callee = match before.last()? {
            Op::LoadSpecial { method: SpecialMethod::AsyncEnter, dst, .. } if count == 0 && *dst == base => {
                return Some("__aenter__");
            }
            _ => before.iter().rev().find_map(|op| match *op {
                Op::Move { dst, src } if dst == base => Some(src),
                _ => None,
            })?,
        };
        let is_exit =
            |op: &Op| matches!(*op, Op::LoadSpecial { method: SpecialMethod::AsyncExit, dst, .. } if dst == callee);
        (count == 3 && before.iter().any(is_exit)).then_some("__aexit__")
    }

    /// An expression statement dropped a value: a coroutine that was never awaited warns at once.
    #[inline(never)]
    pub fn discard(&mut self, value: Value) -> Result<()> {
        if value.kind() == Some(Kind::Sleep) {
            return self.extensions.dropped_sleep.map_or(Ok(()), |dropped| dropped(self, value));
        }
        let Some(coroutine) = value.cast::<Coroutine>() else { return Ok(()) };
        let this = self.heap.get(coroutine);
        if this.kind == CoroutineKind::Coroutine && this.state == State::Created && !this.was_awaited {
            self.heap.get_mut(coroutine).was_awaited = true;
            return self.warn_never_awaited(coroutine);
        }
        Ok(())
    }
}
