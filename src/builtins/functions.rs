//! The builtin functions, but those over iterables. The table is at the end.

use crate::heap::{Gc, Kind, Value};
use crate::object::{Class, Dict, Instance, Str, Tuple, repr};
use crate::vm::Context;
use crate::vm::builtin_class::Builtin;
use crate::vm::frame::Function;
use crate::vm::native::{Args, Input, Native, NativeDef, Result};
use crate::vm::operator::BinaryOperator;

fn len(ctx: &mut Context, args: Args) -> Result {
    let value = args.get(ctx, 0);
    let to = ctx.return_to;
    ctx.length_value(value, to)
}

fn isinstance(ctx: &mut Context, args: Args) -> Result {
    let (value, class) = (args.get(ctx, 0), args.get(ctx, 1));
    ctx.is_instance_checked(value, class).map(Value::bool)
}

fn issubclass(ctx: &mut Context, args: Args) -> Result {
    let (value, class) = (args.get(ctx, 0), args.get(ctx, 1));
    ctx.is_subclass_checked(value, class).map(Value::bool)
}

fn repr_of(ctx: &mut Context, args: Args) -> Result {
    let value = args.get(ctx, 0);
    ctx.repr(value).map(Value::object)
}

fn ascii(ctx: &mut Context, args: Args) -> Result {
    let value = args.get(ctx, 0);
    let text = ctx.repr(value)?;
    let shown = repr::ascii(ctx.heap.str_bytes(text));
    Ok(Value::object(ctx.heap.new_str_owned(shown)))
}

fn format(ctx: &mut Context, args: Args) -> Result {
    let value = args.get(ctx, 0);
    let spec = args.optional(ctx, 1).unwrap_or(Value::object(ctx.interner.empty()));
    if ctx.as_str(spec).is_none() {
        let message = format!("format() argument 2 must be str, not {}", ctx.given_name(spec));
        return Err(ctx.type_error(message));
    }
    ctx.format_with_spec(value, spec)
}

fn hash(ctx: &mut Context, args: Args) -> Result {
    let value = args.get(ctx, 0);
    ctx.hash(value).map(Value::int)
}

fn id(ctx: &mut Context, args: Args) -> Result {
    let value = args.get(ctx, 0);
    Ok(Value::int((value.identity() >> 1) as i64))
}

fn callable(ctx: &mut Context, args: Args) -> Result {
    let value = args.get(ctx, 0);
    let answer = matches!(
        value.kind(),
        Some(Kind::Function | Kind::Native | Kind::BoundMethod | Kind::Class | Kind::StaticMethod)
    ) || !ctx.special(value, ctx.names.call).is_unbound();
    Ok(Value::bool(answer))
}

/// Looks an attribute up; a missing one is the default. Registers: object, name, default.
fn getattr(ctx: &mut Context, args: Args) -> Result {
    let (object, name) = (args.get(ctx, 0), args.get(ctx, 1));
    let name = ctx.attribute_name(name)?;
    match args.optional(ctx, 2) {
        None => {
            let to = ctx.return_to;
            ctx.load_attribute(object, name, to)
        }
        Some(default) => ctx.start_catching_steps(getattr_or_default, &[object, Value::object(name), default]),
    }
}

fn getattr_or_default(ctx: &mut Context, window: Args, input: Input) -> Result {
    match input {
        Input::Value(value) => Ok(value),
        Input::Raised(exception) => or_default(ctx, window, exception),
        Input::Start | Input::Exhausted => {
            let object = window.get(ctx, 0);
            let name: Gc<Str> = window.get(ctx, 1).cast().expect("register 1 holds the name");
            let to = ctx.return_to;
            match ctx.load_attribute(object, name, to) {
                Ok(value) => Ok(value),
                Err(_) => {
                    ctx.materialise_pending();
                    let exception = ctx.take_pending();
                    or_default(ctx, window, exception)
                }
            }
        }
    }
}

fn or_default(ctx: &mut Context, window: Args, exception: Value) -> Result {
    if ctx.limits.stopped.is_none() && ctx.is_exception(exception, crate::object::ExceptionKind::AttributeError) {
        return Ok(window.get(ctx, 2));
    }
    ctx.pending = exception;
    Err(crate::vm::native::Raised)
}

fn hasattr(ctx: &mut Context, args: Args) -> Result {
    let (object, name) = (args.get(ctx, 0), args.get(ctx, 1));
    let name = ctx.attribute_name(name)?;
    ctx.attribute_or_none(object, name).map(|value| Value::bool(value.is_some()))
}

fn setattr(ctx: &mut Context, args: Args) -> Result {
    let [object, name, value] = [0, 1, 2].map(|index| args.get(ctx, index));
    let name = ctx.attribute_name(name)?;
    ctx.nested(|ctx, to| ctx.store_attribute(object, name, value, to))?;
    Ok(Value::NONE)
}

fn delattr(ctx: &mut Context, args: Args) -> Result {
    let (object, name) = (args.get(ctx, 0), args.get(ctx, 1));
    let name = ctx.attribute_name(name)?;
    ctx.nested(|ctx, to| ctx.delete_attribute(object, name, to))?;
    Ok(Value::NONE)
}

fn abs(ctx: &mut Context, args: Args) -> Result {
    let value = args.get(ctx, 0);
    let plain = ctx.payload(value);
    if let Some(value) = plain.as_float() {
        return Ok(Value::float(value.abs()));
    }
    if let Some(int) = ctx.heap.int(plain) {
        let result = crate::object::int::absolute(int);
        return Ok(ctx.heap.new_int(result));
    }
    let method = ctx.special(value, ctx.names.abs);
    if method.is_unbound() {
        let message = format!("bad operand type for abs(): '{}'", ctx.type_name(value));
        return Err(ctx.type_error(message));
    }
    let to = ctx.return_to;
    ctx.call_method_value(method, value, &[], to)
}

fn divmod(ctx: &mut Context, args: Args) -> Result {
    let (left, right) = (args.get(ctx, 0), args.get(ctx, 1));
    let to = ctx.return_to;
    ctx.binary(BinaryOperator::DivMod, false, left, right, to)
}

fn pow(ctx: &mut Context, args: Args) -> Result {
    let (base, exponent) = (args.get(ctx, 0), args.get(ctx, 1));
    let to = ctx.return_to;
    match args.optional(ctx, 2).filter(|modulus| !modulus.is_none()) {
        None => ctx.binary(BinaryOperator::Power, false, base, exponent, to),
        Some(modulus) => power_modulo(ctx, base, exponent, modulus),
    }
}

fn power_modulo(ctx: &mut Context, base: Value, exponent: Value, modulus: Value) -> Result {
    let method = ctx.special(base, ctx.names.pow);
    let own = base.is::<Instance>() && !method.is_unbound() && !method.is::<Native>();
    if !own {
        let answer = super::int::power_modulo(ctx, base, exponent, modulus)?;
        if answer != Value::NOT_IMPLEMENTED {
            return Ok(answer);
        }
    }
    if base.is::<Instance>() && !method.is_unbound() {
        let to = ctx.return_to;
        return ctx.call_method_value(method, base, &[exponent, modulus], to);
    }
    let [base, exponent, modulus] = [base, exponent, modulus].map(|value| ctx.type_name(value));
    let operands = format!("'{base}', '{exponent}', '{modulus}'");
    Err(ctx.type_error(format!("unsupported operand type(s) for ** or pow(): {operands}")))
}

fn round(ctx: &mut Context, args: Args) -> Result {
    let value = args.get(ctx, 0);
    let digits = args.optional(ctx, 1);
    let method = ctx.special(value, ctx.names.round);
    if method.is_unbound() {
        let message = format!("type {} doesn't define __round__ method", ctx.type_name(value));
        return Err(ctx.type_error(message));
    }
    let to = ctx.return_to;
    match digits {
        Some(digits) => ctx.call_method_value(method, value, &[digits], to),
        None => ctx.call_method_value(method, value, &[], to),
    }
}

fn chr(ctx: &mut Context, args: Args) -> Result {
    let value = args.get(ctx, 0);
    let code = ctx.to_index(value)?;
    match code.as_int().and_then(|code| u32::try_from(code).ok()).filter(|&code| code < 0x11_0000) {
        Some(code) => Ok(Value::object(ctx.interner.char(&mut ctx.heap, code))),
        None => Err(ctx.value_error("chr() arg not in range(0x110000)")),
    }
}

fn ord(ctx: &mut Context, args: Args) -> Result {
    let value = args.get(ctx, 0);
    if let Some(text) = ctx.as_str(value) {
        let length = ctx.heap.str_length(text);
        if length == 1 {
            return Ok(Value::int(i64::from(ctx.heap.str_at(text, 0))));
        }
        let message = format!("ord() expected a character, but string of length {length} found");
        return Err(ctx.type_error(message));
    }
    let bytes = match (value.cast::<crate::object::Bytes>(), value.cast::<crate::object::ByteArray>()) {
        (Some(bytes), _) => Some(ctx.heap.bytes(bytes).to_vec()),
        (_, Some(array)) => Some(ctx.heap.get(array).bytes().to_vec()),
        _ => None,
    };
    match bytes.as_deref() {
        Some([byte]) => Ok(Value::int(i64::from(*byte))),
        Some(bytes) => {
            let message = format!("ord() expected a character, but string of length {} found", bytes.len());
            Err(ctx.type_error(message))
        }
        None => {
            let message = format!("ord() expected string of length 1, but {} found", ctx.type_name(value));
            Err(ctx.type_error(message))
        }
    }
}

/// `hex`, `oct` and `bin`.
fn in_base(ctx: &mut Context, args: Args, base: u32, prefix: &str) -> Result {
    let value = args.get(ctx, 0);
    let int = ctx.to_index(value)?;
    let int = ctx.heap.int(int).expect("an int");
    let digits = crate::object::int::in_base(int, base);
    let text = match digits.strip_prefix('-') {
        Some(digits) => format!("-{prefix}{digits}"),
        None => format!("{prefix}{digits}"),
    };
    Ok(ctx.new_str(&text))
}

fn hex(ctx: &mut Context, args: Args) -> Result {
    in_base(ctx, args, 16, "0x")
}

fn oct(ctx: &mut Context, args: Args) -> Result {
    in_base(ctx, args, 8, "0o")
}

fn bin(ctx: &mut Context, args: Args) -> Result {
    in_base(ctx, args, 2, "0b")
}

fn dir(ctx: &mut Context, args: Args) -> Result {
    let names = match args.optional(ctx, 0) {
        Some(object) => {
            let method = ctx.special(object, ctx.names.dir);
            if method.is::<Function>() || object.kind() == Some(Kind::Module) {
                let answer = ctx.call_nested_method(method, object, &[])?;
                let mut names = ctx.collect_nested(answer)?;
                let mut texts: Vec<(String, Value)> = Vec::new();
                for name in names.drain(..) {
                    let text = ctx.str_nested(name)?;
                    texts.push((ctx.text(text).into_owned(), name));
                }
                texts.sort_by(|left, right| left.0.cmp(&right.0));
                return Ok(ctx.new_list(texts.into_iter().map(|(_, name)| name).collect()));
            }
            ctx.attribute_names(object)
        }
        None => {
            let namespace = ctx.running_locals();
            let mut names = namespace.cast::<Dict>().map_or(Vec::new(), |dict| ctx.names_in(dict));
            names.sort();
            names
        }
    };
    let names = names.iter().map(|name| ctx.new_str(name)).collect();
    Ok(ctx.new_list(names))
}

fn vars(ctx: &mut Context, args: Args) -> Result {
    match args.optional(ctx, 0) {
        None => Ok(ctx.running_locals()),
        Some(object) => {
            let name = ctx.names.dunder_dict;
            match ctx.attribute_or_none(object, name)? {
                Some(dict) => Ok(dict),
                None => Err(ctx.type_error("vars() argument must have __dict__ attribute")),
            }
        }
    }
}

/// `__import__(name, globals, locals, fromlist, level)`: what the statement does.
fn import(ctx: &mut Context, args: Args) -> Result {
    let [name, from_list, level] = [0, 3, 4].map(|index| args.get(ctx, index));
    let name = ctx.attribute_name(name)?;
    let from_list = match from_list.is_unbound() || !ctx.truth(from_list)? {
        true => Value::NONE,
        false => {
            let names = ctx.collect_nested(from_list)?;
            ctx.new_tuple(&names)
        }
    };
    let level = if level.is_unbound() { Value::int(0) } else { level };
    let to = ctx.return_to;
    ctx.import_statement(name, level, from_list, to)
}

fn globals(ctx: &mut Context, _: Args) -> Result {
    Ok(Value::object(ctx.current_globals()))
}

fn locals(ctx: &mut Context, _: Args) -> Result {
    Ok(ctx.running_locals())
}

/// `__build_class__(body, name, *bases, metaclass=…, **keywords)`. Registers of the frame: body, name, original bases,
/// keywords, bases, metaclass, namespace, stage.
fn build_class(ctx: &mut Context, args: Args) -> Result {
    let [body, name, keywords] = [0, 1, 2].map(|index| args.get(ctx, index));
    let bases = args.rest(ctx, 3).to_vec();
    let original = ctx.new_tuple(&bases);
    let state = [body, name, original, keywords, original, Value::UNBOUND, Value::UNBOUND, Value::int(0)];
    ctx.start_steps(build_class_steps, &state)
}

fn build_class_steps(ctx: &mut Context, window: Args, input: Input) -> Result {
    let mut input = input;
    loop {
        let stage = window.get(ctx, 7).as_int().expect("register 7 holds the stage");
        window.set(ctx, 7, Value::int(stage + 1));
        let answer = match stage {
            0 => prepare_class(ctx, window)?,
            1 => {
                let Input::Value(namespace) = input else { unreachable!("`__prepare__` answered") };
                window.set(ctx, 6, namespace);
                let body = window.get(ctx, 0);
                let to = ctx.return_to;
                ctx.tail_call_to(body, &[namespace], to)?
            }
            2 => create_class(ctx, window)?,
            _ => {
                let Input::Value(class) = input else { unreachable!("the metaclass answered") };
                return Ok(class);
            }
        };
        if answer.is_unbound() {
            return Ok(answer);
        }
        input = Input::Value(answer);
    }
}

/// Resolves the bases, finds the metaclass, and asks it for a namespace.
fn prepare_class(ctx: &mut Context, window: Args) -> Result {
    let original = window.get(ctx, 4).cast::<Tuple>().expect("register 4 holds the bases");
    let mut bases = Vec::new();
    let mut replaced = false;
    for base in ctx.heap.tail(original).to_vec() {
        let entries = if base.is::<Class>() { Value::UNBOUND } else { ctx.special(base, ctx.names.dunder_mro_entries) };
        if entries.is_unbound() {
            bases.push(base);
            continue;
        }
        replaced = true;
        let more = ctx.call_nested_method(entries, base, &[Value::object(original)])?;
        bases.extend(ctx.collect_nested(more)?);
    }
    if replaced {
        let bases = ctx.new_tuple(&bases);
        window.set(ctx, 4, bases);
    }
    let keywords: Gc<Dict> = window.get(ctx, 3).cast().expect("register 3 holds the keywords");
    let name = ctx.intern("metaclass");
    let given = match ctx.find_name(keywords, name) {
        Some(index) => ctx.heap.get_mut(keywords).remove(index).value,
        None => match bases.first() {
            Some(&base) => ctx.class_value_of(base),
            None => ctx.class_value(Builtin::Type),
        },
    };
    let metaclass = match given.cast::<Class>() {
        Some(class) => Value::object(ctx.metaclass_for(class, &bases)?),
        None => given,
    };
    window.set(ctx, 5, metaclass);
    let prepare = ctx.names.prepare;
    let native = metaclass.cast::<Class>().is_some_and(|class| {
        let found = ctx.lookup(class, prepare);
        found.cast::<crate::object::ClassMethod>().is_some_and(|method| ctx.heap.get(method).function.is::<Native>())
    });
    if native {
        return Ok(Value::object(ctx.new_dict()));
    }
    match ctx.attribute_or_none(metaclass, prepare)? {
        None => Ok(Value::object(ctx.new_dict())),
        Some(function) => {
            let (name, bases, keywords) = (window.get(ctx, 1), window.get(ctx, 4), Value::object(keywords));
            let args = ctx.new_tuple(&[name, bases]);
            let to = ctx.return_to;
            ctx.call_spread(function, args, keywords, to)
        }
    }
}

/// Calls the metaclass with what the body left.
fn create_class(ctx: &mut Context, window: Args) -> Result {
    let [name, original, keywords, bases, metaclass, namespace] =
        [1, 2, 3, 4, 5, 6].map(|index| window.get(ctx, index));
    if original != bases {
        let key = Value::object(ctx.names.dunder_orig_bases);
        ctx.nested(|ctx, to| ctx.store_item(namespace, key, original, to))?;
    }
    let args = ctx.new_tuple(&[name, bases, namespace]);
    let to = ctx.return_to;
    ctx.call_spread(metaclass, args, keywords, to)
}

pub static FUNCTIONS: &[NativeDef] = &[
    NativeDef::function(
        "__build_class__",
        "(func, name, /, *bases, **kwds)",
        build_class,
        "Internal helper function used by the class statement.",
    ),
    NativeDef::function(
        "__import__",
        "(name, globals=None, locals=None, fromlist=(), level=0)",
        import,
        "Import a module.",
    ),
    NativeDef::function("abs", "(number, /)", abs, "Return the absolute value of the argument."),
    NativeDef::function("ascii", "(obj, /)", ascii, "Return an ASCII-only representation of an object."),
    NativeDef::function("bin", "(number, /)", bin, "Return the binary representation of an integer."),
    NativeDef::function("callable", "(obj, /)", callable, "Return whether the object is callable."),
    NativeDef::function("chr", "(i, /)", chr, "Return a Unicode string of one character with ordinal i."),
    NativeDef::function("delattr", "(obj, name, /)", delattr, "Deletes the named attribute from the given object."),
    NativeDef::function("dir", "(object=None, /)", dir, "List the attributes of an object, or the names in scope."),
    NativeDef::function("divmod", "(x, y, /)", divmod, "Return the tuple (x//y, x%y)."),
    NativeDef::function(
        "format",
        "(value, format_spec='', /)",
        format,
        "Return type(value).__format__(value, format_spec)",
    ),
    NativeDef::function("getattr", "(object, name, default=None, /)", getattr, "Get a named attribute from an object."),
    NativeDef::function(
        "globals",
        "()",
        globals,
        "Return the dictionary containing the current scope's global variables.",
    ),
    NativeDef::function(
        "hasattr",
        "(obj, name, /)",
        hasattr,
        "Return whether the object has an attribute with the given name.",
    ),
    NativeDef::function("hash", "(obj, /)", hash, "Return the hash value for the given object."),
    NativeDef::function("hex", "(number, /)", hex, "Return the hexadecimal representation of an integer."),
    NativeDef::function("id", "(obj, /)", id, "Return the identity of an object."),
    NativeDef::function(
        "isinstance",
        "(obj, class_or_tuple, /)",
        isinstance,
        "Return whether an object is an instance of a class or of a subclass thereof.",
    ),
    NativeDef::function(
        "issubclass",
        "(cls, class_or_tuple, /)",
        issubclass,
        "Return whether 'cls' is derived from another class or is the same class.",
    ),
    NativeDef::function("len", "(obj, /)", len, "Return the number of items in a container."),
    NativeDef::function("locals", "()", locals, "Return a dictionary containing the current scope's local variables."),
    NativeDef::function("oct", "(number, /)", oct, "Return the octal representation of an integer."),
    NativeDef::function("ord", "(character, /)", ord, "Return the ordinal value of a character."),
    NativeDef::function(
        "pow",
        "(base, exp, mod=None)",
        pow,
        "Equivalent to base**exp with 2 arguments or base**exp % mod with 3 arguments.",
    ),
    NativeDef::function("repr", "(obj, /)", repr_of, "Return the canonical string representation of the object."),
    NativeDef::function(
        "round",
        "(number, ndigits=None)",
        round,
        "Round a number to a given precision in decimal digits.",
    ),
    NativeDef::function(
        "setattr",
        "(obj, name, value, /)",
        setattr,
        "Sets the named attribute on the given object to the specified value.",
    ),
    NativeDef::function("vars", "(object=None, /)", vars, "Return the __dict__ of an object, or the names in scope."),
];
