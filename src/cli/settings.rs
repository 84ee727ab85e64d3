//! The settings, as commands reach them.

use super::args::Globals;
use super::failure::{Exit, Failure};
use crate::settings::{Paths, Settings};

/// Reads the settings: those that were named, else those in the system's place for them.
pub(super) fn settings(globals: &Globals) -> Result<Settings, Failure> {
    let found = match &globals.config {
        Some(file) => Settings::read(file, true),
        None => match Paths::find() {
            Ok(paths) => Settings::read(&paths.config_file(), false),
            Err(_) => Ok(Settings::default()),
        },
    };
    found.map_err(|error| {
        let hint = "Correct it, or name another file with --config";
        Failure::new(Exit::Usage, "cannot use the settings", &error.place(), &error.why, hint)
    })
}
