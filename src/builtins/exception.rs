//! Exceptions: their attributes and methods, and the fields of those builtin classes that have some.

use super::{exception_group, unicode_error};
use crate::heap::{Gc, Value};
use crate::object::{Dict, Exception, ExceptionKind, List, Property, Str, Tuple};
use crate::vm::builtin_class::{AttributeDef, Builtin, GetFn, SetFn};
use crate::vm::native::{Args, NativeDef, Result};
use crate::vm::traceback::Traceback;
use crate::vm::{Context, attribute};

/// Methods and attributes of one builtin exception class.
pub(super) struct ExceptionDef {
    pub kind: ExceptionKind,
    pub methods: &'static [NativeDef],
    pub attributes: &'static [AttributeDef],
}

/// Fills the namespace of an exception class.
pub fn fill(ctx: &mut Context, kind: ExceptionKind, namespace: Gc<Dict>) {
    if kind.module() != "builtins" {
        let module = Value::object(ctx.intern(kind.module()));
        ctx.set_name(namespace, ctx.names.dunder_module, module);
    }
    let owner = Value::object(ctx.exception_class(kind));
    let definitions = EXCEPTIONS.iter().chain([&exception_group::GROUP]).chain(unicode_error::UNICODE_ERRORS);
    for definition in definitions.filter(|definition| definition.kind == kind) {
        for method in definition.methods {
            let native = ctx.new_native(method, true, owner);
            ctx.set_text(namespace, method.name, native);
        }
        if definition.kind == ExceptionKind::BaseExceptionGroup {
            let new = ctx.new_native(&exception_group::NEW, false, owner);
            ctx.set_text(namespace, "__new__", new);
        }
        for row in definition.attributes {
            let (get, set) = (attribute::native_getter(ctx, row), attribute::native_setter(ctx, row));
            let name = Value::object(ctx.intern(row.name));
            let property = Property { get, set, delete: Value::NONE, doc: Value::NONE, name };
            let property = Value::object(ctx.heap.allocate(property));
            ctx.set_text(namespace, row.name, property);
        }
    }
    // Groups have a `__new__` of their own.
    let groups = ctx.exception_class(ExceptionKind::BaseExceptionGroup);
    ctx.update_flags(groups);
}

pub(super) fn as_exception(ctx: &mut Context, value: Value) -> Result<Gc<Exception>> {
    match value.cast() {
        Some(exception) => Ok(exception),
        None => Err(ctx.type_error("an exception was expected")),
    }
}

pub(super) fn exception_args(ctx: &Context, exception: Gc<Exception>) -> Vec<Value> {
    ctx.heap.tail(ctx.heap.get(exception).args).to_vec()
}

fn init(ctx: &mut Context, args: Args) -> Result {
    let exception = args.get(ctx, 0);
    let exception = as_exception(ctx, exception)?;
    let values = args.rest(ctx, 1).to_vec();
    let tuple = Tuple::create(&mut ctx.heap, &values);
    ctx.heap.get_mut(exception).args = tuple;
    Ok(Value::NONE)
}

pub(super) fn str(ctx: &mut Context, args: Args) -> Result {
    let value = args.get(ctx, 0);
    let exception = as_exception(ctx, value)?;
    match *exception_args(ctx, exception) {
        [] => Ok(ctx.new_str("")),
        [one] => ctx.str_nested(one).map(Value::object),
        _ => {
            let tuple = Value::object(ctx.heap.get(exception).args);
            ctx.repr(tuple).map(Value::object)
        }
    }
}

fn repr(ctx: &mut Context, args: Args) -> Result {
    let value = args.get(ctx, 0);
    let exception = as_exception(ctx, value)?;
    let name = ctx.type_name(value);
    let text = match *exception_args(ctx, exception) {
        [] => format!("{name}()"),
        [one] => format!("{name}({})", ctx.repr_text(one)?),
        _ => {
            let tuple = Value::object(ctx.heap.get(exception).args);
            format!("{name}{}", ctx.repr_text(tuple)?)
        }
    };
    Ok(ctx.new_str(&text))
}

fn with_traceback(ctx: &mut Context, args: Args) -> Result {
    let (value, traceback) = (args.get(ctx, 0), args.get(ctx, 1));
    set_traceback(ctx, value, traceback)?;
    Ok(value)
}

fn add_note(ctx: &mut Context, args: Args) -> Result {
    let (value, note) = (args.get(ctx, 0), args.get(ctx, 1));
    if ctx.as_str(note).is_none() {
        let message = format!("add_note() argument must be str, not {}", ctx.given_name(note));
        return Err(ctx.type_error(message));
    }
    let Some(dict) = ctx.ensure_attribute_dict(value) else { return Ok(Value::NONE) };
    let name = ctx.names.dunder_notes;
    match ctx.get_name(dict, name).and_then(|notes| notes.cast::<List>()) {
        Some(notes) => List::push(&mut ctx.heap, notes, note),
        None => {
            let notes = ctx.new_list(vec![note]);
            ctx.set_name(dict, name, notes);
        }
    }
    Ok(Value::NONE)
}

fn args_of(ctx: &mut Context, value: Value) -> Result {
    let exception = as_exception(ctx, value)?;
    Ok(Value::object(ctx.heap.get(exception).args))
}

fn set_args(ctx: &mut Context, value: Value, args: Value) -> Result<()> {
    let exception = as_exception(ctx, value)?;
    let items = ctx.collect_nested(args)?;
    let tuple = Tuple::create(&mut ctx.heap, &items);
    ctx.heap.get_mut(exception).args = tuple;
    Ok(())
}

fn cause(ctx: &mut Context, value: Value) -> Result {
    let exception = as_exception(ctx, value)?;
    Ok(ctx.heap.get(exception).cause)
}

fn set_cause(ctx: &mut Context, value: Value, cause: Value) -> Result<()> {
    let exception = as_exception(ctx, value)?;
    if !cause.is_none() && !cause.is::<Exception>() {
        return Err(ctx.type_error("exception cause must be None or derive from BaseException"));
    }
    let this = ctx.heap.get_mut(exception);
    this.cause = cause;
    this.suppress_context = true;
    Ok(())
}

fn context(ctx: &mut Context, value: Value) -> Result {
    let exception = as_exception(ctx, value)?;
    Ok(ctx.heap.get(exception).context)
}

fn set_context(ctx: &mut Context, value: Value, context: Value) -> Result<()> {
    let exception = as_exception(ctx, value)?;
    if !context.is_none() && !context.is::<Exception>() {
        return Err(ctx.type_error("exception context must be None or derive from BaseException"));
    }
    ctx.heap.get_mut(exception).context = context;
    Ok(())
}

fn suppress_context(ctx: &mut Context, value: Value) -> Result {
    let exception = as_exception(ctx, value)?;
    Ok(Value::bool(ctx.heap.get(exception).suppress_context))
}

fn set_suppress_context(ctx: &mut Context, value: Value, suppress: Value) -> Result<()> {
    let exception = as_exception(ctx, value)?;
    let suppress = ctx.truth(suppress)?;
    ctx.heap.get_mut(exception).suppress_context = suppress;
    Ok(())
}

fn traceback(ctx: &mut Context, value: Value) -> Result {
    Ok(ctx.traceback_of(value))
}

pub(super) fn set_traceback(ctx: &mut Context, value: Value, traceback: Value) -> Result<()> {
    let exception = as_exception(ctx, value)?;
    if !traceback.is_none() && !traceback.is::<Traceback>() {
        return Err(ctx.type_error("__traceback__ must be a traceback or None"));
    }
    let mut entries = Vec::new();
    let mut at = traceback;
    while let Some(link) = at.cast::<Traceback>() {
        let this = ctx.heap.get(link);
        entries.push(this.entry);
        at = this.next;
    }
    entries.reverse();
    let this = ctx.heap.get_mut(exception);
    (this.traceback_object, this.traceback_shown) = (traceback, entries.len());
    this.traceback = entries;
    Ok(())
}

pub(super) fn field(ctx: &Context, value: Value, name: &str) -> Option<Value> {
    ctx.exception_field(value, name)
}

pub(super) fn set_field(ctx: &mut Context, value: Value, name: &str, new: Value) {
    let name = ctx.intern(name);
    ctx.set_exception_field(value, name, new);
}

pub(super) fn argument(ctx: &mut Context, value: Value, index: usize) -> Result {
    let exception = as_exception(ctx, value)?;
    Ok(exception_args(ctx, exception).get(index).copied().unwrap_or(Value::NONE))
}

fn stop_value(ctx: &mut Context, value: Value) -> Result {
    match field(ctx, value, "value") {
        Some(value) => Ok(value),
        None => argument(ctx, value, 0),
    }
}

fn set_stop_value(ctx: &mut Context, value: Value, new: Value) -> Result<()> {
    set_field(ctx, value, "value", new);
    Ok(())
}

fn exit_code(ctx: &mut Context, value: Value) -> Result {
    if let Some(code) = field(ctx, value, "code") {
        return Ok(code);
    }
    let exception = as_exception(ctx, value)?;
    match *exception_args(ctx, exception) {
        [] => Ok(Value::NONE),
        [one] => Ok(one),
        _ => args_of(ctx, value),
    }
}

fn set_exit_code(ctx: &mut Context, value: Value, new: Value) -> Result<()> {
    set_field(ctx, value, "code", new);
    Ok(())
}

fn key_error_str(ctx: &mut Context, args: Args) -> Result {
    let value = args.get(ctx, 0);
    let exception = as_exception(ctx, value)?;
    match *exception_args(ctx, exception) {
        [one] => ctx.repr(one).map(Value::object),
        _ => str(ctx, args),
    }
}

fn os_argument(ctx: &mut Context, value: Value, name: &str, index: usize) -> Result {
    if let Some(field) = field(ctx, value, name) {
        return Ok(field);
    }
    let exception = as_exception(ctx, value)?;
    let args = exception_args(ctx, exception);
    Ok(if args.len() < 2 { Value::NONE } else { args.get(index).copied().unwrap_or(Value::NONE) })
}

fn os_errno(ctx: &mut Context, value: Value) -> Result {
    os_argument(ctx, value, "errno", 0)
}

fn os_strerror(ctx: &mut Context, value: Value) -> Result {
    os_argument(ctx, value, "strerror", 1)
}

fn os_filename(ctx: &mut Context, value: Value) -> Result {
    os_argument(ctx, value, "filename", 2)
}

fn os_filename2(ctx: &mut Context, value: Value) -> Result {
    os_argument(ctx, value, "filename2", 4)
}

fn os_str(ctx: &mut Context, args: Args) -> Result {
    let value = args.get(ctx, 0);
    let exception = as_exception(ctx, value)?;
    if exception_args(ctx, exception).len() < 2 {
        return str(ctx, args);
    }
    let (errno, strerror) = (os_errno(ctx, value)?, os_strerror(ctx, value)?);
    let (filename, second) = (os_filename(ctx, value)?, os_filename2(ctx, value)?);
    let errno = ctx.str_nested(errno)?;
    let strerror = ctx.str_nested(strerror)?;
    let mut text = format!("[Errno {}] {}", ctx.text(errno), ctx.text(strerror));
    if !filename.is_none() {
        text.push_str(&format!(": {}", ctx.repr_text(filename)?));
    }
    if !second.is_none() {
        text.push_str(&format!(" -> {}", ctx.repr_text(second)?));
    }
    Ok(ctx.new_str(&text))
}

/// `OSError(errno, …)` is an instance of the subclass for that errno.
fn os_init(ctx: &mut Context, args: Args) -> Result {
    let value = args.get(ctx, 0);
    let exception = as_exception(ctx, value)?;
    let values = args.rest(ctx, 1).to_vec();
    // What stands in the file name's place is left among the arguments if it is none.
    let has_filename = (3..=5).contains(&values.len()) && !values[2].is_none();
    let kept = if has_filename { &values[..2] } else { &values[..] };
    let tuple = Tuple::create(&mut ctx.heap, kept);
    ctx.heap.get_mut(exception).args = tuple;
    for (name, index) in [("filename", 2), ("filename2", 4)] {
        if let Some(&filename) = values.get(index) {
            set_field(ctx, value, name, filename);
        }
    }
    let class = ctx.heap.get(exception).class;
    if class == ctx.exception_class(ExceptionKind::OSError)
        && values.len() >= 2
        && let Some(kind) = values[0].as_int().and_then(ExceptionKind::of_errno)
    {
        let class = ctx.exception_class(kind);
        ctx.heap.get_mut(exception).class = class;
    }
    Ok(Value::NONE)
}

macro_rules! dict_fields {
    ($($get:ident $set:ident $name:literal;)*) => {
        $(
            fn $get(ctx: &mut Context, value: Value) -> Result {
                Ok(field(ctx, value, $name).unwrap_or(Value::NONE))
            }

            fn $set(ctx: &mut Context, value: Value, new: Value) -> Result<()> {
                set_field(ctx, value, $name, new);
                Ok(())
            }
        )*
    };
}

dict_fields! {
    name set_name "name";
    obj set_obj "obj";
    path set_path "path";
    name_from set_name_from "name_from";
    msg set_msg "msg";
    filename set_syntax_filename "filename";
    lineno set_lineno "lineno";
    offset set_offset "offset";
    text set_text "text";
    end_lineno set_end_lineno "end_lineno";
    end_offset set_end_offset "end_offset";
}

/// Sets fields given as keyword arguments: `ImportError("…", name="x", path="y")`.
fn init_with_fields(ctx: &mut Context, args: Args) -> Result {
    let value = args.get(ctx, 0);
    let exception = as_exception(ctx, value)?;
    let values = args.rest(ctx, 2).to_vec();
    let tuple = Tuple::create(&mut ctx.heap, &values);
    ctx.heap.get_mut(exception).args = tuple;
    if let Some(given) = args.get(ctx, 1).cast::<crate::object::Dict>() {
        let known: &[&str] = if ctx.is_exception(value, ExceptionKind::ImportError) {
            &["name", "path", "name_from"]
        } else if ctx.is_exception(value, ExceptionKind::AttributeError) {
            &["name", "obj"]
        } else {
            &["name"]
        };
        let entries: Vec<_> = ctx.heap.get(given).iter().copied().collect();
        for entry in entries {
            let Some(name) = entry.key.cast::<Str>() else { continue };
            let text = ctx.text(name).into_owned();
            if !known.contains(&&*text) {
                let class = ctx.type_name(value);
                return Err(ctx.type_error(format!("{class}() got an unexpected keyword argument '{text}'")));
            }
            ctx.set_exception_field(value, name, entry.value);
        }
    }
    Ok(Value::NONE)
}

fn import_message(ctx: &mut Context, value: Value) -> Result {
    argument(ctx, value, 0)
}

fn syntax_init(ctx: &mut Context, args: Args) -> Result {
    let value = args.get(ctx, 0);
    init(ctx, args)?;
    let values = args.rest(ctx, 1).to_vec();
    set_field(ctx, value, "msg", values.first().copied().unwrap_or(Value::NONE));
    if let [_, details] = *values {
        let details = ctx.collect_nested(details)?;
        let given = details.len();
        if !(4..=6).contains(&given) {
            let bound = if given < 4 { "at least 4" } else { "at most 6" };
            return Err(ctx.type_error(format!("function takes {bound} arguments ({given} given)")));
        }
        if given == 5 {
            return Err(ctx.type_error("end_offset must be provided when end_lineno is provided"));
        }
        for (name, detail) in ["filename", "lineno", "offset", "text", "end_lineno", "end_offset"].iter().zip(details) {
            set_field(ctx, value, name, detail);
        }
    }
    Ok(Value::NONE)
}

fn syntax_str(ctx: &mut Context, args: Args) -> Result {
    let value = args.get(ctx, 0);
    let message = msg(ctx, value)?;
    let message = ctx.str_nested(message)?;
    let (file, line) = (filename(ctx, value)?, lineno(ctx, value)?);
    let text = match (file.cast::<Str>(), line.as_int()) {
        (Some(file), Some(line)) => {
            let file = ctx.text(file);
            let file = file.rsplit('/').next().unwrap_or(&file).to_owned();
            format!("{} ({file}, line {line})", ctx.text(message))
        }
        (None, Some(line)) => format!("{} (line {line})", ctx.text(message)),
        _ => return Ok(Value::object(message)),
    };
    Ok(ctx.new_str(&text))
}

pub(super) const fn row(name: &'static str, get: GetFn, set: Option<SetFn>) -> AttributeDef {
    AttributeDef { name, get, set, doc: "" }
}

static EXCEPTIONS: &[ExceptionDef] = &[
    ExceptionDef {
        kind: ExceptionKind::BaseException,
        methods: &[
            NativeDef::method("__init__", "(*args)", init, "Initialize self."),
            NativeDef::method("__str__", "()", str, "Return str(self)."),
            NativeDef::method("__repr__", "()", repr, "Return repr(self)."),
            NativeDef::method(
                "with_traceback",
                "(tb, /)",
                with_traceback,
                "Set self.__traceback__ to tb and return self.",
            ),
            NativeDef::method("add_note", "(note, /)", add_note, "Add a note to the exception"),
        ],
        attributes: &[
            row("args", args_of, Some(set_args)),
            row("__cause__", cause, Some(set_cause)),
            row("__context__", context, Some(set_context)),
            row("__suppress_context__", suppress_context, Some(set_suppress_context)),
            row("__traceback__", traceback, Some(set_traceback)),
        ],
    },
    ExceptionDef {
        kind: ExceptionKind::StopIteration,
        methods: &[],
        attributes: &[row("value", stop_value, Some(set_stop_value))],
    },
    ExceptionDef {
        kind: ExceptionKind::SystemExit,
        methods: &[],
        attributes: &[row("code", exit_code, Some(set_exit_code))],
    },
    ExceptionDef {
        kind: ExceptionKind::KeyError,
        methods: &[NativeDef::method("__str__", "()", key_error_str, "Return str(self).")],
        attributes: &[],
    },
    ExceptionDef {
        kind: ExceptionKind::OSError,
        methods: &[
            NativeDef::method("__init__", "(*args)", os_init, "Initialize self."),
            NativeDef::method("__str__", "()", os_str, "Return str(self)."),
        ],
        attributes: &[
            row("errno", os_errno, None),
            row("strerror", os_strerror, None),
            row("filename", os_filename, Some(set_syntax_filename)),
            row("filename2", os_filename2, None),
        ],
    },
    ExceptionDef {
        kind: ExceptionKind::AttributeError,
        methods: &[NativeDef::method("__init__", "(*args, **kwargs)", init_with_fields, "Initialize self.")],
        attributes: &[row("name", name, Some(set_name)), row("obj", obj, Some(set_obj))],
    },
    ExceptionDef {
        kind: ExceptionKind::NameError,
        methods: &[NativeDef::method("__init__", "(*args, **kwargs)", init_with_fields, "Initialize self.")],
        attributes: &[row("name", name, Some(set_name))],
    },
    ExceptionDef {
        kind: ExceptionKind::ImportError,
        methods: &[NativeDef::method("__init__", "(*args, **kwargs)", init_with_fields, "Initialize self.")],
        attributes: &[
            row("name", name, Some(set_name)),
            row("path", path, Some(set_path)),
            row("name_from", name_from, Some(set_name_from)),
            row("msg", import_message, None),
        ],
    },
    ExceptionDef {
        kind: ExceptionKind::SyntaxError,
        methods: &[
            NativeDef::method("__init__", "(*args)", syntax_init, "Initialize self."),
            NativeDef::method("__str__", "()", syntax_str, "Return str(self)."),
        ],
        attributes: &[
            row("msg", msg, Some(set_msg)),
            row("filename", filename, Some(set_syntax_filename)),
            row("lineno", lineno, Some(set_lineno)),
            row("offset", offset, Some(set_offset)),
            row("text", text, Some(set_text)),
            row("end_lineno", end_lineno, Some(set_end_lineno)),
            row("end_offset", end_offset, Some(set_end_offset)),
        ],
    },
];

impl Context {
    /// The builtin class a value's class is, if it is one; for messages of other rooms.
    pub fn builtin_of(&self, value: Value) -> Option<Builtin> {
        let class = self.class_of(value);
        self.heap.get(class).native.map(|native| Builtin::ALL[usize::from(native)])
    }
}
