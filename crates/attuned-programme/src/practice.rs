//! A practice: something that is done already, where, since when, and what shows it.

use attuned_db::{Day, record};

record! {
    pub struct Practice in programme_practice {
        pub position: i64,
        pub what: String,
        pub place: String,
        pub since: String,
        pub words: String,
        pub evidence: String,
        pub evidence_on: Option<Day>,
        pub contact: String,
        pub can_advise: bool,
        /// Other names and spellings, one a line.
        pub aliases: String,
        /// What a search looks through; see [`fold`].
        pub folded: String,
        pub report_id: Option<String>,
        pub paragraph: String,
    }
}

/// Words that name nothing: evidence made of them alone shows nothing that could be checked.
const VAGUE: &[&str] = &[
    "a",
    "all",
    "and",
    "approach",
    "approaches",
    "are",
    "across",
    "activities",
    "activity",
    "been",
    "being",
    "do",
    "good",
    "has",
    "have",
    "in",
    "initiatives",
    "is",
    "it",
    "lots",
    "many",
    "measures",
    "more",
    "number",
    "of",
    "ongoing",
    "our",
    "place",
    "practice",
    "practices",
    "process",
    "processes",
    "procedures",
    "range",
    "several",
    "some",
    "steps",
    "that",
    "the",
    "there",
    "these",
    "things",
    "this",
    "various",
    "ways",
    "we",
    "work",
    "working",
    "yes",
];

impl Practice {
    /// Text for searching, kept beside the record because `lower()` folds only ASCII on SQLite.
    #[must_use]
    pub fn with_fold(mut self) -> Self {
        let all = [
            &self.what,
            &self.place,
            &self.words,
            &self.evidence,
            &self.aliases,
        ]
        .map(String::as_str)
        .join("\n");
        self.folded = fold(&all);
        self
    }

    pub fn is_evidenced(&self) -> bool {
        evidence_problem(&self.evidence).is_none()
    }
}

/// As searched: lower case, one space between words.
pub fn fold(text: &str) -> String {
    text.to_lowercase()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

/// Why words are not yet evidence, if they are not: evidence names a thing that someone could go and look at.
pub fn evidence_problem(evidence: &str) -> Option<&'static str> {
    if evidence.trim().is_empty() {
        return Some("Nothing is recorded yet that shows it.");
    }
    let names_something = evidence
        .to_lowercase()
        .split(|letter: char| !letter.is_alphanumeric())
        .any(|word| word.len() > 1 && !VAGUE.contains(&word));
    if names_something {
        None
    } else {
        Some(
            "This does not name anything yet that someone could look at: a document, a date, a number or a page.",
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn evidence_names_something() {
        assert!(evidence_problem("several processes").is_some());
        assert!(evidence_problem("There are various initiatives in place.").is_some());
        assert!(evidence_problem(" ").is_some());
        assert!(evidence_problem("Inspection report, September 2024").is_none());
        assert!(evidence_problem("Signs of Safety").is_none());
    }

    #[test]
    fn folding_knows_letters_beyond_ascii() {
        assert_eq!(fold("  \u{c9}TUDE  Caf\u{e9}\n"), "\u{e9}tude caf\u{e9}");
    }
}
