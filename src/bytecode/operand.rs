//! The types of operands an instruction can have. Each has one reading, so that the listing and the verifier know what
//! to do with an operand from its type alone.

use std::fmt;

/// A register of the running frame: parameters first, then other locals, then temporaries in stack discipline.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Register(pub u16);

impl Register {
    /// The register `distance` places after this one.
    pub fn offset(self, distance: u16) -> Register {
        Register(self.0 + distance)
    }

    pub fn index(self) -> usize {
        usize::from(self.0)
    }
}

impl fmt::Display for Register {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "r{}", self.0)
    }
}

/// An index into the constant pool.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct ConstantIndex(pub u32);

impl ConstantIndex {
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// An index into the code object's sites: a name together with the inline cache of this use of it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct SiteIndex(pub u16);

impl SiteIndex {
    pub fn index(self) -> usize {
        usize::from(self.0)
    }
}

/// A jump distance in instructions, counted from the instruction after the jump.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Offset(pub i32);

/// A jump distance of a fused branch. One that does not reach is assembled as a branch over a `Jump`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct ShortOffset(pub i16);

/// Methods that instructions look up on the type of an object, never on the object.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[repr(u8)]
pub enum SpecialMethod {
    Enter,
    Exit,
    AsyncEnter,
    AsyncExit,
}

/// Operations too rare for an opcode of their own. Operands stand in `count` registers from `base`; the result goes to
/// `dst`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[repr(u8)]
pub enum Intrinsic {
    /// `dst` = the builtin `__build_class__`.
    BuildClass,
    /// `dst` = the class `AssertionError`, whatever the name is bound to.
    AssertionError,
    /// (module): binds its public names in the frame's globals.
    ImportStar,
    /// (value): what the interactive prompt does with the value of an expression statement.
    Display,
    /// (exception, class): `dst` = tuple (matched group or None, rest or None), as `except*` splits.
    SplitGroup,
    /// (original exception, list of raised and unhandled): `dst` = what `except*` raises in the end, or None.
    CombineGroup,
    /// (name, bound function or None, default function or None): `dst` = a `TypeVar`.
    TypeVar,
    /// (name, function giving the tuple of constraints, default function or None): `dst` = a `TypeVar`.
    ConstrainedTypeVar,
    /// (name, default function or None): `dst` = a `ParamSpec`.
    ParamSpec,
    /// (name, default function or None): `dst` = a `TypeVarTuple`.
    TypeVarTuple,
    /// (name, type parameters tuple or None, function computing the value): `dst` = a `TypeAliasType`.
    TypeAlias,
    /// (type parameters tuple): `dst` = `typing.Generic[*parameters]`, the hidden base of a generic class.
    GenericBase,
    /// (strings tuple, interpolations tuple): `dst` = a `Template`.
    Template,
    /// (value, expression text, conversion or None, format spec): `dst` = an `Interpolation`.
    Interpolation,
    /// (list): `dst` = the tuple of its items.
    ListToTuple,
    /// (): `dst` = the frame's globals dict.
    Globals,
}

impl Intrinsic {
    /// How many registers from `base` it takes.
    pub fn operand_count(self) -> u16 {
        use Intrinsic::*;
        match self {
            BuildClass | AssertionError | Globals => 0,
            ImportStar | Display | GenericBase | ListToTuple => 1,
            SplitGroup | CombineGroup | ParamSpec | TypeVarTuple | Template => 2,
            TypeVar | ConstrainedTypeVar | TypeAlias => 3,
            Interpolation => 4,
        }
    }
}
