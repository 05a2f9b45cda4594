//! Lines to paragraphs, from what is usual in the file: the size of its letters, its line spacing, where its columns end.

use std::collections::HashMap;

use super::page_layout::{Line, rounded};
use crate::headings;
use crate::marker::{self, Sort};

/// What is usual in this file.
pub(super) struct Measures {
    /// The size of most letters.
    pub body: f32,
    /// From foot to foot inside a paragraph, as a share of the size.
    pitch: f32,
    /// Where lines of each column end, on a page (where enough show it) and in the file (page 0).
    right: HashMap<(u32, (i32, i32)), f32>,
    widest: f32,
}

impl Measures {
    pub fn of(lines: &[Line]) -> Self {
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

/// Lines grouped by place, size and what they say.
pub(super) fn paragraphs(lines: Vec<Line>, measures: &Measures) -> Vec<Vec<Line>> {
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
        let full = !measures.has_room(last, next) && (last.left() - next.left()).abs() < 3.0;
        let marked = marker::find(&next.text).is_some_and(|found| !found.weak);
        return headings::is_torn(&last.text, &next.text)
            || (full && !marked && last.text.contains(' '))
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
