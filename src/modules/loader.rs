//! Import: the native table, the embedded library, then files on `sys.path`.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use super::MODULES;
use crate::compile;
use crate::heap::{Gc, Value};
use crate::object::{Dict, ExceptionKind, FunctionDetails, Module};
use crate::syntax;
use crate::vm::code::Code;
use crate::vm::frame::Function;
use crate::vm::native::{Raised, Result};
use crate::vm::{Context, Loader};

include!(concat!(env!("OUT_DIR"), "/stdlib.rs"));

/// Finds modules, and keeps the sources it compiled for tracebacks.
#[derive(Default)]
pub struct StandardLoader {
    sources: Mutex<HashMap<String, Arc<str>>>,
    /// Whether files may be imported.
    pub allow_files: bool,
}

/// Where a module's text was found.
struct Found {
    file: String,
    text: Arc<str>,
    /// The folder of a package.
    package: Option<String>,
    /// Part of the runtime: frames are left out of tracebacks.
    hidden: bool,
}

impl StandardLoader {
    pub fn new(allow_files: bool) -> StandardLoader {
        StandardLoader { sources: Mutex::default(), allow_files }
    }

    /// Keeps a source for tracebacks.
    pub fn remember(&self, file: &str, text: Arc<str>) {
        self.sources.lock().unwrap_or_else(PoisonError::into_inner).insert(file.to_owned(), text);
    }

    fn find(&self, ctx: &mut Context, name: &str, parent: Option<Gc<Module>>) -> Result<Option<Found>> {
        let embedded = find_embedded(name);
        // `sys` holds the search path: it cannot be searched for.
        let found = match self.allow_files && name != "sys" && (embedded.is_none() || may_be_hidden(ctx, name, parent))
        {
            true => find_on_path(ctx, name, parent)?,
            false => None,
        };
        Ok(found.or(embedded))
    }
}

/// Whether a script's file may take the place of a module of the library, as files beside the script do in CPython.
/// What CPython has loaded before the script begins stays, and so do the runtime's own parts.
fn may_be_hidden(ctx: &Context, name: &str, parent: Option<Gc<Module>>) -> bool {
    const LOADED: &[&str] = &["abc", "codecs", "importlib", "io", "os", "posixpath", "site", "stat"];
    let importer = ctx.stack.frames.iter().rev().find_map(|frame| frame.code());
    let by_script = importer.is_some_and(|code| !ctx.heap.get(code).object.hidden);
    by_script && parent.is_none() && !name.starts_with('_') && !LOADED.contains(&name)
}

fn find_on_path(ctx: &mut Context, name: &str, parent: Option<Gc<Module>>) -> Result<Option<Found>> {
    let last = name.rsplit('.').next().unwrap_or(name);
    for folder in search_path(ctx, parent)? {
        if let Some(found) = find_file(ctx, Path::new(&folder), last)? {
            return Ok(Some(found));
        }
    }
    Ok(None)
}

/// A module of the embedded library.
fn find_embedded(name: &str) -> Option<Found> {
    let path = name.replace('.', "/");
    for (suffix, is_package) in [("/__init__.py", true), (".py", false)] {
        let wanted = format!("{path}{suffix}");
        if let Ok(index) = STDLIB.binary_search_by(|(path, _)| (*path).cmp(wanted.as_str())) {
            let (path, text) = STDLIB[index];
            let package = is_package.then(|| format!("<stdlib>/{}", name.replace('.', "/")));
            return Some(Found { file: format!("<stdlib>/{path}"), text: Arc::from(text), package, hidden: true });
        }
    }
    None
}

/// The folders a module may lie in: its package's, or `sys.path`.
fn search_path(ctx: &mut Context, parent: Option<Gc<Module>>) -> Result<Vec<String>> {
    let list = match parent {
        Some(parent) => {
            let namespace = ctx.heap.get(parent).namespace;
            ctx.get_name(namespace, ctx.names.dunder_path)
        }
        None => {
            let sys = ctx.import_module("sys")?;
            let name = ctx.intern("path");
            ctx.attribute_or_none(sys, name)?
        }
    };
    let items = match list {
        Some(list) => ctx.collect_nested(list)?,
        None => Vec::new(),
    };
    Ok(items.into_iter().filter_map(|item| ctx.as_str(item).map(|text| ctx.text(text).into_owned())).collect())
}

fn find_file(ctx: &mut Context, folder: &Path, name: &str) -> Result<Option<Found>> {
    let package = folder.join(name).join("__init__.py");
    let (path, package) = if package.is_file() {
        (package, Some(folder.join(name).to_string_lossy().into_owned()))
    } else {
        (folder.join(format!("{name}.py")), None)
    };
    if !path.is_file() {
        return Ok(None);
    }
    let bytes = match std::fs::read(&path) {
        Ok(bytes) => bytes,
        Err(error) => {
            let message = format!("cannot read '{}': {error}", path.display());
            return Err(ctx.import_error(ExceptionKind::ImportError, message, name));
        }
    };
    let text = match syntax::decode(&bytes) {
        Ok(text) => Arc::from(text),
        Err(error) => return Err(ctx.raise(ExceptionKind::SyntaxError, error.message)),
    };
    let file = absolute(&path).to_string_lossy().into_owned();
    Ok(Some(Found { file, text, package, hidden: false }))
}

fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}

impl Loader for StandardLoader {
    fn load(&self, ctx: &mut Context, name: &str, parent: Option<Gc<Module>>) -> Result<Option<Value>> {
        if let Some(definition) = MODULES.iter().find(|module| module.name == name) {
            let module = ctx.new_module(name);
            ctx.set_text(ctx.modules, name, Value::object(module));
            let namespace = ctx.heap.get(module).namespace;
            definition.fill(ctx, namespace)?;
            return Ok(Some(Value::object(module)));
        }
        let Some(found) = self.find(ctx, name, parent)? else { return Ok(None) };
        self.remember(&found.file, found.text.clone());
        let module = ctx.new_module(name);
        let namespace = ctx.heap.get(module).namespace;
        let file = ctx.new_str(&found.file);
        ctx.set_name(namespace, ctx.names.dunder_file, file);
        let package =
            if found.package.is_some() { name } else { name.rsplit_once('.').map_or("", |(package, _)| package) };
        let package = ctx.new_str(package);
        ctx.set_name(namespace, ctx.names.dunder_package, package);
        if let Some(folder) = &found.package {
            let folder = ctx.new_str(folder);
            let path = ctx.new_list(vec![folder]);
            ctx.set_name(namespace, ctx.names.dunder_path, path);
        }
        ctx.set_text(ctx.modules, name, Value::object(module));
        ctx.heap.get_mut(module).loading = true;
        let ran = ctx
            .compile_source(&found.text, &found.file, compile::Mode::Module, found.hidden, false)
            .and_then(|object| ctx.run_code(&object, namespace));
        ctx.heap.get_mut(module).loading = false;
        if let Err(raised) = ran {
            if let Some(index) =
                ctx.interner.find(&ctx.heap, name.as_bytes()).and_then(|name| ctx.find_name(ctx.modules, name))
            {
                let modules = ctx.modules;
                ctx.heap.get_mut(modules).remove(index);
            }
            return Err(raised);
        }
        // A module may put something else in its place.
        Ok(Some(ctx.get_text(ctx.modules, name).unwrap_or(Value::object(module))))
    }

    fn source(&self, file: &str) -> Option<Arc<str>> {
        self.sources.lock().unwrap_or_else(PoisonError::into_inner).get(file).cloned()
    }

    fn is_standard(&self, name: &str) -> bool {
        MODULES.iter().any(|module| module.name == name) || find_embedded(name).is_some()
    }

    fn explain_missing(&self, name: &str) -> String {
        let top = name.split('.').next().unwrap_or(name);
        match super::missing::REASONS.iter().find(|(module, _)| *module == top) {
            Some((_, reason)) => format!("No module named '{name}' (not part of Taipan: {reason})"),
            None => format!("No module named '{name}'"),
        }
    }
}

impl Context {
    /// Compiles source; the exception raised for what is wrong with it is the one CPython reports.
    pub fn compile_source(
        &mut self,
        text: &str,
        file: &str,
        mode: compile::Mode,
        hidden: bool,
        top_level_await: bool,
    ) -> Result<Arc<crate::bytecode::CodeObject>> {
        self.compile_with(text, file, mode, [hidden, top_level_await, false])
    }

    /// Compiles what `exec`, `eval` and `compile` are given; with a namespace of locals apart from the globals or not.
    pub fn compile_for(
        &mut self,
        text: &str,
        file: &str,
        mode: compile::Mode,
        with_namespace: bool,
    ) -> Result<Arc<crate::bytecode::CodeObject>> {
        let code = self.compile_with(text, file, mode, [false, false, with_namespace])?;
        if !with_namespace {
            return Ok(code);
        }
        // Such code is called as a class body is: with the namespace.
        let mut code = crate::bytecode::CodeObject::clone(&code);
        code.kind = crate::bytecode::CodeKind::ClassBody;
        Ok(Arc::new(code))
    }

    fn compile_with(
        &mut self,
        text: &str,
        file: &str,
        mode: compile::Mode,
        [hidden, top_level_await, with_namespace]: [bool; 3],
    ) -> Result<Arc<crate::bytecode::CodeObject>> {
        let parsed = syntax::parse(text);
        let source = syntax::Source::new(file, text);
        if let Some(error) = parsed.errors.get(parsed.reported) {
            let kind = match error.kind {
                syntax::ErrorKind::SyntaxError => ExceptionKind::SyntaxError,
                syntax::ErrorKind::IndentationError => ExceptionKind::IndentationError,
                syntax::ErrorKind::TabError => ExceptionKind::TabError,
            };
            let (message, span) = (error.message.clone(), error.span);
            return Err(self.raise_syntax(kind, &message, file, &source, text, span));
        }
        let options =
            compile::Options { file: Arc::from(file), source: &source, mode, top_level_await, hidden, with_namespace };
        match compile::compile(&parsed.module, &options) {
            Ok(compiled) => {
                if !hidden {
                    let of_parser = parsed
                        .warnings
                        .into_iter()
                        .map(|warning| (source.position(warning.span.start).line, warning.message));
                    let of_compiler = compiled.warnings.into_iter().map(|warning| (warning.line, warning.message));
                    for (line, message) in of_parser.chain(of_compiler) {
                        super::warnings::warn_at(self, ExceptionKind::SyntaxWarning, &message, file, line)?;
                    }
                }
                Ok(compiled.code)
            }
            Err(errors) => {
                let Some(error) = errors.first() else { return Err(self.runtime_error("compilation failed")) };
                let kind = match error.kind {
                    compile::ErrorKind::Syntax => ExceptionKind::SyntaxError,
                    compile::ErrorKind::Unsupported => ExceptionKind::UnsupportedSyntaxError,
                };
                Err(self.raise_syntax(kind, &error.message, file, &source, text, error.span))
            }
        }
    }

    fn raise_syntax(
        &mut self,
        kind: ExceptionKind,
        message: &str,
        file: &str,
        source: &syntax::Source,
        text: &str,
        span: syntax::Span,
    ) -> Raised {
        let place = source.position(span.start);
        let (line, column) = (place.line, place.column);
        let raised = self.raise(kind, message);
        let line_text = text.lines().nth(line as usize - 1).unwrap_or("");
        let end = source.position(span.end);
        let fields = [
            ("msg", self.new_str(message)),
            ("filename", self.new_str(file)),
            ("lineno", Value::int(i64::from(line))),
            ("offset", Value::int(i64::from(column))),
            ("text", self.new_str(line_text)),
            ("end_lineno", Value::int(i64::from(end.line))),
            ("end_offset", Value::int(i64::from(end.column))),
        ];
        for (name, value) in fields {
            let name = self.intern(name);
            self.set_pending_field(name, value);
        }
        raised
    }

    /// A function of no arguments that runs a module's code in a namespace.
    pub fn module_function(&mut self, object: &Arc<crate::bytecode::CodeObject>, globals: Gc<Dict>) -> Gc<Function> {
        let code = Code::load(self, object, globals);
        let name = Value::object(self.intern(&object.name));
        let details = FunctionDetails {
            name,
            qualified_name: name,
            module: Value::NONE,
            doc: Value::NONE,
            annotate: Value::NONE,
            annotations: Value::UNBOUND,
            type_parameters: Value::UNBOUND,
            dict: None,
        };
        let function =
            Function { code, closure: None, defaults: None, keyword_defaults: None, details: Box::new(details) };
        self.heap.allocate(function)
    }

    /// Runs a module's code in a namespace, calling back into the machine.
    pub fn run_code(&mut self, object: &Arc<crate::bytecode::CodeObject>, globals: Gc<Dict>) -> Result {
        let function = self.module_function(object, globals);
        self.call_nested(Value::object(function), &[])
    }
}
