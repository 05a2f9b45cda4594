//! The program that the tests start to read a PDF, and which prints one when called with its path.

use std::process::ExitCode;

use attuned_documents::pdf;

fn main() -> ExitCode {
    let argument = std::env::args().nth(1).unwrap_or_default();
    if argument == pdf::ARGUMENT {
        return pdf::child_main();
    }
    eprintln!("This program only answers to {}.", pdf::ARGUMENT);
    ExitCode::FAILURE
}
