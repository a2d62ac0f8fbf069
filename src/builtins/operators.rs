//! The special methods of builtin types that do what the operators do: for calls by name, and for classes of scripts
//! that derive from a builtin one.

use crate::heap::{Kind, Value};
use crate::vm::Context;
use crate::vm::compare::Comparison;
use crate::vm::native::{Args, NativeDef, Result};
use crate::vm::operator::{BinaryOperator, UnaryOperator};

/// Whether a method of a number of one kind knows what to do with an operand of another: an int leaves floats to them.
fn concerns(receiver: Value, operand: Value) -> bool {
    let rank = |value: Value| match value.kind() {
        None if value.is_int() || value.is_bool() => Some(0),
        None if value.is_float() => Some(1),
        Some(Kind::BigInt) => Some(0),
        Some(Kind::Complex) => Some(2),
        _ => None,
    };
    match (rank(receiver), rank(operand)) {
        (Some(receiver), Some(operand)) => operand <= receiver,
        (Some(_), None) => false,
        (None, _) => true,
    }
}

fn binary(ctx: &mut Context, args: Args, operator: BinaryOperator, reflected: bool) -> Result {
    let (receiver, operand) = (ctx.payload(args.get(ctx, 0)), ctx.payload(args.get(ctx, 1)));
    if !concerns(receiver, operand) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let (left, right) = if reflected { (operand, receiver) } else { (receiver, operand) };
    let answer = ctx.native_binary(operator, false, left, right)?;
    Ok(answer.unwrap_or(Value::NOT_IMPLEMENTED))
}

fn compare(ctx: &mut Context, args: Args, comparison: Comparison) -> Result {
    let (left, right) = (ctx.payload(args.get(ctx, 0)), ctx.payload(args.get(ctx, 1)));
    let kinds = (left.kind(), right.kind());
    let both_bytes = ctx.bytes_like(left).is_some() && ctx.bytes_like(right).is_some();
    let is_number = left.kind().is_none() || matches!(left.kind(), Some(Kind::BigInt | Kind::Complex));
    if !(both_bytes || is_number && concerns(left, right) || !is_number && kinds.0 == kinds.1) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let answer = ctx.native_compare(comparison, left, right)?;
    Ok(answer.map_or(Value::NOT_IMPLEMENTED, Value::bool))
}

fn unary(ctx: &mut Context, args: Args, operator: UnaryOperator) -> Result {
    let (value, to) = (ctx.payload(args.get(ctx, 0)), ctx.return_to);
    ctx.unary(operator, value, to)
}

macro_rules! binary_methods {
    ($($function:ident $reflected:ident $operator:ident;)*) => {
        $(pub fn $function(ctx: &mut Context, args: Args) -> Result {
            binary(ctx, args, BinaryOperator::$operator, false)
        }

        pub fn $reflected(ctx: &mut Context, args: Args) -> Result {
            binary(ctx, args, BinaryOperator::$operator, true)
        })*
    };
}

binary_methods! {
    add radd Add;
    sub rsub Subtract;
    mul rmul Multiply;
    truediv rtruediv Divide;
    floordiv rfloordiv FloorDivide;
    modulo rmodulo Modulo;
    divmod rdivmod DivMod;
    lshift rlshift LeftShift;
    rshift rrshift RightShift;
    and rand BitAnd;
    or ror BitOr;
    xor rxor BitXor;
}

macro_rules! comparison_methods {
    ($($function:ident $comparison:ident;)*) => {
        $(pub fn $function(ctx: &mut Context, args: Args) -> Result {
            compare(ctx, args, Comparison::$comparison)
        })*
    };
}

comparison_methods! {
    eq Equal;
    ne NotEqual;
    lt Less;
    le LessEqual;
    gt Greater;
    ge GreaterEqual;
}

pub fn neg(ctx: &mut Context, args: Args) -> Result {
    unary(ctx, args, UnaryOperator::Negate)
}

pub fn pos(ctx: &mut Context, args: Args) -> Result {
    unary(ctx, args, UnaryOperator::Positive)
}

pub fn invert(ctx: &mut Context, args: Args) -> Result {
    unary(ctx, args, UnaryOperator::Invert)
}

/// `pow(self, exponent, modulus=None)`
pub fn pow(ctx: &mut Context, args: Args) -> Result {
    let modulus = args.optional(ctx, 2).filter(|modulus| !modulus.is_none());
    match modulus {
        None => binary(ctx, args, BinaryOperator::Power, false),
        Some(modulus) => {
            let (base, exponent) = (ctx.payload(args.get(ctx, 0)), ctx.payload(args.get(ctx, 1)));
            super::int::power_modulo(ctx, base, exponent, modulus)
        }
    }
}

pub fn rpow(ctx: &mut Context, args: Args) -> Result {
    binary(ctx, args, BinaryOperator::Power, true)
}

pub fn truth(ctx: &mut Context, args: Args) -> Result {
    let value = ctx.payload(args.get(ctx, 0));
    Ok(Value::bool(ctx.plain_truth(value).unwrap_or(true)))
}

pub fn length(ctx: &mut Context, args: Args) -> Result {
    let value = ctx.payload(args.get(ctx, 0));
    Ok(Value::int(ctx.native_length(value).unwrap_or(0) as i64))
}

pub fn getitem(ctx: &mut Context, args: Args) -> Result {
    let (value, index, to) = (ctx.payload(args.get(ctx, 0)), args.get(ctx, 1), ctx.return_to);
    ctx.load_item(value, index, to)
}

pub fn contains(ctx: &mut Context, args: Args) -> Result {
    let (value, item, to) = (ctx.payload(args.get(ctx, 0)), args.get(ctx, 1), ctx.return_to);
    ctx.contains_value(item, value, to)
}

pub fn hash(ctx: &mut Context, args: Args) -> Result {
    let value = ctx.payload(args.get(ctx, 0));
    ctx.hash(value).map(Value::int)
}

pub fn repr(ctx: &mut Context, args: Args) -> Result {
    let value = ctx.payload(args.get(ctx, 0));
    ctx.repr(value).map(Value::object)
}

/// `__str__`
pub fn str(ctx: &mut Context, args: Args) -> Result {
    let value = ctx.payload(args.get(ctx, 0));
    ctx.str_nested(value).map(Value::object)
}

/// `__format__` of a type that knows the format mini-language.
pub fn format(ctx: &mut Context, args: Args) -> Result {
    let (value, spec) = (ctx.payload(args.get(ctx, 0)), args.get(ctx, 1));
    let Some(text) = ctx.as_str(spec) else {
        let message = format!("__format__() argument must be str, not {}", ctx.given_name(spec));
        return Err(ctx.type_error(message));
    };
    if ctx.heap.str_bytes(text).is_empty() {
        let value = args.get(ctx, 0);
        return ctx.str_nested(value).map(Value::object);
    }
    let answer = ctx.native_format(value, Value::object(text))?;
    Ok(answer.unwrap_or(Value::NOT_IMPLEMENTED))
}

/// `__getnewargs__`
pub fn new_arguments(ctx: &mut Context, args: Args) -> Result {
    let value = ctx.payload(args.get(ctx, 0));
    Ok(ctx.new_tuple(&[value]))
}

/// A row for a special method with one argument.
pub const fn with_value(
    name: &'static str,
    function: fn(&mut Context, Args) -> Result,
    doc: &'static str,
) -> NativeDef {
    NativeDef::method(name, "(value, /)", function, doc)
}

/// A row for a special method without arguments.
pub const fn without(name: &'static str, function: fn(&mut Context, Args) -> Result, doc: &'static str) -> NativeDef {
    NativeDef::method(name, "()", function, doc)
}

pub const EQ: NativeDef = with_value("__eq__", eq, "Return self==value.");
pub const NE: NativeDef = with_value("__ne__", ne, "Return self!=value.");
pub const LT: NativeDef = with_value("__lt__", lt, "Return self<value.");
pub const LE: NativeDef = with_value("__le__", le, "Return self<=value.");
pub const GT: NativeDef = with_value("__gt__", gt, "Return self>value.");
pub const GE: NativeDef = with_value("__ge__", ge, "Return self>=value.");
pub const ADD: NativeDef = with_value("__add__", add, "Return self+value.");
pub const RADD: NativeDef = with_value("__radd__", radd, "Return value+self.");
pub const SUB: NativeDef = with_value("__sub__", sub, "Return self-value.");
pub const RSUB: NativeDef = with_value("__rsub__", rsub, "Return value-self.");
pub const MUL: NativeDef = with_value("__mul__", mul, "Return self*value.");
pub const RMUL: NativeDef = with_value("__rmul__", rmul, "Return value*self.");
pub const TRUEDIV: NativeDef = with_value("__truediv__", truediv, "Return self/value.");
pub const RTRUEDIV: NativeDef = with_value("__rtruediv__", rtruediv, "Return value/self.");
pub const FLOORDIV: NativeDef = with_value("__floordiv__", floordiv, "Return self//value.");
pub const RFLOORDIV: NativeDef = with_value("__rfloordiv__", rfloordiv, "Return value//self.");
pub const MOD: NativeDef = with_value("__mod__", modulo, "Return self%value.");
pub const RMOD: NativeDef = with_value("__rmod__", rmodulo, "Return value%self.");
pub const DIVMOD: NativeDef = with_value("__divmod__", divmod, "Return divmod(self, value).");
pub const RDIVMOD: NativeDef = with_value("__rdivmod__", rdivmod, "Return divmod(value, self).");
pub const POW: NativeDef = NativeDef::method("__pow__", "(value, mod=None, /)", pow, "Return pow(self, value, mod).");
pub const RPOW: NativeDef =
    NativeDef::method("__rpow__", "(value, mod=None, /)", rpow, "Return pow(value, self, mod).");
pub const NEG: NativeDef = without("__neg__", neg, "-self");
pub const POS: NativeDef = without("__pos__", pos, "+self");
pub const INVERT: NativeDef = without("__invert__", invert, "~self");
pub const BOOL: NativeDef = without("__bool__", truth, "True if self else False");
pub const LEN: NativeDef = without("__len__", length, "Return len(self).");
pub const GETITEM: NativeDef = NativeDef::method("__getitem__", "(key, /)", getitem, "Return self[key].");
pub const CONTAINS: NativeDef = NativeDef::method("__contains__", "(key, /)", contains, "Return bool(key in self).");
pub const HASH: NativeDef = without("__hash__", hash, "Return hash(self).");
pub const REPR: NativeDef = without("__repr__", repr, "Return repr(self).");
pub const STR: NativeDef = without("__str__", str, "Return str(self).");
pub const FORMAT: NativeDef =
    NativeDef::method("__format__", "(format_spec, /)", format, "Return a formatted version of self.");
pub const GETNEWARGS: NativeDef = without("__getnewargs__", new_arguments, "");
