//! One letter reviewed: findings with their place in the file.

use attuned_documents::{Document, Limits};
use attuned_language::{Answer, Finding, Kind, Measures, Rules, Severity};

use super::gather::Source;
use super::settings::Settings;

/// A file that could not be checked, and what would help.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Failed {
    pub file: String,
    pub message: String,
}

pub struct Outcome {
    pub documents: Vec<Reviewed>,
    pub errors: Vec<Failed>,
}

pub struct Reviewed {
    pub file: String,
    pub text: String,
    pub kind: Kind,
    pub kind_is_guessed: bool,
    pub findings: Vec<Placed>,
    /// Findings that someone kept, with the reason.
    pub kept: Vec<(Placed, String)>,
    pub rubric: Vec<Answer>,
    pub measures: Measures,
    pub notes: Vec<String>,
}

pub struct Placed {
    pub finding: Finding,
    /// From 1, in the text as it was read.
    pub line: usize,
    /// In letters, from 1.
    pub column: usize,
    pub page: Option<u32>,
    pub paragraph: Option<u32>,
}

impl Reviewed {
    pub fn count(&self, severity: Severity) -> usize {
        self.findings
            .iter()
            .filter(|placed| placed.finding.severity == severity)
            .count()
    }

    /// For sorting by harm: errors before warnings before suggestions.
    pub fn harm(&self) -> (usize, usize, usize) {
        (
            self.count(Severity::Error),
            self.count(Severity::Warning),
            self.count(Severity::Suggestion),
        )
    }
}

pub fn review(
    source: &Source,
    kind: Option<Kind>,
    least: Severity,
    rules: &Rules,
    settings: &Settings,
) -> Result<Reviewed, Failed> {
    let (file, document) = read(source)?;
    let text = document.text.clone();
    let guessed = kind.unwrap_or_else(|| Kind::guess(&text));
    let review = attuned_language::review(&text, guessed, rules);
    let lines: Vec<usize> = std::iter::once(0)
        .chain(text.match_indices('\n').map(|(at, _)| at + 1))
        .collect();
    let mut findings = Vec::new();
    let mut kept = Vec::new();
    for finding in review
        .findings
        .into_iter()
        .filter(|finding| at_least(finding.severity, least))
    {
        let reason = settings
            .kept(&file, finding.rule(), finding.quote(&text))
            .map(str::to_owned);
        let placed = place(finding, &text, &lines, &document);
        match reason {
            Some(reason) => kept.push((placed, reason)),
            None => findings.push(placed),
        }
    }
    let mut notes = document.notes;
    if !review.other_languages.is_empty() {
        notes.push("Passages that do not read as English were left alone.".to_owned());
    }
    Ok(Reviewed {
        file,
        text,
        kind: review.kind,
        kind_is_guessed: kind.is_none(),
        findings,
        kept,
        rubric: review.rubric,
        measures: review.measures,
        notes,
    })
}

fn at_least(severity: Severity, least: Severity) -> bool {
    let rank = |severity| match severity {
        Severity::Error => 2,
        Severity::Warning => 1,
        Severity::Suggestion => 0,
    };
    rank(severity) >= rank(least)
}

fn read(source: &Source) -> Result<(String, Document), Failed> {
    let (name, bytes) = match source {
        Source::Given(bytes) => ("standard input".to_owned(), bytes.clone()),
        Source::File(path) => {
            let name = path.display().to_string();
            match std::fs::read(path) {
                Ok(bytes) => (name, bytes),
                Err(error) => {
                    return Err(Failed {
                        message: format!("It could not be read: {error}"),
                        file: name,
                    });
                }
            }
        }
    };
    // Markdown is reviewed as it is written, marks and all, so that a finding stands where it stands in the file.
    let hint = if name.ends_with(".md") {
        "letter.txt"
    } else {
        name.as_str()
    };
    match crate::documents::read(hint, &bytes, &Limits::default()) {
        Ok(document) => Ok((name, document)),
        Err(problem) => Err(Failed {
            message: problem.to_string(),
            file: name,
        }),
    }
}

fn place(finding: Finding, text: &str, lines: &[usize], document: &Document) -> Placed {
    let line = lines.partition_point(|start| *start <= finding.start);
    let start = lines.get(line.saturating_sub(1)).copied().unwrap_or(0);
    let column = text
        .get(start..finding.start)
        .map_or(0, |before| before.chars().count())
        + 1;
    let at = document
        .blocks
        .partition_point(|block| block.range.end <= finding.start);
    let place = document
        .blocks
        .get(at)
        .map(|block| block.place)
        .unwrap_or_default();
    Placed {
        finding,
        line,
        column,
        page: place.page,
        paragraph: place.paragraph,
    }
}
