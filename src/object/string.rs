//! Strings: WTF-8 (UTF-8 in which lone surrogates may stand), with length in code points and hash at hand.
//!
//! Short strings lie in their cell's tail. Longer ones view a prefix of a [`TextBuffer`], which several strings may
//! share: `s += piece` writes behind the part `s` views, if nobody has written there yet, so that appending in a loop
//! is linear. Buffers only grow at the end, so what a string views never changes.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::cmp::Ordering;
use std::sync::OnceLock;

use memchr::memmem;

use super::hash;
use crate::heap::{Bytes, Gc, Heap, Immortals, Kind, NoTail, Object, Tracer};

/// Strings of at most this many bytes lie in their cell. It bounds the scan that indexing them may take.
const INLINE: usize = 256;
/// A buffer's index has an entry for each of so many code points.
const STRIDE: usize = 64;

/// A string.
///
/// With a buffer, the tail is empty if all is ASCII, and otherwise holds the number of bytes viewed; without one it
/// holds the bytes themselves.
pub struct Str {
    /// -1 until it was asked for; hashes are never -1.
    hash: Cell<i64>,
    /// In code points.
    length: usize,
    buffer: Option<Gc<TextBuffer>>,
}

impl Object for Str {
    const KIND: Kind = Kind::Str;
    type Tail = Bytes;

    fn trace(&self, tracer: &mut Tracer) {
        tracer.optional(self.buffer);
    }
}

/// Bytes that strings view prefixes of.
pub struct TextBuffer {
    bytes: Vec<u8>,
    /// At which byte code point `STRIDE * (i + 1)` begins; as far as anybody asked. Empty for ASCII.
    index: RefCell<Vec<usize>>,
}

impl Object for TextBuffer {
    const KIND: Kind = Kind::TextBuffer;
    type Tail = NoTail;

    fn trace(&self, _: &mut Tracer) {}

    fn external_bytes(&self) -> usize {
        self.bytes.capacity()
    }
}

/// Whether a byte starts a code point.
#[inline(always)]
fn is_start(byte: u8) -> bool {
    byte as i8 >= -0x40
}

/// The number of code points.
pub fn count_code_points(wtf8: &[u8]) -> usize {
    if wtf8.is_ascii() { wtf8.len() } else { wtf8.iter().filter(|&&byte| is_start(byte)).count() }
}

/// The bytes of the code point that starts with `byte`.
#[inline(always)]
pub fn sequence_length(byte: u8) -> usize {
    match byte {
        0..0x80 => 1,
        0x80..0xE0 => 2,
        0xE0..0xF0 => 3,
        _ => 4,
    }
}

/// Code points of WTF-8, surrogates included.
#[derive(Clone)]
pub struct CodePoints<'a> {
    rest: &'a [u8],
}

pub fn code_points(wtf8: &[u8]) -> CodePoints<'_> {
    CodePoints { rest: wtf8 }
}

impl<'a> CodePoints<'a> {
    /// What is still to come.
    pub fn rest(&self) -> &'a [u8] {
        self.rest
    }
}

impl Iterator for CodePoints<'_> {
    type Item = u32;

    #[inline]
    fn next(&mut self) -> Option<u32> {
        let &first = self.rest.first()?;
        let length = sequence_length(first);
        let (head, rest) = self.rest.split_at(length);
        self.rest = rest;
        let low = |byte: u8| u32::from(byte & 0x3F);
        Some(match *head {
            [a] => u32::from(a),
            [a, b] => u32::from(a & 0x1F) << 6 | low(b),
            [a, b, c] => u32::from(a & 0x0F) << 12 | low(b) << 6 | low(c),
            [a, b, c, d] => u32::from(a & 0x07) << 18 | low(b) << 12 | low(c) << 6 | low(d),
            _ => unreachable!("sequences have one to four bytes"),
        })
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.rest.len().div_ceil(4), Some(self.rest.len()))
    }
}

impl DoubleEndedIterator for CodePoints<'_> {
    fn next_back(&mut self) -> Option<u32> {
        let start = self.rest.iter().rposition(|&byte| is_start(byte))?;
        let (rest, last) = self.rest.split_at(start);
        self.rest = rest;
        code_points(last).next()
    }
}

/// Appends a code point, which may be a surrogate, to WTF-8. A low surrogate behind a high one stays on its own.
pub fn push_code_point(wtf8: &mut Vec<u8>, code_point: u32) {
    match char::from_u32(code_point) {
        Some(char) => wtf8.extend_from_slice(char.encode_utf8(&mut [0; 4]).as_bytes()),
        None => wtf8.extend_from_slice(&[
            0xE0 | (code_point >> 12) as u8 & 0x0F,
            0x80 | (code_point >> 6 & 0x3F) as u8,
            0x80 | (code_point & 0x3F) as u8,
        ]),
    }
}

/// Which end a search begins from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Side {
    Left,
    Right,
}

impl Heap {
    pub fn new_str(&mut self, text: &str) -> Gc<Str> {
        self.new_str_wtf8(text.as_bytes())
    }

    pub fn new_str_wtf8(&mut self, bytes: &[u8]) -> Gc<Str> {
        if bytes.len() <= INLINE {
            return self.new_short(bytes);
        }
        self.new_buffered(bytes.to_vec())
    }

    /// A string that takes over the memory of `bytes`, if they are many.
    pub fn new_str_owned(&mut self, bytes: impl Into<Vec<u8>>) -> Gc<Str> {
        let bytes = bytes.into();
        if bytes.len() <= INLINE { self.new_short(&bytes) } else { self.new_buffered(bytes) }
    }

    #[inline]
    fn new_short(&mut self, bytes: &[u8]) -> Gc<Str> {
        let data = Str { hash: Cell::new(-1), length: count_code_points(bytes), buffer: None };
        self.allocate_with(data, bytes)
    }

    fn new_buffered(&mut self, bytes: Vec<u8>) -> Gc<Str> {
        let (count, length) = (bytes.len(), count_code_points(&bytes));
        self.grew(bytes.capacity());
        let buffer = self.allocate(TextBuffer { bytes, index: RefCell::default() });
        self.new_view(buffer, count, length)
    }

    fn new_view(&mut self, buffer: Gc<TextBuffer>, bytes: usize, length: usize) -> Gc<Str> {
        let data = Str { hash: Cell::new(-1), length, buffer: Some(buffer) };
        if bytes == length { self.allocate_with(data, &[]) } else { self.allocate_with(data, &bytes.to_le_bytes()) }
    }

    /// A string of one code point.
    pub fn new_str_char(&mut self, code_point: u32) -> Gc<Str> {
        let mut bytes = Vec::with_capacity(4);
        push_code_point(&mut bytes, code_point);
        self.new_short(&bytes)
    }

    /// The contents in WTF-8.
    #[inline]
    pub fn str_bytes(&self, string: Gc<Str>) -> &[u8] {
        let data = self.get(string);
        match data.buffer {
            None => self.tail(string),
            Some(buffer) => &self.get(buffer).bytes[..self.viewed_bytes(string, data.length)],
        }
    }

    fn viewed_bytes(&self, string: Gc<Str>, length: usize) -> usize {
        self.tail(string).try_into().map_or(length, usize::from_le_bytes)
    }

    /// The contents as text, or None if there are lone surrogates.
    pub fn str_text(&self, string: Gc<Str>) -> Option<&str> {
        std::str::from_utf8(self.str_bytes(string)).ok()
    }

    /// The contents as text for people, with lone surrogates replaced.
    pub fn str_lossy(&self, string: Gc<Str>) -> Cow<'_, str> {
        lossy(self.str_bytes(string))
    }

    /// The length in code points.
    #[inline(always)]
    pub fn str_length(&self, string: Gc<Str>) -> usize {
        self.get(string).length
    }

    #[inline]
    pub fn str_is_ascii(&self, string: Gc<Str>) -> bool {
        let data = self.get(string);
        self.tail(string).len() == if data.buffer.is_some() { 0 } else { data.length }
    }

    /// The hash, never -1.
    #[inline]
    pub fn str_hash(&self, string: Gc<Str>) -> i64 {
        let data = self.get(string);
        if data.hash.get() == -1 {
            data.hash.set(hash::of_bytes(self.hash_key, self.str_bytes(string)));
        }
        data.hash.get()
    }

    #[inline]
    pub fn str_equal(&self, left: Gc<Str>, right: Gc<Str>) -> bool {
        if left == right {
            return true;
        }
        let (a, b) = (self.get(left), self.get(right));
        a.length == b.length
            && (a.hash.get() == b.hash.get() || a.hash.get() == -1 || b.hash.get() == -1)
            && self.str_bytes(left) == self.str_bytes(right)
    }

    /// The order by code points, which in WTF-8 is that of the bytes.
    pub fn str_compare(&self, left: Gc<Str>, right: Gc<Str>) -> Ordering {
        self.str_bytes(left).cmp(self.str_bytes(right))
    }

    /// The byte at which the code point numbered `position` starts; `position` is at most the length.
    pub fn str_offset(&self, string: Gc<Str>, position: usize) -> usize {
        if self.str_is_ascii(string) {
            return position;
        }
        let data = self.get(string);
        match data.buffer {
            None => offset_of(self.tail(string), position),
            Some(buffer) => self.get(buffer).offset_of(position),
        }
    }

    /// The code point at `position`, which is below the length.
    #[inline]
    pub fn str_at(&self, string: Gc<Str>, position: usize) -> u32 {
        let offset = self.str_offset(string, position);
        code_points(&self.str_bytes(string)[offset..]).next().expect("the position is below the length")
    }

    /// The bytes of the code points from `start` to `end`, which are in order and at most the length.
    pub fn str_range(&self, string: Gc<Str>, start: usize, end: usize) -> &[u8] {
        let (from, to) = (self.str_offset(string, start), self.str_offset(string, end));
        &self.str_bytes(string)[from..to]
    }

    /// `left + right`. A longer `left` that ends where its buffer does grows in place.
    pub fn str_concat(&mut self, left: Gc<Str>, right: Gc<Str>) -> Gc<Str> {
        let (a, b) = (self.str_bytes(left), self.str_bytes(right));
        let (left_bytes, total) = (a.len(), a.len() + b.len());
        if b.is_empty() {
            return left;
        } else if a.is_empty() {
            return right;
        } else if total <= INLINE {
            let mut joined = [0; INLINE];
            joined[..left_bytes].copy_from_slice(a);
            joined[left_bytes..total].copy_from_slice(b);
            return self.new_short(&joined[..total]);
        }
        // Appending more than there is would keep memory alive that `left` does not need; copying is as cheap then.
        let extensible =
            self.get(left).buffer.filter(|&buffer| self.get(buffer).bytes.len() == left_bytes && b.len() <= left_bytes);
        match extensible {
            Some(buffer) => self.append(buffer, left, right),
            None => {
                let joined = [a, b].concat();
                self.new_buffered(joined)
            }
        }
    }

    fn append(&mut self, buffer: Gc<TextBuffer>, left: Gc<Str>, right: Gc<Str>) -> Gc<Str> {
        let length = self.str_length(left) + self.str_length(right);
        let piece = self.str_bytes(right).to_vec();
        let bytes = &mut self.get_mut(buffer).bytes;
        let before = bytes.capacity();
        bytes.extend_from_slice(&piece);
        let (grown, total) = (bytes.capacity() - before, bytes.len());
        self.grew(grown);
        self.new_view(buffer, total, length)
    }

    /// `string * count`; the caller has looked at what that costs.
    pub fn str_repeat(&mut self, string: Gc<Str>, count: usize) -> Gc<Str> {
        if count == 1 {
            return string;
        }
        let bytes = self.str_bytes(string).repeat(count);
        self.new_str_owned(bytes)
    }

    /// `string[start:end:step]`, `length` code points from `start` in steps of `step`.
    pub fn str_slice(&mut self, string: Gc<Str>, start: usize, step: isize, length: usize) -> Gc<Str> {
        if step == 1 {
            if length == self.str_length(string) {
                return string;
            }
            let range = self.str_range(string, start, start + length);
            if range.len() <= INLINE {
                let mut short = [0; INLINE];
                let count = range.len();
                short[..count].copy_from_slice(range);
                return self.new_short(&short[..count]);
            }
            let range = range.to_vec();
            return self.new_str_owned(range);
        }
        let positions = (0..length as isize).map(|i| (start as isize + i * step) as usize);
        let bytes: Vec<u8> = if self.str_is_ascii(string) {
            let source = self.str_bytes(string);
            positions.map(|position| source[position]).collect()
        } else {
            let mut bytes = Vec::with_capacity(length * 2);
            positions.for_each(|position| push_code_point(&mut bytes, self.str_at(string, position)));
            bytes
        };
        self.new_str_owned(bytes)
    }

    /// Where `needle` is found in `string` between two positions, in code points.
    pub fn str_find(&self, string: Gc<Str>, needle: &[u8], start: usize, end: usize, side: Side) -> Option<usize> {
        if start > end || end > self.str_length(string) {
            return None;
        }
        let range = self.str_range(string, start, end);
        let offset = find(range, needle, side)?;
        Some(start + count_code_points(&range[..offset]))
    }

    /// How often `needle` occurs between two positions, without overlap.
    pub fn str_count(&self, string: Gc<Str>, needle: &[u8], start: usize, end: usize) -> usize {
        if start > end || end > self.str_length(string) {
            return 0;
        }
        if needle.is_empty() { end - start + 1 } else { count(self.str_range(string, start, end), needle) }
    }
}

/// Where `needle` begins in `bytes`. In WTF-8 a match always begins with a code point.
pub fn find(bytes: &[u8], needle: &[u8], side: Side) -> Option<usize> {
    match (side, needle) {
        (Side::Left, [byte]) => memchr::memchr(*byte, bytes),
        (Side::Right, [byte]) => memchr::memrchr(*byte, bytes),
        (Side::Left, _) => memmem::find(bytes, needle),
        (Side::Right, _) => memmem::rfind(bytes, needle),
    }
}

/// How often `needle`, which is not empty, occurs in `bytes` without overlap.
pub fn count(bytes: &[u8], needle: &[u8]) -> usize {
    match needle {
        [byte] => memchr::memchr_iter(*byte, bytes).count(),
        _ => memmem::find_iter(bytes, needle).count(),
    }
}

/// WTF-8 as text, with lone surrogates replaced.
pub fn lossy(wtf8: &[u8]) -> Cow<'_, str> {
    match std::str::from_utf8(wtf8) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => Cow::Owned(
            code_points(wtf8).map(|code| char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER)).collect(),
        ),
    }
}

/// The byte at which a code point starts, or the length of all.
fn offset_of(bytes: &[u8], position: usize) -> usize {
    bytes.iter().enumerate().filter(|(_, byte)| is_start(**byte)).nth(position).map_or(bytes.len(), |(at, _)| at)
}

impl TextBuffer {
    fn offset_of(&self, position: usize) -> usize {
        let wanted = position / STRIDE;
        let mut index = self.index.borrow_mut();
        while index.len() < wanted {
            let from = index.last().copied().unwrap_or(0);
            index.push(from + offset_of(&self.bytes[from..], STRIDE));
        }
        let from = if wanted == 0 { 0 } else { index[wanted - 1] };
        from + offset_of(&self.bytes[from..], position % STRIDE)
    }
}

/// Interned strings that all machines of the process share: the empty one, those of one Latin-1 character, and the names
/// that the machine itself declares.
pub struct SharedStrings {
    /// With their hashes.
    table: hashbrown::HashTable<(Gc<Str>, i64)>,
    latin1: [Gc<Str>; 256],
    empty: Gc<Str>,
    names: Vec<Gc<Str>>,
}

// SAFETY: the strings are immortal, and their hashes are known, so that looking at them writes nothing.
#[allow(unsafe_code)]
unsafe impl Sync for SharedStrings {}

impl SharedStrings {
    fn new(names: impl IntoIterator<Item = &'static str>) -> SharedStrings {
        let mut space = Immortals::default();
        let mut table = hashbrown::HashTable::new();
        let mut intern = |bytes: &[u8]| {
            let hash = hash::of_bytes(Heap::hash_key(), bytes);
            let known = |other: &(Gc<Str>, i64, Box<[u8]>)| *other.2 == *bytes;
            if let Some(found) = table.find(hash as u64, known) {
                return found.0;
            }
            let data = Str { hash: Cell::new(hash), length: count_code_points(bytes), buffer: None };
            let string = space.allocate(data, bytes);
            table.insert_unique(hash as u64, (string, hash, bytes.into()), |other| other.1 as u64);
            string
        };
        let empty = intern(b"");
        let latin1 = std::array::from_fn(|code| {
            let mut bytes = Vec::new();
            push_code_point(&mut bytes, code as u32);
            intern(&bytes)
        });
        let names = names.into_iter().map(|name| intern(name.as_bytes())).collect();
        let mut strings = hashbrown::HashTable::with_capacity(table.len());
        for (string, hash, _) in table {
            strings.insert_unique(hash as u64, (string, hash), |other: &(Gc<Str>, i64)| other.1 as u64);
        }
        SharedStrings { table: strings, latin1, empty, names }
    }
}

/// The strings that stand for themselves: identifiers, the empty string, and those of one Latin-1 character.
pub struct Interner {
    shared: &'static SharedStrings,
    table: hashbrown::HashTable<Gc<Str>>,
}

impl Interner {
    /// An interner of strings that are its own and of the shared ones, which the first one of the process declares.
    pub fn new<N: IntoIterator<Item = &'static str>>(names: impl FnOnce() -> N) -> Interner {
        static SHARED: OnceLock<SharedStrings> = OnceLock::new();
        let shared = SHARED.get_or_init(|| SharedStrings::new(names()));
        Interner { shared, table: hashbrown::HashTable::new() }
    }

    /// The shared strings in the order they were declared.
    pub fn declared(&self) -> &'static [Gc<Str>] {
        &self.shared.names
    }

    fn insert(&mut self, heap: &Heap, string: Gc<Str>) {
        self.table.insert_unique(heap.str_hash(string) as u64, string, |&other| heap.str_hash(other) as u64);
    }

    /// The interned string with this text.
    pub fn intern(&mut self, heap: &mut Heap, text: &str) -> Gc<Str> {
        self.intern_wtf8(heap, text.as_bytes())
    }

    pub fn intern_wtf8(&mut self, heap: &mut Heap, bytes: &[u8]) -> Gc<Str> {
        self.find(heap, bytes).unwrap_or_else(|| {
            let string = heap.new_str_wtf8(bytes);
            self.insert(heap, string);
            string
        })
    }

    /// The interned string equal to `string`: `sys.intern`.
    pub fn intern_str(&mut self, heap: &Heap, string: Gc<Str>) -> Gc<Str> {
        self.find(heap, heap.str_bytes(string)).unwrap_or_else(|| {
            self.insert(heap, string);
            string
        })
    }

    /// The interned string with these contents, if there is one.
    pub fn find(&self, heap: &Heap, bytes: &[u8]) -> Option<Gc<Str>> {
        let hash = hash::of_bytes(heap.hash_key, bytes) as u64;
        let same = |string| heap.str_bytes(string) == bytes;
        let shared = self.shared.table.find(hash, |&(string, _)| same(string)).map(|&(string, _)| string);
        shared.or_else(|| self.table.find(hash, |&string| same(string)).copied())
    }

    pub fn empty(&self) -> Gc<Str> {
        self.shared.empty
    }

    /// The string of one code point, made only if it is beyond Latin-1.
    pub fn char(&self, heap: &mut Heap, code_point: u32) -> Gc<Str> {
        match self.shared.latin1.get(code_point as usize) {
            Some(&string) => string,
            None => heap.new_str_char(code_point),
        }
    }

    /// Interned strings live as long as the interner's owner.
    pub fn trace(&self, tracer: &mut Tracer) {
        self.table.iter().for_each(|&string| tracer.object(string));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heap() -> Heap {
        let mut heap = Heap::new();
        heap.register::<Str>();
        heap.register::<TextBuffer>();
        heap
    }

    /// Long enough not to lie in its cell, with code points of all lengths and a surrogate.
    fn mixed() -> Vec<u8> {
        let mut bytes = Vec::new();
        (0..1000).for_each(|i| push_code_point(&mut bytes, [0x61, 0xE9, 0x4E00, 0x1F600, 0xD800][i % 5]));
        bytes
    }

    #[test]
    fn code_points_are_found_by_position() {
        let mut heap = heap();
        let string = heap.new_str_wtf8(&mixed());
        assert_eq!(heap.str_length(string), 1000);
        for position in (0..1000).rev() {
            assert_eq!(heap.str_at(string, position), [0x61, 0xE9, 0x4E00, 0x1F600, 0xD800][position % 5]);
        }
        assert_eq!(heap.str_offset(string, 1000), mixed().len());
        assert_eq!(heap.str_text(string), None);
        let slice = heap.str_slice(string, 998, -5, 3);
        assert_eq!(heap.str_text(slice), Some("😀😀😀"));
        assert_eq!(heap.str_find(string, "一".as_bytes(), 3, 1000, Side::Left), Some(7));
        assert_eq!(heap.str_find(string, "一".as_bytes(), 0, 997, Side::Right), Some(992));
        assert_eq!(heap.str_count(string, b"a", 0, 1000), 200);
        assert!(code_points(&mixed()).rev().eq(code_points(&mixed()).collect::<Vec<_>>().into_iter().rev()));
    }

    #[test]
    fn appending_shares_a_buffer_and_leaves_older_strings_alone() {
        let mut heap = heap();
        let (start, piece) = (heap.new_str(&"x".repeat(300)), heap.new_str("äb"));
        let mut strings = vec![start];
        for _ in 0..1000 {
            let last = *strings.last().unwrap();
            strings.push(heap.str_concat(last, piece));
        }
        let branched = heap.str_concat(strings[500], piece);
        assert!(heap.str_equal(branched, strings[501]));
        for (count, &string) in strings.iter().enumerate() {
            assert_eq!(heap.str_length(string), 300 + 2 * count);
            assert_eq!(heap.str_bytes(string).len(), 300 + 3 * count);
        }
        assert!(heap.str_is_ascii(start) && !heap.str_is_ascii(branched));
        assert_eq!(heap.str_at(branched, 1300), 0xE4);
        let distinct: std::collections::HashSet<_> = strings.iter().map(|&s| heap.get(s).buffer).collect();
        assert_eq!(distinct.len(), 1);
    }

    #[test]
    fn equal_strings_have_equal_hashes_and_are_interned_once() {
        let mut heap = heap();
        let mut interner = Interner::new(|| []);
        let (a, b) = (heap.new_str("name"), heap.new_str("name"));
        assert_eq!(heap.str_hash(a), heap.str_hash(b));
        assert!(heap.str_equal(a, b) && a != b);
        assert_eq!(interner.intern_str(&heap, a), a);
        assert_eq!(interner.intern(&mut heap, "name"), a);
        assert_eq!(interner.intern(&mut heap, "é"), interner.char(&mut heap, 0xE9));
        assert_eq!(interner.find(&heap, b"other"), None);
        assert_eq!(heap.str_hash(interner.empty()), 0);
    }
}
