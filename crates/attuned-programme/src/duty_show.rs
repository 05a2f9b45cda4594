//! One duty: the words it rests on, the answer, the verdict and who set it, and who will see to it. Two forms on one
//! page, each with an action of its own.

use std::collections::BTreeMap;
use std::ops::Range;

use attuned_db::Version;
use attuned_design::{Choice, Field};
use attuned_web::{FieldError, Form, Posted, Problem, Sample, Visit};
use axum::extract::Path;
use axum::response::Response;
use serde::Serialize;

use crate::duty::{Commitment, DutyState, JudgedAnswer, Verdict, list_from_json, list_to_json};
use crate::duty_line::{Around, DutyLine, sample_lines};
use crate::referral::{Recommendation, Referral};
use crate::referral_show::{Change, find, report_of};
use crate::report::{Paragraph, Report};
use crate::{likely, reply_clock, store};

const PAGE: &str = "programme/duty_show.html";
const JUDGE_FIELDS: [&str; 3] = ["verdict", "paragraphs", "reason"];
const COMMIT_FIELDS: [&str; 3] = ["owner", "due", "measure"];

#[derive(Debug, Serialize)]
struct DutyPage {
    reference: String,
    referral_title: String,
    recommendation_href: String,
    duty: DutyLine,
    why: String,
    /// The recommendation's words in pieces, those that the duty rests on marked.
    pieces: Vec<Piece>,
    quotes: Vec<Quote>,
    /// Paragraphs that share words with it, for the person who is about to judge.
    likely: Vec<Quote>,
    judge: BTreeMap<&'static str, Field>,
    verdicts: Vec<Choice>,
    commit: BTreeMap<&'static str, Field>,
    errors: Vec<FieldError>,
    changes: Vec<Change>,
    has_report: bool,
    before: Option<String>,
    after: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Piece {
    text: String,
    rests: bool,
}

/// A paragraph of the report that the verdict rests on, in its words.
#[derive(Debug, Serialize)]
struct Quote {
    number: String,
    href: String,
    words: String,
}

/// Everything that the page is made from, as it stood.
struct Found {
    referral: Referral,
    recommendation: Recommendation,
    report: Option<Report>,
    paragraphs: Vec<Paragraph>,
    duty: DutyState,
    all: Vec<String>,
}

async fn load(visit: &Visit, reference: &str, number: &str) -> Result<Found, Problem> {
    let db = &visit.site.db;
    let at = visit.moment.at;
    let referral = find(visit, reference).await?.record;
    let report = report_of(visit, &referral).await?;
    let paragraphs = match &report {
        Some(report) => store::paragraphs(db, at, &report.id).await?,
        None => Vec::new(),
    };
    let duties = store::duties(db, at, &referral.id).await?;
    let all = duties.iter().map(|duty| duty.number.clone()).collect();
    let duty = duties
        .into_iter()
        .find(|duty| duty.number == number)
        .ok_or_else(|| Problem::not_found(&format!("Duty {number}")))?;
    let recommendation = db
        .at::<Recommendation>(&duty.recommendation_id, at)
        .await?
        .ok_or_else(|| Problem::not_found("The recommendation"))?
        .record;
    Ok(Found {
        referral,
        recommendation,
        report,
        paragraphs,
        duty,
        all,
    })
}

pub async fn show(
    visit: Visit,
    Path((reference, number)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let found = load(&visit, &reference, &number).await?;
    let page = page_of(
        &visit,
        &found,
        &judge_form(&found.duty),
        &commit_form(&found.duty),
    )
    .await?;
    visit.page(PAGE, page).await
}

/// A person says whether the answer covers the duty.
pub async fn judge(
    visit: Visit,
    Path((reference, number)): Path<(String, String)>,
    Posted(mut form): Posted,
) -> Result<Response, Problem> {
    let found = load(&visit, &reference, &number).await?;
    let verdict = Verdict::from_key(&form.text("verdict"));
    if verdict.is_none() {
        form.say("verdict", "Choose what you found");
    }
    let paragraphs = read_paragraphs(&mut form, &found.paragraphs);
    if form.is_fine()
        && paragraphs.is_empty()
        && verdict.is_some_and(|verdict| verdict != Verdict::NotAnswered)
    {
        form.say(
            "paragraphs",
            "Enter the number of the paragraph that answers it, like 5.2",
        );
    }
    let Some(verdict) = verdict.filter(|_| form.is_fine()) else {
        let page = page_of(&visit, &found, &form, &commit_form(&found.duty)).await?;
        return visit.form_again(PAGE, page).await;
    };
    let record = JudgedAnswer {
        id: found.duty.id.clone(),
        referral_id: found.referral.id.clone(),
        verdict: verdict.key().to_owned(),
        report_id: found.report.map(|report| report.id),
        paragraphs: list_to_json(&paragraphs),
        reason: form.text("reason"),
    };
    let mut tx = visit.site.db.begin().await?;
    tx.save(&record, visit.author()).await?;
    tx.commit().await?;
    visit
        .done(
            &format!("{}/duties/{number}", found.referral.href()),
            &format!("Saved: {}.", verdict.words().to_lowercase()),
        )
        .await
}

/// Numbers as people list them; says which of them the report does not have.
fn read_paragraphs(form: &mut Form, held: &[Paragraph]) -> Vec<String> {
    let numbers: Vec<String> = form
        .text("paragraphs")
        .split([',', ';', '\n'])
        .map(|number| number.trim().trim_end_matches('.').to_owned())
        .filter(|number| !number.is_empty())
        .collect();
    if let Some(unknown) = numbers
        .iter()
        .find(|number| !held.iter().any(|paragraph| paragraph.number == **number))
    {
        let sentence = if held.is_empty() {
            "There is no report to point into yet. Leave this empty until there is".to_owned()
        } else {
            format!(
                "The report has no paragraph {unknown}. Enter numbers as the report prints them, with commas between, like 5.2, 5.5.6"
            )
        };
        form.say("paragraphs", &sentence);
    }
    numbers
}

/// Who sees to the duty, by when, and how it will be known.
pub async fn commit(
    visit: Visit,
    Path((reference, number)): Path<(String, String)>,
    Posted(mut form): Posted,
) -> Result<Response, Problem> {
    let found = load(&visit, &reference, &number).await?;
    let some = |text: String| Some(text).filter(|text| !text.is_empty());
    let record = Commitment {
        id: found.duty.id.clone(),
        referral_id: found.referral.id.clone(),
        owner: some(form.text("owner")),
        due_on: form.day("due"),
        measure: some(form.text("measure")),
    };
    if !form.is_fine() {
        let page = page_of(&visit, &found, &judge_form(&found.duty), &form).await?;
        return visit.form_again(PAGE, page).await;
    }
    let mut tx = visit.site.db.begin().await?;
    tx.save(&record, visit.author()).await?;
    tx.commit().await?;
    visit
        .done(
            &format!("{}/duties/{number}", found.referral.href()),
            "Saved. What it was before is kept in the history.",
        )
        .await
}

fn judge_form(duty: &DutyState) -> Form {
    Form::filled([
        ("verdict", duty.verdict.clone().unwrap_or_default()),
        ("paragraphs", duty.paragraphs().join(", ")),
        ("reason", duty.reason.clone().unwrap_or_default()),
    ])
}

fn commit_form(duty: &DutyState) -> Form {
    Form::filled([
        ("owner", duty.owner.clone().unwrap_or_default()),
        ("measure", duty.measure.clone().unwrap_or_default()),
    ])
    .with_day("due", duty.due_on)
}

fn verdicts() -> Vec<Choice> {
    let hint = |verdict| match verdict {
        Verdict::Answered => "The answer says what is or will be done about it.",
        Verdict::InPart => "The answer touches it and leaves something open.",
        _ => "The answer does not speak of it.",
    };
    Verdict::SETTABLE
        .into_iter()
        .map(|verdict| Choice {
            hint: Some(hint(verdict).to_owned()),
            ..Choice::new(verdict.key(), verdict.words())
        })
        .collect()
}

async fn page_of(
    visit: &Visit,
    found: &Found,
    judge: &Form,
    commit: &Form,
) -> Result<DutyPage, Problem> {
    let around = Around::load(visit, found.report.as_ref()).await?;
    let line = around.line(visit, &found.referral.href(), &found.duty);
    let quote = |paragraph: &Paragraph| Quote {
        number: paragraph.number.clone(),
        href: around.paragraph(&paragraph.number).href,
        words: paragraph.words.clone(),
    };
    let quotes = found
        .duty
        .paragraphs()
        .iter()
        .filter_map(|number| {
            found
                .paragraphs
                .iter()
                .find(|paragraph| paragraph.number == *number)
        })
        .map(quote)
        .collect();
    let likely = match found.duty.verdict() {
        Verdict::NotJudged => likely::likely(&found.duty.words, &found.paragraphs),
        _ => Vec::new(),
    };
    let likely = likely.into_iter().map(quote).collect();
    let db = &visit.site.db;
    let judged = db.versions::<JudgedAnswer>(&found.duty.id).await?;
    let committed = db.versions::<Commitment>(&found.duty.id).await?;
    let place = found
        .all
        .iter()
        .position(|number| *number == found.duty.number)
        .unwrap_or(0);
    let href = |at: Option<usize>| {
        let number = found.all.get(at?)?;
        Some(visit.with_on(&format!("{}/duties/{number}", found.referral.href())))
    };
    Ok(DutyPage {
        reference: found.referral.reference.clone(),
        referral_title: found.referral.title.clone(),
        recommendation_href: visit.with_on(&format!(
            "{}/recommendations/{}",
            found.referral.href(),
            found.recommendation.position + 1
        )),
        duty: line,
        why: found.duty.why.clone(),
        pieces: pieces(&found.recommendation.words, &found.duty.rests_on),
        quotes,
        likely,
        judge: judge.fields(&JUDGE_FIELDS),
        verdicts: verdicts(),
        commit: commit.fields(&COMMIT_FIELDS),
        errors: [judge.errors(), commit.errors()].concat(),
        changes: changes(&judged, &committed, &around, visit),
        has_report: found.report.is_some(),
        before: href(place.checked_sub(1)),
        after: href(Some(place + 1)),
    })
}

/// Cuts the words at the ranges that a duty rests on.
fn pieces(words: &str, rests_on: &str) -> Vec<Piece> {
    let mut ranges: Vec<Range<usize>> = serde_json::from_str(rests_on).unwrap_or_default();
    ranges.sort_by_key(|range| range.start);
    let mut pieces = Vec::new();
    let mut done = 0;
    let mut add = |text: Option<&str>, rests| {
        if let Some(text) = text.filter(|text| !text.is_empty()) {
            pieces.push(Piece {
                text: text.to_owned(),
                rests,
            });
        }
    };
    for range in ranges {
        if range.start < done || words.get(range.clone()).is_none() {
            continue;
        }
        add(words.get(done..range.start), false);
        add(words.get(range.clone()), true);
        done = range.end;
    }
    add(words.get(done..), false);
    pieces
}

fn changes(
    judged: &[Version<JudgedAnswer>],
    committed: &[Version<Commitment>],
    around: &Around,
    visit: &Visit,
) -> Vec<Change> {
    let until = visit.moment.at;
    let mut changes: Vec<Change> = Vec::new();
    for version in judged.iter().filter(|version| version.valid_from <= until) {
        let paragraphs = list_from_json(&version.record.paragraphs);
        let verdict = Verdict::from_key(&version.record.verdict)
            .unwrap_or(Verdict::NotJudged)
            .words();
        let rests = match paragraphs.as_slice() {
            [] => String::new(),
            [one] => format!(", on paragraph {one}"),
            several => format!(", on paragraphs {}", several.join(", ")),
        };
        let mut words = vec![format!("{verdict}{rests}.")];
        words.extend(Some(version.record.reason.clone()).filter(|reason| !reason.is_empty()));
        changes.push(Change {
            at: version.valid_from,
            who: around.who(&version.changed_by),
            words,
        });
    }
    for version in committed
        .iter()
        .filter(|version| version.valid_from <= until)
    {
        let record = &version.record;
        let none = || "none".to_owned();
        let words = vec![
            format!("Owner: {}.", record.owner.clone().unwrap_or_else(none)),
            format!(
                "By: {}.",
                record.due_on.map_or_else(none, reply_clock::short)
            ),
            format!(
                "How we will know: {}.",
                record.measure.clone().unwrap_or_else(none)
            ),
        ];
        changes.push(Change {
            at: version.valid_from,
            who: around.who(&version.changed_by),
            words,
        });
    }
    changes.sort_by_key(|change| std::cmp::Reverse(change.at));
    changes
}

pub(crate) fn samples() -> Vec<Sample> {
    let page = |duty: DutyLine, judge: &Form, full: bool| DutyPage {
        reference: "2024-01".to_owned(),
        referral_title: "Response to the committee".to_owned(),
        recommendation_href: "/referrals/2024-01/recommendations/1".to_owned(),
        duty,
        why: "a second action".to_owned(),
        pieces: pieces(
            "That a plan be set out and put into procedures.",
            "[{\"start\":5,\"end\":23}]",
        ),
        quotes: if full {
            vec![Quote {
                number: "5.2".to_owned(),
                href: "/reports/x#p5.2".to_owned(),
                words: "The plan is here.".to_owned(),
            }]
        } else {
            Vec::new()
        },
        likely: if full {
            Vec::new()
        } else {
            vec![Quote {
                number: "5.3".to_owned(),
                href: "/reports/x#p5.3".to_owned(),
                words: "It will be put into procedures.".to_owned(),
            }]
        },
        judge: judge.fields(&JUDGE_FIELDS),
        verdicts: verdicts(),
        commit: Form::default().fields(&COMMIT_FIELDS),
        errors: judge.errors(),
        changes: Vec::new(),
        has_report: full,
        before: full.then(|| "/referrals/2024-01/duties/1.1".to_owned()),
        after: full.then(|| "/referrals/2024-01/duties/1.3".to_owned()),
    };
    let mut tried = Form::filled([("paragraphs", "9.9".to_owned())]);
    tried.say("paragraphs", "The report has no paragraph 9.9");
    let mut out = Vec::new();
    for line in sample_lines() {
        out.push(Sample::new(
            PAGE,
            "a duty",
            page(line, &Form::default(), true),
        ));
    }
    if let Some(line) = sample_lines().into_iter().nth(2) {
        out.push(Sample::new(
            PAGE,
            "a number to mend",
            page(line, &tried, false),
        ));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_cut_where_the_duty_rests() {
        let json = serde_json::to_string(&[
            Range {
                start: 0_usize,
                end: 3,
            },
            Range { start: 8, end: 13 },
        ])
        .unwrap();
        let texts: Vec<(String, bool)> = pieces("one and three.", &json)
            .into_iter()
            .map(|piece| (piece.text, piece.rests))
            .collect();
        assert_eq!(
            texts,
            [
                ("one".to_owned(), true),
                (" and ".to_owned(), false),
                ("three".to_owned(), true),
                (".".to_owned(), false)
            ]
        );
        assert_eq!(
            pieces("short", r#"[{"start":2,"end":99}]"#).len(),
            1,
            "a range that does not fit is left out"
        );
    }
}
