//! A recommendation while its paragraphs are gathered.

use crate::duties;
use crate::mark::{self, Mark};
use crate::outline::Outline;
use crate::report::{At, Item, Part, Recommendation, Reply, Role};
use crate::words;

#[derive(Debug, Clone, Default)]
pub(crate) struct Draft {
    /// Index of its first paragraph: recommendations are listed in the order of the report.
    pub place: usize,
    pub number: Option<String>,
    pub label: Option<String>,
    pub title: Option<String>,
    pub text: String,
    /// Bytes at the start of `text` that are a lead-in shared with other recommendations.
    pub lead: usize,
    pub reply: Option<Reply>,
    pub at: At,
    pub paragraphs: Vec<At>,
    pub claims: Vec<(usize, Role)>,
}

impl Draft {
    pub(crate) fn new(outline: &Outline, index: usize) -> Draft {
        Draft {
            place: index,
            at: outline.at(index),
            paragraphs: vec![outline.at(index)],
            claims: vec![(index, Role::Recommendation)],
            ..Draft::default()
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// Its first words: a title before them is taken off.
    pub(crate) fn open(&mut self, text: &str, bold: Option<&str>) {
        let (title, rest) = titled(text, bold);
        self.title = self.title.take().or(title.map(str::to_owned));
        self.text = rest.trim().to_owned();
    }

    /// The lead-in that it shares with others, on a line of its own before its words.
    pub(crate) fn led_by(&mut self, lead: &str) {
        if !lead.is_empty() {
            self.text = format!("{lead}\n{}", self.text);
            self.lead = lead.len() + 1;
        }
    }

    /// An item of a list inside it.
    pub(crate) fn item(&mut self, outline: &Outline, index: usize, depth: u8) {
        let label = match outline.paras.get(index).and_then(|para| para.mark.clone()) {
            Some(Mark::Letter(_, printed)) => format!("{printed} "),
            Some(Mark::Number(parts)) => format!(
                "{}. ",
                parts
                    .iter()
                    .map(u32::to_string)
                    .collect::<Vec<_>>()
                    .join(".")
            ),
            _ => String::new(),
        };
        self.text.push('\n');
        self.text.push_str(&"  ".repeat(usize::from(depth.min(6))));
        self.text.push_str(&label);
        self.text.push_str(outline.text(index));
        self.claim(outline, index, Role::RecommendationPart);
    }

    /// A further paragraph.
    pub(crate) fn paragraph(&mut self, outline: &Outline, index: usize) {
        if self.text.is_empty() {
            self.open(outline.text(index), None);
        } else {
            self.text.push_str("\n\n");
            self.text.push_str(outline.text(index));
        }
        self.claim(outline, index, Role::Recommendation);
    }

    pub(crate) fn reply(&mut self, outline: &Outline, index: usize, field: &str, value: &str) {
        self.reply
            .get_or_insert_with(Reply::default)
            .put(field, value, outline.at(index));
        self.claims.push((index, Role::Reply));
    }

    fn claim(&mut self, outline: &Outline, index: usize, role: Role) {
        self.paragraphs.push(outline.at(index));
        self.claims.push((index, role));
    }

    /// What two tellings of the same recommendation have in common: their first letters and figures.
    pub(crate) fn key(&self) -> String {
        self.text
            .get(self.lead..)
            .unwrap_or(&self.text)
            .chars()
            .filter(|letter| letter.is_alphanumeric())
            .flat_map(char::to_lowercase)
            .take(60)
            .collect()
    }

    /// Takes up what the other telling of the same recommendation knows more of.
    pub(crate) fn take_up(&mut self, other: Draft, place_from_other: bool) {
        self.reply = self.reply.take().or(other.reply);
        self.number = self.number.take().or(other.number);
        self.label = self.label.take().or(other.label);
        self.title = self.title.take().or(other.title);
        if other.text.len() > self.text.len() || place_from_other {
            self.text = other.text;
            self.place = other.place;
            self.at = other.at;
        }
        self.paragraphs.extend(other.paragraphs);
    }

    /// Whether it only asks for a decision on the paper itself ("endorse the report").
    pub(crate) fn only_decides(&self) -> bool {
        let first = duties::without_preamble(&self.text).to_lowercase();
        first
            .split_whitespace()
            .take(8)
            .any(|word| words::has("ask", word))
            && first.split_whitespace().any(|word| {
                matches!(
                    word.trim_end_matches([',', '.', ';']),
                    "report" | "recommendations" | "findings"
                )
            })
    }

    pub(crate) fn finish(self, number: String) -> Recommendation {
        let (parts, considerations) = listed(&self.text, self.lead);
        let duties = duties::split(&number, &self.text);
        let Draft {
            label,
            title,
            text,
            reply,
            at,
            paragraphs,
            ..
        } = self;
        Recommendation {
            number,
            label,
            title,
            text,
            parts,
            considerations,
            duties,
            reply,
            at,
            paragraphs,
        }
    }
}

/// A short title before the words: "Training \u{2013} That ...", "Training: The Board should ...", or in bold.
pub(crate) fn titled<'a>(text: &'a str, bold: Option<&str>) -> (Option<&'a str>, &'a str) {
    let text = text.trim();
    let begins = |rest: &str| {
        rest.starts_with(|first: char| first.is_uppercase() || first == '(')
            || rest.starts_with("that ")
    };
    for separator in [" \u{2013} ", " \u{2014} ", " - ", ": ", "- ", "\u{2013} "] {
        let Some((title, rest)) = text.split_once(separator) else {
            continue;
        };
        let count = title.split_whitespace().count();
        let verb = title.split_whitespace().any(|word| {
            matches!(
                word.to_lowercase().as_str(),
                "should"
                    | "must"
                    | "be"
                    | "is"
                    | "are"
                    | "that"
                    | "resolved"
                    | "recommends"
                    | "recommended"
                    | "recommend"
                    | "to"
            )
        });
        if (1..=8).contains(&count)
            && !verb
            && title.starts_with(char::is_uppercase)
            && begins(rest.trim_start())
        {
            return (Some(title.trim()), rest.trim_start());
        }
    }
    if let Some(bold) = bold
        .map(str::trim)
        .filter(|bold| bold.len() < text.len() && bold.split_whitespace().count() <= 8)
        && let Some(rest) = text.strip_prefix(bold)
    {
        let rest = rest.trim_start_matches([':', '.', ' ', '-', '\u{2013}', '\u{2014}']);
        if begins(rest)
            && !bold.to_lowercase().contains("resolved")
            && !bold.to_lowercase().starts_with("that")
        {
            return text.get(..bold.len()).map_or((None, text), |title| {
                (Some(title.trim_end_matches([':', '.', ' '])), rest)
            });
        }
    }
    (None, text)
}

/// Lettered parts and unlettered items of a text.
fn listed(text: &str, lead: usize) -> (Vec<Part>, Vec<Item>) {
    let mut parts = Vec::new();
    let mut items = Vec::new();
    let mut at = 0;
    for line in text.split('\n') {
        let words = line.trim_start();
        let start = at + line.len() - words.len();
        let first = at <= lead
            || text
                .get(..at)
                .is_some_and(|before| before.ends_with("\n\n"));
        match mark::find(words) {
            Some((Mark::Letter(_, label), inner)) => {
                let range = start + inner..start + words.len();
                parts.push(Part {
                    label,
                    words: text.get(range.clone()).unwrap_or("").to_owned(),
                    range,
                });
            }
            Some((Mark::Number(number), inner)) if number.len() == 1 && !first => {
                let range = start + inner..start + words.len();
                let label = number.first().map(u32::to_string).unwrap_or_default();
                parts.push(Part {
                    label,
                    words: text.get(range.clone()).unwrap_or("").to_owned(),
                    range,
                });
            }
            _ if !first && !words.is_empty() => items.push(Item {
                range: start..start + words.len(),
                words: words.to_owned(),
            }),
            _ => {
                for (label, range) in duties::labelled_parts(text, start..start + words.len()) {
                    parts.push(Part {
                        label,
                        words: text.get(range.clone()).unwrap_or("").to_owned(),
                        range,
                    });
                }
            }
        }
        at += line.len() + 1;
    }
    (parts, items)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_told_from_the_words() {
        assert_eq!(
            titled("Training \u{2013} That (a) all staff", None),
            (Some("Training"), "That (a) all staff")
        );
        assert_eq!(
            titled("Language and tone: The Trust should review", None),
            (Some("Language and tone"), "The Trust should review")
        );
        assert_eq!(
            titled("The Board should act \u{2013} and soon", None),
            (None, "The Board should act \u{2013} and soon")
        );
        assert_eq!(
            titled("Staff support The Trust should act", Some("Staff support")),
            (Some("Staff support"), "The Trust should act")
        );
        assert_eq!(titled("RESOLVED: That it be noted", None).0, None);
    }
}
