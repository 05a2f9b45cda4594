//! The dates that the clock is read from. The last day itself is worked out, so there is no field for it.

use std::collections::BTreeMap;

use attuned_design::{Choice, Field};
use attuned_web::{FieldError, Form, Posted, Problem, Sample, Visit};
use axum::extract::Path;
use axum::response::Response;
use serde::Serialize;

use crate::referral::Referral;
use crate::referral_show::{find, sample_referral};
use crate::reply_clock;

const PAGE: &str = "programme/referral_dates.html";
const FIELDS: [&str; 6] = [
    "agreed",
    "received",
    "notice",
    "rule",
    "local_days",
    "replied",
];

#[derive(Debug, Serialize)]
struct DatesPage {
    reference: String,
    fields: BTreeMap<&'static str, Field>,
    rules: Vec<Choice>,
    errors: Vec<FieldError>,
}

pub async fn show(visit: Visit, Path(reference): Path<String>) -> Result<Response, Problem> {
    let referral = find(&visit, &reference).await?.record;
    visit
        .page(PAGE, page_of(&reference, &filled(&referral)))
        .await
}

pub async fn send(
    visit: Visit,
    Path(reference): Path<String>,
    Posted(mut form): Posted,
) -> Result<Response, Problem> {
    let referral = find(&visit, &reference).await?.record;
    let changed = read(&mut form, &referral, visit.moment.today);
    if !form.is_fine() {
        return visit.form_again(PAGE, page_of(&reference, &form)).await;
    }
    let mut tx = visit.site.db.begin().await?;
    let saved = tx.save(&changed, visit.author()).await?;
    tx.commit().await?;
    let said = match saved {
        attuned_db::Saved::AsItWas => "The dates were so already; nothing was changed.",
        _ => "The dates were saved. What they were before is kept in the history.",
    };
    visit.done(&changed.href(), said).await
}

fn filled(referral: &Referral) -> Form {
    Form::filled([
        ("rule", referral.rule.clone()),
        (
            "local_days",
            referral
                .local_days
                .map(|days| days.to_string())
                .unwrap_or_default(),
        ),
    ])
    .with_day("agreed", referral.agreed_on)
    .with_day("received", referral.received_on)
    .with_day("notice", referral.notice_on)
    .with_day("replied", referral.replied_on)
}

fn read(form: &mut Form, before: &Referral, today: attuned_db::Day) -> Referral {
    let changed = Referral {
        agreed_on: form.day("agreed"),
        received_on: form.day("received"),
        notice_on: form.day("notice"),
        replied_on: form.day("replied"),
        rule: form.text("rule"),
        local_days: local_days(form),
        ..before.clone()
    };
    for (name, day) in [
        ("agreed", changed.agreed_on),
        ("received", changed.received_on),
        ("notice", changed.notice_on),
        ("replied", changed.replied_on),
    ] {
        if day.is_some_and(|day| day > today) {
            form.say(name, "Enter a date that is today or has passed");
        }
    }
    if let (Some(agreed), Some(received)) = (changed.agreed_on, changed.received_on)
        && received < agreed
    {
        form.say(
            "received",
            "Enter the day they were received, which is the day they were agreed or later",
        );
    }
    if let (Some(agreed), Some(notice)) = (changed.agreed_on, changed.notice_on)
        && notice < agreed
    {
        form.say("notice", "Enter the day of the notice, which is the day the recommendations were agreed or later");
    }
    if reply_clock::rule(&changed.rule).is_none() {
        form.say("rule", "Choose the kind of recommendation");
    }
    changed
}

fn local_days(form: &mut Form) -> Option<i64> {
    let text = form.text("local_days");
    if text.is_empty() {
        return None;
    }
    let days = text.parse().ok().filter(|days| (1..=730).contains(days));
    if days.is_none() {
        form.say(
            "local_days",
            "Enter a number of days from 1 to 730, like 28, or leave it empty",
        );
    }
    days
}

fn page_of(reference: &str, form: &Form) -> DatesPage {
    DatesPage {
        reference: reference.to_owned(),
        fields: form.fields(&FIELDS),
        rules: reply_clock::rules()
            .into_iter()
            .map(|rule| Choice {
                hint: Some(rule.law).filter(|law| !law.is_empty()),
                ..Choice::new(rule.key, rule.name)
            })
            .collect(),
        errors: form.errors(),
    }
}

pub(crate) fn samples() -> Vec<Sample> {
    let mut tried = filled(&sample_referral());
    tried.say("notice", "Enter a date, like 27 3 2026");
    vec![
        Sample::new(
            PAGE,
            "as recorded",
            page_of("2024-01", &filled(&sample_referral())),
        ),
        Sample::new(PAGE, "a date to mend", page_of("2024-01", &tried)),
    ]
}
