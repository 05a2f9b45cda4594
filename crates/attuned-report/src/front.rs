//! The front page: labels and their values, in lines, in tables or with the value on the next line.

use crate::outline::Outline;
use crate::paragraph::Sort;
use crate::report::{Dated, FrontMatter, KeyDecision, Labelled, Role, Said, Scrutiny, SectionKind};
use crate::{date, names, person, words};

/// The field that a line's label fills and the words after it; the words are empty where the label stands alone.
pub(crate) fn label(line: &str) -> Option<(&'static str, &str)> {
    let line = line.trim().trim_start_matches(['*', '#', '_', ' ']);
    if let Some(field) = words::note("label", &key(line)) {
        // A label alone is one only where it ends as one, else "Status" and "Item" would be labels in any list.
        return line.ends_with([':', '?']).then_some((field, ""));
    }
    let at = line.find([':', '?']).filter(|at| *at < 48)?;
    let asked = line.get(at..)?.starts_with('?');
    let field = words::note("label", &key(line.get(..at)?))?;
    let value = line
        .get(at + 1..)?
        .trim_start_matches(['*', '_', ':', ' '])
        .trim();
    (!asked || !value.is_empty()).then_some((field, value))
}

/// The field of a label that stands in a cell of its own.
fn label_alone(cell: &str) -> Option<&'static str> {
    words::note("label", &key(cell))
}

fn key(label: &str) -> String {
    let label = label.replace(['*', '_'], "").replace('\u{2019}', "'");
    label
        .trim()
        .trim_end_matches([':', '?', '.', ' '])
        .to_lowercase()
}

/// Where the front page ends: at the first numbered paragraph or the first section whose kind is known.
pub(crate) fn zone(outline: &Outline) -> usize {
    let first = (0..outline.paras.len()).find(|index| {
        let numbered = outline.printed.get(*index).is_some_and(Option::is_some);
        let section = outline.sections.iter().any(|section| {
            section.heading == *index
                && !matches!(
                    section.kind,
                    SectionKind::Unknown | SectionKind::FrontBox | SectionKind::Contents
                )
        });
        numbered || section
    });
    first.unwrap_or(outline.paras.len()).min(60)
}

pub(crate) fn read(outline: &mut Outline, stated_title: Option<&str>) -> FrontMatter {
    let zone = zone(outline);
    let mut front = FrontMatter::default();
    let mut index = 0;
    while index < zone {
        let taken = match outline.paras.get(index).map(|para| para.sort) {
            Some(Sort::Row { .. }) => row(outline, index, &mut front),
            Some(Sort::Text) => line(outline, index, zone, &mut front),
            _ => 0,
        };
        for claimed in index..index + taken {
            outline.claim(claimed, Role::FrontMatter);
        }
        index += taken.max(1);
    }
    unlabelled(outline, zone, stated_title, &mut front);
    front.scrutiny = scrutiny(outline);
    front
}

fn row(outline: &Outline, index: usize, front: &mut FrontMatter) -> usize {
    let Some(para) = outline.paras.get(index) else {
        return 0;
    };
    let cells: Vec<&str> = para
        .cells
        .iter()
        .map(|cell| cell.clean.text.as_str())
        .collect();
    let mut found = 0;
    let mut at = 0;
    while let Some(cell) = cells.get(at).copied() {
        let next = cells.get(at + 1).copied().unwrap_or("");
        if let Some(field) = label_alone(cell).filter(|_| !next.is_empty()) {
            put(outline, index, field, cell, next, front);
            found = 1;
            at += 2;
        } else {
            if let Some((field, value)) = label(cell).filter(|(_, value)| !value.is_empty()) {
                put(
                    outline,
                    index,
                    field,
                    cell.split(':').next().unwrap_or(cell),
                    value,
                    front,
                );
                found = 1;
            }
            at += 1;
        }
    }
    found
}

/// How many paragraphs were taken.
fn line(outline: &Outline, index: usize, zone: usize, front: &mut FrontMatter) -> usize {
    let text = outline.text(index).to_owned();
    let known = label(&text).or_else(|| {
        label_alone(&text)
            .filter(|field| *field != "other" && *field != "name")
            .map(|field| (field, ""))
    });
    let Some((field, value)) = known else {
        return 0;
    };
    let name = text.split([':', '?']).next().unwrap_or(&text);
    if !value.is_empty() {
        put(outline, index, field, name, value, front);
        return 1;
    }
    let next = outline.text(index + 1).to_owned();
    let alone = index + 1 < zone
        && label(&next).is_none()
        && label_alone(&next).is_none()
        && next.split_whitespace().count() <= 30;
    if alone && !next.is_empty() && !outline.is_item(index + 1) {
        put(outline, index + 1, field, name, &next, front);
        return 2;
    }
    0
}

fn put(
    outline: &Outline,
    index: usize,
    field: &str,
    name: &str,
    value: &str,
    front: &mut FrontMatter,
) {
    let at = outline.at(index);
    let said = || Said {
        words: value.to_owned(),
        at: at.clone(),
    };
    match field {
        "date" => {
            if let (None, Some(found)) = (&front.date, date::find(value)) {
                front.date = Some(Dated {
                    iso: found.iso,
                    words: value.to_owned(),
                    at,
                });
            }
        }
        "body" => {
            // "Meeting: Cabinet, 4 May 2025" says both.
            if let (None, Some(found)) = (&front.date, date::find(value)) {
                front.date = Some(Dated {
                    iso: found.iso,
                    words: value.get(found.range).unwrap_or(value).to_owned(),
                    at: at.clone(),
                });
            }
            front.body.get_or_insert_with(|| Said {
                words: without_date(value),
                at,
            });
        }
        "title" => {
            front.title.get_or_insert_with(said);
        }
        "key_decision" => {
            let lower = value.to_lowercase();
            let first = lower
                .split(|letter: char| !letter.is_alphanumeric())
                .find(|word| !word.is_empty())
                .unwrap_or("");
            front.key_decision = match first {
                "yes" | "y" | "ydy" | "oes" | "key" => KeyDecision::Yes,
                "no" | "n" | "not" | "non" | "nac" | "nage" => KeyDecision::No,
                _ => KeyDecision::Unknown,
            };
            front.key_decision_words.get_or_insert_with(said);
        }
        "class" => {
            front.class.get_or_insert_with(said);
        }
        "wards" => {
            front.wards.get_or_insert_with(said);
        }
        "contributors" => front
            .contributors
            .extend(people_list(value).into_iter().map(|words| Said {
                words,
                at: at.clone(),
            })),
        "author" | "contact" | "lead" | "presenter" => {
            front.others.push(Labelled {
                label: name.trim().to_owned(),
                words: value.to_owned(),
                at: at.clone(),
            });
            if field == "author" || field == "contact" {
                add_person(value, at, front);
            }
        }
        "email" | "phone" | "role" | "name" | "organisation" => detail(field, value, at, front),
        _ => front.others.push(Labelled {
            label: name.trim().to_owned(),
            words: value.to_owned(),
            at,
        }),
    }
}

fn add_person(value: &str, at: crate::report::At, front: &mut FrontMatter) {
    if let Some(person) = person::parse(value, at) {
        let known = front.authors.iter().any(|other| {
            other.words == person.words
                || (other.name.is_some() && other.name == person.name && person.role.is_none())
        });
        if !known {
            front.authors.push(person);
        }
    }
}

fn detail(field: &str, value: &str, at: crate::report::At, front: &mut FrontMatter) {
    if front.authors.is_empty() {
        let parsed = person::parse(value, at.clone());
        front.authors.extend(parsed);
    }
    if let Some(person) = front.authors.last_mut() {
        let place = match field {
            "email" => &mut person.email,
            "phone" => &mut person.phone,
            "role" => &mut person.role,
            "name" => &mut person.name,
            _ => &mut person.organisation,
        };
        place.get_or_insert_with(|| value.to_owned());
    }
}

fn people_list(value: &str) -> Vec<String> {
    let mark = if value.contains(';') { ';' } else { ',' };
    let parts: Vec<String> = value
        .split(mark)
        .map(|part| part.trim().to_owned())
        .filter(|part| !part.is_empty())
        .collect();
    let posts = parts
        .iter()
        .all(|part| words::first_in("post", &part.to_lowercase()).is_some());
    if mark == ';' || posts {
        parts
    } else {
        vec![value.to_owned()]
    }
}

fn without_date(value: &str) -> String {
    let Some(found) = date::find(value) else {
        return value.to_owned();
    };
    let before = value
        .get(..found.range.start)
        .unwrap_or("")
        .trim_end_matches(|letter: char| !letter.is_alphanumeric() && letter != ')');
    let days = [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ];
    let day = before
        .rsplit(' ')
        .next()
        .is_some_and(|word| days.contains(&word.to_lowercase().as_str()));
    let before = if day {
        before.rsplit_once(' ').map_or("", |(rest, _)| rest)
    } else {
        before
    };
    let before = before.trim_end_matches(|letter: char| !letter.is_alphanumeric() && letter != ')');
    let before = before.strip_suffix(" on").unwrap_or(before);
    if before.is_empty() {
        value.to_owned()
    } else {
        before.to_owned()
    }
}

/// What a front page says without labels: the body's name, a date alone, the title, "Report of the Director of Places".
fn unlabelled(
    outline: &mut Outline,
    zone: usize,
    stated_title: Option<&str>,
    front: &mut FrontMatter,
) {
    let free = |outline: &Outline, index: usize| {
        matches!(outline.role(index), Role::Unplaced | Role::Heading)
            && outline
                .paras
                .get(index)
                .is_some_and(|para| para.sort == Sort::Text && !para.bullet)
    };
    // A report without any front page begins with a section; the heading that ends the zone may still be its title.
    for index in 0..zone {
        if !free(outline, index) {
            continue;
        }
        let text = outline.text(index).to_owned();
        let count = text.split_whitespace().count();
        let lower = text.to_lowercase();
        if let Some(of) = [
            "report of the ",
            "report of ",
            "report by the ",
            "report by ",
        ]
        .iter()
        .find_map(|opening| lower.starts_with(opening).then_some(opening.len()))
            && count <= 16
            && !text.ends_with('.')
        {
            let value = text.get(of..).unwrap_or("").to_owned();
            add_person(&value, outline.at(index), front);
            front.others.push(Labelled {
                label: text.get(..of).unwrap_or("").trim().to_owned(),
                words: value,
                at: outline.at(index),
            });
            outline.claim(index, Role::FrontMatter);
            continue;
        }
        if let Some(to) = ["report to the ", "report to "]
            .iter()
            .find_map(|opening| lower.starts_with(opening).then_some(opening.len()))
            && count <= 12
            && front.body.is_none()
        {
            front.body = Some(Said {
                words: without_date(text.get(to..).unwrap_or("")),
                at: outline.at(index),
            });
            outline.claim(index, Role::FrontMatter);
            continue;
        }
        let found = date::find(&text);
        if let Some(found) = found.filter(|_| count <= 8) {
            if front.date.is_none() {
                front.date = Some(Dated {
                    iso: found.iso,
                    words: text.get(found.range).unwrap_or(&text).to_owned(),
                    at: outline.at(index),
                });
            }
            let name = without_date(&text);
            if front.body.is_none()
                && names::bodies(&name)
                    .iter()
                    .any(|range| range.end == name.len())
            {
                front.body = Some(Said {
                    words: name,
                    at: outline.at(index),
                });
            }
            outline.claim(index, Role::FrontMatter);
            continue;
        }
        let whole = |range: &std::ops::Range<usize>| range.end == text.len() && range.start < 13;
        let capitals = !text.chars().any(char::is_lowercase)
            && lower
                .split_whitespace()
                .last()
                .is_some_and(|last| words::has("body", last));
        if front.body.is_none()
            && count <= 8
            && (names::bodies(&text).iter().any(whole) || capitals)
        {
            front.body = Some(Said {
                words: text,
                at: outline.at(index),
            });
            if let Some(paragraph) = outline.paragraphs.get_mut(index) {
                paragraph.role = Role::FrontMatter;
            }
        }
    }
    if front.title.is_none() {
        let body = front.body.as_ref().map(|body| body.at.clone());
        let fits = |index: &usize| {
            let text = outline.text(*index);
            let count = text.split_whitespace().count();
            let heading = outline.role(*index) == Role::Heading;
            let kind = outline
                .sections
                .iter()
                .find(|section| section.heading == *index)
                .map(|section| section.kind);
            free(outline, *index)
                && Some(outline.at(*index)) != body
                && kind.is_none_or(|kind| kind == SectionKind::Unknown)
                && (count >= 3 || heading)
                && count <= 40
                && !text.to_lowercase().contains("recommended that")
                && label(text).is_none()
        };
        // A heading says it best, else the first line long enough to be one.
        let title = (0..zone)
            .filter(fits)
            .find(|index| outline.role(*index) == Role::Heading)
            .or_else(|| (0..zone).find(fits));
        let first_heading = || {
            outline
                .sections
                .first()
                .filter(|section| section.heading == 0 && outline.sections.len() > 1 && zone == 0)
                .map(|section| section.heading)
        };
        if let Some(title) = title.or_else(first_heading) {
            front.title = Some(Said {
                words: outline.text(title).trim_end_matches('.').to_owned(),
                at: outline.at(title),
            });
            if let Some(paragraph) = outline.paragraphs.get_mut(title) {
                paragraph.role = Role::Title;
            }
        } else if let Some(title) = stated_title
            .map(str::trim)
            .filter(|title| !title.is_empty())
        {
            front.title = Some(Said {
                words: title.to_owned(),
                at: outline.at(0),
            });
        }
    }
}

/// The body whose recommendations the paper is about, and when it met and referred them.
fn scrutiny(outline: &Outline) -> Option<Scrutiny> {
    let mut found: Option<Scrutiny> = None;
    for index in 0..outline.paras.len().min(400) {
        let text = outline.text(index);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_come_in_many_hands() {
        assert_eq!(label("Date: 4 May 2025"), Some(("date", "4 May 2025")));
        assert_eq!(label("**Ward(s) affected:** All"), Some(("wards", "All")));
        assert_eq!(
            label("Is this a key decision? No"),
            Some(("key_decision", "No"))
        );
        assert_eq!(label("Report to:"), Some(("body", "")));
        assert_eq!(label("Dyddiad: 4 Mai 2025"), Some(("date", "4 Mai 2025")));
        assert_eq!(label("The date: it was late"), None);
        assert_eq!(label("Status"), None);
    }

    #[test]
    fn a_meeting_is_told_from_its_date() {
        assert_eq!(without_date("Cabinet, Tuesday 4 March 2025"), "Cabinet");
        assert_eq!(without_date("Trust Board on 4 March 2025"), "Trust Board");
        assert_eq!(without_date("Cabinet"), "Cabinet");
    }
}
