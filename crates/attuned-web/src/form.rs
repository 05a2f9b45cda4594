//! A form: what was posted, and one sentence for each field that needs another look.

use std::collections::BTreeMap;

use attuned_db::Day;
use attuned_design::Field;
use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::header;
use jiff::civil::Date;
use serde::Serialize;
use subtle::ConstantTimeEq;

use crate::problem::Problem;
use crate::session;
use crate::site::Site;

/// A posted form whose token was checked before a field was read. The only extractor that reads a body.
#[derive(Debug)]
pub struct Posted(pub Form);

/// The values of a form and what to say about them.
#[derive(Debug, Clone, Default)]
pub struct Form {
    values: BTreeMap<String, Vec<String>>,
    errors: Vec<FieldError>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FieldError {
    /// The name of the field, which is the id of its control (or of its first, where it has several).
    pub field: String,
    pub text: String,
}

impl FromRequest<Site> for Posted {
    type Rejection = Problem;

    async fn from_request(request: Request, site: &Site) -> Result<Self, Problem> {
        let is_form = request
            .headers()
            .get(header::CONTENT_TYPE)
            .and_then(|kind| kind.to_str().ok())
            .is_some_and(|kind| kind.starts_with("application/x-www-form-urlencoded"));
        if !is_form {
            return Err(Problem::NotAForm);
        }
        let token = session::token(request.extensions()).await?;
        let body = Bytes::from_request(request, site)
            .await
            .map_err(|_| Problem::TooLarge)?;
        let form = Form::parse(&body);
        let given = form.text("csrf");
        let matches =
            token.is_some_and(|token| bool::from(token.as_bytes().ct_eq(given.as_bytes())));
        if matches {
            Ok(Self(form))
        } else {
            Err(Problem::Expired)
        }
    }
}

impl Form {
    fn parse(body: &[u8]) -> Self {
        let mut values: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (name, value) in form_urlencoded::parse(body) {
            // Browsers post lines that end in CR LF; kept so, a text would differ from itself after each visit.
            values
                .entry(name.into_owned())
                .or_default()
                .push(value.replace("\r\n", "\n"));
        }
        Self {
            values,
            errors: Vec::new(),
        }
    }

    /// From the query of an address, for forms that only look something up.
    pub fn from_query(query: &str) -> Self {
        Self::parse(query.as_bytes())
    }

    /// A form as it is first shown.
    pub fn filled<'a>(values: impl IntoIterator<Item = (&'a str, String)>) -> Self {
        let values = values
            .into_iter()
            .map(|(name, value)| (name.to_owned(), vec![value]))
            .collect();
        Self {
            values,
            errors: Vec::new(),
        }
    }

    /// Puts a day into the three boxes of a date field.
    #[must_use]
    pub fn with_day(mut self, name: &str, day: Option<Day>) -> Self {
        if let Some(day) = day.map(Day::date) {
            let parts = [
                ("day", day.day().to_string()),
                ("month", day.month().to_string()),
                ("year", day.year().to_string()),
            ];
            for (part, value) in parts {
                self.values.insert(format!("{name}-{part}"), vec![value]);
            }
        }
        self
    }

    /// The field without the space around it; empty when it was not sent.
    pub fn text(&self, name: &str) -> String {
        self.all(name)
            .first()
            .map(|value| value.trim().to_owned())
            .unwrap_or_default()
    }

    /// Every value sent under the name, in order.
    pub fn all(&self, name: &str) -> &[String] {
        self.values.get(name).map_or(&[], Vec::as_slice)
    }

    /// The text of a field that cannot be left empty; says `sentence` when it was.
    pub fn needed(&mut self, name: &str, sentence: &str) -> String {
        let text = self.text(name);
        if text.is_empty() {
            self.say(name, sentence);
        }
        text
    }

    /// A day from three boxes, empty when all three are. Month names are read too.
    pub fn day(&mut self, name: &str) -> Option<Day> {
        let [day, month, year] =
            ["day", "month", "year"].map(|part| self.text(&format!("{name}-{part}")));
        if day.is_empty() && month.is_empty() && year.is_empty() {
            return None;
        }
        let read = read_day(&day, &month, &year);
        if read.is_none() {
            self.say(name, "Enter a date, like 27 3 2026");
        }
        read
    }

    /// Says something about a field.
    pub fn say(&mut self, name: &str, sentence: &str) {
        self.errors.push(FieldError {
            field: name.to_owned(),
            text: sentence.to_owned(),
        });
    }

    pub fn is_fine(&self) -> bool {
        self.errors.is_empty()
    }

    /// For the summary at the top of the page.
    pub fn errors(&self) -> Vec<FieldError> {
        self.errors.clone()
    }

    /// Each named field as the page shows it.
    pub fn fields<'a>(&self, names: &[&'a str]) -> BTreeMap<&'a str, Field> {
        names.iter().map(|name| (*name, self.field(name))).collect()
    }

    pub fn field(&self, name: &str) -> Field {
        let parts = ["day", "month", "year"].map(|part| self.text(&format!("{name}-{part}")));
        Field {
            name: name.to_owned(),
            value: self.all(name).first().cloned().unwrap_or_default(),
            values: self.all(name).to_vec(),
            parts: Some(parts),
            error: self
                .errors
                .iter()
                .find(|error| error.field == name)
                .map(|error| error.text.clone()),
            ..Field::default()
        }
    }
}

fn read_day(day: &str, month: &str, year: &str) -> Option<Day> {
    const MONTHS: [&str; 12] = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ];
    let month = month.parse().ok().or_else(|| {
        let month = month.to_lowercase();
        let known = MONTHS.iter().position(|name| month.starts_with(name))?;
        i8::try_from(known + 1).ok()
    })?;
    let year: i16 = year
        .parse()
        .ok()
        .filter(|year| (1900..2200).contains(year))?;
    Date::new(year, month, day.parse().ok()?).ok().map(Day::new)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_read_as_people_write_it() {
        for (day, month, year) in [
            ("27", "3", "2026"),
            ("27", "March", "2026"),
            ("27", "mar", "2026"),
        ] {
            assert_eq!(
                read_day(day, month, year)
                    .map(|day| day.to_string())
                    .as_deref(),
                Some("2026-03-27")
            );
        }
        for (day, month, year) in [
            ("31", "2", "2026"),
            ("1", "13", "2026"),
            ("1", "1", "26"),
            ("", "1", "2026"),
        ] {
            assert_eq!(read_day(day, month, year), None, "{day} {month} {year}");
        }
    }

    #[test]
    fn what_was_typed_is_kept_beside_the_sentence_about_it() {
        let mut form =
            Form::from_query("notice-day=31&notice-month=2&notice-year=2024&words=a%0D%0Ab");
        assert_eq!(form.day("notice"), None);
        assert_eq!(form.text("words"), "a\nb");
        let field = form.field("notice");
        assert_eq!(field.parts.unwrap()[0], "31");
        assert_eq!(field.error.as_deref(), Some("Enter a date, like 27 3 2026"));
        assert_eq!(form.errors()[0].field, "notice");
    }
}
