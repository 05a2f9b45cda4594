//! What a sample organisation adds to the report it was made from: dates, verdicts, names. All of it from a file, each
//! with the made-up person who set it and the day they did.

use attuned_db::{Day, Db, DbError, Instant};
use attuned_report::Report as Read;
use serde::Deserialize;
use thiserror::Error;

use crate::duty::{Duty, JudgedAnswer, Verdict, list_to_json};
use crate::import::{self, Imported, Source};
use crate::practice::Practice;
use crate::referral::Referral;
use crate::store;

/// The file `sample.toml`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SampleData {
    #[serde(default)]
    pub account: Vec<SampleAccount>,
    pub referral: SampleReferral,
    #[serde(default)]
    pub duties: Option<SampleDuties>,
    #[serde(default)]
    pub verdict: Vec<SampleVerdict>,
    #[serde(default)]
    pub practice: Vec<SamplePractice>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SampleAccount {
    pub id: String,
    pub name: String,
    pub email: String,
    pub post: String,
    pub role: String,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SampleReferral {
    /// The day the committee's recommendations were put on record, before any answer.
    pub recorded_on: Day,
    /// The day the answer was put on record.
    pub answered_on: Day,
    pub by: String,
    pub received: Option<Day>,
    pub notice: Option<Day>,
    pub local_days: Option<i64>,
    pub replied: Option<Day>,
    /// The day the reply was put on record.
    pub replied_recorded_on: Option<Day>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SampleDuties {
    pub confirmed_by: String,
    pub confirmed_on: Day,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SampleVerdict {
    pub duty: String,
    pub verdict: Verdict,
    #[serde(default)]
    pub paragraphs: Vec<String>,
    #[serde(default)]
    pub reason: String,
    pub by: String,
    pub on: Day,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SamplePractice {
    /// Words that the practice in the report holds.
    pub holds: String,
    pub what: Option<String>,
    pub place: Option<String>,
    pub since: Option<String>,
    pub evidence: Option<String>,
    pub evidence_on: Option<Day>,
    pub contact: Option<String>,
    #[serde(default)]
    pub can_advise: bool,
    #[serde(default)]
    pub aliases: Vec<String>,
    pub by: String,
    pub on: Day,
}

#[derive(Debug, Error)]
pub enum SampleProblem {
    #[error("the sample speaks of {0}, which the report does not have")]
    NotInTheReport(String),
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Applies the report and the sample over it, each on the day that the sample says.
///
/// # Errors
/// When the sample speaks of something that the report does not have, or the database cannot be reached.
pub async fn apply(
    db: &Db,
    read: &Read,
    source: &Source,
    sample: &SampleData,
    zone: &str,
) -> Result<Imported, SampleProblem> {
    let morning = |day| Instant::morning_of(day, zone);
    let mut done = Imported::default();

    let mut tx = db.begin_at(morning(sample.referral.recorded_on)).await?;
    import::save_referral(&mut tx, read, source, &mut done).await?;
    let reference = done
        .referral
        .clone()
        .ok_or_else(|| SampleProblem::NotInTheReport("a referral".to_owned()))?;
    tx.commit().await?;

    let referral = current_referral(db, &reference).await?;
    let dated = Referral {
        received_on: sample.referral.received,
        notice_on: sample.referral.notice,
        local_days: sample.referral.local_days,
        ..referral
    };
    let mut tx = db
        .begin_at(morning(sample.referral.recorded_on).plus_seconds(60))
        .await?;
    tx.save(&dated, &sample.referral.by).await?;
    tx.commit().await?;

    if let Some(duties) = &sample.duties {
        let mut tx = db.begin_at(morning(duties.confirmed_on)).await?;
        for state in store::duties(db, db.clock().now(), &dated.id).await? {
            if let Some(held) = tx.current::<Duty>(&state.id).await? {
                tx.save(
                    &Duty {
                        confirmed: true,
                        ..held.record
                    },
                    &duties.confirmed_by,
                )
                .await?;
            }
        }
        tx.commit().await?;
    }

    let mut tx = db.begin_at(morning(sample.referral.answered_on)).await?;
    import::save_report(&mut tx, read, source, &mut done).await?;
    tx.commit().await?;

    let duties = store::duties(db, db.clock().now(), &dated.id).await?;
    let report_id = dated.report_id.clone();
    let known = match &report_id {
        Some(id) => store::paragraphs(db, db.clock().now(), id).await?,
        None => Vec::new(),
    };
    for verdict in &sample.verdict {
        let duty = duties.iter().find(|duty| duty.number == verdict.duty);
        let duty =
            duty.ok_or_else(|| SampleProblem::NotInTheReport(format!("duty {}", verdict.duty)))?;
        if let Some(missing) = verdict
            .paragraphs
            .iter()
            .find(|number| !known.iter().any(|paragraph| paragraph.number == **number))
        {
            return Err(SampleProblem::NotInTheReport(format!(
                "paragraph {missing}"
            )));
        }
        let mut tx = db.begin_at(morning(verdict.on)).await?;
        let record = JudgedAnswer {
            id: duty.id.clone(),
            referral_id: dated.id.clone(),
            verdict: verdict.verdict.key().to_owned(),
            report_id: report_id.clone(),
            paragraphs: list_to_json(&verdict.paragraphs),
            reason: verdict.reason.clone(),
        };
        tx.save(&record, &verdict.by).await?;
        tx.commit().await?;
    }
    for entry in &sample.practice {
        apply_practice(db, entry, zone).await?;
    }
    if let (Some(replied), Some(on)) =
        (sample.referral.replied, sample.referral.replied_recorded_on)
    {
        let mut tx = db.begin_at(morning(on)).await?;
        tx.save(
            &Referral {
                replied_on: Some(replied),
                ..dated
            },
            &sample.referral.by,
        )
        .await?;
        tx.commit().await?;
    }
    Ok(done)
}

async fn current_referral(db: &Db, reference: &str) -> Result<Referral, SampleProblem> {
    let held = store::referral(db, db.clock().now(), reference).await?;
    Ok(held
        .ok_or_else(|| SampleProblem::NotInTheReport("a referral".to_owned()))?
        .record)
}

async fn apply_practice(db: &Db, entry: &SamplePractice, zone: &str) -> Result<(), SampleProblem> {
    let found = store::practices(db, db.clock().now(), &entry.holds)
        .await?
        .into_iter()
        .next();
    let held = found
        .ok_or_else(|| {
            SampleProblem::NotInTheReport(format!(
                "a practice with \u{201c}{}\u{201d}",
                entry.holds
            ))
        })?
        .record;
    let or = |new: &Option<String>, old: &str| new.clone().unwrap_or_else(|| old.to_owned());
    let practice = Practice {
        what: or(&entry.what, &held.what),
        place: or(&entry.place, &held.place),
        since: or(&entry.since, &held.since),
        evidence: or(&entry.evidence, &held.evidence),
        evidence_on: entry.evidence_on.or(held.evidence_on),
        contact: or(&entry.contact, &held.contact),
        can_advise: entry.can_advise,
        aliases: entry.aliases.join("\n"),
        ..held
    };
    let mut tx = db.begin_at(Instant::morning_of(entry.on, zone)).await?;
    tx.save(&practice.with_fold(), &entry.by).await?;
    tx.commit().await?;
    Ok(())
}
