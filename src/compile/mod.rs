//! Tree to code objects. One file per area of the grammar; `scope` has settled beforehand where every name lives.
//!
//! Values are compiled *into* a register: a temporary on top of the stack of temporaries, or the local that is being
//! assigned. Locals are read in place. The instruction that writes a local comes last, so that an exception on the way
//! finds the local as it was.

mod annotation;
mod assignment;
mod call;
mod class;
mod comprehension;
mod condition;
mod control;
mod display;
mod emit;
mod error;
mod exception;
mod expression;
mod fold;
mod function;
mod generic;
mod import;
mod matching;
mod name;
mod pool;
mod register;
mod scope;
mod spine;
mod statement;
mod string;
mod unparse;
mod walk;
mod with;

use std::sync::Arc;

use crate::bytecode::{Assembler, CodeKind, CodeObject, Parameters};
use crate::syntax::{Source, Span, ast};

pub use error::{CompileError, ErrorKind, Warning};

use control::Block;
use error::Complaints;
use pool::{Constants, Sets, Sites};
use register::{Flow, Registers};
use scope::{Name, Role, ScopeId, Scopes};

/// What to make of a tree.
#[derive(Clone, Debug)]
pub struct Options<'a> {
    /// The file as tracebacks show it.
    pub file: Arc<str>,
    /// The text that was parsed, for positions.
    pub source: &'a Source,
    pub mode: Mode,
    /// `await` may stand outside functions; code that makes use of it is of kind `Coroutine`.
    pub top_level_await: bool,
    /// The code is the runtime's own: left out of tracebacks.
    pub hidden: bool,
    /// Names are looked up in the namespace in r0 before the globals, as `exec` with locals does.
    pub with_namespace: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mode {
    /// A file.
    Module,
    /// Input of the prompt: values of expression statements are displayed.
    Interactive,
    /// A single expression, whose value is returned.
    Expression,
}

#[derive(Debug)]
pub struct Compiled {
    pub code: Arc<CodeObject>,
    pub warnings: Vec<Warning>,
}

/// Compiles a module. Reports all errors, in the order of the source.
pub fn compile(module: &ast::Module, options: &Options<'_>) -> Result<Compiled, Vec<CompileError>> {
    let mut complaints = Complaints::default();
    let rules = scope::Rules { top_level_await: options.top_level_await, namespace: options.with_namespace };
    let scopes = scope::collect(module, rules, &mut complaints);
    let unit = Unit::new(&scopes, ScopeId::MODULE, UnitHead::module(&scopes));
    let mut compiler = Compiler { options, scopes, complaints, sets: Sets::default(), unit };
    compiler.module(module);
    let code = compiler.finish_unit(module.span);
    let Complaints { mut errors, mut warnings } = compiler.complaints;
    if !errors.is_empty() {
        errors.sort_by_key(|error| error.span);
        return Err(errors);
    }
    warnings.sort_by_key(|(span, _)| *span);
    let warnings =
        warnings.into_iter().map(|(span, message)| Warning { message, span, line: options.source.line_of(span.start) });
    Ok(Compiled { code, warnings: warnings.collect() })
}

struct Compiler<'a> {
    options: &'a Options<'a>,
    scopes: Scopes<'a>,
    complaints: Complaints,
    sets: Sets,
    /// The code object being made.
    unit: Unit<'a>,
}

/// A code object in the making.
struct Unit<'a> {
    head: UnitHead,
    frame: ScopeId,
    /// The innermost scope we are in: the frame, or a comprehension inlined in it.
    scope: ScopeId,
    assembler: Assembler,
    registers: Registers,
    flow: Flow,
    /// What `return`, `break` and `continue` have to leave on their way out, outermost first.
    blocks: Vec<Block<'a>>,
    constants: Constants,
    sites: Sites,
    has_docstring: bool,
    /// More instructions than a code object may have: bodies of `finally` in each other double them.
    is_too_long: bool,
}

/// What is known of a code object before it is compiled.
struct UnitHead {
    name: Name,
    qualified_name: Name,
    /// What qualified names of things defined inside begin with.
    prefix: Name,
    kind: CodeKind,
    parameters: Parameters,
    first_line: u32,
}

impl UnitHead {
    fn module(scopes: &Scopes) -> UnitHead {
        UnitHead {
            name: "<module>".into(),
            qualified_name: "<module>".into(),
            prefix: "".into(),
            kind: match scopes[ScopeId::MODULE].has_await {
                true => CodeKind::Coroutine,
                false => CodeKind::Module,
            },
            parameters: Parameters::default(),
            first_line: 1,
        }
    }
}

impl<'a> Unit<'a> {
    fn new(scopes: &Scopes, frame: ScopeId, head: UnitHead) -> Unit<'a> {
        let scope = &scopes[frame];
        let locals = |wanted: &'static dyn Fn(scope::Uses) -> bool| {
            let symbols = scope.symbols.iter().filter(move |it| wanted(it.uses));
            symbols.filter_map(|symbol| match symbol.place {
                scope::Place::Local(register) => Some(register),
                _ => None,
            })
        };
        Unit {
            head,
            frame,
            scope: frame,
            assembler: Assembler::default(),
            registers: Registers::new(scope.locals.len()),
            flow: Flow::new(locals(&|uses| uses.parameter), locals(&|uses| uses.deleted)),
            blocks: Vec::new(),
            constants: Constants::default(),
            sites: Sites::default(),
            has_docstring: false,
            is_too_long: false,
        }
    }
}

impl<'a> Compiler<'a> {
    fn module(&mut self, module: &'a ast::Module) {
        match self.options.mode {
            Mode::Expression => return self.lone_expression(module),
            Mode::Module => self.docstring(&module.body),
            Mode::Interactive => {}
        }
        self.module_annotations();
        if self.unit.has_docstring {
            let at = module.body[0].span;
            self.define("__doc__", at, |compiler, dst| compiler.load_docstring(dst, at));
        }
        self.body(&module.body);
    }

    /// Starts the code object of a frame; what was in the making waits in the result.
    fn start_unit(&mut self, frame: ScopeId, head: UnitHead) -> Unit<'a> {
        let unit = Unit::new(&self.scopes, frame, head);
        std::mem::replace(&mut self.unit, unit)
    }

    /// Ends the code object in the making with `return None`, should its end be reached.
    fn finish_unit(&mut self, span: Span) -> Arc<CodeObject> {
        self.emit(crate::bytecode::Op::ReturnNone {}, span);
        self.check_limits(span);
        let unit = &mut self.unit;
        let scope = &self.scopes[unit.frame];
        let assembled = std::mem::take(&mut unit.assembler).finish();
        let code = CodeObject {
            name: unit.head.name.clone(),
            qualified_name: unit.head.qualified_name.clone(),
            file: self.options.file.clone(),
            first_line: unit.head.first_line,
            kind: unit.head.kind,
            parameters: unit.head.parameters,
            locals: scope.locals.clone(),
            free: scope.free.clone(),
            registers: unit.registers.most().unwrap_or(u16::MAX),
            instructions: assembled.instructions,
            constants: unit.constants.take(),
            sites: unit.sites.take(),
            exceptions: assembled.exceptions,
            positions: assembled.positions,
            live: assembled.live,
            has_docstring: unit.has_docstring,
            hidden: self.options.hidden,
        };
        if cfg!(debug_assertions)
            && self.complaints.errors.is_empty()
            && let Err(problem) = crate::bytecode::verify(&code)
        {
            panic!("{problem}\n{}", crate::bytecode::disassemble(&code, Some(self.options.source.text())));
        }
        Arc::new(code)
    }

    fn check_limits(&mut self, span: Span) {
        let limits = [
            (self.unit.registers.most().is_none(), "registers"),
            (self.unit.sites.overflowed, "names and attributes"),
            (self.unit.constants.overflowed, "constants"),
        ];
        if self.unit.is_too_long {
            self.complaints.error(CompileError::unsupported(span, "function is too long"));
        }
        for (exceeded, what) in limits {
            if exceeded {
                let message = format!("function needs more than 65535 {what}");
                self.complaints.error(CompileError::unsupported(span, message));
            }
        }
    }

    /// The line a byte lies in.
    fn line(&self, offset: u32) -> u32 {
        self.options.source.line_of(offset)
    }

    /// The scope that a node opened.
    fn scope_of<T>(&self, node: &T, role: Role) -> ScopeId {
        self.scopes.of(node, role)
    }
}
