//! What a document is once its file format no longer matters: one text, and the blocks it is made of.

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// A document read from a file: `text` holds every word once, in reading order, and `blocks` say what each part is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// The words, UTF-8. For a plain text file this is the file itself (after decoding), so that offsets agree.
    pub text: String,
    /// In reading order; ranges lie inside `text`, on character boundaries, and do not overlap.
    pub blocks: Vec<Block>,
    /// The title that the file states about itself, where it does.
    pub title: Option<String>,
    /// What a reader should know about how the file was read ("tracked changes are read as accepted").
    pub notes: Vec<String>,
}

/// One paragraph, heading, list item or table cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    pub kind: Kind,
    /// Bytes of [`Document::text`]. The marker of a list item ("5.3.1.", "(a)", "•") is not inside.
    pub range: Range<usize>,
    /// The number or bullet that stands before the words, as the file shows or computes it.
    pub marker: Option<String>,
    /// Bold, italic and linked parts, in order of start; they may overlap each other.
    pub spans: Vec<Span>,
    pub place: Place,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// `level` is 1 to 6.
    Heading {
        level: u8,
    },
    Paragraph,
    /// `depth` counts from 0.
    ListItem {
        depth: u8,
        ordered: bool,
    },
    /// `table`, `row` and `column` count from 0 in the document and the table.
    Cell {
        table: u32,
        row: u32,
        column: u32,
        header: bool,
    },
    /// A running header or footer of a page, said once.
    Margin,
    Footnote,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    /// Bytes of [`Document::text`].
    pub range: Range<usize>,
    pub style: Style,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Style {
    Bold,
    Italic,
    Link { address: String },
}

/// Where a person finds the block in the file. All counts begin with 1.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    pub page: Option<u32>,
    pub line: Option<u32>,
    pub paragraph: Option<u32>,
}

impl Document {
    /// The words of a block; empty when the range does not fit the text.
    pub fn words(&self, block: &Block) -> &str {
        self.text.get(block.range.clone()).unwrap_or("")
    }
}
