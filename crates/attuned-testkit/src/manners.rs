//! The manners of a page: what every page must get right, checked on every page that any test fetches.

use std::collections::{BTreeMap, BTreeSet};

use html5gum::{Token, Tokenizer};

const VOID: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
    "wbr",
];

#[derive(Debug, Default)]
struct Seen {
    ids: BTreeSet<String>,
    labels: BTreeSet<String>,
    fields: Vec<String>,
    references: Vec<(String, String)>,
    h1: Vec<String>,
    title: String,
    levels: Vec<u32>,
    lang: bool,
}

/// What is wrong with a page; nothing when its manners are good.
pub fn check(html: &str) -> Vec<String> {
    let mut problems = Vec::new();
    let mut seen = Seen::default();
    let mut open: Vec<String> = Vec::new();
    let mut text_of: Option<(&'static str, String)> = None;
    if !html.trim_start().starts_with("<!DOCTYPE html>") {
        problems.push("the page does not begin with <!DOCTYPE html>".to_owned());
    }
    for token in Tokenizer::new(html) {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => {
                let name = text(&tag.name);
                let attributes: BTreeMap<String, String> = tag
                    .attributes
                    .iter()
                    .map(|(key, value)| (text(key), text(value)))
                    .collect();
                look(&name, &attributes, &mut seen, &mut problems);
                match name.as_str() {
                    "h1" => text_of = Some(("h1", String::new())),
                    "title" if !open.iter().any(|name| name == "svg") => {
                        text_of = Some(("title", String::new()))
                    }
                    _ => {}
                }
                if !VOID.contains(&name.as_str()) && !tag.self_closing {
                    open.push(name);
                }
            }
            Token::EndTag(tag) => {
                let name = text(&tag.name);
                match text_of.take() {
                    Some(("h1", words)) if name == "h1" => seen.h1.push(spaces(&words)),
                    Some(("title", words)) if name == "title" => seen.title = spaces(&words),
                    other => text_of = other,
                }
                match open.pop() {
                    Some(last) if last == name => {}
                    last => {
                        problems.push(format!("</{name}> closes {last:?}"));
                        return problems;
                    }
                }
            }
            Token::String(words) => {
                if let Some((_, held)) = &mut text_of {
                    held.push_str(&text(&words));
                }
            }
            Token::Error(error) => problems.push(format!("not valid HTML: {error:?}")),
            Token::Comment(_) | Token::Doctype(_) => {}
        }
    }
    if !open.is_empty() {
        problems.push(format!("left open: {open:?}"));
    }
    judge(&seen, &mut problems);
    problems
}

fn look(
    name: &str,
    attributes: &BTreeMap<String, String>,
    seen: &mut Seen,
    problems: &mut Vec<String>,
) {
    let get = |key: &str| attributes.get(key).cloned();
    if let Some(id) = get("id")
        && !seen.ids.insert(id.clone())
    {
        problems.push(format!("the id {id} stands twice"));
    }
    for key in ["style", "onclick", "onload", "onchange"] {
        if attributes.contains_key(key) {
            problems.push(format!(
                "<{name}> carries {key}, which the content policy refuses"
            ));
        }
    }
    for key in ["aria-describedby", "aria-labelledby", "aria-controls"] {
        for id in get(key).unwrap_or_default().split_whitespace() {
            seen.references
                .push((format!("{key} of <{name}>"), id.to_owned()));
        }
    }
    match name {
        "html" => seen.lang = attributes.contains_key("lang"),
        "label" => {
            seen.labels.extend(get("for"));
        }
        "form" if get("action").is_none_or(|action| action.is_empty()) => {
            problems.push("a form without an action".to_owned());
        }
        "img" if !attributes.contains_key("alt") => {
            problems.push("a picture without words for it".to_owned())
        }
        "a" if get("href").is_some_and(|href| href.is_empty()) => {
            problems.push("a link that leads nowhere".to_owned())
        }
        "input" if matches!(get("type").as_deref(), Some("hidden" | "submit")) => {}
        "input" | "select" | "textarea" => match get("id") {
            Some(id) => seen.fields.push(id),
            None => problems.push(format!("a field without an id: {:?}", get("name"))),
        },
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => seen
            .levels
            .extend(name.chars().nth(1).and_then(|level| level.to_digit(10))),
        "th" if !attributes.contains_key("scope") => {
            problems.push("a table header without a scope".to_owned())
        }
        _ => {}
    }
}

fn judge(seen: &Seen, problems: &mut Vec<String>) {
    if !seen.lang {
        problems.push("the page does not say its language".to_owned());
    }
    match seen.h1.as_slice() {
        [one] => {
            let title = seen.title.strip_prefix("Problem: ").unwrap_or(&seen.title);
            if !title.starts_with(one.as_str()) {
                problems.push(format!("the title \u{201c}{title}\u{201d} does not begin with the heading \u{201c}{one}\u{201d}"));
            }
        }
        several => problems.push(format!("{} headings of the first level", several.len())),
    }
    for pair in seen.levels.windows(2) {
        if pair[1] > pair[0] + 1 {
            problems.push(format!(
                "a heading of level {} follows one of level {}",
                pair[1], pair[0]
            ));
        }
    }
    for field in &seen.fields {
        if !seen.labels.contains(field) {
            problems.push(format!("the field {field} has no label"));
        }
    }
    for (what, id) in &seen.references {
        if !seen.ids.contains(id) {
            problems.push(format!("{what} points to {id}, which is not there"));
        }
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn spaces(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_good_page_has_nothing_wrong() {
        let html = "<!DOCTYPE html><html lang=\"en\"><head><title>One - Here</title></head><body><h1>One</h1>\
                    <form action=\"/x\"><label for=\"a\">A</label><input id=\"a\" name=\"a\"></form></body></html>";
        assert_eq!(check(html), Vec::<String>::new());
    }

    #[test]
    fn faults_are_named() {
        let html = "<!DOCTYPE html><html lang=\"en\"><head><title>Two</title></head><body><h1>One</h1><h3 id=\"a\">x</h3>\
                    <form><input id=\"a\" name=\"a\"></form><p style=\"x\">\u{a0}</p></body></html>";
        let problems = check(html).join("; ");
        for wanted in [
            "does not begin",
            "level 3 follows",
            "stands twice",
            "without an action",
            "no label",
            "carries style",
        ] {
            assert!(problems.contains(wanted), "{wanted} in {problems}");
        }
    }
}
