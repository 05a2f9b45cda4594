//! Every row of the published tables is found in a neutral sentence with a suggestion, is found
//! once an organisation asks for house style, or is left out with a reason.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use attuned_language::{Kind, Rules, review};

const LEFT_OUT: &str = include_str!("../rules/left-out.tsv");

fn column(table: &str, n: usize) -> impl Iterator<Item = &str> {
    table
        .lines()
        .skip(1)
        .filter_map(move |l| l.split('\t').nth(n))
}

/// Whether the term is pointed at where it stands, and something is offered instead.
fn found(rules: &Rules, term: &str) -> bool {
    let text = format!("We looked at it and here the words are {term} and nothing else.");
    let start = text.find(term).unwrap();
    let kinds = [Kind::Letter, Kind::Poster];
    kinds.iter().any(|kind| {
        review(&text, *kind, rules)
            .findings
            .iter()
            .any(|f| f.start < start + term.len() && start < f.end && !f.suggestions.is_empty())
    })
}

#[test]
fn a_term_left_out_says_why() {
    for line in LEFT_OUT.lines().skip(1) {
        let columns: Vec<&str> = line.split('\t').collect();
        assert_eq!(columns.len(), 3, "{line}");
        assert!(columns[1].len() > 8, "no reason: {line}");
    }
}

#[test]
fn the_tables_load_without_a_problem() {
    let rules = Rules::with_folder([("on.tsv", "house\tour style")]);
    assert!(rules.problems().is_empty(), "{:#?}", rules.problems());
    assert!(rules.term_count() > 900, "{}", rules.term_count());
}

#[test]
fn every_published_row_is_found_or_left_out_with_a_reason() {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../../shared/language/terms.tsv"
    );
    let Ok(table) = std::fs::read_to_string(Path::new(path)) else {
        println!("the published tables are not on this machine; nothing was compared");
        return;
    };
    let builtin = Rules::builtin();
    let house = Rules::with_folder([("on.tsv", "house\tour style")]);
    let left: BTreeSet<String> = column(LEFT_OUT, 0).map(str::to_lowercase).collect();
    let mut count: BTreeMap<&str, usize> = BTreeMap::new();
    let mut lost = BTreeSet::new();
    for term in column(&table, 1) {
        let state = if left.contains(&term.to_lowercase()) {
            "left out"
        } else if found(&builtin, term) {
            "found"
        } else if found(&house, term) {
            "found as house style"
        } else {
            lost.insert(term.to_string());
            "lost"
        };
        *count.entry(state).or_default() += 1;
    }
    println!("{count:?}");
    assert!(lost.is_empty(), "{lost:#?}");
}

#[test]
fn a_term_that_is_mentioned_or_is_part_of_a_name_is_left_alone() {
    let rules = Rules::builtin();
    for text in [
        "We no longer write \"BAME\" in our letters.",
        "The word ‘addict’ is one we try not to use.",
        "You can call Addicts Anonymous Wexcombe on Mondays.",
        "She works for the Elderly Care Trust.",
        "They live in Cripple Lane Court.",
        "The report was called “Services for the mentally ill”.",
    ] {
        let review = review(text, Kind::Letter, &rules);
        assert!(review.findings.is_empty(), "{text}: {:?}", review.findings);
    }
    let used = review(
        "BAME residents and addicts were asked.",
        Kind::Letter,
        &rules,
    );
    assert_eq!(used.findings.len(), 2);
}
