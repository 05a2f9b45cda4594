//! How much of a file is read before it is refused, so that one file cannot take the whole machine.

use std::time::Duration;

/// The bounds of one reading. The defaults hold a report of 500 pages with room to spare.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file as it was given.
    pub file_bytes: usize,
    /// Bytes of everything unpacked from a zip file (DOCX, ODT) together.
    pub expanded_bytes: u64,
    /// Entries inside a zip file.
    pub entries: usize,
    /// How deeply elements may lie inside each other (XML, HTML).
    pub depth: usize,
    /// Elements and pieces of text in one XML part.
    pub nodes: usize,
    /// Paragraphs, headings, list items and cells.
    pub blocks: usize,
    /// Bytes of the text that comes out.
    pub text_bytes: usize,
    /// How long the child process that reads a PDF may take.
    pub time: Duration,
    /// Bytes of memory that the child process that reads a PDF may take.
    pub memory_bytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_bytes: 30 << 20,
            expanded_bytes: 64 << 20,
            entries: 5_000,
            depth: 256,
            nodes: 2_000_000,
            blocks: 400_000,
            text_bytes: 40 << 20,
            time: Duration::from_secs(30),
            memory_bytes: 1 << 30,
        }
    }
}
