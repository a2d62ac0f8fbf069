//! Who is local, cell, free, global. `collect` walks the tree once and notes in which scope names are bound and used;
//! `resolve` then settles for each name of each scope where it lives, down to the register.
//!
//! A *frame* is a scope that becomes a code object of its own. Comprehensions are scopes without a frame: their names
//! take registers of the frame around them.

mod binding;
mod collect;
mod expression;
mod resolve;

use std::collections::HashMap;
use std::sync::Arc;

use crate::bytecode::Register;
use crate::syntax::{Span, ast};

pub(super) use collect::{Defaults, Rules, collect, has_annotations};

pub(super) type Name = Arc<str>;

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(super) struct ScopeId(u32);

impl ScopeId {
    pub const MODULE: ScopeId = ScopeId(0);

    fn index(self) -> usize {
        self.0 as usize
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum ScopeKind {
    Module,
    Class,
    Function,
    Lambda,
    /// A generator expression; its one parameter is the outermost iterator.
    Generator,
    /// A list, set or dict comprehension: inlined.
    Comprehension,
    /// The hidden function around a generic function, class or type alias; binds the type parameters.
    TypeParameters,
    /// A function evaluated when asked for: annotations, the value of a type alias, a bound or default.
    Annotation,
}

/// What a node's scope is for; a node can have several.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(super) enum Role {
    Body,
    TypeParameters,
    Annotations,
    Value,
    Default,
}

/// What is done with a name in a scope.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub(super) struct Uses {
    pub parameter: bool,
    pub bound: bool,
    pub used: bool,
    pub global: bool,
    pub nonlocal: bool,
    pub annotated: bool,
    /// Deleted or the name of an exception: it can be unbound after it was bound.
    pub deleted: bool,
    /// Target of a comprehension's `for`.
    pub iteration: bool,
    /// Target of `:=`, here or in a comprehension inside.
    pub walrus: bool,
    pub type_parameter: bool,
    /// Used by another frame: lives in a cell.
    pub captured: bool,
}

/// Where a name lives.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Place {
    Local(Register),
    /// The register holds the cell.
    Cell(Register),
    Free(u16),
    Global,
    /// In the namespace in r0, else global.
    Name,
    /// In the namespace in r0, else the free variable.
    NameOrFree(u16),
}

/// Who binds the name that a scope uses.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Binding {
    /// The scope itself.
    Own,
    /// A scope around it in the same frame.
    Around(ScopeId),
    /// Another frame.
    Free,
    Global,
    Name,
    NameOrFree,
}

#[derive(Clone, Debug)]
pub(super) struct Symbol {
    pub name: Name,
    /// Where it was met first, or declared `nonlocal`.
    pub span: Span,
    pub uses: Uses,
    binding: Binding,
    pub place: Place,
}

/// An annotation of a module or class, evaluated by its annotate function.
#[derive(Clone, Copy)]
pub(super) struct Annotation<'a> {
    pub target: &'a str,
    pub expr: &'a ast::Expr,
    /// Counts only if its statement has run.
    pub conditional: bool,
}

pub(super) struct Scope<'a> {
    pub kind: ScopeKind,
    pub parent: Option<ScopeId>,
    /// The frame this scope belongs to: itself, unless it is a comprehension.
    pub frame: ScopeId,
    pub symbols: Vec<Symbol>,
    by_name: HashMap<Name, usize>,
    /// The class whose private names are mangled here.
    pub class_name: Option<&'a str>,
    pub is_async: bool,
    pub has_yield: bool,
    pub has_await: bool,
    /// Annotations of a module or class, in order.
    pub annotations: Vec<Annotation<'a>>,
    /// The scope of the function that evaluates them.
    pub annotate: Option<ScopeId>,
    /// Cells of a class body that are no names in it: `__class__`, `__classdict__`, `__conditional_annotations__`.
    pub hidden: Vec<(Name, Register)>,
    /// An annotation scope in a class: r0 holds the namespace of the class.
    pub reads_namespace: bool,
    // ---- of frames
    /// Names by register.
    pub locals: Vec<Name>,
    pub free: Vec<Name>,
    // ---- while collecting
    /// How many iterables of comprehensions we are inside of.
    iterables: u32,
    /// How many blocks we are inside of that may not run.
    conditional: u32,
    /// What an annotation scope or comprehension is called in errors.
    described_as: &'static str,
}

impl Scope<'_> {
    pub fn symbol(&self, name: &str) -> Option<&Symbol> {
        self.by_name.get(name).map(|&index| &self.symbols[index])
    }

    /// Index of the name among the free variables.
    pub fn free_index(&self, name: &str) -> Option<u16> {
        self.free.iter().position(|free| **free == *name).map(|index| index as u16)
    }

    pub fn hidden_register(&self, name: &str) -> Option<Register> {
        let found = self.hidden.iter().find(|(hidden, _)| **hidden == *name);
        found.map(|(_, register)| *register)
    }

    /// A function in CPython's sense: `return` and `yield` may stand in it.
    pub fn is_function(&self) -> bool {
        matches!(self.kind, ScopeKind::Function | ScopeKind::Lambda)
    }
}

#[derive(Default)]
pub(super) struct Scopes<'a> {
    scopes: Vec<Scope<'a>>,
    by_node: HashMap<(usize, Role), ScopeId>,
    /// `from __future__ import annotations`
    pub future_annotations: bool,
}

impl<'a> std::ops::Index<ScopeId> for Scopes<'a> {
    type Output = Scope<'a>;

    fn index(&self, id: ScopeId) -> &Scope<'a> {
        &self.scopes[id.index()]
    }
}

impl std::ops::IndexMut<ScopeId> for Scopes<'_> {
    fn index_mut(&mut self, id: ScopeId) -> &mut Self::Output {
        &mut self.scopes[id.index()]
    }
}

impl<'a> Scopes<'a> {
    /// The scope a node opens; the collector has met every node.
    pub fn of<T>(&self, node: &T, role: Role) -> ScopeId {
        let found = self.by_node.get(&(address(node), role));
        *found.expect("the collector has met this node")
    }

    fn ids(&self) -> impl Iterator<Item = ScopeId> + use<> {
        (0..self.scopes.len() as u32).map(ScopeId)
    }

    /// Where the name lives as seen from the scope.
    pub fn place(&self, scope: ScopeId, name: &str) -> Place {
        match self[scope].symbol(name) {
            Some(symbol) => symbol.place,
            None => Place::Global,
        }
    }

    /// Whether the name has no binding outside the builtins that the script makes with a statement in sight.
    pub fn is_builtin(&self, scope: ScopeId, name: &str) -> bool {
        let is_bound = self[ScopeId::MODULE].symbol(name).is_some_and(|symbol| symbol.uses.bound);
        self.place(scope, name) == Place::Global && !is_bound
    }
}

/// Nodes are boxed and do not move while the tree is borrowed, so their addresses tell them apart.
fn address<T>(node: &T) -> usize {
    std::ptr::from_ref(node).addr()
}

/// The name under which a private name is known in a class: `__x` becomes `_Class__x`.
pub(super) fn mangle(class_name: Option<&str>, name: &str) -> Option<String> {
    let class_name = class_name?.trim_start_matches('_');
    let is_private = name.starts_with("__") && !name.ends_with("__") && !name.contains('.');
    (is_private && !class_name.is_empty()).then(|| format!("_{class_name}{name}"))
}
