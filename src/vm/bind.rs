//! Binding arguments to parameters, with CPython's words for what does not fit.

use super::Context;
use super::frame::Function;
use super::native::{Args, Native, NativeDef, Raised, Result};
use crate::heap::{Gc, Value};
use crate::object::{Dict, Exception, Str, Tuple};

impl Context {
    /// Lays the arguments of a window out as the function's parameters: positional, keyword-only, `*args`, `**kwargs`.
    pub(super) fn bind_arguments(
        &mut self,
        function: Gc<Function>,
        start: u32,
        count: u32,
        keywords: Option<Gc<Tuple>>,
    ) -> Result<()> {
        let code = self.heap.get(function).code;
        let parameters = self.heap.get(code).object.parameters;
        let named = keywords.map_or(0, |names| self.heap.tail(names).len() as u32);
        let given = count - named;
        let positional = u32::from(parameters.positional);
        let total = u32::from(parameters.registers());
        self.stack.ensure(start + total.max(count) + 2);
        let base = start as usize;
        if named == 0 && parameters.is_simple() && self.fill_positional_defaults(function, start, given, positional) {
            return Ok(());
        }
        let values: Vec<Value> = self.stack.registers[base..base + count as usize].to_vec();
        let fixed = positional + u32::from(parameters.keyword_only);
        let taken = given.min(positional) as usize;
        let extra: &[Value] = &values[taken..given as usize];
        if !extra.is_empty() && !parameters.star {
            return Err(self.too_many_arguments(function, given, &values[given as usize..], keywords));
        }
        self.stack.registers[base + taken..base + total as usize].fill(Value::UNBOUND);
        let mut next = fixed;
        if parameters.star {
            self.stack.registers[base + next as usize] = self.new_tuple(extra);
            next += 1;
        }
        let collected = parameters.double_star.then(|| {
            let dict = self.new_dict();
            self.stack.registers[base + next as usize] = Value::object(dict);
            dict
        });
        if let Some(names) = keywords {
            for index in 0..named as usize {
                let name = self.heap.tail(names)[index];
                self.bind_keyword(function, start, name, values[given as usize + index], collected)?;
            }
        }
        self.fill_defaults(function, start, given)
    }

    /// The common case of positional arguments with defaults for the rest; false if that is not what this call is.
    fn fill_positional_defaults(&mut self, function: Gc<Function>, start: u32, given: u32, positional: u32) -> bool {
        let Some(defaults) = self.heap.get(function).defaults else { return false };
        let defaults = self.heap.tail(defaults);
        let missing = positional.wrapping_sub(given) as usize;
        if given > positional || missing > defaults.len() {
            return false;
        }
        let from = (start + given) as usize;
        self.stack.registers[from..from + missing].copy_from_slice(&defaults[defaults.len() - missing..]);
        true
    }

    fn bind_keyword(
        &mut self,
        function: Gc<Function>,
        start: u32,
        name: Value,
        value: Value,
        collected: Option<Gc<Dict>>,
    ) -> Result<()> {
        let code = self.heap.get(function).code;
        let object = self.heap.get(code).object.clone();
        let parameters = object.parameters;
        let fixed = usize::from(parameters.positional + parameters.keyword_only);
        let Some(name) = self.as_str(name) else {
            return Err(self.type_error("keywords must be strings"));
        };
        let text = self.text(name).into_owned();
        let found = object.locals[..fixed].iter().position(|local| **local == *text);
        match found {
            Some(index) if index >= usize::from(parameters.positional_only) => {
                let register = start as usize + index;
                if !self.stack.registers[register].is_unbound() {
                    let name = self.function_name(function);
                    return Err(self.type_error(format!("{name}() got multiple values for argument '{text}'")));
                }
                self.stack.registers[register] = value;
                Ok(())
            }
            found => match collected {
                Some(dict) => {
                    self.set_name(dict, name, value);
                    Ok(())
                }
                None if found.is_some() => Err(self.positional_only_by_keyword(function, &text)),
                None => Err(self.unexpected_keyword(function, &text)),
            },
        }
    }

    fn fill_defaults(&mut self, function: Gc<Function>, start: u32, given: u32) -> Result<()> {
        let this = self.heap.get(function);
        let (code, defaults, keyword_defaults) = (this.code, this.defaults, this.keyword_defaults);
        let object = self.heap.get(code).object.clone();
        let positional = usize::from(object.parameters.positional);
        let defaults_count = defaults.map_or(0, |defaults| self.heap.tail(defaults).len());
        let mut missing = Vec::new();
        let base = start as usize;
        for index in (given as usize).min(positional)..positional {
            if self.stack.registers[base + index].is_unbound() {
                match (index + defaults_count).checked_sub(positional) {
                    Some(position) => {
                        let value = self.heap.tail(defaults.expect("counted above"))[position];
                        self.stack.registers[base + index] = value;
                    }
                    None => missing.push(index),
                }
            }
        }
        if !missing.is_empty() {
            return Err(self.missing_arguments(function, "positional", &missing));
        }
        for index in positional..positional + usize::from(object.parameters.keyword_only) {
            if self.stack.registers[base + index].is_unbound() {
                let name = self.intern(&object.locals[index]);
                match keyword_defaults.and_then(|dict| self.get_name(dict, name)) {
                    Some(value) => self.stack.registers[base + index] = value,
                    None => missing.push(index),
                }
            }
        }
        if missing.is_empty() { Ok(()) } else { Err(self.missing_arguments(function, "keyword-only", &missing)) }
    }

    /// The qualified name of a function, as messages show it.
    pub fn function_name(&self, function: Gc<Function>) -> String {
        let name = self.heap.get(function).details.qualified_name;
        match name.cast::<Str>() {
            Some(name) => self.text(name).into_owned(),
            None => self.heap.get(self.heap.get(function).code).object.qualified_name.to_string(),
        }
    }

    #[cold]
    fn missing_arguments(&mut self, function: Gc<Function>, kind: &str, missing: &[usize]) -> Raised {
        let object = self.heap.get(self.heap.get(function).code).object.clone();
        let names: Vec<String> = missing.iter().map(|&index| format!("'{}'", object.locals[index])).collect();
        let list = match names.as_slice() {
            [one] => one.clone(),
            [first, second] => format!("{first} and {second}"),
            [head @ .., last] => format!("{}, and {last}", head.join(", ")),
            [] => String::new(),
        };
        let plural = if missing.len() == 1 { "" } else { "s" };
        let name = self.function_name(function);
        let message = format!("{name}() missing {} required {kind} argument{plural}: {list}", missing.len());
        self.type_error(message)
    }

    #[cold]
    fn too_many_arguments(
        &mut self,
        function: Gc<Function>,
        given: u32,
        keyword_values: &[Value],
        keywords: Option<Gc<Tuple>>,
    ) -> Raised {
        let this = self.heap.get(function);
        let object = self.heap.get(this.code).object.clone();
        let defaults = this.defaults.map_or(0, |defaults| self.heap.tail(defaults).len());
        let positional = usize::from(object.parameters.positional);
        let takes = if defaults == 0 {
            format!("{positional} positional argument{}", if positional == 1 { "" } else { "s" })
        } else {
            format!("from {} to {positional} positional arguments", positional - defaults)
        };
        let keyword_only = &object.locals[positional..positional + usize::from(object.parameters.keyword_only)];
        let given_keyword_only = keywords.map_or(0, |names| {
            let names = &self.heap.tail(names)[..keyword_values.len()];
            let is_keyword_only = |name: &&Value| {
                name.cast::<Str>().is_some_and(|name| keyword_only.iter().any(|local| **local == *self.text(name)))
            };
            names.iter().filter(is_keyword_only).count()
        });
        let were = if given_keyword_only > 0 {
            let plural = if given == 1 { "" } else { "s" };
            let keyword_plural = if given_keyword_only == 1 { "" } else { "s" };
            format!(
                "{given} positional argument{plural} (and {given_keyword_only} keyword-only argument{keyword_plural}) were"
            )
        } else {
            format!("{given} {}", if given == 1 { "was" } else { "were" })
        };
        let name = self.function_name(function);
        self.type_error(format!("{name}() takes {takes} but {were} given"))
    }

    #[cold]
    fn positional_only_by_keyword(&mut self, function: Gc<Function>, text: &str) -> Raised {
        let name = self.function_name(function);
        self.type_error(format!("{name}() got some positional-only arguments passed as keyword arguments: '{text}'"))
    }

    #[cold]
    fn unexpected_keyword(&mut self, function: Gc<Function>, text: &str) -> Raised {
        let object = self.heap.get(self.heap.get(function).code).object.clone();
        let parameters = object.parameters;
        let fixed = usize::from(parameters.positional + parameters.keyword_only);
        let known = object.locals[usize::from(parameters.positional_only)..fixed].iter().map(|name| &**name);
        let hint =
            super::suggest::closest(text, known).map_or(String::new(), |name| format!(". Did you mean '{name}'?"));
        let name = self.function_name(function);
        self.type_error(format!("{name}() got an unexpected keyword argument '{text}'{hint}"))
    }

    /// Lays the arguments of a window out as a native's signature says, in a window above.
    pub(super) fn bind_native(
        &mut self,
        definition: &'static NativeDef,
        native: Option<Gc<Native>>,
        start: u32,
        count: u32,
        keywords: Option<Gc<Tuple>>,
    ) -> Result<Args> {
        let shape = definition.shape;
        let named = keywords.map_or(0, |names| self.heap.tail(names).len());
        let values = self.stack.registers[start as usize..(start + count) as usize].to_vec();
        let (positional, keyword_values) = values.split_at(values.len() - named);
        let places = usize::from(shape.positional);
        if positional.len() > places && !shape.star {
            return Err(self.native_arity_error(definition, native, positional.len()));
        }
        let (own, rest) = positional.split_at(positional.len().min(places));
        let mut bound = own.to_vec();
        bound.resize(places + usize::from(shape.keyword_only), Value::UNBOUND);
        let collected = shape.double_star.then(|| self.new_dict());
        for (index, &value) in keyword_values.iter().enumerate() {
            let name = self.heap.tail(keywords.expect("there are keyword values"))[index];
            let Some(name) = self.as_str(name) else {
                return Err(self.type_error("keywords must be strings"));
            };
            let known = self.bind_native_keyword(definition, name, value, &mut bound, collected)?;
            if !known {
                let text = self.text(name).into_owned();
                return Err(self.native_keyword_error(definition, native, positional.first().copied(), &text));
            }
        }
        let required = usize::from(shape.required);
        if bound[..required.min(bound.len())].iter().any(|value| value.is_unbound()) {
            return Err(self.native_arity_error(definition, native, own.len()));
        }
        bound.extend(collected.map(Value::object));
        bound.extend_from_slice(rest);
        let length = bound.len() as u32;
        // Trailing parameters that were left out look the same as absent registers.
        let start = self.build_window(Value::UNBOUND, &bound);
        Ok(Args { start, count: length })
    }

    /// Puts a keyword argument in its place; false if there is none.
    fn bind_native_keyword(
        &mut self,
        definition: &'static NativeDef,
        name: Gc<Str>,
        value: Value,
        bound: &mut [Value],
        collected: Option<Gc<Dict>>,
    ) -> Result<bool> {
        let text = self.text(name).into_owned();
        let receiver = definition.receivers();
        let found = definition.parameters().position(|(parameter, by_keyword)| by_keyword && parameter == text);
        match (found, collected) {
            (Some(index), _) => {
                let place = &mut bound[index + receiver];
                if !place.is_unbound() {
                    let message = format!(
                        "argument for {}() given by name ('{text}') and position ({})",
                        definition.name,
                        index + 1
                    );
                    return Err(self.type_error(message));
                }
                *place = value;
                Ok(true)
            }
            (None, Some(dict)) => {
                self.set_name(dict, name, value);
                Ok(true)
            }
            (None, None) => Ok(false),
        }
    }

    #[cold]
    fn native_keyword_error(
        &mut self,
        definition: &'static NativeDef,
        native: Option<Gc<Native>>,
        receiver: Option<Value>,
        text: &str,
    ) -> Raised {
        if !definition.shape.named {
            let name = match receiver {
                Some(exception) if definition.name == "__init__" && exception.is::<Exception>() => {
                    self.type_name(exception)
                }
                _ => self.native_name(definition, native),
            };
            return self.type_error(format!("{name}() takes no keyword arguments"));
        }
        let known = definition.parameters().filter(|(_, by_keyword)| *by_keyword).map(|(name, _)| name);
        let hint =
            super::suggest::closest(text, known).map_or(String::new(), |name| format!(". Did you mean '{name}'?"));
        // `sorted` hands its keywords on to `list.sort`.
        let name = if definition.name == "sorted" { "sort" } else { definition.name };
        self.type_error(format!("{name}() got an unexpected keyword argument '{text}'{hint}"))
    }

    /// A native's name as messages show it: with its class, if it is a method.
    pub fn native_name(&self, definition: &NativeDef, native: Option<Gc<Native>>) -> String {
        let owner = native.and_then(|native| self.heap.get(native).owner.cast::<crate::object::Class>());
        let module = native.and_then(|native| self.heap.get(native).owner.cast::<Str>());
        match (owner, module) {
            (Some(class), _) => format!("{}.{}", self.text(self.heap.get(class).name), definition.name),
            (_, Some(module)) => format!("{}.{}", self.text(module), definition.name),
            _ => definition.name.to_owned(),
        }
    }

    #[cold]
    fn native_arity_error(
        &mut self,
        definition: &'static NativeDef,
        native: Option<Gc<Native>>,
        given: usize,
    ) -> Raised {
        let shape = definition.shape;
        let receiver = definition.receivers();
        let name = self.native_name(definition, native);
        if given < receiver {
            let message = format!("unbound method {name}() needs an argument");
            return self.type_error(message);
        }
        let (given, least, most) =
            (given - receiver, usize::from(shape.required) - receiver, usize::from(shape.positional) - receiver);
        let short = definition.name;
        let plural = |count: usize| if count == 1 { "" } else { "s" };
        let by_keyword = |index| definition.parameters().nth(index).is_some_and(|(_, by_keyword)| by_keyword);
        let any_by_keyword = (0..most).any(by_keyword);
        let message = if short == "__new__" && given == 0 {
            format!("{name}(): not enough arguments")
        } else if least == most && most <= 1 && is_slot(short) {
            format!("expected {least} argument{}, got {given}", plural(least))
        } else if given < least && by_keyword(given) {
            let missing = definition.parameters().nth(given).map_or("", |(name, _)| name);
            format!("{short}() missing required argument '{missing}' (pos {})", given + 1)
        } else if given < least && any_by_keyword {
            format!("{short}() takes at least {least} positional argument{} ({given} given)", plural(least))
        } else if most == 0 && shape.keyword_only > 0 {
            format!("{short}() takes no positional arguments")
        } else if least == most && shape.keyword_only > 0 && !any_by_keyword {
            format!("{short} expected {least} argument{}, got {given}", plural(least))
        } else if least == most && most == 0 {
            format!("{name}() takes no arguments ({given} given)")
        } else if least == most && most == 1 {
            format!("{name}() takes exactly one argument ({given} given)")
        } else if least == most {
            format!("{short} expected {least} argument{}, got {given}", plural(least))
        } else if given < least {
            format!("{short} expected at least {least} argument{}, got {given}", plural(least))
        } else if any_by_keyword {
            format!("{short}() takes at most {most} argument{} ({given} given)", plural(most))
        } else {
            format!("{short} expected at most {most} argument{}, got {given}", plural(most))
        };
        self.type_error(message)
    }
}

/// Whether CPython calls a method by its operator's slot, which has its own words for a wrong number of arguments.
fn is_slot(name: &str) -> bool {
    const METHODS: &[&str] = &[
        "__new__",
        "__format__",
        "__dir__",
        "__reduce__",
        "__reduce_ex__",
        "__sizeof__",
        "__getitem__",
        "__contains__",
        "__reversed__",
        "__round__",
        "__trunc__",
        "__floor__",
        "__ceil__",
        "__enter__",
        "__exit__",
        "__complex__",
        "__bytes__",
        "__class_getitem__",
        "__init_subclass__",
        "__subclasshook__",
        "__instancecheck__",
        "__subclasscheck__",
        "__subclasses__",
        "__length_hint__",
        "__prepare__",
        "__setstate__",
        "__getstate__",
        "__getformat__",
        "__missing__",
        "__getnewargs__",
    ];
    name.starts_with("__") && name.ends_with("__") && !METHODS.contains(&name)
}
