//! Code as the machine runs it: a code object loaded for one namespace of globals, its constants made into values, and
//! an inline cache for each site.

use std::sync::Arc;

use super::Context;
use super::coroutine::SpareFrames;
use super::frame::Function;
use crate::bytecode::{CodeObject, Constant, Op, Operand, Register};
use crate::heap::{Gc, Kind, NoTail, Object, Tracer, Value};
use crate::object::{Class, Dict, Module, Shape, Str};

/// Loaded code.
pub struct Code {
    pub object: Arc<CodeObject>,
    /// What a call must know, beside each other.
    pub entry: Entry,
    pub constants: Box<[Value]>,
    pub sites: Box<[Site]>,
    pub globals: Gc<Dict>,
    pub builtins: Gc<Dict>,
    /// Of a coroutine's code: frames that ended and can be used again.
    pub spare: SpareFrames,
}

/// The part of the code that a call reads.
#[derive(Clone, Copy)]
#[repr(C)]
pub struct Entry {
    /// Addresses of the first instruction, constant and site.
    pub instructions: usize,
    pub constants: usize,
    pub sites: usize,
    pub globals: Gc<Dict>,
    /// Registers of a frame.
    pub registers: u16,
    /// Registers filled by the call: those of parameters, or the namespace of a class body.
    pub parameters: u16,
    /// Registers of parameters and other locals: those that must be unbound at entry.
    pub locals: u16,
    /// Positional parameters, if the call needs no binding beyond counting them; else `u16::MAX`.
    pub plain_arity: u16,
    /// The same, whether or not the call makes a generator or coroutine.
    pub arity: u16,
    /// A call makes a generator, coroutine or async generator.
    pub suspends: bool,
    /// There is a first parameter, and nothing is ever written to its register.
    pub keeps_first: bool,
    /// That is a coroutine.
    pub is_coroutine: bool,
}

/// A use of a name in the code, with its inline cache.
pub struct Site {
    pub name: Gc<Str>,
    pub cache: Cache,
}

/// What a site found out the last time.
#[derive(Clone, Copy, Default)]
pub enum Cache {
    #[default]
    Empty,
    /// The entry of the globals, as long as their keys have this version.
    Global { version: u64, index: u32 },
    /// The entry of the builtins, as long as neither dict's keys change.
    Builtin { version: u64, builtins: u64, index: u32 },
    /// A slot of instances of this shape.
    Slot { shape: Gc<Shape>, slot: u32 },
    /// A function in the globals, as long as they have this version, which takes as many arguments as the site passes.
    GlobalFunction { version: u64, function: Gc<Function> },
    /// A class in the globals, as long as they have this version.
    GlobalClass { version: u64, class: Gc<Class> },
    /// A function found on the class of instances of this shape, which takes as many arguments as the site passes.
    Method { shape: Gc<Shape>, function: Gc<Function> },
    /// Storing adds the attribute: from one shape to the next.
    Transition { from: Gc<Shape>, to: Gc<Shape>, slot: u32 },
    /// A class attribute found through instances of this shape: an entry of a namespace in the class's order. It is no
    /// data descriptor, and no slot of the shape has its name.
    ClassValue { shape: Gc<Shape>, namespace: Gc<Dict>, index: u32 },
    /// An attribute of this class: an entry of a namespace in its order, of which the metaclass knows nothing.
    ClassAttribute { class: Gc<Class>, namespace: Gc<Dict>, index: u32 },
    /// A method of a builtin kind.
    NativeMethod { kind: Kind, method: Gc<super::native::Native> },
    /// A module's attribute.
    ModuleValue { module: Gc<Module>, version: u64, index: u32 },
}

/// Whether this is an `__init__` whose first parameter is never written to. Cautious: what is not known to only read
/// its operand counts as a write.
fn keeps_first(object: &CodeObject) -> bool {
    const READ: [&str; 8] = ["src", "left", "right", "object", "value", "index", "item", "container"];
    if &*object.name != "__init__" || object.parameters.registers() == 0 {
        return false;
    }
    let mut kept = true;
    for op in &object.instructions {
        op.operands(&mut |name, operand| kept &= operand != Operand::Register(Register(0)) || READ.contains(&name));
    }
    kept
}

const _: () = assert!(size_of::<Site>() == 32);

impl Code {
    /// Loads a code object for a namespace of globals.
    pub fn load(ctx: &mut Context, object: &Arc<CodeObject>, globals: Gc<Dict>) -> Gc<Code> {
        let builtins = ctx.builtins;
        let constants: Box<[Value]> =
            object.constants.iter().map(|constant| ctx.load_constant(constant, globals)).collect();
        let mut sites: Box<[Site]> =
            object.sites.iter().map(|site| Site { name: ctx.intern(&site.name), cache: Cache::Empty }).collect();
        let parameters = object.parameters;
        let suspends = !matches!(
            object.kind,
            crate::bytecode::CodeKind::Function
                | crate::bytecode::CodeKind::Module
                | crate::bytecode::CodeKind::ClassBody
        );
        let takes_namespace = object.kind == crate::bytecode::CodeKind::ClassBody;
        let filled = if takes_namespace { 1 } else { parameters.registers() };
        let entry = Entry {
            instructions: object.instructions.as_ptr() as usize,
            constants: constants.as_ptr() as usize,
            sites: sites.as_mut_ptr() as usize,
            globals,
            registers: object.registers,
            locals: object.locals.len() as u16,
            parameters: filled,
            plain_arity: if parameters.is_simple() && !suspends { filled } else { u16::MAX },
            arity: if parameters.is_simple() { filled } else { u16::MAX },
            suspends,
            keeps_first: keeps_first(object),
            is_coroutine: object.kind == crate::bytecode::CodeKind::Coroutine,
        };
        let spare = SpareFrames::default();
        ctx.heap.allocate(Code { object: object.clone(), entry, constants, sites, globals, builtins, spare })
    }

    /// How many attributes of its first parameter the code sets.
    pub fn own_attributes(&self) -> usize {
        let set = self.object.instructions.iter().filter_map(|op| match op {
            Op::StoreAttribute { object: Register(0), site, .. } => Some(self.sites[site.index()].name),
            _ => None,
        });
        set.collect::<std::collections::HashSet<_>>().len()
    }

    /// Registers that are live in a frame with this pc.
    pub fn live_at(&self, pc: u32) -> u16 {
        self.object.live.get(super::frame::executing(pc) as usize).copied().unwrap_or(0)
    }

    /// The instruction at `pc`.
    pub fn op(&self, pc: u32) -> Op {
        self.object.instructions[pc as usize]
    }
}

impl Context {
    /// The value of a constant.
    pub fn load_constant(&mut self, constant: &Constant, globals: Gc<Dict>) -> Value {
        match constant {
            Constant::None => Value::NONE,
            Constant::Bool(value) => Value::bool(*value),
            Constant::Ellipsis => Value::ELLIPSIS,
            Constant::Int(value) => Value::int(*value),
            Constant::BigInt(digits) => self.big_int_constant(digits),
            Constant::Float(value) => Value::float(*value),
            Constant::Complex(real, imaginary) => self.new_complex(*real, *imaginary),
            Constant::Str(bytes) => self.string_constant(bytes),
            Constant::Bytes(bytes) => self.new_bytes(bytes),
            Constant::Tuple(items) => {
                let items: Vec<Value> = items.iter().map(|item| self.load_constant(item, globals)).collect();
                self.new_tuple(&items)
            }
            Constant::FrozenSet(items) => {
                let items: Vec<Value> = items.iter().map(|item| self.load_constant(item, globals)).collect();
                self.frozen_set_constant(&items)
            }
            Constant::Code(object) => Value::object(Code::load(self, object, globals)),
        }
    }
}

impl Object for Code {
    const KIND: Kind = Kind::Code;
    type Tail = NoTail;

    fn trace(&self, tracer: &mut Tracer) {
        tracer.values(&self.constants);
        for site in &self.sites {
            tracer.object(site.name);
            site.cache.trace(tracer);
        }
        tracer.object(self.globals);
        tracer.object(self.builtins);
    }

    fn external_bytes(&self) -> usize {
        size_of_val(&*self.constants) + size_of_val(&*self.sites)
    }
}

impl Cache {
    /// Caches keep what they compare with alive, so that no other object can take its address.
    fn trace(&self, tracer: &mut Tracer) {
        match *self {
            Cache::Empty | Cache::Global { .. } | Cache::Builtin { .. } => {}
            Cache::Slot { shape, .. } => tracer.object(shape),
            Cache::Transition { from, to, .. } => {
                tracer.object(from);
                tracer.object(to);
            }
            Cache::GlobalFunction { function, .. } => tracer.object(function),
            Cache::GlobalClass { class, .. } => tracer.object(class),
            Cache::Method { shape, function } => {
                tracer.object(shape);
                tracer.object(function);
            }
            Cache::ClassValue { shape, namespace, .. } => {
                tracer.object(shape);
                tracer.object(namespace);
            }
            Cache::ClassAttribute { class, namespace, .. } => {
                tracer.object(class);
                tracer.object(namespace);
            }
            Cache::NativeMethod { method, .. } => tracer.object(method),
            Cache::ModuleValue { module, .. } => tracer.object(module),
        }
    }
}
