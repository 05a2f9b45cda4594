//! How deep a list item lies, from its indentation and from the runs of markers around it.

use crate::Kind;
use crate::marker::{Found, Sort};

/// The lists that are open at this point of a text.
#[derive(Default)]
pub(crate) struct Levels {
    /// Indentation and last marker of each, outermost first.
    open: Vec<(usize, Sort)>,
    /// The last paragraph number ("5.3.1").
    number: Option<Sort>,
}

impl Levels {
    pub fn clear(&mut self) {
        self.open.clear();
    }

    /// A heading ends every list; its number begins the numbers of its paragraphs.
    pub fn heading(&mut self, sort: Option<&Sort>) {
        self.open.clear();
        if let Some(sort @ Sort::Numbers(_)) = sort {
            self.number = Some(sort.clone());
        }
    }

    /// Is a marker at the start of a block what it seems? One that could be words needs a run, or, for the first letter
    /// of one, more words behind it than a name has.
    pub fn believes(&self, found: &Found, line: &str) -> bool {
        const SENTENCE: usize = 60;
        let letter = matches!(found.sort, Sort::Letters(_)) && found.sort.begins();
        !found.weak
            || self.continues(&found.sort)
            || (letter && line.len() >= found.words + SENTENCE)
    }

    /// Is this the next marker of a list that is open here?
    pub fn continues(&self, sort: &Sort) -> bool {
        self.open
            .iter()
            .map(|(_, last)| last)
            .chain(&self.number)
            .any(|last| sort.follows(last))
    }

    pub fn innermost(&self) -> Option<usize> {
        self.open.last().map(|(indent, _)| *indent)
    }

    /// The kind of a block that begins with a marker. `close` says that nothing separates it from the item before, so
    /// that another sort of marker at the same indentation is a list inside that item.
    pub fn place(&mut self, indent: usize, sort: &Sort, close: bool) -> Kind {
        if sort.is_paragraph_number() {
            self.open.clear();
            self.number = Some(sort.clone());
            return Kind::Paragraph;
        }
        while self.open.last().is_some_and(|(top, _)| *top > indent) {
            self.open.pop();
        }
        let run = self
            .open
            .iter()
            .rposition(|(level, last)| *level == indent && sort.follows(last));
        if let Some(at) = run {
            self.open.truncate(at + 1);
        }
        match self.open.last_mut() {
            Some((top, last))
                if *top == indent
                    && (run.is_some() || !close || !sort.begins() || alike(last, sort)) =>
            {
                *last = sort.clone()
            }
            _ => self.open.push((indent, sort.clone())),
        }
        // Depths past 255 are no longer a list that anyone reads.
        let depth = u8::try_from(self.open.len().saturating_sub(1)).unwrap_or(u8::MAX);
        if self.open.len() > 256 {
            self.open.truncate(256);
        }
        Kind::ListItem {
            depth,
            ordered: !matches!(sort, Sort::Bullet(_)),
        }
    }

    /// The kind of a block without a marker: a further paragraph of an item when it is indented under one.
    pub fn paragraph(&mut self, indent: usize) -> Kind {
        while self.open.last().is_some_and(|(top, _)| *top >= indent) {
            self.open.pop();
        }
        match self.open.last() {
            Some((_, sort)) => Kind::ListItem {
                depth: u8::try_from(self.open.len() - 1).unwrap_or(u8::MAX),
                ordered: !matches!(sort, Sort::Bullet(_)),
            },
            None => Kind::Paragraph,
        }
    }
}

fn alike(a: &Sort, b: &Sort) -> bool {
    match (a, b) {
        (Sort::Bullet(a), Sort::Bullet(b)) => a == b,
        _ => std::mem::discriminant(a) == std::mem::discriminant(b),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn depths(items: &[(usize, &str)]) -> Vec<u8> {
        let mut levels = Levels::default();
        items
            .iter()
            .filter_map(|(indent, line)| {
                match levels.place(*indent, &crate::marker::find(line)?.sort, true) {
                    Kind::ListItem { depth, .. } => Some(depth),
                    _ => None,
                }
            })
            .collect()
    }

    #[test]
    fn indentation_nests() {
        assert_eq!(
            depths(&[
                (0, "- a"),
                (1, "- b"),
                (1, "- c"),
                (0, "- d"),
                (4, "- e"),
                (8, "- f"),
                (2, "- g")
            ]),
            [0, 1, 1, 0, 1, 2, 1]
        );
    }

    #[test]
    fn another_marker_nests_without_indentation() {
        assert_eq!(
            depths(&[
                (0, "1. a"),
                (0, "(a) b"),
                (0, "(b) c"),
                (0, "2. d"),
                (0, "- e"),
                (0, "3. f")
            ]),
            [0, 1, 1, 0, 1, 0]
        );
    }

    #[test]
    fn a_letter_run_passes_through_i() {
        assert_eq!(
            depths(&[(0, "(h) a"), (0, "(i) b"), (0, "(j) c")]),
            [0, 0, 0]
        );
        assert_eq!(
            depths(&[(0, "(a) a"), (2, "(i) b"), (2, "(ii) c"), (0, "(b) c")]),
            [0, 1, 1, 0]
        );
    }
}
