//! `str.format` and `str.format_map`.

use super::{new_text, this};
use crate::heap::{Kind, Value};
use crate::object::format::template::{Accessor, Field, First, Numbering, Piece, pieces, split_name};
use crate::object::repr;
use crate::vm::Context;
use crate::vm::native::{Args, Result};

/// Where the values of fields come from.
#[derive(Clone, Copy)]
enum Values {
    /// The window of `format`: the text, the keyword arguments, the positional ones.
    Arguments(Args),
    Mapping(Value),
}

/// How deep specifications may contain fields: a field in one, and no further.
const DEPTH: u32 = 2;

pub fn format(ctx: &mut Context, args: Args) -> Result {
    let text = this(ctx, args)?;
    let template = ctx.heap.str_bytes(text).to_vec();
    let text = render(ctx, &template, Values::Arguments(args), &mut Numbering::default(), DEPTH)?;
    Ok(new_text(ctx, text))
}

pub fn format_map(ctx: &mut Context, args: Args) -> Result {
    let text = this(ctx, args)?;
    let template = ctx.heap.str_bytes(text).to_vec();
    let mapping = Values::Mapping(args.get(ctx, 1));
    let text = render(ctx, &template, mapping, &mut Numbering::default(), DEPTH)?;
    Ok(new_text(ctx, text))
}

fn render(
    ctx: &mut Context,
    template: &[u8],
    values: Values,
    numbering: &mut Numbering,
    depth: u32,
) -> Result<Vec<u8>> {
    if depth == 0 {
        return Err(ctx.value_error("Max string recursion exceeded"));
    }
    let mut out = Vec::with_capacity(template.len() + 16);
    for piece in pieces(template) {
        match ctx.check(piece)? {
            Piece::Literal(text) => out.extend_from_slice(text),
            Piece::Field(field) => {
                let kept = ctx.roots.len();
                let result = render_field(ctx, &mut out, field, values, numbering, depth);
                ctx.roots.truncate(kept);
                result?;
            }
        }
        ctx.charge(2)?;
    }
    Ok(out)
}

fn render_field(
    ctx: &mut Context,
    out: &mut Vec<u8>,
    field: Field,
    values: Values,
    numbering: &mut Numbering,
    depth: u32,
) -> Result<()> {
    let value = field_value(ctx, field.name, values, numbering)?;
    let value = convert(ctx, value, field.conversion)?;
    ctx.roots.push(value);
    if field.spec.is_empty() && !matches!(value.kind(), Some(Kind::Instance | Kind::Exception)) {
        let text = ctx.str_nested(value)?;
        out.extend_from_slice(ctx.heap.str_bytes(text));
        return Ok(());
    }
    let spec = if field.nested { render(ctx, field.spec, values, numbering, depth - 1)? } else { field.spec.to_vec() };
    let spec = new_text(ctx, spec);
    let text = ctx.format_with_spec(value, spec)?;
    if let Some(text) = ctx.as_str(text) {
        ctx.reserve(out.len() + ctx.heap.str_bytes(text).len())?;
        out.extend_from_slice(ctx.heap.str_bytes(text));
    }
    Ok(())
}

/// The value a field names. Each value on the way is rooted.
fn field_value(ctx: &mut Context, name: &[u8], values: Values, numbering: &mut Numbering) -> Result {
    let split = split_name(name);
    let (first, accessors) = ctx.check(split)?;
    let number = numbering.resolve(first);
    let mut value = match (ctx.check(number)?, first, values) {
        (Some(_), _, Values::Mapping(_)) => {
            return Err(ctx.value_error("Format string contains positional fields"));
        }
        (Some(index), _, Values::Arguments(args)) => match args.rest(ctx, 2).get(index) {
            Some(&value) => value,
            None => {
                let message = format!("Replacement index {index} out of range for positional args tuple");
                return Err(ctx.index_error(message));
            }
        },
        (None, First::Name(name), _) => named_value(ctx, name, values)?,
        (None, _, _) => unreachable!("a field without a name has a number"),
    };
    for accessor in accessors {
        ctx.roots.push(value);
        value = match ctx.check(accessor)? {
            Accessor::Attribute(name) => {
                let name = String::from_utf8_lossy(name).into_owned();
                ctx.attribute(value, &name)?
            }
            Accessor::Index(index) => item(ctx, value, Value::int(index as i64))?,
            Accessor::Key(key) => {
                let key = Value::object(ctx.heap.new_str_wtf8(key));
                item(ctx, value, key)?
            }
        };
    }
    Ok(value)
}

fn item(ctx: &mut Context, container: Value, key: Value) -> Result {
    ctx.nested(|ctx, to| ctx.load_item(container, key, to))
}

fn named_value(ctx: &mut Context, name: &[u8], values: Values) -> Result {
    let key = Value::object(ctx.heap.new_str_wtf8(name));
    match values {
        Values::Mapping(mapping) => item(ctx, mapping, key),
        Values::Arguments(args) => {
            let found = match ctx.as_dict(args.get(ctx, 1)) {
                Some(keywords) => ctx.dict_get(keywords, key)?,
                None => None,
            };
            found.ok_or_else(|| ctx.key_error(key))
        }
    }
}

fn convert(ctx: &mut Context, value: Value, conversion: Option<u32>) -> Result {
    let Some(conversion) = conversion else { return Ok(value) };
    match char::from_u32(conversion) {
        Some('s') => ctx.str_nested(value).map(Value::object),
        Some('r') => ctx.repr(value).map(Value::object),
        Some('a') => {
            let text = ctx.repr(value)?;
            let text = repr::ascii(ctx.heap.str_bytes(text));
            Ok(new_text(ctx, text))
        }
        Some(letter @ '!'..='~') => Err(ctx.value_error(format!("Unknown conversion specifier {letter}"))),
        _ => Err(ctx.value_error(format!("Unknown conversion specifier \\x{conversion:x}"))),
    }
}
