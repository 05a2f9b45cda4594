//! The vocabulary: two tables of general terms, so that no organisation's words stand in the code.

use std::collections::HashMap;
use std::sync::LazyLock;

static TABLES: [&str; 3] = [
    include_str!("../data/words.tsv"),
    include_str!("../data/grammar.tsv"),
    include_str!("../data/checks.tsv"),
];

/// A term and its note, in the order of the table.
pub(crate) type Term = (&'static str, &'static str);

struct Lists {
    order: HashMap<&'static str, Vec<Term>>,
    by_term: HashMap<(&'static str, &'static str), &'static str>,
}

static LISTS: LazyLock<Lists> = LazyLock::new(|| {
    let mut lists = Lists {
        order: HashMap::new(),
        by_term: HashMap::new(),
    };
    for line in TABLES.iter().flat_map(|table| table.lines()) {
        if line.starts_with('#') {
            continue;
        }
        let mut cells = line.split('\t').map(str::trim);
        let (Some(list), Some(term)) = (cells.next(), cells.next()) else {
            continue;
        };
        let note = cells.next().unwrap_or("");
        lists.order.entry(list).or_default().push((term, note));
        lists.by_term.entry((list, term)).or_insert(note);
    }
    lists
});

/// The terms of a list in the order of the table; empty for a list that the tables do not have.
pub(crate) fn list(name: &str) -> &'static [Term] {
    LISTS.order.get(name).map_or(&[], Vec::as_slice)
}

/// The note beside a term ("" where it has none); `None` when the term is not in the list. `term` is in lower case.
pub(crate) fn note(name: &'static str, term: &str) -> Option<&'static str> {
    // The map is covariant in its key, so a term of any lifetime finds the table's own.
    let by_term: &HashMap<(&str, &str), &'static str> = &LISTS.by_term;
    by_term.get(&(name, term)).copied()
}

pub(crate) fn has(name: &'static str, term: &str) -> bool {
    note(name, term).is_some()
}

/// The first term of a list that stands in `text` as whole words. `text` is in lower case.
pub(crate) fn first_in(name: &str, text: &str) -> Option<Term> {
    list(name)
        .iter()
        .copied()
        .find(|(term, _)| stands_in(term, text))
}

/// The term of a list that stands earliest in `text`, the longest where two begin together.
pub(crate) fn earliest_in(name: &str, text: &str) -> Option<Term> {
    list(name)
        .iter()
        .filter_map(|term| find(term.0, text).map(|at| (at, usize::MAX - term.0.len(), *term)))
        .min_by_key(|(at, short, _)| (*at, *short))
        .map(|(_, _, term)| term)
}

/// Whether `term` stands in `text` as whole words.
pub(crate) fn stands_in(term: &str, text: &str) -> bool {
    find(term, text).is_some()
}

/// Where `term` begins in `text` as whole words, in bytes.
pub(crate) fn find(term: &str, text: &str) -> Option<usize> {
    if term.is_empty() {
        return None;
    }
    text.match_indices(term).map(|(at, _)| at).find(|at| {
        let before = text.get(..*at).and_then(|part| part.chars().next_back());
        let after = text
            .get(at + term.len()..)
            .and_then(|part| part.chars().next());
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_are_found_as_whole_words() {
        assert!(stands_in("panel", "the panel's view"));
        assert!(!stands_in("panel", "panelling"));
        assert_eq!(
            first_in("reply", "partially accepted").map(|term| term.1),
            Some("partly")
        );
        assert_eq!(note("month", "hydref"), Some("10"));
        assert!(list("no such list").is_empty());
    }

    #[test]
    fn every_line_of_the_tables_has_a_list_and_a_term() {
        for line in TABLES
            .iter()
            .flat_map(|table| table.lines())
            .filter(|line| !line.starts_with('#') && !line.is_empty())
        {
            assert!(line.split('\t').count() >= 2, "{line}");
        }
    }
}
