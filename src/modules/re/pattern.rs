//! `re.Pattern`: a compiled pattern and its methods.

use super::found::Match;
use super::machine::{Bytes, Machine, Mode, Run, Wide};
use super::program::Program;
use super::syntax::flags;
use super::template::{self, Piece, Refusal};
use super::{characters, fail};
use crate::heap::{Gc, Kind, NoTail, Object, Tracer, Value};
use crate::object::string::count_code_points;
use crate::object::{Dict, ExceptionKind, Str};
use crate::vm::Context;
use crate::vm::builtin_class::{AttributeDef, Builtin, ClassDef};
use crate::vm::native::{Args, NativeDef, Result};

/// A compiled pattern.
pub struct Pattern {
    pub program: Program,
    /// What it was compiled from.
    pub text: Value,
    pub flags: u32,
    /// The numbers of groups by name.
    pub index: Gc<Dict>,
    pub is_text: bool,
}

impl Object for Pattern {
    const KIND: Kind = Kind::Pattern;
    type Tail = NoTail;

    fn trace(&self, tracer: &mut Tracer) {
        tracer.value(self.text);
        tracer.object(self.index);
    }
}

/// Steps between two looks at the limits.
const BUDGET: i64 = 20_000;

/// A text that is searched: offsets are of its bytes.
#[derive(Clone, Copy)]
pub struct Subject {
    pub string: Value,
    /// Whether it is a str, and not ASCII.
    pub wide: bool,
    /// Where it is taken to end.
    pub end: usize,
}

fn this(ctx: &mut Context, args: Args) -> Result<Gc<Pattern>> {
    args.get(ctx, 0).cast().ok_or_else(|| ctx.type_error("a re.Pattern was expected"))
}

impl Subject {
    /// The text in an argument, which must be of the pattern's kind.
    pub fn new(ctx: &mut Context, pattern: Gc<Pattern>, string: Value) -> Result<Subject> {
        let is_text = ctx.heap.get(pattern).is_text;
        if let Some(text) = ctx.as_str(string) {
            if !is_text {
                return Err(ctx.type_error("cannot use a bytes pattern on a string-like object"));
            }
            let (wide, end) = (!ctx.heap.str_is_ascii(text), ctx.heap.str_bytes(text).len());
            return Ok(Subject { string: Value::object(text), wide, end });
        }
        match ctx.bytes_like(string).map(|bytes| bytes.len()) {
            Some(_) if is_text => Err(ctx.type_error("cannot use a string pattern on a bytes-like object")),
            Some(end) => Ok(Subject { string, wide: false, end }),
            None => {
                let found = ctx.type_name(string);
                Err(ctx.type_error(format!("expected string or bytes-like object, got '{found}'")))
            }
        }
    }

    /// The offset of a position.
    fn offset(self, ctx: &Context, position: usize) -> usize {
        match self.string.cast::<Str>() {
            Some(text) if self.wide => match position >= ctx.heap.str_length(text) {
                true => self.end,
                false => ctx.heap.str_offset(text, position).min(self.end),
            },
            _ => position.min(self.end),
        }
    }

    /// The position at an offset.
    pub fn position(self, ctx: &Context, offset: usize) -> usize {
        match self.string.cast::<Str>() {
            Some(text) if self.wide => count_code_points(&ctx.heap.str_bytes(text)[..offset]),
            _ => offset,
        }
    }

    /// A part of the text.
    pub fn slice(self, ctx: &mut Context, start: usize, end: usize) -> Value {
        match self.string.cast::<Str>() {
            Some(text) => {
                if (start, end) == (0, ctx.heap.str_bytes(text).len()) {
                    return self.string;
                }
                let part = ctx.heap.str_bytes(text)[start..end].to_vec();
                Value::object(ctx.heap.new_str_owned(part))
            }
            None => {
                let part = ctx.bytes_like(self.string).map_or(Vec::new(), |bytes| bytes[start..end].to_vec());
                ctx.new_bytes(&part)
            }
        }
    }

    /// The bytes of a part.
    fn append(self, ctx: &Context, start: usize, end: usize, out: &mut Vec<u8>) {
        match self.string.cast::<Str>() {
            Some(text) => out.extend_from_slice(&ctx.heap.str_bytes(text)[start..end]),
            None => out.extend_from_slice(&ctx.bytes_like(self.string).unwrap_or_default()[start..end]),
        }
    }

    /// A text of the same kind.
    fn same_kind(self, ctx: &mut Context, bytes: Vec<u8>) -> Value {
        match self.string.is::<Str>() {
            true => Value::object(ctx.heap.new_str_owned(bytes)),
            false => ctx.new_bytes(&bytes),
        }
    }
}

/// Runs a machine to its end; whether it has matched.
fn run(ctx: &mut Context, pattern: Gc<Pattern>, subject: Subject, machine: &mut Machine) -> Result<bool> {
    loop {
        let mut budget = BUDGET;
        let program = &ctx.heap.get(pattern).program;
        let ended = match subject.string.cast::<Str>() {
            Some(text) => {
                let bytes = &ctx.heap.str_bytes(text)[..subject.end];
                match subject.wide {
                    true => machine.run(program, &Wide(bytes), &mut budget),
                    false => machine.run(program, &Bytes(bytes), &mut budget),
                }
            }
            None => {
                let bytes = ctx.bytes_like(subject.string).unwrap_or_default();
                machine.run(program, &Bytes(&bytes[..subject.end.min(bytes.len())]), &mut budget)
            }
        };
        ctx.charge(1 + (BUDGET - budget).max(0) as u64 / 4)?;
        match ended {
            Run::Matched => return Ok(true),
            Run::Failed => return Ok(false),
            Run::Paused => ctx.reserve(machine.size())?,
        }
    }
}

/// All matches of a text, one after the other.
pub struct Matches {
    pattern: Gc<Pattern>,
    pub subject: Subject,
    at: usize,
    /// The last match was empty: the next must not be, there.
    not_empty: bool,
}

impl Matches {
    fn next(&mut self, ctx: &mut Context) -> Result<Option<Machine>> {
        if self.at > self.subject.end {
            return Ok(None);
        }
        let program = &ctx.heap.get(self.pattern).program;
        let mut machine = Machine::new(program, Mode::Search, self.at, self.not_empty);
        if !run(ctx, self.pattern, self.subject, &mut machine)? {
            return Ok(None);
        }
        self.not_empty = machine.slots[0] == machine.slots[1];
        self.at = machine.slots[1];
        Ok(Some(machine))
    }
}

/// A position given as an argument.
fn position(ctx: &mut Context, args: Args, index: u32, default: usize) -> Result<usize> {
    match args.optional(ctx, index) {
        None => Ok(default),
        Some(value) => Ok(ctx.clamped_index(value)?.max(0) as usize),
    }
}

/// The text, and where to begin, of the arguments `(string, pos, endpos)`.
fn searched(ctx: &mut Context, args: Args) -> Result<(Gc<Pattern>, Subject, usize)> {
    let pattern = this(ctx, args)?;
    let string = args.get(ctx, 1);
    let mut subject = Subject::new(ctx, pattern, string)?;
    let (start, end) = (position(ctx, args, 2, 0)?, position(ctx, args, 3, usize::MAX)?);
    subject.end = subject.offset(ctx, end);
    let start = match start > end {
        true => subject.end + 1,
        false => subject.offset(ctx, start),
    };
    Ok((pattern, subject, start))
}

fn find(ctx: &mut Context, args: Args, mode: Mode) -> Result {
    let (pattern, subject, start) = searched(ctx, args)?;
    if start > subject.end {
        return Ok(Value::NONE);
    }
    let mut machine = Machine::new(&ctx.heap.get(pattern).program, mode, start, false);
    if !run(ctx, pattern, subject, &mut machine)? {
        return Ok(Value::NONE);
    }
    Ok(Match::create(ctx, pattern, subject, start, machine))
}

fn match_at_start(ctx: &mut Context, args: Args) -> Result {
    find(ctx, args, Mode::Match)
}

fn full_match(ctx: &mut Context, args: Args) -> Result {
    find(ctx, args, Mode::Full)
}

fn search(ctx: &mut Context, args: Args) -> Result {
    find(ctx, args, Mode::Search)
}

/// `next(pattern, string, start, end, not_empty)`, with offsets as this gives them: a match, where it ends, and whether
/// it is empty; None if there is none.
pub fn next_match(ctx: &mut Context, args: Args) -> Result {
    let pattern = this(ctx, args)?;
    let string = args.get(ctx, 1);
    let mut subject = Subject::new(ctx, pattern, string)?;
    let [at, end] = [2, 3].map(|index| args.get(ctx, index).as_int().and_then(|offset| usize::try_from(offset).ok()));
    subject.end = end.unwrap_or(subject.end).min(subject.end);
    let at = at.unwrap_or(0);
    let mut matches = Matches { pattern, subject, at, not_empty: args.get(ctx, 4) == Value::TRUE };
    let Some(machine) = matches.next(ctx)? else { return Ok(Value::NONE) };
    let found = Match::create(ctx, pattern, subject, 0, machine);
    Ok(ctx.new_tuple(&[found, Value::int(matches.at as i64), Value::bool(matches.not_empty)]))
}

/// `finditer(string, pos, endpos)`: the library steps through the matches.
fn find_iter(ctx: &mut Context, args: Args) -> Result {
    let (pattern, subject, start) = searched(ctx, args)?;
    let module = ctx.import_module("re")?;
    let function = ctx.attribute(module, "_matches")?;
    let offsets = [start, subject.end].map(|offset| Value::int(offset as i64));
    ctx.tail_call(function, &[Value::object(pattern), subject.string, offsets[0], offsets[1]])
}

/// A group of a match; empty if it has not matched and there is no other value for that.
fn group_value(ctx: &mut Context, subject: Subject, machine: &Machine, group: usize, missing: Option<Value>) -> Value {
    let (start, end) = (machine.slots[2 * group], machine.slots[2 * group + 1]);
    match (start <= end && end <= subject.end, missing) {
        (true, _) => subject.slice(ctx, start, end),
        (false, Some(missing)) => missing,
        (false, None) => subject.same_kind(ctx, Vec::new()),
    }
}

/// `findall(string, pos, endpos)`
fn find_all(ctx: &mut Context, args: Args) -> Result {
    let (pattern, subject, start) = searched(ctx, args)?;
    let groups = ctx.heap.get(pattern).program.groups;
    let list = crate::object::List::create(&mut ctx.heap, Vec::new());
    ctx.roots.push(Value::object(list));
    let mut matches = Matches { pattern, subject, at: start, not_empty: false };
    let result = loop {
        let machine = match matches.next(ctx) {
            Ok(Some(machine)) => machine,
            Ok(None) => break Ok(Value::object(list)),
            Err(raised) => break Err(raised),
        };
        let item = match groups {
            0 | 1 => group_value(ctx, subject, &machine, groups, None),
            _ => {
                let items: Vec<Value> =
                    (1..=groups).map(|group| group_value(ctx, subject, &machine, group, None)).collect();
                ctx.new_tuple(&items)
            }
        };
        crate::object::List::push(&mut ctx.heap, list, item);
    };
    ctx.roots.pop();
    result
}

/// `split(string, maxsplit=0)`
fn split(ctx: &mut Context, args: Args) -> Result {
    let pattern = this(ctx, args)?;
    let string = args.get(ctx, 1);
    let subject = Subject::new(ctx, pattern, string)?;
    let most = position(ctx, args, 2, 0)?;
    let groups = ctx.heap.get(pattern).program.groups;
    let list = crate::object::List::create(&mut ctx.heap, Vec::new());
    ctx.roots.push(Value::object(list));
    let mut matches = Matches { pattern, subject, at: 0, not_empty: false };
    let (mut last, mut count) = (0, 0);
    let result = loop {
        let machine = match if most > 0 && count >= most { Ok(None) } else { matches.next(ctx) } {
            Ok(Some(machine)) => machine,
            Ok(None) => break Ok(Value::object(list)),
            Err(raised) => break Err(raised),
        };
        let part = subject.slice(ctx, last, machine.slots[0]);
        crate::object::List::push(&mut ctx.heap, list, part);
        for group in 1..=groups {
            let value = group_value(ctx, subject, &machine, group, Some(Value::NONE));
            crate::object::List::push(&mut ctx.heap, list, value);
        }
        last = machine.slots[1];
        count += 1;
    };
    if result.is_ok() {
        let rest = subject.slice(ctx, last, subject.end);
        crate::object::List::push(&mut ctx.heap, list, rest);
    }
    ctx.roots.pop();
    result
}

/// A template in an argument, made ready.
pub fn template_of(ctx: &mut Context, pattern: Gc<Pattern>, value: Value) -> Result<Vec<Piece>> {
    let found = ctx.type_name(value);
    let refusal = format!("decoding to str: need a bytes-like object, {found} found");
    let (chars, is_text) = characters(ctx, value, &refusal)?;
    if is_text != ctx.heap.get(pattern).is_text {
        let (wanted, found) = if is_text { ("a bytes-like object", "str") } else { ("str instance", "bytes") };
        return Err(ctx.type_error(format!("sequence item 0: expected {wanted}, {found} found")));
    }
    let (groups, index) = {
        let this = ctx.heap.get(pattern);
        (this.program.groups, this.index)
    };
    let parsed = {
        let names = |name: &str| ctx.get_text(index, name).and_then(|group| group.as_int()).map(|group| group as usize);
        template::parse(chars, is_text, groups, names)
    };
    match parsed {
        Ok(pieces) => Ok(pieces),
        Err(Refusal::Pattern(error)) => Err(fail(ctx, &error, value)),
        Err(Refusal::UnknownGroup(message)) => Err(ctx.raise(ExceptionKind::IndexError, message)),
    }
}

/// Writes a replacement.
pub fn expand(ctx: &Context, pieces: &[Piece], subject: Subject, slots: &[usize], out: &mut Vec<u8>) {
    for piece in pieces {
        match piece {
            Piece::Text(text) => out.extend_from_slice(text),
            Piece::Group(group) => {
                let (start, end) = (slots[2 * group], slots[2 * group + 1]);
                if start <= end && end <= subject.end {
                    subject.append(ctx, start, end, out);
                }
            }
        }
    }
}

/// The text with matches replaced, and how many were.
fn replaced(ctx: &mut Context, args: Args) -> Result<(Value, usize)> {
    let pattern = this(ctx, args)?;
    let (replacement, string) = (args.get(ctx, 1), args.get(ctx, 2));
    let most = position(ctx, args, 3, 0)?;
    let subject = Subject::new(ctx, pattern, string)?;
    let pieces = template_of(ctx, pattern, replacement)?;
    let mut matches = Matches { pattern, subject, at: 0, not_empty: false };
    let (mut out, mut last, mut count) = (Vec::new(), 0, 0);
    while most == 0 || count < most {
        let Some(machine) = matches.next(ctx)? else { break };
        subject.append(ctx, last, machine.slots[0], &mut out);
        expand(ctx, &pieces, subject, &machine.slots, &mut out);
        ctx.reserve(out.capacity())?;
        last = machine.slots[1];
        count += 1;
    }
    if count == 0 && !subject.string.is_kind(Kind::ByteArray) && !subject.string.is_kind(Kind::MemoryView) {
        return Ok((subject.string, 0));
    }
    subject.append(ctx, last, subject.end, &mut out);
    Ok((subject.same_kind(ctx, out), count))
}

/// Has the library replace with what a function gives.
fn replaced_calling(ctx: &mut Context, args: Args, counted: bool) -> Result {
    let module = ctx.import_module("re")?;
    let function = ctx.attribute(module, "_replaced")?;
    let count = position(ctx, args, 3, 0)?;
    let [pattern, replacement, string] = [0, 1, 2].map(|index| args.get(ctx, index));
    let values = [pattern, replacement, string, Value::int(count as i64), Value::bool(counted)];
    ctx.tail_call(function, &values)
}

fn is_function(ctx: &mut Context, args: Args) -> bool {
    let replacement = args.get(ctx, 1);
    ctx.as_str(replacement).is_none() && crate::builtins::is_callable(ctx, replacement)
}

fn sub(ctx: &mut Context, args: Args) -> Result {
    if is_function(ctx, args) {
        return replaced_calling(ctx, args, false);
    }
    replaced(ctx, args).map(|(text, _)| text)
}

fn subn(ctx: &mut Context, args: Args) -> Result {
    if is_function(ctx, args) {
        return replaced_calling(ctx, args, true);
    }
    let (text, count) = replaced(ctx, args)?;
    Ok(ctx.new_tuple(&[text, Value::int(count as i64)]))
}

fn itself(ctx: &mut Context, args: Args) -> Result {
    Ok(args.get(ctx, 0))
}

const FLAG_NAMES: [(u32, &str); 8] = [
    (flags::IGNORE_CASE, "re.IGNORECASE"),
    (flags::LOCALE, "re.LOCALE"),
    (flags::MULTILINE, "re.MULTILINE"),
    (flags::DOT_ALL, "re.DOTALL"),
    (flags::UNICODE, "re.UNICODE"),
    (flags::VERBOSE, "re.VERBOSE"),
    (flags::DEBUG, "re.DEBUG"),
    (flags::ASCII, "re.ASCII"),
];

fn repr(ctx: &mut Context, args: Args) -> Result {
    let pattern = this(ctx, args)?;
    let (text, mut flags, is_text) = {
        let this = ctx.heap.get(pattern);
        (this.text, this.flags, this.is_text)
    };
    if is_text {
        // What text has anyway is not shown.
        flags &= !flags::UNICODE;
    }
    let shown: String = ctx.repr_text(text)?.chars().take(200).collect();
    let names: Vec<&str> = FLAG_NAMES.iter().filter(|(flag, _)| flags & flag != 0).map(|(_, name)| *name).collect();
    let text = match names.is_empty() {
        true => format!("re.compile({shown})"),
        false => format!("re.compile({shown}, {})", names.join("|")),
    };
    Ok(ctx.new_str(&text))
}

fn equal(ctx: &mut Context, args: Args) -> Result {
    let pattern = this(ctx, args)?;
    let Some(other) = args.get(ctx, 1).cast::<Pattern>() else { return Ok(Value::NOT_IMPLEMENTED) };
    let (left, right) = (ctx.heap.get(pattern), ctx.heap.get(other));
    if left.flags != right.flags || left.is_text != right.is_text {
        return Ok(Value::FALSE);
    }
    let (left, right) = (left.text, right.text);
    ctx.equal(left, right).map(Value::bool)
}

fn hash(ctx: &mut Context, args: Args) -> Result {
    let pattern = this(ctx, args)?;
    let this = ctx.heap.get(pattern);
    let (text, flags) = (this.text, i64::from(this.flags));
    let hash = ctx.hash(text)?;
    Ok(Value::int(hash.wrapping_mul(31).wrapping_add(flags) >> 1))
}

fn text(ctx: &mut Context, value: Value) -> Result {
    Ok(value.cast::<Pattern>().map_or(Value::NONE, |pattern| ctx.heap.get(pattern).text))
}

fn flags_value(ctx: &mut Context, value: Value) -> Result {
    Ok(value.cast::<Pattern>().map_or(Value::NONE, |pattern| Value::int(i64::from(ctx.heap.get(pattern).flags))))
}

fn groups(ctx: &mut Context, value: Value) -> Result {
    let groups = value.cast::<Pattern>().map_or(0, |pattern| ctx.heap.get(pattern).program.groups);
    Ok(Value::int(groups as i64))
}

fn group_index(ctx: &mut Context, value: Value) -> Result {
    let Some(pattern) = value.cast::<Pattern>() else { return Ok(Value::NONE) };
    let index = Value::object(ctx.heap.get(pattern).index);
    let class = ctx.class_value(Builtin::MappingProxy);
    ctx.call_nested(class, &[index])
}

const fn attribute(name: &'static str, get: fn(&mut Context, Value) -> Result) -> AttributeDef {
    AttributeDef { name, get, set: None, doc: "" }
}

const RANGE: &str = "(string, pos=0, endpos=9223372036854775807)";

pub static CLASS: ClassDef = ClassDef {
    module: "re",
    doc: "Compiled regular expression object.",
    methods: &[
        NativeDef::method("match", RANGE, match_at_start, "Match at the beginning of the string."),
        NativeDef::method("fullmatch", RANGE, full_match, "Match the whole string."),
        NativeDef::method("search", RANGE, search, "Look for a match."),
        NativeDef::method("findall", RANGE, find_all, "Return a list of all matches."),
        NativeDef::method("finditer", RANGE, find_iter, "Return an iterator over all matches."),
        NativeDef::method("split", "(string, maxsplit=0)", split, "Split the string by the matches."),
        NativeDef::method("sub", "(repl, string, count=0)", sub, "Return the string with matches replaced."),
        NativeDef::method("subn", "(repl, string, count=0)", subn, "As sub, with the number of replacements."),
        NativeDef::method("__copy__", "()", itself, ""),
        NativeDef::method("__deepcopy__", "(memo, /)", itself, ""),
        NativeDef::method("__repr__", "()", repr, "Return repr(self)."),
        NativeDef::method("__eq__", "(value, /)", equal, "Return self==value."),
        NativeDef::method("__hash__", "()", hash, "Return hash(self)."),
    ],
    attributes: &[
        attribute("pattern", text),
        attribute("flags", flags_value),
        attribute("groups", groups),
        attribute("groupindex", group_index),
    ],
    ..ClassDef::new(Builtin::Pattern)
};
