//! What CPython 3.14 does.

use super::*;

fn decoded(bytes: &[u8], encoding: &str, errors: &str) -> String {
    match decode(bytes, Encoding::find(encoding).unwrap(), errors) {
        Ok(wtf8) => crate::object::repr::ascii_of_str(&wtf8),
        Err(CodecFailure::Codec(error)) => error.decode_message(bytes),
        Err(CodecFailure::Other(failure)) => failure.message,
    }
}

fn encoded(text: &str, encoding: &str, errors: &str) -> String {
    // Escapes, so that surrogates can be written.
    let wtf8 = text.replace("\\ud800", "\u{1}").into_bytes();
    let wtf8: Vec<u8> = wtf8.into_iter().flat_map(|b| if b == 1 { vec![0xED, 0xA0, 0x80] } else { vec![b] }).collect();
    match encode(&wtf8, Encoding::find(encoding).unwrap(), errors) {
        Ok(bytes) => crate::object::repr::of_bytes(&bytes),
        Err(CodecFailure::Codec(error)) => error.encode_message(&wtf8),
        Err(CodecFailure::Other(failure)) => failure.message,
    }
}

#[test]
fn utf8_errors_are_told_as_in_cpython() {
    for (bytes, errors, expected) in [
        (&b"\xff"[..], "strict", "'utf-8' codec can't decode byte 0xff in position 0: invalid start byte"),
        (b"a\xe0\x80b", "strict", "'utf-8' codec can't decode byte 0xe0 in position 1: invalid continuation byte"),
        (b"\xe4\xb8", "strict", "'utf-8' codec can't decode bytes in position 0-1: unexpected end of data"),
        (b"\xe4\xb8x", "strict", "'utf-8' codec can't decode bytes in position 0-1: invalid continuation byte"),
        (b"\xed\xa0\x80", "replace", r"'\ufffd\ufffd\ufffd'"),
        (b"\xed\xa0\x80", "surrogatepass", r"'\ud800'"),
        (b"\xf4\x90\x80\x80", "surrogateescape", r"'\udcf4\udc90\udc80\udc80'"),
        (b"abc\xff\xfe", "backslashreplace", r"'abc\\xff\\xfe'"),
        (b"\xff", "nope", "unknown error handler name 'nope'"),
        (b"\xff", "xmlcharrefreplace", "don't know how to handle UnicodeDecodeError in error callback"),
        ("aé😀".as_bytes(), "nope", r"'a\xe9\U0001f600'"),
    ] {
        assert_eq!(decoded(bytes, "UTF 8", errors), expected);
    }
}

#[test]
fn other_encodings_decode() {
    assert_eq!(decoded(b"\xff\xfea\x00=\xd8\x00\xde", "utf-16", "strict"), r"'a\U0001f600'");
    assert_eq!(
        decoded(b"\x00\xd8a\x00", "utf-16", "strict"),
        "'utf-16-le' codec can't decode bytes in position 0-1: illegal UTF-16 surrogate"
    );
    assert_eq!(decoded(b"a\x00\x00\xd8", "utf-16-le", "surrogatepass"), r"'a\ud800'");
    assert_eq!(decoded(b"\x80\xe9", "cp1252", "strict"), r"'\u20ac\xe9'");
    assert_eq!(decoded(b"\x80a", "ascii", "surrogateescape"), r"'\udc80a'");
    assert_eq!(decoded(b"\xe9", "Latin_1", "strict"), r"'\xe9'");
    assert_eq!(decoded(b"\xef\xbb\xbfa", "utf-8-sig", "strict"), "'a'");
    assert_eq!(Encoding::find("nope").unwrap_err().message, "unknown encoding: nope");
}

#[test]
fn encoding_errors_are_told_as_in_cpython() {
    for (text, encoding, errors, expected) in [
        (
            "aéé€b",
            "ascii",
            "strict",
            "'ascii' codec can't encode characters in position 1-3: ordinal not in range(128)",
        ),
        (
            "aéé€b",
            "latin-1",
            "strict",
            r"'latin-1' codec can't encode character '\u20ac' in position 3: ordinal not in range(256)",
        ),
        ("aé€b", "ascii", "xmlcharrefreplace", "b'a&#233;&#8364;b'"),
        ("aé€b", "ascii", "backslashreplace", r"b'a\\xe9\\u20acb'"),
        (
            "a\\ud800b",
            "utf-8",
            "strict",
            r"'utf-8' codec can't encode character '\ud800' in position 1: surrogates not allowed",
        ),
        ("a\\ud800b", "utf-8", "surrogatepass", r"b'a\xed\xa0\x80b'"),
        (
            "a\\ud800b",
            "utf-8",
            "surrogateescape",
            r"'utf-8' codec can't encode character '\ud800' in position 1: surrogates not allowed",
        ),
        ("a\\ud800b", "utf-16-le", "replace", r"b'a\x00?\x00b\x00'"),
        ("😀", "utf-16-be", "strict", r"b'\xd8=\xde\x00'"),
        ("é", "utf-32", "strict", r"b'\xff\xfe\x00\x00\xe9\x00\x00\x00'"),
        ("a€", "cp1252", "strict", r"b'a\x80'"),
        ("é", "utf-8-sig", "strict", r"b'\xef\xbb\xbf\xc3\xa9'"),
    ] {
        assert_eq!(encoded(text, encoding, errors), expected);
    }
}
