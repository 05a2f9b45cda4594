//! Bytes to text: a byte order mark decides, then UTF-8, then Windows-1252, and a note says when we had to choose.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::Problem;

pub(crate) struct Decoded {
    pub text: String,
    pub notes: Vec<String>,
}

/// `seems` is what the message calls the file when its letters cannot be made out.
pub(crate) fn decode(bytes: &[u8], seems: &'static str) -> Result<Decoded, Problem> {
    if let Some((encoding, skip)) = Encoding::for_bom(bytes) {
        return Ok(with_encoding(
            bytes.get(skip..).unwrap_or_default(),
            encoding,
            false,
        ));
    }
    if let Some(encoding) = utf16_without_mark(bytes) {
        return Ok(with_encoding(bytes, encoding, true));
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(Decoded {
            text: text.to_owned(),
            notes: Vec::new(),
        }),
        // Cut in the middle of the last character: the rest is sound.
        Err(error) if error.error_len().is_none() && error.valid_up_to() > 0 => {
            let text =
                String::from_utf8_lossy(bytes.get(..error.valid_up_to()).unwrap_or_default())
                    .into_owned();
            Ok(Decoded {
                text,
                notes: vec![CUT.to_owned()],
            })
        }
        Err(_) if mostly_utf8(bytes) => Ok(with_encoding(bytes, UTF_8, false)),
        Err(_) => {
            let decoded = with_encoding(bytes, WINDOWS_1252, true);
            if control_share(&decoded.text) > 0.02 {
                Err(Problem::Encoding { seems })
            } else {
                Ok(decoded)
            }
        }
    }
}

const CUT: &str = "The file ends in the middle of a letter, so its last part may be missing.";

fn with_encoding(bytes: &[u8], encoding: &'static Encoding, guessed: bool) -> Decoded {
    let (text, replaced) = encoding.decode_without_bom_handling(bytes);
    let mut notes = Vec::new();
    if guessed {
        notes.push(format!(
            "The file does not say how its letters are stored; we read it as {}.",
            match encoding.name() {
                "windows-1252" => "Windows-1252",
                name => name,
            }
        ));
    }
    if replaced && encoding != UTF_8 && bytes.len() % 2 == 1 {
        notes.push(CUT.to_owned());
    } else if replaced {
        notes.push("Some letters could not be read and are shown as \u{fffd}.".to_owned());
    }
    Decoded {
        text: text.into_owned(),
        notes,
    }
}

/// Western text in UTF-16 has a zero byte beside almost every letter, always on the same side.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = bytes.get(..bytes.len().min(4096)).unwrap_or_default();
    let pairs = sample.len() / 2;
    if pairs < 2 {
        return None;
    }
    let zeros = |odd: usize| {
        sample
            .iter()
            .skip(odd)
            .step_by(2)
            .filter(|byte| **byte == 0)
            .count()
    };
    let (first, second) = (zeros(0), zeros(1));
    if second * 10 > pairs * 7 && first * 20 < pairs {
        Some(UTF_16LE)
    } else if first * 10 > pairs * 7 && second * 20 < pairs {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// More sound multi-byte letters than broken ones: a UTF-8 file with some damage, not a Windows-1252 file.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut sound, mut broken) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        sound += chunk
            .valid()
            .chars()
            .filter(|letter| !letter.is_ascii())
            .count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    sound > broken * 4
}

/// The share of characters that no text has: controls other than tab, line ends and form feed.
pub(crate) fn control_share(text: &str) -> f64 {
    let (mut controls, mut all) = (0_u32, 0_u32);
    for letter in text.chars().take(65_536) {
        all += 1;
        controls +=
            u32::from(letter.is_control() && !matches!(letter, '\t' | '\n' | '\r' | '\u{c}'));
    }
    if all == 0 {
        0.0
    } else {
        f64::from(controls) / f64::from(all)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8]) -> (String, usize) {
        let decoded = decode(bytes, "a text file").unwrap();
        (decoded.text, decoded.notes.len())
    }

    #[test]
    fn byte_order_marks_decide() {
        assert_eq!(text(b"\xef\xbb\xbfcaf\xc3\xa9"), ("café".into(), 0));
        assert_eq!(text(b"\xff\xfec\0a\0f\0\xe9\0"), ("café".into(), 0));
        assert_eq!(text(b"\xfe\xff\0c\0a\0f\0\xe9"), ("café".into(), 0));
    }

    #[test]
    fn utf16_is_seen_without_a_mark() {
        assert_eq!(text(b"D\0e\0a\0r\0 \0y\0o\0u\0"), ("Dear you".into(), 1));
    }

    #[test]
    fn a_cut_file_keeps_what_is_sound() {
        assert_eq!(text(b"caf\xc3"), ("caf".into(), 1));
        let (words, notes) = text(b"\xff\xfec\0a\0f");
        assert!(words.starts_with("ca"), "{words}");
        assert_eq!(notes, 1);
    }

    #[test]
    fn windows_letters_are_read_and_said() {
        assert_eq!(text(b"caf\xe9 \x80" as &[u8]), ("café €".into(), 1));
    }

    #[test]
    fn a_damaged_utf8_file_stays_utf8() {
        let mut bytes = "é".repeat(50).into_bytes();
        bytes.push(0xff);
        bytes.extend("é".bytes());
        assert!(text(&bytes).0.ends_with("\u{fffd}é"));
    }
}
