//! Values CPython 3.14 gives.

use super::*;

fn int(text: &str) -> Int {
    parse(Source::Str(text.as_bytes()), 10, 0).expect("a number")
}

fn shown(int: Int) -> String {
    to_decimal(int.borrow(), 0).expect("no limit")
}

fn apply(operation: fn(IntRef, IntRef) -> Int, left: &str, right: &str) -> String {
    shown(operation(int(left).borrow(), int(right).borrow()))
}

#[test]
fn small_ints_grow_big_and_back() {
    assert_eq!(apply(add, "9223372036854775807", "1"), "9223372036854775808");
    assert_eq!(subtract(int("9223372036854775808").borrow(), 1.into()), Int::Small(i64::MAX));
    assert_eq!(apply(multiply, "-9223372036854775808", "-1"), "9223372036854775808");
    assert_eq!(shown(negate(i64::MIN.into())), "9223372036854775808");
    assert_eq!(negate(int("9223372036854775808").borrow()), Int::Small(i64::MIN));
}

#[test]
fn division_rounds_down() {
    let divide = |a: &str, b: &str| {
        let (quotient, remainder) = divide_modulo(int(a).borrow(), int(b).borrow()).unwrap();
        (shown(quotient), shown(remainder))
    };
    let pair = |a: &str, b: &str| (a.to_string(), b.to_string());
    assert_eq!(divide("-7", "3"), pair("-3", "2"));
    assert_eq!(divide("7", "-3"), pair("-3", "-2"));
    assert_eq!(divide("-9223372036854775808", "-1"), pair("9223372036854775808", "0"));
    assert_eq!(divide("-100000000000000000001", "10"), pair("-10000000000000000001", "9"));
    assert_eq!(divide("5", "-100000000000000000000"), pair("-1", "-99999999999999999995"));
    assert_eq!(divide_modulo(1.into(), 0.into()), Err(Failure::zero_division_error("division by zero")));
}

use crate::object::Failure;

#[test]
fn bits_are_those_of_twos_complement() {
    assert_eq!(apply(bit_and, "-1000000000000000000000000000000", "12345"), "0");
    assert_eq!(apply(bit_xor, "1000000000000000000000000000000", "-1"), "-1000000000000000000000000000001");
    assert_eq!(shown(invert(int("1000000000000000000000000000000").borrow())), "-1000000000000000000000000000001");
    assert_eq!(shift_right(int("-100000000000000000000").borrow(), 200.into()), Ok(Int::Small(-1)));
    assert_eq!(shift_right(int("-100000000000000000001").borrow(), 60.into()), Ok(Int::Small(-87)));
    assert_eq!(shown(shift_left((-1).into(), 63.into()).unwrap()), i64::MIN.to_string());
    assert_eq!(shift_left(5.into(), 61.into()).map(shown), Ok("11529215046068469760".into()));
    assert_eq!(int("-1000000000000000000000000000000").borrow().bit_count(), 37);
    assert_eq!(int("1000000000000000000000000000000").borrow().bit_length(), 100);
}

#[test]
fn powers() {
    assert_eq!(power((-3).into(), 3.into()), Ok(Int::Small(-27)));
    assert_eq!(power(10.into(), 20.into()).map(shown), Ok("100000000000000000000".into()));
    assert_eq!(power_modulo(2.into(), 200.into(), 1000000007.into()), Ok(Int::Small(499445072)));
    assert_eq!(power_modulo((-5).into(), 3.into(), (-7).into()), Ok(Int::Small(-6)));
    assert_eq!(power_modulo((-5).into(), 3.into(), 7.into()), Ok(Int::Small(1)));
    assert_eq!(power_modulo(2.into(), (-1).into(), 5.into()), Ok(Int::Small(3)));
    assert_eq!(power_modulo(2.into(), (-1).into(), 1.into()), Ok(Int::Small(0)));
    assert!(power_modulo(2.into(), (-1).into(), 4.into()).is_err());
    assert!(power_modulo(0.into(), (-1).into(), 5.into()).is_err());
    assert!(cost::power(10.into(), int("100000000000000000000").borrow()).bytes > 1 << 60);
}

#[test]
fn floats_are_rounded_correctly() {
    let divide = |a: &str, b: &str| true_divide(int(a).borrow(), int(b).borrow()).unwrap();
    let huge = format!("1{}", "0".repeat(400));
    assert_eq!(divide(&huge, &huge[..400]), 10.0);
    assert_eq!(divide("3", &huge), 0.0);
    assert_eq!(divide("1", &huge[..324]), 1e-323);
    assert_eq!(divide("9007199254740993", "1"), 9007199254740992.0);
    assert_eq!(divide("9007199254740995", "-1"), -9007199254740996.0);
    assert!(true_divide(int(&huge).borrow(), 3.into()).is_err());
    assert_eq!(to_float(int("36893488147419107329").borrow()), Some(36893488147419111424.0));
    assert_eq!(to_float(int("36893488147419107328").borrow()), Some(36893488147419103232.0));
    assert_eq!(to_float(int(&huge).borrow()), None);
    assert_eq!(shown(from_float(1e30).unwrap()), "1000000000000000019884624838656");
}

#[test]
fn comparison_with_floats_is_exact() {
    let compare = |a: &str, b: f64| compare_float(int(a).borrow(), b).unwrap();
    assert_eq!(compare("9007199254740993", 9007199254740992.0), Ordering::Greater);
    assert_eq!(compare("9007199254740992", 9007199254740992.0), Ordering::Equal);
    assert_eq!(compare("1", 1.5), Ordering::Less);
    assert_eq!(compare("-1", -1.5), Ordering::Greater);
    assert_eq!(compare("100000000000000000000", f64::INFINITY), Ordering::Less);
    assert_eq!(compare_float(1.into(), f64::NAN), None);
}

#[test]
fn text_is_read_as_in_cpython() {
    let read = |text: &str, base| parse(Source::Str(text.as_bytes()), base, 4300).map_err(|failure| failure.message);
    assert_eq!(read(" 1_000 ", 10), Ok(Int::Small(1000)));
    assert_eq!(read("٣٤", 10), Ok(Int::Small(34)));
    assert_eq!(read("0x_1f", 0), Ok(Int::Small(31)));
    assert_eq!(read("0_0", 0), Ok(Int::Small(0)));
    assert_eq!(read("-0b11", 2), Ok(Int::Small(-3)));
    assert_eq!(read("-9223372036854775808", 10), Ok(Int::Small(i64::MIN)));
    for wrong in ["", "-", "1__0", "_1", "1_", "- 1", "0x", "é"] {
        assert_eq!(read(wrong, 10), Err(format!("invalid literal for int() with base 10: '{wrong}'")));
    }
    assert_eq!(read("010", 0), Err("invalid literal for int() with base 0: '010'".into()));
    assert_eq!(read("12", 37), Err("int() base must be >= 2 and <= 36, or 0".into()));
    let many = "1".repeat(4301);
    assert!(read(&many, 10).unwrap_err().contains(": value has 4301 digits; use"));
    assert!(read(&many, 16).is_ok() && read(&many[1..], 10).is_ok());
    assert!(to_decimal(power(10.into(), 4300.into()).unwrap().borrow(), 4300).is_err());
    assert!(to_decimal(power(10.into(), 4299.into()).unwrap().borrow(), 4300).is_ok());
}

#[test]
fn bytes_are_in_twos_complement() {
    assert_eq!(to_bytes((-1).into(), 2, ByteOrder::Big, true), Ok(vec![255, 255]));
    assert_eq!(to_bytes(300.into(), 3, ByteOrder::Little, false), Ok(vec![44, 1, 0]));
    assert_eq!(to_bytes((-128).into(), 1, ByteOrder::Big, true), Ok(vec![128]));
    assert_eq!(to_bytes(128.into(), 1, ByteOrder::Big, true).unwrap_err().message, "int too big to convert");
    assert_eq!(to_bytes(0.into(), 0, ByteOrder::Big, true), Ok(vec![]));
    assert_eq!(from_bytes(&[0xff, 0x7f], ByteOrder::Big, true), Int::Small(-129));
    assert_eq!(from_bytes(&[0; 20], ByteOrder::Big, true), Int::Small(0));
}

#[test]
fn rounding_to_powers_of_ten_goes_to_even() {
    let round = |value: i64, digits| round_to_power_of_ten(value.into(), digits);
    assert_eq!(round(15, 1), Int::Small(20));
    assert_eq!(round(25, 1), Int::Small(20));
    assert_eq!(round(-25, 1), Int::Small(-20));
    assert_eq!(round(5, 10), Int::Small(0));
    assert_eq!(round(7, 0), Int::Small(7));
    assert_eq!(round(999, 3), Int::Small(1000));
}
