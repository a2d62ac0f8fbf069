//! `itertools`. Its iterators are native ones whose parts stand in a list; the machine steps them through
//! `Extensions::step_tool`. An iterator whose parts are empty has ended.

mod choose;
mod step;

use super::ModuleDef;
use super::class::NativeClass;
use crate::heap::{Gc, Value};
use crate::object::iterator::{Iterator, State, Tool};
use crate::object::{Class, ClassMethod, Dict, List, Tuple};
use crate::vm::Context;
use crate::vm::native::{Args, NativeDef, Result};

/// An iterator of `class` with these parts.
fn tool(ctx: &mut Context, class: Value, tool: Tool, parts: Vec<Value>) -> Result {
    let parts = List::create(&mut ctx.heap, parts);
    let class = class.cast::<Class>().expect("`__new__` is given its class");
    Ok(Value::object(Iterator::create(&mut ctx.heap, State::Tool { class, tool, parts })))
}

/// Replaces an argument by an iterator over it.
fn iterate(ctx: &mut Context, args: Args, index: u32) -> Result {
    let iterable = args.get(ctx, index);
    let iterator = ctx.nested(|ctx, to| ctx.get_iterator(iterable, to))?;
    args.set(ctx, index, iterator);
    Ok(iterator)
}

/// Replaces an argument by a tuple of its items.
fn pool(ctx: &mut Context, args: Args, index: u32) -> Result {
    let iterable = args.get(ctx, index);
    let items = ctx.collect_nested(iterable)?;
    let pool = ctx.new_tuple(&items);
    args.set(ctx, index, pool);
    Ok(pool)
}

fn given(ctx: &Context, args: Args, index: u32) -> Value {
    args.optional(ctx, index).unwrap_or(Value::NONE)
}

fn count(ctx: &mut Context, args: Args) -> Result {
    let start = args.optional(ctx, 1).unwrap_or(Value::int(0));
    let step = args.optional(ctx, 2).unwrap_or(Value::int(1));
    for value in [start, step] {
        let plain = ctx.payload(value);
        let is_number = plain.is_float()
            || ctx.heap.int(plain).is_some()
            || plain.is::<crate::object::complex::Complex>()
            || ["__index__", "__float__"].iter().any(|name| {
                let name = ctx.intern(name);
                !ctx.special(value, name).is_unbound()
            });
        if !is_number {
            return Err(ctx.type_error("a number is required"));
        }
    }
    tool(ctx, args.get(ctx, 0), Tool::Count, vec![start, step])
}

fn repeat(ctx: &mut Context, args: Args) -> Result {
    let times = match args.optional(ctx, 2) {
        Some(times) => Value::int(ctx.clamped_index(times)?.max(0)),
        None => Value::NONE,
    };
    tool(ctx, args.get(ctx, 0), Tool::Repeat, vec![args.get(ctx, 1), times])
}

fn cycle(ctx: &mut Context, args: Args) -> Result {
    let inner = iterate(ctx, args, 1)?;
    let saved = ctx.new_list(Vec::new());
    tool(ctx, args.get(ctx, 0), Tool::Cycle, vec![inner, saved, Value::int(0)])
}

fn chain(ctx: &mut Context, args: Args) -> Result {
    let sources = args.rest(ctx, 1).to_vec();
    let sources = ctx.new_tuple(&sources);
    let sources = Iterator::over(&mut ctx.heap, sources).map_or(Value::NONE, Value::object);
    tool(ctx, args.get(ctx, 0), Tool::Chain, vec![sources, Value::NONE])
}

fn chain_from_iterable(ctx: &mut Context, args: Args) -> Result {
    let sources = iterate(ctx, args, 1)?;
    tool(ctx, args.get(ctx, 0), Tool::Chain, vec![sources, Value::NONE])
}

/// A bound of `islice`: None, or not negative.
fn slice_bound(ctx: &mut Context, value: Value, what: &str) -> Result<Option<i64>> {
    if value.is_none() {
        return Ok(None);
    }
    let bound = match ctx.has_index(value) {
        true => ctx.clamped_index(value)?,
        false => -1,
    };
    if bound < 0 || bound == i64::MAX && !value.is_int() {
        let message = match what {
            "Stop" => "Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.",
            _ => "Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.",
        };
        return Err(ctx.value_error(message));
    }
    Ok(Some(bound))
}

fn islice(ctx: &mut Context, args: Args) -> Result {
    let [second, third, step] = [2, 3, 4].map(|index| args.optional(ctx, index));
    let (start, stop) = match third {
        Some(stop) => (slice_bound(ctx, second.unwrap_or(Value::NONE), "Indices")?, slice_bound(ctx, stop, "Indices")?),
        None => (None, slice_bound(ctx, second.unwrap_or(Value::NONE), "Stop")?),
    };
    let step = match step {
        None | Some(Value::NONE) => 1,
        Some(step) if ctx.has_index(step) => ctx.clamped_index(step)?,
        Some(_) => 0,
    };
    if step < 1 {
        return Err(ctx.value_error("Step for islice() must be a positive integer or None."));
    }
    let inner = iterate(ctx, args, 1)?;
    let stop = stop.map_or(Value::int(-1), Value::int);
    let parts = vec![inner, Value::int(start.unwrap_or(0)), stop, Value::int(step), Value::int(0)];
    tool(ctx, args.get(ctx, 0), Tool::Slice, parts)
}

fn takewhile(ctx: &mut Context, args: Args) -> Result {
    let inner = iterate(ctx, args, 2)?;
    tool(ctx, args.get(ctx, 0), Tool::TakeWhile, vec![inner, args.get(ctx, 1)])
}

fn dropwhile(ctx: &mut Context, args: Args) -> Result {
    let inner = iterate(ctx, args, 2)?;
    tool(ctx, args.get(ctx, 0), Tool::DropWhile, vec![inner, args.get(ctx, 1), Value::FALSE])
}

fn filterfalse(ctx: &mut Context, args: Args) -> Result {
    let inner = iterate(ctx, args, 2)?;
    tool(ctx, args.get(ctx, 0), Tool::FilterFalse, vec![inner, args.get(ctx, 1)])
}

fn starmap(ctx: &mut Context, args: Args) -> Result {
    let inner = iterate(ctx, args, 2)?;
    tool(ctx, args.get(ctx, 0), Tool::StarMap, vec![inner, args.get(ctx, 1)])
}

fn accumulate(ctx: &mut Context, args: Args) -> Result {
    let inner = iterate(ctx, args, 1)?;
    let (function, initial) = (given(ctx, args, 2), given(ctx, args, 3));
    let stage = if initial.is_none() { step::NO_TOTAL } else { step::INITIAL };
    tool(ctx, args.get(ctx, 0), Tool::Accumulate, vec![inner, function, initial, Value::int(stage)])
}

fn compress(ctx: &mut Context, args: Args) -> Result {
    let data = iterate(ctx, args, 1)?;
    let selectors = iterate(ctx, args, 2)?;
    tool(ctx, args.get(ctx, 0), Tool::Compress, vec![data, selectors])
}

fn pairwise(ctx: &mut Context, args: Args) -> Result {
    let inner = iterate(ctx, args, 1)?;
    tool(ctx, args.get(ctx, 0), Tool::Pairwise, vec![inner, Value::NONE, Value::FALSE])
}

fn batched(ctx: &mut Context, args: Args) -> Result {
    let n = args.get(ctx, 2);
    let n = ctx.clamped_index(n)?;
    if n < 1 {
        return Err(ctx.value_error("n must be at least one"));
    }
    let strict = match args.optional(ctx, 3) {
        Some(strict) => ctx.truth(strict)?,
        None => false,
    };
    let inner = iterate(ctx, args, 1)?;
    let gathered = ctx.new_list(Vec::new());
    tool(ctx, args.get(ctx, 0), Tool::Batched, vec![inner, Value::int(n), Value::bool(strict), gathered])
}

/// Registers: the class, the keywords, the iterables.
fn zip_longest(ctx: &mut Context, args: Args) -> Result {
    let keywords = args.get(ctx, 1).cast::<Dict>();
    let fill = keywords.and_then(|keywords| ctx.get_text(keywords, "fillvalue"));
    let unknown = keywords.is_some_and(|keywords| ctx.heap.get(keywords).len() > usize::from(fill.is_some()));
    if unknown {
        return Err(ctx.type_error("zip_longest() got an unexpected keyword argument"));
    }
    for index in 2..args.count {
        iterate(ctx, args, index)?;
    }
    let iterators = args.rest(ctx, 2).to_vec();
    let active = Value::int(iterators.len() as i64);
    let iterators = ctx.new_list(iterators);
    let gathered = ctx.new_list(Vec::new());
    let fill = fill.unwrap_or(Value::NONE);
    tool(ctx, args.get(ctx, 0), Tool::ZipLongest, vec![iterators, fill, active, gathered])
}

fn groupby(ctx: &mut Context, args: Args) -> Result {
    let key = given(ctx, args, 2);
    let inner = iterate(ctx, args, 1)?;
    let class = args.get(ctx, 0);
    // The class of groups stands in the class's own namespace.
    let groups = class.cast::<Class>().map(|class| ctx.heap.get(class).namespace);
    let group_class = groups.and_then(|namespace| ctx.get_text(namespace, "_grouper")).unwrap_or(class);
    let parts = vec![inner, key, Value::NONE, Value::NONE, Value::int(0), Value::int(0), group_class, Value::NONE];
    tool(ctx, class, Tool::GroupBy, parts)
}

fn cannot_make(ctx: &mut Context, _: Args) -> Result {
    Err(ctx.type_error("cannot create 'itertools._grouper' instances"))
}

/// Each copy walks a chain of nodes, lists of an item and the next node, empty while the item is not there.
fn tee(ctx: &mut Context, args: Args) -> Result {
    let n = match args.optional(ctx, 1) {
        Some(n) => ctx.clamped_index(n)?,
        None => 2,
    };
    if n < 0 {
        return Err(ctx.value_error("n must be >= 0"));
    }
    ctx.reserve(n as usize * 64)?;
    let inner = iterate(ctx, args, 0)?;
    let itertools = ctx.import_runtime("itertools")?;
    let class = ctx.attribute(itertools, "_tee")?;
    let (source, node) = match copied_tee(ctx, inner) {
        Some(parts) => parts,
        None => (inner, ctx.new_list(Vec::new())),
    };
    let mut copies = Vec::new();
    for _ in 0..n {
        copies.push(tool(ctx, class, Tool::Tee, vec![source, node])?);
    }
    Ok(ctx.new_tuple(&copies))
}

/// What a `tee` iterator reads: another over the same begins where it stands.
fn copied_tee(ctx: &Context, value: Value) -> Option<(Value, Value)> {
    let iterator = value.cast::<Iterator>()?;
    match *ctx.heap.get(iterator).state() {
        State::Tool { tool: Tool::Tee, parts, .. } => match ctx.items(parts) {
            &[source, node] => Some((source, node)),
            _ => None,
        },
        _ => None,
    }
}

fn new_tee(ctx: &mut Context, args: Args) -> Result {
    let inner = iterate(ctx, args, 1)?;
    let (source, node) = match copied_tee(ctx, inner) {
        Some(parts) => parts,
        None => (inner, ctx.new_list(Vec::new())),
    };
    tool(ctx, args.get(ctx, 0), Tool::Tee, vec![source, node])
}

fn itself(ctx: &mut Context, args: Args) -> Result {
    Ok(args.get(ctx, 0))
}

fn next(ctx: &mut Context, args: Args) -> Result {
    use crate::vm::iterate::Next;
    let (iterator, to) = (args.get(ctx, 0), ctx.return_to);
    match ctx.next_item(iterator, to)? {
        Next::Item(item) => Ok(item),
        Next::Done => Err(ctx.exhausted()),
        Next::Pending => Ok(Value::UNBOUND),
    }
}

fn parts_of(ctx: &Context, value: Value) -> Option<Gc<List>> {
    match *ctx.heap.get(value.cast::<Iterator>()?).state() {
        State::Tool { parts, .. } => Some(parts),
        _ => None,
    }
}

fn count_repr(ctx: &mut Context, args: Args) -> Result {
    let value = args.get(ctx, 0);
    let parts = parts_of(ctx, value).map_or(Vec::new(), |parts| ctx.items(parts).to_vec());
    let (start, step) = (ctx.repr_text(parts[0])?, ctx.repr_text(parts[1])?);
    let text = if step == "1" { format!("count({start})") } else { format!("count({start}, {step})") };
    Ok(ctx.new_str(&text))
}

fn repeat_repr(ctx: &mut Context, args: Args) -> Result {
    let value = args.get(ctx, 0);
    let parts = parts_of(ctx, value).map_or(Vec::new(), |parts| ctx.items(parts).to_vec());
    let object = ctx.repr_text(parts[0])?;
    let text = match parts[1].as_int() {
        None => format!("repeat({object})"),
        Some(times) => format!("repeat({object}, {times})"),
    };
    Ok(ctx.new_str(&text))
}

fn repeat_length(ctx: &mut Context, args: Args) -> Result {
    let value = args.get(ctx, 0);
    match parts_of(ctx, value).and_then(|parts| ctx.items(parts)[1].as_int()) {
        Some(times) => Ok(Value::int(times)),
        None => Err(ctx.type_error("len() of unsized object")),
    }
}

fn init(ctx: &mut Context, namespace: Gc<Dict>) -> Result<()> {
    ctx.extensions.step_tool = Some(step::step);
    for class in CLASSES {
        class.install(ctx, namespace)?;
    }
    let chain = ctx.get_text(namespace, "chain").and_then(|chain| chain.cast::<Class>());
    let grouper = ctx.get_text(namespace, "_grouper");
    let groupby = ctx.get_text(namespace, "groupby").and_then(|groupby| groupby.cast::<Class>());
    if let (Some(chain), Some(grouper), Some(groupby)) = (chain, grouper, groupby) {
        let function = ctx.new_native(&FROM_ITERABLE, false, Value::object(chain));
        let method = Value::object(ctx.heap.allocate(ClassMethod { function, dict: None }));
        let own = ctx.heap.get(chain).namespace;
        ctx.set_text(own, FROM_ITERABLE.name, method);
        let own = ctx.heap.get(groupby).namespace;
        ctx.set_text(own, "_grouper", grouper);
    }
    ctx.lookup_cache.clear();
    Ok(())
}

static FROM_ITERABLE: NativeDef = NativeDef::method(
    "from_iterable",
    "(iterable, /)",
    chain_from_iterable,
    "Alternative chain() constructor taking a single iterable argument that evaluates lazily.",
);

const METHODS: &[NativeDef] = &[
    NativeDef::method("__iter__", "()", itself, "Implement iter(self)."),
    NativeDef::method("__next__", "()", next, "Implement next(self)."),
];

const COUNT_METHODS: &[NativeDef] = &[
    NativeDef::method("__iter__", "()", itself, "Implement iter(self)."),
    NativeDef::method("__next__", "()", next, "Implement next(self)."),
    NativeDef::method("__repr__", "()", count_repr, "Return repr(self)."),
];

const REPEAT_METHODS: &[NativeDef] = &[
    NativeDef::method("__iter__", "()", itself, "Implement iter(self)."),
    NativeDef::method("__next__", "()", next, "Implement next(self)."),
    NativeDef::method("__repr__", "()", repeat_repr, "Return repr(self)."),
    NativeDef::method("__length_hint__", "()", repeat_length, "Private method returning an estimate of len(list(it))."),
];

macro_rules! classes {
    ($($name:literal $signature:literal $new:path, $methods:path, $doc:literal;)*) => {
        static CLASSES: &[NativeClass] = &[$(NativeClass {
            module: "itertools",
            name: $name,
            doc: $doc,
            new: &NativeDef::method($name, $signature, $new, ""),
            methods: $methods,
        }),*];
    };
}

classes! {
    "count" "(start=0, step=1)" count, COUNT_METHODS, "Return a count object whose .__next__() method returns consecutive values.";
    "repeat" "(object, times=)" repeat, REPEAT_METHODS, "Create an iterator which returns the object for the specified number of times.";
    "cycle" "(iterable, /)" cycle, METHODS, "Return elements from the iterable until it is exhausted. Then repeat the sequence indefinitely.";
    "chain" "(*iterables)" chain, METHODS, "Return a chain object whose .__next__() method returns elements from the first iterable until it is exhausted, then elements from the next iterable, until all of the iterables are exhausted.";
    "islice" "(iterable, stop, stop=, step=, /)" islice, METHODS, "Return an iterator whose next() method returns selected values from an iterable.";
    "takewhile" "(predicate, iterable, /)" takewhile, METHODS, "Return successive entries from an iterable as long as the predicate evaluates to true for each entry.";
    "dropwhile" "(predicate, iterable, /)" dropwhile, METHODS, "Drop items from the iterable while predicate(item) is true.";
    "filterfalse" "(function, iterable, /)" filterfalse, METHODS, "Return those items of iterable for which function(item) is false.";
    "starmap" "(function, iterable, /)" starmap, METHODS, "Return an iterator whose values are returned from the function evaluated with an argument tuple taken from the given sequence.";
    "accumulate" "(iterable, func=None, *, initial=None)" accumulate, METHODS, "Return series of accumulated sums.";
    "compress" "(data, selectors)" compress, METHODS, "Return data elements corresponding to true selector elements.";
    "pairwise" "(iterable, /)" pairwise, METHODS, "Return an iterator of overlapping pairs taken from the input iterator.";
    "batched" "(iterable, n, *, strict=False)" batched, METHODS, "Batch data into tuples of length n. The last batch may be shorter than n.";
    "zip_longest" "(*iterables, **keywords)" zip_longest, METHODS, "Return a zip_longest object whose .__next__() method returns a tuple where the i-th element comes from the i-th iterable argument.";
    "groupby" "(iterable, key=None)" groupby, METHODS, "make an iterator that returns consecutive keys and groups from the iterable";
    "_grouper" "(parent, key, /)" cannot_make, METHODS, "";
    "_tee" "(iterable, /)" new_tee, METHODS, "Iterator wrapped to make it copyable.";
    "product" "(*iterables, repeat=1)" choose::product, METHODS, "Cartesian product of input iterables.  Equivalent to nested for-loops.";
    "permutations" "(iterable, r=None)" choose::permutations, METHODS, "Return successive r-length permutations of elements in the iterable.";
    "combinations" "(iterable, r)" choose::combinations, METHODS, "Return successive r-length combinations of elements in the iterable.";
    "combinations_with_replacement" "(iterable, r)" choose::combinations_with_replacement, METHODS, "Return successive r-length combinations of elements in the iterable allowing individual elements to have successive repeats.";
}

pub static MODULE: ModuleDef = ModuleDef {
    name: "itertools",
    doc: "Functional tools for creating and using iterators.",
    functions: &[NativeDef::function("tee", "(iterable, n=2, /)", tee, "Returns a tuple of n independent iterators.")],
    init: Some(init),
};

/// The tuple a part of an iterator is.
fn tuple_part(ctx: &Context, parts: Gc<List>, index: usize) -> Gc<Tuple> {
    ctx.items(parts)[index].cast().expect("this part is a tuple")
}
