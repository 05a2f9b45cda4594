//! Page numbers and running lines that converters leave between the paragraphs of a text.

use std::collections::{BTreeSet, HashMap, HashSet};

use crate::writer::is_page_number;

/// Lines of a text, counted from 1, that belong to its pages and not to its words.
#[derive(Default)]
pub(crate) struct Furniture {
    lines: HashSet<u32>,
    /// The first of each running line that is more than a number.
    pub running: Vec<u32>,
}

/// Running lines stand at most this many lines from the number of their page.
const NEAR: usize = 2;

impl Furniture {
    /// `lines` are without their white space. Page numbers stand alone, there are several, and they count on; a running
    /// line is one that stands beside several of them, with no more than figures changed.
    pub fn find<'a>(lines: impl Iterator<Item = &'a str>) -> Self {
        let lines: Vec<(u32, &str)> = (1..)
            .zip(lines)
            .filter(|(_, words)| !words.is_empty())
            .collect();
        // With a gap on both sides in the counting of lines.
        let alone = |at: usize| {
            let number = lines.get(at).map_or(0, |(number, _)| *number);
            let before = at
                .checked_sub(1)
                .and_then(|before| lines.get(before))
                .is_none_or(|(before, _)| before + 1 < number);
            before
                && lines
                    .get(at + 1)
                    .is_none_or(|(after, _)| number + 1 < *after)
        };
        let numbers: Vec<(usize, u32)> = lines
            .iter()
            .enumerate()
            .filter(|(at, (_, words))| is_page_number(words) && alone(*at))
            .filter_map(|(at, (_, words))| {
                Some((
                    at,
                    words
                        .split(|letter: char| !letter.is_ascii_digit())
                        .find_map(|digits| digits.parse().ok())?,
                ))
            })
            .collect();
        let counts = numbers
            .iter()
            .zip(numbers.iter().skip(1))
            .all(|((_, a), (_, b))| a.checked_add(1) == Some(*b));
        if numbers.len() < 2 || !counts {
            return Self::default();
        }
        let mut found = Self {
            lines: numbers
                .iter()
                .filter_map(|(at, _)| lines.get(*at))
                .map(|(number, _)| *number)
                .collect(),
            running: Vec::new(),
        };
        let mut beside: HashMap<String, BTreeSet<u32>> = HashMap::new();
        for (at, _) in &numbers {
            for near in at.saturating_sub(NEAR)..=at + NEAR {
                if let Some((number, words)) =
                    lines.get(near).filter(|_| near != *at && alone(near))
                {
                    beside
                        .entry(without_figures(words))
                        .or_default()
                        .insert(*number);
                }
            }
        }
        // Every other page may have another.
        for running in beside
            .into_values()
            .filter(|running| running.len() > 1 && running.len() * 2 + 1 >= numbers.len())
        {
            found.running.extend(running.first());
            found.lines.extend(running);
        }
        found.running.sort_unstable();
        found
    }

    pub fn contains(&self, line: u32) -> bool {
        self.lines.contains(&line)
    }
}

/// Figures differ from page to page.
pub(crate) fn without_figures(text: &str) -> String {
    let mut out = String::new();
    for letter in text.chars() {
        let letter = if letter.is_ascii_digit() { '#' } else { letter };
        if !(letter == '#' && out.ends_with('#')) {
            out.push(letter);
        }
    }
    out
}
