//! Inline caches: what a site may remember, and what it makes of that. The caches hold for a state of a class or
//! namespace; `Context::class_changed` and the versions of dicts end that.

use super::Context;
use super::attribute::{Category, MOST_NAMES};
use super::code::{Cache, Site};
use super::frame::{Action, Function, ReturnTo};
use super::native::{Native, Result};
use crate::bytecode::Register;
use crate::heap::{Gc, Kind, Unpacked, Value};
use crate::object::{Class, Descriptor, Dict, Instance, Module, Shape, Str};

/// The value of a global or builtin, if the site knows where it is.
#[inline(always)]
pub(super) fn cached_global(ctx: &Context, globals: Gc<Dict>, site: &Site) -> Option<Value> {
    match site.cache {
        Cache::Global { version, index } => {
            let dict = ctx.heap.get(globals);
            (dict.version() == version).then(|| dict.entry_value(index as usize))
        }
        Cache::GlobalFunction { version, function } => {
            (ctx.heap.get(globals).version() == version).then(|| Value::object(function))
        }
        Cache::GlobalClass { version, class } => {
            (ctx.heap.get(globals).version() == version).then(|| Value::object(class))
        }
        Cache::Builtin { version, builtins, index } => {
            let dict = ctx.heap.get(ctx.builtins);
            (ctx.heap.get(globals).version() == version && dict.version() == builtins)
                .then(|| dict.entry_value(index as usize))
        }
        _ => None,
    }
}

/// Has a site call what it found in the globals without looking at it again.
#[inline(always)]
pub(super) fn remember_callee(ctx: &Context, site: &mut Site, callee: Value, count: u32) {
    let Cache::Global { version, .. } = site.cache else { return };
    if let Some(function) = callee.cast::<Function>()
        && u32::from(ctx.heap.get(ctx.heap.get(function).code).entry.plain_arity) == count
    {
        site.cache = Cache::GlobalFunction { version, function };
    } else if let Some(class) = callee.cast::<Class>() {
        site.cache = Cache::GlobalClass { version, class };
    }
}

/// An attribute through the site's cache, else by the rules, with what was found out kept.
#[inline(never)]
pub(super) fn load_attribute_cached(ctx: &mut Context, object: Value, site: &mut Site, dst: Register) -> Result {
    if let Some(value) = cached_attribute(ctx, object, site.cache)
        && !needs_binding(ctx, value, site.cache)
    {
        return Ok(value);
    }
    let name = site.name;
    site.cache = ctx.attribute_cache(object, name);
    ctx.load_attribute(object, name, ReturnTo { action: Action::Store, dst: dst.0 })
}

/// Whether a class attribute is surely its own value: no function, no descriptor, nothing that may have `__get__`.
#[inline(always)]
pub(super) fn never_binds(value: Value) -> bool {
    use Kind::{ClassMethod, Descriptor, Function, Instance, Native, Property, StaticMethod};
    ![Function, Native, Property, Descriptor, StaticMethod, ClassMethod, Instance]
        .into_iter()
        .any(|kind| value.is_kind(kind))
}

/// What a cache says of an attribute that lies in a class, where that is all there is to it.
#[inline(always)]
pub(super) fn cached_class_value(ctx: &Context, object: Value, cache: Cache) -> Option<Value> {
    let (namespace, index) = match cache {
        Cache::ClassValue { shape, namespace, index } => {
            let instance = object.cast::<Instance>()?;
            if ctx.heap.get(instance).shape != shape {
                return None;
            }
            (namespace, index)
        }
        Cache::ClassAttribute { class, namespace, index } if object == Value::object(class) => (namespace, index),
        _ => return None,
    };
    let value = ctx.heap.get(namespace).entry_value(index as usize);
    (never_binds(value) && !value.is_unbound()).then_some(value)
}

/// A class attribute that binds is not the attribute's value yet.
fn needs_binding(ctx: &mut Context, value: Value, cache: Cache) -> bool {
    matches!(cache, Cache::ClassValue { .. } | Cache::NativeMethod { .. } | Cache::Method { .. })
        && ctx.category(value) != Category::Plain
}

/// What a cache says of an object, unbound values aside.
#[inline(always)]
fn cached_attribute(ctx: &Context, object: Value, cache: Cache) -> Option<Value> {
    let value = match cache {
        Cache::Slot { shape, slot } => {
            let instance = object.cast::<Instance>()?;
            if ctx.heap.get(instance).shape != shape {
                return None;
            }
            Instance::slot(&ctx.heap, instance, slot as usize)
        }
        Cache::Method { shape, function, .. } => {
            let instance = object.cast::<Instance>()?;
            if ctx.heap.get(instance).shape != shape {
                return None;
            }
            Value::object(function)
        }
        Cache::ClassValue { shape, namespace, index } => {
            let instance = object.cast::<Instance>()?;
            if ctx.heap.get(instance).shape != shape {
                return None;
            }
            ctx.heap.get(namespace).entry_value(index as usize)
        }
        Cache::ClassAttribute { class, namespace, index } => {
            if object != Value::object(class) {
                return None;
            }
            ctx.heap.get(namespace).entry_value(index as usize)
        }
        Cache::NativeMethod { kind, method } => {
            if object.kind() != Some(kind) {
                return None;
            }
            Value::object(method)
        }
        Cache::ModuleValue { module, version, index } => {
            if object.cast() != Some(module) {
                return None;
            }
            let dict = ctx.heap.get(ctx.heap.get(module).namespace);
            if dict.version() != version {
                return None;
            }
            dict.entry_value(index as usize)
        }
        Cache::Empty
        | Cache::Global { .. }
        | Cache::GlobalFunction { .. }
        | Cache::GlobalClass { .. }
        | Cache::Builtin { .. }
        | Cache::Transition { .. } => return None,
    };
    (!value.is_unbound()).then_some(value)
}

/// What `receiver.name(…)` calls.
pub(super) enum Method {
    /// With the receiver as first argument.
    Bound(Value),
    /// With the arguments as they are.
    Free(Value),
}

/// The method a call with `count` arguments, receiver included, goes to; without a count, just the method.
#[inline(always)]
pub(super) fn method_of(ctx: &mut Context, receiver: Value, site: &mut Site, count: Option<u32>) -> Result<Method> {
    match cached_attribute(ctx, receiver, site.cache) {
        Some(value) => Ok(classify_method(ctx, value, site.cache)),
        None => find_method(ctx, receiver, site, count),
    }
}

#[inline(always)]
fn classify_method(ctx: &Context, value: Value, cache: Cache) -> Method {
    match cache {
        Cache::Method { .. } => Method::Bound(value),
        Cache::ClassValue { .. } | Cache::NativeMethod { .. } => {
            let binds =
                value.is::<Function>() || value.cast::<Native>().is_some_and(|native| ctx.heap.get(native).is_method);
            if binds { Method::Bound(value) } else { Method::Free(value) }
        }
        _ => Method::Free(value),
    }
}

#[inline(never)]
fn find_method(ctx: &mut Context, receiver: Value, site: &mut Site, count: Option<u32>) -> Result<Method> {
    let name = site.name;
    site.cache = ctx.attribute_cache(receiver, name);
    let cache = site.cache;
    if let Some(value) = cached_attribute(ctx, receiver, cache)
        && let Some(function) = value.cast::<Function>()
        && let Cache::ClassValue { shape, .. } = cache
    {
        let code = ctx.heap.get(function).code;
        let arity = u32::from(ctx.heap.get(code).entry.plain_arity);
        if count.is_none_or(|count| count == arity) {
            site.cache = Cache::Method { shape, function };
        }
        return Ok(Method::Bound(value));
    }
    if let Some(value) = cached_attribute(ctx, receiver, cache)
        && (!needs_binding(ctx, value, cache) || matches!(classify_method(ctx, value, cache), Method::Bound(_)))
    {
        return Ok(classify_method(ctx, value, cache));
    }
    let value = ctx.nested(|ctx, to| ctx.load_attribute(receiver, name, to))?;
    Ok(Method::Free(value))
}

/// Filling inline caches.
impl Context {
    /// What a site that loads `name` from an object of `class` may remember, if the plain rules apply to it.
    pub fn attribute_cache(&mut self, object: Value, name: Gc<Str>) -> Cache {
        if let Some(module) = object.cast::<Module>() {
            let namespace = self.heap.get(module).namespace;
            return match self.find_name(namespace, name) {
                Some(index) => {
                    let version = self.heap.get_mut(namespace).ensure_version();
                    Cache::ModuleValue { module, version, index: index as u32 }
                }
                None => Cache::Empty,
            };
        }
        if let Some(class) = object.cast::<Class>() {
            let place = self.lookup_place(class, name);
            return self.class_cache(class, name, place);
        }
        let Some(instance) = object.cast::<Instance>() else { return self.native_method_cache(object, name) };
        let shape = self.current_shape(instance);
        let class = self.heap.get(shape).class;
        if self.heap.get(class).flags.custom_getattribute || self.heap.get(shape).dictionary {
            return Cache::Empty;
        }
        let place = self.lookup_place(class, name);
        let value = place.map_or(Value::UNBOUND, |(namespace, index)| self.heap.get(namespace).entry_value(index));
        let category = if value.is_unbound() { Category::Plain } else { self.category(value) };
        let own = self.heap.get(shape).slot_of(name);
        let cache = match (own, place) {
            _ if category == Category::Data => match value.cast::<Descriptor>() {
                Some(member) => Cache::Slot { shape, slot: u32::from(self.heap.get(member).slot) },
                None => Cache::Empty,
            },
            (Some(slot), _) => Cache::Slot { shape, slot: slot as u32 },
            (None, Some((namespace, index))) if category != Category::NonData => {
                Cache::ClassValue { shape, namespace, index: index as u32 }
            }
            _ => Cache::Empty,
        };
        if !matches!(cache, Cache::Empty) {
            self.heap.get_mut(class).cached = true;
        }
        cache
    }

    /// The attribute of a script's class at a place, if loading and storing it are just that.
    fn class_cache(&mut self, class: Gc<Class>, name: Gc<Str>, place: Option<(Gc<Dict>, usize)>) -> Cache {
        let metaclass = self.class_of(Value::object(class));
        let flags = self.heap.get(metaclass).flags;
        let Some((namespace, index)) = place else { return Cache::Empty };
        let value = self.heap.get(namespace).entry_value(index);
        if self.heap.get(class).flags.immutable
            || flags.custom_getattribute
            || flags.custom_setattr
            || self.heap.str_bytes(name).starts_with(b"__")
            || !self.lookup(metaclass, name).is_unbound()
            || !never_binds(value)
        {
            return Cache::Empty;
        }
        self.heap.get_mut(class).cached = true;
        self.heap.get_mut(metaclass).cached = true;
        Cache::ClassAttribute { class, namespace, index: index as u32 }
    }

    /// Builtin classes do not change, so the kind of an object settles what its method is.
    fn native_method_cache(&mut self, object: Value, name: Gc<Str>) -> Cache {
        let Unpacked::Object(kind) = object.unpack() else { return Cache::Empty };
        let varied = matches!(
            kind,
            Kind::Class
                | Kind::Exception
                | Kind::Super
                | Kind::Function
                | Kind::BoundMethod
                | Kind::Iterator
                | Kind::Coroutine
                | Kind::DictView
                | Kind::Native
                | Kind::Host
                | Kind::StaticMethod
                | Kind::ClassMethod
        );
        if varied {
            return Cache::Empty;
        }
        let method = self.special(object, name);
        match method.cast::<Native>() {
            Some(method) if self.heap.get(method).is_method => Cache::NativeMethod { kind, method },
            _ => Cache::Empty,
        }
    }

    /// What a site that stores `name` may remember, before the store is done.
    #[inline(never)]
    pub fn store_cache(&mut self, object: Value, name: Gc<Str>) -> Cache {
        if let Some(class) = object.cast::<Class>() {
            let namespace = self.heap.get(class).namespace;
            let place = self.find_name(namespace, name).map(|index| (namespace, index));
            return self.class_cache(class, name, place);
        }
        let Some(instance) = object.cast::<Instance>() else { return Cache::Empty };
        let shape = self.current_shape(instance);
        let this = self.heap.get(shape);
        let (class, dictionary) = (this.class, this.dictionary);
        if self.heap.get(class).flags.custom_setattr || dictionary {
            return Cache::Empty;
        }
        let value = self.lookup(class, name);
        let cache = if !value.is_unbound() && self.category(value) == Category::Data {
            match value.cast::<Descriptor>() {
                Some(member) => Cache::Slot { shape, slot: u32::from(self.heap.get(member).slot) },
                None => Cache::Empty,
            }
        } else if let Some(slot) = self.heap.get(shape).slot_of(name) {
            Cache::Slot { shape, slot: slot as u32 }
        } else if self.heap.get(class).flags.slots_only || self.heap.get(shape).names.len() >= MOST_NAMES {
            Cache::Empty
        } else {
            let slot = self.heap.get(shape).slots() as u32;
            let to = Shape::with_name(&mut self.heap, shape, name);
            Cache::Transition { from: shape, to, slot }
        };
        if !matches!(cache, Cache::Empty) {
            self.heap.get_mut(class).cached = true;
        }
        cache
    }
}
