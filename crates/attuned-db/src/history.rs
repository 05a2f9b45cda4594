//! Records of account: a change is a new version with who, when and until; nothing is overwritten.

use std::fmt::Write as _;

use serde::Serialize;
use sqlx::FromRow;

use crate::clock::Instant;
use crate::db::{Db, DbError, Row, Tx};
use crate::value::Value;

/// The `valid_until` of the version that holds today. Text of the same width as every instant, and later than all.
pub const AS_LONG_AS_KNOWN: &str = "9999-01-01T00:00:00.000000Z";

/// A thing whose every version is kept. Written by [`crate::record!`].
pub trait Record: Row + Clone + PartialEq {
    const TABLE: &'static str;
    /// Without `id` and without the columns of the history.
    const COLUMNS: &'static [&'static str];
    fn id(&self) -> &str;
    /// In the order of [`Record::COLUMNS`].
    fn values(&self) -> Vec<Value>;
}

/// One version of a record: it held from `valid_from` until just before `valid_until`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Version<T> {
    #[serde(flatten)]
    pub record: T,
    pub valid_from: Instant,
    pub valid_until: Instant,
    /// The id of an account, or the name of a command; never a person's name.
    pub changed_by: String,
}

impl<'r, R: sqlx::Row, T: FromRow<'r, R>> FromRow<'r, R> for Version<T>
where
    &'static str: sqlx::ColumnIndex<R>,
    String: sqlx::Decode<'r, R::Database> + sqlx::Type<R::Database>,
    Instant: sqlx::Decode<'r, R::Database> + sqlx::Type<R::Database>,
{
    fn from_row(row: &'r R) -> Result<Self, sqlx::Error> {
        Ok(Self {
            record: T::from_row(row)?,
            valid_from: row.try_get("valid_from")?,
            valid_until: row.try_get("valid_until")?,
            changed_by: row.try_get("changed_by")?,
        })
    }
}

impl<T> Version<T> {
    /// Whether it holds today.
    pub fn is_current(&self) -> bool {
        self.valid_until.to_string() == AS_LONG_AS_KNOWN
    }
}

/// What saving a record did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Saved {
    New,
    Changed,
    /// The record was so already, and no version was written: doing a thing twice changes nothing.
    AsItWas,
}

impl Tx {
    /// Writes the record as a new version, unless it is so already.
    ///
    /// # Errors
    /// [`DbError::Later`] when a later version exists than this transaction's moment; [`DbError::Taken`] when somebody
    /// else changed it in the same moment.
    pub async fn save<T: Record>(&mut self, record: &T, by: &str) -> Result<Saved, DbError> {
        let current = self.current::<T>(record.id()).await?;
        self.save_over(record, current, by).await
    }

    /// As [`Tx::save`], where the caller has just read the version that holds.
    ///
    /// # Errors
    /// As [`Tx::save`].
    pub async fn save_over<T: Record>(
        &mut self,
        record: &T,
        current: Option<Version<T>>,
        by: &str,
    ) -> Result<Saved, DbError> {
        let written_here = self.written.contains(&(T::TABLE, record.id().to_owned()));
        let mut at = self.at;
        let saved = match current {
            None => Saved::New,
            Some(current) if current.record == *record => return Ok(Saved::AsItWas),
            Some(current) => {
                if written_here {
                    // Two changes in one transaction are one change; nobody ever saw the first.
                    let drop =
                        format!("delete from {} where id = $1 and valid_from = $2", T::TABLE);
                    self.run_text(&drop, &[record.id().into(), current.valid_from.into()])
                        .await?;
                    at = current.valid_from;
                } else {
                    at = self.close::<T>(record.id(), current.valid_from).await?;
                }
                Saved::Changed
            }
        };
        let mut names = String::new();
        let mut marks = String::new();
        for (position, column) in T::COLUMNS.iter().enumerate() {
            let _ = write!(names, ", {column}");
            let _ = write!(marks, ", ${}", position + 5);
        }
        let insert = format!(
            "insert into {} (id, valid_from, valid_until, changed_by{names}) values ($1, $2, $3, $4{marks})",
            T::TABLE
        );
        let mut values: Vec<Value> = vec![
            record.id().into(),
            at.into(),
            AS_LONG_AS_KNOWN.into(),
            by.into(),
        ];
        values.extend(record.values());
        self.run_text(&insert, &values).await?;
        self.written.insert((T::TABLE, record.id().to_owned()));
        Ok(saved)
    }

    /// Ends a record: it no longer holds, and every version stays. Says whether there was one to end.
    ///
    /// # Errors
    /// As [`Tx::save`].
    pub async fn end<T: Record>(&mut self, id: &str) -> Result<bool, DbError> {
        let Some(current) = self.current::<T>(id).await? else {
            return Ok(false);
        };
        self.close::<T>(id, current.valid_from).await?;
        Ok(true)
    }

    /// The version that holds inside this transaction.
    ///
    /// # Errors
    /// When the database cannot be reached.
    pub async fn current<T: Record>(&mut self, id: &str) -> Result<Option<Version<T>>, DbError> {
        let text = select::<T>("id = $1 and valid_until = $2");
        Ok(self
            .all_of(&text, &[id.into(), AS_LONG_AS_KNOWN.into()])
            .await?
            .into_iter()
            .next())
    }

    async fn close<T: Record>(&mut self, id: &str, held_from: Instant) -> Result<Instant, DbError> {
        // A clock may stand still between two changes (a test's does; a coarse one can): history still needs an order.
        let at = if held_from == self.at {
            self.at.just_after()
        } else {
            self.at
        };
        if held_from > at {
            return Err(DbError::Later(held_from));
        }
        let close = format!(
            "update {} set valid_until = $1 where id = $2 and valid_from = $3",
            T::TABLE
        );
        self.run_text(&close, &[at.into(), id.into(), held_from.into()])
            .await?;
        Ok(at)
    }
}

impl Db {
    /// The record as it stood at a moment, with who set it and when.
    ///
    /// # Errors
    /// When the database cannot be reached.
    pub async fn at<T: Record>(
        &self,
        id: &str,
        as_of: Instant,
    ) -> Result<Option<Version<T>>, DbError> {
        let text = select::<T>("id = $1 and valid_from <= $2 and $2 < valid_until");
        Ok(self
            .all_of(&text, &[id.into(), as_of.into()])
            .await?
            .into_iter()
            .next())
    }

    /// Every version of the record, the oldest first.
    ///
    /// # Errors
    /// When the database cannot be reached.
    pub async fn versions<T: Record>(&self, id: &str) -> Result<Vec<Version<T>>, DbError> {
        self.all_of(&select::<T>("id = $1 order by valid_from"), &[id.into()])
            .await
    }
}

fn select<T: Record>(condition: &str) -> String {
    let columns = T::COLUMNS.join(", ");
    format!(
        "select id, valid_from, valid_until, changed_by{}{columns} from {} where {condition}",
        if columns.is_empty() { "" } else { ", " },
        T::TABLE
    )
}

/// A plain row: a struct that reads itself from either engine by the names of its fields.
#[macro_export]
macro_rules! row {
    ($(#[$meta:meta])* $vis:vis struct $name:ident { $($(#[$field_meta:meta])* $field_vis:vis $field:ident: $type:ty),* $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq)]
        $vis struct $name { $($(#[$field_meta])* $field_vis $field: $type),* }
        $crate::row_impl!($name { $($field: $type),* });
    };
}

/// A record of account: a struct with an `id`, read from either engine and kept in versions.
#[macro_export]
macro_rules! record {
    ($(#[$meta:meta])* $vis:vis struct $name:ident in $table:ident { $($(#[$field_meta:meta])* $field_vis:vis $field:ident: $type:ty),* $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq, ::serde::Serialize)]
        $vis struct $name { pub id: String, $($(#[$field_meta])* $field_vis $field: $type),* }
        $crate::row_impl!($name { id: String, $($field: $type),* });
        impl $crate::Record for $name {
            const TABLE: &'static str = stringify!($table);
            const COLUMNS: &'static [&'static str] = &[$(stringify!($field)),*];
            fn id(&self) -> &str {
                &self.id
            }
            fn values(&self) -> Vec<$crate::Value> {
                vec![$($crate::Value::from(self.$field.clone())),*]
            }
        }
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! row_impl {
    ($name:ident { $($field:ident: $type:ty),* }) => {
        impl<'r, R: $crate::sqlx::Row> $crate::sqlx::FromRow<'r, R> for $name
        where
            &'static str: $crate::sqlx::ColumnIndex<R>,
            $($type: $crate::sqlx::Decode<'r, R::Database> + $crate::sqlx::Type<R::Database>,)*
        {
            fn from_row(row: &'r R) -> Result<Self, $crate::sqlx::Error> {
                Ok(Self { $($field: row.try_get(stringify!($field))?),* })
            }
        }
    };
}
