//! What the less common builtin types do with operators: complex numbers, bytes, sets, dict views, ranges, deques.

use super::Context;
use super::compare::Comparison;
use super::native::Result;
use super::operator::{BinaryOperator, UnaryOperator};
use crate::heap::{Kind, Value};
use crate::object::bytes::{ByteArray, Bytes};
use crate::object::complex::Complex;
use crate::object::deque::Deque;
use crate::object::int::cost;
use crate::object::memory_view::MemoryView;

impl Context {
    pub fn new_complex(&mut self, real: f64, imaginary: f64) -> Value {
        self.heap.new_complex(Complex::new(real, imaginary))
    }

    pub fn new_bytes(&mut self, bytes: &[u8]) -> Value {
        Value::object(self.heap.new_bytes(bytes))
    }

    pub fn big_int_constant(&mut self, digits: &str) -> Value {
        use crate::object::int::{self, Source};
        let parsed = int::parse(Source::Str(digits.as_bytes()), 10, 0);
        match parsed {
            Ok(int) => self.heap.new_int(int),
            Err(failure) => unreachable!("the compiler writes digits only: {}", failure.message),
        }
    }

    /// A string constant; short ones that look like names are interned, as CPython does.
    pub fn string_constant(&mut self, bytes: &[u8]) -> Value {
        let is_name = bytes.len() <= 64 && bytes.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'_');
        if is_name {
            return Value::object(self.interner.intern_wtf8(&mut self.heap, bytes));
        }
        Value::object(self.heap.new_str_wtf8(bytes))
    }

    fn as_complex(&mut self, value: Value) -> Result<Option<Complex>> {
        if let Some(complex) = value.cast::<Complex>() {
            return Ok(Some(*self.heap.get(complex)));
        }
        if let Some(real) = value.as_float() {
            return Ok(Some(Complex::new(real, 0.0)));
        }
        if value.is_int() || value.is_bool() || value.kind() == Some(Kind::BigInt) {
            return self.int_to_float(value).map(|real| Some(Complex::new(real, 0.0)));
        }
        Ok(None)
    }

    pub fn complex_power(&mut self, base: f64, exponent: f64) -> Result {
        let result = Complex::new(base, 0.0).power(Complex::new(exponent, 0.0));
        let result = self.check(result)?;
        Ok(self.heap.new_complex(result))
    }

    pub fn complex_unary(&mut self, operator: UnaryOperator, value: Value) -> Option<Value> {
        let complex = *self.heap.get(value.cast::<Complex>()?);
        match operator {
            UnaryOperator::Negate => Some(self.new_complex(-complex.real, -complex.imaginary)),
            UnaryOperator::Positive => Some(value),
            UnaryOperator::Invert => None,
        }
    }

    /// Operators of types not handled in `operator`.
    pub fn other_binary(
        &mut self,
        operator: BinaryOperator,
        inplace: bool,
        left: Value,
        right: Value,
    ) -> Result<Option<Value>> {
        let kinds = (left.kind(), right.kind());
        if matches!(kinds, (Some(Kind::Complex), _) | (_, Some(Kind::Complex))) {
            return self.complex_binary(operator, left, right);
        }
        let _ = inplace;
        Ok(None)
    }

    fn complex_binary(&mut self, operator: BinaryOperator, left: Value, right: Value) -> Result<Option<Value>> {
        let (Some(a), Some(b)) = (self.as_complex(left)?, self.as_complex(right)?) else { return Ok(None) };
        // A real operand has no imaginary part, not even a zero: signs of zeros and infinities show it.
        let (left_real, right_real) = (!left.is::<Complex>(), !right.is::<Complex>());
        let result = match operator {
            BinaryOperator::Add if left_real => Ok(Complex::new(a.real + b.real, b.imaginary)),
            BinaryOperator::Add if right_real => Ok(Complex::new(a.real + b.real, a.imaginary)),
            BinaryOperator::Add => Ok(a + b),
            BinaryOperator::Subtract if left_real => Ok(Complex::new(a.real - b.real, -b.imaginary)),
            BinaryOperator::Subtract if right_real => Ok(Complex::new(a.real - b.real, a.imaginary)),
            BinaryOperator::Subtract => Ok(a - b),
            BinaryOperator::Multiply if left_real => Ok(Complex::new(a.real * b.real, a.real * b.imaginary)),
            BinaryOperator::Multiply if right_real => Ok(Complex::new(a.real * b.real, a.imaginary * b.real)),
            BinaryOperator::Multiply => Ok(a * b),
            BinaryOperator::Divide if left_real => b.divide_into(a.real),
            BinaryOperator::Divide if right_real && b.real != 0.0 => {
                Ok(Complex::new(a.real / b.real, a.imaginary / b.real))
            }
            BinaryOperator::Divide => a.divide(b),
            BinaryOperator::Power => a.power(b),
            _ => return Ok(None),
        };
        let result = self.check(result)?;
        Ok(Some(self.heap.new_complex(result)))
    }

    /// Comparisons of types not handled in `compare`.
    pub fn other_compare(&mut self, operator: Comparison, left: Value, right: Value) -> Result<Option<bool>> {
        let equality = matches!(operator, Comparison::Equal | Comparison::NotEqual);
        if equality
            && (left.is::<Complex>() || right.is::<Complex>())
            && let (Some(a), Some(b)) = (self.as_complex(left)?, self.as_complex(right)?)
        {
            return Ok(Some((a == b) == (operator == Comparison::Equal)));
        }
        Ok(None)
    }

    /// The truth of types not handled in `operator`.
    pub fn other_truth(&self, value: Value) -> bool {
        let heap = &self.heap;
        if let Some(bytes) = value.cast::<Bytes>() {
            return !heap.bytes(bytes).is_empty();
        }
        if let Some(array) = value.cast::<ByteArray>() {
            return !heap.get(array).is_empty();
        }
        if let Some(view) = value.cast::<MemoryView>() {
            return heap.get(view).count > 0;
        }
        if let Some(table) = crate::object::set::table_of(heap, value) {
            return !table.is_empty();
        }
        if let Some(deque) = value.cast::<Deque>() {
            return !heap.get(deque).items().is_empty();
        }
        if let Some(complex) = value.cast::<Complex>() {
            let complex = heap.get(complex);
            return complex.real != 0.0 || complex.imaginary != 0.0;
        }
        match value.kind() {
            Some(Kind::Range | Kind::DictView | Kind::MappingProxy) => self.native_length(value) != Some(0),
            _ => true,
        }
    }

    /// The hash of objects whose class has none of its own: identity, or contents of those made of others.
    pub fn native_hash(&mut self, value: Value) -> Result<i64> {
        let payload = self.payload(value);
        if payload != value {
            return self.hash(payload);
        }
        Ok(crate::object::hash::of_identity(value.identity()))
    }

    /// `format(value, spec)` of the builtin types that have a format of their own.
    pub fn native_format(&mut self, value: Value, spec: Value) -> Result<Option<Value>> {
        use crate::object::format::{self, Default, Spec};
        let Some(spec) = self.as_str(spec) else {
            return Err(self.type_error("format() argument 2 must be str"));
        };
        let is_number = value.is_int()
            || value.is_bool()
            || value.is_float()
            || matches!(value.kind(), Some(Kind::BigInt | Kind::Complex));
        let is_str = value.kind() == Some(Kind::Str);
        if !is_number && !is_str {
            return Ok(None);
        }
        if self.heap.str_bytes(spec).is_empty() {
            return self.str_nested(value).map(|text| Some(Value::object(text)));
        }
        let type_name = self.type_name(value);
        let default = if is_number { Default::Number } else { Default::Str };
        let parsed = Spec::parse(self.heap.str_bytes(spec), &type_name, default);
        let parsed = self.check(parsed)?;
        self.reserve(parsed.padding_bytes())?;
        if let Some(int) = self.heap.int(value) {
            let work = cost::decimal(cost::decimal_digits(int)).work;
            self.charge_work(work)?;
        }
        let heap = &self.heap;
        let text = if let Some(float) = value.as_float() {
            format::format_float(float, &parsed, &type_name)
        } else if let Some(int) = heap.int(value) {
            format::format_int(int, &parsed, &type_name, self.int_digits_limit)
        } else if let Some(text) = value.cast() {
            format::format_str(heap.str_bytes(text), &parsed, &type_name)
        } else if let Some(complex) = value.cast::<Complex>() {
            let complex = heap.get(complex);
            format::format_complex(complex.real, complex.imaginary, &parsed, &type_name)
        } else {
            return Ok(None);
        };
        let text = self.check(text)?;
        Ok(Some(Value::object(self.heap.new_str_owned(text))))
    }

    /// The members of `A | B`, as a tuple.
    pub fn union_members(&self, value: Value) -> Option<Value> {
        let _ = value;
        None
    }
}
