//! Strategies, plans and frameworks that a report names, and the years they cover.

use std::collections::HashSet;

use crate::outline::Outline;
use crate::report::{Role, Strategy};
use crate::{names, words};

pub(crate) fn read(outline: &Outline) -> Vec<Strategy> {
    let mut seen: HashSet<String> = HashSet::new();
    let mut out: Vec<Strategy> = Vec::new();
    for index in 0..outline.paras.len() {
        if matches!(outline.role(index), Role::Furniture) {
            continue;
        }
        let text = outline.text(index);
        for range in names::names(text) {
            let Some(name) = text.get(range.clone()).and_then(strategy_name) else {
                continue;
            };
            let after = text.get(range.start + name.len()..).unwrap_or("");
            let period = period(after);
            let key = name.to_lowercase();
            if let Some(known) = out
                .iter_mut()
                .find(|known| known.name.to_lowercase() == key)
            {
                known.from = known.from.or(period.map(|(from, _)| from));
                known.to = known.to.or(period.map(|(_, to)| to));
            } else if seen.insert(key) {
                out.push(Strategy {
                    name: name.to_owned(),
                    from: period.map(|(from, _)| from),
                    to: period.map(|(_, to)| to),
                    at: outline.at(index),
                });
            }
        }
    }
    out
}

/// The part of a name up to a word for a strategy: two words at least.
fn strategy_name(name: &str) -> Option<&str> {
    let mut at = 0;
    let mut end = None;
    for piece in name.split_inclusive(char::is_whitespace) {
        at += piece.len();
        let word = piece.trim_end();
        if word.starts_with(char::is_uppercase) && words::has("strategy", &word.to_lowercase()) {
            end = Some(at - (piece.len() - word.len()));
        }
    }
    let name = name.get(..end?)?;
    if name
        .split(' ')
        .next()
        .is_some_and(|first| first.chars().count() < 2)
    {
        return None;
    }
    (name.split_whitespace().count() >= 2).then_some(name)
}

/// "2022-2026", "(2022 to 2026)", "2022/25" right after a name.
fn period(after: &str) -> Option<(u16, u16)> {
    let after = after.trim_start_matches(|letter: char| {
        letter.is_whitespace() || matches!(letter, '(' | '\\' | ',' | ':' | '\u{2013}' | '-')
    });
    let from: u16 = after
        .get(..4)?
        .parse()
        .ok()
        .filter(|year| (1950..2200).contains(year))?;
    let rest = after.get(4..)?.trim_start();
    let rest = rest
        .strip_prefix("to ")
        .or_else(|| rest.strip_prefix(['-', '\u{2013}', '\u{2014}', '/']))?
        .trim_start();
    let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
    let to: u16 = match digits.len() {
        4 => digits.parse().ok()?,
        2 => from / 100 * 100 + digits.parse::<u16>().ok()?,
        _ => return None,
    };
    (to >= from && to - from <= 50).then_some((from, to))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_after_a_name() {
        assert_eq!(period(" (2022-2026):"), Some((2022, 2026)));
        assert_eq!(period(" 2022-25 seeks"), Some((2022, 2025)));
        assert_eq!(period(" 2020 to 2024"), Some((2020, 2024)));
        assert_eq!(period(" 2024 was"), None);
    }
}
