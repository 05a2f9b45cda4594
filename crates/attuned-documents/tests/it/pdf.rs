//! PDF through the child process. Pages with traps are drawn here, so that each word's place is known.

use std::fmt::Write;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use attuned_documents::{Document, Kind, Limits, Problem, pdf, read};

use super::{Random, fixture, lines, sound, spans};

/// The example that answers to the argument; `cargo test` builds it beside the tests.
fn program() -> PathBuf {
    let tests = std::env::current_exe().unwrap();
    let program = tests
        .parent()
        .and_then(|deps| deps.parent())
        .unwrap()
        .join("examples/read_pdf");
    assert!(
        program.exists(),
        "cargo builds examples before tests: {}",
        program.display()
    );
    program
}

fn read_pdf(bytes: &[u8]) -> Result<Document, Problem> {
    let result = pdf::read_in_child(&program(), bytes, &Limits::default());
    if let Ok(document) = &result {
        sound(document);
    }
    result
}

/// A line of text: left edge, height of its foot, size, whether bold, words.
type Drawn<'a> = (i32, i32, i32, bool, &'a str);

/// A PDF in the standard fonts, which every reader knows.
fn draw(pages: &[Vec<Drawn<'_>>]) -> Vec<u8> {
    let mut objects = vec![
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        String::new(),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>".to_owned(),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica-Bold/Encoding/WinAnsiEncoding>>".to_owned(),
    ];
    let mut kids = String::new();
    for page in pages {
        let mut content = String::new();
        for (x, y, size, bold, words) in page {
            let words = words
                .replace('(', "\\(")
                .replace(')', "\\)")
                .replace('•', "\\225");
            writeln!(
                content,
                "BT /F{} {size} Tf 1 0 0 1 {x} {y} Tm ({words}) Tj ET",
                i32::from(*bold)
            )
            .unwrap();
        }
        objects.push(format!(
            "<</Length {}>>stream\n{content}endstream",
            content.len()
        ));
        objects.push(format!("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {} 0 R/Resources<</Font<</F0 3 0 R/F1 4 0 R>>>>>>", objects.len()));
        write!(kids, "{} 0 R ", objects.len()).unwrap();
    }
    objects[1] = format!("<</Type/Pages/Count {}/Kids[{kids}]>>", pages.len());
    let mut out = "%PDF-1.4\n".to_owned();
    let mut places = Vec::new();
    for (number, object) in objects.iter().enumerate() {
        places.push(out.len());
        write!(out, "{} 0 obj\n{object}\nendobj\n", number + 1).unwrap();
    }
    let start = out.len();
    write!(out, "xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).unwrap();
    for place in places {
        writeln!(out, "{place:010} 00000 n ").unwrap();
    }
    write!(
        out,
        "trailer<</Size {}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF",
        objects.len() + 1
    )
    .unwrap();
    out.into_bytes()
}

fn drawn(pages: &[Vec<Drawn<'_>>]) -> Vec<String> {
    lines(&read_pdf(&draw(pages)).unwrap())
}

#[test]
fn a_report_by_libreoffice() {
    let document = read_pdf(&fixture("report.pdf")).unwrap();
    assert_eq!(
        document.title.as_deref(),
        Some("Warm halls and quick repairs")
    );
    let found = lines(&document);
    for wanted in [
        "H1 Warm halls and quick repairs",
        "H2 1. Summary",
        "P The tenants’ panel asked Ash Homes for warm halls in every block, for quick repairs, and for letters that people can read without help. The full request is in the panel’s minutes.",
        "P Acold hall is always checked at noon. The plan is self made.",
        "F 1 Measured at the height of a door handle.",
        "H3 2.1. Halls",
        "L0 • Doors that close by themselves.",
        "L1 • Springs first.",
        "L0 • Lamps that switch on when somebody comes in, and stay on long enough to reach the top floor on foot.",
        "N0 (c) Within ten days.",
        "N1 ii. One for gas.",
        "P Mill Road June",
        "P A box beside the text.",
        "H2 3. Money",
        "M Ash Homes, board papers",
    ] {
        assert!(found.contains(&wanted.to_owned()), "{wanted}\n{found:#?}");
    }
    assert_eq!(
        found.iter().filter(|line| line.starts_with('M')).count(),
        1,
        "{found:#?}"
    );
    assert_eq!(
        spans(&document),
        [
            "bold:warm halls",
            "link(https://ash.example/panel):panel’s minutes"
        ]
    );
    let money = document
        .blocks
        .iter()
        .find(|block| document.words(block) == "Money")
        .unwrap();
    assert_eq!(money.place.page, Some(2));
}

#[test]
fn a_letter_by_chromium() {
    let document = read_pdf(&fixture("letter.pdf")).unwrap();
    let found = lines(&document);
    assert_eq!(
        found[..6],
        [
            "H1 Your rent review",
            "P Dear Ms Okoro,",
            "P We looked at your rent in April. It stays the same until next year, and you do not need to do anything. You can read how we decided on our rent page.",
            "H2 What to bring",
            "N0 a. Your key",
            "N0 b. A bill that shows your name and your address, from the last three months, so that we can be sure that it is you who asks",
        ],
        "{found:#?}"
    );
    assert_eq!(
        spans(&document)[..2],
        [
            "bold:April",
            "link(https://ash.example/rent):on our rent page"
        ]
    );
}

#[test]
fn a_lock_against_change_still_opens_and_a_password_is_said() {
    let document = read_pdf(&fixture("locked-against-change.pdf")).unwrap();
    assert!(lines(&document).contains(&"H2 3. Money".to_owned()));
    assert_eq!(
        read_pdf(&fixture("locked.pdf")),
        Err(Problem::Encrypted { seems: "a PDF" })
    );
}

#[test]
fn paragraphs_markers_and_hyphens() {
    let page = vec![
        (72, 760, 16, true, "Warm halls"),
        (
            72,
            730,
            11,
            false,
            "The panel of tenants asked in the spring for halls that are warm, and for re-",
        ),
        (
            72,
            717,
            11,
            false,
            "pairs within ten days. It said that the self-",
        ),
        (
            72,
            704,
            11,
            false,
            "made plan of last year was good, and that the repairs it named were overdue by a",
        ),
        (
            72,
            691,
            11,
            false,
            "month. The board agreed that a self-made plan is best.",
        ),
        (72, 670, 11, false, "5.1."),
        (
            110,
            670,
            11,
            false,
            "Doors close by themselves when they are hung with springs, and they stay",
        ),
        (
            110,
            657,
            11,
            false,
            "closed when the wind blows from the river in the winter.",
        ),
        (72, 636, 11, true, "Lamps"),
        (72, 616, 11, false, "•"),
        (
            90,
            616,
            11,
            false,
            "Lamps that switch on when somebody comes in and stay on until all have",
        ),
        (90, 603, 11, false, "reached the top floor."),
        (90, 590, 11, false, "•"),
        (108, 590, 11, false, "Also in the cellar."),
        (72, 577, 11, false, "•"),
        (90, 577, 11, false, "Quiet doors."),
        (72, 556, 11, false, "This was said in"),
        (
            72,
            543,
            11,
            false,
            "Short lines that end on purpose stay apart.",
        ),
    ];
    assert_eq!(
        drawn(&[page]),
        [
            "H1 Warm halls",
            "P The panel of tenants asked in the spring for halls that are warm, and for repairs within ten days. It said that the self-made plan of last year was good, and that the repairs it named were overdue by a month. The board agreed that a self-made plan is best.",
            "P 5.1. Doors close by themselves when they are hung with springs, and they stay closed when the wind blows from the river in the winter.",
            "H2 Lamps",
            "L0 • Lamps that switch on when somebody comes in and stay on until all have reached the top floor.",
            "L1 • Also in the cellar.",
            "L0 • Quiet doors.",
            "P This was said in",
            "P Short lines that end on purpose stay apart.",
        ]
    );
}

#[test]
fn margins_pages_and_columns() {
    let page = |number: &'static str, body: Vec<Drawn<'static>>| {
        let mut page = vec![
            (72, 810, 9, false, "Ash Homes board papers"),
            (280, 30, 9, false, number),
        ];
        page.extend(body);
        page
    };
    let pages = [
        page(
            "Page 1 of 3",
            vec![
                (
                    72,
                    700,
                    11,
                    false,
                    "The first page ends in the middle of a sentence about halls that are warm and",
                ),
                (
                    72,
                    687,
                    11,
                    false,
                    "doors that close, which the board and all of its officers and tenants have",
                ),
            ],
        ),
        page(
            "Page 2 of 3",
            vec![
                (72, 700, 11, false, "asked for since the spring."),
                (72, 670, 11, false, "Another paragraph stands here."),
            ],
        ),
        page(
            "Page 3 of 3",
            vec![
                (72, 700, 11, false, "The left column is read first,"),
                (72, 687, 11, false, "down to its end, where it stops"),
                (72, 674, 11, false, "and goes to the next one, and"),
                (72, 661, 11, false, "never the other way. It has six"),
                (72, 648, 11, false, "lines, so that its edge shows,"),
                (72, 635, 11, false, "and no more."),
                (320, 700, 11, false, "The right column comes after"),
                (320, 687, 11, false, "it, and is read by itself."),
            ],
        ),
    ];
    assert_eq!(
        drawn(&pages),
        [
            "P The first page ends in the middle of a sentence about halls that are warm and doors that close, which the board and all of its officers and tenants have asked for since the spring.",
            "P Another paragraph stands here.",
            "P The left column is read first, down to its end, where it stops and goes to the next one, and never the other way. It has six lines, so that its edge shows, and no more.",
            "P The right column comes after it, and is read by itself.",
            "M Ash Homes board papers",
        ]
    );
}

#[test]
fn what_cannot_be_read_is_said_kindly() {
    assert!(matches!(
        read_pdf(&draw(&[vec![]])),
        Err(Problem::NoWords { .. })
    ));
    assert!(matches!(
        read_pdf(b"%PDF-1.7\n"),
        Err(Problem::Damaged { .. })
    ));
    let missing = pdf::read_in_child(
        &PathBuf::from("/no/such/program"),
        b"%PDF-1.7\n",
        &Limits::default(),
    );
    assert!(matches!(missing, Err(Problem::ReaderUnavailable { .. })));
    // Before a program is named, and with one that does not know the argument.
    assert!(matches!(
        read("a.pdf", b"%PDF-1.7\n", &Limits::default()),
        Err(Problem::ReaderUnavailable { .. })
    ));
    let other = pdf::read_in_child(
        &PathBuf::from("/bin/true"),
        b"%PDF-1.7\n",
        &Limits::default(),
    );
    assert!(
        matches!(other, Err(Problem::ReaderUnavailable { .. })),
        "{other:?}"
    );
}

#[test]
fn a_child_that_never_answers_is_stopped() {
    let folder = std::env::temp_dir().join(format!("attuned-documents-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let sleeper = folder.join("sleeper");
    std::fs::write(&sleeper, "#!/bin/sh\nexec /bin/sleep 60\n").unwrap();
    #[cfg(unix)]
    std::fs::set_permissions(
        &sleeper,
        std::os::unix::fs::PermissionsExt::from_mode(0o755),
    )
    .unwrap();
    let began = Instant::now();
    let limits = Limits {
        time: Duration::from_secs(1),
        ..Limits::default()
    };
    // More than a pipe holds, so that writing it waits as well.
    let bytes = [b"%PDF-1.7\n".as_slice(), &vec![b' '; 1 << 20]].concat();
    assert_eq!(
        pdf::read_in_child(&sleeper, &bytes, &limits),
        Err(Problem::TooSlow {
            seems: "a PDF",
            seconds: 1
        })
    );
    assert!(began.elapsed() < Duration::from_secs(10));
    std::fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn memory_is_bounded() {
    let limits = Limits {
        memory_bytes: 120 << 20,
        ..Limits::default()
    };
    assert!(pdf::read_in_child(&program(), &fixture("letter.pdf"), &limits).is_ok());
    let large = [b"%PDF-1.7\n".as_slice(), &vec![b' '; 100 << 20]].concat();
    let problem = pdf::read_in_child(&program(), &large, &limits);
    assert!(
        matches!(problem, Err(Problem::Damaged { .. })),
        "{problem:?}"
    );
}

#[test]
fn changed_files_end_well() {
    let mut random = Random(31);
    let original = fixture("letter.pdf");
    for _ in 0..25 {
        let mut bytes = original.clone();
        for _ in 0..1 + random.below(30) {
            let at = random.below(bytes.len());
            bytes[at] = random.below(256) as u8;
        }
        if random.below(3) == 0 {
            bytes.truncate(random.below(bytes.len()).max(1));
        }
        let _ = read_pdf(&bytes);
    }
}

#[test]
fn five_hundred_pages() {
    let words =
        "The panel of tenants asked in the spring for halls that are warm, and for quick work.";
    let page: Vec<Drawn<'_>> = (0..48)
        .map(|line| (72, 770 - line * 14, 11, false, words))
        .collect();
    let pages: Vec<Vec<Drawn<'_>>> = (0..500).map(|_| page.clone()).collect();
    let began = Instant::now();
    let document = read_pdf(&draw(&pages)).unwrap();
    eprintln!("500 pages: {:?}", began.elapsed());
    assert!(
        document
            .blocks
            .iter()
            .all(|block| block.kind != Kind::Footnote)
    );
    assert!(document.text.len() > 500 * 40 * words.len());
}
