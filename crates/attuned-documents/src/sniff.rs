//! Which format a file has: its bytes decide, its name is only a hint between kinds of text.

use crate::{Problem, decode};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    Text,
    Markdown,
    Html,
    Mail,
    Zip,
    Pdf,
}

/// Beginnings that name a format we do not read.
const OTHERS: &[(&[u8], &str)] = &[
    (b"\x89PNG", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"II*\0", "a picture (TIFF)"),
    (b"MM\0*", "a picture (TIFF)"),
    (b"RIFF", "a picture or a recording"),
    (b"BM", "a picture (BMP)"),
    (b"{\\rtf", "a Rich Text file (.rtf)"),
    (b"\x1f\x8b", "a compressed file (gzip)"),
    (b"7z\xbc\xaf", "a compressed file (7-Zip)"),
    (b"Rar!", "a compressed file (RAR)"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"ID3", "a recording"),
    (b"OggS", "a recording"),
    (b"SQLite format 3\0", "a database"),
    (b"%!PS", "a PostScript file"),
];

/// The old container of Office, also wrapped around locked DOCX files.
const OLE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

pub(crate) fn sniff(name: &str, bytes: &[u8]) -> Result<Format, Problem> {
    if bytes.is_empty() {
        return Err(Problem::Empty);
    }
    let head = bytes.get(..bytes.len().min(1024)).unwrap_or_default();
    if find(head, b"%PDF-")
        .is_some_and(|at| at < 8 || decode::control_share(&String::from_utf8_lossy(head)) > 0.0)
    {
        return Ok(Format::Pdf);
    }
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        return Ok(Format::Zip);
    }
    if head.starts_with(OLE) {
        let wide: Vec<u8> = "EncryptedPackage"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        return Err(if find(bytes, &wide).is_some() {
            Problem::Encrypted {
                seems: "an Office file",
            }
        } else {
            Problem::Unknown {
                seems: "an Office file from before 2007 (such as .doc)",
            }
        });
    }
    for (start, seems) in OTHERS {
        // Two letters alone could open a text ("BMA", "MZ"), so binary bytes must follow them.
        if head.starts_with(start) && (start.len() > 3 || head.contains(&0)) {
            return Err(Problem::Unknown { seems });
        }
    }
    let extension = name
        .rsplit_once('.')
        .map(|(_, end)| end.to_ascii_lowercase())
        .unwrap_or_default();
    if let Some(problem) = not_text(head, &extension) {
        return Err(problem);
    }
    let start = String::from_utf8_lossy(head)
        .trim_start_matches('\u{feff}')
        .trim_start()
        .to_ascii_lowercase();
    let html = ["<!doctype html", "<html", "<head", "<body"]
        .iter()
        .any(|tag| start.starts_with(tag))
        || (start.starts_with("<?xml") && start.contains("<html"));
    Ok(match extension.as_str() {
        _ if html => Format::Html,
        "html" | "htm" | "xhtml" => Format::Html,
        "md" | "markdown" | "mdown" | "mkd" => Format::Markdown,
        "eml" => Format::Mail,
        _ if mail(&start) => Format::Mail,
        _ => Format::Text,
    })
}

/// A letter can open with "From:" and "Date:"; only a message has a second header that mail programs write.
fn mail(start: &str) -> bool {
    let names: Vec<&str> = start
        .lines()
        .take_while(|line| !line.is_empty())
        .filter_map(|line| line.split_once(':'))
        .map(|(name, _)| name)
        .collect();
    names.contains(&"from")
        && [
            "message-id",
            "mime-version",
            "received",
            "return-path",
            "content-type",
        ]
        .iter()
        .any(|name| names.contains(name))
}

fn not_text(head: &[u8], extension: &str) -> Option<Problem> {
    let zeros = head.iter().filter(|byte| **byte == 0).count();
    let marked = encoding_rs::Encoding::for_bom(head).is_some();
    if marked
        || (zeros > 0
            && decode::decode(head, "")
                .is_ok_and(|decoded| decode::control_share(&decoded.text) == 0.0))
    {
        return None;
    }
    let controls = head
        .iter()
        .filter(|byte| matches!(byte, 0..=8 | 14..=26 | 28..=31 | 127))
        .count();
    if zeros == 0 && controls * 50 <= head.len() {
        return None;
    }
    let damaged = |seems| {
        Some(Problem::Damaged {
            seems,
            what: "its beginning is not that of such a file".to_owned(),
        })
    };
    match extension {
        "docx" => damaged("a Word file by its name (.docx)"),
        "odt" => damaged("an OpenDocument file by its name (.odt)"),
        "pdf" => damaged("a PDF by its name (.pdf)"),
        _ => Some(Problem::Unknown {
            seems: "a file of a kind that is not text",
        }),
    }
}

pub(crate) fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes
        .windows(wanted.len())
        .position(|window| window == wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_decides_and_the_name_only_hints() {
        assert_eq!(sniff("a.txt", b"Dear tenant"), Ok(Format::Text));
        assert_eq!(sniff("a.md", b"Dear tenant"), Ok(Format::Markdown));
        assert_eq!(sniff("a.txt", b"\n<!DOCTYPE html><p>x"), Ok(Format::Html));
        assert_eq!(sniff("a.txt", b"%PDF-1.7\n"), Ok(Format::Pdf));
        assert_eq!(
            sniff("a", b"From: a@b.example\nMIME-Version: 1.0\n\nHello"),
            Ok(Format::Mail)
        );
        assert_eq!(
            sniff("a.txt", b"From: Ann\nDate: 3 May\n\nHello"),
            Ok(Format::Text)
        );
        assert_eq!(
            sniff("a.txt", b"MZ is how she signs. BM is her friend."),
            Ok(Format::Text)
        );
        assert_eq!(sniff("a.txt", b"D\0e\0a\0r\0"), Ok(Format::Text));
    }

    #[test]
    fn other_kinds_are_named() {
        assert_eq!(sniff("a.txt", b""), Err(Problem::Empty));
        assert!(
            matches!(sniff("a.docx", b"\x89PNG\r\n\x1a\n"), Err(Problem::Unknown { seems }) if seems.contains("PNG"))
        );
        assert!(matches!(
            sniff("a.docx", b"\x01\x02\x03\x00\x9f"),
            Err(Problem::Damaged { .. })
        ));
        assert!(matches!(sniff("a.doc", OLE), Err(Problem::Unknown { .. })));
        let mut locked = OLE.to_vec();
        locked.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
        assert!(matches!(
            sniff("a.docx", &locked),
            Err(Problem::Encrypted { .. })
        ));
    }
}
