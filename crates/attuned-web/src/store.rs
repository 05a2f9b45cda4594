//! The statements of this crate, one small function each.

use attuned_db::{Db, DbError, Instant, Version, new_id, row, statements};

use crate::organisation::Organisation;

statements! {
    audit_add, organisation_at, ready, session_by_id, session_create, session_delete, session_save, session_sweep,
}

row! {
    pub struct SessionRow { pub data: String, pub expires_at: Instant }
}
row! {
    struct Steps { steps: i64 }
}

pub async fn organisation(
    db: &Db,
    as_of: Instant,
) -> Result<Option<Version<Organisation>>, DbError> {
    db.optional(&organisation_at, &[as_of.into()]).await
}

pub async fn session(db: &Db, id: &str) -> Result<Option<SessionRow>, DbError> {
    db.optional(&session_by_id, &[id.into()]).await
}

/// Says whether the id was free.
pub async fn create_session(
    db: &Db,
    id: &str,
    data: String,
    expires_at: Instant,
) -> Result<bool, DbError> {
    Ok(db
        .run(
            &session_create,
            &[id.into(), data.into(), expires_at.into()],
        )
        .await?
        == 1)
}

pub async fn save_session(
    db: &Db,
    id: &str,
    data: String,
    expires_at: Instant,
) -> Result<(), DbError> {
    db.run(&session_save, &[id.into(), data.into(), expires_at.into()])
        .await
        .map(drop)
}

pub async fn delete_session(db: &Db, id: &str) -> Result<(), DbError> {
    db.run(&session_delete, &[id.into()]).await.map(drop)
}

pub async fn sweep_sessions(db: &Db) -> Result<u64, DbError> {
    db.run(&session_sweep, &[db.clock().now().into()]).await
}

pub async fn audit(db: &Db, account: Option<&str>, event: &str, path: &str) -> Result<(), DbError> {
    let at = db.clock().now();
    let values = [
        new_id().into(),
        at.into(),
        account.into(),
        event.into(),
        path.into(),
    ];
    db.run(&audit_add, &values).await.map(drop)
}

/// Whether the database answers and has its tables.
pub async fn is_ready(db: &Db) -> Result<bool, DbError> {
    Ok(db
        .optional::<Steps>(&ready, &[])
        .await?
        .is_some_and(|row| row.steps > 0))
}
