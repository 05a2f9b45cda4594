//! Abbreviations: explained two ways, not at all or late, or one letter away from each other.

use std::collections::HashMap;
use std::ops::Range;

use super::{is_read, slip};
use crate::outline::Outline;
use crate::report::{Role, Slip, SlipKind};
use crate::words;

/// Where an abbreviation is used and how it is explained.
#[derive(Default)]
struct Seen {
    first: Option<usize>,
    quoted: bool,
    bare: bool,
    uses: Vec<usize>,
    explained: Vec<(usize, String)>,
    /// The capitalised word before it, while that is always the same one: then it is part of a name ("Thrive LDN").
    before: Option<Option<String>>,
    /// Letters of the words that explain it, where they stand in another order than its own.
    other_order: Option<(usize, String)>,
}

pub(crate) fn find(outline: &Outline) -> Vec<Slip> {
    let mut seen: HashMap<String, Seen> = HashMap::new();
    let mut order: Vec<String> = Vec::new();
    let mut shouted = 0;
    let mut paragraphs = 0;
    for index in 0..outline.paras.len() {
        if !is_read(outline, index) {
            continue;
        }
        let text = outline.text(index);
        paragraphs += 1;
        let large = text.chars().filter(|letter| letter.is_uppercase()).count();
        let small = text.chars().filter(|letter| letter.is_lowercase()).count();
        if small <= large {
            shouted += 1;
            continue;
        }
        for found in capitals(text) {
            let word = text.get(found.clone()).unwrap_or("");
            let plain = word.strip_suffix('s').unwrap_or(word);
            let entry = seen.entry(plain.to_owned()).or_insert_with(|| {
                order.push(plain.to_owned());
                Seen::default()
            });
            // 'BAME' in quotation marks is a word spoken about, not one used.
            let quoted = text
                .get(..found.start)
                .is_some_and(|before| before.ends_with(['\u{2018}', '\u{201c}', '\'', '"']));
            entry.quoted |= quoted;
            entry.bare |= !quoted;
            entry.uses.push(index);
            entry.first.get_or_insert(index);
            let before = name_before(text, found.start);
            entry.before = Some(match entry.before.take() {
                None => before,
                Some(known) => known.filter(|known| before.as_ref() == Some(known)),
            });
            if let Some(explained) = explained(text, &found, plain) {
                entry.explained.push((index, explained));
            } else if let Some(letters) = other_order(text, &found, plain) {
                entry.other_order.get_or_insert((index, letters));
                entry.explained.push((index, String::new()));
            }
        }
    }
    // In a paper written in capitals no word stands out as an abbreviation.
    if shouted * 3 > paragraphs && paragraphs > 6 {
        return Vec::new();
    }
    let mut slips = Vec::new();
    for word in &order {
        let Some(entry) = seen.get(word) else {
            continue;
        };
        slips.extend(two_ways(outline, word, entry));
        slips.extend(out_of_order(outline, word, entry));
        slips.extend(not_explained(outline, word, entry));
    }
    slips.extend(near_misses(outline, &order, &seen));
    slips
}

fn two_ways(outline: &Outline, word: &str, seen: &Seen) -> Option<Slip> {
    let named: Vec<&(usize, String)> = seen
        .explained
        .iter()
        .filter(|(_, words)| !words.is_empty())
        .collect();
    let (first, words) = named.first()?;
    let (second, other) = named.iter().find(|(_, other)| !alike(words, other))?;
    let text = format!(
        "{word} is explained as \u{201c}{words}\u{201d} and as \u{201c}{other}\u{201d}. If they are the same, one name would be easier to follow."
    );
    Some(slip(
        SlipKind::ExpandedTwoWays,
        text,
        vec![outline.at(*first), outline.at(*second)],
    ))
}

fn alike(first: &str, second: &str) -> bool {
    let plain = |words: &str| {
        words
            .to_lowercase()
            .replace(['-', ' ', '\u{2019}', '\''], "")
            .replace("and", "&")
            .trim_end_matches('s')
            .to_owned()
    };
    plain(first) == plain(second)
}

fn out_of_order(outline: &Outline, word: &str, seen: &Seen) -> Option<Slip> {
    let (index, letters) = seen.other_order.as_ref()?;
    let text = format!(
        "The words beside {word} begin with the letters {letters}. One of the two may have a letter out of place."
    );
    Some(slip(
        SlipKind::NearMissAbbreviation,
        text,
        vec![outline.at(*index)],
    ))
}

fn not_explained(outline: &Outline, word: &str, seen: &Seen) -> Option<Slip> {
    let first = seen.first?;
    if words::has("known_abbreviation", word)
        || (seen.quoted && !seen.bare)
        || matches!(seen.before, Some(Some(_)))
    {
        return None;
    }
    match seen.explained.first() {
        None => {
            let mut at: Vec<usize> = seen.uses.clone();
            at.dedup();
            at.truncate(4);
            let text = format!(
                "{word} is used without being written out. Readers from outside may not know it."
            );
            Some(slip(
                SlipKind::UndefinedAbbreviation,
                text,
                at.into_iter().map(|index| outline.at(index)).collect(),
            ))
        }
        Some((explained, _)) if *explained > first && outline.role(first) != Role::Heading => {
            let text = format!("{word} is used before the paragraph that writes it out.");
            Some(slip(
                SlipKind::ExpandedLate,
                text,
                vec![outline.at(first), outline.at(*explained)],
            ))
        }
        Some(_) => None,
    }
}

/// Two abbreviations of the same letters in another order or number: "CAMHS" and "CAHMS".
fn near_misses(outline: &Outline, order: &[String], seen: &HashMap<String, Seen>) -> Vec<Slip> {
    let mut by_letters: HashMap<Vec<char>, Vec<&String>> = HashMap::new();
    for word in order.iter().filter(|word| word.len() >= 4) {
        let mut letters: Vec<char> = word.chars().collect();
        letters.sort_unstable();
        letters.dedup();
        by_letters.entry(letters).or_default().push(word);
    }
    let mut slips = Vec::new();
    for word in order {
        let mut letters: Vec<char> = word.chars().collect();
        letters.sort_unstable();
        letters.dedup();
        let Some(group) = by_letters.remove(&letters) else {
            continue;
        };
        for pair in group.windows(2).take(8) {
            let [first, second] = pair else { continue };
            if first.len().abs_diff(second.len()) > 1 {
                continue;
            }
            let at = [first, second]
                .into_iter()
                .filter_map(|word| seen.get(*word))
                .filter_map(|seen| seen.first)
                .map(|index| outline.at(index))
                .collect();
            slips.push(slip(
                SlipKind::NearMissAbbreviation,
                format!("{first} and {second} have the same letters. They may be meant to be one."),
                at,
            ));
        }
    }
    slips
}

/// Words of two to seven capitals, perhaps with a small s at the end.
fn capitals(text: &str) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut at = 0;
    for word in text.split(|letter: char| {
        !letter.is_alphanumeric() && !matches!(letter, '@' | '/' | '_' | '.' | '-')
    }) {
        let start = at;
        at += word.len();
        at += text
            .get(at..)
            .and_then(|rest| rest.chars().next())
            .map_or(0, char::len_utf8);
        if word.contains(['@', '/', '_']) || word.starts_with("www") {
            continue;
        }
        let mut inner = start;
        for part in word.split(['.', '-']) {
            let from = inner;
            inner += part.len() + 1;
            let plain = part.strip_suffix('s').unwrap_or(part);
            let capital = plain.bytes().all(|byte| byte.is_ascii_uppercase());
            if capital && (2..=7).contains(&plain.len()) && word.len() == part.len() {
                out.push(from..from + part.len());
            }
        }
    }
    out
}

/// The capitalised word that stands directly before byte `at`.
fn name_before(text: &str, at: usize) -> Option<String> {
    let before = text.get(..at)?.strip_suffix(' ')?;
    let word = before.rsplit(' ').next()?;
    let sentence = before.len() == word.len()
        || before
            .get(..before.len() - word.len())
            .is_some_and(|head| head.ends_with(". "));
    let capital = word.starts_with(char::is_uppercase)
        && word.chars().all(char::is_alphanumeric)
        && word.chars().any(char::is_lowercase);
    (capital
        && !(sentence && ["The", "This", "Our", "An", "A", "All", "In", "For"].contains(&word)))
    .then(|| word.to_owned())
}

/// The words that explain an abbreviation: before its bracket, or in the bracket after it.
fn explained(text: &str, found: &Range<usize>, word: &str) -> Option<String> {
    let after = text.get(found.end..)?;
    let before = text.get(..found.start)?;
    if before.ends_with('(')
        || before.ends_with("(the ")
        || before.ends_with(['\u{2018}', '\u{201c}', '"'])
            && before
                .trim_end_matches(['\u{2018}', '\u{201c}', '"', '\''])
                .ends_with('(')
    {
        let head = before
            .trim_end_matches(['(', '\u{2018}', '\u{201c}', '"', '\''])
            .trim_end_matches("(the ")
            .trim_end();
        if let Some(words) = words_with_letters(head, word) {
            return Some(words);
        }
    }
    let inside = after
        .trim_start_matches(['\'', '\u{2019}', '\u{201d}', '"'])
        .trim_start();
    let inside = inside
        .strip_prefix("model")
        .or_else(|| inside.strip_prefix("programme"))
        .unwrap_or(inside)
        .trim_start();
    let bracket = inside
        .strip_prefix('(')
        .and_then(|inside| inside.split(')').next());
    let spelled = bracket.or_else(|| {
        inside
            .strip_prefix(": ")
            .or_else(|| inside.strip_prefix("\u{2013} "))
            .or_else(|| inside.strip_prefix("- "))
            .and_then(|inside| inside.split(['.', ',', ';']).next())
    });
    let spelled = spelled?;
    (initials(spelled).contains(&word.to_uppercase())).then(|| spelled.trim().to_owned())
}

/// The letters of a bracketed explanation, where they are those of the word in another order.
fn other_order(text: &str, found: &Range<usize>, word: &str) -> Option<String> {
    let after = text
        .get(found.end..)?
        .trim_start_matches(['\'', '\u{2019}', '\u{201d}', '"', ' ']);
    let after = after.strip_prefix("model").unwrap_or(after).trim_start();
    let inside = after.strip_prefix('(')?.split(')').next()?;
    let word: String = word.to_uppercase();
    let sorted = |letters: &str| {
        let mut letters: Vec<char> = letters.chars().collect();
        letters.sort_unstable();
        letters.dedup();
        letters
    };
    initials(inside).into_iter().find(|letters| {
        word.len() >= 4
            && letters.len() == word.len()
            && *letters != word
            && sorted(letters) == sorted(&word)
    })
}

/// The initial letters of a text, with and without small words; a hyphen parts words.
fn initials(text: &str) -> Vec<String> {
    let words: Vec<&str> = text
        .split(|letter: char| letter.is_whitespace() || matches!(letter, '-' | '/' | ','))
        .filter(|word| word.starts_with(char::is_alphanumeric))
        .collect();
    let small = |word: &&str| {
        ["and", "of", "the", "for", "in", "to", "a", "&", "on"]
            .contains(&word.to_lowercase().as_str())
    };
    let letters = |words: Vec<&str>| {
        words
            .iter()
            .filter_map(|word| word.chars().next())
            .flat_map(char::to_uppercase)
            .collect::<String>()
    };
    vec![
        letters(words.clone()),
        letters(words.into_iter().filter(|word| !small(word)).collect()),
    ]
}

/// The last words of `head` whose initials spell `word`.
fn words_with_letters(head: &str, word: &str) -> Option<String> {
    let pieces: Vec<&str> = head.split_whitespace().collect();
    let target = word.to_uppercase();
    for count in 1..=(word.len() * 2 + 2).min(pieces.len()) {
        let tail = pieces.get(pieces.len() - count..)?.join(" ");
        let first = tail.chars().next()?;
        if initials(&tail).contains(&target) && first.is_alphanumeric() && !tail.contains('(') {
            return Some(tail);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn explanations_are_found_before_and_after() {
        let find = |text: &str, word: &str| {
            let at = text.find(word).unwrap();
            explained(text, &(at..at + word.len()), word)
        };
        assert_eq!(
            find("the Local Strategic Partnership (LSP) met", "LSP").as_deref(),
            Some("Local Strategic Partnership")
        );
        assert_eq!(
            find("Approved Mental Health Professionals (AMHP)", "AMHP").as_deref(),
            Some("Approved Mental Health Professionals")
        );
        assert_eq!(
            find("the ICB (Integrated Care Board)", "ICB").as_deref(),
            Some("Integrated Care Board")
        );
        assert_eq!(
            find("Housing and Health Forum (HHF)", "HHF").as_deref(),
            Some("Housing and Health Forum")
        );
        assert_eq!(find("the ICB met", "ICB"), None);
    }

    #[test]
    fn capitals_are_told_from_words() {
        let text = "The CYP team, see AB/12 and EHCPs or it@NHS.example, COVID-19";
        let found: Vec<&str> = capitals(text)
            .into_iter()
            .filter_map(|range| text.get(range))
            .collect();
        assert_eq!(found, ["CYP", "EHCPs"]);
    }

    #[test]
    fn letters_out_of_place_are_seen() {
        let text = "the 'TIAARA' model (Trauma-informed, Anti-Racist and Restorative approaches)";
        let at = text.find("TIAARA").unwrap();
        assert_eq!(
            other_order(text, &(at..at + 6), "TIAARA").as_deref(),
            Some("TIARRA")
        );
    }
}
