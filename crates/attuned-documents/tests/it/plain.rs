use attuned_documents::Problem;

use super::{lines, open, refused, spans};

fn text(words: &str) -> Vec<String> {
    let document = open("a.txt", words);
    assert_eq!(document.text, words, "a text file stays as it is");
    lines(&document)
}

pub(crate) const REPORT: &str = "\
Board of Management

Date: 3 May 2031

Outline of the report

This report answers what the tenants' panel asked for in spring.

1. Summary

- 1.1. On 2 March the panel met. It asked for warmer halls and quicker repairs, and for letters that people can read.
- 1.2. This note gives the answer:
 - Warmth in the halls
 - Repairs within ten days

5. Answer of the officers

5.3. Definitions

5.3.1. A warm hall is one where nobody needs a coat (*measured at noon*).

Warmth

5.3.2. *Warmth lasts when doors close by themselves.*

- **Doors** - *The doors of every hall are checked by someone who*

lives on the stairs and has the key.

5.3.3. **Close the doors**

- Springs are fitted first.

- 5.4.1. The panel hears again in autumn.

6. Money

6.1. There is no cost.
";

#[test]
fn a_report_as_converters_leave_it() {
    assert_eq!(
        text(REPORT),
        [
            "H1 Board of Management",
            "P Date: 3 May 2031",
            "H2 Outline of the report",
            "P This report answers what the tenants' panel asked for in spring.",
            "H1 1. Summary",
            "P 1.1. On 2 March the panel met. It asked for warmer halls and quicker repairs, and for letters that people can read.",
            "P 1.2. This note gives the answer:",
            "L0 - Warmth in the halls",
            "L0 - Repairs within ten days",
            "H1 5. Answer of the officers",
            "H2 5.3. Definitions",
            "P 5.3.1. A warm hall is one where nobody needs a coat (*measured at noon*).",
            "H3 Warmth",
            "P 5.3.2. *Warmth lasts when doors close by themselves.*",
            "L0 - **Doors** - *The doors of every hall are checked by someone who* lives on the stairs and has the key.",
            "H3 5.3.3. Close the doors",
            "L0 - Springs are fitted first.",
            "P 5.4.1. The panel hears again in autumn.",
            "H1 6. Money",
            "P 6.1. There is no cost.",
        ]
    );
    let found = spans(&open("a.txt", REPORT));
    assert!(
        found.contains(&"italic:measured at noon".to_owned())
            && found.contains(&"bold:Doors".to_owned()),
        "{found:?}"
    );
}

#[test]
fn lines_are_counted_from_one_and_windows_line_ends_are_read() {
    let windows = REPORT.replace('\n', "\r\n");
    let document = open("a.txt", &windows);
    assert_eq!(lines(&document), lines(&open("a.txt", REPORT)));
    assert_eq!(document.blocks[0].place.line, Some(1));
    assert_eq!(document.blocks[3].place.line, Some(7));
}

#[test]
fn a_letter_has_no_headings_but_its_subject() {
    assert_eq!(
        text(
            "Ash Homes\n12 Mill Road\nOld Town\n\n3 May 2031\n\nDear Ms Okoro,\n\nYour rent review\n\nWe looked at your rent. It stays\nthe same until April.\n\nYours sincerely\n\nJo Brand\n\nHousing Officer\n"
        ),
        [
            "P Ash Homes",
            "P 12 Mill Road",
            "P Old Town",
            "P 3 May 2031",
            "P Dear Ms Okoro,",
            "H2 Your rent review",
            "P We looked at your rent. It stays the same until April.",
            "P Yours sincerely",
            "P Jo Brand",
            "P Housing Officer",
        ]
    );
}

#[test]
fn numbers_inside_sentences_stay_words() {
    assert_eq!(
        text(
            "The first hall was built by tenants who had come there in\n1986. A great year it was, they said, for all who lived there.\n\n3.5 million people rent. The rest own, or live with somebody\nand wait.\n\nThe panel chose two things, namely (a) warmth that lasts and\n(b) quiet, and met again in the evening of the same day, at\n7. The rest was left.\n"
        ),
        [
            "P The first hall was built by tenants who had come there in 1986. A great year it was, they said, for all who lived there.",
            "P 3.5 million people rent. The rest own, or live with somebody and wait.",
            "P The panel chose two things, namely (a) warmth that lasts and (b) quiet, and met again in the evening of the same day, at 7. The rest was left.",
        ]
    );
}

#[test]
fn lists_of_every_sort() {
    assert_eq!(
        text(
            "Please bring:\n• your key\n  o the small one\n  o the large one\n• a bill that shows\n  your name\n\n1) First\n2) Second\n   (a) inner\n   (b) inner\n3) Third\n\n(i) one\n(ii) two\n\nR1 That halls are warm.\nR2: that doors close.\n\nRecommendation 3: mend the roof.\n"
        ),
        [
            "P Please bring:",
            "L0 • your key",
            "L1 o the small one",
            "L1 o the large one",
            "L0 • a bill that shows your name",
            "N0 1) First",
            "N0 2) Second",
            "N1 (a) inner",
            "N1 (b) inner",
            "N0 3) Third",
            "N0 (i) one",
            "N0 (ii) two",
            "N0 R1 That halls are warm.",
            "N0 R2: that doors close.",
            "P Recommendation 3: mend the roof.",
        ]
    );
}

#[test]
fn numbers_that_could_be_words_need_a_run() {
    assert_eq!(
        text(
            "4. Reply\n\n4.1 3.1 is agreed by all who were asked about it.\n\n4.2 half of it is done.\n\n9.5 million homes are old.\n\nA. That halls are warm in every block before the first of November.\n\nB. That doors close.\n\nA. Smith, Chair\n"
        ),
        [
            "H1 4. Reply",
            "P 4.1 3.1 is agreed by all who were asked about it.",
            "P 4.2 half of it is done.",
            "P 9.5 million homes are old.",
            "N0 A. That halls are warm in every block before the first of November.",
            "N0 B. That doors close.",
            "P A. Smith, Chair",
        ]
    );
}

#[test]
fn a_list_of_short_items_is_not_a_row_of_headings() {
    assert_eq!(
        text("We grow:\n\n1. Apples\n\n2. Pears\n\n3. Plums\n\nCome and see them."),
        [
            "P We grow:",
            "N0 1. Apples",
            "N0 2. Pears",
            "N0 3. Plums",
            "P Come and see them."
        ]
    );
}

#[test]
fn written_headings_are_taken() {
    assert_eq!(
        text("# One\nText here.\n\nTwo\n===\nText.\n\n## 3. Three ##\n"),
        ["H1 One", "P Text here.", "H1 Two", "P Text.", "H2 3. Three"]
    );
}

#[test]
fn a_number_alone_in_its_line_belongs_to_what_follows() {
    assert_eq!(
        text("1.\nThe panel met.\n\n2.\n\nIt met again.\n\n•\n3.\n"),
        ["N0 1. The panel met.", "N0 2. It met again.", "L0 • 3."]
    );
}

#[test]
fn page_numbers_are_no_words_and_do_not_tear_sentences() {
    let document = open(
        "a.txt",
        "The panel of tenants met in the hall by the river and asked\n\n- 3 -\n\n\u{c}for warm rooms.\n\nIt met again.\n\n- 4 -\n",
    );
    assert_eq!(
        lines(&document),
        [
            "P The panel of tenants met in the hall by the river and asked - 3 - for warm rooms.",
            "P It met again."
        ]
    );
    assert_eq!(
        text("How many homes:\n\n12\n\n40\n"),
        ["P How many homes:", "P 12", "P 40"]
    );
}

#[test]
fn running_lines_are_said_once() {
    let page = |number: u32, words: &str| {
        format!("{words}\n\nPage {number} of 3\n\nAsh Homes, 3 May 2031\n\n")
    };
    let file = [
        page(1, "The panel met."),
        page(2, "It asked for warm halls."),
        page(3, "It met again."),
    ]
    .concat();
    assert_eq!(
        text(&file),
        [
            "P The panel met.",
            "M Ash Homes, 3 May 2031",
            "P It asked for warm halls.",
            "P It met again."
        ]
    );
}

#[test]
fn tables_between_bars() {
    assert_eq!(
        text(
            "Halls\n\n| Block | Warm by |\n|---|:--:|\n| Mill Road | June |\n|  | July |\n\nWords.\n| alone |\n"
        ),
        [
            "H1 Halls",
            "T0.0.0h Block",
            "T0.0.1h Warm by",
            "T0.1.0 Mill Road",
            "T0.1.1 June",
            "T0.2.1 July",
            "P Words.",
            "T1.0.0 alone"
        ]
    );
}

#[test]
fn dashes_that_wrap_are_not_bullets() {
    assert_eq!(
        text(
            "The panel of tenants met on Tuesday in the hall by the river\n- which was cold - and spoke at length about the heating there.\n"
        ),
        [
            "P The panel of tenants met on Tuesday in the hall by the river - which was cold - and spoke at length about the heating there."
        ]
    );
}

#[test]
fn nothing_but_space_is_empty() {
    assert_eq!(refused("a.txt", ""), Problem::Empty);
    assert_eq!(refused("a.txt", " \n\n\t"), Problem::Empty);
}

/// Only where the seed report is at hand; the repository does not hold it.
#[test]
fn the_seed_report_keeps_its_numbers() {
    let Ok(folder) =
        std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/seed"))
    else {
        eprintln!("no seed report here: skipped");
        return;
    };
    for file in folder.flatten() {
        let bytes = std::fs::read(file.path()).unwrap();
        for name in ["seed.txt", "seed.md"] {
            let document = open(name, &bytes);
            let markers: Vec<&str> = document
                .blocks
                .iter()
                .filter_map(|block| block.marker.as_deref())
                .filter(|marker| marker.len() > 1)
                .collect();
            assert_eq!(markers.first(), Some(&"1."), "{name}");
            for wanted in ["2.1.", "4.4.", "5.3.6.", "5.6.6.", "13.1."] {
                assert!(markers.contains(&wanted), "{name}: {wanted}");
            }
            assert_eq!(
                document
                    .blocks
                    .iter()
                    .filter(|block| document.words(block).starts_with("users and staff"))
                    .count(),
                0,
                "{name}: a torn bullet"
            );
        }
    }
}
