//! The commands as a person types them, in processes of their own.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::Duration;

use attuned_db::Address;
use attuned_testkit::{Engine, TestDb, on_both};

/// A folder to type commands in, and the database where it is not a file in that folder.
struct Place(PathBuf, Option<String>);

impl Place {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir()
            .join("attuned-tests")
            .join(format!("commands-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        Self(folder, None)
    }

    /// The same on an engine of the test's choice.
    async fn on(engine: Engine, name: &str) -> Self {
        let mut place = Self::new(&format!("{name}-{engine:?}"));
        if engine == Engine::Postgres
            && let Address::Postgres(url) = TestDb::new(engine, &[]).await.address
        {
            place.1 = Some(url);
        }
        place
    }

    fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_attuned"));
        command
            .env_remove("ATTUNED_DATABASE")
            .env("ATTUNED_DATA", self.0.join("data"));
        if let Some(url) = &self.1 {
            command.env("ATTUNED_DATABASE", url);
        }
        command
    }

    fn run(&self, arguments: &[&str]) -> Output {
        self.command().args(arguments).output().unwrap()
    }

    fn file(&self, name: &str, bytes: &[u8]) -> String {
        let path = self.0.join(name);
        fs::write(&path, bytes).unwrap();
        path.display().to_string()
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn out(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn err(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

async fn sample_and_coverage(engine: Engine) {
    let place = Place::on(engine, "sample").await;
    let made = place.run(&["init", "--sample", "council"]);
    assert!(made.status.success(), "{}", err(&made));
    assert!(out(&made).contains("18 duties"), "{}", out(&made));
    let again = place.run(&["init", "--sample", "council"]);
    assert!(
        out(&again).contains("nothing was changed"),
        "{}",
        out(&again)
    );

    let json = place.run(&["coverage", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&out(&json)).unwrap();
    assert_eq!(
        (
            json["asked"].as_i64(),
            json["answered"].as_i64(),
            json["in_part"].as_i64()
        ),
        (Some(18), Some(7), Some(5))
    );
    assert_eq!(
        (
            json["not_answered"].as_i64(),
            json["not_judged"].as_i64(),
            json["with_owner"].as_i64()
        ),
        (Some(6), Some(0), Some(0))
    );
    let first = &json["duties"][0];
    assert_eq!(
        (
            &first["id"],
            &first["verdict"],
            &first["owner"],
            &first["date"]
        ),
        (
            &"1.3".into(),
            &"not_answered".into(),
            &serde_json::Value::Null,
            &serde_json::Value::Null
        )
    );
    let table = out(&place.run(&["coverage", "--referral", "2024-01"]));
    assert!(
        table.starts_with("7 of 18 answered, 5 in part, 6 not answered."),
        "{table}"
    );
    let markdown = out(&place.run(&["coverage", "--format", "markdown"]));
    assert_eq!(
        markdown
            .lines()
            .filter(|line| line.starts_with("| "))
            .count(),
        19,
        "{markdown}"
    );
    let past: serde_json::Value = serde_json::from_str(&out(&place.run(&[
        "coverage",
        "--on",
        "2024-05-20",
        "--format",
        "json",
    ])))
    .unwrap();
    assert_eq!(
        (past["asked"].as_i64(), past["not_judged"].as_i64()),
        (Some(18), Some(18))
    );
    let unknown = place.run(&["coverage", "--referral", "1999-01"]);
    assert!(
        unknown.status.code() == Some(2) && err(&unknown).contains("There is: 2024-01"),
        "{}",
        err(&unknown)
    );
    let doctor = place.run(&["doctor"]);
    assert!(
        doctor.status.success() && out(&doctor).contains("All is well"),
        "{}",
        out(&doctor)
    );
}

async fn clock(engine: Engine) {
    let place = Place::on(engine, "clock").await;
    place.run(&["init", "--sample", "council"]);
    let set = place.run(&[
        "referral",
        "2024-01",
        "--received",
        "2024-03-18",
        "--notice",
        "2024-03-20",
        "--replied",
        "none",
        "--on",
        "2024-05-20",
    ]);
    let said = out(&set);
    assert!(
        said.contains("Sunday 19 May 2024")
            && said.contains("1 day late")
            && said.contains("later of the two dates"),
        "{said}{}",
        err(&set)
    );
    assert!(
        out(&place.run(&["referral", "2024-01", "--on", "2024-08-23"])).contains("96 days late")
    );
    assert!(
        out(&place.run(&["referral", "2024-01", "--notice", "none"]))
            .contains("Friday 17 May 2024")
    );
    assert!(
        out(&place.run(&["referral", "2024-01", "--local-days", "28"]))
            .contains("Monday 15 April 2024")
    );
    let wrong = place.run(&["referral", "2024-01", "--notice", "31/2/2024"]);
    assert!(
        !wrong.status.success() && err(&wrong).contains("enter a date, like 2026-03-27"),
        "{}",
        err(&wrong)
    );
    let past = out(&place.run(&["referral", "--as-of", "2024-05-20"]));
    assert!(past.contains("1 day late"), "{past}");
}

on_both! {
    async fn the_sample_and_its_coverage(engine) {
        sample_and_coverage(engine).await;
    }

    async fn s02_at_the_command_line(engine) {
        clock(engine).await;
    }

    async fn a_kill_in_the_middle_leaves_all_or_nothing(engine) {
        kill(engine).await;
    }
}

#[test]
fn files_that_are_no_reports_are_met_kindly() {
    let place = Place::new("files");
    for (name, bytes) in [
        ("empty.txt", Vec::new()),
        (
            "noise.docx",
            (0..20_000_u32)
                .map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8)
                .collect(),
        ),
        ("picture.pdf", b"%PDF-1.4\nnot really".to_vec()),
        ("cut.docx", b"PK\x03\x04 and then nothing".to_vec()),
    ] {
        let file = place.file(name, &bytes);
        let said = place.run(&["import", "report", &file]);
        assert_eq!(said.status.code(), Some(2), "{name}: {}", err(&said));
        assert!(
            err(&said).contains(name) && !err(&said).contains("panicked"),
            "{name}: {}",
            err(&said)
        );
        assert!(
            err(&said).to_lowercase().contains("this"),
            "{name}: {}",
            err(&said)
        );
    }
    let missing = place.run(&["import", "report", "nowhere.docx"]);
    assert!(
        err(&missing).contains("There is no file nowhere.docx"),
        "{}",
        err(&missing)
    );
    let latin = place.file(
        "latin.txt",
        b"Response to the panel\n\nDate: 1 May 2024\n\nThe caf\xe9 cost \xa35.\n",
    );
    let said = place.run(&["import", "report", &latin]);
    assert!(said.status.success(), "{}", err(&said));
    let huge = place.file("huge.txt", "word ".repeat(1_000_000).as_bytes());
    assert!(place.run(&["import", "report", &huge]).status.success());
    let none = Place::new("none");
    let said = none.run(&["coverage"]);
    assert!(
        said.status.code() == Some(2) && err(&said).contains("attuned init"),
        "{}",
        err(&said)
    );
}

/// The process is killed at many moments of an import; each time the record holds all of it or nothing.
async fn kill(engine: Engine) {
    let place = Place::on(engine, "kill").await;
    let mut paper = String::from(
        "# Response to the panel\n\nDate: 1 May 2024\n\n## 4. Recommendations of the Scrutiny Panel\n\n4.1. That a plan be set out.\n\n## 5. Officer response\n\n",
    );
    for number in 1..=1500 {
        paper.push_str(&format!("5.{number}. Paragraph {number} says that something was done by the service in that year.\n\n"));
    }
    let file = place.file("paper.md", paper.as_bytes());
    assert!(place.run(&["init"]).status.success());
    let (mut nothing, mut all) = (0, 0);
    for round in 0..14_u64 {
        let mut child = place
            .command()
            .args(["import", "report", &file])
            .stdout(std::process::Stdio::null())
            .stderr(std::process::Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(20 + 45 * round));
        let _ = child.kill();
        let _ = child.wait();
        let doctor = place.run(&["doctor"]);
        let said = out(&doctor);
        let coverage: serde_json::Value =
            serde_json::from_str(&out(&place.run(&["coverage", "--format", "json"]))).unwrap();
        match coverage["asked"].as_i64() {
            Some(0) => nothing += 1,
            Some(1) => {
                // The duty is written after every paragraph: where it is, all of them are.
                all += 1;
                let again = out(&place.run(&["import", "report", &file]));
                assert!(again.contains("nothing was changed"), "{again}");
            }
            other => panic!("{other:?}: {said}"),
        }
        assert!(said.contains("Tables         up to date"), "{said}");
        if all > 0 {
            break;
        }
    }
    assert!(nothing > 0, "no kill came early enough to mean anything");
    let whole = out(&place.run(&["import", "report", &file]));
    assert!(
        whole.contains("Saved") || whole.contains("nothing was changed"),
        "{whole}"
    );
}

#[test]
fn the_seed_report_where_it_is() {
    let seed = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/seed");
    let Some(file) = fs::read_dir(&seed)
        .ok()
        .and_then(|mut files| files.next())
        .and_then(Result::ok)
    else {
        println!(
            "the real report is not beside this checkout, so only the sample's report was read"
        );
        return;
    };
    let place = Place::new("seed");
    let said = place.run(&[
        "import",
        "report",
        &file.path().display().to_string(),
        "--format",
        "json",
    ]);
    let json: serde_json::Value = serde_json::from_str(&out(&said)).unwrap();
    let summary = &json["summary"];
    assert_eq!(
        (
            summary["recommendations"].as_i64(),
            summary["duties"].as_i64()
        ),
        (Some(4), Some(18))
    );
    assert_eq!(
        (
            summary["front_box_asks"].as_i64(),
            summary["section_asks"].as_i64()
        ),
        (Some(2), Some(2))
    );
    assert!(
        summary["practices"].as_i64() >= Some(8) && summary["planned"].as_i64() >= Some(6),
        "{summary}"
    );
    assert_eq!(
        (
            summary["principles"].as_i64(),
            summary["implications"].as_i64()
        ),
        (Some(6), Some(6))
    );
    assert_eq!(
        json["report"]["front"]["authors"].as_array().unwrap().len(),
        1
    );
    let slips: Vec<&str> = json["report"]["slips"]
        .as_array()
        .unwrap()
        .iter()
        .map(|slip| slip["kind"].as_str().unwrap())
        .collect();
    for kind in [
        "front_box_differs",
        "expanded_two_ways",
        "two_names",
        "undefined_abbreviation",
        "none_but_cited",
        "mixed_numbering",
        "likely_other_word",
    ] {
        assert!(slips.contains(&kind), "{kind} in {slips:?}");
    }
    let again = out(&place.run(&["import", "report", &file.path().display().to_string()]));
    assert!(again.contains("nothing was changed"), "{again}");
}
