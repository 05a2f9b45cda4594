//! `attuned coverage`: the numbers of the page, at the command line.

use std::process::ExitCode;

use anyhow::{Result, bail};
use attuned_db::{Clock, Instant};
use attuned_programme::Coverage;

use crate::cli::{CoverageFormat, CoverageOptions, PlaceOptions};
use crate::{out, place};

/// Letters in a line of the table: what a terminal holds when nothing else is known.
const WIDTH: usize = 96;

pub async fn run(options: &PlaceOptions, asked: &CoverageOptions) -> Result<ExitCode> {
    let db = options.open(Clock::system()).await?;
    let settings = place::settings(&db).await?.unwrap_or_default();
    let at = asked.on.map_or_else(
        || db.clock().now(),
        |day| Instant::end_of(day, &settings.zone),
    );
    let referrals = attuned_programme::every_referral(&db, at).await?;
    let duties = match &asked.referral {
        Some(reference) => {
            let Some(found) = referrals
                .iter()
                .find(|held| held.record.reference == *reference)
            else {
                let known: Vec<&str> = referrals
                    .iter()
                    .map(|held| held.record.reference.as_str())
                    .collect();
                let known = if known.is_empty() {
                    "none".to_owned()
                } else {
                    known.join(", ")
                };
                bail!("There is no referral {reference} in this record. There is: {known}");
            };
            attuned_programme::duties(&db, at, &found.record.id).await?
        }
        None => {
            let mut duties = attuned_programme::every_duty(&db, at).await?;
            if referrals.len() > 1 {
                // Numbers begin anew in each referral, so that across several they need its reference before them.
                for duty in &mut duties {
                    if let Some(held) = referrals
                        .iter()
                        .find(|held| held.record.id == duty.referral_id)
                    {
                        duty.number = format!("{}/{}", held.record.reference, duty.number);
                    }
                }
            }
            duties
        }
    };
    db.close().await;
    let coverage = Coverage::of(&duties);
    let said = match asked.format {
        CoverageFormat::Table => coverage.table(WIDTH),
        CoverageFormat::Markdown => coverage.markdown(),
        CoverageFormat::Json => format!("{}\n", serde_json::to_string(&coverage)?),
    };
    out::print(&said)?;
    Ok(ExitCode::SUCCESS)
}
