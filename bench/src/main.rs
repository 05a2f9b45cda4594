//! Fills a record that `attuned init` made: `attuned-bench-fill ADDRESS REFERRALS VERSIONS`.
//!
//! Each referral is of the size of the sample's: a report of 86 paragraphs and 30 parts, 5 recommendations, 20 duties,
//! nine in ten of them judged and half of them owned. Duties, verdicts and owners then get VERSIONS versions each, all
//! of the same length, written in the order in which time would have written them.

use anyhow::{Context, Result, bail};
use attuned_db::{Address, Clock, Db, Instant};
use attuned_programme::{
    Commitment, Duty, JudgedAnswer, Paragraph, Part, Recommendation, Referral, Report,
};

const RECOMMENDATIONS: i64 = 5;
const DUTIES: i64 = 4;
const PARAGRAPHS: i64 = 86;
const PARTS: i64 = 30;
const DAY: i64 = 24 * 60 * 60;
const BY: &str = "bench";

const WORDS: &str = "every service that meets people in distress should know what trauma can do to a person and see to it \
that nobody has to tell the same story twice while letters say plainly what happens next and who will help with it";

#[tokio::main]
async fn main() -> Result<()> {
    let given: Vec<String> = std::env::args().skip(1).collect();
    let [address, referrals, versions] = given.as_slice() else {
        bail!("attuned-bench-fill ADDRESS REFERRALS VERSIONS");
    };
    let referrals: i64 = referrals.parse().context("REFERRALS is a number")?;
    let versions: i64 = versions.parse().context("VERSIONS is a number")?;
    let db = Db::open(&Address::parse(address)?, Clock::system(), false).await?;
    let first: Instant = "2024-01-08T10:00:00Z".parse()?;
    for referral in 0..referrals {
        let mut tx = db.begin_at(first.plus_seconds(referral)).await?;
        referral_of(&mut tx, referral).await?;
        tx.commit().await?;
    }
    for version in 0..versions {
        // A transaction for each referral: as people work, and so that the write-ahead log stays small.
        for referral in 0..referrals {
            let at = first.plus_seconds(DAY * (1 + version * 28) + referral);
            let mut tx = db.begin_at(at).await?;
            for recommendation in 0..RECOMMENDATIONS {
                for duty in 0..DUTIES {
                    duty_of(&mut tx, referral, recommendation, duty, version).await?;
                }
            }
            tx.commit().await?;
        }
    }
    db.close().await;
    Ok(())
}

fn words(from: i64, how_many: usize) -> String {
    let all: Vec<&str> = WORDS.split_whitespace().collect();
    let from = usize::try_from(from).unwrap_or(0) % all.len();
    all.iter()
        .cycle()
        .skip(from)
        .take(how_many)
        .copied()
        .collect::<Vec<_>>()
        .join(" ")
}

fn referral_id(referral: i64) -> String {
    format!("referral:2023-06-bench-{referral:04}")
}

fn report_id(referral: i64) -> String {
    format!("report:2023-06-bench-{referral:04}")
}

async fn referral_of(tx: &mut attuned_db::Tx, referral: i64) -> Result<()> {
    let day = |month: i64| {
        format!("2023-{month:02}-{:02}", 1 + referral % 28)
            .parse()
            .ok()
    };
    let report = Report {
        id: report_id(referral),
        slug: format!("2023-06-bench-{referral:04}"),
        title: format!("Reply to the scrutiny committee: {}", words(referral, 8)),
        decided_by: "Cabinet".to_owned(),
        asked_by: "Scrutiny Committee".to_owned(),
        reported_on: day(6),
        reported_words: "June 2023".to_owned(),
        key_decision: "No".to_owned(),
        class: "Part 1".to_owned(),
        wards: "All".to_owned(),
        contributors: "Director of Services".to_owned(),
        file_name: format!("report-{referral:04}.md"),
        fingerprint: format!("{referral:064x}"),
    };
    tx.save(&report, BY).await?;
    for position in 0..PARAGRAPHS {
        let (section, place) = (1 + position / 8, position % 8);
        let heading = place == 0;
        let number = if heading {
            section.to_string()
        } else {
            format!("{section}.{place}")
        };
        let paragraph = Paragraph {
            id: format!("{}:p{position}", report.id),
            report_id: report.id.clone(),
            position,
            anchor: format!("p{}", number.replace('.', "-")),
            number,
            printed: true,
            level: if heading { 1 } else { 2 },
            role: if heading { "heading" } else { "narrative" }.to_owned(),
            words: words(position + referral, if heading { 4 } else { 35 }),
        };
        tx.save(&paragraph, BY).await?;
    }
    for position in 0..PARTS {
        let kind = ["ask", "principle", "planned", "implication", "slip"]
            .get(usize::try_from(position % 5)?)
            .copied()
            .unwrap_or("ask");
        let part = Part {
            id: format!("{}:{kind}{}", report.id, position / 5),
            report_id: report.id.clone(),
            kind: kind.to_owned(),
            position: position / 5,
            name: words(position, 3),
            words: words(position + 7, 25),
            paragraphs: serde_json::to_string(&[format!("{}.1", 1 + position % 10)])?,
            address: None,
        };
        tx.save(&part, BY).await?;
    }
    let record = Referral {
        id: referral_id(referral),
        reference: format!("2023-{:03}", referral + 1),
        title: report.title.clone(),
        asked_by: "Scrutiny Committee".to_owned(),
        asked_of: "Cabinet".to_owned(),
        agreed_on: day(3),
        received_on: day(4),
        notice_on: day(4),
        rule: "executive".to_owned(),
        local_days: None,
        replied_on: if referral % 3 == 0 { None } else { day(6) },
        report_id: Some(report.id.clone()),
        published: true,
    };
    tx.save(&record, BY).await?;
    for position in 0..RECOMMENDATIONS {
        let recommendation = Recommendation {
            id: format!("{}:r{position}", record.id),
            referral_id: record.id.clone(),
            position,
            number: (position + 1).to_string(),
            label: format!("4.{}", position + 1),
            title: words(position, 2),
            words: words(position + referral, 45),
            paragraphs: serde_json::to_string(&[format!("4.{}", position + 1)])?,
            reply_words: String::new(),
        };
        tx.save(&recommendation, BY).await?;
    }
    Ok(())
}

async fn duty_of(
    tx: &mut attuned_db::Tx,
    referral: i64,
    recommendation: i64,
    place: i64,
    version: i64,
) -> Result<()> {
    let id = format!("{}:r{recommendation}:d{place}", referral_id(referral));
    let serial = (referral * RECOMMENDATIONS + recommendation) * DUTIES + place;
    let duty = Duty {
        id: id.clone(),
        referral_id: referral_id(referral),
        recommendation_id: format!("{}:r{recommendation}", referral_id(referral)),
        position: place,
        number: format!("{}.{}", recommendation + 1, place + 1),
        words: words(serial, 14),
        rests_on: "[{\"start\":0,\"end\":40}]".to_owned(),
        why: format!("a separate action, read {version:02}"),
        confirmed: true,
    };
    tx.save(&duty, BY).await?;
    if serial % 10 != 9 {
        let verdict = match serial % 10 {
            0..4 => "answered",
            4..7 => "in_part",
            _ => "not_answered",
        };
        let judged = JudgedAnswer {
            id: id.clone(),
            referral_id: referral_id(referral),
            verdict: verdict.to_owned(),
            report_id: Some(report_id(referral)),
            paragraphs: serde_json::to_string(&[format!("{}.1", 1 + serial % 10)])?,
            reason: format!("{} {version:02}", words(serial + 3, 18)),
        };
        tx.save(&judged, BY).await?;
    }
    if serial % 2 == 0 {
        let commitment = Commitment {
            id,
            referral_id: referral_id(referral),
            owner: Some("Head of Customer Services".to_owned()),
            due_on: format!("2024-{:02}-28", 1 + version % 12).parse().ok(),
            measure: Some(words(serial, 8)),
        };
        tx.save(&commitment, BY).await?;
    }
    Ok(())
}
