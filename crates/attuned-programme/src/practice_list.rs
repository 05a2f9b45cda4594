//! What already exists, searched by any of its names.

use attuned_web::{Problem, Sample, Visit};
use axum::response::Response;
use serde::Serialize;

use crate::practice::{Practice, evidence_problem};
use crate::store;

const PAGE: &str = "programme/practice_list.html";

#[derive(Debug, Serialize)]
struct PracticeListPage {
    search: String,
    practices: Vec<PracticeLine>,
    evidenced: usize,
}

#[derive(Debug, Serialize)]
struct PracticeLine {
    href: String,
    what: String,
    place: String,
    since: String,
    words: String,
    can_advise: bool,
    evidence_problem: Option<&'static str>,
}

pub async fn show(visit: Visit) -> Result<Response, Problem> {
    let search = visit.query.text("q");
    let held = store::practices(&visit.site.db, visit.moment.at, &search).await?;
    let practices: Vec<PracticeLine> = held
        .into_iter()
        .map(|held| line(&visit, held.record))
        .collect();
    let evidenced = practices
        .iter()
        .filter(|line| line.evidence_problem.is_none())
        .count();
    visit
        .page(
            PAGE,
            PracticeListPage {
                search,
                practices,
                evidenced,
            },
        )
        .await
}

fn line(visit: &Visit, practice: Practice) -> PracticeLine {
    PracticeLine {
        href: visit.with_on(&format!("/practices/{}", practice.id)),
        evidence_problem: evidence_problem(&practice.evidence),
        what: practice.what,
        place: practice.place,
        since: practice.since,
        words: practice.words,
        can_advise: practice.can_advise,
    }
}

pub(crate) fn samples() -> Vec<Sample> {
    let line = |problem| PracticeLine {
        href: "/practices/1".to_owned(),
        what: "Signs of Safety".to_owned(),
        place: "Social care".to_owned(),
        since: "2016".to_owned(),
        words: "The practice framework.".to_owned(),
        can_advise: true,
        evidence_problem: problem,
    };
    let list = |search: &str, practices: Vec<PracticeLine>| PracticeListPage {
        search: search.to_owned(),
        evidenced: 1,
        practices,
    };
    vec![
        Sample::new(
            PAGE,
            "two practices",
            list(
                "",
                vec![
                    line(None),
                    line(Some("Nothing is recorded yet that shows it.")),
                ],
            ),
        ),
        Sample::new(PAGE, "nothing yet", list("", Vec::new())),
        Sample::new(PAGE, "nothing found", list("tiarra", Vec::new())),
    ]
}
