//! One thing under two names.

use std::collections::HashMap;

use super::{is_read, slip};
use crate::outline::Outline;
use crate::report::{Report, Slip, SlipKind};
use crate::{names, words};

/// Two names of a body or plan that share their initials and all words but one, where that one says "here" in one name and
/// names the place in the other: "Local Strategic Partnership", "Anytown Strategic Partnership".
pub(crate) fn names_that_differ(outline: &Outline) -> Vec<Slip> {
    // The words after the first, and the names that end with them.
    let mut by_tail: HashMap<String, Vec<(String, usize)>> = HashMap::new();
    let mut order: Vec<String> = Vec::new();
    for index in 0..outline.paras.len() {
        if !is_read(outline, index) {
            continue;
        }
        let text = outline.text(index);
        for range in names::names(text) {
            let Some(name) = text.get(range) else {
                continue;
            };
            let parts: Vec<&str> = name.split_whitespace().collect();
            let [first, tail @ ..] = parts.as_slice() else {
                continue;
            };
            let ends = tail
                .last()
                .is_some_and(|last| words::has("named_thing", &last.to_lowercase()));
            if tail.len() < 2
                || !ends
                || !tail.iter().all(|word| word.starts_with(char::is_uppercase))
            {
                continue;
            }
            let key = tail.join(" ");
            let known = by_tail.entry(key.clone()).or_insert_with(|| {
                order.push(key);
                Vec::new()
            });
            if !known.iter().any(|(other, _)| other == first) && known.len() < 8 {
                known.push(((*first).to_owned(), index));
            }
        }
    }
    let mut slips = Vec::new();
    for tail in &order {
        let Some(known) = by_tail.get(tail) else {
            continue;
        };
        let Some((general, at)) = known
            .iter()
            .find(|(first, _)| words::has("qualifier", &first.to_lowercase()))
        else {
            continue;
        };
        let initial = general.chars().next();
        let other = known.iter().find(|(first, _)| {
            first != general
                && first.chars().next() == initial
                && !words::has("qualifier", &first.to_lowercase())
        });
        let Some((place, other_at)) = other else {
            continue;
        };
        let letters: String = [general.as_str()]
            .into_iter()
            .chain(tail.split(' '))
            .filter_map(|word| word.chars().next())
            .collect();
        let words = format!(
            "\u{201c}{general} {tail}\u{201d} and \u{201c}{place} {tail}\u{201d} would both be shortened to {letters}. If they are one body, one name would be easier to follow."
        );
        slips.push(slip(
            SlipKind::ExpandedTwoWays,
            words,
            vec![outline.at(*at), outline.at(*other_at)],
        ));
    }
    slips
}

/// A lead-in that names what the list under it names otherwise: "trust", then "Trustworthiness".
pub(crate) fn principles_that_differ(
    outline: &Outline,
    report: &Report,
    named: Option<&(usize, Vec<String>)>,
) -> Vec<Slip> {
    let Some((index, lead)) = named else {
        return Vec::new();
    };
    if lead.len() != report.principles.len() {
        return Vec::new();
    }
    let listed: Vec<String> = report
        .principles
        .iter()
        .map(|principle| principle.name.to_lowercase())
        .collect();
    let mut slips = Vec::new();
    for name in lead
        .iter()
        .map(|name| name.to_lowercase())
        .filter(|name| !listed.contains(name))
    {
        let stem: String = name.chars().take(4).collect();
        let other = report.principles.iter().find(|principle| {
            principle.name.to_lowercase().starts_with(&stem)
                && !lead
                    .iter()
                    .any(|lead| lead.to_lowercase() == principle.name.to_lowercase())
        });
        if let Some(other) = other {
            let words = format!(
                "One principle is called \u{201c}{name}\u{201d} in the lead-in and \u{201c}{}\u{201d} in the list.",
                other.name
            );
            slips.push(slip(
                SlipKind::TwoNames,
                words,
                vec![outline.at(*index), other.at.clone()],
            ));
        }
    }
    slips
}
