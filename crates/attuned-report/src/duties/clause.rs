//! One sentence: its main verb, and what is joined to it that can be done or left undone by itself.

use std::ops::Range;

use super::grammar::{
    base_of_third, is_action, is_adverb, is_closing, is_determiner, is_doing, is_participle,
    is_preposition, past_adverbs, reads_as_action,
};
use super::token::Token;
use super::{Fragments, people};
use crate::words;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// "review", "should review", "be asked to review"
    Base,
    /// "reviews"
    Third,
    /// "be reviewed", "is prioritised"
    Passive,
    Other,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Main {
    /// The verb that says what is asked.
    pub verb: usize,
    pub form: Form,
    /// Where the subject ends: the first word of the verb ("should", "be"), or the verb.
    pub subject_end: usize,
    /// The verb stands behind "to" ("be asked to review").
    pub after_to: bool,
}

/// Where the words begin after "The Panel recommends that", "RESOLVED that", "That"; 0 when there is nothing of the kind.
pub(crate) fn after_preamble(tokens: &[Token<'_>]) -> usize {
    let mut at = 0;
    let opening = tokens
        .iter()
        .take(24)
        .position(|token| words::has("recommending", &token.lower) && !token.inside);
    if let Some(verb) = opening {
        let passive = verb > 0
            && tokens.get(verb - 1).is_some_and(|before| {
                matches!(before.lower.as_str(), "is" | "be" | "was" | "are")
                    && !tokens
                        .get(verb.wrapping_sub(2))
                        .is_some_and(|two| two.is("it"))
            });
        let plain = tokens
            .iter()
            .take(verb)
            .all(|token| !matches!(token.lower.as_str(), "should" | "must" | "that" | "be"));
        let handed = (verb + 1..(verb + 9).min(tokens.len())).find(|next| {
            tokens
                .get(*next)
                .is_some_and(|token| token.is("that") || token.text == ":")
        });
        let directly_to = tokens.get(verb + 1).is_some_and(|token| token.is("to"))
            && tokens
                .get(verb + 2)
                .is_some_and(|token| is_action(&token.lower));
        if plain && !passive {
            if let Some(that) = handed {
                at = that + 1;
            } else if directly_to {
                at = verb + 2;
            } else if tokens
                .get(verb + 1)
                .is_some_and(|token| matches!(token.text, "-" | "\u{2013}" | "\u{2014}" | ":"))
            {
                at = verb + 2;
            }
        }
    }
    while tokens.get(at).is_some_and(|token| {
        matches!(
            token.lower.as_str(),
            "that" | "and" | ":" | "-" | "\u{2013}" | "\u{2014}" | ","
        ) && !token.inside
    }) && !(tokens.get(at).is_some_and(|token| token.is("that"))
        && at + 1 < tokens.len()
        && tokens
            .get(at + 1)
            .is_some_and(|next| is_preposition(&next.lower) && !next.is("that")))
    {
        at += 1;
    }
    if tokens.get(at).is_some_and(|token| token.is("to"))
        && tokens
            .get(at + 1)
            .is_some_and(|token| is_action(&token.lower) || is_adverb(&token.lower))
    {
        at += 1;
    }
    at
}

pub(crate) fn main_verb(tokens: &[Token<'_>], from: usize) -> Option<Main> {
    let mut at = from;
    while let Some(token) = tokens.get(at) {
        if token.inside {
            at += 1;
            continue;
        }
        let word = token.lower.as_str();
        let next = tokens.get(at + 1);
        // "staff who regularly meet ...", "the letters that we send": the verb of such a clause is not the main one.
        let relative = matches!(word, "who" | "which" | "whose" | "that") && at > from;
        let contact = matches!(word, "they" | "we") && at > from + 1;
        if relative || contact {
            let mut inner = past_adverbs(tokens, at + 1);
            if tokens
                .get(inner)
                .is_some_and(|token| matches!(token.lower.as_str(), "they" | "we" | "it"))
            {
                inner = past_adverbs(tokens, inner + 1);
            }
            at = inner + 1;
            continue;
        }
        if matches!(word, "should" | "must" | "shall" | "will")
            || (matches!(word, "needs" | "need" | "ought")
                && next.is_some_and(|next| next.is("to")))
        {
            let verb = past_adverbs(
                tokens,
                if matches!(word, "needs" | "need" | "ought") {
                    at + 2
                } else {
                    at + 1
                },
            );
            let verb = if tokens.get(verb).is_some_and(|token| token.is("not")) {
                past_adverbs(tokens, verb + 1)
            } else {
                verb
            };
            return Some(if tokens.get(verb).is_some_and(|token| token.is("be")) {
                with_be(tokens, verb, at)
            } else {
                handed(tokens, verb, at)
            });
        }
        if word == "be" && at > from && !tokens.get(at - 1).is_some_and(|before| before.is("to")) {
            return Some(with_be(tokens, at, at));
        }
        if matches!(word, "is" | "are") && at > from {
            return Some(with_be(tokens, at, at));
        }
        let before = at.checked_sub(1).and_then(|before| tokens.get(before));
        if at == from
            && (is_action(word))
            && !next.is_some_and(|next| {
                matches!(next.lower.as_str(), "be" | "is" | "are" | "should" | "must")
            })
        {
            // A title ("Training should be ...") is told from an order ("Review the ...") by what follows.
            let order = !super::grammar::is_also_noun(word)
                || next.is_none_or(|next| {
                    words::has("after_verb", &next.lower)
                        || is_adverb(&next.lower)
                        || next.is_word() && !next.is("of") && !is_preposition(&next.lower)
                });
            if order {
                return Some(handed(tokens, at, at));
            }
        }
        if at > from
            && let Some(before) = before.filter(|before| {
                before.is_word() && !is_determiner(&before.lower) && !is_preposition(&before.lower)
            })
        {
            let who = people::is_actor(&before.lower)
                || before.is_capital()
                || (before.lower.ends_with('s') && !before.lower.ends_with("ss"));
            if reads_as_action(tokens, at) && who {
                return Some(handed(tokens, at, at));
            }
            let third = base_of_third(word).filter(|_| {
                !token.is_capital() && (people::is_actor(&before.lower) || before.is_capital())
            });
            if third.is_some()
                && next.is_some_and(|next| {
                    words::has("after_verb", &next.lower) || is_adverb(&next.lower)
                })
            {
                let mut main = handed(tokens, at, at);
                if main.verb == at {
                    main.form = Form::Third;
                }
                return Some(main);
            }
        }
        at += 1;
    }
    None
}

/// "be reviewed" is passive; "be asked to review" asks for the review.
fn with_be(tokens: &[Token<'_>], be: usize, subject_end: usize) -> Main {
    let verb = past_adverbs(tokens, be + 1);
    let Some(token) = tokens.get(verb) else {
        return Main {
            verb: be,
            form: Form::Other,
            subject_end,
            after_to: false,
        };
    };
    if words::has("handing", &token.lower)
        && let Some(to) = infinitive(tokens, verb, 4)
    {
        return Main {
            verb: to + 1,
            form: Form::Base,
            subject_end,
            after_to: true,
        };
    }
    let form = if is_participle(&token.lower) {
        Form::Passive
    } else {
        Form::Other
    };
    Main {
        verb,
        form,
        subject_end,
        after_to: false,
    }
}

/// A verb that hands work on ("ask the Director to review") asks for what stands behind its "to".
fn handed(tokens: &[Token<'_>], verb: usize, subject_end: usize) -> Main {
    let hands = tokens
        .get(verb)
        .is_some_and(|token| words::has("handing", &token.lower));
    match infinitive(tokens, verb, 14).filter(|_| hands) {
        Some(to) => Main {
            verb: to + 1,
            form: Form::Base,
            subject_end,
            after_to: true,
        },
        None => Main {
            verb,
            form: Form::Base,
            subject_end,
            after_to: false,
        },
    }
}

/// The "to" of an infinitive within `reach` tokens and before any comma.
fn infinitive(tokens: &[Token<'_>], from: usize, reach: usize) -> Option<usize> {
    for at in from + 1..(from + 1 + reach).min(tokens.len()) {
        let token = tokens.get(at)?;
        if matches!(token.text, "," | ";")
            || token.is("and") && tokens.get(at + 1).is_some_and(|next| next.is("to"))
        {
            return None;
        }
        if token.is("to")
            && tokens
                .get(past_adverbs(tokens, at + 1))
                .is_some_and(|next| {
                    next.is_word()
                        && !is_determiner(&next.lower)
                        && !next.is_capital()
                        && (is_action(&next.lower) || !next.lower.ends_with('s'))
                        && !next.lower.ends_with("ing")
                })
        {
            return Some(at);
        }
    }
    None
}

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
    let tokens = tokens.get(from..).unwrap_or(&[]);
    let main = if gapped {
        gapped_main(tokens)
    } else {
        verb_after_lead(tokens, prefix)
    };
    let Some(main) = main.filter(|_| depth > 0) else {
        return span(tokens, 0, tokens.len())
            .map(|range| Fragments {
                ranges: joined(prefix, [range]),
                why: String::new(),
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
    }
    .run()
}

/// After a lead-in ("the Board should:") an item begins with its verb.
fn verb_after_lead(tokens: &[Token<'_>], prefix: &[Range<usize>]) -> Option<Main> {
    if !prefix.is_empty() {
        let at = past_adverbs(tokens, 0);
        let token = tokens.get(at)?;
        if is_action(&token.lower)
            && !tokens.get(at + 1).is_some_and(|next| {
                matches!(
                    next.lower.as_str(),
                    "be" | "is" | "are" | "should" | "and" | ","
                ) || (super::grammar::is_also_noun(&token.lower) && next.is("of"))
            })
        {
            return Some(handed(tokens, at, 0));
        }
        if base_of_third(&token.lower).is_some()
            && tokens
                .get(at + 1)
                .is_some_and(|next| words::has("after_verb", &next.lower))
        {
            return Some(Main {
                verb: at,
                form: Form::Third,
                subject_end: 0,
                after_to: false,
            });
        }
    }
    main_verb(tokens, 0)
}

fn gapped_main(tokens: &[Token<'_>]) -> Option<Main> {
    let verb = tokens
        .iter()
        .position(|token| is_participle(&token.lower) && !token.inside)?;
    Some(Main {
        verb,
        form: Form::Passive,
        subject_end: verb,
        after_to: false,
    })
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
enum Part {
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

struct Scan<'t, 'a> {
    tokens: &'t [Token<'a>],
    prefix: &'t [Range<usize>],
    topic: Option<Range<usize>>,
    main: Main,
    depth: u8,
    out: Vec<Fragments>,
    /// The clause that hanging parts hang on.
    base: Vec<Range<usize>>,
    start: usize,
    kind: Part,
}

/// A place to cut: where the part before ends, where the next begins, and what it is.
struct Cut {
    end: usize,
    start: usize,
    kind: Next,
}

enum Next {
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
                        let quality = matches!(kind, Part::Hanging { why } if why == SO_THAT);
                        if !matches!(kind, Part::Second { .. }) && !quality {
                            // What hangs on a clause leaves the clause's own state behind it.
                            purpose = false;
                        }
                        open = quality.then_some(cut.start);
                        if let Part::Second { .. } = kind {
                            purpose = false;
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
        let Some(range) = span(self.tokens, self.start, end) else {
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
                self.base = joined(&prefix, [range]);
                if shared.is_empty() {
                    self.out.push(Fragments {
                        ranges: self.base.clone(),
                        why: String::new(),
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
                    });
                }
            }
            Part::Hanging { why } => {
                let ranges = self.base.iter().cloned().chain([range]).collect();
                self.out.push(Fragments {
                    ranges,
                    why: why.into(),
                });
            }
            Part::With => self.out.push(Fragments {
                ranges: vec![range],
                why: "what is to come with it, after \u{201c}with\u{201d}".into(),
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
                });
            }
        }
    }

    fn lower(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| token.lower.as_str())
    }

    fn is_end(&self, at: usize) -> bool {
        self.tokens.get(at).is_none_or(|token| !token.is_word())
    }

    /// Whether a cut falls at token `at`.
    fn cut(&self, at: usize, verb: &mut usize, open: Option<usize>, purpose: bool) -> Option<Cut> {
        let word = self.lower(at);
        let pause = matches!(word, "," | ";" | "\u{2013}" | "\u{2014}");
        let strong = word == ";";
        let mut next = at + usize::from(pause);
        let joined = matches!(self.lower(next), "and" | "then");
        next += usize::from(joined);
        if !pause && !joined && !matches!(word, "including" | "so") {
            return None;
        }
        let after = past_adverbs(self.tokens, next);
        let quality = matches!(&self.kind, Part::Hanging { why } if *why == SO_THAT);
        self.hanging(at, next, after, pause && !strong, joined)
            .or_else(|| self.with(at, next, pause && !joined))
            .or_else(|| self.clause(at, next, open, pause, joined, strong, quality))
            .or_else(|| self.second(at, after, verb, open, purpose, pause, joined, strong))
    }

    fn hanging(
        &self,
        at: usize,
        next: usize,
        after: usize,
        pause: bool,
        joined: bool,
    ) -> Option<Cut> {
        let part = |start: usize, why: &'static str| {
            Some(Cut {
                end: at,
                start,
                kind: Next::Part(Part::Hanging { why }),
            })
        };
        let quality = matches!(&self.kind, Part::Hanging { why } if *why == SO_THAT);
        if pause && self.lower(next) == "which" && !joined {
            let verb = past_adverbs(self.tokens, next + 1);
            let word = self.lower(verb);
            let acts = base_of_third(word).is_some()
                || matches!(word, "should" | "must")
                || (is_action(word) && reads_as_action(self.tokens, verb));
            return acts
                .then(|| part(next, "adds what it does, after \u{201c}which\u{201d}"))
                .flatten();
        }
        let including = if self.lower(at) == "including" {
            Some(at)
        } else {
            (pause && self.lower(at + 1) == "including").then_some(at + 1)
        };
        if let Some(including) = including {
            let doing = past_adverbs(self.tokens, including + 1);
            let thing = matches!(
                self.lower(doing + 1),
                "and" | "," | "of" | "for" | ";" | "." | "or" | ""
            ) || self.is_end(doing + 1);
            let does = is_doing(self.lower(doing)) && !thing;
            return does
                .then(|| {
                    part(
                        including,
                        "something to do, after \u{201c}including\u{201d}",
                    )
                })
                .flatten();
        }
        let so = if self.lower(at) == "so" { at } else { at + 1 };
        if (self.lower(at) == "so" || pause)
            && self.lower(so) == "so"
            && self.lower(so + 1) == "that"
        {
            let only_may = (so + 2..(so + 11).min(self.tokens.len()))
                .any(|at| words::has("may_do", self.lower(at)));
            return (!only_may).then(|| part(so, SO_THAT)).flatten();
        }
        if pause
            && words::has("adding", self.lower(after))
            && !joined
            && !self.is_end(after + 1)
            && (at > 0)
        {
            return part(after, "something more to do with it");
        }
        let inside_hanging = matches!(&self.kind, Part::Hanging { why } if *why == JOINED);
        let listed = inside_hanging && joined;
        if (pause && !quality || listed)
            && is_participle(self.lower(after))
            && !words::has("describing", self.lower(after))
        {
            let follows = past_adverbs(self.tokens, after + 1);
            let into = is_preposition(self.lower(follows))
                || (follows > after + 1 && self.is_end(follows));
            // In "be published, shared with tenants and kept" the participles share "be".
            let shared = self.main.form == Form::Passive
                && matches!(self.kind, Part::Main | Part::Second { .. })
                && self.later_participle(after + 1);
            return (into && !shared && !(joined && self.main.form == Form::Passive && !listed))
                .then(|| part(next, JOINED))
                .flatten();
        }
        None
    }

    fn later_participle(&self, from: usize) -> bool {
        (from..self.tokens.len()).any(|at| {
            self.lower(at) == "and" && is_participle(self.lower(past_adverbs(self.tokens, at + 1)))
        })
    }

    /// ", with the support that is available communicated clearly"; ", with a report back in six months".
    fn with(&self, at: usize, next: usize, pause: bool) -> Option<Cut> {
        if !pause || self.lower(next) != "with" {
            return None;
        }
        let cut = || Cut {
            end: at,
            start: next + 1,
            kind: Next::Part(Part::With),
        };
        let mut inner = next + 1;
        while inner < self.tokens.len() && inner < next + 18 {
            let word = self.lower(inner);
            if matches!(word, "," | ";" | ".") {
                return None;
            }
            let brings = words::has("bringing", word) && inner <= next + 4;
            let follows = self.lower(inner + 1);
            if brings
                && (is_preposition(follows) || follows == "back")
                && !matches!(follows, "of" | "on")
            {
                return Some(cut());
            }
            let before = self.lower(inner.saturating_sub(1));
            let ends = self.is_end(inner + 1)
                || is_preposition(follows)
                || is_adverb(follows)
                || matches!(follows, "and" | "annually");
            if inner > next + 1
                && is_participle(word)
                && ends
                && !is_determiner(before)
                && !is_preposition(before)
                && !matches!(before, "is" | "are" | "be" | "was" | "and")
                && !words::has("describing", word)
            {
                return Some(cut());
            }
            inner += 1;
        }
        None
    }

    /// A clause with a subject of its own.
    #[allow(
        clippy::too_many_arguments,
        reason = "the state of one scan, read in one place"
    )]
    fn clause(
        &self,
        at: usize,
        next: usize,
        open: Option<usize>,
        pause: bool,
        joined: bool,
        strong: bool,
        quality: bool,
    ) -> Option<Cut> {
        if !joined && !strong {
            return None;
        }
        let cut = |start: usize, prefix_to: Option<(usize, usize)>, gapped: bool| {
            Some(Cut {
                end: at,
                start,
                kind: Next::Clause {
                    prefix_to,
                    gapped,
                    why: "a clause of its own",
                },
            })
        };
        // "ensure that A is done and that B is done" shares its "ensure".
        let that = open.filter(|open| self.lower(*open) == "that" && *open == self.main.verb + 1);
        if self.lower(next) == "that" && !is_preposition(self.lower(next + 1)) && !quality {
            return match that {
                Some(that) => cut(next + 1, Some((0, that + 1)), false),
                None => cut(next + 1, None, false),
            };
        }
        if quality {
            return None;
        }
        let outer = open.is_none() || that.is_some() || strong || pause;
        let shared = that.filter(|_| !strong).map(|that| (0, that + 1));
        let first = self.lower(next);
        if !outer
            || !self.tokens.get(next).is_some_and(Token::is_word)
            || is_preposition(first) && !is_determiner(first)
            || is_action(first) && !super::grammar::is_also_noun(first)
        {
            return None;
        }
        for inner in next + 1..(next + 16).min(self.tokens.len()) {
            if self.tokens.get(inner).is_some_and(|token| token.inside) {
                continue;
            }
            let word = self.lower(inner);
            let before = self.lower(inner - 1);
            if matches!(
                word,
                "," | ";" | "." | ":" | "and" | "to" | "who" | "which" | "by"
            ) {
                return None;
            }
            let indicative = matches!(word, "is" | "are")
                && (that.is_some() || matches!(self.lower(self.main.subject_end), "is" | "are"));
            if matches!(word, "should" | "must" | "shall")
                || (word == "be" && before != "to")
                || indicative
            {
                return cut(next, shared, false);
            }
            let determined = is_determiner(first);
            if determined
                && self.main.form == Form::Passive
                && is_participle(word)
                && !is_determiner(before)
                && !words::has("describing", word)
            {
                let follows = self.lower(past_adverbs(self.tokens, inner + 1));
                let ends = self.is_end(inner + 1)
                    || is_preposition(follows)
                    || follows == "and"
                    || is_adverb(self.lower(inner + 1));
                return ends.then(|| cut(next, shared, true)).flatten();
            }
            if people::is_actor(before)
                && inner > next + usize::from(determined)
                && self.main.form != Form::Third
                && reads_as_action(self.tokens, inner)
                && open.is_none()
            {
                return cut(next, shared, false);
            }
        }
        None
    }

    /// A second verb for the same subject.
    #[allow(
        clippy::too_many_arguments,
        reason = "the state of one scan, read in one place"
    )]
    fn second(
        &self,
        at: usize,
        after: usize,
        verb: &mut usize,
        open: Option<usize>,
        purpose: bool,
        pause: bool,
        joined: bool,
        strong: bool,
    ) -> Option<Cut> {
        let cut = |start: usize, subject_to: usize| {
            Some(Cut {
                end: at,
                start,
                kind: Next::Part(Part::Second {
                    subject_to,
                    why: "a second action",
                }),
            })
        };
        let word = self.lower(after);
        if matches!(word, "should" | "must" | "shall") && joined && open.is_none() {
            return cut(after, self.main.subject_end);
        }
        if self.main.form == Form::Passive {
            if word == "be"
                && joined
                && is_participle(self.lower(past_adverbs(self.tokens, after + 1)))
                && open.is_none()
            {
                return cut(after, self.main.subject_end);
            }
            if !is_participle(word)
                || open.is_some()
                || (self.main.subject_end == self.main.verb && self.main.verb == 0)
            {
                return None;
            }
            if at <= *verb + 1 || is_participle(self.lower(at - 1)) {
                *verb = after;
                return None;
            }
            let follows = self.lower(after + 1);
            let ends = self.is_end(after + 1)
                || is_preposition(follows)
                || is_adverb(follows)
                || matches!(follows, "and" | "annually");
            let known = ends
                && (joined || (pause && self.later_participle(after + 1)))
                && !words::has("describing", word);
            return known.then(|| cut(after, self.main.verb)).flatten();
        }
        let to = word == "to" && self.main.after_to;
        let doing = if to { after + 1 } else { after };
        let word = self.lower(doing);
        let acts = match self.main.form {
            Form::Base => {
                reads_as_action(self.tokens, doing)
                    && (joined || strong || to || self.later_action(doing + 1))
            }
            Form::Third => {
                base_of_third(word).is_some()
                    && self.tokens.get(doing + 1).is_some_and(|next| {
                        words::has("after_verb", &next.lower) || is_adverb(&next.lower)
                    })
            }
            Form::Passive | Form::Other => false,
        };
        if !acts {
            return None;
        }
        let closing = is_closing(word) || base_of_third(word).is_some_and(|base| is_closing(&base));
        // "review and update the policy" is one action on one thing.
        if at <= *verb + 1 {
            *verb = doing;
            return None;
        }
        let verb_before =
            is_action(self.lower(at - 1)) && !super::grammar::is_also_noun(self.lower(at - 1));
        if !closing
            && !strong
            && (verb_before
                || (!pause && (open.is_some() || purpose))
                || (pause && !joined && (open.is_some() || purpose)))
        {
            return None;
        }
        let subject_to = if to {
            self.main.verb - 1
        } else if self.main.after_to {
            self.main.verb
        } else {
            past_adverbs_back(self.tokens, self.main.verb)
        };
        cut(
            if to {
                after
            } else {
                doing_start(self.tokens, after, doing)
            },
            subject_to,
        )
    }

    fn later_action(&self, from: usize) -> bool {
        (from..self.tokens.len()).any(|at| {
            self.lower(at) == "and"
                && reads_as_action(self.tokens, past_adverbs(self.tokens, at + 1))
        })
    }
}

const SO_THAT: &str = "the result asked for, after \u{201c}so that\u{201d}";
const JOINED: &str = "adds how it is to be tied in";

/// Adverbs stay with their verb ("and regularly report").
fn doing_start(tokens: &[Token<'_>], after: usize, doing: usize) -> usize {
    if doing != after {
        return after;
    }
    past_adverbs_back(tokens, doing)
}

fn past_adverbs_back(tokens: &[Token<'_>], mut at: usize) -> usize {
    while at > 0
        && tokens.get(at - 1).is_some_and(|token| {
            is_adverb(&token.lower) && !matches!(token.lower.as_str(), "then" | "also")
        })
    {
        at -= 1;
    }
    at
}
