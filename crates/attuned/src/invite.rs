//! `attuned invite`: for the first account, and for when nobody can sign in any more.

use std::process::ExitCode;

use anyhow::{Result, bail};
use attuned_db::Clock;

use crate::cli::{InviteOptions, PlaceOptions};
use crate::{out, place};

pub async fn run(options: &PlaceOptions, invite: &InviteOptions) -> Result<ExitCode> {
    let db = options.open(Clock::system()).await?;
    let settings = place::settings(&db).await?.unwrap_or_default();
    if settings.role(&invite.role).is_none() {
        let known: Vec<&str> = settings
            .roles
            .iter()
            .map(|role| role.key.as_str())
            .collect();
        bail!(
            "There is no role \u{201c}{}\u{201d} here. It can be: {}",
            invite.role,
            known.join(", ")
        );
    }
    let path = attuned_people::invite(&db, &invite.role, &invite.post, None).await?;
    db.close().await;
    out::print(&format!(
        "This works once, for seven days, after the address of the service:\n{path}\n"
    ))?;
    Ok(ExitCode::SUCCESS)
}
