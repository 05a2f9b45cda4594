//! Signing out: a page with one button, so that a link cannot do it behind someone's back.

use attuned_web::{Posted, Problem, Sample, Visit, sign_out};
use axum::response::{IntoResponse, Redirect, Response};

const PAGE: &str = "people/sign_out.html";

pub async fn show(visit: Visit) -> Result<Response, Problem> {
    visit.form(PAGE, ()).await
}

pub async fn send(visit: Visit, _form: Posted) -> Result<Response, Problem> {
    sign_out(visit.session()).await?;
    let door = if visit.settings.sample {
        "/choose"
    } else {
        "/sign-in"
    };
    Ok(Redirect::to(door).into_response())
}

pub(crate) fn samples() -> Vec<Sample> {
    vec![Sample::new(PAGE, "the question", serde_json::json!({}))]
}
