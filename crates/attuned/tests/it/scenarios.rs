//! S01 and S02 of the acceptance scenarios, and the register part of S07, by page, on both databases.

use attuned_programme::Coverage;
use attuned_testkit::on_both;
use axum::http::StatusCode;

use crate::world::World;

const REFERRAL: &str = "/referrals/2024-01";

/// The words between two others.
fn part(text: &str, from: &str, to: &str) -> String {
    let (_, rest) = text
        .split_once(from)
        .unwrap_or_else(|| panic!("no \u{201c}{from}\u{201d} in {text}"));
    rest.split_once(to)
        .map_or(rest, |(part, _)| part)
        .to_owned()
}

on_both! {
    async fn s01_coverage(engine) {
        let mut world = World::sample(engine).await;
        world.be("sample-governance").await;
        let home = world.client.get("/").await.ok();
        home.says("asked for 18 separate things on 18 March 2024. The answer covers 7, covers 5 in part and leaves out 6.");
        home.says("0 of 18 have an owner").says("0 of 18 have a date").says("0 of 18 have a measure");
        home.says("wellbeing of elected members").says("rontline services review the language they use");

        let page = world.client.get(&format!("{REFERRAL}/coverage")).await.ok();
        let text = page.text();
        assert!(text.find("Not answered (6)").unwrap() < text.find("Answered in part (5)").unwrap());
        assert!(text.find("Answered in part (5)").unwrap() < text.find(" Answered (7)").unwrap());
        let gaps = part(&text, "Not answered (6)", "Answered in part (5)");
        for number in ["1.3 ", "3.1 ", "3.2 ", "3.3 ", "4.2 ", "4.3 "] {
            assert!(gaps.contains(number), "{number} in {gaps}");
        }
        assert_eq!(gaps.matches("Set by Sam Reed, Scrutiny officer (sample) on").count(), 6, "{gaps}");
        assert!(page.body.contains("#p5-5-6\"") || page.body.contains("5.5.6</a>"), "paragraphs are links");

        // The page's numbers are those of the command line.
        let db = &world.test.db;
        let duties = attuned_programme::every_duty(db, db.clock().now()).await.unwrap();
        let coverage = Coverage::of(&duties);
        let counts = coverage.counts;
        assert_eq!((counts.asked, counts.answered, counts.in_part, counts.not_answered, counts.not_judged), (18, 7, 5, 6, 0));
        assert_eq!((counts.with_owner, counts.with_date, counts.with_measure), (0, 0, 0));
        let by = |verdict: &str| -> Vec<String> {
            let json = serde_json::to_value(&coverage).unwrap();
            let all = json["duties"].as_array().unwrap();
            all.iter().filter(|duty| duty["verdict"] == verdict).map(|duty| duty["id"].as_str().unwrap().to_owned()).collect()
        };
        assert_eq!(by("answered"), ["1.4", "1.6", "1.7", "2.1", "2.3", "2.4", "4.1"]);
        assert_eq!(by("in_part"), ["1.1", "1.2", "1.5", "1.8", "2.2"]);
        assert_eq!(by("not_answered"), ["1.3", "3.1", "3.2", "3.3", "4.2", "4.3"]);
    }

    async fn every_paragraph_that_a_verdict_rests_on_is_there(engine) {
        let mut world = World::sample(engine).await;
        world.be("sample-governance").await;
        let page = world.client.get(&format!("{REFERRAL}/coverage")).await.ok();
        let mut links: Vec<&str> = page.body.split("href=\"/reports/").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        links.sort_unstable();
        links.dedup();
        assert!(links.len() >= 9, "{links:?}");
        let (slug, _) = links[0].split_once('#').unwrap();
        let report = world.client.get(&format!("/reports/{slug}")).await.ok();
        for link in links {
            let (_, anchor) = link.split_once('#').unwrap();
            assert!(report.body.contains(&format!("id=\"{anchor}\"")), "{anchor} is not in the report");
        }
        report.says("Answers duties 1.1, 1.5");
    }

    async fn s01_a_verdict_is_a_persons(engine) {
        let mut world = World::sample(engine).await;
        world.be("sample-chair").await;
        let duty = format!("{REFERRAL}/duties/4.2");
        world.client.get(&duty).await.ok();
        let verdict = format!("{duty}/verdict");
        let unknown = world.client.post(&verdict, &[("verdict", "answered"), ("paragraphs", "99.9"), ("reason", "My own words")]).await;
        assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY);
        unknown.says("The report has no paragraph 99.9").says("My own words");
        let none = world.client.post(&verdict, &[("verdict", "answered"), ("paragraphs", "")]).await;
        assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
        none.says("Enter the number of the paragraph");
        world.test.now("2026-11-24T11:00:00Z");
        let saved = world.client.post(&verdict, &[("verdict", "in_part"), ("paragraphs", "5.5.7, 5.6.1"), ("reason", "Members may use it.")]).await.ok();
        saved.says("Answered in part").says("Set by Cllr Dev Mistry, Chair of scrutiny (sample) on 24 November 2026");
        saved.says("Not answered.").says("Answered in part, on paragraphs 5.5.7, 5.6.1.");
        world.client.get("/").await.ok().says("The answer covers 7, covers 6 in part and leaves out 5.");
        // And the day before, it was as it was.
        world.client.get("/?on=2026-11-23").await.ok().says("covers 5 in part and leaves out 6").says("As it stood on Monday 23 November 2026");
    }

    async fn s01_owners_dates_and_measures_are_counted(engine) {
        let mut world = World::sample(engine).await;
        world.be("sample-lead").await;
        world.client.get(&format!("{REFERRAL}/duties/3.1")).await.ok();
        let owner = format!("{REFERRAL}/duties/3.1/owner");
        let wrong = world.client.post(&owner, &[("owner", "Head of Customer Services"), ("due-day", "31"), ("due-month", "2"), ("due-year", "2027")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        wrong.says("Enter a date, like 27 3 2026");
        assert!(wrong.body.contains("value=\"Head of Customer Services\"") && wrong.body.contains("value=\"31\""), "what was typed is kept");
        let fields = [("owner", "Head of Customer Services"), ("due-day", "31"), ("due-month", "March"), ("due-year", "2027"), ("measure", "Letters reviewed, of letters listed")];
        world.client.post(&owner, &fields).await.ok().says("Head of Customer Services");
        world.client.get("/").await.ok().says("1 of 18 have an owner").says("1 of 18 have a measure");
        let csv = world.client.get("/tracker.csv").await.ok().body;
        assert!(csv.contains("Head of Customer Services,31 March 2027,\"Letters reviewed, of letters listed\""), "{csv}");
    }

    async fn s01_the_split_is_a_proposal_until_confirmed(engine) {
        let mut world = World::blank(engine).await;
        let text = "# Response to the panel\n\nDate: 1 May 2024\n\n## 4. Recommendations of the Scrutiny Panel\n\n4.1. That (a) a plan be set out and (b) staff and tenants be told about it.\n\n## 5. Officer response\n\n5.1. A plan is here.\n";
        crate::importing::import(&world.test.db, "paper.md", text).await;
        let path = attuned_people::invite(&world.test.db, "owner", "", None).await.unwrap();
        world.client.get(&path).await.ok();
        world.client.post(&path, &[("name", "A"), ("post", "P"), ("email", "a@b.example"), ("password", "walnut harbour sparrow")]).await.ok();
        let home = world.client.get("/").await.ok();
        home.says("Nobody has said yet which of them the answer covers.");
        let referral = "/referrals/2024-01";
        world.client.get(referral).await.ok().says("The split is proposed, not confirmed");
        let split = format!("{referral}/recommendations/1/duties");
        world.client.get(&split).await.ok();
        let emptied = world.client.post(&split, &[("words", " "), ("words", "")]).await;
        assert_eq!(emptied.status, StatusCode::UNPROCESSABLE_ENTITY);
        emptied.says("Enter at least one thing that is asked for");
        world.client.post(&split, &[("words", "a plan be set out"), ("words", "tenants be told about it"), ("words", "")]).await.ok().says("The duties are confirmed");
        world.client.get(&format!("{referral}/coverage")).await.ok().says("Not yet judged (2)").says("1.2 Tenants be told about it");
        // Reading the file once more leaves the person's split alone.
        let again = crate::importing::import(&world.test.db, "paper.md", text).await;
        assert_eq!((again.new, again.changed, again.ended), (0, 0, 0), "{again:?}");
        world.client.get(&format!("{referral}/coverage")).await.ok().says("Not yet judged (2)");
    }

    async fn a_duty_that_goes_takes_its_verdict_and_its_owner_along(engine) {
        let mut world = World::sample(engine).await;
        world.be("sample-governance").await;
        let split = format!("{REFERRAL}/recommendations/4/duties");
        world.client.get(&split).await.ok();
        world.client.post(&split, &[("words", "support for everyone")]).await.ok();
        let db = &world.test.db;
        let duties = attuned_programme::every_duty(db, db.clock().now()).await.unwrap();
        let counts = Coverage::of(&duties).counts;
        assert_eq!((counts.asked, counts.not_answered), (16, 4), "{counts:?}");
        world.client.get("/").await.ok().says("asked for 16 separate things").says("leaves out 4");
    }

    async fn s02_the_clock(engine) {
        let mut world = World::sample(engine).await;
        world.be("sample-governance").await;
        let dates = format!("{REFERRAL}/dates");
        let enter = |notice: [&'static str; 3], replied: [&'static str; 3], local: &'static str| {
            vec![
                ("agreed-day", "18"), ("agreed-month", "3"), ("agreed-year", "2024"),
                ("received-day", "18"), ("received-month", "3"), ("received-year", "2024"),
                ("notice-day", notice[0]), ("notice-month", notice[1]), ("notice-year", notice[2]),
                ("replied-day", replied[0]), ("replied-month", replied[1]), ("replied-year", replied[2]),
                ("rule", "executive"), ("local_days", local),
            ]
        };
        let form = world.client.get(&dates).await.ok();
        assert!(!form.body.contains("last_day"), "the last day has no field");
        world.client.post(&dates, &enter(["20", "3", "2024"], ["", "", ""], "28")).await.ok();
        let page = world.client.get(REFERRAL).await.ok();
        page.says("Sunday 19 May 2024").says("Two months beginning with the later of the two dates");
        page.says("Monday 15 April 2024: 28 days after the recommendations were received");
        world.client.get(&format!("{REFERRAL}?clock-day=20&clock-month=5&clock-year=2024")).await.ok().says("the clock reads: 1 day late.");
        world.client.get(&format!("{REFERRAL}?clock-day=23&clock-month=8&clock-year=2024")).await.ok().says("the clock reads: 96 days late.");
        let wrong = world.client.get(&format!("{REFERRAL}?clock-day=31&clock-month=2&clock-year=2024")).await;
        wrong.says("Enter a date, like 27 3 2026");
        // The record as it stood on those days says the same.
        world.client.get(&format!("{REFERRAL}?on=2024-05-20")).await.ok().says("1 day late").says("No answer is in the record as of this day");
        world.client.get(&format!("{REFERRAL}?on=2024-08-23")).await.ok().says("96 days late");

        let mistyped = world.client.post(&dates, &enter(["31", "2", "2024"], ["", "", ""], "28")).await;
        assert_eq!(mistyped.status, StatusCode::UNPROCESSABLE_ENTITY);
        mistyped.says("Enter a date, like 27 3 2026");
        assert!(mistyped.body.contains("value=\"31\""), "what was typed is kept");
        world.client.post(&dates, &enter(["", "", ""], ["", "", ""], "")).await.ok();
        let page = world.client.get(REFERRAL).await.ok();
        page.says("Friday 17 May 2024").says("Written notice: was 20 March 2024, is now blank.");
    }

    async fn s02_a_day_before_the_record_is_said_to_be_so(engine) {
        let mut world = World::sample(engine).await;
        world.be("sample-governance").await;
        let before = world.client.get(&format!("{REFERRAL}?on=2020-01-01")).await;
        assert_eq!(before.status, StatusCode::NOT_FOUND);
        before.says("Not in the record yet on 1 January 2020").says("Referral 2024-01 was put on record on 20 March 2024.").says("See it as it stands today");
        world.client.get("/?on=2020-01-01").await.ok().says("Nothing was in the record on 1 January 2020.").says("The first entry is from 20 March 2024");
        world.client.get("/?on=2024-05-20").await.ok().says("No answer is in the record as of this day.");
        let odd = world.client.get("/?on=yesterday").await;
        assert_eq!(odd.status, StatusCode::UNPROCESSABLE_ENTITY);
        odd.says("Enter a date, like 27 3 2026");
    }

    async fn s07_the_register(engine) {
        let mut world = World::sample(engine).await;
        world.be("sample-lead").await;
        let all = world.client.get("/practices").await.ok();
        for named in ["Housing Needs", "Signs of Safety", "Meliot", "Approved Mental Health Professionals", "Borough of Sanctuary", "Inclusion Strategy", "Safe Surgeries", "TIAARA"] {
            all.says(named);
        }
        for spelling in ["TIAARA", "tiarra", "TIARRA "] {
            let found = world.client.get(&format!("/practices?q={}", spelling.replace(' ', "+"))).await.ok();
            found.says("1 practice with").says("trauma-informed, anti-racist and restorative");
        }
        world.client.get("/practices?q=%25").await.ok().says("No practice has");
        let vague = world.client.get("/practices?q=adult+social").await.ok();
        vague.says("Draft: no evidence yet");
        let id = vague.body.split("href=\"/practices/").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let page = world.client.get(&format!("/practices/{id}")).await.ok();
        page.says("several processes").says("does not name anything yet that someone could look at");
        world.client.get(&format!("/practices/{id}/edit")).await.ok();
        let saved = world.client.post(&format!("/practices/{id}"), &[("what", "Adult social care"), ("evidence", "Duty desk procedure, version 3")]).await.ok();
        saved.says("Saved, with its evidence.").says("With evidence");
    }

    async fn what_is_taken_off_the_tracker_is_off_it_for_every_day(engine) {
        let mut world = World::sample(engine).await;
        let report = world.client.get("/tracker").await.ok().body.split("href=\"/reports/").nth(1).unwrap().split(['"', '#']).next().unwrap().to_owned();
        world.be("sample-governance").await;
        world.client.get(REFERRAL).await.ok().says("it is on the public tracker");
        world.client.post(&format!("{REFERRAL}/public"), &[("published", "no")]).await.ok().says("It is off the public tracker");
        let mut public = world.client.without_cookie();
        for day in ["", "?on=2024-10-01", "?on=2024-05-20"] {
            public.get(&format!("/tracker{day}")).await.ok().says("Nothing is on the tracker yet");
            let csv = public.get(&format!("/tracker.csv{day}")).await.ok().body;
            assert_eq!(csv.lines().count(), 1, "{csv}");
            public.get(&format!("/reports/{report}{day}")).await.ok().says("Choose whom to be");
        }
        world.client.get(&format!("/reports/{report}")).await.ok().says("Only people with an account can see this report");
        world.client.get(REFERRAL).await.ok();
        world.client.post(&format!("{REFERRAL}/public"), &[("published", "yes")]).await.ok();
        public.get("/tracker").await.ok().says("wellbeing of elected members");
    }

    async fn the_tracker_is_public_and_holds_no_names(engine) {
        let mut world = World::sample(engine).await;
        let page = world.client.get("/tracker").await.ok();
        page.says("wellbeing of elected members");
        assert!(!world.client.has_cookie(), "reading sets no cookie");
        let csv = world.client.get("/tracker.csv").await.ok();
        let mut reader = csv::Reader::from_reader(csv.body.as_bytes());
        let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        assert_eq!(rows.len(), 18);
        for row in &rows {
            page.says(&row[2]);
            page.says(&row[3]);
        }
        for name in ["Sam Reed", "Dev Mistry"] {
            page.says_not(name);
            assert!(!csv.body.contains(name));
        }
        world.client.get("/tracker?on=2024-10-01").await.ok().says("135 days late");
        world.client.get("/tracker?on=2024-05-20").await.ok().says("Not yet judged").says_not("Read the answer");
    }
}
