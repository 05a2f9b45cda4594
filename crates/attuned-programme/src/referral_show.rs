//! A referral: its clock, its recommendations, its coverage, and how its record changed.

use attuned_db::{Instant, Version, today_in};
use attuned_web::{Form, Problem, Sample, Visit};
use axum::extract::Path;
use axum::response::Response;
use serde::Serialize;

use crate::coverage::Counts;
use crate::duty::Verdict;
use crate::duty_line::{Around, DutyLine, sample_lines};
use crate::referral::{Recommendation, Referral};
use crate::reply_clock::{self, Reading, ReplyRule};
use crate::report::Report;
use crate::store;

const PAGE: &str = "programme/referral_show.html";
const COVERAGE_PAGE: &str = "programme/coverage_show.html";

#[derive(Debug, Serialize)]
struct ReferralPage {
    referral: Referral,
    report: Option<ReportLink>,
    clock: Reading,
    rule: Option<ReplyRule>,
    /// The clock on another day, by today's record.
    other: Option<Reading>,
    other_field: attuned_design::Field,
    recommendations: Vec<RecommendationLine>,
    counts: Counts,
    changes: Vec<Change>,
}

#[derive(Debug, Serialize)]
pub(crate) struct ReportLink {
    pub href: String,
    pub title: String,
    pub reported_on: Option<attuned_db::Day>,
    pub slips: usize,
}

#[derive(Debug, Serialize)]
struct RecommendationLine {
    number: String,
    name: String,
    words: String,
    href: String,
    counts: Counts,
    unconfirmed: usize,
}

/// One change of the record, in words.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Change {
    pub at: Instant,
    pub who: String,
    pub words: Vec<String>,
}

#[derive(Debug, Serialize)]
struct CoveragePage {
    reference: String,
    title: String,
    counts: Counts,
    groups: Vec<Group>,
}

#[derive(Debug, Serialize)]
struct Group {
    verdict: &'static str,
    words: &'static str,
    meaning: &'static str,
    duties: Vec<DutyLine>,
}

/// The referral at this address, as it stood.
pub(crate) async fn find(visit: &Visit, reference: &str) -> Result<Version<Referral>, Problem> {
    let db = &visit.site.db;
    if let Some(held) = store::referral(db, visit.moment.at, reference).await? {
        return Ok(held);
    }
    if visit.moment.on.is_some()
        && let Some(held) = store::referral(db, db.clock().now(), reference).await?
    {
        let first = db
            .versions::<Referral>(&held.record.id)
            .await?
            .into_iter()
            .next();
        return Err(Problem::NotYet {
            what: format!("Referral {reference}"),
            day: visit.moment.day(),
            first: first.map(|first| today_in(first.valid_from, &visit.settings.zone)),
            path: visit.path().to_owned(),
        });
    }
    Err(Problem::not_found(&format!("Referral {reference}")))
}

pub(crate) async fn report_of(
    visit: &Visit,
    referral: &Referral,
) -> Result<Option<Report>, Problem> {
    let Some(id) = &referral.report_id else {
        return Ok(None);
    };
    Ok(visit
        .site
        .db
        .at::<Report>(id, visit.moment.at)
        .await?
        .map(|held| held.record))
}

pub async fn show(visit: Visit, Path(reference): Path<String>) -> Result<Response, Problem> {
    let mut query = visit.query.clone();
    let other_day = query.day("clock");
    let held = find(&visit, &reference).await?;
    let referral = held.record;
    let db = &visit.site.db;
    let report = report_of(&visit, &referral).await?;
    let slips = match &report {
        Some(report) => store::parts(db, visit.moment.at, &report.id)
            .await?
            .iter()
            .filter(|part| part.kind == "slip")
            .count(),
        None => 0,
    };
    let duties = store::duties(db, visit.moment.at, &referral.id).await?;
    let recommendations = store::recommendations(db, visit.moment.at, &referral.id).await?;
    let people = attuned_people::who(db).await?;
    let versions = db.versions::<Referral>(&referral.id).await?;
    let page = ReferralPage {
        report: report.map(|report| ReportLink {
            href: visit.with_on(&report.href()),
            title: report.title.clone(),
            reported_on: report.reported_on,
            slips,
        }),
        clock: referral.clock(visit.moment.day()),
        rule: reply_clock::rule(&referral.rule),
        other: other_day.map(|day| referral.clock(day)),
        other_field: query.field("clock"),
        recommendations: recommendations
            .iter()
            .map(|recommendation| line(&visit, &referral, recommendation, &duties))
            .collect(),
        counts: Counts::of(&duties),
        changes: changes(
            &versions,
            &|author| crate::duty_line::shown(&people, author),
            visit.moment.at,
        ),
        referral,
    };
    if query.is_fine() {
        visit.page(PAGE, page).await
    } else {
        visit.form_again(PAGE, page).await
    }
}

fn line(
    visit: &Visit,
    referral: &Referral,
    recommendation: &Recommendation,
    duties: &[crate::duty::DutyState],
) -> RecommendationLine {
    let own: Vec<_> = duties
        .iter()
        .filter(|duty| duty.recommendation_id == recommendation.id)
        .cloned()
        .collect();
    RecommendationLine {
        number: recommendation.number.clone(),
        name: recommendation.name(),
        words: recommendation.words.clone(),
        href: visit.with_on(&format!(
            "{}/recommendations/{}",
            referral.href(),
            recommendation.position + 1
        )),
        counts: Counts::of(&own),
        unconfirmed: own.iter().filter(|duty| !duty.confirmed).count(),
    }
}

pub async fn coverage(visit: Visit, Path(reference): Path<String>) -> Result<Response, Problem> {
    let referral = find(&visit, &reference).await?.record;
    let report = report_of(&visit, &referral).await?;
    let around = Around::load(&visit, report.as_ref()).await?;
    let duties = store::duties(&visit.site.db, visit.moment.at, &referral.id).await?;
    let lines = duties
        .iter()
        .map(|duty| around.line(&visit, &referral.href(), duty))
        .collect();
    let page = CoveragePage {
        reference: referral.reference.clone(),
        title: referral.title.clone(),
        counts: Counts::of(&duties),
        groups: groups(lines),
    };
    visit.page(COVERAGE_PAGE, page).await
}

fn groups(lines: Vec<DutyLine>) -> Vec<Group> {
    [
        Verdict::NotAnswered,
        Verdict::InPart,
        Verdict::NotJudged,
        Verdict::Answered,
    ]
    .into_iter()
    .map(|verdict| Group {
        verdict: verdict.key(),
        words: verdict.words(),
        meaning: verdict.meaning(),
        duties: lines
            .iter()
            .filter(|line| line.verdict == verdict.key())
            .cloned()
            .collect(),
    })
    .filter(|group| !group.duties.is_empty())
    .collect()
}

/// Every change of the referral's record up to a moment, the latest first.
fn changes(
    versions: &[Version<Referral>],
    who: &dyn Fn(&str) -> String,
    until: Instant,
) -> Vec<Change> {
    let mut changes = Vec::new();
    let mut before: Option<&Referral> = None;
    for version in versions
        .iter()
        .filter(|version| version.valid_from <= until)
    {
        let now = &version.record;
        let words = match before {
            None => vec!["The referral was recorded.".to_owned()],
            Some(before) => differences(before, now),
        };
        if !words.is_empty() {
            changes.push(Change {
                at: version.valid_from,
                who: who(&version.changed_by),
                words,
            });
        }
        before = Some(now);
    }
    changes.reverse();
    changes
}

fn differences(before: &Referral, now: &Referral) -> Vec<String> {
    let day = |day: Option<attuned_db::Day>| day.map(reply_clock::short);
    let rule = |key: &str| reply_clock::rule(key).map(|rule| rule.name);
    let yes = |yes: bool| if yes { "yes" } else { "no" }.to_owned();
    let fields = [
        ("Title", Some(before.title.clone()), Some(now.title.clone())),
        (
            "Asked by",
            Some(before.asked_by.clone()),
            Some(now.asked_by.clone()),
        ),
        (
            "Asked of",
            Some(before.asked_of.clone()),
            Some(now.asked_of.clone()),
        ),
        ("Agreed on", day(before.agreed_on), day(now.agreed_on)),
        (
            "Recommendations received",
            day(before.received_on),
            day(now.received_on),
        ),
        ("Written notice", day(before.notice_on), day(now.notice_on)),
        ("Kind of duty", rule(&before.rule), rule(&now.rule)),
        (
            "Local deadline in days",
            before.local_days.map(|days| days.to_string()),
            now.local_days.map(|days| days.to_string()),
        ),
        ("Answered on", day(before.replied_on), day(now.replied_on)),
        (
            "On the public tracker",
            Some(yes(before.published)),
            Some(yes(now.published)),
        ),
    ];
    let blank = |value: Option<String>| {
        value
            .filter(|value| !value.is_empty())
            .unwrap_or_else(|| "blank".to_owned())
    };
    fields
        .into_iter()
        .filter(|(_, before, now)| before != now)
        .map(|(name, before, now)| format!("{name}: was {}, is now {}.", blank(before), blank(now)))
        .collect()
}

pub(crate) fn sample_referral() -> Referral {
    Referral {
        id: "referral:x".to_owned(),
        reference: "2024-01".to_owned(),
        title: "Response to the committee".to_owned(),
        asked_by: "Scrutiny Committee".to_owned(),
        asked_of: "Cabinet".to_owned(),
        agreed_on: "2024-03-18".parse().ok(),
        received_on: "2024-03-18".parse().ok(),
        notice_on: "2024-03-20".parse().ok(),
        rule: "executive".to_owned(),
        local_days: Some(28),
        replied_on: None,
        report_id: Some("report:x".to_owned()),
        published: true,
    }
}

pub(crate) fn samples() -> Vec<Sample> {
    let Ok(day) = "2024-08-23".parse() else {
        return Vec::new();
    };
    let Ok(at) = "2024-09-02T10:00:00Z".parse() else {
        return Vec::new();
    };
    let counts = Counts {
        asked: 4,
        answered: 1,
        in_part: 1,
        not_answered: 1,
        not_judged: 1,
        ..Counts::default()
    };
    let page = |referral: Referral, full: bool| ReferralPage {
        report: full.then(|| ReportLink {
            href: "/reports/x".to_owned(),
            title: "Response".to_owned(),
            reported_on: Some(day),
            slips: 3,
        }),
        clock: referral.clock(day),
        rule: reply_clock::rule(&referral.rule),
        other: full.then(|| referral.clock(day)),
        other_field: Form::default().field("clock"),
        recommendations: if full {
            vec![RecommendationLine {
                number: "1".to_owned(),
                name: "Strategy".to_owned(),
                words: "That a plan be set out.".to_owned(),
                href: "/referrals/2024-01/recommendations/1".to_owned(),
                counts,
                unconfirmed: 1,
            }]
        } else {
            Vec::new()
        },
        counts: if full { counts } else { Counts::default() },
        changes: if full {
            vec![Change {
                at,
                who: "Sam Reed".to_owned(),
                words: vec!["Written notice: was blank, is now 20 March 2024.".to_owned()],
            }]
        } else {
            Vec::new()
        },
        referral,
    };
    let bare = Referral {
        received_on: None,
        notice_on: None,
        agreed_on: None,
        local_days: None,
        report_id: None,
        ..sample_referral()
    };
    vec![
        Sample::new(PAGE, "with everything", page(sample_referral(), true)),
        Sample::new(PAGE, "only just recorded", page(bare, false)),
        Sample::new(
            COVERAGE_PAGE,
            "four duties",
            CoveragePage {
                reference: "2024-01".to_owned(),
                title: "Response to the committee".to_owned(),
                counts,
                groups: groups(sample_lines()),
            },
        ),
        Sample::new(
            COVERAGE_PAGE,
            "nothing yet",
            CoveragePage {
                reference: "2024-01".to_owned(),
                title: "Response".to_owned(),
                counts: Counts::default(),
                groups: Vec::new(),
            },
        ),
    ]
}
