//! Filters and functions of the page language: dates, counts, words of the organisation, addresses.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use minijinja::value::{Kwargs, Value};
use minijinja::{Environment, Error, ErrorKind, State};

use crate::asset::asset_address;

pub(crate) fn register(env: &mut Environment<'static>) {
    env.add_filter("date", |text: &str| written(text, "%-d %B %Y"));
    env.add_filter("date_full", |text: &str| written(text, "%A %-d %B %Y"));
    env.add_filter("date_short", |text: &str| written(text, "%-d %b %Y"));
    env.add_filter("month", |text: &str| written(text, "%B %Y"));
    env.add_filter("instant", instant);
    env.add_filter("number", |n: i64| grouped(n));
    env.add_filter("sentence_case", |text: &str| capitalised(text));
    env.add_filter("listed", listed);
    env.add_filter("given", given);
    env.add_function("count", count);
    env.add_function("term", term);
    env.add_function("asset", |name: &str| {
        asset_address(name).ok_or_else(|| refused(format!("there is no static file {name}")))
    });
}

fn refused(detail: String) -> Error {
    Error::new(ErrorKind::InvalidOperation, detail)
}

/// The zone in which instants are shown. Organisations that use Attuned keep UK time.
fn uk() -> Result<TimeZone, Error> {
    TimeZone::get("Europe/London").map_err(|why| refused(why.to_string()))
}

/// The day of an ISO date or, in UK time, of an instant: "2024-05-19" or "2024-05-19T23:30:00Z".
fn day(text: &str) -> Result<Date, Error> {
    if let Ok(at) = text.parse::<Timestamp>() {
        return Ok(at.to_zoned_datetime(uk()?).date());
    }
    text.parse()
        .map_err(|_| refused(format!("expected a date such as 2024-05-19, not {text:?}")))
}

fn written(text: &str, format: &str) -> Result<String, Error> {
    Ok(day(text)?.strftime(format).to_string())
}

/// "19 May 2024 at 3:04pm", with midnight and midday in words because "12am" is misread.
fn instant(text: &str) -> Result<String, Error> {
    let at: Timestamp = text.parse().map_err(|_| {
        refused(format!(
            "expected an instant such as 2024-05-19T14:04:00Z, not {text:?}"
        ))
    })?;
    let at = at.to_zoned_datetime(uk()?);
    let clock = match (at.hour(), at.minute()) {
        (0, 0) => "midnight".to_owned(),
        (12, 0) => "midday".to_owned(),
        (hour, minute) => {
            let half = if hour < 12 { "am" } else { "pm" };
            let hour = match hour % 12 {
                0 => 12,
                other => other,
            };
            match minute {
                0 => format!("{hour}{half}"),
                _ => format!("{hour}:{minute:02}{half}"),
            }
        }
    };
    Ok(format!("{} at {clock}", at.strftime("%-d %B %Y")))
}

/// "1 duty", "1,204 duties".
fn count(n: i64, one: &str, many: &str) -> String {
    format!("{} {}", grouped(n), if n == 1 { one } else { many })
}

fn grouped(n: i64) -> String {
    let digits = n.unsigned_abs().to_string();
    let mut out = String::new();
    if n < 0 {
        out.push('\u{2212}');
    }
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// The value as text, or nothing where it is missing, so that a page can ask whether something was given.
/// Unlike `default('', true)` it keeps a 0, which is an answer.
fn given(value: &Value) -> Value {
    if value.is_undefined() || value.is_none() {
        Value::from("")
    } else if value.as_str().is_some() {
        value.clone()
    } else {
        Value::from(value.to_string())
    }
}

/// "a", "a and b", "a, b and c".
fn listed(items: Vec<String>) -> String {
    match items.as_slice() {
        [] => String::new(),
        [only] => only.clone(),
        [rest @ .., last] => format!("{} and {last}", rest.join(", ")),
    }
}

/// A word of the organisation, from `org.words` in the page's context, or else the key in words.
///
/// `term('member')`, `term('member', plural=true)`, `term('member', capital=true)`,
/// `term('member', article=true)`.
fn term(state: &State, key: &str, kwargs: Kwargs) -> Result<String, Error> {
    let plural = kwargs.get::<Option<bool>>("plural")?.unwrap_or(false);
    let capital = kwargs.get::<Option<bool>>("capital")?.unwrap_or(false);
    let article = kwargs.get::<Option<bool>>("article")?.unwrap_or(false);
    kwargs.assert_all_used()?;
    if plural && article {
        return Err(refused(format!(
            "term({key:?}) has either an article or a plural"
        )));
    }

    let chosen = chosen_word(state, key)?;
    let form = |name: &str| -> Option<String> {
        let value = chosen.get_attr(name).ok()?;
        value.as_str().map(str::to_owned)
    };
    let one = chosen
        .as_str()
        .map(str::to_owned)
        .or_else(|| form("one"))
        .unwrap_or_else(|| key.replace('_', " "));
    let word = if plural {
        form("many").unwrap_or_else(|| pluralised(&one))
    } else if article {
        form("with_article").unwrap_or_else(|| with_article(&one))
    } else {
        one
    };
    Ok(if capital { capitalised(&word) } else { word })
}

fn chosen_word(state: &State, key: &str) -> Result<Value, Error> {
    let Some(org) = state.lookup("org") else {
        return Ok(Value::UNDEFINED);
    };
    let words = org.get_attr("words")?;
    if words.is_undefined() || words.is_none() {
        return Ok(Value::UNDEFINED);
    }
    words.get_attr(key)
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}

fn pluralised(word: &str) -> String {
    let ends_in_any = |endings: &[&str]| endings.iter().any(|ending| word.ends_with(ending));
    match word.strip_suffix('y') {
        Some(stem) if !stem.ends_with(['a', 'e', 'i', 'o', 'u']) => format!("{stem}ies"),
        _ if ends_in_any(&["s", "x", "z", "ch", "sh"]) => format!("{word}es"),
        _ => format!("{word}s"),
    }
}

fn with_article(word: &str) -> String {
    let article = if word.starts_with(['a', 'e', 'i', 'o', 'u', 'A', 'E', 'I', 'O', 'U']) {
        "an"
    } else {
        "a"
    };
    format!("{article} {word}")
}

#[cfg(test)]
mod tests {
    use minijinja::context;

    use super::*;

    fn rendered(page: &str, ctx: Value) -> Result<String, Error> {
        let mut env = Environment::new();
        env.set_undefined_behavior(minijinja::UndefinedBehavior::Strict);
        register(&mut env);
        env.render_str(page, ctx)
    }

    fn shown(page: &str) -> String {
        rendered(page, context! {}).expect(page)
    }

    #[test]
    fn dates_are_written_in_words() {
        assert_eq!(shown("{{ '2024-05-19'|date }}"), "19 May 2024");
        assert_eq!(shown("{{ '2024-05-19'|date_full }}"), "Sunday 19 May 2024");
        assert_eq!(shown("{{ '2024-05-01'|month }}"), "May 2024");
        // Half past midnight in UK summer time, still the day before in UTC.
        assert_eq!(shown("{{ '2024-05-18T23:30:00Z'|date }}"), "19 May 2024");
        assert!(rendered("{{ '19/05/2024'|date }}", context! {}).is_err());
        assert!(rendered("{{ nothing|date }}", context! {}).is_err());
    }

    #[test]
    fn instants_are_in_uk_time() {
        assert_eq!(
            shown("{{ '2024-05-19T14:04:00Z'|instant }}"),
            "19 May 2024 at 3:04pm"
        );
        assert_eq!(
            shown("{{ '2024-01-19T14:00:59Z'|instant }}"),
            "19 January 2024 at 2pm"
        );
        assert_eq!(
            shown("{{ '2024-01-19T00:00:00Z'|instant }}"),
            "19 January 2024 at midnight"
        );
        assert_eq!(
            shown("{{ '2024-01-19T12:00:00Z'|instant }}"),
            "19 January 2024 at midday"
        );
        assert_eq!(
            shown("{{ '2024-01-19T00:05:00Z'|instant }}"),
            "19 January 2024 at 12:05am"
        );
        assert_eq!(
            shown("{{ '2024-01-19T12:30:00Z'|instant }}"),
            "19 January 2024 at 12:30pm"
        );
        assert_eq!(
            shown("{{ '2024-01-19T12:30:00.000123+01:00'|instant }}"),
            "19 January 2024 at 11:30am"
        );
    }

    #[test]
    fn counts_agree_with_their_noun() {
        assert_eq!(shown("{{ count(0, 'duty', 'duties') }}"), "0 duties");
        assert_eq!(shown("{{ count(1, 'duty', 'duties') }}"), "1 duty");
        assert_eq!(
            shown("{{ count(1204567, 'duty', 'duties') }}"),
            "1,204,567 duties"
        );
        assert_eq!(shown("{{ (-1200)|number }}"), "\u{2212}1,200");
        assert_eq!(shown("{{ ['a','b','c']|listed }}"), "a, b and c");
    }

    #[test]
    fn what_is_missing_is_nothing_and_zero_is_not() {
        assert_eq!(
            shown("[{{ nobody|given }}{{ none|given }}{{ ''|given }}]"),
            "[]"
        );
        assert_eq!(shown("{{ 0|given }}{% if 0|given %}!{% endif %}"), "0!");
    }

    #[test]
    fn words_of_the_organisation_come_first() {
        let words = context! { org => context! { words => context! {
            committee => "overview panel",
            member => context! { one => "ward person", many => "ward people" },
        } } };
        let say = |page: &str| rendered(page, words.clone()).expect(page);
        assert_eq!(say("{{ term('committee') }}"), "overview panel");
        assert_eq!(
            say("{{ term('committee', article=true) }}"),
            "an overview panel"
        );
        assert_eq!(
            say("{{ term('committee', plural=true, capital=true) }}"),
            "Overview panels"
        );
        assert_eq!(say("{{ term('member', plural=true) }}"), "ward people");
        assert_eq!(say("{{ term('front_door', plural=true) }}"), "front doors");
        assert_eq!(say("{{ term('duty', plural=true) }}"), "duties");
        assert_eq!(shown("{{ term('day', plural=true) }}"), "days");
        assert!(rendered("{{ term('day', loud=true) }}", context! {}).is_err());
    }
}
