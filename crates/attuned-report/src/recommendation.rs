//! The committee's recommendations, in the many shapes that papers give them.

use std::collections::HashMap;

use crate::outline::Outline;
use crate::paragraph::Sort;
use crate::report::{Recommendation, Reply, Role, SectionKind, Stated};
use crate::words;

mod answers;
mod draft;
mod minutes;
mod reply;
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
        reply.read_sentences();
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
    use super::reply::fields;
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
