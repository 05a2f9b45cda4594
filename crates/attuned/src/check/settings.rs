//! `attuned.toml`, found upwards from what is checked.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde::Deserialize;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    check: Settings,
}

/// The table `[check]`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    pub kind: Option<String>,
    /// A folder, from where the file lies.
    pub rules: Option<PathBuf>,
    pub min_severity: Option<String>,
    /// Rules switched off, by id.
    #[serde(default)]
    pub off: Vec<String>,
    /// Passages that stay, each with its reason.
    #[serde(default)]
    pub keep: Vec<Keep>,
}

/// A passage that someone looked at and kept.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Keep {
    /// Words of the passage, or all of it.
    pub passage: String,
    /// Why it stays; never empty.
    pub reason: String,
    /// Only for this rule, or all rules of this category.
    pub rule: Option<String>,
    /// Only in files whose path ends so.
    pub file: Option<String>,
}

impl Settings {
    /// From the nearest `attuned.toml` in the folder of `path` or above it; the defaults where there is none.
    pub fn near(path: Option<&Path>) -> Result<Self> {
        let start = match path {
            Some(path) => fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf()),
            None => std::env::current_dir().unwrap_or_default(),
        };
        for folder in start.ancestors() {
            let file = folder.join("attuned.toml");
            if !file.is_file() {
                continue;
            }
            let text = fs::read_to_string(&file)
                .with_context(|| format!("{} could not be read", file.display()))?;
            let read: File = toml::from_str(&text)
                .with_context(|| format!("{} could not be read as settings", file.display()))?;
            let mut settings = read.check;
            settings.rules = settings.rules.map(|rules| folder.join(rules));
            if let Some(keep) = settings
                .keep
                .iter()
                .find(|keep| keep.reason.trim().is_empty() || keep.passage.trim().is_empty())
            {
                anyhow::bail!(
                    "{}: a kept passage needs its words and the reason beside it (\u{201c}{}\u{201d})",
                    file.display(),
                    keep.passage
                );
            }
            return Ok(settings);
        }
        Ok(Self::default())
    }

    /// Why a finding is kept, where it is. White space does not count.
    pub fn kept(&self, file: &str, rule: &str, passage: &str) -> Option<&str> {
        let passage = spaces(passage);
        self.keep
            .iter()
            .find(|keep| {
                let words = spaces(&keep.passage);
                let fits_rule = keep
                    .rule
                    .as_deref()
                    .is_none_or(|wanted| rule == wanted || rule.split('/').next() == Some(wanted));
                (passage.contains(&words) || words.contains(&passage))
                    && fits_rule
                    && keep
                        .file
                        .as_deref()
                        .is_none_or(|wanted| file.ends_with(wanted))
            })
            .map(|keep| keep.reason.as_str())
    }
}

fn spaces(text: &str) -> String {
    text.split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_passage_is_kept_where_it_was_meant() {
        let text = "[[check.keep]]\npassage = \"You  must attend\"\nreason = \"court order\"\nrule = \"command\"\nfile = \"court.txt\"\n";
        let settings = toml::from_str::<File>(text).unwrap().check;
        assert_eq!(
            settings.kept("letters/court.txt", "command/must", "you must attend"),
            Some("court order")
        );
        assert_eq!(
            settings.kept("letters/other.txt", "command/must", "you must attend"),
            None
        );
        assert_eq!(
            settings.kept("letters/court.txt", "blame/failed", "you must attend"),
            None
        );
        assert_eq!(
            settings.kept("letters/court.txt", "command/must", "something else"),
            None
        );
    }
}
