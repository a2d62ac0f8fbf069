//! Constant folding: literals, arithmetic on them within limits, tuples of constants.
//! What does not fit 64 bits, raises or would grow large is left for the machine.

use super::Compiler;
use crate::bytecode::Constant;
use crate::syntax::ast::{self, Expr, ExprKind, Int, Operator, UnaryOperator};

/// Bytes of a string, items of a tuple that folding may make.
const MAX_TEXT: usize = 4096;
const MAX_ITEMS: usize = 256;

impl Compiler<'_> {
    /// The value of the expression, if it is a constant.
    pub fn fold(&self, expr: &Expr) -> Option<Constant> {
        match &*expr.kind {
            ExprKind::Constant(constant) => Some(literal(constant)),
            ExprKind::Name(name) => (&**name == "__debug__").then_some(Constant::Bool(true)),
            ExprKind::UnaryOp { op, operand } => unary(*op, self.fold(operand)?),
            ExprKind::BinOp { .. } => self.fold_binary(expr),
            ExprKind::Tuple(items) => {
                let items = items.iter().map(|item| self.fold(item));
                items.collect::<Option<Vec<_>>>().map(Constant::Tuple)
            }
            _ => None,
        }
    }

    /// Down the left spine by a loop: most often a name at its end says no.
    fn fold_binary(&self, expr: &Expr) -> Option<Constant> {
        let mut expr = expr;
        let mut steps = Vec::new();
        while let ExprKind::BinOp { left, op, right, .. } = &*expr.kind {
            steps.push((*op, right));
            expr = left;
        }
        let mut value = self.fold(expr)?;
        for (op, right) in steps.into_iter().rev() {
            value = binary(op, &value, &self.fold(right)?)?;
        }
        Some(value)
    }
}

pub(super) fn literal(constant: &ast::Constant) -> Constant {
    match constant {
        ast::Constant::None => Constant::None,
        ast::Constant::True => Constant::Bool(true),
        ast::Constant::False => Constant::Bool(false),
        ast::Constant::Ellipsis => Constant::Ellipsis,
        ast::Constant::Int(Int::Small(value)) => Constant::Int(*value),
        ast::Constant::Int(Int::Big { radix, digits }) => Constant::BigInt(decimal(*radix, digits)),
        ast::Constant::Float(value) => Constant::Float(*value),
        ast::Constant::Complex(imaginary) => Constant::Complex(0.0, *imaginary),
        ast::Constant::Str(text) => Constant::Str(text.as_bytes().into()),
        ast::Constant::Bytes(bytes) => Constant::Bytes(bytes.clone()),
    }
}

pub(super) fn truth(constant: &Constant) -> bool {
    match constant {
        Constant::None => false,
        Constant::Bool(value) => *value,
        Constant::Int(value) => *value != 0,
        Constant::Float(value) => *value != 0.0,
        Constant::Complex(real, imaginary) => *real != 0.0 || *imaginary != 0.0,
        Constant::Str(bytes) | Constant::Bytes(bytes) => !bytes.is_empty(),
        Constant::Tuple(items) | Constant::FrozenSet(items) => !items.is_empty(),
        Constant::Ellipsis | Constant::BigInt(_) | Constant::Code(_) => true,
    }
}

fn unary(op: UnaryOperator, value: Constant) -> Option<Constant> {
    Some(match (op, value) {
        (UnaryOperator::Not, value) => Constant::Bool(!truth(&value)),
        (UnaryOperator::USub, Constant::Int(value)) => Constant::Int(value.checked_neg()?),
        (UnaryOperator::USub, Constant::Float(value)) => Constant::Float(-value),
        (UnaryOperator::USub, Constant::Complex(real, imaginary)) => Constant::Complex(-real, -imaginary),
        (UnaryOperator::USub, Constant::BigInt(digits)) => negated(&digits),
        (UnaryOperator::UAdd, value @ (Constant::Int(_) | Constant::Float(_))) => value,
        (UnaryOperator::Invert, Constant::Int(value)) => Constant::Int(!value),
        _ => return None,
    })
}

/// The smallest 64-bit int is written as minus a number that does not fit.
fn negated(digits: &str) -> Constant {
    let digits = match digits.strip_prefix('-') {
        Some(positive) => positive.to_owned(),
        None => format!("-{digits}"),
    };
    match digits.parse() {
        Ok(value) => Constant::Int(value),
        Err(_) => Constant::BigInt(digits.into()),
    }
}

pub(super) fn binary(op: Operator, left: &Constant, right: &Constant) -> Option<Constant> {
    match (left, right) {
        (Constant::Int(left), Constant::Int(right)) => int_operation(op, *left, *right),
        (Constant::Str(left), Constant::Str(right)) if op == Operator::Add => joined(left, right).map(Constant::Str),
        (Constant::Bytes(left), Constant::Bytes(right)) if op == Operator::Add => {
            joined(left, right).map(Constant::Bytes)
        }
        (Constant::Str(text), Constant::Int(count)) if op == Operator::Mult => {
            repeated(text, *count, MAX_TEXT).map(|text| Constant::Str(text.into()))
        }
        (Constant::Bytes(bytes), Constant::Int(count)) if op == Operator::Mult => {
            repeated(bytes, *count, MAX_TEXT).map(|bytes| Constant::Bytes(bytes.into()))
        }
        (Constant::Tuple(items), Constant::Int(count)) if op == Operator::Mult => {
            repeated(items, *count, MAX_ITEMS).map(Constant::Tuple)
        }
        (Constant::Tuple(left), Constant::Tuple(right)) if op == Operator::Add => {
            let is_small = left.len() + right.len() <= MAX_ITEMS;
            is_small.then(|| Constant::Tuple([&left[..], &right[..]].concat()))
        }
        (_, Constant::Complex(real, imaginary)) => {
            let left = as_float(left)?;
            match op {
                Operator::Add => Some(Constant::Complex(left + real, *imaginary)),
                Operator::Sub => Some(Constant::Complex(left - real, -imaginary)),
                _ => None,
            }
        }
        _ => float_operation(op, as_float(left)?, as_float(right)?),
    }
}

fn as_float(constant: &Constant) -> Option<f64> {
    match constant {
        Constant::Float(value) => Some(*value),
        Constant::Int(value) => Some(*value as f64),
        _ => None,
    }
}

fn int_operation(op: Operator, left: i64, right: i64) -> Option<Constant> {
    let value = match op {
        Operator::Add => left.checked_add(right)?,
        Operator::Sub => left.checked_sub(right)?,
        Operator::Mult => left.checked_mul(right)?,
        Operator::FloorDiv => {
            let quotient = left.checked_div(right)?;
            let is_below = left % right != 0 && (left < 0) != (right < 0);
            quotient - i64::from(is_below)
        }
        Operator::Mod => {
            let rest = left.checked_rem(right)?;
            let is_below = rest != 0 && (rest < 0) != (right < 0);
            rest + if is_below { right } else { 0 }
        }
        Operator::Pow => left.checked_pow(u32::try_from(right).ok()?)?,
        Operator::LShift => {
            let shifted = left.checked_shl(u32::try_from(right).ok()?)?;
            (shifted >> right == left).then_some(shifted)?
        }
        Operator::RShift => left >> u32::try_from(right).ok()?.min(63),
        Operator::BitAnd => left & right,
        Operator::BitOr => left | right,
        Operator::BitXor => left ^ right,
        Operator::Div => {
            // Exact operands make a correctly rounded quotient.
            let is_exact = |value: i64| value.unsigned_abs() < 1 << 53;
            let fits = right != 0 && is_exact(left) && is_exact(right);
            return fits.then(|| Constant::Float(left as f64 / right as f64));
        }
        Operator::MatMult => return None,
    };
    Some(Constant::Int(value))
}

fn float_operation(op: Operator, left: f64, right: f64) -> Option<Constant> {
    let value = match op {
        Operator::Add => left + right,
        Operator::Sub => left - right,
        Operator::Mult => left * right,
        Operator::Div if right != 0.0 => left / right,
        _ => return None,
    };
    Some(Constant::Float(value))
}

fn joined(left: &[u8], right: &[u8]) -> Option<Box<[u8]>> {
    let fits = left.len() + right.len() <= MAX_TEXT;
    fits.then(|| [left, right].concat().into())
}

fn repeated<T: Clone>(items: &[T], count: i64, most: usize) -> Option<Vec<T>> {
    let count = usize::try_from(count.max(0)).ok()?;
    let length = items.len().checked_mul(count)?;
    (length <= most).then(|| items.iter().cloned().cycle().take(length).collect())
}

/// Digits in another radix as decimal digits. Quadratic, with a limb of 19 digits a step.
fn decimal(radix: u32, digits: &str) -> Box<str> {
    if radix == 10 {
        return digits.trim_start_matches('0').into();
    }
    const LIMB: u128 = 10_000_000_000_000_000_000;
    let mut limbs: Vec<u64> = Vec::new();
    // As many digits at a time as surely fit 64 bits: 15 hexadecimal, 20 octal, 60 binary.
    let bits = radix.trailing_zeros() as usize;
    let chunk = 60 / bits;
    for digits in digits.as_bytes().chunks(chunk) {
        let value = digits
            .iter()
            .fold(0u64, |value, digit| value << bits | u64::from((*digit as char).to_digit(radix).unwrap_or(0)));
        let scale = 1u128 << (digits.len() * bits);
        let mut carry = u128::from(value);
        for limb in &mut limbs {
            let product = u128::from(*limb) * scale + carry;
            *limb = (product % LIMB) as u64;
            carry = product / LIMB;
        }
        while carry > 0 {
            limbs.push((carry % LIMB) as u64);
            carry /= LIMB;
        }
    }
    let mut text = limbs.last().map_or(String::new(), u64::to_string);
    for limb in limbs.iter().rev().skip(1) {
        text.push_str(&format!("{limb:019}"));
    }
    text.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn big_literals_become_decimal() {
        assert_eq!(&*decimal(16, "ffffffffffffffffffff"), "1208925819614629174706175");
        assert_eq!(&*decimal(2, &"1".repeat(65)), "36893488147419103231");
        assert_eq!(&*decimal(8, "2000000000000000000000"), "18446744073709551616");
        assert_eq!(negated("9223372036854775808"), Constant::Int(i64::MIN));
    }

    #[test]
    fn ints_divide_towards_minus_infinity() {
        let fold = |op, left, right| int_operation(op, left, right);
        assert_eq!(fold(Operator::FloorDiv, -7, 2), Some(Constant::Int(-4)));
        assert_eq!(fold(Operator::Mod, -7, 2), Some(Constant::Int(1)));
        assert_eq!(fold(Operator::Mod, 7, -2), Some(Constant::Int(-1)));
        assert_eq!(fold(Operator::Mod, 7, 0), None);
        assert_eq!(fold(Operator::LShift, 1, 63), None);
        assert_eq!(fold(Operator::Pow, 2, 64), None);
    }
}
