//! Complex numbers: two floats, with C's arithmetic as CPython has it.

use std::ops::{Add, Mul, Neg, Sub};

use super::Failure;
use super::float::shown;
use crate::heap::{Heap, Kind, NoTail, Object, Tracer, Value};

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Complex {
    pub real: f64,
    pub imaginary: f64,
}

impl Object for Complex {
    const KIND: Kind = Kind::Complex;
    type Tail = NoTail;

    fn trace(&self, _: &mut Tracer) {}
}

impl Heap {
    pub fn new_complex(&mut self, value: Complex) -> Value {
        Value::object(self.allocate(value))
    }
}

impl From<f64> for Complex {
    fn from(real: f64) -> Complex {
        Complex { real, imaginary: 0.0 }
    }
}

impl Add for Complex {
    type Output = Complex;

    fn add(self, other: Complex) -> Complex {
        Complex::new(self.real + other.real, self.imaginary + other.imaginary)
    }
}

impl Sub for Complex {
    type Output = Complex;

    fn sub(self, other: Complex) -> Complex {
        Complex::new(self.real - other.real, self.imaginary - other.imaginary)
    }
}

impl Mul for Complex {
    type Output = Complex;

    fn mul(self, other: Complex) -> Complex {
        let (a, b, c, d) = (self.real, self.imaginary, other.real, other.imaginary);
        Complex::new(a * c - b * d, a * d + b * c)
    }
}

impl Neg for Complex {
    type Output = Complex;

    fn neg(self) -> Complex {
        Complex::new(-self.real, -self.imaginary)
    }
}

impl Complex {
    pub fn new(real: f64, imaginary: f64) -> Complex {
        Complex { real, imaginary }
    }

    pub fn conjugate(self) -> Complex {
        Complex::new(self.real, -self.imaginary)
    }

    /// Scales by the larger part of the divisor first, so that intermediate results do not overflow (Smith 1962).
    pub fn divide(self, other: Complex) -> Result<Complex, Failure> {
        let (a, b, c, d) = (self.real, self.imaginary, other.real, other.imaginary);
        if c == 0.0 && d == 0.0 {
            return Err(Failure::zero_division_error("division by zero"));
        }
        if c.abs() >= d.abs() {
            let ratio = d / c;
            let divisor = c + d * ratio;
            Ok(Complex::new((a + b * ratio) / divisor, (b - a * ratio) / divisor))
        } else if d.abs() >= c.abs() {
            let ratio = c / d;
            let divisor = c * ratio + d;
            Ok(Complex::new((a * ratio + b) / divisor, (b * ratio - a) / divisor))
        } else {
            Ok(Complex::new(f64::NAN, f64::NAN))
        }
    }

    /// `real / self`, as if the real number had no imaginary part at all.
    pub fn divide_into(self, real: f64) -> Result<Complex, Failure> {
        let (c, d) = (self.real, self.imaginary);
        if c == 0.0 && d == 0.0 {
            return Err(Failure::zero_division_error("division by zero"));
        }
        if c.abs() >= d.abs() {
            let ratio = d / c;
            let divisor = c + d * ratio;
            Ok(Complex::new(real / divisor, (-real * ratio) / divisor))
        } else if d.abs() >= c.abs() {
            let ratio = c / d;
            let divisor = c * ratio + d;
            Ok(Complex::new((real * ratio) / divisor, -real / divisor))
        } else {
            Ok(Complex::new(f64::NAN, f64::NAN))
        }
    }

    pub fn absolute(self) -> Result<f64, Failure> {
        let result = self.real.hypot(self.imaginary);
        if result.is_infinite() && self.real.is_finite() && self.imaginary.is_finite() {
            return Err(Failure::overflow_error("absolute value too large"));
        }
        Ok(result)
    }

    pub fn power(self, exponent: Complex) -> Result<Complex, Failure> {
        let small = exponent.real.abs() <= 100.0 && exponent.real == exponent.real.trunc();
        let result = if exponent.imaginary == 0.0 && small {
            self.power_int(exponent.real as i32)?
        } else {
            self.power_polar(exponent)?
        };
        let overflowed = |value: f64| value.is_infinite();
        if overflowed(result.real) || overflowed(result.imaginary) {
            return Err(Failure::overflow_error("complex exponentiation"));
        }
        Ok(result)
    }

    fn power_polar(self, exponent: Complex) -> Result<Complex, Failure> {
        if exponent.real == 0.0 && exponent.imaginary == 0.0 {
            return Ok(Complex::from(1.0));
        }
        if self.real == 0.0 && self.imaginary == 0.0 {
            if exponent.imaginary != 0.0 || exponent.real < 0.0 {
                return Err(Failure::zero_division_error("zero to a negative or complex power"));
            }
            return Ok(Complex::from(0.0));
        }
        let magnitude = self.real.hypot(self.imaginary);
        let mut length = magnitude.powf(exponent.real);
        let angle = self.imaginary.atan2(self.real);
        let mut phase = angle * exponent.real;
        if exponent.imaginary != 0.0 {
            length *= (-angle * exponent.imaginary).exp();
            phase += exponent.imaginary * magnitude.ln();
        }
        Ok(Complex::new(length * phase.cos(), length * phase.sin()))
    }

    fn power_int(self, exponent: i32) -> Result<Complex, Failure> {
        if exponent < 0 {
            if self.real == 0.0 && self.imaginary == 0.0 {
                return Err(Failure::zero_division_error("zero to a negative or complex power"));
            }
            return Complex::from(1.0).divide(self.power_natural(exponent.unsigned_abs()));
        }
        Ok(self.power_natural(exponent as u32))
    }

    fn power_natural(self, exponent: u32) -> Complex {
        let mut result = Complex::from(1.0);
        let mut square = self;
        let mut left = exponent;
        while left > 0 {
            if left & 1 != 0 {
                result = result * square;
            }
            left >>= 1;
            square = square * square;
        }
        result
    }

    /// `repr`, which is `str` too.
    pub fn repr(self) -> String {
        let imaginary = shown(self.imaginary, "");
        if self.real == 0.0 && self.real.is_sign_positive() {
            return format!("{imaginary}j");
        }
        let sign = if imaginary.starts_with('-') { "" } else { "+" };
        format!("({}{sign}{imaginary}j)", shown(self.real, ""))
    }

    /// `complex(text)`, of WTF-8: the parts in either form that `repr` gives, parentheses around them or not.
    pub fn parse(wtf8: &[u8]) -> Result<Complex, Failure> {
        let malformed = || Failure::value_error("complex() arg is a malformed string");
        let text = super::unicode::number_text(wtf8);
        let text = super::unicode::trim_ascii(&text);
        let text = match text {
            [b'(', inner @ .., b')'] => super::unicode::trim_ascii(inner),
            _ => text,
        };
        let real = |text: &[u8]| super::float::parse_ascii(text).ok_or_else(malformed);
        let [parts @ .., b'j' | b'J'] = text else { return Ok(Complex::from(real(text)?)) };
        // The sign of the imaginary part is the last one that belongs to no exponent.
        let is_sign =
            |at: usize| matches!(parts[at], b'+' | b'-') && (at == 0 || !matches!(parts[at - 1], b'e' | b'E'));
        let split = (0..parts.len()).rev().find(|&at| is_sign(at)).unwrap_or(0);
        let (first, second) = parts.split_at(split);
        let imaginary = match second {
            b"" | b"+" => 1.0,
            b"-" => -1.0,
            _ => real(second)?,
        };
        let real = if first.is_empty() { 0.0 } else { real(first)? };
        Ok(Complex { real, imaginary })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arithmetic_is_that_of_cpython() {
        let (a, b) = (Complex::new(1.0, 2.0), Complex::new(3.0, -4.0));
        assert_eq!(a.divide(b), Ok(Complex::new(-0.2, 0.4)));
        assert_eq!(a.power(Complex::from(2.0)), Ok(Complex::new(-3.0, 4.0)));
        assert_eq!(a.power(Complex::from(0.5)), Ok(Complex::new(1.272019649514069, 0.7861513777574233)));
        assert_eq!(Complex::new(1e200, 1.0).power(Complex::from(2.0)).unwrap_err().message, "complex exponentiation");
        assert!(a.divide(Complex::from(0.0)).is_err());
        assert_eq!(b.absolute(), Ok(5.0));
    }

    #[test]
    fn text_goes_both_ways() {
        for text in ["(-0-0j)", "-0j", "1e+16j", "(nan+infj)", "(1+2j)", "(1e-05-2.5j)"] {
            let value = Complex::parse(text.as_bytes()).unwrap();
            assert_eq!(value.repr(), text);
        }
        assert_eq!(Complex::parse(b" (1-j) "), Ok(Complex::new(1.0, -1.0)));
        assert_eq!(Complex::parse(b"1e5j"), Ok(Complex::new(0.0, 1e5)));
        assert!(Complex::parse(b"x").is_err() && Complex::parse(b"1+2").is_err() && Complex::parse(b"1 +2j").is_err());
    }
}
