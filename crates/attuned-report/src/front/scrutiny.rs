//! The body that examined the matter, and when it met.

use crate::outline::Outline;
use crate::report::{Dated, Role, Said, Scrutiny, SectionKind};
use crate::{date, names, words};

/// The body whose recommendations the paper is about, and when it met and referred them.
pub(super) fn read(outline: &Outline) -> Option<Scrutiny> {
    // A section of recommendations names best whose they are.
    let named = outline
        .sections
        .iter()
        .filter(|section| section.kind == SectionKind::CommitteeRecommendations)
        .find_map(|section| {
            let range = names::bodies(&section.title).into_iter().find(|range| {
                section
                    .title
                    .get(range.clone())
                    .is_some_and(|name| name.contains(' '))
            })?;
            Some(Said {
                words: section.title.get(range)?.to_owned(),
                at: section.at.clone(),
            })
        });
    let mut found: Option<Scrutiny> = named.map(|body| Scrutiny {
        body,
        agreed: None,
        referred: None,
    });
    for index in 0..outline.paras.len().min(400) {
        let text = outline.text(index);
        // A recommendation may name any panel that is to be asked.
        if matches!(
            outline.kind(index),
            SectionKind::Asks | SectionKind::CommitteeRecommendations
        ) && outline.role(index) != Role::Heading
        {
            continue;
        }
        for range in names::bodies(text) {
            let name = text.get(range.clone()).unwrap_or("");
            if !names::examines(name) {
                continue;
            }
            let at = outline.at(index);
            let entry = found.get_or_insert_with(|| Scrutiny {
                body: Said {
                    words: name.to_owned(),
                    at: at.clone(),
                },
                agreed: None,
                referred: None,
            });
            // A fuller name of the same body is the better one.
            if name.len() > entry.body.words.len() && name.ends_with(&entry.body.words) {
                entry.body.words = name.to_owned();
            }
            if !(name.ends_with(&entry.body.words) || entry.body.words.ends_with(name)) {
                continue;
            }
            let Some(sentence) = sentence_around(text, range.start) else {
                continue;
            };
            let lower = sentence.to_lowercase();
            let Some(date) = date::find(sentence).filter(|date| date.iso.len() == 10) else {
                continue;
            };
            let dated = Dated {
                iso: date.iso,
                words: sentence.get(date.range).unwrap_or("").to_owned(),
                at,
            };
            if [
                "considered",
                "agreed",
                "resolved",
                "met",
                "meeting",
                "made",
                "recommended",
                "received",
            ]
            .iter()
            .any(|verb| words::stands_in(verb, &lower))
            {
                entry.agreed.get_or_insert(dated);
            } else if lower.contains("refer") {
                entry.referred.get_or_insert(dated);
            }
        }
        if found
            .as_ref()
            .is_some_and(|found| found.agreed.is_some() && found.referred.is_some())
        {
            break;
        }
    }
    found
}

fn sentence_around(text: &str, at: usize) -> Option<&str> {
    let start = text.get(..at)?.rfind(". ").map_or(0, |dot| dot + 2);
    let end = text
        .get(at..)?
        .find(". ")
        .map_or(text.len(), |dot| at + dot + 1);
    text.get(start..end)
}
