//! Methods of `slice`.

use super::container_repr;
use super::receiver::{exact_index, receiver};
use crate::heap::{Gc, Value};
use crate::object::Slice;
use crate::object::slice::Span;
use crate::vm::Context;
use crate::vm::builtin_class::{AttributeDef, Builtin, ClassDef};
use crate::vm::compare::Comparison;
use crate::vm::native::{Args, NativeDef, Result};

fn this(ctx: &mut Context, args: Args) -> Result<Gc<Slice>> {
    receiver(ctx, args, Builtin::Slice)
}

/// `slice(stop)`, `slice(start, stop, step=None)`
fn new(ctx: &mut Context, args: Args) -> Result {
    let (first, step) = (args.get(ctx, 0), args.optional(ctx, 2).unwrap_or(Value::NONE));
    let (start, stop) = match args.optional(ctx, 1) {
        Some(stop) => (first, stop),
        None => (Value::NONE, first),
    };
    Ok(Value::object(Slice::create(&mut ctx.heap, start, stop, step)))
}

fn indices(ctx: &mut Context, args: Args) -> Result {
    let slice = this(ctx, args)?;
    let length = args.get(ctx, 1);
    let length = exact_index(ctx, length)?;
    let Ok(length) = usize::try_from(length) else {
        return Err(ctx.value_error("length should not be negative"));
    };
    let Span { start, stop, step, .. } = ctx.slice_span(slice, length)?;
    Ok(ctx.new_tuple(&[start, stop, step].map(Value::int)))
}

/// The parts as a tuple, which compares and hashes as the slice does.
fn as_tuple(ctx: &mut Context, slice: Gc<Slice>) -> Value {
    let Slice { start, stop, step } = *ctx.heap.get(slice);
    ctx.new_tuple(&[start, stop, step])
}

fn hash(ctx: &mut Context, args: Args) -> Result {
    let slice = this(ctx, args)?;
    let parts = as_tuple(ctx, slice);
    Ok(Value::int(ctx.hash(parts)?))
}

fn compare(ctx: &mut Context, args: Args, comparison: Comparison) -> Result {
    let slice = this(ctx, args)?;
    let Some(other) = args.get(ctx, 1).cast::<Slice>() else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    let (left, right) = (as_tuple(ctx, slice), as_tuple(ctx, other));
    ctx.compare_nested(comparison, left, right).map(Value::bool)
}

macro_rules! comparisons {
    ($($name:ident $comparison:ident;)*) => {
        $(fn $name(ctx: &mut Context, args: Args) -> Result {
            compare(ctx, args, Comparison::$comparison)
        })*
    };
}

comparisons! {
    eq Equal;
    ne NotEqual;
    lt Less;
    le LessEqual;
    gt Greater;
    ge GreaterEqual;
}

fn part(ctx: &mut Context, slice: Value, part: fn(&Slice) -> Value) -> Result {
    Ok(slice.cast::<Slice>().map_or(Value::NONE, |slice| part(ctx.heap.get(slice))))
}

pub static CLASS: ClassDef = ClassDef {
    doc: "slice(stop)\nslice(start, stop[, step])\n\nCreate a slice object.  This is used for extended slicing (e.g. a[0:10:2]).",
    constructor: Some(&NativeDef::function("slice", "(start, stop=, step=None, /)", new, "")),
    methods: &[
        NativeDef::method(
            "indices",
            "(length, /)",
            indices,
            "S.indices(len) -> (start, stop, stride)\n\nAssuming a sequence of length len, calculate the start and stop\nindices, and the stride length of the extended slice described by\nS. Out of bounds indices are clipped in a manner consistent with the\nhandling of normal slices.",
        ),
        NativeDef::method("__repr__", "()", container_repr::slice, "Return repr(self)."),
        NativeDef::method("__hash__", "()", hash, "Return hash(self)."),
        NativeDef::method("__eq__", "(value, /)", eq, "Return self==value."),
        NativeDef::method("__ne__", "(value, /)", ne, "Return self!=value."),
        NativeDef::method("__lt__", "(value, /)", lt, "Return self<value."),
        NativeDef::method("__le__", "(value, /)", le, "Return self<=value."),
        NativeDef::method("__gt__", "(value, /)", gt, "Return self>value."),
        NativeDef::method("__ge__", "(value, /)", ge, "Return self>=value."),
    ],
    attributes: &[
        AttributeDef { name: "start", get: |ctx, slice| part(ctx, slice, |slice| slice.start), set: None, doc: "" },
        AttributeDef { name: "stop", get: |ctx, slice| part(ctx, slice, |slice| slice.stop), set: None, doc: "" },
        AttributeDef { name: "step", get: |ctx, slice| part(ctx, slice, |slice| slice.step), set: None, doc: "" },
    ],
    ..ClassDef::new(Builtin::Slice)
};
