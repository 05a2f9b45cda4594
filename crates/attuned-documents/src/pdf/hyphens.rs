//! Words broken at the ends of lines: which hyphens the writer typed, and which the program put there.

use std::collections::HashSet;

use super::page_layout::Line;

/// The words of the file, which decide about hyphens at the ends of lines.
pub(super) struct Vocabulary {
    /// In lower case, without those that were broken.
    known: HashSet<String>,
    /// The program that made the file breaks words.
    breaks: bool,
}

impl Vocabulary {
    pub fn of(paragraphs: &[Vec<Line>]) -> Self {
        let lines: Vec<&Line> = paragraphs.iter().flatten().collect();
        let whole = |line: &Line| line.words.len() - usize::from(line.text.ends_with('-'));
        let known = lines
            .iter()
            .flat_map(|line| line.words.iter().take(whole(line)))
            .map(|word| bare(&word.text))
            .collect();
        let mut vocabulary = Self {
            known,
            breaks: false,
        };
        let ends = lines
            .iter()
            .zip(lines.iter().skip(1))
            .filter_map(|(line, next)| {
                Some((
                    line.words.last()?.text.trim().strip_suffix('-')?,
                    next.words.first()?,
                ))
            });
        let (mut all, mut sure) = (0, 0);
        for (part, next) in ends {
            let (head, tail) = (bare(part), bare(&next.text));
            all += 1;
            sure += usize::from(
                vocabulary.has(&format!("{head}{tail}"))
                    && !(vocabulary.has(&head) && vocabulary.has(&tail)),
            );
        }
        // Compounds fall at the end of a line now and then; breaking words does so all the time.
        vocabulary.breaks = sure * 2 > all || all * 30 > lines.len();
        vocabulary
    }

    fn has(&self, word: &str) -> bool {
        self.known.contains(word)
    }

    /// What is left of a word before the line's end when it goes on in the next line: "re-" of "re-pair" is "re", and
    /// "self-" of "self-made" stays. `None` where the next line begins a new word.
    pub fn join<'a>(&self, word: &'a str, next: &str) -> Option<&'a str> {
        if let Some(part) = word.strip_suffix(['\u{ad}', '\u{2010}']) {
            return Some(part);
        }
        let part = word
            .strip_suffix('-')
            .filter(|part| part.ends_with(char::is_alphabetic))?;
        if !next.starts_with(char::is_lowercase) {
            return next.starts_with(char::is_alphabetic).then_some(word);
        }
        let (head, tail) = (bare(part), bare(next));
        if self.has(&format!("{head}{tail}")) {
            return Some(part);
        }
        let compound = self.has(&format!("{head}-{tail}"))
            || part.contains('-')
            || (self.has(&head) && self.has(&tail));
        Some(if compound || !self.breaks { word } else { part })
    }
}

fn bare(text: &str) -> String {
    text.trim_matches(|letter: char| !letter.is_alphanumeric())
        .to_lowercase()
}
