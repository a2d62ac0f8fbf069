//! The contract between compiler and machine: instructions, and the code objects that hold them.
//!
//! Everything here is plain data that owns itself: no heap values, no machine state. A code object can be built on one
//! thread, shared between VMs and listed without either of them.

pub mod assembler;
pub mod code;
pub mod disassemble;
pub mod opcode;
pub mod operand;
pub mod verify;

pub use assembler::{Assembler, Label};
pub use code::{Anchor, CodeKind, CodeObject, Constant, ExceptionEntry, Parameters, Position, Site, SiteUse};
pub use disassemble::disassemble;
pub use opcode::{Op, Operand};
pub use operand::{ConstantIndex, Intrinsic, Offset, Register, ShortOffset, SiteIndex, SpecialMethod};
pub use verify::verify;
