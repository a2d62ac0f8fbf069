//! The native half of `random`: the Mersenne Twister (Matsumoto, Nishimura 1998), seeded and drawn from as in CPython.
//! The state is a list of its 624 words and the position in them, an instance's only part.

use super::ModuleDef;
use super::class::NativeClass;
use crate::heap::{Gc, Value};
use crate::object::int::{self, ByteOrder};
use crate::object::{Class, Dict, Instance, List, Tuple};
use crate::vm::Context;
use crate::vm::native::{Args, NativeDef, Result};

const WORDS: usize = 624;
const MIDDLE: usize = 397;

fn parts(ctx: &mut Context, args: Args) -> Result<Gc<List>> {
    let value = args.get(ctx, 0);
    let slot = value.cast::<Instance>().map(|instance| Instance::slot(&ctx.heap, instance, 0));
    match slot.and_then(Value::cast::<List>) {
        Some(list) => Ok(list),
        None => Err(ctx.type_error("a generator is required")),
    }
}

fn word(ctx: &Context, list: Gc<List>, index: usize) -> u32 {
    ctx.items(list)[index].as_int().unwrap_or(0) as u32
}

fn new(ctx: &mut Context, args: Args) -> Result {
    let class = args.get(ctx, 0).cast::<Class>().expect("`__new__` is given its class");
    let state = ctx.new_list(vec![Value::int(0); WORDS + 1]);
    let instance = ctx.allocate_instance(class);
    let name = ctx.intern("_state");
    let object = Value::object(instance);
    ctx.nested(|ctx, to| ctx.store_attribute(object, name, state, to))?;
    Ok(object)
}

/// The words made of one number.
fn spread(seed: u32) -> Vec<u32> {
    let mut words = vec![seed];
    for index in 1..WORDS as u32 {
        let last = words[index as usize - 1];
        words.push(1_812_433_253_u32.wrapping_mul(last ^ (last >> 30)).wrapping_add(index));
    }
    words
}

/// The words made of a key of any length.
fn spread_key(key: &[u32]) -> Vec<u32> {
    let mut words = spread(19_650_218);
    let (mut at, mut from) = (1, 0);
    for _ in 0..WORDS.max(key.len()) {
        let last = words[at - 1];
        words[at] = (words[at] ^ (last ^ (last >> 30)).wrapping_mul(1_664_525))
            .wrapping_add(key[from])
            .wrapping_add(from as u32);
        at += 1;
        from = (from + 1) % key.len();
        if at >= WORDS {
            words[0] = words[WORDS - 1];
            at = 1;
        }
    }
    for _ in 0..WORDS - 1 {
        let last = words[at - 1];
        words[at] = (words[at] ^ (last ^ (last >> 30)).wrapping_mul(1_566_083_941)).wrapping_sub(at as u32);
        at += 1;
        if at >= WORDS {
            words[0] = words[WORDS - 1];
            at = 1;
        }
    }
    words[0] = 0x8000_0000;
    words
}

fn store(ctx: &mut Context, list: Gc<List>, words: &[u32], position: usize) {
    let mut values: Vec<Value> = words.iter().map(|&word| Value::int(i64::from(word))).collect();
    values.push(Value::int(position as i64));
    List::replace(&mut ctx.heap, list, values);
}

fn seed(ctx: &mut Context, args: Args) -> Result {
    let list = parts(ctx, args)?;
    let number = args.get(ctx, 1);
    let number = ctx.to_index(number)?;
    let number = int::absolute(ctx.int_of(number));
    let length = number.borrow().bit_length().div_ceil(32).max(1) * 4;
    let bytes = int::to_bytes(number.borrow(), length, ByteOrder::Little, false);
    let bytes = ctx.check(bytes)?;
    let key: Vec<u32> =
        bytes.chunks_exact(4).map(|chunk| u32::from_le_bytes([chunk[0], chunk[1], chunk[2], chunk[3]])).collect();
    ctx.charge(WORDS as u64 + key.len() as u64)?;
    let words = spread_key(&key);
    store(ctx, list, &words, WORDS);
    Ok(Value::NONE)
}

/// Makes the next 624 words.
fn renew(ctx: &mut Context, list: Gc<List>) {
    let mut words: Vec<u32> = (0..WORDS).map(|index| word(ctx, list, index)).collect();
    for index in 0..WORDS {
        let mixed = (words[index] & 0x8000_0000) | (words[(index + 1) % WORDS] & 0x7FFF_FFFF);
        let twist = if mixed & 1 == 1 { 0x9908_B0DF } else { 0 };
        words[index] = words[(index + MIDDLE) % WORDS] ^ (mixed >> 1) ^ twist;
    }
    store(ctx, list, &words, 0);
}

fn next_word(ctx: &mut Context, list: Gc<List>) -> u32 {
    if word(ctx, list, WORDS) as usize >= WORDS {
        renew(ctx, list);
    }
    let position = word(ctx, list, WORDS) as usize;
    let mut y = word(ctx, list, position);
    ctx.heap.get_mut(list).items[WORDS] = Value::int(position as i64 + 1);
    y ^= y >> 11;
    y ^= (y << 7) & 0x9D2C_5680;
    y ^= (y << 15) & 0xEFC6_0000;
    y ^ (y >> 18)
}

fn random(ctx: &mut Context, args: Args) -> Result {
    let list = parts(ctx, args)?;
    let (high, low) = (next_word(ctx, list) >> 5, next_word(ctx, list) >> 6);
    Ok(Value::float((f64::from(high) * 67_108_864.0 + f64::from(low)) / 9_007_199_254_740_992.0))
}

fn getrandbits(ctx: &mut Context, args: Args) -> Result {
    let list = parts(ctx, args)?;
    let count = args.get(ctx, 1);
    let count = ctx.clamped_index(count)?;
    if count < 0 {
        return Err(ctx.value_error("number of bits must be non-negative"));
    }
    if count <= 32 {
        let word = if count == 0 { 0 } else { next_word(ctx, list) >> (32 - count) };
        return Ok(Value::int(i64::from(word)));
    }
    ctx.reserve(count as usize / 8)?;
    ctx.charge(count as u64 / 32)?;
    let mut bytes = Vec::with_capacity(count as usize / 8 + 4);
    let mut left = count;
    while left > 0 {
        let mut word = next_word(ctx, list);
        if left < 32 {
            word >>= 32 - left;
        }
        bytes.extend(word.to_le_bytes());
        left -= 32;
    }
    let number = int::from_bytes(&bytes, ByteOrder::Little, false);
    Ok(ctx.heap.new_int(number))
}

fn getstate(ctx: &mut Context, args: Args) -> Result {
    let list = parts(ctx, args)?;
    let items = ctx.items(list).to_vec();
    Ok(ctx.new_tuple(&items))
}

fn setstate(ctx: &mut Context, args: Args) -> Result {
    let list = parts(ctx, args)?;
    let state = args.get(ctx, 1).cast::<Tuple>().map(|state| ctx.heap.tail(state).to_vec());
    match state.filter(|items| items.len() == WORDS + 1 && items.iter().all(|item| item.is_int())) {
        Some(items) => {
            List::replace(&mut ctx.heap, list, items);
            Ok(Value::NONE)
        }
        None => Err(ctx.value_error("state vector is the wrong size")),
    }
}

static GENERATOR: NativeClass = NativeClass {
    module: "_random",
    name: "Generator",
    doc: "A source of random numbers.",
    new: &NativeDef::method("Generator", "()", new, ""),
    methods: &[
        NativeDef::method("seed", "(number, /)", seed, ""),
        NativeDef::method("random", "()", random, "random() -> x in the interval [0, 1)."),
        NativeDef::method(
            "getrandbits",
            "(k, /)",
            getrandbits,
            "getrandbits(k) -> x.  Generates an int with k random bits.",
        ),
        NativeDef::method("getstate", "()", getstate, ""),
        NativeDef::method("setstate", "(state, /)", setstate, ""),
    ],
};

fn init(ctx: &mut Context, namespace: Gc<Dict>) -> Result<()> {
    GENERATOR.install(ctx, namespace)?;
    Ok(())
}

pub static MODULE: ModuleDef = ModuleDef { name: "_random", doc: "", functions: &[], init: Some(init) };
