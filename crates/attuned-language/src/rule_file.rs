//! A rule as a Markdown file: front matter, patterns, the page to read, and the examples that are
//! its tests.

use crate::finding::{Card, Category, Criterion, Principle, Quality, Severity};
use crate::kind::Kind;

/// What went wrong in a rule, and how to put it right. The other rules still work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    pub file: String,
    /// From 1.
    pub line: usize,
    /// What is unclear and what would cure it.
    pub message: String,
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.message)
    }
}

/// What a match leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    Finding,
    /// Something that other rules ask about ("help", "reason"); never shown.
    Signal(String),
    /// The passage that answers one of the ten questions.
    Rubric(Criterion),
}

/// How much of the sentence a finding points at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Span {
    Words,
    /// From the first word of the match to the end of its clause.
    Rest,
    Clause,
    Sentence,
}

/// Something else that has to be so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    pub what: What,
    /// `false` for `unless`.
    pub wanted: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    Sentence(String),
    Within(String, usize),
    Before(String),
    Document(String),
    /// Put as possible (`signals/possible`), with help somewhere before.
    PossibleAfterHelp,
    Heading,
    Capitals,
    /// The sentence has at most this many words.
    Short(usize),
    /// The first sentence of its block.
    Opening,
}

/// Who does what the match says, as far as the words before it show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Who {
    Us,
    Reader,
    /// Somebody else, or a person by role or name.
    Person,
    Thing,
    Unknown,
}

#[derive(Debug, Clone)]
pub struct RuleFile {
    pub card: Card,
    pub outcome: Outcome,
    pub span: Span,
    pub subject: Vec<Who>,
    pub conditions: Vec<Condition>,
    pub kinds: Vec<Kind>,
    pub not_kinds: Vec<Kind>,
    /// Also looks inside quotation marks and names.
    pub mentions: bool,
    pub names: bool,
    /// Points at a term inside a clause, and leaves room for what is said of the clause.
    pub term: bool,
    /// With the line each stands on, from 1.
    pub patterns: Vec<(usize, String)>,
    pub notices: String,
    pub suggestions: Vec<String>,
    pub notice: Vec<String>,
    pub leave: Vec<String>,
}

/// Reads one rule file. `path` is relative to the rules folder: `blame/you-failed-to.md`.
pub fn read(path: &str, text: &str) -> Result<RuleFile, Problem> {
    let problem = |line: usize, message: String| Problem {
        file: path.to_string(),
        line,
        message,
    };
    let id = path.strip_suffix(".md").unwrap_or(path).to_string();
    let folder = id.split('/').next().unwrap_or_default();
    let name = id.rsplit('/').next().unwrap_or_default().to_string();
    let mut rule = RuleFile {
        card: Card {
            rule: id.clone(),
            category: Category::Jargon,
            finer: name.replace('-', " "),
            severity: Severity::Warning,
            principle: Principle::Trustworthiness,
            quality: Quality::Clear,
            message: String::new(),
            why: String::new(),
            set_by_law: false,
        },
        outcome: Outcome::Finding,
        span: Span::Words,
        subject: Vec::new(),
        conditions: Vec::new(),
        kinds: Vec::new(),
        not_kinds: Vec::new(),
        mentions: false,
        names: false,
        term: false,
        patterns: Vec::new(),
        notices: String::new(),
        suggestions: Vec::new(),
        notice: Vec::new(),
        leave: Vec::new(),
    };
    match folder {
        "signals" => rule.outcome = Outcome::Signal(name.clone()),
        "rubric" => {
            let criterion = Criterion::from_name(name.split('-').next().unwrap_or_default());
            rule.outcome = Outcome::Rubric(criterion.ok_or_else(|| {
                problem(
                    1,
                    format!("`{name}` does not begin with one of the ten questions (S1 to U1)"),
                )
            })?);
        }
        _ => {
            let category = Category::from_name(folder).ok_or_else(|| {
                problem(1, format!("`{folder}` is not a category: move the file to the folder of one of the ten"))
            })?;
            rule.card.category = category;
            rule.card.principle = category.principle();
            rule.card.quality = category.quality();
        }
    }

    let mut lines = text.lines().enumerate().map(|(i, l)| (i + 1, l.trim_end()));
    match lines.next() {
        Some((_, "---")) => {}
        _ => {
            return Err(problem(
                1,
                "the first line is `---`, and the settings follow".into(),
            ));
        }
    }
    let mut closed = false;
    for (n, line) in lines.by_ref() {
        if line == "---" {
            closed = true;
            break;
        }
        if line.is_empty() {
            continue;
        }
        let (key, value) = line
            .split_once(':')
            .ok_or_else(|| problem(n, format!("`{line}` has no colon: write `setting: value`")))?;
        setting(&mut rule, key.trim(), value.trim()).map_err(|m| problem(n, m))?;
    }
    if !closed {
        return Err(problem(
            1,
            "the settings do not end: add a line `---` after them".into(),
        ));
    }

    let mut section = String::new();
    let mut fenced = false;
    for (n, line) in lines {
        if line.starts_with("```") {
            fenced = !fenced;
        } else if fenced {
            if !line.trim().is_empty() && !line.trim_start().starts_with('%') {
                rule.patterns.push((n, line.trim().to_string()));
            }
        } else if let Some(title) = line.strip_prefix("## ") {
            section = title.trim().to_lowercase();
        } else if line.is_empty() || line.starts_with('#') {
        } else {
            let item = line.trim_start().strip_prefix("- ");
            match (section.as_str(), item) {
                ("what it notices", _) => add(&mut rule.notices, line),
                ("why it matters", _) => add(&mut rule.card.why, line),
                ("write instead", Some(item)) => rule.suggestions.push(item.to_string()),
                ("notice", Some(item)) => rule.notice.push(item.to_string()),
                ("leave", Some(item)) => rule.leave.push(item.to_string()),
                ("pattern", _) => {}
                (_, _) => {
                    return Err(problem(
                        n,
                        format!(
                            "`{line}` stands under no known heading (Pattern, What it notices, Why it matters, Write instead, Notice, Leave)"
                        ),
                    ));
                }
            }
        }
    }
    if rule.card.message.is_empty() {
        rule.card.message = rule.notices.clone();
    }
    if rule.patterns.is_empty() {
        return Err(problem(
            1,
            "there is no pattern: add a block between ``` lines".into(),
        ));
    }
    Ok(rule)
}

fn add(text: &mut String, line: &str) {
    if !text.is_empty() {
        text.push(' ');
    }
    text.push_str(line.trim());
}

fn setting(rule: &mut RuleFile, key: &str, value: &str) -> Result<(), String> {
    let list = || value.split(',').map(str::trim).filter(|v| !v.is_empty());
    let yes = value == "yes";
    match key {
        "finer" => rule.card.finer = value.to_string(),
        "message" => rule.card.message = value.to_string(),
        "severity" => {
            rule.card.severity = Severity::from_name(value).ok_or_else(|| {
                format!("`{value}` is not a severity: error, warning or suggestion")
            })?;
        }
        "principle" => {
            rule.card.principle = Principle::from_name(value)
                .ok_or_else(|| format!("`{value}` is not one of the six principles"))?;
        }
        "quality" => {
            rule.card.quality = Quality::from_name(value)
                .ok_or_else(|| format!("`{value}` is not one of the seven qualities"))?;
        }
        "span" => {
            rule.span = match value {
                "words" => Span::Words,
                "rest" => Span::Rest,
                "clause" => Span::Clause,
                "sentence" => Span::Sentence,
                _ => {
                    return Err(format!(
                        "`{value}` is not a span: words, rest, clause or sentence"
                    ));
                }
            };
        }
        "subject" => {
            for who in list() {
                rule.subject.push(match who {
                    "us" => Who::Us,
                    "reader" => Who::Reader,
                    "person" => Who::Person,
                    "thing" => Who::Thing,
                    "unknown" => Who::Unknown,
                    _ => {
                        return Err(format!(
                            "`{who}` is not a subject: us, reader, person, thing or unknown"
                        ));
                    }
                });
            }
        }
        "kinds" | "not-kinds" => {
            for name in list() {
                let kind = Kind::from_name(name).ok_or_else(|| {
                    format!("`{name}` is not a kind of text (letter, email, sms, …)")
                })?;
                if key == "kinds" {
                    rule.kinds.push(kind)
                } else {
                    rule.not_kinds.push(kind)
                }
            }
        }
        "quoted" => rule.mentions = value == "keep",
        "names" => rule.names = value == "keep",
        "level" => rule.term = value == "term",
        "law" => rule.card.set_by_law = yes,
        "unless" | "only-if" => {
            for item in list() {
                rule.conditions.push(Condition {
                    what: what(item)?,
                    wanted: key == "only-if",
                });
            }
        }
        "since" | "id" => {}
        _ => {
            return Err(format!(
                "`{key}` is not a setting (severity, finer, message, span, subject, unless, only-if, kinds, not-kinds, principle, quality, quoted, names, law, since)"
            ));
        }
    }
    Ok(())
}

fn what(item: &str) -> Result<What, String> {
    let words: Vec<&str> = item.split_whitespace().collect();
    Ok(match words.as_slice() {
        ["possible", "after", "help"] => What::PossibleAfterHelp,
        ["heading"] => What::Heading,
        ["capitals"] => What::Capitals,
        ["opening"] => What::Opening,
        ["under", n, "words"] => {
            What::Short(n.parse().map_err(|_| format!("`{n}` is not a number"))?)
        }
        [signal, "in", "sentence"] => What::Sentence(signal.to_string()),
        [signal, "in", "document"] => What::Document(signal.to_string()),
        [signal, "before"] => What::Before(signal.to_string()),
        [signal, "within", n] => What::Within(
            signal.to_string(),
            n.parse()
                .map_err(|_| format!("`{n}` is not a number of sentences"))?,
        ),
        _ => {
            return Err(format!(
                "`{item}` is not a condition: `help before`, `reason in sentence`, `help within 2`, `help in document`, `heading`, `capitals`, `opening`, `under 12 words`"
            ));
        }
    })
}
