//! Letters written for these tests, harmful and kind. They are checks on recall and on false
//! alarms that no rule was written to score on.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::expect_used
)]

use attuned_language::{Category, Kind, Rules, review};

struct Letter {
    title: String,
    kind: Kind,
    text: String,
    labels: Vec<(Category, usize, usize)>,
}

/// Splits a file at `=== kind title`, and takes `{category words}` out of the text as labels.
fn letters(file: &str) -> Vec<Letter> {
    file.split("=== ")
        .skip(1)
        .map(|part| {
            let (head, body) = part.split_once('\n').unwrap();
            let (kind, title) = head.split_once(' ').unwrap_or((head, ""));
            let mut letter = Letter {
                title: title.to_string(),
                kind: Kind::from_name(kind).unwrap_or_else(|| panic!("{kind}")),
                text: String::new(),
                labels: Vec::new(),
            };
            let mut open = Vec::new();
            let mut rest = body;
            while let Some(at) = rest.find(['{', '}']) {
                letter.text.push_str(&rest[..at]);
                let brace = rest[at..].chars().next().unwrap();
                rest = &rest[at + 1..];
                if brace == '{' {
                    let (category, after) = rest.split_once(' ').unwrap();
                    open.push((
                        Category::from_name(category).unwrap_or_else(|| panic!("{category}")),
                        letter.text.len(),
                    ));
                    rest = after;
                } else {
                    let (category, start) = open.pop().unwrap();
                    letter.labels.push((category, start, letter.text.len()));
                }
            }
            letter.text.push_str(rest);
            letter
        })
        .collect()
}

fn shares_half(a: (usize, usize), b: (usize, usize)) -> bool {
    let shared = a.1.min(b.1).saturating_sub(a.0.max(b.0));
    shared > 0 && shared * 2 >= (a.1 - a.0).min(b.1 - b.0)
}

#[test]
fn most_of_what_harms_is_found_in_letters_of_every_service() {
    let rules = Rules::builtin();
    let (mut labels, mut found, mut alarms, mut findings) = (0, 0, 0, 0);
    let all = concat!(
        include_str!("letters/harmful.txt"),
        include_str!("letters/harmful-2.txt"),
        include_str!("letters/harmful-3.txt"),
        include_str!("letters/harmful-4.txt")
    );
    for letter in letters(all) {
        let review = review(&letter.text, letter.kind, &rules);
        for (category, start, end) in &letter.labels {
            labels += 1;
            let hit = review.findings.iter().any(|f| {
                f.category() == *category && shares_half((f.start, f.end), (*start, *end))
            });
            found += usize::from(hit);
            if !hit {
                println!(
                    "missed   {:24} {category}: {}",
                    letter.title,
                    &letter.text[*start..*end]
                );
            }
        }
        for f in &review.findings {
            findings += 1;
            let labelled = letter
                .labels
                .iter()
                .any(|(c, s, e)| *c == f.category() && shares_half((f.start, f.end), (*s, *e)));
            if !labelled {
                alarms += 1;
                println!(
                    "extra    {:24} {}: {}",
                    letter.title,
                    f.rule(),
                    f.quote(&letter.text)
                );
            }
        }
    }
    println!("labels {labels}, found {found}; findings {findings}, unlabelled {alarms}");
    assert!(found * 100 >= labels * 80, "found {found} of {labels}");
}

#[test]
fn kind_letters_are_left_in_peace() {
    let rules = Rules::builtin();
    let (mut words, mut alarms) = (0, 0);
    let all = concat!(
        include_str!("letters/good.txt"),
        include_str!("letters/good-2.txt"),
        include_str!("letters/good-3.txt"),
        include_str!("letters/good-4.txt"),
        include_str!("letters/good-5.txt"),
        include_str!("letters/good-6.txt")
    );
    for letter in letters(all) {
        let review = review(&letter.text, letter.kind, &rules);
        words += review.measures.words;
        for f in &review.findings {
            alarms += 1;
            println!(
                "alarm    {:24} {}: {}",
                letter.title,
                f.rule(),
                f.quote(&letter.text)
            );
        }
    }
    let rate = alarms as f64 * 1000.0 / words as f64;
    println!("{alarms} findings in {words} words: {rate:.2} per 1,000");
    assert!(rate <= 1.5, "{rate}");
}
