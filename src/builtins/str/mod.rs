//! Methods of `str`.

mod form;
mod search;
mod split;
mod template;
mod translate;

pub use form::{tab_size, zero_filled};
pub use search::range as search_range;
pub use split::limit;

use super::operators;
use super::receiver::{self, receiver};
use crate::heap::{Gc, Value};
use crate::object::Str;
use crate::object::codec::{self, Encoding};
use crate::vm::Context;
use crate::vm::builtin_class::{Builtin, ClassDef};
use crate::vm::native::{Args, NativeDef, Result};

/// The receiver. Looking through it is charged; a method that does more with it charges that too.
fn this(ctx: &mut Context, args: Args) -> Result<Gc<Str>> {
    let text = receiver(ctx, args, Builtin::Str)?;
    ctx.charge(ctx.heap.str_bytes(text).len() as u64 / 64)?;
    Ok(text)
}

/// An argument that must be a str; `what` tells which, as in `find() argument 1`.
pub fn expect_str(ctx: &mut Context, value: Value, what: &str) -> Result<Gc<Str>> {
    match ctx.as_str(value) {
        Some(text) => Ok(text),
        None => {
            let found = ctx.given_name(value);
            let space = if what.is_empty() { "" } else { " " };
            Err(ctx.type_error(format!("{what}{space}must be str, not {found}")))
        }
    }
}

/// A new str of WTF-8.
fn new_text(ctx: &mut Context, wtf8: Vec<u8>) -> Value {
    Value::object(ctx.heap.new_str_owned(wtf8))
}

/// A list of strs, each a part of a copied text.
/// A list of strings.
fn list_of(ctx: &mut Context, parts: Vec<&[u8]>) -> Result {
    ctx.reserve_items(parts.len())?;
    let mut items = Vec::with_capacity(parts.len());
    for part in parts {
        ctx.charge(1)?;
        items.push(Value::object(ctx.heap.new_str_wtf8(part)));
    }
    Ok(ctx.new_list(items))
}

/// The text of an optional argument that names an encoding or an error handler.
pub fn codec_name(ctx: &mut Context, args: Args, index: u32, what: &str, default: &str) -> Result<String> {
    match args.optional(ctx, index) {
        Some(value) => {
            let name = expect_str(ctx, value, what)?;
            Ok(ctx.text(name).into_owned())
        }
        None => Ok(default.into()),
    }
}

/// `str(object='')`, or `str(bytes, encoding, errors)`
fn new(ctx: &mut Context, args: Args) -> Result {
    let (object, to) = (args.optional(ctx, 0), ctx.return_to);
    if args.optional(ctx, 1).is_none() && args.optional(ctx, 2).is_none() {
        return match object {
            Some(object) => ctx.str_value(object, to),
            None => Ok(Value::object(ctx.interner.empty())),
        };
    }
    let encoding = codec_name(ctx, args, 1, "str() argument 'encoding'", "utf-8")?;
    let errors = codec_name(ctx, args, 2, "str() argument 'errors'", "strict")?;
    let Some(object) = object else { return Ok(Value::object(ctx.interner.empty())) };
    if ctx.as_str(object).is_some() {
        return Err(ctx.type_error("decoding str is not supported"));
    }
    if ctx.bytes_like(object).is_none() {
        let message = format!("decoding to str: need a bytes-like object, {} found", ctx.type_name(object));
        return Err(ctx.type_error(message));
    }
    decode(ctx, object, &encoding, &errors)
}

/// The text of a bytes-like object.
pub fn decode(ctx: &mut Context, object: Value, encoding: &str, errors: &str) -> Result {
    let encoding = Encoding::find(encoding);
    let encoding = ctx.check(encoding)?;
    let bytes = ctx.bytes_like(object).unwrap_or_default();
    let length = bytes.len();
    let result = codec::decode(&bytes, encoding, errors);
    ctx.charge(length as u64 / 64)?;
    match result {
        Ok(wtf8) => Ok(new_text(ctx, wtf8)),
        Err(failure) => Err(ctx.fail_decoding(failure, object)),
    }
}

fn encode(ctx: &mut Context, args: Args) -> Result {
    let text = this(ctx, args)?;
    let encoding = codec_name(ctx, args, 1, "encode() argument 'encoding'", "utf-8")?;
    let errors = codec_name(ctx, args, 2, "encode() argument 'errors'", "strict")?;
    let bytes = encode_text(ctx, text, &encoding, &errors)?;
    Ok(ctx.new_bytes(&bytes))
}

/// The bytes of a text in an encoding.
pub fn encode_text(ctx: &mut Context, text: Gc<Str>, encoding: &str, errors: &str) -> Result<Vec<u8>> {
    let encoding = Encoding::find(encoding);
    let encoding = ctx.check(encoding)?;
    let length = ctx.heap.str_bytes(text).len();
    ctx.charge(length as u64 / 64)?;
    let result = codec::encode(ctx.heap.str_bytes(text), encoding, errors);
    result.map_err(|failure| ctx.fail_encoding(failure, Value::object(text)))
}

fn size(ctx: &mut Context, args: Args) -> Result {
    let text = this(ctx, args)?;
    Ok(Value::int(ctx.heap.str_bytes(text).len() as i64 + 48))
}

pub static CLASS: ClassDef = ClassDef {
    doc: "str(object='') -> str\nstr(bytes_or_buffer[, encoding[, errors]]) -> str\n\nCreate a new string object from the given object. If encoding or\nerrors is specified, then the object must expose a data buffer\nthat will be decoded using the given encoding and error handler.\nOtherwise, returns the result of object.__str__() (if defined)\nor repr(object).\nencoding defaults to 'utf-8'.\nerrors defaults to 'strict'.",
    constructor: Some(&NativeDef::function("str", "(object='', encoding='utf-8', errors='strict')", new, "")),
    methods: METHODS,
    static_methods: &[NativeDef::function(
        "maketrans",
        "(x, y=None, z=None, /)",
        translate::maketrans,
        "Return a translation table usable for str.translate().",
    )],
    ..ClassDef::new(Builtin::Str)
};

const METHODS: &[NativeDef] = &[
    NativeDef::method("capitalize", "()", form::capitalize, "Return a capitalized version of the string."),
    NativeDef::method(
        "casefold",
        "()",
        form::casefold,
        "Return a version of the string suitable for caseless comparisons.",
    ),
    NativeDef::method("center", "(width, fillchar=' ', /)", form::center, "Return a centered string of length width."),
    NativeDef::method(
        "count",
        "(sub, start=None, end=None, /)",
        search::count,
        "Return the number of non-overlapping occurrences of substring sub in string S[start:end].",
    ),
    NativeDef::method(
        "encode",
        "(encoding='utf-8', errors='strict')",
        encode,
        "Encode the string using the codec registered for encoding.",
    ),
    NativeDef::method(
        "endswith",
        "(suffix, start=None, end=None, /)",
        search::endswith,
        "Return True if the string ends with the specified suffix, False otherwise.",
    ),
    NativeDef::method(
        "expandtabs",
        "(tabsize=8)",
        form::expandtabs,
        "Return a copy where all tab characters are expanded using spaces.",
    ),
    NativeDef::method(
        "find",
        "(sub, start=None, end=None, /)",
        search::find,
        "Return the lowest index in S where substring sub is found, such that sub is contained within S[start:end].\n\nReturn -1 on failure.",
    ),
    NativeDef::method(
        "format",
        "(*args, **kwargs)",
        template::format,
        "Return a formatted version of the string, using substitutions from args and kwargs.",
    ),
    NativeDef::method(
        "format_map",
        "(mapping, /)",
        template::format_map,
        "Return a formatted version of the string, using substitutions from mapping.",
    ),
    NativeDef::method(
        "index",
        "(sub, start=None, end=None, /)",
        search::index,
        "Return the lowest index in S where substring sub is found, such that sub is contained within S[start:end].\n\nRaises ValueError when the substring is not found.",
    ),
    NativeDef::method(
        "isalnum",
        "()",
        form::isalnum,
        "Return True if the string is an alpha-numeric string, False otherwise.",
    ),
    NativeDef::method(
        "isalpha",
        "()",
        form::isalpha,
        "Return True if the string is an alphabetic string, False otherwise.",
    ),
    NativeDef::method(
        "isascii",
        "()",
        form::isascii,
        "Return True if all characters in the string are ASCII, False otherwise.",
    ),
    NativeDef::method(
        "isdecimal",
        "()",
        form::isdecimal,
        "Return True if the string is a decimal string, False otherwise.",
    ),
    NativeDef::method("isdigit", "()", form::isdigit, "Return True if the string is a digit string, False otherwise."),
    NativeDef::method(
        "isidentifier",
        "()",
        form::isidentifier,
        "Return True if the string is a valid Python identifier, False otherwise.",
    ),
    NativeDef::method(
        "islower",
        "()",
        form::islower,
        "Return True if the string is a lowercase string, False otherwise.",
    ),
    NativeDef::method(
        "isnumeric",
        "()",
        form::isnumeric,
        "Return True if the string is a numeric string, False otherwise.",
    ),
    NativeDef::method(
        "isprintable",
        "()",
        form::isprintable,
        "Return True if all characters in the string are printable, False otherwise.",
    ),
    NativeDef::method(
        "isspace",
        "()",
        form::isspace,
        "Return True if the string is a whitespace string, False otherwise.",
    ),
    NativeDef::method(
        "istitle",
        "()",
        form::istitle,
        "Return True if the string is a title-cased string, False otherwise.",
    ),
    NativeDef::method(
        "isupper",
        "()",
        form::isupper,
        "Return True if the string is an uppercase string, False otherwise.",
    ),
    NativeDef::method(
        "join",
        "(iterable, /)",
        split::join,
        "Concatenate any number of strings.\n\nThe string whose method is called is inserted in between each given\nstring.  The result is returned as a new string.\n\nExample: '.'.join(['ab', 'pq', 'rs']) -> 'ab.pq.rs'",
    ),
    NativeDef::method(
        "ljust",
        "(width, fillchar=' ', /)",
        form::ljust,
        "Return a left-justified string of length width.",
    ),
    NativeDef::method("lower", "()", form::lower, "Return a copy of the string converted to lowercase."),
    NativeDef::method(
        "lstrip",
        "(chars=None, /)",
        form::lstrip,
        "Return a copy of the string with leading whitespace removed.",
    ),
    NativeDef::method(
        "partition",
        "(sep, /)",
        split::partition,
        "Partition the string into three parts using the given separator.",
    ),
    NativeDef::method(
        "removeprefix",
        "(prefix, /)",
        search::removeprefix,
        "Return a str with the given prefix string removed if present.",
    ),
    NativeDef::method(
        "removesuffix",
        "(suffix, /)",
        search::removesuffix,
        "Return a str with the given suffix string removed if present.",
    ),
    NativeDef::method(
        "replace",
        "(old, new, /, count=-1)",
        split::replace,
        "Return a copy with all occurrences of substring old replaced by new.",
    ),
    NativeDef::method(
        "rfind",
        "(sub, start=None, end=None, /)",
        search::rfind,
        "Return the highest index in S where substring sub is found, such that sub is contained within S[start:end].\n\nReturn -1 on failure.",
    ),
    NativeDef::method(
        "rindex",
        "(sub, start=None, end=None, /)",
        search::rindex,
        "Return the highest index in S where substring sub is found, such that sub is contained within S[start:end].\n\nRaises ValueError when the substring is not found.",
    ),
    NativeDef::method(
        "rjust",
        "(width, fillchar=' ', /)",
        form::rjust,
        "Return a right-justified string of length width.",
    ),
    NativeDef::method(
        "rpartition",
        "(sep, /)",
        split::rpartition,
        "Partition the string into three parts using the given separator.",
    ),
    NativeDef::method(
        "rsplit",
        "(sep=None, maxsplit=-1)",
        split::rsplit,
        "Return a list of the substrings in the string, using sep as the separator string.",
    ),
    NativeDef::method(
        "rstrip",
        "(chars=None, /)",
        form::rstrip,
        "Return a copy of the string with trailing whitespace removed.",
    ),
    NativeDef::method(
        "split",
        "(sep=None, maxsplit=-1)",
        split::split,
        "Return a list of the substrings in the string, using sep as the separator string.",
    ),
    NativeDef::method(
        "splitlines",
        "(keepends=False)",
        split::splitlines,
        "Return a list of the lines in the string, breaking at line boundaries.",
    ),
    NativeDef::method(
        "startswith",
        "(prefix, start=None, end=None, /)",
        search::startswith,
        "Return True if the string starts with the specified prefix, False otherwise.",
    ),
    NativeDef::method(
        "strip",
        "(chars=None, /)",
        form::strip,
        "Return a copy of the string with leading and trailing whitespace removed.",
    ),
    NativeDef::method(
        "swapcase",
        "()",
        form::swapcase,
        "Convert uppercase characters to lowercase and lowercase characters to uppercase.",
    ),
    NativeDef::method("title", "()", form::title, "Return a version of the string where each word is titlecased."),
    NativeDef::method(
        "translate",
        "(table, /)",
        translate::translate,
        "Replace each character in the string using the given translation table.",
    ),
    NativeDef::method("upper", "()", form::upper, "Return a copy of the string converted to uppercase."),
    NativeDef::method(
        "zfill",
        "(width, /)",
        form::zfill,
        "Pad a numeric string with zeros on the left, to fill a field of the given width.",
    ),
    NativeDef::method("__iter__", "()", receiver::iterate, "Implement iter(self)."),
    NativeDef::method("__sizeof__", "()", size, "Return the size of the string in memory, in bytes."),
    operators::with_value("__add__", split::add, "Return self+value."),
    operators::with_value("__mul__", split::multiply, "Return self*value."),
    operators::with_value("__rmul__", split::multiply, "Return value*self."),
    operators::MOD,
    operators::RMOD,
    operators::LEN,
    operators::GETITEM,
    operators::CONTAINS,
    operators::HASH,
    operators::REPR,
    operators::STR,
    operators::FORMAT,
    operators::GETNEWARGS,
    operators::EQ,
    operators::NE,
    operators::LT,
    operators::LE,
    operators::GT,
    operators::GE,
];
