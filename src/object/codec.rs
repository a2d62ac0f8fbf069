//! Text to bytes and back: `str.encode` and `bytes.decode`, with the standard error handlers.

mod decode;
mod encode;
mod escape;

pub use decode::decode;
pub use encode::encode;

use super::Failure;
use super::string::code_points;

/// Which end of a unit of two or four bytes stands first.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Endian {
    Big,
    Little,
    /// Little, with a mark at the beginning that tells so; on reading the mark decides.
    Marked,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Encoding {
    Utf8,
    /// With a byte order mark.
    Utf8Signed,
    Ascii,
    Latin1,
    Windows1252,
    Utf16(Endian),
    Utf32(Endian),
    UnicodeEscape,
}

impl Encoding {
    /// The encoding of a name, however it is spelled.
    pub fn find(name: &str) -> Result<Encoding, Failure> {
        let words: Vec<&str> =
            name.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
        let normal = words.join("_").to_ascii_lowercase();
        Ok(match &normal[..] {
            "utf_8" | "utf8" | "u8" | "utf" | "cp65001" => Encoding::Utf8,
            "utf_8_sig" => Encoding::Utf8Signed,
            "ascii" | "us_ascii" | "646" | "us" | "ansi_x3_4_1968" | "iso646_us" => Encoding::Ascii,
            "latin_1" | "latin1" | "latin" | "l1" | "iso8859_1" | "iso_8859_1" | "iso8859" | "8859" | "cp819" => {
                Encoding::Latin1
            }
            "cp1252" | "1252" | "windows_1252" => Encoding::Windows1252,
            "utf_16" | "utf16" | "u16" => Encoding::Utf16(Endian::Marked),
            "utf_16_le" | "utf_16le" | "utf16_le" => Encoding::Utf16(Endian::Little),
            "utf_16_be" | "utf_16be" | "utf16_be" => Encoding::Utf16(Endian::Big),
            "utf_32" | "utf32" | "u32" => Encoding::Utf32(Endian::Marked),
            "utf_32_le" | "utf_32le" | "utf32_le" => Encoding::Utf32(Endian::Little),
            "utf_32_be" | "utf_32be" | "utf32_be" => Encoding::Utf32(Endian::Big),
            "unicode_escape" | "unicodeescape" => Encoding::UnicodeEscape,
            _ => {
                return Err(Failure::new(super::FailureKind::LookupError, format!("unknown encoding: {name}")));
            }
        })
    }

    /// The name in messages.
    pub fn name(self) -> &'static str {
        match self {
            Encoding::Utf8 | Encoding::Utf8Signed => "utf-8",
            Encoding::Ascii => "ascii",
            Encoding::Latin1 => "latin-1",
            Encoding::Windows1252 => "charmap",
            Encoding::Utf16(Endian::Marked) => "utf-16",
            Encoding::Utf16(Endian::Little) => "utf-16-le",
            Encoding::Utf16(Endian::Big) => "utf-16-be",
            Encoding::Utf32(Endian::Marked) => "utf-32",
            Encoding::Utf32(Endian::Little) => "utf-32-le",
            Encoding::Utf32(Endian::Big) => "utf-32-be",
            Encoding::UnicodeEscape => "unicodeescape",
        }
    }

    fn is_utf(self) -> bool {
        !matches!(self, Encoding::Ascii | Encoding::Latin1 | Encoding::Windows1252)
    }
}

/// What is done about what cannot be converted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Handler {
    Strict,
    Ignore,
    Replace,
    BackslashReplace,
    CharacterReference,
    CharacterName,
    SurrogateEscape,
    SurrogatePass,
}

impl Handler {
    fn find(name: &str) -> Result<Handler, CodecFailure> {
        Ok(match name {
            "strict" => Handler::Strict,
            "ignore" => Handler::Ignore,
            "replace" => Handler::Replace,
            "backslashreplace" => Handler::BackslashReplace,
            "xmlcharrefreplace" => Handler::CharacterReference,
            "namereplace" => Handler::CharacterName,
            "surrogateescape" => Handler::SurrogateEscape,
            "surrogatepass" => Handler::SurrogatePass,
            _ => {
                let message = format!("unknown error handler name '{name}'");
                return Err(CodecFailure::Other(Failure::new(super::FailureKind::LookupError, message)));
            }
        })
    }
}

/// A UnicodeEncodeError or UnicodeDecodeError to be: beside the object these are its arguments.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct CodecError {
    pub encoding: &'static str,
    /// What could not be converted, in code points or bytes.
    pub start: usize,
    pub end: usize,
    pub reason: &'static str,
}

/// Why a conversion failed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum CodecFailure {
    Codec(CodecError),
    Other(Failure),
}

impl From<CodecError> for CodecFailure {
    fn from(error: CodecError) -> CodecFailure {
        CodecFailure::Codec(error)
    }
}

impl CodecError {
    /// `str()` of the UnicodeEncodeError.
    pub fn encode_message(&self, wtf8: &[u8]) -> String {
        let CodecError { encoding, start, end, reason } = self;
        match code_points(wtf8).nth(*start).filter(|_| end - start == 1) {
            Some(code_point) => {
                let shown = match code_point {
                    0..0x100 => format!("\\x{code_point:02x}"),
                    0x100..0x1_0000 => format!("\\u{code_point:04x}"),
                    _ => format!("\\U{code_point:08x}"),
                };
                format!("'{encoding}' codec can't encode character '{shown}' in position {start}: {reason}")
            }
            None => {
                let last = end.wrapping_sub(1);
                format!("'{encoding}' codec can't encode characters in position {start}-{last}: {reason}")
            }
        }
    }

    /// `str()` of the UnicodeDecodeError.
    pub fn decode_message(&self, bytes: &[u8]) -> String {
        let CodecError { encoding, start, end, reason } = self;
        match bytes.get(*start).filter(|_| end - start == 1) {
            Some(byte) => format!("'{encoding}' codec can't decode byte {byte:#04x} in position {start}: {reason}"),
            None => {
                let last = end.wrapping_sub(1);
                format!("'{encoding}' codec can't decode bytes in position {start}-{last}: {reason}")
            }
        }
    }
}

/// What bytes 0x80 to 0x9F are in Windows-1252; zero is undefined. All others are as in Latin-1.
const WINDOWS_1252: [u16; 32] = [
    0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0, 0,
    0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178,
];

fn is_surrogate(code_point: u32) -> bool {
    (0xD800..0xE000).contains(&code_point)
}

#[cfg(test)]
mod tests;
