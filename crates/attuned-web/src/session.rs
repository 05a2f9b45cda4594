//! Sessions: one table, and the few things a session holds. The cookie's handling is tower-sessions'.

use std::sync::atomic::{AtomicU32, Ordering};

use async_trait::async_trait;
use attuned_db::{Db, Instant};
use attuned_design::{Flash, FlashKind};
use axum::http::Extensions;
use rand::distr::{Alphanumeric, SampleString};
use time::OffsetDateTime;
use tower_sessions::session::{Id, Record};
use tower_sessions::session_store::{Error, Result};
use tower_sessions::{Session, SessionStore};

use crate::problem::Problem;
use crate::store;

/// The session's key for the id of the account that signed in.
pub const SIGNED_IN: &str = "account";
const TOKEN: &str = "csrf";
const FLASH: &str = "flash";
const SEEN: &str = "seen";
/// How often a session in use is written, which moves its end.
const SEEN_EVERY_SECONDS: i64 = 5 * 60;

/// Sessions in the database, so that any copy of the program knows them. The published SQL store for tower-sessions is
/// two versions behind; this is the part of it that we need.
#[derive(Debug, Clone)]
pub(crate) struct Sessions {
    db: Db,
}

impl Sessions {
    pub(crate) fn new(db: Db) -> Self {
        Self { db }
    }

    /// Removes ended sessions now and then, on the way past: no clock of its own, and nothing to keep running.
    async fn sweep_sometimes(&self) {
        static CREATED: AtomicU32 = AtomicU32::new(0);
        if CREATED.fetch_add(1, Ordering::Relaxed).is_multiple_of(64)
            && let Err(error) = store::sweep_sessions(&self.db).await
        {
            tracing::warn!(%error, "ended sessions were not removed");
        }
    }
}

fn backend(error: impl ToString) -> Error {
    Error::Backend(error.to_string())
}

fn end_of(record: &Record) -> Result<Instant> {
    let at = jiff::Timestamp::from_second(record.expiry_date.unix_timestamp()).map_err(backend)?;
    Ok(Instant::from_timestamp(at))
}

fn data_of(record: &Record) -> Result<String> {
    serde_json::to_string(&record.data).map_err(|error| Error::Encode(error.to_string()))
}

#[async_trait]
impl SessionStore for Sessions {
    async fn create(&self, record: &mut Record) -> Result<()> {
        self.sweep_sometimes().await;
        while !store::create_session(
            &self.db,
            &record.id.to_string(),
            data_of(record)?,
            end_of(record)?,
        )
        .await
        .map_err(backend)?
        {
            record.id = Id::default();
        }
        Ok(())
    }

    async fn save(&self, record: &Record) -> Result<()> {
        store::save_session(
            &self.db,
            &record.id.to_string(),
            data_of(record)?,
            end_of(record)?,
        )
        .await
        .map_err(backend)
    }

    async fn load(&self, id: &Id) -> Result<Option<Record>> {
        let Some(row) = store::session(&self.db, &id.to_string())
            .await
            .map_err(backend)?
        else {
            return Ok(None);
        };
        if row.expires_at < self.db.clock().now() {
            return Ok(None);
        }
        let data =
            serde_json::from_str(&row.data).map_err(|error| Error::Decode(error.to_string()))?;
        let expiry_date =
            OffsetDateTime::from_unix_timestamp(row.expires_at.timestamp().as_second())
                .map_err(backend)?;
        Ok(Some(Record {
            id: *id,
            data,
            expiry_date,
        }))
    }

    async fn delete(&self, id: &Id) -> Result<()> {
        store::delete_session(&self.db, &id.to_string())
            .await
            .map_err(backend)
    }
}

/// Begins a session for an account, under a new id so that one planted beforehand is worth nothing.
///
/// # Errors
/// When the session cannot be stored.
pub async fn sign_in(session: &Session, account: &str) -> std::result::Result<(), Problem> {
    session.cycle_id().await.map_err(Problem::unexpected)?;
    session
        .insert(SIGNED_IN, account)
        .await
        .map_err(Problem::unexpected)?;
    session
        .insert(TOKEN, new_token())
        .await
        .map_err(Problem::unexpected)
}

/// Ends the session, here and in the database.
///
/// # Errors
/// When the session cannot be removed.
pub async fn sign_out(session: &Session) -> std::result::Result<(), Problem> {
    session.flush().await.map_err(Problem::unexpected)
}

/// Keeps a session in use from ending, with one write in some minutes and not one for each page.
pub(crate) async fn keep_alive(
    session: &Session,
    now: Instant,
) -> std::result::Result<(), Problem> {
    let second = now.timestamp().as_second();
    let seen: Option<i64> = session.get(SEEN).await.map_err(Problem::unexpected)?;
    if seen.is_none_or(|seen| second - seen >= SEEN_EVERY_SECONDS) {
        session
            .insert(SEEN, second)
            .await
            .map_err(Problem::unexpected)?;
    }
    Ok(())
}

/// The token that the forms of this session carry, where it has one.
pub(crate) async fn token(extensions: &Extensions) -> std::result::Result<Option<String>, Problem> {
    match extensions.get::<Session>() {
        Some(session) => session.get(TOKEN).await.map_err(Problem::unexpected),
        None => Ok(None),
    }
}

/// The token, made when there is none: for a page with a form that anyone may open.
pub(crate) async fn token_or_new(session: &Session) -> std::result::Result<String, Problem> {
    if let Some(token) = session.get(TOKEN).await.map_err(Problem::unexpected)? {
        return Ok(token);
    }
    let token = new_token();
    session
        .insert(TOKEN, &token)
        .await
        .map_err(Problem::unexpected)?;
    Ok(token)
}

fn new_token() -> String {
    Alphanumeric.sample_string(&mut rand::rng(), 32)
}

pub(crate) async fn set_flash(session: &Session, text: &str) -> std::result::Result<(), Problem> {
    let flash = Flash {
        kind: FlashKind::Done,
        text: text.to_owned(),
    };
    session
        .insert(FLASH, flash)
        .await
        .map_err(Problem::unexpected)
}

pub(crate) async fn take_flash(session: &Session) -> std::result::Result<Option<Flash>, Problem> {
    // Looked at first: taking marks the session as changed, and then every page would write to the database.
    let held: Option<Flash> = session.get(FLASH).await.map_err(Problem::unexpected)?;
    if held.is_some() {
        session
            .remove::<Flash>(FLASH)
            .await
            .map_err(Problem::unexpected)?;
    }
    Ok(held)
}
