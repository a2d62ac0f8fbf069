//! `_hashlib`: digests of data, fed piece by piece.

use blake2::{Blake2b512, Blake2s256};
use md5::Md5;
use sha1::Sha1;
use sha2::digest::DynDigest;
use sha2::{Sha224, Sha256, Sha384, Sha512};
use sha3::{Sha3_224, Sha3_256, Sha3_384, Sha3_512};

use super::ModuleDef;
use crate::heap::{Gc, Kind, NoTail, Object, Tracer, Value};
use crate::object::Dict;
use crate::vm::Context;
use crate::vm::builtin_class::{AttributeDef, Builtin, ClassDef};
use crate::vm::native::{Args, NativeDef, Result};

/// A digest under way.
pub struct Hasher {
    name: &'static str,
    /// How much is digested at once.
    block: u32,
    state: Box<dyn Algorithm>,
}

/// A digest that can be kept, and copied.
trait Algorithm: Send {
    fn update(&mut self, data: &[u8]);
    fn finished(&self) -> Box<[u8]>;
    fn copied(&self) -> Box<dyn Algorithm>;
    fn size(&self) -> usize;
}

impl<T: DynDigest + Clone + Send + 'static> Algorithm for T {
    fn update(&mut self, data: &[u8]) {
        DynDigest::update(self, data);
    }

    fn finished(&self) -> Box<[u8]> {
        Box::new(self.clone()).finalize()
    }

    fn copied(&self) -> Box<dyn Algorithm> {
        Box::new(self.clone())
    }

    fn size(&self) -> usize {
        self.output_size()
    }
}

impl Object for Hasher {
    const KIND: Kind = Kind::Hasher;
    type Tail = NoTail;

    fn trace(&self, _: &mut Tracer) {}
}

type Begin = fn() -> Box<dyn Algorithm>;

/// The algorithms: name, block size, and how one begins.
static ALGORITHMS: [(&str, u32, Begin); 12] = [
    ("md5", 64, || Box::new(Md5::default())),
    ("sha1", 64, || Box::new(Sha1::default())),
    ("sha224", 64, || Box::new(Sha224::default())),
    ("sha256", 64, || Box::new(Sha256::default())),
    ("sha384", 128, || Box::new(Sha384::default())),
    ("sha512", 128, || Box::new(Sha512::default())),
    ("sha3_224", 144, || Box::new(Sha3_224::default())),
    ("sha3_256", 136, || Box::new(Sha3_256::default())),
    ("sha3_384", 104, || Box::new(Sha3_384::default())),
    ("sha3_512", 72, || Box::new(Sha3_512::default())),
    ("blake2b", 128, || Box::new(Blake2b512::default())),
    ("blake2s", 64, || Box::new(Blake2s256::default())),
];

/// Digests data that an argument holds.
fn feed(ctx: &mut Context, hasher: Gc<Hasher>, data: Value) -> Result<()> {
    if ctx.as_str(data).is_some() {
        return Err(ctx.type_error("Strings must be encoded before hashing"));
    }
    let Some(bytes) = ctx.bytes_like(data).map(|bytes| bytes.into_owned()) else {
        return Err(ctx.type_error("object supporting the buffer API required"));
    };
    for piece in bytes.chunks(1 << 20) {
        ctx.charge(1 + piece.len() as u64 / 8)?;
        ctx.heap.get_mut(hasher).state.update(piece);
    }
    Ok(())
}

/// `begin(name, data)`: None if there is no such algorithm.
fn begin(ctx: &mut Context, args: Args) -> Result {
    let name = args.get(ctx, 0);
    let name = ctx.as_str(name).map_or(String::new(), |name| ctx.text(name).into_owned());
    let Some((name, block, begin)) = ALGORITHMS.iter().find(|(known, ..)| *known == name) else {
        return Ok(Value::NONE);
    };
    let hasher = ctx.heap.allocate(Hasher { name, block: *block, state: begin() });
    ctx.roots.push(Value::object(hasher));
    let data = args.get(ctx, 1);
    let fed = feed(ctx, hasher, data);
    ctx.roots.pop();
    fed.map(|()| Value::object(hasher))
}

fn this(ctx: &mut Context, args: Args) -> Result<Gc<Hasher>> {
    args.get(ctx, 0).cast().ok_or_else(|| ctx.type_error("a hash object was expected"))
}

fn update(ctx: &mut Context, args: Args) -> Result {
    let hasher = this(ctx, args)?;
    let data = args.get(ctx, 1);
    feed(ctx, hasher, data).map(|()| Value::NONE)
}

fn finished(ctx: &mut Context, args: Args) -> Result<Box<[u8]>> {
    let hasher = this(ctx, args)?;
    Ok(ctx.heap.get(hasher).state.finished())
}

fn digest(ctx: &mut Context, args: Args) -> Result {
    let bytes = finished(ctx, args)?;
    Ok(ctx.new_bytes(&bytes))
}

fn hex_digest(ctx: &mut Context, args: Args) -> Result {
    let text: String = finished(ctx, args)?.iter().map(|byte| format!("{byte:02x}")).collect();
    Ok(ctx.new_str(&text))
}

fn copy(ctx: &mut Context, args: Args) -> Result {
    let hasher = this(ctx, args)?;
    let this = ctx.heap.get(hasher);
    let copy = Hasher { name: this.name, block: this.block, state: this.state.copied() };
    Ok(Value::object(ctx.heap.allocate(copy)))
}

fn repr(ctx: &mut Context, args: Args) -> Result {
    let hasher = this(ctx, args)?;
    let name = ctx.heap.get(hasher).name;
    let text = format!("<{name} _hashlib.HASH object @ {:#x}>", Value::object(hasher).identity());
    Ok(ctx.new_str(&text))
}

fn name(ctx: &mut Context, value: Value) -> Result {
    let name = value.cast::<Hasher>().map_or("", |hasher| ctx.heap.get(hasher).name);
    Ok(ctx.new_str(name))
}

fn digest_size(ctx: &mut Context, value: Value) -> Result {
    let size = value.cast::<Hasher>().map_or(0, |hasher| ctx.heap.get(hasher).state.size());
    Ok(Value::int(size as i64))
}

fn block_size(ctx: &mut Context, value: Value) -> Result {
    let size = value.cast::<Hasher>().map_or(0, |hasher| ctx.heap.get(hasher).block);
    Ok(Value::int(i64::from(size)))
}

const fn attribute(name: &'static str, get: fn(&mut Context, Value) -> Result) -> AttributeDef {
    AttributeDef { name, get, set: None, doc: "" }
}

static CLASS: ClassDef = ClassDef {
    module: "_hashlib",
    doc: "A digest of data.",
    methods: &[
        NativeDef::method("update", "(obj, /)", update, "Update this hash object's state with the provided bytes."),
        NativeDef::method("digest", "()", digest, "Return the digest as bytes."),
        NativeDef::method("hexdigest", "()", hex_digest, "Return the digest as hexadecimal digits."),
        NativeDef::method("copy", "()", copy, "Return a copy of the hash object."),
        NativeDef::method("__repr__", "()", repr, "Return repr(self)."),
    ],
    attributes: &[attribute("name", name), attribute("digest_size", digest_size), attribute("block_size", block_size)],
    ..ClassDef::new(Builtin::Hasher)
};

fn init(ctx: &mut Context, namespace: Gc<Dict>) -> Result<()> {
    ctx.heap.register::<Hasher>();
    ctx.class_definitions[Builtin::Hasher as usize] = Some(&CLASS);
    let class = ctx.class_value(Builtin::Hasher);
    ctx.set_text(namespace, "HASH", class);
    Ok(())
}

pub static MODULE: ModuleDef = ModuleDef {
    name: "_hashlib",
    doc: "Digests.",
    functions: &[NativeDef::function("begin", "(name, data, /)", begin, "")],
    init: Some(init),
};
