//! What was understood in a report beside its recommendations and practices, as parts of one table.

use attuned_report::{At, Report as Read, SlipKind};

use crate::duty::list_to_json;
use crate::import::{key_of, number, numbers};
use crate::report::Part;

/// Every part, each kind in the order of the report.
pub(crate) fn parts(report_id: &str, read: &Read) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut add =
        |kind: &str, name: String, words: String, at: Vec<String>, address: Option<String>| {
            let position = parts
                .iter()
                .filter(|part: &&Part| part.kind == kind)
                .count();
            parts.push(Part {
                id: format!("{report_id}:{kind}{position}"),
                report_id: report_id.to_owned(),
                kind: kind.to_owned(),
                position: number(position),
                name,
                words,
                paragraphs: list_to_json(&at),
                address,
            });
        };
    let one = |at: &At| vec![at.paragraph.clone()];
    for ask in &read.asks.front_box {
        add(
            "ask_front",
            ask.verbs.join(", "),
            ask.words.clone(),
            one(&ask.at),
            None,
        );
    }
    for ask in &read.asks.section {
        add(
            "ask",
            ask.verbs.join(", "),
            ask.words.clone(),
            one(&ask.at),
            None,
        );
    }
    for resolution in &read.resolutions {
        add(
            "resolution",
            resolution.verbs.join(", "),
            resolution.words.clone(),
            one(&resolution.at),
            None,
        );
    }
    for other in &read.front.others {
        add(
            "front",
            other.label.clone(),
            other.words.clone(),
            one(&other.at),
            None,
        );
    }
    for definition in &read.definitions {
        add(
            "definition",
            definition.term.clone(),
            definition.words.clone(),
            one(&definition.at),
            None,
        );
        for part in &definition.parts {
            let words = part
                .words
                .iter()
                .map(|said| said.words.as_str())
                .collect::<Vec<_>>()
                .join("\n");
            add(
                "definition_part",
                part.name.clone(),
                words,
                one(&part.at),
                None,
            );
        }
    }
    for principle in &read.principles {
        add(
            "principle",
            principle.name.clone(),
            principle.words.clone(),
            one(&principle.at),
            None,
        );
    }
    for planned in &read.planned {
        let when = planned.when.as_ref().map(|when| when.words.clone());
        add(
            "planned",
            planned.what.clone(),
            planned.words.clone(),
            one(&planned.at),
            when,
        );
    }
    for implication in &read.implications {
        add(
            "implication",
            implication.title.clone(),
            implication.words.clone(),
            one(&implication.at),
            None,
        );
    }
    for paper in &read.papers {
        let date = paper
            .date
            .as_ref()
            .map(|date| date.words.clone())
            .unwrap_or_default();
        add(
            "paper",
            paper.title.clone(),
            date,
            one(&paper.at),
            paper.address.clone(),
        );
    }
    for strategy in &read.strategies {
        let years = [strategy.from, strategy.to]
            .into_iter()
            .flatten()
            .map(|year| year.to_string())
            .collect::<Vec<_>>();
        add(
            "strategy",
            strategy.name.clone(),
            years.join(" to "),
            one(&strategy.at),
            None,
        );
    }
    for slip in &read.slips {
        add(
            "slip",
            slip_name(slip.kind),
            slip.words.clone(),
            numbers(&slip.paragraphs),
            None,
        );
    }
    parts
}

fn slip_name(kind: SlipKind) -> String {
    key_of(&kind)
}
