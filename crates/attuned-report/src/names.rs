//! Names in running text: runs of capitalised words, and the bodies among them.

use std::ops::Range;

use crate::words;

/// Small words that may stand inside a name.
const LINKS: [&str; 8] = ["of", "and", "the", "for", "in", "&", "to", "with"];
/// Capitalised only because they open a sentence.
const OPENERS: [&str; 47] = [
    "what",
    "how",
    "why",
    "the",
    "this",
    "that",
    "these",
    "those",
    "a",
    "an",
    "on",
    "in",
    "at",
    "by",
    "for",
    "from",
    "as",
    "it",
    "its",
    "our",
    "we",
    "all",
    "and",
    "following",
    "to",
    "where",
    "when",
    "if",
    "there",
    "members",
    "officers",
    "each",
    "some",
    "no",
    "part",
    "regarding",
    "see",
    "with",
    "under",
    "also",
    "since",
    "after",
    "before",
    "during",
    "both",
    "of",
    "they",
];

/// Runs of capitalised words with the small words between them, in order.
pub(crate) fn names(text: &str) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    // The run that is open, and the end of its last capitalised word.
    let mut open: Option<(usize, usize)> = None;
    let mut at = 0;
    for piece in text.split_inclusive(char::is_whitespace) {
        let start = at;
        at += piece.len();
        let word = piece.trim_end();
        let bare = word.trim_start_matches(['(', '[', '\u{2018}', '\u{201c}', '\'', '"']);
        let begins = start + word.len() - bare.len();
        let core = bare.trim_end_matches([
            ',', '.', ';', ':', ')', ']', '\u{2019}', '\u{201d}', '\'', '"', '?', '!',
        ]);
        let opened = bare.len() < word.len();
        let lower = core.to_lowercase();
        let capital = core.starts_with(char::is_uppercase);
        if opened && let Some((from, to)) = open.take() {
            out.push(from..to);
        }
        if capital && !(open.is_none() && OPENERS.contains(&lower.as_str())) {
            let within = words::has("owner_in_name", &lower.replace('\u{2019}', "'"));
            let own = core
                .strip_suffix("'s")
                .or_else(|| core.strip_suffix("\u{2019}s"))
                .filter(|_| !within);
            let end = begins + own.unwrap_or(core).len();
            open = Some((open.map_or(begins, |(from, _)| from), end));
            if own.is_some() || core.len() < bare.len() {
                out.extend(open.take().map(|(from, to)| from..to));
            }
        } else if let Some((from, to)) = open {
            let links = LINKS.contains(&lower.as_str())
                && core.len() == bare.len()
                && start.saturating_sub(to) < 9;
            if !links {
                out.push(from..to);
                open = None;
            }
        }
    }
    if let Some((from, to)) = open {
        out.push(from..to);
    }
    out
}

/// Names of bodies: runs that end with a noun of the table ("Overview and Scrutiny Committee").
pub(crate) fn bodies(text: &str) -> Vec<Range<usize>> {
    names(text)
        .into_iter()
        .filter_map(|range| body_within(text, range))
        .collect()
}

fn body_within(text: &str, range: Range<usize>) -> Option<Range<usize>> {
    let name = text.get(range.clone())?;
    let mut end = 0;
    let mut at = 0;
    for piece in name.split_inclusive(char::is_whitespace) {
        at += piece.len();
        let word = piece.trim_end();
        if words::has("body", &word.to_lowercase()) && word.starts_with(char::is_uppercase) {
            end = at - (piece.len() - word.len());
        }
    }
    let name = name.get(..end).filter(|_| end > 0)?;
    // "Report of the Scrutiny Panel" names the panel.
    let first = name.split_whitespace().next().unwrap_or("").to_lowercase();
    let lower = name.to_lowercase();
    let lower = if lower.len() == name.len() {
        lower.as_str()
    } else {
        name
    };
    let inner = [" of the ", " to the ", " of ", " to ", " from the "]
        .iter()
        .filter_map(|link| lower.find(link).map(|at| at + link.len()))
        .min_by_key(|at| name.len() - at);
    let from = inner
        .filter(|_| words::has("about_body", &first))
        .unwrap_or(0);
    Some(range.start + from..range.start + end)
}

/// Whether a body examines and recommends, by its name.
pub(crate) fn examines(name: &str) -> bool {
    words::first_in("examines", &name.to_lowercase()).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bodies_are_found_in_sentences() {
        let find = |text: &str| {
            bodies(text)
                .into_iter()
                .filter_map(|range| text.get(range).map(str::to_owned))
                .collect::<Vec<_>>()
        };
        assert_eq!(
            find(
                "On 4 May 2025 the Overview and Scrutiny Committee considered it, and the Cabinet agreed."
            ),
            ["Overview and Scrutiny Committee", "Cabinet"]
        );
        assert_eq!(
            find("The Tenant Scrutiny Panel's report went to the Board of Directors."),
            ["Tenant Scrutiny Panel", "Board of Directors"]
        );
        assert_eq!(find("nothing here"), Vec::<String>::new());
    }
}
