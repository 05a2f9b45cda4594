//! The fixtures with bytes changed at random, always the same way: whatever comes out must be sound.

use attuned_documents::{Limits, read};

use super::word::zipped;
use super::{Random, fixture, plain, sound};

fn mutate(bytes: &[u8], random: &mut Random) -> Vec<u8> {
    const PIECES: &[&[u8]] = &[
        b"<",
        b">",
        b"</w:p>",
        b"<w:p>",
        b"*",
        b"_",
        b"[",
        b"](",
        b"\n",
        b"\n\n",
        b"- ",
        b"1. ",
        b"(a) ",
        b"\xff",
        b"\xc3",
        "é".as_bytes(),
        "\u{2028}".as_bytes(),
        b"\0",
        b"&#x0;",
        b"&amp",
        b"\t",
    ];
    let mut out = bytes.to_vec();
    for _ in 0..1 + random.below(8) {
        let at = random.below(out.len().max(1));
        let length = random.below(40).min(out.len().saturating_sub(at));
        match random.below(5) {
            0 => drop(out.drain(at..at + length)),
            1 => {
                let copy = out[at..at + length].to_vec();
                let to = random.below(out.len().max(1));
                out.splice(to..to, copy);
            }
            2 if at < out.len() => out[at] = random.below(256) as u8,
            3 => out.truncate(at.max(1)),
            _ => {
                let piece = PIECES[random.below(PIECES.len())];
                out.splice(at..at, piece.iter().copied());
            }
        }
    }
    out
}

fn try_all(
    name: &str,
    bytes: &[u8],
    times: usize,
    random: &mut Random,
    wrap: impl Fn(Vec<u8>) -> Vec<u8>,
) -> usize {
    let limits = Limits::default();
    (0..times)
        .filter(
            |_| match read(name, &wrap(mutate(bytes, random)), &limits) {
                Ok(document) => {
                    sound(&document);
                    true
                }
                Err(problem) => {
                    assert!(problem.to_string().ends_with(['.', ')']), "{problem}");
                    false
                }
            },
        )
        .count()
}

fn part(name: &str, inner: &str) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(fixture(name))).unwrap();
    let mut bytes = Vec::new();
    std::io::Read::read_to_end(&mut archive.by_name(inner).unwrap(), &mut bytes).unwrap();
    bytes
}

#[test]
fn changed_files_stay_sound() {
    let mut random = Random(20_310_503);
    let report = plain::REPORT.as_bytes();
    assert!(try_all("a.txt", report, 1_000, &mut random, |bytes| bytes) > 500);
    assert!(try_all("a.md", report, 1_000, &mut random, |bytes| bytes) > 500);
    assert!(
        try_all(
            "a.html",
            &fixture("letter.html"),
            1_000,
            &mut random,
            |bytes| bytes
        ) > 500
    );
    try_all(
        "a.docx",
        &fixture("report.docx"),
        150,
        &mut random,
        |bytes| bytes,
    );
    try_all("a.odt", &fixture("report.odt"), 150, &mut random, |bytes| {
        bytes
    });
}

#[test]
fn changed_parts_stay_sound() {
    let mut random = Random(9);
    let (document, styles, numbering) = (
        part("report.docx", "word/document.xml"),
        part("report.docx", "word/styles.xml"),
        part("report.docx", "word/numbering.xml"),
    );
    let read = try_all("a.docx", &document, 200, &mut random, |bytes| {
        zipped(&[
            ("word/document.xml", &bytes),
            ("word/styles.xml", &styles),
            ("word/numbering.xml", &numbering),
        ])
    });
    assert!(read > 50, "{read}");
    try_all("a.docx", &numbering, 60, &mut random, |bytes| {
        zipped(&[
            ("word/document.xml", &document),
            ("word/styles.xml", &styles),
            ("word/numbering.xml", &bytes),
        ])
    });
    let (content, common) = (
        part("report.odt", "content.xml"),
        part("report.odt", "styles.xml"),
    );
    let read = try_all("a.odt", &content, 150, &mut random, |bytes| {
        zipped(&[("content.xml", &bytes), ("styles.xml", &common)])
    });
    assert!(read > 50, "{read}");
    try_all("a.odt", &common, 60, &mut random, |bytes| {
        zipped(&[("content.xml", &content), ("styles.xml", &bytes)])
    });
}
