//! What the components promise beyond good manners.

use attuned_design::Design;
use serde_json::json;

use crate::gallery;

const LIST: &str = include_str!("../../pages/components.html");
const README: &str = include_str!("../../README.md");

fn shown(page: &'static str) -> String {
    let design = Design::new([attuned_design::Pages {
        folder: None,
        files: vec![("a.html", page)],
    }])
    .expect("compiles");
    design
        .render("a.html", json!({ "nothing": null }))
        .unwrap_or_else(|why| panic!("{why:#}"))
}

/// A component that nobody can see or read about is lost.
#[test]
fn each_is_in_the_gallery_and_in_the_readme() {
    let names: Vec<&str> = LIST
        .lines()
        .filter(|line| line.starts_with("{% from"))
        .flat_map(|line| {
            let (_, names) = line.split_once(" import ").expect("an import");
            names.trim_end_matches(" %}").split(", ")
        })
        .collect();
    assert!(names.len() > 30, "{names:?}");
    for name in names {
        let used = format!("c.{name}(");
        assert!(
            gallery::GALLERY.contains(&used),
            "the gallery does not show {name}"
        );
        assert!(
            README.contains(&format!("`{name}(")),
            "the README does not name {name}"
        );
    }
}

#[test]
fn up_to_forty_things_have_a_block_each() {
    let html = shown(r#"{% import "components.html" as c %}{{ c.coverage(7, 5, 4, 2) }}"#);
    let (picture, key) = html.split_once("</svg>").expect("a picture");
    assert!(picture.contains(
        r#"aria-label="Coverage: of 18 duties, 7 answered, 5 answered in part, 4 not answered, 2 not judged yet.""#
    ));
    let blocks = |class: &str| {
        picture
            .matches(&format!("attuned-block__{class}\""))
            .count()
    };
    // A half has both a ground and a fill; whatever is not full has an edge.
    assert_eq!(blocks("fill"), 7 + 5);
    assert_eq!(blocks("ground"), 5 + 4 + 2);
    assert_eq!(blocks("edge"), 5 + 4);
    assert_eq!(picture.matches("edge--dashed").count(), 2);
    for words in [
        "<strong>7</strong> answered",
        "<strong>5</strong> answered in part",
        "<strong>4</strong> not answered",
        "<strong>2</strong> not judged yet",
    ] {
        assert!(key.contains(words), "{words}");
    }
}

#[test]
fn more_than_forty_things_are_drawn_as_lengths() {
    let html = shown(r#"{% import "components.html" as c %}{{ c.coverage(1200, 300, 0, 500) }}"#);
    let (picture, _) = html.split_once("</svg>").expect("a picture");
    assert!(picture.contains("of 2,000 duties, 1,200 answered"));
    assert!(
        picture.contains(r#"x="0" y="0" width="1098.0""#),
        "{picture}"
    );
    assert_eq!(picture.matches("<rect").count(), 1 + 3 + 2);
}

#[test]
fn nothing_to_show_draws_no_picture() {
    let html = shown(r#"{% import "components.html" as c %}{{ c.coverage(0, 0, 0, 0) }}"#);
    assert!(!html.contains("role=\"img\""));
    assert!(html.contains("<strong>0</strong> answered"));
}

#[test]
fn a_message_is_tied_to_its_control() {
    let html = shown(
        r#"{% import "components.html" as c %}{{ c.text_input({'name': 'n', 'label': 'Name', 'hint': 'As written', 'error': 'Enter a name'}) }}"#,
    );
    assert!(
        html.contains(r#"aria-describedby="n-hint n-error""#),
        "{html}"
    );
    assert!(html.contains(r#"<span class="govuk-visually-hidden">Problem:</span> Enter a name"#));
    let plain = shown(
        r#"{% import "components.html" as c %}{{ c.text_input({'name': 'n', 'label': 'Name'}) }}"#,
    );
    assert!(!plain.contains("aria-describedby"));
}

#[test]
fn a_password_is_never_sent_back() {
    let html = shown(
        r#"{% import "components.html" as c %}{{ c.text_input({'name': 'n', 'label': 'Password', 'value': 'hunter2'}, type='password') }}"#,
    );
    assert!(!html.contains("hunter2"));
}

#[test]
fn what_was_entered_is_shown_again_a_zero_too() {
    let html = shown(
        r#"{% import "components.html" as c %}{{ c.text_input({'name': 'n', 'label': 'N', 'value': 0}) }}{{ c.select({'name': 's', 'label': 'S', 'value': 2}, [{'value': 1, 'label': 'One'}, {'value': 2, 'label': 'Two'}]) }}{{ c.radios({'name': 'r', 'label': 'R', 'value': nothing}, [{'value': '', 'label': 'None'}, {'value': 'x', 'label': 'X'}]) }}"#,
    );
    assert!(html.contains(r#"value="0""#));
    assert!(html.contains(r#"<option value="2" selected>"#));
}

#[test]
fn a_long_run_of_pages_is_shortened_around_the_one_shown() {
    let html = shown(r#"{% import "components.html" as c %}{{ c.pagination(5, 9, '/x?page=') }}"#);
    let numbers: Vec<&str> = html
        .split("aria-label=\"Page ")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect();
    assert_eq!(numbers, ["1", "4", "5", "6", "9"]);
    assert_eq!(html.matches("&ctdot;").count(), 2);
    assert_eq!(
        shown(r#"{% import "components.html" as c %}{{ c.pagination(1, 1, '/x') }}"#).trim(),
        ""
    );
}

#[test]
fn the_organisation_s_word_is_seen_in_the_body_of_a_call() {
    let design = Design::new([attuned_design::Pages {
        folder: None,
        files: vec![(
            "a.html",
            r#"{% import "components.html" as c %}{% call c.inset() %}{{ term('panel', plural=true) }}{% endcall %}"#,
        )],
    }])
    .expect("compiles");
    let html = design
        .render("a.html", json!({ "org": gallery::organisation() }))
        .expect("page");
    assert!(html.contains("review panels"), "{html}");
}
