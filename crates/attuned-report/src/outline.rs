//! Numbers, anchors and sections: the skeleton of a report.

use std::collections::{HashMap, HashSet};

use crate::mark::{self, Mark};
use crate::paragraph::{Para, Sort};
use crate::report::{At, Paragraph, Role, Section, SectionKind};
use crate::{heading, section, words};

/// The paragraphs with their numbers and the sections they stand in. `paragraphs[i]` was made from `paras[i]`.
#[derive(Debug, Default)]
pub(crate) struct Outline {
    pub paras: Vec<Para>,
    pub paragraphs: Vec<Paragraph>,
    pub sections: Vec<Section>,
    /// The number a paragraph carries in print, in parts, where it is the number of a paragraph or section.
    pub printed: Vec<Option<Vec<u32>>>,
}

impl Outline {
    pub(crate) fn at(&self, index: usize) -> At {
        self.paragraphs
            .get(index)
            .map_or_else(At::default, |paragraph| At {
                paragraph: paragraph.number.clone(),
                anchor: paragraph.anchor.clone(),
                block: paragraph.blocks.first().copied().unwrap_or(0),
            })
    }

    pub(crate) fn text(&self, index: usize) -> &str {
        self.paragraphs
            .get(index)
            .map_or("", |paragraph| &paragraph.text)
    }

    pub(crate) fn role(&self, index: usize) -> Role {
        self.paragraphs
            .get(index)
            .map_or(Role::Unplaced, |paragraph| paragraph.role)
    }

    /// Gives a role to a paragraph that has none yet. The first reader to claim a paragraph keeps it.
    pub(crate) fn claim(&mut self, index: usize, role: Role) {
        if let Some(paragraph) = self.paragraphs.get_mut(index)
            && paragraph.role == Role::Unplaced
        {
            paragraph.role = role;
        }
    }

    pub(crate) fn is_free(&self, index: usize) -> bool {
        self.role(index) == Role::Unplaced
    }

    /// The kind of the nearest section around the paragraph whose kind is known.
    pub(crate) fn kind(&self, index: usize) -> SectionKind {
        self.paragraphs
            .get(index)
            .and_then(|paragraph| paragraph.section)
            .map_or(SectionKind::Unknown, |section| {
                self.kind_of_section(section)
            })
    }

    pub(crate) fn kind_of_section(&self, section: usize) -> SectionKind {
        let mut at = Some(section);
        while let Some(section) = at.and_then(|at| self.sections.get(at)) {
            if section.kind != SectionKind::Unknown {
                return section.kind;
            }
            at = section.parent;
        }
        SectionKind::Unknown
    }

    /// Paragraphs of a section and of those inside it, without its own heading.
    pub(crate) fn whole(&self, section: usize) -> std::ops::Range<usize> {
        let Some(own) = self.sections.get(section) else {
            return 0..0;
        };
        let end = self
            .sections
            .iter()
            .skip(section + 1)
            .find(|other| other.level <= own.level)
            .map_or(self.paras.len(), |other| other.heading);
        own.heading + 1..end
    }

    pub(crate) fn is_item(&self, index: usize) -> bool {
        self.paras
            .get(index)
            .is_some_and(|para| para.sort == Sort::Text && para.heading.is_none())
            && self.printed.get(index).is_some_and(Option::is_none)
            && self
                .paras
                .get(index)
                .is_some_and(|para| para.bullet || para.mark.is_some())
    }

    /// The items of the list that follows paragraph `index`, of any depth.
    pub(crate) fn items_after(&self, index: usize) -> std::ops::Range<usize> {
        let end = (index + 1..self.paras.len())
            .find(|next| !self.is_item(*next))
            .unwrap_or(self.paras.len());
        index + 1..end
    }
}

pub(crate) fn outline(mut paras: Vec<Para>) -> Outline {
    heading::mark(&mut paras);
    let mut numbering = Numbering::new(&paras);
    let mut outline = Outline::default();
    let mut anchors: HashMap<String, usize> = HashMap::new();
    let mut stack: Vec<usize> = Vec::new();
    for (index, para) in paras.iter().enumerate() {
        let given = numbering.number(para);
        let level = given.level.max(1);
        if let Some(own) = para.heading {
            let level = heading_level(
                para,
                own,
                given.printed.as_deref(),
                &stack,
                &outline.sections,
                &outline.printed,
            );
            while stack
                .last()
                .and_then(|top| outline.sections.get(*top))
                .is_some_and(|top| top.level >= level)
            {
                stack.pop();
            }
            let parent = stack.last().copied();
            stack.push(outline.sections.len());
            outline.sections.push(Section {
                title: para.text().trim_end_matches(':').to_owned(),
                at: At::default(),
                level,
                kind: section::kind(para.text()),
                parent,
                heading: index,
                paragraphs: index + 1..index + 1,
            });
        } else if let Some(numbers) = &given.printed {
            // "3.1" ends a heading without a number that stood inside section 2.
            while let Some(top) = stack.last().and_then(|top| outline.sections.get(*top)) {
                let other = outline
                    .printed
                    .get(top.heading)
                    .and_then(Option::as_ref)
                    .is_some_and(|printed| {
                        !numbers.starts_with(printed) && printed.len() < numbers.len()
                    });
                if !other {
                    break;
                }
                stack.pop();
            }
        }
        if para.heading.is_none()
            && let Some(section) = stack.last().and_then(|top| outline.sections.get_mut(*top))
        {
            section.paragraphs.end = index + 1;
        }
        let slug = slug(&given.number);
        let seen = anchors
            .entry(slug.clone())
            .and_modify(|seen| *seen += 1)
            .or_insert(1);
        let anchor = if *seen == 1 {
            slug
        } else {
            format!("{slug}-again-{seen}")
        };
        outline.paragraphs.push(Paragraph {
            number: given.number,
            printed: given.printed.is_some(),
            anchor,
            level,
            text: para.text().to_owned(),
            role: match para.sort {
                _ if para.heading.is_some() => Role::Heading,
                Sort::Margin => Role::Furniture,
                Sort::Footnote => Role::Footnote,
                _ => Role::Unplaced,
            },
            section: stack.last().copied(),
            blocks: para.blocks.clone(),
        });
        outline.printed.push(given.printed);
    }
    outline.paras = paras;
    title_is_no_section(&mut outline);
    for section in 0..outline.sections.len() {
        let at = outline
            .sections
            .get(section)
            .map(|section| outline.at(section.heading))
            .unwrap_or_default();
        if let Some(section) = outline.sections.get_mut(section) {
            section.at = at;
        }
    }
    outline
}

/// The first headings of a paper are its title, whatever kind of section their words would open ("Response to ...").
fn title_is_no_section(outline: &mut Outline) {
    let numbered = |section: &Section| {
        outline
            .printed
            .get(section.heading)
            .is_some_and(Option::is_some)
    };
    // A numbered heading stands below an unnumbered one at the top, whatever the file's own levels.
    let by_the_file = outline
        .sections
        .first()
        .and_then(|first| outline.paras.get(first.heading))
        .is_some_and(|para| para.heading.is_some_and(|level| level > 0));
    let above = outline.sections.iter().skip(1).all(|section| {
        let by_its_looks = outline
            .paras
            .get(section.heading)
            .is_some_and(|para| para.heading == Some(0));
        numbered(section)
            || by_its_looks && by_the_file
            || section.level > outline.sections.first().map_or(0, |first| first.level)
    });
    for place in 0..outline.sections.len().min(4) {
        let Some(section) = outline.sections.get(place) else {
            break;
        };
        let numbered = outline
            .printed
            .get(section.heading)
            .is_some_and(Option::is_some);
        // Only what stands before the first plain paragraph, lines of the front page aside.
        let prose =
            (0..section.heading).any(|index| outline.text(index).split_whitespace().count() > 30);
        let opens = matches!(
            section.kind,
            SectionKind::CommitteeRecommendations
                | SectionKind::Asks
                | SectionKind::FrontBox
                | SectionKind::Summary
                | SectionKind::Implications
        );
        let alone = place == 0 && above && outline.sections.len() > 1;
        // "Tracker of the Forum's recommendations" at the very top is a title, "Summary" or "Recommendations" is not.
        let names_it = alone
            && section.heading == 0
            && section.title.split_whitespace().count() >= 4
            && matches!(
                section.kind,
                SectionKind::CommitteeRecommendations | SectionKind::Asks
            );
        // "Garages: where the Forum's recommendations stand" and "Progress on the Panel's recommendations" are titles too.
        let lower = section.title.to_lowercase();
        let count = section.title.split_whitespace().count();
        let speaks = count >= 5
            && (section.title.contains(": ")
                || words::has(
                    "title_opening",
                    lower.split_whitespace().next().unwrap_or(""),
                ));
        let names_it = names_it
            || speaks
                && place + 1 < outline.sections.len()
                && matches!(
                    section.kind,
                    SectionKind::CommitteeRecommendations | SectionKind::Asks
                );
        if numbered || prose || (opens && !names_it) || section.heading > 8 {
            break;
        }
        let long = section.title.split_whitespace().count()
            >= match section.heading {
                0 if alone => 1,
                1 | 2 if alone => 2,
                _ => 5,
            };
        if long && let Some(section) = outline.sections.get_mut(place) {
            section.kind = SectionKind::Unknown;
        }
    }
}

fn heading_level(
    para: &Para,
    own: u8,
    printed: Option<&[u32]>,
    stack: &[usize],
    sections: &[Section],
    numbers: &[Option<Vec<u32>>],
) -> u8 {
    if let Some(numbers) = printed {
        return u8::try_from(numbers.len()).unwrap_or(6);
    }
    // A file without levels of its own gives every heading the same: below the numbered section it stands in, unless its
    // title is one that stands for itself.
    if own > 0 {
        return own;
    }
    let around = stack
        .iter()
        .rev()
        .filter_map(|section| sections.get(*section))
        .find(|section| numbers.get(section.heading).is_some_and(Option::is_some));
    let kind = section::kind(para.text());
    let outer = matches!(
        kind,
        SectionKind::Implications
            | SectionKind::Papers
            | SectionKind::Contact
            | SectionKind::Appendix
            | SectionKind::Asks
    );
    around
        .filter(|_| !outer)
        .map_or(1, |section| section.level + 1)
}

/// "5.3.2/2" becomes "p-5-3-2-2", "\u{a7}2" becomes "p-s2".
fn slug(number: &str) -> String {
    let mut out = String::from("p");
    for letter in number.replace('\u{a7}', "s").chars() {
        if letter.is_ascii_alphanumeric() {
            if out == "p" {
                out.push('-');
            }
            out.push(letter.to_ascii_lowercase());
        } else if !out.ends_with('-') {
            out.push('-');
        }
    }
    out.trim_end_matches('-').to_owned()
}

struct Given {
    number: String,
    printed: Option<Vec<u32>>,
    level: u8,
}

/// Gives every paragraph a number: its own where it has one, else one that follows from the last.
struct Numbering {
    dotted: bool,
    any_heading: bool,
    /// What unnumbered paragraphs count from.
    base: String,
    base_level: u8,
    /// Paragraphs counted at `base`, itself included where it is a printed number.
    count: u32,
    /// What letters and bullets hang on.
    parent: String,
    labels: Vec<(String, u32)>,
    bullets: Vec<u32>,
    first_depth: Option<u8>,
    rows: u32,
    others: u32,
    section: u32,
    last_main: u32,
    /// The last whole number that was taken for an item of a list.
    last_item: Option<u32>,
    used: HashSet<Vec<u32>>,
}

impl Numbering {
    fn new(paras: &[Para]) -> Numbering {
        let dotted = paras
            .iter()
            .any(|para| matches!(&para.mark, Some(Mark::Number(parts)) if parts.len() > 1));
        Numbering {
            dotted,
            any_heading: false,
            base: "front".into(),
            base_level: 1,
            count: 0,
            parent: "front".into(),
            labels: Vec::new(),
            bullets: Vec::new(),
            first_depth: None,
            rows: 0,
            others: 0,
            section: 0,
            last_main: 0,
            last_item: None,
            used: HashSet::new(),
        }
    }

    fn number(&mut self, para: &Para) -> Given {
        match para.sort {
            Sort::Margin | Sort::Footnote => {
                self.others += 1;
                let name = if para.sort == Sort::Margin {
                    "margin"
                } else {
                    "note"
                };
                return Given {
                    number: format!("{name} {}", self.others),
                    printed: None,
                    level: 1,
                };
            }
            Sort::Row { .. } => {
                self.rows += 1;
                return Given {
                    number: format!("{} row {}", self.base, self.rows),
                    printed: None,
                    level: self.base_level + 1,
                };
            }
            Sort::Text => {}
        }
        match &para.mark {
            Some(Mark::Number(parts)) if self.is_main(parts, para) => self.printed(parts),
            Some(Mark::Number(parts)) => {
                let label = parts
                    .iter()
                    .map(u32::to_string)
                    .collect::<Vec<_>>()
                    .join(".");
                self.last_item = parts.first().copied();
                self.labels.clear();
                self.labelled(&label, parts.first().copied().unwrap_or(0), 0)
            }
            Some(Mark::Letter(letter, _)) => {
                let before = self.labels.last().map(|(_, place)| *place);
                let deeper =
                    mark::roman(letter) == Some(1) && self.labels.len() == 1 && before != Some(8);
                let inside = self.labels.len() == 2
                    && mark::roman(letter)
                        .is_some_and(|place| before.is_some_and(|before| place == before + 1));
                let depth = usize::from(deeper || inside);
                let after = self.labels.get(depth).map(|(_, place)| *place);
                let place = mark::place(letter, after).unwrap_or(1);
                self.labelled(letter, place, depth)
            }
            Some(Mark::Code(number)) => self.labelled(&format!("R{number}"), *number, 0),
            Some(Mark::Bullet) | None if para.bullet && para.heading.is_none() => {
                self.bullet(para.depth.unwrap_or(0))
            }
            _ => self.unnumbered(para.heading.is_some()),
        }
    }

    /// Whether the number is one of the report's own row and not of a list inside it.
    fn is_main(&self, parts: &[u32], para: &Para) -> bool {
        let Some(first) = parts.first().copied() else {
            return false;
        };
        if parts.len() > 1 || para.heading.is_some() {
            return true;
        }
        let next_in_list = self.last_item.is_some_and(|last| first == last + 1);
        !self.dotted && !next_in_list && first == self.last_main + 1 && !self.used.contains(parts)
    }

    fn printed(&mut self, parts: &[u32]) -> Given {
        self.base = parts
            .iter()
            .map(u32::to_string)
            .collect::<Vec<_>>()
            .join(".");
        self.base_level = u8::try_from(parts.len()).unwrap_or(6);
        self.count = 1;
        self.parent.clone_from(&self.base);
        self.last_main = parts.first().copied().unwrap_or(0);
        self.used.insert(parts.to_vec());
        self.close_lists();
        self.last_item = None;
        Given {
            number: self.base.clone(),
            printed: Some(parts.to_vec()),
            level: self.base_level,
        }
    }

    fn close_lists(&mut self) {
        self.labels.clear();
        self.bullets.clear();
        self.first_depth = None;
        self.rows = 0;
    }

    fn labelled(&mut self, label: &str, place: u32, depth: usize) -> Given {
        self.labels.truncate(depth);
        self.labels.push((label.to_owned(), place));
        self.bullets.clear();
        self.first_depth = None;
        let labels: String = self
            .labels
            .iter()
            .map(|(label, _)| format!("({label})"))
            .collect();
        Given {
            number: format!("{}{labels}", self.parent),
            printed: None,
            level: self.base_level + u8::try_from(self.labels.len()).unwrap_or(2),
        }
    }

    fn bullet(&mut self, depth: u8) -> Given {
        let first = *self.first_depth.get_or_insert(depth);
        let depth = usize::from(depth.saturating_sub(first)).min(self.bullets.len());
        self.bullets.truncate(depth + 1);
        if let Some(count) = self.bullets.get_mut(depth) {
            *count += 1;
        } else {
            self.bullets.push(1);
        }
        let labels: String = self
            .labels
            .iter()
            .map(|(label, _)| format!("({label})"))
            .collect();
        let places: Vec<String> = self.bullets.iter().map(u32::to_string).collect();
        let deep = self.labels.len() + self.bullets.len();
        Given {
            number: format!("{}{labels} bullet {}", self.parent, places.join(".")),
            printed: None,
            level: self.base_level + u8::try_from(deep).unwrap_or(6),
        }
    }

    fn unnumbered(&mut self, heading: bool) -> Given {
        self.close_lists();
        // In a report without numbers each heading opens a row of its own; in a numbered one paragraphs count on.
        if heading && !self.dotted {
            self.any_heading = true;
            self.section += 1;
            self.base = format!("\u{a7}{}", self.section);
            self.base_level = 1;
            self.count = 0;
            self.parent.clone_from(&self.base);
            self.last_item = None;
            return Given {
                number: self.base.clone(),
                printed: None,
                level: 1,
            };
        }
        self.count += 1;
        self.parent = format!("{}/{}", self.base, self.count);
        Given {
            number: self.parent.clone(),
            printed: None,
            level: self.base_level,
        }
    }
}
