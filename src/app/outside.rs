//! The program that `$VISUAL` or `$EDITOR` names changes a text. Never through a shell: the variable is cut into
//! arguments, and the file is the last one.

use std::env;
use std::io;
use std::process::Command;

use crate::disk::{self, ReadError};
use crate::ingest::decode;

/// The largest text that is taken back, in bytes.
const LARGEST: u64 = 1 << 20;

/// Lets the program change `text` and returns what it is then. The terminal must be the program's while this runs. The
/// error is a sentence.
pub fn write(text: &str) -> Result<String, String> {
    let named = |name: &str| env::var_os(name).filter(|value| !value.is_empty()).map(|value| (name.to_owned(), value));
    let (name, value) = named("VISUAL")
        .or_else(|| named("EDITOR"))
        .ok_or("No editor is named: set VISUAL or EDITOR, for example to vi")?;
    let value = value.into_string().map_err(|_| format!("{name} cannot be read"))?;
    write_with(&name, &value, text)
}

fn write_with(name: &str, value: &str, text: &str) -> Result<String, String> {
    let words = shell_words::split(value).map_err(|_| format!("{name} has a quotation mark that is not closed"))?;
    let (program, arguments) = words.split_first().ok_or_else(|| format!("{name} names no program"))?;
    let failed = |what: &'static str| move |error: io::Error| format!("The note could not be {what}: {error}");
    let file = disk::private("note.md", format!("{text}\n").as_bytes()).map_err(failed("written for the editor"))?;
    let status =
        Command::new(program).args(arguments).arg(file.path()).status().map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => format!("There is no program {program}: {name} names it"),
            _ => format!("{program} could not be started: {error}"),
        })?;
    let read = disk::read(file.path(), LARGEST);
    // Who leaves with a status of failure (`:cq` in vi) takes back what was written; who is killed does not.
    if status.code().is_some_and(|code| code != 0) {
        return Err(format!("{program} failed ({status}): the note is as it was"));
    }
    match read {
        Ok(bytes) if status.success() => Ok(decode(&bytes, None).into_owned()),
        Ok(bytes) if decode(&bytes, None).trim_end() == text.trim_end() => {
            Err(format!("{program} was ended ({status}): the note is as it was"))
        }
        Ok(_) => Err(format!("{program} was ended ({status}): what it wrote is kept in {}", file.keep().display())),
        Err(ReadError::Io(error)) => Err(failed("read back")(error)),
        Err(error @ ReadError::TooLarge(_)) => {
            Err(format!("The note was not taken: {error}. What was written is kept in {}", file.keep().display()))
        }
        Err(error) => Err(format!("The note was not taken: {error}. The note is as it was")),
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn the_program_has_the_file_as_its_last_argument() {
        let script = "sh -c 'printf \"two\\nlines\" >> \"$1\"' editor";
        assert_eq!(write_with("EDITOR", script, "one"), Ok("one\ntwo\nlines".to_owned()));
        // Nothing is done by a shell of ours.
        let error = write_with("EDITOR", "/nonexistent/ed ; true", "one").unwrap_err();
        assert_eq!(error, "There is no program /nonexistent/ed: EDITOR names it");
    }

    #[test]
    fn a_program_that_fails_changes_nothing() {
        for (value, why) in [("false", "false failed"), ("", "names no program"), ("a 'b", "not closed")] {
            let error = write_with("VISUAL", value, "one").unwrap_err();
            assert!(error.contains(why), "{error}");
        }
    }

    #[test]
    fn what_a_killed_program_wrote_is_kept() {
        let script = "sh -c 'printf two > \"$1\"; kill -9 $$' editor";
        let error = write_with("EDITOR", script, "one").unwrap_err();
        let path = error.split("kept in ").nth(1).unwrap_or_else(|| panic!("{error}"));
        assert_eq!(std::fs::read_to_string(path).unwrap(), "two");
        std::fs::remove_dir_all(Path::new(path).parent().unwrap()).unwrap();
        let error = write_with("EDITOR", "sh -c 'kill -9 $$' editor", "one").unwrap_err();
        assert!(error.ends_with("the note is as it was"), "{error}");
    }

    #[test]
    fn what_is_too_long_is_kept_in_a_file() {
        let script = "sh -c 'head -c 1100000 /dev/zero | tr \"\\0\" x > \"$1\"' editor";
        let error = write_with("EDITOR", script, "one").unwrap_err();
        let path = error.split("kept in ").nth(1).unwrap_or_else(|| panic!("{error}"));
        assert_eq!(std::fs::metadata(path).unwrap().len(), 1_100_000);
        std::fs::remove_dir_all(Path::new(path).parent().unwrap()).unwrap();
    }

    #[test]
    fn a_note_in_another_encoding_keeps_its_letters() {
        let script = "sh -c 'printf \"caf\\351 M\\374nchen\" > \"$1\"' editor";
        assert_eq!(write_with("EDITOR", script, "one"), Ok("café München".to_owned()));
    }

    #[test]
    fn nobody_else_can_read_it_and_nothing_is_left() {
        let script = "sh -c 'ls -ld \"$(dirname \"$1\")\" \"$1\" | cut -c1-10 > \"$1.modes\"; dirname \"$1\" > \"$1.at\"; \
                      cat \"$1.modes\" \"$1.at\" > \"$1\"' editor";
        let said = write_with("EDITOR", script, "one").unwrap();
        let lines: Vec<&str> = said.lines().collect();
        assert_eq!((lines[0], lines[1]), ("drwx------", "-rw-------"));
        assert!(!Path::new(lines[2]).exists());
    }
}
