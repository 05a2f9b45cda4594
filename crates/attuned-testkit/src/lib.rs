//! For tests only: the suite on both databases, and a client that minds the manners of every page it fetches.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "a test that cannot go on says so by stopping"
)]

mod both;
mod client;
mod manners;
mod postgres;

pub use both::{Engine, TestDb};
pub use client::{Client, Fetched};
pub use manners::check;
