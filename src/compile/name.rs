//! Names: loaded, stored and deleted where the scopes say they live.

use super::Compiler;
use super::scope::{Name, Place, ScopeKind};
use crate::bytecode::{Op, Register, SiteUse};
use crate::syntax::Span;
use crate::syntax::ast::{Expr, ExprKind};

impl<'a> Compiler<'a> {
    /// The name as the present scope knows it, private names mangled.
    pub fn mangled(&self, name: &str) -> Name {
        self.scopes[self.unit.scope].mangled(name)
    }

    pub fn place_of(&self, name: &Name) -> Place {
        // Names of the implementation's own live where the frame put them.
        if let Some(register) = self.hidden_register(name) {
            return Place::Cell(register);
        }
        self.scopes.place(self.unit.scope, name)
    }

    fn hidden_register(&self, name: &str) -> Option<Register> {
        let scope = &self.scopes[self.unit.scope];
        match scope.kind == ScopeKind::Class && name == "__conditional_annotations__" {
            true => scope.hidden_register(name),
            false => None,
        }
    }

    /// The register of a local that can be read in place.
    pub fn local_in_place(&mut self, name: &str, span: Span) -> Option<Register> {
        let name = self.mangled(name);
        match self.place_of(&name) {
            Place::Local(register) => {
                self.check_bound(register, span);
                Some(register)
            }
            _ => None,
        }
    }

    pub fn check_bound(&mut self, register: Register, span: Span) {
        if !self.unit.flow.is_bound(register) {
            self.emit(Op::CheckBound { src: register }, span);
            self.unit.flow.bind(register);
        }
    }

    /// Whether the expression is a local that is no cell.
    pub fn local(&self, expr: &Expr) -> Option<Register> {
        let ExprKind::Name(name) = &*expr.kind else {
            return None;
        };
        match self.place_of(&self.mangled(name)) {
            Place::Local(register) => Some(register),
            _ => None,
        }
    }

    /// Whether the name is looked up in the globals, where the builtins are found too.
    pub fn is_global(&self, name: &str) -> bool {
        self.place_of(&self.mangled(name)) == Place::Global
    }

    pub fn load_name(&mut self, name: &str, dst: Register, span: Span) {
        if name == "__debug__" {
            return self.emit(Op::LoadBool { dst, value: 1 }, span);
        }
        let name = self.mangled(name);
        match self.place_of(&name) {
            Place::Local(src) => {
                self.check_bound(src, span);
                self.copy(dst, src, span);
            }
            Place::Cell(cell) => self.emit(Op::LoadCell { dst, cell }, span),
            Place::Free(index) => self.emit(Op::LoadFree { dst, index }, span),
            Place::Global => {
                let site = self.site(&name, SiteUse::Global);
                self.emit(Op::LoadGlobal { dst, site }, span);
            }
            Place::Name => {
                let site = self.site(&name, SiteUse::Name);
                self.emit(Op::LoadName { dst, site }, span);
            }
            Place::NameOrFree(index) => {
                let site = self.site(&name, SiteUse::Name);
                self.emit(Op::LoadNameOrFree { dst, index, site }, span);
            }
        }
    }

    pub fn store_name(&mut self, name: &str, src: Register, span: Span) {
        let name = self.mangled(name);
        self.store_raw(&name, src, span);
    }

    /// Stores a name that is not mangled (again).
    pub fn store_raw(&mut self, name: &str, src: Register, span: Span) {
        let name: Name = name.into();
        match self.place_for_store(&name) {
            Place::Local(dst) => {
                self.copy(dst, src, span);
                self.unit.flow.bind(dst);
            }
            Place::Cell(cell) => self.emit(Op::StoreCell { cell, src }, span),
            Place::Free(index) => self.emit(Op::StoreFree { index, src }, span),
            Place::Global => {
                let site = self.site(&name, SiteUse::Global);
                self.emit(Op::StoreGlobal { src, site }, span);
            }
            Place::Name | Place::NameOrFree(_) => {
                let site = self.site(&name, SiteUse::Name);
                self.emit(Op::StoreName { src, site }, span);
            }
        }
    }

    /// Names a module or class body stores on its own account need not be in its scope.
    fn place_for_store(&self, name: &Name) -> Place {
        let scope = &self.scopes[self.unit.scope];
        match scope.symbol(name) {
            Some(_) => self.place_of(name),
            None if scope.kind == ScopeKind::Class => Place::Name,
            None if self.options.with_namespace && scope.kind == ScopeKind::Module => Place::Name,
            None => Place::Global,
        }
    }

    /// The register a value can be compiled into to assign the name.
    pub fn local_target(&self, name: &str) -> Option<Register> {
        match self.place_of(&self.mangled(name)) {
            Place::Local(register) => Some(register),
            _ => None,
        }
    }

    pub fn delete_name(&mut self, name: &str, span: Span) {
        let name = self.mangled(name);
        match self.place_of(&name) {
            Place::Local(dst) => {
                self.check_bound(dst, span);
                self.emit(Op::Unbind { dst }, span);
                self.unit.flow.unbind(dst);
            }
            Place::Cell(cell) => self.emit(Op::DeleteCell { cell }, span),
            Place::Free(index) => self.emit(Op::DeleteFree { index }, span),
            Place::Global => {
                let site = self.site(&name, SiteUse::Global);
                self.emit(Op::DeleteGlobal { site }, span);
            }
            Place::Name | Place::NameOrFree(_) => {
                let site = self.site(&name, SiteUse::Name);
                self.emit(Op::DeleteName { site }, span);
            }
        }
    }

    /// A fresh temporary with the cell of the name itself, for a closure.
    pub fn push_cell(&mut self, name: &Name, span: Span) -> Register {
        let dst = self.unit.registers.next();
        let op = match self.cell_register(name) {
            Some(src) => Op::Move { dst, src },
            None => {
                let index = self.scopes[self.unit.frame].free_index(name);
                let index = index.expect("resolving has captured it through this frame");
                Op::LoadFreeCell { dst, index }
            }
        };
        self.emit(op, span);
        self.unit.registers.allocate()
    }

    /// The register in this frame that holds the cell of the name, seen from the innermost comprehension outwards.
    fn cell_register(&self, name: &Name) -> Option<Register> {
        let mut at = self.unit.scope;
        loop {
            let scope = &self.scopes[at];
            let own = scope.symbol(name).map(|symbol| symbol.place);
            if let Some(Place::Cell(register)) = own {
                return Some(register);
            }
            if at == self.unit.frame {
                return scope.hidden_register(name);
            }
            at = scope.parent.expect("the frame lies around it");
        }
    }

    /// Puts captured parameters and locals of the frame into their cells.
    pub fn make_cells(&mut self, span: Span) {
        let scope = &self.scopes[self.unit.frame];
        let mut cells: Vec<Register> = scope.hidden.iter().map(|(_, cell)| *cell).collect();
        cells.extend(scope.symbols.iter().filter_map(|symbol| match symbol.place {
            Place::Cell(register) => Some(register),
            _ => None,
        }));
        for dst in cells {
            self.emit(Op::MakeCell { dst }, span);
        }
    }
}
