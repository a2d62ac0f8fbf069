//! CPython's traceback text, and traceback objects for scripts that ask for them.

use std::fmt::Write;

use super::Context;
use super::code::Code;
use super::native::Result;
use crate::bytecode::{Anchor, Position};
use crate::heap::{Gc, Kind, NoTail, Object, Tracer, Value};
use crate::object::{Exception, ExceptionKind, TracebackEntry};
use crate::syntax;
use crate::syntax::ast::{ExprKind, StmtKind};

/// A traceback object: one place an exception passed, and the next inner one.
pub struct Traceback {
    pub entry: TracebackEntry,
    pub next: Value,
}

impl Object for Traceback {
    const KIND: Kind = Kind::Traceback;
    type Tail = NoTail;

    fn trace(&self, tracer: &mut Tracer) {
        tracer.values(&[self.entry.code, self.next]);
    }
}

/// A run of equal lines longer than this is cut short.
const MOST_REPEATED: usize = 3;

impl Context {
    /// `exception.__traceback__`: objects made of the list the exception carries.
    pub fn traceback_of(&mut self, exception: Value) -> Value {
        let Some(exception) = exception.cast::<Exception>() else { return Value::NONE };
        let this = self.heap.get(exception);
        let count = this.traceback.len();
        let (mut next, known) = match this.traceback_shown <= count {
            true => (this.traceback_object, this.traceback_shown),
            false => (Value::NONE, 0),
        };
        if known < count {
            let new: Vec<TracebackEntry> = this.traceback[known..].into();
            for entry in new {
                next = Value::object(self.heap.allocate(Traceback { entry, next }));
            }
            let this = self.heap.get_mut(exception);
            (this.traceback_object, this.traceback_shown) = (next, count);
        }
        next
    }

    /// What CPython prints for an uncaught exception, chained ones first.
    pub fn format_exception(&mut self, exception: Value) -> Result<String> {
        let mut out = String::new();
        self.format_chain(exception, &mut Vec::new(), "", &mut out)?;
        Ok(out)
    }

    fn format_chain(&mut self, exception: Value, seen: &mut Vec<Value>, indent: &str, out: &mut String) -> Result<()> {
        self.check_native_stack("traceback")?;
        seen.push(exception);
        let Some(this) = exception.cast::<Exception>() else { return Ok(()) };
        let Exception { cause, context, suppress_context, .. } = *self.heap.get(this);
        let before = if !cause.is_none() && !seen.contains(&cause) {
            Some((cause, "The above exception was the direct cause of the following exception:"))
        } else if cause.is_none() && !context.is_none() && !suppress_context && !seen.contains(&context) {
            Some((context, "During handling of the above exception, another exception occurred:"))
        } else {
            None
        };
        if let Some((before, sentence)) = before {
            self.format_chain(before, seen, indent, out)?;
            let _ = write!(out, "{indent}\n{indent}{sentence}\n{indent}\n");
        }
        self.format_one(exception, this, seen, indent, out)
    }

    fn format_one(
        &mut self,
        exception: Value,
        this: Gc<Exception>,
        seen: &mut Vec<Value>,
        indent: &str,
        out: &mut String,
    ) -> Result<()> {
        let base = self.exception_class(ExceptionKind::BaseExceptionGroup);
        let is_group = self.is_instance(exception, base);
        let entries = self.heap.get(this).traceback.clone();
        let outermost = is_group && indent.is_empty();
        let bar = if outermost { "  | " } else { indent };
        if !entries.is_empty() {
            let head = if outermost { "  + " } else { indent };
            let title = if is_group { "Exception Group Traceback" } else { "Traceback" };
            let _ = writeln!(out, "{head}{title} (most recent call last):");
            self.format_entries(&entries, bar, out);
        }
        for line in self.exception_lines(exception, true)? {
            let _ = writeln!(out, "{bar}{line}");
        }
        if is_group {
            self.format_members(exception, seen, if outermost { "  " } else { &indent[..indent.len() - 2] }, out)?;
        }
        Ok(())
    }

    /// The exceptions of a group, each in its box.
    fn format_members(&mut self, group: Value, seen: &mut Vec<Value>, indent: &str, out: &mut String) -> Result<()> {
        let members = self.group_members(group);
        let inner = format!("{indent}  | ");
        for (index, &member) in members.iter().enumerate() {
            let corner = if index == 0 { "+-" } else { "  " };
            let _ = writeln!(out, "{indent}{corner}+---------------- {} ----------------", index + 1);
            self.format_chain(member, seen, &inner, out)?;
        }
        let last_is_group = members.last().is_some_and(|&member| {
            let base = self.exception_class(ExceptionKind::BaseExceptionGroup);
            self.is_instance(member, base)
        });
        if !last_is_group {
            let _ = writeln!(out, "{indent}  +------------------------------------");
        }
        Ok(())
    }

    /// The last lines: class and message, then notes.
    pub fn exception_lines(&mut self, exception: Value, traceback: bool) -> Result<Vec<String>> {
        let class = self.class_of(exception);
        let name = self.module_and_name(class);
        let name = name.strip_prefix("__main__.").map(str::to_owned).unwrap_or(name);
        let text = match self.str_nested(exception) {
            Ok(text) => self.text(text).into_owned(),
            Err(raised) if self.limits.stopped.is_some() => return Err(raised),
            Err(_) => {
                self.take_pending();
                "<exception str() failed>".to_owned()
            }
        };
        let mut lines = Vec::new();
        if self.is_exception(exception, ExceptionKind::SyntaxError) {
            let text = self.syntax_error_place(exception, &mut lines);
            lines.extend(format!("{name}: {text}").split('\n').map(str::to_owned));
        } else {
            let hint = self.suggestion_for(exception, traceback);
            let first = if text.is_empty() { name } else { format!("{name}: {text}") };
            lines.extend(format!("{first}{hint}").split('\n').map(str::to_owned));
        }
        let notes = self.attribute_dict(exception).and_then(|dict| self.get_name(dict, self.names.dunder_notes));
        if let Some(notes) = notes {
            for note in self.quick_items(notes).unwrap_or_default() {
                let note = self.str_nested(note)?;
                lines.extend(self.text(note).split('\n').map(str::to_owned));
            }
        }
        Ok(lines)
    }

    /// Adds the lines that show where a syntax error is; gives what is wrong.
    fn syntax_error_place(&mut self, exception: Value, lines: &mut Vec<String>) -> String {
        let text = |ctx: &Context, name| {
            let field = ctx.exception_field(exception, name).and_then(|field| ctx.as_str(field));
            field.map(|text| ctx.text(text).into_owned())
        };
        let number = |ctx: &Context, name| ctx.exception_field(exception, name).and_then(|field| field.as_int());
        let message = text(self, "msg").unwrap_or("<no detail available>".to_owned());
        let file = text(self, "filename");
        let Some(line) = number(self, "lineno") else {
            return file.map_or(message.clone(), |file| format!("{message} ({file})"));
        };
        lines.push(format!("  File \"{}\", line {line}", file.as_deref().unwrap_or("<string>")));
        if let Some(source) = text(self, "text") {
            let source = source.trim_end_matches('\n');
            let shown = source.trim_start_matches([' ', '\n', '\x0c']);
            lines.push(format!("    {shown}"));
            let length = source.chars().count() as i64;
            if let Some(offset) = number(self, "offset") {
                let end = match number(self, "end_lineno") {
                    Some(end) if end == line => number(self, "end_offset").filter(|&end| end != 0).unwrap_or(offset),
                    _ => length + 1,
                };
                let offset = offset.min(length + 1);
                let end = if offset >= end || end < 0 { offset + 1 } else { end };
                let start = offset - 1 - (length - shown.chars().count() as i64);
                if let Ok(column) = usize::try_from(start) {
                    let blank = |c: char| if c.is_whitespace() { c } else { ' ' };
                    let space: String = shown.chars().map(blank).chain(std::iter::repeat(' ')).take(column).collect();
                    lines.push(format!("    {space}{}", "^".repeat((end - offset).max(1) as usize)));
                }
            }
        }
        message
    }

    /// The lines for places, outermost first, runs of the same place cut short.
    pub fn format_entries(&self, entries: &[TracebackEntry], indent: &str, out: &mut String) {
        let mut previous: Option<(Value, u32)> = None;
        let mut repeated = 0;
        for entry in entries.iter().rev() {
            let Some(code) = entry.code.cast::<Code>() else { continue };
            let object = &self.heap.get(code).object;
            let mut position = object.positions.get(entry.pc as usize).copied().unwrap_or_default();
            if let (true, Anchor::Range { line, column, .. }) = (entry.of_callee, position.anchor) {
                position = Position { end_line: line, end_column: column, anchor: Anchor::None, ..position };
            }
            let place = Some((entry.code, position.line));
            if place == previous {
                repeated += 1;
            } else {
                self.end_repetition(repeated, indent, out);
                (previous, repeated) = (place, 1);
            }
            if repeated <= MOST_REPEATED {
                let _ = writeln!(out, "{indent}  File \"{}\", line {}, in {}", object.file, position.line, object.name);
                let source = self.loader.as_ref().and_then(|loader| loader.source(&object.file));
                if let Some(source) = source {
                    show_source(&source, position, indent, out);
                }
            }
        }
        self.end_repetition(repeated, indent, out);
    }

    fn end_repetition(&self, repeated: usize, indent: &str, out: &mut String) {
        if repeated > MOST_REPEATED {
            let more = repeated - MOST_REPEATED;
            let plural = if more == 1 { "" } else { "s" };
            let _ = writeln!(out, "{indent}  [Previous line repeated {more} more time{plural}]");
        }
    }
}

/// The source lines of a position, with carets under the part that did the deed.
fn show_source(source: &str, position: Position, indent: &str, out: &mut String) {
    let first = position.line as usize - 1;
    let count = (position.end_line.max(position.line) - position.line) as usize + 1;
    let shown: Vec<&str> = source.lines().skip(first).take(count).collect();
    if shown.first().is_none_or(|line| line.trim().is_empty()) {
        return;
    }
    let common = shown
        .iter()
        .filter(|line| !line.trim().is_empty())
        .map(|line| line.len() - line.trim_start().len())
        .min()
        .unwrap_or(0);
    let with_carets = says_something(&shown, position, common);
    for (number, line) in (position.line..).zip(&shown) {
        let text = line.get(common..).unwrap_or("").trim_end();
        let _ = writeln!(out, "{indent}    {text}");
        if with_carets && let Some(carets) = carets_of_line(line, common, position, number) {
            let _ = writeln!(out, "{indent}    {carets}");
        }
    }
}

/// Whether carets tell more than the lines: not under all there is, nor under the call of a name that is all a `return`
/// or an assignment is about.
fn says_something(shown: &[&str], position: Position, common: usize) -> bool {
    let (Some(first), Some(last)) = (shown.first(), shown.last()) else { return false };
    let (start, end) = (position.column as usize, position.end_column as usize);
    let text: String = shown.iter().flat_map(|line| [line.get(common..).unwrap_or(""), "\n"]).collect();
    let before_last: usize =
        shown[..shown.len() - 1].iter().map(|line| line.get(common..).unwrap_or("").len() + 1).sum();
    let range = start.saturating_sub(common)..before_last + end.saturating_sub(common);
    if calls_a_name(&text).is_some_and(|call| call == range) {
        return false;
    }
    let before = first.get(..start).unwrap_or("").trim();
    let after = last.get(end..).unwrap_or("").trim_end();
    position.anchor != Anchor::None || !before.is_empty() || !after.is_empty()
}

/// Where the call stands that a `return` or an assignment consists of, if what is called is a name.
fn calls_a_name(text: &str) -> Option<std::ops::Range<usize>> {
    let parsed = syntax::parse(text);
    if !parsed.errors.is_empty() {
        return None;
    }
    let value = match &*parsed.module.body.first()?.kind {
        StmtKind::Return(Some(value)) => value,
        StmtKind::Assign { value, .. } => value,
        _ => return None,
    };
    match &*value.kind {
        ExprKind::Call { func, .. } if matches!(&*func.kind, ExprKind::Name(_)) => {
            Some(value.span.start as usize..value.span.end as usize)
        }
        _ => None,
    }
}

/// The line of carets for one line of a position; None where CPython shows none.
fn carets_of_line(line: &str, offset: usize, position: Position, number: u32) -> Option<String> {
    let content = line.trim_end().len();
    let start = if number == position.line { position.column as usize } else { line.len() - line.trim_start().len() };
    let end = if number == position.end_line { (position.end_column as usize).min(content) } else { content };
    if start >= end || !line.is_char_boundary(start) || !line.is_char_boundary(end) {
        return None;
    }
    let (from, to) = match position.anchor {
        Anchor::None => (start, end),
        Anchor::Range { line: first, column, end_line, end_column } => {
            let from = match number.cmp(&first) {
                std::cmp::Ordering::Less => end,
                std::cmp::Ordering::Equal => column as usize,
                std::cmp::Ordering::Greater => start,
            };
            let to = match number.cmp(&end_line) {
                std::cmp::Ordering::Less => end,
                std::cmp::Ordering::Equal => end_column as usize,
                std::cmp::Ordering::Greater => start,
            };
            (from, to)
        }
    };
    let mut carets = " ".repeat(width(&line[offset.min(start)..start]));
    let mut at = start;
    for character in line[start..end].chars() {
        let marked = (from <= at && at < to) || position.anchor == Anchor::None;
        let mark = if marked { '^' } else { '~' };
        (0..character_width(character)).for_each(|_| carets.push(mark));
        at += character.len_utf8();
    }
    Some(carets)
}

/// Columns a text takes on a terminal.
fn width(text: &str) -> usize {
    text.chars().map(character_width).sum()
}

fn character_width(character: char) -> usize {
    unicode_width::UnicodeWidthChar::width(character).unwrap_or(0)
}
