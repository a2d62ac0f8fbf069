//! Memoryviews: elements of a bytes object or bytearray, in steps, seen as numbers of some format.
//!
//! A view does not fix the size of its bytearray, since nobody tells when it is no longer used. One that reaches beyond
//! what is left of it is treated as released.

use std::borrow::Cow;

use super::Failure;
use super::bytes::{ByteArray, Bytes};
use super::int::Int;
use crate::heap::{Heap, Kind, NoTail, Object, Tracer, Value};

/// A view of `count` elements, each `step` bytes behind the one before.
#[derive(Clone, Copy)]
pub struct MemoryView {
    /// A bytes object or bytearray; unbound once released.
    pub object: Value,
    /// The byte at which the first element begins.
    pub start: usize,
    pub count: usize,
    pub step: isize,
    pub format: Format,
    pub read_only: bool,
}

impl Object for MemoryView {
    const KIND: Kind = Kind::MemoryView;
    type Tail = NoTail;

    fn trace(&self, tracer: &mut Tracer) {
        tracer.value(self.object);
    }
}

/// What an element is, as a letter of the `struct` module.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Format(u8);

/// An element in Rust.
#[derive(Clone, Debug, PartialEq)]
pub enum Element {
    Int(Int),
    Float(f64),
    Bool(bool),
    /// A byte as a bytes object.
    Byte(u8),
}

impl Format {
    pub const BYTE: Format = Format(b'B');

    /// The format of a letter, which `@` may precede.
    pub fn parse(text: &str) -> Option<Format> {
        let [letter] = text.strip_prefix('@').unwrap_or(text).as_bytes() else { return None };
        b"bBchHiIlLqQnNfd?".contains(letter).then_some(Format(*letter))
    }

    pub fn letter(self) -> char {
        self.0.into()
    }

    /// Bytes of an element.
    pub fn size(self) -> usize {
        match self.0 {
            b'h' | b'H' => 2,
            b'i' | b'I' | b'f' => 4,
            b'l' | b'L' | b'q' | b'Q' | b'n' | b'N' | b'd' => 8,
            _ => 1,
        }
    }

    /// Whether elements are single bytes of whatever meaning.
    pub fn is_byte(self) -> bool {
        matches!(self.0, b'b' | b'B' | b'c')
    }

    /// The element these bytes are, in the machine's order.
    pub fn read(self, bytes: &[u8]) -> Element {
        let mut wide = [0; 8];
        wide[..bytes.len()].copy_from_slice(bytes);
        let bits = u64::from_le_bytes(wide);
        let unused = 64 - 8 * self.size() as u32;
        match self.0 {
            b'c' => Element::Byte(bits as u8),
            b'?' => Element::Bool(bits != 0),
            b'f' => Element::Float(f32::from_bits(bits as u32).into()),
            b'd' => Element::Float(f64::from_bits(bits)),
            letter if letter.is_ascii_lowercase() => Element::Int(Int::Small((bits << unused) as i64 >> unused)),
            _ => Element::Int(bits.into()),
        }
    }

    /// The bytes of an int, if this is a format of ints and the int is in its range.
    pub fn write_int(self, value: i128) -> Option<Vec<u8>> {
        let bits = 8 * self.size() as u32;
        let range = match self.0 {
            b'c' | b'f' | b'd' | b'?' => return None,
            letter if letter.is_ascii_lowercase() => -(1 << (bits - 1))..1 << (bits - 1),
            _ => 0..1i128 << bits,
        };
        range.contains(&value).then(|| value.to_le_bytes()[..self.size()].to_vec())
    }

    /// The bytes of a float, if this is a format of floats.
    pub fn write_float(self, value: f64) -> Option<Vec<u8>> {
        match self.0 {
            b'f' => Some((value as f32).to_le_bytes().to_vec()),
            b'd' => Some(value.to_le_bytes().to_vec()),
            _ => None,
        }
    }
}

impl MemoryView {
    /// A view of all bytes of a bytes object or bytearray.
    pub fn of(object: Value, length: usize) -> MemoryView {
        let read_only = object.kind() == Some(Kind::Bytes);
        MemoryView { object, start: 0, count: length, step: 1, format: Format::BYTE, read_only }
    }

    pub fn is_contiguous(&self) -> bool {
        self.count <= 1 || self.step == self.format.size() as isize
    }

    /// Bytes of all elements.
    pub fn bytes(&self) -> usize {
        self.count * self.format.size()
    }

    fn offset(&self, index: usize) -> usize {
        (self.start as isize + index as isize * self.step) as usize
    }

    /// The range of bytes an element takes.
    pub fn range(&self, index: usize) -> std::ops::Range<usize> {
        let start = self.offset(index);
        start..start + self.format.size()
    }

    /// All bytes of the object; None if it was released, or has shrunk below the view.
    pub fn memory<'a>(&self, heap: &'a Heap) -> Option<&'a [u8]> {
        let memory = if let Some(bytes) = self.object.cast::<Bytes>() {
            heap.bytes(bytes)
        } else {
            heap.get(self.object.cast::<ByteArray>()?).bytes()
        };
        let last = self.count.checked_sub(1).map_or(0, |last| self.range(last).end.max(self.range(0).end));
        (last <= memory.len()).then_some(memory)
    }

    /// The bytes of the elements, one after the other.
    pub fn contents<'a>(&self, heap: &'a Heap) -> Option<Cow<'a, [u8]>> {
        let memory = self.memory(heap)?;
        if self.is_contiguous() {
            return Some(Cow::Borrowed(memory.get(self.start..self.start + self.bytes())?));
        }
        let elements = (0..self.count).flat_map(|index| &memory[self.range(index)]);
        Some(Cow::Owned(elements.copied().collect()))
    }

    /// The elements from `start` on in steps.
    pub fn slice(&self, start: usize, step: isize, count: usize) -> MemoryView {
        MemoryView { start: self.offset(start), step: self.step * step, count, ..*self }
    }

    /// The same bytes as elements of another format.
    pub fn cast(&self, format: Format) -> Result<MemoryView, Failure> {
        if !self.is_contiguous() {
            return Err(Failure::type_error("memoryview: casts are restricted to C-contiguous views"));
        }
        if !self.format.is_byte() && !format.is_byte() {
            return Err(Failure::type_error("memoryview: cannot cast between two non-byte formats"));
        }
        let size = format.size();
        if !self.bytes().is_multiple_of(size) {
            return Err(Failure::type_error("memoryview: length is not a multiple of itemsize"));
        }
        Ok(MemoryView { count: self.bytes() / size, step: size as isize, format, ..*self })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_are_read_and_written_in_their_format() {
        let read = |letter: &str, bytes: &[u8]| Format::parse(letter).unwrap().read(bytes);
        assert_eq!(read("b", &[0xFF]), Element::Int(Int::Small(-1)));
        assert_eq!(read("@H", &[0x31, 0x79]), Element::Int(Int::Small(31025)));
        assert_eq!(read("i", &[0xFE, 0xFF, 0xFF, 0xFF]), Element::Int(Int::Small(-2)));
        assert_eq!(read("Q", &[0xFF; 8]), Element::Int(u64::MAX.into()));
        assert_eq!(Format::BYTE.write_int(256), None);
        assert_eq!(Format::parse("b").unwrap().write_int(-128), Some(vec![0x80]));
        assert_eq!(Format::parse("q").unwrap().write_int(i64::MIN.into()), Some(i64::MIN.to_le_bytes().to_vec()));
        assert!(Format::parse("x").is_none() && Format::parse("BB").is_none());
    }
}
