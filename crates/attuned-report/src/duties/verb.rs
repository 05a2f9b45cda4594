//! The verb of a sentence that says what is asked.

use std::ops::Range;

use super::grammar::{
    is_action, is_adverb, is_also_noun, is_determiner, is_participle, is_preposition, past_adverbs,
    reads_as_action, reads_as_third,
};
use super::people;
use super::token::Token;
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
    /// The sentence's own verb is in the third person ("agrees to fund").
    pub third: bool,
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
        let dash = tokens
            .get(verb + 1)
            .is_some_and(|token| matches!(token.text, "-" | "\u{2013}" | "\u{2014}" | ":"));
        if plain && !passive {
            if let Some(that) = handed {
                at = that + 1;
            } else if directly_to || dash {
                at = verb + 2;
            } else if tokens
                .get(verb)
                .is_some_and(|token| token.is("recommend") || token.is("recommends"))
                && tokens
                    .get(verb + 1)
                    .is_some_and(|token| is_determiner(&token.lower) || token.is_capital())
                && main_verb(tokens, verb + 1, false).is_some()
            {
                at = verb + 1;
            }
        }
    }
    while tokens.get(at).is_some_and(|token| {
        matches!(
            token.lower.as_str(),
            "that" | "and" | ":" | "-" | "\u{2013}" | "\u{2014}" | ","
        ) && !token.inside
    }) && !tokens.get(at + 1).is_some_and(|next| next.is("of"))
    {
        at += 1;
    }
    // Some minutes space it out: "T H A T".
    let spaced: String = tokens
        .iter()
        .skip(at)
        .take(4)
        .map(|token| token.text)
        .collect();
    if spaced == "THAT" {
        at += 4;
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

/// `that` says that the clause hangs on a "that", where a bare verb after a single thing is the subjunctive ("a letter replace").
pub(crate) fn main_verb(tokens: &[Token<'_>], from: usize, that: bool) -> Option<Main> {
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
        // "the Board: approve the plan"
        let colon = at > from + 1 && tokens.get(at - 1).is_some_and(|before| before.text == ":");
        let before = match at.checked_sub(1 + usize::from(colon)) {
            Some(comma) if tokens.get(comma).is_some_and(|token| token.text == ",") => {
                before_aside(tokens, comma)
            }
            before => before.and_then(|before| tokens.get(before)),
        };
        if at == from
            && (is_action(word))
            && !next.is_some_and(|next| {
                matches!(next.lower.as_str(), "be" | "is" | "are" | "should" | "must")
            })
        {
            // A title ("Training should be ...") is told from an order ("Review the ...") by what follows.
            let order = !is_also_noun(word)
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
                || (before.lower.ends_with('s') && !before.lower.ends_with("ss"))
                || (that && !is_adverb(&before.lower) && !is_action(&before.lower));
            // "the Council review vacant plots": one body before it makes a verb of a word that could be a thing.
            let begins = next.is_some_and(|next| {
                next.is_word()
                    && !is_preposition(&next.lower)
                    && !matches!(
                        next.lower.as_str(),
                        "be" | "is"
                            | "are"
                            | "should"
                            | "must"
                            | "and"
                            | "or"
                            | "has"
                            | "have"
                            | "was"
                    )
            });
            let of_one = that
                && is_action(word)
                && !token.is_capital()
                && words::has("office", &before.lower)
                && begins;
            if (reads_as_action(tokens, at) && who) || of_one {
                return Some(handed(tokens, at, at));
            }
            if reads_as_third(tokens, at)
                && (people::is_actor(&before.lower) || before.is_capital())
            {
                let mut main = handed(tokens, at, at);
                main.third = true;
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

/// "the Council, working with its partners, develop": the word before the first of the two commas.
fn before_aside<'t, 'a>(tokens: &'t [Token<'a>], comma: usize) -> Option<&'t Token<'a>> {
    let first = (comma.saturating_sub(24)..comma)
        .rev()
        .find(|at| tokens.get(*at).is_some_and(|token| token.text == ","))?;
    first
        .checked_sub(1)
        .and_then(|before| tokens.get(before))
        .filter(|token| people::is_actor(&token.lower) || token.is_capital())
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
            third: false,
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
            third: false,
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
        third: false,
    }
}

/// A verb that hands work on ("ask the Director to review") asks for what stands behind its "to".
pub(super) fn handed(tokens: &[Token<'_>], verb: usize, subject_end: usize) -> Main {
    let hands = tokens
        .get(verb)
        .is_some_and(|token| words::has("handing", &token.lower));
    match infinitive(tokens, verb, 14).filter(|_| hands) {
        Some(to) => Main {
            verb: to + 1,
            form: Form::Base,
            subject_end,
            after_to: true,
            third: false,
        },
        None => Main {
            verb,
            form: Form::Base,
            subject_end,
            after_to: false,
            third: false,
        },
    }
}

/// The "to" of an infinitive within `reach` tokens and before any comma. A verb that the table does not know is believed
/// only right after the word that hands work on ("encouraged to cycle").
fn infinitive(tokens: &[Token<'_>], from: usize, reach: usize) -> Option<usize> {
    for at in from + 1..(from + 1 + reach).min(tokens.len()) {
        let token = tokens.get(at)?;
        let ends = matches!(token.text, "," | ";");
        if ends || token.is("and") && tokens.get(at + 1).is_some_and(|next| next.is("to")) {
            return None;
        }
        let next = tokens
            .get(past_adverbs(tokens, at + 1))
            .filter(|_| token.is("to"));
        let Some(next) = next else { continue };
        let plain = next.is_word() && !next.is_capital() && !is_determiner(&next.lower);
        let near = at == from + 1 && !next.lower.ends_with('s') && !next.lower.ends_with("ing");
        if plain && (is_action(&next.lower) || near) {
            return Some(at);
        }
    }
    None
}

/// After a lead-in ("the Board should:") an item begins with its verb.
pub(super) fn verb_after_lead(
    tokens: &[Token<'_>],
    prefix: &[Range<usize>],
    that: bool,
) -> Option<Main> {
    if !prefix.is_empty() {
        let at = past_adverbs(tokens, 0);
        let token = tokens.get(at)?;
        if is_action(&token.lower)
            && !tokens.get(at + 1).is_some_and(|next| {
                matches!(
                    next.lower.as_str(),
                    "be" | "is" | "are" | "should" | "and" | ","
                ) || (is_also_noun(&token.lower) && next.is("of"))
            })
        {
            return Some(handed(tokens, at, 0));
        }
        if reads_as_third(tokens, at) {
            return Some(Main {
                verb: at,
                form: Form::Third,
                subject_end: 0,
                after_to: false,
                third: false,
            });
        }
    }
    main_verb(tokens, 0, that)
}

pub(super) fn gapped_main(tokens: &[Token<'_>]) -> Option<Main> {
    let verb = tokens
        .iter()
        .position(|token| is_participle(&token.lower) && !token.inside)?;
    Some(Main {
        verb,
        form: Form::Passive,
        subject_end: verb,
        after_to: false,
        third: false,
    })
}
