//! What a committee report says, each part with the paragraph it came from.

use std::ops::Range;

use serde::Serialize;

/// A committee report as it was understood. Every paragraph is in `paragraphs`, whether or not anything was made of it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Report {
    pub front: FrontMatter,
    pub sections: Vec<Section>,
    pub paragraphs: Vec<Paragraph>,
    /// What the decision-maker is asked.
    pub asks: Asks,
    /// What the committee, panel or group that examined the matter recommends, each with its proposed duties.
    pub recommendations: Vec<Recommendation>,
    /// Decisions recorded in minutes that ask nothing of anyone ("the report be noted").
    pub resolutions: Vec<Ask>,
    pub definitions: Vec<Definition>,
    pub principles: Vec<Principle>,
    pub practices: Vec<Practice>,
    pub planned: Vec<Planned>,
    pub implications: Vec<Implication>,
    pub papers: Vec<Paper>,
    pub strategies: Vec<Strategy>,
    pub slips: Vec<Slip>,
    /// Paragraphs for which no role was found.
    pub unplaced: Vec<At>,
}

/// Where in the report a part stands.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub struct At {
    /// The number of the paragraph, as [`Paragraph::number`].
    pub paragraph: String,
    /// The paragraph's anchor: unique in the report, letters, digits and hyphens.
    pub anchor: String,
    /// Index into the document's blocks.
    pub block: usize,
}

/// A value with the words it was read from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Said {
    pub words: String,
    pub at: At,
}

/// A date as written, and as a calendar date where it is one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Dated {
    /// "2024-08-23"; "2024-08" where only the month is given.
    pub iso: String,
    pub words: String,
    pub at: At,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum KeyDecision {
    Yes,
    No,
    #[default]
    Unknown,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct FrontMatter {
    /// Who decides ("Cabinet", "Board").
    pub body: Option<Said>,
    pub title: Option<Said>,
    pub date: Option<Dated>,
    pub key_decision: KeyDecision,
    pub key_decision_words: Option<Said>,
    /// Public or exempt, as the report says it ("Part 1").
    pub class: Option<Said>,
    pub wards: Option<Said>,
    pub contributors: Vec<Said>,
    pub authors: Vec<Person>,
    /// The body whose recommendations the report answers or brings.
    pub scrutiny: Option<Scrutiny>,
    /// Labels of the front page that have no field of their own.
    pub others: Vec<Labelled>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Labelled {
    pub label: String,
    pub words: String,
    pub at: At,
}

/// An author or contact; what the report does not say is `None`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Person {
    pub name: Option<String>,
    pub role: Option<String>,
    pub organisation: Option<String>,
    pub email: Option<String>,
    pub phone: Option<String>,
    pub words: String,
    pub at: At,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Scrutiny {
    pub body: Said,
    /// When that body agreed or considered the matter.
    pub agreed: Option<Dated>,
    /// When it was referred on, where the report says so apart.
    pub referred: Option<Dated>,
}

/// The kind of a section, from its title.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SectionKind {
    FrontBox,
    Summary,
    Asks,
    CommitteeRecommendations,
    Context,
    Response,
    Definitions,
    Glossary,
    Principles,
    Practices,
    Planned,
    Implications,
    Papers,
    Contact,
    Minutes,
    Contents,
    Appendix,
    /// A title that reports use, without a part of its own here.
    Narrative,
    Unknown,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Section {
    pub title: String,
    pub at: At,
    /// 1 for the outermost.
    pub level: u8,
    pub kind: SectionKind,
    /// Index of the section around it.
    pub parent: Option<usize>,
    /// Index of the heading in [`Report::paragraphs`].
    pub heading: usize,
    /// Paragraphs after the heading up to the next heading of any level.
    pub paragraphs: Range<usize>,
}

/// What a paragraph was understood as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    FrontMatter,
    Title,
    Heading,
    Ask,
    Recommendation,
    /// A lettered part or list item of a recommendation.
    RecommendationPart,
    /// A reply that stands beside or under a recommendation.
    Reply,
    Resolution,
    Definition,
    Principle,
    Practice,
    Planned,
    Implication,
    Paper,
    Contact,
    /// Running text of a section whose kind is known.
    Narrative,
    /// Page furniture: running headers and footers, a list of contents.
    Furniture,
    Footnote,
    Unplaced,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Paragraph {
    /// As printed where printed ("5.6.1"), else derived from the last number ("5.6.1/2", "5.5.2 bullet 3", "4.2(a)").
    pub number: String,
    pub printed: bool,
    /// Unique in the report; stays the same while the paragraphs before it stay the same.
    pub anchor: String,
    /// How deep: 1 for a section or an unnumbered paragraph, one more for each part of the number and each list.
    pub level: u8,
    /// The words, without list markers and text marks, white space as single spaces.
    pub text: String,
    pub role: Role,
    /// Index into [`Report::sections`].
    pub section: Option<usize>,
    /// The document's blocks it is made of: more than one where a page break cut a paragraph, or for the row of a table.
    pub blocks: Vec<usize>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Asks {
    pub front_box: Vec<Ask>,
    pub section: Vec<Ask>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Ask {
    pub words: String,
    /// What is asked, in the base form: "note", "approve".
    pub verbs: Vec<String>,
    pub at: At,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Recommendation {
    /// The printed number where the report numbers its recommendations ("3"), else its place in the list.
    pub number: String,
    /// As printed, label and all ("Recommendation 3", "4.2").
    pub label: Option<String>,
    pub title: Option<String>,
    /// The exact words without label and title; each list item on a line of its own, further paragraphs after an empty line.
    pub text: String,
    pub parts: Vec<Part>,
    pub considerations: Vec<Item>,
    pub duties: Vec<Duty>,
    pub reply: Option<Reply>,
    pub at: At,
    /// Every paragraph it is made of.
    pub paragraphs: Vec<At>,
}

/// A lettered or numbered part inside a recommendation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Part {
    /// "(a)"
    pub label: String,
    /// Bytes of [`Recommendation::text`], without the label.
    pub range: Range<usize>,
    pub words: String,
}

/// An item of a list under a lead-in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Item {
    pub range: Range<usize>,
    pub words: String,
}

/// One separate thing asked inside a recommendation: a proposal, until a person confirms it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Duty {
    /// "2.1"
    pub number: String,
    /// Verbatim fragments of the recommendation, joined by single spaces.
    pub words: String,
    /// The same fragments with the commas and colons that a reader needs between them: for showing to people.
    pub reading: String,
    /// Bytes of [`Recommendation::text`], in the order of the fragments.
    pub rests_on: Vec<Range<usize>>,
    /// Why it stands apart ("a second action").
    pub why: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Stated {
    Accepted,
    Partly,
    NotAccepted,
    AlreadyInPlace,
    /// A reply that does not say whether it will be done ("in principle", "noted").
    Unclear,
}

/// The reply printed beside or under a recommendation.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Reply {
    pub words: String,
    pub stated: Option<Stated>,
    pub owner: Option<String>,
    pub date: Option<String>,
    /// `date` as a calendar date, where it is one.
    pub date_iso: Option<String>,
    pub measure: Option<String>,
    pub paragraphs: Vec<At>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Definition {
    pub term: String,
    pub words: String,
    /// Where a definition is given under headings of its own ("Realise ...", "Recognise ...").
    pub parts: Vec<DefinitionPart>,
    pub at: At,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DefinitionPart {
    pub name: String,
    pub words: Vec<Said>,
    pub at: At,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Principle {
    pub name: String,
    /// Empty where the report only names it.
    pub words: String,
    pub at: At,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Practice {
    /// A short name: the words before a dash, a name in the sentence, or the first words.
    pub what: String,
    /// The service, team or programme it names, where it names one.
    pub place: Option<String>,
    /// The year it is said to go back to.
    pub since: Option<u16>,
    pub words: String,
    pub at: At,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Planned {
    pub what: String,
    pub words: String,
    /// A date or month by which it is to happen, where one is given.
    pub when: Option<Dated>,
    pub at: At,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Implication {
    /// "financial", "legal", "equalities", "climate", "crime", "health" and others of the table.
    pub kind: String,
    pub title: String,
    pub words: String,
    /// It says that there are none, or none that are direct.
    pub says_none: bool,
    pub at: At,
    pub paragraphs: Vec<At>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Paper {
    pub title: String,
    pub address: Option<String>,
    pub date: Option<Dated>,
    pub at: At,
}

/// A strategy, plan or framework that the report names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Strategy {
    pub name: String,
    pub from: Option<u16>,
    pub to: Option<u16>,
    pub at: At,
}

impl Strategy {
    /// Whether its stated period had ended before `year` began.
    pub fn ended_before(&self, year: u16) -> bool {
        self.to.is_some_and(|to| to < year)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SlipKind {
    FrontBoxDiffers,
    ExpandedTwoWays,
    TwoNames,
    NearMissAbbreviation,
    NumberingGap,
    NumberTwice,
    MixedNumbering,
    TwoListStyles,
    UndefinedAbbreviation,
    ExpandedLate,
    NoneButCited,
    LikelyOtherWord,
    StrategyEnded,
    SectionMissing,
    SectionEmpty,
    LeadInAlone,
}

/// Something worth another look. Never a verdict: `words` says what was seen and where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Slip {
    pub kind: SlipKind,
    pub words: String,
    pub paragraphs: Vec<At>,
}
