//! Reading a file's bytes, PDF in a process of its own.

use attuned_documents::{Document, Limits, Problem};

/// # Errors
/// What stands between the file and its words, and what helps.
pub fn read(name: &str, bytes: &[u8], limits: &Limits) -> Result<Document, Problem> {
    // By the bytes and not by the name: a PDF that is called .txt is one all the same, and must not be read in here.
    let is_pdf = bytes
        .get(..1024.min(bytes.len()))
        .is_some_and(|start| start.windows(5).any(|window| window == b"%PDF-"));
    if is_pdf && let Ok(program) = std::env::current_exe() {
        return attuned_documents::pdf::read_in_child(&program, bytes, limits);
    }
    attuned_documents::read(name, bytes, limits)
}
