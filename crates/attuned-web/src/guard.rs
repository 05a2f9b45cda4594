//! What stands before and after every action: who is looking, may they, what goes in the audit, and the page of a problem.

use attuned_design::{ASSETS, asset, palette_css};
use axum::extract::{FromRequestParts, MatchedPath, Path, Request, State};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use tower_sessions::Session;

use crate::access::{Access, Viewer};
use crate::module::Route;
use crate::problem::Problem;
use crate::session::{SIGNED_IN, keep_alive};
use crate::site::Site;
use crate::store;
use crate::visit::Visit;

/// The pages that every service owes its readers, and what a machine asks of it.
pub(crate) fn routes() -> Vec<Route> {
    vec![
        Route::get("/accessibility", Access::Public, accessibility),
        Route::get("/privacy", Access::Public, privacy),
        Route::get("/cookies", Access::Public, cookies),
        Route::get("/palette.css", Access::Public, palette),
        Route::get("/assets/{*path}", Access::Public, assets),
        Route::get("/healthz", Access::Public, health),
        Route::get("/readyz", Access::Public, readiness),
    ]
}

async fn accessibility(visit: Visit) -> Result<Response, Problem> {
    visit.page("web/accessibility.html", ()).await
}

async fn privacy(visit: Visit) -> Result<Response, Problem> {
    visit.page("web/privacy.html", ()).await
}

async fn cookies(visit: Visit) -> Result<Response, Problem> {
    visit.page("web/cookies.html", ()).await
}

async fn health() -> &'static str {
    "ok"
}

async fn readiness(State(site): State<Site>) -> Response {
    match store::is_ready(&site.db).await {
        Ok(true) => "ready".into_response(),
        Ok(false) => (
            StatusCode::SERVICE_UNAVAILABLE,
            "the database has no tables yet",
        )
            .into_response(),
        Err(error) => {
            tracing::error!(%error, "the database does not answer");
            (
                StatusCode::SERVICE_UNAVAILABLE,
                "the database does not answer",
            )
                .into_response()
        }
    }
}

async fn palette(State(site): State<Site>) -> Result<Response, Problem> {
    let css = palette_css(&site.settings().await?.colours);
    let headers = [
        (header::CONTENT_TYPE, "text/css; charset=utf-8"),
        (header::CACHE_CONTROL, "public, max-age=604800"),
    ];
    Ok((headers, css).into_response())
}

async fn assets(Path(path): Path<String>) -> Result<Response, Problem> {
    let found = asset(&path).ok_or_else(|| Problem::not_found("That file"))?;
    let headers = [
        (header::CONTENT_TYPE, found.mime.to_owned()),
        (
            header::CACHE_CONTROL,
            "public, max-age=31536000, immutable".to_owned(),
        ),
        (header::ETAG, found.etag.clone()),
    ];
    Ok((headers, found.bytes.to_vec()).into_response())
}

/// Puts the viewer beside the request.
pub(crate) async fn recognise(
    State(site): State<Site>,
    mut request: Request,
    next: Next,
) -> Response {
    let path = request.uri().path();
    if path.starts_with(ASSETS) || path == "/healthz" {
        return next.run(request).await;
    }
    if let Some(session) = request.extensions().get::<Session>().cloned() {
        match session.get::<String>(SIGNED_IN).await {
            Ok(Some(account)) => match (site.find_viewer)(site.clone(), account).await {
                Ok(viewer) => {
                    request.extensions_mut().insert(viewer.unwrap_or_default());
                    if let Err(problem) = keep_alive(&session, site.db.clock().now()).await {
                        return plain(&problem);
                    }
                }
                Err(problem) => return plain(&problem),
            },
            Ok(None) => {}
            Err(error) => return plain(&Problem::unexpected(error)),
        }
    }
    next.run(request).await
}

/// One route's guard: who may open it, and what is written when it is done.
pub(crate) async fn admit(
    State((site, access, event)): State<(Site, Access, Option<&'static str>)>,
    request: Request,
    next: Next,
) -> Response {
    let viewer = request
        .extensions()
        .get::<Viewer>()
        .cloned()
        .unwrap_or_default();
    if !viewer.can_open(access) {
        let problem = if viewer.account.is_some() {
            Problem::NotAllowed
        } else {
            let back = request
                .uri()
                .path_and_query()
                .map_or("/", |path| path.as_str());
            Problem::SignIn(if event.is_some() {
                "/".to_owned()
            } else {
                back.to_owned()
            })
        };
        return problem.into_response();
    }
    // Addresses that anyone may open can hold a code, and a code is kept only as a hash.
    let path = match (access, request.extensions().get::<MatchedPath>()) {
        (Access::Public, Some(route)) => route.as_str().to_owned(),
        _ => request.uri().path().to_owned(),
    };
    let session = request.extensions().get::<Session>().cloned();
    let response = next.run(request).await;
    let done = response.status().is_success() || response.status().is_redirection();
    let Some(event) = event.filter(|_| done) else {
        return response;
    };
    // Whoever has just signed in was nobody when the request came.
    let account = match (viewer.account, session) {
        (None, Some(session)) => session.get::<String>(SIGNED_IN).await.ok().flatten(),
        (account, _) => account,
    };
    if let Err(error) = store::audit(&site.db, account.as_deref(), event, &path).await {
        tracing::error!(%error, event, "the audit entry was not written");
    }
    response
}

/// Turns a problem into its page, with the same shell as every page.
pub(crate) async fn dress(State(site): State<Site>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let mut seen = parts.clone();
    // Without the query: it may be the very thing that could not be read.
    seen.uri = parts.uri.path().parse().unwrap_or_default();
    let response = next.run(Request::from_parts(parts, body)).await;
    let Some(problem) = response.extensions().get::<Problem>().cloned() else {
        return response;
    };
    if let Problem::SignIn(back) = &problem {
        let sample = matches!(site.settings().await, Ok(settings) if settings.sample);
        let door = if sample { "/choose" } else { "/sign-in" };
        let next: String = form_urlencoded::byte_serialize(back.as_bytes()).collect();
        return Redirect::to(&format!("{door}?next={next}")).into_response();
    }
    match Visit::from_request_parts(&mut seen, &site).await {
        Ok(visit) => match visit
            .render("web/problem.html", problem.page(), problem.status(), "")
            .await
        {
            Ok(page) => page,
            Err(_) => plain(&problem),
        },
        Err(_) => plain(&problem),
    }
}

/// When even the page of a problem cannot be made: the same words, bare.
fn plain(problem: &Problem) -> Response {
    let page = problem.page();
    let reference = page
        .reference
        .map(|reference| format!("\n\nReference: {reference}"))
        .unwrap_or_default();
    (
        problem.status(),
        format!(
            "{}\n\n{}\n{}{reference}\n",
            page.title, page.what, page.next
        ),
    )
        .into_response()
}

/// One line for each request: the route as it is written in the table, so that no name or search ever reaches the log.
pub(crate) async fn log(request: Request, next: Next) -> Response {
    let started = std::time::Instant::now();
    let method = request.method().clone();
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or("none", MatchedPath::as_str)
        .to_owned();
    let response = next.run(request).await;
    let status = response.status().as_u16();
    let milliseconds = started.elapsed().as_millis();
    if route.starts_with(ASSETS) || route == "/healthz" || route == "/readyz" {
        tracing::debug!(%method, route, status, milliseconds, "request");
    } else {
        tracing::info!(%method, route, status, milliseconds, "request");
    }
    response
}

/// The headers of every answer. The content policy allows our own files and nothing written into a page.
pub(crate) async fn headers(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let set = [
        (
            header::CONTENT_SECURITY_POLICY,
            "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; font-src 'self'; \
             connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
        ),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (header::REFERRER_POLICY, "same-origin"),
        (
            HeaderName::from_static("cross-origin-opener-policy"),
            "same-origin",
        ),
        (
            HeaderName::from_static("permissions-policy"),
            "camera=(), microphone=(), geolocation=(), payment=()",
        ),
    ];
    let headers = response.headers_mut();
    for (name, value) in set {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers
        .entry(header::CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
    response
}
