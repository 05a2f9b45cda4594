//! "Partners and contractors be encouraged": two groups that share what is asked are two duties, because one can be forgotten.

use std::ops::Range;

use super::grammar::{is_determiner, is_participle, is_preposition};
use super::token::Token;
use super::verb::{Form, Main};
use crate::words;

/// A group of people, a body or a post.
pub(crate) fn is_actor(word: &str) -> bool {
    words::has("people", word) || words::has("office", word)
}

/// The fragments of each group's duty, where the subject joins groups; empty where it is to stay whole. `end` is where the
/// clause ends.
pub(crate) fn split(tokens: &[Token<'_>], main: Main, end: usize) -> Vec<Vec<Range<usize>>> {
    found(tokens, main, end).unwrap_or_default()
}

fn found(tokens: &[Token<'_>], main: Main, end: usize) -> Option<Vec<Vec<Range<usize>>>> {
    let subject = tokens.get(..main.subject_end)?;
    let and = subject.iter().rposition(|token| {
        token.is("and") && !token.inside && !is_relative_before(tokens, token)
    })?;
    let who = subject
        .iter()
        .skip(and)
        .position(|token| matches!(token.lower.as_str(), "who" | "which" | "whose" | "that"))
        .map(|place| place + and);
    let right_end = who.unwrap_or(main.subject_end);
    // "residents and staff affected by the fire": what describes both is shared.
    let described = (and + 2..right_end).find(|at| {
        let by = tokens
            .get(at + 1)
            .is_some_and(|next| is_preposition(&next.lower));
        by && tokens
            .get(*at)
            .is_some_and(|token| is_participle(&token.lower))
    });
    let right_end = described.unwrap_or(right_end);
    let right_head = head(tokens, and + 1, right_end)?;
    let left_head = last_outside(tokens, and)?;
    if !words::has("people", &tokens.get(left_head)?.lower)
        || !words::has("people", &tokens.get(right_head)?.lower)
    {
        return None;
    }
    let left_start = start_of_group(tokens, left_head);
    if is_one_thing(tokens, left_head, and, right_end) || acts_jointly(tokens, main, end) {
        return None;
    }
    // "Children and Families Service" is a name.
    let named = tokens.get(left_head)?.is_capital()
        && left_head > 0
        && tokens.get(and + 1)?.is_capital()
        && right_head > and + 1;
    if named
        || tokens
            .get(..left_start)?
            .iter()
            .any(|token| token.is("between"))
    {
        return None;
    }
    let before = span(tokens, 0, left_start);
    let tail = span(tokens, right_end, end)?;
    // "the council's partners and contractors": both are the council's.
    let owner = (left_start..left_head).find(|at| {
        tokens
            .get(*at)
            .is_some_and(|token| token.lower.ends_with("'s") || token.lower.ends_with("s'"))
    });
    let owner = owner.filter(|_| {
        !tokens
            .get(and + 1)
            .is_some_and(|token| is_determiner(&token.lower))
    });
    let mut groups: Vec<(Range<usize>, bool)> = Vec::new();
    let mut from =
        left_start + usize::from(tokens.get(left_start).is_some_and(|token| token.is("both")));
    for at in left_start..and {
        let comma = tokens
            .get(at)
            .is_some_and(|token| token.text == "," && !token.inside);
        if comma {
            groups.push((span(tokens, from, at)?, from > left_start));
            from = at + 1;
        }
    }
    groups.extend(span(tokens, from, and).map(|range| (range, from > left_start + 1)));
    groups.push((span(tokens, and + 1, right_end)?, true));
    let shared = owner.and_then(|owner| span(tokens, left_start, owner + 1));
    let fragments = groups.into_iter().map(|(group, later)| {
        let owned = shared.clone().filter(|_| later);
        before
            .clone()
            .into_iter()
            .chain(owned)
            .chain([group])
            .chain([tail.clone()])
            .collect()
    });
    Some(fragments.collect())
}

/// "and" inside a relative clause joins other things.
fn is_relative_before(tokens: &[Token<'_>], and: &Token<'_>) -> bool {
    tokens
        .iter()
        .take_while(|token| token.range.start < and.range.start)
        .any(|token| matches!(token.lower.as_str(), "who" | "which" | "whose"))
}

/// The noun that a group is named by: the last word before its first preposition.
fn head(tokens: &[Token<'_>], from: usize, to: usize) -> Option<usize> {
    let stop = (from..to)
        .find(|at| {
            tokens
                .get(*at)
                .is_some_and(|token| is_preposition(&token.lower) || token.inside)
        })
        .unwrap_or(to);
    stop.checked_sub(1).filter(|head| *head >= from)
}

/// The last token before `at` that is not in brackets.
fn last_outside(tokens: &[Token<'_>], at: usize) -> Option<usize> {
    let head = (0..at).rev().find(|place| {
        tokens
            .get(*place)
            .is_some_and(|token| !token.inside && token.is_word())
    })?;
    // "partners across the borough and contractors": the noun before the preposition is the group.
    let stop = (0..head).rev().take(5).find(|place| {
        tokens
            .get(*place)
            .is_some_and(|token| is_preposition(&token.lower) && !token.is("of"))
    });
    match stop {
        Some(stop) if !words::has("people", &tokens.get(head)?.lower) => stop.checked_sub(1),
        _ => Some(head),
    }
}

fn start_of_group(tokens: &[Token<'_>], head: usize) -> usize {
    let mut at = head;
    while at > 0
        && tokens
            .get(at - 1)
            .is_some_and(|token| !is_preposition(&token.lower) && !matches!(token.text, ";" | ":"))
    {
        // A list goes back over its commas only while its members are people.
        if tokens.get(at - 1).is_some_and(|token| token.text == ",")
            && !(at >= 2
                && tokens
                    .get(at - 2)
                    .is_some_and(|token| words::has("people", &token.lower)))
        {
            break;
        }
        at -= 1;
    }
    at
}

fn is_one_thing(tokens: &[Token<'_>], left_head: usize, and: usize, right_end: usize) -> bool {
    let right: Vec<&str> = (and + 1..right_end)
        .filter_map(|at| tokens.get(at))
        .map(|token| token.lower.as_str())
        .take(3)
        .collect();
    let left = tokens
        .get(left_head)
        .map_or("", |token| token.lower.as_str());
    words::list("one_thing").iter().any(|(pair, _)| {
        pair.split_once(" and ")
            .is_some_and(|(first, second)| first == left && right.join(" ").starts_with(second))
    })
}

fn acts_jointly(tokens: &[Token<'_>], main: Main, end: usize) -> bool {
    let predicate = tokens.get(main.subject_end..end).unwrap_or(&[]);
    let words_of: Vec<&str> = predicate.iter().map(|token| token.lower.as_str()).collect();
    let said = words_of.join(" ");
    if words::first_in("joint", &said).is_some() {
        return true;
    }
    let active = matches!(main.form, Form::Base | Form::Third) && !main.after_to;
    active
        && !tokens
            .get(main.verb)
            .is_some_and(|token| words::has("each_does", &token.lower))
}

fn span(tokens: &[Token<'_>], from: usize, to: usize) -> Option<Range<usize>> {
    let part = tokens.get(from..to)?;
    Some(part.first()?.range.start..part.last()?.range.end)
}
