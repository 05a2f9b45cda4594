//! Plain text: the file stays as it is, and blocks point into it.

use crate::furniture::Furniture;
use crate::headings::{self, Shape};
use crate::levels::Levels;
use crate::marker::{self, Found, Sort};
use crate::{Block, Document, Kind, Limits, Place, Problem, inline};

/// One line without its indentation and its end.
#[derive(Clone, Copy)]
struct Line<'a> {
    words: &'a str,
    /// Bytes of the text where the words begin.
    start: usize,
    indent: usize,
    number: u32,
}

pub(crate) fn read(text: String, limits: &Limits) -> Result<Document, Problem> {
    let mut notes = Vec::new();
    let mut reader = Reader {
        text: &text,
        width: width(&text),
        blocks: Vec::new(),
        shapes: Vec::new(),
        levels: Levels::default(),
        gap: false,
        pages: Furniture::find(lines(&text).map(|line| line.words)),
        tables: 0,
        table: None,
        bare: false,
        before: None,
    };
    for line in lines(&text) {
        reader.line(line);
        if reader.blocks.len() > limits.blocks {
            return Err(Problem::TooLarge {
                seems: "a text file",
                what: format!("it holds more than {} paragraphs", limits.blocks),
            });
        }
    }
    reader.settle();
    let Reader {
        mut blocks,
        mut shapes,
        pages,
        ..
    } = reader;
    if blocks.is_empty() {
        return Err(Problem::Empty);
    }
    if let Some(last) = shapes.last_mut() {
        last.gap_after = true;
    }
    headings::promote(&text, &mut blocks, &shapes);
    for block in &mut blocks {
        block.spans = inline::spans(&text, block.range.clone());
    }
    add_margins(&text, &pages, &mut blocks);
    if text.contains('\u{fffd}') {
        notes.push(
            "Some letters in the file were lost before it came to us; they are shown as \u{fffd}."
                .to_owned(),
        );
    }
    Ok(Document {
        text,
        blocks,
        title: None,
        notes,
    })
}

/// Running lines, once each, where no paragraph goes on across them.
fn add_margins(text: &str, pages: &Furniture, blocks: &mut Vec<Block>) {
    if pages.running.is_empty() {
        return;
    }
    for line in lines(text).filter(|line| pages.running.contains(&line.number)) {
        let range = line.start..line.start + line.words.len();
        let at = blocks.partition_point(|block| block.range.start < range.start);
        if at
            .checked_sub(1)
            .and_then(|before| blocks.get(before))
            .is_none_or(|before| before.range.end <= range.start)
        {
            let place = Place {
                line: Some(line.number),
                ..Place::default()
            };
            blocks.insert(
                at,
                Block {
                    kind: Kind::Margin,
                    range,
                    marker: None,
                    spans: Vec::new(),
                    place,
                },
            );
        }
    }
}

fn lines(text: &str) -> impl Iterator<Item = Line<'_>> {
    // Files of the old Mac end their lines with a carriage return alone.
    let end = if text.contains('\n') { '\n' } else { '\r' };
    let mut start = 0;
    text.split(end).zip(1..).map(move |(line, number)| {
        let words = line.trim_start();
        let indent = line
            .chars()
            .take_while(|letter| letter.is_whitespace())
            .map(|letter| if letter == '\t' { 4 } else { 1 })
            .sum();
        let found = Line {
            words: words.trim_end(),
            start: start + line.len() - words.len(),
            indent,
            number,
        };
        start += line.len() + 1;
        found
    })
}

/// The width at which the file wraps its lines, in characters; `None` where each paragraph is one long line.
fn width(text: &str) -> Option<usize> {
    let mut lengths: Vec<usize> = lines(text)
        .filter(|line| !line.words.is_empty())
        .map(|line| line.words.chars().count() + line.indent)
        .collect();
    lengths.sort_unstable();
    lengths
        .get(lengths.len() * 19 / 20)
        .copied()
        .filter(|width| *width <= 120)
}

struct Reader<'a> {
    text: &'a str,
    width: Option<usize>,
    blocks: Vec<Block>,
    shapes: Vec<Shape>,
    levels: Levels,
    /// A blank line stands before the next line.
    gap: bool,
    pages: Furniture,
    tables: u32,
    /// The table that is open, and its next row.
    table: Option<(u32, u32)>,
    /// The last block is so far only a marker that stood alone in its line; its words follow.
    bare: bool,
    /// Length of the line before in characters, while its block can go on.
    before: Option<usize>,
}

impl Reader<'_> {
    fn line(&mut self, line: Line<'_>) {
        let rule = is_rule(line.words);
        if rule && !self.gap && self.underline(line.words) {
            return;
        }
        if self.row(line) {
            return;
        }
        if line.words.is_empty() || rule || self.pages.contains(line.number) {
            if let Some(shape) = self.shapes.last_mut() {
                shape.gap_after = true;
            }
            self.gap = true;
            return;
        }
        if let Some((level, skip)) = hashes(line.words) {
            let words = line
                .words
                .get(skip..)
                .unwrap_or("")
                .trim_end_matches('#')
                .trim_end();
            let line = Line {
                words,
                start: line.start + skip,
                ..line
            };
            let found = marker::find(words).filter(|found| !found.bulleted && !found.weak);
            self.levels.heading(found.as_ref().map(|found| &found.sort));
            self.begin(line, found, Kind::Heading { level });
            self.before = None;
        } else if let Some(found) =
            marker::find(line.words).filter(|found| self.believes(line, found))
        {
            let torn = !self.gap || self.last_words().ends_with(':');
            let kind = self.levels.place(line.indent, &found.sort, torn);
            self.begin(line, Some(found), kind);
        } else if !self.fills(line) && !self.goes_on(line) {
            let kind = self.levels.paragraph(line.indent);
            self.begin(line, None, kind);
        }
        self.gap = false;
    }

    /// A row of a table between bars, as converters write them; the line of dashes makes the row above it a header.
    fn row(&mut self, line: Line<'_>) -> bool {
        let inner = line
            .words
            .strip_prefix('|')
            .and_then(|rest| rest.strip_suffix('|'))
            .filter(|inner| !inner.is_empty());
        let Some(inner) = inner else {
            self.table = None;
            return false;
        };
        self.settle();
        self.levels.clear();
        let first = self.table.is_none();
        let (table, row) = *self.table.get_or_insert_with(|| {
            self.tables += 1;
            (self.tables - 1, 0)
        });
        if row == 1 && inner.chars().all(|letter| "-|: ".contains(letter)) {
            let header = |block: &&mut Block| matches!(block.kind, Kind::Cell { table: own, .. } if own == table);
            for block in self.blocks.iter_mut().rev().take_while(header) {
                block.kind = match block.kind {
                    Kind::Cell {
                        table, row, column, ..
                    } => Kind::Cell {
                        table,
                        row,
                        column,
                        header: true,
                    },
                    _ => continue,
                };
            }
            return true;
        }
        let mut start = line.start + 1;
        for (column, cell) in (0..).zip(inner.split('|')) {
            let words = cell.trim();
            let from = start + (cell.len() - cell.trim_start().len());
            start += cell.len() + 1;
            if !words.is_empty() {
                let kind = Kind::Cell {
                    table,
                    row,
                    column,
                    header: false,
                };
                self.gap |= first;
                self.begin(
                    Line {
                        words,
                        start: from,
                        ..line
                    },
                    None,
                    kind,
                );
            }
        }
        self.table = Some((table, row + 1));
        self.before = None;
        self.gap = true;
        true
    }

    /// A line of "=====" makes the one line before it a heading.
    fn underline(&mut self, marks: &str) -> bool {
        let level = match marks.chars().next() {
            Some('=') => 1,
            Some('-') => 2,
            _ => return false,
        };
        let Some((block, shape)) = self.blocks.last_mut().zip(self.shapes.last_mut()) else {
            return false;
        };
        if shape.lines != 1 || !matches!(block.kind, Kind::Paragraph) || block.range.len() > 120 {
            return false;
        }
        block.kind = Kind::Heading { level };
        shape.gap_after = true;
        self.before = None;
        self.gap = true;
        true
    }

    /// After a blank line a marker is believed; inside a paragraph it may be words that happened to wrap there.
    fn believes(&self, line: Line<'_>, found: &Found) -> bool {
        let run = self.levels.continues(&found.sort);
        if found.weak {
            return run
                || ((self.gap || self.before.is_none())
                    && self.levels.believes(found, line.words));
        }
        let numbered_bullet = found.bulleted && !matches!(found.sort, Sort::Bullet(_));
        if self.gap || self.before.is_none() || run || numbered_bullet {
            return true;
        }
        let ended = self.last_words().ends_with(['.', ':', ';', '?', '!']);
        let room = self.has_room(line);
        match found.sort {
            Sort::Bullet(sign) if !"-–—*+".contains(sign) => true,
            _ if found.sort.begins() => room || ended,
            _ => room && (ended || self.width.is_none()),
        }
    }

    fn last_words(&self) -> &str {
        let words = self
            .blocks
            .last()
            .and_then(|block| self.text.get(block.range.clone()))
            .unwrap_or("");
        words.trim_end_matches(['*', '_', ')', ']', '"', '”', '’'])
    }

    /// Would the line before have had room for the first word of this one? Then somebody ended it on purpose.
    fn has_room(&self, line: Line<'_>) -> bool {
        let Some((width, before)) = self.width.zip(self.before) else {
            return true;
        };
        let first = line
            .words
            .split_whitespace()
            .next()
            .map_or(0, |word| word.chars().count());
        before + 1 + first + 6 <= width
    }

    /// Takes the line as the words of a marker that stood alone, as converters of PDF leave them.
    fn fills(&mut self, line: Line<'_>) -> bool {
        let last = self.blocks.last_mut().zip(self.shapes.last_mut());
        let Some((block, shape)) = last.filter(|_| self.bare) else {
            return false;
        };
        block.range = line.start..line.start + line.words.len();
        shape.gap_after = false;
        self.bare = false;
        self.before = Some(line.indent + line.words.chars().count());
        true
    }

    /// A marker whose words never came is a word itself.
    fn settle(&mut self) {
        if std::mem::take(&mut self.bare)
            && let Some((block, shape)) = self.blocks.last_mut().zip(self.shapes.last_mut())
        {
            block.marker = None;
            block.kind = Kind::Paragraph;
            shape.sort = None;
        }
    }

    /// Adds the line to the last block where it belongs to it.
    fn goes_on(&mut self, line: Line<'_>) -> bool {
        let (Some(block), Some(_)) = (self.blocks.last(), self.before) else {
            return false;
        };
        let hanging = self
            .levels
            .innermost()
            .is_some_and(|indent| line.indent > indent)
            && block.marker.is_some();
        let together = if self.gap {
            headings::is_torn(self.text.get(block.range.clone()).unwrap_or(""), line.words)
        } else {
            hanging || starts_small(line.words) || !self.has_room(line)
        };
        if together && let Some((block, shape)) = self.blocks.last_mut().zip(self.shapes.last_mut())
        {
            block.range.end = line.start + line.words.len();
            shape.lines += 1;
            shape.gap_after = false;
            self.before = Some(line.indent + line.words.chars().count());
        }
        together
    }

    fn begin(&mut self, line: Line<'_>, found: Option<Found>, kind: Kind) {
        self.settle();
        let length = line.indent + line.words.chars().count();
        if let Some(shape) = self.shapes.last_mut() {
            shape.next_long = length * 10 > self.width.unwrap_or(100) * 6;
        }
        let alone = found
            .as_ref()
            .is_some_and(|found| found.words >= line.words.len());
        self.bare = alone && !matches!(kind, Kind::Heading { .. });
        let found = found.filter(|_| !alone || self.bare);
        let skip = found
            .as_ref()
            .map_or(0, |found| if alone { 0 } else { found.words });
        let marker = found
            .as_ref()
            .and_then(|found| line.words.get(found.marker.clone()))
            .map(str::to_owned);
        self.shapes.push(Shape {
            gap_before: self.gap || self.blocks.is_empty(),
            lines: 1,
            bulleted: found.as_ref().is_some_and(|found| found.bulleted),
            sort: found.map(|found| found.sort),
            ..Shape::default()
        });
        self.blocks.push(Block {
            kind,
            range: line.start + skip..line.start + line.words.len(),
            marker,
            spans: Vec::new(),
            place: Place {
                line: Some(line.number),
                ..Place::default()
            },
        });
        self.before = Some(length);
    }
}

/// A lower case letter, behind marks of emphasis or not.
fn starts_small(words: &str) -> bool {
    words
        .trim_start_matches(['*', '_', '[', '('])
        .starts_with(char::is_lowercase)
}

/// "-----", "* * *", "____".
fn is_rule(words: &str) -> bool {
    let Some(first) = words
        .chars()
        .next()
        .filter(|first| "-=_*~".contains(*first))
    else {
        return false;
    };
    words.len() > 2 && words.chars().all(|letter| letter == first || letter == ' ')
}

/// "## Words": the level and the bytes before the words.
fn hashes(line: &str) -> Option<(u8, usize)> {
    let level = line.bytes().take_while(|byte| *byte == b'#').count();
    let rest = line.get(level..)?;
    let words = rest.trim_start();
    let level = u8::try_from(level)
        .ok()
        .filter(|level| (1..=6).contains(level))?;
    (words.len() < rest.len() && !words.is_empty()).then_some((level, line.len() - words.len()))
}
