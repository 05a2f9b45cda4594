//! Words that may not be the ones meant, and a "none" that the rest of the report speaks against.

use std::collections::{HashMap, HashSet};

use super::{is_read, slip};
use crate::outline::Outline;
use crate::report::{At, Report, Role, Slip, SlipKind};
use crate::words;

/// Legal implications are said to be none while other paragraphs rest on a duty in law, or the paper answers a referral.
pub(crate) fn none_but_cited(outline: &Outline, report: &Report) -> Option<Slip> {
    let legal = report
        .implications
        .iter()
        .find(|implication| implication.kind == "legal" && implication.says_none)?;
    let mut cited: Vec<(At, &'static str)> = Vec::new();
    for index in 0..outline.paras.len() {
        if !is_read(outline, index)
            || outline.at(index) == legal.at
            || matches!(outline.role(index), Role::Heading | Role::Paper)
        {
            continue;
        }
        let lower = outline.text(index).to_lowercase();
        if let Some((duty, _)) = words::first_in("legal_duty", &lower) {
            cited.push((outline.at(index), duty));
        }
    }
    let title = report
        .front
        .title
        .as_ref()
        .map_or(String::new(), |title| title.words.to_lowercase());
    let by_right = report.front.scrutiny.as_ref().is_some_and(|body| {
        words::first_in("referral_duty", &body.body.words.to_lowercase()).is_some()
    });
    let answers = by_right
        && !report.recommendations.is_empty()
        && (title.contains("response")
            || title.contains("referral")
            || report
                .front
                .scrutiny
                .as_ref()
                .is_some_and(|body| body.referred.is_some()));
    let mut reasons = Vec::new();
    if let Some((at, duty)) = cited.first() {
        reasons.push(format!("{} speaks of \u{201c}{duty}\u{201d}", at.paragraph));
    }
    if answers {
        reasons.push(
            "the report answers a committee\u{2019}s referral, which can carry a duty to reply"
                .into(),
        );
    }
    if reasons.is_empty() {
        return None;
    }
    let words = format!(
        "The legal implications are said to be none or not direct, while {}. It may be worth asking whoever advises on law.",
        super::listed(&reasons)
    );
    let mut at = vec![legal.at.clone()];
    at.extend(cited.into_iter().map(|(at, _)| at).take(3));
    if at.len() == 1 {
        at.extend(
            report
                .front
                .scrutiny
                .iter()
                .filter_map(|body| body.referred.as_ref())
                .map(|dated| dated.at.clone()),
        );
    }
    Some(slip(SlipKind::NoneButCited, words, at))
}

/// A real word that is often typed for another, where the other stands nearby among the same names and words.
pub(crate) fn other_words(outline: &Outline) -> Vec<Slip> {
    let mut pairs: HashMap<&str, Vec<&str>> = HashMap::new();
    for (first, second) in words::list("confusable") {
        pairs.entry(first).or_default().push(second);
        pairs.entry(second).or_default().push(first);
    }
    // Each use of a word of a pair, with the content words near it.
    let mut uses: HashMap<String, Vec<(usize, HashSet<String>)>> = HashMap::new();
    let mut order: Vec<String> = Vec::new();
    for index in 0..outline.paras.len() {
        if !is_read(outline, index) {
            continue;
        }
        let text = outline.text(index);
        let list: Vec<String> = text
            .split(|letter: char| !letter.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_lowercase)
            .collect();
        for (place, word) in list
            .iter()
            .enumerate()
            .filter(|(_, word)| pairs.contains_key(word.as_str()))
        {
            let near = list
                .iter()
                .skip(place.saturating_sub(4))
                .take(4 + place.min(4) + 4)
                .filter(|near| near.len() > 3 && *near != word)
                .cloned()
                .collect();
            if !uses.contains_key(word) {
                order.push(word.clone());
            }
            let known = uses.entry(word.clone()).or_default();
            if known.len() < 40 {
                known.push((index, near));
            }
        }
    }
    let mut slips: Vec<Slip> = Vec::new();
    let mut done: HashSet<(String, String)> = HashSet::new();
    for word in &order {
        for other in pairs.get(word.as_str()).into_iter().flatten() {
            if word == other || done.contains(&((*other).to_owned(), word.clone())) {
                continue;
            }
            done.insert((word.clone(), (*other).to_owned()));
            let (Some(first), Some(second)) = (uses.get(word), uses.get(*other)) else {
                continue;
            };
            let shared = first
                .iter()
                .flat_map(|(at, near)| {
                    second.iter().map(move |(other_at, other_near)| {
                        (*at, *other_at, near.intersection(other_near).count())
                    })
                })
                .filter(|(at, other_at, _)| at.abs_diff(*other_at) < 6);
            let Some((at, other_at, count)) = shared.max_by_key(|(_, _, count)| *count) else {
                continue;
            };
            if count >= 2 {
                let mut places = vec![outline.at(at)];
                if at != other_at {
                    places.push(outline.at(other_at));
                }
                let words = format!(
                    "\u{201c}{word}\u{201d} and \u{201c}{other}\u{201d} stand close together about the same thing. One may be meant for both."
                );
                slips.push(slip(SlipKind::LikelyOtherWord, words, places));
            }
        }
    }
    slips
}
