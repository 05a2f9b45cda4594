//! The sections at a report's end: implications, background papers, author and contact.

use crate::clean::Look;
use crate::outline::Outline;
use crate::paragraph::Sort;
use crate::report::{Dated, FrontMatter, Implication, Paper, Person, Role, SectionKind};
use crate::{date, person, words};

pub(crate) fn implications(outline: &mut Outline) -> Vec<Implication> {
    let mut out: Vec<Implication> = Vec::new();
    for section in 0..outline.sections.len() {
        let Some(own) = outline.sections.get(section).cloned() else {
            break;
        };
        if outline.kind_of_section(section) != SectionKind::Implications {
            continue;
        }
        let kind = kind(&own.title);
        let plain = own.kind == SectionKind::Implications && kind.is_none();
        // "Implications" alone holds others, each with a heading, a label or a row of its own.
        if plain {
            for index in own.paragraphs.clone() {
                out.extend(labelled(outline, index));
            }
            continue;
        }
        let Some(kind) = kind else { continue };
        let indexes: Vec<usize> = own
            .paragraphs
            .clone()
            .filter(|index| !closes(outline.text(*index)))
            .filter(|index| {
                outline
                    .paras
                    .get(*index)
                    .is_some_and(|para| para.sort != Sort::Margin)
            })
            .collect();
        let text: Vec<&str> = indexes.iter().map(|index| outline.text(*index)).collect();
        let words_of = text.join("\n");
        if words_of.is_empty() {
            continue;
        }
        out.push(Implication {
            kind: kind.to_owned(),
            title: own.title.clone(),
            says_none: says_none(&words_of),
            words: words_of,
            at: indexes
                .first()
                .map_or_else(|| own.at.clone(), |index| outline.at(*index)),
            paragraphs: indexes.iter().map(|index| outline.at(*index)).collect(),
        });
        for index in indexes {
            outline.claim(index, Role::Implication);
        }
    }
    if out.is_empty() {
        for index in 0..outline.paras.len() {
            out.extend(labelled(outline, index));
        }
    }
    if out.is_empty() {
        out = in_a_row(outline);
    }
    out
}

/// "Contact: ..." and "Background papers: ..." stand under the last heading and belong to no section.
fn closes(text: &str) -> bool {
    matches!(crate::front::label(text), Some(("contact" | "author", value)) if !value.is_empty())
        || text.split_once(": ").is_some_and(|(name, _)| {
            name.len() < 60 && crate::section::kind(name) == SectionKind::Papers
        })
}

/// "Money. ...", "Law. ...": two or more paragraphs in a row that begin with a kind of implications, whatever their heading.
fn in_a_row(outline: &mut Outline) -> Vec<Implication> {
    let mut found: Vec<(usize, &'static str, usize)> = Vec::new();
    for index in 0..outline.paras.len() {
        if outline.is_free(index)
            && let Some((kind, end)) = led(outline, index)
        {
            found.push((index, kind, end));
        }
    }
    let near = |one: usize, other: usize| one.abs_diff(other) <= 2 && one != other;
    let kept: Vec<(usize, &'static str, usize)> = found
        .iter()
        .enumerate()
        .filter(|(place, (index, _, _))| {
            let beside = [place.checked_sub(1), Some(place + 1)];
            beside.into_iter().flatten().any(|other| {
                found
                    .get(other)
                    .is_some_and(|(other, _, _)| near(*other, *index))
            })
        })
        .map(|(_, one)| *one)
        .collect();
    kept.into_iter()
        .map(|(index, kind, end)| {
            let text = outline.text(index);
            let words_of = text.get(end..).unwrap_or("").trim().to_owned();
            let title = text
                .get(..end)
                .unwrap_or("")
                .trim_end_matches(['.', ':', ' '])
                .to_owned();
            let at = outline.at(index);
            outline.claim(index, Role::Implication);
            Implication {
                kind: kind.to_owned(),
                title,
                says_none: says_none(&words_of),
                words: words_of,
                at: at.clone(),
                paragraphs: vec![at],
            }
        })
        .collect()
}

/// The kind of implications that a paragraph's first words name, in bold or before a colon, and where its words begin.
fn led(outline: &Outline, index: usize) -> Option<(&'static str, usize)> {
    let para = outline
        .paras
        .get(index)
        .filter(|para| para.sort == Sort::Text)?;
    let text = para.text();
    let bold = para.clean.opening(Look::Bold).map(str::len);
    let end = bold
        .or_else(|| text.find(": ").map(|at| at + 1))
        .filter(|end| *end < 60 && *end < text.len())?;
    let title = text.get(..end)?.trim_end_matches(['.', ':', ' ']);
    (crate::section::kind(title) == SectionKind::Implications).then_some(())?;
    Some((kind(title)?, end))
}

/// "Financial implications: there are none." in one paragraph, or in a row of a table.
fn labelled(outline: &mut Outline, index: usize) -> Option<Implication> {
    if !outline.is_free(index) {
        return None;
    }
    let para = outline.paras.get(index)?;
    let (title, words_of) = if let [first, .., last] = para.cells.as_slice() {
        (first.clean.text.clone(), last.clean.text.clone())
    } else {
        let (title, words_of) = [":", " \u{2013} ", " - "]
            .iter()
            .find_map(|mark| para.text().split_once(mark))?;
        (title.trim().to_owned(), words_of.trim().to_owned())
    };
    let lower = title.to_lowercase();
    let known = words::first_in("implications", &lower).is_some()
        || outline.kind(index) == SectionKind::Implications;
    if !known || title.split_whitespace().count() > 7 || words_of.is_empty() {
        return None;
    }
    let kind = kind(&title)?.to_owned();
    let at = outline.at(index);
    outline.claim(index, Role::Implication);
    Some(Implication {
        kind,
        title,
        says_none: says_none(&words_of),
        words: words_of,
        at: at.clone(),
        paragraphs: vec![at],
    })
}

fn kind(title: &str) -> Option<&'static str> {
    words::earliest_in("implication_kind", &title.to_lowercase()).map(|(_, kind)| kind)
}

/// Whether the words say that there is nothing, and go no further.
fn says_none(text: &str) -> bool {
    let lower = text.to_lowercase();
    let opening: String = lower.chars().take(160).collect();
    let short = lower.split_whitespace().count() <= 45;
    short
        && words::list("none_said")
            .iter()
            .any(|(none, _)| words::stands_in(none, &opening))
        && !["however", "although", "except", "but "]
            .iter()
            .any(|turn| words::stands_in(turn.trim(), &lower))
}

pub(crate) fn papers(outline: &mut Outline) -> Vec<Paper> {
    let mut out = Vec::new();
    for index in 0..outline.paras.len() {
        let labelled = outline
            .text(index)
            .split_once(": ")
            .is_some_and(|(name, _)| {
                name.len() < 60 && crate::section::kind(name) == SectionKind::Papers
            });
        let contact = matches!(crate::front::label(outline.text(index)), Some(("contact" | "author", value)) if !value.is_empty());
        if !(labelled || outline.kind(index) == SectionKind::Papers)
            || contact
            || !outline.is_free(index)
        {
            continue;
        }
        let Some(para) = outline
            .paras
            .get(index)
            .filter(|para| para.sort != Sort::Margin)
        else {
            continue;
        };
        let whole = para.text();
        let text = if labelled {
            whole
                .split_once(": ")
                .map_or(whole, |(_, papers)| papers)
                .to_owned()
        } else {
            whole.to_owned()
        };
        let lower = text.to_lowercase();
        let none = lower.split_whitespace().count() <= 12
            && (lower.starts_with("none")
                || lower.starts_with("there are no")
                || lower.starts_with("no background")
                || lower.starts_with("n/a")
                || lower.starts_with("nil")
                || lower.starts_with("dim"));
        if !none && !text.ends_with(':') {
            let found = date::find(&text);
            let link = para.clean.opening(Look::Link).map(str::to_owned);
            let written = text
                .split_whitespace()
                .map(|word| word.trim_matches(['(', ')', '<', '>', ',', '.', ';']))
                .find(|word| word.starts_with("http") || word.starts_with("www."));
            let address = para
                .clean
                .address()
                .or(written)
                .filter(|address| !address.starts_with('#'))
                .map(str::to_owned);
            let mut title = link.unwrap_or_else(|| {
                let end = found.as_ref().map_or(text.len(), |found| found.range.start);
                text.get(..end).unwrap_or(&text).to_owned()
            });
            if let Some(address) = &address {
                title = title.replace(address.as_str(), "");
            }
            let title = title
                .trim_end_matches(|letter: char| {
                    letter.is_whitespace()
                        || matches!(letter, ',' | '-' | '\u{2013}' | '(' | ':' | '.')
                })
                .to_owned();
            let date = found.map(|found| Dated {
                words: text.get(found.range).unwrap_or("").to_owned(),
                iso: found.iso,
                at: outline.at(index),
            });
            out.push(Paper {
                title: if title.is_empty() {
                    text.clone()
                } else {
                    title
                },
                address,
                date,
                at: outline.at(index),
            });
        }
        outline.claim(index, Role::Paper);
    }
    out
}

/// Authors and contacts of the section of that name, added to those of the front page.
pub(crate) fn contacts(outline: &mut Outline, front: &mut FrontMatter) {
    for index in 0..outline.paras.len() {
        // "Contact officer: ..." closes many papers without a heading.
        let line = matches!(crate::front::label(outline.text(index)), Some(("contact" | "author", value)) if !value.is_empty());
        if !(line || outline.kind(index) == SectionKind::Contact) || !outline.is_free(index) {
            continue;
        }
        let Some(para) = outline
            .paras
            .get(index)
            .filter(|para| para.sort != Sort::Margin)
        else {
            continue;
        };
        let words_of = if para.cells.is_empty() {
            para.text().to_owned()
        } else {
            para.cells
                .iter()
                .map(|cell| cell.clean.text.as_str())
                .collect::<Vec<_>>()
                .join(", ")
        };
        let value = crate::front::label(&words_of)
            .map_or(words_of.as_str(), |(_, value)| value)
            .to_owned();
        outline.claim(index, Role::Contact);
        if value.is_empty() || (value.ends_with('.') && value.split_whitespace().count() > 30) {
            continue;
        }
        let at = outline.at(index);
        let Some(person) = person::parse(&value, at.clone()) else {
            continue;
        };
        merge(person, front);
    }
    // Who can be asked by name comes before a post that only signs.
    front.authors.sort_by_key(|person| person.name.is_none());
}

/// Lines of one person ("Name: ...", "Email: ...") come together; another name is another person.
fn merge(person: Person, front: &mut FrontMatter) {
    // "Report of the Head of Parks" on the front, and the person in that post at the end.
    let post = front.authors.iter_mut().find(|other| {
        other.name.is_none()
            && person.name.is_some()
            && other.role.as_deref().is_some_and(|role| {
                role.split_whitespace().count() >= 2
                    && person.role.as_deref().is_some_and(|own| own == role)
            })
    });
    if let Some(post) = post {
        *post = Person {
            email: person.email.or(post.email.take()),
            phone: person.phone.or(post.phone.take()),
            organisation: person.organisation.or(post.organisation.take()),
            ..person
        };
        return;
    }
    let same = front.authors.iter_mut().rev().find(|other| {
        let names = other.name.is_none() || person.name.is_none() || other.name == person.name;
        let mails = other.email.is_none() || person.email.is_none() || other.email == person.email;
        names
            && mails
            && (other.name == person.name
                || other.at.paragraph.split('/').next() == person.at.paragraph.split('/').next())
    });
    match same {
        Some(other) => {
            other.name = other.name.take().or(person.name);
            other.role = other.role.take().or(person.role);
            other.organisation = other.organisation.take().or(person.organisation);
            other.email = other.email.take().or(person.email);
            other.phone = other.phone.take().or(person.phone);
        }
        None => front.authors.push(person),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_told_from_something() {
        for text in [
            "There are no direct financial implications arising from this report.",
            "None.",
            "N/A",
            "Not applicable at this stage.",
        ] {
            assert!(says_none(text), "{text}");
        }
        for text in [
            "The cost is \u{a3}4,000.",
            "There are no direct costs; however, training will need backfill.",
            "Nonetheless the law applies.",
        ] {
            assert!(!says_none(text), "{text}");
        }
    }

    #[test]
    fn kinds_of_implications() {
        assert_eq!(
            kind("Equality, diversity and inclusion implications"),
            Some("equalities")
        );
        assert_eq!(
            kind("Climate change and environmental implications"),
            Some("climate")
        );
        assert_eq!(kind("Health and wellbeing implications"), Some("health"));
        assert_eq!(kind("Implications"), None);
    }
}
