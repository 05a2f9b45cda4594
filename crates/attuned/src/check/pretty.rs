//! For someone who is not an engineer: the passage, why it may hurt, what could stand instead.

use std::fmt::Write as _;

use attuned_language::{Presence, Severity};

use super::reviewed::{Outcome, Placed, Reviewed};
use crate::out::wrapped;

const WIDTH: usize = 92;

struct Ink(bool);

impl Ink {
    fn paint(&self, code: &str, text: &str) -> String {
        if self.0 {
            format!("\u{1b}[{code}m{text}\u{1b}[0m")
        } else {
            text.to_owned()
        }
    }
}

/// What a severity is called when it is read and not counted.
pub fn weight(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "likely to hurt",
        Severity::Warning => "costs trust",
        Severity::Suggestion => "could read better",
    }
}

pub fn letters(outcome: &Outcome, colours: bool) -> String {
    let ink = Ink(colours);
    let mut out = String::new();
    for document in &outcome.documents {
        letter(&mut out, document, &ink);
    }
    if outcome.documents.len() > 1 {
        let _ = writeln!(out, "{}", ink.paint("1", &summary(outcome)));
    }
    out
}

fn letter(out: &mut String, document: &Reviewed, ink: &Ink) {
    let guessed = if document.kind_is_guessed {
        ", by the look of it"
    } else {
        ""
    };
    let age = if document.measures.reading_age > 0.0 {
        format!(", reading age {:.0}", document.measures.reading_age)
    } else {
        String::new()
    };
    let _ = writeln!(out, "{}", ink.paint("1", &document.file));
    let _ = writeln!(
        out,
        "A {}{guessed}: {} words{age}. {}",
        document.kind.name().replace('-', " "),
        document.measures.words,
        counts(document)
    );
    for note in &document.notes {
        let _ = writeln!(out, "Note: {}", wrapped(note, WIDTH, 6));
    }
    out.push('\n');
    for placed in &document.findings {
        finding(out, document, placed, ink);
    }
    for (placed, reason) in &document.kept {
        let quote = squeeze(placed.finding.quote(&document.text));
        let _ = writeln!(
            out,
            "  Kept: \u{201c}{quote}\u{201d} {}\n",
            wrapped(&format!("({reason})"), WIDTH, 4)
        );
    }
    let asked: Vec<_> = document
        .rubric
        .iter()
        .filter(|answer| answer.value != Presence::NotApplicable)
        .collect();
    if !asked.is_empty() {
        let present = asked
            .iter()
            .filter(|answer| answer.value == Presence::Present)
            .count();
        let _ = writeln!(
            out,
            "  {}",
            ink.paint(
                "1",
                &format!(
                    "The letter as a whole: {present} of {} questions answered yes",
                    asked.len()
                )
            )
        );
        for answer in asked {
            let yes = answer.value == Presence::Present;
            let quote = answer
                .quote
                .and_then(|(start, end)| document.text.get(start..end))
                .map(squeeze);
            let shown = match (&quote, yes) {
                (Some(quote), _) => format!("\u{201c}{quote}\u{201d}"),
                (None, true) => String::new(),
                (None, false) => "no quote found".to_owned(),
            };
            let _ = writeln!(
                out,
                "    {} {}",
                if yes {
                    ink.paint("32", "yes")
                } else {
                    ink.paint("33", "no ")
                },
                wrapped(answer.criterion.question(), WIDTH, 8)
            );
            if !shown.is_empty() {
                let _ = writeln!(
                    out,
                    "        {}",
                    ink.paint("2", &wrapped(&shown, WIDTH, 8))
                );
            }
        }
        out.push('\n');
    }
}

fn finding(out: &mut String, document: &Reviewed, placed: &Placed, ink: &Ink) {
    let finding = &placed.finding;
    let code = match finding.severity {
        Severity::Error => "1;31",
        Severity::Warning => "33",
        Severity::Suggestion => "36",
    };
    let place = match (placed.page, placed.paragraph) {
        (Some(page), _) => format!("page {page}"),
        (None, Some(paragraph))
            if document.file.ends_with("docx") || document.file.ends_with("odt") =>
        {
            format!("paragraph {paragraph}")
        }
        _ => format!("line {}", placed.line),
    };
    let _ = writeln!(
        out,
        "  {}  {}, {}",
        ink.paint(
            code,
            &format!("\u{201c}{}\u{201d}", squeeze(finding.quote(&document.text)))
        ),
        weight(finding.severity),
        place
    );
    let _ = writeln!(out, "      {}", wrapped(finding.message(), WIDTH, 6));
    let _ = writeln!(
        out,
        "      {}",
        ink.paint("2", &wrapped(finding.why(), WIDTH, 6))
    );
    if finding.card.set_by_law {
        let _ = writeln!(
            out,
            "      Set by law: keep the words, and explain them beside it."
        );
    }
    for (position, suggestion) in finding.suggestions.iter().take(3).enumerate() {
        let lead = if position == 0 {
            "Could be:"
        } else {
            "      or:"
        };
        let _ = writeln!(out, "      {lead} {}", wrapped(suggestion, WIDTH, 16));
    }
    let _ = writeln!(
        out,
        "      {}\n",
        ink.paint(
            "2",
            &format!(
                "{} \u{b7} {} \u{b7} {}",
                finding.rule(),
                finding.card.principle.name(),
                finding.card.quality.name()
            )
        )
    );
}

/// A passage on one line, its middle left out where it is long.
fn squeeze(passage: &str) -> String {
    let words: Vec<&str> = passage.split_whitespace().collect();
    match words.as_slice() {
        [start @ .., _, _, _, _, _, _] if start.len() > 14 => {
            let end = words
                .iter()
                .skip(words.len() - 6)
                .copied()
                .collect::<Vec<_>>()
                .join(" ");
            format!(
                "{} \u{2026} {end}",
                words.iter().take(12).copied().collect::<Vec<_>>().join(" ")
            )
        }
        _ => words.join(" "),
    }
}

fn counts(document: &Reviewed) -> String {
    let (errors, warnings, suggestions) = document.harm();
    if errors + warnings + suggestions == 0 {
        return "Nothing stood out.".to_owned();
    }
    format!(
        "{errors} likely to hurt, {warnings} that cost trust, {suggestions} that could read better."
    )
}

fn summary(outcome: &Outcome) -> String {
    let total = |severity| {
        outcome
            .documents
            .iter()
            .map(|document| document.count(severity))
            .sum::<usize>()
    };
    let letters = outcome.documents.len();
    format!(
        "{letters} {}: {} likely to hurt, {} that cost trust, {} that could read better.",
        if letters == 1 { "letter" } else { "letters" },
        total(Severity::Error),
        total(Severity::Warning),
        total(Severity::Suggestion)
    )
}

pub fn table(outcome: &Outcome) -> String {
    let mut out = String::from("   hurt  trust  better  yes of  letter\n");
    let mut sorted: Vec<&Reviewed> = outcome.documents.iter().collect();
    sorted.sort_by(|one, other| {
        other
            .harm()
            .cmp(&one.harm())
            .then_with(|| one.file.cmp(&other.file))
    });
    for document in sorted {
        let (errors, warnings, suggestions) = document.harm();
        let asked = document
            .rubric
            .iter()
            .filter(|answer| answer.value != Presence::NotApplicable)
            .count();
        let yes = document
            .rubric
            .iter()
            .filter(|answer| answer.value == Presence::Present)
            .count();
        let _ = writeln!(
            out,
            "{errors:>7} {warnings:>6} {suggestions:>7} {yes:>4} {asked:>2}  {}",
            document.file
        );
    }
    let _ = writeln!(out, "\n{}", summary(outcome));
    out
}
