//! Things in a report that are worth another look. Each says what was seen and where, and leaves the judgement to a person;
//! a check that would often be wrong is worse than none, so each asks for more than one sign.

mod abbreviation;
mod naming;
mod numbering;
mod sections;
mod wording;

use crate::outline::Outline;
use crate::report::{At, Report, Role, Slip, SlipKind};

pub(crate) fn find(
    outline: &Outline,
    report: &Report,
    principles: Option<&(usize, Vec<String>)>,
) -> Vec<Slip> {
    let mut slips = Vec::new();
    slips.extend(asks_differ(report));
    slips.extend(naming::names_that_differ(outline));
    slips.extend(naming::principles_that_differ(outline, report, principles));
    slips.extend(abbreviation::find(outline));
    slips.extend(numbering::find(outline));
    slips.extend(wording::none_but_cited(outline, report));
    slips.extend(wording::other_words(outline));
    slips.extend(sections::find(outline, report));
    slips
}

pub(crate) fn slip(kind: SlipKind, words: String, paragraphs: Vec<At>) -> Slip {
    Slip {
        kind,
        words,
        paragraphs,
    }
}

/// Whether a paragraph's words are the report's own and not page furniture.
pub(crate) fn is_read(outline: &Outline, index: usize) -> bool {
    !matches!(outline.role(index), Role::Furniture)
}

/// "a", "a and b", "a, b and c".
pub(crate) fn listed(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

/// The front page and the section of recommendations ask for different things.
fn asks_differ(report: &Report) -> Option<Slip> {
    let verbs = |asks: &[crate::report::Ask]| {
        let mut verbs: Vec<String> = Vec::new();
        for verb in asks.iter().flat_map(|ask| ask.verbs.iter()) {
            if !verbs.contains(verb) {
                verbs.push(verb.clone());
            }
        }
        verbs
    };
    let (front, section) = (verbs(&report.asks.front_box), verbs(&report.asks.section));
    let same = front.iter().all(|verb| section.contains(verb))
        && section.iter().all(|verb| front.contains(verb));
    if front.is_empty() || section.is_empty() || same {
        return None;
    }
    let mut at: Vec<At> = Vec::new();
    for ask in report.asks.front_box.iter().chain(&report.asks.section) {
        if !at.contains(&ask.at) {
            at.push(ask.at.clone());
        }
    }
    let words = format!(
        "The front page asks the decision-maker to {}; the section of recommendations asks to {}. They may be meant to match.",
        listed(&front),
        listed(&section)
    );
    Some(slip(SlipKind::FrontBoxDiffers, words, at))
}
