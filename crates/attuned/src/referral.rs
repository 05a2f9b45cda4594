//! `attuned referral`: the clock at the command line, and the dates it is read from.

use std::fmt::Write as _;
use std::process::ExitCode;

use anyhow::{Result, bail};
use attuned_db::{Clock, Day, Instant, Saved};
use attuned_programme::{Reading, Referral};
use serde::Serialize;

use crate::cli::{ImportFormat, PlaceOptions, ReferralOptions};
use crate::{out, place};

#[derive(Debug, Serialize)]
struct Said {
    reference: String,
    title: String,
    asked_by: String,
    asked_of: String,
    agreed: Option<Day>,
    received: Option<Day>,
    notice: Option<Day>,
    replied: Option<Day>,
    clock: Reading,
}

pub async fn run(options: &PlaceOptions, asked: &ReferralOptions) -> Result<ExitCode> {
    let db = options.open(Clock::system()).await?;
    let settings = place::settings(&db).await?.unwrap_or_default();
    let changes = asked.agreed.is_some()
        || asked.received.is_some()
        || asked.notice.is_some()
        || asked.replied.is_some()
        || asked.local_days.is_some();
    let at = asked.as_of.map_or_else(
        || db.clock().now(),
        |day| Instant::end_of(day, &settings.zone),
    );
    let mut found: Vec<Referral> = attuned_programme::every_referral(&db, at)
        .await?
        .into_iter()
        .map(|held| held.record)
        .collect();
    if let Some(reference) = &asked.reference {
        let known: Vec<String> = found
            .iter()
            .map(|referral| referral.reference.clone())
            .collect();
        found.retain(|referral| referral.reference == *reference);
        if found.is_empty() {
            let known = if known.is_empty() {
                "none".to_owned()
            } else {
                known.join(", ")
            };
            bail!("There is no referral {reference} in this record. There is: {known}");
        }
    }
    let mut note = String::new();
    if changes {
        if asked.as_of.is_some() {
            bail!("The past can be looked at and not changed: leave out --as-of to enter dates.");
        }
        let [referral] = found.as_mut_slice() else {
            bail!(
                "Which referral? Put its reference after the command, like: attuned referral 2024-01 --received 2024-03-18"
            )
        };
        let changed = changed(referral, asked)?;
        let mut tx = db.begin().await?;
        let saved = tx.save(&changed, "command line").await?;
        tx.commit().await?;
        note = match saved {
            Saved::AsItWas => "The dates were so already; nothing was changed.\n".to_owned(),
            _ => "Saved. What it was before is kept in the history.\n".to_owned(),
        };
        *referral = changed;
    }
    let on = asked
        .on
        .or(asked.as_of)
        .unwrap_or_else(|| db.clock().today(&settings.zone));
    db.close().await;
    let said: Vec<Said> = found
        .into_iter()
        .map(|referral| say(referral, on))
        .collect();
    match asked.format {
        ImportFormat::Json => out::print(&format!("{}\n", serde_json::to_string(&said)?))?,
        ImportFormat::Text => out::print(&format!("{note}{}", text(&said)))?,
    }
    Ok(ExitCode::SUCCESS)
}

fn changed(before: &Referral, asked: &ReferralOptions) -> Result<Referral> {
    let mut now = before.clone();
    if let Some(entry) = asked.agreed {
        now.agreed_on = entry.0;
    }
    if let Some(entry) = asked.received {
        now.received_on = entry.0;
    }
    if let Some(entry) = asked.notice {
        now.notice_on = entry.0;
    }
    if let Some(entry) = asked.replied {
        now.replied_on = entry.0;
    }
    if let Some(days) = &asked.local_days {
        now.local_days = match days.as_str() {
            "none" => None,
            days => match days.parse() {
                Ok(days @ 1..=730) => Some(days),
                _ => bail!("--local-days: enter a number of days from 1 to 730, like 28, or none"),
            },
        };
    }
    Ok(now)
}

fn say(referral: Referral, on: Day) -> Said {
    Said {
        clock: referral.clock(on),
        reference: referral.reference,
        title: referral.title,
        asked_by: referral.asked_by,
        asked_of: referral.asked_of,
        agreed: referral.agreed_on,
        received: referral.received_on,
        notice: referral.notice_on,
        replied: referral.replied_on,
    }
}

fn text(said: &[Said]) -> String {
    let mut out = String::new();
    if said.is_empty() {
        out.push_str("No referral is recorded.\nTo bring one in: attuned import report FILE\n");
    }
    let day = |day: Option<Day>| {
        day.map_or_else(|| "not recorded".to_owned(), attuned_programme::short_day)
    };
    for one in said {
        let _ = writeln!(out, "{}  {}", one.reference, one.title);
        let _ = writeln!(out, "  State            {}", one.clock.state);
        let _ = writeln!(out, "  Last day         {}", one.clock.last_day_words);
        let _ = writeln!(
            out,
            "                   {}",
            out::wrapped(&one.clock.explanation, 96, 19)
        );
        if let Some(local) = &one.clock.local {
            let _ = writeln!(out, "  Local deadline   {}. {}.", local.words, local.state);
        }
        let _ = writeln!(out, "  Agreed           {}", day(one.agreed));
        let _ = writeln!(out, "  Received         {}", day(one.received));
        let _ = writeln!(out, "  Written notice   {}", day(one.notice));
        let _ = writeln!(out, "  Answered         {}", day(one.replied));
    }
    out
}
