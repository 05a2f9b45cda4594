//! The body of a Word file: paragraphs, tables, text boxes, notes and margins, in reading order.

use std::collections::HashMap;

use super::Relations;
use super::numbering::Numbering;
use super::styles::{Settings, Styles};
use crate::levels::Levels;
use crate::marker::{self, Sort};
use crate::tree::{Element, Node};
use crate::writer::{CONTENTS, TRACKED, Writer};
use crate::{Kind, Place, Style};

pub(super) struct Reader<'a> {
    writer: Writer<'a>,
    styles: &'a Styles,
    numbering: Numbering,
    relations: &'a Relations,
    notes: HashMap<(bool, &'a str), &'a Element>,
    levels: Levels,
    paragraphs: u32,
    tables: u32,
    /// The cell that is being read; text of its paragraphs is one block.
    cell: Option<Kind>,
    /// What every block is, in margins and notes.
    fixed: Option<(Kind, Option<String>)>,
    fields: Vec<Field>,
    links: Vec<Style>,
    /// Text boxes and notes met inside a paragraph, read after it.
    boxes: Vec<&'a Element>,
    cited: Vec<(bool, &'a str)>,
    note_count: u32,
    /// The mark at the end of the last paragraph is deleted, so the next one goes on in it.
    joined: bool,
}

/// A field between its beginning and its end.
#[derive(Default)]
struct Field {
    code: String,
    /// The result, not the code, is being read.
    shown: bool,
    linked: bool,
    silent: bool,
}

impl<'a> Reader<'a> {
    pub fn new(
        writer: Writer<'a>,
        styles: &'a Styles,
        numbering: Numbering,
        relations: &'a Relations,
        footnotes: Option<&'a Element>,
        endnotes: Option<&'a Element>,
    ) -> Self {
        let mut notes = HashMap::new();
        for (end, root) in [(false, footnotes), (true, endnotes)] {
            // Notes with a type are the lines that separate notes from text.
            for note in root
                .into_iter()
                .flat_map(Element::elements)
                .filter(|note| matches!(note.attribute("type"), None | Some("normal")))
            {
                if let Some(id) = note.attribute("id") {
                    notes.insert((end, id), note);
                }
            }
        }
        Self {
            writer,
            styles,
            numbering,
            relations,
            notes,
            levels: Levels::default(),
            paragraphs: 0,
            tables: 0,
            cell: None,
            fixed: None,
            fields: Vec::new(),
            links: Vec::new(),
            boxes: Vec::new(),
            cited: Vec::new(),
            note_count: 0,
            joined: false,
        }
    }

    pub fn finish(self) -> Writer<'a> {
        self.writer
    }

    /// Everything below an element that holds paragraphs and tables.
    pub fn body(&mut self, parent: &'a Element) {
        for element in parent.elements() {
            if self.writer.is_full() {
                return;
            }
            match &*element.name {
                "p" => self.paragraph(element),
                "tbl" => self.table(element),
                "sdt" => self.body(element.child("sdtContent").unwrap_or(element)),
                "ins" | "moveTo" => {
                    self.writer.note(TRACKED);
                    self.body(element);
                }
                "del" | "moveFrom" => self.writer.note(TRACKED),
                "AlternateContent" => {
                    if let Some(choice) = element.child("Choice").or(element.child("Fallback")) {
                        self.body(choice);
                    }
                }
                "customXml" | "smartTag" => self.body(element),
                _ => {}
            }
        }
    }

    /// Headers and footers, each text once; page numbers alone are no words.
    pub fn margins(&mut self, parts: &'a [Element]) {
        self.fixed = Some((Kind::Margin, None));
        for part in parts {
            self.body(part);
            self.writer.close();
        }
        self.fixed = None;
        self.writer.drop_repeated_margins();
    }

    fn paragraph(&mut self, element: &'a Element) {
        self.paragraphs = self.paragraphs.saturating_add(1);
        let properties = element.child("pPr");
        let style = properties
            .and_then(|properties| properties.child("pStyle"))
            .and_then(|style| style.attribute("val"));
        if self.fixed.is_none() && self.styles.is_contents(style) {
            self.writer.note(CONTENTS);
            self.read_silently(element);
            return;
        }
        let goes_on = std::mem::take(&mut self.joined) && self.writer.is_open();
        let mut indent = 0;
        if !goes_on {
            indent = self.begin(style, properties);
        }
        self.inline(element, false);
        self.joined = properties
            .and_then(|properties| properties.child("rPr"))
            .is_some_and(|mark| mark.child("del").is_some());
        if self.joined {
            self.writer.note(TRACKED);
        } else if self.cell.is_none() {
            if self.fixed.is_none() {
                self.writer.typed_marker(&mut self.levels, indent, false);
            }
            self.writer.close();
            self.after();
        }
    }

    /// Opens the block of a paragraph and gives its indentation.
    fn begin(&mut self, style: Option<&str>, properties: Option<&Element>) -> usize {
        let direct = Settings::read(properties, None);
        let styled = self.styles.settings(style);
        let list = direct
            .list
            .as_deref()
            .or(styled.list.as_deref())
            .filter(|list| *list != "0")
            .map(str::to_owned);
        let mut level = 0;
        let shown = list.and_then(|list| {
            let of_style = style.filter(|_| direct.list.is_none());
            let by_style = of_style.and_then(|style| self.numbering.level_of_style(&list, style));
            level = direct
                .list_level
                .or(by_style)
                .or(styled.list_level)
                .unwrap_or(0);
            self.numbering.next(&list, level)
        });
        let by_level = shown
            .as_ref()
            .map(|shown| shown.left.unwrap_or(i32::from(level) * 360));
        let left = direct.left.or(by_level).or(styled.left).unwrap_or(0);
        let indent = usize::try_from(left).unwrap_or(0);
        let heading = direct.outline.map_or_else(
            || self.styles.heading(style),
            |outline| (outline < 9).then(|| (outline + 1).min(6)),
        );
        if let Some(cell) = self.cell.clone() {
            self.begin_in_cell(cell, shown.map(|shown| (shown.marker, shown.bullet)));
            return indent;
        }
        let place = Place {
            paragraph: Some(self.paragraphs),
            ..Place::default()
        };
        let (kind, marker) = match (self.fixed.as_mut(), heading, shown) {
            (Some((kind, marker)), ..) => (kind.clone(), marker.take()),
            (None, Some(level), shown) => {
                let marker = shown.map(|shown| shown.marker);
                self.levels
                    .heading(marker.as_deref().and_then(marker::sort_of).as_ref());
                (Kind::Heading { level }, marker)
            }
            (None, None, Some(shown)) => {
                let sort = if shown.bullet {
                    Sort::Bullet('•')
                } else {
                    marker::sort_of(&shown.marker)
                        .unwrap_or_else(|| Sort::Letters(shown.marker.clone()))
                };
                (self.levels.place(indent, &sort, false), Some(shown.marker))
            }
            (None, None, None) => (self.levels.paragraph(indent), None),
        };
        self.writer.open(kind, marker, place);
        indent
    }

    /// Paragraphs of a cell are lines of one block; the first may carry its marker.
    fn begin_in_cell(&mut self, cell: Kind, shown: Option<(String, bool)>) {
        let again = self.writer.opened().is_some_and(|block| block.kind == cell);
        if !again {
            let place = Place {
                paragraph: Some(self.paragraphs),
                ..Place::default()
            };
            self.writer
                .open(cell, shown.map(|(marker, _)| marker), place);
            return;
        }
        self.writer.break_line();
        if let Some((marker, false)) = shown {
            self.writer.push(&marker);
            self.writer.push(" ");
        }
    }

    /// What was met inside a paragraph and stands after it: text boxes, then notes.
    fn after(&mut self) {
        if self.cell.is_some() {
            return;
        }
        for part in std::mem::take(&mut self.boxes) {
            self.body(part);
            self.writer.close();
        }
        if self.fixed.is_some() {
            return;
        }
        for cited in std::mem::take(&mut self.cited) {
            self.note_count = self.note_count.saturating_add(1);
            // Each note is read once, also where a hostile file cites it many times.
            if let Some(note) = self.notes.remove(&cited) {
                self.fixed = Some((Kind::Footnote, Some(self.note_count.to_string())));
                self.body(note);
                self.writer.close();
                self.fixed = None;
            }
        }
    }

    fn table(&mut self, element: &'a Element) {
        let outer = self.cell.take();
        self.writer.close();
        let table = self.tables;
        self.tables = self.tables.saturating_add(1);
        let mut rows = Vec::new();
        gather(element, "tr", &mut rows);
        let marked = |row: &Element| {
            let header = row
                .child("trPr")
                .and_then(|properties| properties.child("tblHeader"));
            header.is_some_and(|header| {
                !matches!(header.attribute("val"), Some("0" | "false" | "off"))
            })
        };
        let any = rows.iter().any(|row| marked(row));
        let bold = !any && rows.len() > 1 && rows.first().is_some_and(|row| self.is_bold(row));
        for (row, element) in (0..).zip(rows) {
            let mut cells = Vec::new();
            gather(element, "tc", &mut cells);
            let skip = |name: &str, parent: Option<&Element>| {
                parent
                    .and_then(|parent| parent.child(name))
                    .and_then(|span| span.attribute("val"))
                    .and_then(|span| span.parse::<u32>().ok())
            };
            let mut column = skip("gridBefore", element.child("trPr")).unwrap_or(0);
            for cell in cells {
                self.writer.close();
                self.cell = Some(Kind::Cell {
                    table,
                    row,
                    column,
                    header: marked(element) || (bold && row == 0),
                });
                self.body(cell);
                self.writer.close();
                column = column.saturating_add(
                    skip("gridSpan", cell.child("tcPr"))
                        .unwrap_or(1)
                        .clamp(1, 1_000),
                );
            }
        }
        self.cell = outer;
        self.joined = false;
        self.levels.clear();
        self.after();
    }

    /// Is every word of the row bold?
    fn is_bold(&self, row: &Element) -> bool {
        let mut paragraphs = Vec::new();
        row.all("p", &mut paragraphs);
        let mut any = false;
        for paragraph in paragraphs {
            let style = paragraph
                .child("pPr")
                .and_then(|properties| properties.child("pStyle"))
                .and_then(|style| style.attribute("val"));
            let styled = self.styles.settings(style);
            let mut runs = Vec::new();
            paragraph.all("r", &mut runs);
            for run in runs.iter().filter(|run| {
                run.child("t")
                    .is_some_and(|text| !text.words().trim().is_empty())
            }) {
                any = true;
                if self.run_settings(run).or(&styled).bold != Some(true) {
                    return false;
                }
            }
        }
        any
    }

    fn run_settings(&self, run: &Element) -> Settings {
        let properties = run.child("rPr");
        let style = properties
            .and_then(|properties| properties.child("rStyle"))
            .and_then(|style| style.attribute("val"));
        let direct = Settings::read(None, properties);
        if style.is_some() {
            direct.or(&self.styles.settings(style))
        } else {
            direct
        }
    }

    /// The inline content of a paragraph. `silent` leaves the words out and only follows fields.
    fn inline(&mut self, parent: &'a Element, silent: bool) {
        for element in parent.elements() {
            match &*element.name {
                "r" => self.run(element, silent),
                "pPr" | "rPr" | "sdtPr" | "sdtEndPr" | "oMathPara"
                    if &*element.name != "oMathPara" => {}
                "ins" | "moveTo" => {
                    self.writer.note(TRACKED);
                    self.inline(element, silent);
                }
                "del" | "moveFrom" => self.writer.note(TRACKED),
                "hyperlink" => {
                    let address = self.address(element);
                    self.linked(address, |reader| reader.inline(element, silent));
                }
                "fldSimple" => {
                    let field = Field::of(element.attribute("instr").unwrap_or(""));
                    let quiet = silent || field.silent;
                    self.linked(field_link(&field.code), |reader| {
                        reader.inline(element, quiet)
                    });
                }
                "sdt" => {
                    let placeholder = element
                        .child("sdtPr")
                        .is_some_and(|properties| properties.child("showingPlcHdr").is_some());
                    if let Some(content) = element.child("sdtContent") {
                        self.inline(content, silent || placeholder);
                    }
                }
                "AlternateContent" => {
                    if let Some(choice) = element.child("Choice").or(element.child("Fallback")) {
                        self.inline(choice, silent);
                    }
                }
                "t" if !silent => self.text(element),
                _ => self.inline(element, silent),
            }
        }
    }

    /// Follows the fields of a paragraph that is left out, so that their ends are not missed.
    fn read_silently(&mut self, element: &'a Element) {
        self.inline(element, true);
        self.boxes.clear();
    }

    fn linked(&mut self, address: Option<String>, inside: impl FnOnce(&mut Self)) {
        let Some(address) = address else {
            return inside(self);
        };
        self.links.push(Style::Link { address });
        inside(self);
        self.links.pop();
        self.writer.apply(&self.links);
    }

    fn address(&self, element: &Element) -> Option<String> {
        let anchor = element.attribute("anchor");
        let target = element
            .attribute("id")
            .and_then(|id| self.relations.0.get(id))
            .map(|relation| relation.target.as_str());
        match (target, anchor) {
            (Some(target), Some(anchor)) => Some(format!("{target}#{anchor}")),
            (Some(target), None) => Some(target.to_owned()),
            (None, anchor) => anchor.map(|anchor| format!("#{anchor}")),
        }
    }

    fn run(&mut self, run: &'a Element, silent: bool) {
        let settings = self.run_settings(run);
        let silent = silent || settings.hidden == Some(true);
        let mut styles = self.links.clone();
        styles.extend((settings.bold == Some(true)).then_some(Style::Bold));
        styles.extend((settings.italic == Some(true)).then_some(Style::Italic));
        self.writer.apply(&styles);
        for element in run.elements() {
            let shows = !silent && self.fields.iter().all(|field| field.shown && !field.silent);
            match &*element.name {
                "fldChar" => self.field(element.attribute("fldCharType").unwrap_or("")),
                "instrText" => {
                    if let Some(field) = self.fields.last_mut()
                        && field.code.len() < 4_000
                    {
                        field.code.push_str(&element.words());
                    }
                }
                "footnoteReference" | "endnoteReference" => {
                    if let Some(id) = element.attribute("id") {
                        self.cited.push((&*element.name == "endnoteReference", id));
                    }
                }
                "drawing" | "pict" | "object" | "AlternateContent" => self.drawing(element),
                "t" if shows => self.text(element),
                "tab" | "ptab" if shows => self.writer.push("\t"),
                "br" | "cr" if shows => self.writer.break_line(),
                "noBreakHyphen" if shows => self.writer.push("-"),
                "sym" if shows => {
                    let code = element
                        .attribute("char")
                        .and_then(|code| u32::from_str_radix(code, 16).ok());
                    let letter = code
                        .and_then(char::from_u32)
                        .filter(|letter| !('\u{e000}'..='\u{f8ff}').contains(letter));
                    if let Some(letter) = letter {
                        self.writer.push(letter.encode_utf8(&mut [0; 4]));
                    }
                }
                "ruby" if shows => {
                    if let Some(base) = element.child("rubyBase") {
                        self.inline(base, false);
                    }
                }
                _ => {}
            }
        }
    }

    fn text(&mut self, element: &Element) {
        for node in &element.children {
            if let Node::Text(words) = node {
                self.writer.push(words);
            }
        }
    }

    /// Text boxes wait until their paragraph is over. Word writes each twice, for new and for old programs.
    fn drawing(&mut self, element: &'a Element) {
        if &*element.name == "AlternateContent" {
            let before = self.boxes.len();
            for choice in element.elements() {
                choice.all("txbxContent", &mut self.boxes);
                if self.boxes.len() > before {
                    return;
                }
            }
        } else {
            for inner in element.elements() {
                if &*inner.name == "txbxContent" {
                    self.boxes.push(inner);
                } else {
                    self.drawing(inner);
                }
            }
        }
    }

    fn field(&mut self, step: &str) {
        match step {
            // Real files nest fields two or three deep.
            "begin" => self.fields.push(Field::default()),
            "separate" => {
                if let Some(field) = self.fields.last_mut() {
                    *field = Field {
                        shown: true,
                        ..Field::of(&field.code)
                    };
                    if let Some(address) = field_link(&field.code) {
                        field.linked = true;
                        self.links.push(Style::Link { address });
                    }
                }
            }
            "end" if self.fields.pop().is_some_and(|field| field.linked) => {
                self.links.pop();
                self.writer.apply(&self.links);
            }
            _ => {}
        }
    }
}

impl Field {
    fn of(code: &str) -> Self {
        let name = code
            .split_whitespace()
            .next()
            .unwrap_or("")
            .to_ascii_uppercase();
        let silent = matches!(
            name.as_str(),
            "PAGE" | "NUMPAGES" | "SECTIONPAGES" | "PAGEREF"
        );
        Self {
            code: code.to_owned(),
            silent,
            ..Self::default()
        }
    }
}

/// The address in the code `HYPERLINK "address" \l "place"`.
fn field_link(code: &str) -> Option<String> {
    let rest = code.trim_start();
    let (name, rest) = rest.split_at_checked("HYPERLINK".len())?;
    if !name.eq_ignore_ascii_case("HYPERLINK") {
        return None;
    }
    let quoted = rest.split('"').nth(1)?;
    Some(if rest.trim_start().starts_with("\\l") {
        format!("#{quoted}")
    } else {
        quoted.to_owned()
    })
}

/// Rows of a table or cells of a row, also inside content controls and tracked changes.
fn gather<'a>(parent: &'a Element, name: &str, found: &mut Vec<&'a Element>) {
    for element in parent.elements() {
        match &*element.name {
            known if known == name => found.push(element),
            "sdt" | "sdtContent" | "customXml" | "ins" | "moveTo" => gather(element, name, found),
            _ => {}
        }
    }
}
