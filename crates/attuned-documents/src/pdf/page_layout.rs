//! Words at places on pages, as PDF has them, to paragraphs, headings and list items.

use std::collections::{HashMap, HashSet};

use crate::levels::Levels;
use crate::marker::{self, Sort};
use crate::writer::{Writer, is_page_number};
use crate::{Kind, Place, Style, headings};

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

struct Line {
    words: Vec<Word>,
    page: u32,
    size: f32,
    bold: bool,
    text: String,
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

    fn left(&self) -> f32 {
        self.words
            .iter()
            .map(|word| word.x)
            .fold(f32::MAX, f32::min)
    }

    fn right(&self) -> f32 {
        self.words
            .iter()
            .map(|word| word.x + word.width)
            .fold(f32::MIN, f32::max)
    }

    /// The foot of its largest word, so that raised figures do not count.
    fn foot(&self) -> f32 {
        self.words
            .iter()
            .find(|word| word.size >= self.size)
            .map_or(0.0, |word| word.y)
    }

    /// Lines that could be of one column: size and left edge, coarsely.
    fn column(&self) -> (i32, i32) {
        (rounded(self.size * 2.0), rounded(self.left() / 4.0))
    }
}

/// A gap as between the cells of a row.
fn is_wide(before: &Word, word: &Word, size: f32) -> bool {
    word.x - before.x - before.width > size * 2.5
}

fn rounded(value: f32) -> i32 {
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
    let known = vocabulary(&paragraphs);
    let sizes = heading_sizes(&paragraphs, measures.body);
    let mut levels = Levels::default();
    for paragraph in &paragraphs {
        if writer.is_full() {
            return;
        }
        emit(paragraph, &measures, &sizes, &known, &mut levels, writer);
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
    // Figures differ from page to page.
    let shape = |line: &Line| {
        let text: String = line
            .text
            .chars()
            .map(|letter| if letter.is_ascii_digit() { '#' } else { letter })
            .collect();
        (text, rounded(line.foot() / 3.0))
    };
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
        let number = is_page_number(&line.text);
        if repeated
            && !number
            && !said
                .iter()
                .any(|(text, _)| same_but_figures(text, &line.text))
        {
            said.push((line.text.clone(), line.page));
        }
        !repeated && !number
    });
    said
}

fn same_but_figures(a: &str, b: &str) -> bool {
    let plain = |text: &str| {
        text.chars()
            .filter(|letter| !letter.is_ascii_digit())
            .collect::<String>()
    };
    plain(a) == plain(b)
}

/// What is usual in this file.
struct Measures {
    /// The size of most letters.
    body: f32,
    /// From foot to foot inside a paragraph, as a share of the size.
    pitch: f32,
    /// Where lines of each column end, on a page (where enough show it) and in the file (page 0).
    right: HashMap<(u32, (i32, i32)), f32>,
    widest: f32,
}

impl Measures {
    fn of(lines: &[Line]) -> Self {
        let mut sizes: HashMap<i32, usize> = HashMap::new();
        let mut columns: HashMap<(u32, (i32, i32)), (usize, f32)> = HashMap::new();
        let mut widest = f32::MIN;
        for line in lines {
            *sizes.entry(rounded(line.size * 2.0)).or_default() += line.text.len();
            for page in [0, line.page] {
                let column = columns
                    .entry((page, line.column()))
                    .or_insert((0, f32::MIN));
                *column = (column.0 + 1, column.1.max(line.right()));
            }
            widest = widest.max(line.right());
        }
        let body = sizes
            .into_iter()
            .max_by_key(|(size, letters)| (*letters, -size))
            .map_or(11.0, |(size, _)| size as f32 / 2.0);
        let mut steps: Vec<f32> = lines
            .iter()
            .zip(lines.iter().skip(1))
            .filter(|(a, b)| a.page == b.page && (a.size - b.size).abs() < 0.6)
            .map(|(a, b)| (a.foot() - b.foot()) / a.size.max(1.0))
            .filter(|step| (0.8..3.0).contains(step))
            .collect();
        steps.sort_by(f32::total_cmp);
        let pitch = steps
            .get(steps.len() / 4)
            .copied()
            .unwrap_or(1.2)
            .clamp(1.0, 2.4);
        // One or two lines do not show where their column ends; on one page, an address of four would mislead.
        let right = columns
            .into_iter()
            .filter(|((page, _), (count, _))| *count > if *page == 0 { 2 } else { 5 })
            .map(|(column, (_, right))| (column, right))
            .collect();
        Self {
            body,
            pitch,
            right,
            widest,
        }
    }

    /// Where the column of a line ends.
    fn edge(&self, line: &Line) -> f32 {
        let column = |page| self.right.get(&(page, line.column()));
        column(line.page)
            .or_else(|| column(0))
            .copied()
            .unwrap_or(self.widest)
    }

    /// Does the line reach most of the way across its column?
    fn is_long(&self, line: &Line) -> bool {
        let right = self.edge(line);
        (line.right() - line.left()) > 0.6 * (right - line.left())
    }

    /// Was there room on `line` for the first word of `next`? Then the line ended on purpose.
    fn has_room(&self, line: &Line, next: &Line) -> bool {
        let right = self.edge(line);
        let first = next.words.first().map_or(0.0, |word| word.width);
        line.right() + first + line.size * 0.8 < right
    }
}

fn paragraphs(lines: Vec<Line>, measures: &Measures) -> Vec<Vec<Line>> {
    let mut paragraphs: Vec<Vec<Line>> = Vec::new();
    for line in lines {
        let goes_on = paragraphs
            .last()
            .is_some_and(|paragraph| goes_on(paragraph, &line, measures));
        match paragraphs.last_mut() {
            Some(paragraph) if goes_on => paragraph.push(line),
            _ => paragraphs.push(vec![line]),
        }
    }
    paragraphs
}

fn goes_on(paragraph: &[Line], next: &Line, measures: &Measures) -> bool {
    let (Some(first), Some(last)) = (paragraph.first(), paragraph.last()) else {
        return false;
    };
    if (last.size - next.size).abs() > 0.75 || last.bold != next.bold {
        return false;
    }
    let step = last.foot() - next.foot();
    let ended = last.text.ends_with(['.', ':', ';', '?', '!']);
    // A new page, or a new column.
    if last.page != next.page || step < 0.0 {
        return headings::is_torn(&last.text, &next.text)
            || (last.text.ends_with('-') && next.text.starts_with(char::is_lowercase));
    }
    if step > measures.pitch * last.size * 1.25 + 0.5 || step < last.size * 0.5 {
        return false;
    }
    // A broken word or an unfinished sentence goes on, also where the lines of a column are ragged.
    let small = next.text.starts_with(char::is_lowercase);
    let broken = small && last.text.ends_with('-');
    let ragged =
        small && !ended && (last.left() - next.left()).abs() < 3.0 && measures.is_long(last);
    let room = measures.has_room(last, next) && !broken && !ragged;
    if let Some(found) = marker::find(&next.text).filter(|found| !found.weak) {
        let sure = matches!(found.sort, Sort::Bullet(sign) if !"-–—*+".contains(sign));
        // Lines of a list item hang to the right of its marker.
        let hangs = next.left() > first.left() + 2.0;
        if sure || room || (ended && !hangs) {
            return false;
        }
    }
    let indented = paragraph.len() > 1 && next.left() > last.left() + 1.2 * last.size;
    !(room || (indented && ended))
}

/// Every word of the file that was not broken at the end of a line, in lower case.
fn vocabulary(paragraphs: &[Vec<Line>]) -> HashSet<String> {
    let lines = paragraphs.iter().flatten();
    let words = lines.flat_map(|line| {
        let whole = line.words.len() - usize::from(line.text.ends_with('-'));
        line.words.iter().take(whole)
    });
    words
        .map(|word| {
            word.text
                .trim_matches(|letter: char| !letter.is_alphanumeric())
                .to_lowercase()
        })
        .collect()
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

fn emit(
    paragraph: &[Line],
    measures: &Measures,
    sizes: &[i32],
    known: &HashSet<String>,
    levels: &mut Levels,
    writer: &mut Writer<'_>,
) {
    let Some(first) = paragraph.first() else {
        return;
    };
    let length: usize = paragraph.iter().map(|line| line.text.len()).sum();
    let level = heading_level(paragraph, length, measures, sizes);
    let indent = usize::try_from(rounded(first.left() / 6.0)).unwrap_or(0);
    let note = first.size <= measures.body * 0.92
        && first
            .text
            .starts_with(|letter: char| letter.is_ascii_digit())
        && first.words.len() > 1;
    let kind = match level {
        Some(level) => {
            levels.clear();
            Kind::Heading { level }
        }
        None if note => Kind::Footnote,
        None => levels.paragraph(indent),
    };
    let heading = level.is_some();
    let marker = if kind == Kind::Footnote {
        first
            .words
            .first()
            .map(|word| word.text.trim().to_owned())
            .filter(|word| word.chars().all(char::is_numeric))
    } else {
        None
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
    words(paragraph, skip, heading, known, writer);
    writer.typed_marker(levels, indent);
    writer.apply(&[]);
    writer.close();
}

fn heading_level(
    paragraph: &[Line],
    length: usize,
    measures: &Measures,
    sizes: &[i32],
) -> Option<u8> {
    let (first, last) = (paragraph.first()?, paragraph.last()?);
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
    known: &HashSet<String>,
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
            // The raised figure that cites a footnote is not a word.
            if place > 0
                && word.size < line.size * 0.75
                && word.y > line.foot() + 0.5
                && text.chars().all(char::is_numeric)
            {
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
                .and_then(|next| join(text, next.text.trim(), known));
            glued = joined.is_some();
            writer.push(joined.unwrap_or(text));
            before = Some(word);
        }
    }
}

/// What is left of a word before the line's end when it goes on in the next line: "re-" of "re-pair" is "re", and "self-" of
/// "self-made" stays. The file's other words decide; where they are silent, a hyphen between two whole words stays.
fn join<'a>(word: &'a str, next: &str, known: &HashSet<String>) -> Option<&'a str> {
    if let Some(part) = word.strip_suffix(['\u{ad}', '\u{2010}']) {
        return Some(part);
    }
    let part = word
        .strip_suffix('-')
        .filter(|part| part.ends_with(char::is_alphabetic))?;
    if !next.starts_with(char::is_lowercase) {
        return next.starts_with(char::is_alphabetic).then_some(word);
    }
    let bare = |text: &str| {
        text.trim_matches(|letter: char| !letter.is_alphanumeric())
            .to_lowercase()
    };
    let (head, tail) = (bare(part), bare(next));
    if known.contains(&format!("{head}{tail}")) {
        return Some(part);
    }
    let compound = known.contains(&format!("{head}-{tail}"))
        || part.contains('-')
        || (known.contains(&head) && known.contains(&tail));
    Some(if compound { word } else { part })
}
