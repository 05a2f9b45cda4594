//! Where a clause is cut: the rules, one function each kind.

use super::clause::{Cut, JOINED, Next, Part, SO_THAT, Scan};
use super::grammar::{
    base_of_third, is_action, is_adverb, is_also_noun, is_closing, is_determiner, is_doing,
    is_participle, is_preposition, past_adverbs, reads_as_action,
};
use super::people;
use super::token::Token;
use super::verb::Form;
use crate::words;

impl Scan<'_, '_> {
    /// Whether a cut falls at token `at`.
    pub(super) fn cut(
        &self,
        at: usize,
        verb: &mut usize,
        open: Option<usize>,
        purpose: bool,
    ) -> Option<Cut> {
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
            || is_action(first) && !is_also_noun(first)
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
        let verb_before = is_action(self.lower(at - 1)) && !is_also_noun(self.lower(at - 1));
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
