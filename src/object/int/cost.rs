//! What an operation on ints will cost, told before it is done, so that the machine can refuse it.

use super::IntRef;

/// An estimate, not too low by more than a small factor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cost {
    /// Size of the result.
    pub bytes: usize,
    /// Time, in multiplications of two 64-bit words: a nanosecond or so each.
    pub work: u64,
}

/// Larger results are refused whatever the limits are: the machine would run out of memory, or its user of patience.
pub const LARGEST_BITS: u64 = 1 << 32;

fn words(bits: u64) -> u64 {
    bits.div_ceil(64).max(1)
}

/// Multiplying `a` by `b` words: schoolbook for short ones, then Karatsuba and Toom-3.
pub(super) fn product_work(a: u64, b: u64) -> u64 {
    let (short, long) = (a.min(b).max(1), a.max(b));
    let square = if short <= 32 { short * short } else { ((short as f64).powf(1.5) * 5.0) as u64 };
    long.div_ceil(short).saturating_mul(square)
}

fn cost(bits: u64, work: u64) -> Cost {
    let bytes = if bits > LARGEST_BITS { usize::MAX } else { (bits / 8) as usize };
    Cost { bytes, work }
}

fn bits(value: IntRef) -> u64 {
    value.bit_length() as u64
}

pub fn multiply(left: IntRef, right: IntRef) -> Cost {
    let (a, b) = (bits(left), bits(right));
    cost(a + b, product_work(words(a), words(b)))
}

/// Of `//`, `%`, `divmod` and exact division.
pub fn divide(left: IntRef, right: IntRef) -> Cost {
    let (a, b) = (words(bits(left)), words(bits(right)));
    let quotient = a.saturating_sub(b) + 1;
    cost(bits(left), product_work(quotient, b).saturating_mul(2))
}

/// Of `base ** exponent`; a negative exponent makes a float of it.
pub fn power(base: IntRef, exponent: IntRef) -> Cost {
    if exponent.is_negative() || matches!(base, IntRef::Small(-1..=1)) {
        return cost(1, 1);
    }
    // A power of two needs no more bits than the shift.
    let bits_of_base = match base {
        IntRef::Small(small) if small.unsigned_abs().is_power_of_two() => bits(base) - 1,
        _ => bits(base),
    };
    let total = exponent.to_u64().unwrap_or(u64::MAX).saturating_mul(bits_of_base);
    let words = words(total);
    cost(total, product_work(words, words))
}

/// Of `pow(base, exponent, modulus)`.
pub fn power_modulo(base: IntRef, exponent: IntRef, modulus: IntRef) -> Cost {
    let m = words(bits(modulus));
    let Cost { work, .. } = divide(base, modulus);
    cost(bits(modulus), bits(exponent).saturating_mul(power_modulo_step(m)).saturating_add(work))
}

/// Squaring modulo a number of so many words, and perhaps multiplying.
pub(super) fn power_modulo_step(words: u64) -> u64 {
    product_work(words, words).saturating_mul(3)
}

/// Of `value << count`.
pub fn shift_left(value: IntRef, count: IntRef) -> Cost {
    if value.is_zero() || count.is_negative() {
        return cost(0, 1);
    }
    let total = bits(value).saturating_add(count.to_u64().unwrap_or(u64::MAX));
    cost(total, words(total))
}

/// Of writing an int in decimal, or of reading so many digits.
pub fn decimal(digits: usize) -> Cost {
    let words = words(digits as u64 * 10 / 3);
    cost(digits as u64 * 8, product_work(words, words).saturating_mul(4))
}

/// Decimal digits an int will have, not too few.
pub fn decimal_digits(value: IntRef) -> usize {
    (bits(value) as f64 * std::f64::consts::LOG10_2) as usize + 1
}
