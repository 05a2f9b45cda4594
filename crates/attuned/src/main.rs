use std::process::ExitCode;

fn main() -> ExitCode {
    attuned::main()
}
