//! Which paragraphs are headings, by the file's word or by how they stand.

use std::collections::HashSet;

use crate::mark::Mark;
use crate::paragraph::{Para, Sort};
use crate::report::SectionKind;
use crate::{front, section};

/// What is a heading though the file does not say so.
pub(crate) fn mark(paras: &mut [Para]) {
    let dotted: HashSet<u32> = paras
        .iter()
        .filter_map(|para| match &para.mark {
            Some(Mark::Number(parts)) if parts.len() > 1 => parts.first().copied(),
            _ => None,
        })
        .collect();
    let mut started = false;
    for index in 0..paras.len() {
        let (before, rest) = paras.split_at(index);
        let Some((para, after)) = rest.split_first() else {
            break;
        };
        let before = before.iter().rev().find(|para| para.sort != Sort::Margin);
        let after = after.iter().find(|para| para.sort != Sort::Margin);
        let level = judge(para, before, after, &dotted, started);
        started |= level.is_some() || matches!(para.mark, Some(Mark::Number(_)));
        if let Some(para) = paras.get_mut(index) {
            para.heading = level;
        }
    }
}

fn judge(
    para: &Para,
    before: Option<&Para>,
    after: Option<&Para>,
    dotted: &HashSet<u32>,
    started: bool,
) -> Option<u8> {
    let text = para.text();
    if front::is_trail(text) {
        return None;
    }
    let count = para.word_count();
    let ends = text.ends_with(['.', ';', ',']) || text.ends_with(" and") || text.ends_with(" or");
    if para.sort != Sort::Text || count == 0 || count > 30 {
        return None;
    }
    if front::label(text).is_some_and(|(_, value)| !value.is_empty())
        || says_none(text)
        || closing_line(text)
    {
        return None;
    }
    // "Lead: Head of Housing" in bold is a line of a reply, and "Cabinet is recommended to:" leads in.
    let follows = crate::recommendation::follow(text).is_some_and(|(_, value)| !value.is_empty());
    if follows
        || (para.mark.is_none()
            && text.ends_with(':')
            && (leads_in(text) || (para.heading.is_none() && after.is_some_and(lists_on))))
    {
        return None;
    }
    if let Some(level) = para.heading {
        return (!(ends && count > 12)).then_some(level);
    }
    let known = section::kind(text) != SectionKind::Unknown;
    match &para.mark {
        Some(Mark::Number(parts)) if parts.len() == 1 => {
            let first = parts.first().copied().unwrap_or(0);
            // The fourth item of a list is followed by a fifth, section 4 by 4.1 or by plain words.
            let in_list = matches!(after.and_then(|after| after.mark.as_ref()), Some(Mark::Number(next)) if next.first() != Some(&first));
            let opens = dotted.contains(&first) && count <= 18 && !ends && !para.bullet && !in_list;
            let ends = ends || text.ends_with(':');
            let alone = dotted.is_empty()
                && count <= 10
                && !ends
                && after.is_some_and(|after| after.mark.is_none() || after.heading.is_some());
            (opens || alone || (known && count <= 8 && !ends && !is_numbered(after, 1)))
                .then_some(1)
        }
        Some(Mark::Number(parts)) => {
            let child = matches!(after.and_then(|after| after.mark.as_ref()), Some(Mark::Number(next)) if next.len() > parts.len() && next.starts_with(parts));
            let bold = para.clean.is_all(crate::clean::Look::Bold) && count <= 12;
            let plain_after =
                after.is_some_and(|after| after.mark.is_none() && after.heading.is_none());
            let titled = known && count <= 8 && plain_after;
            (!ends && !text.ends_with(':') && count <= 16 && (child || bold || titled))
                .then(|| u8::try_from(parts.len()).unwrap_or(6))
        }
        Some(_) => None,
        None if para.bullet || para.depth.is_some() => None,
        None => plain_heading(para, before, after, known, started).then_some(0),
    }
}

/// A line without number or mark that stands alone, is short and does not end as a sentence does.
fn plain_heading(
    para: &Para,
    before: Option<&Para>,
    after: Option<&Para>,
    known: bool,
    started: bool,
) -> bool {
    let text = para.text();
    let count = para.word_count();
    let Some(after) = after else { return false };
    let capitals = text.chars().any(char::is_alphabetic) && !text.chars().any(char::is_lowercase);
    let bare = text.trim_end_matches(':');
    if crate::recommendation::label(text).is_some_and(|label| label.rest.is_empty()) {
        return false;
    }
    if text.ends_with(':') {
        return count <= 5
            && !leads_in(bare)
            && section::kind(bare) != SectionKind::Unknown
            && crate::recommendation::follow(text).is_none();
    }
    if count > 14
        || text.ends_with(['.', ';', ',', '?', '!'])
        || !text.starts_with(|first: char| first.is_uppercase() || first.is_numeric())
        || text.contains('@')
    {
        return false;
    }
    // A line that goes on in small letters is one of a broken paragraph.
    if after.sort == Sort::Text
        && after.mark.is_none()
        && !after.bullet
        && after.text().starts_with(char::is_lowercase)
    {
        return false;
    }
    // "We ask that every service" leads in the words of its list, which go on in small letters.
    if lists_on(after) && !(known && count <= 8) {
        return false;
    }
    if known && count <= 8 {
        return true;
    }
    let listed = before.is_some_and(|before| before.text().ends_with(':') && !before.bullet);
    let longer = after.mark.is_some()
        || after.bullet
        || after.heading.is_some()
        || after.text().ends_with(['.', ':'])
        || after.word_count() > 14
        || after.sort != Sort::Text;
    if capitals {
        return count <= 12 && started || (count <= 12 && longer && known);
    }
    let dated = crate::date::find(text).is_some();
    started
        && longer
        && !listed
        && !dated
        && count <= 12
        && before.is_none_or(|before| !before.text().ends_with([',', ';']))
}

/// "The Board is asked to:" opens a list of what is asked.
fn leads_in(text: &str) -> bool {
    let lower = text.to_lowercase();
    [
        "recommended",
        "is asked",
        "are asked",
        "invited",
        "requested to",
    ]
    .iter()
    .any(|word| lower.contains(word))
}

/// A list item in small letters goes on with the line before it.
fn lists_on(after: &Para) -> bool {
    (after.bullet || matches!(after.mark, Some(Mark::Letter(..))))
        && after.text().starts_with(char::is_lowercase)
}

/// "None" under a heading is its text.
fn says_none(text: &str) -> bool {
    crate::words::has(
        "none_said",
        text.trim_end_matches('.').to_lowercase().as_str(),
    )
}

/// "Background papers: Nil", "Contact officer: Rhian Doyle": a section in one line.
fn closing_line(text: &str) -> bool {
    text.split_once(": ").is_some_and(|(name, value)| {
        !value.trim().is_empty()
            && matches!(
                section::kind(name),
                SectionKind::Papers | SectionKind::Contact | SectionKind::Appendix
            )
    })
}

fn is_numbered(para: Option<&Para>, parts: usize) -> bool {
    matches!(para.and_then(|para| para.mark.as_ref()), Some(Mark::Number(numbers)) if numbers.len() == parts)
}
