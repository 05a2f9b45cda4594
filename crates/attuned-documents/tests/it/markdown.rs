use super::{lines, open, spans};

fn text(words: &str) -> Vec<String> {
    lines(&open("a.md", words))
}

#[test]
fn marks_go_and_numbers_stay_as_written() {
    let document = open(
        "a.md",
        "1. Summary\n\n- 1.1. On **2 March** the panel\nmet. See the [Plan \\(2030\\)](#) and [notes\\](https://a.example/n).\n- 1.2. More:\n - one\n - two\n\n5.3.2. A hall *(shown below)*.\n\n- **Doors** - *The doors of every hall are checked by someone who*\n\nlives on the stairs.\n",
    );
    assert_eq!(
        lines(&document),
        [
            "H1 1. Summary",
            "P 1.1. On 2 March the panel met. See the Plan (2030) and notes.",
            "P 1.2. More:",
            "L0 - one",
            "L0 - two",
            "P 5.3.2. A hall (shown below).",
            "L0 - Doors - The doors of every hall are checked by someone who lives on the stairs.",
        ]
    );
    assert_eq!(
        spans(&document),
        [
            "bold:2 March",
            "link(#):Plan (2030)",
            "link(https://a.example/n):notes",
            "italic:(shown below)",
            "bold:Doors",
            "italic:The doors of every hall are checked by someone who",
        ]
    );
    assert_eq!(document.blocks[1].place.line, Some(3));
    assert_eq!(document.blocks[5].place.line, Some(9));
}

#[test]
fn a_year_is_no_number() {
    assert_eq!(
        text("1986. A great year for all of us here.\n\n1987) Another was to come."),
        [
            "P 1986. A great year for all of us here.",
            "P 1987) Another was to come."
        ]
    );
}

#[test]
fn renumbering_is_not_ours() {
    assert_eq!(
        text("3. Three words\n3. Three again\n9. Nine\n"),
        ["N0 3. Three words", "N0 3. Three again", "N0 9. Nine"]
    );
    assert_eq!(
        text("- 1. One thing\n- 2. Two things\n"),
        ["N0 1. One thing", "N0 2. Two things"]
    );
}

#[test]
fn nesting() {
    assert_eq!(
        text(
            "1. One\n   - in it\n     - deeper\n2. Two\n\n   more of two\n3) Three\n   a) inner letter\n"
        ),
        [
            "N0 1. One",
            "L1 - in it",
            "L2 - deeper",
            "N0 2. Two",
            "N0 more of two",
            "N0 3) Three",
            "N1 a) inner letter"
        ]
    );
    assert_eq!(
        text("Choose:\n\n(a) one\n(b) two\n\n  * x\n\n  * y"),
        ["P Choose:", "N0 (a) one", "N0 (b) two", "L1 * x", "L1 * y"]
    );
}

#[test]
fn written_headings_stop_the_guess() {
    assert_eq!(
        text("# One\n\nShort line\n\nText.\n\n## 2. Two\n\nText."),
        ["H1 One", "P Short line", "P Text.", "H2 2. Two", "P Text."]
    );
}

#[test]
fn tables_notes_and_pictures() {
    assert_eq!(
        text(
            "| Hall | Warm |\n|---|---|\n| Ash | **yes** |\n\nText here.[^1] ![logo](x.png)\n\n[^1]: A note.\n\n<script>alert(1)</script>\n"
        ),
        [
            "T0.0.0h Hall",
            "T0.0.1h Warm",
            "T0.1.0 Ash",
            "T0.1.1 yes",
            "P Text here.",
            "F 1 A note."
        ]
    );
}

#[test]
fn html_inside_is_read() {
    assert_eq!(
        text(
            "Before.\n\n<table><tr><th>Hall</th><th>Month</th></tr><tr><td>Ash</td><td>June</td></tr></table>\n\n<div>\n\nIn **a** box.\n\n</div>\n\n<!-- no -->\n\nOne<br>two.\n"
        ),
        [
            "P Before.",
            "T0.0.0h Hall",
            "T0.0.1h Month",
            "T0.1.0 Ash",
            "T0.1.1 June",
            "P In a box.",
            "P One two."
        ]
    );
}
