//! A record with the modules of the program around it, for one test.

use attuned::modules;
use attuned::organisations::{self, Sample};
use attuned_db::Schema;
use attuned_testkit::{Client, Engine, TestDb};
use attuned_web::Site;

pub struct World {
    pub test: TestDb,
    pub client: Client,
}

fn schemas() -> Vec<Schema> {
    modules::all()
        .into_iter()
        .map(|module| module.schema)
        .collect()
}

impl World {
    /// The sample council, seen by the public.
    pub async fn sample(engine: Engine) -> Self {
        let test = TestDb::new(engine, &schemas()).await;
        attuned::init::apply(&test.db, Sample::find("council").unwrap())
            .await
            .unwrap();
        Self::around(test)
    }

    /// A record that was only just made.
    pub async fn blank(engine: Engine) -> Self {
        let test = TestDb::new(engine, &schemas()).await;
        organisations::write(&test.db, &organisations::blank().unwrap())
            .await
            .unwrap();
        Self::around(test)
    }

    fn around(test: TestDb) -> Self {
        let modules = modules::all();
        let site = Site::new(
            test.db.clone(),
            &modules,
            attuned_people::find_viewer,
            "http://attuned.example",
        )
        .unwrap();
        Self {
            client: Client::new(site.router(&modules)),
            test,
        }
    }

    /// Becomes one of the sample's people.
    pub async fn be(&mut self, person: &str) {
        self.client.get("/choose").await.ok();
        self.client
            .post("/choose", &[("person", person), ("next", "/")])
            .await
            .ok();
    }
}
