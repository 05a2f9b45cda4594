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

#[test]
fn what_pandoc_leaves() {
    assert_eq!(
        text(
            "::: {.section}\n\n[BOARD]{.underline} meeting today.\n\n:::\n\n[]{#_Toc1 .anchor}**1\\. Summary**\n\n1\\.1 When doors are neg-\nlected, halls are cold and self-\nmade.\n\n-   one item of the list that was read at the meeting\n\nv\\. That halls are warm\\.\n"
        ),
        [
            "P BOARD meeting today.",
            "H1 1. Summary",
            "P 1.1 When doors are neglected, halls are cold and self-made.",
            "L0 - one item of the list that was read at the meeting",
            "N0 v. That halls are warm.",
        ]
    );
}

#[test]
fn page_numbers_and_running_lines_go() {
    assert_eq!(
        text(
            "The panel of tenants met in the hall by the river and asked\n\nPage 1 of 3\n\nAsh Homes - 3 May\n\nfor warm rooms.\n\nPage 2 of 3\n\nAsh Homes - 3 May\n\nIt met again.\n\nPage 3 of 3\n"
        ),
        [
            "P The panel of tenants met in the hall by the river and asked for warm rooms.",
            "P It met again.",
            "M Ash Homes - 3 May"
        ]
    );
}

#[test]
fn numbers_beside_bold_words() {
    let document = open(
        "a.md",
        "**1.1** The panel met and asked for warm halls in all blocks.\n\n1\\.2 **On halls** the board agrees with all of it.\n\n- **1.3** Doors close.\n- **Doors** stay shut.\n\n1.4 Notes of the panel, May 2031\n\nAuthor: Jo\n",
    );
    assert_eq!(
        lines(&document),
        [
            "P 1.1 The panel met and asked for warm halls in all blocks.",
            "P 1.2 On halls the board agrees with all of it.",
            "P 1.3 Doors close.",
            "L0 - Doors stay shut.",
            "P 1.4 Notes of the panel, May 2031",
            "P Author: Jo",
        ]
    );
    assert_eq!(spans(&document), ["bold:On halls", "bold:Doors"]);
}
