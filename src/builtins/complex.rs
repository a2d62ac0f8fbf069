//! Methods of `complex`.

use super::int::of_class;
use super::operators;
use crate::heap::Value;
use crate::object::complex::Complex;
use crate::object::{ExceptionKind, hash};
use crate::vm::Context;
use crate::vm::builtin_class::{AttributeDef, Builtin, ClassDef};
use crate::vm::native::{Args, NativeDef, Result};

fn this(ctx: &mut Context, args: Args) -> Result<Complex> {
    let value = args.get(ctx, 0);
    match ctx.plain_complex(value) {
        Some(complex) => Ok(complex),
        None => Err(super::receiver::wrong_receiver(ctx, value, Builtin::Complex)),
    }
}

/// What `__complex__` makes of a value, or `__float__`; None if it has neither.
fn convert(ctx: &mut Context, value: Value) -> Result<Option<Complex>> {
    if let Some(complex) = ctx.plain_complex(value) {
        return Ok(Some(complex));
    }
    let method = ctx.special(value, ctx.names.complex);
    if !method.is_unbound() {
        let answer = ctx.call_nested_method(method, value, &[])?;
        return match ctx.plain_complex(answer) {
            Some(complex) => Ok(Some(complex)),
            None => {
                let found = ctx.type_name(answer);
                Err(ctx.type_error(format!("__complex__ returned non-complex (type {found})")))
            }
        };
    }
    Ok(ctx.to_float(value)?.map(Complex::from))
}

fn part(ctx: &mut Context, value: Value, name: &str) -> Result<Complex> {
    match convert(ctx, value)? {
        Some(complex) => Ok(complex),
        None => {
            let found = ctx.type_name(value);
            Err(ctx.type_error(format!("complex() argument '{name}' must be a real number, not {found}")))
        }
    }
}

/// Whether a part of two is a complex number itself, which is warned of.
fn is_deprecated(ctx: &mut Context, value: Value, name: &str) -> Result<bool> {
    let is_complex = ctx.payload(value).is::<Complex>();
    if is_complex {
        let message = format!("complex() argument '{name}' must be a real number, not {}", ctx.type_name(value));
        ctx.warn(ExceptionKind::DeprecationWarning, &message)?;
    }
    Ok(is_complex)
}

/// `complex(real=0, imag=0)`, or `complex(text)`
fn new(ctx: &mut Context, args: Args) -> Result {
    let (real, imaginary) = (args.optional(ctx, 0), args.optional(ctx, 1));
    let result = match (real, imaginary) {
        (Some(value), None) => {
            if let Some(text) = ctx.as_str(value) {
                let parsed = Complex::parse(ctx.heap.str_bytes(text));
                ctx.check(parsed)?
            } else {
                match convert(ctx, value)? {
                    Some(complex) => complex,
                    None => {
                        let found = ctx.type_name(value);
                        let message = format!("complex() argument must be a string or a number, not {found}");
                        return Err(ctx.type_error(message));
                    }
                }
            }
        }
        (real, Some(imaginary)) => {
            // A part that is no complex number has no imaginary part, not even a zero: signs of zeros show it.
            let (real, real_is_complex) = match real {
                Some(real) => (part(ctx, real, "real")?, is_deprecated(ctx, real, "real")?),
                None => (Complex::from(0.0), false),
            };
            let imaginary_is_complex = is_deprecated(ctx, imaginary, "imag")?;
            let imaginary = part(ctx, imaginary, "imag")?;
            Complex::new(
                if imaginary_is_complex { real.real - imaginary.imaginary } else { real.real },
                if real_is_complex { real.imaginary + imaginary.real } else { imaginary.real },
            )
        }
        (None, None) => Complex::from(0.0),
    };
    Ok(ctx.heap.new_complex(result))
}

/// `complex.from_number(number)`; argument 0 is the class.
fn from_number(ctx: &mut Context, args: Args) -> Result {
    let number = args.get(ctx, 1);
    let Some(complex) = convert(ctx, number)? else {
        let message = format!("must be real number, not {}", ctx.type_name(number));
        return Err(ctx.type_error(message));
    };
    let value = ctx.heap.new_complex(complex);
    of_class(ctx, args, Builtin::Complex, value)
}

fn conjugate(ctx: &mut Context, args: Args) -> Result {
    let value = this(ctx, args)?;
    Ok(ctx.heap.new_complex(value.conjugate()))
}

fn absolute(ctx: &mut Context, args: Args) -> Result {
    let value = this(ctx, args)?;
    ctx.check(value.absolute()).map(Value::float)
}

fn plain(ctx: &mut Context, args: Args) -> Result {
    let value = this(ctx, args)?;
    Ok(ctx.heap.new_complex(value))
}

fn repr(ctx: &mut Context, args: Args) -> Result {
    let value = this(ctx, args)?;
    Ok(ctx.new_str(&value.repr()))
}

fn hash_of(ctx: &mut Context, args: Args) -> Result {
    let value = this(ctx, args)?;
    Ok(Value::int(hash::of_complex(value.real, value.imaginary)))
}

fn new_arguments(ctx: &mut Context, args: Args) -> Result {
    let value = this(ctx, args)?;
    Ok(ctx.new_tuple(&[Value::float(value.real), Value::float(value.imaginary)]))
}

fn get_real(ctx: &mut Context, value: Value) -> Result {
    Ok(Value::float(ctx.plain_complex(value).map_or(0.0, |complex| complex.real)))
}

fn get_imaginary(ctx: &mut Context, value: Value) -> Result {
    Ok(Value::float(ctx.plain_complex(value).map_or(0.0, |complex| complex.imaginary)))
}

pub static CLASS: ClassDef = ClassDef {
    doc: "Create a complex number from a string or numbers.\n\nIf a string is given, parse it as a complex number.\nIf a single number is given, convert it to a complex number.\nIf the 'real' or 'imag' arguments are given, create a complex number\nwith the specified real and imaginary components.",
    constructor: Some(&NativeDef::function("complex", "(real=0, imag=0)", new, "")),
    methods: METHODS,
    class_methods: &[NativeDef::method(
        "from_number",
        "(number, /)",
        from_number,
        "Convert number to a complex floating-point number.",
    )],
    attributes: &[
        AttributeDef { name: "real", get: get_real, set: None, doc: "the real part of a complex number" },
        AttributeDef { name: "imag", get: get_imaginary, set: None, doc: "the imaginary part of a complex number" },
    ],
    ..ClassDef::new(Builtin::Complex)
};

const METHODS: &[NativeDef] = &[
    NativeDef::method(
        "conjugate",
        "()",
        conjugate,
        "Return the complex conjugate of its argument. (3-4j).conjugate() == 3+4j.",
    ),
    operators::without("__abs__", absolute, "abs(self)"),
    operators::without("__complex__", plain, "Convert this value to exact type complex."),
    operators::without("__getnewargs__", new_arguments, ""),
    operators::ADD,
    operators::RADD,
    operators::SUB,
    operators::RSUB,
    operators::MUL,
    operators::RMUL,
    operators::TRUEDIV,
    operators::RTRUEDIV,
    operators::POW,
    operators::RPOW,
    operators::NEG,
    operators::POS,
    operators::BOOL,
    operators::without("__hash__", hash_of, "Return hash(self)."),
    operators::without("__repr__", repr, "Return repr(self)."),
    operators::FORMAT,
    operators::EQ,
    operators::NE,
];
