//! What each format becomes, told as one short line a block.

#![allow(
    clippy::panic,
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::indexing_slicing
)]

use attuned_documents::{Document, Kind, Limits, Problem, Style, read};

mod hostile;
mod html;
mod mail;
mod markdown;
mod mutation;
#[cfg(feature = "pdf")]
mod pdf;
mod plain;
mod word;

const NAMES: &[&str] = &[
    "a.txt", "a.md", "a.html", "a.docx", "a.odt", "a.eml", "a.pdf", "a",
];

fn fixture(name: &str) -> Vec<u8> {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures")
        .join(name);
    std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// A small generator of numbers that are the same on every run.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % end
    }
}

fn open(name: &str, bytes: impl AsRef<[u8]>) -> Document {
    let document = read(name, bytes.as_ref(), &Limits::default())
        .unwrap_or_else(|problem| panic!("{name}: {problem}"));
    sound(&document);
    document
}

fn refused(name: &str, bytes: impl AsRef<[u8]>) -> Problem {
    read(name, bytes.as_ref(), &Limits::default()).expect_err(name)
}

/// "H2 5.3. Words": kind, marker and words of each block.
fn lines(document: &Document) -> Vec<String> {
    document
        .blocks
        .iter()
        .map(|block| {
            let kind = match &block.kind {
                Kind::Heading { level } => format!("H{level}"),
                Kind::Paragraph => "P".to_owned(),
                Kind::ListItem { depth, ordered } => {
                    format!("{}{depth}", if *ordered { "N" } else { "L" })
                }
                Kind::Cell {
                    table,
                    row,
                    column,
                    header,
                } => format!("T{table}.{row}.{column}{}", if *header { "h" } else { "" }),
                Kind::Margin => "M".to_owned(),
                Kind::Footnote => "F".to_owned(),
            };
            let words = document
                .words(block)
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" ");
            [kind.as_str(), block.marker.as_deref().unwrap_or(""), &words]
                .into_iter()
                .filter(|part| !part.is_empty())
                .collect::<Vec<_>>()
                .join(" ")
        })
        .collect()
}

/// "bold:words", "italic:words", "link(address):words" of all blocks.
fn spans(document: &Document) -> Vec<String> {
    let spans = document.blocks.iter().flat_map(|block| &block.spans);
    spans
        .map(|span| {
            let words = &document.text[span.range.clone()];
            match &span.style {
                Style::Bold => format!("bold:{words}"),
                Style::Italic => format!("italic:{words}"),
                Style::Link { address } => format!("link({address}):{words}"),
            }
        })
        .collect()
}

/// What holds for every document that was read from anything.
fn sound(document: &Document) {
    let mut end = 0;
    assert!(!document.blocks.is_empty());
    for block in &document.blocks {
        assert!(
            block.range.start >= end,
            "overlap or disorder at {:?}",
            block.range
        );
        assert!(
            block.range.end > block.range.start,
            "empty block at {:?}",
            block.range
        );
        end = block.range.end;
        let words = document
            .text
            .get(block.range.clone())
            .expect("a range on character boundaries");
        assert_eq!(words, words.trim(), "white space around a block");
        let mut start = 0;
        for span in &block.spans {
            assert!(
                span.range.start >= start
                    && span.range.start >= block.range.start
                    && span.range.end <= block.range.end,
                "{span:?} in {:?}",
                block.range
            );
            assert!(
                !span.range.is_empty() && document.text.get(span.range.clone()).is_some(),
                "{span:?}"
            );
            start = span.range.start;
        }
        if let Kind::Heading { level } = block.kind {
            assert!((1..=6).contains(&level));
        }
    }
}
