//! Methods of `bytes` and `bytearray`. Most are shared: they answer with what their receiver is.

mod array;
mod form;
mod item;
mod search;
mod split;

pub use form::hex_text_of;

use super::str::{codec_name, decode as decode_object, encode_text};
use super::{operators, receiver};
use crate::heap::{Kind, Value};
use crate::object::bytes::{ByteArray, Bytes};
use crate::object::{List, repr, string};
use crate::vm::Context;
use crate::vm::builtin_class::{Builtin, ClassDef};
use crate::vm::native::{Args, Input, NativeDef, Result};

/// The receiver, of either type. Looking through it is charged; a method that does more with it charges that too.
fn this(ctx: &mut Context, args: Args) -> Result {
    let value = ctx.payload(args.get(ctx, 0));
    if matches!(value.kind(), Some(Kind::Bytes | Kind::ByteArray)) {
        ctx.charge(contents(ctx, value).len() as u64 / 64)?;
        return Ok(value);
    }
    Err(receiver::wrong_receiver(ctx, value, Builtin::Bytes))
}

/// The contents of a receiver.
fn contents(ctx: &Context, receiver: Value) -> &[u8] {
    if let Some(bytes) = receiver.cast::<Bytes>() {
        return ctx.heap.bytes(bytes);
    }
    receiver.cast::<ByteArray>().map_or(b"", |array| ctx.heap.get(array).bytes())
}

/// A new object of the receiver's type.
fn like(ctx: &mut Context, receiver: Value, bytes: Vec<u8>) -> Value {
    if receiver.is::<ByteArray>() {
        Value::object(ByteArray::create(&mut ctx.heap, bytes))
    } else {
        Value::object(ctx.heap.new_bytes_owned(bytes))
    }
}

/// A list of new objects of the receiver's type.
fn list_of(ctx: &mut Context, receiver: Value, parts: Vec<&[u8]>) -> Result {
    ctx.reserve_items(parts.len())?;
    let mut items = Vec::with_capacity(parts.len());
    for part in parts {
        ctx.charge(1)?;
        items.push(like(ctx, receiver, part.to_vec()));
    }
    Ok(ctx.new_list(items))
}

/// The byte an int is; `range_error` tells when it is none.
fn byte_of(ctx: &mut Context, value: Value, range_error: &str) -> Result<u8> {
    let int = ctx.to_index(value)?;
    match int.as_int().and_then(|int| u8::try_from(int).ok()) {
        Some(byte) => Ok(byte),
        None => Err(ctx.value_error(range_error)),
    }
}

const BYTE_RANGE: &str = "byte must be in range(0, 256)";
const BYTES_RANGE: &str = "bytes must be in range(0, 256)";

/// The bytes that ints in a sequence are.
fn from_items(ctx: &mut Context, items: &[Value], range_error: &str) -> Result<Vec<u8>> {
    ctx.charge(items.len() as u64 / 4)?;
    items.iter().map(|&item| byte_of(ctx, item, range_error)).collect()
}

/// What `bytes(object)` would hold, where calling back is all that can be done: for a bytes-like object, one with
/// `__bytes__`, or an iterable of ints.
pub fn from_object(ctx: &mut Context, source: Value) -> Result<Vec<u8>> {
    if let Some(bytes) = ctx.bytes_like(source) {
        return Ok(bytes.to_vec());
    }
    if let Some(bytes) = from_method(ctx, source)? {
        return Ok(contents(ctx, bytes).to_vec());
    }
    if ctx.as_str(source).is_some() || !ctx.is_iterable(source) {
        return Err(cannot_convert(ctx, source, Builtin::Bytes));
    }
    let items = ctx.collect_nested(source)?;
    let list = ctx.new_list(items.clone());
    ctx.roots.push(list);
    let result = from_items(ctx, &items, BYTES_RANGE);
    ctx.roots.pop();
    result
}

/// What `__bytes__` makes of a value, if it has that.
fn from_method(ctx: &mut Context, source: Value) -> Result<Option<Value>> {
    let method = ctx.special(source, ctx.names.bytes);
    if method.is_unbound() {
        return Ok(None);
    }
    let answer = ctx.call_nested_method(method, source, &[])?;
    let bytes = ctx.payload(answer);
    if bytes.kind() != Some(Kind::Bytes) {
        let message = format!("__bytes__ returned non-bytes (type {})", ctx.type_name(answer));
        return Err(ctx.type_error(message));
    }
    Ok(Some(bytes))
}

fn cannot_convert(ctx: &mut Context, source: Value, class: Builtin) -> crate::vm::native::Raised {
    let (found, name) = (ctx.type_name(source), class.name());
    ctx.type_error(format!("cannot convert '{found}' object to {name}"))
}

/// What the arguments of a constructor mean: contents at once, or an iterable still to be walked.
enum Contents {
    Bytes(Vec<u8>),
    Iterable(Value),
}

fn constructor_contents(ctx: &mut Context, args: Args, first: u32, class: Builtin) -> Result<Contents> {
    let source = args.optional(ctx, first);
    let has_encoding = args.optional(ctx, first + 1).is_some();
    let has_errors = args.optional(ctx, first + 2).is_some();
    let text = source.and_then(|source| ctx.as_str(source));
    if let Some(text) = text {
        if !has_encoding {
            return Err(ctx.type_error("string argument without an encoding"));
        }
        let name = class.name();
        let encoding = codec_name(ctx, args, first + 1, &format!("{name}() argument 'encoding'"), "utf-8")?;
        let errors = codec_name(ctx, args, first + 2, &format!("{name}() argument 'errors'"), "strict")?;
        return encode_text(ctx, text, &encoding, &errors).map(Contents::Bytes);
    }
    if has_encoding {
        return Err(ctx.type_error("encoding without a string argument"));
    } else if has_errors {
        return Err(ctx.type_error("errors without a string argument"));
    }
    let Some(source) = source else { return Ok(Contents::Bytes(Vec::new())) };
    if let Some(bytes) = ctx.bytes_like(source) {
        return Ok(Contents::Bytes(bytes.to_vec()));
    }
    if class == Builtin::Bytes
        && let Some(bytes) = from_method(ctx, source)?
    {
        return Ok(Contents::Bytes(contents(ctx, bytes).to_vec()));
    }
    if ctx.has_index(source) {
        return zeros(ctx, source).map(Contents::Bytes);
    }
    if let Some(items) = ctx.quick_items(source) {
        let range_error = if class == Builtin::Bytes { BYTES_RANGE } else { BYTE_RANGE };
        return from_items(ctx, &items, range_error).map(Contents::Bytes);
    }
    if !ctx.is_iterable(source) {
        return Err(cannot_convert(ctx, source, class));
    }
    Ok(Contents::Iterable(source))
}

/// As many zeros as an int says.
fn zeros(ctx: &mut Context, count: Value) -> Result<Vec<u8>> {
    let count = ctx.to_index(count)?;
    let Some(count) = count.as_int() else {
        return Err(ctx.overflow_error("cannot fit 'int' into an index-sized integer"));
    };
    let Ok(count) = usize::try_from(count) else {
        return Err(ctx.value_error("negative count"));
    };
    ctx.reserve(count)?;
    ctx.charge(count as u64 / 256)?;
    Ok(vec![0; count])
}

/// `bytes(source=b'', encoding, errors)`
fn new(ctx: &mut Context, args: Args) -> Result {
    if let Some(source) = args.optional(ctx, 0)
        && source.kind() == Some(Kind::Bytes)
        && args.optional(ctx, 1).is_none()
        && args.optional(ctx, 2).is_none()
    {
        return Ok(source);
    }
    match constructor_contents(ctx, args, 0, Builtin::Bytes)? {
        Contents::Bytes(bytes) => Ok(Value::object(ctx.heap.new_bytes_owned(bytes))),
        Contents::Iterable(iterable) => ctx.start_steps(collect_steps, &[iterable]),
    }
}

/// Collects an iterable's ints, then makes bytes of them. Registers: the iterable.
fn collect_steps(ctx: &mut Context, window: Args, input: Input) -> Result {
    let items = collected(ctx, window.get(ctx, 0), input)?;
    let Some(list) = items.cast::<List>() else { return Ok(items) };
    window.set(ctx, 0, items);
    let items = ctx.items(list).to_vec();
    let bytes = from_items(ctx, &items, BYTES_RANGE)?;
    Ok(Value::object(ctx.heap.new_bytes_owned(bytes)))
}

/// The list of an iterable's items; unbound while a frame is collecting them.
fn collected(ctx: &mut Context, iterable: Value, input: Input) -> Result {
    match input {
        Input::Value(items) => Ok(items),
        _ => {
            let to = ctx.return_to;
            ctx.collect_list(iterable, to)
        }
    }
}

fn decode(ctx: &mut Context, args: Args) -> Result {
    let value = this(ctx, args)?;
    let encoding = codec_name(ctx, args, 1, "decode() argument 'encoding'", "utf-8")?;
    let errors = codec_name(ctx, args, 2, "decode() argument 'errors'", "strict")?;
    decode_object(ctx, value, &encoding, &errors)
}

fn to_bytes(ctx: &mut Context, args: Args) -> Result {
    this(ctx, args)
}

/// `fromhex(text)`; argument 0 is the class.
fn fromhex(ctx: &mut Context, args: Args, own: Builtin) -> Result {
    let source = args.get(ctx, 1);
    let text: Vec<u8> = match (ctx.as_str(source), ctx.bytes_like(source)) {
        (Some(text), _) => {
            let wtf8 = ctx.heap.str_bytes(text);
            // Positions are told in characters: each that is not ASCII becomes one byte that is no digit.
            string::code_points(wtf8).map(|code| u8::try_from(code).unwrap_or(0xFF)).collect()
        }
        (None, Some(bytes)) => bytes.to_vec(),
        (None, None) => {
            let found = ctx.type_name(source);
            return Err(ctx.type_error(format!("fromhex() argument must be str or bytes-like, not {found}")));
        }
    };
    let parsed = form::parse_hex(&text);
    let bytes = ctx.check(parsed)?;
    let value = if own == Builtin::Bytes {
        Value::object(ctx.heap.new_bytes_owned(bytes))
    } else {
        Value::object(ByteArray::create(&mut ctx.heap, bytes))
    };
    super::int::of_class(ctx, args, own, value)
}

fn bytes_fromhex(ctx: &mut Context, args: Args) -> Result {
    fromhex(ctx, args, Builtin::Bytes)
}

fn array_fromhex(ctx: &mut Context, args: Args) -> Result {
    fromhex(ctx, args, Builtin::ByteArray)
}

fn shown(ctx: &mut Context, args: Args) -> Result {
    let value = this(ctx, args)?;
    let text = if value.is::<ByteArray>() {
        let class_name = ctx.type_name(args.get(ctx, 0));
        repr::of_byte_array(contents(ctx, value), &class_name)
    } else {
        repr::of_bytes(contents(ctx, value))
    };
    Ok(ctx.new_str(&text))
}

fn size(ctx: &mut Context, args: Args) -> Result {
    let value = this(ctx, args)?;
    Ok(Value::int(contents(ctx, value).len() as i64 + 33))
}

const FROM_HEX_DOC: &str = "Create a bytes object from a string of hexadecimal numbers.\n\nSpaces between two numbers are accepted.\nExample: bytes.fromhex('B9 01EF') -> b'\\\\xb9\\\\x01\\\\xef'.";
const STATIC_METHODS: &[NativeDef] = &[NativeDef::function(
    "maketrans",
    "(frm, to, /)",
    form::maketrans,
    "Return a translation table usable for the bytes or bytearray translate method.",
)];

pub static CLASS: ClassDef = ClassDef {
    doc: "bytes(iterable_of_ints) -> bytes\nbytes(string, encoding[, errors]) -> bytes\nbytes(bytes_or_buffer) -> immutable copy of bytes_or_buffer\nbytes(int) -> bytes object of size given by the parameter initialized with null bytes\nbytes() -> empty bytes object\n\nConstruct an immutable array of bytes from:\n  - an iterable yielding integers in range(256)\n  - a text string encoded using the specified encoding\n  - any object implementing the buffer API.\n  - an integer",
    constructor: Some(&NativeDef::function("bytes", "(source=b'', encoding='utf-8', errors='strict')", new, "")),
    methods: METHODS,
    class_methods: &[NativeDef::method("fromhex", "(string, /)", bytes_fromhex, FROM_HEX_DOC)],
    static_methods: STATIC_METHODS,
    ..ClassDef::new(Builtin::Bytes)
};

pub static ARRAY: ClassDef = ClassDef {
    doc: "bytearray(iterable_of_ints) -> bytearray\nbytearray(string, encoding[, errors]) -> bytearray\nbytearray(bytes_or_buffer) -> mutable copy of bytes_or_buffer\nbytearray(int) -> bytes array of size given by the parameter initialized with null bytes\nbytearray() -> empty bytes array\n\nConstruct a mutable bytearray object from:\n  - an iterable yielding integers in range(256)\n  - a text string encoded using the specified encoding\n  - a bytes or a buffer object\n  - any object implementing the buffer API.\n  - an integer",
    constructor: Some(&NativeDef::function(
        "bytearray",
        "(source=b'', encoding='utf-8', errors='strict')",
        array::new,
        "",
    )),
    methods: ARRAY_METHODS,
    class_methods: &[NativeDef::method("fromhex", "(string, /)", array_fromhex, FROM_HEX_DOC)],
    static_methods: STATIC_METHODS,
    ..ClassDef::new(Builtin::ByteArray)
};

/// The methods both types have, before those given.
macro_rules! shared_methods {
    ($($own:expr),* $(,)?) => {
        &[
            NativeDef::method("capitalize", "()", form::capitalize, "B.capitalize() -> copy of B\n\nReturn a copy of B with only its first character capitalized (ASCII)\nand the rest lower-cased."),
            NativeDef::method("center", "(width, fillchar=b' ', /)", form::center, "Return a centered string of length width."),
            NativeDef::method("count", "(sub, start=None, end=None, /)", search::count, "Return the number of non-overlapping occurrences of subsection 'sub' in bytes B[start:end]."),
            NativeDef::method("decode", "(encoding='utf-8', errors='strict')", decode, "Decode the bytes using the codec registered for encoding."),
            NativeDef::method("endswith", "(suffix, start=None, end=None, /)", search::endswith, "Return True if the bytes ends with the specified suffix, False otherwise."),
            NativeDef::method("expandtabs", "(tabsize=8)", form::expandtabs, "Return a copy where all tab characters are expanded using spaces."),
            NativeDef::method("find", "(sub, start=None, end=None, /)", search::find, "Return the lowest index in B where subsection 'sub' is found, such that 'sub' is contained within B[start:end].\n\nReturn -1 on failure."),
            NativeDef::method("hex", "(sep=None, bytes_per_sep=1)", form::hex, "Create a string of hexadecimal numbers from a bytes object."),
            NativeDef::method("index", "(sub, start=None, end=None, /)", search::index, "Return the lowest index in B where subsection 'sub' is found, such that 'sub' is contained within B[start:end].\n\nRaise ValueError if the subsection is not found."),
            NativeDef::method("isalnum", "()", form::isalnum, "B.isalnum() -> bool\n\nReturn True if all characters in B are alphanumeric\nand there is at least one character in B, False otherwise."),
            NativeDef::method("isalpha", "()", form::isalpha, "B.isalpha() -> bool\n\nReturn True if all characters in B are alphabetic\nand there is at least one character in B, False otherwise."),
            NativeDef::method("isascii", "()", form::isascii, "B.isascii() -> bool\n\nReturn True if B is empty or all characters in B are ASCII,\nFalse otherwise."),
            NativeDef::method("isdigit", "()", form::isdigit, "B.isdigit() -> bool\n\nReturn True if all characters in B are digits\nand there is at least one character in B, False otherwise."),
            NativeDef::method("islower", "()", form::islower, "B.islower() -> bool\n\nReturn True if all cased characters in B are lowercase and there is\nat least one cased character in B, False otherwise."),
            NativeDef::method("isspace", "()", form::isspace, "B.isspace() -> bool\n\nReturn True if all characters in B are whitespace\nand there is at least one character in B, False otherwise."),
            NativeDef::method("istitle", "()", form::istitle, "B.istitle() -> bool\n\nReturn True if B is a titlecased string and there is at least one\ncharacter in B, i.e. uppercase characters may only follow uncased\ncharacters and lowercase characters only cased ones. Return False\notherwise."),
            NativeDef::method("isupper", "()", form::isupper, "B.isupper() -> bool\n\nReturn True if all cased characters in B are uppercase and there is\nat least one cased character in B, False otherwise."),
            NativeDef::method("join", "(iterable_of_bytes, /)", split::join, "Concatenate any number of bytes objects.\n\nThe bytes whose method is called is inserted in between each pair.\n\nThe result is returned as a new bytes object.\n\nExample: b'.'.join([b'ab', b'pq', b'rs']) -> b'ab.pq.rs'."),
            NativeDef::method("ljust", "(width, fillchar=b' ', /)", form::ljust, "Return a left-justified string of length width."),
            NativeDef::method("lower", "()", form::lower, "B.lower() -> copy of B\n\nReturn a copy of B with all ASCII characters converted to lowercase."),
            NativeDef::method("lstrip", "(bytes=None, /)", form::lstrip, "Strip leading bytes contained in the argument."),
            NativeDef::method("partition", "(sep, /)", split::partition, "Partition the bytes into three parts using the given separator."),
            NativeDef::method("removeprefix", "(prefix, /)", search::removeprefix, "Return a bytes object with the given prefix string removed if present."),
            NativeDef::method("removesuffix", "(suffix, /)", search::removesuffix, "Return a bytes object with the given suffix string removed if present."),
            NativeDef::method("replace", "(old, new, count=-1, /)", split::replace, "Return a copy with all occurrences of substring old replaced by new."),
            NativeDef::method("rfind", "(sub, start=None, end=None, /)", search::rfind, "Return the highest index in B where subsection 'sub' is found, such that 'sub' is contained within B[start:end].\n\nReturn -1 on failure."),
            NativeDef::method("rindex", "(sub, start=None, end=None, /)", search::rindex, "Return the highest index in B where subsection 'sub' is found, such that 'sub' is contained within B[start:end].\n\nRaise ValueError if the subsection is not found."),
            NativeDef::method("rjust", "(width, fillchar=b' ', /)", form::rjust, "Return a right-justified string of length width."),
            NativeDef::method("rpartition", "(sep, /)", split::rpartition, "Partition the bytes into three parts using the given separator."),
            NativeDef::method("rsplit", "(sep=None, maxsplit=-1)", split::rsplit, "Return a list of the sections in the bytes, using sep as the delimiter."),
            NativeDef::method("rstrip", "(bytes=None, /)", form::rstrip, "Strip trailing bytes contained in the argument."),
            NativeDef::method("split", "(sep=None, maxsplit=-1)", split::split, "Return a list of the sections in the bytes, using sep as the delimiter."),
            NativeDef::method("splitlines", "(keepends=False)", split::splitlines, "Return a list of the lines in the bytes, breaking at line boundaries."),
            NativeDef::method("startswith", "(prefix, start=None, end=None, /)", search::startswith, "Return True if the bytes starts with the specified prefix, False otherwise."),
            NativeDef::method("strip", "(bytes=None, /)", form::strip, "Strip leading and trailing bytes contained in the argument."),
            NativeDef::method("swapcase", "()", form::swapcase, "B.swapcase() -> copy of B\n\nReturn a copy of B with uppercase ASCII characters converted\nto lowercase ASCII and vice versa."),
            NativeDef::method("title", "()", form::title, "B.title() -> copy of B\n\nReturn a titlecased version of B, i.e. ASCII words start with uppercase\ncharacters, all remaining cased characters have lowercase."),
            NativeDef::method("translate", "(table, /, delete=b'')", form::translate, "Return a copy with each character mapped by the given translation table."),
            NativeDef::method("upper", "()", form::upper, "B.upper() -> copy of B\n\nReturn a copy of B with all ASCII characters converted to uppercase."),
            NativeDef::method("zfill", "(width, /)", form::zfill, "Pad a numeric string with zeros on the left, to fill a field of the given width."),
            NativeDef::method("__iter__", "()", receiver::iterate, "Implement iter(self)."),
            NativeDef::method("__getitem__", "(key, /)", item::getitem, "Return self[key]."),
            NativeDef::method("__contains__", "(key, /)", search::contains, "Return bool(key in self)."),
            NativeDef::method("__sizeof__", "()", size, "Return the size of the object in memory, in bytes."),
            operators::with_value("__add__", split::add, "Return self+value."),
            operators::with_value("__mul__", split::multiply, "Return self*value."),
            operators::with_value("__rmul__", split::multiply, "Return value*self."),
            operators::with_value("__mod__", form::modulo, "Return self%value."),
            operators::LEN,
            operators::without("__repr__", shown, "Return repr(self)."),
            operators::EQ,
            operators::NE,
            operators::LT,
            operators::LE,
            operators::GT,
            operators::GE,
            $($own),*
        ]
    };
}

const METHODS: &[NativeDef] = shared_methods![
    operators::HASH,
    operators::GETNEWARGS,
    operators::without("__bytes__", to_bytes, "Convert this value to exact type bytes."),
];

const ARRAY_METHODS: &[NativeDef] = shared_methods![
    NativeDef::method("append", "(item, /)", array::append, "Append a single item to the end of the bytearray."),
    NativeDef::method("clear", "()", array::clear, "Remove all items from the bytearray."),
    NativeDef::method("copy", "()", array::copy, "Return a copy of B."),
    NativeDef::method(
        "extend",
        "(iterable_of_ints, /)",
        array::extend,
        "Append all the items from the iterator or sequence to the bytearray."
    ),
    NativeDef::method(
        "insert",
        "(index, item, /)",
        array::insert,
        "Insert a single item into the bytearray before the given index."
    ),
    NativeDef::method("pop", "(index=-1, /)", array::pop, "Remove and return a single item from B."),
    NativeDef::method(
        "remove",
        "(value, /)",
        array::remove,
        "Remove the first occurrence of a value in the bytearray."
    ),
    NativeDef::method("resize", "(size, /)", array::resize, "Resize the internal buffer of bytearray to len."),
    NativeDef::method("reverse", "()", array::reverse, "Reverse the order of the values in B in place."),
    NativeDef::method("__init__", "(source=b'', encoding='utf-8', errors='strict')", array::init, "Initialize self."),
    NativeDef::method("__setitem__", "(key, value, /)", item::setitem, "Set self[key] to value."),
    NativeDef::method("__delitem__", "(key, /)", item::delitem, "Delete self[key]."),
    operators::with_value("__iadd__", array::iadd, "Implement self+=value."),
    operators::with_value("__imul__", array::imul, "Implement self*=value."),
];
