//! The context that decides: who speaks, use or mention, what stands near, order, stance, kind.
//! Pairs that differ in that one thing.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::expect_used
)]

use attuned_language::{Category, Criterion, Kind, Presence, Rules, Severity, review};

/// Read once: the tests of this file share it.
fn rules() -> &'static Rules {
    static RULES: std::sync::OnceLock<Rules> = std::sync::OnceLock::new();
    RULES.get_or_init(Rules::builtin)
}

fn found(text: &str, kind: Kind, category: Category) -> bool {
    review(text, kind, rules())
        .findings
        .iter()
        .any(|f| f.category() == category)
}

fn pairs(category: Category, cases: &[(&str, &str)]) {
    let rules = rules();
    let has = |text: &str| {
        let review = review(text, Kind::Letter, rules);
        review
            .findings
            .iter()
            .find(|f| f.category() == category)
            .map(|f| f.rule().to_string())
    };
    for (notice, leave) in cases {
        assert!(has(notice).is_some(), "not noticed as {category}: {notice}");
        assert_eq!(has(leave), None, "{leave}");
    }
}

#[test]
fn who_speaks_and_who_is_meant() {
    pairs(
        Category::Blame,
        &[
            ("You have failed to reply.", "We have failed to reply."),
            ("He failed to attend.", "The lift failed to start."),
            (
                "You did not reply and have failed to pay.",
                "Our engineer failed to come.",
            ),
            ("You neglected to tell us.", "We neglected to tell you."),
        ],
    );
    pairs(
        Category::Command,
        &[
            (
                "You must attend the office.",
                "We must tell you within a week.",
            ),
            (
                "Tenants must clear the hall.",
                "The council must find a place.",
            ),
            ("All forms must be returned.", "Officers must ask first."),
        ],
    );
}

#[test]
fn use_or_mention() {
    pairs(
        Category::Blame,
        &[
            (
                "You have failed to pay.",
                "You said, \"I have failed to pay and I am ashamed.\"",
            ),
            (
                "You have failed to pay.",
                "We no longer write ‘you have failed to pay’.",
            ),
        ],
    );
    pairs(
        Category::Label,
        &[
            (
                "He is an offender.",
                "The file said ‘offender’, and we have taken it out.",
            ),
            (
                "We wrote to the perpetrator.",
                "The Perpetrator Programme Trust can help.",
            ),
        ],
    );
    // In a script the words in quotation marks are the ones to be spoken.
    assert!(found(
        "\"Why haven't you paid?\"",
        Kind::PhoneScript,
        Category::Blame
    ));
    assert!(!found(
        "She asked, \"Why haven't you paid?\"",
        Kind::Letter,
        Category::Blame
    ));
}

#[test]
fn what_stands_near() {
    pairs(
        Category::Command,
        &[
            (
                "You must keep the badge on.",
                "You must keep the badge on, because the court checks it.",
            ),
            ("You must register it.", "By law you must register it."),
        ],
    );
    pairs(
        Category::Jargon,
        &[
            (
                "The EWO will write to you.",
                "The Education Welfare Officer (EWO) will write. The EWO is Jo.",
            ),
            (
                "The court may make a liability order.",
                "The court may make a liability order. That is the court saying that the tax is owed.",
            ),
        ],
    );
    pairs(
        Category::Retelling,
        &[(
            "Describe what happened, giving dates.",
            "You do not need to describe what happened.",
        )],
    );
}

#[test]
fn what_comes_first() {
    pairs(
        Category::Threat,
        &[(
            "Your place may be withdrawn.",
            "We can help you to keep your place. If that does not work, it may be withdrawn.",
        )],
    );
    let rules = rules();
    let s2 = |text: &str| {
        review(text, Kind::Letter, rules)
            .answer(Criterion::S2)
            .unwrap()
    };
    let (help, threat) = (
        "You can get free advice from Shelter.",
        "You will be evicted.",
    );
    assert_eq!(s2(&format!("{help} {threat}")).value, Presence::Present);
    let absent = s2(&format!("{threat} {help}"));
    assert_eq!(
        (absent.value, absent.quote),
        (Presence::Absent, Some((0, 19)))
    );
    assert_eq!((s2(help).value, s2(help).quote), (Presence::Present, None));
}

#[test]
fn stance() {
    pairs(
        Category::Blame,
        &[
            (
                "You claim that the letter never came.",
                "You can claim Housing Benefit.",
            ),
            (
                "The abuse you allege is not on file.",
                "Your claim number is 4.",
            ),
            (
                "If you claim to be ill, prove it.",
                "If you claim Pension Credit, tell us.",
            ),
        ],
    );
}

#[test]
fn wording_fixed_by_law_is_marked_and_left_once_explained() {
    let rules = rules();
    let text = "You are intentionally homeless.";
    let review_of = review(text, Kind::Letter, rules);
    let finding = review_of
        .findings
        .iter()
        .find(|f| f.card.set_by_law)
        .expect("a finding");
    assert_eq!(finding.quote(text), "intentionally homeless");
    assert!(finding.suggestions[0].contains("means"));
    let explained =
        "The law calls this intentionally homeless. That means we think you could have stayed.";
    assert!(
        !review(explained, Kind::Letter, rules)
            .findings
            .iter()
            .any(|f| f.card.set_by_law)
    );
}

#[test]
fn the_kind_of_text() {
    let text = "The Council agreed the report. Officers must reply within 30 days. The homeless were not asked.";
    let minutes = review(text, Kind::Minutes, rules());
    let categories: Vec<Category> = minutes.findings.iter().map(|f| f.category()).collect();
    assert_eq!(categories, [Category::Label]);
    assert!(
        minutes
            .rubric
            .iter()
            .all(|a| a.value == Presence::NotApplicable)
    );
    let sms = review("Your repair is tomorrow.", Kind::Sms, rules());
    assert_eq!(
        sms.answer(Criterion::U1).unwrap().value,
        Presence::NotApplicable
    );
}

#[test]
fn other_languages_are_left_alone_and_named() {
    let welsh =
        "Mae'n rhaid i chi dalu'r rhent erbyn dydd Gwener neu byddwn ni'n mynd i'r llys DVLX.";
    let text = format!("{welsh}\n\nYou must pay the rent by Friday.");
    let review = review(&text, Kind::Letter, rules());
    assert_eq!(review.other_languages, [(0, welsh.len())]);
    assert!(review.findings.iter().all(|f| f.start >= welsh.len()));
}

const SCENARIO: &str = "Dear Tenant. You have failed to engage with this office regarding your arrears of £642.18. You must attend the Civic Suite on 14 May at 9.30am. Failure to attend will result in possession proceedings. You are required to provide proof of the domestic abuse you allege, including the dates of each incident. The applicant's file will be closed if no response is received within 7 days. NSP will be served under s83 HA1985.";

#[test]
fn a_letter_is_reviewed_for_what_it_does_to_its_reader() {
    let review_of = review(SCENARIO, Kind::Letter, rules());
    for (category, words) in [
        (Category::Blame, "failed to engage"),
        (Category::Blame, "allege"),
        (Category::Command, "You must attend"),
        (
            Category::Threat,
            "Failure to attend will result in possession proceedings",
        ),
        (Category::Retelling, "including the dates of each incident"),
        (Category::Impersonal, "The applicant"),
        (Category::Jargon, "NSP"),
        (Category::Jargon, "s83 HA1985"),
    ] {
        let start = SCENARIO.find(words).unwrap();
        let end = start + words.len();
        assert!(
            review_of
                .findings
                .iter()
                .any(|f| f.category() == category && f.start < end && start < f.end),
            "{category}: {words}\n{:#?}",
            review_of
                .findings
                .iter()
                .map(|f| (f.rule(), f.quote(SCENARIO)))
                .collect::<Vec<_>>()
        );
    }
    for f in &review_of.findings {
        assert!(
            !f.why().is_empty() && !f.suggestions.is_empty(),
            "{}",
            f.rule()
        );
    }
    use Criterion::{C1, C2, E1, L1, S1, S2, T1, U1};
    for criterion in [S1, S2, T1, C1, C2, E1, U1, L1] {
        assert_eq!(
            review_of.answer(criterion).unwrap().value,
            Presence::Absent,
            "{criterion}"
        );
    }
    let attend = review_of
        .findings
        .iter()
        .find(|f| f.rule() == "command/bare-must")
        .unwrap();
    assert!(
        attend
            .suggestions
            .iter()
            .any(|s| s.contains("14 May at 9.30am")),
        "the date is kept"
    );
}

#[test]
fn a_rewritten_letter_has_nothing_severe_and_most_answers() {
    let letter = "Dear Ms Abbey\n\nI am writing because £642 of rent has not reached us, and I would like to help.\n\nShelter, StepChange and Citizens Advice give free advice, independent of us. You can call or text me on 07700 900123, email jo.lee@vale.example, or come in. If these do not suit you, tell me what would.\n\nI will ring you on Friday 9 May to agree a plan together. If we cannot agree one by July, the next step could be to ask the county court to decide.\n\nYou can ask my manager for a review, or complain. I can send this in large print.\n\nJo Lee\nRent Team";
    let review_of = review(letter, Kind::Letter, rules());
    assert!(
        review_of
            .findings
            .iter()
            .all(|f| f.severity < Severity::Error),
        "{:#?}",
        review_of.findings
    );
    let present: Vec<_> = review_of
        .rubric
        .iter()
        .filter(|a| a.value == Presence::Present)
        .collect();
    assert!(present.len() >= 8, "{:#?}", review_of.rubric);
    assert!(
        present
            .iter()
            .all(|a| a.quote.is_some() || a.criterion == Criterion::S2)
    );
}
