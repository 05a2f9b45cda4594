//! Confirming how a recommendation splits into duties. The reader proposes; a person says so, or says otherwise.

use attuned_db::new_id;
use attuned_design::Field;
use attuned_web::{FieldError, Form, Posted, Problem, Sample, Visit};
use axum::extract::Path;
use axum::response::Response;
use serde::Serialize;

use crate::duty::Duty;
use crate::recommendation_show::find_recommendation;
use crate::referral::Recommendation;
use crate::referral_show::find;
use crate::store;

const PAGE: &str = "programme/recommendation_split.html";
/// Empty boxes to add a duty in.
const SPARE: usize = 2;

#[derive(Debug, Serialize)]
struct SplitPage {
    reference: String,
    position: i64,
    name: String,
    lines: Vec<String>,
    boxes: Vec<Box>,
    errors: Vec<FieldError>,
}

#[derive(Debug, Serialize)]
struct Box {
    number: usize,
    field: Field,
    why: String,
}

pub async fn show(
    visit: Visit,
    Path((reference, place)): Path<(String, i64)>,
) -> Result<Response, Problem> {
    let referral = find(&visit, &reference).await?.record;
    let (recommendation, _) = find_recommendation(&visit, &referral, place).await?;
    let duties = store::duties(&visit.site.db, visit.moment.at, &referral.id).await?;
    let own: Vec<_> = duties
        .into_iter()
        .filter(|duty| duty.recommendation_id == recommendation.id)
        .collect();
    let words: Vec<String> = own.iter().map(|duty| duty.words.clone()).collect();
    let why: Vec<String> = own.iter().map(|duty| duty.why.clone()).collect();
    visit
        .page(
            PAGE,
            page_of(&reference, place, &recommendation, &words, &why, Vec::new()),
        )
        .await
}

pub async fn send(
    visit: Visit,
    Path((reference, place)): Path<(String, i64)>,
    Posted(form): Posted,
) -> Result<Response, Problem> {
    let referral = find(&visit, &reference).await?.record;
    let (recommendation, _) = find_recommendation(&visit, &referral, place).await?;
    let given = given_words(&form);
    if given.is_empty() {
        let errors = vec![FieldError {
            field: "words-1".to_owned(),
            text: "Enter at least one thing that is asked for".to_owned(),
        }];
        return visit
            .form_again(
                PAGE,
                page_of(&reference, place, &recommendation, &given, &[], errors),
            )
            .await;
    }
    let mut tx = visit.site.db.begin().await?;
    let mut before = store::duties_of(&mut tx, &recommendation.id).await?;
    for (position, words) in given.iter().enumerate() {
        let duty = match take_same(&mut before, words, position) {
            Some(held) => Duty {
                words: words.clone(),
                ..held
            },
            None => Duty {
                id: format!("{}:{}", recommendation.id, new_id()),
                referral_id: referral.id.clone(),
                recommendation_id: recommendation.id.clone(),
                position: 0,
                number: String::new(),
                words: words.clone(),
                rests_on: "[]".to_owned(),
                why: "set by a person".to_owned(),
                confirmed: true,
            },
        };
        let position = i64::try_from(position).unwrap_or(0);
        let number = format!("{}.{}", recommendation.position + 1, position + 1);
        tx.save(
            &Duty {
                position,
                number,
                confirmed: true,
                ..duty
            },
            visit.author(),
        )
        .await?;
    }
    for gone in &before {
        store::end_duty(&mut tx, &gone.id).await?;
    }
    tx.commit().await?;
    visit
        .done(
            &format!("{}/recommendations/{place}", referral.href()),
            "The duties are confirmed.",
        )
        .await
}

fn given_words(form: &Form) -> Vec<String> {
    form.all("words")
        .iter()
        .map(|words| words.split_whitespace().collect::<Vec<_>>().join(" "))
        .filter(|words| !words.is_empty())
        .collect()
}

/// The duty that these words belong to: the one with the same words, else the one that stood in this place and whose
/// words are now nobody's. So a verdict stays with its duty when only the wording is mended.
fn take_same(before: &mut Vec<Duty>, words: &str, position: usize) -> Option<Duty> {
    let same = before.iter().position(|duty| duty.words == words);
    let place = || {
        before
            .iter()
            .position(|duty| usize::try_from(duty.position) == Ok(position))
    };
    same.or_else(place).map(|found| before.remove(found))
}

fn page_of(
    reference: &str,
    place: i64,
    recommendation: &Recommendation,
    words: &[String],
    why: &[String],
    errors: Vec<FieldError>,
) -> SplitPage {
    let boxes = (0..words.len() + SPARE)
        .map(|at| Box {
            number: at + 1,
            field: Field {
                name: format!("words-{}", at + 1),
                value: words.get(at).cloned().unwrap_or_default(),
                error: errors
                    .first()
                    .filter(|_| at == 0)
                    .map(|error| error.text.clone()),
                ..Field::default()
            },
            why: why.get(at).cloned().unwrap_or_default(),
        })
        .collect();
    SplitPage {
        reference: reference.to_owned(),
        position: place,
        name: recommendation.name(),
        lines: recommendation
            .words
            .lines()
            .filter(|line| !line.is_empty())
            .map(str::to_owned)
            .collect(),
        boxes,
        errors,
    }
}

pub(crate) fn samples() -> Vec<Sample> {
    let recommendation = Recommendation {
        id: "r".to_owned(),
        referral_id: "referral".to_owned(),
        position: 0,
        number: "1".to_owned(),
        label: "4.1".to_owned(),
        title: "Strategy".to_owned(),
        words: "That a plan be set out and put into procedures.".to_owned(),
        paragraphs: "[]".to_owned(),
        reply_words: String::new(),
    };
    let words = [
        "a plan be set out".to_owned(),
        "put into procedures".to_owned(),
    ];
    let why = ["the main request".to_owned(), "a second action".to_owned()];
    let errors = vec![FieldError {
        field: "words-1".to_owned(),
        text: "Enter at least one thing that is asked for".to_owned(),
    }];
    vec![
        Sample::new(
            PAGE,
            "as proposed",
            page_of("2024-01", 1, &recommendation, &words, &why, Vec::new()),
        ),
        Sample::new(
            PAGE,
            "all boxes emptied",
            page_of("2024-01", 1, &recommendation, &[], &[], errors),
        ),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn duty(position: i64, words: &str) -> Duty {
        Duty {
            id: format!("d{position}"),
            referral_id: String::new(),
            recommendation_id: String::new(),
            position,
            number: String::new(),
            words: words.to_owned(),
            rests_on: "[]".to_owned(),
            why: String::new(),
            confirmed: false,
        }
    }

    #[test]
    fn a_duty_keeps_its_identity_when_its_words_are_mended_or_moved() {
        let mut before = vec![duty(0, "one"), duty(1, "two")];
        assert_eq!(
            take_same(&mut before, "two", 0).unwrap().id,
            "d1",
            "moved up"
        );
        assert_eq!(
            take_same(&mut before, "one, mended", 0).unwrap().id,
            "d0",
            "mended in place"
        );
        assert!(take_same(&mut before, "three", 2).is_none(), "new");
    }
}
