//! PDF files, read in a child process: a PDF is a program for drawing pages, and a hostile one must not take us along.
//!
//! The parent writes one line of JSON with the limits and then the file to the child; the child answers with JSON.

mod child;
mod page_layout;
mod paragraphs;
mod parent;

use std::path::PathBuf;
use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

pub use child::child_main;
pub use parent::read_in_child;

use crate::{Document, Limits, Problem};

/// The argument with which a program is asked to call [`child_main`] and do nothing else.
pub const ARGUMENT: &str = "__read-pdf";

const SEEMS: &str = "a PDF";

static PROGRAM: OnceLock<PathBuf> = OnceLock::new();

/// Names the program that [`crate::read`] starts for a PDF: usually the running one, which calls [`child_main`] when its
/// only argument is [`ARGUMENT`]. Named once; later calls change nothing. It is not guessed, since a program that does not
/// know the argument would begin its ordinary work.
pub fn use_program(program: PathBuf) {
    let _ = PROGRAM.set(program);
}

pub(crate) fn read(bytes: &[u8], limits: &Limits) -> Result<Document, Problem> {
    match PROGRAM.get() {
        Some(program) => read_in_child(program, bytes, limits),
        None => Err(Problem::ReaderUnavailable {
            what: "no program was named for it".to_owned(),
        }),
    }
}

/// What the parent tells the child.
#[derive(Serialize, Deserialize)]
struct Request {
    seconds: u64,
    memory_bytes: u64,
    blocks: usize,
    text_bytes: usize,
}

/// What the child answers.
#[derive(Serialize, Deserialize)]
enum Reply {
    Document(Document),
    Encrypted,
    NoWords,
    Damaged(String),
    TooLarge(String),
}
