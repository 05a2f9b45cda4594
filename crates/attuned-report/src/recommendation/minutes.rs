//! Decisions of minutes, and "the Panel recommends" in running text.

use super::walk::{item, level, printed_mark, printed_number, pure_lead};
use super::{Draft, is_heading, is_text};
use crate::duties;
use crate::outline::Outline;
use crate::report::{Ask, Role, SectionKind};
use crate::{names, words};

/// Decisions of minutes: recommendations, and apart from them what was only noted.
pub(crate) fn resolved(outline: &mut Outline) -> (Vec<Draft>, Vec<Ask>) {
    let mut drafts: Vec<Draft> = Vec::new();
    let mut noted = Vec::new();
    let mut index = 0;
    while index < outline.paras.len() {
        let text = outline.text(index).to_owned();
        if !outline.is_free(index) && !is_heading(outline, index)
            || !resolves(&text)
            || matches!(
                outline.kind(index),
                SectionKind::Asks | SectionKind::FrontBox
            )
        {
            index += 1;
            continue;
        }
        let body = without_resolving(&text).to_owned();
        let mut items: Vec<usize> = outline.items_after(index).collect();
        // Decisions may be numbered as the paragraphs of the paper are, or stand in plain paragraphs that begin "That".
        let mut next = items.last().map_or(index + 1, |last| last + 1);
        if items.is_empty() && (body.split_whitespace().count() <= 3 || pure_lead(&text).is_some())
        {
            while next < outline.paras.len()
                && is_text(outline, next)
                && !is_heading(outline, next)
                && !resolves(outline.text(next))
            {
                let text = outline.text(next);
                if !(text.starts_with("That")
                    || text.starts_with("T H A T")
                    || text.starts_with("To ")
                    || duties::asks(text)
                    || outline.is_item(next))
                {
                    break;
                }
                items.push(next);
                next += 1;
            }
        }
        let lead =
            pure_lead(&text).or_else(|| (body.split_whitespace().count() <= 3).then(String::new));
        if let (false, Some(lead)) = (items.is_empty(), lead) {
            outline.claim(index, Role::Resolution);
            let first = items.first().map_or(1, |first| level(outline, *first));
            for item in items {
                if level(outline, item) > first
                    && let Some(draft) = drafts.last_mut()
                {
                    draft.item(outline, item, level(outline, item) - first - 1);
                    continue;
                }
                let mut draft = Draft::new(outline, item);
                draft.label = printed_mark(outline, item);
                draft.number = printed_number(outline, item);
                draft.open(outline.text(item), None);
                draft.led_by(&lead);
                keep(outline, draft, &mut drafts, &mut noted);
            }
        } else {
            let mut draft = Draft::new(outline, index);
            draft.text = body;
            for item_index in items {
                item(&mut draft, outline, item_index, &mut None);
            }
            keep(outline, draft, &mut drafts, &mut noted);
        }
        index = next;
    }
    (drafts, noted)
}

/// Whether the decisions of the minutes only say which recommendations are accepted.
pub(crate) fn answers(outline: &Outline) -> bool {
    (0..outline.paras.len()).any(|index| {
        let lower = outline.text(index).to_lowercase();
        let Some(rest) = lower
            .strip_prefix("that recommendation")
            .map(|rest| rest.strip_prefix('s').unwrap_or(rest))
        else {
            return false;
        };
        let first = rest.split_whitespace().next().unwrap_or("");
        first.trim_matches(['(', ')', ',', '.']).len() <= 4 && super::stated(rest).is_some()
    })
}

fn keep(outline: &mut Outline, draft: Draft, drafts: &mut Vec<Draft>, noted: &mut Vec<Ask>) {
    let lower = draft.text.to_lowercase();
    let only = words::earliest_in("only_noted", &lower).is_some()
        && duties::split("1", &draft.text).len() == 1
        && ![
            "recommend ",
            "recommends ",
            "recommended that",
            "recommended to",
        ]
        .iter()
        .any(|words| lower.contains(words))
        && !lower.contains("should");
    if only {
        let verbs = words::earliest_in("only_noted", &lower)
            .map(|(verb, _)| verb.trim_end_matches('d').to_owned());
        noted.push(Ask {
            words: draft.text.clone(),
            verbs: verbs.into_iter().collect(),
            at: draft.at.clone(),
        });
        outline.claim(draft.place, Role::Resolution);
    } else {
        drafts.push(draft);
    }
}

/// Whether a paragraph opens a decision: "RESOLVED", "AGREED:", "It was RESOLVED that".
fn resolves(text: &str) -> bool {
    let lower = text.to_lowercase();
    words::list("resolving").iter().any(|(opening, _)| {
        lower.strip_prefix(opening).is_some_and(|rest| {
            let shouted = text
                .get(..opening.len())
                .is_some_and(|opening| !opening.contains(char::is_lowercase))
                || text.contains("RESOLVED")
                || text.contains("AGREED");
            let formal = rest
                .trim_start()
                .starts_with([':', '-', '\u{2013}', '\u{2014}'])
                || rest.trim_start().starts_with("that")
                || rest.trim_start().starts_with("to ")
                || rest.is_empty()
                || rest.starts_with("t h a t");
            formal
                && (shouted
                    || opening.contains("resolved")
                    || rest.trim_start().starts_with([':', '-', '\u{2013}'])
                    || opening.starts_with("it was")
                    || opening.starts_with("the "))
        })
    })
}

fn without_resolving(text: &str) -> &str {
    let lower = text.to_lowercase();
    let opening = words::list("resolving")
        .iter()
        .filter(|(opening, _)| lower.starts_with(opening))
        .map(|(opening, _)| opening.len())
        .max()
        .unwrap_or(0);
    text.get(opening..)
        .unwrap_or(text)
        .trim_start_matches(|letter: char| {
            letter.is_whitespace() || matches!(letter, ':' | '-' | '\u{2013}' | '\u{2014}')
        })
}

/// "The Panel recommends that ..." in running text.
pub(crate) fn recommends(outline: &mut Outline) -> Vec<Draft> {
    let mut drafts: Vec<Draft> = Vec::new();
    for index in 0..outline.paras.len() {
        if !outline.is_free(index)
            || !is_text(outline, index)
            || matches!(
                outline.kind(index),
                SectionKind::Asks | SectionKind::FrontBox
            )
        {
            continue;
        }
        let text = outline.text(index).to_owned();
        let lists = text.ends_with(':')
            && text.to_lowercase().contains("recommendations")
            && outline.items_after(index).len() >= 2;
        let Some(at) = recommending(&text, outline.items_after(index).len() >= 2)
            .or_else(|| lists.then_some(0))
        else {
            continue;
        };
        let items: Vec<usize> = outline.items_after(index).collect();
        let said = text.get(at..).unwrap_or(&text).to_owned();
        if let (false, Some(lead)) = (
            items.is_empty(),
            pure_lead(&said).or_else(|| (lists || asks_list(&said)).then(String::new)),
        ) {
            outline.claim(index, Role::Recommendation);
            for item in items {
                let mut draft = Draft::new(outline, item);
                draft.label = printed_mark(outline, item);
                draft.number = printed_number(outline, item);
                draft.open(outline.text(item), None);
                draft.led_by(&lead);
                drafts.push(draft);
            }
            continue;
        }
        let mut draft = Draft::new(outline, index);
        draft.text = said;
        let mut depth = None;
        for item_index in items {
            item(&mut draft, outline, item_index, &mut depth);
        }
        drafts.push(draft);
    }
    drafts
}

/// "The Commission asked the Cabinet:" hands each item of its list on as it is.
fn asks_list(said: &str) -> bool {
    said.ends_with(':') && !said.to_lowercase().contains("recommend")
}

/// Where a sentence begins that recommends in the voice of those who examined.
fn recommending(text: &str, listed: bool) -> Option<usize> {
    let mut at = 0;
    for sentence in text.split_inclusive(". ") {
        let lower = sentence.to_lowercase();
        let verb = [
            "recommends that",
            "recommend that",
            "recommended that",
            "recommends to",
            "recommends the",
            "recommend the",
            "recommends:",
            "recommend:",
            "asked that",
            "asked the",
            "asked for",
            "asks that",
            "asks the",
            "asked cabinet",
            "calls on",
            "called on",
            "would like to see",
            "argymell",
        ]
        .iter()
        // "Asked" alone is said of many: a list must follow.
        .filter(|verb| verb.contains("recommend") || listed && lower.trim_end().ends_with(':'))
        .filter_map(|verb| lower.find(verb))
        .min();
        if let Some(verb) = verb {
            let before = sentence.get(..verb).unwrap_or("");
            let we = lower.starts_with("we ") || lower.contains(" we ");
            let body = names::bodies(before)
                .iter()
                .any(|range| before.get(range.clone()).is_some_and(names::examines))
                || lower.starts_with("members ");
            if we || body {
                return Some(at);
            }
        }
        at += sentence.len();
    }
    None
}
