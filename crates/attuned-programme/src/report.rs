//! A report as it was read: its front page, its paragraphs, and the parts that were understood.

use attuned_db::{Day, record, row};

record! {
    pub struct Report in programme_report {
        pub slug: String,
        pub title: String,
        pub decided_by: String,
        pub asked_by: String,
        pub reported_on: Option<Day>,
        /// The date as the report writes it.
        pub reported_words: String,
        pub key_decision: String,
        pub class: String,
        pub wards: String,
        /// One a line.
        pub contributors: String,
        pub file_name: String,
        /// SHA-256 of the file, in hexadecimal.
        pub fingerprint: String,
    }
}

record! {
    pub struct Paragraph in programme_paragraph {
        pub report_id: String,
        pub position: i64,
        /// As printed, or derived from the last number that is.
        pub number: String,
        pub anchor: String,
        pub printed: bool,
        pub level: i64,
        /// What the reader took it for.
        pub role: String,
        pub words: String,
    }
}

record! {
    /// Something understood in a report: an ask, a principle, a slip and so on. `paragraphs` is JSON.
    pub struct Part in programme_part {
        pub report_id: String,
        pub kind: String,
        pub position: i64,
        pub name: String,
        pub words: String,
        pub paragraphs: String,
        pub address: Option<String>,
    }
}

row! {
    /// Who wrote a report, as it says itself. A person's own, so outside history and erasable.
    pub struct Contact {
        pub id: String,
        pub report_id: String,
        pub position: i64,
        pub post: String,
        pub organisation: String,
        pub name: Option<String>,
        pub email: Option<String>,
        pub phone: Option<String>,
    }
}

impl Report {
    pub fn href(&self) -> String {
        format!("/reports/{}", self.slug)
    }
}

/// A path for an address from words: ASCII letters, digits and hyphens, at most `longest` of them.
pub fn slug(words: &str, longest: usize) -> String {
    let mut out = String::new();
    for letter in words.chars().flat_map(char::to_lowercase) {
        if letter.is_ascii_alphanumeric() {
            out.push(letter);
        } else if !out.ends_with('-') && !out.is_empty() {
            out.push('-');
        }
        if out.len() >= longest {
            break;
        }
    }
    out.trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::slug;

    #[test]
    fn slugs_are_plain() {
        assert_eq!(
            slug("Response to the Committee\u{2019}s \u{2013} comments", 60),
            "response-to-the-committee-s-comments"
        );
        assert_eq!(slug("\u{2013}\u{2013}", 60), "");
        assert!(slug(&"word ".repeat(50), 40).len() <= 40);
    }
}
