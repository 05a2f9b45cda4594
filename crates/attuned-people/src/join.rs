//! An invitation becomes an account. The first one, for the system owner, is printed by the program when it starts
//! without any account; so whoever reaches the server first is not by that alone its owner.

use attuned_db::{Db, DbError, Instant, new_id, row};
use attuned_design::Field;
use attuned_web::{FieldError, Form, Posted, Problem, Sample, Visit, sign_in};
use axum::extract::Path;
use axum::response::Response;
use rand::distr::{Alphanumeric, SampleString};
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::account::{Account, NewAccount, looks_like_email};
use crate::{password, store, throttle};

const PAGE: &str = "people/join.html";
const OPEN_SECONDS: i64 = 7 * 24 * 60 * 60;

row! {
    pub struct Invitation {
        pub role: String,
        pub post: String,
        pub expires_at: Instant,
        /// Whose it is already: then it sets a new password and makes no account.
        pub account_id: Option<String>,
    }
}

#[derive(Debug, Default, Serialize)]
struct JoinPage {
    code: String,
    has_account: bool,
    name: Field,
    email: Field,
    post: Field,
    password: Field,
    errors: Vec<FieldError>,
}

/// Makes an invitation; returns the path to send, which is shown once and kept only as a hash.
///
/// # Errors
/// When the database cannot be reached.
pub async fn invite(db: &Db, role: &str, post: &str, by: Option<&str>) -> Result<String, DbError> {
    make(db, role, post, by, None).await
}

/// Makes an address with which someone who has an account sets a new password.
///
/// # Errors
/// When the database cannot be reached.
pub async fn new_password(db: &Db, account: &Account, by: &str) -> Result<String, DbError> {
    make(
        db,
        &account.role,
        &account.post,
        Some(by),
        Some(account.id.clone()),
    )
    .await
}

async fn make(
    db: &Db,
    role: &str,
    post: &str,
    by: Option<&str>,
    account_id: Option<String>,
) -> Result<String, DbError> {
    let code = Alphanumeric.sample_string(&mut rand::rng(), 24);
    let expires_at = db.clock().now().plus_seconds(OPEN_SECONDS);
    let invitation = Invitation {
        role: role.to_owned(),
        post: post.to_owned(),
        expires_at,
        account_id,
    };
    store::add_invitation(db, &hash(&code), &invitation, by).await?;
    Ok(format!("/join/{code}"))
}

fn hash(code: &str) -> String {
    Sha256::digest(code.as_bytes())
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

pub async fn show(visit: Visit, Path(code): Path<String>) -> Result<Response, Problem> {
    let invitation = find(&visit, &code).await?;
    let has_account = invitation.account_id.is_some();
    let form = Form::filled([("post", invitation.post)]);
    visit.form(PAGE, page_of(&code, has_account, &form)).await
}

pub async fn send(
    visit: Visit,
    Path(code): Path<String>,
    Posted(mut form): Posted,
) -> Result<Response, Problem> {
    let invitation = find(&visit, &code).await?;
    if let Some(account) = &invitation.account_id {
        return set_password(&visit, &code, account, form).await;
    }
    let name = form.needed("name", "Enter your name");
    let post = form.needed("post", "Enter the name of your post, like Scrutiny officer");
    let email = form.needed("email", "Enter your work email address");
    if !email.is_empty() && !looks_like_email(&email) {
        form.say("email", "Enter an email address like name@example.org");
    }
    let password = form.all("password").first().cloned().unwrap_or_default();
    if let Some(advice) = password::advice(&password) {
        form.say("password", advice);
    }
    if form.is_fine() && store::account_for(&visit.site.db, &email).await?.is_some() {
        form.say(
            "email",
            "There is an account with this address already. You can sign in with it",
        );
    }
    if !form.is_fine() {
        return visit.form_again(PAGE, page_of(&code, false, &form)).await;
    }
    let hashed = password::hash(password).await?;
    let account = NewAccount {
        id: new_id(),
        name,
        email,
        post,
        role: invitation.role,
        password: Some(hashed),
    };
    if !store::join(&visit.site.db, &hash(&code), &account).await? {
        return Err(gone());
    }
    sign_in(visit.session(), &account.id).await?;
    visit
        .done("/", "Your account is ready, and you are signed in.")
        .await
}

/// Someone who has an account sets a new password; the invitation is used, and the old password no longer fits.
async fn set_password(
    visit: &Visit,
    code: &str,
    account_id: &str,
    mut form: Form,
) -> Result<Response, Problem> {
    let db = &visit.site.db;
    let password = form.all("password").first().cloned().unwrap_or_default();
    if let Some(advice) = password::advice(&password) {
        form.say("password", advice);
        return visit.form_again(PAGE, page_of(code, true, &form)).await;
    }
    let account = store::account(db, account_id).await?.ok_or_else(gone)?;
    let hashed = password::hash(password).await?;
    if !store::renew(db, &hash(code), &account.id, &hashed).await? {
        return Err(gone());
    }
    if let Some(email) = &account.email {
        throttle::forget(db, email).await?;
    }
    sign_in(visit.session(), &account.id).await?;
    visit
        .done("/", "Your new password is set, and you are signed in.")
        .await
}

async fn find(visit: &Visit, code: &str) -> Result<Invitation, Problem> {
    let db = &visit.site.db;
    let invitation = store::invitation(db, &hash(code)).await?;
    invitation
        .filter(|invitation| invitation.expires_at > db.clock().now())
        .ok_or_else(gone)
}

fn gone() -> Problem {
    Problem::not_found("That invitation has been used or has run out, so the page")
}

fn page_of(code: &str, has_account: bool, form: &Form) -> JoinPage {
    JoinPage {
        has_account,
        code: code.to_owned(),
        name: form.field("name"),
        email: form.field("email"),
        post: form.field("post"),
        password: Field {
            value: String::new(),
            values: Vec::new(),
            ..form.field("password")
        },
        errors: form.errors(),
    }
}

pub(crate) fn samples() -> Vec<Sample> {
    let mut tried = Form::filled([("name", "Sam Reed".to_owned()), ("email", "sam".to_owned())]);
    tried.say("email", "Enter an email address like name@example.org");
    vec![
        Sample::new(PAGE, "a new password", page_of("x", true, &Form::default())),
        Sample::new(
            PAGE,
            "nothing typed yet",
            page_of("x", false, &Form::default()),
        ),
        Sample::new(PAGE, "an address to mend", page_of("x", false, &tried)),
    ]
}
