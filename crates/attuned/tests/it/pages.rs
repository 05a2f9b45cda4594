//! Every page renders with every sample, strictly, and with good manners.

use std::collections::{BTreeMap, BTreeSet};

use attuned::modules;
use attuned_design::{Design, Shell};

#[test]
fn every_page_with_every_sample() {
    let modules = modules::all();
    let design = Design::new(modules.iter().map(|module| module.pages.clone())).unwrap();
    let mut shown: BTreeSet<&str> = BTreeSet::new();
    for module in &modules {
        for sample in &module.samples {
            shown.insert(sample.page);
            for on in [None, Some("2024-10-01")] {
                for may in [
                    vec![],
                    vec![
                        "programme.read",
                        "programme.record",
                        "programme.judge",
                        "people.manage",
                    ],
                ] {
                    let mut context: BTreeMap<String, serde_json::Value> =
                        serde_json::from_value(sample.context.clone()).unwrap_or_default();
                    let shell = Shell {
                        home: "/".to_owned(),
                        ..Shell::default()
                    };
                    let around = serde_json::json!({
                        "org": { "name": "Somewhere", "words": {} }, "shell": shell, "csrf": "token", "here": "/here",
                        "on": on, "day": "2024-10-01", "may": may, "signed_in": true,
                    });
                    context.extend(
                        serde_json::from_value::<BTreeMap<String, serde_json::Value>>(around)
                            .unwrap(),
                    );
                    let html = design
                        .render(sample.page, &context)
                        .unwrap_or_else(|error| {
                            panic!("{} ({}): {error:#}", sample.page, sample.shows)
                        });
                    let problems = attuned_testkit::check(&html);
                    assert!(
                        problems.is_empty(),
                        "{} ({}): {}\n{html}",
                        sample.page,
                        sample.shows,
                        problems.join("\n")
                    );
                }
            }
        }
    }
    // A page without a sample is a page that nobody has seen. Those that only stand inside others are left out.
    let without: Vec<&str> = modules
        .iter()
        .flat_map(|module| module.pages.files.iter())
        .filter(|(_, text)| text.contains("{% extends"))
        .map(|(name, _)| *name)
        .filter(|name| !shown.contains(name))
        .collect();
    assert_eq!(
        without,
        [
            "web/accessibility.html",
            "web/privacy.html",
            "web/cookies.html"
        ],
        "pages without a sample"
    );
}
