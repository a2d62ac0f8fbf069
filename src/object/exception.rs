//! The exception tree as one table, and what an exception is in memory.

use super::{Class, Dict, Tuple};
use crate::heap::{Gc, Kind, NoTail, Object, Tracer, Value};

/// Declares the tree: a row each, children in braces after their parent.
macro_rules! exceptions {
    ($($name:ident < $base:ident)*) => {
        /// The builtin exception classes.
        #[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
        #[allow(non_camel_case_types)]
        #[repr(u8)]
        pub enum ExceptionKind { $($name),* }

        impl ExceptionKind {
            /// Every class after its base.
            pub const ALL: &[ExceptionKind] = &[$(ExceptionKind::$name),*];

            pub fn name(self) -> &'static str {
                match self { $(ExceptionKind::$name => stringify!($name)),* }
            }

            /// The first base; `BaseException` names itself.
            pub fn base(self) -> ExceptionKind {
                match self { $(ExceptionKind::$name => ExceptionKind::$base),* }
            }
        }
    };
}

exceptions! {
    BaseException < BaseException
        BaseExceptionGroup < BaseException
        GeneratorExit < BaseException
        KeyboardInterrupt < BaseException
        SystemExit < BaseException
        // Of asyncio, here because the event loop raises and tests it.
        CancelledError < BaseException
        Exception < BaseException
            // Has BaseExceptionGroup as a base too.
            ExceptionGroup < Exception
            ArithmeticError < Exception
                FloatingPointError < ArithmeticError
                OverflowError < ArithmeticError
                ZeroDivisionError < ArithmeticError
            AssertionError < Exception
            AttributeError < Exception
            BufferError < Exception
            EOFError < Exception
            ImportError < Exception
                ModuleNotFoundError < ImportError
            LookupError < Exception
                IndexError < LookupError
                KeyError < LookupError
            MemoryError < Exception
            NameError < Exception
                UnboundLocalError < NameError
            OSError < Exception
                BlockingIOError < OSError
                ChildProcessError < OSError
                ConnectionError < OSError
                    BrokenPipeError < ConnectionError
                    ConnectionAbortedError < ConnectionError
                    ConnectionRefusedError < ConnectionError
                    ConnectionResetError < ConnectionError
                FileExistsError < OSError
                FileNotFoundError < OSError
                InterruptedError < OSError
                IsADirectoryError < OSError
                NotADirectoryError < OSError
                PermissionError < OSError
                ProcessLookupError < OSError
                TimeoutError < OSError
            ReferenceError < Exception
            RuntimeError < Exception
                NotImplementedError < RuntimeError
                PythonFinalizationError < RuntimeError
                RecursionError < RuntimeError
            StopAsyncIteration < Exception
            StopIteration < Exception
            SyntaxError < Exception
                _IncompleteInputError < SyntaxError
                IndentationError < SyntaxError
                    TabError < IndentationError
                // What Taipan refuses, when it meets it while a script runs (import, exec).
                UnsupportedSyntaxError < SyntaxError
            SystemError < Exception
            TypeError < Exception
            ValueError < Exception
                UnicodeError < ValueError
                    UnicodeDecodeError < UnicodeError
                    UnicodeEncodeError < UnicodeError
                    UnicodeTranslateError < UnicodeError
            Warning < Exception
                BytesWarning < Warning
                DeprecationWarning < Warning
                EncodingWarning < Warning
                FutureWarning < Warning
                ImportWarning < Warning
                PendingDeprecationWarning < Warning
                ResourceWarning < Warning
                RuntimeWarning < Warning
                SyntaxWarning < Warning
                UnicodeWarning < Warning
                UserWarning < Warning
            // Of asyncio.
            InvalidStateError < Exception
}

impl ExceptionKind {
    /// The subclass of OSError for an errno of this platform.
    pub fn of_errno(errno: i64) -> Option<ExceptionKind> {
        let errno = i32::try_from(errno).ok()?;
        Some(match errno {
            libc::EAGAIN | libc::EALREADY | libc::EINPROGRESS => ExceptionKind::BlockingIOError,
            libc::EPIPE | libc::ESHUTDOWN => ExceptionKind::BrokenPipeError,
            libc::ECHILD => ExceptionKind::ChildProcessError,
            libc::ECONNABORTED => ExceptionKind::ConnectionAbortedError,
            libc::ECONNREFUSED => ExceptionKind::ConnectionRefusedError,
            libc::ECONNRESET => ExceptionKind::ConnectionResetError,
            libc::EEXIST => ExceptionKind::FileExistsError,
            libc::ENOENT => ExceptionKind::FileNotFoundError,
            libc::EISDIR => ExceptionKind::IsADirectoryError,
            libc::ENOTDIR => ExceptionKind::NotADirectoryError,
            libc::EINTR => ExceptionKind::InterruptedError,
            libc::EACCES | libc::EPERM => ExceptionKind::PermissionError,
            libc::ESRCH => ExceptionKind::ProcessLookupError,
            libc::ETIMEDOUT => ExceptionKind::TimeoutError,
            _ => return None,
        })
    }

    /// The module scripts find the class in.
    pub fn module(self) -> &'static str {
        match self {
            ExceptionKind::CancelledError | ExceptionKind::InvalidStateError => "asyncio.exceptions",
            ExceptionKind::UnsupportedSyntaxError => "taipan",
            _ => "builtins",
        }
    }
}

/// An exception: an instance of a builtin exception class or of a script's subclass.
pub struct Exception {
    pub class: Gc<Class>,
    pub args: Gc<Tuple>,
    /// `__cause__`, `__context__`: an exception or None.
    pub cause: Value,
    pub context: Value,
    pub suppress_context: bool,
    /// Where it passed, innermost first: (code, pc) pairs, made into traceback objects on demand. `C` of the pair is
    /// the machine's loaded code.
    pub traceback: Vec<TracebackEntry>,
    /// The traceback object a script was given last, or None, and how many of the places it is for.
    pub traceback_object: Value,
    pub traceback_shown: usize,
    /// Attributes that scripts set.
    pub dict: Option<Gc<Dict>>,
    /// Fields of the builtin classes: `errno`, `name`, `value` …
    pub fields: Option<Gc<Dict>>,
}

/// A place an exception passed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct TracebackEntry {
    /// The loaded code, an object of the machine.
    pub code: Value,
    /// The instruction that raised or called.
    pub pc: u32,
    /// It is a call whose callee could not be looked up: only that part of it is to be shown.
    pub of_callee: bool,
}

impl Object for Exception {
    const KIND: Kind = Kind::Exception;
    type Tail = NoTail;

    fn trace(&self, tracer: &mut Tracer) {
        tracer.object(self.class);
        tracer.object(self.args);
        tracer.values(&[self.cause, self.context, self.traceback_object]);
        for entry in &self.traceback {
            tracer.value(entry.code);
        }
        tracer.optional(self.dict);
        tracer.optional(self.fields);
    }

    fn external_bytes(&self) -> usize {
        self.traceback.capacity() * size_of::<TracebackEntry>()
    }
}
