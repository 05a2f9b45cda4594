//! `attuned doctor`: what is set up, what is wrong, and how to mend it.

use std::fmt::Write as _;
use std::process::ExitCode;

use anyhow::Result;
use attuned_db::{Address, Clock, Db};

use crate::cli::PlaceOptions;
use crate::modules::{permissions, schemas};
use crate::{out, place};

/// One thing that was looked at.
struct Finding {
    what: &'static str,
    said: String,
    /// What helps, when something is wrong.
    cure: Option<String>,
}

fn fine(what: &'static str, said: impl Into<String>) -> Finding {
    Finding {
        what,
        said: said.into(),
        cure: None,
    }
}

fn wrong(what: &'static str, said: impl Into<String>, cure: impl Into<String>) -> Finding {
    Finding {
        what,
        said: said.into(),
        cure: Some(cure.into()),
    }
}

pub async fn run(options: &PlaceOptions) -> Result<ExitCode> {
    let mut found = vec![fine(
        "Program",
        format!("attuned {}", env!("CARGO_PKG_VERSION")),
    )];
    match options.address() {
        Err(error) => found.push(wrong(
            "Record",
            "its address cannot be read",
            error.to_string(),
        )),
        Ok(address) => look(options, &address, &mut found).await,
    }
    let mut said = String::new();
    for finding in &found {
        let sign = if finding.cure.is_some() {
            "to mend"
        } else {
            "fine"
        };
        let _ = writeln!(
            said,
            "{sign:<8} {:<14} {}",
            finding.what,
            out::wrapped(&finding.said, 96, 24)
        );
        if let Some(cure) = &finding.cure {
            let _ = writeln!(said, "{:<24}{}", "", out::wrapped(cure, 96, 24));
        }
    }
    let problems = found
        .iter()
        .filter(|finding| finding.cure.is_some())
        .count();
    let _ = writeln!(
        said,
        "\n{}",
        if problems == 0 {
            "All is well.".to_owned()
        } else {
            format!("To mend: {problems}.")
        }
    );
    out::print(&said)?;
    Ok(if problems == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

async fn look(options: &PlaceOptions, address: &Address, found: &mut Vec<Finding>) {
    if let Address::File(path) = address
        && !path.exists()
    {
        let cure = format!("attuned init {}", options.option());
        found.push(wrong(
            "Record",
            format!("there is none in {}", options.data.display()),
            cure,
        ));
        return;
    }
    let db = match Db::open(address, Clock::system(), false).await {
        Ok(db) => db,
        Err(error) => {
            let cure = "Is the database running, is the address right, and may this user read and write there?";
            found.push(wrong(
                "Record",
                format!("{}: {error}", address.shown()),
                cure,
            ));
            return;
        }
    };
    found.push(fine("Record", address.shown()));
    if let Address::File(path) = address {
        match std::fs::metadata(path) {
            Ok(about) if about.permissions().readonly() => found.push(wrong(
                "File",
                "it can be read and not written",
                "Give this user the right to write it.",
            )),
            Ok(about) => found.push(fine(
                "File",
                format!("{:.1} MB", about.len() as f64 / 1_048_576.0),
            )),
            Err(error) => found.push(wrong(
                "File",
                error.to_string(),
                "Is the folder still there?",
            )),
        }
    }
    if let Err(error) = inside(&db, found).await {
        found.push(wrong(
            "Contents",
            error.to_string(),
            "If this stays after a restart, please report it with this line.",
        ));
    }
    db.close().await;
}

async fn inside(db: &Db, found: &mut Vec<Finding>) -> Result<()> {
    match db.migrate(&schemas()).await {
        Ok(()) => found.push(fine("Tables", "up to date")),
        Err(error) => {
            found.push(wrong(
                "Tables",
                error.to_string(),
                "A newer version of the program made this record; please use that one.",
            ));
            return Ok(());
        }
    }
    let now = db.clock().now();
    let settings = place::settings(db).await?;
    let is_sample = settings.as_ref().is_some_and(|settings| settings.sample);
    match settings {
        None => found.push(wrong("Organisation", "none is set up", "attuned init")),
        Some(settings) => {
            let sample = if settings.sample {
                ", a sample: anyone who reaches it can be anyone in it"
            } else {
                ""
            };
            found.push(fine("Organisation", format!("{}{sample}", settings.name)));
            if let Err(problems) = settings.colours.check() {
                let said: Vec<String> = problems.iter().map(ToString::to_string).collect();
                found.push(wrong("Colours", said.join(" "), "Change the colours in organisation.toml, then: attuned init --organisation FILE"));
            }
            let known = permissions();
            let owner = settings.roles.iter().any(|role| {
                known
                    .iter()
                    .all(|permission| role.may.iter().any(|held| held == permission.0))
            });
            if !owner {
                found.push(wrong("Roles", "no role may do everything", "Add one with may = [\"*\"] to organisation.toml, then: attuned init --organisation FILE"));
            }
        }
    }
    match attuned_people::how_many(db).await? {
        0 => found.push(wrong(
            "Accounts",
            "nobody can sign in yet",
            "attuned serve prints the address of the first account; attuned invite makes one too.",
        )),
        accounts if is_sample => {
            found.push(fine("Accounts", format!("{accounts} made-up people to be")))
        }
        accounts => found.push(fine("Accounts", format!("{accounts} can sign in"))),
    }
    let referrals = attuned_programme::every_referral(db, now).await?.len();
    let duties = attuned_programme::every_duty(db, now).await?.len();
    let reports = attuned_programme::reports(db, now).await?.len();
    if referrals == 0 {
        found.push(fine(
            "Programme",
            "empty. To begin: attuned import report FILE",
        ));
    } else {
        found.push(fine(
            "Programme",
            format!("reports: {reports}; referrals: {referrals}; duties: {duties}"),
        ));
    }
    Ok(())
}
