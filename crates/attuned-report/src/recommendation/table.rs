//! Tables of recommendations: one row each, or one small table each.

use super::{Draft, label};
use crate::outline::Outline;
use crate::paragraph::{Para, Sort};
use crate::report::{Reply, Role};
use crate::words;

pub(crate) fn read(outline: &mut Outline) -> Vec<Draft> {
    let mut drafts = Vec::new();
    let mut index = 0;
    while index < outline.paras.len() {
        let Some(Sort::Row { table }) = outline.paras.get(index).map(|para| para.sort) else {
            index += 1;
            continue;
        };
        let same = |para: &&Para| {
            matches!(para.sort, Sort::Row { table: other } if other == table)
                || para.sort == Sort::Margin
        };
        let length = outline.paras.iter().skip(index).take_while(same).count();
        drafts.extend(rows(outline, index, length));
        index += length.max(1);
    }
    drafts
}

fn column(cell: &str) -> Option<&'static str> {
    let key = cell
        .trim()
        .trim_end_matches([':', '*'])
        .replace('\u{2019}', "'")
        .to_lowercase();
    words::note("column", &key).or_else(|| {
        let short = key.split_whitespace().count() <= 5;
        let kinds = [
            ("recommendation", "recommendation"),
            ("recommended", "recommendation"),
            ("asked for", "recommendation"),
            ("request", "recommendation"),
            ("response", "response"),
            ("reply", "response"),
            ("answer", "response"),
            ("lead", "owner"),
            ("responsible", "owner"),
            ("officer", "owner"),
            ("date", "date"),
            ("timescale", "date"),
            ("deadline", "date"),
            ("who", "owner"),
            ("owner", "owner"),
            ("when", "date"),
            ("due", "date"),
            ("accepted", "stated"),
        ];
        kinds
            .into_iter()
            .find(|(word, _)| short && words::stands_in(word, &key))
            .map(|(_, kind)| kind)
    })
}

fn header(outline: &Outline, from: usize) -> Vec<(u32, &'static str)> {
    outline.paras.get(from).map_or(Vec::new(), |para| {
        para.cells
            .iter()
            .filter_map(|cell| column(&cell.clean.text).map(|kind| (cell.column, kind)))
            .collect()
    })
}

/// The paragraph of a row, what the row calls its recommendation, and the fields of the reply.
pub(crate) type Answer = (usize, String, Vec<(&'static str, String)>);

/// Rows that answer recommendations printed elsewhere: what a row calls its recommendation, and its fields.
pub(crate) fn answers(outline: &Outline) -> Vec<Answer> {
    let mut out = Vec::new();
    let mut open: Option<(u32, Vec<(u32, &'static str)>)> = None;
    for (index, para) in outline.paras.iter().enumerate() {
        let Sort::Row { table } = para.sort else {
            continue;
        };
        let Some((_, header)) = open.as_ref().filter(|(of, _)| *of == table) else {
            open = Some((table, header(outline, index)));
            continue;
        };
        let replies = header
            .iter()
            .any(|(_, kind)| matches!(*kind, "response" | "stated"));
        let mut name = None;
        let mut fields = Vec::new();
        for cell in &para.cells {
            let kind = header.iter().find(|(column, _)| *column == cell.column);
            let text = &cell.clean.text;
            match kind.map(|(_, kind)| *kind) {
                Some("number" | "recommendation") if name.is_none() => name = Some(text.clone()),
                None if name.is_none() && cell.column == 0 => name = Some(text.clone()),
                Some("number" | "recommendation" | "title") | None => {}
                Some(field) => fields.push((field, text.clone())),
            }
        }
        if let (Some(name), true) = (name, replies && !fields.is_empty()) {
            out.push((index, name, fields));
        }
    }
    out
}

fn rows(outline: &Outline, from: usize, length: usize) -> Vec<Draft> {
    let header = header(outline, from);
    let has_recommendation = header.iter().any(|(_, kind)| *kind == "recommendation");
    let cells = outline.paras.get(from).map_or(0, |para| para.cells.len());
    if has_recommendation
        && header.len() >= 2.min(cells)
        && cells >= 1
        && length > 1
        && header.len() * 2 >= cells
    {
        return (from + 1..from + length)
            .filter_map(|index| row(outline, index, &header))
            .collect();
    }
    sideways(outline, from, length)
}

fn row(outline: &Outline, index: usize, header: &[(u32, &'static str)]) -> Option<Draft> {
    let para = outline
        .paras
        .get(index)
        .filter(|para| para.sort != Sort::Margin)?;
    let mut draft = Draft::new(outline, index);
    let mut reply = Reply::default();
    for cell in &para.cells {
        let Some((_, kind)) = header.iter().find(|(column, _)| *column == cell.column) else {
            continue;
        };
        let text = cell.clean.text.as_str();
        match *kind {
            "number" => number(&mut draft, text),
            "title" => draft.title = Some(text.to_owned()).filter(|text| !text.is_empty()),
            "recommendation" if draft.text.is_empty() => words_of(
                &mut draft,
                text,
                cell.clean.opening(crate::clean::Look::Bold),
            ),
            "recommendation" => {}
            field => reply.put(field, text, outline.at(index)),
        }
    }
    // A row that repeats the header at the head of a page is no recommendation.
    let repeated = column(&draft.text).is_some();
    if draft.is_empty() || repeated || draft.text.split_whitespace().count() < 3 {
        return None;
    }
    draft.reply = Some(reply).filter(|reply| {
        *reply != Reply::default()
            && !(reply.words.is_empty() && reply.owner.is_none() && reply.date.is_none())
    });
    Some(draft)
}

fn number(draft: &mut Draft, text: &str) {
    let bare = text.trim().trim_end_matches(['.', ')', ':']);
    if bare.is_empty() || bare.len() > 24 {
        return;
    }
    draft.label = Some(text.trim().to_owned());
    draft.number = label(text).map(|label| label.number).or_else(|| {
        (bare.len() < 6 && bare.bytes().all(|byte| byte.is_ascii_digit())).then(|| bare.to_owned())
    });
}

fn words_of(draft: &mut Draft, text: &str, bold: Option<&str>) {
    let mut rest = text;
    if let Some(found) = label(text) {
        draft.number = Some(found.number);
        draft.label = Some(found.printed.to_owned());
        rest = found.rest;
    } else if let Some((crate::mark::Mark::Number(parts), at)) = crate::mark::find(text) {
        draft.label = Some(text.get(..at).unwrap_or("").trim().to_owned());
        draft.number = (parts.len() == 1)
            .then(|| parts.first().map(u32::to_string))
            .flatten();
        rest = text.get(at..).unwrap_or(text);
    }
    draft.open(rest, bold);
}

/// A small table for each recommendation: its field in the first column, the words in the second.
fn sideways(outline: &Outline, from: usize, length: usize) -> Vec<Draft> {
    let mut drafts: Vec<Draft> = Vec::new();
    for index in from..from + length {
        let Some(para) = outline
            .paras
            .get(index)
            .filter(|para| para.cells.len() >= 2)
        else {
            continue;
        };
        let (Some(first), Some(second)) = (para.cells.first(), para.cells.get(1)) else {
            continue;
        };
        let (name, value) = (first.clean.text.as_str(), second.clean.text.as_str());
        let labelled = label(name);
        if (labelled.is_some() || column(name) == Some("recommendation"))
            && value.split_whitespace().count() >= 3
        {
            let mut draft = Draft::new(outline, index);
            words_of(&mut draft, value, None);
            if let Some(found) = labelled {
                draft.number = Some(found.number);
                draft.label = Some(found.printed.to_owned());
                draft.title = draft
                    .title
                    .take()
                    .or_else(|| Some(found.rest.to_owned()).filter(|rest| !rest.is_empty()));
            }
            drafts.push(draft);
        } else if let (Some(draft), Some(field)) = (drafts.last_mut(), column(name)) {
            draft.reply(outline, index, field, value);
        }
    }
    // One row that happens to begin with the word is no table of recommendations.
    if drafts
        .iter()
        .all(|draft| draft.reply.is_none() && draft.number.is_none())
    {
        drafts.clear();
    }
    for draft in &mut drafts {
        draft.claims.push((draft.place, Role::Recommendation));
    }
    drafts
}
