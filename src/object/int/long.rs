//! Operations on ints that take long, done in pieces, so that the machine can look at its limits in between: Karatsuba's
//! multiplication, the recursive division of Burnikel and Ziegler, and what is made of these. Pieces are left to dashu.

use dashu_int::fast_div::ConstDivisor;
use dashu_int::ops::{BitTest, DivRem, Gcd, SquareRoot};
use dashu_int::{IBig, Sign, UBig};

use super::arithmetic::power_modulo_by;
use super::cost::{power_modulo_step, product_work};
use super::{Int, IntRef};
use crate::object::Failure;

/// Told of each piece of work before it is done, in the unit of [`Cost::work`](super::cost::Cost); an error of its ends
/// the operation.
pub type Tick<'a, E> = &'a mut dyn FnMut(u64) -> Result<(), E>;

/// Work that need not be done in pieces: about a millisecond.
pub const AT_ONCE: u64 = 1_000_000;
/// Numbers of so many words are a piece.
const PIECE: usize = 2048;
/// Decimal digits of a piece.
const DIGITS: usize = 10_000;
/// Words of the numbers whose greatest common divisor is left to dashu.
const GCD_PIECE: usize = 512;

fn length(value: &UBig) -> usize {
    value.as_words().len()
}

/// The lowest `words` words, and the others.
fn split(value: &UBig, words: usize) -> (UBig, UBig) {
    let (low, high) = value.as_words().split_at(words.min(length(value)));
    (UBig::from_words(low), UBig::from_words(high))
}

fn product<E>(left: &UBig, right: &UBig, tick: Tick<E>) -> Result<UBig, E> {
    let (short, long) = if length(left) <= length(right) { (left, right) } else { (right, left) };
    let (small, large) = (length(short), length(long));
    if small <= PIECE && large <= 2 * PIECE {
        tick(product_work(small as u64, large as u64))?;
        return Ok(short * long);
    }
    let half = large.div_ceil(2);
    let (low, high) = split(long, half);
    if small <= half {
        let low = product(&low, short, tick)?;
        return Ok(low + (product(&high, short, tick)? << (64 * half)));
    }
    let (short_low, short_high) = split(short, half);
    let both = product(&(&low + &high), &(&short_low + &short_high), tick)?;
    let low = product(&low, &short_low, tick)?;
    let high = product(&high, &short_high, tick)?;
    let middle = both - &low - &high;
    Ok(low + (middle << (64 * half)) + (high << (128 * half)))
}

/// Quotient and remainder: long division with digits as long as the divisor, or as a piece.
fn divide<E>(dividend: &UBig, divisor: &UBig, tick: Tick<E>) -> Result<(UBig, UBig), E> {
    // The recursion wants a divisor whose highest bit is set.
    let shift = 64 * length(divisor) - divisor.bit_len();
    let (dividend, divisor) = (dividend << shift, divisor << shift);
    let size = length(&divisor).max(PIECE);
    let mut quotient = vec![0; length(&dividend).next_multiple_of(size)];
    let mut remainder = UBig::ZERO;
    for (at, digit) in dividend.as_words().chunks(size).enumerate().rev() {
        let current = (remainder << (64 * size)) + UBig::from_words(digit);
        let (digit, rest) = if length(&divisor) == size {
            divide_two_by_one(&current, &divisor, tick)?
        } else {
            tick(product_work(size as u64, length(&divisor) as u64).saturating_mul(2))?;
            current.div_rem(&divisor)
        };
        quotient[at * size..at * size + length(&digit)].copy_from_slice(digit.as_words());
        remainder = rest;
    }
    Ok((UBig::from_words(&quotient), remainder >> shift))
}

/// Divides by a number with its highest bit set one less than that times two to the power of its length.
fn divide_two_by_one<E>(dividend: &UBig, divisor: &UBig, tick: Tick<E>) -> Result<(UBig, UBig), E> {
    let size = length(divisor);
    if size <= PIECE {
        tick(product_work(size as u64, size as u64).saturating_mul(2))?;
        return Ok(dividend.div_rem(divisor));
    }
    if size % 2 == 1 {
        let (quotient, remainder) = divide_two_by_one(&(dividend << 64), &(divisor << 64), tick)?;
        return Ok((quotient, remainder >> 64));
    }
    let half = size / 2;
    let (lowest, rest) = split(dividend, half);
    let (low, high) = split(&rest, half);
    let (upper, remainder) = divide_three_by_two(&high, &low, divisor, tick)?;
    let (lower, remainder) = divide_three_by_two(&remainder, &lowest, divisor, tick)?;
    Ok(((upper << (64 * half)) + lower, remainder))
}

/// Divides `high` followed by `low`, which is half as long as the divisor.
fn divide_three_by_two<E>(high: &UBig, low: &UBig, divisor: &UBig, tick: Tick<E>) -> Result<(UBig, UBig), E> {
    let half = length(divisor) / 2;
    let (divisor_low, divisor_high) = split(divisor, half);
    let (high_low, high_high) = split(high, half);
    // At most two too large, since the rest of the divisor is left out.
    let (mut quotient, remainder) = if high_high < divisor_high {
        divide_two_by_one(high, &divisor_high, tick)?
    } else {
        let excess = (high_high - &divisor_high) << (64 * half);
        ((UBig::ONE << (64 * half)) - UBig::ONE, excess + high_low + divisor_high)
    };
    let product = product(&quotient, &divisor_low, tick)?;
    let mut remainder = (remainder << (64 * half)) + low;
    while remainder < product {
        quotient -= UBig::ONE;
        remainder += divisor;
    }
    Ok((quotient, remainder - product))
}

fn magnitude(value: IntRef) -> UBig {
    value.big().into_owned().into_parts().1
}

fn signed(negative: bool, magnitude: UBig) -> Int {
    IBig::from_parts(if negative { Sign::Negative } else { Sign::Positive }, magnitude).into()
}

pub fn multiply<E>(left: IntRef, right: IntRef, tick: Tick<E>) -> Result<Int, E> {
    let product = product(&magnitude(left), &magnitude(right), tick)?;
    Ok(signed(left.is_negative() != right.is_negative(), product))
}

/// `(left // right, left % right)`; the divisor is not zero.
pub fn divide_modulo<E>(left: IntRef, right: IntRef, tick: Tick<E>) -> Result<(Int, Int), E> {
    let divisor = magnitude(right);
    let (mut quotient, mut remainder) = divide(&magnitude(left), &divisor, tick)?;
    let rounds_down = left.is_negative() != right.is_negative();
    if rounds_down && !remainder.is_zero() {
        quotient += UBig::ONE;
        remainder = divisor - remainder;
    }
    Ok((signed(rounds_down, quotient), signed(right.is_negative(), remainder)))
}

/// `base ** exponent`
pub fn power<E>(base: IntRef, exponent: usize, tick: Tick<E>) -> Result<Int, E> {
    let whole = magnitude(base);
    let zeros = whole.trailing_zeros().unwrap_or(0);
    let odd = whole >> zeros;
    let mut result = UBig::ONE;
    for bit in (0..usize::BITS - exponent.leading_zeros()).rev() {
        result = product(&result, &result, tick)?;
        if exponent >> bit & 1 == 1 {
            result = product(&result, &odd, tick)?;
        }
    }
    Ok(signed(base.is_negative() && exponent % 2 == 1, result << (zeros * exponent)))
}

/// `pow(base, exponent, modulus)`: the result has the modulus's sign.
pub fn power_modulo<E>(
    base: IntRef,
    exponent: IntRef,
    modulus: IntRef,
    tick: Tick<E>,
) -> Result<Result<Int, Failure>, E> {
    power_modulo_by(base, exponent, modulus, |base, exponent, modulus| residue(base, exponent, modulus, tick))
}

/// `base ** exponent % modulus` of numbers that are not negative, the base smaller than the modulus.
fn residue<E>(base: UBig, exponent: &UBig, modulus: &UBig, tick: Tick<E>) -> Result<UBig, E> {
    let step = power_modulo_step(length(modulus) as u64);
    let bits = (0..exponent.bit_len()).rev();
    if length(modulus) <= PIECE {
        let ring = ConstDivisor::new(modulus.clone());
        let base = ring.reduce(base);
        let mut result = ring.reduce(UBig::ONE);
        for bit in bits {
            tick(step)?;
            result = result.sqr();
            if exponent.bit(bit) {
                result *= &base;
            }
        }
        return Ok(result.residue());
    }
    let mut result = UBig::ONE;
    for bit in bits {
        result = divide(&product(&result, &result, tick)?, modulus, tick)?.1;
        if exponent.bit(bit) {
            result = divide(&product(&result, &base, tick)?, modulus, tick)?.1;
        }
    }
    Ok(result)
}

/// Powers of ten: the first has [`DIGITS`] zeros, each further one twice as many; enough of them for a number of so many
/// digits.
fn powers_of_ten<E>(digits: usize, tick: Tick<E>) -> Result<Vec<UBig>, E> {
    let mut powers = vec![UBig::from(10u8).pow(DIGITS)];
    while DIGITS << powers.len() < digits {
        let last = &powers[powers.len() - 1];
        powers.push(product(last, last, tick)?);
    }
    Ok(powers)
}

/// The number in decimal.
pub fn to_decimal<E>(value: IntRef, tick: Tick<E>) -> Result<String, E> {
    let powers = powers_of_ten(super::cost::decimal_digits(value), tick)?;
    let mut text = String::new();
    if value.is_negative() {
        text.push('-');
    }
    let start = text.len();
    write_decimal(&magnitude(value), &powers, false, &mut text, tick)?;
    debug_assert!(text.len() > start);
    Ok(text)
}

/// Writes a number smaller than the square of the last power, filled up with zeros to twice that power's if `fill`.
fn write_decimal<E>(value: &UBig, powers: &[UBig], fill: bool, out: &mut String, tick: Tick<E>) -> Result<(), E> {
    let Some((last, rest)) = powers.split_last() else {
        tick(AT_ONCE / 4)?;
        let digits = value.to_string();
        if fill {
            out.extend(std::iter::repeat_n('0', DIGITS - digits.len()));
        }
        out.push_str(&digits);
        return Ok(());
    };
    let (high, low) = divide(value, last, tick)?;
    if high.is_zero() && !fill {
        return write_decimal(&low, rest, false, out, tick);
    }
    write_decimal(&high, rest, fill, out, tick)?;
    write_decimal(&low, rest, true, out, tick)
}

/// The number that decimal digits tell.
pub fn from_decimal<E>(digits: &str, tick: Tick<E>) -> Result<UBig, E> {
    let powers = powers_of_ten(digits.len(), tick)?;
    read_decimal(digits, &powers, tick)
}

fn read_decimal<E>(digits: &str, powers: &[UBig], tick: Tick<E>) -> Result<UBig, E> {
    let Some((last, rest)) = powers.split_last() else {
        tick(AT_ONCE / 4)?;
        return Ok(UBig::from_str_radix(digits, 10).unwrap_or_default());
    };
    let zeros = DIGITS << rest.len();
    if digits.len() <= zeros {
        return read_decimal(digits, rest, tick);
    }
    let (high, low) = digits.split_at(digits.len() - zeros);
    let (high, low) = (read_decimal(high, rest, tick)?, read_decimal(low, rest, tick)?);
    Ok(product(&high, last, tick)? + low)
}

/// The square root, rounded down, of a number that is not negative: Newton's method on ever more of its leading bits.
pub fn integer_square_root<E>(value: IntRef, tick: Tick<E>) -> Result<Int, E> {
    let whole = magnitude(value);
    let bits = whole.bit_len();
    if length(&whole) <= PIECE {
        tick(product_work(length(&whole) as u64, length(&whole) as u64))?;
        return Ok(IBig::from(whole.sqrt()).into());
    }
    // The root of the upper half of the bits is the upper half of the root; one step of Newton's gives the other half.
    let shift = (bits / 4) & !1;
    let upper = integer_square_root(Int::from(IBig::from(&whole >> (2 * shift))).borrow(), tick)?;
    let estimate = magnitude(upper.borrow()) << shift;
    let mut root = (divide(&whole, &estimate, tick)?.0 + estimate) >> 1;
    while product(&root, &root, tick)? > whole {
        root -= UBig::ONE;
    }
    Ok(IBig::from(root).into())
}

/// The greatest common divisor: Lehmer's way, a word's worth of quotients at a time.
pub fn greatest_common_divisor<E>(left: IntRef, right: IntRef, tick: Tick<E>) -> Result<Int, E> {
    let (mut a, mut b) = (magnitude(left), magnitude(right));
    if a < b {
        std::mem::swap(&mut a, &mut b);
    }
    while length(&a) > GCD_PIECE && !b.is_zero() {
        tick(8 * length(&a) as u64)?;
        let [[p, q], [r, s]] = leading_quotients(&a, &b);
        if q == 0 {
            let remainder = divide(&a, &b, tick)?.1;
            (a, b) = (b, remainder);
        } else {
            let (x, y) = (IBig::from(a), IBig::from(b));
            let (upper, lower) = (&x * p + &y * q, x * r + y * s);
            (a, b) = (upper.into_parts().1, lower.into_parts().1);
        }
    }
    tick(AT_ONCE / 4)?;
    Ok(IBig::from(if b.is_zero() { a } else { a.gcd(&b) }).into())
}

/// Euclid's algorithm as far as the leading bits of both numbers tell its quotients: what it does to the numbers, as a
/// matrix.
fn leading_quotients(a: &UBig, b: &UBig) -> [[i64; 2]; 2] {
    let shift = a.bit_len() - 62;
    let leading = |value: &UBig| i64::try_from(value >> shift).unwrap_or(0);
    let (mut x, mut y) = (leading(a), leading(b));
    let [mut upper, mut lower] = [[1i64, 0], [0, 1]];
    while y + lower[0] != 0 && y + lower[1] != 0 {
        let quotient = (x + upper[0]) / (y + lower[0]);
        if quotient != (x + upper[1]) / (y + lower[1]) {
            break;
        }
        let next = |at: usize| quotient.checked_mul(lower[at]).and_then(|product| upper[at].checked_sub(product));
        let (Some(left), Some(right)) = (next(0), next(1)) else { break };
        if left.unsigned_abs().max(right.unsigned_abs()) >= 1 << 31 {
            break;
        }
        (upper, lower) = (lower, [left, right]);
        (x, y) = (y, x - quotient * y);
    }
    [upper, lower]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(words: usize, seed: u64) -> UBig {
        let mut state = seed;
        let words: Vec<u64> = (0..words)
            .map(|_| {
                state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
                // Runs of ones and zeros reach the corrections that chance does not.
                if state >> 62 == 0 { u64::MAX } else { state.rotate_left(32) }
            })
            .collect();
        UBig::from_words(&words)
    }

    fn untold(_: u64) -> Result<(), ()> {
        Ok(())
    }

    #[test]
    fn pieces_give_what_the_whole_gives() {
        for (n, m) in [(1, 9000), (4097, 4099), (5000, 5000), (2000, 12_345), (10_001, 3333), (8193, 4096)] {
            let (a, b) = (number(n, 7), number(m, 11));
            assert!(product(&a, &b, &mut untold).unwrap() == &a * &b, "{n} * {m}");
            let (quotient, remainder) = divide(&a, &b, &mut untold).unwrap();
            assert!((quotient, remainder) == (&a).div_rem(&b), "{n} / {m}");
            let (quotient, remainder) = divide(&b, &a, &mut untold).unwrap();
            assert!((quotient, remainder) == (&b).div_rem(&a), "{m} / {n}");
            let common = number(100, 3);
            let (a, b) = (Int::from(IBig::from(a * &common)), Int::from(IBig::from(b * common)));
            let divisor = greatest_common_divisor(a.borrow(), b.borrow(), &mut untold).unwrap();
            assert!(divisor == super::super::greatest_common_divisor(a.borrow(), b.borrow()), "gcd {n} {m}");
        }
    }

    #[test]
    fn divisions_round_down() {
        let (a, b) = (number(9000, 1), number(4000, 2));
        for (left, right) in [(false, false), (false, true), (true, false), (true, true)] {
            let (a, b) = (signed(left, a.clone()), signed(right, b.clone()));
            let whole = super::super::divide_modulo(a.borrow(), b.borrow()).unwrap();
            assert!(divide_modulo(a.borrow(), b.borrow(), &mut untold).unwrap() == whole);
        }
    }

    #[test]
    fn powers_roots_and_digits() {
        let base = Int::Small(-1230);
        let whole = super::super::power(base.borrow(), Int::Small(40_001).borrow()).unwrap();
        let pieces = power(base.borrow(), 40_001, &mut untold).unwrap();
        assert!(whole == pieces);
        let text = to_decimal(pieces.borrow(), &mut untold).unwrap();
        assert!(text == super::super::to_decimal(pieces.borrow(), 0).unwrap());
        assert!(signed(true, from_decimal(&text[1..], &mut untold).unwrap()) == pieces);
        for square in [&number(5001, 4), &(number(5000, 5).sqr() - UBig::ONE), &number(5000, 5).sqr()] {
            let value = Int::from(IBig::from(square.clone()));
            let root = integer_square_root(value.borrow(), &mut untold).unwrap();
            assert!(root == super::super::integer_square_root(value.borrow()).unwrap());
        }
        let (exponent, modulus) = (number(2, 8), number(2100, 9));
        let (base, modulus) = (signed(true, number(3000, 6)), signed(true, modulus));
        let exponent = Int::from(IBig::from(exponent));
        let [base, exponent, modulus] = [base.borrow(), exponent.borrow(), modulus.borrow()];
        let long = power_modulo(base, exponent, modulus, &mut untold).unwrap().unwrap();
        assert!(long == super::super::power_modulo(base, exponent, modulus).unwrap());
    }

    #[test]
    fn an_error_ends_it() {
        let a = number(50_000, 1);
        let mut left = 3;
        let tick = &mut |_| {
            left -= 1;
            if left == 0 { Err("enough") } else { Ok(()) }
        };
        assert_eq!(product(&a, &a, tick), Err("enough"));
    }
}
