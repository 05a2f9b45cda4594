//! The sample organisation's report, and the real one it stands for: both must give the same counts and the same meanings.

use attuned_report::{KeyDecision, Report, SlipKind, read};

fn sample() -> Report {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../organisations/council/report.md"
    );
    read(&document(path))
}

pub(crate) fn document(path: &str) -> attuned_documents::Document {
    let bytes = std::fs::read(path).unwrap();
    attuned_documents::read(path, &bytes, &attuned_documents::Limits::default()).unwrap()
}

/// What must hold of the sample and of the report it stands for alike.
pub(crate) fn check(report: &Report) {
    let summary = report.summary();
    let counts: Vec<usize> = summary
        .duties_by_recommendation
        .iter()
        .map(|(_, _, count)| *count)
        .collect();
    assert_eq!(counts, [8, 4, 3, 3]);
    let titles: Vec<&str> = report
        .recommendations
        .iter()
        .filter_map(|one| one.title.as_deref())
        .collect();
    assert_eq!(
        titles,
        ["Strategy", "Training", "Language and behaviours", "Support"]
    );
    let numbers: Vec<&str> = report
        .recommendations
        .iter()
        .map(|one| one.at.paragraph.as_str())
        .collect();
    assert_eq!(numbers, ["4.1", "4.2", "4.3", "4.4"]);
    assert_eq!(report.recommendations[0].considerations.len(), 4);
    assert_eq!(
        report.recommendations[1]
            .parts
            .iter()
            .map(|part| part.label.as_str())
            .collect::<Vec<_>>(),
        ["(a)", "(b)"]
    );

    // One telling word of each duty, in the order of the governance table.
    let telling = [
        ("1.1", "approach"),
        ("1.2", "People and Organisational Development Strategy"),
        ("1.3", "policies and procedures"),
        ("1.4", "which builds on"),
        ("1.5", "resident"),
        ("1.6", "facing staff"),
        ("1.7", "workforce"),
        ("1.8", "artners"),
        ("2.1", "staff"),
        ("2.2", "evaluated after"),
        ("2.3", "Local Strategic Partnership"),
        ("2.4", "contractors"),
        ("3.1", "frontline services review the language they use"),
        ("3.2", "humane"),
        ("3.3", "listening to"),
        ("4.1", "the wellbeing of"),
        ("4.2", "the wellbeing of elected members"),
        ("4.3", "communicated"),
    ];
    let duties: Vec<_> = report
        .recommendations
        .iter()
        .flat_map(|one| one.duties.iter())
        .collect();
    assert_eq!(duties.len(), 18);
    for ((number, words), duty) in telling.iter().zip(&duties) {
        assert_eq!(&duty.number, number);
        assert!(duty.words.contains(words), "{number}: {}", duty.words);
        assert!(!duty.why.is_empty());
    }
    assert!(!duties[14 - 2].words.contains("listening"));
    assert!(
        !duties[10].words.contains("contractors") && !duties[11].words.contains("Local Strategic")
    );
    assert!(!duties[15].words.contains("elected members"));
    assert!(
        duties[2].reading.contains(", ") && duties[9].reading.contains(", its "),
        "{:?}",
        duties[9]
    );
    verbatim(report);

    assert_eq!(
        report.front.body.as_ref().unwrap().words,
        "Mayor and Cabinet"
    );
    assert_eq!(report.front.date.as_ref().unwrap().iso, "2024-08-23");
    assert_eq!(report.front.key_decision, KeyDecision::No);
    assert_eq!(report.front.class.as_ref().unwrap().words, "Part 1");
    assert_eq!(report.front.wards.as_ref().unwrap().words, "All");
    assert_eq!(report.front.contributors.len(), 2);
    assert!(
        report
            .front
            .title
            .as_ref()
            .unwrap()
            .words
            .contains("trauma-informed")
    );
    let scrutiny = report.front.scrutiny.as_ref().unwrap();
    assert_eq!(scrutiny.body.words, "Overview and Scrutiny Committee");
    assert_eq!(scrutiny.agreed.as_ref().unwrap().iso, "2024-03-18");
    assert_eq!(scrutiny.referred.as_ref().unwrap().iso, "2024-03-18");
    assert_eq!(report.front.authors.len(), 1);
    let author = &report.front.authors[0];
    assert_eq!(
        author.role.as_deref(),
        Some("Director of People and Organisation Development")
    );
    assert!(author.name.is_some() && author.email.is_some() && author.organisation.is_some());

    let verbs: Vec<&str> = report
        .asks
        .front_box
        .iter()
        .flat_map(|ask| ask.verbs.iter().map(String::as_str))
        .collect();
    assert_eq!(verbs, ["note", "approve"]);
    let asked: Vec<&str> = report
        .asks
        .section
        .iter()
        .map(|ask| ask.at.paragraph.as_str())
        .collect();
    assert_eq!(asked, ["2.1", "2.2"]);
    assert_eq!(report.principles.len(), 6);
    assert!(
        report
            .principles
            .iter()
            .all(|principle| principle.words.split_whitespace().count() > 8)
    );
    assert_eq!(report.implications.len(), 6);
    assert_eq!(
        report
            .implications
            .iter()
            .filter(|one| one.says_none)
            .count(),
        4
    );
    let planned: Vec<&str> = report
        .planned
        .iter()
        .map(|one| one.at.paragraph.as_str())
        .collect();
    assert_eq!(
        planned,
        ["5.6.1", "5.6.2", "5.6.3", "5.6.4", "5.6.5", "5.6.6"]
    );
    assert!(report.practices.len() >= 8, "{}", report.practices.len());
    assert!(report.practices.iter().any(
        |one| one.since == Some(2016) && one.place.as_deref() == Some("Youth Justice Service")
    ));
    assert!(report.practices.iter().any(|one| one.since == Some(2021)));
    let terms: Vec<(&str, usize)> = report
        .definitions
        .iter()
        .map(|one| (one.term.as_str(), one.parts.len()))
        .collect();
    assert_eq!(terms, [("Trauma", 0), ("trauma-informed practice", 3)]);
    assert_eq!(report.papers.len(), 1);
    assert_eq!(report.papers[0].date.as_ref().unwrap().iso, "2024-03-18");
    assert!(report.unplaced.is_empty(), "{:?}", report.unplaced);

    let slip = |kind: SlipKind, at: &str, words: &str| {
        let found = report.slips.iter().any(|slip| {
            slip.kind == kind
                && slip.words.contains(words)
                && slip.paragraphs.iter().any(|place| place.paragraph == at)
        });
        assert!(found, "{kind:?} at {at}: {words}\n{:#?}", report.slips);
    };
    slip(SlipKind::FrontBoxDiffers, "2.1", "approve");
    slip(SlipKind::ExpandedTwoWays, "5.6.6", "LSP");
    slip(SlipKind::TwoNames, "5.4.1", "Trustworthiness");
    slip(SlipKind::NearMissAbbreviation, "5.5.2 bullet 7", "TIARRA");
    slip(SlipKind::LikelyOtherWord, "5.6.4", "trail");
    slip(SlipKind::NoneButCited, "7.1", "due regard");
    slip(SlipKind::MixedNumbering, "5.3", "heading");
    slip(SlipKind::LeadInAlone, "3.1", "colon");
    for word in ["CYP", "OD", "SLT", "VUCA"] {
        assert!(
            report
                .slips
                .iter()
                .any(|slip| slip.kind == SlipKind::UndefinedAbbreviation
                    && slip.words.starts_with(word)),
            "{word}"
        );
    }
    for word in ["AMHP", "EAP", "TRIG", "LDN", "BAME", "GP"] {
        assert!(
            !report
                .slips
                .iter()
                .any(|slip| slip.kind == SlipKind::UndefinedAbbreviation
                    && slip.words.starts_with(word)),
            "{word}"
        );
    }
    let other = [
        SlipKind::SectionMissing,
        SlipKind::SectionEmpty,
        SlipKind::NumberingGap,
        SlipKind::NumberTwice,
        SlipKind::StrategyEnded,
    ];
    assert!(
        report.slips.iter().all(|slip| !other.contains(&slip.kind)),
        "{:#?}",
        report.slips
    );
}

/// Every duty is made of the recommendation's own words, and its ranges say which.
pub(crate) fn verbatim(report: &Report) {
    for one in &report.recommendations {
        for duty in &one.duties {
            let fragments: Vec<String> = duty
                .rests_on
                .iter()
                .map(|range| {
                    one.text[range.clone()]
                        .split_whitespace()
                        .collect::<Vec<_>>()
                        .join(" ")
                })
                .collect();
            assert_eq!(fragments.join(" "), duty.words);
        }
        for part in &one.parts {
            assert_eq!(one.text[part.range.clone()], part.words);
        }
    }
}

#[test]
fn the_sample_is_understood() {
    check(&sample());
}

#[test]
fn anchors_are_unique_and_stay() {
    let report = sample();
    let mut anchors: Vec<&str> = report
        .paragraphs
        .iter()
        .map(|paragraph| paragraph.anchor.as_str())
        .collect();
    assert!(anchors.iter().all(|anchor| {
        anchor
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    }));
    let count = anchors.len();
    anchors.sort_unstable();
    anchors.dedup();
    assert_eq!(anchors.len(), count);
    for number in [
        "5.6.1",
        "5.5.2 bullet 3",
        "5.5.7 bullet 3.1",
        "front/10",
        "5.3.2/2",
    ] {
        assert!(
            report
                .paragraphs
                .iter()
                .any(|paragraph| paragraph.number == number),
            "{number}"
        );
    }
    assert_eq!(report.paragraph("p-5-6-1").unwrap().number, "5.6.1");
}

#[test]
fn no_block_of_the_sample_is_lost() {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../organisations/council/report.md"
    );
    let document = document(path);
    let report = read(&document);
    for (index, block) in document.blocks.iter().enumerate() {
        let words = !document.words(block).trim().is_empty();
        assert!(
            !words
                || report
                    .paragraphs
                    .iter()
                    .any(|paragraph| paragraph.blocks.contains(&index)),
            "block {index}"
        );
    }
}

#[test]
fn the_report_goes_through_json() {
    let json = serde_json::to_value(sample()).unwrap();
    assert_eq!(json["recommendations"][1]["duties"][0]["number"], "2.1");
    assert_eq!(json["front"]["key_decision"], "no");
}
