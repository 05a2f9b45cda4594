//! Builds a document block by block, for formats whose text is not the file's own.

use std::collections::HashSet;

use crate::hyphens::Vocabulary;
use crate::levels::Levels;
use crate::marker::{self, Sort};
use crate::{Block, Document, Kind, Limits, Place, Problem, Span, Style};

pub(crate) const TRACKED: &str =
    "Tracked changes are read as accepted: insertions are in, deletions are left out.";
pub(crate) const CONTENTS: &str =
    "The table of contents is left out, since its words stand again as headings.";

/// One text, grown at its end. Blocks are separated by a line break; empty ones are left out.
pub(crate) struct Writer<'a> {
    seems: &'static str,
    limits: &'a Limits,
    document: Document,
    open: Option<Block>,
    /// Styles that hold from here on, with the byte where each began.
    active: Vec<(Style, usize)>,
    /// White space is collapsed, as a browser does.
    pub collapse: bool,
    paragraphs: u32,
    full: bool,
}

impl<'a> Writer<'a> {
    pub fn new(seems: &'static str, limits: &'a Limits) -> Self {
        Self {
            seems,
            limits,
            document: Document::default(),
            open: None,
            active: Vec::new(),
            collapse: false,
            paragraphs: 0,
            full: false,
        }
    }

    /// Ends the open block and begins another.
    pub fn open(&mut self, kind: Kind, marker: Option<String>, place: Place) {
        self.close();
        let start = self.document.text.len();
        for (_, from) in &mut self.active {
            *from = start;
        }
        self.paragraphs = self.paragraphs.saturating_add(1);
        self.open = Some(Block {
            kind,
            range: start..start,
            marker,
            spans: Vec::new(),
            place,
        });
    }

    /// Goes on with the last block, as when its paragraph was torn in two. Does nothing where there is none.
    pub fn reopen(&mut self) {
        self.close();
        if let Some(block) = self.document.blocks.pop() {
            self.document.text.truncate(block.range.end);
            self.document.text.push(' ');
            let start = self.document.text.len();
            for (_, from) in &mut self.active {
                *from = start;
            }
            self.open = Some(block);
        }
    }

    pub fn is_open(&self) -> bool {
        self.open.is_some()
    }

    pub fn opened(&mut self) -> Option<&mut Block> {
        self.open.as_mut()
    }

    /// The words of the open block so far.
    pub fn words(&self) -> &str {
        self.open
            .as_ref()
            .and_then(|block| self.document.text.get(block.range.start..))
            .unwrap_or("")
    }

    /// How many blocks are closed.
    pub fn len(&self) -> usize {
        self.document.blocks.len()
    }

    pub fn last(&self) -> Option<&Block> {
        self.document.blocks.last()
    }

    pub fn text(&self) -> &str {
        &self.document.text
    }

    /// Adds words to the open block. Soft hyphens and marks without width go, no-break spaces become spaces.
    pub fn push(&mut self, words: &str) {
        let Some(block) = &self.open else { return };
        if self.document.text.len() + words.len() > self.limits.text_bytes {
            self.full = true;
            return;
        }
        let start = block.range.start;
        for letter in words.chars() {
            let text = &mut self.document.text;
            match letter {
                '\u{ad}' | '\u{200b}' | '\u{feff}' | '\u{2060}' => {}
                '\n' if !self.collapse => {
                    if text.len() > start {
                        text.push('\n');
                    }
                }
                _ if letter.is_whitespace() => {
                    let again = text.len() == start
                        || (self.collapse && text.ends_with([' ', '\n']))
                        || text.ends_with('\n');
                    if !again {
                        text.push(if letter == '\t' && !self.collapse {
                            '\t'
                        } else {
                            ' '
                        });
                    }
                }
                _ if letter.is_control() => {}
                _ => text.push(letter),
            }
        }
    }

    /// Before the words of a new line: takes back the space, and the hyphen of a word that was broken there.
    pub fn join_hyphen(&mut self, next: &str, known: &Vocabulary) {
        let end = self.words().trim_end();
        let Some(word) = end
            .split_whitespace()
            .next_back()
            .filter(|word| word.ends_with('-'))
        else {
            return;
        };
        let Some(kept) = next
            .split_whitespace()
            .next()
            .and_then(|next| known.join(word, next))
        else {
            return;
        };
        let cut = self.words().len() - end.len() + word.len() - kept.len();
        self.document.text.truncate(self.document.text.len() - cut);
    }

    /// A line break inside a block.
    pub fn break_line(&mut self) {
        let Some(block) = &self.open else { return };
        let start = block.range.start;
        let end = self
            .document
            .text
            .trim_end_matches([' ', '\t'])
            .len()
            .max(start);
        self.document.text.truncate(end);
        if end > start && !self.document.text.ends_with('\n') {
            self.document.text.push('\n');
        }
    }

    /// From here on exactly these styles hold.
    pub fn apply(&mut self, wanted: &[Style]) {
        let end = self.document.text.len();
        let active = std::mem::take(&mut self.active);
        for (style, from) in active {
            if wanted.contains(&style) {
                self.active.push((style, from));
            } else {
                self.span(style, from, end);
            }
        }
        for style in wanted {
            if !self.active.iter().any(|(active, _)| active == style) {
                self.active.push((style.clone(), end));
            }
        }
    }

    fn span(&mut self, style: Style, from: usize, end: usize) {
        if let Some(block) = &mut self.open
            && from < end
        {
            block.spans.push(Span {
                range: from..end,
                style,
            });
        }
    }

    /// Ends the open block. One without words leaves nothing behind and gives `false`.
    pub fn close(&mut self) -> bool {
        let held: Vec<Style> = self.active.iter().map(|(style, _)| style.clone()).collect();
        self.apply(&[]);
        let kept = self.keep();
        let end = self.document.text.len();
        self.active = held.into_iter().map(|style| (style, end)).collect();
        kept
    }

    fn keep(&mut self) -> bool {
        let Some(mut block) = self.open.take() else {
            return false;
        };
        let text = &mut self.document.text;
        let end = text.trim_end().len().max(block.range.start);
        text.truncate(end);
        if end == block.range.start {
            return false;
        }
        if self.document.blocks.len() >= self.limits.blocks {
            self.full = true;
            text.truncate(block.range.start);
            return false;
        }
        block.range.end = end;
        block.spans = tidy(text, block.spans, end);
        text.push('\n');
        self.document.blocks.push(block);
        true
    }

    /// Splits off a number or bullet that somebody typed at the start of the open paragraph or heading. Gives its sort,
    /// and whether it stood behind a bullet. `close` is as for [`Levels::place`].
    pub fn typed_marker(
        &mut self,
        levels: &mut Levels,
        indent: usize,
        close: bool,
    ) -> Option<(Sort, bool)> {
        let found =
            marker::find(self.words()).filter(|found| levels.believes(found, self.words()))?;
        let text = &mut self.document.text;
        let block = self.open.as_mut()?;
        let start = block.range.start;
        let heading = matches!(block.kind, Kind::Heading { .. });
        let wanted = matches!(block.kind, Kind::Paragraph | Kind::ListItem { .. })
            || (heading && !found.bulleted);
        // A number typed behind a bullet is what readers call the paragraph by.
        let marked = block.marker.is_some();
        let taken = block
            .marker
            .as_ref()
            .is_some_and(|marker| marker.contains(char::is_alphanumeric) || found.bulleted);
        if !wanted || taken || text.len() <= start + found.words {
            return None;
        }
        block.marker = text
            .get(start + found.marker.start..start + found.marker.end)
            .map(str::to_owned);
        if heading {
            levels.heading(Some(&found.sort));
        } else {
            block.kind = levels.place(indent, &found.sort, close);
        }
        text.drain(start..start + found.words);
        let back = |at: usize| at.saturating_sub(found.words).max(start);
        for span in &mut block.spans {
            span.range = back(span.range.start)..back(span.range.end);
        }
        for (_, from) in &mut self.active {
            *from = back(*from);
        }
        Some((found.sort, found.bulleted || marked))
    }

    /// Leaves of the margins that were written only one of each, and none that holds nothing but a page number.
    pub fn drop_repeated_margins(&mut self) {
        self.close();
        let mut known: HashSet<String> = HashSet::new();
        let text = &self.document.text;
        self.document.blocks.retain(|block| {
            if block.kind != Kind::Margin {
                return true;
            }
            let words = text
                .get(block.range.clone())
                .unwrap_or("")
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" ");
            !is_page_number(&words) && known.insert(words)
        });
    }

    pub fn note(&mut self, note: &str) {
        if !self.document.notes.iter().any(|known| known == note) {
            self.document.notes.push(note.to_owned());
        }
    }

    pub fn title(&mut self, title: &str) {
        let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
        if !title.is_empty() {
            self.document.title = Some(title);
        }
    }

    /// Nothing more fits; readers may stop early.
    pub fn is_full(&self) -> bool {
        self.full
    }

    pub fn finish(mut self) -> Result<Document, Problem> {
        self.close();
        if self.full {
            let what = format!(
                "it holds more than {} paragraphs or {} MB of words",
                self.limits.blocks,
                self.limits.text_bytes >> 20
            );
            return Err(Problem::TooLarge {
                seems: self.seems,
                what,
            });
        }
        if self.document.blocks.is_empty() {
            return Err(Problem::NoWords { seems: self.seems });
        }
        Ok(self.document)
    }
}

/// Spans without the white space at their ends, in order, inside the block.
pub(crate) fn tidy(text: &str, spans: Vec<Span>, end: usize) -> Vec<Span> {
    let mut spans: Vec<Span> = spans
        .into_iter()
        .filter_map(|span| {
            let range = span.range.start..span.range.end.min(end);
            let words = text.get(range.clone())?;
            let start = range.start + (words.len() - words.trim_start().len());
            let words = words.trim();
            (!words.is_empty()).then(|| Span {
                range: start..start + words.len(),
                style: span.style,
            })
        })
        .collect();
    spans.sort_by_key(|span| (span.range.start, span.range.end));
    spans
}

/// "Page 3 of 12", "- 3 -", "p. iv": nothing that anyone reads for its words.
pub(crate) fn is_page_number(words: &str) -> bool {
    const AROUND: &[&str] = &["page", "pages", "of", "p", "pg", "pp"];
    let number = |word: &str| {
        word.len() < 5
            && (word.chars().all(|letter| letter.is_ascii_digit()) || marker::roman(word).is_some())
    };
    let plain = |letter: char| {
        letter.is_alphanumeric() || letter.is_whitespace() || "-–—|./,".contains(letter)
    };
    words.len() < 40
        && words.chars().all(plain)
        && words
            .split(|letter: char| !letter.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_lowercase)
            .all(|word| AROUND.contains(&word.as_str()) || number(&word))
}
