//! Rules written in Rust, because structure decides: abbreviations, sections of law, long
//! sentences.

use std::sync::Arc;

use crate::context::is;
use crate::finding::{Card, Category, Finding, Severity};
use crate::kind::Kind;
use crate::layout::Role;
use crate::rules::Rules;
use crate::scan::Scan;
use crate::token::{Shape as Form, Token};

/// Words in a sentence from which it is long. Guides for public services say 25; the extra five
/// leave room for a list of names.
const LONG: u32 = 30;

/// Something that looks like an abbreviation or a section of law.
#[derive(Debug, Clone, Copy)]
pub struct Shape {
    pub start: usize,
    pub end: usize,
    pub statute: bool,
}

fn card(
    rule: &str,
    category: Category,
    finer: &str,
    severity: Severity,
    message: &str,
    why: &str,
) -> Card {
    Card {
        rule: rule.to_string(),
        category,
        finer: finer.to_string(),
        severity,
        principle: category.principle(),
        quality: category.quality(),
        message: message.to_string(),
        why: why.to_string(),
        set_by_law: false,
    }
}

pub fn long_sentence_card() -> Card {
    card(
        "complexity/long-sentence",
        Category::Complexity,
        "long sentence",
        Severity::Warning,
        "This sentence is over 30 words long.",
        "On a hard day, few people can hold a long sentence in mind to its end.",
    )
}

pub fn abbreviation_card() -> Card {
    card(
        "jargon/abbreviation",
        Category::Jargon,
        "unexplained abbreviation",
        Severity::Warning,
        "This abbreviation is not explained in the text.",
        "Initials that only the office knows leave the reader outside, and unsure what is about to happen.",
    )
}

pub fn statute_card() -> Card {
    card(
        "jargon/statute",
        Category::Jargon,
        "statute as authority",
        Severity::Warning,
        "A section of law stands here without what it means.",
        "A reference to the law carries weight without saying anything that the reader can use.",
    )
}

/// Looks for abbreviations and section numbers among the tokens of a sentence.
pub fn shapes(
    text: &str,
    tokens: &[Token],
    _sentence: usize,
    capitals: bool,
    rules: &Rules,
    out: &mut Vec<Shape>,
) {
    let lexicon = &rules.lexicon;
    let mut skip = 0;
    for (i, token) in tokens.iter().enumerate() {
        if i < skip {
            continue;
        }
        if let Some(last) = statute(text, tokens, i) {
            let start = tokens.get(i).map_or(token.start, |t| t.start);
            let end = tokens.get(last).map_or(token.end, |t| t.end);
            out.push(Shape {
                start,
                end,
                statute: true,
            });
            skip = last + 1;
            continue;
        }
        if capitals || !is_abbreviation(text, token) {
            continue;
        }
        if is(&lexicon.common, token) || is(&lexicon.known_abbreviations, token) {
            continue;
        }
        let word = text.get(token.start..token.end).unwrap_or_default();
        let beside = |t: Option<&Token>, form: Form| t.is_some_and(|t| t.shape == form);
        let before = i.checked_sub(1).and_then(|p| tokens.get(p));
        let next = tokens.get(i + 1);
        // "Age UK", "SEND Information": a name, unless a small word stands between.
        if beside(before, Form::Upper) || beside(next, Form::Upper) {
            continue;
        }
        let titled = |t: Option<&Token>| {
            t.is_some_and(|t| {
                t.shape == Form::Capital
                    && !is(&lexicon.determiners, t)
                    && !is(&lexicon.prepositions, t)
                    && t.word == 0
            })
        };
        if titled(before) && i > 1 || (titled(next) && titled(tokens.get(i + 2))) {
            continue;
        }
        if next.is_some_and(|t| t.is_mark('('))
            && !tokens.get(i + 2).is_some_and(|t| t.shape == Form::Number)
        {
            continue;
        }
        // "Text STOP to 80800", "reply YES": what to send, and not a name for something.
        let sent = before.is_some_and(|t| {
            let verb = text.get(t.start..t.end).unwrap_or_default();
            ["text", "reply", "send", "type", "write", "word", "press"]
                .iter()
                .any(|v| verb.eq_ignore_ascii_case(v))
        });
        if word.len() > 12 || sent {
            continue;
        }
        out.push(Shape {
            start: token.start,
            end: token.end,
            statute: false,
        });
    }
}

/// Two to six capitals, perhaps with a small plural: "EWO", "DNAs", "OTs".
fn is_abbreviation(text: &str, token: &Token) -> bool {
    let word = text.get(token.start..token.end).unwrap_or_default();
    let stem = word.strip_suffix('s').unwrap_or(word);
    // "BB-20931" is a reference.
    let next = text.as_bytes().get(token.end).copied().unwrap_or(b' ');
    if next == b'-' || next.is_ascii_digit() {
        return false;
    }
    (2..=6).contains(&stem.len()) && stem.bytes().all(|b| b.is_ascii_uppercase())
}

/// "s83", "s.95 IAA 1999", "S47", "s 21 Housing Act 1988": the last token of the reference.
fn statute(text: &str, tokens: &[Token], i: usize) -> Option<usize> {
    let token = tokens.get(i)?;
    let word = text.get(token.start..token.end)?;
    let rest = word.strip_prefix(['s', 'S'])?;
    let rest = rest.strip_prefix('.').unwrap_or(rest);
    let mut last = i;
    if rest.is_empty() {
        let mut next = tokens.get(i + 1)?;
        last = i + 1;
        if next.is_mark('.') {
            next = tokens.get(i + 2)?;
            last = i + 2;
        }
        if next.shape != Form::Number {
            return None;
        }
    } else if !rest.starts_with(|c: char| c.is_ascii_digit()) || rest.len() > 5 {
        return None;
    }
    // The Act that follows, in capitals or by its title, and its year.
    while let Some(next) = tokens.get(last + 1) {
        let part = text.get(next.start..next.end).unwrap_or_default();
        let named = next.is_capital() || part.bytes().filter(u8::is_ascii_uppercase).count() >= 2;
        let joined = matches!(part, "of" | "the")
            && tokens
                .get(last + 2)
                .is_some_and(|t| t.is_capital() || text.get(t.start..t.end) == Some("the"));
        if named || joined || next.shape == Form::Number && part.len() == 4 {
            last += 1;
        } else {
            break;
        }
    }
    Some(last)
}

/// Turns what [`shapes`] found into findings, leaving out what the text explains.
pub fn settle_shapes(
    text: &str,
    scan: &Scan,
    kind: Kind,
    rules: &Rules,
    findings: &mut Vec<Finding>,
) {
    if kind.is_internal() || scan.abbreviations.is_empty() {
        return;
    }
    let mut explained: std::collections::BTreeMap<&str, bool> = std::collections::BTreeMap::new();
    for shape in &scan.abbreviations {
        if !kind.quotes_are_its_own() && scan.layout.quoted(shape.start, shape.end) {
            continue;
        }
        let word = text.get(shape.start..shape.end).unwrap_or_default();
        let card = if shape.statute {
            &rules.own.statute
        } else {
            &rules.own.abbreviation
        };
        let Some(card) = card else { continue };
        if !shape.statute
            && *explained
                .entry(word)
                .or_insert_with(|| is_explained(text, word))
        {
            continue;
        }
        let suggestions: &[&str] = if shape.statute {
            &[
                "Say in plain words what the law asks or allows, and put the reference in brackets or at the end",
            ]
        } else {
            &["Write it out in full the first time, and say what it is"]
        };
        findings.push(Finding {
            start: shape.start,
            end: shape.end,
            severity: card.severity,
            card: Arc::clone(card),
            suggestions: suggestions.iter().map(|s| Arc::from(*s)).collect(),
        });
    }
}

/// Whether the text spells an abbreviation out: "Discretionary Housing Payment (DHP)", "DHP
/// (Discretionary …)", "DHP, short for", "DHP stands for", "DHP means".
fn is_explained(text: &str, word: &str) -> bool {
    let word = word.strip_suffix('s').unwrap_or(word);
    // A text is searched a bounded number of times for each abbreviation it holds.
    for (at, _) in text.match_indices(word).take(40) {
        let before = text.get(..at).unwrap_or_default();
        let after = text.get(at + word.len()..).unwrap_or_default();
        let close = after.trim_start_matches(['\'', '’', '"', '”', ')']);
        if before.ends_with(['(', '\'', '‘', '"', '“'])
            && (before
                .trim_end_matches(['\'', '‘', '"', '“'])
                .ends_with('(')
                && close.len() < after.len())
            && spells(before, word)
        {
            return true;
        }
        let gloss = close.trim_start_matches([' ', ',']);
        if [
            " (",
            ", short for",
            " short for",
            " stands for",
            ", or ",
            " means ",
        ]
        .iter()
        .any(|g| close.starts_with(g))
            || gloss.starts_with("short for")
        {
            return true;
        }
    }
    false
}

/// Whether the words before a bracket begin with the letters of an abbreviation.
fn spells(before: &str, word: &str) -> bool {
    let tail: Vec<char> = before
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .rev()
        .take(12)
        .filter_map(|w| w.chars().next())
        .map(|c| c.to_ascii_uppercase())
        .collect();
    let mut letters = word.trim_end_matches('s').chars().rev().peekable();
    for c in tail {
        if letters.peek() == Some(&c) {
            letters.next();
        }
    }
    letters.peek().is_none()
}

/// Sentences too long to follow, lists apart.
pub fn long_sentences(
    text: &str,
    scan: &Scan,
    kind: Kind,
    rules: &Rules,
    findings: &mut Vec<Finding>,
) {
    let Some(card) = &rules.own.long_sentence else {
        return;
    };
    if kind.is_internal() {
        return;
    }
    for (i, (sentence, count)) in scan.layout.sentences.iter().zip(&scan.counts).enumerate() {
        if count.words <= LONG
            || scan.layout.role(i) == Role::Row
            || scan.layout.role(i) == Role::Heading
        {
            continue;
        }
        if scan
            .other_languages
            .binary_search(&(sentence.start, sentence.end))
            .is_ok()
            || scan.layout.quoted(sentence.start, sentence.end)
        {
            continue;
        }
        let body = text.get(sentence.start..sentence.end).unwrap_or_default();
        if is_list(body) {
            continue;
        }
        findings.push(Finding {
            start: sentence.start,
            end: sentence.end,
            severity: if count.words > 45 {
                Severity::Error
            } else {
                card.severity
            },
            card: Arc::clone(card),
            suggestions: vec![Arc::from(
                "Say one thing in each sentence, or use a short list",
            )],
        });
    }
}

/// Names and addresses set one after another: more commas than a fifth of the words.
fn is_list(sentence: &str) -> bool {
    let words = sentence.split_whitespace().count();
    let marks = sentence
        .bytes()
        .filter(|b| matches!(b, b',' | b';'))
        .count();
    marks * 5 > words
}
