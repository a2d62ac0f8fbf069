//! `math`. Floats come from the platform's functions, as in CPython; ints are exact.

use super::ModuleDef;
use crate::heap::{Gc, Value};
use crate::object::int::{self, Int, IntRef};
use crate::object::{Dict, ExceptionKind, Failure, float};
use crate::vm::Context;
use crate::vm::native::{Args, NativeDef, Raised, Result};
use crate::vm::operator::BinaryOperator;

fn real(ctx: &mut Context, args: Args, index: u32) -> Result<f64> {
    let value = args.get(ctx, index);
    match value.as_float() {
        Some(float) => Ok(float),
        None => ctx.expect_float(value),
    }
}

fn domain_error(ctx: &mut Context) -> Raised {
    ctx.value_error("math domain error")
}

fn range_error(ctx: &mut Context) -> Raised {
    ctx.overflow_error("math range error")
}

/// A function of a float: not a number without reason is an error of domain, infinity without reason one of range. `wanted`
/// says what the argument should have been.
fn of_float(ctx: &mut Context, args: Args, function: fn(f64) -> f64, can_overflow: bool, wanted: &str) -> Result {
    let x = real(ctx, args, 0)?;
    let result = function(x);
    if result.is_nan() && !x.is_nan() {
        return Err(refuse(ctx, x, wanted));
    }
    if result.is_infinite() && x.is_finite() {
        return Err(if can_overflow { range_error(ctx) } else { refuse(ctx, x, wanted) });
    }
    Ok(Value::float(result))
}

fn refuse(ctx: &mut Context, x: f64, wanted: &str) -> Raised {
    if wanted.is_empty() {
        return domain_error(ctx);
    }
    ctx.value_error(format!("expected {wanted}, got {}", float::repr(x)))
}

macro_rules! float_functions {
    ($($name:ident $function:path, $overflows:literal, $wanted:literal;)*) => {
        $(fn $name(ctx: &mut Context, args: Args) -> Result {
            of_float(ctx, args, $function, $overflows, $wanted)
        })*
    };
}

float_functions! {
    sqrt f64::sqrt, false, "a nonnegative input";
    cbrt f64::cbrt, false, "";
    exp f64::exp, true, "";
    exp2 f64::exp2, true, "";
    expm1 f64::exp_m1, true, "";
    log1p f64::ln_1p, false, "argument value > -1";
    sin f64::sin, false, "a finite input";
    cos f64::cos, false, "a finite input";
    tan f64::tan, false, "a finite input";
    asin f64::asin, false, "a number in range from -1 up to 1";
    acos f64::acos, false, "a number in range from -1 up to 1";
    atan f64::atan, false, "";
    sinh f64::sinh, true, "";
    cosh f64::cosh, true, "";
    tanh f64::tanh, false, "";
    asinh libm::asinh, false, "";
    acosh libm::acosh, false, "argument value not less than 1";
    atanh libm::atanh, false, "a number between -1 and 1";
    erf libm::erf, false, "";
    erfc libm::erfc, false, "";
    fabs f64::abs, false, "";
    degrees degrees_of, false, "";
    radians radians_of, false, "";
}

fn degrees_of(x: f64) -> f64 {
    x * (180.0 / std::f64::consts::PI)
}

fn radians_of(x: f64) -> f64 {
    x * (std::f64::consts::PI / 180.0)
}

const GAMMA_DOMAIN: &str = "a noninteger or positive integer";

fn gamma(ctx: &mut Context, args: Args) -> Result {
    let x = real(ctx, args, 0)?;
    if x == 0.0 || x == f64::NEG_INFINITY || (x < 0.0 && x.floor() == x) {
        return Err(refuse(ctx, x, GAMMA_DOMAIN));
    }
    // Whole arguments give factorials, which are exact as far as a float can tell.
    let result = if x.floor() == x && (1.0..=23.0).contains(&x) {
        (1..x as u64).map(|factor| factor as f64).product()
    } else {
        libm::tgamma(x)
    };
    if result.is_infinite() && x.is_finite() { Err(range_error(ctx)) } else { Ok(Value::float(result)) }
}

fn lgamma(ctx: &mut Context, args: Args) -> Result {
    let x = real(ctx, args, 0)?;
    if x <= 0.0 && x.floor() == x && x.is_finite() {
        return Err(refuse(ctx, x, GAMMA_DOMAIN));
    }
    let result = if x == 1.0 || x == 2.0 { 0.0 } else { libm::lgamma(x) };
    if result.is_infinite() && x.is_finite() { Err(range_error(ctx)) } else { Ok(Value::float(result)) }
}

/// The logarithm of a value, which may be an int beyond all floats.
fn logarithm(ctx: &mut Context, value: Value, function: fn(f64) -> f64) -> Result<f64> {
    let payload = ctx.payload(value);
    if let Some(int) = ctx.heap.int(payload) {
        if int.is_negative() || int.is_zero() {
            return Err(ctx.value_error("expected a positive input"));
        }
        if let Some(float) = int::to_float(int) {
            return Ok(function(float));
        }
        let shift = int.bit_length() - 64;
        let top = ctx.check(int::shift_right(ctx.heap.int(payload).expect("just seen"), IntRef::Small(shift as i64)));
        let top = int::to_float(top?.borrow()).unwrap_or(f64::MAX);
        return Ok(function(top) + function(2.0) * shift as f64);
    }
    let x = ctx.expect_float(value)?;
    if x <= 0.0 {
        return Err(refuse(ctx, x, "a positive input"));
    }
    Ok(function(x))
}

fn log(ctx: &mut Context, args: Args) -> Result {
    let value = args.get(ctx, 0);
    let numerator = logarithm(ctx, value, f64::ln)?;
    let Some(base) = args.optional(ctx, 1) else { return Ok(Value::float(numerator)) };
    let denominator = logarithm(ctx, base, f64::ln)?;
    if denominator == 0.0 {
        return Err(ctx.raise(ExceptionKind::ZeroDivisionError, "division by zero"));
    }
    Ok(Value::float(numerator / denominator))
}

fn log2(ctx: &mut Context, args: Args) -> Result {
    let value = args.get(ctx, 0);
    logarithm(ctx, value, f64::log2).map(Value::float)
}

fn log10(ctx: &mut Context, args: Args) -> Result {
    let value = args.get(ctx, 0);
    logarithm(ctx, value, f64::log10).map(Value::float)
}

fn pow(ctx: &mut Context, args: Args) -> Result {
    let (x, y) = (real(ctx, args, 0)?, real(ctx, args, 1)?);
    let result = x.powf(y);
    if x.is_finite() && y.is_finite() {
        if result.is_nan() || (result.is_infinite() && x == 0.0) {
            return Err(domain_error(ctx));
        }
        if result.is_infinite() {
            return Err(range_error(ctx));
        }
    }
    Ok(Value::float(result))
}

fn atan2(ctx: &mut Context, args: Args) -> Result {
    let (y, x) = (real(ctx, args, 0)?, real(ctx, args, 1)?);
    Ok(Value::float(y.atan2(x)))
}

fn copysign(ctx: &mut Context, args: Args) -> Result {
    let (x, y) = (real(ctx, args, 0)?, real(ctx, args, 1)?);
    Ok(Value::float(x.copysign(y)))
}

fn fmod(ctx: &mut Context, args: Args) -> Result {
    let (x, y) = (real(ctx, args, 0)?, real(ctx, args, 1)?);
    let result = x % y;
    if result.is_nan() && !x.is_nan() && !y.is_nan() { Err(domain_error(ctx)) } else { Ok(Value::float(result)) }
}

fn remainder(ctx: &mut Context, args: Args) -> Result {
    let (x, y) = (real(ctx, args, 0)?, real(ctx, args, 1)?);
    let result = libm::remainder(x, y);
    if result.is_nan() && !x.is_nan() && !y.is_nan() { Err(domain_error(ctx)) } else { Ok(Value::float(result)) }
}

fn fma(ctx: &mut Context, args: Args) -> Result {
    let (x, y, z) = (real(ctx, args, 0)?, real(ctx, args, 1)?, real(ctx, args, 2)?);
    let result = x.mul_add(y, z);
    if result.is_finite() || x.is_nan() || y.is_nan() || z.is_nan() {
        return Ok(Value::float(result));
    }
    if result.is_nan() {
        return Err(ctx.value_error("invalid operation in fma"));
    }
    if x.is_finite() && y.is_finite() && z.is_finite() {
        return Err(ctx.overflow_error("overflow in fma"));
    }
    Ok(Value::float(result))
}

fn frexp(ctx: &mut Context, args: Args) -> Result {
    let x = real(ctx, args, 0)?;
    let (mantissa, exponent) = if x == 0.0 || !x.is_finite() { (x, 0) } else { libm::frexp(x) };
    Ok(ctx.new_tuple(&[Value::float(mantissa), Value::int(i64::from(exponent))]))
}

fn ldexp(ctx: &mut Context, args: Args) -> Result {
    let x = real(ctx, args, 0)?;
    let exponent = args.get(ctx, 1);
    let Some(exponent) = ctx.heap.int(ctx.payload(exponent)).map(IntRef::saturating) else {
        return Err(ctx.type_error("Expected an int as second argument to ldexp."));
    };
    let result = if x == 0.0 || !x.is_finite() { x } else { int::multiply_by_power_of_two(x, exponent) };
    if result.is_infinite() && x.is_finite() { Err(range_error(ctx)) } else { Ok(Value::float(result)) }
}

fn modf(ctx: &mut Context, args: Args) -> Result {
    let x = real(ctx, args, 0)?;
    let whole = x.trunc();
    let fraction = if x.is_infinite() { 0.0_f64.copysign(x) } else { (x - whole).copysign(x) };
    Ok(ctx.new_tuple(&[Value::float(fraction), Value::float(whole)]))
}

fn isnan(ctx: &mut Context, args: Args) -> Result {
    real(ctx, args, 0).map(|x| Value::bool(x.is_nan()))
}

fn isinf(ctx: &mut Context, args: Args) -> Result {
    real(ctx, args, 0).map(|x| Value::bool(x.is_infinite()))
}

fn isfinite(ctx: &mut Context, args: Args) -> Result {
    real(ctx, args, 0).map(|x| Value::bool(x.is_finite()))
}

fn isclose(ctx: &mut Context, args: Args) -> Result {
    let (a, b) = (real(ctx, args, 0)?, real(ctx, args, 1)?);
    let relative = if args.optional(ctx, 2).is_some() { real(ctx, args, 2)? } else { 1e-9 };
    let absolute = if args.optional(ctx, 3).is_some() { real(ctx, args, 3)? } else { 0.0 };
    if relative < 0.0 || absolute < 0.0 {
        return Err(ctx.value_error("tolerances must be non-negative"));
    }
    if a == b {
        return Ok(Value::TRUE);
    }
    if a.is_infinite() || b.is_infinite() {
        return Ok(Value::FALSE);
    }
    let difference = (b - a).abs();
    let close = difference <= (relative * b).abs() || difference <= (relative * a).abs() || difference <= absolute;
    Ok(Value::bool(close))
}

fn nextafter(ctx: &mut Context, args: Args) -> Result {
    let (mut x, y) = (real(ctx, args, 0)?, real(ctx, args, 1)?);
    let steps = match args.optional(ctx, 2) {
        Some(steps) if !steps.is_none() => {
            let steps = ctx.to_index(steps)?;
            let steps = ctx.heap.int(steps).map_or(0, IntRef::saturating);
            if steps < 0 {
                return Err(ctx.value_error("steps must be a non-negative integer"));
            }
            steps
        }
        _ => 1,
    };
    for _ in 0..steps {
        if x == y || x.is_nan() {
            break;
        }
        ctx.charge(1)?;
        x = libm::nextafter(x, y);
    }
    Ok(Value::float(if y.is_nan() || x == y { y } else { x }))
}

fn ulp(ctx: &mut Context, args: Args) -> Result {
    let x = real(ctx, args, 0)?.abs();
    let result = match x {
        _ if x.is_nan() || x.is_infinite() => x,
        f64::MAX => x - libm::nextafter(x, 0.0),
        _ => libm::nextafter(x, f64::INFINITY) - x,
    };
    Ok(Value::float(result))
}

/// `floor`, `ceil`, `trunc`: of floats here, of others by their method.
fn rounded(ctx: &mut Context, args: Args, method: &str, round: fn(f64) -> f64) -> Result {
    let value = args.get(ctx, 0);
    if value.is_int() {
        return Ok(value);
    }
    if let Some(x) = value.as_float() {
        let int = float::from_float(round(x));
        let int = ctx.check(int)?;
        return Ok(ctx.heap.new_int(int));
    }
    let name = ctx.intern(method);
    let found = ctx.special(value, name);
    if !found.is_unbound() {
        let to = ctx.return_to;
        return ctx.call_method_value(found, value, &[], to);
    }
    if method == "__trunc__" {
        let message = format!("type {} doesn't define __trunc__ method", ctx.type_name(value));
        return Err(ctx.type_error(message));
    }
    let x = ctx.expect_float(value)?;
    let int = float::from_float(round(x));
    let int = ctx.check(int)?;
    Ok(ctx.heap.new_int(int))
}

fn floor(ctx: &mut Context, args: Args) -> Result {
    rounded(ctx, args, "__floor__", f64::floor)
}

fn ceil(ctx: &mut Context, args: Args) -> Result {
    rounded(ctx, args, "__ceil__", f64::ceil)
}

fn trunc(ctx: &mut Context, args: Args) -> Result {
    rounded(ctx, args, "__trunc__", f64::trunc)
}

/// An int argument.
fn index(ctx: &mut Context, args: Args, at: u32) -> Result<Int> {
    let value = args.get(ctx, at);
    let value = ctx.to_index(value)?;
    Ok(ctx.heap.int(value).map_or(Int::Small(0), IntRef::to_owned))
}

/// Combines the arguments one after the other.
fn fold(ctx: &mut Context, args: Args, start: i64, combine: fn(&mut Context, IntRef, IntRef) -> Result<Int>) -> Result {
    let mut total = Int::Small(start);
    for at in 0..args.count {
        let next = index(ctx, args, at)?;
        ctx.charge(1)?;
        total = combine(ctx, total.borrow(), next.borrow())?;
    }
    Ok(ctx.heap.new_int(total))
}

fn common_divisor(ctx: &mut Context, left: IntRef, right: IntRef) -> Result<Int> {
    if left.bit_length().min(right.bit_length()) < MANY_BITS {
        return Ok(int::greatest_common_divisor(left, right));
    }
    int::long::greatest_common_divisor(left, right, &mut |work| ctx.charge_work(work))
}

fn gcd(ctx: &mut Context, args: Args) -> Result {
    fold(ctx, args, 0, common_divisor)
}

fn lcm(ctx: &mut Context, args: Args) -> Result {
    fold(ctx, args, 1, |ctx, left, right| {
        if left.bit_length().max(right.bit_length()) < MANY_BITS || left.is_zero() || right.is_zero() {
            return Ok(int::least_common_multiple(left, right));
        }
        let divisor = common_divisor(ctx, left, right)?;
        let tick = &mut |work| ctx.charge_work(work);
        let quotient = int::long::divide_modulo(left, divisor.borrow(), tick)?.0;
        let multiple = int::long::multiply(quotient.borrow(), right, tick)?;
        Ok(int::absolute(multiple.borrow()))
    })
}

/// Ints with as many bits are worked on in pieces.
const MANY_BITS: usize = 1 << 17;

fn isqrt(ctx: &mut Context, args: Args) -> Result {
    let value = index(ctx, args, 0)?;
    if value.borrow().is_negative() {
        return Err(ctx.value_error("isqrt() argument must be nonnegative"));
    }
    if value.borrow().bit_length() > MANY_BITS {
        let root = int::long::integer_square_root(value.borrow(), &mut |work| ctx.charge_work(work))?;
        return Ok(ctx.heap.new_int(root));
    }
    let root = int::integer_square_root(value.borrow());
    let root = ctx.check(root)?;
    Ok(ctx.heap.new_int(root))
}

/// The product of the ints from `low` to `high`, halves multiplied apart so that factors stay of like size.
fn product_of_range(ctx: &mut Context, low: u64, high: u64) -> Result<Int> {
    if high - low < 16 {
        let mut product = Int::Small(1);
        for factor in low..=high {
            let factor: Int = Int::from(factor);
            product = int::multiply(product.borrow(), factor.borrow());
        }
        return Ok(product);
    }
    let middle = low + (high - low) / 2;
    let left = product_of_range(ctx, low, middle)?;
    let right = product_of_range(ctx, middle + 1, high)?;
    product(ctx, &left, &right)
}

fn product(ctx: &mut Context, left: &Int, right: &Int) -> Result<Int> {
    let (left, right) = (left.borrow(), right.borrow());
    let cost = int::cost::multiply(left, right);
    if cost.work > int::long::AT_ONCE {
        ctx.reserve_int(cost.bytes)?;
        return int::long::multiply(left, right, &mut |work| ctx.charge_work(work));
    }
    ctx.charge_cost(cost)?;
    Ok(int::multiply(left, right))
}

fn factorial(ctx: &mut Context, args: Args) -> Result {
    let n = index(ctx, args, 0)?;
    if n.borrow().is_negative() {
        return Err(ctx.value_error("factorial() not defined for negative values"));
    }
    match n.borrow().to_u64().filter(|&n| n <= i64::MAX as u64) {
        Some(0) => Ok(Value::int(1)),
        Some(n) => {
            let product = product_of_range(ctx, 1, n)?;
            Ok(ctx.heap.new_int(product))
        }
        None => Err(ctx.overflow_error("factorial() argument should not exceed 9223372036854775807")),
    }
}

/// `n` and `k` of `comb` and `perm`, both not negative; None if there are fewer than `k` things to choose from.
fn choice(ctx: &mut Context, args: Args) -> Result<Option<(Int, u64)>> {
    let (n, k) = (index(ctx, args, 0)?, index(ctx, args, 1)?);
    if n.borrow().is_negative() {
        return Err(ctx.value_error("n must be a non-negative integer"));
    }
    if k.borrow().is_negative() {
        return Err(ctx.value_error("k must be a non-negative integer"));
    }
    if k.borrow() > n.borrow() {
        return Ok(None);
    }
    match k.borrow().to_u64() {
        Some(k) => Ok(Some((n, k))),
        None => Err(ctx.overflow_error("k must not exceed 18446744073709551615")),
    }
}

/// `n * (n-1) * …`, `k` factors, divided by `k!` as it goes if `divide`.
fn falling_product(ctx: &mut Context, n: &Int, k: u64, divide: bool) -> Result {
    let mut product = Int::Small(1);
    for step in 0..k {
        let count = Int::from(step);
        let factor = int::subtract(n.borrow(), count.borrow());
        product = self::product(ctx, &product, &factor)?;
        if divide {
            let divisor = Int::from(step + 1);
            let quotient = int::floor_divide(product.borrow(), divisor.borrow());
            product = ctx.check(quotient)?;
        }
    }
    Ok(ctx.heap.new_int(product))
}

fn comb(ctx: &mut Context, args: Args) -> Result {
    let Some((n, k)) = choice(ctx, args)? else { return Ok(Value::int(0)) };
    let other = int::subtract(n.borrow(), Int::from(k).borrow());
    let k = other.borrow().to_u64().map_or(k, |other| other.min(k));
    falling_product(ctx, &n, k, true)
}

fn perm(ctx: &mut Context, args: Args) -> Result {
    if args.optional(ctx, 1).is_none_or(Value::is_none) {
        return factorial(ctx, args);
    }
    let Some((n, k)) = choice(ctx, args)? else { return Ok(Value::int(0)) };
    falling_product(ctx, &n, k, false)
}

fn floats_of(ctx: &mut Context, iterable: Value) -> Result<Vec<f64>> {
    let items = ctx.collect_nested(iterable)?;
    let mark = ctx.roots.len();
    ctx.roots.extend_from_slice(&items);
    let floats = items.into_iter().map(|item| ctx.expect_float(item)).collect();
    ctx.roots.truncate(mark);
    floats
}

fn fsum(ctx: &mut Context, args: Args) -> Result {
    let iterable = args.get(ctx, 0);
    let floats = floats_of(ctx, iterable)?;
    ctx.charge(floats.len() as u64)?;
    match exact_sum(&floats) {
        Ok(sum) => Ok(Value::float(sum)),
        Err(failure) => Err(ctx.fail(failure)),
    }
}

/// The sum of floats, rounded once: partial sums that do not overlap (Shewchuk 1997).
fn exact_sum(floats: &[f64]) -> std::result::Result<f64, Failure> {
    let mut partials: Vec<f64> = Vec::new();
    let mut special = 0.0;
    for &float in floats {
        if !float.is_finite() {
            special += float;
            continue;
        }
        let mut x = float;
        let mut kept = 0;
        for index in 0..partials.len() {
            let mut y = partials[index];
            if x.abs() < y.abs() {
                std::mem::swap(&mut x, &mut y);
            }
            let high = x + y;
            let low = y - (high - x);
            if low != 0.0 {
                partials[kept] = low;
                kept += 1;
            }
            x = high;
        }
        partials.truncate(kept);
        if x.is_infinite() {
            return Err(Failure::overflow_error("intermediate overflow in fsum"));
        }
        partials.push(x);
    }
    if special != 0.0 || special.is_nan() {
        let both = floats.contains(&f64::INFINITY) && floats.contains(&f64::NEG_INFINITY);
        return if both { Err(Failure::value_error("-inf + inf in fsum")) } else { Ok(special) };
    }
    let Some(mut high) = partials.pop() else { return Ok(0.0) };
    let mut low = 0.0;
    while let Some(next) = partials.pop() {
        let x = high;
        high = x + next;
        low = next - (high - x);
        if low != 0.0 {
            break;
        }
    }
    // Half-way cases round to even only if nothing lies below.
    if let Some(&below) = partials.last()
        && ((low < 0.0 && below < 0.0) || (low > 0.0 && below > 0.0))
    {
        let twice = low * 2.0;
        let x = high + twice;
        if twice == x - high {
            high = x;
        }
    }
    Ok(high)
}

/// The length of a vector, scaled so that squares neither overflow nor vanish.
fn norm(coordinates: &[f64]) -> f64 {
    if coordinates.iter().any(|x| x.is_infinite()) {
        return f64::INFINITY;
    }
    if let [x, y] = coordinates {
        return x.hypot(*y);
    }
    let largest = coordinates.iter().fold(0.0_f64, |largest, x| if x.is_nan() { *x } else { largest.max(x.abs()) });
    if largest == 0.0 || coordinates.iter().any(|x| x.is_nan()) {
        return if largest == 0.0 { 0.0 } else { f64::NAN };
    }
    let scale = int::multiply_by_power_of_two(1.0, -i64::from(libm::frexp(largest).1));
    let mut squares = Vec::with_capacity(coordinates.len() * 2);
    for x in coordinates {
        let x = x * scale;
        let square = x * x;
        squares.push(square);
        squares.push(x.mul_add(x, -square));
    }
    exact_sum(&squares).unwrap_or(f64::NAN).sqrt() / scale
}

fn hypot(ctx: &mut Context, args: Args) -> Result {
    let mut coordinates = Vec::with_capacity(args.count as usize);
    for index in 0..args.count {
        coordinates.push(real(ctx, args, index)?);
    }
    Ok(Value::float(norm(&coordinates)))
}

fn dist(ctx: &mut Context, args: Args) -> Result {
    let (p, q) = (args.get(ctx, 0), args.get(ctx, 1));
    let (p, q) = (floats_of(ctx, p)?, floats_of(ctx, q)?);
    if p.len() != q.len() {
        return Err(ctx.value_error("both points must have the same number of dimensions"));
    }
    let differences: Vec<f64> = p.iter().zip(&q).map(|(a, b)| a - b).collect();
    Ok(Value::float(norm(&differences)))
}

/// Applies an operator, calling back if a script has a part in it.
fn operate(ctx: &mut Context, operator: BinaryOperator, left: Value, right: Value) -> Result {
    ctx.nested(|ctx, to| ctx.binary(operator, false, left, right, to))
}

fn prod(ctx: &mut Context, args: Args) -> Result {
    let iterable = args.get(ctx, 0);
    let mut product = args.optional(ctx, 1).unwrap_or(Value::int(1));
    let items = ctx.collect_nested(iterable)?;
    let mark = ctx.roots.len();
    ctx.roots.extend_from_slice(&items);
    let result = items.into_iter().try_for_each(|item| {
        product = operate(ctx, BinaryOperator::Multiply, product, item)?;
        ctx.roots.push(product);
        ctx.charge(1)
    });
    ctx.roots.truncate(mark);
    result.map(|()| product)
}

fn sumprod(ctx: &mut Context, args: Args) -> Result {
    let (p, q) = (args.get(ctx, 0), args.get(ctx, 1));
    let mark = ctx.roots.len();
    let p = ctx.collect_nested(p)?;
    ctx.roots.extend_from_slice(&p);
    let result = sum_of_products(ctx, &p, q);
    ctx.roots.truncate(mark);
    result
}

fn sum_of_products(ctx: &mut Context, p: &[Value], q: Value) -> Result {
    let q = ctx.collect_nested(q)?;
    ctx.roots.extend_from_slice(&q);
    if p.len() != q.len() {
        return Err(ctx.value_error("Inputs are not the same length"));
    }
    let numbers = p.iter().chain(&q).all(|value| value.is_float() || value.is_int());
    if numbers && p.iter().chain(&q).any(|value| value.is_float()) {
        let mut terms = Vec::with_capacity(p.len() * 2);
        for (&left, &right) in p.iter().zip(&q) {
            let (left, right) = (ctx.expect_float(left)?, ctx.expect_float(right)?);
            let product = left * right;
            terms.push(product);
            if product.is_finite() {
                terms.push(left.mul_add(right, -product));
            }
        }
        let sum = exact_sum(&terms);
        return ctx.check(sum).map(Value::float);
    }
    let mut total = Value::int(0);
    for (&left, &right) in p.iter().zip(&q) {
        let product = operate(ctx, BinaryOperator::Multiply, left, right)?;
        ctx.roots.push(product);
        total = operate(ctx, BinaryOperator::Add, total, product)?;
        ctx.roots.push(total);
        ctx.charge(1)?;
    }
    Ok(total)
}

fn init(ctx: &mut Context, namespace: Gc<Dict>) -> Result<()> {
    use std::f64::consts;
    let constants =
        [("pi", consts::PI), ("e", consts::E), ("tau", consts::TAU), ("inf", f64::INFINITY), ("nan", f64::NAN)];
    for (name, value) in constants {
        ctx.set_text(namespace, name, Value::float(value));
    }
    Ok(())
}

pub static MODULE: ModuleDef = ModuleDef {
    name: "math",
    doc: "This module provides access to the mathematical functions\ndefined by the C standard.",
    functions: FUNCTIONS,
    init: Some(init),
};

const FUNCTIONS: &[NativeDef] = &[
    NativeDef::function("acos", "(x, /)", acos, "Return the arc cosine (measured in radians) of x."),
    NativeDef::function("acosh", "(x, /)", acosh, "Return the inverse hyperbolic cosine of x."),
    NativeDef::function("asin", "(x, /)", asin, "Return the arc sine (measured in radians) of x."),
    NativeDef::function("asinh", "(x, /)", asinh, "Return the inverse hyperbolic sine of x."),
    NativeDef::function("atan", "(x, /)", atan, "Return the arc tangent (measured in radians) of x."),
    NativeDef::function("atan2", "(y, x, /)", atan2, "Return the arc tangent (measured in radians) of y/x."),
    NativeDef::function("atanh", "(x, /)", atanh, "Return the inverse hyperbolic tangent of x."),
    NativeDef::function("cbrt", "(x, /)", cbrt, "Return the cube root of x."),
    NativeDef::function("ceil", "(x, /)", ceil, "Return the ceiling of x as an Integral."),
    NativeDef::function("comb", "(n, k, /)", comb, "Number of ways to choose k items from n items without order."),
    NativeDef::function("copysign", "(x, y, /)", copysign, "Return x with the sign of y."),
    NativeDef::function("cos", "(x, /)", cos, "Return the cosine of x (measured in radians)."),
    NativeDef::function("cosh", "(x, /)", cosh, "Return the hyperbolic cosine of x."),
    NativeDef::function("degrees", "(x, /)", degrees, "Convert angle x from radians to degrees."),
    NativeDef::function("dist", "(p, q, /)", dist, "Return the Euclidean distance between two points p and q."),
    NativeDef::function("erf", "(x, /)", erf, "Error function at x."),
    NativeDef::function("erfc", "(x, /)", erfc, "Complementary error function at x."),
    NativeDef::function("exp", "(x, /)", exp, "Return e raised to the power of x."),
    NativeDef::function("exp2", "(x, /)", exp2, "Return 2 raised to the power of x."),
    NativeDef::function("expm1", "(x, /)", expm1, "Return exp(x)-1."),
    NativeDef::function("fabs", "(x, /)", fabs, "Return the absolute value of the float x."),
    NativeDef::function("factorial", "(n, /)", factorial, "Find n!."),
    NativeDef::function("floor", "(x, /)", floor, "Return the floor of x as an Integral."),
    NativeDef::function("fma", "(x, y, z, /)", fma, "Fused multiply-add operation."),
    NativeDef::function("fmod", "(x, y, /)", fmod, "Return fmod(x, y), according to platform C."),
    NativeDef::function("frexp", "(x, /)", frexp, "Return the mantissa and exponent of x, as pair (m, e)."),
    NativeDef::function(
        "fsum",
        "(seq, /)",
        fsum,
        "Return an accurate floating-point sum of values in the iterable seq.",
    ),
    NativeDef::function("gamma", "(x, /)", gamma, "Gamma function at x."),
    NativeDef::function("gcd", "(*integers)", gcd, "Greatest Common Divisor."),
    NativeDef::function("hypot", "(*coordinates)", hypot, "Multidimensional Euclidean distance from the origin."),
    NativeDef::function(
        "isclose",
        "(a, b, *, rel_tol=1e-09, abs_tol=0.0)",
        isclose,
        "Determine whether two floating-point numbers are close in value.",
    ),
    NativeDef::function("isfinite", "(x, /)", isfinite, "Return True if x is neither an infinity nor a NaN."),
    NativeDef::function("isinf", "(x, /)", isinf, "Return True if x is a positive or negative infinity."),
    NativeDef::function("isnan", "(x, /)", isnan, "Return True if x is a NaN (not a number), and False otherwise."),
    NativeDef::function("isqrt", "(n, /)", isqrt, "Return the integer part of the square root of the input."),
    NativeDef::function("lcm", "(*integers)", lcm, "Least Common Multiple."),
    NativeDef::function("ldexp", "(x, i, /)", ldexp, "Return x * (2**i)."),
    NativeDef::function("lgamma", "(x, /)", lgamma, "Natural logarithm of absolute value of Gamma function at x."),
    NativeDef::function("log", "(x, base=, /)", log, "Return the logarithm of x to the given base."),
    NativeDef::function("log10", "(x, /)", log10, "Return the base 10 logarithm of x."),
    NativeDef::function("log1p", "(x, /)", log1p, "Return the natural logarithm of 1+x (base e)."),
    NativeDef::function("log2", "(x, /)", log2, "Return the base 2 logarithm of x."),
    NativeDef::function("modf", "(x, /)", modf, "Return the fractional and integer parts of x."),
    NativeDef::function(
        "nextafter",
        "(x, y, /, *, steps=None)",
        nextafter,
        "Return the floating-point value the given number of steps after x towards y.",
    ),
    NativeDef::function("perm", "(n, k=None, /)", perm, "Number of ways to choose k items from n items with order."),
    NativeDef::function("pow", "(x, y, /)", pow, "Return x**y (x to the power of y)."),
    NativeDef::function(
        "prod",
        "(iterable, /, *, start=1)",
        prod,
        "Calculate the product of all the elements in the iterable.",
    ),
    NativeDef::function("radians", "(x, /)", radians, "Convert angle x from degrees to radians."),
    NativeDef::function("remainder", "(x, y, /)", remainder, "Difference between x and the closest multiple of y."),
    NativeDef::function("sin", "(x, /)", sin, "Return the sine of x (measured in radians)."),
    NativeDef::function("sinh", "(x, /)", sinh, "Return the hyperbolic sine of x."),
    NativeDef::function("sqrt", "(x, /)", sqrt, "Return the square root of x."),
    NativeDef::function("sumprod", "(p, q, /)", sumprod, "Return the sum of products of values from two iterables."),
    NativeDef::function("tan", "(x, /)", tan, "Return the tangent of x (measured in radians)."),
    NativeDef::function("tanh", "(x, /)", tanh, "Return the hyperbolic tangent of x."),
    NativeDef::function("trunc", "(x, /)", trunc, "Truncates the Real x to the nearest Integral toward 0."),
    NativeDef::function("ulp", "(x, /)", ulp, "Return the value of the least significant bit of the float x."),
];
