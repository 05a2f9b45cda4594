//! The statements of this crate, one small function each.

use attuned_db::{Db, DbError, Instant, Value, row, statements};

use crate::account::{Account, NewAccount, fold_email};
use crate::join::Invitation;
use crate::throttle::Tries;

statements! {
    account_add, account_by_email, account_by_id, account_count, account_end, account_erase, account_list, account_password,
    account_role, invitation_add, invitation_by_hash, invitation_take, try_by_hash, try_clear, try_save,
}

row! {
    struct Counted { accounts: i64 }
}

/// Every account, those that have ended last.
///
/// # Errors
/// When the database cannot be reached.
pub async fn accounts(db: &Db) -> Result<Vec<Account>, DbError> {
    db.all(&account_list, &[]).await
}

pub async fn account(db: &Db, id: &str) -> Result<Option<Account>, DbError> {
    db.optional(&account_by_id, &[id.into()]).await
}

pub async fn account_for(db: &Db, email: &str) -> Result<Option<Account>, DbError> {
    db.optional(&account_by_email, &[fold_email(email).into()])
        .await
}

/// How many accounts can sign in.
///
/// # Errors
/// When the database cannot be reached.
pub async fn how_many(db: &Db) -> Result<i64, DbError> {
    Ok(db
        .optional::<Counted>(&account_count, &[])
        .await?
        .map_or(0, |counted| counted.accounts))
}

/// Adds an account; `password` is the hash by now.
///
/// # Errors
/// [`DbError::Taken`] when the address has an account already.
pub async fn add(db: &Db, account: &NewAccount) -> Result<(), DbError> {
    db.run(&account_add, &add_values(db, account))
        .await
        .map(drop)
}

pub(crate) fn add_values(db: &Db, account: &NewAccount) -> Vec<Value> {
    vec![
        (&account.id).into(),
        db.clock().now().into(),
        (&account.role).into(),
        (&account.post).into(),
        (&account.name).into(),
        account.email.trim().into(),
        fold_email(&account.email).into(),
        account.password.clone().into(),
    ]
}

pub async fn set_role(db: &Db, id: &str, role: &str, post: &str) -> Result<(), DbError> {
    db.run(&account_role, &[id.into(), role.into(), post.into()])
        .await
        .map(drop)
}

pub async fn end(db: &Db, id: &str) -> Result<bool, DbError> {
    Ok(db
        .run(&account_end, &[id.into(), db.clock().now().into()])
        .await?
        == 1)
}

/// Erases what is a person's own: name, address and password. What they changed keeps the account's id.
///
/// # Errors
/// When the database cannot be reached.
pub async fn erase(db: &Db, id: &str) -> Result<(), DbError> {
    db.run(&account_erase, &[id.into(), db.clock().now().into()])
        .await
        .map(drop)
}

pub async fn add_invitation(
    db: &Db,
    hash: &str,
    invitation: &Invitation,
    by: Option<&str>,
) -> Result<(), DbError> {
    let values = [
        hash.into(),
        (&invitation.role).into(),
        (&invitation.post).into(),
        invitation.expires_at.into(),
        by.into(),
        invitation.account_id.clone().into(),
    ];
    db.run(&invitation_add, &values).await.map(drop)
}

pub async fn invitation(db: &Db, hash: &str) -> Result<Option<Invitation>, DbError> {
    db.optional(&invitation_by_hash, &[hash.into()]).await
}

/// Uses the invitation and makes the account, both or neither; says whether the invitation was still there.
pub async fn join(db: &Db, hash: &str, account: &NewAccount) -> Result<bool, DbError> {
    let mut tx = db.begin().await?;
    if tx.run(&invitation_take, &[hash.into()]).await? == 0 {
        return Ok(false);
    }
    tx.run(&account_add, &add_values(db, account)).await?;
    tx.commit().await?;
    Ok(true)
}

/// Uses the invitation and sets the password, both or neither; says whether the invitation was still there.
pub async fn renew(db: &Db, hash: &str, account: &str, password: &str) -> Result<bool, DbError> {
    let mut tx = db.begin().await?;
    if tx.run(&invitation_take, &[hash.into()]).await? == 0 {
        return Ok(false);
    }
    let set = tx
        .run(&account_password, &[account.into(), password.into()])
        .await?;
    tx.commit().await?;
    Ok(set == 1)
}

pub async fn tries(db: &Db, key: &str) -> Result<Option<Tries>, DbError> {
    db.optional(&try_by_hash, &[key.into()]).await
}

pub async fn save_tries(
    db: &Db,
    key: &str,
    failures: i64,
    at: Instant,
    paused_until: Option<Instant>,
) -> Result<(), DbError> {
    db.run(
        &try_save,
        &[key.into(), failures.into(), at.into(), paused_until.into()],
    )
    .await
    .map(drop)
}

pub async fn clear_tries(db: &Db, key: &str) -> Result<(), DbError> {
    db.run(&try_clear, &[key.into()]).await.map(drop)
}
