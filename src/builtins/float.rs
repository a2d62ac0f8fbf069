//! Methods of `float`.

use super::int::of_class;
use super::operators;
use crate::heap::Value;
use crate::object::float;
use crate::object::int::{self, Source};
use crate::vm::Context;
use crate::vm::builtin_class::{AttributeDef, Builtin, ClassDef};
use crate::vm::native::{Args, NativeDef, Result};

fn this(ctx: &mut Context, args: Args) -> Result<f64> {
    let value = args.get(ctx, 0);
    match ctx.plain_float(value) {
        Some(float) => Ok(float),
        None => Err(super::receiver::wrong_receiver(ctx, value, Builtin::Float)),
    }
}

/// `float(value=0.0)`
fn new(ctx: &mut Context, args: Args) -> Result {
    let Some(value) = args.optional(ctx, 0) else { return Ok(Value::float(0.0)) };
    if let Some(text) = ctx.as_str(value) {
        let result = float::parse(Source::Str(ctx.heap.str_bytes(text)));
        return ctx.check(result).map(Value::float);
    }
    if let Some(float) = ctx.to_float(value)? {
        return Ok(Value::float(float));
    }
    if let Some(bytes) = ctx.bytes_like(value) {
        let result = float::parse(Source::Bytes(&bytes));
        return ctx.check(result).map(Value::float);
    }
    let found = ctx.type_name(value);
    Err(ctx.type_error(format!("float() argument must be a string or a real number, not '{found}'")))
}

/// `float.from_number(number)`; argument 0 is the class.
fn from_number(ctx: &mut Context, args: Args) -> Result {
    let number = args.get(ctx, 1);
    let number = ctx.expect_float(number)?;
    of_class(ctx, args, Builtin::Float, Value::float(number))
}

/// `float.fromhex(text)`; argument 0 is the class.
fn fromhex(ctx: &mut Context, args: Args) -> Result {
    let text = args.get(ctx, 1);
    let Some(text) = ctx.as_str(text) else {
        return Err(ctx.type_error("bad argument type for built-in operation"));
    };
    let result = float::from_hex(ctx.heap.str_bytes(text));
    let value = ctx.check(result)?;
    of_class(ctx, args, Builtin::Float, Value::float(value))
}

fn get_format(ctx: &mut Context, args: Args) -> Result {
    let kind = args.get(ctx, 1);
    match ctx.as_str(kind).map(|kind| ctx.text(kind).into_owned()).as_deref() {
        Some("double" | "float") => Ok(ctx.new_str("IEEE, little-endian")),
        _ => Err(ctx.value_error("__getformat__() argument 1 must be 'double' or 'float'")),
    }
}

fn is_integer(ctx: &mut Context, args: Args) -> Result {
    let value = this(ctx, args)?;
    Ok(Value::bool(float::is_integer(value)))
}

fn hex(ctx: &mut Context, args: Args) -> Result {
    let value = this(ctx, args)?;
    Ok(ctx.new_str(&float::to_hex(value)))
}

fn as_integer_ratio(ctx: &mut Context, args: Args) -> Result {
    let value = this(ctx, args)?;
    let ratio = float::as_integer_ratio(value);
    let (numerator, denominator) = ctx.check(ratio)?;
    let pair = [ctx.heap.new_int(numerator), ctx.heap.new_int(denominator)];
    Ok(ctx.new_tuple(&pair))
}

fn whole(ctx: &mut Context, value: f64) -> Result {
    let int = int::from_float(value);
    let int = ctx.check(int)?;
    Ok(ctx.heap.new_int(int))
}

fn trunc(ctx: &mut Context, args: Args) -> Result {
    let value = this(ctx, args)?;
    whole(ctx, value)
}

fn floor(ctx: &mut Context, args: Args) -> Result {
    let value = this(ctx, args)?;
    whole(ctx, value.floor())
}

fn ceil(ctx: &mut Context, args: Args) -> Result {
    let value = this(ctx, args)?;
    whole(ctx, value.ceil())
}

/// `round(value, ndigits)`
fn round(ctx: &mut Context, args: Args) -> Result {
    let value = this(ctx, args)?;
    let Some(digits) = args.optional(ctx, 1).filter(|digits| !digits.is_none()) else {
        return whole(ctx, value.round_ties_even());
    };
    let digits = ctx.clamped_index(digits)?;
    let result = float::round(value, digits);
    ctx.check(result).map(Value::float)
}

fn absolute(ctx: &mut Context, args: Args) -> Result {
    let value = this(ctx, args)?;
    Ok(Value::float(value.abs()))
}

fn plain(ctx: &mut Context, args: Args) -> Result {
    this(ctx, args).map(Value::float)
}

fn get_real(ctx: &mut Context, value: Value) -> Result {
    Ok(ctx.payload(value))
}

fn get_imaginary(_: &mut Context, _: Value) -> Result {
    Ok(Value::float(0.0))
}

pub static CLASS: ClassDef = ClassDef {
    doc: "Convert a string or number to a floating-point number, if possible.",
    constructor: Some(&NativeDef::function("float", "(x=0, /)", new, "")),
    methods: METHODS,
    class_methods: &[
        NativeDef::method("from_number", "(number, /)", from_number, "Convert real number to a floating-point number."),
        NativeDef::method(
            "fromhex",
            "(string, /)",
            fromhex,
            "Create a floating-point number from a hexadecimal string.",
        ),
        NativeDef::method("__getformat__", "(typestr, /)", get_format, "You probably don't want to use this function."),
    ],
    attributes: &[
        AttributeDef { name: "real", get: get_real, set: None, doc: "the real part of a complex number" },
        AttributeDef { name: "imag", get: get_imaginary, set: None, doc: "the imaginary part of a complex number" },
    ],
    ..ClassDef::new(Builtin::Float)
};

const METHODS: &[NativeDef] = &[
    NativeDef::method(
        "as_integer_ratio",
        "()",
        as_integer_ratio,
        "Return a pair of integers, whose ratio is exactly equal to the original float.",
    ),
    NativeDef::method("conjugate", "()", plain, "Return self, the complex conjugate of any float."),
    NativeDef::method("hex", "()", hex, "Return a hexadecimal representation of a floating-point number."),
    NativeDef::method("is_integer", "()", is_integer, "Return True if the float is an integer."),
    NativeDef::method(
        "__round__",
        "(ndigits=None, /)",
        round,
        "Return the Integral closest to x, rounding half toward even.\n\nWhen an argument is passed, work like built-in round(x, ndigits).",
    ),
    operators::without("__abs__", absolute, "abs(self)"),
    operators::without("__float__", plain, "float(self)"),
    operators::without("__int__", trunc, "int(self)"),
    operators::without("__trunc__", trunc, "Return the Integral closest to x between 0 and x."),
    operators::without("__floor__", floor, "Return the floor as an Integral."),
    operators::without("__ceil__", ceil, "Return the ceiling as an Integral."),
    operators::ADD,
    operators::RADD,
    operators::SUB,
    operators::RSUB,
    operators::MUL,
    operators::RMUL,
    operators::TRUEDIV,
    operators::RTRUEDIV,
    operators::FLOORDIV,
    operators::RFLOORDIV,
    operators::MOD,
    operators::RMOD,
    operators::DIVMOD,
    operators::RDIVMOD,
    operators::POW,
    operators::RPOW,
    operators::NEG,
    operators::POS,
    operators::BOOL,
    operators::HASH,
    operators::REPR,
    operators::FORMAT,
    operators::GETNEWARGS,
    operators::EQ,
    operators::NE,
    operators::LT,
    operators::LE,
    operators::GT,
    operators::GE,
];
