//! Calling a class: `__new__`, then `__init__`.

use super::Context;
use super::builtin_class::Builtin;
use super::frame::{Action, Function, ReturnTo};
use super::native::{Args, Input, Native, NativeDef, Raised, Result};
use crate::heap::{Gc, Kind, Value};
use crate::object::{Class, Dict, Instance, Layout, Str, Tuple};

/// Room is made for at most this many attributes before an instance turned out to need them.
const MOST_EXPECTED_SLOTS: usize = 16;

impl Context {
    /// Calls a class with the arguments in a window.
    pub(super) fn call_class(
        &mut self,
        class: Gc<Class>,
        start: u32,
        count: u32,
        keywords: Option<Gc<Tuple>>,
        to: ReturnTo,
    ) -> Result {
        let this = self.heap.get(class);
        let (native, flags, layout) = (this.native, this.flags, this.layout);
        if flags.custom_call {
            let metaclass = self.class_of(Value::object(class));
            let method = self.lookup(metaclass, self.names.call);
            self.stack.registers[start as usize - 1] = Value::object(class);
            return self.call(method, start - 1, count + 1, keywords, to);
        }
        if let Some(native) = native {
            return self.call_builtin_class(native, start, count, keywords, to);
        }
        if !flags.custom_new && layout == Layout::Plain && !flags.is_abstract && to.action == Action::Store {
            let init = self.lookup(class, self.names.init);
            if let Some(function) = init.cast::<Function>() {
                let code = self.heap.get(self.heap.get(function).code);
                let entry = code.entry;
                if self.heap.get(class).root_shape.is_none() {
                    let expected = code.own_attributes().min(MOST_EXPECTED_SLOTS);
                    let this = self.heap.get_mut(class);
                    let needed = this.slot_names.len() + expected;
                    this.instance_slots = this.instance_slots.max(needed as u16);
                }
                if entry.keeps_first && entry.plain_arity != u16::MAX && !flags.del {
                    let this = self.heap.get_mut(class);
                    this.instance_slots = this.instance_slots.max(this.slot_names.len() as u16);
                    this.plain_init = init;
                }
                return self.instantiate_plain(class, init, start, count, keywords, to);
            }
        }
        self.instantiate_in_steps(class, start, count, keywords, to)
    }

    /// The common case: an instance of a class without `__new__`, initialised by a script's function whose frame
    /// returns it.
    fn instantiate_plain(
        &mut self,
        class: Gc<Class>,
        init: Value,
        start: u32,
        count: u32,
        keywords: Option<Gc<Tuple>>,
        to: ReturnTo,
    ) -> Result {
        let instance = Value::object(self.allocate_instance(class));
        self.shift_window(start, count);
        self.stack.registers[start as usize - 1] = instance;
        self.stack.registers[start as usize] = instance;
        self.call(init, start, count + 1, keywords, ReturnTo { action: Action::Initialise, dst: to.dst })
    }

    /// An instance without attributes.
    pub fn allocate_instance(&mut self, class: Gc<Class>) -> Gc<Instance> {
        let shape = self.root_shape(class);
        let slots = usize::from(self.heap.get(class).instance_slots).max(usize::from(self.heap.get(shape).reserved));
        let instance = self.heap.allocate_filled(Instance { shape, overflow: None }, slots, Value::UNBOUND);
        if self.heap.get(class).flags.del {
            self.heap.finaliser.register(Value::object(instance));
        }
        instance
    }

    /// An instance of a class derived from a builtin one, about `payload`.
    pub fn instance_with_payload(&mut self, class: Gc<Class>, payload: Value) -> Value {
        let instance = self.allocate_instance(class);
        Instance::set_slot(&mut self.heap, instance, 0, payload);
        Value::object(instance)
    }

    /// Calls the constructor of a builtin class.
    fn call_builtin_class(
        &mut self,
        native: u8,
        start: u32,
        count: u32,
        keywords: Option<Gc<Tuple>>,
        to: ReturnTo,
    ) -> Result {
        let definition = self.class_definitions[usize::from(native)].and_then(|class| class.constructor);
        let Some(definition) = definition else {
            let name = Builtin::ALL[usize::from(native)].name();
            return Err(self.type_error(format!("cannot create '{name}' instances")));
        };
        let args = if keywords.is_none() && definition.shape.accepts_plainly(count) {
            Args { start, count }
        } else {
            self.bind_native(definition, None, start, count, keywords)?
        };
        self.run_native(definition.function, args, to)
    }

    /// The general case, as a native frame: its window holds the class, the instance, the keyword names (a tuple or
    /// None) and the arguments.
    fn instantiate_in_steps(
        &mut self,
        class: Gc<Class>,
        start: u32,
        count: u32,
        keywords: Option<Gc<Tuple>>,
        to: ReturnTo,
    ) -> Result {
        let mut state = Vec::with_capacity(count as usize + 3);
        state.extend([Value::object(class), Value::UNBOUND, keywords.map_or(Value::NONE, Value::object)]);
        state.extend_from_slice(&self.stack.registers[start as usize..(start + count) as usize]);
        self.push_steps(instantiate, &state, false, to)
    }

    /// The same for values that stand nowhere yet: `type.__call__`.
    pub fn instantiate_values(&mut self, class: Gc<Class>, values: &[Value], keywords: Option<Gc<Tuple>>) -> Result {
        let to = self.return_to;
        let start = self.build_window(Value::object(class), values);
        let count = values.len() as u32;
        match self.heap.get(class).native {
            Some(native) => self.call_builtin_class(native, start, count, keywords, to),
            None => self.instantiate_in_steps(class, start, count, keywords, to),
        }
    }

    /// Calls with a class or instance in front of the arguments that a native frame keeps from `from` on.
    fn call_with_kept(&mut self, callee: Value, first: Value, window: Args, from: u32, keywords: Value) -> Result {
        let mut args = vec![first];
        args.extend_from_slice(window.rest(self, from));
        let to = self.return_to;
        self.tail_call_keywords(callee, &args, keywords.cast(), to)
    }

    /// What `object.__new__` and the other builtin `__new__`s make for a class of a script, of the arguments behind the
    /// class.
    pub fn new_of_class(&mut self, class: Gc<Class>, args: &[Value], has_keywords: bool) -> Result {
        let this = self.heap.get(class);
        if this.flags.is_abstract {
            return Err(self.abstract_error(class));
        }
        match this.layout {
            Layout::Plain => {
                let overridden_init = !self.lookup(class, self.names.init).is::<Native>();
                let excess = !args.is_empty() || has_keywords;
                if excess && self.heap.get(class).flags.custom_new {
                    let message = "object.__new__() takes exactly one argument (the type to instantiate)";
                    return Err(self.type_error(message));
                }
                if excess && !overridden_init {
                    let name = self.text(self.heap.get(class).name).into_owned();
                    return Err(self.type_error(format!("{name}() takes no arguments")));
                }
                Ok(Value::object(self.allocate_instance(class)))
            }
            Layout::Exception => Ok(Value::object(self.new_exception(class, args))),
            Layout::Payload(_) | Layout::Class | Layout::Native => {
                let name = self.text(self.heap.get(class).name).into_owned();
                Err(self.type_error(format!("cannot create '{name}' instances")))
            }
        }
    }

    /// The builtin class that a class's instances are made of.
    pub fn native_base(&self, class: Gc<Class>) -> Option<Builtin> {
        let order = self.heap.tail(self.heap.get(class).order);
        order.iter().find_map(|&class| {
            let native = self.heap.get(class.cast::<Class>()?).native?;
            Some(Builtin::ALL[usize::from(native)])
        })
    }

    #[cold]
    fn abstract_error(&mut self, class: Gc<Class>) -> Raised {
        let name = self.text(self.heap.get(class).name).into_owned();
        let namespace = self.heap.get(class).namespace;
        let methods = self.get_name(namespace, self.names.dunder_abstractmethods);
        let methods = methods.map_or(Vec::new(), |set| self.texts_of_set(set));
        let plural = if methods.len() == 1 { "" } else { "s" };
        let list = methods.iter().map(|name| format!("'{name}'")).collect::<Vec<_>>().join(", ");
        self.type_error(format!(
            "Can't instantiate abstract class {name} without an implementation for abstract method{plural} {list}"
        ))
    }

    /// The texts in a set of strings, sorted.
    fn texts_of_set(&self, set: Value) -> Vec<String> {
        let items = self.set_items(set);
        let mut texts: Vec<String> =
            items.into_iter().filter_map(|item| Some(self.text(item.cast::<Str>()?).into_owned())).collect();
        texts.sort();
        texts
    }
}

/// `__new__` of the builtin classes that scripts derive from: of such a class an instance about a value of the builtin
/// one, which the builtin constructor makes; what can be changed begins empty, and `__init__` fills it.
pub static PAYLOAD_NEW: NativeDef =
    NativeDef::function("__new__", "(cls, /, *args, **kwargs)", payload_new, "Create and return a new object.");

fn payload_new(ctx: &mut Context, args: Args) -> Result {
    let class = args.get(ctx, 0);
    let Some(this) = class.cast::<Class>() else {
        let owner = ctx.callee.and_then(|callee| ctx.heap.get(callee).owner.cast::<Class>());
        let owner = owner.map_or(String::new(), |owner| ctx.text(ctx.heap.get(owner).name).into_owned());
        let found = ctx.type_name(class);
        return Err(ctx.type_error(format!("{owner}.__new__(X): X is not a type object ({found})")));
    };
    let owner = ctx.callee.and_then(|callee| ctx.heap.get(callee).owner.cast::<Class>());
    if let Some(owner) = owner
        && !ctx.is_subclass(this, owner)
    {
        let [owner, class] = [owner, this].map(|class| ctx.text(ctx.heap.get(class).name).into_owned());
        let message = format!("{owner}.__new__({class}): {class} is not a subtype of {owner}");
        return Err(ctx.type_error(message));
    }
    let Some(base) = ctx.native_base(this).filter(|base| matches!(base.layout(), Layout::Payload(_))) else {
        return ctx.new_of_class(this, &[], false);
    };
    if ctx.heap.get(this).flags.is_abstract {
        return Err(ctx.abstract_error(this));
    }
    let fills_later =
        matches!(base, Builtin::List | Builtin::Dict | Builtin::Set | Builtin::ByteArray | Builtin::Deque);
    let mut state = vec![class];
    if !fills_later {
        state.extend_from_slice(args.rest(ctx, 2));
    }
    let keywords = args.get(ctx, 1).cast::<Dict>().filter(|_| !fills_later);
    let entries: Vec<_> = keywords.map_or(Vec::new(), |keywords| ctx.heap.get(keywords).iter().copied().collect());
    state.extend(entries.iter().map(|entry| entry.value));
    let names: Vec<Value> = entries.iter().map(|entry| entry.key).collect();
    let names = if names.is_empty() { Value::NONE } else { ctx.new_tuple(&names) };
    state.insert(1, names);
    ctx.start_steps(payload_steps, &state)
}

/// Registers: the class, the keyword names or None, the arguments.
fn payload_steps(ctx: &mut Context, window: Args, input: Input) -> Result {
    let class = window.get(ctx, 0).cast::<Class>().expect("register 0 holds the class");
    let base = ctx.native_base(class).expect("the class is derived from a builtin one");
    let payload = match input {
        Input::Value(payload) => payload,
        _ => {
            let (callee, keywords, to) = (ctx.class_value(base), window.get(ctx, 1), ctx.return_to);
            let args = window.rest(ctx, 2).to_vec();
            ctx.tail_call_keywords(callee, &args, keywords.cast(), to)?
        }
    };
    if payload.is_unbound() || class == ctx.class(base) {
        return Ok(payload);
    }
    Ok(ctx.instance_with_payload(class, payload))
}

/// The steps of making an instance: call `__new__` (or make it here), call `__init__`, answer with the instance.
fn instantiate(ctx: &mut Context, window: Args, input: Input) -> Result {
    let class = window.get(ctx, 0).cast::<Class>().expect("register 0 holds the class");
    let keywords = window.get(ctx, 2);
    let made = match (input, window.get(ctx, 1).is_unbound()) {
        (Input::Start, _) => {
            let made = make(ctx, class, window, keywords)?;
            if made.is_unbound() {
                return Ok(made);
            }
            made
        }
        (Input::Value(made), true) => made,
        (Input::Value(answer), false) => {
            if !answer.is_none() {
                let message = format!("__init__() should return None, not '{}'", ctx.type_name(answer));
                return Err(ctx.type_error(message));
            }
            return Ok(window.get(ctx, 1));
        }
        (Input::Exhausted | Input::Raised(_), _) => unreachable!("neither was asked for"),
    };
    window.set(ctx, 1, made);
    if !ctx.is_instance(made, class) {
        return Ok(made);
    }
    let class = ctx.class_of(made);
    let init = ctx.lookup(class, ctx.names.init);
    match init.cast::<Native>() {
        _ if init.is_unbound() => return Ok(made),
        // `object.__init__` and those of immutable builtins have nothing to do.
        Some(native) if ctx.heap.get(native).owner == ctx.class_value(Builtin::Object) => return Ok(made),
        _ => {}
    }
    let answer = match init.kind() {
        Some(Kind::Function | Kind::Native) => ctx.call_with_kept(init, made, window, 3, keywords)?,
        _ => {
            let bound = ctx.bind_now(init, Some(made), class, &[])?;
            let args = window.rest(ctx, 3).to_vec();
            let to = ctx.return_to;
            ctx.tail_call_keywords(bound, &args, keywords.cast(), to)?
        }
    };
    if answer.is_unbound() { Ok(answer) } else { instantiate(ctx, window, Input::Value(answer)) }
}

/// The first step: the instance, before `__init__`.
fn make(ctx: &mut Context, class: Gc<Class>, window: Args, keywords: Value) -> Result {
    let Class { flags, layout, .. } = *ctx.heap.get(class);
    if flags.custom_new || layout == Layout::Class {
        let new = ctx.lookup(class, ctx.names.new);
        let new = ctx.bind_now(new, None, class, &[])?;
        return ctx.call_with_kept(new, Value::object(class), window, 3, keywords);
    }
    match layout {
        Layout::Payload(_) => {
            let new = ctx.lookup(class, ctx.names.new);
            let new = ctx.bind_now(new, None, class, &[])?;
            ctx.call_with_kept(new, Value::object(class), window, 3, keywords)
        }
        _ => {
            let positional =
                window.count as usize - 3 - keywords.cast::<Tuple>().map_or(0, |names| ctx.heap.tail(names).len());
            let args = window.rest(ctx, 3)[..positional].to_vec();
            ctx.new_of_class(class, &args, !keywords.is_none())
        }
    }
}
