//! One recommendation that reads like a story: the words, each duty in them, what the answer says.

use attuned_web::{Problem, Sample, Visit};
use axum::extract::Path;
use axum::response::Response;
use serde::Serialize;

use crate::coverage::Counts;
use crate::duty::list_from_json;
use crate::duty_line::{Around, DutyLine, ParagraphLink, sample_lines};
use crate::referral::{Recommendation, Referral};
use crate::referral_show::{find, report_of};
use crate::store;

const PAGE: &str = "programme/recommendation_show.html";

#[derive(Debug, Serialize)]
struct RecommendationPage {
    reference: String,
    referral_title: String,
    asked_by: String,
    asked_of: String,
    agreed_on: Option<attuned_db::Day>,
    position: i64,
    number: String,
    name: String,
    /// Lines of the exact words.
    lines: Vec<String>,
    paragraphs: Vec<ParagraphLink>,
    reply_words: String,
    counts: Counts,
    duties: Vec<DutyLine>,
    unconfirmed: usize,
    others: Vec<Other>,
}

#[derive(Debug, Serialize)]
struct Other {
    text: String,
    href: String,
    current: bool,
}

/// The recommendation at a place of a referral, from 1.
pub(crate) async fn find_recommendation(
    visit: &Visit,
    referral: &Referral,
    place: i64,
) -> Result<(Recommendation, Vec<Recommendation>), Problem> {
    let all = store::recommendations(&visit.site.db, visit.moment.at, &referral.id).await?;
    let one = all.iter().find(|held| held.position == place - 1).cloned();
    Ok((
        one.ok_or_else(|| Problem::not_found(&format!("Recommendation {place}")))?,
        all,
    ))
}

pub async fn show(
    visit: Visit,
    Path((reference, place)): Path<(String, i64)>,
) -> Result<Response, Problem> {
    let referral = find(&visit, &reference).await?.record;
    let (recommendation, all) = find_recommendation(&visit, &referral, place).await?;
    let report = report_of(&visit, &referral).await?;
    let around = Around::load(&visit, report.as_ref()).await?;
    let duties = store::duties(&visit.site.db, visit.moment.at, &referral.id).await?;
    let own: Vec<_> = duties
        .into_iter()
        .filter(|duty| duty.recommendation_id == recommendation.id)
        .collect();
    let page = RecommendationPage {
        position: place,
        number: recommendation.number.clone(),
        name: recommendation.name(),
        lines: recommendation
            .words
            .lines()
            .filter(|line| !line.is_empty())
            .map(str::to_owned)
            .collect(),
        paragraphs: list_from_json(&recommendation.paragraphs)
            .iter()
            .take(1)
            .map(|number| around.paragraph(number))
            .collect(),
        reply_words: recommendation.reply_words.clone(),
        counts: Counts::of(&own),
        unconfirmed: own.iter().filter(|duty| !duty.confirmed).count(),
        duties: own
            .iter()
            .map(|duty| around.line(&visit, &referral.href(), duty))
            .collect(),
        others: all
            .iter()
            .map(|other| Other {
                text: format!("{}. {}", other.position + 1, other.name()),
                href: visit.with_on(&format!(
                    "{}/recommendations/{}",
                    referral.href(),
                    other.position + 1
                )),
                current: other.id == recommendation.id,
            })
            .collect(),
        reference,
        referral_title: referral.title,
        asked_by: referral.asked_by,
        asked_of: referral.asked_of,
        agreed_on: referral.agreed_on,
    };
    visit.page(PAGE, page).await
}

pub(crate) fn samples() -> Vec<Sample> {
    let page = |duties: Vec<DutyLine>, reply: &str| RecommendationPage {
        reference: "2024-01".to_owned(),
        referral_title: "Response to the committee".to_owned(),
        asked_by: "Scrutiny Committee".to_owned(),
        asked_of: "Cabinet".to_owned(),
        agreed_on: "2024-03-18".parse().ok(),
        position: 1,
        number: "1".to_owned(),
        name: "Strategy".to_owned(),
        lines: vec![
            "That a plan be set out, considering:".to_owned(),
            "residents".to_owned(),
        ],
        paragraphs: vec![ParagraphLink {
            number: "4.1".to_owned(),
            href: "/reports/x#p4.1".to_owned(),
        }],
        reply_words: reply.to_owned(),
        counts: Counts {
            asked: 4,
            answered: 1,
            in_part: 1,
            not_answered: 1,
            not_judged: 1,
            ..Counts::default()
        },
        unconfirmed: duties.iter().filter(|duty| !duty.confirmed).count(),
        duties,
        others: vec![Other {
            text: "1. Strategy".to_owned(),
            href: "/referrals/2024-01/recommendations/1".to_owned(),
            current: true,
        }],
    };
    vec![
        Sample::new(
            PAGE,
            "with duties and a reply",
            page(sample_lines(), "Accepted"),
        ),
        Sample::new(PAGE, "with nothing found", page(Vec::new(), "")),
    ]
}
