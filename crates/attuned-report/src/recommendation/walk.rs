//! Recommendations in running text: sections of them, labelled ones anywhere, decisions of minutes, "the Panel recommends".

use super::draft::titled;
use super::{Draft, follow, is_heading, is_text, label};
use crate::clean::Look;
use crate::duties;
use crate::outline::Outline;
use crate::report::{Role, SectionKind};
use crate::words;

/// Recommendations in the sections whose kind `wanted` accepts.
pub(crate) fn sections(outline: &mut Outline, wanted: fn(SectionKind) -> bool) -> Vec<Draft> {
    let mut drafts = Vec::new();
    let mut done = 0;
    for section in 0..outline.sections.len() {
        let Some(own) = outline.sections.get(section) else {
            break;
        };
        if !wanted(own.kind) || own.heading < done {
            continue;
        }
        let range = outline.whole(section);
        done = range.end;
        let mut walk = Walk {
            outline,
            drafts: Vec::new(),
            lead: None,
            theme: None,
            replying: false,
            only_labelled: false,
            away: false,
            depth: None,
        };
        for index in range {
            walk.take(index);
        }
        drafts.extend(walk.drafts);
    }
    drafts
}

/// "Recommendation 3: ..." anywhere else. In a section that asks the decision-maker, only when `in_asks`.
pub(crate) fn labelled(outline: &mut Outline, in_asks: bool) -> Vec<Draft> {
    let mut walk = Walk {
        outline,
        drafts: Vec::new(),
        lead: None,
        theme: None,
        replying: false,
        only_labelled: true,
        away: false,
        depth: None,
    };
    let mut from_section = None;
    for index in 0..outline.paras.len() {
        let kind = outline.kind(index);
        let skip = kind == SectionKind::CommitteeRecommendations
            || kind == SectionKind::Contents
            || (kind == SectionKind::Asks && !in_asks);
        if skip {
            walk.replying = false;
            continue;
        }
        // What follows a label belongs to it no further than its section.
        let section = outline
            .paragraphs
            .get(index)
            .and_then(|paragraph| paragraph.section);
        let text = outline.text(index);
        let replies = is_heading(outline, index) && follow(&format!("{text}:")).is_some();
        if label(text).is_some() || replies {
            from_section = section;
        } else if section != from_section
            && walk.drafts.last().is_some_and(|draft| !draft.is_empty())
        {
            continue;
        }
        walk.take(index);
    }
    walk.drafts
}

struct Walk<'o> {
    outline: &'o Outline,
    drafts: Vec<Draft>,
    /// A lead-in whose items are recommendations of their own ("The Panel recommends that the Cabinet:").
    lead: Option<String>,
    /// An unnumbered heading that names what the next recommendation is about.
    theme: Option<String>,
    /// The paragraphs that follow belong to a reply.
    replying: bool,
    only_labelled: bool,
    /// A reply to one named by its number began: what follows is its, until the next label or heading.
    away: bool,
    /// Depth of the first item of the list that is open.
    depth: Option<u8>,
}

impl Walk<'_> {
    fn take(&mut self, index: usize) {
        if !is_text(self.outline, index)
            || matches!(
                self.outline.role(index),
                Role::Reply | Role::FrontMatter | Role::Footnote
            )
        {
            return;
        }
        let text = self.outline.text(index).to_owned();
        if let Some(found) = label(&text).or_else(|| self.code(index)) {
            if super::answers::says(found.rest) {
                self.away = true;
                return;
            }
            let mut draft = Draft::new(self.outline, index);
            let look = self
                .outline
                .paras
                .get(index)
                .and_then(|para| para.clean.opening(Look::Bold));
            let bold = look
                .and_then(|bold| {
                    bold.get(text.len() - found.rest.len()..)
                        .or((found.printed == "R").then_some(bold))
                })
                .filter(|bold| found.rest.starts_with(bold));
            draft.number = Some(found.number.clone());
            draft.label = Some(found.printed.to_owned());
            if is_heading(self.outline, index) {
                // A long heading is the recommendation itself, a short one its title where its words follow.
                let count = found.rest.split_whitespace().count();
                if (duties::asks(found.rest) && !(count <= 7 && self.words_follow(index)))
                    || count > 9
                {
                    draft.open(found.rest, None);
                } else {
                    draft.title = Some(found.rest.to_owned()).filter(|rest| !rest.is_empty());
                }
            } else if found.rest.split_whitespace().count() <= 6
                && !duties::asks(found.rest)
                && !found.rest.ends_with('.')
            {
                draft.title = Some(found.rest.to_owned()).filter(|rest| !rest.is_empty());
            } else {
                draft.open(found.rest, bold);
            }
            draft.title = draft.title.take().or_else(|| self.theme.take());
            self.begin(draft);
            return;
        }
        if self.away && !is_heading(self.outline, index) {
            return;
        }
        self.away = false;
        if is_heading(self.outline, index) {
            self.replying = false;
            if self.only_labelled {
                if follow(&format!("{text}:")).is_some() && self.drafts.last().is_some() {
                    self.replying = true;
                }
                return;
            }
            if crate::section::kind(&text) == SectionKind::Response
                || follow(&format!("{text}:")).is_some()
            {
                self.replying = self.drafts.last().is_some();
            } else {
                self.theme = Some(text).filter(|text| text.split_whitespace().count() <= 10);
            }
            return;
        }
        if let Some((field, value)) = follow(&text)
            && let Some(draft) = self.drafts.last_mut()
        {
            draft.reply(self.outline, index, field, value);
            self.replying = field == "response" || field == "reason";
            return;
        }
        if self.replying
            && let Some(draft) = self.drafts.last_mut()
        {
            let numbered = self.outline.printed.get(index).is_some_and(Option::is_some);
            if !(numbered
                && duties::asks(&text)
                && !self.only_labelled
                && draft
                    .label
                    .as_deref()
                    .is_some_and(|label| label.starts_with(|first: char| first.is_ascii_digit())))
            {
                draft.reply(self.outline, index, "response", &text);
                return;
            }
            self.replying = false;
        }
        if self.only_labelled {
            self.continue_labelled(index, &text);
        } else {
            self.continue_section(index, &text);
        }
    }

    /// Whether a paragraph that is no reply comes after a heading.
    fn words_follow(&self, index: usize) -> bool {
        is_text(self.outline, index + 1)
            && !is_heading(self.outline, index + 1)
            && follow(self.outline.text(index + 1)).is_none()
            && super::stated(&first_words(self.outline.text(index + 1), 4)).is_none()
    }

    /// "R3" as the mark of a list item.
    fn code(&self, index: usize) -> Option<super::Label<'_>> {
        match self.outline.paras.get(index)?.mark {
            Some(crate::mark::Mark::Code(number)) => Some(super::Label {
                number: number.to_string(),
                printed: "R",
                rest: self.outline.text(index),
            }),
            _ => None,
        }
    }

    fn begin(&mut self, mut draft: Draft) {
        if draft.label.as_deref() == Some("R") {
            draft.label = draft.number.as_ref().map(|number| format!("R{number}"));
        }
        self.lead = None;
        self.depth = None;
        self.replying = false;
        self.away = false;
        self.drafts.push(draft);
    }

    fn continue_labelled(&mut self, index: usize, text: &str) {
        let outline = self.outline;
        let Some(draft) = self.drafts.last_mut() else {
            return;
        };
        let last = draft.claims.last().map_or(draft.place, |(index, _)| *index);
        let near = (last + 1..index).all(|between| !is_text(outline, between));
        if !near
            || draft.reply.is_some()
            || outline.printed.get(index).is_some_and(Option::is_some) && !draft.is_empty()
        {
            return;
        }
        if draft.is_empty() {
            draft.paragraph(outline, index);
        } else if outline.is_item(index)
            && !draft.text.is_empty()
            && (draft.text.contains('\n')
                || draft.text.ends_with([':', '-', '\u{2013}'])
                || !draft.text.ends_with('.'))
        {
            item(draft, outline, index, &mut self.depth);
        } else {
            let _ = text;
        }
    }

    fn continue_section(&mut self, index: usize, text: &str) {
        let outline = self.outline;
        let numbered = outline.printed.get(index).is_some_and(Option::is_some);
        let listed = outline.is_item(index);
        let bold = outline
            .paras
            .get(index)
            .and_then(|para| para.clean.opening(Look::Bold))
            .map(str::to_owned);
        // Under "Recommendation 2: Safe contact" the next paragraph is the recommendation, whatever its verb.
        if !numbered
            && let Some(draft) = self.drafts.last_mut()
            && draft.is_empty()
        {
            draft.paragraph(outline, index);
            self.depth = None;
            return;
        }
        if let Some(lead) = pure_lead(text) {
            // What leads in must be followed by its items.
            if outline.is_item(index + 1) || outline.is_free(index + 1) {
                self.lead = Some(lead);
                self.depth = None;
                return;
            }
        }
        if listed
            && self.lead.is_none()
            && self.drafts.last().is_some_and(|draft| !draft.is_empty())
            && self.belongs(index)
        {
            if let Some(draft) = self.drafts.last_mut() {
                item(draft, outline, index, &mut self.depth);
            }
            return;
        }
        if self.answers(index, text) {
            if let Some(draft) = self.drafts.last_mut() {
                draft.reply(outline, index, "response", text);
            }
            return;
        }
        let (_, words_of) = titled(text, bold.as_deref());
        let asked = duties::asks(words_of)
            || (numbered && voices(words_of))
            || (numbered && self.lead.is_some())
            // "4 Ring people back" stands in a row of its own numbers, whatever its verb.
            || (printed_number(outline, index).is_some() && text.split_whitespace().count() >= 3 && !text.ends_with(':'))
            || (listed && (self.lead.is_some() || text.split_whitespace().count() >= 4));
        if numbered || asked {
            if !asked {
                return;
            }
            if self.drafts.last().is_some_and(Draft::is_empty) {
                if let Some(draft) = self.drafts.last_mut() {
                    draft.paragraph(outline, index);
                }
                return;
            }
            // A list under an open lead-in: deeper items belong to the item before them.
            if listed
                && let Some(depth) = self.depth
                && level(outline, index) > depth
                && let Some(draft) = self.drafts.last_mut()
            {
                draft.item(outline, index, level(outline, index) - depth - 1);
                return;
            }
            let lead = self.lead.clone();
            let mut draft = Draft::new(outline, index);
            draft.label = Some(outline.at(index).paragraph)
                .filter(|_| numbered)
                .or_else(|| printed_mark(outline, index));
            draft.number = printed_number(outline, index);
            draft.open(text, bold.as_deref());
            draft.led_by(lead.as_deref().unwrap_or(""));
            draft.title = draft.title.take().or_else(|| self.theme.take());
            let depth = listed.then(|| level(outline, index));
            self.begin(draft);
            self.lead = lead;
            self.depth = depth.filter(|_| self.lead.is_some());
        }
    }

    /// A paragraph without a number under a numbered recommendation answers it, where it begins as replies do or the section
    /// says that it holds replies.
    fn answers(&self, index: usize, text: &str) -> bool {
        let Some(draft) = self.drafts.last().filter(|draft| !draft.is_empty()) else {
            return false;
        };
        let plain = self.outline.printed.get(index).is_some_and(Option::is_none)
            && !self.outline.is_item(index);
        let numbered = draft.number.is_some() || draft.label.is_some();
        if !plain || !numbered {
            return false;
        }
        let opening: String = text
            .split_whitespace()
            .take(4)
            .collect::<Vec<_>>()
            .join(" ");
        let section = self
            .outline
            .paragraphs
            .get(index)
            .and_then(|paragraph| paragraph.section)
            .and_then(|section| self.outline.sections.get(section));
        let replies =
            section.is_some_and(|section| section.title.to_lowercase().contains("response"));
        super::stated(&opening).is_some() || replies
    }

    /// Whether a list item belongs to the recommendation before it: the recommendation leads in, or the list goes on.
    fn belongs(&self, index: usize) -> bool {
        let Some(draft) = self.drafts.last() else {
            return false;
        };
        let own_item = self.outline.is_item(draft.place);
        let deeper = own_item && level(self.outline, index) > level(self.outline, draft.place);
        !own_item || deeper
    }
}

/// "We ask the Council, as an employer, to ...": the voice of those who recommend, whatever verb comes next.
fn voices(text: &str) -> bool {
    let lower = text.to_lowercase();
    !text.ends_with(':')
        && ["we ask ", "we recommend ", "we request ", "we would like "]
            .iter()
            .any(|opening| lower.starts_with(opening))
}

fn first_words(text: &str, count: usize) -> String {
    text.split_whitespace()
        .take(count)
        .collect::<Vec<_>>()
        .join(" ")
}

pub(super) fn level(outline: &Outline, index: usize) -> u8 {
    outline
        .paragraphs
        .get(index)
        .map_or(1, |paragraph| paragraph.level)
}

pub(super) fn item(draft: &mut Draft, outline: &Outline, index: usize, depth: &mut Option<u8>) {
    let first = *depth.get_or_insert_with(|| level(outline, index));
    draft.item(outline, index, level(outline, index).saturating_sub(first));
}

pub(super) fn printed_mark(outline: &Outline, index: usize) -> Option<String> {
    match outline.paras.get(index)?.mark.clone()? {
        crate::mark::Mark::Letter(_, printed) => Some(printed),
        crate::mark::Mark::Number(parts) => Some(
            parts
                .iter()
                .map(u32::to_string)
                .collect::<Vec<_>>()
                .join("."),
        ),
        crate::mark::Mark::Code(number) => Some(format!("R{number}")),
        crate::mark::Mark::Bullet => None,
    }
}

/// "3." is a recommendation's own number; "4.2" is its paragraph's.
pub(super) fn printed_number(outline: &Outline, index: usize) -> Option<String> {
    match outline.paras.get(index)?.mark.clone()? {
        crate::mark::Mark::Number(parts) if parts.len() == 1 => parts.first().map(u32::to_string),
        crate::mark::Mark::Code(number) => Some(number.to_string()),
        _ => None,
    }
}

/// The words that a mere lead-in hands to its items ("the Cabinet"); `None` where the paragraph asks something itself.
pub(super) fn pure_lead(text: &str) -> Option<String> {
    let lower = text.to_lowercase();
    let opens = text.ends_with([':', '-', '\u{2013}']) || lower.ends_with(" that");
    let speaks = [
        "recommend",
        "resolved",
        "agreed",
        "argymhell",
        "asks",
        "asked",
        "should",
        "calls on",
        "penderfyn",
    ]
    .iter()
    .any(|word| lower.contains(word));
    if !opens || !speaks || text.split_whitespace().count() > 40 {
        return None;
    }
    let rest = duties::without_preamble(text.trim_end_matches([':', '-', '\u{2013}', ' ']));
    let lower = rest.to_lowercase();
    let count = lower.split_whitespace().count();
    let generic = ["following", "recommendations", "as follows", "below"]
        .iter()
        .any(|word| lower.contains(word))
        || lower == text.trim_end_matches([':', ' ']).to_lowercase() && lower.contains("recommend");
    if generic {
        return Some(String::new());
    }
    let who_only = count <= 9
        && !lower.split_whitespace().any(|word| {
            words::has("determiner", word) && word != "the" && word != "its" && word != "their"
        })
        && duties::names_only_actors(rest);
    who_only
        .then(|| text.to_owned())
        .map(|text| if rest.is_empty() { String::new() } else { text })
}
