//! The public tracker: the same rows as a page and as CSV, without signing in and without names of people.

use std::collections::{BTreeMap, BTreeSet};

use attuned_db::{Day, today_in};
use attuned_web::{PageOf, Paging, Problem, Sample, Visit};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use crate::coverage::Counts;
use crate::duty::{DutyState, list_from_json};
use crate::duty_line::{Around, ParagraphLink};
use crate::referral::{Recommendation, Referral};
use crate::reply_clock::short;
use crate::report::Report;
use crate::store;

const PAGE: &str = "programme/tracker.html";
/// Referrals on one page; the file holds them all.
const PAGE_SIZE: i64 = 10;

#[derive(Debug, Serialize)]
struct TrackerPage {
    referrals: PageOf<TrackedReferral>,
    csv_href: String,
}

#[derive(Debug, Serialize)]
struct TrackedReferral {
    reference: String,
    title: String,
    asked_by: String,
    asked_of: String,
    agreed: String,
    clock: String,
    clock_meaning: &'static str,
    report_href: Option<String>,
    counts: Counts,
    rows: Vec<Row>,
}

/// One duty on the tracker. Its fields are the columns of the CSV, in this order.
#[derive(Debug, Clone, Serialize)]
struct Row {
    referral: String,
    recommendation: String,
    duty: String,
    what_was_asked: String,
    answer: &'static str,
    paragraphs: String,
    #[serde(rename = "paragraph_links")]
    links: Vec<ParagraphLink>,
    judged_on: String,
    owner: String,
    by: String,
    how_we_will_know: String,
}

const COLUMNS: [&str; 10] = [
    "Referral",
    "Recommendation",
    "Duty",
    "What was asked",
    "Answer",
    "Paragraphs",
    "Judged on",
    "Owner",
    "By",
    "How we will know",
];

impl Row {
    fn cells(&self) -> [&str; 10] {
        [
            &self.referral,
            &self.recommendation,
            &self.duty,
            &self.what_was_asked,
            self.answer,
            &self.paragraphs,
            &self.judged_on,
            &self.owner,
            &self.by,
            &self.how_we_will_know,
        ]
    }
}

pub async fn show(visit: Visit) -> Result<Response, Problem> {
    let paging = Paging::from_query(Some(&visit.query.text("page")), PAGE_SIZE);
    let published = published(&visit).await?;
    let total = i64::try_from(published.len()).unwrap_or(i64::MAX);
    let skipped = usize::try_from(paging.offset()).unwrap_or(usize::MAX);
    let size = usize::try_from(paging.size).unwrap_or(usize::MAX);
    let mut tracked = Vec::new();
    for referral in published.into_iter().skip(skipped).take(size) {
        tracked.push(track(&visit, referral).await?);
    }
    let csv_href = visit.with_on("/tracker.csv");
    let referrals = PageOf::new(tracked, total, paging);
    visit
        .page(
            PAGE,
            TrackerPage {
                referrals,
                csv_href,
            },
        )
        .await
}

pub async fn csv(visit: Visit) -> Result<Response, Problem> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(COLUMNS).map_err(Problem::unexpected)?;
    let db = &visit.site.db;
    let mut duties: BTreeMap<String, Vec<DutyState>> = BTreeMap::new();
    for duty in store::every_duty(db, visit.moment.at).await? {
        duties
            .entry(duty.referral_id.clone())
            .or_default()
            .push(duty);
    }
    for referral in published(&visit).await? {
        for duty in duties.remove(&referral.id).unwrap_or_default() {
            let row = row(&referral, &duty, &Around::default(), &visit.settings.zone);
            writer
                .write_record(row.cells().map(safe_cell))
                .map_err(Problem::unexpected)?;
        }
    }
    let bytes = writer
        .into_inner()
        .map_err(|error| Problem::unexpected(error.error()))?;
    let name = format!(
        "attachment; filename=\"tracker-{}.csv\"",
        visit.moment.day()
    );
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, name),
    ];
    Ok((headers, bytes).into_response())
}

/// A cell that a spreadsheet would take for a formula is kept as text (OWASP, CSV injection:
/// <https://owasp.org/www-community/attacks/CSV_Injection>).
fn safe_cell(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}

/// The referrals that anyone may see, the latest first. Whether they may is asked of today's record, on a past day too:
/// what was taken off the tracker is off it for every day.
async fn published(visit: &Visit) -> Result<Vec<Referral>, Problem> {
    let db = &visit.site.db;
    let now = store::every_referral(db, db.clock().now()).await?;
    let public: BTreeSet<String> = now
        .into_iter()
        .filter(|held| held.record.published)
        .map(|held| held.record.id)
        .collect();
    let every = store::every_referral(db, visit.moment.at).await?;
    let every = every.into_iter().map(|held| held.record);
    Ok(every
        .filter(|referral| public.contains(&referral.id))
        .collect())
}

async fn track(visit: &Visit, referral: Referral) -> Result<TrackedReferral, Problem> {
    let db = &visit.site.db;
    let at = visit.moment.at;
    let duties = store::duties(db, at, &referral.id).await?;
    let report = match &referral.report_id {
        Some(id) => db.at::<Report>(id, at).await?.map(|held| held.record),
        None => None,
    };
    let around = match &report {
        Some(report) => {
            let paragraphs = store::paragraphs(db, at, &report.id).await?;
            Around::of(visit, report, &paragraphs)
        }
        None => Around::default(),
    };
    let clock = referral.clock(visit.moment.day());
    Ok(TrackedReferral {
        agreed: referral.agreed_on.map(short).unwrap_or_default(),
        clock: clock.state,
        clock_meaning: clock.meaning,
        report_href: report.map(|report| visit.with_on(&report.href())),
        counts: Counts::of(&duties),
        rows: duties
            .iter()
            .map(|duty| row(&referral, duty, &around, &visit.settings.zone))
            .collect(),
        reference: referral.reference,
        title: referral.title,
        asked_by: referral.asked_by,
        asked_of: referral.asked_of,
    })
}

fn row(referral: &Referral, duty: &DutyState, around: &Around, zone: &str) -> Row {
    let day = |day: Option<Day>| day.map(short).unwrap_or_default();
    let judged = duty
        .verdict
        .is_some()
        .then_some(duty.judged_at)
        .flatten()
        .map(|at| today_in(at, zone));
    let recommendation = Recommendation {
        id: String::new(),
        referral_id: String::new(),
        position: 0,
        number: duty.recommendation_number.clone(),
        label: String::new(),
        title: duty.recommendation_title.clone(),
        words: String::new(),
        paragraphs: String::new(),
        reply_words: String::new(),
    };
    Row {
        referral: referral.reference.clone(),
        recommendation: recommendation.name(),
        duty: duty.number.clone(),
        what_was_asked: sentence(&duty.words),
        answer: duty.verdict().words(),
        links: duty
            .paragraphs()
            .iter()
            .map(|number| around.paragraph(number))
            .collect(),
        paragraphs: list_from_json(duty.paragraphs.as_deref().unwrap_or("[]")).join(", "),
        judged_on: day(judged),
        owner: duty.owner.clone().unwrap_or_default(),
        by: day(duty.due_on),
        how_we_will_know: duty.measure.clone().unwrap_or_default(),
    }
}

/// With a capital at its beginning, on the page and in the file alike.
fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

pub(crate) fn samples() -> Vec<Sample> {
    let duty = crate::coverage::Counts {
        asked: 1,
        answered: 1,
        ..Counts::default()
    };
    let referral = || TrackedReferral {
        reference: "2024-01".to_owned(),
        title: "Response to the committee".to_owned(),
        asked_by: "Scrutiny Committee".to_owned(),
        asked_of: "Cabinet".to_owned(),
        agreed: "18 March 2024".to_owned(),
        clock: "96 days late".to_owned(),
        clock_meaning: "late",
        report_href: Some("/reports/x".to_owned()),
        counts: duty,
        rows: vec![Row {
            referral: "2024-01".to_owned(),
            recommendation: "Training".to_owned(),
            duty: "2.1".to_owned(),
            what_was_asked: "Appropriate training be rolled out".to_owned(),
            links: vec![ParagraphLink {
                number: "5.6.1".to_owned(),
                href: "/reports/x#p5.6.1".to_owned(),
            }],
            answer: "Answered",
            paragraphs: "5.6.1".to_owned(),
            judged_on: "2 September 2024".to_owned(),
            owner: String::new(),
            by: String::new(),
            how_we_will_know: String::new(),
        }],
    };
    let page = |referrals: Vec<TrackedReferral>, total| TrackerPage {
        referrals: PageOf::new(referrals, total, Paging::from_query(None, PAGE_SIZE)),
        csv_href: "/tracker.csv".to_owned(),
    };
    vec![
        Sample::new(PAGE, "one referral", page(vec![referral()], 42)),
        Sample::new(PAGE, "nothing yet", page(Vec::new(), 0)),
    ]
}

#[cfg(test)]
mod tests {
    use super::safe_cell;

    #[test]
    fn a_cell_stays_text() {
        assert_eq!(safe_cell("=1+1"), "'=1+1");
        assert_eq!(safe_cell("5.6.1"), "5.6.1");
    }
}
