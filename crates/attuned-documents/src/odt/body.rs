//! The body of an OpenDocument file, in reading order.

use std::collections::HashMap;

use super::styles::{Emphasis, Level, Styles};
use crate::levels::Levels;
use crate::marker::{self, Sort};
use crate::tree::{Element, Node};
use crate::writer::{CONTENTS, TRACKED, Writer};
use crate::{Kind, Place, Style};

pub(super) struct Reader<'a> {
    writer: Writer<'a>,
    styles: &'a Styles<'a>,
    levels: Levels,
    outline: Vec<u32>,
    /// The lists that are open, outermost first, and how far each has counted.
    list: Option<&'a str>,
    counts: Vec<u32>,
    /// How far the last list of each style and of each id counted, for lists that continue.
    ended: HashMap<&'a str, Vec<u32>>,
    /// Depth in the list, and the marker that waits for its paragraph.
    depth: usize,
    item: Option<(String, Sort)>,
    in_item: bool,
    paragraphs: u32,
    tables: u32,
    cell: Option<Kind>,
    fixed: Option<(Kind, Option<String>)>,
    emphasis: Vec<Emphasis>,
    links: Vec<Style>,
    boxes: Vec<&'a Element>,
    notes: Vec<&'a Element>,
    note_count: u32,
}

impl<'a> Reader<'a> {
    pub fn new(writer: Writer<'a>, styles: &'a Styles<'a>) -> Self {
        Self {
            writer,
            styles,
            levels: Levels::default(),
            outline: Vec::new(),
            list: None,
            counts: Vec::new(),
            ended: HashMap::new(),
            depth: 0,
            item: None,
            in_item: false,
            paragraphs: 0,
            tables: 0,
            cell: None,
            fixed: None,
            emphasis: Vec::new(),
            links: Vec::new(),
            boxes: Vec::new(),
            notes: Vec::new(),
            note_count: 0,
        }
    }

    pub fn finish(self) -> Writer<'a> {
        self.writer
    }

    pub fn body(&mut self, parent: &'a Element) {
        for element in parent.elements() {
            if self.writer.is_full() {
                return;
            }
            match &*element.name {
                "p" | "h" => self.paragraph(element),
                "list" => self.list(element),
                "table" => self.table(element),
                "section" if element.attribute("display") == Some("none") => {}
                "tracked-changes" if element.elements().next().is_some() => {
                    self.writer.note(TRACKED)
                }
                "table-of-content" => self.writer.note(CONTENTS),
                "frame" | "g" | "custom-shape" => self.frame(element),
                "section" | "index-body" | "text-box" | "list-item" | "list-header"
                | "numbered-paragraph" | "alphabetical-index" | "bibliography" => {
                    self.body(element)
                }
                _ => {}
            }
        }
        self.after();
    }

    /// Headers and footers of every page style, each text once.
    pub fn margins(&mut self, pages: &'a Element) {
        self.fixed = Some((Kind::Margin, None));
        for part in pages
            .elements()
            .flat_map(Element::elements)
            .filter(|part| part.name.starts_with("header") || part.name.starts_with("footer"))
        {
            self.body(part);
        }
        self.fixed = None;
        self.writer.drop_repeated_margins();
    }

    fn paragraph(&mut self, element: &'a Element) {
        self.paragraphs = self.paragraphs.saturating_add(1);
        let style = element.attribute("style-name");
        if self.styles.is_hidden("paragraph", style) {
            return;
        }
        let place = Place {
            paragraph: Some(self.paragraphs),
            ..Place::default()
        };
        let heading = self.heading_of(element, style);
        if let Some(cell) = self.cell.clone() {
            let again = self.writer.opened().is_some_and(|block| block.kind == cell);
            let marker = self.item.take().map(|(marker, _)| marker);
            if again {
                self.writer.break_line();
            } else {
                self.writer.open(cell, marker, place);
            }
        } else if let Some((kind, marker)) = &mut self.fixed {
            self.writer.open(kind.clone(), marker.take(), place);
        } else {
            let (kind, marker) = self.kind(heading);
            self.writer.open(kind, marker, place);
        }
        // What the paragraph style says of every word is how it looks, not what is stressed.
        self.inline(element);
        if self.cell.is_none() {
            if self.fixed.is_none() {
                self.writer
                    .typed_marker(&mut self.levels, self.depth, false);
            }
            self.writer.close();
            self.after();
        }
    }

    /// The level of a heading, and the number that the outline gives it.
    fn heading_of(
        &mut self,
        element: &'a Element,
        style: Option<&'a str>,
    ) -> Option<(u8, Option<String>)> {
        if &*element.name != "h" {
            return self.styles.heading(style).map(|level| (level, None));
        }
        let depth = element
            .attribute("outline-level")
            .and_then(|level| level.parse::<usize>().ok())
            .unwrap_or(1)
            .clamp(1, 10)
            - 1;
        let level = u8::try_from(depth + 1).unwrap_or(6).min(6);
        let silent = element
            .attribute("is-list-header")
            .is_some_and(|header| header == "true");
        if self.in_item || silent || self.cell.is_some() || self.fixed.is_some() {
            return Some((level, None));
        }
        let styles = self.styles;
        let start = element
            .attribute("start-value")
            .and_then(|start| start.parse().ok());
        count(&mut self.outline, depth, start, &|at| {
            styles.outline(at).map_or(1, |level| level.start)
        });
        let marker = Styles::show(&|at| styles.outline(at).cloned(), depth, &self.outline);
        Some((level, (!marker.is_empty()).then_some(marker)))
    }

    fn kind(&mut self, heading: Option<(u8, Option<String>)>) -> (Kind, Option<String>) {
        let item = self.item.take();
        match (heading, item) {
            (Some((level, marker)), item) => {
                let marker = marker.or(item.map(|(marker, _)| marker));
                self.levels
                    .heading(marker.as_deref().and_then(marker::sort_of).as_ref());
                (Kind::Heading { level }, marker)
            }
            (None, Some((marker, sort))) => {
                (self.levels.place(self.depth, &sort, false), Some(marker))
            }
            (None, None) => (
                self.levels
                    .paragraph(if self.in_item { self.depth + 1 } else { 0 }),
                None,
            ),
        }
    }

    fn list(&mut self, element: &'a Element) {
        let outer = (self.list, self.depth, self.in_item, self.item.take());
        let top = !self.in_item;
        self.list = element
            .attribute("style-name")
            .or(self.list.filter(|_| !top));
        self.depth = if top { 0 } else { self.depth + 1 };
        if top {
            let same = self
                .list
                .filter(|_| element.attribute("continue-numbering") == Some("true"));
            let before = element.attribute("continue-list").or(same);
            self.counts = before
                .and_then(|before| self.ended.get(before).cloned())
                .unwrap_or_default();
        }
        for item in element.elements() {
            match &*item.name {
                "list-item" => self.list_item(item),
                "list-header" => {
                    self.in_item = true;
                    self.body(item);
                }
                _ => {}
            }
        }
        if top {
            for key in [element.attribute("id"), self.list].into_iter().flatten() {
                self.ended.insert(key, self.counts.clone());
            }
        }
        (self.list, self.depth, self.in_item, _) = outer;
        self.item = None;
    }

    fn list_item(&mut self, item: &'a Element) {
        let (styles, list, depth) = (self.styles, self.list, self.depth);
        // An item that holds nothing but a list shows no number of its own.
        let own = item.elements().any(|child| &*child.name != "list");
        if own {
            let level = |at: usize| -> Option<Level<'a>> { styles.level(list, at).cloned() };
            let start = item
                .attribute("start-value")
                .and_then(|start| start.parse().ok());
            count(&mut self.counts, depth, start, &|at| {
                level(at).map_or(1, |level| level.start)
            });
            let bullet = level(depth)
                .and_then(|level| level.bullet)
                .or(if list.is_none() { Some("•") } else { None });
            self.item = match bullet {
                Some(bullet) => Some((marker::bullet(bullet), Sort::Bullet('•'))),
                None => {
                    let marker = Styles::show(&level, depth, &self.counts);
                    let sort =
                        marker::sort_of(&marker).unwrap_or_else(|| Sort::Letters(marker.clone()));
                    (!marker.is_empty()).then_some((marker, sort))
                }
            };
        }
        self.in_item = true;
        self.body(item);
        self.item = None;
    }

    fn table(&mut self, element: &'a Element) {
        let outer = (self.cell.take(), self.in_item, self.item.take());
        self.writer.close();
        self.in_item = false;
        let table = self.tables;
        self.tables = self.tables.saturating_add(1);
        let mut rows = Vec::new();
        gather(element, false, &mut rows);
        let any = rows.iter().any(|(_, header)| *header);
        for (row, (element, header)) in (0..).zip(&rows) {
            let mut column = 0_u32;
            let header = *header || (!any && row == 0 && rows.len() > 1 && self.is_bold(element));
            for cell in element.elements() {
                let repeated = |name: &str| {
                    cell.attribute(name)
                        .and_then(|count| count.parse::<u32>().ok())
                        .unwrap_or(1)
                        .clamp(1, 1_000)
                };
                if &*cell.name == "table-cell" {
                    self.cell = Some(Kind::Cell {
                        table,
                        row,
                        column,
                        header,
                    });
                    self.body(cell);
                    self.writer.close();
                }
                column = column.saturating_add(repeated("number-columns-repeated"));
            }
        }
        (self.cell, self.in_item, self.item) = outer;
        self.levels.clear();
        self.after();
    }

    fn is_bold(&self, row: &'a Element) -> bool {
        let mut paragraphs = Vec::new();
        row.all("p", &mut paragraphs);
        let mut paragraphs = paragraphs
            .into_iter()
            .filter(|paragraph| !paragraph.words().trim().is_empty())
            .peekable();
        let bold = |paragraph: &'a Element| {
            let whole = self
                .styles
                .emphasis("paragraph", paragraph.attribute("style-name"))
                .bold
                == Some(true);
            whole
                || paragraph.children.iter().all(|node| match node {
                    Node::Text(text) => text.trim().is_empty(),
                    Node::Element(span) => {
                        self.styles
                            .emphasis("text", span.attribute("style-name"))
                            .bold
                            == Some(true)
                    }
                })
        };
        paragraphs.peek().is_some() && paragraphs.all(bold)
    }

    /// Text boxes and notes met inside a paragraph, after it.
    fn after(&mut self) {
        if self.cell.is_some() || self.writer.is_open() {
            return;
        }
        for part in std::mem::take(&mut self.boxes) {
            let outer = std::mem::take(&mut self.in_item);
            self.body(part);
            self.in_item = outer;
        }
        if self.fixed.is_some() {
            return;
        }
        for note in std::mem::take(&mut self.notes) {
            self.note_count = self.note_count.saturating_add(1);
            let citation = note
                .child("note-citation")
                .map(|citation| citation.words().trim().to_owned());
            let citation = citation
                .filter(|citation| !citation.is_empty())
                .unwrap_or_else(|| self.note_count.to_string());
            if let Some(body) = note.child("note-body") {
                self.fixed = Some((Kind::Footnote, Some(citation)));
                self.body(body);
                self.fixed = None;
            }
        }
    }

    fn frame(&mut self, element: &'a Element) {
        for child in element.elements() {
            match &*child.name {
                "text-box" => self.boxes.push(child),
                // A shape holds its paragraphs itself.
                "p" | "list" if !self.boxes.iter().any(|known| std::ptr::eq(*known, element)) => {
                    self.boxes.push(element)
                }
                "frame" | "g" | "custom-shape" => self.frame(child),
                _ => {}
            }
        }
    }

    fn inline(&mut self, parent: &'a Element) {
        for node in &parent.children {
            match node {
                Node::Text(words) => {
                    self.style();
                    self.writer.push(words);
                }
                Node::Element(element) => self.inline_element(element),
            }
        }
    }

    fn inline_element(&mut self, element: &'a Element) {
        match &*element.name {
            "span" => {
                let style = element.attribute("style-name");
                if !self.styles.is_hidden("text", style) {
                    self.emphasis.push(self.styles.emphasis("text", style));
                    self.inline(element);
                    self.emphasis.pop();
                }
            }
            "a" => {
                let address = element.attribute("href").unwrap_or("").to_owned();
                self.links.push(Style::Link { address });
                self.inline(element);
                self.links.pop();
            }
            "s" | "tab" => {
                self.style();
                self.writer.push(" ");
            }
            "line-break" => self.writer.break_line(),
            "note" => self.notes.push(element),
            "frame" | "g" | "custom-shape" => self.frame(element),
            "ruby" => {
                if let Some(base) = element.child("ruby-base") {
                    self.inline(base);
                }
            }
            "change-start" => self.writer.note(TRACKED),
            "annotation" | "annotation-end" | "hidden-text" | "page-number" | "page-count"
            | "tracked-changes" | "script" | "event-listeners" | "page-continuation" => {}
            _ => self.inline(element),
        }
    }

    fn style(&mut self) {
        let mut styles = self.links.clone();
        let innermost =
            |says: fn(&Emphasis) -> Option<bool>| self.emphasis.iter().rev().find_map(says);
        styles.extend((innermost(|emphasis| emphasis.bold) == Some(true)).then_some(Style::Bold));
        styles
            .extend((innermost(|emphasis| emphasis.italic) == Some(true)).then_some(Style::Italic));
        self.writer.apply(&styles);
    }
}

/// Counts one more at `depth`; deeper levels begin again, and levels above that were never used stand at their start.
fn count(counts: &mut Vec<u32>, depth: usize, restart: Option<u32>, start: &dyn Fn(usize) -> u32) {
    counts.truncate(depth + 1);
    let new = counts.len() <= depth;
    while counts.len() <= depth {
        counts.push(start(counts.len()));
    }
    if let Some(last) = counts.last_mut() {
        *last = restart.unwrap_or(if new { *last } else { last.saturating_add(1) });
    }
}

/// The rows of a table, and whether each is in its header.
fn gather<'a>(parent: &'a Element, header: bool, found: &mut Vec<(&'a Element, bool)>) {
    for element in parent.elements() {
        match &*element.name {
            "table-row" => found.push((element, header)),
            "table-header-rows" => gather(element, true, found),
            "table-rows" | "table-row-group" => gather(element, header, found),
            _ => {}
        }
    }
}
