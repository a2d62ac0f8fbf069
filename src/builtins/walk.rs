//! Native frames that walk an iterable: what `sum`, `set.update`, `sorted` and their like have in common.
//!
//! Registers of such a frame: 0 holds the iterable and then its iterator, 1 the stage, 2 the item at hand; those from
//! [`STATE`] on are the function's own.

use crate::heap::Value;
use crate::vm::Context;
use crate::vm::iterate::Next;
use crate::vm::native::{Args, Input, Result, StepFn};

/// The first register that is the function's own.
pub const STATE: u32 = 3;
const STAGE: u32 = 1;
const ITEM: u32 = 2;

/// Stages: the iterator is not there yet, is there, or the function called something with the item.
const ITERATOR_WANTED: Value = Value::UNBOUND;
const WALKING: Value = Value::TRUE;
const CALLED: Value = Value::FALSE;

/// What a function does after an item.
pub enum Turn {
    /// Goes on with the next.
    Next,
    /// Answers at once.
    Answer(Value),
    /// It called something with the item, with this result; unbound if a frame will have it.
    Called(Value),
}

/// Becomes a native frame that walks `iterable`, with `state` from register [`STATE`] on.
pub fn start(ctx: &mut Context, step: StepFn, iterable: Value, state: &[Value]) -> Result {
    let registers = registers(iterable, state);
    ctx.start_steps(step, &registers)
}

/// The registers such a frame begins with.
pub fn registers(iterable: Value, state: &[Value]) -> Vec<Value> {
    let mut registers = vec![iterable, ITERATOR_WANTED, Value::UNBOUND];
    registers.extend_from_slice(state);
    registers
}

/// Has a walk begin anew with another iterable.
pub fn restart(ctx: &mut Context, window: Args, iterable: Value) {
    window.set(ctx, 0, iterable);
    window.set(ctx, STAGE, ITERATOR_WANTED);
}

/// A step of a walk whose function calls nothing but what answers at once.
pub fn walk(
    ctx: &mut Context,
    window: Args,
    input: Input,
    mut each: impl FnMut(&mut Context, Args, Value) -> Result<Option<Value>>,
    end: impl FnOnce(&mut Context, Args) -> Result,
) -> Result {
    let each = |ctx: &mut Context, window, item| {
        Ok(match each(ctx, window, item)? {
            Some(answer) => Turn::Answer(answer),
            None => Turn::Next,
        })
    };
    walk_calling(ctx, window, input, each, |_, _, _, _| Ok(None), end)
}

/// A step of a walk. `each` looks at an item; what it called comes to `called`, with the item, which may answer.
pub fn walk_calling(
    ctx: &mut Context,
    window: Args,
    mut input: Input,
    mut each: impl FnMut(&mut Context, Args, Value) -> Result<Turn>,
    mut called: impl FnMut(&mut Context, Args, Value, Value) -> Result<Option<Value>>,
    end: impl FnOnce(&mut Context, Args) -> Result,
) -> Result {
    if window.get(ctx, STAGE) == ITERATOR_WANTED {
        let iterator = match input {
            Input::Value(iterator) => {
                ctx.check_iterator(iterator)?;
                iterator
            }
            _ => {
                let (iterable, to) = (window.get(ctx, 0), ctx.return_to);
                ctx.get_iterator(iterable, to)?
            }
        };
        if iterator.is_unbound() {
            return Ok(iterator);
        }
        window.set(ctx, 0, iterator);
        window.set(ctx, STAGE, WALKING);
        input = Input::Start;
    }
    loop {
        let turn = match (std::mem::replace(&mut input, Input::Start), window.get(ctx, STAGE) == CALLED) {
            (Input::Value(answer), true) => Turn::Called(answer),
            (Input::Exhausted, _) => return end(ctx, window),
            (Input::Value(item), false) => {
                window.set(ctx, ITEM, item);
                each(ctx, window, item)?
            }
            _ => match ctx.next_for_step(window.get(ctx, 0))? {
                Next::Item(item) => {
                    window.set(ctx, ITEM, item);
                    each(ctx, window, item)?
                }
                Next::Done => return end(ctx, window),
                Next::Pending => return Ok(Value::UNBOUND),
            },
        };
        match turn {
            Turn::Next => {}
            Turn::Answer(answer) => return Ok(answer),
            Turn::Called(answer) if answer.is_unbound() => {
                window.set(ctx, STAGE, CALLED);
                return Ok(answer);
            }
            Turn::Called(answer) => {
                window.set(ctx, STAGE, WALKING);
                let item = window.get(ctx, ITEM);
                if let Some(answer) = called(ctx, window, item, answer)? {
                    return Ok(answer);
                }
            }
        }
    }
}

/// A step of a frame that turns the values in registers from `first` on into iterators, counting in register 0 how many
/// are done, and then answers with `end`.
pub fn gather_iterators(
    ctx: &mut Context,
    window: Args,
    mut input: Input,
    first: u32,
    end: impl FnOnce(&mut Context, Args) -> Result,
) -> Result {
    loop {
        let done = window.get(ctx, 0).as_int().expect("register 0 counts") as u32;
        let register = first + done;
        if register == window.count {
            return end(ctx, window);
        }
        let iterator = match std::mem::replace(&mut input, Input::Start) {
            Input::Value(iterator) => {
                ctx.check_iterator(iterator)?;
                iterator
            }
            _ => {
                let (iterable, to) = (window.get(ctx, register), ctx.return_to);
                ctx.get_iterator(iterable, to)?
            }
        };
        if iterator.is_unbound() {
            return Ok(iterator);
        }
        window.set(ctx, register, iterator);
        window.set(ctx, 0, Value::int(i64::from(done) + 1));
    }
}
