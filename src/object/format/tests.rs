//! Texts CPython 3.14 gives.

use super::*;
use crate::object::int::IntRef;

fn spec(spec: &str, type_name: &str, default: Default) -> Result<Spec, Failure> {
    Spec::parse(spec.as_bytes(), type_name, default)
}

fn shown(result: Result<Vec<u8>, Failure>) -> String {
    match result {
        Ok(bytes) => String::from_utf8(bytes).expect("text"),
        Err(failure) => failure.message,
    }
}

fn int(value: i64, text: &str) -> String {
    shown(spec(text, "int", Default::Number).and_then(|spec| format_int(IntRef::Small(value), &spec, "int", 4300)))
}

fn float(value: f64, text: &str) -> String {
    shown(spec(text, "float", Default::Number).and_then(|spec| format_float(value, &spec, "float")))
}

fn str(value: &str, text: &str) -> String {
    shown(spec(text, "str", Default::Str).and_then(|spec| format_str(value.as_bytes(), &spec, "str")))
}

fn complex(real: f64, imaginary: f64, text: &str) -> String {
    let spec = spec(text, "complex", Default::Number);
    shown(spec.and_then(|spec| format_complex(real, imaginary, &spec, "complex")))
}

#[test]
fn strings() {
    for (text, expected) in [
        ("é^7", "ééabcéé"),
        ("^6", " abc  "),
        ("05", "abc00"),
        (".2", "ab"),
        ("y", "Unknown format code 'y' for object of type 'str'"),
        ("é", "Unknown format code '\\xe9' for object of type 'str'"),
        ("ss", "Invalid format specifier 'ss' for object of type 'str'"),
        ("=5", "'=' alignment not allowed in string format specifier"),
        (" ", "Space not allowed in string format specifier"),
        (",", "Cannot specify ',' with 's'."),
        (",,", "Cannot specify ',' with ','."),
        (".,_", "Cannot specify both ',' and '_'."),
        ("5.", "Format specifier missing precision"),
        ("100000000000000000000", "Too many decimal digits in format string"),
    ] {
        assert_eq!(str("abc", text), expected, "{text}");
    }
}

#[test]
fn ints() {
    for (text, expected) in [
        (",", "1,234,567"),
        ("_x", "12_d687"),
        ("#010x", "0x0012d687"),
        ("010,", "01,234,567"),
        ("011,", "001,234,567"),
        ("012,", "0,001,234,567"),
        ("*=+9", "+*1234567"),
        ("<08", "12345670"),
        ("e", "1.234567e+06"),
        ("015,.2f", "0,001,234,567.00"),
        (".2", "Precision not allowed in integer format specifier"),
        (",x", "Cannot specify ',' with 'x'."),
        ("s", "Unknown format code 's' for object of type 'int'"),
        ("c", "%c arg not in range(0x110000)"),
    ] {
        assert_eq!(int(1234567, text), expected, "{text}");
    }
    assert_eq!(int(-0x1F600, "#_X"), "-0X1_F600");
    assert_eq!(int(0x1F600, "c"), "😀");
}

#[test]
fn floats() {
    for (text, expected) in [
        ("", "1234.56789012"),
        (".3", "1.23e+03"),
        ("#.0f", "1235."),
        ("%", "123456.789012%"),
        (".10,f", "1234.567,890,120,0"),
        ("._", "1234.567_890_12"),
        ("020,.7_f", "00,001,234.567_890_1"),
        (".400", "1234.5678901199999017990194261074066162109375"),
        ("d", "Unknown format code 'd' for object of type 'float'"),
        (".3,n", "Cannot specify ',' with 'n'."),
    ] {
        assert_eq!(float(1234.56789012, text), expected, "{text}");
    }
    assert_eq!(float(-0.01, "z.1f"), "0.0");
    assert_eq!(float(-0.0, " z.1"), " 0e+00");
    assert_eq!(float(f64::NEG_INFINITY, "010,F"), "-000000INF");
    assert_eq!(float(1e16, "#"), "1.e+16");
    assert_eq!(float(0.0, "#.3g"), "0.00");
    assert_eq!(float(5e-324, ".20"), "4.9406564584124654418e-324");
    assert_eq!(float(0.5, ".0f"), "0");
}

#[test]
fn complex_numbers() {
    assert_eq!(complex(1234.5, 2.0, "*^30"), "*********(1234.5+2j)**********");
    assert_eq!(complex(-0.0, -0.001, "z"), "(0-0.001j)");
    assert_eq!(complex(0.0, 3.0, "+"), "+3j");
    assert_eq!(complex(0.0, 3.0, ">20.1f"), "            0.0+3.0j");
    assert_eq!(complex(1234.5, 2.0, ",.2f"), "1,234.50+2.00j");
    assert_eq!(complex(0.0, 3.0, "010"), "Zero padding is not allowed in complex format specifier");
}

#[test]
fn percent_fields() {
    let apply = |format: &str, value: i64| {
        let mut out = Vec::new();
        for piece in percent::pieces::<false>(format.as_bytes()) {
            match piece {
                Ok(percent::Piece::Literal(text)) => out.extend_from_slice(text),
                Ok(percent::Piece::Field(field)) => match field.letter() {
                    Some('d' | 'x' | 'X' | 'o') => field.int(&mut out, IntRef::Small(value), 0).unwrap(),
                    Some('e' | 'f' | 'g' | 'F') => field.float(&mut out, value as f64),
                    Some('s') => field.text(&mut out, value.to_string().as_bytes(), true, false),
                    _ => return field.unsupported().message,
                },
                Err(failure) => return failure.message,
            }
        }
        String::from_utf8(out).unwrap()
    };
    for (format, expected) in [
        ("a%%%05d|%-5d|%+d|% d", "a%00042|42   |+42| 42"),
        ("%8.3d|%#010x|%#.5x|%#o|%X", "     042|0x0000002a|0x0002a|0o52|2A"),
        ("%010.2f|%#.0f|%e|%g", "0000042.00|42.|4.200000e+01|42"),
        ("%(a(b)c)s|%5.1s", "42|    4"),
        ("é%y", "unsupported format character 'y' (0x79) at index 2"),
        ("%é", "unsupported format character '?' (0xe9) at index 1"),
        ("%5.", "incomplete format"),
        ("%99999999999999999999d", "width too big"),
    ] {
        assert_eq!(apply(format, 42), expected);
    }
}

#[test]
fn templates() {
    let read = |text: &str| -> String {
        let pieces: Result<Vec<_>, _> = template::pieces(text.as_bytes()).collect();
        match pieces {
            Ok(pieces) => format!("{}", pieces.len()),
            Err(failure) => failure.message,
        }
    };
    for (text, expected) in [
        ("a{{b}}", "2"),
        ("x{0[a:}b]!r:>{1}}y", "3"),
        ("{", "Single '{' encountered in format string"),
        ("{}}", "Single '}' encountered in format string"),
        ("{!", "end of string while looking for conversion specifier"),
        ("{!rx}", "expected ':' after conversion specifier"),
        ("{0[", "expected '}' before end of string"),
        ("{:{", "unmatched '{' in format spec"),
        ("{a{b}}", "unexpected '{' in field name"),
    ] {
        assert_eq!(read(text), expected, "{text}");
    }
    let (first, accessors) = template::split_name("0.a[7][k]".as_bytes()).unwrap();
    assert_eq!(first, template::First::Index(0));
    use template::Accessor::*;
    assert_eq!(accessors.collect::<Result<Vec<_>, _>>(), Ok(vec![Attribute(b"a"), Index(7), Key(b"k")]));
    assert_eq!(template::split_name(b"[0]x").unwrap().1.last().unwrap().unwrap_err().message.len(), 56);
}
