//! HTML: what a browser would show, with the numbers of its lists.

mod tree;

use crate::headings;
use crate::levels::Levels;
use crate::marker::{self, Sort};
use crate::tree::{Element, Node};
use crate::writer::Writer;
use crate::{Document, Kind, Limits, Place, Problem, Style};

/// Elements that begin a paragraph of their own.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "center",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "header",
    "hgroup",
    "hr",
    "html",
    "legend",
    "main",
    "p",
    "pre",
    "search",
    "section",
    "summary",
];

/// Elements whose text is not read: no words, or ways around the page rather than the page.
const SKIPPED: &[&str] = &[
    "audio", "canvas", "datalist", "embed", "head", "iframe", "math", "nav", "noscript", "object",
    "option", "script", "select", "style", "svg", "template", "textarea", "title", "video",
];

pub(crate) fn read(
    source: &str,
    seems: &'static str,
    limits: &Limits,
) -> Result<Document, Problem> {
    let mut writer = Writer::new(seems, limits);
    write(source, seems, limits, 0, &mut writer)?;
    let mut document = writer.finish()?;
    headings::promote_bold(&mut document);
    Ok(document)
}

/// Adds the blocks of a page, or of a piece of one inside Markdown; tables are counted on from `tables`, and their new
/// count is given back.
pub(crate) fn write(
    source: &str,
    seems: &'static str,
    limits: &Limits,
    tables: u32,
    writer: &mut Writer<'_>,
) -> Result<u32, Problem> {
    let root = tree::parse(source, seems, limits)?;
    let mut titles = Vec::new();
    root.all("title", &mut titles);
    if let Some(title) = titles.first() {
        writer.title(&title.words());
    }
    let mut reader = Reader {
        writer,
        levels: Levels::default(),
        styles: Vec::new(),
        lists: Vec::new(),
        item: None,
        heading: None,
        cell: None,
        tables,
        paragraphs: 0,
        keep: 0,
        broken: false,
    };
    reader.children(&root);
    reader.close();
    Ok(reader.tables)
}

/// A list that is open.
struct List {
    ordered: bool,
    style: char,
    next: i64,
    step: i64,
}

struct Reader<'w, 'a> {
    writer: &'w mut Writer<'a>,
    levels: Levels,
    styles: Vec<Style>,
    lists: Vec<List>,
    /// The item that is open, and its marker until its first words take it.
    item: Option<Option<String>>,
    heading: Option<u8>,
    cell: Option<Kind>,
    tables: u32,
    paragraphs: u32,
    /// How many `pre` are open.
    keep: usize,
    /// A line has just been broken by hand.
    broken: bool,
}

impl Reader<'_, '_> {
    fn children(&mut self, parent: &Element) {
        for node in &parent.children {
            match node {
                _ if self.writer.is_full() => return,
                Node::Text(words) => self.text(words),
                Node::Element(element) => self.element(element),
            }
        }
    }

    fn element(&mut self, element: &Element) {
        let name = &*element.name;
        if SKIPPED.contains(&name) || is_hidden(element) {
            return;
        }
        match name {
            "br" => self.line_break(),
            "b" | "strong" => self.styled(Style::Bold, element),
            "i" | "em" | "cite" | "dfn" => self.styled(Style::Italic, element),
            "a" if is_way_around(element) => {}
            "a" => match element.attribute("href") {
                Some(address) => self.styled(
                    Style::Link {
                        address: address.trim().to_owned(),
                    },
                    element,
                ),
                None => self.children(element),
            },
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.close();
                let level = name
                    .as_bytes()
                    .get(1)
                    .map_or(1, |digit| digit.saturating_sub(b'0'));
                let outer = self.heading.replace(level);
                self.children(element);
                self.close();
                self.heading = outer;
            }
            "ul" | "ol" | "menu" | "dir" => self.list(element),
            "li" => self.item(element),
            "table" => self.table(element),
            // Rows outside a table are left over from broken markup.
            "tr" | "td" | "th" | "thead" | "tbody" | "tfoot" => self.block(element),
            "pre" => {
                self.keep += 1;
                self.block(element);
                self.keep -= 1;
            }
            _ if BLOCKS.contains(&name) => self.block(element),
            _ => self.children(element),
        }
    }

    fn block(&mut self, element: &Element) {
        self.part();
        self.children(element);
        self.part();
    }

    /// The end of a paragraph; inside a cell, the end of a line.
    fn part(&mut self) {
        if self.cell.is_some() && self.heading.is_none() && self.item.is_none() {
            self.writer.break_line();
        } else {
            self.close();
        }
    }

    fn close(&mut self) {
        if self.writer.is_open() {
            self.writer
                .typed_marker(&mut self.levels, self.lists.len(), false);
            self.writer.close();
        }
    }

    /// Mail programs write paragraphs and lists with nothing but breaks: two end a paragraph, and a marker after one
    /// begins an item.
    fn line_break(&mut self) {
        if self.broken && self.cell.is_none() && self.keep == 0 {
            self.close();
        } else {
            self.writer.break_line();
        }
        self.broken = true;
    }

    fn text(&mut self, words: &str) {
        let blank = words.trim().is_empty();
        let broken = self.broken;
        self.broken = broken && blank;
        if broken && !blank && self.cell.is_none() && self.keep == 0 {
            let found = marker::find(words.trim_start()).filter(|found| !found.weak);
            let words = self.writer.words();
            let before = marker::find(words.get(..words.floor_char_boundary(64)).unwrap_or(""))
                .map(|before| before.sort);
            let follows = |sort: &Sort| {
                before.as_ref().is_some_and(|before| sort.follows(before))
                    || self.levels.continues(sort)
            };
            if found.is_some_and(|found| found.sort.begins() || follows(&found.sort)) {
                self.close();
            }
        }
        if !self.writer.is_open() {
            if blank {
                return;
            }
            self.open();
        }
        self.writer.collapse = self.keep == 0;
        self.writer.push(words);
        self.writer.collapse = false;
    }

    fn open(&mut self) {
        self.paragraphs = self.paragraphs.saturating_add(1);
        let place = Place {
            paragraph: Some(self.paragraphs),
            ..Place::default()
        };
        let depth = self.lists.len();
        let (kind, marker) = match (self.heading, self.item.as_mut(), &self.cell) {
            (Some(level), _, _) => {
                self.levels.heading(None);
                (Kind::Heading { level }, None)
            }
            (None, Some(marker), _) => match marker.take() {
                Some(marker) => {
                    let ordered = self.lists.last().is_some_and(|list| list.ordered);
                    let found = marker::sort_of(&marker).filter(|_| ordered);
                    (
                        self.levels
                            .place(depth, &found.unwrap_or(Sort::Bullet('•')), false),
                        Some(marker),
                    )
                }
                None => (self.levels.paragraph(depth + 1), None),
            },
            (None, None, Some(cell)) => (cell.clone(), None),
            (None, None, None) => (self.levels.paragraph(0), None),
        };
        // A number that somebody typed behind a bullet is the marker that readers use.
        self.writer.open(kind, marker, place);
        self.writer.apply(&self.styles);
    }

    fn styled(&mut self, style: Style, element: &Element) {
        self.styles.push(style);
        self.writer.apply(&self.styles);
        self.children(element);
        self.styles.pop();
        self.writer.apply(&self.styles);
    }

    fn list(&mut self, element: &Element) {
        self.close();
        let ordered = &*element.name == "ol";
        let start = element
            .attribute("start")
            .and_then(|start| start.trim().parse().ok());
        let items = || {
            i64::try_from(
                element
                    .elements()
                    .filter(|child| &*child.name == "li")
                    .count(),
            )
            .unwrap_or(0)
        };
        let reversed = element.attribute("reversed").is_some();
        let style = element
            .attribute("type")
            .and_then(|style| style.trim().chars().next())
            .unwrap_or('1');
        let outer = self.item.take();
        let next = start.unwrap_or_else(|| if reversed { items() } else { 1 });
        self.lists.push(List {
            ordered,
            style,
            next,
            step: if reversed { -1 } else { 1 },
        });
        self.children(element);
        self.close();
        self.lists.pop();
        // What follows in the outer item is a further paragraph of it.
        self.item = outer.map(|_| None);
    }

    fn item(&mut self, element: &Element) {
        self.close();
        let marker = match self.lists.last_mut() {
            Some(list) if list.ordered => {
                if let Some(value) = element
                    .attribute("value")
                    .and_then(|value| value.trim().parse().ok())
                {
                    list.next = value;
                }
                let marker = numbered(list.next, list.style);
                list.next = list.next.saturating_add(list.step);
                marker
            }
            _ => "•".to_owned(),
        };
        let outer = self.item.replace(Some(marker));
        self.children(element);
        self.close();
        self.item = outer;
    }

    /// A table whose cells hold tables, or that says so, only places things on the page.
    fn table(&mut self, element: &Element) {
        let mut inner = Vec::new();
        element
            .elements()
            .for_each(|child| child.all("table", &mut inner));
        let mut rows = Vec::new();
        gather(element, "tr", &mut rows);
        let single = rows.iter().all(|row| row.elements().count() < 2);
        let layout = matches!(element.attribute("role"), Some("presentation" | "none"))
            || !inner.is_empty()
            || (single && self.cell.is_none());
        self.close();
        let outer = (self.cell.take(), self.item.take(), self.heading.take());
        if layout {
            for row in rows {
                for cell in row.elements() {
                    self.children(cell);
                    self.close();
                }
            }
        } else {
            if let Some(caption) = element.child("caption") {
                self.element(caption);
                self.close();
            }
            self.rows(&rows);
        }
        self.close();
        (self.cell, self.item, self.heading) = outer;
        self.item = self.item.take().map(|_| None);
    }

    fn rows(&mut self, rows: &[&Element]) {
        let table = self.tables;
        self.tables = self.tables.saturating_add(1);
        for (row, element) in (0..).zip(rows) {
            let mut column = 0_u32;
            let only_heads = element.elements().all(|cell| &*cell.name == "th");
            for cell in element
                .elements()
                .filter(|cell| matches!(&*cell.name, "td" | "th") && !is_hidden(cell))
            {
                let header = only_heads || cell.attribute("scope") == Some("col");
                self.cell = Some(Kind::Cell {
                    table,
                    row,
                    column,
                    header,
                });
                self.children(cell);
                self.close();
                let span = cell
                    .attribute("colspan")
                    .and_then(|span| span.trim().parse::<u32>().ok());
                column = column.saturating_add(span.unwrap_or(1).clamp(1, 1_000));
            }
        }
        self.cell = None;
    }
}

/// The rows of a table, through its sections.
fn gather<'a>(parent: &'a Element, name: &str, found: &mut Vec<&'a Element>) {
    for element in parent.elements().filter(|element| !is_hidden(element)) {
        match &*element.name {
            known if known == name => found.push(element),
            "thead" | "tbody" | "tfoot" => gather(element, name, found),
            _ => {}
        }
    }
}

/// "Skip to main content": a way around the page, which only keyboards meet.
fn is_way_around(element: &Element) -> bool {
    let inside = element
        .attribute("href")
        .is_some_and(|address| address.starts_with('#'));
    inside
        && element
            .words()
            .trim_start()
            .to_ascii_lowercase()
            .starts_with("skip ")
}

fn is_hidden(element: &Element) -> bool {
    let style = element
        .attribute("style")
        .map(|style| style.to_ascii_lowercase().replace(char::is_whitespace, ""));
    element.attribute("hidden").is_some()
        || element
            .attribute("aria-hidden")
            .is_some_and(|value| value.eq_ignore_ascii_case("true"))
        || style.is_some_and(|style| {
            style.contains("display:none") || style.contains("visibility:hidden")
        })
        || matches!(
            element.attribute("role"),
            Some("navigation" | "search" | "menu" | "menubar")
        )
        || (&*element.name == "input")
}

/// "3.", "c.", "iii." as browsers show them.
fn numbered(count: i64, style: char) -> String {
    let positive = u32::try_from(count)
        .ok()
        .filter(|count| (1..4_000).contains(count));
    let text = match (style, positive) {
        ('a', Some(count)) => letters(count),
        ('A', Some(count)) => letters(count).to_uppercase(),
        ('i', Some(count)) => marker::to_roman(count),
        ('I', Some(count)) => marker::to_roman(count).to_uppercase(),
        _ => count.to_string(),
    };
    format!("{text}.")
}

/// a to z, then aa, ab.
fn letters(count: u32) -> String {
    let mut left = count;
    let mut out = Vec::new();
    while left > 0 {
        let place = u8::try_from((left - 1) % 26).unwrap_or(0);
        out.push(char::from(b'a' + place));
        left = (left - 1) / 26;
    }
    out.iter().rev().collect()
}
