//! The only place that asks what time it is.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use serde::{Deserialize, Serialize};
use sqlx::encode::IsNull;
use sqlx::error::BoxDynError;
use sqlx::{Database, Decode, Encode, Type};

/// A moment, to the microsecond, in UTC. Stored as text of fixed width so that text order is time order on both
/// engines; `timestamptz` was the other road, but then one statement text no longer serves both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Instant(Timestamp);

/// A day of the calendar, stored as `YYYY-MM-DD`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Day(Date);

/// Says what time it is; a test sets the day.
#[derive(Debug, Clone)]
pub struct Clock(Option<Arc<AtomicI64>>);

impl Clock {
    pub fn system() -> Self {
        Self(None)
    }

    /// A clock that stands where it is set, but for a microsecond that each reading takes: history needs an order.
    pub fn fixed(at: Instant) -> Self {
        Self(Some(Arc::new(AtomicI64::new(at.0.as_microsecond()))))
    }

    /// Moves a fixed clock; the system's clock is left alone.
    pub fn set(&self, at: Instant) {
        if let Some(held) = &self.0 {
            held.store(at.0.as_microsecond(), Ordering::Relaxed);
        }
    }

    #[allow(
        clippy::disallowed_methods,
        reason = "this is the one place that may ask"
    )]
    pub fn now(&self) -> Instant {
        match &self.0 {
            None => Instant::from_timestamp(Timestamp::now()),
            Some(held) => Timestamp::from_microsecond(held.fetch_add(1, Ordering::Relaxed))
                .map_or(Instant(Timestamp::UNIX_EPOCH), Instant),
        }
    }

    /// Today in the named time zone, such as `Europe/London`; UTC where the name is unknown.
    pub fn today(&self, zone: &str) -> Day {
        today_in(self.now(), zone)
    }
}

/// The day that a moment falls on in a time zone; UTC where the name is unknown.
pub fn today_in(at: Instant, zone: &str) -> Day {
    let zone = TimeZone::get(zone).unwrap_or(TimeZone::UTC);
    Day(at.0.to_zoned_datetime(zone).date())
}

impl Instant {
    /// Anything below a microsecond is dropped: PostgreSQL would drop it too, and equal must mean equal.
    pub fn from_timestamp(at: Timestamp) -> Self {
        Self(Timestamp::from_microsecond(at.as_microsecond()).unwrap_or(at))
    }

    pub fn timestamp(self) -> Timestamp {
        self.0
    }

    /// The next moment that can be told apart.
    #[must_use]
    pub fn just_after(self) -> Self {
        self.0.checked_add(1.microsecond()).map_or(self, Self)
    }

    #[must_use]
    pub fn plus_seconds(self, seconds: i64) -> Self {
        self.0.checked_add(seconds.seconds()).map_or(self, Self)
    }

    /// The last moment of a day in a time zone: what `as_of` a day means.
    pub fn end_of(day: Day, zone: &str) -> Self {
        let zone = TimeZone::get(zone).unwrap_or(TimeZone::UTC);
        let next = day.0.tomorrow().unwrap_or(day.0);
        next.to_zoned_datetime(zone)
            .map(|midnight| midnight.timestamp())
            .ok()
            .and_then(|midnight| midnight.checked_sub(1.microsecond()).ok())
            .map_or(Self(Timestamp::MAX), Self::from_timestamp)
    }

    /// Ten in the morning of a day: when a dated fact is entered without a time.
    pub fn morning_of(day: Day, zone: &str) -> Self {
        let zone = TimeZone::get(zone).unwrap_or(TimeZone::UTC);
        day.0
            .at(10, 0, 0, 0)
            .to_zoned_datetime(zone)
            .map_or(Self(Timestamp::UNIX_EPOCH), |at| {
                Self::from_timestamp(at.timestamp())
            })
    }
}

impl Day {
    pub fn new(date: Date) -> Self {
        Self(date)
    }

    pub fn date(self) -> Date {
        self.0
    }
}

impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.strftime("%Y-%m-%dT%H:%M:%S%.6fZ"))
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

impl FromStr for Instant {
    type Err = jiff::Error;
    fn from_str(text: &str) -> Result<Self, jiff::Error> {
        text.parse().map(Self::from_timestamp)
    }
}

impl FromStr for Day {
    type Err = jiff::Error;
    fn from_str(text: &str) -> Result<Self, jiff::Error> {
        text.parse().map(Self)
    }
}

macro_rules! stored_as_text {
    ($name:ty) => {
        impl From<$name> for String {
            fn from(value: $name) -> Self {
                value.to_string()
            }
        }
        impl TryFrom<String> for $name {
            type Error = jiff::Error;
            fn try_from(text: String) -> Result<Self, jiff::Error> {
                text.parse()
            }
        }
        impl<DB: Database> Type<DB> for $name
        where
            String: Type<DB>,
        {
            fn type_info() -> DB::TypeInfo {
                <String as Type<DB>>::type_info()
            }
            fn compatible(ty: &DB::TypeInfo) -> bool {
                <String as Type<DB>>::compatible(ty)
            }
        }
        impl<'q, DB: Database> Encode<'q, DB> for $name
        where
            String: Encode<'q, DB>,
        {
            fn encode_by_ref(
                &self,
                buffer: &mut DB::ArgumentBuffer,
            ) -> Result<IsNull, BoxDynError> {
                self.to_string().encode(buffer)
            }
        }
        impl<'r, DB: Database> Decode<'r, DB> for $name
        where
            String: Decode<'r, DB>,
        {
            fn decode(value: DB::ValueRef<'r>) -> Result<Self, BoxDynError> {
                Ok(<String as Decode<'r, DB>>::decode(value)?.parse()?)
            }
        }
    };
}
stored_as_text!(Instant);
stored_as_text!(Day);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_order_is_time_order() {
        let earlier: Instant = "2024-05-20T09:00:00Z".parse().unwrap();
        let later: Instant = "2024-05-20T09:00:00.5Z".parse().unwrap();
        assert_eq!(earlier.to_string(), "2024-05-20T09:00:00.000000Z");
        assert!(earlier.to_string() < later.to_string());
        assert!(earlier.to_string() < earlier.just_after().to_string());
    }

    #[test]
    fn a_day_ends_at_local_midnight() {
        let day: Day = "2024-05-20".parse().unwrap();
        assert_eq!(
            Instant::end_of(day, "Europe/London").to_string(),
            "2024-05-20T22:59:59.999999Z"
        );
        let at: Instant = "2024-05-20T23:30:00Z".parse().unwrap();
        assert_eq!(today_in(at, "Europe/London").to_string(), "2024-05-21");
    }
}
