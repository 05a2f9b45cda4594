//! Prints what the reviewer finds in a folder of labelled letters, one JSON object a line, in the
//! shape that `score.py` reads.
//!
//!     cargo run --release -p attuned-language --example predict -- FOLDER [--kinds] [--only dev|held] [--rules FOLDER]
//!
//! `--kinds` takes the kind from the label file beside a letter in place of guessing it. `--only`
//! takes the letters whose number divides by three (held: they were never looked at while rules
//! were written) or the others (dev).

#![allow(clippy::indexing_slicing, reason = "a tool for building, run by hand")]

use std::{env, fs, path::Path};

use attuned_language::{Kind, Rules, review};
use serde_json::{Map, Value, json};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let args: Vec<String> = env::args().skip(1).collect();
    let folder = args.first().ok_or("which folder?")?;
    let kinds = args.iter().any(|a| a == "--kinds");
    let details = args.iter().any(|a| a == "--details");
    let only = args
        .iter()
        .position(|a| a == "--only")
        .and_then(|i| args.get(i + 1));
    let folder_of_rules = args
        .iter()
        .position(|a| a == "--rules")
        .and_then(|i| args.get(i + 1));
    let rules = match folder_of_rules {
        Some(path) => Rules::with_folder(read_folder(Path::new(path), Path::new(path))?),
        None => Rules::builtin(),
    };
    for problem in rules.problems() {
        eprintln!("{problem}");
    }
    let mut files: Vec<_> = fs::read_dir(folder)?
        .filter_map(|e| Some(e.ok()?.path()))
        .filter(|p| p.extension().is_some_and(|e| e == "txt" || e == "md"))
        .filter(|p| p.file_name().is_some_and(|n| n != "README.md"))
        .collect();
    files.sort();
    for file in files {
        let name = file
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let number: u32 = name.get(..2).and_then(|n| n.parse().ok()).unwrap_or(1);
        match only.map(String::as_str) {
            Some("held") if !number.is_multiple_of(3) => continue,
            Some("dev") if number.is_multiple_of(3) => continue,
            _ => {}
        }
        let text = fs::read_to_string(&file)?;
        let kind =
            if kinds { labelled_kind(&file) } else { None }.unwrap_or_else(|| Kind::guess(&text));
        let review = review(&text, kind, &rules);
        let findings: Vec<Value> = review
            .findings
            .iter()
            .map(|f| {
                let mut v =
                    json!({"start": f.start, "end": f.end, "category": f.category().name()});
                if details {
                    v["rule"] = json!(f.rule());
                    v["quote"] = json!(f.quote(&text));
                }
                v
            })
            .collect();
        let rubric: Map<String, Value> = review
            .rubric
            .iter()
            .map(|a| (a.criterion.name().to_string(), json!(a.value.name())))
            .collect();
        let mut line = json!({"file": name, "findings": findings, "rubric": rubric});
        if details {
            line["kind"] = json!(kind.name());
            line["quotes"] = review
                .rubric
                .iter()
                .map(|a| {
                    (
                        a.criterion.name().to_string(),
                        json!(a.quote.and_then(|(s, e)| text.get(s..e))),
                    )
                })
                .collect::<Map<_, _>>()
                .into();
        }
        println!("{line}");
    }
    Ok(())
}

fn labelled_kind(file: &Path) -> Option<Kind> {
    let labels: Value =
        serde_json::from_str(&fs::read_to_string(file.with_extension("labels.json")).ok()?).ok()?;
    match labels.get("kind")?.as_str()? {
        "form-intro" => Some(Kind::Form),
        kind => Kind::from_name(kind),
    }
}

/// The rule files of a folder, as (path within it, text).
fn read_folder(root: &Path, folder: &Path) -> std::io::Result<Vec<(String, String)>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            files.extend(read_folder(root, &path)?);
        } else if let Ok(name) = path.strip_prefix(root) {
            files.push((
                name.to_string_lossy().into_owned(),
                fs::read_to_string(&path)?,
            ));
        }
    }
    Ok(files)
}
