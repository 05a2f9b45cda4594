//! Dates as officers write them.

use std::ops::Range;

use crate::words;

/// A date found in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Found {
    pub range: Range<usize>,
    /// "2024-08-23", or "2024-08" for a month.
    pub iso: String,
}

/// The first date in `text`: "23 August 2024", "23rd Aug 2024", "23/08/2024", "2024-08-23", "August 2024".
pub(crate) fn find(text: &str) -> Option<Found> {
    all(text).into_iter().next()
}

pub(crate) fn all(text: &str) -> Vec<Found> {
    let tokens: Vec<(usize, &str)> = tokens(text);
    let mut out: Vec<Found> = Vec::new();
    for index in 0..tokens.len() {
        let Some((start, word)) = tokens.get(index).copied() else {
            break;
        };
        if out.last().is_some_and(|last| last.range.end > start) {
            continue;
        }
        let next = |by: usize| tokens.get(index + by).copied();
        if let Some(iso) = figures(word) {
            out.push(Found {
                range: start..start + word.len(),
                iso,
            });
            continue;
        }
        if let (Some(day), Some((_, month)), Some((at, year))) = (day(word), next(1), next(2))
            && let (Some(month), Some(year)) = (month_number(month), year_number(year))
            && day <= days_in(year, month)
        {
            out.push(Found {
                range: start..at + 4,
                iso: format!("{year}-{month:02}-{day:02}"),
            });
            continue;
        }
        if let (Some(month), Some((at, second))) = (month_number(word), next(1)) {
            if let (Some(day), Some((at, year))) = (day(second), next(2))
                && let Some(year) = year_number(year)
                && day <= days_in(year, month)
            {
                out.push(Found {
                    range: start..at + 4,
                    iso: format!("{year}-{month:02}-{day:02}"),
                });
            } else if let Some(year) = year_number(second) {
                out.push(Found {
                    range: start..at + 4,
                    iso: format!("{year}-{month:02}"),
                });
            }
        }
    }
    out
}

fn tokens(text: &str) -> Vec<(usize, &str)> {
    let mut out = Vec::new();
    let mut start = None;
    for (at, letter) in text.char_indices() {
        let inside = letter.is_alphanumeric() || matches!(letter, '/' | '.' | '-');
        match (inside, start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                out.push((
                    from,
                    text.get(from..at)
                        .unwrap_or("")
                        .trim_end_matches(['.', '-', '/']),
                ));
                start = None;
            }
            _ => {}
        }
    }
    if let Some(from) = start {
        out.push((
            from,
            text.get(from..)
                .unwrap_or("")
                .trim_end_matches(['.', '-', '/']),
        ));
    }
    out
}

fn day(word: &str) -> Option<u32> {
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    let tail = word.get(digits..)?;
    let known = [
        "", "st", "nd", "rd", "th", "af", "ain", "fed", "ydd", "eg", "il",
    ]
    .contains(&tail);
    word.get(..digits)?
        .parse()
        .ok()
        .filter(|day| known && digits <= 2 && (1..=31).contains(day))
}

fn month_number(word: &str) -> Option<u32> {
    words::note("month", &word.to_lowercase()).and_then(|number| number.parse().ok())
}

fn year_number(word: &str) -> Option<u32> {
    let digits = word.get(..4)?;
    let alone = word
        .get(4..)
        .is_none_or(|rest| !rest.starts_with(|letter: char| letter.is_alphanumeric()));
    digits
        .parse()
        .ok()
        .filter(|year| alone && (1900..2200).contains(year))
}

/// "23/08/2024", "23.8.24", "2024-08-23".
fn figures(word: &str) -> Option<String> {
    let mark = ['/', '.', '-']
        .into_iter()
        .find(|mark| word.matches(*mark).count() == 2)?;
    let parts: Vec<&str> = word.split(mark).collect();
    let [first, middle, last] = parts.as_slice() else {
        return None;
    };
    let number = |part: &str| part.parse::<u32>().ok().filter(|_| part.len() <= 4);
    let (day, month, year) = if first.len() == 4 {
        (number(last)?, number(middle)?, number(first)?)
    } else {
        (number(first)?, number(middle)?, number(last)?)
    };
    // "5.3.24" is as often a paragraph's number as a date.
    let short = last.len() == 2 && first.len() != 4;
    if short && mark != '/' && (first.len() < 2 || middle.len() < 2) {
        return None;
    }
    let year = if short { year + 2000 } else { year };
    let sound = (1..=12).contains(&month)
        && (1..=days_in(year, month)).contains(&day)
        && (1900..2200).contains(&year);
    sound.then(|| format!("{year}-{month:02}-{day:02}"))
}

fn days_in(year: u32, month: u32) -> u32 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => {
            29
        }
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// The first year in `text` that stands alone ("since 2016").
pub(crate) fn year(text: &str) -> Option<u16> {
    text.split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| word.len() == 4)
        .find_map(|word| word.parse().ok().filter(|year| (1900..2200).contains(year)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_in_the_shapes_that_officers_use() {
        for (text, iso) in [
            ("Date: 23 August 2024", "2024-08-23"),
            ("Tuesday, 23rd Aug 2024 at 7pm", "2024-08-23"),
            ("23/08/2024", "2024-08-23"),
            ("on 23.08.24.", "2024-08-23"),
            ("2024-08-23", "2024-08-23"),
            ("by March 2026", "2026-03"),
            ("30 February 2024", "2024-02"),
            ("14 Tachwedd 2025", "2025-11-14"),
            ("August 23, 2024", "2024-08-23"),
            ("29 February 2024", "2024-02-29"),
        ] {
            assert_eq!(
                find(text).map(|found| found.iso).as_deref(),
                Some(iso),
                "{text}"
            );
        }
    }

    #[test]
    fn what_is_no_date_is_not_taken_for_one() {
        for text in [
            "5.3.24 Words",
            "31/02/2024",
            "May we",
            "2022-26",
            "12 may",
            "99/99/9999",
            "",
        ] {
            assert_eq!(find(text), None, "{text}");
        }
    }
}
