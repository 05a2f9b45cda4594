//! Slowing down guesses, kindly: an address is paused for a while, whether or not it has an account.

use attuned_db::{Db, DbError, Instant, row};
use sha2::{Digest, Sha256};

use crate::account::fold_email;
use crate::store;

/// Tries before the pause.
const TRIES: i64 = 5;
const PAUSE_SECONDS: i64 = 15 * 60;
/// After a quiet while the count begins again.
const FORGOTTEN_SECONDS: i64 = 60 * 60;

row! {
    pub struct Tries {
        pub failures: i64,
        pub last_at: Instant,
        pub paused_until: Option<Instant>,
    }
}

/// Kept instead of the address, which may belong to nobody here.
pub fn key(email: &str) -> String {
    Sha256::digest(fold_email(email).as_bytes())
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// Until when the address is paused, if it is.
pub async fn paused_until(db: &Db, email: &str) -> Result<Option<Instant>, DbError> {
    let now = db.clock().now();
    let tries = store::tries(db, &key(email)).await?;
    Ok(tries
        .and_then(|tries| tries.paused_until)
        .filter(|until| *until > now))
}

/// Counts a password that did not fit; says until when the address is paused, if it now is.
pub async fn failed(db: &Db, email: &str) -> Result<Option<Instant>, DbError> {
    let now = db.clock().now();
    let key = key(email);
    let before = store::tries(db, &key)
        .await?
        .filter(|tries| {
            tries.last_at.plus_seconds(FORGOTTEN_SECONDS) > now
                && tries.paused_until.is_none_or(|until| until > now)
        })
        .map_or(0, |tries| tries.failures);
    let failures = before + 1;
    let paused_until = (failures >= TRIES).then(|| now.plus_seconds(PAUSE_SECONDS));
    store::save_tries(db, &key, failures, now, paused_until).await?;
    Ok(paused_until)
}

pub async fn forget(db: &Db, email: &str) -> Result<(), DbError> {
    store::clear_tries(db, &key(email)).await
}
