//! The programme: referrals and their clock, recommendations and duties, coverage, practices, the report, the tracker.
//!
//! See the crate's README for the words, the tables and what must always hold.

mod coverage;
mod duty;
mod duty_line;
mod duty_show;
mod home;
mod import;
mod import_parts;
mod likely;
mod practice;
mod practice_edit;
mod practice_list;
mod recommendation_show;
mod recommendation_split;
mod referral;
mod referral_dates;
mod referral_publish;
mod referral_show;
mod reply_clock;
mod report;
mod report_show;
mod sample;
mod store;
mod tracker;

use attuned_db::{Schema, Step};
use attuned_web::{Access, Module, Navigation, Permission, Route, Sample};

pub use coverage::{Counts, Coverage, CoveredDuty};
pub use duty::{Commitment, Duty, DutyState, JudgedAnswer, Verdict};
pub use import::{IMPORT, Imported, Source, save};
pub use practice::Practice;
pub use referral::{Recommendation, Referral};
pub use reply_clock::{Dates, Reading, ReplyRule, rule, rules, short as short_day};
pub use report::{Paragraph, Part, Report};
pub use sample::{SampleData, SampleProblem, apply};
pub use store::{
    duties, every_duty, every_referral, practices, recommendations, referral, reports,
};

/// Reads everything of the programme.
pub const READ: Permission = Permission("programme.read");
/// Changes dates, owners, measures and practices, and confirms the split into duties.
pub const RECORD: Permission = Permission("programme.record");
/// Says whether an answer covers a duty.
pub const JUDGE: Permission = Permission("programme.judge");

/// Every permission of this module, for the organisation's roles.
pub const PERMISSIONS: &[Permission] = &[READ, RECORD, JUDGE];

pub fn module() -> Module {
    use Access::{Needs, Public};
    Module {
        name: "programme",
        schema: Schema {
            module: "programme",
            steps: &[Step {
                number: 1,
                text: include_str!("../sql/schema_001.sql"),
            }],
        },
        statements: store::ALL,
        pages: attuned_design::pages![
            "programme/changes.html",
            "programme/coverage_show.html",
            "programme/duty_line.html",
            "programme/duty_show.html",
            "programme/home.html",
            "programme/on_a_day.html",
            "programme/practice_edit.html",
            "programme/practice_list.html",
            "programme/practice_show.html",
            "programme/recommendation_show.html",
            "programme/recommendation_split.html",
            "programme/referral_dates.html",
            "programme/referral_show.html",
            "programme/report_reading.html",
            "programme/report_show.html",
            "programme/tracker.html",
        ],
        routes: vec![
            Route::get("/", Needs(READ), home::show),
            Route::get("/referrals/{reference}", Needs(READ), referral_show::show),
            Route::get(
                "/referrals/{reference}/coverage",
                Needs(READ),
                referral_show::coverage,
            ),
            Route::get(
                "/referrals/{reference}/dates",
                Needs(RECORD),
                referral_dates::show,
            ),
            Route::post(
                "/referrals/{reference}/dates",
                Needs(RECORD),
                "programme.dates_changed",
                referral_dates::send,
            ),
            Route::post(
                "/referrals/{reference}/public",
                Needs(RECORD),
                "programme.published",
                referral_publish::send,
            ),
            Route::get(
                "/referrals/{reference}/recommendations/{place}",
                Needs(READ),
                recommendation_show::show,
            ),
            Route::get(
                "/referrals/{reference}/recommendations/{place}/duties",
                Needs(RECORD),
                recommendation_split::show,
            ),
            Route::post(
                "/referrals/{reference}/recommendations/{place}/duties",
                Needs(RECORD),
                "programme.duties_confirmed",
                recommendation_split::send,
            ),
            Route::get(
                "/referrals/{reference}/duties/{number}",
                Needs(READ),
                duty_show::show,
            ),
            Route::post(
                "/referrals/{reference}/duties/{number}/verdict",
                Needs(JUDGE),
                "programme.judged",
                duty_show::judge,
            ),
            Route::post(
                "/referrals/{reference}/duties/{number}/owner",
                Needs(RECORD),
                "programme.committed",
                duty_show::commit,
            ),
            Route::get("/practices", Needs(READ), practice_list::show),
            Route::post(
                "/practices",
                Needs(RECORD),
                "programme.practice_added",
                practice_edit::add,
            ),
            Route::get("/practices/new", Needs(RECORD), practice_edit::new),
            Route::get("/practices/{id}", Needs(READ), practice_edit::show),
            Route::post(
                "/practices/{id}",
                Needs(RECORD),
                "programme.practice_changed",
                practice_edit::send,
            ),
            Route::get("/practices/{id}/edit", Needs(RECORD), practice_edit::edit),
            Route::get("/reports/{slug}", Public, report_show::show),
            Route::get("/reports/{slug}/reading", Needs(READ), report_show::reading),
            Route::get("/tracker", Public, tracker::show),
            Route::get("/tracker.csv", Public, tracker::csv),
        ],
        navigation: vec![
            Navigation {
                text: "Where we are",
                href: "/",
                access: Needs(READ),
            },
            Navigation {
                text: "Existing practice",
                href: "/practices",
                access: Needs(READ),
            },
            Navigation {
                text: "Public tracker",
                href: "/tracker",
                access: Public,
            },
        ],
        samples: samples(),
    }
}

fn samples() -> Vec<Sample> {
    [
        duty_show::samples(),
        home::samples(),
        practice_edit::samples(),
        practice_list::samples(),
        recommendation_show::samples(),
        recommendation_split::samples(),
        referral_dates::samples(),
        referral_show::samples(),
        report_show::samples(),
        tracker::samples(),
    ]
    .concat()
}
