//! Headings that nothing marks as such: short lines that stand alone, and numbered titles ("5.3. Definitions").
//!
//! Converters lose the style of headings and keep their words, so plain text and Markdown need this guess.

use std::collections::HashSet;

use crate::marker::{self, Sort};
use crate::{Block, Document, Kind, Style};

/// How a block stood among the lines around it.
#[derive(Debug, Default)]
pub(crate) struct Shape {
    pub gap_before: bool,
    pub gap_after: bool,
    pub lines: u32,
    /// The line after it is as long as lines of a paragraph are.
    pub next_long: bool,
    pub sort: Option<Sort>,
    /// The number stood behind a bullet, as converters write numbered paragraphs and not titles.
    pub bulleted: bool,
}

/// First words of lines that open or close a letter. A short line of that sort is no heading, and after a closing come
/// names and addresses. General terms of English letters.
const GREETINGS: &[&str] = &["dear", "hello", "hi", "good"];
const CLOSINGS: &[&str] = &[
    "yours",
    "kind",
    "regards",
    "best",
    "sincerely",
    "faithfully",
    "many",
    "thanks",
    "thank",
    "with",
];

/// Characters, words: past these a line is a sentence that lost its stop.
const LONGEST: (usize, usize) = (110, 15);

/// The same for formats that know headings, where the writer used none: short paragraphs all in bold, and numbered titles.
pub(crate) fn promote_bold(document: &mut Document) {
    if document
        .blocks
        .iter()
        .filter(|block| matches!(block.kind, Kind::Heading { .. }))
        .count()
        > 1
    {
        return;
    }
    let sort = |block: &Block| block.marker.as_deref().and_then(marker::sort_of);
    let sorts: Vec<Option<Sort>> = document.blocks.iter().map(sort).collect();
    let shapes: Vec<Shape> = document
        .blocks
        .iter()
        .enumerate()
        .map(|(at, block)| {
            let bold = is_bold("", block);
            let sort = sorts.get(at).cloned().flatten();
            let child = match (&sort, sorts.get(at + 1)) {
                (Some(Sort::Numbers(parts)), Some(Some(Sort::Numbers(next)))) => {
                    next.len() > parts.len() && next.starts_with(parts)
                }
                _ => false,
            };
            Shape {
                gap_before: bold || child,
                gap_after: true,
                lines: 1,
                sort,
                ..Shape::default()
            }
        })
        .collect();
    promote(&document.text, &mut document.blocks, &shapes);
}

/// Turns blocks into headings where their shape says so.
pub(crate) fn promote(text: &str, blocks: &mut [Block], shapes: &[Shape]) {
    let mut verdicts = vec![Verdict::No; blocks.len()];
    let mut closed = false;
    for (at, (block, shape)) in blocks.iter().zip(shapes.iter()).enumerate() {
        let words = bare(text.get(block.range.clone()).unwrap_or(""));
        let verdict = verdict(words, block, shape);
        closed = (closed && verdict != Verdict::Numbered) || is_closing(words);
        if let Some(slot) = verdicts.get_mut(at) {
            *slot = if closed && verdict == Verdict::Plain {
                Verdict::No
            } else {
                verdict
            };
        }
    }
    // Depths of numbers that paragraphs have; there, a short one is a short paragraph.
    let numbers = |shape: &Shape| match &shape.sort {
        Some(Sort::Numbers(parts)) => parts.len(),
        _ => 0,
    };
    let depths: HashSet<usize> = shapes
        .iter()
        .zip(&verdicts)
        .filter(|(_, verdict)| **verdict == Verdict::No)
        .map(|(shape, _)| numbers(shape))
        .collect();
    // From the end, since a plain heading needs something to head.
    let mut chosen = vec![false; blocks.len()];
    for at in (0..blocks.len()).rev() {
        let (Some(block), Some(next)) = (blocks.get(at), shapes.get(at + 1)) else {
            continue;
        };
        let next_verdict = verdicts.get(at + 1).copied().unwrap_or(Verdict::No);
        let is = match (
            verdicts.get(at),
            shapes.get(at).and_then(|shape| shape.sort.as_ref()),
        ) {
            (Some(Verdict::Numbered), Some(Sort::Numbers(parts))) => {
                let listed = at
                    .checked_sub(1)
                    .filter(|before| verdicts.get(*before) == Some(&Verdict::Numbered))
                    .and_then(|before| shapes.get(before))
                    .is_some_and(|before| same_length(parts, before) && parts.len() == 1);
                let headed = chosen.get(at + 1) == Some(&true)
                    && next.gap_before
                    && same_length(parts, next);
                let stands = shapes
                    .get(at)
                    .is_some_and(|shape| shape.gap_after || shape.next_long);
                let fits =
                    parts.len() == 1 || !depths.contains(&parts.len()) || is_bold(text, block);
                is_parent(parts, next)
                    || headed
                    || (stands && fits && !beside(parts, next, next_verdict) && !listed)
            }
            (Some(Verdict::Plain), _) => {
                next_verdict != Verdict::Plain || chosen.get(at + 1) == Some(&true)
            }
            _ => false,
        };
        if let Some(slot) = chosen.get_mut(at) {
            *slot = is;
        }
    }
    level(text, blocks, shapes, &chosen);
}

fn level(text: &str, blocks: &mut [Block], shapes: &[Shape], chosen: &[bool]) {
    let mut numbered: Option<u8> = None;
    let mut started = false;
    for ((block, shape), chosen) in blocks.iter_mut().zip(shapes).zip(chosen) {
        if let Kind::Heading { level } = block.kind {
            numbered = Some(level);
        } else if *chosen {
            let level = match &shape.sort {
                Some(Sort::Numbers(parts)) => {
                    let level = u8::try_from(parts.len()).unwrap_or(6).min(6);
                    numbered = Some(level);
                    level
                }
                _ => numbered.map_or(if started { 2 } else { 1 }, |level| (level + 1).min(6)),
            };
            block.kind = Kind::Heading { level };
            // Marks around the whole heading are not its words.
            let words = text.get(block.range.clone()).unwrap_or("");
            let inner = bare(words).trim();
            if let Some(skip) = words.find(inner) {
                block.range = block.range.start + skip..block.range.start + skip + inner.len();
            }
        }
        started = true;
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    No,
    Numbered,
    Plain,
}

fn verdict(words: &str, block: &Block, shape: &Shape) -> Verdict {
    let single = shape.lines == 1 && shape.gap_before;
    let alone = single && (shape.gap_after || shape.next_long);
    let bracket = block
        .marker
        .as_ref()
        .is_some_and(|marker| marker.ends_with(')'));
    let count = words.split_whitespace().take(LONGEST.1 + 1).count();
    let long =
        words.len() > LONGEST.0 * 4 || words.chars().count() > LONGEST.0 || count > LONGEST.1;
    let stopped = words.ends_with(['.', ',', ';', ':', '!', '…', '-', '–']);
    let starts = words.starts_with(|first: char| first.is_uppercase() || first.is_numeric());
    if long
        || stopped
        || !starts
        || matches!(
            block.kind,
            Kind::Heading { .. } | Kind::Cell { .. } | Kind::Footnote
        )
    {
        return Verdict::No;
    }
    match &shape.sort {
        Some(Sort::Numbers(parts))
            if single && !bracket && !(shape.bulleted && parts.len() > 1) =>
        {
            Verdict::Numbered
        }
        None if alone && block.kind == Kind::Paragraph && is_title(words) => Verdict::Plain,
        _ => Verdict::No,
    }
}

/// Is the next block a neighbour in the same list, rather than what the numbered title heads?
fn beside(parts: &[u32], next: &Shape, next_verdict: Verdict) -> bool {
    match &next.sort {
        Some(Sort::Numbers(other)) if parts.len() == 1 => {
            other.len() == 1 && (next_verdict == Verdict::Numbered || !next.gap_before)
        }
        Some(Sort::Numbers(other)) => other.len() <= parts.len(),
        _ => false,
    }
}

fn same_length(parts: &[u32], other: &Shape) -> bool {
    matches!(&other.sort, Some(Sort::Numbers(other)) if other.len() == parts.len())
}

/// 5 before 5.1, 5.3 before 5.3.1.
fn is_parent(parts: &[u32], next: &Shape) -> bool {
    matches!(&next.sort, Some(Sort::Numbers(other)) if other.len() > parts.len() && other.starts_with(parts))
}

/// No label ("Date: 3 May"), no address, no greeting, no line of figures.
fn is_title(words: &str) -> bool {
    let first = words
        .split_whitespace()
        .next()
        .unwrap_or("")
        .trim_end_matches(',')
        .to_lowercase();
    let (mut all, mut figures) = (0, 0);
    for word in words.split_whitespace() {
        all += 1;
        figures += usize::from(word.contains(|letter: char| letter.is_ascii_digit()));
    }
    !(words.contains(": ")
        || words.contains(['@', '|', '\t'])
        || words.contains("   ")
        || words.contains("://")
        || words.starts_with(|letter: char| letter.is_numeric())
        || figures * 3 > all
        || GREETINGS.contains(&first.as_str())
        || is_closing(words))
}

fn is_closing(words: &str) -> bool {
    let mut list = words
        .split_whitespace()
        .map(|word| word.trim_end_matches(',').to_lowercase());
    let first = list.next().unwrap_or_default();
    CLOSINGS.contains(&first.as_str()) && list.take(4).count() < 4
}

/// All of it in bold, by its spans or by the marks around it.
fn is_bold(text: &str, block: &Block) -> bool {
    let span = block
        .spans
        .iter()
        .any(|span| span.style == Style::Bold && span.range == block.range);
    span || text
        .get(block.range.clone())
        .is_some_and(|words| words.starts_with("**") && bare(words) != words)
}

/// Without the marks that stand around all of it.
fn bare(words: &str) -> &str {
    for mark in ["***", "**", "__", "*", "_"] {
        if let Some(inner) = words
            .strip_prefix(mark)
            .and_then(|rest| rest.strip_suffix(mark))
            && !inner.is_empty()
            && !inner.contains(mark)
        {
            return inner;
        }
    }
    words
}

/// Was a paragraph torn in two by a page break or a converter? `before` has no end, and `after` has no beginning.
pub(crate) fn is_torn(before: &str, after: &str) -> bool {
    let before = before
        .trim_end()
        .trim_end_matches(['*', '_', ')', ']', '"', '”', '’']);
    let open = before.ends_with(|last: char| last.is_alphanumeric() || last == ',' || last == '-');
    let goes_on = after
        .trim_start_matches(['*', '_', '(', '[', '"', '“', '‘'])
        .starts_with(char::is_lowercase);
    open && goes_on && before.len() >= 40
}
