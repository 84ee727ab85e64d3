//! The command line.

use std::io::Write as _;
use std::process::ExitCode;

use crate::article::{Article, CleanText, Source};
use crate::facts;
use crate::interchange::Extraction;

/// Parses the arguments, runs, and tells how it went.
pub fn main() -> ExitCode {
    let mut out = std::io::stdout().lock();
    for path in std::env::args().skip(2).filter(|arg| !arg.starts_with("--") && arg != "json" && arg != "jsonl") {
        let Ok(bytes) = std::fs::read(&path) else { return ExitCode::from(3) };
        let text = CleanText::verbatim(&String::from_utf8_lossy(&bytes));
        let article = Article::plain(Source::File(path.clone()), text);
        let found = facts::extract(&article.text, None);
        let Ok(line) = serde_json::to_string(&Extraction::new(&path, &article, &found)) else {
            return ExitCode::from(3);
        };
        if writeln!(out, "{line}").is_err() {
            return ExitCode::SUCCESS;
        }
    }
    ExitCode::SUCCESS
}
