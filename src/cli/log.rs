//! `--log FILE`: what the program did, for those who look for a fault. Off unless asked for, never on the screen.

use std::path::Path;

use super::args::Globals;
use super::failure::{Exit, Failure};
use super::output::door;
use crate::article::{CleanLine, discreet_sentence};

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
    let file = door(globals).append(path).map_err(|error| failed(&error))?;
    fern::Dispatch::new()
        .format(|out, message, record| {
            // Nothing that is logged has been looked at for passwords before, wherever it comes from.
            let line = CleanLine::new(&discreet_sentence(&message.to_string()));
            out.finish(format_args!("{:.3} {} {}: {line}", jiff::Timestamp::now(), record.level(), record.target()));
        })
        .level(log::LevelFilter::Warn)
        .level_for("dateline", log::LevelFilter::Debug)
        .chain(file)
        .apply()
        .map_err(|error| failed(&error))?;
    log::info!("dateline {} starts", env!("CARGO_PKG_VERSION"));
    Ok(())
}
