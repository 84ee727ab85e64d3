//! What went wrong, as one line: `dateline: WHAT, WHERE: WHY. TRY`.

use std::io::Write as _;

use crate::article::{CleanLine, discreet, discreet_sentence};

/// Exit statuses. Scripts depend on them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Exit {
    /// All went well.
    Ok = 0,
    /// Nothing found, or some inputs failed.
    Partly = 1,
    /// Usage or settings.
    Usage = 2,
    /// Network, input or output.
    Input = 3,
    /// The library.
    Library = 4,
}

/// The longest WHERE and WHY that are shown, in characters.
const LONGEST: usize = 300;

/// An error, as a person reads it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// The program's exit status.
    pub exit: Exit,
    what: String,
    place: String,
    why: String,
    hint: String,
}

impl Failure {
    /// Names and passwords of addresses are cut from all of it. WHAT failed, WHERE, WHY, and what to TRY (may be empty). None of them needs a full stop at its end.
    pub fn new(exit: Exit, what: &str, place: &str, why: &str, hint: &str) -> Self {
        let (place, why) = (shorten(&discreet(place)), shorten(&discreet_sentence(why)));
        let hint = discreet_sentence(hint);
        Self { exit, what: what.to_owned(), place, why, hint }
    }

    /// A wrong command line, from the several lines that clap writes: its complaint, its tip, no usage.
    pub fn usage(said: &str) -> Self {
        let paragraphs: Vec<&str> = said.split("\n\n").map(str::trim).collect();
        let complaint = paragraphs.first().copied().unwrap_or("").trim_start_matches("error: ");
        let tip = paragraphs.iter().find_map(|paragraph| paragraph.strip_prefix("tip: ")).unwrap_or("");
        let hint = match CleanLine::new(tip).as_str() {
            "" => "Try `dateline --help`".to_owned(),
            tip => format!("{}. Try `dateline --help`", capital(tip)),
        };
        Self::new(Exit::Usage, "cannot tell what is asked", "the command line", complaint, &hint)
    }

    /// JSON that could not be made.
    pub(super) fn json(what: &str, error: &serde_json::Error) -> Self {
        Self::new(Exit::Input, "cannot write JSON", what, &error.to_string(), "")
    }

    /// Why, without the rest: for the `error` of a JSON object.
    pub fn why(&self) -> CleanLine {
        CleanLine::new(&self.why)
    }

    /// The line.
    pub fn line(&self) -> CleanLine {
        let mut line = format!("dateline: {}, {}: {}.", self.what, self.place, self.why);
        if !self.hint.is_empty() {
            line.push(' ');
            line.push_str(&self.hint);
            line.push('.');
        }
        CleanLine::new(&line)
    }

    /// Writes the line to standard error. There is nobody to tell if that fails.
    pub fn report(&self) {
        let _ = writeln!(std::io::stderr(), "{}", self.line());
    }
}

fn shorten(text: &str) -> String {
    let line = CleanLine::new(text);
    // A full stop is set where the line is made; the folder `.` is none.
    let line = Some(line.trim_end_matches('.')).filter(|line| !line.is_empty()).unwrap_or(line.as_str());
    match line.char_indices().nth(LONGEST) {
        Some((cut, _)) => format!("{}…", &line[..cut]),
        None => line.to_owned(),
    }
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or(String::new(), |first| first.to_uppercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_is_one_clean_line() {
        let failure = Failure::new(Exit::Input, "cannot read", "a\u{1b}[2J\nb\u{202e}", "it is gone.", "Look");
        assert_eq!(failure.line().as_str(), "dateline: cannot read, a[2J b: it is gone. Look.");
        let long = Failure::new(Exit::Input, "cannot read", &"x".repeat(100_000), "it is gone", "");
        assert!(long.line().len() < 500);
    }

    #[test]
    fn what_clap_says_becomes_one_line() {
        let failure = Failure::usage(
            "error: unexpected argument '--x' found\n\n  tip: a similar one exists: '--raw'\n\nUsage: …\n",
        );
        assert_eq!(
            failure.line().as_str(),
            "dateline: cannot tell what is asked, the command line: unexpected argument '--x' found. A similar one exists: \
             '--raw'. Try `dateline --help`."
        );
    }
}
