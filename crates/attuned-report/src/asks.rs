//! What the decision-maker is asked: on the front page, and in the section of that name.

use std::ops::Range;

use crate::duties;
use crate::outline::Outline;
use crate::paragraph::Sort;
use crate::report::{Ask, Asks, Role, Said, SectionKind};
use crate::{front, names, words};

/// Reads both lists. A paper of the body that examined the matter asks nothing of itself: its recommendations are read elsewhere.
pub(crate) fn read(outline: &mut Outline, by_examiners: bool) -> Asks {
    let zone = front::zone(outline);
    let mut asks = Asks::default();
    let mut leading = false;
    for index in 0..outline.paras.len() {
        let kind = outline.kind(index);
        let boxed = kind == SectionKind::FrontBox || index < zone;
        let section = kind == SectionKind::Asks;
        let usable = outline.is_free(index)
            && outline.paras.get(index).is_some_and(|para| {
                para.sort == Sort::Text || (section && para.sort != Sort::Margin)
            });
        let other = section && by_examiners && leading_verb(outline.text(index)).is_none();
        if !usable || !(boxed || section) || other {
            leading = false;
            continue;
        }
        let text = outline.text(index).to_owned();
        let lower = text.to_lowercase();
        let asking = is_asking(&lower);
        // "The Board is asked to:" leads in the items that follow.
        if text.ends_with(':') && (asking || section) {
            leading = true;
            outline.claim(index, Role::Ask);
            continue;
        }
        let item =
            outline.is_item(index) || outline.printed.get(index).is_some_and(Option::is_some);
        let taken = if boxed && !section {
            asking || (leading && item)
        } else {
            asking || item || leading || verbs(&lower).next().is_some()
        };
        if !taken {
            leading &= item;
            continue;
        }
        let at = outline.at(index);
        let list = if boxed && !section {
            &mut asks.front_box
        } else {
            &mut asks.section
        };
        list.extend(split(&text).into_iter().map(|(words, verbs)| Ask {
            words,
            verbs,
            at: at.clone(),
        }));
        outline.claim(index, Role::Ask);
    }
    asks
}

/// Who is asked, where the front page does not say who decides: "The Board is asked to ...".
pub(crate) fn asked_body(asks: &Asks, outline: &Outline) -> Option<Said> {
    let first = asks.section.first().or(asks.front_box.first())?;
    let at = (0..outline.paras.len()).find(|index| outline.at(*index) == first.at)?;
    let lead = (at.saturating_sub(2)..=at).find(|index| {
        outline.role(*index) == Role::Ask && is_asking(&outline.text(*index).to_lowercase())
    })?;
    let text = outline.text(lead);
    let range = names::bodies(text).into_iter().next()?;
    Some(Said {
        words: text.get(range)?.to_owned(),
        at: outline.at(lead),
    })
}

fn is_asking(lower: &str) -> bool {
    [
        "recommended that",
        "recommended to",
        "asked to",
        "is asked",
        "are asked",
        "invited to",
        "requested to",
        "recommends that",
        "gofynnir i",
        "argymhellir",
    ]
    .iter()
    .any(|words| lower.contains(words))
}

/// The verbs asked in a text, base form, in order, each once.
fn verbs(lower: &str) -> impl Iterator<Item = &'static str> {
    let mut seen: Vec<&'static str> = Vec::new();
    for (place, word) in lower
        .split(|letter: char| !letter.is_alphanumeric() && letter != '-')
        .filter(|word| !word.is_empty())
        .enumerate()
    {
        if let Some(base) = words::note("ask", word)
            && !seen.contains(&base)
            && place < 40
        {
            seen.push(base);
        }
    }
    seen.into_iter()
}

/// One ask a verb where the sentence joins several ("note the report and approve the plan").
fn split(text: &str) -> Vec<(String, Vec<String>)> {
    let mut found: Vec<(Range<usize>, Option<&'static str>)> = Vec::new();
    for range in duties::split_sentence(text) {
        for part in at_verbs(text, range) {
            let verb = text.get(part.clone()).and_then(leading_verb);
            match (verb, found.last_mut()) {
                // What asks nothing by itself belongs to the ask before it.
                (None, Some((last, _))) => last.end = part.end,
                _ => found.push((part, verb)),
            }
        }
    }
    let words = |range: &Range<usize>| text.get(range.clone()).unwrap_or("").to_owned();
    let mut out: Vec<(String, Vec<String>)> = found
        .iter()
        .map(|(range, verb)| {
            let words = words(range);
            let verbs = verb.map_or_else(
                || {
                    verbs(&words.to_lowercase())
                        .take(1)
                        .map(str::to_owned)
                        .collect()
                },
                |verb| vec![verb.to_owned()],
            );
            (words, verbs)
        })
        .collect();
    if out.is_empty() {
        out.push((
            text.to_owned(),
            verbs(&text.to_lowercase()).map(str::to_owned).collect(),
        ));
    }
    out
}

/// Cuts before a verb of the table that is joined on ("note what was asked and to approve the reply"): a decision is taken on
/// each, however the sentence runs.
fn at_verbs(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let words = text.get(range.clone()).unwrap_or("");
    let mut out = Vec::new();
    let mut from = 0;
    for (at, joint) in words.match_indices([' ', ',']) {
        let Some(rest) = words.get(at + joint.len()..) else {
            continue;
        };
        let listed = words
            .get(..at)
            .is_some_and(|before| before.ends_with([',', ';']));
        let Some(rest) = rest.strip_prefix("and ").or_else(|| listed.then_some(rest)) else {
            continue;
        };
        let verb = rest.strip_prefix("to ").unwrap_or(rest);
        let mut next = verb
            .split(|letter: char| !letter.is_alphanumeric())
            .filter(|word| !word.is_empty());
        let (Some(first), Some(second)) = (next.next(), next.next()) else {
            continue;
        };
        let begins = words.len() - rest.len();
        if words::has("ask", first)
            && words::has("after_verb", &second.to_lowercase())
            && begins > from
        {
            out.push(from..at);
            from = begins;
        }
    }
    out.push(from..words.len());
    let trimmed = |part: Range<usize>| {
        let inner = words.get(part.clone())?;
        let kept = inner.trim_matches([' ', ',', ';']);
        let start = range.start
            + part.start
            + (inner.len() - inner.trim_start_matches([' ', ',', ';']).len());
        (!kept.is_empty()).then(|| start..start + kept.len())
    };
    out.into_iter().filter_map(trimmed).collect()
}

/// The verb that a fragment asks: the first of the table that no article or preposition stands before.
fn leading_verb(words: &str) -> Option<&'static str> {
    let lower = words.to_lowercase();
    let list: Vec<&str> = lower
        .split(|letter: char| !letter.is_alphanumeric() && letter != '-')
        .filter(|word| !word.is_empty())
        .collect();
    let at = list.iter().enumerate().find(|(place, word)| {
        let before = place
            .checked_sub(1)
            .and_then(|before| list.get(before))
            .copied()
            .unwrap_or("");
        words::has("ask", word)
            && !words::has("determiner", before)
            && !["of", "for", "in", "with", "on", "from"].contains(&before)
    });
    at.and_then(|(place, word)| (place < 16).then_some(*word))
        .and_then(|word| words::note("ask", word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_sentence_may_ask_for_two_things() {
        let found = split(
            "It is recommended that the Executive note the views of the committee and approve the reply set out below.",
        );
        let verbs: Vec<&str> = found
            .iter()
            .flat_map(|(_, verbs)| verbs.iter().map(String::as_str))
            .collect();
        assert_eq!(verbs, ["note", "approve"]);
        let found =
            split("That the Board note the contents of the report and the review of the plan.");
        assert_eq!(found.len(), 1, "{found:?}");
    }
}
