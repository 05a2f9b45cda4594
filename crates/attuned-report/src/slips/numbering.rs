//! Numbers that skip, come twice or are set in two styles.

use std::collections::HashMap;

use super::{listed, slip};
use crate::mark::{self, Mark};
use crate::outline::Outline;
use crate::report::{Role, Slip, SlipKind};

pub(crate) fn find(outline: &Outline) -> Vec<Slip> {
    let mut slips = gaps(outline);
    slips.extend(headings_among_paragraphs(outline));
    slips.extend(two_styles(outline));
    slips.extend(label_styles(outline));
    slips
}

/// "3.1" then "3.3"; "3.2" twice; "(a)" then "(c)".
fn gaps(outline: &Outline) -> Vec<Slip> {
    let mut slips = Vec::new();
    let mut last: HashMap<Vec<u32>, (u32, usize)> = HashMap::new();
    // In a report that begins each section with 1, whole numbers are no row.
    let dotted = outline
        .printed
        .iter()
        .flatten()
        .any(|number| number.len() > 1);
    for (index, number) in outline.printed.iter().enumerate() {
        let Some((own, parent)) = number.as_deref().and_then(<[u32]>::split_last) else {
            continue;
        };
        if parent.is_empty() && !dotted {
            continue;
        }
        let before = last.insert(parent.to_vec(), (*own, index));
        let join = |own: u32| {
            parent
                .iter()
                .chain([&own])
                .map(u32::to_string)
                .collect::<Vec<_>>()
                .join(".")
        };
        match before {
            Some((seen, at)) if seen == *own => {
                slips.push(slip(
                    SlipKind::NumberTwice,
                    format!("The number {} stands twice.", join(*own)),
                    vec![outline.at(at), outline.at(index)],
                ));
            }
            Some((seen, at)) if *own > seen + 1 && *own - seen < 20 => {
                let missing = if *own == seen + 2 {
                    join(seen + 1)
                } else {
                    format!("{} to {}", join(seen + 1), join(own - 1))
                };
                slips.push(slip(
                    SlipKind::NumberingGap,
                    format!(
                        "After {} comes {}; {missing} may be missing.",
                        join(seen),
                        join(*own)
                    ),
                    vec![outline.at(at), outline.at(index)],
                ));
            }
            Some((seen, at)) if *own < seen => {
                slips.push(slip(
                    SlipKind::NumberingGap,
                    format!("After {} comes {}.", join(seen), join(*own)),
                    vec![outline.at(at), outline.at(index)],
                ));
            }
            None if *own > 1 && *own < 20 && !parent.is_empty() => {
                slips.push(slip(
                    SlipKind::NumberingGap,
                    format!(
                        "The numbers begin with {}; earlier ones may be missing.",
                        join(*own)
                    ),
                    vec![outline.at(index)],
                ));
            }
            _ => {}
        }
    }
    slips.extend(letters_that_skip(outline));
    slips
}

fn letters_that_skip(outline: &Outline) -> Vec<Slip> {
    let mut slips = Vec::new();
    let mut before: Option<(u32, usize)> = None;
    for index in 0..outline.paras.len() {
        let letter = match outline.paras.get(index).and_then(|para| para.mark.as_ref()) {
            Some(Mark::Letter(letter, printed)) => Some((letter, printed)),
            _ => None,
        };
        let Some((letter, printed)) = letter else {
            if !outline.is_item(index) {
                before = None;
            }
            continue;
        };
        let place = mark::place(letter, before.map(|(place, _)| place)).unwrap_or(1);
        if let Some((seen, at)) = before
            && place > seen + 1
            && place - seen < 6
            && letter.len() == 1
            && mark::roman(letter).is_none()
        {
            slips.push(slip(
                SlipKind::NumberingGap,
                format!("A letter may be missing before {printed}."),
                vec![outline.at(at), outline.at(index)],
            ));
        }
        before = Some((place, index));
    }
    slips
}

/// In one section some numbers are those of paragraphs and some those of headings with paragraphs under them.
fn headings_among_paragraphs(outline: &Outline) -> Vec<Slip> {
    let mut by_parent: HashMap<Vec<u32>, (Vec<usize>, Vec<usize>)> = HashMap::new();
    let mut order = Vec::new();
    for (index, number) in outline.printed.iter().enumerate() {
        let Some((_, parent)) = number.as_deref().and_then(<[u32]>::split_last) else {
            continue;
        };
        if parent.len() != 1 {
            continue;
        }
        let entry = by_parent.entry(parent.to_vec()).or_insert_with(|| {
            order.push(parent.to_vec());
            Default::default()
        });
        if outline.role(index) == Role::Heading {
            entry.1.push(index)
        } else {
            entry.0.push(index)
        }
    }
    let mut slips = Vec::new();
    for parent in order {
        let Some((plain, headings)) = by_parent.get(&parent) else {
            continue;
        };
        let deeper = headings.iter().filter(|index| {
            let own = outline.printed.get(**index).and_then(Option::as_ref);
            own.is_some_and(|own| {
                outline
                    .printed
                    .iter()
                    .skip(**index + 1)
                    .take(60)
                    .flatten()
                    .any(|number| number.len() > own.len() && number.starts_with(own))
            })
        });
        if let (Some(paragraph), Some(heading)) = (plain.first(), deeper.into_iter().next()) {
            let (first, second) = (outline.at(*paragraph), outline.at(*heading));
            let words = format!(
                "{} is a paragraph and {} a heading with numbers of its own under it: one section numbers in two ways.",
                first.paragraph, second.paragraph
            );
            slips.push(slip(SlipKind::MixedNumbering, words, vec![first, second]));
        }
    }
    slips
}

/// Some numbered paragraphs stand behind a bullet, some do not.
fn two_styles(outline: &Outline) -> Option<Slip> {
    let numbered = |index: &usize| {
        outline
            .printed
            .get(*index)
            .is_some_and(|number| number.as_ref().is_some_and(|number| number.len() > 1))
            && outline.role(*index) != Role::Heading
    };
    let (bulleted, plain): (Vec<usize>, Vec<usize>) = (0..outline.paras.len())
        .filter(numbered)
        .partition(|index| outline.paras.get(*index).is_some_and(|para| para.bullet));
    let (first, second) = (bulleted.first()?, plain.first()?);
    let at = [outline.at(*first), outline.at(*second)];
    let words = format!(
        "Numbered paragraphs are set in two styles: some behind a bullet (as {}), some without (as {}).",
        at[0].paragraph, at[1].paragraph
    );
    Some(slip(SlipKind::TwoListStyles, words, at.to_vec()))
}

/// "(a)" in one paragraph, "a)" in another.
fn label_styles(outline: &Outline) -> Option<Slip> {
    let mut styles: Vec<(&'static str, usize)> = Vec::new();
    for index in 0..outline.paras.len() {
        let mut note = |style: &'static str| {
            if !styles.iter().any(|(known, _)| *known == style) {
                styles.push((style, index));
            }
        };
        // "i." may be a roman number, and a row of those has a style of its own.
        if let Some(Mark::Letter(letter, printed)) =
            outline.paras.get(index).and_then(|para| para.mark.as_ref())
            && mark::roman(letter).is_none()
        {
            note(if printed.starts_with('(') {
                "(a)"
            } else if printed.ends_with(')') {
                "a)"
            } else {
                "a."
            });
        }
        let text = outline.text(index);
        let padded = format!(" {text}");
        for (style, first, second) in [("(a)", " (a) ", " (b) "), ("a)", " a) ", " b) ")] {
            if padded.contains(first) && padded.contains(second) {
                note(style);
            }
        }
    }
    if styles.len() < 2 {
        return None;
    }
    let names: Vec<String> = styles
        .iter()
        .map(|(style, _)| format!("\u{201c}{style}\u{201d}"))
        .collect();
    let at = styles.iter().map(|(_, index)| outline.at(*index)).collect();
    Some(slip(
        SlipKind::TwoListStyles,
        format!(
            "Lists are lettered in different styles: {}.",
            listed(&names)
        ),
        at,
    ))
}
