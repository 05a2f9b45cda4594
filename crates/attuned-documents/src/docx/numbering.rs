//! The numbers that Word computes: which list a paragraph is in, how far it has counted, and what it shows.

use std::collections::HashMap;

use super::styles::Styles;
use crate::marker;
use crate::tree::Element;

/// Word knows nine levels.
const LEVELS: usize = 9;

#[derive(Default)]
pub(super) struct Numbering {
    /// By `numId`.
    lists: HashMap<String, List>,
    /// Counters of each abstract list; lists made from the same one count on together.
    counts: HashMap<String, [Option<u32>; LEVELS]>,
}

#[derive(Clone)]
struct List {
    definition: String,
    levels: Vec<Level>,
    /// Start values that this list sets anew when it first uses a level.
    starts: [Option<u32>; LEVELS],
}

#[derive(Clone, Debug)]
struct Level {
    start: u32,
    format: String,
    text: String,
    /// The level after which this one starts again; 0 is never.
    restart: Option<u8>,
    /// All numbers are shown in figures.
    legal: bool,
    left: Option<i32>,
    style: Option<String>,
}

/// What stands before a numbered paragraph.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Shown {
    pub marker: String,
    pub bullet: bool,
    /// Left indentation of the level, in twentieths of a point.
    pub left: Option<i32>,
}

impl Numbering {
    pub fn read(root: Option<&Element>, styles: &Styles) -> Self {
        let Some(root) = root else {
            return Self::default();
        };
        let of = |name: &'static str| {
            root.elements()
                .filter(move |element| &*element.name == name)
        };
        let definitions: HashMap<&str, &Element> = of("abstractNum")
            .filter_map(|element| Some((element.attribute("abstractNumId")?, element)))
            .collect();
        let definition_of: HashMap<&str, &str> = of("num")
            .filter_map(|element| {
                Some((
                    element.attribute("numId")?,
                    value(element, "abstractNumId")?,
                ))
            })
            .collect();
        let mut lists = HashMap::new();
        for element in of("num") {
            let (Some(id), Some(mut definition)) =
                (element.attribute("numId"), value(element, "abstractNumId"))
            else {
                continue;
            };
            // A definition may only point at a list style, whose list has the levels.
            let link = definitions
                .get(definition)
                .and_then(|element| value(element, "numStyleLink"));
            if let Some(linked) = link
                .and_then(|style| styles.list_of(style))
                .and_then(|list| definition_of.get(list))
            {
                definition = linked;
            }
            let mut levels: Vec<Level> = vec![Level::default(); LEVELS];
            if let Some(element) = definitions.get(definition) {
                set_levels(element, &mut levels);
            }
            let mut starts = [None; LEVELS];
            for change in element
                .elements()
                .filter(|element| &*element.name == "lvlOverride")
            {
                set_levels(change, &mut levels);
                if let Some(slot) = index(change).and_then(|level| starts.get_mut(level)) {
                    *slot = value(change, "startOverride").and_then(|start| start.parse().ok());
                }
            }
            lists.insert(
                id.to_owned(),
                List {
                    definition: definition.to_owned(),
                    levels,
                    starts,
                },
            );
        }
        Self {
            lists,
            counts: HashMap::new(),
        }
    }

    /// The level of a list that a paragraph style stands for.
    pub fn level_of_style(&self, list: &str, style: &str) -> Option<u8> {
        let levels = &self.lists.get(list)?.levels;
        levels
            .iter()
            .position(|level| level.style.as_deref() == Some(style))
            .and_then(|level| u8::try_from(level).ok())
    }

    /// Counts one paragraph of a list and says what stands before it; `None` where nothing does.
    pub fn next(&mut self, list: &str, level: u8) -> Option<Shown> {
        let at = usize::from(level).min(LEVELS - 1);
        let List {
            definition,
            levels,
            starts,
        } = self.lists.get_mut(list)?;
        let shape = levels.get(at)?.clone();
        let counts = self
            .counts
            .entry(definition.clone())
            .or_insert([None; LEVELS]);
        let restart = starts.get_mut(at).and_then(Option::take);
        let slot = counts.get_mut(at)?;
        *slot = Some(match (restart, *slot) {
            (Some(start), _) => start,
            (None, Some(count)) => count.saturating_add(1),
            (None, None) => shape.start,
        });
        for (deeper, slot) in counts.iter_mut().enumerate().skip(at + 1) {
            let restart = levels.get(deeper).and_then(|level| level.restart);
            // Level n+1 restarts after any level above it, unless it names one that must come.
            if restart.is_none_or(|restart| restart > 0 && at < usize::from(restart)) {
                *slot = None;
            }
        }
        if shape.format == "bullet" {
            return Some(Shown {
                marker: marker::bullet(&shape.text),
                bullet: true,
                left: shape.left,
            });
        }
        let marker = show(&shape, levels, counts);
        (!marker.is_empty()).then_some(Shown {
            marker,
            bullet: false,
            left: shape.left,
        })
    }
}

impl Default for Level {
    fn default() -> Self {
        Self {
            start: 1,
            format: "decimal".to_owned(),
            text: String::new(),
            restart: None,
            legal: false,
            left: None,
            style: None,
        }
    }
}

fn value<'a>(element: &'a Element, name: &str) -> Option<&'a str> {
    element.child(name)?.attribute("val")
}

fn index(element: &Element) -> Option<usize> {
    element
        .attribute("ilvl")?
        .parse()
        .ok()
        .filter(|level| *level < LEVELS)
}

fn set_levels(parent: &Element, levels: &mut [Level]) {
    for element in parent.elements().filter(|element| &*element.name == "lvl") {
        let Some(slot) = index(element).and_then(|level| levels.get_mut(level)) else {
            continue;
        };
        let indent = element
            .child("pPr")
            .and_then(|properties| properties.child("ind"));
        *slot = Level {
            start: value(element, "start")
                .and_then(|start| start.parse().ok())
                .unwrap_or(0),
            format: value(element, "numFmt").unwrap_or("decimal").to_owned(),
            text: value(element, "lvlText").unwrap_or("").to_owned(),
            restart: value(element, "lvlRestart").and_then(|restart| restart.parse().ok()),
            legal: element
                .child("isLgl")
                .is_some_and(|legal| !matches!(legal.attribute("val"), Some("0" | "false"))),
            left: indent
                .and_then(|indent| indent.attribute("left").or(indent.attribute("start")))
                .and_then(|left| left.parse().ok()),
            style: value(element, "pStyle").map(str::to_owned),
        };
    }
}

/// "%1.%2." with the counts of each level in its own format.
fn show(shape: &Level, levels: &[Level], counts: &[Option<u32>; LEVELS]) -> String {
    let mut out = String::new();
    let mut letters = shape.text.chars().peekable();
    while let Some(letter) = letters.next() {
        let wanted = letters
            .peek()
            .and_then(|next| next.to_digit(10))
            .filter(|digit| letter == '%' && *digit > 0);
        let Some(level) = wanted.and_then(|digit| usize::try_from(digit - 1).ok()) else {
            out.push(letter);
            continue;
        };
        letters.next();
        if let Some(other) = levels.get(level) {
            let count = counts.get(level).copied().flatten().unwrap_or(other.start);
            let format = if shape.legal {
                "decimal"
            } else {
                &other.format
            };
            out.push_str(&format_count(count, format));
        }
    }
    out.trim().to_owned()
}

fn format_count(count: u32, format: &str) -> String {
    match format {
        "none" => String::new(),
        "decimalZero" => format!("{count:02}"),
        "lowerLetter" => marker::letters(count),
        "upperLetter" => marker::letters(count).to_uppercase(),
        "lowerRoman" => marker::to_roman(count),
        "upperRoman" => marker::to_roman(count).to_uppercase(),
        "ordinal" => {
            let end = match (count % 10, count % 100) {
                (1, rest) if rest != 11 => "st",
                (2, rest) if rest != 12 => "nd",
                (3, rest) if rest != 13 => "rd",
                _ => "th",
            };
            format!("{count}{end}")
        }
        _ => count.to_string(),
    }
}
