//! Sentences as officers write them, each with the duties that a careful reader would see in it.

use attuned_report::split_duties;

const CASES: &str = include_str!("splitting.txt");

fn cases() -> Vec<(&'static str, Vec<&'static str>)> {
    let mut cases: Vec<(&str, Vec<&str>)> = Vec::new();
    for line in CASES.lines().filter(|line| !line.is_empty()) {
        match (line.strip_prefix("  "), cases.last_mut()) {
            (Some(duty), Some((_, duties))) => duties.push(duty),
            _ => cases.push((line, Vec::new())),
        }
    }
    cases
}

#[test]
fn sentences_divide_as_a_careful_reader_would() {
    let cases = cases();
    assert!(cases.len() >= 60, "{}", cases.len());
    let mut wrong = Vec::new();
    for (sentence, expected) in cases {
        let found: Vec<String> = split_duties("1", &sentence.replace("\\n", "\n"))
            .into_iter()
            .map(|duty| duty.words)
            .collect();
        if found != expected {
            wrong.push(format!(
                "{sentence}\n  expected {expected:#?}\n  found {found:#?}"
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn every_duty_is_verbatim_and_numbered() {
    for (sentence, _) in cases() {
        let text = sentence.replace("\\n", "\n");
        for (place, duty) in split_duties("7", &text).into_iter().enumerate() {
            assert_eq!(duty.number, format!("7.{}", place + 1));
            let fragments: Vec<String> = duty
                .rests_on
                .iter()
                .map(|range| {
                    text[range.clone()]
                        .split_whitespace()
                        .collect::<Vec<_>>()
                        .join(" ")
                })
                .collect();
            assert_eq!(fragments.join(" "), duty.words);
            assert!(!duty.why.is_empty());
        }
    }
}

#[test]
fn lists_share_their_lead_in() {
    let words = |text: &str| {
        split_duties("1", text)
            .into_iter()
            .map(|duty| duty.words)
            .collect::<Vec<_>>()
    };
    assert_eq!(
        words(
            "The Panel recommends that the Cabinet:\n(a) reviews its contract and reports back;\n(b) publishes the result."
        ),
        [
            "the Cabinet reviews its contract",
            "the Cabinet reports back",
            "the Cabinet publishes the result"
        ]
    );
    assert_eq!(
        words("That a plan be drawn up. It should cover:\nstaffing\nbuildings and land\n  roofs"),
        [
            "a plan be drawn up",
            "It should cover staffing",
            "It should cover buildings and land roofs"
        ]
    );
    assert_eq!(
        words(
            "That the service improve its letters by:\nusing plain English;\nnaming a person to call; and\nsaying what happens next."
        ),
        [
            "the service improve its letters by using plain English",
            "the service improve its letters by naming a person to call",
            "the service improve its letters by saying what happens next"
        ]
    );
    assert_eq!(
        words(
            "RESOLVED that:\nThat the plan be approved\nThat officers report back in May and publish the figures"
        ),
        [
            "the plan be approved",
            "officers report back in May",
            "officers publish the figures"
        ]
    );
}

#[test]
fn words_that_ask_nothing_still_give_one_duty() {
    for text in ["x", "Improved signage.", "See above", "Noted", "…", "a)"] {
        let found = split_duties("1", text);
        assert!(found.len() <= 1, "{text}");
    }
    assert!(split_duties("1", "").is_empty());
    assert!(split_duties("1", " \n\n ").is_empty());
    assert_eq!(split_duties("1", "Improved signage.").len(), 1);
}
