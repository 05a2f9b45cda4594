//! Where a clause is cut: the rules, one function each kind.

use super::clause::{Cut, JOINED, Next, Part, SO_THAT, Scan};
use super::grammar::{
    base_of_third, is_action, is_adverb, is_also_noun, is_closing, is_determiner, is_doing,
    is_participle, is_preposition, past_adverbs, reads_as_action, reads_as_third,
};
use super::people;
use super::token::Token;
use super::verb::Form;
use crate::words;

/// How far ahead a rule looks for the rest of a list, in words, so that a sentence without end stays linear.
const REACH: usize = 80;

/// What stands at a place where a cut may fall.
#[derive(Clone, Copy)]
struct Here {
    at: usize,
    /// Past the comma and the "and".
    next: usize,
    /// Past adverbs and asides as well.
    after: usize,
    pause: bool,
    joined: bool,
    /// A semicolon.
    strong: bool,
    /// The part that is open says what the result should be like ("so that it is ...").
    quality: bool,
    /// Where a clause opened inside the clause ("how staff ...", "services that ...").
    open: Option<usize>,
    /// An infinitive of purpose stands before ("a plan to reduce ...").
    purpose: bool,
}

fn hanging_part(end: usize, start: usize, why: &'static str) -> Cut {
    Cut {
        end,
        start,
        kind: Next::Part(Part::Hanging { why }),
    }
}

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
        let mut next = at + usize::from(pause);
        let joined = matches!(self.lower(next), "and" | "then");
        next += usize::from(joined);
        if !pause && !joined && !matches!(word, "including" | "so" | "by") {
            return None;
        }
        let quality = matches!(&self.kind, Part::Hanging { why } if *why == SO_THAT);
        let after = past_adverbs(self.tokens, next);
        let here = Here {
            at,
            next,
            after,
            pause,
            joined,
            strong: word == ";",
            quality,
            open,
            purpose,
        };
        self.which(here)
            .or_else(|| self.including(here))
            .or_else(|| self.so_that(here))
            .or_else(|| self.adding(here))
            .or_else(|| self.tied_in(here))
            .or_else(|| self.with(here))
            .or_else(|| self.clause(here))
            .or_else(|| {
                if self.main.form == Form::Passive {
                    self.second_passive(here, verb)
                } else {
                    self.second_active(here, verb)
                }
            })
    }

    /// ", which builds on existing practice"; not ", which is due in May".
    fn which(&self, here: Here) -> Option<Cut> {
        if !here.pause || here.joined || !matches!(self.lower(here.next), "which" | "who") {
            return None;
        }
        let verb = past_adverbs(self.tokens, here.next + 1);
        let word = self.lower(verb);
        let does = base_of_third(word).is_some()
            || (is_action(word) && reads_as_action(self.tokens, verb));
        let acts = matches!(word, "should" | "must") || (does && self.lower(here.next) == "which");
        acts.then(|| hanging_part(here.at, here.next, WHICH))
    }

    /// ", including listening to tenants"; not ", including training for managers".
    fn including(&self, here: Here) -> Option<Cut> {
        let including = if self.lower(here.at) == "including" {
            here.at
        } else {
            here.at + 1
        };
        if self.lower(including) != "including" || (including > here.at && !here.pause) {
            return None;
        }
        let doing = past_adverbs(self.tokens, including + 1);
        let thing =
            matches!(self.lower(doing + 1), "and" | "of" | "for" | "or") || self.is_end(doing + 1);
        (is_doing(self.lower(doing)) && !thing).then(|| {
            hanging_part(
                here.at,
                including,
                "something to do, after \u{201c}including\u{201d}",
            )
        })
    }

    /// "so that it is humane"; not "so that members can decide", which is only the reason.
    fn so_that(&self, here: Here) -> Option<Cut> {
        let so = if self.lower(here.at) == "so" {
            here.at
        } else {
            here.at + 1
        };
        if self.lower(so) != "so" || self.lower(so + 1) != "that" || (so > here.at && !here.pause) {
            return None;
        }
        let only_may = (so + 2..(so + 11).min(self.tokens.len()))
            .any(|at| words::has("may_do", self.lower(at)));
        (!only_may).then(|| hanging_part(here.at, so, SO_THAT))
    }

    /// ", ensuring that ..."; ", reporting back in May".
    fn adding(&self, here: Here) -> Option<Cut> {
        let adds = here.pause
            && words::has("adding", self.lower(here.after))
            && !self.is_end(here.after + 1);
        let goes_on = here.joined
            && !here.pause
            && matches!(&self.kind, Part::Hanging { why } if *why == ADDING)
            && words::has("adding", self.lower(here.after));
        (adds || goes_on).then(|| hanging_part(here.at, here.after, ADDING))
    }

    /// ", linked to the strategy and translated into procedures".
    fn tied_in(&self, here: Here) -> Option<Cut> {
        let participle = self.lower(here.after);
        let goes_on = here.joined && matches!(&self.kind, Part::Hanging { why } if *why == JOINED);
        let begins = here.pause && !here.strong && !here.quality;
        if !(begins || goes_on)
            || !is_participle(participle)
            || words::has("describing", participle)
        {
            return None;
        }
        let follows = past_adverbs(self.tokens, here.after + 1);
        let into = is_preposition(self.lower(follows))
            || (follows > here.after + 1 && self.is_end(follows));
        let passive = self.main.form == Form::Passive;
        // In "be published, shared with tenants and kept" the participles share "be".
        let shared = passive
            && matches!(self.kind, Part::Main | Part::Second { .. })
            && self.later_participle(here.after + 1);
        (into && !shared && !(here.joined && passive && !goes_on))
            .then(|| hanging_part(here.at, here.next, JOINED))
    }

    fn later_participle(&self, from: usize) -> bool {
        let end = (from + REACH).min(self.tokens.len());
        (from..end).any(|at| {
            self.lower(at) == "and" && is_participle(self.lower(past_adverbs(self.tokens, at + 1)))
        })
    }

    /// ", with the support that is available communicated clearly"; ", with a report back in six months".
    fn with(&self, here: Here) -> Option<Cut> {
        let with = here.next;
        if !here.pause || here.joined || self.lower(with) != "with" {
            return None;
        }
        let cut = || Cut {
            end: here.at,
            start: with + 1,
            kind: Next::Part(Part::With),
        };
        for inner in with + 1..(with + 18).min(self.tokens.len()) {
            let (word, follows, before) = (
                self.lower(inner),
                self.lower(inner + 1),
                self.lower(inner - 1),
            );
            if matches!(word, "," | ";" | ".") {
                return None;
            }
            let brings = words::has("bringing", word)
                && inner <= with + 4
                && (is_preposition(follows) || follows == "back");
            let ends = self.is_end(inner + 1)
                || is_preposition(follows)
                || is_adverb(follows)
                || matches!(follows, "and" | "annually");
            let of_a_thing = !is_determiner(before)
                && !is_preposition(before)
                && !matches!(before, "is" | "are" | "be" | "was" | "and");
            let done = inner > with + 1
                && is_participle(word)
                && ends
                && of_a_thing
                && !words::has("with_describing", word);
            if done || (brings && !matches!(follows, "of" | "on")) {
                return Some(cut());
            }
        }
        None
    }

    /// A clause with a subject of its own: "and that ...", "and its effect be measured", "and its effect measured".
    fn clause(&self, here: Here) -> Option<Cut> {
        let joins = here.strong || (here.joined && !here.quality);
        if !joins {
            return None;
        }
        let cut = |start: usize, prefix_to: Option<usize>, gapped: bool| {
            let kind = Next::Clause {
                prefix_to: prefix_to.map(|to| (0, to)),
                gapped,
                why: "a clause of its own",
            };
            Some(Cut {
                end: here.at,
                start,
                kind,
            })
        };
        // "ensure that A is done and that B is done" shares its "ensure".
        let that = here
            .open
            .filter(|open| self.lower(*open) == "that")
            .map(|that| that + 1);
        let ensured = that.filter(|that| *that == self.main.verb + 2);
        let first = self.lower(here.next);
        if first == "that" && self.lower(here.next + 1) != "of" {
            return cut(here.next + 1, that, false);
        }
        let outer = here.open.is_none() || ensured.is_some() || here.strong || here.pause;
        let begins = self.tokens.get(here.next).is_some_and(Token::is_word)
            && (!is_preposition(first) || is_determiner(first))
            && (!is_action(first) || is_also_noun(first));
        if !outer || !begins {
            return None;
        }
        let shared = ensured.filter(|_| !here.strong);
        let determined = is_determiner(first);
        for inner in here.next + 1..(here.next + 16).min(self.tokens.len()) {
            if self.tokens.get(inner).is_some_and(|token| token.inside) {
                continue;
            }
            let (word, before) = (self.lower(inner), self.lower(inner - 1));
            if matches!(
                word,
                "," | ";" | "." | ":" | "and" | "to" | "who" | "which" | "by"
            ) {
                return None;
            }
            let states = matches!(word, "is" | "are")
                && (ensured.is_some() || matches!(self.lower(self.main.subject_end), "is" | "are"));
            if matches!(word, "should" | "must" | "shall")
                || (word == "be" && before != "to")
                || states
            {
                return cut(here.next, shared, false);
            }
            let left_out = determined
                && self.main.form == Form::Passive
                && is_participle(word)
                && !is_determiner(before);
            if left_out
                && (!words::has("describing", word)
                    || (word == "used" && self.lower(inner + 1) == "to"))
            {
                let follows = self.lower(past_adverbs(self.tokens, inner + 1));
                let ends = self.is_end(inner + 1)
                    || is_preposition(follows)
                    || follows == "and"
                    || is_adverb(self.lower(inner + 1));
                return ends.then(|| cut(here.next, shared, true)).flatten();
            }
            let acts = people::is_actor(before)
                && inner > here.next + usize::from(determined)
                && here.open.is_none();
            if acts
                && ((self.main.form != Form::Third && reads_as_action(self.tokens, inner))
                    || (self.main.third && reads_as_third(self.tokens, inner)))
            {
                return cut(here.next, shared, false);
            }
        }
        None
    }

    fn second(&self, here: Here, start: usize, subject_to: usize) -> Option<Cut> {
        Some(Cut {
            end: here.at,
            start,
            kind: Next::Part(Part::Second {
                subject_to,
                why: "a second action",
            }),
        })
    }

    /// "be reviewed by May and published on the website": the participles share "be".
    fn second_passive(&self, here: Here, verb: &mut usize) -> Option<Cut> {
        let word = self.lower(here.after);
        let outside =
            here.open.is_none() || (here.joined && (here.pause || self.listing) && !here.quality);
        if !outside {
            return None;
        }
        if here.joined
            && (matches!(word, "should" | "must" | "shall")
                || (word == "be"
                    && is_participle(self.lower(past_adverbs(self.tokens, here.after + 1)))))
        {
            return self.second(here, here.after, self.main.subject_end);
        }
        if !is_participle(word) || self.main.verb == 0 {
            return None;
        }
        // "reviewed and updated" is one action on one thing.
        let follows = self.lower(here.after + 1);
        let complement = is_preposition(follows) || is_adverb(follows);
        let adjacent = here.at <= *verb + 1 && !(here.pause && complement);
        if adjacent || is_participle(self.lower(here.at - 1)) && !here.pause {
            *verb = here.after;
            return None;
        }
        let twofold = words::has("twofold", word) || (word == "made" && self.listing);
        let ends = self.is_end(here.after + 1)
            || is_preposition(follows)
            || is_adverb(follows)
            || matches!(follows, "and" | "annually")
            || twofold;
        let listed = here.pause && !here.joined && self.later_participle(here.after + 1);
        let asks = listed
            || (here.joined
                && (!words::has("describing", word) || self.listing || (twofold && here.pause)));
        (ends && asks)
            .then(|| self.second(here, here.after, self.main.verb))
            .flatten()
    }

    /// "review the policy and report back": two verbs, one subject.
    fn second_active(&self, here: Here, verb: &mut usize) -> Option<Cut> {
        if matches!(self.lower(here.after), "should" | "must" | "shall")
            && here.joined
            && here.open.is_none()
        {
            return self.second(here, here.after, self.main.subject_end);
        }
        let to = self.lower(here.after) == "to" && self.main.after_to;
        let doing = past_adverbs(self.tokens, here.after + usize::from(to));
        let word = self.lower(doing);
        let third = (self.main.form == Form::Third || self.main.third)
            && reads_as_third(self.tokens, doing);
        let base = self.main.form == Form::Base
            && (reads_as_action(self.tokens, doing) || (to && is_action(word)))
            && (here.joined || here.strong || to || self.later_action(doing + 1));
        if !third && !base {
            return None;
        }
        if here.at <= *verb + 1 {
            *verb = doing;
            return None;
        }
        let before = self.lower(here.at - 1);
        // "who should meet and share good practice"; "how they record and share it"
        let inside = matches!(&self.kind, Part::Hanging { why } if *why == WHICH) && !here.pause;
        if inside || (here.open.is_some() && is_action(before) && !here.pause && !third) {
            return None;
        }
        let closing = is_closing(word) || base_of_third(word).is_some_and(|base| is_closing(&base));
        // A verb joined to one inside "how ..." or "to ..." belongs there, unless a comma, a list or the verb itself says not.
        let nested = here.open.is_some() || here.purpose;
        let belongs_inside = (is_action(before) && !is_also_noun(before))
            || (nested && !(here.pause && here.joined));
        let ends_list = self.listing && here.joined;
        if belongs_inside && !(closing || here.strong || ends_list) {
            return None;
        }
        let subject_to = match (to, third && self.main.form == Form::Base) {
            (true, _) => self.main.verb.saturating_sub(1),
            (_, true) => self.main.subject_end,
            _ if self.main.after_to => self.main.verb,
            _ => past_adverbs_back(self.tokens, self.main.verb),
        };
        let start = if to || doing != here.after {
            here.after
        } else {
            past_adverbs_back(self.tokens, doing).max(here.next)
        };
        self.second(here, start, subject_to)
    }

    fn later_action(&self, from: usize) -> bool {
        let end = (from + REACH).min(self.tokens.len());
        (from..end).any(|at| {
            self.lower(at) == "and"
                && reads_as_action(self.tokens, past_adverbs(self.tokens, at + 1))
        })
    }
}

const ADDING: &str = "something more to do with it";
const WHICH: &str = "adds what it does, after \u{201c}which\u{201d} or \u{201c}who\u{201d}";

/// Adverbs stay with their verb ("and regularly report").
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
