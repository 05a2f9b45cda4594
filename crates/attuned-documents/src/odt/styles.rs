//! Styles of an OpenDocument file: bold and italic through the chain of parents, outline levels, and how lists count.

use std::collections::HashMap;

use crate::marker;
use crate::tree::Element;

#[derive(Default)]
pub(super) struct Styles<'a> {
    by_name: HashMap<(&'a str, &'a str), &'a Element>,
    lists: HashMap<&'a str, Vec<Level<'a>>>,
    outline: Vec<Level<'a>>,
}

/// Bold and italic, where a style says either way.
#[derive(Clone, Copy)]
pub(super) struct Emphasis {
    pub bold: Option<bool>,
    pub italic: Option<bool>,
}

/// How one level of a list counts.
#[derive(Default, Clone)]
pub(super) struct Level<'a> {
    pub bullet: Option<&'a str>,
    pub start: u32,
    format: &'a str,
    prefix: &'a str,
    suffix: &'a str,
    /// How many levels are shown, this one included.
    shown: usize,
    /// "%1%.%2%." of newer files; says everything at once.
    pattern: Option<&'a str>,
}

const LEVELS: usize = 10;
const LONGEST_CHAIN: usize = 24;

impl<'a> Styles<'a> {
    pub fn read(content: &'a Element, common: Option<&'a Element>) -> Self {
        let mut styles = Self::default();
        let parts = [common, Some(content)];
        let groups = parts
            .into_iter()
            .flatten()
            .flat_map(Element::elements)
            .filter(|group| matches!(&*group.name, "styles" | "automatic-styles"));
        for element in groups.flat_map(Element::elements) {
            match (&*element.name, element.attribute("name")) {
                ("style", Some(name)) => {
                    styles
                        .by_name
                        .insert((element.attribute("family").unwrap_or(""), name), element);
                }
                ("list-style", Some(name)) => {
                    styles.lists.insert(name, levels(element));
                }
                ("outline-style", _) => styles.outline = levels(element),
                _ => {}
            }
        }
        styles
    }

    fn chain(&self, family: &'a str, name: Option<&'a str>) -> impl Iterator<Item = &'a Element> {
        let mut next = name;
        std::iter::from_fn(move || {
            let style = *self.by_name.get(&(family, next?))?;
            next = style.attribute("parent-style-name");
            Some(style)
        })
        .take(LONGEST_CHAIN)
    }

    fn text_property(
        &self,
        family: &'a str,
        name: Option<&'a str>,
        property: &str,
    ) -> Option<&'a str> {
        self.chain(family, name)
            .find_map(|style| style.child("text-properties")?.attribute(property))
    }

    /// Bold and italic, where the style says either way.
    pub fn emphasis(&self, family: &'a str, name: Option<&'a str>) -> Emphasis {
        let bold = self
            .text_property(family, name, "font-weight")
            .map(|weight| {
                weight == "bold" || weight.parse::<u16>().is_ok_and(|weight| weight >= 600)
            });
        let italic = self
            .text_property(family, name, "font-style")
            .map(|style| style == "italic" || style == "oblique");
        Emphasis { bold, italic }
    }

    pub fn is_hidden(&self, family: &'a str, name: Option<&'a str>) -> bool {
        self.text_property(family, name, "display") == Some("none")
    }

    /// A paragraph style that stands for a heading: 1 to 6.
    pub fn heading(&self, name: Option<&'a str>) -> Option<u8> {
        self.chain("paragraph", name).find_map(|style| {
            if style.attribute("name") == Some("Title") {
                return Some(1);
            }
            let level = style
                .attribute("default-outline-level")?
                .parse::<u8>()
                .ok()?;
            Some(level.clamp(1, 6))
        })
    }

    pub fn level(&self, list: Option<&str>, depth: usize) -> Option<&Level<'a>> {
        self.lists.get(list?)?.get(depth)
    }

    pub fn outline(&self, depth: usize) -> Option<&Level<'a>> {
        self.outline.get(depth)
    }

    /// What a list shows before a paragraph at `depth`, from the counts of all its levels; empty for nothing.
    pub fn show(
        levels: &dyn Fn(usize) -> Option<Level<'a>>,
        depth: usize,
        counts: &[u32],
    ) -> String {
        let Some(level) = levels(depth) else {
            return String::new();
        };
        let count = |at: usize| {
            let format = levels(at).map_or("1", |level| level.format);
            format_count(counts.get(at).copied().unwrap_or(1), format)
        };
        if let Some(pattern) = level.pattern.filter(|_| !level.format.is_empty()) {
            let mut out = String::new();
            for (at, piece) in pattern.split('%').enumerate() {
                match piece.parse::<usize>() {
                    Ok(number) if at % 2 == 1 => {
                        out.push_str(&count(number.saturating_sub(1).min(LEVELS)))
                    }
                    _ => out.push_str(piece),
                }
            }
            return out.trim().to_owned();
        }
        if level.format.is_empty() {
            return String::new();
        }
        let first = (depth + 1).saturating_sub(level.shown.max(1));
        let numbers: Vec<String> = (first..=depth)
            .map(count)
            .filter(|number| !number.is_empty())
            .collect();
        format!("{}{}{}", level.prefix, numbers.join("."), level.suffix)
            .trim()
            .to_owned()
    }
}

fn levels(style: &Element) -> Vec<Level<'_>> {
    let mut levels = vec![Level::default(); LEVELS];
    for element in style.elements() {
        let number = |name: &str| {
            element
                .attribute(name)
                .and_then(|value| value.parse::<usize>().ok())
        };
        let Some(slot) = number("level").and_then(|level| levels.get_mut(level.checked_sub(1)?))
        else {
            continue;
        };
        *slot = Level {
            bullet: (&*element.name == "list-level-style-bullet")
                .then(|| element.attribute("bullet-char").unwrap_or("•")),
            start: number("start-value")
                .and_then(|start| u32::try_from(start).ok())
                .unwrap_or(1),
            format: element.attribute("num-format").unwrap_or(""),
            prefix: element.attribute("num-prefix").unwrap_or(""),
            suffix: element.attribute("num-suffix").unwrap_or(""),
            shown: number("display-levels").unwrap_or(1),
            pattern: element.attribute("num-list-format"),
        };
    }
    levels
}

fn format_count(count: u32, format: &str) -> String {
    match format.chars().next() {
        None => String::new(),
        Some('a') => marker::letters(count),
        Some('A') => marker::letters(count).to_uppercase(),
        Some('i') => marker::to_roman(count),
        Some('I') => marker::to_roman(count).to_uppercase(),
        Some(_) => count.to_string(),
    }
}
