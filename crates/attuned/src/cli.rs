//! What can be typed.

use std::net::SocketAddr;
use std::path::PathBuf;

use crate::check::CheckOptions;
use crate::rules::RulesOptions;
use attuned_db::Day;
use clap::{Args, Parser, Subcommand, ValueEnum};

/// Keeps the promise of a trauma-informed approach: what was asked, what was answered, who sees to it, what shows it.
#[derive(Debug, Parser)]
#[command(version, max_term_width = 100)]
pub struct Cli {
    #[command(flatten)]
    pub place: PlaceOptions,
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Clone, Args)]
pub struct PlaceOptions {
    /// The folder that holds the record
    #[arg(
        long,
        global = true,
        env = "ATTUNED_DATA",
        default_value = "attuned-data",
        value_name = "DIR"
    )]
    pub data: PathBuf,
    /// A PostgreSQL database instead of a file in the folder
    #[arg(
        long,
        global = true,
        env = "ATTUNED_DATABASE",
        hide_env_values = true,
        value_name = "URL"
    )]
    pub database: Option<String>,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Reviews letters for what they do to their reader; stores nothing
    Check(CheckOptions),
    /// The rules of the review: lists, explains and tests them
    Rules(RulesOptions),
    /// Opens the service for the browser
    Serve(ServeOptions),
    /// Makes a new record, empty or with a sample organisation in it
    Init(InitOptions),
    /// Brings a file into the record
    #[command(subcommand)]
    Import(Import),
    /// What was asked, what was answered, who owns it, by when
    Coverage(CoverageOptions),
    /// The clock of a referral: shows it, or enters the dates it is read from
    Referral(ReferralOptions),
    /// Makes an address with which one person can make their account
    Invite(InviteOptions),
    /// What is set up, what is wrong, and how to mend it
    Doctor,
}

#[derive(Debug, Subcommand)]
pub enum Import {
    /// A committee report: text, Markdown, Word, HTML, OpenDocument or PDF
    Report(ImportReportOptions),
}

#[derive(Debug, Args)]
pub struct ServeOptions {
    /// Where to listen; when left out, the first free port from 8080
    #[arg(long, value_name = "ADDRESS:PORT")]
    pub listen: Option<SocketAddr>,
    /// The address that people type, such as https://attuned.example
    #[arg(long, env = "ATTUNED_PUBLIC_ADDRESS", value_name = "URL")]
    pub public_address: Option<String>,
    /// Pretends that today is another day, for trying things out
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub today: Option<Day>,
}

#[derive(Debug, Args)]
pub struct InitOptions {
    /// A sample organisation to fill the record with
    #[arg(long, value_name = "NAME")]
    pub sample: Option<String>,
    /// The organisation's own settings, as a file
    #[arg(long, value_name = "FILE", conflicts_with = "sample")]
    pub organisation: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct ImportReportOptions {
    /// The report
    pub file: PathBuf,
    /// Shows what was understood and saves nothing
    #[arg(long)]
    pub dry_run: bool,
    /// For people, or for programs
    #[arg(long, value_enum, default_value_t = ImportFormat::Text)]
    pub format: ImportFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ImportFormat {
    Text,
    Json,
}

#[derive(Debug, Args)]
pub struct CoverageOptions {
    /// One referral, by its reference, such as 2024-01
    #[arg(long, value_name = "REFERENCE")]
    pub referral: Option<String>,
    /// As the record stood on a past day
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub on: Option<Day>,
    #[arg(long, value_enum, default_value_t = CoverageFormat::Table)]
    pub format: CoverageFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum CoverageFormat {
    Table,
    Json,
    Markdown,
}

#[derive(Debug, Args)]
pub struct ReferralOptions {
    /// The reference, such as 2024-01; all of them when left out
    pub reference: Option<String>,
    /// Enters the day the recommendations were agreed (a day, or none)
    #[arg(long, value_name = "YYYY-MM-DD|none")]
    pub agreed: Option<Entry>,
    /// Enters the day the recommendations were received
    #[arg(long, value_name = "YYYY-MM-DD|none")]
    pub received: Option<Entry>,
    /// Enters the day the written notice was received
    #[arg(long, value_name = "YYYY-MM-DD|none")]
    pub notice: Option<Entry>,
    /// Enters the days that a local rule gives
    #[arg(long, value_name = "DAYS|none")]
    pub local_days: Option<String>,
    /// Enters the day the reply was given
    #[arg(long, value_name = "YYYY-MM-DD|none")]
    pub replied: Option<Entry>,
    /// Reads the clock on a day, by the record as it is
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub on: Option<Day>,
    /// Reads the record as it stood on a past day
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub as_of: Option<Day>,
    #[arg(long, value_enum, default_value_t = ImportFormat::Text)]
    pub format: ImportFormat,
}

#[derive(Debug, Args)]
pub struct InviteOptions {
    /// What they may do: the key of a role of the organisation
    #[arg(long, default_value = "owner")]
    pub role: String,
    /// The name of their post
    #[arg(long, default_value = "")]
    pub post: String,
}

/// A day to enter, or `none` to empty the field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry(pub Option<Day>);

impl std::str::FromStr for Entry {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        if text == "none" {
            return Ok(Self(None));
        }
        text.parse()
            .map(|day| Self(Some(day)))
            .map_err(|_| "enter a date, like 2026-03-27, or none".to_owned())
    }
}
