//! What a front page says without labels: the body's name, a date alone, the title, "Report of the Director of Places".

use super::{add_person, is_trail, label, without_date};
use crate::outline::Outline;
use crate::paragraph::Sort;
use crate::report::{Dated, FrontMatter, Labelled, Role, Said, SectionKind};
use crate::{date, names, words};

fn is_free(outline: &Outline, index: usize) -> bool {
    matches!(outline.role(index), Role::Unplaced | Role::Heading)
        && outline
            .paras
            .get(index)
            .is_some_and(|para| para.sort == Sort::Text && !para.bullet)
}

fn take(outline: &mut Outline, index: usize, role: Role) {
    if let Some(paragraph) = outline.paragraphs.get_mut(index) {
        paragraph.role = role;
    }
}

pub(super) fn lines(outline: &mut Outline, zone: usize, front: &mut FrontMatter) {
    for index in 0..zone {
        if is_free(outline, index) && is_trail(outline.text(index)) {
            take(outline, index, Role::Furniture);
            continue;
        }
        let found = is_free(outline, index)
            && (written_by(outline, index, front)
                || written_for(outline, index, front)
                || in_one_line(outline, index, front)
                || dated(outline, index, front)
                || body(outline, index, front)
                || reach(outline, index, front)
                || item(outline, index, front)
                || organisation(outline, index, front));
        if found {
            take(outline, index, Role::FrontMatter);
        }
    }
}

/// "Decision details", "Agenda item": what a site calls every page of its kind.
fn is_general(text: &str) -> bool {
    words::has("general_title", &text.trim().to_lowercase())
}

/// The rest of a text behind one of several openings, whatever their capitals.
fn behind<'a>(text: &'a str, openings: &[&str]) -> Option<(usize, &'a str)> {
    let lower = text.to_lowercase();
    let length = openings
        .iter()
        .find(|opening| lower.starts_with(**opening))
        .map(|opening| opening.len())?;
    text.get(length..).map(|rest| (length, rest))
}

fn ends_with_body(text: &str) -> bool {
    text.split_whitespace()
        .last()
        .is_some_and(|last| words::has("body", &last.to_lowercase()))
}

/// "Report of the Waste Review Group to Cabinet, 2 June 2025".
fn written_by(outline: &Outline, index: usize, front: &mut FrontMatter) -> bool {
    let text = outline.text(index);
    let Some((of, value)) = behind(
        text,
        &[
            "report of the ",
            "report of ",
            "report by the ",
            "report by ",
        ],
    ) else {
        return false;
    };
    if text.split_whitespace().count() > 18 || text.ends_with('.') {
        return false;
    }
    let at = outline.at(index);
    if let (None, Some(found)) = (&front.date, date::find(value)) {
        front.date = Some(Dated {
            iso: found.iso,
            words: value.get(found.range).unwrap_or("").to_owned(),
            at: at.clone(),
        });
    }
    let named = without_date(value);
    let split = named
        .split_once(" to the ")
        .or_else(|| named.split_once(" to "))
        .filter(|(_, to)| ends_with_body(to));
    let (author, to) = split.unwrap_or((named.as_str(), ""));
    if front.body.is_none() && !to.is_empty() {
        front.body = Some(Said {
            words: to.to_owned(),
            at: at.clone(),
        });
    }
    add_person(author, at.clone(), front);
    front.others.push(Labelled {
        label: text.get(..of).unwrap_or("").trim().to_owned(),
        words: author.to_owned(),
        at,
    });
    true
}

fn written_for(outline: &Outline, index: usize, front: &mut FrontMatter) -> bool {
    let text = outline.text(index);
    let Some((_, value)) = behind(text, &["report to the ", "report to "]) else {
        return false;
    };
    if text.split_whitespace().count() > 12 || front.body.is_some() {
        return false;
    }
    if let (None, Some(found)) = (&front.date, date::find(value)) {
        front.date = Some(Dated {
            iso: found.iso,
            words: value.get(found.range).unwrap_or("").to_owned(),
            at: outline.at(index),
        });
    }
    front.body = Some(Said {
        words: without_date(value),
        at: outline.at(index),
    });
    true
}

/// "Anytown Council - Cabinet - 4 May 2025": whose paper it is, who meets and when, parted by dashes or bars.
fn in_one_line(outline: &Outline, index: usize, front: &mut FrontMatter) -> bool {
    let text = outline.text(index);
    let pieces: Vec<&str> = [" - ", " \u{2013} ", " \u{2014} ", " | ", ", "]
        .iter()
        .map(|mark| text.split(mark).map(str::trim).collect::<Vec<_>>())
        .find(|pieces| (2..=5).contains(&pieces.len()))
        .unwrap_or_default();
    let dated = pieces
        .iter()
        .find_map(|piece| date::find(piece).filter(|_| piece.split_whitespace().count() <= 5));
    let Some(found) = dated.filter(|_| text.split_whitespace().count() <= 20) else {
        return false;
    };
    let whole = |piece: &&&str| {
        names::bodies(piece)
            .iter()
            .any(|range| range.end == piece.len() && range.start < 5)
    };
    let body = pieces
        .iter()
        .filter(whole)
        .find(|piece| !is_organisation(piece))
        .or_else(|| pieces.iter().find(whole));
    let Some(body) = body else {
        return false;
    };
    if front.body.is_none() {
        front.body = Some(Said {
            words: (*body).to_owned(),
            at: outline.at(index),
        });
    }
    if front.date.is_none() {
        front.date = Some(Dated {
            words: text.to_owned(),
            iso: found.iso,
            at: outline.at(index),
        });
    }
    true
}

/// "Cabinet, 4 May 2025"; "Minutes of the meeting held on 4 May 2025".
fn dated(outline: &Outline, index: usize, front: &mut FrontMatter) -> bool {
    let text = outline.text(index);
    let count = text.split_whitespace().count();
    let lower = text.to_lowercase();
    let meets = ["meeting", "minutes", "held on", "cyfarfod", "cofnodion"]
        .iter()
        .any(|word| lower.contains(word));
    let Some(found) =
        date::find(text).filter(|_| count <= 8 || (meets && count <= 18 && !text.ends_with('.')))
    else {
        return false;
    };
    if front.date.is_none() {
        front.date = Some(Dated {
            iso: found.iso,
            words: text.get(found.range).unwrap_or(text).to_owned(),
            at: outline.at(index),
        });
    }
    let name = without_date(text);
    if front.body.is_none()
        && meets
        && let Some(range) = names::bodies(text).into_iter().next()
    {
        front.body = text.get(range).map(|name| Said {
            words: name.to_owned(),
            at: outline.at(index),
        });
    }
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
    true
}

/// A telephone number or an address alone, under the contact it belongs to.
fn reach(outline: &Outline, index: usize, front: &mut FrontMatter) -> bool {
    let text = outline.text(index);
    let alone = text.contains('@') || text.chars().filter(char::is_ascii_digit).count() >= 9;
    let found = crate::person::parse(text, outline.at(index))
        .filter(|_| alone && text.split_whitespace().count() <= 4);
    let phone = crate::person::phone(text).filter(|_| alone);
    let Some(last) = front.authors.last_mut() else {
        return false;
    };
    if last.email.is_none() {
        last.email = found.and_then(|found| found.email);
    }
    last.phone = last.phone.take().or(phone);
    alone && text.split_whitespace().count() <= 4
}

/// "Agenda item 9" without a colon.
fn item(outline: &Outline, index: usize, front: &mut FrontMatter) -> bool {
    let text = outline.text(index);
    let Some((name, number)) = text.rsplit_once(' ') else {
        return false;
    };
    let known = words::note("label", &name.to_lowercase()) == Some("other")
        && number.len() <= 4
        && number.starts_with(|first: char| first.is_ascii_digit());
    if known {
        front.others.push(Labelled {
            label: name.to_owned(),
            words: number.to_owned(),
            at: outline.at(index),
        });
    }
    known
}

/// The name of the organisation alone on a line.
fn organisation(outline: &Outline, index: usize, front: &mut FrontMatter) -> bool {
    let text = outline.text(index);
    let plain = text.split_whitespace().count() <= 6
        && !text.ends_with('.')
        && names::names(&text.to_lowercase()).is_empty();
    if !plain || !is_organisation(text) {
        return false;
    }
    front.others.push(Labelled {
        label: "organisation".into(),
        words: text.to_owned(),
        at: outline.at(index),
    });
    true
}

/// A council or a housing group is whose paper it is, and seldom who decides.
fn is_organisation(name: &str) -> bool {
    let lower = name.to_lowercase();
    let list: Vec<&str> = lower.split_whitespace().collect();
    if words::list("whose_opening")
        .iter()
        .any(|(opening, _)| lower.starts_with(opening))
        && names::bodies(name).is_empty()
    {
        return true;
    }
    let ends = list.last().is_some_and(|last| words::has("whose", last));
    ends && list.len() >= 2
        && !(list.len() == 2
            && list
                .first()
                .is_some_and(|first| words::has("whole_body", first)))
}

fn body(outline: &Outline, index: usize, front: &mut FrontMatter) -> bool {
    let text = outline.text(index);
    if front.body.is_some() || text.split_whitespace().count() > 8 {
        return false;
    }
    let met = behind(text, &["meeting of the ", "meeting of "])
        .map(|(_, rest)| rest)
        .or_else(|| {
            let at = text.len().checked_sub(" meeting".len())?;
            text.get(at..)
                .filter(|end| end.eq_ignore_ascii_case(" meeting"))
                .and_then(|_| text.get(..at))
        });
    // "Meeting of the Trust Board held in public"
    let met = met.and_then(|met| {
        if ends_with_body(met) {
            return Some(met);
        }
        let range = names::bodies(met).into_iter().next()?;
        met.get(range.clone()).filter(|_| range.start < 5)
    });
    let of = ["board of ", "council of "]
        .iter()
        .any(|opening| text.to_lowercase().starts_with(opening));
    if is_organisation(text) && !of {
        return false;
    }
    let whole = |range: &std::ops::Range<usize>| range.end == text.len() && range.start < 13;
    let capitals = !text.chars().any(char::is_lowercase)
        && ends_with_body(text)
        && !text.contains(':')
        && words::first_in("about_body", &text.to_lowercase()).is_none();
    if met.is_none() && !capitals && !names::bodies(text).iter().any(whole) {
        return false;
    }
    front.body = Some(Said {
        words: met.unwrap_or(text).to_owned(),
        at: outline.at(index),
    });
    true
}

/// Minutes are known by the first of their items that is a matter of its own ("47. Allotments: report of the Commission").
fn of_minutes(outline: &Outline) -> Option<usize> {
    let first = outline.sections.first()?.heading.max(8);
    let minutes = (0..outline.paras.len().min(first + 1)).any(|index| {
        let lower = outline.text(index).to_lowercase();
        lower.split_whitespace().count() <= 25
            && ["minutes", "minute", "extract", "cofnodion"]
                .iter()
                .any(|word| words::stands_in(word, &lower))
    });
    outline
        .sections
        .iter()
        .filter(|_| minutes)
        .find(|section| {
            section.title.split_whitespace().count() >= 2
                && !matches!(section.kind, SectionKind::Minutes | SectionKind::Contents)
                && outline
                    .printed
                    .get(section.heading)
                    .is_some_and(Option::is_some)
                && matches!(outline.role(section.heading), Role::Heading)
        })
        .map(|section| section.heading)
}

/// A heading says it best, else the first line of a front page that is long enough to be one.
pub(super) fn title(
    outline: &mut Outline,
    zone: usize,
    stated: Option<&str>,
    front: &mut FrontMatter,
) {
    if front.title.is_some() {
        return;
    }
    // A letter has no title: something else must show that this is a paper's front.
    let introduced = front.body.is_some() || front.date.is_some() || !front.others.is_empty();
    let fits = |index: &usize| {
        let text = outline.text(*index);
        let count = text.split_whitespace().count();
        let heading = outline.role(*index) == Role::Heading;
        let kind = outline
            .sections
            .iter()
            .find(|section| section.heading == *index)
            .map(|section| section.kind);
        is_free(outline, *index)
            && kind.is_none_or(|kind| kind == SectionKind::Unknown)
            && !is_general(text)
            && (heading || (count >= 3 && introduced))
            && count <= 40
            && !text.trim_end_matches('.').contains(". ")
            && !text.ends_with(':')
            && !text.to_lowercase().contains("recommended that")
            && label(text).is_none()
    };
    // A heading says it best, and a line that speaks of a reply or a review better than a name; the file's own title knows
    // which of several it is.
    let stated_words = stated.map_or(String::new(), str::to_lowercase);
    let weight = |index: usize| {
        let text = outline.text(index);
        let lower = text.to_lowercase();
        let list: Vec<&str> = lower.split_whitespace().collect();
        let same = list
            .iter()
            .filter(|word| words::stands_in(word, &stated_words))
            .count();
        let mut weight = 0;
        if list.len() >= 3 && same * 5 >= list.len() * 4 {
            weight += 8;
        }
        if outline.role(index) == Role::Heading {
            weight += 3;
        }
        if list.len() >= 3 {
            weight += 2;
        }
        if words::first_in("title_word", &lower).is_some() {
            weight += 3;
        }
        if names::names(text).contains(&(0..text.len())) && list.len() <= 6 {
            weight -= 3;
        }
        weight
    };
    let found = (0..zone)
        .filter(fits)
        .max_by_key(|index| (weight(*index), std::cmp::Reverse(*index)));
    // A paper that begins with its first section may still begin with its title.
    let first = outline
        .sections
        .first()
        .filter(|section| section.heading == 0 && outline.sections.len() > 1 && zone == 0)
        .map(|section| section.heading);
    if let Some(title) = found.or(first) {
        front.title = Some(Said {
            words: outline.text(title).trim_end_matches('.').to_owned(),
            at: outline.at(title),
        });
        take(outline, title, Role::Title);
    } else if let Some(title) = of_minutes(outline) {
        front.title = Some(Said {
            words: outline.text(title).to_owned(),
            at: outline.at(title),
        });
    } else if let Some(title) = stated.map(str::trim).filter(|title| !title.is_empty()) {
        front.title = Some(Said {
            words: title.to_owned(),
            at: outline.at(0),
        });
    }
}
