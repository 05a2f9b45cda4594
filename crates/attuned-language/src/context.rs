//! What surrounds a passage and decides what it means: who speaks and who is meant, use or
//! mention, and names.

use crate::rule_file::Who;
use crate::token::{Shape, Token, WordId};

/// Sets of words that the context functions ask about, read from the slots.
#[derive(Debug, Default)]
pub struct Lexicon {
    pub us: Vec<WordId>,
    pub reader: Vec<WordId>,
    pub person: Vec<WordId>,
    pub thing: Vec<WordId>,
    /// Words that may stand between a subject and its verb: auxiliaries and adverbs.
    pub between: Vec<WordId>,
    pub joins: Vec<WordId>,
    pub determiners: Vec<WordId>,
    pub prepositions: Vec<WordId>,
    /// Words that show a passage to be English.
    pub english: Vec<WordId>,
    /// Words that open a condition, and modal verbs.
    pub conditions: Vec<WordId>,
    pub modals: Vec<WordId>,
    /// Plain words that are sometimes put in capitals for force.
    pub common: Vec<WordId>,
    /// Abbreviations that need no explaining.
    pub known_abbreviations: Vec<WordId>,
}

pub fn is(set: &[WordId], token: &Token) -> bool {
    token.word != 0 && set.binary_search(&token.word).is_ok()
}

/// Who does what the word at `verb` says: "we failed", "you have failed", "the lift failed",
/// "Mother … and has failed".
pub fn subject_of(tokens: &[Token], verb: usize, lexicon: &Lexicon) -> Who {
    let mut i = verb;
    let mut joined = false;
    while let Some(previous) = i.checked_sub(1) {
        let Some(token) = tokens.get(previous) else {
            break;
        };
        i = previous;
        if is(&lexicon.between, token) {
            continue;
        }
        if is(&lexicon.joins, token) || token.is_mark(',') {
            joined = true;
            break;
        }
        if matches!(token.shape, Shape::Mark(_)) {
            break;
        }
        return who_is_at(tokens, previous, lexicon);
    }
    if !joined {
        return Who::Unknown;
    }
    // "You did not reply and have failed to pay": the subject of the sentence goes on.
    subject_of_sentence(tokens.get(..i).unwrap_or_default(), lexicon)
}

/// The noun phrase that ends at `last`, as a person, a thing, us or the reader.
fn who_is_at(tokens: &[Token], last: usize, lexicon: &Lexicon) -> Who {
    let Some(token) = tokens.get(last) else {
        return Who::Unknown;
    };
    if is(&lexicon.us, token) {
        return Who::Us;
    }
    if is(&lexicon.reader, token) {
        return Who::Reader;
    }
    if is(&lexicon.person, token) {
        return Who::Person;
    }
    if is(&lexicon.thing, token) {
        return Who::Thing;
    }
    if token.shape == Shape::Capital && last > 0 {
        return Who::Person;
    }
    Who::Unknown
}

/// Who a sentence is about: its first pronoun or noun that we know.
pub fn subject_of_sentence(tokens: &[Token], lexicon: &Lexicon) -> Who {
    for (i, token) in tokens.iter().enumerate() {
        for (set, who) in [
            (&lexicon.us, Who::Us),
            (&lexicon.reader, Who::Reader),
            (&lexicon.person, Who::Person),
            (&lexicon.thing, Who::Thing),
        ] {
            if is(set, token) {
                return who;
            }
        }
        if i > 0 && token.shape == Shape::Capital {
            return Who::Person;
        }
    }
    Who::Unknown
}

/// Whether tokens `first..last` are part of a name or a title: "Victim Support", "the Vulnerable
/// Tenants Policy". A sentence in capitals names nothing.
pub fn is_name(tokens: &[Token], first: usize, last: usize, lexicon: &Lexicon) -> bool {
    let inside = tokens.get(first..last).unwrap_or_default();
    let mut capitals = inside
        .iter()
        .filter(|t| t.is_word() && !is(&lexicon.determiners, t));
    if !capitals.all(|t| t.shape == Shape::Capital) || in_capitals(tokens) {
        return false;
    }
    let titled =
        |t: Option<&Token>| t.is_some_and(|t| t.shape == Shape::Capital && !is(&lexicon.reader, t));
    let small = |t: Option<&Token>| {
        t.is_some_and(|t| is(&lexicon.prepositions, t) || is(&lexicon.joins, t))
    };
    let next = tokens.get(last);
    if titled(next) || (small(next) && titled(tokens.get(last + 1))) {
        return true;
    }
    let at = |back: usize| first.checked_sub(back).and_then(|i| tokens.get(i));
    // The first word of a sentence has its capital anyway.
    let real = |back: usize| {
        first > back && titled(at(back)) && !at(back).is_some_and(|t| is(&lexicon.determiners, t))
    };
    real(1)
        || (small(at(1)) && real(2))
        || (first == 1
            && titled(at(1))
            && inside.iter().all(|t| t.shape == Shape::Capital)
            && !at(1).is_some_and(|t| is(&lexicon.determiners, t) || is(&lexicon.prepositions, t)))
}

/// Whether most words of a sentence are in capitals.
pub fn in_capitals(tokens: &[Token]) -> bool {
    let words = tokens.iter().filter(|t| t.is_word()).count();
    let upper = tokens.iter().filter(|t| t.shape == Shape::Upper).count();
    words > 0 && upper * 3 >= words * 2
}

/// Whether a passage reads as English, by its share of small words. Short passages are given the
/// benefit of the doubt.
pub fn is_english(tokens: &[Token], lexicon: &Lexicon) -> bool {
    let words = tokens
        .iter()
        .filter(|t| matches!(t.shape, Shape::Lower | Shape::Capital))
        .count();
    let english = tokens.iter().filter(|t| is(&lexicon.english, t)).count();
    words < 8 || english * 12 >= words
}

/// The clause around tokens `first..last`: between semicolons, colons, dashes and brackets; before
/// ", and you must"; and after the condition that opens a sentence ("If you claim …, you must").
pub fn clause(tokens: &[Token], first: usize, last: usize, lexicon: &Lexicon) -> (usize, usize) {
    let conditional = tokens.first().is_some_and(|t| is(&lexicon.conditions, t));
    let subject = |t: Option<&Token>| {
        t.is_some_and(|t| {
            [
                &lexicon.us,
                &lexicon.reader,
                &lexicon.person,
                &lexicon.determiners,
            ]
            .iter()
            .any(|set| is(set, t))
        })
    };
    let begins = |i: usize| -> bool {
        let at = |n: usize| tokens.get(i + n);
        let Some(token) = at(0) else { return false };
        if matches!(
            token.shape,
            Shape::Mark(';' | ':' | '–' | '(' | ')' | '.' | '?' | '!')
        ) {
            return true;
        }
        if token.is_mark(',') {
            return (conditional && subject(at(1)))
                || (at(1).is_some_and(|t| is(&lexicon.joins, t)) && subject(at(2)));
        }
        // "If you claim this you must …", without a comma.
        conditional
            && i > 3
            && (is(&lexicon.us, token) || is(&lexicon.reader, token))
            && at(1).is_some_and(|t| is(&lexicon.modals, t))
    };
    let divider = |i: usize| {
        tokens
            .get(i)
            .is_some_and(|t| matches!(t.shape, Shape::Mark(_)))
    };
    let start = (0..=first)
        .rev()
        .find(|&i| begins(i))
        .map_or(0, |i| i + usize::from(divider(i)));
    let end = (last..tokens.len())
        .find(|&i| begins(i))
        .unwrap_or(tokens.len());
    (start.min(first), end.max(last))
}
