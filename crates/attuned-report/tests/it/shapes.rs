//! Papers of many organisations, in shapes that the sample does not have. Each is a small file in `shapes/`.

use attuned_report::{KeyDecision, Report, Role, SectionKind, SlipKind, Stated, read};

pub fn report(name: &str) -> Report {
    let path = format!("{}/tests/it/shapes/{name}", env!("CARGO_MANIFEST_DIR"));
    let document = super::sample::document(&path);
    let report = read(&document);
    super::sample::verbatim(&report);
    for (index, block) in document.blocks.iter().enumerate() {
        let kept = document.words(block).trim().is_empty()
            || report
                .paragraphs
                .iter()
                .any(|paragraph| paragraph.blocks.contains(&index));
        assert!(kept, "{name}: block {index} is lost");
    }
    report
}

/// Number, title or "", and number of duties of each recommendation.
pub fn outline(report: &Report) -> Vec<(&str, &str, usize)> {
    report
        .recommendations
        .iter()
        .map(|one| {
            (
                one.number.as_str(),
                one.title.as_deref().unwrap_or(""),
                one.duties.len(),
            )
        })
        .collect()
}

pub fn words(said: Option<&attuned_report::Said>) -> &str {
    said.map_or("", |said| said.words.as_str())
}

fn asked(report: &Report) -> Vec<&str> {
    report
        .asks
        .section
        .iter()
        .flat_map(|ask| ask.verbs.iter().map(String::as_str))
        .collect()
}

fn kinds(report: &Report) -> Vec<&str> {
    report
        .implications
        .iter()
        .map(|one| one.kind.as_str())
        .collect()
}

fn slips(report: &Report) -> Vec<SlipKind> {
    report.slips.iter().map(|slip| slip.kind).collect()
}

#[test]
fn a_table_of_recommendations_with_replies() {
    let report = report("table_with_replies.md");
    assert_eq!(words(report.front.body.as_ref()), "Cabinet");
    assert_eq!(report.front.date.as_ref().unwrap().iso, "2025-01-14");
    assert_eq!(report.front.key_decision, KeyDecision::Yes);
    assert_eq!(words(report.front.class.as_ref()), "Open");
    assert_eq!(words(report.front.wards.as_ref()), "All wards");
    assert_eq!(
        report.front.scrutiny.as_ref().unwrap().body.words,
        "Environment Scrutiny Panel"
    );
    assert_eq!(
        report
            .front
            .scrutiny
            .as_ref()
            .unwrap()
            .agreed
            .as_ref()
            .unwrap()
            .iso,
        "2024-10-03"
    );
    assert_eq!(
        outline(&report),
        [("1", "", 1), ("2", "", 1), ("3", "", 1), ("4", "", 1)]
    );
    let stated: Vec<Option<Stated>> = report
        .recommendations
        .iter()
        .map(|one| one.reply.as_ref().unwrap().stated)
        .collect();
    assert_eq!(
        stated,
        [
            Some(Stated::Accepted),
            Some(Stated::Unclear),
            Some(Stated::NotAccepted),
            Some(Stated::AlreadyInPlace)
        ]
    );
    let second = report.recommendations[1].reply.as_ref().unwrap();
    assert_eq!(
        (second.owner.as_deref(), second.date_iso.as_deref()),
        (Some("Head of Highways"), Some("2026-03-31"))
    );
    assert!(
        report.recommendations[2]
            .reply
            .as_ref()
            .unwrap()
            .owner
            .is_none()
    );
    assert_eq!(asked(&report), ["agree", "delegate"]);
    assert_eq!(kinds(&report), ["financial", "legal", "equalities"]);
    assert!(report.papers.is_empty());
    assert!(slips(&report).is_empty(), "{:?}", report.slips);
}

#[test]
fn a_housing_association_board_paper() {
    let report = report("housing_board.txt");
    assert_eq!(
        words(report.front.title.as_ref()),
        "Tenant Scrutiny Panel review of the repairs service"
    );
    assert_eq!(words(report.front.body.as_ref()), "BOARD");
    assert_eq!(report.front.date.as_ref().unwrap().iso, "2024-09-26");
    assert_eq!(
        report.front.authors[0].name.as_deref(),
        Some("Priya Lockwood")
    );
    assert_eq!(asked(&report), ["note", "approve"]);
    assert_eq!(outline(&report), [("1", "", 2), ("2", "", 3), ("3", "", 1)]);
    let first = report.recommendations[0].reply.as_ref().unwrap();
    assert_eq!(
        (
            first.stated,
            first.owner.as_deref(),
            first.date_iso.as_deref()
        ),
        (
            Some(Stated::Accepted),
            Some("Head of Repairs"),
            Some("2024-11-30")
        )
    );
    assert_eq!(
        report.recommendations[1].reply.as_ref().unwrap().stated,
        Some(Stated::Partly)
    );
    assert_eq!(
        report.recommendations[2].reply.as_ref().unwrap().stated,
        None
    );
    assert_eq!(kinds(&report), ["financial", "risk", "equalities"]);
    assert_eq!(slips(&report), [SlipKind::SectionMissing]);
    assert!(report.slips[0].words.contains("legal"));
}

#[test]
fn an_nhs_board_paper() {
    let report = report("nhs_board.md");
    assert_eq!(report.front.date.as_ref().unwrap().iso, "2024-11-07");
    assert_eq!(
        report.front.authors[0].email.as_deref(),
        Some("samir.okonjo@riverside.example")
    );
    assert_eq!(
        report.front.scrutiny.as_ref().unwrap().body.words,
        "Patient Experience Panel"
    );
    assert_eq!(asked(&report), ["receive", "discuss", "approve"]);
    assert_eq!(
        outline(&report),
        [("1", "Waiting", 1), ("2", "Letters", 2), ("3", "Staff", 3)]
    );
    let practices: Vec<(&str, Option<u16>)> = report
        .practices
        .iter()
        .map(|one| (one.what.as_str(), one.since))
        .collect();
    assert_eq!(
        practices,
        [("Volunteer guides", Some(2022)), ("Text reminders", None)]
    );
    assert_eq!(report.planned.len(), 2);
    assert_eq!(report.planned[0].when.as_ref().unwrap().iso, "2025-03");
    assert!(slips(&report).is_empty(), "{:?}", report.slips);
}

#[test]
fn a_task_group_report_that_says_things_twice() {
    let report = report("task_group.md");
    assert_eq!(report.front.date.as_ref().unwrap().iso, "2025-03");
    assert_eq!(
        outline(&report),
        [("1", "", 1), ("2", "", 2), ("3", "", 2), ("4", "", 2)]
    );
    assert!(report.asks.section.is_empty());
    assert!(slips(&report).is_empty(), "{:?}", report.slips);
}

#[test]
fn minutes_with_resolutions() {
    let report = report("minutes.txt");
    assert_eq!(report.front.date.as_ref().unwrap().iso, "2025-02-11");
    assert_eq!(
        report
            .front
            .scrutiny
            .as_ref()
            .unwrap()
            .agreed
            .as_ref()
            .unwrap()
            .iso,
        "2025-02-11"
    );
    assert_eq!(outline(&report), [("2", "", 2), ("3", "", 1)]);
    assert_eq!(report.resolutions.len(), 2);
    assert!(slips(&report).is_empty(), "{:?}", report.slips);
}

#[test]
fn a_web_page() {
    let report = report("web_page.html");
    assert_eq!(words(report.front.body.as_ref()), "Executive");
    assert_eq!(
        words(report.front.title.as_ref()),
        "Review of library opening hours"
    );
    assert_eq!(outline(&report), [("1", "", 1), ("2", "", 2), ("3", "", 1)]);
    assert_eq!(
        report.recommendations[1].duties[1].words,
        "the Executive publishes the answers"
    );
    assert_eq!(
        report.front.authors[0].phone.as_deref(),
        Some("020 7946 0123")
    );
    assert!(slips(&report).is_empty(), "{:?}", report.slips);
}

#[test]
fn a_report_without_any_numbers() {
    let report = report("no_numbers.txt");
    assert_eq!(words(report.front.body.as_ref()), "Cabinet");
    assert_eq!(
        words(report.front.title.as_ref()),
        "Review of the Garden Waste Service"
    );
    assert_eq!(report.front.date.as_ref().unwrap().iso, "2025-06-02");
    assert_eq!(outline(&report), [("1", "", 2), ("2", "", 1)]);
    let thanks = report
        .paragraphs
        .iter()
        .find(|paragraph| paragraph.text.starts_with("The Group thanks"))
        .unwrap();
    assert_eq!(
        (thanks.role, thanks.number.as_str()),
        (Role::Narrative, "\u{a7}5/3")
    );
}

#[test]
fn welsh_and_english_together() {
    let report = report("welsh.md");
    assert_eq!(words(report.front.body.as_ref()), "Y Cabinet");
    assert_eq!(report.front.date.as_ref().unwrap().iso, "2025-11-14");
    assert_eq!(
        report.front.authors[0].name.as_deref(),
        Some("Carys Meredith")
    );
    assert_eq!(outline(&report), [("1", "", 2), ("2", "", 1)]);
    assert!(report.implications[0].says_none);
    assert!(report.papers.is_empty());
}

#[test]
fn headings_in_capitals() {
    let report = report("capitals.txt");
    assert_eq!(words(report.front.body.as_ref()), "TRUST BOARD");
    assert_eq!(
        words(report.front.title.as_ref()),
        "LEARNING FROM COMPLAINTS"
    );
    assert_eq!(outline(&report), [("1", "", 1), ("2", "", 2)]);
    assert_eq!(report.practices[0].since, Some(2020));
    assert_eq!(kinds(&report), ["financial", "legal", "equalities"]);
    assert_eq!(
        report.front.authors[0].name.as_deref(),
        Some("Dana Whitlock")
    );
    assert!(
        report
            .slips
            .iter()
            .all(|slip| slip.kind == SlipKind::NoneButCited),
        "{:?}",
        report.slips
    );
}

#[test]
fn recommendations_at_the_end() {
    let report = report("at_the_end.md");
    assert_eq!(outline(&report), [("A", "", 1), ("B", "", 2), ("C", "", 2)]);
    assert_eq!(
        report.front.scrutiny.as_ref().unwrap().body.words,
        "Housing Scrutiny Panel"
    );
    assert_eq!(report.front.date.as_ref().unwrap().iso, "2025-03-21");
    let unplaced: Vec<&str> = report
        .unplaced
        .iter()
        .map(|at| at.paragraph.as_str())
        .collect();
    assert_eq!(unplaced, ["1.1", "1.2"]);
    assert!(slips(&report).is_empty(), "{:?}", report.slips);
}

#[test]
fn nothing_to_find() {
    let report = report("nothing.txt");
    assert_eq!(report.unplaced.len(), 3);
    assert!(
        report.recommendations.is_empty()
            && report.front.title.is_none()
            && report.slips.is_empty()
    );
    let empty = read(&attuned_documents::Document::default());
    assert_eq!(empty.summary().paragraphs, 0);
}

#[test]
fn progress_on_the_recommendations_of_another_body() {
    let report = report("part_b.txt");
    assert_eq!(
        words(report.front.body.as_ref()),
        "Adults and Health Overview and Scrutiny Committee"
    );
    assert_eq!(report.front.date.as_ref().unwrap().iso, "2024-12-05");
    assert_eq!(asked(&report), ["note", "comment"]);
    assert_eq!(outline(&report), [("1", "", 1), ("2", "", 2)]);
    let reply = report.recommendations[0].reply.as_ref().unwrap();
    assert_eq!(
        (reply.owner.as_deref(), reply.stated),
        (Some("Ward managers"), None)
    );
}

#[test]
fn a_heading_for_each_recommendation() {
    let report = report("one_each.md");
    assert_eq!(
        words(report.front.title.as_ref()),
        "Scrutiny referral: street lighting"
    );
    assert_eq!(
        outline(&report),
        [
            ("1", "Timing", 1),
            ("2", "Safety", 2),
            ("3", "Reporting", 1)
        ]
    );
    let stated: Vec<Option<Stated>> = report
        .recommendations
        .iter()
        .map(|one| one.reply.as_ref().unwrap().stated)
        .collect();
    assert_eq!(
        stated,
        [
            Some(Stated::Accepted),
            Some(Stated::NotAccepted),
            Some(Stated::Unclear)
        ]
    );
    assert_eq!(
        report.recommendations[0]
            .reply
            .as_ref()
            .unwrap()
            .owner
            .as_deref(),
        Some("Head of Street Scene")
    );
    assert!(
        report
            .sections
            .iter()
            .all(|section| section.kind == SectionKind::Unknown)
    );
}

#[test]
fn a_task_group_report_that_others_are_asked_to_endorse() {
    let report = report("food.md");
    assert_eq!(
        words(report.front.body.as_ref()),
        "Scrutiny Coordination Committee"
    );
    assert_eq!(asked(&report), ["endorse", "refer"]);
    assert_eq!(
        outline(&report),
        [
            ("1", "Growing our own", 2),
            ("2", "Dignity", 1),
            ("3", "", 3),
            ("4", "Children", 3)
        ]
    );
    assert_eq!(kinds(&report), ["financial", "legal", "equalities"]);
}

#[test]
fn customers_who_number_without_stops() {
    let report = report("customers.txt");
    let numbers: Vec<&str> = report
        .recommendations
        .iter()
        .map(|one| one.number.as_str())
        .collect();
    assert_eq!(numbers, ["1", "2", "3", "4", "5"]);
    let stated: Vec<Option<Stated>> = report
        .recommendations
        .iter()
        .map(|one| one.reply.as_ref().unwrap().stated)
        .collect();
    assert_eq!(
        stated,
        [
            Some(Stated::Accepted),
            Some(Stated::Accepted),
            Some(Stated::Partly),
            Some(Stated::Accepted),
            Some(Stated::NotAccepted)
        ]
    );
}

#[test]
fn minutes_that_space_out_their_that() {
    let report = report("spaced.txt");
    assert_eq!(
        words(report.front.body.as_ref()),
        "Corporate Scrutiny Committee"
    );
    assert_eq!(report.front.date.as_ref().unwrap().iso, "2025-01-16");
    assert_eq!(outline(&report), [("1", "", 1), ("2", "", 1)]);
    assert!(slips(&report).is_empty(), "{:?}", report.slips);
}

#[test]
fn replies_without_a_label() {
    let report = report("unlabelled_replies.md");
    let stated: Vec<Option<Stated>> = report
        .recommendations
        .iter()
        .map(|one| one.reply.as_ref().unwrap().stated)
        .collect();
    assert_eq!(
        stated,
        [
            Some(Stated::Accepted),
            Some(Stated::Unclear),
            Some(Stated::NotAccepted),
            Some(Stated::Accepted),
            Some(Stated::AlreadyInPlace)
        ]
    );
    assert_eq!(
        report.front.scrutiny.as_ref().unwrap().body.words,
        "Staff Voice Group"
    );
}

#[test]
fn a_reference_that_lists_what_was_recommended() {
    let report = report("reference.txt");
    assert_eq!(
        outline(&report),
        [
            ("1", "", 1),
            ("2", "", 2),
            ("3", "", 1),
            ("4", "", 1),
            ("5", "", 1)
        ]
    );
    assert_eq!(
        report.front.authors[0].phone.as_deref(),
        Some("01234 567890")
    );
    assert_eq!(
        slips(&report),
        [SlipKind::NumberingGap, SlipKind::StrategyEnded]
    );
    assert_eq!(report.papers.len(), 2);
}

#[test]
fn a_signed_report_with_its_contact_in_the_last_line() {
    let report = report("signed.txt");
    assert_eq!(words(report.front.body.as_ref()), "Cabinet");
    assert!(words(report.front.title.as_ref()).contains("access to dentistry"));
    assert_eq!(asked(&report), ["note", "agree", "delegate"]);
    assert_eq!(outline(&report), [("1", "", 2), ("2", "", 2), ("3", "", 1)]);
    assert!(
        report
            .front
            .authors
            .iter()
            .any(|one| one.name.as_deref() == Some("Rhian Doyle"))
    );
    assert_eq!(
        kinds(&report),
        ["financial", "legal", "equalities", "climate", "risk"]
    );
    assert!(slips(&report).is_empty(), "{:?}", report.slips);
}
