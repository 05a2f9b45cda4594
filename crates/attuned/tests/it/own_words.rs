//! The program's own words pass its own reviewer: pages, commands, messages and documents.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use attuned::modules;
use attuned_design::{Design, Shell};
use attuned_language::{Kind, Rules, Severity};

/// Passages likely to hurt; the rule's own page says what else could be written.
fn hurtful(name: &str, text: &str, kind: Kind, rules: &Rules) -> Vec<String> {
    attuned_language::review(text, kind, rules)
        .findings
        .iter()
        .filter(|finding| finding.severity == Severity::Error)
        .map(|finding| {
            format!(
                "{name}: \u{201c}{}\u{201d} {} ({})",
                finding.quote(text),
                finding.message(),
                finding.rule()
            )
        })
        .collect()
}

/// The words of a page as they are read: a line for each block, no marks.
fn words(html: &str) -> String {
    let document = attuned_documents::read(
        "page.html",
        html.as_bytes(),
        &attuned_documents::Limits::default(),
    )
    .unwrap();
    document.text
}

#[test]
fn every_page_is_kind() {
    let rules = Rules::builtin();
    let modules = modules::all();
    let design = Design::new(modules.iter().map(|module| module.pages.clone())).unwrap();
    let mut found = Vec::new();
    let mut read = 0;
    for sample in modules.iter().flat_map(|module| &module.samples) {
        let mut context: BTreeMap<String, serde_json::Value> =
            serde_json::from_value(sample.context.clone()).unwrap_or_default();
        let shell = Shell {
            home: "/".to_owned(),
            ..Shell::default()
        };
        let around = serde_json::json!({
            "org": { "name": "Somewhere", "words": {} }, "shell": shell, "csrf": "token", "here": "/here", "on": null, "day": "2024-10-01",
            "may": ["programme.read", "programme.record", "programme.judge", "people.manage"], "signed_in": true,
        });
        context
            .extend(serde_json::from_value::<BTreeMap<String, serde_json::Value>>(around).unwrap());
        let text = words(&design.render(sample.page, &context).unwrap());
        assert!(text.len() > 20, "{} has words", sample.page);
        read += 1;
        found.extend(hurtful(sample.page, &text, Kind::WebPage, &rules));
    }
    found.sort();
    found.dedup();
    assert!(
        read > 40 && found.is_empty(),
        "{read} pages were read\n{}",
        found.join("\n")
    );
}

#[test]
fn every_command_is_kind() {
    let rules = Rules::builtin();
    let mut found = Vec::new();
    for command in [
        "serve",
        "init",
        "import report",
        "coverage",
        "referral",
        "invite",
        "doctor",
        "check",
        "rules",
    ] {
        let mut arguments: Vec<&str> = command.split(' ').collect();
        arguments.push("--help");
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_attuned"))
            .args(arguments)
            .output()
            .unwrap();
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(text.contains("Usage"), "{command}: {text}");
        // A list of options is no sentence: each line is read by itself.
        let lines = text.lines().map(str::trim).collect::<Vec<_>>().join("\n\n");
        found.extend(hurtful(command, &lines, Kind::WebPage, &rules));
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn every_document_is_kind() {
    let rules = Rules::builtin();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut folders = vec![root.clone()];
    let (mut found, mut read) = (Vec::new(), 0);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            let name = path.strip_prefix(&root).unwrap().display().to_string();
            let below = name.starts_with("docs");
            if path.is_dir() && (name == "docs" || below) {
                folders.push(path);
            } else if name.ends_with(".md") {
                read += 1;
                let text = fs::read_to_string(&path).unwrap();
                found.extend(hurtful(&name, &text, Kind::Guidance, &rules));
            }
        }
    }
    assert!(
        read > 8 && found.is_empty(),
        "{read} documents were read\n{}",
        found.join("\n")
    );
}
