//! The pass over a text: one automaton finds the sentences that hold a candidate, and only those
//! are read closely.

use aho_corasick::Input;

use crate::context;
use crate::finding::{Criterion, Measures};
use crate::kind::Kind;
use crate::layout::Layout;
use crate::matchers;
use crate::measures::{self, Count};
use crate::pattern::{Fuel, Mask, Match};
use crate::rule_file::Span;
use crate::rules::{Compiled, PREFIX, Rules};
use crate::token::{Token, tokenise};

/// How many steps one sentence may cost. An ordinary one costs some hundreds.
const FUEL: u64 = 60_000;

/// A match that may become a finding or an answer.
#[derive(Debug, Clone, Copy)]
pub struct Hit {
    pub rule: u32,
    pub sentence: u32,
    /// What is pointed at.
    pub start: usize,
    pub end: usize,
    /// Where the matched words end, for suggestions that keep the rest of the sentence.
    pub after: usize,
    /// The matched words, where the finding points at more.
    pub words: (usize, usize),
    pub capitals: bool,
}

/// Everything one pass over a text has found.
#[derive(Debug, Default)]
pub struct Scan {
    pub layout: Layout,
    pub counts: Vec<Count>,
    pub measures: Measures,
    pub hits: Vec<Hit>,
    pub answers: Vec<(Criterion, Hit)>,
    /// By signal: (sentence, start, end), in order.
    pub signals: Vec<Vec<(u32, usize, usize)>>,
    pub abbreviations: Vec<matchers::Shape>,
    pub other_languages: Vec<(usize, usize)>,
    /// Steps of work, for the test that time grows in proportion to length.
    pub work: u64,
}

pub fn scan(text: &str, kind: Kind, rules: &Rules) -> Scan {
    let layout = Layout::of(text);
    let (counts, measures) = measures::count(text, &layout);
    let mut scan = Scan {
        layout,
        counts,
        measures,
        signals: vec![Vec::new(); rules.signals.len()],
        ..Scan::default()
    };
    let mut tokens = Vec::new();
    let mut next = next_candidate(text, rules, 0, text.len());
    for index in 0..scan.layout.sentences.len() {
        let Some(&sentence) = scan.layout.sentences.get(index) else {
            break;
        };
        while next.is_some_and(|at| at < sentence.start) {
            next = next_candidate(text, rules, sentence.start, text.len());
        }
        let candidate = next.is_some_and(|at| at < sentence.end);
        let shape = scan.counts.get(index).is_some_and(|c| c.shape);
        scan.work += 1;
        if candidate || shape {
            tokenise(
                text,
                sentence.start,
                sentence.end,
                &rules.vocabulary,
                &mut tokens,
            );
            scan.work += tokens.len() as u64;
            read_closely(text, kind, rules, index, &tokens, &mut scan);
        }
        if candidate {
            next = next_candidate(text, rules, sentence.end, text.len());
        }
    }
    scan
}

/// The next place where a word of the rules stands as a whole word.
fn next_candidate(text: &str, rules: &Rules, from: usize, to: usize) -> Option<usize> {
    let automaton = rules.automaton.as_ref()?;
    let bytes = text.as_bytes();
    let mut from = from;
    while from < to {
        let found = automaton.find(Input::new(text).range(from..to))?;
        let whole = !found
            .start()
            .checked_sub(1)
            .and_then(|b| bytes.get(b))
            .is_some_and(u8::is_ascii_alphanumeric)
            && (found.len() >= PREFIX
                || !bytes
                    .get(found.end())
                    .is_some_and(u8::is_ascii_alphanumeric));
        if whole {
            return Some(found.start());
        }
        from = found.end();
    }
    None
}

fn read_closely(
    text: &str,
    kind: Kind,
    rules: &Rules,
    index: usize,
    tokens: &[Token],
    scan: &mut Scan,
) {
    let Some(&sentence) = scan.layout.sentences.get(index) else {
        return;
    };
    if !context::is_english(tokens, &rules.lexicon) {
        scan.other_languages.push((sentence.start, sentence.end));
        return;
    }
    let capitals = context::in_capitals(tokens);
    let bit = 1u32 << Kind::ALL.iter().position(|k| *k == kind).unwrap_or(0);
    let mut fuel = Fuel(FUEL);
    let mut words = Mask::default();
    for token in tokens {
        words.add(token.word);
    }
    for (i, token) in tokens.iter().enumerate() {
        let Some(list) = rules.anchors.get(token.word as usize) else {
            continue;
        };
        for trial in list {
            if !trial.need.meets(&words) {
                continue;
            }
            let Some((pattern, rule_index)) = rules.patterns.get(trial.pattern as usize) else {
                continue;
            };
            let Some(rule) = rules.rules.get(*rule_index as usize) else {
                continue;
            };
            if rule.kinds & bit == 0 || !pattern.could_match(&words) {
                continue;
            }
            let Some(m) = pattern.find(tokens, i, trial.anchor, &mut fuel) else {
                continue;
            };
            let Some((start, end, after)) =
                extent(tokens, &m, rule.span, (sentence.start, sentence.end), rules)
            else {
                continue;
            };
            let said = tokens.get(m.open).map_or(start, |t| t.start);
            let ended = m
                .close
                .checked_sub(1)
                .and_then(|i| tokens.get(i))
                .map_or(end, |t| t.end);
            let mentioned = scan.layout.quoted(said, said + 1)
                || scan.layout.quoted(ended.saturating_sub(1), ended);
            if mentioned && !rule.mentions && !kind.quotes_are_its_own() {
                continue;
            }
            if !rule.subject.is_empty()
                && !rule
                    .subject
                    .contains(&context::subject_of(tokens, m.first, &rules.lexicon))
            {
                continue;
            }
            let hit = Hit {
                rule: *rule_index,
                sentence: index as u32,
                start,
                end,
                after,
                words: (said, ended),
                capitals,
            };
            match rule.outcome {
                Compiled::Finding => {
                    let word_level = rule.span == Span::Words
                        && matches!(
                            rule.card.category,
                            crate::Category::Label
                                | crate::Category::Terminology
                                | crate::Category::Jargon
                                | crate::Category::Impersonal
                        );
                    if word_level
                        && !rule.names
                        && context::is_name(tokens, m.open, m.close, &rules.lexicon)
                    {
                        continue;
                    }
                    scan.hits.push(hit);
                }
                Compiled::Signal(signal) => {
                    if let Some(list) = scan.signals.get_mut(signal) {
                        list.push((index as u32, start, end));
                    }
                }
                Compiled::Rubric(criterion) => scan.answers.push((criterion, hit)),
            }
        }
    }
    scan.work += FUEL - fuel.0;
    if scan.counts.get(index).is_some_and(|c| c.shape) {
        matchers::shapes(
            text,
            tokens,
            index,
            capitals,
            rules,
            &mut scan.abbreviations,
        );
    }
}

/// The bytes a match points at, and where its own words end.
fn extent(
    tokens: &[Token],
    m: &Match,
    span: Span,
    (from, to): (usize, usize),
    rules: &Rules,
) -> Option<(usize, usize, usize)> {
    let after = tokens.get(m.last.checked_sub(1)?)?.end;
    let start = tokens.get(m.open)?.start;
    let end = tokens.get(m.close.checked_sub(1)?)?.end;
    let (first, last) = context::clause(tokens, m.open, m.close, &rules.lexicon);
    let clause_end = tokens.get(last.checked_sub(1)?)?.end;
    Some(match span {
        Span::Words => (start, end, after),
        Span::Rest => (start, clause_end.max(end), after),
        Span::Clause => (tokens.get(first)?.start, clause_end.max(end), after),
        Span::Sentence => (from, to, after),
    })
}
