//! Imports: the statement's side. Where modules come from is the loader's business.

use std::sync::Arc;

use super::Context;
use super::frame::ReturnTo;
use super::native::Result;
use crate::heap::{Gc, Value};
use crate::object::{ExceptionKind, Module, Str, Tuple};

/// Where modules and sources come from: native tables, the embedded library, files, the host.
pub trait Loader: Send + Sync {
    /// Finds, makes and runs the module of this absolute name, whose parents are imported. Answers with the module,
    /// or None if there is none of that name. It is put into `sys.modules` before its code runs.
    fn load(&self, ctx: &mut Context, name: &str, parent: Option<Gc<Module>>) -> Result<Option<Value>>;

    /// The source text of a file as tracebacks name it.
    fn source(&self, file: &str) -> Option<Arc<str>>;

    /// Whether a name is that of a module of the standard library.
    fn is_standard(&self, name: &str) -> bool;

    /// What to say of a module that is not there.
    fn explain_missing(&self, name: &str) -> String;
}

/// Why a module may lack a name.
pub enum Advice {
    /// The file beside the script has the name of a module that was meant, perhaps.
    Rename(String),
    /// Its code has not come to the name yet.
    Circle { file: String },
}

impl Context {
    /// Why a module may lack a name, as CPython guesses.
    pub fn advice_on_module(&mut self, module: Gc<Module>) -> Option<Advice> {
        let Module { name, namespace, loading } = *self.heap.get(module);
        let name = self.text(name).into_owned();
        let file = self.get_name(namespace, self.names.dunder_file).and_then(|file| file.cast::<Str>())?;
        let file = self.text(file).into_owned();
        let path = std::path::Path::new(&file);
        let depth = if path.file_name().is_some_and(|name| name == "__init__.py") { 2 } else { 1 };
        let beside_script = path.ancestors().nth(depth).is_some_and(|folder| self.is_script_folder(folder));
        let is_standard = self.loader.as_ref().is_some_and(|loader| loader.is_standard(&name));
        match (beside_script, is_standard, loading) {
            (true, true, _) => Some(Advice::Rename(format!(
                "consider renaming '{file}' since it has the same name as the standard library module named '{name}' \
                 and prevents importing that standard library module"
            ))),
            (true, false, true) => Some(Advice::Rename(format!(
                "consider renaming '{file}' if it has the same name as a library you intended to import"
            ))),
            (false, _, true) => Some(Advice::Circle { file }),
            (_, _, false) => None,
        }
    }

    /// Whether a folder is the first on `sys.path`.
    fn is_script_folder(&self, folder: &std::path::Path) -> bool {
        let sys = self.get_text(self.modules, "sys").and_then(|sys| sys.cast::<Module>());
        let path = sys.and_then(|sys| self.get_text(self.heap.get(sys).namespace, "path"));
        let first = path.and_then(|path| self.as_list(path)).and_then(|path| self.items(path).first().copied());
        first
            .and_then(|first| first.cast::<Str>())
            .is_some_and(|first| std::path::Path::new(&*self.text(first)) == folder)
    }

    /// `import name` or `from name import …`: with a from-list the module itself, else the first of a dotted name.
    #[inline(never)]
    pub fn import_statement(&mut self, name: Gc<Str>, level: Value, from_list: Value, to: ReturnTo) -> Result {
        let _ = to;
        let name = self.text(name).into_owned();
        let level = level.as_int().unwrap_or(0);
        let absolute = if level == 0 { name } else { self.resolve_relative(&name, level as usize)? };
        let module = self.import_module(&absolute)?;
        if from_list.is_none() {
            let first = absolute.split('.').next().unwrap_or(&absolute).to_owned();
            return self.import_module(&first);
        }
        self.import_submodules(module, &absolute, from_list)?;
        Ok(module)
    }

    /// Submodules named in a from-list that are no attributes yet are imported.
    fn import_submodules(&mut self, module: Value, absolute: &str, from_list: Value) -> Result<()> {
        let Some(module) = module.cast::<Module>() else { return Ok(()) };
        let namespace = self.heap.get(module).namespace;
        if self.get_name(namespace, self.names.dunder_path).is_none() {
            return Ok(());
        }
        let mut wanted: Vec<Value> = from_list.cast::<Tuple>().map_or(Vec::new(), |list| self.heap.tail(list).to_vec());
        let star =
            wanted.first().and_then(|name| name.cast::<Str>()).is_some_and(|name| self.heap.str_bytes(name) == b"*");
        if star {
            wanted = match self.get_name(namespace, self.names.dunder_all) {
                Some(all) => self.quick_items(all).unwrap_or_default(),
                None => Vec::new(),
            };
        }
        for name in wanted {
            let Some(name) = name.cast::<Str>() else { continue };
            if self.get_name(namespace, name).is_none() {
                let full = format!("{absolute}.{}", self.text(name));
                self.import_optional(&full)?;
            }
        }
        Ok(())
    }

    /// The module of an absolute name, imported if it is not there yet, its parents first.
    pub fn import_module(&mut self, name: &str) -> Result {
        match self.import_optional(name)? {
            Some(module) => Ok(module),
            None => Err(self.no_module(name)),
        }
    }

    fn import_optional(&mut self, name: &str) -> Result<Option<Value>> {
        if let Some(module) = self.get_text(self.modules, name) {
            return if module.is_none() { Ok(None) } else { Ok(Some(module)) };
        }
        self.check_native_stack("import")?;
        let parent = match name.rsplit_once('.') {
            Some((parent, _)) => {
                let parent_module = self.import_module(parent)?;
                // Importing the parent may have imported this one too.
                if let Some(module) = self.get_text(self.modules, name) {
                    return Ok(Some(module));
                }
                let Some(module) = parent_module.cast::<Module>() else { return Ok(None) };
                let namespace = self.heap.get(module).namespace;
                if self.get_name(namespace, self.names.dunder_path).is_none() {
                    let message = format!("No module named '{name}'; '{parent}' is not a package");
                    return Err(self.import_error(ExceptionKind::ModuleNotFoundError, message, name));
                }
                Some(module)
            }
            None => None,
        };
        let Some(loader) = self.loader.clone() else { return Ok(None) };
        let module = loader.load(self, name, parent)?;
        if let (Some(module), Some(parent)) = (module, parent) {
            let namespace = self.heap.get(parent).namespace;
            let last = name.rsplit('.').next().unwrap_or(name);
            self.set_text(namespace, last, module);
        }
        Ok(module)
    }

    #[cold]
    fn no_module(&mut self, name: &str) -> super::native::Raised {
        let message = match &self.loader {
            Some(loader) => loader.explain_missing(name),
            None => format!("No module named '{name}'"),
        };
        self.import_error(ExceptionKind::ModuleNotFoundError, message, name)
    }

    /// Raises an ImportError with its `name`.
    #[cold]
    pub fn import_error(&mut self, kind: ExceptionKind, message: String, name: &str) -> super::native::Raised {
        let raised = self.raise(kind, message);
        let text = self.new_str(name);
        self.set_pending_field(self.names.name, text);
        self.set_pending_field(self.names.path, Value::NONE);
        raised
    }

    /// The absolute name of a relative import.
    fn resolve_relative(&mut self, name: &str, level: usize) -> Result<String> {
        let globals = self.current_globals();
        let package = self.get_name(globals, self.names.dunder_package).and_then(|package| package.cast::<Str>());
        let package = package.map_or(String::new(), |package| self.text(package).into_owned());
        if package.is_empty() {
            let message = "attempted relative import with no known parent package".to_owned();
            return Err(self.import_error(ExceptionKind::ImportError, message, name));
        }
        let mut base = package.as_str();
        for _ in 1..level {
            match base.rsplit_once('.') {
                Some((parent, _)) => base = parent,
                None => {
                    let message = "attempted relative import beyond top-level package".to_owned();
                    return Err(self.import_error(ExceptionKind::ImportError, message, name));
                }
            }
        }
        Ok(if name.is_empty() { base.to_owned() } else { format!("{base}.{name}") })
    }

    /// `from module import name`.
    #[inline(never)]
    pub fn import_from(&mut self, module: Value, name: Gc<Str>, to: ReturnTo) -> Result {
        let _ = to;
        if let Some(this) = module.cast::<Module>() {
            let namespace = self.heap.get(this).namespace;
            if let Some(value) = self.get_name(namespace, name) {
                return Ok(value);
            }
        }
        if let Some(value) = self.attribute_or_none(module, name)? {
            return Ok(value);
        }
        let Some(this) = module.cast::<Module>() else { return Err(self.no_attribute(module, name)) };
        let module_name = self.text(self.heap.get(this).name).into_owned();
        let full = format!("{module_name}.{}", self.text(name));
        if let Some(value) = self.get_text(self.modules, &full) {
            return Ok(value);
        }
        Err(self.cannot_import(this, name))
    }

    #[cold]
    fn cannot_import(&mut self, module: Gc<Module>, name: Gc<Str>) -> super::native::Raised {
        let namespace = self.heap.get(module).namespace;
        let module_name = self.text(self.heap.get(module).name).into_owned();
        let file = self.get_name(namespace, self.names.dunder_file).and_then(|file| file.cast::<Str>());
        let place = file.map_or("unknown location".to_owned(), |file| self.text(file).into_owned());
        let name_text = self.text(name).into_owned();
        let message = match self.advice_on_module(module) {
            Some(Advice::Rename(advice)) => format!("cannot import name '{name_text}' from '{module_name}' ({advice})"),
            Some(Advice::Circle { .. }) => format!(
                "cannot import name '{name_text}' from partially initialized module '{module_name}' (most likely due to \
                 a circular import) ({place})"
            ),
            None => format!("cannot import name '{name_text}' from '{module_name}' ({place})"),
        };
        let raised = self.import_error(ExceptionKind::ImportError, message, &module_name);
        let key = self.intern("name_from");
        self.set_pending_field(key, Value::object(name));
        raised
    }

    /// A module of the runtime itself.
    pub fn import_runtime(&mut self, name: &str) -> Result {
        self.import_module(name)
    }
}
