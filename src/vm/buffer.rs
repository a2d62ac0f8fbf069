//! Objects that are bytes: what natives mean by "a bytes-like object".

use std::borrow::Cow;

use super::Context;
use super::native::{Raised, Result};
use crate::heap::{Kind, Value};
use crate::object::ExceptionKind;
use crate::object::bytes::{ByteArray, Bytes};
use crate::object::codec::CodecFailure;
use crate::object::memory_view::MemoryView;

impl Context {
    /// The bytes of a bytes-like object; copied if they do not lie together.
    pub fn bytes_like(&self, value: Value) -> Option<Cow<'_, [u8]>> {
        let value = self.payload(value);
        match value.kind()? {
            Kind::Bytes => Some(Cow::Borrowed(self.heap.bytes(value.cast::<Bytes>()?))),
            Kind::ByteArray => Some(Cow::Borrowed(self.heap.get(value.cast::<ByteArray>()?).bytes())),
            Kind::MemoryView => self.heap.get(value.cast::<MemoryView>()?).contents(&self.heap),
            _ => None,
        }
    }

    /// A copy of the bytes of an argument that must be bytes-like.
    pub fn expect_bytes(&mut self, value: Value) -> Result<Vec<u8>> {
        match self.bytes_like(value) {
            Some(bytes) => Ok(bytes.to_vec()),
            None => {
                let message = format!("a bytes-like object is required, not '{}'", self.type_name(value));
                Err(self.type_error(message))
            }
        }
    }

    pub fn new_byte_array(&mut self, bytes: Vec<u8>) -> Value {
        Value::object(ByteArray::create(&mut self.heap, bytes))
    }

    /// Raises what encoding `object` failed with.
    #[cold]
    pub fn fail_encoding(&mut self, failure: CodecFailure, object: Value) -> Raised {
        self.fail_codec(ExceptionKind::UnicodeEncodeError, failure, object)
    }

    /// Raises what decoding `object` failed with.
    #[cold]
    pub fn fail_decoding(&mut self, failure: CodecFailure, object: Value) -> Raised {
        self.fail_codec(ExceptionKind::UnicodeDecodeError, failure, object)
    }

    fn fail_codec(&mut self, kind: ExceptionKind, failure: CodecFailure, object: Value) -> Raised {
        let error = match failure {
            CodecFailure::Codec(error) => error,
            CodecFailure::Other(failure) => return self.fail(failure),
        };
        let (encoding, reason) = (self.new_str(error.encoding), self.new_str(error.reason));
        let (start, end) = (Value::int(error.start as i64), Value::int(error.end as i64));
        self.raise_with(kind, &[encoding, object, start, end, reason])
    }
}
