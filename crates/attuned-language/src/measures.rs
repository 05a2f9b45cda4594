//! Counts of a text: one look at every byte.

use crate::finding::Measures;
use crate::layout::{Layout, Role};

/// What counting a sentence tells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    pub words: u32,
    /// Holds something like an abbreviation or a section number.
    pub shape: bool,
}

const OTHER: u8 = 0;
const LOWER: u8 = 1;
const UPPER: u8 = 2;
const DIGIT: u8 = 3;
/// Stands inside words: apostrophes and hyphens.
const INSIDE: u8 = 4;

const CLASS: [u8; 256] = {
    let mut table = [OTHER; 256];
    let mut i = 0;
    while i < 256 {
        let b = i as u8;
        #[allow(clippy::indexing_slicing)]
        {
            table[i] = match b {
                b'a'..=b'z' => LOWER,
                b'A'..=b'Z' => UPPER,
                b'0'..=b'9' => DIGIT,
                b'\'' | b'-' | b'.' | b'@' | b',' => INSIDE,
                // Letters with accents; dashes and quotation marks are taken for letters too, which
                // joins a few words.
                0x80.. => LOWER,
                _ => OTHER,
            };
        }
        i += 1;
    }
    table
};

fn class(b: u8) -> u8 {
    #[allow(clippy::indexing_slicing)]
    CLASS[b as usize]
}

/// Counts every sentence, and the text as a whole.
pub fn count(text: &str, layout: &Layout) -> (Vec<Count>, Measures) {
    let bytes = text.as_bytes();
    let mut counts = Vec::with_capacity(layout.sentences.len());
    let (mut words, mut letters, mut prose_words, mut sentences) = (0u64, 0u64, 0u64, 0u64);
    for (i, s) in layout.sentences.iter().enumerate() {
        let (count, length) = count_one(bytes.get(s.start..s.end).unwrap_or_default());
        words += u64::from(count.words);
        // Headings and addresses are not sentences, and would make any text look easy.
        if layout.role(i) != Role::Heading && count.words > 0 {
            prose_words += u64::from(count.words);
            letters += length;
            sentences += 1;
        }
        counts.push(count);
    }
    let reading_age = if sentences == 0 || prose_words == 0 {
        0.0
    } else {
        let grade = 4.71 * (letters as f32 / prose_words as f32)
            + 0.5 * (prose_words as f32 / sentences as f32)
            - 21.43;
        (grade.clamp(1.0, 17.0) + 5.0).round()
    };
    (
        counts,
        Measures {
            words: words as usize,
            sentences: sentences as usize,
            reading_age,
        },
    )
}

/// The words of one sentence, and the letters and figures in them.
fn count_one(bytes: &[u8]) -> (Count, u64) {
    let mut count = Count::default();
    let mut letters = 0u64;
    let (mut inside, mut uppers) = (false, 0u32);
    let mut before = b' ';
    for &b in bytes {
        match class(b) {
            OTHER => inside = false,
            INSIDE => {}
            kind => {
                if !inside {
                    inside = true;
                    uppers = 0;
                    count.words += 1;
                }
                letters += 1;
                uppers += u32::from(kind == UPPER);
                let section = kind == DIGIT && matches!(before, b's' | b'S' | b'.');
                count.shape |= (kind == UPPER && uppers >= 2) || section;
            }
        }
        before = b;
    }
    (count, letters)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_counted_as_a_person_would() {
        let words = |t: &str| count(t, &Layout::of(t)).1.words;
        assert_eq!(words("I don't know, e.g. at 9.30am, why."), 7);
        assert_eq!(words("a wheelchair-bound – no"), 4);
        assert_eq!(words(""), 0);
    }

    #[test]
    fn a_harder_text_has_a_higher_reading_age() {
        let age = |t: &str| count(t, &Layout::of(t)).1.reading_age;
        let plain = "We can help you. Call us on Monday. You can bring a friend.";
        let hard = "Notwithstanding the aforementioned determination, representations concerning reconsideration necessitate comprehensive documentation.";
        assert!(
            age(plain) < 10.0 && age(hard) > 18.0,
            "{} {}",
            age(plain),
            age(hard)
        );
    }
}
