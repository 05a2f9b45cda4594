//! Who can sign in, and inviting someone new.

use attuned_db::Instant;
use attuned_design::{Choice, Field};
use attuned_web::{FieldError, Form, Posted, Problem, Sample, Settings, Visit};
use axum::response::Response;
use serde::Serialize;

use crate::{join, store};

const PAGE: &str = "people/account_list.html";

#[derive(Debug, Default, Serialize)]
struct AccountListPage {
    accounts: Vec<AccountLine>,
    roles: Vec<Choice>,
    role: Field,
    post: Field,
    errors: Vec<FieldError>,
    /// The address to send, once, after an invitation was made.
    invitation: Option<String>,
}

#[derive(Debug, Serialize)]
struct AccountLine {
    id: String,
    name: String,
    email: String,
    post: String,
    role: String,
    ended_at: Option<Instant>,
}

pub async fn show(visit: Visit) -> Result<Response, Problem> {
    let page = page_of(&visit, &Form::default(), None).await?;
    visit.page(PAGE, page).await
}

pub async fn send(visit: Visit, Posted(mut form): Posted) -> Result<Response, Problem> {
    let role = form.text("role");
    if visit.settings.role(&role).is_none() {
        form.say("role", "Choose what they may do");
    }
    let post = form.needed(
        "post",
        "Enter the name of their post, like Scrutiny officer",
    );
    if !form.is_fine() {
        let page = page_of(&visit, &form, None).await?;
        return visit.form_again(PAGE, page).await;
    }
    let path = join::invite(&visit.site.db, &role, &post, Some(visit.author())).await?;
    let page = page_of(
        &visit,
        &Form::default(),
        Some(format!("{}{path}", visit.site.public_address)),
    )
    .await?;
    visit.page(PAGE, page).await
}

async fn page_of(
    visit: &Visit,
    form: &Form,
    invitation: Option<String>,
) -> Result<AccountListPage, Problem> {
    let accounts = store::accounts(&visit.site.db).await?;
    let accounts = accounts
        .into_iter()
        .map(|account| AccountLine {
            role: role_name(&visit.settings, &account.role),
            id: account.id,
            name: account
                .name
                .unwrap_or_else(|| "Someone who has left".to_owned()),
            email: account.email.unwrap_or_default(),
            post: account.post,
            ended_at: account.ended_at,
        })
        .collect();
    Ok(AccountListPage {
        accounts,
        roles: roles(&visit.settings),
        role: form.field("role"),
        post: form.field("post"),
        errors: form.errors(),
        invitation,
    })
}

pub(crate) fn roles(settings: &Settings) -> Vec<Choice> {
    settings
        .roles
        .iter()
        .map(|role| Choice::new(&role.key, &role.name))
        .collect()
}

fn role_name(settings: &Settings, key: &str) -> String {
    settings
        .role(key)
        .map_or_else(|| key.to_owned(), |role| role.name.clone())
}

pub(crate) fn samples() -> Vec<Sample> {
    let line = |name: &str, ended: Option<&str>| AccountLine {
        id: name.to_owned(),
        name: name.to_owned(),
        email: "sam@council.example".to_owned(),
        post: "Scrutiny officer".to_owned(),
        role: "Governance".to_owned(),
        ended_at: ended.and_then(|at| at.parse().ok()),
    };
    let full = AccountListPage {
        accounts: vec![
            line("Sam Reed", None),
            line("Jo Hart", Some("2026-03-27T15:15:00Z")),
        ],
        roles: vec![Choice::new("governance", "Governance")],
        role: Field::new("role", ""),
        post: Field::new("post", ""),
        invitation: Some("https://attuned.example/join/abc".to_owned()),
        ..AccountListPage::default()
    };
    let empty = AccountListPage {
        role: Field::new("role", "").with_error("Choose what they may do"),
        post: Field::new("post", ""),
        ..AccountListPage::default()
    };
    vec![
        Sample::new(PAGE, "two accounts and an invitation", full),
        Sample::new(PAGE, "nobody", empty),
    ]
}
