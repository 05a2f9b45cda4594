//! `attuned import report`: reads the file, says what was understood, and saves all of it or nothing.

use std::fs;
use std::io;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use attuned_db::Clock;
use attuned_documents::Limits;
use attuned_programme::{Imported, Source};
use attuned_report::Report;
use serde::Serialize;

use crate::cli::{ImportFormat, ImportReportOptions, PlaceOptions};
use crate::out;
use crate::understood;

#[derive(Serialize)]
struct Answer<'a> {
    file: String,
    notes: &'a [String],
    summary: attuned_report::Summary,
    report: &'a Report,
    saved: Option<&'a Imported>,
}

pub async fn run(place: &PlaceOptions, options: &ImportReportOptions) -> Result<ExitCode> {
    let file = &options.file;
    let bytes = bytes_of(file)?;
    let name = file.file_name().map_or_else(
        || "report".to_owned(),
        |name| name.to_string_lossy().into_owned(),
    );
    if out::to_a_person() && bytes.len() > 1_000_000 {
        eprintln!("Reading {name} ...");
    }
    let document = crate::documents::read(&name, &bytes, &Limits::default())
        .map_err(|problem| anyhow::anyhow!("{}: {problem}", file.display()))?;
    let report = attuned_report::read(&document);
    let saved = if options.dry_run {
        None
    } else {
        let db = place.open_or_make(Clock::system()).await?;
        let mut tx = db.begin().await?;
        let saved = attuned_programme::save(&mut tx, &report, &Source::of(&name, &bytes)).await?;
        tx.commit().await?;
        db.close().await;
        Some(saved)
    };
    match options.format {
        ImportFormat::Text => out::print(&understood::text(
            &name,
            &document.notes,
            &report,
            saved.as_ref(),
            place,
        ))?,
        ImportFormat::Json => {
            let answer = Answer {
                file: file.display().to_string(),
                notes: &document.notes,
                summary: report.summary(),
                report: &report,
                saved: saved.as_ref(),
            };
            out::print(&format!("{}\n", serde_json::to_string(&answer)?))?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn bytes_of(file: &Path) -> Result<Vec<u8>> {
    match fs::metadata(file) {
        Ok(about) if about.is_dir() => {
            bail!("{} is a folder. Name the report inside it.", file.display())
        }
        Ok(about) if about.len() > Limits::default().file_bytes as u64 => {
            bail!(
                "{} is {} MB, where {} MB is the most. Splitting it into parts will work.",
                file.display(),
                about.len() >> 20,
                Limits::default().file_bytes >> 20
            )
        }
        Ok(_) => fs::read(file).with_context(|| format!("{} could not be read", file.display())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => bail!(
            "There is no file {}. Is the name right, and is it in this folder?",
            file.display()
        ),
        Err(error) => Err(error).with_context(|| format!("{} could not be read", file.display())),
    }
}
