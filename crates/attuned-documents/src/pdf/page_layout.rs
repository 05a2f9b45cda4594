//! Words at places on pages, as PDF has them, to paragraphs, headings and list items.

use std::collections::{HashMap, HashSet};

use super::paragraphs::{Measures, paragraphs};
use crate::furniture::without_figures;
use crate::hyphens::Vocabulary;
use crate::levels::Levels;
use crate::marker;
use crate::writer::{Writer, is_page_number};
use crate::{Kind, Place, Style};

/// Places are in points from the lower left corner of the page.
#[derive(Debug, Clone)]
pub(crate) struct Word {
    pub text: String,
    pub x: f32,
    pub y: f32,
    pub width: f32,
    pub height: f32,
    pub size: f32,
    pub bold: bool,
    pub italic: bool,
    pub link: Option<String>,
    /// No space stands before it.
    pub glued: bool,
}

/// Words in reading order.
pub(crate) struct Page {
    pub number: u32,
    pub bottom: f32,
    pub top: f32,
    pub words: Vec<Word>,
}

pub(super) struct Line {
    pub words: Vec<Word>,
    pub page: u32,
    pub size: f32,
    pub bold: bool,
    pub text: String,
}

impl Line {
    fn new(words: Vec<Word>, page: u32) -> Self {
        let size = words.iter().map(|word| word.size).fold(0.0, f32::max);
        let bold = words
            .iter()
            .all(|word| word.bold || !word.text.contains(char::is_alphanumeric));
        let mut text = String::new();
        for word in &words {
            if !text.is_empty() && !word.glued {
                text.push(' ');
            }
            text.push_str(word.text.trim());
        }
        Self {
            words,
            page,
            size,
            bold,
            text,
        }
    }

    pub fn left(&self) -> f32 {
        self.words
            .iter()
            .map(|word| word.x)
            .fold(f32::MAX, f32::min)
    }

    pub fn right(&self) -> f32 {
        self.words
            .iter()
            .map(|word| word.x + word.width)
            .fold(f32::MIN, f32::max)
    }

    /// The foot of its largest word, so that raised figures do not count.
    pub fn foot(&self) -> f32 {
        self.words
            .iter()
            .find(|word| word.size >= self.size)
            .map_or(0.0, |word| word.y)
    }

    /// Lines that could be of one column: size and left edge, coarsely.
    pub fn column(&self) -> (i32, i32) {
        (rounded(self.size * 2.0), rounded(self.left() / 4.0))
    }
}

/// A gap as between the cells of a row.
fn is_wide(before: &Word, word: &Word, size: f32) -> bool {
    word.x - before.x - before.width > size * 2.5
}

pub(super) fn rounded(value: f32) -> i32 {
    value.round() as i32
}

/// Writes the pages as blocks.
pub(crate) fn write(pages: Vec<Page>, writer: &mut Writer<'_>) {
    let frames: HashMap<u32, (f32, f32)> = pages
        .iter()
        .map(|page| (page.number, (page.bottom, page.top)))
        .collect();
    let mut lines: Vec<Line> = pages.into_iter().flat_map(lines_of).collect();
    let margins = take_margins(&mut lines, &frames);
    let measures = Measures::of(&lines);
    let paragraphs = paragraphs(lines, &measures);
    let context = Context {
        sizes: heading_sizes(&paragraphs, measures.body),
        known: Vocabulary::of(
            paragraphs
                .iter()
                .flatten()
                .map(|line| line.words.iter().map(|word| word.text.trim())),
        ),
        notes: paragraphs
            .iter()
            .filter_map(|paragraph| note(paragraph, &measures))
            .collect(),
        measures,
    };
    let mut levels = Levels::default();
    for paragraph in &paragraphs {
        if writer.is_full() {
            return;
        }
        emit(paragraph, &context, &mut levels, writer);
    }
    for (text, page) in margins {
        writer.open(
            Kind::Margin,
            None,
            Place {
                page: Some(page),
                ..Place::default()
            },
        );
        writer.push(&text);
        writer.close();
    }
}

/// Words that follow each other at one height.
fn lines_of(page: Page) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut current: Vec<Word> = Vec::new();
    for word in page
        .words
        .into_iter()
        .filter(|word| !word.text.trim().is_empty() && word.x.is_finite() && word.y.is_finite())
    {
        let goes_on = current.last().is_some_and(|last| {
            let overlap = (last.y + last.height).min(word.y + word.height) - last.y.max(word.y);
            overlap > 0.4 * last.height.min(word.height) && word.x > last.x + last.width - word.size
        });
        if !goes_on && !current.is_empty() {
            lines.push(Line::new(std::mem::take(&mut current), page.number));
        }
        current.push(word);
    }
    if !current.is_empty() {
        lines.push(Line::new(current, page.number));
    }
    lines
}

/// Takes out what stands at the same place on several pages, and page numbers; gives each text once with its first page.
fn take_margins(lines: &mut Vec<Line>, frames: &HashMap<u32, (f32, f32)>) -> Vec<(String, u32)> {
    let shape = |line: &Line| (without_figures(&line.text), rounded(line.foot() / 3.0));
    let at_edge = |line: &Line| {
        let (bottom, top) = frames.get(&line.page).copied().unwrap_or((0.0, 842.0));
        let edge = (top - bottom) * 0.12;
        line.foot() < bottom + edge || line.foot() > top - edge
    };
    let mut pages: HashMap<(String, i32), HashSet<u32>> = HashMap::new();
    for line in lines.iter().filter(|line| at_edge(line)) {
        pages.entry(shape(line)).or_default().insert(line.page);
    }
    let enough = (frames.len() / 4).max(2);
    let mut said: Vec<(String, u32)> = Vec::new();
    lines.retain(|line| {
        if !at_edge(line) {
            return true;
        }
        let repeated = pages
            .get(&shape(line))
            .is_some_and(|pages| pages.len() >= enough);
        // On its own, a figure near an edge may be the end of a sentence.
        let number = is_page_number(&line.text) && (repeated || frames.len() < 3);
        if repeated
            && !number
            && !said
                .iter()
                .any(|(text, _)| without_figures(text) == without_figures(&line.text))
        {
            said.push((line.text.clone(), line.page));
        }
        !repeated && !number
    });
    said
}

/// Sizes above that of the body, largest first.
fn heading_sizes(paragraphs: &[Vec<Line>], body: f32) -> Vec<i32> {
    let mut sizes: Vec<i32> = paragraphs
        .iter()
        .flatten()
        .map(|line| line.size)
        .filter(|size| *size >= body * 1.12)
        .map(|size| rounded(size * 2.0))
        .collect();
    sizes.sort_unstable();
    sizes.dedup();
    sizes.reverse();
    sizes
}

/// What emitting a paragraph needs to know of the whole file.
struct Context {
    measures: Measures,
    /// Sizes of headings, largest first.
    sizes: Vec<i32>,
    known: Vocabulary,
    /// The figures of footnotes, by page.
    notes: HashSet<(u32, String)>,
}

/// The figure of a footnote: small letters that begin with it.
fn note(paragraph: &[Line], measures: &Measures) -> Option<(u32, String)> {
    let first = paragraph
        .first()
        .filter(|first| first.size <= measures.body * 0.92 && first.words.len() > 1)?;
    let figure = first.words.first()?.text.trim();
    (figure.len() < 4 && figure.chars().all(|letter| letter.is_ascii_digit()))
        .then(|| (first.page, figure.to_owned()))
}

fn emit(paragraph: &[Line], context: &Context, levels: &mut Levels, writer: &mut Writer<'_>) {
    let Some(first) = paragraph.first() else {
        return;
    };
    let level = heading_level(paragraph, context);
    let indent = usize::try_from(rounded(first.left() / 6.0)).unwrap_or(0);
    let (kind, marker) = match (level, note(paragraph, &context.measures)) {
        (Some(level), _) => {
            levels.heading(None);
            (Kind::Heading { level }, None)
        }
        (None, Some((_, figure))) => (Kind::Footnote, Some(figure)),
        (None, None) => (levels.paragraph(indent), None),
    };
    let skip = usize::from(marker.is_some());
    writer.open(
        kind,
        marker,
        Place {
            page: Some(first.page),
            ..Place::default()
        },
    );
    words(paragraph, skip, level.is_some(), context, writer);
    writer.typed_marker(levels, indent, false);
    writer.apply(&[]);
    writer.close();
}

fn heading_level(paragraph: &[Line], context: &Context) -> Option<u8> {
    let Context {
        measures, sizes, ..
    } = context;
    let (first, last) = (paragraph.first()?, paragraph.last()?);
    let length: usize = paragraph.iter().map(|line| line.text.len()).sum();
    let larger = sizes
        .iter()
        .position(|size| *size == rounded(first.size * 2.0));
    let place = match larger {
        Some(place) if length <= 250 => place,
        Some(_) => return None,
        None => {
            let few =
                length <= 110 && paragraph.iter().map(|line| line.words.len()).sum::<usize>() <= 15;
            let letters = first.text.contains(char::is_alphabetic);
            let bullet = marker::find(&first.text).is_some_and(|found| found.bulleted);
            let stopped = last.text.ends_with(['.', ',', ';', ':']);
            // The first gap may stand behind a number.
            let row = paragraph.iter().any(|line| {
                line.words
                    .iter()
                    .zip(line.words.iter().skip(1))
                    .skip(1)
                    .any(|(a, b)| is_wide(a, b, line.size))
            });
            if !(first.bold
                && few
                && letters
                && !stopped
                && !bullet
                && !row
                && first.size >= measures.body * 0.95)
            {
                return None;
            }
            sizes.len()
        }
    };
    Some(u8::try_from(place + 1).unwrap_or(6).min(6))
}

fn words(
    paragraph: &[Line],
    skip: usize,
    heading: bool,
    context: &Context,
    writer: &mut Writer<'_>,
) {
    let mut glued = true;
    let mut before: Option<&Word> = None;
    for (at, line) in paragraph.iter().enumerate() {
        let next = paragraph.get(at + 1).and_then(|line| line.words.first());
        for (place, word) in line
            .words
            .iter()
            .enumerate()
            .skip(if at == 0 { skip } else { 0 })
        {
            let text = word.text.trim();
            // The small figure that cites a footnote of the page is not a word; the 2 of "m2" is.
            let small = place > 0 && word.size < line.size * 0.75;
            if small && context.notes.contains(&(line.page, text.to_owned())) {
                continue;
            }
            let mut styles: Vec<Style> = Vec::new();
            styles.extend((word.bold && !heading).then_some(Style::Bold));
            styles.extend(word.italic.then_some(Style::Italic));
            styles.extend(word.link.clone().map(|address| Style::Link { address }));
            writer.apply(&styles);
            let wide = before.is_some_and(|before| place > 0 && is_wide(before, word, line.size));
            if !(glued || word.glued) {
                writer.push(if wide { "\t" } else { " " });
            }
            let end = place + 1 == line.words.len();
            let joined = next
                .filter(|_| end)
                .and_then(|next| context.known.join(text, next.text.trim()));
            glued = joined.is_some();
            writer.push(joined.unwrap_or(text));
            before = Some(word);
        }
    }
}
