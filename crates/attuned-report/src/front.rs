//! The front page: labels and their values, in lines, in tables or with the value on the next line.

use crate::outline::Outline;
use crate::paragraph::Sort;
use crate::report::{Dated, FrontMatter, KeyDecision, Labelled, Role, Said, SectionKind};
use crate::{date, person, words};

mod opening;
mod scrutiny;

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

/// "Home > Decisions > Details": the way to a page and no part of it.
pub(crate) fn is_trail(text: &str) -> bool {
    let steps: Vec<&str> = text.split(['>', '\u{bb}', '\u{203a}']).collect();
    steps.len() >= 2
        && steps
            .iter()
            .all(|step| step.split_whitespace().count() <= 8)
        && text.len() < 200
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
    opening::lines(outline, zone, &mut front);
    opening::title(outline, zone, stated_title, &mut front);
    front.scrutiny = scrutiny::read(outline);
    // Minutes of the body itself are dated by its meeting.
    if let (Some(found), Some(body)) = (&mut front.scrutiny, &front.body)
        && found.agreed.is_none()
        && found.body.words.eq_ignore_ascii_case(&body.words)
    {
        found.agreed.clone_from(&front.date);
    }
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
    let mut found = unlabelled_row(outline, index, &cells, front);
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

/// "Executive | 5 March 2025" without labels, and a title across the whole of a table.
fn unlabelled_row(
    outline: &Outline,
    index: usize,
    cells: &[&str],
    front: &mut FrontMatter,
) -> usize {
    let filled: Vec<&str> = cells
        .iter()
        .copied()
        .filter(|cell| !cell.is_empty())
        .collect();
    match filled.as_slice() {
        [only] if label(only).is_none() && label_alone(only).is_none() => {
            let count = only.split_whitespace().count();
            let named = crate::names::names(only).contains(&(0..only.len()));
            if front.title.is_some() || named || !(3..=30).contains(&count) || only.ends_with('.') {
                return 0;
            }
            front.title = Some(Said {
                words: (*only).to_owned(),
                at: outline.at(index),
            });
            1
        }
        [name, when] if label_alone(name).is_none() => {
            let body = crate::names::bodies(name)
                .iter()
                .any(|range| range.end == name.len() && range.start < 5);
            let Some(found) =
                date::find(when).filter(|_| body && when.split_whitespace().count() <= 5)
            else {
                return 0;
            };
            put(outline, index, "body", name, name, front);
            front.date.get_or_insert(Dated {
                iso: found.iso,
                words: (*when).to_owned(),
                at: outline.at(index),
            });
            1
        }
        _ => 0,
    }
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
                label: name.trim().trim_end_matches(':').to_owned(),
                words: value.to_owned(),
                at: at.clone(),
            });
            if field == "author" || field == "contact" {
                add_person(value, at, front);
            }
        }
        "email" | "phone" | "role" | "name" | "organisation" => detail(field, value, at, front),
        _ => front.others.push(Labelled {
            label: name.trim().trim_end_matches(':').to_owned(),
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
