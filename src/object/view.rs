//! Views of dicts: their keys, values or items, and the read-only face of a namespace.

use super::dict::Dict;
use crate::heap::{Gc, Heap, Kind, NoTail, Object, Tracer, Value};

/// Which part of a dict's items is meant.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Part {
    Keys,
    Values,
    Items,
}

/// `dict.keys()`, `dict.values()` or `dict.items()`.
pub struct DictView {
    pub dict: Gc<Dict>,
    pub part: Part,
}

impl DictView {
    pub fn create(heap: &mut Heap, dict: Gc<Dict>, part: Part) -> Gc<DictView> {
        heap.allocate(DictView { dict, part })
    }

    pub fn type_name(&self) -> &'static str {
        match self.part {
            Part::Keys => "dict_keys",
            Part::Values => "dict_values",
            Part::Items => "dict_items",
        }
    }
}

impl Object for DictView {
    const KIND: Kind = Kind::DictView;
    type Tail = NoTail;

    fn trace(&self, tracer: &mut Tracer) {
        tracer.object(self.dict);
    }
}

/// A mapping that cannot be changed through this.
pub struct MappingProxy {
    pub mapping: Value,
}

impl MappingProxy {
    pub fn create(heap: &mut Heap, mapping: Value) -> Gc<MappingProxy> {
        heap.allocate(MappingProxy { mapping })
    }
}

impl Object for MappingProxy {
    const KIND: Kind = Kind::MappingProxy;
    type Tail = NoTail;

    fn trace(&self, tracer: &mut Tracer) {
        tracer.value(self.mapping);
    }
}
