//! The settings, as commands reach them.

use std::path::Path;

use super::args::Globals;
use super::failure::{Exit, Failure};
use crate::disk;
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

/// `TZ` may name a file. It is read whole and before anything else, so it must be one that can be read.
pub(super) fn time_zone() -> Result<(), Failure> {
    const LONGEST: u64 = 1 << 20;
    let Some(zone) = std::env::var_os("TZ") else { return Ok(()) };
    let name = zone.to_string_lossy();
    let path = Path::new(name.strip_prefix(':').unwrap_or(&name));
    if !path.is_absolute() {
        return Ok(());
    }
    match disk::read(path, LONGEST) {
        Err(error) if !error.is_missing() => {
            let hint = "Set TZ to the name of a time zone, as in Europe/Oslo, or unset it";
            Err(Failure::new(Exit::Usage, "cannot use TZ", &name, &error.to_string(), hint))
        }
        _ => Ok(()),
    }
}
