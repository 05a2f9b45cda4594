//! An account: a person who signs in, the post they hold, and the role that says what they may do.

use std::collections::BTreeMap;

use attuned_db::{Db, DbError, Instant, row};
use serde::Serialize;

use crate::store;

row! {
    /// Name, address and password are a person's own and can be erased; the rest stays, so that history keeps its thread.
    pub struct Account {
        pub id: String,
        pub role: String,
        pub post: String,
        pub name: Option<String>,
        pub email: Option<String>,
        pub password: Option<String>,
        pub ended_at: Option<Instant>,
    }
}

/// What an account is made from.
#[derive(Debug, Clone)]
pub struct NewAccount {
    pub id: String,
    pub name: String,
    pub email: String,
    pub post: String,
    pub role: String,
    /// `None` for a made-up person of the sample organisation, whom one chooses to be without a password.
    pub password: Option<String>,
}

/// Who made a change, as a page says it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Who {
    pub name: String,
    pub post: String,
}

impl Who {
    /// "Sam Reed, Scrutiny officer".
    pub fn shown(&self) -> String {
        match (self.name.as_str(), self.post.as_str()) {
            ("", post) => post.to_owned(),
            (name, "") => name.to_owned(),
            (name, post) => format!("{name}, {post}"),
        }
    }
}

/// The people behind the authors of a history. An author that is no account (an import, say) is left out: the caller
/// knows those.
///
/// # Errors
/// When the database cannot be reached.
pub async fn who(db: &Db) -> Result<BTreeMap<String, Who>, DbError> {
    let accounts = store::accounts(db).await?;
    Ok(accounts
        .into_iter()
        .map(|account| {
            let name = account
                .name
                .unwrap_or_else(|| "Someone who has left".to_owned());
            (
                account.id,
                Who {
                    name,
                    post: account.post,
                },
            )
        })
        .collect())
}

/// As compared: without regard to case, and without the space around it. Computed here because `lower()` knows only
/// ASCII on SQLite.
pub fn fold_email(email: &str) -> String {
    email.trim().to_lowercase()
}

/// Whether it can be an address: something, an @, and a place with a dot. The one real test is a letter that arrives.
pub fn looks_like_email(email: &str) -> bool {
    let email = email.trim();
    match email.split_once('@') {
        Some((name, place)) => {
            !name.is_empty()
                && place.contains('.')
                && !place.ends_with('.')
                && !email.contains(char::is_whitespace)
        }
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_compared_folded() {
        assert_eq!(fold_email(" \u{c9}va@Example.ORG "), "\u{e9}va@example.org");
        assert!(looks_like_email("a.b@c.example"));
        for no in ["", "a", "a@b", "@b.c", "a b@c.d", "a@b."] {
            assert!(!looks_like_email(no), "{no}");
        }
    }
}
