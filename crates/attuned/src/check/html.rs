//! A report to send to a colleague: one file that holds everything it needs, and prints.

use std::fmt::Write as _;

use attuned_language::{Presence, Severity};

use super::pretty::weight;
use super::reviewed::{Outcome, Reviewed};

const STYLE: &str = "body{font:1.05rem/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#1d1d1d}\
h1,h2,h3{line-height:1.25}pre{white-space:pre-wrap;font:inherit;border-left:6px solid #452a49;padding:.5rem 1rem;background:#f6f3f6}\
mark{background:#fff3bf;border-bottom:2px solid #8a6d00;padding:0 .1em}mark.error{background:#fae8ec;border-color:#7d1d33}\
mark sup{font-weight:bold}li{margin-bottom:1rem}.quiet{color:#505a5f}dt{font-weight:bold}dd{margin:0 0 .75rem}\
table{border-collapse:collapse}th,td{text-align:left;padding:.25rem .75rem .25rem 0;border-bottom:1px solid #cfc7d0}";

pub fn report(outcome: &Outcome) -> String {
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>What these letters do to their reader</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<h1>What these letters do to their reader</h1>\n\
         <p>Attuned points at passages that may frighten, blame, disbelieve, label, order, shut out or confuse. It offers other words; the choice stays with whoever knows the letter.</p>\n"
    );
    if outcome.documents.len() > 1 {
        contents(&mut out, outcome);
    }
    for (position, document) in outcome.documents.iter().enumerate() {
        letter(&mut out, document, position + 1);
    }
    if !outcome.errors.is_empty() {
        out.push_str("<h2>Could not be checked</h2>\n<ul>\n");
        for error in &outcome.errors {
            let _ = writeln!(
                out,
                "<li>{}: {}</li>",
                escape(&error.file),
                escape(&error.message)
            );
        }
        out.push_str("</ul>\n");
    }
    out.push_str("</body>\n</html>\n");
    out
}

fn contents(out: &mut String, outcome: &Outcome) {
    out.push_str("<table>\n<caption>Letters, the most harmful first</caption>\n<thead><tr><th scope=\"col\">Letter</th><th scope=\"col\">Likely to hurt</th><th scope=\"col\">Cost trust</th><th scope=\"col\">Could read better</th></tr></thead>\n<tbody>\n");
    let mut sorted: Vec<(usize, &Reviewed)> = outcome.documents.iter().enumerate().collect();
    sorted.sort_by_key(|(_, document)| std::cmp::Reverse(document.harm()));
    for (position, document) in sorted {
        let (errors, warnings, suggestions) = document.harm();
        let _ = writeln!(
            out,
            "<tr><th scope=\"row\"><a href=\"#letter-{}\">{}</a></th><td>{errors}</td><td>{warnings}</td><td>{suggestions}</td></tr>",
            position + 1,
            escape(&document.file)
        );
    }
    out.push_str("</tbody>\n</table>\n");
}

fn letter(out: &mut String, document: &Reviewed, number: usize) {
    let _ = writeln!(
        out,
        "<section id=\"letter-{number}\">\n<h2>{}</h2>",
        escape(&document.file)
    );
    let guessed = if document.kind_is_guessed {
        ", by the look of it"
    } else {
        ""
    };
    let _ = writeln!(
        out,
        "<p class=\"quiet\">A {}{guessed}, {} words.</p>",
        document.kind.name().replace('-', " "),
        document.measures.words
    );
    let _ = writeln!(out, "<pre>{}</pre>", marked(document, number));
    if document.findings.is_empty() {
        out.push_str("<p>Nothing stood out.</p>\n");
    } else {
        out.push_str("<h3>Passages to look at</h3>\n<ol>\n");
        for (position, placed) in document.findings.iter().enumerate() {
            let finding = &placed.finding;
            let _ = write!(
                out,
                "<li id=\"l{number}-f{}\"><strong>\u{201c}{}\u{201d}</strong> ({}). {} {}",
                position + 1,
                escape(finding.quote(&document.text)),
                weight(finding.severity),
                escape(finding.message()),
                escape(finding.why())
            );
            if finding.card.set_by_law {
                out.push_str(" Set by law: keep the words, and explain them beside it.");
            }
            if !finding.suggestions.is_empty() {
                let all: Vec<String> = finding
                    .suggestions
                    .iter()
                    .take(3)
                    .map(|words| format!("\u{201c}{}\u{201d}", escape(words)))
                    .collect();
                let _ = write!(out, " Could be: {}.", all.join(" or "));
            }
            let _ = writeln!(
                out,
                " <span class=\"quiet\">{}, {}</span></li>",
                finding.card.principle.name(),
                finding.card.quality.name()
            );
        }
        out.push_str("</ol>\n");
    }
    let asked: Vec<_> = document
        .rubric
        .iter()
        .filter(|answer| answer.value != Presence::NotApplicable)
        .collect();
    if !asked.is_empty() {
        out.push_str("<h3>The letter as a whole</h3>\n<dl>\n");
        for answer in asked {
            let yes = if answer.value == Presence::Present {
                "Yes"
            } else {
                "No"
            };
            let quote = answer
                .quote
                .and_then(|(start, end)| document.text.get(start..end));
            let quote = quote.map_or_else(String::new, |quote| {
                format!(": \u{201c}{}\u{201d}", escape(quote))
            });
            let _ = writeln!(
                out,
                "<dt>{}</dt><dd>{yes}{quote}</dd>",
                escape(answer.criterion.question())
            );
        }
        out.push_str("</dl>\n");
    }
    out.push_str("</section>\n");
}

/// The letter with its passages marked and numbered. Where two overlap, the later one is only in the list.
fn marked(document: &Reviewed, number: usize) -> String {
    let mut out = String::new();
    let mut done = 0;
    for (position, placed) in document.findings.iter().enumerate() {
        let (start, end) = (placed.finding.start, placed.finding.end);
        let (Some(before), Some(passage)) = (
            document.text.get(done..start.max(done)),
            document.text.get(start..end),
        ) else {
            continue;
        };
        if start < done {
            continue;
        }
        let class = if placed.finding.severity == Severity::Error {
            " class=\"error\""
        } else {
            ""
        };
        let _ = write!(
            out,
            "{}<mark{class}>{}<a href=\"#l{number}-f{at}\"><sup>{at}</sup></a></mark>",
            escape(before),
            escape(passage),
            at = position + 1
        );
        done = end;
    }
    out.push_str(&escape(document.text.get(done..).unwrap_or_default()));
    out
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
