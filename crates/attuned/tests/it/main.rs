//! The program whole: pages, promises and the scenarios, on both databases.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on says so by stopping"
)]

mod accounts;
mod checking;
mod commands;
mod importing;
mod own_words;
mod pages;
mod promises;
mod scenarios;
mod statements;
mod world;
