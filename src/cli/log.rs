//! `--log FILE`: what the program did, for those who look for a fault. Off unless asked for, never on the screen.

use std::io::Read as _;
use std::path::Path;

use super::args::Globals;
use super::failure::{Exit, Failure};
use super::output::door;
use crate::article::{CleanLine, discreet_sentence};
use crate::disk;

/// From now on what is logged goes to the end of `path`, which is made, for its owner only, where it is not there.
pub(super) fn start(path: &Path, globals: &Globals) -> Result<(), Failure> {
    let failed = |why: &dyn std::fmt::Display| {
        Failure::new(
            Exit::Usage,
            "cannot write the log",
            &path.to_string_lossy(),
            &why.to_string(),
            "Name another file after --log",
        )
    };
    if path.as_os_str() == "-" {
        return Err(failed(&"the screen and standard output are for other things; for a file of that name say ./-"));
    }
    if !is_log(path) {
        return Err(failed(&"it is a file, and no log"));
    }
    let file = door(globals).append(path).map_err(|error| failed(&error))?;
    fern::Dispatch::new()
        .format(|out, message, record| {
            // Nothing that is logged has been looked at for passwords before, wherever it comes from.
            let line = CleanLine::new(&discreet_sentence(&message.to_string()));
            out.finish(format_args!("{:.3} {} {}: {line}", crate::app::now(), record.level(), record.target()));
        })
        .level(log::LevelFilter::Warn)
        .level_for("dateline", log::LevelFilter::Debug)
        .chain(file)
        .apply()
        .map_err(|error| failed(&error))?;
    log::info!("dateline {} starts", env!("CARGO_PKG_VERSION"));
    Ok(())
}

/// Whether lines may be added to a file: it is not there, is empty, or begins with a line of a log. What is no regular file
/// is left to whoever opens it.
fn is_log(path: &Path) -> bool {
    const LONGEST: u64 = 200;
    if !std::fs::metadata(path).is_ok_and(|found| found.is_file() && found.len() > 0) {
        return true;
    }
    let mut start = Vec::new();
    let read = disk::open(path).and_then(|file| file.take(LONGEST).read_to_end(&mut start));
    let start = String::from_utf8_lossy(&start);
    let mut words = start.split(' ');
    let time = words.next().is_some_and(|word| word.parse::<jiff::Timestamp>().is_ok());
    // What cannot be read says why when it is opened.
    read.is_err() || (time && words.next().is_some_and(|word| word.parse::<log::Level>().is_ok()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_added_to_logs_only() {
        let folder = tempfile::tempdir().unwrap();
        let check = |content: Option<&str>| {
            let path = folder.path().join("file");
            if let Some(content) = content {
                std::fs::write(&path, content).unwrap();
            }
            is_log(&path)
        };
        assert!(check(None) && check(Some("")) && is_log(folder.path()));
        assert!(check(Some("2026-11-28T07:00:00.123Z INFO dateline: starts\n")));
        for other in ["width = 72\n", "{\"schema\":1}", "2026-11-28 a day\n", "\u{feff}x", "2026-11-28T07:00:00Z \n"] {
            assert!(!check(Some(other)), "{other}");
        }
    }
}
