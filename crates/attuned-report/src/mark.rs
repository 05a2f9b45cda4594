//! Numbers, letters and bullets at the start of a paragraph.

use crate::words;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Mark {
    Bullet,
    /// "5.3.1" is `[5, 3, 1]`; "1." is `[1]`.
    Number(Vec<u32>),
    /// "(a)", "iv)" in lower case without brackets, and as printed.
    Letter(String, String),
    /// "R3"
    Code(u32),
}

const BULLETS: &str = "-–—•·▪■□◦‣●○∙➢►✓*\u{f0b7}\u{f0a7}";

/// The mark at the start of `text` and the byte where the words begin.
pub(crate) fn find(text: &str) -> Option<(Mark, usize)> {
    let first = text.chars().next()?;
    if BULLETS.contains(first) {
        let after = text.get(first.len_utf8()..)?;
        let spaced =
            after.starts_with(char::is_whitespace) || "•▪■◦‣●○∙\u{f0b7}\u{f0a7}".contains(first);
        return (spaced && !after.trim().is_empty())
            .then(|| (Mark::Bullet, text.len() - after.trim_start().len()));
    }
    let word_end = text.find(char::is_whitespace).unwrap_or(text.len());
    let word = text.get(..word_end)?;
    let rest = text.get(word_end..)?.trim_start();
    if rest.is_empty() {
        return None;
    }
    let mark = whole(word)?;
    if let Mark::Number(parts) = &mark {
        let bare = word.ends_with(|letter: char| letter.is_ascii_digit()) && !word.contains('.');
        if parts.len() == 1 && bare || is_quantity(rest) {
            return None;
        }
    }
    Some((mark, text.len() - rest.len()))
}

/// A mark that stands by itself, as a block carries it ("5.3.1.", "(a)", "•").
pub(crate) fn whole(word: &str) -> Option<Mark> {
    let word = word.trim();
    // "- 5.1." carries a bullet and a number.
    if let Some((first, rest)) = word.split_once(char::is_whitespace)
        && first.chars().count() == 1
        && BULLETS.contains(first)
    {
        return whole(rest);
    }
    if word.chars().count() == 1 && BULLETS.contains(word) {
        return Some(Mark::Bullet);
    }
    let inner = word
        .trim_matches('*')
        .trim_start_matches('(')
        .trim_end_matches([')', '.', ':']);
    if inner.is_empty() {
        return None;
    }
    let bracketed = word.ends_with([')', '.', ':']);
    if inner
        .bytes()
        .all(|byte| byte.is_ascii_digit() || byte == b'.')
    {
        let parts: Option<Vec<u32>> = inner
            .split('.')
            .map(|part| {
                if part.len() > 3 {
                    None
                } else {
                    part.parse().ok()
                }
            })
            .collect();
        let parts = parts.filter(|parts| {
            parts.len() <= 6 && parts.iter().all(|part| *part > 0 || parts.len() > 1)
        });
        // "3.0" is section 3.
        return parts.map(|mut parts| {
            if parts.len() == 2 && parts.ends_with(&[0]) && !parts.starts_with(&[0]) {
                parts.truncate(1);
            }
            Mark::Number(parts)
        });
    }
    if let Some(digits) = inner.strip_prefix(['R', 'r'])
        && !digits.is_empty()
        && digits.len() < 4
        && let Ok(number) = digits.parse()
    {
        return Some(Mark::Code(number));
    }
    let lower = inner.to_lowercase();
    let single = inner.len() == 1 && inner.bytes().all(|byte| byte.is_ascii_alphabetic());
    let roman = inner.len() <= 5
        && lower.bytes().all(|byte| b"ivx".contains(&byte))
        && roman(&lower).is_some();
    // "A. Smith" is a name: a capital letter needs its bracket.
    let sure = word.ends_with(')')
        || (word.ends_with('.') && inner.bytes().all(|byte| byte.is_ascii_lowercase()));
    (bracketed && sure && (single || roman)).then(|| Mark::Letter(lower, word.to_owned()))
}

/// "3.2 million", "5.30 pm" and "25 August" are no numbers of paragraphs.
fn is_quantity(rest: &str) -> bool {
    let next: String = rest
        .chars()
        .take_while(|letter| letter.is_alphanumeric() || *letter == '%')
        .collect::<String>()
        .to_lowercase();
    words::has("quantity", &next)
        || (words::has("month", &next)
            && next != "may"
            && rest
                .split_whitespace()
                .nth(1)
                .is_some_and(|word| word.starts_with(|letter: char| letter.is_ascii_digit())))
}

/// "iv" is 4. `None` for what is no roman number in its usual form.
pub(crate) fn roman(text: &str) -> Option<u32> {
    let numbers = [
        "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv",
        "xv", "xvi", "xvii", "xviii", "xix", "xx",
    ];
    (1..)
        .zip(numbers)
        .find(|(_, roman)| *roman == text)
        .map(|(number, _)| number)
}

/// The place of a letter in its row: a is 1; a roman number where `after` (the place before) asks for it.
pub(crate) fn place(letter: &str, after: Option<u32>) -> Option<u32> {
    let alphabet = letter
        .bytes()
        .next()
        .filter(|_| letter.len() == 1)
        .map(|byte| u32::from(byte.saturating_sub(b'a')) + 1);
    let roman = roman(letter);
    let next = after.map_or(1, |before| before + 1);
    [alphabet, roman]
        .into_iter()
        .flatten()
        .find(|place| *place == next)
        .or(alphabet)
        .or(roman)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Option<Vec<u32>> {
        match find(text)? {
            (Mark::Number(parts), _) => Some(parts),
            _ => None,
        }
    }

    #[test]
    fn numbers_are_told_from_quantities() {
        assert_eq!(number("5.3.1. Words"), Some(vec![5, 3, 1]));
        assert_eq!(number("5.3 Words"), Some(vec![5, 3]));
        assert_eq!(number("1) Words"), Some(vec![1]));
        assert_eq!(number("12. Background"), Some(vec![12]));
        for text in [
            "3.2 million people",
            "5.30 pm",
            "25 August 2024",
            "2024 was",
            "12 residents came",
            "1.5% of them",
            "10.",
            "£3.4 of it",
        ] {
            assert_eq!(number(text), None, "{text}");
        }
    }

    #[test]
    fn letters_need_a_bracket_or_a_small_letter() {
        assert!(matches!(find("(a) Words"), Some((Mark::Letter(letter, _), 4)) if letter == "a"));
        assert!(matches!(find("iv) Words"), Some((Mark::Letter(letter, _), 4)) if letter == "iv"));
        assert!(matches!(find("b. words"), Some((Mark::Letter(..), 3))));
        assert!(find("A. Smith").is_none());
        assert!(find("I agree").is_none());
        assert!(matches!(find("R12 Words"), Some((Mark::Code(12), 4))));
    }

    #[test]
    fn a_row_of_letters_is_read_in_its_order() {
        assert_eq!(place("i", None), Some(1));
        assert_eq!(place("i", Some(8)), Some(9));
        assert_eq!(place("ii", Some(1)), Some(2));
        assert_eq!(place("c", Some(2)), Some(3));
    }
}
