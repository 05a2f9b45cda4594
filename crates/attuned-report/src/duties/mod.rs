//! Proposes how a recommendation divides into duties: separate things that can each be done or left undone.
//!
//! The rules are those of English sentences, in the order in which they are tried: lettered parts, items of a list,
//! sentences, then what is joined to a clause. They know verbs and people from `data/grammar.tsv` and no report's wording.
//! A person confirms the split; a duty too many is easier to see than a duty too few, but a split through one thing
//! ("policies and procedures") is worse than either, so a rule that is not sure leaves the words together.

mod clause;
mod cut;
mod grammar;
mod people;
mod token;
mod unit;
mod verb;

use std::ops::Range;

use crate::report::Duty;

/// Fragments of the text and why they stand apart.
#[derive(Debug, Clone)]
pub(crate) struct Fragments {
    pub ranges: Vec<Range<usize>>,
    pub why: String,
    /// Where the text had a comma between two fragments, a reader needs one; not where one of two groups was left out.
    pub pauses: bool,
}

/// The most duties that one recommendation is split into; the rest stays with the last.
const MOST: usize = 60;

/// The duties in `text`, numbered "`number`.1" and on. One line is one item: a line before others is their lead-in, and an
/// empty line parts paragraphs. A text of any words gives at least one duty.
pub fn split(number: &str, text: &str) -> Vec<Duty> {
    let mut found: Vec<Fragments> = Vec::new();
    let units = unit::units(text);
    // Sentences that only tell are left out, unless nothing else is there.
    let mut all: Vec<Fragments> = units
        .iter()
        .flat_map(|unit| unit::duties(text, unit, true))
        .collect();
    if all.is_empty() {
        all = units
            .iter()
            .flat_map(|unit| unit::duties(text, unit, false))
            .collect();
    }
    for fragments in all {
        let ranges: Vec<Range<usize>> = fragments
            .ranges
            .into_iter()
            .filter_map(|range| token::trimmed(text, range))
            .collect();
        if !ranges.is_empty()
            && !found.iter().any(|other| other.ranges == ranges)
            && found.len() < MOST
        {
            found.push(Fragments {
                ranges,
                why: fragments.why,
                pauses: fragments.pauses,
            });
        }
    }
    if found.is_empty() {
        found.extend(token::trimmed(text, 0..text.len()).map(|range| Fragments {
            ranges: vec![range],
            why: String::new(),
            pauses: true,
        }));
    }
    if let [only] = found.as_mut_slice() {
        only.why = "one thing is asked".into();
    }
    for one in found.iter_mut().filter(|one| one.why.is_empty()) {
        one.why = "the main thing asked".into();
    }
    let numbered = (1..).zip(found);
    numbered
        .map(|(place, fragments)| duty(text, format!("{number}.{place}"), fragments))
        .collect()
}

fn duty(text: &str, number: String, fragments: Fragments) -> Duty {
    let words: Vec<String> = fragments
        .ranges
        .iter()
        .filter_map(|range| text.get(range.clone()))
        .map(|words| words.split_whitespace().collect::<Vec<_>>().join(" "))
        .collect();
    Duty {
        number,
        reading: reading(text, &fragments),
        words: words.join(" "),
        rests_on: fragments.ranges,
        why: fragments.why,
    }
}

/// The fragments with the pauses that a reader needs: those of the text, and one before what "its" speaks of.
fn reading(text: &str, fragments: &Fragments) -> String {
    let mut out = String::new();
    let mut end = None;
    for range in &fragments.ranges {
        let words = text
            .get(range.clone())
            .unwrap_or("")
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        let gap = end
            .and_then(|end| text.get(end..range.start))
            .unwrap_or("")
            .trim_start();
        let owned = ["its ", "their ", "including ", "which "]
            .iter()
            .any(|word| words.starts_with(word));
        let joint = match gap.chars().next() {
            _ if out.is_empty() => "",
            _ if owned => ", ",
            Some(',' | ';' | '\u{2013}') if fragments.pauses => ", ",
            Some(':') if words.starts_with(char::is_uppercase) => ": ",
            _ => " ",
        };
        out.push_str(joint);
        out.push_str(&words);
        end = Some(range.end);
    }
    out
}

/// One sentence, cut where a second thing is asked; used for what a decision-maker is asked as well.
pub(crate) fn split_sentence(text: &str) -> Vec<Range<usize>> {
    let tokens = token::tokens(text, 0..text.len());
    let cuts = clause::duties(&tokens, &[], None, false);
    cuts.into_iter()
        .filter_map(|fragments| fragments.ranges.last().cloned())
        .filter_map(|range| token::trimmed(text, range))
        .collect()
}

/// Whether any sentence of a text asks for something to be done.
pub(crate) fn asks(text: &str) -> bool {
    unit::sentences(text, 0..text.len())
        .into_iter()
        .any(|range| unit::asks(&token::tokens(text, range)))
}

/// Lettered parts in running text: "(a) ... and (b) ...".
pub(crate) fn labelled_parts(text: &str, range: Range<usize>) -> Vec<(String, Range<usize>)> {
    let parts = unit::parts(text, range)
        .map(|(_, parts)| parts)
        .unwrap_or_default();
    parts
        .into_iter()
        .filter_map(|(label, range)| token::trimmed(text, range).map(|range| (label, range)))
        .collect()
}

/// A sentence without "The Panel recommends that".
pub(crate) fn without_preamble(text: &str) -> &str {
    let tokens = token::tokens(text, 0..text.len());
    let start = tokens
        .get(verb::after_preamble(&tokens))
        .map_or(text.len(), |token| token.range.start);
    text.get(start..).unwrap_or("").trim()
}

/// Whether the words name nobody but people and bodies, perhaps with "should": a lead-in that asks nothing itself.
pub(crate) fn names_only_actors(text: &str) -> bool {
    let tokens = token::tokens(text, 0..text.len());
    let words: Vec<&token::Token<'_>> = tokens
        .iter()
        .filter(|token| {
            token.is_word()
                && !matches!(
                    token.lower.as_str(),
                    "should" | "must" | "the" | "be" | "asked" | "to" | "that" | "is"
                )
        })
        .collect();
    let verb = verb::main_verb(&tokens, 0, false).is_some_and(|main| {
        main.form == verb::Form::Base
            && tokens
                .get(main.verb)
                .is_some_and(|token| grammar::is_action(&token.lower))
    });
    words.is_empty() || (!verb && words.iter().any(|token| people::is_actor(&token.lower)))
}
