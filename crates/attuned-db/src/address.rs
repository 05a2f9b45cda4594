//! Where an organisation's record is kept.

use std::path::{Path, PathBuf};

use thiserror::Error;

/// The place of the database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Address {
    /// A SQLite file.
    File(PathBuf),
    /// A PostgreSQL address, kept whole because it may hold a password: never print it, see [`Address::shown`].
    Postgres(String),
}

#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error(
    "The database address begins with \u{201c}{0}\u{201d}, which Attuned does not know. It can be postgres://name:password@host/database, or leave --database out and give a folder with --data."
)]
pub struct AddressError(String);

impl Address {
    /// The SQLite file inside a data folder.
    pub fn in_folder(folder: &Path) -> Self {
        Self::File(folder.join("attuned.sqlite"))
    }

    /// # Errors
    /// When the address is neither PostgreSQL's nor a SQLite file's.
    pub fn parse(text: &str) -> Result<Self, AddressError> {
        let scheme = text.split_once(':').map_or("", |(scheme, _)| scheme);
        match scheme {
            "postgres" | "postgresql" => Ok(Self::Postgres(text.to_owned())),
            "sqlite" => {
                let path = text.trim_start_matches("sqlite:").trim_start_matches("//");
                Ok(Self::File(PathBuf::from(path)))
            }
            other => Err(AddressError(other.to_owned())),
        }
    }

    /// Safe to print: a password is never part of it.
    pub fn shown(&self) -> String {
        match self {
            Self::File(path) => format!("SQLite, in {}", path.display()),
            Self::Postgres(address) => {
                let place = address.rsplit_once('@').map_or_else(
                    || address.split_once("//").map_or("", |(_, rest)| rest),
                    |(_, place)| place,
                );
                let place = place.split_once('?').map_or(place, |(before, _)| before);
                format!("PostgreSQL, at {place}")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_never_shown() {
        let address =
            Address::parse("postgres://ann:s3cret@db.example/attuned?password=s3cret").unwrap();
        assert_eq!(address.shown(), "PostgreSQL, at db.example/attuned");
    }

    #[test]
    fn an_unknown_address_says_what_would_work() {
        let said = Address::parse("mysql://x").unwrap_err().to_string();
        assert!(
            said.contains("mysql") && said.contains("postgres://"),
            "{said}"
        );
    }
}
