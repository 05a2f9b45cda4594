//! Patterns over the words of a sentence: how they are written, and how they match.
//!
//! | written | matches |
//! |---|---|
//! | `word` | the word, in any case; `Word` only with a capital, `WORD` only in capitals |
//! | `~fail` | every form of it: fails, failed, failing |
//! | `a\|b` | one or the other |
//! | `(a b\|c)` | one sequence or the other; a word inside may be optional: `(the? court\|bailiffs)` |
//! | `<slot>` | any entry of `rules/slots/slot.txt` |
//! | `x?` | once or not at all |
//! | `..` `..8` | up to four (eight) words, across commas and not across other marks |
//! | `*` | any one word |
//! | `#` `£` `Aa` `AA` | a number, a sum of money, a word with a capital, a word in capitals |
//! | `,` `.` `;` `:` `!` `?` `/` `=`, and `"("` | that mark |
//! | `^` `$` | where a sentence begins, or ends (before its closing mark) |
//! | `@x` `!x` | the next word is x, is not x (nothing is consumed) |
//! | `-x` | the word before is not x |
//! | `[` `]` | the part to point at, where it is less than the whole |

use std::collections::HashMap;
use std::sync::Arc;

use crate::token::{Shape, Token, WordId};

mod read;
pub use read::Reader;

/// The entries of every slot, by name; each entry is a sequence in the pattern language.
pub type Slots = HashMap<String, Vec<String>>;

/// A test of one token.
#[derive(Debug, Clone)]
enum Test {
    Any,
    Number,
    Money,
    Capital,
    Upper,
    Possessive,
    Mark(char),
    Words { ids: Arc<[WordId]>, case: Case },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Case {
    Any,
    Capital,
    Upper,
}

impl Test {
    fn accepts(&self, token: &Token) -> bool {
        match self {
            Test::Any => token.is_word(),
            Test::Number => token.shape == Shape::Number,
            Test::Money => token.shape == Shape::Money,
            Test::Capital => token.is_capital(),
            Test::Upper => token.shape == Shape::Upper,
            Test::Possessive => token.shape == Shape::Possessive,
            Test::Mark(c) => token.shape == Shape::Mark(*c),
            Test::Words { ids, case } => {
                token.word != 0
                    && match case {
                        Case::Any => true,
                        Case::Capital => token.is_capital(),
                        Case::Upper => token.shape == Shape::Upper,
                    }
                    && if ids.len() < 6 {
                        ids.contains(&token.word)
                    } else {
                        ids.binary_search(&token.word).is_ok()
                    }
            }
        }
    }
}

type Sequence = Vec<Test>;

#[derive(Debug, Clone)]
enum Element {
    One(Choice),
    Maybe(Choice),
    Gap(usize),
    Next(Vec<Test>),
    NotNext(Vec<Test>),
    NotBefore(Vec<Test>),
    Start,
    End,
    Open,
    Close,
}

/// One sequence or another, with the words each can begin and end with: most tokens are neither, and
/// a slot may hold a hundred sequences.
#[derive(Debug, Clone)]
struct Choice {
    sequences: Vec<Sequence>,
    firsts: Mask,
    lasts: Mask,
}

impl Choice {
    fn new(sequences: Vec<Sequence>) -> Choice {
        let fold = |end: fn(&Sequence) -> Option<&Test>| {
            let mut mask = Mask::default();
            for sequence in &sequences {
                match end(sequence) {
                    Some(Test::Words { ids, .. }) => ids.iter().for_each(|id| mask.add(*id)),
                    _ => mask = Mask::ALL,
                }
            }
            mask
        };
        let (firsts, lasts) = (fold(|s| s.first()), fold(|s| s.last()));
        Choice {
            sequences,
            firsts,
            lasts,
        }
    }

    fn begins(&self, token: Option<&Token>) -> bool {
        token.is_some_and(|t| self.firsts.has(t.word))
    }

    fn ends(&self, token: Option<&Token>) -> bool {
        token.is_some_and(|t| self.lasts.has(t.word))
    }
}

/// A pattern ready to match.
#[derive(Debug)]
pub struct Pattern {
    elements: Vec<Element>,
    anchor: usize,
    /// The words at which the pattern is tried.
    pub anchors: Vec<Anchor>,
    /// Words that have to stand in the sentence as well, one set for each other part.
    needs: Vec<Mask>,
}

/// A set of words, folded: the words of a sentence, or those a part of a pattern could match. Two
/// masks that share nothing share no word.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Mask([u64; 4]);

impl Mask {
    /// Every word.
    pub const ALL: Mask = Mask([u64::MAX; 4]);

    fn has(&self, word: WordId) -> bool {
        self.0
            .get((word as usize >> 6) & 3)
            .is_some_and(|part| part >> (word & 63) & 1 == 1)
    }

    pub fn add(&mut self, word: WordId) {
        if let Some(part) = self.0.get_mut((word as usize >> 6) & 3) {
            *part |= 1 << (word & 63);
        }
    }

    pub fn meets(&self, other: &Mask) -> bool {
        self.0.iter().zip(&other.0).any(|(a, b)| a & b != 0)
    }

    fn len(&self) -> u32 {
        self.0.iter().map(|part| part.count_ones()).sum()
    }
}

/// Where a word makes a pattern worth trying.
#[derive(Debug, Clone, Copy)]
pub struct Anchor {
    pub word: WordId,
    alternative: u32,
    offset: u32,
}

/// A match, in tokens: `first..last` is the whole, `open..close` the part to point at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Match {
    pub first: usize,
    pub last: usize,
    pub open: usize,
    pub close: usize,
}

/// How much work a sentence may cause. Reached only by text made for the purpose.
pub struct Fuel(pub u64);

impl Pattern {
    /// The most telling of the words that have to stand in the sentence as well.
    pub fn first_need(&self) -> Mask {
        self.needs.first().copied().unwrap_or(Mask::ALL)
    }

    /// Whether a sentence of these words could match at all.
    pub fn could_match(&self, words: &Mask) -> bool {
        self.needs.iter().skip(1).all(|need| need.meets(words))
    }

    /// Tries the pattern with the anchor word at token `at`.
    pub fn find(
        &self,
        tokens: &[Token],
        at: usize,
        anchor: Anchor,
        fuel: &mut Fuel,
    ) -> Option<Match> {
        let Element::One(alternatives) = self.elements.get(self.anchor)? else {
            return None;
        };
        let sequence = alternatives.sequences.get(anchor.alternative as usize)?;
        let from = at.checked_sub(anchor.offset as usize)?;
        let to = sequence_at(sequence, tokens, from)?;
        let mut marks = (None, None);
        let first = self.left(tokens, self.anchor, from, &mut marks, fuel)?;
        let last = self.right(tokens, self.anchor + 1, to, &mut marks, fuel)?;
        let open = marks.0.unwrap_or(first);
        let close = marks.1.unwrap_or(last);
        (open < close).then_some(Match {
            first,
            last,
            open,
            close,
        })
    }

    fn right(
        &self,
        tokens: &[Token],
        element: usize,
        at: usize,
        marks: &mut (Option<usize>, Option<usize>),
        fuel: &mut Fuel,
    ) -> Option<usize> {
        fuel.0 = fuel.0.checked_sub(1)?;
        let Some(e) = self.elements.get(element) else {
            return Some(at);
        };
        match e {
            Element::One(choice) if !choice.begins(tokens.get(at)) => None,
            Element::One(choice) => choice.sequences.iter().find_map(|s| {
                let to = sequence_at(s, tokens, at)?;
                self.right(tokens, element + 1, to, marks, fuel)
            }),
            Element::Maybe(choice) if !choice.begins(tokens.get(at)) => {
                self.right(tokens, element + 1, at, marks, fuel)
            }
            Element::Maybe(choice) => choice
                .sequences
                .iter()
                .find_map(|s| {
                    let to = sequence_at(s, tokens, at)?;
                    self.right(tokens, element + 1, to, marks, fuel)
                })
                .or_else(|| self.right(tokens, element + 1, at, marks, fuel)),
            Element::Gap(most) => {
                let (mut here, mut words) = (at, 0);
                loop {
                    if let Some(end) = self.right(tokens, element + 1, here, marks, fuel) {
                        return Some(end);
                    }
                    let token = tokens.get(here)?;
                    if !crosses(token) {
                        return None;
                    }
                    words += usize::from(token.is_word());
                    if words > *most {
                        return None;
                    }
                    here += 1;
                }
            }
            _ => zero_width(e, tokens, at, marks)
                .then(|| self.right(tokens, element + 1, at, marks, fuel))
                .flatten(),
        }
    }

    /// Matches the elements before `element`, ending at token `at`; returns the first token.
    fn left(
        &self,
        tokens: &[Token],
        element: usize,
        at: usize,
        marks: &mut (Option<usize>, Option<usize>),
        fuel: &mut Fuel,
    ) -> Option<usize> {
        fuel.0 = fuel.0.checked_sub(1)?;
        let Some(previous) = element.checked_sub(1) else {
            return Some(at);
        };
        let e = self.elements.get(previous)?;
        match e {
            Element::One(choice) if !choice.ends(at.checked_sub(1).and_then(|i| tokens.get(i))) => {
                None
            }
            Element::One(choice) => choice.sequences.iter().find_map(|s| {
                let from = at.checked_sub(s.len())?;
                sequence_at(s, tokens, from)?;
                self.left(tokens, previous, from, marks, fuel)
            }),
            Element::Maybe(choice)
                if !choice.ends(at.checked_sub(1).and_then(|i| tokens.get(i))) =>
            {
                self.left(tokens, previous, at, marks, fuel)
            }
            Element::Maybe(choice) => choice
                .sequences
                .iter()
                .find_map(|s| {
                    let from = at.checked_sub(s.len())?;
                    sequence_at(s, tokens, from)?;
                    self.left(tokens, previous, from, marks, fuel)
                })
                .or_else(|| self.left(tokens, previous, at, marks, fuel)),
            Element::Gap(most) => {
                let (mut here, mut words) = (at, 0);
                loop {
                    if let Some(start) = self.left(tokens, previous, here, marks, fuel) {
                        return Some(start);
                    }
                    here = here.checked_sub(1)?;
                    let token = tokens.get(here)?;
                    if !crosses(token) {
                        return None;
                    }
                    words += usize::from(token.is_word());
                    if words > *most {
                        return None;
                    }
                }
            }
            _ => zero_width(e, tokens, at, marks)
                .then(|| self.left(tokens, previous, at, marks, fuel))
                .flatten(),
        }
    }
}

fn crosses(token: &Token) -> bool {
    !matches!(token.shape, Shape::Mark(c) if !matches!(c, ',' | '/' | '%' | '+'))
}

fn zero_width(
    e: &Element,
    tokens: &[Token],
    at: usize,
    marks: &mut (Option<usize>, Option<usize>),
) -> bool {
    let any = |tests: &[Test], token: Option<&Token>| {
        token.is_some_and(|t| tests.iter().any(|test| test.accepts(t)))
    };
    match e {
        Element::Next(tests) => any(tests, tokens.get(at)),
        Element::NotNext(tests) => !any(tests, tokens.get(at)),
        Element::NotBefore(tests) => !any(tests, at.checked_sub(1).and_then(|p| tokens.get(p))),
        Element::Start => at == 0,
        Element::End => tokens.get(at..).is_some_and(|rest| {
            rest.iter()
                .all(|t| matches!(t.shape, Shape::Mark('.' | '?' | '!' | ':' | ';' | ')')))
        }),
        Element::Open => {
            marks.0 = Some(at);
            true
        }
        Element::Close => {
            marks.1 = Some(at);
            true
        }
        _ => false,
    }
}

fn sequence_at(sequence: &[Test], tokens: &[Token], at: usize) -> Option<usize> {
    let to = at + sequence.len();
    let here = tokens.get(at..to)?;
    sequence
        .iter()
        .zip(here)
        .all(|(test, token)| test.accepts(token))
        .then_some(to)
}
