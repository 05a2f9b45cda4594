//! `attuned`: the commands, and the modules wired together.

mod check;
mod cli;
mod coverage;
mod doctor;
mod documents;
mod import_report;
pub mod init;
mod invite;
pub mod modules;
pub mod organisations;
mod out;
mod place;
mod referral;
mod rules;
mod serve;
mod understood;

use std::process::ExitCode;

use clap::Parser;

use cli::{Cli, Command, Import};

/// What the program does; `src/main.rs` only calls it, so that tests can reach the rest.
pub fn main() -> ExitCode {
    // The part that reads PDF runs as a process of its own, with bounds of its own, and needs nothing else of us.
    if std::env::args_os()
        .nth(1)
        .is_some_and(|argument| argument == "__read-pdf")
    {
        return attuned_documents::pdf::child_main();
    }
    let cli = Cli::parse();
    // These need neither the record nor a runtime, and someone who checks a letter should not wait for either.
    let at_once = match &cli.command {
        Command::Check(options) => Some(check::run(options)),
        Command::Rules(options) => Some(rules::run(options)),
        _ => None,
    };
    if let Some(done) = at_once {
        return done.unwrap_or_else(|error| {
            eprintln!("{error:#}");
            ExitCode::from(2)
        });
    }
    let runtime = match tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
    {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("attuned could not start: {error}");
            return ExitCode::from(2);
        }
    };
    match runtime.block_on(run(cli)) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::from(2)
        }
    }
}

async fn run(cli: Cli) -> anyhow::Result<ExitCode> {
    let place = cli.place;
    match cli.command {
        Command::Serve(options) => serve::run(&place, options).await,
        Command::Init(options) => init::run(&place, &options).await,
        Command::Import(Import::Report(options)) => import_report::run(&place, &options).await,
        Command::Coverage(options) => coverage::run(&place, &options).await,
        Command::Referral(options) => referral::run(&place, &options).await,
        Command::Invite(options) => invite::run(&place, &options).await,
        Command::Doctor => doctor::run(&place).await,
        Command::Check(_) | Command::Rules(_) => Ok(ExitCode::SUCCESS),
    }
}
