//! Words and punctuation of a sentence, with their places.

use std::ops::Range;

#[derive(Debug, Clone)]
pub(crate) struct Token<'a> {
    pub range: Range<usize>,
    pub text: &'a str,
    pub lower: String,
    /// Inside brackets or quotation marks: no rule cuts there.
    pub inside: bool,
}

impl Token<'_> {
    pub(crate) fn is(&self, word: &str) -> bool {
        self.lower == word
    }

    pub(crate) fn is_word(&self) -> bool {
        self.text.starts_with(char::is_alphanumeric)
    }

    pub(crate) fn is_capital(&self) -> bool {
        self.text.starts_with(char::is_uppercase)
    }
}

/// Shortened words whose full stop ends no sentence.
const SHORTENED: [&str; 17] = [
    "e.g", "i.e", "etc", "no", "nos", "para", "paras", "cllr", "dr", "mr", "mrs", "ms", "st",
    "approx", "vs", "inc", "p",
];

/// "No. 4" is a number, "no." ends a sentence.
fn figure_follows(part: &str, at: usize) -> bool {
    part.get(at..).is_some_and(|rest| {
        rest.trim_start()
            .starts_with(|next: char| next.is_ascii_digit())
    })
}

pub(crate) fn tokens(text: &str, range: Range<usize>) -> Vec<Token<'_>> {
    let mut out: Vec<Token<'_>> = Vec::new();
    let part = text.get(range.clone()).unwrap_or("");
    let mut depth = 0_u32;
    let mut quoted = false;
    let mut letters = part.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        if letter.is_whitespace() {
            continue;
        }
        let mut end = at + letter.len_utf8();
        if letter.is_alphanumeric() {
            while let Some((next_at, next)) = letters.peek().copied() {
                let beyond = part
                    .get(next_at + next.len_utf8()..)
                    .and_then(|rest| rest.chars().next());
                let bridges =
                    matches!(next, '\'' | '\u{2019}' | '-' | '/' | '.' | '&' | '\u{2011}')
                        && beyond.is_some_and(char::is_alphanumeric);
                // "8,000"
                let figures = next == ','
                    && beyond.is_some_and(|beyond| beyond.is_ascii_digit())
                    && part
                        .get(..next_at)
                        .is_some_and(|before| before.ends_with(|last: char| last.is_ascii_digit()));
                if !(next.is_alphanumeric()
                    || bridges
                    || figures
                    || (matches!(next, '\'' | '\u{2019}')
                        && part
                            .get(..next_at)
                            .is_some_and(|before| before.ends_with('s'))
                        && !quoted))
                {
                    break;
                }
                end = next_at + next.len_utf8();
                letters.next();
            }
        }
        let mut word = part.get(at..end).unwrap_or("");
        if let Some((dot, '.')) = letters.peek().copied()
            && dot == end
            && SHORTENED.contains(&word.to_lowercase().as_str())
            && (!word.eq_ignore_ascii_case("no") || figure_follows(part, end + 1))
        {
            letters.next();
            end += 1;
            word = part.get(at..end).unwrap_or("");
        }
        match letter {
            '(' | '[' => depth += 1,
            '\u{201c}' | '\u{2018}' => quoted = true,
            '"' => quoted = !quoted,
            _ => {}
        }
        let inside = depth > 0 || quoted;
        match letter {
            ')' | ']' => depth = depth.saturating_sub(1),
            '\u{201d}' | '\u{2019}' => quoted = false,
            _ => {}
        }
        let lower = word.to_lowercase().replace('\u{2019}', "'");
        out.push(Token {
            range: range.start + at..range.start + end,
            text: word,
            lower,
            inside,
        });
    }
    // A bracket that never closes would hide the rest of the sentence.
    if depth > 0 || quoted {
        for token in &mut out {
            token.inside = false;
        }
    }
    out
}

/// `range` without the white space, stray punctuation and joining words at its ends; `None` when nothing is left.
pub(crate) fn trimmed(text: &str, range: Range<usize>) -> Option<Range<usize>> {
    let part = text.get(range.clone())?;
    let mut words = part.trim_matches(|letter: char| {
        letter.is_whitespace()
            || matches!(
                letter,
                ',' | ';' | ':' | '\u{2013}' | '\u{2014}' | '\u{2022}'
            )
    });
    loop {
        let before = words;
        for joining in [" and", ", and", " or", ",", ";", ":", " -", ".", " then"] {
            words = words.strip_suffix(joining).unwrap_or(words);
        }
        for joining in ["and ", "And ", "- ", ", ", "; "] {
            words = words.strip_prefix(joining).unwrap_or(words);
        }
        words = words.trim();
        if words == before {
            break;
        }
    }
    if !words.contains(char::is_alphanumeric) {
        return None;
    }
    let start = range.start + (words.as_ptr() as usize).checked_sub(part.as_ptr() as usize)?;
    Some(start..start + words.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_keep_their_hyphens_figures_and_shortenings() {
        let text = "The council's re-use of 8,000 letters (e.g. to tenants), No. 4.";
        let words: Vec<&str> = tokens(text, 0..text.len())
            .iter()
            .map(|token| token.text)
            .collect();
        assert_eq!(
            words,
            [
                "The",
                "council's",
                "re-use",
                "of",
                "8,000",
                "letters",
                "(",
                "e.g.",
                "to",
                "tenants",
                ")",
                ",",
                "No.",
                "4",
                "."
            ]
        );
    }

    #[test]
    fn trimming_leaves_the_words() {
        let text = " ; and report back, and";
        assert_eq!(
            trimmed(text, 0..text.len()).and_then(|range| text.get(range)),
            Some("report back")
        );
        assert_eq!(trimmed(" ; , ", 0..5), None);
    }
}
