//! Writes what is read of each report in the shape that `tests/heldout/score.py` measures:
//! `cargo run -p attuned-report --features pdf --example neutral -- OUT FILE...` (PDF needs the feature).

use std::path::Path;
use std::process::ExitCode;

mod shape;

use shape::neutral;

fn main() -> Result<ExitCode, Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1).peekable();
    #[cfg(feature = "pdf")]
    {
        if arguments.peek().map(String::as_str) == Some(attuned_documents::pdf::ARGUMENT) {
            return Ok(attuned_documents::pdf::child_main());
        }
        attuned_documents::pdf::use_program(std::env::current_exe()?);
    }
    let Some(out) = arguments.next() else {
        eprintln!("Where should the answers go, and which files should be read?");
        return Ok(ExitCode::FAILURE);
    };
    std::fs::create_dir_all(&out)?;
    for file in arguments {
        let path = Path::new(&file);
        let limits = attuned_documents::Limits::default();
        match attuned_documents::read(&file, &std::fs::read(path)?, &limits) {
            Ok(document) => {
                let name = path.file_stem().unwrap_or_default().to_string_lossy();
                let words = neutral(&attuned_report::read(&document)).to_string();
                std::fs::write(Path::new(&out).join(format!("{name}.json")), words)?;
            }
            Err(why) => eprintln!("{file} could not be read: {why}"),
        }
    }
    Ok(ExitCode::SUCCESS)
}
