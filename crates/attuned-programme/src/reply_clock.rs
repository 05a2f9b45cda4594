//! The last day to reply, worked out from the record and explained; never typed in.
//!
//! The period is two months *beginning with* the later of the day the recommendations were received and the day of the
//! written notice (Local Government Act 2000, section 9FE: <https://www.legislation.gov.uk/ukpga/2000/22/section/9FE>).
//! As the first day counts, the last is the day before the same date two months on. It is not moved for weekends or
//! bank holidays. A monitoring officer should confirm the reading for their own authority.

use attuned_db::Day;
use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// How long there is to reply, for one kind of duty. From `data/reply_rules.toml`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReplyRule {
    pub key: String,
    pub name: String,
    pub law: String,
    pub address: String,
    /// `None` where no law sets a period.
    pub months: Option<i32>,
}

/// What the clock is read from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Dates {
    pub received: Option<Day>,
    pub notice: Option<Day>,
    /// Days that a local rule gives, such as a constitution's 28.
    pub local_days: Option<i64>,
    /// The day the reply was given.
    pub replied: Option<Day>,
}

/// What the clock says on one day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reading {
    /// The day it is read on.
    pub on: Day,
    pub last_day: Option<Day>,
    /// "Sunday 19 May 2024"; or why it cannot be said yet.
    pub last_day_words: String,
    /// How the last day was worked out, in a sentence or two.
    pub explanation: String,
    /// "1 day late", "12 days left", "Answered on 5 November 2024, 170 days late".
    pub state: String,
    /// `late`, `waiting`, `done` or `open`: only ever shown beside the words.
    pub meaning: &'static str,
    /// Days after the last day, to the reply or to `on`; negative while there is time.
    pub days_late: Option<i64>,
    pub local: Option<Local>,
}

/// A local deadline, which stands beside the one set by law and never replaces it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Local {
    pub last_day: Day,
    pub words: String,
    pub state: String,
}

/// The rules this program knows.
pub fn rules() -> Vec<ReplyRule> {
    #[derive(Deserialize)]
    struct File {
        rule: Vec<ReplyRule>,
    }
    toml::from_str::<File>(include_str!("../data/reply_rules.toml"))
        .map(|file| file.rule)
        .unwrap_or_default()
}

pub fn rule(key: &str) -> Option<ReplyRule> {
    rules().into_iter().find(|rule| rule.key == key)
}

/// The last day of a period of months that begins with `start`.
fn last_day(start: Date, months: i32) -> Option<Date> {
    let same_date = start.checked_add(months.months()).ok()?;
    if same_date.day() == start.day() {
        same_date.yesterday().ok()
    } else {
        // The month has no such date, and jiff stopped at its last day: that day ends the period.
        Some(same_date)
    }
}

/// Reads the clock on a day.
pub fn read(dates: &Dates, rule: Option<&ReplyRule>, on: Day) -> Reading {
    let months = rule.and_then(|rule| rule.months);
    let start = dates.received.max(dates.notice);
    let last = match (start, months) {
        (Some(start), Some(months)) => last_day(start.date(), months).map(Day::new),
        _ => None,
    };
    let (last_day_words, explanation) = match (last, months) {
        (_, None) => ("Not set by law".to_owned(), "No period set by law is recorded for this kind of recommendation.".to_owned()),
        (Some(last), Some(months)) => (full(last), explain(dates, months, last)),
        (None, Some(_)) => (
            "Not known yet".to_owned(),
            "It is worked out from the day the recommendations were received and the day of the written notice. Neither is recorded."
                .to_owned(),
        ),
    };
    let (state, meaning, days_late) = state(last, dates.replied, on);
    Reading {
        on,
        last_day: last,
        last_day_words,
        explanation,
        state,
        meaning,
        days_late,
        local: local(dates, on),
    }
}

fn explain(dates: &Dates, months: i32, last: Day) -> String {
    let months = if months == 2 {
        "Two months".to_owned()
    } else {
        format!("{months} months")
    };
    let (begin, caution) = match (dates.received, dates.notice) {
        (Some(received), Some(notice)) => (
            format!(
                "the later of the two dates: the recommendations were received on {}, and the written notice on {}. The first day is {}",
                short(received),
                short(notice),
                short(received.max(notice))
            ),
            "",
        ),
        (Some(received), None) => (
            format!(
                "the day the recommendations were received, {}",
                short(received)
            ),
            " No written notice is recorded; a later one would move the last day.",
        ),
        (None, Some(notice)) => (
            format!("the day of the written notice, {}", short(notice)),
            " The day the recommendations were received is not recorded; a later one would move the last day.",
        ),
        (None, None) => return String::new(),
    };
    format!(
        "{months} beginning with {begin}, so the last is {}. It does not move for weekends or holidays.{caution}",
        short(last)
    )
}

fn state(last: Option<Day>, replied: Option<Day>, on: Day) -> (String, &'static str, Option<i64>) {
    let replied = replied.filter(|replied| *replied <= on);
    let Some(last) = last else {
        return match replied {
            Some(replied) => (format!("Answered on {}", short(replied)), "done", None),
            None => ("Waiting for an answer".to_owned(), "open", None),
        };
    };
    let late = days_between(last, replied.unwrap_or(on));
    let state = match (replied, late) {
        (Some(replied), 1..) => format!("Answered on {}, {} late", short(replied), days(late)),
        (Some(replied), 0) => format!("Answered on {}, the last day", short(replied)),
        (Some(replied), _) => format!("Answered on {}, {} early", short(replied), days(-late)),
        (None, 1..) => format!("{} late", days(late)),
        (None, 0) => "Today is the last day".to_owned(),
        (None, _) => format!("{} left", days(-late)),
    };
    let meaning = match (replied, late) {
        (_, 1..) => "late",
        (Some(_), _) => "done",
        (None, _) => "waiting",
    };
    (state, meaning, Some(late))
}

fn local(dates: &Dates, on: Day) -> Option<Local> {
    let days_given = dates.local_days?;
    let received = dates.received?;
    let last = Day::new(received.date().checked_add(days_given.days()).ok()?);
    let (state, ..) = state(Some(last), dates.replied, on);
    let words = format!(
        "{}: {} after the recommendations were received",
        full(last),
        days(days_given)
    );
    Some(Local {
        last_day: last,
        words,
        state,
    })
}

fn days(count: i64) -> String {
    if count == 1 {
        "1 day".to_owned()
    } else {
        format!("{count} days")
    }
}

fn days_between(from: Day, to: Day) -> i64 {
    from.date()
        .until(to.date())
        .map_or(0, |span| i64::from(span.get_days()))
}

/// "Sunday 19 May 2024".
pub fn full(day: Day) -> String {
    day.date().strftime("%A %-d %B %Y").to_string()
}

/// "19 May 2024".
pub fn short(day: Day) -> String {
    day.date().strftime("%-d %B %Y").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn dates(received: &str, notice: &str) -> Dates {
        Dates {
            received: received.parse().ok(),
            notice: notice.parse().ok(),
            ..Dates::default()
        }
    }

    fn on(dates: &Dates, text: &str) -> Reading {
        read(dates, rule("executive").as_ref(), day(text))
    }

    /// The table of the domain notes, 2.1.
    #[test]
    fn last_days() {
        for (start, last) in [
            ("2024-03-18", "2024-05-17"),
            ("2024-03-20", "2024-05-19"),
            ("2025-12-31", "2026-02-28"),
            ("2027-12-29", "2028-02-28"),
            ("2027-12-30", "2028-02-29"),
        ] {
            let reading = on(&dates(start, ""), start);
            assert_eq!(reading.last_day, Some(day(last)), "from {start}");
        }
    }

    #[test]
    fn the_later_of_two_dates_begins_it() {
        let both = dates("2024-03-18", "2024-03-20");
        let reading = on(&both, "2024-05-20");
        assert_eq!(reading.last_day_words, "Sunday 19 May 2024");
        assert!(
            reading
                .explanation
                .starts_with("Two months beginning with the later of the two dates")
        );
        assert_eq!(reading.state, "1 day late");
        assert_eq!(on(&both, "2024-08-23").state, "96 days late");
        assert_eq!(on(&both, "2024-05-19").state, "Today is the last day");
        assert_eq!(on(&both, "2024-05-18").state, "1 day left");
        assert_eq!(
            on(&dates("2024-03-18", ""), "2024-05-01").last_day_words,
            "Friday 17 May 2024"
        );
        assert_eq!(
            on(&dates("2024-03-22", "2024-03-20"), "2024-05-01").last_day,
            Some(day("2024-05-21"))
        );
    }

    #[test]
    fn a_reply_stops_the_clock_on_its_day() {
        let replied = Dates {
            replied: Some(day("2024-11-05")),
            ..dates("2024-03-18", "2024-03-20")
        };
        assert_eq!(on(&replied, "2024-08-23").state, "96 days late");
        assert_eq!(
            on(&replied, "2026-11-24").state,
            "Answered on 5 November 2024, 170 days late"
        );
        assert_eq!(on(&replied, "2026-11-24").days_late, Some(170));
    }

    #[test]
    fn unknown_dates_are_said_to_be_unknown() {
        let reading = on(&Dates::default(), "2024-05-20");
        assert_eq!(
            (reading.last_day, reading.last_day_words.as_str()),
            (None, "Not known yet")
        );
        assert_eq!(reading.state, "Waiting for an answer");
        let by_local_rule_only = read(
            &dates("2024-03-18", ""),
            rule("local").as_ref(),
            day("2024-05-20"),
        );
        assert_eq!(by_local_rule_only.last_day, None);
    }

    #[test]
    fn a_local_deadline_stands_beside_it() {
        let local = Dates {
            local_days: Some(28),
            ..dates("2024-03-18", "2024-03-20")
        };
        let reading = on(&local, "2024-05-20");
        assert_eq!(reading.last_day, Some(day("2024-05-19")));
        let local = reading.local.unwrap();
        assert_eq!(
            local.words,
            "Monday 15 April 2024: 28 days after the recommendations were received"
        );
        assert_eq!(local.state, "35 days late");
    }
}
