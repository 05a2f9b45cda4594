//! `attuned check`: letters reviewed for what they do to their reader. Nothing is stored and nothing leaves the machine.

mod gather;
mod html;
mod machine;
mod pretty;
mod reviewed;
mod settings;

use std::io::IsTerminal;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use anyhow::{Result, bail};
use attuned_language::{Kind, Rules, Severity};
use clap::{Args, ValueEnum};

use crate::out;
use gather::Source;
use reviewed::{Outcome, Reviewed};
use settings::Settings;

#[derive(Debug, Args)]
pub struct CheckOptions {
    /// Letters, folders of them, patterns such as "letters/*.docx", or - for standard input
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// What kind of text it is; guessed when left out, and said to be guessed
    #[arg(long, value_name = "KIND")]
    pub kind: Option<String>,
    /// A folder with rules of your own beside the built-in ones
    #[arg(long, value_name = "DIR")]
    pub rules: Option<PathBuf>,
    /// Leaves out what weighs less: suggestion, warning or error
    #[arg(long, value_name = "LEVEL")]
    pub min_severity: Option<String>,
    #[arg(long, value_enum, default_value_t = Format::Pretty)]
    pub format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For reading
    Pretty,
    /// A line for each letter, the most harmful first
    Table,
    Json,
    Sarif,
    /// Notes beside the lines of a change on GitHub
    Github,
    /// A report to send to a colleague
    Html,
}

/// Exit code 0: nothing at or above the level. 1: findings. 2: something could not be checked.
pub fn run(options: &CheckOptions) -> Result<ExitCode> {
    let near = options.paths.first().filter(|path| path.as_os_str() != "-");
    let settings = Settings::near(near.map(PathBuf::as_path))?;
    let kind = options
        .kind
        .as_deref()
        .or(settings.kind.as_deref())
        .map(kind_of)
        .transpose()?;
    let least = severity_of(
        options
            .min_severity
            .as_deref()
            .or(settings.min_severity.as_deref()),
    )?;
    let rules = load_rules(
        options.rules.as_ref().or(settings.rules.as_ref()),
        &settings.off,
    )?;
    let (sources, mut errors) = gather::gather(&options.paths);
    let mut documents = review_all(sources, kind, least, &rules, &settings, &mut errors);
    documents.sort_by(|one, other| one.file.cmp(&other.file));
    let outcome = Outcome { documents, errors };
    let said = match options.format {
        Format::Pretty => pretty::letters(&outcome, colours()),
        Format::Table => pretty::table(&outcome),
        Format::Json => machine::json(&outcome)?,
        Format::Sarif => machine::sarif(&outcome, &rules)?,
        Format::Github => machine::github(&outcome),
        Format::Html => html::report(&outcome),
    };
    out::print(&said)?;
    if options.format != Format::Json {
        for error in &outcome.errors {
            eprintln!("{}: {}", error.file, error.message);
        }
    }
    Ok(if !outcome.errors.is_empty() {
        ExitCode::from(2)
    } else if outcome
        .documents
        .iter()
        .any(|document| !document.findings.is_empty())
    {
        ExitCode::from(1)
    } else {
        ExitCode::SUCCESS
    })
}

pub(crate) fn kind_of(name: &str) -> Result<Kind> {
    let wanted = name.trim().to_lowercase().replace([' ', '_'], "-");
    match Kind::from_name(&wanted) {
        Some(kind) => Ok(kind),
        None => {
            let known: Vec<&str> = Kind::ALL.iter().map(|kind| kind.name()).collect();
            bail!(
                "There is no kind \u{201c}{name}\u{201d}. It can be: {}",
                known.join(", ")
            )
        }
    }
}

fn severity_of(name: Option<&str>) -> Result<Severity> {
    match name {
        None => Ok(Severity::Suggestion),
        Some(name) => match Severity::from_name(name.trim()) {
            Some(severity) => Ok(severity),
            None => bail!(
                "There is no level \u{201c}{name}\u{201d}. It can be: suggestion, warning or error"
            ),
        },
    }
}

/// The built-in rules with those of a folder and without those switched off. A rule that cannot be read is said on
/// standard error, and the others work.
pub(crate) fn load_rules(folder: Option<&PathBuf>, off: &[String]) -> Result<Rules> {
    let mut files = match folder {
        Some(folder) => gather::rule_files(folder)?,
        None => Vec::new(),
    };
    if !off.is_empty() {
        let rows: Vec<String> = off
            .iter()
            .map(|rule| format!("{rule}\tswitched off in attuned.toml"))
            .collect();
        files.push(("off.tsv".to_owned(), rows.join("\n")));
    }
    let rules = Rules::with_folder(files);
    for problem in rules.problems() {
        eprintln!("{problem}");
    }
    Ok(rules)
}

/// Reviews on every core, a file at a time.
fn review_all(
    sources: Vec<Source>,
    kind: Option<Kind>,
    least: Severity,
    rules: &Rules,
    settings: &Settings,
    errors: &mut Vec<reviewed::Failed>,
) -> Vec<Reviewed> {
    let all = sources.len();
    let shows_progress = all > 20 && out::to_a_person();
    let next = AtomicUsize::new(0);
    let done = AtomicUsize::new(0);
    let results = Mutex::new(Vec::with_capacity(all));
    let workers = thread::available_parallelism()
        .map_or(1, usize::from)
        .min(all.max(1));
    thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                while let Some(source) = sources.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let result = reviewed::review(source, kind, least, rules, settings);
                    if let Ok(mut results) = results.lock() {
                        results.push(result);
                    }
                    let done = done.fetch_add(1, Ordering::Relaxed) + 1;
                    if shows_progress && (done.is_multiple_of(10) || done == all) {
                        eprint!("\r{done} of {all} letters read");
                    }
                }
            });
        }
    });
    if shows_progress {
        eprintln!();
    }
    let mut documents = Vec::with_capacity(all);
    for result in results.into_inner().unwrap_or_default() {
        match result {
            Ok(document) => documents.push(document),
            Err(failed) => errors.push(failed),
        }
    }
    errors.sort_by(|one, other| one.file.cmp(&other.file));
    documents
}

/// Colours are for a person at a terminal who has not asked for none (<https://no-color.org>).
fn colours() -> bool {
    std::io::stdout().is_terminal()
        && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}
