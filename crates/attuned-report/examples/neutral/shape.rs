//! A report in the neutral shape of the scorer.

use attuned_report::{Report, Said, SlipKind};
use serde_json::{Value, json};

pub(crate) fn neutral(report: &Report) -> Value {
    let front = &report.front;
    let words = |said: &Option<Said>| said.as_ref().map(|said| said.words.clone());
    let asks = if report.asks.front_box.is_empty() {
        &report.asks.section
    } else {
        &report.asks.front_box
    };
    let recommendations: Vec<Value> = report
        .recommendations
        .iter()
        .map(|one| {
            let reply = one.reply.clone().unwrap_or_default();
            json!({
                "number": one.label.as_ref().unwrap_or(&one.number),
                "words": one.text,
                "reply": reply.stated.map(|stated| match stated {
                    attuned_report::Stated::Partly => json!("partly_accepted"),
                    other => json!(other),
                }),
                "owner": reply.owner,
                "date": reply.date_iso,
                "duties": one.duties.iter().map(|duty| json!({"words": duty.words})).collect::<Vec<_>>(),
            })
        })
        .collect();
    let author = front.authors.first();
    let slips: Vec<Value> = report
        .slips
        .iter()
        .filter_map(|slip| kind(slip.kind).map(|kind| json!({"kind": kind, "text": slip.words})))
        .collect();
    json!({
        "title": words(&front.title),
        "deciding_body": words(&front.body),
        "scrutiny_body": front.scrutiny.as_ref().map(|scrutiny| &scrutiny.body.words),
        "date": front.date.as_ref().map(|date| &date.iso),
        "recommendations": recommendations,
        "front_asks": asks.len(),
        "practices": report.practices.len(),
        "initiatives": report.planned.len(),
        "implications": report.implications.iter().map(|one| if one.kind == "data" { "data protection" } else { &one.kind }).collect::<Vec<_>>(),
        "background_papers": report.papers.len(),
        "author": author.and_then(|one| one.name.as_ref().or(one.role.as_ref())),
        "contact": author.and_then(|one| one.email.as_ref().or(one.phone.as_ref())),
        "slips": slips,
    })
}

/// The scorer's name for a slip; it marks no other kinds.
fn kind(kind: SlipKind) -> Option<&'static str> {
    Some(match kind {
        SlipKind::FrontBoxDiffers => "asks_differ",
        SlipKind::ExpandedTwoWays => "abbreviation_two_ways",
        SlipKind::TwoNames => "principle_two_names",
        SlipKind::NumberingGap => "numbering_gap",
        SlipKind::UndefinedAbbreviation => "abbreviation_not_expanded",
        SlipKind::SectionMissing => "missing_section",
        SlipKind::SectionEmpty => "empty_section",
        SlipKind::StrategyEnded => "period_ended",
        _ => return None,
    })
}
