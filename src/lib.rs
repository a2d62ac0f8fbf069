//! Taipan.
