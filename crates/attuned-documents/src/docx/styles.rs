//! What a style says about a paragraph or a run, through the chain of styles it is based on.

use std::collections::HashMap;

use crate::tree::Element;

#[derive(Default)]
pub(super) struct Styles {
    by_id: HashMap<String, Style>,
    /// The style of paragraphs that name none.
    default: Option<String>,
}

#[derive(Default, Clone)]
struct Style {
    name: String,
    based_on: Option<String>,
    settings: Settings,
}

/// What paragraph and run properties state; `None` where they are silent.
#[derive(Default, Clone, Debug)]
pub(super) struct Settings {
    /// 0 is the first level of headings, 9 is text.
    pub outline: Option<u8>,
    pub list: Option<String>,
    pub list_level: Option<u8>,
    /// Left indentation in twentieths of a point.
    pub left: Option<i32>,
    pub bold: Option<bool>,
    pub italic: Option<bool>,
    pub hidden: Option<bool>,
}

/// A chain of styles longer than this goes in a circle.
const LONGEST_CHAIN: usize = 24;

impl Settings {
    /// From `pPr` and `rPr`, either of which may be missing.
    pub fn read(paragraph: Option<&Element>, run: Option<&Element>) -> Self {
        let value = |parent: Option<&Element>, name: &str| {
            parent?.child(name)?.attribute("val").map(str::to_owned)
        };
        let number = paragraph.and_then(|properties| properties.child("numPr"));
        let indent = paragraph.and_then(|properties| properties.child("ind"));
        let toggle = |name: &str| {
            let element = run?.child(name)?;
            Some(!matches!(
                element.attribute("val"),
                Some("0" | "false" | "off")
            ))
        };
        Self {
            outline: value(paragraph, "outlineLvl").and_then(|level| level.parse().ok()),
            list: value(number, "numId"),
            list_level: value(number, "ilvl").and_then(|level| level.parse().ok()),
            left: indent
                .and_then(|indent| indent.attribute("left").or(indent.attribute("start")))
                .and_then(|left| left.parse().ok()),
            bold: toggle("b"),
            italic: toggle("i"),
            hidden: toggle("vanish"),
        }
    }

    /// Fills what is silent here from what is further away.
    pub fn or(self, further: &Self) -> Self {
        Self {
            outline: self.outline.or(further.outline),
            list: self.list.or_else(|| further.list.clone()),
            list_level: self.list_level.or(further.list_level),
            left: self.left.or(further.left),
            bold: self.bold.or(further.bold),
            italic: self.italic.or(further.italic),
            hidden: self.hidden.or(further.hidden),
        }
    }
}

impl Styles {
    pub fn read(root: Option<&Element>) -> Self {
        let mut styles = Self::default();
        for element in root
            .into_iter()
            .flat_map(Element::elements)
            .filter(|element| &*element.name == "style")
        {
            let Some(id) = element.attribute("styleId") else {
                continue;
            };
            let text = |name: &str| {
                element
                    .child(name)
                    .and_then(|child| child.attribute("val"))
                    .map(str::to_owned)
            };
            if element.attribute("type") == Some("paragraph")
                && matches!(element.attribute("default"), Some("1" | "true"))
            {
                styles.default = Some(id.to_owned());
            }
            let style = Style {
                name: text("name").unwrap_or_default().to_lowercase(),
                based_on: text("basedOn"),
                settings: Settings::read(element.child("pPr"), element.child("rPr")),
            };
            styles.by_id.insert(id.to_owned(), style);
        }
        styles
    }

    fn chain<'a>(&'a self, id: Option<&'a str>) -> impl Iterator<Item = (&'a str, &'a Style)> {
        let mut next = id.or(self.default.as_deref());
        std::iter::from_fn(move || {
            let (id, style) = self.by_id.get_key_value(next?)?;
            next = style.based_on.as_deref();
            Some((id.as_str(), style))
        })
        .take(LONGEST_CHAIN)
    }

    pub fn settings(&self, id: Option<&str>) -> Settings {
        self.chain(id)
            .fold(Settings::default(), |near, (_, style)| {
                near.or(&style.settings)
            })
    }

    /// 1 to 6 for a heading; by the outline level, else by the English name that Word gives built-in styles.
    pub fn heading(&self, id: Option<&str>) -> Option<u8> {
        self.chain(id).find_map(|(id, style)| {
            if let Some(outline) = style.settings.outline {
                return Some((outline < 9).then(|| (outline + 1).min(6)));
            }
            let name = if style.name.is_empty() {
                id.to_lowercase()
            } else {
                style.name.clone()
            };
            if name == "title" {
                return Some(Some(1));
            }
            let level = name.strip_prefix("heading")?.trim().parse::<u8>().ok()?;
            Some((1..=9).contains(&level).then(|| level.min(6)))
        })?
    }

    /// A line of the table of contents, whose words stand again as headings.
    pub fn is_contents(&self, id: Option<&str>) -> bool {
        let name = self
            .chain(id)
            .next()
            .map_or("", |(_, style)| style.name.as_str());
        name.strip_prefix("toc ")
            .is_some_and(|level| level.trim().parse::<u8>().is_ok())
            || name.starts_with("contents ")
    }

    /// The list that a list style stands for.
    pub fn list_of(&self, style: &str) -> Option<&str> {
        self.by_id.get(style)?.settings.list.as_deref()
    }
}
