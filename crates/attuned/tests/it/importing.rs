//! Importing reports: twice, changed, from files that are no reports, and cut off in the middle.

use attuned_db::Db;
use attuned_documents::Limits;
use attuned_programme::{Imported, Source};
use attuned_testkit::on_both;

use crate::world::World;

pub async fn import(db: &Db, name: &str, text: &str) -> Imported {
    let document = attuned_documents::read(name, text.as_bytes(), &Limits::default()).unwrap();
    let report = attuned_report::read(&document);
    let mut tx = db.begin().await.unwrap();
    let done = attuned_programme::save(&mut tx, &report, &Source::of(name, text.as_bytes()))
        .await
        .unwrap();
    tx.commit().await.unwrap();
    done
}

const PAPER: &str = "# Response to the panel\n\nReport to: Cabinet\n\nDate: 1 May 2024\n\n## 4. Recommendations of the Scrutiny Panel\n\n4.1. That a plan be set out.\n\n4.2. That tenants be told about it.\n\n## 5. Officer response\n\n5.1. A plan is here.\n\n5.2. Tenants were told.\n";

on_both! {
    async fn twice_changes_nothing(engine) {
        let world = World::blank(engine).await;
        let db = &world.test.db;
        let first = import(db, "paper.md", PAPER).await;
        assert!(first.new > 10 && first.referral.as_deref() == Some("2024-01"), "{first:?}");
        world.test.now("2026-11-25T10:00:00Z");
        let second = import(db, "paper.md", PAPER).await;
        assert_eq!((second.new, second.changed, second.ended, second.kept), (0, 0, 0, 0), "{second:?}");
        assert_eq!(attuned_programme::every_referral(db, db.clock().now()).await.unwrap().len(), 1);
    }

    async fn a_corrected_paper_becomes_a_new_version(engine) {
        let world = World::blank(engine).await;
        let db = &world.test.db;
        import(db, "paper.md", PAPER).await;
        let before = db.clock().now();
        world.test.now("2026-11-25T10:00:00Z");
        let corrected = PAPER.replace("5.2. Tenants were told.\n", "");
        let second = import(db, "paper.md", &corrected).await;
        assert!(second.ended == 1 && second.new == 0, "{second:?}");
        let reports = attuned_programme::reports(db, before).await.unwrap();
        assert_eq!(reports.len(), 1);
        assert_ne!(reports[0].record.fingerprint, attuned_programme::reports(db, db.clock().now()).await.unwrap()[0].record.fingerprint);
    }

    async fn what_a_person_changed_is_left_alone(engine) {
        let world = World::blank(engine).await;
        let db = &world.test.db;
        import(db, "paper.md", PAPER).await;
        world.test.now("2026-11-25T10:00:00Z");
        let held = attuned_programme::every_referral(db, db.clock().now()).await.unwrap().remove(0).record;
        let mut tx = db.begin().await.unwrap();
        tx.save(&attuned_programme::Referral { received_on: "2024-03-18".parse().ok(), ..held }, "someone").await.unwrap();
        tx.commit().await.unwrap();
        world.test.now("2026-11-26T10:00:00Z");
        let again = import(db, "paper.md", PAPER).await;
        assert_eq!((again.kept, again.changed), (1, 0), "{again:?}");
        let held = attuned_programme::every_referral(db, db.clock().now()).await.unwrap().remove(0).record;
        assert!(held.received_on.is_some());
    }

    async fn a_transaction_that_is_dropped_leaves_nothing(engine) {
        let world = World::blank(engine).await;
        let db = &world.test.db;
        let document = attuned_documents::read("paper.md", PAPER.as_bytes(), &Limits::default()).unwrap();
        let mut tx = db.begin().await.unwrap();
        attuned_programme::save(&mut tx, &attuned_report::read(&document), &Source::of("paper.md", b"x")).await.unwrap();
        drop(tx);
        assert!(attuned_programme::reports(db, db.clock().now()).await.unwrap().is_empty());
        import(db, "paper.md", PAPER).await;
    }
}
