//! The `dateline` program: parse, run, exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    dateline::cli::main()
}
