//! Why an operation on data failed, as plain data: the machine makes the exception of it.

/// The class of the exception to be.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FailureKind {
    AttributeError,
    BufferError,
    IndexError,
    KeyError,
    LookupError,
    MemoryError,
    OverflowError,
    RecursionError,
    RuntimeError,
    StopIteration,
    TypeError,
    UnicodeDecodeError,
    UnicodeEncodeError,
    ValueError,
    ZeroDivisionError,
}

/// An exception to be: its class and its message.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Failure {
    pub kind: FailureKind,
    pub message: String,
}

impl Failure {
    pub fn new(kind: FailureKind, message: impl Into<String>) -> Failure {
        Failure { kind, message: message.into() }
    }

    pub fn index_error(message: impl Into<String>) -> Failure {
        Failure::new(FailureKind::IndexError, message)
    }

    pub fn key_error(message: impl Into<String>) -> Failure {
        Failure::new(FailureKind::KeyError, message)
    }

    /// There is no memory, or no more within the limit.
    pub fn memory_error() -> Failure {
        Failure::new(FailureKind::MemoryError, "")
    }

    pub fn overflow_error(message: impl Into<String>) -> Failure {
        Failure::new(FailureKind::OverflowError, message)
    }

    pub fn runtime_error(message: impl Into<String>) -> Failure {
        Failure::new(FailureKind::RuntimeError, message)
    }

    pub fn type_error(message: impl Into<String>) -> Failure {
        Failure::new(FailureKind::TypeError, message)
    }

    pub fn value_error(message: impl Into<String>) -> Failure {
        Failure::new(FailureKind::ValueError, message)
    }

    pub fn zero_division_error(message: impl Into<String>) -> Failure {
        Failure::new(FailureKind::ZeroDivisionError, message)
    }
}
