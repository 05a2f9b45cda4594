//! The manners any page of ours must have, read from its tags alone.

use std::collections::{BTreeMap, BTreeSet};

use html5gum::{Token, Tokenizer};

const VOID: [&str; 7] = ["br", "hr", "img", "input", "link", "meta", "wbr"];

/// Everything that is wrong with a page, in words. Empty when it behaves.
pub fn problems(html: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut ids = BTreeSet::new();
    let mut named: Vec<(String, String)> = Vec::new();
    let mut labelled = BTreeSet::new();
    let mut controls = Vec::new();
    let mut open: Vec<String> = Vec::new();
    let mut headings = Vec::new();
    let mut title = String::new();
    let mut heading = String::new();

    for token in Tokenizer::new(html).flatten() {
        match token {
            Token::StartTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                let attributes: BTreeMap<String, String> = tag
                    .attributes
                    .iter()
                    .map(|(key, value)| {
                        (
                            String::from_utf8_lossy(key).into_owned(),
                            String::from_utf8_lossy(value).into_owned(),
                        )
                    })
                    .collect();
                let get = |key: &str| attributes.get(key).map(String::as_str);
                if let Some(id) = get("id")
                    && !ids.insert(id.to_owned())
                {
                    found.push(format!("the id {id} is there twice"));
                }
                for key in [
                    "for",
                    "aria-describedby",
                    "aria-labelledby",
                    "aria-controls",
                ] {
                    for id in get(key).into_iter().flat_map(str::split_whitespace) {
                        named.push((format!("{key} on <{name}>"), id.to_owned()));
                    }
                }
                if let Some(id) = get("href").and_then(|href| href.strip_prefix('#')) {
                    named.push(("a link".to_owned(), id.to_owned()));
                }
                for (key, value) in &attributes {
                    if key == "style" || key.starts_with("on") {
                        found.push(format!(
                            "<{name}> carries {key}, which the content policy stops"
                        ));
                    }
                    if key != "value"
                        && key != "fill"
                        && (value == "none" || value.contains("undefined"))
                    {
                        found.push(format!("<{name}> has {key}={value:?}"));
                    }
                    if key == "class" && (value.contains("  ") || value.ends_with(' ')) {
                        found.push(format!("<{name}> has an untidy class {value:?}"));
                    }
                }
                match name.as_str() {
                    "script" if get("src").is_none() => {
                        found.push("a script in the page".to_owned())
                    }
                    "style" => found.push("a style in the page".to_owned()),
                    "form" if get("action").is_none() => {
                        found.push("a form without action".to_owned())
                    }
                    "img" if get("alt").is_none() => found.push("a picture without alt".to_owned()),
                    "svg" if get("aria-label").is_none() && get("aria-hidden").is_none() => {
                        found.push("a drawing without words".to_owned());
                    }
                    "th" if get("scope").is_none() => {
                        found.push("a header without scope".to_owned())
                    }
                    "label" => {
                        labelled.extend(get("for").map(str::to_owned));
                    }
                    "input" | "select" | "textarea" if get("type") != Some("hidden") => {
                        controls.push(get("id").unwrap_or_default().to_owned());
                    }
                    _ => {}
                }
                if let Some(level) = name.strip_prefix('h').and_then(|n| n.parse::<u8>().ok()) {
                    headings.push(level);
                }
                if !VOID.contains(&name.as_str()) && !tag.self_closing {
                    open.push(name);
                }
            }
            Token::EndTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                let expected = open.pop().unwrap_or_default();
                if name != expected {
                    found.push(format!("</{name}> where </{expected}> was due"));
                }
            }
            Token::String(text) => {
                let text = String::from_utf8_lossy(&text).into_owned();
                if open.last().is_some_and(|name| name == "title") {
                    title.push_str(&text);
                } else if open.iter().any(|name| name == "h1") {
                    heading.push_str(&text);
                }
            }
            Token::Error(error) => found.push(format!("the page has a slip: {error:?}")),
            _ => {}
        }
    }

    for (what, id) in named {
        if !ids.contains(&id) {
            found.push(format!("{what} names {id}, which is not on the page"));
        }
    }
    for control in controls {
        if !labelled.contains(&control) {
            found.push(format!("the control {control} has no label"));
        }
    }
    if headings.iter().filter(|&&level| level == 1).count() != 1 {
        found.push("the page needs exactly one h1".to_owned());
    }
    let tidy = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    if !tidy(&title).starts_with(&tidy(&heading)) || heading.trim().is_empty() {
        found.push(format!(
            "the title {title:?} does not begin with the h1 {heading:?}"
        ));
    }
    if !open.is_empty() {
        found.push(format!("left open: {open:?}"));
    }
    found
}

#[test]
fn slips_are_noticed() {
    let page = "<title>Here - Us</title><body><h1>There</h1><input id=a><p id=a style='x'></div>";
    let found = problems(page).join("\n");
    for expected in [
        "twice",
        "style",
        "no label",
        "begin with",
        "was due",
        "left open",
    ] {
        assert!(found.contains(expected), "{expected} in\n{found}");
    }
}
