//! Words broken at the ends of lines: which hyphens the writer typed, and which a program put there.

use std::collections::HashSet;

/// The words of the file, which decide about hyphens at the ends of lines.
pub(crate) struct Vocabulary {
    /// In lower case, without those that were broken.
    known: HashSet<String>,
    /// The program that made the file breaks words.
    breaks: bool,
}

/// Beginnings of compounds that keep their hyphen.
const BEGINNINGS: &[&str] = &[
    "all", "anti", "co", "cross", "ex", "full", "half", "high", "inter", "long", "low", "multi",
    "non", "off", "on", "one", "over", "part", "post", "pre", "re", "self", "semi", "short", "sub",
    "two", "three", "under", "well",
];

impl Vocabulary {
    /// From the words of each line.
    pub fn of<'a, L: Iterator<Item = &'a str>>(lines: impl Iterator<Item = L> + Clone) -> Self {
        let mut known = HashSet::new();
        // A word broken at the end of the line before, until its rest is met.
        let mut broken: Option<&str> = None;
        let mut ends: Vec<(String, String)> = Vec::new();
        let mut count = 0_usize;
        for line in lines {
            count += 1;
            let mut words = line.peekable();
            while let Some(word) = words.next() {
                if let Some(part) = broken.take() {
                    ends.push((bare(part), bare(word)));
                } else if words.peek().is_none() && word.ends_with('-') {
                    broken = Some(word);
                } else {
                    known.insert(bare(word));
                }
            }
        }
        let mut vocabulary = Self {
            known,
            breaks: false,
        };
        let sure = |(head, tail): &&(String, String)| {
            vocabulary.has(&format!("{head}{tail}"))
                && !(vocabulary.has(head) && vocabulary.has(tail))
        };
        let sure = ends.iter().filter(sure).count();
        // Compounds fall at the end of a line now and then; breaking words does so all the time.
        vocabulary.breaks = sure * 2 > ends.len() || ends.len() * 30 > count;
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
        let whole = self.has(&head) || self.has(&tail);
        let keep = compound || BEGINNINGS.contains(&head.as_str()) || (whole && !self.breaks);
        Some(if keep { word } else { part })
    }
}

fn bare(text: &str) -> String {
    text.trim_matches(|letter: char| !letter.is_alphanumeric())
        .to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(text: &str, word: &str, next: &str) -> Option<String> {
        let vocabulary = Vocabulary::of(text.lines().map(str::split_whitespace));
        vocabulary
            .join(word, next)
            .map(|part| format!("{part}{next}"))
    }

    #[test]
    fn the_words_of_the_file_decide() {
        assert_eq!(
            joined("They mend and repair halls.", "re-", "pair").as_deref(),
            Some("repair")
        );
        assert_eq!(
            joined("A trauma-informed team.", "trauma-", "informed").as_deref(),
            Some("trauma-informed")
        );
        assert_eq!(
            joined("The warm hall is made of oak.", "hall-", "made").as_deref(),
            Some("hall-made")
        );
        assert_eq!(
            joined("Nothing to go by.", "neg-", "lected").as_deref(),
            Some("neglected")
        );
        assert_eq!(
            joined("Nothing to go by.", "pre-", "recorded").as_deref(),
            Some("pre-recorded")
        );
        assert_eq!(
            joined("Nothing to go by.", "Smith-", "Jones").as_deref(),
            Some("Smith-Jones")
        );
        assert_eq!(joined("Nothing to go by.", "halls", "and"), None);
        assert_eq!(joined("Nothing to go by.", "2030-", "31"), None);
    }
}
