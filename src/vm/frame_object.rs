//! Frame objects for scripts that ask for them: where each frame of the stack was when it was asked, with what its
//! locals were then. A generator's or coroutine's own frame object looks at the frame itself, as long as it lasts.

use super::Context;
use super::code::Code;
use super::coroutine::{Coroutine, State};
use super::frame::{FrameBody, executing};
use super::native::Result;
use crate::bytecode::CodeKind;
use crate::heap::{Gc, Kind, NoTail, Object, Tracer, Value};
use crate::object::{Cell, Tuple};

/// A frame as it was when a script asked for it.
pub struct FrameObject {
    pub code: Gc<Code>,
    /// The instruction it was at.
    pub pc: u32,
    /// The caller's frame object, or None.
    pub back: Value,
    pub locals: Locals,
}

/// What `f_locals` is made of.
#[derive(Clone)]
pub enum Locals {
    /// Nothing was kept: the frame had ended when it was asked for.
    Gone,
    /// What a function's registers of locals held, its closure, and where on the stack its frame was.
    Copied { registers: Box<[Value]>, closure: Option<Gc<Tuple>>, frame: usize },
    /// Those of a generator or coroutine.
    Of(Gc<Coroutine>),
}

impl Object for FrameObject {
    const KIND: Kind = Kind::Frame;
    type Tail = NoTail;

    fn trace(&self, tracer: &mut Tracer) {
        tracer.object(self.code);
        tracer.value(self.back);
        match &self.locals {
            Locals::Gone => {}
            Locals::Copied { registers, closure, .. } => {
                tracer.values(registers);
                tracer.optional(*closure);
            }
            Locals::Of(coroutine) => tracer.object(*coroutine),
        }
    }

    fn external_bytes(&self) -> usize {
        match &self.locals {
            Locals::Copied { registers, .. } => size_of_val(&**registers),
            _ => 0,
        }
    }
}

/// A frame that is to become a frame object.
struct Place {
    code: Gc<Code>,
    pc: u32,
    locals: Locals,
}

impl Context {
    /// The frame object of the frame `depth` calls up from the running one, or None if there are not so many.
    pub fn frame_object(&mut self, depth: usize) -> Option<Value> {
        let mut places = Vec::new();
        for index in 0..self.stack.frames.len() {
            let frame = self.stack.frames[index];
            match frame.body {
                FrameBody::Script { .. } => places.push(self.script_place(index)),
                FrameBody::Chain { innermost, .. } => {
                    let first = places.len();
                    self.heap.get_mut(innermost).show();
                    places.push(self.coroutine_place(innermost, frame.pc));
                    let mut awaiter = self.heap.get(innermost).awaiter();
                    while let Some(outer) = awaiter {
                        self.heap.get_mut(outer).show();
                        places.push(self.coroutine_place(outer, self.heap.get(outer).pc));
                        awaiter = self.heap.get(outer).awaiter();
                    }
                    // Outermost first, like the stack.
                    places[first..].reverse();
                }
                FrameBody::Steps { .. } | FrameBody::Host => {}
            }
        }
        let wanted = places.len().checked_sub(depth)?;
        let mut back = None;
        for Place { code, pc, locals } in places.into_iter().take(wanted) {
            let object = FrameObject { code, pc, back: back.unwrap_or(Value::NONE), locals };
            back = Some(Value::object(self.heap.allocate(object)));
        }
        back
    }

    fn script_place(&self, index: usize) -> Place {
        let frame = self.stack.frames[index];
        let FrameBody::Script { function, code } = frame.body else { unreachable!("asked for scripts only") };
        let (base, count) = (frame.base as usize, usize::from(self.heap.get(code).entry.locals));
        let registers = self.stack.registers[base..base + count].into();
        let locals = Locals::Copied { registers, closure: self.heap.get(function).closure, frame: index };
        Place { code, pc: executing(frame.pc), locals }
    }

    fn coroutine_place(&self, coroutine: Gc<Coroutine>, pc: u32) -> Place {
        Place { code: self.coroutine_code(coroutine), pc: executing(pc), locals: Locals::Of(coroutine) }
    }

    /// The frame object of a generator or coroutine that has not ended.
    pub fn frame_of_coroutine(&mut self, coroutine: Gc<Coroutine>) -> Value {
        let this = self.heap.get(coroutine);
        if this.state == State::Finished {
            return Value::NONE;
        }
        let Place { code, pc, locals } = self.coroutine_place(coroutine, this.pc);
        Value::object(self.heap.allocate(FrameObject { code, pc, back: Value::NONE, locals }))
    }

    /// The frame object of a place an exception passed.
    pub fn frame_of_place(&mut self, code: Gc<Code>, pc: u32) -> Value {
        Value::object(self.heap.allocate(FrameObject { code, pc, back: Value::NONE, locals: Locals::Gone }))
    }

    /// `frame.f_locals`: of a function that still runs there what its locals are now.
    pub fn frame_locals(&mut self, frame: Gc<FrameObject>) -> Result {
        let code = self.heap.get(frame).code;
        let place = match &self.heap.get(frame).locals {
            Locals::Gone if self.heap.get(code).object.kind == CodeKind::Module => None,
            Locals::Gone => {
                return Err(self.runtime_error("Taipan does not keep the locals of a frame that has ended"));
            }
            Locals::Copied { frame, .. } => self.stack.frames.get(*frame).map(|record| (*frame, record.body)),
            Locals::Of(_) => None,
        };
        if let Some((index, FrameBody::Script { code: running, .. })) = place
            && running == code
        {
            let place = self.script_place(index);
            return Ok(self.locals_namespace(code, &place.locals));
        }
        let locals = self.heap.get(frame).locals.clone();
        Ok(self.locals_namespace(code, &locals))
    }

    /// `locals()` of the running frame.
    pub fn running_locals(&mut self) -> Value {
        let Some(index) = self.stack.frames.iter().rposition(|frame| frame.code().is_some()) else {
            return Value::object(self.current_globals());
        };
        let frame = self.stack.frames[index];
        let Place { code, locals, .. } = match frame.body {
            FrameBody::Chain { innermost, .. } => self.coroutine_place(innermost, frame.pc),
            _ => self.script_place(index),
        };
        self.locals_namespace(code, &locals)
    }

    fn coroutine_locals(&self, coroutine: Gc<Coroutine>) -> (Vec<Value>, Option<Gc<Tuple>>) {
        let this = self.heap.get(coroutine);
        let count = match this.state {
            State::Finished => 0,
            _ => usize::from(self.heap.get(self.coroutine_code(coroutine)).entry.locals),
        };
        (self.heap.tail(coroutine)[..count].to_vec(), self.heap.get(this.function).closure)
    }

    /// Globals for a module, the namespace for a class body, else a dict of the locals and free variables that are bound.
    fn locals_namespace(&mut self, code: Gc<Code>, locals: &Locals) -> Value {
        let (registers, closure) = match locals {
            Locals::Gone => (Vec::new(), None),
            Locals::Copied { registers, closure, .. } => (registers.to_vec(), *closure),
            Locals::Of(coroutine) => self.coroutine_locals(*coroutine),
        };
        match self.heap.get(code).object.kind {
            CodeKind::Module => return Value::object(self.heap.get(code).globals),
            CodeKind::ClassBody => return registers[0],
            _ => {}
        }
        let object = self.heap.get(code).object.clone();
        let cells = closure.map_or(Vec::new(), |closure| self.heap.tail(closure).to_vec());
        let free = object.free.iter().zip(cells);
        let own = object.locals.iter().zip(registers.iter().copied());
        let pairs: Vec<_> = own.chain(free).map(|(name, value)| (name.clone(), value)).collect();
        let dict = self.new_dict();
        for (name, value) in pairs {
            let value = value.cast::<Cell>().map_or(value, |cell| self.heap.get(cell).value);
            if !value.is_unbound() && !name.starts_with('.') {
                self.set_text(dict, &name, value);
            }
        }
        Value::object(dict)
    }
}
