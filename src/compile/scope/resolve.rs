//! Settles where each name lives, once every scope is known.

use super::{Binding, Name, Place, ScopeId, ScopeKind, Scopes, Symbol};
use crate::bytecode::Register;
use crate::compile::error::{CompileError, Complaints};
use crate::syntax::Span;

/// What looking for a name in the scopes around one finds.
enum Found {
    /// Bound in a scope that is no class.
    In(ScopeId),
    /// A cell the class keeps beside its namespace.
    Hidden(ScopeId),
    Nowhere,
}

/// Resolves all names and lays out the frames. `namespace` tells whether the module's names live in r0.
pub(super) fn resolve(scopes: &mut Scopes, namespace: bool, complaints: &mut Complaints) {
    if namespace {
        declare_globals(scopes);
    }
    for id in scopes.ids() {
        for index in 0..scopes[id].symbols.len() {
            let binding = bind(scopes, id, index, namespace, complaints);
            scopes[id].symbols[index].binding = binding;
        }
    }
    for id in scopes.ids() {
        if scopes[id].frame == id {
            // As CPython lays closures out.
            scopes[id].free.sort_unstable();
            lay_out(scopes, id, complaints);
        }
    }
    for id in scopes.ids() {
        if scopes[id].kind == ScopeKind::Comprehension {
            lay_out_comprehension(scopes, id);
        }
    }
    for id in scopes.ids() {
        for index in 0..scopes[id].symbols.len() {
            let place = place(scopes, id, &scopes[id].symbols[index]);
            scopes[id].symbols[index].place = place;
        }
    }
}

/// A name that any scope declares global is global in the module too, whatever its own namespace is.
fn declare_globals(scopes: &mut Scopes) {
    let mut names = Vec::new();
    for id in scopes.ids() {
        names.extend(scopes[id].symbols.iter().filter(|symbol| symbol.uses.global).map(|symbol| symbol.name.clone()));
    }
    for symbol in &mut scopes[ScopeId::MODULE].symbols {
        symbol.uses.global |= names.contains(&symbol.name);
    }
}

fn bind(scopes: &mut Scopes, id: ScopeId, index: usize, namespace: bool, complaints: &mut Complaints) -> Binding {
    let Symbol { name, span, uses, .. } = scopes[id].symbols[index].clone();
    if uses.global && uses.nonlocal {
        complaints.syntax(span, format!("name '{name}' is nonlocal and global"));
    }
    if uses.global {
        return Binding::Global;
    }
    let is_own = (uses.bound || uses.parameter) && !uses.nonlocal;
    match scopes[id].kind {
        ScopeKind::Module if namespace => return Binding::Name,
        ScopeKind::Module => return Binding::Global,
        ScopeKind::Class if is_own => return Binding::Name,
        _ if is_own => return Binding::Own,
        _ => {}
    }
    let found = search(scopes, id, &name);
    if uses.nonlocal && !uses.walrus && !uses.parameter {
        check_nonlocal(scopes, &found, &name, span, complaints);
    }
    let class = class_around(scopes, id).filter(|&class| {
        let symbol = scopes[class].symbol(&name);
        let inside = matches!(found, Found::In(binder) if binder.0 > class.0);
        !inside && symbol.is_some_and(|symbol| symbol.uses.bound && !symbol.uses.global)
    });
    if let Some(class) = class {
        read_namespace(scopes, id, class);
    }
    let reads_names = class.is_some() || scopes[id].kind == ScopeKind::Class;
    match found {
        Found::In(binder) if scopes[binder].frame == scopes[id].frame => Binding::Around(binder),
        Found::In(binder) => {
            let symbol = scopes[binder].by_name[&name];
            scopes[binder].symbols[symbol].uses.captured = true;
            capture(scopes, id, scopes[binder].frame, &name);
            match reads_names && !name.starts_with('.') && !uses.nonlocal {
                true => Binding::NameOrFree,
                false => Binding::Free,
            }
        }
        Found::Hidden(class) => {
            hide(scopes, class, &name);
            capture(scopes, id, class, &name);
            Binding::Free
        }
        Found::Nowhere if reads_names => Binding::Name,
        // A comprehension in a module.
        Found::Nowhere if namespace && scopes[id].frame == ScopeId::MODULE => Binding::Name,
        Found::Nowhere => Binding::Global,
    }
}

fn check_nonlocal(scopes: &Scopes, found: &Found, name: &str, span: Span, complaints: &mut Complaints) {
    match found {
        Found::Nowhere => {
            complaints.syntax(span, format!("no binding for nonlocal '{name}' found"));
        }
        Found::In(binder) if scopes[*binder].symbol(name).is_some_and(|it| it.uses.type_parameter) => {
            let message = format!("nonlocal binding not allowed for type parameter '{name}'");
            complaints.syntax(span, message);
        }
        _ => {}
    }
}

/// Looks for the name in the scopes around `id`, as a function does: names of classes do not count.
fn search(scopes: &Scopes, id: ScopeId, name: &str) -> Found {
    let mut at = id;
    while let Some(parent) = scopes[at].parent {
        at = parent;
        let scope = &scopes[at];
        match scope.kind {
            ScopeKind::Module => break,
            ScopeKind::Class => {
                if matches!(name, "__class__" | "__conditional_annotations__") {
                    return Found::Hidden(at);
                }
            }
            _ => match scope.symbol(name) {
                Some(symbol) if symbol.uses.global => break,
                Some(symbol) if symbol.uses.nonlocal => {}
                Some(symbol) if symbol.uses.bound || symbol.uses.parameter => {
                    return Found::In(at);
                }
                _ => {}
            },
        }
    }
    Found::Nowhere
}

/// The class whose names an annotation scope sees: the one right around it.
fn class_around(scopes: &Scopes, id: ScopeId) -> Option<ScopeId> {
    let mut at = id;
    while matches!(scopes[at].kind, ScopeKind::Annotation | ScopeKind::TypeParameters) {
        at = scopes[at].parent?;
    }
    (at != id && scopes[at].kind == ScopeKind::Class).then_some(at)
}

/// Sees to it that the annotation scope can reach the namespace of the class: type parameters are handed it as an
/// argument when they are called from the class body, others find it in a cell of the class.
fn read_namespace(scopes: &mut Scopes, id: ScopeId, class: ScopeId) {
    if scopes[id].reads_namespace {
        return;
    }
    scopes[id].reads_namespace = true;
    if scopes[id].kind == ScopeKind::Annotation {
        let name: Name = "__classdict__".into();
        hide(scopes, class, &name);
        capture(scopes, id, class, &name);
    }
}

fn hide(scopes: &mut Scopes, class: ScopeId, name: &Name) {
    let hidden = &mut scopes[class].hidden;
    if !hidden.iter().any(|(known, _)| known == name) {
        // r0 is the namespace.
        hidden.push((name.clone(), Register(hidden.len() as u16 + 1)));
    }
}

/// Makes the name a free variable of the frame of `id` and of those between it and the frame that binds it.
fn capture(scopes: &mut Scopes, id: ScopeId, binder: ScopeId, name: &Name) {
    let mut frame = scopes[id].frame;
    while frame != binder {
        if scopes[frame].free_index(name).is_none() {
            scopes[frame].free.push(name.clone());
        }
        let parent = scopes[frame].parent.expect("the binder lies further out");
        frame = scopes[parent].frame;
    }
}

/// Gives the frame's parameters and locals their registers.
fn lay_out(scopes: &mut Scopes, id: ScopeId, complaints: &mut Complaints) {
    let scope = &scopes[id];
    let mut locals: Vec<Name> = Vec::new();
    match scope.kind {
        ScopeKind::Module | ScopeKind::Class => locals.push(".namespace".into()),
        ScopeKind::TypeParameters if scope.reads_namespace => locals.push(".namespace".into()),
        _ => {}
    }
    locals.extend(scope.hidden.iter().map(|(name, _)| name.clone()));
    let mut places = Vec::new();
    for parameters in [true, false] {
        for (index, symbol) in scope.symbols.iter().enumerate() {
            if symbol.binding == Binding::Own && symbol.uses.parameter == parameters {
                let register = Register(locals.len() as u16);
                places.push((index, local(register, symbol)));
                locals.push(symbol.name.clone());
            }
        }
    }
    if locals.len() > usize::from(u16::MAX) {
        let span = scope.symbols.first().map_or(Span::default(), |symbol| symbol.span);
        complaints.error(CompileError::unsupported(span, "function needs more than 65535 registers"));
    }
    let scope = &mut scopes[id];
    scope.locals = locals;
    for (index, place) in places {
        scope.symbols[index].place = place;
    }
}

fn local(register: Register, symbol: &Symbol) -> Place {
    match symbol.uses.captured {
        true => Place::Cell(register),
        false => Place::Local(register),
    }
}

/// Gives the targets of a comprehension registers after the frame's locals. Comprehensions that are not inside each
/// other share registers of the same name; they leave them unbound.
fn lay_out_comprehension(scopes: &mut Scopes, id: ScopeId) {
    let frame = scopes[id].frame;
    let mut taken = Vec::new();
    let mut around = scopes[id].parent;
    while let Some(outer) = around.filter(|&outer| outer != frame) {
        taken.extend(own_registers(scopes, outer));
        around = scopes[outer].parent;
    }
    let first = own_registers(scopes, frame).count() + extra(scopes, frame);
    for index in 0..scopes[id].symbols.len() {
        let symbol = scopes[id].symbols[index].clone();
        if symbol.binding != Binding::Own {
            continue;
        }
        let locals = &scopes[frame].locals;
        let free = (first..locals.len()).find(|&at| locals[at] == symbol.name && !taken.contains(&Register(at as u16)));
        let register = Register(free.unwrap_or(locals.len()) as u16);
        if free.is_none() {
            scopes[frame].locals.push(symbol.name.clone());
        }
        taken.push(register);
        scopes[id].symbols[index].place = local(register, &symbol);
    }
}

/// Registers a frame has before its parameters and locals.
fn extra(scopes: &Scopes, frame: ScopeId) -> usize {
    let scope = &scopes[frame];
    let namespace = match scope.kind {
        ScopeKind::Module | ScopeKind::Class => 1,
        ScopeKind::TypeParameters => usize::from(scope.reads_namespace),
        _ => 0,
    };
    namespace + scope.hidden.len()
}

fn own_registers(scopes: &Scopes, id: ScopeId) -> impl Iterator<Item = Register> {
    scopes[id].symbols.iter().filter_map(|symbol| match (symbol.binding, symbol.place) {
        (Binding::Own, Place::Local(register) | Place::Cell(register)) => Some(register),
        _ => None,
    })
}

fn place(scopes: &Scopes, id: ScopeId, symbol: &Symbol) -> Place {
    let free = || {
        let frame = scopes[id].frame;
        scopes[frame].free_index(&symbol.name).expect("captured above")
    };
    match symbol.binding {
        Binding::Own => symbol.place,
        Binding::Around(binder) => scopes.place(binder, &symbol.name),
        Binding::Free => Place::Free(free()),
        Binding::Global => Place::Global,
        Binding::Name => Place::Name,
        Binding::NameOrFree => Place::NameOrFree(free()),
    }
}
