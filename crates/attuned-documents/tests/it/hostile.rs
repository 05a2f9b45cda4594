//! Files made to hurt: each must end soon, in words or in a kind refusal.

use std::io::Write;
use std::time::{Duration, Instant};

use attuned_documents::{Limits, Problem, read};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::word::{docx, zipped};
use super::{NAMES, Random, fixture, open, sound};

/// Tests run without optimisation and beside others.
const SOON: Duration = Duration::from_secs(20);

fn soon(name: &str, bytes: &[u8]) -> Result<(), Problem> {
    let began = Instant::now();
    let result = read(name, bytes, &Limits::default());
    assert!(began.elapsed() < SOON, "{name}: {:?}", began.elapsed());
    result.map(|document| sound(&document))
}

#[test]
fn next_to_nothing() {
    for name in NAMES {
        assert_eq!(soon(name, b""), Err(Problem::Empty));
        for byte in 0..=255 {
            let _ = soon(name, &[byte]);
        }
    }
}

#[test]
fn noise_with_every_name() {
    let mut random = Random(7);
    for name in NAMES {
        for length in [2, 7, 100, 5_000] {
            let bytes: Vec<u8> = (0..length).map(|_| random.below(256) as u8).collect();
            let _ = soon(name, &bytes);
            let mut zip = b"PK\x03\x04".to_vec();
            zip.extend(&bytes);
            assert!(soon(name, &zip).is_err());
        }
    }
}

#[test]
fn files_cut_at_any_place() {
    for name in ["report.docx", "report.odt"] {
        let bytes = fixture(name);
        for cut in (4..bytes.len()).step_by(97) {
            assert!(soon(name, &bytes[..cut]).is_err(), "{name} cut at {cut}");
        }
    }
}

#[test]
fn a_zip_that_unpacks_to_a_thousand_times_its_size() {
    let mut writer = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    writer
        .start_file("word/document.xml", SimpleFileOptions::default())
        .unwrap();
    let block = vec![b' '; 1 << 20];
    for _ in 0..70 {
        writer.write_all(&block).unwrap();
    }
    let bomb = writer.finish().unwrap().into_inner();
    assert!(bomb.len() < 70 << 10, "{}", bomb.len());
    assert!(matches!(
        soon("a.docx", &bomb),
        Err(Problem::TooLarge { .. })
    ));
}

#[test]
fn a_zip_of_very_many_files() {
    let names: Vec<String> = (0..6_000).map(|number| format!("word/{number}")).collect();
    let parts: Vec<(&str, &[u8])> = names
        .iter()
        .map(|name| (name.as_str(), b"".as_slice()))
        .collect();
    assert!(matches!(
        soon("a.docx", &zipped(&parts)),
        Err(Problem::TooLarge { .. })
    ));
}

#[test]
fn deep_nesting() {
    let deep = |open: &str, close: &str, times: usize| {
        format!("{}words{}", open.repeat(times), close.repeat(times))
    };
    assert!(matches!(
        soon(
            "a.docx",
            &docx(
                &deep("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>", 50_000),
                "",
                ""
            )
        ),
        Err(Problem::Damaged { .. })
    ));
    let box_in_box = deep(
        "<w:p><w:r><w:pict><v:t><w:txbxContent>",
        "</w:txbxContent></v:t></w:pict></w:r></w:p>",
        45,
    );
    let _ = soon("a.docx", &docx(&box_in_box, "", ""));
    let _ = soon(
        "a.docx",
        &docx(
            &deep("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>", 80),
            "",
            "",
        ),
    );
    for (open, close) in [
        ("<div>", "</div>"),
        ("<b>", "</b>"),
        ("<ul><li>", "</li></ul>"),
        ("<table><tr><td>", "</td></tr></table>"),
        ("<p>", ""),
        ("<a href=x>", "</a>"),
    ] {
        assert_eq!(
            soon("a.html", deep(open, close, 20_000).as_bytes()),
            Ok(()),
            "{open}"
        );
    }
    for (open, close) in [
        ("- ", ""),
        ("> ", ""),
        ("*", "*"),
        ("[", "](x)"),
        ("1. ", ""),
    ] {
        let _ = soon("a.md", deep(open, close, 20_000).as_bytes());
        let _ = soon("a.txt", deep(open, close, 200_000).as_bytes());
    }
    let lists: String = (0..2_000)
        .map(|depth| format!("{}- item\n", " ".repeat(depth)))
        .collect();
    assert_eq!(soon("a.txt", lists.as_bytes()), Ok(()));
    assert_eq!(soon("a.md", lists.as_bytes()), Ok(()));
}

#[test]
fn one_line_of_five_megabytes() {
    for unit in ["word ", "w", "[a](b", "**a** ", "(a", "<b", "\t", "é "] {
        let megabytes = if unit == "word " { 5 } else { 1 };
        let line = unit.repeat((megabytes << 20) / unit.len());
        for name in ["a.txt", "a.md", "a.html"] {
            let _ = soon(name, line.as_bytes());
        }
    }
}

#[test]
fn two_hundred_thousand_bullets() {
    let text = "- one bullet of many\n".repeat(200_000);
    let html = format!("<ul>{}</ul>", "<li>one bullet".repeat(200_000));
    for (name, words) in [("a.txt", &text), ("a.md", &text), ("a.html", &html)] {
        assert_eq!(soon(name, words.as_bytes()), Ok(()), "{name}");
    }
    let body = "<w:p><w:r><w:t>one</w:t></w:r></w:p>".repeat(200_000);
    assert_eq!(soon("a.docx", &docx(&body, "", "")), Ok(()));
}

#[test]
fn more_than_the_limits() {
    let limits = Limits {
        blocks: 10,
        file_bytes: 1_000,
        ..Limits::default()
    };
    let too_large = |name: &str, words: &str| {
        matches!(
            read(name, words.as_bytes(), &limits),
            Err(Problem::TooLarge { .. })
        )
    };
    assert!(too_large("a.txt", &"x".repeat(1_001)));
    for name in ["a.txt", "a.md"] {
        assert!(too_large(name, &"word\n\n".repeat(20)), "{name}");
    }
    assert!(too_large("a.html", &"<p>word".repeat(20)));
}

#[test]
fn styles_and_numbers_in_circles() {
    let styles = r#"<w:style w:type="paragraph" w:default="1" w:styleId="A"><w:basedOn w:val="B"/></w:style><w:style w:type="paragraph" w:styleId="B"><w:basedOn w:val="A"/></w:style>"#;
    let numbering = r#"<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="4294967295"/><w:numFmt w:val="lowerRoman"/><w:lvlText w:val="%1%1%1%9"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>"#;
    let item = r#"<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>x</w:t></w:r></w:p>"#;
    let _ = soon("a.docx", &docx(&item.repeat(50), styles, numbering));
}

/// Twice the length must not take four times as long; the bound is wide, since other work runs beside the tests.
#[test]
fn time_grows_with_length() {
    let unit = "Heading here\n\n5.1. The panel asked for *warm* halls and [a plan](#), and it said so:\n\n- one\n- two\n\n";
    for name in ["a.txt", "a.md"] {
        let time = |times: usize| {
            let words = unit.repeat(times);
            let began = Instant::now();
            open(name, &words);
            began.elapsed().as_secs_f64()
        };
        let (short, long) = (time(1_000), time(8_000));
        assert!(
            long < short * 32.0 + 0.5,
            "{name}: {short} s, then {long} s for eight times as much"
        );
    }
}
