//! Renders the gallery and the home page into the build folder, where a person can open them.

use std::fs;
use std::path::PathBuf;

use attuned_design::{
    AsOf, Choice, Design, Field, Flash, FlashKind, Link, NavigationItem, Organisation, Pages,
    Palette, Shell, asset, asset_address, palette_css,
};
use serde_json::{Value, json};

use crate::manners;

pub const GALLERY: &str = include_str!("pages/gallery.html");
const HOME: &str = include_str!("pages/home.html");

pub fn design() -> Design {
    Design::new([Pages {
        folder: None,
        files: vec![("gallery.html", GALLERY), ("home.html", HOME)],
    }])
    .expect("every page compiles")
}

pub fn organisation() -> Organisation {
    serde_json::from_value(json!({
        "name": "Example Borough",
        "words": { "panel": { "one": "review panel", "many": "review panels" } },
    }))
    .expect("an organisation")
}

pub fn shell() -> Shell {
    let item = |text: &str, active| NavigationItem {
        text: text.to_owned(),
        href: format!("/{}", text.to_lowercase().replace(' ', "-")),
        active,
        current: active,
    };
    Shell {
        service: "Attuned".to_owned(),
        navigation: vec![
            item("Where we are", true),
            item("What was asked", false),
            item("Learning", false),
            item("Letters", false),
            item("Report", false),
        ],
        account: vec![Link::new("Asha Rahman", "/account")],
        palette_href: Some("/assets/palette.css?v=1".to_owned()),
        footer: vec![
            Link::new("Accessibility statement", "/accessibility"),
            Link::new("Privacy", "/privacy"),
            Link::new("Cookies", "/cookies"),
        ],
        printed_from: Some("https://attuned.example/where-we-are".to_owned()),
        ..Shell::default()
    }
}

/// A page's own context with the organisation and the shell beside it.
pub fn context(shell: Shell, own: Value) -> Value {
    let mut context = json!({ "org": organisation(), "shell": shell });
    for (key, value) in own.as_object().cloned().unwrap_or_default() {
        context[key] = value;
    }
    context
}

/// Writes a page and its files so that it opens from the folder without a server.
fn leave(name: &str, html: &str) {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("gallery");
    fs::create_dir_all(folder.join("assets")).expect("folder");
    for plain in ["attuned.css", "attuned.js", "icon.svg"] {
        let address = asset_address(plain).expect(plain);
        let file = asset(&address).expect(plain);
        fs::write(folder.join(address.trim_start_matches('/')), file.bytes).expect(plain);
    }
    fs::write(
        folder.join("assets/palette.css"),
        palette_css(&Palette::default()),
    )
    .expect("palette");
    fs::write(folder.join(name), html.replace("\"/assets/", "\"assets/")).expect(name);
    println!("{}", folder.join(name).display());
}

#[test]
fn every_component_has_manners() {
    let problem = "Enter a day between 1 and 31";
    let own = json!({
        "plain": Field::new("title", "Letters that <explain> & help"),
        "wrong": Field::new("purpose", "").with_error("Say in a few words what this is for"),
        "date": Field { name: "due".into(), parts: Some(["31".into(), "2".into(), "2027".into()]), error: Some(problem.into()), ..Field::default() },
        "ticked": Field { name: "doors".into(), values: vec!["desk".into()], ..Field::default() },
        "picked": Field::new("state", "part"),
        "choices": [Choice::new("yes", "Yes"), Choice { hint: Some("Something is missing, and we say what".into()), ..Choice::new("part", "In part") }, Choice::new("no", "Not yet")],
        "doors": [Choice::new("desk", "The front desk"), Choice::new("phone", "The telephone")],
        "nothing": null,
    });
    let shell = Shell {
        flash: Some(Flash {
            kind: FlashKind::Done,
            text: "The owner is now Asha Rahman.".into(),
        }),
        as_of: Some(AsOf {
            date: "2024-05-19".into(),
            now_href: "/".into(),
        }),
        ..shell()
    };
    let html = design()
        .render("gallery.html", context(shell, own))
        .unwrap_or_else(|why| panic!("{why:#}"));
    leave("gallery.html", &html);
    assert_eq!(manners::problems(&html), Vec::<String>::new());
    assert!(!html.contains("<explain>"), "what people write is escaped");
}

#[test]
fn the_home_page_has_manners() {
    let html = design()
        .render("home.html", context(shell(), json!({})))
        .unwrap_or_else(|why| panic!("{why:#}"));
    leave("home.html", &html);
    assert_eq!(manners::problems(&html), Vec::<String>::new());
}
