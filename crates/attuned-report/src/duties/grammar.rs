//! What a word can be, from the tables and from how it ends.

use super::token::Token;
use crate::words;

/// Whether `word` is the base form of something committees ask for.
pub(crate) fn is_action(word: &str) -> bool {
    words::has("action", word)
}

/// Whether the word is as often a thing as an action ("review", "support").
pub(crate) fn is_also_noun(word: &str) -> bool {
    words::note("action", word).is_some_and(|note| note.contains("noun"))
}

/// Actions that end a piece of work ("report back", "publish").
pub(crate) fn is_closing(word: &str) -> bool {
    words::note("action", word).is_some_and(|note| note.contains("closing"))
}

/// The base form of "reviews", "publishes", "identifies".
pub(crate) fn base_of_third(word: &str) -> Option<String> {
    let stem = word.strip_suffix('s')?;
    let candidates = [
        stem.to_owned(),
        stem.strip_suffix('e').unwrap_or(stem).to_owned(),
        format!("{}y", stem.strip_suffix("ie").unwrap_or("")),
    ];
    candidates
        .into_iter()
        .find(|candidate| is_action(candidate))
}

pub(crate) fn is_adverb(word: &str) -> bool {
    words::has("adverb", word)
        || (word.len() > 4
            && word.ends_with("ly")
            && !matches!(
                word,
                "supply" | "apply" | "reply" | "family" | "comply" | "rely" | "monthly" | "weekly"
            ))
}

pub(crate) fn is_preposition(word: &str) -> bool {
    words::has("preposition", word)
}

pub(crate) fn is_determiner(word: &str) -> bool {
    words::has("determiner", word) || word.ends_with("'s") || word.ends_with("s'")
}

/// A past participle: one of the table, or a word that ends as they do and has no hyphen ("trauma-informed" describes).
pub(crate) fn is_participle(word: &str) -> bool {
    if word.contains('-') && !word.starts_with("co-") && !word.starts_with("re-") {
        return false;
    }
    words::has("participle", word)
        || (word.len() > 3 && word.ends_with("ed") && !words::has("not_participle", word))
}

/// An -ing form that is something to do and no thing ("listening", not "training").
pub(crate) fn is_doing(word: &str) -> bool {
    word.len() > 4 && word.ends_with("ing") && !words::has("ing_noun", word) && !word.contains('-')
}

/// "where appropriate" and the like, which may stand between commas before a verb.
fn is_aside(tokens: &[Token<'_>], at: usize) -> bool {
    let two = tokens
        .get(at)
        .zip(tokens.get(at + 1))
        .map(|(first, second)| format!("{} {}", first.lower, second.lower));
    two.is_some_and(|two| words::has("aside", &two))
}

/// The next token from `at` that is no adverb and no aside.
pub(crate) fn past_adverbs(tokens: &[Token<'_>], mut at: usize) -> usize {
    loop {
        let comma = usize::from(tokens.get(at).is_some_and(|token| token.is(",")));
        if is_aside(tokens, at + comma) {
            at += comma + 2;
            at += usize::from(tokens.get(at).is_some_and(|token| token.is(",")));
        } else if tokens.get(at).is_some_and(|token| is_adverb(&token.lower)) {
            at += 1;
        } else {
            return at;
        }
    }
}

/// Whether the token at `at` reads as a verb of the third person ("reviews") and not as several things.
pub(crate) fn reads_as_third(tokens: &[Token<'_>], at: usize) -> bool {
    let token = tokens.get(at).filter(|token| !token.is_capital());
    let Some(base) = token.and_then(|token| base_of_third(&token.lower)) else {
        return false;
    };
    let Some(next) = tokens.get(at + 1) else {
        return !is_also_noun(&base);
    };
    let sure = words::has("after_verb", &next.lower) || is_adverb(&next.lower);
    // "reviews and strengthens its process"
    let pair = next.is("and")
        && tokens
            .get(at + 2)
            .is_some_and(|third| base_of_third(&third.lower).is_some())
        && tokens
            .get(at + 3)
            .is_some_and(|fourth| words::has("after_verb", &fourth.lower));
    let joins = matches!(
        next.lower.as_str(),
        "and" | "of" | "or" | "is" | "are" | "be"
    );
    sure || pair || (!is_also_noun(&base) && next.is_word() && !joins)
}

/// Whether the token at `at` reads as a verb in its base form and not as a thing.
pub(crate) fn reads_as_action(tokens: &[Token<'_>], at: usize) -> bool {
    let Some(token) = tokens.get(at) else {
        return false;
    };
    if !is_action(&token.lower) || token.is_capital() {
        return false;
    }
    let next = tokens.get(at + 1);
    if is_also_noun(&token.lower) {
        return next.is_some_and(|next| words::has("after_verb", &next.lower) || is_adverb(&next.lower) || next.lower.ends_with("'s"))
            // "review and update the policy"
            || (next.is_some_and(|next| next.is("and")) && tokens.get(at + 2).is_some_and(|third| is_action(&third.lower)) && tokens.get(at + 3).is_some_and(|fourth| words::has("after_verb", &fourth.lower)));
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_tell_what_a_word_is() {
        assert_eq!(base_of_third("reviews").as_deref(), Some("review"));
        assert_eq!(base_of_third("publishes").as_deref(), Some("publish"));
        assert_eq!(base_of_third("identifies").as_deref(), Some("identify"));
        assert_eq!(base_of_third("buses"), None);
        assert!(
            is_participle("linked")
                && is_participle("written")
                && !is_participle("trauma-informed")
                && !is_participle("need")
        );
        assert!(is_doing("listening") && !is_doing("training") && !is_doing("thing"));
        assert!(is_adverb("clearly") && !is_adverb("family"));
    }
}
