//! Functions of scripts, and what binds a function to its first argument.

use super::{Dict, Tuple};
use crate::heap::{Gc, Kind, NoTail, Object, Tracer, Value};

/// A function: code with what it closes over. `C` is the loaded code, an object of the machine.
pub struct Function<C: Object> {
    pub code: Gc<C>,
    /// The cells of the free variables.
    pub closure: Option<Gc<Tuple>>,
    /// Values of the last positional parameters that have one.
    pub defaults: Option<Gc<Tuple>>,
    pub keyword_defaults: Option<Gc<Dict>>,
    pub details: Box<FunctionDetails>,
}

/// What a call never looks at. Unbound where nobody has set or asked for it yet.
pub struct FunctionDetails {
    pub name: Value,
    pub qualified_name: Value,
    pub module: Value,
    pub doc: Value,
    /// Computes the annotations when they are asked for.
    pub annotate: Value,
    pub annotations: Value,
    pub type_parameters: Value,
    pub dict: Option<Gc<Dict>>,
}

impl FunctionDetails {
    pub fn trace(&self, tracer: &mut Tracer) {
        let values = [self.name, self.qualified_name, self.module, self.doc];
        tracer.values(&values);
        tracer.values(&[self.annotate, self.annotations, self.type_parameters]);
        tracer.optional(self.dict);
    }
}

/// A callable together with its first argument.
pub struct BoundMethod {
    pub function: Value,
    pub receiver: Value,
}

impl Object for BoundMethod {
    const KIND: Kind = Kind::BoundMethod;
    type Tail = NoTail;

    fn trace(&self, tracer: &mut Tracer) {
        tracer.values(&[self.function, self.receiver]);
    }
}

/// `property`: a data descriptor of up to three functions, None where there is none.
pub struct Property {
    pub get: Value,
    pub set: Value,
    pub delete: Value,
    pub doc: Value,
    pub name: Value,
}

impl Object for Property {
    const KIND: Kind = Kind::Property;
    type Tail = NoTail;

    fn trace(&self, tracer: &mut Tracer) {
        tracer.values(&[self.get, self.set, self.delete, self.doc, self.name]);
    }
}

macro_rules! wrapper {
    ($(#[doc = $doc:literal])* $name:ident) => {
        $(#[doc = $doc])*
        pub struct $name {
            pub function: Value,
            /// Attributes scripts set on it.
            pub dict: Option<Gc<Dict>>,
        }

        impl Object for $name {
            const KIND: Kind = Kind::$name;
            type Tail = NoTail;

            fn trace(&self, tracer: &mut Tracer) {
                tracer.value(self.function);
                tracer.optional(self.dict);
            }
        }
    };
}

wrapper! {
    /// `staticmethod`: gives the function itself, never bound.
    StaticMethod
}
wrapper! {
    /// `classmethod`: binds the function to the class.
    ClassMethod
}
