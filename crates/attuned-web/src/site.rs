//! The modules put together into one service.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use attuned_db::{Db, Instant};
use attuned_design::{Design, Pages, palette_css};
use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::IntoResponse;
use tower_http::compression::CompressionLayer;
use tower_http::csrf::CsrfLayer;
use tower_sessions::cookie::SameSite;
use tower_sessions::{Expiry, SessionManagerLayer};

use crate::access::Viewer;
use crate::guard;
use crate::module::{Module, Navigation};
use crate::organisation::Settings;
use crate::problem::Problem;
use crate::session::Sessions;
use crate::store;

/// How long someone may be away before they sign in again.
const AWAY: time::Duration = time::Duration::minutes(60);

/// Finds who an account is. Given by the module that holds accounts, which this crate does not know.
pub type FindViewer =
    fn(Site, String) -> Pin<Box<dyn Future<Output = Result<Option<Viewer>, Problem>> + Send>>;

/// What every action can reach. It holds no state that another copy of the program would need.
#[derive(Debug, Clone)]
pub struct Site {
    pub db: Db,
    pub design: Arc<Design>,
    /// As people type it, such as `https://attuned.example`; empty when it is only tried out.
    pub public_address: Arc<str>,
    pub(crate) navigation: Arc<[Navigation]>,
    pub(crate) find_viewer: FindViewer,
}

impl Site {
    /// # Errors
    /// When a page of a module does not compile; the message names page and line.
    pub fn new(
        db: Db,
        modules: &[Module],
        find_viewer: FindViewer,
        public_address: &str,
    ) -> Result<Self, attuned_design::minijinja::Error> {
        let pages: Vec<Pages> = modules.iter().map(|module| module.pages.clone()).collect();
        let design = Design::new(pages)?;
        let navigation = modules
            .iter()
            .flat_map(|module| module.navigation.iter().copied())
            .collect();
        Ok(Self {
            db,
            design: Arc::new(design),
            public_address: public_address.into(),
            navigation,
            find_viewer,
        })
    }

    /// The organisation as it stands now. Read for each page: another copy of the program may have changed it.
    ///
    /// # Errors
    /// When the database cannot be reached.
    pub async fn settings(&self) -> Result<Settings, Problem> {
        let held = store::organisation(&self.db, self.db.clock().now()).await?;
        Ok(held
            .map(|held| Settings::from_record(&held.record))
            .unwrap_or_default())
    }

    /// The organisation's settings at a moment in the past.
    ///
    /// # Errors
    /// When the database cannot be reached.
    pub async fn settings_at(&self, as_of: Instant) -> Result<Option<Settings>, Problem> {
        let held = store::organisation(&self.db, as_of).await?;
        Ok(held.map(|held| Settings::from_record(&held.record)))
    }

    pub(crate) fn palette_href(&self, settings: &Settings) -> String {
        // Only to make browsers fetch it again after a change; not a secret and not a promise.
        let css = palette_css(&settings.colours);
        let mark = css.bytes().fold(0_u32, |mark, byte| {
            mark.wrapping_mul(31).wrapping_add(u32::from(byte))
        });
        format!("/palette.css?v={mark:08x}")
    }

    /// Every route of every module behind its guard.
    pub fn router(self, modules: &[Module]) -> Router {
        let secure = self.public_address.starts_with("https://");
        let sessions = SessionManagerLayer::new(Sessions::new(self.db.clone()))
            .with_name("attuned")
            .with_secure(secure)
            .with_same_site(SameSite::Lax)
            .with_expiry(Expiry::OnInactivity(AWAY));
        let mut router = Router::new();
        for route in modules.iter().flat_map(|module| &module.routes) {
            let guard = from_fn_with_state((self.clone(), route.access, route.event), guard::admit);
            router = router.route(route.path, route.handler.clone().layer(guard));
        }
        router
            .fallback(async || Problem::not_found("That page"))
            .layer(CsrfLayer::new().with_rejection_response(|_| Problem::Expired.into_response()))
            .layer(from_fn_with_state(self.clone(), guard::dress))
            .layer(from_fn_with_state(self.clone(), guard::recognise))
            .layer(sessions)
            .layer(CompressionLayer::new())
            .layer(from_fn(guard::headers))
            .layer(from_fn(guard::log))
            .layer(tower_http::timeout::TimeoutLayer::with_status_code(
                axum::http::StatusCode::SERVICE_UNAVAILABLE,
                Duration::from_secs(30),
            ))
            .with_state(self)
    }
}
