//! Rough handling: cut, scrambled and enormous papers. A report always comes back, and every range lies in its text.

use std::time::Instant;

use attuned_documents::{Block, Document, Kind, Limits, Place, Span, Style};
use attuned_report::{Report, read};

/// A small generator with a seed, so that a failure can be seen again.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(sides.max(1)).unwrap()).unwrap()
    }
}

fn sound(report: &Report, document: &Document) {
    for one in &report.recommendations {
        for range in one
            .duties
            .iter()
            .flat_map(|duty| &duty.rests_on)
            .chain(one.parts.iter().map(|part| &part.range))
            .chain(one.considerations.iter().map(|item| &item.range))
        {
            assert!(
                one.text
                    .get(range.clone())
                    .is_some_and(|words| !words.is_empty()),
                "{range:?} of {:?}",
                one.text
            );
        }
        assert!(!one.duties.is_empty(), "{:?}", one.text);
    }
    let mut anchors: Vec<&str> = report
        .paragraphs
        .iter()
        .map(|paragraph| paragraph.anchor.as_str())
        .collect();
    let count = anchors.len();
    anchors.sort_unstable();
    anchors.dedup();
    assert_eq!(anchors.len(), count);
    for paragraph in &report.paragraphs {
        assert!(
            paragraph
                .blocks
                .iter()
                .all(|block| *block < document.blocks.len())
        );
        assert!(
            paragraph
                .section
                .is_none_or(|section| section < report.sections.len())
        );
    }
    for (index, block) in document.blocks.iter().enumerate() {
        let silent = !document.words(block).chars().any(char::is_alphanumeric);
        assert!(
            silent
                || report
                    .paragraphs
                    .iter()
                    .any(|paragraph| paragraph.blocks.contains(&index)),
            "block {index} {:?}",
            document.words(block)
        );
    }
}

fn sample_text() -> String {
    std::fs::read_to_string(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../organisations/council/report.md"
    ))
    .unwrap()
}

fn boundary(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[test]
fn cut_and_scrambled_papers_are_read() {
    let text = sample_text();
    let mut dice = Dice(0x5eed_2024);
    let odd = [
        "(",
        ")",
        ":",
        "\n",
        "\n\n",
        "- ",
        "5.3. ",
        "(a) ",
        " and ",
        "**",
        "*",
        "[x](",
        ", which ",
        ", with ",
        "so that ",
        "\u{2019}",
        "\u{feff}",
        "\u{a7}",
        "\t",
        "|",
        "# ",
        "Recommendation 9: ",
        "RESOLVED: ",
        "R7 ",
        "Response: ",
        "é",
        "\u{1f600}",
        "0.0.0 ",
        "1999999999999 ",
        ";",
        "\u{201c}",
    ];
    for round in 0..150 {
        let mut changed = text.clone();
        if round % 3 == 0 {
            changed.truncate(boundary(&changed, dice.roll(changed.len())));
        }
        for _ in 0..dice.roll(60) {
            let at = boundary(&changed, dice.roll(changed.len() + 1));
            let end = boundary(&changed, (at + dice.roll(80)).min(changed.len()));
            match dice.roll(3) {
                0 => changed.insert_str(at, odd[dice.roll(odd.len())]),
                1 => changed.replace_range(at..end.max(at), ""),
                _ => {
                    let piece = changed[at..end.max(at)].to_owned();
                    let to = boundary(&changed, dice.roll(changed.len() + 1));
                    changed.insert_str(to, &piece);
                }
            }
        }
        let name = if round % 2 == 0 {
            "report.txt"
        } else {
            "report.md"
        };
        let Ok(document) = attuned_documents::read(name, changed.as_bytes(), &Limits::default())
        else {
            continue;
        };
        let report = read(&document);
        sound(&report, &document);
        assert_eq!(report, read(&document));
    }
}

#[test]
fn documents_that_no_reader_would_make_are_read() {
    let text = "One \u{e9} two: that (a) the Cabinet review x, and (b) y be done; so that it is z.\nRecommendation 1: That";
    let mut dice = Dice(7);
    let styles = [
        Style::Bold,
        Style::Italic,
        Style::Link {
            address: "#".into(),
        },
    ];
    for _ in 0..2000 {
        let mut blocks = Vec::new();
        for _ in 0..dice.roll(12) {
            let start = dice.roll(text.len() + 20);
            let range = start..start + dice.roll(70);
            let kind = match dice.roll(6) {
                0 => Kind::Heading {
                    level: u8::try_from(dice.roll(9)).unwrap(),
                },
                1 => Kind::ListItem {
                    depth: u8::try_from(dice.roll(255)).unwrap(),
                    ordered: true,
                },
                2 => Kind::Cell {
                    table: u32::try_from(dice.roll(2)).unwrap(),
                    row: u32::try_from(dice.roll(3)).unwrap(),
                    column: u32::try_from(dice.roll(3)).unwrap(),
                    header: false,
                },
                3 => Kind::Margin,
                4 => Kind::Footnote,
                _ => Kind::Paragraph,
            };
            let marks = [
                "(a)",
                "5.3.1.",
                "•",
                "R4",
                "99.",
                "iv)",
                "",
                "Recommendation",
            ];
            let marker = (dice.roll(2) == 0).then(|| marks[dice.roll(marks.len())].to_owned());
            let spans = vec![Span {
                range: dice.roll(90)..dice.roll(90),
                style: styles[dice.roll(3)].clone(),
            }];
            blocks.push(Block {
                kind,
                range,
                marker,
                spans,
                place: Place::default(),
            });
        }
        let document = Document {
            text: text.to_owned(),
            blocks,
            title: None,
            notes: Vec::new(),
        };
        let report = read(&document);
        for one in &report.recommendations {
            assert!(
                one.duties
                    .iter()
                    .flat_map(|duty| &duty.rests_on)
                    .all(|range| one.text.get(range.clone()).is_some())
            );
        }
    }
}

#[test]
fn texts_built_to_be_slow_are_read_in_time() {
    let started = Instant::now();
    let clauses = format!(
        "That the Cabinet review the plan{}",
        ", and publish the plan to reduce it, linked to it".repeat(6000)
    );
    let labels: String = (0..6000).map(|_| "(a) x (b) y ").collect();
    let nested: String = (0..400)
        .map(|depth| format!("{}item that should be done:\n", " ".repeat(depth)))
        .collect();
    let brackets = format!("That {} be done", "(".repeat(60_000));
    for text in [
        clauses,
        labels,
        nested,
        brackets,
        "Response: ".repeat(9000),
        "and ".repeat(50_000),
        "[".repeat(50_000),
        "*a ".repeat(40_000),
    ] {
        attuned_report::split_duties("1", &text);
        let document = attuned_documents::read(
            "slow.txt",
            format!("Recommendations of the Panel\n\n{text}\n").as_bytes(),
            &Limits::default(),
        );
        if let Ok(document) = document {
            read(&document);
        }
    }
    assert!(started.elapsed().as_secs() < 120, "{:?}", started.elapsed());
}

#[test]
fn two_hundred_pages_are_read_quickly() {
    // The sample is some five thousand words; its middle is repeated under new numbers.
    let text = sample_text();
    let mut long = text.clone();
    let mut words = text.split_whitespace().count();
    for round in 14..56 {
        let more = text
            .replace("\n5.", &format!("\n{round}."))
            .replace(" 5.", &format!(" {round}."));
        words += more.split_whitespace().count();
        long.push_str(&more);
    }
    let document = attuned_documents::read("long.md", long.as_bytes(), &Limits::default()).unwrap();
    let started = Instant::now();
    let report = read(&document);
    let taken = started.elapsed();
    println!(
        "{words} words, {} paragraphs, {} recommendations, {} slips: read in {taken:?}",
        report.paragraphs.len(),
        report.recommendations.len(),
        report.slips.len()
    );
    let double = attuned_documents::read(
        "longer.md",
        format!("{long}{long}").as_bytes(),
        &Limits::default(),
    )
    .unwrap();
    let started = Instant::now();
    read(&double);
    println!("twice as long: {:?}", started.elapsed());
    // Without optimisation and on a busy machine; in release it is well under a second.
    assert!(taken.as_secs() < 60, "{taken:?}");
}
