//! What a reader of reports understood, in words for a terminal.

use std::fmt::Write as _;

use attuned_programme::Imported;
use attuned_report::{Ask, At, KeyDecision, Report, Said};

use crate::cli::PlaceOptions;
use crate::out::wrapped;

const WIDTH: usize = 96;

pub fn text(
    name: &str,
    notes: &[String],
    report: &Report,
    saved: Option<&Imported>,
    place: &PlaceOptions,
) -> String {
    let mut out = String::new();
    let title = report
        .front
        .title
        .as_ref()
        .map_or("a report without a title", |title| title.words.as_str());
    let _ = writeln!(
        out,
        "{}",
        wrapped(
            &format!(
                "Read {name}: \u{201c}{title}\u{201d}, {}.",
                count(report.paragraphs.len(), "paragraph", "paragraphs")
            ),
            WIDTH,
            0
        )
    );
    for note in notes {
        let _ = writeln!(out, "  {}", wrapped(note, WIDTH, 2));
    }
    front(&mut out, report);
    asks(&mut out, report);
    recommendations(&mut out, report);
    list(
        &mut out,
        "Existing practice",
        report
            .practices
            .iter()
            .map(|one| (one.what.as_str(), &one.at)),
    );
    list(
        &mut out,
        "Planned",
        report
            .planned
            .iter()
            .map(|one| (one.what.as_str(), &one.at)),
    );
    list(
        &mut out,
        "Principles",
        report
            .principles
            .iter()
            .map(|one| (one.name.as_str(), &one.at)),
    );
    list(
        &mut out,
        "Definitions",
        report
            .definitions
            .iter()
            .map(|one| (one.term.as_str(), &one.at)),
    );
    list(
        &mut out,
        "Implications",
        report
            .implications
            .iter()
            .map(|one| (one.title.as_str(), &one.at)),
    );
    list(
        &mut out,
        "Background papers",
        report
            .papers
            .iter()
            .map(|one| (one.title.as_str(), &one.at)),
    );
    list(
        &mut out,
        "Strategies and frameworks named",
        report
            .strategies
            .iter()
            .map(|one| (one.name.as_str(), &one.at)),
    );
    unplaced(&mut out, report);
    slips(&mut out, report);
    closing(&mut out, report, saved, place);
    out
}

fn front(out: &mut String, report: &Report) {
    let front = &report.front;
    let words = |said: &Option<Said>| said.as_ref().map(|said| said.words.clone());
    let key = match front.key_decision {
        KeyDecision::Yes => Some("Yes".to_owned()),
        KeyDecision::No => Some("No".to_owned()),
        KeyDecision::Unknown => None,
    };
    let listed = |said: &[Said]| {
        Some(
            said.iter()
                .map(|said| said.words.as_str())
                .collect::<Vec<_>>()
                .join("; "),
        )
        .filter(|words| !words.is_empty())
    };
    let authors = front
        .authors
        .iter()
        .map(|author| author.words.as_str())
        .collect::<Vec<_>>()
        .join("; ");
    let agreed = front
        .scrutiny
        .as_ref()
        .and_then(|scrutiny| scrutiny.agreed.as_ref());
    let rows = [
        ("Deciding body", words(&front.body)),
        ("Date", front.date.as_ref().map(|date| date.words.clone())),
        ("Key decision", key),
        ("Class", words(&front.class)),
        ("Wards", words(&front.wards)),
        ("Contributors", listed(&front.contributors)),
        (
            "Asked by",
            front
                .scrutiny
                .as_ref()
                .map(|scrutiny| scrutiny.body.words.clone()),
        ),
        ("Agreed on", agreed.map(|date| date.words.clone())),
        ("Author", Some(authors).filter(|words| !words.is_empty())),
    ];
    out.push_str("\nFront page\n");
    for (label, words) in rows {
        let words = words.unwrap_or_else(|| "not found".to_owned());
        let _ = writeln!(out, "  {label:<14} {}", wrapped(&words, WIDTH, 17));
    }
}

fn asks(out: &mut String, report: &Report) {
    let mut group = |title: &str, asks: &[Ask]| {
        if !asks.is_empty() {
            let _ = writeln!(out, "\n{title} ({})", asks.len());
            for ask in asks {
                entry(out, &ask.at.paragraph, &ask.words);
            }
        }
    };
    group(
        "Asked of the decision-maker on the front page",
        &report.asks.front_box,
    );
    group(
        "Asked of the decision-maker in the recommendations",
        &report.asks.section,
    );
    group("Resolved", &report.resolutions);
}

fn recommendations(out: &mut String, report: &Report) {
    let summary = report.summary();
    let _ = writeln!(
        out,
        "\n{}, with {} proposed",
        count(summary.recommendations, "recommendation", "recommendations"),
        count(summary.duties, "duty", "duties")
    );
    if report.recommendations.is_empty() {
        out.push_str("  No recommendation of a committee or panel was found in this file.\n");
    }
    for (position, recommendation) in report.recommendations.iter().enumerate() {
        let title = recommendation.title.as_deref().unwrap_or("");
        let _ = writeln!(
            out,
            "  {}. {}(paragraph {})",
            position + 1,
            if title.is_empty() {
                String::new()
            } else {
                format!("{title} ")
            },
            recommendation.at.paragraph
        );
        for duty in &recommendation.duties {
            let _ = writeln!(
                out,
                "     {:<5} {}",
                duty.number,
                wrapped(&duty.reading, WIDTH, 11)
            );
        }
        if let Some(reply) = &recommendation.reply {
            let _ = writeln!(out, "     reply {}", wrapped(&reply.words, WIDTH, 11));
        }
    }
    if summary.duties > 0 {
        out.push_str("  Each duty is a proposal until a person confirms it, and not yet judged until a person says so.\n");
    }
}

fn list<'a>(
    out: &mut String,
    title: &str,
    found: impl ExactSizeIterator<Item = (&'a str, &'a At)>,
) {
    if found.len() == 0 {
        return;
    }
    let _ = writeln!(out, "\n{title} ({})", found.len());
    for (words, at) in found {
        entry(out, &at.paragraph, words);
    }
}

fn entry(out: &mut String, paragraph: &str, words: &str) {
    let _ = writeln!(out, "  {paragraph:<16} {}", wrapped(words, WIDTH, 19));
}

fn unplaced(out: &mut String, report: &Report) {
    if report.unplaced.is_empty() {
        out.push_str("\nEvery paragraph found its place.\n");
        return;
    }
    let numbers: Vec<&str> = report
        .unplaced
        .iter()
        .map(|at| at.paragraph.as_str())
        .collect();
    let _ = writeln!(
        out,
        "\nCould not place ({}); they are kept in the record all the same",
        numbers.len()
    );
    let _ = writeln!(out, "  {}", wrapped(&numbers.join(", "), WIDTH, 2));
}

fn slips(out: &mut String, report: &Report) {
    if report.slips.is_empty() {
        out.push_str("\nNothing stood out to look at.\n");
        return;
    }
    let _ = writeln!(out, "\nThings to look at ({})", report.slips.len());
    for slip in &report.slips {
        let mut numbers: Vec<&str> = slip
            .paragraphs
            .iter()
            .map(|at| at.paragraph.as_str())
            .collect();
        numbers.dedup();
        let _ = writeln!(
            out,
            "  - {}",
            wrapped(
                &format!("{} ({})", slip.words, numbers.join(", ")),
                WIDTH,
                4
            )
        );
    }
}

fn closing(out: &mut String, report: &Report, saved: Option<&Imported>, place: &PlaceOptions) {
    let Some(saved) = saved else {
        out.push_str("\nNothing was saved, as asked.\n");
        return;
    };
    if saved.new == 0 && saved.changed == 0 && saved.ended == 0 {
        out.push_str("\nThe record held all of this already; nothing was changed.\n");
    } else {
        let mut parts = vec![format!("{} new", saved.new)];
        for (number, words) in [
            (saved.changed, "changed"),
            (saved.ended, "ended"),
            (saved.as_it_was, "as before"),
            (saved.kept, "left as people had changed them"),
        ] {
            if number > 0 {
                parts.push(format!("{number} {words}"));
            }
        }
        let _ = writeln!(out, "\nSaved: {}.", parts.join(", "));
    }
    match &saved.referral {
        Some(reference) => {
            let seen = if saved.published {
                "Its class is public, so it is on the public tracker"
            } else {
                "Only people with an account can see it, until someone shows it on the public tracker"
            };
            let _ = writeln!(
                out,
                "Referral {reference}. {seen}.\nNext: attuned serve {}, then confirm the duties.",
                place.option()
            );
        }
        None => {
            let paragraphs = report.paragraphs.len();
            let _ = writeln!(
                out,
                "The report is in the record with its {}, and no referral was made, since it holds no recommendations.",
                count(paragraphs, "paragraph", "paragraphs")
            );
        }
    }
}

fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}
