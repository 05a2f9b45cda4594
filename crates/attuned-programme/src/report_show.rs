//! A report as a page: paragraphs with addresses that stay, and what the reader made of it.

use attuned_db::today_in;
use attuned_web::{Problem, Sample, Visit};
use axum::extract::Path;
use axum::response::Response;
use serde::Serialize;

use crate::duty::list_from_json;
use crate::duty_line::{Around, ParagraphLink};
use crate::report::{Contact, Paragraph, Part, Report};
use crate::store;

const PAGE: &str = "programme/report_show.html";
const READING_PAGE: &str = "programme/report_reading.html";

#[derive(Debug, Serialize)]
struct ReportPage {
    report: Report,
    lines: Vec<Line>,
    referrals: Vec<ReferralLink>,
    published: bool,
    slips: usize,
    contents: Vec<Entry>,
}

#[derive(Debug, Serialize)]
struct Line {
    anchor: String,
    /// As printed; empty where the report prints none.
    number: String,
    cited_as: String,
    /// 2 to 4 for a heading, 0 for words.
    heading: i64,
    depth: i64,
    words: String,
    /// Duties whose verdict rests on this paragraph.
    duties: Vec<ParagraphLink>,
}

#[derive(Debug, Serialize)]
struct Entry {
    text: String,
    href: String,
}

#[derive(Debug, Serialize)]
struct ReferralLink {
    reference: String,
    href: String,
}

#[derive(Debug, Serialize)]
struct ReadingPage {
    report: Report,
    groups: Vec<Group>,
    slips: Vec<Found>,
    unplaced: Vec<Found>,
    contacts: Vec<ContactLine>,
}

#[derive(Debug, Serialize)]
struct Group {
    title: &'static str,
    found: Vec<Found>,
}

#[derive(Debug, Serialize)]
struct Found {
    name: String,
    words: String,
    address: Option<String>,
    paragraphs: Vec<ParagraphLink>,
}

#[derive(Debug, Serialize)]
struct ContactLine {
    name: String,
    post: String,
    organisation: String,
    email: String,
}

/// The report at this address as it stood, and whether anyone may see it. That is asked of today's record and asked
/// first: what was taken off the tracker is not to be seen on a past day either, nor that it was there.
async fn find(visit: &Visit, slug: &str) -> Result<(Report, bool), Problem> {
    let db = &visit.site.db;
    let now = db.clock().now();
    let today = store::report(db, now, slug)
        .await?
        .ok_or_else(|| Problem::not_found("That report"))?;
    let referrals = store::answered_by(db, now, &today.record.id).await?;
    let published = referrals.iter().any(|held| held.record.published);
    if !published && !visit.may(crate::READ) {
        return Err(Problem::SignIn(visit.path().to_owned()));
    }
    if let Some(held) = store::report(db, visit.moment.at, slug).await? {
        return Ok((held.record, published));
    }
    let versions = db.versions::<Report>(&today.record.id).await?;
    Err(Problem::NotYet {
        what: "The report".to_owned(),
        day: visit.moment.day(),
        first: versions
            .first()
            .map(|first| today_in(first.valid_from, &visit.settings.zone)),
        path: visit.path().to_owned(),
    })
}

pub async fn show(visit: Visit, Path(slug): Path<String>) -> Result<Response, Problem> {
    let db = &visit.site.db;
    let at = visit.moment.at;
    let (report, published) = find(&visit, &slug).await?;
    let referrals = store::answered_by(db, at, &report.id).await?;
    let paragraphs = store::paragraphs(db, at, &report.id).await?;
    let slips = store::parts(db, at, &report.id)
        .await?
        .iter()
        .filter(|part| part.kind == "slip")
        .count();
    let mut cited: Vec<(String, ParagraphLink)> = Vec::new();
    for referral in &referrals {
        for duty in store::duties(db, at, &referral.record.id).await? {
            let href = visit.with_on(&format!(
                "{}/duties/{}",
                referral.record.href(),
                duty.number
            ));
            for number in duty.paragraphs() {
                cited.push((
                    number,
                    ParagraphLink {
                        number: duty.number.clone(),
                        href: href.clone(),
                    },
                ));
            }
        }
    }
    let lines: Vec<Line> = paragraphs
        .iter()
        .map(|paragraph| line(paragraph, &cited))
        .collect();
    let page = ReportPage {
        contents: lines
            .iter()
            .filter(|line| line.heading == 2)
            .map(|line| Entry {
                text: format!("{} {}", line.number, line.words).trim().to_owned(),
                href: format!("#{}", line.anchor),
            })
            .collect(),
        lines,
        referrals: referrals
            .iter()
            .map(|held| ReferralLink {
                reference: held.record.reference.clone(),
                href: visit.with_on(&held.record.href()),
            })
            .collect(),
        published,
        slips,
        report,
    };
    visit.page(PAGE, page).await
}

fn line(paragraph: &Paragraph, cited: &[(String, ParagraphLink)]) -> Line {
    let is_heading = paragraph.role == "heading";
    Line {
        anchor: paragraph.anchor.clone(),
        number: if paragraph.printed {
            paragraph.number.clone()
        } else {
            String::new()
        },
        cited_as: paragraph.number.clone(),
        heading: if is_heading {
            (paragraph.level + 1).clamp(2, 4)
        } else {
            0
        },
        depth: (paragraph.level - 1).clamp(0, 4),
        words: paragraph.words.clone(),
        duties: cited
            .iter()
            .filter(|(number, _)| *number == paragraph.number)
            .map(|(_, link)| link.clone())
            .collect(),
    }
}

pub async fn reading(visit: Visit, Path(slug): Path<String>) -> Result<Response, Problem> {
    let db = &visit.site.db;
    let at = visit.moment.at;
    let (report, _) = find(&visit, &slug).await?;
    let paragraphs = store::paragraphs(db, at, &report.id).await?;
    let parts = store::parts(db, at, &report.id).await?;
    let around = Around::of(&visit, &report, &paragraphs);
    let unplaced = paragraphs
        .iter()
        .filter(|paragraph| paragraph.role == "unplaced")
        .map(|paragraph| Found {
            name: String::new(),
            words: paragraph.words.clone(),
            address: None,
            paragraphs: vec![around.paragraph(&paragraph.number)],
        })
        .collect();
    let contacts = store::contacts(db, &report.id)
        .await?
        .into_iter()
        .map(contact)
        .collect();
    let page = ReadingPage {
        groups: KINDS
            .iter()
            .map(|(kind, title)| Group {
                title,
                found: found(&parts, kind, &around),
            })
            .filter(|group| !group.found.is_empty())
            .collect(),
        slips: found(&parts, "slip", &around),
        unplaced,
        contacts,
        report,
    };
    visit.page(READING_PAGE, page).await
}

/// The kinds of part, in the order in which a reader would ask for them.
const KINDS: [(&str, &str); 10] = [
    (
        "ask_front",
        "What the decision-maker is asked, on the front page",
    ),
    (
        "ask",
        "What the decision-maker is asked, in the section of recommendations",
    ),
    ("resolution", "What was resolved"),
    ("principle", "Principles"),
    ("definition", "Definitions"),
    ("definition_part", "Parts of a definition"),
    ("planned", "What is planned"),
    ("implication", "Implications"),
    ("paper", "Background papers"),
    ("strategy", "Strategies and frameworks named"),
];

fn found(parts: &[Part], kind: &str, around: &Around) -> Vec<Found> {
    parts
        .iter()
        .filter(|part| part.kind == kind)
        .map(|part| Found {
            name: if part.kind == "slip" || begins_alike(&part.words, &part.name) {
                String::new()
            } else {
                part.name.clone()
            },
            words: part.words.clone(),
            address: part
                .address
                .clone()
                .filter(|address| address.starts_with("http")),
            paragraphs: list_from_json(&part.paragraphs)
                .iter()
                .map(|number| around.paragraph(number))
                .collect(),
        })
        .collect()
}

/// Whether a name is only the first words of what it names.
fn begins_alike(words: &str, name: &str) -> bool {
    words.starts_with(name.trim_end_matches(['\u{2026}', ' ']))
}

fn contact(contact: Contact) -> ContactLine {
    ContactLine {
        name: contact.name.unwrap_or_default(),
        post: contact.post,
        organisation: contact.organisation,
        email: contact.email.unwrap_or_default(),
    }
}

pub(crate) fn samples() -> Vec<Sample> {
    let report = || Report {
        id: "report:x".to_owned(),
        slug: "x".to_owned(),
        title: "Response to the committee".to_owned(),
        decided_by: "Cabinet".to_owned(),
        asked_by: "Scrutiny Committee".to_owned(),
        reported_on: "2024-08-23".parse().ok(),
        reported_words: "23 August 2024".to_owned(),
        key_decision: "No".to_owned(),
        class: "Part 1".to_owned(),
        wards: "All".to_owned(),
        contributors: "Head of Policy".to_owned(),
        file_name: "report.md".to_owned(),
        fingerprint: "0".repeat(64),
    };
    let link = || ParagraphLink {
        number: "5.2".to_owned(),
        href: "#p5.2".to_owned(),
    };
    let line = |heading, number: &str| Line {
        anchor: format!("p{number}"),
        number: number.to_owned(),
        cited_as: number.to_owned(),
        heading,
        depth: 1,
        words: "Summary".to_owned(),
        duties: vec![link()],
    };
    let found = || Found {
        name: "Safety".to_owned(),
        words: "Everyone is safe.".to_owned(),
        address: Some("https://council.example".to_owned()),
        paragraphs: vec![link()],
    };
    vec![
        Sample::new(
            PAGE,
            "two paragraphs",
            ReportPage {
                report: report(),
                lines: vec![line(2, "1"), line(0, "1.1")],
                referrals: vec![ReferralLink {
                    reference: "2024-01".to_owned(),
                    href: "/referrals/2024-01".to_owned(),
                }],
                published: true,
                slips: 2,
                contents: vec![Entry {
                    text: "1 Summary".to_owned(),
                    href: "#p1".to_owned(),
                }],
            },
        ),
        Sample::new(
            PAGE,
            "nothing in it",
            ReportPage {
                report: report(),
                lines: Vec::new(),
                referrals: Vec::new(),
                published: false,
                slips: 0,
                contents: Vec::new(),
            },
        ),
        Sample::new(
            READING_PAGE,
            "with findings",
            ReadingPage {
                report: report(),
                groups: vec![Group {
                    title: "Principles",
                    found: vec![found()],
                }],
                slips: vec![found()],
                unplaced: vec![found()],
                contacts: vec![ContactLine {
                    name: "Asha Rahman".to_owned(),
                    post: "Director".to_owned(),
                    organisation: "The council".to_owned(),
                    email: "asha@council.example".to_owned(),
                }],
            },
        ),
        Sample::new(
            READING_PAGE,
            "nothing found",
            ReadingPage {
                report: report(),
                groups: Vec::new(),
                slips: Vec::new(),
                unplaced: Vec::new(),
                contacts: Vec::new(),
            },
        ),
    ]
}
