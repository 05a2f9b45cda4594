//! Opening the record, with words for when it cannot be.

use std::fs;

use anyhow::{Context, Result, bail};
use attuned_db::{Address, Clock, Db};
use attuned_web::Settings;

use crate::cli::PlaceOptions;
use crate::modules::schemas;

impl PlaceOptions {
    /// The option with which the same record is found again; an address that may hold a password is left for the reader
    /// to fill in.
    pub fn option(&self) -> String {
        match &self.database {
            Some(_) => "--database \u{2026}".to_owned(),
            None => format!("--data {}", self.data.display()),
        }
    }

    pub fn address(&self) -> Result<Address> {
        match &self.database {
            Some(url) => Ok(Address::parse(url)?),
            None => Ok(Address::in_folder(&self.data)),
        }
    }

    /// Opens a record that is there, and takes the steps its tables still need.
    pub async fn open(&self, clock: Clock) -> Result<Db> {
        let address = self.address()?;
        if let Address::File(path) = &address
            && !path.exists()
        {
            bail!(
                "There is no record in {} yet.\nTo make one: attuned init {option}\nTo look around in a sample: attuned init --sample council {option}",
                self.data.display(),
                option = self.option()
            );
        }
        let db = self.connect(&address, clock, false).await?;
        if settings(&db).await?.is_none() {
            bail!(
                "There is no record at this address yet: {}.\nTo make one: attuned init, with the same --database",
                address.shown()
            );
        }
        Ok(db)
    }

    /// Opens the record, and makes it when there is none.
    pub async fn open_or_make(&self, clock: Clock) -> Result<Db> {
        let address = self.address()?;
        if let Address::File(path) = &address
            && let Some(folder) = path.parent()
        {
            fs::create_dir_all(folder)
                .with_context(|| format!("The folder {} could not be made", folder.display()))?;
        }
        let db = self.connect(&address, clock, true).await?;
        if settings(&db).await?.is_none() {
            crate::organisations::write(&db, &crate::organisations::blank()?).await?;
        }
        Ok(db)
    }

    async fn connect(&self, address: &Address, clock: Clock, make: bool) -> Result<Db> {
        let db = Db::open(address, clock, make)
            .await
            .with_context(|| format!("The record could not be opened ({}). Is the address right, and may this user read and write there?", address.shown()))?;
        db.migrate(&schemas()).await.with_context(|| {
            format!(
                "The tables of the record could not be brought up to date ({})",
                address.shown()
            )
        })?;
        Ok(db)
    }
}

/// The organisation's settings; `None` before `attuned init`.
pub async fn settings(db: &Db) -> Result<Option<Settings>> {
    let held = db
        .at::<attuned_web::Organisation>("organisation", db.clock().now())
        .await?;
    Ok(held.map(|held| Settings::from_record(&held.record)))
}
