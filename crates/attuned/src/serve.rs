//! `attuned serve`: the service for the browser.

use std::io::IsTerminal;
use std::net::{Ipv4Addr, SocketAddr};
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use attuned_db::{Clock, Instant};
use attuned_web::Site;
use tokio::net::TcpListener;
use tracing_subscriber::EnvFilter;

use crate::cli::{PlaceOptions, ServeOptions};
use crate::{modules, out, place};

const FIRST_PORT: u16 = 8080;
const LAST_PORT: u16 = 8099;

pub async fn run(options: &PlaceOptions, asked: ServeOptions) -> Result<ExitCode> {
    log();
    let clock = match asked.today {
        Some(day) => Clock::fixed(Instant::morning_of(day, "Europe/London")),
        None => Clock::system(),
    };
    let db = options.open(clock).await?;
    let listener = listen(asked.listen).await?;
    let address = listener.local_addr()?;
    let public = asked
        .public_address
        .unwrap_or_else(|| format!("http://{address}"));
    let settings = place::settings(&db).await?.unwrap_or_default();
    let nobody = attuned_people::how_many(&db).await? == 0;
    let mut said = format!("{} is open at {public}\n", settings.name);
    if nobody {
        let path = attuned_people::invite(&db, "owner", "System owner", None).await?;
        said.push_str(&format!("Nobody has an account yet. The first one is made here, once, within seven days:\n{public}{path}\n"));
    }
    if !settings.sample && public.starts_with("http://") && !address.ip().is_loopback() {
        said.push_str("People reach this without encryption. Put a web server with a certificate before it, and name its address with --public-address https://...\n");
    }
    said.push_str("To stop: Ctrl+C\n");

    let modules = modules::all();
    let site = Site::new(
        db.clone(),
        &modules,
        attuned_people::find_viewer,
        public.trim_end_matches('/'),
    )
    .context("A page could not be read")?;
    let router = site.router(&modules);
    out::print(&said)?;
    tracing::info!(%address, engine = db.engine(), "open");
    axum::serve(listener, router)
        .with_graceful_shutdown(stopped())
        .await?;
    db.close().await;
    Ok(ExitCode::SUCCESS)
}

async fn listen(asked: Option<SocketAddr>) -> Result<TcpListener> {
    if let Some(address) = asked {
        return TcpListener::bind(address)
            .await
            .with_context(|| format!("{address} could not be listened on. Another program may be there; another port, like --listen 127.0.0.1:8090, will work"));
    }
    for port in FIRST_PORT..=LAST_PORT {
        if let Ok(listener) = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await {
            return Ok(listener);
        }
    }
    bail!(
        "The ports from {FIRST_PORT} to {LAST_PORT} are all in use. Name a free one, like --listen 127.0.0.1:9000"
    )
}

/// For people a line each; for programs JSON. `RUST_LOG` sets how much.
fn log() {
    let asked = std::env::var("RUST_LOG").unwrap_or_default();
    let usual = "warn,attuned=info,attuned_web=info";
    let filter = EnvFilter::new(if asked.trim().is_empty() {
        usual
    } else {
        &asked
    });
    let builder = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr);
    if std::io::stderr().is_terminal() {
        builder.compact().with_target(false).init();
    } else {
        builder.json().flatten_event(true).init();
    }
}

async fn stopped() {
    let interrupted = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut ended) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = interrupted => {}
                _ = ended.recv() => {}
            }
            return;
        }
    }
    let _ = interrupted.await;
}
