//! Promises about the whole: who may import whom, whose tables are whose, what every route states, what an erasure
//! leaves, and whose words stand in the code.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use attuned::modules;
use attuned_testkit::on_both;
use attuned_web::Access;

use crate::world::World;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn files(folder: &Path, endings: &[&str]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(files(&path, endings));
        } else if endings
            .iter()
            .any(|ending| path.extension().is_some_and(|own| own == *ending))
        {
            found.push(path);
        }
    }
    found
}

/// The table of ARCHITECTURE.md: which of our crates each may stand on.
#[test]
fn nobody_imports_whom_they_may_not() {
    let allowed: BTreeMap<&str, &[&str]> = BTreeMap::from([
        ("attuned-language", &[] as &[&str]),
        ("attuned-documents", &[]),
        ("attuned-report", &["attuned-documents"]),
        ("attuned-db", &[]),
        ("attuned-design", &[]),
        ("attuned-web", &["attuned-db", "attuned-design"]),
        (
            "attuned-people",
            &["attuned-web", "attuned-db", "attuned-design"],
        ),
        (
            "attuned-programme",
            &[
                "attuned-web",
                "attuned-people",
                "attuned-db",
                "attuned-design",
                "attuned-documents",
                "attuned-report",
            ],
        ),
        (
            "attuned-testkit",
            &["attuned-web", "attuned-people", "attuned-db"],
        ),
    ]);
    for folder in fs::read_dir(root().join("crates")).unwrap().flatten() {
        let name = folder.file_name().to_string_lossy().into_owned();
        if name == "attuned" {
            continue;
        }
        let allowed = allowed
            .get(name.as_str())
            .unwrap_or_else(|| panic!("{name} is not in the table of who may import whom"));
        let manifest: toml::Table =
            toml::from_str(&fs::read_to_string(folder.path().join("Cargo.toml")).unwrap()).unwrap();
        let imports = manifest
            .get("dependencies")
            .and_then(toml::Value::as_table)
            .into_iter()
            .flat_map(toml::Table::keys);
        for import in imports.filter(|import| import.starts_with("attuned")) {
            assert!(
                allowed.contains(&import.as_str()),
                "{name} imports {import}"
            );
        }
        for heavy in ["tokio", "axum", "sqlx"] {
            let pure = ["attuned-language", "attuned-report"].contains(&name.as_str());
            assert!(
                !(pure && manifest["dependencies"].get(heavy).is_some()),
                "{name} is pure and imports {heavy}"
            );
        }
    }
}

#[test]
fn tables_carry_their_modules_name_and_statements_stay_at_home() {
    let modules = modules::all();
    let owners: Vec<(&str, &str)> = modules
        .iter()
        .flat_map(|module| {
            module
                .schema
                .tables()
                .into_iter()
                .map(|table| (table, module.name))
        })
        .collect();
    for (table, module) in &owners {
        assert!(
            table.starts_with(&format!("{module}_")),
            "{table} of {module}"
        );
    }
    for module in &modules {
        for statement in module.statements {
            for (table, owner) in &owners {
                let words: BTreeSet<&str> = statement
                    .text
                    .split(|letter: char| !letter.is_alphanumeric() && letter != '_')
                    .collect();
                assert!(
                    *owner == module.name || !words.contains(table),
                    "{}/{} names {table} of {owner}",
                    module.name,
                    statement.name
                );
            }
        }
    }
}

#[test]
fn the_route_table_reads_like_a_policy() {
    let modules = modules::all();
    let known = modules::permissions();
    let mut paths = BTreeSet::new();
    for route in modules.iter().flat_map(|module| &module.routes) {
        assert!(
            paths.insert((route.method.clone().to_string(), route.path)),
            "{} stands twice",
            route.path
        );
        let changes = route.method != axum::http::Method::GET;
        assert_eq!(
            route.event.is_some(),
            changes,
            "{} {}: what changes states its audit event",
            route.method,
            route.path
        );
        match route.access {
            Access::Needs(permission) => assert!(
                known.contains(&permission),
                "{permission:?} is given by no module"
            ),
            Access::Public | Access::SignedIn => {}
        }
    }
    for item in modules.iter().flat_map(|module| &module.navigation) {
        let route = modules
            .iter()
            .flat_map(|module| &module.routes)
            .find(|route| route.path == item.href);
        let route =
            route.unwrap_or_else(|| panic!("the menu leads to {}, which is nowhere", item.href));
        assert_eq!(
            route.access, item.access,
            "the menu shows {} to those who may open it",
            item.href
        );
    }
    // What anyone may open is listed here on purpose: a new public page is a decision.
    let public: BTreeSet<String> = modules
        .iter()
        .flat_map(|module| &module.routes)
        .filter(|route| route.access == Access::Public)
        .map(|route| format!("{} {}", route.method, route.path))
        .collect();
    let expected = [
        "GET /accessibility",
        "GET /assets/{*path}",
        "GET /choose",
        "GET /cookies",
        "GET /healthz",
        "GET /join/{code}",
        "GET /palette.css",
        "GET /privacy",
        "GET /readyz",
        "GET /reports/{slug}",
        "GET /sign-in",
        "GET /tracker",
        "GET /tracker.csv",
        "POST /choose",
        "POST /join/{code}",
        "POST /sign-in",
    ];
    assert_eq!(public, expected.into_iter().map(str::to_owned).collect());
}

/// Organisations, bodies, people: their words are data. Examples inside comments and tests are not the program's words.
#[test]
fn no_organisations_words_in_the_program() {
    let forbidden = ["lewisham", "mayor", "councillor"];
    let mut looked_at = 0;
    for file in files(&root().join("crates"), &["rs", "html", "sql"]) {
        let path = file.display().to_string();
        if path.contains("/tests/")
            || path.contains("/target/")
            || path.contains("/node_modules/")
            || path.contains("/examples/")
        {
            continue;
        }
        let text = fs::read_to_string(&file).unwrap();
        let code = text.split("#[cfg(test)]").next().unwrap_or("");
        for line in code
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"))
        {
            let lower = line.to_lowercase();
            for word in forbidden {
                assert!(!lower.contains(word), "{path}: {line}");
            }
        }
        looked_at += 1;
    }
    assert!(looked_at > 80, "only {looked_at} files were found");
}

#[test]
fn the_accessibility_statement_is_dated() {
    let page =
        fs::read_to_string(root().join("crates/attuned-web/pages/web/accessibility.html")).unwrap();
    assert!(
        page.contains("Checked on <time datetime=\"20"),
        "the statement says when it was checked"
    );
}

#[test]
fn every_actions_file_page_and_statement_share_their_name() {
    for module in ["attuned-programme", "attuned-people"] {
        let folder = root().join("crates").join(module);
        for page in files(&folder.join("pages"), &["html"]) {
            let stem = page.file_stem().unwrap().to_string_lossy().into_owned();
            let noun = stem.split('_').next().unwrap();
            let sources = files(&folder.join("src"), &["rs"]);
            let has_source = sources.iter().any(|source| {
                source
                    .file_stem()
                    .unwrap()
                    .to_string_lossy()
                    .starts_with(noun)
            });
            assert!(
                has_source || stem == "changes" || stem == "on_a_day" || stem == "coverage_show",
                "{} has no source of its name",
                page.display()
            );
        }
    }
}

on_both! {
    async fn erasing_a_person_leaves_nothing_of_theirs(engine) {
        let mut world = World::blank(engine).await;
        let db = world.test.db.clone();
        let path = attuned_people::invite(&db, "owner", "", None).await.unwrap();
        world.client.get(&path).await.ok();
        let fields = [("name", "Zebedee Marker"), ("post", "Owner"), ("email", "zebedee.marker@council.example"), ("password", "walnut harbour sparrow")];
        world.client.post(&path, &fields).await.ok();
        crate::importing::import(&db, "paper.md", "# Response\n\nDate: 1 May 2024\n\n## 4. Recommendations of the Panel\n\n4.1. That a plan be set out.\n").await;
        world.client.get("/referrals/2024-01/dates").await.ok();
        let dates = [("received-day", "1"), ("received-month", "4"), ("received-year", "2024"), ("rule", "executive")];
        world.client.post("/referrals/2024-01/dates", &dates).await.ok();
        assert!(found(&db, "marker").await > 0, "the marker is there before");
        let account = attuned_people::accounts(&db).await.unwrap().remove(0);
        attuned_people::erase(&db, &account.id).await.unwrap();
        assert_eq!(found(&db, "marker").await, 0, "and nowhere after");
        let who = attuned_people::who(&db).await.unwrap();
        assert_eq!(who[&account.id].name, "Someone who has left");
    }
}

/// In how many places of the whole database a word stands, whatever the table.
async fn found(db: &attuned_db::Db, word: &str) -> usize {
    let mut count = 0;
    for module in modules::all() {
        for table in module.schema.tables() {
            for row in db.every_row(table).await.unwrap() {
                count += usize::from(row.to_lowercase().contains(word));
            }
        }
    }
    count
}
