//! Replies that stand apart from what they answer: "Recommendation 4.1 - accepted", "On recommendation iv the Board agrees".

use std::collections::HashMap;

use super::{follow, is_heading, is_text, stated};
use crate::outline::Outline;
use crate::report::{Recommendation, Reply, Role};
use crate::words;

/// Words in which a reply must say what it answers.
const OPENING: usize = 14;

/// Gives a reply to each recommendation that has none, from the paragraphs that name it and say something of it.
pub(crate) fn read(outline: &mut Outline, found: &mut [Recommendation]) {
    let known = known(found);
    if known.is_empty() {
        return;
    }
    let before: Vec<bool> = found.iter().map(|one| one.reply.is_some()).collect();
    for (index, name, fields) in super::table::answers(outline) {
        let label = super::label(&name).map_or(name.clone(), |label| label.number);
        let Some(place) = known
            .get(&key(&label))
            .copied()
            .filter(|_| outline.is_free(index))
        else {
            continue;
        };
        for (field, value) in &fields {
            answer(outline, index, found, &before, &[place], (field, value));
        }
    }
    let mut open: Vec<usize> = Vec::new();
    for index in 0..outline.paras.len() {
        if !outline.is_free(index) && !is_heading(outline, index) || !is_text(outline, index) {
            if outline.role(index) == Role::Recommendation {
                open.clear();
            }
            continue;
        }
        let text = outline.text(index).to_owned();
        let heading = is_heading(outline, index);
        let named = named(&text, &known, heading);
        if heading {
            open = named.map_or(Vec::new(), |named| named.places);
            continue;
        }
        let printed = outline.printed.get(index).is_some_and(Option::is_some);
        if let Some(named) = named {
            open = named.places;
            answer(
                outline,
                index,
                found,
                &before,
                &open,
                ("response", named.rest),
            );
        } else if let Some((field, value)) = follow(&text).filter(|_| !open.is_empty()) {
            answer(outline, index, found, &before, &open, (field, value));
        } else if printed || outline.is_item(index) {
            open.clear();
        } else if !open.is_empty() {
            answer(outline, index, found, &before, &open, ("response", &text));
        }
    }
}

fn answer(
    outline: &mut Outline,
    index: usize,
    found: &mut [Recommendation],
    before: &[bool],
    places: &[usize],
    (field, value): (&'static str, &str),
) {
    let at = outline.at(index);
    for place in places {
        if let (Some(one), Some(false)) = (found.get_mut(*place), before.get(*place)) {
            one.reply
                .get_or_insert_with(Reply::default)
                .put(field, value, at.clone());
            outline.claim(index, Role::Reply);
        }
    }
}

/// The recommendations by what a reply may call them: their printed label and their number.
fn known(found: &[Recommendation]) -> HashMap<String, usize> {
    let mut known = HashMap::new();
    for (place, one) in found.iter().enumerate() {
        let label = one.label.as_deref().map(|label| {
            let bare = super::label(label).map(|label| label.number);
            key(&bare.unwrap_or_else(|| label.to_owned()))
        });
        for name in label.into_iter().filter(|name| !name.is_empty()) {
            known.entry(name).or_insert(place);
        }
    }
    for (place, one) in found.iter().enumerate() {
        known.entry(key(&one.number)).or_insert(place);
    }
    known
}

fn key(word: &str) -> String {
    let bare = word
        .trim_matches(|letter: char| !letter.is_alphanumeric())
        .to_lowercase();
    words::note("spelled", &bare).map_or(bare.clone(), str::to_owned)
}

struct Named<'a> {
    places: Vec<usize>,
    rest: &'a str,
}

/// "Recommendation 2 -", "On recommendations i and ii", "3.1 is": which are named at the start of a text, and what follows.
/// A heading need say no more; a paragraph must state something of them.
fn named<'a>(text: &'a str, known: &HashMap<String, usize>, heading: bool) -> Option<Named<'a>> {
    let mut places = Vec::new();
    let mut spoken = false;
    let mut end = 0;
    let mut at = 0;
    for (count, piece) in text.split_inclusive(char::is_whitespace).enumerate() {
        at += piece.len();
        let word = piece.trim_end();
        let name = key(word);
        let noun =
            words::has("rec_label", name.trim_end_matches('s')) || words::has("rec_label", &name);
        let joined = matches!(name.as_str(), "and" | "or" | "to" | "" | "no" | "number");
        if noun && !spoken && places.is_empty() && count < 6 {
            spoken = true;
            end = at;
        } else if let Some(place) = known.get(&name).filter(|_| {
            // A bare number is one of theirs only at the very start, and only where it is printed in parts ("3.1").
            spoken
                || !places.is_empty()
                || (count == 0 && (word.contains('.') || name.len() > 1) && sure(word))
        }) {
            places.push(*place);
            end = at;
            spoken = true;
            if word.ends_with(':') {
                break;
            }
        } else if !(joined && spoken || !spoken && places.is_empty() && count < 5) {
            break;
        }
    }
    let rest = text.get(end..)?.trim_start_matches(|letter: char| {
        letter.is_whitespace()
            || matches!(
                letter,
                ':' | '.' | ')' | '-' | '\u{2013}' | '\u{2014}' | ','
            )
    });
    let opening: String = rest
        .split_whitespace()
        .take(OPENING)
        .collect::<Vec<_>>()
        .join(" ");
    let says = heading || says(&opening);
    (!places.is_empty() && says).then_some(Named { places, rest })
}

/// A paragraph number of the report ("4.1"), and not a quantity.
fn sure(word: &str) -> bool {
    word.starts_with(|first: char| first.is_ascii_digit())
        && word
            .trim_end_matches([':', '.', ')'])
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b'.')
}

/// Whether words after a recommendation's name reply to it. "Recommendation 3: Agree a plan" is the recommendation itself.
pub(crate) fn says(rest: &str) -> bool {
    let first = rest
        .split(|letter: char| !letter.is_alphanumeric())
        .find(|word| !word.is_empty())
        .unwrap_or("")
        .to_lowercase();
    let base = words::note("ask", &first).is_some_and(|verb| verb == first);
    let sentence = rest.split(". ").next().unwrap_or(rest);
    !base
        && first != "that"
        && sentence.split_whitespace().count() <= OPENING
        && stated(sentence).is_some()
}
