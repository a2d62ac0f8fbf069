//! The native half of `json`: a scanner and an encoder. What nests is followed by recursion in Rust, which ends with a
//! RecursionError before the native stack does.

use super::ModuleDef;
use crate::heap::{Gc, Kind, Value};
use crate::object::int::{self, Source};
use crate::object::string::{code_points, count_code_points, push_code_point};
use crate::object::{Dict, List, Str, Tuple, float};
use crate::vm::Context;
use crate::vm::native::{Args, NativeDef, Raised, Result};

/// Reads a document. Positions are in bytes; errors tell them in characters.
struct Scanner {
    document: Value,
    text: Vec<u8>,
    strict: bool,
    object_hook: Value,
    pairs_hook: Value,
    parse_float: Value,
    parse_int: Value,
    parse_constant: Value,
}

impl Scanner {
    #[cold]
    fn fail(&self, ctx: &mut Context, message: &str, at: usize) -> Raised {
        let position = count_code_points(&self.text[..at.min(self.text.len())]);
        let message = ctx.new_str(message);
        let args = [message, self.document, Value::int(position as i64)];
        match ctx.runtime_function("json", "JSONDecodeError").and_then(|class| ctx.call_nested(class, &args)) {
            Ok(exception) => ctx.raise_value(exception),
            Err(raised) => raised,
        }
    }

    fn peek(&self, at: usize) -> Option<u8> {
        self.text.get(at).copied()
    }

    fn skip_blanks(&self, mut at: usize) -> usize {
        while matches!(self.peek(at), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            at += 1;
        }
        at
    }

    /// The value that begins at `at`, and where it ends.
    fn value(&self, ctx: &mut Context, at: usize) -> Result<(Value, usize)> {
        match self.peek(at) {
            Some(b'"') => {
                let (text, end) = self.string(ctx, at)?;
                Ok((Value::object(text), end))
            }
            Some(b'{') => self.nested(ctx, |scanner, ctx| scanner.object(ctx, at)),
            Some(b'[') => self.nested(ctx, |scanner, ctx| scanner.array(ctx, at)),
            Some(b'-' | b'0'..=b'9') => self.number(ctx, at),
            _ => self.word(ctx, at),
        }
    }

    fn nested(
        &self,
        ctx: &mut Context,
        read: impl FnOnce(&Scanner, &mut Context) -> Result<(Value, usize)>,
    ) -> Result<(Value, usize)> {
        ctx.check_native_stack("nested JSON")?;
        ctx.charge(1)?;
        let mark = ctx.roots.len();
        let result = read(self, ctx);
        ctx.roots.truncate(mark);
        result
    }

    fn word(&self, ctx: &mut Context, at: usize) -> Result<(Value, usize)> {
        let constants = [
            ("null", Some(Value::NONE)),
            ("true", Some(Value::TRUE)),
            ("false", Some(Value::FALSE)),
            ("NaN", None),
            ("Infinity", None),
            ("-Infinity", None),
        ];
        for (word, value) in constants {
            if !self.text[at.min(self.text.len())..].starts_with(word.as_bytes()) {
                continue;
            }
            let value = match value {
                Some(value) => value,
                None if !self.parse_constant.is_none() => {
                    let word = ctx.new_str(word);
                    ctx.call_nested(self.parse_constant, &[word])?
                }
                None => Value::float(match word {
                    "NaN" => f64::NAN,
                    "Infinity" => f64::INFINITY,
                    _ => f64::NEG_INFINITY,
                }),
            };
            return Ok((value, at + word.len()));
        }
        Err(self.fail(ctx, "Expecting value", at))
    }

    fn digits(&self, mut at: usize) -> usize {
        while self.peek(at).is_some_and(|byte| byte.is_ascii_digit()) {
            at += 1;
        }
        at
    }

    fn number(&self, ctx: &mut Context, start: usize) -> Result<(Value, usize)> {
        let first = start + usize::from(self.peek(start) == Some(b'-'));
        let mut end = match self.peek(first) {
            Some(b'0') => first + 1,
            Some(b'1'..=b'9') => self.digits(first),
            _ => return self.word(ctx, start),
        };
        let mut is_float = false;
        if self.peek(end) == Some(b'.') && self.digits(end + 1) > end + 1 {
            end = self.digits(end + 1);
            is_float = true;
        }
        if matches!(self.peek(end), Some(b'e' | b'E')) {
            let exponent = end + 1 + usize::from(matches!(self.peek(end + 1), Some(b'+' | b'-')));
            if self.digits(exponent) > exponent {
                end = self.digits(exponent);
                is_float = true;
            }
        }
        let text = &self.text[start..end];
        let hook = if is_float { self.parse_float } else { self.parse_int };
        let value = if !hook.is_none() {
            let text = Value::object(ctx.heap.new_str_wtf8(text));
            ctx.call_nested(hook, &[text])?
        } else if is_float {
            Value::float(float::parse_ascii(text).unwrap_or(f64::NAN))
        } else {
            let parsed = int::parse(Source::Str(text), 10, ctx.int_digits_limit);
            let parsed = ctx.check(parsed)?;
            ctx.heap.new_int(parsed)
        };
        Ok((value, end))
    }

    /// The string whose opening quote stands at `begin`.
    fn string(&self, ctx: &mut Context, begin: usize) -> Result<(Gc<Str>, usize)> {
        let start = begin + 1;
        let rest = &self.text[start..];
        let plain = rest.iter().position(|&byte| byte == b'"' || byte == b'\\' || byte < 0x20).unwrap_or(rest.len());
        if rest.get(plain) == Some(&b'"') {
            return Ok((ctx.heap.new_str_wtf8(&rest[..plain]), start + plain + 1));
        }
        let mut out = rest[..plain].to_vec();
        let mut at = start + plain;
        loop {
            match self.peek(at) {
                None => return Err(self.fail(ctx, "Unterminated string starting at", begin)),
                Some(b'"') => {
                    ctx.charge(out.len() as u64 / 64)?;
                    return Ok((ctx.heap.new_str_wtf8(&out), at + 1));
                }
                Some(b'\\') => at = self.escape(ctx, begin, at, &mut out)?,
                Some(byte) if byte < 0x20 && self.strict => {
                    return Err(self.fail(ctx, "Invalid control character at", at));
                }
                Some(byte) => {
                    out.push(byte);
                    at += 1;
                }
            }
        }
    }

    /// Reads an escape at `at`; gives where it ends.
    fn escape(&self, ctx: &mut Context, begin: usize, at: usize, out: &mut Vec<u8>) -> Result<usize> {
        let byte = match self.peek(at + 1) {
            None => return Err(self.fail(ctx, "Unterminated string starting at", begin)),
            Some(byte @ (b'"' | b'\\' | b'/')) => byte,
            Some(b'b') => 8,
            Some(b'f') => 12,
            Some(b'n') => b'\n',
            Some(b'r') => b'\r',
            Some(b't') => b'\t',
            Some(b'u') => return self.unicode_escape(ctx, at, out),
            Some(_) => return Err(self.fail(ctx, "Invalid \\escape", at)),
        };
        out.push(byte);
        Ok(at + 2)
    }

    fn four_digits(&self, at: usize) -> Option<u32> {
        // As in CPython, something must follow the digits.
        let digits = self.text.get(at..at + 4).filter(|_| self.text.len() > at + 4)?;
        let text = std::str::from_utf8(digits).ok().filter(|text| text.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
        u32::from_str_radix(text, 16).ok()
    }

    fn unicode_escape(&self, ctx: &mut Context, at: usize, out: &mut Vec<u8>) -> Result<usize> {
        let Some(mut code_point) = self.four_digits(at + 2) else {
            return Err(self.fail(ctx, "Invalid \\uXXXX escape", at + 1));
        };
        let mut end = at + 6;
        if (0xD800..0xDC00).contains(&code_point)
            && self.text[end..].starts_with(b"\\u")
            && let Some(low @ 0xDC00..0xE000) = self.four_digits(end + 2)
        {
            code_point = 0x10000 + ((code_point - 0xD800) << 10) + (low - 0xDC00);
            end += 6;
        }
        push_code_point(out, code_point);
        Ok(end)
    }

    fn array(&self, ctx: &mut Context, begin: usize) -> Result<(Value, usize)> {
        let list = List::create(&mut ctx.heap, Vec::new());
        ctx.roots.push(Value::object(list));
        let mut at = self.skip_blanks(begin + 1);
        if self.peek(at) == Some(b']') {
            return Ok((Value::object(list), at + 1));
        }
        loop {
            let (item, end) = self.value(ctx, at)?;
            List::push(&mut ctx.heap, list, item);
            at = self.skip_blanks(end);
            match self.peek(at) {
                Some(b']') => return Ok((Value::object(list), at + 1)),
                Some(b',') => {}
                _ => return Err(self.fail(ctx, "Expecting ',' delimiter", at)),
            }
            let comma = at;
            at = self.skip_blanks(at + 1);
            if self.peek(at) == Some(b']') {
                return Err(self.fail(ctx, "Illegal trailing comma before end of array", comma));
            }
        }
    }

    fn object(&self, ctx: &mut Context, begin: usize) -> Result<(Value, usize)> {
        let dict = ctx.new_dict();
        let pairs = List::create(&mut ctx.heap, Vec::new());
        ctx.roots.extend([Value::object(dict), Value::object(pairs)]);
        let mut at = self.skip_blanks(begin + 1);
        if self.peek(at) == Some(b'}') {
            return self.finish(ctx, dict, pairs, at + 1);
        }
        loop {
            if self.peek(at) != Some(b'"') {
                return Err(self.fail(ctx, "Expecting property name enclosed in double quotes", at));
            }
            let (key, end) = self.string(ctx, at)?;
            let key = Value::object(key);
            ctx.roots.push(key);
            at = self.skip_blanks(end);
            if self.peek(at) != Some(b':') {
                return Err(self.fail(ctx, "Expecting ':' delimiter", at));
            }
            let (value, end) = self.value(ctx, self.skip_blanks(at + 1))?;
            ctx.roots.pop();
            if self.pairs_hook.is_none() {
                ctx.dict_set(dict, key, value)?;
            } else {
                let pair = ctx.new_tuple(&[key, value]);
                List::push(&mut ctx.heap, pairs, pair);
            }
            at = self.skip_blanks(end);
            match self.peek(at) {
                Some(b'}') => return self.finish(ctx, dict, pairs, at + 1),
                Some(b',') => {}
                _ => return Err(self.fail(ctx, "Expecting ',' delimiter", at)),
            }
            let comma = at;
            at = self.skip_blanks(at + 1);
            if self.peek(at) == Some(b'}') {
                return Err(self.fail(ctx, "Illegal trailing comma before end of object", comma));
            }
        }
    }

    /// What becomes of an object that was read.
    fn finish(&self, ctx: &mut Context, dict: Gc<Dict>, pairs: Gc<List>, end: usize) -> Result<(Value, usize)> {
        let value = if !self.pairs_hook.is_none() {
            ctx.call_nested(self.pairs_hook, &[Value::object(pairs)])?
        } else if !self.object_hook.is_none() {
            ctx.call_nested(self.object_hook, &[Value::object(dict)])?
        } else {
            Value::object(dict)
        };
        Ok((value, end))
    }
}

/// `scan(text, start, strict, object_hook, object_pairs_hook, parse_float, parse_int, parse_constant)`: the value and where
/// it ends.
fn scan(ctx: &mut Context, args: Args) -> Result {
    let document = args.get(ctx, 0);
    let Some(text) = ctx.as_str(document) else {
        let message = format!("first argument must be a string, not {}", ctx.type_name(document));
        return Err(ctx.type_error(message));
    };
    let start = args.get(ctx, 1);
    let start = ctx.clamped_index(start)?.max(0) as usize;
    let length = ctx.heap.str_length(text);
    let strict = args.get(ctx, 2);
    let strict = ctx.truth(strict)?;
    let bytes = ctx.heap.str_bytes(text).to_vec();
    ctx.charge(bytes.len() as u64 / 16)?;
    let hook = |index| args.optional(ctx, index).unwrap_or(Value::NONE);
    let scanner = Scanner {
        document,
        strict,
        object_hook: hook(3),
        pairs_hook: hook(4),
        parse_float: hook(5),
        parse_int: hook(6),
        parse_constant: hook(7),
        text: bytes,
    };
    let start = ctx.heap.str_offset(text, start.min(length));
    let mark = ctx.roots.len();
    let result = scanner.value(ctx, start);
    ctx.roots.truncate(mark);
    let (value, end) = result?;
    let end = count_code_points(&scanner.text[..end]);
    Ok(ctx.new_tuple(&[value, Value::int(end as i64)]))
}

/// Writes a value as JSON.
struct Encoder {
    out: Vec<u8>,
    default: Value,
    /// One level of indentation.
    indent: Option<Vec<u8>>,
    item_separator: Vec<u8>,
    key_separator: Vec<u8>,
    sort_keys: bool,
    skip_keys: bool,
    allow_nan: bool,
    ascii: bool,
    check_circles: bool,
    /// The containers being written.
    inside: Vec<u64>,
}

impl Encoder {
    fn value(&mut self, ctx: &mut Context, value: Value) -> Result<()> {
        ctx.charge(1)?;
        let plain = ctx.payload(value);
        match plain.kind() {
            Some(Kind::Str) => {
                let text = plain.cast::<Str>().expect("of this kind");
                write_string(ctx.heap.str_bytes(text), self.ascii, &mut self.out);
                Ok(())
            }
            Some(Kind::List | Kind::Tuple) => {
                self.container(ctx, value, |encoder, ctx| encoder.array(ctx, value, plain))
            }
            Some(Kind::Dict) => self.container(ctx, value, |encoder, ctx| encoder.object(ctx, value, plain)),
            _ => match self.scalar(ctx, plain)? {
                Some(text) => {
                    self.out.extend_from_slice(text.as_bytes());
                    Ok(())
                }
                None => self.other(ctx, value),
            },
        }
    }

    /// The text of a constant or a number.
    fn scalar(&mut self, ctx: &mut Context, plain: Value) -> Result<Option<String>> {
        if plain.is_none() {
            return Ok(Some("null".to_owned()));
        }
        if let Some(truth) = plain.as_bool() {
            return Ok(Some(truth.to_string()));
        }
        if let Some(number) = plain.as_float() {
            return self.float(ctx, number).map(Some);
        }
        if ctx.heap.int(plain).is_some() {
            return ctx.decimal(plain).map(Some);
        }
        Ok(None)
    }

    fn float(&self, ctx: &mut Context, number: f64) -> Result<String> {
        if number.is_finite() {
            return Ok(float::repr(number));
        }
        if !self.allow_nan {
            let shown = float::repr(number);
            return Err(ctx.value_error(format!("Out of range float values are not JSON compliant: {shown}")));
        }
        let text = if number.is_nan() {
            "NaN"
        } else if number > 0.0 {
            "Infinity"
        } else {
            "-Infinity"
        };
        Ok(text.to_owned())
    }

    /// An object of another type: what `default` makes of it.
    fn other(&mut self, ctx: &mut Context, value: Value) -> Result<()> {
        if self.default.is_none() {
            let message = format!("Object of type {} is not JSON serializable", ctx.type_name(value));
            return Err(ctx.type_error(message));
        }
        let default = self.default;
        self.container(ctx, value, |encoder, ctx| {
            let made = ctx.call_nested(default, &[value])?;
            ctx.roots.push(made);
            encoder.value(ctx, made).inspect_err(|_| {
                let text = format!("when serializing {} object", ctx.type_name(value));
                note(ctx, &text);
            })
        })
    }

    fn container(
        &mut self,
        ctx: &mut Context,
        value: Value,
        write: impl FnOnce(&mut Encoder, &mut Context) -> Result<()>,
    ) -> Result<()> {
        ctx.check_native_stack("nested JSON")?;
        if self.check_circles && self.inside.contains(&value.identity()) {
            return Err(ctx.value_error("Circular reference detected"));
        }
        self.inside.push(value.identity());
        let mark = ctx.roots.len();
        ctx.roots.push(value);
        let result = write(self, ctx);
        ctx.roots.truncate(mark);
        self.inside.pop();
        result
    }

    /// A new line before an item, if there is indentation.
    fn new_line(&mut self, depth: usize) {
        if let Some(indent) = &self.indent {
            self.out.push(b'\n');
            (0..depth).for_each(|_| self.out.extend_from_slice(indent));
        }
    }

    fn array(&mut self, ctx: &mut Context, value: Value, plain: Value) -> Result<()> {
        let depth = self.inside.len();
        let mut index = 0;
        self.out.push(b'[');
        // The items are looked up anew each time: `default` may change the list.
        while let Some(item) = item_at(ctx, plain, index) {
            if index > 0 {
                self.out.extend_from_slice(&self.item_separator.clone());
            }
            self.new_line(depth);
            if let Err(raised) = self.value(ctx, item) {
                let text = format!("when serializing {} item {index}", ctx.type_name(value));
                note(ctx, &text);
                return Err(raised);
            }
            index += 1;
        }
        if index > 0 {
            self.new_line(depth - 1);
        }
        self.out.push(b']');
        Ok(())
    }

    fn object(&mut self, ctx: &mut Context, value: Value, plain: Value) -> Result<()> {
        let depth = self.inside.len();
        let entries = self.entries(ctx, plain)?;
        ctx.roots.extend(entries.iter().flatten());
        let mut any = false;
        self.out.push(b'{');
        for [key, item] in entries {
            let Some(text) = self.key(ctx, key)? else { continue };
            if std::mem::replace(&mut any, true) {
                self.out.extend_from_slice(&self.item_separator.clone());
            }
            self.new_line(depth);
            write_string(&text, self.ascii, &mut self.out);
            self.out.extend_from_slice(&self.key_separator.clone());
            if let Err(raised) = self.value(ctx, item) {
                let pending = ctx.take_pending();
                let key = ctx.repr_text(key);
                ctx.pending = pending;
                let text = format!("when serializing {} item {}", ctx.type_name(value), key?);
                note(ctx, &text);
                return Err(raised);
            }
        }
        if any {
            self.new_line(depth - 1);
        }
        self.out.push(b'}');
        Ok(())
    }

    fn entries(&mut self, ctx: &mut Context, plain: Value) -> Result<Vec<[Value; 2]>> {
        let dict = plain.cast::<Dict>().expect("of this kind");
        let mut entries: Vec<[Value; 2]> = ctx.heap.get(dict).iter().map(|entry| [entry.key, entry.value]).collect();
        if !self.sort_keys {
            return Ok(entries);
        }
        if entries.iter().all(|[key, _]| key.is::<Str>()) {
            let text = |entry: &[Value; 2]| entry[0].cast::<Str>().expect("just seen");
            entries.sort_by(|a, b| ctx.heap.str_compare(text(a), text(b)));
            return Ok(entries);
        }
        let pairs = entries.iter().map(|pair| ctx.new_tuple(pair)).collect();
        let pairs = ctx.new_list(pairs);
        let sorted = ctx.get_text(ctx.builtins, "sorted").unwrap_or(Value::NONE);
        let sorted = ctx.call_nested(sorted, &[pairs])?;
        let sorted = ctx.collect_nested(sorted)?;
        sorted.into_iter().map(|pair| ctx.unpack_pair(pair)).collect()
    }

    /// A key as text; None if it is to be left out.
    fn key(&mut self, ctx: &mut Context, key: Value) -> Result<Option<Vec<u8>>> {
        let plain = ctx.payload(key);
        if let Some(text) = plain.cast::<Str>() {
            return Ok(Some(ctx.heap.str_bytes(text).to_vec()));
        }
        if let Some(text) = self.scalar(ctx, plain)? {
            return Ok(Some(text.into_bytes()));
        }
        if self.skip_keys {
            return Ok(None);
        }
        let message = format!("keys must be str, int, float, bool or None, not {}", ctx.type_name(key));
        Err(ctx.type_error(message))
    }
}

fn item_at(ctx: &Context, plain: Value, index: usize) -> Option<Value> {
    match plain.cast::<List>() {
        Some(list) => ctx.items(list).get(index).copied(),
        None => ctx.heap.tail(plain.cast::<Tuple>()?).get(index).copied(),
    }
}

/// Adds a note to the pending exception.
fn note(ctx: &mut Context, text: &str) {
    if ctx.limits.stopped.is_some() {
        return;
    }
    let exception = ctx.take_pending();
    let mark = ctx.roots.len();
    ctx.roots.push(exception);
    let text = ctx.new_str(text);
    let added = ctx.attribute(exception, "add_note").and_then(|add| ctx.call_nested(add, &[text]));
    ctx.roots.truncate(mark);
    if added.is_err() {
        ctx.take_pending();
    }
    ctx.pending = exception;
}

/// Appends a JSON string.
fn write_string(wtf8: &[u8], ascii: bool, out: &mut Vec<u8>) {
    out.push(b'"');
    for code_point in code_points(wtf8) {
        match code_point {
            0x22 => out.extend_from_slice(b"\\\""),
            0x5C => out.extend_from_slice(b"\\\\"),
            0x0A => out.extend_from_slice(b"\\n"),
            0x0D => out.extend_from_slice(b"\\r"),
            0x09 => out.extend_from_slice(b"\\t"),
            0x08 => out.extend_from_slice(b"\\b"),
            0x0C => out.extend_from_slice(b"\\f"),
            0..0x20 => out.extend_from_slice(format!("\\u{code_point:04x}").as_bytes()),
            0x20..0x7F => out.push(code_point as u8),
            0x7F => out.push(0x7F),
            _ if !ascii => push_code_point(out, code_point),
            0x80..0x10000 => out.extend_from_slice(format!("\\u{code_point:04x}").as_bytes()),
            _ => {
                let rest = code_point - 0x10000;
                let (high, low) = (0xD800 + (rest >> 10), 0xDC00 + (rest & 0x3FF));
                out.extend_from_slice(format!("\\u{high:04x}\\u{low:04x}").as_bytes());
            }
        }
    }
    out.push(b'"');
}

fn text_argument(ctx: &mut Context, args: Args, index: u32) -> Result<Vec<u8>> {
    let value = args.get(ctx, index);
    match ctx.as_str(value) {
        Some(text) => Ok(ctx.heap.str_bytes(text).to_vec()),
        None => {
            let message = format!("separators must be strings, not {}", ctx.type_name(value));
            Err(ctx.type_error(message))
        }
    }
}

/// `encode(object, default, indent, item_separator, key_separator, sort_keys, skipkeys, allow_nan, ensure_ascii,
/// check_circular)`
fn encode(ctx: &mut Context, args: Args) -> Result {
    let indent = match args.get(ctx, 2) {
        indent if indent.is_none() => None,
        indent => match ctx.as_str(indent) {
            Some(text) => Some(ctx.heap.str_bytes(text).to_vec()),
            None => {
                let count = ctx.clamped_index(indent)?.max(0);
                ctx.reserve(count as usize)?;
                Some(vec![b' '; count as usize])
            }
        },
    };
    let mut flags = [false; 5];
    for (flag, index) in flags.iter_mut().zip(5..) {
        let value = args.get(ctx, index);
        *flag = ctx.truth(value)?;
    }
    let [sort_keys, skip_keys, allow_nan, ascii, check_circles] = flags;
    let mut encoder = Encoder {
        out: Vec::new(),
        default: args.get(ctx, 1),
        indent,
        item_separator: text_argument(ctx, args, 3)?,
        key_separator: text_argument(ctx, args, 4)?,
        sort_keys,
        skip_keys,
        allow_nan,
        ascii,
        check_circles,
        inside: Vec::new(),
    };
    let value = args.get(ctx, 0);
    encoder.value(ctx, value)?;
    Ok(Value::object(ctx.heap.new_str_owned(encoder.out)))
}

pub static MODULE: ModuleDef = ModuleDef {
    name: "_json",
    doc: "json speedups",
    functions: &[
        NativeDef::function(
            "scan",
            "(text, start, strict, object_hook=None, object_pairs_hook=None, parse_float=None, parse_int=None, parse_constant=None, /)",
            scan,
            "",
        ),
        NativeDef::function(
            "encode",
            "(value, default, indent, item_separator, key_separator, sort_keys, skipkeys, allow_nan, ensure_ascii, check_circular, /)",
            encode,
            "",
        ),
    ],
    init: None,
};
