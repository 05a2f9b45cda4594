//! Signing in with an email address and a password.

use attuned_db::Instant;
use attuned_design::Field;
use attuned_web::{FieldError, Form, Posted, Problem, Sample, Visit, sign_in};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Serialize;

use crate::{password, store, throttle};

const PAGE: &str = "people/sign_in.html";

#[derive(Debug, Default, Serialize)]
struct SignInPage {
    email: Field,
    password: Field,
    /// Where to go afterwards.
    next: String,
    errors: Vec<FieldError>,
    paused_until: Option<Instant>,
    /// No account exists yet: the service has just been set up.
    nobody_yet: bool,
}

pub async fn show(visit: Visit) -> Result<Response, Problem> {
    let nobody_yet = store::how_many(&visit.site.db).await? == 0;
    let page = SignInPage {
        nobody_yet,
        next: safe_next(&visit.query.text("next")),
        ..page_of(&Form::default())
    };
    visit.form(PAGE, page).await
}

pub async fn send(visit: Visit, Posted(mut form): Posted) -> Result<Response, Problem> {
    let db = &visit.site.db;
    let email = form.needed("email", "Enter your work email address");
    let password = form.all("password").first().cloned().unwrap_or_default();
    if password.is_empty() {
        form.say("password", "Enter your password");
    }
    let next = safe_next(&form.text("next"));
    if !form.is_fine() {
        return visit
            .form_again(
                PAGE,
                SignInPage {
                    next,
                    ..page_of(&form)
                },
            )
            .await;
    }
    if let Some(until) = throttle::paused_until(db, &email).await? {
        return visit
            .form_again(
                PAGE,
                SignInPage {
                    next,
                    paused_until: Some(until),
                    ..page_of(&form)
                },
            )
            .await;
    }
    let account = store::account_for(db, &email).await?;
    let hash = account
        .as_ref()
        .and_then(|account| account.password.clone());
    if password::fits(password, hash).await?
        && let Some(account) = account
    {
        throttle::forget(db, &email).await?;
        sign_in(visit.session(), &account.id).await?;
        return Ok(Redirect::to(&next).into_response());
    }
    let paused_until = throttle::failed(db, &email).await?;
    if paused_until.is_none() {
        // One sentence for both: which of the two it was is nobody's business but the owner's.
        form.say(
            "email",
            "That email address and password do not go together. Check both and try again",
        );
    }
    visit
        .form_again(
            PAGE,
            SignInPage {
                next,
                paused_until,
                ..page_of(&form)
            },
        )
        .await
}

fn page_of(form: &Form) -> SignInPage {
    SignInPage {
        email: form.field("email"),
        // A password is the one thing that is not shown again.
        password: Field {
            value: String::new(),
            values: Vec::new(),
            ..form.field("password")
        },
        next: "/".to_owned(),
        errors: form.errors(),
        ..SignInPage::default()
    }
}

/// Only a path of this service: an address elsewhere would make the sign-in page a door to it.
pub(crate) fn safe_next(next: &str) -> String {
    let inside =
        next.starts_with('/') && !next.starts_with("//") && !next.contains(['\\', '\n', '\r']);
    if inside {
        next.to_owned()
    } else {
        "/".to_owned()
    }
}

pub(crate) fn samples() -> Vec<Sample> {
    let fresh = page_of(&Form::default());
    let mut tried = Form::filled([("email", "sam@council.example".to_owned())]);
    tried.say(
        "email",
        "That email address and password do not go together. Check both and try again",
    );
    let until = "2026-03-27T15:15:00Z".parse().ok();
    vec![
        Sample::new(PAGE, "nothing typed yet", fresh),
        Sample::new(
            PAGE,
            "the first run",
            SignInPage {
                nobody_yet: true,
                ..page_of(&Form::default())
            },
        ),
        Sample::new(PAGE, "a password that does not fit", page_of(&tried)),
        Sample::new(
            PAGE,
            "paused",
            SignInPage {
                paused_until: until,
                ..page_of(&Form::default())
            },
        ),
    ]
}

#[cfg(test)]
mod tests {
    use super::safe_next;

    #[test]
    fn next_stays_inside() {
        assert_eq!(
            safe_next("/referrals/2024-01?on=2024-10-01"),
            "/referrals/2024-01?on=2024-10-01"
        );
        for outside in [
            "https://x.example",
            "//x.example",
            "/\\x.example",
            "",
            "javascript:x",
        ] {
            assert_eq!(safe_next(outside), "/", "{outside}");
        }
    }
}
