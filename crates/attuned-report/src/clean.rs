//! A block's words without text marks: `**bold**`, `*italic*`, `[a link](address)`, a back-slashed bracket.
//!
//! The document keeps the file's text as it is, so that offsets agree; a person reads it without the marks.

use std::ops::Range;

use attuned_documents::{Span, Style};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Look {
    Bold,
    Italic,
    Link,
}

/// A styled part of a cleaned text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Run {
    pub range: Range<usize>,
    pub look: Look,
    pub address: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Clean {
    pub text: String,
    pub runs: Vec<Run>,
}

impl Clean {
    pub(crate) fn is_all(&self, look: Look) -> bool {
        let covered: usize = self
            .runs
            .iter()
            .filter(|run| run.look == look)
            .map(|run| run.range.len())
            .sum();
        !self.text.is_empty() && covered + 2 >= self.text.len()
    }

    /// The styled words that the text begins with.
    pub(crate) fn opening(&self, look: Look) -> Option<&str> {
        self.runs
            .iter()
            .find(|run| run.look == look && run.range.start == 0)
            .and_then(|run| self.text.get(run.range.clone()))
    }

    pub(crate) fn address(&self) -> Option<&str> {
        self.runs.iter().find_map(|run| run.address.as_deref())
    }

    /// The text from byte `at` on, with its runs.
    pub(crate) fn from(&self, at: usize) -> Clean {
        let rest = self.text.get(at..).unwrap_or("");
        let text = rest.trim_start();
        let gone = at + rest.len() - text.len();
        let runs = self.runs.iter().filter(|run| run.range.end > gone);
        let runs = runs.map(|run| Run {
            range: run.range.start.saturating_sub(gone)..run.range.end - gone,
            ..run.clone()
        });
        Clean {
            text: text.to_owned(),
            runs: runs.collect(),
        }
    }

    /// Takes up another text after a space.
    pub(crate) fn join(&mut self, other: &Clean) {
        if !self.text.is_empty() && !other.text.is_empty() {
            self.text.push(' ');
        }
        let by = self.text.len();
        self.text.push_str(&other.text);
        self.runs.extend(other.runs.iter().map(|run| Run {
            range: run.range.start + by..run.range.end + by,
            ..run.clone()
        }));
    }
}

/// Cleans `raw`, which begins at byte `start` of the document; `spans` are the document's own.
pub(crate) fn clean(raw: &str, start: usize, spans: &[Span]) -> Clean {
    let mut out = Clean::default();
    let mut open_bold: Option<usize> = None;
    let mut open_italic: Option<usize> = None;
    // For each raw byte where a character begins: the byte of the clean text it went to.
    let mut moved: Vec<(usize, usize)> = Vec::new();
    let mut at = 0;
    while let Some(letter) = raw.get(at..).and_then(|rest| rest.chars().next()) {
        let rest = raw.get(at..).unwrap_or("");
        moved.push((at, out.text.len()));
        if let Some(after) = rest
            .strip_prefix("**")
            .or_else(|| rest.strip_prefix("__").filter(|_| edge(raw, at, 2)))
        {
            if toggles(after, open_bold.is_some(), raw, at) {
                flip(&mut open_bold, Look::Bold, &mut out);
                at += 2;
                continue;
            }
        } else if letter == '*' || (letter == '_' && edge(raw, at, 1)) {
            if toggles(rest.get(1..).unwrap_or(""), open_italic.is_some(), raw, at) {
                flip(&mut open_italic, Look::Italic, &mut out);
                at += 1;
                continue;
            }
            // What a page break cut off from its opening mark.
            if letter == '*'
                && rest.trim_matches('*').is_empty()
                && out
                    .text
                    .ends_with(|last: char| !last.is_numeric() && last != ' ')
            {
                break;
            }
        } else if letter == '[' {
            if let Some((label, address, length)) = link(rest) {
                let inner = clean(label, 0, &[]);
                let from = out.text.len();
                out.text.push_str(&inner.text);
                out.runs.push(Run {
                    range: from..out.text.len(),
                    look: Look::Link,
                    address: Some(address.to_owned()),
                });
                at += length;
                continue;
            }
        } else if letter == '\\'
            && let Some(next) = rest.chars().nth(1).filter(char::is_ascii_punctuation)
        {
            out.text.push(next);
            at += 2;
            continue;
        }
        if letter.is_whitespace() {
            if !out.text.is_empty() && !out.text.ends_with(' ') {
                out.text.push(' ');
            }
        } else if !is_furniture(letter) {
            out.text.push(letter);
        }
        at += letter.len_utf8();
    }
    moved.push((raw.len(), out.text.len()));
    for (open, look) in [(open_bold, Look::Bold), (open_italic, Look::Italic)] {
        // A mark that a page break left open styles the rest.
        if let Some(from) = open {
            out.runs.push(Run {
                range: from..out.text.len(),
                look,
                address: None,
            });
        }
    }
    for span in spans {
        let place = |byte: usize| {
            let byte = byte.saturating_sub(start);
            let index = moved.partition_point(|(raw, _)| *raw < byte);
            moved.get(index).map_or(out.text.len(), |(_, clean)| *clean)
        };
        let range = place(span.range.start)..place(span.range.end);
        let (look, address) = match &span.style {
            Style::Bold => (Look::Bold, None),
            Style::Italic => (Look::Italic, None),
            Style::Link { address } => (Look::Link, Some(address.clone())),
        };
        let known = out.runs.iter().any(|run| {
            run.look == look && run.range.start <= range.start && run.range.end >= range.end
        });
        if !known && !range.is_empty() {
            out.runs.push(Run {
                range,
                look,
                address,
            });
        }
    }
    let kept = out.text.trim_end().len();
    out.text.truncate(kept);
    for run in &mut out.runs {
        run.range.end = run.range.end.min(kept);
        run.range.start = run.range.start.min(run.range.end);
    }
    out.runs.retain(|run| !run.range.is_empty());
    out.runs.sort_by_key(|run| run.range.start);
    out
}

/// Soft hyphens, zero-width spaces and byte-order marks are for machines.
fn is_furniture(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{feff}')
        || (letter.is_control() && letter != '\n')
}

/// Whether a mark at `at` opens before a word, or closes after one.
fn toggles(after: &str, open: bool, raw: &str, at: usize) -> bool {
    let next = after.chars().next();
    let before = raw.get(..at).and_then(|part| part.chars().next_back());
    if open {
        before.is_some_and(|letter| !letter.is_whitespace())
    } else {
        next.is_some_and(|letter| !letter.is_whitespace())
            && !before.is_some_and(char::is_alphanumeric)
    }
}

/// An underscore is a mark only at the edge of a word: `snake_case` and `name_surname@` are none.
fn edge(raw: &str, at: usize, length: usize) -> bool {
    let before = raw.get(..at).and_then(|part| part.chars().next_back());
    let after = raw.get(at + length..).and_then(|part| part.chars().next());
    !(before.is_some_and(char::is_alphanumeric) && after.is_some_and(char::is_alphanumeric))
}

fn flip(open: &mut Option<usize>, look: Look, out: &mut Clean) {
    match open.take() {
        Some(from) if from < out.text.len() => out.runs.push(Run {
            range: from..out.text.len(),
            look,
            address: None,
        }),
        Some(_) => {}
        None => *open = Some(out.text.len()),
    }
}

/// `[label](address)` at the start of `rest`: label, address and length in bytes. Long ones are not looked for, to stay linear.
fn link(rest: &str) -> Option<(&str, &str, usize)> {
    let window = rest.get(
        ..rest
            .char_indices()
            .nth(600)
            .map_or(rest.len(), |(at, _)| at),
    )?;
    let close = window.find("](")?;
    let label = window.get(1..close)?;
    if label.contains('[') {
        return None;
    }
    let inside = window.get(close + 2..)?;
    let end = inside.find(')')?;
    let address = inside.get(..end)?;
    (!address.contains(char::is_whitespace)).then_some((label, address, close + 2 + end + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_go_and_the_looks_stay() {
        let found = clean(
            "**Safety** - *The aim*, see [the plan](https://a.example/p) \\(2024\\)",
            0,
            &[],
        );
        assert_eq!(found.text, "Safety - The aim, see the plan (2024)");
        assert_eq!(found.opening(Look::Bold), Some("Safety"));
        assert_eq!(found.address(), Some("https://a.example/p"));
    }

    #[test]
    fn marks_that_are_not_marks_stay() {
        for text in [
            "4 * 5 = 20",
            "jo_b@x.example",
            "see [1] above",
            "a * b",
            "5* hotel",
            "snake_case_name",
        ] {
            assert_eq!(clean(text, 0, &[]).text, text);
        }
    }

    #[test]
    fn white_space_becomes_single_spaces() {
        assert_eq!(
            clean("  one\n two\t three\u{ad} ", 0, &[]).text,
            "one two three"
        );
    }

    #[test]
    fn spans_of_the_document_are_moved_along() {
        let spans = [Span {
            range: 12..16,
            style: Style::Bold,
        }];
        let found = clean("a  bold word", 9, &spans);
        assert_eq!(found.opening(Look::Bold), None);
        assert_eq!(
            found
                .runs
                .first()
                .and_then(|run| found.text.get(run.range.clone())),
            Some("bold")
        );
    }
}
