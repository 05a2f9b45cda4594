//! Reads a committee report: what was asked, what was answered. See the crate's README.

mod asks;
mod clean;
mod closing;
mod date;
mod definition;
mod duties;
mod front;
mod heading;
mod mark;
mod names;
mod outline;
mod paragraph;
mod person;
mod practice;
mod recommendation;
mod report;
mod section;
mod slips;
mod strategy;
mod summary;
mod words;

pub use duties::split as split_duties;
pub use report::*;
pub use summary::Summary;

use attuned_documents::Document;
use outline::Outline;

/// Reads a report. Any document gives a report, in time linear in its length; the same document always gives the same.
pub fn read(document: &Document) -> Report {
    let mut outline = outline::outline(paragraph::paragraphs(document));
    let mut front = front::read(&mut outline, document.title.as_deref());
    let by_examiners = by_examiners(&outline, &front);
    let (recommendations, resolutions) = recommendation::read(&mut outline, by_examiners);
    let asks = asks::read(&mut outline, by_examiners);
    if front.body.is_none() {
        front.body = asks::asked_body(&asks, &outline);
    }
    let definitions = definition::definitions(&mut outline);
    let principles = definition::principles(&mut outline);
    let implications = closing::implications(&mut outline);
    let papers = closing::papers(&mut outline);
    closing::contacts(&mut outline, &mut front);
    let practices = practice::practices(&mut outline);
    let planned = practice::planned(&mut outline);
    let strategies = strategy::read(&outline);
    place_the_rest(&mut outline);
    let mut report = Report {
        front,
        asks,
        recommendations,
        resolutions,
        definitions,
        principles: principles.list,
        practices,
        planned,
        implications,
        papers,
        strategies,
        ..Report::default()
    };
    report.slips = slips::find(&outline, &report, principles.named.as_ref());
    report.unplaced = (0..outline.paras.len())
        .filter(|index| outline.is_free(*index))
        .map(|index| outline.at(index))
        .collect();
    report.sections = outline.sections;
    report.paragraphs = outline.paragraphs;
    report
}

/// Whether those who examined the matter wrote the paper themselves, so that its recommendations are theirs.
fn by_examiners(outline: &Outline, front: &FrontMatter) -> bool {
    let title = front
        .title
        .as_ref()
        .map_or(String::new(), |title| title.words.to_lowercase());
    if title.contains("response") || title.contains("ymateb") {
        return false;
    }
    let authored = front.others.iter().any(|labelled| {
        let lower = labelled.label.to_lowercase();
        (lower.starts_with("report") || lower.starts_with("author"))
            && names::bodies(&labelled.words).iter().any(|range| {
                labelled
                    .words
                    .get(range.clone())
                    .is_some_and(names::examines)
            })
    });
    let zone = front::zone(outline).max(1);
    let opening = (0..zone)
        .map(|index| outline.text(index).to_lowercase())
        .any(|text| {
            text.split_whitespace().count() <= 25
                && words::first_in("examined_by", &text).is_some()
                && !text.contains("response")
        });
    authored || opening || words::first_in("examined_by", &title).is_some()
}

/// What no reader took is running text where its section is known.
fn place_the_rest(outline: &mut Outline) {
    for index in 0..outline.paras.len() {
        let role = match outline.kind(index) {
            SectionKind::Unknown => continue,
            SectionKind::Contents => Role::Furniture,
            SectionKind::Contact => Role::Contact,
            SectionKind::Papers => Role::Paper,
            _ => Role::Narrative,
        };
        outline.claim(index, role);
    }
}
