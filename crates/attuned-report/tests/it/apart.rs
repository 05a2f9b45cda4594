//! Papers whose replies, front pages and lists stand where others have none: each a small file in `shapes/`.

use attuned_report::{Report, Stated};

use super::shapes::{outline, report, words};

/// What each reply says, whose it is and by when.
fn replies(report: &Report) -> Vec<(Option<Stated>, Option<&str>, Option<&str>)> {
    report
        .recommendations
        .iter()
        .map(|one| {
            let reply = one.reply.as_ref().unwrap();
            (
                reply.stated,
                reply.owner.as_deref(),
                reply.date_iso.as_deref(),
            )
        })
        .collect()
}

fn front(report: &Report) -> (&str, &str, &str) {
    let front = &report.front;
    (
        words(front.body.as_ref()),
        words(front.title.as_ref()),
        front.date.as_ref().map_or("", |date| date.iso.as_str()),
    )
}

#[test]
fn a_very_small_paper() {
    let report = report("tiny.md");
    assert_eq!(front(&report), ("", "Response", "2024-05-01"));
    assert_eq!(outline(&report), [("1", "", 1)]);
}

#[test]
fn replies_that_name_what_they_answer() {
    let report = report("replies_apart.md");
    assert_eq!(
        front(&report),
        (
            "Cabinet",
            "Quiet hours in libraries: reply to the Culture Review Panel",
            "2025-05-08"
        )
    );
    assert_eq!(
        replies(&report),
        [
            (
                Some(Stated::Accepted),
                Some("Head of Libraries"),
                Some("2025-10-01")
            ),
            (
                Some(Stated::Partly),
                Some("Learning Manager"),
                Some("2026-01")
            ),
            (Some(Stated::NotAccepted), None, None),
            (Some(Stated::Accepted), None, Some("2025-06-02")),
        ]
    );
    assert_eq!((report.practices.len(), report.planned.len()), (2, 1));
    let kinds: Vec<&str> = report
        .implications
        .iter()
        .map(|one| one.kind.as_str())
        .collect();
    assert_eq!(kinds, ["financial", "legal"]);
    assert_eq!(
        report.front.authors[0].email.as_deref(),
        Some("ines.calder@westing.example")
    );
}

#[test]
fn replies_in_wrapped_lines() {
    let report = report("wrapped_replies.txt");
    assert_eq!(
        front(&report),
        (
            "COUNTY EXECUTIVE",
            "RURAL BUSES: REPLY TO THE TRANSPORT OVERVIEW PANEL",
            "2025-06-03"
        )
    );
    assert_eq!(
        replies(&report),
        [
            (
                Some(Stated::Accepted),
                Some("Passenger Transport Manager"),
                Some("2026-03-31")
            ),
            (
                Some(Stated::Partly),
                Some("Contracts Manager"),
                Some("2026-09-01")
            ),
        ]
    );
    assert_eq!((report.practices.len(), report.planned.len()), (2, 1));
}

#[test]
fn lettered_requests() {
    let report = report("lettered_requests.txt");
    assert_eq!(words(report.front.body.as_ref()), "Trust Board");
    assert_eq!(
        replies(&report),
        [
            (Some(Stated::Accepted), Some("Head of Outpatients"), None),
            (
                Some(Stated::Unclear),
                Some("Chief Information Officer"),
                Some("2025-09-30")
            ),
            (Some(Stated::NotAccepted), None, None),
        ]
    );
    assert_eq!(report.papers.len(), 1);
}

#[test]
fn minutes_that_reply_in_their_decision() {
    let report = report("extract_of_minutes.txt");
    assert_eq!(
        front(&report),
        (
            "CABINET",
            "ALLOTMENTS: REPORT OF THE GREEN SPACES SCRUTINY COMMISSION",
            "2025-11-04"
        )
    );
    assert_eq!(
        replies(&report),
        [
            (
                Some(Stated::Accepted),
                Some("Head of Parks"),
                Some("2026-03-31")
            ),
            (Some(Stated::Partly), Some("Parks Manager"), Some("2026-05")),
            (Some(Stated::NotAccepted), None, None),
        ]
    );
}

#[test]
fn a_decision_page_with_a_table_of_replies() {
    let report = report("decision_page.html");
    assert_eq!(
        front(&report),
        (
            "Combined Authority Board",
            "Taxi licensing: reply to the Overview and Scrutiny Committee",
            "2025-03-12"
        )
    );
    assert_eq!(
        replies(&report),
        [
            (
                Some(Stated::Accepted),
                Some("Licensing Manager"),
                Some("2025-05-30")
            ),
            (
                Some(Stated::Partly),
                Some("Head of Regulation"),
                Some("2025-09")
            ),
        ]
    );
}

#[test]
fn a_tracker_and_a_table_with_columns_of_many_names() {
    let tracker = report("tracker.md");
    assert_eq!(
        front(&tracker),
        (
            "Board of Stonebeck Housing Group",
            "Tracker of the Tenants' Forum's recommendations",
            "2025-05-20"
        )
    );
    assert_eq!(tracker.recommendations.len(), 3);
    let table = report("named_columns.md");
    assert_eq!(outline(&table).len(), 3);
    assert_eq!(
        replies(&table)[0],
        (
            Some(Stated::Accepted),
            Some("Hostels Manager"),
            Some("2025-10-31")
        )
    );
}
