//! Iterators over choices from pools: `product`, `permutations`, `combinations`. They ask nobody.
//!
//! Parts: the pool (for `product` a tuple of pools), and the indices of the choice given last, empty before the first.

use super::step::{finish, pool_of, selection};
use super::{pool, tool};
use crate::heap::{Gc, Value};
use crate::object::iterator::Tool;
use crate::object::{List, Tuple};
use crate::vm::Context;
use crate::vm::native::{Args, Result};

/// Registers: the class, `repeat`, the iterables.
pub fn product(ctx: &mut Context, args: Args) -> Result {
    let repeat = match args.optional(ctx, 1) {
        Some(repeat) => ctx.clamped_index(repeat)?,
        None => 1,
    };
    if repeat < 0 {
        return Err(ctx.value_error("repeat argument cannot be negative"));
    }
    for index in 2..args.count {
        pool(ctx, args, index)?;
    }
    let pools = args.rest(ctx, 2).to_vec();
    ctx.reserve(pools.len().saturating_mul(repeat as usize).saturating_mul(32))?;
    let pools = if pools.is_empty() { pools } else { pools.repeat(repeat as usize) };
    let pools = ctx.new_tuple(&pools);
    let indices = ctx.new_list(Vec::new());
    tool(ctx, args.get(ctx, 0), Tool::Product, vec![pools, indices, Value::FALSE])
}

/// The length of the choices.
fn length(ctx: &mut Context, value: Value) -> Result<i64> {
    let length = ctx.clamped_index(value)?;
    if length < 0 {
        return Err(ctx.value_error("r must be non-negative"));
    }
    Ok(length)
}

fn chooser(ctx: &mut Context, args: Args, kind: Tool, length: Option<i64>, fits: bool) -> Result {
    let pool = args.get(ctx, 1);
    let length = length.unwrap_or(0);
    if !fits {
        return tool(ctx, args.get(ctx, 0), kind, Vec::new());
    }
    let indices = ctx.new_list(Vec::new());
    let cycles = ctx.new_list(Vec::new());
    tool(ctx, args.get(ctx, 0), kind, vec![pool, indices, Value::FALSE, Value::int(length), cycles])
}

fn pool_size(ctx: &mut Context, args: Args) -> Result<i64> {
    let pool = pool(ctx, args, 1)?;
    Ok(pool.cast::<Tuple>().map_or(0, |pool| ctx.heap.tail(pool).len() as i64))
}

pub fn permutations(ctx: &mut Context, args: Args) -> Result {
    let size = pool_size(ctx, args)?;
    let length = match args.optional(ctx, 2) {
        None => size,
        Some(value) if value.is_none() => size,
        Some(value) if !ctx.has_index(value) => return Err(ctx.type_error("Expected int as r")),
        Some(value) => length(ctx, value)?,
    };
    chooser(ctx, args, Tool::Permutations, Some(length), length <= size)
}

pub fn combinations(ctx: &mut Context, args: Args) -> Result {
    let size = pool_size(ctx, args)?;
    let value = args.get(ctx, 2);
    let length = length(ctx, value)?;
    chooser(ctx, args, Tool::Combinations, Some(length), length <= size)
}

pub fn combinations_with_replacement(ctx: &mut Context, args: Args) -> Result {
    let size = pool_size(ctx, args)?;
    let value = args.get(ctx, 2);
    let length = length(ctx, value)?;
    ctx.reserve((length as usize).saturating_mul(32))?;
    chooser(ctx, args, Tool::CombinationsWithReplacement, Some(length), size > 0 || length == 0)
}

fn list_part(ctx: &Context, parts: Gc<List>, index: usize) -> Gc<List> {
    ctx.items(parts)[index].cast().expect("this part is a list")
}

fn indices_in(ctx: &Context, list: Gc<List>) -> Vec<usize> {
    ctx.items(list).iter().map(|index| index.as_int().unwrap_or(0) as usize).collect()
}

fn store(ctx: &mut Context, list: Gc<List>, indices: &[usize]) {
    let values = indices.iter().map(|&index| Value::int(index as i64)).collect();
    List::replace(&mut ctx.heap, list, values);
}

/// Whether a choice was given before; notes that one is from now on.
fn has_begun(ctx: &mut Context, parts: Gc<List>) -> bool {
    std::mem::replace(&mut ctx.heap.get_mut(parts).items[2], Value::TRUE) == Value::TRUE
}

pub fn next_product(ctx: &mut Context, parts: Gc<List>) -> Result {
    let pools = pool_of(ctx, parts);
    let list = list_part(ctx, parts, 1);
    let count = ctx.heap.tail(pools).len();
    ctx.charge(count as u64 + 1)?;
    let sizes: Vec<usize> = ctx
        .heap
        .tail(pools)
        .iter()
        .map(|pool| pool.cast::<Tuple>().map_or(0, |pool| ctx.heap.tail(pool).len()))
        .collect();
    let mut indices = indices_in(ctx, list);
    if has_begun(ctx, parts) {
        let Some(place) = (0..count).rev().find(|&place| indices[place] + 1 < sizes[place]) else {
            return finish(ctx, parts);
        };
        indices[place] += 1;
        indices[place + 1..].fill(0);
    } else if sizes.contains(&0) {
        return finish(ctx, parts);
    } else {
        indices = vec![0; count];
    }
    store(ctx, list, &indices);
    let items: Vec<Value> = indices
        .iter()
        .enumerate()
        .map(|(place, &index)| {
            let pool = ctx.heap.tail(pools)[place].cast::<Tuple>().expect("pools are tuples");
            ctx.heap.tail(pool)[index]
        })
        .collect();
    Ok(ctx.new_tuple(&items))
}

pub fn next_combination(ctx: &mut Context, parts: Gc<List>, replacement: bool) -> Result {
    let pool = pool_of(ctx, parts);
    let list = list_part(ctx, parts, 1);
    let size = ctx.heap.tail(pool).len();
    let length = ctx.items(parts)[3].as_int().unwrap_or(0) as usize;
    ctx.charge(length as u64 + 1)?;
    let mut indices = indices_in(ctx, list);
    if has_begun(ctx, parts) {
        let most = |place: usize| if replacement { size - 1 } else { place + size - length };
        let Some(place) = (0..length).rev().find(|&place| indices[place] < most(place)) else {
            return finish(ctx, parts);
        };
        let first = indices[place] + 1;
        for (offset, index) in indices[place..].iter_mut().enumerate() {
            *index = if replacement { first } else { first + offset };
        }
    } else {
        indices = if replacement { vec![0; length] } else { (0..length).collect() };
    }
    store(ctx, list, &indices);
    Ok(selection(ctx, pool, &indices))
}

/// Parts beyond the common ones: the length, and for each place of a choice how many exchanges are left to it. The
/// indices are those of the whole pool, the choice first.
pub fn next_permutation(ctx: &mut Context, parts: Gc<List>) -> Result {
    let pool = pool_of(ctx, parts);
    let (list, cycle_list) = (list_part(ctx, parts, 1), list_part(ctx, parts, 4));
    let size = ctx.heap.tail(pool).len();
    let length = ctx.items(parts)[3].as_int().unwrap_or(0) as usize;
    ctx.charge(size as u64 + 1)?;
    let (mut indices, mut cycles) = (indices_in(ctx, list), indices_in(ctx, cycle_list));
    if has_begun(ctx, parts) {
        let mut place = length;
        loop {
            if place == 0 {
                return finish(ctx, parts);
            }
            place -= 1;
            cycles[place] -= 1;
            if cycles[place] > 0 {
                let other = size - cycles[place];
                indices.swap(place, other);
                break;
            }
            indices[place..].rotate_left(1);
            cycles[place] = size - place;
        }
    } else {
        indices = (0..size).collect();
        cycles = (0..length).map(|place| size - place).collect();
    }
    store(ctx, list, &indices);
    store(ctx, cycle_list, &cycles);
    Ok(selection(ctx, pool, &indices[..length]))
}
