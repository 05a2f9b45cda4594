//! What a review says: findings, the ten questions, and the measures.

use std::sync::Arc;

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

macro_rules! named {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $text:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$vdoc])* $variant,)* }

        impl $name {
            /// Every value, in the order they are declared.
            pub const ALL: &'static [$name] = &[$($name::$variant,)*];

            /// The stable name, as written in rule files and in JSON.
            pub fn name(self) -> &'static str {
                match self { $($name::$variant => $text,)* }
            }

            /// The value of that name, if there is one.
            pub fn from_name(name: &str) -> Option<Self> {
                match name { $($text => Some($name::$variant),)* _ => None }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.name())
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                s.serialize_str(self.name())
            }
        }
    };
}
pub(crate) use named;

named! {
    /// What a passage does to its reader. The ten are stable.
    Category {
        /// A consequence held over the reader, or a door shut on them.
        Threat = "threat",
        /// Fault, disbelief or judgement.
        Blame = "blame",
        /// A person reduced to a condition, an act or a file category.
        Label = "label",
        /// Asks someone to tell, or to prove, what hurt them.
        Retelling = "retelling",
        /// A bare obligation with no reason, choice or help.
        Command = "command",
        /// The institution or the reader in the third person, or nobody deciding.
        Impersonal = "impersonal",
        /// Legalese, officialese, unexplained abbreviations and statutes.
        Jargon = "jargon",
        /// A dated or excluding word with a settled replacement.
        Terminology = "terminology",
        /// Feeling or effort made small.
        Minimising = "minimising",
        /// A sentence too long or tangled to follow.
        Complexity = "complexity",
    }
}

named! {
    /// How much a passage matters. Ordered: `Suggestion < Warning < Error`.
    Severity {
        /// Would read better.
        Suggestion = "suggestion",
        /// Costs trust or understanding.
        Warning = "warning",
        /// Likely to frighten, shame, disbelieve or endanger, or to make someone tell it again.
        Error = "error",
    }
}

named! {
    /// The six principles of the working definition of trauma-informed practice (OHID, 2022).
    Principle {
        #[allow(missing_docs)] Safety = "safety",
        #[allow(missing_docs)] Trustworthiness = "trustworthiness",
        #[allow(missing_docs)] Choice = "choice",
        #[allow(missing_docs)] Collaboration = "collaboration",
        #[allow(missing_docs)] Empowerment = "empowerment",
        #[allow(missing_docs)] CulturalConsideration = "cultural consideration",
    }
}

named! {
    /// The seven qualities asked of language with the public.
    Quality {
        #[allow(missing_docs)] Relatable = "relatable",
        #[allow(missing_docs)] Humane = "humane",
        #[allow(missing_docs)] Inclusive = "inclusive",
        #[allow(missing_docs)] Clear = "clear",
        #[allow(missing_docs)] Transparent = "transparent",
        #[allow(missing_docs)] AvoidsRetraumatisation = "avoids re-traumatisation",
        #[allow(missing_docs)] PersonCentred = "person-centred",
    }
}

impl Category {
    /// The principle a rule of this category touches unless its file names another.
    pub fn principle(self) -> Principle {
        match self {
            Category::Threat | Category::Retelling | Category::Minimising => Principle::Safety,
            Category::Blame | Category::Impersonal | Category::Jargon | Category::Complexity => {
                Principle::Trustworthiness
            }
            Category::Label => Principle::Empowerment,
            Category::Command => Principle::Choice,
            Category::Terminology => Principle::CulturalConsideration,
        }
    }

    /// The quality a rule of this category touches unless its file names another.
    pub fn quality(self) -> Quality {
        match self {
            Category::Threat | Category::Blame | Category::Minimising => Quality::Humane,
            Category::Retelling => Quality::AvoidsRetraumatisation,
            Category::Label | Category::Command => Quality::PersonCentred,
            Category::Impersonal => Quality::Relatable,
            Category::Terminology => Quality::Inclusive,
            Category::Jargon | Category::Complexity => Quality::Clear,
        }
    }

    /// Whether the category is also reviewed in texts written for colleagues.
    pub fn applies_internally(self) -> bool {
        !matches!(
            self,
            Category::Command | Category::Impersonal | Category::Jargon | Category::Complexity
        )
    }
}

/// What every finding of one rule has in common.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    /// Stable id, `category/name`.
    pub rule: String,
    pub category: Category,
    /// The kind within the category, such as `closed door`.
    pub finer: String,
    pub severity: Severity,
    pub principle: Principle,
    pub quality: Quality,
    /// What was noticed, in one sentence about the words and never about the writer.
    pub message: String,
    /// Why it may hurt, in a sentence or two.
    pub why: String,
    /// The wording is fixed by law: keep it, and explain it.
    pub set_by_law: bool,
}

/// One passage, and why it is worth another look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// First byte in the text given; on a character boundary.
    pub start: usize,
    /// One past the last byte; on a character boundary, never before `start`.
    pub end: usize,
    pub severity: Severity,
    pub card: Arc<Card>,
    /// Words that could stand instead. Offered, never applied.
    pub suggestions: Vec<Arc<str>>,
}

impl Finding {
    pub fn rule(&self) -> &str {
        &self.card.rule
    }
    pub fn category(&self) -> Category {
        self.card.category
    }
    pub fn message(&self) -> &str {
        &self.card.message
    }
    pub fn why(&self) -> &str {
        &self.card.why
    }
    /// The passage itself, out of the text that was reviewed.
    pub fn quote<'t>(&self, text: &'t str) -> &'t str {
        text.get(self.start..self.end).unwrap_or_default()
    }
}

impl Serialize for Finding {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let mut map = s.serialize_map(None)?;
        map.serialize_entry("rule", &self.card.rule)?;
        map.serialize_entry("category", &self.card.category)?;
        map.serialize_entry("finer", &self.card.finer)?;
        map.serialize_entry("severity", &self.severity)?;
        map.serialize_entry("start", &self.start)?;
        map.serialize_entry("end", &self.end)?;
        map.serialize_entry("principle", &self.card.principle)?;
        map.serialize_entry("quality", &self.card.quality)?;
        map.serialize_entry("message", &self.card.message)?;
        map.serialize_entry("why", &self.card.why)?;
        let suggestions: Vec<&str> = self.suggestions.iter().map(AsRef::as_ref).collect();
        map.serialize_entry("suggestions", &suggestions)?;
        map.serialize_entry("set_by_law", &self.card.set_by_law)?;
        map.end()
    }
}

named! {
    /// The ten questions about a document as a whole.
    Criterion {
        /// Signposts support or independent advice.
        S1 = "S1",
        /// Help or options stand before consequences.
        S2 = "S2",
        /// Names a person or a team, and how to reach them.
        T1 = "T1",
        /// The first paragraph says why they are writing.
        T2 = "T2",
        /// Says what happens next, and when.
        T3 = "T3",
        /// More than one way to respond.
        C1 = "C1",
        /// Options or flexibility.
        C2 = "C2",
        /// Invites the person's own view, or working together.
        L1 = "L1",
        /// States rights: appeal, review, complaint, someone to help.
        E1 = "E1",
        /// Offers translation, other formats or adjustments.
        U1 = "U1",
    }
}

impl Criterion {
    /// The question in words.
    pub fn question(self) -> &'static str {
        match self {
            Criterion::S1 => "Does it point to support or independent advice?",
            Criterion::S2 => "Does help come before any consequence?",
            Criterion::T1 => "Does it name a person or a team, and how to reach them?",
            Criterion::T2 => "Does the first paragraph say why it was written?",
            Criterion::T3 => "Does it say what happens next, and when?",
            Criterion::C1 => "Is there more than one way to respond?",
            Criterion::C2 => "Are there options, or some flexibility?",
            Criterion::L1 => "Does it ask for the person's own view, or offer to plan together?",
            Criterion::E1 => "Does it state a right: review, appeal, complaint, someone to help?",
            Criterion::U1 => "Does it offer translation, another format or an adjustment?",
        }
    }
}

named! {
    /// The answer to one of the ten questions.
    Presence {
        #[allow(missing_docs)] Present = "present",
        #[allow(missing_docs)] Absent = "absent",
        /// The kind of text makes the question meaningless.
        NotApplicable = "na",
    }
}

/// One answered question, with the passage that shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Answer {
    pub criterion: Criterion,
    pub value: Presence,
    /// Byte range of the passage that shows the value. For S2, `Absent` points at the first
    /// consequence, and `Present` without a range means that no consequence is stated.
    pub quote: Option<(usize, usize)>,
}

/// Plain counts. `reading_age` is the Automated Readability Index (Senter and Smith, 1967), as
/// the age at which that school year is usually read; 0 where there is no sentence.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
pub struct Measures {
    pub words: usize,
    pub sentences: usize,
    /// In years.
    pub reading_age: f32,
}

/// Everything a review says about one text.
#[derive(Debug, Clone, PartialEq)]
pub struct Review {
    pub kind: crate::Kind,
    /// In order of `start`.
    pub findings: Vec<Finding>,
    /// All ten, in the order of [`Criterion::ALL`].
    pub rubric: Vec<Answer>,
    pub measures: Measures,
    /// Passages left alone because they do not read as English, as byte ranges.
    pub other_languages: Vec<(usize, usize)>,
}

impl Review {
    /// The answer to one of the ten questions.
    pub fn answer(&self, criterion: Criterion) -> Option<Answer> {
        self.rubric
            .iter()
            .copied()
            .find(|a| a.criterion == criterion)
    }
}
