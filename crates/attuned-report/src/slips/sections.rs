//! Sections that are empty or not there, lists that never come, plans whose years are over.

use super::slip;
use crate::outline::Outline;
use crate::paragraph::Sort;
use crate::report::{Report, Role, SectionKind, Slip, SlipKind};
use crate::words;

pub(crate) fn find(outline: &Outline, report: &Report) -> Vec<Slip> {
    let mut slips = empty(outline);
    slips.extend(lead_ins_alone(outline));
    slips.extend(missing(outline, report));
    slips.extend(ended(report));
    slips
}

fn empty(outline: &Outline) -> Vec<Slip> {
    let mut slips = Vec::new();
    for (place, section) in outline.sections.iter().enumerate() {
        let has_words = outline.whole(place).any(|index| {
            outline
                .paras
                .get(index)
                .is_some_and(|para| para.sort != Sort::Margin)
                && outline.role(index) != Role::Heading
        });
        let has_sections = outline
            .sections
            .iter()
            .skip(place + 1)
            .any(|other| other.parent == Some(place));
        let numbered = outline
            .printed
            .get(section.heading)
            .is_some_and(Option::is_some);
        // A part of the implications is one whatever its name.
        let known = outline.kind_of_section(place) == SectionKind::Implications
            || section.kind != SectionKind::Unknown;
        // Two headings by their looks alone, one upon the other, may be no headings.
        let by_looks = |heading: usize| {
            outline
                .paras
                .get(heading)
                .is_some_and(|para| para.heading == Some(0))
        };
        let guessed = !numbered
            && (by_looks(section.heading)
                || outline
                    .sections
                    .get(place + 1)
                    .is_some_and(|next| by_looks(next.heading)));
        // A heading without a number may head the numbered ones that follow.
        let heads = !numbered
            && outline
                .printed
                .get(section.heading + 1)
                .is_some_and(Option::is_some);
        let title = heads
            || matches!(
                outline.role(section.heading),
                Role::Title | Role::FrontMatter
            );
        if !has_words
            && !has_sections
            && (numbered || known)
            && !title
            && !guessed
            && !matches!(section.kind, SectionKind::Appendix | SectionKind::Contents)
            && place + 1 < outline.sections.len()
        {
            slips.push(slip(
                SlipKind::SectionEmpty,
                format!(
                    "Nothing stands under the heading \u{201c}{}\u{201d}.",
                    section.title
                ),
                vec![section.at.clone()],
            ));
        }
    }
    slips
}

/// A paragraph ends with a colon, and the next is another numbered paragraph of the same depth.
fn lead_ins_alone(outline: &Outline) -> Vec<Slip> {
    let mut slips = Vec::new();
    for index in 0..outline.paras.len() {
        let Some(own) = outline.printed.get(index).and_then(Option::as_ref) else {
            continue;
        };
        if !outline.text(index).ends_with(':')
            || outline.role(index) == Role::Heading
            || own.len() < 2
        {
            continue;
        }
        let next = outline.printed.get(index + 1).and_then(Option::as_ref);
        if next.is_some_and(|next| next.len() <= own.len()) {
            slips.push(slip(
                SlipKind::LeadInAlone,
                format!(
                    "{} ends with a colon and nothing follows it. A list may have been lost.",
                    outline.at(index).paragraph
                ),
                vec![outline.at(index)],
            ));
        }
    }
    slips
}

/// Only a report that has several sections of implications is expected to have the usual ones.
fn missing(outline: &Outline, report: &Report) -> Vec<Slip> {
    if report.implications.len() < 3 {
        return Vec::new();
    }
    let titles: Vec<String> = outline
        .sections
        .iter()
        .map(|section| section.title.to_lowercase())
        .collect();
    let said = |kind: &str| {
        report
            .implications
            .iter()
            .any(|one| one.kind == kind || one.title.to_lowercase().contains(kind))
            || titles.iter().any(|title| {
                words::list("implication_kind")
                    .iter()
                    .any(|(term, of)| *of == kind && words::stands_in(term, title))
            })
    };
    let mut slips: Vec<Slip> = words::list("usual")
        .iter()
        .filter(|(kind, _)| !said(kind))
        .map(|(_, name)| {
            slip(
                SlipKind::SectionMissing,
                format!("Reports with implications usually have {name}; none were found here."),
                Vec::new(),
            )
        })
        .collect();
    if report.front.authors.is_empty() {
        slips.push(slip(
            SlipKind::SectionMissing,
            "No author or contact was found.".into(),
            Vec::new(),
        ));
    }
    slips
}

fn ended(report: &Report) -> Vec<Slip> {
    let year: Option<u16> = report
        .front
        .date
        .as_ref()
        .and_then(|date| date.iso.get(..4))
        .and_then(|year| year.parse().ok());
    let Some(year) = year else { return Vec::new() };
    let over = report
        .strategies
        .iter()
        .filter(|strategy| strategy.ended_before(year));
    over.map(|strategy| {
        let to = strategy.to.unwrap_or(0);
        let years = strategy.from.map_or(to.to_string(), |from| format!("{from}\u{2013}{to}"));
        slip(SlipKind::StrategyEnded, format!("The years given for \u{201c}{}\u{201d} ({years}) end in {to}, before this report\u{2019}s date.", strategy.name), vec![strategy.at.clone()])
    }).collect()
}
