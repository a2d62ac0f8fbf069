//! The table of opcodes: name, mnemonic, typed operands, meaning. The listing, the verifier and the size check are read
//! off it; `vm/interpret.rs` holds the one arm each.
//!
//! Conventions. `dst`, `src`, `left` … are registers. A call has its callee in `base` and its arguments in the registers
//! after it; the callee's window starts at `base + 1`, so arguments are passed without copying. Jumps count from the
//! next instruction. A taken branch with a negative offset is a safepoint, as is every call.

use super::operand::{ConstantIndex, Intrinsic, Offset, Register, ShortOffset, SiteIndex, SpecialMethod};

/// Declares the instruction set and what can be read off it: [`Op`], mnemonics, and a visit of the operands by type.
macro_rules! opcodes {
    ($( $(#[doc = $doc:literal])* $name:ident $mnemonic:literal { $($field:ident : $kind:ident),* } )*) => {
        /// One instruction, 8 bytes.
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        pub enum Op { $( $(#[doc = $doc])* $name { $($field: $kind),* }, )* }

        impl Op {
            /// The name in listings.
            pub fn mnemonic(&self) -> &'static str {
                match self { $( Op::$name { .. } => $mnemonic, )* }
            }

            /// Visits the operands in order.
            pub fn operands(&self, visit: &mut dyn FnMut(&'static str, Operand)) {
                match *self {
                    $( Op::$name { $($field),* } => { let _ = &visit; $( visit(stringify!($field), Operand::from($field)); )* } )*
                }
            }

            /// The same jump over another distance, if its offset can hold it; what does not jump is left as it is.
            pub fn retarget(self, distance: i32) -> Option<Op> {
                let _ = distance;
                Some(match self {
                    $( Op::$name { $($field),* } => Op::$name { $($field: $field.retarget(distance)?),* }, )*
                })
            }
        }
    };
}

/// An operand with its type, as [`Op::operands`] shows it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Operand {
    Register(Register),
    Constant(ConstantIndex),
    Site(SiteIndex),
    Offset(i32),
    Count(u16),
    Immediate(i32),
    Special(SpecialMethod),
    Intrinsic(Intrinsic),
}

/// What [`Op::retarget`] does to an operand: only offsets change.
trait Retarget: Copy {
    fn retarget(self, _distance: i32) -> Option<Self> {
        Some(self)
    }
}

impl Retarget for Offset {
    fn retarget(self, distance: i32) -> Option<Offset> {
        Some(Offset(distance))
    }
}

impl Retarget for ShortOffset {
    fn retarget(self, distance: i32) -> Option<ShortOffset> {
        i16::try_from(distance).ok().map(ShortOffset)
    }
}

macro_rules! keep_when_retargeted {
    ($($kind:ident)*) => { $( impl Retarget for $kind {} )* };
}

keep_when_retargeted! { Register ConstantIndex SiteIndex u8 u16 i16 i32 SpecialMethod Intrinsic }

macro_rules! operand_from {
    ($($kind:ident => |$value:ident| $operand:expr;)*) => {
        $( impl From<$kind> for Operand { fn from($value: $kind) -> Operand { $operand } } )*
    };
}

operand_from! {
    Register => |value| Operand::Register(value);
    ConstantIndex => |value| Operand::Constant(value);
    SiteIndex => |value| Operand::Site(value);
    Offset => |value| Operand::Offset(value.0);
    ShortOffset => |value| Operand::Offset(i32::from(value.0));
    u8 => |value| Operand::Count(u16::from(value));
    u16 => |value| Operand::Count(value);
    i16 => |value| Operand::Immediate(i32::from(value));
    i32 => |value| Operand::Immediate(value);
    SpecialMethod => |value| Operand::Special(value);
    Intrinsic => |value| Operand::Intrinsic(value);
}

opcodes! {
    // ---- loads and moves
    /// dst = src
    Move "move" { dst: Register, src: Register }
    /// dst = constant
    LoadConst "load_const" { dst: Register, index: ConstantIndex }
    /// dst = value, an int
    LoadInt "load_int" { dst: Register, value: i32 }
    /// dst = None
    LoadNone "load_none" { dst: Register }
    /// dst = value != 0, a bool
    LoadBool "load_bool" { dst: Register, value: u8 }
    /// dst becomes unbound
    Unbind "unbind" { dst: Register }
    /// Raises UnboundLocalError, naming the local, if src is unbound.
    CheckBound "check_bound" { src: Register }

    // ---- cells. A captured local's register holds its cell from entry; free variables are found through the function.
    /// The value in dst (or unbound) is put into a new cell, and the cell into dst.
    MakeCell "make_cell" { dst: Register }
    /// dst = contents of the cell in register `cell`; raises if unbound
    LoadCell "load_cell" { dst: Register, cell: Register }
    /// contents of the cell in register `cell` = src
    StoreCell "store_cell" { cell: Register, src: Register }
    /// contents of the cell become unbound; raises if they are
    DeleteCell "delete_cell" { cell: Register }
    /// dst = contents of free variable `index`; raises if unbound
    LoadFree "load_free" { dst: Register, index: u16 }
    /// contents of free variable `index` = src
    StoreFree "store_free" { index: u16, src: Register }
    /// contents of free variable `index` become unbound; raises if they are
    DeleteFree "delete_free" { index: u16 }
    /// dst = the cell of free variable `index` itself, to be captured again
    LoadFreeCell "load_free_cell" { dst: Register, index: u16 }

    // ---- names
    /// dst = global, else builtin
    LoadGlobal "load_global" { dst: Register, site: SiteIndex }
    /// global = src
    StoreGlobal "store_global" { src: Register, site: SiteIndex }
    /// del global
    DeleteGlobal "delete_global" { site: SiteIndex }
    /// dst = name in the namespace in r0 (class bodies, exec with locals), else global, else builtin
    LoadName "load_name" { dst: Register, site: SiteIndex }
    /// dst = name in the namespace in r0, else free variable `index`
    LoadNameOrFree "load_name_or_free" { dst: Register, index: u16, site: SiteIndex }
    /// name in the namespace in r0 = src
    StoreName "store_name" { src: Register, site: SiteIndex }
    /// del name in the namespace in r0
    DeleteName "delete_name" { site: SiteIndex }

    // ---- attributes and items
    /// dst = object.name
    LoadAttribute "load_attribute" { dst: Register, object: Register, site: SiteIndex }
    /// object.name = value
    StoreAttribute "store_attribute" { object: Register, value: Register, site: SiteIndex }
    /// del object.name
    DeleteAttribute "delete_attribute" { object: Register, site: SiteIndex }
    /// dst = bound special method of object, looked up on its type; raises what `with` says if it is missing
    LoadSpecial "load_special" { method: SpecialMethod, dst: Register, object: Register }
    /// `dst = object[index]`
    LoadItem "load_item" { dst: Register, object: Register, index: Register }
    /// `object[index] = value`
    StoreItem "store_item" { object: Register, index: Register, value: Register }
    /// `del object[index]`
    DeleteItem "delete_item" { object: Register, index: Register }
    /// dst = slice(base, base + 1, base + 2)
    BuildSlice "build_slice" { dst: Register, base: Register }

    // ---- arithmetic
    /// dst = left + right
    Add "add" { dst: Register, left: Register, right: Register }
    /// dst = left - right
    Subtract "subtract" { dst: Register, left: Register, right: Register }
    /// dst = left * right
    Multiply "multiply" { dst: Register, left: Register, right: Register }
    /// dst = left / right
    Divide "divide" { dst: Register, left: Register, right: Register }
    /// dst = left // right
    FloorDivide "floor_divide" { dst: Register, left: Register, right: Register }
    /// dst = left % right
    Modulo "modulo" { dst: Register, left: Register, right: Register }
    /// dst = left ** right
    Power "power" { dst: Register, left: Register, right: Register }
    /// dst = left @ right
    MatrixMultiply "matrix_multiply" { dst: Register, left: Register, right: Register }
    /// dst = left << right
    LeftShift "left_shift" { dst: Register, left: Register, right: Register }
    /// dst = left >> right
    RightShift "right_shift" { dst: Register, left: Register, right: Register }
    /// dst = left & right
    BitAnd "bit_and" { dst: Register, left: Register, right: Register }
    /// dst = left | right
    BitOr "bit_or" { dst: Register, left: Register, right: Register }
    /// dst = left ^ right
    BitXor "bit_xor" { dst: Register, left: Register, right: Register }
    /// dst = left + immediate
    AddImmediate "add_immediate" { dst: Register, left: Register, immediate: i16 }
    MultiplyImmediate "multiply_immediate" { dst: Register, left: Register, immediate: i16 }
    FloorDivideImmediate "floor_divide_immediate" { dst: Register, left: Register, immediate: i16 }
    ModuloImmediate "modulo_immediate" { dst: Register, left: Register, immediate: i16 }
    BitAndImmediate "bit_and_immediate" { dst: Register, left: Register, immediate: i16 }
    /// dst = left - immediate
    SubtractImmediate "subtract_immediate" { dst: Register, left: Register, immediate: i16 }
    /// dst = left += right
    InplaceAdd "inplace_add" { dst: Register, left: Register, right: Register }
    /// dst = left -= right
    InplaceSubtract "inplace_subtract" { dst: Register, left: Register, right: Register }
    /// dst = left *= right
    InplaceMultiply "inplace_multiply" { dst: Register, left: Register, right: Register }
    /// dst = left += immediate
    InplaceAddImmediate "inplace_add_immediate" { dst: Register, left: Register, immediate: i16 }
    /// dst = left -= immediate
    InplaceSubtractImmediate "inplace_subtract_immediate" { dst: Register, left: Register, immediate: i16 }
    /// dst = left /= right
    InplaceDivide "inplace_divide" { dst: Register, left: Register, right: Register }
    /// dst = left //= right
    InplaceFloorDivide "inplace_floor_divide" { dst: Register, left: Register, right: Register }
    /// dst = left %= right
    InplaceModulo "inplace_modulo" { dst: Register, left: Register, right: Register }
    /// dst = left **= right
    InplacePower "inplace_power" { dst: Register, left: Register, right: Register }
    /// dst = left @= right
    InplaceMatrixMultiply "inplace_matrix_multiply" { dst: Register, left: Register, right: Register }
    /// dst = left <<= right
    InplaceLeftShift "inplace_left_shift" { dst: Register, left: Register, right: Register }
    /// dst = left >>= right
    InplaceRightShift "inplace_right_shift" { dst: Register, left: Register, right: Register }
    /// dst = left &= right
    InplaceBitAnd "inplace_bit_and" { dst: Register, left: Register, right: Register }
    /// dst = left |= right
    InplaceBitOr "inplace_bit_or" { dst: Register, left: Register, right: Register }
    /// dst = left ^= right
    InplaceBitXor "inplace_bit_xor" { dst: Register, left: Register, right: Register }
    /// dst = -src
    Negate "negate" { dst: Register, src: Register }
    /// dst = +src
    Positive "positive" { dst: Register, src: Register }
    /// dst = ~src
    Invert "invert" { dst: Register, src: Register }
    /// dst = not src
    Not "not" { dst: Register, src: Register }

    // ---- comparison
    /// dst = left < right
    Less "less" { dst: Register, left: Register, right: Register }
    /// dst = left <= right
    LessEqual "less_equal" { dst: Register, left: Register, right: Register }
    /// dst = left > right
    Greater "greater" { dst: Register, left: Register, right: Register }
    /// dst = left >= right
    GreaterEqual "greater_equal" { dst: Register, left: Register, right: Register }
    /// dst = left == right
    Equal "equal" { dst: Register, left: Register, right: Register }
    /// dst = left != right
    NotEqual "not_equal" { dst: Register, left: Register, right: Register }
    /// dst = left is right
    Is "is" { dst: Register, left: Register, right: Register }
    /// dst = left is not right
    IsNot "is_not" { dst: Register, left: Register, right: Register }
    /// dst = item in container
    Contains "contains" { dst: Register, item: Register, container: Register }
    /// dst = item not in container
    NotContains "not_contains" { dst: Register, item: Register, container: Register }

    // ---- branches
    /// Jumps.
    Jump "jump" { offset: Offset }
    /// Jumps if src is true.
    JumpIfTrue "jump_if_true" { src: Register, offset: Offset }
    /// Jumps if src is false.
    JumpIfFalse "jump_if_false" { src: Register, offset: Offset }
    /// Jumps if src is None.
    JumpIfNone "jump_if_none" { src: Register, offset: Offset }
    /// Jumps if src is not None.
    JumpIfNotNone "jump_if_not_none" { src: Register, offset: Offset }
    /// Jumps if left < right is true.
    JumpIfLess "jump_if_less" { left: Register, right: Register, offset: ShortOffset }
    /// Jumps if left <= right is true.
    JumpIfLessEqual "jump_if_less_equal" { left: Register, right: Register, offset: ShortOffset }
    /// Jumps if left > right is true.
    JumpIfGreater "jump_if_greater" { left: Register, right: Register, offset: ShortOffset }
    /// Jumps if left >= right is true.
    JumpIfGreaterEqual "jump_if_greater_equal" { left: Register, right: Register, offset: ShortOffset }
    /// Jumps if left == right is true.
    JumpIfEqual "jump_if_equal" { left: Register, right: Register, offset: ShortOffset }
    /// Jumps if left != right is true.
    JumpIfNotEqual "jump_if_not_equal" { left: Register, right: Register, offset: ShortOffset }
    /// Jumps unless left < right is true.
    JumpUnlessLess "jump_unless_less" { left: Register, right: Register, offset: ShortOffset }
    /// Jumps unless left <= right is true.
    JumpUnlessLessEqual "jump_unless_less_equal" { left: Register, right: Register, offset: ShortOffset }
    /// Jumps unless left > right is true.
    JumpUnlessGreater "jump_unless_greater" { left: Register, right: Register, offset: ShortOffset }
    /// Jumps unless left >= right is true.
    JumpUnlessGreaterEqual "jump_unless_greater_equal" { left: Register, right: Register, offset: ShortOffset }
    /// Jumps unless left == right is true.
    JumpUnlessEqual "jump_unless_equal" { left: Register, right: Register, offset: ShortOffset }
    /// Jumps unless left != right is true.
    JumpUnlessNotEqual "jump_unless_not_equal" { left: Register, right: Register, offset: ShortOffset }
    /// Jumps if left < immediate is true.
    JumpIfLessImmediate "jump_if_less_immediate" { left: Register, immediate: i16, offset: ShortOffset }
    /// Jumps if left <= immediate is true.
    JumpIfLessEqualImmediate "jump_if_less_equal_immediate" { left: Register, immediate: i16, offset: ShortOffset }
    /// Jumps if left > immediate is true.
    JumpIfGreaterImmediate "jump_if_greater_immediate" { left: Register, immediate: i16, offset: ShortOffset }
    /// Jumps if left >= immediate is true.
    JumpIfGreaterEqualImmediate "jump_if_greater_equal_immediate" { left: Register, immediate: i16, offset: ShortOffset }
    /// Jumps if left == immediate is true.
    JumpIfEqualImmediate "jump_if_equal_immediate" { left: Register, immediate: i16, offset: ShortOffset }
    /// Jumps if left != immediate is true.
    JumpIfNotEqualImmediate "jump_if_not_equal_immediate" { left: Register, immediate: i16, offset: ShortOffset }
    /// Jumps unless left < immediate is true.
    JumpUnlessLessImmediate "jump_unless_less_immediate" { left: Register, immediate: i16, offset: ShortOffset }
    /// Jumps unless left <= immediate is true.
    JumpUnlessLessEqualImmediate "jump_unless_less_equal_immediate" { left: Register, immediate: i16, offset: ShortOffset }
    /// Jumps unless left > immediate is true.
    JumpUnlessGreaterImmediate "jump_unless_greater_immediate" { left: Register, immediate: i16, offset: ShortOffset }
    /// Jumps unless left >= immediate is true.
    JumpUnlessGreaterEqualImmediate "jump_unless_greater_equal_immediate" { left: Register, immediate: i16, offset: ShortOffset }
    /// Jumps unless left == immediate is true.
    JumpUnlessEqualImmediate "jump_unless_equal_immediate" { left: Register, immediate: i16, offset: ShortOffset }
    /// Jumps unless left != immediate is true.
    JumpUnlessNotEqualImmediate "jump_unless_not_equal_immediate" { left: Register, immediate: i16, offset: ShortOffset }

    // ---- iteration. A loop's test stands at its bottom: `for` jumps back to the body while there is an item.
    /// dst = iter(src)
    GetIterator "get_iterator" { dst: Register, src: Register }
    /// With callee `base` and `count` arguments after it: if that is the builtin range of small ints, base, base + 1 and
    /// base + 2 become the next item, how many are left, and the step, and the instructions up to offset (the ordinary
    /// call and `get_iterator`, both into base) are skipped.
    PrepareRange "prepare_range" { count: u8, base: Register, offset: ShortOffset }
    /// If iterator has an item: dst = item, and jumps. Falls through at the end, with iterator unbound.
    ForIterator "for_iterator" { dst: Register, iterator: Register, offset: ShortOffset }
    /// As `for_iterator`, where `prepare_range` may have left an unboxed range in iterator and the two after it.
    ForRange "for_range" { dst: Register, iterator: Register, offset: ShortOffset }
    /// As `for_iterator` with the item unpacked into dst and dst + 1, without a tuple where the iterator allows; writes
    /// neither if that raises.
    ForPair "for_pair" { dst: Register, iterator: Register, offset: ShortOffset }
    /// The loop over iterator is left early. Closes it if it is a generator that a call made right in the loop's head:
    /// nothing else can hold that.
    EndIteration "end_iteration" { iterator: Register }
    /// Unpacks src into exactly `count` registers from base; writes none of them if that raises.
    Unpack "unpack" { base: Register, src: Register, count: u16 }
    /// Unpacks src into `before` registers from base, a list of the rest, then `after` registers; writes none of them if
    /// that raises.
    UnpackStar "unpack_star" { before: u8, base: Register, src: Register, after: u16 }

    // ---- displays
    /// dst = list of `count` values from base
    BuildList "build_list" { dst: Register, base: Register, count: u16 }
    /// dst = tuple of `count` values from base
    BuildTuple "build_tuple" { dst: Register, base: Register, count: u16 }
    /// dst = set of `count` values from base
    BuildSet "build_set" { dst: Register, base: Register, count: u16 }
    /// dst = dict of `count` pairs key, value from base
    BuildDict "build_dict" { dst: Register, base: Register, count: u16 }
    /// dst = the `count` strings from base, joined
    BuildString "build_string" { dst: Register, base: Register, count: u16 }
    /// list.append(value), of a list no script has seen
    ListAppend "list_append" { list: Register, value: Register }
    /// list.extend(iterable), of a list no script has seen
    ListExtend "list_extend" { list: Register, iterable: Register }
    /// set.add(value)
    SetAdd "set_add" { set: Register, value: Register }
    /// set.update(iterable)
    SetUpdate "set_update" { set: Register, iterable: Register }
    /// `dict[key] = value`
    DictInsert "dict_insert" { dict: Register, key: Register, value: Register }
    /// dict.update(mapping), as `**mapping` in a display
    DictUpdate "dict_update" { dict: Register, mapping: Register }
    /// dict.update(mapping), as `**mapping` in a call of callee: raises if a key is no str or is there already
    DictMerge "dict_merge" { dict: Register, mapping: Register, callee: Register }
    /// dst = format(src after conversion, ""); conversion: 0 none, 1 str, 2 repr, 3 ascii
    Format "format" { conversion: u8, dst: Register, src: Register }
    /// dst = format(src after conversion, spec)
    FormatSpec "format_spec" { conversion: u8, dst: Register, src: Register, spec: Register }

    // ---- functions and calls
    /// dst = function of the code in constant `code`; `parts` is a set of bits that says what stands in the registers
    /// from base, in this order: 1 defaults tuple, 2 keyword defaults dict, 4 annotate function, 8 closure (tuple of
    /// cells), 16 type parameters tuple.
    MakeFunction "make_function" { parts: u8, dst: Register, code: u16, base: Register }
    /// dst = base(`count` arguments)
    Call "call" { count: u8, dst: Register, base: Register }
    /// dst = global name(`count` arguments after base); base itself is free
    CallGlobal "call_global" { count: u8, dst: Register, base: Register, site: SiteIndex }
    /// dst = (base + 1).name(`count` arguments from base + 2); base itself is free
    CallMethod "call_method" { count: u8, dst: Register, base: Register, site: SiteIndex }
    /// base = method `name` of base + 1, which stays there as its first argument; else base = whatever that attribute is,
    /// and base + 1 becomes unbound
    LoadMethod "load_method" { base: Register, site: SiteIndex }
    /// dst = what `load_method` left in base and base + 1, called with `count` arguments from base + 2
    CallLoaded "call_loaded" { count: u8, dst: Register, base: Register }
    /// dst = base(…): `count` arguments of which the last are keywords, named by the tuple in constant `names`
    CallKeyword "call_keyword" { count: u8, dst: Register, base: Register, names: u16 }
    /// dst = base(*(base + 1), **(base + 2)): an iterable, and a dict or unbound
    CallSpread "call_spread" { dst: Register, base: Register }
    /// Returns src.
    Return "return" { src: Register }
    /// Returns None.
    ReturnNone "return_none" {}

    // ---- suspension
    /// Suspends with src; dst = what is sent
    Yield "yield" { dst: Register, src: Register }
    /// Suspends an async generator with src as the item of its consumer; dst = what is sent
    YieldAsync "yield_async" { dst: Register, src: Register }
    /// dst = what `await src` is to drive: a coroutine or future itself, else `src.__await__()`
    GetAwaitable "get_awaitable" { dst: Register, src: Register }
    /// dst = what `yield from src` is to drive: a generator itself, else iter(src)
    GetYieldFrom "get_yield_from" { dst: Register, src: Register }
    /// Drives src, from `get_awaitable` or `get_yield_from`, to its end, suspending as it does; dst = its result
    Delegate "delegate" { dst: Register, src: Register }
    /// dst = src.__aiter__()
    GetAsyncIterator "get_async_iterator" { dst: Register, src: Register }
    /// dst = what to await for the next item of the async iterator src
    GetAsyncNext "get_async_next" { dst: Register, src: Register }
    /// In the handler around `get_async_next`: jumps if exception is StopAsyncIteration, else raises it again.
    EndAsyncFor "end_async_for" { exception: Register, offset: Offset }

    // ---- exceptions
    /// Raises src: an exception, or a class to call.
    Raise "raise" { src: Register }
    /// Raises src from cause.
    RaiseFrom "raise_from" { src: Register, cause: Register }
    /// Raises the exception being handled: bare `raise`.
    RaiseHandled "raise_handled" {}
    /// Raises exception again as it came, its traceback not grown by this line.
    Reraise "reraise" { exception: Register }
    /// saved = exception being handled; exception becomes the one being handled
    EnterHandler "enter_handler" { saved: Register, exception: Register }
    /// the exception being handled = saved
    LeaveHandler "leave_handler" { saved: Register }
    /// Jumps unless exception is an instance of class (or of one in the tuple class).
    JumpUnlessMatches "jump_unless_matches" { exception: Register, class: Register, offset: ShortOffset }
    /// base, base + 1, base + 2 = type, value and traceback of exception, for `__exit__`
    ExceptionInfo "exception_info" { base: Register, exception: Register }

    // ---- matching
    /// dst = whether src is a sequence to a pattern
    MatchSequence "match_sequence" { dst: Register, src: Register }
    /// dst = whether src is a mapping to a pattern
    MatchMapping "match_mapping" { dst: Register, src: Register }
    /// dst = tuple of src's values for the keys tuple, or None if one is missing
    MatchKeys "match_keys" { dst: Register, src: Register, keys: Register }
    /// dst = tuple of attributes if base is an instance of base + 1, by `count` positional patterns and the names in
    /// the tuple in base + 2; else None
    MatchClass "match_class" { dst: Register, base: Register, count: u16 }
    /// dst = len(src)
    Length "length" { dst: Register, src: Register }

    // ---- the rest
    /// dst = import of the module named by the site, with level (an int) in base and the from-list (tuple or None) in
    /// base + 1
    Import "import" { dst: Register, base: Register, site: SiteIndex }
    /// dst = name from module, or the submodule of that name
    ImportFrom "import_from" { dst: Register, module: Register, site: SiteIndex }
    /// One of the rare operations; operands from base.
    CallIntrinsic "call_intrinsic" { which: Intrinsic, dst: Register, base: Register }
    /// `expression;` whose value src nobody keeps: warns at once if it is a coroutine never awaited.
    Discard "discard" { src: Register }
}

const _: () = assert!(size_of::<Op>() == 8);
