//! "Did you mean …?": the closest known name by CPython's edit distance (moves cost 2, a change of case 1).

use super::Context;
use super::code::Code;
use crate::heap::{Kind, Value};
use crate::object::{Class, Exception, ExceptionKind, Instance, Str};

const MOVE: usize = 2;
const CASE: usize = 1;
const MOST_NAMES: usize = 750;
const LONGEST: usize = 40;

/// The known name nearest to a wrong one, if any is near enough.
pub fn closest<'a>(wrong: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    if wrong.len() > LONGEST {
        return None;
    }
    let mut best: Option<(usize, &str)> = None;
    for (count, name) in known.into_iter().enumerate() {
        if count >= MOST_NAMES {
            return None;
        }
        if name == wrong {
            continue;
        }
        let limit = (name.len() + wrong.len() + 3) * MOVE / 6;
        let limit = best.map_or(limit, |(distance, _)| limit.min(distance.saturating_sub(1)));
        let distance = distance(wrong.as_bytes(), name.as_bytes(), limit);
        if distance <= limit {
            best = Some((distance, name));
        }
    }
    best.map(|(_, name)| name.to_owned())
}

fn substitution(left: u8, right: u8) -> usize {
    if left == right {
        0
    } else if left.eq_ignore_ascii_case(&right) {
        CASE
    } else {
        MOVE
    }
}

/// Levenshtein distance with these costs, or anything above `limit` if it is above it.
fn distance(left: &[u8], right: &[u8], limit: usize) -> usize {
    if left.len().abs_diff(right.len()) * MOVE > limit || left.len() > LONGEST || right.len() > LONGEST {
        return limit + 1;
    }
    let mut row: Vec<usize> = (0..=right.len()).map(|column| column * MOVE).collect();
    for (index, &a) in left.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = (index + 1) * MOVE;
        for (column, &b) in right.iter().enumerate() {
            let replaced = diagonal + substitution(a, b);
            diagonal = row[column + 1];
            row[column + 1] = replaced.min(diagonal + MOVE).min(row[column] + MOVE);
        }
    }
    row[right.len()]
}

impl Context {
    /// What CPython appends to the message of an uncaught exception. Names are suggested only if its traceback is shown.
    pub fn suggestion_for(&mut self, exception: Value, traceback: bool) -> String {
        let field = |ctx: &Context, name| ctx.exception_field(exception, name);
        let wanted = field(self, "name").and_then(|name| name.cast::<Str>()).map(|name| self.text(name).into_owned());
        if self.is_exception(exception, ExceptionKind::AttributeError) {
            let (Some(wanted), Some(object)) = (wanted, field(self, "obj")) else { return String::new() };
            let known = self.attribute_names(object);
            return hint(closest(&wanted, known.iter().map(String::as_str)));
        }
        if self.is_exception(exception, ExceptionKind::NameError) {
            let Some(wanted) = wanted else { return String::new() };
            if self.is_exception(exception, ExceptionKind::UnboundLocalError) {
                return String::new();
            }
            let known = if traceback { self.suggest_name(exception, &wanted) } else { None };
            let is_module = self.loader.as_ref().is_some_and(|loader| loader.is_standard(&wanted));
            return match (known, is_module) {
                (Some(known), true) => {
                    format!(". Did you mean: '{known}'? Or did you forget to import '{wanted}'?")
                }
                (None, true) => format!(". Did you forget to import '{wanted}'?"),
                (known, false) => hint(known),
            };
        }
        if self.is_exception(exception, ExceptionKind::ImportError) {
            let from = field(self, "name_from").and_then(|name| name.cast::<Str>());
            let (Some(module), Some(from)) = (wanted, from) else { return String::new() };
            let from = self.text(from).into_owned();
            let Some(module) = self.get_text(self.modules, &module) else { return String::new() };
            let known = self.attribute_names(module);
            return hint(closest(&from, known.iter().map(String::as_str)));
        }
        String::new()
    }

    /// An attribute of the innermost frame's `self`, or a name in its reach.
    fn suggest_name(&mut self, exception: Value, wanted: &str) -> Option<String> {
        if let Some(receiver) = self.exception_field(exception, "self") {
            match self.attribute(receiver, wanted) {
                Ok(_) => return Some(format!("self.{wanted}")),
                Err(_) if self.limits.stopped.is_none() => self.take_pending(),
                Err(_) => return None,
            };
        }
        let innermost = exception.cast::<Exception>().and_then(|this| self.heap.get(this).traceback.first().copied());
        let code = self.heap.get(innermost?.code.cast::<Code>()?);
        let mut known: Vec<String> = code.object.locals.iter().map(|name| name.to_string()).collect();
        let (globals, builtins) = (code.globals, code.builtins);
        known.extend(self.names_in(globals));
        known.extend(self.names_in(builtins));
        closest(wanted, known.iter().map(String::as_str))
    }

    /// The names `dir(object)` lists.
    pub fn attribute_names(&mut self, object: Value) -> Vec<String> {
        let mut names = Vec::new();
        if let Some(instance) = object.cast::<Instance>() {
            let shape = self.current_shape(instance);
            names.extend(self.heap.get(shape).names.iter().map(|&name| self.text(name).into_owned()));
            let dict = Instance::dict(&self.heap, instance);
            names.extend(dict.map_or(Vec::new(), |dict| self.names_in(dict)));
        }
        if let Some(dict) = self.attribute_dict(object) {
            names.extend(self.names_in(dict));
        }
        let class = match object.cast::<Class>() {
            Some(class) => class,
            None if object.kind() == Some(Kind::Module) => {
                names.sort();
                return names;
            }
            None => self.class_of(object),
        };
        for base in self.heap.tail(self.heap.get(class).order).to_vec() {
            if let Some(base) = base.cast::<Class>() {
                let namespace = self.namespace_of(base);
                names.extend(self.names_in(namespace));
            }
        }
        names.sort();
        names.dedup();
        names
    }

    /// The strings among a dict's keys.
    pub fn names_in(&self, dict: crate::heap::Gc<crate::object::Dict>) -> Vec<String> {
        let name =
            |entry: &crate::object::dict::Entry| entry.key.cast::<Str>().map(|name| self.text(name).into_owned());
        self.heap.get(dict).iter().filter_map(name).collect()
    }
}

fn hint(name: Option<String>) -> String {
    name.map_or(String::new(), |name| format!(". Did you mean: '{name}'?"))
}

#[cfg(test)]
mod tests {
    use super::closest;

    #[test]
    fn near_names_are_found() {
        assert_eq!(closest("coutner", ["counter", "other"]).as_deref(), Some("counter"));
        assert_eq!(closest("apend", ["append", "extend"]).as_deref(), Some("append"));
        assert_eq!(closest("xyz", ["append"]), None);
    }
}
