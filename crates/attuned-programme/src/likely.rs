//! Which paragraphs of an answer may speak of a duty: those that share its rarer words. A hint for the person who judges,
//! and never a verdict.

use std::collections::{BTreeMap, BTreeSet};

use crate::report::Paragraph;

/// How many to show: more would be a search and no longer a hint.
const MOST: usize = 3;
/// Words shared by so many paragraphs say little about any.
const SHORTEST_WORD: usize = 4;

/// The likeliest paragraphs, the best first. Paragraphs that repeat the recommendation itself are left out by their role.
pub fn likely<'a>(duty: &str, paragraphs: &'a [Paragraph]) -> Vec<&'a Paragraph> {
    let answers: Vec<(&Paragraph, BTreeSet<String>)> = paragraphs
        .iter()
        .filter(|paragraph| {
            matches!(
                paragraph.role.as_str(),
                "narrative" | "practice" | "planned" | "implication" | "reply"
            )
        })
        .map(|paragraph| (paragraph, stems(&paragraph.words)))
        .collect();
    let mut spread: BTreeMap<&str, f64> = BTreeMap::new();
    for (_, stems) in &answers {
        for stem in stems {
            *spread.entry(stem).or_default() += 1.0;
        }
    }
    let all = answers.len().max(1) as f64;
    let wanted = stems(duty);
    // The weight of a word is how rare it is among the answers (inverse document frequency), and a paragraph must share
    // two: one rare word in common is mostly chance.
    let mut scored: Vec<(f64, &Paragraph)> = answers
        .iter()
        .filter_map(|(paragraph, stems)| {
            let shared: Vec<f64> = wanted
                .intersection(stems)
                .map(|stem| (all / spread.get(stem.as_str()).copied().unwrap_or(all)).ln())
                .collect();
            (shared.len() >= 2).then(|| (shared.iter().sum(), *paragraph))
        })
        .filter(|(score, _)| *score > 2.0)
        .collect();
    scored.sort_by(|one, other| other.0.total_cmp(&one.0));
    scored
        .into_iter()
        .take(MOST)
        .map(|(_, paragraph)| paragraph)
        .collect()
}

/// Words without their commonest endings, so that "train", "trained" and "training" are one.
fn stems(text: &str) -> BTreeSet<String> {
    text.to_lowercase()
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| word.chars().count() >= SHORTEST_WORD)
        .map(|word| {
            let stem = ["ings", "ing", "ed", "es", "s"]
                .iter()
                .find_map(|ending| word.strip_suffix(ending));
            stem.filter(|stem| stem.chars().count() >= 3)
                .unwrap_or(word)
                .to_owned()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paragraph(number: &str, role: &str, words: &str) -> Paragraph {
        Paragraph {
            id: number.to_owned(),
            report_id: String::new(),
            position: 0,
            number: number.to_owned(),
            anchor: number.to_owned(),
            printed: true,
            level: 1,
            role: role.to_owned(),
            words: words.to_owned(),
        }
    }

    #[test]
    fn the_paragraph_that_shares_rare_words_comes_first_and_the_question_itself_is_left_out() {
        let report = [
            paragraph(
                "4.1",
                "recommendation",
                "that contractors be encouraged to offer training to their staff",
            ),
            paragraph(
                "5.1",
                "narrative",
                "the council serves its residents and staff with care",
            ),
            paragraph(
                "5.2",
                "narrative",
                "money is short and the council must choose",
            ),
            paragraph(
                "5.3",
                "planned",
                "partners and contractors will be encouraged to train the people they employ",
            ),
            paragraph(
                "5.4",
                "narrative",
                "the council met in spring and heard of the parks",
            ),
            paragraph("5.5", "narrative", "a new depot was opened by the council"),
        ];
        let found: Vec<&str> = likely("contractors be encouraged to offer training", &report)
            .iter()
            .map(|one| one.number.as_str())
            .collect();
        assert_eq!(found, ["5.3"]);
        assert!(likely("elected members have support of their own", &report).is_empty());
    }
}
