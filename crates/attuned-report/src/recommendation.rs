//! The committee's recommendations, in the many shapes that papers give them.

use std::collections::HashMap;

use crate::outline::Outline;
use crate::paragraph::Sort;
use crate::report::{At, Recommendation, Reply, Role, SectionKind, Stated};
use crate::{date, words};

mod answers;
mod draft;
mod minutes;
mod table;
mod walk;

pub(crate) use draft::Draft;

/// "Recommendation 3: Training" without its label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Label<'a> {
    pub number: String,
    pub printed: &'a str,
    pub rest: &'a str,
}

/// The label of a recommendation at the start of a text ("Recommendation 3", "Rec. B", "R3:").
pub(crate) fn label(text: &str) -> Option<Label<'_>> {
    let text = text.trim().trim_start_matches(['*', '#', ' ']);
    let (first, after) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    let code = first.trim_end_matches([':', '.', ')', '-']);
    if let Some(digits) = code.strip_prefix(['R', 'r'])
        && !digits.is_empty()
        && digits.len() < 4
        && digits.bytes().all(|byte| byte.is_ascii_digit())
    {
        return Some(Label {
            number: digits.to_owned(),
            printed: code,
            rest: opening_off(after),
        });
    }
    if !words::has("rec_label", &first.to_lowercase()) {
        return None;
    }
    let after = after
        .trim_start()
        .trim_start_matches("No. ")
        .trim_start_matches("no. ");
    let second = after
        .split(|letter: char| letter.is_whitespace() || letter == ':')
        .next()
        .unwrap_or("");
    let bare = second.trim_end_matches([':', '.', ')', ',', '-', '\u{2013}']);
    let number = number_of(bare)?;
    let rest = after.get(bare.len()..).unwrap_or("");
    let begins = rest.trim_start();
    // "Recommendation 3 has been carried out" speaks about one.
    let speaks = begins.len() < rest.len()
        && begins.starts_with(char::is_lowercase)
        && !begins.starts_with("that");
    if speaks || rest.trim_start().starts_with("and ") {
        return None;
    }
    let printed = text.get(..text.len() - rest.len()).unwrap_or(text);
    Some(Label {
        number,
        printed: printed.trim(),
        rest: opening_off(rest),
    })
}

fn number_of(word: &str) -> Option<String> {
    if let Some(number) = words::note("spelled", &word.to_lowercase()) {
        return Some(number.to_owned());
    }
    let letter = word.len() == 1 && word.starts_with(|letter: char| letter.is_ascii_uppercase());
    let figures = !word.is_empty()
        && word.len() < 7
        && word.starts_with(|first: char| first.is_ascii_digit())
        && word
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'.');
    (letter || figures).then(|| word.to_owned())
}

fn opening_off(rest: &str) -> &str {
    rest.trim_start_matches(|letter: char| {
        letter.is_whitespace()
            || matches!(
                letter,
                ':' | '.' | ')' | '-' | '\u{2013}' | '\u{2014}' | '*'
            )
    })
}

/// "Response: accepted" under a recommendation: its field and the words after the label.
pub(crate) fn follow(text: &str) -> Option<(&'static str, &str)> {
    let text = text.trim().trim_start_matches(['*', ' ']);
    let at = text.find([':', '\u{2013}']).filter(|at| *at < 40)?;
    let key = text
        .get(..at)?
        .replace(['*', '_'], "")
        .replace('\u{2019}', "'")
        .trim()
        .to_lowercase();
    let field = words::note("follow", &key).or_else(|| {
        // "Our reply", "Action owner", "Response of the Board": the last word says what it is, or the first.
        let last = key.rsplit(' ').next().unwrap_or("");
        let short = key.split_whitespace().count() <= 5;
        words::note("follow_last", last)
            .or_else(|| key.starts_with("response ").then_some("response"))
            .filter(|_| short)
    })?;
    let mark = text.get(at..)?.chars().next().map_or(1, char::len_utf8);
    Some((
        field,
        text.get(at + mark..)?
            .trim_start_matches(['*', '_', ' '])
            .trim(),
    ))
}

/// What a reply says about whether it will be done.
pub(crate) fn stated(text: &str) -> Option<Stated> {
    let opening: Vec<&str> = text.split_whitespace().take(14).collect();
    let lower = opening.join(" ").to_lowercase().replace('\u{2019}', "'");
    let alone = lower
        .split([',', '.', ';', ':'])
        .next()
        .unwrap_or("")
        .trim();
    // The first sentence says it best: what comes after may speak of parts and principles of other things.
    let first = lower
        .split_once(". ")
        .map_or(lower.as_str(), |(first, _)| first);
    let found = words::note("reply_alone", alone)
        .or_else(|| words::first_in("reply", first).map(|(_, note)| note))
        .or_else(|| words::first_in("reply", &lower).map(|(_, note)| note));
    found.and_then(|note| match note {
        "accepted" => Some(Stated::Accepted),
        "partly" => Some(Stated::Partly),
        "not_accepted" => Some(Stated::NotAccepted),
        "already_in_place" => Some(Stated::AlreadyInPlace),
        "unclear" => Some(Stated::Unclear),
        _ => None,
    })
}

impl Reply {
    /// Takes up a labelled value. Further fields in the same words are put where they belong ("Accepted. Lead: Head of Repairs.").
    fn put(&mut self, field: &str, value: &str, at: At) {
        if !self.paragraphs.contains(&at) {
            self.paragraphs.push(at);
        }
        for (field, value) in fields(field, value, self.owner.is_some()) {
            self.fill(field, value.trim());
        }
    }

    /// Owner and date where the reply says them in a sentence ("the Head of Parks to write to them by 3 May 2025").
    fn from_prose(&mut self) {
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
fn fields<'a>(field: &'a str, value: &'a str, owned: bool) -> Vec<(&'a str, &'a str)> {
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

/// Reads every recommendation and claims its paragraphs. Also gives the decisions of minutes that ask nothing.
pub(crate) fn read(
    outline: &mut Outline,
    by_examiners: bool,
) -> (Vec<Recommendation>, Vec<crate::report::Ask>) {
    let mut drafts = table::read(outline);
    let tables = drafts.len();
    drafts.extend(walk::sections(outline, |kind| {
        kind == SectionKind::CommitteeRecommendations
    }));
    let labelled = walk::labelled(outline, !by_examiners && drafts.is_empty());
    if by_examiners {
        // "That the Committee endorse the report" is for those who receive it, where the recommendations stand elsewhere.
        let asks = walk::sections(outline, |kind| kind == SectionKind::Asks);
        let others = asks.iter().filter(|draft| !draft.only_decides()).count();
        let elsewhere = drafts.len() + labelled.len() + others >= 2;
        drafts.extend(
            asks.into_iter()
                .filter(|draft| !(elsewhere && draft.only_decides())),
        );
    }
    drafts.extend(labelled);
    let mut resolutions = Vec::new();
    if drafts.is_empty() && minutes::answers(outline) {
        drafts = minutes::recommends(outline);
    }
    if drafts.is_empty() {
        (drafts, resolutions) = minutes::resolved(outline);
    }
    if drafts.is_empty() {
        drafts = minutes::recommends(outline);
    }
    let mut found = finished(outline, drafts, tables);
    answers::read(outline, &mut found);
    replies_by_number(outline, &mut found);
    for reply in found.iter_mut().filter_map(|one| one.reply.as_mut()) {
        reply.from_prose();
    }
    (found, resolutions)
}

fn finished(outline: &mut Outline, drafts: Vec<Draft>, tables: usize) -> Vec<Recommendation> {
    let mut kept: Vec<(Draft, bool)> = Vec::new();
    let mut by_key: HashMap<String, usize> = HashMap::new();
    for (place, draft) in drafts.into_iter().enumerate() {
        let from_table = place < tables;
        for (index, role) in &draft.claims {
            outline.claim(*index, *role);
        }
        // The same recommendation is often listed twice: in the summary, and again beside its reply.
        let known = by_key
            .get(&draft.key())
            .copied()
            .filter(|_| !draft.is_empty());
        match known.and_then(|known| kept.get_mut(known)) {
            Some((other, other_table)) => other.take_up(draft, *other_table && !from_table),
            None => {
                by_key.insert(draft.key(), kept.len());
                kept.push((draft, from_table));
            }
        }
    }
    let mut drafts: Vec<Draft> = kept
        .into_iter()
        .map(|(draft, _)| draft)
        .filter(|draft| !draft.is_empty())
        .collect();
    drafts.sort_by_key(|draft| draft.place);
    let numbers: Vec<Option<String>> = drafts.iter().map(|draft| draft.number.clone()).collect();
    let unique = numbers.iter().all(Option::is_some)
        && numbers
            .iter()
            .collect::<std::collections::HashSet<_>>()
            .len()
            == numbers.len();
    (1..)
        .zip(drafts)
        .map(|(place, draft): (usize, Draft)| {
            let number = draft
                .number
                .clone()
                .filter(|_| unique)
                .unwrap_or_else(|| place.to_string());
            draft.finish(number)
        })
        .collect()
}

/// "Recommendations 1, 2 and 4 are accepted. Recommendation 3 is accepted in part." somewhere after them.
fn replies_by_number(outline: &mut Outline, found: &mut [Recommendation]) {
    if found.is_empty() || found.iter().any(|one| one.reply.is_some()) {
        return;
    }
    for index in 0..outline.paras.len() {
        let text = outline.text(index).to_owned();
        if !text.to_lowercase().contains("recommendation") {
            continue;
        }
        for sentence in text.split_inclusive(". ") {
            let Some((numbers, stated)) = reply_by_number(sentence) else {
                continue;
            };
            for one in found.iter_mut().filter(|one| numbers.contains(&one.number)) {
                one.reply = Some(Reply {
                    words: sentence.trim().to_owned(),
                    stated: Some(stated),
                    paragraphs: vec![outline.at(index)],
                    ..Reply::default()
                });
            }
            outline.claim(index, Role::Reply);
        }
    }
}

fn reply_by_number(sentence: &str) -> Option<(Vec<String>, Stated)> {
    let lower = sentence.to_lowercase();
    let rest = lower
        .strip_prefix("recommendations ")
        .or_else(|| lower.strip_prefix("recommendation "))?;
    let verbs = [
        " is ",
        " are ",
        " was ",
        " were ",
        " has been ",
        " have been ",
    ];
    let (numbers, said) = verbs
        .iter()
        .filter_map(|verb| rest.split_once(verb))
        .min_by_key(|(numbers, _)| numbers.len())?;
    let numbers: Vec<String> = numbers
        .split([' ', ','])
        .filter(|word| !word.is_empty() && *word != "and")
        .map(str::to_owned)
        .collect();
    let plain = numbers.iter().all(|word| word.len() <= 4);
    stated(said)
        .filter(|_| plain)
        .map(|stated| (numbers, stated))
}

/// Roles that a recommendation's paragraphs get.
pub(crate) fn is_text(outline: &Outline, index: usize) -> bool {
    outline
        .paras
        .get(index)
        .is_some_and(|para| para.sort == Sort::Text)
}

pub(crate) fn is_heading(outline: &Outline, index: usize) -> bool {
    matches!(outline.role(index), Role::Heading | Role::Title)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_of_recommendations() {
        for (text, number, rest) in [
            (
                "Recommendation 3: That training be given",
                "3",
                "That training be given",
            ),
            ("Recommendation 3", "3", ""),
            ("Recommendation Two \u{2013} Language", "2", "Language"),
            ("R12 Review the letters", "12", "Review the letters"),
            ("Rec. 4) Review", "4", "Review"),
            ("Argymhelliad 2: Bod y Cyngor", "2", "Bod y Cyngor"),
            ("RECOMMENDATION 1.2 That", "1.2", "That"),
        ] {
            let found = label(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(
                (found.number.as_str(), found.rest),
                (number, rest),
                "{text}"
            );
        }
        for text in [
            "Recommendation 3 has been carried out",
            "Recommendations",
            "Recommendation for the Board",
            "Re: 4",
            "Recommendation",
        ] {
            assert_eq!(label(text), None, "{text}");
        }
    }

    #[test]
    fn replies_say_what_they_say() {
        assert_eq!(
            stated("Accepted in principle, subject to funding"),
            Some(Stated::Unclear)
        );
        assert_eq!(stated("Partially accepted."), Some(Stated::Partly));
        assert_eq!(
            stated("The Cabinet does not accept this."),
            Some(Stated::NotAccepted)
        );
        assert_eq!(
            stated("Agreed. Officers will write."),
            Some(Stated::Accepted)
        );
        assert_eq!(stated("Training will be offered."), None);
    }

    #[test]
    fn what_follows_a_recommendation() {
        assert_eq!(
            follow("Cabinet\u{2019}s response: Accepted"),
            Some(("response", "Accepted"))
        );
        assert_eq!(
            follow("Lead officer: Head of Housing"),
            Some(("owner", "Head of Housing"))
        );
        assert_eq!(follow("Response:"), Some(("response", "")));
        assert_eq!(follow("Our reply: agreed"), Some(("response", "agreed")));
        assert_eq!(follow("The Panel was told: no"), None);
        assert_eq!(
            fields(
                "response",
                "Agreed. Cards are in print. Lead: Head of Parks. By: 3 May 2025.",
                false
            ),
            [
                ("response", "Agreed. Cards are in print."),
                ("owner", "Head of Parks."),
                ("date", "3 May 2025.")
            ]
        );
        assert_eq!(
            fields(
                "response",
                "Agreed (Owner: Head of Parks, North; due May 2025)",
                false
            ),
            [
                ("response", "Agreed "),
                ("owner", "Head of Parks, North"),
                ("date", "due May 2025")
            ]
        );
        assert_eq!(
            fields("owner", "Head of Parks. From 3 May 2025.", false),
            [("owner", "Head of Parks."), ("date", "From 3 May 2025.")]
        );
    }
}
