//! The template environment: every page of every module, and the layout and components they share.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Serde, Value};
use minijinja::{
    AutoEscape, Environment, Error, Output, State, TemplateSource, UndefinedBehavior,
    escape_formatter,
};
use serde::Serialize;

use crate::wording;

/// The pages of one crate. Made by [`pages!`](crate::pages).
#[derive(Debug, Clone)]
pub struct Pages {
    /// Where the files lie while someone works on them, so that an edit shows without a compile.
    /// `None` outside debug builds; a file missing there falls back to the built-in text.
    pub folder: Option<PathBuf>,
    /// Name and text. The name is the path below the folder.
    pub files: Vec<(&'static str, &'static str)>,
}

/// The pages in the folder `pages` of the calling crate, by name:
/// `pages!["learning/course_edit.html", "learning/course.html"]`.
///
/// Names are one space for the whole program: put a module's pages in a folder with the module's name.
#[macro_export]
macro_rules! pages {
    ($($name:literal),* $(,)?) => {
        $crate::Pages {
            folder: if cfg!(debug_assertions) {
                Some(::std::path::PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/pages")))
            } else {
                None
            },
            files: vec![$(($name, include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/pages/", $name)))),*],
        }
    };
}

/// Every page of the program, ready to render. Cheap to share behind an `Arc`.
#[derive(Debug)]
pub struct Design {
    env: Environment<'static>,
    names: Vec<String>,
}

impl Design {
    /// Takes the pages of every module beside our own layout and components, and compiles each at once,
    /// so that a slip in any page stops the program at its start and not a reader later.
    ///
    /// # Errors
    /// A page that does not compile, with its name and line; two pages of the same name.
    pub fn new(modules: impl IntoIterator<Item = Pages>) -> Result<Design, Error> {
        let mut sources: BTreeMap<String, (Option<PathBuf>, &'static str)> = BTreeMap::new();
        let own = pages![
            "layout.html",
            "components.html",
            "components/words.html",
            "components/navigation.html",
            "components/actions.html",
            "components/fields.html",
            "components/showing.html",
            "components/bar.html"
        ];
        for set in std::iter::once(own).chain(modules) {
            for (name, text) in set.files {
                let path = set.folder.as_ref().map(|folder| folder.join(name));
                if sources.insert(name.to_owned(), (path, text)).is_some() {
                    return Err(Error::new(
                        minijinja::ErrorKind::InvalidOperation,
                        format!("two pages are called {name}"),
                    ));
                }
            }
        }
        let names: Vec<String> = sources.keys().cloned().collect();

        let mut env = Environment::new();
        // Strict, so that a page which names something it was not given fails in a test, where the
        // default would leave a silent gap in a sentence.
        env.set_undefined_behavior(UndefinedBehavior::Strict);
        env.set_auto_escape_callback(|name| {
            if name.ends_with(".txt") {
                AutoEscape::None
            } else {
                AutoEscape::Html
            }
        });
        env.set_formatter(format);
        env.set_syntax(
            SyntaxConfig::builder()
                .trim_blocks(true)
                .lstrip_blocks(true)
                .build()?,
        );
        env.set_unknown_method_callback(minijinja_contrib::pycompat::unknown_method_callback);
        env.add_filter("truncate", minijinja_contrib::filters::truncate);
        wording::register(&mut env);
        env.set_loader(move |name| {
            Ok(sources
                .get(name)
                .map(|(path, built_in)| source(path.clone(), built_in)))
        });
        for name in &names {
            env.get_template(name)?;
        }
        Ok(Design { env, names })
    }

    /// Renders one page with its context, which needs `org` and `shell` beside what is its own.
    ///
    /// # Errors
    /// An unknown page, or one that names something it was not given; the message says page and line.
    pub fn render(&self, page: &str, context: impl Serialize) -> Result<String, Error> {
        self.env
            .get_template(page)?
            .render(Value::from(Serde(context)))
    }

    /// Name of every page, ours included, in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(String::as_str)
    }

    pub fn environment(&self) -> &Environment<'static> {
        &self.env
    }
}

/// Writes a value into a page. The engine's own escaping turns "/" into a reference as well, which is of no
/// use in HTML with quoted attributes and makes every address in the source of a page unreadable.
fn format(out: &mut Output, state: &mut State, value: &Value) -> Result<(), Error> {
    match value.as_str() {
        Some(text) if *state.auto_escape() == AutoEscape::Html && !value.is_safe() => {
            let mut rest = text;
            while let Some((before, found, after)) = next_special(rest) {
                out.write_str(before)?;
                out.write_str(found)?;
                rest = after;
            }
            Ok(out.write_str(rest)?)
        }
        _ => escape_formatter(out, state, value),
    }
}

/// The text before the first character that means something in HTML, its reference, and the text after.
fn next_special(text: &str) -> Option<(&str, &'static str, &str)> {
    let (at, special) = text
        .char_indices()
        .find(|(_, letter)| matches!(letter, '&' | '<' | '>' | '"' | '\''))?;
    let reference = match special {
        '&' => "&amp;",
        '<' => "&lt;",
        '>' => "&gt;",
        '"' => "&quot;",
        _ => "&#39;",
    };
    let (before, after) = text.split_at(at);
    Some((before, reference, after.get(1..)?))
}

fn source(path: Option<PathBuf>, built_in: &'static str) -> TemplateSource {
    let changed = |path: &PathBuf| fs::metadata(path).and_then(|about| about.modified()).ok();
    let Some(path) = path else {
        return TemplateSource::new(built_in);
    };
    // The time is read before the text: an edit between the two then shows as a change, not as current.
    let read_at = changed(&path);
    let Ok(text) = fs::read_to_string(&path) else {
        return TemplateSource::new(built_in);
    };
    TemplateSource::new(text).with_uptodate_check(move || changed(&path) == read_at)
}
