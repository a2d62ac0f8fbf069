//! What `gather` gives: a future that has the results of others, its children.

use std::collections::HashSet;

use super::future::{Future, Progress, add_waiter, cancelled_error, new_future, promise, promise_mut, settle};
use super::handle::Handle;
use super::{EventLoop, driver};
use crate::heap::{Gc, Value};
use crate::object::{Exception, ExceptionKind, Tuple};
use crate::vm::Context;

/// A future of the results of all children, or of the first failure unless exceptions are results too.
pub fn gather(ctx: &mut Context, event_loop: Gc<EventLoop>, children: Gc<Tuple>, keeps_exceptions: bool) -> Value {
    let outer = new_future(ctx, event_loop);
    let unique = unique(ctx.heap.tail(children));
    let this = ctx.heap.get_mut(outer);
    this.children = Value::object(children).into();
    this.keeps_exceptions = keeps_exceptions;
    this.left = unique.len() as u32;
    let callback = Value::object(outer);
    let is_done = |ctx: &Context, child| promise(&ctx.heap, child).is_some_and(|promise| promise.is_done());
    for &child in &unique {
        if !is_done(ctx, child) {
            let handle = ctx.heap.allocate(Handle::new(event_loop, callback, child, Value::NONE));
            add_waiter(&mut ctx.heap, child, Value::object(handle));
        }
    }
    for child in unique {
        if is_done(ctx, child) {
            child_done(ctx, outer, child);
        }
    }
    callback
}

/// Without those that came before.
fn unique(children: &[Value]) -> Vec<Value> {
    if !has_duplicates(children) {
        return children.to_vec();
    }
    let mut seen = HashSet::new();
    children.iter().copied().filter(|child| seen.insert(child.identity())).collect()
}

/// Whether an object is there more than once.
pub fn has_duplicates(objects: &[Value]) -> bool {
    let mut identities: Vec<u64> = objects.iter().map(|object| object.identity()).collect();
    identities.sort_unstable();
    identities.windows(2).any(|pair| pair[0] == pair[1])
}

/// A child has its result. Nothing of a script runs here.
pub fn child_done(ctx: &mut Context, outer: Gc<Future>, child: Value) {
    let this = ctx.heap.get_mut(outer);
    this.left = this.left.saturating_sub(1);
    let (over, keeps_exceptions, left) = (this.promise.is_done(), this.keeps_exceptions, this.left);
    let inner = promise_mut(&mut ctx.heap, child);
    inner.unread = false;
    let (progress, result) = (inner.progress, inner.result);
    if over {
        return;
    }
    match progress {
        Progress::Failed if !keeps_exceptions => fail(ctx, outer, result),
        Progress::Cancelled if !keeps_exceptions => {
            let error = cancelled_error(ctx, result);
            fail(ctx, outer, error);
        }
        _ if left == 0 => finish(ctx, outer),
        _ => {}
    }
}

fn fail(ctx: &mut Context, outer: Gc<Future>, exception: Value) {
    driver::driver(ctx).failures += 1;
    settle(ctx, Value::object(outer), Progress::Failed, exception);
}

fn finish(ctx: &mut Context, outer: Gc<Future>) {
    let this = ctx.heap.get(outer);
    if this.cancel_requested {
        let error = cancelled_error(ctx, this.promise.result);
        return fail(ctx, outer, error);
    }
    let children = this.children.value().cast::<Tuple>();
    let children = children.map_or(Vec::new(), |children| ctx.heap.tail(children).to_vec());
    let results = children.into_iter().map(|child| result_of(ctx, child)).collect();
    let results = ctx.new_list(results);
    settle(ctx, Value::object(outer), Progress::Done, results);
}

/// What stands for a child in the list of results.
fn result_of(ctx: &mut Context, child: Value) -> Value {
    let inner = promise_mut(&mut ctx.heap, child);
    inner.unread = false;
    let (progress, result) = (inner.progress, inner.result);
    if progress != Progress::Cancelled {
        return result;
    }
    let message = if result.is::<Exception>() || result.is_none() { ctx.new_str("") } else { result };
    let class = ctx.exception_class(ExceptionKind::CancelledError);
    Value::object(ctx.new_exception(class, &[message]))
}
