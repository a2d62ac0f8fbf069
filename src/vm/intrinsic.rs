//! Operations too rare for an opcode of their own.

use super::Context;
use super::frame::ReturnTo;
use super::native::Result;
use crate::bytecode::Intrinsic;
use crate::heap::{Gc, Value};
use crate::object::{Class, Exception, ExceptionKind, List, Module, Str, Tuple};

impl Context {
    #[inline(never)]
    pub fn intrinsic(&mut self, which: Intrinsic, operands: &[Value], to: ReturnTo) -> Result {
        match which {
            Intrinsic::BuildClass => Ok(self.get_text(self.builtins, "__build_class__").unwrap_or(Value::NONE)),
            Intrinsic::AssertionError => Ok(Value::object(self.exception_class(ExceptionKind::AssertionError))),
            Intrinsic::Globals => Ok(Value::object(self.current_globals())),
            Intrinsic::ImportStar => self.import_star(operands[0]),
            Intrinsic::Display => self.call_runtime("sys", "displayhook", operands, to),
            Intrinsic::ListToTuple => {
                let items = operands[0].cast::<List>().map_or(Vec::new(), |list| self.items(list).to_vec());
                Ok(self.new_tuple(&items))
            }
            Intrinsic::SplitGroup => self.split_group(operands[0], operands[1]),
            Intrinsic::CombineGroup => self.combine_group(operands[0], operands[1]),
            Intrinsic::TypeVar => self.call_runtime("_typing", "_make_type_var", operands, to),
            Intrinsic::ConstrainedTypeVar => self.call_runtime("_typing", "_make_constrained_type_var", operands, to),
            Intrinsic::ParamSpec => self.call_runtime("_typing", "_make_param_spec", operands, to),
            Intrinsic::TypeVarTuple => self.call_runtime("_typing", "_make_type_var_tuple", operands, to),
            Intrinsic::TypeAlias => self.call_runtime("_typing", "_make_type_alias", operands, to),
            Intrinsic::GenericBase => self.call_runtime("_typing", "_make_generic_base", operands, to),
            Intrinsic::Template => self.call_runtime("string.templatelib", "_make_template", operands, to),
            Intrinsic::Interpolation => self.call_runtime("string.templatelib", "_make_interpolation", operands, to),
        }
    }

    /// A name of a module of the runtime, imported if need be.
    pub fn runtime_function(&mut self, module: &str, name: &str) -> Result {
        let module = self.import_runtime(module)?;
        self.attribute(module, name)
    }

    fn call_runtime(&mut self, module: &str, name: &str, operands: &[Value], to: ReturnTo) -> Result {
        let mark = self.roots.len();
        self.roots.extend_from_slice(operands);
        let function = self.runtime_function(module, name);
        self.roots.truncate(mark);
        let function = function?;
        self.tail_call_to(function, operands, to)
    }

    /// `from module import *`.
    fn import_star(&mut self, module: Value) -> Result {
        let globals = self.current_globals();
        let Some(module) = module.cast::<Module>() else {
            return Err(self.type_error("import * needs a module"));
        };
        let namespace = self.heap.get(module).namespace;
        let names: Vec<Value> = match self.get_name(namespace, self.names.dunder_all) {
            Some(all) => self.collect_nested(all)?,
            None => self.heap.get(namespace).iter().map(|entry| entry.key).collect(),
        };
        let listed = self.get_name(namespace, self.names.dunder_all).is_some();
        for name in names {
            let Some(name) = name.cast::<Str>() else { continue };
            if !listed && self.heap.str_bytes(name).starts_with(b"_") {
                continue;
            }
            let value = match self.get_name(namespace, name) {
                Some(value) => value,
                None => self.nested(|ctx, to| ctx.load_attribute(Value::object(module), name, to))?,
            };
            self.set_name(globals, name, value);
        }
        Ok(Value::NONE)
    }

    /// `except* class`: the part of an exception that matches and the rest, each an exception group or None. An
    /// exception that is no group is wrapped in one.
    fn split_group(&mut self, exception: Value, class: Value) -> Result {
        let base = self.exception_class(ExceptionKind::BaseExceptionGroup);
        let classes = match class.cast::<Tuple>() {
            Some(tuple) => self.heap.tail(tuple).to_vec(),
            None => vec![class],
        };
        for class in classes {
            let Some(class) = class.cast::<Class>() else { continue };
            if self.is_subclass(class, base) {
                return Err(self.type_error("catching ExceptionGroup with except* is not allowed. Use except instead."));
            }
        }
        if self.is_instance(exception, base) {
            let (matched, rest) = self.split_exceptions(exception, class)?;
            return Ok(self.new_tuple(&[matched, rest]));
        }
        if !self.matches_exception(exception, class)? {
            return Ok(self.new_tuple(&[Value::NONE, exception]));
        }
        let members = self.new_tuple(&[exception]);
        let text = self.new_str("");
        let group = self.new_group(exception, text, members)?;
        Ok(self.new_tuple(&[group, Value::NONE]))
    }

    /// A plain group of the narrowest builtin class for its members.
    fn new_group(&mut self, like: Value, message: Value, members: Value) -> Result {
        let plain = self.is_exception(like, ExceptionKind::Exception);
        let kind = if plain { ExceptionKind::ExceptionGroup } else { ExceptionKind::BaseExceptionGroup };
        let class = Value::object(self.exception_class(kind));
        self.call_nested(class, &[message, members])
    }

    /// Splits a group, and the groups in it, by class; both parts keep traceback, cause, context and notes.
    pub fn split_exceptions(&mut self, group: Value, class: Value) -> Result<(Value, Value)> {
        self.check_native_stack("exception group")?;
        if self.matches_exception(group, class)? {
            return Ok((group, Value::NONE));
        }
        let members = self.group_members(group);
        let (mut matched, mut rest) = (Vec::new(), Vec::new());
        let base = self.exception_class(ExceptionKind::BaseExceptionGroup);
        let mark = self.roots.len();
        for member in members {
            if self.is_instance(member, base) {
                let (inner, outer) = self.split_exceptions(member, class)?;
                self.roots.extend([inner, outer]);
                matched.extend(Some(inner).filter(|value| !value.is_none()));
                rest.extend(Some(outer).filter(|value| !value.is_none()));
            } else if self.matches_exception(member, class)? {
                matched.push(member);
            } else {
                rest.push(member);
            }
        }
        let parts = (|| {
            let matched = self.derive_group(group, &matched)?;
            self.roots.push(matched);
            Ok((matched, self.derive_group(group, &rest)?))
        })();
        self.roots.truncate(mark);
        parts
    }

    /// The exceptions of a group.
    pub fn group_members(&self, group: Value) -> Vec<Value> {
        let members = self.exception_field(group, "exceptions").and_then(|members| members.cast::<Tuple>());
        members.map_or(Vec::new(), |members| self.heap.tail(members).to_vec())
    }

    /// `group.derive(members)` with what belongs to the original kept; None for no members.
    pub fn derive_group(&mut self, group: Value, members: &[Value]) -> Result {
        if members.is_empty() {
            return Ok(Value::NONE);
        }
        let list = self.new_list(members.to_vec());
        let name = self.intern("derive");
        let derive = self.special(group, name);
        let derived = self.call_nested_method(derive, group, &[list])?;
        let (Some(from), Some(to)) = (group.cast::<Exception>(), derived.cast::<Exception>()) else {
            return Err(self.type_error("derive must return an instance of BaseExceptionGroup"));
        };
        let shown = self.traceback_of(group);
        let source = self.heap.get(from);
        let (cause, context, suppress) = (source.cause, source.context, source.suppress_context);
        let (traceback, dict) = (source.traceback.clone(), source.dict);
        let target = self.heap.get_mut(to);
        (target.cause, target.context, target.suppress_context) = (cause, context, suppress);
        (target.traceback_object, target.traceback_shown) = (shown, traceback.len());
        target.traceback = traceback;
        self.copy_notes(dict, derived);
        Ok(derived)
    }

    fn copy_notes(&mut self, from: Option<Gc<crate::object::Dict>>, to: Value) {
        let notes = from.and_then(|dict| self.get_name(dict, self.names.dunder_notes));
        if let Some(notes) = notes
            && let Some(dict) = self.ensure_attribute_dict(to)
        {
            let copy = self.quick_items(notes).unwrap_or_default();
            let copy = self.new_list(copy);
            self.set_name(dict, self.names.dunder_notes, copy);
        }
    }

    /// What an `except*` statement raises in the end: handlers' own exceptions and what nobody handled.
    fn combine_group(&mut self, original: Value, raised: Value) -> Result {
        let raised: Vec<Value> = raised.cast::<List>().map_or(Vec::new(), |list| self.items(list).to_vec());
        let raised: Vec<Value> = raised.into_iter().filter(|value| !value.is_none()).collect();
        if raised.is_empty() {
            return Ok(Value::NONE);
        }
        let base = self.exception_class(ExceptionKind::BaseExceptionGroup);
        if !self.is_instance(original, base) {
            return match raised.as_slice() {
                [one] => Ok(*one),
                _ => self.group_of_raised(original, &raised),
            };
        }
        let (unhandled, own): (Vec<Value>, Vec<Value>) =
            raised.into_iter().partition(|&value| self.is_part_of(value, original));
        let rest = self.rejoin(original, &unhandled)?;
        if own.is_empty() {
            return Ok(rest);
        }
        let mut members = own;
        members.extend(Some(rest).filter(|value| !value.is_none()));
        match members.as_slice() {
            [one] => Ok(*one),
            _ => self.group_of_raised(original, &members),
        }
    }

    fn group_of_raised(&mut self, original: Value, members: &[Value]) -> Result {
        let message = self.new_str("");
        let list = self.new_list(members.to_vec());
        self.new_group(original, message, list)
    }

    /// Whether a group was split off the original: it shares its traceback.
    fn is_part_of(&self, value: Value, original: Value) -> bool {
        match (value.cast::<Exception>(), original.cast::<Exception>()) {
            (Some(value), Some(original)) => {
                self.heap.get(value).traceback == self.heap.get(original).traceback
                    && self.heap.get(value).cause == self.heap.get(original).cause
                    && self.heap.get(value).context == self.heap.get(original).context
            }
            _ => false,
        }
    }

    /// The original group with only the members that are left in `parts`.
    fn rejoin(&mut self, original: Value, parts: &[Value]) -> Result {
        let mut leaves = Vec::new();
        parts.iter().for_each(|&part| self.collect_leaves(part, &mut leaves));
        self.keep_leaves(original, &leaves)
    }

    fn collect_leaves(&self, exception: Value, leaves: &mut Vec<Value>) {
        let base = self.exception_class(ExceptionKind::BaseExceptionGroup);
        if self.is_instance(exception, base) {
            self.group_members(exception).into_iter().for_each(|member| self.collect_leaves(member, leaves));
        } else {
            leaves.push(exception);
        }
    }

    fn keep_leaves(&mut self, group: Value, leaves: &[Value]) -> Result {
        self.check_native_stack("exception group")?;
        let base = self.exception_class(ExceptionKind::BaseExceptionGroup);
        let mut members = Vec::new();
        let mark = self.roots.len();
        for member in self.group_members(group) {
            if self.is_instance(member, base) {
                let kept = self.keep_leaves(member, leaves)?;
                self.roots.push(kept);
                members.extend(Some(kept).filter(|value| !value.is_none()));
            } else if leaves.contains(&member) {
                members.push(member);
            }
        }
        let derived = self.derive_group(group, &members);
        self.roots.truncate(mark);
        derived
    }
}
