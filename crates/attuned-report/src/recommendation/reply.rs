//! A reply's fields: what it says, whose it is and by when, labelled or in a sentence.

use super::{follow, stated};
use crate::report::{At, Reply};
use crate::{date, words};

impl Reply {
    /// Takes up a labelled value. Further fields in the same words are put where they belong ("Accepted. Lead: Head of Repairs.").
    pub(super) fn put(&mut self, field: &str, value: &str, at: At) {
        if !self.paragraphs.contains(&at) {
            self.paragraphs.push(at);
        }
        for (field, value) in fields(field, value, self.owner.is_some()) {
            self.fill(field, value.trim());
        }
    }

    /// Owner and date where the reply says them in a sentence ("the Head of Parks to write to them by 3 May 2025").
    pub(super) fn read_sentences(&mut self) {
        if self.owner.is_none() {
            self.owner = promising(&self.words);
        }
        if self.date.is_none()
            && let Some(found) = promised_date(&self.words)
        {
            self.date = self.words.get(found.range).map(str::to_owned);
            self.date_iso = Some(found.iso);
        }
    }

    fn fill(&mut self, field: &str, value: &str) {
        let value = value.trim();
        if value.is_empty() {
            return;
        }
        match field {
            "owner" => {
                let (name, date) = owner_and_date(value);
                if let Some(date) = date {
                    self.fill("date", date);
                }
                let name = name.trim_end_matches(['.', ',', ';', ':', '-', '\u{2013}', ' ']);
                if !words::has("nobody", &name.to_lowercase()) {
                    self.owner = self
                        .owner
                        .take()
                        .or_else(|| Some(name.to_owned()).filter(|name| !name.is_empty()));
                }
            }
            "date" => {
                self.date_iso = self
                    .date_iso
                    .take()
                    .or_else(|| date::find(value).map(|found| found.iso));
                self.date = self
                    .date
                    .take()
                    .or_else(|| Some(value.trim_end_matches('.').to_owned()));
            }
            "measure" => self.measure = self.measure.take().or_else(|| Some(value.to_owned())),
            "stated" => {
                self.stated = stated(value).or(self.stated);
                if self.words.is_empty() {
                    self.words = value.to_owned();
                }
            }
            _ => {
                if self.stated.is_none() {
                    self.stated = stated(value);
                }
                if !self.words.is_empty() {
                    self.words.push(' ');
                }
                self.words.push_str(value);
            }
        }
    }
}

/// A value taken apart where a clause begins with a label of its own ("Owner: Head of Repairs; due May 2025").
pub(super) fn fields<'a>(field: &'a str, value: &'a str, owned: bool) -> Vec<(&'a str, &'a str)> {
    let mut out: Vec<(&str, std::ops::Range<usize>)> = vec![(field, 0..0)];
    let mut owned = owned || field == "owner";
    let mut from = 0;
    for end in clause_ends(value) {
        let clause = value.get(from..end).unwrap_or("");
        let inner = clause.trim().trim_matches(['(', ')', '*', '_', ';', ' ']);
        let start = from + clause.find(inner).unwrap_or(0);
        let labelled = follow(inner)
            .filter(|(_, value)| from > 0 && !value.is_empty() || inner.len() < value.len())
            .filter(|_| from > 0);
        if let Some((field, own)) = labelled {
            let at = start + inner.len() - own.len();
            out.push((field, at..start + inner.len()));
            owned |= field == "owner";
        } else if from > 0 && is_deadline(inner, owned) {
            out.push(("date", start..start + inner.len()));
        } else if let Some((last, range)) = out.last_mut()
            && (*last == "response" || range.start == range.end)
        {
            range.end = end;
        } else {
            out.push(("response", start..end));
        }
        from = end;
    }
    out.into_iter()
        .filter_map(|(field, range)| Some((field, value.get(range)?)))
        .collect()
}

/// "Head of Parks, by 3 May 2025": an owner and a date in one breath or in one cell.
fn owner_and_date(value: &str) -> (&str, Option<&str>) {
    let Some(found) = date::find(value).filter(|found| found.range.start > 0) else {
        return (value, None);
    };
    let mut before = value.get(..found.range.start).unwrap_or("").trim_end();
    for (opening, _) in words::list("deadline") {
        let cut = before
            .len()
            .checked_sub(opening.len())
            .filter(|cut| {
                before
                    .get(*cut..)
                    .is_some_and(|end| end.eq_ignore_ascii_case(opening))
            })
            .and_then(|cut| before.get(..cut))
            .filter(|rest| rest.is_empty() || rest.ends_with([' ', ',', '(']));
        if let Some(rest) = cut {
            before = rest.trim_end();
        }
    }
    let before = before.trim_end_matches([',', ';', '(', ' ', '-', '\u{2013}']);
    (
        before,
        value
            .get(before.len()..)
            .map(|rest| rest.trim_start_matches([',', ';', '(', ' '])),
    )
}

/// The post that a sentence gives the work to: "the Head of Parks to report", "Parks Manager will write".
fn promising(text: &str) -> Option<String> {
    crate::names::names(text).into_iter().find_map(|range| {
        let name = text.get(range.clone())?;
        let after = text.get(range.end..)?;
        let before = text.get(..range.start)?.trim_end();
        let before = before
            .strip_suffix("the")
            .or_else(|| before.strip_suffix("The"))
            .unwrap_or(before)
            .trim_end();
        let opens = before.is_empty()
            || before.ends_with(['.', ',', ';', ':', '(', ')'])
            || before.ends_with(" and");
        let acts = [" to ", " will "]
            .iter()
            .any(|link| after.starts_with(link));
        let post = words::first_in("post", &name.to_lowercase()).is_some();
        (opens && acts && post && name.contains(' ')).then(|| name.to_owned())
    })
}

/// A date to come, in a sentence that promises: "will be in use on 3 May 2025", "to report by March 2025".
fn promised_date(text: &str) -> Option<date::Found> {
    let mut at = 0;
    for sentence in text.split_inclusive(['.', ';']) {
        let lower = sentence.to_lowercase();
        let promises = words::stands_in("will", &lower) || words::stands_in("to", &lower);
        let found = date::all(sentence).into_iter().find(|found| {
            let before = sentence.get(..found.range.start).unwrap_or("").trim_end();
            before.ends_with(" by")
                || (found.iso.len() == 10
                    && [" on", " from"].iter().any(|word| before.ends_with(word)))
        });
        if let Some(found) = found.filter(|_| promises) {
            return Some(date::Found {
                range: at + found.range.start..at + found.range.end,
                iso: found.iso,
            });
        }
        at += sentence.len();
    }
    None
}

/// Where the clauses of a reply end: after a full stop or a semicolon before a space, and at brackets.
fn clause_ends(value: &str) -> Vec<usize> {
    let mut out = Vec::new();
    let mut before = ' ';
    for (at, letter) in value.char_indices() {
        let next = value.get(at + letter.len_utf8()..).unwrap_or("");
        let ends = match letter {
            '(' => true,
            '.' | ';' => next.starts_with(char::is_whitespace) && !before.is_uppercase(),
            _ => false,
        };
        if ends {
            out.push(if letter == '(' { at } else { at + 1 });
        }
        before = letter;
    }
    out.push(value.len());
    out.retain(|end| *end > 0);
    out
}

/// "By 30 June 2026", "due May 2025"; behind an owner any few words with a date.
fn is_deadline(clause: &str, owned: bool) -> bool {
    let clause = clause.trim_end_matches(['.', ')', '*']);
    let lower = clause.to_lowercase();
    let opens = words::list("deadline").iter().any(|(opening, _)| {
        lower
            .strip_prefix(opening)
            .is_some_and(|rest| rest.starts_with([' ', ':']))
    });
    clause.split_whitespace().count() <= 7 && (opens || owned) && date::find(clause).is_some()
}
