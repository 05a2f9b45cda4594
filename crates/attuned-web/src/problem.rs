//! What can stand between someone and their page: one type, one page, always a way on, never a cause.

use attuned_db::{Day, DbError, new_id};
use attuned_design::Link;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use crate::module::Sample;

#[derive(Debug, Clone)]
pub enum Problem {
    /// Nothing is at this address; the text says what was looked for.
    NotFound(String),
    /// It is in the record now and was not on the past day that was asked for.
    NotYet {
        /// "Referral 2024-01".
        what: String,
        day: Day,
        first: Option<Day>,
        path: String,
    },
    /// Signed in, but this page is for another role.
    NotAllowed,
    /// The page needs an account; the address to come back to.
    SignIn(String),
    /// The form was made in a session that has ended.
    Expired,
    /// The body was no form that a page of ours sends.
    NotAForm,
    TooLarge,
    /// A date in the address that cannot be read.
    NoSuchDay,
    /// Somebody else changed the record while the form was open.
    ChangedMeanwhile,
    /// The database cannot be reached just now.
    Unavailable,
    /// Ours to mend. The reference stands in the log beside the cause.
    Unexpected {
        reference: String,
    },
}

/// What the page of a problem shows.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct ProblemPage {
    pub title: String,
    pub what: String,
    pub next: &'static str,
    pub links: Vec<Link>,
    pub reference: Option<String>,
}

impl Problem {
    /// Logs the cause once and keeps it from the page. The cause must not hold what people wrote: errors of libraries
    /// and of the database do not.
    pub fn unexpected(cause: impl std::fmt::Display) -> Self {
        let reference: String = new_id().chars().rev().take(8).collect();
        tracing::error!(%reference, %cause, "a page could not be made");
        Self::Unexpected { reference }
    }

    pub fn not_found(what: &str) -> Self {
        Self::NotFound(what.to_owned())
    }

    pub fn status(&self) -> StatusCode {
        match self {
            Self::NotFound(_) | Self::NotYet { .. } => StatusCode::NOT_FOUND,
            Self::NotAllowed => StatusCode::FORBIDDEN,
            Self::SignIn(_) => StatusCode::SEE_OTHER,
            Self::Expired => StatusCode::FORBIDDEN,
            Self::NotAForm => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::NoSuchDay => StatusCode::UNPROCESSABLE_ENTITY,
            Self::ChangedMeanwhile => StatusCode::CONFLICT,
            Self::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
            Self::Unexpected { .. } => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    pub(crate) fn page(&self) -> ProblemPage {
        let (title, what, next) = match self {
            Self::NotFound(what) => (
                "Page not found",
                format!("{what} is not here. It may have moved, or the address may have lost a letter on its way."),
                "The front page shows everything you can open.",
            ),
            Self::NotYet { what, first, .. } => (
                "Not in the record yet",
                first.map_or_else(
                    || format!("{what} was put on record later."),
                    |first| format!("{what} was put on record on {}.", words(first)),
                ),
                "You can look at a later day, or at how it stands today.",
            ),
            Self::NotAllowed | Self::SignIn(_) => (
                "This page is for another role",
                "Your account does not open this page.".to_owned(),
                "If your work needs it, the system owner can change your role.",
            ),
            Self::Expired => (
                "Please send this once more",
                "You were away for a while, and for your safety the page was closed. Nothing was changed.".to_owned(),
                "Going back in your browser brings back what you typed. Open the page again beside it, and copy it across.",
            ),
            Self::NotAForm => (
                "This could not be read",
                "What was sent did not come from one of our forms.".to_owned(),
                "Opening the page again and sending it from there will work.",
            ),
            Self::TooLarge => (
                "This is more than the page can take",
                "What was sent is larger than two megabytes.".to_owned(),
                "Going back in your browser brings back what you typed, so that you can shorten it.",
            ),
            Self::NoSuchDay => (
                "Enter a date, like 27 3 2026",
                "The day to look back to could not be read.".to_owned(),
                "Going back lets you enter it again.",
            ),
            Self::ChangedMeanwhile => (
                "Somebody else was here first",
                "The record changed while you had the page open. Your change was not saved, and theirs was.".to_owned(),
                "Going back in your browser brings back what you typed. Open the page again to see the new state first.",
            ),
            Self::Unavailable => (
                "The record is out of reach just now",
                "The database does not answer. Nothing was changed.".to_owned(),
                "Please try again in a few minutes.",
            ),
            Self::Unexpected { .. } => (
                "Something went wrong on our side",
                "Nothing was changed. It is not something you did.".to_owned(),
                "Please try again. If it happens twice, tell the person who runs this service and give them the reference.",
            ),
        };
        let reference = match self {
            Self::Unexpected { reference } => Some(reference.clone()),
            _ => None,
        };
        let mut links = vec![Link::new("Go to the front page", "/")];
        let title = match self {
            Self::NotYet {
                day, first, path, ..
            } => {
                links = vec![Link::new("See it as it stands today", path)];
                if let Some(first) = first {
                    links.insert(
                        0,
                        Link::new(
                            format!("See it on {}", words(*first)),
                            format!("{path}?on={first}"),
                        ),
                    );
                }
                format!("{title} on {}", words(*day))
            }
            _ => title.to_owned(),
        };
        ProblemPage {
            title,
            what,
            next,
            links,
            reference,
        }
    }
}

fn words(day: Day) -> String {
    day.date().strftime("%-d %B %Y").to_string()
}

impl From<DbError> for Problem {
    fn from(error: DbError) -> Self {
        match error {
            DbError::Unreachable(cause) => {
                tracing::error!(%cause, "the database does not answer");
                Self::Unavailable
            }
            DbError::Taken(_) | DbError::Later(_) => Self::ChangedMeanwhile,
            DbError::Newer { .. } | DbError::Store(_) => Self::unexpected(error),
        }
    }
}

impl IntoResponse for Problem {
    /// Only the status and the problem itself; the page around it is made by [`crate::guard::dress`], which knows who
    /// is looking.
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

pub(crate) fn samples() -> Vec<Sample> {
    let day = |text: &str| {
        text.parse()
            .unwrap_or_else(|_| Day::new(jiff::civil::Date::MIN))
    };
    let not_yet = |first| Problem::NotYet {
        what: "Referral 2024-01".to_owned(),
        day: day("2020-01-01"),
        first,
        path: "/referrals/2024-01".to_owned(),
    };
    [
        ("not yet", not_yet(Some(day("2024-03-20")))),
        ("not yet, and not known since when", not_yet(None)),
        ("a page that is not there", Problem::not_found("That page")),
        ("another role's page", Problem::NotAllowed),
        ("a session that ended", Problem::Expired),
        ("no form of ours", Problem::NotAForm),
        ("too much", Problem::TooLarge),
        ("no such day", Problem::NoSuchDay),
        ("changed meanwhile", Problem::ChangedMeanwhile),
        ("no database", Problem::Unavailable),
        (
            "our own fault",
            Problem::Unexpected {
                reference: "3f2a9c01".to_owned(),
            },
        ),
    ]
    .into_iter()
    .map(|(shows, problem)| Sample::new("web/problem.html", shows, problem.page()))
    .collect()
}
