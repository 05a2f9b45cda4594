//! Storage: one statement text for SQLite and PostgreSQL, transactions, ids, instants, and history.
//!
//! See the crate's README for what must always hold.

mod address;
mod clock;
mod db;
mod history;
mod id;
mod schema;
mod statement;
mod value;

pub use address::{Address, AddressError};
pub use clock::{Clock, Day, Instant, today_in};
pub use db::{Db, DbError, Row, Tx};
pub use history::{AS_LONG_AS_KNOWN, Record, Saved, Version};
pub use id::new_id;
pub use schema::{Erasable, Schema, Step};
pub use statement::Statement;
pub use value::Value;

#[doc(hidden)]
pub use sqlx;
