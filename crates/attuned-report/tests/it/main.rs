//! One test program: the sample report, the real one where it is, many small ones, and rough handling.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may fail"
)]

mod apart;
mod heldout;
mod real;
mod rough;
mod sample;
mod shapes;
mod splitting;
