//! What `layout.html` shows around every page. A page's context carries these as `org` and `shell`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// The organisation, as the context variable `org`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Organisation {
    pub name: String,
    /// Words an organisation chooses for itself, by key; `term('member')` looks here.
    #[serde(default)]
    pub words: BTreeMap<String, Word>,
}

/// A word of the organisation: plain, or with the forms that a rule of thumb gets wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Word {
    One(String),
    Forms {
        one: String,
        many: String,
        /// With its article, such as "an hour", where the first letter misleads.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        with_article: Option<String>,
    },
}

/// Everything around a page that is not the page, as the context variable `shell`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Shell {
    /// Where the organisation's name in the header leads.
    pub home: String,
    /// The organisation's mark, shown before its name and not read out, since the name follows.
    pub logo_href: Option<String>,
    /// The product's name beside the navigation; empty to leave it out.
    pub service: String,
    pub service_href: String,
    pub navigation: Vec<NavigationItem>,
    /// At the end of the header: who is signed in, sign in, sign out.
    pub account: Vec<Link>,
    pub flash: Option<Flash>,
    pub as_of: Option<AsOf>,
    /// The stylesheet of [`crate::palette_css`], with a hash in its address.
    pub palette_href: Option<String>,
    /// Accessibility statement, privacy, cookies.
    pub footer: Vec<Link>,
    /// The full address of the page, shown on paper only.
    pub printed_from: Option<String>,
    /// Puts "Problem: " before the title, so that the first words heard say that something needs mending.
    pub has_problem: bool,
}

impl Default for Shell {
    fn default() -> Shell {
        Shell {
            home: "/".to_owned(),
            logo_href: None,
            service: String::new(),
            service_href: "/".to_owned(),
            navigation: Vec::new(),
            account: Vec::new(),
            flash: None,
            as_of: None,
            palette_href: None,
            footer: Vec::new(),
            printed_from: None,
            has_problem: false,
        }
    }
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct NavigationItem {
    pub text: String,
    pub href: String,
    /// In this part of the service.
    pub active: bool,
    /// On exactly this page.
    pub current: bool,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Link {
    pub text: String,
    pub href: String,
}

impl Link {
    pub fn new(text: impl Into<String>, href: impl Into<String>) -> Link {
        Link {
            text: text.into(),
            href: href.into(),
        }
    }
}

/// A message about what has just happened, shown once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Flash {
    pub kind: FlashKind,
    pub text: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FlashKind {
    Done,
    Notice,
}

/// The page shows how things stood on a past day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AsOf {
    /// An ISO date, such as `2024-05-19`.
    pub date: String,
    /// The same page as it stands today.
    pub now_href: String,
}
