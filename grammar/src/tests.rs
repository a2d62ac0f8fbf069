//! Tests through the door: what CPython says of wrong texts, what the limits do, what trees and tokens look like.

mod limits;
mod messages;
mod snapshots;
mod values;
