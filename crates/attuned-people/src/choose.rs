//! In a sample organisation: whom to be. There are no passwords there, and nothing real to guard.

use attuned_web::{Posted, Problem, Sample, Visit, sign_in};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Serialize;

use crate::sign_in::safe_next;
use crate::store;

const PAGE: &str = "people/choose.html";

#[derive(Debug, Serialize)]
struct ChoosePage {
    people: Vec<Person>,
    next: String,
}

#[derive(Debug, Serialize)]
struct Person {
    id: String,
    name: String,
    post: String,
    may: Vec<String>,
}

pub async fn show(visit: Visit) -> Result<Response, Problem> {
    only_in_a_sample(&visit)?;
    let people = store::accounts(&visit.site.db)
        .await?
        .into_iter()
        .filter(|account| account.ended_at.is_none())
        .map(|account| Person {
            may: visit
                .settings
                .role(&account.role)
                .map(|role| role.may.clone())
                .unwrap_or_default(),
            id: account.id,
            name: account.name.unwrap_or_default(),
            post: account.post,
        })
        .collect();
    let next = safe_next(&visit.query.text("next"));
    visit.form(PAGE, ChoosePage { people, next }).await
}

pub async fn send(visit: Visit, Posted(form): Posted) -> Result<Response, Problem> {
    only_in_a_sample(&visit)?;
    let account = store::account(&visit.site.db, &form.text("person"))
        .await?
        .filter(|account| account.ended_at.is_none())
        .ok_or_else(|| Problem::not_found("That person"))?;
    sign_in(visit.session(), &account.id).await?;
    Ok(Redirect::to(&safe_next(&form.text("next"))).into_response())
}

fn only_in_a_sample(visit: &Visit) -> Result<(), Problem> {
    if visit.settings.sample {
        Ok(())
    } else {
        Err(Problem::not_found("That page"))
    }
}

pub(crate) fn samples() -> Vec<Sample> {
    let person = |name: &str, post: &str, may: &[&str]| Person {
        id: name.to_owned(),
        name: name.to_owned(),
        post: post.to_owned(),
        may: may
            .iter()
            .map(|&permission| permission.to_owned())
            .collect(),
    };
    let people = vec![
        person(
            "Sam Reed",
            "Scrutiny officer",
            &["programme.read", "programme.judge"],
        ),
        person("Ines Amaro", "System owner", &["people.manage"]),
    ];
    vec![
        Sample::new(
            PAGE,
            "two people",
            ChoosePage {
                people,
                next: "/".to_owned(),
            },
        ),
        Sample::new(
            PAGE,
            "nobody",
            ChoosePage {
                people: Vec::new(),
                next: "/".to_owned(),
            },
        ),
    ]
}
