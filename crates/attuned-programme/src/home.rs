//! Where we are: what was asked, what is covered, what is left out, on one page.

use attuned_db::{Day, today_in};
use attuned_web::{PageOf, Paging, Problem, Sample, Visit};
use axum::response::Response;
use serde::Serialize;

use crate::coverage::Counts;
use crate::duty::Verdict;
use crate::duty_line::{Around, DutyLine, sample_lines};
use crate::referral::{Referral, ReferralCounted};
use crate::reply_clock::Reading;
use crate::store;

const PAGE: &str = "programme/home.html";
const PAGE_SIZE: i64 = 20;
/// On a page for ten seconds, more gaps than this are a list and no longer an answer.
const MOST_GAPS: i64 = 12;

#[derive(Debug, Serialize)]
struct HomePage {
    totals: Counts,
    /// With one referral, the page is about it.
    only: Option<Only>,
    referrals: PageOf<ReferralLine>,
    gaps: Vec<GapLine>,
    more_gaps: i64,
    /// On a past day before anything was recorded: when it began.
    first: Option<Day>,
}

#[derive(Debug, Serialize)]
struct Only {
    referral: ReferralLine,
    report_href: Option<String>,
    coverage_href: String,
    clock: Reading,
    in_part: Vec<DutyLine>,
}

#[derive(Debug, Serialize)]
struct ReferralLine {
    reference: String,
    href: String,
    title: String,
    asked_by: String,
    asked_of: String,
    agreed_on: Option<Day>,
    counts: Counts,
    clock_words: String,
    clock_meaning: &'static str,
}

#[derive(Debug, Serialize)]
struct GapLine {
    number: String,
    href: String,
    words: String,
    reference: String,
}

pub async fn show(visit: Visit) -> Result<Response, Problem> {
    let db = &visit.site.db;
    let at = visit.moment.at;
    let paging = Paging::from_query(Some(&visit.query.text("page")), PAGE_SIZE);
    let total = store::how_many_referrals(db, at).await?;
    let counted = store::referrals(db, at, paging.size, paging.offset()).await?;
    let totals = store::total(db, at).await?;
    let gaps = store::gaps(db, at, MOST_GAPS).await?;
    let only = match counted.as_slice() {
        [one] if total == 1 => Some(only(&visit, one).await?),
        _ => None,
    };
    let first = match visit.moment.on {
        Some(_) if total == 0 => store::first_referral(db)
            .await?
            .map(|at| today_in(at, &visit.settings.zone)),
        _ => None,
    };
    let page = HomePage {
        first,
        more_gaps: (totals.not_answered - MOST_GAPS).max(0),
        totals,
        only,
        referrals: PageOf::new(
            counted
                .iter()
                .map(|referral| line(&visit, referral))
                .collect(),
            total,
            paging,
        ),
        gaps: gaps
            .into_iter()
            .map(|gap| GapLine {
                href: visit.with_on(&format!(
                    "/referrals/{}/duties/{}",
                    gap.reference, gap.number
                )),
                number: gap.number,
                words: gap.words,
                reference: gap.reference,
            })
            .collect(),
    };
    visit.page(PAGE, page).await
}

async fn only(visit: &Visit, counted: &ReferralCounted) -> Result<Only, Problem> {
    let db = &visit.site.db;
    let at = visit.moment.at;
    let report = match &counted.report_id {
        Some(id) => db
            .at::<crate::report::Report>(id, at)
            .await?
            .map(|held| held.record),
        None => None,
    };
    let around = Around::load(visit, report.as_ref()).await?;
    let referral = referral_of(counted);
    let duties = store::duties(db, at, &counted.id).await?;
    Ok(Only {
        report_href: report.map(|report| visit.with_on(&report.href())),
        coverage_href: visit.with_on(&format!("{}/coverage", referral.href())),
        clock: referral.clock(visit.moment.day()),
        in_part: duties
            .iter()
            .filter(|duty| duty.verdict() == Verdict::InPart)
            .map(|duty| around.line(visit, &referral.href(), duty))
            .collect(),
        referral: line(visit, counted),
    })
}

fn referral_of(counted: &ReferralCounted) -> Referral {
    Referral {
        id: counted.id.clone(),
        reference: counted.reference.clone(),
        title: counted.title.clone(),
        asked_by: counted.asked_by.clone(),
        asked_of: counted.asked_of.clone(),
        agreed_on: counted.agreed_on,
        received_on: counted.received_on,
        notice_on: counted.notice_on,
        rule: counted.rule.clone(),
        local_days: counted.local_days,
        replied_on: counted.replied_on,
        report_id: counted.report_id.clone(),
        published: counted.published,
    }
}

fn line(visit: &Visit, counted: &ReferralCounted) -> ReferralLine {
    let referral = referral_of(counted);
    let clock = referral.clock(visit.moment.day());
    ReferralLine {
        href: visit.with_on(&referral.href()),
        reference: referral.reference,
        title: referral.title,
        asked_by: referral.asked_by,
        asked_of: referral.asked_of,
        agreed_on: referral.agreed_on,
        counts: Counts {
            asked: counted.asked,
            answered: counted.answered,
            in_part: counted.in_part,
            not_answered: counted.not_answered,
            not_judged: counted.asked - counted.answered - counted.in_part - counted.not_answered,
            with_owner: counted.with_owner,
            with_date: counted.with_date,
            with_measure: counted.with_measure,
        },
        clock_words: clock.state,
        clock_meaning: clock.meaning,
    }
}

pub(crate) fn samples() -> Vec<Sample> {
    let counts = Counts {
        asked: 4,
        answered: 1,
        in_part: 1,
        not_answered: 1,
        not_judged: 1,
        with_owner: 1,
        with_date: 1,
        with_measure: 1,
    };
    let referral = || ReferralLine {
        reference: "2024-01".to_owned(),
        href: "/referrals/2024-01".to_owned(),
        title: "Response to the committee".to_owned(),
        asked_by: "Scrutiny Committee".to_owned(),
        asked_of: "Cabinet".to_owned(),
        agreed_on: "2024-03-18".parse().ok(),
        counts,
        clock_words: "96 days late".to_owned(),
        clock_meaning: "late",
    };
    let gap = || GapLine {
        number: "1.3".to_owned(),
        href: "/referrals/2024-01/duties/1.3".to_owned(),
        words: "put it into local procedures".to_owned(),
        reference: "2024-01".to_owned(),
    };
    let paging = Paging::from_query(None, PAGE_SIZE);
    let clock = crate::reply_clock::read(
        &crate::reply_clock::Dates::default(),
        None,
        "2024-08-23"
            .parse()
            .unwrap_or_else(|_| attuned_db::today_in(attuned_db::Clock::system().now(), "UTC")),
    );
    let one = HomePage {
        totals: counts,
        only: Some(Only {
            referral: referral(),
            report_href: Some("/reports/x".to_owned()),
            coverage_href: "/referrals/2024-01/coverage".to_owned(),
            clock,
            in_part: sample_lines()
                .into_iter()
                .filter(|line| line.verdict == "in_part")
                .collect(),
        }),
        referrals: PageOf::new(vec![referral()], 1, paging),
        gaps: vec![gap()],
        more_gaps: 0,
        first: None,
    };
    let many = HomePage {
        totals: counts,
        only: None,
        referrals: PageOf::new(vec![referral(), referral()], 42, paging),
        gaps: vec![gap()],
        more_gaps: 3,
        first: None,
    };
    let none = HomePage {
        totals: Counts::default(),
        only: None,
        referrals: PageOf::new(Vec::new(), 0, paging),
        gaps: Vec::new(),
        more_gaps: 0,
        first: "2024-03-20".parse().ok(),
    };
    vec![
        Sample::new(PAGE, "one referral", one),
        Sample::new(PAGE, "many referrals", many),
        Sample::new(PAGE, "nothing yet", none),
    ]
}
