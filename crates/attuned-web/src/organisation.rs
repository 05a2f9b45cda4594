//! The organisation as data: its name, words, colours, roles. Nothing of it stands in the program.

use std::collections::BTreeMap;

use attuned_db::record;
use attuned_design::{Palette, Word};
use serde::{Deserialize, Serialize};
use thiserror::Error;

record! {
    /// The one organisation that this record belongs to; `settings` is [`Settings`] as JSON.
    pub struct Organisation in web_organisation {
        pub name: String,
        pub settings: String,
    }
}

/// What an organisation says of itself, in `organisation.toml`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    pub name: String,
    /// What this service is called here.
    #[serde(default = "service_name")]
    pub service: String,
    /// The time zone in which a day begins and ends.
    #[serde(default = "zone")]
    pub zone: String,
    /// A sample organisation: made-up accounts, and a page to choose whom to be.
    #[serde(default)]
    pub sample: bool,
    #[serde(default)]
    pub colours: Palette,
    /// Words by key: `member`, `chair`, `committee` and so on.
    #[serde(default)]
    pub words: BTreeMap<String, Word>,
    #[serde(default)]
    pub roles: Vec<Role>,
}

/// A role has the organisation's name and the program's permissions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Role {
    pub key: String,
    pub name: String,
    /// Permissions; `*` is all of them.
    pub may: Vec<String>,
}

#[derive(Debug, Error)]
pub enum OrganisationProblem {
    #[error("{file} could not be read as settings: {cause}")]
    Unreadable { file: String, cause: String },
    #[error("{file}: the colours would be hard to read.\n  {cause}")]
    Colours { file: String, cause: String },
}

fn service_name() -> String {
    "Attuned".to_owned()
}

fn zone() -> String {
    "Europe/London".to_owned()
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            name: "Your organisation".to_owned(),
            service: service_name(),
            zone: zone(),
            sample: false,
            colours: Palette::default(),
            words: BTreeMap::new(),
            roles: Vec::new(),
        }
    }
}

impl Settings {
    /// Reads `organisation.toml`; `file` is only for the message.
    ///
    /// # Errors
    /// With file, line and cure, when a field is unknown or missing or a colour cannot be read against its ground.
    pub fn from_toml(text: &str, file: &str) -> Result<Self, OrganisationProblem> {
        let settings: Self =
            toml::from_str(text).map_err(|cause| OrganisationProblem::Unreadable {
                file: file.to_owned(),
                cause: cause.to_string(),
            })?;
        settings
            .colours
            .check()
            .map_err(|problems| OrganisationProblem::Colours {
                file: file.to_owned(),
                cause: problems
                    .iter()
                    .map(ToString::to_string)
                    .collect::<Vec<_>>()
                    .join("\n  "),
            })?;
        Ok(settings)
    }

    /// As kept in the record.
    pub fn record(&self) -> Organisation {
        Organisation {
            id: "organisation".to_owned(),
            name: self.name.clone(),
            settings: serde_json::to_string(self).unwrap_or_default(),
        }
    }

    /// From the record; what this version of the program no longer understands falls back to the defaults.
    pub fn from_record(held: &Organisation) -> Self {
        serde_json::from_str(&held.settings).unwrap_or_else(|_| Self {
            name: held.name.clone(),
            ..Self::default()
        })
    }

    pub fn role(&self, key: &str) -> Option<&Role> {
        self.roles.iter().find(|role| role.key == key)
    }
}
