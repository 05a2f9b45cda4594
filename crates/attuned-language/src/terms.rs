//! The term table: words with a settled replacement, one a row.
//!
//! Columns, separated by tabs: `words` (alternatives by `|`, in the pattern language of
//! [`crate::pattern`]), `instead` (by `|`), `category`, `severity`, `note` (when the words are
//! fine, or where guides disagree), `sources` (ids of the guides, by commas), `unless` (the
//! conditions of a rule file, by commas). Forms and spellings are derived with `~`.

use crate::finding::{Card, Category, Severity};
use crate::kind::Kind;
use crate::rule_file::{Condition, Outcome, Problem, RuleFile, Span, What};

/// Reads the table; a row that cannot be read is reported, and the others are used.
pub fn read(path: &str, text: &str, problems: &mut Vec<Problem>) -> Vec<RuleFile> {
    let mut out = Vec::new();
    for (i, line) in text.lines().enumerate() {
        if line.is_empty() || line.starts_with('%') || line.starts_with("words\t") {
            continue;
        }
        match row(line, i + 1) {
            Ok(term) => out.push(term),
            Err(message) => problems.push(Problem {
                file: path.to_string(),
                line: i + 1,
                message,
            }),
        }
    }
    out
}

fn row(line: &str, number: usize) -> Result<RuleFile, String> {
    let mut columns = line.split('\t').map(str::trim);
    let mut next = || columns.next().filter(|c| *c != "-").unwrap_or_default();
    let (words, instead, category, severity) = (next(), next(), next(), next());
    let (note, sources, unless) = (next(), next(), next());
    let category = Category::from_name(category).ok_or_else(|| {
        format!("`{category}` is not a category: the third column holds one of the ten")
    })?;
    let severity = Severity::from_name(severity)
        .ok_or_else(|| format!("`{severity}` is not a severity: error, warning or suggestion"))?;
    let shown = shown(words);
    let mut conditions = Vec::new();
    let mut not_kinds = Vec::new();
    for item in unless.split(',').map(str::trim).filter(|u| !u.is_empty()) {
        if let Some(signal) = item.strip_suffix(" in sentence") {
            conditions.push(Condition {
                what: What::Sentence(signal.to_string()),
                wanted: false,
            });
        } else if let Some(signal) = item.strip_suffix(" in document") {
            conditions.push(Condition {
                what: What::Document(signal.to_string()),
                wanted: false,
            });
        } else if item == "heading" {
            conditions.push(Condition {
                what: What::Heading,
                wanted: false,
            });
        } else if let Some(kind) = Kind::from_name(item) {
            not_kinds.push(kind);
        } else {
            return Err(format!(
                "`{item}` is not known here: `signal in sentence`, `heading`, or a kind of text"
            ));
        }
    }
    let why = match (category, note.is_empty()) {
        (Category::Jargon, true) => {
            "A plainer word reaches more people, above all on a hard day.".to_string()
        }
        (Category::Jargon, false) => {
            format!("A plainer word reaches more people, above all on a hard day. Note: {note}.")
        }
        (_, true) => format!(
            "{} Guides listed here advise another way of putting it ({sources}).",
            reason(category)
        ),
        (_, false) => format!(
            "{} Guides listed here advise another way of putting it ({sources}). Note: {note}.",
            reason(category)
        ),
    };
    Ok(RuleFile {
        card: Card {
            rule: format!("{category}/term-{}", slug(&shown)),
            category,
            finer: "term".to_string(),
            severity,
            principle: category.principle(),
            quality: category.quality(),
            message: match category {
                Category::Jargon => format!("“{shown}” has a plainer equivalent."),
                _ => format!(
                    "“{shown}” is a term that many people would rather not read about themselves."
                ),
            },
            why,
            set_by_law: false,
        },
        outcome: Outcome::Finding,
        span: Span::Words,
        subject: Vec::new(),
        conditions,
        kinds: Vec::new(),
        not_kinds,
        mentions: false,
        names: false,
        term: true,
        patterns: words
            .split(" ;; ")
            .map(|w| (number, w.trim().to_string()))
            .collect(),
        notices: String::new(),
        suggestions: instead
            .split('|')
            .filter(|s| !s.is_empty())
            .map(str::to_string)
            .collect(),
        notice: Vec::new(),
        leave: Vec::new(),
    })
}

fn reason(category: Category) -> &'static str {
    match category {
        Category::Label => {
            "The word puts a condition, an act or a category in place of the person."
        }
        Category::Terminology => "The word is dated, or leaves some people out.",
        Category::Minimising => "The word makes something smaller than it may feel.",
        Category::Blame => "The word carries a judgement of the person.",
        Category::Impersonal => "The word keeps the reader, or the writer, at a distance.",
        Category::Command => "The word gives an order where a choice or a reason would serve.",
        Category::Threat => "The word can frighten before anything is explained.",
        Category::Retelling => "The word asks for the story again.",
        Category::Jargon | Category::Complexity => "A plainer word reaches more people.",
    }
}

/// The first alternative, as it would be read.
fn shown(words: &str) -> String {
    let first = words.split(" ;; ").next().unwrap_or_default();
    let mut out = Vec::new();
    for part in first.split_whitespace() {
        if part.starts_with(['@', '!', '^', '$', '[', ']'])
            || (part.starts_with('-') && part.len() > 1)
        {
            continue;
        }
        let part = part.trim_start_matches('(').trim_end_matches(['?', ')']);
        let word = part
            .split('|')
            .next()
            .unwrap_or_default()
            .trim_start_matches('~');
        if !word.is_empty() && !word.starts_with('<') {
            out.push(word.to_string());
        }
        if part.contains('|') && !part.starts_with('~') && first.contains('(') {
            break;
        }
    }
    out.join(" ")
}

fn slug(text: &str) -> String {
    let mut out = String::new();
    for c in text.to_lowercase().chars() {
        if c.is_alphanumeric() {
            out.push(c);
        } else if !out.ends_with('-') {
            out.push('-');
        }
    }
    out.trim_matches('-').to_string()
}
