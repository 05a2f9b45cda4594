//! Which files to review: what was named, folders looked through, patterns spelled out.

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::reviewed::Failed;

/// What a folder is looked through for. A file that is named is read whatever it is called.
const ENDINGS: [&str; 9] = [
    "txt", "text", "md", "html", "htm", "docx", "odt", "pdf", "eml",
];
/// Deeper than any filing, and not so deep that a link in a circle goes on for long.
const DEEPEST: usize = 32;

/// Something to review.
pub enum Source {
    File(PathBuf),
    /// Standard input, read whole.
    Given(Vec<u8>),
}

pub fn gather(paths: &[PathBuf]) -> (Vec<Source>, Vec<Failed>) {
    let mut sources = Vec::new();
    let mut failed = Vec::new();
    for path in paths {
        if path.as_os_str() == "-" {
            let mut bytes = Vec::new();
            match io::stdin().lock().read_to_end(&mut bytes) {
                Ok(_) => sources.push(Source::Given(bytes)),
                Err(error) => failed.push(Failed {
                    file: "standard input".to_owned(),
                    message: error.to_string(),
                }),
            }
        } else if path.is_dir() {
            let before = sources.len();
            look_through(path, 0, &mut sources);
            if sources.len() == before {
                let message = format!(
                    "There is no letter in this folder. It is looked through for: {}",
                    ENDINGS.join(", ")
                );
                failed.push(Failed {
                    file: path.display().to_string(),
                    message,
                });
            }
        } else if path.exists() {
            sources.push(Source::File(path.clone()));
        } else {
            spell_out(path, &mut sources, &mut failed);
        }
    }
    (sources, failed)
}

fn look_through(folder: &Path, depth: usize, sources: &mut Vec<Source>) {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .collect();
    entries.sort();
    for path in entries {
        let hidden = path
            .file_name()
            .is_some_and(|name| name.to_string_lossy().starts_with(['.', '~']));
        if hidden {
            continue;
        }
        if path.is_dir() && depth < DEEPEST {
            look_through(&path, depth + 1, sources);
        } else if path.extension().is_some_and(|ending| {
            ENDINGS.contains(&ending.to_string_lossy().to_lowercase().as_str())
        }) {
            sources.push(Source::File(path));
        }
    }
}

/// A pattern that the shell left as it was.
fn spell_out(pattern: &Path, sources: &mut Vec<Source>, failed: &mut Vec<Failed>) {
    let text = pattern.to_string_lossy();
    let found: Vec<PathBuf> = match glob::glob(&text) {
        Ok(paths) if text.contains(['*', '?', '[']) => {
            paths.flatten().filter(|path| path.is_file()).collect()
        }
        _ => Vec::new(),
    };
    if found.is_empty() {
        let message =
            "There is nothing of this name. Is it spelled right, and is it in this folder?"
                .to_owned();
        failed.push(Failed {
            file: text.into_owned(),
            message,
        });
    }
    sources.extend(found.into_iter().map(Source::File));
}

/// An organisation's own rules: every .md, .tsv and .txt below a folder, by its path inside it.
pub fn rule_files(folder: &Path) -> Result<Vec<(String, String)>> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(inside) = folders.pop() {
        let entries = fs::read_dir(&inside)
            .with_context(|| format!("The rules in {} could not be read", inside.display()))?;
        for path in entries.flatten().map(|entry| entry.path()) {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| {
                ["md", "tsv", "txt"].contains(&ending.to_string_lossy().as_ref())
            }) {
                let text = fs::read_to_string(&path)
                    .with_context(|| format!("{} could not be read", path.display()))?;
                let name = path
                    .strip_prefix(folder)
                    .unwrap_or(&path)
                    .to_string_lossy()
                    .into_owned();
                found.push((name, text));
            }
        }
    }
    found.sort();
    Ok(found)
}
