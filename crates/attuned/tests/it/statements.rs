//! Every statement is taken by both engines.

use attuned::modules;
use attuned_testkit::{TestDb, on_both};

on_both! {
    async fn every_statement_prepares(engine) {
        let modules = modules::all();
        let schemas: Vec<_> = modules.iter().map(|module| module.schema).collect();
        let test = TestDb::new(engine, &schemas).await;
        let mut count = 0;
        for module in &modules {
            for statement in module.statements {
                test.db.prepare(statement).await.unwrap_or_else(|error| panic!("{}/{}: {error}", module.name, statement.name));
                count += 1;
            }
        }
        assert!(count > 40, "only {count} statements were found");
    }

    async fn taking_the_steps_twice_changes_nothing(engine) {
        let schemas: Vec<_> = modules::all().iter().map(|module| module.schema).collect();
        let test = TestDb::new(engine, &schemas).await;
        test.db.migrate(&schemas).await.unwrap();
    }

    async fn a_record_of_a_newer_program_is_left_alone(engine) {
        let schemas: Vec<_> = modules::all().iter().map(|module| module.schema).collect();
        let test = TestDb::new(engine, &schemas).await;
        let older: Vec<_> = schemas.iter().map(|schema| attuned_db::Schema { steps: &[], ..*schema }).collect();
        let refused = test.db.migrate(&older).await.unwrap_err();
        assert!(refused.to_string().contains("newer"), "{refused}");
    }
}
