//! What is there already, and what is planned.

use std::collections::HashSet;

use crate::clean::Look;
use crate::outline::Outline;
use crate::paragraph::Sort;
use crate::report::{Dated, Planned, Practice, Role, SectionKind};
use crate::{date, names, words};

pub(crate) fn practices(outline: &mut Outline) -> Vec<Practice> {
    let mut out = Vec::new();
    let mut aims = false;
    let led = led(outline, "in_place");
    for index in 0..outline.paras.len() {
        let kind = outline.kind(index);
        if !outline.is_free(index)
            || outline
                .paras
                .get(index)
                .is_none_or(|para| para.sort == Sort::Margin)
        {
            continue;
        }
        let text = outline.text(index).to_owned();
        let lower = text.to_lowercase();
        let item = outline.is_item(index);
        if !item {
            // "The strategy sets out six priority areas:" leads in aims, not things done.
            aims = text.ends_with(':')
                && words::list("aims")
                    .iter()
                    .any(|(aim, _)| words::stands_in(aim, &lower));
        }
        let leads = text.ends_with(':');
        let exists = words::first_in("existing", &lower).is_some();
        let comes = words::first_in("coming", &lower).is_some();
        let found = match kind {
            _ if led.contains(&index) => true,
            // A table of what is in place: each row but its header.
            SectionKind::Practices if is_row(outline, index) => true,
            SectionKind::Practices if item => {
                !aims
                    && !leads
                    && (exists || !comes || names::names(&text).iter().any(|range| range.len() > 8))
            }
            SectionKind::Practices => {
                exists
                    && !leads
                    && !lower.contains("draft")
                    && named_thing(&text).is_some()
                    && words::stands_in("priority", &lower).then_some(()).is_none()
            }
            SectionKind::Response | SectionKind::Context | SectionKind::Narrative => {
                exists
                    && !leads
                    && !comes
                    && named_thing(&text).is_some()
                    && since(&text).is_some()
                    && lower.split_whitespace().count() > 6
                    && !lower.starts_with("on ")
                    && !lower.contains("committee")
            }
            _ => false,
        };
        if !found {
            continue;
        }
        out.push(Practice {
            what: what(outline, index, true),
            place: place(&text),
            since: since(&text),
            words: text,
            at: outline.at(index),
        });
        outline.claim(index, Role::Practice);
    }
    out
}

/// Items of the lists that are led in by words of a kind ("the following is already happening:", "We also intend:"),
/// whatever their section.
fn led(outline: &Outline, kind: &'static str) -> HashSet<usize> {
    let other = if kind == "in_place" {
        "to_come"
    } else {
        "in_place"
    };
    let mut out = HashSet::new();
    for index in 0..outline.paras.len() {
        let text = outline.text(index);
        let lower = text.to_lowercase();
        let last = lower.rsplit(". ").next().unwrap_or(&lower);
        let opens = text.ends_with(':')
            && words::first_in(kind, last).is_some()
            && words::first_in(other, last).is_none()
            && !words::list("aims")
                .iter()
                .any(|(aim, _)| words::stands_in(aim, last) && *aim != "response");
        let fits = matches!(
            outline.kind(index),
            SectionKind::Response
                | SectionKind::Practices
                | SectionKind::Planned
                | SectionKind::Context
                | SectionKind::Narrative
                | SectionKind::Unknown
                | SectionKind::Minutes
                | SectionKind::CommitteeRecommendations
        );
        if opens && fits && !outline.is_item(index) {
            out.extend(outline.items_after(index));
        }
    }
    out
}

/// A row of a table under its header, or in a table that has none.
fn is_row(outline: &Outline, index: usize) -> bool {
    let row = |index: usize| outline.paras.get(index).map(|para| para.sort);
    match row(index) {
        Some(Sort::Row { table }) => index
            .checked_sub(1)
            .and_then(row)
            .is_some_and(|before| before == Sort::Row { table }),
        _ => false,
    }
}

pub(crate) fn planned(outline: &mut Outline) -> Vec<Planned> {
    let mut out = Vec::new();
    let led = led(outline, "to_come");
    for index in 0..outline.paras.len() {
        let kind = outline.kind(index);
        if !outline.is_free(index)
            || outline
                .paras
                .get(index)
                .is_none_or(|para| para.sort == Sort::Margin)
        {
            continue;
        }
        let text = outline.text(index).to_owned();
        let lower = text.to_lowercase();
        let leads = text.ends_with(':');
        let comes = words::first_in("coming", &lower).is_some();
        let found = match kind {
            _ if led.contains(&index) => true,
            SectionKind::Planned => {
                !leads
                    && (outline.is_item(index)
                        || outline.printed.get(index).is_some_and(Option::is_some)
                        || comes)
            }
            SectionKind::Response | SectionKind::Practices => comes && !leads && promises(&lower),
            _ => false,
        };
        if !found {
            continue;
        }
        let when = date::all(&text).into_iter().last().map(|found| Dated {
            iso: found.iso,
            words: text.get(found.range).unwrap_or("").to_owned(),
            at: outline.at(index),
        });
        out.push(Planned {
            what: what(outline, index, false),
            words: text,
            when,
            at: outline.at(index),
        });
        outline.claim(index, Role::Planned);
    }
    out
}

/// A promise says who will do something: "we will", "the Trust will", "will be introduced".
fn promises(lower: &str) -> bool {
    let plain = [
        "we will ",
        "will be introduced",
        "will be rolled",
        "will be delivered",
        "will be launched",
        "will be published",
        "will introduce",
        "will launch",
        "will publish",
        "plans to ",
        "plan to ",
        "intend to ",
        "is planned",
        "are planned",
        "in the process of",
    ];
    plain.iter().any(|words| lower.contains(words))
}

/// A name that ends with a word for a service, programme or strategy, or any name of two words and more.
fn named_thing(text: &str) -> Option<String> {
    place(text).or_else(|| {
        names::names(text)
            .into_iter()
            .filter_map(|range| text.get(range))
            .find(|name| name.split_whitespace().count() >= 2)
            .map(str::to_owned)
    })
}

fn place(text: &str) -> Option<String> {
    let name = |range: std::ops::Range<usize>| {
        let name = text.get(range)?;
        let last = name.split_whitespace().last()?.to_lowercase();
        (name.split_whitespace().count() >= 2 && words::has("place", &last))
            .then(|| name.to_owned())
    };
    names::names(text).into_iter().find_map(name)
}

fn since(text: &str) -> Option<u16> {
    text.split_inclusive(". ").find_map(since_in_sentence)
}

fn since_in_sentence(text: &str) -> Option<u16> {
    let lower = text.to_lowercase();
    let began = words::first_in("began", &lower).is_some();
    // "since early 2019" may have a word between; "in 2021" may not, or any date would do.
    [
        ("since ", 4),
        ("from ", 1),
        ("ers ", 2),
        ("in the spring of ", 1),
        ("in the autumn of ", 1),
        ("in the summer of ", 1),
        ("in the winter of ", 1),
        ("in ", 1),
    ]
    .iter()
    .filter(|(opening, _)| began || !opening.starts_with("in "))
    .find_map(|(opening, reach)| {
        lower.match_indices(opening).find_map(|(at, _)| {
            let before = lower.get(..at).and_then(|part| part.chars().next_back());
            let near: String = lower
                .get(at + opening.len()..)?
                .split_whitespace()
                .take(*reach)
                .collect::<Vec<_>>()
                .join(" ");
            (!before.is_some_and(char::is_alphanumeric))
                .then(|| date::year(&near))
                .flatten()
        })
    })
}

/// A short name: the words before a dash or bracket, words in bold or linked, else the name it gives where `named`, else
/// its first words.
fn what(outline: &Outline, index: usize, named: bool) -> String {
    let Some(para) = outline.paras.get(index) else {
        return String::new();
    };
    if para.sort != Sort::Text {
        return para
            .cells
            .first()
            .map(|cell| cell.clean.text.clone())
            .unwrap_or_default();
    }
    let text = para.text();
    if para.word_count() <= 6 {
        return text.trim_end_matches(['.', ';', ',']).to_owned();
    }
    let cut = [" \u{2013} ", " \u{2014} ", " - ", ": ", " (", " such as"]
        .iter()
        .filter_map(|mark| text.find(mark))
        .min()
        .and_then(|at| text.get(..at));
    if let Some(name) = cut.filter(|name| (1..=7).contains(&name.split_whitespace().count())) {
        return name.to_owned();
    }
    if let Some(bold) = para
        .clean
        .opening(Look::Bold)
        .or_else(|| para.clean.opening(Look::Link))
        .filter(|bold| bold.split_whitespace().count() <= 9)
    {
        return bold.trim_end_matches([':', '.']).to_owned();
    }
    if let Some(name) = named_thing(text).filter(|_| named) {
        return name;
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    if words.len() <= 14 {
        text.trim_end_matches('.').to_owned()
    } else {
        format!("{} \u{2026}", words.get(..12).unwrap_or(&[]).join(" "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_are_read_where_something_began() {
        assert_eq!(since("working this way since 2016"), Some(2016));
        assert_eq!(since("were trained in the spring of 2021 and"), Some(2021));
        assert_eq!(since("The offer in 2024 will be wider."), None);
        assert_eq!(since("within 2021"), None);
        assert_eq!(since("the 2024 offer"), None);
    }
}
