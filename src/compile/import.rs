//! `import` and `from … import`.

use super::Compiler;
use crate::bytecode::{Constant, Intrinsic, Op, Register, SiteUse};
use crate::syntax::Span;
use crate::syntax::ast::{Alias, ImportFrom};

impl<'a> Compiler<'a> {
    pub fn import_statement(&mut self, names: &'a [Alias], span: Span) {
        for alias in names {
            self.scoped(|compiler| compiler.import(alias, span));
        }
    }

    /// `import a.b` binds `a`; `import a.b as c` binds the innermost module.
    fn import(&mut self, alias: &'a Alias, span: Span) {
        let dotted = &alias.name.text;
        let module = self.push_module(0, None, dotted, span);
        let mut parts = dotted.split('.');
        let first = parts.next().unwrap_or_default();
        let Some(asname) = &alias.asname else {
            return self.store_name(first, module, span);
        };
        for part in parts {
            let site = self.site(&part.into(), SiteUse::Import);
            let dst = module;
            self.emit(Op::ImportFrom { dst, module, site }, span);
        }
        self.store_name(&asname.text, module, span);
    }

    pub fn import_from(&mut self, import: &'a ImportFrom, span: Span) {
        let names = import.names.iter();
        let names = names.map(|alias| Constant::Str(alias.name.text.as_bytes().into()));
        let names = Constant::Tuple(names.collect());
        let dotted = import.module.as_ref().map_or("", |module| &module.text);
        let module = self.push_module(import.level, Some(names), dotted, span);
        for alias in &import.names {
            self.scoped(|compiler| {
                let dst = compiler.unit.registers.next();
                if &*alias.name.text == "*" {
                    let (which, base) = (Intrinsic::ImportStar, module);
                    return compiler.emit(Op::CallIntrinsic { which, dst, base }, span);
                }
                let site = compiler.site(&(*alias.name.text).into(), SiteUse::Import);
                compiler.emit(Op::ImportFrom { dst, module, site }, span);
                compiler.unit.registers.allocate();
                let name = alias.asname.as_ref().unwrap_or(&alias.name);
                compiler.store_name(&name.text, dst, span);
            });
        }
    }

    /// The module in a fresh temporary.
    fn push_module(&mut self, level: u32, names: Option<Constant>, dotted: &str, span: Span) -> Register {
        let mark = self.unit.registers.mark();
        let base = self.push_constant(Constant::Int(i64::from(level)), span);
        self.push_constant(names.unwrap_or(Constant::None), span);
        let site = self.site(&dotted.into(), SiteUse::Import);
        let dst = base;
        self.emit(Op::Import { dst, base, site }, span);
        self.unit.registers.release(mark);
        self.unit.registers.allocate()
    }
}
