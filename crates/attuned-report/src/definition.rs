//! Working definitions and the principles that come with them.

use crate::clean::Look;
use crate::outline::Outline;
use crate::paragraph::Sort;
use crate::report::{Definition, DefinitionPart, Principle, Role, Said, SectionKind};
use crate::words;

pub(crate) fn definitions(outline: &mut Outline) -> Vec<Definition> {
    let mut out = Vec::new();
    let mut done = 0;
    for section in 0..outline.sections.len() {
        let Some(own) = outline.sections.get(section).cloned() else {
            break;
        };
        if own.kind != SectionKind::Definitions || own.heading < done {
            continue;
        }
        let range = outline.whole(section);
        done = range.end;
        out.extend(within(outline, own.heading, range));
    }
    out.extend(inline(outline));
    out
}

/// One section of definitions. Headings without a number open a definition each, numbered ones its parts; where no heading
/// is without a number, every heading opens one.
fn within(outline: &mut Outline, heading: usize, range: std::ops::Range<usize>) -> Vec<Definition> {
    let bare = |outline: &Outline, index: usize| {
        outline.role(index) == Role::Heading
            && outline.printed.get(index).is_some_and(Option::is_none)
    };
    let any_bare = range.clone().any(|index| bare(outline, index));
    let any_heading = range
        .clone()
        .any(|index| outline.role(index) == Role::Heading);
    let opens = |outline: &Outline, index: usize| {
        if any_bare {
            bare(outline, index)
        } else {
            outline.role(index) == Role::Heading
        }
    };
    let mut out = Vec::new();
    let mut from = range.start;
    let mut term = (!any_heading || outline.text(heading).to_lowercase().contains(" of "))
        .then(|| (defined_term(outline.text(heading)), heading));
    for index in range.clone().chain([range.end]) {
        if index < range.end && !opens(outline, index) {
            continue;
        }
        if let Some((term, at)) = term.take() {
            out.extend(one(outline, &term, (from..index).collect(), at));
        }
        from = index + 1;
        term = Some((defined_term(outline.text(index)), index));
    }
    out
}

/// "Working definition of trauma-informed practice" defines the practice.
fn defined_term(title: &str) -> String {
    let lower = title.to_lowercase();
    let at = [
        "definition of ",
        "definitions of ",
        "meaning of ",
        "what is ",
        "what do we mean by ",
    ]
    .iter()
    .find_map(|opening| lower.find(opening).map(|at| at + opening.len()));
    at.and_then(|at| title.get(at..))
        .unwrap_or(title)
        .trim_end_matches('?')
        .to_owned()
}

fn one(
    outline: &mut Outline,
    term: &str,
    indexes: Vec<usize>,
    heading: usize,
) -> Option<Definition> {
    let mut definition = Definition {
        term: term.to_owned(),
        words: String::new(),
        parts: Vec::new(),
        at: outline.at(heading),
    };
    for index in indexes {
        let Some(para) = outline
            .paras
            .get(index)
            .filter(|para| para.sort == Sort::Text)
        else {
            continue;
        };
        let text = para.text().to_owned();
        let listed = outline.is_item(index + 1) || outline.role(index) == Role::Heading;
        let short = para.word_count() <= 14 && (listed || para.clean.is_all(Look::Bold));
        if outline.role(index) == Role::Heading || (short && !outline.is_item(index)) {
            definition.parts.push(DefinitionPart {
                name: text.trim_end_matches([':', '.']).to_owned(),
                words: Vec::new(),
                at: outline.at(index),
            });
        } else if !outline.is_free(index) {
            continue;
        } else if let Some(part) = definition.parts.last_mut() {
            part.words.push(Said {
                words: text,
                at: outline.at(index),
            });
        } else {
            if !definition.words.is_empty() {
                definition.words.push(' ');
            } else {
                definition.at = outline.at(index);
            }
            definition.words.push_str(&text);
        }
        outline.claim(index, Role::Definition);
    }
    (!definition.words.is_empty() || !definition.parts.is_empty()).then_some(definition)
}

/// "X is defined as ..." in running text.
fn inline(outline: &mut Outline) -> Vec<Definition> {
    let mut out = Vec::new();
    for index in 0..outline.paras.len() {
        if !outline.is_free(index)
            || matches!(
                outline.kind(index),
                SectionKind::Asks | SectionKind::CommitteeRecommendations
            )
        {
            continue;
        }
        let text = outline.text(index).to_owned();
        let lower = text.to_lowercase();
        let Some((before, after)) = [
            " is defined as ",
            " are defined as ",
            " can be defined as ",
            " may be defined as ",
        ]
        .iter()
        .find_map(|mark| lower.find(mark).map(|at| (at, at + mark.len()))) else {
            continue;
        };
        // Lower-casing may move bytes: only where both texts agree.
        let (Some(head), Some(words)) = (text.get(..before), text.get(after..)) else {
            continue;
        };
        let start = head.rfind(['.', ':', ';', ',']).map_or(0, |at| at + 1);
        let term = head
            .get(start..)
            .unwrap_or(head)
            .trim()
            .trim_start_matches("The ")
            .trim_start_matches("the ");
        if (1..=8).contains(&term.split_whitespace().count()) {
            out.push(Definition {
                term: term
                    .trim_matches(['\u{2018}', '\u{2019}', '\u{201c}', '\u{201d}', '"', '\''])
                    .to_owned(),
                words: words.trim().to_owned(),
                parts: Vec::new(),
                at: outline.at(index),
            });
            outline.claim(index, Role::Definition);
        }
    }
    out
}

/// The principles, and the names that a lead-in gives them where the list under it names them again.
#[derive(Debug, Clone, Default)]
pub(crate) struct Principles {
    pub list: Vec<Principle>,
    /// Names in the lead-in, and where it stands.
    pub named: Option<(usize, Vec<String>)>,
}

pub(crate) fn principles(outline: &mut Outline) -> Principles {
    let mut best = Principles::default();
    for index in 0..outline.paras.len() {
        let text = outline.text(index).to_owned();
        let lower = text.to_lowercase();
        let section = outline.kind(index) == SectionKind::Principles;
        let speaks =
            words::stands_in("principles", &lower) || words::stands_in("egwyddorion", &lower);
        if !(section || speaks)
            || outline.is_item(index)
            || matches!(
                outline.kind(index),
                SectionKind::Asks | SectionKind::CommitteeRecommendations | SectionKind::Contents
            )
        {
            continue;
        }
        let named = named_in(&text).filter(|_| speaks);
        let items: Vec<usize> = outline
            .items_after(index)
            .filter(|item| outline.is_free(*item))
            .collect();
        let list: Vec<Principle> = items
            .iter()
            .filter_map(|item| one_principle(outline, *item))
            .collect();
        let enough = list.len() >= 2 && list.len() * 2 > items.len();
        if enough && list.len() > best.list.len() {
            best = Principles {
                list,
                named: named.map(|names| (index, names)),
            };
            for item in items {
                outline.claim(item, Role::Principle);
            }
            outline.claim(index, Role::Narrative);
        } else if let (Some(names), true) = (named, best.list.is_empty()) {
            let at = outline.at(index);
            best.list = names
                .into_iter()
                .map(|name| Principle {
                    name: capitalised(&name),
                    words: String::new(),
                    at: at.clone(),
                })
                .collect();
        }
    }
    best
}

/// "Safety \u{2013} the physical ..." or a name in bold.
fn one_principle(outline: &Outline, index: usize) -> Option<Principle> {
    let para = outline.paras.get(index)?;
    let text = para.text();
    let bold = para
        .clean
        .opening(Look::Bold)
        .map(str::trim)
        .filter(|bold| bold.split_whitespace().count() <= 6 && bold.len() < text.len());
    let name = bold.or_else(|| {
        [" \u{2013} ", " \u{2014} ", " - ", ": "]
            .iter()
            .find_map(|mark| text.split_once(mark))
            .map(|(name, _)| name)
            .filter(|name| name.split_whitespace().count() <= 6)
    });
    let (name, words) = match name {
        Some(name) => (name, text.get(name.len()..).unwrap_or("")),
        None if para.word_count() <= 5 => (text, ""),
        None => return None,
    };
    let words = words.trim_start_matches(|letter: char| {
        letter.is_whitespace() || matches!(letter, ':' | '-' | '\u{2013}' | '\u{2014}')
    });
    Some(Principle {
        name: name.trim_end_matches([':', ' ', '.', ';', ',']).to_owned(),
        words: words.to_owned(),
        at: outline.at(index),
    })
}

/// The names in "... principles of the practice: safety, trust and choice".
pub(crate) fn named_in(text: &str) -> Option<Vec<String>> {
    let (head, list) = text.split_once(": ")?;
    if !head.to_lowercase().contains("principle") {
        return None;
    }
    let list = list.trim_end_matches([':', '.', ';', ' ']);
    let joined = list.replace(", and ", ", ").replace(" and ", ", ");
    let names: Vec<String> = joined
        .split([',', ';'])
        .map(|name| name.trim().to_owned())
        .filter(|name| !name.is_empty())
        .collect();
    let short = names
        .iter()
        .all(|name| name.split_whitespace().count() <= 4);
    (short && (3..=12).contains(&names.len())).then_some(names)
}

fn capitalised(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}
