//! The page environment: strict, escaping, and one name for one page.

use attuned_design::{Design, Pages};
use serde_json::json;

use crate::gallery;

fn one(name: &'static str, text: &'static str) -> Pages {
    Pages {
        folder: None,
        files: vec![(name, text)],
    }
}

#[test]
fn a_page_that_does_not_compile_stops_the_start() {
    let why = Design::new([one("broken.html", "{% if %}")]).expect_err("broken");
    assert_eq!(why.name(), Some("broken.html"));
}

#[test]
fn two_pages_of_one_name_are_refused() {
    let why = Design::new([one("a.html", ""), one("a.html", "")]).expect_err("twice");
    assert!(why.to_string().contains("a.html"));
    assert!(Design::new([one("layout.html", "")]).is_err());
}

#[test]
fn a_page_fails_on_what_it_was_not_given() {
    let design = Design::new([
        one("print.html", "{{ nobody }}"),
        one("ask.html", "{% if nobody %}x{% endif %}"),
    ])
    .expect("compiles");
    assert!(design.render("print.html", json!({})).is_err());
    assert!(design.render("ask.html", json!({})).is_err());
    assert!(design.render("absent.html", json!({})).is_err());
}

#[test]
fn markup_is_escaped_in_pages_and_not_in_plain_mail() {
    let design =
        Design::new([one("a.html", "{{ x }}"), one("mail.txt", "{{ x }}")]).expect("compiles");
    let x = json!({ "x": "/é<b a='1' c=\"2\">&" });
    assert_eq!(
        design.render("a.html", &x).expect("page"),
        "/é&lt;b a=&#39;1&#39; c=&quot;2&quot;&gt;&amp;"
    );
    assert_eq!(
        design.render("mail.txt", &x).expect("mail"),
        "/é<b a='1' c=\"2\">&"
    );
}

/// The nested macros and bodies escape once: neither raw nor twice.
#[test]
fn what_people_write_passes_through_components_escaped_once() {
    let design = Design::new([one(
        "a.html",
        r#"{% import "components.html" as c %}
           {{ c.text_input({'name': 'n', 'label': x, 'value': x, 'hint': x, 'error': x}) }}
           {{ c.table(x, [x], [[x], [{'text': x, 'href': '/'}]]) }}
           {% call c.inset() %}{{ x }}{% endcall %}
           {{ c.tiles([{'number': x, 'label': x}]) }}{{ c.coverage(1, 1, 1, 1, x, x, x) }}"#,
    )])
    .expect("compiles");
    let html = design
        .render("a.html", json!({ "x": "<i>&" }))
        .unwrap_or_else(|why| panic!("{why:#}"));
    assert!(!html.contains("<i>"), "{html}");
    assert!(!html.contains("&amp;lt;"), "{html}");
    assert!(html.contains("&lt;i&gt;&amp;"), "{html}");
}

#[cfg(debug_assertions)]
#[test]
fn an_edit_shows_without_a_compile() {
    let folder = std::path::PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("edited");
    std::fs::create_dir_all(&folder).expect("folder");
    let file = folder.join("a.html");
    let write = |text: &str, seconds: u64| {
        std::fs::write(&file, text).expect("written");
        let at = std::time::UNIX_EPOCH + std::time::Duration::from_secs(seconds);
        std::fs::File::options()
            .write(true)
            .open(&file)
            .and_then(|open| open.set_modified(at))
            .expect("dated");
    };
    write("before", 1_000);
    let design = Design::new([Pages {
        folder: Some(folder.clone()),
        files: vec![("a.html", "built in")],
    }])
    .expect("compiles");
    assert_eq!(design.render("a.html", json!({})).expect("page"), "before");
    write("after", 2_000);
    assert_eq!(design.render("a.html", json!({})).expect("page"), "after");
    std::fs::remove_file(&file).expect("removed");
    assert_eq!(
        design.render("a.html", json!({})).expect("page"),
        "built in"
    );
}

#[test]
fn the_layout_stands_without_anything_optional() {
    let design = Design::new([one(
        "bare.html",
        r#"{% extends "layout.html" %}{% block title %}Bare{% endblock %}{% block content %}<h1>Bare</h1>{% endblock %}"#,
    )])
    .expect("compiles");
    let context = gallery::context(attuned_design::Shell::default(), json!({}));
    let html = design.render("bare.html", context).expect("page");
    assert_eq!(crate::manners::problems(&html), Vec::<String>::new());
    assert!(html.contains("<title>Bare - Example Borough</title>"));
    assert!(!html.contains("govuk-service-navigation"));
}
