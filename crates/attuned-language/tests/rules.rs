//! A rule's own examples are its tests; and what an organisation adds, changes or switches off.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

use attuned_language::{Category, Kind, Outcome, Rules, review};

#[test]
fn every_rule_notices_and_leaves_what_its_page_says() {
    let rules = Rules::builtin();
    assert!(rules.problems().is_empty(), "{:#?}", rules.problems());
    let mut wrong = Vec::new();
    for file in rules
        .files()
        .iter()
        .filter(|f| f.outcome == Outcome::Finding)
    {
        let kind = file.kinds.first().copied().unwrap_or(Kind::Letter);
        let of_rule = |text: &str| {
            review(text, kind, &rules)
                .findings
                .iter()
                .any(|f| f.rule() == file.card.rule || f.category() == file.card.category)
        };
        assert!(
            !file.notice.is_empty(),
            "{} has no example to notice",
            file.card.rule
        );
        for text in &file.notice {
            if !of_rule(text) {
                wrong.push(format!("{} does not notice: {text}", file.card.rule));
            }
        }
        for text in &file.leave {
            if let Some(f) = review(text, kind, &rules)
                .findings
                .iter()
                .find(|f| f.category() == file.card.category)
            {
                wrong.push(format!(
                    "{} ({}) does not leave: {text}",
                    file.card.rule,
                    f.rule()
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_rule_says_what_it_noticed_why_and_what_could_be_written() {
    let rules = Rules::builtin();
    for file in rules
        .files()
        .iter()
        .filter(|f| f.outcome == Outcome::Finding)
    {
        let card = &file.card;
        assert!(
            !card.message.is_empty() && !card.why.is_empty(),
            "{}",
            card.rule
        );
        assert!(
            !file.suggestions.is_empty(),
            "{} suggests nothing",
            card.rule
        );
        let said = format!("{} {}", card.message, card.why).to_lowercase();
        for word in [
            "invalid",
            "you should",
            "wrong",
            "council",
            "lewisham",
            "mayor",
        ] {
            let named = card.rule == "impersonal/institution" && word == "council";
            assert!(named || !said.contains(word), "{}: {word}", card.rule);
        }
    }
}

#[test]
fn an_organisation_adds_changes_and_switches_off_rules() {
    let house = [
        (
            "jargon/pod.md",
            "---\nseverity: suggestion\n---\n# Pod\n\n## Pattern\n```\n<pods>\n```\n\n## What it notices\nA team is called a pod.\n\n## Why it matters\nNobody outside knows.\n\n## Write instead\n- team\n",
        ),
        ("slots/pods.txt", "pod\npods\nhousing pod\n"),
        (
            "terms.tsv",
            "words\tinstead\tcategory\tseverity\tnote\tsources\tunless\n~customer journey\tvisit\tjargon\tsuggestion\t-\tours\t-\n",
        ),
        ("off.tsv", "jargon/abbreviation\tour readers know them\n"),
    ];
    let rules = Rules::with_folder(house);
    assert!(rules.problems().is_empty(), "{:?}", rules.problems());
    let text = "We think that a housing pod helps a customer journey, says the EWO.";
    let found: Vec<String> = review(text, Kind::Letter, &rules)
        .findings
        .iter()
        .map(|f| format!("{}: {}", f.rule(), f.quote(text)))
        .collect();
    assert_eq!(
        found,
        [
            "jargon/pod: housing pod",
            "jargon/term-customer-journey: customer journey"
        ]
    );
    assert_eq!(rules.switched_off(), ["jargon/abbreviation"]);
}

#[test]
fn a_rule_that_does_not_load_is_named_with_its_line_and_a_cure_and_the_others_work() {
    for (path, text, line, cure) in [
        (
            "blame/x.md",
            "no front matter",
            1,
            "the first line is `---`",
        ),
        (
            "blame/x.md",
            "---\nseverity: grave\n---\n```\na rare thing\n```\n",
            2,
            "error, warning or suggestion",
        ),
        (
            "blame/x.md",
            "---\nseverity: error\n---\n```\n<nobody> did\n```\n",
            5,
            "slots/nobody.txt",
        ),
        (
            "blame/x.md",
            "---\nunless: wisdom before\n---\n```\nrare thing\n```\n",
            1,
            "signals/wisdom.md",
        ),
        (
            "blame/x.md",
            "---\nseverity: error\n---\n\nStray words\n",
            5,
            "no known heading",
        ),
        (
            "rudeness/x.md",
            "---\n---\n```\nrare\n```\n",
            1,
            "one of the ten",
        ),
        (
            "terms.tsv",
            "words\tinstead\tcategory\ntidy\tneat\tneatness\tsuggestion\t-\t-\t-\n",
            2,
            "one of the ten",
        ),
    ] {
        let rules = Rules::with_folder([(path, text)]);
        let problem = rules
            .problems()
            .first()
            .unwrap_or_else(|| panic!("no problem for {text}"));
        assert_eq!(
            (problem.file.as_str(), problem.line),
            (path, line),
            "{problem}"
        );
        assert!(problem.message.contains(cure), "{problem}");
        let review = review("You have failed to reply.", Kind::Letter, &rules);
        assert_eq!(review.findings[0].category(), Category::Blame);
    }
}
