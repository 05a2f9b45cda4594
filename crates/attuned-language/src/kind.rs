//! The kind of text, which decides which rules and which questions apply.

use crate::finding::{Criterion, named};
use serde::ser::{Serialize, Serializer};

named! {
    /// What sort of text is being reviewed.
    Kind {
        #[allow(missing_docs)] Letter = "letter",
        #[allow(missing_docs)] Email = "email",
        #[allow(missing_docs)] Sms = "sms",
        #[allow(missing_docs)] PhoneScript = "phone-script",
        #[allow(missing_docs)] WebPage = "web-page",
        #[allow(missing_docs)] Form = "form",
        #[allow(missing_docs)] DecisionNotice = "decision-notice",
        #[allow(missing_docs)] Leaflet = "leaflet",
        #[allow(missing_docs)] Poster = "poster",
        #[allow(missing_docs)] CaseNote = "case-note",
        #[allow(missing_docs)] Minutes = "minutes",
        #[allow(missing_docs)] Policy = "policy",
        #[allow(missing_docs)] Report = "report",
        #[allow(missing_docs)] JobAdvert = "job-advert",
        #[allow(missing_docs)] SocialPost = "social-post",
        /// A briefing or guide for colleagues.
        Guidance = "guidance",
    }
}

impl Kind {
    /// Written about people for colleagues, rather than to the people themselves. A case note is
    /// not: people may read what is written about them.
    pub fn is_internal(self) -> bool {
        matches!(
            self,
            Kind::Minutes | Kind::Policy | Kind::Report | Kind::JobAdvert | Kind::Guidance
        )
    }

    /// In a script the words in quotation marks are the ones to be spoken, so they are the
    /// writer's own.
    pub fn quotes_are_its_own(self) -> bool {
        self == Kind::PhoneScript
    }

    /// Whether one of the ten questions makes sense for this kind.
    pub fn asks(self, criterion: Criterion) -> bool {
        use Criterion::{C1, C2, E1, L1, T1, T2, T3, U1};
        match self {
            Kind::Sms | Kind::SocialPost => !matches!(criterion, E1 | U1),
            Kind::Poster => !matches!(criterion, E1 | T3),
            Kind::CaseNote => matches!(criterion, T3 | L1),
            Kind::JobAdvert => matches!(criterion, T1 | T2 | T3 | C1 | C2 | U1),
            Kind::Minutes | Kind::Policy | Kind::Report | Kind::Guidance => false,
            _ => true,
        }
    }

    /// The kind a text most looks like. A guess: say so where it is shown.
    ///
    /// Only the opening and the close are read, so the time does not grow with the text.
    pub fn guess(text: &str) -> Kind {
        let opening = lower(text, 0, 1200);
        let close = lower(text, text.len().saturating_sub(400), text.len());
        let title = lines(&opening).take(3).collect::<Vec<_>>().join("\n");
        let has = |needle: &str| opening.contains(needle);
        let titled = |needles: &[&str]| needles.iter().any(|n| title.contains(n));
        let greeting = lines(&opening).any(|l| {
            ["dear ", "hi ", "hello ", "annwyl "]
                .iter()
                .any(|g| l.starts_with(g))
        });

        if titled(&["minutes of", "minutes of the"]) || (has("present:") && has("apologies")) {
            return Kind::Minutes;
        }
        if titled(&[
            "case note",
            "case record",
            "file note",
            "visit note",
            "contact record",
        ]) {
            return Kind::CaseNote;
        }
        if titled(&["script"]) && !greeting {
            return Kind::PhoneScript;
        }
        let messages = lines(text.get(..floor(text, 2000)).unwrap_or(text))
            .filter(|l| message_mark(l))
            .count();
        if messages >= 2 || (messages == 1 && text.len() < 700) {
            return Kind::Sms;
        }
        if lines(&opening)
            .take(4)
            .any(|l| l.starts_with("subject:") || l.starts_with("from:"))
        {
            return Kind::Email;
        }
        let signed = [
            "yours sincerely",
            "yours faithfully",
            "kind regards",
            "with warm wishes",
        ]
        .iter()
        .any(|s| close.contains(s));
        if greeting || signed {
            let decided = titled(&["decision"])
                || lines(&opening).any(|l| l.len() < 90 && l.contains("decision"));
            return if decided {
                Kind::DecisionNotice
            } else {
                Kind::Letter
            };
        }
        if titled(&["procedure", "policy", "protocol", "standard operating"]) {
            return Kind::Policy;
        }
        if has("salary")
            || has("closing date")
            || titled(&["job advert", "vacancy", "we are hiring"])
        {
            return Kind::JobAdvert;
        }
        if titled(&["briefing", "for staff", "staff guide", "style guide"])
            || has("for: all staff")
            || has("for all staff")
        {
            return Kind::Guidance;
        }
        if titled(&[
            "report to",
            "report of",
            "cabinet report",
            "committee report",
        ]) || has("recommendations\n")
            || has("executive summary")
        {
            return Kind::Report;
        }
        if titled(&[
            "notes for applicants",
            "application form",
            "claim form",
            "form",
        ]) || has("fill in this form")
            || has("complete this form")
            || has("completing the form")
        {
            return Kind::Form;
        }
        if has("this leaflet") || titled(&["leaflet"]) {
            return Kind::Leaflet;
        }
        if title.starts_with('#') || has("this page") || has("](/") {
            return Kind::WebPage;
        }
        if text.len() < 320 {
            return if text.contains('#') {
                Kind::SocialPost
            } else {
                Kind::Sms
            };
        }
        Kind::Letter
    }
}

fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|l| !l.is_empty())
}

/// The largest character boundary not past `at`.
fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn lower(text: &str, from: usize, to: usize) -> String {
    let (from, to) = (floor(text, from), floor(text, to));
    text.get(from..to).unwrap_or_default().to_lowercase()
}

/// `Msg 1:`, `[1]`, `Text 2:`, `SMS:` at the start of a line.
fn message_mark(line: &str) -> bool {
    let line = line.to_lowercase();
    let rest = ["msg", "text", "sms", "message", "["]
        .iter()
        .find_map(|m| line.strip_prefix(m));
    rest.is_some_and(|rest| {
        let rest = rest.trim_start();
        let digits = rest.trim_start_matches(|c: char| c.is_ascii_digit());
        (digits.len() < rest.len() && digits.trim_start().starts_with([':', ']', '.', ')', '-']))
            || (rest.starts_with(':') && !line.starts_with('['))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_is_guessed_from_how_a_text_opens_and_closes() {
        for (text, kind) in [
            (
                "Dear Ms Shaw\n\nThe repair is booked.\n\nYours sincerely",
                Kind::Letter,
            ),
            ("Subject: your bin\n\nHello Jo", Kind::Email),
            (
                "Text 1: Hi Sam, see you at 3pm.\nText 2: Running late.",
                Kind::Sms,
            ),
            ("MINUTES OF THE BOARD\n\nPresent: A, B", Kind::Minutes),
            (
                "# Paying your rent\n\nThis page is about rent.",
                Kind::WebPage,
            ),
            ("# Visits procedure\n\nStaff must knock.", Kind::Policy),
            (
                "Decision on your claim\n\nDear Mr Lee\n\nWe have decided.",
                Kind::DecisionNotice,
            ),
            ("Case note: visit on 4 May", Kind::CaseNote),
        ] {
            assert_eq!(Kind::guess(text), kind, "{text}");
        }
    }

    #[test]
    fn a_guess_is_made_of_any_text() {
        for text in ["", "é", "\u{feff}", "\n\n", &"é".repeat(3000)] {
            let _ = Kind::guess(text);
        }
    }
}
