//! Markdown: the text without its marks, and numbers as the writer wrote them.
//!
//! The parser would renumber lists and reads "1986. A great year" as item 1986, so markers come from the source.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd, TextMergeWithOffset};

use crate::furniture::Furniture;
use crate::headings::{self, Shape};
use crate::hyphens::Vocabulary;
use crate::levels::Levels;
use crate::marker::{self, Sort};
use crate::writer::Writer;
use crate::{Document, Kind, Limits, Place, Problem, Style, html};

const SEEMS: &str = "a Markdown file";

pub(crate) fn read(source: &str, limits: &Limits) -> Result<Document, Problem> {
    let (source, margins) = prepare(source);
    let known = Vocabulary::of(source.lines().map(str::split_whitespace));
    let mut reader = Reader {
        source: &source,
        writer: Writer::new(SEEMS, limits),
        shapes: Vec::new(),
        levels: Levels::default(),
        styles: Vec::new(),
        pending: None,
        items: 0,
        silent: 0,
        lines: Lines {
            source: &source,
            at: 0,
            line: 1,
            start: 0,
        },
        cell: Cell::default(),
        fresh: false,
        close: false,
        glued: false,
        wrapped: None,
        in_line: false,
        note: None,
        known: &known,
        html: None,
        limits,
        problem: None,
    };
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    // Escaped marks ("5\\.1") would come in pieces.
    for (event, range) in
        TextMergeWithOffset::new(Parser::new_ext(&source, options).into_offset_iter())
    {
        reader.event(event, range.start);
        if reader.writer.is_full() || reader.problem.is_some() {
            break;
        }
    }
    reader.close();
    for margin in margins {
        reader.open(Kind::Margin, None, None, source.len());
        reader.writer.push(&margin);
        reader.close();
    }
    let Reader {
        writer,
        shapes,
        problem,
        ..
    } = reader;
    if let Some(problem) = problem {
        return Err(problem);
    }
    let mut document = writer.finish()?;
    // Two or more written headings: the writer marks headings, and nothing is to be guessed.
    let written = document
        .blocks
        .iter()
        .filter(|block| matches!(block.kind, Kind::Heading { .. }))
        .count();
    if written < 2 {
        headings::promote(&document.text, &mut document.blocks, &shapes);
    }
    Ok(document)
}

/// The source with what converters leave in it made plain, line for line, and its running lines.
fn prepare(source: &str) -> (String, Vec<String>) {
    let pages = Furniture::find(source.lines().map(str::trim));
    let mut margins = Vec::new();
    let mut out = String::with_capacity(source.len());
    for (number, line) in (1..).zip(source.split_inclusive('\n')) {
        // Pandoc fences its divisions with colons.
        if pages.contains(number) || line.starts_with(":::") {
            if pages.running.contains(&number) {
                margins.push(line.trim().to_owned());
            }
            out.push('\n');
        } else {
            plain_brackets(line, &mut out);
        }
    }
    (out, margins)
}

/// `[text\](address)`, where the mark before the bracket keeps it from being a link, and `[text]{.class}`, whose class says
/// nothing of the words.
fn plain_brackets(line: &str, out: &mut String) {
    // Where the bracket that is open stands in `out`.
    let mut open: Option<usize> = None;
    let mut rest = line;
    while let Some(at) = rest.find(['[', ']']) {
        let (before, after) = rest.split_at(at);
        let escaped = before.ends_with('\\');
        let (bracket, left) = after.split_at(1);
        rest = left;
        if bracket == "[" {
            out.push_str(before);
            if !escaped {
                open = Some(out.len());
            }
        } else if escaped && open.is_some() && left.starts_with('(') {
            out.push_str(before.strip_suffix('\\').unwrap_or(before));
            open = None;
        } else {
            out.push_str(before);
            if let (Some(from), Some(end)) = (open.filter(|_| !escaped), attributes(left)) {
                out.remove(from);
                rest = left.get(end..).unwrap_or("");
                open = None;
                continue;
            }
            if !escaped {
                open = None;
            }
        }
        out.push_str(bracket);
    }
    out.push_str(rest);
}

/// The length of "{.class}" or "{#id key=value}" at the start.
fn attributes(text: &str) -> Option<usize> {
    let inner = text
        .strip_prefix('{')
        .filter(|inner| inner.starts_with(['.', '#']))?;
    inner
        .find(['}', '{', '\n'])
        .filter(|end| inner.get(*end..).is_some_and(|rest| rest.starts_with('}')))
        .map(|end| end + 2)
}

/// Line numbers of offsets that mostly grow, so that a file is counted once.
struct Lines<'a> {
    source: &'a str,
    at: usize,
    line: u32,
    /// Where the line of `at` begins.
    start: usize,
}

impl Lines<'_> {
    fn of(&mut self, offset: usize) -> (u32, usize) {
        if let Some(passed) = self.source.get(self.at..offset) {
            for (place, _) in passed.match_indices('\n') {
                self.line = self.line.saturating_add(1);
                self.start = self.at + place + 1;
            }
            self.at = offset;
        }
        (self.line, self.start)
    }
}

#[derive(Default)]
struct Cell {
    tables: u32,
    row: u32,
    column: u32,
    header: bool,
}

struct Reader<'a> {
    source: &'a str,
    writer: Writer<'a>,
    shapes: Vec<Shape>,
    levels: Levels,
    styles: Vec<Style>,
    /// A marker that waits for its words: indentation, text, sort, offset.
    pending: Option<(usize, String, Sort, usize)>,
    /// How many items are open.
    items: usize,
    /// Inside something whose text is not words (a picture, front matter, raw HTML).
    silent: usize,
    lines: Lines<'a>,
    cell: Cell,
    /// The open block has no words yet.
    fresh: bool,
    /// The next item stands close to the one before, in the same list.
    close: bool,
    /// The open block already holds what the parser took for a marker ("1986."), and its paragraph goes on there.
    glued: bool,
    /// The words to come begin a line inside a paragraph; bytes of the line before.
    wrapped: Option<usize>,
    /// The open block began with a marker at the start of a line inside a paragraph.
    in_line: bool,
    /// The label of the footnote that is open.
    note: Option<String>,
    known: &'a Vocabulary,
    /// A block of HTML, until its end.
    html: Option<String>,
    limits: &'a Limits,
    problem: Option<Problem>,
}

impl Reader<'_> {
    fn event(&mut self, event: Event<'_>, offset: usize) {
        match event {
            Event::Start(tag) => self.start(tag, offset),
            Event::End(tag) => self.end(tag),
            Event::Text(words) => self.words(&words, offset),
            Event::Code(words) | Event::InlineMath(words) | Event::DisplayMath(words) => {
                self.words(&words, offset)
            }
            Event::SoftBreak => {
                if let Some(shape) = self.shapes.last_mut() {
                    shape.lines += 1;
                }
                self.words(" ", offset);
                let (_, start) = self.lines.of(offset);
                self.wrapped = Some(offset.saturating_sub(start));
            }
            Event::HardBreak => {
                if let Some(shape) = self.shapes.last_mut() {
                    shape.lines += 1;
                }
                self.writer.break_line();
            }
            Event::InlineHtml(tag) if tag.to_ascii_lowercase().starts_with("<br") => {
                self.writer.break_line()
            }
            Event::Html(source) => {
                if let Some(html) = &mut self.html {
                    html.push_str(&source);
                }
            }
            Event::Rule
            | Event::InlineHtml(_)
            | Event::FootnoteReference(_)
            | Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>, offset: usize) {
        match tag {
            Tag::Paragraph => {
                if let Some(label) = self.note.clone() {
                    self.open(Kind::Footnote, Some(label), None, offset);
                } else if self.glued {
                    self.glued = false;
                } else if self.pending.is_none() {
                    let indent = if self.items > 0 { usize::MAX } else { 0 };
                    let kind = self.levels.paragraph(indent);
                    self.open(kind, None, None, offset);
                }
            }
            Tag::Heading { level, .. } => {
                self.levels.heading(None);
                self.pending = None;
                self.open(Kind::Heading { level: level as u8 }, None, None, offset);
            }
            Tag::Item => {
                self.items += 1;
                self.item(offset);
            }
            Tag::CodeBlock(_) if self.pending.is_none() => {
                self.open(Kind::Paragraph, None, None, offset)
            }
            Tag::FootnoteDefinition(label) => self.note = Some(label.to_string()),
            Tag::TableHead => {
                self.cell = Cell {
                    header: true,
                    ..self.cell
                };
            }
            Tag::TableCell => {
                let Cell {
                    tables,
                    row,
                    column,
                    header,
                } = self.cell;
                self.open(
                    Kind::Cell {
                        table: tables,
                        row,
                        column,
                        header,
                    },
                    None,
                    None,
                    offset,
                );
                self.cell.column = column.saturating_add(1);
            }
            Tag::Emphasis => self.styles.push(Style::Italic),
            Tag::Strong => self.styles.push(Style::Bold),
            Tag::Link { dest_url, .. } => self.styles.push(Style::Link {
                address: dest_url.to_string(),
            }),
            Tag::HtmlBlock => self.html = Some(String::new()),
            Tag::Image { .. } | Tag::MetadataBlock(_) => self.silent += 1,
            _ => {}
        }
        self.writer.apply(&self.styles);
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Item => {
                // An item without words of its own.
                self.pending = None;
                self.items = self.items.saturating_sub(1);
                self.close();
                self.close = true;
            }
            TagEnd::FootnoteDefinition => {
                self.close();
                self.note = None;
            }
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::CodeBlock | TagEnd::TableCell => {
                self.close()
            }
            TagEnd::TableHead | TagEnd::TableRow => {
                self.cell.row = self.cell.row.saturating_add(1);
                self.cell.column = 0;
                self.cell.header = false;
            }
            TagEnd::Table => {
                self.cell = Cell {
                    tables: self.cell.tables.saturating_add(1),
                    ..Cell::default()
                }
            }
            TagEnd::List(_) => self.close = false,
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Link => {
                self.styles.pop();
                self.writer.apply(&self.styles);
            }
            TagEnd::HtmlBlock => self.html_block(),
            TagEnd::Image | TagEnd::MetadataBlock(_) => self.silent = self.silent.saturating_sub(1),
            _ => {}
        }
    }

    /// Converters leave tables as HTML.
    fn html_block(&mut self) {
        self.close();
        let before = self.writer.len();
        let source = self.html.take().unwrap_or_default();
        match html::write(
            &source,
            SEEMS,
            self.limits,
            self.cell.tables,
            &mut self.writer,
        ) {
            Ok(tables) => self.cell.tables = tables,
            Err(problem) => self.problem = Some(problem),
        }
        let new = self.writer.len() - before;
        self.shapes
            .extend(std::iter::repeat_with(Shape::default).take(new));
    }

    /// Takes the marker as written. An item inside an item that has no words yet ("- 1. Text") is one item.
    fn item(&mut self, offset: usize) {
        let (_, start) = self.lines.of(offset);
        // A line may hold a million items ("- - - -"), so each looks only at what is near it.
        const NEAR: usize = 400;
        let near = self.source.get(offset..).unwrap_or("");
        let line = near
            .get(..near.floor_char_boundary(NEAR))
            .unwrap_or("")
            .lines()
            .next()
            .unwrap_or("");
        let trimmed = line.trim_start();
        let words_at = offset + line.len() - trimmed.len();
        let before = self
            .source
            .get(start..words_at)
            .filter(|before| before.len() < NEAR);
        let width = |letter| if letter == '\t' { 4 } else { 1 };
        let indent = before.map_or(NEAR, |before| before.chars().map(width).sum());
        let written = trimmed.split_whitespace().next().unwrap_or("");
        let year = written.trim_end_matches(['.', ')']).len() > 3
            && written.starts_with(|first: char| first.is_ascii_digit());
        if year {
            let kind = self.levels.paragraph(indent);
            self.open(kind, None, None, offset);
            self.fresh = false;
            self.glued = true;
            self.words(written, offset);
            self.words(" ", offset);
            return;
        }
        let sort = marker::find(trimmed)
            .map(|found| found.sort)
            .filter(|sort| !matches!(sort, Sort::Numbers(parts) if parts.len() > 1));
        let outer = self.pending.take().map(|(indent, ..)| indent);
        let bullet = Sort::Bullet(written.chars().next().unwrap_or('-'));
        let sort = if written.starts_with(|first: char| first.is_ascii_digit()) {
            sort.unwrap_or(bullet)
        } else {
            bullet
        };
        self.pending = Some((outer.unwrap_or(indent), written.to_owned(), sort, offset));
    }

    fn open(&mut self, kind: Kind, marker: Option<String>, sort: Option<Sort>, offset: usize) {
        self.close();
        let (line, start) = self.lines.of(offset);
        let above = self
            .source
            .get(..start)
            .unwrap_or("")
            .trim_end_matches([' ', '\t', '\r']);
        let above = above
            .strip_suffix('\n')
            .unwrap_or(above)
            .trim_end_matches([' ', '\t', '\r', '>']);
        let gap_before = above.is_empty() || above.ends_with('\n');
        if !gap_before && let Some(shape) = self.shapes.last_mut() {
            shape.gap_after = false;
        }
        self.wrapped = None;
        let place = Place {
            line: Some(line),
            ..Place::default()
        };
        self.shapes.push(Shape {
            gap_before,
            gap_after: true,
            lines: 1,
            sort,
            ..Shape::default()
        });
        self.writer.open(kind, marker, place);
        self.writer.apply(&self.styles);
        self.fresh = true;
    }

    fn close(&mut self) {
        self.settle();
        // A number with no words after it is a word itself.
        if self.writer.words().is_empty()
            && let Some(block) = self.writer.opened()
            && let Some(marker) = block.marker.take()
        {
            block.kind = Kind::Paragraph;
            self.writer.push(&marker);
        }
        if self.writer.is_open() && !self.writer.close() {
            self.shapes.pop();
        }
    }

    fn words(&mut self, words: &str, offset: usize) {
        if self.silent > 0 || words.is_empty() {
            return;
        }
        let wrapped = self.wrapped.take();
        if self.pending.is_some() || self.fresh {
            self.first(words);
            return;
        }
        if let Some(line) = wrapped {
            self.settle();
            if marker::find(words).is_some_and(|found| self.begins_block(&found, line)) {
                self.open(Kind::Paragraph, None, None, offset);
                self.fresh = false;
                self.in_line = true;
            } else {
                self.writer.join_hyphen(words, self.known);
            }
        }
        self.writer.push(words);
    }

    /// Splits the number off a block whose first line is complete; its parts may have come in pieces ("**5.1** Text").
    fn settle(&mut self) {
        let in_line = std::mem::take(&mut self.in_line);
        let indent = self.levels.innermost().filter(|_| in_line).unwrap_or(0);
        if let Some((sort, behind_bullet)) =
            self.writer.typed_marker(&mut self.levels, indent, in_line)
            && let Some(shape) = self.shapes.last_mut()
        {
            shape.sort = Some(sort);
            shape.bulleted = behind_bullet;
        }
    }

    /// A number at the start of a line inside a paragraph: only in a run, or where the line
    /// before ended on purpose.
    fn begins_block(&self, found: &marker::Found, line: usize) -> bool {
        let ended = self
            .writer
            .words()
            .trim_end()
            .ends_with(['.', ':', ';', '?', '!'])
            || line < 50;
        let begins =
            ended && found.sort.begins() && !found.weak && !matches!(found.sort, Sort::Bullet(_));
        begins || self.levels.continues(&found.sort)
    }

    /// The first words of a block may begin with a number, and may go on with a sentence torn from the block before.
    fn first(&mut self, words: &str) {
        if words.trim().is_empty() {
            return;
        }
        let pending = self.pending.take();
        self.fresh = false;
        let found = marker::find(words).filter(|found| self.levels.believes(found, words));
        let Some((indent, written, sort, at)) = pending else {
            if found.is_none() && self.is_torn(words) {
                self.shapes.pop();
                if let Some(shape) = self.shapes.last_mut() {
                    shape.lines += 1;
                }
                self.writer.reopen();
            }
            self.writer.push(words);
            return;
        };
        // "- 5.1. Text" is paragraph 5.1; "- – Text" is one bullet.
        let bulleted = matches!(sort, Sort::Bullet(_));
        let (marker, sort, skip) = match found {
            Some(found) => {
                let inner = words.get(found.marker.clone()).unwrap_or("").to_owned();
                (inner, found.sort, found.words)
            }
            None => (written, sort, 0),
        };
        let kind = self.levels.place(indent, &sort, self.close);
        self.close = false;
        self.open(kind, Some(marker), Some(sort), at);
        if let Some(shape) = self.shapes.last_mut() {
            shape.bulleted = bulleted;
        }
        self.fresh = false;
        self.writer.push(words.get(skip..).unwrap_or(words));
    }

    /// Do these first words of a block go on with the sentence of the block before?
    fn is_torn(&mut self, words: &str) -> bool {
        let in_text = |kind: &Kind| matches!(kind, Kind::Paragraph | Kind::ListItem { .. });
        let open = self
            .writer
            .opened()
            .is_some_and(|block| in_text(&block.kind));
        let last = self
            .writer
            .last()
            .filter(|last| open && in_text(&last.kind));
        last.and_then(|last| self.writer.text().get(last.range.clone()))
            .is_some_and(|before| headings::is_torn(before, words))
    }
}
