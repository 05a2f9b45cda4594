//! Showing a referral on the public tracker, and taking it off again.

use attuned_web::{Posted, Problem, Visit};
use axum::extract::Path;
use axum::response::Response;

use crate::referral::Referral;
use crate::referral_show::find;

pub async fn send(
    visit: Visit,
    Path(reference): Path<String>,
    Posted(form): Posted,
) -> Result<Response, Problem> {
    let referral = find(&visit, &reference).await?.record;
    let published = form.text("published") == "yes";
    let href = referral.href();
    let mut tx = visit.site.db.begin().await?;
    tx.save(
        &Referral {
            published,
            ..referral
        },
        visit.author(),
    )
    .await?;
    tx.commit().await?;
    let said = if published {
        "It is on the public tracker now, and anyone can read the report."
    } else {
        "It is off the public tracker. Only people with an account can see it and the report."
    };
    visit.done(&href, said).await
}
