//! A duty as pages show it: words, verdict, who set it and when, and the paragraphs it rests on as links.

use std::collections::BTreeMap;

use attuned_db::{Day, Instant};
use attuned_people::Who;
use attuned_web::{Problem, Visit};
use serde::Serialize;

use crate::duty::{DutyState, Verdict};
use crate::import::IMPORT;
use crate::report::{Paragraph, Report};
use crate::store;

#[derive(Debug, Clone, Serialize)]
pub struct DutyLine {
    pub number: String,
    pub href: String,
    pub words: String,
    pub confirmed: bool,
    pub recommendation_number: String,
    pub recommendation: String,
    pub verdict: &'static str,
    pub verdict_words: &'static str,
    pub meaning: &'static str,
    pub reason: String,
    pub paragraphs: Vec<ParagraphLink>,
    pub judged: Option<Judged>,
    pub owner: Option<String>,
    pub due_on: Option<Day>,
    pub measure: Option<String>,
}

#[derive(Debug, Clone, Serialize)]
pub struct Judged {
    pub who: String,
    pub at: Instant,
}

#[derive(Debug, Clone, Serialize)]
pub struct ParagraphLink {
    pub number: String,
    pub href: String,
}

/// What the lines of one referral need beside its duties.
#[derive(Debug, Default)]
pub struct Around {
    people: BTreeMap<String, Who>,
    /// Anchor by paragraph number.
    anchors: BTreeMap<String, String>,
    report_href: String,
}

impl Around {
    /// # Errors
    /// When the database cannot be reached.
    pub async fn load(visit: &Visit, report: Option<&Report>) -> Result<Self, Problem> {
        let db = &visit.site.db;
        let people = attuned_people::who(db).await?;
        let Some(report) = report else {
            return Ok(Self {
                people,
                ..Self::default()
            });
        };
        let paragraphs = store::paragraphs(db, visit.moment.at, &report.id).await?;
        Ok(Self {
            people,
            ..Self::of(visit, report, &paragraphs)
        })
    }

    pub fn of(visit: &Visit, report: &Report, paragraphs: &[Paragraph]) -> Self {
        let mut anchors = BTreeMap::new();
        for paragraph in paragraphs {
            // The first of a number wins: where a report gives a number twice, that is the one people mean.
            anchors
                .entry(paragraph.number.clone())
                .or_insert_with(|| paragraph.anchor.clone());
        }
        Self {
            people: BTreeMap::new(),
            anchors,
            report_href: visit.with_on(&report.href()),
        }
    }

    /// Who is behind an author of the history.
    pub fn who(&self, author: &str) -> String {
        shown(&self.people, author)
    }

    pub fn paragraph(&self, number: &str) -> ParagraphLink {
        let href = match self.anchors.get(number) {
            Some(anchor) => format!("{}#{anchor}", self.report_href),
            None => self.report_href.clone(),
        };
        ParagraphLink {
            number: number.to_owned(),
            href,
        }
    }

    pub fn line(&self, visit: &Visit, referral_href: &str, duty: &DutyState) -> DutyLine {
        let verdict = duty.verdict();
        let judged = duty
            .judged_by
            .as_ref()
            .zip(duty.judged_at)
            .map(|(who, at)| Judged {
                who: self.who(who),
                at,
            });
        let recommendation = if duty.recommendation_title.is_empty() {
            format!("Recommendation {}", duty.recommendation_number)
        } else {
            duty.recommendation_title.clone()
        };
        DutyLine {
            number: duty.number.clone(),
            href: visit.with_on(&format!("{referral_href}/duties/{}", duty.number)),
            words: duty.words.clone(),
            confirmed: duty.confirmed,
            recommendation_number: duty.recommendation_number.clone(),
            recommendation,
            verdict: verdict.key(),
            verdict_words: verdict.words(),
            meaning: verdict.meaning(),
            reason: duty.reason.clone().unwrap_or_default(),
            paragraphs: duty
                .paragraphs()
                .iter()
                .map(|number| self.paragraph(number))
                .collect(),
            judged: if verdict == Verdict::NotJudged {
                None
            } else {
                judged
            },
            owner: duty.owner.clone(),
            due_on: duty.due_on,
            measure: duty.measure.clone(),
        }
    }
}

pub(crate) fn shown(people: &BTreeMap<String, Who>, author: &str) -> String {
    match people.get(author) {
        Some(who) => who.shown(),
        None if author == IMPORT => "Attuned, from the report".to_owned(),
        None => author.to_owned(),
    }
}

/// Made-up lines for the samples of pages.
pub(crate) fn sample_lines() -> Vec<DutyLine> {
    let line = |number: &str, words: &str, verdict: Verdict| DutyLine {
        number: number.to_owned(),
        href: format!("/referrals/2024-01/duties/{number}"),
        words: words.to_owned(),
        confirmed: true,
        recommendation_number: "1".to_owned(),
        recommendation: "Strategy".to_owned(),
        verdict: verdict.key(),
        verdict_words: verdict.words(),
        meaning: verdict.meaning(),
        reason: String::new(),
        paragraphs: vec![ParagraphLink {
            number: "5.2".to_owned(),
            href: "/reports/x#p5.2".to_owned(),
        }],
        judged: "2024-09-02T10:00:00Z".parse().ok().map(|at| Judged {
            who: "Sam Reed, Scrutiny officer".to_owned(),
            at,
        }),
        owner: None,
        due_on: None,
        measure: None,
    };
    let mut unjudged = line("1.4", "report back within a year", Verdict::NotJudged);
    unjudged.judged = None;
    unjudged.confirmed = false;
    unjudged.paragraphs.clear();
    let mut owned = line("1.1", "set out a plan", Verdict::Answered);
    owned.owner = Some("Head of Policy".to_owned());
    owned.due_on = "2027-03-27".parse().ok();
    owned.measure = Some("Plans in date, of services".to_owned());
    vec![
        line("1.3", "put it into local procedures", Verdict::NotAnswered),
        line("1.2", "link it to the strategy", Verdict::InPart),
        unjudged,
        owned,
    ]
}
