//! `--log FILE`: what the program did, for those who look for a fault. Off unless asked for, never on the screen.

use std::fs::OpenOptions;
use std::path::Path;

use super::failure::{Exit, Failure};
use crate::article::CleanLine;

/// From now on what is logged goes to the end of `path`, which is made, for its owner only, where it is not there.
pub(super) fn start(path: &Path) -> Result<(), Failure> {
    let mut options = OpenOptions::new();
    options.create(true).append(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let failed = |why: &dyn std::fmt::Display| {
        Failure::new(
            Exit::Usage,
            "cannot write the log",
            &path.to_string_lossy(),
            &why.to_string(),
            "Name another file after --log",
        )
    };
    let file = options.open(path).map_err(|error| failed(&error))?;
    fern::Dispatch::new()
        .format(|out, message, record| {
            let line = CleanLine::new(&message.to_string());
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
