//! A duty: one separate thing asked inside a recommendation; the verdict on its answer; and who will see to it.

use attuned_db::{Day, Instant, record, row};
use serde::{Deserialize, Serialize};

record! {
    /// `rests_on` is JSON: byte ranges in the recommendation's words. Proposed by the reader until a person confirms it.
    pub struct Duty in programme_duty {
        pub referral_id: String,
        pub recommendation_id: String,
        pub position: i64,
        pub number: String,
        pub words: String,
        pub rests_on: String,
        pub why: String,
        pub confirmed: bool,
    }
}

record! {
    /// What a person found about the answer to a duty; its id is the duty's. `paragraphs` is JSON: numbers in the report.
    pub struct JudgedAnswer in programme_verdict {
        pub referral_id: String,
        pub verdict: String,
        pub report_id: Option<String>,
        pub paragraphs: String,
        pub reason: String,
    }
}

record! {
    /// Who sees to a duty, by when, and how it will be known; its id is the duty's.
    pub struct Commitment in programme_commitment {
        pub referral_id: String,
        pub owner: Option<String>,
        pub due_on: Option<Day>,
        pub measure: Option<String>,
    }
}

row! {
    /// A duty with everything said about it, at one moment.
    pub struct DutyState {
        pub id: String,
        pub number: String,
        pub words: String,
        pub rests_on: String,
        pub why: String,
        pub confirmed: bool,
        pub referral_id: String,
        pub recommendation_id: String,
        pub recommendation_number: String,
        pub recommendation_title: String,
        pub verdict: Option<String>,
        pub reason: Option<String>,
        pub paragraphs: Option<String>,
        pub report_id: Option<String>,
        pub judged_at: Option<Instant>,
        pub judged_by: Option<String>,
        pub owner: Option<String>,
        pub due_on: Option<Day>,
        pub measure: Option<String>,
    }
}

/// Whether the answer covers a duty. Only a person says so; until then it is not yet judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    // In the order in which a reader needs them: what is left out first.
    NotAnswered,
    InPart,
    NotJudged,
    Answered,
}

impl Verdict {
    pub const SETTABLE: [Self; 3] = [Self::Answered, Self::InPart, Self::NotAnswered];

    pub fn key(self) -> &'static str {
        match self {
            Self::Answered => "answered",
            Self::InPart => "in_part",
            Self::NotAnswered => "not_answered",
            Self::NotJudged => "not_judged",
        }
    }

    pub fn words(self) -> &'static str {
        match self {
            Self::Answered => "Answered",
            Self::InPart => "Answered in part",
            Self::NotAnswered => "Not answered",
            Self::NotJudged => "Not yet judged",
        }
    }

    /// The colour of its tag, which only ever stands beside the words.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Answered => "done",
            Self::InPart => "part",
            Self::NotAnswered => "open",
            Self::NotJudged => "quiet",
        }
    }

    pub fn from_key(key: &str) -> Option<Self> {
        Self::SETTABLE
            .into_iter()
            .find(|verdict| verdict.key() == key)
    }
}

impl DutyState {
    pub fn verdict(&self) -> Verdict {
        self.verdict
            .as_deref()
            .and_then(Verdict::from_key)
            .unwrap_or(Verdict::NotJudged)
    }

    /// Numbers of the paragraphs that the verdict rests on.
    pub fn paragraphs(&self) -> Vec<String> {
        self.paragraphs
            .as_deref()
            .map(list_from_json)
            .unwrap_or_default()
    }
}

pub(crate) fn list_from_json(text: &str) -> Vec<String> {
    serde_json::from_str(text).unwrap_or_default()
}

pub(crate) fn list_to_json(list: &[String]) -> String {
    serde_json::to_string(list).unwrap_or_else(|_| "[]".to_owned())
}
