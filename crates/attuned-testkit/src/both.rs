//! One test, two engines.

use std::sync::atomic::{AtomicU32, Ordering};
use std::{env, fs, process};

use attuned_db::{Address, Clock, Db, Instant, Schema};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
}

/// A database of its own for one test, with a clock that the test sets.
#[derive(Debug)]
pub struct TestDb {
    pub db: Db,
    pub clock: Clock,
    pub address: Address,
}

impl TestDb {
    /// An empty database with the tables of the schemas; the clock stands at ten on 24 November 2026.
    pub async fn new(engine: Engine, schemas: &[Schema]) -> Self {
        let clock = Clock::fixed("2026-11-24T10:00:00Z".parse::<Instant>().unwrap());
        let address = fresh(engine).await;
        let db = Db::open(&address, clock.clone(), true).await.unwrap();
        db.migrate(schemas).await.unwrap();
        Self { db, clock, address }
    }

    /// Sets the clock, such as `2024-05-20T10:00:00Z`.
    pub fn now(&self, at: &str) {
        self.clock.set(at.parse().unwrap());
    }
}

async fn fresh(engine: Engine) -> Address {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let name = format!(
        "t{}_{}",
        process::id(),
        COUNT.fetch_add(1, Ordering::Relaxed)
    );
    match engine {
        Engine::Sqlite => {
            let folder = env::temp_dir().join("attuned-tests").join(&name);
            let _ = fs::remove_dir_all(&folder);
            fs::create_dir_all(&folder).unwrap();
            Address::in_folder(&folder)
        }
        Engine::Postgres => {
            let server = tokio::task::spawn_blocking(super::postgres::server)
                .await
                .unwrap();
            let maintenance = Address::Postgres(format!("{server}/postgres"));
            let db = Db::open(&maintenance, Clock::system(), false)
                .await
                .unwrap();
            db.create_database(&name).await.unwrap();
            db.close().await;
            Address::Postgres(format!("{server}/{name}"))
        }
    }
}

/// Writes each test twice: `name::sqlite` and `name::postgres`.
#[macro_export]
macro_rules! on_both {
    ($($(#[$meta:meta])* async fn $name:ident($engine:ident) $body:block)*) => {$(
        $(#[$meta])*
        mod $name {
            use super::*;
            async fn body($engine: $crate::Engine) $body
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                body($crate::Engine::Sqlite).await;
            }
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                body($crate::Engine::Postgres).await;
            }
        }
    )*};
}
