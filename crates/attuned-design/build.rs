//! Builds the static files: our styles over GOV.UK Frontend, and its script with our few lines.
//!
//! Nothing third-party is committed. The packages come from the lock file through npm, either from
//! `node_modules` beside this file or, where that is missing or older, from a copy in the build folder.

use std::env;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use sha2::{Digest, Sha256};

fn main() {
    // Printed here, because a returned error brings a backtrace with it, and the cure drowns in that.
    if let Err(why) = build() {
        eprintln!("{why:#}");
        std::process::exit(1);
    }
}

fn build() -> Result<()> {
    let here = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?);
    let out = PathBuf::from(env::var("OUT_DIR")?);
    for watched in [
        "build.rs",
        "package.json",
        "package-lock.json",
        "styles",
        "scripts",
        "images",
    ] {
        println!("cargo:rerun-if-changed={watched}");
    }

    let packages = packages(&here, &out)?;
    let assets = out.join("assets");
    if assets.exists() {
        fs::remove_dir_all(&assets)?;
    }
    fs::create_dir_all(&assets)?;

    keep(
        &assets,
        "attuned.css",
        &styles(&here, &out, &packages)?.into_bytes(),
    )?;
    keep(
        &assets,
        "attuned.js",
        &script(&here, &packages)?.into_bytes(),
    )?;
    for image in fs::read_dir(here.join("images"))? {
        let image = image?.path();
        if let Some(name) = image.file_name().and_then(OsStr::to_str) {
            keep(&assets, name, &fs::read(&image)?)?;
        }
    }
    Ok(())
}

/// The folder `node_modules` that holds exactly the versions which package.json names.
fn packages(here: &Path, out: &Path) -> Result<PathBuf> {
    let beside = here.join("node_modules");
    if holds_wanted(here, &beside) {
        return Ok(beside);
    }
    let copy = out.join("npm");
    let installed = copy.join("node_modules");
    if !holds_wanted(here, &installed) {
        fs::create_dir_all(&copy)?;
        for file in ["package.json", "package-lock.json"] {
            fs::copy(here.join(file), copy.join(file))?;
        }
        // Without the optional packages: sass wants them only to watch a folder, and one of them
        // would compile native code.
        let ended = Command::new("npm")
            .args([
                "ci",
                "--ignore-scripts",
                "--omit=optional",
                "--no-audit",
                "--no-fund",
            ])
            .current_dir(&copy)
            .output();
        match ended {
            Err(_) => bail!(
                "The styles are built with npm, which is not on this machine. Install Node.js 20 or later \
                 (on Debian: apt-get install nodejs npm), then build again."
            ),
            Ok(ended) if !ended.status.success() => bail!(
                "npm could not fetch the packages that the styles are built from. Check the network or npm's \
                 own settings, or run `npm ci` in crates/attuned-design where they are at hand, then build again.\n{}",
                String::from_utf8_lossy(&ended.stderr)
            ),
            Ok(_) => {}
        }
    }
    if !holds_wanted(here, &installed) {
        bail!(
            "npm fetched other versions than package.json names. Run `npm install` in crates/attuned-design \
             so that its lock file agrees, then build again."
        );
    }
    Ok(installed)
}

fn holds_wanted(here: &Path, modules: &Path) -> bool {
    let read = |path: PathBuf| -> Option<serde_json::Value> {
        serde_json::from_slice(&fs::read(path).ok()?).ok()
    };
    let Some(wanted) = read(here.join("package.json")) else {
        return false;
    };
    let Some(wanted) = wanted.get("dependencies").and_then(|d| d.as_object()) else {
        return false;
    };
    wanted.iter().all(|(name, version)| {
        read(modules.join(name).join("package.json"))
            .is_some_and(|found| found.get("version") == Some(version))
    })
}

fn styles(here: &Path, out: &Path, packages: &Path) -> Result<String> {
    let target = out.join("attuned.css");
    let ended = Command::new("node")
        .arg(packages.join("sass").join("sass.js"))
        .args(["--style=compressed", "--no-source-map", "--quiet-deps"])
        .arg(format!(
            "--load-path={}",
            packages.join("govuk-frontend").join("dist").display()
        ))
        .arg(here.join("styles").join("attuned.scss"))
        .arg(&target)
        .output()
        .context(
            "The styles are compiled with Node.js, which is not on this machine. Install Node.js 20 or later \
             (on Debian: apt-get install nodejs npm), then build again.",
        )?;
    if !ended.status.success() {
        bail!(
            "The styles did not compile.\n{}",
            String::from_utf8_lossy(&ended.stderr)
        );
    }
    Ok(fs::read_to_string(target)?)
}

/// One module: the published script, then ours, which may name what it declares. An import instead would
/// need the hashed name of the other file inside this one, and a second journey for the browser.
fn script(here: &Path, packages: &Path) -> Result<String> {
    let published = packages
        .join("govuk-frontend")
        .join("dist/govuk/govuk-frontend.min.js");
    let published = fs::read_to_string(&published)
        .with_context(|| format!("{} is missing", published.display()))?;
    let published = published
        .split("//# sourceMappingURL")
        .next()
        .unwrap_or_default();
    let ours = fs::read_to_string(here.join("scripts").join("attuned.js"))?;
    Ok(format!("{published}\n{ours}"))
}

/// Writes a file under a name with its own hash in it, so that browsers may keep it for ever.
fn keep(folder: &Path, name: &str, bytes: &[u8]) -> Result<()> {
    let hash: String = Sha256::digest(bytes)
        .iter()
        .take(6)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let (stem, ending) = name
        .rsplit_once('.')
        .with_context(|| format!("{name} needs an ending"))?;
    fs::write(folder.join(format!("{stem}.{hash}.{ending}")), bytes)?;
    Ok(())
}
