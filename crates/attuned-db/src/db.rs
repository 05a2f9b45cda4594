//! Two pools behind one face. An enum and not a trait: there will be two engines and no third, and a reader sees both
//! arms in one place.

use std::collections::HashSet;
use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions, PgRow};
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteRow,
    SqliteSynchronous,
};
use sqlx::{AssertSqlSafe, FromRow, Postgres, Sqlite, Transaction};
use thiserror::Error;

use crate::address::Address;
use crate::clock::{Clock, Instant};
use crate::schema::Schema;
use crate::statement::Statement;
use crate::value::Value;

/// What can be read from a row of either engine. Written by [`crate::row!`] and [`crate::record!`].
pub trait Row: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin {}
impl<T: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin> Row for T {}

#[derive(Debug, Error)]
pub enum DbError {
    /// A unique constraint refused the change: somebody else was there first, or the thing exists already.
    #[error("it is already there ({0})")]
    Taken(String),
    #[error("the record changed at {0}, which is later than this change")]
    Later(Instant),
    #[error(
        "the database was made by a newer Attuned (step {number} of {module}); please use that version or a later one"
    )]
    Newer { module: String, number: i64 },
    #[error("the database could not be reached: {0}")]
    Unreachable(#[source] sqlx::Error),
    #[error(transparent)]
    Store(sqlx::Error),
}

impl From<sqlx::Error> for DbError {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::Database(cause) if cause.is_unique_violation() => Self::Taken(
                cause
                    .constraint()
                    .or(cause.table())
                    .unwrap_or("unique")
                    .to_owned(),
            ),
            sqlx::Error::Io(_) | sqlx::Error::PoolTimedOut | sqlx::Error::Tls(_) => {
                Self::Unreachable(error)
            }
            _ => Self::Store(error),
        }
    }
}

#[derive(Debug, Clone)]
enum Pools {
    /// SQLite takes one writer at a time; with a pool of one, writers queue in order and never see "database is locked".
    Sqlite {
        read: SqlitePool,
        write: SqlitePool,
    },
    Postgres(PgPool),
}

/// The database, its clock with it.
#[derive(Debug, Clone)]
pub struct Db {
    pools: Pools,
    clock: Clock,
}

/// A transaction. Dropped without [`Tx::commit`], it leaves nothing.
#[derive(Debug)]
pub struct Tx {
    engine: Engine,
    /// When everything in this transaction counts as having happened.
    pub(crate) at: Instant,
    pub(crate) written: HashSet<(&'static str, String)>,
}

#[derive(Debug)]
enum Engine {
    Sqlite(Transaction<'static, Sqlite>),
    Postgres(Transaction<'static, Postgres>),
}

macro_rules! bind {
    ($query:expr, $values:expr) => {{
        let mut query = $query;
        for value in $values {
            query = match value {
                Value::Text(text) => query.bind(text.clone()),
                Value::Int(number) => query.bind(*number),
                Value::Bool(yes) => query.bind(*yes),
            };
        }
        query
    }};
}

macro_rules! rows {
    ($engine:ty, $text:expr, $values:expr, $executor:expr) => {
        bind!(
            sqlx::query_as::<$engine, T>(AssertSqlSafe($text.to_owned())),
            $values
        )
        .fetch_all($executor)
        .await?
    };
}

macro_rules! run {
    ($engine:ty, $text:expr, $values:expr, $executor:expr) => {
        bind!(
            sqlx::query::<$engine>(AssertSqlSafe($text.to_owned())),
            $values
        )
        .execute($executor)
        .await?
        .rows_affected()
    };
}

impl Db {
    /// Opens the place; makes the file when `create` and it is not there.
    ///
    /// # Errors
    /// When the file or the server cannot be reached.
    pub async fn open(address: &Address, clock: Clock, create: bool) -> Result<Self, DbError> {
        let pools = match address {
            Address::File(path) => {
                let options = SqliteConnectOptions::new()
                    .filename(path)
                    .create_if_missing(create)
                    .journal_mode(SqliteJournalMode::Wal)
                    .synchronous(SqliteSynchronous::Normal)
                    .foreign_keys(true)
                    .busy_timeout(Duration::from_secs(10))
                    // The default of 50 makes the reader and the thread that runs SQLite wake each other all through a
                    // long list: a quarter of the time of the longest page was that.
                    .row_buffer_size(1_000);
                let unreachable = DbError::Unreachable;
                let write = SqlitePoolOptions::new()
                    .max_connections(1)
                    .connect_with(options.clone())
                    .await
                    .map_err(unreachable)?;
                let read = SqlitePoolOptions::new()
                    .max_connections(4)
                    .connect_with(options.pragma("query_only", "on"))
                    .await
                    .map_err(unreachable)?;
                Pools::Sqlite { read, write }
            }
            Address::Postgres(address) => {
                let options: PgConnectOptions = address.parse().map_err(DbError::Unreachable)?;
                let pool = PgPoolOptions::new()
                    .max_connections(10)
                    .acquire_timeout(Duration::from_secs(10))
                    .connect_with(options)
                    .await
                    .map_err(DbError::Unreachable)?;
                Pools::Postgres(pool)
            }
        };
        Ok(Self { pools, clock })
    }

    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// `SQLite` or `PostgreSQL`.
    pub fn engine(&self) -> &'static str {
        match &self.pools {
            Pools::Sqlite { .. } => "SQLite",
            Pools::Postgres(_) => "PostgreSQL",
        }
    }

    pub async fn close(&self) {
        match &self.pools {
            Pools::Sqlite { read, write } => {
                read.close().await;
                write.close().await;
            }
            Pools::Postgres(pool) => pool.close().await,
        }
    }

    /// Takes the steps of every schema that have not been taken, all or none of them.
    ///
    /// # Errors
    /// [`DbError::Newer`] when the database knows steps that this program does not.
    pub async fn migrate(&self, schemas: &[Schema]) -> Result<(), DbError> {
        let mut tx = self.begin().await?;
        if let Engine::Postgres(inner) = &mut tx.engine {
            // Two copies of the program may start together; the second waits here and then finds the steps taken.
            sqlx::query("select pg_advisory_xact_lock(74117520)")
                .execute(&mut **inner)
                .await?;
        }
        tx.script(
            "create table if not exists db_step (module text not null, number bigint not null, \
             at text not null, primary key (module, number));",
        )
        .await?;
        let taken: Vec<Taken> = tx.all_of("select module, number from db_step", &[]).await?;
        for schema in schemas {
            let known = schema
                .steps
                .iter()
                .map(|step| step.number)
                .max()
                .unwrap_or(0);
            if let Some(newer) = taken
                .iter()
                .find(|step| step.module == schema.module && step.number > known)
            {
                return Err(DbError::Newer {
                    module: newer.module.clone(),
                    number: newer.number,
                });
            }
            for step in schema.steps {
                if taken
                    .iter()
                    .any(|done| done.module == schema.module && done.number == step.number)
                {
                    continue;
                }
                tx.script(&Schema::expand(step.text)).await?;
                let at = tx.at;
                tx.run_text(
                    "insert into db_step (module, number, at) values ($1, $2, $3)",
                    &[schema.module.into(), step.number.into(), at.into()],
                )
                .await?;
            }
        }
        tx.commit().await
    }

    /// Every row of the answer.
    ///
    /// # Errors
    /// When the database cannot be reached or refuses the statement.
    pub async fn all<T: Row>(
        &self,
        statement: &Statement,
        values: &[Value],
    ) -> Result<Vec<T>, DbError> {
        self.all_of(statement.text, values).await
    }

    /// The first row of the answer, where there is one.
    ///
    /// # Errors
    /// As [`Db::all`].
    pub async fn optional<T: Row>(
        &self,
        statement: &Statement,
        values: &[Value],
    ) -> Result<Option<T>, DbError> {
        Ok(self.all(statement, values).await?.into_iter().next())
    }

    /// One change in a transaction of its own; returns how many rows it touched.
    ///
    /// # Errors
    /// As [`Db::all`].
    pub async fn run(&self, statement: &Statement, values: &[Value]) -> Result<u64, DbError> {
        let mut tx = self.begin().await?;
        let touched = tx.run(statement, values).await?;
        tx.commit().await?;
        Ok(touched)
    }

    pub(crate) async fn all_of<T: Row>(
        &self,
        text: &str,
        values: &[Value],
    ) -> Result<Vec<T>, DbError> {
        Ok(match &self.pools {
            Pools::Sqlite { read, .. } => rows!(Sqlite, text, values, read),
            Pools::Postgres(pool) => rows!(Postgres, text, values, pool),
        })
    }

    /// # Errors
    /// When the database cannot be reached.
    pub async fn begin(&self) -> Result<Tx, DbError> {
        self.begin_at(self.clock.now()).await
    }

    /// A transaction whose changes count as having happened at another moment: for records that are brought in with
    /// their dates, such as the sample organisation.
    ///
    /// # Errors
    /// When the database cannot be reached.
    pub async fn begin_at(&self, at: Instant) -> Result<Tx, DbError> {
        let engine = match &self.pools {
            // Immediate, so that a reader that turns writer never meets a lock half way.
            Pools::Sqlite { write, .. } => {
                Engine::Sqlite(write.begin_with("begin immediate").await?)
            }
            Pools::Postgres(pool) => Engine::Postgres(pool.begin().await?),
        };
        Ok(Tx {
            engine,
            at,
            written: HashSet::new(),
        })
    }

    /// Makes a database on the server this one is on (PostgreSQL only): for tests. `name` is ASCII letters, digits and
    /// underscores.
    ///
    /// # Errors
    /// When the server refuses it.
    pub async fn create_database(&self, name: &str) -> Result<(), DbError> {
        if let Pools::Postgres(pool) = &self.pools {
            let plain: String = name
                .chars()
                .filter(|letter| letter.is_ascii_alphanumeric() || *letter == '_')
                .collect();
            let text = format!("create database {plain} template template0");
            sqlx::raw_sql(AssertSqlSafe(text)).execute(pool).await?;
        }
        Ok(())
    }

    /// Every row of a table as text: for the test that looks for what an erasure left behind.
    ///
    /// # Errors
    /// When there is no such table.
    pub async fn every_row(&self, table: &str) -> Result<Vec<String>, DbError> {
        let plain: String = table
            .chars()
            .filter(|letter| letter.is_ascii_alphanumeric() || *letter == '_')
            .collect();
        let mut shown = Vec::new();
        match &self.pools {
            Pools::Sqlite { read, .. } => {
                let columns: Vec<Name> = self
                    .all_of(
                        "select name from pragma_table_info($1)",
                        &[plain.as_str().into()],
                    )
                    .await?;
                let all: Vec<String> = columns
                    .iter()
                    .map(|column| format!("coalesce(cast({} as text), '')", column.name))
                    .collect();
                let text = format!("select {} as row from {plain}", all.join(" || ' ' || "));
                let rows: Vec<Shown> = sqlx::query_as(AssertSqlSafe(text)).fetch_all(read).await?;
                shown.extend(rows.into_iter().map(|row| row.row));
            }
            Pools::Postgres(pool) => {
                let text = format!("select cast(t as text) as row from {plain} t");
                let rows: Vec<Shown> = sqlx::query_as(AssertSqlSafe(text)).fetch_all(pool).await?;
                shown.extend(rows.into_iter().map(|row| row.row));
            }
        }
        Ok(shown)
    }

    /// Prepares a statement without running it: for the test that takes every statement to both engines.
    ///
    /// # Errors
    /// When the engine does not take it.
    pub async fn prepare(&self, statement: &Statement) -> Result<(), DbError> {
        use sqlx::{Executor, SqlSafeStr};
        match &self.pools {
            Pools::Sqlite { read, .. } => {
                read.prepare(AssertSqlSafe(statement.text).into_sql_str())
                    .await?;
            }
            Pools::Postgres(pool) => {
                pool.prepare(AssertSqlSafe(statement.text).into_sql_str())
                    .await?;
            }
        }
        Ok(())
    }
}

impl Tx {
    /// When everything in this transaction counts as having happened.
    pub fn at(&self) -> Instant {
        self.at
    }

    /// # Errors
    /// As [`Db::all`].
    pub async fn all<T: Row>(
        &mut self,
        statement: &Statement,
        values: &[Value],
    ) -> Result<Vec<T>, DbError> {
        self.all_of(statement.text, values).await
    }

    /// # Errors
    /// As [`Db::all`].
    pub async fn optional<T: Row>(
        &mut self,
        statement: &Statement,
        values: &[Value],
    ) -> Result<Option<T>, DbError> {
        Ok(self.all(statement, values).await?.into_iter().next())
    }

    /// # Errors
    /// As [`Db::all`].
    pub async fn run(&mut self, statement: &Statement, values: &[Value]) -> Result<u64, DbError> {
        self.run_text(statement.text, values).await
    }

    /// # Errors
    /// When the engine cannot keep the changes; then none of them is kept.
    pub async fn commit(self) -> Result<(), DbError> {
        match self.engine {
            Engine::Sqlite(tx) => tx.commit().await?,
            Engine::Postgres(tx) => tx.commit().await?,
        }
        Ok(())
    }

    pub(crate) async fn all_of<T: Row>(
        &mut self,
        text: &str,
        values: &[Value],
    ) -> Result<Vec<T>, DbError> {
        Ok(match &mut self.engine {
            Engine::Sqlite(tx) => rows!(Sqlite, text, values, &mut **tx),
            Engine::Postgres(tx) => rows!(Postgres, text, values, &mut **tx),
        })
    }

    pub(crate) async fn run_text(&mut self, text: &str, values: &[Value]) -> Result<u64, DbError> {
        Ok(match &mut self.engine {
            Engine::Sqlite(tx) => run!(Sqlite, text, values, &mut **tx),
            Engine::Postgres(tx) => run!(Postgres, text, values, &mut **tx),
        })
    }

    async fn script(&mut self, text: &str) -> Result<(), DbError> {
        let script = sqlx::raw_sql(AssertSqlSafe(text.to_owned()));
        match &mut self.engine {
            Engine::Sqlite(tx) => script.execute(&mut **tx).await.map(|_| ())?,
            Engine::Postgres(tx) => script.execute(&mut **tx).await.map(|_| ())?,
        }
        Ok(())
    }
}

crate::row! {
    struct Taken { module: String, number: i64 }
}
crate::row! {
    struct Name { name: String }
}
crate::row! {
    struct Shown { row: String }
}
