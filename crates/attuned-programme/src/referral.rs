//! A referral: recommendations that one body sent to another, and its clock.

use attuned_db::{Day, record, row};

use crate::reply_clock::{self, Dates, Reading};

record! {
    /// `rule` is the key of a reply rule. Dates that nobody recorded are `None`, and the clock says so.
    pub struct Referral in programme_referral {
        pub reference: String,
        pub title: String,
        pub asked_by: String,
        pub asked_of: String,
        pub agreed_on: Option<Day>,
        pub received_on: Option<Day>,
        pub notice_on: Option<Day>,
        pub rule: String,
        pub local_days: Option<i64>,
        pub replied_on: Option<Day>,
        pub report_id: Option<String>,
        /// Whether anyone may see it on the public tracker, and the report with it.
        pub published: bool,
    }
}

record! {
    /// One recommendation, word for word. `paragraphs` is JSON: where the report prints it.
    pub struct Recommendation in programme_recommendation {
        pub referral_id: String,
        pub position: i64,
        pub number: String,
        pub label: String,
        pub title: String,
        pub words: String,
        pub paragraphs: String,
        pub reply_words: String,
    }
}

row! {
    /// A referral with its coverage counted, for lists.
    pub struct ReferralCounted {
        pub id: String,
        pub reference: String,
        pub title: String,
        pub asked_by: String,
        pub asked_of: String,
        pub agreed_on: Option<Day>,
        pub received_on: Option<Day>,
        pub notice_on: Option<Day>,
        pub rule: String,
        pub local_days: Option<i64>,
        pub replied_on: Option<Day>,
        pub report_id: Option<String>,
        pub published: bool,
        pub asked: i64,
        pub answered: i64,
        pub in_part: i64,
        pub not_answered: i64,
        pub with_owner: i64,
        pub with_date: i64,
        pub with_measure: i64,
    }
}

impl Referral {
    pub fn dates(&self) -> Dates {
        Dates {
            received: self.received_on,
            notice: self.notice_on,
            local_days: self.local_days,
            replied: self.replied_on,
        }
    }

    /// The clock on a day, by what is recorded in this version.
    pub fn clock(&self, on: Day) -> Reading {
        reply_clock::read(&self.dates(), reply_clock::rule(&self.rule).as_ref(), on)
    }

    pub fn href(&self) -> String {
        format!("/referrals/{}", self.reference)
    }
}

impl Recommendation {
    /// "Training", or "Recommendation 2" where the report gives no title.
    pub fn name(&self) -> String {
        if self.title.is_empty() {
            format!("Recommendation {}", self.number)
        } else {
            self.title.clone()
        }
    }
}
