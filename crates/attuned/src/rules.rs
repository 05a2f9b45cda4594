//! `attuned rules`: which rules there are, why, and whether each keeps to its own examples.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Result, bail};
use attuned_language::{Kind, Outcome, Rules};
use clap::{Args, Subcommand};

use crate::check::load_rules;
use crate::out;

#[derive(Debug, Args)]
pub struct RulesOptions {
    #[command(subcommand)]
    pub action: Option<Action>,
    /// A folder with rules of your own beside the built-in ones
    #[arg(long, global = true, value_name = "DIR")]
    pub rules: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub enum Action {
    /// All of them, a line each (also when nothing is said)
    List,
    /// One rule, with its reasons and examples
    Explain {
        /// Such as blame/accused-of
        rule: String,
    },
    /// Runs the examples of every rule
    Test,
}

pub fn run(options: &RulesOptions) -> Result<ExitCode> {
    let rules = load_rules(options.rules.as_ref(), &[])?;
    match &options.action {
        None | Some(Action::List) => {
            out::print(&list(&rules))?;
            Ok(ExitCode::SUCCESS)
        }
        Some(Action::Explain { rule }) => {
            out::print(&explain(&rules, rule)?)?;
            Ok(ExitCode::SUCCESS)
        }
        Some(Action::Test) => test(&rules),
    }
}

fn list(rules: &Rules) -> String {
    let mut out = String::new();
    for card in rules.cards() {
        let _ = writeln!(
            out,
            "{:<44} {:<10} {}",
            card.rule,
            card.severity.name(),
            card.message
        );
    }
    let _ = writeln!(
        out,
        "\n{} rules, and {} words of the term table.",
        rules.cards().count(),
        rules.term_count()
    );
    out
}

fn explain(rules: &Rules, id: &str) -> Result<String> {
    let Some(card) = rules.cards().find(|card| card.rule == id) else {
        let near: Vec<&str> = rules
            .cards()
            .map(|card| card.rule.as_str())
            .filter(|rule| rule.contains(id) || rule.split('/').next() == id.split('/').next())
            .take(8)
            .collect();
        let near = if near.is_empty() {
            "attuned rules lists all of them.".to_owned()
        } else {
            format!("Near it: {}", near.join(", "))
        };
        bail!("There is no rule {id}. {near}");
    };
    let mut out = format!(
        "{}\n  {}, {}, {}, {}\n\n  {}\n  {}\n",
        card.rule,
        card.severity.name(),
        card.finer,
        card.principle.name(),
        card.quality.name(),
        out::wrapped(&card.message, 92, 2),
        out::wrapped(&card.why, 92, 2)
    );
    if card.set_by_law {
        out.push_str("  Set by law: keep the words, and explain them beside it.\n");
    }
    if let Some(file) = rules.files().iter().find(|file| file.card.rule == id) {
        for (title, lines) in [
            ("Could be", &file.suggestions),
            ("It notices", &file.notice),
            ("It leaves alone", &file.leave),
        ] {
            if !lines.is_empty() {
                let _ = writeln!(out, "\n  {title}:");
                for line in lines {
                    let _ = writeln!(out, "    {}", out::wrapped(line, 92, 4));
                }
            }
        }
    }
    Ok(out)
}

fn test(rules: &Rules) -> Result<ExitCode> {
    let mut out = String::new();
    let (mut passed, mut failed) = (0, 0);
    for file in rules
        .files()
        .iter()
        .filter(|file| file.outcome == Outcome::Finding)
    {
        let kind = file.kinds.first().copied().unwrap_or(Kind::Letter);
        // Where two rules of a category fit the same words only one of them speaks, so the category is what counts.
        let found = |example: &str| {
            let review = attuned_language::review(example, kind, rules);
            review
                .findings
                .iter()
                .any(|finding| finding.category() == file.card.category)
        };
        for (examples, wanted) in [(&file.notice, true), (&file.leave, false)] {
            for example in examples {
                if found(example) == wanted {
                    passed += 1;
                } else {
                    failed += 1;
                    let what = if wanted {
                        "is not noticed"
                    } else {
                        "is noticed and should be left alone"
                    };
                    let _ = writeln!(out, "{}: \u{201c}{example}\u{201d} {what}", file.card.rule);
                }
            }
        }
    }
    let _ = writeln!(out, "{passed} passed, {failed} failed");
    out::print(&out)?;
    Ok(if failed == 0 && rules.problems().is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}
