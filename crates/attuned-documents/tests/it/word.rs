//! Word files put together here, for what Word writes and LibreOffice does not.

use std::io::Write;

use attuned_documents::{Document, Limits, Problem, read};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::{fixture, lines, open, sound, spans};

pub(crate) fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        writer
            .start_file(*name, SimpleFileOptions::default())
            .unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A file with this body, these styles and this numbering.
pub(crate) fn docx(body: &str, styles: &str, numbering: &str) -> Vec<u8> {
    docx_with(body, styles, numbering, "", &[])
}

fn docx_with(
    body: &str,
    styles: &str,
    numbering: &str,
    relations: &str,
    parts: &[(&str, &str)],
) -> Vec<u8> {
    let w = r#"xmlns:w="http://w" xmlns:r="http://r" xmlns:mc="http://mc" xmlns:wps="http://wps" xmlns:v="http://v""#;
    let document = format!("<w:document {w}><w:body>{body}</w:body></w:document>");
    let styles = format!("<w:styles {w}>{styles}</w:styles>");
    let numbering = format!("<w:numbering {w}>{numbering}</w:numbering>");
    let kind = "http://x/relationships";
    let relations = format!(
        r#"<Relationships><Relationship Id="s" Type="{kind}/styles" Target="styles.xml"/><Relationship Id="n" Type="{kind}/numbering" Target="numbering.xml"/>{relations}</Relationships>"#
    );
    let mut all: Vec<(&str, &[u8])> = vec![
        ("word/document.xml", document.as_bytes()),
        ("word/styles.xml", styles.as_bytes()),
        ("word/numbering.xml", numbering.as_bytes()),
        ("word/_rels/document.xml.rels", relations.as_bytes()),
    ];
    all.extend(parts.iter().map(|(name, text)| (*name, text.as_bytes())));
    zipped(&all)
}

fn body(body: &str) -> Document {
    open("a.docx", docx(body, "", ""))
}

fn p(words: &str) -> String {
    format!("<w:p><w:r><w:t>{words}</w:t></w:r></w:p>")
}

fn item(list: u32, level: u32, words: &str) -> String {
    format!(
        r#"<w:p><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list}"/></w:numPr></w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>"#
    )
}

fn level(at: u32, format: &str, text: &str, more: &str) -> String {
    format!(
        r#"<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{format}"/><w:lvlText w:val="{text}"/>{more}</w:lvl>"#
    )
}

#[test]
fn the_report_fixture() {
    for name in ["report.docx", "report.odt"] {
        let document = open(name, fixture(name));
        assert_eq!(
            document.title.as_deref(),
            Some("Warm halls and quick repairs")
        );
        assert_eq!(
            lines(&document),
            [
                "H1 Warm halls and quick repairs",
                "H1 1. Summary",
                "P The tenants’ panel asked Ash Homes for warm halls in every block, for quick repairs, and for letters that people can read without help. The full request is in the panel’s minutes.",
                "P A hall is always checked at noon. The plan is self made.",
                "F 1 Measured at the height of a door handle.",
                "H1 2. What the panel asked",
                "H2 2.1. Halls",
                "L0 • Doors that close by themselves.",
                "L1 ◦ Springs first.",
                "L0 • Lamps that switch on when somebody comes in, and stay on long enough to reach the top floor on foot.",
                "H2 2.2. Repairs",
                "N0 (c) Within ten days.",
                "N1 i. Five for water.",
                "N1 ii. One for gas.",
                "N0 (d) With a call the day before.",
                "T0.0.0h Block",
                "T0.0.1h Warm by",
                "T0.1.0 Mill Road",
                "T0.1.1 June",
                "T0.2.0 Old Town",
                "T0.2.1 July",
                "P On the second page the board is asked to agree the money. The sum is small, and most of it pays for springs, hinges and lamps that were due to be replaced in any case before the winter comes.",
                "P A box beside the text.",
                "H1 3. Money",
                "P There is no further cost.",
                "M Ash Homes, board papers",
            ],
            "{name}"
        );
        assert_eq!(
            spans(&document),
            [
                "bold:warm halls",
                "italic:quick repairs",
                "link(https://ash.example/panel):panel’s minutes"
            ]
        );
        assert!(
            document
                .notes
                .iter()
                .any(|note| note.contains("Tracked changes")),
            "{:?}",
            document.notes
        );
    }
}

#[test]
fn numbers_are_computed_with_restarts_and_starts() {
    let levels = [
        level(0, "decimal", "%1.", ""),
        level(1, "decimal", "%1.%2", ""),
        level(2, "lowerLetter", "(%3)", ""),
        level(3, "lowerRoman", "%4)", r#"<w:lvlRestart w:val="0"/>"#),
    ];
    let numbering = format!(
        r#"<w:abstractNum w:abstractNumId="7">{}</w:abstractNum>
        <w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>
        <w:num w:numId="2"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="9"/></w:lvlOverride></w:num>"#,
        levels.concat()
    );
    let body = [
        item(1, 0, "one"),
        item(1, 1, "one one"),
        item(1, 2, "a"),
        item(1, 3, "i"),
        item(1, 2, "b"),
        item(1, 3, "ii, never restarted"),
        item(1, 1, "one two"),
        item(1, 2, "a again"),
        item(1, 0, "two"),
        item(1, 1, ""),
        item(1, 1, "two two, after an empty one"),
        item(2, 0, "nine"),
        item(1, 0, "ten, counting on"),
        item(0, 0, "none"),
        item(44, 0, "no such list"),
    ];
    assert_eq!(
        lines(&open("a.docx", docx(&body.concat(), "", &numbering))),
        [
            "N0 1. one",
            "P 1.1 one one",
            "N0 (a) a",
            "N1 i) i",
            "N0 (b) b",
            "N1 ii) ii, never restarted",
            "P 1.2 one two",
            "N0 (a) a again",
            "N0 2. two",
            "P 2.2 two two, after an empty one",
            "N0 9. nine",
            "N0 10. ten, counting on",
            "P none",
            "P no such list",
        ]
    );
}

#[test]
fn legal_numbers_symbols_and_linked_styles() {
    let numbering = format!(
        r#"<w:abstractNum w:abstractNumId="1">{}{}</w:abstractNum><w:abstractNum w:abstractNumId="2"><w:numStyleLink w:val="Steps"/></w:abstractNum>
        <w:abstractNum w:abstractNumId="3">{}</w:abstractNum>
        <w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num><w:num w:numId="3"><w:abstractNumId w:val="3"/></w:num>"#,
        level(0, "upperRoman", "Part %1", r#"<w:pStyle w:val="Part"/>"#),
        level(
            1,
            "decimal",
            "%1.%2",
            r#"<w:isLgl/><w:pStyle w:val="Clause"/>"#
        ),
        level(0, "bullet", "\u{f0b7}", ""),
    );
    let styles = r#"<w:style w:type="numbering" w:styleId="Steps"><w:name w:val="Steps"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
        <w:style w:type="paragraph" w:styleId="Part"><w:name w:val="Part"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
        <w:style w:type="paragraph" w:styleId="Clause"><w:name w:val="Clause"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>"#;
    let styled = |style: &str, words: &str| {
        format!(
            r#"<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>"#
        )
    };
    let body = [
        styled("Part", "First"),
        styled("Clause", "warm"),
        styled("Part", "Second"),
        styled("Clause", "quick"),
        item(2, 1, "by link"),
        item(3, 0, "dot"),
    ];
    assert_eq!(
        lines(&open("a.docx", docx(&body.concat(), styles, &numbering))),
        [
            "H1 Part I First",
            "P 1.1 warm",
            "H1 Part II Second",
            "P 2.1 quick",
            "P 2.2 by link",
            "L0 • dot"
        ]
    );
}

#[test]
fn headings_come_from_the_chain_of_styles() {
    let styles = r#"<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="heading 2"/></w:style>
        <w:style w:type="paragraph" w:styleId="Ours"><w:name w:val="Ash section"/><w:basedOn w:val="H2"/></w:style>
        <w:style w:type="paragraph" w:styleId="Out"><w:name w:val="Outlined"/><w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>
        <w:style w:type="paragraph" w:styleId="Loop"><w:name w:val="Loop"/><w:basedOn w:val="Loop"/></w:style>
        <w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>"#;
    let styled = |style: &str, words: &str| {
        format!(
            r#"<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>"#
        )
    };
    let body = [
        styled("TOC1", "Halls 3"),
        styled("Ours", "Halls"),
        styled("Out", "Doors"),
        styled("Loop", "Round and round"),
        p("Words"),
    ];
    let document = open("a.docx", docx(&body.concat(), styles, ""));
    assert_eq!(
        lines(&document),
        ["H2 Halls", "H3 Doors", "P Round and round", "P Words"]
    );
    assert!(document.notes[0].contains("table of contents"));
}

#[test]
fn tracked_changes_are_read_as_accepted() {
    let document = body(
        r#"<w:p><w:r><w:t xml:space="preserve">The hall is </w:t></w:r><w:del><w:r><w:delText>cold</w:delText></w:r></w:del><w:ins><w:r><w:t>warm</w:t></w:r></w:ins><w:r><w:t>.</w:t></w:r></w:p>
        <w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t xml:space="preserve">Doors close </w:t></w:r></w:p><w:p><w:r><w:t>by themselves.</w:t></w:r></w:p>
        <w:moveFrom><w:p><w:r><w:t>Moved away</w:t></w:r></w:p></w:moveFrom>"#,
    );
    assert_eq!(
        lines(&document),
        ["P The hall is warm.", "P Doors close by themselves."]
    );
    assert_eq!(document.notes.len(), 1);
}

#[test]
fn a_text_box_is_read_once_and_after_its_paragraph() {
    let inner = "<w:txbxContent><w:p><w:r><w:t>In the box</w:t></w:r></w:p></w:txbxContent>";
    let document = body(&format!(
        r#"<w:p><w:r><w:t>Before</w:t></w:r><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{inner}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{inner}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t xml:space="preserve"> after</w:t></w:r></w:p>"#
    ));
    assert_eq!(lines(&document), ["P Before after", "P In the box"]);
}

#[test]
fn fields_show_their_result_and_links_their_address() {
    let relations = r#"<Relationship Id="l" Type="http://x/relationships/hyperlink" Target="https://ash.example/" TargetMode="External"/>"#;
    let field = |code: &str, shown: &str| {
        format!(
            r#"<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{code}</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>{shown}</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>"#
        )
    };
    let body = format!(
        r#"<w:p><w:r><w:t xml:space="preserve">Dear </w:t></w:r>{}<w:r><w:t xml:space="preserve">, see </w:t></w:r>{}<w:r><w:t xml:space="preserve"> and </w:t></w:r><w:hyperlink r:id="l"><w:r><w:t>our page</w:t></w:r></w:hyperlink><w:r><w:t xml:space="preserve"> on page </w:t></w:r><w:fldSimple w:instr="DATE"><w:r><w:t>3 May</w:t></w:r></w:fldSimple></w:p>"#,
        field(" MERGEFIELD Name ", "«Name»"),
        field(r#" HYPERLINK "https://b.example" "#, "the rules")
    );
    let document = open("a.docx", docx_with(&body, "", "", relations, &[]));
    assert_eq!(
        lines(&document),
        ["P Dear «Name», see the rules and our page on page 3 May"]
    );
    assert_eq!(
        spans(&document),
        [
            "link(https://b.example):the rules",
            "link(https://ash.example/):our page"
        ]
    );
}

#[test]
fn characters_that_are_not_words() {
    let document = body(
        "<w:p><w:r><w:t>ten\u{a0}days, re\u{ad}pairs</w:t><w:softHyphen/><w:tab/><w:t>next</w:t><w:br/><w:t>line</w:t><w:noBreakHyphen/><w:t>end &amp; &#233;</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r></w:p>",
    );
    assert_eq!(
        document.text.trim_end(),
        "ten days, repairs\tnext\nline-end & é"
    );
}

#[test]
fn content_controls_and_tables() {
    let cell = |words: &str, properties: &str| {
        format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", p(words))
    };
    let bold = |words: &str| {
        format!("<w:tc><w:p><w:r><w:rPr><w:b/></w:rPr><w:t>{words}</w:t></w:r></w:p></w:tc>")
    };
    let document = body(&format!(
        r#"<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt><w:p><w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t>Click here</w:t></w:r></w:sdtContent></w:sdt><w:sdt><w:sdtContent><w:r><w:t>Filled in</w:t></w:r></w:sdtContent></w:sdt></w:p>
        <w:tbl><w:tr>{}{}</w:tr><w:tr>{}</w:tr><w:tr>{}{}</w:tr></w:tbl>
        <w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr>{}</w:tr><w:tr><w:tc>{}{}<w:tbl><w:tr>{}</w:tr></w:tbl>{}</w:tc></w:tr></w:tbl>"#,
        p("Controlled"),
        bold("Block"),
        bold("Month"),
        cell("Both", r#"<w:gridSpan w:val="2"/>"#),
        cell("Mill Road", ""),
        cell("June", ""),
        cell("Head", ""),
        p("First line"),
        p("second line"),
        cell("Inner", ""),
        p("last line"),
    ));
    assert_eq!(
        lines(&document),
        [
            "P Controlled",
            "P Filled in",
            "T0.0.0h Block",
            "T0.0.1h Month",
            "T0.1.0 Both",
            "T0.2.0 Mill Road",
            "T0.2.1 June",
            "T1.0.0h Head",
            "T1.1.0 First line second line",
            "T2.0.0 Inner",
            "T1.1.0 last line",
        ]
    );
}

#[test]
fn notes_follow_their_paragraph_and_margins_come_once() {
    let relations = r#"<Relationship Id="f" Type="http://x/relationships/footnotes" Target="footnotes.xml"/>
        <Relationship Id="h1" Type="http://x/relationships/header" Target="header1.xml"/><Relationship Id="h2" Type="http://x/relationships/footer" Target="/word/footer1.xml"/>"#;
    let body = r#"<w:p><w:r><w:t>Warm</w:t><w:footnoteReference w:id="4"/></w:r></w:p><w:p><w:r><w:t>Quick</w:t></w:r></w:p>
        <w:sectPr><w:headerReference r:id="h1"/><w:footerReference r:id="h2"/><w:headerReference r:id="h1"/></w:sectPr>"#;
    let page = r#"<w:p><w:r><w:t xml:space="preserve">Page </w:t></w:r><w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p>"#;
    let document = open(
        "a.docx",
        docx_with(
            body,
            "",
            "",
            relations,
            &[
                (
                    "word/footnotes.xml",
                    &format!(
                        r#"<w:footnotes><w:footnote w:type="separator" w:id="4">{}</w:footnote><w:footnote w:id="4">{}</w:footnote></w:footnotes>"#,
                        p("line"),
                        p("Above 18 degrees")
                    ),
                ),
                (
                    "word/header1.xml",
                    &format!("<w:hdr>{}</w:hdr>", p("Ash Homes")),
                ),
                (
                    "word/footer1.xml",
                    &format!("<w:ftr>{}{page}</w:ftr>", p("Ash Homes")),
                ),
            ],
        ),
    );
    assert_eq!(
        lines(&document),
        ["P Warm", "F 1 Above 18 degrees", "P Quick", "M Ash Homes"]
    );
}

#[test]
fn typed_numbers_and_bold_titles_stand_in_for_styles() {
    let bold =
        |words: &str| format!("<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>{words}</w:t></w:r></w:p>");
    let body = [
        bold("Summary of it"),
        p("5.3.1<w:tab/>typed"),
        "<w:p><w:r><w:t>5.3.2</w:t><w:tab/><w:t>typed with a tab</w:t></w:r></w:p>".to_owned(),
        p("1986. A great year."),
        bold("Next"),
        p("- dash"),
        p("Words."),
    ];
    assert_eq!(
        lines(&body_of(&body.concat())),
        [
            "H1 Summary of it",
            "P 5.3.1 typed",
            "P 5.3.2 typed with a tab",
            "P 1986. A great year.",
            "H2 Next",
            "L0 - dash",
            "P Words."
        ]
    );
}

fn body_of(words: &str) -> Document {
    body(&words.replace("5.3.1<w:tab/>typed", "5.3.1 typed"))
}

#[test]
fn a_file_that_was_cut_inside_keeps_its_beginning() {
    let cut = zipped(&[(
        "word/document.xml",
        b"<w:document><w:body><w:p><w:r><w:t>First</w:t></w:r></w:p><w:p><w:r><w:t>Sec",
    )]);
    let document = open("a.docx", cut);
    assert_eq!(lines(&document), ["P First", "P Sec"]);
    assert!(document.notes[0].contains("cut short"));
}

#[test]
fn other_packages_are_named() {
    let problem =
        |parts: &[(&str, &[u8])]| read("a.docx", &zipped(parts), &Limits::default()).unwrap_err();
    assert!(
        matches!(problem(&[("xl/workbook.xml", b"<x/>")]), Problem::Unknown { seems } if seems.contains("spreadsheet"))
    );
    assert!(
        matches!(problem(&[("photo.jpg", b"x")]), Problem::Unknown { seems } if seems.contains("zip"))
    );
    assert!(matches!(
        problem(&[("word/other.xml", b"<x/>")]),
        Problem::Damaged { .. }
    ));
    assert!(matches!(
        problem(&[("word/document.xml", b"<w:document><w:body/></w:document>")]),
        Problem::NoWords { .. }
    ));
    let locked: &[(&str, &[u8])] = &[
        ("content.xml", b"\x01\x02"),
        ("META-INF/manifest.xml", b"<m><encryption-data/></m>"),
    ];
    assert!(matches!(problem(locked), Problem::Encrypted { .. }));
    sound(&open("odd-name", fixture("report.docx")));
}
