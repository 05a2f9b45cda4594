//! One practice: shown to everyone who may read, changed by those who keep the record.

use std::collections::BTreeMap;

use attuned_db::{Version, new_id, today_in};
use attuned_design::Field;
use attuned_web::{FieldError, Form, Posted, Problem, Sample, Visit};
use axum::extract::Path;
use axum::response::Response;
use serde::Serialize;

use crate::duty_line::ParagraphLink;
use crate::practice::{Practice, evidence_problem};
use crate::report::Report;
use crate::store;

const SHOW_PAGE: &str = "programme/practice_show.html";
const EDIT_PAGE: &str = "programme/practice_edit.html";
const FIELDS: [&str; 8] = [
    "what",
    "place",
    "since",
    "words",
    "evidence",
    "evidence_on",
    "contact",
    "aliases",
];

#[derive(Debug, Serialize)]
struct PracticePage {
    practice: Practice,
    aliases: Vec<String>,
    evidence_problem: Option<&'static str>,
    paragraph: Option<ParagraphLink>,
    who: String,
    at: Option<attuned_db::Instant>,
}

#[derive(Debug, Serialize)]
struct EditPage {
    /// `None` for a new one.
    id: Option<String>,
    action: String,
    fields: BTreeMap<&'static str, Field>,
    can_advise: Field,
    errors: Vec<FieldError>,
}

async fn find(visit: &Visit, id: &str) -> Result<Version<Practice>, Problem> {
    let db = &visit.site.db;
    if let Some(held) = db.at::<Practice>(id, visit.moment.at).await? {
        return Ok(held);
    }
    let versions = db.versions::<Practice>(id).await?;
    let first = versions
        .first()
        .ok_or_else(|| Problem::not_found("That practice"))?;
    if visit.moment.on.is_none() {
        return Err(Problem::not_found("That practice"));
    }
    Err(Problem::NotYet {
        what: "The practice".to_owned(),
        day: visit.moment.day(),
        first: Some(today_in(first.valid_from, &visit.settings.zone)),
        path: visit.path().to_owned(),
    })
}

pub async fn show(visit: Visit, Path(id): Path<String>) -> Result<Response, Problem> {
    let held = find(&visit, &id).await?;
    let db = &visit.site.db;
    let people = attuned_people::who(db).await?;
    let practice = held.record;
    let paragraph = match &practice.report_id {
        Some(report_id) => match db.at::<Report>(report_id, visit.moment.at).await? {
            Some(report) => {
                let paragraphs = store::paragraphs(db, visit.moment.at, report_id).await?;
                let around = crate::duty_line::Around::of(&visit, &report.record, &paragraphs);
                Some(around.paragraph(&practice.paragraph))
            }
            None => None,
        },
        None => None,
    };
    let page = PracticePage {
        aliases: practice.aliases.lines().map(str::to_owned).collect(),
        evidence_problem: evidence_problem(&practice.evidence),
        paragraph,
        who: crate::duty_line::shown(&people, &held.changed_by),
        at: Some(held.valid_from),
        practice,
    };
    visit.page(SHOW_PAGE, page).await
}

pub async fn edit(visit: Visit, Path(id): Path<String>) -> Result<Response, Problem> {
    let practice = find(&visit, &id).await?.record;
    visit
        .page(EDIT_PAGE, page_of(Some(&id), &filled(&practice)))
        .await
}

pub async fn send(
    visit: Visit,
    Path(id): Path<String>,
    Posted(form): Posted,
) -> Result<Response, Problem> {
    let before = find(&visit, &id).await?.record;
    save(visit, Some(&id), before, form).await
}

pub async fn new(visit: Visit) -> Result<Response, Problem> {
    visit.page(EDIT_PAGE, page_of(None, &Form::default())).await
}

pub async fn add(visit: Visit, Posted(form): Posted) -> Result<Response, Problem> {
    let fresh = Practice {
        id: new_id(),
        // After those that a report names, in the order in which they were added.
        position: 1_000_000,
        what: String::new(),
        place: String::new(),
        since: String::new(),
        words: String::new(),
        evidence: String::new(),
        evidence_on: None,
        contact: String::new(),
        can_advise: false,
        aliases: String::new(),
        folded: String::new(),
        report_id: None,
        paragraph: String::new(),
    };
    save(visit, None, fresh, form).await
}

async fn save(
    visit: Visit,
    id: Option<&str>,
    before: Practice,
    mut form: Form,
) -> Result<Response, Problem> {
    let aliases: Vec<String> = form
        .text("aliases")
        .split(['\n', ','])
        .map(|name| name.trim().to_owned())
        .filter(|name| !name.is_empty())
        .collect();
    let practice = Practice {
        what: form.needed("what", "Enter what is done, in a few words"),
        place: form.text("place"),
        since: form.text("since"),
        words: form.text("words"),
        evidence: form.text("evidence"),
        evidence_on: form.day("evidence_on"),
        contact: form.text("contact"),
        can_advise: form.text("can_advise") == "yes",
        aliases: aliases.join("\n"),
        ..before
    };
    if practice
        .evidence_on
        .is_some_and(|day| day > visit.moment.today)
    {
        form.say(
            "evidence_on",
            "Enter the day the evidence was seen, which is today or has passed",
        );
    }
    if practice.can_advise && practice.contact.is_empty() {
        form.say("contact", "Enter the post that other services can ask");
    }
    if !form.is_fine() {
        return visit.form_again(EDIT_PAGE, page_of(id, &form)).await;
    }
    let practice = practice.with_fold();
    let mut tx = visit.site.db.begin().await?;
    tx.save(&practice, visit.author()).await?;
    tx.commit().await?;
    let said = match evidence_problem(&practice.evidence) {
        None => "Saved, with its evidence.".to_owned(),
        Some(problem) => format!("Saved as a draft. {problem}"),
    };
    visit
        .done(&format!("/practices/{}", practice.id), &said)
        .await
}

fn filled(practice: &Practice) -> Form {
    Form::filled([
        ("what", practice.what.clone()),
        ("place", practice.place.clone()),
        ("since", practice.since.clone()),
        ("words", practice.words.clone()),
        ("evidence", practice.evidence.clone()),
        ("contact", practice.contact.clone()),
        ("aliases", practice.aliases.clone()),
        (
            "can_advise",
            if practice.can_advise {
                "yes".to_owned()
            } else {
                String::new()
            },
        ),
    ])
    .with_day("evidence_on", practice.evidence_on)
}

fn page_of(id: Option<&str>, form: &Form) -> EditPage {
    EditPage {
        id: id.map(str::to_owned),
        action: id.map_or_else(|| "/practices".to_owned(), |id| format!("/practices/{id}")),
        fields: form.fields(&FIELDS),
        can_advise: form.field("can_advise"),
        errors: form.errors(),
    }
}

pub(crate) fn samples() -> Vec<Sample> {
    let practice = |evidence: &str| Practice {
        id: "1".to_owned(),
        position: 0,
        what: "Signs of Safety".to_owned(),
        place: "Social care".to_owned(),
        since: "2016".to_owned(),
        words: "The practice framework.".to_owned(),
        evidence: evidence.to_owned(),
        evidence_on: None,
        contact: "Head of Youth Justice".to_owned(),
        can_advise: true,
        aliases: "SoS".to_owned(),
        folded: String::new(),
        report_id: None,
        paragraph: "5.5.2".to_owned(),
    };
    let page = |evidence: &str, full: bool| PracticePage {
        practice: practice(evidence),
        aliases: if full {
            vec!["SoS".to_owned()]
        } else {
            Vec::new()
        },
        evidence_problem: evidence_problem(evidence),
        paragraph: full.then(|| ParagraphLink {
            number: "5.5.2".to_owned(),
            href: "/reports/x#p5.5.2".to_owned(),
        }),
        who: "Sam Reed".to_owned(),
        at: "2024-09-02T10:00:00Z".parse().ok(),
    };
    let mut tried = filled(&practice(""));
    tried.say("what", "Enter what is done, in a few words");
    vec![
        Sample::new(
            SHOW_PAGE,
            "with evidence",
            page("Inspection report, September 2024", true),
        ),
        Sample::new(SHOW_PAGE, "a draft", page("several processes", false)),
        Sample::new(EDIT_PAGE, "a new one", page_of(None, &Form::default())),
        Sample::new(EDIT_PAGE, "a field to mend", page_of(Some("1"), &tried)),
    ]
}
