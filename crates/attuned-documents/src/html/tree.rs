//! Tokens of HTML to a tree, with the ends that writers leave out. Not a browser's parser: enough for words in order.

use html5gum::emitters::default::DefaultEmitter;
use html5gum::{Token, Tokenizer};

use crate::tree::{Element, Node};
use crate::{Limits, Problem};

const VOID: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr",
];

/// A beginning of these ends an open paragraph.
const ENDS_PARAGRAPH: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "details",
    "div",
    "dl",
    "fieldset",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "table",
    "ul",
];

/// A new one of the first ends an open one of the second, unless one of the third stands between them.
const ENDS: &[(&[&str], &[&str], &[&str])] = &[
    (&["li"], &["li"], &["ul", "ol", "menu"]),
    (&["dt", "dd"], &["dt", "dd"], &["dl"]),
    (&["td", "th"], &["td", "th"], &["tr", "table"]),
    (&["tr"], &["tr", "td", "th"], &["table"]),
    (
        &["thead", "tbody", "tfoot"],
        &["thead", "tbody", "tfoot", "tr", "td", "th"],
        &["table"],
    ),
    (&["option"], &["option"], &["select"]),
    (&["body"], &["head"], &[]),
];

pub(super) fn parse(
    source: &str,
    seems: &'static str,
    limits: &Limits,
) -> Result<Element, Problem> {
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    let mut open: Vec<Element> = vec![Element::new("", Vec::new())];
    let mut nodes = 0_usize;
    for token in Tokenizer::new_with_emitter(source, emitter) {
        let Ok(token) = token;
        nodes += 1;
        if nodes > limits.nodes {
            return Err(Problem::TooLarge {
                seems,
                what: format!("it has more than {} elements", limits.nodes),
            });
        }
        match token {
            Token::StartTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                close_for(&mut open, &name);
                let attributes = tag
                    .attributes
                    .iter()
                    .map(|(name, value)| {
                        (
                            String::from_utf8_lossy(name).into(),
                            String::from_utf8_lossy(value).into(),
                        )
                    })
                    .collect();
                let element = Element::new(&name, attributes);
                // Past the depth that is followed, elements lie beside each other; their words are still read.
                if VOID.contains(&name.as_str())
                    || (open.len() >= limits.depth && !matches!(name.as_str(), "script" | "style"))
                    || (tag.self_closing && !is_html(&name))
                {
                    add(&mut open, Node::Element(element));
                } else {
                    open.push(element);
                }
            }
            Token::EndTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name);
                if let Some(at) = open
                    .iter()
                    .rposition(|element| *element.name == *name)
                    .filter(|at| *at > 0)
                {
                    close_to(&mut open, at);
                }
            }
            Token::String(text) => add(
                &mut open,
                Node::Text(String::from_utf8_lossy(&text).into_owned()),
            ),
            Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    close_to(&mut open, 1);
    Ok(open.pop().unwrap_or_default())
}

/// Foreign elements may close themselves; for HTML's own the mark means nothing.
fn is_html(name: &str) -> bool {
    !matches!(
        name,
        "path" | "circle" | "rect" | "use" | "line" | "g" | "svg"
    ) && !name.contains(':')
}

fn close_for(open: &mut Vec<Element>, name: &str) {
    if ENDS_PARAGRAPH.contains(&name)
        && let Some(at) = open.iter().rposition(|element| &*element.name == "p")
        && open
            .iter()
            .skip(at)
            .all(|element| !matches!(&*element.name, "table" | "td" | "th" | "button"))
    {
        close_to(open, at);
    }
    for (_, ended, between) in ENDS.iter().filter(|(begun, ..)| begun.contains(&name)) {
        while let Some(at) = open.iter().rposition(|element| {
            ended.contains(&&*element.name) || between.contains(&&*element.name)
        }) {
            if open
                .get(at)
                .is_none_or(|element| between.contains(&&*element.name))
            {
                break;
            }
            close_to(open, at);
        }
    }
}

/// Ends every open element from `at` on.
fn close_to(open: &mut Vec<Element>, at: usize) {
    while open.len() > at.max(1)
        && let Some(element) = open.pop()
    {
        add(open, Node::Element(element));
    }
}

fn add(open: &mut [Element], node: Node) {
    if let Some(top) = open.last_mut() {
        top.children.push(node);
    }
}
