//! The statements of this crate, one small function each.

use attuned_db::{Db, DbError, Instant, Tx, Version, row, statements};

use crate::coverage::{CountRow, Counts};
use crate::duty::{Commitment, Duty, DutyState, JudgedAnswer};
use crate::practice::{Practice, fold};
use crate::referral::{Recommendation, Referral, ReferralCounted};
use crate::report::{Contact, Paragraph, Part, Report};

statements! {
    contact_add, contact_list, coverage_total, duty_all, duty_gaps, duty_list, duty_of_recommendation, paragraph_list,
    part_list, practice_of_report, practice_search, recommendation_list, reference_list, referral_all,
    referral_by_reference, referral_by_report, referral_count, referral_first, referral_list, report_by_slug, report_list,
}

row! {
    struct Found { found: i64 }
}
row! {
    struct First { first: Instant }
}
row! {
    struct Reference { reference: String }
}
row! {
    /// A duty that the answer leaves out, for the front page.
    pub struct Gap { pub reference: String, pub number: String, pub words: String, pub verdict: String }
}

pub async fn referrals(
    db: &Db,
    at: Instant,
    size: i64,
    offset: i64,
) -> Result<Vec<ReferralCounted>, DbError> {
    db.all(&referral_list, &[at.into(), size.into(), offset.into()])
        .await
}

pub async fn how_many_referrals(db: &Db, at: Instant) -> Result<i64, DbError> {
    Ok(db
        .optional::<Found>(&referral_count, &[at.into()])
        .await?
        .map_or(0, |row| row.found))
}

/// When the first referral was put on record.
pub async fn first_referral(db: &Db) -> Result<Option<Instant>, DbError> {
    Ok(db
        .optional::<First>(&referral_first, &[])
        .await?
        .map(|row| row.first))
}

pub async fn every_referral(db: &Db, at: Instant) -> Result<Vec<Version<Referral>>, DbError> {
    db.all(&referral_all, &[at.into()]).await
}

pub async fn referral(
    db: &Db,
    at: Instant,
    reference: &str,
) -> Result<Option<Version<Referral>>, DbError> {
    db.optional(&referral_by_reference, &[at.into(), reference.into()])
        .await
}

/// Every reference ever given, so that none is given twice.
pub async fn references(tx: &mut Tx) -> Result<Vec<String>, DbError> {
    let rows: Vec<Reference> = tx.all(&reference_list, &[]).await?;
    Ok(rows.into_iter().map(|row| row.reference).collect())
}

pub async fn referrals_of_report(
    tx: &mut Tx,
    report_id: &str,
) -> Result<Vec<Version<Referral>>, DbError> {
    tx.all(&referral_by_report, &[tx.at().into(), report_id.into()])
        .await
}

/// The referrals that a report answers.
pub async fn answered_by(
    db: &Db,
    at: Instant,
    report_id: &str,
) -> Result<Vec<Version<Referral>>, DbError> {
    db.all(&referral_by_report, &[at.into(), report_id.into()])
        .await
}

pub async fn total(db: &Db, at: Instant) -> Result<Counts, DbError> {
    let row: Option<CountRow> = db.optional(&coverage_total, &[at.into()]).await?;
    Ok(row.map(Counts::from).unwrap_or_default())
}

pub async fn gaps(db: &Db, at: Instant, most: i64) -> Result<Vec<Gap>, DbError> {
    db.all(&duty_gaps, &[at.into(), most.into()]).await
}

pub async fn recommendations(
    db: &Db,
    at: Instant,
    referral_id: &str,
) -> Result<Vec<Recommendation>, DbError> {
    db.all(&recommendation_list, &[at.into(), referral_id.into()])
        .await
}

pub async fn recommendations_in(
    tx: &mut Tx,
    referral_id: &str,
) -> Result<Vec<Recommendation>, DbError> {
    tx.all(&recommendation_list, &[tx.at().into(), referral_id.into()])
        .await
}

pub async fn duties(db: &Db, at: Instant, referral_id: &str) -> Result<Vec<DutyState>, DbError> {
    db.all(&duty_list, &[at.into(), referral_id.into()]).await
}

/// The duties of every referral, the latest referral first.
pub async fn every_duty(db: &Db, at: Instant) -> Result<Vec<DutyState>, DbError> {
    db.all(&duty_all, &[at.into()]).await
}

pub async fn duties_of(tx: &mut Tx, recommendation_id: &str) -> Result<Vec<Duty>, DbError> {
    tx.all(
        &duty_of_recommendation,
        &[tx.at().into(), recommendation_id.into()],
    )
    .await
}

/// Ends a duty and what was said of it: a verdict or an owner without a duty would still be counted.
pub async fn end_duty(tx: &mut Tx, id: &str) -> Result<bool, DbError> {
    tx.end::<JudgedAnswer>(id).await?;
    tx.end::<Commitment>(id).await?;
    tx.end::<Duty>(id).await
}

pub async fn report(db: &Db, at: Instant, slug: &str) -> Result<Option<Version<Report>>, DbError> {
    db.optional(&report_by_slug, &[at.into(), slug.into()])
        .await
}

pub async fn reports(db: &Db, at: Instant) -> Result<Vec<Version<Report>>, DbError> {
    db.all(&report_list, &[at.into()]).await
}

pub async fn paragraphs(db: &Db, at: Instant, report_id: &str) -> Result<Vec<Paragraph>, DbError> {
    db.all(&paragraph_list, &[at.into(), report_id.into()])
        .await
}

pub async fn paragraphs_in(tx: &mut Tx, report_id: &str) -> Result<Vec<Paragraph>, DbError> {
    tx.all(&paragraph_list, &[tx.at().into(), report_id.into()])
        .await
}

pub async fn parts(db: &Db, at: Instant, report_id: &str) -> Result<Vec<Part>, DbError> {
    db.all(&part_list, &[at.into(), report_id.into()]).await
}

pub async fn parts_in(tx: &mut Tx, report_id: &str) -> Result<Vec<Part>, DbError> {
    tx.all(&part_list, &[tx.at().into(), report_id.into()])
        .await
}

pub async fn contacts(db: &Db, report_id: &str) -> Result<Vec<Contact>, DbError> {
    db.all(&contact_list, &[report_id.into()]).await
}

pub async fn add_contact(tx: &mut Tx, contact: &Contact) -> Result<(), DbError> {
    let values = [
        (&contact.id).into(),
        (&contact.report_id).into(),
        contact.position.into(),
        (&contact.post).into(),
        (&contact.organisation).into(),
        contact.name.clone().into(),
        contact.email.clone().into(),
        contact.phone.clone().into(),
    ];
    tx.run(&contact_add, &values).await.map(drop)
}

pub async fn practices(
    db: &Db,
    at: Instant,
    search: &str,
) -> Result<Vec<Version<Practice>>, DbError> {
    let wanted = fold(search)
        .replace('\\', "\\\\")
        .replace('%', "\\%")
        .replace('_', "\\_");
    db.all(&practice_search, &[at.into(), format!("%{wanted}%").into()])
        .await
}

pub async fn practices_of_report(tx: &mut Tx, report_id: &str) -> Result<Vec<Practice>, DbError> {
    tx.all(&practice_of_report, &[tx.at().into(), report_id.into()])
        .await
}
