//! One visit to one page: who is looking, at which moment of the record, in whose house.

use attuned_db::{Day, Instant};
use attuned_design::minijinja::Value as Context;
use attuned_design::minijinja::value::Serde;
use attuned_design::{AsOf, Link, NavigationItem, Shell};
use axum::extract::FromRequestParts;
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{Html, IntoResponse, Redirect, Response};
use serde::Serialize;
use tower_sessions::Session;

use crate::access::{Access, Permission, Viewer};
use crate::form::Form;
use crate::organisation::Settings;
use crate::problem::Problem;
use crate::session;
use crate::site::Site;

/// The day that the visitor looks at the record from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// Today, in the organisation's time zone.
    pub today: Day,
    /// A past day, where one was asked for with `?on=`.
    pub on: Option<Day>,
    /// What queries take as `as_of`.
    pub at: Instant,
}

impl Moment {
    /// The day the page speaks of: the past day where one was asked for, or today.
    pub fn day(self) -> Day {
        self.on.unwrap_or(self.today)
    }
}

/// Extracted by every action that shows a page.
#[derive(Debug, Clone)]
pub struct Visit {
    pub site: Site,
    pub viewer: Viewer,
    pub settings: Settings,
    pub moment: Moment,
    /// What was looked up in the address, such as a search or a page number.
    pub query: Form,
    session: Session,
    path: String,
}

impl FromRequestParts<Site> for Visit {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Problem> {
        let session = parts
            .extensions
            .get::<Session>()
            .cloned()
            .ok_or_else(|| Problem::unexpected("no session layer"))?;
        let viewer = parts
            .extensions
            .get::<Viewer>()
            .cloned()
            .unwrap_or_default();
        let settings = site.settings().await?;
        let mut query = Form::from_query(parts.uri.query().unwrap_or(""));
        let moment = moment(site, &settings, &mut query)?;
        let path = parts.uri.path().to_owned();
        Ok(Self {
            site: site.clone(),
            viewer,
            settings,
            moment,
            query,
            session,
            path,
        })
    }
}

fn moment(site: &Site, settings: &Settings, query: &mut Form) -> Result<Moment, Problem> {
    let clock = site.db.clock();
    let today = clock.today(&settings.zone);
    let written = query.text("on");
    let asked = if written.is_empty() {
        let asked = query.day("on");
        if !query.is_fine() {
            return Err(Problem::NoSuchDay);
        }
        asked
    } else {
        Some(written.parse().map_err(|_| Problem::NoSuchDay)?)
    };
    // Today and later days are the record as it stands: nobody can look ahead.
    let on = asked.filter(|day| *day < today);
    let at = on.map_or_else(|| clock.now(), |day| Instant::end_of(day, &settings.zone));
    Ok(Moment { today, on, at })
}

impl Visit {
    pub fn may(&self, permission: Permission) -> bool {
        self.viewer.may(permission)
    }

    /// The address without what was looked up in it.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The id under which a change is written in the history.
    pub fn author(&self) -> &str {
        self.viewer.account.as_deref().unwrap_or("public")
    }

    /// Renders a page that only reads.
    ///
    /// # Errors
    /// When the page names something it was not given.
    pub async fn page(&self, name: &str, context: impl Serialize) -> Result<Response, Problem> {
        let token = match self.viewer.account {
            Some(_) => session::token_or_new(&self.session).await?,
            None => String::new(),
        };
        self.render(name, context, StatusCode::OK, &token).await
    }

    /// Renders a page with a form that anyone may send, signed in or not: it begins a session to hold the form's token.
    ///
    /// # Errors
    /// As [`Visit::page`].
    pub async fn form(&self, name: &str, context: impl Serialize) -> Result<Response, Problem> {
        let token = session::token_or_new(&self.session).await?;
        self.render(name, context, StatusCode::OK, &token).await
    }

    /// Renders the same page again, what was typed kept, with a sentence beside each field that needs another look.
    ///
    /// # Errors
    /// As [`Visit::page`].
    pub async fn form_again(
        &self,
        name: &str,
        context: impl Serialize,
    ) -> Result<Response, Problem> {
        let token = session::token_or_new(&self.session).await?;
        self.render(name, context, StatusCode::UNPROCESSABLE_ENTITY, &token)
            .await
    }

    /// Goes to a page that says what was done.
    ///
    /// # Errors
    /// When the session cannot be stored.
    pub async fn done(&self, to: &str, sentence: &str) -> Result<Response, Problem> {
        session::set_flash(&self.session, sentence).await?;
        Ok(Redirect::to(to).into_response())
    }

    pub fn session(&self) -> &Session {
        &self.session
    }

    pub(crate) async fn render(
        &self,
        name: &str,
        context: impl Serialize,
        status: StatusCode,
        token: &str,
    ) -> Result<Response, Problem> {
        let flash = session::take_flash(&self.session).await?;
        let shell = Shell {
            home: "/".to_owned(),
            logo_href: None,
            service: self.settings.service.clone(),
            service_href: "/".to_owned(),
            navigation: self.navigation(),
            account: self.account(),
            flash,
            as_of: self.moment.on.map(|on| AsOf {
                date: on.to_string(),
                now_href: self.path.clone(),
            }),
            palette_href: Some(self.site.palette_href(&self.settings)),
            footer: vec![
                Link::new("Accessibility", "/accessibility"),
                Link::new("Privacy", "/privacy"),
                Link::new("Cookies", "/cookies"),
            ],
            printed_from: Some(format!("{}{}", self.site.public_address, self.path)),
            has_problem: status == StatusCode::UNPROCESSABLE_ENTITY,
        };
        let around = serde_json::json!({
            "org": { "name": self.settings.name, "words": self.settings.words },
            "shell": shell,
            "csrf": token,
            "here": self.path,
            "on": self.moment.on,
            "day": self.moment.day(),
            "may": self.viewer.permissions,
            "signed_in": self.viewer.account.is_some(),
        });
        let own = Context::from(Serde(context));
        let around = Context::from(Serde(around));
        let merged = attuned_design::minijinja::context! { ..own, ..around };
        let html = self.site.design.render(name, merged).map_err(|error| {
            // minijinja's full text can quote values of the page; name and line are enough to mend it.
            Problem::unexpected(format!(
                "{} in {name}, line {}",
                error.kind(),
                error.line().unwrap_or(0)
            ))
        })?;
        Ok((status, Html(html)).into_response())
    }

    fn navigation(&self) -> Vec<NavigationItem> {
        self.site
            .navigation
            .iter()
            .filter(|item| self.viewer.can_open(item.access))
            .map(|item| {
                let current = self.path == item.href;
                let inside = item.href != "/" && self.path.starts_with(&format!("{}/", item.href));
                NavigationItem {
                    text: item.text.to_owned(),
                    href: self.with_on(item.href),
                    active: current || inside,
                    current,
                }
            })
            .collect()
    }

    /// The address with the past day kept, so that one can walk about in it.
    pub fn with_on(&self, href: &str) -> String {
        match self.moment.on {
            Some(on) if href.contains('?') => format!("{href}&on={on}"),
            Some(on) => format!("{href}?on={on}"),
            None => href.to_owned(),
        }
    }

    fn account(&self) -> Vec<Link> {
        if self.viewer.account.is_none() {
            // In a sample nobody has a password.
            return vec![if self.settings.sample {
                Link::new("Choose whom to be", "/choose")
            } else {
                Link::new("Sign in", "/sign-in")
            }];
        }
        let who = if self.viewer.post.is_empty() {
            self.viewer.name.clone()
        } else {
            format!("{}, {}", self.viewer.name, self.viewer.post)
        };
        let mut links = vec![Link::new(who, "")];
        if self
            .viewer
            .can_open(Access::Needs(Permission("people.manage")))
        {
            links.push(Link::new("Accounts", "/accounts"));
        }
        if self.settings.sample {
            links.push(Link::new("Be someone else", "/choose"));
        }
        links.push(Link::new("Sign out", "/sign-out"));
        links
    }
}
