//! Arithmetic: what builtin types do by themselves, and the dunder methods of everything else.

use super::Context;
use super::frame::ReturnTo;
use super::native::{Args, Input, Raised, Result};
use crate::heap::{Gc, Kind, Value};
use crate::object::int::cost;
use crate::object::{Class, Dict, ExceptionKind, Instance, List, Str, Tuple, float, int};

macro_rules! binary_operators {
    ($($name:ident $symbol:literal $method:ident $reflected:ident $inplace:ident;)*) => {
        /// The binary operators.
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        #[repr(u8)]
        pub enum BinaryOperator { $($name),* }

        impl BinaryOperator {
            pub const ALL: &[BinaryOperator] = &[$(BinaryOperator::$name),*];

            /// As messages show it.
            pub fn symbol(self) -> &'static str {
                match self { $(BinaryOperator::$name => $symbol),* }
            }

            /// Names of the method, the reflected method and the in-place method.
            pub fn methods(self, ctx: &Context) -> [Gc<Str>; 3] {
                match self {
                    $(BinaryOperator::$name => [ctx.names.$method, ctx.names.$reflected, ctx.names.$inplace]),*
                }
            }
        }
    };
}

binary_operators! {
    Add "+" add radd iadd;
    Subtract "-" sub rsub isub;
    Multiply "*" mul rmul imul;
    Divide "/" truediv rtruediv itruediv;
    FloorDivide "//" floordiv rfloordiv ifloordiv;
    Modulo "%" mod_ rmod imod;
    Power "** or pow()" pow rpow ipow;
    MatrixMultiply "@" matmul rmatmul imatmul;
    LeftShift "<<" lshift rlshift ilshift;
    RightShift ">>" rshift rrshift irshift;
    BitAnd "&" and rand iand;
    BitOr "|" or ror ior;
    BitXor "^" xor rxor ixor;
    DivMod "divmod()" divmod rdivmod divmod;
}

/// Whether objects of a kind are repeated by a number.
fn is_repeated(kind: Option<Kind>) -> bool {
    matches!(kind, Some(Kind::Str | Kind::List | Kind::Tuple))
}

/// Unary operators.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum UnaryOperator {
    Negate,
    Positive,
    Invert,
}

const INVERTED_BOOL: &str = "Bitwise inversion '~' on bool is deprecated and will be removed in Python 3.16. This \
    returns the bitwise inversion of the underlying int object and is usually not what you expect from the negation of \
    a bool object. Use the 'not' operator for boolean negation or ~int(x) for the bitwise inversion of the underlying \
    int.";

impl Context {
    /// `left op right`, or `left op= right` if `inplace`.
    #[cold]
    #[inline(never)]
    pub fn binary(
        &mut self,
        operator: BinaryOperator,
        inplace: bool,
        left: Value,
        right: Value,
        to: ReturnTo,
    ) -> Result {
        if operator == BinaryOperator::Add
            && let (Some(left), Some(right)) = (left.cast::<Str>(), right.cast::<Str>())
        {
            return self.concatenate(left, right);
        }
        let outer = std::mem::replace(&mut self.return_to, to);
        let answer = self.native_binary(operator, inplace, left, right);
        self.return_to = outer;
        if let Some(value) = answer? {
            return Ok(value);
        }
        if self.may_have_methods(left) || self.may_have_methods(right) {
            let stage = if inplace { stage::INPLACE } else { stage::FIRST };
            let state = [Value::int(operator as i64), left, right, Value::int(stage), Value::bool(inplace)];
            return self.push_steps(binary_steps, &state, false, to);
        }
        Err(self.unsupported_operands(operator, inplace, left, right))
    }

    /// Whether dunder methods of scripts, or of builtin types beyond those handled here, can be in play.
    fn may_have_methods(&self, value: Value) -> bool {
        !matches!(
            value.kind(),
            None | Some(
                Kind::Str
                    | Kind::List
                    | Kind::Tuple
                    | Kind::BigInt
                    | Kind::Function
                    | Kind::Native
                    | Kind::Range
                    | Kind::Module
                    | Kind::Coroutine
            )
        )
    }

    #[cold]
    pub fn unsupported_operands(
        &mut self,
        operator: BinaryOperator,
        inplace: bool,
        left: Value,
        right: Value,
    ) -> Raised {
        let (a, b) = (self.type_name(left), self.type_name(right));
        if operator == BinaryOperator::Add {
            let what = match left.kind() {
                Some(Kind::Str) => Some("str"),
                Some(Kind::List) if !inplace => Some("list"),
                Some(Kind::Tuple) => Some("tuple"),
                Some(Kind::Bytes | Kind::ByteArray) => {
                    return self.type_error(format!("can't concat {b} to {a}"));
                }
                _ => None,
            };
            if let Some(what) = what {
                return self.type_error(format!("can only concatenate {what} (not \"{b}\") to {what}"));
            }
        }
        if operator == BinaryOperator::Multiply {
            let sequence =
                |kind| matches!(kind, Some(Kind::Str | Kind::List | Kind::Tuple | Kind::Bytes | Kind::ByteArray));
            if sequence(left.kind()) {
                return self.type_error(format!("can't multiply sequence by non-int of type '{b}'"));
            }
            if sequence(right.kind()) {
                return self.type_error(format!("can't multiply sequence by non-int of type '{a}'"));
            }
        }
        let symbol = match (operator, inplace) {
            (BinaryOperator::Power, true) => "**=".to_owned(),
            (_, true) => format!("{}=", operator.symbol()),
            _ => operator.symbol().to_owned(),
        };
        self.type_error(format!("unsupported operand type(s) for {symbol}: '{a}' and '{b}'"))
    }

    /// What builtin types do with each other; None if that is left to methods.
    pub fn native_binary(
        &mut self,
        operator: BinaryOperator,
        inplace: bool,
        left: Value,
        right: Value,
    ) -> Result<Option<Value>> {
        if let Some(value) = self.number_binary(operator, left, right)? {
            return Ok(Some(value));
        }
        match (operator, left.kind(), right.kind()) {
            (BinaryOperator::Add, Some(Kind::Str), Some(Kind::Str)) => {
                let (left, right) = (left.cast::<Str>().expect("seen"), right.cast::<Str>().expect("seen"));
                self.concatenate(left, right).map(Some)
            }
            (BinaryOperator::Add, Some(Kind::List), Some(Kind::List)) if !inplace => {
                let (left, right) = (left.cast::<List>().expect("seen"), right.cast::<List>().expect("seen"));
                self.reserve_items(self.items(left).len() + self.items(right).len())?;
                Ok(Some(Value::object(List::concatenate(&mut self.heap, left, right))))
            }
            (BinaryOperator::Add, Some(Kind::List), _) if inplace => {
                let list = left.cast::<List>().expect("seen");
                self.extend_list(list, right, left).map(Some)
            }
            (BinaryOperator::Add, Some(Kind::Tuple), Some(Kind::Tuple)) => {
                let (left, right) = (left.cast::<Tuple>().expect("seen"), right.cast::<Tuple>().expect("seen"));
                self.reserve_items(self.heap.tail(left).len() + self.heap.tail(right).len())?;
                Ok(Some(Value::object(Tuple::concatenate(&mut self.heap, left, right))))
            }
            (BinaryOperator::Multiply, a, b) if is_repeated(a) || is_repeated(b) => self.repeat(left, right, inplace),
            (BinaryOperator::Modulo, Some(Kind::Str), _) => {
                let format = left.cast::<Str>().expect("seen");
                self.percent_format(format, right).map(Some)
            }
            (BinaryOperator::BitOr, Some(Kind::Dict), Some(Kind::Dict)) => {
                let (left, right) = (left.cast::<Dict>().expect("seen"), right.cast::<Dict>().expect("seen"));
                let target = if inplace { left } else { Dict::copy(&mut self.heap, left) };
                self.merge_dict(target, right)?;
                Ok(Some(Value::object(target)))
            }
            _ => self.other_binary(operator, inplace, left, right),
        }
    }

    fn concatenate(&mut self, left: Gc<Str>, right: Gc<Str>) -> Result {
        let bytes = self.heap.str_bytes(right).len();
        self.reserve(bytes)?;
        self.charge(bytes as u64 / 64)?;
        Ok(Value::object(self.heap.str_concat(left, right)))
    }

    fn repeat(&mut self, left: Value, right: Value, inplace: bool) -> Result<Option<Value>> {
        let (sequence, count) = match (self.repetition(left), self.repetition(right)) {
            (_, Some(count)) => (left, count),
            (Some(count), _) => (right, count),
            _ => return self.other_binary(BinaryOperator::Multiply, inplace, left, right),
        };
        let count = count?;
        match sequence.kind() {
            Some(Kind::Str) => {
                let string = sequence.cast::<Str>().expect("seen");
                let bytes = self.heap.str_bytes(string).len();
                let length = self.heap.str_length(string);
                if i64::try_from(length).is_ok_and(|length| length.checked_mul(count.max(0)).is_none()) {
                    return Err(self.overflow_error("repeated string is too long"));
                }
                self.reserve_repeated(bytes, count)?;
                let count = usize::try_from(count).unwrap_or(0);
                Ok(Some(Value::object(self.heap.str_repeat(string, count))))
            }
            Some(Kind::List) => {
                let list = sequence.cast::<List>().expect("seen");
                self.reserve_repeated(self.heap.get(list).items.len() * 16, count)?;
                if inplace && left == sequence {
                    let result = List::repeat_in_place(&mut self.heap, list, count);
                    self.check(result)?;
                    return Ok(Some(sequence));
                }
                let result = List::repeat(&mut self.heap, list, count);
                Ok(Some(Value::object(self.check(result)?)))
            }
            Some(Kind::Tuple) => {
                let tuple = sequence.cast::<Tuple>().expect("seen");
                self.reserve_repeated(self.heap.tail(tuple).len() * 16, count)?;
                let result = Tuple::repeat(&mut self.heap, tuple, count);
                Ok(Some(Value::object(self.check(result)?)))
            }
            _ => self.other_binary(BinaryOperator::Multiply, inplace, left, right),
        }
    }

    /// An int as a count of repetitions; an error if it is too large to be one.
    fn repetition(&mut self, value: Value) -> Option<Result<i64>> {
        let value = self.payload(value);
        match (value.as_int(), value.as_bool()) {
            (Some(count), _) => Some(Ok(count)),
            (_, Some(flag)) => Some(Ok(i64::from(flag))),
            _ if value.kind() == Some(Kind::BigInt) => {
                Some(Err(self.overflow_error("cannot fit 'int' into an index-sized integer")))
            }
            _ => None,
        }
    }

    /// Refuses a repetition whose result could not be kept.
    pub fn reserve_repeated(&mut self, bytes: usize, count: i64) -> Result<()> {
        let count = usize::try_from(count).unwrap_or(0);
        match bytes.checked_mul(count) {
            Some(total) => {
                self.reserve(total)?;
                self.charge(total as u64 / 256)
            }
            None => self.reserve(usize::MAX),
        }
    }

    /// Refuses a sequence of so many items that could not be kept, and charges the copying of them.
    pub fn reserve_items(&mut self, count: usize) -> Result<()> {
        self.reserve(count.saturating_mul(size_of::<Value>()))?;
        self.charge(count as u64 / 16)
    }

    /// Arithmetic of ints, bools, floats and complex numbers.
    fn number_binary(&mut self, operator: BinaryOperator, left: Value, right: Value) -> Result<Option<Value>> {
        let (a, b) = (self.as_number(left), self.as_number(right));
        match (a, b) {
            (Number::Int, Number::Int) if operator == BinaryOperator::MatrixMultiply => Ok(None),
            (Number::Int, Number::Int) => self.int_binary(operator, left, right).map(Some),
            (Number::Float(a), Number::Float(b)) => self.float_binary(operator, a, b),
            (Number::Float(a), Number::Int) => {
                let b = self.int_to_float(right)?;
                self.float_binary(operator, a, b)
            }
            (Number::Int, Number::Float(b)) => {
                let a = self.int_to_float(left)?;
                self.float_binary(operator, a, b)
            }
            (Number::Other, _) | (_, Number::Other) => Ok(None),
        }
    }

    fn as_number(&self, value: Value) -> Number {
        if let Some(value) = value.as_float() {
            Number::Float(value)
        } else if value.is_int() || value.is_bool() || value.kind() == Some(Kind::BigInt) {
            Number::Int
        } else {
            Number::Other
        }
    }

    /// The float nearest to an int.
    pub fn int_to_float(&mut self, value: Value) -> Result<f64> {
        let float = self.heap.int(value).map(int::float);
        match float {
            Some(result) => self.check(result),
            None => Err(self.type_error("an int was expected")),
        }
    }

    fn float_binary(&mut self, operator: BinaryOperator, a: f64, b: f64) -> Result<Option<Value>> {
        let result = match operator {
            BinaryOperator::Add => Ok(a + b),
            BinaryOperator::Subtract => Ok(a - b),
            BinaryOperator::Multiply => Ok(a * b),
            BinaryOperator::Divide => float::divide(a, b),
            BinaryOperator::FloorDivide => float::floor_divide(a, b),
            BinaryOperator::Modulo => float::modulo(a, b),
            BinaryOperator::Power => match float::power(a, b) {
                Ok(Some(value)) => Ok(value),
                Ok(None) => return self.complex_power(a, b).map(Some),
                Err(failure) => Err(failure),
            },
            BinaryOperator::DivMod => {
                let result = float::divide_modulo(a, b);
                let (quotient, remainder) = self.check(result)?;
                return Ok(Some(self.new_tuple(&[Value::float(quotient), Value::float(remainder)])));
            }
            _ => return Ok(None),
        };
        self.check(result).map(|value| Some(Value::float(value)))
    }

    fn int_binary(&mut self, operator: BinaryOperator, left: Value, right: Value) -> Result {
        if left.is_bool() && right.is_bool() {
            let (a, b) = (left == Value::TRUE, right == Value::TRUE);
            match operator {
                BinaryOperator::BitAnd => return Ok(Value::bool(a & b)),
                BinaryOperator::BitOr => return Ok(Value::bool(a | b)),
                BinaryOperator::BitXor => return Ok(Value::bool(a ^ b)),
                _ => {}
            }
        }
        if self.charge_int(operator, left, right)? {
            return self.long_int_binary(operator, left, right);
        }
        let heap = &self.heap;
        let (a, b) = (heap.int(left).expect("an int"), heap.int(right).expect("an int"));
        let result = match operator {
            BinaryOperator::Add => Ok(int::add(a, b)),
            BinaryOperator::Subtract => Ok(int::subtract(a, b)),
            BinaryOperator::Multiply => Ok(int::multiply(a, b)),
            BinaryOperator::FloorDivide => int::floor_divide(a, b),
            BinaryOperator::Modulo => int::modulo(a, b),
            BinaryOperator::LeftShift => int::shift_left(a, b),
            BinaryOperator::RightShift => int::shift_right(a, b),
            BinaryOperator::BitAnd => Ok(int::bit_and(a, b)),
            BinaryOperator::BitOr => Ok(int::bit_or(a, b)),
            BinaryOperator::BitXor => Ok(int::bit_xor(a, b)),
            BinaryOperator::Divide => {
                let result = int::true_divide(a, b);
                return self.check(result).map(Value::float);
            }
            BinaryOperator::Power if b.is_negative() => {
                let (a, b) = (self.int_to_float(left)?, self.int_to_float(right)?);
                return Ok(self.float_binary(operator, a, b)?.expect("floats have powers"));
            }
            BinaryOperator::Power => int::power(a, b),
            BinaryOperator::DivMod => {
                let result = int::divide_modulo(a, b);
                let (quotient, remainder) = self.check(result)?;
                let quotient = self.heap.new_int(quotient);
                let remainder = self.heap.new_int(remainder);
                return Ok(self.new_tuple(&[quotient, remainder]));
            }
            BinaryOperator::MatrixMultiply => unreachable!("left to methods"),
        };
        let result = self.check(result)?;
        Ok(self.heap.new_int(result))
    }

    /// Charges an operation on large ints before it is done, and refuses what would be too large. True if it is long
    /// enough to be done, and charged, in pieces.
    fn charge_int(&mut self, operator: BinaryOperator, left: Value, right: Value) -> Result<bool> {
        if left.kind().is_none()
            && right.kind().is_none()
            && !matches!(operator, BinaryOperator::Power | BinaryOperator::LeftShift)
        {
            return Ok(false);
        }
        let (a, b) = (self.heap.int(left).expect("an int"), self.heap.int(right).expect("an int"));
        let (cost, in_pieces) = match operator {
            BinaryOperator::Multiply => (cost::multiply(a, b), true),
            BinaryOperator::FloorDivide | BinaryOperator::Modulo | BinaryOperator::DivMod => {
                (cost::divide(a, b), !b.is_zero())
            }
            BinaryOperator::Divide => (cost::divide(a, b), false),
            BinaryOperator::Power => (cost::power(a, b), true),
            BinaryOperator::LeftShift => (cost::shift_left(a, b), false),
            _ => return self.charge(1).map(|()| false),
        };
        if in_pieces && cost.work > int::long::AT_ONCE {
            return self.reserve_int(cost.bytes).map(|()| true);
        }
        self.charge_cost(cost).map(|()| false)
    }

    /// An operation that may be interrupted halfway: its operands are copies.
    #[cold]
    #[inline(never)]
    fn long_int_binary(&mut self, operator: BinaryOperator, left: Value, right: Value) -> Result {
        let owned = |value| self.heap.int(value).expect("an int").to_owned();
        let (a, b) = (owned(left), owned(right));
        let (a, b) = (a.borrow(), b.borrow());
        let tick = &mut |work| self.charge_work(work);
        let result = match operator {
            BinaryOperator::Multiply => int::long::multiply(a, b, tick)?,
            BinaryOperator::FloorDivide => int::long::divide_modulo(a, b, tick)?.0,
            BinaryOperator::Modulo => int::long::divide_modulo(a, b, tick)?.1,
            BinaryOperator::DivMod => {
                let (quotient, remainder) = int::long::divide_modulo(a, b, tick)?;
                let quotient = self.heap.new_int(quotient);
                let remainder = self.heap.new_int(remainder);
                return Ok(self.new_tuple(&[quotient, remainder]));
            }
            BinaryOperator::Power => int::long::power(a, b.to_usize().unwrap_or(0), tick)?,
            _ => unreachable!("{operator:?} is not done in pieces"),
        };
        Ok(self.heap.new_int(result))
    }

    /// Charges an operation that is done at once, refusing what would break a limit.
    pub fn charge_cost(&mut self, cost: cost::Cost) -> Result<()> {
        self.reserve_int(cost.bytes)?;
        self.charge_work(cost.work)
    }

    /// Refuses an int that could not be kept.
    pub fn reserve_int(&mut self, bytes: usize) -> Result<()> {
        if bytes > LARGEST_INT {
            return Err(self.overflow_error("too many digits in integer"));
        }
        self.reserve(bytes)
    }

    /// Charges work as ints count it: a nanosecond or so each.
    pub fn charge_work(&mut self, work: u64) -> Result<()> {
        self.charge(work / 16)
    }

    /// `-value`, `+value`, `~value`.
    #[cold]
    #[inline(never)]
    pub fn unary(&mut self, operator: UnaryOperator, value: Value, to: ReturnTo) -> Result {
        if operator == UnaryOperator::Invert && value.is_bool() {
            self.warn(ExceptionKind::DeprecationWarning, INVERTED_BOOL)?;
        }
        let number = match self.as_number(value) {
            Number::Float(float) => match operator {
                UnaryOperator::Negate => Some(Value::float(-float)),
                UnaryOperator::Positive => Some(value),
                UnaryOperator::Invert => None,
            },
            Number::Int => {
                let int = self.heap.int(value).expect("an int");
                let result = match operator {
                    UnaryOperator::Negate => int::negate(int),
                    UnaryOperator::Positive => int.to_owned(),
                    UnaryOperator::Invert => int::invert(int),
                };
                Some(self.heap.new_int(result))
            }
            Number::Other => self.complex_unary(operator, value),
        };
        if let Some(number) = number {
            return Ok(number);
        }
        let (name, symbol) = match operator {
            UnaryOperator::Negate => (self.names.neg, "-"),
            UnaryOperator::Positive => (self.names.pos, "+"),
            UnaryOperator::Invert => (self.names.invert, "~"),
        };
        let method = self.special(value, name);
        if method.is_unbound() {
            let message = format!("bad operand type for unary {symbol}: '{}'", self.type_name(value));
            return Err(self.type_error(message));
        }
        self.call_method_value(method, value, &[], to)
    }
}

/// What a value is to arithmetic.
#[derive(Clone, Copy)]
enum Number {
    Int,
    Float(f64),
    Other,
}

/// Bytes of the largest int there can be.
const LARGEST_INT: usize = 1 << 29;

/// Which method a [`binary_steps`] frame tries next, in register 3.
mod stage {
    pub const INPLACE: i64 = 0;
    pub const FIRST: i64 = 1;
    pub const SECOND: i64 = 2;
    pub const END: i64 = 3;
}

/// Tries the methods of a binary operator in CPython's order: in-place, then the left operand's and the right operand's
/// reflected one; the reflected one first if the right operand's class derives from the left's and overrides it.
/// Registers: operator, left, right, stage, whether it is in-place.
fn binary_steps(ctx: &mut Context, window: Args, input: Input) -> Result {
    let operator = window.get(ctx, 0).as_int().expect("register 0 holds the operator");
    let operator = BinaryOperator::ALL[operator as usize];
    let (left, right) = (window.get(ctx, 1), window.get(ctx, 2));
    let [method, reflected, inplace] = operator.methods(ctx);
    let mut answer = match input {
        Input::Value(value) => value,
        _ => Value::NOT_IMPLEMENTED,
    };
    let was_inplace = window.get(ctx, 4) == Value::TRUE;
    loop {
        if answer.is_unbound() || answer != Value::NOT_IMPLEMENTED {
            return Ok(answer);
        }
        let at = window.get(ctx, 3).as_int().expect("register 3 holds the stage");
        window.set(ctx, 3, Value::int(at + 1));
        let (left_class, right_class) = (ctx.class_of(left), ctx.class_of(right));
        let right_first = right_goes_first(ctx, left_class, right_class, reflected);
        let (function, receiver, argument) = match (at, right_first) {
            (stage::INPLACE, _) => (ctx.lookup(left_class, inplace), left, right),
            (stage::FIRST, false) | (stage::SECOND, true) => (ctx.lookup(left_class, method), left, right),
            (stage::FIRST, true) | (stage::SECOND, false) => {
                let found = ctx.lookup(right_class, reflected);
                // Operands of one class have the same idea of the operator: asking twice is of no use.
                (if left_class == right_class { Value::UNBOUND } else { found }, right, left)
            }
            _ => return Err(ctx.unsupported_operands(operator, was_inplace, left, right)),
        };
        debug_assert!(at < stage::END);
        if !function.is_unbound() {
            let to = ctx.return_to;
            answer = ctx.call_method_value(function, receiver, &[argument], to)?;
        }
    }
}

fn right_goes_first(ctx: &mut Context, left: Gc<Class>, right: Gc<Class>, reflected: Gc<Str>) -> bool {
    left != right && ctx.is_subclass(right, left) && {
        let own = ctx.lookup(right, reflected);
        !own.is_unbound() && own != ctx.lookup(left, reflected)
    }
}

impl Context {
    /// Whether a value is true; None if a script's `__bool__` or `__len__` decides.
    #[inline]
    pub fn plain_truth(&self, value: Value) -> Option<bool> {
        if let Some(value) = value.as_bool() {
            return Some(value);
        }
        if let Some(value) = value.as_int() {
            return Some(value != 0);
        }
        self.object_truth(value)
    }

    fn object_truth(&self, value: Value) -> Option<bool> {
        if let Some(value) = value.as_float() {
            return Some(value != 0.0);
        }
        let heap = &self.heap;
        Some(match value.kind() {
            None if value == Value::NOT_IMPLEMENTED => return None,
            None => !value.is_none() && !value.is_unbound(),
            Some(Kind::Str) => !heap.str_bytes(value.cast::<Str>()?).is_empty(),
            Some(Kind::List) => !heap.get(value.cast::<List>()?).items.is_empty(),
            Some(Kind::Tuple) => !heap.tail(value.cast::<Tuple>()?).is_empty(),
            Some(Kind::Dict) => !heap.get(value.cast::<Dict>()?).is_empty(),
            Some(Kind::Instance) => {
                let class = self.shape_class(value.cast::<Instance>()?);
                return if heap.get(class).flags.has_truth { None } else { Some(true) };
            }
            Some(Kind::Class) => {
                let metaclass = self.class_of(value);
                return if heap.get(metaclass).flags.has_truth { None } else { Some(true) };
            }
            _ => self.other_truth(value),
        })
    }

    /// The truth of a value, calling back into the machine for a script's methods: for natives that cannot wait.
    pub fn truth(&mut self, value: Value) -> Result<bool> {
        if let Some(truth) = self.plain_truth(value) {
            return Ok(truth);
        }
        let method = self.special(value, self.names.bool);
        if !method.is_unbound() {
            let answer = self.call_nested_method(method, value, &[])?;
            return self.check_bool(answer);
        }
        let method = self.special(value, self.names.len);
        if method.is_unbound() {
            return Ok(true);
        }
        let answer = self.call_nested_method(method, value, &[])?;
        self.check_length(answer).map(|length| length != 0)
    }

    /// What `__bool__` returned.
    pub fn check_bool(&mut self, answer: Value) -> Result<bool> {
        match answer.as_bool() {
            Some(answer) => Ok(answer),
            None => {
                let message = format!("__bool__ should return bool, returned {}", self.type_name(answer));
                Err(self.type_error(message))
            }
        }
    }

    /// What `__len__` returned.
    pub fn check_length(&mut self, answer: Value) -> Result<usize> {
        let answer = self.to_index(answer)?;
        match answer.as_int() {
            Some(length) if length >= 0 => Ok(length as usize),
            Some(_) => Err(self.value_error("__len__() should return >= 0")),
            None => Err(self.overflow_error("cannot fit 'int' into an index-sized integer")),
        }
    }
}
