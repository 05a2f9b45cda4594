//! The program whole: pages, promises and the scenarios, on both databases.

mod accounts;
mod commands;
mod importing;
mod pages;
mod promises;
mod scenarios;
mod statements;
mod world;
