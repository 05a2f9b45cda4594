//! Changing what an account may do, and ending it.

use attuned_design::{Choice, Field};
use attuned_web::{FieldError, Form, Posted, Problem, Sample, Visit};
use axum::extract::Path;
use axum::response::Response;
use serde::Serialize;

use crate::account::Account;
use crate::account_list::roles;
use crate::{join, store};

const PAGE: &str = "people/account_edit.html";

#[derive(Debug, Default, Serialize)]
struct AccountEditPage {
    id: String,
    name: String,
    roles: Vec<Choice>,
    role: Field,
    post: Field,
    errors: Vec<FieldError>,
    is_self: bool,
    has_ended: bool,
    is_erased: bool,
    /// Where a new password is set, once, after it was asked for.
    address: Option<String>,
    sure: Field,
}

pub async fn show(visit: Visit, Path(id): Path<String>) -> Result<Response, Problem> {
    let account = find(&visit, &id).await?;
    let form = Form::filled([
        ("role", account.role.clone()),
        ("post", account.post.clone()),
    ]);
    visit.page(PAGE, page_of(&visit, account, &form)).await
}

pub async fn send(
    visit: Visit,
    Path(id): Path<String>,
    Posted(mut form): Posted,
) -> Result<Response, Problem> {
    let account = find(&visit, &id).await?;
    let role = form.text("role");
    if visit.settings.role(&role).is_none() {
        form.say("role", "Choose what they may do");
    } else if visit.author() == account.id && role != account.role {
        // Otherwise the last owner could lock everyone out, themselves first.
        form.say(
            "role",
            "Another owner can change your role; you cannot change your own",
        );
    }
    let post = form.needed(
        "post",
        "Enter the name of their post, like Scrutiny officer",
    );
    if !form.is_fine() {
        return visit
            .form_again(PAGE, page_of(&visit, account, &form))
            .await;
    }
    store::set_role(&visit.site.db, &account.id, &role, &post).await?;
    visit.done("/accounts", "The account was changed.").await
}

pub async fn end(visit: Visit, Path(id): Path<String>, _form: Posted) -> Result<Response, Problem> {
    let account = find(&visit, &id).await?;
    if visit.author() == account.id {
        return visit
            .done(
                "/accounts",
                "Another owner can end your account; it was left as it is.",
            )
            .await;
    }
    store::end(&visit.site.db, &account.id).await?;
    visit
        .done(
            "/accounts",
            "The account has ended. What they recorded stays.",
        )
        .await
}

/// Makes an address for a new password, shown once.
pub async fn password(
    visit: Visit,
    Path(id): Path<String>,
    _form: Posted,
) -> Result<Response, Problem> {
    let account = find(&visit, &id).await?;
    if account.ended_at.is_some() {
        return Err(Problem::not_found("That account has ended, so the page"));
    }
    let path = join::new_password(&visit.site.db, &account, visit.author()).await?;
    let form = Form::filled([
        ("role", account.role.clone()),
        ("post", account.post.clone()),
    ]);
    let mut page = page_of(&visit, account, &form);
    page.address = Some(format!("{}{path}", visit.site.public_address));
    visit.page(PAGE, page).await
}

/// Erases what is a person's own, once their account has ended.
pub async fn erase(
    visit: Visit,
    Path(id): Path<String>,
    Posted(mut form): Posted,
) -> Result<Response, Problem> {
    let account = find(&visit, &id).await?;
    if account.ended_at.is_none() {
        form.say(
            "sure",
            "End the account first; then its name and address can be erased",
        );
    } else if form.text("sure") != "yes" {
        form.say("sure", "Tick the box to say that you are sure");
    }
    if !form.is_fine() {
        return visit
            .form_again(PAGE, page_of(&visit, account, &form))
            .await;
    }
    store::erase(&visit.site.db, &account.id).await?;
    visit
        .done("/accounts", "The name and the address are erased.")
        .await
}

async fn find(visit: &Visit, id: &str) -> Result<Account, Problem> {
    store::account(&visit.site.db, id)
        .await?
        .ok_or_else(|| Problem::not_found("That account"))
}

fn page_of(visit: &Visit, account: Account, form: &Form) -> AccountEditPage {
    AccountEditPage {
        is_self: visit.author() == account.id,
        has_ended: account.ended_at.is_some(),
        is_erased: account.name.is_none(),
        address: None,
        sure: form.field("sure"),
        id: account.id,
        name: account
            .name
            .unwrap_or_else(|| "Someone who has left".to_owned()),
        roles: roles(&visit.settings),
        role: form.field("role"),
        post: form.field("post"),
        errors: form.errors(),
    }
}

pub(crate) fn samples() -> Vec<Sample> {
    let page = |is_self, has_ended| AccountEditPage {
        id: "1".to_owned(),
        name: "Sam Reed".to_owned(),
        roles: vec![Choice::new("governance", "Governance")],
        role: Field::new("role", "governance"),
        post: Field::new("post", "Scrutiny officer"),
        errors: Vec::new(),
        is_self,
        has_ended,
        is_erased: false,
        address: (!is_self).then(|| "https://attuned.example/join/abc".to_owned()),
        sure: Field::new("sure", ""),
    };
    vec![
        Sample::new(PAGE, "someone else", page(false, false)),
        Sample::new(PAGE, "oneself", page(true, false)),
        Sample::new(PAGE, "ended", page(false, true)),
    ]
}
