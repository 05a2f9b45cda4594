//! Office files to text with positions. See the crate's README.

mod block;

pub use block::{Block, Document, Kind, Place, Span, Style};
