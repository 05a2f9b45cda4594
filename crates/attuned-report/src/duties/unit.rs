//! From a recommendation's text to its units: lettered parts, items with their lead-in, sentences.

use std::ops::Range;

use super::token::{self, Token, tokens, trimmed};
use super::{Fragments, grammar};
use super::{clause, verb};
use crate::mark::{self, Mark};
use crate::words;

/// A stretch of text that is read by itself, and the lead-in it shares with others.
#[derive(Debug, Clone)]
pub(crate) struct Unit {
    pub prefix: Vec<Range<usize>>,
    pub range: Range<usize>,
    pub why: String,
}

struct Line {
    range: Range<usize>,
    indent: usize,
}

pub(crate) fn units(text: &str) -> Vec<Unit> {
    let mut out = Vec::new();
    let mut lines: Vec<Line> = Vec::new();
    let mut at = 0;
    for line in text.split('\n') {
        let words = line.trim_start();
        if words.is_empty() {
            group(text, &lines, &[], 0, &mut out);
            lines.clear();
        } else {
            lines.push(Line {
                range: at + line.len() - words.len()..at + line.len(),
                indent: line.len() - words.len(),
            });
        }
        at += line.len() + 1;
    }
    group(text, &lines, &[], 0, &mut out);
    out
}

/// A line and the items under it.
fn group(text: &str, lines: &[Line], prefix: &[Range<usize>], depth: u8, out: &mut Vec<Unit>) {
    let Some((lead, items)) = lines.split_first() else {
        return;
    };
    let (label, body) = unlabelled(text, lead.range.clone());
    let why = label.map_or_else(
        || {
            if prefix.is_empty() {
                String::new()
            } else {
                "an item of the list".to_owned()
            }
        },
        |label| format!("part {label}"),
    );
    if items.is_empty() {
        inline(text, body, prefix, why, out);
        return;
    }
    // The last sentence leads in; what stands before it is asked by itself.
    let sentences = sentences(text, body.clone());
    let (lead_in, before) = sentences
        .split_last()
        .map_or((body, [].as_slice()), |(last, before)| {
            (last.clone(), before)
        });
    for (place, sentence) in before.iter().enumerate() {
        let why = if place == 0 {
            String::new()
        } else {
            "its own sentence".to_owned()
        };
        inline(text, sentence.clone(), prefix, why, out);
    }
    let words = text.get(lead_in.clone()).unwrap_or("").trim_end();
    let leads = !words.ends_with(['.', ';', '?', '!'])
        || words.contains("following")
        || words.contains("below");
    if !leads {
        inline(text, lead_in.clone(), prefix, why, out);
    }
    let shared: Vec<Range<usize>> = prefix
        .iter()
        .cloned()
        .chain(leads.then(|| lead_words(text, lead_in)).flatten())
        .collect();
    let first = items.first().map_or(0, |item| item.indent);
    let mut from = 0;
    while from < items.len() {
        let next = items
            .iter()
            .skip(from + 1)
            .position(|item| item.indent <= first || depth > 6)
            .map_or(items.len(), |place| from + 1 + place);
        let before = out.len();
        group(
            text,
            items.get(from..next).unwrap_or(&[]),
            &shared,
            depth + 1,
            out,
        );
        if shared.is_empty() {
            for unit in out
                .iter_mut()
                .skip(before)
                .filter(|unit| unit.why.is_empty())
            {
                unit.why = "an item of the list".into();
            }
        }
        from = next;
    }
}

/// The lead-in without "The Panel recommends that" and without its colon; `None` when nothing else is in it.
fn lead_words(text: &str, range: Range<usize>) -> Option<Range<usize>> {
    let tokens = tokens(text, range.clone());
    let from = verb::after_preamble(&tokens);
    let start = tokens.get(from)?.range.start;
    let found = trimmed(text, start..range.end)?;
    let lower = text.get(found.clone())?.to_lowercase();
    let empty = [
        "that",
        "to",
        "the following",
        "as follows",
        "the following recommendations",
        "recommendations",
        "recommendation",
    ]
    .contains(&lower.as_str());
    (!empty).then_some(found)
}

/// The label at the start of a line ("(a)") and the words after it.
fn unlabelled(text: &str, range: Range<usize>) -> (Option<String>, Range<usize>) {
    let part = text.get(range.clone()).unwrap_or("");
    match mark::find(part) {
        Some((Mark::Letter(_, printed), at)) => (Some(printed), range.start + at..range.end),
        Some((Mark::Number(parts), at)) if parts.len() == 1 => (
            Some(parts.first().map(u32::to_string).unwrap_or_default()),
            range.start + at..range.end,
        ),
        Some((Mark::Bullet, at)) => (None, range.start + at..range.end),
        _ => (None, range),
    }
}

/// Labels in running text, or sentences.
fn inline(
    text: &str,
    range: Range<usize>,
    prefix: &[Range<usize>],
    why: String,
    out: &mut Vec<Unit>,
) {
    if let Some((lead, parts)) = parts(text, range.clone()) {
        let before = sentences(text, lead);
        let (lead_in, earlier) = before
            .split_last()
            .map_or((None, [].as_slice()), |(last, earlier)| {
                (Some(last.clone()), earlier)
            });
        for sentence in earlier {
            out.push(Unit {
                prefix: prefix.to_vec(),
                range: sentence.clone(),
                why: "its own sentence".into(),
            });
        }
        let lead_in = lead_in.and_then(|lead_in| lead_words(text, lead_in));
        let shared: Vec<Range<usize>> = prefix.iter().cloned().chain(lead_in).collect();
        for (label, part) in parts {
            for (place, sentence) in sentences(text, part).into_iter().enumerate() {
                let prefix = if place == 0 {
                    shared.clone()
                } else {
                    Vec::new()
                };
                out.push(Unit {
                    prefix,
                    range: sentence,
                    why: format!("part {label}"),
                });
            }
        }
        return;
    }
    for (place, sentence) in sentences(text, range).into_iter().enumerate() {
        let prefix = if place == 0 { prefix } else { &[] };
        if let Some((lead, items)) = colon_list(text, &sentence) {
            let shared: Vec<Range<usize>> = prefix
                .iter()
                .cloned()
                .chain(lead_words(text, lead))
                .collect();
            out.extend(items.into_iter().map(|range| Unit {
                prefix: shared.clone(),
                range,
                why: "an item of the list".into(),
            }));
            continue;
        }
        let why = if place == 0 {
            why.clone()
        } else {
            "its own sentence".into()
        };
        out.push(Unit {
            prefix: prefix.to_vec(),
            range: sentence,
            why,
        });
    }
}

/// A label and the words after it.
pub(crate) type Labelled = (String, Range<usize>);

/// "(a) ... and (b) ..." in running text: what stands before the first label, and each part.
pub(crate) fn parts(text: &str, range: Range<usize>) -> Option<(Range<usize>, Vec<Labelled>)> {
    let part = text.get(range.clone())?;
    let mut labels: Vec<(Range<usize>, String)> = Vec::new();
    let mut place = None;
    let mut at = 0;
    for word in part.split_inclusive(char::is_whitespace) {
        let bare = word.trim();
        let start = at;
        at += word.len();
        let opened = bare.starts_with('(') && bare.ends_with(')');
        if !(opened || bare.ends_with(')')) || bare.len() > 6 {
            continue;
        }
        let found = match mark::whole(bare) {
            Some(Mark::Letter(letter, _)) => mark::place(&letter, place),
            Some(Mark::Number(parts)) if parts.len() == 1 => parts.first().copied(),
            _ => None,
        };
        if found == Some(place.map_or(1, |place| place + 1)) {
            place = found;
            labels.push((
                range.start + start..range.start + start + bare.len(),
                bare.to_owned(),
            ));
        }
    }
    let first = labels.first()?.0.start;
    if labels.len() < 2 {
        return None;
    }
    let ends = labels
        .iter()
        .skip(1)
        .map(|(range, _)| range.start)
        .chain([range.end]);
    let parts = labels
        .iter()
        .zip(ends)
        .map(|((label, name), end)| (name.clone(), label.end..end))
        .collect();
    Some((range.start..first, parts))
}

/// "The review should cover: staffing; training; and costs."
fn colon_list(text: &str, range: &Range<usize>) -> Option<(Range<usize>, Vec<Range<usize>>)> {
    let part = text.get(range.clone())?;
    let colon = part.find(": ")?;
    let list = part.get(colon + 1..)?;
    if !list.contains(';') {
        return None;
    }
    let mut at = range.start + colon + 1;
    let mut items = Vec::new();
    for item in list.split(';') {
        items.extend(trimmed(text, at..at + item.len()));
        at += item.len() + 1;
    }
    Some((range.start..range.start + colon, items))
}

pub(crate) fn sentences(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let tokens = tokens(text, range.clone());
    let mut out = Vec::new();
    let mut start = range.start;
    for (index, token) in tokens.iter().enumerate() {
        let ends = matches!(token.text, "." | "?" | "!") && !token.inside;
        let next = tokens.get(index + 1);
        let begins = next.is_none_or(|next| {
            next.is_capital()
                || next.text.starts_with(|letter: char| {
                    letter.is_numeric() || "(\u{201c}\u{2018}\"'".contains(letter)
                })
        });
        if ends && begins {
            out.extend(
                trimmed(text, start..token.range.end).map(|range| range.start..token.range.end),
            );
            start = token.range.end;
        }
    }
    out.extend(
        trimmed(text, start..range.end)
            .map(|found| found.start..range.end.min(found.end + 1).max(found.end)),
    );
    out
}

/// The duties of one unit; of a sentence that only tells, none where `strict`.
pub(crate) fn duties(text: &str, unit: &Unit, strict: bool) -> Vec<Fragments> {
    let tokens: Vec<Token<'_>> = token::tokens(text, unit.range.clone());
    let words = text
        .get(unit.range.clone())
        .unwrap_or("")
        .trim_start()
        .to_lowercase();
    let reasons = words::list("reasoning")
        .iter()
        .any(|(opening, _)| words.starts_with(opening));
    if unit.prefix.is_empty()
        && (reasons || (strict && !asks(&tokens)))
        && (unit.why.is_empty() || unit.why == "its own sentence")
    {
        return Vec::new();
    }
    let prefix: Vec<Range<usize>> = if stands_alone(&tokens) {
        Vec::new()
    } else {
        unit.prefix.clone()
    };
    let mut found = clause::duties(&tokens, &prefix, None, false);
    if let Some(first) = found.first_mut()
        && !unit.why.is_empty()
    {
        first.why.clone_from(&unit.why);
    }
    found
}

/// An item that begins "That ..." needs no lead-in.
fn stands_alone(tokens: &[Token<'_>]) -> bool {
    tokens
        .first()
        .is_some_and(|token| token.is("that") && token.is_capital())
}

/// Whether a sentence asks for something: a verb of obligation, "be" with a participle, or a bare action.
pub(crate) fn asks(tokens: &[Token<'_>]) -> bool {
    let modal = tokens
        .iter()
        .any(|token| matches!(token.lower.as_str(), "should" | "must" | "shall" | "ought"));
    let passive = tokens.windows(2).any(|pair| matches!(pair, [first, second] if first.is("be") && (grammar::is_participle(&second.lower) || grammar::is_adverb(&second.lower))));
    let preamble = verb::after_preamble(tokens);
    let opening = tokens
        .get(preamble)
        .is_some_and(|token| grammar::is_action(&token.lower));
    // "Cabinet review" asks, since one body "reviews"; "Residents need" only tells.
    let subjunctive = verb::main_verb(tokens, preamble, preamble > 0).is_some_and(|main| {
        let one = main
            .subject_end
            .checked_sub(1)
            .and_then(|at| tokens.get(at))
            .is_some_and(|token| words::has("office", &token.lower));
        main.form == verb::Form::Base && (preamble > 0 || one)
    });
    let handed = tokens.windows(2).any(|pair| matches!(pair, [first, second] if words::has("handing", &first.lower) && second.is("to")));
    modal || passive || opening || preamble > 0 || subjunctive || handed
}
