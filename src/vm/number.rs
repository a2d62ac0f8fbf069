//! What `int()`, `float()` and their like make of a value, which may ask its class.

use super::Context;
use super::native::Result;
use crate::heap::{Kind, Value};
use crate::object::complex::Complex;
use crate::object::{Instance, float, int};

impl Context {
    /// The int a value is by itself: an int, a bool, or an instance of a class derived from int.
    pub fn plain_int(&self, value: Value) -> Option<Value> {
        let plain = self.payload(value);
        if plain.is_int() || plain.kind() == Some(Kind::BigInt) {
            return Some(plain);
        }
        plain.as_bool().map(|flag| Value::int(i64::from(flag)))
    }

    /// The float a value is by itself.
    pub fn plain_float(&self, value: Value) -> Option<f64> {
        self.payload(value).as_float()
    }

    /// The int that `__int__` or `__index__` makes of a value; None if it has neither.
    pub fn to_int(&mut self, value: Value) -> Result<Option<Value>> {
        if !value.is::<Instance>() {
            if let Some(float) = value.as_float() {
                let whole = float::from_float(float);
                let whole = self.check(whole)?;
                return Ok(Some(self.heap.new_int(whole)));
            }
            if let Some(int) = self.plain_int(value) {
                return Ok(Some(int));
            }
        }
        let method = self.special(value, self.names.int);
        if method.is_unbound() {
            return if self.has_index(value) { self.to_index(value).map(Some) } else { Ok(None) };
        }
        let answer = self.call_nested_method(method, value, &[])?;
        match self.plain_int(answer) {
            Some(int) => Ok(Some(int)),
            None => {
                let message = format!("__int__ returned non-int (type {})", self.type_name(answer));
                Err(self.type_error(message))
            }
        }
    }

    /// The float that `__float__` or `__index__` makes of a value; None if it has neither.
    pub fn to_float(&mut self, value: Value) -> Result<Option<f64>> {
        if !value.is::<Instance>() {
            if let Some(float) = value.as_float() {
                return Ok(Some(float));
            }
            if let Some(int) = self.plain_int(value) {
                return self.int_to_float(int).map(Some);
            }
        }
        let method = self.special(value, self.names.float);
        if !method.is_unbound() {
            let answer = self.call_nested_method(method, value, &[])?;
            return match self.plain_float(answer) {
                Some(float) => Ok(Some(float)),
                None => {
                    let (class, found) = (self.type_name(value), self.type_name(answer));
                    Err(self.type_error(format!("{class}.__float__ returned non-float (type {found})")))
                }
            };
        }
        if !self.has_index(value) {
            return Ok(None);
        }
        let int = self.to_index(value)?;
        self.int_to_float(int).map(Some)
    }

    /// As [`Context::to_float`], for whoever needs a number.
    pub fn expect_float(&mut self, value: Value) -> Result<f64> {
        match self.to_float(value)? {
            Some(float) => Ok(float),
            None => {
                let message = format!("must be real number, not {}", self.type_name(value));
                Err(self.type_error(message))
            }
        }
    }

    /// An argument that is an int, the nearest of 64 bits standing for those that are too large.
    pub fn clamped_index(&mut self, value: Value) -> Result<i64> {
        let index = self.to_index(value)?;
        Ok(self.int_of(index).saturating())
    }

    /// The int an int or a bool is, in Rust; for values known to be one.
    pub fn int_of(&self, value: Value) -> int::IntRef<'_> {
        self.heap.int(value).unwrap_or(int::IntRef::Small(0))
    }

    /// The complex number a value is by itself.
    pub fn plain_complex(&self, value: Value) -> Option<Complex> {
        self.payload(value).cast::<Complex>().map(|complex| *self.heap.get(complex))
    }
}
