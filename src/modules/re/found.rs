//! `re.Match`: what was found, and its methods.

use super::machine::{Machine, NOWHERE};
use super::pattern::{Pattern, Subject, expand, template_of};
use crate::heap::{Gc, Kind, NoTail, Object, Tracer, Value};
use crate::object::{ExceptionKind, Str};
use crate::vm::Context;
use crate::vm::builtin_class::{AttributeDef, Builtin, ClassDef};
use crate::vm::native::{Args, NativeDef, Raised, Result};

/// A match. Offsets are of the text's bytes.
pub struct Match {
    pattern: Gc<Pattern>,
    string: Value,
    wide: bool,
    /// Where the search began and where the text was taken to end.
    range: (usize, usize),
    slots: Vec<usize>,
    last_group: usize,
}

impl Object for Match {
    const KIND: Kind = Kind::Match;
    type Tail = NoTail;

    fn trace(&self, tracer: &mut Tracer) {
        tracer.object(self.pattern);
        tracer.value(self.string);
    }
}

impl Match {
    pub fn create(ctx: &mut Context, pattern: Gc<Pattern>, subject: Subject, start: usize, machine: Machine) -> Value {
        let found = Match {
            pattern,
            string: subject.string,
            wide: subject.wide,
            range: (start, subject.end),
            slots: machine.slots,
            last_group: machine.last_group,
        };
        Value::object(ctx.heap.allocate(found))
    }

    fn subject(&self) -> Subject {
        Subject { string: self.string, wide: self.wide, end: self.range.1 }
    }

    fn groups(&self) -> usize {
        self.slots.len() / 2 - 1
    }
}

fn this(ctx: &mut Context, args: Args) -> Result<Gc<Match>> {
    args.get(ctx, 0).cast().ok_or_else(|| ctx.type_error("a re.Match was expected"))
}

/// The offsets of a group, if it has matched.
fn offsets(ctx: &Context, found: Gc<Match>, group: usize) -> Option<(usize, usize)> {
    let slots = &ctx.heap.get(found).slots;
    let (start, end) = (slots[2 * group], slots[2 * group + 1]);
    (start != NOWHERE && end != NOWHERE && start <= end).then_some((start, end))
}

/// The group that a number or name in an argument means.
fn group_number(ctx: &mut Context, found: Gc<Match>, value: Value) -> Result<usize> {
    let groups = ctx.heap.get(found).groups();
    if ctx.as_str(value).is_some() || ctx.bytes_like(value).is_some() {
        let index = ctx.heap.get(ctx.heap.get(found).pattern).index;
        return match ctx.dict_get(index, value)?.and_then(|group| group.as_int()) {
            Some(group) => Ok(group as usize),
            None => Err(no_such_group(ctx)),
        };
    }
    if !ctx.has_index(value) {
        return Err(no_such_group(ctx));
    }
    match usize::try_from(ctx.clamped_index(value)?) {
        Ok(group) if group <= groups => Ok(group),
        _ => Err(no_such_group(ctx)),
    }
}

#[cold]
fn no_such_group(ctx: &mut Context) -> Raised {
    ctx.raise(ExceptionKind::IndexError, "no such group")
}

fn group_value(ctx: &mut Context, found: Gc<Match>, group: usize, missing: Value) -> Value {
    match offsets(ctx, found, group) {
        Some((start, end)) => {
            let subject = ctx.heap.get(found).subject();
            subject.slice(ctx, start, end)
        }
        None => missing,
    }
}

/// `group(*groups)`
fn group(ctx: &mut Context, args: Args) -> Result {
    let found = this(ctx, args)?;
    let wanted = args.rest(ctx, 1).to_vec();
    match wanted[..] {
        [] => Ok(group_value(ctx, found, 0, Value::NONE)),
        [one] => {
            let group = group_number(ctx, found, one)?;
            Ok(group_value(ctx, found, group, Value::NONE))
        }
        _ => {
            let mut values = Vec::with_capacity(wanted.len());
            for value in wanted {
                let group = group_number(ctx, found, value)?;
                values.push(group_value(ctx, found, group, Value::NONE));
            }
            Ok(ctx.new_tuple(&values))
        }
    }
}

fn get_item(ctx: &mut Context, args: Args) -> Result {
    let found = this(ctx, args)?;
    let wanted = args.get(ctx, 1);
    let group = group_number(ctx, found, wanted)?;
    Ok(group_value(ctx, found, group, Value::NONE))
}

fn groups(ctx: &mut Context, args: Args) -> Result {
    let found = this(ctx, args)?;
    let missing = args.optional(ctx, 1).unwrap_or(Value::NONE);
    let count = ctx.heap.get(found).groups();
    let values: Vec<Value> = (1..=count).map(|group| group_value(ctx, found, group, missing)).collect();
    Ok(ctx.new_tuple(&values))
}

fn group_dict(ctx: &mut Context, args: Args) -> Result {
    let found = this(ctx, args)?;
    let missing = args.optional(ctx, 1).unwrap_or(Value::NONE);
    let index = ctx.heap.get(ctx.heap.get(found).pattern).index;
    let names: Vec<(Value, usize)> =
        ctx.heap.get(index).iter().map(|entry| (entry.key, entry.value.as_int().unwrap_or(0) as usize)).collect();
    let dict = ctx.new_dict();
    for (name, group) in names {
        let value = group_value(ctx, found, group, missing);
        ctx.dict_set(dict, name, value)?;
    }
    Ok(Value::object(dict))
}

/// Start and end of the group in an argument, as positions; -1 if it has not matched.
fn positions(ctx: &mut Context, args: Args) -> Result<[Value; 2]> {
    let found = this(ctx, args)?;
    let group = match args.optional(ctx, 1) {
        Some(wanted) => group_number(ctx, found, wanted)?,
        None => 0,
    };
    Ok(positions_of(ctx, found, group))
}

fn positions_of(ctx: &mut Context, found: Gc<Match>, group: usize) -> [Value; 2] {
    let subject = ctx.heap.get(found).subject();
    match offsets(ctx, found, group) {
        Some((start, end)) => [start, end].map(|offset| Value::int(subject.position(ctx, offset) as i64)),
        None => [Value::int(-1); 2],
    }
}

fn start(ctx: &mut Context, args: Args) -> Result {
    positions(ctx, args).map(|[start, _]| start)
}

fn end(ctx: &mut Context, args: Args) -> Result {
    positions(ctx, args).map(|[_, end]| end)
}

fn span(ctx: &mut Context, args: Args) -> Result {
    let positions = positions(ctx, args)?;
    Ok(ctx.new_tuple(&positions))
}

/// `expand(template)`
fn expanded(ctx: &mut Context, args: Args) -> Result {
    let found = this(ctx, args)?;
    let template = args.get(ctx, 1);
    let pattern = ctx.heap.get(found).pattern;
    let pieces = template_of(ctx, pattern, template)?;
    let mut out = Vec::new();
    let this = ctx.heap.get(found);
    let subject = this.subject();
    expand(ctx, &pieces, subject, &this.slots, &mut out);
    Ok(match subject.string.is::<Str>() {
        true => Value::object(ctx.heap.new_str_owned(out)),
        false => ctx.new_bytes(&out),
    })
}

fn itself(ctx: &mut Context, args: Args) -> Result {
    Ok(args.get(ctx, 0))
}

fn repr(ctx: &mut Context, args: Args) -> Result {
    let found = this(ctx, args)?;
    let [start, end] = positions_of(ctx, found, 0).map(|position| position.as_int().unwrap_or(-1));
    let value = group_value(ctx, found, 0, Value::NONE);
    let shown: String = ctx.repr_text(value)?.chars().take(50).collect();
    Ok(ctx.new_str(&format!("<re.Match object; span=({start}, {end}), match={shown}>")))
}

/// Reads a property of a match.
fn of(ctx: &mut Context, value: Value, read: impl FnOnce(&mut Context, Gc<Match>) -> Value) -> Result {
    Ok(value.cast::<Match>().map_or(Value::NONE, |found| read(ctx, found)))
}

fn string(ctx: &mut Context, value: Value) -> Result {
    of(ctx, value, |ctx, found| ctx.heap.get(found).string)
}

fn pattern(ctx: &mut Context, value: Value) -> Result {
    of(ctx, value, |ctx, found| Value::object(ctx.heap.get(found).pattern))
}

fn pos(ctx: &mut Context, value: Value) -> Result {
    of(ctx, value, |ctx, found| {
        let this = ctx.heap.get(found);
        Value::int(this.subject().position(ctx, this.range.0) as i64)
    })
}

fn endpos(ctx: &mut Context, value: Value) -> Result {
    of(ctx, value, |ctx, found| {
        let this = ctx.heap.get(found);
        Value::int(this.subject().position(ctx, this.range.1) as i64)
    })
}

fn last_index(ctx: &mut Context, value: Value) -> Result {
    of(ctx, value, |ctx, found| match ctx.heap.get(found).last_group {
        0 => Value::NONE,
        group => Value::int(group as i64),
    })
}

fn last_group(ctx: &mut Context, value: Value) -> Result {
    of(ctx, value, |ctx, found| {
        let this = ctx.heap.get(found);
        let last = Value::int(this.last_group as i64);
        let index = ctx.heap.get(ctx.heap.get(this.pattern).index);
        index.iter().find(|entry| entry.value == last).map_or(Value::NONE, |entry| entry.key)
    })
}

fn regs(ctx: &mut Context, value: Value) -> Result {
    of(ctx, value, |ctx, found| {
        let groups = ctx.heap.get(found).groups();
        let mut spans = Vec::with_capacity(groups + 1);
        for group in 0..=groups {
            let positions = positions_of(ctx, found, group);
            spans.push(ctx.new_tuple(&positions));
        }
        ctx.new_tuple(&spans)
    })
}

const fn attribute(name: &'static str, get: fn(&mut Context, Value) -> Result) -> AttributeDef {
    AttributeDef { name, get, set: None, doc: "" }
}

pub static CLASS: ClassDef = ClassDef {
    module: "re",
    doc: "The result of re.match() and re.search().",
    methods: &[
        NativeDef::method("group", "(*groups)", group, "Return one or more groups of the match."),
        NativeDef::method("groups", "(default=None)", groups, "Return a tuple of all groups."),
        NativeDef::method("groupdict", "(default=None)", group_dict, "Return a dict of all named groups."),
        NativeDef::method("start", "(group=0, /)", start, "Return where a group begins."),
        NativeDef::method("end", "(group=0, /)", end, "Return where a group ends."),
        NativeDef::method("span", "(group=0, /)", span, "Return where a group begins and ends."),
        NativeDef::method("expand", "(template)", expanded, "Return a template with the groups put in."),
        NativeDef::method("__getitem__", "(group, /)", get_item, "Return self[group]."),
        NativeDef::method("__copy__", "()", itself, ""),
        NativeDef::method("__deepcopy__", "(memo, /)", itself, ""),
        NativeDef::method("__repr__", "()", repr, "Return repr(self)."),
    ],
    attributes: &[
        attribute("string", string),
        attribute("re", pattern),
        attribute("pos", pos),
        attribute("endpos", endpos),
        attribute("lastindex", last_index),
        attribute("lastgroup", last_group),
        attribute("regs", regs),
    ],
    ..ClassDef::new(Builtin::Match)
};
