//! The organisations that come with the program, from files under `organisations/`.

use anyhow::{Context, Result, bail};
use attuned_db::Db;
use attuned_programme::SampleData;
use attuned_web::Settings;

use crate::modules::permissions;

/// A sample: an organisation, the report it is made from, and what is applied over it.
pub struct Sample {
    pub name: &'static str,
    pub about: &'static str,
    pub report_name: &'static str,
    pub report: &'static str,
    organisation: &'static str,
    data: &'static str,
}

pub const SAMPLES: &[Sample] = &[Sample {
    name: "council",
    about: "a council that answered four recommendations on a trauma-informed approach",
    report_name: "report.md",
    report: include_str!("../../../organisations/council/report.md"),
    organisation: include_str!("../../../organisations/council/organisation.toml"),
    data: include_str!("../../../organisations/council/sample.toml"),
}];

impl Sample {
    pub fn find(name: &str) -> Result<&'static Self> {
        if let Some(found) = SAMPLES.iter().find(|sample| sample.name == name) {
            return Ok(found);
        }
        let known: Vec<String> = SAMPLES
            .iter()
            .map(|sample| format!("  {}: {}", sample.name, sample.about))
            .collect();
        bail!(
            "There is no sample called \u{201c}{name}\u{201d}. These come with the program:\n{}",
            known.join("\n")
        )
    }

    pub fn settings(&self) -> Result<Settings> {
        read(
            self.organisation,
            &format!("organisations/{}/organisation.toml", self.name),
        )
    }

    pub fn data(&self) -> Result<SampleData> {
        toml::from_str(self.data)
            .with_context(|| format!("organisations/{}/sample.toml could not be read", self.name))
    }
}

/// What a record begins with when nothing else is said.
pub fn blank() -> Result<Settings> {
    read(
        include_str!("../../../organisations/blank/organisation.toml"),
        "organisations/blank/organisation.toml",
    )
}

/// Reads settings and checks that its roles name permissions that exist. A role may say `*` for all of them.
pub fn read(text: &str, file: &str) -> Result<Settings> {
    let mut settings = Settings::from_toml(text, file)?;
    let known: Vec<&str> = permissions()
        .iter()
        .map(|permission| permission.0)
        .collect();
    for role in &mut settings.roles {
        if role.may == ["*"] {
            role.may = known
                .iter()
                .map(|&permission| permission.to_owned())
                .collect();
        }
        if let Some(unknown) = role
            .may
            .iter()
            .find(|permission| !known.contains(&permission.as_str()))
        {
            bail!(
                "{file}: the role \u{201c}{}\u{201d} names \u{201c}{unknown}\u{201d}, which nothing asks for. It can be: {}",
                role.key,
                known.join(", ")
            );
        }
    }
    Ok(settings)
}

/// Writes the organisation into the record.
pub async fn write(db: &Db, settings: &Settings) -> Result<()> {
    let mut tx = db.begin().await?;
    tx.save(&settings.record(), "init").await?;
    tx.commit().await?;
    Ok(())
}
