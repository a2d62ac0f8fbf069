//! Methods of `int` and `bool`.

use super::operators;
use super::str::codec_name;
use crate::heap::{Kind, Value};
use crate::object::int::{self, ByteOrder, Source, cost, long};
use crate::vm::Context;
use crate::vm::builtin_class::{AttributeDef, Builtin, ClassDef};
use crate::vm::native::{Args, NativeDef, Result};

/// The receiver as an int of its own.
fn this(ctx: &mut Context, args: Args) -> Result {
    let value = args.get(ctx, 0);
    match ctx.plain_int(value) {
        Some(int) => Ok(int),
        None => Err(super::receiver::wrong_receiver(ctx, value, Builtin::Int)),
    }
}

/// `int(value=0)`, or `int(text, base)`
fn new(ctx: &mut Context, args: Args) -> Result {
    let value = args.optional(ctx, 0);
    let Some(base) = args.optional(ctx, 1) else {
        return match value {
            Some(value) => convert(ctx, value),
            None => Ok(Value::int(0)),
        };
    };
    let base = ctx.to_index(base)?.as_int().unwrap_or(-1);
    let Some(value) = value else {
        return Err(ctx.type_error("int() missing string argument"));
    };
    match read(ctx, value, base)? {
        Some(int) => Ok(int),
        None => Err(ctx.type_error("int() can't convert non-string with explicit base")),
    }
}

/// The int that a text or bytes tell; None for other values.
fn read(ctx: &mut Context, value: Value, base: i64) -> Result<Option<Value>> {
    let length = match (ctx.as_str(value), ctx.bytes_like(value)) {
        (Some(text), _) => ctx.heap.str_bytes(text).len(),
        (None, Some(bytes)) => bytes.len(),
        (None, None) => return Ok(None),
    };
    let limit = ctx.int_digits_limit;
    let cost = cost::decimal(if limit > 0 { length.min(limit) } else { length });
    if limit == 0 && cost.work > long::AT_ONCE {
        return read_long(ctx, value, base).map(Some);
    }
    ctx.charge_work(cost.work)?;
    let result = match (ctx.as_str(value), ctx.bytes_like(value)) {
        (Some(text), _) => int::parse(Source::Str(ctx.heap.str_bytes(text)), base, limit),
        (None, bytes) => int::parse(Source::Bytes(&bytes.unwrap_or_default()), base, limit),
    };
    let int = ctx.check(result)?;
    Ok(Some(ctx.heap.new_int(int)))
}

/// The same for a text so long that reading it may have to be interrupted.
#[cold]
fn read_long(ctx: &mut Context, value: Value, base: i64) -> Result {
    let text = match ctx.as_str(value) {
        Some(text) => ctx.heap.str_bytes(text).to_vec(),
        None => ctx.bytes_like(value).unwrap_or_default().to_vec(),
    };
    let source = if ctx.as_str(value).is_some() { Source::Str(&text) } else { Source::Bytes(&text) };
    let digits = int::parse_digits(source, base, 0);
    let digits = ctx.check(digits)?;
    let int = digits.value_in_pieces(&mut |work| ctx.charge_work(work))?;
    Ok(ctx.heap.new_int(int))
}

fn convert(ctx: &mut Context, value: Value) -> Result {
    if let Some(int) = ctx.to_int(value)? {
        return Ok(int);
    }
    if let Some(int) = read(ctx, value, 10)? {
        return Ok(int);
    }
    let found = ctx.type_name(value);
    let what = "int() argument must be a string, a bytes-like object or a real number";
    Err(ctx.type_error(format!("{what}, not '{found}'")))
}

/// `bool(value=False)`
fn new_bool(ctx: &mut Context, args: Args) -> Result {
    match args.optional(ctx, 0) {
        Some(value) => ctx.truth(value).map(Value::bool),
        None => Ok(Value::FALSE),
    }
}

/// `pow(base, exponent, modulus)`, all of them ints; else the operands are not supported.
pub fn power_modulo(ctx: &mut Context, base: Value, exponent: Value, modulus: Value) -> Result {
    let number =
        |value: Value| value.is_float() || value.kind() == Some(Kind::Complex) || ctx.plain_int(value).is_some();
    let all_numbers = [base, exponent, modulus].into_iter().all(number);
    let ints = (ctx.plain_int(base), ctx.plain_int(exponent), ctx.plain_int(modulus));
    let (Some(base), Some(exponent), Some(modulus)) = ints else {
        if [base, exponent, modulus].iter().any(|value| value.kind() == Some(Kind::Complex)) && all_numbers {
            return Err(ctx.value_error("complex modulo"));
        }
        if all_numbers {
            return Err(ctx.type_error("pow() 3rd argument not allowed unless all arguments are integers"));
        }
        return Ok(Value::NOT_IMPLEMENTED);
    };
    let estimate = cost::power_modulo(ctx.int_of(base), ctx.int_of(exponent), ctx.int_of(modulus));
    if estimate.work > long::AT_ONCE && !ctx.int_of(modulus).is_zero() {
        let [base, exponent, modulus] = [base, exponent, modulus].map(|value| ctx.int_of(value).to_owned());
        let tick = &mut |work| ctx.charge_work(work);
        let result = long::power_modulo(base.borrow(), exponent.borrow(), modulus.borrow(), tick)?;
        let result = ctx.check(result)?;
        return Ok(ctx.heap.new_int(result));
    }
    ctx.charge_cost(estimate)?;
    let result = int::power_modulo(ctx.int_of(base), ctx.int_of(exponent), ctx.int_of(modulus));
    let result = ctx.check(result)?;
    Ok(ctx.heap.new_int(result))
}

fn bit_length(ctx: &mut Context, args: Args) -> Result {
    let value = this(ctx, args)?;
    Ok(Value::int(ctx.int_of(value).bit_length() as i64))
}

fn bit_count(ctx: &mut Context, args: Args) -> Result {
    let value = this(ctx, args)?;
    Ok(Value::int(ctx.int_of(value).bit_count() as i64))
}

fn byte_order(ctx: &mut Context, args: Args, index: u32, name: &str) -> Result<ByteOrder> {
    let order = codec_name(ctx, args, index, &format!("{name}() argument 'byteorder'"), "big")?;
    let order = ByteOrder::parse(&order);
    ctx.check(order)
}

fn is_signed(ctx: &mut Context, args: Args, index: u32) -> Result<bool> {
    match args.optional(ctx, index) {
        Some(signed) => ctx.truth(signed),
        None => Ok(false),
    }
}

fn to_bytes(ctx: &mut Context, args: Args) -> Result {
    let value = this(ctx, args)?;
    let length = match args.optional(ctx, 1) {
        Some(length) => super::receiver::exact_index(ctx, length)?,
        None => 1,
    };
    let order = byte_order(ctx, args, 2, "to_bytes")?;
    let signed = is_signed(ctx, args, 3)?;
    let Ok(length) = usize::try_from(length) else {
        return Err(ctx.value_error("length argument must be non-negative"));
    };
    ctx.reserve(length)?;
    let bytes = int::to_bytes(ctx.int_of(value), length, order, signed);
    let bytes = ctx.check(bytes)?;
    Ok(ctx.new_bytes(&bytes))
}

/// `int.from_bytes(bytes, byteorder='big', *, signed=False)`; argument 0 is the class.
fn from_bytes(ctx: &mut Context, args: Args) -> Result {
    let source = args.get(ctx, 1);
    let order = byte_order(ctx, args, 2, "from_bytes")?;
    let signed = is_signed(ctx, args, 3)?;
    let bytes = super::bytes::from_object(ctx, source)?;
    ctx.charge(bytes.len() as u64 / 8)?;
    let int = int::from_bytes(&bytes, order, signed);
    let value = ctx.heap.new_int(int);
    of_class(ctx, args, Builtin::Int, value)
}

/// What a class method that makes an instance answers: the value, given to the class if it is a derived one.
pub fn of_class(ctx: &mut Context, args: Args, own: Builtin, value: Value) -> Result {
    let class = args.get(ctx, 0);
    if class == ctx.class_value(own) {
        return Ok(value);
    }
    ctx.tail_call(class, &[value])
}

fn is_integer(ctx: &mut Context, args: Args) -> Result {
    this(ctx, args)?;
    Ok(Value::TRUE)
}

fn as_integer_ratio(ctx: &mut Context, args: Args) -> Result {
    let value = this(ctx, args)?;
    Ok(ctx.new_tuple(&[value, Value::int(1)]))
}

fn to_float(ctx: &mut Context, args: Args) -> Result {
    let value = this(ctx, args)?;
    ctx.int_to_float(value).map(Value::float)
}

fn absolute(ctx: &mut Context, args: Args) -> Result {
    let value = this(ctx, args)?;
    let result = int::absolute(ctx.int_of(value));
    Ok(ctx.heap.new_int(result))
}

/// `round(value, ndigits)`
fn round(ctx: &mut Context, args: Args) -> Result {
    let value = this(ctx, args)?;
    let Some(digits) = args.optional(ctx, 1).filter(|digits| !digits.is_none()) else { return Ok(value) };
    let digits = ctx.clamped_index(digits)?;
    if digits >= 0 {
        return Ok(value);
    }
    let places = usize::try_from(digits.unsigned_abs()).unwrap_or(usize::MAX);
    let size = cost::decimal_digits(ctx.int_of(value));
    ctx.charge_cost(cost::decimal(size.min(places)))?;
    let result = int::round_to_power_of_ten(ctx.int_of(value), places);
    Ok(ctx.heap.new_int(result))
}

fn plain(ctx: &mut Context, args: Args) -> Result {
    this(ctx, args)
}

fn get_value(ctx: &mut Context, value: Value) -> Result {
    Ok(ctx.plain_int(value).unwrap_or(value))
}

fn get_zero(_: &mut Context, _: Value) -> Result {
    Ok(Value::int(0))
}

fn get_one(_: &mut Context, _: Value) -> Result {
    Ok(Value::int(1))
}

fn size(ctx: &mut Context, args: Args) -> Result {
    let value = this(ctx, args)?;
    let digits = ctx.int_of(value).bit_length().div_ceil(30).max(1);
    Ok(Value::int(24 + 4 * digits as i64))
}

pub static CLASS: ClassDef = ClassDef {
    doc: "int([x]) -> integer\nint(x, base=10) -> integer\n\nConvert a number or string to an integer, or return 0 if no arguments\nare given.  If x is a number, return x.__int__().  For floating-point\nnumbers, this truncates towards zero.\n\nIf x is not a number or if base is given, then x must be a string,\nbytes, or bytearray instance representing an integer literal in the\ngiven base.  The literal can be preceded by '+' or '-' and be surrounded\nby whitespace.  The base defaults to 10.  Valid bases are 0 and 2-36.\nBase 0 means to interpret the base from the string as an integer literal.\n>>> int('0b100', base=0)\n4",
    constructor: Some(&NativeDef::function("int", "(x=0, /, base=10)", new, "")),
    methods: METHODS,
    class_methods: &[NativeDef::method(
        "from_bytes",
        "(bytes, byteorder='big', *, signed=False)",
        from_bytes,
        "Return the integer represented by the given array of bytes.",
    )],
    attributes: &[
        AttributeDef { name: "real", get: get_value, set: None, doc: "the real part of a complex number" },
        AttributeDef { name: "imag", get: get_zero, set: None, doc: "the imaginary part of a complex number" },
        AttributeDef {
            name: "numerator",
            get: get_value,
            set: None,
            doc: "the numerator of a rational number in lowest terms",
        },
        AttributeDef {
            name: "denominator",
            get: get_one,
            set: None,
            doc: "the denominator of a rational number in lowest terms",
        },
    ],
    ..ClassDef::new(Builtin::Int)
};

pub static BOOL: ClassDef = ClassDef {
    doc: "Returns True when the argument is true, False otherwise.\nThe builtins True and False are the only two instances of the class bool.\nThe class bool is a subclass of the class int, and cannot be subclassed.",
    constructor: Some(&NativeDef::function("bool", "(object=False, /)", new_bool, "")),
    methods: &[operators::REPR],
    ..ClassDef::new(Builtin::Bool)
};

const METHODS: &[NativeDef] = &[
    NativeDef::method(
        "as_integer_ratio",
        "()",
        as_integer_ratio,
        "Return a pair of integers, whose ratio is equal to the original int.",
    ),
    NativeDef::method(
        "bit_count",
        "()",
        bit_count,
        "Number of ones in the binary representation of the absolute value of self.",
    ),
    NativeDef::method("bit_length", "()", bit_length, "Number of bits necessary to represent self in binary."),
    NativeDef::method("conjugate", "()", plain, "Returns self, the complex conjugate of any int."),
    NativeDef::method(
        "is_integer",
        "()",
        is_integer,
        "Returns True. Exists for duck type compatibility with float.is_integer.",
    ),
    NativeDef::method(
        "to_bytes",
        "(length=1, byteorder='big', *, signed=False)",
        to_bytes,
        "Return an array of bytes representing an integer.",
    ),
    NativeDef::method(
        "__round__",
        "(ndigits=None, /)",
        round,
        "Rounding an Integral returns itself.\n\nRounding with an ndigits argument also returns an integer.",
    ),
    NativeDef::method("__sizeof__", "()", size, "Returns size in memory, in bytes."),
    operators::without("__abs__", absolute, "abs(self)"),
    operators::without("__int__", plain, "int(self)"),
    operators::without(
        "__index__",
        plain,
        "Return self converted to an integer, if self is suitable for use as an index into a list.",
    ),
    operators::without("__trunc__", plain, "Truncating an Integral returns itself."),
    operators::without("__floor__", plain, "Flooring an Integral returns itself."),
    operators::without("__ceil__", plain, "Ceiling of an Integral returns itself."),
    operators::without("__float__", to_float, "float(self)"),
    operators::with_value("__and__", operators::and, "Return self&value."),
    operators::with_value("__rand__", operators::rand, "Return value&self."),
    operators::with_value("__or__", operators::or, "Return self|value."),
    operators::with_value("__ror__", operators::ror, "Return value|self."),
    operators::with_value("__xor__", operators::xor, "Return self^value."),
    operators::with_value("__rxor__", operators::rxor, "Return value^self."),
    operators::with_value("__lshift__", operators::lshift, "Return self<<value."),
    operators::with_value("__rlshift__", operators::rlshift, "Return value<<self."),
    operators::with_value("__rshift__", operators::rshift, "Return self>>value."),
    operators::with_value("__rrshift__", operators::rrshift, "Return value>>self."),
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
    operators::INVERT,
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
