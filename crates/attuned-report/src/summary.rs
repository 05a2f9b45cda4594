//! What was understood, in numbers, for a caller to print.

use serde::Serialize;

use crate::report::{Report, Role};

/// Counts of what was found. Names are left to the caller, who knows the organisation's words.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Summary {
    pub paragraphs: usize,
    pub sections: usize,
    pub front_box_asks: usize,
    pub section_asks: usize,
    pub recommendations: usize,
    pub duties: usize,
    /// Duties of each recommendation, in order, with its number and title.
    pub duties_by_recommendation: Vec<(String, Option<String>, usize)>,
    pub replies: usize,
    pub resolutions: usize,
    pub definitions: usize,
    pub principles: usize,
    pub practices: usize,
    pub planned: usize,
    pub implications: usize,
    pub papers: usize,
    pub authors: usize,
    pub slips: usize,
    pub unplaced: usize,
    /// Paragraphs by what they were understood as, the most frequent first.
    pub roles: Vec<(Role, usize)>,
}

impl Report {
    pub fn summary(&self) -> Summary {
        let mut roles: Vec<(Role, usize)> = Vec::new();
        for paragraph in &self.paragraphs {
            match roles.iter_mut().find(|(role, _)| *role == paragraph.role) {
                Some((_, count)) => *count += 1,
                None => roles.push((paragraph.role, 1)),
            }
        }
        roles.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        Summary {
            paragraphs: self.paragraphs.len(),
            sections: self.sections.len(),
            front_box_asks: self.asks.front_box.len(),
            section_asks: self.asks.section.len(),
            recommendations: self.recommendations.len(),
            duties: self
                .recommendations
                .iter()
                .map(|one| one.duties.len())
                .sum(),
            duties_by_recommendation: self
                .recommendations
                .iter()
                .map(|one| (one.number.clone(), one.title.clone(), one.duties.len()))
                .collect(),
            replies: self
                .recommendations
                .iter()
                .filter(|one| one.reply.is_some())
                .count(),
            resolutions: self.resolutions.len(),
            definitions: self.definitions.len(),
            principles: self.principles.len(),
            practices: self.practices.len(),
            planned: self.planned.len(),
            implications: self.implications.len(),
            papers: self.papers.len(),
            authors: self.front.authors.len(),
            slips: self.slips.len(),
            unplaced: self.unplaced.len(),
            roles,
        }
    }

    /// The words of a paragraph by its anchor.
    pub fn paragraph(&self, anchor: &str) -> Option<&crate::report::Paragraph> {
        self.paragraphs
            .iter()
            .find(|paragraph| paragraph.anchor == anchor)
    }
}
