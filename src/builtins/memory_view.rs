//! Methods of `memoryview`.

use super::bytes::hex_text_of;
use super::operators;
use super::receiver::receiver;
use crate::heap::{Gc, Value};
use crate::object::iterator::Iterator;
use crate::object::memory_view::{Element, Format, MemoryView};
use crate::object::slice::position;
use crate::object::{ExceptionKind, Slice, hash};
use crate::vm::Context;
use crate::vm::builtin_class::{AttributeDef, Builtin, ClassDef};
use crate::vm::native::{Args, NativeDef, Raised, Result};

#[cold]
fn released(ctx: &mut Context) -> Raised {
    ctx.value_error("operation forbidden on released memoryview object")
}

fn this(ctx: &mut Context, args: Args) -> Result<MemoryView> {
    let view: Gc<MemoryView> = receiver(ctx, args, Builtin::MemoryView)?;
    let view = *ctx.heap.get(view);
    if view.memory(&ctx.heap).is_none() {
        return Err(released(ctx));
    }
    Ok(view)
}

fn new_view(ctx: &mut Context, view: MemoryView) -> Value {
    Value::object(ctx.heap.allocate(view))
}

/// `memoryview(object)`
fn new(ctx: &mut Context, args: Args) -> Result {
    let object = ctx.payload(args.get(ctx, 0));
    if let Some(view) = object.cast::<MemoryView>() {
        let view = *ctx.heap.get(view);
        if view.object.is_unbound() {
            return Err(released(ctx));
        }
        return Ok(new_view(ctx, view));
    }
    match ctx.bytes_like(object).map(|bytes| bytes.len()) {
        Some(length) => Ok(new_view(ctx, MemoryView::of(object, length))),
        None => {
            let found = ctx.type_name(object);
            Err(ctx.type_error(format!("memoryview: a bytes-like object is required, not '{found}'")))
        }
    }
}

fn value_of(ctx: &mut Context, element: Element) -> Value {
    match element {
        Element::Int(int) => ctx.heap.new_int(int),
        Element::Float(float) => Value::float(float),
        Element::Bool(flag) => Value::bool(flag),
        Element::Byte(byte) => Value::object(ctx.heap.new_bytes(&[byte])),
    }
}

/// The elements as values.
fn items(ctx: &mut Context, view: MemoryView) -> Result<Vec<Value>> {
    ctx.charge(view.count as u64 / 4)?;
    let bytes = view.contents(&ctx.heap).unwrap_or_default();
    let elements: Vec<Element> = bytes.chunks_exact(view.format.size()).map(|bytes| view.format.read(bytes)).collect();
    Ok(elements.into_iter().map(|element| value_of(ctx, element)).collect())
}

/// A subscript as a position.
fn item_position(ctx: &mut Context, view: MemoryView, index: Value) -> Result<usize> {
    if !ctx.has_index(index) {
        return Err(ctx.type_error("memoryview: invalid slice key"));
    }
    let index = ctx.clamped_index(index)?;
    position(index, view.count).ok_or_else(|| ctx.index_error("index out of bounds on dimension 1"))
}

fn sliced(ctx: &mut Context, view: MemoryView, slice: Gc<Slice>) -> Result<MemoryView> {
    let span = ctx.slice_span(slice, view.count)?;
    Ok(view.slice(span.start.max(0) as usize, span.step as isize, span.count))
}

fn getitem(ctx: &mut Context, args: Args) -> Result {
    let view = this(ctx, args)?;
    let index = args.get(ctx, 1);
    if let Some(slice) = index.cast::<Slice>() {
        let part = sliced(ctx, view, slice)?;
        return Ok(new_view(ctx, part));
    }
    let place = item_position(ctx, view, index)?;
    match view.memory(&ctx.heap).map(|memory| view.format.read(&memory[view.range(place)])) {
        Some(element) => Ok(value_of(ctx, element)),
        None => Err(released(ctx)),
    }
}

fn setitem(ctx: &mut Context, args: Args) -> Result {
    let view = this(ctx, args)?;
    let (index, value) = (args.get(ctx, 1), args.get(ctx, 2));
    if view.read_only {
        return Err(ctx.type_error("cannot modify read-only memory"));
    }
    let (part, bytes) = match index.cast::<Slice>() {
        Some(slice) => {
            let bytes = ctx.expect_bytes(value)?;
            let part = sliced(ctx, view, slice)?;
            if part.bytes() != bytes.len() {
                let message = "memoryview assignment: lvalue and rvalue have different structures";
                return Err(ctx.value_error(message));
            }
            (part, bytes)
        }
        None => {
            let place = item_position(ctx, view, index)?;
            (view.slice(place, 1, 1), element_bytes(ctx, view.format, value)?)
        }
    };
    let Some(array) = view.object.cast::<crate::object::bytes::ByteArray>() else { return Err(released(ctx)) };
    if part.memory(&ctx.heap).is_none() {
        return Err(released(ctx));
    }
    let memory = ctx.heap.get_mut(array).bytes_mut();
    for (index, element) in bytes.chunks_exact(part.format.size()).enumerate() {
        memory[part.range(index)].copy_from_slice(element);
    }
    Ok(Value::NONE)
}

/// The bytes of a value as an element.
fn element_bytes(ctx: &mut Context, format: Format, value: Value) -> Result<Vec<u8>> {
    let letter = format.letter();
    let bytes = match letter {
        '?' => Some(vec![u8::from(ctx.truth(value)?)]),
        'c' => ctx.bytes_like(value).filter(|bytes| bytes.len() == 1).map(|bytes| bytes.to_vec()),
        'f' | 'd' => match ctx.to_float(value)? {
            Some(float) => format.write_float(float),
            None => None,
        },
        _ if ctx.has_index(value) => {
            let int = ctx.to_index(value)?;
            let wide = ctx.int_of(int).to_u64().map(i128::from).or(int.as_int().map(i128::from));
            match wide.and_then(|wide| format.write_int(wide)) {
                Some(bytes) => Some(bytes),
                None => return Err(ctx.value_error(format!("memoryview: invalid value for format '{letter}'"))),
            }
        }
        _ => None,
    };
    bytes.ok_or_else(|| ctx.type_error(format!("memoryview: invalid type for format '{letter}'")))
}

fn delitem(ctx: &mut Context, args: Args) -> Result {
    this(ctx, args)?;
    Err(ctx.type_error("cannot delete memory"))
}

fn length(ctx: &mut Context, args: Args) -> Result {
    let view = this(ctx, args)?;
    Ok(Value::int(view.count as i64))
}

fn tolist(ctx: &mut Context, args: Args) -> Result {
    let view = this(ctx, args)?;
    let items = items(ctx, view)?;
    Ok(ctx.new_list(items))
}

fn iterate(ctx: &mut Context, args: Args) -> Result {
    let list = tolist(ctx, args)?;
    Ok(Iterator::over(&mut ctx.heap, list).map_or(Value::NONE, Value::object))
}

fn iterate_reversed(ctx: &mut Context, args: Args) -> Result {
    let list = tolist(ctx, args)?;
    Ok(Iterator::reversed(&mut ctx.heap, list).map_or(Value::NONE, Value::object))
}

fn tobytes(ctx: &mut Context, args: Args) -> Result {
    let view = this(ctx, args)?;
    let bytes = view.contents(&ctx.heap).unwrap_or_default().into_owned();
    ctx.charge(bytes.len() as u64 / 64)?;
    Ok(Value::object(ctx.heap.new_bytes_owned(bytes)))
}

fn hex(ctx: &mut Context, args: Args) -> Result {
    let view = this(ctx, args)?;
    let bytes = view.contents(&ctx.heap).unwrap_or_default().into_owned();
    hex_text_of(ctx, args, &bytes)
}

fn toreadonly(ctx: &mut Context, args: Args) -> Result {
    let view = this(ctx, args)?;
    Ok(new_view(ctx, MemoryView { read_only: true, ..view }))
}

fn cast(ctx: &mut Context, args: Args) -> Result {
    let view = this(ctx, args)?;
    if args.optional(ctx, 2).is_some_and(|shape| !shape.is_none()) {
        return Err(ctx.raise(
            ExceptionKind::NotImplementedError,
            "memoryviews of several dimensions are not supported by Taipan",
        ));
    }
    let format = args.get(ctx, 1);
    let Some(format) = ctx.as_str(format) else {
        let found = ctx.given_name(format);
        return Err(ctx.type_error(format!("cast() argument 'format' must be str, not {found}")));
    };
    let Some(format) = Format::parse(&ctx.text(format)) else {
        return Err(ctx.value_error(
            "memoryview: destination format must be a native single character format prefixed with an optional '@'",
        ));
    };
    let result = view.cast(format);
    let view = ctx.check(result)?;
    Ok(new_view(ctx, view))
}

fn release(ctx: &mut Context, args: Args) -> Result {
    let view: Gc<MemoryView> = receiver(ctx, args, Builtin::MemoryView)?;
    ctx.heap.get_mut(view).object = Value::UNBOUND;
    Ok(Value::NONE)
}

fn enter(ctx: &mut Context, args: Args) -> Result {
    this(ctx, args)?;
    Ok(args.get(ctx, 0))
}

fn index(ctx: &mut Context, args: Args) -> Result {
    let view = this(ctx, args)?;
    let wanted = args.get(ctx, 1);
    let (start, stop) = super::receiver::clamped_range(ctx, args, 2, view.count)?;
    let items = items(ctx, view)?;
    for (place, &item) in items.iter().enumerate().take(stop).skip(start) {
        if ctx.equal(item, wanted)? {
            return Ok(Value::int(place as i64));
        }
    }
    Err(ctx.value_error("memoryview.index(x): x not found"))
}

fn count(ctx: &mut Context, args: Args) -> Result {
    let view = this(ctx, args)?;
    let wanted = args.get(ctx, 1);
    let mut found = 0;
    for item in items(ctx, view)? {
        found += i64::from(ctx.equal(item, wanted)?);
    }
    Ok(Value::int(found))
}

/// Whether two bytes-like objects have equal elements; None if one of them is none.
fn equal(ctx: &mut Context, args: Args) -> Result<Option<bool>> {
    let (left, right) = (args.get(ctx, 0), args.get(ctx, 1));
    let view_of = |ctx: &Context, value: Value| {
        let value = ctx.payload(value);
        match value.cast::<MemoryView>() {
            Some(view) => Some(*ctx.heap.get(view)),
            None => ctx.bytes_like(value).map(|bytes| MemoryView::of(value, bytes.len())),
        }
    };
    let (Some(a), Some(b)) = (view_of(ctx, left), view_of(ctx, right)) else { return Ok(None) };
    if left == right {
        return Ok(Some(true));
    } else if a.count != b.count || a.object.is_unbound() || b.object.is_unbound() {
        return Ok(Some(false));
    } else if a.format == b.format && !matches!(a.format.letter(), 'f' | 'd') {
        return Ok(Some(a.contents(&ctx.heap) == b.contents(&ctx.heap)));
    }
    let (a, b) = (items(ctx, a)?, items(ctx, b)?);
    for (a, b) in a.into_iter().zip(b) {
        if !ctx.equal(a, b)? {
            return Ok(Some(false));
        }
    }
    Ok(Some(true))
}

fn eq(ctx: &mut Context, args: Args) -> Result {
    Ok(equal(ctx, args)?.map_or(Value::NOT_IMPLEMENTED, Value::bool))
}

fn ne(ctx: &mut Context, args: Args) -> Result {
    Ok(equal(ctx, args)?.map_or(Value::NOT_IMPLEMENTED, |equal| Value::bool(!equal)))
}

fn hash_of(ctx: &mut Context, args: Args) -> Result {
    let view = this(ctx, args)?;
    if !view.read_only {
        return Err(ctx.value_error("cannot hash writable memoryview object"));
    }
    ctx.charge(view.count as u64 / 4)?;
    let bytes = view.contents(&ctx.heap).unwrap_or_default();
    Ok(Value::int(hash::of_bytes(ctx.heap.hash_key, &bytes)))
}

fn repr(ctx: &mut Context, args: Args) -> Result {
    let view: Gc<MemoryView> = receiver(ctx, args, Builtin::MemoryView)?;
    let released = if ctx.heap.get(view).object.is_unbound() { "released " } else { "" };
    Ok(ctx.new_str(&format!("<{released}memory at {:#x}>", view.address())))
}

fn view_of(ctx: &mut Context, value: Value) -> Result<MemoryView> {
    match value.cast::<MemoryView>().map(|view| *ctx.heap.get(view)) {
        Some(view) if !view.object.is_unbound() => Ok(view),
        _ => Err(released(ctx)),
    }
}

macro_rules! attributes {
    ($($name:literal $doc:literal $get:expr;)*) => {
        &[$(AttributeDef {
            name: $name,
            get: |ctx, value| {
                let view = view_of(ctx, value)?;
                let get: fn(&mut Context, MemoryView) -> Value = $get;
                Ok(get(ctx, view))
            },
            set: None,
            doc: $doc,
        }),*]
    };
}

pub static CLASS: ClassDef = ClassDef {
    doc: "Create a new memoryview object which references the given object.",
    constructor: Some(&NativeDef::function("memoryview", "(object)", new, "")),
    methods: METHODS,
    attributes: attributes! {
        "obj" "The underlying object of the memoryview." |_, view| view.object;
        "nbytes" "The amount of space in bytes that the array would use in a contiguous representation." |_, view| Value::int(view.bytes() as i64);
        "readonly" "A bool indicating whether the memory is read only." |_, view| Value::bool(view.read_only);
        "itemsize" "The size in bytes of each element of the memoryview." |_, view| Value::int(view.format.size() as i64);
        "format" "A string containing the format (in struct module style) for each element in the view." |ctx, view| ctx.new_str(&view.format.letter().to_string());
        "ndim" "An integer indicating how many dimensions of a multi-dimensional array the memory represents." |_, _| Value::int(1);
        "shape" "A tuple of ndim integers giving the shape of the memory as an N-dimensional array." |ctx, view| ctx.new_tuple(&[Value::int(view.count as i64)]);
        "strides" "A tuple of ndim integers giving the size in bytes to access each element for each dimension of the array." |ctx, view| ctx.new_tuple(&[Value::int(view.step as i64)]);
        "suboffsets" "A tuple of integers used internally for PIL-style arrays." |ctx, _| ctx.new_tuple(&[]);
        "c_contiguous" "A bool indicating whether the memory is C contiguous." |_, view| Value::bool(view.is_contiguous());
        "f_contiguous" "A bool indicating whether the memory is Fortran contiguous." |_, view| Value::bool(view.is_contiguous());
        "contiguous" "A bool indicating whether the memory is contiguous." |_, view| Value::bool(view.is_contiguous());
    },
    ..ClassDef::new(Builtin::MemoryView)
};

const METHODS: &[NativeDef] = &[
    NativeDef::method("cast", "(format, shape=None)", cast, "Cast a memoryview to a new format or shape."),
    NativeDef::method("count", "(value, /)", count, "Count the number of occurrences of a value."),
    NativeDef::method(
        "hex",
        "(sep=None, bytes_per_sep=1)",
        hex,
        "Return the data in the buffer as a str of hexadecimal numbers.",
    ),
    NativeDef::method(
        "index",
        "(value, start=0, stop=sys.maxsize, /)",
        index,
        "Return the index of the first occurrence of a value.",
    ),
    NativeDef::method("release", "()", release, "Release the underlying buffer exposed by the memoryview object."),
    NativeDef::method("tobytes", "(order='C')", tobytes, "Return the data in the buffer as a byte string."),
    NativeDef::method("tolist", "()", tolist, "Return the data in the buffer as a list of elements."),
    NativeDef::method("toreadonly", "()", toreadonly, "Return a readonly version of the memoryview."),
    NativeDef::method("__enter__", "()", enter, ""),
    NativeDef::method("__exit__", "(*args)", release, ""),
    NativeDef::method("__getitem__", "(key, /)", getitem, "Return self[key]."),
    NativeDef::method("__setitem__", "(key, value, /)", setitem, "Set self[key] to value."),
    NativeDef::method("__delitem__", "(key, /)", delitem, "Delete self[key]."),
    operators::without("__len__", length, "Return len(self)."),
    operators::without("__iter__", iterate, "Implement iter(self)."),
    operators::without("__reversed__", iterate_reversed, "Return a reverse iterator over the elements."),
    operators::without("__hash__", hash_of, "Return hash(self)."),
    operators::without("__repr__", repr, "Return repr(self)."),
    operators::with_value("__eq__", eq, "Return self==value."),
    operators::with_value("__ne__", ne, "Return self!=value."),
];
