//! Hash values. Those of numbers, tuples and frozensets are CPython's (docs.python.org, "Hashing of numeric types"), so
//! that sets print in its order; those of strings and bytes are keyed, so that nobody can choose them to collide.
//!
//! A hash is never -1.

use std::hash::Hasher;

use dashu_int::IBig;
use siphasher::sip::SipHasher13;

use super::int::IntRef;

/// Numbers are hashed modulo this prime, 2**61 - 1.
const MODULUS: u64 = (1 << 61) - 1;
const INFINITY: i64 = 314_159;
const IMAGINARY: u64 = 1_000_003;

/// `hash(None)`.
pub const NONE: i64 = 0xfca8_6420;
/// `hash(...)` and `hash(NotImplemented)` are addresses in CPython; any number does.
pub const ELLIPSIS: i64 = 0x0e11_1b51;
pub const NOT_IMPLEMENTED: i64 = 0x0901_0901;

#[inline]
fn finish(hash: u64) -> i64 {
    if hash == u64::MAX { -2 } else { hash as i64 }
}

/// The hash of a string or of bytes under the heap's key.
pub fn of_bytes(key: [u64; 2], bytes: &[u8]) -> i64 {
    if bytes.is_empty() {
        return 0;
    }
    let mut hasher = SipHasher13::new_with_keys(key[0], key[1]);
    hasher.write(bytes);
    finish(hasher.finish())
}

#[inline]
pub fn of_i64(value: i64) -> i64 {
    let magnitude = (value.unsigned_abs() % MODULUS) as i64;
    finish(if value < 0 { -magnitude } else { magnitude } as u64)
}

pub fn of_int(value: IntRef) -> i64 {
    match value {
        IntRef::Small(value) => of_i64(value),
        IntRef::Big(big) => of_big(big),
    }
}

fn of_big(big: &IBig) -> i64 {
    let (sign, words) = big.as_sign_words();
    // 2**61 is 1 modulo the prime, so a word stands for itself rotated by 64 - 61 bits for each word below it.
    let magnitude = words.iter().rev().fold(0u64, |hash, &word| {
        let sum = u128::from(hash) << 64 | u128::from(word);
        (sum % u128::from(MODULUS)) as u64
    }) as i64;
    finish(if sign == dashu_int::Sign::Negative { -magnitude } else { magnitude } as u64)
}

/// The hash of a float; equal to that of an equal int.
pub fn of_float(value: f64) -> i64 {
    if value.is_infinite() {
        return if value > 0.0 { INFINITY } else { -INFINITY };
    }
    if value.is_nan() {
        return of_identity(value.to_bits());
    }
    if value == value.trunc() && value.abs() < 9e18 {
        return of_i64(value as i64);
    }
    let (mantissa, exponent) = decompose(value.abs());
    // mantissa * 2**exponent, where multiplying by two modulo the prime is a rotation of 61 bits.
    let shift = exponent.rem_euclid(61) as u32;
    let reduced = mantissa % MODULUS;
    let hash = (reduced << shift & MODULUS | reduced >> (61 - shift)) as i64;
    finish(if value < 0.0 { -hash } else { hash } as u64)
}

/// A finite float's magnitude as `mantissa * 2**exponent`.
pub fn decompose(value: f64) -> (u64, i32) {
    let bits = value.to_bits();
    let (fraction, biased) = (bits & ((1 << 52) - 1), (bits >> 52 & 0x7FF) as i32);
    if biased == 0 { (fraction, -1074) } else { (fraction | 1 << 52, biased - 1075) }
}

pub fn of_complex(real: f64, imaginary: f64) -> i64 {
    let imaginary = (of_float(imaginary) as u64).wrapping_mul(IMAGINARY);
    finish((of_float(real) as u64).wrapping_add(imaginary))
}

/// The hash of what is equal only to itself, from its address.
#[inline]
pub fn of_identity(identity: u64) -> i64 {
    finish(identity.rotate_right(4))
}

/// The hash of a tuple from those of its elements: xxHash without its last scrambling, as CPython has it.
pub fn of_tuple(elements: impl ExactSizeIterator<Item = i64>) -> i64 {
    const PRIME_1: u64 = 11_400_714_785_074_694_791;
    const PRIME_2: u64 = 14_029_467_366_897_019_727;
    const PRIME_5: u64 = 2_870_177_450_012_600_261;
    let length = elements.len() as u64;
    let mixed = elements.fold(PRIME_5, |hash, element| {
        hash.wrapping_add((element as u64).wrapping_mul(PRIME_2)).rotate_left(31).wrapping_mul(PRIME_1)
    });
    match mixed.wrapping_add(length ^ PRIME_5 ^ 3_527_539) {
        u64::MAX => 1_546_275_796,
        hash => hash as i64,
    }
}

/// The hash of a frozenset from those of its elements, in any order.
pub fn of_frozenset(elements: impl ExactSizeIterator<Item = i64>) -> i64 {
    let length = elements.len() as u64;
    let mut hash = elements.fold(0, |hash, element| {
        let element = element as u64;
        hash ^ ((element ^ 89_869_747) ^ (element << 16)).wrapping_mul(3_644_798_167)
    });
    hash ^= (length + 1).wrapping_mul(1_927_868_237);
    hash ^= (hash >> 11) ^ (hash >> 25);
    match hash.wrapping_mul(69_069).wrapping_add(907_133_923) {
        u64::MAX => 590_923_713,
        hash => hash as i64,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_hash_as_in_cpython() {
        let ten_to_30 = IBig::from(10).pow(30);
        assert_eq!(of_int(IntRef::Big(&ten_to_30)), 465258685558744706);
        assert_eq!(of_int(IntRef::Big(&-ten_to_30)), -465258685558744706);
        assert_eq!(of_i64(MODULUS as i64), 0);
        assert_eq!(of_i64(1 << 61), 1);
        assert_eq!(of_i64(i64::MIN), -4);
        assert_eq!(of_i64(-1), -2);
        assert_eq!(of_float(-1.0), -2);
        assert_eq!(of_float(1.5), 1152921504606846977);
        assert_eq!(of_float(1e300), 1224995262755759164);
        assert_eq!(of_float(5e-324), 16777216);
        assert_eq!(of_float(f64::NEG_INFINITY), -314159);
        assert_eq!(of_complex(1.0, 2.0), 2000007);
    }

    #[test]
    fn containers_hash_as_in_cpython() {
        assert_eq!(of_tuple([].into_iter()), 5740354900026072187);
        assert_eq!(of_tuple([1, 2, 3].into_iter()), 529344067295497451);
        assert_eq!(of_frozenset([3, 1, 2].into_iter()), -272375401224217160);
        assert_eq!(of_frozenset([].into_iter()), 133146708735736);
    }
}
