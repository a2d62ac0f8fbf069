//! Values of scripts as Rust values, and back. A conversion copies, and never runs a script.

use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::hash::{BuildHasher, Hash};

use super::error::ConversionError;
use super::native::Raise;
use crate::heap::{self, Unpacked, Value};
use crate::object::int::Int;
use crate::vm::Context;

/// A script's value on its way to the host.
pub struct Incoming<'vm> {
    ctx: &'vm mut Context,
    value: Value,
}

/// The machine a value on its way to a script is made in.
pub struct Maker<'vm> {
    ctx: &'vm mut Context,
}

/// A value made for a script.
#[derive(Clone, Copy)]
pub struct Outgoing(pub(super) Value);

/// A Rust type that a script's value can become.
///
/// A host's own type is made of those that have it:
/// ```
/// use taipan::{ConversionError, FromValue, Incoming, Vm};
///
/// struct Point { x: f64, y: f64 }
///
/// impl FromValue for Point {
///     fn from_value(value: Incoming<'_>) -> Result<Point, ConversionError> {
///         let (x, y) = value.convert()?;
///         Ok(Point { x, y })
///     }
/// }
///
/// let point: Point = Vm::new().eval("(1, 2.5)")?;
/// assert_eq!((point.x, point.y), (1.0, 2.5));
/// # Ok::<(), taipan::Error>(())
/// ```
pub trait FromValue: Sized {
    /// Copies a value out of the machine.
    ///
    /// # Errors
    /// If the value is of another type, or a number that does not fit.
    fn from_value(value: Incoming<'_>) -> Result<Self, ConversionError>;
}

/// A Rust type that can be handed to a script.
pub trait IntoValue {
    /// Copies the value into the machine.
    ///
    /// # Errors
    /// What the script is to see raised; only a [`Result`] or a foreign [`Handle`] has any.
    fn into_value(self, maker: &mut Maker<'_>) -> Result<Outgoing, Raise>;
}

/// The arguments of a call: a tuple of up to six values.
pub trait Arguments {
    #[doc(hidden)]
    const COUNT: usize;

    /// Makes the values in the first places.
    #[doc(hidden)]
    fn into_values(self, maker: &mut Maker<'_>, places: &mut [Outgoing; 6]) -> Result<(), Raise>;
}

/// Keeps a script's value of any kind alive, for as long as the host likes. Cheap to clone, and may be dropped
/// anywhere.
///
/// ```
/// use taipan::{Handle, Vm};
///
/// let mut vm = Vm::new();
/// vm.run("def double(x): return 2 * x")?;
/// let double: Handle = vm.get("double")?;
/// let six: i64 = vm.call_value(&double, (3,))?;
/// assert_eq!(six, 6);
/// # Ok::<(), taipan::Error>(())
/// ```
#[derive(Clone)]
pub struct Handle(pub(super) heap::Handle);

/// The bytes of a script's `bytes`.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Bytes(pub Vec<u8>);

impl<'vm> Incoming<'vm> {
    pub(super) fn new(ctx: &'vm mut Context, value: Value) -> Incoming<'vm> {
        Incoming { ctx, value }
    }

    /// Converts the value.
    ///
    /// # Errors
    /// As [`FromValue::from_value`].
    pub fn convert<T: FromValue>(self) -> Result<T, ConversionError> {
        T::from_value(self)
    }

    /// `type(value).__name__`.
    pub fn type_name(&self) -> String {
        self.ctx.type_name(self.value)
    }

    fn expected(&self, what: &str) -> ConversionError {
        ConversionError::new(format!("expected {what}, found {}", self.type_name()))
    }

    fn out_of_range(&self, what: &str) -> ConversionError {
        ConversionError { message: format!("the int does not fit {what}"), is_range: true }
    }

    /// The items of a list or tuple.
    fn items(&self, what: &str) -> Result<Vec<Value>, ConversionError> {
        if let Some(list) = self.ctx.as_list(self.value) {
            return Ok(self.ctx.items(list).to_vec());
        }
        match self.ctx.as_tuple(self.value) {
            Some(tuple) => Ok(self.ctx.heap.tail(tuple).to_vec()),
            None => Err(self.expected(what)),
        }
    }

    fn convert_value<T: FromValue>(&mut self, value: Value) -> Result<T, ConversionError> {
        T::from_value(Incoming { ctx: &mut *self.ctx, value })
    }

    /// Keys and values of a dict, converted.
    fn entries<K: FromValue, V: FromValue, M: FromIterator<(K, V)>>(mut self) -> Result<M, ConversionError> {
        let Some(dict) = self.ctx.as_dict(self.value) else { return Err(self.expected("a dict")) };
        let entries: Vec<(Value, Value)> =
            self.ctx.heap.get(dict).iter().map(|entry| (entry.key, entry.value)).collect();
        entries.into_iter().map(|(key, value)| Ok((self.convert_value(key)?, self.convert_value(value)?))).collect()
    }
}

impl<'vm> Maker<'vm> {
    pub(super) fn new(ctx: &'vm mut Context) -> Maker<'vm> {
        Maker { ctx }
    }

    fn all<T: IntoValue>(&mut self, items: impl IntoIterator<Item = T>) -> Result<Vec<Value>, Raise> {
        items.into_iter().map(|item| Ok(item.into_value(self)?.0)).collect()
    }

    fn dict<K: IntoValue, V: IntoValue>(
        &mut self,
        entries: impl IntoIterator<Item = (K, V)>,
    ) -> Result<Outgoing, Raise> {
        let dict = Value::object(self.ctx.new_dict());
        for (key, value) in entries {
            let (key, value) = (key.into_value(self)?.0, value.into_value(self)?.0);
            if self.ctx.display_insert(dict, key, value).is_err() {
                return Err(Raise::pending());
            }
        }
        Ok(Outgoing(dict))
    }
}

impl FromValue for bool {
    fn from_value(value: Incoming<'_>) -> Result<bool, ConversionError> {
        value.value.as_bool().ok_or_else(|| value.expected("a bool"))
    }
}

impl IntoValue for bool {
    fn into_value(self, _: &mut Maker<'_>) -> Result<Outgoing, Raise> {
        Ok(Outgoing(Value::bool(self)))
    }
}

macro_rules! integers {
    ($($type:ident)*) => {
        $(impl FromValue for $type {
            fn from_value(value: Incoming<'_>) -> Result<$type, ConversionError> {
                let payload = value.ctx.payload(value.value);
                match payload.unpack() {
                    Unpacked::Int(int) => $type::try_from(int).map_err(|_| value.out_of_range(stringify!($type))),
                    Unpacked::Bool(truth) => Ok($type::from(truth)),
                    _ => match value.ctx.heap.int(payload) {
                        Some(int) => int
                            .to_u64()
                            .and_then(|int| $type::try_from(int).ok())
                            .ok_or_else(|| value.out_of_range(stringify!($type))),
                        None => Err(value.expected("an int")),
                    },
                }
            }
        }

        impl IntoValue for $type {
            fn into_value(self, maker: &mut Maker<'_>) -> Result<Outgoing, Raise> {
                Ok(Outgoing(match i64::try_from(self) {
                    Ok(int) => Value::int(int),
                    Err(_) => maker.ctx.heap.new_int(Int::from(self as u64)),
                }))
            }
        })*
    };
}

integers! { i8 i16 i32 i64 isize u8 u16 u32 u64 usize }

impl FromValue for f64 {
    fn from_value(value: Incoming<'_>) -> Result<f64, ConversionError> {
        match value.ctx.payload(value.value).unpack() {
            Unpacked::Float(float) => Ok(float),
            Unpacked::Int(int) => Ok(int as f64),
            _ => Err(value.expected("a float")),
        }
    }
}

impl IntoValue for f64 {
    fn into_value(self, _: &mut Maker<'_>) -> Result<Outgoing, Raise> {
        Ok(Outgoing(Value::float(self)))
    }
}

impl FromValue for f32 {
    fn from_value(value: Incoming<'_>) -> Result<f32, ConversionError> {
        f64::from_value(value).map(|float| float as f32)
    }
}

impl IntoValue for f32 {
    fn into_value(self, maker: &mut Maker<'_>) -> Result<Outgoing, Raise> {
        f64::from(self).into_value(maker)
    }
}

/// Lone surrogates cannot become a `String`.
impl FromValue for String {
    fn from_value(value: Incoming<'_>) -> Result<String, ConversionError> {
        match value.ctx.as_str(value.value) {
            None => Err(value.expected("a str")),
            Some(text) => match value.ctx.heap.str_text(text) {
                Some(text) => Ok(text.to_owned()),
                None => Err(ConversionError::new("the str holds lone surrogates")),
            },
        }
    }
}

impl IntoValue for &str {
    fn into_value(self, maker: &mut Maker<'_>) -> Result<Outgoing, Raise> {
        Ok(Outgoing(maker.ctx.new_str(self)))
    }
}

impl IntoValue for String {
    fn into_value(self, maker: &mut Maker<'_>) -> Result<Outgoing, Raise> {
        self.as_str().into_value(maker)
    }
}

impl FromValue for char {
    fn from_value(value: Incoming<'_>) -> Result<char, ConversionError> {
        let what = value.expected("a str of one character");
        let text = String::from_value(value).map_err(|_| what.clone())?;
        let mut characters = text.chars();
        match (characters.next(), characters.next()) {
            (Some(character), None) => Ok(character),
            _ => Err(what),
        }
    }
}

impl IntoValue for char {
    fn into_value(self, maker: &mut Maker<'_>) -> Result<Outgoing, Raise> {
        self.encode_utf8(&mut [0; 4]).into_value(maker)
    }
}

impl FromValue for Bytes {
    fn from_value(value: Incoming<'_>) -> Result<Bytes, ConversionError> {
        match value.ctx.payload(value.value).cast::<crate::object::Bytes>() {
            Some(bytes) => Ok(Bytes(value.ctx.heap.bytes(bytes).to_vec())),
            None => Err(value.expected("bytes")),
        }
    }
}

impl IntoValue for Bytes {
    fn into_value(self, maker: &mut Maker<'_>) -> Result<Outgoing, Raise> {
        Ok(Outgoing(Value::object(maker.ctx.heap.new_bytes_owned(self.0))))
    }
}

/// None is no value.
impl<T: FromValue> FromValue for Option<T> {
    fn from_value(value: Incoming<'_>) -> Result<Option<T>, ConversionError> {
        if value.value.is_none() { Ok(None) } else { value.convert().map(Some) }
    }
}

impl<T: IntoValue> IntoValue for Option<T> {
    fn into_value(self, maker: &mut Maker<'_>) -> Result<Outgoing, Raise> {
        match self {
            None => Ok(Outgoing(Value::NONE)),
            Some(value) => value.into_value(maker),
        }
    }
}

/// An error is raised where the value would have gone.
impl<T: IntoValue, E: Into<Raise>> IntoValue for Result<T, E> {
    fn into_value(self, maker: &mut Maker<'_>) -> Result<Outgoing, Raise> {
        self.map_err(Into::into)?.into_value(maker)
    }
}

/// From a list or a tuple.
impl<T: FromValue> FromValue for Vec<T> {
    fn from_value(mut value: Incoming<'_>) -> Result<Vec<T>, ConversionError> {
        value.items("a list")?.into_iter().map(|item| value.convert_value(item)).collect()
    }
}

/// A list.
impl<T: IntoValue> IntoValue for Vec<T> {
    fn into_value(self, maker: &mut Maker<'_>) -> Result<Outgoing, Raise> {
        let items = maker.all(self)?;
        Ok(Outgoing(maker.ctx.new_list(items)))
    }
}

impl<T: IntoValue + Clone> IntoValue for &[T] {
    fn into_value(self, maker: &mut Maker<'_>) -> Result<Outgoing, Raise> {
        let items = maker.all(self.iter().cloned())?;
        Ok(Outgoing(maker.ctx.new_list(items)))
    }
}

impl<K: FromValue + Eq + Hash, V: FromValue, S: BuildHasher + Default> FromValue for HashMap<K, V, S> {
    fn from_value(value: Incoming<'_>) -> Result<HashMap<K, V, S>, ConversionError> {
        value.entries()
    }
}

impl<K: IntoValue, V: IntoValue, S> IntoValue for HashMap<K, V, S> {
    fn into_value(self, maker: &mut Maker<'_>) -> Result<Outgoing, Raise> {
        maker.dict(self)
    }
}

impl<K: FromValue + Ord, V: FromValue> FromValue for BTreeMap<K, V> {
    fn from_value(value: Incoming<'_>) -> Result<BTreeMap<K, V>, ConversionError> {
        value.entries()
    }
}

impl<K: IntoValue, V: IntoValue> IntoValue for BTreeMap<K, V> {
    fn into_value(self, maker: &mut Maker<'_>) -> Result<Outgoing, Raise> {
        maker.dict(self)
    }
}

/// Whatever the value is, it is left where it is.
impl FromValue for () {
    fn from_value(_: Incoming<'_>) -> Result<(), ConversionError> {
        Ok(())
    }
}

/// None.
impl IntoValue for () {
    fn into_value(self, _: &mut Maker<'_>) -> Result<Outgoing, Raise> {
        Ok(Outgoing(Value::NONE))
    }
}

impl FromValue for Handle {
    fn from_value(value: Incoming<'_>) -> Result<Handle, ConversionError> {
        Ok(Handle(value.ctx.heap.handles.create(value.value)))
    }
}

impl IntoValue for &Handle {
    fn into_value(self, maker: &mut Maker<'_>) -> Result<Outgoing, Raise> {
        match maker.ctx.heap.handles.value(&self.0) {
            Some(value) => Ok(Outgoing(value)),
            None => Err(Raise::new("RuntimeError", "the handle belongs to another machine")),
        }
    }
}

impl IntoValue for Handle {
    fn into_value(self, maker: &mut Maker<'_>) -> Result<Outgoing, Raise> {
        (&self).into_value(maker)
    }
}

impl fmt::Debug for Handle {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Handle")
    }
}

impl Arguments for () {
    const COUNT: usize = 0;

    fn into_values(self, _: &mut Maker<'_>, _: &mut [Outgoing; 6]) -> Result<(), Raise> {
        Ok(())
    }
}

macro_rules! tuples {
    ($(($count:literal $($type:ident $name:ident)*))*) => {
        $(impl<$($type: FromValue),*> FromValue for ($($type,)*) {
            fn from_value(mut value: Incoming<'_>) -> Result<Self, ConversionError> {
                let items = value.items("a tuple")?;
                match items[..] {
                    [$($name),*] => Ok(($(value.convert_value($name)?,)*)),
                    _ => {
                        let found = items.len();
                        Err(ConversionError::new(format!("expected a tuple of {}, found one of {found}", $count)))
                    }
                }
            }
        }

        impl<$($type: IntoValue),*> IntoValue for ($($type,)*) {
            fn into_value(self, maker: &mut Maker<'_>) -> Result<Outgoing, Raise> {
                let ($($name,)*) = self;
                let items = [$($name.into_value(maker)?.0),*];
                Ok(Outgoing(maker.ctx.new_tuple(&items)))
            }
        }

        impl<$($type: IntoValue),*> Arguments for ($($type,)*) {
            const COUNT: usize = $count;

            #[inline]
            fn into_values(self, maker: &mut Maker<'_>, places: &mut [Outgoing; 6]) -> Result<(), Raise> {
                let ($($name,)*) = self;
                let mut places = places.iter_mut();
                $(if let Some(place) = places.next() {
                    *place = $name.into_value(maker)?;
                })*
                Ok(())
            }
        })*
    };
}

tuples! {
    (1 A a)
    (2 A a B b)
    (3 A a B b C c)
    (4 A a B b C c D d)
    (5 A a B b C c D d E e)
    (6 A a B b C c D d E e F f)
}
