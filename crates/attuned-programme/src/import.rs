//! A report that was read becomes records: all of it in one transaction, and nothing that a person has since changed is
//! touched.

use attuned_db::{Day, DbError, Record, Saved, Tx};
use attuned_report::{At, KeyDecision, Report as Read};
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::duty::{Duty, list_to_json};
use crate::practice::Practice;
use crate::referral::{Recommendation, Referral};
use crate::report::{Contact, Paragraph, Part, Report, slug};
use crate::{import_parts, store};

/// The author of everything that was read from a file.
pub const IMPORT: &str = "import";

/// What an import did to the record.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Imported {
    pub report: String,
    /// `None` when the report holds no recommendations of a committee.
    pub referral: Option<String>,
    /// Whether the public tracker shows it.
    pub published: bool,
    pub new: usize,
    pub changed: usize,
    pub as_it_was: usize,
    /// Left alone because a person changed them after an earlier import.
    pub kept: usize,
    pub ended: usize,
}

/// Where the report came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    pub file_name: String,
    /// SHA-256 of the bytes, in hexadecimal.
    pub fingerprint: String,
}

impl Source {
    pub fn of(file_name: &str, bytes: &[u8]) -> Self {
        let fingerprint = Sha256::digest(bytes)
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        Self {
            file_name: file_name.to_owned(),
            fingerprint,
        }
    }
}

/// Saves the report and the referral it answers. The caller commits.
///
/// # Errors
/// When the database cannot be reached.
pub async fn save(tx: &mut Tx, read: &Read, source: &Source) -> Result<Imported, DbError> {
    let mut done = Imported::default();
    save_report(tx, read, source, &mut done).await?;
    save_referral(tx, read, source, &mut done).await?;
    Ok(done)
}

/// The id that the same report always has, whichever file it comes in.
fn report_id(read: &Read, source: &Source) -> String {
    format!("report:{}", report_slug(read, source))
}

fn report_slug(read: &Read, source: &Source) -> String {
    let title = read
        .front
        .title
        .as_ref()
        .map_or("", |title| title.words.as_str());
    let stem = source
        .file_name
        .rsplit_once('.')
        .map_or(source.file_name.as_str(), |(stem, _)| stem);
    let words = if slug(title, 60).is_empty() {
        stem
    } else {
        title
    };
    let date = read
        .front
        .date
        .as_ref()
        .map_or("", |date| date.iso.as_str());
    let slug = slug(&format!("{date} {words}"), 72);
    if slug.is_empty() {
        format!("report-{}", source.fingerprint.get(..8).unwrap_or_default())
    } else {
        slug
    }
}

/// Saves the report itself: front page, paragraphs and what was understood.
///
/// # Errors
/// When the database cannot be reached.
pub async fn save_report(
    tx: &mut Tx,
    read: &Read,
    source: &Source,
    done: &mut Imported,
) -> Result<(), DbError> {
    let id = report_id(read, source);
    let front = &read.front;
    let words = |said: &Option<attuned_report::Said>| {
        said.as_ref()
            .map(|said| said.words.clone())
            .unwrap_or_default()
    };
    let report = Report {
        id: id.clone(),
        slug: report_slug(read, source),
        title: front
            .title
            .as_ref()
            .map_or_else(|| source.file_name.clone(), |title| title.words.clone()),
        decided_by: words(&front.body),
        asked_by: front
            .scrutiny
            .as_ref()
            .map(|scrutiny| scrutiny.body.words.clone())
            .unwrap_or_default(),
        reported_on: front.date.as_ref().and_then(|date| date.iso.parse().ok()),
        reported_words: front
            .date
            .as_ref()
            .map(|date| date.words.clone())
            .unwrap_or_default(),
        key_decision: match front.key_decision {
            KeyDecision::Yes => "Yes".to_owned(),
            KeyDecision::No => "No".to_owned(),
            KeyDecision::Unknown => String::new(),
        },
        class: words(&front.class),
        wards: words(&front.wards),
        contributors: front
            .contributors
            .iter()
            .map(|said| said.words.as_str())
            .collect::<Vec<_>>()
            .join("\n"),
        file_name: source.file_name.clone(),
        fingerprint: source.fingerprint.clone(),
    };
    done.report = report.slug.clone();
    keep(tx, &report, done).await?;

    let before = store::paragraphs_in(tx, &id).await?;
    for (position, paragraph) in read.paragraphs.iter().enumerate() {
        let record = Paragraph {
            id: format!("{id}:p{position}"),
            report_id: id.clone(),
            position: number(position),
            number: paragraph.number.clone(),
            anchor: paragraph.anchor.clone(),
            printed: paragraph.printed,
            level: i64::from(paragraph.level),
            role: key_of(&paragraph.role),
            words: paragraph.text.clone(),
        };
        keep(tx, &record, done).await?;
    }
    for gone in before.iter().skip(read.paragraphs.len()) {
        done.ended += usize::from(tx.end::<Paragraph>(&gone.id).await?);
    }

    let before = store::parts_in(tx, &id).await?;
    let parts = import_parts::parts(&id, read);
    for part in &parts {
        keep(tx, part, done).await?;
    }
    for gone in before
        .iter()
        .filter(|held| !parts.iter().any(|part| part.id == held.id))
    {
        done.ended += usize::from(tx.end::<Part>(&gone.id).await?);
    }
    for (position, author) in front.authors.iter().enumerate() {
        let contact = Contact {
            id: format!("{id}:c{position}"),
            report_id: id.clone(),
            position: number(position),
            post: author.role.clone().unwrap_or_default(),
            organisation: author.organisation.clone().unwrap_or_default(),
            name: author.name.clone(),
            email: author.email.clone(),
            phone: author.phone.clone(),
        };
        store::add_contact(tx, &contact).await?;
    }

    let before = store::practices_of_report(tx, &id).await?;
    for (position, practice) in read.practices.iter().enumerate() {
        let record = Practice {
            id: format!("{id}:practice{position}"),
            position: number(position),
            what: practice.what.clone(),
            place: practice.place.clone().unwrap_or_default(),
            since: practice
                .since
                .map(|year| year.to_string())
                .unwrap_or_default(),
            words: practice.words.clone(),
            evidence: String::new(),
            evidence_on: None,
            contact: String::new(),
            can_advise: false,
            aliases: String::new(),
            folded: String::new(),
            report_id: Some(id.clone()),
            paragraph: practice.at.paragraph.clone(),
        };
        keep(tx, &record.with_fold(), done).await?;
    }
    for gone in before.iter().skip(read.practices.len()) {
        done.ended += usize::from(end_unless_changed::<Practice>(tx, &gone.id, done).await?);
    }
    Ok(())
}

/// Saves what the committee asked, and the duties proposed for it.
///
/// # Errors
/// When the database cannot be reached.
pub async fn save_referral(
    tx: &mut Tx,
    read: &Read,
    source: &Source,
    done: &mut Imported,
) -> Result<(), DbError> {
    if read.recommendations.is_empty() {
        return Ok(());
    }
    let report_id = report_id(read, source);
    let front = &read.front;
    let scrutiny = front.scrutiny.as_ref();
    let agreed_on: Option<Day> = scrutiny
        .and_then(|scrutiny| scrutiny.agreed.as_ref().or(scrutiny.referred.as_ref()))
        .and_then(|date| date.iso.parse().ok());
    let held = store::referrals_of_report(tx, &report_id)
        .await?
        .into_iter()
        .next()
        .map(|held| held.record);
    let id = format!("referral:{}", report_slug(read, source));
    let reference = match &held {
        Some(held) => held.reference.clone(),
        None => next_reference(tx, agreed_on, read).await?,
    };
    let referral = Referral {
        id: id.clone(),
        reference: reference.clone(),
        title: subject(read, source),
        asked_by: scrutiny
            .map(|scrutiny| scrutiny.body.words.clone())
            .unwrap_or_default(),
        asked_of: front
            .body
            .as_ref()
            .map(|body| body.words.clone())
            .unwrap_or_default(),
        agreed_on,
        received_on: None,
        notice_on: None,
        rule: "executive".to_owned(),
        local_days: None,
        replied_on: None,
        report_id: Some(report_id),
        published: held
            .as_ref()
            .map_or_else(|| is_public(read), |held| held.published),
    };
    keep(tx, &referral, done).await?;
    done.published = tx
        .current::<Referral>(&id)
        .await?
        .is_some_and(|held| held.record.published);
    done.referral = Some(reference);

    let before = store::recommendations_in(tx, &id).await?;
    for (position, recommendation) in read.recommendations.iter().enumerate() {
        let recommendation_id = format!("{id}:r{position}");
        let record = Recommendation {
            id: recommendation_id.clone(),
            referral_id: id.clone(),
            position: number(position),
            number: recommendation.number.clone(),
            label: recommendation.label.clone().unwrap_or_default(),
            title: recommendation.title.clone().unwrap_or_default(),
            words: recommendation.text.clone(),
            paragraphs: list_to_json(&numbers(&recommendation.paragraphs)),
            reply_words: recommendation
                .reply
                .as_ref()
                .map(|reply| reply.words.clone())
                .unwrap_or_default(),
        };
        keep(tx, &record, done).await?;
        save_duties(tx, &id, &recommendation_id, &recommendation.duties, done).await?;
    }
    for gone in before.iter().skip(read.recommendations.len()) {
        done.ended += usize::from(end_unless_changed::<Recommendation>(tx, &gone.id, done).await?);
    }
    Ok(())
}

/// Proposes the split, unless a person has had a hand in it: then theirs stands whole.
async fn save_duties(
    tx: &mut Tx,
    referral_id: &str,
    recommendation_id: &str,
    proposed: &[attuned_report::Duty],
    done: &mut Imported,
) -> Result<(), DbError> {
    let before = store::duties_of(tx, recommendation_id).await?;
    for duty in &before {
        if tx
            .current::<Duty>(&duty.id)
            .await?
            .is_some_and(|held| held.changed_by != IMPORT)
        {
            done.kept += before.len();
            return Ok(());
        }
    }
    for (position, duty) in proposed.iter().enumerate() {
        let record = Duty {
            id: format!("{recommendation_id}:d{position}"),
            referral_id: referral_id.to_owned(),
            recommendation_id: recommendation_id.to_owned(),
            position: number(position),
            number: duty.number.clone(),
            words: duty.reading.clone(),
            rests_on: serde_json::to_string(&duty.rests_on).unwrap_or_default(),
            why: duty.why.clone(),
            confirmed: false,
        };
        keep(tx, &record, done).await?;
    }
    for gone in before.iter().skip(proposed.len()) {
        done.ended += usize::from(store::end_duty(tx, &gone.id).await?);
    }
    Ok(())
}

/// Saves, unless a person changed the record after an earlier import.
async fn keep<T: Record>(tx: &mut Tx, record: &T, done: &mut Imported) -> Result<(), DbError> {
    let held = tx.current::<T>(record.id()).await?;
    if held.as_ref().is_some_and(|held| held.changed_by != IMPORT) {
        done.kept += 1;
        return Ok(());
    }
    match tx.save_over(record, held, IMPORT).await? {
        Saved::New => done.new += 1,
        Saved::Changed => done.changed += 1,
        Saved::AsItWas => done.as_it_was += 1,
    }
    Ok(())
}

async fn end_unless_changed<T: Record>(
    tx: &mut Tx,
    id: &str,
    done: &mut Imported,
) -> Result<bool, DbError> {
    if tx
        .current::<T>(id)
        .await?
        .is_some_and(|held| held.changed_by != IMPORT)
    {
        done.kept += 1;
        return Ok(false);
    }
    tx.end::<T>(id).await
}

/// "2024-01": the year of the referral and the next number in it.
async fn next_reference(
    tx: &mut Tx,
    agreed_on: Option<Day>,
    read: &Read,
) -> Result<String, DbError> {
    let reported = read
        .front
        .date
        .as_ref()
        .and_then(|date| date.iso.get(..4).map(str::to_owned));
    let year = agreed_on
        .map(|day| day.date().year().to_string())
        .or(reported)
        .unwrap_or_else(|| tx.at().to_string().chars().take(4).collect());
    let last = store::references(tx)
        .await?
        .iter()
        .filter_map(|reference| {
            reference
                .strip_prefix(&format!("{year}-"))?
                .parse::<u32>()
                .ok()
        })
        .max()
        .unwrap_or(0);
    Ok(format!("{year}-{:02}", last + 1))
}

/// Whether the report plainly says that anyone may read it. Silence is not consent: a paper can be exempt and not say so
/// where we look.
fn is_public(read: &Read) -> bool {
    let Some(class) = &read.front.class else {
        return false;
    };
    let class = class.words.to_lowercase();
    include_str!("../data/public_classes.txt")
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .any(|public| {
            class
                .trim()
                .strip_prefix(public)
                .is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
        })
}

/// What the referral is about: the report's title.
fn subject(read: &Read, source: &Source) -> String {
    let title = read
        .front
        .title
        .as_ref()
        .map(|title| title.words.trim().trim_end_matches('.').to_owned());
    title
        .filter(|title| !title.is_empty())
        .unwrap_or_else(|| source.file_name.clone())
}

pub(crate) fn numbers(at: &[At]) -> Vec<String> {
    at.iter().map(|at| at.paragraph.clone()).collect()
}

pub(crate) fn number(position: usize) -> i64 {
    i64::try_from(position).unwrap_or(i64::MAX)
}

/// The name that serde gives a plain enum: one spelling for the record and for JSON.
pub(crate) fn key_of(value: &impl Serialize) -> String {
    serde_json::to_value(value)
        .ok()
        .and_then(|value| value.as_str().map(str::to_owned))
        .unwrap_or_default()
}
