//! The errors of encoding and decoding: their fields, and what they say.

use super::exception::{ExceptionDef, argument, as_exception, field, row, set_field, str};
use crate::heap::Value;
use crate::object::{ExceptionKind, Tuple};
use crate::vm::Context;
use crate::vm::builtin_class::AttributeDef;
use crate::vm::native::{Args, NativeDef, Result};

/// In the order of the constructor; a translation has no encoding.
const FIELDS: [&str; 5] = ["encoding", "object", "start", "end", "reason"];

/// A field, by its place in [`FIELDS`]: what a script set, else an argument.
fn part(ctx: &mut Context, value: Value, index: usize) -> Result {
    match field(ctx, value, FIELDS[index]) {
        Some(part) => Ok(part),
        None => argument(ctx, value, index - skipped(ctx, value)),
    }
}

/// How many of the fields this exception does not have.
fn skipped(ctx: &Context, value: Value) -> usize {
    usize::from(ctx.is_exception(value, ExceptionKind::UnicodeTranslateError))
}

macro_rules! parts {
    ($($get:ident $set:ident $index:literal;)*) => {
        $(
            fn $get(ctx: &mut Context, value: Value) -> Result {
                part(ctx, value, $index)
            }

            fn $set(ctx: &mut Context, value: Value, new: Value) -> Result<()> {
                set_field(ctx, value, FIELDS[$index], new);
                Ok(())
            }
        )*
    };
}

parts! {
    encoding set_encoding 0;
    object set_object 1;
    start set_start 2;
    end set_end 3;
    reason set_reason 4;
}

fn init(ctx: &mut Context, args: Args) -> Result {
    let value = args.get(ctx, 0);
    let values = args.rest(ctx, 1).to_vec();
    let skipped = skipped(ctx, value);
    let count = FIELDS.len() - skipped;
    if values.len() != count {
        return Err(ctx.type_error(format!("function takes exactly {count} arguments ({} given)", values.len())));
    }
    let decoding = ctx.is_exception(value, ExceptionKind::UnicodeDecodeError);
    for (index, &given) in values.iter().enumerate() {
        match index + skipped {
            1 if decoding && ctx.bytes_like(given).is_some() => {}
            1 if decoding => {
                let found = ctx.type_name(given);
                return Err(ctx.type_error(format!("a bytes-like object is required, not '{found}'")));
            }
            2 | 3 => {
                ctx.to_index(given)?;
            }
            _ if ctx.as_str(given).is_none() => {
                let found = ctx.given_name(given);
                return Err(ctx.type_error(format!("argument {} must be str, not {found}", index + 1)));
            }
            _ => {}
        }
    }
    let exception = as_exception(ctx, value)?;
    let tuple = Tuple::create(&mut ctx.heap, &values);
    ctx.heap.get_mut(exception).args = tuple;
    Ok(Value::NONE)
}

fn unicode_str(ctx: &mut Context, args: Args) -> Result {
    let value = args.get(ctx, 0);
    let [object, start, end, reason] = [object, start, end, reason].map(|get| get(ctx, value));
    let (object, start, end, reason) = (object?, start?, end?, reason?);
    let (Some(start), Some(end)) = (start.as_int(), end.as_int()) else { return str(ctx, args) };
    let translating = skipped(ctx, value) > 0;
    let encoding = if translating { reason } else { encoding(ctx, value)? };
    let (encoding, reason) = (ctx.str_nested(encoding)?, ctx.str_nested(reason)?);
    let (encoding, reason) = (ctx.text(encoding).into_owned(), ctx.text(reason).into_owned());
    let decoding = ctx.is_exception(value, ExceptionKind::UnicodeDecodeError);
    let verb = match (decoding, translating) {
        (true, _) => "decode",
        (false, true) => "translate",
        (false, false) => "encode",
    };
    let codec = if translating { String::new() } else { format!("'{encoding}' codec ") };
    let text = if end == start + 1 {
        let shown = if let Some(bytes) = object.cast::<crate::object::Bytes>() {
            format!("byte 0x{:02x}", ctx.heap.bytes(bytes).get(start as usize).copied().unwrap_or(0))
        } else if let Some(text) = ctx.as_str(object)
            && (start as usize) < ctx.heap.str_length(text)
        {
            let code = ctx.heap.str_at(text, start as usize);
            let shown = match code {
                0..=0xFF => format!("\\x{code:02x}"),
                0x100..=0xFFFF => format!("\\u{code:04x}"),
                _ => format!("\\U{code:08x}"),
            };
            format!("character '{shown}'")
        } else {
            String::new()
        };
        format!("{codec}can't {verb} {shown} in position {start}: {reason}")
    } else {
        let what = if decoding { "bytes" } else { "characters" };
        format!("{codec}can't {verb} {what} in position {start}-{}: {reason}", end - 1)
    };
    Ok(ctx.new_str(&text))
}

const METHODS: &[NativeDef] = &[
    NativeDef::method("__init__", "(*args)", init, "Initialize self."),
    NativeDef::method("__str__", "()", unicode_str, "Return str(self)."),
];

pub(super) static UNICODE_ERRORS: &[ExceptionDef] = &[
    of(ExceptionKind::UnicodeEncodeError),
    of(ExceptionKind::UnicodeDecodeError),
    ExceptionDef {
        kind: ExceptionKind::UnicodeTranslateError,
        methods: METHODS,
        attributes: &[
            row("object", object, Some(set_object)),
            row("start", start, Some(set_start)),
            row("end", end, Some(set_end)),
            row("reason", reason, Some(set_reason)),
        ],
    },
];

const fn of(kind: ExceptionKind) -> ExceptionDef {
    const ATTRIBUTES: &[AttributeDef] = &[
        row("encoding", encoding, Some(set_encoding)),
        row("object", object, Some(set_object)),
        row("start", start, Some(set_start)),
        row("end", end, Some(set_end)),
        row("reason", reason, Some(set_reason)),
    ];
    ExceptionDef { kind, methods: METHODS, attributes: ATTRIBUTES }
}
