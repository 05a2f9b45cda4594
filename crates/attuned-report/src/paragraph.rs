//! From a document's blocks to paragraphs: marks taken off, broken paragraphs joined, rows of tables kept together.

use std::ops::Range;

use attuned_documents::{Block, Document, Kind};

use crate::clean::{Clean, clean};
use crate::mark::{self, Mark};
use crate::words;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sort {
    Text,
    Row { table: u32 },
    Margin,
    Footnote,
}

#[derive(Debug, Clone)]
pub(crate) struct Cell {
    pub column: u32,
    pub clean: Clean,
}

/// A paragraph before it has a number and a role.
#[derive(Debug, Clone)]
pub(crate) struct Para {
    pub clean: Clean,
    pub mark: Option<Mark>,
    /// A bullet stands before the words, or before the number.
    pub bullet: bool,
    pub heading: Option<u8>,
    /// Depth in a list, where the file says so.
    pub depth: Option<u8>,
    pub blocks: Vec<usize>,
    pub sort: Sort,
    pub cells: Vec<Cell>,
}

impl Para {
    pub(crate) fn text(&self) -> &str {
        &self.clean.text
    }

    pub(crate) fn word_count(&self) -> usize {
        self.clean.text.split_whitespace().count()
    }
}

pub(crate) fn paragraphs(document: &Document) -> Vec<Para> {
    let mut out: Vec<Para> = Vec::with_capacity(document.blocks.len());
    for (index, block) in document.blocks.iter().enumerate() {
        match block.kind {
            Kind::Cell {
                table, row, column, ..
            } => {
                let cell = Cell {
                    column,
                    clean: cleaned(document, block, block.range.clone()),
                };
                let same = out.last_mut().filter(|last| {
                    last.sort == Sort::Row { table } && last.depth_row() == Some(row)
                });
                if let Some(last) = same {
                    last.blocks.push(index);
                    last.clean.join(&Clean {
                        text: "|".into(),
                        runs: vec![],
                    });
                    last.clean.join(&cell.clean);
                    last.cells.push(cell);
                } else {
                    let mut para = plain(cell.clean.clone(), index, Sort::Row { table });
                    // The row is kept where a list keeps its depth and its number: a row has neither.
                    para.mark = Some(Mark::Number(vec![0, row]));
                    para.cells.push(cell);
                    out.push(para);
                }
            }
            Kind::Margin => out.push(plain(
                cleaned(document, block, block.range.clone()),
                index,
                Sort::Margin,
            )),
            Kind::Footnote => out.push(plain(
                cleaned(document, block, block.range.clone()),
                index,
                Sort::Footnote,
            )),
            Kind::Heading { level } => {
                push_text(document, block, index, Some(level), None, &mut out)
            }
            Kind::Paragraph => push_text(document, block, index, None, None, &mut out),
            Kind::ListItem { depth, .. } => {
                push_text(document, block, index, None, Some(depth), &mut out)
            }
        }
    }
    for para in &mut out {
        if matches!(para.sort, Sort::Row { .. }) {
            para.mark = None;
        }
    }
    out.retain(|para| !para.clean.text.is_empty());
    join_capitals(document, &mut out);
    letter_runs(&mut out);
    number_runs(&mut out);
    join_broken(out)
}

/// "A. That ...", "B. That ...": capital letters with a stop, believed only in a run that begins with A.
fn letter_runs(paras: &mut [Para]) {
    let letter = |para: &Para| {
        let text = para.text();
        let first = text.chars().next().filter(char::is_ascii_uppercase)?;
        let plain = para.sort == Sort::Text && para.mark.is_none() && para.heading.is_none();
        let rest = text.get(1..)?.strip_prefix(['.', ':'])?;
        (plain && rest.starts_with(' ') && rest.split_whitespace().count() >= 3).then_some(first)
    };
    let mut from = 0;
    while from < paras.len() {
        let run = ('A'..='Z')
            .zip(paras.iter().skip(from))
            .take_while(|(own, para)| letter(para) == Some(*own))
            .count();
        if run >= 2 {
            for para in paras.iter_mut().skip(from).take(run) {
                if let Some(found) = letter(para) {
                    para.mark = Some(Mark::Letter(
                        found.to_lowercase().to_string(),
                        format!("{found}."),
                    ));
                    para.clean = para.clean.from(2);
                }
            }
        }
        from += run.max(1);
    }
}

/// A title in capitals that a text file breaks over two lines.
fn join_capitals(document: &Document, paras: &mut Vec<Para>) {
    let shouts = |para: &Para| {
        let text = para.text();
        para.sort == Sort::Text
            && para.mark.is_none()
            && !para.bullet
            && text.chars().any(char::is_alphabetic)
            && !text.chars().any(char::is_lowercase)
            && !text.contains(':') | (text.len() > 30)
    };
    let range = |para: &Para, last: bool| {
        let block = if last {
            para.blocks.last()
        } else {
            para.blocks.first()
        };
        block
            .and_then(|block| document.blocks.get(*block))
            .map(|block| block.range.clone())
    };
    let mut out: Vec<Para> = Vec::with_capacity(paras.len());
    for para in paras.drain(..) {
        let joins = out.last().is_some_and(|before| {
            let gap = range(before, true)
                .zip(range(&para, false))
                .and_then(|(before, own)| document.text.get(before.end..own.start));
            // A line broken for its length, and nothing but its end between the two.
            shouts(before)
                && shouts(&para)
                && before.text().len() > 30
                && gap.is_some_and(|gap| gap.trim().is_empty() && gap.matches('\n').count() == 1)
                && crate::date::find(para.text()).is_none()
        });
        match out.last_mut() {
            Some(before) if joins => {
                before.clean.join(&para.clean);
                before.blocks.extend(para.blocks);
            }
            _ => out.push(para),
        }
    }
    *paras = out;
}

/// "1 Agree a plan", "2 Stop sending": numbers without a full stop, believed only in a run that begins with 1.
fn number_runs(paras: &mut [Para]) {
    let bare = |para: &Para| {
        (para.sort == Sort::Text && para.mark.is_none() && para.heading.is_none())
            .then(|| heading_number(para.text()))
            .flatten()
    };
    let mut from = 0;
    while from < paras.len() {
        let run = (1..)
            .zip(paras.iter().skip(from))
            .take_while(|(place, para)| bare(para).is_some_and(|(number, _)| number == *place))
            .count();
        if run >= 2 {
            for para in paras.iter_mut().skip(from).take(run) {
                if let Some((number, at)) = bare(para) {
                    para.mark = Some(Mark::Number(vec![number]));
                    para.clean = para.clean.from(at);
                }
            }
        }
        from += run.max(1);
    }
}

impl Para {
    fn depth_row(&self) -> Option<u32> {
        match &self.mark {
            Some(Mark::Number(parts)) => parts.get(1).copied(),
            _ => None,
        }
    }
}

fn plain(clean: Clean, block: usize, sort: Sort) -> Para {
    Para {
        clean,
        mark: None,
        bullet: false,
        heading: None,
        depth: None,
        blocks: vec![block],
        sort,
        cells: Vec::new(),
    }
}

fn cleaned(document: &Document, block: &Block, range: Range<usize>) -> Clean {
    clean(
        document.text.get(range.clone()).unwrap_or(""),
        range.start,
        &block.spans,
    )
}

fn push_text(
    document: &Document,
    block: &Block,
    index: usize,
    heading: Option<u8>,
    depth: Option<u8>,
    out: &mut Vec<Para>,
) {
    let mut marker = block.marker.as_deref();
    // An item of a counted list without its count is a further paragraph of the item before it.
    let goes_on = marker.is_none() && matches!(block.kind, Kind::ListItem { ordered: true, .. });
    let depth = depth.filter(|_| !goes_on);
    for range in pieces(document, block) {
        let mut para = plain(cleaned(document, block, range.clone()), index, Sort::Text);
        para.heading = heading;
        para.depth = depth;
        if let Some(marker) = marker.take() {
            para.bullet = bullet_before(&document.text, range.start);
            match mark::whole(marker) {
                Some(Mark::Bullet) => para.bullet = true,
                Some(found) => para.mark = Some(found),
                // A list says that its "A." is no initial.
                None if is_capital(marker) => {
                    para.mark = Some(Mark::Letter(
                        marker.trim_end_matches('.').to_lowercase(),
                        marker.to_owned(),
                    ));
                }
                None => para.bullet |= depth.is_some() && marker.chars().count() == 1,
            }
        }
        // A reader of plain text may leave the mark, or the number behind a bullet, in the words.
        while let Some((found, at)) = mark::find(para.text()) {
            if para.mark.is_some() || (found == Mark::Bullet && para.bullet) {
                break;
            }
            para.clean = para.clean.from(at);
            match found {
                Mark::Bullet => para.bullet = true,
                other => para.mark = Some(other),
            }
        }
        if para.heading.is_some()
            && para.mark.is_none()
            && let Some((number, at)) = heading_number(para.text())
        {
            para.mark = Some(Mark::Number(vec![number]));
            para.clean = para.clean.from(at);
        }
        para.bullet |=
            depth.is_some() && block.marker.is_none() && para.mark.is_none() && heading.is_none();
        let hashes = para.text().bytes().take_while(|byte| *byte == b'#').count();
        if (1..=6).contains(&hashes)
            && para
                .text()
                .get(hashes..)
                .is_some_and(|rest| rest.starts_with(' '))
        {
            para.heading = Some(u8::try_from(hashes).unwrap_or(6));
            para.clean = para.clean.from(hashes);
            if let Some((found @ Mark::Number(_), at)) = mark::find(para.text()) {
                para.clean = para.clean.from(at);
                para.mark = Some(found);
            }
        }
        out.push(para);
    }
}

fn is_capital(marker: &str) -> bool {
    let mut letters = marker.chars();
    letters
        .next()
        .is_some_and(|first| first.is_ascii_uppercase())
        && matches!(letters.as_str(), "." | "")
}

/// "4 Findings" as a heading: a number without a full stop.
fn heading_number(text: &str) -> Option<(u32, usize)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let rest = text.get(digits..)?;
    let next = rest.trim_start().chars().next()?;
    (digits > 0 && digits < 3 && rest.starts_with(' ') && next.is_uppercase()).then_some(())?;
    Some((text.get(..digits)?.parse().ok()?, digits))
}

/// A block may hold several paragraphs in one: split where a line begins with a label or a mark of its own, and where a reply
/// follows a recommendation on the same line.
fn pieces(document: &Document, block: &Block) -> Vec<Range<usize>> {
    let raw = document.words(block);
    let mut starts = vec![0];
    if raw.contains('\n') {
        let mut lines = Vec::new();
        let mut at = 0;
        for line in raw.split_inclusive('\n') {
            lines.push((at, line));
            at += line.len();
        }
        let labelled = lines
            .iter()
            .filter(|(_, line)| crate::front::label(line).is_some())
            .count();
        for (at, line) in lines.iter().skip(1) {
            let marked = match mark::find(line.trim_start().trim_start_matches('*')) {
                Some((Mark::Number(parts), _)) => parts.len() > 1,
                Some((Mark::Bullet, _)) => {
                    !line.trim_start().starts_with(['*', '-'])
                        || line.trim_start().starts_with("- ")
                }
                Some((Mark::Letter(_, printed), _)) => printed.starts_with('('),
                _ => false,
            };
            let front = labelled >= 2 && crate::front::label(line).is_some();
            if marked || front || is_follow(line) || crate::recommendation::label(line).is_some() {
                starts.push(*at);
            }
        }
    }
    starts.extend(replies(raw));
    starts.sort_unstable();
    starts.dedup();
    let ends = starts.iter().skip(1).copied().chain([raw.len()]);
    starts
        .iter()
        .zip(ends)
        .map(|(from, to)| block.range.start + from..block.range.start + to)
        .collect()
}

/// "Response: Agreed", beginning with a capital.
fn is_follow(line: &str) -> bool {
    let line = line.trim_start().trim_start_matches(['*', '_']);
    line.starts_with(char::is_uppercase)
        && line
            .get(..40.min(line.len()))
            .is_some_and(|start| start.contains(':'))
        && crate::recommendation::follow(line).is_some()
}

/// Where "Response: ..." begins after the end of a sentence in the same line.
fn replies(raw: &str) -> Vec<usize> {
    let mut out = Vec::new();
    let mut last_end = None;
    for (at, letter) in raw.char_indices() {
        match letter {
            '.' | ';' | '?' => last_end = Some(at + 1),
            ':' => {
                let start = last_end.filter(|start| at - start < 40);
                let rest = start.and_then(|start| raw.get(start..));
                let spaced = rest.is_some_and(|rest| rest.starts_with(char::is_whitespace));
                if let (true, Some(start), Some(rest)) = (spaced, start, rest)
                    && is_follow(rest)
                {
                    out.push(start);
                    last_end = None;
                }
            }
            _ => {}
        }
    }
    out
}

/// Whether a bullet stands on the same line before byte `at`.
fn bullet_before(text: &str, at: usize) -> bool {
    let line = text
        .get(..at)
        .unwrap_or("")
        .rsplit(['\n', '\r'])
        .next()
        .unwrap_or("");
    line.len() < 40
        && matches!(
            mark::find(&format!("{} x", line.trim())),
            Some((Mark::Bullet, _))
        )
}

/// A page break cuts a paragraph in two: the second half begins with a small letter, the first does not end.
fn join_broken(paras: Vec<Para>) -> Vec<Para> {
    let mut out: Vec<Para> = Vec::with_capacity(paras.len());
    for para in paras {
        let open = out.iter().rposition(|before| before.sort != Sort::Margin);
        let goes_on = para.sort == Sort::Text
            && para.mark.is_none()
            && !para.bullet
            && para.heading.is_none()
            && para.depth.is_none();
        let small = para.text().starts_with(char::is_lowercase);
        match open.and_then(|open| out.get_mut(open)) {
            Some(before) if goes_on && small && is_cut(before) => {
                before.clean.join(&para.clean);
                before.blocks.extend(para.blocks);
            }
            _ => out.push(para),
        }
    }
    out
}

fn is_cut(before: &Para) -> bool {
    let text = before.text();
    let last_word = text.rsplit(' ').next().unwrap_or("").to_lowercase();
    before.sort == Sort::Text
        && before.heading.is_none()
        && text.chars().count() > 45
        && text.ends_with(|last: char| last.is_alphanumeric() || last == ',')
        && last_word != "and"
        && last_word != "or"
        && !words::has("label", &text.to_lowercase())
}
