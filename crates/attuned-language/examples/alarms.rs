//! Counts what the reviewer finds in text that should be left in peace, a finding a line.
//!
//!     cargo run --release -p attuned-language --example alarms -- [--kind KIND] [--rules FOLDER] [--all] PATH…
//!
//! Errors alone, unless `--all`. `--rules` adds a folder of rules, so that a rule can be tried
//! without building again.

use std::{env, fs, path::Path, path::PathBuf};

use attuned_language::{Kind, Rules, Severity, review};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (mut kind, mut rules, mut all, mut files) = (None, None, false, Vec::new());
    let mut args = env::args().skip(1);
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--kind" => kind = args.next().and_then(|k| Kind::from_name(&k)),
            "--rules" => rules = args.next(),
            "--all" => all = true,
            path => collect(Path::new(path), &mut files)?,
        }
    }
    let rules = match rules {
        Some(folder) => {
            let mut paths = Vec::new();
            collect(Path::new(&folder), &mut paths)?;
            let mut own = Vec::new();
            for path in paths {
                let name = path.strip_prefix(&folder)?.to_string_lossy().into_owned();
                own.push((name, fs::read_to_string(&path)?));
            }
            Rules::with_folder(own)
        }
        None => Rules::builtin(),
    };
    for problem in rules.problems() {
        eprintln!("{problem}");
    }
    files.sort();
    let (mut words, mut found) = (0, 0);
    for file in &files {
        let text = String::from_utf8_lossy(&fs::read(file)?).into_owned();
        let review = review(&text, kind.unwrap_or_else(|| Kind::guess(&text)), &rules);
        words += review.measures.words;
        for f in &review.findings {
            if !all && f.severity != Severity::Error {
                continue;
            }
            found += 1;
            let quote = f.quote(&text).split_whitespace().collect::<Vec<_>>();
            println!("{}\t{}\t{}", file.display(), f.rule(), quote.join(" "));
            if all {
                for suggestion in &f.suggestions {
                    println!("\t> {suggestion}");
                }
            }
        }
    }
    let rate = found as f64 * 1000.0 / words.max(1) as f64;
    println!("{found} in {words} words: {rate:.2} per 1,000");
    Ok(())
}

fn collect(path: &Path, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    if path.is_dir() {
        for entry in fs::read_dir(path)? {
            collect(&entry?.path(), files)?;
        }
    } else {
        files.push(path.to_path_buf());
    }
    Ok(())
}
