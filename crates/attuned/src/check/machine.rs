//! For programs: JSON, SARIF 2.1.0 (<https://docs.oasis-open.org/sarif/sarif/v2.1.0/>) and GitHub's notes.

use std::fmt::Write as _;

use anyhow::Result;
use attuned_language::{Rules, Severity};
use serde_json::{Map, Value, json};

use super::reviewed::{Outcome, Placed, Reviewed};

pub fn json(outcome: &Outcome) -> Result<String> {
    let documents: Vec<Value> = outcome.documents.iter().map(document).collect();
    Ok(format!(
        "{}\n",
        serde_json::to_string(&json!({ "documents": documents, "errors": outcome.errors }))?
    ))
}

fn document(document: &Reviewed) -> Value {
    let mut rubric = Map::new();
    for answer in &document.rubric {
        let quote = answer
            .quote
            .and_then(|(start, end)| document.text.get(start..end));
        rubric.insert(
            answer.criterion.name().to_owned(),
            json!({ "value": answer.value.name(), "start": answer.quote.map(|quote| quote.0), "end": answer.quote.map(|quote| quote.1), "quote": quote }),
        );
    }
    let kept: Vec<Value> = document
        .kept
        .iter()
        .map(|(placed, reason)| json!({ "finding": finding(document, placed), "reason": reason }))
        .collect();
    json!({
        "file": document.file,
        "kind": document.kind.name(),
        "kind_is_guessed": document.kind_is_guessed,
        "findings": document.findings.iter().map(|placed| finding(document, placed)).collect::<Vec<_>>(),
        "kept": kept,
        "rubric": rubric,
        "measures": document.measures,
        "notes": document.notes,
    })
}

fn finding(document: &Reviewed, placed: &Placed) -> Value {
    let mut value = serde_json::to_value(&placed.finding).unwrap_or_default();
    if let Value::Object(map) = &mut value {
        map.insert("line".to_owned(), placed.line.into());
        map.insert("column".to_owned(), placed.column.into());
        map.insert(
            "text".to_owned(),
            placed.finding.quote(&document.text).into(),
        );
        for (name, place) in [("page", placed.page), ("paragraph", placed.paragraph)] {
            if let Some(place) = place {
                map.insert(name.to_owned(), place.into());
            }
        }
    }
    value
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Suggestion => "note",
    }
}

pub fn sarif(outcome: &Outcome, rules: &Rules) -> Result<String> {
    let known: Vec<Value> = rules
        .cards()
        .map(|card| {
            json!({
                "id": card.rule,
                "shortDescription": { "text": card.message },
                "fullDescription": { "text": card.why },
                "defaultConfiguration": { "level": level(card.severity) },
                "properties": { "category": card.category.name(), "principle": card.principle.name(), "quality": card.quality.name() },
            })
        })
        .collect();
    let results: Vec<Value> = outcome
        .documents
        .iter()
        .flat_map(|document| document.findings.iter().map(move |placed| (document, placed)))
        .map(|(document, placed)| {
            let found = &placed.finding;
            let passage = found.quote(&document.text);
            let after = passage.rsplit_once('\n').map_or_else(|| placed.column + passage.chars().count(), |(_, last)| last.chars().count() + 1);
            json!({
                "ruleId": found.rule(),
                "level": level(found.severity),
                "message": { "text": format!("{} {}", found.message(), found.why()) },
                "locations": [{ "physicalLocation": {
                    "artifactLocation": { "uri": document.file.replace('\\', "/").replace(' ', "%20") },
                    "region": { "startLine": placed.line, "startColumn": placed.column, "endLine": placed.line + passage.matches('\n').count(), "endColumn": after, "byteOffset": found.start, "byteLength": found.end - found.start, "snippet": { "text": passage } },
                } }],
            })
        })
        .collect();
    let whole = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": { "name": "attuned", "version": env!("CARGO_PKG_VERSION"), "rules": known } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    Ok(format!("{}\n", serde_json::to_string(&whole)?))
}

/// <https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions>
pub fn github(outcome: &Outcome) -> String {
    let escape = |text: &str| {
        text.replace('%', "%25")
            .replace('\r', "%0D")
            .replace('\n', "%0A")
    };
    let property = |text: &str| escape(text).replace(':', "%3A").replace(',', "%2C");
    let mut out = String::new();
    for document in &outcome.documents {
        for placed in &document.findings {
            let command = match placed.finding.severity {
                Severity::Suggestion => "notice",
                severity => level(severity),
            };
            let _ = writeln!(
                out,
                "::{command} file={},line={},col={},title={}::{}",
                property(&document.file),
                placed.line,
                placed.column,
                property(placed.finding.rule()),
                escape(&format!(
                    "{} {}",
                    placed.finding.message(),
                    placed.finding.why()
                ))
            );
        }
    }
    out
}
