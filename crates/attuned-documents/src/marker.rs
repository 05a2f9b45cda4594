//! The number or bullet at the start of a line: "5.3.1.", "2)", "(a)", "(iv)", "R1", "•".

use std::ops::Range;

/// A marker at the start of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Found {
    /// Bytes of the line: the marker alone.
    pub marker: Range<usize>,
    /// The byte of the line where the words begin.
    pub words: usize,
    pub sort: Sort,
    /// Could as well be words ("J. Smith", "3.5 million"): only believed inside a run.
    pub weak: bool,
    /// Stands behind a bullet, as in "- 5.1. Text".
    pub bulleted: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Sort {
    Bullet(char),
    /// "5.3.1" is `[5, 3, 1]`.
    Numbers(Vec<u32>),
    /// "(a)", "iv)", in lower case.
    Letters(String),
    /// "R1": a code letter and its number.
    Code(u32),
}

const BULLETS: &str = "-*+•–—·▪■□◦‣●○∙➢►✓\u{f0b7}\u{f0a7}";
/// Bullets that nobody starts a word with, so no space is needed after them.
const SURE_BULLETS: &str = "•▪■◦‣●○∙\u{f0b7}\u{f0a7}";

/// The marker of a line whose indentation is already taken off.
pub(crate) fn find(line: &str) -> Option<Found> {
    let first = line.chars().next()?;
    let after = first.len_utf8();
    let bullet = BULLETS.contains(first) || first == 'o';
    if bullet
        && let Some(words) =
            skip_space(line, after).or(SURE_BULLETS.contains(first).then_some(after))
    {
        if let Some(inner) = line
            .get(words..)
            .and_then(ordered)
            .filter(|inner| !inner.weak)
        {
            return Some(Found {
                marker: inner.marker.start + words..inner.marker.end + words,
                words: inner.words + words,
                bulleted: true,
                ..inner
            });
        }
        return Some(Found {
            marker: 0..after,
            words,
            sort: Sort::Bullet(first),
            weak: false,
            bulleted: true,
        });
    }
    ordered(line)
}

/// The sort of a marker that a file computes.
pub(crate) fn sort_of(marker: &str) -> Option<Sort> {
    find(&format!("{marker} X")).map(|found| found.sort)
}

/// A number or letter, perhaps in bold ("**5.1.** Text").
fn ordered(line: &str) -> Option<Found> {
    let stars = line.bytes().take_while(|byte| *byte == b'*').count();
    if stars == 0 {
        return bare(line, "");
    }
    let marks = line.get(..stars)?;
    let found = bare(line.get(stars..)?, marks)?;
    Some(Found {
        marker: found.marker.start + stars..found.marker.end + stars,
        words: found.words + stars,
        ..found
    })
}

/// `closing` is what must stand between the marker and the space after it.
fn bare(line: &str, closing: &str) -> Option<Found> {
    let (end, sort, weak) = numbers(line)
        .or_else(|| lettered(line))
        .or_else(|| code(line))?;
    let rest = line.get(end..)?.strip_prefix(closing)?;
    let words =
        skip_space(line, line.len() - rest.len()).or(rest.is_empty().then_some(line.len()))?;
    let next = line
        .get(words..)?
        .trim_start_matches(['*', '_', '"', '\'', '“', '‘', '[', '('])
        .chars()
        .next();
    let marked = line.get(..end)?.ends_with(['.', ')', ':']);
    // "3.5 million" and "R2 is" are words; "3.5 Repairs" and "R2 That ..." are numbers.
    let long = matches!(&sort, Sort::Numbers(parts) if parts.len() > 2);
    let weak = weak || (!marked && !long && !next.is_some_and(char::is_uppercase));
    Some(Found {
        marker: 0..end,
        words,
        sort,
        weak,
        bulleted: false,
    })
}

fn numbers(line: &str) -> Option<(usize, Sort, bool)> {
    let mut parts = Vec::new();
    let mut at = 0;
    loop {
        let digits = line
            .get(at..)?
            .bytes()
            .take_while(u8::is_ascii_digit)
            .count();
        let part = line.get(at..at + digits)?;
        // Four digits are a year; a leading zero is a date ("01.02.24") or money, unless it stands alone ("01.").
        if digits == 0
            || digits > 3
            || parts.len() > 8
            || (part.starts_with('0') && (at > 0 || digits > 2))
        {
            return None;
        }
        parts.push(part.parse().ok()?);
        at += digits;
        let rest = line.get(at..)?;
        if rest.starts_with('.')
            && rest
                .get(1..)?
                .starts_with(|next: char| next.is_ascii_digit())
        {
            if line.starts_with('0') {
                return None;
            }
            at += 1;
            continue;
        }
        let end = if rest.starts_with(['.', ')']) {
            1
        } else {
            clause(rest)
        };
        return (end > 0 || parts.len() > 1).then_some((at + end, Sort::Numbers(parts), false));
    }
}

/// The "(a)" of "5.3(a)".
fn clause(rest: &str) -> usize {
    let inner = rest
        .strip_prefix('(')
        .and_then(|rest| rest.split_once(')'))
        .map_or("", |(inner, _)| inner);
    if is_letters(inner) {
        inner.len() + 2
    } else {
        0
    }
}

fn lettered(line: &str) -> Option<(usize, Sort, bool)> {
    if let Some(rest) = line.strip_prefix('(') {
        let (inner, _) = rest.split_once(')')?;
        let end = inner.len() + 2;
        if !inner.is_empty() && inner.len() < 4 && inner.bytes().all(|byte| byte.is_ascii_digit()) {
            return Some((end, Sort::Numbers(vec![inner.parse().ok()?]), false));
        }
        return is_letters(inner).then(|| (end, Sort::Letters(inner.to_ascii_lowercase()), false));
    }
    let length = line
        .bytes()
        .take_while(u8::is_ascii_alphabetic)
        .take(6)
        .count();
    let inner = line.get(..length)?;
    let stop = line
        .get(length..)?
        .chars()
        .next()
        .filter(|stop| matches!(stop, '.' | ')'))?;
    let upper = inner.bytes().all(|byte| byte.is_ascii_uppercase());
    let sort = is_letters(inner).then(|| Sort::Letters(inner.to_ascii_lowercase()))?;
    Some((
        length + 1,
        sort,
        stop == '.' && upper && inner.len() == 1 && inner != "I",
    ))
}

/// One letter, or a roman number; not a mixture of cases.
fn is_letters(inner: &str) -> bool {
    let one_case = inner.bytes().all(|byte| byte.is_ascii_lowercase())
        || inner.bytes().all(|byte| byte.is_ascii_uppercase());
    one_case && (inner.len() == 1 || roman(&inner.to_ascii_lowercase()).is_some())
}

fn code(line: &str) -> Option<(usize, Sort, bool)> {
    let digits = line
        .strip_prefix('R')?
        .bytes()
        .take_while(u8::is_ascii_digit)
        .count();
    let number = line
        .get(1..1 + digits)
        .filter(|_| (1..=3).contains(&digits))?
        .parse()
        .ok()?;
    let end = line.get(1 + digits..)?.starts_with(['.', ':', ')']);
    Some((1 + digits + usize::from(end), Sort::Code(number), false))
}

fn skip_space(line: &str, from: usize) -> Option<usize> {
    let rest = line.get(from..)?;
    let words = rest.trim_start();
    (words.len() < rest.len()).then(|| line.len() - words.len())
}

/// The value of a roman number up to 49, written the usual way.
pub(crate) fn roman(text: &str) -> Option<u32> {
    (1..50).find(|value| to_roman(*value) == text)
}

/// In lower case; values past 3999 are written with as many "m" as they need, up to a hundred.
pub(crate) fn to_roman(value: u32) -> String {
    const STEPS: &[(u32, &str)] = &[
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    let mut left = value.min(100_000);
    let mut out = String::new();
    for (step, letters) in STEPS {
        while left >= *step {
            out.push_str(letters);
            left -= step;
        }
    }
    out
}

/// a to z, then aa, bb, as word processors do.
pub(crate) fn letters(count: u32) -> String {
    let place = count.saturating_sub(1);
    let letter = u8::try_from(place % 26).map_or('a', |place| char::from(b'a' + place));
    // No list is read past a few hundred; a hostile start value must not fill memory.
    let times = usize::try_from(place / 26 + 1).unwrap_or(1).min(16);
    if count == 0 {
        String::new()
    } else {
        letter.to_string().repeat(times)
    }
}

/// Symbol fonts keep their bullets where Unicode has nothing.
pub(crate) fn bullet(text: &str) -> String {
    match text.trim().chars().next() {
        None | Some('\u{f0b7}' | '\u{e000}'..='\u{f8ff}') => "•".to_owned(),
        Some(letter) => letter.to_string(),
    }
}

impl Sort {
    /// Is this the first of a run ("1.", "(a)", "(i)", "R1", "5.1")?
    pub fn begins(&self) -> bool {
        match self {
            Self::Bullet(_) => true,
            Self::Numbers(parts) => parts.last() == Some(&1),
            Self::Letters(text) => matches!(text.as_str(), "a" | "i"),
            Self::Code(value) => *value == 1,
        }
    }

    /// Does this come straight after `before` in the same run?
    pub fn follows(&self, before: &Self) -> bool {
        match (before, self) {
            (Self::Bullet(a), Self::Bullet(b)) => a == b,
            (Self::Numbers(a), Self::Numbers(b)) => next_number(a, b),
            (Self::Code(a), Self::Code(b)) => a.checked_add(1) == Some(*b),
            (Self::Letters(a), Self::Letters(b)) => {
                let romans = roman(a).zip(roman(b)).is_some_and(|(a, b)| a + 1 == b);
                let single = |text: &str| (text.len() == 1).then(|| text.bytes().next()).flatten();
                romans || single(a).zip(single(b)).is_some_and(|(a, b)| a + 1 == b)
            }
            _ => false,
        }
    }

    /// A paragraph number of a report ("5.3.1"), which does not make its paragraph a list item.
    pub fn is_paragraph_number(&self) -> bool {
        matches!(self, Self::Numbers(parts) if parts.len() > 1)
    }
}

/// 5.1 to 5.2, 5.9 to 5.10, 5 to 5.1, 5.3.2 to 5.4 or 6.
fn next_number(a: &[u32], b: &[u32]) -> bool {
    let Some((last, stem)) = b.split_last() else {
        return false;
    };
    if a.len() + 1 == b.len() {
        return stem == a && *last == 1;
    }
    a.get(..stem.len()) == Some(stem)
        && a.get(stem.len()).and_then(|value| value.checked_add(1)) == Some(*last)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(line: &str) -> Option<(&str, &str)> {
        let found = find(line).filter(|found| !found.weak)?;
        Some((&line[found.marker], &line[found.words..]))
    }

    #[test]
    fn numbers_and_letters_are_split_off() {
        for (line, marker, words) in [
            ("5.3.1. Text", "5.3.1.", "Text"),
            ("5.3.1 text", "5.3.1", "text"),
            ("- 5.6.1. Text", "5.6.1.", "Text"),
            ("2) text", "2)", "text"),
            ("(a) text", "(a)", "text"),
            ("(iv)\ttext", "(iv)", "text"),
            ("(12) text", "(12)", "text"),
            ("ii. text", "ii.", "text"),
            ("R1 That homes", "R1", "That homes"),
            ("R12: that homes", "R12:", "that homes"),
            ("**5.1.** Text", "5.1.", "Text"),
            ("5.3.2. *Shown below*", "5.3.2.", "*Shown below*"),
            ("4.2 Repairs", "4.2", "Repairs"),
            ("5.3(a) Repairs", "5.3(a)", "Repairs"),
            ("• text", "•", "text"),
            ("•text", "•", "text"),
            ("– text", "–", "text"),
            ("o text", "o", "text"),
            ("* text", "*", "text"),
        ] {
            assert_eq!(split(line), Some((marker, words)), "{line}");
        }
    }

    #[test]
    fn words_are_not_markers() {
        for line in [
            "1986. A great year",
            "3.5 million homes",
            "10.30 am in the hall",
            "01.02.24 Meeting",
            "12.03.2024 Meeting",
            "R2 is a robot",
            "i.e. this one",
            "e.g. this one",
            "*not a bullet*",
            "-5 degrees",
            "Recommendation 3: mend roofs",
            "(see page 4) and so on",
            "a home",
            "vividly",
            "",
            "(é",
        ] {
            assert_eq!(split(line), None, "{line}");
        }
    }

    #[test]
    fn runs_are_followed() {
        let sort = |line: &str| find(line).unwrap().sort;
        for (a, b) in [
            ("1. A", "2. B"),
            ("5.9. A", "5.10. B"),
            ("5. A", "5.1. B"),
            ("5.3.2. A", "5.4. B"),
            ("(h) a", "(i) b"),
            ("(i) a", "(ii) b"),
            ("R1 A", "R2 B"),
        ] {
            assert!(sort(b).follows(&sort(a)), "{a} {b}");
        }
        for (a, b) in [
            ("1. A", "3. B"),
            ("5.1. A", "6.2. B"),
            ("(a) a", "(c) b"),
            ("- a", "1. b"),
        ] {
            assert!(!sort(b).follows(&sort(a)), "{a} {b}");
        }
    }
}
