//! `None` and `NotImplemented`: what their types have beside what `object` has.

use crate::heap::Value;
use crate::vm::Context;
use crate::vm::builtin_class::{Builtin, ClassDef};
use crate::vm::native::{Args, NativeDef, Result};

fn none_truth(_: &mut Context, _: Args) -> Result {
    Ok(Value::FALSE)
}

fn refuse_truth(ctx: &mut Context, _: Args) -> Result {
    Err(ctx.type_error("NotImplemented should not be used in a boolean context"))
}

pub static NONE: ClassDef = ClassDef {
    doc: "The type of the None singleton.",
    methods: &[NativeDef::method("__bool__", "()", none_truth, "True if self else False")],
    ..ClassDef::new(Builtin::NoneType)
};

pub static NOT_IMPLEMENTED: ClassDef = ClassDef {
    doc: "The type of the NotImplemented singleton.",
    methods: &[NativeDef::method("__bool__", "()", refuse_truth, "True if self else False")],
    ..ClassDef::new(Builtin::NotImplementedType)
};
