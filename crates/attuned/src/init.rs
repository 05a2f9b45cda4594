//! `attuned init`: a new record, and a sample organisation where one is asked for.

use std::fs;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use attuned_db::{Clock, Db};
use attuned_documents::Limits;
use attuned_people::NewAccount;
use attuned_programme::{Imported, Source};
use attuned_report::Report;

use crate::cli::{InitOptions, PlaceOptions};
use crate::organisations::{self, Sample};
use crate::out;

pub async fn run(place: &PlaceOptions, options: &InitOptions) -> Result<ExitCode> {
    let sample = options.sample.as_deref().map(Sample::find).transpose()?;
    let own = match &options.organisation {
        Some(file) => {
            let text = fs::read_to_string(file)
                .with_context(|| format!("{} could not be read", file.display()))?;
            Some(organisations::read(&text, &file.display().to_string())?)
        }
        None => None,
    };
    let db = place.open_or_make(Clock::system()).await?;
    let said = match (sample, own) {
        (Some(sample), _) => fill(&db, sample, place).await?,
        (None, Some(settings)) => {
            organisations::write(&db, &settings).await?;
            format!(
                "{} is set up in {}.\nNext: attuned serve {}\n",
                settings.name,
                place.address()?.shown(),
                place.option()
            )
        }
        (None, None) => format!(
            "The record is ready: {}.\nNext: attuned import report FILE {}\nThen: attuned serve {}\nFor your own name, colours and roles: attuned init --organisation FILE\n",
            place.address()?.shown(),
            place.option(),
            place.option()
        ),
    };
    db.close().await;
    out::print(&said)?;
    Ok(ExitCode::SUCCESS)
}

/// Fills an empty record with the sample; says so and changes nothing when it was filled before.
async fn fill(db: &Db, sample: &Sample, place: &PlaceOptions) -> Result<String> {
    let settings = sample.settings()?;
    let next = format!("Next: attuned serve {}\n", place.option());
    let held = crate::place::settings(db).await?;
    let started = attuned_people::how_many(db).await? > 0
        || !attuned_programme::every_referral(db, db.clock().now())
            .await?
            .is_empty();
    if started && held.is_some_and(|held| held.sample && held.name == settings.name) {
        return Ok(format!(
            "The sample \u{201c}{}\u{201d} is there already; nothing was changed.\n{next}",
            sample.name
        ));
    }
    if started {
        bail!(
            "{} holds a record already, and a sample would be mixed with it. Nothing was changed.\nFor the sample, choose another folder: attuned init --sample {} --data sample-data",
            place.address()?.shown(),
            sample.name
        );
    }
    let (read, done) = apply(db, sample).await?;
    Ok(format!(
        "{} is ready: referral {} with {} duties, {} practices, {} people to be.\nEverything beyond the report is made up, and says so.\n{next}",
        settings.name,
        done.referral.unwrap_or_default(),
        read.summary().duties,
        read.practices.len(),
        sample.data()?.account.len(),
    ))
}

/// Reads the sample's report and applies the sample over it.
///
/// # Errors
/// When the sample does not fit its report, or the database cannot be reached.
pub async fn apply(db: &Db, sample: &Sample) -> Result<(Report, Imported)> {
    let settings = sample.settings()?;
    let document = attuned_documents::read(
        sample.report_name,
        sample.report.as_bytes(),
        &Limits::default(),
    )?;
    let read = attuned_report::read(&document);
    let source = Source::of(sample.report_name, sample.report.as_bytes());
    let data = sample.data()?;
    organisations::write(db, &settings).await?;
    let done = attuned_programme::apply(db, &read, &source, &data, &settings.zone).await?;
    for account in &data.account {
        let new = NewAccount {
            id: account.id.clone(),
            name: account.name.clone(),
            email: account.email.clone(),
            post: account.post.clone(),
            role: account.role.clone(),
            password: None,
        };
        attuned_people::add(db, &new).await?;
    }
    Ok((read, done))
}
