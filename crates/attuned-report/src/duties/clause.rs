//! One sentence: its main verb, and what is joined to it that can be done or left undone by itself.

use std::ops::Range;

use super::grammar::{is_action, past_adverbs};
use super::token::Token;
use super::verb::{Main, after_preamble, gapped_main, handed, verb_after_lead};
use super::{Fragments, people};
use crate::words;

/// The duties of one sentence. `prefix` is the lead-in they share; `topic` is what "its" refers to; `gapped` says that the
/// verb "be" was left out because the clause before it has it.
pub(crate) fn duties(
    tokens: &[Token<'_>],
    prefix: &[Range<usize>],
    topic: Option<Range<usize>>,
    gapped: bool,
) -> Vec<Fragments> {
    duties_within(tokens, prefix, topic, gapped, 12)
}

fn duties_within(
    tokens: &[Token<'_>],
    prefix: &[Range<usize>],
    topic: Option<Range<usize>>,
    gapped: bool,
    depth: u8,
) -> Vec<Fragments> {
    let from = after_preamble(tokens);
    let that = tokens.get(..from).is_some_and(|preamble| {
        preamble
            .iter()
            .any(|token| token.is("that") || token.text == "H")
    });
    let all = tokens;
    let tokens = tokens.get(from..).unwrap_or(&[]);
    let main = if gapped {
        gapped_main(tokens)
    } else {
        verb_after_lead(tokens, prefix, that)
    };
    // "To recruit a coordinator and to train volunteers": the "to" stands before both.
    let to = from
        .checked_sub(1)
        .and_then(|before| all.get(before))
        .is_some_and(|token| token.is("to"));
    let main = main.map(|main| Main {
        after_to: main.after_to || (to && main.verb == 0),
        ..main
    });
    let Some(main) = main.filter(|_| depth > 0) else {
        return span(tokens, 0, tokens.len())
            .map(|range| Fragments {
                ranges: joined(prefix, [range]),
                why: String::new(),
                pauses: true,
            })
            .into_iter()
            .collect();
    };
    Scan {
        tokens,
        prefix,
        topic,
        main,
        depth,
        out: Vec::new(),
        base: Vec::new(),
        start: 0,
        kind: Part::Main,
        listing: false,
    }
    .run()
}

fn span(tokens: &[Token<'_>], from: usize, to: usize) -> Option<Range<usize>> {
    let part = tokens.get(from..to)?;
    Some(part.first()?.range.start..part.last()?.range.end)
}

fn joined<const N: usize>(prefix: &[Range<usize>], more: [Range<usize>; N]) -> Vec<Range<usize>> {
    prefix.iter().cloned().chain(more).collect()
}

/// What a stretch of the sentence is, and so how it becomes words that stand by themselves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Part {
    Main,
    /// Hangs on the clause before it: "linked to ...", "which builds on ...", "including listening ...".
    Hanging {
        why: &'static str,
    },
    /// ", with support communicated clearly"
    With,
    /// A second verb of the same subject: the subject's words end here.
    Second {
        subject_to: usize,
        why: &'static str,
    },
}

pub(super) struct Scan<'t, 'a> {
    pub(super) tokens: &'t [Token<'a>],
    pub(super) prefix: &'t [Range<usize>],
    pub(super) topic: Option<Range<usize>>,
    pub(super) main: Main,
    pub(super) depth: u8,
    pub(super) out: Vec<Fragments>,
    /// The clause that hanging parts hang on.
    pub(super) base: Vec<Range<usize>>,
    pub(super) start: usize,
    pub(super) kind: Part,
    /// The last cut was a comma in a list of actions, so that an "and" to come ends the list.
    pub(super) listing: bool,
}

/// A place to cut: where the part before ends, where the next begins, and what it is.
pub(super) struct Cut {
    pub(super) end: usize,
    pub(super) start: usize,
    pub(super) kind: Next,
}

pub(super) enum Next {
    Part(Part),
    /// A clause with a subject of its own: read afresh.
    Clause {
        prefix_to: Option<(usize, usize)>,
        gapped: bool,
        why: &'static str,
    },
}

impl Scan<'_, '_> {
    fn run(mut self) -> Vec<Fragments> {
        let mut verb = self.main.verb;
        let mut at = verb + 1;
        // Inside "so that ..." only what plainly belongs to the whole ask is cut.
        let mut open: Option<usize> = None;
        let mut purpose = false;
        while at < self.tokens.len() {
            if self.tokens.get(at).is_some_and(|token| token.inside) {
                at += 1;
                continue;
            }
            if let Some(cut) = self.cut(at, &mut verb, open, purpose) {
                self.close(cut.end);
                match cut.kind {
                    Next::Part(kind) => {
                        let quality = matches!(&kind, Part::Hanging { why } if *why == SO_THAT);
                        if !matches!(kind, Part::Second { .. }) && !quality {
                            // What hangs on a clause leaves the clause's own state behind it.
                            purpose = false;
                        }
                        open = quality.then_some(cut.start);
                        if let Part::Second { .. } = kind {
                            purpose = false;
                            self.listing =
                                self.lower(cut.end) == "," && self.lower(cut.end + 1) != "and";
                            verb = past_adverbs(self.tokens, cut.start);
                            if self.tokens.get(verb).is_some_and(|token| token.is("to")) {
                                verb += 1;
                            }
                            verb = handed(self.tokens, verb, verb).verb;
                        }
                        self.start = cut.start;
                        self.kind = kind;
                        at = cut.start.max(at) + 1;
                        continue;
                    }
                    Next::Clause {
                        prefix_to,
                        gapped,
                        why,
                    } => {
                        let mut prefix = self.prefix.to_vec();
                        prefix.extend(prefix_to.and_then(|(from, to)| span(self.tokens, from, to)));
                        let subject = span(self.tokens, 0, self.main.subject_end)
                            .or_else(|| self.topic.clone());
                        let mut found = duties_within(
                            self.tokens.get(cut.start..).unwrap_or(&[]),
                            &prefix,
                            subject,
                            gapped,
                            self.depth.saturating_sub(1),
                        );
                        if let Some(first) = found.first_mut() {
                            first.why = why.into();
                        }
                        self.out.extend(found);
                        return self.out;
                    }
                }
            }
            let token = self.tokens.get(at);
            if let Some(token) = token {
                if words::has("opening", &token.lower) && open.is_none() {
                    open = Some(at);
                }
                let content = at + 1 == verb && self.main.after_to;
                if token.is("to")
                    && !content
                    && self
                        .tokens
                        .get(past_adverbs(self.tokens, at + 1))
                        .is_some_and(|next| is_action(&next.lower))
                {
                    purpose = true;
                }
            }
            at += 1;
        }
        self.close(self.tokens.len());
        self.out
    }

    /// Ends the part that is open at token `end`.
    fn close(&mut self, end: usize) {
        let Some(mut range) = span(self.tokens, self.start, end) else {
            return;
        };
        match self.kind.clone() {
            Part::Main => {
                let mut prefix = self.prefix.to_vec();
                let pronoun = self.tokens.first().is_some_and(|token| {
                    matches!(
                        token.lower.as_str(),
                        "its" | "their" | "it" | "they" | "them" | "this" | "these"
                    )
                });
                prefix.extend(self.topic.clone().filter(|_| pronoun));
                let shared = people::split(self.tokens, self.main, end);
                // "they be paid" after "young people" needs no "they".
                let subject = matches!(self.lower(0), "they" | "it") && self.topic.is_some();
                if let Some(rest) = span(self.tokens, 1, end).filter(|_| subject) {
                    range = rest;
                }
                // "the Board: approve the plan" reads without its colon.
                let colon = self
                    .main
                    .subject_end
                    .checked_sub(1)
                    .filter(|at| self.lower(*at) == ":");
                let subject = colon.and_then(|colon| span(self.tokens, 0, colon));
                self.base = match subject.zip(span(self.tokens, self.main.subject_end, end)) {
                    Some((subject, rest)) => joined(&prefix, [subject, rest]),
                    None => joined(&prefix, [range]),
                };
                if shared.is_empty() {
                    self.out.push(Fragments {
                        ranges: self.base.clone(),
                        why: String::new(),
                        pauses: true,
                    });
                }
                for (place, ranges) in shared.into_iter().enumerate() {
                    let why = if place == 0 {
                        String::new()
                    } else {
                        "a second person or group".to_owned()
                    };
                    self.out.push(Fragments {
                        ranges: prefix.iter().cloned().chain(ranges).collect(),
                        why,
                        pauses: false,
                    });
                }
            }
            Part::Hanging { why } => {
                let ranges = self.base.iter().cloned().chain([range]).collect();
                self.out.push(Fragments {
                    ranges,
                    why: why.into(),
                    pauses: true,
                });
            }
            Part::With => self.out.push(Fragments {
                ranges: vec![range],
                why: "what is to come with it, after \u{201c}with\u{201d}".into(),
                pauses: true,
            }),
            Part::Second { subject_to, why } => {
                let subject = span(self.tokens, 0, subject_to);
                let mut ranges = self.prefix.to_vec();
                ranges.extend(subject);
                ranges.push(range);
                self.base = ranges.clone();
                self.out.push(Fragments {
                    ranges,
                    why: why.into(),
                    pauses: true,
                });
            }
        }
    }

    pub(super) fn lower(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| token.lower.as_str())
    }

    pub(super) fn is_end(&self, at: usize) -> bool {
        self.tokens.get(at).is_none_or(|token| !token.is_word())
    }
}

pub(super) const SO_THAT: &str = "the result asked for, after \u{201c}so that\u{201d}";
pub(super) const JOINED: &str = "adds how it is to be tied in";
